"""Where a segment lives: "City, Country" resolved offline, and the city drawn for each person."""

import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.snapshot import MARKETS
from boses_engine.errors import LocationError
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.places import gazetteer
from boses_engine.grounding.places.countries import region_figures, townspeople
from boses_engine.grounding.places.country_names import country_code_of
from boses_engine.grounding.places.errors import (
    quote,
    several_countries,
    several_places,
    unknown_country,
    unknown_place,
)
from boses_engine.grounding.places.gazetteer import LARGE, Place
from boses_engine.grounding.places.matching import namesakes, within_any, within_country
from boses_engine.grounding.text import fold, unmarked

__all__ = [
    "Place",
    "Resolved",
    "all_city_names",
    "draw_place",
    "draw_urban",
    "in_the_country",
    "of_the_division",
    "resolve",
]

_COMMAS = str.maketrans("，、،;", ",,,,")
_APOSTROPHES = str.maketrans("’‘", "''")
_LENGTH_MOST = 200  # characters
# Inhabitants from which all people of a city that was asked for live in its streets: where its limits take in villages,
# as in the three markets, and where its people are those of the town alone (estimate after definitions of countries).
_URBAN_FROM, _TOWN_FROM = 100_000, 5_000
# Inhabitants at least, and what share of a city so large lives in its streets (estimates).
_URBAN_BY_SIZE = ((500_000, 0.99), (250_000, 0.95), (100_000, 0.85), (50_000, 0.5), (0, 0.25))
_COUNTRY_TOWNS_LEAST = 3  # towns over which those who farm are spread rather than over the larger cities (estimate)
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

# Cities whose name is a plain word or a common given name: looking for them in prose finds other things.
_WORDS = frozenset(
    """
    Allen Aurora Bago Banjar Batang Bath Batu Buffalo Centennial Central Charlotte Commonwealth Concord Enterprise
    Eugene Garland Hope Independence Isabela Jackson Jamaica Jos Kota Lima Madison Male Mati Medina Metro Mobile Most
    Naga Negara Nice Orange Paradise Pati Pest Phoenix Progress Reading Salvador Samal Same Sandy Split Surat Surprise
    Tyler Van Victoria Vinh Vista
    """.split()
)
_NICKNAMES = frozenset(("Saigon", "Sài Gòn", "Jogja", "Jogjakarta", "Yogya", "Maynila", "GenSan", "Dalat", "Danang"))


@dataclass(frozen=True)
class Resolved:
    """A location made certain: one city, or the cities of a region or country.

    `asked` is the text as given, tidied. `region` is the places' common first-level division, else the name of the
    region asked for, None for a whole country or where none is known. `timezone` is the largest place's. `places`
    holds at least one place. A place's weight is its population; where the places stand for whole divisions, the
    people of each division are spread over its places, so that a division of villages counts with its villagers.
    """

    asked: str
    country: str
    country_code: str
    region: str | None
    timezone: str
    places: tuple[Place, ...] = field(hash=False)  # there may be hundreds, and `asked` tells them

    @cached_property
    def divisions(self) -> frozenset[str]:
        """The divisions with figures of their own that the places stand for as a whole; empty for part of one."""
        figures = region_figures(self.country_code)
        regions = {place.region for place in self.places if place.region}
        if len(self.places) == 1 or not regions <= set(figures):
            return frozenset()
        here = {place.city for place in self.places}
        towns = [town.place for town in gazetteer.own_towns(self.country_code) if not town.part_of]
        return frozenset(regions if all(t.city in here for t in towns if t.region in regions) else ())

    @property
    def only_town(self) -> str | None:
        """The one town or regency that it is; None where it is several."""
        return self.places[0].city if len(self.places) == 1 else None

    def names(self, place: Place) -> bool:
        """Whether the place is the one town that was asked for, by any name of its own."""
        return len(self.places) == 1 and (fold(place.city) in fold(self.asked) or place in self._of_that_name)

    @cached_property
    def _of_that_name(self) -> frozenset[Place]:
        """The towns of the country that have the name asked for: Kolkata for Calcutta."""
        asked = fold(self.asked.split(",")[0])
        return frozenset(town.place for town in gazetteer.cities_named(self.country_code, asked))

    def parts(self, place: Place) -> tuple[str | None, ...]:
        """The town and the province whose faiths and tongues a place has: a town beside which its villages are not
        listed, and that was not asked for by name, stands for them too and has those of the province."""
        own = self.names(place) or self.has_villages_beside(place)
        return (place.city, place.province) if own else (place.province,)

    def has_villages_beside(self, place: Place) -> bool:
        """Whether the villages about a place are places of their own here."""
        return (place.region, place.province) in self._of_districts

    @cached_property
    def _of_districts(self) -> frozenset[tuple[str | None, str | None]]:
        """The divisions and provinces of the regencies, districts and municipalities among several places."""
        listed = {town.place for town in gazetteer.named_towns(self.country_code)}
        apart = (place for place in self.places if place.urban is not None or place in listed)
        return frozenset((place.region, place.province) for place in apart if len(self.places) > 1)

    @cached_property
    def people(self) -> dict[Place, float]:
        """How many live in each place, in the divisions asked for as a whole with those of its villages: cities have
        their own people, and the regencies and districts what is left of the division's. Of a whole country whose
        larger towns are in some divisions more than in others, those of each have what townspeople it has."""
        found = {place: float(place.population) for place in self.places}
        for region in self.divisions:
            there = [place for place in self.places if place.region == region]
            rural = {place: place.population / place.urban for place in there if place.urban}
            division = 1000 * region_figures(self.country_code)[region].population
            left = division - sum(found[place] for place in there if place not in rural)
            if rural and left > 0:
                found.update({place: people / sum(rural.values()) * left for place, people in rural.items()})
            else:
                whole = sum(found[place] for place in there)
                found.update({place: found[place] / whole * division for place in there})
        for region, thousands in townspeople(self.country_code).items() if self.region is None else ():
            there = [place for place in self.places if place.region == region]
            listed = sum(found[place] for place in there)
            found.update({place: found[place] / listed * 1000 * thousands for place in there})
        return found

    @cached_property
    def weighted(self) -> Weighted[Place]:
        """The places, each as often as people live there."""
        return Weighted.of(self.people.items())

    @cached_property
    def of_the_land(self) -> dict[Place, float]:
        """How many people live in each place outside its town."""
        return {
            place: people * (1 - self.urban.get(place, _usual_urban(place))) for place, people in self.people.items()
        }

    @cached_property
    def urban(self) -> dict[Place, float]:
        """The share of townspeople in each place of the divisions asked for as a whole: cities before their villages,
        and over the people of each division its urban share."""
        shares: dict[Place, float] = {}
        for region in self.divisions:
            there = [place for place in self.places if place.region == region]
            known = region_figures(self.country_code)[region].urban
            usual = np.array([_usual_urban(place) for place in there])
            people = np.array([self.people[place] for place in there])
            shares.update(zip(there, _shifted(usual, people / people.sum(), known).tolist(), strict=True))
        return shares

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a user should know of how the place was read."""
        name = fold(self.asked.split(",")[0])
        city = next(iter(gazetteer.own_named(self.country_code, name)), None)
        if city is None or len(self.places) == 1 or city.place not in self.places:
            return ()
        meant = f"{city.place.city}, {city.place.country}"
        if fold(meant) == fold(self.asked):
            return (f"{self.asked!r} is taken as the division: such work is done outside its town.",)
        return (f"{self.asked!r} is taken as the province, spread over its towns; write {meant!r} for the city.",)


def _usual_urban(place: Place) -> float:
    """How many of a place's people live in town where nothing is known of its division (estimates)."""
    if place.urban is not None:
        return min(max(place.urban, 0.02), 0.98)
    return next(share for least, share in _URBAN_BY_SIZE if place.population >= least)


def _shifted(shares: npt.NDArray[np.float64], weights: npt.NDArray[np.float64], mean: float) -> npt.NDArray[np.float64]:
    """The shares with their log odds moved alike until their weighted mean is as given."""
    odds, low, high = np.log(shares / (1 - shares)), -12.0, 12.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if weights @ (1 / (1 + np.exp(-odds - middle))) < mean else (low, middle)
    found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-odds - high))
    return found


def resolve(location: str) -> Resolved:
    """Resolve "City, Country", "City, Region, Country", "Region, Country" or a country alone.

    Names are taken in English, in the country's own languages and as common nicknames, in any case, with or without
    diacritics. A place is only ever looked for within the country named. The region between is checked where all of a
    country's are known (PH, ID, VN, US), elsewhere one that is not known is passed over.

    :raises LocationError: no such country, or no such place in it; the text lists the nearest known ones.
    """
    return _resolve(_tidy(location))


def in_the_country(where: Resolved) -> Resolved:
    """Of a division or a country the towns outside the suburbs of its cities, for who farms or fishes; the same place
    where few are known, or where its own table has them with their villages."""
    if len(where.places) == 1 or gazetteer.own_towns(where.country_code):
        return where
    towns = gazetteer.country_towns(where.country_code, where.region)
    return replace(where, places=towns) if len(towns) >= _COUNTRY_TOWNS_LEAST else where


def of_the_division(where: Resolved) -> Resolved:
    """The division that a town is named like, where the town was asked for without more ("Ca Mau", but not "Ca Mau
    City"); else the same place: land and boats are outside the town."""
    name, *more = (piece.strip() for piece in where.asked.translate(_COMMAS).split(","))
    found = gazetteer.division(where.country_code, fold(name)) if len(where.places) == len(more) == 1 else None
    return replace(where, region=found[0], places=found[1]) if found and len(found[1]) > 1 else where


def draw_place(rng: np.random.Generator, resolved: Resolved) -> Place:
    """One of the places, by its people."""
    return place_at(rng.random(), resolved)


def place_at(share: float, resolved: Resolved) -> Place:
    """The place at which their people reach a share, 0..1, of all."""
    return resolved.places[0] if len(resolved.places) == 1 else resolved.weighted.at(share)


def draw_urban(rng: np.random.Generator, resolved: Resolved, place: Place) -> bool:
    """Whether a person lives in town: of whole divisions so many that their urban share holds, in a place that was
    asked for by its own."""
    if place.region not in resolved.divisions:
        share = _urban_in(place)
        return share == 1 or (share > 0 and bool(rng.random() < share))
    return bool(rng.random() < resolved.urban[place])


def _urban_in(place: Place) -> float:
    """How many of the people of a city that was asked for live in its streets."""
    if place.urban is not None:
        return place.urban
    if place.country_code not in MARKETS:
        return float(place.population >= _TOWN_FROM)
    if not has_villages(place):  # as in Pateros, of Metro Manila
        return 1.0
    return 1.0 if place.population >= _URBAN_FROM else _usual_urban(place)


def has_villages(place: Place) -> bool:
    """Whether the division of a place has any country outside its towns, as far as is known."""
    known = region_figures(place.country_code).get(place.region or "")
    return known is None or known.urban < 1


@lru_cache(maxsize=64)
def all_city_names(country_code: str) -> frozenset[str]:
    """Names of the country's cities from 100,000 inhabitants and of the world's from a million, to find in prose.

    Each stands with its diacritics and without. Names that are plain words ("Reading", "Mobile") are left out; that a
    person's own name may be a city's ("Santiago") is for the caller to heed.
    """
    own = gazetteer.own_towns(country_code)
    # GeoNames has boroughs among the large cities of the countries with an own table, which stands instead.
    towns = own if country_code in MARKETS else gazetteer.geonames_towns(country_code)
    names = {town.place.city for town in towns if town.place.population >= LARGE}
    for town in own:
        if town.place.population >= LARGE:
            same = fold(town.place.city)
            names |= {name for name in town.other_names if name in _NICKNAMES or fold(name) == same}
    world = [place for place in gazetteer.world_cities(_MILLION) if place.country_code not in MARKETS]
    world += [town.place for code in MARKETS for town in gazetteer.own_towns(code)]
    names |= {place.city for place in world if place.population >= _MILLION}
    names |= {unmarked(name).translate(_APOSTROPHES) for name in names}
    return frozenset(names - _WORDS)


@lru_cache(maxsize=1024)
def _resolve(asked: str) -> Resolved:
    """Reads the commas of a location: a country, a place in it, a division between."""
    pieces = [piece.strip() for piece in asked.translate(_COMMAS).split(",")]
    if not pieces[0]:
        raise LocationError(
            f'location {quote(asked)} names no place: write "City, Country", for example "Cebu City, Philippines"'
        )
    parts = [piece for piece in pieces if piece]
    if fold(parts[-1]) in _NATIONS:
        parts.append("United Kingdom")
    code = country_code_of(parts[-1])
    if code is None and len(asked) > 12 and (code := country_code_of(asked)):  # "Bonaire, Saint Eustatius and Saba"
        return _whole(asked, code)
    if code is None and len(parts) == 1 and len(only := gazetteer.countries_with(fold(parts[0]))) == 1:
        if same := namesakes(only[0], fold(parts[0])):
            raise LocationError(several_places(asked, same))
        code, parts = only[0], [*parts, only[0]]  # "Metro Manila": there is no other
    while code and len(parts) > 1 and (inner := country_code_of(parts[-2])) in _TERRITORIES.get(code, ()):
        code = inner or code
        parts.pop()
    name, *within = parts[:-1] or [""]
    if code and not name:
        return _whole(asked, code)
    found = within_country(code, name, within) if code else None
    if found is None and code and country_code_of(name) == code and not within:  # "Monaco, Monaco"
        return _whole(asked, code)
    if found is None and name:
        anywhere = within_any(parts)
        if len(anywhere) == 1:  # "Austin, Texas"; "Atlanta, Georgia" is in no country of that name
            ((code, found),) = anywhere.items()
        elif anywhere and code is None:
            raise LocationError(several_countries(asked, list(anywhere)))
    if code is None:
        raise LocationError(unknown_country(asked, parts))
    if found is None:
        raise LocationError(unknown_place(asked, code, name, within))
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
        raise LocationError(f"location {quote(asked)} has no towns to live in: name another country")
    return Resolved(asked, places[0].country, code, None, places[0].timezone, places)


def _tidy(location: str) -> str:
    """The location on one line.

    :raises LocationError: it is too long, or holds control characters.
    """
    if len(location) > _LENGTH_MOST:
        raise LocationError(
            f"location {quote(location)} has {len(location):,} characters, at most {_LENGTH_MOST} are allowed: "
            'write "City, Country"'
        )
    text = " ".join(location.split())
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise LocationError(f'location {quote(text)} holds control characters: write plain "City, Country"')
    return text
