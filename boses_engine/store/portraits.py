"""The portraits of people, whole PNG files beside what made them: a new one takes the place of the old."""

from boses_engine.domain.portrait import Painted, Portrait
from boses_engine.errors import NotFoundError
from boses_engine.store.database import Database, now


def save_portrait(db: Database, portrait: Portrait) -> None:
    """Keep a portrait of a stored person, in place of an earlier one; NotFoundError without such a person."""
    with db.transaction():
        if not db.execute("SELECT 1 FROM personas WHERE id = ?", [portrait.persona_id]).fetchone():
            raise NotFoundError(f"no person {portrait.persona_id} in {db.path}, so no portrait of them is kept.")
        insert_portrait(db, portrait)


def painted(db: Database, run_id: str) -> dict[str, tuple[Painted, float]]:
    """What made the portraits of a run's people, and the seconds each took, by person's id."""
    rows = db.rows(
        """SELECT p.persona_id, p.model, p.model_sha256, p.seed, p.prompt, p.seconds
           FROM portraits p JOIN memberships m ON m.persona_id = p.persona_id WHERE m.run_id = ?""",
        [run_id],
    )
    return {key: (Painted(*made), seconds) for key, *made, seconds in rows}


def painted_with(db: Database, persona_id: str) -> Painted | None:
    """What made a person's portrait, None where there is none."""
    rows = db.rows("SELECT model, model_sha256, seed, prompt FROM portraits WHERE persona_id = ?", [persona_id])
    return next((Painted(*row) for row in rows), None)


def portrait_png(db: Database, persona_id: str) -> bytes | None:
    """The PNG file of a person's portrait, None where there is none."""
    for (png,) in db.rows("SELECT png FROM portraits WHERE persona_id = ?", [persona_id]):
        return bytes(png)
    return None


def insert_portrait(db: Database, portrait: Portrait) -> None:
    """Keeps a portrait, in place of an earlier one."""
    painted = portrait.painted
    made = [painted.model, painted.model_sha256, painted.seed, painted.prompt]
    db.execute(
        "INSERT OR REPLACE INTO portraits VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [portrait.persona_id, *made, portrait.seconds, portrait.png, now()],
    )
