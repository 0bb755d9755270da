"""The open database under all tables: one connection, its lock, its transactions."""

import contextlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from duckdb import DuckDBPyConnection

from boses_engine.store.connection import open_database, translated
from boses_engine.store.migrations import schema_version

_REMEMBERED, _ROWS_MOST = 256, 100  # answers that are remembered, and rows of one


class Database:
    """A context manager over the file at `path`; safe to share between the threads of one process.

    What was read is remembered until something is written, since a store is one process's at a time: DuckDB takes
    milliseconds for a question, and those who watch a run ask the same ones again and again.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()
        self._remembered: dict[tuple[object, ...] | None, list[tuple[Any, ...]]] = {}
        self._writing = False
        self.changes = 0  # how often people of the library changed since this was opened: a store is one process's
        self._connection = open_database(self.path)

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
            self._remembered.clear()
            self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[DuckDBPyConnection]:
        """All that is written in the block, or nothing of it; on disk at its end."""
        with self._lock, translated(self.path):
            self._connection.begin()
            self._writing = True
            self._remembered.clear()
            try:
                yield self._connection
                self._connection.commit()
            except BaseException:
                with contextlib.suppress(Exception):  # a commit that failed has ended the transaction already
                    self._connection.rollback()
                raise
            finally:
                self._writing = False

    def execute(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> DuckDBPyConnection:
        """Runs a statement inside a `transaction` or of `reading`; its answer is fetched there."""
        return self._connection.execute(sql, values)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """What is read is not remembered: large, or of values that are no key."""
        with self._lock, translated(self.path):
            yield

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer, remembered until something is written."""
        asked = None if any(isinstance(value, list) for value in values) else (sql, *values)
        with self._lock, translated(self.path):
            if asked in self._remembered:
                return list(self._remembered[asked])
            rows = self._connection.execute(sql, values).fetchall()
            if asked is not None and not self._writing and len(rows) <= _ROWS_MOST:
                if len(self._remembered) == _REMEMBERED:
                    del self._remembered[next(iter(self._remembered))]  # the oldest
                self._remembered[asked] = list(rows)
            return rows


def now() -> datetime:
    """The time in UTC, naive."""
    return datetime.now(UTC).replace(tzinfo=None)  # DuckDB needs a further package for aware time stamps


def as_json(value: Mapping[str, Any]) -> str:
    """JSON text with sorted keys: equal maps give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
