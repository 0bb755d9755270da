"""A run that a test holds: its model answers while a gate is open, and tells when it is reached while it is closed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from fastapi import FastAPI

from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.pipeline.events import Event

PATIENCE_S = 240.0  # against hanging; no measure of speed


class Gate:
    """A model that answers while the gate is open; `reached` is set when it waits. Leaving `with` opens it."""

    def __init__(self, is_open: bool = True):
        self._open, self.reached = threading.Event(), threading.Event()
        if is_open:
            self._open.set()
        self.model = DoubleModel(spoil=self._answer)

    def _answer(self, request: Request, text: str) -> str:
        if not self._open.is_set():
            self.reached.set()
            assert self._open.wait(PATIENCE_S)
        return text

    def __enter__(self) -> "Gate":
        return self

    def __exit__(self, *_: object) -> None:
        self.open()  # else the server that works with it would not end

    def open(self) -> None:
        self.reached.clear()
        self._open.set()

    def close(self) -> None:
        self._open.clear()

    def close_at(self, app: FastAPI, group_id: str, kind: type[Event]) -> None:
        """Closes it at the first event of the kind that the group's run has, before the next answer."""
        closed: list[Event] = []

        def listener(event: Event | None) -> None:
            if isinstance(event, kind) and not closed:
                closed.append(event)
                self.close()

        app.state.boses.feed.listen(group_id, listener)


@contextmanager
def listener_awaited(app: FastAPI) -> Iterator[threading.Event]:
    """An event that is set once somebody more listens to what runs tell."""
    feed, heard = app.state.boses.feed, threading.Event()

    def listen(*args: Any) -> list[Event] | None:
        told: list[Event] | None = type(feed).listen(feed, *args)
        heard.set()
        return told

    with patch.object(feed, "listen", listen):
        yield heard
