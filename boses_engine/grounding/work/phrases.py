"""The words of a text as names of jobs are compared, and the lists in a cell of their tables."""

import re
import unicodedata
from functools import lru_cache

from boses_engine.grounding.text import listed as listed
from boses_engine.grounding.text import singular, unmarked

Words = tuple[str, ...]

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a text as phrases are compared."""
    return tuple(word_of(token) for token in TOKEN.findall(unicodedata.normalize("NFC", text)))


def spelling(text: str) -> str:
    """The words of a text with their marks: "thợ máy" is a mechanic, "thợ may" a tailor."""
    return " ".join(TOKEN.findall(unicodedata.normalize("NFC", text).casefold()))


@lru_cache(maxsize=8192)
def word_of(token: str) -> str:
    """The token without case, marks and plural."""
    return singular(unmarked(token.replace("’", "'")).casefold())
