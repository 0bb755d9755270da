"""Where a job is done, given what it pays: a public hospital may pay twice what a private one does.

Pay is drawn first, for the income class that a group asks for is about pay; then the workplace comes by how likely such
pay is there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from boses_engine.grounding.drawing import pick
from boses_engine.grounding.places.countries import table

_ANYWHERE = 0.5  # standard deviation of log pay where nothing is known of a kind of employer (estimate)
_LEAST = 1e-4  # of the likeliest: so unlikely a workplace still comes where there is no other


@dataclass(frozen=True)
class Employer:
    """What those of a job who work there earn, over the middle of all who do it, and the spread of its logarithm."""

    words: str  # of the workplace
    factor: float
    spread: float


def draw_workplace(
    rng: np.random.Generator, workplaces: Sequence[str], code: str, isco08: str, own: float, usual: float
) -> str:
    """The workplace of somebody who earns `own`, where the middle one of those who do the job earns `usual`."""
    apart = math.log(own / usual) if own > 0 and usual > 0 else 0.0
    return pick(rng, workplaces, [_LEAST + _likely(_employer(code, isco08, each), apart) for each in workplaces])


def _likely(employer: Employer, apart: float) -> float:
    """The density of log pay `apart` over the middle, among those who work there."""
    z = (apart - math.log(employer.factor)) / employer.spread
    return math.exp(-z * z / 2) / employer.spread


@cache
def _employer(code: str, isco08: str, workplace: str) -> Employer:
    """What is known of a kind of employer for a job: of the country before any, of the job's own code before wider."""
    known = _employers()
    for market in (code, "any"):
        for length in range(len(isco08), 0, -1):
            for each in known.get((market, isco08[:length]), ()):
                if each.words in workplace:
                    return each
    return Employer("", 1.0, _ANYWHERE)


@cache
def _employers() -> dict[tuple[str, str], tuple[Employer, ...]]:
    """By market and ISCO-08 code or its beginning, the most particular words first."""
    found: dict[tuple[str, str], list[Employer]] = {}
    for row in table("work/employers.csv"):
        each = Employer(row["workplace"], float(row["factor"]), float(row["spread"]))
        found.setdefault((row["market"], row["isco08"]), []).append(each)
    return {key: tuple(sorted(rows, key=lambda each: -len(each.words))) for key, rows in found.items()}
