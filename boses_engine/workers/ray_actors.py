"""Workers as actors of Ray, on this machine or on those of a cluster; Ray is an extra that only this module imports.

An actor gets the text of a range and gives back the bytes of its part, through Ray's object store: no shared folder is
needed. What Ray would tell or open by itself is switched off: usage statistics, the dashboard, connections without the
cluster's token, and any address but this machine's own.
"""

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boses_engine.errors import GenerationError, InputError
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.events import RangesAnswered
from boses_engine.settings import available_cores
from boses_engine.workers.executor import DEATHS_MOST
from boses_engine.workers.part import write_part
from boses_engine.workers.task import Range, parse_task, unanswered
from boses_engine.workers.work import answer

_CLOSED = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "token",
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",  # what Ray has to say of dead actors would go to stdout, among the data
}
_LOOK_S = 2.0


@dataclass(frozen=True)
class RayActors:
    """An executor: so many actors, each with a GPU of its own where the cluster has one, else its share of cores."""

    workers: int
    open_model: Callable[[], LanguageModel]  # in the actor; goes there by pickle
    address: str | None = None  # of a cluster; None: one is started on this machine, for this run

    def run(self, ranges: Sequence[Range]) -> Iterator[RangesAnswered]:
        """Has ranges answered; gives how far the actors are, whenever one begins, answers or dies, and every two
        seconds.

        What a dead actor was asked goes to the next that is idle, so that a machine that leaves takes nothing with it:
        its actors wait until there is room for them again, the others go on.

        :raises InputError: Ray is not installed, or the cluster cannot be reached.
        :raises GenerationError: an actor cannot begin, refuses a range, or actors die one after the other without
            getting anywhere; says why.
        """
        left = deque(unanswered(ranges))
        if not left:
            return
        size = sum(one.size for one in ranges)
        done, deaths, restarts = size - sum(one.size for one in left), 0, 0
        with _joined(self.address) as ray:
            actors = [self._actor(ray) for _ in range(min(self.workers, len(left)))]
            idle = deque[Any]()
            waited: dict[Any, tuple[Any, Range | None]] = {_begun(actor): (actor, None) for actor in actors}
            while done < size:
                while left and idle:
                    actor, one = idle.popleft(), left.popleft()
                    asked = actor.answer.options(max_task_retries=0)  # another one is asked then, which may be there
                    waited[asked.remote(one.file.read_text(encoding="utf-8"), str(one.file))] = actor, one
                ready, _ = ray.wait(list(waited), timeout=_LOOK_S)
                for reference in ready:
                    actor, wanted = waited.pop(reference)
                    try:
                        part = ray.get(reference)
                    except ray.exceptions.RayError as exc:
                        restarts, deaths = restarts + 1, deaths + 1
                        refused = isinstance(exc, ray.exceptions.RayTaskError)
                        if wanted is None or refused or deaths >= DEATHS_MOST * self.workers:
                            raise GenerationError(f"actors end without an answer: {exc}") from exc
                        left.appendleft(wanted)
                        waited[_begun(actor)] = actor, None
                    else:
                        idle.append(actor)
                        if wanted is not None:
                            write_part(wanted.part, part)
                            done, deaths = done + wanted.size, 0
                alive = sum(wanted is not None for _, wanted in waited.values()) + len(idle)
                yield RangesAnswered(done, size, alive, restarts)

    def _actor(self, ray: Any) -> Any:
        """A worker in the cluster, begun again wherever there is room when its process or machine is gone."""
        machines = [each["Resources"] for each in ray.nodes() if each["Alive"]]
        gpus = 1 if any(each.get("GPU", 0) >= 1 for each in machines) else 0
        cores = cores_each([int(each.get("CPU", 0)) for each in machines], self.workers)
        options = {"num_gpus": gpus, "num_cpus": 1 if gpus else cores, "max_restarts": -1, "max_task_retries": -1}
        environment = {"env_vars": {"BOSES_THREADS": str(cores)}}
        return ray.remote(_Worker).options(**options, runtime_env=environment).remote(self.open_model)


def cores_each(machines: Sequence[int], workers: int) -> int:
    """How many cores each of so many workers may have, so that all find room on machines of so many; 1 at least."""
    sizes = range(max(machines, default=1), 0, -1)
    return next((size for size in sizes if sum(cores // size for cores in machines) >= workers), 1)


def _begun(actor: Any) -> Any:
    """What is there once an actor has opened its model, now or after it died."""
    return actor.__ray_ready__.remote()


class _Worker:
    """What runs in an actor: a model that is opened once, and ranges one after the other."""

    def __init__(self, open_model: Callable[[], LanguageModel]):
        self._model = open_model()

    def answer(self, text: str, file: str) -> bytes:
        """The part of a range."""
        return answer(parse_task(text, Path(file)), self._model)


@contextlib.contextmanager
def _joined(address: str | None) -> Iterator[Any]:
    """Ray, connected to a cluster, or to one of this machine alone that ends with the block."""
    for name, value in _CLOSED.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as exc:
        raise InputError("Ray is not installed: pip install -c constraints.txt '.[ray]'.") from exc
    local: Mapping[str, object] = {
        "num_cpus": available_cores(),
        "include_dashboard": False,
        "_node_ip_address": "127.0.0.2",  # of this machine alone; Ray takes 127.0.0.1 for the address on the network
    }
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **({} if address else local))
    except Exception as exc:  # Ray has no error of its own for a cluster that is not there
        raise InputError(f"Ray does not start or is not at {address or 'this machine'}: {exc}") from exc
    try:
        yield ray
    finally:
        ray.shutdown()
