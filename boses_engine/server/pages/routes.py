"""The addresses of the pages."""

from typing import Annotated, cast

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from boses_engine.domain.group import Group
from boses_engine.engine import DEFAULT_SEED
from boses_engine.errors import BriefError, GroupError, LocationError, ModelError, unshown
from boses_engine.output.gallery import PAGE_PEOPLE
from boses_engine.output.listing import listing
from boses_engine.output.pages import page_template
from boses_engine.output.plan_report import PLOTTED_LEAST, PLOTTED_MOST, sections_of_people, sections_of_plan
from boses_engine.pipeline.estimate import Estimate
from boses_engine.server.access import COOKIE, SESSION_LIFE, Who, begin_session, caller_of, end_session, make_token
from boses_engine.server.bodies import Measure, PersonaGroup
from boses_engine.server.context import Here, TheGroup, TheProject
from boses_engine.server.pages import people
from boses_engine.server.pages.before import SEED_MOST, TRIED, next_seed, seed_of, takes
from boses_engine.server.pages.differences import rows_of
from boses_engine.server.pages.form_words import OF_GROUPS, in_form
from boses_engine.server.pages.render import STATIC, local, page, see_other
from boses_engine.server.problems import ProblemError
from boses_engine.server.routes.groups import (
    ask_for_run,
    make_group,
    measure_group,
    read_brief,
    remove_group,
    traits_of,
    try_group,
)
from boses_engine.server.routes.views import seen_deletion
from boses_engine.server.study_bodies import Study
from boses_engine.store.rows import GroupRow, ProjectRow
from boses_engine.studies.compare_people import AGE, SECTIONS, compare_people

router = APIRouter(include_in_schema=False)
_EMPTY = {"gender": "All", "income_level": "Middle", "persona_count": "5"}
_WHOLE = ("age_min", "age_max", "persona_count")


@router.get("/static/{name}")
def static(name: str) -> Response:
    """The pages' own style sheet and script, and those that galleries and reports have inside."""
    kept = {"Cache-Control": "max-age=3600"}
    if name == "listing.js":
        return Response(page_template(name).render(), media_type="text/javascript", headers=kept)
    if name in ("people.css", "study.css", "listing.css", "plan_plots.css"):
        return Response(page_template(f"{name}.j2").render(), media_type="text/css", headers=kept)
    if name not in ("pages.css", "pages.js"):
        raise ProblemError(404, "there is no such file.")
    return FileResponse(STATIC / name, headers=kept)


@router.get("/")
def start(who: Who, here: Here) -> RedirectResponse:
    """The first page: a project's own, where one can see only that."""
    if who.project is not None:
        return see_other(f"/projects/{here.store.project_named(who.project).id}")
    return see_other("/projects")


@router.get("/sign-in")
def sign_in_form(next: str = "/", code: str = "") -> HTMLResponse:
    """Where one signs in; `code` is that of the link that the server's start printed."""
    return page("sign-in", None, next=local(next), wrong="", code=code)


@router.post("/sign-in")
def sign_in(
    here: Here,
    request: Request,
    token: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
    code: Annotated[str, Form()] = "",
) -> Response:
    """Begins a session, in a cookie that scripts cannot read and other pages cannot send; the token is kept nowhere."""
    address = request.client.host if request.client else ""
    if code and here.link.take(code):
        _, token = make_token(here.store, "sign-in link", life=SESSION_LIFE)
    who = caller_of(here.store, token.strip())
    if who is None:
        here.audit.refused(address, "/sign-in")
        told = "This link was used or is too old." if code else "This token is unknown, expired or revoked."
        return page("sign-in", None, 401, next=local(next), wrong=told, code="")
    answer = see_other(local(next))
    life = int(SESSION_LIFE.total_seconds())
    answer.set_cookie(COOKIE, begin_session(here.store, who), max_age=life, httponly=True, samesite="strict", path="/")
    here.audit.note("signed in", token=who.key, address=address)
    return answer


@router.post("/sign-out")
def sign_out(here: Here, request: Request) -> Response:
    """Ends the session: whoever has a copy of the cookie is out too."""
    if session := request.cookies.get(COOKIE):
        end_session(here.store, session)
        here.audit.note("signed out", address=request.client.host if request.client else "")
    answer = see_other("/sign-in")
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/projects")
def projects(who: Who, here: Here) -> HTMLResponse:
    """All projects."""
    return _projects(who, here)


def _projects(who: Who, here: Here, status: int = 200, wrong: str = "") -> HTMLResponse:
    rows = [row for row in here.store.projects() if who.sees(row.name)]
    there = {row.name for row in rows}
    deleted = [row for row in here.store.deletions(who.project) if row.project not in there]
    return page("projects", who, status, projects=rows, deleted=deleted, wrong=wrong)


@router.post("/projects")
def new_project(who: Who, here: Here, name: Annotated[str, Form()] = "") -> Response:
    """A new project."""
    if who.project is not None:
        raise ProblemError(403, "this token is for one project only.")
    name = " ".join(name.split())
    if not name or len(name) > 200 or unshown(name):
        return _projects(who, here, 422, "Give it a name of 1 to 200 characters.")
    row, _ = here.store.add_project(name)
    return see_other(f"/projects/{row.id}")


@router.get("/projects/{project_id}")
def project(project: TheProject, who: Who, here: Here) -> HTMLResponse:
    """A project's groups and studies."""
    places = here.places()
    groups = [PersonaGroup.of(row, project, here, places) for row in reversed(here.store.groups(project.name))]
    studies = [Study.of(row, project, here, places) for row in reversed(here.store.project_studies(project.name))]
    deleted = here.store.deletions(project.name)
    return page("project", who, project=project, groups=groups, studies=studies, deleted=deleted)


@router.get("/projects/{project_id}/new")
def new_group_form(project: TheProject, who: Who) -> HTMLResponse:
    """Where a group is defined, from a brief or from fields."""
    return _form(project, who, _EMPTY)


@router.post("/projects/{project_id}/brief")
def brief(project: TheProject, who: Who, here: Here, prompt: Annotated[str, Form()] = "") -> HTMLResponse:
    """The form, filled in from a description."""
    try:
        parsed = read_brief(prompt, project, here)
    except (BriefError, ModelError) as exc:
        return _form(project, who, _EMPTY, status=422, prompt=prompt, prompt_wrong=str(exc))
    values = {name: str(value) for name, value in parsed.group.model_dump().items()}
    return _form(project, who, values, prompt=prompt, assumed=parsed.assumed, notes=parsed.notes, read=True)


@router.post("/projects/{project_id}/new")
async def new_group(project: TheProject, who: Who, here: Here, request: Request) -> Response:
    """The group, or the form with what is wrong at each field."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    sent = {name: value for name, value in form.items() if name in Group.model_fields}
    prompt = form.get("prompt", "")
    values: dict[str, object] = {
        name: int(text) if name in _WHOLE and text.strip().isdecimal() and len(text) < 10 else text
        for name, text in sent.items()
        if text.strip()
    }
    try:
        row, _ = make_group(values, project, here)
    except LocationError as exc:
        return _form(project, who, sent, status=422, prompt=prompt, wrong={"location": in_form(str(exc), OF_GROUPS)})
    except GroupError as exc:
        wrong = {name: in_form(text, OF_GROUPS) for name, text in exc.fields} or {"name": str(exc)}
        return _form(project, who, sent, status=422, prompt=prompt, wrong=wrong)
    return see_other(f"/projects/{project.id}/groups/{row.id}")


def _form(
    project: ProjectRow, who: Who, values: object, *, status: int = 200, prompt: str = "", **more: object
) -> HTMLResponse:
    told: dict[str, object] = {"assumed": {}, "notes": (), "wrong": {}, "prompt_wrong": "", "read": False, **more}
    return page("new", who, status, project=project, values=values, prompt=prompt, **told)


@router.get("/projects/{project_id}/groups/{group_id}")
def group(
    project: TheProject,
    group: TheGroup,
    who: Who,
    here: Here,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """A group: what it is, how far it is, and its people."""
    return _group(project, group, who, here, number)


def _group(
    project: ProjectRow, group: GroupRow, who: Who, here: Here, number: int = 1, status: int = 200, **more: object
) -> HTMLResponse:
    told = PersonaGroup.of(group, project, here)
    shown = people.cards(here, project, group, (number - 1) * PAGE_PEOPLE)
    asked: dict[str, object] = {"seed": "", "seed_wrong": "", "measured": None, "measured_wrong": "", **more}
    pages = max(1, -(-group.stored // PAGE_PEOPLE))
    before = told.progress is None and told.generation_status != "complete"
    return page(
        "group",
        who,
        status,
        project=project,
        takes=takes(group, here, cast(Estimate | None, asked["measured"])) if before else None,
        tried=TRIED,
        plotted=group.stored >= PLOTTED_LEAST,
        next_seed=next_seed(group),
        seed=asked["seed"],
        seed_wrong=asked["seed_wrong"],
        measured_wrong=asked["measured_wrong"],
        group=told,
        cards=shown,
        choices=listing([card.person for card in shown]) if len(shown) > 1 else None,
        page=number,
        pages=pages,
        api=people.address(project, group),
        paused=here.worker.paused,
        others=[row for row in here.store.groups(project.name) if row.id != group.id and row.stored],
    )


@router.post("/projects/{project_id}/groups/{group_id}/generate")
def generate(
    project: TheProject,
    group: TheGroup,
    who: Who,
    here: Here,
    again: Annotated[bool, Form()] = False,
    seed: Annotated[str, Form()] = "",
    action: Annotated[str, Form()] = "all",
) -> Response:
    """Asks for the group's people; or for a few of the segment first, or for a measure of what they will take."""
    try:
        number = seed_of(seed)
    except ValueError as exc:
        return _group(project, group, who, here, status=422, seed=seed, seed_wrong=str(exc))
    if action == "plan":
        return see_other(
            f"/projects/{project.id}/groups/{group.id}/plan?seed={next_seed(group) if number is None else number}"
        )
    if action == "measure":
        asked = Measure(seed=next_seed(group) if number is None else number)
        try:
            return _group(project, group, who, here, seed=seed, measured=measure_group(group.group, here, asked))
        except (ProblemError, ModelError) as exc:
            told = exc.detail if isinstance(exc, ProblemError) else str(exc)
            return _group(project, group, who, here, status=409, seed=seed, measured_wrong=told)
    row = group
    if action == "try":
        row = try_group(group, project, here)
    ask_for_run(row, here, seed=number, regenerate=again and row.id == group.id)
    return see_other(f"/projects/{project.id}/groups/{row.id}")


@router.post("/projects/{project_id}/groups/{group_id}/cancel")
def cancel(project: TheProject, group: TheGroup, who: Who, here: Here) -> RedirectResponse:
    """Stops the generation; where it has just ended there is nothing to stop."""
    here.worker.cancel(group.id)
    return see_other(f"/projects/{project.id}/groups/{group.id}")


@router.get("/projects/{project_id}/groups/{group_id}/plan")
def planned(
    project: TheProject,
    group: TheGroup,
    who: Who,
    here: Here,
    seed: Annotated[int, Query(ge=0, le=SEED_MOST)] = DEFAULT_SEED,
) -> HTMLResponse:
    """The people that would be made, against their sources; nobody is made."""
    plan = here.plans.of(group.group, seed)
    return page("plan", who, project=project, group=group, seed=seed, plan=plan, sections=sections_of_plan(plan))


@router.get("/projects/{project_id}/groups/{group_id}/fit")
def fit(project: TheProject, group: TheGroup, who: Who, here: Here) -> HTMLResponse:
    """The people who are made, against their sources."""
    some = here.store.page(group.run_id, 0, PLOTTED_MOST) if group.run_id else []
    sections = sections_of_people(group.group, some)
    return page("fit", who, project=project, group=group, counted=len(some), sections=sections)


@router.get("/projects/{project_id}/groups/{group_id}/delete")
def ask_to_delete(project: TheProject, group: TheGroup, who: Who, here: Here) -> HTMLResponse:
    """Asks first."""
    back = f"/projects/{project.id}/groups/{group.id}"
    what = f"its {group.stored:,} people" if group.stored != 1 else "its person"
    return page("delete", who, project=project, kind="group", called=group.group.name, what=what, back=back)


@router.post("/projects/{project_id}/groups/{group_id}/delete")
def delete(project: TheProject, group: TheGroup, who: Who, here: Here) -> RedirectResponse:
    """Deletes the group with its people, which can be had back for a while."""
    remove_group(group, here)
    return see_other(f"/projects/{project.id}#deleted")


@router.post("/deletions/{deletion_id}")
def restore(deletion_id: str, who: Who, here: Here, action: Annotated[str, Form()] = "restore") -> RedirectResponse:
    """Brings back what was deleted, or removes it for good."""
    row = seen_deletion(deletion_id, who, here)
    if action == "forget":
        here.store.forget_deletion(row.id)
        return see_other("/")
    here.store.restore(row.id)
    project = here.store.project_named(row.project)
    return see_other(f"/projects/{project.id}/{'groups' if row.kind == 'group' else 'studies'}/{row.key}")


@router.get("/projects/{project_id}/compare")
def compare(
    project: TheProject, who: Who, here: Here, left: str | None = None, right: str | None = None
) -> HTMLResponse:
    """Two groups side by side."""
    groups = [row for row in here.store.groups(project.name) if row.stored]
    chosen = [next((row for row in groups if row.id == key), None) for key in (left, right)]
    traits = [None if row is None else traits_of(row, here) for row in chosen]
    sides = [
        None if row is None or own is None else people.side(here, project, row, own.numbers[AGE])
        for row, own in zip(chosen, traits, strict=True)
    ]
    found = compare_people(traits[0], traits[1]) if traits[0] and traits[1] else []
    sections = [(title, rows_of([each for each in found if each.question == title])) for title in SECTIONS]
    return page(
        "compare",
        who,
        project=project,
        groups=groups,
        sides=sides,
        sections=[(title, rows) for title, rows in sections if rows],
        count=len(found),
    )
