"""What a sentence shows of how somebody buys, so that no two sentences of a life speak against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.places.countries import table

_NONE = frozenset[str]()  # one for the thousands of sentences that show nothing
_EDGE = r"\b"  # opens each alternative
_LONG_ONLINE = 4.0  # hours a day online, from which nobody lives on the smallest data bundle; an estimate


@dataclass(frozen=True)
class Stance:
    """A way of buying: the words that show it, the stances that do not go with it, and the decision styles and the
    price sensitivity whose people have it."""

    name: str
    # Of a text in small letters, which is searched twice as fast as one in any; each alternative opens with the edge of
    # a word, so that `re` tries none within words.
    pattern: re.Pattern[str]
    against: frozenset[str]
    styles: frozenset[str]
    price_level: str  # "" for a stance that says nothing of it


@cache
def stances() -> tuple[Stance, ...]:
    """All that are known."""
    return tuple(
        Stance(
            row["stance"],
            re.compile(row["words"]),
            frozenset(filter(None, row["against"].split("|"))),
            frozenset(filter(None, row["styles"].split("|"))),
            row["price_level"],
        )
        for row in table("lives/stances.csv")
    )


@cache
def shown_by(text: str) -> frozenset[str]:
    """The stances that a sentence shows."""
    said = text.lower()
    if not _any_stance().search(said):
        return _NONE
    return frozenset([stance.name for stance in stances() if stance.pattern.search(said)]) or _NONE


@cache
def _any_stance() -> re.Pattern[str]:
    """What any stance finds, with the first letters of the words apart, so that `re` tries few alternatives at a word:
    nine sentences in ten show nothing, and are told by one search instead of forty."""
    by_letter: dict[str, list[str]] = {}
    for stance in stances():
        for words in stance.pattern.pattern.removeprefix(_EDGE).split(f"|{_EDGE}"):
            letter = words[0] if words[0].isalpha() else ""
            by_letter.setdefault(letter, []).append(words.removeprefix(letter))
    alternatives = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(f"{_EDGE}(?:{'|'.join(alternatives)})")


@cache
def of_person(decision_style: str, price_level: str, asks: bool) -> frozenset[str]:
    """The stances that somebody has by how they decide, how they mind prices, and whether they ask others."""
    held = {stance.name for stance in stances() if decision_style in stance.styles or stance.price_level == price_level}
    return frozenset({*held, "asks" if asks else "alone"})


def of_hours(hours_online: float) -> frozenset[str]:
    """The stances that somebody has by the hours online a day."""
    return frozenset(("streams",)) if hours_online >= _LONG_ONLINE else frozenset()


def against(held: Iterable[str]) -> frozenset[str]:
    """The stances that do not go with some."""
    return frozenset().union(*(_against()[name] for name in held))


@cache
def _against() -> dict[str, frozenset[str]]:
    """By stance what does not go with it, whichever of the two rows says so."""
    return {
        stance.name: stance.against | {other.name for other in stances() if stance.name in other.against}
        for stance in stances()
    }
