"""What every request passes first: where it is meant for, where it comes from, how large, how slow, how often."""

import asyncio
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from boses_engine.server.problems import ProblemError, problem

BODY_MOST = 262_144  # bytes
BODY_SECONDS = 10.0  # for a whole body to arrive
UPLOAD_MOST, UPLOAD_SECONDS = 64 << 20, 120.0  # of files of people, in their place
_UPLOADS = re.compile(r"(/api/v1)?/projects/[^/]+/(imports|people)")
RATE, BURST = 200.0, 400.0  # requests a second of one token, or address without one, and at once
_CALLERS = 10_000  # whose rates are remembered
_RATES = "boses.rates"  # where a request has them
_TOO_OFTEN = "more than {:.0f} requests a second."
_SOON = {"Retry-After": "1", "Connection": "close"}  # what else the connection has sent already is not looked at
_TWO_LENGTHS = "the request has both a Content-Length and a Transfer-Encoding: send one of them."
_TOO_LARGE = "the body has more than {} bytes."
_SAFE = {"GET", "HEAD", "OPTIONS"}
HEADERS = (
    (b"content-security-policy", (
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)  # fmt: skip


def from_owner(scope: Scope) -> bool:
    """Whether a request came by the socket in the data folder, which only whoever owns the store can open."""
    server = scope.get("server")
    return scope.get("client") is None and server is not None and server[1] is None


def count_by_token(scope: MutableMapping[str, Any], key: str) -> None:
    """The request has the token of that id: it counts for it, and no longer for its address.

    :raises ProblemError: the token comes too often.
    """
    rates: _Rates = scope[_RATES]
    rates.give_back(_address(scope))
    if not rates.take(f"token {key}"):
        raise ProblemError(429, _TOO_OFTEN.format(RATE), headers=_SOON)


class _Rates:
    """How many requests each caller has left: `BURST`, to which `RATE` come a second. Threads share it."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # caller → (left, when)
        self._lock = threading.Lock()

    def take(self, caller: str) -> bool:
        """Whether the caller has one left, which is gone then."""
        with self._lock:
            left = self._now(caller)
            self._keep(caller, max(left - 1, 0))
        return left >= 1

    def give_back(self, caller: str) -> None:
        """One that was taken is the caller's again."""
        with self._lock:
            self._keep(caller, self._now(caller) + 1)

    def _now(self, caller: str) -> float:
        now = time.monotonic()
        left, when = self._left.get(caller, (BURST, now))
        return min(BURST, left + (now - when) * RATE)

    def _keep(self, caller: str, left: float) -> None:
        self._left[caller] = left, time.monotonic()
        self._left.move_to_end(caller)
        while len(self._left) > _CALLERS:
            self._left.popitem(last=False)


class Guard:
    """Middleware that answers what must not reach the app, and adds the security headers to every answer.

    `hosts` are the names the server may be called by, without the port.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]):
        self._app = app
        self._hosts = {host.casefold() for host in hosts}
        self._rates = _Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        scope[_RATES] = self._rates

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(each for each in HEADERS if each[0] not in there)]
            await send(message)

        most, seconds = (UPLOAD_MOST, UPLOAD_SECONDS) if _uploads(scope) else (BODY_MOST, BODY_SECONDS)
        refused = None if from_owner(scope) else self._refused(scope)
        headers = Headers(scope=scope)
        if refused is None and "content-length" in headers and "transfer-encoding" in headers:
            refused = problem(400, _TWO_LENGTHS, headers={"Connection": "close"})  # a proxy may have taken the other
        if refused is None:
            length = headers.get("content-length", "0")
            if length.isdigit() and int(length) > most:
                refused = problem(413, _TOO_LARGE.format(most))
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        await self._app(scope, _limited(receive, most, seconds), guarded)

    def _refused(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return problem(421, "this server does not go by that Host; `serve --host` and `--name` say which it has.")
        origin = headers.get("origin")
        if origin is not None and scope["method"] not in _SAFE and _place(origin) != host:
            return problem(403, "requests from pages of other origins are refused.")
        if scope["path"].startswith("/owner/"):
            return problem(404, "there is nothing at this address.")
        if not self._rates.take(_address(scope)):
            return problem(429, _TOO_OFTEN.format(RATE), headers=_SOON)
        return None


def _address(scope: MutableMapping[str, Any]) -> str:
    """Where a request comes from; of IPv6 the half that a network has, whose machines can take any of the other."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or f"{int(address) >> 64:x}")


def _place(origin: str) -> str:
    """The host and port of an origin, "" where it has none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _name(host: str) -> str:
    """The host without its port."""
    if host.startswith("["):
        return host.partition("]")[0].casefold() + "]"
    return host.partition(":")[0].casefold()


def _uploads(scope: Scope) -> bool:
    """Whether the request brings files to a place for them."""
    form = Headers(scope=scope).get("content-type", "").startswith("multipart/form-data")
    return form and scope["method"] == "POST" and _UPLOADS.fullmatch(scope["path"]) is not None


def _limited(receive: Receive, most: int, seconds: float) -> Receive:
    """The body's messages as long as they are few and in time; asked for afterwards, it waits without limit.

    :raises ProblemError: they are not.
    """
    size, over = 0, False
    until = time.monotonic() + seconds

    async def limited() -> Message:
        nonlocal size, over
        if over:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(until - time.monotonic(), 0.001))
        except TimeoutError:
            close = {"Connection": "close"}
            raise ProblemError(408, f"the body did not arrive in {seconds:.0f} s.", headers=close) from None
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            over = not message.get("more_body", False)
            if size > most:
                raise ProblemError(413, _TOO_LARGE.format(most))
        return message

    return limited
