"""Draws of single facts about a person, given where they live and what is known of them already."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from boses_engine.domain.persona import Gender, WorkStatus
from boses_engine.errors import GroupError
from boses_engine.grounding.countries import Shares, country, languages, religions, table
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.households import draw_household

__all__ = ["EDUCATION_LEVELS", "draw_age", "draw_education", "draw_household", "draw_language", "draw_religion"]

PRIMARY, LOWER, UPPER, VOCATIONAL, BACHELOR, MASTER = range(6)
EDUCATION_LEVELS = (
    "primary school",
    "lower secondary school",
    "upper secondary school",
    "vocational diploma",
    "bachelor's degree",
    "master's degree",
)
_EARLIEST_AGE = (0, 14, 17, 18, 21, 23)  # years at which each level can first be completed
_LEVEL_BEFORE = (PRIMARY, PRIMARY, LOWER, UPPER, UPPER, BACHELOR)
# In the last, open band of the tables each year of age holds this much of the year before (estimate, life tables).
_SURVIVAL_FROM_80 = 0.88


def draw_age(u: float, code: str, gender: Gender | None, age_min: int, age_max: int) -> int:
    """The age in years at quantile `u` of the country's people of that gender between the ages given, inclusive.

    Monotone in `u`, so that stratified quantiles in [0, 1) give stratified ages. People are spread evenly over
    the years of a band. Source: UN World Population Prospects 2019, medium projection for 2025.

    :raises GroupError: the range is empty or holds nobody.
    """
    weights = age_weights(code, gender)[max(age_min, 0) : age_max + 1]
    if age_min > age_max or weights.sum() <= 0:
        raise GroupError(f"nobody is between {age_min} and {age_max} years old: give age_min and age_max within 0-100")
    cumulative = np.cumsum(weights) / weights.sum()
    step = int(np.searchsorted(cumulative, u, side="right"))
    return max(age_min, 0) + min(step, len(weights) - 1)


@cache
def age_weights(code: str, gender: Gender | None) -> np.ndarray:
    """People of each age from 0 to 100: shape (101,), in thousands, relative where the source says estimate."""
    known = country(code).code
    weights = np.zeros(101)
    for row in _age_rows().get(known, ()):
        if gender is None or row["gender"] == gender:
            for band, people in row.items():
                if "-" in band:
                    first, last = (int(part) for part in band.split("-"))
                    decay = _SURVIVAL_FROM_80 if first == 80 else 1.0
                    share = decay ** np.arange(last - first + 1)
                    weights[first : last + 1] += float(people) * share / share.sum()
    weights.flags.writeable = False
    return weights


@cache
def _age_rows() -> dict[str, tuple[dict[str, str], ...]]:
    rows: dict[str, tuple[dict[str, str], ...]] = {}
    for row in table("age_sex.csv"):
        rows[row["code"]] = (*rows.get(row["code"], ()), row)
    return rows


@dataclass(frozen=True)
class _Attainment:
    gender: str
    age_from: int
    age_to: int
    shares: tuple[float, ...]  # by level, summing to 1


@cache
def _attainment() -> dict[str, tuple[_Attainment, ...]]:
    """Highest level completed by country code, or by income group for countries without figures of their own."""
    cohorts: dict[str, tuple[_Attainment, ...]] = {}
    columns = ("primary", "lower_secondary", "upper_secondary", "vocational", "bachelor", "master")
    for row in table("education.csv"):
        cohort = _Attainment(
            gender=row["gender"],
            age_from=int(row["age_from"]),
            age_to=int(row["age_to"]),
            shares=tuple(float(row[column]) / 100 for column in columns),
        )
        cohorts[row["key"]] = (*cohorts.get(row["key"], ()), cohort)
    return cohorts


def draw_education(
    rng: np.random.Generator,
    code: str,
    gender: Gender,
    age: int,
    minimum: str | None,
    maximum: str | None,
    work_status: WorkStatus,
) -> str:
    """The highest level completed, one of `EDUCATION_LEVELS`, within what an occupation asks for and allows.

    Age comes before `minimum`: whoever is too young for it gets the highest level that is possible. Those who
    study have completed the level below: at 18 and over upper secondary school, unless `minimum` is a degree.

    :raises ValueError: `minimum` or `maximum` is not a level.
    """
    possible = max(level for level in range(6) if _EARLIEST_AGE[level] <= age)
    lowest = min(EDUCATION_LEVELS.index(minimum) if minimum else PRIMARY, possible)
    highest = max(min(EDUCATION_LEVELS.index(maximum) if maximum else MASTER, possible), lowest)
    if work_status == "studying":
        completed = PRIMARY if age < 15 else LOWER if age < 18 else UPPER
        return EDUCATION_LEVELS[min(max(completed, lowest), highest)]
    shares = _shares_at(code, gender, age)[lowest : highest + 1]
    if shares.sum() <= 0:
        return EDUCATION_LEVELS[lowest]
    return pick(rng, EDUCATION_LEVELS[lowest : highest + 1], shares.tolist())


def _shares_at(code: str, gender: Gender, age: int) -> np.ndarray:
    """Shares of the six levels at an age; whoever is still too young for a level stands at the one before it."""
    where = country(code)
    cohorts = _attainment().get(where.code) or _attainment()[where.income_group]
    cohort = next(c for c in cohorts if c.gender == gender and c.age_from <= max(age, 13) <= c.age_to)
    shares = np.array(cohort.shares)
    for level in (MASTER, BACHELOR, VOCATIONAL, UPPER, LOWER):
        if age < _EARLIEST_AGE[level]:
            shares[_LEVEL_BEFORE[level]] += shares[level]
            shares[level] = 0.0
    return shares


def draw_religion(rng: np.random.Generator, code: str, region: str | None) -> str:
    """A religion as its people name it ("Roman Catholic", "Muslim", "no religion"), by region where that is known."""
    return _draw(rng, religions(code, region))


def draw_language(rng: np.random.Generator, code: str, region: str | None) -> str:
    """A mother tongue by its English name, by region where that is known."""
    return _draw(rng, languages(code, region))


def _draw(rng: np.random.Generator, shares: Shares) -> str:
    return pick(rng, shares, [share for _, share in shares])[0]
