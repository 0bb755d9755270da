"""The head: its geometry, skin, ears and neck, and what age does to them."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from portrait_training.attributes import Identity, Person
from portrait_training.renderer.canvas import Canvas, Colour, Points, mirrored, smooth
from portrait_training.renderer.palette import HAIR, SKIN, brightness, mix, shade, tint

AGES: Final = ("young", "adult", "middle-aged", "older", "elderly")
CENTRE: Final = (0.5, 0.435)  # of the head, in the picture
HALF_WIDTH, HALF_HEIGHT = 0.184, 0.242


@dataclass(frozen=True)
class Face:
    """Where things lie on one head. Face coordinates: u -1…1 from cheek to cheek, v -1…1 from crown to chin."""

    half_width: float
    half_height: float
    shift: float  # of the features to the side, from the turn of the head
    outline: Points  # [n, 2] in the picture
    age: int  # 0 young … 4 elderly
    man: bool
    skin: Colour
    hair: Colour
    identity: Identity

    def at(self, u: float, v: float) -> tuple[float, float]:
        """A point of the skull, in the picture."""
        return CENTRE[0] + u * self.half_width, CENTRE[1] + v * self.half_height

    def on(self, u: float, v: float) -> tuple[float, float]:
        """A point of the features, which move with the turn of the head."""
        x, y = self.at(u, v)
        return x + self.shift, y

    def many(self, *points: tuple[float, float]) -> list[tuple[float, float]]:
        """Several points of the skull."""
        return [self.at(u, v) for u, v in points]

    def line(self, *points: tuple[float, float]) -> list[tuple[float, float]]:
        """Several points of the features."""
        return [self.on(u, v) for u, v in points]

    @property
    def wrinkle(self) -> Colour:
        """The colour of lines in the skin: darker on light skin, and dark enough to be seen on dark skin."""
        return shade(self.skin, 0.3 + 0.22 * (1 - brightness(self.skin)))


def face_of(person: Person) -> Face:
    """The head of this person."""
    said, who = person.appearance, person.identity
    age, man = AGES.index(said.age_group or ""), said.gender == "man"
    half_width = HALF_WIDTH * (1 + 0.075 * who.face_width + (0.03 if man else -0.03) + (0.04 if age == 0 else 0))
    half_height = HALF_HEIGHT * (1 + 0.05 * who.face_length + (0.015 if man else -0.01) - (0.045 if age == 0 else 0))
    assert said.skin is not None
    assert said.hair_colour is not None
    tone = SKIN[said.skin]
    skin = tint(tone, 0.05 * who.complexion) if who.complexion > 0 else shade(tone, -0.05 * who.complexion)
    jaw = 0.5 * who.jaw + (0.45 if man else -0.35)
    sag = (0, 0, 0.25, 0.65, 0.85)[age]  # jowls
    hollow = (0, 0, 0, 0.01, 0.05)[age]  # sunken cheeks
    full = 0.02 * who.cheeks + (0.025, 0, 0, 0, 0)[age]
    half = [
        (0.0, -1.0), (0.52, -0.93), (0.88, -0.62), (1.0, -0.15), (0.985 + full - hollow, 0.16),
        (0.9 + full + 0.05 * jaw + 0.04 * sag - hollow, 0.46),
        (0.63 + 0.13 * jaw + 0.14 * sag, 0.8 + 0.03 * sag),
        (0.27 + 0.07 * jaw + 0.03 * sag, 0.975), (0.0, 1.0),
    ]  # fmt: skip
    placed = [(CENTRE[0] + u * half_width, CENTRE[1] + v * half_height) for u, v in half]
    outline = smooth(mirrored(placed, CENTRE[0]), closed=True)
    return Face(half_width, half_height, 0.016 * who.turn, outline, age, man, skin, HAIR[said.hair_colour], who)


def draw_neck(canvas: Canvas, face: Face) -> None:
    """The neck with the head's shadow, and an older neck's lines."""
    wide = (0.66 if face.man else 0.5) * face.half_width
    x, top, bottom = CENTRE[0], face.at(0, 0.4)[1], 0.83
    canvas.polygon([(x - wide, top), (x + wide, top), (x + wide * 1.12, bottom), (x - wide * 1.12, bottom)], face.skin)
    under = [
        (px, py + 0.045) for px, py in face.line((-0.75, 0.62), (-0.4, 0.96), (0.0, 1.02), (0.4, 0.96), (0.75, 0.62))
    ]
    low = np.array([*under, (x + wide * 1.2, top), (x - wide * 1.2, top)])
    low[:, 0] = np.clip(low[:, 0], x - wide, x + wide)
    canvas.polygon(low, shade(face.skin, 0.2))
    for row in range((0, 0, 0, 2, 3)[face.age]):
        y = face.at(0, 1.2 + 0.1 * row)[1]
        canvas.stroke(
            [(x - wide * 0.7, y - 0.004), (x, y + 0.004), (x + wide * 0.7, y - 0.004)], 0.006, face.wrinkle, 120
        )


def draw_ears(canvas: Canvas, face: Face) -> None:
    """Both ears, longer with age, and earrings."""
    ry = 0.2 * face.half_height * (1 + 0.15 * face.identity.ear_size + (0, 0, 0.05, 0.15, 0.25)[face.age])
    for side in (-1, 1):
        x, y = face.at(side * 1.02, 0.07)
        x -= face.shift * 0.8
        canvas.ellipse(x, y, 0.028, ry, face.skin)
        canvas.ellipse(x - side * 0.002, y, 0.015, ry * 0.62, shade(face.skin, 0.16))


def draw_earrings(canvas: Canvas, face: Face) -> None:
    """A stud or a hoop in each ear."""
    for side in (-1, 1):
        x, y = face.at(side * 1.04, 0.29)
        x -= face.shift * 0.8
        if face.identity.earrings == "stud":
            canvas.ellipse(x, y, 0.011, 0.011, (250, 206, 84))
        elif face.identity.earrings == "hoop":
            canvas.ring(x, y + 0.02, 0.018, 0.024, 0.008, (244, 196, 70))


def draw_skin(canvas: Canvas, face: Face) -> None:
    """The face's surface: two-tone shading, cheeks, freckles, mole; features come later."""
    canvas.polygon(face.outline, face.skin)
    bound = face.at(0.72, 0)[0] - 0.1 * (face.outline[:, 1] - CENTRE[1]) + face.shift
    canvas.polygon(face.outline[face.outline[:, 0] > bound], shade(face.skin, 0.09))  # the side away from the light
    rosy = mix(face.skin, (226, 84, 84), 0.42)
    strength = (150, 60, 50, 45, 40)[face.age] if not face.man else (110, 35, 35, 35, 35)[face.age]
    for side in (-1, 1):
        x, y = face.on(side * 0.58, 0.32)
        canvas.ellipse(x, y, 0.034, 0.026, rosy, strength)
    if face.identity.freckles:
        spot = shade(mix(face.skin, (150, 70, 30), 0.4), 0.18)
        for u, v in ((0.32, 0.24), (0.46, 0.31), (0.6, 0.22), (0.5, 0.17), (0.12, 0.2), (0.7, 0.32)):
            for side in (-1, 1):
                x, y = face.on(side * u, v + 0.02 * side)
                canvas.ellipse(x, y, 0.0048, 0.0048, spot, 190)
    if face.identity.mole >= 0.6:
        places = ((-0.45, 0.52), (0.42, 0.62), (0.62, 0.38), (-0.62, 0.3), (0.28, 0.82))
        x, y = face.on(*places[int((face.identity.mole - 0.6) / 0.4 * 4.99)])
        canvas.ellipse(x, y, 0.008, 0.008, shade(face.skin, 0.6))


def draw_age(canvas: Canvas, face: Face) -> None:
    """Lines, eye bags, hollows and spots: each age group has marks that the one before it lacks."""
    age, line, shadow = face.age, face.wrinkle, shade(face.skin, 0.17)
    if age == 0:
        return
    for side in (-1, 1):
        if age >= 4:  # hollow cheeks
            canvas.blob(
                face.line((side * 0.86, 0.3), (side * 0.58, 0.44), (side * 0.66, 0.74), (side * 0.84, 0.56)),
                shadow,
                150,
            )
        if age >= 3:  # jowls
            canvas.blob(
                face.line((side * 0.62, 0.68), (side * 0.4, 0.84), (side * 0.52, 0.96), (side * 0.72, 0.82)),
                shadow,
                130,
            )
            canvas.stroke(face.line((side * 0.46, 0.66), (side * 0.5, 0.76), (side * 0.44, 0.86)), 0.009, line, 210)
        if age >= 2:  # bags under the eyes
            canvas.blob(
                face.line((side * 0.22, 0.17), (side * 0.42, 0.2), (side * 0.62, 0.15), (side * 0.42, 0.29)),
                shadow,
                190,
            )
            strength = (0, 0, 150, 220, 255)[age]
            reach = (0, 0, 0.62, 0.68, 0.72)[age]
            width = (0, 0, 0.009, 0.012, 0.014)[age]
            canvas.stroke(
                face.line((side * 0.26, 0.32), (side * 0.42, 0.45), (side * 0.45, reach)),
                (width * 0.5, width, width * 0.5),
                line,
                strength,
            )
            for row in range((0, 0, 2, 3, 3)[age]):
                v = -0.02 + 0.07 * row
                canvas.stroke(face.line((side * 0.74, v), (side * 0.86, v + 0.05 * (row - 1))), 0.0075, line, strength)
        else:
            canvas.stroke(face.line((side * 0.27, 0.21), (side * 0.42, 0.245), (side * 0.56, 0.2)), 0.0085, line, 190)
            canvas.stroke(face.line((side * 0.27, 0.36), (side * 0.38, 0.46)), 0.0085, line, 190)
    for row in range((0, 0, 1, 2, 3)[age]):
        v = -0.5 - 0.1 * row
        reach = 0.42 - 0.05 * row
        canvas.stroke(
            face.line((-reach, v), (-0.15, v - 0.025), (0.15, v - 0.015), (reach, v)),
            0.008,
            line,
            (0, 0, 130, 190, 230)[age],
        )
    if age >= 4:
        spot = shade(mix(face.skin, (130, 70, 40), 0.4), 0.12)
        for u, v, r in ((0.62, -0.36, 0.011), (-0.7, 0.42, 0.009), (-0.55, -0.42, 0.008), (0.74, 0.24, 0.008)):
            x, y = face.on(u, v)
            canvas.ellipse(x, y, r, r * 0.8, spot, 150)
