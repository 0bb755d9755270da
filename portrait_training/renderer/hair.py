"""Hair and beards: a layer behind the head, and one over it."""

from typing import Final

import numpy as np

from portrait_training.renderer.canvas import Canvas, Colour, Points, mirrored, smooth
from portrait_training.renderer.face import CENTRE, Face
from portrait_training.renderer.palette import brightness, mix, shade, tint

LONG: Final = ("long straight", "long wavy", "bob")
TEMPLES: Final = (170, 172, 176)  # where grey begins


def draw_behind(canvas: Canvas, face: Face, style: str, flat: bool) -> None:
    """What lies behind head and neck; `flat` when a hat presses it down."""
    dark = shade(face.hair, 0.22)
    top = _top(face, 0.8) if flat else _top(face, 1.0)
    if style == "afro":
        _ring_of_curls(canvas, face, dark, 1.25, -0.52, 1.12, bumps=22, size=0.042)
    if style == "curly":
        _ring_of_curls(canvas, face, dark, 1.1, -0.4, 0.82, bumps=15, size=0.046)
    if style == "bob":
        low = 0.92 + 0.12 * face.identity.hair_length
        canvas.polygon(_mane(face, top, 1.3, low, 0.0), dark)
    if style in ("long straight", "long wavy"):
        wave = 0.1 if style == "long wavy" else 0.0
        canvas.polygon(_mane(face, top, 1.24 + wave, 1.75 + 0.12 * face.identity.hair_length, wave), dark)
    if style == "ponytail":
        side = 1 if face.identity.fringe < 0.5 else -1
        tail = [(side * 0.5, -0.85), (side * 1.2, -0.78), (side * 1.62, -0.2), (side * 1.6, 0.6), (side * 1.36, 1.0), (side * 1.28, 0.4), (side * 1.05, -0.2)]
        canvas.blob(face.many(*tail), face.hair)
        canvas.stroke(face.many((side * 1.25, -0.55), (side * 1.42, 0.0), (side * 1.4, 0.7)), 0.008, shade(face.hair, 0.3))
    if style == "bun" and not flat:
        x, y = face.at(0, -1.23 - 0.05 * face.identity.hair_volume)
        canvas.ellipse(x, y, 0.078, 0.068, face.hair)
        canvas.stroke([(x - 0.05, y + 0.01), (x, y - 0.03), (x + 0.05, y + 0.01)], 0.007, shade(face.hair, 0.3))
    if style == "bun" and flat:
        canvas.ellipse(*face.at(0.95, 0.55), 0.06, 0.06, face.hair)


def draw_over(canvas: Canvas, face: Face, style: str, flat: bool) -> None:
    """What frames the face: the hairline, fringe and temples, and locks over the shoulders."""
    if style == "bald":
        x, y = face.at(-0.3, -0.7)
        canvas.ellipse(x, y, 0.036, 0.02, tint(face.skin, 0.5), 150)
        return
    _DRAWN[style](canvas, face, flat)
    if face.age >= 2 and brightness(face.hair) < 0.55:
        _grey_temples(canvas, face)


def draw_beard(canvas: Canvas, face: Face, beard: str) -> None:
    """Beard and moustache, greyer than the hair from sixty on; drawn before the mouth."""
    colour = mix(face.hair, (206, 206, 206), (0, 0, 0.12, 0.4, 0.6)[face.age])
    if abs(brightness(colour) - brightness(face.skin)) < 0.13:
        colour = shade(colour, 0.4) if brightness(face.skin) > 0.3 else tint(colour, 0.3)
    jaw = [(-1.0, 0.02), (-0.88, 0.26), (-0.6, 0.44), (-0.36, 0.45), (0, 0.41), (0.36, 0.45), (0.6, 0.44), (0.88, 0.26), (1.0, 0.02)]
    if beard == "stubble":
        top = face.line(*jaw)
        canvas.polygon(_below(face, top, 0.0), mix(face.skin, colour, 0.55), 130)
    if beard == "full beard":
        canvas.polygon(_below(face, face.line(*jaw), 0.05), colour)
        canvas.blob(face.line((-0.34, 0.55), (0, 0.52), (0.34, 0.55), (0.26, 0.74), (0, 0.78), (-0.26, 0.74)), face.skin)
    if beard == "goatee":
        ring = [(-0.36, 0.48), (0, 0.42), (0.36, 0.48), (0.44, 0.7), (0.32, 0.98), (0, 1.07), (-0.32, 0.98), (-0.44, 0.7)]
        canvas.blob(face.line(*ring), colour)
        canvas.blob(face.line((-0.31, 0.56), (0, 0.52), (0.31, 0.56), (0.25, 0.73), (0, 0.77), (-0.25, 0.73)), face.skin)
    if beard in ("moustache", "full beard"):
        hairs = [(-0.44, 0.58), (-0.3, 0.46), (-0.08, 0.41), (0, 0.435), (0.08, 0.41), (0.3, 0.46), (0.44, 0.58), (0.22, 0.545), (0, 0.525), (-0.22, 0.545)]
        canvas.blob(face.line(*hairs), colour)


def _top(face: Face, share: float) -> float:
    """How high hair stands above the skull's crown, in v."""
    return -1.0 - (0.14 + 0.06 * face.identity.hair_volume) * share


def _line(face: Face) -> float:
    """The hairline's height, in v: it goes back with age, in men far more."""
    back = ((0, 0.02, 0.08, 0.15, 0.2) if face.man else (0, 0, 0.02, 0.05, 0.08))[face.age]
    return -0.62 - back - 0.05 * face.identity.hairline


def _mane(face: Face, top: float, wide: float, low: float, wave: float) -> Points:
    down = np.linspace(-0.4, low, 9)
    sides = [(wide + wave * np.sin(i * 1.9) + 0.03 * i / 8, float(v)) for i, v in enumerate(down)]
    half = [(0.0, top), (0.6, top + 0.07), (1.02, -0.74), *sides, (0.62, low + 0.05), (0.0, low - 0.1)]
    return smooth(mirrored([face.at(float(u), v) for u, v in half], CENTRE[0]), closed=True)


def _cap(canvas: Canvas, face: Face, top: float, wide: float, side_low: float, front: list[tuple[float, float]]) -> None:
    """The hair on the skull: outer outline up and over, inner edge (the hairline) from right to left."""
    outer = [(-wide, side_low), (-wide - 0.02, -0.25), (-wide * 0.94, -0.66), (-0.55, top + 0.06), (0, top), (0.55, top + 0.06), (wide * 0.94, -0.66), (wide + 0.02, -0.25), (wide, side_low)]
    inner = [(0.94, side_low), (0.9, -0.28), *front, (-0.9, -0.28), (-0.94, side_low)]
    canvas.polygon(np.concatenate([smooth(face.many(*outer)), smooth(face.many(*inner))]), face.hair)


def _shine(canvas: Canvas, face: Face, top: float) -> None:
    light = tint(face.hair, 0.22 if brightness(face.hair) < 0.5 else 0.5)
    canvas.stroke(face.many((-0.66, -0.7), (-0.4, top + 0.15), (-0.05, top + 0.1)), (0.004, 0.014, 0.004), light, 170)


def _fringe(face: Face) -> list[tuple[float, float]]:
    """A hairline from right to left by the person's fringe: swept to a side or straight."""
    v, place = _line(face), face.identity.fringe
    if place < 0.34:
        return [(0.74, v + 0.16), (0.4, v - 0.05), (-0.1, v - 0.1), (-0.45, v + 0.02), (-0.74, v + 0.22)]
    if place > 0.67:
        return [(0.74, v + 0.22), (0.45, v + 0.02), (0.1, v - 0.1), (-0.4, v - 0.05), (-0.74, v + 0.16)]
    return [(0.74, v + 0.14), (0.35, v + 0.02), (0, v + 0.0), (-0.35, v + 0.02), (-0.74, v + 0.14)]


def _receding(face: Face) -> list[tuple[float, float]]:
    """A man's hairline: straight when young, with deep corners later."""
    v = _line(face)
    corner = (0, 0.02, 0.07, 0.15, 0.2)[face.age]
    return [(0.76, v + 0.1), (0.52, v - 0.02 - corner), (0.2, v + 0.01), (-0.2, v + 0.01), (-0.52, v - 0.02 - corner), (-0.76, v + 0.1)]


def _short(canvas: Canvas, face: Face, flat: bool) -> None:
    top = _top(face, 0.5 if flat else 1.15)
    if face.man:
        _cap(canvas, face, top, 1.05, 0.0, _receding(face) if face.age > 1 else _fringe(face))
    else:
        _cap(canvas, face, top - 0.02, 1.14, 0.26, _sweep(face))
        for side in (-1, 1):  # wisps before the ears
            canvas.blob(face.many((side * 1.13, -0.1), (side * 1.1, 0.38), (side * 0.93, 0.3), (side * 0.9, -0.2)), face.hair)
    _shine(canvas, face, top)


def _sweep(face: Face) -> list[tuple[float, float]]:
    v = _line(face) + 0.08
    points = [(0.8, v + 0.28), (0.5, v + 0.14), (0.15, v + 0.04), (-0.2, v - 0.06), (-0.6, v + 0.04), (-0.8, v + 0.2)]
    return points if face.identity.fringe < 0.5 else [(-u, w) for u, w in reversed(points)]


def _cropped(canvas: Canvas, face: Face, flat: bool) -> None:
    _cap(canvas, face, -1.035, 1.0, -0.12, _receding(face))


def _side_parted(canvas: Canvas, face: Face, flat: bool) -> None:
    top, v = _top(face, 0.5 if flat else 1.35), _line(face)
    side = 1 if face.identity.fringe < 0.5 else -1
    front = [(0.76, v + 0.1), (0.56, v - 0.1), (0.5, v - 0.2), (0.2, v - 0.04), (-0.3, v + 0.06), (-0.76, v + 0.16)]
    if side < 0:
        front = [(-u, w) for u, w in reversed(front)]
    _cap(canvas, face, top, 1.05, 0.0, front)
    part = shade(face.hair, 0.45) if brightness(face.hair) > 0.25 else tint(face.hair, 0.35)
    canvas.stroke(face.many((side * 0.5, v - 0.2), (side * 0.46, top + 0.1)), 0.011, part)
    if not flat:
        canvas.blob(face.many((side * 0.46, top + 0.06), (-side * 0.1, top - 0.1), (-side * 0.7, top + 0.04), (-side * 0.98, -0.66), (-side * 0.3, -0.84)), face.hair)
        canvas.stroke(face.many((side * 0.3, -0.95), (-side * 0.2, -1.03), (-side * 0.7, -0.84)), (0.004, 0.012, 0.004), tint(face.hair, 0.22), 170)


def _ring_of_curls(
    canvas: Canvas, face: Face, colour: Colour, wide: float, low: float, tall: float, bumps: int, size: float
) -> None:
    grow = 1 + 0.08 * face.identity.hair_volume
    centre = face.at(0, low)
    rx, ry = wide * face.half_width * grow, tall * face.half_height * 0.8 * grow
    canvas.ellipse(*centre, rx, ry, colour)
    for angle in np.linspace(0, 2 * np.pi, bumps, endpoint=False):
        canvas.ellipse(centre[0] + rx * np.cos(angle), centre[1] + ry * np.sin(angle), size, size, colour)


def _curls_over(canvas: Canvas, face: Face, count: int, size: float, reach: float, crown: float) -> None:
    v = _line(face)
    _cap(canvas, face, crown, 1.06, 0.02, [(0.74, v + 0.1), (0.3, v - 0.05), (-0.3, v - 0.05), (-0.74, v + 0.1)])
    for i, u in enumerate(np.linspace(-0.86, 0.86, count)):
        x, y = face.at(float(u), v - 0.1 + 0.36 * abs(u) ** 3 + 0.05 * (i % 2))
        canvas.ellipse(x, y, size, size, face.hair)
    for side in (-1, 1):
        for v_side in (-0.4, -0.2, 0.0):
            canvas.ellipse(*face.at(side * reach, v_side), size, size, face.hair)
    light = tint(face.hair, 0.2)
    for u, w in ((-0.5, -0.92), (0.05, -1.0), (0.5, -0.9)):
        x, y = face.at(u, w)
        canvas.stroke([(x - 0.02, y + 0.008), (x, y - 0.008), (x + 0.02, y + 0.008)], 0.008, light, 190)


def _curly(canvas: Canvas, face: Face, flat: bool) -> None:
    _curls_over(canvas, face, 7, 0.034, 1.06, -1.0 if flat else -1.12)


def _afro(canvas: Canvas, face: Face, flat: bool) -> None:
    if not flat:
        _ring_of_curls(canvas, face, face.hair, 1.2, -0.56, 1.02, bumps=20, size=0.036)
        canvas.polygon(_forehead(face), face.skin)
    _curls_over(canvas, face, 9, 0.024, 1.1, -1.05)


def _forehead(face: Face) -> Points:
    """The face below the hairline, to be drawn anew over a round of hair."""
    shown = face.outline.copy()
    shown[:, 1] = np.maximum(shown[:, 1], face.at(0, _line(face))[1])
    shown[:, 0] = np.clip(shown[:, 0], face.at(-0.96, 0)[0], face.at(0.96, 0)[0])
    return shown


def _bob(canvas: Canvas, face: Face, flat: bool) -> None:
    low = 0.8 + 0.12 * face.identity.hair_length
    for side in (-1, 1):
        lock = [(side * 0.9, -0.6), (side * 1.2, -0.3), (side * 1.28, 0.3), (side * 1.22, low), (side * 0.98, low + 0.04), (side * 0.95, 0.3), (side * 0.88, -0.1)]
        canvas.blob(face.many(*lock), face.hair)
    v = _line(face) + 0.14  # a full fringe
    _cap(canvas, face, _top(face, 0.6 if flat else 1.1), 1.16, 0.0, [(0.8, v + 0.14), (0.4, v + 0.04), (0, v + 0.02), (-0.4, v + 0.04), (-0.8, v + 0.14)])
    _shine(canvas, face, _top(face, 1.1))


def _long(canvas: Canvas, face: Face, flat: bool, wave: float) -> None:
    length = 1.62 + 0.12 * face.identity.hair_length
    for side in (-1, 1):
        outer = [(1.17 + wave * np.sin(i * 1.9) + 0.03 * i / 6, float(v)) for i, v in enumerate(np.linspace(-0.3, length, 7))]
        inner = [(0.93 + 0.5 * wave * np.sin(i * 1.9), float(v)) for i, v in enumerate(np.linspace(-0.1, length, 6))]
        lock = [(0.7, -0.75), *outer, *reversed(inner)]
        canvas.polygon(smooth(face.many(*((side * float(u), v) for u, v in lock)), closed=True), face.hair)
        canvas.stroke(face.many(*((side * (float(u) - 0.1), v) for u, v in outer[2:])), 0.008, shade(face.hair, 0.3) if brightness(face.hair) > 0.2 else tint(face.hair, 0.16))
    _cap(canvas, face, _top(face, 0.5 if flat else 1.0), 1.12, 0.0, _fringe(face))
    _shine(canvas, face, _top(face, 1.0))


def _straight(canvas: Canvas, face: Face, flat: bool) -> None:
    _long(canvas, face, flat, 0.0)


def _wavy(canvas: Canvas, face: Face, flat: bool) -> None:
    _long(canvas, face, flat, 0.1)


def _tied(canvas: Canvas, face: Face, flat: bool) -> None:
    v = _line(face)
    _cap(canvas, face, _top(face, 0.4 if flat else 0.55), 1.03, -0.02, [(0.74, v + 0.1), (0.4, v - 0.08), (0, v - 0.12), (-0.4, v - 0.08), (-0.74, v + 0.1)])
    _shine(canvas, face, _top(face, 0.5))


def _grey_temples(canvas: Canvas, face: Face) -> None:
    """From middle age on dark hair greys, at the temples first."""
    strength = (0, 0, 170, 220, 240)[face.age]
    for side in (-1, 1):
        lock = [(side * 1.06, -0.02), (side * 1.07, -0.34), (side * 0.93, -0.62), (side * 0.86, -0.4), (side * 0.95, -0.2)]
        canvas.blob(face.many(*lock), TEMPLES, strength)
    for u in ((), (), (-0.35,), (-0.45, 0.1), (-0.5, -0.1, 0.35))[face.age]:
        canvas.stroke(face.many((u, _line(face) - 0.05), (u + 0.03, -0.9), (u + 0.12, -1.0)), (0.004, 0.011, 0.004), TEMPLES, strength)


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


_DRAWN: Final = {
    "short": _short,
    "cropped": _cropped,
    "side-parted": _side_parted,
    "curly": _curly,
    "afro": _afro,
    "bob": _bob,
    "long straight": _straight,
    "long wavy": _wavy,
    "ponytail": _tied,
    "bun": _tied,
}
