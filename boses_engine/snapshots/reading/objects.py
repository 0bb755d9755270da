"""JSON lines, and JSON that is an array of objects or holds one: record by record, never the whole file in memory."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from boses_engine.snapshots.reading.opening import LINE_MOST, lines_of, open_bytes, source_error
from boses_engine.snapshots.reading.tables import COLUMNS_MOST, Table, cell

_CHUNK = 1 << 16
_SAMPLE = 500
_DEPTH = 3  # of nested objects whose fields become columns: {"review": {"text": …}} is the column review.text
_DAMAGED = "export it again, or leave it out with skip: true in sources.yaml"


def json_table(path: Path) -> Table:
    """The table of a JSON file: its array of objects, or the first one found inside it. Raises SourceError.

    A file of that name with one object a line is read as what it is.
    """
    with open_bytes(path) as file:
        first = file.readline(LINE_MOST).strip()
        more = file.readline(LINE_MOST).strip()
    by_line = first.startswith(b"{") and first.endswith(b"}") and more.startswith(b"{")
    return _table(path, partial(_lines if by_line else _array, path))


def jsonl_table(path: Path) -> Table:
    """The table of a file with one JSON object a line. Raises SourceError."""
    return _table(path, partial(_lines, path))


def _table(path: Path, objects: Callable[[Counter[str]], Iterator[dict[str, str]]]) -> Table:
    flaws: Counter[str] = Counter()
    names: dict[str, None] = {}
    for record in islice(objects(flaws), _SAMPLE):
        names |= dict.fromkeys(record)
        if len(names) > COLUMNS_MOST:  # enough to refuse it
            break
    columns = tuple(names)
    if not columns:
        told = ", ".join(f"{reason}: {count:,}" for reason, count in flaws.items()) or "it is empty"
        raise source_error(path, f"holds no object with fields ({told}); {_DAMAGED}")

    def records(flaws: Counter[str]) -> Iterator[Sequence[str]]:
        for record in objects(flaws):
            yield [record.get(name, "") for name in columns]

    return Table(columns, records)


def _flat(record: dict[str, object], prefix: str = "", depth: int = _DEPTH) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth > 1:
            fields |= _flat(value, f"{prefix}{name}.", depth - 1)
        else:
            fields[prefix + name] = cell(value)
    return fields


def _text(file: BinaryIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace")


def _lines(path: Path, flaws: Counter[str]) -> Iterator[dict[str, str]]:
    """The objects of the lines; a line that is none is counted, and a file where most are none is refused."""
    read = wrong = first_wrong = 0
    with open_bytes(path) as file:
        for number, line in enumerate(lines_of(_text(file), flaws), 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                value = None
            if isinstance(value, dict):
                read += 1
                yield _flat(value)
                continue
            flaws["no record"] += 1
            wrong, first_wrong = wrong + 1, first_wrong or number
            if wrong > 20 and wrong > read:
                break
    if wrong > read:
        problem = f"is not one JSON object a line; {_DAMAGED}, or name it .json if it is one array"
        raise source_error(path, problem, first_wrong)


class _Window:
    """The part of a text that is being decoded; grows to LINE_MOST characters for one value."""

    def __init__(self, path: Path, text: io.TextIOWrapper) -> None:
        self._path, self._text = path, text
        self._buffer, self._at = "", 0
        self._decoder = json.JSONDecoder()

    def sign(self) -> str:
        """The next character that is no blank, left in place; "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if not self._buffer[self._at].isspace():
                    return self._buffer[self._at]
                self._at += 1
            if not self._grow():
                return ""

    def take(self, expected: str) -> str:
        """The next character, which must be one of `expected`."""
        found = self.sign()
        if not found:
            raise source_error(self._path, f"ends in the middle of its JSON; it was cut off: {_DAMAGED}")
        if found not in expected:
            raise source_error(self._path, f"is not valid JSON ({found!r} where {expected!r} is due); {_DAMAGED}")
        self._at += 1
        return found

    def value(self) -> object:
        """The next value, whole."""
        self.sign()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError) as exc:
                held = len(self._buffer) - self._at
                if held > LINE_MOST:
                    problem = f"is not valid JSON, or one record has over {LINE_MOST:,} characters; {_DAMAGED}"
                    raise source_error(self._path, problem) from exc
                if not self._grow(max(_CHUNK, held)):
                    raise source_error(
                        self._path, f"ends in the middle of its JSON; it was cut off: {_DAMAGED}"
                    ) from exc
                continue
            if end == len(self._buffer) and self._grow():  # a number may go on
                continue
            self._at = end
            return value

    def _grow(self, size: int = _CHUNK) -> bool:
        more = self._text.read(size)
        self._buffer = self._buffer[self._at :] + more
        self._at = 0
        return bool(more)


def _array(path: Path, flaws: Counter[str]) -> Iterator[dict[str, str]]:
    with open_bytes(path) as file:
        window = _Window(path, _text(file))
        if not window.sign():
            raise source_error(path, "is empty; put an export with rows in its place, or remove it")
        found = False
        for record in _elements(window, flaws):
            found = True
            yield _flat(record)
        if not found:
            problem = f'holds no array of objects; write [{{"text": …, "rating": …}}, …], or {_DAMAGED}'
            raise source_error(path, problem)


def _elements(window: _Window, flaws: Counter[str], depth: int = 8) -> Iterator[dict[str, object]]:
    """The objects of the array that the text is, or of the first one with objects inside it."""
    found = False
    if window.take("[{") == "[":
        while window.sign() != "]":
            value = window.value()
            if isinstance(value, dict):
                found = True
                yield value
            elif found:
                flaws["no record"] += 1
            if window.take(",]") == "]":
                return
        window.take("]")
        return
    while window.sign() != "}":
        window.value()  # the name of the field
        window.take(":")
        if depth and window.sign() in ("[", "{"):
            for record in _elements(window, flaws, depth - 1):
                found = True
                yield record
            if found:
                return
        else:
            window.value()
        if window.sign() != "}":
            window.take(",")
    window.take("}")
