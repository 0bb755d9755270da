"""People made elsewhere, taken into the library."""

import hashlib
from collections.abc import Iterable

from boses_engine.domain.library import Merged
from boses_engine.domain.persona import Persona
from boses_engine.store.database import Database, now
from boses_engine.store.members import insert_members
from boses_engine.store.project_people import in_project
from boses_engine.store.records import insert_persona, read_persona, same_person

_AT_ONCE = 200  # people


def import_people(db: Database, people: Iterable[Persona], project: str) -> Merged:
    """Takes people into the library of a project, all or, where reading them raises, nobody.

    Who is here already, whatever came of them since, stays; of another record under an id that is here, the one here
    is kept and the other refused. "Here" is the project: whoever another project has under that id is not told of, and
    the person gets an id that follows from theirs and the project's.
    """
    added = doubles = 0
    refused, taken = list[str](), set[str]()
    with db.transaction():
        waiting: list[Persona] = []
        for persona in people:
            told, held = persona.id, _held(db, persona.id)
            if held is not None and told not in taken and not in_project(db, project, persona.id):
                persona = persona.model_copy(update={"id": _id_in(project, persona.id)})
                held = _held(db, persona.id)
            if held is None:
                insert_persona(db, persona, persona.model_dump_json(), now())
                waiting.append(persona)
                taken.add(persona.id)
                added += 1
            elif same_person(read_persona(db, held), persona):
                doubles += 1
            else:
                refused.append(f"{told}: another record stands here under this id")
            if len(waiting) == _AT_ONCE:
                _join(db, waiting, project)
                waiting.clear()
        if waiting:
            _join(db, waiting, project)
    return Merged(added, doubles, 0, tuple(refused))


def _held(db: Database, persona_id: str) -> str | None:
    row = db.execute("SELECT record FROM personas WHERE id = ?", [persona_id]).fetchone()
    return str(row[0]) if row else None


def _id_in(project: str, persona_id: str) -> str:
    return f"p-{hashlib.sha256(f'{project}/{persona_id}'.encode()).hexdigest()[:12]}"


def _join(db: Database, people: list[Persona], project: str) -> None:
    insert_members(db, [(person, person.model_dump_json(), now(), project) for person in people], None)
