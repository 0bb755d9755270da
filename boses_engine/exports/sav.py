"""SPSS files: numbers and texts in columns with labels, codes with what they mean."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.exports.columns import COLUMNS, Column, cells_of

PEOPLE_MOST = 20_000  # the package writes a whole table at once: see docs/exports.md for what that takes
_LABEL_MOST, _MEANING_MOST, _FILE_MOST, _TEXT_MOST = 250, 120, 64, 32_000  # bytes that SPSS keeps
_MEASURES = {"nominal": "nominal", "name": "nominal", "text": "nominal", "ordinal": "ordinal"}


@dataclass(frozen=True)
class Labelled:
    """How SPSS shows a column; `meanings` are of its codes, `measure` is nominal, ordinal or scale."""

    name: str
    label: str
    is_text: bool = False
    meanings: Mapping[int, str] = field(default_factory=dict)
    measure: str = "unknown"


def write_sav(people: Iterable[Persona], stream: BinaryIO) -> None:
    """A row a person; raises InputError without the package for it, or for more than PEOPLE_MOST people."""
    rows = [_coded(person) for person in islice(people, PEOPLE_MOST + 1)]
    if len(rows) > PEOPLE_MOST:
        raise InputError(
            f"an SPSS file is made in memory, of {PEOPLE_MOST:,} people at most: export a group at a time, or use "
            "--format flat, which SPSS imports."
        )
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "people.sav")
        write_labelled(made, "Synthetic people", [_labelled(column) for column in COLUMNS], rows)
        with made.open("rb") as file:
            shutil.copyfileobj(file, stream)


def write_labelled(path: Path, title: str, columns: Sequence[Labelled], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as an SPSS file; None is missing. Raises InputError where the package for it is not installed."""
    try:
        import pandas
        import pyreadstat
    except ImportError as exc:
        raise InputError("SPSS files need one more package: pip install 'boses-engine[spss]'.") from exc
    table = {
        each.name: pandas.Series([row[at] for row in rows], dtype=object if each.is_text else float)
        for at, each in enumerate(columns)
    }
    meanings: dict[str, dict[int | float, str]] = {
        each.name: {code: _cut(meaning, _MEANING_MOST) for code, meaning in each.meanings.items()}
        for each in columns
        if each.meanings
    }
    pyreadstat.write_sav(
        pandas.DataFrame(table),
        str(path),
        file_label=_cut(title, _FILE_MOST),
        column_labels=[_cut(each.label, _LABEL_MOST) for each in columns],
        variable_value_labels=meanings,
        variable_measure={each.name: each.measure for each in columns},
        row_compress=True,  # texts are as wide as the longest of their column
    )


def _labelled(column: Column) -> Labelled:
    label = f"{column.label} ({column.unit})" if column.unit else column.label
    return Labelled(
        column.name,
        label,
        column.kind in ("text", "list"),
        dict(enumerate(column.codes, start=1)),
        _MEASURES.get(column.scale, "scale"),
    )


def _coded(person: Persona) -> list[str | float | None]:
    return [_value(column, cell) for column, cell in zip(COLUMNS, cells_of(person), strict=True)]


def _value(column: Column, cell: str | int | float | None) -> str | float | None:
    if column.kind in ("text", "list"):
        return "" if cell is None else _cut(str(cell), _TEXT_MOST)
    if cell is None or column.kind != "code":
        return None if cell is None else float(cell)
    return column.codes.index(str(cell)) + 1.0


def _cut(text: str, most: int) -> str:
    """The text in as many bytes at most."""
    return text.encode()[:most].decode(errors="ignore")
