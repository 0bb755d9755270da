"""What people say where their record does not speak of a question that anybody would just answer."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.asked import GROUP, generated
from support.samples import sample_persona

from boses_engine.domain.persona import ATTITUDES, TRAITS
from boses_engine.domain.study import Question, Stimulus
from boses_engine.store import Store
from boses_engine.studies import tables
from boses_engine.studies.concepts import promised
from boses_engine.studies.facts import asked_fact, living_alone
from boses_engine.studies.kinds import take_position
from boses_engine.studies.leaning import leaning_of
from boses_engine.studies.measures import ladder_of, times_of
from boses_engine.studies.options import several
from boses_engine.studies.position import Position
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import topics
from boses_engine.studies.tables import rows
from boses_engine.studies.telling import tell
from boses_engine.studies.tilts import has

AGREEMENT = ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree")
EVERYDAY: tuple[dict[str, Any], ...] = (
    {"kind": "open", "text": "What did you have for lunch yesterday?"},
    {"kind": "open", "text": "Why do people around you buy second-hand phones?"},
    {"kind": "open", "text": "How often do you go to the mall?"},
    {"kind": "choice", "text": "Do you own a pet?", "options": ("A cat", "A dog", "No pet")},
    {"kind": "choice", "text": "Do you rinse dishes before washing them?", "options": ("Yes", "No")},
    {"kind": "choice", "text": "How often do you buy shoes?", "options": ("Every month", "Once a year", "Less often")},
    {"kind": "multiple", "text": "What do you keep in your bag?", "options": ("Water", "Snacks", "None of these")},
    {"kind": "ranking", "text": "Rank what makes a waiter good.", "options": ("Friendly", "Fast", "Neat look")},
    {"kind": "number", "unit": "hours", "text": "How many hours did you sleep last night?"},
    {"kind": "number", "unit": "PHP", "text": "How much did you spend on your last haircut?"},
    {"kind": "likert", "scale": "agreement", "anchors": AGREEMENT, "text": "I feel guilty when I waste food."},
    {"kind": "likert", "scale": "agreement", "anchors": AGREEMENT, "text": "A kitchen should be tidy in the evening."},
    {"kind": "likert", "scale": "own", "anchors": ("poor", "fair", "good"), "text": "How would you rate your health?"},
)
NOBODY_KNOWS: tuple[dict[str, Any], ...] = (
    {"kind": "open", "text": "Who sits on the board of the company Northwind Lamps, and do you trust them?"},
    {"kind": "open", "text": "Which secret ingredient is in the new soup of the firm Halden & Moss?"},
    {"kind": "choice", "text": "Which river is longer?", "options": ("Nile", "Rhine")},
    {"kind": "choice", "text": "Which country has more people?", "options": ("Peru", "Chile")},
    {"kind": "choice", "text": "Do you shop at Tesco?", "options": ("Yes", "No")},
    {"kind": "number", "unit": "km", "text": "How long is the Rhine?"},
    {
        "kind": "likert",
        "scale": "agreement",
        "anchors": AGREEMENT,
        "text": "There should be more trees along the roads.",
    },
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> list[Respondent]:
    with Store(tmp_path_factory.mktemp("usual") / "boses.duckdb") as store:
        return [Respondent(person) for person in generated(store, GROUP, seed=2)]


def put(who: Respondent, **asked: Any) -> Position:
    question = Question(id="q", **asked)
    return take_position(who, question, leaning_of(1, who, question, 1))


@pytest.mark.parametrize("asked", EVERYDAY, ids=lambda asked: asked["text"])
def test_what_anybody_would_answer_is_answered(people: list[Respondent], asked: dict[str, Any]) -> None:
    """Catches "no basis" on everyday things, and such an answer that does not say that it is an estimate."""
    for who in people:
        found = put(who, **asked)
        assert not found.no_basis
        assert found.fact or found.told or found.grounds
        bare = Respondent(who.persona, bare=True)
        assert put(bare, **asked).no_basis


@pytest.mark.parametrize("asked", NOBODY_KNOWS, ids=lambda asked: asked["text"])
def test_what_nobody_could_know_has_no_basis(people: list[Respondent], asked: dict[str, Any]) -> None:
    assert all(put(who, **asked).no_basis for who in people)


@pytest.mark.parametrize(
    ("option", "times"),
    [
        ("Every day", 30),
        ("A few times a week", 90 / 7),
        ("Once or twice a year", 1.5 / 12),
        ("Every few months", 1 / 3),
        ("2-3 times a month", 2.5),
        ("Less than once a year", 0.4 / 12),
        ("Never", 0),
        ("With friends", None),
    ],
)
def test_how_often_is_read(option: str, times: float | None) -> None:
    assert times_of(option) == (times if times is None else pytest.approx(times))


def test_how_often_is_the_same_however_it_is_asked(people: list[Respondent]) -> None:
    """Catches somebody who never eats noodles and eats them three times a week."""
    options = ("Every day", "A few times a week", "Once a week", "Less often", "Never")
    ladder = ladder_of(options)
    assert ladder is not None
    for who in people:
        option = put(who, kind="choice", text="How often do you eat noodles?", options=options).value
        number = put(who, kind="number", unit="times", text="How many times a month do you eat noodles?").value
        assert (option == "Never") == (number == 0)
        if number:
            assert 0.4 <= number / max(1.0, ladder[options.index(option)]) <= 2.5


def test_nobody_names_whom_they_do_not_have(people: list[Respondent]) -> None:
    """Catches a holiday with a partner whom the record does not hold."""
    options = ("Partner", "Children", "Friends", "Alone")
    for who in people:
        shares = put(who, kind="multiple", text="Who do you usually travel with?", options=options).distribution
        assert (shares["Partner"] > 0) == has(who, "partner")
        assert (shares["Children"] > 0) == bool(who.persona.household.children)


def test_who_does_not_do_a_thing_names_nothing_beside_it(people: list[Respondent]) -> None:
    """Catches "wrong size and I never return things"."""
    options = ("Wrong size", "Poor fabric", "I never return things")
    for who in people:
        rng = leaning_of(1, who, Question(id="q", kind="open", text="Any"), 1)
        named = several(options, (0.5, 0.5, 0.9), rng)
        assert named
        assert len(named) == 1 or options[2] not in named


def test_what_is_shown_is_judged_by_what_it_promises(people: list[Respondent]) -> None:
    shown = Stimulus(text="A green tea with half the sugar.")
    for who in people:
        question = Question(id="q", kind="open", text="What do you like or dislike about this idea?", stimulus=shown)
        found = promised(who, question)
        assert [ground.name for ground in found] == ["figure:benefit less sugar [estimate]"]
        assert put(who, kind="open", text=question.text, stimulus=shown).grounds == tuple(found)
        assert not promised(Respondent(who.persona, figures=False), question)


def test_children_are_counted_by_age(people: list[Respondent]) -> None:
    """Catches grown sons and daughters among children under twelve."""
    for who in people:
        fact = asked_fact("How many children under 12 live in your home?", who.persona)
        assert fact is not None
        assert fact.value == sum(age < 12 for age in who.persona.household.children)


@pytest.mark.parametrize(
    ("education", "answer"),
    [
        ("no schooling", "I never went to school."),
        ("lower secondary school", "I finished lower secondary school."),
        ("bachelor's degree", "I have a bachelor's degree."),
        ("doctorate", "I have a doctorate."),
    ],
)
def test_schooling_is_told_as_people_say_it(people: list[Respondent], education: str, answer: str) -> None:
    """Catches "My schooling is doctorate."."""
    fact = asked_fact(
        "What is your highest level of education?", people[0].persona.model_copy(update={"education": education})
    )
    assert fact is not None
    assert fact.told == answer


def test_what_one_would_rather_have_is_what_comes_first() -> None:
    price = next(topic for topic in topics() if topic.name == "price")
    assert price.side("I would rather have a few good clothes than many cheap ones.") == -price.side(
        "I buy cheap ones."
    )


def test_answers_are_told_well(people: list[Respondent]) -> None:
    """Catches "1 cups", "google Maps" and an opening said again as the reason."""
    for who in people:
        for asked in EVERYDAY:
            question = Question(id="q", **asked)
            rng = leaning_of(1, who, question, 1)
            text = tell(who, question, take_position(who, question, rng), rng, set()).as_noted
            parts: Sequence[str] = re.split(r"(?<=[.!?])\s+", text)
            assert len(set(parts)) == len(parts), text
            assert not re.search(r"\b1 (?:hours|glasses|times)\b|[{}|]", text), text


@pytest.mark.parametrize("name", ["benefits", "customs", "leanings", "measures", "ways"])
def test_the_tables_are_sound(people: list[Respondent], name: str) -> None:
    """Catches a row without a source, a pattern that cannot be read, and a need or slope of nothing."""
    known = {"age", "women", "class", *TRAITS, *ATTITUDES}
    path = Path(tables.__file__).with_name(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        assert all(None not in row and None not in row.values() for row in csv.DictReader(file))
    for row in rows(f"{name}.csv"):
        assert row["source"].startswith(("estimate", "own wording"))
        assert row["year"].isdigit()
        re.compile(row.get("words", ""))
        assert {part.partition(":")[0] for part in row["by"].split("|") if part} <= known
        assert isinstance(has(people[0], row.get("needs", "")), bool)


def test_who_lives_in_does_not_say_that_she_lives_alone() -> None:
    """Catches a nanny who lives with her employers in one answer and alone in the next."""
    nanny = sample_persona(0)
    nanny = nanny.model_copy(update={"work": nanny.work.model_copy(update={"title": "live-in nanny"})})
    assert living_alone(nanny) == "I live with the family I work for."
    assert living_alone(sample_persona(0)) == "I live alone."
