"""A nationality with a job: "Filipino nurse" in Kuwait, "accountant (Indian expatriate from Kerala)" in Dubai, "badante
ucraina", "domestic worker from Sri Lanka", and in another state of India "mason from Bihar".

Who came from another country has the faith, tongue and name of people from there; all else is that of the country where
they live. Where most people are migrants, those asked for by its own nationality ("Saudi women in retail") are
citizens: by faith and tongue, at home with their people, and paid as citizens are. A nationality that is that of old
families of the country there ("Indian shop owners" in Kenya) has the same from the part that these came from, but they
are no migrants. Sources: nations.csv, settled.csv, immigrants.csv for where most immigrants of a country came from, and
origin_words.csv for what stands beside a nationality.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from boses_engine.grounding.places.countries import OF_MIGRANTS, country, country_codes, table
from boses_engine.grounding.places.country_names import country_named
from boses_engine.grounding.places.gazetteer import region_names
from boses_engine.grounding.text import fold, listed, plain_letters

_COUNTRY_CODE = 2  # letters
_NAME_COUNTRIES = ("VN", "ID", "MY")
_CONJUNCTIONS = ("and", "or")
_LEVELS = frozenset(("primary", "elementary", "secondary", "high", "boarding"))  # of a school
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

# "Wife of a labour migrant in Russia", "family with a worker in Thailand"; who came from there lives with them.
_HAS_AWAY = re.compile(
    r"\s*(?:(?:nri|migrant|overseas|expatriate)\s+)?"
    r"(wife|wives|husband|husbands|family|families|household|households|parent|parents)\s+(?:of|with)\s+"
    r"(?:(?:an?|the)\s+)?(?P<who>[^(),]+)\s+in\s+(?:the\s+)?(?P<place>[^(),]+?)\s*",
    re.IGNORECASE,
)
_WIFE, _HUSBAND, _FAMILY = "wife of a migrant worker", "husband of a migrant worker", "family of a migrant worker"
_AWAY = {
    **dict.fromkeys(("wife", "wives"), _WIFE),
    **dict.fromkeys(("husband", "husbands"), _HUSBAND),
    **dict.fromkeys(("family", "families", "household", "households"), _FAMILY),
    **dict.fromkeys(("parent", "parents"), "homemaker with a son or daughter abroad"),
}


@dataclass(frozen=True)
class Nation:
    """The country that people came from, or are citizens of, and the part of it, where one is named."""

    code: str
    region: str | None = None
    settled: bool = False  # whether their families have lived in the country for generations


def read_nation(text: str, country_code: str, is_known: Callable[[str], bool]) -> tuple[Nation | None, str]:
    """The country that a text names people by, another one, one of migrants or a division of one's own, and the text
    without it; no country and the text without the word where that is of a place ("dueño de bar colombiano").
    `is_known` says whether a text is the name of some work in every word."""
    behind = None
    of_old = _settled_first(country_code.upper())
    found = (of_old and of_old.match(text)) or _first().match(text) or _in_brackets().fullmatch(text)
    found = found or (behind := _after().fullmatch(text))
    if not found or not found["rest"].strip() or is_known(text):
        return None, text
    if behind and behind["rest"].casefold().split()[-1] in said("link"):  # "professeur de chinois"
        return None, text
    if behind and _is_of_a_place(behind["rest"], behind["word"]):
        return None, f"{behind['rest']}{behind['tail'] or ''}".strip()
    word = " ".join(found["word"].casefold().split())
    named = _settled(country_code.upper()).get(word) or _named()[word]
    rest = " ".join(f"{found['rest']}{found.groupdict().get('tail') or ''}".split())
    words = rest.casefold().partition("(")[0].split()
    own = named.code == country_code.upper() and not named.region
    if (own and named.code not in OF_MIGRANTS) or words[0] in _CONJUNCTIONS:
        return None, text
    work = before_a_place(words)
    if is_of_things(work):
        return None, text
    is_tongue = found["word"].casefold() in said("tongue")
    owns = words[0] in said("owner")  # "Vietnamese owner of an Asian grocery"
    if is_tongue and not owns and is_of_things(words):
        return None, text
    of_tongues = not said("teaches").isdisjoint(work[-1:])
    if is_tongue and of_tongues:
        return None, text
    if own and not of_tongues and _is_a_name(rest.split()[: len(work)]):
        return None, text
    if named.settled and not said("came to work").isdisjoint(words):  # "Indian migrant workers"
        named = _named().get(word, replace(named, region=None, settled=False))
    region = found.groupdict().get("region")
    return (Nation(named.code, region.strip()) if region else named), rest


def _is_of_a_place(rest: str, word: str) -> bool:
    """Whether a nationality behind other words is of the place before it: "dueño de bar colombiano", not "camarera de
    bar rumana"."""
    as_his, as_hers = (word.casefold().endswith(tuple(said(role))) for role in ("ends as his", "ends as hers"))
    last = rest.casefold().split()[-1]
    return (last in said("place of his") and not as_hers) or (last in said("place of hers") and not as_his)


def read_origin(text: str, country_code: str, is_work: Callable[[str], bool]) -> tuple[Nation | None, str]:
    """Where a text says behind a job that people came from, another country or a division of this one, and the text
    without it; `is_work` says whether a text is the name of some work."""
    told = _CAME_FROM.fullmatch(text.strip())
    words = told["work"].casefold().split() if told else ()
    if not told or not words or not said("no longer").isdisjoint(words) or words[-1] in said("deals"):
        return None, text
    nation = _place(told["place"], country_code)
    if not nation or (nation.code == country_code and not nation.region):
        return None, text
    if _is_in_another(told["rest"] or "", nation, country_code):
        return None, text
    work = _MIGRANT.sub("", told["work"], count=1)
    return (nation, f"{work}{told['rest'] or ''}") if is_work(work) else (None, text)


def read_country(text: str, country_code: str) -> tuple[Nation | None, str]:
    """The country that people came from by its name behind words of Vietnamese, Indonesian or Malay, and who stands
    before it, "people" or "workers" where nobody does: "quản lý người Hàn Quốc", "ekspatriat Jepang"."""
    text = text.strip()
    told = _of_a_country(country_code).fullmatch(plain_letters(text)) if country_code in _NAME_COUNTRIES else None
    if not told:
        return None, text
    name = text[told.start("name") :]
    short = _named().get(f"người {name.casefold()}") or _named().get(f"nguoi {name.casefold()}")
    code = short.code if short else country_named(name) if len(name) > _COUNTRY_CODE else None
    if not code:
        return None, text
    who = told["alone"] or text[: told.start("mark")].strip(" ,(")
    who = who or ("workers" if told["at_work"] else "people")
    return (Nation(code) if code != country_code else None), who


@cache
def _of_a_country(code: str) -> re.Pattern[str]:
    """A country's name at the end, without marks, behind words that say that people came from it."""
    at_work, others, alone = (
        either(map(plain_letters, said(f"{who} of a country") | said(f"{who} of a country", code)))
        for who in ("worker", "somebody", "people")
    )
    return re.compile(
        rf"(?:(?:.*?\w[\s,(]+)??(?P<mark>(?P<at_work>{at_work})|{others})|(?P<alone>{alone}))\s+(?P<name>\w+(?:\s\w+){{0,2}})\)?",
        re.IGNORECASE,
    )


def _place(name: str, country_code: str) -> Nation | None:
    """The division of one's own country, or the country or division of one that many come from, of a name."""
    name = fold(name)
    code, own = _countries().get(name), region_names(country_code).get(name)
    if own and code != country_code:  # Georgia in the United States
        return Nation(country_code, own)
    return Nation(code) if code else _regions().get(name)


def _is_in_another(rest: str, nation: Nation, country_code: str) -> bool:
    """Whether what follows a place behind a comma says that it is a town or division of another country: "chef from
    Lebanon, Ohio"."""
    follows = fold(rest.partition(",")[2].partition(",")[0]) if rest.lstrip().startswith(",") else ""
    of_another = follows in _abroad() and follows != fold(country(nation.code).name)
    return of_another or (follows in region_names(country_code) and nation.code != country_code)


def of_people_away(text: str, country_code: str, is_work: Callable[[str], bool]) -> str:
    """Whose money comes from abroad by the country that a text names: "wife of a labour migrant in Russia", "family
    with a son in Qatar"; "" where it names none. `is_work` says whether a text is the name of some work."""
    told = None if country_code in OF_MIGRANTS else _HAS_AWAY.fullmatch(text)
    where = fold(told["place"]) if told else ""
    if not told or where == fold(country(country_code).name) or where not in _abroad():
        return ""
    who = list(before_a_place(told["who"].casefold().split()))
    while who and who[-1] in said("at work"):  # "a labourer working in Taiwan"
        who.pop()
    if not who or (who[-1] not in said("away") and not is_work(" ".join(who))):
        return ""
    return _AWAY[told[1].casefold()]


@cache
def _abroad() -> frozenset[str]:
    """Folded names of all countries, and what else says that somebody is in none of one's own."""
    return frozenset(fold(country(code).name) for code in country_codes()) | said("abroad")


def is_of_things(words: Sequence[str]) -> bool:
    """Whether words after a name of people tell of things of theirs, not of who works: "Chinese restaurant cook"; who
    grows tea is no thing."""
    grown = (*(word in said("grows") for word in words[1:]), False)
    level = (
        False,
        *(word in _LEVELS for word in words[:-1]),
    )  # "Tày primary school teacher" teaches at any such school
    told = zip(words, grown, level, strict=False)
    return any(word in said("things") and not each and not (word == "school" and of) for word, each, of in told)


def names_nation(words: Sequence[str]) -> bool:
    """Whether words, in small letters, are what people of a country are called."""
    return " ".join(words) in _named()


def before_a_place(words: Sequence[str], country_code: str = "") -> Sequence[str]:
    """The words up to where work is done or for whom: "cook" of "cook in a restaurant"."""
    links = said("place") | said("place abroad", country_code) if country_code else said("place")
    return words[: next((at for at, word in enumerate(words) if word in links), len(words))]


@cache
def said(role: str, country_code: str = "") -> frozenset[str]:
    """The words of a role in origin_words.csv, of all countries or of one."""
    rows = (row for row in table("people/origin_words.csv") if (row["role"], row["code"]) == (role, country_code))
    return frozenset(word for row in rows for word in listed(row["words"]))


def most_came_from(people: str, country_code: str) -> Nation | None:
    """The country that most "immigrant" or "refugee" people of another came from, where a table says so, or the part of
    it ("NG:Borno")."""
    rows = table("people/immigrants.csv")
    told = (row[f"{people}s"].partition(":") for row in rows if country_code in row["codes"].split("|"))
    return next((Nation(code, region or None) for code, _, region in told), None)


def note_of(nation: Nation, word: str, country_code: str) -> str:
    """What a plan for a country says of a nationality that was read."""
    where = country(nation.code).name
    if nation.settled:
        came = f"people whose families came from {nation.region or where} generations ago"
        return f"{word!r}: faith, mother tongue and name are those of {came}."
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
def _settled(country_code: str) -> dict[str, Nation]:
    """By what they are called there, where old families of a country came from."""
    rows = [row for row in table("people/settled.csv") if country_code in row["code"].split("|")]
    return {
        word: Nation(row["from"], row["region"] or None, settled=True) for row in rows for word in listed(row["words"])
    }


@cache
def _settled_first(country_code: str) -> re.Pattern[str] | None:
    """How a text begins with old families of a country who came from another; None where none are known."""
    names = _settled(country_code)
    return re.compile(rf"\s*{one_of(names)}\s+(?P<rest>\w.*)", re.IGNORECASE) if names else None


@cache
def _countries() -> dict[str, str]:
    """By folded name the countries that people come from."""
    return {fold(country(nation.code).name): nation.code for nation in _named().values()}


@cache
def _regions() -> dict[str, Nation]:
    """By folded name the divisions of other countries that many come from."""
    return {fold(nation.region): nation for nation in _named().values() if nation.region}


def one_of(names: Iterable[str]) -> str:
    """A pattern of any of the names as its group "word", the longest first."""
    return rf"(?P<word>{either(names)})\b"


def either(names: Iterable[str]) -> str:
    """A pattern of any of the names, the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


@cache
def _words() -> str:
    return one_of(word for row in table("people/nations.csv") for word in listed(row["words"]))


@cache
def _after() -> re.Pattern[str]:
    names = (word for row in table("people/nations.csv") for word in listed(row["after"]))
    after = rf"(?P<word>{either(names)})s?\b"  # "taxistas venezolanos"
    place = rf"(?P<tail>\s+(?:{either(said('place abroad'))})\s.*)?"
    return re.compile(rf"\s*(?P<rest>[^(),]*\w)\s+{after}{place}\s*", re.IGNORECASE)


@cache
def _first() -> re.Pattern[str]:
    own = r"(?:(?:british|american|canadian|australian)[- ])?"  # "British Pakistani taxi drivers"
    behind = r"(?:[- ](?:american|canadian|australian|british)s?)?"  # "Mexican-American farmworkers"
    return re.compile(rf"\s*{own}{_words()}{behind}{_CAME}\s+(?P<rest>\w.*)", re.IGNORECASE)


@cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(rf"(?P<rest>[^()]+)[(,]\s*{_words()}{_CAME}{_FROM}\s*\)?\s*", re.IGNORECASE)
