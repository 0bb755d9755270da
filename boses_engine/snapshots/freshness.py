"""How old a snapshot is, and when that should be said aloud."""

from datetime import date

from boses_engine.domain.snapshot import Snapshot
from boses_engine.snapshots.file import day_of


def age_days(snapshot: Snapshot, today: date) -> int:
    """Days from the date of the snapshot to `today`; negative where the clock is behind it."""
    day = day_of(snapshot.version)
    assert day is not None  # no snapshot is read or written under another version
    return (today - day).days


def described(snapshot: Snapshot, today: date) -> str:
    """A snapshot in a few words: "snapshot ID 2026-05-22, 41 days old"."""
    age = age_days(snapshot, today)
    said = f"{age} day{'' if age == 1 else 's'} old" if age >= 0 else "dated after today"
    return f"snapshot {snapshot.market} {snapshot.version[:10]}, {said}"


def age_warning(snapshot: Snapshot, today: date, most_days: int) -> str:
    """What to tell about a snapshot older than `most_days`, or dated in the future; "" for all others."""
    age = age_days(snapshot, today)
    if age < 0:
        return f"the snapshot of {snapshot.market} is dated {-age} days after today: look at this machine's clock."
    if age <= most_days:
        return ""
    return (
        f"the snapshot of {snapshot.market} is {age} days old, more than {most_days} (BOSES_SNAPSHOT_MAX_AGE): what "
        f"people talk about may have changed. Put newer exports into the folder inbox/{snapshot.market} beside it."
    )
