"""A large group beside a small one, with the double of the model: seconds a person, and memory.

`python -m benchmarks.scale PEOPLE` measures one group, in a process of its own since memory is asked for at its peak,
and prints JSON. What is measured is the engine's own work, from the plan to the files; a real model comes on top.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.ours import peak_mb
from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.output import write_outputs
from boses_engine.pipeline.events import RunFinished
from boses_engine.settings import CHECKOUT, Settings

SMALL, LARGE = 100, 10_000
_WARM = 20  # people before the clock runs: what is read once, tables and packages, is no one's share


@dataclass(frozen=True)
class Scale:
    """A group of so many people made with the double. Seconds are of the processor: the machine may be shared."""

    people: int
    plan_s: float
    run_s: float
    files_s: float
    peak_mb: float

    @property
    def each_s(self) -> float:
        """Seconds a person."""
        return (self.plan_s + self.run_s + self.files_s) / self.people


def measure_apart(people: int) -> Scale:
    """Measures a group in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", str(people)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)
    return Scale(**json.loads(done.stdout))


def measure(people: int) -> Scale:
    """Plans and makes a group of Indonesia, of no particular job, and writes its files, in a folder that goes."""
    with TemporaryDirectory() as folder:
        _make(_WARM, Path(folder) / "warm", _silent)
        marks: list[float] = []
        _make(people, Path(folder) / "measured", lambda: marks.append(time.process_time()))
    plan_s, run_s, files_s = (later - earlier for earlier, later in zip(marks, marks[1:], strict=False))
    return Scale(people, plan_s, run_s, files_s, peak_mb())


def _make(people: int, folder: Path, mark: Callable[[], None]) -> None:
    group = Group(
        name="Scale",
        age_min=18,
        age_max=65,
        gender="All",
        location="Indonesia",
        income_level="Middle",
        occupation="any",
        persona_count=people,
    )
    settings = Settings.from_env({"BOSES_HOME": str(folder / "home"), "BOSES_MODELS": str(folder / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        mark()
        plan = engine.plan(group, seed=1)
        mark()
        for event in engine.make_people(plan, reuse=None):
            if isinstance(event, RunFinished):
                mark()
                write_outputs(folder / "results", group, event.personas, event.report, engine.store.portrait_png)
        mark()


def _silent() -> None:
    """No mark."""


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1])))))
