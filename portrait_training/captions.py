"""Captions of the training pictures: the product's own words, with things left out and in varying order.

What a caption leaves out the model must learn to choose freely: people drawn with "woman, smiling" differ in skin, age
and dress, as the pictures of such captions do.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from boses_engine.avatars.appearance import STYLE, Appearance, article, phrases, prompt_text

# What may be left open, and the fields that go together. Glasses, coverings and beards are always told: unsaid is none.
OPTIONAL: Final = (
    ("gender",), ("age_group",), ("skin",), ("hair_style",), ("hair_colour",), ("expression",),
    ("clothing",), ("clothing_colour",), ("setting",),
)  # fmt: skip
WHOLE_SHARE: Final = 0.4  # captions that are the product's prompt, word for word
LEADS: Final = (f"{STYLE} of ", "portrait of ", "")


def leave_open(appearance: Appearance, rng: np.random.Generator) -> Appearance:
    """The appearance with some of what is optional open; how much differs from call to call (none to half)."""
    rate = rng.uniform(0, 0.5)
    opened = {name: None for names in OPTIONAL if rng.random() < rate for name in names}
    if appearance.beard != "none":
        opened.pop("gender", None)  # a beard tells it
    return replace(appearance, **opened)  # type: ignore[arg-type]


def training_caption(appearance: Appearance, rng: np.random.Generator) -> tuple[str, Appearance]:
    """A caption, and the appearance with what it leaves open: its labels."""
    if rng.random() < WHOLE_SHARE:
        return prompt_text(appearance), appearance
    said = leave_open(appearance, rng)
    who, *rest = phrases(said).values()
    if rng.random() < 0.5:
        rest = [rest[i] for i in rng.permutation(len(rest))]
    lead = LEADS[int(rng.integers(len(LEADS)))]
    return ", ".join([f"{lead}{article(who)} {who}", *rest]), said


def noisy_caption(caption: str, rng: np.random.Generator) -> str:
    """The caption with up to three words put in that mean nothing here; they must not change what it asks for."""
    words = caption.split(" ")
    for _ in range(int(rng.integers(1, 4))):
        letters = "".join(chr(97 + int(i)) for i in rng.integers(0, 26, int(rng.integers(2, 8))))
        if rng.random() < 0.4:  # a known word as another's end: "Sultan" is no tan
            letters += words[int(rng.integers(len(words)))].strip(",")
        words.insert(int(rng.integers(len(words) + 1)), letters)
    return " ".join(words)
