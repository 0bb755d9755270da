"""The weighted draw that the tables share."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")


@dataclass(frozen=True)
class Weighted(Generic[T]):
    """Options with their weights, summed up once: thousands of people are drawn from the same few."""

    options: tuple[T, ...]
    weights: tuple[float, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, float]]) -> "Weighted[T]":
        """Options in the order given, each with its weight; those without any are left out."""
        kept = [(option, weight) for option, weight in pairs if weight > 0]
        weights = tuple(weight for _, weight in kept)
        return cls(tuple(option for option, _ in kept), weights, tuple(accumulate(weights)))

    @cached_property
    def commonest(self) -> T:
        """The option of the most weight, of several the first."""
        return self.options[self.weights.index(max(self.weights))]

    def draw(self, rng: np.random.Generator) -> T:
        """One option, by weight."""
        return self.at(rng.random())

    def at(self, share: float) -> T:
        """The option at which the weights reach a share, 0..1, of their sum."""
        return self.options[bisect(self.cumulative, share * self.cumulative[-1], hi=len(self.options) - 1)]

    def draw_evenly(self, rng: np.random.Generator) -> T:
        """One option, all with the same chance."""
        return pick(rng, self.options)


def pick(rng: np.random.Generator, options: Sequence[T], weights: Iterable[float] | None = None) -> T:
    """One of the options, by weights of any sum, or all with the same chance."""
    if weights is None:
        return options[int(rng.random() * len(options))]
    sums = list(accumulate(weights))
    return options[bisect(sums, rng.random() * sums[-1], hi=len(options) - 1)]
