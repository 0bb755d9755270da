"""What garments are sewn from: the trunk, necklines, collars, buttons and lapels."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from portrait_training.renderer.canvas import Canvas, Colour, Points, mirrored, smooth, spaced
from portrait_training.renderer.face import CENTRE, Face
from portrait_training.renderer.palette import CLOTHES, brightness, shade, tint

X: Final = CENTRE[0]
ACCENTS: Final[tuple[Colour, ...]] = ((190, 44, 54), (38, 70, 140), (40, 120, 96), (226, 170, 50), (110, 60, 130))


@dataclass(frozen=True)
class Body:
    """The trunk of one person: its outline, and where neck and shoulders are."""

    outline: Points
    reach: float  # half the breadth of the shoulders
    neck: float  # half the breadth of the neckline
    top: float  # y of the neckline at the neck's side
    face: Face
    colour: Colour
    accent: Colour

    @property
    def line(self) -> Colour:
        """The colour of seams: seen on dark cloth as on light."""
        return shade(self.colour, 0.3) if brightness(self.colour) > 0.3 else tint(self.colour, 0.28)

    def pair(self, canvas: Canvas, points: list[tuple[float, float]], colour: Colour) -> None:
        """A polygon and its mirror image; x from the middle of the body."""
        for side in (-1, 1):
            canvas.polygon([(X + side * x, y) for x, y in points], colour)


def body_of(face: Face, colour: str) -> Body:
    """The trunk under this head, in this clothing colour."""
    reach = (0.385 if face.man else 0.335) * (1 + 0.06 * face.identity.shoulders) * (1, 1, 1.02, 1, 0.95)[face.age]
    neck = (0.66 if face.man else 0.52) * face.half_width + 0.018
    top = 0.752 + 0.012 * (face.half_height / 0.242 - 1)
    half = [(X + neck, top), (X + 0.6 * reach, top + 0.045), (X + 0.9 * reach, top + 0.09), (X + 1.05 * reach, 1.02)]
    right = np.concatenate([smooth(half), np.array([(X, 1.02)])])
    outline = mirrored([(float(x), y) for x, y in right], X)
    accent = ACCENTS[int(face.identity.accent_colour * (len(ACCENTS) - 1e-6))]
    return Body(outline, reach, neck, top, face, CLOTHES[colour], accent)


def draw_trunk(canvas: Canvas, body: Body, colour: Colour) -> None:
    canvas.polygon(body.outline, colour)
    seam = shade(colour, 0.3) if brightness(colour) > 0.3 else tint(colour, 0.28)
    for side in (-1, 1):  # sleeves
        x = X + side * body.reach * 0.74
        canvas.stroke([(x, 1.02), (x - side * 0.008, 0.95)], 0.008, seam)


def draw_neckline(canvas: Canvas, body: Body, depth: float, edge: Colour | None, width: float = 1.0) -> None:
    """A round neckline showing the skin, with an edge."""
    low, half = body.top + depth, body.neck * width
    skin = [
        (X - half, body.top - 0.01),
        (X - half * 0.85, body.top + depth * 0.55),
        (X, low),
        (X + half * 0.85, body.top + depth * 0.55),
        (X + half, body.top - 0.01),
    ]
    canvas.polygon(smooth(skin), body.face.skin)
    if edge is not None:
        canvas.stroke(skin, 0.016, edge)


def draw_vee(canvas: Canvas, body: Body, depth: float, fill: Colour, width: float = 0.9) -> None:
    half = body.neck * width
    canvas.polygon([(X - half, body.top - 0.01), (X + half, body.top - 0.01), (X, body.top + depth)], fill)


def draw_collar(canvas: Canvas, body: Body, colour: Colour, drop: float = 0.075) -> None:
    """Two wings of a shirt's collar."""
    light = tint(colour, 0.25) if brightness(colour) < 0.8 else colour
    for side in (-1, 1):
        wing = [
            (X + side * body.neck * 0.98, body.top - 0.018),
            (X + side * (body.neck + 0.03), body.top + 0.03),
            (X + side * 0.052, body.top + drop),
            (X + side * 0.004, body.top + 0.042),
        ]
        canvas.polygon(wing, light)
        canvas.outline(wing, 0.006, shade(colour, 0.3))


def draw_buttons(canvas: Canvas, body: Body, first: float, colour: Colour, step: float = 0.055) -> None:
    for y in spaced(first, 1.0, step):
        canvas.ellipse(X, y, 0.009, 0.009, colour)


def draw_jacket(canvas: Canvas, body: Body, colour: Colour, inner: Colour, depth: float) -> None:
    """An open jacket with lapels over something else."""
    draw_trunk(canvas, body, colour)
    half = body.neck * 1.02
    canvas.polygon(
        [
            (X - half, body.top - 0.01),
            (X + half, body.top - 0.01),
            (X + 0.02, body.top + depth),
            (X - 0.02, body.top + depth),
        ],
        inner,
    )
    lapel = shade(colour, 0.13) if brightness(colour) > 0.3 else tint(colour, 0.14)
    wing = [
        (half - 0.002, body.top - 0.012),
        (half + 0.045, body.top + 0.03),
        (half + 0.05, body.top + 0.085),
        (half + 0.012, body.top + 0.08),
        (0.02, body.top + depth),
    ]
    body.pair(canvas, wing, lapel)
    edge = shade(colour, 0.4) if brightness(colour) > 0.3 else tint(colour, 0.3)
    for side in (-1, 1):
        canvas.stroke(
            [
                (X + side * half, body.top - 0.01),
                (X + side * (half * 0.6), body.top + depth * 0.48),
                (X + side * 0.02, body.top + depth),
            ],
            0.007,
            edge,
        )
