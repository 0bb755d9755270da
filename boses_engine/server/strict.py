"""JSON bodies read strictly: no key twice, no depth that ends in an error of Python's, no text that is not Unicode."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from boses_engine.server.problems import ProblemError

_DEEPEST = 32


class StrictRoute(APIRoute):
    """A route whose requests read their JSON with `strict_json`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, given a strict request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly


class _StrictRequest(Request):
    async def json(self) -> Any:
        return strict_json(await self.body())


def strict_json(raw: bytes) -> Any:
    """The value that JSON text holds.

    :raises ProblemError: it is broken, too deep, or has a key twice in one object.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ProblemError(422, f"the body has {key[:40]!r} twice in one object: keep one of them.")
            found[key] = value
        return found

    if not raw:
        return None
    try:
        value = json.loads(raw.decode(), object_pairs_hook=once, parse_constant=_no_number)
    except RecursionError:
        raise ProblemError(422, f"the body is nested deeper than {_DEEPEST} levels.") from None
    except ValueError as exc:
        raise ProblemError(422, f"the body is not JSON text in UTF-8: {exc}.") from exc
    if _depth(value) > _DEEPEST:
        raise ProblemError(422, f"the body is nested deeper than {_DEEPEST} levels.")
    if not _whole(value):
        raise ProblemError(422, "the body has half of a surrogate pair, which is no character.")
    return value


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        each, depth = waiting.pop()
        if isinstance(each, dict | list):
            deepest = max(deepest, depth)
            waiting += [(inner, depth + 1) for inner in (each.values() if isinstance(each, dict) else each)]
    return deepest


def _whole(value: Any) -> bool:
    """Whether all texts can be written as UTF-8."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
