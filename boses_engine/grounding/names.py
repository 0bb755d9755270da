"""Names that fit a person's country, region, language, faith, gender and year of birth."""

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from boses_engine.errors import GroupError
from boses_engine.grounding.naming_customs import (
    Pattern,
    Weighted,
    patterns_for,
    plain,
    public_figures,
    rule_for,
    rules_of,
)

REFERENCE_YEAR = 2026  # birth year = REFERENCE_YEAR - age
_FREE_TRIES = 8  # draws by weight alone, before names in use are set aside
_SPARING_TRIES = 32  # draws among the least used calling names, before all names are gone through in order
_AGES = range(13, 101)


@dataclass(frozen=True, slots=True)
class Name:
    """A full name in the country's order, and the part that running text uses."""

    full: str
    called: str
    approximate: bool  # the country has no table of its own: names of a culturally near one


def draw_name(
    rng: np.random.Generator,
    country_code: str,
    gender: Literal["Male", "Female"],
    age: int,
    religion: str,
    mother_tongue: str,
    region: str | None,
    taken: set[str],
    taken_called: Mapping[str, int] | None = None,
) -> Name:
    """A name whose full form is not in `taken`; adding it there is the caller's part.

    `age` is in years. `taken_called` counts the calling names in use: a fresh one is preferred while the person's
    naming custom has any, then one in little use. Raises GroupError when every name for these facts is taken.
    """
    rule = rule_for(country_code, region, mother_tongue, religion)
    used = taken_called if taken_called is not None else {}
    born = REFERENCE_YEAR - age
    custom = rule.customs.draw(rng)
    patterns = patterns_for(custom, gender, born)
    for _ in range(_FREE_TRIES):
        full, called = _drawn(rng, patterns)
        if not used.get(called) and full not in taken and _acceptable(full):
            return Name(full, called, rule.approximate)
    sparing, least = _least_used(patterns, used)
    for attempt in range(_SPARING_TRIES):
        # By weight the frequent names are soon used up; every second draw gives all names the same chance.
        full, called = _drawn(rng, sparing, evenly=attempt % 2 == 1)
        if full not in taken and _acceptable(full):
            return Name(full, called, rule.approximate)
    if least > 0:  # nobody's calling name is fresh any more, so the choice need not stay among the least used
        for _ in range(_SPARING_TRIES):
            full, called = _drawn(rng, patterns, evenly=True)
            if full not in taken and _acceptable(full):
                return Name(full, called, rule.approximate)
    everybody = (patterns_for(each, gender, born) for each in (custom, *rule.customs.options))
    for of_custom in (sparing, *everybody):
        for full, called in _every(of_custom):
            if full not in taken and _acceptable(full):
                return Name(full, called, rule.approximate)
    raise GroupError(
        f"names run out: all names of {country_code} for gender {gender}, age {age}, religion {religion!r} and "
        f"mother tongue {mother_tongue!r} are in use ({len(taken)} taken); lower persona_count or widen the group"
    )


@functools.cache
def capacity(country_code: str, gender: Literal["Male", "Female"]) -> int:
    """A lower bound of the distinct full names of a country and gender, whatever the age, faith, language and region.

    The least, over the country's rules and the ages 13 to 100, of the biggest name order's combinations, less those
    that a repeated word or a public figure may cost.
    """
    return min(
        max(
            _combinations(pattern)
            for custom in rule.customs.options
            for pattern in patterns_for(custom, gender, REFERENCE_YEAR - age).options
        )
        for rule in rules_of(country_code)
        for age in _AGES
    )


def _combinations(pattern: Pattern) -> int:
    count, forbidden = 1, 0
    for part in pattern:
        options = len(part.names.options)
        count *= max(1, options - forbidden)
        forbidden += min(options, 2)  # options of later parts that share a word with this one: at most about two
    return count


def _drawn(rng: np.random.Generator, patterns: Weighted[Pattern], evenly: bool = False) -> tuple[str, str]:
    pattern = patterns.draw(rng)
    return _joined(pattern, [part.names.draw_evenly(rng) if evenly else part.names.draw(rng) for part in pattern])


def _joined(pattern: Pattern, names: list[str]) -> tuple[str, str]:
    called = next(part.call(name) for part, name in zip(pattern, names, strict=True) if part.called)
    return " ".join(names), called


@functools.lru_cache(maxsize=65_536)
def _acceptable(full: str) -> bool:
    words = plain(full).split()
    if len(set(full.casefold().split())) < len(words):
        return False  # "Putri Putri", "Hà Thị Hà"
    figures = public_figures()
    if len(words) == 1:
        return (words[0],) not in figures.get(words[0], ())
    return not any(_in_order(figure, words) for word in words for figure in figures.get(word, ()))


def _in_order(wanted: tuple[str, ...], words: list[str]) -> bool:
    """Whether all words of a figure's name stand in this order, with or without others between them.

    A figure known by one word ("Sukarno") counts only as a whole name, or "De Jesus" could never be one.
    """
    if len(wanted) == 1:
        return False
    rest = iter(words)
    return all(word in rest for word in wanted)


def _least_used(patterns: Weighted[Pattern], used: Mapping[str, int]) -> tuple[Weighted[Pattern], int]:
    """The same name orders, their calling part cut down to the names in least use, and how often those are used."""
    counts = [
        [used.get(call, 0) for call in part.calls] for pattern in patterns.options for part in pattern if part.called
    ]
    least = min(min(of_names) for of_names in counts)
    kept = [
        (tuple(part.cut(of_names, least) if part.called else part for part in pattern), weight)
        for pattern, of_names, weight in zip(patterns.options, counts, patterns.weights, strict=True)
        if least in of_names
    ]
    return Weighted.of(kept), least


def _every(patterns: Weighted[Pattern]) -> Iterator[tuple[str, str]]:
    for pattern in patterns.options:
        for names in itertools.product(*(part.names.options for part in pattern)):
            yield _joined(pattern, list(names))
