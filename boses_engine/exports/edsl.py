"""People as an AgentList of EDSL: `AgentList.from_jsonl(Path(...))` reads it; a header, then an agent a line.

Its reader takes `traits` and `name` of a line and passes over the rest, so that `record` brings a person back whole.
"""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from boses_engine.domain.persona import Persona
from boses_engine.exports.columns import COLUMNS, Column, cells_of
from boses_engine.exports.names import under_own_names

HEADER = "__header__"
INSTRUCTION = (
    "You are the person with these traits, and nobody else. Answer each question of the survey as this person would, "
    "from what the traits say of their life, money, habits and brands; where they say nothing, answer as somebody in "
    "this situation most likely would. Keep to the form of answer that the question asks for."
)
_ASKED = ("country", "income_level", "currency")  # of what the group asked for, what is a trait of the person too


def write_edsl(people: Iterable[Persona], stream: BinaryIO) -> None:
    """The header with the instruction and what traits mean, then each person."""
    codebook = {column.name: _meaning(column) for column in COLUMNS if _is_trait(column)}
    header = {HEADER: True, "edsl_class_name": "AgentList", "instruction": INSTRUCTION, "codebook": codebook}
    stream.write(_line(header))
    for name, person in under_own_names(people):
        stream.write(_line({"traits": traits_of(person), "name": name, "record": person.model_dump(mode="json")}))


def traits_of(person: Persona) -> dict[str, Any]:
    """What there is of a person's facts and texts, without what only the record needs."""
    cells = zip(COLUMNS, cells_of(person), strict=True)
    return {column.name: cell for column, cell in cells if _is_trait(column) and cell not in (None, "")}


def _is_trait(column: Column) -> bool:
    if column.standing == "record":
        return column.name in _ASKED
    return column.name != "name" and not column.name.startswith("note_") and not column.name.endswith("_text")


def _meaning(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else column.label


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"
