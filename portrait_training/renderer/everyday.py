"""Garments for any day, and for the office."""

from portrait_training.renderer.canvas import Canvas, spaced
from portrait_training.renderer.palette import CLOTHES, WHITE, brightness, mix, shade, tint
from portrait_training.renderer.tailoring import (
    Body,
    X,
    draw_buttons,
    draw_collar,
    draw_jacket,
    draw_neckline,
    draw_trunk,
    draw_vee,
)


def draw_t_shirt(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_neckline(
        canvas, body, 0.055, shade(body.colour, 0.18) if brightness(body.colour) > 0.3 else tint(body.colour, 0.2)
    )


def draw_polo(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.07, body.face.skin)
    canvas.rectangle(X - 0.022, body.top + 0.065, X + 0.022, body.top + 0.15, shade(body.colour, 0.16))
    draw_collar(canvas, body, body.colour, 0.07)
    for y in (0.085, 0.12):
        canvas.ellipse(X, body.top + y, 0.007, 0.007, WHITE)
    canvas.rectangle(X + 0.13, body.top + 0.12, X + 0.165, body.top + 0.15, body.accent)


def draw_shirt(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.055, body.face.skin)
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.008, body.line)
    canvas.stroke([(X + 0.03, body.top + 0.06), (X + 0.03, 1.02)], 0.006, body.line)
    draw_collar(canvas, body, body.colour, 0.085)
    draw_buttons(canvas, body, body.top + 0.1, WHITE if brightness(body.colour) < 0.85 else (120, 120, 128))
    pocket = [(X + 0.11, body.top + 0.13), (X + 0.19, body.top + 0.13), (X + 0.19, 1.0), (X + 0.11, 1.0)]
    canvas.outline(pocket, 0.007, body.line)


def draw_blouse(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.12, body.face.skin, 1.0)
    edge = tint(body.colour, 0.35) if brightness(body.colour) < 0.8 else shade(body.colour, 0.12)
    for side in (-1, 1):  # a bow with two ribbons
        canvas.blob(
            [
                (X, body.top + 0.115),
                (X + side * 0.07, body.top + 0.07),
                (X + side * 0.082, body.top + 0.13),
                (X + side * 0.06, body.top + 0.155),
            ],
            edge,
        )
        canvas.stroke([(X + side * body.neck, body.top), (X + side * 0.012, body.top + 0.115)], 0.013, edge)
        canvas.stroke([(X, body.top + 0.12), (X + side * 0.025, body.top + 0.17), (X + side * 0.03, 1.0)], 0.018, edge)
    canvas.ellipse(X, body.top + 0.12, 0.02, 0.018, shade(edge, 0.14))


def draw_blazer(canvas: Canvas, body: Body) -> None:
    inner = (250, 248, 244) if body.colour != CLOTHES["white"] else (60, 66, 84)
    draw_jacket(canvas, body, body.colour, inner, 0.19)
    draw_neckline(canvas, body, 0.05, shade(inner, 0.15), 0.95)


def draw_suit(canvas: Canvas, body: Body) -> None:
    draw_jacket(canvas, body, body.colour, WHITE if body.colour != CLOTHES["white"] else (206, 214, 226), 0.2)
    tie = body.accent
    if sum(abs(a - b) for a, b in zip(tie, body.colour, strict=True)) < 90:
        tie = mix(tie, (250, 220, 120), 0.6)
    canvas.polygon(
        [
            (X - 0.02, body.top + 0.035),
            (X + 0.02, body.top + 0.035),
            (X + 0.013, body.top + 0.065),
            (X - 0.013, body.top + 0.065),
        ],
        shade(tie, 0.12),
    )
    canvas.polygon(
        [(X - 0.013, body.top + 0.065), (X + 0.013, body.top + 0.065), (X + 0.026, 1.01), (X - 0.026, 1.01)], tie
    )
    draw_collar(canvas, body, WHITE, 0.07)


def draw_hoodie(canvas: Canvas, body: Body) -> None:
    canvas.blob(
        [
            (X + u, body.top + y)
            for u, y in (
                (-body.neck - 0.07, 0.045),
                (-body.neck - 0.045, -0.05),
                (0, -0.065),
                (body.neck + 0.045, -0.05),
                (body.neck + 0.07, 0.045),
            )
        ],
        shade(body.colour, 0.26),
    )
    draw_trunk(canvas, body, body.colour)
    draw_neckline(canvas, body, 0.05, None)
    hood = shade(body.colour, 0.16) if brightness(body.colour) > 0.3 else tint(body.colour, 0.14)
    for side in (-1, 1):
        canvas.blob(
            [
                (X + side * body.neck * 0.9, body.top - 0.03),
                (X + side * (body.neck + 0.07), body.top + 0.01),
                (X + side * 0.09, body.top + 0.1),
                (X, body.top + 0.085),
                (X + side * 0.05, body.top + 0.05),
            ],
            hood,
        )
        canvas.stroke(
            [(X + side * 0.035, body.top + 0.075), (X + side * 0.042, 0.98)],
            0.011,
            WHITE if brightness(body.colour) < 0.85 else (110, 112, 120),
        )


def draw_sweater(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    roll = shade(body.colour, 0.14) if brightness(body.colour) > 0.3 else tint(body.colour, 0.16)
    half = body.neck + 0.012
    canvas.blob(
        [
            (X - half, body.top - 0.045),
            (X, body.top - 0.028),
            (X + half, body.top - 0.045),
            (X + half + 0.012, body.top + 0.012),
            (X, body.top + 0.04),
            (X - half - 0.012, body.top + 0.012),
        ],
        roll,
    )
    for y in (0.11, 0.15, 0.19):
        canvas.stroke(
            [
                (X - body.reach * 0.7, body.top + y + 0.012),
                (X, body.top + y + 0.02),
                (X + body.reach * 0.7, body.top + y + 0.012),
            ],
            0.009,
            roll,
        )
    for x in spaced(-0.8, 0.81, 0.2):
        canvas.stroke([(X + x * half, body.top - 0.03), (X + x * half, body.top + 0.018)], 0.005, shade(roll, 0.2))


def draw_batik(canvas: Canvas, body: Body) -> None:
    canvas.polygon(body.outline, body.colour)
    one = tint(body.colour, 0.6) if brightness(body.colour) < 0.55 else shade(body.colour, 0.5)
    two = mix((206, 150, 60), body.colour, 0.15)
    with canvas.within(body.outline):
        for row, y in enumerate(spaced(0.8, 1.04, 0.062)):
            shift = 0.052 * (row % 2)
            for x in spaced(-0.45 + shift, 0.46 + shift, 0.105):
                cx = X + x
                canvas.polygon([(cx, y - 0.034), (cx + 0.034, y), (cx, y + 0.034), (cx - 0.034, y)], one)
                canvas.ellipse(cx, y, 0.013, 0.013, two)
    draw_vee(canvas, body, 0.055, body.face.skin)
    draw_collar(canvas, body, body.colour, 0.085)
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.009, shade(body.colour, 0.45))


def draw_tunic(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    gold = (236, 196, 96) if brightness(body.colour) < 0.72 else (176, 120, 50)
    draw_neckline(canvas, body, 0.04, gold, 0.95)
    canvas.rectangle(X - 0.036, body.top + 0.035, X + 0.036, 1.02, gold)
    canvas.rectangle(X - 0.022, body.top + 0.035, X + 0.022, 1.02, body.colour)
    for y in spaced(body.top + 0.06, 1.0, 0.045):
        canvas.polygon([(X, y - 0.015), (X + 0.015, y), (X, y + 0.015), (X - 0.015, y)], gold)
