"""What changed from one snapshot to another: signals that came, went, or moved for certain."""

from dataclasses import dataclass

from boses_engine.domain.snapshot import Share, Signal, Snapshot
from boses_engine.errors import SnapshotError


@dataclass(frozen=True)
class Moved:
    """A signal whose share lies outside its old interval, while the old share lies outside the new one."""

    signal: Signal  # as it is now
    before: Share
    after: Share

    @property
    def points(self) -> float:
        """The move in percentage points."""
        return 100 * (self.after.share - self.before.share)


@dataclass(frozen=True)
class Difference:
    """From one snapshot of a market to another; each list by id, `moved` by size, the largest move first."""

    market: str
    before: str
    after: str
    came: tuple[Signal, ...]
    went: tuple[Signal, ...]
    moved: tuple[Moved, ...]
    stayed: int  # signals in both that did not move, or have no share in one of them


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """What changed between two snapshots of a market; raises SnapshotError for two markets."""
    if before.market != after.market:
        raise SnapshotError(
            f"{before.version} is of {before.market} and {after.version} of {after.market}: compare two of one market."
        )
    old = {signal.id: signal for signal in before.signals}
    new = {signal.id: signal for signal in after.signals}
    both = sorted(old.keys() & new.keys())
    moves = [_move(old[name], new[name]) for name in both]
    moved = sorted((move for move in moves if move is not None), key=lambda move: -abs(move.points))
    return Difference(
        after.market,
        before.version,
        after.version,
        tuple(new[name] for name in sorted(new.keys() - old.keys())),
        tuple(old[name] for name in sorted(old.keys() - new.keys())),
        tuple(moved),
        len(both) - len(moved),
    )


def _move(before: Signal, after: Signal) -> Moved | None:
    old, new = before.share, after.share
    if old is None or new is None:
        return None
    if old.low <= new.share <= old.high or new.low <= old.share <= new.high:
        return None
    return Moved(after, old, new)
