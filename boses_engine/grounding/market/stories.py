"""What happened with a brand and what somebody does since: sentences of one topic, from tables of our own wording."""

import re
from collections import defaultdict
from functools import cache

from boses_engine.grounding.places.countries import country, table

TOPICS = (
    *("price", "promo", "size", "packing", "quality", "fit", "trust"),
    *("service", "repair", "waiting", "stock", "reliability", "app", "occasion"),
    # Of the talk alone: freshness, a wrong or used thing, copies, leaked data, how cloth feels.
    *("date", "goods", "fake", "data", "comfort"),
)
ANY_CATEGORY, ANY_TOPIC, ANY_THEME = "any", "", ""
_COOLING = re.compile(r"\{brand\} air.?con|air.?con\w* from \{brand\}")
_CHEAPEST = re.compile(r"\b(cheapest|costs? (the )?least|(lowest|least) price)\b")
_CHEAPER = re.compile(r"\b((two )?cheaper (tubes|kind)|what the price was for|half the price|the name, not)\b")
_ONCE = frozenset(("size",))  # topics of which nobody tells twice
_OF_PRICES = re.compile(
    r"\b(cheap\w*|dear(er|est)?|costs?|prices?|fees?|discounts?|vouchers?|coupons?|on offer|an offer|lowest|reduced)\b"
)


@cache
def incidents(country_code: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The notes of what can happen with a brand in a country, by (category, attitude)."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in table("market/incidents.csv"):
        where = set(filter(None, row["markets"].split("|")))
        if not where or {country_code, country(country_code).group} & where:
            key = (row["category"], row["attitude"])
            found[key] = (*found.get(key, ()), row["note"])
    return found


def topic(incident: str) -> str:
    """One of `TOPICS`: what a note of the table is about."""
    return _incidents()[incident]["topic"]


def topic_of_theme(theme: str) -> str:
    """What the wordings of a theme of the market's talk are about; `ANY_TOPIC` for a theme that was discovered."""
    return _themes().get(theme, {}).get("topic", ANY_TOPIC)


@cache
def family_of_theme(theme: str) -> str:
    """What a theme has in common with its neighbours, so that they would sound alike; the theme where it has none."""
    return _themes().get(theme, {}).get("family") or theme


@cache
def since(incident: str) -> tuple[str, ...]:
    """What somebody can do since an incident of the table."""
    return tuple(_incidents()[incident]["since"].split("|"))


@cache
def since_talk(theme: str, category: str, attitude: str) -> tuple[str, ...]:
    """What somebody can do since what a theme of the market's talk tells of such a brand.

    Of a theme that was discovered, what goes with anything that happens.
    """
    return _since().get((theme, category, attitude)) or _since()[ANY_THEME, ANY_CATEGORY, attitude]


@cache
def without_counter(told: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences that need no counter, for what is an app alone."""
    return tuple(each for each in told if not _incidents()[each]["at_counter"])


@cache
def within_purse(told: tuple[str, ...], affords_cooling: bool) -> tuple[str, ...]:
    """The sentences without an air conditioner of one's own, for who cannot pay for one."""
    return tuple(each for each in told if affords_cooling or not _COOLING.search(each))


@cache
def true_of(told: tuple[str, ...], category: str, brand: str) -> tuple[str, ...]:
    """The sentences that can be told of what a brand sells: of slippers none with socks, of a cooking oil no taste."""
    never = _never().get((category, brand), ())
    return tuple(each for each in told if not any(words.search(each) for words in never))


@cache
def without_cheapest(told: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences in which the brand is not the cheapest there is, for makes that seldom are."""
    return tuple(each for each in told if not _CHEAPEST.search(each)) or told


@cache
def without_cheaper(told: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences in which nothing is cheaper than the brand, for makes that are the cheapest."""
    return tuple(each for each in told if not _CHEAPER.search(each)) or told


@cache
def of_others(told: tuple[str, ...], topics: frozenset[str]) -> tuple[str, ...]:
    """The sentences about something else, so that nobody tells twice of packs that hold less; all where none is."""
    return tuple(each for each in told if topic(each) not in topics & _ONCE) or told


@cache
def without_prices(told: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences that speak of no price, for somebody whom prices hardly move."""
    of_prices = ("price", "promo", "size")
    speak = (_incidents().get(each, {}).get("topic") in of_prices or _OF_PRICES.search(each) for each in told)
    return tuple(each for each, speaks in zip(told, speak, strict=True) if not speaks)


@cache
def _incidents() -> dict[str, dict[str, str]]:
    return {row["note"]: row for row in table("market/incidents.csv")}


@cache
def _themes() -> dict[str, dict[str, str]]:
    return {row["theme"]: row for row in table("market/theme_topics.csv")}


@cache
def _never() -> dict[tuple[str, str], tuple[re.Pattern[str], ...]]:
    """Words that are told of no goods of a brand, by category and brand."""
    found: dict[tuple[str, str], tuple[re.Pattern[str], ...]] = {}
    for row in table("market/brands_goods.csv"):
        words = re.compile(rf"\b({row['never']})(?!\w)")
        for brand in row["brands"].split("|"):
            key = (row["category"], brand)
            found[key] = (*found.get(key, ()), words)
    return found


@cache
def _since() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Sentences by theme, category and attitude."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in table("market/since.csv"):
        found[row["theme"], row["category"], row["attitude"]].append(row["sentence"])
    return {key: tuple(sentences) for key, sentences in found.items()}
