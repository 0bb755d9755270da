"""What rows are about, as categories of brands: what may be told of a phone shop is counted in rows about phones."""

from functools import cache

from boses_engine.domain.snapshot import OTHER_CATEGORIES, Market, SourceFile
from boses_engine.grounding.market.brands import market_brands
from boses_engine.grounding.market.buyers import categories

SHOP = "online shop"
# Names that are ordinary words of the market too ("dana" is funds, "lg" is again, "dali" is quick): a row names them
# only where it writes them as the brand does.
ORDINARY_NAMES: dict[Market, frozenset[str]] = {
    "PH": frozenset({"DALI", "LG", "Smart", "Globe", "Bench", "Clear", "Maya", "TM"}),
    "ID": frozenset({"DANA", "LG", "Matahari", "Clear", "Viva", "Chandra", "Hero", "Satu Sama"}),
    "VN": frozenset({"LG", "Be", "GO!", "Clear"}),
}
_IN_NO_PARCEL = frozenset(
    (
        SHOP,
        *("motorbike", "car", "electric two-wheeler"),
        *("telecom", "e-wallet", "bank", "fast food", "supermarket", "coffee shop", "ride app", "video streaming"),
        *("food delivery", "pharmacy", "home internet", "pay later", "pawnshop and remittance", "insurance", "games"),
        *("music streaming", "AI assistant", "milk tea shop"),
    )
)


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
