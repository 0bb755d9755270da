"""The inbox: exports that are dropped into a folder become the snapshot in use.

    <root>/inbox/ID/                  exports of Indonesia are dropped here, with a sources.yaml where one is needed
    <root>/inbox/ID/building/         the exports that are being made a snapshot; what a killed build leaves goes on
    <root>/inbox/ID/done/<version>/   those a snapshot was made from
    <root>/inbox/ID/broken/<time>/    those that could not be; <time>.txt beside it says why

All that lies there when it is looked at is one snapshot. Every step is the renaming of one folder or file, so that a
process killed between any two leaves whole things behind: the old snapshot or the new one, and every export once.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from boses_engine.domain.snapshot import MARKETS, Market, Snapshot
from boses_engine.errors import BosesError, InputError, ModelError, SnapshotError
from boses_engine.files import replacing
from boses_engine.snapshots.catalogue import switch
from boses_engine.snapshots.file import check_rules, read_snapshot, write_snapshot

INBOX = "inbox"
HINTS = "sources.yaml"
SETTLE_S = 2.0  # a file that is being copied grows, or is touched, within this time
LOOK_EVERY_S = 15.0

_OWN = {"building", "done", "broken"}
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")  # what browsers and copiers use

Build = Callable[[Market, Path], Snapshot]
Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Outcome:
    """What became of the exports of a market, in one message; `snapshot` where one was made of them."""

    market: Market
    kind: Literal["taken", "broken", "waiting", "busy"]
    message: str
    snapshot: Snapshot | None = None


def take_in(
    root: Path, market: Market, build: Build, *, settle_s: float = SETTLE_S, sleep: Sleep = time.sleep
) -> Outcome | None:
    """Makes the exports in a market's inbox the snapshot in use; None where there are none.

    `build` makes a snapshot, with its version, of a folder. An InputError of it, or an unforeseen error, means that
    the exports are broken: they are put aside, and the old snapshot stays. What says nothing about the exports (no
    weights, no space left, an interruption) is raised, and the next call goes on with the same ones.

    :raises SnapshotError: the folder cannot be written.
    """
    box = _Box(root, market)
    try:
        if box.empty():
            return None
        with box.locked() as ours:
            if not ours:
                return Outcome(market, "busy", f"another process is building from {box.folder}; it is left to that.")
            if box.empty():  # another process has just been here
                return None
            if not box.building.exists() and not box.take(settle_s, sleep):
                return Outcome(market, "waiting", f"files in {box.folder} are still being written; they wait.")
            return _build(box, build)
    except OSError as exc:
        raise SnapshotError(
            f"cannot take in the exports in {box.folder}: {exc.strerror or exc}. Look at its permissions and the space "
            "that is left; the same exports are tried again next time."
        ) from exc


def watch(
    root: Path,
    build: Build,
    markets: tuple[Market, ...] = MARKETS,
    *,
    once: bool = False,
    settle_s: float = SETTLE_S,
    every_s: float = LOOK_EVERY_S,
    sleep: Sleep = time.sleep,
) -> Iterator[Outcome | str]:
    """Takes in what is dropped, market by market: with `once` what is there now, else for ever.

    Gives outcomes, and messages about files that lie where no market is looked for; each once as long as it holds.
    """
    told: set[str] = set()
    while True:
        now: set[str] = set()
        for message in misplaced(root):
            if message not in told:
                yield message
            now.add(message)
        for market in markets:
            while outcome := take_in(root, market, build, settle_s=settle_s, sleep=sleep):
                if outcome.message not in told:
                    yield outcome
                if outcome.kind in ("waiting", "busy"):
                    now.add(outcome.message)
                    break
        if once:
            return
        told = now
        sleep(every_s)


def misplaced(root: Path) -> list[str]:
    """What lies in the inbox outside the folders of the markets, a message each."""
    folder = root / INBOX
    names: list[str] = []
    with contextlib.suppress(OSError):  # no inbox yet; one that cannot be read is told of when it is taken from
        names = sorted(path.name for path in folder.iterdir())
    return [
        f"{folder / name} is not looked at: exports belong into {', '.join(f'{INBOX}/{code}' for code in MARKETS)}."
        for name in names
        if name not in MARKETS and not name.startswith(".") and Path(name).stem != "README"
    ]


class _Box:
    """The folders of one market's inbox, and the steps between them."""

    def __init__(self, root: Path, market: Market):
        self.root, self.market = root, market
        self.folder = root / INBOX / market
        self.taking = self.folder / ".taking"  # becomes `building` when it holds everything
        self.building = self.folder / "building"

    def dropped(self) -> list[Path]:
        """The exports that are there, with their hints; none where there are hints alone."""
        if not self.folder.is_dir():
            return []
        found = [
            path
            for path in sorted(self.folder.iterdir())
            if path.name not in _OWN and not path.name.startswith(".") and path.suffix.lower() not in _UNFINISHED
        ]
        return found if any(path.name != HINTS for path in found) else []

    def empty(self) -> bool:
        """Whether there is nothing to do, not even what a killed process has left."""
        taken = self.taking.is_dir() and any(self.taking.iterdir())
        return not (taken or self.building.exists() or self.dropped())

    @contextlib.contextmanager
    def locked(self) -> Iterator[bool]:
        """Whether this process may work here; the system lets go of the lock when a process dies."""
        import fcntl

        descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)

    def take(self, settle_s: float, sleep: Sleep) -> bool:
        """Moves all exports to `building`; False where one of them, or of what is in them, is still being written."""
        dropped = self.dropped()
        before = _state(dropped)
        if dropped:
            sleep(settle_s)
        if _state(self.dropped()) != before:
            return False
        self.taking.mkdir(exist_ok=True)
        for path in dropped:
            os.rename(path, _free(self.taking / path.name))
        os.rename(self.taking, self.building)
        return True

    def done(self, version: str) -> None:
        (self.folder / "done").mkdir(exist_ok=True)
        os.rename(self.building, _free(self.folder / "done" / version))

    def broken(self, why: str) -> Path:
        """Puts the exports aside with the reason; gives their new folder."""
        (self.folder / "broken").mkdir(exist_ok=True)
        place = _free(self.folder / "broken" / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ"))
        with replacing(place.with_name(f"{place.name}.txt")) as note:
            note.write_text(f"{why}\n", encoding="utf-8")
        os.rename(self.building, place)
        return place


def _build(box: _Box, build: Build) -> Outcome:
    """What became of the exports of a box: a snapshot, or why they were put aside."""
    names = sorted(path.name for path in box.building.iterdir() if path.name != HINTS)
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    try:
        snapshot = build(box.market, box.building)
        check_rules(snapshot)
    except ModelError:
        raise
    except InputError as exc:
        return _put_aside(box, shown, str(exc))
    except (BosesError, OSError, MemoryError):
        raise
    except Exception as exc:  # whatever a strange file can do to a reader must not stop every `generate` from now on
        return _put_aside(box, shown, f"the builder failed on it ({type(exc).__name__}: {str(exc)[:200]})")
    kept = read_snapshot(write_snapshot(snapshot, box.root))
    used = switch(box.root, kept)
    box.done(kept.version)
    use = "is in use now" if used else "is kept, but a newer one stays in use"
    message = f"{box.market} {kept.version}, built from {shown}, {use}."
    return Outcome(box.market, "taken", message, kept)


def _put_aside(box: _Box, names: str, why: str) -> Outcome:
    said = f"no snapshot of {box.market} could be built from {names}: {why}"
    place = box.broken(said)
    return Outcome(
        box.market,
        "broken",
        f"{said.rstrip('.')}. The one in use stays; the exports are in {place}. Mend them and put them back into "
        f"{box.folder}.",
    )


def _state(paths: list[Path]) -> dict[str, tuple[int, int]]:
    """Size and time of every file under the paths; a file that is gone meanwhile counts as changed."""
    state: dict[str, tuple[int, int]] = {}
    for path in paths:
        for file in (path, *path.rglob("*")) if path.is_dir() else (path,):
            try:
                status = file.stat()
            except OSError:
                state[str(file)] = (-1, time.time_ns())
            else:
                state[str(file)] = (status.st_size, status.st_mtime_ns)
    return state


def _free(path: Path) -> Path:
    """The path, or with the first number behind it that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
