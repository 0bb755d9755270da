"""Two groups of people beside each other: what they are, think and use, and whether a difference is more than chance.

Shares differ by Newcombe's interval (method 10 of Newcombe 1998, Statistics in Medicine 17:873-890, from Wilson's
intervals of both), means by Welch's, incomes by resampling. All are 95 % intervals of what another draw of such people
would do; none says how near a figure is to real people.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from scipy.stats import binomtest, ttest_ind

from boses_engine.domain.persona import ATTITUDES, TRAITS, Persona
from boses_engine.grounding.people.demographics import DEGREES
from boses_engine.randomness import generator
from boses_engine.studies.compare import Difference
from boses_engine.studies.figures import RESAMPLES, Values, interval

SECTIONS = (
    "Who they are",
    "Attitudes, 0 to 100",
    "Price sensitivity",
    "Decision style",
    "Brands they speak of",
    "Online",
    "Personality, average 50",
    "Faith",
)
AGE = ("Who they are", "age (mean)")
_MOST = 8  # of brands, platforms and so on: those that are commonest in either group
_LEVELS = ("low", "medium", "high")


class Traits:
    """What a comparison needs to know of a group's people: read one by one, so that they may be many."""

    def __init__(self, people: Iterable[Persona]):
        self.people = 0
        self.numbers: dict[tuple[str, str], list[float]] = {}
        self.held: Counter[tuple[str, str]] = Counter()
        for person in people:
            self.people += 1
            for key, value in _numbers(person):
                self.numbers.setdefault(key, []).append(value)
            self.held.update(set(_held(person)))


def compare_people(one: Traits, other: Traits) -> list[Difference]:
    """One less the other, section by section; nothing where one has nobody."""
    if not one.people or not other.people:
        return []
    found = [
        (_amount if key[1].endswith("(median)") else _mean)(key, one, other)
        for key in one.numbers
        if key in other.numbers  # incomes in one currency only
    ]
    found += [_share(key, one, other) for key in _shared(one, other)]
    found.sort(key=lambda each: SECTIONS.index(each.question))
    return found


def newcombe(a: int, of_a: int, b: int, of_b: int) -> tuple[float, float]:
    """The 95 % interval of a share of `of_a` less one of `of_b`."""
    wilson = [binomtest(count, total).proportion_ci(method="wilson") for count, total in ((a, of_a), (b, of_b))]
    p, q = a / of_a, b / of_b
    low = math.hypot(p - wilson[0].low, wilson[1].high - q)
    high = math.hypot(wilson[0].high - p, q - wilson[1].low)
    return p - q - low, p - q + high


def _numbers(person: Persona) -> Iterator[tuple[tuple[str, str], float]]:
    """Each number of a person with its section and label."""
    yield AGE, person.age
    yield ("Who they are", "people at home (mean)"), person.household.size
    income = person.income
    yield ("Who they are", f"household income a month, {income.currency} (median)"), income.household_monthly
    for name in ATTITUDES:
        yield ("Attitudes, 0 to 100", name.replace("_", " ")), getattr(person.psychographics, name)
    for name in TRAITS:
        yield ("Personality, average 50", name), getattr(person.psychographics, name)
    yield ("Online", "hours a day (mean)"), person.digital_habits.hours_online


def _held(person: Persona) -> Iterator[tuple[str, str]]:
    """What a person is or has, each with its section."""
    if person.gender == "Female":
        yield "Who they are", "women"
    if person.household.marital_status == "married":
        yield "Who they are", "married"
    if person.household.children:
        yield "Who they are", "with children at home"
    if person.education in DEGREES:
        yield "Who they are", "with a degree"
    yield "Faith", person.religion
    yield "Price sensitivity", person.price_sensitivity.level
    yield "Decision style", person.psychographics.decision_style
    for platform in person.digital_habits.platforms:
        yield "Online", platform
    for story in person.brand_relationships:
        yield "Brands they speak of", story.brand


def _shared(one: Traits, other: Traits) -> list[tuple[str, str]]:
    """The shares that are compared: of long lists what is commonest in either."""
    known = dict.fromkeys((*one.held, *other.held))
    common = {key: max(side.held[key] / side.people for side in (one, other)) for key in known}
    kept: list[tuple[str, str]] = []
    for section in SECTIONS:
        own = [key for key in common if key[0] == section]
        own.sort(key=lambda key: (-common[key], key[1]))
        if section == "Price sensitivity":
            own.sort(key=lambda key: _LEVELS.index(key[1]))
        kept += own[:_MOST]
    return kept


def _share(key: tuple[str, str], one: Traits, other: Traits) -> Difference:
    a, b = one.held[key], other.held[key]
    low, high = newcombe(a, one.people, b, other.people)
    return Difference(*key, "share", a / one.people, b / other.people, low, high)


def _mean(key: tuple[str, str], one: Traits, other: Traits) -> Difference:
    a, b = (np.array(side.numbers[key]) for side in (one, other))
    less = float(a.mean() - b.mean())
    if min(len(a), len(b)) < 2:
        low, high = -math.inf, math.inf
    elif a.std() == b.std() == 0:
        low = high = less
    else:
        ends = ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
        low, high = float(ends.low), float(ends.high)
    return Difference(*key, "mean", float(a.mean()), float(b.mean()), low, high)


def _amount(key: tuple[str, str], one: Traits, other: Traits) -> Difference:
    rng = generator(*key, "compare people")
    sides = [np.array(side.numbers[key]) for side in (one, other)]
    drawn = [_medians(values, rng) for values in sides]
    a, b = (float(np.median(values)) for values in sides)
    return Difference(*key, "amount", a, b, *interval(drawn[0] - drawn[1]))


def _medians(values: Values, rng: np.random.Generator) -> Values:
    """Medians of resampled values, one draw at a time: of ten thousand people all draws at once would be large."""
    return np.array([np.median(values[rng.integers(len(values), size=len(values))]) for _ in range(RESAMPLES)])
