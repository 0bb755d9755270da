"""Differences as pages show them: texts, and the interval on a track."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.studies.compare import Difference
from boses_engine.studies.figures import written


@dataclass(frozen=True)
class Row:
    """A difference as it is shown: texts, and the interval's places on a track from 0 to 100 with its zero."""

    found: Difference
    a: str
    b: str
    less: str
    between: str
    low: float
    high: float
    zero: float


def rows_of(found: Sequence[Difference]) -> list[Row]:
    """Differences of one matter: on one scale where all are means."""
    ends = [abs(end) for each in found for end in (each.low, each.high) if math.isfinite(end)]
    means = all(each.kind == "mean" for each in found)
    return [row_of(each, max(ends, default=1e-9) if means else None) for each in found]


def row_of(found: Difference, wide: float | None = None) -> Row:
    """A difference on a track: -1 to 1 for shares and scores, else as wide as the interval needs, or as told."""
    a, b, less = (written(value, found.kind) for value in (found.a, found.b, found.a - found.b))
    if not math.isfinite(found.low):
        return Row(found, a, b, less, "one person says nothing of others", 0.0, 100.0, 50.0)
    needed = 1.0 if found.kind in ("share", "score") else max(abs(found.low), abs(found.high))
    wide = max(wide or needed, 1e-9)
    low, high = (50 + 50 * max(-1.0, min(1.0, end / wide)) for end in (found.low, found.high))
    between = " to ".join(written(end, found.kind) for end in (found.low, found.high))
    return Row(found, a, b, less, between, low, high, 50.0)
