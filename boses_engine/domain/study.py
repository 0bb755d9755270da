"""A study: questions put to people of the store, and what they answered."""

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender
from boses_engine.domain.value import Value

Kind = Literal["open", "choice", "multiple", "ranking", "likert", "number", "price", "maxdiff"]
Scale = Literal["purchase intent", "agreement", "likelihood", "satisfaction", "nps", "own"]
Method = Literal["van westendorp", "gabor granger"]
Per = Literal["once", "week", "month"]
By = Literal["record", "similarity"]  # how a point of a scale is found

_SEVEN: dict[Scale, str] = {
    "purchase intent": "definitely would not buy|very probably would not buy|probably would not buy|"
    "might or might not buy|probably would buy|very probably would buy|definitely would buy",
    "agreement": "strongly disagree|disagree|somewhat disagree|neither agree nor disagree|somewhat agree|agree|"
    "strongly agree",
    "likelihood": "very unlikely|unlikely|somewhat unlikely|neither likely nor unlikely|somewhat likely|likely|"
    "very likely",
    "satisfaction": "very dissatisfied|dissatisfied|somewhat dissatisfied|neither satisfied nor dissatisfied|"
    "somewhat satisfied|satisfied|very satisfied",
}
_OF_SEVEN = ("somewhat", "very probably")  # what the points begin with that a scale of five leaves out
# What the points of a standard scale are called, from least to most.
ANCHORS: dict[tuple[Scale, int], tuple[str, ...]] = {("nps", 11): tuple(str(point) for point in range(11))}
for _scale, _points in _SEVEN.items():
    ANCHORS[_scale, 7] = tuple(_points.split("|"))
    ANCHORS[_scale, 5] = tuple(point for point in ANCHORS[_scale, 7] if not point.startswith(_OF_SEVEN))
WESTENDORP = ("too cheap", "cheap", "dear", "too dear")  # the four prices, in their order


class Stimulus(Value):
    """What people are shown before the question: a concept, an advert's text, and a price with its currency."""

    text: str
    price: int | None = Field(default=None, gt=0)  # whole units of `currency`
    currency: str | None = None  # ISO 4217
    per: Per = "once"


class Condition(Value):
    """A question is asked only of those whose answer to an earlier one fits: one of `among`, or within the bounds."""

    question: str
    among: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None


class Question(Value):
    """One question; which fields it has depends on its kind."""

    id: str
    kind: Kind
    text: str
    options: tuple[str, ...] = ()
    scale: Scale | None = None
    anchors: tuple[str, ...] = ()  # of a likert question, from least to most
    unit: str | None = None  # of a number; a currency's code for money
    least: float | None = None
    most: float | None = None
    method: Method | None = None
    reference: int | None = None  # Van Westendorp: what such a thing usually costs
    ladder: tuple[int, ...] = ()  # Gabor-Granger: the prices that are asked, rising
    currency: str | None = None
    per: Per = "once"
    stimulus: Stimulus | None = None
    show_if: Condition | None = None
    again: str | None = None  # the earlier question that this one asks in other words

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers of a scale's points: 1 to 5 or 7, of NPS 0 to 10."""
        first = 0 if self.scale == "nps" else 1
        return tuple(range(first, first + len(self.anchors)))

    @property
    def whole_text(self) -> str:
        """All that a person reads before answering, the options left out."""
        return f"{self.text} {self.stimulus.text}" if self.stimulus else self.text


class Filter(Value):
    """People of the store by their facts."""

    market: str | None = None  # ISO 3166-1 alpha-2
    sex: Gender | None = None
    age_min: int | None = None
    age_max: int | None = None
    income: IncomeLevel | None = None


class People(Value):
    """Who is asked: those of groups (by name or id), single people, and those that a filter lets through.

    `files` are group files whose people are made first where the store does not hold them.
    """

    files: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    filter: Filter | None = None


class StudyDesign(Value):
    """A study as its file defines it."""

    name: str
    questions: tuple[Question, ...]
    people: People = People()
    seed: int = 1
    repeats: int = Field(default=1, ge=1)

    def question(self, key: str) -> Question:
        """The question of that id."""
        return next(question for question in self.questions if question.id == key)

    def in_order(self, answers: "Iterable[Answer]") -> "list[Answer]":
        """Answers by question, in the study's order, then by person and repeat."""
        rank = {question.id: at for at, question in enumerate(self.questions)}
        return sorted(answers, key=lambda one: (rank[one.question], one.persona, one.repeat))


class Answer(Value):
    """What one person answered to one question in one repeat.

    `value` is the option, a list of options, the point, the number, the four prices by name, the highest price of a
    ladder that is paid (0: none), or the sets of a maxdiff with best and worst; None for open questions and without a
    basis. `distribution` is what the value was drawn from, by option, point or price; of a ranking how likely each is
    first, of several options how likely each is named, of a maxdiff each item's share. `grounds` are the facts of the
    record that it rests on.
    """

    persona: str
    question: str
    kind: Kind
    repeat: int  # from 1
    value: Any
    text: str
    distribution: dict[str, float]
    grounds: tuple[str, ...]
    no_basis: bool
    seed: int
    worded_by_code: bool = True


def study_id(design: StudyDesign, *made_with: object) -> str:
    """ "q-" and 12 hex digits: of the design and of all else that decides the answers."""
    text = "\x1f".join((design.model_dump_json(), *map(str, made_with)))
    return f"q-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
