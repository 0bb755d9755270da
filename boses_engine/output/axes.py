"""Where the columns of a plot of money begin, and how their amounts are written."""

import math

_COLUMNS = 9  # at most, about


def round_edges(low: float, high: float) -> list[float]:
    """Round amounts inside an interval, one, two or five of a power of ten apart, that part it into columns."""
    power = 10 ** math.floor(math.log10((high - low) / _COLUMNS))
    width = next(step * power for step in (1, 2, 5, 10, 20) if (high - low) / (step * power) <= _COLUMNS)
    first = math.floor(low / width) + 1
    return [number * width for number in range(first, math.ceil(high / width))]


def short(amount: float) -> str:
    """An amount as an axis has it: "4.4M", "23k"."""
    for size, mark in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if amount >= size:
            return f"{amount / size:.3g}{mark}"
    return f"{amount:.3g}"
