"""Studies that were asked here, and their answers, each kept the moment it is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from boses_engine.domain.library import Measure, Study
from boses_engine.domain.report import StudyMadeWith, StudyReport
from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.store.database import Database, as_json, now
from boses_engine.store.lookup import resolve
from boses_engine.store.members import take_part


@dataclass(frozen=True)
class StudyRow:
    """A study that was asked here; `report` stands once it is complete."""

    id: str
    name: str
    design: StudyDesign
    status: str
    answers: int
    report: StudyReport | None


def start_study(db: Database, study_id: str, design: StudyDesign, made_with: StudyMadeWith) -> None:
    """Begin a study or take it up again."""
    with db.transaction():
        db.execute(
            """INSERT INTO asked_studies VALUES (?, ?, ?, ?, 'generating', NULL, ?, NULL) ON CONFLICT (id)
               DO UPDATE SET status = 'generating', report = NULL, finished_at_utc = NULL""",
            [study_id, design.name, design.model_dump_json(), as_json(made_with.model_dump(mode="json")), now()],
        )


def save_answers(db: Database, study_id: str, answers: Sequence[Answer]) -> None:
    """Keep answers, all or none."""
    if not answers:
        return
    rows = [[study_id, one.persona, one.question, one.repeat, one.model_dump_json()] for one in answers]
    with db.transaction():
        db.execute_many("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", rows)


def answers(db: Database, study_id: str) -> list[Answer]:
    """The answers of a study that are there, in no order that means anything."""
    rows = db.rows("SELECT record FROM answers WHERE study_id = ? ORDER BY persona_id, question, repeat", [study_id])
    return [Answer.model_validate_json(record) for (record,) in rows]


def answers_page(
    db: Database, study_id: str, questions: Sequence[str], first: int, most: int
) -> tuple[list[Answer], int]:
    """Up to `most` answers to some questions, in their order and then by person and repeat, and how many there are."""
    order = f"CASE question {' '.join('WHEN ? THEN ' + str(at) for at in range(len(questions)))} END"
    among = f"study_id = ? AND question IN ({', '.join('?' * len(questions))})"
    rows = db.rows(
        f"""SELECT record FROM answers WHERE {among} ORDER BY {order}, persona_id, repeat LIMIT ? OFFSET ?""",
        [study_id, *questions, *questions, most, first],
    )
    ((count,),) = db.rows(f"SELECT count(*) FROM answers WHERE {among}", [study_id, *questions])
    return [Answer.model_validate_json(record) for (record,) in rows], int(count)


def drop_answers(db: Database, study_id: str) -> None:
    """Forget the answers of a study, to ask it anew."""
    with db.transaction():
        db.execute("DELETE FROM answers WHERE study_id = ?", [study_id])


def finish_study(db: Database, report: StudyReport, outcomes: Mapping[str, Sequence[Measure]]) -> None:
    """End a study; those of its people who are in the library have it in their track record, once."""
    study = Study(report.study_id, "asked", report.study.name, datetime.now(UTC))
    with db.transaction():
        db.execute(
            "UPDATE asked_studies SET status = 'complete', report = ?, finished_at_utc = ? WHERE id = ?",
            [as_json(report.as_dict()), now(), report.study_id],
        )
        for persona_id, measures in outcomes.items():
            if measures:
                take_part(db, study, [persona_id], measures)


def asked_studies(db: Database) -> list[StudyRow]:
    """All studies, oldest first."""
    return [_row(*row) for row in db.rows(f"{_ROWS} ORDER BY s.started_at_utc, s.id")]


def asked_study(db: Database, key: str) -> StudyRow:
    """The study with this id, unique start of an id, or exact name; raises as `group()` of the store does."""
    known = db.rows("SELECT id, name FROM asked_studies ORDER BY id")
    ((*row,),) = db.rows(f"{_ROWS} WHERE s.id = ?", [resolve("study", key, known, db.path)])
    return _row(*row)


_ROWS = """
    SELECT s.id, s.name, s.definition, s.status, coalesce(a.answers, 0), s.report
    FROM asked_studies s
    LEFT JOIN (SELECT study_id, count(*) AS answers FROM answers GROUP BY study_id) a ON a.study_id = s.id
"""


def _row(key: str, name: str, definition: str, status: str, count: int, report: str | None) -> StudyRow:
    design = StudyDesign.model_validate_json(definition)
    return StudyRow(key, name, design, status, count, StudyReport.model_validate_json(report) if report else None)
