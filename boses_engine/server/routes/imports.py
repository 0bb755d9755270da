"""People from elsewhere into the library of a project, and all of its people out."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from boses_engine.exports.codebook import render_codebook
from boses_engine.exports.export import FORMS, ExportFormat
from boses_engine.exports.export import export as write_export
from boses_engine.server.bodies import IMPORT_BODY, Imported
from boses_engine.server.context import Here, TheProject
from boses_engine.server.imports import take_in
from boses_engine.server.problems import responses
from boses_engine.server.routes.files import FILES, file_answer, file_of, streamed
from boses_engine.server.strict import StrictRoute

router = APIRouter(prefix="/projects/{project_id}", tags=["people from elsewhere"], route_class=StrictRoute)
AllFormat = Literal[ExportFormat, "codebook"]


@router.post("/imports", status_code=201, openapi_extra=IMPORT_BODY, responses=responses(404, 429))
async def import_people(project: TheProject, here: Here, request: Request) -> Imported:
    """Take people from a file into the project's library, marked `imported`; all of them, or nobody where a row does
    not fit, which is then named with its column."""
    merged = await take_in(request, project, here)
    return Imported(added=merged.added, doubles=merged.doubles, refused=list(merged.refused))


@router.get("/export", response_class=Response, responses=responses(404, 429, good=file_of((*FORMS, "codebook"))))
def export_project(
    project: TheProject,
    here: Here,
    format: Annotated[AllFormat, Query(description="As for a group; the library's people are among them.")] = "jsonl",
) -> Response:
    """All people of the project as one file: of its groups, and those who came from elsewhere."""
    if format == "codebook":
        return file_answer(project.id, format, render_codebook().encode())
    people, portrait_of = here.store.people_of_project(project.name), here.store.portrait_png
    with FILES.one_more(project.id):
        return streamed(
            project.id, format, lambda stream: write_export(people, stream, format, portrait_of=portrait_of)
        )
