"""The household a person lives in: its size, the person's marital status, children at home, the others.

Marriage follows the country's shares of never-married people by age and gender, the number of people a Poisson
distribution with the national mean household size, within what age and marriage make possible. Rules that always hold
are kept here and in `families` by construction and checked from outside in the tests. The model: docs/people.md.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Household, MaritalStatus, WorkStatus, is_live_in
from boses_engine.grounding.people.apart import TOGETHER, Apart, draw_quarters
from boses_engine.grounding.people.births import ELDERLY_FROM, FEW_BORN_FROM, KIN_AT_HOME, OLD_FROM, SCHOOLED_LONG
from boses_engine.grounding.people.families import family, single
from boses_engine.grounding.people.kin import (
    MINDED_UNTIL,
    MINDERS,
    grandmother,
    of_the_spouse,
    with_grandchildren,
    without_those_away,
)
from boses_engine.grounding.people.marital import PARTED_SOON, SCHOOLED_UNTIL, STATES_SAID, draw_marital_status
from boses_engine.grounding.people.newcomers import NOBODY_CAME, Newcomers
from boses_engine.grounding.people.norms import (
    A_MINOR,
    AGE_OF_MARRIAGE_LEAST,
    AWAY,
    CHILDREN_FROM,
    Need,
    Norms,
    Said,
    later_there,
    norms,
)
from boses_engine.grounding.people.peoples import children_of_people, people_of
from boses_engine.grounding.people.second_wives import with_second_wife
from boses_engine.grounding.people.sizes import draw_wanted
from boses_engine.grounding.people.students import boards, draw_kin, draw_lodgers, draw_lodging, lives_far_from_home
from boses_engine.grounding.places.countries import country, figure_of, household_size

MOST_MEMBERS, _MOST_OTHERS = 9, 11  # whom there is room for beside the person; at most with the kin of kin
_SIZE_BY_INCOME: dict[IncomeLevel, float] = {"Low": 1.06, "Middle": 1.0, "High": 0.94}  # estimate
# Of unmarried women there, how many are mothers, over the mean, by class, and how it rises with the years from and
# until an age (estimates after INEGI 2023, of mothers one in twelve never married, and DHS of Colombia).
_MOTHERS_BY_CLASS: dict[IncomeLevel, float] = {"Low": 1.3, "Middle": 1.0, "High": 0.5}
_MOTHERS_RISE, _MOTHERS_RISE_FROM, _MOTHERS_RISE_UNTIL, _MOTHERS_MOST = 1.0, 20, 34, 0.7
# Of wives who keep house outside rich countries, until what age those without a child at home are drawn again, and how
# often in all: such wives mostly go out to work (estimate after reasons for not seeking work, labour force surveys).
_FREE_AT_HOME, _CHILDLESS_AT_HOME = 50, 2
# Of parents in China who studied and would have more, how many have a second child (estimate after census 2020: offices
# and schools kept the rule of one child until 2015, and few have had another since).
_SECOND_OF_SCHOOLED_IN_CHINA = 0.45
# Families drawn of who is asked for as a parent, until one has a child of the age that is said, and to how many of the
# last one is added (drawn, no figures).
_TRIES_OF_PARENTS, _ADDED_IN = 24, 4
_SOME_LEFT_FROM = 48  # years of a parent of so many children from which not all of them are still at home (estimate)
# Of women at work with more than three children, over others, where it is not done with them at hand (estimate after
# DHS: farms and stalls keep no mother of five from work).
_FOURTH_AT_WORK = 0.5
# Of women at work who would have a child under one, how many do, in trades that are done with it at hand and in others:
# the others are at home with it or wait (estimate after DHS: mothers of infants are at work half as often); and in rich
# countries and Eastern Europe, where most of them are on leave (estimate after OECD Family Database PF2.1, 2024).
_BABIES, _BABIES_AT_HAND, _AT_HAND = 0.5, 0.85, ("521", "5221", "61", "63", "92", "95")
_BABIES_ON_LEAVE = 0.3
# Where graduates found homes of their own: how often, over others, kin live with couples of them, less seldom in Asia,
# and how much later their first child comes where children come late (estimates after IBGE census 2022, INEGI census
# 2020, and DHS of Indonesia and Vietnam).
_OWN_HOMES, _KIN_OF_SCHOOLED, _LATER_CHILD, _LATE_CHILD = ("upper middle", "high"), 0.5, 1.35, 2.0
_KIN_OF_SCHOOLED_IN_ASIA, _ASIA = 0.85, ("southeast asia", "south asia", "central asia")
# Of the unmarried of 30 to 49 who would live without parents, how many have them at home in a village, where kin live
# together: few there have a home to themselves (estimate).
_VILLAGERS_STAY = 0.5
# Of grown children at home outside rich countries, how many are married, over others, where the home is in the highest
# class or above the lowest in a town, by the years until which that holds of a parent: they study first (estimates
# after DHS: women of the highest fifth marry three years after the mean).
_CHILDREN_MARRY_LATER = {48: 0.3, 55: 0.6}
_LONE_FATHERS = 0.04  # of men, over women, who have children and never married (estimate)
_LONE_WIDOWED = 0.005  # a year of age: of lone parents who were married, those widowed (estimate after censuses)
# Of those who live in the house they work in and would be married, how many have left a husband or wife at home, and
# how many of the others are separated; both rise with the years from an age (estimates, the first by country in
# by_country.csv).
_LIVE_INS_MARRIED, _LIVE_INS_PARTED, _LIVE_INS_FROM, _LIVE_INS_OVER = 0.45, 0.55, 24, 16
# Of mothers of a child not yet at school whose husbands are away, how many live with her mother or his (estimate).
_WITH_GRANDMOTHERS = 0.8
_AWAY_UNTIL = 56  # years of a wife from which hardly any husband is away for work (estimate)
_KIN_OF_NEWCOMERS = 0.5  # how often, over others, kin live with couples who came for the work (estimate)
_ALONE_UNWED_UNTIL = 45  # years to which people who are said to live alone are mostly unmarried (estimate)


def draw_household(
    rng: np.random.Generator,
    code: str,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    income_level: IncomeLevel,
    *,
    needs: Need | None = None,
    education: str | None = None,
    marital: MaritalStatus | None = None,
    lodging: bool | None = None,
    with_kin: bool = False,
    region: str | None = None,
    sharing: float = 0.0,
    urban: bool | None = None,
    newcomers: Newcomers = NOBODY_CAME,
    away: Apart = TOGETHER,
    work: str = "",
    title: str = "",
    said: Said = A_MINOR,
    state: float | None = None,
) -> Household:
    """A household that fits the person.

    Members are relation words: the spouse first, then children (oldest first, one word for each age in `children`),
    parents, siblings, others. Who is under the legal age, or under 27 and studying, is single; nobody under 20 has a
    child, nobody of 60 and over parents at home; of children of 30 and over one lives at home at most, with a parent of
    52 and over, or two with one of 60 and over; children of the retired are of age. What `needs` names is there
    wherever age allows it: a spouse from 18 (a court may dispense from a higher age); a child under 18 from 18 until 17
    years after the age of a last birth. `marital` is the only state that the job is open to; "single" is said of those
    too who live in the house they work in, who may have left a family elsewhere, parted or been widowed. `lodging` says
    whether a single student lives in lodgings; None leaves it to the country's share; `with_kin` whether one of the
    others lives with kin. Homes are as large, and kin as often there, as in `region` where that is known. `sharing` is
    how many of who live without family share rooms for what a home costs (`rooms`), `newcomers` how many of their like
    came for the work, `away` how many of the married among them live without husband or wife (`apart`), `work` its
    ISCO-08 code and `title` its title; `said` how old a child that is needed is; `state` the quantile that the marital
    state goes by, None to draw it.
    """
    ways = _married_sooner(norms(code, region, people_of(title, code.upper())), later_there(code, region))
    unmarried = _unmarried_mothers(ways, age, income_level) if country(code).group in PARTED_SOON else ways
    mean_others = max(household_size(code, region) * _SIZE_BY_INCOME[income_level] - 1, 0.3)
    roomy = mean_others / max(household_size(code, None) - 1, 0.3)
    # Age and marriage leave part of the room empty, the more so where kin live together: this makes up for it.
    room = min(int(rng.poisson(mean_others * (1.03 + ways.kin))), MOST_MEMBERS)
    if marital == "single":  # a vow, or the employer's house: neither children nor a home with kin
        alone: MaritalStatus = "single"
        if is_live_in(title):
            alone = _state_of_live_in(rng, code, gender, age, education, work, title, income_level, region)
        return Household(size=1, marital_status=alone, children=(), members=())
    if marital is not None:
        status: MaritalStatus = marital
    elif needs in STATES_SAID and age >= AGE_OF_MARRIAGE_LEAST:
        status = STATES_SAID[needs]
    else:
        status = draw_marital_status(
            rng, code, gender, age, work_status, education, work, title, income_level, region, state
        )
        if needs == "a home to keep" and status == "single" and age >= AGE_OF_MARRIAGE_LEAST:
            status = "married"
        if needs == "children" and status == "single":  # of parents few never married
            few = unmarried.single_mothers * (1.0 if gender == "Female" else _LONE_FATHERS)
            status = "single" if rng.random() < few else "married"
        if needs == "grandchildren" and status == "single":  # who brings them up had children
            status = "widowed" if age >= ELDERLY_FROM else "separated"
        if needs == "children alone" and status == "married":  # the never married are as many as there are
            status = "widowed" if rng.random() < _LONE_WIDOWED * age else "separated"
    if needs in ("nobody", "widowed, nobody"):
        if status in ("married", "living with a partner"):  # of the old who live alone most are widowed
            status = "single" if age < _ALONE_UNWED_UNTIL else "widowed" if age >= ELDERLY_FROM else "separated"
        return Household(size=1, marital_status=status, children=(), members=())
    if needs == "children alone":
        needs = "children"
    if lodging is None:
        lodging = draw_lodging(rng, code, age, work_status)
    boarding = work_status == "studying" and boards(title, age)
    lodging = lodging or boarding or (work_status == "studying" and lives_far_from_home(title))
    came = work_status == "working" and age >= AGE_OF_MARRIAGE_LEAST and rng.random() < newcomers.at(age)
    schooled = SCHOOLED_UNTIL.get(education or "", 0)
    may_part = needs != "children" or (away.share == 1 and not away.lodges)  # by name the husband of a mother is away
    parted = status == "married" and may_part and away.share > 0 and rng.random() < away.share
    children: tuple[int, ...] = ()
    if parted and away.lodges:
        members = draw_quarters(rng, away)
    elif status == "single" and lodging:
        members = draw_lodgers(rng, code, boarding=boarding)
    elif status == "single" and with_kin:
        members = draw_kin(rng, age)
    elif status == "single" and came and needs != "children":
        members = newcomers.draw_room(rng, age)
    elif status == "single":
        theirs = _in_a_village(unmarried) if urban is False else unmarried
        babies = _babies(code, gender, work_status, work, title)
        children, members = single(rng, theirs, gender, age, work_status, room, needs, schooled, sharing, babies, said)
    elif age < CHILDREN_FROM and needs != "children":
        members = [("husband" if gender == "Female" else "wife")]
        if room > 1 and rng.random() < 2 * ways.kin:  # the newly-weds' first home is often a parent's
            whose = "-in-law" if rng.random() < of_the_spouse(ways, gender) else ""
            members += [f"mother{whose}", f"father{whose}"][: min(room - 1, 2)]
    else:
        at_home = gender == "Female" and work_status == "keeping house"
        more = children_of_people(title, code)
        away_all_day = gender == "Female" and work_status == "working" and not work.startswith(_AT_HAND)
        larger = age >= ELDERLY_FROM and ways.marriage_age_women < FEW_BORN_FROM  # families were

        def family_size(keeps_house: bool = at_home) -> int:
            wanted = draw_wanted(rng, code, roomy, urban, age, income_level, keeps_house, region, more)
            if away_all_day and wanted > 3 and rng.random() >= _FOURTH_AT_WORK:
                wanted = 3
            if code == "CN" and wanted > 1 and schooled >= SCHOOLED_LONG:
                wanted = 2 if rng.random() < _SECOND_OF_SCHOOLED_IN_CHINA else 1
            if larger:
                wanted = max(wanted, draw_wanted(rng, code, roomy, urban, age, income_level, keeps_house, region, more))
            return min(max(wanted, said.fewest), said.at_most)

        ways = replace(ways, kin=_KIN_OF_NEWCOMERS * ways.kin) if came else ways  # theirs are mostly elsewhere
        if country(code).income_group in _OWN_HOMES and schooled >= SCHOOLED_LONG and age < OLD_FROM:
            late = _LATER_CHILD if ways.first_child >= _LATE_CHILD else 1.0
            kin = _KIN_OF_SCHOOLED_IN_ASIA if country(code).group in _ASIA else _KIN_OF_SCHOOLED
            ways = replace(ways, kin=kin * ways.kin, first_child=late * ways.first_child)
        babies = _babies(code, gender, work_status, work, title)
        if country(code).income_group != "high" and (income_level == "High" or (urban and income_level == "Middle")):
            fewer = next((share for until, share in _CHILDREN_MARRY_LATER.items() if age < until), 1.0)
            ways = replace(ways, married_child=fewer * ways.married_child)
        at_home = at_home and status == "married" and age < _FREE_AT_HOME and country(code).income_group != "high"
        if age >= _SOME_LEFT_FROM:
            said = replace(said, fewest=1)
        wanted = family_size()
        tries = _TRIES_OF_PARENTS if needs == "children" else _CHILDLESS_AT_HOME if at_home else 1
        for at in range(tries):
            # Of parents families are as they come that have such a child: a mother of a toddler mostly has others. To
            # those of the last tried one is added.
            asked = None if needs == "children" and at < tries - _ADDED_IN else needs
            children, members = family(
                rng, ways, gender, age, work_status, status, room, wanted, asked, schooled, sharing, babies, said
            )
            if needs == "children" and asked and at < tries - 1 and len(children) == 1 and not said.is_of_one:
                continue
            if said.holds(children) if needs == "children" else children:
                break
            wanted = family_size() if needs == "children" else wanted
    # Whom work elsewhere keeps away comes home in age, and hardly leaves a wife with nobody else at home; nor does a
    # wife leave a husband but for the children.
    leaves = age < _AWAY_UNTIL and len(members) > 1 and (bool(children) or gender == "Female")
    if needs == "grandchildren":
        children, members = without_those_away(children, members) if title.endswith(AWAY) else (children, members)
        members = with_grandchildren(rng, ways, age, members)
    if parted and not away.lodges and (leaves or away.share == 1):
        members = [each for each in members if each not in ("husband", "wife")]
        minded = bool(children) and children[-1] < MINDED_UNTIL and gender == "Female"
        if minded and set(MINDERS).isdisjoint(members) and rng.random() < _WITH_GRANDMOTHERS:
            members.append(grandmother(rng, ways, members))
    members = with_second_wife(rng, code, region, gender, age, members, education)[:_MOST_OTHERS]  # kin stand last
    return Household(size=1 + len(members), marital_status=status, children=children, members=tuple(members))


def _married_sooner(ways: Norms, later: float) -> Norms:
    """The norms of a division whose people marry sooner than those of their country, where families are large."""
    if later >= 0 or ways.marriage_age_women >= FEW_BORN_FROM:
        return ways
    women = max(ways.marriage_age_women + later, ways.marriage_least_women)
    return replace(ways, marriage_age_women=women, marriage_age_men=ways.marriage_age_men + later)


@cache
def _unmarried_mothers(ways: Norms, age: int, level: IncomeLevel) -> Norms:
    """The norms with as many mothers among the unmarried as there are at an age, in years, and in a class."""
    years = min(max(age, _MOTHERS_RISE_FROM), _MOTHERS_RISE_UNTIL) - _MOTHERS_RISE_FROM
    rise = 1 + _MOTHERS_RISE * years / (_MOTHERS_RISE_UNTIL - _MOTHERS_RISE_FROM)
    mothers = min(ways.single_mothers * _MOTHERS_BY_CLASS[level] * rise, _MOTHERS_MOST)
    return replace(ways, single_mothers=mothers)


def _babies(code: str, gender: Gender, work_status: WorkStatus, work: str, title: str) -> float:
    """Of those who would have a child under one, how many have one beside what they do; no mother of one is abroad."""
    if title.endswith("wife abroad"):
        return 0.0
    if gender == "Male" or work_status != "working":
        return 1.0
    if country(code).income_group == "high" or country(code).group == "eastern europe":
        return _BABIES_ON_LEAVE
    return _BABIES_AT_HAND if work.startswith(_AT_HAND) else _BABIES


def _state_of_live_in(
    rng: np.random.Generator,
    code: str,
    gender: Gender,
    age: int,
    education: str | None,
    work: str,
    title: str,
    income_level: IncomeLevel,
    region: str | None,
) -> MaritalStatus:
    """The state of somebody who lives in the house they work in: of those who would be married, the older have left the
    family elsewhere or are separated, and the others have not married."""
    drawn = draw_marital_status(rng, code, gender, age, "working", education, work, title, income_level, region)
    if drawn != "married":
        return drawn
    rises = min(max(age - _LIVE_INS_FROM, 0) / _LIVE_INS_OVER, 1.0)
    if rng.random() < rises * figure_of(code, "people", "live-ins married", _LIVE_INS_MARRIED):
        return "married"
    return "separated" if rng.random() < rises * _LIVE_INS_PARTED else "single"


@cache
def _in_a_village(ways: Norms) -> Norms:
    """The customs of a country outside its towns, where the unmarried stay with their parents."""
    if ways.kin < KIN_AT_HOME:
        return ways
    stay_30s, stay_40s = (1 - (1 - each) * (1 - _VILLAGERS_STAY) for each in (ways.parents_30s, ways.parents_40s))
    return replace(ways, parents_30s=stay_30s, parents_40s=stay_40s)
