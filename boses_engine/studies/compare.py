"""Two studies beside each other, or two parts of one: the same questions, their figures and how far they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.randomness import generator
from boses_engine.studies.figures import interval, measures_of


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
    def word(self) -> str:
        """Whether it is more than chance, in words."""
        return "differs" if self.sure else "within noise"

    @property
    def sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def compare_answers(
    one: tuple[StudyDesign, Sequence[Answer]], other: tuple[StudyDesign, Sequence[Answer]]
) -> list[Difference]:
    """The differences in all questions that are the same in both: id, kind and options."""
    found = []
    same = {(each.id, each.kind, each.options, each.anchors) for each in other[0].questions}
    for question in one[0].questions:
        if (question.id, question.kind, question.options, question.anchors) not in same:
            continue
        own = [[answer for answer in answers if answer.question == question.id] for _, answers in (one, other)]
        for measure in measures_of(question):
            sides = [measure.by_person(answers) for answers in own]
            if not all(len(side) for side in sides):
                continue
            rng = generator(question.id, measure.label, "compare")
            drawn = [measure.resample(side, rng) for side in sides]
            a, b = (float(measure.middle(side)) for side in sides)
            found.append(Difference(question.id, measure.label, measure.kind, a, b, *interval(drawn[0] - drawn[1])))
    return found
