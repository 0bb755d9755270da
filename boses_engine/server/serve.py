"""Listening: on a port for everybody with a token, and on a socket in the data folder for the owner's commands."""

import asyncio
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from boses_engine.engine import Engine
from boses_engine.errors import InputError
from boses_engine.server.access import make_token
from boses_engine.server.app import LOOPBACK, create_app
from boses_engine.server.audit import Audit
from boses_engine.server.feed import Feed
from boses_engine.server.throttle import Throttle
from boses_engine.server.worker import ALONE
from boses_engine.workers.executor import Executors

HEADER_SECONDS = 10.0  # for a request's line and headers to arrive
READ_SECONDS = 10.0  # in which whoever lets an answer wait has to take READ_LEAST bytes of it
READ_LEAST = 16_384
CONNECTIONS_MOST = 1000  # over the port; fewer where the process may not open twice as many files
_BACKLOG = 100  # connections that are taken at once, before the first of them can be sent away
_LOGS = ("asyncio", "uvicorn.error", "boses.server", "boses.worker")  # what goes to stderr
_SOCKET_MOST = 100  # bytes of a socket's path; the system takes 108


class _Timed(H11Protocol):
    """Cuts off clients that do not ask or read in time; while there are too many, those it waits for longest.

    The owner's connections are not counted and never make room for others.
    """

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.by_port = transport.get_extra_info("socket").family != socket.AF_UNIX
        self.since = self.loop.time()  # when its latest request could begin
        self._until = self.loop.call_later(HEADER_SECONDS, self._give_up)
        self._reading: asyncio.TimerHandle | None = None
        if self.by_port:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._until.cancel()
        if self._reading is not None:
            self._reading.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.since = self.loop.time()
        self._until.cancel()  # the next request of the connection has as long, once it is kept open
        self._until = self.loop.call_later(HEADER_SECONDS + self.timeout_keep_alive, self._give_up)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._reading is not None:
            self._reading.cancel()

    @property
    def waits(self) -> bool:
        """Whether the next step is the client's: to ask, to send the rest of a body, to read."""
        cycle = self.cycle
        return cycle is None or cycle.more_body or cycle.response_complete or self.flow.write_paused

    def _make_room(self) -> None:
        there = [each for each in self.connections if isinstance(each, _Timed) and each.by_port]
        if len(there) > _most():  # this one waits too, so that there is one
            longest = min((each for each in there if each.waits), key=lambda each: each.since)
            self.connections.discard(longest)
            longest.transport.abort()

    def _give_up(self) -> None:
        if self.flow.write_paused:  # the answer is still being read
            self._until = self.loop.call_later(HEADER_SECONDS, self._give_up)
        elif self.cycle is None or self.cycle.response_complete:
            self.transport.abort()  # to close would wait for whoever does not read

    def _look_later(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        self._reading = self.loop.call_later(READ_SECONDS, self._look, waiting)

    def _look(self, before: int) -> None:
        """Looks what was read since; nothing is added to what waits while writing is paused."""
        if before - self.transport.get_write_buffer_size() < READ_LEAST:
            self.transport.abort()
        else:
            self._look_later()


def _most() -> int:
    """How many connections over the port there may be: half of the files are for the store, the models, the owner."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS_MOST if files == resource.RLIM_INFINITY else min(CONNECTIONS_MOST, files // 2)


class _Server(uvicorn.Server):
    """Sends listeners away before it waits for their connections to end."""

    def __init__(self, config: uvicorn.Config, feed: Feed):
        super().__init__(config)
        self._feed = feed

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._feed.close()
        await super().shutdown(sockets)


def serve(
    engine: Engine,
    host: str,
    port: int,
    names: Sequence[str],
    say: Callable[[str], None],
    executors: Executors = ALONE,
) -> None:
    """Serves until SIGTERM or Ctrl-C; what is being generated goes on at the next start.

    Groups are written, and studies worded, by the executors' processes, where there are any.

    :raises InputError: the port cannot be had.
    :raises StoreBusyError: another process holds the store.
    """
    store = engine.store
    listening = _listen(host, port)
    sockets, owner = [listening], _owner_socket(engine.settings.server_socket, say)
    if owner is not None:
        sockets.append(owner)
    if not store.tokens():
        row, text = make_token(store, "first")
        Audit(engine.settings.home).note("token made", token=row.id, by="the first start")
        say(f"access token (told this once; `boses tokens create` makes others): {text}")
    shown = f"[{host}]" if ":" in host else host
    app = create_app(engine, {*LOOPBACK, shown, *names}, executors)
    config = uvicorn.Config(
        app,
        http=_Timed,
        ws="none",
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=3,
        backlog=_BACKLOG,
        h11_max_incomplete_event_size=32_768,
    )
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"serving on {address} ; Ctrl-C ends it.")
    say(f"sign in once, within half an hour: {address}sign-in?code={app.state.boses.link.code}")
    throttle = Throttle()
    for each in _LOGS:  # whoever makes the server complain must not fill its disk
        logging.getLogger(each).addFilter(throttle)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        _Server(config, app.state.boses.feed).run(sockets=sockets)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for each in _LOGS:
            logging.getLogger(each).removeFilter(throttle)
        if owner is not None:
            engine.settings.server_socket.unlink(missing_ok=True)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; InputError where the port cannot be had."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, number)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()  # at once: two sockets may be bound to one port, only one may listen
        return listening
    except OSError as exc:
        raise InputError(
            f"cannot serve on {host} port {port}: {exc.strerror or exc}. Name another with --port or --host."
        ) from exc


def _owner_socket(path: Path, say: Callable[[str], None]) -> socket.socket | None:
    """The socket in the data folder, for commands of whoever owns the store."""
    if len(os.fsencode(path)) > _SOCKET_MOST:
        say(f"note: {path} is too long a path for a socket, so other commands cannot use the store meanwhile.")
        return None
    try:
        path.unlink(missing_ok=True)  # a server that was killed left it: this process holds the store
    except OSError as exc:
        say(f"note: {path} cannot be replaced ({exc.strerror}), so other commands cannot use the store meanwhile.")
        return None
    owner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        owner.bind(str(path))
    finally:
        os.umask(before)
    return owner
