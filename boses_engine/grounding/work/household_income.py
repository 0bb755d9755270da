"""What the people of a household earn and receive, and the household's income as the sum of it.

The person's own money comes from the band of what they do (`pay`), that of the others from what people of the place
earn, nearer to the person's own the nearer their trades; some households receive money from relatives elsewhere. What
income class a group asks for conditions the draw of all of it: of many households drawn the one is taken whose income
stands, among those inside the class, at the quantile asked for.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Earning, Household, Income
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.earners import FIRST_PAY_SPREAD, earning_chances, is_past_work, young_pay
from boses_engine.grounding.work.employers import Workplaces, draw_workplaces
from boses_engine.grounding.work.money import class_band, format_money, round_money
from boses_engine.grounding.work.pay import Z90, Band, minimum_wage, money_of, pay_band, wage_level
from boses_engine.grounding.work.tables import Job
from boses_engine.grounding.work.terms import rank_shift

DRAWS, DRAWS_MOST = 32, 512  # households tried for a person, and where none of these is inside the class
# At most, over usual pay: what who is not at work has of their own; over own pay: what is sent to who works; at least,
# over usual pay: what a student has (estimates).
_NOT_AT_WORK_MOST, _SENT_MOST, _ALLOWANCE_LEAST = 0.7, 0.3, 0.1
_STRETCHED = 1.6  # how far own pay gives way, at most, where a household is brought into a class
# Share of those at home at work by the day, in a small trade or part-time, by income group, and what that pays over a
# usual wage (estimate after ILOSTAT: informal employment and time-related underemployment).
_INFORMAL = {"low": 0.75, "lower middle": 0.55, "upper middle": 0.35, "high": 0.15}
_INFORMAL_PAY, _INFORMAL_SPREAD = 0.55, 0.35
_IDLE_FROM = 0.5  # a relative with at least this chance of pay is expected to have some
_IDLE_HUSBAND = 2  # how many others without pay a husband without any stands for
_ALIKE = 0.7  # how near the pay of those at home is to the person's, in logs (estimate)
_SPREAD = 0.5  # standard deviation of log pay between people alike (estimate)
# Correlation of log pay within a job with where one stands between its first and last years, at desks and in others;
# standard deviations of log pay within a job by which a level of schooling above the job's mean is paid (estimates).
_AGE_SHARES, _AGE_SHARE, _SCHOOLING_PAYS = dict.fromkeys("1234", 0.6), 0.4, 0.25
# Share of households that receive money from relatives elsewhere (PH: PSA Survey on Overseas Filipinos and FIES 2023;
# ID, VN and others estimate), and how much rarer it is where the person works, or lives alone and works.
_RECEIVES = {"PH": 0.25, "ID": 0.12, "VN": 0.12}
_RECEIVES_ELSEWHERE = {"low": 0.1, "lower middle": 0.1, "upper middle": 0.05, "high": 0.0}
_RECEIVES_AT_WORK, _RECEIVES_ALONE = 0.15, 0.05
# Share of parents past work at home who have a pension, by income group (estimate after ILO World Social Protection
# Report 2024: effective coverage).
_PENSIONED = {"low": 0.1, "lower middle": 0.3, "upper middle": 0.7, "high": 0.95}
_THIN_TAIL = 0.25  # of z beyond the 90th percentile, of money that is no pay (estimate)
_OVER_MINIMUM = 0.3  # who would earn less than the legal minimum earns at most so much over it (estimate)
_FAMILY = ("studying", "retired")  # whom their family sends money
# Share of the retired, with and without a pension, whom children elsewhere send money, and how much over usual pay
# (estimates); the most that anybody's pension is, over the same.
_SENT_TO_RETIRED, _SENT_TO_UNPENSIONED, _SENT_PAY, _PENSION_MOST = 0.35, 0.7, 0.35, 0.9


@dataclass(frozen=True)
class Drawn:
    """A household's money, and the share of its like, over all incomes, that stands in the class asked for.

    `own` is the person's, `others` what each of the others brings, a month in local money; `legal` is the minimum that
    own pay may not be rounded under, `workplace` where the person earns theirs.
    """

    own: float
    others: tuple[tuple[str, float], ...]
    legal: float
    workplace: str
    chance: float
    inside: bool  # whether a household inside the class was found at all

    def income(self, place: Place, level: IncomeLevel) -> Income:
        """The amounts as records have them."""
        return _written(self, place, level)


@dataclass(frozen=True)
class _Tries:
    """Households drawn: own pay of shape (n,), what each of the others brings of shape (n, others), and of shape (n,)
    how many are without pay of whom some is expected, and at which of the job's workplaces the person is."""

    own: npt.NDArray[np.float64]
    others: npt.NDArray[np.float64]
    idle: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]

    @property
    def totals(self) -> npt.NDArray[np.float64]:
        total: npt.NDArray[np.float64] = self.own + self.others.sum(axis=1)
        return total


def draw_income(
    rng: np.random.Generator,
    u: float,
    level: IncomeLevel,
    place: Place,
    job: Job,
    home: Household,
    age: int,
    schooled: float = 0.0,
) -> Drawn:
    """The income of a household whose class is `level`, at quantile `u` in [0, 1) of the households tried.

    `schooled` is by how many levels of schooling the person stands above the mean of those who do the job.
    """
    low, high = class_band(place, level)
    names = _others(home, job)
    for draws in (DRAWS, DRAWS_MOST):
        tries = _draw(rng, draws, place, job, home, age, schooled)
        inside = np.flatnonzero((tries.totals >= low) & (tries.totals <= high))
        if len(inside):
            break
    share = len(inside) / draws
    if len(inside):  # the class must not be reached by grown people without work
        inside = inside[tries.idle[inside] <= max(1, int(tries.idle[inside].min()))]
        ordered = inside[np.argsort(tries.totals[inside], kind="stable")]
        chosen = int(ordered[min(int(u * len(ordered)), len(ordered) - 1)])
        own, others = float(tries.own[chosen]), tries.others[chosen].tolist()
    else:
        chosen = int(np.argmin(np.maximum(low - tries.totals, tries.totals - high)))
        own, others = _brought_in(float(tries.own[chosen]), tries.others[chosen], low, high)
    legal = minimum_wage(place, job.isco08) if job.employment == "wage" and own > 0 else 0.0
    workplace = job.workplaces[int(tries.at[chosen])] if job.workplaces else job.workplace
    return Drawn(own, tuple(zip(names, others, strict=True)), legal, workplace, share, bool(len(inside)))


def _brought_in(own: float, others: npt.NDArray[np.float64], low: int, high: int) -> tuple[float, list[float]]:
    """A household brought just inside the class: what comes from elsewhere gives or takes the rest."""
    total = own + float(others.sum())
    wanted = 1.03 * low if total < low else 0.97 * high
    if total < low:
        stretched = min(wanted - float(others.sum()), _STRETCHED * own)
        return stretched, [*others[:-1].tolist(), wanted - stretched - float(others[:-1].sum())]
    share = max(wanted - own, 0.0) / max(float(others.sum()), 1e-9)
    return min(own, wanted), (others * min(share, 1.0)).tolist()


def _others(home: Household, job: Job) -> list[str]:
    """Whose money counts beside the person's own: those at home who may earn, then what comes from elsewhere."""
    return [*home.members, "family" if job.status in _FAMILY else "relatives elsewhere"]


def _draw(
    rng: np.random.Generator, n: int, place: Place, job: Job, home: Household, age: int, schooled: float
) -> _Tries:
    level = wage_level(place)
    band = pay_band(place.country_code, job).moved(level)
    there = draw_workplaces(rng, n, job.workplaces or (job.workplace,), place.country_code, job.isco08)
    own = _own(rng, n, band, place, job, age, schooled, there)
    usual = pay_at_work(place.country_code) * level
    near = _ALIKE * math.log(max(band.p50, 0.3 * usual) / usual) if job.status == "working" else 0.0
    chances = np.array(earning_chances(home, age, place.country_code, job.status))
    shape = n, len(chances)
    earn = rng.random(shape) < chances
    pay = usual * np.exp(near + _SPREAD * rng.standard_normal(shape))
    for at, factor in young_pay(home, age).items():
        pay[:, at] = factor * usual * np.exp(FIRST_PAY_SPREAD * rng.standard_normal(n))
    legal = minimum_wage(place, "")
    pay = np.where(pay < legal, legal * (1.0 + _OVER_MINIMUM * rng.random(shape)), pay)
    informal = rng.random(shape) < _INFORMAL[country(place.country_code).income_group] * math.exp(-max(near, 0.0))
    small = _INFORMAL_PAY * usual * np.exp(_INFORMAL_SPREAD * rng.standard_normal(shape))
    pay = np.where(informal, small, pay)
    weights = [_IDLE_HUSBAND if relation == "husband" else 1 for relation in home.members]
    without = ((chances >= _IDLE_FROM) & ~earn).astype(np.int64)
    idle = without @ np.array(weights, dtype=np.int64)
    old = [at for at, relation in enumerate(home.members) if is_past_work(relation, age, job.status)]
    if old:
        pension = money_of(place.country_code, "status:retired").moved(level)
        each = pension.at_each(rng.standard_normal((n, len(old))))
        pay[:, old] = np.clip(each, 0.1 * usual, _PENSION_MOST * usual)
        earn[:, old] = rng.random((n, len(old))) < _PENSIONED[country(place.country_code).income_group]
    sent = _received(rng, n, place, job, home, level)
    if job.status == "studying" and {"mother", "father"} & set(home.members):  # who pays for them is at home
        sent = np.zeros(n)
    if job.status == "working":
        sent = np.minimum(sent, _SENT_MOST * own)
    if not len(chances) and job.status in ("keeping house", "looking for work", "studying"):
        sent = np.maximum(sent, usual * np.exp(-0.4 + 0.5 * rng.standard_normal(n)))  # somebody pays for them
    elif job.status not in ("working", "retired"):  # nor can those at home live without anybody's money
        none = ~earn.any(axis=1)
        sent = np.where(none, np.maximum(sent, usual * np.exp(0.5 * rng.standard_normal(n) - 0.2)), sent)
    return _Tries(own, np.column_stack([earn * pay, sent]), idle, there.at)


def _own(
    rng: np.random.Generator,
    n: int,
    band: Band,
    place: Place,
    job: Job,
    age: int,
    schooled: float,
    there: Workplaces,
) -> npt.NDArray[np.float64]:
    """Own money: in the band by age, schooling, rank, employer and what nobody knows; wages not under the minimum."""
    middle, half = (job.age_min + job.age_max) / 2, max((job.age_max - job.age_min) / 2, 1)
    stands = min(max((age - middle) / half, -1.0), 1.0) * 1.4 if job.status == "working" else 0.0
    shift = rank_shift(job.title) if job.match == "as asked" else 0.0
    if job.status == "working":
        shift += _SCHOOLING_PAYS * schooled
    by_age = _AGE_SHARES.get(job.isco08[:1], _AGE_SHARE)
    z = shift + by_age * stands + math.sqrt(1 - by_age**2) * rng.standard_normal(n)
    if job.status not in ("working", "retired"):  # the class must not make a fortune of an allowance or a sideline
        z = np.where(z > Z90, Z90 + _THIN_TAIL * (z - Z90), z)
    pay = band.at_each(z)
    if job.employment == "wage" and band.p50 > 0:  # by the employer's own scale, where one is known
        central = there.factor * np.where(there.national, band.p50 / wage_level(place), band.p50)
        pay = np.where(np.isnan(there.spread), pay, central * np.exp(there.spread * z))
    if job.status not in ("working", "retired"):
        usual = pay_at_work(place.country_code) * wage_level(place)
        most, least = _NOT_AT_WORK_MOST * usual, _ALLOWANCE_LEAST * usual if job.status == "studying" else 0.0
        pay = np.where(pay > most, most * (1 - 0.4 * rng.random(n)), pay)
        pay = np.where(pay < least, least * (1 + rng.random(n)), pay)
    if job.employment == "wage":
        legal = minimum_wage(place, job.isco08)
        pay = np.where(pay < legal, legal * (1.02 + _OVER_MINIMUM * rng.random(n) ** 1.5), pay)
    return pay


def _received(
    rng: np.random.Generator, n: int, place: Place, job: Job, home: Household, level: float
) -> npt.NDArray[np.float64]:
    """Money from relatives elsewhere, in the share of households that has any; the retired have it from children."""
    if job.status == "retired":
        usual = pay_at_work(place.country_code) * level
        pensioned = pay_band(place.country_code, job).p10 > 0
        share = _SENT_TO_RETIRED if pensioned else _SENT_TO_UNPENSIONED
        if country(place.country_code).income_group == "high":
            share = 0.0
        return np.where(rng.random(n) < share, _SENT_PAY * usual * np.exp(0.5 * rng.standard_normal(n)), 0.0)
    band = money_of(place.country_code, "other:remittances").moved(level)
    where = country(place.country_code)
    share = _RECEIVES.get(where.code, _RECEIVES_ELSEWHERE[where.income_group])
    if job.status == "working":
        share *= _RECEIVES_ALONE if home.size == 1 else _RECEIVES_AT_WORK
    amount = band.at_each(rng.standard_normal(n))
    return np.where(rng.random(n) < share, amount, 0.0)


@cache
def pay_at_work(code: str) -> float:
    """What the middle one of all people at work earns a month in the country: seven tenths of the mean (estimate)."""
    return 0.7 * country(code).mean_earnings_monthly


def _written(drawn: Drawn, place: Place, level: IncomeLevel) -> Income:
    """Whole units of local money, rounded to two digits or a few more: rounding carries neither pay under the legal
    minimum nor a sum out of its class."""
    code, (low, high) = place.country_code, class_band(place, level)
    own, legal = drawn.own, drawn.legal
    for digits in (2, 3, 4, 15):
        personal = round_money(own, digits)
        if personal < legal <= own:
            personal = math.ceil(legal / 10_000) * 10_000 if legal > 1_000_000 else math.ceil(legal / 10) * 10
        earnings = [
            Earning(who=who, monthly=sum_) for who, each in drawn.others if (sum_ := round_money(each, digits)) > 0
        ]
        total = personal + sum(each.monthly for each in earnings)
        if low <= total <= high:
            break
    currency = country(code).currency
    return Income(
        level=level,
        household_monthly=total,
        personal_monthly=personal,
        others=tuple(earnings),
        currency=currency,
        household_text=format_money(total, currency, code),
        personal_text=format_money(personal, currency, code),
    )
