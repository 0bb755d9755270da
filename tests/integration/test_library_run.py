"""Runs that reuse people of the library, over the shipped doubles and a real store."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from boses_engine.avatars.double import DoublePainter
from boses_engine.avatars.port import Offer
from boses_engine.domain.group import Group
from boses_engine.domain.library import Measure, Reuse, Rules
from boses_engine.domain.persona import Persona
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, Request
from boses_engine.library.encoder import DoubleEncoder
from boses_engine.library.library import Library
from boses_engine.output.gallery import render_gallery
from boses_engine.pipeline.constraints import hard_facts, outside
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaReused,
    PortraitDone,
    RunFinished,
    StageDone,
)
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.run import generate
from boses_engine.store import Store

pytestmark = pytest.mark.slow
GROUP = Group(
    name="Library",
    age_min=20,
    age_max=45,
    gender="All",
    location="Philippines",
    income_level="Middle",
    occupation="office worker",
    persona_count=10,
)
LOOSE = {"tolerance": 9.0, "floor": -1.0}  # everybody of the same gender and decision style


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "boses.duckdb") as opened:
        yield opened


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with the ten people of a first run, to be copied."""
    path = tmp_path_factory.mktemp("first") / "boses.duckdb"
    with Store(path) as store:
        events(store, 1)
    return path


@contextmanager
def copied(path: Path, folder: Path) -> Iterator[Store]:
    """A store of one's own with what is in the file."""
    folder.mkdir(exist_ok=True)
    with Store(Path(shutil.copy(path, folder))) as store:
        yield store


@pytest.fixture
def filled(first: Path, tmp_path: Path) -> Iterator[Store]:
    """A store with the ten people of a first run."""
    with copied(first, tmp_path / "filled") as store:
        yield store


def the_library(store: Store, rules: Rules | None = None, project: str = "default", **options: object) -> Library:
    options = {"encoder": DoubleEncoder(), **LOOSE, **options}
    encoder = options.pop("encoder")
    return Library(store, encoder, store.path.parent / "library.index", rules, project, **options)  # type: ignore[arg-type]


def events(
    store: Store,
    seed: int,
    library: Library | None = None,
    group: Group = GROUP,
    model: DoubleModel | None = None,
    project: str = "default",
) -> list[Event]:
    model = model or DoubleModel()
    return list(generate(make_plan(group, seed), model, store, library=library, project=project))


def finished(told: list[Event]) -> RunFinished:
    assert isinstance(told[-1], RunFinished)
    assert told[-1].status == "complete"
    return told[-1]


def reused(told: list[Event]) -> list[PersonaReused]:
    return [event for event in told if isinstance(event, PersonaReused)]


def as_json(people: Sequence[Persona]) -> list[str]:
    return [person.model_dump_json() for person in people]


def test_later_runs_reuse_people_as_they_are(store: Store) -> None:
    """Catches a copy under another id, a changed text, stage two written for nothing, a badge that counts wrong."""
    first = finished(events(store, 1, the_library(store)))
    assert first.report.library is not None
    assert first.report.library.eligible == 0
    known = {person.id: person for person in first.personas}
    second = events(store, 2, the_library(store))
    assert {event.study for event in reused(second)} == {2}
    assert len(reused(second)) == 4  # 40 % of ten
    assert [person.source for person in finished(second).personas].count("library") == 4
    for event in reused(second):
        assert finished(second).personas[event.slot] == event.persona
        assert event.persona == known[event.persona.id].model_copy(update={"source": "library"})
        asked = {e.stage for e in second if isinstance(e, FieldAnswered) and e.slot == event.slot}
        assert asked == {"identity"}
    third = events(store, 3, the_library(store))
    assert max(event.study for event in reused(third)) == 3
    best = max(reused(third), key=lambda event: event.study).persona
    report = finished(third).report
    assert report.library is not None
    told = {each.id: each.study for each in report.library.reused}
    assert told[best.id] == 3
    page = render_gallery(GROUP, finished(third).personas, report)
    assert page.count(">3rd study</span>") == sum(event.study == 3 for event in reused(third))
    assert len({person.id for person in finished(third).personas}) == 10
    assert len(store.members()) == 22


def test_whoever_has_a_portrait_keeps_it(store: Store) -> None:
    """Catches a portrait painted again for a person who is reused, by the same painter or by another."""

    def offered(sha256: str, replaces: bool) -> Offer:
        painter = DoublePainter()
        return Offer(painter.name, sha256, painter.style, lambda: painter, replaces=replaces)

    small = GROUP.model_copy(update={"persona_count": 5})
    model = DoubleModel()
    list(generate(make_plan(small, 1), model, store, portraits=offered("1" * 64, replaces=False)))
    for seed, replaces in ((2, False), (3, True)):
        library = the_library(store)
        offer = offered("2" * 64, replaces)
        told = list(generate(make_plan(small, seed), model, store, portraits=offer, library=library))
        spared = {event.slot for event in reused(told)}
        assert spared
        assert {event.slot for event in told if isinstance(event, PortraitDone)} == set(range(5)) - spared
        assert all(person.avatar for person in finished(told).personas)


def test_the_same_library_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    """Catches an order of matching, of texts that stand, or of ids that depends on anything but library and seed."""
    people, states = [], []
    for name, parallel in (("a", 1), ("b", 7)):
        with copied(first, tmp_path / name) as store:
            done = finished(events(store, 2, the_library(store), model=DoubleModel(parallel=parallel)))
            people.append(as_json(done.personas))
            states.append(done.report.library)
    assert people[0] == people[1]
    assert states[0] == states[1]


def test_an_empty_library_changes_nobody(store: Store, tmp_path: Path) -> None:
    """Catches ids or texts of a first run that depend on whether reuse was allowed."""
    plain = finished(events(store, 1))
    with Store(tmp_path / "other.duckdb") as other:
        matched = finished(events(other, 1, the_library(other)))
    assert as_json(plain.personas) == as_json(matched.personas)
    assert plain.report.library is None


@pytest.fixture(scope="module")
def undisturbed(first: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The people of a second run that nothing stopped."""
    with copied(first, tmp_path_factory.mktemp("whole")) as store:
        return as_json(finished(events(store, 2, the_library(store))).personas)


@pytest.mark.parametrize("stop", [30, 74, 90, 125], ids=["drafting", "reusing", "writing", "near the end"])
def test_stopped_anywhere_and_run_again_gives_the_same_people(filled: Store, undisturbed: list[str], stop: int) -> None:
    """Catches a second decision in the second sitting, or other texts standing in it."""
    model = DoubleModel()
    broken = generate(make_plan(GROUP, 2), model, filled, library=the_library(filled))
    told = [next(broken) for _ in range(stop)]
    broken.close()  # type: ignore[attr-defined]
    filled.record_study("between", [person.id for person, _, _ in filled.members()[:9]])
    decided = filled.matches(finished_run(filled)) is not None
    assert decided == (reused(told) != [])
    again = finished(events(filled, 2, the_library(filled)))
    if decided:  # else the library was another by then
        assert as_json(again.personas) == undisturbed


def finished_run(store: Store) -> str:
    run_id = store.groups()[-1].run_id
    assert run_id is not None
    return run_id


class CountedModel(DoubleModel):
    """A double that counts what it is asked, and its places that have nothing to do when it answers."""

    asked = idle = 0

    def submit(self, request: Request) -> None:
        self.asked += 1
        super().submit(request)

    def next_completion(self) -> Completion:
        self.idle += max(self.parallel - len(self._queue), 0)
        return super().next_completion()


def test_stage_two_is_what_is_saved(filled: Store) -> None:
    """Catches drafts that are thrown away and asked for again, or places of the model that stay empty meanwhile."""
    before, after = CountedModel(), CountedModel()
    plain = events(filled, 2, None, GROUP, before)
    with_reuse = events(filled, 2, the_library(filled), GROUP, after)
    spared = {event.slot for event in reused(with_reuse)}
    assert len(spared) == 4
    skipped = sum(isinstance(e, FieldAnswered) and e.stage == "profile" and e.slot in spared for e in plain)
    assert skipped > 0
    assert after.asked == before.asked - skipped
    assert after.idle <= before.idle + 2 * after.parallel  # how full the last sweeps are is chance
    stages = [event for event in with_reuse if isinstance(event, StageDone)]
    assert [e.stage for e in stages].count("identity") == 10
    assert [e.stage for e in stages].count("profile") == 6


def test_the_better_tested_wins_over_the_nearer(first: Path, tmp_path: Path) -> None:
    """Catches plain nearest-neighbour matching, outcomes that do not count, or that count before the studies."""
    one = Rules(max_reuse=0.1)
    with copied(first, tmp_path / "untested") as store:
        (nearest,) = reused(events(store, 2, the_library(store, one)))
        everyone = [person.id for person, _, _ in store.members()]
        (known,) = matched(store)
    chosen = []
    good, bad = (Measure(name="recall", value=value, low=0, high=1, better="higher") for value in (0.9, 0.2))
    for name, records in (
        ("more studies", [("first", good, nearest.persona.id), ("first", bad, "farther"), ("second", bad, "farther")]),
        ("better outcomes", [("first", bad, nearest.persona.id), ("first", good, "farther")]),
    ):
        with copied(first, tmp_path / name) as store:
            farther = someone_farther(store, nearest.persona.id, everyone)
            for study, measure, who in records:
                store.record_study(study, [farther if who == "farther" else who], [measure])
            (told,) = reused(events(store, 2, the_library(store, one)))
            assert told.persona.id == farther
            (match,) = matched(store)
            chosen.append(match.similarity)
    assert max(chosen) < known.similarity


def matched(store: Store) -> tuple[Reuse, ...]:
    run_id = store.groups()[-1].run_id
    matches = run_id and store.matches(run_id)
    assert matches
    return matches.reuses


def someone_farther(store: Store, nearest: str, everyone: list[str]) -> str:
    """Somebody else who would be a strong match."""
    plan = make_plan(GROUP, 2)
    found = the_library(store).near(hard_facts(plan), plan.slots).candidates
    ids = [key for key, _ in store.identified([candidate.member.number for candidate in found]).values()]
    return next(key for key in ids if key in everyone and key != nearest)


MANILA = {"gender": "Female", "location": "Manila, Philippines", "persona_count": 4}


@pytest.fixture(scope="module")
def manila(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with four women of Manila, to be copied."""
    path = tmp_path_factory.mktemp("manila") / "boses.duckdb"
    with Store(path) as store:
        events(store, 1, None, GROUP.model_copy(update=MANILA))
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"location": "Indonesia"},
        {"location": "Cebu City, Philippines"},
        {"gender": "Male"},
        {"income_level": "High"},
        {"age_min": 46, "age_max": 60},
        {"occupation": "nurse"},
    ],
    ids=lambda changes: "-".join(changes) or "the same",
)
def test_another_group_reuses_nobody(manila: Path, tmp_path: Path, changes: dict[str, object]) -> None:
    """Catches any of the hard facts missing from the filter; people of the same facts are found."""
    other = Group.model_validate(GROUP.model_dump() | MANILA | changes)
    with copied(manila, tmp_path) as store:
        told = events(store, 2, the_library(store, Rules(max_reuse=1)), other)
    assert (reused(told) == []) == (changes != {})


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with the people of seven runs, to be copied."""
    path = tmp_path_factory.mktemp("crowd") / "boses.duckdb"
    with Store(path) as store:
        for seed in range(3, 10):
            events(store, seed)
    return path


@pytest.mark.parametrize(("share", "people"), [(0.0, 0), (0.1, 1), (0.25, 2), (0.6, 6)])
def test_at_most_the_share(crowd: Path, tmp_path: Path, share: float, people: int) -> None:
    """Catches rounding up, or a share of the matches instead of the group."""
    with copied(crowd, tmp_path) as store:
        told = events(store, 2, the_library(store, Rules(max_reuse=share)))
    assert len(reused(told)) == people
    assert len({event.persona.id for event in reused(told)}) == people


def test_nobody_retired_and_nobody_in_every_study(store: Store) -> None:
    """Catches a retired person coming back, the same few filling each study."""
    group = GROUP.model_copy(update={"persona_count": 5})
    events(store, 1, None, group)
    gone = [person.id for person, _, _ in store.members()][:2]
    store.retire(gone)
    took_part: list[set[str]] = [{person.id for person in store.personas()}]
    many = 0
    for seed in range(2, 9):
        told = events(store, seed, the_library(store, Rules(max_reuse=1)), group)
        took_part.append({person.id for person in finished(told).personas})
        for event in reused(told):
            assert event.persona.id not in gone
            assert sum(event.persona.id in study for study in took_part[-6:-1]) < 3
            many += 1
    assert many > 10


def test_years_since_they_were_made_count(filled: Store) -> None:
    """Catches the age of the record standing for the person's age of today."""
    later = datetime.now(UTC) + timedelta(days=366 * 26)
    assert reused(events(filled, 2, the_library(filled, today=lambda: later))) == []
    sooner = datetime.now(UTC) + timedelta(days=366)
    told = reused(events(filled, 3, the_library(filled, today=lambda: sooner)))
    assert told
    assert all(event.persona.age <= GROUP.age_max - 1 for event in told)


def test_a_project_keeps_to_its_own(store: Store) -> None:
    """Catches the scope not reaching the filter, or the project not reaching the people."""
    few = GROUP.model_copy(update={"persona_count": 5})
    own = Rules(scope="project")
    events(store, 1, project="a")
    assert reused(events(store, 2, the_library(store, own, "b"), few, project="b")) == []
    assert reused(events(store, 2, the_library(store, Rules(), "b"), few, project="b"))
    assert reused(events(store, 3, the_library(store, own, "a"), project="a"))


def test_no_model_is_loaded_for_nobody(store: Store) -> None:
    """Catches seconds spent on an encoder by runs that have nobody to compare."""

    class Forbidden(DoubleEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            raise AssertionError("nobody is near")

    events(store, 1, the_library(store, encoder=Forbidden()))
    far = the_library(store, encoder=Forbidden(), tolerance=0.0)
    finished(events(store, 2, far))


def test_everyone_reused_fits_and_repeats_nobody(filled: Store) -> None:
    """Catches a reused person whose words are written again for another slot. One reused and one new may follow the
    same storyline, since a plan knows nothing of whom the library will bring: one pair of 45 at most."""
    events(filled, 2)
    told = events(filled, 4, the_library(filled, Rules(max_reuse=0.6)))
    plan = make_plan(GROUP, 4)
    people = finished(told).personas
    assert all(outside(person, plan) == [] for person in people)
    said = [set(person.identity.model_dump().values()) for person in people]
    alike = sorted(len(one & other) for one, other in combinations(said, 2))
    assert alike[-1] <= 4, alike[-5:]
    assert alike[-2] <= 1, alike[-5:]
    assert len(set.union(*said)) >= 0.9 * 6 * len(people)
    assert len({person.name for person in people}) == 10


def test_deleting_a_group_keeps_whom_it_reused(filled: Store) -> None:
    """Catches a person with a track record going with a group that only borrowed them."""
    written = {person.id for person, _, _ in filled.members()}
    other = GROUP.model_copy(update={"name": "Borrower"})
    told = events(filled, 5, the_library(filled), other)
    borrowed = {event.persona.id for event in reused(told)}
    own = {event.persona.id for event in told if isinstance(event, PersonaDone)}
    assert borrowed
    filled.delete_group("Borrower")
    left = {person.id for person, _, _ in filled.members()}
    assert borrowed <= left
    assert not own & left
    assert written <= left
