"""The order of the steps: match, write, paint, report; each person is kept the moment they are done.

As many people are written side by side as the model can make use of, and they are finished in their order, since no
text may repeat one that stands.
"""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from boses_engine.avatars.port import Offer
from boses_engine.domain.group import Group
from boses_engine.domain.library import Matches, Reuse
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted, Portrait, avatar_path
from boses_engine.domain.report import Effort, RunReport
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import GenerationError
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.constraints import hard_facts, violations
from boses_engine.pipeline.events import (
    Event,
    PersonaDone,
    PersonaReused,
    PortraitFailed,
    RunFinished,
    RunStarted,
    Stage,
)
from boses_engine.pipeline.fields import identity_fields, profile_fields
from boses_engine.pipeline.match import Library, choose, draft_texts
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.portrait import missing, paint_all
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.questions import OpenQuestions, draft_all, write_all
from boses_engine.pipeline.record import RunKey, compose, texts
from boses_engine.pipeline.report import run_report
from boses_engine.pipeline.writer import Writer


class RunStore(Protocol):
    """What a run needs of the store; see `boses_engine.store.Store`."""

    def add_group(self, group: Group, project: str = "default") -> str: ...
    def is_complete(self, run_id: str) -> bool: ...
    def start_run(self, run_id: str, group_id: str, settings: Mapping[str, object]) -> None: ...
    def finish_run(self, report: RunReport) -> None: ...
    def save_persona(self, run_id: str, slot: int, persona: Persona, effort: Effort) -> None: ...
    def finished(self, run_id: str) -> dict[int, tuple[Persona, Effort]]: ...
    def painted(self, run_id: str) -> dict[str, tuple[Painted, float]]: ...
    def save_portrait(self, portrait: Portrait) -> None: ...
    def matches(self, run_id: str) -> Matches | None: ...
    def save_matches(self, run_id: str, matches: Matches, efforts: Mapping[int, Effort]) -> None: ...
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
    run = _Run(plan, model, store, portraits, library, project)
    yield run.start()
    try:
        yield from run.match()
        yield from run.write()
    finally:  # the caller may leave at any event
        run.questions.close()
    yield from run.paint()
    yield run.finish()


def run_key(plan: Plan, model: str, model_sha256: str, library: Library | None, project: str) -> RunKey:
    """What the run of a plan by a model is told by, before the library has been searched."""
    version = plan.snapshot.version if plan.snapshot else None
    return RunKey(plan.group, plan.seed, model, model_sha256, version, library.rules if library else None, project)


class _Run:
    """A run between its steps: the people who stand so far, by slot, and whose texts are still to be written."""

    def __init__(
        self,
        plan: Plan,
        model: LanguageModel,
        store: RunStore,
        portraits: Offer | None,
        library: Library | None,
        project: str,
    ):
        self.plan, self.model, self.store, self.portraits, self.library = plan, model, store, portraits, library
        self.key = run_key(plan, model.name, model.sha256, library, project)
        self.run_id = self.key.run_id  # as the run began; people are told apart by the library too, once it is known
        self.group_id = store.add_group(plan.group, project)
        self.done: dict[int, Persona] = {}
        self.efforts: dict[int, Effort] = {}  # what writing each of them took
        for slot, (persona, effort) in store.finished(self.run_id).items():
            self.done[slot], self.efforts[slot] = persona, effort
        self.matches = store.matches(self.run_id)
        self.reused = {reuse.slot for reuse in self.matches.reuses} if self.matches else set[int]()
        self.writers = {
            slot.index: Writer(plan.group, plan.seed, slot) for slot in plan.slots if slot.index not in self.done
        }
        self.questions = OpenQuestions(model)
        self.unshown: dict[int, str] = {}  # why there is no portrait, by slot
        self.began = time.perf_counter()

    def start(self) -> RunStarted:
        """Begins the run in the store, or takes it up again where something is left to do."""
        self.unfinished = not self.store.is_complete(self.run_id) or bool(self._unpainted())
        if self.unfinished:
            self.store.start_run(self.run_id, self.group_id, self.key.settings())
        waiting = [writer.slot for writer in self.writers.values()]
        identity = sum(len(identity_fields(slot)) for slot in waiting)
        profile = sum(len(profile_fields(slot)) for slot in waiting)
        fields: dict[Stage, int] = {"identity": identity, "profile": profile}
        return RunStarted(self.run_id, self.group_id, len(self.plan.slots), len(self.done), fields)

    def match(self) -> Iterator[Event]:
        """Decides whom the run reuses, once: what is decided is stored before anybody's stage two."""
        if self.library is not None and self.matches is None:
            yield from self._match(self.library)
        if self.matches and self.reused:
            self.key = replace(self.key, library=self.matches.state)

    def _match(self, library: Library) -> Iterator[Event]:
        """Drafts stage one of whom somebody may stand in for, and chooses among those who are alike."""
        plan, writers = self.plan, self.writers
        most = library.rules.most(len(plan.slots))
        found = library.near(hard_facts(plan), [writer.slot for writer in writers.values()])
        chosen = {}
        if most and found.candidates:
            asked = [writers[slot] for slot in sorted(found.slots)]
            others = [writer for slot, writer in writers.items() if slot not in found.slots]
            yield from draft_all(asked, others, self.questions)
            drafts = draft_texts(plan, {writer.slot.index: writer.draft or {} for writer in asked})
            chosen = choose(library.strong(found.candidates, drafts), plan, most, self.store.persona)
        reuses = tuple(
            Reuse(slot, person.id, best.member.track.studies + 1, best.similarity, round(best.distance, 4))
            for slot, (best, person) in chosen.items()
        )
        self.matches = Matches(found.state, found.eligible, library.encoder, reuses)
        efforts = {slot: writers[slot].effort for slot in chosen}
        self.store.save_matches(self.run_id, self.matches, efforts)
        for reuse in reuses:
            person = chosen[reuse.slot][1].model_copy(update={"source": "library"})
            self._keep(reuse.slot, person, efforts[reuse.slot])
            self.reused.add(reuse.slot)
            yield PersonaReused(reuse.slot, person, reuse.study, len(profile_fields(plan.slots[reuse.slot])))

    def write(self) -> Iterator[Event]:
        """Writes who is missing, each kept before their event."""
        # Those who are reused stand first, whenever the others were written.
        known = sorted(self.done, key=lambda slot: (slot not in self.reused, slot))
        prior = PriorTexts(text for slot in known for text in texts(self.done[slot]))
        for event in write_all(deque(self.writers.values()), self.questions, prior):
            if not isinstance(event, Writer):
                yield event
                continue
            assert event.outcome is not None
            index, persona = event.slot.index, compose(event.outcome, self.key)
            broken = violations(persona, self.plan)
            if broken:  # impossible by construction; were it ever to happen, nothing wrong is stored
                raise GenerationError(f"persona {index} breaks its group: {'; '.join(broken)}. Please report this.")
            self.store.save_persona(self.run_id, index, persona, event.effort)
            self._keep(index, persona, event.effort)
            for text in texts(persona):
                prior.add(text)
            yield PersonaDone(index, persona)

    def paint(self) -> Iterator[Event]:
        """Paints who has no portrait, where there is an image model."""
        if self.portraits is not None and (unpainted := self._unpainted()):
            for event in paint_all(unpainted, self.portraits, self.store):
                if isinstance(event, PortraitFailed):
                    self.unshown[event.slot] = event.reason
                yield event

    def finish(self) -> RunFinished:
        """Makes the report and ends the run in the store."""
        painted = self.store.painted(self.run_id)
        slots = sorted(self.done)
        people = tuple(
            person.model_copy(update={"avatar": avatar_path(person.id) if person.id in painted else None})
            for person in map(self.done.__getitem__, slots)
        )
        report = run_report(
            self.key,
            self.plan,
            self.model,
            people,
            [self.efforts[slot] for slot in slots],
            matches=self.matches,
            painted=painted,
            failed=self.unshown,
            seconds=time.perf_counter() - self.began,
            find_snapshot=self.store.snapshot,
        )
        if self.unfinished:
            self.store.finish_run(report)
        return RunFinished("complete", people, report)

    def _keep(self, slot: int, persona: Persona, effort: Effort) -> None:
        self.done[slot], self.efforts[slot] = persona, effort
        self.writers.pop(slot, None)

    def _unpainted(self) -> dict[int, Persona]:
        """Who of those who stand is to be painted, by slot; whoever is reused keeps the portrait that they have."""
        if self.portraits is None:
            return {}
        painted = {key: made for key, (made, _) in self.store.painted(self.run_id).items()}
        own = {
            slot: self.done[slot]
            for slot in sorted(self.done)
            if slot not in self.reused or self.done[slot].id not in painted
        }
        return missing(own, painted, self.portraits)
