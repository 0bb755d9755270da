"""Portraits of people that are in the store: `avatars render`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import AvatarModel, Json, emit_json, interruptible, say
from boses_engine.errors import InputError, NotFoundError, PaintingError

if TYPE_CHECKING:
    from boses_engine.domain.persona import Persona
    from boses_engine.store import GroupRow, Store

avatars_app = typer.Typer(help="Portraits of the people in the store.", no_args_is_help=True)


@avatars_app.callback()
def _avatars() -> None:
    """Portraits of the people in the store."""  # without it typer would take the only command for the whole


@avatars_app.command("render")
def avatars_render(
    who: Annotated[
        list[str], typer.Argument(metavar="GROUP|PERSONA...", help="Ids, starts of ids, or names.", show_default=False)
    ],
    avatar_model: AvatarModel = None,
    out: Annotated[
        Path | None, typer.Option(help="Results folder; default: that of the group, results for single people.")
    ] = None,
    json_: Json = False,
) -> None:
    """Paint people's portraits, anew where they have one, and write them to the results folder."""
    from boses_engine.engine import Engine
    from boses_engine.output.progress import show
    from boses_engine.pipeline.events import PortraitDone, PortraitFailed

    with Engine(avatar_model=avatar_model) as engine, interruptible():
        engine.check_avatar_model()
        groups, single = _found(who, engine.store)
        if out is not None and len(groups) > 1:
            raise InputError("--out is one group's results folder: render one group at a time, or leave it out.")
        people = {person.id: person for group in groups for person in engine.store.personas(group.id)} | single
        order, failed = list(people.values()), {}
        for event in show(engine.render_avatars(dict(enumerate(order))), len(order)):
            if isinstance(event, PortraitFailed):
                failed[order[event.slot].name] = event.reason
            if isinstance(event, PortraitDone) and json_:
                emit_json({"id": event.persona_id, "seconds": round(event.seconds, 2)})
        for group in groups:
            _write_group(group, out, engine.store)
        if single:
            from boses_engine.output.files import write_portraits

            shown = [engine.store.persona(key) for key in single]
            for _, path in write_portraits(out or Path("results"), shown, engine.store.portrait_png):
                say(f"wrote {path}")
    if failed:
        raise PaintingError("without a portrait: " + "; ".join(f"{name}: {why}" for name, why in failed.items()))


def _found(keys: list[str], store: "Store") -> "tuple[list[GroupRow], dict[str, Persona]]":
    """The groups that the keys mean, and the people, by id, that those not naming a group mean."""
    groups, people = {}, {}
    for key in keys:
        try:
            row = store.group(key)
            groups[row.id] = row
        except NotFoundError as no_group:
            try:
                person = store.persona(key)
            except NotFoundError as no_person:
                raise NotFoundError(f"{no_group} {no_person}") from None
            people[person.id] = person
    return list(groups.values()), people


def _write_group(row: "GroupRow", out: Path | None, store: "Store") -> None:
    """Writes a group's results again, with the portraits that are there now."""
    from boses_engine.output.files import results_folder, write_outputs
    from boses_engine.pipeline.portrait import portraits_report

    run = store.run(row.run_id) if row.run_id else None
    people = store.personas(row.id)
    if run is None or run.report is None:  # the run goes on: what it leaves is written at its end
        say(f"the portraits of {row.group.name} are in the store; the next `generate` writes them out.")
        return
    folder = out or results_folder(row.group.name, run.settings["seed"])
    shown = portraits_report(people, store.painted(run.id), {})
    report = run.report.model_copy(update={"portraits": shown})
    write_outputs(folder, row.group, people, report, store.portrait_png)
    say(f"{shown.count} portraits are in {folder}: open {folder / 'gallery.html'}")
