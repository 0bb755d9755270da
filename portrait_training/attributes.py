"""Who is drawn: a stated `Appearance` (the product's vocabulary) and an unstated `Identity`, drawn from a seed.

The identity is what makes two people of equal appearance different. Nothing in it depends on the skin tone, so the
model cannot learn one from the other; irises are darker for darker skin, as the renderer needs them to be seen.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from boses_engine.avatars.appearance import (
    AGE_GROUPS,
    BEARDS,
    CLOTHING_COLOURS,
    EXPRESSIONS,
    GARMENTS,
    GENDERS,
    SETTINGS,
    SKIN_TONES,
    WORN_BY_MEN,
    WORN_BY_WOMEN,
    Appearance,
)
from boses_engine.randomness import generator

COVERING_SHARES = {
    "woman": {"none": 0.58, "hijab": 0.21, "cap": 0.07, "straw hat": 0.07, "hard hat": 0.07},
    "man": {"none": 0.55, "peci": 0.1, "turban": 0.1, "cap": 0.09, "straw hat": 0.08, "hard hat": 0.08},
}
GLASSES_SHARES = {"none": 0.6, "round": 0.2, "rectangular": 0.2}
_DARK = {"black": 0.36, "dark brown": 0.2, "brown": 0.16, "blonde": 0.1, "red": 0.08}
HAIR_COLOUR_SHARES = {
    "young": {**_DARK, "grey": 0.05, "white": 0.05},
    "adult": {**_DARK, "grey": 0.06, "white": 0.04},
    "middle-aged": {**_DARK, "grey": 0.2, "white": 0.06},
    "older": {**_DARK, "grey": 0.5, "white": 0.35},
    "elderly": {**_DARK, "grey": 0.6, "white": 1.2},
}


@dataclass(frozen=True)
class Identity:
    """What nobody states. Numbers in -1…1 are offsets from the average face, in 0…1 amounts or places in a palette."""

    face_width: float
    face_length: float
    jaw: float  # -1 pointed … 1 square
    cheeks: float
    eye_size: float
    eye_spacing: float
    eye_tilt: float
    eye_height: float  # -1 narrow … 1 round
    iris: float  # place in the palette of irises
    brow_weight: float
    brow_arch: float
    nose_width: float
    nose_length: float
    mouth_width: float
    lip_fullness: float
    ear_size: float
    hairline: float
    hair_volume: float
    hair_length: float
    fringe: float  # 0…1: below a third swept to the left, above two thirds to the right, between straight
    freckles: bool
    mole: float  # 0…1: below 0.2 none is drawn, else its place
    earrings: str  # "none", "stud" or "hoop"
    shoulders: float
    turn: float  # of the head, -1 to the viewer's left … 1
    tilt: float
    complexion: float  # within the stated tone
    covering_colour: float  # place in a palette, as are the next three
    frame_colour: float
    accent_colour: float  # tie, collar, badge, lanyard
    backdrop_colour: float
    backdrop_layout: float  # which things stand where


@dataclass(frozen=True)
class Person:
    """One person as drawn: the whole appearance stated (no None), and an identity."""

    appearance: Appearance
    identity: Identity


def draw_identity(rng: np.random.Generator, gender: str) -> Identity:
    """An identity; only earrings depend on the gender (0.5 of women, 0.06 of men)."""
    offsets = {
        name: float(np.clip(rng.normal(0, 0.55), -1, 1))
        for name in Identity.__annotations__
        if name not in _PLACES and name not in ("freckles", "earrings")
    }
    places = {name: float(rng.random()) for name in _PLACES}
    worn = rng.random() < (0.5 if gender == "woman" else 0.06)
    earrings = str(rng.choice(["stud", "hoop"])) if worn else "none"
    return Identity(**offsets, **places, freckles=bool(rng.random() < 0.15), earrings=earrings)


def draw_appearance(rng: np.random.Generator, **stated: Any) -> Appearance:
    """An appearance with every attribute stated, as the training pictures need it: near even, and independent.

    Skin, clothes and setting are drawn even and apart from all else, so that no caption can tell one from another.
    What is given in `stated` is kept.
    """
    gender = stated.get("gender") or _even(rng, GENDERS)
    age = stated.get("age_group") or _even(rng, tuple(AGE_GROUPS))
    drawn = {
        "gender": gender,
        "age_group": age,
        "skin": _even(rng, SKIN_TONES),
        "hair_style": _even(rng, WORN_BY_MEN if gender == "man" else WORN_BY_WOMEN),
        "hair_colour": _shared(rng, HAIR_COLOUR_SHARES[age]),
        "beard": _even(rng, ("none", *BEARDS)) if gender == "man" else "none",
        "head_covering": _shared(rng, COVERING_SHARES[gender]),
        "glasses": _shared(rng, GLASSES_SHARES),
        "expression": _even(rng, tuple(EXPRESSIONS)),
        "clothing": _even(rng, tuple(GARMENTS)),
        "clothing_colour": _even(rng, CLOTHING_COLOURS),
        "setting": _even(rng, tuple(SETTINGS)),
    }
    return Appearance(**{**drawn, **stated})


def draw_person(*seed: object, **stated: Any) -> Person:
    """The person of this seed; the same on every machine."""
    rng = generator("portrait", *seed)
    appearance = draw_appearance(rng, **stated)
    assert appearance.gender is not None
    return Person(appearance, draw_identity(rng, appearance.gender))


_PLACES = (
    "iris", "fringe", "mole", "covering_colour", "frame_colour", "accent_colour", "backdrop_colour",
    "backdrop_layout",
)  # fmt: skip


def _even(rng: np.random.Generator, values: tuple[str, ...]) -> str:
    return values[int(rng.integers(len(values)))]


def _shared(rng: np.random.Generator, shares: dict[str, float]) -> str:
    weights = np.array(list(shares.values()))
    return str(rng.choice(list(shares), p=weights / weights.sum()))
