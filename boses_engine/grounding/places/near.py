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
    named = _named(code, region, name)
    own = [town.place.population for town in (*own_named(code, name), *named)]
    around = (
        city.place.population
        for city in _cities(code)
        if city.position
        and any(each.position and distance_km(city.position, each.position) < _NEAR_KM for each in named)
    )
    return max((*own, *around), default=0)


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
