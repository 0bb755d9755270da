"""A worker with the double of the text model: `python -m support.work_double FOLDER FIRST [DELAY_S]`."""

import sys
from pathlib import Path

from boses_engine.language.double import DoubleModel
from boses_engine.workers.work import work


def slowly() -> DoubleModel:
    """A model that takes its time, for actors, which find it by its name."""
    return DoubleModel(delay_s=0.01)


def refusing() -> DoubleModel:
    """A model that cannot be opened."""
    raise RuntimeError("no model here")


def main(folder: str, first: str, delay_s: str = "0") -> None:
    """Answers ranges until none is left."""
    for _ in work(Path(folder), lambda: DoubleModel(delay_s=float(delay_s)), first=int(first)):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
