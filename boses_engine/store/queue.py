"""The queue: groups that somebody asked to be generated, in the order of asking, studies among them.

A row stays until its run has ended, so that whoever opens the store after a crash goes on with it.
"""

import json

from boses_engine.errors import ConflictError, NotFoundError, QueueFullError
from boses_engine.store.database import Database, now
from boses_engine.store.rows import QueuedRun


def ask_for_run(
    db: Database,
    group_id: str,
    *,
    first_seed: int,
    most: int,
    of_project: int | None = None,
    seed: int | None = None,
    regenerate: bool = False,
) -> None:
    """Put a group into the queue, pending.

    Nothing changes for a group that is queued or running. A failed one goes on with the seed it had; a complete
    one gets the next seed, unless `seed` names one, and is refused without `regenerate`.

    Raises NotFoundError; ConflictError for a complete group; QueueFullError when `most`, or so many `of_project`,
    are waiting.
    """
    with db.transaction():
        row = db.execute("SELECT generation_status, project FROM groups WHERE id = ?", [group_id]).fetchone()
        if not row:
            raise NotFoundError(f"no group {group_id!r}.")
        if db.execute("SELECT 1 FROM queue WHERE group_id = ?", [group_id]).fetchone():
            return
        if row[0] == "complete" and not regenerate:
            raise ConflictError('the group is complete: send {"regenerate": true} to generate other people.')
        place = place_at_end(db, row[1], most, of_project)
        before = _last_seed(db, group_id)
        if seed is None:
            seed = first_seed if before is None else (before + (row[0] == "complete")) % 2**63
        db.execute("INSERT INTO queue VALUES (?, ?, ?, ?)", [place, group_id, seed, now()])
        db.execute("UPDATE groups SET generation_status = 'pending', reason = NULL WHERE id = ?", [group_id])


def place_at_end(db: Database, project: str, most: int, of_project: int | None) -> int:
    """The ordinal of whoever comes last now, among groups and studies; QueueFullError when there is no room for one
    more of the project."""
    every = """
        SELECT q.ordinal, g.project FROM queue q LEFT JOIN groups g ON g.id = q.group_id
        UNION ALL SELECT q.ordinal, s.project FROM study_queue q LEFT JOIN project_studies s ON s.id = q.study_id
    """
    ((waiting, own, last),) = db.execute(
        f"SELECT count(*), count(*) FILTER (WHERE project = ?), coalesce(max(ordinal), 0) FROM ({every})", [project]
    ).fetchall()
    if of_project is not None and own >= of_project:
        raise QueueFullError(f"{own} groups and studies of the project wait, which is the most: ask again later.")
    if waiting >= most:
        raise QueueFullError(f"{waiting} groups and studies wait, which is the most: ask again later.")
    return int(last) + 1


def queue(db: Database) -> list[QueuedRun]:
    """The groups that were asked for and have not ended, the first first."""
    rows = db.rows(
        """SELECT q.ordinal, q.group_id, q.seed, coalesce(g.project, '')
           FROM queue q LEFT JOIN groups g ON g.id = q.group_id ORDER BY q.ordinal"""
    )
    return [QueuedRun(*row) for row in rows]


def leave_queue(db: Database, group_id: str, *, run_id: str | None = None, failure: str | None = None) -> None:
    """The group's run has ended, and is its latest even where all of it had been made before.

    With a `failure` that kept it from being a run, the group has failed for it.
    """
    with db.transaction():
        db.execute("DELETE FROM queue WHERE group_id = ?", [group_id])
        if run_id is not None:
            db.execute(
                """UPDATE runs SET ordinal = (SELECT max(ordinal) + 1 FROM runs) WHERE id = ?
                   AND ordinal < (SELECT max(ordinal) FROM runs WHERE group_id = ?)""",
                [run_id, group_id],
            )
            db.execute(
                "UPDATE groups SET generation_status = (SELECT status FROM runs WHERE id = ?) WHERE id = ?",
                [run_id, group_id],
            )
        if failure is not None:
            db.execute("UPDATE groups SET generation_status = 'failed', reason = ? WHERE id = ?", [failure, group_id])


def cancel_run(db: Database, group_id: str) -> bool:
    """The group is no longer to be generated; False where it was not queued. Who is finished stays.

    Its status is that of its latest run, as after Ctrl-C: "generating" in the middle of one, which asking for it again
    goes on with.
    """
    with db.transaction():
        if not db.execute("DELETE FROM queue WHERE group_id = ? RETURNING group_id", [group_id]).fetchone():
            return False
        latest = "SELECT status FROM runs WHERE group_id = ? ORDER BY ordinal DESC LIMIT 1"
        db.execute(
            f"UPDATE groups SET generation_status = coalesce(({latest}), 'pending') WHERE id = ?", [group_id, group_id]
        )
    return True


def _last_seed(db: Database, group_id: str) -> int | None:
    row = db.execute(
        "SELECT settings FROM runs WHERE group_id = ? ORDER BY ordinal DESC LIMIT 1", [group_id]
    ).fetchone()
    return None if row is None else int(json.loads(row[0])["seed"])
