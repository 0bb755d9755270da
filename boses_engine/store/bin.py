"""What was deleted lately: kept for a week, and had back whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from boses_engine.errors import ConflictError, NotFoundError
from boses_engine.store.database import Database, now
from boses_engine.store.projects import insert_project

KEPT = timedelta(days=7)
_OF_GROUPS = (
    "personas",
    "portraits",
    "earlier_records",
    "makings",
    "groups",
    "runs",
    "memberships",
    "matches",
    "reuses",
)
_OF_STUDIES = ("project_studies", "asked_studies", "answers")
_OF_LIBRARY = ("studies", "members", "participations")


@dataclass(frozen=True)
class DeletionRow:
    """A group or study that was deleted; `key` is its id."""

    id: str
    kind: Literal["group", "study"]
    project: str
    key: str
    name: str
    at: datetime  # UTC, aware

    @property
    def until(self) -> datetime:
        """When it is gone for good."""
        return self.at + KEPT


def begin_deletion(db: Database, kind: str, project: str, key: str, name: str) -> str:
    """Notes that something is deleted, inside its transaction, and empties the bin of what is over; gives the id that
    its rows are kept by."""
    at = now()
    forget(db, [row.id for row in _rows(db) if row.until <= at.replace(tzinfo=UTC)])
    deletion = "d-" + hashlib.sha256(f"{kind} {key} {at.isoformat()}".encode()).hexdigest()[:12]
    db.execute("INSERT INTO deletions VALUES (?, ?, ?, ?, ?, ?)", [deletion, kind, project, key, name, at])
    return deletion


def bury(db: Database, deletion: str, table: str, where: str, values: Sequence[object]) -> None:
    """Deletes rows of a table, which are kept under a deletion."""
    db.execute(f"INSERT INTO bin.{table} SELECT ?, * FROM main.{table} WHERE {where}", [deletion, *values])
    db.execute(f"DELETE FROM main.{table} WHERE {where}", values)


def keep_members(db: Database, deletion: str) -> None:
    """Keeps what the library knows of people whose records a deletion took."""
    of_gone = "persona_id IN (SELECT id FROM bin.personas WHERE deletion = ?)"
    db.execute(f"INSERT INTO bin.members SELECT ?, * FROM main.members WHERE {of_gone}", [deletion, deletion])
    db.execute(
        f"""INSERT INTO bin.participations SELECT ?, m.persona_id, p.study_id, p.ordinal, p.outcomes
            FROM main.participations p JOIN main.members m ON m.number = p.number WHERE m.{of_gone}""",
        [deletion, deletion],
    )
    db.execute(
        """INSERT INTO bin.studies SELECT ?, * FROM main.studies
           WHERE id IN (SELECT study_id FROM bin.participations WHERE deletion = ?)""",
        [deletion, deletion],
    )


def deletions(db: Database, project: str | None = None) -> list[DeletionRow]:
    """What can still be had back, the latest first, of all or of one project; nothing of an earlier one of its name."""
    found = [row for row in _rows(db) if row.until > datetime.now(UTC)]
    if project is None:
        return found
    begun = db.rows("SELECT created_at_utc FROM projects WHERE name = ?", [project])
    return [row for row in found for (at,) in begun if row.project == project and row.at >= at.replace(tzinfo=UTC)]


def restore(db: Database, deletion: str) -> DeletionRow:
    """Brings back what was deleted, with its people and their track records; gives what it was.

    Raises NotFoundError where there is no such deletion any more; ConflictError where the project has such a group or
    study again.
    """
    with db.transaction():
        row = _find(db, deletion)
        table = "groups" if row.kind == "group" else "project_studies"
        there = db.execute(
            f"""SELECT 1 FROM main.{table} t JOIN bin.{table} b ON t.project = b.project AND t.definition = b.definition
                OR t.id = b.id WHERE b.deletion = ?""",
            [deletion],
        ).fetchall()
        if there:
            raise ConflictError(f"the project has such a {row.kind} again: delete that first.")
        insert_project(db, row.project)
        for name in _OF_GROUPS if row.kind == "group" else _OF_STUDIES:
            db.execute(
                f"""INSERT INTO main.{name} SELECT * EXCLUDE (deletion) FROM bin.{name} WHERE deletion = ?
                    ON CONFLICT DO NOTHING""",
                [deletion],
            )
        if row.kind == "group":
            _rejoin(db, deletion)
        forget(db, [deletion])
    return row


def forget_deletion(db: Database, deletion: str) -> None:
    """Removes for good what was deleted; raises NotFoundError where it is not there."""
    with db.transaction():
        _find(db, deletion)
        forget(db, [deletion])


def forget(db: Database, gone: Sequence[str]) -> None:
    """Empties the bin of deletions, inside a transaction."""
    if not gone:
        return
    for table in (*_OF_GROUPS, *_OF_STUDIES, *_OF_LIBRARY):
        db.execute(f"DELETE FROM bin.{table} WHERE deletion IN (SELECT unnest(?::VARCHAR[]))", [list(gone)])
    db.execute("DELETE FROM deletions WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(gone)])


def _rejoin(db: Database, deletion: str) -> None:
    """Takes people into the library again, under new numbers, with the studies that they had part in; their vectors are
    read anew when they are needed."""
    db.execute(
        """INSERT INTO main.members SELECT (SELECT coalesce(max(number), 0) FROM main.members)
           + row_number() OVER (ORDER BY number), * EXCLUDE (deletion, number) FROM bin.members WHERE deletion = ?
           ON CONFLICT DO NOTHING""",
        [deletion],
    )
    db.execute(
        """INSERT INTO main.studies SELECT * EXCLUDE (deletion) FROM bin.studies WHERE deletion = ?
           ON CONFLICT DO NOTHING""",
        [deletion],
    )
    db.execute(
        """INSERT INTO main.participations SELECT b.study_id, m.number, b.ordinal, b.outcomes
           FROM bin.participations b JOIN main.members m ON m.persona_id = b.persona_id WHERE b.deletion = ?
           ON CONFLICT DO NOTHING""",
        [deletion],
    )
    db.changes += 1


def _find(db: Database, deletion: str) -> DeletionRow:
    for row in deletions(db):
        if row.id == deletion:
            return row
    raise NotFoundError("there is no such deletion any more.")


def _rows(db: Database) -> list[DeletionRow]:
    rows = db.rows("SELECT id, kind, project, key, name, at_utc FROM deletions ORDER BY at_utc DESC, id")
    return [
        DeletionRow(key, kind, project, of, name, at.replace(tzinfo=UTC)) for key, kind, project, of, name, at in rows
    ]
