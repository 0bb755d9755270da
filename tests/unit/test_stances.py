"""Ways of buying: each is found in sentences and has an opposite, and no habit is against its own decision style."""

from itertools import combinations, product

import pytest

from boses_engine.domain.group import Group, IncomeLevel
from boses_engine.grounding.lives.notes import notes
from boses_engine.grounding.lives.stances import against, of_hours, of_person, shown_by, stances
from boses_engine.grounding.lives.storylines import storylines
from boses_engine.grounding.places.countries import table
from boses_engine.pipeline.plan import make_plan

LEAST = 3  # sentences in which each way of buying is found
MOST = 40  # ways of buying, which stay few enough to be read
_BEFORE = ("", "not", "never", "because", "is", "who", "when friends", "without a", "no", "for a")
_WORDS = ("compares", "thinks", "costs", "the cheapest", "counts coins", "borrows", "asks others", "famous names")


def _sentences() -> set[str]:
    told = {note.text for kind in ("decision_habit", "price_signals", "phone_moments") for note in notes(kind)}
    told |= {row["note"] for row in table("market/incidents.csv")}
    told |= {since for row in table("market/incidents.csv") for since in row["since"].split("|")}
    told |= {row["sentence"] for row in table("market/since.csv")}
    for story in (story for code in ("PH", "ID", "VN", "PL") for story in storylines(code)):
        told |= {text for each in story.variants.values() for text in each.values()} | set(story.notes.values())
    return told


def test_each_is_found_in_sentences_and_has_an_opposite_that_is_known() -> None:
    assert len(stances()) < MOST
    names = {stance.name for stance in stances()}
    sentences = _sentences()
    for stance in stances():
        found = sum(bool(stance.pattern.search(text)) for text in sentences)
        assert found >= LEAST, (stance.name, found)
        assert stance.against, stance.name
        assert stance.against <= names, stance.name
        assert stance.name not in stance.against


def test_no_habit_speaks_against_its_own_decision_style() -> None:
    for note in notes("decision_habit"):
        conditions = dict(note.conditions)
        for style in conditions.get("decision_style", ()):
            own = of_person(style, "medium", asks=True) - {"asks"}
            assert shown_by(note.text).isdisjoint(against(own)), (style, note.text)


def test_who_is_online_for_hours_saves_no_data() -> None:
    assert "saves data" in against(of_hours(5.6))
    assert not of_hours(1.0)


@pytest.mark.parametrize(
    ("place", "occupation", "level"),
    [
        ("Makati, Philippines", "manager", "High"),
        ("Kumasi, Ghana", "trader", "Low"),
        ("Hanoi, Vietnam", "any", "Middle"),
    ],
)
def test_hardly_anybody_is_told_opposites(place: str, occupation: str, level: IncomeLevel) -> None:
    """Catches a brand story against how the person decides: without stances 7 in 100 had one, with them under 1."""
    group = Group(
        name="Opposites",
        age_min=20,
        age_max=60,
        gender="All",
        location=place,
        income_level=level,
        occupation=occupation,
        persona_count=60,
    )
    torn = 0
    for slot in make_plan(group, 7).slots:
        life = slot.life
        told = [life.decision_habit, life.decides, life.money_habit, *life.price_signals]
        told += [text for brand in slot.brands for text in (brand.incident, brand.since)]
        shown = [shown_by(text) for text in told]
        torn += any(not one.isdisjoint(against(other)) for one, other in combinations(shown, 2))
    assert torn <= 2


def test_one_search_finds_what_any_stance_does() -> None:
    """Catches a stance that is lost: not all its alternatives open with the edge of a word, or a first letter does not
    stand for itself."""
    texts = {text.lower() for text in _sentences()}
    texts |= {f"{before} {word} {after}" for before, word, after in product(_BEFORE, _WORDS, ("", "least", "it over"))}
    shown = {text: {stance.name for stance in stances() if stance.pattern.search(text)} for text in texts}
    assert {text: shown_by(text) for text in texts} == shown
