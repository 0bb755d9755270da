"""Plans that pages show before anybody is made: of not too many people, and the latest kept."""

import threading
from collections import OrderedDict

from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.pipeline.plan import Plan
from boses_engine.server.problems import ProblemError

SHOWN_MOST = 200  # people of a plan that is shown: they take some seconds
_KEPT = 4


class Plans:
    """The plans of groups by their seed; at most two are drawn side by side."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._kept: OrderedDict[tuple[str, int, str], Plan] = OrderedDict()
        self._lock, self._drawing = threading.Lock(), threading.BoundedSemaphore(2)

    def of(self, group: Group, seed: int) -> Plan:
        """The plan of a group, or of as many of its segment as are shown; a 429 problem while others are drawn."""
        some = group.model_copy(update={"persona_count": min(group.persona_count, SHOWN_MOST)})
        snapshot = self._engine.snapshot_for(some)
        key = some.model_dump_json(), seed, snapshot.version if snapshot else ""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._drawing.acquire(blocking=False):
            raise ProblemError(429, "other plans are being drawn: ask again in a moment.", headers={"Retry-After": "5"})
        try:
            plan = self._engine.plan(some, seed=seed, snapshot=snapshot)
        finally:
            self._drawing.release()
        with self._lock:
            self._kept[key] = plan
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return plan
