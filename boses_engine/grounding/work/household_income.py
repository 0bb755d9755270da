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
from boses_engine.grounding.people.norms import ADULT_CHILD_AGE
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.money import class_band, format_money, round_money
from boses_engine.grounding.work.pay import Z90, Band, minimum_wage, money_of, pay_band, wage_level
from boses_engine.grounding.work.tables import Job
from boses_engine.grounding.work.terms import rank_shift

DRAWS, DRAWS_MOST = 32, 512  # households tried for a person, and where none of these is inside the class
# Chance that a relative at home has pay (estimate, after participation by age and sex); brothers and sisters as adults.
_EARNS = {"husband": 0.97, "wife": 0.52, "father": 0.85, "mother": 0.5, "brother": 0.7, "sister": 0.55, "aunt": 0.4}
_CHILD_EARNS, _PARENT_RETIRES_AT = 0.6, 38  # of grown children; age of a person whose parents mostly have retired
_YOUNG_EARN = 1 / 3  # of a younger brother or sister below 24, against others
_FIRST_PAY, _FULL_PAY_AT = (
    0.6,
    28,
)  # over the pay of adults, of who is 18; years from which pay is an adult's (estimate)
# Share of wives who have pay (estimate after ILOSTAT participation of women of 25 to 54).
_WIVES = {
    **dict.fromkeys(("VN", "CN", "KE", "TZ", "ET", "DE", "FR", "GB", "JP", "TH", "RU"), 0.75),
    **dict.fromkeys(("US", "KR", "CA", "AU", "BR", "ES", "PL", "NG", "GH", "CO", "PE"), 0.65),
    **dict.fromkeys(("IN", "BD", "TR", "MA", "LK", "MX"), 0.35),
    **dict.fromkeys(("PK", "EG", "SA", "IR"), 0.18),
}
# At most, over usual pay: what who is not at work has of their own; over own pay: what is sent to who works (estimate).
_NOT_AT_WORK_MOST, _SENT_MOST = 0.7, 0.4
_STRETCHED = 1.6  # how far own pay gives way, at most, where a household is brought into a class
_ALIKE = 0.7  # how near the pay of those at home is to the person's, in logs (estimate)
_SPREAD = 0.5  # standard deviation of log pay between people alike (estimate)
_AGE_SHARE = 0.45  # correlation of log pay within a job with where one stands between its first and last years
# Share of households that receive money from relatives elsewhere (PH: PSA Survey on Overseas Filipinos and FIES 2023;
# ID, VN and others estimate), and how much rarer it is where the person works, or lives alone and works.
_RECEIVES = {"PH": 0.25, "ID": 0.12, "VN": 0.12}
_RECEIVES_ELSEWHERE = {"low": 0.1, "lower middle": 0.1, "upper middle": 0.05, "high": 0.0}
_RECEIVES_AT_WORK, _RECEIVES_ALONE = 0.5, 0.1
# Share of parents past work at home who have a pension, by income group (estimate after ILO World Social Protection
# Report 2024: effective coverage).
_PENSIONED = {"low": 0.1, "lower middle": 0.3, "upper middle": 0.7, "high": 0.95}
_THIN_TAIL = 0.25  # of z beyond the 90th percentile, of money that is no pay (estimate)
_OVER_MINIMUM = 0.3  # who would earn less than the legal minimum earns at most so much over it (estimate)
_SENDERS = {"studying": "family", "retired": "pension"}


@dataclass(frozen=True)
class Drawn:
    """A household's money, and the share of its like, over all incomes, that stands in the class asked for.

    `own` is the person's, `others` what each of the others brings, a month in local money; `legal` is the minimum that
    own pay may not be rounded under.
    """

    own: float
    others: tuple[tuple[str, float], ...]
    legal: float
    chance: float
    inside: bool  # whether a household inside the class was found at all

    def income(self, place: Place, level: IncomeLevel) -> Income:
        """The amounts as records have them."""
        return _written(self, place, level)


@dataclass(frozen=True)
class _Tries:
    """Households drawn: own pay of shape (n,), what each of the others brings of shape (n, others)."""

    own: npt.NDArray[np.float64]
    others: npt.NDArray[np.float64]

    @property
    def totals(self) -> npt.NDArray[np.float64]:
        total: npt.NDArray[np.float64] = self.own + self.others.sum(axis=1)
        return total


def draw_income(
    rng: np.random.Generator, u: float, level: IncomeLevel, place: Place, job: Job, home: Household, age: int
) -> Drawn:
    """The income of a household whose class is `level`, at quantile `u` in [0, 1) of the households tried."""
    low, high = class_band(place, level)
    names = _others(home, job)
    for draws in (DRAWS, DRAWS_MOST):
        tries = _draw(rng, draws, place, job, home, age)
        inside = np.flatnonzero((tries.totals >= low) & (tries.totals <= high))
        if len(inside):
            break
    if len(inside):
        ordered = inside[np.argsort(tries.totals[inside], kind="stable")]
        chosen = int(ordered[min(int(u * len(ordered)), len(ordered) - 1)])
        own, others = float(tries.own[chosen]), tries.others[chosen].tolist()
    else:
        own, others = _nearest(tries, low, high)
    legal = minimum_wage(place, job.isco08) if job.employment == "wage" and own > 0 else 0.0
    return Drawn(own, tuple(zip(names, others, strict=True)), legal, len(inside) / draws, bool(len(inside)))


def _nearest(tries: _Tries, low: int, high: int) -> tuple[float, list[float]]:
    """The household nearest to the class, brought just inside it: what comes from elsewhere gives or takes the rest."""
    apart = np.maximum(low - tries.totals, tries.totals - high)
    at = int(np.argmin(apart))
    own, others = float(tries.own[at]), tries.others[at]
    wanted = 1.03 * low if tries.totals[at] < low else 0.97 * high
    if tries.totals[at] < low:
        stretched = min(wanted - float(others.sum()), _STRETCHED * own)
        return stretched, [*others[:-1].tolist(), wanted - stretched - float(others[:-1].sum())]
    share = max(wanted - own, 0.0) / max(float(others.sum()), 1e-9)
    return min(own, wanted), (others * min(share, 1.0)).tolist()


def _others(home: Household, job: Job) -> list[str]:
    """Whose money counts beside the person's own: those at home who may earn, then what comes from elsewhere."""
    return [*home.members, _SENDERS.get(job.status, "relatives elsewhere")]


def _draw(rng: np.random.Generator, n: int, place: Place, job: Job, home: Household, age: int) -> _Tries:
    level = wage_level(place)
    band = pay_band(place.country_code, job).moved(level)
    own = _own(rng, n, band, place, job, age)
    usual = pay_at_work(place.country_code) * level
    near = _ALIKE * math.log(max(band.p50, 0.3 * usual) / usual) if job.status == "working" else 0.0
    chances = np.array(earning_chances(home, age, place.country_code))
    earn = rng.random((n, len(chances))) < chances
    pay = usual * np.exp(near + _SPREAD * rng.standard_normal((n, len(chances))))
    for at, factor in _young(home, age).items():
        pay[:, at] = factor * usual * np.exp(_SPREAD * rng.standard_normal(n))
    old = [at for at, relation in enumerate(home.members) if _is_past_work(relation, age)]
    if old:
        pension = money_of(place.country_code, "status:retired").moved(level)
        pay[:, old] = np.maximum(pension.at_each(rng.standard_normal((n, len(old)))), 0.1 * usual)
        earn[:, old] = rng.random((n, len(old))) < _PENSIONED[country(place.country_code).income_group]
    sent = _received(rng, n, place, job, home, level)
    if job.status == "working":
        sent = np.minimum(sent, _SENT_MOST * own)
    if not len(chances) and job.status in ("keeping house", "looking for work", "studying"):
        sent = np.maximum(sent, usual * np.exp(-0.4 + 0.5 * rng.standard_normal(n)))  # somebody pays for them
    elif job.status != "working":  # nor can those at home live without anybody's money
        none = ~earn.any(axis=1)
        if job.status != "retired":
            sent = np.where(none, np.maximum(sent, usual * np.exp(0.5 * rng.standard_normal(n) - 0.2)), sent)
    return _Tries(own, np.column_stack([earn * pay, sent]))


def _own(rng: np.random.Generator, n: int, band: Band, place: Place, job: Job, age: int) -> npt.NDArray[np.float64]:
    """Own money: in the band by age, rank and what nobody knows; wage work is paid the legal minimum at least."""
    middle, half = (job.age_min + job.age_max) / 2, max((job.age_max - job.age_min) / 2, 1)
    stands = min(max((age - middle) / half, -1.0), 1.0) * 1.4 if job.status == "working" else 0.0
    shift = rank_shift(job.title) if job.match == "as asked" else 0.0
    z = shift + _AGE_SHARE * stands + math.sqrt(1 - _AGE_SHARE**2) * rng.standard_normal(n)
    if job.status not in ("working", "retired"):  # the class must not make a fortune of an allowance or a sideline
        z = np.where(z > Z90, Z90 + _THIN_TAIL * (z - Z90), z)
    pay = band.at_each(z)
    if job.status not in ("working", "retired"):
        pay = np.minimum(pay, _NOT_AT_WORK_MOST * pay_at_work(place.country_code) * wage_level(place))
    if job.employment == "wage":
        legal = minimum_wage(place, job.isco08)
        pay = np.where(pay < legal, legal * (1.02 + _OVER_MINIMUM * rng.random(n) ** 1.5), pay)
    return pay


def _received(
    rng: np.random.Generator, n: int, place: Place, job: Job, home: Household, level: float
) -> npt.NDArray[np.float64]:
    """Money from relatives elsewhere, in the share of households that has any."""
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


def _young(home: Household, age: int) -> dict[int, float]:
    """By their place among the members, who is at the start of work, and their pay over that of adults."""
    children, found = iter(home.children), {}
    for at, relation in enumerate(home.members):
        years = (
            next(children) if relation in ("son", "daughter") else age - 3 if relation.startswith("younger ") else 99
        )
        if years < _FULL_PAY_AT:
            found[at] = _FIRST_PAY + (1 - _FIRST_PAY) * max(years - ADULT_CHILD_AGE, 0) / (
                _FULL_PAY_AT - ADULT_CHILD_AGE
            )
    return found


def earning_chances(home: Household, age: int, country_code: str) -> list[float]:
    """The chance that each member, in their order, has pay."""
    chances = []
    children = iter(home.children)
    for relation in home.members:
        if relation in ("son", "daughter"):
            chances.append(_CHILD_EARNS if next(children) >= ADULT_CHILD_AGE else 0.0)
            continue
        chance = _EARNS.get(relation.removeprefix("older ").removeprefix("younger "), 0.0)
        if relation == "wife":
            chance = _WIVES.get(country_code, chance)
        if _is_past_work(relation, age):
            chance = 0.0  # a pension, if anything
        if relation.startswith("younger ") and age < 24:
            chance *= _YOUNG_EARN if age >= ADULT_CHILD_AGE else 0.0
        chances.append(chance)
    return chances


def _is_past_work(relation: str, age: int) -> bool:
    """Whether a relative at home of a person of that age lives on a pension, if on anything of their own."""
    return relation == "grandmother" or (relation in ("father", "mother") and age >= _PARENT_RETIRES_AT)


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
