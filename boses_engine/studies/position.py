"""Where a person stands on a question: what was drawn, from which distribution, and the grounds of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from boses_engine.grounding.drawing import pick
from boses_engine.studies.facts import Fact
from boses_engine.studies.respondent import Said
from boses_engine.studies.weigh import Ground


@dataclass(frozen=True)
class Position:
    """Where a person stands: the draw and what it was drawn from, and the grounds that may be told for it.

    `side` is the way that the draw leans: reasons are told that push the same way, all of them at 0.
    """

    value: Any
    distribution: Mapping[str, float]
    grounds: tuple[Ground, ...] = ()
    side: float = 0.0
    fact: Fact | None = None
    told: tuple[Said, ...] = ()

    @property
    def no_basis(self) -> bool:
        """Whether nothing in the record bears on the question."""
        return self.fact is None and not self.told and all(ground.weak for ground in self.grounds)


def draw(rng: np.random.Generator, shares: Sequence[float]) -> int:
    """The place of one of the shares, each as likely as it is large."""
    return pick(rng, range(len(shares)), shares)


def normalised(shares: Sequence[float]) -> list[float]:
    """Shares that add up to 1; even ones where all are 0."""
    total = sum(shares)
    return [share / total for share in shares] if total > 0 else [1 / len(shares)] * len(shares)
