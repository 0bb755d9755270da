"""Answers beside published shares: what scores say of answers that are known, and that figures are drawn as told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asked import GROUP, generated

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.store import Store
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.calibrate import COIN, FACTS, RECORD, WITHOUT, calibrate, calibration_notes, summaries
from boses_engine.studies.file import load_study, parse_study
from boses_engine.studies.habits import chance_of, decide_habit, habits
from boses_engine.studies.published import RowGroup, load_published
from boses_engine.studies.respondent import Respondent

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "examples" / "findex" / "study.yaml"
STUDY = """\
name: Known answers
questions:
  - {id: adverts, kind: likert, scale: agreement, text: "I trust what adverts say."}
  - {id: kids, kind: choice, text: "Do you have any children?", options: ["Yes", "No"]}
  - {id: apps, kind: multiple, text: "Which of these do you use?", options: [Facebook, TikTok, Instagram]}
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Persona]]:
    with Store(tmp_path_factory.mktemp("people") / "boses.duckdb") as store:
        yield generated(store, GROUP.model_copy(update={"persona_count": 60, "location": "Indonesia"}))


def answered(design: StudyDesign, people: list[Persona]) -> list[Answer]:
    return [each.answer for person in people for each in plan_answers(design, Respondent(person))]


def shares(question: str, of: dict[str, float], sex: str = "") -> RowGroup:
    return RowGroup(question, "ID", sex, (0, 200), frozenset(), of, "a survey", 2024)


def test_scores_of_known_answers(people: list[Persona]) -> None:
    """Catches a distance of what fits exactly, a top box with the wrong sign, a variance upside down, and the whole
    study scored in place of a row group."""
    design = parse_study(STUDY)
    answers = answered(design, people)
    kids = {one.persona: one.value for one in answers if one.question == "kids"}
    women = [person for person in people if person.gender == "Female"]
    with_kids = sum(kids[person.id] == "Yes" for person in people) / len(people)
    of_women = sum(kids[person.id] == "Yes" for person in women) / len(women)
    table = [
        shares("kids", {"Yes": with_kids, "No": 1 - with_kids}),
        shares("kids", {"Yes": of_women}, "Female"),
        shares("kids", {"Yes": 1.0, "No": 0.0}),
        shares("adverts", {"1": 0.0, "2": 0.0, "3": 0.0, "4": 0.0, "5": 1.0}),
        shares("apps", {"Facebook": 1.0, "TikTok": 0.0}),
    ]
    fits, fits_women, all_kids, trusting, apps = calibrate(design, people, answers, table)
    scores = []
    for one in (fits, fits_women):
        score = one.scores[RECORD]
        assert score is not None
        assert score.distance == pytest.approx(0)
        assert score.variance == pytest.approx(1)
        assert score.top == pytest.approx(0)
        scores.append((one.scores[COIN], score))
    assert any(coin != score for coin, score in scores), "half of all have children, and half of the women"
    assert fits_women.asked == len(women) < fits.asked == len(people)
    score = all_kids.scores[RECORD]
    assert score is not None
    assert score.distance == pytest.approx(1 - with_kids)
    assert score.top == pytest.approx(with_kids - 1)
    assert score.variance is None
    assert trusting.top == "agree, strongly agree"
    record, facts = trusting.scores[RECORD], trusting.scores[FACTS]
    assert record is not None
    assert facts is not None
    assert record.top < 0
    assert apps.scores[RECORD] is not None
    assert WITHOUT not in fits.scores, "nothing here is drawn from published shares"


def test_the_record_is_hidden_from_facts_alone(people: list[Persona]) -> None:
    """Catches attitudes, brands or texts that reach the answers from facts alone."""
    design = parse_study(STUDY)
    for person in people[:10]:
        bare = Respondent(person, bare=True)
        assert bare.said == ()
        assert bare.persona.brand_relationships == ()
        (adverts, *_) = plan_answers(design, bare)
        assert set(adverts.answer.grounds) <= {"ad_scepticism:50"}


def test_figures_are_drawn_as_published(people: list[Persona]) -> None:
    """Catches a draw that changes when somebody is asked again, a wallet without an account, and a share that is not
    that of the person's sex, age and income."""
    for person in people:
        who = Respondent(person)
        found = {name: decide_habit(who, name) for name in habits()}
        assert found == {name: decide_habit(Respondent(person), name) for name in habits()}
        there = {name: one.there for name, one in found.items() if one is not None}
        assert set(there) == set(habits())
        for name in ("mobile_money", "saved_formally", "digital_payment"):
            assert there["account"] or not there[name], name
        assert there["saved"] or not there["saved_formally"]
    young, old = (Respondent(people[0].model_copy(update={"age": age, "gender": "Female"})) for age in (20, 50))
    assert (chance_of(young, "mobile_money") or 0) > 0.35 > 0.22 > (chance_of(old, "mobile_money") or 1)
    child = Respondent(people[0].model_copy(update={"age": 14}))
    assert chance_of(child, "account") is None
    drawn = [decide_habit(Respondent(person, bare=True), "account") for person in people]
    expected = sum(chance_of(Respondent(person), "account") or 0 for person in people) / len(people)
    assert sum(one is not None and one.there for one in drawn) / len(people) == pytest.approx(expected, abs=0.2)


def test_what_is_circular_is_said(people: list[Persona]) -> None:
    """Catches scores against a table that the answers were drawn from, given as if they were a test."""
    design = load_study(EXAMPLE)
    table, _ = load_published("findex_2025", design.questions)
    scores = calibrate(design, people, answered(design, people), table)
    assert {one.published.market for one in scores} == {"ID"}
    assert all(one.asked >= 1 for one in scores)
    assert any("circular" in note for note in calibration_notes(scores, ()))
    by_way = {one.way: one for one in summaries(scores)}
    assert set(by_way) == {RECORD, WITHOUT, FACTS, COIN}
    assert by_way[FACTS].distance < by_way[COIN].distance
