"""What a run needs of whoever has its ranges answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
        """Has each of the ranges answered that has no part yet; gives how far the workers are, again and again, so that
        the caller can leave.

        :raises GenerationError: they do not get anywhere.
        """
        ...


@dataclass(frozen=True)
class Executors:
    """Whose workers ask the model that writes people, and the one that words answers; None: nobody's."""

    writing: Executor | None = None
    wording: Executor | None = None
