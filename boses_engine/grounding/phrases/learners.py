"""Who learns a work at an employer's: "apprentice electrician", "mechanic trainee"."""

from dataclasses import replace

from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.words import Words
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.tables import OWNER, Job, Row, Wish, tables

_LEARNS_UNTIL = 28  # years (estimate)
_TRADES = ("5", "7", "8", "9")  # ISCO-08
_NO_CERTIFICATE = 2  # upper secondary school, by place among `EDUCATION_LEVELS`


def as_learner(work: Wish, text: str, said: Words) -> Wish | None:
    """Those who learn the work, if all that is said beside it is that they do: "apprentice electrician"."""
    if not said or not set(said) <= tables().words["learner"] or not all(map(_is_learned, work.rows)):
        return None
    rows = tuple(replace(row, job=_of_learners(row.job)) for row in work.rows)
    return replace(work, rows=rows, title=as_title(text), match="as asked")


def _is_learned(row: Row) -> bool:
    """Whether somebody may be at work to learn it: nobody learns to own or lead like that."""
    return row.job.status == "working" and not row.job.isco08.startswith("1") and row.job.category != OWNER


def _of_learners(job: Job) -> Job:
    """The job as the young have it who learn it at an employer's, a trade with no certificate yet."""
    most = EDUCATION_LEVELS[_NO_CERTIFICATE] if job.isco08[:1] in _TRADES else job.education_max
    least = None if job.isco08[:1] in _TRADES else job.education_min
    until = min(job.age_max, _LEARNS_UNTIL)
    youngest = min(job.age_min, 17)
    return replace(job, employment="wage", education_min=least, education_max=most, age_min=youngest, age_max=until)
