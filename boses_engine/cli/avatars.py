"""Portraits of people that are in the store: `avatars render`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import AvatarModel, Json, emit, interruptible, results_folder, say
from boses_engine.errors import NotFoundError, PaintingError

if TYPE_CHECKING:
    from boses_engine.domain.persona import Persona
    from boses_engine.store import GroupRow, Store

avatars_app = typer.Typer(help="Portraits of the people in the store.", no_args_is_help=True)


@avatars_app.callback()
def _avatars() -> None:
    """Keeps `render` a word of its own, though it is the only command."""


@avatars_app.command("render")
def avatars_render(
    who: Annotated[list[str], typer.Argument(metavar="GROUP|PERSONA…", help="Ids, starts of ids, or names.")],
    avatar_model: AvatarModel = None,
    out: Annotated[Path | None, typer.Option(help="Results folder; default: the group's own.")] = None,
    json_: Json = False,
) -> None:
    """Paint people's portraits, anew where they have one, and bring their results folder up to date."""
    from boses_engine.engine import Engine
    from boses_engine.output import write_outputs
    from boses_engine.output.files import write_portraits
    from boses_engine.output.progress import show
    from boses_engine.pipeline.events import PortraitDone, PortraitFailed

    with Engine(avatar_model=avatar_model) as engine, interruptible():
        engine.check_avatar_model()
        groups, people = _found(who, engine.store)
        failed = {}
        for event in show(engine.render_avatars(dict(enumerate(people))), len(people)):
            if isinstance(event, PortraitFailed):
                failed[people[event.slot].name] = event.reason
            if isinstance(event, PortraitDone) and json_:
                painted = {"id": event.persona_id, "seconds": round(event.seconds, 2)}
                emit(json.dumps(painted))
        for group in groups:
            folder, run = out or _folder(group, engine.store), engine.store.run(group.run_id or "")
            report = dict(run.report or {}) if run else {}
            shown = engine.store.personas(group.id)
            report["portraits"] = engine.store.portraits_report(group.run_id or "")
            write_outputs(folder, group.group, shown, report, portraits=engine.store.portrait_png)
            say(f"the portraits of {group.group.name} are in {folder}: open {folder / 'gallery.html'}")
        ...
    if failed:
        raise PaintingError("; ".join(f"{name}: {reason}" for name, reason in failed.items()))
