"""One process with two threads against two processes with one thread each, on the same people.

`python -m benchmarks.processes PEOPLE WORKERS [MODEL]` makes a group with so many workers, or with none, and prints how
many seconds it took, in a process of its own: each way loads its model itself, and that counts.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.groups.file import load_group
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.workers.processes import Processes, worker_command

THREADS = 2  # of both ways together


def compare(people: int, model: str | None) -> tuple[float, float]:
    """Seconds for a group: one process with both threads, two processes with one each. `None` is the default model."""
    alone, apart = (_measure_apart(people, workers, model) for workers in (0, THREADS))
    return alone, apart


def _measure_apart(people: int, workers: int, model: str | None) -> float:
    threads = str(max(1, THREADS // max(1, workers)))  # what the command itself asks at the end is little
    command = [sys.executable, "-m", "benchmarks.processes", str(people), str(workers), *([model] if model else [])]
    environment = os.environ | {"BOSES_THREADS": threads}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT, env=environment)
    seconds: float = json.loads(done.stdout)["seconds"]
    return seconds


def measure(people: int, workers: int, model: str | None) -> float:
    """Seconds to make a group, from the plan to the last person stored, in a folder that goes."""
    group: Group = load_group(CHECKOUT / "groups" / "jakarta_gen_z.yaml", count=people)
    with TemporaryDirectory() as folder:
        home = str(Path(folder) / "home")
        settings = Settings.from_env(os.environ | {"BOSES_HOME": home})
        environment = os.environ | {"BOSES_HOME": home}
        executor = (
            Processes(workers, lambda ranges, first: worker_command(ranges, first, model), environment)
            if workers
            else None
        )
        with Engine(settings, model=model, avatars=False) as engine:
            began = time.perf_counter()
            for _ in engine.make_people(engine.plan(group), reuse=None, executor=executor):
                pass
            return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps({"seconds": measure(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if sys.argv[3:] else None)}))
