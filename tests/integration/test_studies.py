"""Studies put to people of a store, over the shipped doubles: answers, resuming, the track record, figures, files."""

import json
import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from support.asked import GROUP, STUDY, generated, study

from boses_engine.domain.library import Measure
from boses_engine.domain.persona import Persona
from boses_engine.domain.study import WESTENDORP, Answer, People, StudyDesign
from boses_engine.engine import Engine
from boses_engine.errors import NotFoundError, StudyError
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.library.encoder import DoubleEncoder
from boses_engine.output.study_files import write_answers, write_study
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.studies.ask import ask, consistency, plan_answers, record_of
from boses_engine.studies.compare import compare_answers
from boses_engine.studies.events import Answered, StudyEvent, StudyFinished, StudyStarted
from boses_engine.studies.figures import figures_of, parts_of
from boses_engine.studies.file import parse_study
from boses_engine.studies.money import most_paid, purse_of
from boses_engine.studies.people import choose_people, group_names
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.similarity import compare_words


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with people, to be copied."""
    path = tmp_path_factory.mktemp("first") / "boses.duckdb"
    with Store(path) as store:
        generated(store)
    return path


@pytest.fixture
def store(first: Path, tmp_path: Path) -> Iterator[Store]:
    with Store(Path(shutil.copy(first, tmp_path))) as opened:
        yield opened


def put(store: Store, design: StudyDesign | None = None, model: DoubleModel | None = None) -> list[StudyEvent]:
    """All events of a study."""
    design = design or study()
    return list(ask(design, choose_people(design.people, store, "default"), model or DoubleModel(), store))


def finished(events: list[StudyEvent]) -> tuple[Answer, ...]:
    assert isinstance(events[-1], StudyFinished)
    return events[-1].answers


def test_every_answer_is_one_of_its_question(store: Store) -> None:
    """Catches an answer outside its options or its scale, prices that are not in order, a hidden question answered."""
    answers = finished(put(store))
    people = {person.id: person for person in store.personas()}
    assert len(people) == GROUP.persona_count
    by = {(one.persona, one.question, one.repeat): one for one in answers}
    assert len(by) == len(answers)
    for one in answers:
        question = study().question(one.question)
        assert one.text
        assert one.no_basis == (not one.grounds)
        if one.no_basis:
            assert one.value is None
            continue
        match question.kind:
            case "open":
                assert one.value is None
            case "choice":
                assert one.value in question.options
            case "multiple":
                assert set(one.value) <= set(question.options)
            case "ranking":
                assert sorted(one.value) == sorted(question.options)
            case "likert":
                assert one.value in question.points
            case "maxdiff":
                assert all(shown["best"] != shown["worst"] for shown in one.value)
                assert {item for shown in one.value for item in shown["items"]} == set(question.options)
            case "price":
                _check_price(one, people[one.persona])
        if question.kind in ("choice", "likert", "ranking", "maxdiff"):
            assert sum(one.distribution.values()) == pytest.approx(1, abs=0.01)
    for person in people:
        for repeat in (1, 2):
            shown = (by[person, "plan", repeat].value or 0) >= 4
            assert ((person, "why", repeat) in by) == shown


def _check_price(one: Answer, person: Persona) -> None:
    if one.question == "ladder":
        assert one.value in (0, *study().question("ladder").ladder)
        chances = [one.distribution[key] for key in sorted(one.distribution, key=int)]
        assert all(low >= high for low, high in pairwise(chances)), "who pays more would pay less"
        return
    prices = [one.value[name] for name in WESTENDORP]
    assert all(low < high for low, high in pairwise(prices))
    assert prices[-1] <= 1.1 * most_paid(purse_of(person, "video streaming"), "month")


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_interrupted_or_not(first: Path, tmp_path: Path) -> None:
    """Catches an answer that depends on what was asked before, or on where a study was taken up again."""
    written = []
    for at, stops in enumerate(((), (3, 40, 90))):
        with Store(Path(shutil.copy(first, tmp_path / f"{at}.duckdb"))) as store:
            people = choose_people(study().people, store, "default")
            for stop in stops:
                events = ask(study(), people, DoubleModel(parallel=2), store)
                for number, _ in enumerate(events):
                    if number == stop:
                        events.close()  # type: ignore[attr-defined]
            last = put(store, model=DoubleModel(parallel=1 + 6 * at))[-1]
            assert isinstance(last, StudyFinished)
            groups = group_names(study().people, people, store, "default")
            write_study(tmp_path / f"out{at}", people, groups, last.answers, last.report)
            written.append({path.name: path.read_bytes() for path in (tmp_path / f"out{at}").iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"answers.jsonl", "answers.parquet", "report.html", "study.json"}


def test_a_complete_study_is_not_asked_again(store: Store) -> None:
    asked: list[str] = []

    def spoil(request: Request, text: str) -> str:
        asked.append(request.key)
        return text

    before = finished(put(store))
    events = put(store, model=DoubleModel(spoil=spoil))
    assert isinstance(events[0], StudyStarted)
    assert events[0].done == events[0].answers == len(before)
    assert finished(events) == before
    assert asked == []
    other = finished(put(store, study().model_copy(update={"seed": 6})))
    assert [one.value for one in other] != [one.value for one in before]


@pytest.mark.slow
def test_words_that_say_something_else_are_not_taken(store: Store) -> None:
    """Catches an answer whose words are turned round, in another person, or cut off: the notes stand instead."""
    plain = {(one.persona, one.question): one for one in finished(put(store)) if one.repeat == 1}
    for spoil in (
        lambda request, text: text.replace("I ", "She "),
        lambda request, text: text.replace("I ", "I do not ", 1),
        lambda request, text: text + " Nurses bring umbrellas to weddings.",
        lambda request, text: text[:-1],
    ):
        with_words = finished(put(store, study().model_copy(update={"seed": 7}), DoubleModel(spoil=spoil)))
        quiet = finished(put(store, study().model_copy(update={"seed": 7})))
        assert [one.text for one in with_words] == [one.text for one in quiet]
    assert any(not one.worded_by_code for one in plain.values())


def test_who_answers_has_it_in_the_track_record(store: Store) -> None:
    """Catches a study that counts twice, and one that is not told of."""
    answers = finished(put(store))
    put(store)
    for person in store.personas():
        track, _ = store.track(person.id)
        assert track.studies == 2  # the run that made them, and this
        (own,) = [each for each in store.studies(person.id) if each.kind == "asked"]
        assert own.name == "Everything"
        assert {measure.name for measure in own.outcomes} >= {"completion", "consistency"}
        assert own.outcomes == record_of(person, study(), answers)
    one = next(iter(store.asked_studies()))
    assert (one.status, one.answers) == ("complete", len(answers))


def test_reuse_prefers_who_was_consistent(store: Store) -> None:
    """Catches a record that is kept and not used: with as many studies, the steadier person is ranked first."""
    from boses_engine.domain.library import Candidate, Member

    put(store)
    candidates = []
    for person in store.personas():
        track, _ = store.track(person.id)
        candidates.append(Candidate(0, Member(1, track, person.id), 1.0))
    ranked = sorted(candidates, key=lambda each: each.rank)
    outcomes = [each.member.track.outcome for each in ranked]
    assert None not in outcomes
    assert outcomes == sorted(outcomes, reverse=True)  # type: ignore[type-var]
    assert len(set(outcomes)) > 1
    unsure = ranked[0].member.persona_id
    store.record_study("a bad one", [unsure], [Measure(name="kept", value=0, low=0, high=1, better="higher")])
    store.record_study("another", [each.member.persona_id for each in ranked[1:]])
    again = [
        Candidate(0, Member(1, store.track(each.member.persona_id)[0], each.member.persona_id), 1.0) for each in ranked
    ]
    assert min(again, key=lambda each: each.rank).member.persona_id != unsure


def test_whom_a_study_asks(store: Store) -> None:
    women = choose_people(
        parse_study(STUDY.replace("groups: [Askable]", "filter: {sex: Female, age: 18-40}")).people, store, "default"
    )
    assert women == [person for person in store.personas() if person.gender == "Female" and person.age <= 40]
    one = store.personas()[0]
    assert choose_people(People(personas=(one.id,), groups=("Askable",)), store, "default")[0] == one
    with pytest.raises(NotFoundError):
        choose_people(People(groups=("Nobody",)), store, "default")
    with pytest.raises(StudyError, match="names nobody"):
        choose_people(People(), store, "default")
    with pytest.raises(StudyError, match="nobody in the store"):
        choose_people(parse_study(STUDY.replace("groups: [Askable]", "filter: {market: VN}")).people, store, "default")


@pytest.mark.slow
def test_scales_by_similarity_are_other_draws_of_the_same_questions(store: Store) -> None:
    """Catches the mapped way being stored as the default one, and points off the scale."""
    people = choose_people(study().people, store, "default")
    *_, last = ask(study(), people, DoubleModel(), store, encoder=DoubleEncoder(), by="similarity")
    assert isinstance(last, StudyFinished)
    for one in last.answers:
        question = study().question(one.question)
        if question.kind == "likert" and not one.no_basis:
            assert one.value in question.points
            assert sum(one.distribution.values()) == pytest.approx(1, abs=0.01)
    *_, usual = ask(study(), people, DoubleModel(), store, encoder=DoubleEncoder())
    assert isinstance(usual, StudyFinished)
    assert usual.study_id != last.study_id
    with pytest.raises(StudyError, match="embedding model"):
        next(ask(study(), people, DoubleModel(), store, by="similarity"))


def test_models_that_say_other_things_are_found(store: Store) -> None:
    """Catches words that code said read as the model's, a model that worded nothing, and a warning of what is small."""
    answers = [one for one in finished(put(store)) if one.question == "adverts"]

    def saying(words: str, *, by_code: bool = False) -> list[Answer]:
        return [one.model_copy(update={"text": f"I agree. {words}", "worded_by_code": by_code}) for one in answers]

    def encode(texts: Sequence[str]) -> np.ndarray:
        """What says "disagree" lies one way, all else the other."""
        return np.array([[1.0, 0.0] if "disagree" in text else [0.0, 1.0] for text in texts], dtype=np.float32)

    (apart,) = compare_words(study(), saying("I agree a lot."), saying("I disagree a lot."), encode)
    assert apart.other < 3 < 5 < apart.one
    assert apart.is_too_far
    (near,) = compare_words(study(), saying("I agree a lot."), saying("I agree a little."), encode)
    assert not near.is_too_far
    assert compare_words(study(), saying("I agree."), saying("I disagree.", by_code=True), encode) == []


def test_figures_and_comparison(store: Store) -> None:
    """Catches shares that do not add up, an interval beside its figure, and a study that differs from itself."""
    answers = finished(put(store))
    parts = parts_of(store.personas(), {})
    for question in study().questions:
        for part in figures_of(question, answers, parts, 1):
            shares = [figure.value for figure in part.figures if figure.kind == "share"]
            if question.kind == "choice" and shares:
                assert sum(shares) == pytest.approx(1)
            for figure in part.figures:
                assert figure.low <= figure.high
                assert figure.spread is None or figure.spread >= 0
    assert {part.cut for part in parts} >= {"all", "sex", "age"}
    same = compare_answers((study(), answers), (study(), answers))
    assert same
    assert all(each.a == each.b and not each.sure for each in same)


def test_consistency_is_one_for_the_same_answers(store: Store) -> None:
    answers = finished(put(store))
    person = answers[0].persona
    first = [one for one in answers if one.persona == person and one.repeat == 1]
    assert consistency(first, study()) is None
    assert consistency([*first, *(one.model_copy(update={"repeat": 2}) for one in first)], study()) == 1


ASKED_AGAIN = """\
name: Asked again
people: {groups: [Askable]}
questions:
  - {id: adverts, kind: likert, scale: agreement, text: "I trust what adverts say."}
  - {id: prices, kind: likert, scale: agreement, text: "I compare prices before I buy."}
  - {id: kids, kind: choice, text: "Do you have any children?", options: ["Yes", "No"]}
  - {id: believe, kind: likert, scale: agreement, text: "Adverts are honest with me.", again: adverts}
"""


def test_a_question_in_other_words_counts_for_consistency(store: Store) -> None:
    """Catches a rephrased question that is held against nothing, and answers that change because one is marked so."""
    design = study(ASKED_AGAIN)
    answers = finished(put(store, design))
    unmarked = study(ASKED_AGAIN.replace(", again: adverts", ""))
    assert [one.value for one in finished(put(store, unmarked))] == [one.value for one in answers]
    for person in store.personas():
        own = {one.question: one for one in answers if one.persona == person.id}
        assert consistency(list(own.values()), unmarked) is None
        steady = own | {"believe": own["believe"].model_copy(update={"value": own["adverts"].value})}
        torn = own | {
            "adverts": own["adverts"].model_copy(update={"value": 1}),
            "believe": own["believe"].model_copy(update={"value": 5}),
        }
        assert consistency(list(steady.values()), design) == 1
        assert (consistency(list(torn.values()), design) or 1) < 0.5


@pytest.mark.parametrize("wrong", [0, 1])
def test_who_answers_against_the_record_ranks_lower(store: Store, wrong: int) -> None:
    """Catches adherence that is kept and not used: which of two people is reused first turns with one answer alone."""
    from boses_engine.domain.library import Candidate, Member

    design = study(ASKED_AGAIN)
    pair = store.personas()[:2]
    answers = [each.answer for person in pair for each in plan_answers(design, Respondent(person))]
    for at, person in enumerate(pair):
        own = [one for one in answers if one.persona == person.id]
        if at == wrong:
            turned = {"Yes": "No", "No": "Yes"}
            own = [one.model_copy(update={"value": turned.get(str(one.value), one.value)}) for one in own]
        kept = [measure for measure in record_of(person, design, own) if measure.name == "adherence"]
        assert (kept[0].value == 1) == (at != wrong)
        store.record_study("told of both", [person.id], kept)
    candidates = [Candidate(0, Member(1, store.track(person.id)[0], person.id), 1.0) for person in pair]
    assert len({each.member.track.studies for each in candidates}) == 1
    assert min(candidates, key=lambda each: each.rank).member.persona_id == pair[1 - wrong].id


def test_parquet_and_csv_hold_every_answer(store: Store, tmp_path: Path) -> None:
    from boses_engine.store.connection import memory_connection

    answers = finished(put(store))
    write_answers(answers, tmp_path / "answers.parquet", "parquet")
    write_answers(answers, tmp_path / "answers.csv", "csv")
    for name in ("answers.parquet", "answers.csv"):
        with memory_connection() as connection:
            rows = connection.execute(f"SELECT persona, question, value, no_basis FROM '{tmp_path / name}'").fetchall()
        assert [(row[0], row[1]) for row in rows] == [(one.persona, one.question) for one in answers]
        for row, one in zip(rows, answers, strict=True):
            assert (json.loads(row[2]) if row[2] else None) == one.value
            assert row[3] == one.no_basis


def test_the_engine_asks(first: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    shutil.copy(first, tmp_path / "home")
    settings = Settings.from_env({"BOSES_HOME": str(tmp_path / "home"), "BOSES_MODELS": str(tmp_path / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False, encoder=DoubleEncoder()) as engine:
        events = list(engine.ask(study().model_copy(update={"seed": 3})))
        assert sum(isinstance(event, Answered) for event in events) == len(finished(events))
        assert engine.store.asked_study("Everything").design.seed == 3
