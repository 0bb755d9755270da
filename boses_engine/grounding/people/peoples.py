"""A people of the country before a job or after it: "Khmer rice farmer", "cassava farmer, Ba Na", "nông dân Khmer".

Who is asked for by a people of the country has its mother tongue, and the faith and the name that go with that; a title
says so by "ethnic" before the tongue that stands for the people. Sources: peoples.csv, where `seldom` has names that
are other words too: they count only before a job, in brackets or behind a word for people.
"""

import re
from collections.abc import Iterable
from functools import cache

from boses_engine.grounding.people.nations import is_of_things
from boses_engine.grounding.places.countries import table

_ETHNIC = "ethnic"
# What tells before or behind a name that it is one of a people.
_BEFORE = r"(?:ethnic|minority|indigenous|người\s+dân\s+tộc|dân\s+tộc|người|bà\s+con|đồng\s+bào)"
_BEHIND = r"(?:ethnic|minority|people|tribe|tribal|hill\s+tribe)"
_WHO = r"(?:phụ\s+nữ|đàn\s+ông|thanh\s+niên|cô\s+gái|chị\s+em)"


def read_people(text: str, country_code: str) -> tuple[str, str]:
    """The tongue of the people that a text names people by, and the text without it; none and the text where it names
    no people of the country or things of theirs ("Thai massage therapist")."""
    for pattern in _patterns(country_code.upper()):
        if found := pattern.fullmatch(text.strip()):
            tongue = _tongues(country_code.upper())[" ".join(found["word"].casefold().split())]
            rest = " ".join(part for part in (found.groupdict().get("who"), found["rest"].strip(" ,()")) if part)
            first = rest.casefold().split()
            return ("", text) if not first or is_of_things(first) else (tongue, rest)
    return "", text


def of_people(title: str, tongue: str) -> str:
    """A title of those of a people, told by its tongue."""
    return f"{_ETHNIC} {tongue} {title}"


@cache
def people_of(title: str, code: str) -> str:
    """The tongue of the people that a title names, or nothing."""
    words = f" {title} "
    return next((each for each in _tongues(code).values() if f" {_ETHNIC} {each} " in words), "")


@cache
def _tongues(code: str) -> dict[str, str]:
    """By name of a people of a country the tongue that stands for it."""
    rows = (row for row in table("people/peoples.csv") if row["code"] == code)
    return {name: row["language"] for row in rows for name in (*_listed(row["words"]), *_listed(row["seldom"]))}


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """How a text names a people of a country: before the work, behind it in brackets, and at the end."""
    rows = [row for row in table("people/peoples.csv") if row["code"] == code]
    if not rows:
        return ()
    sure, all_names = _either(name for row in rows for name in _listed(row["words"])), _either(_tongues(code))
    forms = (
        rf"(?:{_BEFORE}\s+)*(?P<word>{all_names})(?:\s+{_BEHIND})*\s+(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)\s*[,(]\s*(?:{_BEFORE}\s+)*(?P<word>{all_names})(?:\s+{_BEHIND})*\s*\)?",
        rf"(?P<who>{_WHO})\s+(?:{_BEFORE}\s+)*(?P<word>{all_names})\s+(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)\s+(?:{_BEFORE}\s+)+(?P<word>{all_names})",
        rf"(?P<rest>\w.*?)\s+(?P<word>{sure})",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _either(names: Iterable[str]) -> str:
    """A pattern of any of the names, the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
