"""The order of the steps: plan, identity, match, profile, record, portrait; each kept the moment it is done.

As many people are written side by side as the model can make use of, and they are finished in their order, since no
text may repeat one that stands.
"""

import time
from collections import Counter, deque
from collections.abc import Container, Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, Protocol

from boses_engine.avatars.port import Offer
from boses_engine.domain.group import Group
from boses_engine.domain.library import Candidate, Matches, Reuse
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted, Portrait, avatar_path
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import GenerationError, NotFoundError
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.constraints import hard_facts, violations
from boses_engine.pipeline.desk import Desk, drafts, side_by_side
from boses_engine.pipeline.events import (
    Event,
    PersonaDone,
    PersonaReused,
    PortraitFailed,
    RunFinished,
    RunStarted,
    Stage,
)
from boses_engine.pipeline.evidence import cited, evidence_counts
from boses_engine.pipeline.fields import identity_fields, profile_fields
from boses_engine.pipeline.match import Library, choose, draft_texts
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.portrait import missing, paint_all, portraits_report
from boses_engine.pipeline.record import RunKey, compose, texts
from boses_engine.pipeline.standing import Standing
from boses_engine.pipeline.writer import Writer


class RunStore(Protocol):
    """What a run needs of the store; see `boses_engine.store.Store`."""

    def add_group(self, group: Group, project: str = "default") -> str: ...
    def run(self, run_id: str) -> Any: ...
    def start_run(self, run_id: str, group_id: str, settings: dict[str, object]) -> None: ...
    def finish_run(self, run_id: str, status: Literal["complete", "failed"], report: dict[str, object]) -> None: ...
    def save_persona(self, run_id: str, slot: int, persona: Persona, report: dict[str, object]) -> None: ...
    def finished(self, run_id: str) -> dict[int, tuple[Persona, dict[str, Any]]]: ...
    def painted(self, run_id: str) -> dict[str, tuple[Painted, float]]: ...
    def save_portrait(self, portrait: Portrait) -> None: ...
    def matches(self, run_id: str) -> Matches | None: ...
    def save_matches(self, run_id: str, matches: Matches, reports: Mapping[int, Mapping[str, object]]) -> None: ...
    def persona(self, key: str) -> Persona: ...
    def snapshot(self, version: str) -> Snapshot: ...


def generate(
    plan: Plan,
    model: LanguageModel,
    store: RunStore,
    *,
    portraits: Offer | None = None,
    library: Library | None = None,
    project: str = "default",
) -> Iterator[Event]:
    """Makes the people of a plan, going on where an earlier run of the same key stopped.

    With a `library`, people of it are matched to the slots once stage one is drafted, and reused with the portrait that
    they have. With `portraits`, whoever has none is painted once all text stands, and the run is complete after that;
    one that cannot be painted is reported and tried again the next time.
    """
    version = plan.snapshot.version if plan.snapshot else None
    rules = library.rules if library else None
    key = RunKey(plan.group, plan.seed, model.name, model.sha256, version, rules, project)
    group_id = store.add_group(plan.group, project)
    before = store.run(key.run_id)
    done = {slot: persona for slot, (persona, _) in store.finished(key.run_id).items()}
    matches = store.matches(key.run_id)
    reused = {reuse.slot for reuse in matches.reuses} if matches else set[int]()

    def unpainted() -> dict[int, Persona]:
        there = {id_: painted for id_, (painted, _) in store.painted(key.run_id).items()}
        asked = {slot: done[slot] for slot in sorted(done) if slot not in reused or done[slot].id not in there}
        return missing(asked, there, portraits) if portraits else {}

    unfinished = before is None or before.status != "complete" or bool(unpainted())
    if unfinished:
        store.start_run(key.run_id, group_id, key.settings())
    waiting = [slot for slot in plan.slots if slot.index not in done]
    fields: dict[Stage, int] = {
        "identity": sum(len(identity_fields(slot)) for slot in waiting),
        "profile": sum(len(profile_fields(slot)) for slot in waiting),
    }
    yield RunStarted(key.run_id, group_id, len(plan.slots), len(done), fields)
    started = time.perf_counter()
    writers = {slot.index: Writer(plan, slot) for slot in waiting}
    desk = Desk(model)
    try:
        if library is not None and matches is None:
            matches = yield from _match(plan, key, library, store, desk, writers)
            reused |= {reuse.slot for reuse in matches.reuses}
        if matches and reused:
            key = replace(key, library=matches.state)
            filled = store.finished(key.run_id)
            done |= {slot: filled[slot][0] for slot in reused}
            writers = {slot: writer for slot, writer in writers.items() if slot not in reused}
        # Those who are reused stand first, whenever the others were written.
        known = sorted(done, key=lambda slot: (slot not in reused, slot))
        standing = Standing(text for slot in known for text in texts(done[slot]))
        for event in side_by_side(deque(writers.values()), desk, standing):
            if not isinstance(event, Writer):
                yield event
                continue
            index, report, outcome = event.slot.index, event.report.as_dict(), event.outcome
            assert outcome is not None
            persona = compose(outcome, key)
            broken = violations(persona, plan)
            if broken:  # impossible by construction; were it ever to happen, nothing wrong is stored
                raise GenerationError(f"persona {index} breaks its group: {'; '.join(broken)}. Please report this.")
            store.save_persona(key.run_id, index, persona, report)
            done[index] = persona
            for text in texts(persona):
                standing.add(text)
            yield PersonaDone(index, persona)
    finally:  # the caller may leave at any event
        desk.close()
    unshown: dict[str, str] = {}
    if portraits is not None and (waiting_for_it := unpainted()):
        for told in paint_all(waiting_for_it, portraits, store):
            if isinstance(told, PortraitFailed):
                unshown[str(told.slot)] = told.reason
            yield told
    shown = store.painted(key.run_id)
    people = tuple(_with_avatar(done[slot], shown) for slot in sorted(done))
    summary = _summary(key, store, "complete", time.perf_counter() - started, model, plan.snapshot)
    summary["segment"] = plan.segment.record()
    summary["portraits"] = portraits_report(people, shown) | {"failed": unshown}
    if unfinished:
        store.finish_run(key.run_id, "complete", summary)
    yield RunFinished("complete", people, summary)


def _match(
    plan: Plan, key: RunKey, library: Library, store: RunStore, desk: Desk, writers: dict[int, Writer]
) -> Generator[Event, None, Matches]:
    """Decides whom the run reuses, once: what is decided is stored before anybody's stage two."""
    most = library.rules.most(len(plan.slots))
    found = library.near(hard_facts(plan), [writer.slot for writer in writers.values()])
    chosen: dict[int, tuple[Candidate, Persona]] = {}
    if most and found.candidates:
        asked = [writers[slot] for slot in sorted(found.slots)]
        yield from drafts(asked, [writer for slot, writer in writers.items() if slot not in found.slots], desk)
        said = draft_texts(plan, {writer.slot.index: writer.draft or {} for writer in asked})
        chosen = choose(library.strong(found.candidates, said), plan, most, store.persona)
    matches = Matches(
        found.state,
        found.eligible,
        library.encoder,
        tuple(
            Reuse(slot, person.id, best.member.track.studies + 1, best.similarity, round(best.distance, 4))
            for slot, (best, person) in chosen.items()
        ),
    )
    reports = {slot: writers[slot].report.as_dict() for slot in chosen}
    store.save_matches(key.run_id, matches, reports)
    for reuse in matches.reuses:
        person = chosen[reuse.slot][1].model_copy(update={"source": "library"})
        skipped = len(profile_fields(plan.slots[reuse.slot]))
        yield PersonaReused(reuse.slot, person, reuse.study, skipped)
    return matches


def _with_avatar(person: Persona, shown: Container[str]) -> Persona:
    return person.model_copy(update={"avatar": avatar_path(person.id) if person.id in shown else None})


def _summary(
    key: RunKey, store: RunStore, status: str, seconds: float, model: LanguageModel, snapshot: Snapshot | None
) -> dict[str, object]:
    """run.json: what made the people, what it took, which checks fired and what claims rest on, over all sittings."""
    finished = store.finished(key.run_id)
    people = [persona for persona, _ in finished.values()]
    reports = [report for _, report in finished.values()]
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
        "worded_by_code": total["as_noted"],
        "library": _library(store.matches(key.run_id), {slot: person.name for slot, (person, _) in finished.items()}),
        "checks": dict(sorted(checks.items())),
        "evidence": evidence_counts(people),
        "cited": _cited(people, snapshot, store),
    }


def _cited(people: list[Persona], snapshot: Snapshot | None, store: RunStore) -> dict[str, dict[str, str]]:
    """What stands behind the ids that people cite, of those who are reused in the snapshot that they were made with."""
    found: dict[str, dict[str, str]] = {}
    for version in sorted({person.provenance.snapshot or "" for person in people}):
        told = snapshot
        if version and (snapshot is None or version != snapshot.version):
            try:
                told = store.snapshot(version)
            except NotFoundError:  # they came from another machine
                told = None
        found |= cited([person for person in people if (person.provenance.snapshot or "") == version], told)
    return dict(sorted(found.items()))


def _library(matches: Matches | None, names: Mapping[int, str]) -> dict[str, object] | None:
    """The state of the library that the run was matched against, and whom it reused; None without one."""
    if matches is None:
        return None
    reused = [
        {
            "slot": reuse.slot,
            "id": reuse.persona_id,
            "name": names[reuse.slot],
            "study": reuse.study,
            "similarity": reuse.similarity,
            "distance": reuse.distance,
        }
        for reuse in matches.reuses
    ]
    return {"state": matches.state, "eligible": matches.eligible, "encoder": matches.encoder, "reused": reused}
