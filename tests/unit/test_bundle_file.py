"""The file of a bundle: every byte is accounted for, tools and Python can read it, and nothing gets out of a folder."""

import hashlib
import io
import os
import random
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.bundles import small_bundle, write_wheel

from boses_engine.bundles.check import damaged, require_whole
from boses_engine.bundles.layout import SEAL_BYTES, Contents, Part, Seal, Span, read_contents, read_seal, spans
from boses_engine.bundles.machine import misfits, processor_flags, this_machine
from boses_engine.bundles.unpack import unpack
from boses_engine.bundles.write import Item, write_bundle
from boses_engine.errors import BundleError

CHANGES = 200


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return write_wheel(tmp_path / "wheels", "stand_in", {"stand_in.py": "WORD = 'started'\n"})


@pytest.fixture
def bundle(tmp_path: Path, wheel: Path) -> Path:
    path = tmp_path / "boses.bundle"
    small_bundle(path, [wheel])
    return path


def all_spans(path: Path) -> list[Span]:
    """The spans of a whole bundle, the seal too."""
    size = path.stat().st_size
    with path.open("rb") as file:
        seal = read_seal(file)
        assert seal
        return [*spans(read_contents(file, seal), seal, size), Span("the seal", size - SEAL_BYTES, size, "")]


def rewritten(path: Path, change: Callable[[Contents], Contents]) -> None:
    """Puts another manifest into a bundle, with all hashes right: what somebody can do who means harm."""
    content = path.read_bytes()
    with path.open("rb") as file:
        seal = read_seal(file)
        assert seal
        contents = read_contents(file, seal)
    head, text = content[seal.start : seal.at], change(contents).encoded()
    sealed = Seal(
        seal.start,
        seal.at,
        seal.at + len(text),
        hashlib.sha256(head + text).hexdigest(),
        seal.program_sha256,
    )
    path.write_bytes(content[: seal.at] + text + content[seal.end : -SEAL_BYTES] + sealed.encoded())


def test_a_change_of_any_byte_is_found_and_named(bundle: Path) -> None:
    """Catches a byte that no hash covers (a header, what fills a block, the directory), and a wrong name for it."""
    whole, known = bundle.read_bytes(), all_spans(bundle)
    assert list(damaged(bundle)) == []
    assert [span.start for span in known[1:]] == [span.end for span in known[:-1]]
    assert (known[0].start, known[-1].end) == (0, len(whole))
    chance = random.Random(7)
    places = [chance.randrange(len(whole)) for _ in range(CHANGES)]
    for span in known:  # those of small spans, which chance may pass over
        places += [span.start, span.end - 1] if span.start < span.end else []
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= chance.randrange(1, 256)
        bundle.write_bytes(changed)
        found = list(damaged(bundle))
        (expected,) = (span.what for span in known if span.start <= place < span.end)
        assert [span.what for span in found] == [expected], place
        assert found[0].start <= place < found[0].end


@pytest.mark.parametrize("kept", [0, 1, SEAL_BYTES, 0.5, -1])
def test_a_file_that_is_cut_off(kept: float, bundle: Path) -> None:
    """Catches a copy that ran out of space being taken for whole, and a traceback for a file that is no bundle."""
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[: int(kept * len(whole)) if isinstance(kept, float) else kept])
    with pytest.raises(BundleError, match="the seal at the end"):
        require_whole(bundle)


def test_bytes_between_and_behind_are_not_passed_over(bundle: Path) -> None:
    """Catches something hidden behind the seal, or before the program."""
    whole = bundle.read_bytes()
    for changed in (whole + b"\0", whole[:-SEAL_BYTES] + b"\0" + whole[-SEAL_BYTES:]):
        bundle.write_bytes(changed)
        assert list(damaged(bundle))


def test_tar_and_zip_read_it(bundle: Path, wheel: Path) -> None:
    """Catches a layout that only we can read: who must look into a file before it may run uses tools of their own."""
    with tarfile.open(bundle) as archive:
        names = archive.getnames()
        assert names[0] == "READ_ME_FIRST.txt"
        assert names[-1] == "manifest.json"
        member = archive.extractfile(f"wheels/{wheel.name}")
        assert member
        assert member.read() == wheel.read_bytes()
    with zipfile.ZipFile(bundle) as program:
        assert program.testzip() is None
        assert "__main__.py" in program.namelist()


@pytest.mark.parametrize("version", ["python3.11", "python3.12", "python3.13", "python3.14", sys.executable])
def test_python_runs_it_with_nothing_installed(version: str, bundle: Path) -> None:
    """Catches an import that needs a package, and what one Python's reader of zip archives does not take."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    run = [version, "-S", str(bundle), "verify"]  # -S: without site-packages
    try:
        subprocess.run([version, "--version"], env=environment, capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip(f"no {version} here")
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("whole: 5 files")
    with bundle.open("r+b") as file:
        file.seek(100)
        file.write(b"\x01")
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "READ_ME_FIRST.txt" in done.stderr


def test_a_program_behind_more_than_four_gigabytes_runs(tmp_path: Path, bundle: Path) -> None:
    """Catches the limit of zip archives: Python 3.11 and 3.12 run none of 4 GiB or more, this file they must."""
    large, whole = tmp_path / "large", bundle.read_bytes()
    with large.open("wb") as file:  # a hole takes no space on the disk
        file.seek(5 << 30)
        file.write(whole)
    done = subprocess.run([sys.executable, str(large), "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "install" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../outside",
            "/etc/outside",
            "a/../../outside",
            "a//b",
            "",
            ".hidden",
            "a\\b",
            "C:x",
            "a\nb",
            "a\x1b[2J",
            "a\u202eb",
        ),
        *("models", "READ_me_first.txt"),
    ],
)
def test_hostile_names_are_refused(name: str, bundle: Path) -> None:
    """Catches a part that is written outside of the folder, over another, or into a terminal; also in another case."""
    rewritten(bundle, lambda old: replace(old, parts=(*old.parts[:-1], replace(old.parts[-1], name=name))))
    with bundle.open("rb") as file:
        seal = read_seal(file)
        assert seal
        with pytest.raises(BundleError, match=r"plain path|one name"):
            read_contents(file, seal)
    assert [span.what for span in damaged(bundle)] == ["manifest.json"]


@pytest.mark.parametrize("change", [{"bytes": 1 << 40}, {"bytes": -1}, {"at": 0}, {"at": 1 << 50}])
def test_sizes_that_do_not_fit_are_refused(change: dict[str, int], bundle: Path) -> None:
    """Catches a part that would fill the disk, or lies across another."""
    rewritten(bundle, lambda old: replace(old, parts=(*old.parts[:-1], replace(old.parts[-1], **change))))  # type: ignore[arg-type]
    with pytest.raises(BundleError):
        require_whole(bundle)


def test_what_stands_there_is_not_overwritten(tmp_path: Path, bundle: Path) -> None:
    """Catches a link in the folder, put there by somebody else, that leads a part to another place."""
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "there" / "models").mkdir(parents=True)
    (tmp_path / "there" / "models" / "tiny.gguf").symlink_to(tmp_path / "precious")
    part = require_whole(bundle).parts[1]
    with bundle.open("rb") as file, pytest.raises(FileExistsError):
        unpack(part, file, tmp_path / "there")
    assert (tmp_path / "precious").read_text() == "precious"


def test_what_changes_after_the_check_is_noticed(tmp_path: Path, bundle: Path) -> None:
    """Catches a file that is exchanged between its check and its unpacking."""
    part = require_whole(bundle).parts[1]
    content = bytearray(bundle.read_bytes())
    content[part.at] ^= 1
    with pytest.raises(BundleError, match=r"models/tiny\.gguf changed"):
        unpack(part, io.BytesIO(content), tmp_path / "new")


def test_a_source_that_is_not_what_it_must_be(tmp_path: Path) -> None:
    """Catches damaged weights going into a bundle, and two files that would have one name there."""
    machine = this_machine()
    with pytest.raises(BundleError, match=r"weights is not the file"):
        write_bundle(io.BytesIO(), [Item("weights", b"damaged", "0" * 64)], machine)
    with pytest.raises(BundleError, match="one name"):
        write_bundle(io.BytesIO(), [Item("a", b""), Item("A", b"")], machine)
    with pytest.raises(BundleError, match="missing: No such file"):
        write_bundle(io.BytesIO(), [Item("a", tmp_path / "missing")], machine)


def test_a_machine_that_does_not_fit_is_told_why() -> None:
    """Catches wheels of another Python or platform, and llama.cpp ending the process at its first instruction."""
    here = this_machine()
    assert misfits(here, here, processor_flags()) == []
    assert "start it with python3.9" in misfits(replace(here, python="3.9"), here, processor_flags())[0]
    assert "it is for win-arm64" in misfits(replace(here, platform="win-arm64"), here, processor_flags())[0]
    assert "glibc 9.1 or newer" in misfits(replace(here, libc=(9, 1)), replace(here, libc=(2, 36)), set())[0]
    (why,) = misfits(replace(here, processor=("avx2", "amx_int8")), here, {"avx2"})
    assert "a processor with amx_int8, which" in why


def test_parts_tell_their_names_in_full() -> None:
    """Catches a name that tar keeps in a header of its own, since it is long or not of English letters."""
    name = "wheels/" + "a" * 200 + ".whl"
    made = io.BytesIO()
    own = "groups/nhóm của tôi (2).yaml"
    contents = write_bundle(made, [Item(name, b"content"), Item(own, b"")], this_machine())
    made.seek(0)
    with tarfile.open(fileobj=made) as archive:
        assert archive.getnames() == [name, own, "manifest.json"]
    seal = read_seal(made)
    assert seal
    assert read_contents(made, seal) == contents
    assert isinstance(contents.parts[0], Part)
    assert made.getvalue()[contents.parts[0].at :].startswith(b"content")
