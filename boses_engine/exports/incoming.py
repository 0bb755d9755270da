"""People from files: our own exports, and tables made elsewhere with a mapping that says what their columns are.

jsonl, parquet, edsl and nemotron hold whole records. csv and flat are tables with a column for each field or fact, and
the brands of flat are in FILE.brands.csv beside it. A file is known by its ending and its first line or columns.
"""

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from boses_engine import __version__
from boses_engine.domain.persona import INVENTED, SCHEMA_VERSION, Persona
from boses_engine.errors import FileError, InputError, NotFoundError
from boses_engine.exports.columns import BETWEEN, BRAND_COLUMNS, COLUMNS, Column
from boses_engine.exports.edsl import HEADER
from boses_engine.exports.nemotron import NEMOTRON, RECORD
from boses_engine.exports.records import dotted_columns
from boses_engine.plain_yaml import read_tree
from boses_engine.store.bounds import out_of_bounds
from boses_engine.store.records import check_texts
from boses_engine.store.tables import meant, read_parquet
from boses_engine.tree import Form, cut

ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".parquet")  # of the files that are read
_FORM = Form(
    name="mapping",
    error=FileError,
    holds="a mapping is a line for each column",
    example="write columns, values and constants as docs/exports.md shows",
)
_BY_NAME = {column.name: column for column in COLUMNS if column.field}
_BY_FIELD = {column.field: column for column in COLUMNS if column.field}
_FIELDS = frozenset(dotted_columns(Persona))
_FEWEST, _MOST = 3, 6  # brands of a person, as the engine asks and tells about them
# What nobody can be told without; the record itself takes an empty text for these.
_NEEDED = (
    *("name", "location.city", "location.country", "location.country_code", "income.currency", "occupation"),
    *("work.title", "education", "religion", "mother_tongue"),
)
_TEXTS = ("identity.life_situation", "identity.wants", "identity.fears", "identity.decides", "identity.values")
_LIFE = ("grew_up", "turning_point", "weekday", "wish", "worry", "value", "decision_habit", "money_habit", "opinion")


@dataclass(frozen=True)
class Dictionary:
    """What a foreign table calls our columns: `columns` ours → theirs, `values` of ours: theirs → ours."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def theirs(self, ours: str) -> str:
        """What the file calls a column."""
        return self.columns.get(ours, ours)

    def cells(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row in our columns."""
        by = {theirs: ours for ours, theirs in self.columns.items()}
        told = {by.get(name, name): cell for name, cell in row.items()} | dict(self.constants)
        for name, words in self.values.items():
            if isinstance(cell := told.get(name), str):
                told[name] = words.get(cell.strip(), cell)
        return told


def read_mapping(path: Path) -> Dictionary:
    """A mapping from a YAML file with `columns`, `values` and `constants`; FileError for anything wrong with it."""
    parts = read_tree(path, _FORM).fields("a mapping", "columns", "values", "constants")
    known = [*_BY_NAME, *_FIELDS]

    def block(name: str) -> Mapping[str, Any]:
        if name not in parts:
            return {}
        found = parts[name].block("write each as ours: theirs")
        for each, node in found.items():
            if each not in known:
                raise node.fail(f"{cut(each)} is not a column of ours", "docs/exports.md has their names")
        return found

    return Dictionary(
        {ours: node.text() for ours, node in block("columns").items()},
        {
            ours: {theirs: each.text() for theirs, each in node.block("write each as theirs: ours").items()}
            for ours, node in block("values").items()
        },
        {ours: node.text() for ours, node in block("constants").items()},
    )


def read_people(source: Path, mapping: Dictionary | None = None) -> Iterator[Persona]:
    """The people of a file, marked as imported, as they are read.

    :raises InputError: the file, or a row of it, does not fit; the text names the row and the column or field.
    """
    if not source.is_file():
        raise NotFoundError(f"there is no file {source}: name one that `personas export` wrote, or a table.")
    mapping = mapping or Dictionary()
    brands = _brands_beside(source)
    for where, record, row in _rows(source):
        if record is not None:
            yield _of_record(record, where)
        else:
            yield _of_row(mapping.cells(row), brands, mapping, where)


def _rows(source: Path) -> Iterator[tuple[str, dict[str, Any] | None, dict[str, Any]]]:
    """Where a person stands, and the record or the row of a table."""
    ending = source.suffix.casefold()
    if ending == ".parquet":
        for number, row in enumerate(read_parquet(source), start=1):
            is_nemotron = set(NEMOTRON) <= set(row)
            yield f"{source}, row {number}", row.get(RECORD) if is_nemotron else _record_in(row), row
    elif ending == ".csv":
        yield from ((f"{source}, row {number}", None, row) for number, row in enumerate(_csv_rows(source), start=1))
    elif ending in ENDINGS:
        for number, told in _lines(source):
            if told.get(HEADER):
                continue
            traits = told.get("traits")
            row = {**traits, "name": told.get("name")} if isinstance(traits, dict) else told
            yield f"{source}, line {number}", told.get("record") if isinstance(traits, dict) else _record_in(told), row
    else:
        raise InputError(f"{source} ends in none of {', '.join(ENDINGS)}: those are read.")


def _record_in(row: dict[str, Any]) -> dict[str, Any] | None:
    """The row, where it is a record: a table has no field with fields. Data sets of Hugging Face have the portrait
    beside, which stays there."""
    return {name: row[name] for name in row if name != "portrait"} if isinstance(row.get("location"), dict) else None


def _csv_rows(source: Path) -> Iterator[dict[str, Any]]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                yield {name.strip(): meant(cell) for name, cell in row.items() if name and isinstance(cell, str)}
    except UnicodeDecodeError as exc:
        raise InputError(f"{source} is not UTF-8 text: save it as UTF-8.") from exc
    except csv.Error as exc:
        raise InputError(f"{source} cannot be read as CSV ({exc}).") from exc


def _lines(source: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with source.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
            except (ValueError, RecursionError) as exc:
                raise InputError(f"{source}, line {number}: is no JSON; write an object on each line.") from exc
            if not isinstance(told, dict):
                raise InputError(f"{source}, line {number}: is no JSON object; write one on each line.")
            yield number, told


def _brands_beside(source: Path) -> dict[str, list[dict[str, Any]]]:
    """The brands of FILE.brands.csv by the person's id, where there is such a file."""
    path = source.with_suffix(".brands.csv")
    found: dict[str, list[dict[str, Any]]] = {}
    if source.suffix.casefold() == ".csv" and path.is_file():
        needed = {column.name for column in BRAND_COLUMNS[2:6]} | {"person"}
        for number, row in enumerate(_csv_rows(path), start=1):
            if lacking := sorted(needed - set(row)):
                raise InputError(f"{path}, row {number}: has no column {lacking[0]}.")
            notes = [note for note in (row.get("happened"), *_split(row.get("since", ""))) if note]
            kept = {name: row[name] for name in ("brand", "category", "attitude", "story")}
            kept |= {name: row[name] for name in ("prevalence", "evidence") if row.get(name)}
            found.setdefault(row["person"], []).append(
                {"evidence": INVENTED, **kept, "notes": notes or [kept["story"]]}
            )
    return found


def _of_record(record: Any, where: str) -> Persona:
    """The person of a whole record."""
    if not isinstance(record, dict):
        raise InputError(f"{where}: holds no record of a person.")
    schema = record.get("schema_version")
    if not isinstance(schema, int) or not 1 <= schema <= SCHEMA_VERSION:
        raise InputError(
            f"{where}, field schema_version: {cut(repr(schema))} is none of this engine (1 to {SCHEMA_VERSION})."
        )

    def named(path: str) -> str:
        return f"field {path}"

    person = _person(record, where, named)
    for path in _NEEDED:
        if not attrgetter(path)(person):
            raise InputError(f"{where}, {named(path)}: is missing or empty; nobody was taken in.")
    _check_brands(len(person.brand_relationships), where, named)
    return person


def _of_row(
    cells: Mapping[str, Any], brands: Mapping[str, list[dict[str, Any]]], mapping: Dictionary, where: str
) -> Persona:
    """The person of a row of a table; what it need not have is filled in, and nothing is made up."""
    given = {path: value for name, cell in cells.items() for path, value in _value(name, cell)}

    def column(path: str) -> str:
        ours = _BY_FIELD[path].name if path in _BY_FIELD and path not in cells else path
        return f"column {mapping.theirs(ours)}"

    own = brands.get(str(given.get("id", "")))
    if own is not None:
        given["brand_relationships"] = own
    _complete(given)
    for path in _NEEDED:
        if given.get(path) in (None, ""):
            raise InputError(f"{where}, {column(path)}: is missing or empty.")
    _check_brands(len(given["brand_relationships"]), where, column)
    if any(isinstance(each, dict) and not each.get("story") for each in given["brand_relationships"]):
        raise InputError(f"{where}, {column('brand_relationships')}: a brand has no story.")
    record: dict[str, Any] = {}
    for path, value in given.items():
        at = record
        *steps, last = path.split(".")
        for step in steps:
            at = at.setdefault(step, {})
        at[last] = value
    for name in ("location", "income", "work", "household", "psychographics", "digital_habits", "price_sensitivity"):
        record.setdefault(name, {})
    if not record.get("id"):
        told = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
        record["id"] = f"p-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    return _person(record, where, column)


def _check_brands(count: int, where: str, named: Callable[[str], str]) -> None:
    if not _FEWEST <= count <= _MOST:
        raise InputError(
            f"{where}, {named('brand_relationships')}: has {count} brands; give {_FEWEST} to {_MOST}, here as JSON, or "
            "for a table in FILE.brands.csv beside the file."
        )


def _complete(given: dict[str, Any]) -> None:
    """What a record needs and a table need not have."""
    for one, other in (("occupation", "work.title"), ("work.title", "occupation"), ("work.category", "occupation")):
        if given.get(one) in (None, "") and given.get(other):
            given[one] = given[other]
    for whose in ("household", "personal"):
        if amount := given.get(f"income.{whose}_monthly"):
            given.setdefault(f"income.{whose}_text", f"{amount} {given.get('income.currency', '')}".strip())
    if name := given.get("name"):
        given.setdefault("called", str(name).split()[0])
    empty = dict.fromkeys((*_TEXTS, "identity.spending", "backstory", "quote", "digital_habits.day"), "")
    empty |= {f"life.{name}": "" for name in _LIFE} | {"work.workplace": "", "work.isco08": ""}
    lists: dict[str, Any] = {
        "household.children": [],
        "household.members": [],
        "digital_habits.devices": [],
        "digital_habits.platforms": [],
        "price_sensitivity.signals": [],
        "life.price_signals": ["", ""],
        "life.phone_moments": ["", "", ""],
        "digital_habits.evidence": [INVENTED] * 3,
        "price_sensitivity.evidence": [INVENTED] * 2,
        "brand_relationships": [],
    }
    made: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "location.region": None,
        "cultural_context": "imported",
        "provenance.seed": 0,
        "provenance.model": "imported",
        "provenance.model_sha256": "",
        "provenance.snapshot": None,
        "provenance.engine_version": __version__,
    }
    for path, value in (empty | lists | made).items():
        given.setdefault(path, value)


def _value(name: str, cell: Any) -> Iterable[tuple[str, Any]]:
    """The field of the record that a cell is of, with its value; nothing for an empty cell or another's column."""
    column = _BY_NAME.get(name) or _BY_FIELD.get(name)
    path = column.field if column else name
    if path not in _FIELDS or cell is None or path == "avatar":
        return []
    if isinstance(cell, str):
        if not (cell := cell.strip()):
            return []
        if column and column.kind == "code":
            cell = next((word for word in column.codes if word.casefold() == cell.casefold()), cell)
        elif (column and column.kind == "list") or cell.startswith("["):
            cell = _listed(cell, column)
    return [(path, cell)]


def _listed(cell: str, column: Column | None) -> Any:
    if cell.startswith("["):
        try:
            return json.loads(cell)
        except ValueError:
            return cell  # which no list of the record is
    parts = _split(cell)
    if column and column.field == "income.others":
        pairs = (re.fullmatch(r"(.+): *(\d+)", part) for part in parts)
        return [{"who": pair[1], "monthly": int(pair[2])} if pair else None for pair in pairs]
    return parts


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(BETWEEN.strip()) if part.strip()]


def _person(record: Mapping[str, Any], where: str, named: Callable[[str], str]) -> Persona:
    """The checked person; InputError where the record is none."""
    try:
        persona = Persona.model_validate({**record, "source": "imported", "avatar": None})
        if found := out_of_bounds(persona):
            raise InputError(f"{where}, {named(found[0])}: {found[1]}; nobody was taken in.")
        check_texts(persona)
    except ValidationError as exc:
        problem = exc.errors()[0]
        steps = [str(step) for step in problem["loc"]]
        path = ".".join(steps)
        while steps and path not in _FIELDS:  # an entry of a list
            steps.pop()
            path = ".".join(steps)
        shown = "" if problem["type"] == "missing" else f" (it is {cut(repr(problem['input']))})"
        said = "is missing or empty" if problem["type"] == "missing" else f"{problem['msg'].rstrip('.')}{shown}"
        place = path or ".".join(map(str, problem["loc"]))
        raise InputError(f"{where}, {cut(named(place), 200)}: {cut(said, 400)}; nobody was taken in.") from exc
    except ValueError as exc:
        raise InputError(f"{where}: {cut(str(exc), 400)}; nobody was taken in.") from exc
    if not re.fullmatch("[A-Z]{2}", persona.location.country_code):
        raise InputError(f"{where}, {named('location.country_code')}: is no ISO 3166-1 code of two capital letters.")
    return persona
