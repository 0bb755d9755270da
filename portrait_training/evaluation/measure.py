"""Attribute match, diversity and bias of a model, as numbers."""

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from boses_engine.avatars.appearance import VOCABULARY, Appearance, prompt_text
from boses_engine.randomness import derive_seed
from portrait_training.attributes import Person, draw_person
from portrait_training.evaluation.classifier import Classifier, load_classifier
from portrait_training.models.pipeline import GUIDANCE, STEPS, load, paint
from portrait_training.renderer.portrait import SIZE, draw_portrait
from portrait_training.steps.checkpoint import as_tensor
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import Pictures
from portrait_training.steps.text import labels_of

MATCHED, ALIKE, OPEN = 200, 100, 200  # people of the three measurements
SMALL: Final = 32  # pixels a side at which pictures are compared with the training pictures

Figures = dict[str, Any]


def measure(work: Path, folder: Path) -> Figures:
    """All figures of the model in `folder`; the classifier and the training pictures are those of `work`."""
    clock = Clock("evaluation", 60)
    pipeline, classifier = load(folder), load_classifier(work)
    torch.set_num_threads(1)
    fresh = [draw_person("fresh", i) for i in range(MATCHED)]
    prompts = [prompt_text(person.appearance) for person in fresh]
    start = clock.passed_s
    made = paint(pipeline, prompts, [derive_seed("evaluation", i) for i in range(MATCHED)])
    seconds = (clock.passed_s - start) / MATCHED
    clock.say(f"painted {MATCHED} people, {seconds:.2f} s each")
    drawn = render(fresh)
    alike = _alike(pipeline, classifier)
    clock.say("painted people of equal appearance")
    return {
        "steps": STEPS,
        "guidance": GUIDANCE,
        "seconds_a_portrait": round(seconds, 3),
        "match": match(classifier, [person.appearance for person in fresh], made, drawn),
        "alike": alike,
        "nearest": _nearest(Pictures(work / "pictures"), made, drawn),
        "open": _open(pipeline, classifier),
    }


def render(people: list[Person], size: int = SIZE) -> NDArray[np.uint8]:
    """The renderer's own pictures of these people."""
    return np.stack([draw_portrait(person, size) for person in people])


def match(
    classifier: Classifier, asked: list[Appearance], made: NDArray[np.uint8], drawn: NDArray[np.uint8]
) -> dict[str, dict[str, float]]:
    """By field, the share told right: of the model's pictures, of true renders, and with the captions shuffled.

    Hair under a hijab or turban is not counted.
    """
    labels = torch.tensor([labels_of(appearance) for appearance in asked])
    told, ceiling = classifier.tell(as_tensor(made)), classifier.tell(as_tensor(drawn))
    shuffled = torch.roll(told, 1, 0)
    return {
        name: {
            "model": _right(told[:, i], labels[:, i], len(known)),
            "renders": _right(ceiling[:, i], labels[:, i], len(known)),
            "shuffled": _right(shuffled[:, i], labels[:, i], len(known)),
        }
        for i, (name, known) in enumerate(VOCABULARY.items())
    }


def least_distance(points: NDArray[np.float64]) -> tuple[float, float]:
    """The least and the mean of all distances between two rows: [n, d]."""
    squares = (points**2).sum(1)
    apart = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0))
    pairs = apart[np.triu_indices(len(points), 1)]
    return float(pairs.min()), float(pairs.mean())


def _right(told: Tensor, labels: Tensor, unsaid: int) -> float:
    counted = labels != unsaid
    return round(float((told[counted] == labels[counted]).float().mean()), 3)


def _alike(pipeline: Any, classifier: Classifier) -> Figures:
    """People of one appearance: how far the nearest two are apart, beside renders that differ in identity alone."""
    said = replace(
        draw_person("alike").appearance, gender="woman", age_group="adult", head_covering="none", beard="none",
        hair_style="long straight", hair_colour="black", glasses="none", expression="smiling", setting="plain",
    )  # fmt: skip
    stated = {field.name: getattr(said, field.name) for field in fields(Appearance)}
    made = paint(pipeline, [prompt_text(said)] * ALIKE, [derive_seed("alike", i) for i in range(ALIKE)])
    drawn = render([draw_person("alike", i, **stated) for i in range(ALIKE)])
    return {"model": _spread(classifier, made), "renders": _spread(classifier, drawn)}


@torch.no_grad()
def _spread(classifier: Classifier, pictures: NDArray[np.uint8]) -> dict[str, float]:
    flat = pictures.reshape(len(pictures), -1).astype(np.float64)
    least, mean = least_distance(flat / np.sqrt(flat.shape[1]))  # root mean square difference, of 255
    features = classifier(as_tensor(pictures))
    unit = torch.nn.functional.normalize(features, dim=1).double().numpy()
    near, apart = least_distance(unit)
    return {
        "least_pixels": round(least, 2),
        "mean_pixels": round(mean, 2),
        "least_embedding": round(near, 4),
        "mean_embedding": round(apart, 4),
    }


def _nearest(training: Pictures, made: NDArray[np.uint8], drawn: NDArray[np.uint8]) -> dict[str, dict[str, float]]:
    """Root mean square distance to the nearest training picture, at 32 pixels a side, of 255."""
    known = np.concatenate([_small(training.take(part)) for part in np.array_split(np.arange(len(training)), 50)])
    out = {}
    for name, pictures in (("model", made), ("renders", drawn)):
        points = _small(pictures)
        squares = (points**2).sum(1)[:, None] + (known**2).sum(1)[None, :] - 2 * points @ known.T
        apart = np.sqrt(np.maximum(squares, 0).min(1) / known.shape[1])
        out[name] = {"least": round(float(apart.min()), 2), "median": round(float(np.median(apart)), 2)}
    return out


def _small(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    count, size = pictures.shape[:2]
    block = size // SMALL
    shrunk = pictures.reshape(count, SMALL, block, SMALL, block, 3).mean((2, 4), dtype=np.float32)
    flat: NDArray[np.float32] = shrunk.reshape(count, -1)
    return flat


def _open(pipeline: Any, classifier: Classifier) -> dict[str, dict[str, int]]:
    """What the model chooses when a prompt leaves skin and gender open, and all else is stated.

    Hijab, peci, turban and beards tell the gender, so none of them is asked for here.
    """
    stated = {"head_covering": "none", "beard": "none", "hair_style": "short"}
    people = [draw_person("open", i, **stated).appearance for i in range(OPEN)]
    prompts = [prompt_text(replace(said, skin=None, gender=None)) for said in people]
    told = classifier.tell(as_tensor(paint(pipeline, prompts, [derive_seed("open", i) for i in range(OPEN)])))
    out = {}
    for name in ("gender", "skin"):
        place = list(VOCABULARY).index(name)
        counts = Counter(told[:, place].tolist())
        out[name] = {value: counts.get(i, 0) for i, value in enumerate(VOCABULARY[name])}
    return out
