"""A step's time budget, and its progress on stderr."""

import sys
import time


class Clock:
    """Counts the minutes of one step, by the wall."""

    def __init__(self, step: str, minutes: float) -> None:
        self._step, self._budget_s, self._start = step, minutes * 60, time.monotonic()

    @property
    def share(self) -> float:
        """The share of the budget that is spent, 0…1."""
        return min((time.monotonic() - self._start) / self._budget_s, 1.0) if self._budget_s > 0 else 1.0

    @property
    def over(self) -> bool:
        """Whether the budget is spent."""
        return self.share >= 1

    @property
    def passed_s(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self._start

    def say(self, text: str) -> None:
        """A line of progress."""
        print(f"{self._step:>12} {self.passed_s:6.0f} s  {text}", file=sys.stderr, flush=True)
