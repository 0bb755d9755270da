"""How different people's texts are, from a file of people or between two tellings of one person."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from rich import box
from rich.table import Table

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.persona import Persona
from boses_engine.domain.report import DiversityReport
from boses_engine.errors import InputError
from boses_engine.pipeline.record import field_texts


def changed_texts(before: Persona, after: Persona) -> dict[FieldKey, tuple[str, str]]:
    """The texts of a person that are others in a second record, before and after, by field key."""
    old, new = field_texts(before), field_texts(after)
    return {key: (old[key], text) for key, text in new.items() if text != old[key]}


def read_personas(path: Path) -> Iterator[Persona]:
    """The people of a personas.jsonl, read as they are asked for.

    :raises InputError: the file cannot be read, or a line of it is no person.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _read_person(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"cannot read {path}: {getattr(exc, 'strerror', None) or 'it is not UTF-8 text'}.") from exc


def _read_person(line: str, at: str) -> Persona:
    try:
        return Persona.model_validate_json(line)
    except ValidationError as exc:
        where = ".".join(map(str, exc.errors()[0]["loc"])) or "the line"
        raise InputError(
            f"{at}: {where}: {exc.errors()[0]['msg']}. Give a personas.jsonl that `generate` or `personas export` has "
            "written."
        ) from exc


def diversity_table(report: DiversityReport) -> Table:
    """A row a figure, a column a set of texts."""
    found = report.model_dump(exclude={"people"})
    table = Table(box=box.SIMPLE)
    table.add_column(f"{report.people} people" if report.people else "")
    for texts in found:
        table.add_column(texts.replace("the_models", "the model's").replace("_", " "), justify="right")
    for name in next(iter(found.values())):
        table.add_row(name.replace("_", " "), *(f"{figures[name]:g}" for figures in found.values()))
    return table
