"""Expressions, and what they are made of: eyes, brows and nose; the mouth has a module of its own."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from portrait_training.renderer.canvas import Canvas, ellipse_points
from portrait_training.renderer.face import Face
from portrait_training.renderer.mouth import draw_mouth
from portrait_training.renderer.palette import HAIR, INK, IRISES, WHITE, brightness, mix, pick, shade, tint

EYE_V, BROW_V = 0.03, -0.25


@dataclass(frozen=True)
class Look:
    """One expression. Heights are in face units (v); a positive one is lower on the face."""

    brow_inner: float
    brow_outer: float
    brow_arch: float
    lids: float  # opening of the eyes, 1 at rest; 0 draws them closed, laughing
    gaze: tuple[float, float]
    mouth: str
    blush: int


LOOKS: Final = {
    "calm": Look(0.0, 0.0, 0.0, 1.0, (0.0, 0.0), "rest", 0),
    "smiling": Look(-0.03, 0.0, -0.03, 0.9, (0.0, 0.0), "smile", 90),
    "laughing": Look(-0.08, -0.05, -0.06, 0.0, (0.0, 0.0), "laugh", 120),
    "serious": Look(0.1, -0.06, 0.03, 0.72, (0.0, 0.0), "straight", 0),
    "thoughtful": Look(-0.02, -0.02, 0.0, 0.98, (0.55, -0.6), "aside", 0),
    "worried": Look(-0.13, 0.09, 0.03, 1.15, (0.0, 0.1), "down", 0),
}


def draw_features(canvas: Canvas, face: Face, expression: str) -> None:
    """Eyes, brows, nose and mouth of this expression."""
    look = LOOKS[expression]
    _nose(canvas, face)
    if look.blush:
        for side in (-1, 1):
            x, y = face.on(side * 0.6, 0.31)
            canvas.ellipse(x, y, 0.04, 0.03, mix(face.skin, (232, 84, 84), 0.5), look.blush)
            canvas.stroke(
                face.line((side * 0.34, 0.36), (side * 0.46, 0.46), (side * 0.48, 0.56)), 0.007, face.wrinkle, 120
            )
    for side in (-1, 1):
        _eye(canvas, face, look, side)
        _brow(canvas, face, look, side, expression)
    if expression == "serious":
        for side in (-1, 1):
            canvas.stroke(face.line((side * 0.075, -0.24), (side * 0.06, -0.12)), 0.008, face.wrinkle, 220)
    if expression == "worried":
        for v, reach in ((-0.47, 0.26), (-0.57, 0.2)):
            canvas.stroke(face.line((-reach, v + 0.02), (0, v - 0.02), (reach, v + 0.02)), 0.008, face.wrinkle, 220)
    draw_mouth(canvas, face, look.mouth)


def _eye(canvas: Canvas, face: Face, look: Look, side: int) -> None:
    who = face.identity
    u = side * (0.42 + 0.03 * who.eye_spacing)
    x, y = face.on(u, EYE_V)
    size = (1.14, 1.0, 0.96, 0.87, 0.8)[face.age] * (1 + 0.09 * who.eye_size) * (0.97 if face.man else 1.06)
    wide, tall = 0.0445 * size, 0.0285 * size * (1 + 0.16 * who.eye_height)
    rise = -0.006 * who.eye_tilt * side  # of the outer corner
    lash = mix(INK, face.skin, 0.08)
    if look.lids == 0:
        arc = [
            (x - wide, y + 0.012),
            (x - 0.55 * wide, y - 0.010),
            (x, y - 0.017),
            (x + 0.55 * wide, y - 0.010),
            (x + wide, y + 0.012),
        ]
        canvas.stroke(arc, (0.009, 0.016, 0.009), lash)
        return
    along = np.linspace(-1, 1, 17)
    droop = (0, 0, 0.04, 0.12, 0.22)[face.age]
    bow = np.sqrt(np.clip(1 - along**2, 0, 1))
    upper = y - tall * look.lids * (bow * (1 - 0.5 * droop) - droop * np.clip(along * side, 0, 1)) + rise * along * side
    lower = y + tall * 0.82 * min(look.lids, 1.05) * bow + rise * along * side
    if look.mouth == "smile":
        lower = np.minimum(lower, y + tall * 0.5)  # cheeks push the lower lid up
    if look.mouth == "straight":
        upper = np.maximum(upper, y - tall * 0.5 + 0.006 * side * along * -1)
    xs = x + wide * along
    canvas.polygon(np.concatenate([np.stack([xs, upper], 1), np.stack([xs, lower], 1)[::-1]]), WHITE)
    gx, gy = look.gaze
    iris = ellipse_points(x + gx * 0.45 * wide, y + gy * 0.5 * tall, 0.0242 * size, 0.0242 * size, 28)
    iris[:, 1] = np.clip(iris[:, 1], np.interp(iris[:, 0], xs, upper), np.interp(iris[:, 0], xs, lower))
    dark = brightness(face.skin) < 0.66
    canvas.polygon(iris, pick(IRISES[:2] if dark else IRISES, who.iris))
    px, py = x + gx * 0.45 * wide, y + gy * 0.5 * tall
    canvas.ellipse(px, max(py, float(upper[8]) + 0.008), 0.0112 * size, 0.0112 * size, (18, 14, 16))
    canvas.ellipse(px - 0.006, max(py - 0.007, float(upper[8]) + 0.005), 0.005 * size, 0.005 * size, WHITE)
    lid = np.stack([xs, upper], 1)
    canvas.stroke(lid[::4], (0.007, 0.011 if face.man else 0.014, 0.009 if face.man else 0.012), lash)
    if not face.man:  # lashes at the outer corner
        end = lid[-1] if side > 0 else lid[0]
        canvas.stroke([tuple(end), (end[0] + side * 0.013, end[1] - 0.011)], (0.009, 0.007, 0.004), lash)
    fold = lid[::4] - np.array([0, 0.011 + 0.012 * droop])
    canvas.stroke(fold, 0.006, face.wrinkle, 150)
    if face.age >= 3:  # heavy lids
        canvas.polygon(np.concatenate([fold, lid[::4][::-1]]), shade(face.skin, 0.12), 200)
        canvas.stroke(lid[::4], 0.009, lash)


def _brow(canvas: Canvas, face: Face, look: Look, side: int, expression: str) -> None:
    who = face.identity
    weight = (0.0185 if face.man else 0.0125) * (1 + 0.28 * who.brow_weight) * (1, 1, 1, 0.95, 0.9)[face.age]
    if expression == "serious":
        weight *= 1.15
    lift = -0.13 if expression == "thoughtful" and side > 0 else 0.0
    arch = -0.05 - 0.03 * who.brow_arch + look.brow_arch + lift * 0.4
    points = face.line(
        (side * 0.17, BROW_V + look.brow_inner + 0.4 * lift),
        (side * 0.42, BROW_V + 0.5 * (look.brow_inner + look.brow_outer) + arch + lift),
        (side * 0.68, BROW_V + 0.03 + look.brow_outer + lift),
    )
    colour = face.hair
    if face.hair == HAIR["blonde"]:
        colour = shade(colour, 0.3)
    if face.age >= 3:
        colour = mix(colour, (205, 204, 202), (0.45, 0.8)[face.age - 3])
    if abs(brightness(colour) - brightness(face.skin)) < 0.12:
        colour = shade(colour, 0.35) if brightness(face.skin) > 0.35 else tint(colour, 0.3)
    canvas.stroke(points, (weight * 1.05, weight, weight * 0.4), colour)


def _nose(canvas: Canvas, face: Face) -> None:
    who = face.identity
    wide = 0.17 * (1 + 0.25 * who.nose_width) * (1.08 if face.man else 0.95) * (1, 1, 1.03, 1.1, 1.15)[face.age]
    tip = 0.33 + 0.035 * who.nose_length + (0, 0, 0.01, 0.02, 0.03)[face.age]
    shadow = shade(face.skin, 0.2 + 0.1 * (1 - brightness(face.skin)))
    bridge = [
        (0.05, -0.12),
        (0.1, tip - 0.12),
        (wide, tip - 0.02),
        (wide * 0.6, tip + 0.045),
        (0, tip + 0.06),
        (0.0, tip),
        (0.03, tip - 0.15),
    ]
    canvas.blob(face.line(*bridge), shadow, 120)
    for side in (-1, 1):
        canvas.stroke(
            face.line((side * wide * 0.9, tip - 0.06), (side * wide * 1.05, tip), (side * wide * 0.75, tip + 0.035)),
            0.0075,
            face.wrinkle,
            220,
        )
    canvas.stroke(
        face.line((-wide * 0.6, tip + 0.03), (0, tip + 0.065), (wide * 0.6, tip + 0.03)), 0.009, face.wrinkle, 235
    )
