"""One theme of the codebook and the rules its texts keep."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from boses_engine.domain.snapshot import Market, PartOfLife, SourceKind, Wordings
from boses_engine.domain.value import Value
from boses_engine.grounding.places.countries import table
from boses_engine.snapshots.rules import TERM_WORDS_MOST

Polarity = Literal["bad", "good", "both"]
Terms = tuple[tuple[str, str], ...]  # (term as people write it, lower case; English gloss)

WORDS = range(3, 9)  # of a wording
EACH_LEAST = 3  # wordings of a kind that a theme has at all
TERMS = range(4, 21)  # of a market that a theme is told of in
PLACEHOLDERS = frozenset({"{they}", "{them}", "{their}"})

_ODD = re.compile(r"[\d.:;()!?~%\"]|[A-Z]")  # figures, stops, and capitals, with which names would come in
_DIGITS = re.compile(r"\d{2}|[@/]|www|http")


class Theme(Value):
    """One thing that people talk about: how it is told of a person, and the words it is known by in each market.

    `wordings` follow the frames of `Wordings`; a theme of polarity "both" has good and bad ones, another those of its
    side alone. A market without terms is one whose people do not tell of it in the corpora that were read.
    """

    theme: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    part_of_life: PartOfLife
    categories: tuple[str, ...]  # brand categories of the grounding tables; empty where no brand of them fits
    statement: str
    wordings: Wordings
    terms: dict[Market, Terms]
    polarity: Polarity
    general: bool = False  # it only says how somebody feels, and not about what
    sources: tuple[SourceKind, ...] = get_args(SourceKind)  # where its words mean it: "battery" is none of a hotel

    @field_validator("categories")
    @classmethod
    def _are_known(cls, categories: tuple[str, ...]) -> tuple[str, ...]:
        known = {row["category"] for row in table("market/brands_categories.csv")}
        if unknown := [name for name in categories if name not in known]:
            raise ValueError(f"{unknown[0]!r} is no brand category; known are {', '.join(sorted(known))}")
        _refuse_twice(categories)
        return categories

    @field_validator("statement")
    @classmethod
    def _is_one_sentence(cls, statement: str) -> str:
        if not re.fullmatch(r"[A-Z][^\d.!?:;%]{20,160}\.", statement):
            raise ValueError("must be one sentence of 20 to 160 letters without figures, ending in a full stop")
        return statement

    @field_validator("wordings")
    @classmethod
    def _read_well(cls, wordings: Wordings) -> Wordings:
        for kind, notes in wordings.model_dump().items():
            for note in notes:
                _check_note(kind, note)
        _refuse_twice(note for notes in wordings.model_dump().values() for note in notes)
        return wordings

    @field_validator("terms")
    @classmethod
    def _are_words(cls, terms: dict[Market, Terms]) -> dict[Market, Terms]:
        if not terms:
            raise ValueError("are missing; give at least one market its words")
        for market, pairs in terms.items():
            if len(pairs) not in TERMS:
                raise ValueError(f"{market} has {len(pairs)}; give {TERMS.start} to {TERMS.stop - 1} or leave it out")
            _refuse_twice(term for term, _ in pairs)
            for term, gloss in pairs:
                _check_term(market, term, gloss)
        return terms

    @model_validator(mode="after")
    def _has_its_sides(self) -> Self:
        for side in ("good", "bad"):
            count = len(getattr(self.wordings, side))
            wanted = self.polarity in (side, "both")
            if wanted and count < EACH_LEAST:
                raise ValueError(f"{side}: {count} wordings; polarity {self.polarity!r} needs at least {EACH_LEAST}")
            if not wanted and count:
                raise ValueError(f"{side}: wordings of a side that polarity {self.polarity!r} does not have; drop them")
        for kind in ("habits", "prices"):
            if 0 < len(getattr(self.wordings, kind)) < EACH_LEAST:
                raise ValueError(f"{kind}: fewer than {EACH_LEAST}; give more or none")
        return self


def _check_note(kind: str, note: str) -> None:
    words = note.split()
    bare = re.sub(r"\{\w+\}", "", note)
    if len(words) not in WORDS:
        raise ValueError(f"{kind}: {note!r} has {len(words)} words; give {WORDS.start} to {WORDS.stop - 1}")
    if unknown := set(re.findall(r"\{.*?\}", note)) - PLACEHOLDERS:
        raise ValueError(f"{kind}: {note!r} has {unknown.pop()}; use {', '.join(sorted(PLACEHOLDERS))}")
    if found := _ODD.search(bare):
        raise ValueError(f"{kind}: {note!r} has {found[0]!r}; write it in lower case, without figures and stops")
    if kind in ("habits", "prices") and not re.fullmatch(r"[a-z-]+s", words[0]):
        raise ValueError(f"{kind}: {note!r} must begin with a verb as it follows a name, such as 'asks'")


def _check_term(market: str, term: str, gloss: str) -> None:
    if term != unicodedata.normalize("NFC", " ".join(term.lower().split())):
        raise ValueError(f"{market}: {term!r} must be in lower case, composed (NFC), with single blanks")
    if len(term) < 2 or len(term.split()) > TERM_WORDS_MOST or _DIGITS.search(term):
        raise ValueError(f"{market}: {term!r} must be one to {TERM_WORDS_MOST} words, without figures and addresses")
    if not re.fullmatch(r"[A-Za-z][A-Za-z' -]{1,40}", gloss):
        raise ValueError(f"{market}: the gloss {gloss!r} of {term!r} must be a few English words")


def _refuse_twice(texts: Iterable[str]) -> None:
    again = [text for text, count in Counter(texts).items() if count > 1]
    if again:
        raise ValueError(f"{again[0]!r} is there twice; keep one of them")
