"""How large a city is near: what only cities have, the people of their suburbs have too."""

from functools import cache

from boses_engine.grounding.places.gazetteer import Town, distance_km, geonames_towns, own_named
from boses_engine.grounding.text import fold

_NEAR_KM = 30.0
_CITY = 150_000  # inhabitants


@cache
def people_near(code: str, region: str | None, city: str) -> int:
    """The inhabitants of the largest city within half an hour of a town, the town itself included."""
    name = fold(city)
    named = [town for town in geonames_towns(code) if name in town.names and town.place.region == region]
    own = [town.place.population for town in (*own_named(code, name), *named)]
    around = (
        city.place.population
        for city in _cities(code)
        if city.position
        and any(each.position and distance_km(city.position, each.position) < _NEAR_KM for each in named)
    )
    return max((*own, *around), default=0)


@cache
def _cities(code: str) -> tuple[Town, ...]:
    return tuple(town for town in geonames_towns(code) if town.place.population >= _CITY)
