"""Scales read from what is said: how near the person's reasons are to a statement of each point.

Semantic similarity rating (arXiv 2510.08338): the cosine of each statement less the smallest of them, as shares. It is
here to be compared with the pushes of `scales`, which are the default.
"""

import numpy as np

from boses_engine.domain.study import Question
from boses_engine.studies.position import Position, draw, normalised
from boses_engine.studies.respondent import Encode
from boses_engine.studies.telling import SCALES

REASONS = 3  # of the strongest grounds, whichever way they push


def map_to_anchors(question: Question, position: Position, encode: Encode, rng: np.random.Generator) -> Position:
    """The position with the point drawn by similarity; a question without a scale or without reasons keeps its own."""
    said = [ground.notes[0] for ground in position.grounds if ground.notes][:REASONS]
    if question.kind != "likert" or question.scale is None or position.no_basis or not said:
        return position
    statements = [SCALES[question.scale][0].format(anchor=anchor) for anchor in question.anchors]
    vectors = encode([" ".join(said), *statements])
    cosines = vectors[1:] @ vectors[0]
    shares = normalised([float(cosine) for cosine in np.round(cosines - cosines.min(), 4)])
    at = draw(rng, shares)
    side = float(np.sign(at - (len(shares) - 1) / 2))
    distribution = dict(zip(map(str, question.points), shares, strict=True))
    return Position(question.points[at], distribution, position.grounds, side)
