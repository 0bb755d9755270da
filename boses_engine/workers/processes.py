"""Workers as processes of this machine: started, watched, started again where one dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from boses_engine.errors import GenerationError
from boses_engine.gpus import nvidia_gpus
from boses_engine.pipeline.events import RangesAnswered
from boses_engine.settings import available_cores
from boses_engine.workers.executor import DEATHS_MOST
from boses_engine.workers.task import Range, unanswered
from boses_engine.workers.work import count_done, holder, is_free, worker_name

_LOOK_S = 0.5
_BEAT_S = 2.0  # so often it is told how far they are, changed or not: the caller may want to leave
_STOPPED_S = 10.0  # that a worker has to end when it is asked to
_LINES = 12  # of what a dead worker said last


def worker_command(folder: Path, first: int, model: str | None = None, backend: str | None = None) -> list[str]:
    """The command line of a worker of a folder."""
    named = (["--model", model] if model else []) + (["--backend", backend] if backend else [])
    begins = ["--first", str(first), "--owner", str(os.getpid())]
    return [sys.executable, "-m", "boses_engine", "work", str(folder), *begins, *named]


@dataclass(frozen=True)
class Processes:
    """An executor: so many processes, each with its share of the cores (BOSES_THREADS), or a GPU of its own where there
    are several. One that dies is started again."""

    workers: int
    command: Callable[[Path, int], list[str]] = worker_command  # of a folder and the range to begin with
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def run(self, ranges: Sequence[Range]) -> Iterator[RangesAnswered]:
        """Has ranges answered; gives how far the workers are, at least every two seconds. Whoever leaves the loop stops
        them. What processes of this machine held that are gone, killed with their command, is free at once.

        :raises GenerationError: workers die one after the other without getting anywhere; says what the last one said.
        """
        size, folder = sum(one.size for one in ranges), ranges[0].file.parent
        restarts = deaths = 0
        running: dict[int, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}
        last, told = RangesAnswered(count_done(ranges), size, 0, 0), time.monotonic()
        left = list(unanswered(ranges))
        for gone in {name for one in left if (name := holder(one)) and _is_gone(name)}:
            _let_go(left, gone)
        try:
            while left:
                free = [one for one in left if is_free(one)]
                for number in range(min(self.workers, len(left))):
                    if number not in running and free:
                        first = ranges.index(free[number * len(free) // self.workers])
                        running[number] = self._start(self.command(folder, first), number, folder)
                time.sleep(_LOOK_S)
                before, left = len(left), list(unanswered(ranges))
                deaths = deaths if len(left) == before else 0
                for number, (process, log) in list(running.items()):
                    if process.poll() is None:
                        continue
                    del running[number]
                    _let_go(ranges, worker_name(process.pid))
                    if process.returncode != 0:
                        restarts, deaths = restarts + 1, deaths + 1
                        if deaths >= DEATHS_MOST * self.workers:
                            raise GenerationError(f"workers end without an answer: {_last_words(process, log)}")
                    log.close()
                at = RangesAnswered(count_done(ranges), size, len(running), restarts)
                if at != last or time.monotonic() - told >= _BEAT_S:
                    last, told = at, time.monotonic()
                    yield at
        finally:
            _stop(list(running.values()))
            for process, _ in running.values():
                _let_go(ranges, worker_name(process.pid))

    def _start(self, command: list[str], number: int, folder: Path) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
        """Starts a worker; what it says goes to a file of the folder."""
        gpus = visible_gpus(self.environment)
        share = {"CUDA_VISIBLE_DEVICES": gpus[number % len(gpus)]} if len(gpus) > 1 else {}
        if "BOSES_THREADS" not in self.environment:
            share["BOSES_THREADS"] = str(max(1, available_cores() // self.workers))
        log = (folder / f"worker-{number}.log").open("w+b")
        process = subprocess.Popen(
            command,
            env={**self.environment, **share},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        return process, log


def visible_gpus(environment: Mapping[str, str]) -> list[str]:
    """The GPUs that may be used, as CUDA_VISIBLE_DEVICES names them; none where no driver is there."""
    if "CUDA_VISIBLE_DEVICES" in environment:
        return [each for each in environment["CUDA_VISIBLE_DEVICES"].split(",") if each.strip()]
    return nvidia_gpus("index")


def _is_gone(worker: str) -> bool:
    """Whether a worker was a process of this machine that runs no more."""
    process = worker.rpartition("/")[2]
    if not process.isdecimal() or worker != worker_name(int(process)):
        return False
    try:
        os.kill(int(process), 0)  # sends nothing
    except ProcessLookupError:
        return True
    except PermissionError:  # somebody else's
        return False
    return False


def _let_go(ranges: Sequence[Range], worker: str) -> None:
    """Frees what a dead worker held, or may have held: who is killed in making a claim leaves it without a name."""
    for one in ranges:
        if holder(one) in (worker, ""):
            one.claim.unlink(missing_ok=True)


def _last_words(process: subprocess.Popen[bytes], log: IO[bytes]) -> str:
    log.seek(0)
    said = log.read().decode(errors="replace").strip().splitlines()[-_LINES:]
    if process.returncode < 0:
        by = signal.Signals(-process.returncode).name
        said.append(f"(ended by {by}; memory may have run out)" if by == "SIGKILL" else f"(ended by {by})")
    return "\n".join(said) or "they said nothing."


def _stop(running: Sequence[tuple[subprocess.Popen[bytes], IO[bytes]]]) -> None:
    """Ends workers: asked first, then without asking."""
    for process, _ in running:
        process.terminate()
    ends = time.monotonic() + _STOPPED_S
    for process, log in running:
        try:
            process.wait(max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()
