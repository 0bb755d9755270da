"""Questions in Tagalog, Indonesian and Vietnamese: their words for what the rules look for, read as the English ones.

Only what a question is about, which way it leans and what its options say is read so, word by word; it is no
translation. Words that the table does not have, names of brands among them, stay as they are: in Manila half a question
is in English anyway.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from boses_engine.domain.study import Question
from boses_engine.studies.subject import named_brands
from boses_engine.studies.tables import rows

_LEAST, _SHARE_LEAST = 2, 0.25  # words of a text, and what share of all, from which it is of a tongue
_LOOKED_AT = 600  # characters of a text that tell its tongue
_ENDINGS = {"fil": "(?:ng)?", "id": "(?:nya|kah|lah|ku|mu)?", "vi": ""}  # what may be added to a word
# English words that Tagalog bends: "nag-o-order", "i-recommend".
_BENT = r"(?:nag|mag|pag|ipag|pinag|naka|maka|nakapag|na|ma|um|in|i|ka)[a-z]{0,2}-(?:[a-z]{1,2}-)?(?=[a-z]{3})"
# What a Vietnamese question ends with: the same word is "no" elsewhere.
_ASKS = r"(?P<asks>(?<=\S )(?:hay )?(?:không|chưa)(?: ạ)?(?=\s*(?:[?.,;!]|$)))"
_ASKED_LATER = re.compile(r"^(?!what\b|which\b|how\b|why\b|where\b)(.+?)\bdo you\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Tongue:
    """What the words of a tongue are in English, empty where they only tell the tongue; a pattern of them, the longest
    first, and of what may be added to them."""

    english: Mapping[str, str]
    pattern: str
    ending: re.Pattern[str]


def in_english(question: Question, country_code: str) -> Question:
    """A question as the rules read it: itself where it is in English; options and anchors keep their places."""
    tongue = _tongue_of(question.text)
    if tongue is None:
        return question
    read: dict[str, Any] = {"text": _read(question.text, tongue, country_code)}
    for name in ("options", "anchors"):
        own = getattr(question, name)
        said = tuple(_read(each, tongue, country_code) or each for each in own)
        read[name] = said if len(set(map(str.casefold, said))) == len(own) else own
    if question.stimulus is not None:
        shown = _read(question.stimulus.text, tongue, country_code)
        read["stimulus"] = question.stimulus.model_copy(update={"text": shown})
    return question.model_copy(update=read)


def text_in_english(text: str, country_code: str) -> str:
    """A text as the rules read it."""
    tongue = _tongue_of(text)
    return _read(text, tongue, country_code) if tongue else text


def moved(value: Any, before: Sequence[str], after: Sequence[str]) -> Any:
    """An answer's value, or its distribution, with options `after` in place of those `before`."""
    if isinstance(value, str):
        return dict(zip(before, after, strict=True)).get(value, value)
    if isinstance(value, Mapping):
        return {moved(key, before, after): moved(each, before, after) for key, each in value.items()}
    return [moved(each, before, after) for each in value] if isinstance(value, list) else value


@lru_cache(maxsize=1024)
def _tongue_of(text: str) -> Tongue | None:
    """The tongue that a text has most words of; None for English and for what is not known."""
    said = _composed(text[:_LOOKED_AT]).casefold()
    told = {tongue: _words_of(said, tongue) for tongue in _tongues()}
    most = max(told, key=lambda tongue: told[tongue])
    return most if told[most] >= max(_LEAST, _SHARE_LEAST * len(said.split())) else None


def _words_of(text: str, tongue: Tongue) -> int:
    """How many words of a tongue a text has, each counted once; 0 where all might be English."""
    found = set(re.findall(tongue.pattern, text))
    tells = any(" " in each or not tongue.english.get(each, each) for each in found)
    return sum(len(each.split()) for each in found) if tells else 0


@lru_cache(maxsize=4096)
def _read(text: str, tongue: Tongue, country_code: str) -> str:
    """A text with a tongue's words in English; what asks stands at its head then, as it does in English."""
    names = [re.escape(brand.name) for brand in named_brands(text, country_code)]
    brands = rf"(?P<brand>(?<![\w-])(?:{'|'.join(names) or '(?!)'})(?![\w-]))"
    pattern = re.compile(f"{brands}|{_ASKS}|{tongue.pattern}|(?<![\\w-]){_BENT}", re.IGNORECASE)

    def said(found: re.Match[str]) -> str:
        if found["asks"]:
            return ""
        whole = found[0].casefold()
        return found["brand"] or tongue.english.get(whole, tongue.english.get(tongue.ending.sub("", whole), ""))

    asked = _ASKED_LATER.sub(r"do you \1", pattern.sub(said, _composed(text)).strip())
    return re.sub(r"\s+(?=[?.,!])", "", " ".join(asked.split()))


def _composed(text: str) -> str:
    """Single blanks, and letters with their marks, however these were typed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@cache
def _tongues() -> tuple[Tongue, ...]:
    english: dict[str, dict[str, str]] = {}
    for row in rows("tongues.csv"):
        english.setdefault(row["tongue"], {}).update(dict.fromkeys(row["words"].split("|"), row["english"]))
    return tuple(
        Tongue(
            words,
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))}){_ENDINGS[name]}(?![\w-])",
            re.compile(f"{_ENDINGS[name]}$"),
        )
        for name, words in english.items()
    )
