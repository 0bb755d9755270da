"""The files of a finished study."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.errors import InputError
from boses_engine.output.study_report import render_study_report
from boses_engine.store.export import replacing_output

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
    out: Path,
    design: StudyDesign,
    people: Sequence[Persona],
    groups: Mapping[str, str],
    answers: Sequence[Answer],
    report: Mapping[str, object],
) -> None:
    """Write answers.jsonl, answers.parquet, report.html and study.json to `out`, each whole or not at all.

    study.json is written last and an old one is removed first: where it exists, the files beside it belong to it.

    Raises InputError when the folder cannot be written.
    """
    manifest = out / "study.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        manifest.unlink(missing_ok=True)
    except OSError as exc:
        raise InputError(f"cannot write to the folder {out}: {exc.strerror or exc}.") from exc
    write_answers(answers, out / "answers.jsonl")
    write_answers(answers, out / "answers.parquet", "parquet")
    _write_text(out / "report.html", render_study_report(design, people, groups, answers, report))
    _write_text(manifest, json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def write_answers(answers: Sequence[Answer], path: Path, format: str = "jsonl") -> None:
    """Write answers in their order as JSON lines, CSV or Parquet; raises InputError for another format."""
    if format not in ("jsonl", "csv", "parquet"):
        raise InputError(f"unknown export format {format!r}: choose one of jsonl, csv, parquet.")
    if format == "jsonl":
        _write_text(path, "".join(f"{answer.model_dump_json()}\n" for answer in answers))
        return
    from boses_engine.store.connection import memory_connection

    with tempfile.TemporaryDirectory() as folder, memory_connection() as connection:
        source = Path(folder, "in.jsonl")
        source.write_text("".join(f"{_flat(answer)}\n" for answer in answers), encoding="utf-8")
        columns = ", ".join(f"{name}: '{kind}'" for name, kind in _COLUMNS.items())
        read = f"SELECT * FROM read_json('{source}', format = 'newline_delimited', columns = {{{columns}}})"
        how = "FORMAT parquet, COMPRESSION zstd" if format == "parquet" else "FORMAT csv, HEADER"
        with replacing_output(path) as temporary:
            made = Path(folder, "out")
            connection.execute(f"COPY ({read}) TO '{made}' ({how})")
            temporary.write_bytes(made.read_bytes())


def _flat(answer: Answer) -> str:
    row = answer.model_dump(mode="json")
    for name in ("value", "distribution"):
        row[name] = None if row[name] is None else json.dumps(row[name], ensure_ascii=False)
    return json.dumps(row, ensure_ascii=False)


def _write_text(path: Path, text: str) -> None:
    with replacing_output(path) as temporary:
        temporary.write_bytes(text.encode())
