"""The snapshots that lie in a folder, and which of a market's is in use.

    <root>/ID/2026-05-22-0123456789ab.json     the snapshots of a market
    <root>/ID/current                          the version that arrived last

In use is the one with the newest date; of several with that date the one that `current` names, else the file that came
last. So a newer snapshot that is merely copied in is used, and one built here takes over in a single step.
"""

import contextlib
import difflib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from boses_engine.domain.snapshot import MARKETS, Market, Snapshot
from boses_engine.errors import SignatureError, SnapshotError
from boses_engine.files import open_file
from boses_engine.snapshots.file import day_of, path_of, read_snapshot, write_text

CURRENT = "current"
_NAME_MOST = 256  # bytes


@dataclass(frozen=True)
class Listed:
    """A file with the name of a snapshot; its content is not looked at."""

    market: Market
    version: str
    day: date
    path: Path
    in_use: bool


def listing(root: Path, market: Market | None = None) -> list[Listed]:
    """What lies under `root` by its names, market by market, the one in use first, then the newest."""
    found: list[Listed] = []
    for code in MARKETS if market is None else (market,):
        named = _named(root, code)
        ranked = []
        for path in (root / code).glob("*.json"):
            day = day_of(path.stem)
            if day is not None and path.is_file():
                ranked.append((day, path.stem == named, path.stat().st_mtime_ns, path))
        ranked.sort(reverse=True)
        found += [Listed(code, path.stem, day, path, not place) for place, (day, _, _, path) in enumerate(ranked)]
    return found


def newest(root: Path, market: Market, signed_by: str | None = None) -> Snapshot | None:
    """The snapshot of a market that is in use, checked; None where there is none.

    :raises SnapshotError: it is damaged. No other is taken in its place: people made from an older one without a word
        would look like those of the newest.
    :raises SignatureError: it is not signed by the public key `signed_by`, where one is given.
    """
    found = listing(root, market)
    return read_snapshot(found[0].path, signed_by) if found else None


def switch(root: Path, snapshot: Snapshot) -> bool:
    """Make a snapshot that lies under `root` the one in use, in one step; False where a newer one stays so.

    :raises SnapshotError: its file is not good, or the place cannot be written.
    """
    read_snapshot(path_of(snapshot, root))
    here = listing(root, snapshot.market)
    if day_of(snapshot.version) != here[0].day:
        return False
    write_text(root / snapshot.market / CURRENT, f"{snapshot.version}\n")
    return True


def find(root: Path, key: str) -> Snapshot:
    """The snapshot that a market (the one in use), a version, the start of one, or the path of a file names.

    :raises SnapshotError: none or several fit, or the file is damaged.
    """
    everything = listing(root)
    market = key.strip().upper()
    if market in MARKETS:
        fitting = [listed.path for listed in everything if listed.market == market and listed.in_use]
    else:
        fitting = [listed.path for listed in everything if listed.version == key] or [
            listed.path for listed in everything if key and listed.version.startswith(key)
        ]
        if not fitting and Path(key).suffix == ".json":
            fitting = [Path(key)]
    if len(fitting) == 1:
        return read_snapshot(fitting[0])
    if fitting:
        raise SnapshotError(f"several snapshots fit {key!r}: {', '.join(path.stem for path in fitting)}. Give one.")
    if market in MARKETS:
        raise SnapshotError(f"there is no snapshot of {market} in {root}; make one with: snapshots build")
    names = [*MARKETS, *(listed.version for listed in everything)]
    near = difflib.get_close_matches(key, names, n=3, cutoff=0.4) or list(MARKETS)
    raise SnapshotError(
        f"no snapshot {key!r} in {root}; the nearest: {', '.join(near)}. Give a market, a version or a file."
    )


def verify(root: Path, signed_by: str | None = None) -> list[tuple[Path, str]]:
    """Every file that should be a snapshot, or names one, with what is wrong with it; "" where it is good.

    With `signed_by`, a public key, what is not signed by it is not good.
    """
    found: list[tuple[Path, str]] = []
    for market in MARKETS:
        for path in sorted((root / market).glob("*.json")):
            problem = ""
            try:
                read_snapshot(path, signed_by)
            except (SnapshotError, SignatureError) as exc:
                problem = str(exc)
            found.append((path, problem))
        pointer = root / market / CURRENT
        if pointer.exists():
            named = _named(root, market)
            good = (root / market / f"{named}.json").is_file()
            problem = "" if good else f"{pointer} names no snapshot that is there; remove it, and the newest is used."
            found.append((pointer, problem))
    return found


def _named(root: Path, market: Market) -> str:
    """The version in the pointer; "" where there is none to read. It only decides between files that are there."""
    with contextlib.suppress(OSError, UnicodeDecodeError), open_file(root / market / CURRENT) as file:
        return file.read(_NAME_MOST).decode().strip()
    return ""
