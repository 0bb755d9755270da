"""Runs with a snapshot over the shipped double: what is cited, what both stages read, and what a run is known by."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from support.sample_snapshots import sample_snapshot

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.snapshot import Snapshot
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, Request
from boses_engine.output import render_gallery
from boses_engine.pipeline.citations import miscited
from boses_engine.pipeline.constraints import violations
from boses_engine.pipeline.events import PersonaDone, RunFinished, RunStarted
from boses_engine.pipeline.evidence import all_evidence, claims, kind, signals_of
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.run import generate
from boses_engine.pipeline.wording import fill
from boses_engine.store import Store

SNAPSHOT = sample_snapshot("ID")
IDENTITY = ("life_situation", "wants", "fears", "decides", "values", "spending")


def planned(snapshot: Snapshot | None = SNAPSHOT, count: int = 4) -> Plan:
    group = Group(
        name="Talk",
        age_min=20,
        age_max=60,
        gender="All",
        location="Jakarta, Indonesia",
        income_level="Middle",
        occupation="office worker",
        persona_count=count,
    )
    return make_plan(group, 4, snapshot)


class Watched(DoubleModel):
    """A double with a record of what it was asked and what it gave."""

    def __init__(self, spoil: Callable[[Request, str], str] | None = None):
        super().__init__(spoil=spoil)
        self.asked: list[Request] = []
        self.given: list[Completion] = []

    def submit(self, request: Request) -> None:
        self.asked.append(request)
        super().submit(request)

    def next_completion(self) -> Completion:
        self.given.append(super().next_completion())
        return self.given[-1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.duckdb") as opened:
        yield opened


def run(plan: Plan, store: Store, model: DoubleModel | None = None) -> RunFinished:
    last = list(generate(plan, model or Watched(), store))[-1]
    assert isinstance(last, RunFinished)
    return last


def test_every_claim_of_a_stored_person_cites_something_that_there_is(store: Store) -> None:
    """The promise of the record: ids assigned before a word was written, none of them absent, few personal."""
    plan = planned()
    done = run(plan, store)
    assert done.status == "complete"
    for slot, person in zip(plan.slots, store.personas(), strict=True):
        assert violations(person, plan) == []
        assert all_evidence(person) == all_evidence(slot)
        assert len(person.digital_habits.evidence) == 3
        assert len(person.price_sensitivity.evidence) == len(person.price_sensitivity.signals)
        assert person.provenance.snapshot == SNAPSHOT.version
        assert person.cultural_context == f"ID market tables, snapshot {SNAPSHOT.version}"
    held = [kind(claim.evidence) for person in done.personas for claim in claims(person)]
    assert held.count("talk") / len(held) >= 0.4


def test_an_absent_id_is_never_stored(store: Store) -> None:
    """Catches a citation that nobody can look up, in a finished person and in a plan."""
    plan = planned()
    person = run(plan, store).personas[0]
    habits = person.digital_habits.model_copy(update={"evidence": ("snapshot:ID/app store/nothing",) * 3})
    broken = person.model_copy(update={"digital_habits": habits})
    assert violations(broken, plan)[:1] == ["evidence 'snapshot:ID/app store/nothing' names nothing there is"]
    slot = plan.slots[0].model_copy(update={"price_evidence": ("grounding:brands/ID/nobody", "invented")})
    assert violations(slot, plan) == ["evidence 'grounding:brands/ID/nobody' names nothing there is"]
    fewer = person.model_copy(update={"digital_habits": person.digital_habits.model_copy(update={"evidence": ()})})
    assert violations(fewer, plan) == ["a brand, habit or price without evidence"]


def test_each_of_the_few_signals_is_asked_for_where_it_is_cited_and_nowhere_else(store: Store) -> None:
    """Catches a claim whose question does not hold what it cites, and a brand's matter told beside another's."""
    plan, model = planned(), Watched()
    run(plan, store, model)
    asked = {request.key: " ".join((*request.path, request.ask)) for request in model.asked}
    for slot in plan.slots:
        cited = {
            **{f"brand:{at}": (brand.incident, brand.evidence) for at, brand in enumerate(slot.brands)},
            **{f"signal:{at}": (slot.life.price_signals[at], slot.price_evidence[at]) for at in (0, 1)},
            **{f"day:{at}": (slot.life.phone_moments[at], slot.moment_evidence[at]) for at in (0, 1, 2)},
        }
        told = {key: fill(note, slot) for key, (note, evidence) in cited.items() if kind(evidence) == "talk"}
        assert 3 <= len(told) == len(signals_of(slot)) <= 6
        for key, note in told.items():
            field = "day" if key.startswith("day") else key  # the moments are one text
            holding = {each for each, text in asked.items() if each.startswith(f"{slot.index}/") and note in text}
            assert holding == {f"{slot.index}/{field}"}, note


def test_a_signal_is_told_as_what_happened_and_never_as_its_figure(store: Store) -> None:
    model = Watched()
    run(planned(), store, model)
    figures = re.compile("|".join(f"{signal.rows:,}|{signal.rows}" for signal in SNAPSHOT.signals) + "|%|9,?310")
    for request in model.asked:
        assert not figures.search(" ".join((*request.path, request.ask))), request.key
        assert not any(signal.statement in " ".join(request.path) for signal in SNAPSHOT.signals)


def test_the_text_is_about_what_it_cites_and_shuffled_citations_are_found(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = planned(count=12)
    people = run(plan, store).personas
    assert [miscited(person, SNAPSHOT) for person in people] == [[]] * len(people)
    rng, tried, found = np.random.default_rng(1), 0, 0
    ids = [f"snapshot:{signal.id}" for signal in SNAPSHOT.signals]
    for person in people:
        for at, story in enumerate(person.brand_relationships):
            if kind(story.evidence) == "talk":
                tried += 1
                found += bool(miscited(with_story(person, at, other(rng, ids, story.evidence)), SNAPSHOT))
        for at, evidence in enumerate(person.price_sensitivity.evidence):
            if kind(evidence) == "talk":
                tried += 1
                found += bool(miscited(with_price(person, at, other(rng, ids, evidence)), SNAPSHOT))
    with capsys.disabled():
        print(f"\nshuffled citations of brands and prices: {found} of {tried} rejected")
    assert tried >= 30
    assert found / tried >= 0.95


def other(rng: np.random.Generator, ids: list[str], evidence: str) -> str:
    """An id of another theme."""
    theme = evidence.rpartition("/")[2]
    return str(rng.choice([one for one in ids if not one.endswith(f"/{theme}")]))


def with_story(person: Persona, at: int, evidence: str) -> Persona:
    stories = list(person.brand_relationships)
    stories[at] = stories[at].model_copy(update={"evidence": evidence})
    return person.model_copy(update={"brand_relationships": tuple(stories)})


def with_price(person: Persona, at: int, evidence: str) -> Persona:
    ids = list(person.price_sensitivity.evidence)
    ids[at] = evidence
    prices = person.price_sensitivity.model_copy(update={"evidence": tuple(ids)})
    return person.model_copy(update={"price_sensitivity": prices})


def test_another_snapshot_is_another_run(store: Store) -> None:
    """Catches people of two snapshots in one group: a run is taken up only with the talk it was begun with."""
    newer = SNAPSHOT.model_copy(update={"version": "2026-07-01-0123456789ab"})
    broken = generate(planned(), Watched(), store)
    for event in broken:
        if isinstance(event, PersonaDone):
            break
    broken.close()  # type: ignore[attr-defined]
    starts = []
    for snapshot in (newer, None, SNAPSHOT):
        first = next(iter(generate(planned(snapshot), Watched(), store)))
        assert isinstance(first, RunStarted)
        starts.append((first.run_id, first.done))
    assert len({run_id for run_id, _ in starts}) == 3
    assert [done for _, done in starts] == [0, 0, 1]


def test_the_report_names_the_snapshot_and_counts_what_claims_rest_on(store: Store) -> None:
    report = run(planned(), store).report
    assert report.snapshot == SNAPSHOT.version
    counts = report.evidence
    assert set(counts) == {"all", "brands", "habits", "prices"}
    assert sum(counts["habits"].values()) == 12
    assert counts["prices"] == {"talk": 8, "figure": 0, "invented": 0}
    without = run(planned(None), store).report
    assert without.snapshot is None
    assert without.evidence["all"]["talk"] == 0
    assert not any(evidence.startswith("snapshot:") for evidence in without.cited)


def test_the_gallery_opens_each_signal_with_its_count(store: Store) -> None:
    done = run(planned(), store)
    page = render_gallery(planned().group, done.personas, done.report)
    for person in done.personas:
        for evidence in signals_of(person):
            said = done.report.cited[evidence]
            assert f"{said.statement} <b>" in page
            assert f"{said.figure}<br>{evidence}</p>" in page
            assert re.search(r"[\d,]+ of 9,310 (marketplace|app-store) reviews", said.figure)


def test_a_claim_that_no_attempt_tells_is_told_as_noted_and_cites_the_same(store: Store) -> None:
    """Catches an id that goes with the model's words: what is told by code is about the signal, too."""
    plan = planned()
    done = run(plan, store, Watched(lambda _, __: "She likes the rain on the roof."))
    assert done.report.worded_by_code == done.report.fields
    for slot, person in zip(plan.slots, done.personas, strict=True):
        assert all_evidence(person) == all_evidence(slot)
        assert miscited(person, SNAPSHOT) == []
        assert violations(person, plan) == []
        for brand, story in zip(slot.brands, person.brand_relationships, strict=True):
            assert fill(brand.incident, slot).replace("{brand}", brand.brand) in story.story
