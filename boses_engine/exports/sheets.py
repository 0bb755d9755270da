"""People as an Excel workbook: the sheets people, brands and codebook, written row by row."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.exports.codebook import codebook_rows
from boses_engine.exports.columns import BRAND_COLUMNS, COLUMNS, brand_cells, cells_of
from boses_engine.store.tables import harmless

_ROWS_MOST = 1_048_576  # of a sheet, as Excel opens it
_CHARACTERS_MOST = 32_767  # of a cell


def write_xlsx(people: Iterable[Persona], stream: BinaryIO) -> None:
    """The workbook; raises InputError where there are more rows than Excel opens."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    told, brands, meanings = (book.create_sheet(name) for name in ("people", "brands", "codebook"))
    told.append([column.name for column in COLUMNS])
    brands.append([column.name for column in BRAND_COLUMNS])
    rows = {"people": 1, "brands": 1}
    for person in people:
        told.append(list(map(_cell, cells_of(person))))
        own = [list(map(_cell, row)) for row in brand_cells(person)]
        for row in own:
            brands.append(row)
        rows["people"] += 1
        rows["brands"] += len(own)
        if full := [name for name, count in rows.items() if count > _ROWS_MOST]:
            raise InputError(
                f"the sheet {full[0]} would have more than the {_ROWS_MOST:,} rows that Excel opens: "
                "export a group at a time, or use --format flat."
            )
    for each in codebook_rows():
        meanings.append(list(map(_cell, each)))
    book.save(stream)


def _cell(value: object) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    return harmless(ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_CHARACTERS_MOST])
