"""Where trains run for travellers: railways.csv has the divisions of a country, or a row of none for no trains."""

from functools import cache

from boses_engine.grounding.places.countries import table


def trains_run(code: str, region: str | None) -> bool:
    """Whether trains run in a division of a country, or anywhere in it for none; they do wherever no table says."""
    there = _divisions(code)
    return not there or region in there or (region is None and "" not in there)


@cache
def _divisions(code: str) -> frozenset[str]:
    return frozenset(row["region"] for row in table("places/railways.csv") if row["country_code"] == code)
