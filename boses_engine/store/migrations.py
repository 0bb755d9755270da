"""The tables, as numbered steps in `schema`: each is applied in one transaction together with its record.

A file is called by its number, and begins with a line that says what it brings.

No foreign keys: DuckDB checks them eagerly, so that a parent cannot be deleted in the transaction that deletes its
children. `Store` keeps the references whole instead, inside its transactions.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection, Error

from boses_engine.errors import StoreError


@dataclass(frozen=True)
class Migration:
    """One step from the schema before it (`version` - 1) to `version`."""

    version: int
    name: str
    sql: str


def _read(path: Path) -> Migration:
    sql = path.read_text(encoding="utf-8")
    return Migration(int(path.stem.partition("_")[0]), sql.partition("\n")[0].removeprefix("-- "), sql)


MIGRATIONS = tuple(map(_read, sorted(Path(__file__).with_name("schema").glob("*.sql"))))


def schema_version(connection: DuckDBPyConnection) -> int | None:
    """The version of the tables: 0 in an empty database, None in one that holds something else."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "schema_migrations" in tables:
        row = connection.execute("SELECT max(version) FROM schema_migrations").fetchone()
        return int(row[0]) if row and row[0] is not None else None
    return None if tables else 0


def migrate(connection: DuckDBPyConnection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Apply the steps above the version of the database, in order, all or none; `path` is for the message.

    Raises StoreError where a step fails.
    """
    version = schema_version(connection) or 0
    missing = [step for step in migrations if step.version > version]
    if not missing:
        return
    step = missing[0]
    connection.begin()
    try:
        for step in missing:
            connection.execute(step.sql)
            now = datetime.now(UTC).replace(tzinfo=None)
            connection.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)", [step.version, step.name, now])
        connection.commit()
    except BaseException as exc:
        with contextlib.suppress(Error):  # a commit that failed has ended the transaction already
            connection.rollback()
        if isinstance(exc, Error):
            raise StoreError(
                f"cannot bring the store {path} to schema {step.version} ({step.name}): {exc}. Nothing was changed; "
                "the store still works with the version of the engine that wrote it."
            ) from exc
        raise
