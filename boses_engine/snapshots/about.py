"""What rows are about, as categories of brands: what may be told of a phone shop is counted in rows about phones."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from boses_engine.domain.snapshot import OTHER_CATEGORIES, Market, SourceFile
from boses_engine.grounding.market.brands import market_brands
from boses_engine.grounding.market.buyers import SERVICES, categories

SHOP = "online shop"
# Names that are ordinary words of the market too ("dana" is funds, "lg" is again, "dali" is quick): a row names them
# only where it writes them as the brand does.
ORDINARY_NAMES: dict[Market, frozenset[str]] = {
    "PH": frozenset({"DALI", "LG", "Smart", "Globe", "Bench", "Clear", "Maya", "TM"}),
    "ID": frozenset({"DANA", "LG", "Matahari", "Clear", "Viva", "Chandra", "Hero", "Satu Sama"}),
    "VN": frozenset({"LG", "Be", "GO!", "Clear"}),
}
_IN_NO_PARCEL = SERVICES | {"motorbike", "car", "electric two-wheeler"}


def source_categories(source: SourceFile, market: Market) -> frozenset[str]:
    """The categories that each row of a source may be about.

    They are what sources.yaml says. Without that, reviews of an app are about what the app is, and reviews on a
    marketplace about the shop and any goods; talk in general is about nothing but what it names.
    """
    if source.about:
        return frozenset(source.about)
    platform = categories_by_name(market).get(source.platform, frozenset())
    if source.kind == "marketplace":
        return platform | {SHOP} | (frozenset(categories()) - _IN_NO_PARCEL)
    return platform if source.kind in ("app store", "service") else frozenset()


def known_categories() -> tuple[str, ...]:
    """All that a source, a theme or a signal can be about."""
    return (*categories(), *OTHER_CATEGORIES)


@cache
def categories_by_name(market: Market) -> dict[str, frozenset[str]]:
    """The categories of the market's brands by their names: one name may stand for several brands."""
    found: dict[str, frozenset[str]] = {}
    for brand in market_brands(market):
        found[brand.name] = found.get(brand.name, frozenset()) | {brand.category}
    return found


@cache
def goods_by_word(market: Market) -> Mapping[str, str]:
    """The kind of goods that each word or phrase of the market names."""
    text = (files("boses_engine.snapshots") / "goods.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["market"] == market]
    return {word: row["category"] for row in rows for word in row["words"].split("|")}


def about_of(own: frozenset[str], source: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """What a row that holds a theme is about.

    `own` are the categories of the theme, `source` those that rows of its source may be about, `said` those of the
    brands and goods that the row names. A review on a shop is about that shop; of goods it is about those that it
    names, unless its source sells, or its theme is of, one kind only.
    """
    if not source & own:
        return said & own
    goods = source - SERVICES - {*OTHER_CATEGORIES}
    certain = goods if len(goods) == 1 or len(own) == 1 else frozenset[str]()
    return source & own & (said | SERVICES | {*OTHER_CATEGORIES} | certain)
