"""How many people of a group can be told apart by name, known before any of them is drawn."""

import functools
import math
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from boses_engine.errors import GroupError
from boses_engine.grounding.names.customs import REFERENCE_YEAR, cohort_of, patterns_for, rule_for, rules_of
from boses_engine.grounding.names.parts import Pattern
from boses_engine.grounding.places.countries import languages, religions

_SET_ASIDE = 0.1  # share of the combinations that public figures' names may cost; the tables lose under 0.02
_SIGMAS = 4.0  # by how many standard deviations a custom's people may exceed their expected number
_PARTS: Mapping[str, tuple[Literal["Male", "Female"], ...]] = {
    "Female": ("Female",),
    "Male": ("Male",),
    "All": ("Female", "Male"),
}
_ADULT = (18, 80)  # years
_NATIONAL: Mapping[str | None, float] = {None: 1.0}


def names_available(
    country_code: str,
    gender: Literal["Male", "Female", "All"],
    age_min: int,
    age_max: int,
    regions: Mapping[str | None, float] = _NATIONAL,
) -> int:
    """The size up to which a group's people surely get distinct full names: a lower bound, usually far below the truth.

    Ages are in years. `regions` has the first-level divisions the people live in, with their weights. Faiths and
    mother tongues are taken with the regions' shares: what counts is the custom that runs out first, be it that of a
    few. "All" is half women, half men.
    """
    parts = _PARTS[gender]
    ages = range(age_min, age_max + 1)
    return min(
        int(_people(names_of(custom, each, age_min, age_max)) / (of_custom / len(parts)))
        for each in parts
        for custom, of_custom in _demand(country_code, tuple(regions.items()), each, ages).items()
    )


def check_names(
    count: int,
    country_code: str,
    gender: Literal["Male", "Female", "All"],
    age_min: int,
    age_max: int,
    regions: Mapping[str | None, float] = _NATIONAL,
) -> None:
    """Does nothing when `count` people of these facts surely get distinct names.

    :raises GroupError: the group is larger than `names_available` says.
    """
    room = names_available(country_code, gender, age_min, age_max, regions)
    if count > room:
        raise GroupError(
            f"persona_count {count} is more than the distinct names for gender {gender}, age {age_min}-{age_max} in "
            f"{country_code.upper()}, which are enough for {room}; lower persona_count to {room} or widen the group"
        )


def capacity(country_code: str, gender: Literal["Male", "Female"]) -> int:
    """A lower bound of the distinct full names that the tables give the adults of a country and gender.

    It is that of the custom with the most names; `names_available` says what suffices for a group.
    """
    customs = {custom: None for rule in rules_of(country_code) for custom in rule.customs.options}
    return max(names_of(custom, gender, *_ADULT) for custom in customs)


@functools.cache
def names_of(custom: str, gender: Literal["Male", "Female"], age_min: int, age_max: int) -> int:
    """A lower bound of the distinct full names of a custom and gender, whatever the age between the two (years).

    The least, over the ages, of the biggest name order's combinations, less those that a repeated word or a public
    figure costs.
    """
    cohorts = sorted({cohort_of(custom, REFERENCE_YEAR - age) for age in range(age_min, age_max + 1)})
    return int(min(_names_born(custom, gender, born) for born in cohorts) * (1 - _SET_ASIDE))


@functools.cache
def _names_born(custom: str, gender: Literal["Male", "Female"], born: int) -> int:
    """The combinations of the biggest name order of a cohort; counting them is slow, and many groups share a cohort."""
    return max(_combinations(each) for each in patterns_for(custom, gender, born).options)


@functools.cache
def _demand(
    country_code: str, regions: tuple[tuple[str | None, float], ...], gender: Literal["Male", "Female"], ages: range
) -> dict[str, float]:
    """The most people, as shares, who may take a name of each custom that is the last resort of some.

    Whoever finds none left in the custom drawn gets one of the others in the same rule; the biggest of them is counted
    for all people of the rule, the others only for those who draw them.
    """
    room = functools.partial(names_of, gender=gender, age_min=ages.start, age_max=ages.stop - 1)
    total = sum(weight for _, weight in regions)
    found: dict[str, float] = {}
    resorts: dict[str, None] = {}
    for region, weight in regions:
        for religion, of_faith in religions(country_code, region):
            for language, of_tongue in languages(country_code, region):
                customs = rule_for(country_code, region, language, religion).customs
                people = weight / total * of_faith * of_tongue
                biggest = max(customs.options, key=room)
                resorts[biggest] = None
                for custom, of_custom in zip(customs.options, customs.weights, strict=True):
                    share = 1.0 if custom == biggest else of_custom / customs.cumulative[-1]
                    found[custom] = found.get(custom, 0.0) + people * share
    return {custom: found[custom] for custom in resorts}


def _people(names: int) -> float:
    """The expected number x of a custom's people with x + 4 sqrt(x), the most there may be by chance, just `names`."""
    half = _SIGMAS / 2
    return (math.sqrt(half * half + names) - half) ** 2


def _combinations(pattern: Pattern) -> int:
    count = 1
    for index, part in enumerate(pattern):
        clash = sum(_most_sharing(earlier.names.options, part.names.options) for earlier in pattern[:index])
        count *= max(1, len(part.names.options) - clash)
    return count


@functools.cache  # cohorts and name orders share most of their lists
def _most_sharing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The most names of `other` that have a word in common with a single name of `one`."""
    counts = Counter(word for words in _words(other) for word in words)
    return max(sum(counts.get(word, 0) for word in words) for words in _words(one))


@functools.cache
def _words(names: tuple[str, ...]) -> list[list[str]]:
    return [name.casefold().split() for name in names]
