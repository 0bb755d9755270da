"""Whole runs over the shipped double and a real store: order, retries, notes told as they stand, and equal bytes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import cast, get_args

import numpy as np
import pytest

from boses_engine import __version__
from boses_engine.domain.group import Group
from boses_engine.domain.passport import Written
from boses_engine.domain.persona import SCHEMA_VERSION, Persona
from boses_engine.domain.report import Effort, RunReport
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import NotFoundError
from boses_engine.exports.export import export
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, LanguageModel, Request
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    RunFinished,
    RunStarted,
    Stage,
    StageDone,
)
from boses_engine.pipeline.fields import TEMPERATURES, Field, identity_fields, profile_fields, saying
from boses_engine.pipeline.likeness import NEAR_DUPLICATE, jaccard, plain
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.record import RunKey
from boses_engine.pipeline.run import RunStore, generate
from boses_engine.pipeline.wording import pronouns
from boses_engine.pipeline.writer import ATTEMPTS
from boses_engine.store import Store

IDENTITY = ("life_situation", "wants", "fears", "decides", "values", "spending")


def a_group(**changes: object) -> Group:
    fields: dict[str, object] = {
        "name": "Run",
        "age_min": 26,
        "age_max": 60,  # of these nobody has Lucky Me!, which is told as noted since it ends as a sentence does
        "gender": "All",
        "location": "Philippines",
        "income_level": "Middle",
        "occupation": "office worker",
        "persona_count": 3,
    }
    return Group.model_validate(fields | changes)


def planned(seed: int = 1, **changes: object) -> Plan:
    return make_plan(a_group(**changes), seed)


WORDS = ("too", "also", "then", "and then", "then too", "also then")  # a text may have them or not


def varied(request: Request, text: str) -> str:
    """The answer with one harmless word more, which another attempt has as another one."""
    return f"{text[:-1]} {WORDS[request.seed % len(WORDS)]}{text[-1]}"


def a_double(spoil: Callable[[Request, str], str] | None = None) -> DoubleModel:
    return DoubleModel(spoil=lambda request, text: (spoil or _as_it_is)(request, varied(request, text)))


def _as_it_is(request: Request, text: str) -> str:
    return text


class Watched:
    """A double with a record of what it was asked and what it gave."""

    name, sha256, replayable, parallel = DoubleModel.name, DoubleModel.sha256, True, 4
    decoding = DoubleModel.decoding

    def __init__(self, spoil: Callable[[Request, str], str] | None = None):
        self._inner = a_double(spoil)
        self.asked: list[Request] = []
        self.given: list[Completion] = []

    def submit(self, request: Request) -> None:
        self.asked.append(request)
        self._inner.submit(request)

    def next_completion(self) -> Completion:
        self.given.append(self._inner.next_completion())
        return self.given[-1]

    def cancel(self, request: Request) -> None:
        self._inner.cancel(request)

    def close(self) -> None:
        self._inner.close()


class Reordered:
    """A model that finishes its open requests in another order than they were asked, as many at once do."""

    name, sha256, replayable = DoubleModel.name, DoubleModel.sha256, True
    decoding = DoubleModel.decoding

    def __init__(
        self,
        choose: Callable[[list[Request]], int],
        spoil: Callable[[Request, str], str] | None = None,
        parallel: int = 8,
    ):
        self._choose, self._single, self.parallel = choose, a_double(spoil), parallel
        self._open: list[Request] = []

    def submit(self, request: Request) -> None:
        self._open.append(request)

    def next_completion(self) -> Completion:
        if not self._open:
            raise LookupError
        self._single.submit(self._open.pop(self._choose(self._open)))
        return self._single.next_completion()

    def cancel(self, request: Request) -> None:
        self._open.remove(request)

    def close(self) -> None:
        self._single.close()


class Silent(DoubleModel):
    """Fails the test when it is asked anything."""

    def submit(self, request: Request) -> None:
        raise AssertionError(f"asked again: {request.key}")


def spoil(keys: set[str] | str, times: int = 10**6) -> Callable[[Request, str], str]:
    """Makes the answers to these requests ("0/wants") fail, each the first `times` times it is asked."""
    wanted = {keys} if isinstance(keys, str) else keys
    seen: Counter[str] = Counter()

    def change(request: Request, text: str) -> str:
        if request.key not in wanted or seen[request.key] >= times:
            return text
        seen[request.key] += 1
        return text[:-1]  # loses its stop: no longer its frame

    return change


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens new, empty stores; all are closed at the end."""
    opened: list[Store] = []

    def fresh() -> Store:
        opened.append(Store(tmp_path / f"store{len(opened)}.duckdb"))
        return opened[-1]

    yield fresh
    for store in opened:
        store.close()


def run(plan: Plan, store: Store, model: LanguageModel | None = None) -> list[Event]:
    return list(generate(plan, model or a_double(), store))


def finished(events: list[Event]) -> RunFinished:
    assert isinstance(events[-1], RunFinished)
    return events[-1]


def lines(people: Sequence[Persona]) -> bytes:
    return b"".join(person.model_dump_json().encode() + b"\n" for person in people)


def jsonl(store: Store, run_id: str, path: Path) -> bytes:
    """The bytes of personas.jsonl as a user gets them."""
    export(store.page(run_id), path)
    return path.read_bytes()


def run_id(plan: Plan) -> str:
    return RunKey(plan.group, plan.seed, DoubleModel.name, DoubleModel.sha256).run_id


# The order of things


def test_events_come_in_order_and_count_up(stores: Callable[[], Store]) -> None:
    plan = planned()
    events = run(plan, stores())
    start = events[0]
    assert isinstance(start, RunStarted)
    assert (start.run_id, start.people, start.done) == (run_id(plan), 3, 0)
    brands = sum(len(slot.brands) for slot in plan.slots)
    assert start.fields == {"identity": 3 * 6, "profile": 3 * 4 + brands}
    assert {type(event) for event in events} == {RunStarted, FieldAnswered, StageDone, PersonaDone, RunFinished}
    middle = [event for event in events[1:-1] if not isinstance(event, FieldAnswered)]
    expected: list[tuple[object, ...]] = []
    for slot in range(3):
        expected += [(StageDone, slot, stage) for stage in get_args(Stage)] + [(PersonaDone, slot, None)]
    assert [(type(event), event.slot, getattr(event, "stage", None)) for event in middle] == expected  # type: ignore[union-attr]
    assert [event.persona for event in events if isinstance(event, PersonaDone)] == list(finished(events).personas)


def test_the_group_is_pending_generating_complete(stores: Callable[[], Store]) -> None:
    store, plan = stores(), planned()
    group = store.add_group(plan.group)
    assert store.group(group).generation_status == "pending"
    told = []
    for event in generate(plan, a_double(), store):
        row = store.group(group)
        told.append((row.generation_status, row.stored))
        if isinstance(event, PersonaDone):  # stored before it is told
            assert store.persona(event.persona.id) == event.persona
            assert row.stored == event.slot + 1
    assert {status for status, _ in told[:-1]} == {"generating"}
    assert told[-1] == ("complete", 3)
    record = store.run(run_id(plan))
    assert record is not None
    assert record.status == "complete"
    assert record.report is not None


def test_the_stored_report_is_the_one_told(stores: Callable[[], Store]) -> None:
    store, plan = stores(), planned()
    done = finished(run(plan, store))
    stored = store.run(run_id(plan))
    assert stored is not None
    assert stored.report == done.report
    assert done.report.first_attempt_rate is not None
    assert done.report.worded_by_code == 0
    assert done.report.seed == 1
    assert done.report.segment == plan.segment.report
    assert done.report.fields == sum(6 + 4 + len(slot.brands) for slot in plan.slots)


def test_requests_hold_the_notes_of_their_field_and_share_what_a_cache_can_keep(stores: Callable[[], Store]) -> None:
    """Catches a question with the notes of another field or person, and texts before them that differ in a stage."""
    plan, model = planned(), Watched()
    run(plan, stores(), model)
    assert len({request.path[0] for request in model.asked}) == 1
    asked = {request.key: request for request in model.asked}
    for slot in plan.slots:
        fields = [*identity_fields(slot), *profile_fields(slot)]
        for field in fields:
            request = asked.pop(f"{slot.index}/{field.key}")
            assert request.ask == "\n".join(f"- {note}" for note in field.notes)
            assert request.path[1:] == (f"({pronouns(slot)['they']}):\n",)
    assert asked == {}


# The record


def test_the_record_has_the_keys_of_the_contract(stores: Callable[[], Store]) -> None:
    record = finished(run(planned(), stores())).personas[0].model_dump(mode="json")
    assert set(record) == {
        *("schema_version", "id", "name", "called", "age", "gender", "location", "income", "occupation", "work"),
        *(
            "education",
            "religion",
            "mother_tongue",
            "household",
            "psychographics",
            "identity",
            "backstory",
            "life",
            "quote",
        ),
        *("brand_relationships", "digital_habits", "price_sensitivity", "cultural_context", "avatar", "source"),
        *("appearance", "provenance"),
    }
    parts = {
        "location": {"city", "region", "country", "country_code"},
        "income": {
            *("level", "household_monthly", "personal_monthly", "others", "currency", "household_text"),
            "personal_text",
        },
        "household": {"size", "marital_status", "children", "members"},
        "identity": set(IDENTITY),
        "appearance": {
            *("skin", "hair_style", "hair_colour", "beard", "head_covering", "glasses", "expression", "clothing"),
            *("clothing_colour", "setting"),
        },
        "digital_habits": {"devices", "hours_online", "platforms", "day", "evidence"},
        "price_sensitivity": {"level", "signals", "evidence"},
        "provenance": {"seed", "model", "model_sha256", "snapshot", "engine_version", "worded_by_code", "rewritten"},
        "psychographics": {
            *("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism", "decision_style"),
            *("price_consciousness", "brand_trust", "novelty_seeking", "ad_scepticism", "social_reliance"),
        },
    }
    for key, expected in parts.items():
        assert set(record[key]) == expected, key
    for brand in record["brand_relationships"]:
        assert set(brand) == {"brand", "category", "attitude", "story", "notes", "prevalence", "evidence"}
    assert re.fullmatch(r"p-[0-9a-f]{12}", record["id"])
    assert (record["schema_version"], record["source"], record["avatar"]) == (SCHEMA_VERSION, "generated", None)
    assert record["provenance"] == {
        "seed": 1,
        "model": "double",
        "model_sha256": "0" * 64,
        "snapshot": None,
        "engine_version": __version__,
        "worded_by_code": [],
        "rewritten": [],
    }


def test_the_record_holds_the_planned_facts_and_the_prose_of_its_own_fields(stores: Callable[[], Store]) -> None:
    """Catches prose put under another brand or signal, and a fact changed on the way."""
    plan, model = planned(), Watched()
    people = finished(run(plan, stores(), model)).personas
    last = {done.request.key: done.text for done in model.given}
    for slot, person in zip(plan.slots, people, strict=True):
        for name in ("name", "age", "gender", "location", "income", "work", "household", "psychographics"):
            assert getattr(person, name) == getattr(slot, name), name
        for key in IDENTITY:
            assert getattr(person.identity, key) == last[f"{slot.index}/{key}"]
        for i, (fact, brand) in enumerate(zip(slot.brands, person.brand_relationships, strict=True)):
            assert (brand.brand, brand.attitude, brand.evidence) == (fact.brand, fact.attitude, fact.evidence)
            assert brand.story == last[f"{slot.index}/brand:{i}"]
            assert brand.brand in brand.story
        assert person.price_sensitivity.signals == tuple(last[f"{slot.index}/signal:{i}"] for i in (0, 1))
        assert person.digital_habits.day == last[f"{slot.index}/day"]
        assert person.backstory == last[f"{slot.index}/backstory"]
        assert person.quote == saying(slot)  # word for word, by nobody's model
        assert person.provenance.worded_by_code == ()
        assert not set("{}~") & set(person.model_dump_json().replace('{"', "").replace("}", "").replace("{", ""))
        assert "{" not in repr(list(person.life.model_dump().values()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Lagos, Nigeria", "grounding only"),
        ("Manila, Philippines", "PH market tables, no snapshot"),
        ("Bandung, Indonesia", "ID market tables, no snapshot"),
        ("Hanoi, Vietnam", "VN market tables, no snapshot"),
    ],
)
def test_cultural_context_says_how_much_is_known(location: str, expected: str, stores: Callable[[], Store]) -> None:
    people = finished(run(planned(location=location, persona_count=2), stores())).personas
    assert [person.cultural_context for person in people] == [expected] * 2


WISH = (
    "{They} wants to open a small repair shop beside the bus station. The room there costs half a month of pay. "
    "{They} has put aside enough for the tools and for a bench with a vice."
)
OWN = ("then", "too", "also")  # words that a text may have or not


def sharing(plan: Plan, *names: str) -> Plan:
    """The plan with people who have the same notes for these small facts."""
    life = dict.fromkeys(names or ("wish", "worry", "value", "money_habit", "turning_point"), WISH)
    return replace(
        plan, slots=tuple(slot.model_copy(update={"life": slot.life.model_copy(update=life)}) for slot in plan.slots)
    )


def told(text: str, ways: Sequence[int]) -> str:
    """The text with a word of its own way after every second word; `ways` are those of its parts, all of one length.

    Two texts have about as many trigrams in common as parts that are told the same way.
    """
    said = text.split()
    return " ".join(
        f"{word} {OWN[ways[at * len(ways) // len(said)]]}" if at % 2 and at + 1 < len(said) else word
        for at, word in enumerate(said)
    )


def alike(request: Request, text: str) -> str:
    """Tells each note in one of three ways, as its seed says."""
    return told(text, [request.seed % len(OWN)])


@pytest.mark.slow
def test_no_two_people_are_told_in_nearly_the_same_words(stores: Callable[[], Store]) -> None:
    """Independent of the check: only notes as they stand, which nothing is left to replace, may repeat."""
    plan = sharing(planned(persona_count=8, age_min=18, age_max=70))
    done = finished(run(plan, stores(), a_double(alike)))
    assert done.report.checks["repeated"] > 20
    assert (done.report.worded_by_code or 0) > 5
    written = [
        plain(text, person.name).split()
        for person in done.personas
        for key, text in keyed_prose(person).items()
        if key not in person.provenance.worded_by_code
    ]
    assert len(written) > 50
    assert all(jaccard(one, other) < NEAR_DUPLICATE for one, other in combinations(written, 2))


def keyed_prose(person: Persona) -> dict[str, str]:
    """A person's texts by the keys of their fields."""
    return {
        **person.identity.model_dump(),
        "backstory": person.backstory,
        **{f"brand:{at}": brand.story for at, brand in enumerate(person.brand_relationships)},
        "day": person.digital_habits.day,
        **{f"signal:{at}": text for at, text in enumerate(person.price_sensitivity.signals)},
    }


# Retries


def test_a_spoiled_answer_is_asked_again_with_another_seed(stores: Callable[[], Store]) -> None:
    plan = planned()
    clean = finished(run(plan, stores()))
    model = Watched(spoil("1/wants", times=1))
    spoiled = finished(run(plan, stores(), model))
    asked = [request for request in model.asked if request.key == "1/wants"]
    assert len(asked) == 2
    assert asked[0].seed != asked[1].seed
    assert (asked[0].path, asked[0].ask) == (asked[1].path, asked[1].ask)
    assert [request.sampling.temperature for request in asked] == list(TEMPERATURES[:2])
    assert spoiled.status == "complete"
    assert spoiled.report.retries == (clean.report.retries or 0) + 1
    assert spoiled.report.checks["whole"] == clean.report.checks.get("whole", 0) + 1
    assert (spoiled.report.first_attempt_rate or 0) < (clean.report.first_attempt_rate or 0)
    assert spoiled.personas[1].identity.wants != clean.personas[1].identity.wants
    assert spoiled.personas[0] == clean.personas[0]


def test_other_fields_of_the_batch_are_not_asked_again(stores: Callable[[], Store]) -> None:
    """Catches a whole stage thrown away for one bad answer."""
    model = Watched(spoil("0/fears", times=1))
    run(planned(persona_count=1), stores(), model)
    counts = Counter(request.key for request in model.asked)
    assert counts["0/fears"] == 2
    assert all(counts[f"0/{key}"] == 1 for key in IDENTITY if key != "fears")


# Notes as they stand


@pytest.mark.parametrize("key", ["wants", "brand:1", "signal:0"])
def test_a_field_that_no_attempt_passes_is_told_as_noted(key: str, stores: Callable[[], Store]) -> None:
    """Catches a person who fails for one field, a field without words, and one that passes for the model's."""
    plan, store, model = planned(), stores(), Watched(spoil(f"1/{key}"))
    done = finished(run(plan, store, model))
    asked = [request for request in model.asked if request.key == f"1/{key}"]
    assert len({request.seed for request in asked}) == len(asked) == ATTEMPTS
    fields: dict[str, Field] = {
        field.key: field for field in (*identity_fields(plan.slots[1]), *profile_fields(plan.slots[1]))
    }
    unspoiled = finished(run(plan, stores()))
    clean = unspoiled.personas
    expected = keyed_prose(clean[1]) | {key: fields[key].as_noted}
    assert keyed_prose(done.personas[1]) == expected != keyed_prose(clean[1])
    assert done.personas[1].provenance.worded_by_code == (key,)
    assert (done.personas[0], done.personas[2]) == (clean[0], clean[2])
    assert (done.status, done.report.worded_by_code) == ("complete", 1)
    assert done.report.checks["whole"] == ATTEMPTS
    assert done.report.retries == (unspoiled.report.retries or 0) + ATTEMPTS - 1
    row = store.group(store.add_group(plan.group))
    assert (row.generation_status, row.stored) == ("complete", 3)
    assert lines(store.personas()) == lines(done.personas)


@pytest.mark.parametrize("answer", ["", "No", "I do not know who this is, and I will not say it.", "{name}"])
def test_a_model_that_never_tells_its_notes_still_gives_a_group(answer: str, stores: Callable[[], Store]) -> None:
    """Catches a run that needs one answer at least, and an answer that no check stops."""
    plan = planned()
    done = finished(run(plan, stores(), DoubleModel(spoil=lambda *_: answer)))
    assert done.status == "complete"
    for slot, person in zip(plan.slots, done.personas, strict=True):
        fields = [*identity_fields(slot), *profile_fields(slot)]
        assert keyed_prose(person) == {field.key: field.as_noted for field in fields}
        assert person.provenance.worded_by_code == tuple(field.key for field in fields)
    assert done.report.worded_by_code == done.report.fields == sum(6 + 4 + len(slot.brands) for slot in plan.slots)
    assert done.report.first_attempt_rate == 0


# Interruption, and equal bytes


class Memory:
    """The part of the store that a run needs, in memory: records go through JSON as they do in the real one."""

    def __init__(self) -> None:
        self.status: dict[str, str] = {}
        self.people: dict[int, tuple[str, Effort]] = {}

    def add_group(self, group: Group, project: str = "default") -> str:
        return "g-1"

    def matches(self, run_id: str) -> None:
        return None

    def is_complete(self, run_id: str) -> bool:
        return self.status.get(run_id) == "complete"

    def start_run(self, run_id: str, group_id: str, settings: object) -> None:
        self.status[run_id] = "generating"

    def finish_run(self, report: RunReport) -> None:
        self.status[report.run_id] = report.status

    def save_persona(
        self, run_id: str, slot: int, persona: Persona, effort: Effort, written: Written | None = None
    ) -> None:
        assert slot not in self.people, "written twice"
        self.people[slot] = persona.model_dump_json(), effort

    def finished(self, run_id: str, first: int = 0, most: int | None = None) -> dict[int, tuple[Persona, Effort]]:
        page = sorted(self.people.items())[first : None if most is None else first + most]
        return {i: (Persona.model_validate_json(text), effort) for i, (text, effort) in page}

    def people_of_run(self, run_id: str) -> tuple[Persona, ...]:
        return tuple(persona for persona, _ in self.finished(run_id).values())

    def painted(self, run_id: str) -> dict[str, object]:
        return {}

    def snapshot(self, version: str) -> Snapshot:
        raise NotFoundError(version)


def over(plan: Plan, model: LanguageModel, store: Memory) -> list[Event]:
    """All events of a run over the store in memory."""
    return list(generate(plan, model, cast(RunStore, store)))


def stopped_after(plan: Plan, store: object, events: int, model: LanguageModel) -> None:
    """Takes that many events of a run and closes it, as Ctrl-C or a `break` does."""
    broken = generate(plan, model, store)  # type: ignore[arg-type]
    for _ in range(events):
        next(broken)
    broken.close()  # type: ignore[attr-defined]


def retried(request: Request, text: str) -> str:
    """Spoils the first answers to some requests, by their seeds: the same in every sitting."""
    return text[:-1] if request.seed % 2 == 0 else text


@pytest.mark.slow
def test_interrupted_at_every_event_and_run_again_gives_the_same_people() -> None:
    """The central promise: stopping costs time and nothing else. With retries on the way, too."""
    plan = planned()
    events = over(plan, a_double(retried), Memory())
    expected = lines(finished(events).personas)
    assert (finished(events).report.retries or 0) > 3
    assert (finished(events).report.worded_by_code or 0) > 0
    for count in range(1, len(events) + 1):
        store = Memory()
        stopped_after(plan, store, count, a_double(retried))
        again = over(plan, a_double(retried), store)
        start = again[0]
        assert isinstance(start, RunStarted)
        # The person told last is stored already: saved before it is told.
        assert start.done == sum(isinstance(event, PersonaDone) for event in events[:count])
        assert lines(finished(again).personas) == expected, events[count - 1]


@pytest.mark.slow
def test_interrupted_runs_leave_the_same_file_in_the_store(stores: Callable[[], Store], tmp_path: Path) -> None:
    """The same over the real store, at one event of each kind."""
    plan, whole = planned(), stores()
    events = run(plan, whole)
    expected = jsonl(whole, run_id(plan), tmp_path / "whole.jsonl")
    assert expected == lines(finished(events).personas)
    first = {type(event): count for count, event in reversed(list(enumerate(events, 1)))}
    for count in sorted({*first.values(), len(events) // 2, len(events) - 1}):
        store = stores()
        stopped_after(plan, store, count, a_double())
        group = store.group(store.add_group(plan.group))
        assert group.generation_status == ("complete" if count == len(events) else "generating")
        again = run(plan, store)
        assert finished(again).status == "complete"
        assert jsonl(store, run_id(plan), tmp_path / "again.jsonl") == expected, events[count - 1]
        store.close()


@pytest.mark.slow
def test_interrupted_again_and_again(stores: Callable[[], Store]) -> None:
    """Catches a state that only survives one interruption."""
    plan, store = planned(), stores()
    expected = finished(run(plan, stores())).personas
    for count in (3, 9, 20, 2, 22):
        stopped_after(plan, store, count, a_double())
    assert lines(finished(run(plan, store)).personas) == lines(expected)


def test_stopped_at_an_answer_a_run_goes_on_with_the_same_model(stores: Callable[[], Store]) -> None:
    """A loop that is left with `break` leaves requests open in the model: they must not answer the next run's."""
    plan, store, model = planned(), stores(), Watched()
    expected = finished(run(plan, stores())).personas
    stopped_after(plan, store, 2, model)
    assert lines(finished(run(plan, store, model)).personas) == lines(expected)


def test_stopped_at_an_answer_another_group_gets_its_own_texts(stores: Callable[[], Store]) -> None:
    store, model = stores(), Watched()
    other = planned(location="Hanoi, Vietnam")
    expected = finished(run(other, stores())).personas
    stopped_after(planned(), store, 2, model)
    assert lines(finished(run(other, store, model)).personas) == lines(expected)


def test_a_second_identical_call_asks_the_model_nothing(stores: Callable[[], Store]) -> None:
    plan, store = planned(), stores()
    first = finished(run(plan, store))
    stored = store.run(run_id(plan))
    events = run(plan, store, Silent())
    assert [type(event) for event in events] == [RunStarted, RunFinished]
    assert isinstance(events[0], RunStarted)
    assert (events[0].done, events[0].fields) == (3, {"identity": 0, "profile": 0})
    assert lines(finished(events).personas) == lines(first.personas)
    assert finished(events).status == "complete"
    assert store.run(run_id(plan)) == stored  # its report is not overwritten by one that took no time
    assert store.group(store.add_group(plan.group)).generation_status == "complete"


def test_another_seed_is_another_run_of_the_same_group(stores: Callable[[], Store]) -> None:
    store = stores()
    one, two = planned(1), planned(2)
    first, second = finished(run(one, store)), finished(run(two, store))
    assert run_id(one) != run_id(two)
    assert len(store.groups()) == 1
    assert store.groups()[0].run_id == run_id(two)
    assert not {person.id for person in first.personas} & {person.id for person in second.personas}
    assert not {person.name for person in first.personas} & {person.name for person in second.personas}
    assert lines(store.page(run_id(one))) == lines(first.personas)


@pytest.mark.parametrize("change", ["seed", "model", "model_sha256", "group", "snapshot"])
def test_everything_that_decides_the_people_is_in_the_run_id(change: str) -> None:
    base = {"group": a_group(), "seed": 1, "model": "m", "model_sha256": "a"}
    other = {
        "group": a_group(persona_count=4),
        "seed": 2,
        "model": "n",
        "model_sha256": "b",
        "snapshot": "2026-05-22-0123456789ab",
    }
    one, two = RunKey(**base), RunKey(**base | {change: other[change]})  # type: ignore[arg-type]
    assert one.run_id != two.run_id
    assert one.persona_id(0) != two.persona_id(0)
    assert one.persona_id(0) != one.persona_id(1)


# Many people side by side


Chooser = Callable[[list[Request]], int]
ORDERS = ("oldest first", "newest first", "shuffled", "last person first")
SIDE_BY_SIDE = ((1, "last person first"), (4, "shuffled"), (16, "oldest first"), (16, "newest first"))


def chooser(order: str) -> Chooser:
    """Which of the open requests is answered next."""
    rng = np.random.default_rng(4)
    ways: dict[str, Chooser] = {
        "oldest first": lambda requests: 0,
        "newest first": lambda requests: len(requests) - 1,
        "shuffled": lambda requests: int(rng.integers(len(requests))),
        "last person first": lambda requests: max(range(len(requests)), key=lambda i: requests[i].priority),
    }
    return ways[order]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("order", "broken", "times"),
    [
        *((order, "", 0) for order in ORDERS),
        ("shuffled", "1/wants", 1),
        ("newest first", "0/brand:0", 1),
        ("last person first", "1/wants", ATTEMPTS),
    ],
)
def test_the_order_of_completions_changes_nothing(
    order: str, broken: str, times: int, stores: Callable[[], Store]
) -> None:
    """A model that decodes many requests side by side finishes them as it will."""
    plan = planned()
    results = []
    for model in (
        a_double(spoil(broken, times)),
        Reordered(chooser(order), spoil(broken, times)),
    ):
        done = finished(run(plan, stores(), model))
        results.append((lines(done.personas), done.report.checks, done.report.retries))
    assert results[0] == results[1]


def told_alike(request: Request, text: str) -> str:
    """Each note in one of three ways, and some answers lose their stop: which ones, the seeds say."""
    return text[:-1] if request.seed % 11 == 0 else alike(request, text)


@pytest.mark.slow
@pytest.mark.parametrize(("parallel", "order"), SIDE_BY_SIDE)
def test_how_many_are_written_side_by_side_changes_nothing(parallel: int, order: str) -> None:
    """The central promise: the same bytes for any number of places. With people who repeat each other, so that what
    is written ahead must be taken back.
    """
    plan = sharing(planned(persona_count=7))
    one_by_one = over(plan, Reordered(chooser("oldest first"), told_alike, parallel=1), Memory())
    expected = finished(one_by_one)
    assert expected.report.checks["repeated"] > 5
    events = over(plan, Reordered(chooser(order), told_alike, parallel=parallel), Memory())
    done = finished(events)
    assert lines(done.personas) == lines(expected.personas)
    for key in ("checks", "retries", "fields", "first_attempt_rate", "worded_by_code"):
        assert getattr(done.report, key) == getattr(expected.report, key)


@pytest.mark.slow
@pytest.mark.parametrize(("parallel", "order"), SIDE_BY_SIDE)
def test_people_are_stored_in_their_order_as_soon_as_those_before_are(parallel: int, order: str) -> None:
    """Catches a person kept waiting who could be stored, and one stored past an earlier one."""
    plan = sharing(planned(persona_count=7))
    events = over(plan, Reordered(chooser(order), told_alike, parallel=parallel), Memory())
    stored = {event.slot: at for at, event in enumerate(events) if isinstance(event, PersonaDone)}
    assert list(stored) == list(range(7))
    for slot, at in stored.items():
        answers = [(i, event.slot) for i, event in enumerate(events) if isinstance(event, FieldAnswered)]
        last = max(i for i, whose in answers if whose <= slot)
        assert last < at, "an answer for somebody who is stored"
        assert not [i for i, _ in answers if last < i < at], f"{slot} was kept waiting"


@pytest.mark.slow
def test_an_attempt_that_is_not_needed_after_all(stores: Callable[[], Store]) -> None:
    """What the first attempt repeats may itself be taken back: then the second is not needed, and may be open still
    when its person is stored. Catches a person worked out again beside their own stored texts.
    """
    # The second is nearly the first, the third nearly the second, and the first and third are apart.
    ways = {"0/wants": (0, 0, 0, 0), "1/wants": (0, 0, 0, 1), "1/fears": (0, 0, 1, 1)}
    asked: Counter[str] = Counter()

    def answer(request: Request, text: str) -> str:
        asked[request.key] += 1
        if request.key not in ways:
            return text
        return told(text, ways[request.key] if asked[request.key] == 1 else [2])

    held: list[Request] = []
    stored = False

    def choose(requests: list[Request]) -> int:
        """The second question for fears is answered only once its person is stored, if it is open then."""
        held[:] = [r for r in requests if r.key == "1/fears" and asked["1/fears"]]
        if stored and held:
            return requests.index(held[0])
        rest = [r for r in requests if r not in held]
        early = {"1/wants": 0, "1/fears": 1}
        return requests.index(min(rest, key=lambda r: (early.get(r.key, 2), r.priority)))

    plan = sharing(planned(), "wish", "worry")
    expected = finished(run(plan, stores(), Reordered(chooser("oldest first"), answer, parallel=1)))
    asked.clear()
    events: list[Event] = []
    waited = 0
    for event in generate(plan, Reordered(choose, answer), stores()):
        events.append(event)
        waited += bool(held)
        stored = stored or (isinstance(event, PersonaDone) and event.slot == 1)
    assert waited, "nothing was asked for that was not needed"
    people = finished(events).personas
    fears = identity_fields(plan.slots[1])[2]
    assert people[1].identity.fears.startswith(told(fears.as_noted, ways["1/fears"])[:-1])
    assert lines(people) == lines(expected.personas)
    at = next(i for i, event in enumerate(events) if isinstance(event, PersonaDone) and event.slot == 1)
    assert all(event.slot != 1 for event in events[at + 1 :] if isinstance(event, FieldAnswered))


@pytest.mark.slow
def test_the_double_as_it_ships_completes_a_group(stores: Callable[[], Store]) -> None:
    done = finished(run(planned(persona_count=12), stores(), DoubleModel()))
    assert done.status == "complete"
