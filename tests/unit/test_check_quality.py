"""The checks on texts judged by eye: what must hold; `python -m benchmarks.check_quality` counts the rest."""

import pytest

from benchmarks.check_quality import DATA, HALVES, JUDGED, people, quality, rows, verdicts
from boses_engine.pipeline.fields import Field

# Faults that a reader sees at once and that no list of words has to know: by set, the reasons written down by eye.
GRAVEST = {
    "whole": {"breaks the frame", "cut off at the length limit", "no stop at the end", "empty gap", "too short"},
    "garbled": {"other script", "stutter", "a word twice", "circles", "goes round in circles", "endless word"},
    "gender": {"he", "she", "his", "her", "him", "himself", "herself"},
    "figures": {"invented sum"},
    "names": {"stranger's name"},
    "speaker": {"first person"},
    "copied": {"copies the prompt"},
    "repeated": {"says again what another text says"},
}
FALSE_MOST = 0.02  # of right texts that come close to what a check looks for; each costs a question asked again


@pytest.mark.parametrize("name", GRAVEST)
def test_the_gravest_faults_are_stopped(name: str) -> None:
    """Catches a check that no longer sees the plainest case of what it is for."""
    gravest = [row for row in rows(name) if not row["good"] and row["why"] in GRAVEST[name]]
    assert {row["why"] for row in gravest} == GRAVEST[name]
    assert [row["text"] for row in gravest if verdicts(row)[0] is None] == []


def test_right_texts_are_not_stopped() -> None:
    """Catches a check that cries wolf over texts that are close to its fault and right."""
    halves = [quality(name, half) for name in JUDGED for half in HALVES]
    assert sum(half.false for half in halves) <= FALSE_MOST * sum(half.good for half in halves)


def test_right_texts_of_a_small_model_pass_all_checks() -> None:
    """Catches a check that stops ordinary prose, whatever it was made for."""
    pool = rows("pool")
    alarms = [(problem, row["text"]) for row in pool if (problem := verdicts(row)[0])]
    assert len(alarms) <= FALSE_MOST * len(pool) / 2, alarms


def test_the_sets_are_sound() -> None:
    """Catches a text in no set's form: without a person, a reason, or with a frame it does not keep."""
    for name in (*JUDGED, "pool"):
        for row in rows(name):
            assert row["person"] in people()
            assert row["good"] or row["why"], row
            if name != "whole":
                assert Field(row["key"], "", row["frame"], (), "", (), ()).gaps(row["text"], "full"), row
    assert {path.stem for path in DATA.glob("*.jsonl")} == {*JUDGED, "pool"}
    for name in JUDGED:
        for half in HALVES:
            found = quality(name, half)
            assert (found.bad, found.good) == (25, 25), f"{name} {half}"
