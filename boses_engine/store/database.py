"""The open database under all tables: who writes, one at a time, and who reads beside them."""

import contextlib
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from duckdb import DuckDBPyConnection

from boses_engine.store.connection import open_cursor, open_database, translated
from boses_engine.store.migrations import schema_version
from boses_engine.store.remembered import Remembered

_WORD = re.compile(r"\w+")


class Database:
    """A context manager over the file at `path`; safe to share between the threads of one process.

    Whoever writes waits for others who do; whoever reads waits for nobody, and is told what was written last. Answers
    are remembered until a table of theirs is written, since a store is one process's at a time: DuckDB takes
    milliseconds for a question, and those who watch a run ask the same ones again and again.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()  # of the connection, on which is written
        self._connection = open_database(self.path)
        named = self._connection.execute("SELECT lower(table_name) FROM duckdb_tables()").fetchall()
        self._tables = frozenset(str(name) for (name,) in named)
        self._idle: list[DuckDBPyConnection] = []  # cursors that nobody reads with just now
        self._remembered = Remembered()
        self._writer: int | None = None  # the thread that is in a transaction
        self._written = set[str]()  # tables, in this transaction
        self.changes = 0  # how often people of the library changed since this was opened: a store is one process's

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def schema_version(self) -> int:
        """The version of the tables, brought up to date when the store was opened."""
        with self._lock, translated(self.path):
            return schema_version(self._connection) or 0

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self._lock, translated(self.path):
            self._remembered.forget(self._tables)
            while self._idle:
                self._idle.pop().close()
            self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Self]:
        """All that is written in the block, or nothing of it; on disk at its end."""
        with self._lock, translated(self.path):
            self._connection.begin()
            self._writer = threading.get_ident()
            try:
                yield self
                self._connection.commit()
            except BaseException:
                with contextlib.suppress(Exception):  # a commit that failed has ended the transaction already
                    self._connection.rollback()
                raise
            finally:
                self._remembered.forget(self._written)
                self._written, self._writer = set(), None

    def execute(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> DuckDBPyConnection:
        """Runs a statement inside a `transaction` or of `reading`; its answer is fetched there."""
        self._note(sql)
        return self._connection.execute(sql, values)

    def execute_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs a statement inside a `transaction` once for each row of values."""
        self._note(sql)
        self._connection.executemany(sql, rows)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """What is read is not remembered: large, or of values that are no key."""
        with self._lock, translated(self.path):
            yield

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer, remembered until a table that it may be of is written."""
        if self._writer == threading.get_ident():  # of what this thread has just written, too
            return self.execute(sql, values).fetchall()
        asked = None if any(isinstance(value, list) for value in values) else (sql, *values)
        if asked is not None and (known := self._remembered.answer(asked)) is not None:
            return known
        at = self._remembered.writes
        with self._cursor() as cursor:
            rows = cursor.execute(sql, values).fetchall()
        if asked is not None:
            self._remembered.keep(asked, self._tables_in(sql), rows, at)
        return rows

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[DuckDBPyConnection]:
        """A connection to read with, beside the one on which is written."""
        with translated(self.path):
            try:
                cursor = self._idle.pop()
            except IndexError:
                cursor = open_cursor(self._connection)
            yield cursor
            self._idle.append(cursor)  # one that failed is let go

    def _note(self, sql: str) -> None:
        if sql.lstrip()[:6].upper() != "SELECT":
            self._written |= self._tables_in(sql)

    def _tables_in(self, sql: str) -> frozenset[str]:
        """The tables that a statement may be of: those with a name that is a word of it; all, where none is."""
        return self._tables.intersection(_WORD.findall(sql.lower())) or self._tables


def now() -> datetime:
    """The time in UTC, naive."""
    return datetime.now(UTC).replace(tzinfo=None)  # DuckDB needs a further package for aware time stamps


def as_json(value: Mapping[str, Any]) -> str:
    """JSON text with sorted keys: equal maps give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
