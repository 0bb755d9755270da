"""The YAML beside a folder of exports that says what columns and file names do not: `sources.yaml`."""

import datetime
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

import yaml

from boses_engine.domain.snapshot import SourceKind
from boses_engine.snapshots.about import known_categories
from boses_engine.snapshots.reading.opening import open_bytes, source_error
from boses_engine.snapshots.reading.ratings import SCALES

HINTS_NAME = "sources.yaml"
SIZE_MOST = 262_144  # bytes

_KINDS: tuple[str, ...] = get_args(SourceKind)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the YAML says of one file; None where it is silent. A column named "none" is one not to be looked for."""

    text: tuple[str, ...] | None = None  # joined in this order
    others: tuple[str, ...] | None = None  # texts of other people in the record, each a row of its own
    rating: str | None = None
    scale: str | None = None
    date: str | None = None
    crawled: datetime.date | None = None  # the day the file was fetched, which relative dates count back from
    product: str | None = None
    kind: str | None = None
    platform: str | None = None
    licence: str | None = None
    weighs: bool | None = None
    about: tuple[str, ...] = ()  # the categories that its rows are about
    skip: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)  # the line of each key, for messages


def read_hints(path: Path) -> dict[str, Hints]:
    """What the file says of each export, by path relative to the folder; raises SourceError with the line."""
    with open_bytes(path) as file:
        data = file.read(SIZE_MOST + 1)
    if len(data) > SIZE_MOST:
        raise source_error(path, "is over 256 KiB; it holds a few short lines for each export")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise source_error(path, "is not UTF-8 text; save it as UTF-8", line) from exc
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark
        problem = (
            f"is not valid YAML ({exc.problem}); write the path of an export, a colon, and its lines indented below"
        )
        raise source_error(path, problem, mark.line + 1 if mark else None) from exc
    except (yaml.YAMLError, RecursionError, ValueError) as exc:
        raise source_error(path, "is not valid YAML; save it as plain UTF-8 text") from exc
    result: dict[str, Hints] = {}
    for name, node in _pairs(path, top, "paths of exports"):
        if name in result:
            raise source_error(path, f"{name} is there twice; keep one", _line(node))
        result[name] = _hints(path, node)
    return result


def _hints(path: Path, node: yaml.Node) -> Hints:
    hints = Hints()
    lines: dict[str, int] = {}
    for key, value in _pairs(path, node, "lines like  rating: stars"):
        if key in lines:
            raise source_error(path, f"{key} is there twice; keep one", _line(value))
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            advice = f"write {near[0]}" if near else "take the line out"
            raise source_error(path, f"{key!r} is no key; {advice}. Known: {', '.join(_KEYS)}", _line(value))
        expected, read = _KEYS[key]
        lines[key] = _line(value)
        try:
            hints = replace(hints, **{key: read(value)})
        except ValueError as exc:
            raise source_error(path, f"{key} must be {expected}", _line(value)) from exc
    return replace(hints, lines=lines)


def _pairs(path: Path, node: yaml.Node | None, expected: str) -> list[tuple[str, yaml.Node]]:
    if node is None or (isinstance(node, yaml.ScalarNode) and node.value == ""):
        return []
    if not isinstance(node, yaml.MappingNode):
        raise source_error(path, f"must hold {expected} here", _line(node))
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise source_error(path, f"must hold {expected} here", _line(key))
    return [(key.value, value) for key, value in node.value]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise ValueError
    return str(node.value).strip()


def _columns(node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_scalar(item) for item in node.value)
    return (_scalar(node),)


def _choice(choices: tuple[str, ...]) -> Callable[[yaml.Node], str]:
    def read(node: yaml.Node) -> str:
        if (found := _scalar(node)) not in choices:
            raise ValueError
        return found

    return read


def _categories(node: yaml.Node) -> tuple[str, ...]:
    found = _columns(node)
    if not set(found) <= set(known_categories()):
        raise ValueError
    return found


def _flag(node: yaml.Node) -> bool:
    return {"true": True, "false": False}[_choice(("true", "false"))(node)]


def _day(node: yaml.Node) -> datetime.date:
    return datetime.date.fromisoformat(_scalar(node))


_COLUMN = ("the name of a column, or none", _scalar)
_KEYS: dict[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    "text": ("the name of a column, or a list of them", _columns),
    "others": ("the name of a column, or a list of them", _columns),
    "rating": _COLUMN,
    "scale": (f"one of {', '.join(SCALES)}", _choice(SCALES)),
    "date": _COLUMN,
    "crawled": ("a day like 2026-05-22", _day),
    "product": _COLUMN,
    "kind": (f"one of {', '.join(_KINDS)}", _choice(_KINDS)),
    "platform": ("a name", _scalar),
    "licence": ("a text", _scalar),
    "weighs": ("true or false", _flag),
    "about": (f"one of, or a list of, {', '.join(known_categories())}", _categories),
    "skip": ("true or false", _flag),
}
