"""The rules of a group's fields, and the one message that tells what is wrong with them.

The rules are the table `RULES`; `check_fields` is the one place that applies them, for YAML and HTTP alike.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, get_args

from pydantic import ValidationError

from boses_engine.domain.group import AGE_LEAST, AGE_MOST, COUNT_MOST, Group
from boses_engine.errors import GroupError

TEXT_MOST = 200  # characters in a field
FIELDS_MOST = 100  # more are not looked at one by one
MESSAGE_MOST = 390  # characters in an error message
DIGITS = re.compile(r"-?(0|[1-9][0-9]{0,19})")


def check_fields(fields: Mapping[str, object], *, source: str, lines: Mapping[str, int] | None = None) -> Group:
    """The group with these fields, or a GroupError that tells their problems.

    Case and blanks are forgiven where they carry no meaning, types are not. `lines` holds the line of each field.
    """
    if not isinstance(fields, Mapping):
        raise group_error(source, Problem(f"must be fields with values, not {_shown(fields)}; {_example('name')}"))
    if len(fields) > FIELDS_MOST:
        raise group_error(source, Problem(f"has {len(fields):,} fields; write only {', '.join(RULES)}"))
    values: dict[str, object] = {}
    problems: list[Problem] = []
    meant: set[str] = set()
    for name, value in fields.items():
        try:
            if name not in RULES:
                probably = _meant(name)
                meant.update(probably)
                advice = f"write {' and '.join(probably)}" if probably else f"the fields are {', '.join(RULES)}"
                raise _Refused("is not a field of a group", advice)
            values[name] = RULES[name].read(value)
        except _Refused as exc:
            problems.append(Problem(f"{exc.problem}; {exc.advice or _example(name)}", (lines or {}).get(name), name))
    if text := _age_problem(values):
        problems.append(Problem(text, (lines or {}).get("age_max"), "age_max"))
    required = [name for name, field in Group.model_fields.items() if field.is_required()]
    if missing := [name for name in required if name not in fields and name not in meant]:
        problems.append(Problem(f"missing: {', '.join(missing)}; {_example(missing[0])}", absent=tuple(missing)))
    if problems:
        raise group_error(source, *problems)
    try:
        return Group.model_validate(values)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise group_error(source, Problem(first["msg"], field=".".join(map(str, first["loc"])))) from exc


class _Refused(Exception):
    """A value breaks its rule; without `advice` the field's example is the advice."""

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.problem, self.advice = problem, advice


class _Rule(Protocol):
    @property
    def example(self) -> object: ...

    def read(self, value: object) -> object:
        """The value as `Group` takes it; raises _Refused."""


@dataclass(frozen=True)
class _Whole:
    """A whole number in a range, both ends included."""

    least: int
    most: int
    example: int

    def read(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        quoted = isinstance(value, str) and DIGITS.fullmatch(value) and self.least <= int(value) <= self.most
        raise _Refused(
            f"must be a whole number from {self.least:,} to {self.most:,}, not {_shown(value)}",
            "leave out the quotation marks" if quoted else "",
        )


@dataclass(frozen=True)
class _Choice:
    """One of a few words, in any case."""

    choices: tuple[str, ...]
    example: str

    def read(self, value: object) -> str:
        if isinstance(value, str):
            word = _one_line(value).casefold()
            for choice in self.choices:
                if word == choice.casefold():
                    return choice
        raise _Refused(f"must be {', '.join(self.choices[:-1])} or {self.choices[-1]}, not {_shown(value)}")


@dataclass(frozen=True)
class _Text:
    """One line of text; runs of blanks become one, characters are composed (NFC)."""

    example: str

    def read(self, value: object) -> str:
        if not isinstance(value, str):
            written = _written(value).text
            quoting = f'put it in quotation marks: "{cut(written)}"' if written else ""
            raise _Refused(f"must be text, not {_shown(value)}", quoting)
        text = _one_line(value)
        if not any(map(str.isalnum, text)):
            raise _Refused(f"must hold a letter or a digit, not {_shown(text)}")
        return unicodedata.normalize("NFC", text)


def _one_line(value: str) -> str:
    """The text with runs of blanks as one; raises _Refused where it is too long or holds more than one line."""
    text = " ".join(value.split())
    if len(text) > TEXT_MOST:
        raise _Refused(f"must have at most {TEXT_MOST} characters, not {len(text):,}", "shorten it")
    for character in value:
        if not (character.isprintable() or character == "\t" or unicodedata.category(character) == "Zs"):
            problem = f"must be one line without control characters, but holds U+{ord(character):04X}"
            raise _Refused(problem, "take that character out")
    return text


def _choices(name: str) -> tuple[str, ...]:
    return get_args(Group.model_fields[name].annotation)


RULES: Mapping[str, _Rule] = {
    "name": _Text("Jakarta Gen Z Shoppers"),
    "age_min": _Whole(AGE_LEAST, AGE_MOST, 18),
    "age_max": _Whole(AGE_LEAST, AGE_MOST, 24),
    "gender": _Choice(_choices("gender"), "Female"),
    "location": _Text("Jakarta, Indonesia"),
    "income_level": _Choice(_choices("income_level"), "Middle"),
    "occupation": _Text("University student"),
    "persona_count": _Whole(1, COUNT_MOST, 5),
}

# What people write for the fields where likeness of spelling does not tell.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "age": ("age_min", "age_max"),
    "ages": ("age_min", "age_max"),
    "age_range": ("age_min", "age_max"),
    "min_age": ("age_min",),
    "max_age": ("age_max",),
    "sex": ("gender",),
    "city": ("location",),
    "country": ("location",),
    "place": ("location",),
    "income": ("income_level",),
    "job": ("occupation",),
    "work": ("occupation",),
    "count": ("persona_count",),
    "number": ("persona_count",),
    "personas": ("persona_count",),
    "size": ("persona_count",),
    "title": ("name",),
}


def _meant(name: object) -> Sequence[str]:
    """The fields that an unknown name probably stands for."""
    if not isinstance(name, str):
        return ()
    word = re.sub(r"[\s-]+", "_", name[:40].strip().lower())
    return _OTHER_NAMES.get(word) or difflib.get_close_matches(word, RULES, n=1, cutoff=0.7)


def _age_problem(values: Mapping[str, object]) -> str | None:
    least, most = values.get("age_min"), values.get("age_max")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        return f"must not be below age_min ({least}), but is {most}; swap the two or write e.g. age_max: {least}"
    return None


def _example(name: str) -> str:
    return f"write e.g. {name}: {RULES[name].example}"


@dataclass(frozen=True)
class Written:
    """A value that is neither text nor a plain whole number: its text where that tells something, and its kind."""

    text: str
    kind: str


_KINDS: Mapping[str, str] = {
    "int": "{}, which is not in plain digits",
    "bool": "the yes-or-no value {}",
    "float": "the decimal number {}",
    "timestamp": "the date {}",
    "value": "the sign {}",
    "null": "an empty value",
    "seq": "a list",
    "map": "a nested map",
}
_PYTHON_KINDS: Sequence[tuple[type | tuple[type, ...], str]] = (
    (bool, "bool"),
    (int, "int"),
    (float, "float"),
    (date, "timestamp"),
    (type(None), "null"),
    (Mapping, "map"),
    ((list, tuple, set, frozenset), "seq"),
)


def _written(value: object) -> Written:
    if isinstance(value, Written):
        return value
    kind = next((kind for types, kind in _PYTHON_KINDS if isinstance(value, types)), type(value).__name__)
    if isinstance(value, int) and value.bit_length() > 64:  # Python refuses to write out very long ones
        return Written("a huge number", kind)
    return Written(str(value).lower() if kind in ("bool", "int", "float", "timestamp") else "", kind)


def _shown(value: object) -> str:
    """A value for a message: short, on one line, printable."""
    if isinstance(value, str):
        return f"'{cut(value)}'"
    written = _written(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return written.text
    return _KINDS.get(written.kind, f"a {written.kind}").format(cut(written.text))


def cut(text: str, most: int = 40) -> str:
    """The first `most` characters on one line, with escapes for what a terminal should not be sent."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"


@dataclass(frozen=True)
class Problem:
    """What is wrong and what to do, and where in the file."""

    text: str
    line: int | None = None
    field: object = None
    absent: tuple[str, ...] = ()  # the fields that are missing, where that is the problem

    def told(self, *places: str) -> str:
        """The problem after its places, from the outermost to the field."""
        line = [f"line {self.line}"] if self.line else []
        field = [] if self.field is None else [isinstance(self.field, str) and cut(self.field) or _shown(self.field)]
        return ": ".join(filter(None, (", ".join([*places, *line, *field]), self.text)))

    def by_field(self) -> list[tuple[str, str]]:
        """Each field that it is about, with what is wrong."""
        if self.absent:
            return [(name, f"is missing; {_example(name)}") for name in self.absent]
        return [(cut(str(self.field)), self.text)] if self.field is not None else []


def group_error(source: str, first: Problem, *others: Problem) -> GroupError:
    """The error of one short line: the source, the first problems, and how many more there are."""
    message = first.told(cut(source if len(source) <= 60 else f"…{source[-58:]}", 120))
    fields = tuple(pair for problem in (first, *others) for pair in problem.by_field())
    for told, problem in enumerate(others):
        addition = f"; also {problem.told()}"
        if len(message) + len(addition) > MESSAGE_MOST - len("; and 9,999 more"):
            return GroupError(f"{message}; and {len(others) - told} more", fields)
        message += addition
    return GroupError(message, fields)
