"""What the others of a household earn: wages, small work and sidelines, pensions of the old."""

import math

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender, Household
from boses_engine.grounding.income.maternity_leave import of_leave, paid_on_leave
from boses_engine.grounding.income.own import PREMISES, clear_of_full_time
from boses_engine.grounding.income.terms import SIDELINE_ENDS, SIDELINE_SPREAD, Terms, kin_of, thinned
from boses_engine.grounding.places.countries import OF_MIGRANTS, figure_of
from boses_engine.grounding.work.earners import (
    FIRST_PAY_SPREAD,
    WOMEN,
    earning_chances,
    is_past_work,
    most_wives_work,
    over_mean,
    sideline_chances,
    stopped_work,
    wives_at_work,
    young_pay,
)
from boses_engine.grounding.work.employers import keeps_minimum
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.part_time import part_time_times, works_full_weeks
from boses_engine.grounding.work.pay import (
    as_pension,
    least_pension,
    old_age_pensions,
    pension_for_all,
    pension_of,
    pensioned,
)
from boses_engine.grounding.work.pay_by_sex import pay_by_sex

# Share of those at home at work by the day, in a small trade or part-time, by income group (estimate after ILOSTAT:
# informal employment and time-related underemployment).
_INFORMAL = {"low": 0.75, "lower middle": 0.48, "upper middle": 0.35, "high": 0.15}
_INFORMAL_BY_LAW = 0.18  # the same where small employers keep the minimum though incomes are not high (estimate)
_INFORMAL_FALLS = 2.2  # with the place's wages over the nation's, as an exponent (estimate: factory towns, capitals)
# What part-time work brings at least, over the legal minimum, where there is little of it, and how much more as chance
# has it: about six hours a day (estimates).
_PART_TIME_LEAST, _PART_TIME_OVER = 0.7, 0.2
# What such work pays women and men in the middle over a living, which lies between the legal minimum and usual pay,
# where most are poor (a stall, laundry, a field) and elsewhere, its spread, and what it pays at least over the middle
# (estimates).
_INFORMAL_PAY = {"low": (0.5, 0.85), "lower middle": (0.5, 0.85), "upper middle": (0.68, 0.92), "high": (0.68, 0.92)}
_INFORMAL_SPREAD, _INFORMAL_LEAST = 0.3, 0.66
# What day work brings a man at least, over a living, whatever the person's own work pays: a day hand is paid by the
# market (estimate).
_DAY_HAND = {"low": 0.6, "lower middle": 0.6, "upper middle": 0.75, "high": 0.75}
# Of husbands and wives of who has a shop or eatery outside rich countries, who have pay elsewhere, over others
# (estimate after ILOSTAT, contributing family workers).
_SPOUSES_OF_OWNERS, _SPOUSES_OF_RICH_OWNERS = 0.65, 0.35
_DAY_HANDS_APART = 0.7  # by how much more the best of them have at least (estimate)
_WIVES_SIDELINE = 0.24  # what a sideline brings a wife at least where most wives have pay (estimate)
_SPOKEN_FROM = 100  # local money, from which sidelines are round
_FREE_SIDELINE, _FREE_UNTIL = 0.55, 45  # what a sideline brings a wife without children until what age (estimate)
_MOTHERS_INFORMAL_FROM = 26  # years of the person, from which mothers have small work more often (estimate)
_FARM_PENSIONED = 0.35  # how often, over others, parents in farmers' homes have earned a pension (estimate)
_INFORMAL_MOST = 0.92
# Share of wives with pay under which those of men with a shop or trade of their own mostly sew, teach or sell at home,
# whatever the trade brings, and how many of them do (estimates after PLFS 2023-24: women at work in towns of India,
# of whom half are self-employed or casual, and more of those of the self-employed).
_FEW_WIVES, _OWN_ACCOUNT_INFORMAL = 0.45, 0.8
# Where small employers do not keep to the minimum: of wages of those at home that would be under it, how many are; by
# how much, in logs, the others are over it in the mean, and at most (estimates after ILO Global Wage Report 2020/21).
_UNDER_MINIMUM, _OVER_BY_CHANCE, _CHANCE_MOST, _CHANCE_MOST_APART = 0.35, 0.2, 1.5, 0.35
# Of people of the person's own generation from what age on: pay over that of all, and how much oftener it is of a small
# trade or by the day (estimates after ILOSTAT: informal work of people of 55 to 64).
_AGEING_FROM, _AGEING, _AGEING_INFORMAL = 58, 0.85, 1.6
_SMALL_FOLLOWS = 0.6  # how far it goes, in logs, with the person's own pay over the usual (estimate)
# How much oftener the young have such work, until they have an adult's pay (estimate after ILOSTAT: informal work of
# people of 15 to 24).
_YOUNG_INFORMAL = 1.3
# The same, part-time, of those new at work where incomes are high (estimate after Eurostat: part-time work of people of
# 15 to 24, two to three times as common).
_YOUNG_PART_TIME = 3.5
_BENEFIT, _BENEFIT_LEAST = 0.62, 0.52  # what a husband without a wage has instead where incomes are high (estimates)
_RARER = 1.25  # how fast that gets rarer with the logarithm of the person's own pay over the usual (estimate)
# Of an adult's pay, from which the young are expected to have some: many have ended college by 23 (estimate).
_FULL_PAY_FROM = 0.8
_IDLE_FROM = 0.42  # a relative with at least this chance of pay is expected to have some
# Of how near pay is to the person's, how near a wife's is outside rich countries: wives of those who lead teach, keep
# accounts or have a shop (estimate after BPS Sakernas 2024 and PLFS 2023-24: pay of women with a degree).
_WIVES_ALIKE = 0.7
# In logs, from where on a spouse's pay follows outside rich countries by what part only: officers of ships, owners and
# managers have much more than people of like schooling; and by what part it follows at all where the person has a shop
# or workshop in which the spouse works, too (estimates).
_SPOUSES_LEVEL_OFF, _SPOUSES_FOLLOW, _OWNERS_SPOUSES_FOLLOW = 0.5, 0.35, 0.6
_SPOUSES_LEVEL_OFF_RICH = 0.35  # from where on it does so where incomes are high (estimate)
# Outside rich countries, how far pay over the usual tells of that of those at home where it is by a scale of the state:
# private employers pay people of like schooling less there (estimate).
_SCALE_TELLS = 0.45
# How wages stand over what the middle one of all at work has, where many of these have no wage (estimate).
_WAGES_OVER = {"low": 1.0, "lower middle": 1.0, "upper middle": 1.12, "high": 1.1}
_SPREAD_UNTOLD = 0.55  # standard deviation of log pay where the person has no work that tells of theirs (estimate)
_LEAST_TELLING = 0.25  # over the usual: own pay under it says no more of the others' than this does
# By how much, in logs, a level of schooling of who keeps house or seeks work, over the mean, tells of the others' pay
# (estimate), and of who is retired: grown children of graduates are mostly graduates (estimate).
_SCHOOLING_TELLS, _RETIREDS_SCHOOLING_TELLS = 0.2, 0.3
# The same of a spouse outside rich countries, where the person is at work: whoever studied married somebody who did,
# whatever a trade of one's own brings (estimate after returns to schooling and matching of couples, World Bank).
_SPOUSES_SCHOOLING = 0.1
_TELLS_OF_WOMEN = 0.4  # how much of what the class tells of men's money it tells of women's (estimate)
WIVES_USUAL = 0.52  # of wives with pay, from which mothers have it as often as they are drawn with it
_WAGE_INSTEAD = 0.7  # of the sidelines that there are not, wages there are instead (estimate)
_NEAR_USUAL = 0.2  # in logs over the usual, from where on sidelines get rarer (estimate)
# How much oftener husbands, wives and parents in a farmer's home till it or work by the day, and the others, and how
# far the pay of these goes by what the farm brings: grown children have work elsewhere (estimates).
_FARMS_INFORMAL, _FARMS_INFORMAL_YOUNG, _FARMS_ALIKE_YOUNG = 1.4, 1.1, 0.5
_SAME, APART_AGAIN = 0.02, 1.05  # in logs, how near the pay of two is the same; what then moves them apart
# How far, in logs, the legal minimum lifts the pay of those at home who would earn about as much, and of those of them
# who are new at work, by what they have over an adult's pay (estimates).
_OVER_MINIMUM, _OVER_MINIMUM_YOUNG, _NEW_AT_WORK = 0.3, 0.1, 0.75
# The same where hardly anybody works few hours and small employers keep to the minimum: many have little more than it
# (estimate after Eurostat, Structure of Earnings Survey 2022: a sixth to a quarter in Poland, Portugal, Bulgaria).
_OVER_MINIMUM_FULL = 0.18
_NEW_MOST = 1.1  # what those have at most, over the legal minimum or what stands for it (estimate)
# The same, whatever they do, outside rich countries: over their part of an adult's pay where small employers keep to no
# minimum, and how much less as chance has it (estimates).
_NEW_OVER, _NEW_APART = 0.3, 0.08
# The most that a pension of somebody at home is, over usual pay, and where incomes are high, with what savings and
# rents bring (estimate after OECD Pensions at a Glance 2023: people of 65 and over have nine tenths of the mean income
# a head).
_PENSION_MOST, _RICH_PENSION_MOST = 0.9, 1.7
# In rich countries, how far the pensions of the old at home go over the middle one, in logs, over those of all, for who
# lives with grown children seldom has a fund and savings, and the most over the middle one (estimates).
_PENSIONS_OVER, _PENSIONS_OVER_MOST = 0.5, 1.5
_PENSIONS_IN_TOWNS, _PENSIONED_MOST = 1.5, 0.75  # how pensions follow the level of wages, at most (estimates)
_ALL_PENSIONED = 0.95  # of people past work, where all have some pension
_PARENTS_OLDER = 26  # years, by which parents and theirs are older than people, about
_PENSIONS_ALIKE = 0.4  # how near a spouse's pension is to the person's, in logs (estimate)
# Outside rich countries: how often at least the spouse of who earned a pension did too, and what that is over the
# person's, with its spread; how often a spouse past work without one has a sideline (estimates).
_SPOUSE_PENSIONED, _SPOUSE_PENSION, _SPOUSE_PENSION_SPREAD, _OLD_SIDELINE = 0.33, 0.9, 0.25, 0.35
# Where nearly all past work have a pension, of people at work: the age from which they mostly draw theirs as well, how
# many do, and what it is over those of all (estimates after OECD, Pensions at a Glance 2023: who works on rather has a
# small one).
_PENSION_FROM, _DRAWS_PENSION, _OF_WHO_WORK_ON = 66, 0.93, 0.9


def draw_earnings(
    rng: np.random.Generator,
    n: int,
    terms: Terms,
    home: Household,
    age: int,
    own: npt.NDArray[np.float64],
    national: npt.NDArray[np.bool_],
    education: str | None,
    chances: npt.NDArray[np.float64],
    without: bool,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """What each of those at home earns or has as a pension, shape (n, members), and how many are without pay of whom
    some is expected, shape (n,); `national` is whether own pay is by a scale, `chances` are those of pay, shape
    (members,), and a husband has none where he is `without`."""
    place, job, usual, legal = terms.place, terms.job, terms.usual, terms.legal
    kin, rich = kin_of(home.members), terms.income_group == "high"
    farm = is_farm(job.isco08) and not rich
    near = _nearness(terms, home, age, own, national, education)
    if without:
        chances = chances.copy()
        chances[home.members.index("husband")] = 0.0
    shape = n, len(chances)
    earn = rng.random(shape) < chances
    spread = kin.spread if job.status == "working" else _SPREAD_UNTOLD
    by_sex = pay_by_sex(place.country_code)
    paid = np.where(kin.women, by_sex.over_all("Female"), by_sex.over_all("Male")) if by_sex else kin.paid
    ages = _AGEING if age >= _AGEING_FROM else 1.0
    paid = np.where(kin.peers, ages, 1.0) * paid
    z = thinned(rng.standard_normal(shape))
    pay = _WAGES_OVER[terms.income_group] * usual * paid * np.exp(near + spread * z)
    young = young_pay(home, age)
    for at, factor in young.items():
        pay[:, at] = factor * usual * np.exp(FIRST_PAY_SPREAD * rng.standard_normal(n))
    first = np.array([young.get(at, 1.0) for at in range(shape[1])])
    by_law = keeps_minimum(place.country_code)
    full_weeks = works_full_weeks(place.country_code)
    over = np.where(first < _NEW_AT_WORK, _OVER_MINIMUM_YOUNG, _OVER_MINIMUM_FULL if full_weeks else _OVER_MINIMUM)
    lifted = legal * np.exp(over * np.logaddexp(0.0, np.log(pay / legal) / over))
    pay = lifted if by_law else _about_the_minimum(rng, pay, lifted, legal, place.country_code)
    pay = np.where(first < _NEW_AT_WORK, np.minimum(pay, _NEW_MOST * legal), pay)
    # The higher the minimum stands over what most have, the fewer have it.
    informal = _INFORMAL_BY_LAW if by_law and not rich else _INFORMAL[terms.income_group]
    share = informal * np.exp(-_RARER * near)
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
    has_small = rng.random(shape) < np.minimum(share * max(legal / usual, 1.0), _INFORMAL_MOST)
    small = _small_pay(rng, np.where(kin.women, *_INFORMAL_PAY[terms.income_group]), shape)
    small *= np.exp(_SMALL_FOLLOWS * near) * first
    living = figure_of(place.country_code, "work", "small work brings", 1.0) * math.sqrt(legal * usual)
    chance = rng.random(shape)
    if not rich:
        day_hand = figure_of(place.country_code, "work", "day hand", _DAY_HAND[terms.income_group])
        hands = np.where(kin.women, 0.0, day_hand * np.maximum(first, 0.8))
        small = np.maximum(small, hands * (1 + _DAY_HANDS_APART * chance))
    else:
        part = _PART_TIME_LEAST * legal / living * (1 + _PART_TIME_OVER * chance) if full_weeks else 0.0
        small = np.maximum(small, np.maximum(_BENEFIT_LEAST, part))
    pay = np.where(has_small, clear_of_full_time(small * living, legal) if rich else small * living, pay)
    if young and not rich:
        most = _NEW_MOST * legal * (1.0 if by_law else first + _NEW_OVER) * (1 - _NEW_APART * chance)
        pay = np.where(first < _NEW_AT_WORK, np.minimum(pay, most), pay)
    if rich and "wife" in home.members and of_leave(terms, home):
        pay[:, home.members.index("wife")] *= paid_on_leave(rng, n, place.country_code)
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
    sideline = _BENEFIT * np.exp(SIDELINE_SPREAD * z) if rich else kin.aside * np.exp(kin.aside_spread * z)
    most = np.full(len(chances), SIDELINE_ENDS[1]) if rich else kin.aside_most
    least = np.full(len(chances), _BENEFIT_LEAST) if rich else kin.aside_least
    if most_wives_work(place.country_code, place.region) and not rich:
        least = np.maximum(least, np.where([each == "wife" for each in home.members], _WIVES_SIDELINE, 0.0))
    if not rich and not home.children and age < _FREE_UNTIL:
        least = np.where([each == "wife" for each in home.members], _FREE_SIDELINE, least)
    floor = least * (1 + 0.3 * rng.random(shape))
    sideline = np.maximum(np.minimum(sideline, most), floor)
    sideline = sideline * living if rich else as_spoken(sideline * living * first)
    pay, earn = np.where(aside, sideline, pay), earn | aside
    stopped = np.array([stopped_work(relation, age) for relation in home.members])
    if early := [at for at in range(shape[1]) if chances[at] > 0 and stopped[at] > 0]:  # some have their pension by now
        pensions, has = _draw_pensions(rng, terms, home, age, own, early, np.zeros(len(early), dtype=np.bool_))
        has &= ~earn[:, early] & (rng.random(has.shape) < stopped[early])
        pay[:, early], earn[:, early] = np.where(has, pensions, pay[:, early]), earn[:, early] | has
    idle = ~earn @ (kin.idle * ((chances >= _IDLE_FROM) & (first >= _FULL_PAY_FROM)))
    old = [at for at, relation in enumerate(home.members) if is_past_work(relation, age, job.status)]
    if old:
        spouses = np.array([home.members[at] in ("husband", "wife") for at in old])
        pensions, has = _draw_pensions(rng, terms, home, age, own, old, spouses)
        aside = spouses & ~has & (rng.random((n, len(old))) < (0.0 if rich else _OLD_SIDELINE))
        pay[:, old] = np.where(aside, sideline[:, old], pensions)
        earn[:, old] = has | aside
    return earn * pay, idle


def pay_chances(terms: Terms, home: Household, age: int, education: str | None) -> npt.NDArray[np.float64]:
    """The chance that each of those at home has pay, shape (members,): that of people like them, but a husband or wife
    who helps in the shop seldom has any elsewhere."""
    place, job, spouse = terms.place, terms.job, kin_of(home.members).spouse
    by_kin = earning_chances(home, age, place.country_code, job.status, place.region, education, is_farm(job.isco08))
    chances = np.array(by_kin)
    if spouse is not None and job.isco08.startswith(PREMISES) and job.employment == "own":
        fewer = _SPOUSES_OF_RICH_OWNERS if terms.of_high else _SPOUSES_OF_OWNERS
        chances[spouse] *= 1.0 if terms.income_group == "high" else fewer
    return chances


def _nearness(
    terms: Terms,
    home: Household,
    age: int,
    own: npt.NDArray[np.float64],
    national: npt.NDArray[np.bool_],
    education: str | None,
) -> npt.NDArray[np.float64]:
    """How far, in logs, the pay of those at home is over the usual for what the person has and is, shape (n, members)
    or (n, 1)."""
    place, job, usual, kin, n = terms.place, terms.job, terms.usual, kin_of(home.members), len(own)
    rich = terms.income_group == "high"
    near = np.zeros((n, 1))
    if job.status == "working":  # what others of the trade have, and what the person has
        around = np.sqrt(max(terms.band.p50, 0.3 * usual) * np.maximum(own, _LEAST_TELLING * usual))
        alike = np.where(kin.tills, kin.alike, _FARMS_ALIKE_YOUNG * kin.alike)
        alike = alike if is_farm(job.isco08) and not rich else kin.alike
        near = alike * np.log(around / usual).reshape(n, 1)
        if not rich:
            near *= np.where(national.reshape(n, 1) & (near > 0), _SCALE_TELLS, 1.0)
        if not rich and kin.spouse is not None and kin.women[kin.spouse]:
            near[:, kin.spouse] *= np.where(near[:, kin.spouse] > 0, _WIVES_ALIKE, 1.0)
        if not rich and kin.spouse is not None:
            follows = _OWNERS_SPOUSES_FOLLOW if job.employment == "own" and not is_farm(job.isco08) else 1.0
            near[:, kin.spouse] *= np.where(near[:, kin.spouse] > 0, follows, 1.0)
        if kin.spouse is not None:
            over = np.maximum(near[:, kin.spouse] - (_SPOUSES_LEVEL_OFF_RICH if rich else _SPOUSES_LEVEL_OFF), 0.0)
            near[:, kin.spouse] -= (1 - _SPOUSES_FOLLOW) * over
        if education and not rich and kin.spouse is not None:
            near[:, kin.spouse] += _SPOUSES_SCHOOLING * over_mean(education, place.country_code, age)
    elif job.status in ("keeping house", "looking for work", "retired") and education:
        tells = _RETIREDS_SCHOOLING_TELLS if job.status == "retired" else _SCHOOLING_TELLS
        near = np.tile(kin.alike * tells * over_mean(education, place.country_code, age), (n, 1))
    if terms.class_tells:
        near = near + terms.class_tells * np.where(kin.women, _TELLS_OF_WOMEN, 1.0)
    return near


def _draw_pensions(
    rng: np.random.Generator,
    terms: Terms,
    home: Household,
    age: int,
    own: npt.NDArray[np.float64],
    old: list[int],
    spouses: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """What the pension of each of those past work, at `old` among the members, is, and whether there is one; both of
    shape (n, old). `spouses` says of whom it is the husband or wife."""
    code, job, usual, n = terms.place.country_code, terms.job, terms.usual, len(own)
    rich = terms.income_group == "high"
    pension = old_age_pensions(code).moved(terms.level)
    each = pension.at_each(rng.standard_normal((n, len(old))))
    chance = np.full(len(old), pensioned(code))
    if rich and pensioned(code) >= _ALL_PENSIONED:  # who earned none has the state's
        chance = np.ones(len(old))
    if not rich and not pension_for_all(code):  # pensions are where the state and its firms paid wages
        chance = np.minimum(chance * terms.level**_PENSIONS_IN_TOWNS, np.maximum(chance, _PENSIONED_MOST))
        chance = chance * (_FARM_PENSIONED if is_farm(job.isco08) else 1.0)
        custom = min(wives_at_work(code, terms.place.region) / WIVES_USUAL, 1.0)
        chance = chance * np.array([custom if home.members[at] in WOMEN else 1.0 for at in old])
    if job.status == "retired" and terms.band.p50 > 0:  # couples did work alike
        ratio = np.maximum(own / terms.band.p50, _LEAST_TELLING).reshape(n, 1)
        alike = np.sqrt(each * pension.p50) * ratio**_PENSIONS_ALIKE
        if not rich and terms.band.p10 > 0:
            alike = _SPOUSE_PENSION * own.reshape(n, 1) * np.exp(_SPOUSE_PENSION_SPREAD * rng.standard_normal((n, 1)))
            chance = np.where(spouses, np.maximum(chance, _SPOUSE_PENSIONED), chance)
        each = np.where(spouses, alike, each)
    if rich:
        each = np.where(spouses, each, _pensions_at_home(each, pension.p50))
    each *= [pension_of(code, "Female" if home.members[at] in WOMEN else "Male") for at in old]
    roof = (_RICH_PENSION_MOST if rich else _PENSION_MOST) * usual
    each = np.minimum(each, roof * (1 - 0.4 * rng.random(each.shape)))
    each = np.maximum(each, 0.1 * usual * (1 + 0.2 * rng.random(each.shape)))
    each = as_pension(each, code, np.where(spouses, age, age + _PARENTS_OLDER))
    return each, rng.random((n, len(old))) < chance


def draw_pension_beside(
    rng: np.random.Generator, n: int, terms: Terms, age: int, gender: Gender | None
) -> npt.NDArray[np.float64]:
    """What somebody at work past the age of a pension has of one beside pay, shape (n,), where nearly all past work
    have one; the class does not decide whether they do."""
    code = terms.place.country_code
    have_one = pension_for_all(code) or pensioned(code) >= _ALL_PENSIONED
    if age < _PENSION_FROM or not have_one or code in OF_MIGRANTS or rng.random() >= _DRAWS_PENSION:
        return np.zeros(n)
    middle = old_age_pensions(code).moved(terms.level)
    each = _pensions_at_home(_OF_WHO_WORK_ON * middle.at_each(rng.standard_normal(n)), middle.p50) * pension_of(
        code, gender
    )
    return as_pension(np.maximum(each, least_pension(code) or 0.1 * terms.usual), code, age)


def _pensions_at_home(each: npt.NDArray[np.float64], middle: float) -> npt.NDArray[np.float64]:
    """Pensions of rich countries, those over the middle one nearer to it."""
    over = np.maximum(each / middle, 1.0) ** (_PENSIONS_OVER - 1)
    found: npt.NDArray[np.float64] = np.minimum(each * over, _PENSIONS_OVER_MOST * middle)
    return found


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


def as_spoken(amounts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What sidelines bring, as people say it who keep no books: 120, 450 or 500 thousand."""
    unit = 10.0 ** np.floor(np.log10(np.maximum(amounts, 1.0)))
    step = np.where(amounts < 2 * unit, 0.1, 0.5) * unit
    found: npt.NDArray[np.float64] = np.where(amounts < _SPOKEN_FROM, amounts, np.round(amounts / step) * step)
    return found


def _about_the_minimum(
    rng: np.random.Generator, pay: npt.NDArray[np.float64], lifted: npt.NDArray[np.float64], legal: float, code: str
) -> npt.NDArray[np.float64]:
    """Wages outside rich countries, `lifted` by the minimum: of those who would have less, some do at small employers,
    and the others have skill, a night shift or overtime over it, as chance has it."""
    chance = rng.random(pay.shape)
    less = chance < _UNDER_MINIMUM
    least = figure_of(code, "work", "under the minimum at least")
    under = legal * (least + (1 - least) * rng.random(pay.shape))
    more = np.maximum(lifted, legal * np.exp(_OVER_BY_CHANCE * rng.exponential(size=pay.shape)))
    most = legal * (_CHANCE_MOST - _CHANCE_MOST_APART * chance)  # no sum where many are
    found: npt.NDArray[np.float64] = np.where(pay < legal, np.where(less, under, np.minimum(more, most)), lifted)
    return found
