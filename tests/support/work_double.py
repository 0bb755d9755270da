"""A worker with the double of the text model: `python -m support.work_double FOLDER FIRST [DELAY_S]`."""

import os
import random
import signal
import sys
from pathlib import Path

from boses_engine.language.double import DoubleModel
from boses_engine.workers.processes import Processes
from boses_engine.workers.task import ranges
from boses_engine.workers.work import holder, work


def processes(count: int, delay_s: float = 0.0) -> Processes:
    """Workers with the double."""
    tests = Path(__file__).parents[1]
    environment = dict(os.environ) | {"PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])}

    def command(folder: Path, first: int) -> list[str]:
        return [sys.executable, "-m", "support.work_double", str(folder), str(first), str(delay_s)]

    return Processes(count, command, environment)


def kill_one(home: Path, rng: random.Random) -> bool:
    """Kills a worker that holds a range of the only run or study that goes on."""
    (folder,) = (home / "ranges").iterdir()
    holders = sorted({held for one in ranges(folder) if (held := holder(one))})
    if not holders:
        return False
    os.kill(int(rng.choice(holders).rpartition("/")[2]), signal.SIGKILL)
    return True


def slowly() -> DoubleModel:
    """A model that takes its time, for actors, which find it by its name."""
    return DoubleModel(delay_s=0.01)


def refusing() -> DoubleModel:
    """A model that cannot be opened."""
    raise RuntimeError("no model here")


def main(folder: str, first: str, delay_s: str = "0") -> None:
    """Answers ranges until none is left, or whoever started it has gone."""
    for _ in work(Path(folder), lambda: DoubleModel(delay_s=float(delay_s)), first=int(first), owner=os.getppid()):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
