"""What every format becomes: columns with names, and records that can be gone through again."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

COLUMNS_MOST, ROWS_MOST = 1_000, 10_000_000  # of an export
LIST_MARK = "\x1e"  # between the texts of a list that stands in one cell; the record separator of ASCII
FLAWS = ("ragged row", "line too long", "broken quoting", "no record")  # reasons why a record is passed over

_SAMPLE = 500  # records
_HEADER_CELL_MOST = 60  # characters


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns, and a way to go through its records, each as many cells as there are columns.

    `records` counts what it passes over in the counter it is given, by a reason of FLAWS.
    """

    columns: tuple[str, ...]
    records: Callable[[Counter[str]], Iterator[Sequence[str]]]


def cell(value: object) -> str:
    """A value of a typed format as the text that a CSV would hold for it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return LIST_MARK.join(text for item in value if (text := cell(item)))
    if isinstance(value, Mapping):
        return LIST_MARK.join(text for item in value.values() if (text := cell(item)))
    return str(value)


def is_number(text: str) -> bool:
    """Whether a cell is a plain number."""
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def has_header(first: Sequence[str], rest: Sequence[Sequence[str]], known: Callable[[str], bool]) -> bool:
    """Whether the first record names the columns; `known` tells the names that exports use.

    A known name decides; so does a cell that comes again below it (no header), a number among texts, a text among
    numbers, or a short cell over long ones (a header).
    """
    if any(known(name) for name in first) and all(len(name) <= _HEADER_CELL_MOST for name in first):
        return True
    if not rest or any(len(name) > _HEADER_CELL_MOST for name in first):
        return False
    columns = [
        [record[place] for record in rest if place < len(record) and record[place]] for place in range(len(first))
    ]
    if any(name and name in column for name, column in zip(first, columns, strict=True)):
        return False
    for name, column in zip(first, columns, strict=True):
        if not column or not name:
            continue
        numbers = sum(map(is_number, column)) / len(column)
        if (numbers < 0.1 and is_number(name)) or (numbers > 0.9 and not is_number(name)):
            return True
        if numbers < 0.1 and len(name.split()) <= 2 and sum(len(text.split()) for text in column) / len(column) > 4:
            return True
    return False


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, empty ones numbered, repeated ones told apart."""
    seen: Counter[str] = Counter()
    result = []
    for place, name in enumerate(names, start=1):
        name = " ".join(name.split()) or f"column {place}"
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(result)


def with_header(
    records: Callable[[Counter[str]], Iterator[Sequence[str]]], known: Callable[[str], bool]
) -> Table | None:
    """The table of records whose first may be a header; None where there is no record."""
    sample = list(islice(records(Counter()), _SAMPLE))
    if not sample:
        return None
    named = has_header(sample[0], sample[1:], known)
    columns = unique(sample[0] if named else [""] * len(sample[0]))

    def body(flaws: Counter[str]) -> Iterator[Sequence[str]]:
        for record in islice(records(flaws), 1 if named else 0, None):
            if len(record) > len(columns) and not any(record[len(columns) :]):
                record = record[: len(columns)]
            if len(record) != len(columns):
                flaws["ragged row"] += 1
            else:
                yield record

    return Table(columns, body)
