"""The page where one sends a file of people to a project, with those of its library, who came in a file marked."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from boses_engine.domain.library import Merged
from boses_engine.errors import InputError
from boses_engine.exports.export import FORMS
from boses_engine.exports.incoming import ENDINGS
from boses_engine.output.gallery import cards_of
from boses_engine.output.listing import listing
from boses_engine.server.access import Who
from boses_engine.server.context import Context, Here, TheProject
from boses_engine.server.imports import take_in
from boses_engine.server.pages.render import page
from boses_engine.server.problems import ProblemError
from boses_engine.store.rows import ProjectRow

router = APIRouter(include_in_schema=False)
_PAGE = 50  # people


@router.get("/projects/{project_id}/people")
def people(
    project: TheProject,
    who: Who,
    here: Here,
    number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """The people of the library, the best-tested first."""
    return _page(project, who, here, number)


@router.post("/projects/{project_id}/people")
async def take_in_file(project: TheProject, who: Who, here: Here, request: Request) -> HTMLResponse:
    """Takes the people of a file in, and says what came of it."""
    try:
        return _page(project, who, here, merged=await take_in(request, project, here))
    except (InputError, ProblemError) as exc:
        status = exc.status if isinstance(exc, ProblemError) else 422
        if status == 413:
            raise
        return _page(project, who, here, status=status, wrong=exc.detail if isinstance(exc, ProblemError) else str(exc))


def _page(
    project: ProjectRow,
    who: Who,
    here: Context,
    number: int = 1,
    *,
    status: int = 200,
    merged: Merged | None = None,
    wrong: str = "",
) -> HTMLResponse:
    here.store.join_complete()
    count = here.store.count_members(project.name)
    found = [person for person, _, _ in here.store.members(project.name, (number - 1) * _PAGE, _PAGE)]
    return page(
        "imports",
        who,
        status,
        project=project,
        api=f"/api/v1/projects/{project.id}",
        count=count,
        cards=cards_of(found, first=(number - 1) * _PAGE + 1),
        choices=listing(found) if len(found) > 1 else None,
        page=number,
        pages=max(1, -(-count // _PAGE)),
        formats={name: form.says for name, form in FORMS.items()} | {"codebook": "what the columns mean"},
        endings=",".join(ENDINGS),
        merged=merged,
        wrong=wrong,
    )
