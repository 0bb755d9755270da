"""How large the values of a person from elsewhere may be, so that the store and every format can keep them."""

from collections.abc import Iterator, Mapping
from typing import Any

from boses_engine.domain.persona import Persona

RECORD_MOST = 1 << 18  # bytes; those written here have about 8,000
NUMBER_MOST = (1 << 63) - 1  # what a column of the store and of a Parquet file holds
_RANGES: Mapping[str, tuple[float, float, str]] = {
    "age": (0, 120, "years"),
    "household.size": (1, 100, "people"),
    "household.children": (0, 120, "years"),
    "digital_habits.hours_online": (0, 24, "hours"),
}


def out_of_bounds(persona: Persona) -> tuple[str, str] | None:
    """The field of a record that is too large or too small, with what is wrong with it; None where all is well."""
    record = persona.model_dump()
    for field, value in _numbers(record):
        low, high, unit = _RANGES.get(field, (-NUMBER_MOST, NUMBER_MOST, ""))
        if not low <= value <= high:  # what is not a number is in no range
            return field, f"{value:.6g} is not within {low:,} to {high:,} {unit}".rstrip()
    size = len(persona.model_dump_json().encode())
    if size > RECORD_MOST:
        longest = max(record, key=lambda name: len(str(record[name])))
        return longest, f"the record has {size:,} bytes, most of them here; {RECORD_MOST:,} are the most"
    return None


def _numbers(value: Any, field: str = "") -> Iterator[tuple[str, float]]:
    """The numbers in a record with the names of their fields; those of a list have its name."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _numbers(inner, f"{field}.{name}" if field else name)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _numbers(inner, field)
    elif isinstance(value, int | float):
        yield field, value
