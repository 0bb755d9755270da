"""`chat`: a conversation with one person."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import (
    BackendName,
    Json,
    Model,
    emit,
    emit_json,
    interruptible,
    lines_typed,
    refuse_there,
    say,
    serving,
    settings_with,
)

if TYPE_CHECKING:
    from boses_engine.domain.persona import Persona
    from boses_engine.talk.reply import Reply, Turn


def chat(
    persona: Annotated[str, typer.Argument(metavar="PERSONA", help="Id, start of an id, or name.", show_default=False)],
    seed: Annotated[int, typer.Option(min=0, help="Another seed draws other answers.")] = 1,
    model: Model = None,
    backend: BackendName = None,
    json_: Json = False,
) -> None:
    """Talk with a person, who answers from their record; Ctrl-D ends it."""
    from boses_engine.engine import Engine

    settings = settings_with(backend)
    with serving(settings) as server, interruptible():
        if server is not None:
            refuse_there({"--model": model is not None, "--backend": backend is not None})
            there = server
            who = there.store.persona(persona)
            _talk(who, lambda turns: there.talk(who, turns, seed=seed), json_)
            return
        with Engine(settings, model=model, avatars=False) as engine:
            engine.check_model()
            who = engine.store.persona(persona)
            _talk(who, lambda turns: engine.talk(who, turns, seed=seed), json_)


def _talk(who: "Persona", answer: "Callable[[list[Turn]], Reply]", json_: bool) -> None:
    """Reads a message a line and prints what the person says to each."""
    from boses_engine.talk.reply import Turn

    say(f"{who.name}, {who.age}, {who.occupation}, {who.location.city}. A synthetic person. Ctrl-D ends it.")
    turns: list[Turn] = []
    for line in lines_typed("> "):
        turns.append(Turn("user", line))
        reply = answer(turns)
        turns.append(Turn("assistant", reply.text))
        if not json_:
            emit(reply.text)
            continue
        told = {"message": line, "text": reply.text, "value": reply.value, "grounds": list(reply.grounds)}
        emit_json(told | {"no_basis": reply.no_basis, "guess": reply.guess})
