"""What a bundle is made of: a tar archive that any tool can look into, and a program that Python can run.

    header, content      of each part, as tar has them
    header, content      of manifest.json: the parts with size and SHA-256, for which machine they are
    the program          tar's end, then a small zip archive with a `__main__.py`: `python FILE install FOLDER`
    the seal             one line of fixed length: where the manifest lies, SHA-256 of it, of the program, of the line

A plain zip archive would not do: Python before 3.13 runs none of 4 GiB or more. Every byte lies in exactly one span of
those above, and each span has a SHA-256, so a change of one byte is found and its span named.

Needs nothing but Python itself.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from boses_engine.errors import BundleError

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_MOST = 16_777_216  # bytes; a hundred wheels and a store take 40,000
CHUNK = 1 << 20
SEAL = re.compile(rb"boses-bundle 1 (\d{16}) (\d{16}) (\d{16}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")
SEAL_BYTES = len("boses-bundle 1 ") + 3 * 17 + 3 * 65
# Each step of a name: nothing hidden, no "..", no drive, nothing that a shell or terminal would read as a sign.
STEP = re.compile(r"\w[\w .,+!()&-]*")
HASHES = ("sha256", "header_sha256")


@dataclass(frozen=True)
class Part:
    """A file in a bundle; its header ends where its content begins, `at` bytes from the start."""

    name: str  # its path in the folder of an installation, with "/"
    at: int
    bytes: int
    sha256: str  # of the content, as `sha256sum` gives it
    header_sha256: str  # of all between the part before and this content


@dataclass(frozen=True)
class Machine:
    """What the wheels run on."""

    python: str  # "3.11"
    platform: str  # "linux-x86_64"
    libc: tuple[int, ...]  # glibc's version, (2, 36); empty elsewhere
    processor: tuple[str, ...]  # instruction sets that llama.cpp was compiled for, as /proc/cpuinfo calls them
    cuda: bool


@dataclass(frozen=True)
class Contents:
    """A bundle's manifest."""

    engine: str  # its version
    machine: Machine
    parts: tuple[Part, ...]

    def encoded(self) -> bytes:
        """The bytes of manifest.json."""
        return (json.dumps({"format": FORMAT} | asdict(self), indent=1) + "\n").encode()


@dataclass(frozen=True)
class Seal:
    """Where the manifest lies, with the hashes of what no manifest can hold, as they are inside it or behind it."""

    start: int  # of the manifest's header
    at: int  # of its content
    end: int
    manifest_sha256: str  # of header and content
    program_sha256: str  # of all between the manifest and the seal

    def encoded(self) -> bytes:
        """The line at the end of the file."""
        places = f"{self.start:016} {self.at:016} {self.end:016}"
        line = f"boses-bundle 1 {places} {self.manifest_sha256} {self.program_sha256} ".encode()
        return line + hashlib.sha256(line).hexdigest().encode() + b"\n"


@dataclass(frozen=True)
class Span:
    """Bytes of the file from `start` to before `end`; `sha256` is what they should have."""

    what: str
    start: int
    end: int
    sha256: str


def open_bundle(path: Path) -> BinaryIO:
    """The file, opened; raises BundleError where it cannot be."""
    try:
        return path.open("rb")
    except OSError as exc:
        raise BundleError(f"cannot read {path}: {exc.strerror}") from exc


def read_seal(file: BinaryIO) -> Seal | None:
    """The seal at the end of the file; None where it is damaged, or the file cut off or no bundle."""
    size = file.seek(0, os.SEEK_END)
    begins = max(size - SEAL_BYTES, 0)
    file.seek(begins)
    line = file.read()
    found = SEAL.fullmatch(line)
    if found is None or hashlib.sha256(line[:-65]).hexdigest() != found[6].decode():
        return None
    seal = Seal(int(found[1]), int(found[2]), int(found[3]), found[4].decode(), found[5].decode())
    within = 0 <= seal.start < seal.at < seal.end <= begins and seal.end - seal.at <= MANIFEST_MOST
    return seal if within else None


def read_contents(file: BinaryIO, seal: Seal) -> Contents:
    """The manifest.

    :raises BundleError: it is not as it was written, or names what would lie outside of a folder.
    """
    file.seek(seal.start)
    whole = file.read(seal.end - seal.start)
    if hashlib.sha256(whole).hexdigest() != seal.manifest_sha256:
        raise BundleError(f"{MANIFEST} in the bundle is damaged: copy the file again")
    try:
        told = json.loads(whole[seal.at - seal.start :])
        if told["format"] != FORMAT:
            raise ValueError(f"its format is {told['format']}, not {FORMAT}")
        machine = told["machine"]
        contents = Contents(
            _word(told["engine"]),
            Machine(
                _word(machine["python"]),
                _word(machine["platform"]),
                tuple(int(step) for step in machine["libc"]),
                tuple(map(_word, machine["processor"])),
                bool(machine["cuda"]),
            ),
            tuple(
                Part(str(each["name"]), int(each["at"]), int(each["bytes"]), *(str(each[key]) for key in HASHES))
                for each in told["parts"]
            ),
        )
        check_parts(contents.parts, seal.start)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise BundleError(
            f"{MANIFEST} in the bundle is not one of this engine's ({exc}): make the bundle anew"
        ) from exc
    return contents


def check_parts(parts: tuple[Part, ...], end: int) -> None:
    """Raises ValueError unless all names stay inside a folder, differ, and the parts fill the file up to `end`."""
    names = [part.name for part in parts]
    files = {name.casefold() for name in names}
    folders = {parent.as_posix() for name in files for parent in PurePosixPath(name).parents}
    for name in names:
        if not all(STEP.fullmatch(step) for step in name.split("/")):
            raise ValueError(f"{name!r} is no plain path")
    if len(files) != len(names) or files & folders:
        raise ValueError("two parts have one name")
    before = 0
    for part in parts:
        if part.at <= before or part.bytes < 0:
            raise ValueError(f"{part.name} lies across another part")
        before = part.at + part.bytes
    if before != end:
        raise ValueError("the parts do not fill the file")


def spans(contents: Contents, seal: Seal, size: int) -> Iterator[Span]:
    """All spans of a file of `size` bytes in their order, but the seal."""
    before = 0
    for part in contents.parts:
        yield Span(f"the header of {part.name}", before, part.at, part.header_sha256)
        yield Span(part.name, part.at, part.at + part.bytes, part.sha256)
        before = part.at + part.bytes
    yield Span(MANIFEST, seal.start, seal.end, seal.manifest_sha256)
    yield Span("the program", seal.end, size - SEAL_BYTES, seal.program_sha256)


def _word(value: object) -> str:
    """A value that is printed: without a sign that a terminal would obey."""
    if not isinstance(value, str) or not STEP.fullmatch(value):
        raise ValueError(f"{value!r} is no plain word")
    return value
