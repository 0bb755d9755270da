"""The YAML beside a folder of exports that says what columns and file names do not: `sources.yaml`."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from boses_engine.domain.snapshot import SourceKind
from boses_engine.errors import SourceError
from boses_engine.plain_yaml import SIZE_MOST, parse_tree
from boses_engine.snapshots.about import known_categories
from boses_engine.snapshots.reading.opening import open_bytes
from boses_engine.snapshots.reading.ratings import SCALES
from boses_engine.tree import Form, Node

HINTS_NAME = "sources.yaml"
_LAYOUT = "write the path of an export, a colon, and its lines indented below"
HINTS_FILE = Form(
    name="hints",
    error=SourceError,
    holds="it holds a few short lines for each export",
    example=_LAYOUT,
    layout=_LAYOUT,
    events_most=100_000,  # a folder may have thousands of exports
    may_be_empty=True,
)


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
    exports = parse_tree(data, HINTS_FILE, str(path)).block(_LAYOUT)
    return {name: Hints() if node.value is None else _hints(node) for name, node in exports.items()}


def _hints(node: Node) -> Hints:
    fields = node.fields("an export", *_READERS)
    read = {name: _READERS[name](value) for name, value in fields.items()}
    return Hints(**read, lines={name: value.line for name, value in fields.items()})


def _name(node: Node) -> str:
    if not node.written.strip():
        raise node.fail(f"must be a name, not {node.describe()}", "write one, or take the line out")
    return node.written.strip()


def _names(node: Node) -> tuple[str, ...]:
    return tuple(map(_name, node.items_or_one("names", 100)))


def _categories(node: Node) -> tuple[str, ...]:
    return tuple(each.choice(*known_categories()) for each in node.items_or_one("categories", 100))


def _flag(node: Node) -> bool:
    return node.choice("true", "false") == "true"


def _day(node: Node) -> datetime.date:
    try:
        return datetime.date.fromisoformat(node.written.strip())
    except ValueError as exc:
        raise node.fail(f"must be a day like 2026-05-22, not {node.describe()}", "write year, month and day") from exc


_READERS: Mapping[str, Callable[[Node], Any]] = {
    "text": _names,
    "others": _names,
    "rating": _name,
    "scale": lambda node: node.choice(*SCALES),
    "date": _name,
    "crawled": _day,
    "product": _name,
    "kind": lambda node: node.choice(*get_args(SourceKind)),
    "platform": _name,
    "licence": _name,
    "weighs": _flag,
    "about": _categories,
    "skip": _flag,
}
