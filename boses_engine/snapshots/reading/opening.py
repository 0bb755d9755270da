"""Opening the bytes of an export, plain or gzipped, and telling what is wrong with them."""

import contextlib
import gzip
import hashlib
import io
import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from boses_engine.errors import SourceError
from boses_engine.files import DeviceError, open_file

LINE_MOST = 1 << 20  # characters; a longer line is no review, nor is a longer object
UNPACKED_MOST = 1 << 30  # bytes of a packed file; whoever has more of them unpacks it
_FREELY, _RATIO_MOST = 1 << 25, 200  # from so many bytes on so many times the file's own: talk packs to a tenth
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


def source_error(path: Path | str, problem: str, line: int | None = None) -> SourceError:
    """The error for one file or folder; `problem` says what is wrong and what to do."""
    return SourceError(f"{path}{f', line {line}' if line else ''}: {problem}")


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turns what the system and the decompressor say about `path` into a SourceError."""
    try:
        yield
    except FileNotFoundError as exc:
        raise source_error(path, "there is no such file; check the path") from exc
    except IsADirectoryError as exc:
        raise source_error(path, "is a folder where a file is expected; check the path") from exc
    except PermissionError as exc:
        raise source_error(path, "may not be read; give yourself permission (chmod u+r), or move it away") from exc
    except DeviceError as exc:
        raise source_error(path, "is a device or pipe, not a file; move it out of the folder") from exc
    except (EOFError, gzip.BadGzipFile, zlib.error) as exc:
        problem = (
            "is cut off or damaged inside its gzip; fetch it again, or unpack it by hand (gzip -dc) to see what is left"
        )
        raise source_error(path, problem) from exc
    except OSError as exc:
        raise source_error(path, f"cannot be read ({exc.strerror or exc}); check the disk and the path") from exc


def check_unpacked(path: Path, size: int) -> None:
    """Raises SourceError where `size` bytes are more than the file `path` may unpack to: it is made to fill a disk."""
    most = min(UNPACKED_MOST, max(_FREELY, _RATIO_MOST * path.stat().st_size))
    if size > most:
        problem = f"unpacks to over {most >> 20:,} MiB; if that is right, unpack it by hand, or save its rows as CSV"
        raise source_error(path, problem)


class _Unpacked(io.RawIOBase):
    """What a gzip file holds, as far as it may be unpacked."""

    def __init__(self, path: Path, packed: gzip.GzipFile) -> None:
        self._path, self._packed, self._size = path, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as BufferedReader calls it
        read = self._packed.readinto(buffer)
        self._size += read
        check_unpacked(self._path, self._size)
        return read


@contextlib.contextmanager
def open_bytes(path: Path) -> Iterator[io.BufferedReader]:
    """The file's bytes, unpacked where they are gzipped, whatever its name says.

    Raises SourceError, also amid the reading where it unpacks to too much. Never waits for a pipe or device.
    """
    with telling(path), contextlib.ExitStack() as stack:
        file = stack.enter_context(open_file(path))
        start = file.read(2)
        file.seek(0)
        if start == _GZIP:
            packed = stack.enter_context(gzip.GzipFile(fileobj=file))
            yield io.BufferedReader(_Unpacked(path, packed), _CHUNK)
        elif path.suffix.lower() == ".gz" and start:
            raise source_error(path, "is not gzipped although its name says so; take .gz off its name")
        else:
            yield file


@contextlib.contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """A path with the unpacked bytes, for libraries that need to jump about in a file."""
    with open_bytes(path) as file:
        if isinstance(file.raw, _Unpacked):
            with tempfile.TemporaryDirectory(prefix="boses-") as folder:
                unpacked = Path(folder, path.stem)
                with open(unpacked, "wb") as target:
                    shutil.copyfileobj(file, target, _CHUNK)
                yield unpacked
        else:
            yield path


def lines_of(text: TextIO, flaws: Counter[str]) -> Iterator[str]:
    """The lines of a text. One that is too long counts among the flaws, is never held in memory and given as none."""
    while line := text.readline(LINE_MOST):
        whole = line[-1] in "\r\n" or len(line) < LINE_MOST
        if not whole:
            flaws["line too long"] += 1
            while (rest := text.readline(LINE_MOST)) and rest[-1] not in "\r\n":
                pass
        yield line if whole else ""


def sha256(path: Path) -> str:
    """The hex digest of the file as it lies there, packed or not."""
    with telling(path), open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
