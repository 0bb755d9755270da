"""Beards and moustaches."""

import numpy as np

from portrait_training.renderer.canvas import Canvas, Points, smooth
from portrait_training.renderer.face import CENTRE, Face
from portrait_training.renderer.palette import brightness, mix, shade, tint


def draw_beard(canvas: Canvas, face: Face, beard: str) -> None:
    """Beard and moustache, greyer than the hair from sixty on; drawn before the mouth."""
    colour = mix(face.hair, (206, 206, 206), (0, 0, 0.12, 0.4, 0.6)[face.age])
    if abs(brightness(colour) - brightness(face.skin)) < 0.13:
        colour = shade(colour, 0.4) if brightness(face.skin) > 0.3 else tint(colour, 0.3)
    jaw = [
        (-1.0, 0.02),
        (-0.88, 0.26),
        (-0.6, 0.44),
        (-0.36, 0.45),
        (0, 0.41),
        (0.36, 0.45),
        (0.6, 0.44),
        (0.88, 0.26),
        (1.0, 0.02),
    ]
    if beard == "stubble":
        top = face.line(*jaw)
        canvas.polygon(_below(face, top, 0.0), mix(face.skin, colour, 0.55), 130)
    if beard == "full beard":
        canvas.polygon(_below(face, face.line(*jaw), 0.05), colour)
        canvas.blob(
            face.line((-0.34, 0.55), (0, 0.52), (0.34, 0.55), (0.26, 0.74), (0, 0.78), (-0.26, 0.74)), face.skin
        )
    if beard == "goatee":
        ring = [
            (-0.36, 0.48),
            (0, 0.42),
            (0.36, 0.48),
            (0.44, 0.7),
            (0.32, 0.98),
            (0, 1.07),
            (-0.32, 0.98),
            (-0.44, 0.7),
        ]
        canvas.blob(face.line(*ring), colour)
        canvas.blob(
            face.line((-0.31, 0.56), (0, 0.52), (0.31, 0.56), (0.25, 0.73), (0, 0.77), (-0.25, 0.73)), face.skin
        )
    if beard in ("moustache", "full beard"):
        hairs = [
            (-0.44, 0.58),
            (-0.3, 0.46),
            (-0.08, 0.41),
            (0, 0.435),
            (0.08, 0.41),
            (0.3, 0.46),
            (0.44, 0.58),
            (0.22, 0.545),
            (0, 0.525),
            (-0.22, 0.545),
        ]
        canvas.blob(face.line(*hairs), colour)


def _below(face: Face, top: list[tuple[float, float]], grow: float) -> Points:
    """The part of the face's outline below a line given from left to right, grown downwards."""
    outline = face.outline.copy()
    line = smooth(top)
    low = outline[outline[:, 1] > face.at(0, 0.05)[1]]
    low = low[np.argsort(np.arctan2(low[:, 1] - CENTRE[1], low[:, 0] - CENTRE[0]))]  # right to left, below
    low[:, 1] += grow * face.half_height * np.clip((low[:, 1] - CENTRE[1]) / face.half_height, 0, 1) * 1.6
    low[:, 0] += np.sign(low[:, 0] - CENTRE[0]) * grow * 0.2 * face.half_width
    line[:, 0] = np.clip(line[:, 0], low[:, 0].min(), low[:, 0].max())
    return np.concatenate([line, low])
