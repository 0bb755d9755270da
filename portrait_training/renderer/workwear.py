"""Garments that tell the work."""

from portrait_training.renderer.canvas import Canvas
from portrait_training.renderer.palette import WHITE, brightness, shade, tint
from portrait_training.renderer.tailoring import Body, X, draw_collar, draw_jacket, draw_trunk, draw_vee


def draw_scrubs(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.13, body.face.skin, 0.95)
    edge = shade(body.colour, 0.2) if brightness(body.colour) > 0.3 else tint(body.colour, 0.25)
    for side in (-1, 1):
        canvas.stroke([(X + side * body.neck, body.top - 0.005), (X, body.top + 0.132)], 0.02, edge)
    canvas.outline([(X + 0.1, 0.95), (X + 0.2, 0.95), (X + 0.2, 1.03), (X + 0.1, 1.03)], 0.009, edge)
    canvas.rectangle(X - 0.2, 0.915, X - 0.135, 0.965, WHITE)
    canvas.stroke([(X - 0.19, 0.93), (X - 0.145, 0.93)], 0.008, body.accent)


def draw_white_coat(canvas: Canvas, body: Body) -> None:
    draw_jacket(canvas, body, (250, 250, 250), body.colour, 0.25)
    draw_collar(canvas, body, body.colour, 0.075)
    grey = (70, 76, 88)
    for side in (-1, 1):  # stethoscope
        canvas.stroke(
            [
                (X + side * body.neck * 1.04, body.top - 0.012),
                (X + side * (body.neck + 0.022), body.top + 0.08),
                (X + side * 0.095, 0.96),
            ],
            0.012,
            grey,
        )
    canvas.ellipse(X + 0.095, 0.965, 0.022, 0.022, (150, 158, 170))
    canvas.ring(X + 0.095, 0.965, 0.022, 0.022, 0.007, grey)


def draw_apron(canvas: Canvas, body: Body) -> None:
    shirt = (250, 248, 244) if brightness(body.colour) < 0.82 else (92, 98, 112)
    draw_trunk(canvas, body, shirt)
    draw_vee(canvas, body, 0.055, body.face.skin)
    draw_collar(canvas, body, shirt, 0.07)
    bib = [(0.105, body.top + 0.075), (0.15, 0.93), (0.2, 1.02), (0.0, 1.02), (0.0, body.top + 0.075)]
    body.pair(canvas, bib, body.colour)
    for side in (-1, 1):
        canvas.stroke(
            [(X + side * 0.098, body.top + 0.085), (X + side * (body.neck + 0.014), body.top - 0.01)],
            0.022,
            body.colour,
        )
    canvas.rectangle(X - 0.075, 0.955, X + 0.075, 1.02, body.line)
    canvas.rectangle(X - 0.064, 0.966, X + 0.064, 1.02, body.colour)


def draw_overalls(canvas: Canvas, body: Body) -> None:
    """A work suit: chest pockets with flaps, a zip, a standing collar and reflective tape."""
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.05, (236, 236, 232))
    draw_collar(canvas, body, body.colour, 0.065)
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.014, (206, 210, 214))
    for side in (-1, 1):
        x0, x1 = sorted((X + side * 0.07, X + side * 0.18))
        canvas.rectangle(x0, body.top + 0.115, x1, body.top + 0.148, body.line)
        canvas.outline([(x0, body.top + 0.13), (x1, body.top + 0.13), (x1, 1.03), (x0, 1.03)], 0.007, body.line)
        canvas.polygon(
            [
                (X + side * (body.neck + 0.05), body.top + 0.02),
                (X + side * (body.neck + 0.09), body.top + 0.035),
                (X + side * (body.neck + 0.085), body.top + 0.075),
                (X + side * (body.neck + 0.045), body.top + 0.065),
            ],
            (222, 224, 220),
        )


def draw_safety_vest(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.055, body.face.skin)
    neon, tape = (214, 240, 40), (196, 200, 206)
    panel = [
        (body.neck + 0.012, body.top + 0.006),
        (0.68 * body.reach, body.top + 0.055),
        (0.66 * body.reach, 1.02),
        (0.022, 1.02),
        (0.05, body.top + 0.13),
    ]
    body.pair(canvas, panel, neon)
    for side in (-1, 1):
        canvas.stroke(
            [(X + side * (body.neck + 0.058), body.top + 0.035), (X + side * 0.165, 1.02)], 0.036, (244, 128, 40)
        )
        canvas.stroke([(X + side * (body.neck + 0.058), body.top + 0.035), (X + side * 0.165, 1.02)], 0.018, tape)
    draw_collar(canvas, body, body.colour, 0.07)


def draw_zip_jacket(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    stand = shade(body.colour, 0.2) if brightness(body.colour) > 0.3 else tint(body.colour, 0.16)
    half = body.neck + 0.02
    for side in (-1, 1):
        canvas.polygon(
            [
                (X + side * half, body.top - 0.055),
                (X + side * (half + 0.026), body.top + 0.03),
                (X + side * 0.008, body.top + 0.1),
                (X + side * 0.05, body.top + 0.022),
            ],
            stand,
        )
        canvas.polygon(
            [
                (X + side * 0.62 * body.reach, body.top + 0.046),
                (X + side * 0.9 * body.reach, body.top + 0.092),
                (X + side * 1.05 * body.reach, 1.02),
                (X + side * 0.72 * body.reach, 1.02),
            ],
            stand,
        )
        canvas.stroke([(X + side * 0.11, 0.97), (X + side * 0.19, 0.945)], 0.011, (206, 210, 216))
    canvas.stroke([(X, body.top + 0.08), (X, 1.02)], 0.016, (206, 210, 216))
    canvas.stroke([(X, body.top + 0.085), (X, body.top + 0.12)], 0.02, (120, 126, 134))


def draw_uniform(canvas: Canvas, body: Body) -> None:
    draw_trunk(canvas, body, body.colour)
    draw_vee(canvas, body, 0.05, (244, 244, 242))
    canvas.stroke([(X, body.top + 0.05), (X, 1.02)], 0.008, body.line)
    draw_collar(canvas, body, body.colour, 0.075)
    for side in (-1, 1):  # shoulder straps
        strap = [
            (X + side * (body.neck + 0.04), body.top + 0.012),
            (X + side * 0.82 * body.reach, body.top + 0.066),
            (X + side * 0.8 * body.reach, body.top + 0.1),
            (X + side * (body.neck + 0.05), body.top + 0.048),
        ]
        canvas.polygon(strap, body.line)
        canvas.ellipse(X + side * (body.neck + 0.075), body.top + 0.042, 0.01, 0.01, (246, 206, 92))
        canvas.outline(
            [
                (X + side * 0.085, body.top + 0.145),
                (X + side * 0.17, body.top + 0.145),
                (X + side * 0.17, 1.03),
                (X + side * 0.085, 1.03),
            ],
            0.007,
            body.line,
        )
    x, y = X + 0.128, body.top + 0.115
    canvas.polygon(
        [
            (x - 0.026, y - 0.026),
            (x + 0.026, y - 0.026),
            (x + 0.024, y + 0.012),
            (x, y + 0.034),
            (x - 0.024, y + 0.012),
        ],
        (248, 206, 84),
    )
    canvas.rectangle(X - 0.17, body.top + 0.1, X - 0.085, body.top + 0.125, WHITE)
