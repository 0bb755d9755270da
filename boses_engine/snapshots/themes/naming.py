"""Which known theme a discovered one is, by the terms they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.themes.discover import FoundTheme
from boses_engine.snapshots.themes.known import KnownTheme
from boses_engine.snapshots.themes.words import words

NAMED_FROM = 0.2  # the part of a discovered theme's terms, by their idf, that a known theme has to hold
NEW_BELOW = 0.1  # a theme of which less is known is a new one
_MOST_NAMES = 3


@dataclass(frozen=True)
class NamedTheme:
    """A discovered theme with the known ones it is about, closest first, and how close each is, 0..1."""

    found: FoundTheme
    names: tuple[tuple[str, float], ...]
    nearest: float  # the closest known theme's, named or not

    @property
    def new(self) -> bool:
        """Whether no known theme tells of it."""
        return self.nearest < NEW_BELOW


def name_themes(found: Sequence[FoundTheme], known: Sequence[KnownTheme], market: Market) -> tuple[NamedTheme, ...]:
    """Names each discovered theme. Terms are shared when the words of one stand in the other in a row."""
    phrases = {
        theme.theme: [tuple(parts) for term, _ in theme.terms.get(market, ()) if (parts := words(term))]
        for theme in known
    }
    return tuple(_name(theme, phrases) for theme in found)


def _name(found: FoundTheme, known: dict[str, list[tuple[str, ...]]]) -> NamedTheme:
    total = sum(term.idf for term in found.terms) or 1.0
    closeness = {}
    for slug, phrases in known.items():
        shared = [term.idf for term in found.terms if any(_overlap(tuple(term.text.split()), p) for p in phrases)]
        closeness[slug] = round(sum(shared) / total, 4)
    ranked = sorted(closeness.items(), key=lambda item: (-item[1], item[0]))
    names = tuple((slug, close) for slug, close in ranked[:_MOST_NAMES] if close >= NAMED_FROM)
    return NamedTheme(found, names, ranked[0][1] if ranked else 0.0)


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
