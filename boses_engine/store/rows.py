"""What the store gives back besides personas: frozen rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from boses_engine.domain.group import Group
from boses_engine.domain.report import RunReport
from boses_engine.errors import StoreError

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
    queued: bool  # asked for, and not ended
    reason: str | None  # why it failed, where no run says so
    seed: int | None  # of the run that it is queued for, else of its latest one

    @property
    def asked_for(self) -> bool:
        """Whether it was ever to be generated."""
        return self.queued or self.run_id is not None or self.generation_status != "pending"


@dataclass(frozen=True)
class ProjectRow:
    """A project and the number of its groups."""

    id: str
    name: str
    created_at: datetime  # UTC, aware
    groups: int


@dataclass(frozen=True)
class TokenRow:
    """An access token without its secret; one without a project may do everything. Times are in UTC, aware."""

    id: str
    name: str
    project: str | None
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class QueuedRun:
    """A group's place in the queue: lower ordinals come first."""

    ordinal: int
    group_id: str
    seed: int
    project: str


@dataclass(frozen=True)
class QueuedStudy:
    """A study's place in the queue, among the groups' ordinals."""

    ordinal: int
    study_id: str
    project: str


@dataclass(frozen=True)
class RunRow:
    """One run over a group; `report` is None until it has finished."""

    id: str
    group_id: str
    status: Literal["generating", "complete", "failed"]
    settings: Mapping[str, Any]
    report: RunReport | None


def no_run(run_id: str, path: Path) -> StoreError:
    """The error of a run that is not in the store."""
    return StoreError(f"no run {run_id} in {path}: start it first.")


def unreadable(what: str, path: Path, why: ValidationError) -> StoreError:
    """The error for a record that was written by another engine, or changed."""
    return StoreError(
        f"{what} in {path} does not have the form this engine reads: {why.errors()[0]['msg']}. "
        "It was written by another version of the engine, or changed from outside."
    )


def group_row(row: tuple[Any, ...]) -> GroupRow:
    """A row of the groups query: the definition and the settings of the latest run are JSON, times naive UTC."""
    key, project, definition, status, created, run_id, stored, queued, reason, seed, settings = row
    group = Group.model_validate_json(definition)
    if seed is None and settings is not None:
        seed = json.loads(settings).get("seed")
    at = created.replace(tzinfo=UTC)
    return GroupRow(key, project, group, status, at, run_id, stored, queued, reason, seed)
