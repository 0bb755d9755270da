"""How well kinds of work fit what is known of a person before the job is drawn: schooling, the household's income.

For a category c, an education e and an income rank z (standard normal over the country), with P(c) the share of the
category at the person's age and gender,

    P(c | e, z)  is proportional to  P(c) * [e is one of the levels of c] / P(levels of c) * p(z | pay of c),

so that over all educations and incomes the categories keep their shares (docs/people/work.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.at_school import at_school
from boses_engine.grounding.people.demographics import (
    BACHELOR,
    EDUCATION_LEVELS,
    LOWER,
    MASTER,
    UPPER,
    age_weights,
    attainment,
    has_long_degrees,
    leaves_at_lower,
    level_of,
)
from boses_engine.grounding.people.states import with_odds
from boses_engine.grounding.places.countries import table, urban_share
from boses_engine.grounding.places.gazetteer import great_cities, share_in_great_cities
from boses_engine.grounding.work.tables import Job, Row, share_times, tables

PAY_INCOME = 0.5  # correlation of log pay of the kind of work and the household's income rank (estimate)
_PAY_MEAN, _PAY_SPREAD = -0.25, 0.45  # of log pay ratios over the kinds of work, weighted by their shares
WORK_FROM = 15  # years: the least age for work in all three markets (ILO Convention 138)
_RAREST = 0.02  # levels of schooling that fewer have are not made up for any further
_NORMAL = NormalDist()
# By how much the odds of studying rise, in logs, from the middle of the households to the best off (estimate after
# school attendance by wealth: BPS Susenas 2023, PSA APIS 2022, MICS Viet Nam 2020-21).
_STUDY_INCOME, _STUDY_MOST = 0.8, 0.97
# Who is not at work: how the household's income stands to that, in standard deviations (estimate).
_STANDING = {"looking for work": -0.3, "studying": 0.3}


# ISCO-08 codes; those of gardeners of parks and homes, who are on no farm, and of fishers, who are in ports too.
_FARM, _GARDENERS, _FISHERS = ("6", "92"), "9214", ("6222", "6223")
# How often townspeople farm, over the mean, and those of great cities among them (estimates).
_FARM_IN_TOWN, _FARM_IN_GREAT_CITY = 0.3, 0.05
# By how much people outside towns are likelier to farm, since schooling and purse turn some of them to other work
# (fitted: employment by ISCO-08 group of the three markets, 5,000 people each).
FARM_KEPT = 1.25


@dataclass(frozen=True)
class Standing:
    """What is known of a person before the job: highest level of education, one of `EDUCATION_LEVELS`, the household's
    income quantile in the country, whether they live in town, in which first-level division and by which town."""

    education: str
    income_quantile: float
    urban: bool
    region: str | None = None
    town: str | None = None

    def in_great_city(self, code: str) -> bool:
        """Whether their town is one of the country's great cities and they live in its streets."""
        return self.urban and self.town in great_cities(code)


def is_farm(isco08: str) -> bool:
    """Whether an ISCO-08 code is of skilled agriculture or farm labour."""
    return isco08.startswith(_FARM) and not isco08.startswith(_GARDENERS)


def is_in_fields(isco08: str) -> bool:
    """Whether an ISCO-08 code is of work on the land, which lies outside towns."""
    return is_farm(isco08) and not isco08.startswith(_FISHERS)


def levels_there(job: Job, code: str) -> tuple[int, int]:
    """The lowest and the highest level of schooling that a job usually takes in a country."""
    least, most = job.levels
    if least == UPPER and job.status in ("working", "retired") and leaves_at_lower(code):
        least = LOWER
    return least, MASTER if most == BACHELOR and has_long_degrees(code) else most


def admits(job: Job, education: str, code: str) -> bool:
    """Whether the work is done by people of that education."""
    least, most = levels_there(job, code)
    return least <= level_of(education) <= most


def fits(categories: Sequence[str], standing: Standing, code: str, gender: Gender, age: int) -> list[float]:
    """A factor on each category's share; all 1 where no category takes people of that education."""
    level = level_of(standing.education)
    z = _NORMAL.inv_cdf(min(max(standing.income_quantile, 1e-6), 1 - 1e-6))
    schooled = [
        _scarcity(category, code, gender, age) if level in _levels(category, code, gender) else 0.0
        for category in categories
    ]
    if not any(schooled):
        schooled = [1.0] * len(categories)
    farmed = _farm_factor(code, standing.urban, standing.in_great_city(code))
    return [
        factor
        * (0.0 if age < WORK_FROM and _at_work(category) else 1.0)
        * (farmed if is_farm(tables().categories[category].job.isco08) else 1.0)
        * math.exp(-((z - PAY_INCOME * _pay(category)) ** 2) / (2 * (1 - PAY_INCOME**2)))
        for factor, category in zip(schooled, categories, strict=True)
    ]


def _at_work(category: str) -> bool:
    return tables().categories[category].job.status in ("working", "looking for work")


def share_who_study(kinds: Sequence[str], standing: Standing | None, code: str, gender: Gender, age: int) -> float:
    """The share, 0..1, of people like these who go to school or college, as one of `kinds` of pupils and students; over
    all people of an age it is `at_school`."""
    mean = at_school(code, gender, age)
    if standing is None:
        return mean
    open_to = frozenset[int]().union(*(_levels(kind, code, gender) for kind in kinds))
    if level_of(standing.education) not in open_to:
        return 0.0
    shares = attainment(code, gender, age)
    most = min(mean / max(sum(float(shares[level]) for level in open_to), _RAREST), _STUDY_MOST)
    return with_odds(most, math.exp(_STUDY_INCOME * (2 * standing.income_quantile - 1)))


@cache
def _farm_factor(code: str, urban: bool, great: bool) -> float:
    """How often people farm in town, or outside, over the mean, so that the country's share of farmers holds."""
    if urban:
        return _FARM_IN_GREAT_CITY if great else _FARM_IN_TOWN
    town = urban_share(code) or 0.5
    in_great = min(share_in_great_cities(code), town)
    farmed_in_town = _FARM_IN_TOWN * (town - in_great) + _FARM_IN_GREAT_CITY * in_great
    return FARM_KEPT * (1 - farmed_in_town) / (1 - town)


@cache
def within_reach(rows: tuple[Row, ...], education: str, code: str) -> tuple[Row, ...]:
    """The rows that take people of that education, or all where none does."""
    return tuple(row for row in rows if admits(row.job, education, code)) or rows


@cache
def _levels(category: str, code: str, gender: Gender) -> frozenset[int]:
    """The levels of schooling that some title of the category takes in that country."""
    jobs = [
        row.job
        for row in tables().rows.get(category, ())
        if row.job.gender in (None, gender) and {"any", code} & set(row.markets)
    ]
    return frozenset(
        level for level, name in enumerate(EDUCATION_LEVELS) if any(admits(job, name, code) for job in jobs)
    )


@cache
def _scarcity(category: str, code: str, gender: Gender, age: int) -> float:
    shares = attainment(code, gender, age)
    return 1 / max(sum(float(shares[level]) for level in _levels(category, code, gender)), _RAREST)


@cache
def _pay(category: str) -> float:
    """The category's log pay in standard deviations of the kinds of work."""
    job = tables().categories[category].job
    if job.status != "working":
        return _STANDING.get(job.status, 0.0)
    return min(max((math.log(job.pay_ratio) - _PAY_MEAN) / _PAY_SPREAD, -2.0), 2.0)


@cache
def out_of_work_factor(code: str, gender: Gender) -> float:
    """A factor on the shares of those who neither work nor look for work, 1 where participation is not known.

    It brings labour force participation from 15 years on to the published rate: keeping house gives way, and of men
    being retired.
    """
    rates = {(row["code"], row["gender"]): float(row["participation"]) / 100 for row in table("work/labour_force.csv")}
    if (code, gender) not in rates:
        return 1.0
    low, high = 0.4, 20.0  # less would leave none at home where more of the old work than the tables say
    for _ in range(40):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if _participation(code, gender, middle) > rates[code, gender] else (low, middle)
    return math.sqrt(low * high)


def is_bent(category: str, gender: Gender) -> bool:
    """Whether `out_of_work_factor` is for this category."""
    status = tables().categories[category].job.status
    return status == "keeping house" or (gender == "Male" and status == "retired")


def _participation(code: str, gender: Gender, factor: float) -> float:
    """The share of people of 15 and over who work or look for it, with the bent categories so many times as many."""
    people, active = age_weights(code, gender)[15:], np.zeros(86)
    times, categories = share_times(code), tables().categories
    for first, kinds in _kinds_by_age(gender):
        study = at_school(code, gender, first)
        inside = outside = 0.0
        for share, category, works in kinds:
            if works:
                inside += share
            elif not study or categories[category].job.status != "studying":
                share *= times.get(category, 1.0)
                outside += share * factor if is_bent(category, gender) else share
        active[first - 15 :] = (1 - study) * inside / (inside + outside) if inside else 0.0
    return float((people * active).sum() / people.sum())


@cache
def _kinds_by_age(gender: Gender) -> list[tuple[int, list[tuple[float, str, bool]]]]:
    """From each age on at which shares change, of each category the share, and whether its people work or look for
    work."""
    shares, statuses = tables().shares[gender], ("working", "looking for work")
    changes = {15, *(least for bands in shares.values() for least in bands if least > 15)}
    return [
        (
            age,
            [
                (
                    bands[max(least for least in bands if least <= age)],
                    category,
                    tables().categories[category].job.status in statuses,
                )
                for category, bands in shares.items()
            ],
        )
        for age in sorted(changes)
    ]
