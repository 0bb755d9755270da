"""What is worn on the head, and glasses."""

from typing import Final

import numpy as np

from portrait_training.renderer.canvas import Canvas, Colour, mirrored, smooth
from portrait_training.renderer.face import CENTRE, Face
from portrait_training.renderer.features import EYE_V
from portrait_training.renderer.palette import COVERINGS, FRAMES, brightness, mix, pick, shade, tint

FLATTENING: Final = ("peci", "cap", "straw hat", "hard hat")  # the hair beneath is pressed down, its sides show


def draw_hijab(canvas: Canvas, face: Face) -> None:
    """The hijab's back and drape; the face is drawn over it, then `draw_hijab_front`."""
    colour = _cloth(face)
    half = [
        (0.0, -1.17),
        (0.6, -1.08),
        (1.05, -0.72),
        (1.22, -0.1),
        (1.18, 0.5),
        (1.1, 0.95),
        (1.22, 1.26),
        (1.1, 1.48),
        (0.55, 1.64),
        (0.0, 1.68),
    ]
    canvas.polygon(smooth(mirrored(face.many(*half), CENTRE[0]), closed=True), colour)
    dark = shade(colour, 0.2)
    canvas.blob(
        face.many((-1.05, 0.5), (-0.7, 1.06), (0, 1.22), (0.7, 1.06), (1.05, 0.5), (0.6, 1.2), (0, 1.32), (-0.6, 1.2)),
        dark,
        210,
    )
    canvas.stroke(face.many((-0.95, 0.92), (-0.2, 1.36), (0.7, 1.5)), 0.009, dark)
    canvas.stroke(face.many((1.0, 0.92), (0.5, 1.28), (-0.3, 1.5), (-0.8, 1.48)), 0.009, dark)


def draw_hijab_front(canvas: Canvas, face: Face) -> None:
    """The edge of the hijab round the face."""
    colour = _cloth(face)
    outer = face.many(
        (-1.08, 0.62),
        (-1.17, -0.05),
        (-1.02, -0.66),
        (-0.55, -1.06),
        (0, -1.14),
        (0.55, -1.06),
        (1.02, -0.66),
        (1.17, -0.05),
        (1.08, 0.62),
    )
    inner = face.many(
        (0.8, 0.66),
        (0.9, 0.1),
        (0.84, -0.32),
        (0.52, -0.62),
        (0, -0.72),
        (-0.52, -0.62),
        (-0.84, -0.32),
        (-0.9, 0.1),
        (-0.8, 0.66),
    )
    canvas.polygon(np.concatenate([smooth(outer), smooth(inner)]), colour)
    canvas.stroke(
        face.many(
            (-0.84, 0.42),
            (-0.9, 0.0),
            (-0.82, -0.35),
            (-0.5, -0.64),
            (0, -0.74),
            (0.5, -0.64),
            (0.82, -0.35),
            (0.9, 0.0),
            (0.84, 0.42),
        ),
        0.010,
        shade(colour, 0.2),
    )


def draw_covering(canvas: Canvas, face: Face, worn: str) -> None:
    """A covering that sits on the head."""
    if worn in _WORN:
        _WORN[worn](canvas, face)


def draw_glasses(canvas: Canvas, face: Face, worn: str) -> None:
    """Round or rectangular frames."""
    if worn == "none":
        return
    frame = pick(FRAMES, face.identity.frame_colour)
    if brightness(face.skin) < 0.35:
        frame = pick(((226, 200, 150), (205, 205, 210), (196, 78, 78), (120, 160, 220)), face.identity.frame_colour)
    for side in (-1, 1):
        x, y = face.on(side * 0.43, EYE_V + 0.02)
        if worn == "round":
            canvas.ellipse(x, y, 0.064, 0.064, (255, 255, 255), 46)
            canvas.ring(x, y, 0.064, 0.064, 0.012, frame)
        else:
            box = [(x - 0.064, y - 0.042), (x + 0.064, y - 0.042), (x + 0.058, y + 0.044), (x - 0.058, y + 0.044)]
            canvas.polygon(box, (255, 255, 255), 46)
            canvas.outline(box, 0.016, frame)
        canvas.stroke([(x + side * 0.062, y - 0.012), (face.at(side * 1.0, 0)[0], y - 0.018)], 0.011, frame)
    (left, y), (right, _) = face.on(-0.43, EYE_V), face.on(0.43, EYE_V)
    canvas.stroke([(left + 0.06, y), ((left + right) / 2, y - 0.012), (right - 0.06, y)], 0.011, frame)


def _cloth(face: Face) -> Colour:
    """A cloth's colour, kept apart from the skin."""
    colour = pick(COVERINGS, face.identity.covering_colour)
    if abs(brightness(colour) - brightness(face.skin)) < 0.1:
        return shade(colour, 0.35) if brightness(colour) > 0.45 else tint(colour, 0.35)
    return colour


def _peci(canvas: Canvas, face: Face) -> None:
    black = (32, 30, 36)
    half = [(0.0, -1.42), (0.76, -1.39), (0.88, -1.32), (1.03, -0.62), (0.7, -0.56), (0.0, -0.53)]
    outline = mirrored(face.many(*half), CENTRE[0])
    canvas.polygon(outline, black)
    canvas.polygon(face.many((0.35, -1.41), (0.8, -1.38), (0.88, -1.32), (1.03, -0.62), (0.66, -0.56)), (58, 55, 64))
    canvas.stroke(face.many((-0.76, -1.38), (0, -1.36), (0.76, -1.38)), 0.008, (82, 78, 90))


def _turban(canvas: Canvas, face: Face) -> None:
    colour, fold = _cloth(face), shade(_cloth(face), 0.22)
    half = [
        (0.0, -1.56),
        (0.62, -1.5),
        (1.12, -1.18),
        (1.24, -0.78),
        (1.1, -0.34),
        (0.94, -0.3),
        (0.62, -0.56),
        (0.0, -0.8),
    ]
    canvas.polygon(smooth(mirrored(face.many(*half), CENTRE[0]), closed=True), colour)
    for side in (-1, 1):
        for lift in (0.0, 0.24, 0.47):
            canvas.stroke(
                face.many((side * 1.18, -0.62 - lift), (side * 0.6, -0.98 - lift * 0.8), (0.0, -1.02 - lift * 0.9)),
                0.009,
                fold,
            )
    canvas.blob(face.many((-0.2, -0.86), (0, -1.06), (0.2, -0.86), (0, -0.78)), fold)


def _cap(canvas: Canvas, face: Face) -> None:
    colour = _cloth(face)
    half = [(0.0, -1.3), (0.55, -1.24), (0.95, -0.96), (1.06, -0.58), (0.0, -0.6)]
    canvas.polygon(smooth(mirrored(face.many(*half), CENTRE[0]), closed=True), colour)
    canvas.stroke(face.many((0, -1.29), (0, -0.62)), 0.007, shade(colour, 0.25))
    canvas.ellipse(*face.at(0, -0.92), 0.03, 0.026, pick(COVERINGS, (face.identity.accent_colour + 0.35) % 1))
    brim = face.many(
        (-1.08, -0.58), (-0.6, -0.74), (0, -0.78), (0.6, -0.74), (1.08, -0.58), (0.66, -0.52), (0, -0.5), (-0.66, -0.52)
    )
    canvas.blob(brim, shade(colour, 0.3))


def _straw_hat(canvas: Canvas, face: Face) -> None:
    straw, band = (236, 204, 132), pick(COVERINGS[4:], face.identity.covering_colour)
    x, y = face.at(0, -0.66)
    canvas.ellipse(x, y, 0.315, 0.062, shade(straw, 0.12))
    canvas.ellipse(x, y - 0.008, 0.315, 0.056, straw)
    half = [(0.0, -1.36), (0.56, -1.3), (0.88, -1.02), (0.94, -0.68), (0.0, -0.62)]
    canvas.polygon(smooth(mirrored(face.many(*half), CENTRE[0]), closed=True), straw)
    canvas.polygon(face.many((-0.95, -0.88), (0, -0.83), (0.95, -0.88), (0.97, -0.7), (0, -0.64), (-0.97, -0.7)), band)
    for u in (-0.5, 0.0, 0.5):
        canvas.stroke(face.many((u * 1.05, -0.92), (u, -1.24)), 0.006, shade(straw, 0.2), 190)


def _hard_hat(canvas: Canvas, face: Face) -> None:
    colour = ((250, 206, 56), (250, 206, 56), (244, 244, 240), (240, 128, 40))[
        int(face.identity.covering_colour * 3.99)
    ]
    half = [(0.0, -1.38), (0.56, -1.31), (0.97, -1.0), (1.1, -0.6), (0.0, -0.58)]
    canvas.polygon(smooth(mirrored(face.many(*half), CENTRE[0]), closed=True), colour)
    canvas.polygon(
        smooth(face.many((-0.2, -0.7), (-0.17, -1.38), (0.0, -1.44), (0.17, -1.38), (0.2, -0.7))), shade(colour, 0.14)
    )
    for side in (-1, 1):
        canvas.stroke(face.many((side * 0.55, -1.24), (side * 0.68, -0.72)), 0.009, shade(colour, 0.16))
    canvas.blob(
        face.many(
            (-1.24, -0.6),
            (-0.6, -0.72),
            (0, -0.75),
            (0.6, -0.72),
            (1.24, -0.6),
            (0.6, -0.55),
            (0, -0.53),
            (-0.6, -0.55),
        ),
        mix(colour, (120, 80, 20), 0.22),
    )


_WORN: Final = {"peci": _peci, "turban": _turban, "cap": _cap, "straw hat": _straw_hat, "hard hat": _hard_hat}
