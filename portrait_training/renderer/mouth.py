"""Mouths, one for each kind of expression."""

from collections.abc import Callable
from typing import Final

from portrait_training.renderer.canvas import Canvas, smooth
from portrait_training.renderer.face import Face
from portrait_training.renderer.palette import WHITE, mix, shade

MOUTH_V: Final = 0.61  # its height on the face


def draw_mouth(canvas: Canvas, face: Face, kind: str) -> None:
    """The mouth: "rest", "smile", "laugh", "straight", "aside" or "down"."""
    _MOUTHS[kind](canvas, face)


def _place(face: Face, *points: tuple[float, float], aside: float = 0.0) -> list[tuple[float, float]]:
    """Points of the picture from face coordinates whose origin is the middle of the mouth."""
    return face.line(*((u + aside, MOUTH_V + v) for u, v in points))


def _lip(face: Face) -> tuple[int, int, int]:
    red = (186, 62, 70) if not face.man else (164, 84, 76)
    share = (0.62 if not face.man else 0.45) - (0, 0, 0.04, 0.12, 0.2)[face.age]
    return shade(mix(face.skin, red, share), 0.05)


def _width(face: Face) -> float:
    return 1 + 0.1 * face.identity.mouth_width


def _lips(canvas: Canvas, face: Face, half: float, corner: float, middle: float) -> None:
    """Closed lips: corners at v offset `corner`, the line's middle at `middle`, below the mouth's height."""
    full = 0.052 * (1 + 0.3 * face.identity.lip_fullness) * (1, 0.95, 0.85, 0.7, 0.55)[face.age]
    half *= _width(face)
    line = [
        (-half, corner),
        (-0.5 * half, 0.4 * corner + 0.6 * middle),
        (0, middle),
        (0.5 * half, 0.4 * corner + 0.6 * middle),
        (half, corner),
    ]
    upper = [
        (-half, corner),
        (-0.3 * half, middle - full),
        (0, middle - 0.75 * full),
        (0.3 * half, middle - full),
        (half, corner),
    ]
    lower = [
        (0.5 * half, 0.3 * corner + 0.7 * middle + 0.9 * full),
        (0, middle + 1.35 * full),
        (-0.5 * half, 0.3 * corner + 0.7 * middle + 0.9 * full),
    ]
    canvas.blob(_place(face, *upper, *lower), _lip(face))
    canvas.stroke(_place(face, *line), (0.007, 0.010, 0.007), shade(_lip(face), 0.55))


def _rest(canvas: Canvas, face: Face) -> None:
    _lips(canvas, face, 0.29, -0.015, 0.012)


def _straight(canvas: Canvas, face: Face) -> None:
    _lips(canvas, face, 0.33, 0.03, -0.012)
    canvas.stroke(
        face.line((-0.13, MOUTH_V + 0.16), (0, MOUTH_V + 0.145), (0.13, MOUTH_V + 0.16)), 0.009, face.wrinkle, 170
    )


def _down(canvas: Canvas, face: Face) -> None:
    _lips(canvas, face, 0.27, 0.085, -0.03)


def _aside(canvas: Canvas, face: Face) -> None:
    aside, half = 0.12, 0.2 * _width(face)
    full = 0.05 * (1 + 0.3 * face.identity.lip_fullness) * (1, 0.95, 0.85, 0.7, 0.6)[face.age]
    lips = _place(face, (-half, 0.02), (-0.02, -full), (half, -0.035), (0.02, 1.3 * full), aside=aside)
    line = _place(face, (-half, 0.02), (0, 0.0), (half, -0.035), aside=aside)
    dimple = _place(face, (half + 0.05, -0.13), (half + 0.09, -0.06), (half + 0.06, 0.0), aside=aside)
    canvas.blob(lips, _lip(face))
    canvas.stroke(line, (0.008, 0.011, 0.009), shade(_lip(face), 0.55))
    canvas.stroke(dimple, 0.008, face.wrinkle, 210)


def _smile(canvas: Canvas, face: Face) -> None:
    half = 0.4 * _width(face)
    outer = _place(
        face,
        (-half, -0.075),
        (-0.5 * half, -0.03),
        (0, -0.02),
        (0.5 * half, -0.03),
        (half, -0.075),
        (0.62 * half, 0.085),
        (0, 0.145),
        (-0.62 * half, 0.085),
    )
    canvas.blob(outer, _lip(face))
    teeth = _place(
        face,
        (-0.86 * half, -0.05),
        (0, 0.008),
        (0.86 * half, -0.05),
        (0.5 * half, 0.06),
        (0, 0.088),
        (-0.5 * half, 0.06),
    )
    canvas.blob(teeth, WHITE)
    for side in (-1, 1):
        canvas.stroke(
            _place(face, (side * (half - 0.01), -0.1), (side * (half + 0.03), -0.06)), 0.009, face.wrinkle, 230
        )


def _laugh(canvas: Canvas, face: Face) -> None:
    half = 0.44 * _width(face)
    mouth = smooth(
        _place(face, (-half, -0.1), (0, -0.065), (half, -0.1), (0.72 * half, 0.13), (0, 0.26), (-0.72 * half, 0.13)),
        closed=True,
    )
    canvas.polygon(mouth, (92, 22, 32))
    canvas.blob(_place(face, (-0.5 * half, 0.16), (0, 0.1), (0.5 * half, 0.16), (0, 0.25)), (222, 96, 104))
    canvas.blob(
        _place(
            face,
            (-0.88 * half, -0.085),
            (0, -0.045),
            (0.88 * half, -0.085),
            (0.6 * half, 0.015),
            (0, 0.04),
            (-0.6 * half, 0.015),
        ),
        WHITE,
    )
    canvas.outline(mouth, 0.009, _lip(face))


_MOUTHS: Final[dict[str, Callable[[Canvas, Face], None]]] = {
    "rest": _rest,
    "smile": _smile,
    "laugh": _laugh,
    "straight": _straight,
    "aside": _aside,
    "down": _down,
}
