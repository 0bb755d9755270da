"""The server: `serve`, and the tokens that it is called with."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import (
    AvatarModel,
    BackendName,
    Json,
    Model,
    emit,
    emit_json,
    open_store,
    print_rows,
    say,
    settings_with,
)
from boses_engine.cli.workers import Ray, find_executor
from boses_engine.errors import InputError

if TYPE_CHECKING:
    from boses_engine.store import Store
    from boses_engine.store.rows import TokenRow

tokens_app = typer.Typer(help="Access tokens of the server.", no_args_is_help=True)


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
    host: Annotated[str, typer.Option(help="Another address than loopback lets other machines in.")] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(help="A further name that browsers call it by; may be given several times.")
    ] = None,
    model: Model = None,
    backend: BackendName = None,
    avatars: Annotated[bool, typer.Option("--avatars/--no-avatars", help="Paint a portrait of each person.")] = True,
    avatar_model: AvatarModel = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, max=256, help="Processes that ask the model side by side, such as one for each GPU."),
    ] = None,
    ray: Ray = None,
) -> None:
    """Serve the HTTP API and the pages; Ctrl-C ends it, and the next start goes on with what was asked for."""
    from boses_engine.engine import Engine
    from boses_engine.server.serve import serve as run
    from boses_engine.workers.executor import Executors

    settings = settings_with(backend)
    if ray is not None and not (settings.workers if workers is None else workers):
        raise InputError("--ray says where the workers are: give --workers too, as many as there are to be.")
    writing, wording = (find_executor(workers, ray, model, settings, writes=writes) for writes in (True, False))
    with Engine(settings, model=model, avatar_model=avatar_model, avatars=avatars) as engine:
        engine.check_model(writes=True)
        if unpainted := engine.check_avatar_model():
            say(f"note: {unpainted}")
        run(engine, host, port, name or (), say, Executors(writing, wording))


@tokens_app.command("create")
def tokens_create(
    name: Annotated[str, typer.Option(help="What to know it by.")],
    project: Annotated[
        str | None, typer.Option(help="The only project it may see, by name or id; default: all.")
    ] = None,
    expires: Annotated[str | None, typer.Option(help="After how long it ends, e.g. 90d or 12h.")] = None,
    json_: Json = False,
) -> None:
    """Make a token; its text is shown once."""
    from boses_engine.server.access import life_of, make_token

    with open_store() as store:
        life = None if expires is None else life_of(expires)
        named = None if project is None else _project(store, project)
        row, text = make_token(store, name, project=named, life=life)
        _note(store, "token made", row)
    if json_:
        emit_json(_record(row) | {"token": text})
        return
    emit(text)
    say("This is the only time it is shown.")


@tokens_app.command("list")
def tokens_list(json_: Json = False) -> None:
    """List the tokens, without their texts."""
    with open_store() as store:
        rows = store.tokens()
    if json_:
        emit_json(*map(_record, rows))
        return
    told = []
    for row in rows:
        made, expires, revoked = (
            f"{at:%Y-%m-%d %H:%M}" if at else "" for at in (row.created_at, row.expires_at, row.revoked_at)
        )
        told.append((row.id, row.name, row.project or "all", made, expires or "never", revoked))
    print_rows(("id", "name", "project", "made", "expires", "revoked"), told)


@tokens_app.command("revoke")
def tokens_revoke(token: Annotated[str, typer.Argument(metavar="ID", help="The token's id.")]) -> None:
    """Refuse a token from now on."""
    with open_store() as store:
        row = store.revoke_token(token)
        _note(store, "token revoked", row)
    say(f"revoked {row.id} ({row.name}).")


def _note(store: "Store", what: str, row: "TokenRow") -> None:
    """Writes it into the log of who may come in, which a server does itself."""
    from boses_engine.server.audit import Audit
    from boses_engine.store import Store

    if isinstance(store, Store):
        Audit(store.path.parent).note(what, token=row.id, by="owner", project=row.project)


def _project(store: "Store", key: str) -> str:
    from boses_engine.errors import NotFoundError

    for row in store.projects():
        if key in (row.id, row.name):
            return row.name
    raise NotFoundError(f"no project {key!r}: {', '.join(row.name for row in store.projects())}.")


def _record(row: "TokenRow") -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in vars(row).items()}
