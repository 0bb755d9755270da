"""A log that says the same thing again and again says it a few times a minute, and how often it did not."""

import logging
import threading
import time

MOST, MINUTE_S = 20, 60.0  # lines of one kind in one minute
_KINDS = 1000  # that are remembered


class Throttle(logging.Filter):
    """A filter of a logger; records of one place in the code are of one kind. Threads may share it."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[object, tuple[float, int]] = {}  # kind → (since when, how many since)
        self._lock = threading.Lock()

    def passes(self, kind: object) -> int | None:
        """None where one more of the kind is too many, else how many were left out since the last."""
        with self._lock:
            now = time.monotonic()
            since, count = self._told.get(kind, (now, 0))
            if now - since >= MINUTE_S:
                left_out, since, count = max(count - MOST, 0), now, 0
            else:
                left_out = 0
            if len(self._told) >= _KINDS and kind not in self._told:
                self._told.clear()
            self._told[kind] = since, count + 1
            return left_out if count < MOST else None

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is told; the first of another minute says how many were not."""
        left_out = self.passes((record.name, record.pathname, record.lineno))
        if left_out:
            record.msg, record.args = f"{record.getMessage()} ({left_out} more like this were left out)", ()
        return left_out is not None
