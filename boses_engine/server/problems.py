"""Errors as problem documents (RFC 9457), one shape for all of them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from boses_engine.errors import (
    BosesError,
    ConflictError,
    DiskFullError,
    InputError,
    LocationError,
    ModelError,
    NotFoundError,
    QueueFullError,
    StoreError,
)
from boses_engine.server.examples import show_example

_LOG = logging.getLogger("boses.server")
MEDIA_TYPE = "application/problem+json"
_LATER = {"Retry-After": "30"}
_STATUSES: dict[type[BosesError], int] = {  # the first that an error is of
    NotFoundError: 404,
    ConflictError: 409,
    QueueFullError: 429,
    ModelError: 503,
    InputError: 422,
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra=show_example("Problem"))

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = Field(default=None, description="Which fields are wrong, where some are.")


class ProblemError(HTTPException):
    """Raised by the server's own code; answered as a problem document.

    An `HTTPException`, since FastAPI makes "400" of any other error while it reads a body.
    """

    headers: dict[str, str]

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        fields: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.status, self.fields = status, fields


def problem(
    status: int, detail: str, *, fields: Sequence[tuple[str, str]] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer that tells of a problem."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if fields:
        content["errors"] = [{"field": name, "detail": text} for name, text in fields]
    return JSONResponse(content, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def responses(*statuses: int, good: dict[str, Any] | None = None) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI documentation of problems with these statuses, and of status 200 where `good` tells of it."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    told: dict[int | str, dict[str, Any]] = {} if good is None else {200: good}
    for status in statuses:
        told[status] = {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: schema}}
    return told


def status_of(error: BosesError) -> int:
    """The status that an error of the engine is answered with."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)


def as_problem(error: Exception) -> ProblemError:
    """Any of the errors that a request may end with, as the problem that it is answered with."""
    match error:
        case ProblemError():
            return error
        case LocationError():
            return ProblemError(422, str(error), fields=[("location", str(error))])
        case DiskFullError():
            _LOG.error("%s", error)
            return ProblemError(507, "the server's disk is full: ask again once there is space.", headers=_LATER)
        case StoreError():
            _LOG.error("%s", error)  # it names a path, which is nobody's business who calls
            return ProblemError(500, "the store cannot be read or written; the server's log says why.")
        case NotFoundError():
            return ProblemError(404, error.shown)  # the nearest may be another project's
        case BosesError():
            status = status_of(error)
            headers = _LATER if status == 429 else None
            return ProblemError(status, str(error), fields=getattr(error, "fields", ()), headers=headers)
        case RequestValidationError():
            places = [".".join(str(part) for part in each["loc"][1:]) or "body" for each in error.errors()]
            found = [(place, each["msg"]) for place, each in zip(places, error.errors(), strict=True)]
            return ProblemError(422, "; ".join(f"{place}: {text}" for place, text in found[:5]), fields=found[:20])
        case HTTPException():
            known = {404: "there is nothing at this address.", 405: "this address does not take that method."}
            said = known.get(error.status_code, str(error.detail))
            return ProblemError(error.status_code, said, headers=error.headers)
    return ProblemError(500, "an error of the engine's own; see the server's log.")


def handle_problems(app: FastAPI, shown: Callable[[Request, ProblemError], Response | None]) -> None:
    """Makes every error of an app a problem document; `shown` may give a page instead."""

    async def told(request: Request, error: Exception) -> Response:
        found = as_problem(error)
        told = problem(found.status, found.detail, fields=found.fields, headers=found.headers)
        return shown(request, found) or told

    for kind in (ProblemError, BosesError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, told)
