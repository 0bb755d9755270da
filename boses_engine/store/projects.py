"""Projects: what groups belong to. They have a name, which other tables refer to, and an id, which is made of it."""

import hashlib
from datetime import UTC
from typing import Any

from boses_engine.errors import NotFoundError
from boses_engine.store.database import Database, now
from boses_engine.store.rows import ProjectRow

_ROWS = """
    SELECT p.id, p.name, p.created_at_utc, coalesce(g.groups, 0) FROM projects p
    LEFT JOIN (SELECT project, count(*) AS groups FROM groups GROUP BY project) g ON g.project = p.name
"""


def add_project(db: Database, name: str) -> tuple[ProjectRow, bool]:
    """The project of that name, and whether it is new."""
    with db.transaction():
        new = insert_project(db, name)
    return project_named(db, name), new


def projects(db: Database) -> list[ProjectRow]:
    """All projects, by name."""
    return [_row(row) for row in db.rows(f"{_ROWS} ORDER BY name")]


def project(db: Database, project_id: str) -> ProjectRow:
    """The project of an id; NotFoundError without one."""
    for row in db.rows(f"{_ROWS} WHERE id = ?", [project_id]):
        return _row(row)
    raise NotFoundError(f"no project {project_id!r}.")


def project_named(db: Database, name: str) -> ProjectRow:
    """The project of a name; NotFoundError without one."""
    for row in db.rows(f"{_ROWS} WHERE name = ?", [name]):
        return _row(row)
    raise NotFoundError(f"no project named {name!r}.")


def check_project(db: Database, name: str) -> None:
    """Raises NotFoundError where there is no project of that name (any more); inside a transaction."""
    if not db.execute("SELECT 1 FROM projects WHERE name = ?", [name]).fetchone():
        raise NotFoundError(f"no project named {name!r}.")


def insert_project(db: Database, name: str) -> bool:
    """Keeps a project; False for one that is there. Its id is none that a token of an earlier one has."""
    first = "prj-" + hashlib.sha256(name.encode()).hexdigest()[:12]
    key, others = first, 1
    while db.execute("SELECT 1 FROM tokens WHERE project = ?", [key]).fetchone():
        others += 1
        key = f"{first}-{others}"
    added = db.execute(
        "INSERT INTO projects (name, id, created_at_utc) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING name",
        [name, key, now()],
    ).fetchall()
    return bool(added)


def _row(row: tuple[Any, ...]) -> ProjectRow:
    key, name, created, groups = row
    return ProjectRow(key, name, created.replace(tzinfo=UTC), groups)
