"""Countries by their names, in English, in their own and their neighbours' languages."""

import unicodedata
from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import fold

_WITH_ARTICLE = frozenset({"AE", "CD", "DO", "GB", "MV", "NL", "PH", "US"})


@cache
def _country_names() -> dict[str, str]:
    """Folded name or ISO code → alpha-2 code; without blanks too, so that "Vietnam" meets "Viet Nam"."""
    rows = sorted(table("places/country_names.csv"), key=lambda row: row["source"].startswith("ISO"))  # codes win
    names = {fold(row["name"]): row["country_code"] for row in rows}
    return {name.replace(" ", ""): code for name, code in names.items()} | names


@cache
def _as_written() -> dict[str, str]:
    """Name with its capitals and diacritics → alpha-2 code: "Áo" is Austria in Vietnamese, "AO" is Angola."""
    return {row["name"]: row["country_code"] for row in table("places/country_names.csv")}


@cache
def english_names() -> dict[str, str]:
    """Alpha-2 code → English name; the table's first row of a country holds it (CLDR)."""
    names: dict[str, str] = {}
    for row in table("places/country_names.csv"):
        names.setdefault(row["country_code"], row["name"])
    return names


def in_a_sentence(country_code: str) -> str:
    """The English name with the article that some have: "the Philippines"."""
    name = english_names()[country_code]
    return f"the {name}" if country_code in _WITH_ARTICLE else name


@cache
def _iso_codes() -> frozenset[str]:
    """The folded codes of letters alone."""
    return frozenset(fold(row["name"]) for row in table("places/country_names.csv") if row["source"].startswith("ISO"))


def country_named(text: str) -> str | None:
    """The alpha-2 code of a country that words in a text name, by a code of letters only where it has capitals: "nam"
    are men in Vietnamese, and no Namibia."""
    text = text.strip()
    is_word = text.isascii() and not text.isupper() and fold(text) in _iso_codes()
    return None if is_word else country_code_of(text)


def country_code_of(text: str) -> str | None:
    """The alpha-2 code of a country given in English, in an own or a neighbour's language, or as ISO code."""
    if code := _as_written().get(unicodedata.normalize("NFC", text.strip())):
        return code
    name = fold(text).removeprefix("the ")
    if len(name) <= 3 and name.isascii() and not text.replace(".", "").replace(" ", "").isalpha():
        return None  # an ISO code has letters only
    return _country_names().get(name) or _country_names().get(name.replace(" ", ""))
