"""How many of the expectations of tests/data/plausible hold: python -m benchmarks.plausibility [--half developed].

Each row is a claim about people of a group, written from a source before the tables were made to hold it: a share,
or the 10th, 50th or 90th percentile of a figure, lies between two bounds. Each is tried on 400 planned people.
"""

import argparse
import csv
import math
import re
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.embedding_model import EmbeddingModel
from boses_engine.errors import InputError
from boses_engine.grounding.people.demographics import RECORDED, level_of
from boses_engine.grounding.text import unmarked
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.settings import Settings

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "plausible"
PEOPLE, SEED = 400, 2026

FIELDS: dict[str, Callable[[Slot], object]] = {
    "gender": lambda slot: slot.gender,
    "age": lambda slot: slot.age,
    "education": lambda slot: slot.education,
    "religion": lambda slot: slot.religion,
    "mother_tongue": lambda slot: slot.mother_tongue,
    "marital_status": lambda slot: slot.household.marital_status,
    "status": lambda slot: slot.work.status,
    "personal_monthly": lambda slot: slot.income.personal_monthly,
    "household_monthly": lambda slot: slot.income.household_monthly,
    "household_size": lambda slot: slot.household.size,
    "children": lambda slot: len(slot.household.children),
    "platforms": lambda slot: slot.digital.platforms,
    "devices": lambda slot: slot.digital.devices,
    "brands": lambda slot: tuple(brand.brand for brand in slot.brands),
    "title": lambda slot: slot.occupation,
    "workplace": lambda slot: slot.work.workplace,
    "family_name": lambda slot: slot.name,
}
_SHARE = re.compile(r"share (\w+)\s*(!=|>=|<=|=|<|>|~)\s*(.+)")
_FIGURE = re.compile(r"(median|p10|p90) (\w+)")


@dataclass(frozen=True)
class Expectation:
    """One row: what lies between `low` and `high` for the people of a group."""

    group: str
    what: str
    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Outcome:
    expectation: Expectation
    found: float

    @property
    def holds(self) -> bool:
        return self.expectation.low <= self.found <= self.expectation.high


def expectations(half: str) -> list[Expectation]:
    """The rows of a part: "developed", "segments", or one that was put aside and scored once."""
    with (DATA / f"{half}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Expectation(row["group"], row["what"], float(row["low"]), float(row["high"]), row["source"])
            for row in csv.DictReader(lines)
        ]


def groups() -> dict[str, Group]:
    """Every group by its short name, of 400 people each."""
    with (DATA / "groups.csv").open(encoding="utf-8", newline="") as lines:
        rows = [{key: value for key, value in row.items() if key != "half"} for row in csv.DictReader(lines)]
    return {row["group"]: Group(name=row.pop("group"), persona_count=PEOPLE, **row) for row in rows}


def measure(what: str, people: Sequence[Slot]) -> float:
    """The figure that an expectation speaks of.

    :raises ValueError: it is not written as the others are.
    """
    if figure := _FIGURE.fullmatch(what.strip()):
        values = sorted(float(FIELDS[figure[2]](slot)) for slot in people)  # type: ignore[arg-type]
        tenths = statistics.quantiles(values, n=10, method="inclusive")
        return {"p10": tenths[0], "median": statistics.median(values), "p90": tenths[8]}[figure[1]]
    if share := _SHARE.fullmatch(what.strip()):
        return sum(_is(FIELDS[share[1]](slot), share[2], share[3]) for slot in people) / len(people)
    raise ValueError(f"not an expectation: {what!r}")


def _is(value: object, sign: str, wanted: str) -> bool:
    if sign == "~":
        texts = value if isinstance(value, tuple) else (value,)
        return any(_plain(part) in _plain(str(text)) for text in texts for part in wanted.split("|"))
    if isinstance(value, str) and value in RECORDED and wanted in RECORDED:  # as the tables count them
        one, other = float(level_of(value)), float(level_of(wanted))
    elif isinstance(value, int | float):
        one, other = float(value), float(wanted)
    else:
        same = _plain(str(value)) in [_plain(part) for part in wanted.split("|")]
        return same if sign == "=" else not same
    return {"=": one == other, "!=": one != other, ">=": one >= other, "<=": one <= other, ">": one > other}.get(
        sign, one < other
    )


def _plain(text: str) -> str:
    return unmarked(text).casefold().strip()


def outcomes(half: str, plan: Callable[[Group, int], Plan] = make_plan) -> Iterator[Outcome]:
    """What becomes of each row of a half; rows of a group that cannot be planned do not hold."""
    known, planned = groups(), dict[str, Sequence[Slot]]()
    for each in expectations(half):
        if each.group not in planned:  # rows of a group stand together
            try:
                planned = {each.group: plan(known[each.group], SEED).slots}
            except InputError as refused:
                print(f"{each.group}: {refused}", file=sys.stderr)
                planned = {each.group: ()}
        people = planned[each.group]
        yield Outcome(each, measure(each.what, people) if people else math.nan)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plausibility", description=__doc__)
    parser.add_argument(
        "--half",
        choices=sorted(path.stem for path in DATA.glob("*.csv") if path.stem != "groups"),
        default="developed",
    )
    parser.add_argument("--group", help="only rows of the groups whose name holds this")
    given = parser.parse_args()
    nearest = EmbeddingModel(Settings.from_env()).near_titles  # as the engine plans, where the embedding model is there
    tried = list(outcomes(given.half, lambda group, seed: make_plan(group, seed, nearest=nearest)))
    for each in tried:
        if not each.holds and (given.group or "") in each.expectation.group:
            row = each.expectation
            print(f"{row.group}: {row.what} is {each.found:.3g}, not {row.low:g} to {row.high:g} ({row.source})")
    held = sum(each.holds for each in tried)
    print(f"{held} of {len(tried)} hold: {held / len(tried):.3f}", file=sys.stderr)


if __name__ == "__main__":
    main()
