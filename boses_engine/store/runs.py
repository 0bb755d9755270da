"""The runs over groups: begun, ended, and what they report."""

import json
from collections.abc import Mapping

from pydantic import ValidationError

from boses_engine.domain.report import RunReport
from boses_engine.errors import NotFoundError, StoreError
from boses_engine.store.database import Database, as_json, now
from boses_engine.store.members import join_library
from boses_engine.store.rows import RunRow, no_run


def start_run(db: Database, run_id: str, group_id: str, settings: Mapping[str, object]) -> None:
    """Begin a run or take it up again: it becomes the group's latest, and both are generating.

    Raises StoreError when the run exists with another group or other settings, as its people would not fit
    together; NotFoundError when there is no such group.
    """
    text = as_json(settings)
    with db.transaction():
        if not db.execute("SELECT 1 FROM groups WHERE id = ?", [group_id]).fetchone():
            raise NotFoundError(f"no group {group_id} in {db.path}: add it before a run.")
        found = db.execute("SELECT group_id, settings FROM runs WHERE id = ?", [run_id]).fetchone()
        if found and found[0] != group_id:
            raise StoreError(f"run {run_id} in {db.path} belongs to group {found[0]}, not to {group_id}.")
        if found and found[1] != text:
            raise StoreError(
                f"run {run_id} in {db.path} was begun with other settings: {found[1]}. Begin a new run instead."
            )
        db.execute(
            """INSERT INTO runs
               SELECT ?, ?, coalesce(max(ordinal), 0) + 1, 'generating', ?, NULL, ?, NULL FROM runs
               ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, status = 'generating', report = NULL,
                   started_at_utc = excluded.started_at_utc, finished_at_utc = NULL""",
            [run_id, group_id, text, now()],
        )
        db.execute("UPDATE groups SET generation_status = 'generating' WHERE id = ?", [group_id])


def finish_run(db: Database, report: RunReport) -> None:
    """End a run, and give its group the status of the report; the people of a complete one join the library."""
    run_id, status = report.run_id, report.status
    with db.transaction():
        group = group_of_run(db, run_id)
        db.execute(
            "UPDATE runs SET status = ?, report = ?, finished_at_utc = ? WHERE id = ?",
            [status, as_json(report.model_dump(mode="json")), now(), run_id],
        )
        db.execute("UPDATE groups SET generation_status = ?, reason = NULL WHERE id = ?", [status, group])
        if status == "complete":
            join_library(db, run_id)


def find_run(db: Database, run_id: str) -> RunRow | None:
    """The run of that id, if there is one."""
    rows = db.rows("SELECT id, group_id, status, settings, report FROM runs WHERE id = ?", [run_id])
    for key, group, status, settings, report in rows:
        return RunRow(key, group, status, json.loads(settings), _read_report(report))
    return None


def _read_report(report: str | None) -> RunReport | None:
    """The report; None before there is one, and for one of an engine that told other things."""
    try:
        return RunReport.model_validate_json(report) if report else None
    except ValidationError:
        return None


def group_of_run(db: Database, run_id: str) -> str:
    """The group of a run; StoreError without such a run."""
    row = db.execute("SELECT group_id FROM runs WHERE id = ?", [run_id]).fetchone()
    if not row:
        raise no_run(run_id, db.path)
    return str(row[0])


def is_complete(db: Database, run_id: str) -> bool:
    """Whether there is such a run, and it has ended well."""
    return bool(db.rows("SELECT 1 FROM runs WHERE id = ? AND status = 'complete'", [run_id]))


def latest_pace(db: Database) -> float | None:
    """The seconds of the model's work that each person of the latest complete run took who was written for it."""
    rows = db.rows(
        """SELECT r.report, (SELECT count(*) FROM memberships m WHERE m.run_id = r.id) FROM runs r
           WHERE r.status = 'complete' ORDER BY r.finished_at_utc DESC LIMIT 1"""
    )
    for told, people in rows:
        report = _read_report(told)
        written = people - (len(report.library.reused) if report and report.library else 0)
        if report and report.timings and written > 0:
            return float(report.timings.model_s / written)
    return None
