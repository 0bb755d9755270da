"""Scales read from what is said: how near the person's reasons are to a statement of each point.

Semantic similarity rating (arXiv 2510.08338): the cosine of each statement less the smallest of them, as shares. It is
here to be compared with the pushes of `scales`, which are the default. What is compared are the reasons as the record
has them, so that a point is the same whichever model words the answer; `compare_words` reads the models' words back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boses_engine.domain.study import Answer, Question, StudyDesign
from boses_engine.studies.figures import Part, figures_of
from boses_engine.studies.position import Position, draw, normalised
from boses_engine.studies.respondent import Encode
from boses_engine.studies.telling import SCALES

REASONS = 3  # of the strongest grounds, whichever way they push


def map_to_anchors(question: Question, position: Position, encode: Encode, rng: np.random.Generator) -> Position:
    """The position with the point drawn by similarity; a question without a scale or without reasons keeps its own."""
    said = [ground.notes[0] for ground in position.grounds if ground.notes][:REASONS]
    if question.kind != "likert" or question.scale is None or position.no_basis or not said:
        return position
    shares = _shares_near(question, " ".join(said), encode)
    at = draw(rng, shares)
    side = float(np.sign(at - (len(shares) - 1) / 2))
    distribution = dict(zip(map(str, question.points), shares, strict=True))
    return Position(question.points[at], distribution, position.grounds, side)


@dataclass(frozen=True)
class WordsApart:
    """How two models' words for the same answers read on a question's scale: mean points, and how far apart.

    `claimed` is the smallest difference that the figures claim to tell: half the 95 % interval of the question's mean.
    """

    question: str
    answers: int
    one: float
    other: float
    claimed: float

    @property
    def is_too_far(self) -> bool:
        """Whether the models disagree by more than what the figures claim to tell."""
        return abs(self.one - self.other) > self.claimed


def compare_words(
    design: StudyDesign, one: Sequence[Answer], other: Sequence[Answer], encode: Encode
) -> list[WordsApart]:
    """What two models' words come to by similarity, for each question with a scale that both have worded answers to."""
    found = []
    beside = {(answer.persona, answer.question, answer.repeat): answer for answer in other}
    for question in design.questions:
        if question.kind != "likert" or question.scale is None:
            continue
        pairs = [
            (answer.text, twin.text)
            for answer in one
            if answer.question == question.id
            and (twin := beside.get((answer.persona, answer.question, answer.repeat))) is not None
            and not (answer.worded_by_code or twin.worded_by_code)
        ]
        means = [
            float(np.mean([_read_back(question, text, encode) for text in side])) for side in zip(*pairs, strict=True)
        ]
        people = Part("all", "everybody", frozenset(answer.persona for answer in one))
        figures = [figure for part in figures_of(question, one, [people], design.seed) for figure in part.figures]
        mean = next((figure for figure in figures if figure.label == "mean"), None)
        if means and mean is not None:
            found.append(WordsApart(question.id, len(pairs), means[0], means[1], (mean.high - mean.low) / 2))
    return found


def _read_back(question: Question, text: str, encode: Encode) -> float:
    """The mean point of what is said after the first sentence, in which code says the point."""
    _, _, said = text.partition(". ")
    shares = _shares_near(question, said or text, encode)
    return float(np.dot(question.points, shares))


def _shares_near(question: Question, said: str, encode: Encode) -> list[float]:
    """How near what is said is to the statement of each point, as shares."""
    assert question.scale is not None
    statements = [SCALES[question.scale][0].format(anchor=anchor) for anchor in question.anchors]
    vectors = encode([said, *statements])
    cosines = vectors[1:] @ vectors[0]
    return normalised([float(cosine) for cosine in np.round(cosines - cosines.min(), 4)])
