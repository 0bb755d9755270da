"""What a page tells before a group is generated: who is planned, what it will take, and the seed."""

from dataclasses import dataclass

from boses_engine.engine import DEFAULT_SEED
from boses_engine.pipeline.estimate import Estimate, megabytes_of
from boses_engine.server.context import Context
from boses_engine.store.rows import GroupRow

TRIED = 3  # people of a group that is tried first
SEED_MOST = 2**63 - 1


@dataclass(frozen=True)
class Takes:
    """What the people that are still to be made will take; `basis` says where the time is from, "" where none is."""

    people: int
    megabytes: str
    time: str
    basis: str


def takes(row: GroupRow, here: Context, measured: Estimate | None = None) -> Takes:
    """As it was measured just now, else by the pace of the latest run here."""
    people = max(0, row.group.persona_count - (row.stored if row.generation_status != "complete" else 0))
    size = f"{megabytes_of(people, portraits=here.engine.paints):,.0f}"
    if measured is not None:
        time = in_words(measured.of(people).seconds) if people else "no time"
        return Takes(people, size, time, f"measured for {measured.measured_s:.0f} s just now, without portraits")
    pace = here.store.latest_pace()
    if pace is None:
        return Takes(people, size, "", "")
    return Takes(people, size, in_words(pace * people), f"as the latest run here took {pace:.1f} s a person")


def in_words(seconds: float) -> str:
    """For example "12 minutes", "3.5 hours"."""
    if seconds < 90:
        return "a minute or less"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def seed_of(text: str) -> int | None:
    """The seed that was typed, None where the field was left empty; raises ValueError, which says what to type."""
    if not text.strip():
        return None
    if text.strip().isdecimal() and len(text) <= 19 and int(text) <= SEED_MOST:
        return int(text)
    raise ValueError("a seed is a whole number from 0 on: leave it empty for the usual one.")


def next_seed(row: GroupRow) -> int:
    """The seed that the group is generated with where none is given."""
    if row.seed is None:
        return DEFAULT_SEED
    return row.seed + (row.generation_status == "complete")
