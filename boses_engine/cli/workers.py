"""The options of commands whose model several workers may ask, and `work`, which is one of these."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import BackendName, Model, interruptible, say, settings_with
from boses_engine.errors import InputError

if TYPE_CHECKING:
    from boses_engine.settings import Settings
    from boses_engine.workers.executor import Executor

Workers = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=256,
        help="Processes that ask the model side by side, such as one for each GPU; 0 writes --ranges and ends.",
    ),
]
Ray = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help='The workers are actors of that Ray cluster; "local" starts one here.'),
]
Ranges = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where what the workers share lies, kept; default: the data folder."),
]


def check_workers(workers: int | None, ray: str | None, ranges: Path | None) -> None:
    """Refuses options that say nothing together."""
    if workers == 0 and ranges is None:
        raise InputError("--workers 0 writes the ranges for workers of your own: name their --ranges folder.")
    if ray is not None and not workers:
        raise InputError("--ray says where the workers are: give --workers too, as many as there are to be.")
    if ranges is not None and workers is None:
        raise InputError("--ranges is what workers share: give --workers too, as many as this machine is to start.")


def find_executor(
    workers: int | None, ray: str | None, model: str | None, settings: "Settings", *, writes: bool
) -> "Executor | None":
    """Whoever has the model asked, the one that writes people or the one for all else; None without workers.

    Where the command does not say how many workers, the settings do.
    """
    from boses_engine.text_model import open_named
    from boses_engine.workers.processes import Processes, worker_command
    from boses_engine.workers.ray_actors import RayActors

    workers = settings.workers if workers is None else workers
    if not workers:
        return None
    if ray is None:
        return Processes(workers, lambda folder, first: worker_command(folder, first, model, settings.backend))
    return RayActors(workers, partial(open_named, model, writes, settings.backend), None if ray == "local" else ray)


def work(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The ranges.", show_default=False)],
    model: Model = None,
    backend: BackendName = None,
    first: Annotated[int, typer.Option(min=0, help="The number of the range to begin with.")] = 0,
    owner: Annotated[
        int | None, typer.Option(hidden=True, help="The process that started this one, and that it ends with.")
    ] = None,
) -> None:
    """Answer ranges that `generate` or `ask --workers` laid out, as one more worker, here or on another machine."""
    from boses_engine.engine import Engine

    with Engine(settings_with(backend), model=model, avatars=False) as engine, interruptible():
        for done in engine.work(folder, first=first, owner=owner):
            say(f"range {done.number}: {done.size} answered")


def tell_laid_out(count: int, ranges: Path) -> None:
    """Says what is to be done with ranges that were written for workers of one's own."""
    say(f"{count} ranges are in {ranges}: answer them with `work`, then give the same command with --workers 1")
