"""How well the checks tell wrong prose from right: each on 50 wrong and 50 right texts, judged by eye.

The texts were judged by what they mean, not by the word lists. Those marked "generated" a small model wrote; the
others were written by hand in the frames of planned people, the right ones close to what the check looks for.
Half of each set served to improve the checks; the other half, held out, shows what that was worth. `pool.jsonl`
holds right texts of a small model, for the false alarms of all checks together.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from boses_engine.domain.persona import Slot
from boses_engine.pipeline.checks import CHECKS, Answer, Context, judge, plain
from boses_engine.pipeline.fields import Field

DATA = Path(__file__).parents[1] / "data" / "checks"
HALVES = ("develop", "held-out")


@cache
def people() -> dict[str, Slot]:
    """The planned people that the texts are about, by key."""
    return {key: Slot.model_validate(slot) for key, slot in json.loads((DATA / "people.json").read_text()).items()}


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """One set of texts."""
    return tuple(json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines())


def verdicts(row: dict[str, Any]) -> tuple[str | None, set[str]]:
    """The check that stops the text first, and all checks that would stop it."""
    field = Field(row["key"], "", row["frame"], tuple(row["facts"]), "", (), ())
    slot = people()[row["person"]]
    context = Context(row.get("prompt", ""), [plain(text) for text in row.get("standing", ())])
    finish = row.get("finish", "stop")
    problem = judge(field, row["text"], finish, slot, context, "full")
    gaps = field.gaps(row["text"], "full")
    if problem is None or gaps is None or finish == "length":
        return (problem and problem[0], {problem[0]} if problem else set())
    answer = Answer(field, row["text"], finish, gaps)
    return problem[0], {name for name, check in CHECKS.items() if check(answer, slot, context)}


@dataclass
class Quality:
    """Counts over one half of a set."""

    bad: int = 0
    caught: int = 0  # by any check
    own: int = 0  # by the check in question
    good: int = 0
    false: int = 0  # stopped by the check in question


def quality(name: str, half: str) -> Quality:
    """The check's counts on its set."""
    found = Quality()
    for row in rows(name):
        if row["half"] == half:
            first, all_of_them = verdicts(row)
            if row["good"]:
                found.good += 1
                found.false += name in all_of_them
            else:
                found.bad += 1
                found.caught += first is not None
                found.own += name in all_of_them
    return found


def missed() -> list[str]:
    """The texts that are judged wrongly, for work on the checks."""
    lines = []
    for name in CHECKS:
        for row in rows(name):
            first, all_of_them = verdicts(row)
            if row["good"] and name in all_of_them:
                lines.append(f"{name} {row['half']} false alarm: {row['text']}")
            if not row["good"] and first is None:
                lines.append(f"{name} {row['half']} missed: {row['text']} ({row['why']})")
    return lines
