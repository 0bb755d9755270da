"""People as models of OpenAI's chat completions: `persona/<id>` answers as that person, from their record."""

import hashlib
import json
import re
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from boses_engine import __version__
from boses_engine.domain.persona import Persona
from boses_engine.engine import DEFAULT_SEED
from boses_engine.server.access import Caller, Who
from boses_engine.server.context import Context, Here
from boses_engine.server.examples import show_example
from boses_engine.server.problems import MEDIA_TYPE, ProblemError
from boses_engine.server.strict import StrictRoute
from boses_engine.talk.reply import Reply, Turn

PREFIX = "persona/"
WAITING_MOST = 200  # requests that wait for a place to talk
REPLIES_MOST, MESSAGES_MOST = 10, 500
_TYPES = {401: "invalid_request_error", 404: "invalid_request_error", 429: "requests"}
_CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}
_PIECE = re.compile(r"\S+\s*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
router = APIRouter(prefix="/v1", tags=["talk"], route_class=StrictRoute)


class ErrorTold(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ChatError(BaseModel):
    """An error in OpenAI's form."""

    model_config = ConfigDict(json_schema_extra=show_example("ChatError"))

    error: ErrorTold


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Errors in OpenAI's form; the guard in front of the app answers some of them with a problem document."""
    content = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {status: {"model": ChatError, "content": {MEDIA_TYPE: content}} for status in statuses}


class Part(BaseModel):
    """A part of a message; only texts can be read."""

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """A message; what the caller says as `system` or `developer` sets the scene."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None


class JsonSchema(BaseModel):
    """A named schema."""

    name: str = ""
    schema_: dict[str, Any] = Field(alias="schema")


class ResponseFormat(BaseModel):
    """The form of the reply."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None


class StreamOptions(BaseModel):
    """What a stream ends with."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A conversation whose last message is to be answered. Fields of OpenAI's that are not here change nothing."""

    model_config = ConfigDict(json_schema_extra=show_example("ChatRequest"))

    model: str = Field(max_length=200)
    messages: list[ChatMessage] = Field(min_length=1, max_length=MESSAGES_MOST)
    n: int | None = Field(default=None, ge=1, le=REPLIES_MOST, description="How many replies.")
    seed: int | None = Field(default=None, ge=-(2**63), lt=2**63, description="Another seed draws other answers.")
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    response_format: ResponseFormat | None = None


class Rests(BaseModel):
    """What a reply rests on, which OpenAI's form has no field for."""

    grounds: list[str] = Field(description="The facts of the record that it rests on.")
    no_basis: bool = Field(description="Whether nothing in the record bears on the message.")
    guess: bool = Field(description="Whether it was drawn all the same, since the form asked for has no way to say so.")
    value: Any = Field(description="The option, point or number, as an answer of a study has it.")
    distribution: dict[str, float] = Field(description="What the value was drawn from.")


class ChatReply(BaseModel):
    """The message that is the reply."""

    role: Literal["assistant"] = "assistant"
    content: str | None
    refusal: str | None = Field(default=None, description="In place of JSON whose numbers the record does not hold.")


class ChatChoice(BaseModel):
    """One reply."""

    index: int
    message: ChatReply
    finish_reason: Literal["stop", "length"]
    logprobs: None = None
    boses: Rests


class Usage(BaseModel):
    """Words and marks of the conversation and of the replies: the model reads and writes only reasons."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(BaseModel):
    """The replies to a conversation."""

    model_config = ConfigDict(json_schema_extra=show_example("ChatCompletion"))

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChatChoice]
    usage: Usage
    system_fingerprint: str = f"boses-{__version__}"


_PERSON: dict[str, Any] = {
    "id": "persona/p-263ab81e6bcb",
    "object": "model",
    "created": 1795680000,
    "owned_by": "boses-engine",
    "name": "Siti Raihana Rohmah",
}


class PersonModel(BaseModel):
    """A person as a model."""

    model_config = ConfigDict(json_schema_extra={"example": _PERSON})

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "boses-engine"
    name: str


class PersonModels(BaseModel):
    """All people that the token may see."""

    model_config = ConfigDict(json_schema_extra={"example": {"object": "list", "data": [_PERSON]}})

    object: Literal["list"] = "list"
    data: list[PersonModel]


@router.get("/models", responses=_errors(400, 401, 429))
def list_models(who: Who, here: Here) -> PersonModels:
    """The people one can talk with: with a project's token those of the project."""
    rows = here.store.people_names(who.project)
    return PersonModels(
        data=[PersonModel(id=f"{PREFIX}{key}", created=int(at.timestamp()), name=name) for key, name, at in rows]
    )


def seen_person(model: str, who: Caller, here: Context) -> Persona:
    """The person of a model's name; a 404 problem for all others."""
    key = model.removeprefix(PREFIX)
    if who.project is None or here.store.in_project(who.project, key):
        for person in here.store.people_by_id([key]):
            return person
    raise ProblemError(
        404, f"there is no person {model[:100]} here: GET /v1/models lists them.", fields=[("model", "")]
    )


@router.get("/models/{model:path}", responses=_errors(400, 401, 404, 429))
def get_model(model: str, who: Who, here: Here) -> PersonModel:
    """One person as a model."""
    person = seen_person(model, who, here)
    created = int(here.store.made_at(person.id).timestamp())
    return PersonModel(id=f"{PREFIX}{person.id}", created=created, name=person.name)


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses=_errors(400, 401, 404, 429, 503)
    | {200: {"model": ChatCompletion, "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def complete(body: ChatRequest, who: Who, here: Here) -> Response | ChatCompletion:
    """What a person says next. Each answer rests on the record, as in a study; what it does not hold is not known."""
    person = await run_in_threadpool(seen_person, body.model, who, here)
    if here.talkers.statistics().tasks_waiting >= WAITING_MOST:
        raise ProblemError(429, "too many conversations wait: ask again in a moment.", headers={"Retry-After": "2"})
    turns, schema = turns_of(body.messages), _schema(body.response_format)
    choices = []
    for repeat in range(1, (body.n or 1) + 1):
        say = partial(
            here.engine.talk,
            person,
            turns,
            seed=DEFAULT_SEED if body.seed is None else body.seed,
            repeat=repeat,
            schema=schema,
        )
        reply = await to_thread.run_sync(say, limiter=here.talkers)
        choices.append(_choice(reply, repeat - 1, body, schema is not None))
    done = _completion(body, person, turns, choices)
    if not body.stream:
        return done
    usage = body.stream_options is not None and body.stream_options.include_usage
    return StreamingResponse(
        _chunks(done, usage), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


def turns_of(messages: Sequence[ChatMessage]) -> list[Turn]:
    """The conversation as the person hears it; a 400 problem for what is no text, or where nobody asks anything."""
    turns = []
    for at, message in enumerate(messages):
        parts = message.content if isinstance(message.content, list) else []
        if any(part.type not in ("text", "input_text") for part in parts):
            field = f"messages.{at}.content"
            raise ProblemError(400, f"{field}: only texts can be read.", fields=[(field, "only texts can be read.")])
        text = message.content if isinstance(message.content, str) else "\n".join(part.text or "" for part in parts)
        role: Literal["user", "assistant", "system"] = (
            "system" if message.role in ("system", "developer") else "user" if message.role == "user" else "assistant"
        )
        turns.append(Turn(role, text))
    if not any(turn.role == "user" and turn.text.strip() for turn in turns):
        raise ProblemError(400, "messages: nobody asks anything.", fields=[("messages", "nobody asks anything.")])
    return turns


def _schema(form: ResponseFormat | None) -> dict[str, Any] | None:
    if form is None or form.type == "text":
        return None
    if form.type == "json_object":
        return {"type": "object", "properties": {"answer": {"type": "string"}}}
    if form.json_schema is None:
        field = "response_format.json_schema"
        raise ProblemError(400, f"{field} is missing.", fields=[(field, "is missing.")])
    return form.json_schema.schema_


def _choice(reply: Reply, index: int, body: ChatRequest, in_schema: bool) -> ChatChoice:
    """A reply in OpenAI's form; text in place of the JSON that was asked for is a refusal."""
    most = body.max_completion_tokens or body.max_tokens
    text, whole = _cut(reply.text, most)
    refused = in_schema and reply.value is None
    return ChatChoice(
        index=index,
        message=ChatReply(content=None if refused else text, refusal=text if refused else None),
        finish_reason="stop" if whole else "length",
        boses=Rests(
            grounds=list(reply.grounds),
            no_basis=reply.no_basis,
            guess=reply.guess,
            value=reply.value,
            distribution=dict(reply.distribution),
        ),
    )


def _cut(text: str, most: int | None) -> tuple[str, bool]:
    """The text up to so many words and marks, and whether that is all of it."""
    found = list(_TOKEN.finditer(text))
    if most is None or len(found) <= most:
        return text, True
    return text[: found[most - 1].end()], False


def _completion(body: ChatRequest, person: Persona, turns: Sequence[Turn], choices: list[ChatChoice]) -> ChatCompletion:
    read = sum(_count(turn.text) for turn in turns)
    written = sum(_count(each.message.content or each.message.refusal or "") for each in choices)
    created = int(time.time())
    key = hashlib.sha256(f"{created} {body.model_dump_json()}".encode()).hexdigest()[:24]
    return ChatCompletion(
        id=f"chatcmpl-{key}",
        created=created,
        model=f"{PREFIX}{person.id}",
        choices=choices,
        usage=Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written),
    )


def _count(text: str) -> int:
    return len(_TOKEN.findall(text))


def _chunks(done: ChatCompletion, with_usage: bool) -> Iterator[str]:
    """The completion as a stream. A reply is checked as a whole before it is said, so that all of it comes at once."""
    head = {"id": done.id, "object": "chat.completion.chunk", "created": done.created, "model": done.model}
    head |= {"system_fingerprint": done.system_fingerprint} | ({"usage": None} if with_usage else {})

    def chunk(index: int, delta: dict[str, Any], **more: Any) -> str:
        choice = {"index": index, "delta": delta, "finish_reason": None, "logprobs": None, **more}
        return f"data: {json.dumps({**head, 'choices': [choice]}, ensure_ascii=False)}\n\n"

    for each in done.choices:
        field = "refusal" if each.message.content is None else "content"
        yield chunk(each.index, {"role": "assistant", field: ""})
        for piece in _PIECE.findall(each.message.content or each.message.refusal or ""):
            yield chunk(each.index, {field: piece})
        yield chunk(each.index, {}, finish_reason=each.finish_reason, boses=each.boses.model_dump(mode="json"))
    if with_usage:
        told = {**head, "choices": [], "usage": done.usage.model_dump()}
        yield f"data: {json.dumps(told)}\n\n"
    yield "data: [DONE]\n\n"


def failure(request: Request, found: ProblemError) -> Response | None:
    """A problem in OpenAI's form, for calls of that kind."""
    if not request.url.path.startswith("/v1/"):
        return None
    status = 400 if found.status == 422 else found.status
    kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    param = found.fields[0][0] if found.fields else None
    error = ErrorTold(message=found.detail, type=kind, param=param, code=_CODES.get(status))
    return JSONResponse(ChatError(error=error).model_dump(), status, headers=dict(found.headers or {}))
