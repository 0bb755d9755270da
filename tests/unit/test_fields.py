"""The questions: the notes that each field tells, and the pattern that its answer keeps."""

import re
from functools import cache

import pytest
from llguidance import LLMatcher
from support.slots import SLOT, a_slot

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.language.constraint import Pattern
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.fields import SYSTEM, TEMPERATURES, Field, identity_fields, profile_fields, request, saying
from boses_engine.pipeline.plan import make_plan

NAMES = (
    *("O'Brien", "Nguyễn Thị Ánh", "Al-Rashid", "Ma. Luisa", "José", "D'Souza", "Łukasz", "Ngọc-Hân", "Đức"),
    *("Jean (Jojo)", "A+B", "Ñina", "Sjaak*", "Ömer", "[x]", "a|b", "#1", "50% ~off", "tab\\slash"),
)
DOOR = "Dinda paints the door. She does not throw a key away, and her mother keeps the tools."


def all_fields(slot: Slot) -> list[Field]:
    return identity_fields(slot) + profile_fields(slot)


@cache
def many_fields() -> tuple[tuple[Slot, Field], ...]:
    """All fields of many people."""
    return tuple((slot, field) for slot in many_slots() for field in all_fields(slot))


@cache
def many_slots() -> tuple[Slot, ...]:
    """People of several countries, occupations and households."""
    cases = (
        ("Philippines", "any"),
        ("Indonesia", "office worker"),
        ("Vietnam", "university student"),
        ("Nigeria", "x~y {they}"),
        ("Germany", "retired"),
        ("Ireland", "Chef {head} (a+b) [c] *"),
        ("Saudi Arabia", "housewife"),
        ("Japan", "unemployed"),
    )
    groups = [
        Group(
            name=place,
            age_min=18,
            age_max=75,
            gender="All",
            location=place,
            income_level="Middle",
            occupation=work,
            persona_count=12,
        )
        for place, work in cases
    ]
    return tuple(slot for group in groups for slot in make_plan(group, 3).slots)


def regex(field: Field, slot: Slot) -> str:
    """What the whole answer must match."""
    constraint = request(field, slot, 1, 0).constraint
    assert isinstance(constraint, Pattern)
    return constraint.regex


def door(slot: Slot = SLOT) -> Field:
    return Field(FieldKey("wants"), tuple(f"{note}." for note in DOOR.rstrip(".").split(". ")), (slot.called,))


# Which fields there are, and their notes


def test_the_fields_and_their_order() -> None:
    """Catches a question that is put in the wrong stage, or not at all."""
    assert [field.key for field in identity_fields(SLOT)] == [
        *("life_situation", "wants", "fears", "decides", "values", "spending")
    ]
    assert [field.key for field in profile_fields(SLOT)] == [
        *("backstory", "brand:0", "brand:1", "brand:2", "day", "signal:0", "signal:1")
    ]


def test_notes_are_whole_sentences() -> None:
    """Catches "Dinda buys", "she buys" with a small letter, a stop left out, and an empty note of a road."""
    for slot, field in many_fields():
        assert field.notes, field.key
        for note in field.notes:
            assert re.match(r"[^\W_a-z]", note), (field.key, note)
            assert note.endswith((".", "!", "?")), (field.key, note)
            assert "  " not in note, (field.key, note)
            assert not re.search(r"\{(they|them|their|name|brand|town)\}", note.replace(slot.work.title, ""))
        assert field.as_noted == " ".join(field.notes)


def test_a_person_alone_is_told_to_live_alone() -> None:
    """Catches a household left out of the notes, or one made up."""
    alone, together = (identity_fields(slot)[0].as_noted for slot in (a_slot(alone=True), a_slot("mother")))
    assert "lives alone" in alone
    assert "her mother" in together
    assert "alone" not in together


def test_habits_get_the_person_as_their_subject() -> None:
    """Catches "Buys sachets at month end." and a time of day that stands before no sentence."""
    life = {
        "price_signals": ("buys sachets at month end", "{They} walks on to the cheaper rice."),
        "phone_moments": ("reads the choir chat", "{They} pays a bill in the queue.", "watches {their} shows"),
    }
    fields: dict[str, Field] = {field.key: field for field in profile_fields(a_slot(gender="Male", life=life))}
    assert fields["signal:0"].as_noted == "He buys sachets at month end."
    assert fields["signal:1"].as_noted == "He walks on to the cheaper rice."
    assert fields["day"].notes == (
        "In the morning he reads the choir chat.",
        "He pays a bill in the queue.",
        "In the evening he watches his shows.",
    )


def test_each_brand_is_named_in_its_story() -> None:
    """Catches the story of one brand told under another's key, and `{brand}` left as it stands."""
    for slot in many_slots():
        stories: dict[str, Field] = {
            field.key: field for field in profile_fields(slot) if field.key.startswith("brand")
        }
        assert len(stories) == len(slot.brands)
        for at, brand in enumerate(slot.brands):
            assert brand.brand.casefold() in stories[f"brand:{at}"].notes[0].casefold()


@pytest.mark.parametrize(
    ("interjection", "opinion", "said"),
    [
        ("", "Show me the book.", "Show me the book."),
        ("Naku,", "Show me the book.", "Naku, show me the book."),
        ("Naku,", "I still have the spanners.", "Naku, I still have the spanners."),
    ],
)
def test_a_saying_is_told_word_for_word(interjection: str, opinion: str, said: str) -> None:
    """Catches "Naku, i still" and "Naku, Show"."""
    assert saying(a_slot(life={"interjection": interjection, "opinion": opinion})) == said


# Patterns


def test_every_pattern_is_taken_by_llguidance() -> None:
    """Catches an escape that Rust's regular expressions do not know, before a model is loaded."""
    seen = set()
    for slot in (*many_slots()[::4], *(a_slot(called=name) for name in NAMES)):
        for field in all_fields(slot):
            seen.add(regex(field, slot))
    for pattern in seen:
        problem = LLMatcher.validate_grammar(LLMatcher.grammar_from_regex(pattern))
        assert not problem, (pattern, problem)
    assert len(seen) > 100


def test_notes_as_they_stand_keep_their_own_pattern() -> None:
    """Catches a name or a sign that the model may not write back, such as the end of "the neighbours' chat".

    Names that hold a stop ("GO!"), colons and sentences of two words are left out: those have to be told otherwise.
    """
    told, kept = 0, []
    for slot, field in many_fields():
        if re.search(r"[!:].", field.as_noted) or re.search(r"(^|[.] )\S+ \S+[.]", field.as_noted):
            continue
        told += 1
        kept += [bool(re.fullmatch(regex(field, slot), field.as_noted))]
        assert kept[-1] or "{" in slot.work.title, (field.key, field.as_noted)
    assert told > 800


@pytest.mark.parametrize("word", ["neighbours'", "(Saale)", "7-Eleven", "McDonald's", "Ánh", "GCash", "Dunkin'", "5G"])
def test_a_word_of_the_notes_may_stand_in_the_text(word: str) -> None:
    """Catches a sign that is stripped from a word as if it belonged to the sentence."""
    life = SLOT.life.model_copy(update={"wish": f"{{They}} wants to see {word} again, and {word}."})
    slot = SLOT.model_copy(update={"life": life})
    field = next(field for field in identity_fields(slot) if field.key == "wants")
    pattern = regex(field, slot)
    assert re.fullmatch(pattern, f"She wants to see {word} again, and {word}.")
    assert not re.fullmatch(pattern, f"She wants to see {word} again, and Teresa.")


def test_a_double_answers_with_the_notes() -> None:
    """Catches notes that the double does not find in a question, so that all tests would run on other words."""
    model = DoubleModel()
    for slot in many_slots()[::6]:
        for field in all_fields(slot):
            model.submit(request(field, slot, 7, 0))
            assert model.next_completion().text == field.as_noted


@pytest.mark.parametrize("name", NAMES)
def test_names_are_escaped(name: str) -> None:
    """Catches a name whose signs mean something in a pattern: a bracket, an apostrophe, a star."""
    slot = a_slot(called=name)
    pattern = regex(door(slot), slot)
    assert re.fullmatch(pattern, DOOR.replace("Dinda", name))
    assert not re.fullmatch(pattern, DOOR.replace("Dinda", "Maria").replace("She", "So Maria"))


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("the door", "3 doors"),
        ("her mother", "her mother Teresa"),  # a name out of nowhere
        ("her mother", "her mother Ánh"),
        ("the door", "дверь"),  # a range from "à" to "ỹ" held all of Cyrillic, Greek and Thai
        ("the door", "ประตู"),
        ("the door", "την πόρτα"),
        ("a key", "“the key”"),
        ("away,", "away;"),
        ("away,", "away\n"),
        ("away,", "away ,"),
        (". She", ".  She"),
        ("tools.", "tools"),
        ("tools.", "tools. And"),
        ("tools.", "tools.\n"),
        ("Dinda", "dinda"),
        (DOOR, "Dinda paints it."),  # shorter than the least part of the notes' sentences
    ],
)
def test_what_a_text_may_not_hold(change: str, to: str) -> None:
    """Catches a pattern that lets through what every check would have to find."""
    assert change in DOOR
    assert re.fullmatch(regex(door(), SLOT), DOOR)
    assert not re.fullmatch(regex(door(), SLOT), DOOR.replace(change, to))


def test_sentences_may_be_joined_and_parted() -> None:
    """Catches a pattern that takes the notes only as they stand."""
    pattern = regex(door(), SLOT)
    assert re.fullmatch(pattern, "Dinda paints the door. She does not throw a key away. Her mother keeps the tools.")
    three = Field(
        FieldKey("wants"), ("Dinda paints the door.", "Her mother keeps the tools.", "It does not close."), ("Dinda",)
    )
    joined = "Dinda paints the door, which does not close. Her mother keeps the tools."
    assert re.fullmatch(regex(three, SLOT), joined)
    assert not re.fullmatch(regex(three, SLOT), joined.replace(". Her", " and her"))


# Requests


def test_a_request_holds_the_notes_and_leaves_room_for_them() -> None:
    """Catches a note that is not put to the model, and an answer that would be cut off."""
    for field in all_fields(SLOT):
        asked = request(field, SLOT, 11, 0)
        assert (asked.key, asked.path[0], asked.seed) == (f"0/{field.key}", SYSTEM, 11)
        assert "she" in asked.path[1]
        assert asked.ask.splitlines() == [f"- {note}" for note in field.notes]
        # English has some four characters to a token; names and Vietnamese up to one a character.
        assert asked.max_tokens >= len(field.as_noted) / 3 + 32


def test_an_attempt_is_freer_than_the_one_before() -> None:
    """Catches a second attempt that gives the first one's words again."""
    heats = [request(door(), SLOT, 1, attempt).sampling.temperature for attempt in range(len(TEMPERATURES))]
    assert heats == sorted(set(heats))
    assert len(heats) == 3


def test_people_are_asked_for_in_their_order() -> None:
    """Catches a place of the model given to somebody whose turn is later, while the first waits to be finished."""
    for index in (0, 3):
        slot = SLOT.model_copy(update={"index": index})
        assert {request(field, slot, 1, 0).priority for field in all_fields(slot)} == {index}


def test_a_name_with_a_stop_is_not_asked_for() -> None:
    """Catches "He cooked Lucky Me! With malunggay leaves": to the model the name ends the sentence."""
    assert not Field(FieldKey("brand:0"), ("He cooked Lucky Me! with leaves.",), ()).is_asked
    assert Field(FieldKey("brand:0"), ("He cooked noodles with leaves. They were good!",), ()).is_asked
