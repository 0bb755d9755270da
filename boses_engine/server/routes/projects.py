"""Projects."""

from fastapi import APIRouter, Response

from boses_engine.server.access import Who
from boses_engine.server.bodies import NewProject, Number, Page, Project, Size, page_of
from boses_engine.server.context import Here, TheProject
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.strict import StrictRoute

router = APIRouter(prefix="/projects", tags=["projects"], route_class=StrictRoute)


@router.post(
    "", status_code=201, responses=responses(403, good={"model": Project, "description": "It was there already."})
)
def create_project(body: NewProject, who: Who, here: Here, response: Response) -> Project:
    """Make a project."""
    if who.project is not None:
        raise ProblemError(403, "this token is for one project only.")
    row, new = here.store.add_project(body.name)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/api/v1/projects/{row.id}"
    return Project.of(row)


@router.get("")
def list_projects(who: Who, here: Here, page: Number = 1, page_size: Size = 50) -> Page[Project]:
    """The projects, by name."""
    rows = [row for row in here.store.projects() if who.sees(row.name)]
    return page_of(rows, page, page_size, Project.of)


@router.get("/{project_id}", responses=responses(404))
def get_project(project: TheProject) -> Project:
    """One project."""
    return Project.of(project)


@router.delete("/{project_id}", status_code=204, responses=responses(404, 409))
def delete_project(project: TheProject, here: Here) -> None:
    """Delete a project with its studies, its groups and their people, and revoke its tokens; those whom others reused
    stay."""
    own = here.store.groups(project.name), here.store.project_studies(project.name)
    here.check_idle(row.id for rows in own for row in rows)
    here.store.delete_project(project.name)
