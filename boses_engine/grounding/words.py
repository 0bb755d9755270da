"""The words of a text as names of jobs are compared, and the lists in a cell of their tables."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from boses_engine.grounding.text import listed as listed
from boses_engine.grounding.text import singular, unmarked

Words = tuple[str, ...]

BETWEEN = " \t,()-–:"  # what stands between a job and what is said of it
_SPELT = {  # the same word in America
    "center": "centre",
    "theater": "theatre",
    "parlor": "parlour",
    "organizer": "organiser",
    "fiber": "fibre",
    "airplane": "aeroplane",
}
_LETTERS_AND_S = 3  # an abbreviation of three letters in the plural has more
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a text as phrases are compared."""
    return tuple(word_of(token) for token in TOKEN.findall(unicodedata.normalize("NFC", text)))


def spelling(text: str) -> str:
    """The words of a text with their marks: "thợ máy" is a mechanic, "thợ may" a tailor."""
    return " ".join(TOKEN.findall(unicodedata.normalize("NFC", text).casefold()))


def runs_of(text: str, most: int) -> Iterator[tuple[str, Words, str]]:
    """Every run of at most so many words of a text, the longest first, between what stands before and after it."""
    tokens = list(TOKEN.finditer(text))
    words = tuple(word_of(token.group()) for token in tokens)
    for size in range(min(most, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            yield text[: tokens[at].start()], words[at : at + size], text[tokens[at + size - 1].end() :]


@lru_cache(maxsize=65536)  # the words of all tables of work
def word_of(token: str) -> str:
    """The token without case, marks and plural: "LGUs" are LGU."""
    word = _one_of(token)
    return _SPELT.get(word, word)


def is_plural(token: str) -> bool:
    """Whether a token is written as one of many: "centers", no "center", though that is a "centre" as well."""
    return _one_of(token) != unmarked(token.replace("’", "'")).casefold()


def _one_of(token: str) -> str:
    """The token without case, marks and plural, as it is spelt."""
    token = token[:-1] if len(token) > _LETTERS_AND_S and token[:-1].isupper() and token[-1] == "s" else token
    return singular(unmarked(token.replace("’", "'")).casefold())
