"""Personas out to a file or a stream: JSON lines, CSV or Parquet."""

import contextlib
import csv
import io
import json
import shutil
import tempfile
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from boses_engine.domain.passport import SOURCE_TYPE
from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.files import replacing

ExportFormat = Literal["jsonl", "csv", "parquet"]
EXPORT_FORMATS: tuple[str, ...] = get_args(ExportFormat)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what cells begin with that a spreadsheet would work out
_DUCKDB_TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


def export(personas: Iterable[Persona], target: Path | BinaryIO, format: str = "jsonl") -> int:
    """Write `personas` in their order to a file (whole or not at all) or a binary stream; gives their number.

    jsonl: the records, one a line. csv: UTF-8, nested objects as dotted columns, lists as JSON text, null as an empty
    field, an apostrophe before what a spreadsheet would take for a formula. parquet: nested columns. An empty selection
    gives a valid file without rows.

    Raises InputError for an unknown format or a place that cannot be written.
    """
    if format not in EXPORT_FORMATS:
        raise InputError(f"unknown export format {format!r}: choose one of {', '.join(EXPORT_FORMATS)}.")
    written = 0

    def people() -> Iterator[Persona]:
        nonlocal written
        for person in personas:
            written += 1
            yield person

    write = _WRITERS[format]
    if not isinstance(target, Path):
        write(people(), target)
    elif target.exists() and not target.is_file() and not target.is_dir():  # a pipe or /dev/stdout
        with target.open("wb") as stream:
            write(people(), stream)
    else:
        with replacing_output(target) as temporary, temporary.open("wb") as stream:
            write(people(), stream)
    return written


@contextlib.contextmanager
def replacing_output(path: Path) -> Iterator[Path]:
    """`replacing` for what a user asked for; raises InputError when the place cannot be written."""
    try:
        with replacing(path) as temporary:
            yield temporary
    except OSError as exc:
        raise InputError(
            f"cannot write {path}: {exc.strerror or exc}. Choose a place that exists and that you may write to."
        ) from exc


def harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write_jsonl(people: Iterable[Persona], stream: BinaryIO) -> None:
    for persona in people:
        stream.write(persona.model_dump_json().encode() + b"\n")


def _write_csv(people: Iterable[Persona], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text)
        rows.writerow(_columns(Persona))
        for persona in people:
            rows.writerow(map(harmless, _cells(persona)))
    finally:
        with contextlib.suppress(OSError, ValueError):
            text.detach()  # closing the wrapper would close the caller's stream


def _write_parquet(people: Iterable[Persona], stream: BinaryIO) -> None:
    columns = {name: _duckdb_type(field.annotation) for name, field in Persona.model_fields.items()}
    made: dict[str, None] = {}  # each once; full when the table is written

    def lines() -> Iterator[str]:
        for persona in people:
            made[persona.provenance.model_dump_json(exclude={"worded_by_code", "rewritten"})] = None
            yield persona.model_dump_json()

    write_table(lines(), columns, stream, made_by=made)


def write_table(
    lines: Iterable[str],
    columns: Mapping[str, str],
    stream: BinaryIO,
    format: Literal["csv", "parquet"] = "parquet",
    made_by: Iterable[str] = (),
) -> None:
    """Writes JSON objects, a text each, as a table; DuckDB makes its columns, `columns` gives the type of each.

    Parquet says in its metadata that all is synthetic and what it was `made_by`, JSON objects looked at last.
    """
    from boses_engine.store.connection import memory_connection  # duckdb is loaded only where it is needed

    types_of = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
    how = "FORMAT parquet, COMPRESSION zstd"
    if format == "csv":
        how = "FORMAT csv, HEADER"
        cells = (json.loads(line) for line in lines)
        lines = (json.dumps({name: harmless(cell) for name, cell in each.items()}) for each in cells)
    with tempfile.TemporaryDirectory() as folder, memory_connection() as connection:
        source, made = Path(folder, "in.jsonl"), Path(folder, "out")
        with source.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        if format == "parquet":
            how += f", {synthetic_metadata(made_by)}"
        connection.execute(
            f"COPY (SELECT * FROM read_json({_quoted(str(source))}, format = 'newline_delimited', "
            f"columns = {{{types_of}}})) TO {_quoted(str(made))} ({how})"
        )
        with made.open("rb") as table:
            shutil.copyfileobj(table, stream)


def synthetic_metadata(made_by: Iterable[str] = ()) -> str:
    """The option of COPY by which a Parquet file says that it is synthetic."""
    told = {"synthetic": "yes; none of these people is real", "digital_source_type": SOURCE_TYPE}
    if made := ", ".join(made_by):
        told["made_by"] = f"[{made}]"
    return f"KV_METADATA {{{', '.join(f'{key}: {_quoted(text)}' for key, text in told.items())}}}"


_WRITERS: dict[str, Callable[[Iterable[Persona], BinaryIO], None]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    return annotation


def _model(annotation: Any) -> type[BaseModel] | None:
    annotation = _without_none(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _duckdb_type(annotation: Any) -> str:
    if model := _model(annotation):
        inner = (f'"{name}" {_duckdb_type(field.annotation)}' for name, field in model.model_fields.items())
        return f"STRUCT({', '.join(inner)})"
    annotation = _without_none(annotation)
    if get_origin(annotation) is tuple:
        return _duckdb_type(get_args(annotation)[0]) + "[]"
    return "VARCHAR" if get_origin(annotation) is Literal else _DUCKDB_TYPES[annotation]


def _columns(model: type[BaseModel], prefix: str = "") -> list[str]:
    names: list[str] = []
    for name, field in model.model_fields.items():
        inner = _model(field.annotation)
        names += _columns(inner, f"{prefix}{name}.") if inner else [prefix + name]
    return names


def _cells(value: BaseModel) -> list[object]:
    """The values of a record as CSV holds them."""
    cells: list[object] = []
    for name, field in type(value).model_fields.items():
        cell = getattr(value, name)
        if isinstance(cell, BaseModel):
            cells += _cells(cell)
        elif cell is None and (inner := _model(field.annotation)):
            cells += [None] * len(_columns(inner))
        elif isinstance(cell, tuple):
            plain = [item.model_dump() if isinstance(item, BaseModel) else item for item in cell]
            cells.append(json.dumps(plain, ensure_ascii=False))
        else:
            cells.append(cell)
    return cells
