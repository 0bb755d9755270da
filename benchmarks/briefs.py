"""`python -m benchmarks.briefs FILE`: how many fields of a file of briefs are read as they were meant.

A line of the file is {"brief", "language", "gold", "error"}: `gold` has the fields (null for an open end of the ages,
a list of accepted forms for the occupation, empty where the brief names none), `error` the kind of refusal expected.
A field is right: ages, where the intervals overlap by half of their union, open ends by their closed one, and where
the brief has none both are assumed; the location, where it is the same resolved place; the occupation, where it has
all the content words of an accepted form (not "worker" and the like) and at most three more, and where the brief has
none it is assumed.
"""

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boses_engine.briefs.parse import parse_briefs
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.errors import BriefError, LocationError
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.words import words_of
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import LanguageModel

FIELDS = ("ages", "gender", "location", "income_level", "occupation", "persona_count")
OVERLAP = 0.5  # of the union of two age intervals
EXTRA_MOST = 3  # content words of an occupation beyond those of the accepted form
YEAR = 2026  # in which the files were written: generations are by the year
_EMPTY = frozenset("a an the of in at for and or ng na mga sa di yang cac nguoi".split())
# Heads that say no more than "somebody who works there"; they count where nothing else is said.
_HEADS = frozenset("worker employee staff professional specialist personnel person".split())


@dataclass
class Score:
    """What was right, and what was not, as lines to read."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors_right: int = 0
    errors_asked: int = 0
    refused: int = 0  # briefs with a gold that were refused; all their fields count as wrong
    misses: list[str] = field(default_factory=list)

    def add(self, line: Mapping[str, Any], outcome: ParsedBrief | BriefError) -> None:
        """Counts one brief."""
        gold = line["gold"]
        if gold is None:
            self.errors_asked += 1
            kind = outcome.kind if isinstance(outcome, BriefError) else f"no error: {outcome.group.name}"
            self.errors_right += kind == line["error"]
            if kind != line["error"]:
                self.misses.append(f"error: {line['error']!r} wanted, {kind!r} found: {line['brief']}")
            return
        self.asked.update(FIELDS)
        if isinstance(outcome, BriefError):
            self.refused += 1
            self.misses.append(f"refused ({outcome.kind}): {line['brief']}\n    {outcome}")
            return
        for name in FIELDS:
            good = is_right(name, gold, outcome)
            self.right[name] += good
            if not good:
                self.misses.append(
                    f"{name}: {_shown(name, gold)} wanted, {_found(name, outcome)} found: {line['brief']}"
                )

    def report(self) -> dict[str, Any]:
        """Shares right: a field, all fields, errors."""
        total = sum(self.asked.values())
        return {
            "briefs": sum(self.asked.values()) // len(FIELDS) + self.errors_asked,
            "fields": {name: round(self.right[name] / max(self.asked[name], 1), 4) for name in FIELDS},
            "overall": round(sum(self.right.values()) / max(total, 1), 4),
            "errors": f"{self.errors_right} of {self.errors_asked}",
            "refused": self.refused,
        }


def is_right(name: str, gold: Mapping[str, Any], found: ParsedBrief) -> bool:
    """Whether a field is as meant."""
    group = found.group
    if name == "ages":
        return _ages_right(gold["age_min"], gold["age_max"], found)
    if name == "location":
        return _same_place(gold["location"], group.location)
    if name == "occupation":
        return _occupation_right(gold["occupation"], found)
    return bool(getattr(group, name) == gold[name])


def _ages_right(least: int | None, most: int | None, found: ParsedBrief) -> bool:
    group: Group = found.group
    if least is None and most is None:
        return {"age_min", "age_max"} <= set(found.assumed)
    if least is None:
        return group.age_max == most
    if most is None:
        return group.age_min == least
    both = min(most, group.age_max) - max(least, group.age_min) + 1
    return both >= OVERLAP * (max(most, group.age_max) - min(least, group.age_min) + 1)


def _same_place(wanted: str, found: str) -> bool:
    try:
        return resolve(wanted).places == resolve(found).places
    except LocationError:
        return wanted == found


def _occupation_right(accepted: list[str], found: ParsedBrief) -> bool:
    if not accepted:
        return "occupation" in found.assumed
    said = _content(found.group.occupation)
    return "occupation" not in found.assumed and any(
        _content(form) <= said and len(said) <= len(_content(form)) + EXTRA_MOST for form in accepted
    )


def _content(text: str) -> set[str]:
    words = set(words_of(text.replace("-", " "))) - _EMPTY
    return words - _HEADS or words


def _shown(name: str, gold: Mapping[str, Any]) -> Any:
    return (gold["age_min"], gold["age_max"]) if name == "ages" else gold[name]


def _found(name: str, found: ParsedBrief) -> Any:
    group = found.group
    return (group.age_min, group.age_max) if name == "ages" else getattr(group, name)


def main() -> None:
    """Reads the file and prints the figures as JSON; `--misses` lists what was wrong on stderr."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.briefs", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the language model")
    parser.add_argument("--one-by-one", action="store_true", help="brief after brief, to time each")
    arguments = parser.parse_args()
    lines = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with Engine() as engine:
        started = time.perf_counter()
        model: LanguageModel = DoubleModel(parallel=32) if arguments.rules else engine.language_model()
        list(parse_briefs(["Nurses in Rome, 30-40"], model, YEAR))  # loads the tables and reads the instructions once
        loading_s = time.perf_counter() - started
        outcomes, seconds = read_all([line["brief"] for line in lines], model, one_by_one=arguments.one_by_one)
    score = Score()
    for line, outcome in zip(lines, outcomes, strict=True):
        score.add(line, outcome)
    if arguments.misses:
        print("\n".join(score.misses), file=sys.stderr)
    times = {"loading_s": round(loading_s, 1), "seconds_a_brief": round(statistics.median(seconds), 3)}
    print(json.dumps(score.report() | times, indent=2, ensure_ascii=False))


def read_all(
    briefs: list[str], model: LanguageModel, *, one_by_one: bool
) -> tuple[list[ParsedBrief | BriefError], list[float]]:
    """The outcomes and the seconds that each brief took; side by side all take the same share."""
    if not one_by_one:
        started = time.perf_counter()
        found = list(parse_briefs(briefs, model, YEAR))
        return found, [(time.perf_counter() - started) / max(len(briefs), 1)]
    outcomes: list[ParsedBrief | BriefError] = []
    seconds = []
    for brief in briefs:
        started = time.perf_counter()
        outcomes += parse_briefs([brief], model, YEAR)
        seconds.append(time.perf_counter() - started)
    return outcomes, seconds


if __name__ == "__main__":
    main()
