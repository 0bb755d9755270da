"""The word lists of the rules, and where their phrases stand in a brief."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from boses_engine.briefs.lists import rows
from boses_engine.briefs.numbers import with_digits
from boses_engine.briefs.text import Brief, Token, tokens_of


@dataclass(frozen=True)
class Found:
    """A phrase of a word list in a brief: the value it stands for, its tokens `first` to before `last`."""

    value: str
    first: int
    last: int
    start: int  # in `Brief.plain`
    end: int


@dataclass(frozen=True)
class Phrase:
    """A phrase of a list: its words as compared (stems, in English), its language and what it stands for."""

    words: tuple[str, ...]
    language: str
    value: str

    def meets(self, token: Token, at: int) -> bool:
        """Whether a token is the phrase's word at a place: in English any number, in Filipino linked or not."""
        word = self.words[at]
        if token.word == word or (self.language == "en" and token.stem == word and token.word.isascii()):
            return True
        return self.language == "fil" and token.word in (f"{word}ng", f"{word}g")


def find(brief: Brief, field: str) -> tuple[Found, ...]:
    """Where phrases of a field's list stand, the longest at each place, none over another."""
    return tuple(found_in(brief.tokens, _index(field, frozenset(brief.languages))))


def found_in(tokens: Sequence[Token], index: dict[str, tuple[Phrase, ...]]) -> Iterator[Found]:
    """The phrases of an index (first word → phrases, the longest first) among tokens."""
    at = 0
    while at < len(tokens):
        found = _longest(tokens, at, index)
        if found is None:
            at += 1
            continue
        yield found
        at = found.last


def _longest(tokens: Sequence[Token], at: int, index: dict[str, tuple[Phrase, ...]]) -> Found | None:
    token = tokens[at]
    keys = dict.fromkeys((token.word, token.stem, token.word.removesuffix("ng"), token.word.removesuffix("g")))
    candidates = [phrase for key in keys for phrase in index.get(key, ())]
    for phrase in sorted(candidates, key=lambda each: -len(each.words)):
        here = tokens[at : at + len(phrase.words)]
        if len(here) < len(phrase.words) or any(each.opens for each in here[1:]):
            continue
        if all(phrase.meets(each, place) for place, each in enumerate(here)):
            return Found(phrase.value, at, at + len(here), token.start, here[-1].end)
    return None


@cache
def _index(field: str, languages: frozenset[str]) -> dict[str, tuple[Phrase, ...]]:
    """First word → the field's phrases in the languages of a brief."""
    phrases: list[Phrase] = []
    for row in rows("words"):
        if row["field"] == field and row["language"] in languages | {"any"}:
            phrases += phrases_of(row["phrases"], row["value"], row["language"])
    return index_of(phrases)


def phrases_of(cell: str, value: str, language: str) -> list[Phrase]:
    """The phrases of a cell, English ones as stems; Vietnamese ones also as typed without marks, if of two words."""
    phrases = []
    for text in filter(None, cell.split("|")):
        tokens = tuple(tokens_of(with_digits(text, {language})))
        stems = language == "en"
        phrases.append(Phrase(tuple(each.stem if stems else each.word for each in tokens), language, value))
        bare = tuple(each.stem for each in tokens)
        if language == "vi" and len(tokens) > 1 and bare != phrases[-1].words:
            phrases.append(Phrase(bare, "", value))
    return phrases


def index_of(phrases: Sequence[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """The phrases by their first words."""
    index: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        index[phrase.words[0]] = (*index.get(phrase.words[0], ()), phrase)
    return index
