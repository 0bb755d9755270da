"""Classes of household income, cut in the distribution of a place, and how an amount is written.

Household income is taken as lognormal with the country's mean and Gini index G: sigma = sqrt(2) * Phi^-1((1 + G) / 2)
and mu = ln(mean) - sigma^2 / 2 (Aitchison and Brown, The Lognormal Distribution, 1957). The classes are the bottom
40 %, the middle 40 % and the top 20 % of households, as the World Bank and the statistics offices of Indonesia and
the Philippines report them; they are cut at the level of the place that a person lives in. As those offices count by
the head and the OECD by the square root of the number of heads, a class begins lower for one person alone than for a
family of six. Low ends higher for couples of whom both have work, most of all in rich countries: work costs fares,
childcare and taxes, and nobody calls a bus driver's home one of the middle because his wife is at a till in the
mornings."""

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from statistics import NormalDist

from boses_engine.domain.group import CLASS_QUANTILES, IncomeLevel
from boses_engine.domain.persona import NOT_EARNED, PARTNERS, Household, WorkStatus
from boses_engine.grounding.places.countries import OF_MIGRANTS, country, figure_of, household_size, region_figures
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.earners import most_wives_work
from boses_engine.grounding.work.employers import keeps_minimum
from boses_engine.grounding.work.pay import (
    earned_least,
    household_level,
    least_pension,
    minimum_wage,
    old_age_pensions,
    pension_for_all,
)

_NORMAL = NormalDist()
# How much higher Low ends for homes in which somebody beside the person has money: where small employers too keep the
# minimum (a part-time wage or a pension beside a full one), and elsewhere at least (mostly a stall or day work;
# estimates).
_TWO_BRING_BY_LAW, _TWO_BRING = 1.25, 1.1
# There Middle ends higher for them as well: a teacher's home is one of the middle with a driver's wage beside hers
# (estimate).
_TWO_BRING_MIDDLE = 1.1
# Low ends there no lower than two legal minimum wages and what overtime brings, up to so much higher than for others,
# and so many times higher again for each of two more who have money: a client who asks for Low means such homes, too
# (estimates after PIDS, whose low-income homes have up to twice the poverty line a head, and GSO 2023, income a head by
# fifths).
_TWO_MINIMUMS, _TWO_MINIMUMS_MOST = 2.2, 1.22
_MORE_BRING, _MORE_BRING_MOST = 1.06, 2
BRING_MOST = 1 + _MORE_BRING_MOST  # beside the person, past whom no class ends later
# What Low ends no lower than in these countries, over the legal minimum: a full month of it, and two, with a little
# overtime (estimates).
_FULL_WAGE, _TWO_FULL_WAGES = 1.15, 2.0
_LATIN_AMERICA = "latin america"  # where few homes of the poor have two such wages
# Elsewhere, over it too, and up to so much higher than for others: a minimum wage, a stall or a grant beside it
# (estimate: in South Africa, Honduras or Ecuador a minimum wage is more than two homes in five have).
_WAGE_AND_MORE, _WAGE_AND_MORE_MOST = 1.3, 1.2
# The same where somebody at home has money, too (estimate: two who sell, clean or guard there are called poor on what
# they have).
_TWO_SMALL_WAGES, _TWO_SMALL_WAGES_MOST = 1.9, 1.5
# The same, in the three markets, of one alone: who has little more than the minimum of a factory belt (estimate).
_WAGE_ALONE, _WAGE_ALONE_MOST = 1.05, 1.4
# The same of Middle: two of whom each has about twice the minimum are not called rich (estimate).
_TWICE_TWO_MINIMUMS, _TWICE_TWO_MINIMUMS_MOST = 3.8, 1.15
# How Low ends higher for homes of more people than usual, as an exponent of what they need: nobody calls a home low
# that has twice a usual wage because there are six children in it, nor one of the middle (estimate).
_LOW_NEEDS = 0.5
# The same of where Middle ends and High begins for homes of fewer, outside rich countries: nobody calls two people rich
# on two wages of a clerk (estimate).
_HIGH_NEEDS = 0.5
# ISCO-08 codes of professionals, nurses and midwives, school heads, soldiers, police, firefighters and crews of ships,
# who are paid alike in every place: outside rich countries Middle ends for their homes no lower than for the nation's
# of usual size, and no lower than at so much over the place's. Nobody calls a teacher rich on that salary in a town of
# low wages (estimate).
_SALARIED, _SALARIED_MIDDLE = ("2", "3221", "3222", "1345", "01", "02", "03", "5411", "5412", "5413", "8350"), 1.15
# ISCO-08 codes of doctors, dentists and pharmacists, and how much later Middle ends for their homes where incomes are
# high: who asks for them there means usual ones, not those of the least pay (estimate).
_OF_HEALTH, _OF_HEALTH_MIDDLE = ("221", "2261", "2262"), 1.35
# How far over the end of the curve High goes on, to its last two thousandths (estimate).
_BEYOND_THE_CURVE = 1.3
# And how far further for who works: nobody is paid too well for it, be it a pilot, a judge or the head of a firm.
_BEYOND_AT_WORK = 4.0
_OF_SHIPS = ("3151", "3152")  # ISCO-08 of officers of ships, for whom a country may have an end of its own
# Over where Low begins, the same for who cleans, cooks or minds children in homes (ISCO-08) and has nobody at home:
# most live in the house they work in, and have their keep there (estimate).
_IN_HOMES, _WITH_KEEP = ("9111", "5311"), 0.4
# Incomes within a place spread less than the nation's: what lies between places is the rest (estimate, FIES 2021).
_WITHIN_PLACES = 0.94
_SHARING = 1.5  # people as whom one counts who shares rooms (estimate)
# Into how many parts the second digit of pay is cut, from what number of it on.
_PAY_STEPS = ((50, 1), (20, 2), (0, 5))
# Over the least pension that is earned, where Low ends at the lowest for a home of the retired outside rich countries:
# nobody calls those who live on it more than low (estimate).
_LEAST_PENSION = 1.1
# People as whom one at work counts who lives alone where incomes are high: the rent takes more of theirs (estimate
# after DWP, Households Below Average Income 2023/24: single people without children are poor after housing costs
# about twice as often as couples).
_ALONE_RICH = 1.3
# As how many people each of the retired counts for the lower end of a class, and of Low for the upper one, where
# incomes are high: they pay less tax than the others and nothing to the funds of pensions (estimate after OECD,
# Pensions at a Glance 2023, and DWP, Households Below Average Income 2023/24: two in five of all homes have less than
# about 560 pounds a week net for a couple).
_RETIRED_RICH = 0.85
# Over the others, where High begins in rich countries for the retired with nobody but a husband or wife at home: who
# has twice a usual pension is well off beside others past work, and no grown child stays for a class (in some other
# countries by by_country.csv); Middle ends nearer to there by the root of it. And over two usual pensions of the
# country, where Middle begins for a couple at the most where incomes are high, and over one for one alone (estimates
# after OECD, Pensions at a Glance 2023: in Korea a usual pension is a fifth of a usual wage).
_RETIRED_HIGH, _RETIRED_MIDDLE = 0.66, {1: 1.15, 2: 0.95}
# As how many people each counts for the lower end of a class in the home of a wife who keeps it, where so many wives
# have pay: hers saves what others pay for, and the homes there that the middle ones are cut among have two wages
# (estimate).
_KEPT_BY_A_WIFE = 0.82
# People as whom one counts who lives away from family where incomes are not high, in a shared room and alone
# (estimates).
_SENDS_HOME, _SENDS_HOME_ALONE = 2.4, 1.7
# The same in a country of migrants for the lower end of a class, for the room is mostly the employer's (estimate).
_IN_LODGINGS = 0.45


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
def class_band(place: Place, level: IncomeLevel, size: float | None = None, bring: int = 0) -> tuple[int, int]:
    """The least and the most monthly household income of a class where the place is, inclusive, in local money: of a
    household of `size` people, or of the usual size, in which so many beside the person `bring` money, as
    `count_who_bring` counts them.

    The classes are cut among the households of the place: those of the nation on its level.
    """
    rich = country(place.country_code).income_group == "high"
    needs = 1.0 if size is None else needs_of(place, size)
    share = household_level(place) * needs
    low, high = (share * income_quantile(place.country_code, q) for q in CLASS_QUANTILES[level])
    if level == "Low":
        high *= max(needs, 1.0) ** (_LOW_NEEDS - 1)
        if bring and keeps_minimum(place.country_code):
            high *= _TWO_BRING_BY_LAW
        elif bring:
            two = _TWO_MINIMUMS * (minimum_wage(place, "") or 0.0)
            high = max(_TWO_BRING * high, min(two, _TWO_MINIMUMS_MOST * high))
            high *= _MORE_BRING ** min(bring - 1, _MORE_BRING_MOST)
    elif level == "Middle" and not rich:
        high *= min(needs, 1.0) ** (_HIGH_NEEDS - 1)
        if bring:
            two = _TWICE_TWO_MINIMUMS * (minimum_wage(place, "") or 0.0)
            high = max(_TWO_BRING_MIDDLE * high, min(two, _TWICE_TWO_MINIMUMS_MOST * high))
    elif level == "High":
        high *= _BEYOND_THE_CURVE
        if not rich:
            low *= min(needs, 1.0) ** (_HIGH_NEEDS - 1)
    return math.ceil(low), math.floor(high)


def needs_of(place: Place, size: float) -> float:
    """What a household of `size` people needs over what one of the usual size there does, by the square-root scale
    (OECD, Framework for Statistics on the Distribution of Household Income, 2013)."""
    return math.sqrt(size / household_size(place.country_code, place.region))


def people_counted(home: Household, status: WorkStatus, place: Place) -> tuple[float, float]:
    """People as whom a household is held against the lower and the upper end of a class. Who shares rooms has their own
    money only, and stands between one alone and a couple; who lives away from any family where incomes are not high is
    called poor on more than that, for most of them came for the work and send money home; where incomes are high one
    alone pays the rent of a home and is called poor on more as well; a student's household is the parents', of the
    usual size where they are elsewhere; the retired of rich countries need less."""
    away = set(home.members) <= {"roommate"}
    if status == "retired" and country(place.country_code).income_group == "high":
        return _RETIRED_RICH * home.size, home.size
    keepers = {"mother", "father", "aunt", "uncle", "grandmother"}
    if status == "studying" and home.marital_status == "single" and keepers.isdisjoint(home.members):
        return (household_size(place.country_code, place.region),) * 2
    if not away:
        kept = status == "keeping house" and home.marital_status == "married"
        alone_in_it = kept and most_wives_work(place.country_code, place.region)
        return home.size * (_KEPT_BY_A_WIFE if alone_in_it else 1.0), home.size
    least = _SHARING if home.members else 1.0
    if place.country_code in OF_MIGRANTS and home.members and status == "working":
        return _IN_LODGINGS, _SHARING
    if country(place.country_code).income_group == "high":
        return least, least if home.members or status != "working" else _ALONE_RICH
    sends = status == "working" and home.marital_status != "widowed"
    return least, (_SENDS_HOME if home.members else _SENDS_HOME_ALONE) if sends else least


def band_of(
    home: Household, status: WorkStatus, place: Place, level: IncomeLevel, bring: int = 0, isco08: str = ""
) -> tuple[int, int]:
    """The least and the most monthly income of a class for a household, inclusive; `isco08` is the code of the person's
    work."""
    least, most = people_counted(home, status, place)
    low, high = class_band(place, level, least)[0], class_band(place, level, most, min(bring, BRING_MOST))[1]
    rich = country(place.country_code).income_group == "high"
    if level == "Low" and status == "retired" and rich:
        high = class_band(place, level, least)[1]
    if level == "Middle" and status == "working" and isco08.startswith(_SALARIED) and not rich:
        most = min(most, household_size(place.country_code, place.region))
        nation = figure_of(place.country_code, "work", "middle of the salaried")
        over = max(_SALARIED_MIDDLE, nation / household_level(place))
        high = max(high, math.floor(over * class_band(place, level, most)[1]))
    if level == "Middle" and status == "working" and isco08.startswith(_OF_HEALTH) and rich:
        high = math.floor(_OF_HEALTH_MIDDLE * high)
    if level == "High" and status == "working":
        beyond = _BEYOND_AT_WORK
        if isco08.startswith(_OF_SHIPS):
            beyond = figure_of(place.country_code, "work", "High of officers of ships", beyond)
        high = math.floor(beyond * high)
    if level == "Low" and isco08.startswith(_IN_HOMES) and not home.members:
        low = math.ceil(_WITH_KEEP * low)
    if level == "Low" and status == "retired" and not rich:
        pension = earned_least(place.country_code) or least_pension(place.country_code)
        high = max(high, math.floor(_LEAST_PENSION * pension))
    if status == "retired" and PARTNERS.issuperset(home.members):
        usual = math.floor(_RETIRED_MIDDLE[min(home.size, 2)] * home.size * old_age_pensions(place.country_code).p50)
        high_from = figure_of(place.country_code, "work", "High of the retired", _RETIRED_HIGH if rich else 1.0)
        low = math.ceil(high_from * low) if level == "High" else low
        if level == "Middle" and rich:
            low = max(min(low, usual), class_band(place, "Low", least)[0])
            high = math.floor(math.sqrt(high_from) * high)
    if level == "Low" and status == "working" and keeps_minimum(place.country_code):
        wage = minimum_wage(place, "") or 0.0
        two = bring and country(place.country_code).group != _LATIN_AMERICA
        high = max(high, math.floor((_TWO_FULL_WAGES if two else _FULL_WAGE) * wage))
    elif level == "Low" and status == "working" and (bring or not region_figures(place.country_code)):
        wage = minimum_wage(place, "") or 0.0
        small = bring and not region_figures(place.country_code)
        over, times = (_TWO_SMALL_WAGES, _TWO_SMALL_WAGES_MOST) if small else (_WAGE_AND_MORE, _WAGE_AND_MORE_MOST)
        high = max(high, math.floor(min(over * wage, times * high)))
    elif level == "Low" and status == "working" and not home.members and home.marital_status != "widowed":
        wage = minimum_wage(place, "") or 0.0
        high = max(high, math.floor(min(_WAGE_ALONE * wage, _WAGE_ALONE_MOST * high)))
    return low, high + pension_beside(home, status, place, level)


def count_who_bring(who: Iterable[str], code: str, level: IncomeLevel) -> int:
    """How many of those `who` have money beside a person at work a class ends later for: one where wages are mostly by
    the law, whoever it is at home; elsewhere in Low everybody at home, for the poor are many who have a little each,
    and above it the spouse, for many at home mostly have some there. The state's cash for poor families counts for no
    class."""
    if keeps_minimum(code):
        return int(not NOT_EARNED.issuperset(who))
    if level != "Low":
        return int(not PARTNERS.isdisjoint(who))
    return sum(each not in NOT_EARNED and each != "roommate" for each in who)


def pension_beside(home: Household, status: WorkStatus, place: Place, level: IncomeLevel) -> int:
    """How much later Low ends for a home with a parent, for the pension that nearly all of the old have there, a month:
    a maid and her old mother are poor on a wage and that."""
    parents = {"mother", "father", "mother-in-law", "father-in-law"} & set(home.members)
    counts = level == "Low" and status == "working" and parents
    return round(pension_for_all(place.country_code)) if counts else 0


def national_quantile(u: float, place: Place, level: IncomeLevel) -> float:
    """The nation's income quantile of a household at quantile `u` in [0, 1) of its class in a place.

    Monotone in `u`. Incomes of a place are lognormal about its own mean.
    """
    low, high = CLASS_QUANTILES[level]
    within = low + u * (high - low)
    if household_level(place) == 1.0:
        return within
    return min(max(_NORMAL.cdf(_NORMAL.inv_cdf(within) * _WITHIN_PLACES + _over_the_nation(place)), 1e-6), 1 - 1e-6)


def quantile_for_schooling(quantile: float, place: Place) -> float:
    """The nation's income quantile, in (0, 1), that schooling goes by of a household that stands at `quantile` of it:
    less what, where a place earns more than the nation, is prices alone."""
    prices = figure_of(place.country_code, "people", "places earn more without schooling", 0.0)
    if not prices or household_level(place) <= 1.0:
        return quantile
    return _NORMAL.cdf(_NORMAL.inv_cdf(quantile) - prices * _over_the_nation(place))


def _over_the_nation(place: Place) -> float:
    """By how many standard deviations of the nation's incomes those of a place stand above them."""
    sigma = math.sqrt(2) * _NORMAL.inv_cdf((1 + country(place.country_code).gini) / 2)
    return math.log(household_level(place)) / sigma + sigma * (1 - _WITHIN_PLACES**2) / 2


def round_pay(amount: float, digits: int) -> int:
    """Pay to two digits and a half, by steps of one or two in a hundred, or to more digits: wages are seldom round, and
    many people alike must not have the same to the last penny."""
    if digits > 2 or amount < 100:
        return round_money(amount, digits)
    unit = 10 ** (math.floor(math.log10(amount)) - 1)
    step: int = next(unit // parts for least, parts in _PAY_STEPS if amount >= least * unit)
    return round(amount / step) * step


def round_money(amount: float, digits: int) -> int:
    """An amount to so many digits, in whole units."""
    if amount < 1:
        return 0
    step: int = 10 ** max(math.floor(math.log10(amount)) + 1 - digits, 0)
    return round(amount / step) * step


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
