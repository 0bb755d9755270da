"""Studies: what they ask, asking them, their answers, figures and files."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import Answer, StudyDesign
from boses_engine.errors import InputError
from boses_engine.output.study_files import write_answers
from boses_engine.output.study_report import render_study_report
from boses_engine.server.bodies import Number, Page, Size, page_of
from boses_engine.server.context import QUEUE_MOST, QUEUE_OF_PROJECT, Context, Here, TheProject, TheStudy
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.routes.files import ANSWERS_FILE, FILES, AnswerFormat, file_answer
from boses_engine.server.strict import StrictRoute
from boses_engine.server.study_bodies import STUDY_BODY, AskStudy, Study, StudyDifference, StudyFigures
from boses_engine.store.project_studies import ProjectStudyRow, project_study_id
from boses_engine.store.rows import ProjectRow
from boses_engine.studies.compare import compare_answers
from boses_engine.studies.figures import figures_of, parts_of
from boses_engine.studies.file import STUDY_FILE, check_study
from boses_engine.studies.people import answerers

router = APIRouter(prefix="/projects/{project_id}/studies", tags=["studies"], route_class=StrictRoute)


def make_study(values: object, project: ProjectRow, here: Context) -> tuple[ProjectStudyRow, bool]:
    """Keeps a study whose fields are right, and says whether it is new; raises StudyError."""
    design = check_study(values)
    people = design.people
    if not (people.groups or people.personas or people.filter):
        advice = "names nobody to ask; give groups, personas or a filter"
        raise STUDY_FILE.fail("study", advice, where="people", path="people")
    named: tuple[tuple[str, Sequence[str], Callable[[str, str], object]], ...] = (
        ("groups", people.groups, here.store.project_group),
        ("personas", people.personas, here.store.project_persona),
    )
    for kind, keys, find in named:
        for at, key in enumerate(keys):
            try:
                find(project.name, key)
            except InputError as exc:  # whom a study names and nobody is: a mistake of the field
                field = f"people.{kind}.{at}"
                raise STUDY_FILE.fail("study", str(exc), where=field, path=field) from exc
    new = here.store.study_of_id(project_study_id(design, project.name)) is None
    return here.study_of(project.name, here.store.add_study(design, project.name, make_project=False)), new


def ask_for_study(row: ProjectStudyRow, here: Context, asked: AskStudy) -> ProjectStudyRow:
    """Puts a study into the queue and wakes the worker."""
    here.store.ask_for_study(row.id, most=QUEUE_MOST, of_project=QUEUE_OF_PROJECT, again=asked.again, by=asked.by)
    here.worker.wake()
    return here.study_of(row.project, row.id)


def cancel_study(row: ProjectStudyRow, here: Context) -> ProjectStudyRow:
    """Takes a study out of the queue, or ends its asking between two answers; a 409 problem where it is neither."""
    if not here.worker.cancel(row.id):
        raise ProblemError(409, "the study is neither queued nor being asked.")
    return here.study_of(row.project, row.id)


def remove_study(row: ProjectStudyRow, here: Context) -> None:
    """Deletes a study with its answers; raises ConflictError while it is queued or being asked."""
    here.check_idle([row.id])
    here.store.delete_study(row.id, idle=True)


def answers_of(row: ProjectStudyRow, here: Context) -> list[Answer]:
    """All that is answered so far, in order."""
    return row.design.in_order(here.store.answers(row.asked_id)) if row.asked_id else []


def answered(row: ProjectStudyRow, here: Context) -> tuple[list[Persona], dict[str, str], list[Answer]]:
    """Those who answered so far and are still there, the name of the group that each is asked as one of, and their
    answers, in order."""
    return answerers(row.design.people, answers_of(row, here), here.store, row.project)


@router.post(
    "",
    status_code=201,
    openapi_extra=STUDY_BODY,
    response_model_exclude_unset=True,
    responses=responses(404, good={"model": Study, "description": "The project has this study already."}),
)
def create_study(body: Annotated[dict[str, Any], Body()], project: TheProject, here: Here, response: Response) -> Study:
    """Define a study, with the fields of a study file. Nobody is asked yet: `status` is null."""
    row, new = make_study(body, project, here)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/api/v1/projects/{project.id}/studies/{row.id}"
    return Study.of(row, project, here)


@router.get("", response_model_exclude_unset=True, responses=responses(404))
def list_studies(project: TheProject, here: Here, page: Number = 1, page_size: Size = 50) -> Page[Study]:
    """The studies of a project, oldest first."""
    places = here.places()
    rows = here.store.project_studies(project.name)
    return page_of(rows, page, page_size, lambda row: Study.of(row, project, here, places))


@router.get("/{study_id}", response_model_exclude_unset=True, responses=responses(404))
def get_study(study: TheStudy, project: TheProject, here: Here) -> Study:
    """One study: what it asks, how far it is, and why it failed where it did."""
    return Study.of(study, project, here)


@router.delete("/{study_id}", status_code=204, responses=responses(404, 409))
def delete_study(study: TheStudy, here: Here) -> None:
    """Delete a study with its answers; its people stay, and so does their track record."""
    remove_study(study, here)


@router.post("/{study_id}/ask", status_code=202, response_model_exclude_unset=True, responses=responses(404, 409))
def ask(study: TheStudy, project: TheProject, here: Here, body: AskStudy | None = None) -> Study:
    """Ask the study's people. Asking again while it is queued or being asked changes nothing."""
    return Study.of(ask_for_study(study, here, body or AskStudy()), project, here)


@router.post("/{study_id}/cancel", status_code=202, response_model_exclude_unset=True, responses=responses(404, 409))
def cancel(study: TheStudy, project: TheProject, here: Here) -> Study:
    """Stop asking. What is answered stays, and asking again goes on with it."""
    return Study.of(cancel_study(study, here), project, here)


@router.get("/{study_id}/answers", responses=responses(404))
def list_answers(
    study: TheStudy,
    here: Here,
    question: Annotated[str | None, Query(description="Only the answers to this one.")] = None,
    page: Number = 1,
    page_size: Size = 50,
) -> Page[Answer]:
    """What was answered, by question, person and repeat; also while the study is being asked."""
    known = [each.id for each in study.design.questions]
    wanted = [each for each in known if question in (None, each)]
    if not wanted:
        raise ProblemError(422, f"the study has no such question: it has {', '.join(known)}.")
    found, total = (
        here.store.answers_page(study.asked_id, wanted, (page - 1) * page_size, page_size)
        if study.asked_id
        else ([], 0)
    )
    return Page(items=found, total=total, page=page, page_size=page_size)


@router.get("/{study_id}/figures", responses=responses(404))
def figures(study: TheStudy, here: Here) -> list[StudyFigures]:
    """What the questions come to, for everybody and for each cut with two parts or more."""
    people, groups, answers = answered(study, here)
    parts = parts_of(people, groups)
    return [
        StudyFigures.of(question.id, found)
        for question in study.design.questions
        for found in figures_of(question, answers, parts, study.design.seed)
    ]


@router.get(
    "/{study_id}/export",
    response_class=Response,
    responses=responses(404, 409, good=ANSWERS_FILE),
)
def export(
    study: TheStudy,
    project: TheProject,
    here: Here,
    format: Annotated[AnswerFormat, Query(description="jsonl, csv, parquet, or html for the report.")] = "jsonl",
) -> Response:
    """All answers as one file, or the report of a complete study."""
    with FILES.one_more(project.id):
        if format == "html":
            content = _report(study, here).encode()
        else:
            with tempfile.TemporaryDirectory() as folder:
                write_answers(answers_of(study, here), file := Path(folder, "answers"), format)
                content = file.read_bytes()
    return file_answer(study.id, format, content)


def _report(study: ProjectStudyRow, here: Context) -> str:
    if study.report is None:
        raise ProblemError(409, "the study is not complete, and has no report yet.")
    people, groups, answers = answered(study, here)
    return render_study_report(people, groups, answers, study.report)


@router.get("/{study_id}/compare", responses=responses(404))
def compare(
    study: TheStudy,
    project: TheProject,
    here: Here,
    other: Annotated[str, Query(alias="with", description="The id of the study to compare with; it may be the same.")],
    group: Annotated[str | None, Query(description="Of this study only the people of a group: id or name.")] = None,
    with_group: Annotated[str | None, Query(description="The same for the other study.")] = None,
) -> list[StudyDifference]:
    """How two studies differ in the questions that both ask in the same way, or two groups of one: this less that."""
    sides = [side_of(study, group, here), side_of(here.study_of(project.name, other), with_group, here)]
    return [StudyDifference.of(each) for each in compare_answers(*sides)]


def side_of(row: ProjectStudyRow, group: str | None, here: Context) -> tuple[StudyDesign, list[Answer]]:
    """A study's answers, all or those of a group of its project; raises NotFoundError without such a group."""
    answers = answers_of(row, here)
    if group is not None:
        members = {person.id for person in here.store.personas(here.store.project_group(row.project, group))}
        answers = [answer for answer in answers if answer.persona in members]
    return row.design, answers
