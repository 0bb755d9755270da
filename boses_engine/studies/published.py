"""Published shares of answers, as a CSV file: read, checked against a study, and those that are shipped."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Persona
from boses_engine.domain.study import Question
from boses_engine.errors import StudyError
from boses_engine.files import open_file
from boses_engine.tree import cut

COLUMNS = ("question", "option", "market", "sex", "age", "income", "share", "source", "year")
KINDS = ("choice", "multiple", "likert")  # of questions whose answers have shares
SHIPPED = Path(__file__).with_name("published")
SIZE_MOST = 4_194_304  # bytes
_OLDEST = 200  # years
_ROUNDING = 1.0  # per cent by which shares of one table may add up to more or less than 100


@dataclass(frozen=True)
class RowGroup:
    """Whom published shares are of, and what they are: by option, or by point of a scale, 0..1.

    An empty market, sex or set of incomes means all.
    """

    question: str
    market: str
    sex: str
    ages: tuple[int, int]
    incomes: frozenset[str]
    shares: Mapping[str, float]
    source: str
    year: int

    def holds(self, person: Persona) -> bool:
        """Whether a person is one of these people."""
        return (
            self.market in ("", person.location.country_code)
            and self.sex in ("", person.gender)
            and self.ages[0] <= person.age <= self.ages[1]
            and (not self.incomes or person.income.level in self.incomes)
        )

    @property
    def is_of_all(self) -> bool:
        """Whether it is of everybody in its market."""
        return not self.sex and self.ages == (0, _OLDEST) and not self.incomes

    @property
    def whom(self) -> str:
        """In words: "ID, Female, 15 to 24"."""
        low, high = self.ages
        age = "" if self.ages == (0, _OLDEST) else f"{low} and over" if high == _OLDEST else f"{low} to {high}"
        known = [level for level in get_args(IncomeLevel) if level in self.incomes]
        return ", ".join(filter(None, (self.market, self.sex, age, " or ".join(known)))) or "everybody"


def shipped_names() -> list[str]:
    """The tables that come with the engine."""
    return sorted(path.stem for path in SHIPPED.glob("*.csv"))


@cache
def shipped(name: str) -> tuple[RowGroup, ...]:
    """A table that comes with the engine, unchecked by any study."""
    return tuple(_grouped(_rows(SHIPPED / f"{name}.csv")))


def load_published(name: str, questions: Sequence[Question]) -> tuple[list[RowGroup], tuple[str, ...]]:
    """The published shares of a file, or of the shipped table of that name, and the ids there that the study lacks.

    Points of scales may be written by number or in their words; either way they are keyed by number.

    :raises StudyError: anything is wrong with the file; says line and column.
    """
    path = Path(name)
    if not path.suffix and name in shipped_names():
        path = SHIPPED / f"{name}.csv"
    rows = _rows(path)
    known = {question.id: question for question in questions}
    if not any(row.values["question"] in known for row in rows):
        asked = ", ".join(known)
        raise StudyError(f"{path}: has no question of the study; the ids in its column question are to be of {asked}.")
    left_out = dict.fromkeys(row.values["question"] for row in rows if row.values["question"] not in known)
    rows = [row for row in rows if row.values["question"] in known]
    for row in rows:
        question = known[row.values["question"]]
        if question.kind not in KINDS:
            raise row.fail("question", f"is a {question.kind}", f"shares are of {', '.join(KINDS)} questions")
        row.values["option"] = _option(row, question)
    groups = _grouped(rows)
    for group in groups:
        _check_sum(path, group, known[group.question])
    return groups, tuple(left_out)


@dataclass
class _Row:
    path: Path
    line: int
    values: dict[str, str]

    def fail(self, column: str, problem: str, advice: str) -> StudyError:
        return StudyError(f"{self.path}, line {self.line}, {column}: {cut(problem, 200)}; {cut(advice, 400)}.")

    def ages(self) -> tuple[int, int]:
        text = self.values["age"]
        if not text:
            return 0, _OLDEST
        found = re.fullmatch(r"(\d{1,3}) ?(?:\+|(?:-|–|to) ?(\d{1,3}))", text)
        low, high = (int(found[1]), int(found[2] or _OLDEST)) if found else (1, 0)
        if low > high:
            raise self.fail("age", f"must be two ages or a least one, not {text!r}", 'write "15-24" or "25+"')
        return low, high

    def incomes(self) -> frozenset[str]:
        some = frozenset(filter(None, self.values["income"].split("|")))
        if wrong := some - set(get_args(IncomeLevel)):
            advice = 'write Low, Middle, High, or several as "Middle|High"'
            raise self.fail("income", f"is {', '.join(sorted(wrong))!r}", advice)
        return some

    def share(self) -> float:
        text = self.values["share"]
        if not re.fullmatch(r"\d{1,3}(?:\.\d+)?", text) or float(text) > 100:
            raise self.fail("share", f"must be per cent from 0 to 100, not {text!r}", "write it as 56.3")
        return float(text) / 100

    def check(self) -> None:
        if not re.fullmatch(r"[A-Z]{2}|", self.values["market"]):
            raise self.fail("market", f"is {self.values['market']!r}", "write a country's code such as ID, or nothing")
        if self.values["sex"] not in ("", *get_args(Gender)):
            raise self.fail("sex", f"is {self.values['sex']!r}", "write Female, Male or nothing")
        if not self.values["source"]:
            raise self.fail("source", "is empty", "say where the share was published")
        if not re.fullmatch(r"[12]\d{3}", self.values["year"]):
            raise self.fail("year", f"must be a year, not {self.values['year']!r}", "write it as 2024")


def _rows(path: Path) -> list[_Row]:
    """The rows of a table, each with its line; StudyError for a file that is no such table."""
    try:
        with open_file(path) as file:
            data = file.read(SIZE_MOST + 1)
        if len(data) > SIZE_MOST:
            raise StudyError(f"{path}: is over 4 MiB; a table of shares has some hundred lines.")
        reader = csv.reader(data.decode("utf-8-sig").splitlines(), strict=True)
        lines = [(reader.line_num, [field.strip() for field in row]) for row in reader if row]
    except FileNotFoundError as exc:
        known = ", ".join(shipped_names())
        raise StudyError(f"{path}: there is no such file; check the path, or name a shipped table: {known}.") from exc
    except OSError as exc:
        raise StudyError(f"{path}: cannot be read ({exc.strerror}); give the path of a CSV file.") from exc
    except UnicodeDecodeError as exc:
        raise StudyError(f"{path}: is not UTF-8 text; save it as UTF-8.") from exc
    except csv.Error as exc:
        raise StudyError(f"{path}: is no CSV file ({exc}); write a heading and rows with commas.") from exc
    if len(lines) < 2:
        raise StudyError(f"{path}: has no rows; give a heading, {', '.join(COLUMNS)}, and a row for each share.")
    names = ["option" if name == "point" else name for name in lines[0][1]]
    if missing := [name for name in COLUMNS if name not in names]:
        raise StudyError(f"{path}, line {lines[0][0]}: lacks {', '.join(missing)}; it has to have all columns.")
    if wrong := [name for at, name in enumerate(names) if name not in COLUMNS or name in names[:at]]:
        raise StudyError(f"{path}, line {lines[0][0]}: has {cut(repr(wrong[0]))} too much; take that column out.")
    rows = []
    for line, fields in lines[1:]:
        if len(fields) != len(names):
            problem = f"has {len(fields)} fields for {len(names)} columns; quote what holds a comma."
            raise StudyError(f"{path}, line {line}: {problem}")
        rows.append(_Row(path, line, dict(zip(names, fields, strict=True))))
        rows[-1].check()
    return rows


def _option(row: _Row, question: Question) -> str:
    """The option as the study writes it, or the number of a point."""
    said = row.values["option"].casefold()
    for point, anchor in zip(question.points, question.anchors, strict=True):
        if said in (str(point), anchor.casefold()):
            return str(point)
    for option in question.options:
        if said == option.casefold():
            return option
    among = ", ".join(question.options or question.anchors)
    raise row.fail("option", f"{row.values['option']!r} is none of {question.id}", f"it has {among}")


def _grouped(rows: Iterable[_Row]) -> list[RowGroup]:
    """Rows of the same people and question as one, in the order of the first of each."""
    shares: dict[tuple[str, str, str, tuple[int, int], frozenset[str]], dict[str, float]] = {}
    first: dict[object, _Row] = {}
    for row in rows:
        values = row.values
        key = values["question"], values["market"], values["sex"], row.ages(), row.incomes()
        own = shares.setdefault(key, {})
        if values["option"] in own:
            raise row.fail("option", f"{values['option']!r} is there twice for these people", "keep one of them")
        own[values["option"]] = row.share()
        first.setdefault(key, row)
    return [
        RowGroup(*key, own, first[key].values["source"], int(first[key].values["year"])) for key, own in shares.items()
    ]


def _check_sum(path: Path, group: RowGroup, question: Question) -> None:
    if question.kind == "multiple":
        return
    total = 100 * sum(group.shares.values())
    whole = len(group.shares) == len(question.options or question.anchors)
    if total > 100 + _ROUNDING or (whole and total < 100 - _ROUNDING):
        of = f"{group.question}, {group.whom}"
        raise StudyError(f"{path}: the shares of {of} add up to {total:.1f}; those of one question make 100 per cent.")
