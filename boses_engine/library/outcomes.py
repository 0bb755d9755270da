"""The outcomes of a study held outside: a YAML, JSON or CSV file of measures, checked."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from boses_engine.domain.library import Measure
from boses_engine.errors import InputError

SIZE_MOST = 262_144  # bytes; a measure has some 80
_FIELDS = tuple(Measure.model_fields)


def read_outcomes(path: Path) -> tuple[Measure, ...]:
    """The measures of a file: a list of objects, or rows, each with name, value, low, high and better.

    :raises InputError: anything is wrong with the file; the text names it, the measure and the field.
    """
    text = _text(path)
    try:
        found: Any = _rows(text) if path.suffix.lower() == ".csv" else _listed(text, path)
    except (yaml.YAMLError, json.JSONDecodeError, csv.Error, RecursionError) as exc:
        raise InputError(f"{path} cannot be read: {' '.join(str(exc).split())[:200]}.") from exc
    if not isinstance(found, list) or not found or not all(isinstance(row, Mapping) for row in found):
        raise InputError(f"{path} is no list of measures: give each {', '.join(_FIELDS)}.")
    measures = tuple(_measure(row, f"{path}, measure {number}") for number, row in enumerate(found, start=1))
    names = [measure.name for measure in measures]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError(f"{path} has the measure {twice!r} twice.")
    return measures


def _text(path: Path) -> str:
    """The text of a file of outcomes; InputError where it cannot be read."""
    try:
        if not path.is_file():
            raise InputError(f"there is no file {path}: name one with the outcomes.")
        with path.open("rb") as file:
            data = file.read(SIZE_MOST + 1)
        if len(data) > SIZE_MOST:
            raise InputError(f"{path} is over 256 KiB: outcomes are a few lines.")
        return data.decode("utf-8-sig")
    except OSError as exc:
        raise InputError(f"cannot read {path}: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{path} is not UTF-8 text.") from exc


def _listed(text: str, path: Path) -> Any:
    if path.suffix.lower() == ".json":
        return json.loads(text)
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
        raise InputError(f"{path} has an alias (*): write each measure out.")  # they can stand for any amount of text
    return yaml.safe_load(text)


def _rows(text: str) -> list[dict[str, Any]]:
    return [
        {str(key).strip(): value.strip() if isinstance(value, str) else value for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text), strict=True)
    ]


def _measure(row: Mapping[Any, Any], where: str) -> Measure:
    try:
        return Measure.model_validate(dict(row))
    except ValidationError as exc:
        first = exc.errors()[0]
        field = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{where}: {f'{field}: ' if field else ''}{said} (fields: {', '.join(_FIELDS)}).") from exc
