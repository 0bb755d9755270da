"""The record of a person, as every table that has one reads and keeps it."""

import re
from datetime import datetime

from pydantic import ValidationError

from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import avatar_path
from boses_engine.errors import StoreError
from boses_engine.store.bounds import out_of_bounds
from boses_engine.store.database import Database
from boses_engine.store.rows import unreadable

_ID = re.compile(r"p-[0-9a-f]{12}")  # as people get them here; it becomes the name of a portrait's file
_NAME = re.compile(r"p-[\w-]{1,64}")  # what ids of earlier versions fit too: no path
# What no text of a record holds, as JSON writes it: control characters, and signs that turn a line's direction.
UNSEEN = re.compile(r"\\[bfnrt]|\\u00[01]|[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read_persona(db: Database, record: str, has_portrait: bool = False, reused: bool = False) -> Persona:
    """A record is kept as it was written; that there is a portrait, or a reuse, is added to what is read of it."""
    try:
        persona = Persona.model_validate_json(record)
    except ValidationError as exc:
        raise unreadable("a persona", db.path, exc) from exc
    if not _NAME.fullmatch(persona.id):
        raise StoreError(
            f"a persona in {db.path} has the id {persona.id!r}, which is none: it was changed from outside."
        )
    added = {"avatar": avatar_path(persona.id)} if has_portrait else {}
    shown = persona.model_copy(update=added)
    return shown.taken_over() if reused else shown


def same_person(one: Persona, other: Persona) -> bool:
    """Whether two records differ in nothing but where they came from."""
    apart = {"source": "imported", "avatar": None}
    return one.model_copy(update=apart) == other.model_copy(update=apart)


def insert_persona(db: Database, persona: Persona, record: str, at: datetime) -> None:
    """Keeps a new person's record, with what people are looked up by beside it; `at` is in UTC, naive."""
    facts = [persona.schema_version, persona.name, persona.age, persona.gender, persona.location.city]
    facts += [persona.location.country_code, persona.occupation, persona.income.level, persona.source]
    db.execute("INSERT INTO personas VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [persona.id, *facts, record, at])


def check_texts(persona: Persona) -> None:
    """Raises ValueError where a record from elsewhere holds what none that was written here does."""
    if not _ID.fullmatch(persona.id):
        raise ValueError(f"{persona.id!r} is no id of a person")
    if persona.avatar not in (None, avatar_path(persona.id)):
        raise ValueError(f"{persona.avatar!r} is not where the portrait of {persona.id} lies")
    if found := UNSEEN.search(persona.model_dump_json()):
        raise ValueError(f"{persona.id} has the control character {found.group()!r} in a text")
    if wrong := out_of_bounds(persona):
        raise ValueError(f"{persona.id}, {wrong[0]}: {wrong[1]}")
