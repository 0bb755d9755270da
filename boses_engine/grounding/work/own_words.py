"""Occupations as people of one country write them: what only they say or say otherwise, put into English.

"Celador" is a hospital porter in Spain and a guard in Colombia; "y", "und" and "et" stand between two jobs; "Lehrer/in"
and "vendedor(a)" name one job for both sexes.
"""

import re
from collections.abc import Mapping
from functools import cache

from boses_engine.grounding.places.countries import country
from boses_engine.grounding.work.tables import Words, tables, words_of

_AND = {  # by language, without those that are English words too: "of", "a"
    **{"de": "und|oder|sowie", "fr": "et|ou", "es": "y|e|u", "pt": "e|ou", "it": "e|o", "ca": "i|o", "nl": "en"},
    **{"pl": "i|oraz|lub", "cs": "nebo", "sk": "alebo", "ro": "și|si|sau", "hu": "és|es|vagy", "el": "και|ή"},
    **{"sv": "och|eller", "nb": "og|eller", "nn": "og|eller", "da": "og|eller", "fi": "ja|tai", "bg": "и|или"},
}
_BOTH_SEXES = re.compile(
    r"(?<=\w\w\w)(?:\s?[/*:_·.-]+\s?|\()-?(?:in|innen|inn|a|as|o|os|ora|oras|e|es|ne|nne|ère|iere|ière|euse|rice|trice"
    r"|ka|ca|oară)\b\)?|\s*\((?:[mwfdhx]\s?[/|]\s?)+[mwfdhx]\)",
    re.IGNORECASE,
)
_APART = re.compile(r"([,/;|+()]|\s(?:and|or|o)\s)")


def put_in_english(occupation: str, country_code: str) -> str:
    """The text with the country's own names of jobs and words between them in English; the rest as it was."""
    joint = _AND.get(country(country_code).locale.partition("_")[0])
    text = occupation
    if joint:
        text = _BOTH_SEXES.sub("", text)
        if not _is_known(text):
            text = re.sub(rf"\s(?:{joint})\s", " and ", text, flags=re.IGNORECASE)
    own = tables().abroad_in.get(country_code, {})
    if not own:
        return text
    return "".join(_own(part, own) or part for part in _APART.split(text))


def _own(part: str, own: Mapping[Words, Words]) -> str:
    """The English of a name of the country, and of where that is done; none if it is no such name."""
    words = words_of(part)
    for end in range(len(words), 0, -1):
        if words[:end] in own:
            place = english_place(words[end:])
            if end == len(words) or place:
                return " ".join(joined(place, own[words[:end]]))
    return ""


def english_place(words: Words) -> Words:
    """The English of a place of work that words of another language name after a job, as far as that is known:
    "en una tienda de ropa"."""
    known = tables()
    while words and words[0] in known.words["link abroad"]:
        words = words[1:]
    words = (words[0].rpartition("'")[2], *words[1:]) if words else ()  # "un'azienda", "d'usine"
    for end in range(len(words), 0, -1):
        place = known.abroad.get(words[:end]) or (words if words in known.fields else ())
        if place and place[-1] in words_of_places():
            return place
    return ()


@cache
def words_of_places() -> frozenset[str]:
    """The last words of all kinds of workplace: what else stands behind a job tells nothing of where it is done."""
    rows = (row for rows in tables().rows.values() for row in rows)
    return frozenset(words_of(text)[-1] for row in rows for market, text in row.workplaces if market == "any")


def joined(place: Words, who: Words) -> Words:
    """Where and who, the words that end the one and begin the other once: "primary school", "school teacher"."""
    same = next((size for size in range(len(place), 0, -1) if place[-size:] == who[:size]), 0)
    return (*place, *who[same:])


@cache
def _is_known(text: str) -> bool:
    """Whether a text is one name, with whatever words in it: "comida y bebida"."""
    known, words = tables(), words_of(text)
    return any(words in index for index in (known.english, known.local, known.abroad))


def says_women(text: str, country_code: str) -> bool:
    """Whether a text is a name of another language that is said of a woman: "Busfahrerin", "impiegata comunale"."""
    known = tables()
    words = words_of(text)
    names = (words[:end] for end in range(len(words), 0, -1))
    there = known.abroad_in.get(country_code, {})
    indexes = (there, known.abroad, known.local)
    named = next((name for name in names if any(name in index for index in indexes)), ())
    return named in known.women_abroad and not _BOTH_SEXES.search(text)
