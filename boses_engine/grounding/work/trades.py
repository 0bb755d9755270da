"""Titles that name where they are done: no bank branch manager works at a seafood exporter."""

from collections.abc import Set

from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.tables import Row, tables

MADE_AT = frozenset(("factory", "plant", "mill"))  # last words of where things are made
_MAKE = MADE_AT | {"export", "exporter", "processing", "manufacturing", "manufacturer"}
# Words of workplaces that are of no trade.
_OF_NO_TRADE = MADE_AT | frozenset(
    """
    accounting brand chain company department head logistic manager office payroll record shipping staff warehouse
    """.split()
)


def says_where(row: Row, but: Set[str] = frozenset()) -> bool:
    """Whether a title names a workplace that it has, by other words than some: "office cleaner"."""
    there = {word for _, place in row.workplaces for word in words_of(place)} - but
    return not there.isdisjoint(words_of(row.job.title))


def is_of_another_trade(row: Row, place: str) -> bool:
    """Whether a title names a workplace of its own, and not the one that was asked for: no bank branch manager is at a
    seafood exporter, and no production manager of a factory at a logistics company."""
    said = frozenset(words_of(place))
    return says_where(row, said | (_OF_NO_TRADE if said & _MAKE else _OF_NO_TRADE - MADE_AT))


def without_article(words: Words) -> Words:
    """The words of a place without the article before them; a name has none: "Siemens"."""
    return words[1:] if words and words[0] in tables().words["article"] else words
