"""Flat tables as CSV: a row a person and a column a fact, and the long table of brands.

UTF-8 with the mark that spreadsheets know it by (BOM); pandas reads it as it is, R with fileEncoding = "UTF-8-BOM".
"""

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from boses_engine.domain.persona import Persona
from boses_engine.exports.columns import BRAND_COLUMNS, COLUMNS, brand_cells, cells_of
from boses_engine.store.tables import harmless


def write_flat(people: Iterable[Persona], stream: BinaryIO) -> None:
    """A row a person, in the order of COLUMNS."""
    write_csv([column.name for column in COLUMNS], map(cells_of, people), stream, encoding="utf-8-sig")


def write_brands(people: Iterable[Persona], stream: BinaryIO) -> None:
    """A row for each person and brand, in the order of BRAND_COLUMNS."""
    rows = (row for person in people for row in brand_cells(person))
    write_csv([column.name for column in BRAND_COLUMNS], rows, stream, encoding="utf-8-sig")


def with_brands(people: Iterable[Persona], stream: BinaryIO) -> Iterator[Persona]:
    """The same people; as each goes by, their brands are written as `write_brands` does."""
    with csv_text(stream, "utf-8-sig") as text:
        rows = csv.writer(text)
        rows.writerow([column.name for column in BRAND_COLUMNS])
        for person in people:
            rows.writerows(map(harmless, row) for row in brand_cells(person))
            yield person


def write_csv(names: Sequence[str], rows: Iterable[Iterable[Any]], stream: BinaryIO, encoding: str = "utf-8") -> None:
    """A CSV file in which no cell is a formula."""
    with csv_text(stream, encoding) as text:
        table = csv.writer(text)
        table.writerow(names)
        for row in rows:
            table.writerow(map(harmless, row))


@contextlib.contextmanager
def csv_text(stream: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """The stream as text; it stays open."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)
    try:
        yield text
    finally:
        with contextlib.suppress(OSError, ValueError):
            text.detach()  # closing the wrapper would close the caller's stream
