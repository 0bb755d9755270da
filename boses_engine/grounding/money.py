"""Household income from the national distribution, what of it is a person's own, and how an amount is written.

Household income is taken as lognormal with the country's mean and Gini index G: sigma = sqrt(2) * Phi^-1((1 + G) / 2)
and mu = ln(mean) - sigma^2 / 2 (Aitchison and Brown, The Lognormal Distribution, 1957). The classes are the bottom
40 %, the middle 40 % and the top 20 % of households, as the World Bank and the statistics offices of Indonesia and
the Philippines report them.
"""

import math
import re
import unicodedata
from functools import cache, lru_cache
from statistics import NormalDist

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import WorkStatus
from boses_engine.grounding.countries import country

_NORMAL = NormalDist()
# The tails are cut: below 2 % and above 99.5 % a lognormal curve says little about real households.
CLASS_QUANTILES: dict[IncomeLevel, tuple[float, float]] = {
    "Low": (0.02, 0.40),
    "Middle": (0.40, 0.80),
    "High": (0.80, 0.995),
}
# Incomes within a region spread less than the nation's: what lies between regions is the rest (estimate, FIES 2021).
_WITHIN_REGIONS = 0.94
_EARNED_SHARE = 0.92  # of household income, where someone works; the rest is rent, remittances, allowances


def income_quantile(code: str, q: float) -> float:
    """Monthly household income at quantile `q` of the national distribution, in local money."""
    mu, sigma = _lognormal(code)
    return math.exp(mu + sigma * _NORMAL.inv_cdf(q))


@cache
def _lognormal(code: str) -> tuple[float, float]:
    """(mu, sigma) of the national distribution of monthly household income."""
    where = country(code)
    sigma = math.sqrt(2) * _NORMAL.inv_cdf((1 + where.gini) / 2)
    return math.log(where.mean_household_income_monthly) - sigma**2 / 2, sigma


@cache
def income_band(code: str, level: IncomeLevel) -> tuple[int, int]:
    """The least and the most monthly household income of a class, inclusive, in whole units of local money."""
    low, high = CLASS_QUANTILES[level]
    return math.ceil(income_quantile(code, low)), math.floor(income_quantile(code, high))


@cache
def class_share(level: IncomeLevel, relative: float, gini: float) -> float:
    """The share of a region's households in a national class, its mean income being `relative` to the nation's."""
    low, high = (_in_region(q, relative, gini) for q in CLASS_QUANTILES[level])
    return high - low


def class_quantile(u: float, code: str, level: IncomeLevel, relative: float = 1.0) -> float:
    """The national income quantile of a household at quantile `u` in [0, 1) of its class, in a region.

    Monotone in `u`. In a region whose mean income is `relative` to the nation's, incomes are lognormal about its
    own mean, cut to the national class.
    """
    low, high = CLASS_QUANTILES[level]
    if relative == 1.0:
        return low + u * (high - low)
    gini = country(code).gini
    inside = [_in_region(q, relative, gini) for q in (low, high)]
    z = _NORMAL.inv_cdf(min(max(inside[0] + u * (inside[1] - inside[0]), 1e-9), 1 - 1e-9))
    return min(max(_NORMAL.cdf(z * _WITHIN_REGIONS + _shift(relative, gini)), low), high)


def _in_region(q: float, relative: float, gini: float) -> float:
    """The share of a region's households below the national quantile `q`."""
    return _NORMAL.cdf((_NORMAL.inv_cdf(q) - _shift(relative, gini)) / _WITHIN_REGIONS)


def _shift(relative: float, gini: float) -> float:
    """How far a region's mean log income lies from the nation's, in national standard deviations."""
    sigma = math.sqrt(2) * _NORMAL.inv_cdf((1 + gini) / 2)
    return math.log(relative) / sigma + sigma * (1 - _WITHIN_REGIONS**2) / 2


def draw_income(
    u: float,
    code: str,
    level: IncomeLevel,
    *,
    household_size: int,
    earners: int,
    work_status: WorkStatus,
    pay_ratio: float,
    relative: float = 1.0,
) -> tuple[int, int]:
    """(household, personal) monthly income in whole units of local money, at quantile `u` in [0, 1) of the class.

    The household amount rises with `u`, lies within `income_band` and is rounded to two or three digits. The
    personal amount never exceeds it. `earners` counts everyone at home with pay, the person too; `pay_ratio` is
    the job's usual pay over national mean earnings. For one who lives alone and lives on work or a pension the
    two are equal; for a student or job seeker who lives alone the household is the family that pays. `relative` is
    the mean income of the person's region over the nation's.
    """
    household = _round_within(
        income_quantile(code, class_quantile(u, code, level, relative)), *income_band(code, level)
    )
    own = _own_income(
        u, household, household_size, earners, work_status, pay_ratio, country(code).mean_earnings_monthly
    )
    return household, household if own == household else min(_round(own, 2), household)


def _own_income(
    u: float, household: int, size: int, earners: int, status: WorkStatus, pay_ratio: float, mean_earnings: float
) -> float:
    # A second, unrelated fraction out of the digits of the first, so that small amounts differ between people.
    chance = (u * 997.0) % 1.0
    per_head = household / max(size, 1)
    if status == "studying":
        return min(household * (0.07 + 0.10 * chance), 0.9 * per_head)
    if status in ("keeping house", "looking for work"):
        return 0.0 if chance < 0.6 else per_head * (0.05 + 0.15 * chance)
    if size == 1:
        return household
    if status == "retired":
        pension = household * (0.75 if earners == 0 else 0.2 + 0.2 * chance)
        return min(pension, max(mean_earnings, per_head))
    others = max(earners, 1) - 1  # taken to earn what most people earn
    share = household * _EARNED_SHARE * pay_ratio / (pay_ratio + others)
    usual_most = 2.5 * pay_ratio * mean_earnings
    # A job that pays little does not bring home the whole of a rich household's income: meet it half way, in logs.
    return share if share <= usual_most else math.sqrt(share * usual_most)


def _round(amount: float, digits: int) -> int:
    if amount < 1:
        return 0
    step: int = 10 ** max(math.floor(math.log10(amount)) + 1 - digits, 0)
    return round(amount / step) * step


def _round_within(amount: float, low: int, high: int) -> int:
    """`amount` to two digits, to three where two would leave the band, whole units where three would."""
    for digits in (2, 3):
        rounded = _round(amount, digits)
        if low <= rounded <= high:
            return rounded
    return min(max(round(amount), low), high)


@lru_cache(maxsize=8192)  # amounts are round, so that most occur many times
def format_money(amount: int, currency: str, code: str) -> str:
    """An amount in whole units written the country's way, readable in an English sentence: "Rp 4.500.000".

    Separators and the symbol's place are the country's (Unicode CLDR). A symbol in another script gives way to
    the ISO 4217 code; a symbol ending in a letter is set off by a blank; all blanks are ordinary ones.
    """
    from babel.numbers import format_currency  # here: 50 ms that `--help` does not need

    pattern, locale = _pattern(currency, country(code).locale)
    text = format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False)
    text = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    text = re.sub(r"(?<=\d)'(?=\d)", "’", text)  # CLDR has had either between the digits of Swiss francs
    return re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)


@cache
def _pattern(currency: str, locale_name: str) -> tuple[str, str]:
    """The CLDR currency pattern without decimals, and the locale that goes with it."""
    from babel import Locale
    from babel.numbers import get_currency_symbol

    locale = Locale.parse(locale_name)
    symbol = get_currency_symbol(currency, locale)
    # Cape Verde's symbol stands between escudos and cents: without cents nothing visible is left of it.
    invisible = all(unicodedata.category(char) == "Cf" for char in symbol)
    foreign = invisible or any(char.isalpha() and "LATIN" not in unicodedata.name(char, "") for char in symbol)
    if foreign:
        locale_name, locale = "en", Locale.parse("en")
    pattern = re.sub(r"\.0+", "", locale.currency_formats["standard"].pattern)
    return (pattern.replace("¤", "¤¤") if foreign else pattern), locale_name
