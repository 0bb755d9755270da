"""What the people of a household may earn and receive.

Own pay comes from the band of what the person does (`own_pay`), that of the others from what people of the place earn,
nearer to the person's own the nearer their trades; some households receive money from relatives elsewhere. Many
households are drawn at once, of which `household_income` takes one.
"""

import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Household
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.cash_aid import CASH_AID, cash_aid, draw_cash_aid
from boses_engine.grounding.work.earners import (
    FIRST_PAY_SPREAD,
    WOMEN,
    earning_chances,
    is_past_work,
    over_mean,
    sideline_chances,
    wives_at_work,
    young_pay,
)
from boses_engine.grounding.work.employers import draw_workplaces
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.own_pay import clear_of_full_time, draw_own, part_time_times, pay_at_work
from boses_engine.grounding.work.pay import (
    PENSION_FROM,
    Band,
    as_pension,
    food_line,
    least_pension,
    level_of_pay,
    minimum_wage,
    money_of,
    old_age_pensions,
    pay_band,
    pension_of,
    pensioned,
    wage_level,
)
from boses_engine.grounding.work.pay_by_sex import pay_by_sex
from boses_engine.grounding.work.state_pay import draw_on_scale, not_under_the_law, on_scale, paid_by_scale
from boses_engine.grounding.work.tables import Job
from boses_engine.grounding.work.tuition import affordable
from boses_engine.grounding.work.who import serves_the_state

_SENT_MOST, _SENT_MOST_FARMS = 0.3, 0.6  # at most, over own pay: what is sent to who works (estimate)
# Share of those at home at work by the day, in a small trade or part-time, by income group (estimate after ILOSTAT:
# informal employment and time-related underemployment); what that pays women and men in the
# middle over a living, which lies between the legal minimum and usual pay, where most are poor (a stall, laundry, a
# field) and elsewhere, its spread, and what it pays at least over the middle (estimates).
_INFORMAL = {"low": 0.75, "lower middle": 0.48, "upper middle": 0.35, "high": 0.15}
_INFORMAL_FALLS = 2.2  # with the place's wages over the nation's, as an exponent (estimate: factory towns, capitals)
# Of women and men over the same where incomes are high (estimate after ILOSTAT: part-time work); what such work brings
# at least, over the legal minimum, where there is little of it: six hours a day of it (estimate).
_PART_TIME_WOMEN, _PART_TIME_MEN = 2.0, 0.5
_PART_TIME_RARE, _PART_TIME_LEAST = 0.5, 0.75
_INFORMAL_PAY = {"low": (0.5, 0.85), "lower middle": (0.5, 0.85), "upper middle": (0.68, 0.92), "high": (0.68, 0.92)}
_INFORMAL_SPREAD, _INFORMAL_LEAST = 0.3, 0.66
# What all small work brings in a country, over what it does elsewhere at such wages (estimate after GSO labour force
# survey 2024 and 2025: in Vietnam women in informal work have 5 to 6 million, four fifths of a usual wage; after pay of
# odd jobs in China, Thailand and Malaysia, where few work for less than half a minimum).
_SMALL_WORK_BRINGS = {"VN": 1.5, "CN": 1.35, "TH": 1.25, "MY": 1.25}
# What day work brings a man at least, over a living, whatever the person's own work pays: a day hand is paid by the
# market (estimate); what a sideline brings a young wife without children, who has the time for more (estimate).
_DAY_HAND = {"low": 0.6, "lower middle": 0.6, "upper middle": 0.75, "high": 0.75}
# The same where day wages are known to be higher (estimate after PLFS 2023-24, BBS and PBS wage rates).
_DAY_HAND_IN = dict.fromkeys(("IN", "BD", "PK", "NP", "LK"), 0.75)
_FREE_SIDELINE, _FREE_UNTIL = 0.55, 45
_DAY_HANDS_APART = 0.7  # by how much more the best of them have at least (estimate)
# How much oftener mothers of grown people have a small trade or day work, from what age of theirs on (estimate), and
# how often, over others, parents in farmers' homes have earned a pension (estimate: those tilled land, too).
_MOTHERS_INFORMAL, _MOTHERS_INFORMAL_FROM, _FARM_PENSIONED = 1.5, 26, 0.35
_INFORMAL_MOST = 0.92
# Share of wives with pay under which those of men with a shop or trade of their own mostly sew, teach or sell at home,
# whatever the trade brings, and how many of them do (estimates after PLFS 2023-24: women at work in towns of India,
# of whom half are self-employed or casual, and more of those of the self-employed).
_FEW_WIVES, _OWN_ACCOUNT_INFORMAL = 0.45, 0.8
# Outside rich countries: of wages of those at home that would be under the legal minimum, how many are, and down to
# what part of it; by how much, in logs, the others are over it in the mean, and at most (estimates after ILO
# Global Wage Report 2020/21).
_UNDER_MINIMUM, _OVER_BY_CHANCE, _CHANCE_MOST, _CHANCE_MOST_APART = 0.35, 0.2, 1.5, 0.35
_UNDER_LEAST = {"VN": 0.8, "": 0.62}  # in Vietnam factories and chains set what small employers pay
# Of people of the person's own generation from what age on: pay over that of all, and how much oftener it is of a small
# trade or by the day (estimates after ILOSTAT: informal work of people of 55 to 64).
_AGEING_FROM, _AGEING, _AGEING_INFORMAL = 58, 0.85, 1.6
_PEERS = ("husband", "wife", "brother-in-law", "sister-in-law", "cousin")  # and brothers and sisters
_SMALL_FOLLOWS = 0.6  # how far it goes, in logs, with the person's own pay over the usual (estimate)
# How much oftener the young have such work, until they have an adult's pay (estimate after ILOSTAT: informal work of
# people of 15 to 24).
_YOUNG_INFORMAL = 1.3
# The same, part-time, of those new at work where incomes are high (estimate after Eurostat: part-time work of people of
# 15 to 24, two to three times as common).
_YOUNG_PART_TIME = 3.5
# What a sideline of a woman at home brings over a living, in the middle, with its spread, least and most: a
# stall, laundry, selling (estimate; readers in General Santos: 3,000 to 6,000 pesos a month).
_SIDELINE, _SIDELINE_SPREAD, _SIDELINE_ENDS = 0.38, 0.42, (0.18, 0.85)
# The same of odd jobs of a man (estimate).
_ODD_JOBS, _ODD_JOBS_SPREAD, _ODD_JOBS_ENDS = 0.72, 0.25, (0.48, 1.05)
_BENEFIT, _BENEFIT_LEAST = 0.62, 0.52  # what a husband without a wage has instead where incomes are high (estimates)
_RARER = 1.25  # how fast that gets rarer with the logarithm of the person's own pay over the usual (estimate)
# The legal minimum over usual pay, where none is known, and at most: some are far above what most people have.
_MINIMUM_USUAL, _MINIMUM_MOST = 0.8, 1.5
_MEN = ("husband", "father", "father-in-law", "son-in-law", "brother-in-law", "uncle", "nephew")  # and brothers
OLD = ("mother", "father", "mother-in-law", "father-in-law")
_IDLE_FROM = 0.5  # a relative with at least this chance of pay is expected to have some
# How many others without pay a husband, father or brother without any stands for; how much rarer such homes are than
# they are drawn.
IDLE_HUSBAND, IDLE_RARE = 2, 0.04
# How near the pay of those at home is to the person's, in logs, and a spouse's (estimates).
_ALIKE, _ALIKE_SPOUSE = 0.45, 0.85
# Of that, how near a wife's is outside rich countries: wives of those who lead teach, keep accounts or have a shop
# (estimate after BPS Sakernas 2024 and PLFS 2023-24: pay of women with a degree).
_WIVES_ALIKE = 0.7
# Outside rich countries, how far pay over the usual tells of that of those at home where it is by a scale of the state:
# private employers pay people of like schooling less there (estimate).
_SCALE_TELLS = 0.45
# How wages stand over what the middle one of all at work has, where many of these have no wage (estimate).
_WAGES_OVER = {"low": 1.0, "lower middle": 1.0, "upper middle": 1.12, "high": 1.1}
# Over usual pay, for wages: of men, women and husbands, who work full weeks more often than men who are single
# (estimate after ILO Global Wage Report 2024).
_MEN_PAID, _WOMEN_PAID, _HUSBANDS_PAID = 1.06, 0.93, 1.14
_LEAST_TELLING = 0.25  # over the usual: own pay under it says no more of the others' than this does
# Standard deviation of log pay between people alike, between spouses, and where the person has no work that tells of
# theirs; from how many of it on what is beyond gets thinner, and how thin (estimates).
_SPREAD, _SPREAD_SPOUSES, _SPREAD_UNTOLD, _APART, _THIN = 0.4, 0.4, 0.55, 1.28, 0.45
# By how much, in logs, a level of schooling of who keeps house or seeks work, over the mean, tells of the others' pay
# (estimate), and of who is retired: grown children of graduates are mostly graduates (estimate).
_SCHOOLING_TELLS, _RETIREDS_SCHOOLING_TELLS = 0.2, 0.3
# The same of a spouse outside rich countries, where the person is at work: whoever studied married somebody who did,
# whatever a trade of one's own brings (estimate after returns to schooling and matching of couples, World Bank).
_SPOUSES_SCHOOLING = 0.1
# Share of households that receive money from relatives elsewhere, where work/remittances.csv has neither the division
# nor the country, and how much rarer it is where the person works (in the Philippines homes with a wage have it too),
# or lives alone and works; how much less rare on farms, whose children went away (estimates).
_RECEIVES_ELSEWHERE = {"low": 0.1, "lower middle": 0.1, "upper middle": 0.05, "high": 0.0}
# With whom the unmarried and the migrants live whose parents are elsewhere.
_AWAY = frozenset(("roommate", "older brother", "older sister", "younger brother", "younger sister", "cousin"))
_RECEIVES_AT_WORK, _RECEIVES_ALONE, _RECEIVES_ON_FARMS = {"PH": 0.8, "": 0.4}, 0.05, 1.7
# By how much, in logs, the class tells of what men bring home to who has no work, where incomes are not high: the
# father or husband is the main earner, and a class is not reached by sending mothers out to work; and how much of that
# it tells of what women bring (estimates).
_CLASS_TELLS: dict[IncomeLevel, float] = {"Low": -0.15, "Middle": 0.35, "High": 0.9}
_TELLS_OF_WOMEN = 0.4
_STUDENTS_MOST, _PUPILS_MOST = 0.8, 0.3  # of usual pay, what a student and a pupil have (estimates)
_STUDENTS_MOST_RICH = 0.4  # the same of students where incomes are high, with what parents pay for rooms (estimate)
_PUPILS_UNDER = 0.05  # the ratio to mean earnings under which a student is a pupil of a school
WIVES_USUAL = 0.52  # of wives with pay, from which mothers have it as often as they are drawn with it
_WAGE_INSTEAD = 0.7  # of the sidelines that there are not, wages there are instead (estimate)
_NEAR_USUAL = 0.2  # in logs over the usual, from where on sidelines get rarer (estimate)
# Of students with parents at home: how far what they have follows the parents' pay over the usual of two, in logs, the
# least and the most that it does, and what it is at least over the middle of such money (estimates).
_POCKET_FOLLOWS, _POCKET_ENDS, _POCKET_LEAST = 0.5, (0.75, 1.8), 0.55
_LODGERS_OWN = 2.2  # what students in lodgings have over those at home: they pay for room and meals (estimate)
_LODGERS_MOST = 0.45  # of what the parents have, what they have at most (estimate)
# Outside rich countries, over usual pay: what students in lodgings have at least, for a bed and meals, and what those
# at home have at most where their parents earn as others do (estimates; Samarinda 2026: 1.2 to 2.5 million in lodgings,
# 0.4 to 1.2 at home).
_LODGERS_LEAST, _POCKET_MOST = 0.27, 0.34
# How much oftener husbands, wives and parents in a farmer's home till it or work by the day, and the others, and how
# far the pay of these goes by what the farm brings: grown children have work elsewhere (estimates).
_FARMS_INFORMAL, _FARMS_INFORMAL_YOUNG, _FARMS_ALIKE_YOUNG = 1.4, 1.1, 0.5
_SAME, APART_AGAIN = 0.02, 1.05  # in logs, how near the pay of two is the same; what then moves them apart
# Of her pay, what a mother of a child under one has where incomes are high, and rich countries where leave is short or
# unpaid (estimates after OECD Family Database PF2.1, 2024).
_LEAVE_PAYS, _LEAVE_APART = 0.38, 0.2
# The same where most of her pay is paid for a year.
_LEAVE_PAYS_WELL = 0.66
_PAID_WELL = frozenset(
    (
        *("PL", "CZ", "SK", "HU", "BG", "RO", "LT", "LV", "EE", "HR", "SI", "RS", "RU"),
        *("SE", "NO", "DK", "FI", "IS", "DE", "AT", "LU", "JP"),
        *("CL", "FR", "ES", "PT", "IT"),
    )
)
# Years of the youngest child until which leave lasts where it is longer than one (estimate after the same).
_LEAVE_UNTIL = {**dict.fromkeys(("HU", "BG", "RO", "LT", "LV", "EE", "RU"), 2), "CZ": 3, "SK": 3}
_SHORT_LEAVE = frozenset(
    (
        *("US", "SG", "HK", "MO", "TW", "IL", "SA", "AE", "QA", "KW", "OM", "BH", "BN", "PR", "PA", "BS"),
        *("MX", "CR", "UY", "TR", "KZ", "TT", "BB", "GY", "AG", "KN", "MV", "SC"),  # three to six months
    )
)
# Where widows have a part of the husband's pension: over the mean of women's, theirs and what other women have in their
# own right; the divorced have no such part (estimates after DREES, Les retraités et les retraites 2024: own pensions of
# women 0.62 of men's, 0.75 with those of survivors).
_SURVIVORS = frozenset(
    (
        *("FR", "DE", "AT", "CH", "IT", "ES", "PT", "GR", "BE", "LU", "CY", "MT", "NL", "GB", "US", "CA", "JP"),
        *("PL", "HR", "CL", "UY"),
    )
)
_OF_WIDOWS, _OF_OTHER_WOMEN = 1.05, 0.9
# Over usual pay, what comes from elsewhere to who lives alone without work, and to a home where nobody has any; less
# where incomes are high and there are benefits (estimates).
# Of wives whose husbands are away, who are sent money, and how much more than other kin send (estimates).
_SENT_BY_HUSBANDS, _HUSBANDS_SEND = 0.97, 2.0
_HUSBANDS_LEAST, _HUSBANDS_APART = 0.5, 0.4  # over usual pay, what they send at least, and how far apart (estimate)
_SENT_APART = 0.8  # of the spread of log money from elsewhere, over which hardly anything is sent
_SENT_ALONE, _SENT_IN_BENEFIT, _BENEFIT_OF_PARENTS = 0.5, 0.2, 0.35
_SENT_FOR_ALL = {"studying": 0.82, "keeping house": 0.55, "looking for work": 0.55}
_PARENTS = 1.6  # over usual pay, what the parents of a student in lodgings have: two earn in most homes (estimate)
# How much rarer where the person's spouse has pay, and where both have, but on farms (estimates).
_SENT_TO_COUPLES, _SENT_TO_WORKING_COUPLES = {"PH": 0.9, "VN": 0.4, "": 0.1}, 0.3
# How far, in logs, the legal minimum lifts the pay of those at home who would earn about as much, and of those of them
# who are new at work, by what they have over an adult's pay (estimates).
_OVER_MINIMUM, _OVER_MINIMUM_YOUNG, _NEW_AT_WORK = 0.3, 0.1, 0.75
# Whom their family keeps, where none of it is at home; a student's household is the parents', with what they have.
_FAMILY = ("studying", "retired")
# Who takes in a student whose parents are elsewhere, and keeps one at home; what parents send there over usual pay
# (estimate).
_TAKE_IN = frozenset(("aunt", "uncle", "grandmother"))
_KEEPERS, _SENT_TO_KIN = _TAKE_IN | {"mother", "father"}, 0.2
_SENT_TO_STUDENTS = 0.4  # of homes that get money from afar, those of students with both parents at home (estimate)
# Share of the retired, with a pension that work earned, a small one or none, whom children elsewhere send money, and
# how much over usual pay
# (estimates); the most that a pension of somebody at home is, over the same, and where incomes are high, with what
# savings and rents bring (estimate after OECD Pensions at a Glance 2023: people of 65 and over have nine tenths of the
# mean income a head).
_SENT_TO_EARNERS, _SENT_TO_RETIRED, _SENT_TO_UNPENSIONED, _SENT_PAY = 0.1, 0.35, 0.7, 0.35
# From what pay over the usual on the best paid of a home sends money rather than have it, how fast that gets rarer, and
# what is sent to who works at least, over the usual (estimates).
_WELL_PAID, _SENT_FALLS, _SENT_LEAST = 1.5, 1.6, 0.14
_SENT_BESIDE = 0.5  # how much rarer that is where somebody at home has usual pay (estimate)
_PENSION_MOST, _RICH_PENSION_MOST = 0.9, 1.7
_PENSIONS_IN_TOWNS, _PENSIONED_MOST = 1.5, 0.75  # how pensions follow the level of wages, at most (estimates)
_PENSIONER = 75  # years of parents past work, about
_PENSIONS_ALIKE = 0.4  # how near a spouse's pension is to the person's, in logs (estimate)
# Outside rich countries: how often at least the spouse of who earned a pension did too, and what that is over the
# person's, with its spread; how often a spouse past work without one has a sideline (estimates).
_SPOUSE_PENSIONED, _SPOUSE_PENSION, _SPOUSE_PENSION_SPREAD, _OLD_SIDELINE = 0.33, 0.9, 0.25, 0.35


@dataclass(frozen=True, slots=True)
class Tries:
    """Households drawn: own pay of shape (n,), what each of the others brings of shape (n, others), and of shape (n,)
    the sum of both, how many are without pay of whom some is expected, at which of the job's workplaces the person is,
    whether that pays by one scale everywhere, and whether the person is there part-time."""

    own: npt.NDArray[np.float64]
    others: npt.NDArray[np.float64]
    totals: npt.NDArray[np.float64]
    idle: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]
    national: npt.NDArray[np.bool_]
    part_time: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the money of all households of people with a job in a place, and of a class, goes by.

    `usual` is what people at work have there, `legal` the least of it for who works by the law.
    """

    place: Place
    job: Job
    food: float  # for a head
    level: float  # of wages, over the nation's
    band: Band
    usual: float
    legal: float
    income_group: str
    class_tells: float  # in logs, of what men bring home to who has no work


@dataclass(frozen=True, slots=True)
class _Kin:
    """What goes by relation of the members of a home, shape (members,)."""

    paid: npt.NDArray[np.float64]  # over usual pay
    women: npt.NDArray[np.bool_]
    part_time: npt.NDArray[np.float64]  # how often, over men
    aside: npt.NDArray[np.float64]  # what a sideline or odd jobs bring over a living: middle, log spread, ends
    aside_spread: npt.NDArray[np.float64]
    aside_least: npt.NDArray[np.float64]
    aside_most: npt.NDArray[np.float64]
    alike: npt.NDArray[np.float64]  # how near pay is to the person's
    spread: npt.NDArray[np.float64]  # of log pay
    idle: npt.NDArray[np.int64]  # for how many without pay each stands
    peers: npt.NDArray[np.bool_]  # of the person's generation
    spouse: int | None  # where among them
    tills: npt.NDArray[np.bool_]  # whether they till the land in a farmer's home
    mothers: npt.NDArray[np.float64]  # how often, over others, they have small work once the person is grown


@lru_cache(maxsize=4096)
def terms_of(place: Place, job: Job, level: IncomeLevel, gender: Gender | None) -> Terms:
    """What the money of homes goes by in which somebody of a sex has a job in a place; a month in local money."""
    code, moved = place.country_code, wage_level(place)
    pensions = pension_of(code, gender) if job.status == "retired" else 1.0
    usual = pay_at_work(code) * moved
    return Terms(
        place,
        replace(job, workplaces=affordable(job, level, code)),
        food_line(place),
        moved,
        pay_band(code, job).moved(pensions * level_of_pay(place, job)),
        usual,
        min(minimum_wage(place, "") or _MINIMUM_USUAL * usual, _MINIMUM_MOST * usual),
        country(code).income_group,
        0.0 if job.status in ("working", "retired") or country(code).income_group == "high" else _CLASS_TELLS[level],
    )


@lru_cache(maxsize=4096)
def kin_of(members: tuple[str, ...]) -> _Kin:
    """What goes by relation of those at home beside the person, in their order."""
    women = np.array([relation in WOMEN for relation in members], dtype=bool)
    spouses = np.array([relation in ("husband", "wife") for relation in members], dtype=bool)
    men = [relation in _MEN or relation.endswith("brother") for relation in members]
    grown = [relation in ("son", "daughter") for relation in members]
    idle = [IDLE_HUSBAND if man or child else 1 for man, child in zip(men, grown, strict=True)]
    peers = [each in _PEERS or each.endswith(("brother", "sister")) for each in members]
    return _Kin(
        np.array(
            [_HUSBANDS_PAID if each == "husband" else _WOMEN_PAID if each in WOMEN else _MEN_PAID for each in members]
        ),
        women,
        np.where(women, _PART_TIME_WOMEN, _PART_TIME_MEN),
        np.where(women, _SIDELINE, _ODD_JOBS),
        np.where(women, _SIDELINE_SPREAD, _ODD_JOBS_SPREAD),
        np.where(women, *np.array([_SIDELINE_ENDS, _ODD_JOBS_ENDS])[:, :1]),
        np.where(women, *np.array([_SIDELINE_ENDS, _ODD_JOBS_ENDS])[:, 1:]),
        np.where(spouses, _ALIKE_SPOUSE, _ALIKE),
        np.where(spouses, _SPREAD_SPOUSES, _SPREAD),
        np.array(idle, dtype=np.int64),
        np.array(peers, dtype=bool),
        next((at for at, relation in enumerate(members) if relation in ("husband", "wife")), None),
        np.array([each in ("husband", "wife") or each in OLD for each in members], dtype=bool),
        np.array([_MOTHERS_INFORMAL if each in ("mother", "mother-in-law") else 1.0 for each in members]),
    )


def others_of(home: Household, job: Job) -> list[str]:
    """Whose money counts beside the person's own: those at home who may earn, the state, what comes from elsewhere."""
    if _kept_from_afar(home, job):
        return [*home.members, CASH_AID, "parents' home"]
    alone = set(home.members) <= {"roommate"}
    return [*home.members, CASH_AID, "family" if job.status in _FAMILY and alone else "relatives elsewhere"]


def _students_most(terms: Terms) -> float:
    """Over usual pay, what a student has at most."""
    return _STUDENTS_MOST_RICH if terms.income_group == "high" else _STUDENTS_MOST


def _kept_from_afar(home: Household, job: Job) -> bool:
    """Whether somebody studies away from parents, who pay for it."""
    single = home.marital_status == "single"
    return job.status == "studying" and single and _KEEPERS.isdisjoint(home.members)


def _pocket_money(
    rng: np.random.Generator, own: npt.NDArray[np.float64], parents: npt.NDArray[np.float64], terms: Terms
) -> npt.NDArray[np.float64]:
    """What students have whose parents are at home, shape (n,): more where these earn more, and seldom next to
    nothing."""
    richer = (np.maximum(parents, 1.0) / (_PARENTS * terms.usual)) ** _POCKET_FOLLOWS
    least = _POCKET_LEAST * terms.band.p50 * (1 + 0.4 * rng.random(len(own)))
    found: npt.NDArray[np.float64] = np.maximum(own, least) * np.clip(richer, *_POCKET_ENDS)
    most: float | npt.NDArray[np.float64] = (
        _PUPILS_MOST if terms.job.pay_ratio < _PUPILS_UNDER else _students_most(terms)
    )
    if terms.income_group != "high":
        most = np.minimum(most, _POCKET_MOST * np.maximum(richer, 1.0))
    return np.minimum(found, most * terms.usual * (1 - 0.3 * rng.random(len(own))))


def draw_tries(
    rng: np.random.Generator,
    n: int,
    terms: Terms,
    home: Household,
    age: int,
    schooled: float,
    education: str | None,
    gender: Gender | None,
    without: bool,
) -> Tries:
    """So many households drawn as they may be in all classes; those at home stand as in `others_of`."""
    place, job, members = terms.place, terms.job, home.members
    code, status, usual = place.country_code, job.status, terms.usual
    workplaces = job.workplaces or (job.workplace,)
    serves = serves_the_state(job, education, code, age)
    there = draw_workplaces(rng, n, workplaces, code, job.isco08, place.region, place.city, serves)
    scales = on_scale(code, job, workplaces, education, place.region, place.city)
    there = paid_by_scale(there, scales) if scales else there
    drawn = draw_own(rng, n, terms.band, place, job, age, schooled, there, gender, education)
    own = drawn.pay
    own = draw_on_scale(rng, own, there, scales, age, education, drawn.hours) if scales else own
    own = not_under_the_law(own, there, scales, code, job, workplaces) if status == "working" else own
    if status == "retired" and gender == "Female" and code in _SURVIVORS:
        part = _OF_WIDOWS if home.marital_status == "widowed" else _OF_OTHER_WOMEN
        own = np.maximum(part * own, np.minimum(own, least_pension(code)))
    if _on_leave(terms, home, gender):
        own = own * _paid_on_leave(rng, n, code)
    if status == "studying" and set(members) <= {"roommate"}:
        least = 0.0 if terms.income_group == "high" else _LODGERS_LEAST * usual * (1 + 0.5 * rng.random(n))
        own = np.maximum(_LODGERS_OWN * own, least)
        own = np.minimum(own, _students_most(terms) * usual * (1 - 0.3 * rng.random(n)))
    others = np.empty((n, len(members) + 2))
    brought, aid, sent = others[:, :-2], others[:, -2], others[:, -1]
    idle = np.zeros(n, dtype=np.int64)
    if members:
        brought[:], idle = _brought(rng, n, terms, home, age, own, there.national, education, without)
    sent[:] = _received(rng, n, terms, home, gender)
    spouse = kin_of(members).spouse
    # Whose spouse earns is seldom sent money as well, nor much.
    if spouse is not None and status != "retired" and not job.is_kept_from_abroad:
        couples = _SENT_TO_COUPLES.get(code, _SENT_TO_WORKING_COUPLES if status == "working" else _SENT_TO_COUPLES[""])
        kept = rng.random(n) < (1.0 if is_farm(job.isco08) else couples)
        paid = brought[:, spouse]
        sent[:] = np.where(paid > 0, np.minimum(sent * kept, _SENT_MOST * (own + paid)), sent)
    if status == "working" and not spouse_sends(home, gender):
        sent *= _still_sent(rng, own, brought, usual)
    if status == "studying" and not _KEEPERS.isdisjoint(members):
        if {"mother", "father"} <= set(members):  # seldom anybody else pays
            sent *= rng.random(n) < _SENT_TO_STUDENTS
        elif not _TAKE_IN.isdisjoint(members):  # parents elsewhere help
            np.maximum(sent, _SENT_TO_KIN * usual * _spread(rng, n), out=sent)
        at_home = [at for at, each in enumerate(members) if each in _KEEPERS]
        own = _pocket_money(rng, own, brought[:, at_home].sum(axis=1), terms)
    if status == "retired" and members:
        provided = brought.max(axis=1) >= usual
        sent[:] = np.where(provided, sent * (rng.random(n) < _SENT_BESIDE), sent)
    if status == "working" and not spouse_sends(home, gender):
        np.minimum(sent, (_SENT_MOST_FARMS if is_farm(job.isco08) else _SENT_MOST) * own, out=sent)
        sent[sent < _SENT_LEAST * usual] = 0.0
    if _kept_from_afar(home, job):  # theirs is what their parents have
        # The students' own is a part of it, and what is left is what counts beside it.
        parents = _PARENTS * math.exp(terms.class_tells) * usual * _spread(rng, n)
        if terms.income_group != "high":  # whose parents have more than the middle class is sent more
            middle = _PARENTS * math.exp(_CLASS_TELLS["Middle"]) * usual
            own = own * np.clip((parents / middle) ** _POCKET_FOLLOWS, 1.0, _POCKET_ENDS[1])
        own = np.minimum(own, _LODGERS_MOST * parents * (1 - 0.3 * rng.random(n)))
        sent[:] = parents - own
    elif not members and status in ("keeping house", "looking for work"):  # somebody pays for them
        alone = _SENT_IN_BENEFIT if status == "looking for work" and terms.income_group == "high" else _SENT_ALONE
        np.maximum(sent, alone * usual * _spread(rng, n), out=sent)
    elif status not in ("working", "retired"):  # nor can those at home live without anybody's money
        none = ~brought.any(axis=1)
        family = _BENEFIT_OF_PARENTS if terms.income_group == "high" else _SENT_FOR_ALL[status]
        sent[:] = np.where(none, np.maximum(sent, family * usual * _spread(rng, n)), sent)
    aid[:] = 0.0
    if cash_aid(code, home.children):
        most = np.maximum(own, brought.max(axis=1, initial=0.0))
        aid[:] = draw_cash_aid(rng, place, home, own + brought.sum(axis=1) + sent, most)
    return Tries(own, others, own + others.sum(axis=1), idle, there.at, there.national, drawn.part_time)


def _on_leave(terms: Terms, home: Household, gender: Gender | None) -> bool:
    """Whether somebody in wage work is a mother on leave."""
    return terms.job.employment == "wage" and gender == "Female" and _of_leave(terms, home)


def _of_leave(terms: Terms, home: Household) -> bool:
    """Whether the youngest child at home is so young that its mother has leave that is paid."""
    code = terms.place.country_code
    paid = terms.income_group == "high" and code not in _SHORT_LEAVE
    return paid and bool(home.children) and min(home.children) < _LEAVE_UNTIL.get(code, 1)


def _brought(
    rng: np.random.Generator,
    n: int,
    terms: Terms,
    home: Household,
    age: int,
    own: npt.NDArray[np.float64],
    national: npt.NDArray[np.bool_],
    education: str | None,
    without: bool,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """What each of those at home earns or has as a pension, shape (n, members), and how many are without pay of whom
    some is expected, shape (n,); `national` is whether own pay is by a scale, and a husband has none where he is
    `without`."""
    place, job, usual, legal = terms.place, terms.job, terms.usual, terms.legal
    near, kin, rich = np.zeros((n, 1)), kin_of(home.members), terms.income_group == "high"
    farm = is_farm(job.isco08) and not rich
    if job.status == "working":  # what others of the trade have, and what the person has
        around = np.sqrt(max(terms.band.p50, 0.3 * usual) * np.maximum(own, _LEAST_TELLING * usual))
        alike = np.where(kin.tills, kin.alike, _FARMS_ALIKE_YOUNG * kin.alike) if farm else kin.alike
        near = alike * np.log(around / usual).reshape(n, 1)
        if not rich:
            near *= np.where(national.reshape(n, 1) & (near > 0), _SCALE_TELLS, 1.0)
        if not rich and kin.spouse is not None and kin.women[kin.spouse]:
            near[:, kin.spouse] *= np.where(near[:, kin.spouse] > 0, _WIVES_ALIKE, 1.0)
        if education and not rich and kin.spouse is not None:
            near[:, kin.spouse] += _SPOUSES_SCHOOLING * over_mean(education, place.country_code, age)
    elif job.status in ("keeping house", "looking for work", "retired") and education:
        tells = _RETIREDS_SCHOOLING_TELLS if job.status == "retired" else _SCHOOLING_TELLS
        near = np.tile(kin.alike * tells * over_mean(education, place.country_code, age), (n, 1))
    if terms.class_tells:
        near = near + terms.class_tells * np.where(kin.women, _TELLS_OF_WOMEN, 1.0)
    chances = np.array(
        earning_chances(home, age, place.country_code, job.status, place.region, education, is_farm(job.isco08))
    )
    if without:
        chances[home.members.index("husband")] = 0.0
    shape = n, len(chances)
    earn = rng.random(shape) < chances
    spread = kin.spread if job.status == "working" else _SPREAD_UNTOLD
    by_sex = pay_by_sex(place.country_code)
    paid = np.where(kin.women, by_sex.over_all("Female"), by_sex.over_all("Male")) if by_sex else kin.paid
    ages = _AGEING if age >= _AGEING_FROM else 1.0
    paid = np.where(kin.peers, ages, 1.0) * paid
    z = _thinned(rng.standard_normal(shape))
    pay = _WAGES_OVER[terms.income_group] * usual * paid * np.exp(near + spread * z)
    young = young_pay(home, age)
    for at, factor in young.items():
        pay[:, at] = factor * usual * np.exp(FIRST_PAY_SPREAD * rng.standard_normal(n))
    first = np.array([young.get(at, 1.0) for at in range(shape[1])])
    over = np.where(first < _NEW_AT_WORK, _OVER_MINIMUM_YOUNG, _OVER_MINIMUM)
    lifted = legal * np.exp(over * np.logaddexp(0.0, np.log(pay / legal) / over))
    pay = lifted if rich else _about_the_minimum(rng, pay, lifted, legal, place.country_code)
    # The higher the minimum stands over what most have, the fewer have it.
    share = _INFORMAL[terms.income_group] * np.exp(-_RARER * near)
    # Elsewhere more of the work is for wages where it pays better.
    share = share * (
        kin.part_time * part_time_times(place.country_code)
        if rich
        else min(max(terms.level, 1.0) ** -_INFORMAL_FALLS, 1.0)
    )
    if farm:
        share = share * np.where(kin.tills, _FARMS_INFORMAL, _FARMS_INFORMAL_YOUNG)
    if job.employment == "own" and not rich and wives_at_work(place.country_code, place.region) < _FEW_WIVES:
        share = np.where(kin.women, np.maximum(share, _OWN_ACCOUNT_INFORMAL), share)
    if young:
        share = share * np.array([_young_informal(each, rich) for each in first.tolist()])
    if age >= _MOTHERS_INFORMAL_FROM and not rich:
        share = share * kin.mothers
    if age >= _AGEING_FROM and not rich:
        share = share * np.where(kin.peers, _AGEING_INFORMAL, 1.0)
    informal = rng.random(shape) < np.minimum(share * max(legal / usual, 1.0), _INFORMAL_MOST)
    small = _small_pay(rng, np.where(kin.women, *_INFORMAL_PAY[terms.income_group]), shape)
    small *= np.exp(_SMALL_FOLLOWS * near) * first
    living = _SMALL_WORK_BRINGS.get(place.country_code, 1.0) * math.sqrt(legal * usual)
    chance = rng.random(shape)
    if not rich:
        day_hand = _DAY_HAND_IN.get(place.country_code, _DAY_HAND[terms.income_group])
        hands = np.where(kin.women, 0.0, day_hand * np.maximum(first, 0.8))
        small = np.maximum(small, hands * (1 + _DAY_HANDS_APART * chance))
    else:
        rare = part_time_times(place.country_code) < _PART_TIME_RARE
        small = np.maximum(small, max(_BENEFIT_LEAST, _PART_TIME_LEAST * legal / living if rare else 0.0))
    pay = np.where(informal, clear_of_full_time(small * living, legal) if rich else small * living, pay)
    if rich and "wife" in home.members and _of_leave(terms, home):
        pay[:, home.members.index("wife")] *= _paid_on_leave(rng, n, place.country_code)
    if job.status == "working":  # hardly anybody at home has the very same
        same = np.abs(np.log(pay / np.maximum(own, 1.0).reshape(n, 1))) < _SAME
        pay = np.where(same, pay * APART_AGAIN, pay)
    often = sideline_chances(home.members, chances, place.country_code)
    if not rich:  # women of better-off homes have a wage rather than a stall, or neither
        fewer = np.where(kin.women, np.exp(-_RARER * np.maximum(near - _NEAR_USUAL, 0.0)), 1.0)
        earn = earn | (rng.random(shape) < _WAGE_INSTEAD * often * (1 - fewer))
        often = often * fewer
    aside = ~earn & (rng.random(shape) < often)
    z = rng.standard_normal(shape)
    sideline = _BENEFIT * np.exp(_SIDELINE_SPREAD * z) if rich else kin.aside * np.exp(kin.aside_spread * z)
    most = _SIDELINE_ENDS[1] if rich else kin.aside_most
    least = np.full(len(chances), _BENEFIT_LEAST) if rich else kin.aside_least
    if not rich and not home.children and age < _FREE_UNTIL:
        least = np.where([each == "wife" for each in home.members], _FREE_SIDELINE, least)
    floor = least * (1 + 0.3 * rng.random(shape))
    sideline = np.maximum(np.minimum(sideline, most), floor)
    pay, earn = np.where(aside, sideline * living, pay), earn | aside
    idle = ~earn @ (kin.idle * (chances >= _IDLE_FROM))
    old = [at for at, relation in enumerate(home.members) if is_past_work(relation, age, job.status)]
    if old:
        pension = old_age_pensions(place.country_code).moved(terms.level)
        each = pension.at_each(rng.standard_normal((n, len(old))))
        spouses = np.array([home.members[at] in ("husband", "wife") for at in old])
        chance = np.full(len(old), pensioned(place.country_code))
        if not rich:  # pensions are where the state and its firms paid wages
            chance = np.minimum(chance * terms.level**_PENSIONS_IN_TOWNS, np.maximum(chance, _PENSIONED_MOST))
        chance = chance * (_FARM_PENSIONED if farm else 1.0)
        if not rich:
            custom = min(wives_at_work(place.country_code, place.region) / WIVES_USUAL, 1.0)
            chance = chance * np.array([custom if home.members[at] in WOMEN else 1.0 for at in old])
        if job.status == "retired" and terms.band.p50 > 0:  # couples did work alike
            ratio = np.maximum(own / terms.band.p50, _LEAST_TELLING).reshape(n, 1)
            alike = np.sqrt(each * pension.p50) * ratio**_PENSIONS_ALIKE
            if not rich and terms.band.p10 > 0:
                alike = (
                    _SPOUSE_PENSION * own.reshape(n, 1) * np.exp(_SPOUSE_PENSION_SPREAD * rng.standard_normal((n, 1)))
                )
                chance = np.where(spouses, np.maximum(chance, _SPOUSE_PENSIONED), chance)
            each = np.where(spouses, alike, each)
        each *= [pension_of(place.country_code, "Female" if home.members[at] in WOMEN else "Male") for at in old]
        roof = (_RICH_PENSION_MOST if rich else _PENSION_MOST) * usual
        each = np.minimum(each, roof * (1 - 0.4 * rng.random(each.shape)))
        each = np.maximum(each, 0.1 * usual * (1 + 0.2 * rng.random(each.shape)))
        pay[:, old] = as_pension(each, place.country_code, np.where(spouses, age, _PENSIONER))
        has = rng.random((n, len(old))) < chance
        aside = spouses & ~has & (rng.random((n, len(old))) < (0.0 if rich else _OLD_SIDELINE))
        pay[:, old] = np.where(aside, sideline[:, old] * living, pay[:, old])
        earn[:, old] = has | aside
    return earn * pay, idle


def _young_informal(first: float, rich: bool) -> float:
    """How much oftener small work is that of somebody with `first` of an adult's pay."""
    if rich:
        return _YOUNG_PART_TIME if first < _NEW_AT_WORK else 1.0
    return _YOUNG_INFORMAL if first < 1 else 1.0


def _small_pay(
    rng: np.random.Generator, middle: npt.NDArray[np.float64], shape: tuple[int, int]
) -> npt.NDArray[np.float64]:
    """What the members have by the day, in a small trade or part-time, over a living; `middle` is the middle of it."""
    small = np.exp(_INFORMAL_SPREAD * rng.standard_normal(shape))
    found: npt.NDArray[np.float64] = middle * np.where(
        small < _INFORMAL_LEAST, _INFORMAL_LEAST * (1 + 0.4 * rng.random(shape)), small
    )
    return found


def _about_the_minimum(
    rng: np.random.Generator, pay: npt.NDArray[np.float64], lifted: npt.NDArray[np.float64], legal: float, code: str
) -> npt.NDArray[np.float64]:
    """Wages outside rich countries, `lifted` by the minimum: of those who would have less, some do at small employers,
    and the others have skill, a night shift or overtime over it, as chance has it."""
    chance = rng.random(pay.shape)
    less = chance < _UNDER_MINIMUM
    least = _UNDER_LEAST.get(code, _UNDER_LEAST[""])
    under = legal * (least + (1 - least) * rng.random(pay.shape))
    more = np.maximum(lifted, legal * np.exp(_OVER_BY_CHANCE * rng.exponential(size=pay.shape)))
    most = legal * (_CHANCE_MOST - _CHANCE_MOST_APART * chance)  # no sum where many are
    found: npt.NDArray[np.float64] = np.where(pay < legal, np.where(less, under, np.minimum(more, most)), lifted)
    return found


def _thinned(z: npt.NDArray[np.float64], most: float = _APART) -> npt.NDArray[np.float64]:
    """Standard normal numbers, those beyond `most` nearer to it: a hard end would be where many are."""
    far = np.abs(z)
    thinned: npt.NDArray[np.float64] = np.where(far > most, np.sign(z) * (most + _THIN * (far - most)), z)
    return thinned


def _spread(rng: np.random.Generator, n: int) -> npt.NDArray[np.float64]:
    """What is sent from elsewhere, over the usual of it."""
    spread: npt.NDArray[np.float64] = np.exp(0.5 * _thinned(rng.standard_normal(n), _SENT_APART))
    return spread


def _received(
    rng: np.random.Generator, n: int, terms: Terms, home: Household, gender: Gender | None
) -> npt.NDArray[np.float64]:
    """Money from relatives elsewhere, in the share of households that has any; the retired have it from children."""
    code, job = terms.place.country_code, terms.job
    if job.status == "retired":
        earned = _SENT_TO_EARNERS if job.pay_ratio >= PENSION_FROM else _SENT_TO_RETIRED
        share = earned if terms.band.p10 > 0 else _SENT_TO_UNPENSIONED
        share = max(share, _receives(code, terms.place.region, terms.income_group))  # a child of theirs went away, too
        if terms.income_group == "high":
            share = 0.0
        return np.where(rng.random(n) < share, _SENT_PAY * terms.usual * _spread(rng, n), 0.0)
    share, level = _receives(code, terms.place.region, terms.income_group), terms.level
    afar = job.is_kept_from_abroad or spouse_sends(home, gender)
    if afar:
        share, level = 1.0 if gender == "Male" else _SENT_BY_HUSBANDS, _HUSBANDS_SEND * level
    elif job.status == "working":
        at_work = _RECEIVES_AT_WORK.get(code, _RECEIVES_AT_WORK[""])
        at_work = min(at_work * (_RECEIVES_ON_FARMS if is_farm(job.isco08) else 1.0), 1.0)
        alone = _RECEIVES_ALONE if home.marital_status == "single" else 0.0  # the married send it to their homes
        share *= alone if _sends_home(home) else at_work
    z, has = rng.standard_normal(n), rng.random(n) < share
    if not has.any():
        return np.zeros(n)
    amount = money_of(code, "other:remittances").moved(level).at_each(_thinned(z, _SENT_APART))
    if afar:
        least = _HUSBANDS_LEAST * terms.usual * (1 + _HUSBANDS_APART * rng.random(n))
        amount = np.maximum(amount, least)
    return np.where(has, amount, 0.0)


def _still_sent(
    rng: np.random.Generator, own: npt.NDArray[np.float64], brought: npt.NDArray[np.float64], usual: float
) -> npt.NDArray[np.bool_]:
    """Whether money comes from relatives at all, shape (n,): who earns well, or has one at home who does, sends it."""
    best = np.maximum(own, brought.max(axis=1, initial=0.0))
    found: npt.NDArray[np.bool_] = rng.random(len(own)) < np.minimum((_WELL_PAID * usual / best) ** _SENT_FALLS, 1.0)
    return found


def _paid_on_leave(rng: np.random.Generator, n: int, code: str) -> npt.NDArray[np.float64]:
    """What of her pay a mother on leave has, shape (n,)."""
    pays = _LEAVE_PAYS_WELL if code in _PAID_WELL else _LEAVE_PAYS
    return pays + _LEAVE_APART * rng.random(n)


def spouse_sends(home: Household, gender: Gender | None) -> bool:
    """Whether it is the home that a husband or wife away for work left, she with the children: migrants themselves live
    with roommates or alone."""
    left = home.marital_status == "married" and kin_of(home.members).spouse is None
    return left and (gender != "Male" or bool(home.children)) and "roommate" not in home.members


def _sends_home(home: Household) -> bool:
    """Whether somebody at work lives as those do who send money to their people rather than have it from them."""
    return home.marital_status in ("single", "married") and not home.children and _AWAY.issuperset(home.members)


@cache
def _receives(code: str, region: str | None, income_group: str) -> float:
    """The share of households of a division that receive money from relatives elsewhere."""
    known = {(row["code"], row["region"]): float(row["share"]) for row in table("work/remittances.csv")}
    return known.get((code, region or ""), known.get((code, ""), _RECEIVES_ELSEWHERE[income_group]))
