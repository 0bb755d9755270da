"""Excel workbooks: the first sheet that has rows."""

import contextlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from boses_engine.snapshots.reading.opening import check_unpacked, on_disk, source_error
from boses_engine.snapshots.reading.tables import COLUMNS_MOST, Table, cell, with_header

HELD_MOST = 1 << 27  # bytes of a workbook beside its sheets: texts and styles, which are held in memory
ROWS_MOST = 1 << 20  # of a sheet; a single cell may claim to stand in any row and column
EMPTY_MOST = 10_000  # empty rows, after which a sheet is taken to have ended

# What openpyxl and zipfile trip over in a workbook with parts missing, encrypted or of the wrong shape.
_TRIPPED = (KeyError, ValueError, TypeError, AttributeError, IndexError, RuntimeError, NotImplementedError)


def sheet_table(path: Path, known: Callable[[str], bool]) -> Table:
    """The table of a workbook, read row by row; raises SourceError for one that is damaged or holds no row."""
    with on_disk(path) as file, _telling(path), zipfile.ZipFile(file) as packed:
        parts = packed.infolist()  # zipfile reads no more of a part than the size that is written here
        check_unpacked(path, sum(part.file_size for part in parts))
    if sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/")) > HELD_MOST:
        raise source_error(path, f"has over {HELD_MOST >> 20} MiB beside its sheets; save its rows as CSV")
    table = with_header(partial(_records, path), known)
    if table is None:
        raise source_error(path, "holds no row in any of its sheets; put an export in its place, or remove it")
    return table


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Turns what zipfile, the XML parser and openpyxl raise over a damaged workbook into a SourceError."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, InvalidFileException, ParseError, *_TRIPPED) as exc:
        problem = "is no whole Excel workbook (.xlsx); save it again, or save its rows as CSV"
        raise source_error(path, problem) from exc


def _records(path: Path, flaws: Counter[str]) -> Iterator[Sequence[str]]:
    with on_disk(path) as file, _telling(path):
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                width = empty = 0
                for values in sheet.iter_rows(max_row=ROWS_MOST, values_only=True):
                    record = [cell(value) for value in values]
                    empty = 0 if any(record) else empty + 1
                    if empty > EMPTY_MOST:
                        break
                    if empty:  # a sheet's formatted but empty rows are none
                        continue
                    if any(record[COLUMNS_MOST:]):
                        raise source_error(path, f"has over {COLUMNS_MOST:,} columns; save those with talk as CSV")
                    width = width or len(record)
                    yield record + [""] * (width - len(record))
                if width:
                    return
        finally:
            book.close()
