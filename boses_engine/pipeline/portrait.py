"""The last step: a portrait for each person, painted one at a time, tried again with another seed where it fails."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from boses_engine import __version__
from boses_engine.avatars.picture import AI_GENERATED, as_png
from boses_engine.avatars.port import Offer, Painter, Prompt, Style
from boses_engine.avatars.prompt import portrait_prompt
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted, Portrait
from boses_engine.domain.report import PaintedBy, PortraitsReport
from boses_engine.errors import ModelError, PaintingError
from boses_engine.grounding.looks.draw import draw_looks
from boses_engine.grounding.names.customs import custom_of
from boses_engine.pipeline.events import PortraitDone, PortraitFailed, PortraitsStarted
from boses_engine.randomness import derive_seed, generator

TRIES = 3
SEEDS = 2**32


class PortraitStore(Protocol):
    """What the step needs of the store."""

    def save_portrait(self, portrait: Portrait) -> None: ...


def prompt_of(person: Persona, style: Style) -> Prompt:
    """What a person's portrait is asked for with; looks that an older record lacks are drawn by the person's id."""
    looks = person.appearance or draw_looks(generator(person.id, "looks"), person, custom_of(person))
    return portrait_prompt(person.age, person.gender, looks, style)


def seeds_of(person: Persona) -> tuple[int, ...]:
    """The seeds of a person's portrait, in the order in which they are tried."""
    return tuple(derive_seed(person.id, "portrait", attempt) % SEEDS for attempt in range(TRIES))


def is_missing(person: Persona, there: Mapping[str, Painted], offer: Offer) -> bool:
    """Whether somebody is to be painted: there is no portrait, or another one where the offer replaces."""
    painted = there.get(person.id)
    if painted is None or not offer.replaces:
        return painted is None
    same = (painted.model_sha256, painted.prompt) == (offer.sha256, prompt_of(person, offer.style).text)
    return not same or painted.seed not in seeds_of(person)


def paint_all(
    people: Iterable[tuple[int, Persona]], count: int, offer: Offer, store: PortraitStore
) -> Iterator[PortraitsStarted | PortraitDone | PortraitFailed]:
    """Paints so many people, given with their slots, and keeps each portrait before its event; whoever gets none does
    without."""
    yield PortraitsStarted(offer.name, offer.about, count)
    if not count:
        return
    try:
        painter = offer.open()
    except ModelError as exc:
        yield from (PortraitFailed(slot, str(exc)) for slot, _ in people)
        return
    try:
        for slot, person in people:
            try:
                portrait = paint(person, painter)
            except PaintingError as exc:
                yield PortraitFailed(slot, str(exc))
                continue
            store.save_portrait(portrait)
            yield PortraitDone(slot, person.id, portrait.seconds)
    finally:
        painter.close()


def portraits_report(
    people: Sequence[Persona], there: Mapping[str, tuple[Painted, float]], failed: Mapping[int, str]
) -> PortraitsReport:
    """What a run's report says of the people's portraits, those that are there and those that `failed`, by slot."""
    found = [there[person.id] for person in people if person.id in there]
    models = sorted({(painted.model, painted.model_sha256) for painted, _ in found})
    return PortraitsReport(
        count=len(found),
        models=tuple(PaintedBy(name=name, sha256=sha256) for name, sha256 in models),
        seconds=round(sum(seconds for _, seconds in found), 2),
        failed={str(slot): reason for slot, reason in failed.items()},
    )


def paint(person: Persona, painter: Painter) -> Portrait:
    """The person's portrait, of the first of their seeds that gives one.

    :raises PaintingError: none of them does; the text is the last reason.
    """
    prompt = prompt_of(person, painter.style)
    began = time.perf_counter()
    failure: PaintingError | None = None
    for seed in seeds_of(person):
        try:
            pixels = painter.paint(prompt, seed)
        except PaintingError as exc:
            failure = exc
            continue
        painted = Painted(painter.name, painter.sha256, seed, prompt.text)
        png = as_png(pixels, _said(person, painted, prompt))
        return Portrait(person.id, painted, time.perf_counter() - began, png)
    assert failure is not None
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
