"""The word lists of the rules, and where their phrases stand in a brief."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from boses_engine.briefs.data import listed, rows
from boses_engine.briefs.text import Brief, Token, tokens_of, with_digits
from boses_engine.grounding.words import word_of
from boses_engine.grounding.work.tables import tables

# English nouns for people by their form: "pickers", "conductors", "violinists".
_FORM = re.compile(r"[a-z]{3,}(?:ers|ors|ists|icians|ians|smiths|keepers|goers)")


@dataclass(frozen=True)
class Found:
    """A phrase of a word list in a brief: the row it is of, its tokens `first` to before `last`."""

    row: Mapping[str, str]
    first: int
    last: int
    start: int  # in `Brief.plain`
    end: int

    @property
    def value(self) -> str:
        """What the phrase stands for."""
        return self.row["value"]


@dataclass(frozen=True)
class _Phrase:
    """A phrase of a list: its words as compared (stems, in English)."""

    words: tuple[str, ...]
    language: str
    row: Mapping[str, str]

    def meets(self, tokens: tuple[Token, ...]) -> bool:
        """Whether tokens are the phrase's words: in English any number, in Filipino linked or not."""
        return len(tokens) == len(self.words) and all(
            token.word == word
            or (self.language == "en" and token.stem == word and token.word.isascii())
            or (self.language == "fil" and token.word in (f"{word}ng", f"{word}g"))
            for token, word in zip(tokens, self.words, strict=True)
        )


def find(brief: Brief, field: str) -> tuple[Found, ...]:
    """Where phrases of a field's list (or of `stages`) stand, the longest at each place, none over another."""
    tokens, at = brief.tokens, 0
    index, found = _index(field, brief.languages), []
    while at < len(tokens):
        word = tokens[at].word
        keys = dict.fromkeys((word, tokens[at].stem, word.removesuffix("ng"), word.removesuffix("g")))
        for phrase in sorted((p for key in keys for p in index.get(key, ())), key=lambda each: -len(each.words)):
            here = tokens[at : at + len(phrase.words)]
            if phrase.meets(here) and not any(token.opens for token in here[1:]):
                found.append(Found(phrase.row, at, at + len(here), here[0].start, here[-1].end))
                at += len(here) - 1
                break
        at += 1
    return tuple(found)


@cache
def _index(field: str, languages: frozenset[str]) -> dict[str, list[_Phrase]]:
    """First word → the field's phrases in the languages of a brief."""
    index: dict[str, list[_Phrase]] = {}
    table: Iterable[Mapping[str, str]] = rows(field) if field == "stages" else rows("words")
    for row in table:
        if row.get("field", field) == field and row["language"] in languages | {"any"}:
            for phrase in _phrases(row):
                index.setdefault(phrase.words[0], []).append(phrase)
    return index


def _phrases(row: Mapping[str, str]) -> Iterator[_Phrase]:
    """The phrases of a row; Vietnamese ones also as typed without marks, if of two words."""
    language = row["language"]
    for text in filter(None, row["phrases"].split("|")):
        tokens = tuple(tokens_of(with_digits(text, {language})))
        words, bare = tuple(each.word for each in tokens), tuple(each.stem for each in tokens)
        yield _Phrase(bare if language == "en" else words, language, row)
        if language == "vi" and len(tokens) > 1 and bare != words:
            yield _Phrase(bare, "", row)


def is_somebody(word: str) -> bool:
    """Whether an English word, in lower case, is a plural for people by its form, or known as somebody's work."""
    known = (word_of(word),) in tables().english and len(word) > 3 and word.endswith(("s", "men"))
    return word not in listed("things") and (known or bool(_FORM.fullmatch(word)))


def may_be_work(word: str) -> bool:
    """Whether such a word may be somebody's work, and not a pastime, a kinship or a nation."""
    return bool(_FORM.fullmatch(word)) and word not in listed("people beside work") | listed("things")
