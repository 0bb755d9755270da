"""The figures of a study: what each question comes to over its people, with what chance and repeats do to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import eq, itemgetter, le
from typing import Any

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import WESTENDORP, Answer, Question
from boses_engine.randomness import generator

Values = npt.NDArray[np.float64]
RESAMPLES = 1_000  # of the people, for a 95 % interval
_AGES = (
    (0, 24, "under 25"),
    (25, 34, "25 to 34"),
    (35, 44, "35 to 44"),
    (45, 54, "45 to 54"),
    (55, 200, "55 and over"),
)


@dataclass(frozen=True)
class Measure:
    """One thing that is measured of an answer, and how it is shown: a share, a mean, or an amount (a median)."""

    label: str
    kind: str  # "share", "mean", "amount", "score"
    of: Callable[[Any], float]  # of an answer's value

    @property
    def middle(self) -> Callable[..., Any]:
        """What tells where many values stand."""
        return np.median if self.kind == "amount" else np.mean

    def by_person(self, answers: Sequence[Answer]) -> Values:
        """What each person comes to who has a basis, over the repeats."""
        people: dict[str, list[float]] = {}
        for answer in _answered(answers):
            people.setdefault(answer.persona, []).append(self.of(answer.value))
        return np.array([np.mean(values) for values in people.values()])

    def resample(self, people: Values, rng: np.random.Generator) -> Values:
        """What resampled people come to, `RESAMPLES` times."""
        drawn: Values = self.middle(people[rng.integers(len(people), size=(RESAMPLES, len(people)))], axis=1)
        return drawn


@dataclass(frozen=True)
class Figure:
    """What a measure comes to: over people with a basis, its 95 % interval over resampled people, its repeats."""

    label: str
    kind: str
    value: float
    low: float
    high: float
    spread: float | None  # between the lowest and the highest repeat; None with one


@dataclass(frozen=True)
class Part:
    """The people that figures are of: everybody, or one part of a cut."""

    cut: str  # "all", "group", "sex", "age", "income"
    name: str
    people: frozenset[str]


@dataclass(frozen=True)
class PartFigures:
    """A question's figures for a part: `asked` people, of whom so many had no basis."""

    part: Part
    asked: int
    no_basis: int
    figures: tuple[Figure, ...]


def parts_of(people: Sequence[Persona], groups: Mapping[str, str]) -> list[Part]:
    """Everybody, then each cut that has two parts or more."""
    cuts: dict[str, Callable[[Persona], str]] = {
        "group": lambda person: groups.get(person.id, ""),
        "market": lambda person: person.location.country_code,
        "sex": lambda person: person.gender,
        "age": lambda person: next(name for low, high, name in _AGES if low <= person.age <= high),
        "income": lambda person: person.income.level,
    }
    parts = [Part("all", "everybody", frozenset(person.id for person in people))]
    for cut, name_of in cuts.items():
        names = dict.fromkeys(sorted(map(name_of, people), key=lambda name: _order(cut, name)))
        if len(names) > 1:
            parts += [
                Part(cut, name or "others", frozenset(person.id for person in people if name_of(person) == name))
                for name in names
            ]
    return parts


def measures_of(question: Question) -> list[Measure]:
    """What a question is measured by; nothing for an open one."""
    if question.kind == "likert":
        points = question.points
        upper = points[-2:] if question.scale != "nps" else (9, 10)
        shares = [
            Measure(f"{point} {anchor}" if str(point) != anchor else anchor, "share", partial(eq, point))
            for point, anchor in zip(points, question.anchors, strict=True)
        ]
        top = Measure(f"{upper[0]} or {upper[1]}", "share", lambda value: value in upper)
        mean = Measure("mean", "mean", float)
        if question.scale == "nps":
            score = Measure("promoters less detractors", "score", lambda value: float(value >= 9) - float(value <= 6))
            return [*shares, top, mean, score]
        return [*shares, top, mean]
    if question.kind == "number":
        return [Measure("median", "amount", float), Measure("mean", "mean", float)]
    if question.method == "van westendorp":
        return [Measure(name, "amount", itemgetter(name)) for name in WESTENDORP]
    if question.method == "gabor granger":
        return [Measure(f"{price:,} or more", "share", partial(le, price)) for price in question.ladder]
    return [
        Measure(option + ending, kind, partial(of, option))
        for ending, kind, of in _OF_OPTION.get(question.kind, ())
        for option in question.options
    ]


def figures_of(question: Question, answers: Sequence[Answer], parts: Sequence[Part], seed: int) -> list[PartFigures]:
    """A question's figures for each part in which somebody was asked."""
    mine = [answer for answer in answers if answer.question == question.id]
    found = []
    for part in parts:
        own = [answer for answer in mine if answer.persona in part.people]
        first = [answer for answer in own if answer.repeat == 1]
        if first:
            rng = generator(seed, question.id, part.cut, part.name, "resample")
            figures = tuple(_figure(measure, own, rng) for measure in measures_of(question) if _answered(own))
            found.append(PartFigures(part, len(first), sum(answer.no_basis for answer in first), figures))
    return found


def _figure(measure: Measure, answers: Sequence[Answer], rng: np.random.Generator) -> Figure:
    """A measure's value over the answers, with its interval over resampled people and its spread over repeats."""
    by_repeat = {
        repeat: [measure.of(answer.value) for answer in _answered(answers) if answer.repeat == repeat]
        for repeat in sorted({answer.repeat for answer in answers})
    }
    repeats = [float(measure.middle(values)) for values in by_repeat.values() if values]
    low, high = interval(measure.resample(measure.by_person(answers), rng))
    spread = max(repeats) - min(repeats) if len(repeats) > 1 else None
    return Figure(measure.label, measure.kind, float(np.mean(repeats)), low, high, spread)


def interval(values: Values) -> tuple[float, float]:
    """Where 95 % of the values lie."""
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def written(value: float, kind: str) -> str:
    """A figure of a kind as it is written; never "-0"."""
    if kind == "share":
        return f"{round(100 * value)} %"
    return f"{round(value):,}" if kind == "amount" else f"{round(value, 2) + 0.0:.2f}"


def _answered(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.value is not None]


def _order(cut: str, name: str) -> tuple[int, str]:
    known = [name for *_, name in _AGES] if cut == "age" else ["Low", "Middle", "High"]
    return (known.index(name) if name in known else len(known), name)


def _net(option: str, value: Sequence[Mapping[str, Any]]) -> float:
    """How often best less how often worst, over the sets that the item was in: -1 to 1."""
    shown = [one for one in value if option in one["items"]]
    return float(sum((one["best"] == option) - (one["worst"] == option) for one in shown)) / max(1, len(shown))


# Kind of question → what its options are measured by: the end of the label, the kind of measure, and how.
_OF_OPTION: dict[str, tuple[tuple[str, str, Callable[[str, Any], float]], ...]] = {
    "choice": (("", "share", eq),),
    "multiple": (("", "share", lambda option, value: option in value),),
    "ranking": (
        (": first", "share", lambda option, value: value[0] == option),
        (": mean rank", "mean", lambda option, value: value.index(option) + 1),
    ),
    "maxdiff": (("", "score", _net),),
}
