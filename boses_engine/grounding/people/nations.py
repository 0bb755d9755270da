"""A nationality with a job: "Filipino nurse" in Kuwait, "accountant (Indian expatriate from Kerala)" in Dubai, "badante
ucraina", "domestic worker from Sri Lanka".

Who came from another country has the faith, tongue and name of people from there; all else is that of the country where
they live. Where most people are migrants, those asked for by its own nationality ("Saudi women in retail") are
citizens: by faith and tongue, at home with their people, and paid as citizens are. Sources: nations.csv.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.places.countries import OF_MIGRANTS, country, table

# What after a nationality is of that kind, not who does the work: "Chinese restaurant cook", "Thai massage therapist".
_THINGS = frozenset(
    (
        *("restaurant", "restaurants", "food", "cuisine", "kitchen", "medicine", "massage", "language", "goods"),
        *("grocery", "sweets", "bakery", "cafe", "embassy", "school", "company", "spa", "tea", "dance", "literature"),
    )
)
_CONJUNCTIONS, _LINKS = ("and", "or"), ("at", "in", "of", "for", "with")
_OWNERS = ("owner", "owners")
# Whose nationality may be the tongue that they teach or turn into another.
_OF_TONGUES = ("teacher", "teachers", "tutor", "tutors", "translator", "translators", "interpreter", "interpreters")
_ALSO_TONGUES = frozenset(
    (*("indonesian", "vietnamese", "thai", "burmese", "khmer", "chinese", "nepali", "turkish", "ukrainian", "polish"),)
    + ("romanian", "bulgarian", "somali", "uzbek", "tajik", "kyrgyz", "filipino", "portuguese", "albanian", "serbian")
    + ("bosnian", "lithuanian", "latvian", "georgian", "moldovan", "turkmen")
)
# Who comes back from a country, or has goods from there, is of none.
_NOT_OF_THERE = frozenset(
    ("of", "returnee", "returned", "back", "ofw", "ex", "former", "retired", "pension", "remittances")
)
_DEALERS = frozenset(("importer", "trader", "dealer", "seller", "reseller", "distributor", "exporter", "buyer"))
CITIZENS_FAITH, CITIZENS_TONGUE = "Muslim", "Arabic"  # of countries of migrants
_CAME = r"(?:\s+(?:expatriates?|expats?|migrants?|immigrants?|nationals?|refugees?))?"
_FROM = r"(?:\s+from\s+(?P<region>[^(),]+?))?"


@dataclass(frozen=True)
class Nation:
    """The country that people came from, or are citizens of, and the part of it, where one is named."""

    code: str
    region: str | None = None


def read_nation(text: str, country_code: str, is_known: Callable[[str], bool]) -> tuple[Nation | None, str]:
    """The country that a text names people by, another one or one of migrants, and the text without it; `is_known` says
    whether a text is the name of some work in every word."""
    found = _first().match(text) or _in_brackets().fullmatch(text) or _after().fullmatch(text) or _came_from(text)
    if not found or not found["rest"].strip() or is_known(text):
        return None, text
    code = _codes()[" ".join(found["word"].casefold().split())]
    rest = " ".join(f"{found['rest']}{found.groupdict().get('tail') or ''}".split())
    words = rest.casefold().partition("(")[0].split()
    own = code == country_code.upper()
    if (own and code not in OF_MIGRANTS) or words[0] in _CONJUNCTIONS:
        return None, text
    at_a_place = next((at for at, word in enumerate(words) if word in _LINKS), len(words))
    if is_of_things(words[:at_a_place]):
        return None, text
    owns = words[0] in _OWNERS  # "Vietnamese owner of an Asian grocery"
    if found["word"].casefold() in _ALSO_TONGUES and not owns and is_of_things(words):
        return None, text
    of_tongues = not set(words[:at_a_place][-1:]).isdisjoint(_OF_TONGUES)
    if found["word"].casefold() in _ALSO_TONGUES and of_tongues:
        return None, text
    if own and not of_tongues and _is_a_name(rest.split()[:at_a_place]):
        return None, text
    region = found.groupdict().get("region")
    return Nation(code, region.strip() if region else None), rest


def is_of_things(words: Sequence[str]) -> bool:
    """Whether words after a name of people tell of things of theirs, not of who works: "Chinese restaurant cook"."""
    return not _THINGS.isdisjoint(words)


def note_of(nation: Nation, word: str, country_code: str) -> str:
    """What a plan for a country says of a nationality that was read."""
    where = country(nation.code).name
    if nation.code == country_code.upper():
        return (
            f"{word!r}: they are citizens of {where}, by faith, mother tongue, name and, in the employ of others, pay."
        )
    return f"{word!r}: faith, mother tongue and name are those of people from {nation.region or where}."


def _is_a_name(words: list[str]) -> bool:
    """Whether what is before a job has capitals as names of firms and bodies do ("Post clerk"), not each word of it
    ("Bank Teller") nor letters alone ("IT specialist")."""
    return words[-1:] != [] and words[-1].islower() and any(word.istitle() for word in words[:-1])


def _came_from(text: str) -> re.Match[str] | None:
    """ "Domestic worker from Sri Lanka": the country by its name at the end."""
    found = _from_there().fullmatch(text)
    said = found["rest"].casefold().split() if found else ()
    return found if said and _NOT_OF_THERE.isdisjoint(said) and said[-1] not in _DEALERS else None


@cache
def _codes() -> dict[str, str]:
    """By what people of a country are called, and by its name, the country's code."""
    rows = table("people/nations.csv")
    said = {word: row["code"] for row in rows for word in f"{row['words']}|{row['after']}".split("|") if word}
    return said | {country(row["code"]).name.casefold(): row["code"] for row in rows}


def _one_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return r"(?P<word>" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + r")\b"


@cache
def _words() -> str:
    return _one_of(word for row in table("people/nations.csv") for word in row["words"].split("|") if word)


@cache
def _after() -> re.Pattern[str]:
    after = _one_of(word for row in table("people/nations.csv") for word in row["after"].split("|") if word)
    place = r"(?P<tail>\s+(?:en|in|em|a|à|presso|chez|dans|na|no|al|bei|im|bij)\s.*)?"
    return re.compile(rf"\s*(?P<rest>[^(),]*\w)\s+{after}{place}\s*", re.IGNORECASE)


@cache
def _from_there() -> re.Pattern[str]:
    names = _one_of(country(row["code"]).name.casefold() for row in table("people/nations.csv"))
    return re.compile(
        rf"\s*(?P<rest>[^(),]*\w)\s+from\s+(?:the\s+)?{names}(?P<tail>\s+(?:at|in|for)\s.*)?\s*", re.IGNORECASE
    )


@cache
def _first() -> re.Pattern[str]:
    return re.compile(rf"\s*{_words()}{_CAME}\s+(?P<rest>\w.*)", re.IGNORECASE)


@cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(rf"(?P<rest>[^()]+)[(,]\s*{_words()}{_CAME}{_FROM}\s*\)?\s*", re.IGNORECASE)
