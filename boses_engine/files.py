"""Files that are there whole or not at all, and opening one that may be a pipe."""

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from boses_engine.errors import InputError


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, which takes its place, on disk, only when the block ends well.

    A process that is killed meanwhile leaves the old file, or none. Raises OSError where the place cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):  # must not hide the error that brought us here
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def creating(path: Path) -> Iterator[Path]:
    """`replacing` where nothing may be yet; raises FileExistsError where something is."""
    if os.path.lexists(path):  # a link to nothing too
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            os.replace(temporary, path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def replacing_output(path: Path) -> Iterator[Path]:
    """`replacing` for what a user asked for; raises InputError when the place cannot be written."""
    try:
        with replacing(path) as temporary:
            yield temporary
    except OSError as exc:
        raise InputError(
            f"cannot write {path}: {exc.strerror or exc}. Choose a place that exists and that you may write to."
        ) from exc


def make_private(folder: Path) -> None:
    """Makes a folder, where there is none, that is its owner's alone; one that is there is left as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on disk."""
    if os.name != "posix":  # other systems cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class DeviceError(OSError):
    """The path is not of a file but of a device or pipe."""


def open_file(path: Path) -> BufferedReader:
    """The bytes of a file; never waits for a pipe or device.

    :raises OSError: it cannot be opened; DeviceError where it is a device or pipe.
    """
    flag = getattr(os, "O_NONBLOCK", 0)  # Windows has neither it nor such pipes
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | flag))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise DeviceError(errno.EINVAL, "it is a device or pipe, not a file")
    return file
