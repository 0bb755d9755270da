"""Texts as the words that are compared: case, accents' encoding and drawn-out letters do not tell words apart."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")  # "lamaaa"; three alike stand in no word of the markets' languages


def words(text: str) -> list[str]:
    """The words of a text in order, casefolded, in NFC; everything that is no letter, figure or "_" parts them."""
    return _WORD.findall(_DRAWN_OUT.sub(r"\1", unicodedata.normalize("NFC", text).casefold()))
