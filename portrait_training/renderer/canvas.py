"""A supersampled canvas in units of the picture's side: everything drawn on it is size-independent."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Points = NDArray[np.float64]  # [n, 2], x to the right and y down, both 0…1
OPAQUE: Final = 255


class Canvas:
    """Draws filled shapes on a square picture of `size` pixels, `oversampling` times finer than it is read."""

    def __init__(self, size: int, oversampling: int = 4) -> None:
        self.size = size
        self._side = size * oversampling
        self._image = Image.new("RGB", (self._side, self._side))
        self._draw = ImageDraw.Draw(self._image, "RGBA")
        self._turn = np.eye(2)
        self._pivot = np.zeros(2)

    def turn_about(self, pivot: tuple[float, float], radians: float) -> None:
        """From here on everything is drawn turned about this point; 0 ends it."""
        cos, sin = np.cos(radians), np.sin(radians)
        self._turn = np.array([[cos, sin], [-sin, cos]])
        self._pivot = np.array(pivot)

    def polygon(self, points: Points | Sequence[tuple[float, float]], colour: Colour, alpha: int = OPAQUE) -> None:
        """A filled polygon through these points."""
        self._draw.polygon(self._pixels(points), fill=(*colour, alpha))

    def blob(self, points: Points | Sequence[tuple[float, float]], colour: Colour, alpha: int = OPAQUE) -> None:
        """A filled smooth closed curve through these points."""
        self.polygon(smooth(points, closed=True), colour, alpha)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: int = OPAQUE) -> None:
        """A filled ellipse with this centre and these radii."""
        self.polygon(ellipse_points(x, y, rx, ry), colour, alpha)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, alpha: int = OPAQUE) -> None:
        """A filled rectangle between two corners."""
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, alpha)

    def stroke(
        self,
        points: Points | Sequence[tuple[float, float]],
        width: float | tuple[float, float, float],
        colour: Colour,
        alpha: int = OPAQUE,
    ) -> None:
        """A smooth line through these points, with round ends; a width of three is (start, middle, end)."""
        path = smooth(points)
        start, middle, end = (width, width, width) if isinstance(width, float) else width
        along = np.linspace(0, 1, len(path))
        half = np.interp(along, [0, 0.5, 1], [start, middle, end]) / 2
        tangent = np.gradient(path, axis=0)
        normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) / (np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9)
        first, last = np.arctan2(*(-normal[0])[::-1]), np.arctan2(*normal[-1][::-1])
        tail = _cap(path[-1], half[-1], last)
        head = _cap(path[0], half[0], first)
        left, right = path + normal * half[:, None], path - normal * half[:, None]
        self.polygon(np.concatenate([left, tail, right[::-1], head]), colour, alpha)

    def ring(self, x: float, y: float, rx: float, ry: float, width: float, colour: Colour) -> None:
        """The outline of an ellipse."""
        outline = ellipse_points(x, y, rx, ry, 40)
        pixels = self._pixels(np.concatenate([outline, outline[:2]]))
        self._draw.line(pixels, fill=colour, width=max(1, round(width * self._side)), joint="curve")

    def outline(self, points: Points | Sequence[tuple[float, float]], width: float, colour: Colour) -> None:
        """The outline of a closed polygon."""
        closed = [*points, *points[:2]]
        self._draw.line(self._pixels(closed), fill=colour, width=max(1, round(width * self._side)), joint="curve")

    def within(self, points: Points | Sequence[tuple[float, float]]) -> "Cut":
        """A context in which whatever is drawn shows only inside this polygon."""
        return Cut(self, points)

    def read(self) -> NDArray[np.uint8]:
        """The picture: [size, size, 3], 0…255."""
        return np.asarray(self._image.resize((self.size, self.size), Image.Resampling.BOX))

    def _pixels(self, points: Points | Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        turned = (np.asarray(points) - self._pivot) @ self._turn + self._pivot
        return [(x, y) for x, y in (turned * self._side).tolist()]


class Cut:
    """Puts back everything outside a polygon when the context is left."""

    def __init__(self, canvas: Canvas, points: Points | Sequence[tuple[float, float]]) -> None:
        self._canvas, self._points = canvas, points

    def __enter__(self) -> None:
        self._before = self._canvas._image.copy()

    def __exit__(self, *_: object) -> None:
        canvas = self._canvas
        outside = Image.new("L", canvas._image.size, 255)
        ImageDraw.Draw(outside).polygon(canvas._pixels(self._points), fill=0)
        canvas._image.paste(self._before, (0, 0), outside)


def ellipse_points(x: float, y: float, rx: float, ry: float, count: int = 32) -> Points:
    """Points on an ellipse: [count, 2]."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.stack([x + rx * np.cos(angle), y + ry * np.sin(angle)], 1)


def smooth(points: Points | Sequence[tuple[float, float]], closed: bool = False, steps: int = 8) -> Points:
    """A Catmull-Rom spline through the points, `steps` points for each stretch."""
    given = np.asarray(points, dtype=np.float64)
    if closed:
        padded = np.concatenate([given[-1:], given, given[:2]])
    else:
        padded = np.concatenate([2 * given[:1] - given[1:2], given, 2 * given[-1:] - given[-2:-1]])
    p0, p1, p2, p3 = (padded[i : len(padded) - 3 + i, None, :] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    curve = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * (p1 - p2) + p3 - p0) * t**3)
    flat = curve.reshape(-1, 2)
    return flat if closed else np.concatenate([flat, given[-1:]])


def spaced(start: float, stop: float, step: float) -> list[float]:
    """Numbers from `start` on, `step` apart, below `stop`."""
    return [float(number) for number in np.arange(start, stop, step)]


def mirrored(points: Sequence[tuple[float, float]], axis_x: float) -> Points:
    """A closed outline from its right half, given from top to bottom: the half and its mirror image about x."""
    right = np.asarray(points, dtype=np.float64)
    left = right[::-1].copy()
    left[:, 0] = 2 * axis_x - left[:, 0]
    keep = np.abs(left[:, 0] - axis_x) > 1e-6
    return np.concatenate([right, left[keep]])


def _cap(centre: Points, radius: float, start: float) -> Points:
    angle = start + np.linspace(0, -np.pi, 6)
    return np.stack([centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)], 1)
