"""Provinces that were joined: tables keep the parts, which differ, and records name the province of today."""

from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.gazetteer import own_towns


@cache
def region_today(country_code: str, region: str | None) -> str | None:
    """The division that a division of the tables is a part of today, itself where it was not joined with another."""
    rows = (row for row in table("places/mergers.csv") if row["country_code"] == country_code)
    return next((row["province"] for row in rows if row["joined"] == region), region)


@cache
def region_of_tables(country_code: str, city: str, region: str | None) -> str | None:
    """The division under which tables have a town, from the one that records name."""
    towns = (town.place for town in own_towns(country_code) if town.place.city == city)
    parts = (place.region for place in towns if region_today(country_code, place.region) == region)
    return next(parts, region)
