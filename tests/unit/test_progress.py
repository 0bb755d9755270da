"""What is told of a run as it goes."""

import pytest

from boses_engine.output.progress import describe_workers, show
from boses_engine.pipeline.events import RangesAnswered


def test_workers_are_described_by_their_pace() -> None:
    """Catches a rate that counts what was there before, and a time left without one."""
    begun = RangesAnswered(done=40, of=100, workers=3, restarts=0)
    assert describe_workers(begun, done=0, seconds=0.0) == "3 alive"
    on = RangesAnswered(done=60, of=100, workers=2, restarts=1)
    assert describe_workers(on, done=20, seconds=120.0) == "2 alive, 10.0 a minute, 4 min left, 1 began again"
    long = RangesAnswered(done=60, of=10_060, workers=2, restarts=0)
    assert describe_workers(long, done=20, seconds=120.0) == "2 alive, 10.0 a minute, 16.7 hours left"


def test_workers_are_told_of_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a log that says nothing for hours, and one with a line for every beat."""
    beats = [RangesAnswered(done, 1000, 4, 0) for done in range(1001)]
    assert list(show(beats, 1000)) == beats
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20
    assert lines[0].startswith("50 of 1000 people answered by the workers: 4 alive")
    assert lines[-1] == "1000 people answered by the workers"
