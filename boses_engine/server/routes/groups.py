"""Persona groups, briefs, and asking for generation."""

import threading
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response

from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.domain.group import Group
from boses_engine.engine import DEFAULT_SEED
from boses_engine.groups.fields import TEXT_MOST, check_fields
from boses_engine.pipeline.estimate import Estimate
from boses_engine.pipeline.plan import check_place
from boses_engine.server.bodies import (
    GROUP_BODY,
    PATCH_BODY,
    Brief,
    Generate,
    GroupDifference,
    GroupEstimate,
    Measure,
    Number,
    Page,
    ParsedFields,
    PersonaGroup,
    Size,
    page_of,
)
from boses_engine.server.context import QUEUE_MOST, QUEUE_OF_PROJECT, Context, Here, TheGroup, TheProject
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.quota import Quota
from boses_engine.server.strict import StrictRoute
from boses_engine.store.rows import GroupRow, ProjectRow
from boses_engine.studies.compare_people import Traits, compare_people

router = APIRouter(prefix="/projects/{project_id}/persona-groups", tags=["persona groups"], route_class=StrictRoute)
_BRIEFS = Quota(4, 2, "briefs are being read", 5)
_MEASURING = threading.BoundedSemaphore(1)
_MEASURED_MOST = 200  # people of whom a group is measured


def make_group(fields: object, project: ProjectRow, here: Context) -> tuple[GroupRow, bool]:
    """Keeps a group whose fields and location are right, and says whether it is new; raises GroupError or
    LocationError."""
    group = check_fields(fields, source="group")  # type: ignore[arg-type]
    check_place(group)
    new = here.store.same_group(group, project.name) is None
    return here.group_of(project.name, here.store.add_group(group, project.name, make_project=False)), new


def ask_for_run(row: GroupRow, here: Context, *, seed: int | None = None, regenerate: bool = False) -> GroupRow:
    """Puts a group into the queue and wakes the worker."""
    room = {"most": QUEUE_MOST, "of_project": QUEUE_OF_PROJECT}
    here.store.ask_for_run(row.id, first_seed=DEFAULT_SEED, **room, seed=seed, regenerate=regenerate)
    here.worker.wake()
    return here.group_of(row.project, row.id)


def cancel_group(row: GroupRow, here: Context) -> GroupRow:
    """Takes a group out of the queue, or ends its run between two answers; a 409 problem where it is neither."""
    if not here.worker.cancel(row.id):
        raise ProblemError(409, "the group is neither queued nor generating.")
    return here.group_of(row.project, row.id)


def try_group(row: GroupRow, project: ProjectRow, here: Context) -> GroupRow:
    """A group of three of the segment, to see what such people are like before all are made."""
    name = f"{row.group.name[: TEXT_MOST - 20]}, three to try"
    three = row.group.model_copy(update={"name": name, "persona_count": 3})
    return here.group_of(project.name, here.store.add_group(three, project.name, make_project=False))


def traits_of(row: GroupRow, here: Context) -> Traits:
    """What the people of a group's latest run are like."""
    return Traits(here.store.people_of_run(row.run_id) if row.run_id else ())


def measure_group(group: Group, here: Context, asked: Measure) -> Estimate:
    """What a group's people will take, measured on some of them; a 409 problem while the model is at work."""
    if here.worker.at is not None or not _MEASURING.acquire(blocking=False):
        raise ProblemError(409, "the model is at work: what it does just now would be measured too.")
    try:
        some = group.model_copy(update={"persona_count": min(group.persona_count, _MEASURED_MOST)})
        plan = here.engine.plan(some, seed=asked.seed)
        return here.engine.estimate(plan, seconds=asked.seconds).of(group.persona_count)
    finally:
        _MEASURING.release()


def remove_group(row: GroupRow, here: Context) -> None:
    """Deletes a group with its people; raises ConflictError while it is queued or generating."""
    here.check_idle([row.id])
    here.store.delete_group(row.id, idle=True)


def read_brief(prompt: str, project: ProjectRow, here: Context) -> ParsedBrief:
    """The group that a brief describes; raises BriefError, ModelError, or a 429 problem while many are being read."""
    with _BRIEFS.one_more(project.id):
        return here.engine.parse_prompt(prompt)


@router.post(
    "",
    status_code=201,
    openapi_extra=GROUP_BODY,
    responses=responses(404, good={"model": PersonaGroup, "description": "The project has this group already."}),
)
def create_group(
    body: Annotated[dict[str, Any], Body()], project: TheProject, here: Here, response: Response
) -> PersonaGroup:
    """Define a group. Nothing is generated yet: `generation_status` is null."""
    row, new = make_group(body, project, here)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/api/v1/projects/{project.id}/persona-groups/{row.id}"
    return PersonaGroup.of(row, project, here)


@router.get("", responses=responses(404))
def list_groups(project: TheProject, here: Here, page: Number = 1, page_size: Size = 50) -> Page[PersonaGroup]:
    """The groups of a project, oldest first."""
    places = here.places()
    rows = here.store.groups(project.name)
    return page_of(rows, page, page_size, lambda row: PersonaGroup.of(row, project, here, places))


@router.post("/parse-prompt", responses=responses(404, 503))
def parse_prompt(body: Brief, project: TheProject, here: Here) -> ParsedFields:
    """Turn a description of an audience into the fields of a group; creates nothing."""
    return ParsedFields.model_validate(read_brief(body.prompt, project, here).record())


@router.get("/{group_id}", responses=responses(404))
def get_group(group: TheGroup, project: TheProject, here: Here) -> PersonaGroup:
    """One group: its fields, how far it is, and why it failed where it did."""
    return PersonaGroup.of(group, project, here)


@router.patch("/{group_id}", openapi_extra=PATCH_BODY, responses=responses(404, 409))
def change_group(
    body: Annotated[dict[str, Any], Body()], group: TheGroup, project: TheProject, here: Here
) -> PersonaGroup:
    """Change fields of a group that was not generated yet."""
    changed = check_fields(group.group.model_dump() | body, source="group")
    check_place(changed)
    here.store.change_group(group.id, changed)
    return PersonaGroup.of(here.group_of(project.name, group.id), project, here)


@router.delete("/{group_id}", status_code=204, responses=responses(404, 409))
def delete_group(group: TheGroup, here: Here) -> None:
    """Delete a group with its people; those whom others reused stay in the library."""
    remove_group(group, here)


@router.post("/{group_id}/generate", status_code=202, responses=responses(404, 409))
def generate(group: TheGroup, project: TheProject, here: Here, body: Generate | None = None) -> PersonaGroup:
    """Ask for the group's people. Asking again while it is queued or generating changes nothing."""
    asked = body or Generate()
    row = ask_for_run(group, here, seed=asked.seed, regenerate=asked.regenerate)
    return PersonaGroup.of(row, project, here)


@router.post("/{group_id}/cancel", status_code=202, responses=responses(404, 409))
def cancel(group: TheGroup, project: TheProject, here: Here) -> PersonaGroup:
    """Stop the generation. Who is finished stays, and asking for the group again goes on with it."""
    return PersonaGroup.of(cancel_group(group, here), project, here)


@router.post("/{group_id}/estimate", responses=responses(404, 409, 503))
def estimate(group: TheGroup, here: Here, body: Measure | None = None) -> GroupEstimate:
    """Measure what the group's people will take on this machine; nobody is made."""
    return GroupEstimate(**asdict(measure_group(group.group, here, body or Measure())))


@router.get("/{group_id}/compare", responses=responses(404))
def compare(
    group: TheGroup,
    project: TheProject,
    here: Here,
    other: Annotated[str, Query(alias="with", description="The id of the group to compare with.")],
) -> list[GroupDifference]:
    """How the people of two groups differ: this less that, with the interval and whether it is more than chance."""
    row = here.group_of(project.name, other)
    return [GroupDifference.of(each) for each in compare_people(traits_of(group, here), traits_of(row, here))]
