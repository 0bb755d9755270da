"""People made elsewhere, taken into the library."""

from collections.abc import Iterable

from boses_engine.domain.library import Merged
from boses_engine.domain.persona import Persona
from boses_engine.store.database import Database, now
from boses_engine.store.members import insert_members
from boses_engine.store.records import insert_persona, read_persona

_AT_ONCE = 200  # people


def import_people(db: Database, people: Iterable[Persona], project: str) -> Merged:
    """Takes people into the library of a project, all or, where reading them raises, nobody.

    Who is here already, whatever came of them since, stays; of another record under an id that is here, the one here
    is kept and the other refused.
    """
    added = doubles = 0
    refused: list[str] = []
    with db.transaction():
        waiting: list[Persona] = []
        for persona in people:
            held = db.execute("SELECT record FROM personas WHERE id = ?", [persona.id]).fetchone()
            if held is None:
                insert_persona(db, persona, persona.model_dump_json(), now())
                waiting.append(persona)
                added += 1
            elif _same(read_persona(db, held[0]), persona):
                doubles += 1
            else:
                refused.append(f"{persona.id}: another record stands here under this id")
            if len(waiting) == _AT_ONCE:
                _join(db, waiting, project)
                waiting.clear()
        if waiting:
            _join(db, waiting, project)
    return Merged(added, doubles, 0, tuple(refused))


def _join(db: Database, people: list[Persona], project: str) -> None:
    insert_members(db, [(person, person.model_dump_json(), now(), project) for person in people], None)


def _same(one: Persona, other: Persona) -> bool:
    """Whether they differ in nothing but where they came from."""
    apart = {"source": "imported", "avatar": None}
    return one.model_copy(update=apart) == other.model_copy(update=apart)
