"""The store's methods for commands of whoever owns it, by the socket in the data folder: a store has one process."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

from fastapi import APIRouter, Body, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, TypeAdapter

from boses_engine.errors import BosesError
from boses_engine.server.bodies import Rewrite
from boses_engine.server.context import Here
from boses_engine.server.guard import from_owner
from boses_engine.server.problems import ProblemError
from boses_engine.store import Store

CALLS = frozenset(
    "groups group run personas persona earlier_records delete_group portrait_png add_project add_group "
    "tokens save_token revoke_token projects asked_studies asked_study answers "
    "people_by_id people_page project_group queued_study deletions restore "
    "join_complete members track studies record_study retire".split()
)
_CONFIG = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
FOUND = TypeAdapter(list[tuple[str, float]])


def _owner(request: Request) -> None:
    """Nobody else than the store's owner may know that there are these calls."""
    if not from_owner(request.scope):
        raise ProblemError(404, "there is no such page.")


router = APIRouter(include_in_schema=False, dependencies=[Depends(_owner)])


class Wanted(BaseModel):
    """What people of the library should be like, and how many."""

    text: str
    count: int


@router.post("/owner/personas/{key}/rewrite")
def rewrite(key: str, body: Rewrite, here: Here) -> Response:
    """Tells a person anew and answers with the record, or with the error's name and text."""
    return _answer(lambda: here.engine.rewrite(key, field=body.field, seed=body.seed).model_dump_json())


@router.post("/owner/personas/{key}/passport")
def passport(key: str, here: Here) -> Response:
    """How a person was made, or the error's name and text."""
    return _answer(lambda: here.engine.passport(key).model_dump_json())


@router.post("/owner/personas/{key}/replay")
def replay(key: str, here: Here) -> Response:
    """Makes a person again and answers with what came of it, or with the error's name and text."""
    return _answer(lambda: here.engine.replay(key).model_dump_json())


@router.post("/owner/library/search")
def search(body: Wanted, here: Here) -> Response:
    """The ids of the people most like a text with their similarity, or the error's name and text."""
    return _answer(lambda: FOUND.dump_json(here.engine.library().search(body.text, body.count)))


@router.post("/owner/cancel/{key}")
def cancel(key: str, here: Here) -> Response:
    """Ends what waits or is at work under an id; whether there was anything to end."""
    return _answer(lambda: TypeAdapter(bool).dump_json(here.worker.cancel(key)))


@router.post("/owner/{name}")
def call(name: str, arguments: Annotated[dict[str, Any], Body()], here: Here) -> Response:
    """Calls a method of the store and answers with what it gives, or with the error's name and text."""
    if name not in CALLS:
        raise ProblemError(404, "there is no such page.")
    hints = get_type_hints(getattr(Store, name))
    given = {key: adapter(hints[key]).validate_python(value) for key, value in arguments.items()}

    def found() -> bytes:
        if name == "delete_group":
            given.update(key=here.store.group(given["key"]).id, idle=True)
            here.check_idle([given["key"]])
        made = getattr(here.store, name)(**given)
        if name == "save_token":
            here.audit.note("token made", token=given["token"].id, by="owner", project=given["token"].project)
        elif name == "revoke_token":
            here.audit.note("token revoked", token=given["token_id"], by="owner")
        return adapter(hints["return"]).dump_json(made)

    return _answer(found)


def _answer(found: Callable[[], bytes | str]) -> Response:
    try:
        return Response(found(), media_type="application/json")
    except BosesError as exc:
        return Response(TypeAdapter(list[str]).dump_json([type(exc).__name__, str(exc)]), 422)


def adapter(kind: Any) -> TypeAdapter[Any]:
    """What turns values of a type into JSON and back."""
    return TypeAdapter(kind) if _has_config(kind) else TypeAdapter(kind, config=_CONFIG)


def _has_config(kind: Any) -> bool:
    """Whether pydantic refuses a further configuration: models and dataclasses have their own."""
    return inspect.isclass(kind) and (hasattr(kind, "model_config") or hasattr(kind, "__dataclass_fields__"))
