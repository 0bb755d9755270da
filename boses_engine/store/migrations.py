"""The tables, as numbered steps: each is applied in one transaction together with its record.

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
from boses_engine.store.migration_library import LIBRARY
from boses_engine.store.migration_project_studies import PROJECT_STUDIES
from boses_engine.store.migration_server import SERVER
from boses_engine.store.migration_studies import ASKED


@dataclass(frozen=True)
class Migration:
    """One step from the schema before it (`version` - 1) to `version`."""

    version: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        1,
        "projects, groups, runs, personas, memberships, failures",
        (
            """CREATE TABLE schema_migrations (
                version INTEGER PRIMARY KEY,
                name VARCHAR NOT NULL,
                applied_at_utc TIMESTAMP NOT NULL
            )""",
            """CREATE TABLE projects (
                name VARCHAR PRIMARY KEY
            )""",
            "INSERT INTO projects VALUES ('default')",
            """CREATE TABLE groups (
                id VARCHAR PRIMARY KEY,
                project VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                definition VARCHAR NOT NULL,
                generation_status VARCHAR NOT NULL
                    CHECK (generation_status IN ('pending', 'generating', 'complete', 'failed')),
                created_at_utc TIMESTAMP NOT NULL
            )""",
            # `ordinal` orders the runs by their latest start; a clock can stand still or go back.
            """CREATE TABLE runs (
                id VARCHAR PRIMARY KEY,
                group_id VARCHAR NOT NULL,
                ordinal BIGINT NOT NULL,
                status VARCHAR NOT NULL CHECK (status IN ('generating', 'complete', 'failed')),
                settings VARCHAR NOT NULL,
                report VARCHAR,
                started_at_utc TIMESTAMP NOT NULL,
                finished_at_utc TIMESTAMP
            )""",
            # `record` is the JSON text byte for byte; the columns before it are copies to query by.
            """CREATE TABLE personas (
                id VARCHAR PRIMARY KEY,
                schema_version INTEGER NOT NULL,
                name VARCHAR NOT NULL,
                age INTEGER NOT NULL,
                gender VARCHAR NOT NULL,
                city VARCHAR NOT NULL,
                country_code VARCHAR NOT NULL,
                occupation VARCHAR NOT NULL,
                income_level VARCHAR NOT NULL,
                source VARCHAR NOT NULL,
                record VARCHAR NOT NULL,
                saved_at_utc TIMESTAMP NOT NULL
            )""",
            """CREATE TABLE memberships (
                run_id VARCHAR NOT NULL,
                slot INTEGER NOT NULL CHECK (slot >= 0),
                group_id VARCHAR NOT NULL,
                persona_id VARCHAR NOT NULL,
                report VARCHAR NOT NULL,
                PRIMARY KEY (run_id, slot)
            )""",
            """CREATE TABLE failures (
                run_id VARCHAR NOT NULL,
                slot INTEGER NOT NULL CHECK (slot >= 0),
                reason VARCHAR NOT NULL,
                attempts VARCHAR NOT NULL,
                report VARCHAR NOT NULL,
                PRIMARY KEY (run_id, slot)
            )""",
        ),
    ),
    Migration(
        2,
        "snapshots, signals",
        (
            # `record` is the whole snapshot as JSON text; `signals` are copies to query by.
            """CREATE TABLE snapshots (
                version VARCHAR PRIMARY KEY,
                market VARCHAR NOT NULL,
                format INTEGER NOT NULL,
                record VARCHAR NOT NULL,
                saved_at_utc TIMESTAMP NOT NULL
            )""",
            """CREATE TABLE signals (
                version VARCHAR NOT NULL,
                id VARCHAR NOT NULL,
                market VARCHAR NOT NULL,
                source_kind VARCHAR NOT NULL,
                theme VARCHAR NOT NULL,
                part_of_life VARCHAR NOT NULL,
                statement VARCHAR NOT NULL,
                rows BIGINT NOT NULL,
                share DOUBLE,
                share_low DOUBLE,
                share_high DOUBLE,
                rating_mean DOUBLE,
                first_date DATE,
                last_date DATE,
                PRIMARY KEY (version, id)
            )""",
        ),
    ),
    Migration(
        3,
        "portraits",
        (
            # One a person, the latest; `png` is the file, byte for byte.
            """CREATE TABLE portraits (
                persona_id VARCHAR PRIMARY KEY,
                model VARCHAR NOT NULL,
                model_sha256 VARCHAR NOT NULL,
                seed BIGINT NOT NULL,
                prompt VARCHAR NOT NULL,
                seconds DOUBLE NOT NULL,
                png BLOB NOT NULL,
                saved_at_utc TIMESTAMP NOT NULL
            )""",
        ),
    ),
    Migration(4, "the persona library", LIBRARY),
    Migration(5, "projects, tokens, queue", SERVER),
    # Everybody can be told of: nobody fails, and nothing is tried again.
    Migration(6, "no failed people", ("DROP TABLE failures", "ALTER TABLE queue DROP COLUMN resume")),
    # What people were before they were told anew; `number` counts from 1, the record in use is the newest.
    Migration(
        7,
        "records before a rewording",
        (
            """CREATE TABLE earlier_records (
                persona_id VARCHAR NOT NULL,
                number INTEGER NOT NULL,
                record VARCHAR NOT NULL,
                replaced_at_utc TIMESTAMP NOT NULL,
                PRIMARY KEY (persona_id, number)
            )""",
        ),
    ),
    Migration(8, "studies that are asked, and their answers", ASKED),
    Migration(9, "studies of projects, and their queue", PROJECT_STUDIES),
)


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
            for statement in step.statements:
                connection.execute(statement)
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
