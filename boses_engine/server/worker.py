"""The one worker: it takes runs from the queue in their order, and goes on with those a crash left behind."""

import contextlib
import logging
import threading

from boses_engine.domain.library import Rules
from boses_engine.engine import Engine
from boses_engine.errors import BosesError, NotFoundError
from boses_engine.pipeline.events import RunFinished
from boses_engine.server.feed import Feed
from boses_engine.server.metrics import count
from boses_engine.store.rows import QueuedRun

REUSE = Rules(scope="project")  # who may see a project's people must not see another's among them
_LOG = logging.getLogger("boses.worker")


class Worker:
    """A thread that generates; `wake` it when something was queued."""

    def __init__(self, engine: Engine, feed: Feed):
        self._engine, self._feed = engine, feed
        self._asked = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self.at: str | None = None  # the group that is being generated
        self.trouble: str | None = None  # why the model cannot be loaded
        self.ready = False  # it was loaded once; whether it is in memory now is the engine's business

    def start(self) -> None:
        """Load the model, then work until `stop`."""
        self._thread.start()

    def wake(self) -> None:
        """There is something in the queue."""
        self._asked.set()

    def stop(self, patience_s: float = 60.0) -> None:
        """Ends between two answers; the run stays in the queue, and what is finished is kept."""
        self._ending.set()
        self._asked.set()
        self._thread.join(patience_s)

    def _work(self) -> None:
        """The thread: loads the model, then takes what is queued until the server ends."""
        try:
            self._engine.language_model()
            self.ready = True
        except BosesError as exc:
            self.trouble = str(exc)
            _LOG.warning("no model: %s", exc)
        while not self._ending.is_set():
            self._asked.clear()
            if queue := self._engine.store.queue():
                self._generate(queue[0])
            else:
                self._asked.wait()

    def _generate(self, asked: QueuedRun) -> None:
        """Runs a queued group; whatever ends it takes it out of the queue."""
        store, key = self._engine.store, asked.group_id
        self.at = key
        self._feed.begin(key)
        try:
            self._run(asked)
        except NotFoundError as exc:  # the group was deleted between two looks
            _LOG.warning("%s", exc)
            store.leave_queue(key)
        except BosesError as exc:
            store.leave_queue(key, failure=str(exc))
        except Exception as exc:
            _LOG.exception("group %s", key)
            store.leave_queue(
                key, failure=f"an error of the engine's own ({type(exc).__name__}); see the server's log."
            )
        finally:
            self.at = None
            self._feed.end(key)

    def _run(self, asked: QueuedRun) -> None:
        """Passes on the events of a run until it, or the server, ends."""
        row = self._engine.store.group(asked.group_id)
        for message in self._engine.freshen(row.group):
            _LOG.info("%s", message)
        events = self._engine.generate(row.group, seed=asked.seed, reuse=REUSE, project=row.project)
        with contextlib.closing(events):  # type: ignore[type-var]
            for event in events:
                if isinstance(event, RunFinished):
                    self._engine.store.leave_queue(asked.group_id, run_id=event.report.run_id)
                self._feed.tell(asked.group_id, event)
                count(event)
                if self._ending.is_set():
                    return
        self.ready, self.trouble = True, None
