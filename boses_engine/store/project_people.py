"""The people of one project: who is in a group of it, or came to the library for it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from boses_engine.domain.persona import Persona
from boses_engine.store.database import Database
from boses_engine.store.lookup import resolve
from boses_engine.store.people import PAGE, persona
from boses_engine.store.records import read_persona

_OWN = """
    FROM personas p LEFT JOIN portraits shown ON shown.persona_id = p.id
    WHERE p.id IN (SELECT m.persona_id FROM memberships m JOIN groups g ON g.id = m.group_id WHERE g.project = ?
                   UNION SELECT persona_id FROM members WHERE project = ?)
"""


def project_personas(db: Database, project: str) -> list[Persona]:
    """All people of a project, oldest first."""
    rows = db.rows(
        f"SELECT p.record, shown.persona_id IS NOT NULL {_OWN} ORDER BY p.saved_at_utc, p.id", [project, project]
    )
    return [read_persona(db, record, shown) for record, shown in rows]


def people_of_project(db: Database, project: str) -> Iterator[Persona]:
    """As `project_personas()`, read a page at a time; who is stored meanwhile may be among them."""
    at = 0
    while rows := db.rows(
        f"SELECT p.record, shown.persona_id IS NOT NULL {_OWN} ORDER BY p.saved_at_utc, p.id LIMIT ? OFFSET ?",
        [project, project, PAGE, at],
    ):
        yield from (read_persona(db, record, shown) for record, shown in rows)
        at += len(rows)


def project_persona(db: Database, project: str, key: str) -> Persona:
    """The person of a project with this id, unique start of an id, or exact name; raises as `persona()` does."""
    known = db.rows(f"SELECT p.id, p.name {_OWN} AND (p.id = ? OR p.name = ?)", [project, project, key, key])
    known = known or db.rows(f"SELECT p.id, p.name {_OWN} ORDER BY p.id", [project, project])
    return persona(db, resolve("persona", key, known, f"the project {project!r}"))


def in_project(db: Database, project: str, persona_id: str) -> bool:
    """Whether a person is one of a project's."""
    return bool(db.rows(f"SELECT 1 {_OWN} AND p.id = ?", [project, project, persona_id]))


def people_names(db: Database, project: str | None) -> list[tuple[str, str, datetime]]:
    """Id, name and the time of making (UTC, aware) of all people, or of those of a project, oldest first."""
    of, values = (_OWN, [project, project]) if project is not None else ("FROM personas p", [])
    rows = db.rows(f"SELECT p.id, p.name, p.saved_at_utc {of} ORDER BY p.saved_at_utc, p.id", values)
    return [(key, name, at.replace(tzinfo=UTC)) for key, name, at in rows]


def made_at(db: Database, persona_id: str) -> datetime:
    """When a person was made (UTC, aware)."""
    ((at,),) = db.rows("SELECT saved_at_utc FROM personas WHERE id = ?", [persona_id])
    made: datetime = at.replace(tzinfo=UTC)
    return made


def project_group(db: Database, project: str, key: str) -> str:
    """The id of the group of a project with this id, unique start of an id, or exact name; raises as `group()` does."""
    known = db.rows("SELECT id, name FROM groups WHERE project = ? ORDER BY id", [project])
    return resolve("group", key, known, f"the project {project!r}")
