"""The YAML of a study file as plain values with their lines; nothing is constructed and no file makes it slow."""

import difflib
import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.reader import ReaderError

from boses_engine.errors import StudyError

SIZE_MOST = 262_144  # bytes
EVENTS_MOST, DEPTH_MOST = 20_000, 8
_SHOWN_MOST = 60  # characters of a value in a message
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,12}")


@dataclass(frozen=True)
class Node:
    """A value of the file with where it stands: its line, and its path in words ("question 2, options")."""

    value: "str | int | float | Sequence[Node] | Mapping[str, Node] | None"
    line: int
    where: str
    source: str
    path: str = ""  # the same as programs write it: "questions.1.options"

    def fail(self, problem: str, advice: str) -> StudyError:
        """The error that this value is."""
        place = ", ".join(filter(None, (self.source, f"line {self.line}" if self.line else "")))
        text = f"{problem}; {advice}"
        return StudyError(": ".join(filter(None, (place, self.where, f"{text}."))), ((self.path or "study", text),))

    @property
    def shown(self) -> str:
        """The value as messages show it."""
        if isinstance(self.value, Mapping):
            return "a block of fields"
        if isinstance(self.value, Sequence) and not isinstance(self.value, str):
            return "a list"
        text = "nothing" if self.value is None else repr(self.value)
        return text if len(text) <= _SHOWN_MOST else f"{text[:_SHOWN_MOST]}…"

    def fields(self, what: str, *known: str, required: Sequence[str] = ()) -> "Mapping[str, Node]":
        """The value as a block of these fields."""
        if not isinstance(self.value, Mapping):
            raise self.fail(f"must be fields with values, not {self.shown}", f"a {what} has {', '.join(known)}")
        for name, node in self.value.items():
            if name not in known:
                near = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
                advice = f"write {near[0]}" if near else f"the fields here are {', '.join(known)}"
                raise node.fail(f"{name!r} is not a field of a {what}", advice)
        for name in required:
            if name not in self.value:
                raise self.fail(f"{name} is missing", f"a {what} needs {', '.join(required)}")
        return self.value

    def items(self, what: str, least: int, most: int) -> "Sequence[Node]":
        """The value as a list of so many."""
        if not isinstance(self.value, Sequence) or isinstance(self.value, str):
            raise self.fail(f"must be a list of {what}, not {self.shown}", "write each on a line with a dash before it")
        if not least <= len(self.value) <= most:
            raise self.fail(f"has {len(self.value)} {what}", f"give {least} to {most}")
        return self.value

    def text(self, most: int = 1_000) -> str:
        """The value as text on one line."""
        if isinstance(self.value, int | float):
            return str(self.value)
        if not isinstance(self.value, str):
            raise self.fail(f"must be text, not {self.shown}", "put it in quotation marks")
        text = " ".join(self.value.split())
        if not any(map(str.isalnum, text)):
            raise self.fail(f"must hold a letter or a digit, not {self.shown}", "write what people are to read")
        if len(text) > most:
            raise self.fail(f"has {len(text):,} characters", f"shorten it to {most:,}")
        if not text.isprintable():
            raise self.fail("holds a character that cannot be shown", "type it anew")
        return text

    def number(self, least: float, most: float, whole: bool = True) -> float:
        """The value as a number in a range."""
        kind = "a whole number" if whole else "a number"
        fits = isinstance(self.value, int) or (not whole and isinstance(self.value, float))
        if not fits or not least <= self.value <= most:  # type: ignore[operator]
            raise self.fail(f"must be {kind} from {least:,} to {most:,}, not {self.shown}", "change it")
        return self.value  # type: ignore[return-value]

    def choice(self, *choices: str) -> str:
        """The value as one of a few words, in any case."""
        said = " ".join(str(self.value).split()).casefold().replace("_", " ").replace("-", " ")
        for choice in choices:
            if said == choice.casefold().replace("-", " "):
                return choice
        near = difflib.get_close_matches(said, [each.casefold() for each in choices], n=1, cutoff=0.6)
        advice = (
            f"write {next(each for each in choices if each.casefold() == near[0])}" if near else "write one of them"
        )
        raise self.fail(f"must be {', '.join(choices[:-1])} or {choices[-1]}, not {self.shown}", advice)


def tree_of(value: object, source: str = "study", where: str = "", path: str = "") -> Node:
    """The tree of values that are there already, as JSON gives them; lines are 0. Raises StudyError for a truth."""
    if isinstance(value, Mapping):
        fields = {
            str(name): tree_of(each, source, ", ".join(filter(None, (where, str(name)))), _below(path, name))
            for name, each in value.items()
        }
        return Node(fields, 0, where, source, path)
    if isinstance(value, list | tuple):
        one = _one_of(where)
        return Node(
            [tree_of(each, source, f"{one} {at}", _below(path, at - 1)) for at, each in enumerate(value, 1)],
            0,
            where,
            source,
            path,
        )
    assert value is None or isinstance(value, str | int | float)
    node = Node(value, 0, where, source, path)
    if isinstance(value, bool):
        raise node.fail(f"must not be {str(value).lower()}", "write text or a number")
    return node


def _below(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _one_of(where: str) -> str:
    """What an entry of a list is called."""
    return "question" if where == "questions" else f"{where}, entry".strip(", ")


def read_tree(path: Path) -> Node:
    """The file's values; raises StudyError where it cannot be read or is more than plain YAML."""
    return parse_tree(_read(path), str(path))


def parse_tree(text: str, source: str = "study") -> Node:
    """The values of a YAML text; `source` is for the messages."""
    try:
        _check_events(text, source)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except ReaderError as exc:
        line = text.count("\n", 0, exc.position) + 1
        raise _broken(source, line, f"holds the character U+{exc.character:04X}", "save it as plain UTF-8") from exc
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        advice = "indent with blanks, and put a text that holds a colon in quotation marks"
        problem = f"is not valid YAML ({(exc.problem or '')[:90]})"
        raise _broken(source, mark.line + 1 if mark else None, problem, advice) from exc
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        raise _broken(source, None, "is not valid YAML", "write fields with values, each on a line") from exc
    if root is None:
        raise _broken(source, None, "is empty", "a study has a name and questions; docs/studies.md shows one")
    return _node(root, "", source)


def _node(node: yaml.Node, where: str, source: str) -> Node:
    """A YAML node as a value that knows its line and place."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _broken(
                    source, key.start_mark.line + 1, "a field's name must be text", "write it as field: value"
                )
            if key.value in fields:
                advice = f"it stands in line {fields[key.value].line} already; keep one of them"
                raise _broken(source, key.start_mark.line + 1, f"{key.value} is there twice", advice)
            fields[key.value] = _node(value, ", ".join(filter(None, (where, key.value))), source)
        return Node(fields, line, where, source)
    if isinstance(node, yaml.SequenceNode):
        one = _one_of(where)
        return Node([_node(each, f"{one} {at}", source) for at, each in enumerate(node.value, 1)], line, where, source)
    assert isinstance(node, yaml.ScalarNode)
    return Node(_scalar(node), line, where, source)


def _scalar(node: yaml.ScalarNode) -> str | int | float | None:
    text: str = node.value
    kind = str(node.tag).rpartition(":")[2]
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)
    return None if kind == "null" else text


def _check_events(text: str, source: str) -> None:
    """Refuses signs that make YAML more than values, and what is too large or too deep."""
    depth = documents = 0
    for told, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else None
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if told > EVENTS_MOST or depth > DEPTH_MOST:
            raise _broken(source, line, "holds too much for a study", "leave out what is no question")
        if documents > 1:
            raise _broken(source, line, "a second document begins", "keep one study in a file, without --- lines")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _broken(source, line, "an anchor or alias (&, *) cannot be used", "write the value itself")
        if getattr(event, "tag", None):
            raise _broken(source, line, "a tag (!) cannot be used", "write the value in quotation marks")


def _broken(source: str, line: int | None, problem: str, advice: str) -> StudyError:
    return StudyError(f"{source}{f', line {line}' if line else ''}: {problem}; {advice}.")


def _read(path: Path) -> str:
    """The text of a study file; StudyError for what is no file, too large or no text."""
    source = str(path)
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _broken(source, None, "is no file", "give the path of a YAML file")
            data = file.read(SIZE_MOST + 1)
    except FileNotFoundError as exc:
        raise _broken(source, None, "there is no such file", "check the path") from exc
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)[:90]
        raise _broken(source, None, f"cannot be read ({reason})", "give the path of a YAML file") from exc
    if len(data) > SIZE_MOST:
        raise _broken(source, None, "is over 256 KiB", "leave out what is no question")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise _broken(source, line, "is not UTF-8 text", "save it as UTF-8") from exc
