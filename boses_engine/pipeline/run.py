"""The order of the steps: plan, identity, profile, record, portrait; each person kept the moment they are done.

As many people are written side by side as the model can make use of, and they are finished in their order, since no
text may repeat one that stands.
"""

import time
from collections import Counter, deque
from collections.abc import Container, Iterator
from typing import Any, Literal, Protocol

from boses_engine.avatars.port import Offer
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.portrait import Painted, Portrait, avatar_path
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import GenerationError
from boses_engine.language.port import LanguageModel, Request
from boses_engine.pipeline.constraints import violations
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaFailed,
    PortraitFailed,
    RunFinished,
    RunStarted,
    Stage,
    StageDone,
)
from boses_engine.pipeline.evidence import cited, evidence_counts
from boses_engine.pipeline.fields import Guidance, identity_fields, profile_fields
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.portrait import missing, paint_all, portraits_report
from boses_engine.pipeline.record import RunKey, compose, texts
from boses_engine.pipeline.standing import Standing
from boses_engine.pipeline.writer import Asked, FieldFailed, Writer

WAITING = 2  # open requests for each place of the model, so that none stays empty


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
    def painted(self, run_id: str) -> dict[str, tuple[Painted, float]]: ...
    def save_portrait(self, portrait: Portrait) -> None: ...


def generate(
    plan: Plan,
    model: LanguageModel,
    store: RunStore,
    guidance: Guidance,
    *,
    resume: bool = False,
    portraits: Offer | None = None,
) -> Iterator[Event]:
    """Makes the people of a plan, going on where an earlier run of the same key stopped.

    With `resume`, people that failed are tried again with new attempts; without it a failed run is only reported.
    With `portraits`, whoever has none is painted once all text stands, and the run is complete after that; one that
    cannot be painted is reported and tried again the next time.
    """
    version = plan.snapshot.version if plan.snapshot else None
    key = RunKey(plan.group, plan.seed, model.name, model.sha256, guidance, version)
    group_id = store.add_group(plan.group)
    before = store.run(key.run_id)
    done = {slot: persona for slot, (persona, _) in store.finished(key.run_id).items()}

    def unpainted() -> dict[int, Persona]:
        there = {id_: painted for id_, (painted, _) in store.painted(key.run_id).items()}
        return missing({slot: done[slot] for slot in sorted(done)}, there, portraits) if portraits else {}

    unfinished = before is None or before.status != "complete" or bool(unpainted())
    if unfinished:
        store.start_run(key.run_id, group_id, key.settings())
    failed = dict(store.failures(key.run_id))
    waiting = [slot for slot in plan.slots if slot.index not in done and (resume or slot.index not in failed)]
    fields: dict[Stage, int] = {
        "identity": sum(len(identity_fields(slot, 0)) for slot in waiting),
        "profile": sum(len(profile_fields(slot, 0)) for slot in waiting),
    }
    yield RunStarted(key.run_id, group_id, len(plan.slots), len(done), fields)
    started = time.perf_counter()
    standing = Standing(text for slot in sorted(done) for text in texts(done[slot]))
    writers = deque(_writer(plan, slot, guidance, failed.get(slot.index)) for slot in waiting)
    for event in _side_by_side(writers, model, standing):
        if not isinstance(event, Writer):
            yield event
            continue
        index, report, outcome = event.slot.index, event.report.as_dict(), event.outcome
        assert outcome is not None
        if isinstance(outcome, FieldFailed):
            attempts = failed[index].attempts if index in failed else {}
            reason = str(outcome)
            store.save_failure(key.run_id, index, reason, attempts | {outcome.key: outcome.attempts}, report)
            yield PersonaFailed(index, reason)
            continue
        persona = compose(outcome, key)
        broken = violations(persona, plan)
        if broken:  # impossible by construction; were it ever to happen, nothing wrong is stored
            raise GenerationError(f"persona {index} breaks its group: {'; '.join(broken)}. Please report this.")
        store.save_persona(key.run_id, index, persona, report)
        done[index] = persona
        for text in texts(persona):
            standing.add(text)
        yield PersonaDone(index, persona)
    unshown: dict[str, str] = {}
    if portraits is not None and (waiting_for_it := unpainted()):
        for told in paint_all(waiting_for_it, portraits, store):
            if isinstance(told, PortraitFailed):
                unshown[str(told.slot)] = told.reason
            yield told
    shown = store.painted(key.run_id)
    people = tuple(_with_avatar(done[slot], shown) for slot in sorted(done))
    status: Literal["complete", "failed"] = "complete" if len(people) == len(plan.slots) else "failed"
    summary = _summary(key, store, status, time.perf_counter() - started, model, plan.snapshot)
    summary["portraits"] = portraits_report(people, shown) | {"failed": unshown}
    if unfinished:
        store.finish_run(key.run_id, status, summary)
    yield RunFinished(status, people, summary)


def _with_avatar(person: Persona, shown: Container[str]) -> Persona:
    return person.model_copy(update={"avatar": avatar_path(person.id) if person.id in shown else None})


def _writer(plan: Plan, slot: Slot, guidance: Guidance, failure: Any | None) -> Writer:
    if failure is None:
        return Writer(plan, slot, guidance)
    return Writer(plan, slot, guidance, failure.attempts, failure.report)


def _side_by_side(writers: deque[Writer], model: LanguageModel, standing: Standing) -> Iterator[Event | Writer]:
    """Keeps the model's places filled; gives each writer, in order, when its outcome is final, and what happens.

    An outcome is final once no person before is open: the caller adds to `standing` what it keeps, and the next
    writer is worked out again beside that.
    """
    open_: dict[Request, tuple[Writer, Asked]] = {}
    flight: deque[Writer] = deque()

    def ask(writer: Writer) -> None:
        for asked in writer.wanted(standing):
            if asked.request not in open_:
                open_[asked.request] = (writer, asked)
                model.submit(asked.request)

    try:
        while writers or flight:
            while writers and (not flight or len(open_) < WAITING * model.parallel):
                flight.append(writers.popleft())
                ask(flight[-1])
            if flight[0].outcome is not None:
                writer = flight.popleft()
                for request in [request for request, (owner, _) in open_.items() if owner is writer]:
                    del open_[request]  # an attempt that is not needed after all
                    model.cancel(request)
                if not isinstance(writer.outcome, FieldFailed):
                    yield StageDone(writer.slot.index, "profile")
                yield writer
                if flight:
                    ask(flight[0])
                continue
            began = time.perf_counter()
            done = model.next_completion()
            seconds = time.perf_counter() - began
            writer, asked = open_.pop(done.request)
            reached = writer.reached
            writer.receive(done, seconds)
            index = writer.slot.index
            yield FieldAnswered(index, asked.stage, asked.field.key, done.tokens_read, done.tokens_written, seconds)
            ask(writer)
            if writer.reached != reached:
                yield StageDone(index, reached)
    finally:  # the caller may leave at any event: nothing of this run may answer the next one
        for request in open_:
            model.cancel(request)


def _summary(
    key: RunKey, store: RunStore, status: str, seconds: float, model: LanguageModel, snapshot: Snapshot | None
) -> dict[str, object]:
    """run.json: what made the people, what it took, which checks fired and what claims rest on, over all sittings."""
    finished = store.finished(key.run_id)
    failures = store.failures(key.run_id)
    people = [persona for persona, _ in finished.values()]
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
        "replayable": model.replayable,
        "parallel": model.parallel,
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
        "evidence": evidence_counts(people),
        "cited": cited(people, snapshot),
        "failures": {str(slot): failure.reason for slot, failure in failures.items()},
    }
