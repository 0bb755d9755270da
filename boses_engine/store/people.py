"""What the tables of people share: which group a run is of, whether a slot is free, and how a record is read."""

from datetime import datetime

from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import avatar_path
from boses_engine.errors import StoreError
from boses_engine.store.database import Database


class PeopleTables(Database):
    """The base of `Store` and of the library's tables."""

    def _group_of(self, connection: DuckDBPyConnection, run_id: str) -> str:
        row = connection.execute("SELECT group_id FROM runs WHERE id = ?", [run_id]).fetchone()
        if not row:
            raise StoreError(f"no run {run_id} in {self.path}: start it first.")
        return str(row[0])

    def _check_free(self, connection: DuckDBPyConnection, run_id: str, slot: int) -> None:
        row = connection.execute(
            "SELECT persona_id FROM memberships WHERE run_id = ? AND slot = ?", [run_id, slot]
        ).fetchone()
        if row:
            raise StoreError(f"slot {slot} of run {run_id} is filled already, by persona {row[0]}.")

    def _persona(self, record: str, has_portrait: bool = False, reused: bool = False) -> Persona:
        """A record is kept as it was written; that there is a portrait, or a reuse, is added to what is read of it."""
        try:
            persona = Persona.model_validate_json(record)
        except ValidationError as exc:
            raise StoreError(
                f"a persona in {self.path} does not have the form this engine reads: {exc.errors()[0]['msg']}. "
                "It was written by another version of the engine, or changed from outside."
            ) from exc
        added = {"avatar": avatar_path(persona.id)} if has_portrait else {}
        return persona.model_copy(update=added | ({"source": "library"} if reused else {}))

    def _add_persona(self, connection: DuckDBPyConnection, persona: Persona, record: str, at: datetime) -> None:
        facts = [persona.schema_version, persona.name, persona.age, persona.gender, persona.location.city]
        facts += [persona.location.country_code, persona.occupation, persona.income.level, persona.source]
        connection.execute(
            "INSERT INTO personas VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [persona.id, *facts, record, at]
        )
