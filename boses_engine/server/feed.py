"""Who listens to a running group, and what they are told."""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from boses_engine.pipeline.events import Event, PersonaDone, PersonaReused, RunFinished, RunStarted
from boses_engine.server.progress import Progress

Listener = Callable[[Event | None], None]  # None: the run is over, or the server ends


@dataclass
class Running:
    """A group's run in this process."""

    progress: Progress = field(default_factory=Progress)
    told: list[Event] = field(default_factory=list)  # what somebody who comes later has to know


class Feed:
    """Passes events from the worker's thread to listeners; those who come in the middle are told what was before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Running] = {}
        self._listeners: defaultdict[str, list[Listener]] = defaultdict(list)

    def progress(self, group_id: str) -> Progress | None:
        """How far the group's run is, None while it is not at work."""
        running = self._running.get(group_id)
        return None if running is None else running.progress

    def begin(self, group_id: str) -> None:
        """The group's run is taken up."""
        with self._lock:
            self._running[group_id] = Running()

    def tell(self, group_id: str, event: Event) -> None:
        """An event of the group's run."""
        with self._lock:
            running = self._running.get(group_id)
            if running is None:  # the server is ending
                return
            running.progress.take(event)
            if isinstance(event, RunStarted | PersonaReused | PersonaDone | RunFinished):
                running.told.append(event)
            listeners = list(self._listeners[group_id])
        for listener in listeners:
            listener(event)

    def end(self, group_id: str) -> None:
        """The group's run has ended; its listeners are sent away."""
        with self._lock:
            self._running.pop(group_id, None)
            listeners = self._listeners.pop(group_id, [])
        for listener in listeners:
            listener(None)

    def close(self) -> None:
        """Sends all listeners away."""
        for group_id in list(self._listeners):
            self.end(group_id)

    def listen(self, group_id: str, listener: Listener) -> list[Event]:
        """Adds a listener; gives what was told before."""
        with self._lock:
            self._listeners[group_id].append(listener)
            running = self._running.get(group_id)
            return list(running.told) if running else []

    def leave(self, group_id: str, listener: Listener) -> None:
        """Removes a listener."""
        with self._lock:
            if listener in self._listeners.get(group_id, ()):
                self._listeners[group_id].remove(listener)
