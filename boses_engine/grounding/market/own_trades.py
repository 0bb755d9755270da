"""By what people live themselves: who keeps a pharmacy is no customer of another.

A line of own_trades.csv has a category of brands, beginnings of ISCO-08 codes (none for any work), words of which a
title has one (none for any title), and the brands with which these people have to do in spite of that, such as the
wholesalers of small shops.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from boses_engine.grounding.places.countries import table


@lru_cache(maxsize=1 << 12)
def own_trades(isco08: str, title: str) -> Mapping[str, frozenset[str]]:
    """The categories by which somebody with this work lives, each with the brands that are for them all the same."""
    found: dict[str, frozenset[str]] = {}
    for category, work, words, but in _rows():
        if (not work or isco08.startswith(work)) and (not words or any(each in title for each in words)):
            found.setdefault(category, but)
    return found


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], frozenset[str]], ...]:
    return tuple(
        (
            row["category"],
            tuple(filter(None, row["work"].split("|"))),
            tuple(filter(None, row["words"].split("|"))),
            frozenset(filter(None, row["but"].split("|"))),
        )
        for row in table("market/own_trades.csv")
    )
