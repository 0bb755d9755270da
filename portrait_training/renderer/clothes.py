"""Clothes: one drawing for each garment of the vocabulary, in the stated colour."""

from collections.abc import Callable
from typing import Final

from portrait_training.renderer import everyday, workwear
from portrait_training.renderer.canvas import Canvas
from portrait_training.renderer.tailoring import Body


def draw_clothes(canvas: Canvas, body: Body, garment: str) -> None:
    """The trunk in this garment."""
    _GARMENTS[garment](canvas, body)


_GARMENTS: Final[dict[str, Callable[[Canvas, Body], None]]] = {
    "t-shirt": everyday.draw_t_shirt,
    "polo shirt": everyday.draw_polo,
    "button-up shirt": everyday.draw_shirt,
    "blouse": everyday.draw_blouse,
    "blazer": everyday.draw_blazer,
    "suit and tie": everyday.draw_suit,
    "hoodie": everyday.draw_hoodie,
    "sweater": everyday.draw_sweater,
    "batik shirt": everyday.draw_batik,
    "tunic": everyday.draw_tunic,
    "scrubs": workwear.draw_scrubs,
    "white coat": workwear.draw_white_coat,
    "apron": workwear.draw_apron,
    "overalls": workwear.draw_overalls,
    "safety vest": workwear.draw_safety_vest,
    "zip jacket": workwear.draw_zip_jacket,
    "uniform": workwear.draw_uniform,
}
