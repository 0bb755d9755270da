"""Regular expressions in llama.cpp's own grammar language, so that others get the same constraint as the decoder."""

import re._constants as c  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any


def gbnf(regex: str) -> str:
    """A grammar whose language is the regular expression's. Covers what answers are made of: literals, classes,
    groups, alternatives and repetition.
    """
    return f"root ::= {_sequence(parser.parse(regex))}"


def _sequence(items: Any) -> str:
    out: list[str] = []
    literal = ""
    for kind, value in items:
        if kind is c.LITERAL:
            literal += chr(value)
            continue
        if literal:
            out.append(_quoted(literal))
            literal = ""
        out.append(_item(kind, value))
    if literal:
        out.append(_quoted(literal))
    return " ".join(out) or '""'


def _item(kind: Any, value: Any) -> str:
    if kind is c.IN:
        return f"[{''.join(_member(k, v) for k, v in value)}]"
    if kind is c.SUBPATTERN:
        return f"({_sequence(value[-1])})"
    if kind is c.BRANCH:
        return f"({' | '.join(_sequence(option) for option in value[1])})"
    if kind is c.MAX_REPEAT:
        least, most, inner = value
        times = f"{{{least},{'' if most is c.MAXREPEAT else most}}}"
        return f"({_sequence(inner)}){times}"
    raise ValueError(f"{kind} has no counterpart here")


def _member(kind: Any, value: Any) -> str:
    if kind is c.NEGATE:
        return "^"
    if kind is c.RANGE:
        return f"{_in_class(value[0])}-{_in_class(value[1])}"
    return _in_class(value)


def _in_class(code: int) -> str:
    return f"\\{chr(code)}" if chr(code) in r"\]^-" else chr(code)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
