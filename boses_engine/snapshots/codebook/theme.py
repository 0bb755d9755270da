"""One theme of the codebook and the rules its texts keep."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Self, get_args

from pydantic import BeforeValidator, Field, field_validator, model_validator

from boses_engine.domain.snapshot import Direction, Market, PartOfLife, SourceKind, Wordings
from boses_engine.domain.value import Value
from boses_engine.grounding.market.buyers import SERVICES
from boses_engine.snapshots.about import known_categories
from boses_engine.snapshots.rules import PEOPLE, TERM_WORDS_MOST
from boses_engine.snapshots.themes.known import OF_NOTHING, Basis

Terms = Annotated[  # (term as people write it, lower case; English gloss), in a file term: gloss
    tuple[tuple[str, str], ...],
    BeforeValidator(lambda words: tuple(words.items()) if isinstance(words, dict) else words),
]

WORDS = range(8, 31)  # of a wording
EACH_LEAST = 3  # wordings of a kind and category that a theme has at all
TERMS = range(4, 41)  # of a market that a theme is told of in
_BRAND = "{brand}"
_SIGNS = re.compile(r"[\d:;()!?~%\"—]")
_DIGITS = re.compile(r"\d{2}|[@/]|www|http")


class Theme(Value):
    """One thing that people talk about: how it is told of a person, and the words it is known by in each market.

    A theme of polarity "both" has good and bad wordings, another those of its side alone; one that says too little to
    be told of a person ("let down") has none. A market without terms is one whose people do not tell of it in the
    corpora that were read.
    """

    theme: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    part_of_life: PartOfLife
    categories: tuple[str, ...]  # what it can be about: brand categories of the grounding tables, and hotels
    about: str  # what people say of it, to be read after "complain about", "praise" or "talk about"
    wordings: dict[Market, Wordings]
    bases: dict[str, Basis] = {}  # of each habit and price
    terms: dict[Market, Terms]
    polarity: Direction
    general: bool = False  # it only says how somebody feels, and not about what
    of_sellers: bool = False  # what a shop does, and no make of the goods that it sells
    sources: tuple[SourceKind, ...] = get_args(SourceKind)  # where its words mean it: "battery" is none of a hotel

    @field_validator("categories")
    @classmethod
    def _are_known(cls, categories: tuple[str, ...]) -> tuple[str, ...]:
        known = known_categories()
        if unknown := [name for name in categories if name not in known]:
            raise ValueError(f"{unknown[0]!r} is no category; known are {', '.join(sorted(known))}")
        _refuse_twice(categories)
        return categories

    @field_validator("about")
    @classmethod
    def _is_a_phrase(cls, about: str) -> str:
        if not re.fullmatch(r"[a-z][a-zA-Z' ,:-]{3,80}", about):
            raise ValueError("must be a phrase of 4 to 80 letters in lower case, without figures and a full stop")
        return about

    @field_validator("wordings")
    @classmethod
    def _read_well(cls, wordings: dict[Market, Wordings]) -> dict[Market, Wordings]:
        for market, told in wordings.items():
            for use, notes in told.by_use().items():
                for note in notes:
                    _check_wording(f"{market}, {use}", note, brands=use in ("good", "bad"))
        _refuse_twice(note for told in wordings.values() for notes in told.by_use().values() for note in notes)
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
        for market, told in self.wordings.items():
            if market not in self.terms:
                raise ValueError(f"{market} has wordings, but no terms by which the theme is found there")
            for side, by_category in (("good", told.good), ("bad", told.bad)):
                if by_category and self.polarity not in (side, "both"):
                    raise ValueError(f"{market}, {side}: polarity {self.polarity!r} has no wordings of this side")
                if unknown := set(by_category) - set(self.categories):
                    raise ValueError(f"{market}, {side}: {sorted(unknown)[0]!r} is none of the theme's categories")
                if self.of_sellers and (makes := set(by_category) - SERVICES):
                    raise ValueError(f"{market}, {side}: no make of {sorted(makes)[0]} does what a shop does")
            for note in (*told.habits, *told.prices):
                self._check_basis(market, note)
            kinds = (*told.good.values(), *told.bad.values(), told.habits, told.prices)
            if few := [kind for kind in kinds if 0 < len(kind) < EACH_LEAST]:
                raise ValueError(f"{market}: {few[0][0]!r} has fewer than {EACH_LEAST} of its kind; give more or none")
        return self

    def _check_basis(self, market: Market, note: str) -> None:
        basis = self.bases.get(note)
        if basis is None:
            raise ValueError(f"{market}: {note!r} does not say which categories of signals it can rest on")
        if unknown := set(basis.categories) - {OF_NOTHING, *self.categories}:
            raise ValueError(f"{market}: {sorted(unknown)[0]!r} is none of the theme's categories")
        if basis.side is not None and self.polarity not in (basis.side, "both"):
            raise ValueError(f"{market}: polarity {self.polarity!r} has no habits and prices after {basis.side} talk")


def _check_wording(where: str, note: str, *, brands: bool) -> None:
    words = note.split()
    if len(words) not in WORDS:
        raise ValueError(f"{where}: {note!r} has {len(words)} words; give {WORDS.start} to {WORDS.stop - 1}")
    known = PEOPLE | ({_BRAND} if brands else set())
    if unknown := set(re.findall(r"\{.*?\}", note)) - known:
        raise ValueError(f"{where}: {note!r} has {unknown.pop()}; use {', '.join(sorted(known))}")
    if brands and _BRAND not in note:
        raise ValueError(f"{where}: {note!r} does not say where {_BRAND} stands")
    if found := _SIGNS.search(note):
        raise ValueError(f"{where}: {note!r} has {found[0]!r}; write plain sentences without figures")
    if not re.match(r"[A-Z]|\{[Tb]", note) or not note.endswith("."):
        raise ValueError(f"{where}: {note!r} must be whole sentences, with a capital and a full stop")


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
