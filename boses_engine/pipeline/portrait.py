"""The last step: a portrait for each person, painted one at a time, tried again with another seed where it fails."""

import time

from boses_engine import __version__
from boses_engine.avatars.picture import AI_GENERATED, as_png
from boses_engine.avatars.port import Painter, Prompt, Style
from boses_engine.avatars.prompt import portrait_prompt
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted, Portrait
from boses_engine.errors import PaintingError
from boses_engine.grounding.looks import draw_looks
from boses_engine.randomness import derive_seed, generator

TRIES = 3


def prompt_of(person: Persona, style: Style) -> Prompt:
    """What a person's portrait is asked for with; looks that an older record lacks are drawn by the person's id."""
    looks = person.appearance or draw_looks(generator(person.id, "looks"), person)
    return portrait_prompt(person.age, person.gender, looks, style)


def seeds_of(person: Persona) -> tuple[int, ...]:
    """The seeds of a person's portrait, in the order in which they are tried."""
    return tuple(derive_seed(person.id, "portrait", attempt) for attempt in range(TRIES))


def is_portrait_of(person: Persona, painted: Painted, painter: Painter) -> bool:
    """Whether what is there is what this painter would paint of the person."""
    prompt = prompt_of(person, painter.style)
    return (painted.model_sha256, painted.prompt) == (painter.sha256, prompt.text) and painted.seed in seeds_of(person)


def paint(person: Persona, painter: Painter) -> Portrait:
    """The person's portrait, of the first of their seeds that gives one.

    :raises PaintingError: none of them does; the text is the last reason.
    """
    prompt = prompt_of(person, painter.style)
    began = time.perf_counter()
    for seed in seeds_of(person):
        try:
            pixels = painter.paint(prompt, seed)
        except PaintingError as exc:
            failure = exc
            continue
        painted = Painted(painter.name, painter.sha256, seed, prompt.text)
        png = as_png(pixels, _said(person, painted, prompt))
        return Portrait(person.id, painted, time.perf_counter() - began, png)
    raise failure


def _said(person: Persona, painted: Painted, prompt: Prompt) -> dict[str, str]:
    texts = {
        AI_GENERATED: "yes; this person does not exist",
        "Software": f"Boses Engine {__version__}",
        "Person": person.id,
        "Model": painted.model,
        "Model SHA-256": painted.model_sha256,
        "Seed": str(painted.seed),
        "Prompt": prompt.text,
    }
    return texts | ({"Negative prompt": prompt.negative} if prompt.negative else {})
