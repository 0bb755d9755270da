"""Kin at home beside a couple, a child or the unmarried: parents, grandmothers, brothers and sisters, grandchildren.

With people of 60 and over lives at most one of their grown children, often with a husband or wife and children of their
own; two where brothers stay in one house or compound.
"""

import numpy as np

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.people.births import (
    ELDERLY_FROM,
    GROWN_FROM,
    INFANT_UNTIL,
    OLD_FROM,
    stays,
)
from boses_engine.grounding.people.norms import (
    PARENTS_BELOW,
    SPREAD_YEARS,
    Norms,
    logistic,
)

OLD_KIN, KIN_OF_THE_OLD = ("younger sister", "niece", "nephew"), 0.5  # of the old who live with kin (estimate)
EVER_AT_HOME = 0.75  # how many of all people marry, over whom married children at home count (estimate)
SELDOM_SINGLE_FROM = 34  # years from which a child still at home where sons stay is seldom single (estimate)
SONS_LATER = 2  # years by which sons marry later at the least
YOUNG_UNTIL = 25  # years of a child that lives at home as long as others of that age
# How much oftener the widowed of 60 and over live with a child than couples (estimate after LSAHP 2018).
WIDOWED_WITH_CHILD, COUPLES_WITH_CHILD = 1.15, 0.95
# Of married children at home: have children; and of those how many have two (estimates).
WITH_CHILDREN, SECOND_GRANDCHILD = 0.85, 0.55
BRINGS_UP_FROM = 36  # years from which somebody may have grandchildren to bring up
SECOND_FROM = 22  # years from which a grown child may have two (estimate)
# Where families are so large: of those with two grandchildren at home, who have one more, and one more again; and where
# they are larger, or sons stay with their fathers and the unmarried of the thirties mostly too, of the old with young
# children at home and a grown one who would be, who have both (estimates after DHS and MICS: homes of the old there are
# of six and more).
MANY_BORN, MORE_GRANDCHILDREN, MORE_FROM, YOUNG_AND_GROWN, STAY_LATE = 5, (0.5, 0.4), 30, 0.7, 0.6
# Of women at work with a child under two, how many have her mother or his at home for it (estimate after DHS); the same
# of those whose youngest is not at school yet (estimate: they are with neighbours and kin nearby as well).
INFANTS_GRANDMOTHER, SMALL_ONES_GRANDMOTHER = 0.5, 0.3
# The same, over that, where so many couples with kin have nieces and cousins, who mind the child: the old stay on their
# land (estimate after KDHS 2022 and UDHS 2016: a parent or parent-in-law in about one home of a couple in ten).
GRANDMOTHERS_UPCOUNTRY, YOUNG_KIN_MIND = 0.2, 0.6
MOSTLY_HIS = 0.6  # share of parents at home who are his, from which a daughter seldom brings her husband there
# Of the few parents who are hers there, how many have the couple in their house: mostly one of them moved to it
# (estimate).
MOVED_TO_HERS = 0.3
PATRILOCAL = 0.9  # share of parents at home who are his, from which a wife has none of her own kin there (estimate)
# Years until which a brother or sister is mostly still at home, and how many of those whose home seems to have no room
# for one have one, for each child past the first that families of the country have (estimates).
SIBLINGS_STAY_UNTIL, SIBLING_STILL = 24, 0.28
SIBLINGS_PART_AT = 36  # years; from then on at most one brother or sister shares a home (estimate)
# Of unmarried people of those years whose home with a parent has room for one, how many have one there (estimate).
SIBLING_AT_HOME_LATER = 0.6
SMALL_UNTIL, MINDED_UNTIL = 3, 6  # years of a child that needs a woman at home; that needs somebody at home
MINDED = 0.95  # of working lone parents of a child under the second age, who have kin at home for it (estimate)
# Where kin live together: years of a child until which a lone father at work mostly has them too, and how many do
# (estimates).
FATHERS_MINDED_UNTIL, FATHERS_MINDED = 13, 0.8
BOTH_UNTIL = 50  # years until which a person may live with both parents
# Of couples with parents of one of them at home, who have both, at 30 and less by year from then on (estimates after
# life tables: of fathers of people of 30 four in five live, at 45 half, and a widow moves in sooner than a couple).
BOTH_AT_30, BOTH_FALLS = 0.5, 0.022
MINDERS = ("mother", "mother-in-law", "grandmother", "aunt", "older sister", "younger sister")
# Where kin live together, of the unmarried who would live with brothers and sisters alone, how many do, until and from
# what age; the others are with a parent too, and past that age by themselves (estimates after DHS and censuses: few
# homes are of brothers and sisters without a parent).
SIBLINGS_ALONE, SIBLINGS_ALONE_PAST, SIBLINGS_ALONE_UNTIL = 0.5, 0.25, 45
# Of the parted and widowed with kin but no parents drawn: are with a brother or sister; the others with a mother after
# all, and past that age by themselves (estimate).
PARTED_WITH_SIBLINGS = 0.25
# Where sons stay with their fathers and kin live together, but hardly any nieces or cousins with couples: of couples
# with his parents at home, and of others, those with the family of his brother, too (estimates after NFHS-5 and PSLM
# 2019-20: three homes of ten are joint ones).
JOINT_FROM, JOINT_YOUNG_KIN, JOINT, JOINT_WITHOUT_PARENTS = 0.35, 0.1, 0.45, 0.08
BROTHER_MARRIED, BROTHER_MARRIED_FROM = 0.7, 33  # of those; years of a man whose younger brother is (estimates)
# Of couples with room for kin and no parents at home, and how many past the age at which brothers and sisters part
# (estimates).
SIBLINGS_WITH_A_COUPLE, SIBLINGS_WITH_A_COUPLE_LATER = 0.14, 0.04


def _married_out(ways: Norms, age: int, member: str, members: list[str]) -> bool:
    """Whether an older brother or sister of a grown person would hardly be at home still, where sons stay with their
    fathers: sisters leave when they marry, and of older brothers one stays."""
    if ways.his_parents < PATRILOCAL:
        return False
    return (member == "older sister" and age >= ways.marriage_age_women) or (
        member == "older brother" and member in members and age >= ways.marriage_age_men
    )


def grandmothers(ways: Norms, age: int, youngest: int) -> float:
    """Of women at work with a child of that age, how many have a grandmother at home for it."""
    if youngest >= MINDED_UNTIL or age >= PARENTS_BELOW - 10:
        return 0.0
    often = GRANDMOTHERS_UPCOUNTRY if ways.young_kin >= YOUNG_KIN_MIND else 1.0
    return often * (INFANTS_GRANDMOTHER if youngest < INFANT_UNTIL else SMALL_ONES_GRANDMOTHER)


def grandmother(rng: np.random.Generator, ways: Norms, members: list[str]) -> str:
    """Whose mother a grandmother is to a woman at work: his or her own, but beside a grandfather his wife."""
    if "father" in members:
        return "mother"
    return "mother-in-law" if "father-in-law" in members or rng.random() < ways.his_parents else "mother"


def lives_jointly(ways: Norms) -> bool:
    """Whether brothers stay together with their wives and children."""
    return ways.his_parents >= PATRILOCAL and ways.kin >= JOINT_FROM and ways.young_kin < JOINT_YOUNG_KIN


def draw_brothers_family(rng: np.random.Generator, gender: Gender, age: int) -> list[str]:
    """The husband's brother, mostly with wife and some children, as the person calls them; a young man's younger one
    has no family yet."""
    brother = "brother-in-law" if gender == "Female" else f"{pick(rng, ('older', 'younger'))} brother"
    if rng.random() >= BROTHER_MARRIED or (brother.startswith("younger") and age < BROTHER_MARRIED_FROM):
        return [brother]
    return [brother, "sister-in-law", *(pick(rng, ("nephew", "niece")) for _ in range(int(rng.integers(0, 4))))]


def of_the_spouse(ways: Norms, gender: Gender) -> float:
    """The share of parents at home of a couple who are the spouse's."""
    if gender == "Male" and ways.his_parents >= PATRILOCAL:
        return (1 - ways.his_parents) * MOVED_TO_HERS
    return 1 - ways.his_parents if gender == "Male" else ways.his_parents


def draw_minder(
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


def draw_fathers_kin(
    rng: np.random.Generator,
    age: int,
    work_status: WorkStatus,
    status: MaritalStatus,
    children: tuple[int, ...],
    members: list[str],
) -> list[str]:
    """The mother of a lone father at work whose child is at school yet, where there is no woman of the family."""
    if status == "married" or work_status != "working" or age >= PARENTS_BELOW - 10 or set(MINDERS) & set(members):
        return []
    if not children or not MINDED_UNTIL <= children[-1] < FATHERS_MINDED_UNTIL:
        return []
    return ["mother"] if rng.random() < FATHERS_MINDED else []


def draw_child_of_the_old(
    rng: np.random.Generator, ways: Norms, born: tuple[int, ...], status: MaritalStatus
) -> tuple[int, ...]:
    """Those of the children who live with a parent of 60 and over: the young, else often one of the grown, or two."""
    young = tuple(child for child in born if child < YOUNG_UNTIL and rng.random() < stays(ways, OLD_FROM, child))
    grown = [child for child in born if child >= YOUNG_UNTIL]
    often = ways.elders_with_child * (COUPLES_WITH_CHILD if status == "married" else WIDOWED_WITH_CHILD)
    sons_stay = ways.his_parents >= PATRILOCAL and ways.parents_30s >= STAY_LATE
    both = sons_stay or lives_jointly(ways) or ways.children_most > MANY_BORN
    often *= (YOUNG_AND_GROWN if both else 0.0) if young else 1.0
    if not grown or rng.random() >= often:
        return young
    first = int(rng.integers(len(grown)))
    others = [*grown[:first], *grown[first + 1 :]]
    if others and ways.second_with_the_old and rng.random() < ways.second_with_the_old:
        return (*sorted((grown[first], others[int(rng.integers(len(others)))]), reverse=True), *young)
    return (grown[first], *young)


def draw_grown_family(
    rng: np.random.Generator, ways: Norms, children: tuple[int, ...], own: list[str], of: int, woman: bool
) -> tuple[list[str], list[str]]:
    """The words for the children of somebody of 52 and over, and the family that the eldest of them has at home, and
    where two grown ones live together the next: who is grown is married there, parted with children, or single. Where
    none is grown, a grandchild may be left, if there is a `woman` at home to bring it up."""
    if not children or children[0] < of:
        left = woman and not children and rng.random() < ways.left_grandchild
        return own, _grandchildren(rng, ways, GROWN_FROM) if left else []
    families: list[str] = []
    for at, child in enumerate(children[: 2 if ways.second_with_the_old else 1]):
        if at and child < max(of, YOUNG_UNTIL):
            break
        word, family = _grown_child(rng, ways, child, own[at], of)
        own = [*own[:at], word, *own[at + 1 :]]
        families += family
    return own, families


def _grown_child(rng: np.random.Generator, ways: Norms, child: int, word: str, of: int) -> tuple[str, list[str]]:
    """The word for a grown child at home of that age, and the family it has there."""
    son = rng.random() < ways.his_parents
    if son and child < of + SONS_LATER:
        if ways.his_parents >= MOSTLY_HIS:
            return word, []  # no son has married yet, and daughters seldom bring a husband home
        son = False
    heir, partner = ("son", "daughter-in-law") if son else ("daughter", "son-in-law")
    gender: Gender = "Male" if son else "Female"
    ever = ways.ever_married(gender) * logistic((child - ways.marriage_age(gender)) / SPREAD_YEARS)
    often = min(ways.married_child * ever / EVER_AT_HOME, 1.0)
    if ways.his_parents >= MOSTLY_HIS and child >= SELDOM_SINGLE_FROM:
        often = 1 - (1 - often) ** 2
    if rng.random() < often:
        return heir, [partner, *_grandchildren(rng, ways, child, WITH_CHILDREN)]
    if rng.random() < ever * (ways.single_mothers + ways.separated):
        return "daughter", _grandchildren(rng, ways, child)
    return word, []


def _grandchildren(rng: np.random.Generator, ways: Norms, of: int, any_: float = 1.0) -> list[str]:
    """One or two grandchildren whose parent is of that age, in that share of homes: a second where there was time, and
    more where families are large."""
    if rng.random() >= any_:
        return []
    second = SECOND_GRANDCHILD * min(max((of - SECOND_FROM) / (GROWN_FROM - SECOND_FROM), 0.0), 1.0)
    found = 1 + int(rng.random() < second)
    if found == 2 and ways.children_most >= MANY_BORN and of >= MORE_FROM:
        found += next((n for n, more in enumerate(MORE_GRANDCHILDREN) if rng.random() >= more), len(MORE_GRANDCHILDREN))
    return [pick(rng, ("grandson", "granddaughter")) for _ in range(found)]


def without_those_away(children: tuple[int, ...], members: list[str]) -> tuple[tuple[int, ...], list[str]]:
    """The children and members of a home whose grown children work elsewhere and left their own there."""
    ages, stay = iter(children), list[str]()
    for each in members:
        grown = (
            next(ages, 0) >= SECOND_FROM if each in ("son", "daughter") else each in ("son-in-law", "daughter-in-law")
        )
        stay += [] if grown else [each]
    return tuple(child for child in children if child < SECOND_FROM), stay


def with_grandchildren(rng: np.random.Generator, ways: Norms, age: int, members: list[str]) -> list[str]:
    """The members of a home in which somebody brings up grandchildren: where none are drawn, one or two whose parent is
    elsewhere."""
    if not {"grandson", "granddaughter"}.isdisjoint(members) or age < BRINGS_UP_FROM:
        return members
    return [*members, *_grandchildren(rng, ways, age - SECOND_FROM)]


def draw_relatives(
    rng: np.random.Generator, age: int, room: int, alone: bool, moved: bool = False, with_parents: bool = False
) -> list[str]:
    """Up to `room` relatives of a married or formerly married person: parents, then siblings; the old have a sister, a
    niece or a nephew with them where they are alone.

    Who `moved` to the spouse's family has no brothers and sisters of their own there; `with_parents` couples share a
    home with parents rather than with others.
    """
    found: list[str] = []
    parents = 1.0 if with_parents and age < ELDERLY_FROM else 0.75 if age < 45 else 0.5
    if age < PARENTS_BELOW and rng.random() < parents:
        found.append("mother" if rng.random() < 0.75 or age >= 50 else "father")
        if rng.random() < _both_live(age):
            found = ["mother", "father"]
    if age >= ELDERLY_FROM:
        return found if found or not alone or rng.random() < KIN_OF_THE_OLD else [pick(rng, OLD_KIN)]
    if moved:
        return found
    with_a_couple = SIBLINGS_WITH_A_COUPLE_LATER if age >= SIBLINGS_PART_AT else SIBLINGS_WITH_A_COUPLE
    if not alone and not found and rng.random() >= with_a_couple:
        return found
    if alone and not found and rng.random() >= PARTED_WITH_SIBLINGS:
        return ["mother"] if age < SIBLINGS_ALONE_UNTIL else []
    most = len(found) + 1 if age >= SIBLINGS_PART_AT else 2
    while len(found) < min(room, most):
        found.append(pick(rng, ("younger brother", "younger sister")))
        if rng.random() < 0.4:
            break
    return found


def _both_live(age: int) -> float:
    """The share of couples with parents at home who have both of them there."""
    return min(max(BOTH_AT_30 - BOTH_FALLS * (age - 30), 0.0), BOTH_AT_30) if age < BOTH_UNTIL else 0.0


def draw_sibling_with_family(rng: np.random.Generator, brothers: float) -> list[str]:
    """A brother, in that share of homes, or sister, husband or wife and mostly a child of theirs, with whom an
    unmarried person lives."""
    order, brother = pick(rng, ("older", "younger")), rng.random() < brothers
    couple = [f"{order} brother", "sister-in-law"] if brother else [f"{order} sister", "brother-in-law"]
    return couple + [pick(rng, ("nephew", "niece"))][: int(rng.random() < WITH_CHILDREN)]


def draw_parental_home(rng: np.random.Generator, ways: Norms, age: int, room: int) -> list[str]:
    """Mother, father or both, and up to `room` people in all with brothers, sisters and a grandmother."""
    mother = rng.random() < (0.97 if age < 40 else 0.85)
    father = rng.random() < max(1 - ways.one_parent - 0.02 * max(age - 22, 0), 0.15)
    if age >= BOTH_UNTIL and mother:
        father = False
    members = (["mother"] if mother or not father else []) + (["father"] if father else [])
    siblings = min(max(room - len(members), 0), int(ways.children_most) - 1)
    if age < SIBLINGS_STAY_UNTIL and siblings == 0 and rng.random() < SIBLING_STILL * (ways.children_most - 1):
        siblings = 1
    if age >= 30:  # most have homes of their own by then
        later = int(rng.random() < SIBLING_AT_HOME_LATER)
        siblings = min(siblings, int(rng.integers(0, 3)) if age < SIBLINGS_PART_AT else later)
    for _ in range(min(siblings, 5)):
        # Brothers and sisters at home are mostly younger; after 45 they are as likely older.
        order = "younger" if rng.random() < (0.68 if age < 45 else 0.5) else "older"
        member = f"{order} {'brother' if rng.random() < 0.5 else 'sister'}"
        members.append(member.replace("older", "younger") if _married_out(ways, age, member, members) else member)
    if "older brother" in members and age >= ways.marriage_age_men and lives_jointly(ways):
        # His wife and children, in the room of the younger ones.
        members = [member for member in members if not member.startswith("younger")]
        members += ["sister-in-law", *(pick(rng, ("nephew", "niece")) for _ in range(int(rng.integers(0, 3))))]
    if age < 35 and rng.random() < 0.4 * ways.kin:
        members.append("grandmother")
    return members
