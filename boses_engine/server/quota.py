"""How much of something there may be at once: in all, and of one project, so that none shuts the others out."""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator

from boses_engine.server.problems import ProblemError


class Quota:
    """So many in all, so many of one project; threads share it. `what` is for the refusal: "files are being made"."""

    def __init__(self, most: int, of_one: int, what: str, retry_s: int):
        self.most, self.of_one = most, of_one
        self._what, self._retry_s = what, retry_s
        self._there = Counter[str]()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def one_more(self, project: str) -> Iterator[None]:
        """One more of a project, until the block ends; a 429 problem where there are too many."""
        with self._lock:
            own, there = self._there[project], self._there.total()
            if own >= self.of_one or there >= self.most:
                count = f"{own} of the project" if own >= self.of_one else str(there)
                headers = {"Retry-After": str(self._retry_s)}
                raise ProblemError(429, f"{count} {self._what}, which is the most: ask again later.", headers=headers)
            self._there[project] += 1
        try:
            yield
        finally:
            with self._lock:
                self._there[project] -= 1
                self._there += Counter()  # forgets those that have none

    @property
    def there(self) -> int:
        """How many there are."""
        return self._there.total()
