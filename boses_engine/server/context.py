"""What the routes share: the engine, its worker, who listens, and the objects that a caller may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from boses_engine.domain.persona import Persona
from boses_engine.engine import Engine
from boses_engine.errors import ConflictError, NotFoundError
from boses_engine.server.access import Caller, SignInLink, Who
from boses_engine.server.audit import Audit
from boses_engine.server.feed import Feed
from boses_engine.server.plans import Plans
from boses_engine.server.problems import ProblemError
from boses_engine.server.worker import Worker, key_of
from boses_engine.store import Store
from boses_engine.store.project_studies import ProjectStudyRow
from boses_engine.store.rows import GroupRow, ProjectRow

QUEUE_MOST, QUEUE_OF_PROJECT = 100, 25  # groups and studies that may wait, of all projects and of one
TALKERS = 4  # people who talk side by side


@dataclass(frozen=True)
class Context:
    """One server's parts."""

    engine: Engine
    feed: Feed
    worker: Worker
    talkers: CapacityLimiter  # who talks with people side by side
    audit: Audit
    plans: Plans
    link: SignInLink

    @property
    def store(self) -> Store:
        """The store that this process holds."""
        return self.engine.store

    def places(self) -> dict[str, int]:
        """The place in the queue of each group and study that waits, 1 being next."""
        keys = [key for key in map(key_of, self.worker.waiting()) if key != self.worker.at]
        return {key: place for place, key in enumerate(keys, 1)}

    def project(self, who: Caller, project_id: str) -> ProjectRow:
        """A project that the caller may see; a 404 problem for all others."""
        try:
            row = self.store.project(project_id)
        except NotFoundError:
            row = None
        if row is None or not who.sees(row.name):
            raise ProblemError(404, "there is no such project.")
        return row

    def group_of(self, project: str, group_id: str) -> GroupRow:
        """The group of the project of that name; a 404 problem for all others."""
        row = self.store.group_of_id(group_id)
        if row is None or row.project != project:
            raise ProblemError(404, "there is no such group.")
        return row

    def check_idle(self, keys: Iterable[str]) -> None:
        """Raises ConflictError where the worker is at one of these groups and studies, be it cancelled already."""
        if self.worker.at in set(keys):
            raise ConflictError("it is queued or generating, or was until just now: wait until that has ended.")

    def study_of(self, project: str, study_id: str) -> ProjectStudyRow:
        """A study of the project of that name; a 404 problem for all others."""
        row = self.store.study_of_id(study_id)
        if row is None or row.project != project:
            raise ProblemError(404, "there is no such study.")
        return row


async def context(request: Request) -> Context:
    """The server's parts."""
    found: Context = request.app.state.boses
    return found


Here = Annotated[Context, Depends(context)]


def seen_project(project_id: str, who: Who, here: Here) -> ProjectRow:
    """The project of the path."""
    return here.project(who, project_id)


TheProject = Annotated[ProjectRow, Depends(seen_project)]


def seen_group(group_id: str, project: TheProject, here: Here) -> GroupRow:
    """The group of the path; a 404 problem where it is none of the project."""
    return here.group_of(project.name, group_id)


TheGroup = Annotated[GroupRow, Depends(seen_group)]


def seen_study(study_id: str, project: TheProject, here: Here) -> ProjectStudyRow:
    """The study of the path."""
    return here.study_of(project.name, study_id)


TheStudy = Annotated[ProjectStudyRow, Depends(seen_study)]


def seen_persona(persona_id: str, group: TheGroup, here: Here) -> Persona:
    """The person of the path; a 404 problem where they are none of the group."""
    found = here.store.people_by_id([persona_id]) if here.store.in_group(group.id, persona_id) else []
    if not found:
        raise ProblemError(404, "there is no such person in the group.")
    return found[0]


ThePersona = Annotated[Persona, Depends(seen_persona)]
