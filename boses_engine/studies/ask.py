"""Putting a study's questions to its people: where each stands is worked out in code, the model words the reasons.

Positions need no model and are worked out for everybody at once, person by person in the order of the questions. What
is not stored yet is then worded, as many answers side by side as the model has places, each stored as it comes. An
answer depends on its person, its question and the seed alone, so that it does not matter what was asked before it or
where a run was stopped.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from boses_engine import __version__
from boses_engine.domain.library import Measure
from boses_engine.domain.persona import Persona
from boses_engine.domain.report import StudyMadeWith, StudyReport
from boses_engine.domain.study import Answer, By, Condition, StudyDesign, study_id
from boses_engine.errors import StudyError
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.events import RangesAnswered
from boses_engine.randomness import derive_seed
from boses_engine.studies.adherence import adherence
from boses_engine.studies.events import Answered, StudyEvent, StudyFinished, StudyStarted
from boses_engine.studies.kinds import take_position
from boses_engine.studies.leaning import leaning_of
from boses_engine.studies.respondent import Encode, Respondent, Vectors
from boses_engine.studies.similarity import map_to_anchors
from boses_engine.studies.telling import Told, tell
from boses_engine.studies.tongues import in_english
from boses_engine.studies.wording import SYSTEM, Reasons, is_worded, word_each

TEXTS_KEPT = 100_000  # vectors of 1.5 kB each
# Has a study's reasons worded, of the id and with the numbers, by others than the model, which then knows the words.
Beforehand = Callable[[str, Mapping[int, Reasons]], Iterator[RangesAnswered]]


class Encoder(Protocol):
    """What compares texts: see `library.encoder`."""

    id: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class StudyStore(Protocol):
    """What a study needs of the store."""

    def start_study(self, study_id: str, design: StudyDesign, made_with: StudyMadeWith) -> None: ...
    def save_answers(self, study_id: str, answers: Sequence[Answer]) -> None: ...
    def answers(self, study_id: str) -> list[Answer]: ...
    def finish_study(self, report: StudyReport, outcomes: Mapping[str, Sequence[Measure]]) -> None: ...
    def drop_answers(self, study_id: str) -> None: ...


@dataclass(frozen=True)
class Open:
    """An answer whose reasons are still to be worded."""

    answer: Answer
    told: Told


def ask(
    design: StudyDesign,
    people: Sequence[Persona],
    model: LanguageModel,
    store: StudyStore,
    *,
    encoder: Encoder | None = None,
    by: By = "record",
    resume: bool = True,
    beforehand: Beforehand | None = None,
) -> Iterator[StudyEvent]:
    """Asks everybody everything, yielding events; the last is `StudyFinished`.

    Points of scales are found `by` what pushes in the record, or by how near the reasons are to each point's statement.

    Calling again with the same arguments goes on where the last call stopped; without `resume` all is asked anew.
    `beforehand` is called where there is something to word.
    """
    if by == "similarity" and encoder is None:
        raise StudyError("--by similarity needs the embedding model: fetch it with `models pull`, or leave that out.")
    made_with = describe(design, people, model, encoder.id if encoder else None, by)
    encode = remembering(encoder.encode) if encoder else None
    key = study_id(design, *made_with.model_dump(mode="json").values())
    store.start_study(key, design, made_with)
    if not resume:
        store.drop_answers(key)
    stored = {(one.persona, one.question, one.repeat): one for one in store.answers(key)}
    planned = plan_study(design, people, encode, by)
    wanted = [each for each in planned if _place(each.answer) not in stored]
    yield StudyStarted(key, len(people), len(design.questions), len(planned), len(planned) - len(wanted))

    at_once = [each.answer for each in wanted if not _needs_wording(each)]
    store.save_answers(key, at_once)
    yield from map(Answered, at_once)
    noted = number_reasons(planned)
    to_word = [each for each in wanted if _needs_wording(each)]
    if beforehand is not None and to_word:
        yield from beforehand(key, noted)
    for answer in word_all(to_word, model, design.seed, noted):
        store.save_answers(key, [answer])
        yield Answered(answer)

    answers = design.in_order(store.answers(key))
    report = _report(key, design, made_with, answers)
    store.finish_study(report, {person.id: record_of(person, design, answers) for person in people})
    yield StudyFinished(key, tuple(answers), report)


def describe(
    design: StudyDesign, people: Sequence[Persona], model: LanguageModel, encoder: str | None, by: By
) -> StudyMadeWith:
    """Everything beside the study itself that decides the answers."""
    records = hashlib.sha256("\n".join(person.model_dump_json() for person in people).encode())
    return StudyMadeWith(
        seed=design.seed,
        people=len(people),
        people_sha256=records.hexdigest(),
        model=model.name,
        model_sha256=model.sha256,
        prompts_sha256=hashlib.sha256(SYSTEM.encode()).hexdigest(),
        embedding_model=encoder,
        by=by,
        snapshots=tuple(sorted({person.provenance.snapshot for person in people if person.provenance.snapshot})),
        engine_version=__version__,
    )


def plan_study(design: StudyDesign, people: Sequence[Persona], encode: Encode | None, by: By) -> list[Open]:
    """All answers of everybody with their reasons as noted."""
    return [each for person in people for each in plan_answers(design, Respondent(person, encode), by)]


def plan_answers(design: StudyDesign, who: Respondent, by: By = "record") -> list[Open]:
    """All answers of a person with their reasons as noted; a question that `show_if` hides has none."""
    planned = []
    for repeat in range(1, design.repeats + 1):
        used: set[str] = set()
        values: dict[str, Any] = {}
        for question in design.questions:
            if question.show_if is not None and not holds(question.show_if, values):
                continue
            parts = design.seed, who.persona.id, question.model_dump_json(exclude={"again"}), repeat
            rng = leaning_of(design.seed, who, question, repeat)
            position = take_position(who, question, rng)
            if by == "similarity" and who.encode is not None:
                position = map_to_anchors(in_english(question, who.country_code), position, who.encode, rng)
            told = tell(who, question, position, rng, used)
            values[question.id] = position.value
            answer = Answer(
                persona=who.persona.id,
                question=question.id,
                kind=question.kind,
                repeat=repeat,
                value=position.value,
                text=told.as_noted,
                distribution={key: round(float(share), 4) for key, share in position.distribution.items()},
                grounds=told.grounds,
                no_basis=not told.grounds,
                seed=derive_seed(*parts),
            )
            planned.append(Open(answer, told))
    return planned


def holds(condition: Condition, values: dict[str, Any]) -> bool:
    """Whether a question is shown after the answers so far; without an answer to the earlier one it is not."""
    value = values.get(condition.question)
    if value is None:
        return False
    if condition.among:
        return any(each in condition.among for each in (value if isinstance(value, list) else [value]))
    low, high = condition.at_least, condition.at_most
    return (low is None or value >= low) and (high is None or value <= high)


def number_reasons(planned: Sequence[Open]) -> dict[int, Reasons]:
    """The reasons that are to be worded, each once, by numbers."""
    return dict(enumerate(dict.fromkeys(each.told.reasons for each in planned if _needs_wording(each))))


def word_all(
    wanted: Sequence[Open], model: LanguageModel, seed: int = 1, noted: Mapping[int, Reasons] | None = None
) -> Iterator[Answer]:
    """The answers with their reasons in the model's words, as they are finished; `noted` has all of a study's reasons.

    Who has the same reasons says them in the same words.
    """
    alike: dict[Reasons, list[Open]] = {}
    for each in wanted:
        alike.setdefault(each.told.reasons, []).append(each)
    noted = number_reasons(wanted) if noted is None else noted
    open_ones = {number: reasons for number, reasons in noted.items() if reasons in alike}
    for number, words in word_each(open_ones, model, seed):
        for each in alike[noted[number]]:
            if words is None:
                yield each.answer
            else:
                text = f"{each.told.opening} {words}".strip()
                yield each.answer.model_copy(update={"text": text, "worded_by_code": False})


def record_of(person: Persona, design: StudyDesign, answers: Sequence[Answer]) -> tuple[Measure, ...]:
    """What a study adds to a person's track record, each 0..1.

    `completion` is the share of questions answered, `consistency` how alike answers to the same question were,
    `adherence` the share that the record bears out; the last two only where there is something to hold together.
    """
    own = [answer for answer in answers if answer.persona == person.id]
    if not own:
        return ()
    found = {
        "completion": sum(not answer.no_basis for answer in own) / len(own),
        "consistency": consistency(own, design),
        "adherence": adherence(Respondent(person), design, own),
    }
    return tuple(
        Measure(name=name, value=round(value, 4), low=0, high=1, better="higher")
        for name, value in found.items()
        if value is not None
    )


def consistency(own: Sequence[Answer], design: StudyDesign) -> float | None:
    """How alike a person's answers are over repeats and to a question in other words, 0..1; None without either."""
    first = {question.id: question.again or question.id for question in design.questions}
    alike = []
    for question in dict.fromkeys(first.values()):
        values = [answer.value for answer in own if first[answer.question] == question and answer.value is not None]
        pairs = [(one, other) for at, one in enumerate(values) for other in values[at + 1 :]]
        if pairs:
            alike.append(sum(_alike(one, other) for one, other in pairs) / len(pairs))
    return sum(alike) / len(alike) if alike else None


def _alike(one: Any, other: Any) -> float:
    if isinstance(one, int | float) and isinstance(other, int | float):
        most = max(abs(one), abs(other), 1)
        return 1 - min(1.0, abs(one - other) / most)
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(each, str) for each in one + other):
        if set(one) == set(other) and len(one) > 1:  # an order: the share of pairs that are the same way round
            pairs = [(a, b) for at, a in enumerate(one) for b in one[at + 1 :]]
            return sum(other.index(a) < other.index(b) for a, b in pairs) / len(pairs)
        return len(set(one) & set(other)) / len(set(one) | set(other)) if one or other else 1.0
    if isinstance(one, dict) and isinstance(other, dict):
        return float(sum(_alike(one[key], other[key]) for key in one) / len(one))
    if isinstance(one, list) and isinstance(other, list):
        return float(sum(a["best"] == b["best"] for a, b in zip(one, other, strict=True)) / len(one))
    return float(one == other)


def _needs_wording(each: Open) -> bool:
    """Only the first repeat is worded: the others are asked for their figures."""
    return each.answer.repeat == 1 and is_worded(each.told.reasons)


def _place(answer: Answer) -> tuple[str, str, int]:
    return answer.persona, answer.question, answer.repeat


def _report(key: str, design: StudyDesign, made_with: StudyMadeWith, answers: Sequence[Answer]) -> StudyReport:
    first = [answer for answer in answers if answer.repeat == 1]
    return StudyReport(
        **dict(made_with),
        study_id=key,
        study=design,
        answers=len(answers),
        no_basis=sum(answer.no_basis for answer in first),
        worded_by_model=sum(not answer.worded_by_code for answer in first),
        first_repeat=len(first),
    )


def remembering(encode: Encode) -> Encode:
    """The encoder with what it has read kept: a question is compared with many people, a person with many questions.

    All is forgotten when too much is kept. Several threads may use it.
    """
    kept: dict[str, npt.NDArray[np.float32]] = {}
    lock = threading.Lock()

    def encoded(texts: Sequence[str]) -> Vectors:
        with lock:
            if len(kept) > TEXTS_KEPT:
                kept.clear()
            if new := [text for text in dict.fromkeys(texts) if text not in kept]:
                kept.update(zip(new, encode(new), strict=True))
            return np.stack([kept[text] for text in texts])

    return encoded
