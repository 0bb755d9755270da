"""Who lives with whom: a couple's or lone parent's family and the homes of the unmarried, as relation words."""

import numpy as np

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.people.births import (
    ELDERLY_FROM,
    FEW_BORN_FROM,
    INFANT_UNTIL,
    KIN_AT_HOME,
    LAST_TOGETHER,
    OLD_FROM,
    SCHOOLED_LONG,
    add_children,
    born_before,
    born_together,
    draw_at_home,
    draw_births,
    draw_first_birth,
    draw_marriage_age,
    draw_sons_and_daughters,
    first_birth_least,
    fitting,
)
from boses_engine.grounding.people.kin import (
    JOINT,
    JOINT_WITHOUT_PARENTS,
    MINDED_UNTIL,
    MINDERS,
    PATRILOCAL,
    SIBLINGS_ALONE,
    SIBLINGS_ALONE_PAST,
    SIBLINGS_ALONE_UNTIL,
    SIBLINGS_PART_AT,
    draw_brothers_family,
    draw_child_of_the_old,
    draw_fathers_kin,
    draw_grown_family,
    draw_minder,
    draw_parental_home,
    draw_relatives,
    draw_sibling_with_family,
    grandmother,
    grandmothers,
    lives_jointly,
    of_the_spouse,
)
from boses_engine.grounding.people.norms import (
    A_MINOR,
    AGE_OF_MARRIAGE_LEAST,
    CHILDREN_FROM,
    PARENTS_BELOW,
    SINGLE_PARENT_FROM,
    Need,
    Norms,
    Said,
)
from boses_engine.grounding.people.students import LODGING_UNTIL

# Of who lives without family: years until which at least that share has shared rooms; the same of the youngest, who
# have their first wage; over how many years to the last at which any does it gets rarer (estimates).
SHARED_YOUNG, SHARED_YOUNG_UNTIL, SHARED_FADES = 0.4, 32, 20
SHARED_FIRST, SHARED_FIRST_UNTIL = 0.85, 25
NEVER_SHARED = -1.0  # in place of a share: of who keeps a shop or tills land where their people live
GRANDPARENT_OF = 24  # years of a child at home who may be married
# The same where kin live together and marry early, and the age from which parents have such a child at home.
YOUNG_GRANDPARENT_OF, YOUNG_GRANDPARENT_FROM, MARRIED_EARLY = 20, 42, 25
KEEPS_HOME_UNTIL = 65  # years: who keeps house without a spouse does it for a parent or a child (estimate)
WITH_FATHER_FROM, WITH_FATHER_MOST = 7, 2  # years; of children who stay with a father after parting (estimates)
# How much sooner they have a first child who left school early, and where people marry late all who did not study
# (estimate after the same).
SOON = 0.7
WORKS_FIRST = 0.75  # of the schooled who marry later than others, are at work for a year first (estimate)
HUSBAND_OLDER, HUSBAND_OLDER_SD = 3.2, 4.0  # years; mean ages at marriage differ by 3 to 4
FOURTH_OF_SCHOOLED = 0.35  # of those of them with room for more than three children (estimate)
# Of those of them with room for three where families are larger than in rich countries (estimate after DHS: women with
# higher education have a child less than others of their towns).
THIRD_OF_SCHOOLED = 0.55
# Where most mothers have more than so many children, and where as many as anywhere: how much oftener those of the
# schooled come there, and how many more they have at most (estimates after DHS of Nigeria 2018, Uganda 2016, Kenya 2022
# and Tanzania 2022 and MICS of Iraq 2018: women of 40 to 49 with higher education have borne three to four).
FEW_TO_MANY, FOURTH_WHERE_MANY, THIRD_WHERE_MANY, MORE_WHERE_MANY = (4, 7), 0.5, 0.4, 2
PARTED_YOUNG = 30  # years until which they go back to their parents as often as others of the twenties stay
WAITS = 0.5  # of women at work who would have a first infant: have none yet, the others had it sooner (estimate)
SMALL_CHILDS_KIN = 1.5  # how much more often parents live with a couple that has a small child (estimate)
HOUSEWIVES_KIN = 1.4  # the same with a couple of which one keeps house (estimate)
# Of the unmarried without parents at home: how many live with kin, over the share of homes with any, and how many of
# these with an aunt or a grandmother rather than with brothers and sisters alone (estimates).
UNMARRIED_KIN, WITH_OLDER_KIN = 1.2, 0.45
WITH_GRANDMOTHER = 0.25  # of those, who live with a grandmother alone; others live with an aunt's family (estimate)
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
CROWDED = 0.75  # where kin live together, of homes that their own people fill, have kin as others do (estimate)
# Of those who live with the family of one, how many with a brother's, and the same of men of such an age (estimates).
WITH_BROTHERS, WITH_A_BROTHER = 0.6, 0.85
YOUNG_KIN = ("niece", "nephew", "cousin", "younger sister", "younger brother", "sister-in-law", "brother-in-law")
# There, how much more of them live with kin each year past an age, at most in all, and how many of those who do, past
# the age at which brothers and sisters part, are with the family of one (estimates).
KIN_RISES, KIN_RISES_FROM, KIN_MOST, WITH_THEIR_FAMILY = 0.06, 28, 0.8, 0.6
UNMARRIED_STAY_FROM, UNMARRIED_WITH_KIN = 0.85, 0.85  # share of the young with parents; then, of the old, with kin
UNMARRIED_WITH_SIBLINGS = 0.35  # the same where kin seldom live together, past 30 (estimate)
SHARED_WHERE_THEY_STAY: dict[Gender, float] = {"Female": 0.2, "Male": 0.6}  # there, over elsewhere (estimate)


def _many_born(ways: Norms) -> float:
    """How near families come to the largest of any country, 0..1; 0 where few are large."""
    few, most = FEW_TO_MANY
    return min(max((ways.children_most - few) / (most - few), 0.0), 1.0)


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
    late = ways.marriage_age_women >= FEW_BORN_FROM
    soon = not schooled_until or (schooled_until < SCHOOLED_LONG and late)
    first_child = ways.first_child * (SOON if soon else 1.0)
    earliest = schooled_until + int(schooled_until >= SCHOOLED_LONG and rng.random() < WORKS_FIRST)
    married_at = draw_marriage_age(rng, ways, gender, age, schooled_until, max(earliest, AGE_OF_MARRIAGE_LEAST))
    many = _many_born(ways)
    if schooled_until >= SCHOOLED_LONG and wanted > 3 and rng.random() >= FOURTH_OF_SCHOOLED + FOURTH_WHERE_MANY * many:
        wanted = 3
    elif schooled_until >= SCHOOLED_LONG:
        wanted = min(wanted, 4 + round(MORE_WHERE_MANY * many))
    grow_large = ways.marriage_age_women < FEW_BORN_FROM
    third = THIRD_OF_SCHOOLED + THIRD_WHERE_MANY * many
    if grow_large and schooled_until >= SCHOOLED_LONG and wanted == 3 and rng.random() >= third:
        wanted = 2
    if rng.random() < ways.childless:
        wanted = 0
    if status == "separated" and gender == "Male" and rng.random() < 0.75:
        wanted = 0  # children mostly stay with the mother
    older = round(rng.normal(HUSBAND_OLDER, HUSBAND_OLDER_SD))
    mother = age if gender == "Female" else min(max(age - older, AGE_OF_MARRIAGE_LEAST), age + 5)
    apart = (2, 6) if schooled_until >= SCHOOLED_LONG and many < 1 else (2, 5)
    first = max(draw_first_birth(rng, first_child, age, married_at), first_birth_least(gender, schooled_until))
    born = draw_births(rng, gender, age, mother, first, wanted, apart)
    children = draw_child_of_the_old(rng, ways, born, status) if age >= OLD_FROM else draw_at_home(rng, ways, age, born)
    children = fitting(children, work_status)
    if babies < 1 and children and children[-1] < INFANT_UNTIL and rng.random() >= babies ** (1 - children[-1] / 2):
        earliest = max(first_birth_least(gender, schooled_until), CHILDREN_FROM)
        waits = len(children) == 1 and rng.random() < WAITS
        children = born_before(children, AGE_OF_MARRIAGE_LEAST if waits else age, earliest, needs)
    if status in LAST_TOGETHER and children:
        earliest = max(first_birth_least(gender, schooled_until), AGE_OF_MARRIAGE_LEAST)
        children = born_together(rng, children, status, age, married_at, earliest)
    if status == "separated" and gender == "Male":
        children = tuple(child for child in children if child >= WITH_FATHER_FROM)[:WITH_FATHER_MOST]
    if needs == "children":
        children = add_children(rng, gender, age, children, schooled_until, said)
    own, theirs = draw_sons_and_daughters(rng, children), list[str]()
    young = ways.kin >= KIN_AT_HOME and ways.marriage_age_women < MARRIED_EARLY
    if age >= (YOUNG_GRANDPARENT_FROM if young and children else ELDERLY_FROM):
        of = YOUNG_GRANDPARENT_OF if young else GRANDPARENT_OF
        woman = gender == "Female" or status == "married"
        own, theirs = draw_grown_family(rng, ways, children, own, of, woman)
    members += own + theirs
    left = room - len(members)
    alone = not members
    kin = min(ways.kin * (2.5 if alone else 1.0), 0.9)
    if needs == "a home to keep" and alone and age < PARENTS_BELOW - 10:  # it is kept for somebody
        left, kin = max(left, 1), 1.0
    elif needs == "a home to keep" and alone and age < KEEPS_HOME_UNTIL:  # an old parent's
        return children, [*members, "mother"]
    if work_status == "keeping house" and status != "married" and ways.kin >= KIN_AT_HOME and age < PARENTS_BELOW - 10:
        return children, members + draw_parental_home(rng, ways, age, 2)  # who has no wage went back to them
    if work_status == "keeping house" and status == "married" and age < PARENTS_BELOW - 10:
        left, kin = max(left, 1), HOUSEWIVES_KIN * ways.kin
    elif status == "married" and ways.kin >= KIN_AT_HOME and children and children[-1] < MINDED_UNTIL:
        kin *= SMALL_CHILDS_KIN  # who minds it while both are at work
    if left <= 0 and ways.kin >= KIN_AT_HOME and rng.random() < CROWDED:
        left = 1
    if left > 0 and rng.random() < kin:
        in_laws = status == "married" and rng.random() < of_the_spouse(ways, gender)
        moved = in_laws or (status == "married" and gender == "Female" and ways.his_parents >= PATRILOCAL)
        stays = moved or (status == "married" and ways.his_parents >= PATRILOCAL)
        found = draw_relatives(rng, age, left, alone, moved, stays)
        if status == "married" and age < ELDERLY_FROM and rng.random() < ways.young_kin:
            in_laws, found = False, [pick(rng, YOUNG_KIN) for _ in range(1 + int(left > 1 and rng.random() < 0.3))]
        members += [f"{word}-in-law" if in_laws and word in ("mother", "father") else word for word in found]
    alone_with = babies < 1 and status == "married" and children and set(MINDERS).isdisjoint(members)
    if alone_with and ways.kin >= KIN_AT_HOME and rng.random() < grandmothers(ways, age, children[-1]):
        members.append(grandmother(rng, ways, members))
    if status == "married" and age < ELDERLY_FROM and lives_jointly(ways):
        his = {"mother-in-law", "father-in-law"} if gender == "Female" else {"mother", "father"}
        if rng.random() < (JOINT_WITHOUT_PARENTS if his.isdisjoint(members) else JOINT):
            members += draw_brothers_family(rng, gender, age)
    if alone and not members and status != "married" and age < PARENTS_BELOW - 10:
        members = _after_parting(rng, ways, age, sharing)
    minder = draw_minder(rng, gender, age, work_status, status, children, members)
    if not minder and gender == "Male" and ways.kin >= KIN_AT_HOME:
        minder = draw_fathers_kin(rng, age, work_status, status, children, members)
    return children, members + minder


def _after_parting(rng: np.random.Generator, ways: Norms, age: int, sharing: float) -> list[str]:
    """With whom a parted or widowed person without children at home lives: parents, in shared rooms, or with nobody."""
    if rng.random() < (ways.parents_20s if age < PARTED_YOUNG else ways.parents_30s):
        return draw_parental_home(rng, ways, age, 2)
    return draw_rooms(rng) if rng.random() < sharing_at(ways, age, sharing) else []


def sharing_at(ways: Norms, age: int, sharing: float) -> float:
    """The share, at an age, of people without family at home who share rooms rather than live alone; `sharing` is what
    the cost of a home makes of it at 30."""
    if sharing < 0:
        return 0.0
    least = SHARED_FIRST if age < SHARED_FIRST_UNTIL else SHARED_YOUNG if age < SHARED_YOUNG_UNTIL else 0.0
    return max(sharing, least) * min(max((ways.mates_until - age) / SHARED_FADES, 0.0), 1.0)


def draw_rooms(rng: np.random.Generator) -> list[str]:
    """Those with whom somebody shares rooms."""
    return ["roommate"] * int(rng.integers(1, 4))


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
    babies: float = 1.0,
    said: Said = A_MINOR,
) -> tuple[tuple[int, ...], list[str]]:
    """Children's ages and members for one who never married; hardly any child is born before the schooling ends. Of
    those with a child under one so many, 0..1, are at work with it."""
    children: tuple[int, ...] = ()
    chance = ways.single_mothers if gender == "Female" else ways.single_mothers / 25  # of men an estimate
    if work_status == "keeping house":
        chance *= 8
    if schooled_until >= SCHOOLED_LONG:
        chance *= SINGLE_MOTHERS_SCHOOLED
    soonest = max(schooled_until, first_birth_least(gender, schooled_until))
    may_have = said.at_most > 0 and max(SINGLE_PARENT_FROM, soonest) <= age
    if may_have and work_status != "studying" and rng.random() < chance:
        first = int(rng.integers(max(AGE_OF_MARRIAGE_LEAST, soonest), min(age, 36) + 1))
        second = SECOND_CHILD if ways.single_mothers >= MANY_SINGLE_MOTHERS else SECOND_CHILD_RARE
        born = draw_births(rng, gender, age, age, first, 1 + int(rng.random() < second))
        children = fitting(draw_at_home(rng, ways, age, born), work_status)
        if babies < 1 and children and children[-1] < INFANT_UNTIL and rng.random() >= babies:
            children = born_before(children, age, max(AGE_OF_MARRIAGE_LEAST, soonest), needs)
        if gender == "Male":  # small ones are with the mother
            children = tuple(child for child in children if child >= WITH_FATHER_FROM)
    if needs == "children":
        children = add_children(rng, gender, age, children, schooled_until, said)
    members = draw_sons_and_daughters(rng, children)
    left = max(room - len(members), 0)
    if rng.random() < _with_parents(ways, age, work_status):
        members += draw_parental_home(rng, ways, age, left)
        return children, members + draw_minder(rng, gender, age, work_status, "single", children, members)
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
        on_their_own = not takes_in and age >= YOUNG_UNTIL_30
        often = UNMARRIED_WITH_SIBLINGS if on_their_own else UNMARRIED_WITH_KIN
        left, with_kin = max(left, 1), 1.0 if student else often
    if left and rng.random() < with_kin:
        old = age >= SIBLINGS_ALONE_UNTIL
        if takes_in and age >= SIBLINGS_PART_AT and rng.random() < WITH_THEIR_FAMILY:
            members += draw_sibling_with_family(rng, WITH_A_BROTHER if old and gender == "Male" else WITH_BROTHERS)
        elif takes_in and age < SIBLINGS_PART_AT and not student and rng.random() < WITH_OLDER_KIN:
            older = ["grandmother"] if rng.random() < WITH_GRANDMOTHER else ["aunt", "uncle", "cousin"]
            members += older[: min(left, len(older))]
        elif takes_in and not student and rng.random() >= (SIBLINGS_ALONE_PAST if old else SIBLINGS_ALONE):
            members += [] if old else draw_parental_home(rng, ways, age, left)
        else:
            kin = ("older sister", "older brother", "younger sister", "younger brother")
            # Three of them keep house together in their twenties, where kin do.
            most = 1 if student or age >= YOUNG_UNTIL_30 or not takes_in else 2
            members += [str(word) for word in rng.choice(kin, size=min(left, most), replace=False)]
    return children, members + draw_minder(rng, gender, age, work_status, "single", children, members)


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
