"""The studies of projects: what each asks, how far it is, and its place in the queue."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from boses_engine.domain.report import StudyReport
from boses_engine.domain.study import By, StudyDesign
from boses_engine.errors import ConflictError, NotFoundError
from boses_engine.store.bin import begin_deletion, bury
from boses_engine.store.database import Database, now
from boses_engine.store.projects import check_project, insert_project
from boses_engine.store.queue import place_at_end
from boses_engine.store.rows import GenerationStatus, QueuedStudy

_ROWS = """
    SELECT s.id, s.project, s.definition, s.points_by, s.status, s.reason, s.created_at_utc, s.asked_id,
           coalesce(n.answers, 0), a.report, q.study_id IS NOT NULL
    FROM project_studies s
    LEFT JOIN asked_studies a ON a.id = s.asked_id
    LEFT JOIN (SELECT study_id, count(*) AS answers FROM answers GROUP BY study_id) n ON n.study_id = s.asked_id
    LEFT JOIN study_queue q ON q.study_id = s.id
"""


@dataclass(frozen=True)
class ProjectStudyRow:
    """A study of a project; `asked_id` is the row of `asked_studies` that it was asked as last."""

    id: str
    project: str
    design: StudyDesign
    by: By
    status: GenerationStatus
    reason: str | None
    created_at: datetime  # UTC, aware
    asked_id: str | None
    answers: int
    report: StudyReport | None  # once it is complete
    queued: bool

    @property
    def asked_for(self) -> bool:
        """Whether it was ever to be asked."""
        return self.queued or self.asked_id is not None or self.status != "pending"


def project_study_id(design: StudyDesign, project: str) -> str:
    """The id that a study has in a project."""
    return "st-" + hashlib.sha256(json.dumps([project, design.model_dump_json()]).encode()).hexdigest()[:12]


def add_study(db: Database, design: StudyDesign, project: str = "default", *, make_project: bool = True) -> str:
    """Keep a study, pending; gives its id, and changes nothing when the project has it already.

    Raises NotFoundError where the project is not there, and is not to be made.
    """
    key = project_study_id(design, project)
    with db.transaction():
        if not make_project:
            check_project(db, project)
        insert_project(db, project)
        db.execute(
            """INSERT INTO project_studies VALUES (?, ?, ?, 'record', 'pending', NULL, NULL, ?)
               ON CONFLICT DO NOTHING""",
            [key, project, design.model_dump_json(), now()],
        )
    return key


def project_studies(db: Database, project: str) -> list[ProjectStudyRow]:
    """The studies of a project, oldest first."""
    return [_row(row) for row in db.rows(f"{_ROWS} WHERE s.project = ? ORDER BY s.created_at_utc, s.id", [project])]


def study_of_id(db: Database, key: str) -> ProjectStudyRow | None:
    """The study of a project with exactly this id, if there is one."""
    return next((_row(row) for row in db.rows(f"{_ROWS} WHERE s.id = ?", [key])), None)


def studies_with(db: Database, persona_id: str, project: str) -> list[tuple[str, str]]:
    """The id and name of each study of a project that a person has answered, oldest first."""
    return [
        (str(key), str(name))
        for key, name in db.rows(
            """SELECT s.id, s.definition ->> 'name' FROM project_studies s WHERE s.project = ?
               AND s.asked_id IN (SELECT study_id FROM answers WHERE persona_id = ?) ORDER BY s.created_at_utc, s.id""",
            [project, persona_id],
        )
    ]


def ask_for_study(
    db: Database, key: str, *, most: int, of_project: int | None = None, again: bool = False, by: By = "record"
) -> None:
    """Put a study into the queue, pending; nothing changes for one that is there.

    Raises NotFoundError; ConflictError for a complete study, unless it is asked `again`; QueueFullError when `most`,
    or so many `of_project`, wait already.
    """
    with db.transaction():
        row = study_of_id(db, key)
        if row is None:
            raise NotFoundError(f"no study {key!r}.")
        if row.queued:
            return
        if row.status == "complete" and not again:
            raise ConflictError(
                'the study is complete: send {"again": true} to ask people of its groups who are new since.'
            )
        db.execute(
            "INSERT INTO study_queue VALUES (?, ?, ?)", [place_at_end(db, row.project, most, of_project), key, now()]
        )
        db.execute(
            "UPDATE project_studies SET status = 'pending', reason = NULL, points_by = ? WHERE id = ?", [by, key]
        )


def study_queue(db: Database) -> list[QueuedStudy]:
    """The studies that were asked for and have not ended, the first first."""
    rows = db.rows(
        """SELECT q.ordinal, q.study_id, coalesce(s.project, '')
           FROM study_queue q LEFT JOIN project_studies s ON s.id = q.study_id ORDER BY q.ordinal"""
    )
    return [QueuedStudy(*row) for row in rows]


def take_up_study(db: Database, key: str, asked_id: str, by: By) -> None:
    """A study is being asked, as that row of `asked_studies`."""
    with db.transaction():
        db.execute(
            """UPDATE project_studies SET status = 'generating', reason = NULL, asked_id = ?, points_by = ?
               WHERE id = ?""",
            [asked_id, by, key],
        )


def end_study(db: Database, key: str, failure: str | None = None) -> None:
    """A study has ended, complete or for a `failure`, and leaves the queue."""
    with db.transaction():
        db.execute("DELETE FROM study_queue WHERE study_id = ?", [key])
        db.execute(
            "UPDATE project_studies SET status = ?, reason = ? WHERE id = ?",
            ["complete" if failure is None else "failed", failure, key],
        )


def queued_study(db: Database, key: str) -> str:
    """The id of the queued study with this id or name, in whichever project; NotFoundError where none is."""
    for (found,) in db.rows(
        """SELECT s.id FROM study_queue q JOIN project_studies s ON s.id = q.study_id
           WHERE ? IN (s.id, s.asked_id, s.definition ->> 'name') ORDER BY q.ordinal""",
        [key],
    ):
        return str(found)
    raise NotFoundError(f"no study {key!r} is queued or being asked.")


def cancel_study(db: Database, key: str) -> bool:
    """A study is no longer to be asked; False where it was not queued. What is answered stays, and is gone on with."""
    with db.transaction():
        if not db.execute("DELETE FROM study_queue WHERE study_id = ? RETURNING study_id", [key]).fetchone():
            return False
        db.execute(
            """UPDATE project_studies SET status = CASE WHEN asked_id IS NULL THEN 'pending' WHEN (SELECT report FROM
               asked_studies WHERE id = asked_id) IS NOT NULL THEN 'complete' ELSE 'generating' END WHERE id = ?""",
            [key],
        )
    return True


def delete_study(db: Database, key: str, *, idle: bool = False) -> None:
    """Remove a study with its answers, but for those that another project's study of the same text has too.

    With `idle` it must not be queued or at work, else ConflictError.
    """
    with db.transaction():
        gone = study_of_id(db, key)
        if gone is None:
            return
        if idle and gone.queued:
            raise ConflictError("the study is queued or being asked: wait until that has ended.")
        drop_study(db, gone)


def drop_study(db: Database, gone: ProjectStudyRow) -> None:
    """Removes what `delete_study` does, inside a transaction; it can be had back for a while, see `bin`."""
    deletion = begin_deletion(db, "study", gone.project, gone.id, gone.design.name)
    definition = gone.design.model_dump_json()
    db.execute("DELETE FROM study_queue WHERE study_id = ?", [gone.id])
    bury(db, deletion, "project_studies", "id = ?", [gone.id])
    others = db.execute("SELECT asked_id FROM project_studies WHERE definition = ?", [definition]).fetchall()
    asked = db.execute("SELECT id FROM asked_studies WHERE definition = ?", [definition]).fetchall()
    own = {gone.asked_id} if others else {one for (one,) in asked}
    for asked_id in own - {one for (one,) in others}:
        for table, column in (("answers", "study_id"), ("asked_studies", "id")):
            bury(db, deletion, table, f"{column} = ?", [asked_id])


def _row(row: tuple[Any, ...]) -> ProjectStudyRow:
    """A row of the query: the definition and the report are JSON, the time naive UTC."""
    key, project, definition, by, status, reason, created, asked_id, answers, report, queued = row
    design, at = StudyDesign.model_validate_json(definition), created.replace(tzinfo=UTC)
    told = StudyReport.model_validate_json(report) if report else None
    return ProjectStudyRow(key, project, design, by, status, reason, at, asked_id, answers, told, queued)
