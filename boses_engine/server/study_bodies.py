"""The bodies of studies: what a study asks, how far it is, and how two differ."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from boses_engine.domain.study import By, Kind, Method, Per
from boses_engine.server.bodies import Status, WorkersProgress, json_body, progress_of, status_told
from boses_engine.server.context import Context
from boses_engine.server.examples import STUDY, show_example
from boses_engine.store.project_studies import ProjectStudyRow
from boses_engine.store.rows import ProjectRow
from boses_engine.studies.compare import Difference
from boses_engine.studies.figures import PartFigures
from boses_engine.studies.file import values_of


class StudyStimulus(BaseModel):
    """What people are shown before the question."""

    model_config = ConfigDict(extra="forbid")

    text: str
    price: int | None = None
    currency: str | None = Field(default=None, description="ISO 4217.")
    per: Per = "once"


class StudyCondition(BaseModel):
    """Who is asked the question: by their answer to an earlier one."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    question: str
    among: list[str] | str | None = Field(default=None, alias="is", description="Some of its options.")
    at_least: float | None = None
    at_most: float | None = None


class StudyQuestion(BaseModel):
    """A question; which fields it has depends on its kind, see docs/studies.md."""

    model_config = ConfigDict(extra="forbid")

    id: str
    kind: Kind
    text: str
    options: list[str] | None = Field(default=None, description="Of choice, multiple, ranking, maxdiff.")
    scale: str | list[str] | None = Field(
        default=None, description="A standard scale's name, or five or seven anchors."
    )
    points: int | None = Field(default=None, description="5 or 7, of a standard scale but nps.")
    unit: str | None = Field(default=None, description="Of a number; a currency's code for money.")
    least: float | None = None
    most: float | None = None
    method: Method | None = Field(default=None, description="Of a price.")
    reference: int | None = Field(default=None, description="What such a thing usually costs.")
    ladder: list[int] | None = Field(default=None, description="Rising prices.")
    currency: str | None = None
    per: Per | None = None
    stimulus: StudyStimulus | str | None = None
    show_if: StudyCondition | None = None


class StudyFilter(BaseModel):
    """People of the project by their facts."""

    model_config = ConfigDict(extra="forbid")

    market: str | None = None
    sex: str | None = None
    age: str | None = Field(default=None, description='Such as "18-24".')
    income: str | None = None


class StudyPeople(BaseModel):
    """Who is asked: people of groups, single ones, and those that a filter lets through."""

    model_config = ConfigDict(extra="forbid")

    groups: list[str] | None = Field(default=None, description="Ids or names of groups of the project.")
    personas: list[str] | None = None
    filter: StudyFilter | None = None


class NewStudy(BaseModel):
    """A study, with the fields of a study file."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": STUDY})

    name: str
    people: StudyPeople
    questions: list[StudyQuestion]
    seed: int = Field(default=1, description="Another seed draws other answers.")
    repeats: int = Field(default=1, description="How often everybody is asked.")


class StudyProgress(BaseModel):
    """How far the asking is."""

    done: int = Field(description="Answers that are there.")
    total: int = Field(description="Answers that are asked for; 0 while it is queued.")
    stage: Literal["queued", "loading", "workers", "asking"]
    seconds_left: float | None = Field(description="From the speed so far; null before there is one.")
    place: int | None = Field(default=None, description="Its place in the queue, 1 being next; null while at work.")
    workers: WorkersProgress | None = Field(default=None, description="While several workers are at it.")
    paused: str | None = Field(default=None, description="Why all that is queued waits, as of a group.")


class Study(NewStudy):
    """A study with what became of it."""

    model_config = ConfigDict(json_schema_extra=show_example("Study", STUDY))

    id: str
    project_id: str
    status: Status | None = Field(description="null until it is asked; then as a group's.")
    progress: StudyProgress | None = Field(description="While it is queued or being asked.")
    by: By = Field(description="How points of scales are found.")
    answers: int = Field(description="How many answers are stored.")
    no_basis: int | None = Field(description="Of the first repeat, those without a basis; null before it is complete.")
    asked_id: str | None = Field(description="Its id for the command `studies`, once somebody was asked.")
    reason: str | None = Field(description="Why it failed.")
    created_at: datetime

    @classmethod
    def of(
        cls, row: ProjectStudyRow, project: ProjectRow, here: Context, places: Mapping[str, int] | None = None
    ) -> "Study":
        """As the store and the worker have it; `places` of the context, where many rows are told at once."""
        return cls(
            **{"people": {}} | values_of(row.design),
            id=row.id,
            project_id=project.id,
            status=status_told(row, row.status),
            progress=progress_of(StudyProgress, row, row.status, 0, here, places),
            by=row.by,
            answers=row.answers,
            no_basis=row.report.no_basis if row.report else None,
            asked_id=row.asked_id,
            reason=row.reason,
            created_at=row.created_at,
        )


class AskStudy(BaseModel):
    """How to ask; all of it may be left out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"again": False, "by": "record"}})

    again: bool = Field(
        default=False, strict=True, description="Though it is complete: its groups may have other people by now."
    )
    by: By = Field(default="record", description="How points of scales are found.")


class StudyDifference(BaseModel):
    """A measure in both studies: a less b, with the 95 % interval of that over resampled people."""

    model_config = ConfigDict(json_schema_extra=show_example("StudyDifference"))

    question: str
    label: str
    kind: str = Field(description="share, mean, amount (a median) or score.")
    a: float
    b: float
    low: float
    high: float
    sure: bool = Field(description="Whether the interval leaves 0 out.")

    @classmethod
    def of(cls, found: Difference) -> "StudyDifference":
        """As the comparison has it."""
        return cls(**vars(found), sure=found.sure)


class FigureTold(BaseModel):
    """What a measure comes to over those with a basis."""

    label: str
    kind: str = Field(description="share, mean, amount (a median) or score.")
    value: float
    low: float = Field(description="The lower end of the 95 % interval over resampled people.")
    high: float
    spread: float | None = Field(description="Between the lowest and the highest repeat; null with one.")


class StudyFigures(BaseModel):
    """A question's figures for everybody, or for one part of a cut."""

    model_config = ConfigDict(json_schema_extra=show_example("StudyFigures"))

    question: str
    cut: str = Field(description="all, group, market, sex, age or income.")
    part: str
    asked: int
    no_basis: int
    figures: list[FigureTold]

    @classmethod
    def of(cls, question: str, found: PartFigures) -> "StudyFigures":
        """As the report has it."""
        return cls(
            question=question,
            cut=found.part.cut,
            part=found.part.name,
            asked=found.asked,
            no_basis=found.no_basis,
            figures=[FigureTold(**vars(each)) for each in found.figures],
        )


STUDY_BODY = json_body(NewStudy.model_json_schema(), STUDY)
