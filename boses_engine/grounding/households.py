"""Who lives with a person: marital status, children at home, the others.

Marriage follows a logistic curve by age around the mean age at first marriage; the number of people follows a
Poisson distribution with the national mean household size, within what age and marriage make possible. Rules that
always hold are kept here by construction and checked from outside in the tests.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Household, MaritalStatus, WorkStatus
from boses_engine.grounding.countries import country, table
from boses_engine.grounding.drawing import pick

Need = Literal["spouse", "children"]  # who must be at home: a spouse, a child under 18

AGE_OF_MARRIAGE_LEAST = 18  # and of a first child, so that every parent is older by more than 17 years
LAST_BIRTH_AGE: dict[Gender, int] = {"Female": 44, "Male": 54}
ADULT_CHILD_AGE, CHILD_AT_HOME_BELOW = 18, 30
SINGLE_BELOW, SINGLE_PARENT_FROM, PARENTS_BELOW = 20, 22, 60
MOST_MEMBERS = 9
_SIZE_BY_INCOME: dict[IncomeLevel, float] = {"Low": 1.06, "Middle": 1.0, "High": 0.94}  # estimate


@dataclass(frozen=True)
class Norms:
    """How people of a country live together: shares 0..1, ages in years; sources in household_norms.csv."""

    marriage_age_women: float  # mean at first marriage
    marriage_age_men: float
    ever_married_women: float  # by the end of life
    ever_married_men: float
    separated: float  # of those ever married, in middle age
    parents_20s: float  # of unmarried people, living with a parent, by age
    parents_30s: float
    parents_40s: float
    kin: float  # households with relatives beyond the nuclear family, where there is room
    children_most: float
    adult_child_home: float  # of children of 18 to 24, still at home

    def marriage_age(self, gender: Gender) -> float:
        return self.marriage_age_women if gender == "Female" else self.marriage_age_men

    def ever_married(self, gender: Gender) -> float:
        return self.ever_married_women if gender == "Female" else self.ever_married_men


@cache
def norms(code: str) -> Norms:
    """The norms of a country, or those of its world region where it has none of its own."""
    rows = {row["key"]: row for row in table("household_norms.csv")}
    where = country(code)
    row = rows.get(where.code) or rows[where.group]
    return Norms(**{field: float(row[field]) for field in Norms.__dataclass_fields__})


def draw_household(
    rng: np.random.Generator,
    code: str,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    income_level: IncomeLevel,
    *,
    needs: Need | None = None,
) -> Household:
    """A household that fits the person.

    Members are relation words: the spouse first, then children (oldest first, one word for each age in
    `children`), parents, siblings, others. Students and people under 20 are single; parents at home only below
    60; children at home are under 30, and of age where the person is retired. What `needs` names is there wherever
    age allows it: a spouse from 18, also for those under 20; a child under 18 from 18 until 17 years after the age
    of a last birth.
    """
    ways = norms(code)
    mean_others = max(country(code).mean_household_size * _SIZE_BY_INCOME[income_level] - 1, 0.3)
    # Age and marriage leave part of the room empty, the more so where kin live together: this makes up for it.
    room = min(int(rng.poisson(mean_others * (1 + ways.kin))), MOST_MEMBERS)
    if needs == "spouse" and age >= AGE_OF_MARRIAGE_LEAST:
        status: MaritalStatus = "married"
    else:
        status = draw_marital_status(rng, ways, gender, age, work_status)
    if status == "single":
        children, members = _single(rng, ways, gender, age, work_status, room, needs)
    else:
        children, members = _family(rng, ways, gender, age, work_status, status, room, needs)
    return Household(size=1 + len(members), marital_status=status, children=children, members=tuple(members))


def draw_marital_status(
    rng: np.random.Generator, ways: Norms, gender: Gender, age: int, work_status: WorkStatus
) -> MaritalStatus:
    """Single, married, separated or widowed, by age and gender; students and people under 20 are single."""
    if work_status == "studying" or age < SINGLE_BELOW:
        return "single"
    ever = ways.ever_married(gender) * _logistic((age - ways.marriage_age(gender)) / 2.8)
    if work_status == "keeping house":
        ever = 1 - (1 - ever) / 5  # keeping house is mostly what married people do
    if rng.random() >= ever:
        return "single"
    # Widowhood passes one half at about 77 for women and, men dying first, at about 91 for men (estimate).
    widowed = _logistic((age - 77) / 7) if gender == "Female" else _logistic((age - 91) / 8)
    since_marriage = (age - ways.marriage_age(gender)) / 12
    separated = ways.separated * min(max(since_marriage, 0.2), 1.0)
    chance = rng.random()
    if chance < widowed:
        return "widowed"
    return "separated" if chance < widowed + separated else "married"


def _logistic(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def _family(
    rng: np.random.Generator,
    ways: Norms,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    status: MaritalStatus,
    room: int,
    needs: Need | None,
) -> tuple[tuple[int, ...], list[str]]:
    """Children's ages and members for one who is or was married."""
    members = [("husband" if gender == "Female" else "wife")] if status == "married" else []
    married_at = _marriage_age(rng, ways.marriage_age(gender), age)
    wanted = min(room - len(members), int(ways.children_most))
    # Few couples stay childless for long: most that have been married for three years have a child.
    if age - married_at >= 3 and rng.random() < 0.8:
        wanted = max(wanted, 1)
    if status == "separated" and gender == "Male" and rng.random() < 0.75:
        wanted = 0  # children mostly stay with the mother
    children = _children(rng, ways, gender, age, married_at + int(rng.integers(1, 4)), wanted)
    children = _fitting(children, work_status)
    if needs == "children":
        children = _with_minor(rng, gender, age, children)
    members += _sons_and_daughters(rng, children)
    left = room - len(members)
    alone = not members
    if left > 0 and rng.random() < min(ways.kin * (2.5 if alone else 1.0), 0.9):
        members += _relatives(rng, age, left, alone)
    return children, members


def _marriage_age(rng: np.random.Generator, mean: float, age: int) -> int:
    return int(min(max(round(rng.normal(mean, 4.0)), AGE_OF_MARRIAGE_LEAST), age))


def _children(
    rng: np.random.Generator, ways: Norms, gender: Gender, age: int, first_birth: int, wanted: int
) -> tuple[int, ...]:
    """Ages of own children at home, oldest first, of at most `wanted` born two to four years apart."""
    at_home: list[int] = []
    birth = max(first_birth, AGE_OF_MARRIAGE_LEAST)
    for _ in range(wanted):
        if birth > min(age, LAST_BIRTH_AGE[gender]):
            break
        child = age - birth
        stays = 1.0 if child < ADULT_CHILD_AGE else ways.adult_child_home * (1.0 if child < 25 else 0.6)
        if child < CHILD_AT_HOME_BELOW and rng.random() < stays:
            at_home.append(child)
        birth += int(rng.integers(2, 5))
    return tuple(at_home)


def _fitting(children: tuple[int, ...], work_status: WorkStatus) -> tuple[int, ...]:
    """Children of the retired are grown."""
    return tuple(c for c in children if work_status != "retired" or c >= ADULT_CHILD_AGE)


def _with_minor(rng: np.random.Generator, gender: Gender, age: int, children: tuple[int, ...]) -> tuple[int, ...]:
    """The children with one under 18 among them, where a parent of this age can have one."""
    youngest = max(age - LAST_BIRTH_AGE[gender], 0)
    oldest = min(age - AGE_OF_MARRIAGE_LEAST, ADULT_CHILD_AGE - 1)
    if youngest > oldest or any(child < ADULT_CHILD_AGE for child in children):
        return children
    if children:  # brothers and sisters are seldom more than ten years apart
        youngest = max(youngest, min(children[-1] - 10, oldest))
    return (*children, int(rng.integers(youngest, oldest + 1)))


def _sons_and_daughters(rng: np.random.Generator, children: tuple[int, ...]) -> list[str]:
    return ["son" if rng.random() < 0.51 else "daughter" for _ in children]


def _relatives(rng: np.random.Generator, age: int, room: int, alone: bool) -> list[str]:
    """Up to `room` relatives of a married or formerly married person: parents, then siblings or the young."""
    found: list[str] = []
    if age < PARENTS_BELOW and rng.random() < (0.75 if age < 45 else 0.5):
        found.append("mother" if rng.random() < 0.7 or age >= 50 else "father")
        if room > 1 and age < 45 and rng.random() < 0.35:
            found = ["mother", "father"]
    young = ("grandson", "granddaughter") if age >= 52 else ("niece", "nephew", "younger brother", "younger sister")
    most = room if alone or age >= 52 else 2
    while len(found) < min(room, most):
        found.append(pick(rng, young))
        if rng.random() < 0.4:
            break
    return found


def _single(
    rng: np.random.Generator,
    ways: Norms,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    room: int,
    needs: Need | None,
) -> tuple[tuple[int, ...], list[str]]:
    """Children's ages and members for one who never married."""
    children: tuple[int, ...] = ()
    chance = 0.05 if gender == "Female" else 0.008  # of a single parent; estimate
    if work_status == "keeping house":
        chance *= 8
    if age >= SINGLE_PARENT_FROM and work_status != "studying" and rng.random() < chance:
        first = int(rng.integers(AGE_OF_MARRIAGE_LEAST, min(age, 36) + 1))
        children = _children(rng, ways, gender, age, first, 1 + int(rng.random() < 0.3))
        children = _fitting(children, work_status)
    if needs == "children":
        children = _with_minor(rng, gender, age, children)
    members = _sons_and_daughters(rng, children)
    left = max(room - len(members), 0)
    if rng.random() < _with_parents(ways, age, work_status):
        return children, members + _parental_home(rng, ways, age, left)
    if age < 18:
        return children, members + ["grandmother", "aunt", "cousin"][: max(min(left, 3), 1)]
    if not children and age < 32 and rng.random() < (0.65 if work_status == "studying" else 0.4):
        return children, ["roommate"] * int(rng.integers(1, 4))
    if left and rng.random() < min(2 * ways.kin, 0.8):
        kin = ("older sister", "older brother", "younger sister", "younger brother", "niece", "nephew")
        members += [str(word) for word in rng.choice(kin, size=min(left, 3), replace=False)]
    return children, members


def _with_parents(ways: Norms, age: int, work_status: WorkStatus) -> float:
    """The share of never-married people who live with a parent."""
    if age < 18:
        return 0.95
    if age >= PARENTS_BELOW:
        return 0.0
    if age < 30:
        return max(ways.parents_20s, 0.7) if age < 23 or work_status == "studying" else ways.parents_20s
    if age < 40:
        return ways.parents_30s
    return ways.parents_40s * (1.0 if age < 50 else 0.7)


def _parental_home(rng: np.random.Generator, ways: Norms, age: int, room: int) -> list[str]:
    """Mother, father or both, and up to `room` people in all with brothers, sisters and a grandmother."""
    mother = rng.random() < (0.95 if age < 40 else 0.85)
    father = rng.random() < max(0.87 - 0.02 * max(age - 25, 0), 0.15)
    members = (["mother"] if mother or not father else []) + (["father"] if father else [])
    siblings = max(room - len(members), 0)
    if age >= 30:
        siblings = min(siblings, int(rng.integers(0, 3)))  # most have homes of their own by then
    for _ in range(min(siblings, 5)):
        # Brothers and sisters at home are mostly younger; after 45 they are as likely older.
        order = "younger" if rng.random() < (0.68 if age < 45 else 0.5) else "older"
        members.append(f"{order} {'brother' if rng.random() < 0.5 else 'sister'}")
    if age < 35 and rng.random() < 0.4 * ways.kin:
        members.append("grandmother")
    return members
