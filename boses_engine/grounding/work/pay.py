"""What work pays: monthly bands by job and market, the wage level of a place, legal minimum wages.

A band is the 10th, 50th and 90th percentile of monthly own pay before tax among those who do the job. Between and
beyond them the logarithm of pay is taken as linear in a standard normal z. Bands hold for the whole country and are
moved to a place by its wage level.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import fmean, pstdev

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender
from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.places.countries import country, figure_of, region_figures, table
from boses_engine.grounding.places.gazetteer import far_towns
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.tables import Job, rows_by_title, table_keys, tables, title_keys

_DOMESTIC = ("9111", "5152")  # ISCO-08
_NO_PAY = ("status:", "other:", "title:retired")  # keys of money that is no pay
Z90 = 1.2816  # the standard normal's 90th percentile
_LOW_END = 0.3  # of the middle, at the 10th percentile of money that not everybody has (estimate)
# Beyond it a band says little: what is further out counts for so much, up to the last.
_Z_MOST, _Z_THIN, _Z_LAST = 2.0, 0.3, 2.3
# How far wages follow what a place's households have, as an exponent (estimate: Metro Manila and Jakarta against the
# nation, PSA OWS 2024 and BPS Sakernas 2024, give 0.55 to 0.65).
_WAGES_FOLLOW = 0.6
# What part of a trade's middle pay the national minimum is where its wages follow those of the place as others do, and
# from where on as little as any (estimates).
_FAR_OVER, _AT_MINIMUM = 0.7, 0.95
# What a large city's households have over the nation's, where no figure of the place is known (estimate).
_LARGE_CITY = {"low": 1.5, "lower middle": 1.4, "upper middle": 1.2, "high": 1.05}
_LARGE = 1_000_000  # inhabitants
# What households of rich countries have in towns out of reach of a metropolis, over their division with it (estimate
# after ABS census 2021, ACS 2023 and Statistics Canada census 2021: 0.78 to 0.95).
_FAR_TOWN = 0.92
# How far a title's own place among those of its band moves it, as an exponent, where incomes are high (pay lies nearer
# together there), and at most as a factor (estimates).
_OWN_RANK, _OWN_RANK_RICH, _OWN_RANK_MOST = 0.7, 0.35, 2.0
_SPREAD_LEAST = 0.75  # of the spread of a band: what is left within each of its titles at least (estimate)
# Who works for customers anywhere, and to what power of the level of wages of the place pay follows it (estimate: they
# are paid by the hour in dollars wherever they live, with fewer such customers outside the great cities).
_ONLINE, _ONLINE_LEVEL = "a home desk", 0.35
_FOR_THE_TOWN = "a shared studio"  # but for who meets them: architects build where they live
# The retired: what a ratio to mean earnings is worth by income group, which of them stand for a pension at work earned,
# how those of rich countries stand nearer together, and the tenths of each over the middle (estimates).
_PENSION_WORTH = {"low": 0.8, "lower middle": 1.0, "upper middle": 1.0, "high": 1.0}
SOCIAL_PENSIONER = "social pensioner"  # the title of who has the pension of the poor alone
PENSION_FROM, _RICH_MIDDLE, _RICH_TOGETHER, _RICH_APART = 0.3, 0.5, 0.28, 0.75  # below and above the middle
# Of countries where nearly everybody past work has one; how far apart, in logs, the middle and the upper tenth of all
# pensions are where those of kinds of work are as far apart as those numbers say (estimate).
_PUBLISHED, _PENSIONS_APART = "other:old-age pension", 0.56
_PENSION_TENTHS, _RICH_TENTHS, _NO_PENSION_TENTHS = (0.72, 1.4), (0.8, 1.4), (0.0, 2.4)
_LUMP_SUM_TENTHS = 0.25, 2.3  # where firms pay a sum once, of which some live for long (estimate)
# Whose pension is that of a national scale.
_OF_THE_STATE = frozenset(
    (
        *("retired teacher", "retired civil servant", "retired senior civil servant", "retired police officer"),
        *("retired soldier", "retired army officer", "retired postal worker", "retired railway worker"),
        *("retired school principal", "retired university lecturer", "retired town hall employee"),
        "retired hospital worker",
    )
)
# What part of the gap between women's and men's pensions there is among them: both are paid by one scale, and differ by
# the years and hours of service alone (estimate after BMI, Siebter Versorgungsbericht, 2020).
_GAP_OF_THE_STATE = 0.5
# Share of people past work who have a pension, by income group (estimate after ILO World Social Protection
# Report 2024: effective coverage).
_PENSIONED = {"low": 0.1, "lower middle": 0.3, "upper middle": 0.7, "high": 0.95}
_FOR_ALL = 0.85  # where so many have one, the state pays those who earned none as well


@dataclass(frozen=True)
class Band:
    """Monthly own pay in local money: the percentiles, and where they come from."""

    p10: float
    p50: float
    p90: float
    source: str
    year: str

    def at(self, z: float) -> float:
        """The pay at a standard normal z."""
        return float(self.at_each(np.array([z]))[0])

    def at_each(self, z: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The pay at each z, the tails cut; nothing below the lowest tenth where that has none."""
        if self.p50 <= 0:
            return np.zeros_like(z)
        lowest = self.p10 if self.p10 > 0 else _LOW_END * self.p50
        ends = np.where(z > 0, max(self.p90, self.p50) / self.p50, lowest / self.p50)
        out = np.minimum(np.abs(z), _Z_MOST) + _Z_THIN * np.maximum(np.abs(z) - _Z_MOST, 0.0)
        out = np.minimum(out, _Z_LAST)
        pay: npt.NDArray[np.float64] = self.p50 * ends ** (out / Z90)
        return pay if self.p10 > 0 else np.where(z < -Z90, 0.0, pay)

    def narrowed(self, part: float) -> "Band":
        """The band with so much of its spread, in logs, on both sides of the middle."""
        if self.p10 <= 0 or self.p50 <= 0:
            return self
        ends = (self.p50 * (end / self.p50) ** part for end in (self.p10, self.p90))
        return Band(next(ends), self.p50, next(ends), self.source, self.year)

    def moved(self, factor: float) -> "Band":
        """The band with every percentile times a factor."""
        return Band(self.p10 * factor, self.p50 * factor, self.p90 * factor, self.source, self.year)


@cache
def pay_band(code: str, job: Job) -> Band:
    """The national band of a job: of its own code or the nearest group above it, moved by its place in that group, and
    to where it is in order with the ranks below it (`in_order`).

    What the retired have of their own follows from the work that they have left.
    """
    band = _band_alone(code, job)
    known = job.title in _pay_abroad(code) or _has_own_band(code, job)
    return band if known else band.moved(in_order(job, band.p50, lambda other: pay_band(code, other).p50) / band.p50)


def in_order(job: Job, amount: float, of: Callable[[Job], float]) -> float:
    """What wage work pays that is a rank above or below other work, by what it would and what `of` says the other does:
    as many times that as ranks.csv says, at least or at most."""
    if job.employment != "wage" or job.match == "as asked":
        return amount
    for than, least, most in _ranks().get(job.title, ()):
        if (other := _wage_work(than)) and (paid := of(other)):
            amount = min(max(amount, least * paid), most * paid)
    return amount


def has_rank(title: str) -> bool:
    """Whether a title is a rank above or below another."""
    return title in _ranks()


@cache
def _ranks() -> dict[str, tuple[tuple[str, float, float], ...]]:
    """By title, than what other titles it pays how many times as much, at least and at most."""
    found: dict[str, tuple[tuple[str, float, float], ...]] = {}
    for row in table("work/ranks.csv"):
        line = (row["than"], float(row["least"] or 0), float(row["most"] or math.inf))
        found[row["title"]] = (*found.get(row["title"], ()), line)
    return found


@cache
def _wage_work(title: str) -> Job | None:
    return next((row.job for row in rows_by_title().get(title, ()) if row.job.employment == "wage"), None)


def _band_alone(code: str, job: Job) -> Band:
    for key in (*_titles_of(job), *title_keys(job)):
        for market in (code.upper(), country(code).income_group):
            if known := _bands(code).get((market, key)):
                return known
    if abroad := _pay_abroad(code).get(job.title):
        return abroad
    if job.status == "retired" and job.title != job.category and _has_known_pension(code, job):
        return _pension(code, job)
    for market in (code.upper(), "any"):
        for key in table_keys(job):
            if band := _bands(code).get((market, key)):
                rich = country(code).income_group == "high"
                return band.narrowed(_within(key, job, band, rich)).moved(_own_rank(key, job, rich))
    return _bands(code)["any", "status:looking for work"]


def _has_known_pension(code: str, job: Job) -> bool:
    """Whether what the retired have follows from the work left: of a title, of one that theirs is taken like, or where
    the pensions of a country are published."""
    return job.match != "as asked" or bool(job.like) or (code.upper(), _PUBLISHED) in _bands(code)


def _titles_of(job: Job) -> list[str]:
    """The keys that no table has by the titles in which the job's own may end: who owns a "cutlery factory" is a
    factory owner, and a "retired secondary school teacher" a retired teacher."""
    words = job.title.split()
    if job.status == "retired":
        return [f"title:{words[0]} {' '.join(words[start:])}" for start in range(1, len(words))]
    if job.match != "as asked" or job.status != "working" or not job.title.endswith("owner"):
        return []
    return [f"title:{' '.join(words[start:])}" for start in range(len(words))]


def had_state_post(job: Job) -> bool:
    """Whether the retired had a post of the state."""
    return job.known_as in _OF_THE_STATE


def paid_alike(code: str, job: Job) -> bool:
    """Whether a job's money is the same wherever home is: a pension known by its title, in rich countries of the
    state and where there is no other, for the fund pays by rank, and pay from abroad."""
    known = (code.upper(), f"title:{job.title}") in _bands(code)
    alone = bool(figure_of(code, "work", "pensions of the state alone"))
    of_the_state = had_state_post(job) and country(code).income_group == "high"
    pension = job.status == "retired" and (known or alone or of_the_state)
    return pension or job.title in _pay_abroad(code)


def studies_beside_work(code: str, job: Job) -> bool:
    """Whether most who study so in a country have pay: its money of their very category is known."""
    return job.status == "studying" and (code.upper(), f"status:{job.category}") in _bands(code)


def _has_own_band(code: str, job: Job) -> bool:
    """Whether a country's pay is known for the very title."""
    return (code.upper(), f"title:{job.title}") in _bands(code)


def level_of_pay(place: Place, job: Job) -> float:
    """By how much a job pays more in a place than in the nation: not at all where it is paid alike, little for who
    works at a desk at home for customers anywhere, and for who works on their own by what the people of the place have,
    whatever national agreements there are, in some countries by nearly all of it."""
    if paid_alike(place.country_code, job):
        return 1.0
    at = (job.workplace, *job.workplaces)
    online = job.employment == "own" and _ONLINE in at and _FOR_THE_TOWN not in at
    follow = figure_of(place.country_code, "work", "own work follows", _WAGES_FOLLOW)
    if job.employment == "own" and follow > figure_of(place.country_code, "work", "wages follow", _WAGES_FOLLOW):
        return float(household_level(place) ** (follow * (_ONLINE_LEVEL if online else 1.0)))
    level = wage_level(place)
    if job.employment == "wage" and level > 1:
        level **= _near_the_minimum(place.country_code, job)
    return float(level ** (_ONLINE_LEVEL if online else 1.0))


@lru_cache(maxsize=1 << 13)
def _near_the_minimum(code: str, job: Job) -> float:
    """How far what work pays follows the place, of once that other work does: less where most of it is paid little more
    than the legal minimum of the whole country."""
    least = figure_of(code, "work", "wages near the minimum follow", 1.0)
    near = (national_minimum(code) / pay_band(code, job).p50 - _FAR_OVER) / (_AT_MINIMUM - _FAR_OVER)
    return 1 - (1 - least) * min(max(near, 0.0), 1.0)


@cache
def _pay_abroad(code: str) -> dict[str, Band]:
    """By title what work in other countries and on ships pays, in money of the home country; empty where its exchange
    rate is not known."""
    rate = next((float(row["per_dollar"]) for row in table("places/exchange.csv") if row["code"] == code.upper()), 0.0)
    return {
        row["title"]: Band(float(row["p10"]), float(row["p50"]), float(row["p90"]), row["source"], row["year"]).moved(
            rate
        )
        for row in table("work/pay_abroad.csv")
        if rate
    }


def _pension(code: str, job: Job) -> Band:
    group, mean = country(code).income_group, country(code).mean_earnings_monthly
    ratio, tenths = job.pay_ratio, _PENSION_TENTHS if job.pay_ratio >= PENSION_FROM else _NO_PENSION_TENTHS
    published = _bands(code).get((code.upper(), _PUBLISHED))
    if group == "high" or published:  # everybody has some pension
        nearer = _RICH_TOGETHER if ratio < _RICH_MIDDLE else _RICH_APART
        ratio, tenths = _RICH_MIDDLE * (ratio / _RICH_MIDDLE) ** nearer, _RICH_TENTHS
    elif firms := figure_of(code, "work", "pensions of firms", 0.0):  # those of the state have bands of their own
        ratio, tenths = ratio * firms, _LUMP_SUM_TENTHS
    middle = ratio * figure_of(code, "work", "pension worth", _PENSION_WORTH[group]) * mean
    if published:  # and as near together as they are
        apart = min(math.log(published.p90 / published.p50) / _PENSIONS_APART, 1.0)
        middle = (ratio / _RICH_MIDDLE) ** apart * published.p50
        tenths = (tenths[0] ** apart, tenths[1] ** apart)
    return Band(tenths[0] * middle, middle, tenths[1] * middle, "estimate", "2026")


def old_age_pensions(code: str) -> Band:
    """What the old of a country have of their own: its published pensions, else pensions, allowances and help."""
    return _bands(code).get((code.upper(), _PUBLISHED)) or money_of(code, "status:retired")


def money_of(code: str, kind: str) -> Band:
    """The band of money that is no pay, by its key in work_pay.csv: "status:retired", "other:remittances"."""
    bands = _bands(code)
    return bands.get((code.upper(), kind)) or bands["any", kind]


@cache
def _bands(code: str) -> dict[tuple[str, str], Band]:
    """By market and key; those of "any" and of income groups are ratios, made money of the country here. A small
    country without pay of its own by trade has that of a neighbour, at its own level."""
    found: dict[tuple[str, str], Band] = {}
    if like := next((row for row in table("work/pay_like.csv") if row["code"] == code.upper()), None):
        for (market, key), band in _bands(like["like"]).items():
            if market == like["like"] and not key.startswith(_NO_PAY):
                found[code.upper(), key] = band.moved(float(like["times"]))
    for row in table("work/pay.csv"):
        if row["market"] in ("any", country(code).income_group, code.upper()):
            unit = 1.0 if row["market"] == code.upper() else country(code).mean_earnings_monthly
            p10, p50, p90 = (float(row[name]) * unit for name in ("p10", "p50", "p90"))
            found[row["market"], row["key"]] = Band(p10, p50, p90, row["source"], row["year"])
    return found


@cache
def _own_rank(key: str, job: Job, rich: bool) -> float:
    """A factor for a job that pays more or less than the others that share its band; pupils have less than students."""
    if job.status not in ("working", "studying"):
        return 1.0
    apart = math.exp((_OWN_RANK_RICH if rich else _OWN_RANK) * (math.log(job.pay_ratio) - _usual_ratio(key)))
    return min(max(apart, 1 / _OWN_RANK_MOST), 1.0 if job.status == "studying" else _OWN_RANK_MOST)


def _within(key: str, job: Job, band: Band, rich: bool) -> float:
    """What part of a band's spread lies within its titles: the rest is between them, as their own places tell."""
    if job.status != "working" or band.p10 <= 0:
        return 1.0
    between = (_OWN_RANK_RICH if rich else _OWN_RANK) * _spread_of_ratios(key)
    whole = math.log(band.p90 / band.p10) / (2 * Z90)
    return max(math.sqrt(max(1 - (between / whole) ** 2, 0.0)), _SPREAD_LEAST) if whole else 1.0


@cache
def _spread_of_ratios(key: str) -> float:
    """How far apart the log pay ratios of the titles that may have a band are, as a standard deviation."""
    return pstdev(_ratios_under(key))


@cache
def _usual_ratio(key: str) -> float:
    """The mean log pay ratio of the titles that may have a band."""
    return fmean(_ratios_under(key))


@cache
def _ratios() -> dict[str, list[float]]:
    """The log pay ratios of the titles that may have the band of each key, which work in other countries has not."""
    found: dict[str, list[float]] = {}
    abroad = {row["title"] for row in table("work/pay_abroad.csv")}
    for rows in tables().rows.values():
        for row in rows:
            if row.job.title in abroad and "any" not in row.markets:
                continue
            for key in table_keys(row.job):
                found.setdefault(key, []).append(math.log(row.job.pay_ratio) if row.job.pay_ratio > 0 else 0.0)
    return found


def _ratios_under(key: str) -> list[float]:
    """The log pay ratios of the titles that may have a band; of work that no title has on its own account, of all who
    do it."""
    return _ratios().get(key) or _ratios()[key.rpartition(":")[2]]


@cache
def household_level(place: Place) -> float:
    """What the households of a place have, over the nation's mean; many a city stands above its division."""
    figures = region_figures(place.country_code).get(place.region or "")
    if known := _city_levels().get((place.country_code, place.region or "", place.city)):
        return known
    if own := _city_minimum(place):
        whole = figures.income if figures else 1.0
        return own if own > whole else math.sqrt(own * whole)  # some are poorer than their division, not by as much
    if figures:
        return figures.income
    group = country(place.country_code).income_group
    large = _LARGE_CITY[group] if place.population >= _LARGE else 1.0
    if group == "high" and place in far_towns(place.country_code):
        large = _FAR_TOWN
    return large * _city_levels().get((place.country_code, place.region or "", ""), 1.0)


@cache
def wage_level(place: Place) -> float:
    """What work pays in a place, over the nation: by its minimum wage and by what its households have."""
    code, figures = place.country_code, region_figures(place.country_code).get(place.region or "")
    if own := _city_minimum(place):
        return own
    follow = figure_of(code, "work", "wages follow", _WAGES_FOLLOW)
    level = float(household_level(place) ** follow)
    if figures and (legal := _minimum(code, place.region or "", "general")):
        level = math.sqrt(level * float((legal / _mean_minimum(code)) ** follow))
    return level


@cache
def _city_levels() -> dict[tuple[str, str, str], float]:
    """By country, division and city, of which there is none where the whole division is meant."""
    return {(row["code"], row["region"], row["city"]): float(row["level"]) for row in table("work/city_levels.csv")}


@cache
def food_line(place: Place) -> float:
    """What a month's food costs a head there, 0 where it is not known; less where people have less."""
    lines = {row["code"]: float(row["monthly"]) for row in table("work/food_lines.csv")}
    return lines.get(place.country_code, 0.0) * min(household_level(place), 1.0)


@cache
def poor_line_over(code: str) -> float:
    """The poverty line of a country in which few are poor, over what food costs; 0 where it is not known."""
    return next((float(row["poor"] or 0) for row in table("work/food_lines.csv") if row["code"] == code), 0.0)


def _city_minimum(place: Place) -> float | None:
    """The wage level that a city's own minimum wage tells, where it has one."""
    legal = _minimum(place.country_code, place.city, "general")
    mean = _mean_minimum(place.country_code)
    return float((legal / mean) ** _WAGES_FOLLOW) if legal and mean else None


@cache
def _mean_minimum(code: str) -> float:
    """The mean general minimum wage of the divisions, by their inhabitants; 0 where they have none of their own."""
    pairs = [
        (figures.population, legal)
        for region, figures in region_figures(code).items()
        if (legal := _minimum(code, region, "general"))
    ]
    people = sum(each for each, _ in pairs)
    return sum(each * legal for each, legal in pairs) / people if people else 0.0


@cache
def minimum_wage(place: Place, isco08: str) -> float:
    """The legal minimum of a month's full-time wage work in local money, 0 where none is known.

    Domestic workers (ISCO-08 9111, 5152) and trades with a floor of their own have theirs.
    """
    domestic = isco08 in _DOMESTIC
    for kind in ("domestic",) if domestic else (*groups_of(isco08), "general"):
        for name in (*filter(None, (place.city, place.province, place.region)), ""):
            if legal := _minimum(place.country_code, name, kind):
                return legal
    return 0.0


def citizens_least(country_code: str) -> float:
    """What citizens of a country of migrants are paid at least for a month of full-time work, 0 elsewhere."""
    return _minimum(country_code, "", "citizens") or 0.0


def families_least(country_code: str) -> float:
    """What wages at homes of families are at least in a country of migrants, where the state lets nobody bring a family
    on less and citizens have more, 0 elsewhere."""
    return _minimum(country_code, "", "families") or 0.0


def least_wage(
    place: Place, job: Job, part: npt.NDArray[np.float64] | float, by_scale: npt.NDArray[np.bool_] | bool
) -> npt.NDArray[np.float64]:
    """What a month of full-time wage work brings at least where employers pay so much of the legal minimum, for
    citizens of a country of migrants and by the state's scale, of the shape of both."""
    legal = np.maximum(minimum_wage(place, job.isco08) * part, job.by_citizens * citizens_least(place.country_code))
    return np.where(by_scale, np.maximum(legal, scale_least(place.country_code, job.isco08)), legal)


@cache
def pension_of(code: str, gender: Gender | None, of_the_state: bool = False) -> float:
    """What women's and men's pensions are over those of all, where incomes are high; 1 where not known. Those of posts
    `of_the_state` are nearer together."""
    if gender is None or country(code).income_group != "high":
        return 1.0
    gap = figure_of(code, "work", "pension gap")
    if of_the_state:
        gap *= _GAP_OF_THE_STATE
    return (1 - gap if gender == "Female" else 1.0) / (1 - gap / 2)


def pensioned(code: str) -> float:
    """The share of people past work who have a pension."""
    return figure_of(code, "work", "pensioned", _PENSIONED[country(code).income_group])


def social_pension(code: str) -> float:
    """What a country pays its poor old where others earned more, a month; 0 where it is not known."""
    return _minimum(code, "", "social pension") or 0.0


def pension_for_all(code: str) -> float:
    """What nearly all past work have at least, a month, where incomes are not high; 0 where many have nothing."""
    for_all = pensioned(code) >= _FOR_ALL and country(code).income_group != "high"
    return least_pension(code) if for_all else 0.0


def earned_least(code: str) -> float:
    """What a pension that was earned is at least, a month, where the poor have a social one instead; else 0."""
    return (_minimum(code, "", "pension") or 0.0) if social_pension(code) else 0.0


def least_pension(code: str) -> float:
    """What a country pays the old who earned no pension of their own, a month; 0 where it is not known."""
    return social_pension(code) or _minimum(code, "", "pension") or 0.0


def least_pension_alone(code: str) -> float:
    """The least that the old who live alone have where a couple has less each, a month; 0 where it is not known."""
    return _minimum(code, "", "pension alone") or 0.0


def as_pension(
    amounts: npt.NDArray[np.float64], code: str, years: int | npt.NDArray[np.int64], by_work: bool = True
) -> npt.NDArray[np.float64]:
    """Amounts as pensions are paid in a country to people of an age: none is under what the law knows as the least of
    one that was earned, and where the poor have a social pension instead, of that much or, for some and who is too
    young for it, nothing. Of work that earns none, few paid in for as much as that least."""
    least, social = _minimum(code, "", "pension") or 0.0, _minimum(code, "", "social pension") or 0.0
    earned = np.maximum(amounts, least)
    if not social:
        return earned
    paid = (amounts >= social / 2) & (np.asarray(years) >= figure_of(code, "work", "social pension from age"))
    enough = (least + social) / 2 if by_work else least
    return np.where(amounts >= enough, earned, np.where(paid, social, 0.0))


def scale_least(code: str, isco08: str) -> float:
    """The first step of the state's scale for a job, a month in local money; 0 where it is not known."""
    found = (_minimum(code, "", f"state:{group}") for group in groups_of(isco08))
    return next((least for least in found if least), 0.0)


@cache
def graduates_least(place: Place) -> float:
    """What a first job at a desk pays a graduate at least, a month in local money; 0 where it is not known."""
    names = (*filter(None, (place.city, place.province, place.region)), "")
    return next((least for name in names if (least := _minimum(place.country_code, name, "graduate"))), 0.0)


def national_minimum(code: str) -> float:
    """The legal minimum under which nobody in the country is, a month, whatever those of its places are; 0 where none
    is known."""
    return _minimum(code, "", "general") or 0.0


def _minimum(code: str, name: str, kind: str) -> float | None:
    return _minimums().get((code.upper(), name, kind))


@cache
def _minimums() -> dict[tuple[str, str, str], float]:
    """Monthly amounts by country, place ("" for all of it) and kind."""
    return {
        (row["country"], row["place"], row["kind"]): float(row["monthly"]) for row in table("work/minimum_wages.csv")
    }


@cache
def pay_at_work(code: str) -> float:
    """What the middle one of all people at work earns a month in the country: seven tenths of the mean (estimate)."""
    return 0.7 * country(code).mean_earnings_monthly


def with_tail(z: npt.NDArray[np.float64], thin: float) -> npt.NDArray[np.float64]:
    """Each z with what is beyond the 90th percentile made thinner."""
    return np.where(z > Z90, Z90 + thin * (z - Z90), z)
