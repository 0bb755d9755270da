"""The snapshots that people were made with, so that what they cite can be looked up beside them.

A version stands for one content, so there is nothing to update.
"""

from pydantic import ValidationError

from boses_engine.domain.snapshot import Signal, Snapshot
from boses_engine.errors import NotFoundError, StoreError
from boses_engine.store.database import Database, now
from boses_engine.store.rows import unreadable


def save_snapshot(db: Database, snapshot: Snapshot) -> bool:
    """Keep a snapshot and its signals; False, with nothing changed, when it is there already.

    Raises StoreError when another content is stored under its version.
    """
    record = snapshot.model_dump_json()
    with db.transaction():
        found = db.execute("SELECT record FROM snapshots WHERE version = ?", [snapshot.version]).fetchone()
        if found:
            if found[0] != record and _read_snapshot(db, snapshot.version, found[0]) != snapshot:
                raise StoreError(
                    f"another snapshot is stored as {snapshot.version} in {db.path}; it is kept. Verify the "
                    "files with: snapshots verify"
                )
            return False
        db.execute(
            "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?)",
            [snapshot.version, snapshot.market, snapshot.format, record, now()],
        )
        for signal in snapshot.signals:
            db.execute(f"INSERT INTO signals VALUES ({', '.join('?' * 14)})", [snapshot.version, *_columns(signal)])
    return True


def snapshots(db: Database) -> list[tuple[str, str]]:
    """Market and version of every snapshot, by market, the newest first."""
    rows = db.rows("SELECT market, version FROM snapshots ORDER BY market, version DESC")
    return [(market, version) for market, version in rows]


def snapshot(db: Database, version: str) -> Snapshot:
    """The snapshot of that version; raises NotFoundError where it is not in the store."""
    for (record,) in db.rows("SELECT record FROM snapshots WHERE version = ?", [version]):
        return _read_snapshot(db, version, record)
    known = ", ".join(version for _, version in snapshots(db)) or "none"
    raise NotFoundError(f"no snapshot {version} in {db.path}; it has: {known}.")


def _read_snapshot(db: Database, version: str, record: str) -> Snapshot:
    try:
        return Snapshot.model_validate_json(record)
    except ValidationError as exc:
        raise unreadable(f"snapshot {version}", db.path, exc) from exc


def _columns(signal: Signal) -> list[object]:
    """A signal's row."""
    share, rating, period = signal.share, signal.rating, signal.period
    return [
        signal.id,
        signal.market,
        signal.source_kind,
        signal.theme,
        signal.part_of_life,
        signal.statement,
        signal.rows,
        *((share.share, share.low, share.high) if share else (None, None, None)),
        rating.mean if rating else None,
        *((period.first, period.last) if period else (None, None)),
    ]
