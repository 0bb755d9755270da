"""How people were made: what of their run stands in no record, and what they were told anew with."""

import json

from boses_engine.domain.group import Group
from boses_engine.domain.passport import Making, Origin, Reworded, Written
from boses_engine.domain.report import Effort
from boses_engine.store.database import Database, as_json
from boses_engine.store.lookup import find_id
from boses_engine.store.rows import no_run

_COLUMNS = "run_id, slot, project, definition, library, effort, decoding, written"


def making(db: Database, key: str) -> Making:
    """All that is known of how a person was made; `key` as in `persona()`, and raises as it does."""
    persona_id = find_id(db, "persona", key)
    earlier = db.rows("SELECT record, how FROM earlier_records WHERE persona_id = ? ORDER BY number", [persona_id])
    ((record,),) = db.rows("SELECT record FROM personas WHERE id = ?", [persona_id])
    reused = db.rows(
        "SELECT u.run_id FROM reuses u JOIN runs r ON r.id = u.run_id WHERE u.persona_id = ? ORDER BY r.ordinal",
        [persona_id],
    )
    return Making(
        records=(*(text for text, _ in earlier), record),
        rewordings=tuple(Reworded.model_validate_json(how) if how else None for _, how in earlier),
        origin=origin(db, persona_id),
        reused_by=tuple(run_id for (run_id,) in reused),
    )


def origin(db: Database, persona_id: str) -> Origin | None:
    """What is kept of the run that made a person, None where nothing is."""
    for run_id, slot, project, definition, library, effort, decoding, written in db.rows(
        f"SELECT {_COLUMNS} FROM makings WHERE persona_id = ?", [persona_id]
    ):
        took = Effort.of(json.loads(effort))
        kept = json.loads(written) | {"decoding": json.loads(decoding)} if written else None
        return Origin(
            id=run_id,
            slot=slot,
            project=project,
            group=Group.model_validate_json(definition),
            library=library,
            retries=took.retries,
            checks=dict(sorted(took.checks.items())),
            written=Written.model_validate(kept) if kept else None,
        )
    return None


def origin_of(db: Database, run_id: str, slot: int, effort: Effort, written: Written | None) -> Origin:
    """What is kept of a person whom a run has just written; StoreError without such a run."""
    rows = db.rows(
        """SELECT g.definition, g.project, CASE WHEN EXISTS (FROM reuses WHERE run_id = r.id) THEN x.state END
           FROM runs r JOIN groups g ON g.id = r.group_id LEFT JOIN matches x ON x.run_id = r.id WHERE r.id = ?""",
        [run_id],
    )
    if not rows:
        raise no_run(run_id, db.path)
    ((group, project, library),) = rows
    return Origin(
        id=run_id,
        slot=slot,
        project=project,
        group=Group.model_validate_json(group),
        library=library,
        retries=effort.retries,
        checks=effort.checks,
        written=written,
    )


def insert_origin(db: Database, persona_id: str, origin: Origin) -> None:
    """Keeps it, where nothing is kept of that person yet; inside a transaction."""
    group, written = origin.group.model_dump_json(), origin.written
    effort = as_json({"checks": dict(origin.checks), "retries": origin.retries})
    row = [persona_id, origin.id, origin.slot, origin.project, group, origin.library, effort]
    if written is None:
        row += [None, None]
    else:
        row += [written.decoding.model_dump_json(), written.model_dump_json(exclude={"decoding"})]
    db.execute("INSERT INTO makings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
