"""Server-sent events: of a group's generation, and of a study that is asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from boses_engine.server.bodies import status_told
from boses_engine.server.context import Context, Here, TheGroup, TheStudy
from boses_engine.server.feed import Told
from boses_engine.server.problems import responses
from boses_engine.server.quota import Quota
from boses_engine.server.wire import name_of, to_json
from boses_engine.studies.events import Answered, StudyFinished

router = APIRouter(prefix="/projects/{project_id}/persona-groups/{group_id}", tags=["persona groups"])
studies = APIRouter(prefix="/projects/{project_id}/studies/{study_id}", tags=["studies"])
STREAMS = Quota(200, 50, "streams are open", 10)
BEHIND_MOST = 1000  # answers that wait for a slow listener; further ones are not told
_BEAT_S = 15.0  # a comment that often keeps proxies from closing a quiet stream


def _told(description: str) -> dict[int | str, dict[str, Any]]:
    content = {"text/event-stream": {"schema": {"type": "string"}}}
    return responses(404, good={"content": content, "description": description})


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses=_told(
        "One event for each thing that happens; the stream ends with the run. The names are those of the engine's "
        "events: ranges_answered (how far several workers are), "
        "run_started, field_answered, stage_done, persona_reused, persona_done, portraits_started, "
        "portrait_done, portrait_failed, run_finished; then group, with the status."
    ),
)
async def events(group: TheGroup, here: Here) -> StreamingResponse:
    """What happens while the group is generated, as it happens; who comes late is told who is done already."""

    def look() -> tuple[bool, Ended]:
        row = here.store.group_of_id(group.id)
        status = status_told(row, row.generation_status) if row else None
        return bool(row and row.queued), ("group", {"generation_status": status})

    return _answer(group.project, _stream(group.id, here, look))


@studies.get(
    "/events",
    response_class=StreamingResponse,
    responses=_told(
        "study_started, ranges_answered (how far several workers are), answered for each answer, "
        "study_finished with what study.json holds; then study, with the "
        "status. Who does not keep up hears fewer of the answers, which /answers all has."
    ),
)
async def study_events(study: TheStudy, here: Here) -> StreamingResponse:
    """What is answered while the study is asked, as it is; who comes late is told how many answers there are."""

    def look() -> tuple[bool, Ended]:
        row = here.store.study_of_id(study.id)
        return bool(row and row.queued), ("study", {"status": status_told(row, row.status) if row else None})

    return _answer(study.project, _stream(study.id, here, look))


Ended = tuple[str, dict[str, object]]  # the last event of a stream


def _answer(project: str, stream: AsyncIterator[str]) -> StreamingResponse:
    place = ExitStack()
    place.enter_context(STREAMS.one_more(project))
    return _Stream(stream, place)


class _Stream(StreamingResponse):
    """A stream that keeps its place among those that are open until it has ended, begun or not."""

    def __init__(self, stream: AsyncIterator[str], place: ExitStack):
        super().__init__(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._place:
            await super().__call__(scope, receive, send)


async def _stream(key: str, here: Context, look: Callable[[], tuple[bool, Ended]]) -> AsyncIterator[str]:
    """The events of what is at work, or until `look` says that it is not queued any more; then what it gives."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[Told | None]()

    def listener(event: Told | None) -> None:
        if not isinstance(event, Answered) or waiting.qsize() < BEHIND_MOST:
            loop.call_soon_threadsafe(waiting.put_nowait, event)

    told = here.feed.listen(key, listener)
    try:
        for event in told or ():
            yield _line(name_of(event), _plain(event))
        # What is at work is heard to its end, even where it is no longer queued by the time one looks.
        heard = told is not None or (await run_in_threadpool(look))[0]
        while heard or not waiting.empty():
            try:
                found = await asyncio.wait_for(waiting.get(), _BEAT_S)
            except TimeoutError:
                yield ": still here\n\n"
                heard, _ = await run_in_threadpool(look)
                continue
            if found is None:
                break
            heard = True
            yield _line(name_of(found), _plain(found))
        _, (name, data) = await run_in_threadpool(look)
        yield _line(name, data)
    finally:
        here.feed.leave(key, listener)


def _plain(event: Told) -> dict[str, object]:
    """An event's fields; of a finished study without its answers, which may be many."""
    if isinstance(event, StudyFinished):
        return {"study_id": event.study_id, "report": event.report.as_dict()}
    return to_json(event)


def _line(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
