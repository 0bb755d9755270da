"""One person as a picture, and where on it the parts lie that are hardest to learn."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portrait_training.attributes import Person
from portrait_training.renderer.backdrop import draw_backdrop
from portrait_training.renderer.beards import draw_beard
from portrait_training.renderer.canvas import Canvas
from portrait_training.renderer.clothes import draw_clothes
from portrait_training.renderer.coverings import (
    FLATTENING,
    draw_covering,
    draw_glasses,
    draw_hijab,
    draw_hijab_front,
)
from portrait_training.renderer.face import (
    CENTRE,
    HALF_HEIGHT,
    HALF_WIDTH,
    draw_age,
    draw_earrings,
    draw_ears,
    draw_neck,
    draw_skin,
    face_of,
)
from portrait_training.renderer.features import BROW_V, draw_features
from portrait_training.renderer.hair import draw_behind, draw_over
from portrait_training.renderer.mouth import MOUTH_V
from portrait_training.renderer.tailoring import body_of

SIZE: Final = 128  # pixels, unless another is asked for
MOST_TILT: Final = 0.05  # radians


@dataclass(frozen=True)
class Region:
    """A part of every portrait as a box, in units of its side."""

    left: float
    top: float
    right: float
    bottom: float


def _on_face(u: float, top: float, bottom: float) -> Region:
    (x, y), w, h = CENTRE, HALF_WIDTH, HALF_HEIGHT
    return Region(x - u * w, y + top * h, x + u * w, y + bottom * h)


# Heads move by some pixels only, so one box serves all.
REGIONS: Final = {
    "eyes and brows": _on_face(0.85, BROW_V - 0.22, 0.3),
    "mouth": _on_face(0.6, MOUTH_V - 0.22, MOUTH_V + 0.3),
    "face": _on_face(1.05, -0.75, 1.05),
    "clothes": Region(0.16, 0.77, 0.84, 1.0),
}


def draw_portrait(person: Person, size: int = SIZE) -> NDArray[np.uint8]:
    """The portrait of this person: [size, size, 3], 0…255; the same on every machine."""
    said, who = person.appearance, person.identity
    assert said.setting is not None
    assert said.clothing is not None
    assert said.clothing_colour is not None
    assert said.expression is not None
    assert said.hair_style is not None
    canvas, face = Canvas(size), face_of(person)
    hidden, flat = said.head_covering in ("hijab", "turban"), said.head_covering in FLATTENING
    tilt = MOST_TILT * who.tilt
    pivot = face.at(0, 1.1)

    draw_backdrop(canvas, said.setting, who.backdrop_colour, who.backdrop_layout)
    canvas.turn_about(pivot, tilt)
    if not hidden:
        draw_behind(canvas, face, said.hair_style, flat)
    canvas.turn_about(pivot, 0)
    draw_neck(canvas, face)
    draw_clothes(canvas, body_of(face, said.clothing_colour), said.clothing)
    canvas.turn_about(pivot, tilt)
    if said.head_covering == "hijab":
        draw_hijab(canvas, face)
    else:
        draw_ears(canvas, face)
    draw_skin(canvas, face)
    draw_age(canvas, face)
    if not hidden:
        draw_over(canvas, face, said.hair_style, flat)
    if said.beard != "none":
        draw_beard(canvas, face, said.beard)
    draw_features(canvas, face, said.expression)
    if said.head_covering == "hijab":
        draw_hijab_front(canvas, face)
    else:
        draw_earrings(canvas, face)
        draw_covering(canvas, face, said.head_covering)
    draw_glasses(canvas, face, said.glasses)
    return canvas.read()


def region_weights(cells: int, weights: dict[str, float]) -> NDArray[np.float32]:
    """How much each cell of a grid counts: [cells, cells], mean 1.

    A cell lying in a region has that region's weight, in several the highest, elsewhere 1; cells partly inside are in
    between.
    """
    fine = 8
    middle = (np.arange(cells * fine) + 0.5) / (cells * fine)
    field = np.ones((cells * fine, cells * fine))
    for name, weight in weights.items():
        box = REGIONS[name]
        inside_x = (middle >= box.left) & (middle < box.right)
        inside_y = (middle >= box.top) & (middle < box.bottom)
        field = np.where(inside_y[:, None] & inside_x[None, :], np.maximum(field, weight), field)
    coarse = field.reshape(cells, fine, cells, fine).mean((1, 3))
    relative: NDArray[np.float32] = (coarse / coarse.mean()).astype(np.float32)
    return relative
