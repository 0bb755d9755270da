"""What is near a town: a large city, whose suburbs have what only cities have, and the sea."""

from functools import cache

from boses_engine.grounding.places.gazetteer import Town, coast_towns, distance_km, division, geonames_towns, own_named
from boses_engine.grounding.text import fold

_NEAR_KM = 30.0
_CITY = 150_000  # inhabitants
SHORE_KM = 12.0  # from such a town: farther off nobody lives beside a beach (estimate)
_INLAND_KM = 60.0  # from the nearest town at the coast: nobody goes to work at sea from farther (estimate)


@cache
def people_near(code: str, region: str | None, city: str) -> int:
    """The inhabitants of the largest city within half an hour of a town, the town itself included."""
    name = fold(city)
    named = _named(code, region, name)
    own = [town.place.population for town in (*own_named(code, name), *named)]
    return max((*own, *(city.place.population for city in _cities_about(code, named))), default=0)


@cache
def cities_near(code: str, region: str | None, city: str) -> frozenset[str]:
    """The names of the cities within half an hour of a town, which may be one of them."""
    return frozenset(other.place.city for other in _cities_about(code, _named(code, region, fold(city))))


@cache
def is_near_the_sea(code: str, region: str, city: str | None, within_km: float = _INLAND_KM) -> bool:
    """Whether people of a town may work at the sea: a town of the coast is near or, where it is not known where the
    town lies, in the division; a division of which no town is known is at the sea."""
    coast = coast_towns(code)
    if city in coast:
        return True
    _, places = division(code, fold(region)) or ("", ())
    if places and coast.isdisjoint(place.city for place in places):
        return False
    towns = [town.position for town in _named(code, region, fold(city or "")) if town.position]
    shore = _shore(code)
    return not towns or not shore or any(distance_km(one, other) < within_km for one in towns for other in shore)


@cache
def _shore(code: str) -> tuple[tuple[float, float], ...]:
    """Where the towns at the coast of a country lie, as far as it is known."""
    coast = coast_towns(code)
    return tuple(town.position for town in geonames_towns(code) if town.position and town.place.city in coast)


def _cities_about(code: str, towns: list[Town]) -> list[Town]:
    """The cities within half an hour of one of some towns."""
    return [
        city
        for city in _cities(code)
        if city.position
        and any(town.position and distance_km(city.position, town.position) < _NEAR_KM for town in towns)
    ]


def _named(code: str, region: str | None, name: str) -> list[Town]:
    """The towns of a folded name in a division, "City" or not; where it has none, the only one of the country."""
    names = {name, f"{name} city", name.removesuffix(" city")}
    positions = {at for each in names for at in _by_name(code).get(each, ())}
    found = [geonames_towns(code)[at] for at in sorted(positions)]
    return [town for town in found if town.place.region == region] or (found if len(found) == 1 else [])


@cache
def _by_name(code: str) -> dict[str, list[int]]:
    """Where among the towns of a country those of a name are."""
    found: dict[str, list[int]] = {}
    for at, town in enumerate(geonames_towns(code)):
        for name in town.names:
            found.setdefault(name, []).append(at)
    return found


@cache
def _cities(code: str) -> tuple[Town, ...]:
    return tuple(town for town in geonames_towns(code) if town.place.population >= _CITY)
