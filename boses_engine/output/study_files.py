"""The files of a finished study."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import StudyReport
from boses_engine.domain.study import Answer
from boses_engine.errors import InputError
from boses_engine.files import replacing_output
from boses_engine.output.files import begin_folder, write_text
from boses_engine.output.study_report import render_study_report
from boses_engine.store.tables import write_table

# Values and distributions are of another shape for each kind of question: JSON text in a Parquet column.
_COLUMNS = {
    "persona": "VARCHAR",
    "question": "VARCHAR",
    "kind": "VARCHAR",
    "repeat": "INTEGER",
    "value": "VARCHAR",
    "text": "VARCHAR",
    "distribution": "VARCHAR",
    "grounds": "VARCHAR[]",
    "no_basis": "BOOLEAN",
    "seed": "BIGINT",
    "worded_by_code": "BOOLEAN",
}


def write_study(
    out: Path, people: Sequence[Persona], groups: Mapping[str, str], answers: Sequence[Answer], report: StudyReport
) -> None:
    """Write answers.jsonl, answers.parquet, report.html and study.json to `out`, each whole or not at all.

    study.json is written last and an old one is removed first: where it exists, the files beside it belong to it.

    Raises InputError when the folder cannot be written.
    """
    manifest = begin_folder(out, "study.json")
    write_answers(answers, out / "answers.jsonl")
    write_answers(answers, out / "answers.parquet", "parquet")
    write_text(out / "report.html", render_study_report(people, groups, answers, report))
    write_text(manifest, json.dumps(report.as_dict(), ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def write_answers(answers: Sequence[Answer], path: Path, format: str = "jsonl") -> None:
    """Write answers in their order as JSON lines, CSV or Parquet; raises InputError for another format."""
    if format not in ("jsonl", "csv", "parquet"):
        raise InputError(f"unknown export format {format!r}: choose one of jsonl, csv, parquet, sav, coded.")
    if format == "jsonl":
        write_text(path, "".join(f"{answer.model_dump_json()}\n" for answer in answers))
        return
    with replacing_output(path) as temporary, temporary.open("wb") as stream:
        write_table(map(_flat, answers), _COLUMNS, stream, "parquet" if format == "parquet" else "csv")


def _flat(answer: Answer) -> str:
    row = answer.model_dump(mode="json")
    for name in ("value", "distribution"):
        row[name] = None if row[name] is None else json.dumps(row[name], ensure_ascii=False)
    return json.dumps(row, ensure_ascii=False)
