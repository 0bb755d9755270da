"""Whether a person is single, married, parted or widowed, by country, age, sex, schooling, class and what they do."""

from dataclasses import replace

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.people.at_school import LEAVES_SCHOOL_AT, OFF_SCHOOL_FROM, at_school
from boses_engine.grounding.people.births import ELDERLY_FROM, SCHOOLED_LONG
from boses_engine.grounding.people.demographics import LEFT_EARLY
from boses_engine.grounding.people.norms import Need, later_there, logistic, never_married, norms
from boses_engine.grounding.people.states import States, states_of, with_odds
from boses_engine.grounding.places.countries import country, figure_of

_STUDENT_SINGLE_BELOW = 27  # years: who studies before that is single
_MOST_HAVE_LEFT = 23  # years by which few study
_STUDENT_SINGLE = 1.5  # times as often single as others of the age, from then on (estimate)
# Years by which marriage comes earlier (+) or later (-) by schooling; near zero over the young of today, of whom a
# third to a half have a degree. Where couples mostly live together first, graduates do so little later (estimates).
_EARLIER = {
    **dict.fromkeys(LEFT_EARLY, 1.6),
    **{"upper secondary school": 1.3, "vocational diploma": 0.4},
    **{"bachelor's degree": -0.9, "master's degree": -1.5},
}
_EARLIER_TOGETHER = {
    **dict.fromkeys(LEFT_EARLY, 1.0),
    **{"upper secondary school": 0.7, "vocational diploma": 0.3},
    **{"bachelor's degree": -0.7, "master's degree": -1.0},
}
# The same where incomes are not high (estimate after DHS: women with a degree marry four years after the mean, men
# three, and the others before it).
_EARLIER_POORER: dict[Gender, dict[str, float]] = {
    "Female": {
        **dict.fromkeys(LEFT_EARLY, 1.3),
        **{"upper secondary school": 0.4, "vocational diploma": -1.8},
        **{"bachelor's degree": -3.6, "master's degree": -4.2},
    },
    "Male": {
        **dict.fromkeys(LEFT_EARLY, 0.9),
        **{"upper secondary school": 0.5, "vocational diploma": -1.2},
        **{"bachelor's degree": -2.6, "master's degree": -3.2},
    },
}
SCHOOLED_UNTIL = {  # years
    **{"upper secondary school": 18, "vocational diploma": 20},
    **{"bachelor's degree": 22, "master's degree": 24},
}
# How many more of a class, in odds, are single where incomes are high (estimate after ONS census 2021 and the
# Current Population Survey: two incomes are what lifts a home out of the lowest class).
_SINGLE_BY_CLASS: dict[IncomeLevel, float] = {"Low": 1.2, "Middle": 1.0, "High": 0.8}
# How many more women past an age are single in the lowest class elsewhere, in odds: a home without a husband's pay is
# oftener in that class, but the poor hardly ever stay unmarried (estimate after DHS: single women of 40 are schooled).
_SINGLE_POOR, _SINGLE_POOR_FROM = 0.6, 35
# Over the share of a country's people of the age, how many are unmarried at most past an age, whatever their schooling,
# work and class (estimate after censuses: it differs less by work than among the young).
_SINGLE_MOST, _SINGLE_MOST_FROM = 1.3, 35
# In which world regions some part soon after they moved together: of the separated of middle age, how many there are of
# the young at least, and elsewhere (estimate after DHS of Colombia and Peru, and INEGI ENADID 2023).
PARTED_SOON, _PARTED_SOON_ELSEWHERE = {"latin america": 0.5}, 0.2
# How many more of a schooling are single past their twenties, and parted, in odds, where the figure `graduates marry`
# of by_country.csv is 1 (estimate after ACS 2022 and Pew Research Center 2017: of graduates of middle age near seven in
# ten are married, of others little more than half; they part less).
_SINGLE_BY_SCHOOLING = {
    **dict.fromkeys(LEFT_EARLY, 1.2),
    **{"upper secondary school": 1.15, "bachelor's degree": 0.75, "master's degree": 0.65},
}
_PARTED_BY_SCHOOLING = {
    **dict.fromkeys(LEFT_EARLY, 1.25),
    **{"upper secondary school": 1.2, "vocational diploma": 1.1, "bachelor's degree": 0.6, "master's degree": 0.5},
}
_BY_SCHOOLING_FROM, _BY_SCHOOLING_FULL = 27, 35  # years between which schooling comes to tell so
# How many fewer of the parted and the widowed keep house outside rich countries: they work (estimate).
_PARTED_AT_HOME = 0.25
# How many men are parted, over women, outside rich countries: they marry again, and sooner (estimate after censuses:
# two to three divorced men to five women in Indonesia and Vietnam, 2 to 3 % of men of 45 to 54).
_MEN_PARTED = 0.5
_WIDOWED_YOUNG = 40  # years before which there are fewer of the widowed than the curve says (estimate after censuses)
# Share of people who keep house, below 30 and from then on; mostly married (estimate).
_KEEPING_HOUSE: dict[Gender, tuple[float, float]] = {"Female": (0.14, 0.24), "Male": (0.01, 0.03)}
# The same of women where incomes are high in Europe and its like (estimate after Eurostat: out of work for the family).
_FEW_KEEP_HOUSE, _FEW_THERE = (0.06, 0.11), ("western", "eastern europe")

STATES_SAID: dict[Need, MaritalStatus] = {
    "spouse": "married",
    "unmarried": "single",
    "parted": "separated",
    "widowed": "widowed",
    "widowed, nobody": "widowed",
}


def draw_marital_status(
    rng: np.random.Generator,
    code: str,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    education: str | None = None,
    work: str = "",
    title: str = "",
    income_level: IncomeLevel = "Middle",
    region: str | None = None,
    state: float | None = None,
) -> MaritalStatus:
    """Single, married, separated or widowed, by age, gender, schooling, class, division and what the person does;
    `work` is its ISCO-08 code, `title` its title; `state` the quantile, of the single, widowed, separated and married
    in that order."""
    left = rng.random() if state is None else state
    for each, share in _shares(code, gender, age, work_status, education, work, title, income_level, region):
        if left < share:
            return each
        left -= share
    return "married"


def share_in_state(code: str, gender: Gender, age: int, state: MaritalStatus) -> float:
    """How many of a country's people at work of an age in years are in a state, from 0 to 1."""
    known = dict(_shares(code, gender, age, "working"))
    return 1 - sum(known.values()) if state == "married" else known.get(state, 0.0)


def _shares(
    code: str,
    gender: Gender,
    age: int,
    work_status: WorkStatus,
    education: str | None = None,
    work: str = "",
    title: str = "",
    income_level: IncomeLevel = "Middle",
    region: str | None = None,
) -> tuple[tuple[MaritalStatus, float], ...]:
    """The shares of the single, the widowed and the separated among those alike in all of this; others are married."""
    ways, bent = norms(code), _states(code, gender, age, work_status, work, title, income_level)
    bent = _by_schooling(bent, code, age, education)
    if age < ways.marriage_least(gender) or (work_status == "studying" and age < _STUDENT_SINGLE_BELOW):
        return (("single", 1.0),)
    single = with_odds(_single(code, gender, age, work_status, education, region), bent.single)
    if age >= _SINGLE_MOST_FROM:
        there = never_married(code, gender, age - later_there(code, region))
        single = min(single, _SINGLE_MOST * there)
    if age < 20 or work_status == "studying":
        return (("single", single),)
    # Hardly anybody is widowed young, whatever the work.
    early = min(age / _WIDOWED_YOUNG, 1.0) ** 2
    widowed = early * with_odds(logistic((age - ways.widowed_at(gender)) / 8), bent.widowed)
    since_marriage = (age - ways.marriage_age(gender)) / 12
    soon = PARTED_SOON.get(country(code).group, _PARTED_SOON_ELSEWHERE)
    separated = with_odds(ways.separated * min(max(since_marriage, soon), 1.0), bent.parted)
    return (("single", single), ("widowed", (1 - single) * widowed), ("separated", (1 - single) * separated))


def _single_at_no_school(code: str, gender: Gender, age: int, shift: float) -> float:
    """The share, 0..1, of the never-married among those of an age who have left school or college, where people marry
    as they do `shift` years later: all who study are single, so the others marry the more."""
    share, studying = never_married(code, gender, age + shift), at_school(code, gender, age)
    return max(share - studying, 0.0) / (1 - studying)


def _keeping_house(code: str, gender: Gender) -> tuple[float, float]:
    """The share, 0..1, of people who keep house below 30 and from then on."""
    young, others = _KEEPING_HOUSE[gender]
    if gender == "Male":
        return young, others
    here = figure_of(code, "people", "women who keep house", others)
    return young * here / others, here


def _states(
    code: str, gender: Gender, age: int, work_status: WorkStatus, work: str, title: str, income_level: IncomeLevel
) -> States:
    """How much commoner each state is, in odds, for what somebody does and for the class."""
    bent = states_of(code, work, gender, title)
    if country(code).income_group == "high":
        return replace(bent, single=bent.single * _SINGLE_BY_CLASS[income_level])
    if gender == "Female" and income_level == "Low" and age >= _SINGLE_POOR_FROM:
        bent = replace(bent, single=bent.single * _SINGLE_POOR)
    if work_status == "keeping house" and age < ELDERLY_FROM:
        return replace(bent, parted=bent.parted * _PARTED_AT_HOME, widowed=bent.widowed * _PARTED_AT_HOME)
    return replace(bent, parted=bent.parted * _MEN_PARTED) if gender == "Male" else bent


def _by_schooling(bent: States, code: str, age: int, education: str | None) -> States:
    """The odds of each state, with what schooling does to them in a country."""
    told = figure_of(code, "people", "graduates marry")
    if not told or not education:
        return bent
    so_far = min(max((age - _BY_SCHOOLING_FROM) / (_BY_SCHOOLING_FULL - _BY_SCHOOLING_FROM), 0.0), 1.0)
    single = _SINGLE_BY_SCHOOLING.get(education, 1.0) ** (told * so_far)
    return replace(
        bent, single=bent.single * single, parted=bent.parted * _PARTED_BY_SCHOOLING.get(education, 1.0) ** told
    )


def _single(
    code: str, gender: Gender, age: int, work_status: WorkStatus, education: str | None, region: str | None
) -> float:
    """The share of never-married people among those alike in all of this."""
    earlier = (_EARLIER_TOGETHER if country(code).group in _FEW_THERE else _EARLIER).get(education or "", 0.0)
    if country(code).income_group != "high":
        earlier = _EARLIER_POORER[gender].get(education or "", earlier)
        earlier *= figure_of(code, "people", "years of marriage by schooling", 1.0)
    shift = earlier - later_there(code, region)
    share = never_married(code, gender, age + shift)
    if work_status == "studying":
        return min(share * _STUDENT_SINGLE, 1.0)
    schooled = SCHOOLED_UNTIL.get(education or "", 0) >= SCHOOLED_LONG
    if age < OFF_SCHOOL_FROM and not schooled:
        share = _single_at_no_school(code, gender, age, shift)  # who has a degree was one of those who study
        if LEAVES_SCHOOL_AT < age < _MOST_HAVE_LEFT:  # nobody is single again because students have become others
            share = max(share, _single_at_no_school(code, gender, _MOST_HAVE_LEFT, shift))
    if work_status == "keeping house":
        return share / 5
    few = country(code).income_group == "high" and country(code).group in _FEW_THERE and gender == "Female"
    house = (_FEW_KEEP_HOUSE if few else _keeping_house(code, gender))[age >= 30]
    return min(share * (1 - house / 5) / (1 - house), 1.0)
