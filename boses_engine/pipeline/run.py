"""The order of the steps: match, write, paint, report; each person is kept the moment they are done.

As many people are written side by side as the model can make use of, and they are finished in their order, since no
text may repeat one that stands.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from boses_engine.avatars.port import Offer
from boses_engine.domain.group import Group
from boses_engine.domain.library import Matches, Reuse
from boses_engine.domain.passport import Written
from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.portrait import Painted, Portrait
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
from boses_engine.pipeline.fields import count_fields
from boses_engine.pipeline.match import Library, choose, draft_texts
from boses_engine.pipeline.passport import written
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.portrait import is_missing, paint_all
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.questions import OpenQuestions, draft_all, write_all
from boses_engine.pipeline.record import RunKey, compose, texts
from boses_engine.pipeline.report import run_report
from boses_engine.pipeline.writer import Writer

_PAGE = 200  # people that are read from the store at a time


class RunStore(Protocol):
    """What a run needs of the store; see `boses_engine.store.Store`."""

    def add_group(self, group: Group, project: str = "default") -> str: ...
    def is_complete(self, run_id: str) -> bool: ...
    def start_run(self, run_id: str, group_id: str, settings: Mapping[str, object]) -> None: ...
    def finish_run(self, report: RunReport) -> None: ...
    def save_persona(
        self, run_id: str, slot: int, persona: Persona, effort: Effort, written: Written | None = None
    ) -> None: ...
    def finished(self, run_id: str, first: int = 0, most: int | None = None) -> dict[int, tuple[Persona, Effort]]: ...
    def people_of_run(self, run_id: str) -> Sequence[Persona]: ...
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
    """A run between its steps: which people stand so far, by slot; they themselves lie in the store."""

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
        self.done = set[int]()
        self.effort = Effort()  # what writing them took
        for slot, _, effort in self._stored():
            self._keep(slot, effort)
        self.matches = store.matches(self.run_id)
        self.reused = {reuse.slot for reuse in self.matches.reuses} if self.matches else set[int]()
        self.drafted: dict[int, Writer] = {}  # who has begun with stage one, by slot
        self.questions = OpenQuestions(model)
        self.unshown: dict[int, str] = {}  # why there is no portrait, by slot
        self.began = time.perf_counter()

    def start(self) -> RunStarted:
        """Begins the run in the store, or takes it up again where something is left to do."""
        self.unfinished = not self.store.is_complete(self.run_id) or bool(self._unpainted())
        if self.unfinished:
            self.store.start_run(self.run_id, self.group_id, self.key.settings())
        fields: dict[Stage, int] = {"identity": 0, "profile": 0}
        for slot in self._waiting():
            for stage, count in count_fields(slot).items():
                fields[stage] += count
        return RunStarted(self.run_id, self.group_id, len(self.plan.slots), len(self.done), fields)

    def match(self) -> Iterator[Event]:
        """Decides whom the run reuses, once: what is decided is stored before anybody's stage two."""
        if self.library is not None and self.matches is None:
            yield from self._match(self.library)
        if self.matches and self.reused:
            self.key = replace(self.key, library=self.matches.state)

    def _match(self, library: Library) -> Iterator[Event]:
        """Drafts stage one of whom somebody may stand in for, and chooses among those who are alike."""
        plan = self.plan
        most = library.rules.most(len(plan.slots))
        found = library.near(hard_facts(plan), self._waiting())
        chosen = {}
        if most and found.candidates:
            asked = [self._draft(plan.slots[slot]) for slot in sorted(found.slots)]
            others = (self._draft(slot) for slot in self._waiting() if slot.index not in found.slots)
            yield from draft_all(asked, others, self.questions)
            drafts = draft_texts(plan, {writer.slot.index: writer.draft or {} for writer in asked})
            chosen = choose(library.strong(found.candidates, drafts), plan, most, self.store.persona)
        reuses = tuple(
            Reuse(slot, person.id, best.member.track.studies + 1, best.similarity, round(best.distance, 4))
            for slot, (best, person) in chosen.items()
        )
        self.matches = Matches(found.state, found.eligible, library.encoder, reuses)
        efforts = {slot: self.drafted.pop(slot).effort for slot in chosen}
        self.store.save_matches(self.run_id, self.matches, efforts)
        for reuse in reuses:
            person = chosen[reuse.slot][1].taken_over()
            self._keep(reuse.slot, efforts[reuse.slot])
            self.reused.add(reuse.slot)
            yield PersonaReused(reuse.slot, person, reuse.study, count_fields(plan.slots[reuse.slot])["profile"])

    def write(self) -> Iterator[Event]:
        """Writes who is missing, each kept before their event."""
        prior = PriorTexts()
        for reused in (True, False) if self.reused else (False,):  # who is reused stands before all who are written
            for slot, persona, _ in self._stored():
                if (slot in self.reused) == reused:
                    prior.add_all(texts(persona))
        for event in write_all(self._writers(), self.questions, prior):
            if not isinstance(event, Writer):
                yield event
                continue
            assert event.outcome is not None
            index, persona = event.slot.index, compose(event.outcome, self.key)
            broken = violations(persona, self.plan)
            if broken:  # impossible by construction; were it ever to happen, nothing wrong is stored
                raise GenerationError(f"persona {index} breaks its group: {'; '.join(broken)}. Please report this.")
            kept = written(event.outcome, len(self.done), self.model)
            self.store.save_persona(self.run_id, index, persona, event.effort, kept)
            self._keep(index, event.effort)
            prior.add_all(texts(persona))
            yield PersonaDone(index, persona)

    def paint(self) -> Iterator[Event]:
        """Paints who has no portrait, where there is an image model."""
        if self.portraits is not None and (unpainted := self._unpainted()):
            people = ((slot, person) for slot, person, _ in self._stored() if slot in unpainted)
            for event in paint_all(people, len(unpainted), self.portraits, self.store):
                if isinstance(event, PortraitFailed):
                    self.unshown[event.slot] = event.reason
                yield event

    def finish(self) -> RunFinished:
        """Makes the report and ends the run in the store."""
        people = self.store.people_of_run(self.run_id)
        report = run_report(
            self.key,
            self.plan,
            self.model,
            people,
            self.effort,
            matches=self.matches,
            painted=self.store.painted(self.run_id),
            failed=self.unshown,
            seconds=time.perf_counter() - self.began,
            find_snapshot=self.store.snapshot,
        )
        if self.unfinished:
            self.store.finish_run(report)
        return RunFinished("complete", people, report)

    def _keep(self, slot: int, effort: Effort) -> None:
        self.done.add(slot)
        self.effort += effort

    def _stored(self) -> Iterator[tuple[int, Persona, Effort]]:
        """Who stands, by slot, a page at a time."""
        first = 0
        while page := self.store.finished(self.run_id, first, _PAGE):
            yield from ((slot, persona, effort) for slot, (persona, effort) in page.items())
            first += len(page)

    def _waiting(self) -> Iterator[Slot]:
        """Who is still to be written."""
        return (slot for slot in self.plan.slots if slot.index not in self.done)

    def _draft(self, slot: Slot) -> Writer:
        """Somebody's writer, who begins with stage one beside nobody."""
        self.drafted[slot.index] = self._begin(slot)
        return self.drafted[slot.index]

    def _begin(self, slot: Slot) -> Writer:
        return Writer(self.plan.group, self.plan.seed, slot)

    def _writers(self) -> Iterator[Writer]:
        for slot in self._waiting():
            yield self.drafted.pop(slot.index) if slot.index in self.drafted else self._begin(slot)

    def _unpainted(self) -> set[int]:
        """Which of those who stand are to be painted; whoever is reused keeps the portrait that they have."""
        if self.portraits is None:
            return set()
        painted = {key: made for key, (made, _) in self.store.painted(self.run_id).items()}
        return {
            slot
            for slot, person, _ in self._stored()
            if not (slot in self.reused and person.id in painted) and is_missing(person, painted, self.portraits)
        }
