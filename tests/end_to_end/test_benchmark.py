"""The benchmark runs from end to end on the small model, and its JSON holds the figures that are quoted from it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.small_weights
def test_the_quick_benchmark(tmp_path: Path) -> None:
    """Catches a row that no longer fits the engine, and parts that do not add up; says nothing about speed."""
    file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--json", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text())
    for name in (
        "personas_per_min",
        "tokens_per_s",
        "ratio_naive",
        "ratio_one_call",
        "ratio_unconstrained",
        "ratio_limit",
        "tokens_read_per_token_written",
        "peak_memory_mb",
        "load_s",
        "time_to_first_token_s",
        "processes_speed_up",
    ):
        assert figures[name] > 0, name
    assert figures["scale"]["100"]["seconds_each"] > 0
    parts = figures["people_1"]["parts"]
    assert sum(parts.values()) == pytest.approx(1)
    assert all(share > 0 for share in parts.values()), parts
    for row in (
        "engine, 1 people",
        "naive loop, 1 people",
        "one call a person, 1 people",
        "the library's limit",
        "2 processes of 1 thread, 2 people",
    ):
        assert row in done.stdout, row
