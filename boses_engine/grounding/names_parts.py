"""The parts a name is put together from: weighted lists, and the places they take in a name order."""

import itertools
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Options with their running sums of weights."""

    options: tuple[T, ...]
    weights: tuple[float, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, float]]) -> "Weighted[T]":
        """Options in the order given, each with its weight (> 0)."""
        kept = [(option, weight) for option, weight in pairs if weight > 0]
        weights = tuple(weight for _, weight in kept)
        return cls(tuple(option for option, _ in kept), weights, tuple(itertools.accumulate(weights)))

    def draw(self, rng: np.random.Generator) -> T:
        """One option, by weight."""
        return self.options[bisect(self.cumulative, rng.random() * self.cumulative[-1], hi=len(self.options) - 1)]

    def draw_evenly(self, rng: np.random.Generator) -> T:
        """One option, all with the same chance."""
        return self.options[int(rng.random() * len(self.options))]


@dataclass(frozen=True, slots=True)
class Part:
    """One place in a name order: a literal, or a list to draw from."""

    names: Weighted[str]
    called: bool
    last_word: bool  # called by the last word only: Vietnamese "Thu Hà" is "Hà"
    calls: tuple[str, ...]  # what each name makes its bearer called, in the order of the names
    stays: str  # of a family name: the key under which it is kept while the rest is drawn anew, else ""

    @classmethod
    def of(cls, names: Weighted[str], called: bool, last_word: bool, stays: str = "") -> "Part":
        """A part with its calling names worked out."""
        calls = tuple(name.rsplit(" ", 1)[-1] if last_word else name for name in names.options)
        return cls(names, called, last_word, calls, stays)

    def call(self, name: str) -> str:
        """What a person with this name in this place is called."""
        return name.rsplit(" ", 1)[-1] if self.last_word else name

    def cut(self, counts: list[int], least: int) -> "Part":
        """The part with only the names whose count is `least`; `counts` goes in the order of the names."""
        kept = zip(self.names.options, self.names.weights, counts, strict=True)
        names = Weighted.of((name, weight) for name, weight, count in kept if count == least)
        return Part.of(names, self.called, self.last_word, self.stays)


Pattern = tuple[Part, ...]
