"""What hair is made of: its height, hairline, outline and shine."""

import numpy as np

from portrait_training.renderer.canvas import Canvas, Colour, Points, mirrored, smooth
from portrait_training.renderer.face import CENTRE, Face
from portrait_training.renderer.palette import brightness, tint


def top_of(face: Face, share: float) -> float:
    """How high hair stands above the skull's crown, in v."""
    return -1.0 - (0.14 + 0.06 * face.identity.hair_volume) * share


def hairline(face: Face) -> float:
    """The hairline's height, in v: it goes back with age, in men far more."""
    back = ((0, 0.02, 0.08, 0.15, 0.2) if face.man else (0, 0, 0.02, 0.05, 0.08))[face.age]
    return -0.62 - back - 0.05 * face.identity.hairline


def mane(face: Face, top: float, wide: float, low: float, wave: float) -> Points:
    down = np.linspace(-0.4, low, 9)
    sides = [(wide + wave * np.sin(i * 1.9) + 0.03 * i / 8, float(v)) for i, v in enumerate(down)]
    half = [(0.0, top), (0.6, top + 0.07), (1.02, -0.74), *sides, (0.62, low + 0.05), (0.0, low - 0.1)]
    return smooth(mirrored([face.at(float(u), v) for u, v in half], CENTRE[0]), closed=True)


def draw_cap(
    canvas: Canvas, face: Face, top: float, wide: float, side_low: float, front: list[tuple[float, float]]
) -> None:
    """The hair on the skull: outer outline up and over, inner edge (the hairline) from right to left."""
    outer = [
        (-wide, side_low),
        (-wide - 0.02, -0.25),
        (-wide * 0.94, -0.66),
        (-0.55, top + 0.06),
        (0, top),
        (0.55, top + 0.06),
        (wide * 0.94, -0.66),
        (wide + 0.02, -0.25),
        (wide, side_low),
    ]
    inner = [(0.94, side_low), (0.9, -0.28), *front, (-0.9, -0.28), (-0.94, side_low)]
    canvas.polygon(np.concatenate([smooth(face.many(*outer)), smooth(face.many(*inner))]), face.hair)


def draw_shine(canvas: Canvas, face: Face, top: float) -> None:
    light = tint(face.hair, 0.22 if brightness(face.hair) < 0.5 else 0.5)
    canvas.stroke(face.many((-0.66, -0.7), (-0.4, top + 0.15), (-0.05, top + 0.1)), (0.004, 0.014, 0.004), light, 170)


def fringe(face: Face) -> list[tuple[float, float]]:
    """A hairline from right to left by the person's fringe: swept to a side or straight."""
    v, place = hairline(face), face.identity.fringe
    if place < 0.34:
        return [(0.74, v + 0.16), (0.4, v - 0.05), (-0.1, v - 0.1), (-0.45, v + 0.02), (-0.74, v + 0.22)]
    if place > 0.67:
        return [(0.74, v + 0.22), (0.45, v + 0.02), (0.1, v - 0.1), (-0.4, v - 0.05), (-0.74, v + 0.16)]
    return [(0.74, v + 0.14), (0.35, v + 0.02), (0, v + 0.0), (-0.35, v + 0.02), (-0.74, v + 0.14)]


def receding(face: Face) -> list[tuple[float, float]]:
    """A man's hairline: straight when young, with deep corners later."""
    v = hairline(face)
    corner = (0, 0.02, 0.07, 0.15, 0.2)[face.age]
    return [
        (0.76, v + 0.1),
        (0.52, v - 0.02 - corner),
        (0.2, v + 0.01),
        (-0.2, v + 0.01),
        (-0.52, v - 0.02 - corner),
        (-0.76, v + 0.1),
    ]


def draw_ring_of_curls(
    canvas: Canvas, face: Face, colour: Colour, wide: float, low: float, tall: float, bumps: int, size: float
) -> None:
    grow = 1 + 0.08 * face.identity.hair_volume
    centre = face.at(0, low)
    rx, ry = wide * face.half_width * grow, tall * face.half_height * 0.8 * grow
    canvas.ellipse(*centre, rx, ry, colour)
    for angle in np.linspace(0, 2 * np.pi, bumps, endpoint=False):
        canvas.ellipse(centre[0] + rx * np.cos(angle), centre[1] + ry * np.sin(angle), size, size, colour)
