"""How the benchmark of briefs scores: what it calls right is what its docstring says."""

import json
from pathlib import Path

import pytest
from support.briefs import parsed

from benchmarks.briefs import FIELDS, Score, is_right
from boses_engine.errors import BriefError

DATA = Path(__file__).parent.parent / "data" / "briefs"
GOLD = {
    "age_min": 30,
    "age_max": 40,
    "gender": "All",
    "location": "Rome, Italy",
    "income_level": "Middle",
    "occupation": ["Nurse"],
    "persona_count": 5,
}


@pytest.mark.parametrize(
    ("name", "changes", "text", "wanted"),
    [
        ("ages", {}, "Nurses in Rome, 30-40", True),
        ("ages", {}, "Nurses in Rome, 30-35", True),  # 6 of 11 years
        ("ages", {}, "Nurses in Rome, 36-40", False),  # 5 of 11
        ("ages", {"age_min": None}, "Nurses in Rome, up to 40", True),
        ("ages", {"age_max": None}, "Nurses in Rome, 31+", False),
        ("ages", {"age_min": None, "age_max": None}, "Nurses in Rome", True),
        ("ages", {"age_min": None, "age_max": None}, "Nurses in Rome, 30-40", False),
        ("location", {}, "Nurses in Roma, Italia", True),
        ("location", {}, "Nurses in Milan", False),
        ("occupation", {}, "Head nurses in Rome", True),
        ("occupation", {}, "Bakers in Rome", False),
        ("occupation", {"occupation": []}, "Women in Rome", True),
        ("occupation", {"occupation": []}, "Bakers in Rome", False),
        ("gender", {}, "Women in Rome", False),
    ],
)
def test_what_is_right(name: str, changes: dict[str, object], text: str, wanted: bool) -> None:
    assert is_right(name, GOLD | changes, parsed(text)) == wanted


def test_a_refusal_loses_all_fields() -> None:
    score = Score()
    score.add({"brief": "x", "gold": GOLD, "error": None}, BriefError("no people", "nobody"))
    score.add({"brief": "y", "gold": None, "error": "no people"}, BriefError("no people", "nobody"))
    report = score.report()
    assert report["overall"] == 0
    assert report["fields"] == dict.fromkeys(FIELDS, 0)
    assert report["errors"] == "1 of 1"


def test_the_rules_alone_read_the_developed_half() -> None:
    """Catches a rule that was changed for one brief and lost for others."""
    from benchmarks.briefs import read_all
    from boses_engine.language.double import DoubleModel

    lines = [json.loads(line) for line in (DATA / "developed.jsonl").read_text(encoding="utf-8").splitlines()]
    outcomes, _ = read_all([line["brief"] for line in lines], DoubleModel(parallel=32), one_by_one=False)
    score = Score()
    for line, outcome in zip(lines, outcomes, strict=True):
        score.add(line, outcome)
    assert score.report()["overall"] >= 0.97, score.misses
