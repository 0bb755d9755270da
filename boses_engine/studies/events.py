"""What a study tells while it goes."""

from dataclasses import dataclass

from boses_engine.domain.report import StudyReport
from boses_engine.domain.study import Answer
from boses_engine.pipeline.events import RangesAnswered


@dataclass(frozen=True)
class StudyStarted:
    """So many people are asked so many questions; `answers` are asked for in all, `done` were there already."""

    study_id: str
    people: int
    questions: int
    answers: int
    done: int


@dataclass(frozen=True)
class Answered:
    """An answer is stored."""

    answer: Answer


@dataclass(frozen=True)
class StudyFinished:
    """All answers stand, in the order of questions, people and repeats; `report` is what study.json holds."""

    study_id: str
    answers: tuple[Answer, ...]
    report: StudyReport


StudyEvent = StudyStarted | RangesAnswered | Answered | StudyFinished
