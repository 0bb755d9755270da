"""A nationality with a job: "Filipino nurse" in Kuwait, "accountant (Indian expatriate from Kerala)" in Dubai, "badante
ucraina", "domestic worker from Sri Lanka", and in another state of India "mason from Bihar".

Who came from another country has the faith, tongue and name of people from there; all else is that of the country where
they live. Where most people are migrants, those asked for by its own nationality ("Saudi women in retail") are
citizens: by faith and tongue, at home with their people, and paid as citizens are. Sources: nations.csv.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.places.countries import OF_MIGRANTS, country, country_codes, table
from boses_engine.grounding.places.gazetteer import region_names
from boses_engine.grounding.text import fold

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

# "Maid from Myanmar", "migrant worker from Bihar in a foundry": up to a comma, a bracket or where the work is done.
_CAME_FROM = re.compile(
    r"(?P<work>[^(),]*\w)\s+(?:(?:coming|originally)\s+)?from\s+(?:the\s+)?(?P<place>[^(),]+?)"
    r"(?P<rest>\s*[(,].*|\s+(?:in|at|on|for|working)\s.*)?",
    re.IGNORECASE,
)
_MIGRANT = re.compile(r"(?:(?:inter-?state\s+)?migrant|immigrant|foreign|expatriate|expat)\s+(?=\w)", re.IGNORECASE)

# "Wife of a labour migrant in Russia", "family with a worker in Thailand".
_HAS_AWAY = re.compile(
    r"\s*(?:(?:nri|migrant|overseas|expatriate)\s+)?(wife|wives|husband|husbands|family|families|household|households|parent|parents)\s+(?:of|with)\s+"
    r"[^(),]*?(?:in|from)\s+(?:the\s+)?([^(),]+?)\s*",
    re.IGNORECASE,
)
_WIFE, _HUSBAND, _FAMILY = "wife of a migrant worker", "husband of a migrant worker", "family of a migrant worker"
_AWAY = {
    **dict.fromkeys(("wife", "wives"), _WIFE),
    **dict.fromkeys(("husband", "husbands"), _HUSBAND),
    **dict.fromkeys(("family", "families", "household", "households"), _FAMILY),
    **dict.fromkeys(("parent", "parents"), "homemaker with a son or daughter abroad"),
}
_OVERSEAS = frozenset(("gulf", "gulf countries", "middle east", "europe", "uae", "dubai", "saudi", "usa", "uk", "gcc"))


@dataclass(frozen=True)
class Nation:
    """The country that people came from, or are citizens of, and the part of it, where one is named."""

    code: str
    region: str | None = None


def read_nation(text: str, country_code: str, is_known: Callable[[str], bool]) -> tuple[Nation | None, str]:
    """The country that a text names people by, another one or one of migrants, and the text without it; `is_known` says
    whether a text is the name of some work in every word."""
    found = _first().match(text) or _in_brackets().fullmatch(text) or _after().fullmatch(text)
    if not found or not found["rest"].strip() or is_known(text):
        return None, text
    named = _named()[" ".join(found["word"].casefold().split())]
    rest = " ".join(f"{found['rest']}{found.groupdict().get('tail') or ''}".split())
    words = rest.casefold().partition("(")[0].split()
    own = named.code == country_code.upper() and not named.region
    if (own and named.code not in OF_MIGRANTS) or words[0] in _CONJUNCTIONS:
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
    return (Nation(named.code, region.strip()) if region else named), rest


def read_origin(text: str, country_code: str, is_work: Callable[[str], bool]) -> tuple[Nation | None, str]:
    """Where a text says behind a job that people came from, another country or a division of this one, and the text
    without it; `is_work` says whether a text is the name of some work."""
    told = _CAME_FROM.fullmatch(text.strip())
    said = told["work"].casefold().split() if told else ()
    if not said or not _NOT_OF_THERE.isdisjoint(said) or said[-1] in _DEALERS:
        return None, text
    nation = _place(told["place"], country_code) if told else None
    if not told or not nation or (nation.code == country_code and not nation.region):
        return None, text
    work = _MIGRANT.sub("", told["work"], count=1)
    return (nation, f"{work}{told['rest'] or ''}") if is_work(work) else (None, text)


def _place(name: str, country_code: str) -> Nation | None:
    """The country, or the division of one's own or of one that many come from, of a name."""
    name = fold(name)
    if code := _countries().get(name):
        return Nation(code)
    own = region_names(country_code).get(name)
    return Nation(country_code, own) if own else _regions().get(name)


def of_people_away(text: str, country_code: str) -> str:
    """Whose money comes from abroad by the country that a text names: "wife of a labour migrant in Russia", "family
    with a son in Qatar"; "" where it names none."""
    told = None if country_code in OF_MIGRANTS else _HAS_AWAY.fullmatch(text)
    where = fold(told[2]) if told else ""
    if not told or where == fold(country(country_code).name) or where not in _abroad():
        return ""
    return _AWAY[told[1].casefold()]


@cache
def _abroad() -> frozenset[str]:
    """Folded names of all countries, and what else says that somebody is in none of one's own."""
    return frozenset(fold(country(code).name) for code in country_codes()) | _OVERSEAS


def is_of_things(words: Sequence[str]) -> bool:
    """Whether words after a name of people tell of things of theirs, not of who works: "Chinese restaurant cook"."""
    return not _THINGS.isdisjoint(words)


def note_of(nation: Nation, word: str, country_code: str) -> str:
    """What a plan for a country says of a nationality that was read."""
    where = country(nation.code).name
    if nation.code == country_code.upper() and not nation.region:
        return (
            f"{word!r}: they are citizens of {where}, by faith, mother tongue, name and, in the employ of others, pay."
        )
    return f"{word!r}: faith, mother tongue and name are those of people from {nation.region or where}."


def _is_a_name(words: list[str]) -> bool:
    """Whether what is before a job has capitals as names of firms and bodies do ("Post clerk"), not each word of it
    ("Bank Teller") nor letters alone ("IT specialist")."""
    return words[-1:] != [] and words[-1].islower() and any(word.istitle() for word in words[:-1])


@cache
def _named() -> dict[str, Nation]:
    """By what people are called, the country or the division of one that they came from."""
    rows = ((row, f"{row['words']}|{row['after']}".split("|")) for row in table("people/nations.csv"))
    return {word: Nation(row["code"], row["region"] or None) for row, words in rows for word in words if word}


@cache
def _countries() -> dict[str, str]:
    """By folded name the countries that people come from."""
    return {fold(country(nation.code).name): nation.code for nation in _named().values()}


@cache
def _regions() -> dict[str, Nation]:
    """By folded name the divisions of other countries that many come from."""
    return {fold(nation.region): nation for nation in _named().values() if nation.region}


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
def _first() -> re.Pattern[str]:
    return re.compile(rf"\s*{_words()}{_CAME}\s+(?P<rest>\w.*)", re.IGNORECASE)


@cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(rf"(?P<rest>[^()]+)[(,]\s*{_words()}{_CAME}{_FROM}\s*\)?\s*", re.IGNORECASE)
