"""The outcomes of a study held outside: a YAML, JSON or CSV file of measures, checked."""

import csv
import io
import json
from pathlib import Path

from pydantic import ValidationError

from boses_engine.domain.library import Measure
from boses_engine.errors import FileError
from boses_engine.plain_yaml import parse_tree, read_text
from boses_engine.tree import Form, Node, cut, tree_of

_FIELDS = tuple(Measure.model_fields)
OUTCOMES_FILE = Form(
    name="outcomes",
    error=FileError,
    holds="outcomes are a few lines",
    example=f"write for each measure {', '.join(_FIELDS)}",
    entries={"": "measure"},
)


def read_outcomes(path: Path) -> tuple[Measure, ...]:
    """The measures of a file: a list of objects, or rows, each with name, value, low, high and better.

    :raises FileError: anything is wrong with the file; the text names it, the measure and the field.
    """
    text = read_text(path, OUTCOMES_FILE)
    measures: dict[str, Measure] = {}
    for node in _tree(text, path).items("measures", 1, 10_000):
        measure = _measure(node)
        if measures.setdefault(measure.name, measure) is not measure:
            raise node.fail(f"{cut(repr(measure.name))} is the name of an earlier measure", "give each its own")
    return tuple(measures.values())


def _tree(text: str, path: Path) -> Node:
    source, form = str(path), path.suffix.lower()
    try:
        if form == ".csv":
            return tree_of(_rows(text), source, OUTCOMES_FILE)
        if form == ".json":
            return tree_of(json.loads(text), source, OUTCOMES_FILE)
    except (ValueError, csv.Error, RecursionError) as exc:
        problem = f"cannot be read ({cut(str(exc), 200)}); {OUTCOMES_FILE.example}"
        raise OUTCOMES_FILE.fail(source, problem) from exc
    return parse_tree(text, OUTCOMES_FILE, source)


def _rows(text: str) -> list[dict[str, str]]:
    return [
        {str(key).strip(): value.strip() if isinstance(value, str) else value for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text), strict=True)
    ]


def _measure(node: Node) -> Measure:
    fields = node.fields("a measure", *_FIELDS, required=_FIELDS)
    try:
        return Measure.model_validate({name: each.value for name, each in fields.items()})
    except ValidationError as exc:
        first = exc.errors()[0]
        wrong = fields[str(first["loc"][0])] if first["loc"] else node
        raise wrong.fail(first["msg"].removeprefix("Value error, "), "correct it") from exc
