"""Parquet files, through DuckDB."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from boses_engine.errors import one_line
from boses_engine.snapshots.reading.opening import on_disk, source_error
from boses_engine.snapshots.reading.tables import Table, cell

_ROWS = 1_000  # fetched at a time
# Nothing is fetched from outside, and a file's rows pass through rather than being held.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
    "memory_limit": "512MB",
}


def parquet_table(path: Path) -> Table:
    """The table of a Parquet file, gzipped as a whole or not; raises SourceError for one that is damaged."""

    def rows(limit: str) -> Iterator[tuple[tuple[str, ...], list[tuple[object, ...]]]]:
        with on_disk(path) as file, duckdb.connect(":memory:", config=_CONFIG) as connection:
            try:
                result = connection.execute(f"SELECT * FROM read_parquet(?) {limit}", [_literal(file)])
                columns = tuple(column[0] for column in result.description or ())
                yield columns, []
                while fetched := result.fetchmany(_ROWS):
                    yield columns, fetched
            except duckdb.Error as exc:
                told = one_line(exc)[:120]
                problem = f"is no whole Parquet file ({told}); export it again, or leave it out with skip: true"
                raise source_error(path, problem) from exc

    def records(flaws: Counter[str]) -> Iterator[Sequence[str]]:
        for _, fetched in rows(""):
            for record in fetched:
                yield [cell(value) for value in record]

    columns, _ = next(rows("LIMIT 0"))
    return Table(columns, records)


def _literal(path: Path) -> str:
    """The path with the signs escaped that DuckDB would take for a pattern of names."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
