"""What changed from one snapshot to another: signals that rose or fell for certain, came, or went."""

from collections.abc import Iterable
from dataclasses import dataclass

from boses_engine.domain.snapshot import Ratio, Share, Signal, Snapshot
from boses_engine.errors import SnapshotError
from boses_engine.snapshots.compare import find_ratio


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

    @property
    def ratio(self) -> Ratio:
        """How many times as common it is now, with the interval."""
        return find_ratio(self.after.rows, self.after.of, self.before.rows, self.before.of)


@dataclass(frozen=True)
class Difference:
    """From one snapshot of a market to another: the largest moves first, and what came or went by its rows."""

    market: str
    before: str
    after: str
    rose: tuple[Moved, ...]
    fell: tuple[Moved, ...]
    came: tuple[Signal, ...]
    went: tuple[Signal, ...]
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
        tuple(move for move in moved if move.points > 0),
        tuple(move for move in moved if move.points < 0),
        _by_rows(new[name] for name in new.keys() - old.keys()),
        _by_rows(old[name] for name in old.keys() - new.keys()),
        len(both) - len(moved),
    )


def _by_rows(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple(sorted(signals, key=lambda signal: (-signal.rows, signal.id)))


def _move(before: Signal, after: Signal) -> Moved | None:
    old, new = before.share, after.share
    if old is None or new is None:
        return None
    if old.low <= new.share <= old.high or new.low <= old.share <= new.high:
        return None
    return Moved(after, old, new)
