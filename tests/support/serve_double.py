"""`boses serve` with the double of the text model: the command itself, only the models exchanged, as in `run_double`.

As a program: `python -m support.serve_double HOME [--delay S] [--loose] [--moments DESCRIPTOR] [--paint]
[--header-seconds S] [--body-seconds S] …` with `tests` on the import path; further options are those of `serve`. Its
moments are those of `support.run_double` but for the files, and

    listen | owner              about to listen on the port, and on the socket in the data folder
    serve                       about to answer
    ending                      it waits for its worker to end; told beside whatever moment the worker stands at
"""

import argparse
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from boses_engine import cli
from boses_engine.library.library import Library
from boses_engine.server import guard
from boses_engine.server import serve as serving
from boses_engine.server.app import create_app
from support.moments import Announce, Moments
from support.run_double import double_engine, double_model, double_painter


def main(arguments: list[str]) -> None:
    """The program."""
    parser = argparse.ArgumentParser(prog="support.serve_double")
    parser.add_argument("home", type=Path)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds a field takes")
    parser.add_argument("--loose", action="store_true", help="people of one gender and decision style are alike")
    parser.add_argument("--moments", type=int, help="the descriptor of a socket to announce moments on")
    parser.add_argument("--paint", action="store_true", help="portraits by the double")
    parser.add_argument("--header-seconds", type=float, default=serving.HEADER_SECONDS)
    parser.add_argument("--body-seconds", type=float, default=guard.BODY_SECONDS)
    given, options = parser.parse_known_args(arguments)
    os.environ["BOSES_HOME"] = str(given.home)
    moments = Moments.on(given.moments)
    painter = double_painter(moments.stand) if given.paint else None
    engine = double_engine(double_model(moments.stand, given.delay), moments.stand, painter)
    library = partial(Library, tolerance=9.0, floor=-1.0) if given.loose else Library
    with (
        patch("boses_engine.engine.Engine", engine),
        patch("boses_engine.library.library.Library", library),
        patch.object(serving, "HEADER_SECONDS", given.header_seconds),
        patch.object(guard, "BODY_SECONDS", given.body_seconds),
        patch.object(serving, "_listen", _before(serving._listen, moments.stand, "listen")),
        patch.object(serving, "_owner_socket", _before(serving._owner_socket, moments.stand, "owner")),
        patch.object(serving, "create_app", _before(create_app, moments.stand, "serve")),
        patch.object(threading.Thread, "join", _joining(moments)),
        patch.object(sys, "argv", ["boses", "serve", *options]),
    ):
        cli.main()


def _before(function: Callable[..., Any], announce: Announce, word: str) -> Callable[..., Any]:
    """The function, announced before each call."""

    def announced(*args: Any) -> Any:
        announce(word)
        return function(*args)

    return announced


def _joining(moments: Moments) -> Callable[..., None]:
    """`Thread.join`, which tells that the worker is waited for."""
    join = threading.Thread.join

    def told(thread: threading.Thread, timeout: float | None = None) -> None:
        if thread.name == "worker":
            moments.tell("ending")
        join(thread, timeout)

    return told


if __name__ == "__main__":
    main(sys.argv[1:])
