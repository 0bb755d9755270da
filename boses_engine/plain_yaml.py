"""YAML that people write, read into a tree of plain values with their lines, or into one clear message.

It is read event by event and nothing is ever constructed: anchors, aliases, tags and second documents end the reading
where they stand, and no file can make it slow, deep or dangerous.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml
from yaml.reader import ReaderError
from yaml.resolver import Resolver

from boses_engine.files import DeviceError, open_file
from boses_engine.tree import DEPTH_MOST, WHOLE, Form, Node, cut

SIZE_MOST = 262_144  # bytes, and characters
_HUGE = re.compile(r"-?[1-9][0-9]{19,}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,12}")


def read_tree(path: Path, form: Form) -> Node:
    """The values of a YAML file; raises the form's error where it cannot be read or is more than plain values."""
    return parse_tree(read_text(path, form), form, str(path))


def parse_tree(data: bytes | str, form: Form, source: str) -> Node:
    """The values of a YAML text; raises the form's error, naming `source`, where it is more than plain values."""
    events = _events(decode(data, form, source), form, source)
    next(events)  # start of the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        return _empty(form, source)
    top = next(events)
    if isinstance(top, yaml.ScalarEvent) and not top.value:
        root = _empty(form, source)
    else:
        root = _node(top, events, Node(None, source, form, line=_line(top)))
    next(events)  # end of the document
    if not isinstance(more := next(events), yaml.StreamEndEvent):
        problem = "a second document begins; keep one in a file, without --- lines between"
        raise form.fail(source, problem, _line(more))
    return root


def read_text(path: Path, form: Form) -> str:
    """The text of a small file; raises the form's error for what is none. Never waits for a pipe or device."""
    source = str(path)
    try:
        with open_file(path) as file:
            return decode(file.read(SIZE_MOST + 1), form, source)
    except FileNotFoundError as exc:
        raise form.fail(source, f"there is no such file; check the path, or {form.example}") from exc
    except (IsADirectoryError, DeviceError) as exc:
        what = "a device or pipe, not a file" if isinstance(exc, DeviceError) else "a directory"
        raise form.fail(source, f"is {what}; give the path of a file") from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL or a lone surrogate in the path
        reason = getattr(exc, "strerror", None) or cut(str(exc), 90)
        raise form.fail(source, f"cannot be read ({reason}); check the path and its permissions") from exc


def decode(data: bytes | str, form: Form, source: str) -> str:
    """The text that bytes are; raises the form's error where they are none, or over SIZE_MOST."""
    if len(data) > SIZE_MOST:
        raise form.fail(source, f"is over 256 KiB, and {form.holds}; {form.example}")
    if isinstance(data, str):
        return data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise form.fail(source, "is UTF-16 text; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        problem = f"is not UTF-8 text (byte 0x{data[exc.start]:02X}); save it as UTF-8"
        raise form.fail(source, problem, line) from exc


def _empty(form: Form, source: str) -> Node:
    if not form.may_be_empty:
        raise form.fail(source, f"is empty; {form.example}")
    return Node({}, source, form)


def _node(event: yaml.Event, events: Iterator[yaml.Event], node: Node) -> Node:
    """The value that begins with an event, at the place of `node`."""
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(each := next(events), yaml.SequenceEndEvent):
            place = replace(node, steps=(*node.steps, len(items)), line=_line(each))
            items.append(_node(each, events, place))
        return replace(node, value=items, kind="seq")
    if isinstance(event, yaml.MappingStartEvent):
        fields: dict[str, Node] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            place = replace(node, line=_line(key))
            if not isinstance(key, yaml.ScalarEvent):
                raise place.fail("the name of a field must be text", "write each line as field: value")
            name: str = key.value
            if name in fields:
                problem = f"{cut(name)} is there twice, first in line {fields[name].line}"
                raise place.fail(problem, "keep one of them")
            fields[name] = _node(next(events), events, replace(place, steps=(*node.steps, name)))
        return replace(node, value=fields, kind="map")
    assert isinstance(event, yaml.ScalarEvent)
    tag: str = Resolver().resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
    kind = tag.rpartition(":")[2]
    if kind == "int" and _HUGE.fullmatch(event.value):
        kind = "huge number"
    return replace(node, value=_plain(event.value, kind), kind=kind, written=event.value)


def _plain(text: str, kind: str) -> str | int | float | None:
    """What a scalar of a kind stands for; only what is written in plain digits is a number."""
    if kind == "int" and WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)
    return None if kind == "null" else text


def _events(text: str, form: Form, source: str) -> Iterator[yaml.Event]:
    """The parser's events; raises the form's error where YAML is broken, too much, or more than plain values."""
    depth = 0
    try:
        for told, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if told == form.events_most or depth > DEPTH_MOST:
                raise form.fail(source, f"there is too much here: {form.holds}; {form.example}", _line(event))
            if sign := _sign(event):
                raise form.fail(source, f"{sign} cannot be used here; write the value itself", _line(event))
            yield event
    except ReaderError as exc:
        line = text.count("\n", 0, exc.position) + 1
        problem = f"holds the character U+{exc.character:04X}; save the file as plain UTF-8 text"
        raise form.fail(source, problem, line) from exc
    except yaml.MarkedYAMLError as exc:
        mark = exc.context_mark if (exc.context or "").startswith("while scanning") else None
        mark = mark or exc.problem_mark
        told_by_yaml = f"{exc.context or ''}: {exc.problem}"
        advice = next((advice for part, advice in _YAML_ADVICE if part in told_by_yaml), form.layout)
        problem = f"is not valid YAML ({cut(exc.problem or '', 90)}); {advice}"
        raise form.fail(source, problem, mark.line + 1 if mark else 0) from exc
    except (yaml.YAMLError, ValueError, ArithmeticError, LookupError) as exc:  # e.g. chr() of the escape \UFFFFFFFF
        raise form.fail(source, f"is not valid YAML; {form.layout}") from exc


_YAML_ADVICE = (
    (r"'\t'", "indent with blanks instead of tabs"),
    ("mapping values are not allowed", "put a value that holds a colon in quotation marks"),
    ("quoted scalar", "close the quotation marks, or write a backslash twice"),
    ("cannot start any token", "put the value in quotation marks"),
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
