"""Divisions whose borders have changed: tables keep the parts, which differ, and records name the division of today.

A row of mergers.csv says which division of today a division of the tables was joined to, or only a province of it
(`part`).
"""

from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.gazetteer import Place, more_towns, own_towns


@cache
def region_today(country_code: str, region: str | None, province: str | None = None) -> str | None:
    """The division that a division of the tables, or a province of it, is a part of today; itself where it is none."""
    rows = (row for row in table("places/mergers.csv") if row["country_code"] == country_code)
    return next(
        (row["province"] for row in rows if row["joined"] == region and row["part"] in ("", province)),
        region,
    )


def division_of(place: Place) -> str | None:
    """The division of today that a place is in."""
    return region_today(place.country_code, place.region, place.province)


def region_of_tables(country_code: str, city: str, region: str | None) -> str | None:
    """The division under which tables have a town, from the one that records name."""
    return next(iter(regions_of_tables(country_code, city, region)), region)


@cache
def regions_of_tables(country_code: str, city: str, region: str | None) -> tuple[str | None, ...]:
    """The divisions under which tables have towns of that name in a division that records name, the larger town's
    first: two that were joined may each have one."""
    places = _by_city(country_code).get(city, ())
    return tuple(place.region for place in places if division_of(place) == region)


@cache
def _by_city(country_code: str) -> dict[str, list[Place]]:
    """The towns of the tables by their name."""
    found: dict[str, list[Place]] = {}
    for town in (*own_towns(country_code), *more_towns(country_code)):
        found.setdefault(town.place.city, []).append(town.place)
    return found
