"""How large a city is near: what only cities have, the people of their suburbs have too."""

import math
from functools import cache

from boses_engine.grounding.places.gazetteer import Town, geonames_towns, own_named
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
        town.place.population for town in _cities(code) if any(_distance(town, each) < _NEAR_KM for each in named)
    )
    return max((*own, *around), default=0)


@cache
def _cities(code: str) -> tuple[Town, ...]:
    return tuple(town for town in geonames_towns(code) if town.place.population >= _CITY)


def _distance(one: Town, other: Town) -> float:
    """Kilometres."""
    (north, east), (north_, east_) = one.position or (0.0, 0.0), other.position or (0.0, 0.0)
    return 111.2 * math.hypot(north - north_, (east - east_) * math.cos(math.radians(north)))
