"""The pages of studies: making one, watching it being asked, its report, and two beside each other."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender
from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.errors import InputError, StudyError
from boses_engine.output.study_report import Section, sections_of
from boses_engine.server.access import Who
from boses_engine.server.context import Context, Here, TheProject, TheStudy
from boses_engine.server.pages import study_form
from boses_engine.server.pages.differences import Row, row_of
from boses_engine.server.pages.form_words import OF_STUDIES, in_form
from boses_engine.server.pages.render import page, see_other
from boses_engine.server.routes.studies import (
    answered,
    ask_for_study,
    make_study,
    remove_study,
    side_of,
)
from boses_engine.server.study_bodies import AskStudy, Study
from boses_engine.store.project_studies import ProjectStudyRow
from boses_engine.store.rows import GroupRow, ProjectRow
from boses_engine.studies.compare import compare_answers
from boses_engine.studies.figures import parts_of
from boses_engine.studies.file import values_of

router = APIRouter(include_in_schema=False)


@router.get("/projects/{project_id}/studies/new")
def new_study_form(
    project: TheProject,
    who: Who,
    here: Here,
    template: str = "",
    group: str = "",
    like: Annotated[str, Query(alias="from")] = "",
) -> HTMLResponse:
    """Where a study is made: empty, from a template, or from another study."""
    values: dict[str, Any] = {"name": "", "people": {"groups": [group] if group else []}, "questions": []}
    if like:
        values |= values_of(here.study_of(project.name, like).design)
    elif template in study_form.TEMPLATES:
        currency = _currency(project, [group], here)
        values["questions"] = study_form.from_template(template, currency)
        values["name"] = study_form.TEMPLATES[template].name
    return _form(project, who, here, values, chosen=bool(like or template))


@router.post("/projects/{project_id}/studies/new")
async def new_study(project: TheProject, who: Who, here: Here, request: Request) -> Response:
    """The study, or the form again: with another question, or with what is wrong."""
    sent = await request.form(max_fields=5_000)
    form = {name: str(value) for name, value in sent.items()}
    groups = [str(key) for key in sent.getlist("groups")]
    values = study_form.read_form(form, groups)
    action = form.get("action", "")
    if action != "make":
        currency = _currency(project, groups, here)
        values["questions"] = study_form.change(values["questions"], action, form.get("kind", ""), currency)
        return _form(project, who, here, values, chosen=True)
    try:
        row, _ = make_study(values, project, here)
    except StudyError as exc:
        asked = len(values["questions"])
        wrong = {study_form.place_of(field, asked): in_form(text, OF_STUDIES) for field, text in exc.fields}
        return _form(project, who, here, values, status=422, wrong=wrong or {"study": str(exc)}, chosen=True)
    return see_other(f"/projects/{project.id}/studies/{row.id}")


def _form(
    project: ProjectRow,
    who: Who,
    here: Context,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    wrong: Mapping[str, str] | None = None,
    chosen: bool = False,
) -> HTMLResponse:
    """The form of a new study with what was typed so far; `wrong` says by place what is to be mended."""
    return page(
        "new-study",
        who,
        status,
        project=project,
        groups=_peopled(project, here),
        values={"seed": 1, "repeats": 1, "name": "", **values},
        wrong=wrong or {},
        kinds=study_form.KINDS,
        scales=[(scale, scale) for scale in study_form.SCALES],
        earlier=[(each.get("id", ""), str(each.get("text", ""))[:60]) for each in values["questions"]],
        templates=study_form.TEMPLATES,
        sexes=[(sex, sex) for sex in get_args(Gender)],
        incomes=[(level, level) for level in get_args(IncomeLevel)],
        chosen=chosen,
    )


def _peopled(project: ProjectRow, here: Context) -> list[GroupRow]:
    return [row for row in here.store.groups(project.name) if row.stored]


def _currency(project: ProjectRow, groups: Sequence[str], here: Context) -> str:
    """The currency of whom a study asks, as far as that is known already."""
    rows = _peopled(project, here)
    named = [row for row in rows if row.id in groups or row.group.name in groups] or rows
    people = here.store.page(named[0].run_id, 0, 1) if named and named[0].run_id else []
    return people[0].income.currency if people else ""


@router.get("/projects/{project_id}/studies/compare")
def compare(project: TheProject, who: Who, here: Here, left: str = "", right: str = "") -> HTMLResponse:
    """Two studies, or two groups of a study, side by side."""
    choices: list[tuple[str, str]] = []
    for row in here.store.project_studies(project.name):
        if row.answers:
            choices.append((row.id, f"{row.design.name}, seed {row.design.seed}"))
            groups = _names(row, here)
            if len(groups) > 1:
                choices += [(f"{row.id}:{key}", f"{row.design.name}: {name}") for name, key in groups if key]
    names = dict(choices)
    rows: list[tuple[str, list[Row]]] = []
    trouble = ""
    if left in names and right in names:
        sides = [_side(key, project, here) for key in (left, right)]
        questions = {question.id: question.text for question in sides[0][0].questions}
        found = [row_of(each) for each in compare_answers(*sides)]
        rows = [
            (text, own)
            for key, text in questions.items()
            if (own := [row for row in found if row.found.question == key])
        ]
        trouble = "" if rows else "The two have no question in common that is asked in the same way."
    return page(
        "compare-studies",
        who,
        project=project,
        choices=choices,
        left=left,
        right=right,
        names=names,
        rows=rows,
        trouble=trouble,
    )


@router.get("/projects/{project_id}/studies/{study_id}")
def study(project: TheProject, study: TheStudy, who: Who, here: Here, cut: str = "") -> HTMLResponse:
    """A study: what it asks, how far it is, and what was answered, for everybody and by one cut."""
    told = Study.of(study, project, here)
    sections, cuts = _report(study, cut, here) if told.progress is None and study.answers else ([], [])
    return page(
        "study",
        who,
        project=project,
        study=told,
        design=study.design,
        groups=_names(study, here),
        sections=sections,
        cuts=cuts,
        cut=cut,
        people=study.report.people if study.report else None,
        report=study.report,
        api=f"/api/v1/projects/{project.id}/studies/{study.id}",
        paused=here.worker.paused,
        others=[row for row in here.store.project_studies(project.name) if row.id != study.id and row.answers],
    )


def _report(study: ProjectStudyRow, cut: str, here: Context) -> tuple[list[Section], list[str]]:
    """What the questions came to, and by what the people can be cut."""
    people, groups, answers = answered(study, here)
    parts = parts_of(people, groups)
    shown = [part for part in parts if part.cut in ("all", cut)]
    return sections_of(study.design, people, shown, answers), list(dict.fromkeys(part.cut for part in parts[1:]))


def _names(study: ProjectStudyRow, here: Context) -> list[tuple[str, str]]:
    """The groups of a study: their names, and their ids where they are there."""
    by_key = {key: row for row in here.store.groups(study.project) for key in (row.id, row.group.name)}
    found = [(key, by_key.get(key)) for key in study.design.people.groups]
    return [(row.group.name if row else key, row.id if row else "") for key, row in found]


@router.post("/projects/{project_id}/studies/{study_id}/ask")
def ask(
    project: TheProject, study: TheStudy, who: Who, here: Here, again: Annotated[bool, Form()] = False
) -> RedirectResponse:
    """Asks the study's people."""
    ask_for_study(study, here, AskStudy(again=again))
    return see_other(f"/projects/{project.id}/studies/{study.id}")


@router.post("/projects/{project_id}/studies/{study_id}/cancel")
def cancel(project: TheProject, study: TheStudy, who: Who, here: Here) -> RedirectResponse:
    """Stops the asking; where it has just ended there is nothing to stop."""
    here.worker.cancel(study.id)
    return see_other(f"/projects/{project.id}/studies/{study.id}")


@router.get("/projects/{project_id}/studies/{study_id}/delete")
def ask_to_delete(project: TheProject, study: TheStudy, who: Who, here: Here) -> HTMLResponse:
    """Asks first."""
    back = f"/projects/{project.id}/studies/{study.id}"
    what = f"its {study.answers:,} answers"
    return page("delete", who, project=project, kind="study", called=study.design.name, what=what, back=back)


@router.post("/projects/{project_id}/studies/{study_id}/delete")
def delete(project: TheProject, study: TheStudy, who: Who, here: Here) -> RedirectResponse:
    """Deletes the study with its answers."""
    remove_study(study, here)
    return see_other(f"/projects/{project.id}#deleted")


def _side(key: str, project: ProjectRow, here: Context) -> tuple[StudyDesign, list[Answer]]:
    study_id, _, group = key.partition(":")
    try:
        return side_of(here.study_of(project.name, study_id), group or None, here)
    except InputError:
        return here.study_of(project.name, study_id).design, []
