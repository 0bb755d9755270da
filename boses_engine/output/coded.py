"""A study as statistics programs want it: a row for each person and repeat, answers as codes, and what codes mean.

Questions of several answers have a variable for each option. What was not asked, and what had no basis, is missing.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Persona
from boses_engine.domain.study import WESTENDORP, Answer, Question, StudyDesign
from boses_engine.exports.sav import Labelled, write_labelled
from boses_engine.files import replacing_output
from boses_engine.output.files import write_text
from boses_engine.store.tables import harmless

CODED = ("sav", "coded")  # SPSS; a CSV file with another beside it that says what its codes mean
Cell = str | float | None
_RESERVED = frozenset("all and by eq ge gt le lt ne not or to with".split())  # of SPSS
_NAME_MOST = 60  # bytes of a name with its ending: SPSS takes 64


@dataclass(frozen=True)
class Variable:
    """A column: its label, what its codes mean, and its value for a person and the answers of one repeat by id."""

    name: str
    label: str
    read: Callable[[Persona, Mapping[str, Answer]], Cell]
    meanings: Mapping[int, str] = field(default_factory=dict)
    is_text: bool = False


def write_coded(
    design: StudyDesign, people: Sequence[Persona], answers: Sequence[Answer], path: Path, format: str
) -> None:
    """Writes the answers to an SPSS file ("sav"), or to a CSV file with FILE.labels.csv beside it ("coded").

    :raises InputError: the file cannot be written, or the package for SPSS files is not installed.
    """
    variables = variables_of(design)
    rows = list(_rows(variables, design, people, answers))
    if format == "sav":
        _write_sav(design, variables, rows, path)
        return
    write_text(path, _csv([[variable.name for variable in variables], *rows]))
    told = [(each.name, each.label, code, meaning) for each in variables for code, meaning in _meanings(each)]
    write_text(path.with_suffix(".labels.csv"), _csv([("variable", "label", "code", "meaning"), *told]))


def variables_of(design: StudyDesign) -> list[Variable]:
    """The columns of a study: who answered, then each question."""
    found = [
        Variable("person", "Person", lambda person, _: person.id, is_text=True),
        Variable(
            "repeat", "Which time they were asked", lambda _, own: next((one.repeat for one in own.values()), None)
        ),
        Variable("market", "Country", lambda person, _: person.location.country_code, is_text=True),
        _fact("sex", "Sex", get_args(Gender), lambda person: person.gender),
        Variable("age", "Age in years", lambda person, _: person.age),
        _fact("income", "Income of the household", get_args(IncomeLevel), lambda person: person.income.level),
    ]
    used = {variable.name for variable in found} | _RESERVED
    for question in design.questions:
        name = question.id.replace("-", "_")[:_NAME_MOST]
        columns = list(_of_question(question, name))
        while used & {each.name.casefold() for each in columns}:
            name += "_q"
            columns = list(_of_question(question, name))
        used |= {each.name.casefold() for each in columns}
        found += columns
    return found


def _of_question(question: Question, name: str) -> Iterator[Variable]:
    """A question's columns; of several they are called by the option's number, or the price's name."""

    def variable(
        ending: str, part: str, read: Callable[[Any], Cell], meanings: Mapping[int, str] | None = None
    ) -> Variable:
        label = f"{part}: {question.text}" if part else question.text
        return Variable(name + ending, label, _reading(question.id, read), meanings or {})

    if question.kind == "open":
        yield Variable(name, question.text, _text_of(question.id), is_text=True)
    elif question.kind == "likert":
        yield variable("", "", float, dict(zip(question.points, question.anchors, strict=True)))
    elif question.kind == "choice":
        codes = dict(enumerate(question.options, 1))
        yield variable("", "", lambda value: question.options.index(value) + 1, codes)
    elif question.kind in ("multiple", "ranking", "maxdiff"):
        read, codes = _EACH[question.kind]
        for at, option in enumerate(question.options, 1):
            yield variable(f"_{at}", option, lambda value, option=option: read(value, option), codes)  # type: ignore[misc]
    elif question.method == "van westendorp":
        for price in WESTENDORP:
            yield variable(f"_{price.replace(' ', '_')}", price, lambda value, price=price: value[price])  # type: ignore[misc]
    else:
        yield variable("", "", float)


def _net(value: Any, option: str) -> float:
    """How often an item was best less how often worst."""
    return float(sum((shown["best"] == option) - (shown["worst"] == option) for shown in value))


_EACH: dict[str, tuple[Callable[[Any, str], float], dict[int, str]]] = {
    "multiple": (lambda value, option: float(option in value), {0: "not named", 1: "named"}),
    "ranking": (lambda value, option: value.index(option) + 1.0, {}),
    "maxdiff": (_net, {}),
}


def _fact(name: str, label: str, among: Sequence[str], of: Callable[[Persona], str]) -> Variable:
    return Variable(name, label, lambda person, _: among.index(of(person)) + 1, dict(enumerate(among, 1)))


def _reading(question: str, read: Callable[[Any], Cell]) -> Callable[[Persona, Mapping[str, Answer]], Cell]:
    def cell(_: Persona, own: Mapping[str, Answer]) -> Cell:
        one = own.get(question)
        return None if one is None or one.value is None else read(one.value)

    return cell


def _text_of(question: str) -> Callable[[Persona, Mapping[str, Answer]], Cell]:
    return lambda _, own: own[question].text if question in own and not own[question].no_basis else ""


def _rows(
    variables: Sequence[Variable], design: StudyDesign, people: Sequence[Persona], answers: Sequence[Answer]
) -> Iterator[list[Cell]]:
    of: dict[tuple[str, int], dict[str, Answer]] = {}
    for one in answers:
        of.setdefault((one.persona, one.repeat), {})[one.question] = one
    for person in people:
        for repeat in range(1, design.repeats + 1):
            yield [variable.read(person, of.get((person.id, repeat), {})) for variable in variables]


def _meanings(variable: Variable) -> Iterator[tuple[int | str, str]]:
    yield from variable.meanings.items() or [("", "")]


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    whole = (
        [int(cell) if isinstance(cell, float) and cell.is_integer() else harmless(cell) for cell in row] for row in rows
    )
    csv.writer(text, lineterminator="\n").writerows(whole)
    return text.getvalue()


def _write_sav(design: StudyDesign, variables: Sequence[Variable], rows: Sequence[list[Cell]], path: Path) -> None:
    """The rows as an SPSS file with labels; InputError without the package for it."""
    columns = [Labelled(each.name, each.label, each.is_text, each.meanings) for each in variables]
    with replacing_output(path) as temporary:
        write_labelled(temporary, design.name, columns, rows)
