"""The one worker: it takes runs from the queue, and goes on with those a crash left behind.

Projects take turns: next comes the first of the project that was served longest ago. A run that takes longer than a
turn is left in the middle where another project waits, and is gone on with when its project's next turn comes.
"""

import contextlib
import errno
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from boses_engine.domain.library import Rules
from boses_engine.engine import Engine
from boses_engine.errors import BosesError, DiskFullError, NotFoundError
from boses_engine.pipeline.events import PersonaDone, RunFinished
from boses_engine.server.feed import Feed, Told
from boses_engine.server.metrics import count
from boses_engine.store.rows import QueuedRun, QueuedStudy
from boses_engine.studies.events import Answered, StudyFinished
from boses_engine.workers.executor import Executors

ALONE = Executors()
REUSE = Rules(scope="project")  # who may see a project's people must not see another's among them
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 60.0  # between tries while nothing can be stored; each twice the one before
TURN_S = 600.0  # after which a run makes room for another project's, once it has got on
_PROGRESS = (PersonaDone, Answered)
_FULL = "The server's disk is full: generation waits, and goes on by itself once there is space."
_STUCK = "The store cannot be read or written just now: generation waits, and is tried again by itself."
_PATH = re.compile(r"(?<![\w/:.…])/(?:[^/\s'\",;]+/)+([^/\s'\",;]*)")
_LOG = logging.getLogger("boses.worker")


class Worker:
    """A thread that generates; `wake` it when something was queued."""

    def __init__(self, engine: Engine, feed: Feed, executors: Executors = ALONE):
        self._engine, self._feed, self._executors = engine, feed, executors
        self._asked = threading.Event()
        self._ending = threading.Event()
        self._taking = threading.Lock()
        self._cancelled: set[str] = set()  # what is at work and is to end
        self._turns: dict[str, int] = {}  # which turn each project had last
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self.at: str | None = None  # the group or study that is at work
        self.trouble: str | None = None  # why the model cannot be loaded
        self.paused: str | None = None  # why the queue waits: nothing can be stored just now
        self.ready = False  # it was loaded once; whether it is in memory now is the engine's business

    def start(self) -> None:
        """Load the model, or look that it is there where others have theirs, then work until `stop`."""
        self._thread.start()

    def wake(self) -> None:
        """There is something in the queue."""
        self._asked.set()

    def cancel(self, key: str) -> bool:
        """A group or study is no longer to be made, whether it waits or is at work; False where it does neither.

        What is finished stays, and asking for it again goes on with it.
        """
        store = self._engine.store
        with self._taking:
            cancelled = store.cancel_run(key) or store.cancel_study(key)
            if cancelled and self.at == key:
                self._cancelled.add(key)
            elif cancelled:
                self._feed.end(key)
        return cancelled

    def waiting(self) -> list[QueuedRun | QueuedStudy]:
        """All that was asked for and has not ended, what is at work too, in the order of its turns."""
        store = self._engine.store
        return in_turns([*store.queue(), *store.study_queue()], self._turns)

    def stop(self, patience_s: float = 60.0) -> None:
        """Ends between two answers; the run stays in the queue, and what is finished is kept."""
        self._ending.set()
        self._asked.set()
        self._thread.join(patience_s)

    @property
    def alive(self) -> bool:
        """Whether the thread runs, or is still to be started; it ends with the server only."""
        return self._thread.ident is None or self._thread.is_alive()

    def _work(self) -> None:
        """The thread: loads the model, then takes what is queued until the server ends."""
        try:
            if self._executors.writing is None:
                self._engine.load_writer()
            else:  # this process asks a model of its own only what workers leave over
                self._engine.check_model(writes=True)
            self.ready = True
        except Exception as exc:  # whatever a library raises, the queue is worked off once there is a model
            self.trouble = self._reason("the model", exc)
            _LOG.warning("no model: %s", exc)
        pause = _FIRST_PAUSE_S
        while not self._ending.is_set():
            self._asked.clear()
            try:
                queue = self.waiting()
                if queue:
                    self._take(queue[0])
            except Exception as exc:  # what is first in the queue stays there
                self.paused = _FULL if _is_full(exc) else _STUCK
                _LOG.warning(
                    "%s Next try in %.0f s: %s", self.paused, pause, exc, exc_info=not isinstance(exc, BosesError)
                )
                self._ending.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_S)
                continue
            self.paused, pause = None, _FIRST_PAUSE_S
            if not queue:
                self._asked.wait()

    def _take(self, asked: QueuedRun | QueuedStudy) -> None:
        """Works off what is first in the queue; whatever ends it takes it out, but for a full disk, which is raised."""
        key = key_of(asked)
        with self._taking:
            if key not in map(key_of, self.waiting()):  # it was cancelled since
                return
            self._turns[asked.project] = max(self._turns.values(), default=0) + 1
            self.at = key
            self._cancelled.discard(key)
        self._feed.begin(key)
        try:
            if isinstance(asked, QueuedStudy):
                self._ask(key)
            else:
                self._run(asked)
        except Exception as exc:
            if _is_full(exc):  # not its own fault: it goes on later
                raise
            self._fail(asked, exc)
        finally:
            self.at = None
            self._feed.end(key)

    def _fail(self, asked: QueuedRun | QueuedStudy, exc: Exception) -> None:
        store = self._engine.store
        if isinstance(asked, QueuedStudy):
            store.end_study(asked.study_id, failure=self._reason(asked.study_id, exc))
        elif isinstance(exc, NotFoundError):  # the group was deleted between two looks
            _LOG.warning("%s", exc)
            store.leave_queue(asked.group_id)
        else:
            store.leave_queue(asked.group_id, failure=self._reason(asked.group_id, exc))

    def _reason(self, key: str, exc: Exception) -> str:
        """What to tell of why a run or study ended: to all who may see it, so without the machine's paths."""
        if isinstance(exc, BosesError):
            return without_paths(str(exc))
        _LOG.error("%s", key, exc_info=exc)
        return f"an error of the engine's own ({type(exc).__name__}); see the server's log."

    def _ask(self, key: str) -> None:
        row = self._engine.store.study_of_id(key)
        if row is not None:
            executor = self._executors.wording
            self._pass_on(
                key, row.project, self._engine.ask(row.design, by=row.by, project=row.project, executor=executor)
            )

    def _run(self, asked: QueuedRun) -> None:
        row = self._engine.store.group(asked.group_id)
        for message in self._engine.freshen(row.group):
            _LOG.info("%s", message)
        executor = self._executors.writing
        self._pass_on(
            row.id,
            row.project,
            self._engine.generate(row.group, seed=asked.seed, reuse=REUSE, project=row.project, executor=executor),
        )

    def _pass_on(self, key: str, project: str, events: Iterator[Told]) -> None:
        """Passes on the events of a run or study until it, its turn, or the server ends."""
        turn_ends = time.monotonic() + TURN_S
        with contextlib.closing(events):  # type: ignore[type-var]
            for event in events:
                if isinstance(event, RunFinished):
                    self._engine.store.leave_queue(key, run_id=event.report.run_id)
                self._feed.tell(key, event)
                count(event)
                over = isinstance(event, RunFinished | StudyFinished)
                if not over and (self._ending.is_set() or key in self._cancelled):
                    return
                if isinstance(event, _PROGRESS) and time.monotonic() >= turn_ends:
                    if any(each.project != project for each in self.waiting()):
                        return
                    turn_ends = time.monotonic() + TURN_S  # nobody else waits: another turn
        self.ready, self.trouble = True, None


def in_turns(asked: Sequence[QueuedRun | QueuedStudy], turns: Mapping[str, int]) -> list[QueuedRun | QueuedStudy]:
    """What was asked for in the order in which it comes to be made; `turns` tells which turn each project had last."""
    waiting: dict[str, deque[QueuedRun | QueuedStudy]] = {}
    for each in sorted(asked, key=lambda each: each.ordinal):
        waiting.setdefault(each.project, deque()).append(each)
    had, turn, order = dict(turns), max(turns.values(), default=0), list[QueuedRun | QueuedStudy]()
    while waiting:
        project = min(waiting, key=lambda each: (had.get(each, 0), waiting[each][0].ordinal))
        order.append(waiting[project].popleft())
        had[project] = turn = turn + 1
        if not waiting[project]:
            del waiting[project]
    return order


def key_of(asked: QueuedRun | QueuedStudy) -> str:
    """The id of what is queued."""
    return asked.study_id if isinstance(asked, QueuedStudy) else asked.group_id


def _is_full(exc: Exception) -> bool:
    """Whether an error comes of a full disk."""
    return isinstance(exc, DiskFullError) or (isinstance(exc, OSError) and exc.errno in (errno.ENOSPC, errno.EDQUOT))


def without_paths(text: str) -> str:
    """A message in which each full path is only its last part."""
    return _PATH.sub(lambda found: f"…/{found[1]}", text)
