"""The records themselves: JSON lines, CSV with dotted columns, Parquet with nested ones."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Literal, get_args, get_origin

from pydantic import BaseModel

from boses_engine.domain.persona import Persona
from boses_engine.exports.columns import model_of, plain
from boses_engine.exports.flat import write_csv
from boses_engine.store.tables import write_table

_DUCKDB_TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


def write_jsonl(people: Iterable[Persona], stream: BinaryIO) -> None:
    """The records, one a line."""
    for persona in people:
        stream.write(persona.model_dump_json().encode() + b"\n")


def write_dotted(people: Iterable[Persona], stream: BinaryIO) -> None:
    """CSV in UTF-8: nested objects as dotted columns, lists as JSON text, null as an empty field."""
    write_csv(dotted_columns(Persona), map(_cells, people), stream)


def write_parquet(people: Iterable[Persona], stream: BinaryIO) -> None:
    """Nested columns with types, and what the people were made by in the metadata."""
    made: dict[str, None] = {}  # each once; full when the table is written

    def lines() -> Iterator[str]:
        for persona in people:
            made[persona.provenance.model_dump_json(exclude={"worded_by_code", "rewritten"})] = None
            yield persona.model_dump_json()

    write_table(lines(), column_types(), stream, made_by=made)


def column_types() -> dict[str, str]:
    """The fields of a record and their types in DuckDB."""
    return {name: duckdb_type(field.annotation) for name, field in Persona.model_fields.items()}


def duckdb_type(annotation: Any) -> str:
    """The type in DuckDB of what a field holds."""
    if model := model_of(annotation):
        inner = (f'"{name}" {duckdb_type(field.annotation)}' for name, field in model.model_fields.items())
        return f"STRUCT({', '.join(inner)})"
    annotation = plain(annotation)
    if get_origin(annotation) is tuple:
        return duckdb_type(get_args(annotation)[0]) + "[]"
    return "VARCHAR" if get_origin(annotation) is Literal else _DUCKDB_TYPES[annotation]


def dotted_columns(model: type[BaseModel], prefix: str = "") -> list[str]:
    """The fields of a record that hold no further fields, as `location.city`."""
    names: list[str] = []
    for name, field in model.model_fields.items():
        inner = model_of(field.annotation)
        names += dotted_columns(inner, f"{prefix}{name}.") if inner else [prefix + name]
    return names


def _cells(value: BaseModel) -> list[object]:
    """The values of a record as CSV holds them."""
    cells: list[object] = []
    for name, field in type(value).model_fields.items():
        cell = getattr(value, name)
        if isinstance(cell, BaseModel):
            cells += _cells(cell)
        elif cell is None and (inner := model_of(field.annotation)):
            cells += [None] * len(dotted_columns(inner))
        elif isinstance(cell, tuple):
            told = [item.model_dump() if isinstance(item, BaseModel) else item for item in cell]
            cells.append(json.dumps(told, ensure_ascii=False))
        else:
            cells.append(cell)
    return cells
