"""What people write in YAML or JSON, as a tree of plain values that know where they stand."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from boses_engine.errors import FileError, unshown

DEPTH_MOST = 100
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})")  # more digits make a huge number
_KINDS: Mapping[str, str] = {
    "str": "'{}'",
    "int": "{}, which is not in plain digits",
    "bool": "the yes-or-no value {}",
    "float": "the decimal number {}",
    "timestamp": "the date {}",
    "value": "the sign {}",
    "null": "an empty value",
    "seq": "a list",
    "map": "a block of fields",
}


@dataclass(frozen=True)
class Form:
    """A kind of file that people write: its errors, what they advise, and what bounds the reading."""

    name: str
    error: type[FileError]
    holds: str  # "a group file is eight short lines"
    example: str  # how to come by one: "write one with: boses init"
    layout: str = "write each field on a line of its own as field: value"
    entries: Mapping[str, str] = field(default_factory=dict)  # list → what one of its entries is called
    events_most: int = 20_000  # of YAML; a field with its value is two
    may_be_empty: bool = False

    def fail(self, source: str, problem: str, line: int = 0, where: str = "", path: str = "") -> FileError:
        """The error for what is wrong, with what to do, in a line and field of the source."""
        short = source if len(source) <= 120 else f"…{source[-118:]}"
        place = ", ".join(filter(None, (cut(short, 120), f"line {line}" if line else "", where)))
        return self.error(": ".join(filter(None, (place, problem))), ((path or self.name, problem),))


@dataclass(frozen=True)
class Node:
    """A value and where it stands; what is asked of it raises the form's error where it is something else."""

    value: "str | int | float | Sequence[Node] | Mapping[str, Node] | None"
    source: str
    form: Form
    steps: tuple[str | int, ...] = ()  # the names, and the places in lists from 0, that lead to it
    line: int = 0  # of its name, where it has one; 0 in JSON
    kind: str = (
        ""  # what YAML takes it for: str, int, float, bool, null, timestamp, value (the sign =), huge number, seq, map
    )
    written: str = ""  # the text of what is neither a list nor a block

    def fail(self, problem: str, advice: str) -> FileError:
        """The error that this value is."""
        where = ""
        for step in self.steps:
            if isinstance(step, int):
                where = f"{self.form.entries.get(where) or f'{where}, entry'.removeprefix(', ')} {step + 1}"
            else:
                where = f"{where}, {cut(step) or repr(step)}".removeprefix(", ")
        path = ".".join(map(str, self.steps))
        return self.form.fail(self.source, f"{problem}; {advice}", self.line, where, path)

    def describe(self) -> str:
        """The value as messages show it."""
        if isinstance(self.value, int):
            return self.written
        return _KINDS.get(self.kind, f"a {self.kind}").format(cut(self.written))

    def block(self, advice: str) -> "Mapping[str, Node]":
        """The value as fields of any names."""
        if not isinstance(self.value, Mapping):
            raise self.fail(f"must be fields with values, not {self.describe()}", advice)
        return self.value

    def fields(self, what: str, *known: str, required: Sequence[str] = ()) -> "Mapping[str, Node]":
        """The value as a block of these fields; `what` has an article."""
        fields = self.block(f"{what} has {', '.join(known)}")
        for name, node in fields.items():
            if name not in known:
                near = difflib.get_close_matches(name[:40].casefold(), known, n=1, cutoff=0.6)
                advice = f"write {near[0]}" if near else f"the fields here are {', '.join(known)}"
                raise node.fail(f"{cut(repr(name))} is not a field of {what}", advice)
        for name in required:
            if name not in fields:
                raise self.fail(f"{name} is missing", f"{what} needs {', '.join(required)}")
        return fields

    def items(self, what: str, least: int, most: int) -> "Sequence[Node]":
        """The value as a list of so many."""
        if not isinstance(self.value, list):
            advice = "write each on a line with a dash before it"
            raise self.fail(f"must be a list of {what}, not {self.describe()}", advice)
        if not least <= len(self.value) <= most:
            raise self.fail(f"has {len(self.value)} {what}", f"give {least} to {most}")
        return self.value

    def items_or_one(self, what: str, most: int) -> "Sequence[Node]":
        """The value as a list, or as its only entry where it is written without one."""
        return [self] if isinstance(self.value, str | int | float) else self.items(what, 1, most)

    def text(self, most: int = 1_000, *, advice: str = "write what people are to read") -> str:
        """The value as text on one line; runs of white space become a blank."""
        if isinstance(self.value, int | float):
            return self.written
        if not isinstance(self.value, str):
            raise self.fail(f"must be text, not {self.describe()}", "put it in quotation marks")
        text = " ".join(self.value.split())
        if len(text) > most:
            raise self.fail(f"must have at most {most:,} characters, not {len(text):,}", "shorten it")
        if odd := unshown(text):
            raise self.fail(f"must be without control characters, but holds U+{ord(odd):04X}", "take it out")
        if not any(map(str.isalnum, text)):
            raise self.fail(f"must hold a letter or a digit, not {self.describe()}", advice)
        return text

    def number(self, least: float, most: float, *, whole: bool = True, advice: str = "change it") -> float:
        """The value as a number in a range."""
        kind = "a whole number" if whole else "a number"
        if isinstance(self.value, int if whole else int | float) and least <= self.value <= most:
            return self.value
        quoted = self.kind == "str" and WHOLE.fullmatch(self.written) and least <= int(self.written) <= most
        problem = f"must be {kind} from {least:,} to {most:,}, not {self.describe()}"
        raise self.fail(problem, "leave out the quotation marks" if quoted else advice)

    def choice(self, *choices: str, advice: str = "write one of them") -> str:
        """The value as one of a few words, in any case."""
        said = " ".join(self.written.split()).casefold().replace("_", " ").replace("-", " ")
        folded = {choice.casefold(): choice for choice in choices}
        for each, choice in folded.items():
            if said == each.replace("-", " "):
                return choice
        near = difflib.get_close_matches(said[:40], folded, n=1, cutoff=0.7)
        advice = f"write {folded[near[0]]}" if near else advice
        raise self.fail(f"must be {', '.join(choices[:-1])} or {choices[-1]}, not {self.describe()}", advice)


def tree_of(value: object, source: str, form: Form, steps: tuple[str | int, ...] = ()) -> Node:
    """The tree of values that are there already, as JSON gives them; raises the form's error for too deep a one."""
    node = Node(None, source, form, steps)
    if len(steps) > DEPTH_MOST:
        raise node.fail("is nested too deep", f"{form.holds}; {form.example}")
    if isinstance(value, Mapping):
        fields = {str(name): tree_of(each, source, form, (*steps, str(name))) for name, each in value.items()}
        return replace(node, value=fields, kind="map")
    if isinstance(value, list | tuple):
        items = [tree_of(each, source, form, (*steps, at)) for at, each in enumerate(value)]
        return replace(node, value=items, kind="seq")
    if isinstance(value, bool):
        return replace(node, kind="bool", written=str(value).lower())
    if isinstance(value, int) and value.bit_length() > 64:  # Python refuses to write out very long ones
        return replace(node, kind="huge number")
    if isinstance(value, str | int | float):
        return replace(node, value=value, kind=type(value).__name__, written=str(value))
    return replace(node, kind="null" if value is None else type(value).__name__)


def cut(text: str, most: int = 40) -> str:
    """The first `most` characters on one line, with escapes for what a terminal should not be sent."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"
