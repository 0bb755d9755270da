"""Kinds of people as other languages write them, in English: "madres jóvenes", "berufstätige Frauen", "نساء متزوجات",
"vijana wasio na kazi".

A text is put in English only if all of its words are in people_abroad.csv, and one of them says who: the others tell of
what age or state those are, and stand `before` it in English.
"""

from collections.abc import Mapping
from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import listed, unmarked
from boses_engine.grounding.words import TOKEN, Words

_WORDS_MOST = 8  # of a text that is read here
_WHO, _BEFORE = "who", "before"


def kind_in_english(text: str) -> str:
    """The kind of people that a text names, in English; "" where any word of it is not known or none says who."""
    parts = _parts(text)
    surely = [part for part in parts if _BEFORE not in part]
    named = surely or [part for part in parts if _WHO in part][-1:]
    if len(named) != 1:
        return ""
    told = (part[_BEFORE] for part in parts if part is not named[0])
    return " ".join((*filter(None, dict.fromkeys(told)), named[0][_WHO]))


def _parts(text: str) -> list[Mapping[str, str]]:
    """The English of each part of a text, the longest known ones, as who and as what stands before; none where a part
    is not known."""
    words = _plain(text) if {",", "(", "/"}.isdisjoint(text) else ()
    parts, at = list[Mapping[str, str]](), 0
    while at < len(words) <= _WORDS_MOST:
        size = next((size for size in range(len(words) - at, 0, -1) if words[at : at + size] in _known()), 0)
        if not size:
            return []
        parts.append(_known()[words[at : at + size]])
        at += size
    return parts


def _plain(text: str) -> Words:
    """The words of a text without marks, in small letters."""
    return tuple(unmarked(token).casefold() for token in TOKEN.findall(text.replace("'", " ")))


@cache
def _known() -> dict[Words, dict[str, str]]:
    """By words of other languages their English, as who and as what stands before."""
    found: dict[Words, dict[str, str]] = {}
    for row in table("phrases/people_abroad.csv"):
        for words in map(_plain, listed(row["words"])):
            found.setdefault(words, {}).setdefault(_BEFORE if row["before"] else _WHO, row["english"])
    return found
