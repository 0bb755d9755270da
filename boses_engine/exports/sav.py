"""SPSS files: numbers and texts in columns with labels, codes with what they mean.

pyreadstat writes a whole table and cannot add to one. A file of any number of people is put together of tables of
_AT_ONCE: the dictionary of the first, then the rows of each (https://www.gnu.org/software/pspp/pspp-dev/html_node,
"System File Format"). The bytes are those that it would have written of all of them at once; a test compares them.
"""

import json
import struct
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.exports.columns import COLUMNS, Column, cells_of

_AT_ONCE = 2_000  # people of a table in memory
_DICTIONARY_ENDS = struct.pack("<ii", 999, 0)
_COUNT_AT = 80  # where the head of the file has the number of rows, in 4 bytes
_COUNT_RECORD = struct.pack("<iiiiq", 7, 16, 8, 2, 1)  # what the number of rows in 8 bytes stands behind
_LABEL_MOST, _MEANING_MOST, _FILE_MOST, _TEXT_MOST = 250, 120, 64, 32_000  # bytes that SPSS keeps
_TITLE = "Synthetic people"
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
    """A row a person; raises InputError without the package for it."""
    columns = [_labelled(column) for column in COLUMNS]
    texts = [at for at, column in enumerate(columns) if column.is_text]
    widths = dict.fromkeys(texts, 1)  # bytes of the longest text
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder, "rows.jsonl")
        with held.open("w", encoding="utf-8") as file:
            for row in map(_coded, people):
                file.write(f"{json.dumps(row)}\n")
                widths |= {at: max(widths[at], len(str(row[at]).encode())) for at in texts}
                count += 1
        widest: list[Any] = ["x" * widths[at] if at in widths else None for at in range(len(columns))]
        with held.open(encoding="utf-8") as file:
            stream.writelines(_joined(Path(folder, "part.sav"), columns, widest, map(json.loads, file), count))


def _joined(
    part: Path, columns: Sequence[Labelled], widest: list[Any], rows: Iterator[list[Any]], count: int
) -> Iterator[bytes]:
    """The pieces of a file of `count` rows.

    Each table begins with a row of the widest texts, so that all have the same dictionary, and all but the last end
    with it, since the last row of a file says so. Rows take up whole blocks: they can be cut out.
    """

    def written(*table: list[Any]) -> bytes:
        write_labelled(part, _TITLE, columns, table)
        return part.read_bytes()

    if not count:
        yield written()
        return
    two = written(widest, widest)
    start = two.index(_DICTIONARY_ENDS) + len(_DICTIONARY_ENDS)
    row = len(written(widest, widest, widest)) - len(two)
    last = len(two) - start - row
    head = bytearray(two[:start])
    head[_COUNT_AT : _COUNT_AT + 4] = struct.pack("<i", count)
    at = head.index(_COUNT_RECORD) + len(_COUNT_RECORD)
    head[at : at + 8] = struct.pack("<q", count)
    yield bytes(head)
    while table := list(islice(rows, _AT_ONCE)):
        count -= len(table)
        yield written(widest, *table, widest)[start + row : -last] if count else written(widest, *table)[start + row :]


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
