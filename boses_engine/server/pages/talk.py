"""The page on which one talks with a person. The conversation stands in the form: the server keeps none."""

import json
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from pydantic import TypeAdapter, ValidationError

from boses_engine.domain.persona import Persona
from boses_engine.output.gallery import cards_of
from boses_engine.server.access import Who
from boses_engine.server.context import Here, TheGroup, ThePersona, TheProject
from boses_engine.server.pages.people import address
from boses_engine.server.pages.render import page
from boses_engine.store.rows import GroupRow, ProjectRow
from boses_engine.talk.reply import Turn

TURNS_MOST, CHARACTERS_MOST = 80, 2_000
router = APIRouter(include_in_schema=False)
_TURNS = TypeAdapter(list[Turn])
_IDEAS = (
    "Who are you?",
    "What worries you?",
    "What do you look at first when you buy a phone?",
    "Do you trust adverts?",
)


@router.get("/projects/{project_id}/groups/{group_id}/people/{persona_id}")
def begin(project: TheProject, group: TheGroup, person: ThePersona, who: Who, here: Here) -> HTMLResponse:
    """An empty conversation."""
    return _page(project, group, person, who, [])


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
        return _page(project, group, person, who, so_far)
    so_far.append(Turn("user", message))
    reply = await to_thread.run_sync(lambda: here.engine.talk(person, so_far), limiter=here.talkers)
    so_far.append(Turn("assistant", reply.text))
    return _page(project, group, person, who, so_far[-TURNS_MOST:], reply.grounds, reply.no_basis)


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
    turns: list[Turn],
    grounds: tuple[str, ...] = (),
    no_basis: bool = False,
) -> HTMLResponse:
    """The conversation so far, and what the last reply rests on."""
    base = address(project, group)
    (card,) = cards_of([person], picture=lambda p: f"{base}/personas/{p.id}/avatar" if p.avatar else None)
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
    )
