"""The data of the rules: word lists as tables, and patterns that are put together from named pieces."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from boses_engine.errors import BriefError


@cache
def text_of(name: str) -> str:
    """The text of a file of data."""
    return (files("boses_engine.briefs") / "data" / name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of data/<name>.csv."""
    return tuple(csv.DictReader(text_of(f"{name}.csv").splitlines()))


def refusal(kind: str, **words: object) -> BriefError:
    """Why a brief is refused, in the words of data/messages.csv."""
    (text,) = (row["text"] for row in rows("messages") if row["name"] == kind)
    return BriefError(kind, text.format(**words))


@cache
def listed(name: str) -> frozenset[str]:
    """A plain list of words or phrases, in lower case."""
    (cell,) = (row["words"] for row in rows("lists") if row["list"] == name)
    return frozenset(cell.split("|"))


@cache
def single_words(*fields: str) -> frozenset[str]:
    """The phrases of one word in some fields of the word lists; "stages" is a table of its own."""
    table = [row for row in rows("words") if row["field"] in fields] + list(
        rows("stages") if "stages" in fields else ()
    )
    return frozenset(word for row in table for word in row["phrases"].split("|") if " " not in word)


@cache
def values(field: str) -> dict[str, str]:
    """Phrase → value of a field of the word lists."""
    return {word: row["value"] for row in rows("words") if row["field"] == field for word in row["phrases"].split("|")}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name in data/patterns.yaml; letters stand for either case, a blank for any white space."""
    return re.compile(_pieces()[name], re.IGNORECASE)


@cache
def _pieces() -> dict[str, str]:
    """Name → regular expression: a list means any of its members, and {name} an earlier piece."""
    pieces: dict[str, str] = {}
    for name, value in yaml.safe_load(text_of("patterns.yaml")).items():
        text = value if isinstance(value, str) else "(?:" + "|".join(value) + ")"
        text = "".join(map(str.strip, text.splitlines())) if "\n" in text else text
        text = re.sub(r"\{([a-z_ ]+)\}", lambda m: pieces[m[1]], text)
        pieces[name] = re.sub(r"(?<!\\)(?<!\[) ", r"\\s+", text.strip())
    return pieces


def any_of(words: Iterable[str]) -> str:
    """A regular expression of any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
