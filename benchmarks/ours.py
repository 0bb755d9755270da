"""The engine measured: whole groups, the price of the constraint, the library's own limit, growth with the group."""

import resource
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.language.constraint import Pattern
from boses_engine.language.llama import Decoder, Options, open_model
from boses_engine.language.llama.answer import Work
from boses_engine.language.llama.binding import ContextSize, Llama, Row
from boses_engine.language.port import Completion, Request
from boses_engine.pipeline.events import PersonaDone, RunFinished
from boses_engine.settings import Settings

MEASURED_TOKENS = 32


class Recorder:
    """A model that remembers what it was asked and what it gave."""

    def __init__(self, model: Decoder):
        self._model = model
        self.name, self.sha256 = model.name, model.sha256
        self.parallel, self.replayable, self.decoding = model.parallel, model.replayable, model.decoding
        self.given: list[Completion] = []

    def submit(self, request: Request) -> None:
        self._model.submit(request)

    def next_completion(self) -> Completion:
        self.given.append(self._model.next_completion())
        return self.given[-1]

    def cancel(self, request: Request) -> None:
        self._model.cancel(request)

    def close(self) -> None:
        """Left open: one model serves all rows."""


@dataclass
class GroupRun:
    """One group made from nothing. `done_s` is when each person was finished, from the start."""

    people: int
    as_noted: int  # fields that no attempt passed
    seconds: float
    done_s: list[float]
    given: list[Completion]
    work: Work

    @property
    def per_minute(self) -> float:
        """Finished people a minute."""
        return 60 * self.people / self.seconds

    @property
    def written(self) -> int:
        """Tokens of all answers, those that failed a check included."""
        return sum(done.tokens_written for done in self.given)


def load(path: Path, settings: Settings) -> tuple[Decoder, float]:
    """The model as the engine opens it, and the seconds that took."""
    began = time.perf_counter()
    options = Options(settings.threads, gpu_layers=settings.offloaded_layers(), parallel=settings.parallel)
    return open_model(path, options, name=path.stem, sha256="0" * 64), time.perf_counter() - began


def make_group(model: Decoder, group: Group, settings: Settings, seed: int = 1) -> GroupRun:
    """Generates a group into a store of its own; the clock runs from the plan to the last person stored."""
    recorder = Recorder(model)
    model.work = Work()
    done: list[float] = []
    as_noted = 0
    with TemporaryDirectory() as folder:
        engine = Engine(replace(settings, home=Path(folder)), model=recorder)
        began = time.perf_counter()
        for event in engine.generate(group, seed=seed):
            if isinstance(event, PersonaDone):
                done.append(time.perf_counter() - began)
                as_noted += len(event.persona.provenance.worded_by_code)
            if isinstance(event, RunFinished):
                seconds = time.perf_counter() - began
        engine.store.close()
    return GroupRun(group.persona_count, as_noted, seconds, done, recorder.given, model.work)


def constraint_price(model: Decoder, given: list[Completion], rounds: int) -> tuple[float, float]:
    """Written tokens a second with a constraint and without, each question answered by a sentence of so many tokens.

    Nothing is forced, so that both write alike; the two take turns, and the best round of each counts, since other
    work on the machine can only make one slower.
    """
    # More words than tokens, so that no answer can end before the limit.
    pattern = Pattern(r"[A-Z][a-z]+(?:,? [a-z]+(?:['’\-][a-z]+)*){40,}[.]")
    best = {True: 0.0, False: 0.0}
    for _ in range(rounds):
        for bound in (True, False):
            began = time.perf_counter()
            for done in given:
                constraint = pattern if bound else None
                model.submit(replace(done.request, constraint=constraint, max_tokens=MEASURED_TOKENS, avoid=()))
            written = sum(model.next_completion().tokens_written for _ in given)
            best[bound] = max(best[bound], written / (time.perf_counter() - began))
    return best[True], best[False]


def bare_decode(path: Path, settings: Settings, batch: int, held: int, steps: int = 24) -> float:
    """Tokens a second of `llama_decode` alone: `batch` sequences that share `held` tokens, one token each a step."""
    llama = Llama(path, threads=settings.threads, gpu_layers=settings.offloaded_layers())
    llama.open_context(ContextSize(held + (steps + 3) * batch, batch + 2))
    for start in range(0, held, 50):
        llama.decode([Row(100 + i, i, 0, False) for i in range(start, min(held, start + 50))])
    for s in range(1, batch):
        llama.share(0, s)
    for step in range(steps + 2):
        if step == 2:
            began = time.perf_counter()
        llama.decode([Row(200 + s, held + step, s, True) for s in range(batch)])
    rate = batch * steps / (time.perf_counter() - began)
    llama.close()
    return rate


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def parts(work: Work) -> dict[str, Any]:
    """Where the time went, in shares of the whole that add up to 1."""
    named = {
        "prefill": work.read_s,
        "forced tokens": work.forced_s,
        "decode": work.sampled_s,
        "mask": work.mask_s,
        "sampling": work.draw_s,
    }
    shares = {name: seconds / work.total_s for name, seconds in named.items()}
    return shares | {"Python": 1 - sum(shares.values())}
