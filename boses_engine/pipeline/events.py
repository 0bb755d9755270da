"""What a run tells while it goes: each event is yielded the moment it has happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import RunReport

Stage = Literal["identity", "profile"]


@dataclass(frozen=True)
class RunStarted:
    """`people` are asked for, `done` of them were there already."""

    run_id: str
    group_id: str
    people: int
    done: int
    fields: dict[Stage, int]  # how many fields each stage has over all people still to write


@dataclass(frozen=True)
class RangesAnswered:
    """How far several workers are: people (of a study: notes) done, of how many, workers alive, and how often one began
    again."""

    done: int
    of: int
    workers: int
    restarts: int


@dataclass(frozen=True)
class FieldAnswered:
    """The model has answered for one field; whether it passes is seen once no person before is open."""

    slot: int
    stage: Stage
    key: str
    tokens_read: int
    tokens_written: int
    seconds: float


@dataclass(frozen=True)
class StageDone:
    """All fields of a stage of one person stand."""

    slot: int
    stage: Stage


@dataclass(frozen=True)
class PersonaDone:
    """A person is finished and stored."""

    slot: int
    persona: Persona


@dataclass(frozen=True)
class PersonaReused:
    """A person of the library fills a slot, as they are; `study` is which one of theirs this is, 2 for the second."""

    slot: int
    persona: Persona
    study: int
    fields: int  # questions of stage two that are not asked


@dataclass(frozen=True)
class PortraitsStarted:
    """All text stands; so many portraits are painted now, with the image model of that name."""

    model: str
    about: str  # what kind of model it is; may be empty
    people: int


@dataclass(frozen=True)
class PortraitDone:
    """A person's portrait is painted and stored."""

    slot: int
    persona_id: str
    seconds: float


@dataclass(frozen=True)
class PortraitFailed:
    """A person stays without a portrait; the run is complete all the same."""

    slot: int
    reason: str


@dataclass(frozen=True)
class RunFinished:
    """All people stand. `report` is what run.json holds; more than a thousand people are read from the store as they
    are asked for, while it is open."""

    status: Literal["complete"]
    personas: Sequence[Persona]
    report: RunReport


Event = (
    RunStarted
    | RangesAnswered
    | FieldAnswered
    | StageDone
    | PersonaReused
    | PersonaDone
    | PortraitsStarted
    | PortraitDone
    | PortraitFailed
    | RunFinished
)
