"""Ratings of any scale as stars 1..5; the scale is decided over the whole file, never for a row."""

import re
from collections.abc import Iterable
from typing import Literal, get_args

Scale = Literal["1-5", "0-4", "0-2", "1-10", "0-10", "labels"]
SCALES: tuple[str, ...] = get_args(Scale)

_NUMBER = re.compile(
    r"(\d{1,2}(?:[.,]\d+)?)(?:\s*(?:/|out of|dari|trên)\s*(5|10))?(?:\s*(?:stars?|sao|bintang|bituin|★|⭐))?"
)
_WORD_FIRST = re.compile(r"(?:bintang|rating|sao)\s*:?\s*(\d(?:[.,]\d)?)(?:\s*/\s*(5|10))?")
_STARS = re.compile(r"([★⭐]{1,5})[☆✩]{0,4}\ufe0f?")
_LABELS = {
    **dict.fromkeys(
        ("negative", "negatif", "neg", "bad", "buruk", "jelek", "tiêu cực", "tieu cuc", "negatibo", "-1"), 1.0
    ),
    **dict.fromkeys(("neutral", "netral", "neu", "neut", "trung lập", "trung tính", "trung tinh", "neyutral"), 3.0),
    **dict.fromkeys(("positive", "positif", "pos", "good", "bagus", "baik", "tích cực", "tich cuc", "positibo"), 5.0),
}
_FITTING_LEAST = 0.9  # share of the filled cells that must fit a scale
_FRACTIONS_MOST = 0.05  # share of the filled cells with fractions finer than a half


def decide(values: Iterable[tuple[str, int]], *, label: bool) -> Scale | None:
    """The scale of a column, from its distinct cells with their counts; None where it is no rating.

    `label`: the column is named like a label, so 0..4 and 0..2 are classes; a file of stars from 0 to 5 holds 0 where
    nobody rated. Two classes (0, 1) say nothing about which is good, so they are no rating. Fractions
    finer than a half are averages of a product, not one person's stars.
    """
    filled = [(value.strip().casefold(), count) for value, count in values if value.strip()]
    total = sum(count for _, count in filled)
    if not total:
        return None
    if sum(count for value, count in filled if value in _LABELS) >= _FITTING_LEAST * total:
        return "labels"
    numbers = [(read, count) for value, count in filled if (read := _number(value)) is not None]
    if sum(count for _, count in numbers) < _FITTING_LEAST * total:
        return None
    outs = {out for (_, out), _ in numbers if out}
    found = {number for (number, _), _ in numbers}
    least, most = min(found), max(found)
    if outs == {10} or (not outs and 5 < most <= 10):
        return "0-10" if least < 1 else "1-10"
    if most > 5:
        return None
    if sum(count for (number, _), count in numbers if number * 2 % 1) > _FRACTIONS_MOST * total:
        return None
    whole = all(number.is_integer() for number in found)
    if whole and label and found == {0, 1, 2}:
        return "0-2"
    if whole and most == 4 and found == {0, 1, 2, 3, 4}:
        return "0-4"
    if found <= {0, 1} or (label and len(found) < 3 and most < 4):
        return None
    return "1-5"


def stars(value: str, scale: Scale) -> float | None:
    """The cell as stars 1..5, or None where it holds no rating of this scale.

    A scale is stretched linearly onto 1..5: labels and three classes become 1, 3 and 5, "1-10" puts 1 at 1 and 10 at 5.
    """
    value = value.strip().casefold()
    if scale == "labels":
        return _LABELS.get(value)
    read = _number(value)
    if read is None:
        return None
    least, most = map(int, scale.split("-"))
    number, _ = read
    return 1 + 4 * (number - least) / (most - least) if least <= number <= most else None


def _number(value: str) -> tuple[float, int | None] | None:
    """The number in a cell and what it is out of, where it says so."""
    if filled := _STARS.fullmatch(value):
        return float(len(filled[1])), None
    match = _NUMBER.fullmatch(value) or _WORD_FIRST.fullmatch(value)
    return (float(match[1].replace(",", ".")), int(match[2]) if match[2] else None) if match else None
