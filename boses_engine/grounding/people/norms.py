"""How people of a country live together, and the limits that hold everywhere."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from boses_engine.domain.persona import Gender
from boses_engine.grounding.places.countries import country, figure_of, table

# Who must be at home: a spouse; a spouse, or children and kin of who was married; a child under 18; such a child, and
# no spouse; or that somebody has not married, has parted or was widowed.
Need = Literal[
    "spouse",
    "unmarried",
    "parted",
    "widowed",
    "a home to keep",
    "children",
    "children alone",
    "grandchildren",
    "nobody",
    "widowed, nobody",
]

AWAY = (" abroad", " away")  # ends of titles of who keeps house for a family whose earners work elsewhere
AGE_OF_MARRIAGE_LEAST = 18  # and of a first child, so that every parent is older by more than 17 years
LAST_BIRTH_AGE: dict[Gender, int] = {"Female": 44, "Male": 54}
ADULT_CHILD_AGE = 18
CHILDREN_FROM, SINGLE_PARENT_FROM, PARENTS_BELOW = 20, 22, 60
# Of people past 70 where incomes are high and in Latin America (estimate after Eurostat and ABS censuses of 2021).
_EVER_MARRIED_OLD = 0.94
# The same elsewhere from 65 on, where as many as that marry in the end (estimate after DHS and censuses of Kenya,
# Morocco and Algeria: of women past 65 one to four in a hundred never did).
_NEARLY_ALL_OLD, _NEARLY_ALL_FROM = 0.98, 0.9
# Of people of 52 and over without children at home, how many bring up a grandchild whose parents are elsewhere, over
# the share of homes with kin, where a country has no figure of its own (estimate).
LEFT_GRANDCHILD = 0.09
SPREAD_YEARS = 2.8  # of the logistic curve of marriage by age, where no table is known
# The same where couples mostly move together before they marry and before a mean age of women: it is wider, and of the
# middle of a year of age (estimate after ONS 2021, Destatis Mikrozensus 2022, INSEE 2020, CBS 2023 and the Current
# Population Survey 2023: of people of 20 to 24 one in seven lives as a couple, of those of 25 to 29 three to five in
# ten).
_SPREAD_TOGETHER, _TOGETHER_BEFORE, _TOGETHER_IN = 3.4, 28.0, "western"
# In Latin America many begin early and many late (estimate after INEGI census 2020: of women of 20 to 24, 25 to 29, 30
# to 34 and 40 to 44 years 57, 33, 21 and 12 % never lived with a partner; of men 70, 42, 25 and 13).
_SPREAD_LATIN = 4.4


@dataclass(frozen=True)
class Said:
    """How old, in years with both ends, one of the children of a parent is by the words that name the parent, and
    how many there are: "mother of toddlers", "first-time dad", "father of three"."""

    least: int = 0
    most: int = ADULT_CHILD_AGE - 1
    fewest: int = 1
    at_most: int = 99

    @property
    def is_of_one(self) -> bool:
        """Whether there are no others."""
        return self.at_most == 1

    def is_of_an_age(self, child: int) -> bool:
        """Whether a child of so many years is the one that is said."""
        return self.least <= child <= self.most

    def holds(self, children: tuple[int, ...]) -> bool:
        """Whether children of those ages, in years, are as said."""
        return any(map(self.is_of_an_age, children)) and self.fewest <= len(children) <= self.at_most


A_MINOR = Said()


@dataclass(frozen=True)
class Norms:
    """Shares 0..1, ages in years; sources in household_norms.csv."""

    marriage_least_women: float  # by law
    marriage_least_men: float
    marriage_age_women: float  # mean at first marriage
    marriage_age_men: float
    ever_married_women: float  # by the end of life
    ever_married_men: float
    separated: float  # of those ever married, in middle age
    parents_20s: float  # of unmarried people, living with a parent, by age
    parents_30s: float
    parents_40s: float
    one_parent: float  # of young people at home, with one parent only, nearly always the mother (estimate)
    kin: float  # households with relatives beyond the nuclear family, where there is room
    children_most: float
    adult_child_home: float  # of children of 18 to 24, still at home
    his_parents: float  # of parents at home of a couple, the husband's (estimate)
    single_mothers: float  # of women who never married (estimate)
    first_child: float  # mean years from the marriage to a first child
    childless: float  # of couples, for good
    elders_with_child: float  # of people of 60 and over, living with a grown child
    married_child: float  # of those, with one that is or was married
    divorced: float  # of the separated
    # Age in years at which half of those who married are widowed (estimate, set so that the widowed of 15 and over are
    # near PSA census 2020 and GSO 2020, and elsewhere near Eurostat, ABS censuses of 2021 and DHS).
    widowed_women: float
    widowed_men: float
    # Of couples with kin at home, those with nieces, cousins or brothers and sisters rather than parents (estimate).
    young_kin: float
    mates_until: float  # years from which nobody shares rooms with others who are no kin (estimate)
    second_with_the_old: float = 0.0  # of people of 60 and over with a grown child at home, with one more
    left_grandchild: float = 0.0  # of people of 52 and over without children at home, who bring up a grandchild

    def marriage_age(self, gender: Gender) -> float:
        return self.marriage_age_women if gender == "Female" else self.marriage_age_men

    def marriage_least(self, gender: Gender) -> float:
        return self.marriage_least_women if gender == "Female" else self.marriage_least_men

    def widowed_at(self, gender: Gender) -> float:
        return self.widowed_women if gender == "Female" else self.widowed_men

    def ever_married(self, gender: Gender) -> float:
        return self.ever_married_women if gender == "Female" else self.ever_married_men


@cache
def norms(code: str, region: str | None = None, people: str = "") -> Norms:
    """The norms of a country, or those of its world region where it has none of its own; whose parents a couple lives
    with, and how often kin do, go by the custom of a division or of a people that is asked for, where it is known."""
    rows = {row["key"]: row for row in table("people/household_norms.csv")}
    where = country(code)
    row = rows.get(where.code) or rows[where.group]
    custom = _custom(where.code, region, people)
    named = (field for field in Norms.__dataclass_fields__ if field in row)
    kin = float(custom.get("kin") or row["kin"])
    return Norms(
        **{field: float(custom.get(field) or row[field]) for field in named},
        second_with_the_old=figure_of(where.code, "people", "second grown child with the old"),
        left_grandchild=figure_of(where.code, "people", "grandchild left with the old", LEFT_GRANDCHILD * kin),
    )


def _custom(code: str, region: str | None, people: str) -> dict[str, str]:
    """The row of regional_norms.csv for a people or else a division, empty where there is none."""
    rows = [row for row in table("people/regional_norms.csv") if row["code"] == code]
    of_people = (row for row in rows if people and people in row["peoples"].split("|"))
    return next(of_people, next((row for row in rows if region and region in row["regions"].split("|")), {}))


@cache
def his_parents(code: str, people: str) -> float | None:
    """Of parents at home of a couple, the husband's, 0..1, by the custom of a people; None where it is that of all."""
    rows = (row for row in table("people/regional_norms.csv") if row["code"] == country(code).code)
    return next((float(row["his_parents"]) for row in rows if people in row["peoples"].split("|")), None)


@cache
def later_there(code: str, region: str | None) -> float:
    """By how many years people of a division marry later than those of their country, by marriage_places.csv."""
    rows = (row for row in table("people/marriage_places.csv") if row["code"] == country(code).code)
    return next((float(row["later"]) for row in rows if region in row["regions"].split("|")), 0.0)


@cache
def never_married(code: str, gender: Gender, age: float) -> float:
    """The share of a country's people of that gender and age, in years, that never married.

    From never_married.csv, in straight lines of its logarithm between the middles of its bands; for other countries a
    logistic curve about the mean age at first marriage.
    """
    bands = [
        row for row in table("people/never_married.csv") if (row["code"], row["gender"]) == (country(code).code, gender)
    ]
    if not bands:
        ways, where = norms(code), country(code)
        ever = ways.ever_married(gender)
        if where.income_group == "high" or where.group == "latin america":  # the old married nearly all
            ever += max(_EVER_MARRIED_OLD - ever, 0.0) * min(max((age - 50) / 20, 0.0), 1.0)
        elif ever >= _NEARLY_ALL_FROM:
            ever += max(_NEARLY_ALL_OLD - ever, 0.0) * min(max((age - 45) / 20, 0.0), 1.0)
        if where.group == _TOGETHER_IN and ways.marriage_age_women < _TOGETHER_BEFORE:
            return 1 - ever * logistic((age + 0.5 - ways.marriage_age(gender)) / _SPREAD_TOGETHER)
        if where.group == "latin america":
            return 1 - ever * logistic((age + 0.5 - ways.marriage_age(gender)) / _SPREAD_LATIN)
        return 1 - ever * logistic((age - ways.marriage_age(gender)) / SPREAD_YEARS)
    middles = [15.0, *((float(row["age_from"]) + min(float(row["age_to"]), 70) + 1) / 2 for row in bands)]
    return float(np.exp(np.interp(age + 0.5, middles, np.log([1.0, *(float(row["never"]) / 100 for row in bands)]))))


def logistic(x: float) -> float:
    """The logistic function."""
    return float(1 / (1 + np.exp(-x)))
