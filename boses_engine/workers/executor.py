"""What a run needs of whoever has its ranges answered."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from boses_engine.pipeline.events import RangesAnswered
from boses_engine.workers.task import Range

DEATHS_MOST = 3  # for each worker, in a row without a part in between, until the run gives up


class Executor(Protocol):
    """Has ranges answered by several workers at once."""

    @property
    def workers(self) -> int:
        """How many there are."""
        ...

    def run(self, ranges: Sequence[Range]) -> Iterator[RangesAnswered]:
        """Has each of the ranges answered that has no part yet; gives how far the workers are.

        :raises GenerationError: they do not get anywhere.
        """
        ...
