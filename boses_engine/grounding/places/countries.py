"""National figures: currency, income, household size, religions and languages of every country."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from boses_engine.errors import LocationError
from boses_engine.grounding.text import unmarked

Shares = tuple[tuple[str, float], ...]  # (name, share), most frequent first, summing to 1
# Where most people at work came from other countries, and mean earnings are those of citizens.
OF_MIGRANTS = frozenset(("AE", "BH", "KW", "OM", "QA", "SA"))


@dataclass(frozen=True)
class Country:
    """What is known of a country as a whole; money in whole units of its currency.

    Gini, household size and incomes come from income.csv, where the source of each row stands; most mean
    incomes are estimates: GDP per head times the share of it that households say they live on.
    """

    code: str  # ISO 3166-1 alpha-2
    name: str
    group: str  # world region, the key of norms that are not known country by country
    income_group: str  # "low", "lower middle", "upper middle" or "high", after the World Bank
    currency: str  # ISO 4217
    locale: str  # Babel locale in which amounts are written, "id_ID"
    gini: float  # 0..1
    mean_household_size: float
    mean_household_income_monthly: float
    mean_earnings_monthly: float  # of a person at work
    religions: Shares
    languages: Shares  # mother tongues

    def purse(self, household_monthly: float, size: int) -> float:
        """What a household has a head, over what the country's mean household has."""
        return household_monthly / size / (self.mean_household_income_monthly / self.mean_household_size)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of this package, by its room and file ("work/pay.csv"), as text; read once."""
    text = files("boses_engine.grounding").joinpath(*name.split("/")).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def figure_of(code: str, room: str, what: str, usual: float = 0.0) -> float:
    """A figure of a country from the table `by_country` of a room ("work"): the country's own, else that of any, else
    `usual`."""
    known = _figures(room)
    return known.get((what, code.upper()), known.get((what, "any"), usual))


@cache
def _figures(room: str) -> dict[tuple[str, str], float]:
    """Figures by what they are of and country, "any" where they are of all others."""
    rows = table(f"{room}/by_country.csv")
    return {(row["what"], code): float(row["value"]) for row in rows for code in row["codes"].split()}


@cache
def _rows(name: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table(name)}


@cache
def _shares(name: str) -> dict[tuple[str, str], Shares]:
    """Shares by (country, region key), scaled to 1; the empty region is the whole country."""
    raw: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in table(name):
        raw.setdefault((row["code"], row["region"]), []).append((row["name"], float(row["share"])))
    scaled = {}
    for place, shares in raw.items():
        total = sum(share for _, share in shares)
        scaled[place] = tuple(sorted(((n, share / total) for n, share in shares), key=lambda pair: -pair[1]))
    return scaled


def country_codes() -> tuple[str, ...]:
    """Every code that `country` knows, in alphabetical order."""
    return tuple(sorted(_rows("places/countries.csv")))


@cache
def country(code: str) -> Country:
    """The figures of the country with an ISO 3166-1 alpha-2 code, in either case.

    :raises LocationError: there is no such country, or nobody lives there.
    """
    key = code.upper()
    row = _rows("places/countries.csv").get(key)
    if row is None:
        raise LocationError(
            f"no population figures for country code {code!r}: use a two-letter ISO 3166 code such as PH, ID or VN"
        )
    income = _rows("places/income.csv")[key]
    return Country(
        code=key,
        name=row["name"],
        group=row["group"],
        income_group=row["income_group"],
        currency=row["currency"],
        locale=row["locale"],
        gini=float(income["gini"]),
        mean_household_size=float(income["household_size"]),
        mean_household_income_monthly=float(income["mean_household_income_monthly"]),
        mean_earnings_monthly=float(income["mean_earnings_monthly"]),
        religions=_shares("places/religion.csv")[key, ""],
        languages=_shares("places/language.csv")[key, ""],
    )


def religions(code: str, region: str | None, *parts: str | None) -> Shares:
    """Shares of religions in the first of the parts of a region (a city, a province) that has figures of its own, else
    those of the region, else those of the country."""
    return _regional("places/religion.csv", code, region, parts) or country(code).religions


def languages(code: str, region: str | None, *parts: str | None) -> Shares:
    """Shares of mother tongues, of a part, a region or the country as `religions` has them."""
    return _regional("places/language.csv", code, region, parts) or country(code).languages


@cache
def _regional(name: str, code: str, region: str | None, parts: tuple[str | None, ...]) -> Shares | None:
    """The shares of the first part with figures of its own, else those of the region it lies in, or of what that is a
    part of.

    A town among others of its province whose people are known (town_groups.csv) goes before all, the rest of the towns
    of such a province before the province. A town with the name of its province has the key "<name> town".
    """
    code = code.upper()
    inside = _region_key(code, region) if region else None
    town, province = parts if len(parts) == 2 else (None, None)
    if town and province and (grouped := _of_group(name, code, province, town)):
        return grouped
    for part in filter(None, parts):
        if inside is None and (city := _cities(name, code).get(_plain(part))):  # where no table has the regions
            return city
        if known := _apart(name, code, inside, part):
            return known
        if part == town and province and (rest := _of_group(name, code, province, "")):
            return rest
    return (
        _shares(name).get((code, inside)) or _shares(name).get((code, _within(code).get(inside, inside)))
        if inside
        else None
    )


def _of_group(name: str, code: str, province: str, town: str) -> Shares | None:
    """The shares of the towns that a town of a province belongs to; of no town, those of its other towns."""
    key = _town_groups(code).get((_plain(province), _plain(town)))
    return _shares(name).get((code, key)) if key else None


@cache
def _town_groups(code: str) -> dict[tuple[str, str], str]:
    """Plain province and town → the key of the towns of the province that it belongs to."""
    return {
        (_plain(row["province"]), _plain(town)): row["key"]
        for row in table("places/town_groups.csv")
        if row["code"] == code
        for town in row["towns"].split("|")
    }


def known_whole(name: str, code: str, region: str) -> Shares | None:
    """The shares that a table has of a division; None where it has none."""
    key = _region_key(code.upper(), region)
    return _shares(name).get((code.upper(), key)) if key else None


def known_apart(name: str, code: str, region: str, part: str) -> Shares | None:
    """The shares that a table has of a part of a division; None where it has none of its own."""
    return _apart(name, code.upper(), _region_key(code.upper(), region), part)


def _apart(name: str, code: str, inside: str | None, part: str) -> Shares | None:
    key = _region_key(code, part)
    if key == inside and (_plain(part), key) in _region_names(code):
        key = f"{key} town"
    return _shares(name).get((code, key)) if key and _within(code).get(key) == inside else None


@cache
def _cities(name: str, code: str) -> dict[str, Shares]:
    """The shares of a country's places by plain name."""
    return {_plain(place): shares for (market, place), shares in _shares(name).items() if market == code and place}


@cache
def _within(code: str) -> dict[str, str]:
    """Region key → the key of the region that it is a part of."""
    return {
        row["region"]: row["within"] for row in table("places/regions.csv") if row["code"] == code and row["within"]
    }


@dataclass(frozen=True)
class RegionFigures:
    """What is known of a first-level division: inhabitants in thousands, shares 0..1, mean income over the nation's."""

    population: float
    urban: float
    income: float


@cache
def region_figures(code: str) -> dict[str, RegionFigures]:
    """The divisions of a country by their English names; empty for most countries."""
    found: dict[str, dict[str, float]] = {}
    for row in table("places/regions_figures.csv"):
        if row["code"] == code:
            found.setdefault(row["region"], {})[row["figure"]] = float(row["value"])
    return {  # of some only the size of homes is known
        region: RegionFigures(each["population"], each["urban"] / 100, each["income"])
        for region, each in found.items()
        if "population" in each
    }


@cache
def townspeople(code: str) -> dict[str, float]:
    """How many live in the towns of divisions of a country, in thousands, where the listed towns do not tell."""
    rows = table("places/regions_figures.csv")
    return {row["region"]: float(row["value"]) for row in rows if (row["code"], row["figure"]) == (code, "townspeople")}


@cache
def urban_share(code: str) -> float | None:
    """The share of a country's people who live in town, 0..1; None where its divisions are not known."""
    known = region_figures(code).values()
    people = sum(each.population for each in known)
    return sum(each.urban * each.population for each in known) / people if people else None


@cache
def household_size(code: str, region: str | None) -> float:
    """The mean number of people of a home in a division where that is known, else in the country."""
    rows = table("places/regions_figures.csv")
    own = (row["value"] for row in rows if (row["code"], row["region"], row["figure"]) == (code, region, "household"))
    return float(next(own, country(code).mean_household_size))


def _plain(text: str) -> str:
    """Lower case without accents or punctuation, single blanks: "Đồng Nai" and "dong-nai" are the same place."""
    bare = unmarked(text).lower()
    return " ".join(re.findall(r"[a-z0-9]+", bare.encode("ascii", "ignore").decode()))


@cache
def _region_names(code: str) -> tuple[tuple[str, str], ...]:
    """(plain name, region key) of a country, the longest names first."""
    names = [
        (_plain(name), row["region"])
        for row in table("places/regions.csv")
        if row["code"] == code
        for name in (row["region"], *filter(None, row["aliases"].split("|")))
    ]
    return tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _region_key(code: str, region: str) -> str | None:
    """The key under which a region's figures stand: the longest known name that `region` equals or contains.

    The longest wins, so that West Papua is not taken for Papua.
    """
    wanted = f" {_plain(region)} "
    return next((key for name, key in _region_names(code) if f" {name} " in wanted), None)
