"""People told anew: other words, the same facts, and nothing lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.run_double import double_engine
from support.servers import API, generated, new_group, served_app

from boses_engine.engine import Engine
from boses_engine.errors import InputError, NotFoundError
from boses_engine.groups.fields import check_fields
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.pipeline.fields import identity_fields, profile_fields
from boses_engine.pipeline.record import field_texts, slot_of, with_texts
from boses_engine.settings import Settings

pytestmark = pytest.mark.slow
GROUP = {
    "name": "Sellers",
    "age_min": 25,
    "age_max": 50,
    "gender": "All",
    "location": "Hanoi, Vietnam",
    "income_level": "Low",
    "occupation": "Market stall seller",
    "persona_count": 2,
}


def lively(request: Request, text: str) -> str:
    """The notes in other words, or as near to it as a double comes: the first sentence is called out."""
    return text.replace(".", "!", 1)


class Mood:
    """What a double makes of its answers, to be changed between calls."""

    def __init__(self) -> None:
        self.spoil: Callable[[Request, str], str] = lambda _, text: text
        self.model = DoubleModel(spoil=lambda request, text: self.spoil(request, text))


@pytest.fixture
def mood() -> Mood:
    return Mood()


@pytest.fixture
def engine(tmp_path: Path, mood: Mood) -> Iterator[Engine]:
    """An engine whose model tells notes as they are at first, with two people in its store."""
    with double_engine(mood.model)(Settings.from_env({"BOSES_HOME": str(tmp_path / "home")})) as opened:
        for _ in opened.generate(check_fields(GROUP, source="test"), reuse=None):
            pass
        yield opened


def test_other_words_for_the_same_facts(engine: Engine, mood: Mood) -> None:
    """Catches a fact that changed with the words, and old words that are lost."""
    before, stays = engine.store.personas()
    mood.spoil = lively
    told = engine.rewrite(before.id, seed=5)
    texts, were = field_texts(told), field_texts(before)
    slot = slot_of(before)
    asked = {each.key for each in (*identity_fields(slot), *profile_fields(slot)) if each.is_asked}
    assert len(asked) >= len(were) - 2
    assert texts == {key: text.replace(".", "!", 1) if key in asked else text for key, text in were.items()}
    assert {each.field: each.seed for each in told.provenance.rewritten} == dict.fromkeys(asked, 5)
    assert set(told.provenance.worded_by_code) == set(were) - asked
    same = with_texts(told, were).model_copy(update={"provenance": before.provenance})
    assert same == before
    assert engine.store.persona(before.id) == told
    assert engine.store.earlier_records(before.name) == [before]
    assert engine.store.persona(stays.id) == stays


def test_one_field(engine: Engine, mood: Mood) -> None:
    before = engine.store.personas()[0]
    mood.spoil = lively
    told = engine.rewrite(before.id, field="brand:1", seed=2)
    changed = {key for key, text in field_texts(told).items() if text != field_texts(before)[key]}
    assert changed == {"brand:1"}
    again = engine.rewrite(before.id, field="day", seed=3)
    assert [(each.field, each.seed) for each in again.provenance.rewritten] == [("brand:1", 2), ("day", 3)]
    assert engine.store.earlier_records(before.id) == [before, told]


def test_where_no_words_pass_the_notes_stand(engine: Engine, mood: Mood) -> None:
    """Catches a text that fails its checks and is taken nevertheless."""
    before = engine.store.personas()[0]
    mood.spoil = lambda *_: "Nobody knows."
    assert engine.rewrite(before.id) == before.model_copy(
        update={
            "provenance": before.provenance.model_copy(update={"worded_by_code": tuple(field_texts(before))}),
        }
    )


def test_the_slot_is_what_was_planned(engine: Engine) -> None:
    """Catches a part of a record that no longer leads to the notes it came from."""
    group = check_fields(GROUP, source="test")
    for planned, person in zip(engine.plan(group).slots, engine.store.personas(), strict=True):
        slot = slot_of(person)
        assert slot.model_copy(update={"index": planned.index, "urban": planned.urban}).model_dump(
            exclude={"life", "brands"}
        ) == planned.model_dump(exclude={"life", "brands"})


def test_refusals(engine: Engine) -> None:
    """Catches a misspelt field that rewrites nothing and says nothing, and a record that cannot be told again."""
    person = engine.store.personas()[0]
    with pytest.raises(InputError, match=r"'story' is no field of .*: give one of life_situation, .*brand:0"):
        engine.rewrite(person.id, field="story")
    with pytest.raises(NotFoundError):
        engine.rewrite("p-none")
    with pytest.raises(InputError, match="before the notes of the texts were kept"):
        slot_of(person.model_copy(update={"called": "", "schema_version": 5}))
    assert engine.store.earlier_records(person.id) == []


def test_by_the_api(tmp_path: Path, mood: Mood) -> None:
    """Catches a call that answers with a record other than the stored one."""
    with served_app(tmp_path / "home", model=mood.model) as app:
        path = new_group(app.client)
        generated(app.client, path)
        before = app.client.get(f"{path}/personas").json()["items"][0]
        mood.spoil = lively
        answer = app.client.post(f"{path}/personas/{before['id']}/rewrite", json={"field": "backstory", "seed": 4})
        assert answer.status_code == 200, answer.text
        assert answer.json()["backstory"] != before["backstory"]
        assert answer.json() == app.client.get(f"{path}/personas/{before['id']}").json()
        wrong = app.client.post(f"{path}/personas/{before['id']}/rewrite", json={"field": "story"})
        assert wrong.status_code == 422
        assert "is no field of" in wrong.json()["detail"]
        assert app.client.post(f"{path}/personas/p-none/rewrite").status_code == 404
        assert path.startswith(API)
