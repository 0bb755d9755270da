"""The portraits of people, whole PNG files beside what made them."""

from duckdb import DuckDBPyConnection

from boses_engine.domain.portrait import Painted, Portrait
from boses_engine.errors import NotFoundError
from boses_engine.store.database import Database, now


class PortraitTables(Database):
    """One portrait a person: a new one takes the place of the old."""

    def save_portrait(self, portrait: Portrait) -> None:
        """Keep a portrait of a stored person, in place of an earlier one; NotFoundError without such a person."""
        with self._transaction() as connection:
            if not connection.execute("SELECT 1 FROM personas WHERE id = ?", [portrait.persona_id]).fetchone():
                raise NotFoundError(f"no person {portrait.persona_id} in {self.path}, so no portrait of them is kept.")
            self._add_portrait(connection, portrait)

    def painted(self, run_id: str) -> dict[str, tuple[Painted, float]]:
        """What made the portraits of a run's people, and the seconds each took, by person's id."""
        rows = self._rows(
            """SELECT p.persona_id, p.model, p.model_sha256, p.seed, p.prompt, p.seconds
               FROM portraits p JOIN memberships m ON m.persona_id = p.persona_id WHERE m.run_id = ?""",
            [run_id],
        )
        return {key: (Painted(*made), seconds) for key, *made, seconds in rows}

    def portrait_png(self, persona_id: str) -> bytes | None:
        """The PNG file of a person's portrait, None where there is none."""
        for (png,) in self._rows("SELECT png FROM portraits WHERE persona_id = ?", [persona_id]):
            return bytes(png)
        return None

    def _add_portrait(self, connection: DuckDBPyConnection, portrait: Portrait) -> None:
        painted = portrait.painted
        made = [painted.model, painted.model_sha256, painted.seed, painted.prompt]
        connection.execute(
            "INSERT OR REPLACE INTO portraits VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [portrait.persona_id, *made, portrait.seconds, portrait.png, now()],
        )
