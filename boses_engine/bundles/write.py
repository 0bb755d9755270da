"""Write a bundle: parts as tar has them, the manifest, the program, the seal."""

import hashlib
import io
import tarfile
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import boses_engine
from boses_engine.bundles.layout import CHUNK, MANIFEST, SEAL_BYTES, Contents, Machine, Part, Seal, check_parts
from boses_engine.errors import BundleError

PACKAGE = Path(boses_engine.__file__).parent
PROGRAM = (  # modules that need nothing but Python itself
    *("__init__.py", "errors.py"),
    *(f"bundles/{name}.py" for name in ("__init__", "layout", "check", "unpack", "machine", "install", "program")),
)
START = """\
import sys

if sys.version_info < (3, 11):
    sys.exit("boses: this needs Python 3.11 or newer, here is %d.%d" % sys.version_info[:2])
from pathlib import Path

from boses_engine.bundles.program import main

sys.exit(main(Path(sys.argv[0]), sys.argv[1:]))
"""


@dataclass(frozen=True)
class Item:
    """A file that goes into a bundle under `name`, from disk or bytes; `sha256` where it is known what it must be."""

    name: str
    source: Path | bytes
    sha256: str | None = None


def write_bundle(file: BinaryIO, items: Iterable[Item], machine: Machine) -> Contents:
    """Writes the whole of a bundle to an empty file and gives its manifest.

    :raises BundleError: a file cannot be read, changed meanwhile, or is not what it must be.
    """
    parts: list[Part] = []
    for item in items:
        parts.append(_append(item, file))
    start = file.tell()
    try:
        check_parts(tuple(parts), start)
    except ValueError as exc:
        raise BundleError(f"a bundle cannot hold these files: {exc}") from exc
    contents = Contents(boses_engine.__version__, machine, tuple(parts))
    text = contents.encoded()
    head = _header(MANIFEST, len(text), int(time.time()), start)
    file.write(head + text)
    end = file.tell()
    tail = b"\0" * (-end % tarfile.BLOCKSIZE + 2 * tarfile.BLOCKSIZE) + _program()
    file.write(tail)
    sha256 = hashlib.sha256(head + text).hexdigest()
    file.write(Seal(start, start + len(head), end, sha256, hashlib.sha256(tail).hexdigest()).encoded())
    return contents


def _append(item: Item, file: BinaryIO) -> Part:
    before = file.tell()
    content: BinaryIO
    try:
        if isinstance(item.source, bytes):
            size, changed, content = len(item.source), int(time.time()), io.BytesIO(item.source)
        else:
            status = item.source.stat()
            size, changed, content = status.st_size, int(status.st_mtime), item.source.open("rb")
    except OSError as exc:
        raise BundleError(f"cannot read {exc.filename}: {exc.strerror}") from exc
    header = _header(item.name, size, changed, before)
    file.write(header)
    digest, copied = hashlib.sha256(), 0
    with content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            copied += len(chunk)
            file.write(chunk)
    if copied != size or item.sha256 not in (None, digest.hexdigest()):
        why = "changed while it was read" if copied != size else "is not the file that the manifest of models means"
        raise BundleError(f"{item.source if isinstance(item.source, Path) else item.name} {why}: put a good one there")
    return Part(item.name, before + len(header), size, digest.hexdigest(), hashlib.sha256(header).hexdigest())


def _header(name: str, size: int, changed: int, before: int) -> bytes:
    """A member's header as tar has it, behind what fills the block that the content before has begun."""
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, changed, 0o644
    return b"\0" * (-before % tarfile.BLOCKSIZE) + member.tobuf(tarfile.PAX_FORMAT)


def _program() -> bytes:
    """A zip archive that Python runs, up to its comment, which is the seal."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:  # stored: a byte that changed stays where it is
        archive.writestr(zipfile.ZipInfo("__main__.py"), START)
        for name in PROGRAM:
            archive.writestr(zipfile.ZipInfo(f"boses_engine/{name}"), (PACKAGE / name).read_bytes())
        archive.comment = b" " * SEAL_BYTES
    return made.getvalue()[:-SEAL_BYTES]
