"""Who lives with whom: children at home, parents, brothers and sisters, other kin, as relation words.

The first child comes some years after the marriage, by country, the next two to four years apart, while the mother is
between 18 and 44 and the father at most 54 years old; whose partner's age is not known gets one drawn here. With people
of 60 and over lives at most one of their grown children, often with a husband or wife and children of their own.
"""

from statistics import NormalDist

import numpy as np

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.people.norms import (
    A_MINOR,
    ADULT_CHILD_AGE,
    AGE_OF_MARRIAGE_LEAST,
    CHILDREN_FROM,
    LAST_BIRTH_AGE,
    PARENTS_BELOW,
    SINGLE_PARENT_FROM,
    SPREAD_YEARS,
    Need,
    Norms,
    Said,
    logistic,
)
from boses_engine.grounding.people.students import LODGING_UNTIL

OLD_KIN, KIN_OF_THE_OLD = ("younger sister", "niece", "nephew"), 0.5  # of the old who live with kin (estimate)
# Of who lives without family: years until which at least that share has shared rooms; over how many years to the last
# at which any does it gets rarer (estimates); how many of all people marry, over whom married children at home count.
SHARED_YOUNG, SHARED_YOUNG_UNTIL, SHARED_FADES = 0.4, 32, 20
EVER_AT_HOME = 0.75
NEVER_SHARED = -1.0  # in place of a share: of who keeps a shop or tills land where their people live
GRANDPARENT_OF = 24  # years of a child at home who may be married
# The same where kin live together and marry early, and the age from which parents have such a child at home.
YOUNG_GRANDPARENT_OF, YOUNG_GRANDPARENT_FROM, MARRIED_EARLY = 20, 42, 25
SONS_LATER = 2  # years by which sons marry later at the least
GROWN_FROM = 30  # years; who is still at home then mostly stays with the parents in their old age
KEEPS_HOME_UNTIL = 65  # years: who keeps house without a spouse does it for a parent or a child (estimate)
ELDERLY_FROM, OLD_FROM = 52, 60  # years of a parent of grown children at home; from which one child at most stays
GROWN_HOME = 0.22  # of children of 30 and over each, with parents under 60 (estimate)
WITH_FATHER_FROM, WITH_FATHER_MOST = 7, 2  # years; of children who stay with a father after parting (estimates)
YOUNG_UNTIL = 25  # years of a child that lives at home as long as others of that age
# How much oftener the widowed of 60 and over live with a child than couples (estimate after LSAHP 2018).
WIDOWED_WITH_CHILD, COUPLES_WITH_CHILD = 1.15, 0.95
# Of married children at home: have children; and how many of the old without a child at home bring up a grandchild
# whose parents are elsewhere, over the share of homes with kin (estimates).
WITH_CHILDREN, SECOND_GRANDCHILD, LEFT_GRANDCHILD = 0.85, 0.55, 0.09
SECOND_FROM = 22  # years from which a grown child may have two (estimate)
# Of those of 30 and over, over the unmarried of the country in their thirties who live with a parent: hardly any where
# children leave early, in Britain or Germany (estimate).
GROWN_AS_UNMARRIED = 0.5
# Mean age of women at first marriage, in years, from which most people of 52 and over had one or two children
# (estimate after completed fertility of women born in 1950-65: 1.6 to 2.0 in Germany, Portugal, Spain and Japan).
FEW_BORN_FROM = 26
MARRIAGE_SD = 4.0  # years
# There: by how much marriage came earlier with each year of age past one, in years, by how much it comes earlier for
# those without a diploma or a degree, and the earliest mean; how much sooner they have a first child (estimates after
# ONS and Eurostat: mean age at first birth 24 for women born in 1955, 26.5 for those of 1970, 29 for those of 1990;
# three to five years apart by schooling).
EARLIER_A_YEAR, EARLIER_FROM, EARLIER_UNSCHOOLED, MARRIED_NOT_BEFORE, SOON = 0.08, 36, 1.2, 22.5, 0.7
# Elsewhere: by how many years the schooled marry later than their country's mean, women and men, by the years until
# which they studied, and the others earlier; how many of them are at work for a year first (estimates after DHS: women
# with higher education marry three to four years after the mean, men two).
LATER_SCHOOLED: dict[Gender, dict[int, float]] = {
    "Female": {0: 0.0, 18: 0.0, 20: 1.5, 22: 3.0, 24: 3.6},
    "Male": {0: -0.3, 18: -0.3, 20: 1.0, 22: 2.4, 24: 3.0},
}
# By how many years women without a diploma marry sooner there, for each year that the mean is past an age: the later a
# country marries, the more of that is its schooled (estimate after DHS: median first births by schooling).
SOONER_UNSCHOOLED, SOONER_FROM = 0.35, 21.0
WORKS_FIRST = 0.75
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
MOSTLY_HIS = 0.6  # share of parents at home who are his, from which a daughter seldom brings her husband there
PATRILOCAL = 0.9  # share of parents at home who are his, from which a wife has none of her own kin there (estimate)
# Years until which a brother or sister is mostly still at home, and how many of those whose home seems to have no room
# for one have one, for each child past the first that families of the country have (estimates).
SIBLINGS_STAY_UNTIL, SIBLING_STILL = 24, 0.28
SIBLINGS_PART_AT = 36  # years; from then on at most one brother or sister shares a home (estimate)
# Of unmarried people of those years whose home with a parent has room for one, how many have one there (estimate).
SIBLING_AT_HOME_LATER = 0.6
HUSBAND_OLDER, HUSBAND_OLDER_SD = 3.2, 4.0  # years; mean ages at marriage differ by 3 to 4
# Of births that would come at a mother's age from these years on, how many do (estimate after Eurostat and DHS: births
# from 40 on are 2 to 5 % of all, from 43 on hardly any).
LATE_BIRTHS = {40: 0.4, 43: 0.15}
SCHOOLED_LONG = 20  # years until which a person studied, from which families are smaller and births further apart
FOURTH_OF_SCHOOLED = 0.35  # of those of them with room for more than three children (estimate)
# Of those of them with room for three where families are larger than in rich countries (estimate after DHS: women with
# higher education have a child less than others of their towns).
THIRD_OF_SCHOOLED = 0.55
# Of women at work with a child under two, how many have her mother or his at home for it (estimate after DHS).
# The same of those whose youngest is not at school yet (estimate: they are with neighbours and kin nearby as well).
INFANT_UNTIL, INFANTS_GRANDMOTHER, SMALL_ONES_GRANDMOTHER = 2, 0.5, 0.3
PARTED_YOUNG = 30  # years until which they go back to their parents as often as others of the twenties stay
WAITS = 0.5  # of women at work who would have a first infant: have none yet, the others had it sooner (estimate)
SMALL_UNTIL, MINDED_UNTIL = 3, 6  # years of a child that needs a woman at home; that needs somebody at home
MINDED = 0.95  # of working lone parents of a child under the second age, who have kin at home for it (estimate)
# Where kin live together: years of a child until which a lone father at work mostly has them too, and how many do
# (estimates).
FATHERS_MINDED_UNTIL, FATHERS_MINDED = 13, 0.8
SMALL_CHILDS_KIN = 1.5  # the same with a couple that has a small child (estimate)
HOUSEWIVES_KIN = 1.4  # how much more often parents live with a couple of which one keeps house (estimate)
BOTH_UNTIL = 50  # years until which a person may live with both parents
# Of couples with parents of one of them at home, who have both, at 30 and less by year from then on (estimates after
# life tables: of fathers of people of 30 four in five live, at 45 half, and a widow moves in sooner than a couple).
BOTH_AT_30, BOTH_FALLS = 0.5, 0.022
MINDERS = ("mother", "mother-in-law", "grandmother", "aunt", "older sister", "younger sister")
# Of the unmarried without parents at home: how many live with kin, over the share of homes with any, and how many of
# these with an aunt or a grandmother rather than with brothers and sisters alone (estimates).
UNMARRIED_KIN, WITH_OLDER_KIN = 1.2, 0.45
# Where kin live together, how many of the young without parents at home live with others of them; those who came for
# the work are told apart before (estimates).
YOUNG_UNTIL_30, YOUNG_WITH_KIN = 30, 0.6
# There, years until which hardly anybody at work has left the parents, those until which hardly anybody lives without
# kin, and how many are with them (estimates).
LEAVES_FROM, ALONE_FROM, VERY_YOUNG_STAY = 21, 25, 0.92
# Of never-married mothers, who have a second child: where there are many such mothers, and where hardly any (estimate).
SECOND_CHILD, SECOND_CHILD_RARE, MANY_SINGLE_MOTHERS = 0.3, 0.04, 0.05
# Of unmarried women with a diploma or a degree, how many are mothers, over the others (estimate after DHS).
SINGLE_MOTHERS_SCHOOLED = 0.6
KIN_AT_HOME = 0.15  # share of homes with kin from which aunts take in nieces and nephews (estimate)
# There: how many of the homes that their own people fill have kin as others do (estimate).
CROWDED = 0.75
# There, of the unmarried who would live with brothers and sisters alone, how many do, until and from what age; the
# others are with a parent too, and past that age by themselves (estimates after DHS and censuses: homes of brothers and
# sisters without a parent are few).
SIBLINGS_ALONE, SIBLINGS_ALONE_PAST, SIBLINGS_ALONE_UNTIL = 0.5, 0.25, 45
# Of those who live with the family of one, how many with a brother's, and the same of men of such an age (estimates).
WITH_BROTHERS, WITH_A_BROTHER = 0.6, 0.85
YOUNG_KIN = ("niece", "nephew", "cousin", "younger sister", "younger brother", "sister-in-law", "brother-in-law")
# There, how much more of them live with kin each year past an age, at most in all, and how many of those who do, past
# the age at which brothers and sisters part, are with the family of one (estimates).
KIN_RISES, KIN_RISES_FROM, KIN_MOST, WITH_THEIR_FAMILY = 0.06, 28, 0.8, 0.6
# Where sons stay with their fathers and kin live together, but hardly any nieces or cousins with couples: of couples
# with his parents at home, and of others, those with the family of his brother, too (estimates after NFHS-5 and PSLM
# 2019-20: three homes of ten are joint ones).
JOINT_FROM, JOINT_YOUNG_KIN, JOINT, JOINT_WITHOUT_PARENTS = 0.35, 0.1, 0.45, 0.08
BROTHER_MARRIED, BROTHER_MARRIED_FROM = 0.7, 33  # of those; years of a man whose younger brother is (estimates)
# Of couples with room for kin and no parents at home, and how many past the age at which brothers and sisters part
# (estimates).
SIBLINGS_WITH_A_COUPLE, SIBLINGS_WITH_A_COUPLE_LATER = 0.14, 0.04
UNMARRIED_STAY_FROM, UNMARRIED_WITH_KIN = 0.85, 0.85  # share of the young with parents; then, of the old, with kin
SHARED_WHERE_THEY_STAY: dict[Gender, float] = {"Female": 0.2, "Male": 0.6}  # there, over elsewhere (estimate)


def family(
    rng: np.random.Generator,
    ways: Norms,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    status: MaritalStatus,
    room: int,
    wanted: int,
    needs: Need | None,
    schooled_until: int,
    sharing: float,
    babies: float = 1.0,
    said: Said = A_MINOR,
) -> tuple[tuple[int, ...], list[str]]:
    """Children's ages and members for one who is or was married, of `wanted` children in all; no child is born before
    the schooling ends, years. Of those with a child under one so many, 0..1, are at work with it."""
    members = [("husband" if gender == "Female" else "wife")] if status == "married" else []
    soon = schooled_until < SCHOOLED_LONG and ways.marriage_age_women >= FEW_BORN_FROM
    first_child = ways.first_child * (SOON if soon else 1.0)
    earliest = schooled_until + int(schooled_until >= SCHOOLED_LONG and rng.random() < WORKS_FIRST)
    married_at = _marriage_age(rng, ways, gender, age, schooled_until, max(earliest, AGE_OF_MARRIAGE_LEAST))
    if schooled_until >= SCHOOLED_LONG and wanted > 3 and rng.random() >= FOURTH_OF_SCHOOLED:
        wanted = 3
    elif schooled_until >= SCHOOLED_LONG:
        wanted = min(wanted, 4)
    grow_large = ways.marriage_age_women < FEW_BORN_FROM
    if grow_large and schooled_until >= SCHOOLED_LONG and wanted == 3 and rng.random() >= THIRD_OF_SCHOOLED:
        wanted = 2
    if rng.random() < ways.childless:
        wanted = 0
    if status == "separated" and gender == "Male" and rng.random() < 0.75:
        wanted = 0  # children mostly stay with the mother
    older = round(rng.normal(HUSBAND_OLDER, HUSBAND_OLDER_SD))
    mother = age if gender == "Female" else min(max(age - older, AGE_OF_MARRIAGE_LEAST), age + 5)
    apart = (2, 6) if schooled_until >= SCHOOLED_LONG else (2, 5)
    first = max(_first_birth(rng, first_child, age, married_at), first_birth_least(gender, schooled_until))
    born = _born(rng, gender, age, mother, first, wanted, apart)
    children = _old_parents(rng, ways, born, status) if age >= OLD_FROM else _at_home(rng, ways, age, born)
    children = _fitting(children, work_status)
    if babies < 1 and children and children[-1] < INFANT_UNTIL and rng.random() >= babies ** (1 - children[-1] / 2):
        earliest = max(first_birth_least(gender, schooled_until), CHILDREN_FROM)
        waits = len(children) == 1 and rng.random() < WAITS
        children = _born_before(children, AGE_OF_MARRIAGE_LEAST if waits else age, earliest, needs)
    if status == "separated" and gender == "Male":
        children = tuple(child for child in children if child >= WITH_FATHER_FROM)[:WITH_FATHER_MOST]
    if needs == "children":
        children = _with_child(rng, gender, age, children, schooled_until, said)
    own, theirs = _sons_and_daughters(rng, children), list[str]()
    young = ways.kin >= KIN_AT_HOME and ways.marriage_age_women < MARRIED_EARLY
    if age >= (YOUNG_GRANDPARENT_FROM if young and children else ELDERLY_FROM):
        of = YOUNG_GRANDPARENT_OF if young else GRANDPARENT_OF
        woman = gender == "Female" or status == "married"
        own, theirs = _grown_family(rng, ways, children, own, of, woman)
    members += own + theirs
    left = room - len(members)
    alone = not members
    kin = min(ways.kin * (2.5 if alone else 1.0), 0.9)
    if needs == "a home to keep" and alone and age < PARENTS_BELOW - 10:  # it is kept for somebody
        left, kin = max(left, 1), 1.0
    elif needs == "a home to keep" and alone and age < KEEPS_HOME_UNTIL:  # an old parent's
        return children, [*members, "mother"]
    if work_status == "keeping house" and status != "married" and ways.kin >= KIN_AT_HOME and age < PARENTS_BELOW - 10:
        return children, members + _parental_home(rng, ways, age, 2)  # who has no wage went back to them
    if work_status == "keeping house" and status == "married" and age < PARENTS_BELOW - 10:
        left, kin = max(left, 1), HOUSEWIVES_KIN * ways.kin
    elif status == "married" and ways.kin >= KIN_AT_HOME and children and children[-1] < MINDED_UNTIL:
        kin *= SMALL_CHILDS_KIN  # who minds it while both are at work
    if left <= 0 and ways.kin >= KIN_AT_HOME and rng.random() < CROWDED:
        left = 1
    if left > 0 and rng.random() < kin:
        in_laws = status == "married" and rng.random() < _of_the_spouse(ways, gender)
        moved = in_laws or (status == "married" and gender == "Female" and ways.his_parents >= PATRILOCAL)
        stays = moved or (status == "married" and ways.his_parents >= PATRILOCAL)
        found = _relatives(rng, age, left, alone, moved, stays)
        if status == "married" and age < ELDERLY_FROM and rng.random() < ways.young_kin:
            in_laws, found = False, [pick(rng, YOUNG_KIN) for _ in range(1 + int(left > 1 and rng.random() < 0.3))]
        members += [f"{word}-in-law" if in_laws and word in ("mother", "father") else word for word in found]
    alone_with = babies < 1 and status == "married" and children and set(MINDERS).isdisjoint(members)
    if alone_with and ways.kin >= KIN_AT_HOME and rng.random() < _grandmothers(age, children[-1]):
        members.append(grandmother(rng, ways, members))
    if status == "married" and age < ELDERLY_FROM and _lives_jointly(ways):
        his = {"mother-in-law", "father-in-law"} if gender == "Female" else {"mother", "father"}
        if rng.random() < (JOINT_WITHOUT_PARENTS if his.isdisjoint(members) else JOINT):
            members += _brothers_family(rng, gender, age)
    if alone and not members and status != "married" and age < PARENTS_BELOW - 10:
        members = _after_parting(rng, ways, age, sharing)
    minder = _minder(rng, gender, age, work_status, status, children, members)
    if not minder and gender == "Male" and ways.kin >= KIN_AT_HOME:
        minder = _with_a_father(rng, age, work_status, status, children, members)
    return children, members + minder


def _married_out(ways: Norms, age: int, member: str, members: list[str]) -> bool:
    """Whether an older brother or sister of a grown person would hardly be at home still, where sons stay with their
    fathers: sisters leave when they marry, and of older brothers one stays."""
    if ways.his_parents < PATRILOCAL:
        return False
    return (member == "older sister" and age >= ways.marriage_age_women) or (
        member == "older brother" and member in members and age >= ways.marriage_age_men
    )


def _grandmothers(age: int, youngest: int) -> float:
    """Of women at work with a child of that age, how many have a grandmother at home for it."""
    if youngest >= MINDED_UNTIL or age >= PARENTS_BELOW - 10:
        return 0.0
    return INFANTS_GRANDMOTHER if youngest < INFANT_UNTIL else SMALL_ONES_GRANDMOTHER


def grandmother(rng: np.random.Generator, ways: Norms, members: list[str]) -> str:
    """Whose mother a grandmother is to a woman at work: his or her own, but beside a grandfather his wife."""
    if "father" in members:
        return "mother"
    return "mother-in-law" if "father-in-law" in members or rng.random() < ways.his_parents else "mother"


def _lives_jointly(ways: Norms) -> bool:
    """Whether brothers stay together with their wives and children."""
    return ways.his_parents >= PATRILOCAL and ways.kin >= JOINT_FROM and ways.young_kin < JOINT_YOUNG_KIN


def _brothers_family(rng: np.random.Generator, gender: Gender, age: int) -> list[str]:
    """The husband's brother, mostly with wife and some children, as the person calls them; a young man's younger one
    has no family yet."""
    brother = "brother-in-law" if gender == "Female" else f"{pick(rng, ('older', 'younger'))} brother"
    if rng.random() >= BROTHER_MARRIED or (brother.startswith("younger") and age < BROTHER_MARRIED_FROM):
        return [brother]
    return [brother, "sister-in-law", *(pick(rng, ("nephew", "niece")) for _ in range(int(rng.integers(0, 4))))]


def _after_parting(rng: np.random.Generator, ways: Norms, age: int, sharing: float) -> list[str]:
    """With whom a parted or widowed person without children at home lives: parents, in shared rooms, or with nobody."""
    if rng.random() < (ways.parents_20s if age < PARTED_YOUNG else ways.parents_30s):
        return _parental_home(rng, ways, age, 2)
    return draw_rooms(rng) if rng.random() < sharing_at(ways, age, sharing) else []


def sharing_at(ways: Norms, age: int, sharing: float) -> float:
    """The share, at an age, of people without family at home who share rooms rather than live alone; `sharing` is what
    the cost of a home makes of it at 30."""
    if sharing < 0:
        return 0.0
    young = max(sharing, SHARED_YOUNG) if age < SHARED_YOUNG_UNTIL else sharing
    return young * min(max((ways.mates_until - age) / SHARED_FADES, 0.0), 1.0)


def draw_rooms(rng: np.random.Generator) -> list[str]:
    """Those with whom somebody shares rooms."""
    return ["roommate"] * int(rng.integers(1, 4))


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


def _with_a_father(
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


def first_birth_least(gender: Gender, schooled_until: int) -> int:
    """The age in years before which hardly anybody who finished upper secondary school or more has a first child."""
    return FIRST_BIRTH_SCHOOLED[gender].get(schooled_until, schooled_until if gender == "Male" else 0)


def _marriage_age(
    rng: np.random.Generator, ways: Norms, gender: Gender, age: int, schooled_until: int, earliest: int
) -> int:
    """The age in years at which somebody of that age now, who is or was married, married: among those who did by then,
    so that a young couple is not always just married, and from the `earliest` on. Where marriage comes late it came
    earlier for those who are older; it comes earlier without a diploma or a degree everywhere."""
    mean = ways.marriage_age(gender)
    if ways.marriage_age_women >= FEW_BORN_FROM:
        unschooled = EARLIER_UNSCHOOLED if schooled_until < SCHOOLED_LONG else 0
        mean -= EARLIER_A_YEAR * max(age - EARLIER_FROM, 0) + unschooled
        mean = max(mean, MARRIED_NOT_BEFORE)
    else:
        mean += LATER_SCHOOLED[gender][schooled_until]
        if gender == "Female" and schooled_until < SCHOOLED_LONG:
            mean -= SOONER_UNSCHOOLED * max(mean - SOONER_FROM, 0)
    usual = NormalDist(mean, MARRIAGE_SD)
    least, most = usual.cdf(earliest), usual.cdf(age + 1)
    if most - least < 1e-6:
        return age
    return min(int(usual.inv_cdf(least + (most - least) * (1e-9 + (1 - 2e-9) * rng.random()))), age)


def _first_birth(rng: np.random.Generator, years: float, age: int, married_at: int) -> int:
    """The person's age at a first child's birth, in years, which comes so many after the marriage in the mean; later
    than `age` where there is none yet."""
    married_for = age - married_at + rng.random()
    child = married_for - rng.exponential(years)
    return age - int(child) if child >= 0 else age + 1


def _born(
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


def _at_home(rng: np.random.Generator, ways: Norms, age: int, born: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the children who live at home with a parent under 60; of 30 and over at most one."""
    stay = [child for child in born if rng.random() < _stays(ways, age, child)]
    since = ONE_STAYS_FROM if ways.kin >= KIN_AT_HOME else ELDERLY_FROM
    may = [child for child in born if age >= ELDERLY_FROM or child < GROWN_FROM]
    if age >= since and may and not stay and rng.random() < ONE_STAYS * ways.elders_with_child:
        return (may[int(rng.integers(len(may)))],)
    grown = [child for child in stay if child >= GROWN_FROM]
    return tuple(child for child in stay if child < GROWN_FROM or child == grown[0])


def _old_parents(
    rng: np.random.Generator, ways: Norms, born: tuple[int, ...], status: MaritalStatus
) -> tuple[int, ...]:
    """Those of the children who live with a parent of 60 and over: the young, else often one of the grown."""
    young = tuple(child for child in born if child < YOUNG_UNTIL and rng.random() < _stays(ways, OLD_FROM, child))
    grown = [child for child in born if child >= YOUNG_UNTIL]
    often = ways.elders_with_child * (COUPLES_WITH_CHILD if status == "married" else WIDOWED_WITH_CHILD)
    if young or not grown or rng.random() >= often:
        return young
    return (grown[int(rng.integers(len(grown)))],)


def _grown_family(
    rng: np.random.Generator, ways: Norms, children: tuple[int, ...], own: list[str], of: int, woman: bool
) -> tuple[list[str], list[str]]:
    """The words for the children of somebody of 52 and over, and the family that the eldest of them has at home: who
    is grown is married there, parted with children, or single. Where none is grown, a grandchild may be left, if there
    is a `woman` at home to bring it up."""
    if not children or children[0] < of:
        left = woman and not children and rng.random() < LEFT_GRANDCHILD * ways.kin
        return own, _grandchildren(rng, GROWN_FROM) if left else []
    son = rng.random() < ways.his_parents
    if son and children[0] < of + SONS_LATER:
        if ways.his_parents >= MOSTLY_HIS:
            return own, []  # no son has married yet, and daughters seldom bring a husband home
        son = False
    heir, partner = ("son", "daughter-in-law") if son else ("daughter", "son-in-law")
    gender: Gender = "Male" if son else "Female"
    ever = ways.ever_married(gender) * logistic((children[0] - ways.marriage_age(gender)) / SPREAD_YEARS)
    if rng.random() < ways.married_child * ever / EVER_AT_HOME:
        return [heir, *own[1:]], [partner, *_grandchildren(rng, children[0], WITH_CHILDREN)]
    if rng.random() < ever * (ways.single_mothers + ways.separated):
        return ["daughter", *own[1:]], _grandchildren(rng, children[0])
    return own, []


def _grandchildren(rng: np.random.Generator, of: int, any_: float = 1.0) -> list[str]:
    """One or two grandchildren whose parent is of that age, in that share of homes: a second where there was time."""
    if rng.random() >= any_:
        return []
    second = SECOND_GRANDCHILD * min(max((of - SECOND_FROM) / (GROWN_FROM - SECOND_FROM), 0.0), 1.0)
    return [pick(rng, ("grandson", "granddaughter")) for _ in range(1 + int(rng.random() < second))]


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


def _born_before(children: tuple[int, ...], age: int, earliest: int, needs: Need | None) -> tuple[int, ...]:
    """The children of a woman at work with no infant: born some years sooner where she was old enough, else the last
    not born yet."""
    if age - children[0] - INFANT_UNTIL >= earliest and children[0] + INFANT_UNTIL < ADULT_CHILD_AGE:
        return tuple(child + INFANT_UNTIL for child in children)
    return children if needs == "children" else children[:-1]


def _with_child(
    rng: np.random.Generator, gender: Gender, age: int, children: tuple[int, ...], schooled_until: int, said: Said
) -> tuple[int, ...]:
    """The children with one of the ages that are said among them, where a parent of this age can have one: all of them
    so many years older or younger, or for a minor one more."""
    youngest = max(age - LAST_BIRTH_AGE[gender], said.least)
    least = max(AGE_OF_MARRIAGE_LEAST, min(first_birth_least(gender, schooled_until), age - said.least))
    oldest = min(age - least, said.most)
    if youngest > oldest:
        return children if said == A_MINOR else _with_child(rng, gender, age, children, schooled_until, A_MINOR)
    fit = [child for child in children if said.least <= child <= said.most]
    if said.only:
        return tuple(fit[-1:]) or (int(rng.integers(youngest, oldest + 1)),)
    if fit:
        return children
    if children and said != A_MINOR:
        nearest = children[0] if children[0] < said.least else min(child for child in children if child > said.most)
        by = int(rng.integers(youngest, oldest + 1)) - nearest
        return tuple(child + by for child in children if 0 <= child + by <= age - least)
    if children:  # brothers and sisters are seldom more than ten years apart
        youngest = max(youngest, min(children[-1] - 10, oldest))
    return (*children, int(rng.integers(youngest, oldest + 1)))


def _sons_and_daughters(rng: np.random.Generator, children: tuple[int, ...]) -> list[str]:
    return ["son" if rng.random() < 0.51 else "daughter" for _ in children]


def _relatives(
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
    if alone and not found and rng.random() >= SIBLINGS_ALONE_PAST:
        return ["mother"]  # grown brothers and sisters seldom live alone together
    most = len(found) + 1 if age >= SIBLINGS_PART_AT else 2
    while len(found) < min(room, most):
        found.append(pick(rng, ("younger brother", "younger sister")))
        if rng.random() < 0.4:
            break
    return found


def _both_live(age: int) -> float:
    """The share of couples with parents at home who have both of them there."""
    return min(max(BOTH_AT_30 - BOTH_FALLS * (age - 30), 0.0), BOTH_AT_30) if age < BOTH_UNTIL else 0.0


def single(
    rng: np.random.Generator,
    ways: Norms,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    room: int,
    needs: Need | None,
    schooled_until: int,
    sharing: float,
    said: Said = A_MINOR,
) -> tuple[tuple[int, ...], list[str]]:
    """Children's ages and members for one who never married; hardly any child is born before the schooling ends."""
    children: tuple[int, ...] = ()
    chance = ways.single_mothers if gender == "Female" else ways.single_mothers / 25  # of men an estimate
    if work_status == "keeping house":
        chance *= 8
    if schooled_until >= SCHOOLED_LONG:
        chance *= SINGLE_MOTHERS_SCHOOLED
    soonest = max(schooled_until, first_birth_least(gender, schooled_until))
    if max(SINGLE_PARENT_FROM, soonest) <= age and work_status != "studying" and rng.random() < chance:
        first = int(rng.integers(max(AGE_OF_MARRIAGE_LEAST, soonest), min(age, 36) + 1))
        second = SECOND_CHILD if ways.single_mothers >= MANY_SINGLE_MOTHERS else SECOND_CHILD_RARE
        born = _born(rng, gender, age, age, first, 1 + int(rng.random() < second))
        children = _fitting(_at_home(rng, ways, age, born), work_status)
    if needs == "children":
        children = _with_child(rng, gender, age, children, schooled_until, said)
    members = _sons_and_daughters(rng, children)
    left = max(room - len(members), 0)
    if rng.random() < _with_parents(ways, age, work_status):
        members += _parental_home(rng, ways, age, left)
        return children, members + _minder(rng, gender, age, work_status, "single", children, members)
    if age < 18:
        return children, members + ["grandmother", "aunt", "cousin"][: max(min(left, 3), 1)]
    student = work_status == "studying" and age < LODGING_UNTIL  # who is in lodgings was told apart before
    takes_in = ways.kin >= KIN_AT_HOME
    # Where the unmarried hardly ever live alone; where many of the women have children they may, past their parents'.
    may_leave = not takes_in and ways.single_mothers >= MANY_SINGLE_MOTHERS
    never_alone = ways.parents_20s >= UNMARRIED_STAY_FROM and not may_leave
    # Where kin take them in, rooms are for those who came, who were told apart before.
    apart = SHARED_WHERE_THEY_STAY[gender] if takes_in or never_alone else 1.0
    if not children and not student and rng.random() < apart * sharing_at(ways, age, sharing):
        return children, draw_rooms(rng)
    often = 1 + KIN_RISES * max(age - KIN_RISES_FROM, 0) if takes_in else 1.0
    with_kin = min(UNMARRIED_KIN * often * ways.kin, KIN_MOST)
    if takes_in and age >= SIBLINGS_PART_AT:
        left = max(left, 1)
    if takes_in and age < YOUNG_UNTIL_30 and not children:
        left, with_kin = max(left, 1), max(with_kin, YOUNG_WITH_KIN if age >= ALONE_FROM else VERY_YOUNG_STAY)
    jobless = takes_in and work_status == "looking for work"  # kin take in who has no wage for a rent
    if never_alone or student or jobless:
        left, with_kin = max(left, 1), 1.0 if student else UNMARRIED_WITH_KIN
    if left and rng.random() < with_kin:
        old = age >= SIBLINGS_ALONE_UNTIL
        if takes_in and age >= SIBLINGS_PART_AT and rng.random() < WITH_THEIR_FAMILY:
            members += _sibling_with_family(rng, WITH_A_BROTHER if old and gender == "Male" else WITH_BROTHERS)
        elif takes_in and age < SIBLINGS_PART_AT and not student and rng.random() < WITH_OLDER_KIN:
            members += ["grandmother" if rng.random() < 0.4 else "aunt", "cousin"][: min(left, 2)]
        elif takes_in and not student and rng.random() >= (SIBLINGS_ALONE_PAST if old else SIBLINGS_ALONE):
            members += [] if old else _parental_home(rng, ways, age, left)
        else:
            kin = ("older sister", "older brother", "younger sister", "younger brother")
            # Three of them keep house together in their twenties, where kin do.
            most = 1 if student or age >= YOUNG_UNTIL_30 or not takes_in else 2
            members += [str(word) for word in rng.choice(kin, size=min(left, most), replace=False)]
    return children, members + _minder(rng, gender, age, work_status, "single", children, members)


def _sibling_with_family(rng: np.random.Generator, brothers: float) -> list[str]:
    """A brother, in that share of homes, or sister, husband or wife and mostly a child of theirs, with whom an
    unmarried person lives."""
    order, brother = pick(rng, ("older", "younger")), rng.random() < brothers
    couple = [f"{order} brother", "sister-in-law"] if brother else [f"{order} sister", "brother-in-law"]
    return couple + [pick(rng, ("nephew", "niece"))][: int(rng.random() < WITH_CHILDREN)]


def _with_parents(ways: Norms, age: int, work_status: WorkStatus) -> float:
    """The share of never-married people who live with a parent."""
    if age < 18:
        return 0.95
    if age >= PARENTS_BELOW:
        return 0.0
    if work_status == "studying" and age < LODGING_UNTIL:
        return 1.0  # of those who are neither in lodgings nor with kin
    if age < LEAVES_FROM and ways.kin >= KIN_AT_HOME:
        return max(ways.parents_20s, VERY_YOUNG_STAY)
    if age < 30:
        return max(ways.parents_20s, 0.7) if age < 23 or work_status == "studying" else ways.parents_20s
    if age < 40:
        return ways.parents_30s
    return ways.parents_40s * (1.0 if age < 50 else 0.7)


def _parental_home(rng: np.random.Generator, ways: Norms, age: int, room: int) -> list[str]:
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
    if "older brother" in members and age >= ways.marriage_age_men and _lives_jointly(ways):
        # His wife and children, in the room of the younger ones.
        members = [member for member in members if not member.startswith("younger")]
        members += ["sister-in-law", *(pick(rng, ("nephew", "niece")) for _ in range(int(rng.integers(0, 3))))]
    if age < 35 and rng.random() < 0.4 * ways.kin:
        members.append("grandmother")
    return members
