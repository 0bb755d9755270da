"""Two studies beside each other, or two parts of one: the same questions, their figures and how far they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.randomness import generator
from boses_engine.studies.figures import RESAMPLES, measures_of


@dataclass(frozen=True)
class Difference:
    """A measure in both: A less B, with its 95 % interval over resampled people; medians for amounts."""

    question: str
    label: str
    kind: str
    a: float
    b: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def compare_answers(
    one: tuple[StudyDesign, Sequence[Answer]], other: tuple[StudyDesign, Sequence[Answer]]
) -> list[Difference]:
    """The differences in all questions that are the same in both: id, kind and options."""
    found = []
    for question in one[0].questions:
        twin = next((each for each in other[0].questions if each.id == question.id), None)
        if twin is None or (twin.kind, twin.options, twin.anchors) != (
            question.kind,
            question.options,
            question.anchors,
        ):
            continue
        for measure in measures_of(question):
            sides = []
            for _, answers in (one, other):
                people: dict[str, list[float]] = {}
                for answer in answers:
                    if answer.question == question.id and answer.value is not None:
                        people.setdefault(answer.persona, []).append(measure.of(answer.value))
                sides.append(np.array([np.mean(values) for values in people.values()]))
            if not all(len(side) for side in sides):
                continue
            rng = generator(question.id, measure.label, "compare")
            middle = np.median if measure.kind == "amount" else np.mean
            drawn = [middle(side[rng.integers(len(side), size=(RESAMPLES, len(side)))], axis=1) for side in sides]
            low, high = (float(bound) for bound in np.quantile(drawn[0] - drawn[1], (0.025, 0.975)))
            a, b = (float(middle(side)) for side in sides)
            found.append(Difference(question.id, measure.label, measure.kind, a, b, low, high))
    return found
