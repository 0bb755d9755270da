"""What a person has of their own a month: in the band of what they do, by employer, age, schooling, rank and chance.

Pay in a career grows with the years: fast at first and then slower, on a state's scale by the same step each year. In
other work the logarithm of pay is tied to age by a correlation. Wages are not under what the kind of employer pays at
least, and work of one's own that is all that somebody does brings something.
"""

import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import LIVES_IN, PART_TIME, Gender
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import OF_MIGRANTS, country, table
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.asked_titles import plain_title, rank_shift
from boses_engine.grounding.work.employers import Workplaces, is_of_state, keeps_minimum
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.pay import (
    PENSION_FROM,
    Z90,
    Band,
    as_pension,
    earned_least,
    graduates_least,
    least_pension,
    least_wage,
    minimum_wage,
    pay_band,
    pensioned,
    social_pension,
    wage_level,
)
from boses_engine.grounding.work.pay_by_sex import pay_by_sex
from boses_engine.grounding.work.tables import Job, rows_by_title, title_keys

# At most, over usual pay: what who is not at work has of their own; at least: what a student has (estimates).
_NOT_AT_WORK_MOST, _ALLOWANCE_LEAST = 0.7, 0.1
# The same of students where incomes are high: evenings and weekends (estimate after Eurostudent 8 and NCES).
_STUDENTS_MOST_RICH = 0.3
_AT_HOME_MOST = 0.4  # the same of who keeps house without a sideline (estimate)
_HOURS, _FULL = (
    (0.45, 0.85),
    0.8,
)  # what part-timers have of a full-time wage; least of employers who pay one (estimates)
_PART_TIMERS_AT = 0.2  # standard deviations over the middle of full pay, at most: who leads has full hours (estimate)
_NEARLY_FULL = 0.85  # of the least of a full month: what part-timers at that least have at most (estimate)
# The same hours of professions: who comes back to a ward or a school has three days and more (estimate).
_HOURS_OF_PROFESSIONS, _PROFESSIONS = (0.6, 0.9), ("2", "32")
# From what ratio to mean earnings on a title of who keeps house names a sideline, and what that brings at least, over
# usual pay (estimates).
_SIDELINE_FROM, _SIDELINE_LEAST = 0.08, 0.07
_PENSIONED_FROM = 66  # years of who keeps house
_NEXT_TO_NOTHING = 0.04  # over usual pay: under it nobody would say to have anything (estimate)
# Of z beyond the 90th percentile: of money that is no pay, of wages, and of work of one's own (estimates).
_THIN_TAIL, _WAGE_TAIL, _OWN_TAIL = 0.25, 0.35, 0.5
# And of pensions where incomes are high: firms, savings and rents add to the state's (estimate after OECD Pensions at a
# Glance 2023: occupational transfers and capital are a fifth of the income of people of 65 and over).
_RICH_PENSION_TAIL = 0.6
# How far wages over the middle are reached at the start of a working life, and when in it they all are (estimates).
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
# Correlation of log pay with where one stands between the first and last years of a job; standard deviations of log pay
# within a job by which a level of schooling above the job's mean is paid (estimates).
_AGE_SHARE, _SCHOOLING_PAYS = 0.4, 0.25
# The same at desks outside rich countries, where graduates are few (estimate after returns to schooling, World Bank).
_SCHOOLING_PAYS_DESKS = 0.42
_SCHOOLING_PENSIONS = 0.4  # the same of pensions: rank at the end of a career goes by it (estimate)
_SOCIAL = "social pensioner"
_OWN_AT_HOME = 0.3  # of those who keep house without a sideline, how many have money of their own (estimate)
# By which log pay grows over a working life, by major group of ISCO-08, for wages; what of its spread within a job is
# not age; how fast growth slows down, and its mean over all ages (estimates after age-earnings profiles).
_GROWTH = {"1": 1.1, "2": 1.1, "3": 0.65, "4": 0.5, "7": 0.45, "8": 0.35}
_NOT_AGE, _SLOWS, _GROWN = 0.8, 3.0, 0.58
# Years from which working lives start, without a degree and with one, and until which they last; a title that people
# come to later, or leave sooner, has the growth of those years alone (estimate).
_STARTS, _STARTS_SCHOOLED, _ENDS = 19, 22, 60
_DEGREE = EDUCATION_LEVELS.index("bachelor's degree")
_GRADUATES = EDUCATION_LEVELS[_DEGREE:]
_GRADUATES_GROW = 0.5  # by which the log of the least of graduates at desks grows over a working life (estimate)
# How far from the lowest tenth to the middle, in logs, the least is of who leads or is senior: under it they would have
# what their staff have (estimate).
_LEADERS_LEAST = 0.25
_LEADERS = ("manager", "supervisor", "leader", "captain", "foreman")  # how titles of them end
_LEADERS_UNDER = 0.5  # of how far those under the middle of them stand from it (estimate)
# In poor countries: how many of those at benches, lines and counters who would have the least that a firm pays
# have less, with short weeks and through agencies, down to what part of it, and up to what part of it the others have
# with a day more in some months (estimates after ILO Global Wage Report 2020/21: of all wage earners 15 per cent have
# less than the minimum, in Indonesia about half, most of them at small employers, who pay none here).
_SHORT_WEEKS = {"low": 0.25, "lower middle": 0.25, "upper middle": 0.0, "high": 0.0, "ID": 0.3, "VN": 0.1, "KH": 0.0}
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
# What of the middle one of all ages those of them count for at least who are made seniors early (estimate).
_SENIORS_GROWN = 0.85
TRAINEE, _TRAINEES_OVER = -1.6, 0.4  # words of rank; how far trainees' pay goes over the middle of it (estimate)
_RICH_GROWTH = 0.55  # of that, where incomes are high: pay spreads less there (estimate)
_STATE_GROWN = 0.45  # where of a working life the middle one of a state's people stands
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
# Nor does who pulls or drives a rickshaw of their own all day have many months far under it (estimate).
_RIDES = ("83", "93")
# Who sews has more for a day's work in a shop than for what neighbours bring to the house.
_SEWS = ("7531", "7533")
# Who keeps a house with tables or a shop with staff earns by what kind of house it is; who keeps one, a workshop, shop,
# depot or stall would close it rather than earn much less than the lowest tenth of them, or than half the legal minimum
# where a middle one brings a good deal more (estimates).
_HOUSES, PREMISES, _HOUSE_TENTH = "14", ("132", "14", "5211", "5221"), 0.9
_HALF_A_WAGE, _HALF_A_WAGE_MOST = 0.5, 0.6  # over the minimum, and at most over the middle of the trade
# Work of one's own that is to be had without goods, tools or premises: nobody has many times what others have.
_LOWLY, _LOWLY_TAIL = ("9", "5212"), 0.25
_RICH_TENTH = 0.95  # of the lowest tenth of a job: what hardly anybody has less than where incomes are high (estimate)
_RICH_LEAST = 1.0  # over the legal minimum, where incomes are high: who earned less would take a wage (estimate)
# But where half of the work is informal, so that there may be no such wage (ILO: in Mexico more than half).
_INFORMAL = ("latin america", "central asia")
# By how many deviations citizens of countries of migrants are paid over all who do the job (estimate).
_CITIZENS_OVER = 0.6
# And by what factor the state pays them over the rest of its staff, who are mostly from abroad there (estimates).
_CITIZENS_OF_STATE = {"AE": 1.7, "QA": 1.7}
# Of full hours, what part-timers have who live alone and pay the rent (estimate after JILPT 2023 and Eurostat LFS 2023:
# single people with part-time work have about 30 hours a week, married women 20).
_HOURS_ALONE = (0.68, 0.95)
_PART_TIME_MOST = 0.85  # of the people of a job (estimate)
# How common part-time work is, over the usual of rich countries, where there is little of it (estimate).
_PART_TIME_RARE = 0.5


@dataclass(frozen=True, slots=True)
class Own:
    """Own money of people alike, shape (n,), whether it is for the hours of a part-timer, and what part of full hours
    they have, shape (n,)."""

    pay: npt.NDArray[np.float64]
    part_time: npt.NDArray[np.bool_]
    hours: npt.NDArray[np.float64]


@cache
def pay_at_work(code: str) -> float:
    """What the middle one of all people at work earns a month in the country: seven tenths of the mean (estimate)."""
    return 0.7 * country(code).mean_earnings_monthly


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
) -> Own:
    """Own money of so many people alike; `there` are their workplaces, `schooled` levels above the job's mean."""
    noise = rng.standard_normal(n)
    shift = rank_shift(job.title) if job.match == "as asked" else 0.0
    if job.status != "working":
        return _full_time(_without_work(rng, band, place, job, age, shift + noise, schooled))
    rich = country(place.country_code).income_group == "high"
    shift += (_SCHOOLING_PAYS_DESKS if job.isco08[:1] in "1234" and not rich else _SCHOOLING_PAYS) * schooled
    shift += _CITIZENS_OVER * job.by_citizens
    years = _years_in(job, age)
    wage = job.employment == "wage"
    if rank_shift(job.title) <= TRAINEE:
        noise = np.where(noise > 0, _TRAINEES_OVER * noise, noise)
    if wage and (job.isco08[:1] in _GROWTH or not np.isnan(there.growth).all()):
        grown = np.exp(_growth(place.country_code, job, years, there, gender))
        z = shift + _NOT_AGE * noise
    else:
        grown = np.ones(n)
        z = shift + _AGE_SHARE * 1.4 * (2 * years - 1) + math.sqrt(1 - _AGE_SHARE**2) * noise
    if not wage:
        z = _with_tail(z, _LOWLY_TAIL if job.isco08.startswith(_LOWLY) else _OWN_TAIL)
    else:
        reached = min(_START_TAIL + (1 - _START_TAIL) * years / _ALL_REACHED, 1.0)
        z = _with_tail(np.where(z > 0, reached * z, z), _WAGE_TAIL)
        if _leads(job):
            z = np.where(z < 0, _LEADERS_UNDER * z, z)
    pay = band.at_each(z) * grown
    narrow = wage and not rich and _is_narrow(job)
    if wage and not narrow and job.isco08[:1] in _NO_CAREER:
        pay = _thinned(pay, band.p90, _OVER_TENTH)
    if wage and (by_sex := pay_by_sex(place.country_code)):
        grown = grown * np.where(there.national, 1.0, by_sex.in_one_job(gender))
        pay = pay * np.where(there.national, 1.0, by_sex.in_one_job(gender))
    if wage:  # by the employer's own scale, where one is known
        central = there.factor * np.where(there.national, band.p50 / wage_level(place), band.p50)
        pay = np.where(np.isnan(there.spread), pay, central * grown * np.exp(there.spread * z))
        plain = _without_rank(place.country_code, job, age, there, gender) * band.p50 * there.factor
        if rank_shift(job.title) < 0 and plain.all():  # ranks hold, whatever the class
            over = np.maximum(pay / (_JUNIORS_MOST * plain), 1.0)
            pay = np.where(there.national, pay, pay * over ** (_JUNIORS_OVER - 1))
        if job.by_citizens:
            of_state = np.array([is_of_state(each) for each in job.workplaces or (job.workplace,)])[there.at]
            pay = np.where(of_state, pay * _CITIZENS_OF_STATE.get(place.country_code, 1.0), pay)
        legal = least_wage(place, job, there.minimum, there.national)
        legal = legal * _short_weeks(rng, n, place.country_code, job, there)
        if education in _GRADUATES and job.isco08[:1] in "1234":
            first = graduates_least(place) * (1 if narrow else math.exp(_GRADUATES_GROW * _years_at_work(age)))
            legal = np.where(there.minimum >= _FULL, np.maximum(legal, first), legal)
            if not job.isco08.startswith((_TEACH, _MINISTERS)):
                lawful = _GRADUATES_LEAST * minimum_wage(place, job.isco08)
                legal = np.where(there.national, legal, np.maximum(legal, lawful))
        if _leads(job):
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
            pay = np.where(there.national, pay, _thinned(pay, _NARROW_FROM * usual, _OVER_NARROW))
        elif not rich and _is_steady(job):
            tenth = np.maximum(band.p90 * there.factor, legal)
            most = np.minimum(tenth, _STEADY_FROM * np.maximum(central, legal))
            pay = np.where(there.national, pay, _thinned(pay, most, _OVER_NARROW))
        elif rich and job.isco08.startswith(_CLERKS) and not _leads(job):
            usual = np.maximum(central, legal) * np.maximum(grown, 1.0)
            pay = np.where(there.national, pay, _thinned(pay, _CLERKS_FROM * usual, _OVER_CLERKS))
        paid = _part_time(rng, pay, place.country_code, job, gender, there, band)
        if not rich:
            return paid
        # Where the law is kept, less than it asks for a full month is for fewer hours.
        least = minimum_wage(place, job.isco08)
        return replace(paid, pay=clear_of_full_time(paid.pay, least), part_time=paid.part_time | (paid.pay < least))
    least = (_FARM_LEAST if is_farm(job.isco08) else _OWN_LEAST) * pay_at_work(place.country_code) * wage_level(place)
    worth = minimum_wage(place, job.isco08) or 2 * least  # of a wage
    least = min(least, band.p10 if _is_honorary(job) else band.p50)  # honoraria are what they are
    of_migrants = place.country_code in OF_MIGRANTS  # who work for their trade's pay, far under what mean earnings tell
    least = min(least, band.p10) if of_migrants else least
    if job.isco08[:2] in (_SITES if job.employment == "casual" else _RIDES):
        least = max(least, _SITE_TENTH * band.p10)
    if job.isco08.startswith(PREMISES) or job.title.endswith("owner"):
        half = min(_HALF_A_WAGE * minimum_wage(place, ""), _HALF_A_WAGE_MOST * band.p50)
        least = max(least, _HOUSE_TENTH * band.p10, half)
    if job.isco08.startswith((*_HOUSES, *_SEWS)):
        pay = pay * there.factor
    if rich and not of_migrants and country(place.country_code).group not in _INFORMAL:
        least = max(least, (_RICH_LEAST if job.employment == "own" else 1.0) * worth)
    pay = np.where(pay < least, least * (1 + _OVER_OWN_LEAST * rng.random(n)), pay)
    return _full_time(_not_far_under(pay, np.full(n, band.p10)))


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


def _years_at_work(age: int) -> float:
    """The part of a graduate's working life that is done."""
    return min(max((age - _STARTS_SCHOOLED) / (_ENDS - _STARTS_SCHOOLED), 0.0), 1.0)


def _leads(job: Job) -> bool:
    return job.isco08.startswith("1") or job.title.endswith(_LEADERS) or rank_shift(job.title) > 0


def _is_narrow(job: Job) -> bool:
    """Whether all who have such a job are paid about alike."""
    return job.isco08.startswith(_NARROW) and not job.isco08.startswith(_NOT_NARROW) and not _leads(job)


def _is_steady(job: Job) -> bool:
    """Whether few who have such a job have much more than the middle one."""
    return job.isco08.startswith(_STEADY) and not job.isco08.startswith(_NOT_STEADY) and not _leads(job)


def _thinned(
    pay: npt.NDArray[np.float64], since: npt.NDArray[np.float64] | float, thin: float
) -> npt.NDArray[np.float64]:
    """The pay, shape (n,), what is over a sum thinner in logs."""
    return np.where(pay > since, since * np.maximum(pay / since, 1.0) ** thin, pay)


def _is_honorary(job: Job) -> bool:
    return job.employment == "casual" and job.isco08.startswith(_TEACH)


def _years_in(job: Job, age: int) -> float:
    """The part of the years of a job that is done."""
    return min(max((age - job.age_min) / max(job.age_max - job.age_min, 1), 0.0), 1.0)


def _without_rank(code: str, job: Job, age: int, there: Workplaces, gender: Gender | None) -> npt.NDArray[np.float64]:
    """What the middle one at that age has of a title without its word of rank ("accountant" of "junior accountant"),
    shape (n,), over the middle of the job's band; seniors past the middle of it are not held to more than that, nor the
    young to much less. 0 where the title has no such word or there is no such title."""
    plain = _plain_job(job.title)
    if plain is None:
        return np.zeros(len(there.factor))
    grown = np.exp(_growth(code, plain, _years_in(plain, age), there, gender))
    grown = np.clip(grown, _SENIORS_GROWN, 1.0) if rank_shift(job.title) > 0 else grown
    found: npt.NDArray[np.float64] = grown * pay_band(code, plain).p50 / pay_band(code, job).p50
    return found


@cache
def _plain_job(title: str) -> Job | None:
    """The wage work of a title without its words of rank."""
    plain = plain_title(title)
    jobs = (row.job for row in rows_by_title().get(plain, ()))
    return next((each for each in jobs if each.employment == "wage"), None)


def _short_weeks(rng: np.random.Generator, n: int, code: str, job: Job, there: Workplaces) -> npt.NDArray[np.float64]:
    """What part of the least wage each has at least: about all, but for who has short weeks at a firm that pays it."""
    usual = 0.0 if keeps_minimum(code) else _SHORT_WEEKS[country(code).income_group]
    share = _SHORT_WEEKS.get(code.upper(), usual)
    desk = job.isco08.startswith(_SMALL_OFFICES)
    share *= _SHORT_AT_DESKS if desk else 1.0
    if not share or not (desk or job.isco08[:1] in _PAID_BY_DAYS):
        return np.ones(n)
    days = rng.random(n)
    short = (rng.random(n) < share) & ~there.national & (there.minimum >= _FULL)
    return np.where(short, _SHORT_LEAST + (1 - _SHORT_LEAST) * days, 1 + (_LONG_MOST - 1) * days)


@lru_cache(maxsize=4096)  # titles are what users write
def part_time(code: str, job: Job, gender: Gender | None) -> float:
    """The share of those in wage work of a title, else of its kind, who are part-time: the country's, else that of rich
    countries, as far as it is usual in this one, or of any other."""
    rows = _part_time_rows()
    rich = "rich" if country(code).income_group == "high" else "any"
    codes = [job.isco08[:length] for length in range(len(job.isco08), 0, -1)]
    for keys in (title_keys(job), codes):
        for market, key in product((code.upper(), rich), keys):
            if row := rows.get((market, key)):
                women, men = float(row["women"]), float(row["men"])
                times = part_time_times(code) if market == "rich" else 1.0
                return min(times * {"Female": women, "Male": men}.get(gender or "", (women + men) / 2), _PART_TIME_MOST)
    return 0.0


@cache
def _part_time_rows() -> dict[tuple[str, str], dict[str, str]]:
    """By market and key."""
    return {(row["market"], row["isco08"]): row for row in table("work/part_time.csv")}


@cache
def part_time_times(code: str) -> float:
    """How common part-time work is in a rich country, over the usual there."""
    rows = table("work/part_time_countries.csv")
    return {row["code"]: float(row["times"]) for row in rows}.get(code.upper(), 1.0)


@cache
def works_full_weeks(code: str) -> bool:
    """Whether hardly anybody works part-time in a country whose small employers too keep to the legal minimum."""
    return keeps_minimum(code) and part_time_times(code) < _PART_TIME_RARE


@cache
def _part_time_hours(code: str) -> tuple[float, float]:
    """What part-timers of a country have of full hours, from and to."""
    rows = table("work/part_time_countries.csv")
    known = next((row["hours"] for row in rows if row["code"] == code.upper() and row["hours"]), "")
    least, _, most = known.partition("|")
    return (float(least), float(most)) if known else _HOURS


def _with_tail(z: npt.NDArray[np.float64], thin: float) -> npt.NDArray[np.float64]:
    """Each z with what is beyond the 90th percentile made thinner."""
    return np.where(z > Z90, Z90 + thin * (z - Z90), z)


def _growth(code: str, job: Job, years: float, there: Workplaces, gender: Gender | None) -> npt.NDArray[np.float64]:
    """By what log pay stands over that of the middle one of the job, `years` being the part of a working life done."""
    by_trade = _GROWTH.get(job.isco08[:1], 0.0)
    growth = np.where(np.isnan(there.growth), by_trade, there.growth)
    growth *= _RICH_GROWTH if country(code).income_group == "high" else 1.0
    if (by_sex := pay_by_sex(code)) and gender:  # seniority
        growth = growth + np.where(there.national, 0.0, by_sex.seniority[gender])
    slowing = _grown(years) - _GROWN
    growth = np.where(there.national, growth, growth * _growth_left(job))
    stands: npt.NDArray[np.float64] = growth * np.where(there.national, years - _STATE_GROWN, slowing)
    return stands


def _grown(years: float) -> float:
    """The part of the growth of a working life that is done when so much of it is, both 0..1."""
    return (1 - math.exp(-_SLOWS * years)) / (1 - math.exp(-_SLOWS))


@cache
def _growth_left(job: Job) -> float:
    """The part of a working life's growth that lies in the years of a title: who is made a manager has grown before."""
    start = _STARTS_SCHOOLED if job.levels[0] >= _DEGREE else _STARTS
    first, last = (min(max((age - start) / (_ENDS - start), 0.0), 1.0) for age in (job.age_min, job.age_max))
    return _grown(last) - _grown(first)


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
    asked = job.title.startswith(PART_TIME)
    share = 1.0 if asked else 0.0 if job.title.startswith(LIVES_IN) else part_time(code, job, gender)
    if not share:
        return _full_time(pay)
    low, high = _HOURS_OF_PROFESSIONS if job.isco08.startswith(_PROFESSIONS) else _part_time_hours(code)
    full = there.national & (country(code).income_group != "high")
    part = (rng.random(len(pay)) < share) & ~full & ((there.minimum >= _FULL) | asked)
    hours = np.where(part, low + (high - low) * rng.random(len(pay)), 1.0)
    return Own(np.where(part, np.minimum(pay, band.at(_PART_TIMERS_AT)), pay) * hours, part, hours)


def with_longer_weeks(rng: np.random.Generator, own: Own, place: Place, job: Job) -> Own:
    """The same of people of rich countries with nobody else's money at home: who has part-time work has more hours."""
    if country(place.country_code).income_group != "high" or not own.part_time.any():
        return own
    low, high = _HOURS_ALONE
    longer = np.maximum(own.hours, low + (high - low) * rng.random(len(own.hours)))
    hours = np.where(own.part_time & (own.hours < 1), longer, own.hours)
    pay = clear_of_full_time(own.pay * hours / own.hours, minimum_wage(place, job.isco08))
    return replace(own, pay=np.where(hours > own.hours, pay, own.pay), hours=hours)


def _without_work(
    rng: np.random.Generator,
    band: Band,
    place: Place,
    job: Job,
    age: int,
    z: npt.NDArray[np.float64],
    schooled: float,
) -> npt.NDArray[np.float64]:
    """Pensions, allowances, sidelines: the class must not make a fortune of them."""
    usual = pay_at_work(place.country_code) * wage_level(place)
    if job.status == "retired":
        if job.title == _SOCIAL and (social := social_pension(place.country_code)):
            return np.full(len(z), social)
        z = z + _SCHOOLING_PENSIONS * schooled
        rich = country(place.country_code).income_group == "high"
        pension = band.at_each(_with_tail(z, _RICH_PENSION_TAIL if rich else _THIN_TAIL))
        pension = np.maximum(pension, band.p50 / 2 if job.title.endswith("pensioner") else 0.0)
        if job.pay_ratio >= PENSION_FROM:  # whose work earned one: it is no social pension
            pension = np.maximum(pension, earned_least(place.country_code))
        pension = as_pension(pension, place.country_code, age)
        return np.where(pension < _NEXT_TO_NOTHING * usual, 0.0, pension)
    pay = band.at_each(_with_tail(z, _THIN_TAIL))
    pay = np.where(pay < _NEXT_TO_NOTHING * usual, 0.0, pay)
    most, least = _NOT_AT_WORK_MOST * usual, _ALLOWANCE_LEAST * usual if job.status == "studying" else 0.0
    if job.status == "studying" and country(place.country_code).income_group == "high":
        most = _STUDENTS_MOST_RICH * usual
    if job.status == "keeping house" and job.pay_ratio >= _SIDELINE_FROM:
        least = _SIDELINE_LEAST * usual
    elif job.status == "keeping house":
        most = _AT_HOME_MOST * usual
        if rng.random() >= _OWN_AT_HOME:  # for all tries alike: the class must not decide on it
            pay = np.zeros_like(pay)
        else:
            pay = np.where(pay < _SIDELINE_LEAST * usual, _SIDELINE_LEAST * usual * (1 + 2 * rng.random(len(z))), pay)
    pay = np.where(pay > most, most * (1 - 0.4 * rng.random(len(z))), pay)
    pay = np.where(pay < least, least * (1 + rng.random(len(z))), pay)
    if job.status == "keeping house" and age >= _PENSIONED_FROM:  # the state's, where it pays who never earned one
        paid = rng.random(len(z)) < pensioned(place.country_code)
        pay = np.where(paid, np.maximum(pay, least_pension(place.country_code)), pay)
    return pay
