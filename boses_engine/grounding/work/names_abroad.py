"""Names of jobs in other languages that say more than the name: where that is done, or of which kind a compound is."""

import re
from collections.abc import Callable

from boses_engine.grounding.places.countries import country
from boses_engine.grounding.work.mixes import staff_of
from boses_engine.grounding.work.own_words import english_place, joined, words_of_places
from boses_engine.grounding.work.phrases import Words, words_of
from boses_engine.grounding.work.tables import Wish, tables

_HEAD_LEAST = 6  # letters of a name that may end a compound of another language
# Languages that write two names of things as one word; Luxembourg is told by its French.
_COMPOUNDING = frozenset(("de", "nl", "sv", "nb", "nn", "da", "fi", "et", "is", "hu"))
_PARTS = re.compile(r"(\s+and\s+|\s*[,/;|]\s*)")


def read_abroad(words: Words, read: Callable[[str], Wish | None], *, there: bool = False) -> Wish | None:
    """ "Electricista industrial", "cocinero de hotel": a name of another language, and maybe where that is done, by the
    names that `read` knows; with `there` only where that is said in another language too ("Köchin in einer Kita": that
    "in" is no English)."""
    known = tables()
    beginnings = (words[:end] for end in range(len(words), 0, -1))
    name = next((each for each in beginnings if each in known.abroad and each not in known.english), None)
    if not name:
        return None
    rest = words[len(name) :]
    place = english_place(rest)
    if there and not place:
        return None
    place = place or tuple(word for word in rest if word not in known.words["link abroad"])
    said = " ".join(joined(place, known.abroad[name]))
    wish = read(said) if place else None
    if place and not wish and place[-1] in words_of_places():
        wish = staff_of(said, surely=False)
    return wish or read(" ".join(name))


def compounds_in_english(text: str, country_code: str, is_known: Callable[[str], bool]) -> str:
    """The text, where the country's language puts words together, with a name that nothing else knows as the one of
    another language in which it ends: in Germany a "Schulbusfahrer" is a Busfahrer, in Sweden a "fabriksarbetare" an
    arbetare; in English a linebacker is no Bäcker."""
    if country(country_code).locale.partition("_")[0] not in _COMPOUNDING:
        return text
    return "".join(_head(part) or part if not is_known(part) else part for part in _PARTS.split(text))


def _head(part: str) -> str | None:
    """The English of the longest name of another language that the only word of a part ends in."""
    words = words_of(part)
    word = words[0] if len(words) == 1 else ""
    heads = ((word[start:],) for start in range(3, len(word) - _HEAD_LEAST + 1))
    return next((" ".join(tables().abroad[head]) for head in heads if head in tables().abroad), None)
