"""What the commands share: data to stdout, progress and messages to stderr, how a command is stopped."""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from boses_engine.errors import InputError, Interrupted
from boses_engine.files import creating

if TYPE_CHECKING:
    from rich.console import RenderableType

    from boses_engine.engine import Engine
    from boses_engine.server.client import Server
    from boses_engine.settings import Settings
    from boses_engine.store import Store

Model = Annotated[
    str | None,
    typer.Option(help="A model's name in the manifest, or the path of a GGUF file; for vllm, of a folder."),
]
BackendName = Annotated[
    str | None,
    typer.Option(
        "--backend", help="What runs the model: llama (llama.cpp, the default) or vllm (folders of safetensors)."
    ),
]
AvatarModel = Annotated[
    str | None,
    typer.Option(help="An image model: a name, a diffusers folder, or a .safetensors file; default: the built-in one."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout, for programs.")]


def settings_with(backend: str | None) -> "Settings":
    """The settings of the environment, with the back end of an option where one is given.

    :raises InputError: there is no such back end.
    """
    from boses_engine.settings import Backend, Settings

    settings = Settings.from_env()
    if backend is None:
        return settings
    if backend not in get_args(Backend):
        raise InputError(f"--backend {backend!r} is unknown: give {' or '.join(get_args(Backend))}.")
    return replace(settings, backend=cast("Backend", backend))


@contextlib.contextmanager
def open_engine() -> "Iterator[Engine]":
    """The engine with the settings of the environment, closed at the end."""
    from boses_engine.engine import Engine

    with Engine() as engine:
        yield engine


@contextlib.contextmanager
def serving(settings: "Settings") -> "Iterator[Server | None]":
    """The server that holds the store, None where there is none; nothing is loaded to find that."""
    if not settings.server_socket.exists():
        yield None
        return
    from boses_engine.server.client import connected

    with connected(settings) as server:
        yield server


@contextlib.contextmanager
def open_store() -> "Iterator[Store]":
    """The store, or that of a server which holds it, closed at the end."""
    from boses_engine.settings import Settings
    from boses_engine.store import Store

    settings = Settings.from_env()
    with serving(settings) as server:
        if server is not None:
            yield server.store
            return
    with Store(settings.database) as store:
        yield store


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM ends the work as Ctrl-C does: between two steps, with what is done kept.

    :raises Interrupted: either came.
    """

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("stopped; what was finished is kept, and the same command goes on from there.") from None
    finally:
        signal.signal(signal.SIGTERM, before)


def write_new(path: Path, text: str) -> None:
    """Writes a file that must not be there yet; raises InputError where it is, or cannot be written."""
    try:
        with creating(path) as new:
            new.write_text(text, encoding="utf-8")
    except FileExistsError:
        raise InputError(f"{path} is there already: name another file with -o.") from None
    except OSError as exc:
        raise InputError(f"cannot write {path}: {exc.strerror}. Name another file with -o.") from exc


def refuse_there(given: dict[str, bool]) -> None:
    """Refuses options that are the server's business."""
    if wrong := [option for option, is_given in given.items() if is_given]:
        raise InputError(
            f"a server holds the store and works in its own way: leave out {', '.join(wrong)}, or stop the server."
        )


def lines_typed(prompt: str) -> Iterator[str]:
    """The lines of stdin that are not empty, until it ends (Ctrl-D); where somebody types, each is asked for."""
    typing = sys.stdin.isatty()
    while True:
        if typing:
            print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


def print_rows(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table without lines, to stdout; what does not fit goes on in the next line."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")  # nothing is cut: what is copied is whole
    for row in rows:  # what users wrote is neither markup nor an escape
        table.add_row(
            *(Text("".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in cell)) for cell in row)
        )
    print_table(table)


def print_table(table: "RenderableType") -> None:
    """Whatever rich can show, to stdout."""
    from rich.console import Console

    console = Console()
    # Read by a program or sent to a file, a table is not squeezed into 80 columns.
    console.width = console.width if console.is_terminal else 220
    with console.capture() as captured:
        console.print(table)
    emit(captured.get().rstrip("\n"))


def emit_json(*rows: object) -> None:
    """A JSON object a line to stdout."""
    for row in rows:
        emit(json.dumps(row, ensure_ascii=False))


def emit(text: str) -> None:
    """Data to stdout; a reader that has seen enough (`| head`) ends the command, and that is no failure."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the very end
        raise typer.Exit(0) from None


def say(text: str) -> None:
    """A message to stderr, without what a terminal obeys; where that cannot be written, nobody can be told so."""
    text = "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in text)
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def in_utf8() -> None:
    """What is read and written is UTF-8, whatever the locale is called."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdin else "backslashreplace")


def give_up_on(exc: OSError) -> None:
    """Says in one line that something cannot be written, and has Python not try it again at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    of = f" {exc.filename}" if exc.filename else " the output"
    say(f"boses: cannot write or read{of}: {exc.strerror or exc}.")
