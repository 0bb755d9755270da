"""Hair: a layer behind the head, and one over it."""

from collections.abc import Callable
from typing import Final

from portrait_training.renderer import hairstyles
from portrait_training.renderer.canvas import Canvas
from portrait_training.renderer.face import Face
from portrait_training.renderer.hairlines import (
    draw_ring_of_curls,
    hairline,
    mane,
    top_of,
)
from portrait_training.renderer.palette import brightness, shade, tint

TEMPLES: Final = (170, 172, 176)  # where grey begins


def draw_behind(canvas: Canvas, face: Face, style: str, flat: bool) -> None:
    """What lies behind head and neck; `flat` when a hat presses it down."""
    dark = shade(face.hair, 0.22)
    top = top_of(face, 0.8) if flat else top_of(face, 1.0)
    if style == "afro":
        draw_ring_of_curls(canvas, face, dark, 1.25, -0.52, 1.12, bumps=22, size=0.042)
    if style == "curly":
        draw_ring_of_curls(canvas, face, dark, 1.1, -0.4, 0.82, bumps=15, size=0.046)
    if style == "bob":
        low = 0.92 + 0.12 * face.identity.hair_length
        canvas.polygon(mane(face, top, 1.3, low, 0.0), dark)
    if style in ("long straight", "long wavy"):
        wave = 0.1 if style == "long wavy" else 0.0
        canvas.polygon(mane(face, top, 1.24 + wave, 1.75 + 0.12 * face.identity.hair_length, wave), dark)
    if style == "ponytail":
        side = 1 if face.identity.fringe < 0.5 else -1
        tail = [
            (side * 0.5, -0.85),
            (side * 1.2, -0.78),
            (side * 1.62, -0.2),
            (side * 1.6, 0.6),
            (side * 1.36, 1.0),
            (side * 1.28, 0.4),
            (side * 1.05, -0.2),
        ]
        canvas.blob(face.many(*tail), face.hair)
        canvas.stroke(
            face.many((side * 1.25, -0.55), (side * 1.42, 0.0), (side * 1.4, 0.7)), 0.008, shade(face.hair, 0.3)
        )
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


def _grey_temples(canvas: Canvas, face: Face) -> None:
    """From middle age on dark hair greys, at the temples first."""
    strength = (0, 0, 170, 220, 240)[face.age]
    for side in (-1, 1):
        lock = [
            (side * 1.06, -0.02),
            (side * 1.07, -0.34),
            (side * 0.93, -0.62),
            (side * 0.86, -0.4),
            (side * 0.95, -0.2),
        ]
        canvas.blob(face.many(*lock), TEMPLES, strength)
    for u in ((), (), (-0.35,), (-0.45, 0.1), (-0.5, -0.1, 0.35))[face.age]:
        canvas.stroke(
            face.many((u, hairline(face) - 0.05), (u + 0.03, -0.9), (u + 0.12, -1.0)),
            (0.004, 0.011, 0.004),
            TEMPLES,
            strength,
        )


_DRAWN: Final[dict[str, Callable[[Canvas, Face, bool], None]]] = {
    "short": hairstyles.draw_short,
    "cropped": hairstyles.draw_cropped,
    "side-parted": hairstyles.draw_side_parted,
    "curly": hairstyles.draw_curly,
    "afro": hairstyles.draw_afro,
    "bob": hairstyles.draw_bob,
    "long straight": hairstyles.draw_straight,
    "long wavy": hairstyles.draw_wavy,
    "ponytail": hairstyles.draw_tied,
    "bun": hairstyles.draw_tied,
}
