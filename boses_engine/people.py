"""The people of a run, for Python: a sequence that turns into tables and files."""

import html
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import RunReport
from boses_engine.errors import InputError
from boses_engine.exports.columns import COLUMNS, cells_of
from boses_engine.exports.export import export

if TYPE_CHECKING:
    import pandas

_SHOWN = 12  # people on a card of a notebook


class People(Sequence[Persona]):
    """People in their order, with the report of the run that made them.

    Tables have a row a person and a column a fact, by the names of the codebook (`personas export --format flat`).
    More than a thousand people are read from the store as they are asked for, while the engine is open.
    """

    def __init__(self, personas: Sequence[Persona], report: RunReport, portrait_of: Callable[[str], bytes | None]):
        self.report = report
        self._personas, self._portrait_of = personas, portrait_of

    def __len__(self) -> int:
        return len(self._personas)

    @overload
    def __getitem__(self, at: int) -> Persona: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Persona]: ...
    def __getitem__(self, at: int | slice) -> Persona | Sequence[Persona]:
        return self._personas[at]

    def __repr__(self) -> str:
        return f"People({len(self)} by {self.report.model}, seed {self.report.seed}, run {self.report.run_id})"

    def _repr_html_(self) -> str:
        """A table of the first of them, for notebooks."""
        rows = "".join(_row("td", _line(person)) for person in self[:_SHOWN])
        more = f"<p>and {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        head = _row("th", ("Name", "Age", "City", "Work", "Household income", "Says"))
        return f"<p>{html.escape(repr(self))}</p><table>{head}{rows}</table>{more}"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The records, as in personas.jsonl."""
        return [person.model_dump(mode="json") for person in self]

    def to_pandas(self) -> "pandas.DataFrame":
        """A row a person, a column a fact; raises InputError without pandas."""
        return _package("pandas").DataFrame(self._columns())

    def to_polars(self) -> Any:
        """A polars.DataFrame, a row a person and a column a fact; raises InputError without polars."""
        return _package("polars").DataFrame(self._columns(), infer_schema_length=None)

    def to_arrow(self) -> Any:
        """A pyarrow.Table, a row a person and a column a fact; raises InputError without pyarrow."""
        return _package("pyarrow").table(self._columns())

    def save(self, path: str | Path, format: str | None = None) -> Path:
        """Writes them to a file, in the format that its ending says or another of `personas export`.

        :raises InputError: there is no such format, or the place cannot be written.
        """
        path = Path(path)
        form = format or _FORMATS.get(path.suffix.lower(), "")
        if not form:
            raise InputError(f"{path} says no format: end it in {', '.join(_FORMATS)}, or name one as format=….")
        export(self, path, form, portrait_of=self._portrait_of, beside=True)
        return path

    def _columns(self) -> dict[str, list[Any]]:
        rows = [cells_of(person) for person in self]
        return {column.name: [row[at] for row in rows] for at, column in enumerate(COLUMNS)}


_FORMATS = {".jsonl": "jsonl", ".csv": "flat", ".parquet": "parquet", ".xlsx": "xlsx", ".sav": "sav"}


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _line(person: Persona) -> tuple[str, ...]:
    work, money = person.occupation, person.income.household_text
    return person.name, str(person.age), person.location.city, work, money, person.quote


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as exc:
        raise InputError(f"{name} is not installed: pip install {name}.") from exc
