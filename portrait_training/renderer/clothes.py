"""Clothes: one drawing for each garment of the vocabulary, in the stated colour."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from portrait_training.renderer.canvas import Canvas, Colour, Points, mirrored, smooth
from portrait_training.renderer.face import CENTRE, Face
from portrait_training.renderer.palette import CLOTHES, WHITE, brightness, mix, shade, tint

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
    outline = mirrored([(float(x), float(y)) for x, y in right], X)
    accent = ACCENTS[int(face.identity.accent_colour * (len(ACCENTS) - 1e-6))]
    return Body(outline, reach, neck, top, face, CLOTHES[colour], accent)


def draw_clothes(canvas: Canvas, body: Body, garment: str) -> None:
    """The trunk in this garment."""
    _GARMENTS[garment](canvas, body)


def _trunk(canvas: Canvas, body: Body, colour: Colour) -> None:
    canvas.polygon(body.outline, colour)
    seam = shade(colour, 0.3) if brightness(colour) > 0.3 else tint(colour, 0.28)
    for side in (-1, 1):  # sleeves
        x = X + side * body.reach * 0.74
        canvas.stroke([(x, 1.02), (x - side * 0.008, 0.95)], 0.008, seam)


def _scoop(canvas: Canvas, body: Body, depth: float, edge: Colour | None, width: float = 1.0) -> None:
    """A round neckline showing the skin, with an edge."""
    low, half = body.top + depth, body.neck * width
    skin = [(X - half, body.top - 0.01), (X - half * 0.85, body.top + depth * 0.55), (X, low), (X + half * 0.85, body.top + depth * 0.55), (X + half, body.top - 0.01)]
    canvas.polygon(smooth(skin), body.face.skin)
    if edge is not None:
        canvas.stroke(skin, 0.016, edge)


def _vee(canvas: Canvas, body: Body, depth: float, fill: Colour, width: float = 0.9) -> None:
    half = body.neck * width
    canvas.polygon([(X - half, body.top - 0.01), (X + half, body.top - 0.01), (X, body.top + depth)], fill)


def _collar(canvas: Canvas, body: Body, colour: Colour, drop: float = 0.075) -> None:
    """Two wings of a shirt's collar."""
    light = tint(colour, 0.25) if brightness(colour) < 0.8 else colour
    for side in (-1, 1):
        wing = [(X + side * body.neck * 0.98, body.top - 0.018), (X + side * (body.neck + 0.03), body.top + 0.03), (X + side * 0.052, body.top + drop), (X + side * 0.004, body.top + 0.042)]
        canvas.polygon(wing, light)
        canvas.outline(wing, 0.006, shade(colour, 0.3))


def _buttons(canvas: Canvas, body: Body, first: float, colour: Colour, step: float = 0.055) -> None:
    for y in np.arange(first, 1.0, step):
        canvas.ellipse(X, float(y), 0.009, 0.009, colour)


def _t_shirt(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _scoop(canvas, body, 0.055, shade(body.colour, 0.18) if brightness(body.colour) > 0.3 else tint(body.colour, 0.2))


def _polo(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.07, body.face.skin)
    canvas.rectangle(X - 0.022, body.top + 0.065, X + 0.022, body.top + 0.15, shade(body.colour, 0.16))
    _collar(canvas, body, body.colour, 0.07)
    for y in (0.085, 0.12):
        canvas.ellipse(X, body.top + y, 0.007, 0.007, WHITE)
    canvas.rectangle(X + 0.13, body.top + 0.12, X + 0.165, body.top + 0.15, body.accent)


def _shirt(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.055, body.face.skin)
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.008, body.line)
    canvas.stroke([(X + 0.03, body.top + 0.06), (X + 0.03, 1.02)], 0.006, body.line)
    _collar(canvas, body, body.colour, 0.085)
    _buttons(canvas, body, body.top + 0.1, WHITE if brightness(body.colour) < 0.85 else (120, 120, 128))
    pocket = [(X + 0.11, body.top + 0.13), (X + 0.19, body.top + 0.13), (X + 0.19, 1.0), (X + 0.11, 1.0)]
    canvas.outline(pocket, 0.007, body.line)


def _blouse(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.12, body.face.skin, 1.0)
    edge = tint(body.colour, 0.35) if brightness(body.colour) < 0.8 else shade(body.colour, 0.12)
    for side in (-1, 1):  # a bow with two ribbons
        canvas.blob([(X, body.top + 0.115), (X + side * 0.07, body.top + 0.07), (X + side * 0.082, body.top + 0.13), (X + side * 0.06, body.top + 0.155)], edge)
        canvas.stroke([(X + side * body.neck, body.top), (X + side * 0.012, body.top + 0.115)], 0.013, edge)
        canvas.stroke([(X, body.top + 0.12), (X + side * 0.025, body.top + 0.17), (X + side * 0.03, 1.0)], 0.018, edge)
    canvas.ellipse(X, body.top + 0.12, 0.02, 0.018, shade(edge, 0.14))


def _jacket(canvas: Canvas, body: Body, colour: Colour, inner: Colour, depth: float) -> None:
    """An open jacket with lapels over something else."""
    _trunk(canvas, body, colour)
    half = body.neck * 1.02
    canvas.polygon([(X - half, body.top - 0.01), (X + half, body.top - 0.01), (X + 0.02, body.top + depth), (X - 0.02, body.top + depth)], inner)
    lapel = shade(colour, 0.13) if brightness(colour) > 0.3 else tint(colour, 0.14)
    wing = [(half - 0.002, body.top - 0.012), (half + 0.045, body.top + 0.03), (half + 0.05, body.top + 0.085), (half + 0.012, body.top + 0.08), (0.02, body.top + depth)]
    body.pair(canvas, wing, lapel)
    edge = shade(colour, 0.4) if brightness(colour) > 0.3 else tint(colour, 0.3)
    for side in (-1, 1):
        canvas.stroke([(X + side * half, body.top - 0.01), (X + side * (half * 0.6), body.top + depth * 0.48), (X + side * 0.02, body.top + depth)], 0.007, edge)


def _blazer(canvas: Canvas, body: Body) -> None:
    inner = (250, 248, 244) if body.colour != CLOTHES["white"] else (60, 66, 84)
    _jacket(canvas, body, body.colour, inner, 0.19)
    _scoop(canvas, body, 0.05, shade(inner, 0.15), 0.95)


def _suit(canvas: Canvas, body: Body) -> None:
    _jacket(canvas, body, body.colour, WHITE if body.colour != CLOTHES["white"] else (206, 214, 226), 0.2)
    tie = body.accent
    if sum(abs(a - b) for a, b in zip(tie, body.colour, strict=True)) < 90:
        tie = mix(tie, (250, 220, 120), 0.6)
    canvas.polygon([(X - 0.02, body.top + 0.035), (X + 0.02, body.top + 0.035), (X + 0.013, body.top + 0.065), (X - 0.013, body.top + 0.065)], shade(tie, 0.12))
    canvas.polygon([(X - 0.013, body.top + 0.065), (X + 0.013, body.top + 0.065), (X + 0.026, 1.01), (X - 0.026, 1.01)], tie)
    _collar(canvas, body, WHITE, 0.07)


def _hoodie(canvas: Canvas, body: Body) -> None:
    canvas.blob([(X + u, body.top + y) for u, y in ((-body.neck - 0.07, 0.045), (-body.neck - 0.045, -0.05), (0, -0.065), (body.neck + 0.045, -0.05), (body.neck + 0.07, 0.045))], shade(body.colour, 0.26))
    _trunk(canvas, body, body.colour)
    _scoop(canvas, body, 0.05, None)
    hood = shade(body.colour, 0.16) if brightness(body.colour) > 0.3 else tint(body.colour, 0.14)
    for side in (-1, 1):
        canvas.blob([(X + side * body.neck * 0.9, body.top - 0.03), (X + side * (body.neck + 0.07), body.top + 0.01), (X + side * 0.09, body.top + 0.1), (X, body.top + 0.085), (X + side * 0.05, body.top + 0.05)], hood)
        canvas.stroke([(X + side * 0.035, body.top + 0.075), (X + side * 0.042, 0.98)], 0.011, WHITE if brightness(body.colour) < 0.85 else (110, 112, 120))


def _sweater(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    roll = shade(body.colour, 0.14) if brightness(body.colour) > 0.3 else tint(body.colour, 0.16)
    half = body.neck + 0.012
    canvas.blob([(X - half, body.top - 0.045), (X, body.top - 0.028), (X + half, body.top - 0.045), (X + half + 0.012, body.top + 0.012), (X, body.top + 0.04), (X - half - 0.012, body.top + 0.012)], roll)
    for y in (0.11, 0.15, 0.19):
        canvas.stroke([(X - body.reach * 0.7, body.top + y + 0.012), (X, body.top + y + 0.02), (X + body.reach * 0.7, body.top + y + 0.012)], 0.009, roll)
    for x in np.arange(-0.8, 0.81, 0.2):
        canvas.stroke([(X + x * half, body.top - 0.03), (X + x * half, body.top + 0.018)], 0.005, shade(roll, 0.2))


def _batik(canvas: Canvas, body: Body) -> None:
    canvas.polygon(body.outline, body.colour)
    one = tint(body.colour, 0.6) if brightness(body.colour) < 0.55 else shade(body.colour, 0.5)
    two = mix((206, 150, 60), body.colour, 0.15)
    with canvas.within(body.outline):
        for row, y in enumerate(np.arange(0.8, 1.04, 0.062)):
            for x in np.arange(-0.45, 0.46, 0.105) + 0.052 * (row % 2):
                cx = X + float(x)
                canvas.polygon([(cx, y - 0.034), (cx + 0.034, y), (cx, y + 0.034), (cx - 0.034, y)], one)
                canvas.ellipse(cx, float(y), 0.013, 0.013, two)
    _vee(canvas, body, 0.055, body.face.skin)
    _collar(canvas, body, body.colour, 0.085)
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.009, shade(body.colour, 0.45))


def _tunic(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    gold = (236, 196, 96) if brightness(body.colour) < 0.72 else (176, 120, 50)
    _scoop(canvas, body, 0.04, gold, 0.95)
    canvas.rectangle(X - 0.036, body.top + 0.035, X + 0.036, 1.02, gold)
    canvas.rectangle(X - 0.022, body.top + 0.035, X + 0.022, 1.02, body.colour)
    for y in np.arange(body.top + 0.06, 1.0, 0.045):
        canvas.polygon([(X, y - 0.015), (X + 0.015, y), (X, y + 0.015), (X - 0.015, y)], gold)


def _scrubs(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.13, body.face.skin, 0.95)
    edge = shade(body.colour, 0.2) if brightness(body.colour) > 0.3 else tint(body.colour, 0.25)
    for side in (-1, 1):
        canvas.stroke([(X + side * body.neck, body.top - 0.005), (X, body.top + 0.132)], 0.02, edge)
    canvas.outline([(X + 0.1, 0.95), (X + 0.2, 0.95), (X + 0.2, 1.03), (X + 0.1, 1.03)], 0.009, edge)
    canvas.rectangle(X - 0.2, 0.915, X - 0.135, 0.965, WHITE)
    canvas.stroke([(X - 0.19, 0.93), (X - 0.145, 0.93)], 0.008, body.accent)


def _white_coat(canvas: Canvas, body: Body) -> None:
    _jacket(canvas, body, (250, 250, 250), body.colour, 0.25)
    _collar(canvas, body, body.colour, 0.075)
    grey = (70, 76, 88)
    for side in (-1, 1):  # stethoscope
        canvas.stroke([(X + side * body.neck * 1.04, body.top - 0.012), (X + side * (body.neck + 0.022), body.top + 0.08), (X + side * 0.095, 0.96)], 0.012, grey)
    canvas.ellipse(X + 0.095, 0.965, 0.022, 0.022, (150, 158, 170))
    canvas.ring(X + 0.095, 0.965, 0.022, 0.022, 0.007, grey)


def _apron(canvas: Canvas, body: Body) -> None:
    shirt = (250, 248, 244) if brightness(body.colour) < 0.82 else (92, 98, 112)
    _trunk(canvas, body, shirt)
    _vee(canvas, body, 0.055, body.face.skin)
    _collar(canvas, body, shirt, 0.07)
    bib = [(0.105, body.top + 0.075), (0.15, 0.93), (0.2, 1.02), (0.0, 1.02), (0.0, body.top + 0.075)]
    body.pair(canvas, bib, body.colour)
    for side in (-1, 1):
        canvas.stroke([(X + side * 0.098, body.top + 0.085), (X + side * (body.neck + 0.014), body.top - 0.01)], 0.022, body.colour)
    canvas.rectangle(X - 0.075, 0.955, X + 0.075, 1.02, body.line)
    canvas.rectangle(X - 0.064, 0.966, X + 0.064, 1.02, body.colour)


def _overalls(canvas: Canvas, body: Body) -> None:
    """A work suit: chest pockets with flaps, a zip, a standing collar and reflective tape."""
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.05, (236, 236, 232))
    _collar(canvas, body, body.colour, 0.065)
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.014, (206, 210, 214))
    for side in (-1, 1):
        x0, x1 = sorted((X + side * 0.07, X + side * 0.18))
        canvas.rectangle(x0, body.top + 0.115, x1, body.top + 0.148, body.line)
        canvas.outline([(x0, body.top + 0.13), (x1, body.top + 0.13), (x1, 1.03), (x0, 1.03)], 0.007, body.line)
        canvas.polygon([(X + side * (body.neck + 0.05), body.top + 0.02), (X + side * (body.neck + 0.09), body.top + 0.035), (X + side * (body.neck + 0.085), body.top + 0.075), (X + side * (body.neck + 0.045), body.top + 0.065)], (222, 224, 220))


def _safety_vest(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.055, body.face.skin)
    neon, tape = (214, 240, 40), (196, 200, 206)
    panel = [(body.neck + 0.012, body.top + 0.006), (0.68 * body.reach, body.top + 0.055), (0.66 * body.reach, 1.02), (0.022, 1.02), (0.05, body.top + 0.13)]
    body.pair(canvas, panel, neon)
    for side in (-1, 1):
        canvas.stroke([(X + side * (body.neck + 0.058), body.top + 0.035), (X + side * 0.165, 1.02)], 0.036, (244, 128, 40))
        canvas.stroke([(X + side * (body.neck + 0.058), body.top + 0.035), (X + side * 0.165, 1.02)], 0.018, tape)
    _collar(canvas, body, body.colour, 0.07)


def _zip_jacket(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    stand = shade(body.colour, 0.2) if brightness(body.colour) > 0.3 else tint(body.colour, 0.16)
    half = body.neck + 0.02
    for side in (-1, 1):
        canvas.polygon([(X + side * half, body.top - 0.055), (X + side * (half + 0.026), body.top + 0.03), (X + side * 0.008, body.top + 0.1), (X + side * 0.05, body.top + 0.022)], stand)
        canvas.polygon([(X + side * 0.62 * body.reach, body.top + 0.046), (X + side * 0.9 * body.reach, body.top + 0.092), (X + side * 1.05 * body.reach, 1.02), (X + side * 0.72 * body.reach, 1.02)], stand)
        canvas.stroke([(X + side * 0.11, 0.97), (X + side * 0.19, 0.945)], 0.011, (206, 210, 216))
    canvas.stroke([(X, body.top + 0.08), (X, 1.02)], 0.016, (206, 210, 216))
    canvas.stroke([(X, body.top + 0.085), (X, body.top + 0.12)], 0.02, (120, 126, 134))


def _uniform(canvas: Canvas, body: Body) -> None:
    _trunk(canvas, body, body.colour)
    _vee(canvas, body, 0.05, (244, 244, 242))
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.008, body.line)
    _collar(canvas, body, body.colour, 0.075)
    for side in (-1, 1):  # shoulder straps
        strap = [(X + side * (body.neck + 0.04), body.top + 0.012), (X + side * 0.82 * body.reach, body.top + 0.066), (X + side * 0.8 * body.reach, body.top + 0.1), (X + side * (body.neck + 0.05), body.top + 0.048)]
        canvas.polygon(strap, body.line)
        canvas.ellipse(X + side * (body.neck + 0.075), body.top + 0.042, 0.01, 0.01, (246, 206, 92))
        canvas.outline([(X + side * 0.085, body.top + 0.145), (X + side * 0.17, body.top + 0.145), (X + side * 0.17, 1.03), (X + side * 0.085, 1.03)], 0.007, body.line)
    x, y = X + 0.128, body.top + 0.115
    canvas.polygon([(x - 0.026, y - 0.026), (x + 0.026, y - 0.026), (x + 0.024, y + 0.012), (x, y + 0.034), (x - 0.024, y + 0.012)], (248, 206, 84))
    canvas.rectangle(X - 0.17, body.top + 0.1, X - 0.085, body.top + 0.125, WHITE)


_GARMENTS: Final[dict[str, Callable[[Canvas, Body], None]]] = {
    "t-shirt": _t_shirt,
    "polo shirt": _polo,
    "button-up shirt": _shirt,
    "blouse": _blouse,
    "blazer": _blazer,
    "suit and tie": _suit,
    "hoodie": _hoodie,
    "sweater": _sweater,
    "batik shirt": _batik,
    "tunic": _tunic,
    "scrubs": _scrubs,
    "white coat": _white_coat,
    "apron": _apron,
    "overalls": _overalls,
    "safety vest": _safety_vest,
    "zip jacket": _zip_jacket,
    "uniform": _uniform,
}
