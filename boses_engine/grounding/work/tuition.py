"""Which schools a household can pay for: no private medical school for the poor, a state university for anybody."""

from functools import cache
from typing import get_args

from boses_engine.domain.group import IncomeLevel
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.tables import Job

_LEVELS = get_args(IncomeLevel)


@cache
def affordable(job: Job, level: IncomeLevel, code: str) -> tuple[str, ...]:
    """Where of a job's workplaces somebody of an income class is: for students those whose fees the class pays, or all
    where it pays none."""
    if job.status != "studying":
        return job.workplaces
    return tuple(each for each in job.workplaces if pays(level, job.title, each, code)) or job.workplaces


@cache
def pays(level: IncomeLevel, course: str, school: str, code: str) -> bool:
    """Whether households of an income class pay for a course at a school."""
    rows = [row for row in table("work/tuition.csv") if row["course"] in course and row["place"] in school]
    own = [row for row in rows if code in row["markets"].split("|")]  # before the same of any country
    said = {(row["course"], row["place"]) for row in own}
    others = [row for row in rows if row["markets"] == "any" and (row["course"], row["place"]) not in said]
    lowest = (_LEVELS.index(row["lowest_class"]) for row in (*own, *others))
    return _LEVELS.index(level) >= max(lowest, default=0)
