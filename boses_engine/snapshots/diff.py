"""What changed from one snapshot to another: signals that rose or fell beyond chance, came, or went."""

from collections.abc import Iterable
from dataclasses import dataclass

from boses_engine.domain.snapshot import Ratio, Share, Signal, Snapshot
from boses_engine.errors import SnapshotError
from boses_engine.snapshots.compare import find_lift, mark_significant


@dataclass(frozen=True)
class Moved:
    """A signal that is more or less common than before, at a false discovery rate of 5 % among all in both."""

    signal: Signal  # as it is now
    before: Share
    after: Share
    ratio: Ratio  # how many times as common it is now

    @property
    def points(self) -> float:
        """The move in percentage points."""
        return 100 * (self.after.share - self.before.share)


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
    both = {
        name: (old_share, new_share)
        for name in sorted(old.keys() & new.keys())
        if (old_share := old[name].share) and (new_share := new[name].share)
    }
    ratios = mark_significant(
        {
            name: found
            for name, (was, now) in both.items()
            if (found := find_lift(now.rows, now.of, now.rows + was.rows, now.of + was.of))
        }
    )
    moves = [Moved(new[name], *both[name], ratio) for name, ratio in sorted(ratios.items()) if ratio.significant]
    moved = sorted(moves, key=lambda move: -abs(move.points))
    return Difference(
        after.market,
        before.version,
        after.version,
        tuple(move for move in moved if move.points > 0),
        tuple(move for move in moved if move.points < 0),
        _by_rows(new[name] for name in new.keys() - old.keys()),
        _by_rows(old[name] for name in old.keys() - new.keys()),
        len(old.keys() & new.keys()) - len(moved),
    )


def _by_rows(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple(sorted(signals, key=lambda signal: (-signal.rows, signal.id)))
