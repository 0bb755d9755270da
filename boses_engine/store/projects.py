"""Projects: what groups belong to."""

import hashlib
from datetime import UTC

from duckdb import DuckDBPyConnection

from boses_engine.errors import NotFoundError
from boses_engine.store.database import Database, now
from boses_engine.store.rows import ProjectRow

_ROWS = """
    SELECT p.id, p.name, p.created_at_utc, coalesce(g.groups, 0) FROM projects p
    LEFT JOIN (SELECT project, count(*) AS groups FROM groups GROUP BY project) g ON g.project = p.name
"""


class ProjectTables(Database):
    """Projects have a name, which other tables refer to, and an id, which is made of it."""

    def add_project(self, name: str) -> tuple[ProjectRow, bool]:
        """The project of that name, and whether it is new."""
        with self._transaction() as connection:
            new = self._add_project(connection, name)
        return self.project_named(name), new

    def projects(self) -> list[ProjectRow]:
        """All projects, by name."""
        return [_row(row) for row in self._rows(f"{_ROWS} ORDER BY name")]

    def project(self, project_id: str) -> ProjectRow:
        """The project of an id; NotFoundError without one."""
        for row in self._rows(f"{_ROWS} WHERE id = ?", [project_id]):
            return _row(row)
        raise NotFoundError(f"no project {project_id!r}.")

    def project_named(self, name: str) -> ProjectRow:
        """The project of a name; NotFoundError without one."""
        for row in self._rows(f"{_ROWS} WHERE name = ?", [name]):
            return _row(row)
        raise NotFoundError(f"no project named {name!r}.")

    def remove_project(self, name: str) -> None:
        """Forget a project that has no groups any more."""
        with self._transaction() as connection:
            connection.execute(
                "DELETE FROM projects WHERE name = ? AND NOT EXISTS (SELECT 1 FROM groups WHERE project = ?)",
                [name, name],
            )

    def _add_project(self, connection: DuckDBPyConnection, name: str) -> bool:
        key = "prj-" + hashlib.sha256(name.encode()).hexdigest()[:12]
        added = connection.execute(
            "INSERT INTO projects (name, id, created_at_utc) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING name",
            [name, key, now()],
        ).fetchall()
        return bool(added)


def _row(row: tuple[object, ...]) -> ProjectRow:
    key, name, created, groups = row
    return ProjectRow(str(key), str(name), created.replace(tzinfo=UTC), groups)  # type: ignore[attr-defined, arg-type]
