"""Where a segment lives: "City, Country" resolved offline, and the city drawn for each person."""

import difflib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from boses_engine.errors import LocationError
from boses_engine.grounding import gazetteer
from boses_engine.grounding.gazetteer import LARGE, Place, Town, fold

__all__ = ["Place", "Resolved", "all_city_names", "draw_place", "resolve"]

_COMMAS = str.maketrans("，、،;", ",,,,")
_LENGTH_MOST = 200  # characters
_MILLION = 1_000_000  # inhabitants from which a city is known the world over

# Places that are both a part of a country and a territory of their own in ISO 3166: "Hong Kong, China".
_TERRITORIES = {
    "CN": ("HK", "MO"),
    "US": ("PR", "GU", "VI", "AS", "MP"),
    "FR": ("RE", "GP", "MQ", "GF", "YT", "PF", "NC", "PM", "WF", "BL", "MF"),
    "GB": ("GG", "JE", "IM", "GI", "BM", "KY", "FK", "VG", "TC", "AI", "MS", "SH"),
    "NL": ("AW", "CW", "SX", "BQ"),
    "DK": ("GL", "FO"),
    "AU": ("NF", "CX", "CC"),
    "NO": ("SJ",),
    "FI": ("AX",),
}
_NATIONS = ("england", "scotland", "wales", "northern ireland")  # countries to their people, regions to ISO

# What may stand round a name without changing the place, folded.
_DIVISION_PREFIXES = ("province of ", "provinsi ", "propinsi ", "tinh ", "lalawigan ng ", "state of ", "region of ")
_DIVISION_SUFFIXES = (" province", " region", " state", " prefecture")
_CITY_PREFIXES = (
    *("city of ", "municipality of ", "kota administrasi ", "kota ", "kotamadya ", "kabupaten ", "kab ", "greater "),
    *("lungsod ng ", "dakbayan sa ", "bayan ng ", "metro ", "thanh pho ", "tp ", "thi xa ", "quan ", "huyen "),
)
_CITY_SUFFIXES = (" city", " municipality", " regency", " metropolitan area", " metro", " area")

# Cities whose name is a plain word or a common given name: looking for them in prose finds other things.
_WORDS = frozenset(
    """
    Allen Aurora Bago Banjar Bath Batu Buffalo Centennial Central Charlotte Commonwealth Concord Enterprise Eugene
    Garland Hope Independence Isabela Jackson Jamaica Jos Kota Lima Madison Male Mati Medina Metro Mobile Most Naga
    Negara Nice Orange Paradise Pati Pest Phoenix Progress Reading Salvador Samal Same Sandy Split Surat Surprise Tyler
    Van Victoria Vinh Vista
    """.split()
)
_NICKNAMES = frozenset(("Saigon", "Sài Gòn", "Jogja", "Jogjakarta", "Yogya", "Maynila", "GenSan", "Dalat", "Danang"))


@dataclass(frozen=True)
class Resolved:
    """A location made certain: one city, or the cities of a region or country.

    `asked` is the text as given, tidied. `region` is the places' common first-level division, else the name of the
    region asked for, None for a whole country or where none is known. `timezone` is the largest place's. `places`
    holds at least one place, and each one's population is its weight.
    """

    asked: str
    country: str
    country_code: str
    region: str | None
    timezone: str
    places: tuple[Place, ...]


def resolve(location: str) -> Resolved:
    """Resolve "City, Country", "City, Region, Country", "Region, Country" or a country alone.

    Names are taken in English, in the country's own languages and as common nicknames, in any case, with or without
    diacritics. A place is only ever looked for within the country named. The region between is checked where all of a
    country's are known (PH, ID, VN, US), elsewhere one that is not known is passed over.

    :raises LocationError: no such country, or no such place in it; the text lists the nearest known ones.
    """
    return _resolve(_tidy(location))


def draw_place(rng: np.random.Generator, resolved: Resolved) -> Place:
    """One of the places, by population."""
    weights = np.array([place.population for place in resolved.places], dtype=np.float64)
    return resolved.places[int(rng.choice(len(weights), p=weights / weights.sum()))]


@lru_cache(maxsize=64)
def all_city_names(country_code: str) -> frozenset[str]:
    """Names of the country's cities from 100,000 inhabitants and of the world's from a million, to find in prose.

    Each stands with its diacritics and without. Names that are plain words ("Reading", "Mobile") are left out; that a
    person's own name may be a city's ("Santiago") is for the caller to heed.
    """
    own = gazetteer.own_towns(country_code)
    # GeoNames has boroughs among the large cities of the countries with an own table, which stands instead.
    towns = own if country_code in gazetteer.OWN else gazetteer.geonames_towns(country_code)
    names = {town.place.city for town in towns if town.place.population >= LARGE}
    for town in own:
        if town.place.population >= LARGE:
            same = fold(town.place.city)
            names |= {name for name in town.other_names if name in _NICKNAMES or fold(name) == same}
    world = [place for place in gazetteer.world_cities(_MILLION) if place.country_code not in gazetteer.OWN]
    world += [town.place for code in gazetteer.OWN for town in gazetteer.own_towns(code)]
    names |= {place.city for place in world if place.population >= _MILLION}
    names |= {_unmarked(name) for name in names}
    return frozenset(names - _WORDS)


@lru_cache(maxsize=1024)
def _resolve(asked: str) -> Resolved:
    pieces = [piece.strip() for piece in asked.translate(_COMMAS).split(",")]
    if not pieces[0]:
        raise LocationError(
            f'location {_quote(asked)} names no place: write "City, Country", for example "Cebu City, Philippines"'
        )
    parts = [piece for piece in pieces if piece]
    if fold(parts[-1]) in _NATIONS:
        parts.append("United Kingdom")
    code = gazetteer.country(parts[-1])
    if code is None and len(asked) > 12 and (code := gazetteer.country(asked)):  # "Bonaire, Saint Eustatius and Saba"
        return _whole(asked, code)
    if code is None:
        raise LocationError(_unknown_country(asked, parts))
    while len(parts) > 1 and (inner := gazetteer.country(parts[-2])) in _TERRITORIES.get(code, ()):
        code = inner or code
        parts.pop()
    name, *within = parts[:-1] or [""]
    if not name:
        return _whole(asked, code)
    found = _within(code, name, within)
    if found is None and gazetteer.country(name) == code and not within:  # "Monaco, Monaco"
        return _whole(asked, code)
    if found is None:
        raise LocationError(_unknown_place(asked, code, name, within))
    region, places = found
    common = {place.region for place in places}
    largest = max(places, key=lambda place: place.population)
    return Resolved(
        asked=asked,
        country=largest.country,
        country_code=code,
        region=largest.region if len(common) == 1 and largest.region else region,
        timezone=largest.timezone,
        places=places,
    )


def _whole(asked: str, code: str) -> Resolved:
    places = gazetteer.whole_country(code)
    if not places:
        raise LocationError(f"location {_quote(asked)} has no towns to live in: name another country")
    return Resolved(asked, places[0].country, code, None, places[0].timezone, places)


def _within(code: str, name: str, within: list[str]) -> tuple[str | None, tuple[Place, ...]] | None:
    """The place of a name, inside the larger ones named after it; None when there is none."""
    outer = [places for text in within if (places := _outer(code, text))]
    if len(outer) < len(within) and _divided(code):
        return None
    readings = _readings(fold(name))
    if code in gazetteer.OWN:  # every reading in the own table goes before any in GeoNames: "Naga City" is Naga
        for text, kind in readings:
            if found := _read(code, text, kind, outer, listed=True):
                return found
    for text, kind in readings:
        if found := _read(code, text, kind, outer, listed=False):
            return found
    return None


def _read(
    code: str, name: str, kind: str, outer: list[tuple[Place, ...]], listed: bool
) -> tuple[str | None, tuple[Place, ...]] | None:
    """The region or city of a folded name: named regions first, then cities and divisions as they outrank each other.

    `listed` keeps to the cities of the own table.
    """
    region = gazetteer.named_region(code, name) if kind != "city" else None
    if region is not None and _inside(region[1], outer):
        return region
    state = gazetteer.division(code, name)
    if state is not None and not _inside(state[1], outer):
        state = None
    if kind == "division":
        return state
    towns = gazetteer.own_named(code, name) if listed else gazetteer.cities_named(code, name)
    towns = [town for town in towns if _inside((town.place,), outer)]
    # The narrowest of the larger places decides between namesakes: "San Carlos, Negros Occidental".
    towns.sort(key=lambda town: -sum(town.place in places for places in outer))
    if towns and (state is None or gazetteer.goes_before_state(towns[0], name)):
        return towns[0].place.region, (towns[0].place,)
    return state


def _readings(name: str) -> list[tuple[str, str]]:
    """The ways to read a folded name: as it stands, as a division's, as a city's without "City of" and the like."""
    readings = [(name, "any")]
    readings += [(name.removeprefix(p), "division") for p in _DIVISION_PREFIXES if name.startswith(p)]
    readings += [(name.removesuffix(s), "division") for s in _DIVISION_SUFFIXES if name.endswith(s)]
    readings += [(name.removeprefix(p), "city") for p in _CITY_PREFIXES if name.startswith(p)]
    readings += [(name.removesuffix(s), "city") for s in _CITY_SUFFIXES if name.endswith(s)]
    return readings


def _outer(code: str, text: str) -> tuple[Place, ...]:
    """Every place that a larger one may stand for: "Cebu" is a province, a city and part of a region."""
    places: list[Place] = []
    for name, _ in _readings(fold(text)):
        for region in (gazetteer.named_region(code, name), gazetteer.division(code, name)):
            places += region[1] if region else ()
        places += [town.place for town in gazetteer.cities_named(code, name)[:1]]
        if places:
            break
    return tuple(places)


def _inside(places: tuple[Place, ...], outer: list[tuple[Place, ...]]) -> bool:
    """Whether places share a first-level division with each of the larger ones."""
    return all({place.region for place in places} & {place.region for place in larger} for larger in outer)


def _divided(code: str) -> bool:
    """Whether all first-level divisions are known, so that an unknown one is a mistake."""
    return code == "US" or code in gazetteer.OWN


def _tidy(location: str) -> str:
    """The location on one line.

    :raises LocationError: it is too long, or holds control characters.
    """
    if len(location) > _LENGTH_MOST:
        raise LocationError(
            f"location {_quote(location)} has {len(location):,} characters, at most {_LENGTH_MOST} are allowed: "
            'write "City, Country"'
        )
    text = " ".join(location.split())
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise LocationError(f'location {_quote(text)} holds control characters: write plain "City, Country"')
    return text


def _quote(text: str) -> str:
    """The text for a message: in quotes, printable, at most 40 characters."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:41])
    return f'"{shown[:40]}…"' if len(text) > 40 else f'"{shown}"'


def _unknown_country(asked: str, parts: list[str]) -> str:
    last = parts[-1][:60]
    if len(parts) == 1:
        words = last.split()
        for cut in range(1, len(words)):  # "Jakarta Indonesia"
            if code := gazetteer.country(" ".join(words[cut:])):
                city, name = " ".join(words[:cut]), gazetteer.english_names()[code]
                return f'location {_quote(asked)} needs a comma: write "{city}, {name}"'
        where = [f'"{last}, {name}"' for name in _countries_with(last)]
        if where:
            return f"location {_quote(asked)} names no country: write {' or '.join(where[:3])}"
    for code in gazetteer.countries_with(fold(parts[0][:60])):  # "Austin, Texas"
        if len(parts) > 1 and gazetteer.division(code, fold(last)):
            name = gazetteer.english_names()[code]
            return f"location {_quote(asked)} names no country: write {_quote(f'{parts[0]}, {last}, {name}')}"
    names = {fold(name): name for name in gazetteer.english_names().values()}
    near = [names[key] for key in difflib.get_close_matches(fold(last), names, 3, 0.5)]
    message = f"location {_quote(asked)}: no country {_quote(last)}"
    if len(parts) > 1 and (where := _countries_with(parts[0])):
        message += f"; {_quote(parts[0])} is in {' and '.join(where[:2])}"
    return message + (f"; nearest: {', '.join(near)}" if near else '; write "City, Country"')


def _unknown_place(asked: str, code: str, name: str, within: list[str]) -> str:
    country = gazetteer.english_names()[code]
    message = f"location {_quote(asked)}: no {_quote(name)} "
    strange = [text for text in within if _divided(code) and not _outer(code, text)]
    if strange:
        return (
            message + f"there, as {country} has no {_quote(strange[0])}; nearest: {_nearest_region(code, strange[0])}"
        )
    if within and (alone := _within(code, name, [])):
        return message + f"in {_quote(within[0])}; it is in {alone[1][0].region or country}"
    message += f"known in {country}"
    if where := _countries_with(name):
        message += f"; it is in {' and '.join(where[:2])}"
    return message + f"; nearest there: {_nearest(code, name)}"


def _nearest(code: str, name: str) -> str:
    """Up to three places of a country by spelling, else its largest."""
    towns: tuple[Town, ...] = (*gazetteer.own_towns(code), *gazetteer.geonames_towns(code))
    names = {key: town.place.city for town in reversed(towns) for key in town.names}
    names |= gazetteer.region_names(code)
    near = difflib.get_close_matches(fold(name[:60]), names, 6, 0.55)
    cities = [names[key] for key in near] or [place.city for place in gazetteer.whole_country(code)]
    return ", ".join(list(dict.fromkeys(cities))[:3])


def _nearest_region(code: str, name: str) -> str:
    names = gazetteer.region_names(code)
    near = difflib.get_close_matches(fold(name[:60]), names, 6, 0.3) or list(names)
    return ", ".join(list(dict.fromkeys(names[key] for key in near))[:3])


def _countries_with(name: str) -> list[str]:
    """English names of the countries that have a place of exactly this name, the largest such place first."""
    return [gazetteer.english_names()[code] for code in gazetteer.countries_with(fold(name[:60]))]


def _unmarked(name: str) -> str:
    """A name without diacritics, its case kept."""
    plain = name.translate(str.maketrans("đĐðÐłŁøØı’‘", "dDdDlLoOi''"))
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
