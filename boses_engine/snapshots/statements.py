"""The statement of a signal: who says what of what, how often, in one plain sentence made of its counts."""

from functools import cache

from boses_engine.domain.snapshot import Direction, Market, Share, SourceKind
from boses_engine.grounding.market.brands import market_brands
from boses_engine.snapshots.themes.matcher import Matcher

COUNTRIES: dict[Market, str] = {"PH": "the Philippines", "ID": "Indonesia", "VN": "Vietnam"}
FIGURES = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand "
    "thousands million millions percent percentage half third quarter dozen first second majority".split()
)
_WHO: dict[SourceKind, str] = {
    "marketplace": "buyers who leave a review",
    "app store": "people who review an app",
    "reddit": "people in online forums",
    "service": "guests who leave a review",
    "mixed": "people who write online",
}
_OFTEN = ((0.05, "often"), (0.01, "now and then"), (0.0, "once in a while"))  # from this share of the rows on
_VERBS: dict[Direction, str] = {"bad": "complain about", "good": "praise", "both": "talk about"}
_ORDINARY = frozenset(
    "apple attack be boom breeze champion clear compass dove ekonomi globe go honor lemonade master net omo regatta "
    "routine royal smart sting surf tide tm union zinc".split()
)


def state(kind: SourceKind, share: Share | None, direction: Direction, about: str) -> str:
    """The statement, such as "People who review an app now and then complain about parcels that come late."."""
    often = next(word for least, word in _OFTEN if share.share >= least) if share else "sometimes"
    who = _WHO[kind]
    return f"{who[0].upper()}{who[1:]} {often} {_VERBS[direction]} {about}."


def names_in(text: list[str], market: Market) -> list[str]:
    """The brands that a text, given as its words, names; without those that are called by an ordinary word."""
    return _brands(market).found(text)


@cache
def _brands(market: Market) -> Matcher:
    return Matcher(brand.name for brand in market_brands(market) if brand.name.casefold() not in _ORDINARY)
