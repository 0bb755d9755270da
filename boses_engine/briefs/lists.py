"""The data files of the rules: phrases for fields, stages of life, plain lists of words, and cues for work."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of data/<name>.csv."""
    text = (files("boses_engine.briefs") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def listed(name: str) -> frozenset[str]:
    """A plain list of words or phrases, in lower case."""
    (cell,) = (row["words"] for row in rows("lists") if row["list"] == name)
    return frozenset(cell.split("|"))
