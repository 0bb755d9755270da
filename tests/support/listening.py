"""`boses serve` in a thread of this process, so that a test can hold its model and change its patience as it goes."""

import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import uvicorn
from fastapi import FastAPI

from boses_engine import cli
from boses_engine.language.double import DoubleModel
from boses_engine.server import serve as serving
from support.run_double import double_engine
from support.servers import Reachable

PATIENCE_S = 240.0  # against hanging; no measure of speed


@dataclass(frozen=True)
class Listening(Reachable):
    """A server that listens; `token` is the one it printed, "" where its store had one before."""

    app: FastAPI

    def connection(self) -> socket.socket:
        """A connection on which nothing is sent yet."""
        return socket.create_connection(("127.0.0.1", int(self.url.rpartition(":")[2])), timeout=PATIENCE_S)


def announcing(up: Callable[[uvicorn.Server], None]) -> Any:
    """A patch by which a server says when it listens on all its sockets."""

    class Announced(serving._Server):
        async def startup(self, *args: Any, **kwargs: Any) -> None:
            await super().startup(*args, **kwargs)
            up(self)

    return patch.object(serving, "_Server", Announced)


@contextmanager
def listening(home: Path, *options: str, model: DoubleModel | None = None) -> Iterator[Listening]:
    """A server on the data folder `home`, from the time that it listens; `options` are further ones of `serve`."""
    said: list[str] = []
    servers: list[uvicorn.Server] = []
    up = threading.Event()

    def started(server: uvicorn.Server) -> None:
        servers.append(server)
        up.set()

    def serve() -> None:
        try:
            cli.app(["serve", "--port", "0", *options], standalone_mode=False)
        finally:
            up.set()

    signals = SimpleNamespace(signal=lambda *_: None, SIGINT=None, SIGTERM=None)  # only the main thread may set them
    thread = threading.Thread(target=serve, daemon=True)
    with patch.object(serving, "signal", signals):
        with (
            patch.dict(os.environ, {"BOSES_HOME": str(home)}),
            patch("boses_engine.engine.Engine", double_engine(model or DoubleModel())),
            patch("boses_engine.cli.server.say", said.append),
            announcing(started),
        ):
            thread.start()
            assert up.wait(PATIENCE_S)
        assert servers, f"the server did not start: {said}"
        told = "\n".join(said)
        url, token = re.search(r"http://[^/]+", told), re.search(r"boses_[0-9a-f]{12}_[\w-]{43}", told)
        assert url
        try:
            yield Listening(home, url[0], token[0] if token else "", cast(FastAPI, servers[0].config.app))
        finally:
            servers[0].should_exit = True
            thread.join(PATIENCE_S)
            assert not thread.is_alive(), "the server does not end"
