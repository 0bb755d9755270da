"""The rules of a group's fields, and the one message that tells what is wrong with them.

The rules are the table `RULES`; `check_tree` is the one place that applies them, for YAML and HTTP alike.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

from pydantic import ValidationError

from boses_engine.domain.group import AGE_LEAST, AGE_MOST, COUNT_MOST, Group
from boses_engine.errors import GroupError
from boses_engine.tree import Form, Node, cut, tree_of

TEXT_MOST = 200  # characters in a field
FIELDS_MOST = 100  # more are not looked at one by one
MESSAGE_MOST = 390  # characters in an error message
GROUP_FILE = Form(
    name="group",
    error=GroupError,
    holds="a group file is eight short lines",
    example="write one with: boses init",
    events_most=200,  # eight fields are 22; bounds the time spent on nested values and unknown fields
)

_Problem = tuple[str, int, str]  # what is wrong and what to do, the line or 0, the field or ""


def check_fields(fields: Mapping[str, object], *, source: str) -> Group:
    """The group with these fields, as JSON gives them; raises GroupError like `check_tree`."""
    if isinstance(fields, Mapping) and len(fields) > FIELDS_MOST:
        raise _error(source, (f"has {len(fields):,} fields; write only {', '.join(RULES)}", 0, ""))
    return check_tree(tree_of(fields, source, GROUP_FILE))


def check_tree(root: Node) -> Group:
    """The group with these fields, or a GroupError that tells their problems.

    Case and blanks are forgiven where they carry no meaning, types are not.
    """
    nodes = root.block(GROUP_FILE.example if root.line else _example("name"))
    values: dict[str, object] = {}
    problems: list[_Problem] = []
    meant: set[str] = set()
    for name, node in nodes.items():
        try:
            if name not in RULES:
                probably = _meant(name)
                meant.update(probably)
                advice = f"write {' and '.join(probably)}" if probably else f"the fields are {', '.join(RULES)}"
                raise node.fail("is not a field of a group", advice)
            values[name] = RULES[name].read(node, _example(name))
        except GroupError as exc:
            problems.append((exc.fields[0][1], node.line, name or "''"))
    if text := _age_problem(values):
        problems.append((text, nodes["age_max"].line, "age_max"))
    wrong = [(cut(name), text) for text, _, name in problems]
    required = [name for name, field in Group.model_fields.items() if field.is_required()]
    if missing := [name for name in required if name not in nodes and name not in meant]:
        problems.append((f"missing: {', '.join(missing)}; {_example(missing[0])}", 0, ""))
        wrong += [(name, f"is missing; {_example(name)}") for name in missing]
    if problems:
        raise _error(root.source, *problems, fields=wrong)
    try:
        return Group.model_validate(values)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise _error(root.source, (first["msg"], 0, ".".join(map(str, first["loc"])))) from exc


class _Rule(Protocol):
    @property
    def example(self) -> object: ...

    def read(self, node: Node, advice: str) -> object:
        """The value as `Group` takes it; raises GroupError."""


@dataclass(frozen=True)
class _Whole:
    """A whole number in a range, both ends included."""

    least: int
    most: int
    example: int

    def read(self, node: Node, advice: str) -> float:
        return node.number(self.least, self.most, advice=advice)


@dataclass(frozen=True)
class _Choice:
    """One of a few words, in any case."""

    choices: tuple[str, ...]
    example: str

    def read(self, node: Node, advice: str) -> str:
        return node.choice(*self.choices, advice=advice)


@dataclass(frozen=True)
class _Text:
    """One line of text; runs of blanks become one, characters are composed (NFC)."""

    example: str

    def read(self, node: Node, advice: str) -> str:
        if node.kind != "str":
            if node.written and node.kind != "null":
                advice = f'put it in quotation marks: "{cut(node.written)}"'
            raise node.fail(f"must be text, not {node.describe()}", advice)
        if len(node.written.splitlines()) > 1:
            raise node.fail("must be one line", "take the line breaks out")
        return unicodedata.normalize("NFC", node.text(TEXT_MOST, advice=advice))


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


def _meant(name: str) -> Sequence[str]:
    """The fields that an unknown name probably stands for."""
    word = re.sub(r"[\s-]+", "_", name[:40].strip().lower())
    return _OTHER_NAMES.get(word) or difflib.get_close_matches(word, RULES, n=1, cutoff=0.7)


def _age_problem(values: Mapping[str, object]) -> str | None:
    least, most = values.get("age_min"), values.get("age_max")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        return f"must not be below age_min ({least}), but is {most}; swap the two or write e.g. age_max: {least}"
    return None


def _example(name: str) -> str:
    return f"write e.g. {name}: {RULES[name].example}"


def _error(source: str, *problems: _Problem, fields: Sequence[tuple[str, str]] = ()) -> GroupError:
    """The error of one short line: the source, the first problems, and how many more there are."""
    message = ""
    for told, (text, line, field) in enumerate(problems):
        addition = str(GROUP_FILE.fail("" if message else source, text, line, cut(field)))
        addition = f"; also {addition}" if message else addition
        if message and len(message) + len(addition) > MESSAGE_MOST - len("; and 9,999 more"):
            return GroupError(f"{message}; and {len(problems) - told} more", tuple(fields))
        message += addition
    return GroupError(message, tuple(fields))
