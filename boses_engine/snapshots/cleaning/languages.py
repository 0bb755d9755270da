"""Whether a row is in a language of its market. Lingua knows only the languages that can turn up there.

English stays in the Philippines everywhere and elsewhere in reviews, where people write "good app" among their own;
a whole post in English on an Indonesian or Vietnamese forum is another conversation and goes. Malay is too near to
Indonesian to be told apart in a sentence and counts as it. Vietnamese is often typed without its marks, and Visayan is
unknown to lingua, so a short or doubtful row stays.
"""

import re
from functools import lru_cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from boses_engine.domain.snapshot import Market, SourceKind

WORDS_LEAST = 5  # fewer are too little to judge by
SURE = 0.9  # lingua's confidence below which a row stays

_OWN: dict[Market, frozenset[Language]] = {
    "PH": frozenset({Language.TAGALOG, Language.ENGLISH}),
    "ID": frozenset({Language.INDONESIAN, Language.MALAY}),
    "VN": frozenset({Language.VIETNAMESE}),
}
_CAN_OCCUR = (
    Language.ENGLISH,
    Language.TAGALOG,
    Language.INDONESIAN,
    Language.MALAY,
    Language.VIETNAMESE,
    Language.CHINESE,
    Language.JAPANESE,
    Language.KOREAN,
    Language.THAI,
    Language.SPANISH,
    Language.FRENCH,
)
_LETTERS = re.compile(r"[^\W\d_]")


def is_foreign(text: str, market: Market, kind: SourceKind) -> bool:
    """Whether the text is surely in a language that the consumers of `market` do not write in this kind of source."""
    if len(text.split()) < WORDS_LEAST:
        return not _own_script(text)
    values = _detector().compute_language_confidence_values(text[:600])
    own = sum(found.value for found in values if found.language in _OWN[market])
    english = next(found.value for found in values if found.language == Language.ENGLISH)
    if kind != "reddit":
        own += english if market != "PH" else 0.0
    return own < 1 - SURE


def _own_script(text: str) -> bool:
    """Whether a short text has Latin letters, or none at all; all three markets write with them."""
    letters = _LETTERS.findall(text)
    return not letters or any(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in letters)


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CAN_OCCUR).build()
