"""Which schools a household can pay for: no private medical school for the poor, a state university for anybody."""

from functools import cache
from typing import get_args

from boses_engine.domain.group import IncomeLevel
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.tables import Job

_LEVELS = get_args(IncomeLevel)


@cache
def affordable(job: Job, level: IncomeLevel) -> tuple[str, ...]:
    """Where of a job's workplaces somebody of an income class is: for students those whose fees the class pays, or all
    where it pays none."""
    if job.status != "studying":
        return job.workplaces
    open_to = tuple(each for each in job.workplaces if _LEVELS.index(level) >= _lowest(job.title, each))
    return open_to or job.workplaces


def _lowest(title: str, place: str) -> int:
    """The least of the classes that pays for a course there, by its place among them."""
    found = [
        _LEVELS.index(row["lowest_class"])
        for row in table("work/tuition.csv")
        if row["course"] in title and row["place"] in place
    ]
    return max(found, default=0)
