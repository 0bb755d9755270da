"""The commands. Data goes to stdout, messages to stderr, and the bars of `output.progress` too; nothing else prints.

Everything heavy is imported inside the command that needs it, so that `--help` is instant.
"""

import sys

import typer

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
)
from boses_engine.cli.terminal import say
from boses_engine.errors import BosesError

app = typer.Typer(
    help="Believable synthetic consumers from a market segment, on one machine, offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    making.init,
    briefs.parse_prompt,
    making.plan,
    making.generate,
    making.work,
    studies.ask,
    studies.calibrate,
    talk.chat,
    server.serve,
    machine.doctor,
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
    try:
        app()
    except BosesError as exc:
        say(f"boses: {exc}")
        sys.exit(exc.exit_status)
