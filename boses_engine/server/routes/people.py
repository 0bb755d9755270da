"""The people of a group, their portraits, and files of them."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from boses_engine.domain.passport import Passport
from boses_engine.domain.persona import Persona
from boses_engine.domain.report import RunReport
from boses_engine.exports.codebook import render_codebook
from boses_engine.exports.export import export as write_export
from boses_engine.output.gallery import render_gallery
from boses_engine.output.thumbnails import data_uri
from boses_engine.server.bodies import Number, Page, Rewrite, Size
from boses_engine.server.context import Context, Here, TheGroup, ThePersona, TheProject
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.quota import Quota
from boses_engine.server.routes.files import BINARY, FILES, PEOPLE_FILE, PeopleFormat, file_answer, streamed
from boses_engine.server.strict import StrictRoute
from boses_engine.store.rows import GroupRow, ProjectRow

router = APIRouter(
    prefix="/projects/{project_id}/persona-groups/{group_id}", tags=["personas"], route_class=StrictRoute
)
_REWRITES = Quota(2, 1, "people are being told anew", 20)


@router.get("/personas", responses=responses(404))
def list_personas(group: TheGroup, here: Here, page: Number = 1, page_size: Size = 50) -> Page[Persona]:
    """The people of the group's latest run, in their order."""
    people = here.store.page(group.run_id, (page - 1) * page_size, page_size) if group.run_id else []
    return Page(items=people, total=group.stored, page=page, page_size=page_size)


@router.get("/personas/{persona_id}", responses=responses(404))
def get_persona(persona: ThePersona) -> Persona:
    """One person's whole record."""
    return persona


@router.get("/personas/{persona_id}/passport", responses=responses(404))
def get_passport(persona: ThePersona, group: TheGroup, here: Here) -> Passport:
    """How a person was made; the group only where they were made in this project."""
    made = here.store.making(persona.id).origin
    told = here.engine.passport(persona.id)
    return told if made is None or made.project == group.project else told.model_copy(update={"group": None})


@router.post("/personas/{persona_id}/rewrite", responses=responses(404, 429, 503))
def rewrite_persona(
    persona: ThePersona, project: TheProject, here: Here, body: Annotated[Rewrite | None, Body()] = None
) -> Persona:
    """Tell a person anew: other words, the same facts. The old words stay in the store."""
    asked = body or Rewrite()
    return tell_person_anew(persona, project, here, asked.field, asked.seed)


def tell_person_anew(persona: Persona, project: ProjectRow, here: Context, field: str | None, seed: int) -> Persona:
    """Other words for all fields, or for one; raises InputError, ModelError, or a 429 problem while others are told."""
    with _REWRITES.one_more(project.id):
        return here.engine.rewrite(persona.id, field=field, seed=seed)


@router.get(
    "/personas/{persona_id}/avatar",
    response_class=Response,
    responses=responses(404, good={"content": {"image/png": BINARY}, "description": "The portrait."}),
)
def get_avatar(persona: ThePersona, here: Here) -> Response:
    """A person's AI-generated portrait."""
    png = here.store.portrait_png(persona.id)
    if png is None:
        raise ProblemError(404, "this person has no portrait.")
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=300"})


@router.get(
    "/export",
    response_class=Response,
    responses=responses(404, good=PEOPLE_FILE),
)
def export(
    group: TheGroup,
    project: TheProject,
    here: Here,
    format: Annotated[
        PeopleFormat,
        Query(
            description="The records as jsonl, csv or parquet; tables as flat, brands, xlsx, sav or nemotron; edsl and "
            "prompt for agents; tinytroupe and huggingface, which are folders, as a ZIP; html for the gallery, "
            "codebook for what columns mean."
        ),
    ] = "jsonl",
) -> Response:
    """All people of the group's latest run as one file."""
    if format == "codebook":
        return file_answer(group.id, format, render_codebook().encode())
    with FILES.one_more(project.id):
        if format == "html":
            return file_answer(group.id, format, gallery_of(group, here).encode())
        people = here.store.people_of_run(group.run_id) if group.run_id else ()
        portrait_of = here.store.portrait_png
        return streamed(group.id, format, lambda stream: write_export(people, stream, format, portrait_of=portrait_of))


def gallery_of(group: GroupRow, here: Context) -> str:
    """The page of all people with their portraits in it, which can be sent on."""

    def picture(person: Persona) -> str | None:
        png = here.store.portrait_png(person.id)
        return None if png is None else data_uri(png)

    return render_gallery(group.group, people_of(group, here), report_of(group, here), picture)


def people_of(group: GroupRow, here: Context) -> list[Persona]:
    """The people of the latest run, nobody before there is one."""
    return here.store.page(group.run_id) if group.run_id else []


def report_of(group: GroupRow, here: Context) -> RunReport | None:
    """What the latest run reports; nothing before it has ended."""
    run = here.store.run(group.run_id) if group.run_id else None
    return run.report if run else None
