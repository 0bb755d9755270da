"""How old those are who do a kind of work, over the people of their country: lines and contact centres hire the young,
stalls and farms are kept by the middle-aged. Sources: ages.csv."""

from functools import cache, lru_cache
from statistics import NormalDist
from typing import get_args

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.norms import Said, never_married, norms
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.campuses import years_behind
from boses_engine.grounding.work.tables import Job, Wish, rows_of_market, tables
from boses_engine.grounding.work.who import NOW

_EVERY = (1.0,) * 101
_NOT_OF_IT = 1e-9  # of a generation
# Years by which births lie apart, first ones and all, and by how much all come after the first in the mean (estimates
# after Eurostat and DHS: half of first births within six years, of all within nine).
_FIRST_SD, _ALL_SD, _OTHERS_LATER = 4.6, 6.2, 3.0
_WED_FROM = 15  # years from which the tables tell who has married
_FRESH = 18  # years at which a first course mostly starts


@lru_cache(maxsize=256)
def ages_at_work(asked: Asked, code: str, gender: Gender | None = None) -> tuple[float, ...]:
    """By age from 0 to 100, how common those who do what was asked for are among people of the age, of one sex or of
    both, 1 at most; people of many kinds are as all are. Who is not of the generation or the stage of life that was
    named, or of an age for the year of study, comes only where nobody else is asked for.
    """
    over = _ages_of(asked, code)
    if asked.born:
        first, last = (NOW - year for year in reversed(asked.born))
        over = tuple(each * (1.0 if first <= age <= last else _NOT_OF_IT) for age, each in enumerate(over))
    if asked.ages:
        least, most = asked.ages
        over = tuple(each * (1.0 if least <= age <= most else _NOT_OF_IT) for age, each in enumerate(over))
    if asked.family.needs in ("children", "children alone"):
        over = tuple((np.array(over) * _parents(code, asked.family.said, asked.family.gender or gender)).tolist())
    if asked.year:
        ages = asked.year.ages(years_behind(code))
        over = tuple(1.0 if age in ages else _NOT_OF_IT for age in range(len(over)))
    return over


@lru_cache(maxsize=256)  # children are of any ages that users write
def _parents(code: str, said: Said, gender: Gender | None) -> npt.NDArray[np.float64]:
    """By age from 0 to 100, how many have a child at home of an age that is said, over the age that has most: the first
    comes some years after the marriage, by country and sex, and others until some years later."""
    had = np.zeros(101)
    for each in (gender,) if gender else get_args(Gender):
        first = _mean_marriage(code, each) + norms(code).first_child
        births = NormalDist(first, _FIRST_SD) if said.only else NormalDist(first + _OTHERS_LATER, _ALL_SD)
        had += [births.cdf(age + 1 - said.least) - births.cdf(age - said.most) for age in range(101)]
    most: np.float64 = had.max()
    return had / most


def _mean_marriage(code: str, gender: Gender) -> float:
    """The mean age in years at a first marriage, of those who marry before 55, from the shares who never did."""
    never = np.array([never_married(code, gender, age) for age in range(_WED_FROM, 55)])
    return _WED_FROM + float(((never - never[-1]) / (1 - never[-1])).sum())


def _ages_of(asked: Asked, code: str) -> tuple[float, ...]:
    if not asked.is_named:
        return _EVERY
    kinds = [tables().categories[wish.category] for wish in asked.wishes if wish.category]
    if len(kinds) == len(asked.wishes) == 1 and kinds[0].job.status == "studying" and not kinds[0].members:
        return _studying(kinds[0].job.category, code)
    jobs = [row.job for wish in asked.wishes for row in wish.rows]
    if jobs and len({(job.status, job.category) for job in jobs}) == 1 and jobs[0].status == "studying":
        return _studying(jobs[0].category, code, min(job.age_min for job in jobs))
    ages = [over_ages(code, job) for wish in asked.wishes for job in _jobs(wish, code)]
    return tuple(np.mean(ages, axis=0).tolist()) if ages else _EVERY


@cache
def _studying(category: str, code: str, least: int = 0) -> tuple[float, ...]:
    """By age, how common students of a kind are over the age that has most of them: few are still there at 23, or later
    where the years of study start late or a course is open from a `least` age on."""
    later = sum(years_behind(code)) // 2 + max(least - _FRESH, 0) if category == "university student" else 0
    bands = [tables().shares[gender][category] for gender in ("Female", "Male")]
    shares = np.array(
        [
            sum(band[max(start for start in band if start <= max(age - later, 13))] for band in bands)
            for age in range(101)
        ]
    )
    return tuple((np.maximum(shares, 0.01 * shares.max()) / shares.max()).tolist())


def _jobs(wish: Wish, code: str) -> list[Job]:
    """What a wish may be in a country."""
    rows = wish.rows or rows_of_market(tables().rows.get(wish.category, ()), code, asked=False)
    return [row.job for row in rows]


def at_age(code: str, job: Job, age: int) -> float:
    """How often a job is had at an age for once that it is over all of its ages: of bank staff the young stand at the
    counter, and those past forty lend or lead."""
    over = over_ages(code, job)
    usual = over[job.age_min : job.age_max + 1]
    return over[age] * len(usual) / sum(usual)


def over_ages(code: str, job: Job) -> tuple[float, ...]:
    """By age from 0 to 100, how common those who have a job are among people of the age, 1 at most: from the row of the
    title, else of its category, else of the country, else of the longest code."""
    return _over_ages(code, job.title, job.category, job.isco08)


@lru_cache(maxsize=8192)  # titles are what users write
def _over_ages(code: str, title: str, category: str, isco08: str) -> tuple[float, ...]:
    known = _rows()
    group = "high" if country(code).income_group == "high" else "poorer"
    codes = [isco08[:digits] for digits in range(len(isco08), -1, -1)]
    here = [(code, each) for each in codes] + [(market, each) for each in codes for market in (group, "any")]
    keys = ((name, *each) for name in (title, category, "") for each in here)
    row = next((known[key] for key in keys if key in known), None)
    return _curve(row["full_from"], row["full_until"], row["younger"], row["older"]) if row else _EVERY


@cache
def _rows() -> dict[tuple[str, str, str], dict[str, str]]:
    """The rows by title or category, market and code."""
    return {
        (title, market, row["isco08"]): row
        for row in table("work/ages.csv")
        for title in row["title"].split("|")
        for market in row["incomes"].split("|")
    }


@cache
def _curve(full_from: str, full_until: str, younger: str, older: str) -> tuple[float, ...]:
    """By age from 0 to 100, the figures of a row."""
    ages = np.arange(101)
    under = np.maximum(float(full_from) - ages, 0) * float(younger)
    over = np.maximum(ages - float(full_until), 0) * float(older)
    return tuple(np.exp(-under - over).tolist())
