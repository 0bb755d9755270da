"""The persona library out to a Parquet file and in from one, so that people move between machines."""

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from pydantic import ValidationError

from boses_engine.domain.library import Merged, Study
from boses_engine.domain.passport import Origin
from boses_engine.domain.persona import SCHEMA_VERSION, Persona
from boses_engine.domain.portrait import BYTES_MOST, PIXELS_MOST, Painted, Portrait
from boses_engine.errors import InputError, NotFoundError, one_line
from boses_engine.files import replacing_output
from boses_engine.store.connection import memory_connection
from boses_engine.store.database import Database, now
from boses_engine.store.makings import insert_origin, origin
from boses_engine.store.members import MEASURES, content_sha256, insert_members, take_part
from boses_engine.store.members import studies as studies_of
from boses_engine.store.portraits import insert_portrait
from boses_engine.store.records import UNSEEN, check_texts, insert_persona
from boses_engine.store.tables import synthetic_metadata

_COLUMNS = {
    "persona_id": "VARCHAR",
    "content_sha256": "VARCHAR",
    "record": "VARCHAR",
    "made_at_utc": "TIMESTAMP",
    "project": "VARCHAR",
    "retired": "BOOLEAN",
    "studies": "VARCHAR",  # JSON: id, kind, country_code, name, at, outcomes
    "vectors": "VARCHAR",  # JSON: encoder → hex of float32
    "origin": "VARCHAR",  # JSON: the run that made the person; null where that is not known
    "portrait": "VARCHAR",  # JSON: what made it and the PNG file in hex; null without one
    "row_sha256": "VARCHAR",  # of all columns before it, as JSON
}


def export_library(db: Database, target: Path) -> int:
    """Writes everyone with studies, vectors, portrait to a Parquet file, whole or not at all; gives how many."""
    rows = []
    for key, number, record, made_at, project, retired in db.rows(
        """SELECT m.persona_id, m.number, p.record, m.made_at_utc, m.project, m.retired
           FROM members m JOIN personas p ON p.id = m.persona_id ORDER BY m.number"""
    ):
        studies = [
            {
                "id": study.id,
                "kind": study.kind,
                "country_code": study.country_code,
                "name": study.name,
                "at": study.at.isoformat(),
                "outcomes": [measure.model_dump() for measure in study.outcomes],
            }
            for study in studies_of(db, key)
        ]
        vectors = db.rows("SELECT encoder, vector FROM vectors WHERE number = ? ORDER BY encoder", [number])
        row = [key, content_sha256(record), record, made_at, project, retired, json.dumps(studies, ensure_ascii=False)]
        row.append(json.dumps({encoder: bytes(vector).hex() for encoder, vector in vectors}))
        row.append(made.model_dump_json() if (made := origin(db, key)) else None)
        row.append(_portrait_json(db, key))
        rows.append([*row, _row_sha256(row)])
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    with replacing_output(target) as temporary, memory_connection() as connection:
        connection.execute(f"CREATE TABLE library ({columns})")
        if rows:
            connection.executemany(f"INSERT INTO library VALUES ({', '.join('?' * len(_COLUMNS))})", rows)
        place = str(temporary).replace("'", "''")
        connection.execute(f"COPY library TO '{place}' (FORMAT parquet, COMPRESSION zstd, {synthetic_metadata()})")
    return len(rows)


def import_library(db: Database, source: Path) -> Merged:
    """Takes in the people of a file that are not here, and the studies that are not known of those who are.

    Nothing is taken from a file with a row that is not what was exported. Of another record under an id that is
    here, the one here is kept.

    Raises InputError, which names the file and the row, for anything that is no whole export.
    """
    people = [_checked(row, source, line) for line, row in enumerate(_read(source), start=1)]
    _check_vectors(db, source, [vectors for *_, vectors in people])
    added = doubles = parts = 0
    refused: list[str] = []
    with db.transaction():
        for persona, row, studies, vectors in people:
            if persona.schema_version != SCHEMA_VERSION:
                refused.append(f"{persona.id}: a record of schema {persona.schema_version}, not {SCHEMA_VERSION}")
                continue
            held = db.execute("SELECT record FROM personas WHERE id = ?", [persona.id]).fetchone()
            if held and content_sha256(held[0]) != row["content_sha256"]:
                refused.append(f"{persona.id}: another record stands here under this id")
                continue
            if not held:
                insert_persona(db, persona, row["record"], now())
            if row["origin"]:
                insert_origin(db, persona.id, _origin(row["origin"]))
            here = "SELECT number FROM members WHERE persona_id = ?"
            if db.execute(here, [persona.id]).fetchone():
                doubles += 1
            else:
                added += 1
                insert_members(db, [(persona, row["record"], row["made_at_utc"], row["project"])], None)
                ((number,),) = db.execute(here, [persona.id]).fetchall()
                if row["portrait"] and not held:
                    insert_portrait(db, _portrait(persona.id, row["portrait"]))
                for encoder, vector in vectors.items():
                    db.execute("INSERT INTO vectors VALUES (?, ?, ?)", [number, encoder, vector])
            parts += sum(take_part(db, study, [persona.id], study.outcomes) for study in studies)
            if row["retired"]:
                db.execute("UPDATE members SET retired = true WHERE persona_id = ?", [persona.id])
                db.changes += 1
    return Merged(added, doubles, parts, tuple(refused))


def _portrait_json(db: Database, persona_id: str) -> str | None:
    for *made, seconds, png in db.rows(
        "SELECT model, model_sha256, seed, prompt, seconds, png FROM portraits WHERE persona_id = ?", [persona_id]
    ):
        return json.dumps(asdict(Painted(*made)) | {"seconds": seconds, "png": bytes(png).hex()})
    return None


def _read(source: Path) -> list[dict[str, Any]]:
    """The rows of a file; InputError where it is no export."""
    if not source.is_file():
        raise NotFoundError(f"there is no file {source}: name one that `library export` wrote.")
    place = str(source).replace("'", "''")
    try:
        with memory_connection() as connection:
            found = connection.execute(f"SELECT * FROM read_parquet('{place}')")
            names = [column[0] for column in found.description or ()]
            rows = found.fetchall()
    except (duckdb.Error, UnicodeDecodeError, RuntimeError) as exc:
        raise InputError(f"{source} is no whole Parquet file ({one_line(exc)}): export it again.") from exc
    if names not in (list(_COLUMNS), [name for name in _COLUMNS if name != "origin"]):  # an older engine's has none
        raise InputError(f"{source} is no export of a library: it has the columns {', '.join(names)}.")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _checked(
    row: dict[str, Any], source: Path, line: int
) -> tuple[Persona, dict[str, Any], list[Study], dict[str, bytes]]:
    """A row as values; InputError where it is not what was exported."""
    where = f"{source}, row {line}"
    if row["row_sha256"] != _row_sha256(list(row.values())[:-1]):
        raise InputError(f"{where}: changed after the export (another SHA-256); nothing was taken in.")
    try:
        persona = _person(row["record"])
        studies = [
            Study(
                each["id"],
                each["kind"],
                each["name"],
                datetime.fromisoformat(each["at"]).astimezone(UTC),
                MEASURES.validate_python(each["outcomes"]),
                each["country_code"],
            )
            for each in json.loads(row["studies"])
        ]
        if row["portrait"]:
            _portrait(persona.id, row["portrait"])
        if row.setdefault("origin"):
            _origin(row["origin"])
        vectors = {encoder: bytes.fromhex(text) for encoder, text in json.loads(row["vectors"]).items()}
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as exc:
        said = exc.errors()[0]["msg"] if isinstance(exc, ValidationError) else one_line(exc)
        raise InputError(f"{where}: not in the form this engine reads ({said}); nothing was taken in.") from exc
    if persona.id != row["persona_id"] or content_sha256(row["record"]) != row["content_sha256"]:
        raise InputError(f"{where}: the record is not the one it says; nothing was taken in.")
    for encoder, vector in vectors.items():
        length = float(np.linalg.norm(np.frombuffer(vector, dtype="<f4"))) if len(vector) % 4 == 0 else 0.0
        if not abs(length - 1) <= 1e-3:  # nor is what is no number
            raise InputError(f"{where}: the vector of {encoder} is not of unit length; nothing was taken in.")
    return persona, row, studies, vectors


def _check_vectors(db: Database, source: Path, people: Iterable[dict[str, bytes]]) -> None:
    """Raises InputError where the vectors of an encoder, those that are here among them, are not of one length."""
    lengths = dict(db.rows("SELECT encoder, max(octet_length(vector)) FROM vectors GROUP BY 1"))
    for line, vectors in enumerate(people, start=1):
        for encoder, vector in vectors.items():
            if len(vector) != lengths.setdefault(encoder, len(vector)):
                raise InputError(
                    f"{source}, row {line}: the vector of {encoder} has {len(vector) // 4} numbers, others have "
                    f"{lengths[encoder] // 4}; nothing was taken in."
                )


def _person(record: str) -> Persona:
    """The person of a record; ValueError where it holds what none that was written here does."""
    persona = Persona.model_validate_json(record)
    check_texts(persona)
    return persona


def _origin(text: str) -> Origin:
    """The run of a row; ValueError where it holds what none that was kept here does."""
    origin = Origin.model_validate_json(text)
    if not 0 <= origin.slot < origin.group.persona_count:
        raise ValueError(f"slot {origin.slot} is none of a group of {origin.group.persona_count}")
    if found := UNSEEN.search(origin.model_dump_json()):
        raise ValueError(f"run {origin.id!r} has the control character {found.group()!r} in a text")
    return origin


def _portrait(persona_id: str, text: str) -> Portrait:
    """The portrait of a row; ValueError where it is no PNG file of a size that is painted here."""
    from PIL import Image

    told = json.loads(text)
    png, seconds = bytes.fromhex(told.pop("png")), float(told.pop("seconds"))
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
            if picture.width * picture.height > PIXELS_MOST or len(png) > BYTES_MOST:
                raise ValueError(f"the portrait of {persona_id} is larger than any that is painted here")
            picture.verify()
    except (OSError, SyntaxError, Image.DecompressionBombError) as exc:
        raise ValueError(f"the portrait of {persona_id} is no whole PNG file") from exc
    return Portrait(persona_id, Painted(**told), seconds, png)


def _row_sha256(values: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(values), default=str, ensure_ascii=False).encode()).hexdigest()
