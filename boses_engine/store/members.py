"""The members of the persona library and their studies: who joins, takes part, and retires."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import TypeAdapter

from boses_engine.domain.library import Measure, Study, Track, scores, text_of
from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError, NotFoundError
from boses_engine.store.database import Database
from boses_engine.store.records import read_persona

_AT_ONCE = 200  # people
MEASURES = TypeAdapter(tuple[Measure, ...])


def content_sha256(record: str) -> str:
    """What two copies of a person agree in, wherever they lie."""
    return hashlib.sha256(record.encode()).hexdigest()


def join_complete(db: Database) -> None:
    """Takes in the runs that were complete before there was a library."""
    known = "SELECT id FROM studies WHERE kind = 'run'"
    for (run_id,) in db.rows(f"SELECT id FROM runs WHERE status = 'complete' AND id NOT IN ({known}) ORDER BY ordinal"):
        with db.transaction():
            join_library(db, run_id)


def in_group(db: Database, group_id: str, persona_id: str) -> bool:
    """Whether a person belongs to a group, by any of its runs."""
    return bool(db.rows("SELECT 1 FROM memberships WHERE group_id = ? AND persona_id = ?", [group_id, persona_id]))


def track(db: Database, persona_id: str) -> tuple[Track, bool]:
    """A member's track record, and whether they are retired.

    Raises NotFoundError for a person who is not in the library.
    """
    for studies, outcome, retired in db.rows(
        "SELECT studies, good / nullif(measures, 0), retired FROM members WHERE persona_id = ?", [persona_id]
    ):
        return Track(studies, outcome), retired
    raise NotFoundError(f"persona {persona_id} is not in the library: people join it when their group is complete.")


def studies(db: Database, persona_id: str) -> list[Study]:
    """The studies of a member, oldest first, with the outcomes that they had in each."""
    rows = db.rows(
        """SELECT s.id, s.kind, s.country_code, s.name, s.at_utc, p.outcomes FROM participations p
           JOIN studies s ON s.id = p.study_id JOIN members m ON m.number = p.number
           WHERE m.persona_id = ? ORDER BY s.ordinal""",
        [persona_id],
    )
    return [
        Study(key, kind, name, at.replace(tzinfo=UTC), MEASURES.validate_json(text), country)
        for key, kind, country, name, at, text in rows
    ]


def retire(db: Database, persona_ids: Sequence[str]) -> None:
    """Those people are never reused again.

    Raises NotFoundError, with nobody retired, for one who is not in the library.
    """
    with db.transaction():
        for key in persona_ids:
            track(db, key)
            db.execute("UPDATE members SET retired = true WHERE persona_id = ?", [key])
        db.changes += 1


def record_study(db: Database, name: str, persona_ids: Sequence[str], outcomes: Sequence[Measure] = ()) -> Study:
    """Keeps a study that was held outside; more people may be added to it under the same name.

    Raises NotFoundError for a person not in the library, InputError for one whom the study has already.
    """
    study = Study("s-" + hashlib.sha256(name.encode()).hexdigest()[:12], "outside", name, datetime.now(UTC))
    with db.transaction():
        for persona_id in dict.fromkeys(persona_ids):
            track(db, persona_id)
            if not take_part(db, study, [persona_id], outcomes):
                raise InputError(f"the study {name!r} has persona {persona_id} already: give it another name.")
    return study


def join_library(db: Database, run_id: str) -> None:
    """Takes in the people of a run, which is a study of theirs."""
    of_run = """FROM memberships m JOIN personas p ON p.id = m.persona_id JOIN groups g ON g.id = m.group_id
                WHERE m.run_id = ?"""
    new = f"{of_run} AND p.id NOT IN (SELECT persona_id FROM members) ORDER BY m.slot LIMIT {_AT_ONCE}"
    while rows := db.execute(f"SELECT p.record, p.saved_at_utc, g.project {new}", [run_id]).fetchall():
        insert_members(db, [(read_persona(db, record), record, *rest) for record, *rest in rows], run_id)
    for group, country in db.execute(f"SELECT g.name, p.country_code {of_run} LIMIT 1", [run_id]).fetchall():
        study = Study(run_id, "run", group, datetime.now(UTC), country_code=country)
        people = db.execute("SELECT persona_id FROM memberships WHERE run_id = ? ORDER BY slot", [run_id]).fetchall()
        take_part(db, study, [persona_id for (persona_id,) in people])


def insert_members(db: Database, people: Sequence[tuple[Persona, str, datetime, str]], run_id: str | None) -> None:
    """Takes people in who are not there, in their order, each with the record, when it was made, in UTC and naive, and
    the project."""
    rows = [_member_row(*person, run_id) for person in people]
    ((last,),) = db.execute("SELECT coalesce(max(number), 0) FROM members").fetchall()
    values = [value for number, row in enumerate(rows, start=last + 1) for value in (number, *row)]
    one = f"({', '.join('?' * (len(values) // len(rows)))})"
    db.execute(f"INSERT INTO members VALUES {', '.join([one] * len(rows))}", values)
    db.changes += 1


def renew_member(db: Database, persona_id: str, record: str) -> None:
    """What a member's record is known by, once it is written another way."""
    content = content_sha256(record)
    db.execute(
        "UPDATE members SET content_sha256 = ?, content_key = ? WHERE persona_id = ?",
        [content, _key(content), persona_id],
    )
    db.changes += 1


def _key(content: str) -> int:
    return int(content[:15], 16)  # 60 bits


def _member_row(persona: Persona, record: str, made_at: datetime, project: str, run_id: str | None) -> list[object]:
    place, made = persona.location, persona.provenance
    content = content_sha256(record)
    row: list[object] = [persona.id, content, _key(content), persona.schema_version, project, run_id, persona.name]
    row += [persona.gender, persona.age, place.country_code, place.region, place.city, persona.income.level]
    row += [persona.work.category, persona.psychographics.decision_style, *scores(persona.psychographics)]
    return [*row, made.model, made.snapshot, text_of(persona), made_at, False, 0, 0.0, 0]


def take_part(db: Database, study: Study, persona_ids: Sequence[str], outcomes: Sequence[Measure] = ()) -> int:
    """Adds a study, where it is new, and the part of members in it; gives how many had none in it yet."""
    db.execute(
        """INSERT INTO studies SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ? FROM studies
           ON CONFLICT (id) DO NOTHING""",
        [study.id, study.kind, study.country_code, study.name, study.at.astimezone(UTC).replace(tzinfo=None)],
    )
    text = json.dumps([measure.model_dump() for measure in outcomes], ensure_ascii=False)
    added = db.execute(
        """INSERT INTO participations SELECT s.id, m.number, s.ordinal, ? FROM studies s, members m
           WHERE s.id = ? AND m.persona_id IN (SELECT unnest(?::VARCHAR[])) ON CONFLICT DO NOTHING RETURNING number""",
        [text, study.id, list(persona_ids)],
    ).fetchall()
    if added:
        db.execute(
            """UPDATE members SET studies = studies + 1, good = good + ?, measures = measures + ?
               WHERE number IN (SELECT unnest(?::BIGINT[]))""",
            [sum(measure.good for measure in outcomes), len(outcomes), [number for (number,) in added]],
        )
        db.changes += 1
    return len(added)


def forget_members(db: Database) -> None:
    """Removes what the library holds of people whose records are gone."""
    db.execute("DELETE FROM members WHERE persona_id NOT IN (SELECT id FROM personas)")
    for table in ("vectors", "participations"):
        db.execute(f"DELETE FROM {table} WHERE number NOT IN (SELECT number FROM members)")
    db.execute("DELETE FROM studies WHERE id NOT IN (SELECT study_id FROM participations)")
    db.changes += 1
