"""The words of a portrait: what is stated is said, what is absent is not."""

from dataclasses import fields
from typing import Any

import pytest

from boses_engine.avatars.appearance import VOCABULARY, Appearance, age_group_of, phrases, prompt_text
from boses_engine.errors import InputError

SITI = Appearance(
    gender="woman", age_group="older", skin="tan", hair_style="bun", hair_colour="grey", glasses="round",
    expression="smiling", clothing="apron", clothing_colour="orange", setting="kitchen",
)  # fmt: skip


def test_a_whole_prompt() -> None:
    """Catches a phrase that is lost, doubled or has the wrong article."""
    assert prompt_text(SITI) == (
        "flat illustration portrait of an older woman, tan skin, grey hair in a bun, round glasses, smiling, "
        "wearing an orange apron, in a kitchen"
    )


def test_the_vocabulary_covers_every_field() -> None:
    """Catches a new attribute without words, which no caption and no prompt would ever speak of."""
    assert list(VOCABULARY) == [field.name for field in fields(Appearance)]


def test_covered_hair_is_not_spoken_of() -> None:
    """Catches a prompt that asks for a hijab and for the hair beneath it."""
    said = phrases(Appearance(gender="woman", hair_style="bun", hair_colour="black", head_covering="hijab"))
    assert said == {"who": "woman", "head_covering": "wearing a hijab"}


def test_what_is_open_or_absent_is_left_out() -> None:
    """Catches "None", "no glasses" or a stray blank in a prompt."""
    assert prompt_text(Appearance()) == "flat illustration portrait of a person"
    said = phrases(Appearance(gender="man", clothing="scrubs", hair_style="short", hair_colour=None))
    assert said["clothing"] == "wearing medical scrubs"
    assert said["hair"] == "short hair"
    assert said["beard"] == "clean-shaven"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"skin": "green"}, "skin is 'green', known are pale"),
        ({"glasses": None}, "glasses is None"),
        ({"gender": "woman", "beard": "goatee"}, "goatee is not drawn on a woman"),
        ({"gender": "man", "head_covering": "hijab"}, "hijab is not drawn on a man"),
    ],
)
def test_what_does_not_exist_is_refused(wrong: dict[str, Any], message: str) -> None:
    """Catches a word the image model was never taught, which would be drawn as anything."""
    with pytest.raises(InputError, match=message):
        Appearance(**wrong)


@pytest.mark.parametrize(
    ("age", "group"), [(18, "young"), (29, "young"), (30, "adult"), (60, "older"), (101, "elderly")]
)
def test_ages_fall_into_groups(age: int, group: str) -> None:
    """Catches a group that is off by one year."""
    assert age_group_of(age) == group
