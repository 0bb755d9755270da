"""The page on which one talks with a person. The conversation stands in the form: the server keeps none."""

import json
from collections.abc import Sequence
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from pydantic import TypeAdapter, ValidationError

from boses_engine.domain.persona import Persona
from boses_engine.engine import DEFAULT_SEED
from boses_engine.errors import InputError, ModelError
from boses_engine.output.gallery import cards_of
from boses_engine.output.quality import changed_texts
from boses_engine.server.access import Who
from boses_engine.server.context import Context, Here, TheGroup, ThePersona, TheProject
from boses_engine.server.pages.people import address
from boses_engine.server.pages.render import page
from boses_engine.server.problems import ProblemError
from boses_engine.server.routes.people import report_of, tell_person_anew
from boses_engine.store.rows import GroupRow, ProjectRow
from boses_engine.talk.reply import Turn

TURNS_MOST, CHARACTERS_MOST = 80, 2_000
router = APIRouter(include_in_schema=False)
_TURNS = TypeAdapter(list[Turn])
_TOLD = (
    ("life_situation", "Life"),
    ("wants", "Wants"),
    ("fears", "Fears"),
    ("decides", "Decides"),
    ("values", "Values"),
    ("spending", "Spending"),
    ("backstory", "Backstory"),
    ("day", "A day with the phone"),
)
_IDEAS = (
    "Who are you?",
    "What worries you?",
    "What do you look at first when you buy a phone?",
    "Do you trust adverts?",
)


@router.get("/projects/{project_id}/groups/{group_id}/people/{persona_id}")
def begin(project: TheProject, group: TheGroup, person: ThePersona, who: Who, here: Here) -> HTMLResponse:
    """An empty conversation."""
    return _page(project, group, person, who, here, [])


@router.post("/projects/{project_id}/groups/{group_id}/people/{persona_id}")
async def say(
    project: TheProject,
    group: TheGroup,
    person: ThePersona,
    who: Who,
    here: Here,
    message: Annotated[str, Form()] = "",
    turns: Annotated[str, Form()] = "[]",
) -> HTMLResponse:
    """The conversation with what the person says to one message more."""
    so_far = _read(turns)
    message = " ".join(message.split())[:CHARACTERS_MOST]
    if not message:
        return _page(project, group, person, who, here, so_far)
    so_far.append(Turn("user", message))
    reply = await to_thread.run_sync(lambda: here.engine.talk(person, so_far), limiter=here.talkers)
    so_far.append(Turn("assistant", reply.text))
    return _page(project, group, person, who, here, so_far[-TURNS_MOST:], reply.grounds, reply.no_basis)


@router.post("/projects/{project_id}/groups/{group_id}/people/{persona_id}/rewrite")
def tell_anew(
    project: TheProject,
    group: TheGroup,
    person: ThePersona,
    who: Who,
    here: Here,
    field: Annotated[str, Form(max_length=40)] = "",
) -> HTMLResponse:
    """Tells the person, or one field, in other words; shows what was and what is."""
    try:
        seed = DEFAULT_SEED + len(here.store.earlier_records(person.id))  # other words each time
        told = tell_person_anew(person, project, here, field or None, seed)
    except (InputError, ModelError, ProblemError) as exc:
        said = exc.detail if isinstance(exc, ProblemError) else str(exc)
        return _page(project, group, person, who, here, [], wrong=said)
    names = dict(_fields(told))
    changed = [(names.get(key, key), was, now) for key, (was, now) in changed_texts(person, told).items()]
    return _page(project, group, told, who, here, [], changed=changed)


def _fields(person: Persona) -> list[tuple[str, str]]:
    """The fields that can be told anew, with their names."""
    brands = [(f"brand:{at}", f"Brand: {story.brand}") for at, story in enumerate(person.brand_relationships)]
    prices = [(f"signal:{at}", f"Prices, {at + 1}") for at in range(len(person.price_sensitivity.signals))]
    return [*_TOLD, *brands, *prices]


def _read(text: str) -> list[Turn]:
    """The turns that the form brings back, none where somebody has changed them into what are none."""
    try:
        return _TURNS.validate_json(text)[-TURNS_MOST:]
    except ValidationError:
        return []


def _page(
    project: ProjectRow,
    group: GroupRow,
    person: Persona,
    who: Who,
    here: Context,
    turns: list[Turn],
    grounds: tuple[str, ...] = (),
    no_basis: bool = False,
    changed: Sequence[tuple[str, str, str]] | None = None,
    wrong: str = "",
) -> HTMLResponse:
    """The conversation so far, and what the last reply rests on."""
    base = address(project, group)
    (card,) = cards_of(
        [person], report_of(group, here), lambda p: f"{base}/personas/{p.id}/avatar" if p.avatar else None
    )
    kept = json.dumps([{"role": turn.role, "text": turn.text} for turn in turns], ensure_ascii=False)
    return page(
        "talk",
        who,
        project=project,
        group=group,
        card=card,
        person=person,
        turns=turns,
        kept=kept,
        grounds=grounds,
        no_basis=no_basis,
        ideas=_IDEAS,
        fields=_fields(person),
        changed=changed,
        wrong=wrong,
        studies=here.store.studies_with(person.id, project.name),
    )
