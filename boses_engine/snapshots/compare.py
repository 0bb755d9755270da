"""How many times as common something is here as there: brands against the others, later months against earlier ones."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

from boses_engine.domain.snapshot import Lift, Ratio, Trend
from boses_engine.snapshots.rows import Month

_Z = 1.959964  # of 95 %
_LEAST_NAMED = 100  # rows of a brand, and of the others
_LEAST_HELD = 5  # rows that hold the theme, of the brand and the others together
_LEAST_DATED = 30  # rows that hold the theme and have a date
_LEAST_MONTHS = 6  # that a source spans
_ERROR_RATE = 0.05
_Key = TypeVar("_Key", bound=Hashable)


def find_lift(held: int, named: int, held_all: int, rows_all: int) -> tuple[Lift, float] | None:
    """The risk ratio of `held` of `named` rows to the rest of `held_all` of `rows_all`, not yet significant; its p.

    None where rows are too few.
    """
    others = rows_all - named
    if min(named, others) < _LEAST_NAMED or held_all < _LEAST_HELD:
        return None
    ratio, error = _risk_ratio(held, named, held_all - held, others)
    if error == 0:
        return None
    p = math.erfc(abs(math.log(ratio)) / error / math.sqrt(2))
    return Lift(**_interval(ratio, error), significant=False), p


def find_ratio(held: int, of: int, held_before: int, of_before: int) -> Ratio:
    """The risk ratio of `held` of `of` rows to `held_before` of `of_before`."""
    return Ratio(**_interval(*_risk_ratio(held, of, held_before, of_before)))


def mark_significant(found: Mapping[_Key, tuple[Lift, float]]) -> dict[_Key, Lift]:
    """The lifts, significant where Benjamini and Hochberg (1995) keep the false discovery rate at 5 %."""
    ranked = sorted(found, key=lambda key: (found[key][1], repr(key)))
    passing = [
        place for place, key in enumerate(ranked, 1) if found[key][1] <= _ERROR_RATE * place / max(len(ranked), 1)
    ]
    kept = set(ranked[: max(passing, default=0)])
    return {key: lift.model_copy(update={"significant": key in kept}) for key, (lift, _) in found.items()}


def find_trend(held: Counter[tuple[int, Month]], dated: Counter[tuple[int, Month]]) -> Trend | None:
    """The share in the later half of each source's dated rows over that in the earlier half.

    Both count rows by source and month. Sources are put together by the Mantel-Haenszel risk ratio with the variance
    of Greenland and Robins (1985), so that a source that is only there in late months tells nothing by that. None where
    fewer than 30 rows tell, or no source spans six months.
    """
    months: defaultdict[int, Counter[Month]] = defaultdict(Counter)
    for (source, month), rows in dated.items():
        months[source][month] += rows
    up = down = spread = 0.0
    telling = 0
    for source, by_month in sorted(months.items()):
        split = _middle(by_month)
        if split is None:
            continue
        n1 = sum(rows for month, rows in by_month.items() if month >= split)
        n0 = by_month.total() - n1
        a = sum(rows for (of, month), rows in held.items() if of == source and month >= split)
        c = sum(rows for (of, month), rows in held.items() if of == source and month < split)
        total = n1 + n0
        telling += a + c
        up += a * n0 / total
        down += c * n1 / total
        spread += (n1 * n0 * (a + c) - a * c * total) / total**2
    if telling < _LEAST_DATED or not up or not down:
        return None
    return Trend(**_interval(up / down, math.sqrt(spread / (up * down))), rows=telling)


def _middle(by_month: Counter[Month]) -> Month | None:
    """The first month of the later half of a source's dated rows; None where it spans too few months."""
    ordered = sorted(by_month)
    first, last = ordered[0], ordered[-1]
    if 12 * (last[0] - first[0]) + last[1] - first[1] + 1 < _LEAST_MONTHS:
        return None
    before = 0
    for month in ordered:
        if before and before + by_month[month] / 2 >= by_month.total() / 2:
            return month
        before += by_month[month]
    return last


def _risk_ratio(a: int, n1: int, b: int, n2: int) -> tuple[float, float]:
    """The ratio and the standard error of its logarithm; with an empty cell half a row is added to each (Haldane)."""
    half = 0.0 if a and b else 0.5
    risk, other = (a + half) / (n1 + 2 * half), (b + half) / (n2 + 2 * half)
    spread = 1 / (a + half) - 1 / (n1 + 2 * half) + 1 / (b + half) - 1 / (n2 + 2 * half)
    return risk / other, math.sqrt(max(spread, 0.0))


def _interval(ratio: float, error: float) -> dict[str, float]:
    """The ratio with its 95 % interval from the standard error of its logarithm, to four places."""
    low, high = ratio * math.exp(-_Z * error), ratio * math.exp(_Z * error)
    return {"ratio": round(ratio, 4), "low": round(low, 4), "high": round(high, 4)}
