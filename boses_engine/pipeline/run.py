"""The order of the steps: plan, identity, profile, record, store; each person kept the moment they are done."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from boses_engine import __version__
from boses_engine.domain.group import Group
from boses_engine.domain.persona import (
    SCHEMA_VERSION,
    BrandRelationship,
    DigitalHabits,
    Identity,
    Persona,
    PriceSensitivity,
    Provenance,
    Slot,
)
from boses_engine.errors import GenerationError
from boses_engine.language.port import Completion, LanguageModel
from boses_engine.pipeline.checks import plain
from boses_engine.pipeline.constraints import violations
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaFailed,
    RunFinished,
    RunStarted,
    Stage,
    StageDone,
)
from boses_engine.pipeline.fields import Guidance, identity_fields, profile_fields
from boses_engine.pipeline.plan import Plan, cultural_context
from boses_engine.pipeline.wording import told_life
from boses_engine.pipeline.writer import Answers, Batch, FieldFailed, Prose, Report, write_identity, write_profile


class RunStore(Protocol):
    """What a run needs of the store; see `boses_engine.store.Store`."""

    def add_group(self, group: Group) -> str: ...
    def run(self, run_id: str) -> Any: ...
    def start_run(self, run_id: str, group_id: str, settings: dict[str, object]) -> None: ...
    def finish_run(self, run_id: str, status: Literal["complete", "failed"], report: dict[str, object]) -> None: ...
    def save_persona(self, run_id: str, slot: int, persona: Persona, report: dict[str, object]) -> None: ...
    def save_failure(
        self, run_id: str, slot: int, reason: str, attempts: dict[str, int], report: dict[str, object]
    ) -> None: ...
    def finished(self, run_id: str) -> dict[int, tuple[Persona, dict[str, Any]]]: ...
    def failures(self, run_id: str) -> dict[int, Any]: ...


@dataclass(frozen=True)
class RunKey:
    """What decides the bytes of a run's people; equal keys are the same run."""

    group: Group
    seed: int
    model: str
    model_sha256: str
    guidance: Guidance

    @property
    def run_id(self) -> str:
        """ "r-" and 12 hex digits."""
        return _id("r", self.settings() | {"group": self.group.model_dump()})

    def persona_id(self, slot: int) -> str:
        """ "p-" and 12 hex digits."""
        return _id("p", self.settings() | {"group": self.group.model_dump(), "slot": slot})

    def settings(self) -> dict[str, object]:
        """What the store keeps with the run."""
        return {
            "seed": self.seed,
            "model": self.model,
            "model_sha256": self.model_sha256,
            "guidance": self.guidance,
            "engine_version": __version__,
            "schema_version": SCHEMA_VERSION,
        }


def generate(
    plan: Plan, model: LanguageModel, store: RunStore, guidance: Guidance, *, resume: bool = False
) -> Iterator[Event]:
    """Makes the people of a plan, going on where an earlier run of the same key stopped.

    People are written in the order of their slots, since no text may repeat one that stands. With `resume`, people
    that failed are tried again with new attempts; without it a failed run is only reported.
    """
    key = RunKey(plan.group, plan.seed, model.name, model.sha256, guidance)
    group_id = store.add_group(plan.group)
    before = store.run(key.run_id)
    unfinished = before is None or before.status != "complete"
    if unfinished:
        store.start_run(key.run_id, group_id, key.settings())
    done = {slot: persona for slot, (persona, _) in store.finished(key.run_id).items()}
    failed = dict(store.failures(key.run_id))
    waiting = [slot for slot in plan.slots if slot.index not in done and (resume or slot.index not in failed)]
    fields: dict[Stage, int] = {
        "identity": sum(len(identity_fields(slot, 0)) for slot in waiting),
        "profile": sum(len(profile_fields(slot, 0)) for slot in waiting),
    }
    yield RunStarted(key.run_id, group_id, len(plan.slots), len(done), fields)
    started = time.perf_counter()
    standing = [text for slot in sorted(done) for text in _texts(done[slot])]
    for slot in waiting:
        report = Report.after(failed[slot.index].report) if slot.index in failed else Report()
        attempts = failed[slot.index].attempts if slot.index in failed else {}
        own: list[str] = list(standing)
        try:
            persona = yield from _write(plan, slot, key, model, own, attempts, report)
        except FieldFailed as exc:
            store.save_failure(key.run_id, slot.index, str(exc), attempts | {exc.key: exc.attempts}, report.as_dict())
            yield PersonaFailed(slot.index, str(exc))
            continue
        store.save_persona(key.run_id, slot.index, persona, report.as_dict())
        done[slot.index] = persona
        standing += _texts(persona)
        yield PersonaDone(slot.index, persona)
    people = tuple(done[slot] for slot in sorted(done))
    status: Literal["complete", "failed"] = "complete" if len(people) == len(plan.slots) else "failed"
    summary = _summary(key, store, status, time.perf_counter() - started)
    if unfinished:
        store.finish_run(key.run_id, status, summary)
    yield RunFinished(status, people, summary)


def _write(
    plan: Plan,
    slot: Slot,
    key: RunKey,
    model: LanguageModel,
    standing: list[str],
    attempts: dict[str, int],
    report: Report,
) -> Generator[Event, None, Persona]:
    stage_one = write_identity(plan, slot, standing, attempts, key.guidance, report)
    slot, identity = yield from _drive(stage_one, model, slot.index, "identity")
    stage_two = write_profile(plan, slot, identity, standing, attempts, key.guidance, report)
    slot, profile = yield from _drive(stage_two, model, slot.index, "profile")
    persona = compose(slot, identity, profile, key)
    broken = violations(persona, plan)
    if broken:  # impossible by construction; were it ever to happen, nothing wrong is stored
        raise GenerationError(f"persona {slot.index} breaks its group: {'; '.join(broken)}. Please report this.")
    return persona


def _drive(
    stage: Generator[Batch, Answers, Prose], model: LanguageModel, index: int, name: Stage
) -> Generator[Event, None, Prose]:
    """Submits each batch a stage yields and sends back the completions; gives what the stage returns."""
    answers: dict[str, Completion] | None = None
    while True:
        try:
            batch = next(stage) if answers is None else stage.send(answers)
        except StopIteration as end:
            yield StageDone(index, name)
            prose: Prose = end.value
            return prose
        waiting = {request: field_key for field_key, request in batch.items()}
        answers = {}
        try:
            for request in batch.values():
                model.submit(request)
            while waiting:
                done = model.next_completion()
                key = waiting.pop(done.request)
                answers[key] = done
                yield FieldAnswered(index, name, key, done.tokens_read, done.tokens_written, done.seconds)
        finally:  # the caller may leave at any event: nothing of this run may answer the next one
            for request in waiting:
                model.cancel(request)


def compose(slot: Slot, identity: dict[str, str], profile: dict[str, str], key: RunKey) -> Persona:
    """The record: the slot's facts, the prose of both stages and where it all came from."""
    stories = tuple(
        BrandRelationship(
            brand=brand.brand,
            category=brand.category,
            attitude=brand.attitude,
            story=profile[f"brand:{i}"],
            evidence=brand.evidence,
        )
        for i, brand in enumerate(slot.brands)
    )
    signals = tuple(profile[f"signal:{i}"] for i in range(len(slot.life.price_signals)))
    facts = slot.model_dump(exclude={"index", "called", "urban", "digital", "brands", "price_level", "life"})
    return Persona(
        schema_version=SCHEMA_VERSION,
        id=key.persona_id(slot.index),
        **facts,
        identity=Identity(**identity),
        backstory=profile["backstory"],
        brand_relationships=stories,
        digital_habits=DigitalHabits(**slot.digital.model_dump(), day=profile["day"]),
        price_sensitivity=PriceSensitivity(level=slot.price_level, signals=signals),
        quote=profile["quote"],
        life=told_life(slot),
        cultural_context=cultural_context(slot.location.country_code),
        avatar=None,
        source="generated",
        provenance=Provenance(
            seed=key.seed,
            model=key.model,
            model_sha256=key.model_sha256,
            snapshot=None,
            engine_version=__version__,
        ),
    )


def _texts(persona: Persona) -> list[str]:
    """All prose of a person, normalised for comparison."""
    identity = persona.identity.model_dump().values()
    stories = (brand.story for brand in persona.brand_relationships)
    rest = (persona.backstory, persona.digital_habits.day, *persona.price_sensitivity.signals, persona.quote)
    return [plain(text) for text in (*identity, *stories, *rest)]


def _summary(key: RunKey, store: RunStore, status: str, seconds: float) -> dict[str, object]:
    """run.json: what made the people, what it took, and which checks fired how often, over all sittings."""
    finished = store.finished(key.run_id)
    failures = store.failures(key.run_id)
    reports = [report for _, report in finished.values()] + [f.report for f in failures.values()]
    total: Counter[str] = Counter()
    checks: Counter[str] = Counter()
    for report in reports:
        checks.update(report["checks"])
        total.update({name: value for name, value in report.items() if name != "checks"})
    model_seconds = float(total["seconds"])
    return {
        "run_id": key.run_id,
        "status": status,
        **key.settings(),
        "snapshot": None,
        "timings": {"this_sitting_s": round(seconds, 2), "model_s": round(model_seconds, 2)},
        "tokens": {
            "read": total["tokens_read"],
            "written": total["tokens_written"],
            "written_per_s": round(total["tokens_written"] / model_seconds, 1) if model_seconds else None,
        },
        "fields": total["fields"],
        "first_attempt_rate": round(total["first_attempt"] / total["fields"], 3) if total["fields"] else None,
        "retries": total["retries"],
        "checks": dict(sorted(checks.items())),
        "failures": {str(slot): failure.reason for slot, failure in failures.items()},
    }


def _id(prefix: str, content: dict[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
