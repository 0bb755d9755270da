"""The portrait renderer: what is stated shows where it belongs, identity makes the difference, size does not matter."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from boses_engine.avatars.appearance import AGE_GROUPS, EXPRESSIONS, GARMENTS, SETTINGS, SKIN_TONES, VOCABULARY
from portrait_training.attributes import Identity, Person, draw_identity, draw_person
from portrait_training.renderer.portrait import REGIONS, draw_portrait, region_weights

AVERAGE = Identity(
    **{
        name: {"freckles": False, "earrings": "none"}.get(name, 0.0)  # type: ignore[arg-type]
        for name in Identity.__annotations__
    }
)
PLAIN = {
    "gender": "woman", "age_group": "adult", "skin": "tan", "hair_style": "bob", "hair_colour": "black",
    "beard": "none", "head_covering": "none", "glasses": "none", "expression": "calm", "clothing": "t-shirt",
    "clothing_colour": "blue", "setting": "plain",
}  # fmt: skip


def drawn(**stated: Any) -> NDArray[np.float64]:
    appearance = draw_person("renderer", **{**PLAIN, **stated}).appearance
    return draw_portrait(Person(appearance, AVERAGE)).astype(float)


def region(picture: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    box, size = REGIONS[name], len(picture)
    left, top, right, bottom = (round(edge * size) for edge in (box.left, box.top, box.right, box.bottom))
    return picture[top:bottom, left:right]


def changed(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The share of pixels that differ to the eye."""
    return float((np.abs(one - other).max(-1) > 24).mean())


def test_the_same_person_is_drawn_the_same() -> None:
    """Catches a draw past the seed, which would make training pictures and their labels part."""
    assert np.array_equal(draw_portrait(draw_person("twin", 7)), draw_portrait(draw_person("twin", 7)))


def test_size_changes_nothing_but_sharpness() -> None:
    """Catches a length in pixels: at another size it would be too thick, too thin or elsewhere."""
    for number in range(4):
        person = draw_person("size", number)
        small, large = draw_portrait(person, 64).astype(float), draw_portrait(person, 128).astype(float)
        shrunk = large.reshape(64, 2, 64, 2, 3).mean((1, 3))
        assert np.abs(shrunk - small).mean() < 3


@pytest.mark.parametrize("expression", [name for name in EXPRESSIONS if name != "calm"])
def test_an_expression_is_legible_and_only_in_the_face(expression: str) -> None:
    """Catches an expression that cannot be told from calm, or one that moves the clothes."""
    calm, other = drawn(), drawn(expression=expression)
    assert changed(region(calm, "mouth"), region(other, "mouth")) > 0.04
    assert changed(region(calm, "eyes and brows"), region(other, "eyes and brows")) > 0.03
    assert changed(region(calm, "clothes"), region(other, "clothes")) == 0


@pytest.mark.parametrize("gender", ["woman", "man"])
def test_each_age_group_differs_from_the_next(gender: str) -> None:
    """Catches two age groups that look alike."""
    faces = [region(drawn(gender=gender, age_group=age, hair_style="short"), "face") for age in AGE_GROUPS]
    for younger, older in zip(faces, faces[1:], strict=False):
        assert changed(younger, older) > 0.04


def test_skin_gets_darker_tone_by_tone() -> None:
    """Catches two tones in the wrong order or too near each other to be told apart."""
    cheeks = [region(drawn(skin=tone), "face").mean() for tone in SKIN_TONES]
    assert all(lighter - darker > 3 for lighter, darker in zip(cheeks, cheeks[1:], strict=False))


def test_garments_and_settings_all_differ() -> None:
    """Catches a garment or a setting that draws nothing of its own."""
    clothes = [region(drawn(clothing=name), "clothes") for name in GARMENTS]
    backs = [drawn(setting=name)[:100, :24] for name in SETTINGS]
    for pictures, least in ((clothes, 0.02), (backs, 0.15)):
        for i, one in enumerate(pictures):
            assert all(changed(one, other) > least for other in pictures[:i])


def test_equal_people_differ_by_identity() -> None:
    """Catches an identity that does not show: two people of equal attributes would be twins."""
    person = draw_person("equal", **PLAIN)
    rng = np.random.default_rng(3)
    people = [Person(person.appearance, draw_identity(rng, "woman")) for _ in range(12)]
    pictures = [draw_portrait(each).astype(float) for each in people]
    least = min(changed(one, other) for i, one in enumerate(pictures) for other in pictures[:i])
    assert least > 0.04


@pytest.mark.parametrize("name", [name for name in Identity.__annotations__ if name not in ("earrings", "mole")])
def test_every_identity_attribute_shows(name: str) -> None:
    """Catches an identity attribute that no drawing reads."""
    ends: dict[str, tuple[Any, Any]] = {"freckles": (False, True)}
    low, high = ends.get(name, (-1.0, 1.0) if name not in PLACES else (0.0, 0.99))
    stated = SEEN_WITH.get(name, {})
    appearance = draw_person("shows", **{**PLAIN, **stated}).appearance
    one, other = (draw_portrait(Person(appearance, replace(AVERAGE, **{name: value}))) for value in (low, high))
    assert not np.array_equal(one, other)


PLACES = ("iris", "fringe", "covering_colour", "frame_colour", "accent_colour", "backdrop_colour", "backdrop_layout")
SEEN_WITH: dict[str, dict[str, str]] = {
    "fringe": {"hair_style": "long straight"},
    "hairline": {"hair_style": "long straight"},
    "covering_colour": {"head_covering": "cap"},
    "frame_colour": {"glasses": "round"},
    "accent_colour": {"clothing": "suit and tie"},
    "ear_size": {"hair_style": "short", "gender": "man"},
}


def test_drawn_people_cover_the_vocabulary_evenly() -> None:
    """Catches a value that is never drawn (it could not be learnt) and skin that depends on something else."""
    people = [draw_person("cover", i).appearance for i in range(2000)]
    for name, known in VOCABULARY.items():
        assert {getattr(said, name) for said in people} == set(known) - {"skullcap"}  # which is painted as a peci
    dark = [SKIN_TONES.index(said.skin or "") >= 4 for said in people]
    for name in ("gender", "clothing", "expression", "setting"):
        for value in VOCABULARY[name]:
            share = np.mean(
                [is_dark for is_dark, said in zip(dark, people, strict=True) if getattr(said, name) == value]
            )
            assert 0.3 < share < 0.7, (name, value)  # 17 garments of about 118 people: one in 10,000 runs beyond


def test_region_weights_keep_the_loss_on_scale() -> None:
    """Catches an emphasis on the wrong cells, or one that changes the learning rate by the way."""
    weights = region_weights(16, {"mouth": 3.0, "face": 1.5})
    assert weights.mean() == pytest.approx(1)
    mouth, corner = weights[9, 7], weights[0, 0]
    assert mouth / corner == pytest.approx(3.0, rel=0.05)
