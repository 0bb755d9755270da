"""How old those are who do a kind of work, over the people of their country: lines and contact centres hire the young,
stalls and farms are kept by the middle-aged, and past the usual ages of a title few do it. Sources: ages.csv,
retirement.csv, later_work.csv."""

from collections.abc import Iterator
from functools import cache, lru_cache
from statistics import NormalDist
from typing import get_args

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.at_school import BY_YEAR
from boses_engine.grounding.people.marital import STATES_SAID, share_in_state
from boses_engine.grounding.people.norms import Need, Said, never_married, norms
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.campuses import years_behind
from boses_engine.grounding.work.retired import pensioned_from
from boses_engine.grounding.work.schooling import NOW
from boses_engine.grounding.work.tables import Job, Wish, rows_of_market, tables

_EVERY = (1.0,) * 101
_NOT_OF_IT = 1e-9  # of a generation
# Years by which births lie apart, first ones and all, and by how much all come after the first in the mean (estimates
# after Eurostat and DHS: half of first births within six years, of all within nine).
_FIRST_SD, _ALL_SD, _OTHERS_LATER = 4.6, 6.2, 3.0
_NEWLY = 2  # years for which a couple is newly wed
_WED_FROM = 15  # years from which the tables tell who has married
_FRESH = 18  # years at which a first course mostly starts
# Of each year of age from 18 on, how many are still at a school, over their mean (estimate).
_PUPILS_BY_YEAR = {18: (3.2, 1.1, 0.4, 0.2, 0.1)}
# By how much fewer do a work with every year past the usual ages of the title: in ranks and among who learns, where
# incomes are high and the ages end no sooner than at 36, and else; and in wage work of offices, professions and the
# state past the age of pensions, but in titles that are usual past 65, whose holders have a practice or an office for
# life (estimates). Who does it past eighty does it to the end.
_PAST_RANK, _PAST_RICH, _PAST, _PENSIONED = 1.0, 0.04, 0.3, 0.4
_SETTLED, _FOR_LIFE_FROM, _TO_THE_END, _RANKS, _PENSIONABLE = 36, 66, 80, "0", ("0", "1", "2", "3", "4")


@lru_cache(maxsize=256)
def ages_at_work(asked: Asked, code: str, gender: Gender | None = None) -> tuple[float, ...]:
    """By age from 0 to 100, how common those who do what was asked for are among people of the age, of one sex or of
    both, 1 at most; people of many kinds are as all are. Who is not of the generation or the stage of life that was
    named, or of an age for the year of study, comes only where nobody else is asked for.
    """
    over = _ages_of(asked, code, gender)
    if asked.born:
        first, last = (NOW - year for year in reversed(asked.born))
        over = tuple(each * (1.0 if first <= age <= last else _NOT_OF_IT) for age, each in enumerate(over))
    if asked.ages:
        least, most = asked.ages
        over = tuple(each * (1.0 if least <= age <= most else _NOT_OF_IT) for age, each in enumerate(over))
    if asked.family.needs in ("children", "children alone"):
        over = tuple((np.array(over) * _parents(code, asked.family.said, asked.family.gender or gender)).tolist())
    elif asked.home == "newly wed":
        over = tuple((np.array(over) * _newly_wed(code, asked.family.gender or gender)).tolist())
    elif asked.family.needs in STATES_SAID:
        over = tuple((np.array(over) * _in_state(code, asked.family.needs, asked.family.gender or gender)).tolist())
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
        births = NormalDist(first, _FIRST_SD) if said.is_of_one else NormalDist(first + _OTHERS_LATER, _ALL_SD)
        had += [births.cdf(age + 1 - said.least) - births.cdf(age - said.most) for age in range(101)]
    return _over_most(had)


@cache
def _in_state(code: str, needs: Need, gender: Gender | None) -> npt.NDArray[np.float64]:
    """By age from 0 to 100, how many are of a marital state that is said, over the age that has most of it."""
    sexes = (gender,) if gender else get_args(Gender)
    shares = [[share_in_state(code, each, age, STATES_SAID[needs]) for age in range(101)] for each in sexes]
    return _over_most(np.sum(shares, axis=0))


@cache
def _newly_wed(code: str, gender: Gender | None) -> npt.NDArray[np.float64]:
    """By age from 0 to 100, how many have married in the last years, over the age that has most of them."""
    sexes = (gender,) if gender else get_args(Gender)
    never = np.sum([[never_married(code, each, age) for age in range(-_NEWLY, 101)] for each in sexes], axis=0)
    return _over_most(never[:-_NEWLY] - never[_NEWLY:])


def _over_most(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Shares by age over the greatest of them; of no age nobody."""
    some: npt.NDArray[np.float64] = np.maximum(shares, _NOT_OF_IT)
    return some / np.float64(some.max())


def _mean_marriage(code: str, gender: Gender) -> float:
    """The mean age in years at a first marriage, of those who marry before 55, from the shares who never did."""
    never = np.array([never_married(code, gender, age) for age in range(_WED_FROM, 55)])
    return _WED_FROM + float(((never - never[-1]) / (1 - never[-1])).sum())


def _ages_of(asked: Asked, code: str, gender: Gender | None) -> tuple[float, ...]:
    kinds = list(_kinds(asked))
    if all(kind in tables().categories and tables().categories[kind].job.status == "studying" for kind in kinds):
        named = [row.job for wish in asked.wishes for row in wish.rows]
        jobs = named or [tables().categories[kind].job for kind in kinds]
        if not any((job.title, "any", "") in _rows() for job in jobs):
            least = min((job.age_min for job in named), default=0)
            return _studying(tuple(dict.fromkeys(kinds)), code, least, max(job.age_max for job in jobs))
    if not asked.is_named:
        return _EVERY
    ages = [over_ages(code, job, gender) for wish in asked.wishes for job in _jobs(wish, code)]
    return tuple(np.mean(ages, axis=0).tolist()) if ages else _EVERY


def _kinds(asked: Asked) -> Iterator[str]:
    """The categories of what was asked for."""
    for wish in asked.wishes:
        if wish.rows or wish.category not in tables().categories:
            yield from [row.job.category for row in wish.rows] or [""]
        else:
            yield from tables().categories[wish.category].members or [wish.category]


@cache
def _studying(kinds: tuple[str, ...], code: str, least: int, most: int) -> tuple[float, ...]:
    """By age, how common students of some kinds are over the age that has most of them: fewer study with every year,
    later where the years of study start late or a course is open from a `least` age on, and few past the `most`."""
    shares = np.sum([_studying_at(kind, code, least) for kind in kinds], axis=0)
    shares = np.maximum(shares / shares.max(), _NOT_OF_IT) * _past(most, _PAST_RANK)
    return tuple((shares / shares.max()).tolist())


def _studying_at(kind: str, code: str, least: int) -> list[float]:
    """By age from 0 to 100, how many are students of a kind."""
    later = sum(years_behind(code)) // 2 + max(least - _FRESH, 0) if kind == "university student" else 0
    bands = [tables().shares[gender][kind] for gender in ("Female", "Male")]
    by_year = _PUPILS_BY_YEAR if kind == "high school student" else BY_YEAR if kind == "university student" else {}
    shares = []
    for age in range(-later, 101 - later):
        start = max(band for band in bands[0] if band <= max(age, 13))
        years = by_year.get(start, ())
        shares.append(sum(band[start] for band in bands) * (years[age - start] if years else 1.0))
    return shares


@cache
def _past(last: int, rate: float) -> npt.NDArray[np.float64]:
    """By age from 0 to 100, how many are left of a work past its last usual age."""
    return np.asarray(np.exp(-rate * np.maximum(np.arange(101) - last, 0)))


@cache
def _still_employed(code: str) -> npt.NDArray[np.float64]:
    """By age from 0 to 100, how many are still employees, over those of 25 to 54, where incomes are high."""
    rows = {each: row for row in table("work/later_work.csv") for each in row["countries"].split("|")}
    row = rows.get(code, rows["any"])
    bands = [band for band in row if "-" in band]
    middles = [sum(map(int, band.split("-"))) / 2 for band in bands]
    known = np.interp(np.arange(101), [54, *middles, _TO_THE_END], [1.0, *(float(row[band]) for band in bands), 0.0])
    return np.asarray(np.maximum(known, _NOT_OF_IT))


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


@lru_cache(maxsize=8192)  # titles are what users write
def over_ages(code: str, job: Job, gender: Gender | None = None) -> tuple[float, ...]:
    """By age from 0 to 100, how common those who have a job are among people of the age, of one sex or of both, 1 at
    most: from the row of the title, else of its category, else of the country, else of the longest code, there of its
    part of the world before all; with few past the usual ages of the title, or past those at which wage work is
    pensioned there or, where incomes are high and no row of the country says more, at which most have left it."""
    row = _row_of(code, job.title, job.category, job.isco08)
    curve = _curve(row["full_from"], row["full_until"], row["younger"], row["older"]) if row else _EVERY
    over = np.array(curve)
    if job.status == "studying" or job.isco08.startswith(_RANKS):
        rate = _PAST_RANK
    else:
        settled = job.status == "working" and job.age_max >= _SETTLED
        rate = _PAST_RICH if settled and country(code).income_group == "high" else _PAST
    over *= _past(job.age_max if job.age_max < _TO_THE_END else 100, rate)
    if job.employment == "wage" and job.isco08.startswith(_PENSIONABLE) and job.age_max < _FOR_LIFE_FROM:
        ends = [pensioned_from(code, each) for each in ((gender,) if gender else get_args(Gender))]
        over *= np.mean([_past(end or 100, _PENSIONED) for end in ends], axis=0)
    if job.employment == "wage" and job.age_max < _FOR_LIFE_FROM and country(code).income_group == "high":
        is_told = row is not None and code in row["incomes"].split("|")
        over = over if is_told else np.minimum(over, _still_employed(code))
    return tuple((over / over.max()).tolist())


@lru_cache(maxsize=8192)  # titles are what users write
def _row_of(code: str, title: str, category: str, isco08: str) -> dict[str, str] | None:
    known = _rows()
    markets = (country(code).group, "high" if country(code).income_group == "high" else "poorer", "any")
    codes = [isco08[:digits] for digits in range(len(isco08), -1, -1)]
    here = [(code, each) for each in codes] + [(market, each) for each in codes for market in markets]
    keys = ((name, *each) for name in (title, category, "") for each in here)
    return next((known[key] for key in keys if key in known), None)


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
