"""Hair as it frames the face, one drawing for each style."""

import numpy as np

from portrait_training.renderer.canvas import Canvas, Points, smooth
from portrait_training.renderer.face import Face
from portrait_training.renderer.hairlines import (
    draw_cap,
    draw_ring_of_curls,
    draw_shine,
    fringe,
    hairline,
    receding,
    top_of,
)
from portrait_training.renderer.palette import brightness, shade, tint


def draw_short(canvas: Canvas, face: Face, flat: bool) -> None:
    top = top_of(face, 0.5 if flat else 1.15)
    if face.man:
        draw_cap(canvas, face, top, 1.05, 0.0, receding(face) if face.age > 1 else fringe(face))
    else:
        draw_cap(canvas, face, top - 0.02, 1.14, 0.26, _sweep(face))
        for side in (-1, 1):  # wisps before the ears
            canvas.blob(
                face.many((side * 1.13, -0.1), (side * 1.1, 0.38), (side * 0.93, 0.3), (side * 0.9, -0.2)), face.hair
            )
    draw_shine(canvas, face, top)


def _sweep(face: Face) -> list[tuple[float, float]]:
    v = hairline(face) + 0.08
    points = [(0.8, v + 0.28), (0.5, v + 0.14), (0.15, v + 0.04), (-0.2, v - 0.06), (-0.6, v + 0.04), (-0.8, v + 0.2)]
    return points if face.identity.fringe < 0.5 else [(-u, w) for u, w in reversed(points)]


def draw_cropped(canvas: Canvas, face: Face, flat: bool) -> None:
    draw_cap(canvas, face, -1.035, 1.0, -0.12, receding(face))


def draw_side_parted(canvas: Canvas, face: Face, flat: bool) -> None:
    top, v = top_of(face, 0.5 if flat else 1.35), hairline(face)
    side = 1 if face.identity.fringe < 0.5 else -1
    front = [(0.76, v + 0.1), (0.56, v - 0.1), (0.5, v - 0.2), (0.2, v - 0.04), (-0.3, v + 0.06), (-0.76, v + 0.16)]
    if side < 0:
        front = [(-u, w) for u, w in reversed(front)]
    draw_cap(canvas, face, top, 1.05, 0.0, front)
    part = shade(face.hair, 0.45) if brightness(face.hair) > 0.25 else tint(face.hair, 0.35)
    canvas.stroke(face.many((side * 0.5, v - 0.2), (side * 0.46, top + 0.1)), 0.011, part)
    if not flat:
        canvas.blob(
            face.many(
                (side * 0.46, top + 0.06),
                (-side * 0.1, top - 0.1),
                (-side * 0.7, top + 0.04),
                (-side * 0.98, -0.66),
                (-side * 0.3, -0.84),
            ),
            face.hair,
        )
        canvas.stroke(
            face.many((side * 0.3, -0.95), (-side * 0.2, -1.03), (-side * 0.7, -0.84)),
            (0.004, 0.012, 0.004),
            tint(face.hair, 0.22),
            170,
        )


def _curls_over(canvas: Canvas, face: Face, count: int, size: float, reach: float, crown: float) -> None:
    v = hairline(face)
    draw_cap(canvas, face, crown, 1.06, 0.02, [(0.74, v + 0.1), (0.3, v - 0.05), (-0.3, v - 0.05), (-0.74, v + 0.1)])
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


def draw_curly(canvas: Canvas, face: Face, flat: bool) -> None:
    _curls_over(canvas, face, 7, 0.034, 1.06, -1.0 if flat else -1.12)


def draw_afro(canvas: Canvas, face: Face, flat: bool) -> None:
    if not flat:
        draw_ring_of_curls(canvas, face, face.hair, 1.2, -0.56, 1.02, bumps=20, size=0.036)
        canvas.polygon(_forehead(face), face.skin)
    _curls_over(canvas, face, 9, 0.024, 1.1, -1.05)


def _forehead(face: Face) -> Points:
    """The face below the hairline, to be drawn anew over a round of hair."""
    shown = face.outline.copy()
    shown[:, 1] = np.maximum(shown[:, 1], face.at(0, hairline(face))[1])
    shown[:, 0] = np.clip(shown[:, 0], face.at(-0.96, 0)[0], face.at(0.96, 0)[0])
    return shown


def draw_bob(canvas: Canvas, face: Face, flat: bool) -> None:
    low = 0.8 + 0.12 * face.identity.hair_length
    for side in (-1, 1):
        lock = [
            (side * 0.9, -0.6),
            (side * 1.2, -0.3),
            (side * 1.28, 0.3),
            (side * 1.22, low),
            (side * 0.98, low + 0.04),
            (side * 0.95, 0.3),
            (side * 0.88, -0.1),
        ]
        canvas.blob(face.many(*lock), face.hair)
    v = hairline(face) + 0.14  # a full fringe
    draw_cap(
        canvas,
        face,
        top_of(face, 0.6 if flat else 1.1),
        1.16,
        0.0,
        [(0.8, v + 0.14), (0.4, v + 0.04), (0, v + 0.02), (-0.4, v + 0.04), (-0.8, v + 0.14)],
    )
    draw_shine(canvas, face, top_of(face, 1.1))


def _long(canvas: Canvas, face: Face, flat: bool, wave: float) -> None:
    length = 1.62 + 0.12 * face.identity.hair_length
    for side in (-1, 1):
        outer = [
            (1.17 + wave * np.sin(i * 1.9) + 0.03 * i / 6, float(v)) for i, v in enumerate(np.linspace(-0.3, length, 7))
        ]
        inner = [(0.93 + 0.5 * wave * np.sin(i * 1.9), float(v)) for i, v in enumerate(np.linspace(-0.1, length, 6))]
        lock = [(0.7, -0.75), *outer, *reversed(inner)]
        canvas.polygon(smooth(face.many(*((side * float(u), v) for u, v in lock)), closed=True), face.hair)
        canvas.stroke(
            face.many(*((side * (float(u) - 0.1), v) for u, v in outer[2:])),
            0.008,
            shade(face.hair, 0.3) if brightness(face.hair) > 0.2 else tint(face.hair, 0.16),
        )
    draw_cap(canvas, face, top_of(face, 0.5 if flat else 1.0), 1.12, 0.0, fringe(face))
    draw_shine(canvas, face, top_of(face, 1.0))


def draw_straight(canvas: Canvas, face: Face, flat: bool) -> None:
    _long(canvas, face, flat, 0.0)


def draw_wavy(canvas: Canvas, face: Face, flat: bool) -> None:
    _long(canvas, face, flat, 0.1)


def draw_tied(canvas: Canvas, face: Face, flat: bool) -> None:
    v = hairline(face)
    draw_cap(
        canvas,
        face,
        top_of(face, 0.4 if flat else 0.55),
        1.03,
        -0.02,
        [(0.74, v + 0.1), (0.4, v - 0.08), (0, v - 0.12), (-0.4, v - 0.08), (-0.74, v + 0.1)],
    )
    draw_shine(canvas, face, top_of(face, 0.5))
