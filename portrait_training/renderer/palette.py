"""The colours of the illustrations; one palette, so that a gallery looks like one hand's work."""

from typing import Final

from portrait_training.renderer.canvas import Colour

SKIN: Final[dict[str, Colour]] = {
    "pale": (253, 230, 217),
    "fair": (246, 208, 182),
    "beige": (233, 188, 150),
    "olive": (209, 166, 118),
    "tan": (192, 136, 92),
    "brown": (155, 101, 66),
    "dark brown": (114, 71, 47),
    "deep brown": (76, 48, 36),
}
HAIR: Final[dict[str, Colour]] = {
    "black": (34, 29, 34),
    "dark brown": (74, 46, 33),
    "brown": (128, 80, 45),
    "blonde": (228, 186, 104),
    "red": (184, 76, 36),
    "grey": (150, 151, 157),
    "white": (238, 238, 235),
}
CLOTHES: Final[dict[str, Colour]] = {
    "white": (246, 246, 243),
    "grey": (142, 148, 156),
    "black": (46, 46, 52),
    "navy": (34, 50, 104),
    "blue": (56, 132, 220),
    "green": (54, 150, 84),
    "yellow": (248, 202, 62),
    "orange": (241, 134, 44),
    "red": (208, 50, 52),
    "pink": (244, 150, 180),
    "purple": (128, 80, 178),
    "brown": (132, 88, 56),
}
IRISES: Final[tuple[Colour, ...]] = ((52, 34, 26), (70, 44, 28), (96, 62, 34), (84, 104, 66), (74, 116, 150))
COVERINGS: Final[tuple[Colour, ...]] = (
    (240, 236, 228), (52, 52, 60), (186, 110, 116), (86, 128, 158), (104, 136, 104), (208, 176, 132),
    (122, 92, 150), (62, 74, 118), (214, 138, 92), (150, 60, 74),
)  # fmt: skip
FRAMES: Final[tuple[Colour, ...]] = ((34, 32, 38), (92, 52, 34), (150, 40, 52), (46, 66, 120))
BACKDROPS: Final[tuple[Colour, ...]] = (
    (176, 212, 232), (196, 222, 188), (244, 214, 172), (240, 196, 188), (212, 198, 232), (224, 222, 214),
    (168, 216, 210), (246, 228, 150),
)  # fmt: skip
INK: Final[Colour] = (40, 32, 36)
WHITE: Final[Colour] = (252, 252, 250)


def pick(palette: tuple[Colour, ...], place: float) -> Colour:
    """The colour at a place 0…1 of a palette."""
    return palette[min(int(place * len(palette)), len(palette) - 1)]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """This share (0…1) of the other colour in the one."""
    r, g, b = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return r, g, b


def shade(colour: Colour, share: float) -> Colour:
    """Darker and a little warmer, as a shadow on skin or cloth."""
    return mix(colour, (28, 14, 18), share)


def tint(colour: Colour, share: float) -> Colour:
    """Lighter."""
    return mix(colour, (255, 252, 248), share)


def brightness(colour: Colour) -> float:
    """Perceived brightness, 0…1 (the weights of ITU-R BT.601)."""
    r, g, b = colour
    return (0.299 * r + 0.587 * g + 0.114 * b) / 255
