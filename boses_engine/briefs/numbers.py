"""Number words of the four languages as digits, so that the rules meet figures only."""

import re
from collections.abc import Collection
from functools import cache

from boses_engine.briefs.data import any_of, pattern, rows


def with_digits(text: str, languages: Collection[str]) -> str:
    """The text with its number words as digits: "early thirties" → "early 30s", "tiga puluhan" → "30s"."""
    for language in ("en", *sorted({"fil", "id", "vi"} & set(languages))):
        words, run = _words(language)
        text = run.sub(lambda m, words=words, language=language: _digits(m, words, language), text)  # type: ignore[misc]
    return text


@cache
def _words(language: str) -> tuple[dict[str, tuple[str, int]], re.Pattern[str]]:
    """Number word → its kind and value, and a pattern of runs of them, which a figure may open: "2 dozen"."""
    table = {
        word: (row["kind"], int(row["value"]))
        for row in rows("numbers")
        if row["language"] == language
        for word in row["phrases"].split("|")
    }
    times = any_of([word for word, (kind, _) in table.items() if kind == "times"])
    word, gap = any_of(table), r"(?:'?t\s+|\s+(?:y|at)\s+|[\s-]+)" if language == "fil" else r"[\s-]+"
    run = rf"\b(?:\d+(?=\s+{times}\b)|{word})\b(?:{gap}{word}\b)*"
    return table, re.compile(run, re.IGNORECASE)


def _digits(run: re.Match[str], table: dict[str, tuple[str, int]], language: str) -> str:
    """A run of number words as figures; what is no number here stays: "one", "năm" before what nobody counts."""
    parts = re.findall(rf"\d+|{any_of(table)}(?![^\W\d_])", run.group(), re.IGNORECASE)
    numbers, kinds = [0], [""]
    for part in parts:
        kind, value = table.get(part.lower(), ("one", int(part) if part.isdigit() else 0))
        if kind in ("times", "decades"):
            numbers[-1] = max(numbers[-1], 1) * value
        elif kind == "plus" or (kind == "one" and kinds[-1] in ("ten", "times", "decades")):
            numbers[-1] += value
        elif kinds[1:]:
            numbers.append(value)
        else:
            numbers[-1] = value
        kinds.append(kind)
    if set(kinds) == {"", "one"} and not pattern(f"counted {language}").search(_around(run)):
        return run.group()
    return " ".join(map(str, numbers)) + ("s" if kinds[-1] in ("decade", "decades") else "")


def _around(run: re.Match[str]) -> str:
    """The run between bars, with what stands around it."""
    text, (start, end) = run.string, run.span()
    return f"{text[max(start - 12, 0) : start]}|{text[start:end]}|{text[end : end + 24]}".lower()
