"""Differences as pages show them: texts, and the interval on a track."""

import math
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


def row_of(found: Difference) -> Row:
    """A difference on a track: -1 to 1 for shares and scores, else as wide as the interval needs."""
    a, b, less = (written(value, found.kind) for value in (found.a, found.b, found.a - found.b))
    if not math.isfinite(found.low):
        return Row(found, a, b, less, "one person says nothing of others", 0.0, 100.0, 50.0)
    wide = 1.0 if found.kind in ("share", "score") else max(abs(found.low), abs(found.high), 1e-9)
    low, high = (50 + 50 * max(-1.0, min(1.0, end / wide)) for end in (found.low, found.high))
    between = " to ".join(written(end, found.kind) for end in (found.low, found.high))
    return Row(found, a, b, less, between, low, high, 50.0)
