"""Answers of the database that are told again until a table of theirs is written."""

import threading
from collections.abc import Set
from typing import Any

_ANSWERS_MOST, _ROWS_MOST = 256, 100  # answers that are remembered, and rows of one
Asked = tuple[object, ...]  # a question and its values
Rows = list[tuple[Any, ...]]


class Remembered:
    """What was asked and answered; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[Asked, tuple[Set[str], Rows]] = {}
        self.writes = 0  # how often something was written

    def __len__(self) -> int:
        return len(self._answers)

    def answer(self, asked: Asked) -> Rows | None:
        """The rows of an answer that is remembered."""
        found = self._answers.get(asked)
        return None if found is None else list(found[1])

    def keep(self, asked: Asked, tables: Set[str], rows: Rows, at: int) -> None:
        """Remembers an answer from these tables that was read when there had been so many writes."""
        with self._lock:
            if at != self.writes or len(rows) > _ROWS_MOST:
                return
            if len(self._answers) >= _ANSWERS_MOST:
                del self._answers[next(iter(self._answers))]  # the oldest
            self._answers[asked] = tables, list(rows)

    def forget(self, tables: Set[str]) -> None:
        """These tables were written."""
        with self._lock:
            self.writes += 1
            self._answers = {asked: kept for asked, kept in self._answers.items() if kept[0].isdisjoint(tables)}
