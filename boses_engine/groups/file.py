"""Reading a group file: from YAML to a checked `Group`, or to one clear message.

A group file is flat, so its YAML is read event by event and nothing is ever constructed: anchors, aliases,
tags and second documents end the reading where they stand, and no file can make it slow, deep or dangerous.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.reader import ReaderError
from yaml.resolver import Resolver

from boses_engine.domain.group import Group
from boses_engine.groups.fields import DIGITS, Problem, Written, check_fields, cut, group_error

__all__ = ["check_fields", "load_group", "parse_group"]

SIZE_MOST = 262_144  # bytes, and characters; a group file has some 300, and this many are read in under a second
EVENTS_MOST = 200  # eight fields are 22 events; bounds the time spent on nested values and unknown fields

_TOO_BIG = Problem("is over 256 KiB, and a group file is eight short lines; write one with: boses init")
_EMPTY = Problem("is empty; write a group file with: boses init")


def load_group(path: Path, *, count: int | None = None) -> Group:
    """The group that a YAML file defines; `count` overrides its persona_count, the location is not resolved.

    Raises GroupError for anything wrong with the file, its fields or `count`.
    """
    group = parse_group(_read_text(path), source=str(path))
    if count is None:
        return group
    return check_fields(group.model_dump() | {"persona_count": count}, source="count")


def parse_group(text: str, *, source: str = "group") -> Group:
    """The group that a YAML text defines; raises GroupError naming `source`, line and field."""
    if len(text) > SIZE_MOST:
        raise group_error(source, _TOO_BIG)
    fields, lines = _entries(text, source)
    return check_fields(fields, source=source, lines=lines)


def _read_text(path: Path) -> str:
    """The file's text; never waits for a pipe or device and never reads more than one byte over the limit."""
    source = str(path)
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise group_error(source, Problem("is a device or pipe, not a file; give the path of a YAML file"))
            data = file.read(SIZE_MOST + 1)
    except FileNotFoundError as exc:
        problem = Problem("there is no such file; check the path, or write a group file with: boses init")
        raise group_error(source, problem) from exc
    except IsADirectoryError as exc:
        raise group_error(source, Problem("is a directory; give the path of a YAML file in it")) from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL or a lone surrogate in the path
        reason = getattr(exc, "strerror", None) or cut(str(exc), 90)
        raise group_error(source, Problem(f"cannot be read ({reason}); check the path and its permissions")) from exc
    if len(data) > SIZE_MOST:
        raise group_error(source, _TOO_BIG)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise group_error(source, Problem("is UTF-16 text; save it as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        problem = Problem(f"is not UTF-8 text (byte 0x{data[exc.start]:02X}); save it as UTF-8", line)
        raise group_error(source, problem) from exc


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has neither the flag nor such pipes


def _entries(text: str, source: str) -> tuple[dict[str, object], dict[str, int]]:
    """The fields of the one flat map that the text holds, and the line of each."""
    events = _events(text, source)
    next(events)  # start of the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        raise group_error(source, _EMPTY)
    top = next(events)
    if isinstance(top, yaml.ScalarEvent) and not top.value:
        raise group_error(source, _EMPTY)
    if not isinstance(top, yaml.MappingStartEvent):
        what = "a list" if isinstance(top, yaml.SequenceStartEvent) else "a single value"
        raise group_error(source, Problem(f"must be lines of field: value, not {what}; see: boses init", _line(top)))
    fields: dict[str, object] = {}
    lines: dict[str, int] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            problem = Problem("the name of a field must be text; write each line as field: value", _line(key))
            raise group_error(source, problem)
        name = key.value
        if name in fields:
            problem = Problem(f"is there twice, first in line {lines[name]}; keep one of them", _line(key), name)
            raise group_error(source, problem)
        fields[name], lines[name] = _value(next(events), events), _line(key)
    next(events)  # end of the document
    if not isinstance(more := next(events), yaml.StreamEndEvent):
        problem = Problem("a second document begins; keep one group in a file, without --- lines between", _line(more))
        raise group_error(source, problem)
    return fields, lines


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> str | int | Written:
    """What a value is: text, a plain whole number, or something a group does not take."""
    if not isinstance(event, yaml.ScalarEvent):
        kind = "seq" if isinstance(event, yaml.SequenceStartEvent) else "map"
        depth = 1
        while depth:
            inner = next(events)
            depth += isinstance(inner, yaml.CollectionStartEvent) - isinstance(inner, yaml.CollectionEndEvent)
        return Written("", kind)
    text: str = event.value
    tag: str = Resolver().resolve(yaml.ScalarNode, text, event.implicit)  # type: ignore[no-untyped-call]
    kind = tag.rpartition(":")[2]
    if kind == "str":
        return text
    if kind == "int" and DIGITS.fullmatch(text):
        return int(text)
    return Written("" if kind == "null" else text, kind)


def _events(text: str, source: str) -> Iterator[yaml.Event]:
    """The parser's events; raises GroupError where YAML is broken or more than a flat map."""
    try:
        for told, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            if told == EVENTS_MOST:
                raise group_error(
                    source,
                    Problem("there is too much for a group's eight fields; write one line for each", _line(event)),
                )
            if sign := _sign(event):
                problem = Problem(f"{sign} cannot be used in a group file; write the value itself", _line(event))
                raise group_error(source, problem)
            yield event
    except ReaderError as exc:
        line = text.count("\n", 0, exc.position) + 1
        problem = Problem(f"holds the character U+{exc.character:04X}; save the file as plain UTF-8 text", line)
        raise group_error(source, problem) from exc
    except yaml.MarkedYAMLError as exc:
        mark = exc.context_mark if (exc.context or "").startswith("while scanning") else None
        mark = mark or exc.problem_mark
        told_by_yaml = f"{exc.context or ''}: {exc.problem}"
        advice = next(advice for part, advice in _YAML_ADVICE if part in told_by_yaml)
        problem = Problem(
            f"is not valid YAML ({cut(exc.problem or '', 90)}); {advice}", mark.line + 1 if mark else None
        )
        raise group_error(source, problem) from exc
    except (yaml.YAMLError, ValueError, ArithmeticError, LookupError) as exc:  # e.g. chr() of the escape \UFFFFFFFF
        raise group_error(source, Problem(f"is not valid YAML; {_YAML_ADVICE[-1][1]}")) from exc


_YAML_ADVICE = (
    (r"'\t'", "indent with blanks instead of tabs"),
    ("mapping values are not allowed", "put a value that holds a colon in quotation marks"),
    ("quoted scalar", "close the quotation marks, or write a backslash twice"),
    ("cannot start any token", "put the value in quotation marks"),
    ("", "write each field on a line of its own as field: value"),
)


def _sign(event: yaml.Event) -> str | None:
    """The sign in an event that makes YAML more than plain values, if it has one."""
    if isinstance(event, yaml.AliasEvent):
        return f"an alias (*{cut(event.anchor or '')})"
    if anchor := getattr(event, "anchor", None):
        return f"an anchor (&{cut(anchor)})"
    if tag := getattr(event, "tag", None):
        return f"a tag ({cut(tag.replace('tag:yaml.org,2002:', '!!'))})"
    if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and event.value == "<<":
        return "a merge key (<<)"
    return None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
