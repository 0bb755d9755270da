"""What kinds of employer pay: a public hospital twice what a private one does, a state school by its scale.

Of somebody with a job the workplace is drawn first and the pay as those who work there have it, so that the income
class that a group asks for decides on both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.grounding.places.countries import table


@dataclass(frozen=True)
class Employer:
    """What those of a job who work there earn, over the middle of all who do it, and the spread of its logarithm."""

    words: str  # of the workplace
    factor: float
    spread: float

    @property
    def national(self) -> bool:
        """Whether it pays by one scale everywhere, as governments do, whatever the place's wages are."""
        return self.words.startswith(("public", "state", "government"))


@dataclass(frozen=True)
class Workplaces:
    """Workplaces drawn, shape (n,): which of those that there are, and the factor and spread of pay there.

    The factor is 1 and the spread not a number where nothing is known of the employer; `national` is whether the pay is
    the same everywhere.
    """

    at: npt.NDArray[np.int64]
    factor: npt.NDArray[np.float64]
    spread: npt.NDArray[np.float64]
    national: npt.NDArray[np.bool_]


def draw_workplaces(rng: np.random.Generator, n: int, workplaces: Sequence[str], code: str, isco08: str) -> Workplaces:
    """So many workplaces out of those of a job in a country, each as likely."""
    known = [find_employer(code, isco08, each) for each in workplaces]
    at = rng.integers(len(workplaces), size=n)
    factor = np.array([each.factor if each else 1.0 for each in known])
    spread = np.array([each.spread if each else np.nan for each in known])
    national = np.array([each is not None and each.national for each in known])
    return Workplaces(at, factor[at], spread[at], national[at])


@cache
def find_employer(code: str, isco08: str, workplace: str) -> Employer | None:
    """What is known of a kind of employer for a job: of the country before any, of the job's own code before wider."""
    known = _employers()
    for market in (code, "any"):
        for length in range(len(isco08), 0, -1):
            for each in known.get((market, isco08[:length]), ()):
                if each.words in workplace:
                    return each
    return None


@cache
def _employers() -> dict[tuple[str, str], tuple[Employer, ...]]:
    """By market and ISCO-08 code or its beginning, the most particular words first."""
    found: dict[tuple[str, str], list[Employer]] = {}
    for row in table("work/employers.csv"):
        each = Employer(row["workplace"], float(row["factor"]), float(row["spread"]))
        found.setdefault((row["market"], row["isco08"]), []).append(each)
    return {key: tuple(sorted(rows, key=lambda each: -len(each.words))) for key, rows in found.items()}
