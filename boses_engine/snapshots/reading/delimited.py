"""CSV and TSV: which characters, which delimiter, which quotes; then record by record."""

import codecs
import contextlib
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from boses_engine.snapshots.reading.opening import lines_of, open_bytes, source_error
from boses_engine.snapshots.reading.tables import Table, with_header

_HEAD = 1 << 18  # bytes, and characters, that the form is judged by
_CHUNK = 1 << 20
_DELIMITERS = ",;\t|"
_ONE_COLUMN = "\x1f"  # a delimiter that no text holds
_EVEN = 0.8  # share of the records that must have the same number of cells
_NAME_MOST = 60  # characters of a column's name
_HIGH_MOST = 0.1  # share of letters beyond ASCII in Latin text; Thai or Vietnamese in an encoding of its own has more
_MAGIC = {
    b"PK\x03\x04": "a ZIP or Excel file; unzip it, or name it .xlsx",
    b"PAR1": "a Parquet file; name it .parquet",
    b"\xd0\xcf\x11\xe0": "an old Excel file; save it as .xlsx",
    b"%PDF": "a PDF; export the rows as CSV",
    b"\x89PNG": "a picture; move it out of the folder",
}
_OTHERWISE = "export it again as CSV in UTF-8, or leave it out with skip: true in sources.yaml"


@dataclass(frozen=True, slots=True)
class _Form:
    encoding: str
    delimiter: str
    quoted: bool


def delimited_table(path: Path, known: Callable[[str], bool]) -> Table:
    """The table of a CSV or TSV file, gzipped or not; raises SourceError where there is none.

    UTF-8 (with or without a byte order mark), UTF-16 with one, otherwise Windows Latin. The delimiter is the one that
    gives most records the same number of cells; where none does, a line is one text.
    """
    encoding = _encoding(path)
    form = _form(path, encoding, known)
    table = with_header(partial(_records, path, form), known)
    if table is None:
        flaws: Counter[str] = Counter()
        next(_records(path, form, flaws), None)
        if flaws:
            told = ", ".join(f"{reason}: {count:,}" for reason, count in flaws.items())
            raise source_error(path, f"holds no record that can be read ({told}); {_OTHERWISE}")
        raise source_error(path, "is empty; put an export with rows in its place, or remove it")
    return table


def _encoding(path: Path) -> str:
    """The name of the encoding, judged by all bytes: one stray byte does not turn a UTF-8 file into Latin-1."""
    good = bad = 0
    high: set[int] = set()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with open_bytes(path) as file:
        head = file.read(_HEAD)
        for magic, what in _MAGIC.items():
            if head.startswith(magic):
                raise source_error(path, f"is {what}")
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head.count(0) * 200 > len(head):
            raise source_error(path, f"is binary, or UTF-16 without a mark (it holds NUL bytes); {_OTHERWISE}")
        chunk = head
        while chunk:
            text = decoder.decode(chunk)
            if not text.isascii():
                lost = text.count("\ufffd")
                bad += lost
                good += sum(1 for sign in text if sign > "\x7f") - lost
                high.update(byte for byte in set(chunk) if byte > 0x7F)
            chunk = file.read(_CHUNK)
    control = sum(head.count(sign) for sign in range(32) if sign not in b"\t\n\r\f\x0b\x1e\x1f")
    if control * 50 > len(head):
        raise source_error(path, f"is binary; {_OTHERWISE}")
    if good >= bad * 4:
        return "utf-8-sig"
    beyond = sum(byte > 0x7F for byte in head)
    if beyond > _HIGH_MOST * (beyond + sum(chr(byte).isalpha() for byte in head if byte < 0x80)):
        raise source_error(path, "is neither UTF-8 nor Windows Latin; save it as UTF-8, or skip it in sources.yaml")
    return "latin-1" if high & {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252"  # five bytes that Windows leaves open


def _form(path: Path, encoding: str, known: Callable[[str], bool]) -> _Form:
    """Delimiter and quotes: those that give most records as many cells as the first, or a first one of known names."""
    with _text(path, encoding) as text:
        head = text.read(_HEAD)
    if len(head) == _HEAD:
        head = head[: head.rfind("\n") + 1] or head
    best: tuple[float, int, _Form] | None = None
    for delimiter in _DELIMITERS:
        for quoted in (True, False):  # an earlier form wins a draw: quotes are the rule
            form = _Form(encoding, delimiter, quoted)
            records = list(_parsed(io.StringIO(head, newline=""), form, Counter()))
            if not records:
                continue
            cells = len(records[0])
            even = sum(len(record) == cells for record in records) / len(records)
            names = any(map(known, records[0])) and all(len(name) <= _NAME_MOST for name in records[0])
            if cells > 1 and (even >= _EVEN or names) and (best is None or (round(even, 2), cells) > best[:2]):
                best = (round(even, 2), cells, form)
    return best[2] if best else _Form(encoding, _ONE_COLUMN, True)


@contextlib.contextmanager
def _text(path: Path, encoding: str) -> Iterator[TextIO]:
    with open_bytes(path) as file:
        yield io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _records(path: Path, form: _Form, flaws: Counter[str]) -> Iterator[Sequence[str]]:
    with _text(path, form.encoding) as text:
        yield from _parsed(lines_of(text, flaws), form, flaws)


def _parsed(lines: Iterable[str], form: _Form, flaws: Counter[str]) -> Iterator[list[str]]:
    """The records of `lines`; one with an unclosed quote ends at the csv module's limit of a cell and is counted."""
    reader = csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_MINIMAL if form.quoted else csv.QUOTE_NONE)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            flaws["broken quoting"] += 1
            continue
        if any(record):  # separator lines between records are none
            yield record
