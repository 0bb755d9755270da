"""Marriage and births: when, how many children, and which of them are at home.

The first child comes some years after the marriage, by country, the next two to four years apart, while the mother is
between 18 and 44 and the father at most 54 years old; whose partner's age is not known gets one drawn here.
"""

from statistics import NormalDist

import numpy as np

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.people.norms import (
    A_MINOR,
    ADULT_CHILD_AGE,
    AGE_OF_MARRIAGE_LEAST,
    LAST_BIRTH_AGE,
    Need,
    Norms,
    Said,
)

GROWN_FROM = 30  # years; who is still at home then mostly stays with the parents in their old age
ELDERLY_FROM, OLD_FROM = 52, 60  # years of a parent of grown children at home; from which one child at most stays
GROWN_HOME = 0.22  # of children of 30 and over each, with parents under 60 (estimate)
# Of those of 30 and over, over the unmarried of the country in their thirties who live with a parent: hardly any where
# children leave early, in Britain or Germany (estimate).
GROWN_AS_UNMARRIED = 0.5
# Mean age of women at first marriage, in years, from which most people of 52 and over had one or two children
# (estimate after completed fertility of women born in 1950-65: 1.6 to 2.0 in Germany, Portugal, Spain and Japan).
FEW_BORN_FROM = 26
MARRIAGE_SD = 4.0  # years
# Years from which those who left school early may have married, of whom nothing is told before they are of age (DHS: of
# women of 25 to 49 in Bangladesh and Nigeria half married before 20).
MARRIED_EARLIEST = 14
# Where most people of 52 and over had few: by how much marriage came earlier with each year of age past one, in years,
# and the earliest mean; by how much it comes earlier for those who finished lower secondary school at most, and for
# others without a diploma or a degree (estimates after ONS and Eurostat: mean age at first birth 24 for women born in
# 1955, 26.5 for those of 1970, 29 for those of 1990; three to five years apart by schooling).
EARLIER_A_YEAR, EARLIER_FROM, MARRIED_NOT_BEFORE = 0.08, 36, 22.5
EARLIER_UNSCHOOLED = {0: 2.6, 18: 1.2}
# Elsewhere: by how many years the schooled marry later than their country's mean, women and men, by the years until
# which they studied, and the others earlier; how many of them are at work for a year first (estimates after DHS: women
# with higher education marry three to four years after the mean, men two).
LATER_SCHOOLED: dict[Gender, dict[int, float]] = {
    "Female": {0: -1.3, 18: -0.4, 20: 1.5, 22: 3.0, 24: 3.6},
    "Male": {0: -0.3, 18: -0.3, 20: 1.0, 22: 2.4, 24: 3.0},
}
# By how many years people without a diploma marry sooner there, for each year that the mean is past an age: the later a
# country marries, the more of that is its schooled (estimate after DHS: median first births by schooling).
SOONER_UNSCHOOLED = 0.35
SOONER_FROM: dict[Gender, float] = {"Female": 21.0, "Male": 22.5}
# Years before which people have no first child, by those until which they studied: they marry after it (estimate after
# DHS: of women with higher education one in ten has a child before 22, of such men hardly any before 25; who finished
# upper secondary school was no parent at 18).
FIRST_BIRTH_SCHOOLED: dict[Gender, dict[int, int]] = {
    "Female": {18: 19, 20: 22, 22: 24, 24: 25},
    "Male": {18: 20, 20: 22, 22: 25, 24: 26},
}
# Of people of 52 to 59 whose children are grown and would all have left, how many have one at home yet, over those of
# 60 and over who live with one (estimate).
ONE_STAYS = 0.6
# The same from what age on where kin live together: children who left are elsewhere, but seldom all (estimate).
ONE_STAYS_FROM = 44
# Of births that would come at a mother's age from these years on, how many do (estimate after Eurostat and DHS: births
# from 40 on are 2 to 5 % of all, from 43 on hardly any).
LATE_BIRTHS = {40: 0.4, 43: 0.15}
SCHOOLED_LONG = 20  # years until which a person studied, from which families are smaller and births further apart
INFANT_UNTIL = 2  # years
# Years since those who are parted or widowed now were together last, in the mean (estimate after DHS and censuses:
# half of the divorced have been so for more than three years; few have an infant).
LAST_TOGETHER: dict[MaritalStatus, float] = {"separated": 4.0, "widowed": 6.0}
# Years between the last two children of a mother at most, where one of an age is said to be there: she has elder ones
# rather than none (estimate).
GAP_MOST = 9
_APART = (2, 5)  # years between two children, the end left out, where more are said to be there (estimate after DHS)
KIN_AT_HOME = 0.15  # share of homes with kin from which aunts take in nieces and nephews (estimate)


def first_birth_least(gender: Gender, schooled_until: int) -> int:
    """The age in years before which hardly anybody who finished upper secondary school or more has a first child."""
    return FIRST_BIRTH_SCHOOLED[gender].get(schooled_until, schooled_until if gender == "Male" else 0)


def draw_marriage_age(
    rng: np.random.Generator, ways: Norms, gender: Gender, age: int, schooled_until: int, earliest: int
) -> int:
    """The age in years at which somebody of that age now, who is or was married, married: among those who did by then,
    so that a young couple is not always just married. Who studied did so from the `earliest` on; of the others some
    married, or had their wedding by custom, before they were of age, and their first child comes as soon as one may.
    Where marriage comes late it came earlier for those who are older; it comes earlier without a diploma or a degree
    everywhere."""
    mean = ways.marriage_age(gender)
    if ways.marriage_age_women >= FEW_BORN_FROM:
        mean -= EARLIER_A_YEAR * max(age - EARLIER_FROM, 0) + EARLIER_UNSCHOOLED.get(schooled_until, 0.0)
        mean = max(mean, MARRIED_NOT_BEFORE)
    else:
        mean += LATER_SCHOOLED[gender][schooled_until]
        if schooled_until < SCHOOLED_LONG:
            mean -= SOONER_UNSCHOOLED * max(mean - SOONER_FROM[gender], 0)
    usual = NormalDist(mean, MARRIAGE_SD)
    least = usual.cdf(earliest if schooled_until >= SCHOOLED_LONG else MARRIED_EARLIEST)
    most = usual.cdf(age + 1)
    if most - least < 1e-6:
        return age
    return min(int(usual.inv_cdf(least + (most - least) * (1e-9 + (1 - 2e-9) * rng.random()))), age)


def draw_first_birth(rng: np.random.Generator, years: float, age: int, married_at: int) -> int:
    """The person's age at a first child's birth, in years, which comes so many after the marriage in the mean; later
    than `age` where there is none yet."""
    married_for = age - married_at + rng.random()
    child = married_for - rng.exponential(years)
    return age - int(child) if child >= 0 else age + 1


def draw_births(
    rng: np.random.Generator,
    gender: Gender,
    age: int,
    mother: int,
    first_birth: int,
    wanted: int,
    apart: tuple[int, int] = (2, 5),
) -> tuple[int, ...]:
    """Ages of all own children, oldest first, of at most `wanted`; `mother` is her age today, in years.

    Births are `apart` years from each other: from the first number on, below the second.
    """
    # The person's age when the mother was 18 and 44.
    earliest, latest = age - mother + AGE_OF_MARRIAGE_LEAST, age - mother + LAST_BIRTH_AGE["Female"]
    birth = max(first_birth, AGE_OF_MARRIAGE_LEAST, earliest)
    born: list[int] = []
    while len(born) < wanted and birth <= min(age, LAST_BIRTH_AGE[gender], latest):
        if rng.random() >= _still_born(birth - age + mother):
            break
        born.append(age - birth)
        birth += int(rng.integers(*apart))
    return tuple(born)


def _still_born(mother: int) -> float:
    """Of births that would come at a mother's age in years, how many do."""
    return next((share for since, share in reversed(LATE_BIRTHS.items()) if mother >= since), 1.0)


def draw_at_home(rng: np.random.Generator, ways: Norms, age: int, born: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the children who live at home with a parent under 60; of 30 and over at most one."""
    stay = [child for child in born if rng.random() < stays(ways, age, child)]
    since = ONE_STAYS_FROM if ways.kin >= KIN_AT_HOME else ELDERLY_FROM
    may = [child for child in born if age >= ELDERLY_FROM or child < GROWN_FROM]
    if age >= since and may and not stay and rng.random() < ONE_STAYS * ways.elders_with_child:
        return (may[int(rng.integers(len(may)))],)
    grown = [child for child in stay if child >= GROWN_FROM]
    return tuple(child for child in stay if child < GROWN_FROM or child == grown[0])


def stays(ways: Norms, age: int, child: int) -> float:
    """The chance that a child of that age still lives at home."""
    if child < ADULT_CHILD_AGE:
        return 1.0
    if child < GROWN_FROM:
        return ways.adult_child_home * (1.0 if child < 25 else 0.6)
    grown = min(GROWN_HOME * ways.adult_child_home / 0.7, GROWN_AS_UNMARRIED * ways.parents_30s)
    return grown if age >= ELDERLY_FROM else 0.0


def fitting(children: tuple[int, ...], work_status: WorkStatus) -> tuple[int, ...]:
    """Children of the retired are grown."""
    return tuple(c for c in children if work_status != "retired" or c >= ADULT_CHILD_AGE)


def born_before(children: tuple[int, ...], age: int, earliest: int, needs: Need | None) -> tuple[int, ...]:
    """The children of a woman at work with no infant: born some years sooner where she was old enough, else the last
    not born yet."""
    if age - children[0] - INFANT_UNTIL >= earliest and children[0] + INFANT_UNTIL < ADULT_CHILD_AGE:
        return tuple(child + INFANT_UNTIL for child in children)
    return children if needs == "children" else children[:-1]


def born_together(
    rng: np.random.Generator, children: tuple[int, ...], status: MaritalStatus, age: int, married_at: int, earliest: int
) -> tuple[int, ...]:
    """The children at home of who parted or was widowed, whose marriage is over for some years: all came sooner, where
    the parent was `earliest` years old by then, and of the others none was born since but one."""
    over = min(int(rng.exponential(LAST_TOGETHER[status])), max(age - married_at - 1, 0))
    sooner = max(min(over - children[-1], age - earliest - children[0], ADULT_CHILD_AGE - 1 - children[0]), 0)
    moved = tuple(child + sooner for child in children)
    return tuple(child for child in moved if child >= over) or moved[:1]


def add_children(
    rng: np.random.Generator, gender: Gender, age: int, children: tuple[int, ...], schooled_until: int, said: Said
) -> tuple[int, ...]:
    """The children with one of the ages that are said among them, and as many as are said, where a parent of this age
    can have them; those who are too many are not of that age, and the eldest."""
    found = list(_with_one_of_an_age(rng, gender, age, children, schooled_until, said))
    while len(found) > said.at_most:
        found.remove(next((each for each in found if not said.is_of_an_age(each)), found[0]))
    youngest = max(age - LAST_BIRTH_AGE[gender], 0)
    eldest = age - max(AGE_OF_MARRIAGE_LEAST, first_birth_least(gender, schooled_until))
    while found and len(found) < said.fewest:
        elder, younger = (found[at] + sign * int(rng.integers(*_APART)) for at, sign in ((0, 1), (-1, -1)))
        if younger >= youngest and (elder > eldest or rng.random() < 0.5):
            found.append(younger)
        elif elder <= eldest:
            found.insert(0, elder)
        else:
            break
    return tuple(found)


def _with_one_of_an_age(
    rng: np.random.Generator, gender: Gender, age: int, children: tuple[int, ...], schooled_until: int, said: Said
) -> tuple[int, ...]:
    """The children with one of the ages that are said among them, where a parent of this age can have one: all of them
    so many years older or younger, or for a minor one more."""
    youngest = max(age - LAST_BIRTH_AGE[gender], said.least)
    least = max(AGE_OF_MARRIAGE_LEAST, min(first_birth_least(gender, schooled_until), age - said.least))
    oldest = min(age - least, said.most)
    of_any_age = (said.least, said.most) == (A_MINOR.least, A_MINOR.most)
    if youngest > oldest:
        return children if of_any_age else _with_one_of_an_age(rng, gender, age, children, schooled_until, A_MINOR)
    fit = list(filter(said.is_of_an_age, children))
    if said.is_of_one:
        return tuple(fit[-1:]) or (int(rng.integers(youngest, oldest + 1)),)
    if fit:
        return children
    if children and not of_any_age and 0 < children[-1] - said.most <= GAP_MOST:
        return (*children, int(rng.integers(youngest, oldest + 1)))
    if children and not of_any_age:
        nearest = children[0] if children[0] < said.least else min(child for child in children if child > said.most)
        by = int(rng.integers(youngest, oldest + 1)) - nearest
        return tuple(child + by for child in children if 0 <= child + by <= age - least)
    if children:  # brothers and sisters are seldom more than ten years apart
        youngest = max(youngest, min(children[-1] - 10, oldest))
    return (*children, int(rng.integers(youngest, oldest + 1)))


def draw_sons_and_daughters(rng: np.random.Generator, children: tuple[int, ...]) -> list[str]:
    """Which each of the children is."""
    return ["son" if rng.random() < 0.51 else "daughter" for _ in children]
