"""How pay goes with the years of a working life, and with words of rank beside those without them."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.work.asked_titles import plain_title, rank_shift
from boses_engine.grounding.work.employers import Workplaces
from boses_engine.grounding.work.pay import pay_band
from boses_engine.grounding.work.pay_by_sex import pay_by_sex
from boses_engine.grounding.work.tables import Job, rows_by_title

# By which log pay grows over a working life, by major group of ISCO-08, for wages; how fast growth slows down, and its
# mean over all ages (estimates after age-earnings profiles).
GROWTH = {"1": 1.1, "2": 1.1, "3": 0.65, "4": 0.5, "7": 0.45, "8": 0.35}
_SLOWS, _GROWN = 3.0, 0.58
# Years from which working lives start, without a degree and with one, and until which they last; a title that people
# come to later, or leave sooner, has the growth of those years alone (estimate).
_STARTS, _STARTS_SCHOOLED, _ENDS = 19, 22, 60
_DEGREE = EDUCATION_LEVELS.index("bachelor's degree")
_LEADERS = ("manager", "supervisor", "leader", "captain", "foreman")  # how titles of them end
# What of the middle one of all ages those of them count for at least who are made seniors early (estimate).
_SENIORS_GROWN = 0.85
_RICH_GROWTH = 0.55  # of what pay grows by, where incomes are high: it spreads less there (estimate)
_STATE_GROWN = 0.45  # where of a working life the middle one of a state's people stands


def years_at_work(age: int) -> float:
    """The part of a graduate's working life that is done."""
    return min(max((age - _STARTS_SCHOOLED) / (_ENDS - _STARTS_SCHOOLED), 0.0), 1.0)


def years_in(job: Job, age: int) -> float:
    """The part of the years of a job that is done."""
    return min(max((age - job.age_min) / max(job.age_max - job.age_min, 1), 0.0), 1.0)


def leads(job: Job) -> bool:
    """Whether who has a job leads others or is called senior."""
    return job.isco08.startswith("1") or job.title.endswith(_LEADERS) or rank_shift(job.title) > 0


def without_rank(code: str, job: Job, age: int, there: Workplaces, gender: Gender | None) -> npt.NDArray[np.float64]:
    """What the middle one at that age has of a title without its word of rank ("accountant" of "junior accountant"),
    shape (n,), over the middle of the job's band; seniors past the middle of it are not held to more than that, nor the
    young to much less. 0 where the title has no such word or there is no such title."""
    plain = _plain_job(job.title)
    if plain is None:
        return np.zeros(len(there.factor))
    grown = np.exp(growth(code, plain, years_in(plain, age), there, gender))
    grown = np.clip(grown, _SENIORS_GROWN, 1.0) if rank_shift(job.title) > 0 else grown
    found: npt.NDArray[np.float64] = grown * pay_band(code, plain).p50 / pay_band(code, job).p50
    return found


@cache
def _plain_job(title: str) -> Job | None:
    """The wage work of a title without its words of rank."""
    plain = plain_title(title)
    jobs = (row.job for row in rows_by_title().get(plain, ()))
    return next((each for each in jobs if each.employment == "wage"), None)


def growth(code: str, job: Job, years: float, there: Workplaces, gender: Gender | None) -> npt.NDArray[np.float64]:
    """By what log pay stands over that of the middle one of the job, `years` being the part of a working life done."""
    by_trade = GROWTH.get(job.isco08[:1], 0.0)
    rate = np.where(np.isnan(there.growth), by_trade, there.growth)
    rate *= _RICH_GROWTH if country(code).income_group == "high" else 1.0
    if (by_sex := pay_by_sex(code)) and gender:  # seniority
        rate = rate + np.where(there.national, 0.0, by_sex.seniority[gender])
    slowing = _grown(years) - _GROWN
    rate = np.where(there.national, rate, rate * _growth_left(job))
    stands: npt.NDArray[np.float64] = rate * np.where(there.national, years - _STATE_GROWN, slowing)
    return stands


def _grown(years: float) -> float:
    """The part of the growth of a working life that is done when so much of it is, both 0..1."""
    return (1 - math.exp(-_SLOWS * years)) / (1 - math.exp(-_SLOWS))


@cache
def _growth_left(job: Job) -> float:
    """The part of a working life's growth that lies in the years of a title: who is made a manager has grown before."""
    start = _STARTS_SCHOOLED if job.levels[0] >= _DEGREE else _STARTS
    first, last = (min(max((age - start) / (_ENDS - start), 0.0), 1.0) for age in (job.age_min, job.age_max))
    return _grown(last) - _grown(first)
