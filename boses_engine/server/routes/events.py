"""Server-sent events of a group's generation."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from boses_engine.pipeline.events import Event
from boses_engine.server.context import Context, Here, TheGroup
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.wire import name_of, to_json

router = APIRouter(prefix="/projects/{project_id}/persona-groups/{group_id}", tags=["persona groups"])
STREAMS_MOST = 200
_BEAT_S = 15.0  # a comment that often keeps proxies from closing a quiet stream
_open: set[int] = set()


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses=responses(
        404,
        good={
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "One event for each thing that happens; the stream ends with the run. The names are those "
            "of the engine's events: run_started, field_answered, stage_done, persona_reused, persona_done, "
            "portraits_started, portrait_done, portrait_failed, run_finished; then group, with the "
            "status.",
        },
    ),
)
async def events(group: TheGroup, here: Here, request: Request) -> StreamingResponse:
    """What happens while the group is generated, as it happens; who comes late is told who is done already."""
    if len(_open) >= STREAMS_MOST:
        raise ProblemError(429, f"{STREAMS_MOST} streams are open.", headers={"Retry-After": "10"})
    stream = _stream(group.id, here)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _stream(group_id: str, here: Context) -> AsyncIterator[str]:
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[Event | None]()

    def listener(event: Event | None) -> None:
        loop.call_soon_threadsafe(waiting.put_nowait, event)

    _open.add(id(waiting))
    told = here.feed.listen(group_id, listener)
    try:
        for event in told:
            yield _line(name_of(event), to_json(event))
        row = await run_in_threadpool(here.store.group_of_id, group_id)
        while row is not None and row.queued:
            try:
                found = await asyncio.wait_for(waiting.get(), _BEAT_S)
            except TimeoutError:
                yield ": still here\n\n"
                row = await run_in_threadpool(here.store.group_of_id, group_id)
                continue
            if found is None:
                break
            yield _line(name_of(found), to_json(found))
        row = await run_in_threadpool(here.store.group_of_id, group_id)
        yield _line("group", {"generation_status": row.generation_status if row and row.asked_for else None})
    finally:
        here.feed.leave(group_id, listener)
        _open.discard(id(waiting))


def _line(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
