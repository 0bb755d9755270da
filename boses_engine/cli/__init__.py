"""The commands. Data goes to stdout, messages to stderr, and the bars of `output.progress` too; nothing else prints.

Everything heavy is imported inside the command that needs it, so that `--help` is instant.
"""

import contextlib
import errno
import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from boses_engine import __version__
from boses_engine.cli import (
    avatars,
    briefs,
    bundles,
    library,
    machine,
    making,
    server,
    snapshots,
    stored,
    studies,
    talk,
    workers,
)
from boses_engine.cli.terminal import emit, give_up_on, in_utf8, say
from boses_engine.errors import BosesError

_OF_THE_MACHINE = {  # errors that no command can mend, and that are no mistake of the engine
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE),
}
# New objects, and rounds, from which Python looks for what is unused: tables and plans are many small objects that
# stay, and to look through them again and again takes a tenth of the time of a plan.
_COLLECTED_FROM = 20_000, 20, 20
app = typer.Typer(
    help="Believable synthetic consumers from a market segment, on one machine, offline.",
    invoke_without_command=True,
    epilog="First: python -m boses_engine init, then generate group.yaml. Tab completion: --install-completion.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is, and end.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no notes on stderr, only errors.")
    ] = False,
) -> None:
    """What stands before a command."""
    if version:
        emit(f"boses-engine {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        emit(context.get_help())
        raise typer.Exit
    if quiet:
        nowhere = context.with_resource(Path(os.devnull).open("w"))  # noqa: SIM115
        context.with_resource(contextlib.redirect_stderr(nowhere))


for command in (
    making.init,
    briefs.parse_prompt,
    making.plan,
    making.generate,
    workers.work,
    studies.ask,
    studies.calibrate,
    talk.chat,
    server.serve,
    machine.doctor,
    bundles.sign,
):
    app.command()(command)
app.add_typer(stored.groups_app, name="groups")
app.add_typer(stored.personas_app, name="personas")
app.add_typer(studies.studies_app, name="studies")
app.add_typer(avatars.avatars_app, name="avatars")
app.add_typer(library.library_app, name="library")
app.add_typer(snapshots.snapshots_app, name="snapshots")
app.add_typer(server.tokens_app, name="tokens")
app.add_typer(machine.models_app, name="models")
app.add_typer(machine.ground_app, name="ground")
app.add_typer(bundles.bundle_app, name="bundle")


def main() -> None:
    """Runs the command line; a user's mistake is one line on stderr and an exit status."""
    _keep_standard_streams()
    in_utf8()
    gc.set_threshold(*_COLLECTED_FROM)
    try:
        app()
    except BosesError as exc:
        say(f"boses: {exc}")
        sys.exit(exc.exit_status)
    except OSError as exc:
        if exc.errno not in _OF_THE_MACHINE:
            raise
        give_up_on(exc)
        sys.exit(4)


def _keep_standard_streams() -> None:
    """Opens those that came closed, or the store could get their numbers and messages be written over it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest that is free, which is this one
