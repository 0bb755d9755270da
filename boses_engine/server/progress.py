"""How far a run or a study is, counted from its events."""

import time
from dataclasses import dataclass, field
from typing import Literal

from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaReused,
    PortraitDone,
    PortraitFailed,
    PortraitsStarted,
    RangesAnswered,
    RunStarted,
)
from boses_engine.studies.events import Answered, StudyEvent, StudyStarted

At = Literal["loading", "workers", "identity", "profile", "portraits", "asking"]


@dataclass
class Progress:
    """People or answers done of all, the stage most of the work is in, and the seconds that are probably left."""

    done: int = 0
    total: int = 0
    stage: At = "loading"
    workers: RangesAnswered | None = None  # how far they are, as long as they are at work
    _left: int = 0  # questions still to be answered, then portraits to be painted; of a study its answers
    _worked: int = 0
    _there: int = 0  # what workers had done when they were first heard of
    _answered: set[tuple[int, str]] = field(default_factory=set)
    _since: float = field(default_factory=time.monotonic)

    def take(self, event: Event | StudyEvent) -> None:
        """Counts an event."""
        if not isinstance(event, RangesAnswered):
            self.workers = None
        match event:
            case RangesAnswered():
                if self.workers is None:
                    self._there = event.done
                    self._begin(event.of - event.done)
                self.workers, self.stage, self._worked = event, "workers", event.done - self._there
            case RunStarted():
                self.done, self.total, self.stage = event.done, event.people, "identity"
                self._begin(sum(event.fields.values()))
            case FieldAnswered():
                if (event.slot, event.key) not in self._answered:  # a field asked again is no progress
                    self._answered.add((event.slot, event.key))
                    self.stage = event.stage
                    self._worked += 1
            case PersonaReused():
                self.done += 1
                self._left -= event.fields
            case PersonaDone():
                self.done += 1
            case PortraitsStarted():
                self.stage = "portraits"
                self._begin(event.people)
            case PortraitDone() | PortraitFailed():
                self._worked += 1
            case StudyStarted():
                self.done, self.total, self.stage = event.done, event.answers, "asking"
                self._begin(event.answers - event.done)
            case Answered():
                self.done += 1
                self._worked += 1

    @property
    def seconds_left(self) -> float | None:
        """From the speed so far; None before there is one."""
        if not self._worked:
            return None
        passed = time.monotonic() - self._since
        return round(passed / self._worked * max(self._left - self._worked, 0), 1)

    @property
    def per_minute(self) -> float | None:
        """How many people, or reasons, all workers have done in a minute; None before there is one."""
        if self.workers is None or not self._worked:
            return None
        return round(60 * self._worked / (time.monotonic() - self._since), 1)

    def _begin(self, work: int) -> None:
        self._left, self._worked, self._since = work, 0, time.monotonic()
