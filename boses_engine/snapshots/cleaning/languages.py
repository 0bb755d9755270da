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
_CHARACTERS_MOST = 600  # that lingua looks at

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
    Language.SPANISH,
    Language.FRENCH,
)
_LETTERS = re.compile(r"[^\W\d_]")
_MARKED = re.compile("[ăđơưạ-ỹ]")  # letters that only Vietnamese has
# Words that hold a sentence together. Where they do, lingua, which takes 0.4 ms a row, is not asked.
_COMMON: dict[Market, frozenset[str]] = {
    "PH": frozenset(
        "ang ng sa na po ko mga naman lang yung siya sya ako hindi di pero kasi nyo niya pa the is it and".split()
    ),
    "ID": frozenset(
        "yang yg dan di ini itu saya tidak tdk ga gak ada untuk dengan sudah udah bisa nya kalau aja juga".split()
    ),
    "VN": frozenset(
        "san pham hang shop ao quan dep tot giao khong ko rat cung nhu mua dung nhung voi lam va gia".split()
    ),
}
_COMMON_LEAST = 0.2  # share of the words
_MARKED_LEAST = 0.1  # share of the letters


def is_foreign(text: str, market: Market, kind: SourceKind) -> bool:
    """Whether the text is surely in a language that the consumers of `market` do not write in this kind of source."""
    letters = _LETTERS.findall(text.casefold())
    latin = sum(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in letters)
    if latin < len(letters) / 2:  # all three markets write with Latin letters
        return True
    said = text.casefold().split()
    if len(said) < WORDS_LEAST or sum(word in _COMMON[market] for word in said) >= _COMMON_LEAST * len(said):
        return False
    if market == "VN" and len(_MARKED.findall(text.casefold())) >= _MARKED_LEAST * len(letters):
        return False
    values = _detector().compute_language_confidence_values(text[:_CHARACTERS_MOST])
    own = sum(found.value for found in values if found.language in _OWN[market])
    if kind != "reddit" and market != "PH":
        own += next(found.value for found in values if found.language == Language.ENGLISH)
    return own < 1 - SURE


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CAN_OCCUR).build()
