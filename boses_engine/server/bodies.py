"""The bodies of requests and answers, as OpenAPI tells them."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.snapshot import Market
from boses_engine.engine import DEFAULT_SEED
from boses_engine.errors import unshown
from boses_engine.server.context import Context
from boses_engine.server.examples import JAKARTA, PERSON, TOKEN, show_example
from boses_engine.server.imports import PARTS
from boses_engine.server.progress import Progress
from boses_engine.store.bin import DeletionRow
from boses_engine.store.project_studies import ProjectStudyRow
from boses_engine.store.rows import GenerationStatus, GroupRow, ProjectRow
from boses_engine.studies.compare import Difference

PAGE_MOST = 100
Status = GenerationStatus | Literal["stopped"]  # ended in the middle: asking again goes on
Item = TypeVar("Item")
Row = TypeVar("Row")
Body = TypeVar("Body", bound=BaseModel)
Number = Annotated[int, Query(ge=1, le=1_000_000, description="Which page, 1 being the first.")]
Size = Annotated[int, Query(ge=1, le=PAGE_MOST, description="How many a page.")]


def _printable(text: str) -> str:
    if unshown(text):  # lists in terminals show it
        raise ValueError("must be one line without control characters or signs that show nothing")
    return text


_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable)]


class Page(BaseModel, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    total: int = Field(description="How many there are in all.")
    page: int
    page_size: int


def page_of(rows: Sequence[Row], page: int, page_size: int, body: Callable[[Row], Item]) -> Page[Item]:
    """One page of all the rows, each as its body."""
    shown = rows[(page - 1) * page_size : page * page_size]
    return Page(items=[body(row) for row in shown], total=len(rows), page=page, page_size=page_size)


class NewProject(BaseModel):
    """A project to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "Snack launch"}})

    name: _Line = Field(max_length=200)


class Project(BaseModel):
    """A project: what groups belong to."""

    model_config = ConfigDict(json_schema_extra=show_example("Project"))

    id: str
    name: str
    created_at: datetime
    persona_groups: int = Field(description="How many groups it has.")

    @classmethod
    def of(cls, row: ProjectRow) -> "Project":
        """As a row of the store has it."""
        return cls(id=row.id, name=row.name, created_at=row.created_at, persona_groups=row.groups)


class WorkersProgress(BaseModel):
    """How far several workers are, whose answers people are then made of, or a study's answers worded with."""

    done: int = Field(description="People, or of a study reasons, that are answered.")
    of: int = Field(description="How many there are.")
    alive: int = Field(description="Workers that run.")
    restarts: int = Field(description="How often one died and was begun again.")
    per_minute: float | None = Field(description="How many they answer in a minute; null before there is a first.")


class GroupProgress(BaseModel):
    """How far the generation is."""

    done: int = Field(description="People that are finished.")
    total: int = Field(description="People that were asked for.")
    stage: Literal["queued", "loading", "workers", "identity", "profile", "portraits"]
    seconds_left: float | None = Field(description="From the speed so far; null before there is one.")
    place: int | None = Field(default=None, description="Its place in the queue, 1 being next; null while at work.")
    workers: WorkersProgress | None = Field(default=None, description="While several workers are at it.")
    paused: str | None = Field(
        default=None,
        description="Why all that is queued waits, while nothing can be stored; it goes on by itself.",
    )


class PersonaGroup(Group):
    """A group with what became of it."""

    model_config = ConfigDict(json_schema_extra=show_example("PersonaGroup", JAKARTA))

    id: str
    project_id: str
    generation_status: Status | None = Field(
        description="null until generation is asked for; stopped where it was cancelled in the middle."
    )
    progress: GroupProgress | None = Field(description="While it is queued or generating.")
    personas: int = Field(description="How many people are stored.")
    seed: int | None = Field(description="The seed of the latest run.")
    reason: str | None = Field(description="Why generation failed.")
    income_class: str = Field(description="Which sums the income level stands for in the place, in a sentence.")
    notes: list[str] = Field(description="What to know of the segment: that it is rare, or what was read as what.")
    created_at: datetime

    @classmethod
    def of(
        cls, row: GroupRow, project: ProjectRow, here: Context, places: Mapping[str, int] | None = None
    ) -> "PersonaGroup":
        """As the store and the worker have it; `places` of the context, where many rows are told at once."""
        segment = here.engine.describe_segment(row.group)
        return cls(
            **row.group.model_dump(),
            id=row.id,
            project_id=project.id,
            generation_status=status_told(row, row.generation_status),
            progress=progress_of(GroupProgress, row, row.generation_status, row.group.persona_count, here, places),
            personas=row.stored,
            seed=row.seed,
            reason=row.reason,
            income_class=segment.income_class,
            notes=list(segment.notes),
            created_at=row.created_at,
        )


def status_told(row: GroupRow | ProjectStudyRow, status: GenerationStatus) -> Status | None:
    """The status as it is told: None before anybody asked, "stopped" where nobody goes on with what was begun."""
    if not row.asked_for:
        return None
    return "stopped" if status == "generating" and not row.queued else status


def progress_of(
    body: type[Body],
    row: GroupRow | ProjectStudyRow,
    status: GenerationStatus,
    total: int,
    here: Context,
    places: Mapping[str, int] | None,
) -> Body | None:
    """How far a group or study is, as its body; `total` is told until its run knows. None where it is not at work."""
    if not row.queued or status in ("complete", "failed"):  # ended, and about to leave the queue
        return None
    if (now := here.feed.progress(row.id)) is not None:
        told = {"done": now.done, "total": now.total or total, "stage": now.stage, "seconds_left": now.seconds_left}
        return body.model_validate({**told, "workers": _workers_of(now), "paused": here.worker.paused})
    place = (here.places() if places is None else places).get(row.id)
    waits: dict[str, object] = {"done": 0, "total": total, "stage": "queued", "seconds_left": None, "place": place}
    return body.model_validate({**waits, "paused": here.worker.paused})


def _workers_of(now: Progress) -> WorkersProgress | None:
    if (at := now.workers) is None:
        return None
    return WorkersProgress(done=at.done, of=at.of, alive=at.workers, restarts=at.restarts, per_minute=now.per_minute)


class Brief(BaseModel):
    """A description of an audience in plain words."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=show_example("Brief"))

    prompt: str = Field(max_length=100_000)


class ParsedFields(Group):
    """The fields of a group that a brief describes; nothing was created."""

    model_config = ConfigDict(json_schema_extra=show_example("ParsedFields", JAKARTA))

    assumed: dict[str, str] = Field(description="Fields that the text does not tell, and why they are what they are.")
    notes: list[str]


class Generate(BaseModel):
    """How to generate; all of it may be left out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"regenerate": False, "seed": 7}})

    regenerate: bool = Field(default=False, strict=True, description="Other people, though the group is complete.")
    seed: int | None = Field(
        default=None, strict=True, ge=0, lt=2**63, description="The same seed gives the same people."
    )


class Measure(BaseModel):
    """How to measure what a group will take; all of it may be left out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"seed": 7, "seconds": 20}})

    seed: int = Field(default=DEFAULT_SEED, strict=True, ge=0, lt=2**63)
    seconds: float = Field(default=20.0, ge=1, le=60, description="For how long.")


class GroupEstimate(BaseModel):
    """What the people of a group will take on this machine; portraits count for the disk only."""

    model_config = ConfigDict(json_schema_extra=show_example("GroupEstimate"))

    people: int
    fields: int
    tokens: int = Field(description="To be written.")
    seconds: float
    megabytes: float = Field(description="On disk.")
    measured_s: float = Field(description="For how long it was measured.")


class GroupDifference(BaseModel):
    """Something of both groups: a less b, with the 95 % interval of that."""

    model_config = ConfigDict(json_schema_extra=show_example("GroupDifference"))

    about: str
    label: str
    kind: str = Field(description="share, mean or amount (a median).")
    a: float
    b: float
    low: float | None = Field(description="null where one person says nothing.")
    high: float | None
    word: Literal["differs", "within noise"]

    @classmethod
    def of(cls, found: Difference) -> "GroupDifference":
        """As the comparison has it."""
        low, high = (end if math.isfinite(end) else None for end in (found.low, found.high))
        told = {"label": found.label, "kind": found.kind, "a": found.a, "b": found.b, "word": found.word}
        return cls.model_validate({"about": found.question, **told, "low": low, "high": high})


class Rewrite(BaseModel):
    """How to tell a person anew; all of it may be left out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"field": "backstory", "seed": 7}})

    field: str | None = Field(
        default=None, strict=True, max_length=40, description="Only this field, such as backstory or brand:0."
    )
    seed: int = Field(default=DEFAULT_SEED, strict=True, ge=0, lt=2**63, description="Another seed, other words.")


class Snapshot(BaseModel):
    """A cultural snapshot on this machine."""

    model_config = ConfigDict(json_schema_extra=show_example("Snapshot"))

    version: str
    market: Market
    date: str
    in_use: bool


class Member(BaseModel):
    """Someone of the persona library."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"persona": PERSON, "studies": 2, "outcome": 0.8, "retired": False}}
    )

    persona: Persona
    studies: int = Field(description="How many studies they took part in.")
    outcome: float | None = Field(description="The mean of their outcomes, 0 to 1; null without one.")
    retired: bool


class Deletion(BaseModel):
    """A group or study that was deleted and can be had back."""

    model_config = ConfigDict(json_schema_extra=show_example("Deletion"))

    id: str
    kind: Literal["group", "study"]
    project: str
    key: str = Field(description="The id that it had, and has again.")
    name: str
    at: datetime
    until: datetime = Field(description="When it is gone for good.")

    @classmethod
    def of(cls, row: DeletionRow) -> "Deletion":
        """As the store has it."""
        return cls(**vars(row), until=row.until)


class NewToken(BaseModel):
    """A token to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=show_example("NewToken"))

    name: _Line = Field(max_length=100)
    project_id: str | None = Field(default=None, description="The only project it may see; null for all.")
    expires: str | None = Field(default=None, description="A length of time such as 90d, 12h or 30m.")


class Token(BaseModel):
    """An access token without its secret."""

    model_config = ConfigDict(json_schema_extra={"example": TOKEN})

    id: str
    name: str
    project: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class MadeToken(Token):
    """A token that was just made, with its text, which cannot be had again."""

    model_config = ConfigDict(json_schema_extra={"example": {**TOKEN, "token": f"boses_{TOKEN['id']}_…"}})

    token: str


def json_body(schema: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    """How OpenAPI tells of a JSON body that the route reads by itself."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schema, "example": example}},
        }
    }


class Imported(BaseModel):
    """What came of a file of people."""

    model_config = ConfigDict(json_schema_extra=show_example("Imported"))

    added: int = Field(description="People who are in the library now.")
    doubles: int = Field(description="Those who were there already.")
    refused: list[str] = Field(description="Those under whose id another record stands, which stays.")


IMPORT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        name: {"type": "string", "format": "binary", "description": told}
                        for name, told in PARTS.items()
                    },
                }
            }
        },
    }
}
GROUP_BODY = json_body(Group.model_json_schema(), JAKARTA)
PATCH_BODY = json_body(
    {
        "type": "object",
        "properties": Group.model_json_schema()["properties"],
        "additionalProperties": False,
        "title": "Fields to be changed",
    },
    {"persona_count": 8},
)
