"""The ten settings: quiet shapes in few colours, so that the person stands out."""

from collections.abc import Callable
from typing import Final

from portrait_training.renderer.canvas import Canvas, Colour, spaced
from portrait_training.renderer.palette import BACKDROPS, mix, pick, shade, tint


def draw_backdrop(canvas: Canvas, setting: str, colour: float, layout: float) -> None:
    """A setting; `colour` and `layout` (0…1) vary it from person to person."""
    _SETTINGS[setting](canvas, colour, layout)


def _side(layout: float) -> int:
    return 1 if layout < 0.5 else -1


def _x(x: float, side: int) -> float:
    """x as given, or mirrored."""
    return x if side > 0 else 1 - x


def _box(canvas: Canvas, side: int, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
    canvas.rectangle(_x(x0, side), y0, _x(x1, side), y1, colour)


def _wall(canvas: Canvas, colour: Colour) -> None:
    canvas.rectangle(0, 0, 1, 1, colour)


def _plain(canvas: Canvas, colour: float, layout: float) -> None:
    base = pick(BACKDROPS, colour)
    _wall(canvas, base)
    canvas.ellipse(0.5, 0.5, 0.42 + 0.06 * layout, 0.42 + 0.06 * layout, tint(base, 0.38))


def _home(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, pick(((246, 226, 196), (242, 214, 192), (238, 228, 204)), colour))
    _box(canvas, side, 0.05, 0.14, 0.25, 0.36, (156, 108, 72))
    _box(canvas, side, 0.075, 0.165, 0.225, 0.335, (250, 244, 226))
    canvas.ellipse(_x(0.13, side), 0.27, 0.035, 0.035, (236, 150, 90))
    x = _x(0.88, side)  # lamp
    canvas.stroke([(x, 0.36), (x, 0.75)], 0.014, (120, 86, 62))
    canvas.polygon([(x - 0.045, 0.2), (x + 0.045, 0.2), (x + 0.085, 0.37), (x - 0.085, 0.37)], (250, 208, 120))
    sofa = pick(((196, 120, 100), (120, 150, 130), (150, 130, 170)), (colour * 3) % 1)
    canvas.rectangle(0, 0.72, 1, 1, sofa)
    canvas.rectangle(0, 0.72, 1, 0.75, shade(sofa, 0.12))


def _office(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, pick(((206, 218, 230), (214, 220, 226), (198, 214, 226)), colour))
    _box(canvas, side, 0.62, 0.06, 1.0, 0.58, (246, 250, 252))
    _box(canvas, side, 0.65, 0.09, 1.0, 0.55, (150, 196, 226))
    for i, top in enumerate((0.3, 0.22, 0.36)):
        _box(canvas, side, 0.67 + 0.11 * i, top, 0.76 + 0.11 * i, 0.55, (112, 146, 182))
    for row in range(3):
        y = 0.24 + 0.2 * row
        _box(canvas, side, 0.0, y, 0.27, y + 0.018, (150, 122, 96))
        for i, book in enumerate(((70, 110, 160), (226, 226, 220), (90, 140, 130), (196, 96, 84), (70, 110, 160))):
            _box(canvas, side, 0.02 + 0.048 * i, y - 0.12, 0.06 + 0.048 * i, y, book)


def _shop(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, (250, 234, 190))
    goods = ((226, 84, 70), (250, 186, 60), (80, 160, 110), (70, 130, 200), (240, 130, 150), (250, 250, 244))
    for row, y in enumerate((0.26, 0.5, 0.74)):
        canvas.rectangle(0, y, 1, y + 0.022, (164, 112, 66))
        for i in range(11):
            kind = (i * 5 + row * 3 + int(colour * 6)) % 6
            x = 0.01 + 0.092 * i
            height = 0.1 + 0.035 * ((i * 7 + row * 2) % 3)
            _box(canvas, side, x, y - height, x + 0.066, y, tint(goods[kind], 0.2))
    stripe = ((226, 84, 70), (250, 246, 238))
    for i in range(10):
        canvas.polygon(
            [(0.1 * i, 0), (0.1 * i + 0.1, 0), (0.1 * i + 0.1, 0.07), (0.1 * i + 0.05, 0.09), (0.1 * i, 0.07)],
            stripe[i % 2],
        )


def _street(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, (178, 218, 242))
    canvas.ellipse(_x(0.84, side), 0.12, 0.06, 0.06, (254, 232, 150))
    houses = ((214, 150, 120), (236, 206, 150), (150, 170, 190), (196, 130, 120), (170, 196, 180))
    for i, (x, wide, top) in enumerate(((0.0, 0.16, 0.3), (0.16, 0.16, 0.16), (0.66, 0.16, 0.36), (0.82, 0.19, 0.24))):
        wall = houses[(i + int(colour * 5)) % 5]
        _box(canvas, side, x, top, x + wide, 0.85, wall)
        for wy in spaced(top + 0.05, 0.74, 0.12):
            for wx in (x + 0.03, x + 0.095):
                _box(canvas, side, wx, wy, wx + 0.04, wy + 0.065, tint(wall, 0.62))
    canvas.rectangle(0, 0.82, 1, 1, (132, 136, 142))
    canvas.rectangle(0, 0.8, 1, 0.825, (206, 204, 198))


def _kitchen(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    tile = pick(((214, 236, 228), (238, 238, 226), (212, 230, 240)), colour)
    _wall(canvas, tile)
    for i in range(1, 8):
        canvas.rectangle(0, 0.125 * i - 0.005, 1, 0.125 * i + 0.005, shade(tile, 0.1))
        canvas.rectangle(0.125 * i - 0.005, 0, 0.125 * i + 0.005, 1, shade(tile, 0.1))
    canvas.rectangle(0, 0.1, 1, 0.13, (130, 112, 100))
    for i, (x, pan) in enumerate(
        ((0.1, (206, 110, 70)), (0.25, (96, 102, 112)), (0.76, (96, 102, 112)), (0.9, (206, 110, 70)))
    ):
        canvas.stroke([(_x(x, side), 0.13), (_x(x, side), 0.25)], 0.012, (80, 74, 74))
        canvas.ellipse(_x(x, side), 0.3, 0.062 - 0.008 * (i % 2), 0.062 - 0.008 * (i % 2), pan)
    canvas.rectangle(0, 0.72, 1, 1, (176, 124, 80))
    canvas.rectangle(0, 0.7, 1, 0.735, (232, 224, 212))
    _box(canvas, side, 0.04, 0.56, 0.17, 0.7, (214, 72, 64))
    _box(canvas, side, 0.84, 0.52, 0.93, 0.7, (110, 150, 84))


def _classroom(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, (242, 230, 204))
    canvas.rectangle(0.03, 0.08, 0.97, 0.66, (162, 112, 66))
    canvas.rectangle(0.055, 0.105, 0.945, 0.635, pick(((48, 104, 80), (42, 92, 84)), colour))
    chalk = (226, 236, 226)
    for i, y in enumerate((0.2, 0.3, 0.4)):
        canvas.stroke([(_x(0.09, side), y), (_x(0.24 - 0.03 * i, side), y)], 0.013, chalk)
    canvas.polygon([(_x(0.78, side), 0.38), (_x(0.91, side), 0.38), (_x(0.91, side), 0.2)], tint((48, 104, 80), 0.5))
    canvas.rectangle(0, 0.78, 1, 1, (214, 176, 124))


def _clinic(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, pick(((206, 238, 234), (214, 240, 244)), colour))
    x = _x(0.16, side)
    canvas.rectangle(x - 0.1, 0.12, x + 0.1, 0.32, (252, 252, 252))
    canvas.rectangle(x - 0.025, 0.15, x + 0.025, 0.29, (226, 70, 76))
    canvas.rectangle(x - 0.07, 0.195, x + 0.07, 0.245, (226, 70, 76))
    for i in range(4):
        _box(canvas, side, 0.7 + 0.08 * i, 0.0, 0.78 + 0.08 * i, 0.8, ((132, 202, 198), (156, 216, 212))[i % 2])
    canvas.rectangle(0, 0.8, 1, 1, (236, 246, 246))


def _workshop(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    board = pick(((132, 118, 106), (112, 116, 124), (140, 112, 88)), colour)
    _wall(canvas, board)
    for y in spaced(0.06, 0.72, 0.1):
        for x in spaced(0.05, 1, 0.1):
            canvas.ellipse(x, y, 0.008, 0.008, shade(board, 0.3))
    steel, red = (206, 212, 218), (206, 70, 50)
    x = _x(0.12, side)
    canvas.stroke([(x, 0.2), (x, 0.46)], 0.03, red)  # hammer
    canvas.rectangle(x - 0.06, 0.14, x + 0.06, 0.21, steel)
    x = _x(0.87, side)
    canvas.stroke([(x, 0.24), (x, 0.5)], 0.028, steel)  # spanner
    canvas.ring(x, 0.2, 0.04, 0.04, 0.026, steel)
    x = _x(0.27, side)
    canvas.stroke([(x, 0.08), (x, 0.2)], 0.032, (244, 184, 50))
    canvas.stroke([(x, 0.2), (x, 0.32)], 0.014, steel)
    canvas.rectangle(0, 0.74, 1, 1, (176, 124, 76))


def _garden(canvas: Canvas, colour: float, layout: float) -> None:
    side = _side(layout)
    _wall(canvas, (190, 228, 246))
    canvas.ellipse(_x(0.2, side), 0.13, 0.11, 0.045, (250, 252, 252))
    canvas.ellipse(_x(0.3, side), 0.15, 0.08, 0.035, (250, 252, 252))
    green = pick(((126, 190, 96), (110, 178, 104), (150, 196, 90)), colour)
    canvas.ellipse(_x(0.1, side), 0.86, 0.6, 0.4, tint(green, 0.25))
    canvas.ellipse(_x(0.95, side), 0.95, 0.7, 0.42, green)
    x = _x(0.87, side)
    canvas.stroke([(x, 0.36), (x, 0.7)], 0.035, (136, 92, 58))
    for dx, dy, r in ((0, -0.1, 0.11), (-0.08, 0, 0.085), (0.09, 0, 0.085)):
        canvas.ellipse(x + dx, 0.34 + dy, r, r, mix(green, (40, 120, 60), 0.55))
    for i in range(5):
        canvas.ellipse(
            _x(0.03 + 0.05 * i, side), 0.7 + 0.03 * (i % 2), 0.016, 0.016, ((250, 220, 90), (244, 130, 150))[i % 2]
        )


_SETTINGS: Final[dict[str, Callable[[Canvas, float, float], None]]] = {
    "plain": _plain,
    "home": _home,
    "office": _office,
    "shop": _shop,
    "street": _street,
    "kitchen": _kitchen,
    "classroom": _classroom,
    "clinic": _clinic,
    "workshop": _workshop,
    "garden": _garden,
}
