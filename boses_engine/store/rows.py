"""What the store gives back besides personas: frozen rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from boses_engine.domain.group import Group

GenerationStatus = Literal["pending", "generating", "complete", "failed"]


@dataclass(frozen=True)
class GroupRow:
    """A stored group; `run_id` is its latest run, `stored` the number of people that run has so far."""

    id: str
    project: str
    group: Group
    generation_status: GenerationStatus
    created_at: datetime  # UTC, aware
    run_id: str | None
    stored: int


@dataclass(frozen=True)
class RunRow:
    """One run over a group; `report` is None until it has finished."""

    id: str
    group_id: str
    status: Literal["generating", "complete", "failed"]
    settings: Mapping[str, Any]
    report: Mapping[str, Any] | None


@dataclass(frozen=True)
class Failure:
    """Why a slot has no persona; `attempts` counts the tries per stage or field."""

    slot: int
    reason: str
    attempts: Mapping[str, int]
    report: Mapping[str, Any]


def group_row(row: tuple[Any, ...]) -> GroupRow:
    """A row of the groups query: id, project, definition as JSON, status, created (naive UTC), run id, stored."""
    key, project, definition, status, created, run_id, stored = row
    group = Group.model_validate_json(definition)
    return GroupRow(key, project, group, status, created.replace(tzinfo=UTC), run_id, stored)
