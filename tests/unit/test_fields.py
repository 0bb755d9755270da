"""The questions: patterns that hold the facts word for word, and gaps that come back exactly."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from llguidance import LLMatcher
from support.slots import SLOT, a_slot

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.language.constraint import Pattern
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.fields import GROUP_TEXT, OPEN, Field, Guidance, identity_fields, profile_fields, request
from boses_engine.pipeline.likeness import words
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.wording import introduction

NAMES = (
    *("O'Brien", "Nguyễn Thị Ánh", "Al-Rashid", "Ma. Luisa", "José", "D'Souza", "Łukasz", "Ngọc-Hân", "Đức"),
    *("Jean (Jojo)", "A+B", "Ñina", "Sjaak*", "Ömer", "[x]", "a|b", "#1", "50% ~off", "tab\\slash"),
)
GAPS = (
    "keeps a spare key under the pot",
    "tells o'clock stories, and laughs",
    "walks well-worn lanes, and then home",  # holds words that frames fix too
    "so they say, because of the rain, since then, and",
    "a café where naïve fiancés eat",
    "ăn phở với bạn bè ở quê",
)


def all_fields(slot: Slot, turn: int = 0) -> list[Field]:
    return identity_fields(slot, turn) + profile_fields(slot, turn)


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
            persona_count=6,
        )
        for place, work in cases
    ]
    return tuple(slot for group in groups for slot in make_plan(group, 3).slots)


def answered(field: Field, gaps: list[str]) -> str:
    """The frame with gaps put in."""
    fixed = field.frame.split(OPEN)
    return fixed[0] + "".join(gap + piece for gap, piece in zip(gaps, fixed[1:], strict=True))


def regex(field: Field, slot: Slot, guidance: Guidance = "full") -> str:
    """What the whole answer must match."""
    constraint = request(field, slot, (), 1, guidance).constraint
    assert isinstance(constraint, Pattern)
    return constraint.regex


def gap_texts(field: Field, start: int = 0) -> list[str]:
    return [GAPS[(start + i) % len(GAPS)] for i in range(field.frame.count(OPEN))]


# Which fields there are


def test_the_fields_and_their_order() -> None:
    assert [field.key for field in identity_fields(SLOT, 0)] == [
        *("life_situation", "wants", "fears", "decides", "values", "spending")
    ]
    assert [field.key for field in profile_fields(SLOT, 0)] == [
        *("backstory", "brand:0", "brand:1", "brand:2", "day", "signal:0", "signal:1", "quote")
    ]


def test_frames_hold_the_facts_and_are_sentences() -> None:
    for slot in many_slots():
        for turn in range(6):
            for field in all_fields(slot, turn):
                assert OPEN in field.frame
                assert field.frame[0].isupper() or not field.frame[0].isalpha(), field.frame
                assert field.frame.endswith((".", "!", "?"))
                assert "  " not in field.frame, field.frame
                assert not re.search(r"\{(they|them|their|name|names)\}", field.frame, re.IGNORECASE)
                for fact in field.facts:
                    name, _, text = fact.partition(": ")
                    assert text.lower() in field.frame.lower(), (name, field.frame)


def test_a_person_alone_is_told_to_live_alone() -> None:
    alone, together = (identity_fields(slot, 0)[0].frame for slot in (a_slot(alone=True), a_slot("mother")))
    assert re.search("alone|Nobody else", alone)
    assert "her mother" in together


def test_what_an_attitude_says_stands_in_the_frame() -> None:
    """Catches the story of one brand told with the attitude to another."""
    for turn in range(9):
        stories = {field.key: field.frame for field in profile_fields(SLOT, turn) if field.key.startswith("brand")}
        assert re.search("stays with|the only one|will not change", stories["brand:0"])
        assert re.search("stays away|goes without|has not gone back", stories["brand:1"])
        assert all(SLOT.brands[i].brand in stories[f"brand:{i}"] for i in range(3))


# Patterns


@pytest.mark.parametrize("guidance", ["full", "light"])
def test_every_pattern_is_taken_by_llguidance(guidance: Guidance) -> None:
    """Catches an escape that Rust's regular expressions do not know, before a model is loaded."""
    seen = set()
    for slot in (*many_slots(), *(a_slot(called=name) for name in NAMES)):
        for field in all_fields(slot):
            pattern = regex(field, slot, guidance)
            if pattern not in seen:
                seen.add(pattern)
                problem = LLMatcher.validate_grammar(LLMatcher.grammar_from_regex(pattern))
                assert not problem, (pattern, problem)
    assert len(seen) > (300 if guidance == "full" else 2)


def test_a_double_keeps_every_pattern_and_its_gaps_come_back() -> None:
    """What the model may write is what `gaps` reads: Rust's syntax used here is Python's too."""
    model = DoubleModel()
    for slot in many_slots():
        for field in all_fields(slot):
            asked = request(field, slot, (introduction(slot),), 7, "full")
            pattern = regex(field, slot)
            model.submit(asked)
            text = model.next_completion().text
            assert re.fullmatch(pattern, text), (pattern, text)
            gaps = field.gaps(text, "full")
            assert gaps is not None
            assert answered(field, gaps) == text


@pytest.mark.parametrize("name", NAMES)
def test_names_are_escaped(name: str) -> None:
    """Catches a name whose signs mean something in a pattern: a bracket, an apostrophe, a mark of the frame itself."""
    slot = a_slot(called=name)
    for turn in range(5):
        for field in all_fields(slot, turn):
            gaps = [f"{gap} with Monday" for gap in gap_texts(field)]
            text = answered(field, gaps)
            pattern = regex(field, slot)
            assert re.fullmatch(pattern, text), (pattern, text)
            assert field.gaps(text, "full") == gaps


@pytest.mark.parametrize("start", range(len(GAPS)))
def test_gaps_come_back_exactly(start: int) -> None:
    for slot in many_slots()[::5]:
        for turn in range(5):
            for field in all_fields(slot, turn):
                gaps = gap_texts(field, start)
                text = answered(field, gaps)
                assert re.fullmatch(regex(field, slot), text), text
                assert field.gaps(text, "full") == gaps, (field.frame, text)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: "x" + text,
        lambda text: text.replace("Dinda", "Maria"),
        lambda text: text + "\nMore.",
        lambda text: text + " More",
        lambda text: text.replace(" spare key", "\nspare key"),
        lambda text: "",
    ],
)
def test_a_text_out_of_its_frame_has_no_gaps(change: Callable[[str], str]) -> None:
    field = identity_fields(SLOT, 0)[0]
    text = answered(field, [GAPS[0], GAPS[0]])
    assert field.gaps(text, "full") == [GAPS[0], GAPS[0]]
    assert field.gaps(change(text), "full") is None


@pytest.mark.parametrize(
    "gap",
    [
        "keeps 3 keys under the pot",  # figures
        "keeps the key. Then she sleeps",  # another sentence
        "keeps the key with Maria at home",  # a name out of nowhere
        "keeps the key under Ánh at home",
        "держит ключ под горшком",  # a range from "à" to "ỹ" held all of Cyrillic, Greek and Thai
        "เก็บกุญแจไว้ใต้กระถาง",
        "κρατάει το κλειδί εκεί",
        "keeps key",  # too short
        "keeps “the key” under the pot",
        "keeps the key; under the pot",
        "keeps\nthe key under the pot",
    ],
)
def test_what_a_gap_may_not_hold(gap: str) -> None:
    field = next(field for field in identity_fields(SLOT, 0) if field.key == "wants")
    assert not re.fullmatch(regex(field, SLOT), answered(field, [gap]))


def test_only_the_quote_may_say_i() -> None:
    for field in all_fields(SLOT):
        gaps = ["walk home when I can", *gap_texts(field)[1:]]
        matched = re.fullmatch(regex(field, SLOT), answered(field, gaps))
        assert bool(matched) == (field.key == "quote")


# Light guidance


def test_light_guidance_gives_the_facts_as_notes() -> None:
    for field in all_fields(SLOT):
        asked = request(field, SLOT, (), 1, "light")
        assert field.frame not in asked.ask
        assert all(fact in asked.ask for fact in field.facts)
        assert field.task in asked.ask


def test_light_guidance_takes_plain_sentences_whole() -> None:
    field = next(field for field in profile_fields(SLOT, 0) if field.key == "brand:1")
    pattern = regex(field, SLOT, "light")
    one = "After a load never arrived, Dinda asked Globe twice and then gave up on it."
    two = " She uses the phone of Ánh at home now."
    assert re.fullmatch(pattern, one)
    assert re.fullmatch(pattern, one + two) or "?" not in pattern
    assert not re.fullmatch(pattern, "Short.")
    assert not re.fullmatch(pattern, one + " Она пишет письма каждый день дома.")
    assert not re.fullmatch(pattern, one[:-1])
    assert field.gaps(one, "light") == [one]
    assert field.gaps("no stop at its end", "light") is None
    assert field.gaps("two\nlines.", "light") is None


# Variety


@pytest.mark.parametrize("key", ["life_situation", "wants", "fears", "decides", "values", "spending", "quote", "day"])
def test_neighbours_have_other_frames(key: str) -> None:
    """Catches a frame drawn by chance: two neighbours in a group would sound alike."""
    frames = []
    for index in range(8):
        field = next(f for f in all_fields(SLOT.model_copy(update={"index": index})) if f.key == key)
        frames.append(field.frame)
    assert all(one != other for one, other in zip(frames, frames[1:], strict=False))
    assert len(set(frames)) >= 3


def test_each_attempt_has_another_frame() -> None:
    for key in [field.key for field in all_fields(SLOT)]:
        first, second = (next(f for f in all_fields(SLOT, turn) if f.key == key) for turn in (0, 1))
        assert first.frame != second.frame, key


def test_a_persons_signals_and_brands_differ_in_form() -> None:
    for index in range(6):
        fields = {f.key: f for f in profile_fields(SLOT.model_copy(update={"index": index}), 0)}
        signals = [fields[f"signal:{i}"].frame.replace(SLOT.life.price_signals[i], "…") for i in (0, 1)]
        assert signals[0] != signals[1]


# Requests


def test_a_request_says_whose_it_is_and_leaves_room_for_its_frame() -> None:
    for field in all_fields(SLOT):
        asked = request(field, SLOT, ("PERSON", "LIFE"), 11, "full")
        assert (asked.key, asked.path, asked.seed) == (f"0/{field.key}", (GROUP_TEXT, "PERSON", "LIFE"), 11)
        # English has some four characters to a token; names and Vietnamese up to one a character.
        assert asked.max_tokens >= len(field.frame) / 3 + 32 * field.frame.count(OPEN)


def test_people_are_asked_for_in_their_order() -> None:
    """Catches a place of the model given to somebody whose turn is later, while the first waits to be finished."""
    for index in (0, 3):
        slot = SLOT.model_copy(update={"index": index})
        assert {request(field, slot, (), 1, "full").priority for field in all_fields(slot)} == {index}


def test_what_the_model_is_kept_from() -> None:
    """The other gender, absent relatives, other jobs and figures; the past tense only where a story is told."""
    by_key = {field.key: set(field.avoid) for field in all_fields(SLOT)}
    assert {"he", "his", "husband", "daughter", "thousand", "homework"} <= by_key["wants"]
    assert not {"she", "mother", "father", "brother", "hr", "assistant"} & by_key["wants"]
    assert "was" in by_key["wants"]
    assert "was" not in by_key["backstory"] | by_key["brand:0"]


def test_facts_to_redraw_are_the_ones_in_the_frame() -> None:
    """Catches a redraw that changes a fact of another field, whose text is finished."""
    keys = {field.key: field.facts_key for field in all_fields(SLOT)}
    assert keys == {
        "life_situation": "weekday",
        "wants": "wish",
        "fears": "worry",
        "decides": "decision_habit",
        "values": "value",
        "spending": "money_habit",
        "backstory": "turning_point",
        "brand:0": "brand:0",
        "brand:1": "brand:1",
        "brand:2": "brand:2",
        "day": "phone_moments",
        "signal:0": "price_signals:0",
        "signal:1": "price_signals:1",
        "quote": "opinion",
    }


def test_a_question_that_failed_twice_may_not_be_answered_with_its_own_words() -> None:
    """Catches: "tests every order on the phone camera" for the answer to itself, six times in a row."""
    slot = SLOT
    day = next(field for field in profile_fields(slot, 0) if field.key == "day")
    told = set(words(slot.life.phone_moments[0]))
    again = day.without_its_own_words()
    assert {word for word in told if len(word) >= 4} <= set(again.avoid)
    assert slot.called not in again.avoid
    assert again.frame == day.frame
