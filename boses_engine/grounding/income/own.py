"""What a person has of their own a month: in the band of what they do, by employer, age, schooling, rank and chance.

Pay in a career grows with the years: fast at first and then slower, on a state's scale by the same step each year. In
other work the logarithm of pay is tied to age by a correlation. Wages are not under what the kind of employer pays at
least, and work of one's own that is all that somebody does brings something.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import PART_TIME, Gender, is_live_in
from boses_engine.grounding.income.careers import GROWTH, growth, leads, without_rank, years_at_work, years_in
from boses_engine.grounding.income.without_work import draw_without_work
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import OF_MIGRANTS, country, figure_of
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.asked_titles import rank_shift
from boses_engine.grounding.work.employers import Workplaces, is_of_state, keeps_minimum
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.part_time import part_time, part_time_hours
from boses_engine.grounding.work.pay import (
    Z90,
    Band,
    citizens_least,
    graduates_least,
    least_wage,
    level_of_pay,
    minimum_wage,
    pay_at_work,
    wage_level,
    with_tail,
)
from boses_engine.grounding.work.pay_by_sex import pay_by_sex
from boses_engine.grounding.work.small_jobs import small_job_of
from boses_engine.grounding.work.tables import Job

_FULL = 0.8  # least of employers who pay a full-time wage (estimate)
_PART_TIMERS_AT = 0.0  # standard deviations over the middle of full pay, at most: who leads has full hours (estimate)
_NEARLY_FULL = 0.85  # of the least of a full month: what part-timers at that least have at most (estimate)
# Hours of part-timers in professions over full ones, from and to: who comes back to a ward or a school has three days
# and more (estimate).
_HOURS_OF_PROFESSIONS, _PROFESSIONS = (0.55, 0.85), ("2", "32")
# Of z beyond the 90th percentile: of wages, and of work of one's own (estimates).
_WAGE_TAIL, _OWN_TAIL = 0.35, 0.5
# How far pay over the middle is reached at the start of a working life, but in work that wants no learning, and when in
# it all of it is (estimates).
_START_TAIL, _ALL_REACHED = 0.45, 0.35
# In wages at which there is no career, over the highest tenth: what is further out counts for so much (estimate).
_NO_CAREER, _OVER_TENTH = "456789", 0.35
# The same of who sells, serves, cleans, keeps a front desk or assists outside rich countries, from how much over the
# middle of the trade on: the wage orders set what all of them have about alike (estimate: the 95th percentile is 1.3
# times the middle one), and titles that do not count among them, for they have scales of their own, lead, or cook
# better or worse.
_NARROW, _NARROW_FROM, _OVER_NARROW = (*"459", "3213", "3251", "3256", "3344"), 1.12, 0.5
_NOT_NARROW = ("511", "512", "5151", "5222", "5411", "5412", "5413")
# The same of clerks where incomes are high, in rank and file (estimate after Eurostat, structure of earnings 2022: the
# highest tenth of clerks has 1.3 to 1.4 times the middle one's pay).
_CLERKS, _CLERKS_FROM, _OVER_CLERKS = ("4", "3341", "3344"), 1.15, 0.5
# What is over the highest tenth of the trade, or over so many times its middle if that is less, counts as thin for
# technicians, professionals of offices and law, and teachers there, but for officers of ships, universities, who sells
# on commission and artists (estimates: who has much more leads, or has a title that says so).
_STEADY, _STEADY_FROM = ("23", "24", "26", "31", "33"), 1.3
_NOT_STEADY = ("231", "265", "315", "3321", "3322", "3324", "3334", "3339")
# The same of professionals and technicians where incomes are high, over the highest tenth of the trade: who has much
# more leads, or has a title that says so (estimate).
_SCHOOLED, _OVER_SCHOOLED = ("2", "3"), 0.35
_NOT_AGE = 0.8  # of the spread of wages within a job, what is not age, where pay grows in a career (estimate)
# Correlation of log pay with where one stands between the first and last years of a job; standard deviations of log pay
# within a job by which a level of schooling above the job's mean is paid (estimates).
_AGE_SHARE, _SCHOOLING_PAYS = 0.4, 0.25
# What schooling pays at desks outside rich countries, where graduates are few (estimate after returns to schooling,
# World Bank).
_SCHOOLING_PAYS_DESKS = 0.42
_DEGREE = EDUCATION_LEVELS.index("bachelor's degree")
_GRADUATES = EDUCATION_LEVELS[_DEGREE:]
_GRADUATES_GROW = 0.5  # by which the log of the least of graduates at desks grows over a working life (estimate)
# How far from the lowest tenth to the middle, in logs, the least is of who leads or is senior: under it they would have
# what their staff have (estimate).
_LEADERS_LEAST = 0.25
_LEADERS_UNDER = 0.5  # of how far those under the middle of them stand from it (estimate)
# In poor countries: how many of those at benches, lines and counters who would have the least that a firm pays
# have less, with short weeks and through agencies, down to what part of it, and up to what part of it the others have
# with a day more in some months (estimates after ILO Global Wage Report 2020/21: of all wage earners 15 per cent have
# less than the minimum, in Indonesia about half, most of them at small employers, who pay none here).
_SHORT_WEEKS = {"low": 0.25, "lower middle": 0.25, "upper middle": 0.0, "high": 0.0}
_SHORT_LEAST, _LONG_MOST = 0.82, 1.06
_PAID_BY_DAYS = "5789"  # major groups of ISCO-08
_DESKS = "234"
# The same of clerks of small offices, over those by the day (estimate).
_SMALL_OFFICES, _SHORT_AT_DESKS = ("334", "41", "43", "44"), 0.7
# With what power of it pay stands under the lowest tenth of the trade, but for part-timers (estimate).
_UNDER_TENTH = 0.5
# Over the legal minimum, what graduates at desks have at small employers too; schools pay some by the lesson, and
# ministers live on what their people give (estimates).
_GRADUATES_LEAST, _TEACH, _MINISTERS = 0.9, "23", "2636"
# Over the middle of people of that age with the title without the word of rank ("accountant"): from where on juniors'
# pay goes no further but by that power, and what seniors have at least (estimates).
_JUNIORS_MOST, _JUNIORS_OVER, _SENIORS_LEAST = 0.85, 0.3, 1.1
TRAINEE, _TRAINEES_OVER = -1.6, 0.4  # words of rank; how far trainees' pay goes over the middle of it (estimate)
# By how much more than the least that is paid who would have less earns, in the mean: by where they stand, the lower
# half nothing, and by chance (days, overtime, allowances), which most have (estimates).
_OVER_MINIMUM, _OVER_BY_CHANCE, _HAVE_MORE = 0.06, 0.075, 0.8
_DESKS_ALLOWANCES = 2.0  # shape of the gamma distribution of that by chance at desks, where all have some (estimate)
# The same where they stand at desks, outside rich countries: schooling and years are paid there where the minimum is
# above what most clerks of the nation have, too (estimate after BPS Sakernas 2024: graduate clerks 1.3 times others).
_OVER_MINIMUM_DESKS = 0.28
_A_DEVIATION = 0.45  # what of the growth of log pay is a standard deviation there (estimate)
# At least, over the usual: what work of one's own brings that is all that somebody does, on farms and elsewhere.
_OWN_LEAST, _FARM_LEAST = 0.32, 0.2
_OVER_OWN_LEAST = 0.6  # by how much more of it than the least at most (estimate)
# Who builds by the day changes sites rather than earn much less than the lowest tenth of the trade (estimate).
_SITES, _SITE_TENTH = ("71", "93"), 0.9
_DAY_LABOUR = ("71", "92", "93")  # where women are paid less by the day
# Nor does who pulls or drives a rickshaw of their own all day have many months far under it (estimate).
_RIDES = ("83", "93")
# Who sews has more for a day's work in a shop than for what neighbours bring to the house.
_SEWS = ("7531", "7533")
# Who keeps a house with tables or a shop with staff earns by what kind of house it is; who keeps one, a workshop, shop,
# depot or stall would close it rather than earn much less than the lowest tenth of them, or than half the legal minimum
# where a middle one brings a good deal more (estimates).
_HOUSES, PREMISES, _HOUSE_TENTH = "14", ("132", "14", "5211", "5221"), 0.9
_HALF_A_WAGE, _HALF_A_WAGE_MOST = 0.5, 0.6  # over the minimum, and at most over the middle of the trade
# The same outside rich countries of those whose pay ratio says that goods and staff are in it: one of them hardly has
# less than whom they hire (estimates).
_HIRES_FROM, _A_WAGE, _A_WAGE_MOST = 0.9, 0.85, 0.8
# Outside rich countries, from what age on who works with their hands on their own or by the day does less of it, and
# how much less a year, in logs (estimates after ILOSTAT: hours of work by age).
_BY_HAND, _SLOWER_FROM, _SLOWER = ("7", "8", "9", "5212"), 55, 0.045
# Work of one's own that is to be had without goods, tools or premises: nobody has many times what others have.
_LOWLY, _LOWLY_TAIL = ("9", "5212"), 0.25
_LOWLY_LEAST = 0.75  # of the part of the legal minimum that other work of one's own brings at least (estimate)
_RICH_TENTH = 0.95  # of the lowest tenth of a job: what hardly anybody has less than where incomes are high (estimate)
# Over the legal minimum, where incomes are high: no law keeps to it what work of one's own brings (estimate after
# Eurostat, in-work poverty 2023: of the self-employed about three times as many are poor as of employees).
_RICH_LEAST = 0.4
# But where half of the work is informal, so that there may be no such wage (ILO: in Mexico more than half).
_INFORMAL = ("latin america", "central asia")
# By how many deviations citizens of countries of migrants are paid over all who do the job (estimate).
_CITIZENS_OVER = 0.6
# What citizens usually have in trades and at machines, whose bands are of migrants alone, over the least that citizens
# have (estimate after average wages of citizens in firms).
_CITIZENS_IN_TRADES, _TRADES = 1.6, ("31", "7", "8")
# Of full hours, what part-timers have who live alone and pay the rent (estimate after JILPT 2023 and Eurostat LFS 2023:
# single people with part-time work have about 30 hours a week, married women 20).
_HOURS_ALONE = (0.68, 0.88)


@dataclass(frozen=True, slots=True)
class Own:
    """Own money of people alike, shape (n,), whether it is for the hours of a part-timer, and what part of full hours
    they have, shape (n,)."""

    pay: npt.NDArray[np.float64]
    part_time: npt.NDArray[np.bool_]
    hours: npt.NDArray[np.float64]


def draw_own(
    rng: np.random.Generator,
    n: int,
    band: Band,
    place: Place,
    job: Job,
    age: int,
    schooled: float,
    there: Workplaces,
    gender: Gender | None = None,
    education: str | None = None,
    standing: float = 0.0,
) -> Own:
    """Own money of so many people alike; `there` are their workplaces, `schooled` levels above the job's mean, and
    `standing` tells of the class of who has no work."""
    noise = rng.standard_normal(n)
    shift = rank_shift(job.title) if job.match == "as asked" else 0.0
    if job.status != "working":
        return _full_time(draw_without_work(rng, band, place, job, age, shift + noise, schooled, standing))
    rich = country(place.country_code).income_group == "high"
    shift += (_SCHOOLING_PAYS_DESKS if job.isco08[:1] in "1234" and not rich else _SCHOOLING_PAYS) * schooled
    if job.by_citizens and job.isco08.startswith(_TRADES):
        band = band.moved(max(_CITIZENS_IN_TRADES * citizens_least(place.country_code) / band.p50, 1.0))
    else:
        shift += _CITIZENS_OVER * job.by_citizens
    wage = job.employment == "wage"
    by_hand = not wage and not rich and job.isco08.startswith(_BY_HAND) and not job.title.endswith("owner")
    years = years_in(job, min(age, _SLOWER_FROM) if by_hand else age)
    if rank_shift(job.title) <= TRAINEE:
        noise = np.where(noise > 0, _TRAINEES_OVER * noise, noise)
    if wage and (job.isco08[:1] in GROWTH or not np.isnan(there.growth).all()):
        grown = np.exp(growth(place.country_code, job, years, there, gender))
        z = shift + _NOT_AGE * noise
    else:
        grown = np.ones(n)
        z = shift + _AGE_SHARE * 1.4 * (2 * years - 1) + math.sqrt(1 - _AGE_SHARE**2) * noise
    lowly = not wage and job.isco08.startswith(_LOWLY)
    reached = 1.0 if lowly else min(_START_TAIL + (1 - _START_TAIL) * years / _ALL_REACHED, 1.0)
    z = with_tail(np.where(z > 0, reached * z, z), _WAGE_TAIL if wage else _LOWLY_TAIL if lowly else _OWN_TAIL)
    if wage and leads(job):
        z = np.where(z < 0, _LEADERS_UNDER * z, z)
    pay = band.at_each(z) * grown * _day_pay_of(gender, place.country_code, job)
    if by_hand:
        pay = pay * math.exp(-_SLOWER * max(age - _SLOWER_FROM, 0))
    narrow = wage and not rich and _is_narrow(job)
    if wage and not narrow and job.isco08[:1] in _NO_CAREER:
        pay = thinned(pay, band.p90, _OVER_TENTH)
    if wage and (by_sex := pay_by_sex(place.country_code)):
        grown = grown * np.where(there.national, 1.0, by_sex.in_one_job(gender))
        pay = pay * np.where(there.national, 1.0, by_sex.in_one_job(gender))
    if wage:  # by the employer's own scale, where one is known
        central = there.factor * np.where(there.national, band.p50 / level_of_pay(place, job), band.p50)
        pay = np.where(np.isnan(there.spread), pay, central * grown * np.exp(there.spread * z))
        plain = without_rank(place.country_code, job, age, there, gender) * band.p50 * there.factor
        if rank_shift(job.title) < 0 and plain.all():  # ranks hold, whatever the class
            over = np.maximum(pay / (_JUNIORS_MOST * plain), 1.0)
            pay = np.where(there.national, pay, pay * over ** (_JUNIORS_OVER - 1))
        if job.by_citizens:
            of_state = np.array([is_of_state(each) for each in job.workplaces or (job.workplace,)])[there.at]
            pay = np.where(of_state, pay * figure_of(place.country_code, "work", "citizens of the state", 1.0), pay)
        legal = least_wage(place, job, there.minimum, there.national)
        legal = legal * _short_weeks(rng, n, place.country_code, job, there)
        if education in _GRADUATES and job.isco08[:1] in "1234":
            first = graduates_least(place) * (1 if narrow else math.exp(_GRADUATES_GROW * years_at_work(age)))
            legal = np.where(there.minimum >= _FULL, np.maximum(legal, first), legal)
            if not job.isco08.startswith((_TEACH, _MINISTERS)):
                lawful = _GRADUATES_LEAST * minimum_wage(place, job.isco08)
                legal = np.where(there.national, legal, np.maximum(legal, lawful))
        if leads(job):
            legal = np.maximum(legal, band.p10 ** (1 - _LEADERS_LEAST) * band.p50**_LEADERS_LEAST * there.factor)
            legal = np.where(there.national, legal, np.maximum(legal, _SENIORS_LEAST * plain))
        if rich:  # but for what is mostly part-time
            legal = np.where(there.minimum < 1, legal, np.maximum(legal, _RICH_TENTH * band.p10))
        desk = job.isco08[:1] in _DESKS and not rich
        tenth = np.where(np.isnan(there.spread), band.p10, central * np.exp(-Z90 * there.spread))
        stands = z + np.log(grown) / _A_DEVIATION  # with the years
        pay = _not_far_under(_not_under(rng, pay, legal, stands, desk), tenth)
        if narrow:
            usual = np.maximum(central, legal)
            pay = np.where(there.national, pay, thinned(pay, _NARROW_FROM * usual, _OVER_NARROW))
        elif not rich and _is_steady(job):
            tenth = np.maximum(band.p90 * there.factor, legal)
            most = np.minimum(tenth, _STEADY_FROM * np.maximum(central, legal))
            pay = np.where(there.national, pay, thinned(pay, most, _OVER_NARROW))
        elif rich and job.isco08.startswith(_CLERKS) and not leads(job):
            usual = np.maximum(central, legal) * np.maximum(grown, 1.0)
            pay = np.where(there.national, pay, thinned(pay, _CLERKS_FROM * usual, _OVER_CLERKS))
        elif rich and job.isco08.startswith(_SCHOOLED) and not job.isco08.startswith(_NOT_STEADY):
            tenth = np.maximum(band.p90 * np.maximum(there.factor, 1.0), legal)
            pay = np.where(there.national, pay, thinned(pay, tenth, _OVER_SCHOOLED))
        paid = _part_time(rng, pay, place.country_code, job, gender, there, band)
        if not rich:
            return paid
        # Where the law is kept, less than it asks for a full month is for fewer hours.
        least = minimum_wage(place, job.isco08)
        return replace(paid, pay=clear_of_full_time(paid.pay, least), part_time=paid.part_time | (paid.pay < least))
    least = (_FARM_LEAST if is_farm(job.isco08) else _OWN_LEAST) * pay_at_work(place.country_code) * wage_level(place)
    worth = minimum_wage(place, job.isco08) or 2 * least  # of a wage
    if job.employment == "own" and not is_farm(job.isco08):
        part = figure_of(place.country_code, "work", "own work at least")
        least = max(least, part * (_LOWLY_LEAST if lowly else 1.0) * minimum_wage(place, ""))
    least = min(least, band.p10 if _is_honorary(job) else band.p50)  # honoraria are what they are
    of_migrants = place.country_code in OF_MIGRANTS  # who work for their trade's pay, far under what mean earnings tell
    least = min(least, band.p10) if of_migrants else least
    if job.isco08[:2] in (_SITES if job.employment == "casual" else _RIDES):
        least = max(least, _SITE_TENTH * band.p10)
    least *= math.exp(-_SLOWER * max(age - _SLOWER_FROM, 0)) if by_hand else 1.0
    if job.isco08.startswith(PREMISES) or job.title.endswith("owner"):
        hires = not rich and job.pay_ratio >= _HIRES_FROM
        part, most = (_A_WAGE, _A_WAGE_MOST) if hires else (_HALF_A_WAGE, _HALF_A_WAGE_MOST)
        half = min(part * minimum_wage(place, ""), most * band.p50)
        least = max(least, _HOUSE_TENTH * band.p10, half)
    if job.isco08.startswith((*_HOUSES, *_SEWS)):
        pay = pay * there.factor
    if rich and not of_migrants and country(place.country_code).group not in _INFORMAL:
        by_hours = job.employment == "casual" and band.p50 < worth
        least = max(least, (_RICH_LEAST if by_hours or job.employment == "own" else 1.0) * worth)
    pay = np.where(pay < least, least * (1 + _OVER_OWN_LEAST * rng.random(n)), pay)
    pay = pay if by_hand and age > _SLOWER_FROM else _not_far_under(pay, np.full(n, band.p10))
    if not job.title.startswith(PART_TIME):
        return _full_time(pay)
    low, high = part_time_hours(place.country_code)
    hours = low + (high - low) * rng.random(n)
    return Own(pay * hours, np.ones(n, dtype=np.bool_), hours)


def _day_pay_of(gender: Gender | None, code: str, job: Job) -> float:
    """Day pay of the sex over that of all, outside rich countries, on land and on sites: men are given the heavier work
    and more for it."""
    by_day = job.employment == "casual" and job.isco08.startswith(_DAY_LABOUR)
    if not by_day or gender is None or country(code).income_group == "high":
        return 1.0
    hers = figure_of(code, "work", "women's day pay", 1.0)
    return (hers if gender == "Female" else 1.0) * 2 / (1 + hers)


def clear_of_full_time(pay: npt.NDArray[np.float64], least: float) -> npt.NDArray[np.float64]:
    """Pay, that a little under the least of a full month made that of a day less: those are the hours there are."""
    return np.where((pay < least) & (pay > _NEARLY_FULL * least), _NEARLY_FULL * pay, pay)


def _full_time(pay: npt.NDArray[np.float64]) -> Own:
    return Own(pay, np.zeros(len(pay), dtype=np.bool_), np.ones(len(pay)))


def _not_far_under(pay: npt.NDArray[np.float64], tenth: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The pay of full weeks, shape (n,), what is under the lowest tenth of the trade there nearer to it: who has one of
    its worst places looks for another."""
    under = (tenth > 0) & (pay < tenth)
    ratio = np.divide(pay, tenth, out=np.ones_like(pay), where=under)
    return np.where(under, tenth * ratio**_UNDER_TENTH, pay)


def _is_narrow(job: Job) -> bool:
    """Whether all who have such a job are paid about alike."""
    return job.isco08.startswith(_NARROW) and not job.isco08.startswith(_NOT_NARROW) and not leads(job)


def _is_steady(job: Job) -> bool:
    """Whether few who have such a job have much more than the middle one."""
    return job.isco08.startswith(_STEADY) and not job.isco08.startswith(_NOT_STEADY) and not leads(job)


def thinned(
    pay: npt.NDArray[np.float64], since: npt.NDArray[np.float64] | float, thin: float
) -> npt.NDArray[np.float64]:
    """The pay, shape (n,), what is over a sum thinner in logs."""
    return np.where(pay > since, since * np.maximum(pay / since, 1.0) ** thin, pay)


def _is_honorary(job: Job) -> bool:
    return job.employment == "casual" and job.isco08.startswith(_TEACH)


def _short_weeks(rng: np.random.Generator, n: int, code: str, job: Job, there: Workplaces) -> npt.NDArray[np.float64]:
    """What part of the least wage each has at least: about all, but for who has short weeks at a firm that pays it."""
    usual = 0.0 if keeps_minimum(code) else _SHORT_WEEKS[country(code).income_group]
    share = figure_of(code, "work", "short weeks", usual)
    desk = job.isco08.startswith(_SMALL_OFFICES)
    share *= _SHORT_AT_DESKS if desk else 1.0
    if not share or not (desk or job.isco08[:1] in _PAID_BY_DAYS):
        return np.ones(n)
    days = rng.random(n)
    short = (rng.random(n) < share) & ~there.national & (there.minimum >= _FULL)
    return np.where(short, _SHORT_LEAST + (1 - _SHORT_LEAST) * days, 1 + (_LONG_MOST - 1) * days)


def _not_under(
    rng: np.random.Generator,
    pay: npt.NDArray[np.float64],
    least: npt.NDArray[np.float64],
    z: npt.NDArray[np.float64],
    desk: bool,
) -> npt.NDArray[np.float64]:
    """Wages, none under the least: those that would be stand a little over it, about in the order that they had."""
    rank = 1 / (1 + np.exp(-1.7 * z))  # near the normal's distribution function
    most = _OVER_MINIMUM_DESKS if desk else _OVER_MINIMUM
    if desk:  # allowances differ, so that hardly two have the same
        by_chance = rng.gamma(_DESKS_ALLOWANCES, 1 / _DESKS_ALLOWANCES, size=len(z))
    else:
        by_chance = rng.exponential(size=len(z)) * (rng.random(len(z)) < _HAVE_MORE)
    over = 1 - most * np.log1p(-0.98 * np.maximum(2 * rank - 1, 0.0)) + _OVER_BY_CHANCE * by_chance
    return np.where(pay < least, least * over, pay)


def _part_time(
    rng: np.random.Generator,
    pay: npt.NDArray[np.float64],
    code: str,
    job: Job,
    gender: Gender | None,
    there: Workplaces,
    band: Band,
) -> Own:
    """Wages, of part-timers for the hours that they have; outside rich countries the state's people, and everywhere
    those whose employers' pay has it in its spread, are not among them."""
    if small := small_job_of(job, code):
        paid = small.least + (small.most - small.least) * np.sqrt(rng.random(len(pay)))
        return Own(paid, np.ones(len(pay), dtype=np.bool_), paid / pay)
    asked = job.title.startswith(PART_TIME)
    share = 1.0 if asked else 0.0 if is_live_in(job.title) else part_time(code, job, gender)
    if not share:
        return _full_time(pay)
    low, high = _HOURS_OF_PROFESSIONS if job.isco08.startswith(_PROFESSIONS) else part_time_hours(code)
    full = there.national & (country(code).income_group != "high")
    part = (rng.random(len(pay)) < share) & ~full & ((there.minimum >= _FULL) | asked)
    hours = np.where(part, low + (high - low) * rng.random(len(pay)), 1.0)
    return Own(np.where(part, np.minimum(pay, band.at(_PART_TIMERS_AT)), pay) * hours, part, hours)


def with_longer_weeks(rng: np.random.Generator, own: Own, place: Place, job: Job) -> Own:
    """The same of people of rich countries with nobody else's money at home: who has part-time work has more hours."""
    code = place.country_code
    if country(code).income_group != "high" or not own.part_time.any() or small_job_of(job, code):
        return own
    low, high = _HOURS_ALONE
    longer = np.maximum(own.hours, low + (high - low) * rng.random(len(own.hours)))
    hours = np.where(own.part_time & (own.hours < 1), longer, own.hours)
    pay = clear_of_full_time(own.pay * hours / own.hours, minimum_wage(place, job.isco08))
    return replace(own, pay=np.where(hours > own.hours, pay, own.pay), hours=hours)
