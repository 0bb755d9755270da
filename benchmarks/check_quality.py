"""`python -m benchmarks.check_quality [--misses]`: how well the checks tell wrong prose from right.

Each check has 50 wrong and 50 right texts in tests/data/checks, judged by eye and by what they mean, not by the word
lists. Those marked "generated" a small model wrote; the others were written by hand in the frames of planned people,
the right ones close to what the check looks for. Half of each set served to improve the checks; the other half, held
out, shows what that was worth. `pool` holds right texts of a small model, for the false alarms of all checks together.
"""

import argparse
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from boses_engine.domain.persona import Slot
from boses_engine.pipeline.checks import CHECKS, Answer, Context, judge
from boses_engine.pipeline.fields import Field
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.standing import Standing
from boses_engine.settings import CHECKOUT

DATA = CHECKOUT / "tests" / "data" / "checks"
HALVES = ("develop", "held-out")
JUDGED = tuple(name for name in CHECKS if name != "cited")  # benchmarks.citations judges that one


@dataclass
class Quality:
    """Counts over one half of a set."""

    bad: int = 0
    caught: int = 0  # by any check
    own: int = 0  # by the check in question
    good: int = 0
    false: int = 0  # stopped by the check in question


def main() -> None:
    """Judges all texts and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_quality", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the texts that are judged wrongly")
    misses = parser.parse_args().misses
    print("check       wrong caught (by itself)  false alarms   held-out: caught  false alarms")
    for name in JUDGED:
        develop, held_out = (quality(name, half) for half in HALVES)
        print(
            f"{name:10}  {develop.caught + held_out.caught:2} ({develop.own + held_out.own:2}) of "
            f"{develop.bad + held_out.bad}              {develop.false + held_out.false:2} of "
            f"{develop.good + held_out.good}       {held_out.caught:2} of {held_out.bad}         "
            f"{held_out.false} of {held_out.good}"
        )
    stopped = [row["text"] for row in rows("pool") if verdicts(row)[0]]
    print(f"right texts of a small model stopped by any check: {len(stopped)} of {len(rows('pool'))}")
    if misses:
        print("", *missed(), *(f"pool false alarm: {text}" for text in stopped), sep="\n")


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
    context = Context(row.get("prompt", ""), Standing(map(plain, row.get("standing", ()))))
    finish = row.get("finish", "stop")
    problem = judge(field, row["text"], finish, slot, context, "full")
    gaps = field.gaps(row["text"], "full")
    if problem is None or gaps is None or finish == "length":
        return (problem and problem[0], {problem[0]} if problem else set())
    answer = Answer(field, row["text"], gaps)
    return problem[0], {name for name, check in CHECKS.items() if check(answer, slot, context)}


def quality(name: str, half: str) -> Quality:
    """The check's counts on half of its set."""
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
    for name in JUDGED:
        for row in rows(name):
            first, all_of_them = verdicts(row)
            if row["good"] and name in all_of_them:
                lines.append(f"{name} {row['half']} false alarm: {row['text']}")
            if not row["good"] and first is None:
                lines.append(f"{name} {row['half']} missed: {row['text']} ({row['why']})")
    return lines


if __name__ == "__main__":
    main()
