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


class Database:
    """A context manager over the file at `path`; safe to share between the threads of one process."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()
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
            self._connection.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[DuckDBPyConnection]:
        with self._lock, translated(self.path):
            self._connection.begin()
            try:
                yield self._connection
                self._connection.commit()
            except BaseException:
                with contextlib.suppress(Exception):  # a commit that failed has ended the transaction already
                    self._connection.rollback()
                raise

    @contextlib.contextmanager
    def _reading(self) -> Iterator[DuckDBPyConnection]:
        with self._lock, translated(self.path):
            yield self._connection

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock, translated(self.path):
            return self._connection.execute(sql, values).fetchall()


def now() -> datetime:
    """The time in UTC, naive."""
    return datetime.now(UTC).replace(tzinfo=None)  # DuckDB needs a further package for aware time stamps


def as_json(value: Mapping[str, Any]) -> str:
    """JSON text with sorted keys: equal maps give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
