"""A process that announces its moments and stands still at each, until the test lets it go on or kills it there.

So a test is at an exact point of the work on any machine, without a sleep. The two hold the ends of a socket pair: the
process writes a line a moment and waits for an answer; when the test closes its end, the process goes on to its end.

As a program, the command line with its own models: `python -m support.moments DESCRIPTOR generate GROUP.yaml …` with
`tests` on the import path. The moments of a run, whoever runs it:

    taken NAME                  the group is taken up
    opening | opened            before and after the store is opened
    start RUN_ID                before the first person
    answered identity 3 wants   a field of person 3; "." for the key: the stage stands
    commit save_persona         in a transaction of that name, before its commit
    stored 3 p-0123456789ab     the person is in the store ("reused 3 p-…": they are of the library)
    painting 5                  all text stands, so many portraits are painted now
    painted 3 p-0123456789ab    the portrait is in the store ("unpainted 3": there is none)
    finished complete           all people stand

and those of a study, beside its commits:

    asking NAME                 the study is taken up
    asked 5                     so many answers are stored already
    told p-0123456789ab q1 2    the answer of a person to a question, in the second repeat, is in the store
    ended q-0123456789ab        all answers stand
"""

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

from boses_engine.domain.study import StudyDesign
from boses_engine.engine import Engine
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaReused,
    PortraitDone,
    PortraitFailed,
    PortraitsStarted,
    RangesAnswered,
    RunFinished,
    RunStarted,
    StageDone,
)
from boses_engine.pipeline.plan import Plan
from boses_engine.store import Store
from boses_engine.studies.events import Answered, StudyEvent, StudyFinished, StudyStarted

GUARD_S = 300.0  # nothing takes so long, however slow the machine, unless two wait for each other
Announce = Callable[..., None]  # takes the words of a moment


class Moments:
    """The end of the process that announces."""

    def __init__(self, end: socket.socket | None = None):
        self._end = end
        self._one = threading.Lock()
        self._free = end is None

    @classmethod
    def on(cls, descriptor: int | None) -> Self:
        """On the socket that the process was started with, if it was."""
        return cls(None if descriptor is None else socket.socket(fileno=descriptor))

    def stand(self, *words: object) -> None:
        """Announces a moment, and stands still unless the test has let go."""
        with self._one:
            if self._free:
                return
            self.tell(*words)
            try:
                self._free = self._end is None or not self._end.recv(1)
            except OSError:  # the test closed its end before it had read all
                self._free = True

    def tell(self, *words: object) -> None:
        """Announces a moment and goes on."""
        if self._end is not None:
            with contextlib.suppress(OSError):
                self._end.sendall(f"{' '.join(map(str, words))}\n".encode())


class Watch:
    """The end of the test."""

    def __init__(self, end: socket.socket):
        end.settimeout(GUARD_S)
        self._end, self._lines = end, end.makefile()
        self._stands = False
        self.heard: list[str] = []

    def until(self, moment: str, number: int = 1) -> str:
        """Lets the process go on to the moment, met `number` times from here; gives the line. It stands still there."""
        for _ in range(number):
            self.go_on()
            while not _is(self._read(moment), moment):
                self.go_on()
        return self.heard[-1]

    def hear(self, moment: str) -> None:
        """Waits for a moment that is told by another thread than the one that stands still."""
        while not _is(self._read(moment, stands=self._stands), moment):
            pass

    def go_on(self) -> None:
        """Lets the process go on from where it stands."""
        if self._stands:
            self._end.sendall(b".")
            self._stands = False

    def let_go(self) -> None:
        """Lets the process go on to its end, or to whatever else ends it."""
        self._lines.close()
        self._end.close()

    def count(self, moment: str) -> int:
        """How often the moment was announced."""
        return sum(_is(line, moment) for line in self.heard)

    def _read(self, moment: str, stands: bool = True) -> str:
        last = self.heard[-1:]
        try:
            line = self._lines.readline()
        except TimeoutError:
            raise AssertionError(f"a deadlock: no {moment!r}, and nothing else for {GUARD_S} s after {last}") from None
        assert line, f"the process ended without {moment!r}, after {last}"
        self.heard.append(line.removesuffix("\n"))
        self._stands = stands
        return self.heard[-1]


def _is(line: str, moment: str) -> bool:
    return f"{line} ".startswith(f"{moment} ")


@contextlib.contextmanager
def watching() -> Iterator[tuple[Watch, socket.socket]]:
    """A watch, and the end to start a process with in the block."""
    mine, its = socket.socketpair()
    with its:
        yield Watch(mine), its


def announcing(engine: type[Engine], announce: Announce) -> type[Engine]:
    """The engine, announcing the moments of its runs; an event is announced once the caller has taken it."""

    class AnnouncingEngine(engine):  # type: ignore[valid-type, misc]
        _thread: int | None = None  # that generates

        @property
        def store(self) -> Store:
            if self._store is None:
                announce("opening")
                announce_commits(super().store, announce, self._generates)
                announce("opened")
            store: Store = super().store
            return store

        def make_people(self, plan: Plan, **kwargs: Any) -> Iterator[Event]:
            self._thread = threading.get_ident()
            announce("taken", plan.group.name)
            for event in super().make_people(plan, **kwargs):
                yield event
                announce(*_words(event))

        def ask(self, study: StudyDesign, **kwargs: Any) -> Iterator[StudyEvent]:
            self._thread = threading.get_ident()
            announce("asking", study.name)
            for event in super().ask(study, **kwargs):
                yield event
                announce(*_study_words(event))

        def _generates(self) -> bool:
            return threading.get_ident() == self._thread

    return AnnouncingEngine


def announce_commits(store: Store, announce: Announce, when: Callable[[], bool] = lambda: True) -> None:
    """Announces the store's transactions where all is written but not yet committed, if `when` says so."""
    begin = store.transaction

    def transaction() -> Any:
        return held(sys._getframe(1).f_code.co_name)

    @contextlib.contextmanager
    def held(name: str) -> Iterator[Any]:
        with begin() as connection:
            yield connection
            if when():
                announce("commit", name)

    store.transaction = transaction  # type: ignore[method-assign]


def announce_files(announce: Announce, *folders: Path) -> None:
    """Announces when a file in the folders is about to be named, linked or removed: "os.rename NAME"."""
    places = tuple(os.path.join(os.path.abspath(folder), "") for folder in folders)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("os.rename", "os.link", "os.remove"):
            path = os.path.abspath(os.fsdecode(arguments[0 if event == "os.remove" else 1]))
            if path.startswith(places):
                announce(event, os.path.basename(path))

    sys.addaudithook(hook)


def _words(event: Event) -> tuple[object, ...]:
    match event:
        case RunStarted():
            return "start", event.run_id
        case RangesAnswered():
            return "workers", event.done
        case FieldAnswered():
            return "answered", event.stage, event.slot, event.key
        case StageDone():
            return "answered", event.stage, event.slot, "."
        case PersonaDone():
            return "stored", event.slot, event.persona.id
        case PersonaReused():
            return "reused", event.slot, event.persona.id
        case PortraitsStarted():
            return "painting", event.people
        case PortraitDone():
            return "painted", event.slot, event.persona_id
        case PortraitFailed():
            return "unpainted", event.slot
        case RunFinished():
            return "finished", event.status


def _study_words(event: StudyEvent) -> tuple[object, ...]:
    match event:
        case StudyStarted():
            return "asked", event.done
        case RangesAnswered():
            return "workers", event.done
        case Answered():
            return "told", event.answer.persona, event.answer.question, event.answer.repeat
        case StudyFinished():
            return "ended", event.study_id


def _main() -> None:
    from boses_engine import cli

    descriptor, *command = sys.argv[1:]
    with (
        patch("boses_engine.engine.Engine", announcing(Engine, Moments.on(int(descriptor)).stand)),
        patch.object(sys, "argv", ["boses", *command]),
    ):
        cli.main()


if __name__ == "__main__":
    _main()
