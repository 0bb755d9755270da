"""Small jobs as a country's law knows them, whose pay may not be over a sum: Germany's Minijob."""

from dataclasses import dataclass
from functools import cache

from boses_engine.domain.persona import PART_TIME
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import listed
from boses_engine.grounding.work.tables import Job


@dataclass(frozen=True, slots=True)
class SmallJob:
    """The words for it, what it is called before a title, whose work it is where none is named, and a month's pay,
    from and to."""

    words: tuple[str, ...]
    said: str
    work: str
    least: float
    most: float


@cache
def small_jobs() -> dict[str, SmallJob]:
    """The small jobs by country."""
    return {
        row["code"]: SmallJob(
            tuple(listed(row["words"])), row["said"], row["work"], float(row["least"]), float(row["most"])
        )
        for row in table("work/small_jobs.csv")
    }


def small_job_of(job: Job, code: str) -> SmallJob | None:
    """The small job that a title names, if it does."""
    small = small_jobs().get(code)
    return small if small and job.title.startswith(f"{PART_TIME} {small.said} ") else None
