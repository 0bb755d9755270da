"""Who of a household earns, by relation and age, and what those at the start of work have of an adult's pay."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Household, WorkStatus
from boses_engine.grounding.people.demographics import attainment, level_of
from boses_engine.grounding.people.norms import ADULT_CHILD_AGE
from boses_engine.grounding.places.countries import country, figure_of, table

# Chance that a relative at home has pay (estimate, after participation by age and sex); brothers and sisters as adults.
_EARNS = {
    **{"husband": 0.95, "wife": 0.52, "father": 0.85, "mother": 0.5, "brother": 0.8, "sister": 0.6, "aunt": 0.4},
    "uncle": 0.85,
    **{"father-in-law": 0.85, "mother-in-law": 0.5, "cousin": 0.5},
    **{"son-in-law": 0.9, "daughter-in-law": 0.52, "brother-in-law": 0.9, "sister-in-law": 0.52},
    **{"second wife": 0.52, "co-wife": 0.52},
}
_COUPLE = ("husband", "wife")
_PARENTS = ("father", "mother", "father-in-law", "mother-in-law")
# Of own children from each age on: many study until 22 (estimate after participation by age, ILOSTAT).
_PAST_WORK = 62  # years
_CHILDREN_EARN = ((23, 0.85), (22, 0.65), (21, 0.55), (20, 0.45), (19, 0.35), (ADULT_CHILD_AGE, 0.22))
# By how much the log odds of that fall, until they are 22, with each level of schooling of a parent over the mean of
# the country: children of the schooled study (estimate after enrolment by parents' schooling).
_STUDY_UNTIL, _STUDY_LIKE_PARENTS = 22, 0.6
# Age of a person whose parents, and whose brothers and sisters, have mostly retired; whose parents begin to stop work,
# and how many of those who worked still do at the end (estimates).
_PARENT_RETIRES_AT, _SIBLINGS_RETIRE_AT = 38, 60
_NEPHEWS_GROWN = 60  # years of a person whose brothers' and sisters' children are grown and mostly at work (estimate)
_PARENT_STOPS_FROM, _PARENT_STILL = 28, 0.4
# Age of a person whose younger siblings may earn, of one who still studies later; how often until 25 (estimates).
_YOUNG_EARN_FROM, _YOUNG_EARN_BESIDE_A_STUDENT, _YOUNG_EARN = 21, 24, 0.4
# Pay of who is 18 over that of adults; years from which pay is an adult's; standard deviation of log pay (estimates).
_FIRST_PAY, _FULL_PAY_AT, FIRST_PAY_SPREAD = 0.6, 28, 0.3
WOMEN = frozenset(
    (
        *("wife", "mother", "older sister", "younger sister", "daughter", "aunt", "grandmother"),
        *("mother-in-law", "daughter-in-law", "sister-in-law", "second wife", "co-wife"),
    )
)
# Of wives at work, 0..1: where so many or more are, women earn pensions as men do, and few keep house (estimate).
HALF_AT_WORK = 0.5
# By how much fewer wives outside rich countries have pay where their husbands farm: most work in the same fields unpaid
# (estimate after contributing family workers, ILOSTAT).
_FARM_WIVES = 0.6
# The same where small children and no other woman are at home, by how many children: there are under six, and of whom
# there are many (estimates after mothers' employment, OECD Family Database and ILOSTAT).
_SMALL_UNTIL, _MANY_CHILDREN, _MINDS_SMALL, _MINDS_MANY = 6, 4, 0.75, 0.45
_BABY_UNTIL, _MINDS_BABY = 2, 0.7  # how many more stay at home outside rich countries while one is so young (estimate)
_MINDERS = ("mother", "mother-in-law", "grandmother", "aunt")
# How far other women of the household follow the country's wives, as an exponent, and up to how many times the usual
# share of these (estimates: daughters and sisters are single more often).
_WOMEN_FOLLOW, _WOMEN_MOST = 0.7, 1.6
_MOTHERS_FOLLOW = 2.0  # the same of mothers, over that: fewer of their age ever did (estimate after PLFS 2023-24)
# Of women at home who bring no wage, over the chance that one does, how many have a sideline; none where incomes are
# high (estimate after own-account work and unpaid work of women, PSA LFS and BPS Sakernas 2024).
_SIDELINES = {
    **{"wife": 0.6, "mother": 0.5, "mother-in-law": 0.5, "sister": 0.75},
    **{"aunt": 0.5, "sister-in-law": 0.5, "daughter-in-law": 0.5},
}
# Of men of working age at home and of cousins without a wage, over the chance of one, how many have odd jobs, or in
# rich countries a benefit: hardly any man of age lives on his wife for no reason (estimate after inactivity of men of
# 25 to 54, ILOSTAT).
_ODD_JOBS = {
    **{"husband": 0.93, "father": 0.85, "father-in-law": 0.8, "brother": 0.75, "son": 0.55},
    **{"son-in-law": 0.93, "brother-in-law": 0.9, "uncle": 0.7, "cousin": 0.5},
}
_BENEFITS = {"husband": 0.9, "mother": 0.6}  # the same of husbands and mothers in rich countries
# By how much the log odds of a wife's pay rise with each level of schooling of her husband over that of men of his age:
# who studied mostly married somebody who did (estimate after ILOSTAT participation by schooling).
_WIFE_LIKE_HUSBAND = 0.35
_HEIR_EARNS = 0.95  # of grown sons and brothers who have a wife at home (estimate)
_RICH_AT_SCHOOL, _RICH_YOUNG = 21, 0.3  # where incomes are high, until that age so many of the young who earn elsewhere
_MOST_WIVES = 0.75  # of wives
_WIVES_LEAST = 0.25  # of wives at least, where few go out to work: trade is done from home (estimate)
# How far sidelines of women follow the country's wives at work where these are fewer than half, as an exponent: what
# they do at home counts as work already (estimate after PLFS 2023-24: three in ten wives of Indian towns have any).
_SIDELINES_FULL, _SIDELINES_FOLLOW = 0.5, 2.0


def young_pay(home: Household, age: int) -> dict[int, float]:
    """By their place among the members, who is at the start of work, and their pay over that of adults."""
    children, found = iter(home.children), {}
    for at, relation in enumerate(home.members):
        years = (
            next(children) if relation in ("son", "daughter") else age - 3 if relation.startswith("younger ") else 99
        )
        if years < _FULL_PAY_AT:
            found[at] = _FIRST_PAY + (1 - _FIRST_PAY) * max(years - ADULT_CHILD_AGE, 0) / (
                _FULL_PAY_AT - ADULT_CHILD_AGE
            )
    return found


def earning_chances(
    home: Household,
    age: int,
    country_code: str,
    status: WorkStatus = "working",
    region: str | None = None,
    education: str | None = None,
    farm: bool = False,
) -> list[float]:
    """The chance that each member, in their order, has pay; `status` is of the person, whose age is in years, and so is
    the level of schooling; `farm` says whether they work on one."""
    chances = []
    children = iter(home.children)
    for relation in home.members:
        if relation in ("son", "daughter"):
            years = next(children)
            chance = _child_earns(years, country_code)
            if education and years <= _STUDY_UNTIL:
                chance = _bent(chance, -_STUDY_LIKE_PARENTS * over_mean(education, country_code, age))
            if relation == "son" and "daughter-in-law" in home.members:
                chance = max(chance, _HEIR_EARNS * (chance > 0))
            follows = min(_women_at_work(country_code, region), 1.0) if relation == "daughter" else 1.0
            chances.append(chance * follows)
        else:
            chances.append(_earning_chance(relation, age, country_code, status, region))
            if _plain(relation) == "brother" and "sister-in-law" in home.members:
                chances[-1] = max(chances[-1], _HEIR_EARNS * (chances[-1] > 0))
            if relation == "wife" and education:
                chances[-1] = _bent(chances[-1], _WIFE_LIKE_HUSBAND * over_mean(education, country_code, age))
            if relation == "wife":
                chances[-1] *= _free_for_work(home, country_code)
                if farm and country(country_code).income_group != "high":
                    chances[-1] *= _FARM_WIVES
    kin = figure_of(country_code, "work", "kin at work", 1.0)
    return [each * (1.0 if who in _COUPLE else kin) for who, each in zip(home.members, chances, strict=True)]


def _free_for_work(home: Household, country_code: str) -> float:
    """How many wives have pay, for one without small children or with another woman to mind them."""
    small = sum(child < _SMALL_UNTIL for child in home.children)
    if not small or set(home.members) & set(_MINDERS):
        return 1.0
    free = _MINDS_MANY if small > 1 or len(home.children) >= _MANY_CHILDREN else _MINDS_SMALL
    baby = home.children[-1] < _BABY_UNTIL and country(country_code).income_group != "high"
    return free * (_MINDS_BABY if baby else 1.0)


def over_mean(education: str, country_code: str, age: int) -> float:
    """By how many levels a schooling is over the mean of men of that age."""
    return level_of(education) - _mean_schooling(country_code, age)


def _bent(chance: float, by: float) -> float:
    """A chance with its log odds moved."""
    odds = chance / (1 - chance) * math.exp(by)
    return odds / (1 + odds)


def _child_earns(age: int, country_code: str) -> float:
    """The chance that an own child at home has pay."""
    chance = next((chance for least, chance in _CHILDREN_EARN if _PAST_WORK > age >= least), 0.0)
    return chance * _RICH_YOUNG if age < _RICH_AT_SCHOOL and country(country_code).income_group == "high" else chance


@cache
def _mean_schooling(country_code: str, age: int) -> float:
    """The mean level of schooling of a country's men of that age, as a place among the levels."""
    shares = attainment(country_code, "Male", age)
    return float(shares @ np.arange(len(shares)) / shares.sum())


def wives_at_work(country_code: str, region: str | None = None) -> float:
    """The share of wives who have pay."""
    known = _wives()
    return known.get(region or "", known.get(country_code, _EARNS["wife"]))


@cache
def _wives() -> dict[str, float]:
    """The same by division and by country (ISO 3166-1), where it is known."""
    return {row["place"]: float(row["share"]) for row in table("work/wives_at_work.csv")}


def most_wives_work(country_code: str, region: str | None) -> bool:
    """Whether nearly as many wives have pay as in Vietnam or China."""
    return wives_at_work(country_code, region) >= _MOST_WIVES


@cache
def _women_at_work(country_code: str, region: str | None) -> float:
    """How often women at home other than wives have pay, over where wives work as often as usual."""
    return float(min(wives_at_work(country_code, region) / _EARNS["wife"], _WOMEN_MOST) ** _WOMEN_FOLLOW)


@cache
def _earning_chance(relation: str, age: int, country_code: str, status: WorkStatus, region: str | None) -> float:
    """The same of one who is no child of the person."""
    chance = _EARNS.get(_plain(relation), 0.0)
    if relation in ("nephew", "niece") and age >= _NEPHEWS_GROWN:
        chance = _EARNS["brother" if relation == "nephew" else "sister"]
    if relation in ("wife", "daughter-in-law", "sister-in-law", "second wife", "co-wife"):
        chance = wives_at_work(country_code, region)
    elif relation in WOMEN:
        follows = _women_at_work(country_code, region)
        chance *= follows ** (_MOTHERS_FOLLOW if relation in _PARENTS and follows < 1 else 1.0)
    if relation in _PARENTS:
        chance *= 1 - (1 - _PARENT_STILL) * stopped_work(relation, age)
    if is_past_work(relation, age, status):
        chance = 0.0  # a pension, if anything
    if relation.startswith("younger ") and age < 25:
        least = _YOUNG_EARN_BESIDE_A_STUDENT if status == "studying" else _YOUNG_EARN_FROM
        chance *= _YOUNG_EARN if age >= least else 0.0
    return chance


def sideline_chances(
    members: tuple[str, ...], chances: npt.NDArray[np.float64], country_code: str
) -> npt.NDArray[np.float64]:
    """The chance that each member who brings no wage has a sideline; `chances` are those of a wage."""
    often, least = _sidelines(members, country_code)
    if country(country_code).income_group == "high":
        benefits = np.array([_BENEFITS.get(relation, 0.0) for relation in members])
        found: npt.NDArray[np.float64] = chances * np.maximum(_odd_jobs(members), benefits)
        return found
    return np.maximum(chances * (often + _odd_jobs(members)), least * (chances > 0))


@cache
def _sidelines(members: tuple[str, ...], country_code: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Of each member: how many have a sideline, over the chance of a wage, and how many at least."""
    follows = float(min(wives_at_work(country_code) / _SIDELINES_FULL, 1.0) ** _SIDELINES_FOLLOW)
    often = np.array([_SIDELINES.get(_plain(relation), 0.0) for relation in members]) * follows
    return often, np.array([_WIVES_LEAST * follows if relation == "wife" else 0.0 for relation in members])


def _plain(relation: str) -> str:
    """A relation without which of them is older."""
    return relation.removeprefix("older ").removeprefix("younger ")


@cache
def _odd_jobs(members: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """Of each member: how many have odd jobs, over the chance of a wage."""
    return np.array([_ODD_JOBS.get(_plain(relation), 0.0) for relation in members])


def stopped_work(relation: str, age: int) -> float:
    """The share of parents of people of that age, of those who will stop work, who have: 0 of other relations."""
    if relation not in _PARENTS:
        return 0.0
    return min(max((age - _PARENT_STOPS_FROM) / (_PARENT_RETIRES_AT - _PARENT_STOPS_FROM), 0.0), 1.0)


@cache
def is_past_work(relation: str, age: int, status: WorkStatus) -> bool:
    """Whether a relative at home of a person of that age lives on a pension, if on anything of their own."""
    if relation in (*_PARENTS, "aunt", "uncle"):
        return age >= _PARENT_RETIRES_AT
    if relation in ("husband", "wife"):
        return age >= 70 or (status == "retired" and age >= (60 if relation == "husband" else 61))
    if relation.endswith(("brother", "sister", "cousin", "brother-in-law", "sister-in-law")):
        return age >= _SIBLINGS_RETIRE_AT
    return relation == "grandmother"
