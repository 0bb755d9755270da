"""Who lives with whom: children at home, parents, brothers and sisters, other kin, as relation words.

Children are born two to four years apart from one to three years after the marriage on, while the mother is between 18
and 44 and the father at most 54 years old; whose partner's age is not known gets one drawn here.
"""

import numpy as np

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.people.norms import (
    ADULT_CHILD_AGE,
    AGE_OF_MARRIAGE_LEAST,
    LAST_BIRTH_AGE,
    PARENTS_BELOW,
    SINGLE_PARENT_FROM,
    Need,
    Norms,
)
from boses_engine.grounding.people.students import LODGING_UNTIL

GRANDCHILDREN_MOST = 2  # at home without their parents (estimate)
GRANDPARENT_OF = 20  # years of a child at home who may have one
GROWN_FROM = 30  # years; who is still at home then mostly stays with the parents in their old age
ELDERLY_FROM = 52  # years of a parent of grown children at home
# Of children of 30 and over each: in the Philippines, Indonesia and Vietnam half to two thirds of people of 60 and over
# live with a child (Philippine Study of Aging 2007, Indonesian Family Life Survey, Viet Nam Aging Survey 2011).
GROWN_HOME = 0.22
# Of those of 30 and over, over the unmarried of the country in their thirties who live with a parent: hardly any where
# children leave early, in Britain or Germany (estimate).
GROWN_AS_UNMARRIED = 0.5
# Mean age of women at first marriage, in years, from which most people of 52 and over had one or two children
# (estimate after completed fertility of women born in 1950-65: 1.6 to 2.0 in Germany, Portugal, Spain and Japan).
FEW_BORN_FROM = 26
PATRILOCAL = 0.9  # share of parents at home who are his, from which a wife has none of her own kin there (estimate)
SIBLINGS_PART_AT = 40  # years; from then on at most one brother or sister shares a home (estimate)
HUSBAND_OLDER, HUSBAND_OLDER_SD = 3.2, 4.0  # years; mean ages at marriage differ by 3 to 4
SCHOOLED_LONG = 20  # years until which a person studied, from which families are smaller and births further apart
FOURTH_OF_SCHOOLED = 0.35  # of those of them with room for more than three children (estimate)
SMALL_UNTIL, MINDED_UNTIL = 3, 6  # years of a child that needs a woman at home; that needs somebody at home
MINDED = 0.95  # of working lone parents of a child under the second age, who have kin at home for it (estimate)
HOUSEWIVES_KIN = 1.7  # how much more often parents live with a couple of which one keeps house (estimate)
BOTH_UNTIL = 50  # years until which a person may live with both parents
MINDERS = ("mother", "mother-in-law", "grandmother", "aunt", "older sister", "younger sister")
UNMARRIED_STAY_FROM, UNMARRIED_WITH_KIN = 0.85, 0.85  # share of the young with parents; then, of the old, with kin


def family(
    rng: np.random.Generator,
    ways: Norms,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    status: MaritalStatus,
    room: int,
    needs: Need | None,
    schooled_until: int,
) -> tuple[tuple[int, ...], list[str]]:
    """Children's ages and members for one who is or was married; no child is born before the schooling ends, years."""
    members = [("husband" if gender == "Female" else "wife")] if status == "married" else []
    married_at = min(max(_marriage_age(rng, ways.marriage_age(gender), age), schooled_until), age)
    wanted = min(room - len(members), int(ways.children_most))
    if schooled_until >= SCHOOLED_LONG and wanted > 3 and rng.random() >= FOURTH_OF_SCHOOLED:
        wanted = 3
    # Few couples stay childless for long: most that have been married for three years have a child.
    if age - married_at >= 3 and rng.random() < 0.8:
        wanted = max(wanted, 1)
    if age >= ELDERLY_FROM:  # born to them, not all at home
        few = ways.marriage_age_women >= FEW_BORN_FROM
        born = int(rng.integers(2, int(ways.children_most) + 1)) - few
        wanted = born if few else max(wanted, born)
    if status == "separated" and gender == "Male" and rng.random() < 0.75:
        wanted = 0  # children mostly stay with the mother
    older = round(rng.normal(HUSBAND_OLDER, HUSBAND_OLDER_SD))
    mother = age if gender == "Female" else min(max(age - older, AGE_OF_MARRIAGE_LEAST), age + 5)
    apart = (2, 6) if schooled_until >= SCHOOLED_LONG else (2, 5)
    children = _children(rng, ways, gender, age, mother, married_at + int(rng.integers(1, 4)), wanted, apart)
    children = _fitting(children, work_status)
    if needs == "children":
        children = _with_minor(rng, gender, age, children)
    members += _sons_and_daughters(rng, children)
    left = room - len(members)
    alone = not members
    kin = ways.kin * (2.5 if alone else 1.0)
    if work_status == "keeping house" and status == "married" and age < PARENTS_BELOW - 10:
        left, kin = max(left, 1), HOUSEWIVES_KIN * ways.kin
    if left > 0 and rng.random() < min(kin, 0.9):
        in_laws = status == "married" and rng.random() < _of_the_spouse(ways, gender)
        moved = in_laws or (status == "married" and gender == "Female" and ways.his_parents >= PATRILOCAL)
        found = _relatives(rng, age, left, alone, any(child >= GRANDPARENT_OF for child in children), moved)
        members += [f"{word}-in-law" if in_laws and word in ("mother", "father") else word for word in found]
    return children, members + _minder(rng, gender, age, work_status, status, children, members)


def _of_the_spouse(ways: Norms, gender: Gender) -> float:
    """The share of parents at home of a couple who are the spouse's."""
    return 1 - ways.his_parents if gender == "Male" else ways.his_parents


def _minder(
    rng: np.random.Generator,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    status: MaritalStatus,
    children: tuple[int, ...],
    members: list[str],
) -> list[str]:
    """A woman of the family who minds a lone parent's small child, where there is none yet; at most one."""
    if status == "married" or not children or children[-1] >= MINDED_UNTIL or set(MINDERS) & set(members):
        return []
    must = gender == "Male" and children[-1] < SMALL_UNTIL
    if not must and (work_status != "working" or rng.random() >= MINDED):
        return []
    own_mother = age < PARENTS_BELOW - 10 and rng.random() < 0.75
    return ["mother" if own_mother else pick(rng, ("older sister", "younger sister"))]


def _marriage_age(rng: np.random.Generator, mean: float, age: int) -> int:
    return int(min(max(round(rng.normal(mean, 4.0)), AGE_OF_MARRIAGE_LEAST), age))


def _children(
    rng: np.random.Generator,
    ways: Norms,
    gender: Gender,
    age: int,
    mother: int,
    first_birth: int,
    wanted: int,
    apart: tuple[int, int] = (2, 5),
) -> tuple[int, ...]:
    """Ages of own children at home, oldest first, of at most `wanted`; `mother` is her age today, in years.

    Births are `apart` years from each other: from the first number on, below the second.
    """
    at_home: list[int] = []
    # The person's age when the mother was 18 and 44.
    earliest, latest = age - mother + AGE_OF_MARRIAGE_LEAST, age - mother + LAST_BIRTH_AGE["Female"]
    birth = max(first_birth, AGE_OF_MARRIAGE_LEAST, earliest)
    grown = 0
    for _ in range(wanted):
        if birth > min(age, LAST_BIRTH_AGE[gender], latest):
            break
        child = age - birth
        if rng.random() < _stays(ways, age, child) and not (child >= GROWN_FROM and grown):
            at_home.append(child)
            grown += child >= GROWN_FROM
        birth += int(rng.integers(*apart))
    return tuple(at_home)


def _stays(ways: Norms, age: int, child: int) -> float:
    """The chance that a child of that age still lives at home."""
    if child < ADULT_CHILD_AGE:
        return 1.0
    if child < GROWN_FROM:
        return ways.adult_child_home * (1.0 if child < 25 else 0.6)
    grown = min(GROWN_HOME * ways.adult_child_home / 0.7, GROWN_AS_UNMARRIED * ways.parents_30s)
    return grown if age >= ELDERLY_FROM else 0.0


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


def _relatives(
    rng: np.random.Generator, age: int, room: int, alone: bool, grown_child: bool, moved: bool = False
) -> list[str]:
    """Up to `room` relatives of a married or formerly married person: parents, then siblings or the young.

    Who `moved` to the spouse's family has no brothers and sisters of their own there.
    """
    found: list[str] = []
    parents = 1.0 if moved and age < ELDERLY_FROM else 0.75 if age < 45 else 0.5
    if age < PARENTS_BELOW and rng.random() < parents:
        found.append("mother" if rng.random() < 0.7 or age >= 50 else "father")
        if room > 1 and age < 45 and rng.random() < 0.35:
            found = ["mother", "father"]
    young = ("grandson", "granddaughter") if grown_child and age >= 52 else ("younger brother", "younger sister")
    if (age >= 52 and not grown_child) or (moved and age < ELDERLY_FROM):
        return found
    most = room if alone and age < 52 else GRANDCHILDREN_MOST if age >= 52 else 2
    while len(found) < min(room, most):
        found.append(pick(rng, young))
        if rng.random() < 0.4:
            break
    return found


def single(
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
    chance = ways.single_mothers if gender == "Female" else ways.single_mothers / 25  # of men an estimate
    if work_status == "keeping house":
        chance *= 8
    if age >= SINGLE_PARENT_FROM and work_status != "studying" and rng.random() < chance:
        first = int(rng.integers(AGE_OF_MARRIAGE_LEAST, min(age, 36) + 1))
        children = _children(rng, ways, gender, age, age, first, 1 + int(rng.random() < 0.3))
        children = _fitting(children, work_status)
    if needs == "children":
        children = _with_minor(rng, gender, age, children)
    members = _sons_and_daughters(rng, children)
    left = max(room - len(members), 0)
    if rng.random() < _with_parents(ways, age, work_status):
        members += _parental_home(rng, ways, age, left)
        return children, members + _minder(rng, gender, age, work_status, "single", children, members)
    if age < 18:
        return children, members + ["grandmother", "aunt", "cousin"][: max(min(left, 3), 1)]
    student = work_status == "studying" and age < LODGING_UNTIL  # who is in lodgings was told apart before
    if not children and age < 32 and not student and rng.random() < 0.4:
        return children, ["roommate"] * int(rng.integers(1, 4))
    with_kin = min(2 * ways.kin, 0.8)
    if ways.parents_20s >= UNMARRIED_STAY_FROM or student:  # where the unmarried hardly ever live alone
        left, with_kin = max(left, 1), 1.0 if student else UNMARRIED_WITH_KIN
    if left and rng.random() < with_kin:
        kin = ("older sister", "older brother", "younger sister", "younger brother")
        most = 2 if age < SIBLINGS_PART_AT else 1
        members += [str(word) for word in rng.choice(kin, size=min(left, most), replace=False)]
    return children, members + _minder(rng, gender, age, work_status, "single", children, members)


def _with_parents(ways: Norms, age: int, work_status: WorkStatus) -> float:
    """The share of never-married people who live with a parent."""
    if age < 18:
        return 0.95
    if age >= PARENTS_BELOW:
        return 0.0
    if work_status == "studying" and age < LODGING_UNTIL:
        return 0.94  # of those who are not in lodgings
    if age < 30:
        return max(ways.parents_20s, 0.7) if age < 23 or work_status == "studying" else ways.parents_20s
    if age < 40:
        return ways.parents_30s
    return ways.parents_40s * (1.0 if age < 50 else 0.7)


def _parental_home(rng: np.random.Generator, ways: Norms, age: int, room: int) -> list[str]:
    """Mother, father or both, and up to `room` people in all with brothers, sisters and a grandmother."""
    mother = rng.random() < (0.97 if age < 40 else 0.85)
    father = rng.random() < max(0.92 - 0.02 * max(age - 22, 0), 0.15)
    if age >= BOTH_UNTIL and mother:
        father = False
    members = (["mother"] if mother or not father else []) + (["father"] if father else [])
    siblings = min(max(room - len(members), 0), int(ways.children_most) - 1)
    if age >= 30:  # most have homes of their own by then
        siblings = min(siblings, int(rng.integers(0, 3)) if age < SIBLINGS_PART_AT else 1)
    for _ in range(min(siblings, 5)):
        # Brothers and sisters at home are mostly younger; after 45 they are as likely older.
        order = "younger" if rng.random() < (0.68 if age < 45 else 0.5) else "older"
        members.append(f"{order} {'brother' if rng.random() < 0.5 else 'sister'}")
    if age < 35 and rng.random() < 0.4 * ways.kin:
        members.append("grandmother")
    return members
