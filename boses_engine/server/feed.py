"""Who listens to a running group or study, and what they are told."""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from boses_engine.pipeline.events import Event, PersonaDone, PersonaReused, RangesAnswered, RunFinished, RunStarted
from boses_engine.server.progress import Progress
from boses_engine.studies.events import StudyEvent, StudyStarted

Told = Event | StudyEvent
Listener = Callable[[Told | None], None]  # None: the run is over, or the server ends


@dataclass
class Running:
    """What is being made in this process: a group's run, or a study."""

    progress: Progress = field(default_factory=Progress)
    kept: list[Told] = field(default_factory=list)  # what somebody who comes later has to know

    def take(self, event: Told) -> None:
        """Counts an event."""
        self.progress.take(event)
        if isinstance(event, RangesAnswered) and self.kept and isinstance(self.kept[-1], RangesAnswered):
            self.kept.pop()  # how far workers were is of no use later
        if isinstance(event, RunStarted | RangesAnswered | PersonaReused | PersonaDone | RunFinished | StudyStarted):
            self.kept.append(event)

    def replay(self) -> list[Told]:
        """What was before; of a study only how many answers there are, which can be read."""
        return [
            replace(each, done=self.progress.done) if isinstance(each, StudyStarted) else each for each in self.kept
        ]


class Feed:
    """Passes events from the worker's thread to listeners; those who come in the middle are told what was before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Running] = {}
        self._listeners: defaultdict[str, list[Listener]] = defaultdict(list)

    def progress(self, key: str) -> Progress | None:
        """How far the group's run or the study is, None while it is not at work."""
        running = self._running.get(key)
        return None if running is None else running.progress

    def begin(self, key: str) -> None:
        """The group's run or the study is taken up."""
        with self._lock:
            self._running[key] = Running()

    def tell(self, key: str, event: Told) -> None:
        """An event of the run or study."""
        with self._lock:
            running = self._running.get(key)
            if running is None:  # the server is ending
                return
            running.take(event)
            listeners = list(self._listeners[key])
        for listener in listeners:
            listener(event)

    def end(self, key: str) -> None:
        """The run or study has ended; its listeners are sent away."""
        with self._lock:
            self._running.pop(key, None)
            listeners = self._listeners.pop(key, [])
        for listener in listeners:
            listener(None)

    def close(self) -> None:
        """Sends all listeners away."""
        for key in list(self._listeners):
            self.end(key)

    def listen(self, key: str, listener: Listener) -> list[Told] | None:
        """Adds a listener; gives what was told before, None where nothing is at work."""
        with self._lock:
            self._listeners[key].append(listener)
            running = self._running.get(key)
            return running.replay() if running else None

    def leave(self, key: str, listener: Listener) -> None:
        """Removes a listener."""
        with self._lock:
            if listener in self._listeners.get(key, ()):
                self._listeners[key].remove(listener)
