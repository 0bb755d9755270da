"""A people of the country before a job or after it: "Khmer rice farmer", "cassava farmer, Ba Na", "nông dân Khmer".

Who is asked for by a people of the country has its mother tongue, and the faith and the name that go with that; a title
says so by "ethnic" before the tongue that stands for the people. Sources: peoples.csv, where `seldom` has names that
are other words too: they count only before a job, in brackets or behind a word for people; before the words of
`not_before` a name is none of a people ("Cham Islands fisherman").
"""

import re
from functools import cache

from boses_engine.grounding.people.nations import before_a_place, either, is_of_things, one_of, said
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import listed

_ETHNIC = "ethnic"
_MOST = 3  # words for a people before its name


def read_people(text: str, country_code: str) -> tuple[str, str]:
    """The tongue of the people that a text names people by, and the text without it; none and the text where it names
    no people of the country or things of theirs ("Thai massage therapist")."""
    code = country_code.upper()
    for pattern in _patterns(code):
        if found := pattern.fullmatch(text.strip()):
            name, said_first = " ".join(found["word"].casefold().split()), found.groupdict().get("who")
            rest = " ".join(part for part in (said_first, found["rest"].strip(" ,()")) if part)
            words = rest.casefold().split()
            is_first = found.end("word") < found.start("rest")
            behind = set(found["rest"].casefold().split()[:1]) if is_first else set()
            is_sold = not is_first and rest.casefold() in said("sells", code)
            if not words or is_sold or behind & _not_before(code)[name] or is_of_things(before_a_place(words, code)):
                return "", text
            return _tongues(code)[name], rest
    return "", text


def of_people(title: str, tongue: str) -> str:
    """A title of those of a people, told by its tongue; as it is where there is none."""
    return f"{_ETHNIC} {tongue} {title}" if tongue else title


@cache
def people_of(title: str, code: str) -> str:
    """The tongue of the people that a title names, or nothing."""
    words = f" {title} "
    return next((each for each in _tongues(code).values() if f" {_ETHNIC} {each} " in words), "")


@cache
def _tongues(code: str) -> dict[str, str]:
    """By name of a people of a country the tongue that stands for it."""
    return {name: row["language"] for row in _rows(code) for name in _names(row)}


@cache
def _not_before(code: str) -> dict[str, frozenset[str]]:
    """By name of a people of a country the words before which it means something else."""
    return {name: frozenset(listed(row["not_before"])) for row in _rows(code) for name in _names(row)}


def _rows(code: str) -> list[dict[str, str]]:
    return [row for row in table("people/peoples.csv") if row["code"] == code]


def _names(row: dict[str, str]) -> list[str]:
    return [*listed(row["words"]), *listed(row["seldom"])]


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """How a text names a people of a country: before the work, behind it in brackets, and at the end."""
    if not _rows(code):
        return ()
    sure, name = one_of(name for row in _rows(code) for name in listed(row["words"])), one_of(_tongues(code))
    before = rf"(?:(?:{either(said('people before') | said('people before', code))})\s+)"
    behind = rf"(?:\s+(?:{either(said('people behind') | said('people behind', code))}))"
    who = rf"(?P<who>{either(said('people who', code))})"
    forms = (  # as few words before as there may be, for a name may begin with one
        rf"{before}{{0,{_MOST}}}?{name}{behind}{{0,{_MOST}}}\s+(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)\s*[,(]\s*{before}{{0,{_MOST}}}?{name}{behind}{{0,{_MOST}}}\s*\)?",
        rf"{who}\s+{before}{{0,{_MOST}}}?{name}\s+(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)\s+{before}{{1,{_MOST}}}?{name}",
        rf"(?P<rest>\w.*?)\s+{sure}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
