"""Compounds of other languages, by the name of a job in which they end: "Schulbusfahrer", "fabriksarbetare"."""

import re

from boses_engine.grounding.phrases.alternative import APART, read_alternative
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.tables import tables

_HEAD_LEAST = 6  # letters of a name that may end a compound
_PLACE_LEAST = 4  # letters of a place before a word for its owner
# Languages that write two names of things as one word; Luxembourg is told by its French.
_COMPOUNDING = frozenset(("de", "nl", "sv", "nb", "nn", "da", "fi", "et", "is", "hu"))
_PARTS = re.compile(f"({APART.pattern})", re.IGNORECASE)


def compounds_in_english(text: str, country_code: str) -> str:
    """The text, where the country's language puts words together, with a name that nothing else knows as the one of
    another language in which it ends: in Germany a "Schulbusfahrer" is a Busfahrer, in Sweden a "fabriksarbetare" an
    arbetare; where it does not, a linebacker is no Bäcker. Of most names the language is not known."""
    if country(country_code).locale.partition("_")[0] not in _COMPOUNDING:
        return text
    heads = ((part, _owner(part) or _head(part)) for part in _PARTS.split(text))
    return "".join(head if head and not read_alternative(part) else part for part, head in heads)


def _head(part: str) -> str | None:
    """The English of the longest name of another language that the only word of a part ends in."""
    words = words_of(part)
    word = words[0] if len(words) == 1 else ""
    heads = ((word[start:],) for start in range(3, len(word) - _HEAD_LEAST + 1))
    return next((" ".join(tables().abroad[head]) for head in heads if head in tables().abroad), None)


def _owner(part: str) -> str | None:
    """ "Cafébesitzerin", "restaurangägare": whose place a compound names that ends in a word for an owner."""
    words = words_of(part)
    word = words[0] if len(words) == 1 else ""
    ends = (end for end in tables().words["owner at the end"] if word.endswith(end))
    places = ((word.removesuffix(end).removesuffix("s"), word.removesuffix(end)) for end in ends)
    for place in (each for pair in places for each in pair if len(each) >= _PLACE_LEAST):
        owner = f"{' '.join(tables().abroad.get((place,), (place,)))} owner"
        if (wish := read_alternative(owner)) and wish.rows and wish.match == "title":
            return owner
    return None
