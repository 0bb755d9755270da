"""A study's answers beside published shares: how far off they are, and whether the rich record helps.

The same people answer the same questions in other ways beside the one that was asked: without what is drawn from
published shares, from facts alone (attitudes, brands and texts hidden), and by a coin. Every way is scored on what it
drew, so that all have the noise of as many people; `chance` is the distance that so many draws from the published
shares themselves would have.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import Answer, By, Question, StudyDesign
from boses_engine.randomness import generator
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.habits import FIGURE
from boses_engine.studies.published import RowGroup
from boses_engine.studies.respondent import Encode, Respondent

RECORD, WITHOUT, FACTS, COIN = "record", "record without figures", "facts alone", "coin"
_REST = ""  # all options that the published shares leave out
FEW = 30  # people below which a share says little
_REDRAWN = 200  # draws from the published shares, for what chance does

Values = Mapping[str, list[Any]]  # of the answers to one question with a basis, by person


@dataclass(frozen=True)
class Score:
    """How answers stand to published shares.

    `distance` is the total variation, 0..1 (of a question with several answers its mean over the options); `variance`
    that of the answers over the published one; `top` the share of the top box less the published one.
    """

    people: int  # with a basis
    distance: float
    variance: float | None  # None where the published one is 0
    top: float


@dataclass(frozen=True)
class GroupScores:
    """The scores for the people that published shares are of: `asked` of them, none for a way without a basis.

    `circular` is the share of the answers that were themselves drawn from published shares.
    """

    published: RowGroup
    top: str  # the option, or the points, that count as top box
    asked: int
    no_basis: int
    circular: float
    chance: float | None
    scores: Mapping[str, Score | None]  # by way


@dataclass(frozen=True)
class Summary:
    """The mean of a way's scores over row groups, with the same groups for all ways."""

    way: str
    groups: int
    distance: float
    variance: float | None
    top: float  # mean of the errors without their sign
    leaning: float  # mean of the errors with it


def calibrate(
    design: StudyDesign,
    people: Sequence[Persona],
    answers: Sequence[Answer],
    published: Sequence[RowGroup],
    *,
    by: By = "record",
    encode: Encode | None = None,
) -> list[GroupScores]:
    """The scores of each row group that somebody of the study is in, in the table's order."""
    wanted = {group.question for group in published}
    every = {RECORD: [one for one in answers if one.question in wanted]}
    if any(_is_figure(one) for one in every[RECORD]):
        every[WITHOUT] = _planned(design, people, by, lambda person: Respondent(person, encode, figures=False))
    every[FACTS] = _planned(design, people, by, lambda person: Respondent(person, encode, bare=True))
    every[COIN] = [_tossed(design, one) for one in every[RECORD]]
    found = []
    for group in published:
        inside = {person.id for person in people if group.holds(person)}
        own = {
            way: [one for one in some if one.question == group.question and one.persona in inside]
            for way, some in every.items()
        }
        if own[RECORD]:
            found.append(_scored(design.question(group.question), group, own, design.seed))
    return found


def summaries(scores: Sequence[GroupScores]) -> list[Summary]:
    """Each way over the row groups that all ways but the one without figures have a score for."""
    ways = list(dict.fromkeys(way for one in scores for way in one.scores))
    shared = [one for one in scores if all(one.scores.get(way) for way in ways if way != WITHOUT)]
    found = []
    for way in ways:
        own = [score for one in shared if (score := one.scores.get(way))]
        if own:
            ratios = [score.variance for score in own if score.variance is not None]
            tops = [score.top for score in own]
            variance = float(np.mean(ratios)) if ratios else None
            mean_distance = float(np.mean([score.distance for score in own]))
            found.append(
                Summary(way, len(own), mean_distance, variance, float(np.mean(np.abs(tops))), float(np.mean(tops)))
            )
    return found


def calibration_notes(scores: Sequence[GroupScores], left_out: Sequence[str]) -> list[str]:
    """What a reader has to know of the scores before believing them."""
    notes = []
    circular = [one for one in scores if one.circular]
    if circular:
        share = sum(one.circular * one.asked for one in circular) / sum(one.asked for one in scores)
        asked = ", ".join(dict.fromkeys(one.published.question for one in circular))
        notes.append(
            f"circular: {share:.0%} of the answers scored here ({asked}) were drawn from published shares, as those "
            f'from facts alone were; that they fit says that the draw works. "{WITHOUT}" is what the record knows.'
        )
    if few := sum(one.asked - one.no_basis < FEW for one in scores):
        notes.append(
            f"{few} of {len(scores)} row groups have under {FEW} people with a basis: see the column of chance."
        )
    if left_out:
        notes.append(f"left out, not asked in the study: {', '.join(left_out)}.")
    return notes


def _planned(
    design: StudyDesign, people: Sequence[Persona], by: By, respondent: Callable[[Persona], Respondent]
) -> list[Answer]:
    return [each.answer for person in people for each in plan_answers(design, respondent(person), by)]


def _tossed(design: StudyDesign, one: Answer) -> Answer:
    """The answer of a coin in place of somebody's."""
    question = design.question(one.question)
    rng = generator(design.seed, one.persona, one.question, one.repeat, "coin")
    if question.kind == "multiple":
        value: Any = [option for option in question.options if rng.random() < 0.5]
    else:
        among = question.points or question.options
        value = among[int(rng.integers(len(among)))]
    return one.model_copy(update={"value": value, "grounds": ("coin",), "no_basis": False})


def _scored(question: Question, group: RowGroup, own: Mapping[str, Sequence[Answer]], seed: int) -> GroupScores:
    first = [one for one in own[RECORD] if one.repeat == 1]
    with_basis = [one for one in own[RECORD] if one.value is not None]
    return GroupScores(
        published=group,
        top=", ".join(question.anchors[at - question.points[0]] for at in map(int, _top(question, group)))
        if question.kind == "likert"
        else _top(question, group)[0],
        asked=len(first),
        no_basis=sum(one.value is None for one in first),
        circular=sum(map(_is_figure, with_basis)) / len(with_basis) if with_basis else 0.0,
        chance=_by_chance(question, group, len({one.persona for one in with_basis}), seed),
        scores={way: _score(question, group, some) for way, some in own.items()},
    )


def _score(question: Question, group: RowGroup, answers: Sequence[Answer]) -> Score | None:
    given = [one for one in answers if one.value is not None]
    if not given:
        return None
    shares = _shares(question, group, [one.value for one in given])
    wanted = _published(question, group)
    top = _top(question, group)
    held, usual = _variance(question, shares), _variance(question, wanted)
    return Score(
        people=len({one.persona for one in given}),
        distance=_distance(question, shares, wanted),
        variance=held / usual if usual else None,
        top=sum(shares.get(each, 0.0) for each in top) - sum(wanted.get(each, 0.0) for each in top),
    )


def _shares(question: Question, group: RowGroup, values: Sequence[Any]) -> dict[str, float]:
    """The shares of answers by the options of the published ones, what is left out of these together."""
    if question.kind == "multiple":
        return {option: sum(option in value for value in values) / len(values) for option in group.shares}
    counts = Counter(key if (key := str(value)) in group.shares else _REST for value in values)
    return {key: count / len(values) for key, count in counts.items()}


def _published(question: Question, group: RowGroup) -> dict[str, float]:
    if question.kind == "multiple":
        return dict(group.shares)
    total = sum(group.shares.values())
    if len(group.shares) == len(question.options or question.anchors) or total > 1:
        return {key: share / total for key, share in group.shares.items()}
    return {**group.shares, _REST: 1 - total}


def _distance(question: Question, one: Mapping[str, float], other: Mapping[str, float]) -> float:
    apart = [abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in {*one, *other}]
    return sum(apart) / len(apart) if question.kind == "multiple" else sum(apart) / 2


def _variance(question: Question, shares: Mapping[str, float]) -> float:
    """Of a scale that of its points, where all are there; else how likely two answers differ."""
    if question.kind == "multiple":
        return float(np.mean([share * (1 - share) for share in shares.values()]))
    if question.kind == "likert" and _REST not in shares:
        points = np.array([int(key) for key in shares])
        weights = np.array(list(shares.values()))
        mean = float(points @ weights)
        return float((points - mean) ** 2 @ weights)
    return 1 - sum(share**2 for share in shares.values())


def _top(question: Question, group: RowGroup) -> tuple[str, ...]:
    """The top box: the two upper points (of NPS 9 and 10), else the published option that comes first: "Yes"."""
    if question.kind == "likert":
        return tuple(str(point) for point in question.points[-2:])
    return (next(iter(group.shares)),)


def _by_chance(question: Question, group: RowGroup, people: int, seed: int) -> float | None:
    """The mean distance of so many answers drawn from the published shares themselves."""
    if not people:
        return None
    rng = generator(seed, group.question, group.whom, "chance")
    wanted = _published(question, group)
    keys, shares = list(wanted), np.array(list(wanted.values()))
    if question.kind == "multiple":
        drawn = rng.binomial(people, shares, size=(_REDRAWN, len(keys))) / people
        return float(np.abs(drawn - shares).mean())
    drawn = rng.multinomial(people, shares / shares.sum(), size=_REDRAWN) / people
    return float(np.abs(drawn - shares).sum(axis=1).mean() / 2)


def _is_figure(one: Answer) -> bool:
    return any(ground.startswith(FIGURE) for ground in one.grounds)
