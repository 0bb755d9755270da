"""The record of a person, as every table that has one reads and keeps it."""

from datetime import datetime

from pydantic import ValidationError

from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import avatar_path
from boses_engine.store.database import Database
from boses_engine.store.rows import unreadable


def read_persona(db: Database, record: str, has_portrait: bool = False, reused: bool = False) -> Persona:
    """A record is kept as it was written; that there is a portrait, or a reuse, is added to what is read of it."""
    try:
        persona = Persona.model_validate_json(record)
    except ValidationError as exc:
        raise unreadable("a persona", db.path, exc) from exc
    added = {"avatar": avatar_path(persona.id)} if has_portrait else {}
    return persona.model_copy(update=added | ({"source": "library"} if reused else {}))


def insert_persona(db: Database, persona: Persona, record: str, at: datetime) -> None:
    """Keeps a new person's record, with what people are looked up by beside it; `at` is in UTC, naive."""
    facts = [persona.schema_version, persona.name, persona.age, persona.gender, persona.location.city]
    facts += [persona.location.country_code, persona.occupation, persona.income.level, persona.source]
    db.execute("INSERT INTO personas VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [persona.id, *facts, record, at])
