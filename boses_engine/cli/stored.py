"""What is in the store: `groups …` and `personas …`."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import (
    Json,
    Model,
    emit,
    emit_json,
    open_engine,
    open_store,
    print_rows,
    print_table,
    refuse_there,
    say,
    serving,
)
from boses_engine.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from boses_engine.domain.persona import Persona
    from boses_engine.store import GroupRow, Store

groups_app = typer.Typer(help="The groups in the store.", no_args_is_help=True)
personas_app = typer.Typer(help="The people in the store.", no_args_is_help=True)

_PAGE = 200  # people that are read at a time

PersonaKey = Annotated[str, typer.Argument(help="Id, start of an id, or name.")]
OnlyGroup = Annotated[str | None, typer.Option(help="Only this group's: id, start of an id, or name.")]
GroupKey = Annotated[str, typer.Argument(metavar="GROUP", help="Id, start of an id, or name.", show_default=False)]


@groups_app.command("list")
def groups_list(json_: Json = False) -> None:
    """List the groups."""
    with open_store() as store:
        rows = store.groups()
    if json_:
        emit_json(*map(_group_json, rows))
        return
    told = []
    for row in rows:
        people = f"{row.stored}/{row.group.persona_count}"
        told.append((row.id, row.group.name, row.group.location, people, row.generation_status))
    print_rows(("id", "name", "location", "people", "status"), told)


@groups_app.command("show")
def groups_show(group: GroupKey, json_: Json = False) -> None:
    """Show one group and its people."""
    with open_store() as store:
        row = store.group(group)
        people = store.personas(row.id)
    if json_:
        emit_json(_group_json(row) | {"personas": [person.id for person in people]})
        return
    for key, value in _group_json(row).items():
        emit(f"{key + ':':19}{value}")
    _print_people(people)


@groups_app.command("delete")
def groups_delete(
    group: GroupKey,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Delete a group with its runs and the people that are in no other group; it can be had back for a week."""
    with open_store() as store:
        row = store.group(group)
        if not yes and sys.stdin.isatty():
            typer.confirm(f"Delete {row.group.name} ({row.id}) with {row.stored} people?", abort=True, err=True)
        row = store.delete_group(row.id)
    say(f"deleted {row.id} ({row.group.name}); for a week `groups restore {row.id}` brings it back.")


@groups_app.command("restore")
def groups_restore(
    group: Annotated[
        str | None, typer.Argument(metavar="GROUP", help="Id or name; none lists what can be had back.")
    ] = None,
    json_: Json = False,
) -> None:
    """Bring back a group that was deleted in the last week, with its people; or list those that can be had back."""
    with open_store() as store:
        rows = [row for row in store.deletions() if row.kind == "group"]
        if group is not None:
            found = next((row for row in rows if group in (row.key, row.name)), None)
            if found is None:
                raise InputError(f"no group {group!r} was deleted in the last week: `groups restore` lists those.")
            store.restore(found.id)
            say(f"{found.key} ({found.name}) is back.")
            return
    if json_:
        emit_json(*({"id": r.key, "name": r.name, "project": r.project, "until": r.until.isoformat()} for r in rows))
        return
    told = ((row.key, row.name, row.project, f"{row.until:%Y-%m-%d %H:%M}") for row in rows)
    print_rows(("id", "name", "project", "gone for good"), told)


@groups_app.command("compare")
def groups_compare(
    one: Annotated[str, typer.Argument(metavar="A", help="Id, start of an id, or name.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="The group to compare with.", show_default=False)],
    json_: Json = False,
) -> None:
    """Compare the people of two groups: A less B with its interval, and whether that is more than chance."""
    from boses_engine.studies.compare_people import Traits, compare_people
    from boses_engine.studies.figures import written

    with open_store() as store:
        rows = [store.group(key) for key in (one, other)]
        sides = [Traits(store.personas(row.id)) for row in rows]
    differences = compare_people(sides[0], sides[1])
    if not differences:
        empty = next(row.group.name for row, side in zip(rows, sides, strict=True) if not side.people)
        raise InputError(f"{empty} has no people yet: generate it first.")
    if json_:
        emit_json(*(vars(each) | {"word": each.word} for each in differences))
        return
    told = []
    for each in differences:
        a, b, less = (written(value, each.kind) for value in (each.a, each.b, each.a - each.b))
        sure = each.low > float("-inf")
        between = f"{written(each.low, each.kind)} to {written(each.high, each.kind)}" if sure else ""
        told.append((each.question, each.label, a, b, less, between, each.word))
    print_rows(("", "", rows[0].group.name, rows[1].group.name, "A less B", "95 %", ""), told)


@groups_app.command("cancel")
def groups_cancel(group: GroupKey) -> None:
    """Stop a generation that a server does or has queued; `generate` of the same file goes on with it."""
    from boses_engine.settings import Settings

    with serving(Settings.from_env()) as server:
        if server is not None:
            row = server.store.group(group)
            cancelled = server.cancel(row.id)
        else:
            with open_store() as store:
                row = store.group(group)
                cancelled = store.cancel_run(row.id)
    if not cancelled:
        raise InputError(f"{row.id} ({row.group.name}) is neither queued nor generating.")
    say(f"stopped {row.id} ({row.group.name}); generating it again goes on with it.")


@personas_app.command("list")
def personas_list(
    group: OnlyGroup = None,
    json_: Json = False,
) -> None:
    """List people, of all groups or of one."""
    with open_store() as store:
        people = store.personas(group)
    if json_:
        for person in people:
            emit(person.model_dump_json())
        return
    _print_people(people)


@personas_app.command("show")
def personas_show(
    persona: PersonaKey,
    earlier: Annotated[
        bool, typer.Option("--earlier", help="The records before each rewording instead, oldest first.")
    ] = False,
) -> None:
    """Print one person's whole record as JSON."""
    with open_store() as store:
        records = store.earlier_records(persona) if earlier else [store.persona(persona)]
    for record in records:
        emit(record.model_dump_json(indent=2))


@personas_app.command("rewrite")
def personas_rewrite(
    persona: PersonaKey,
    field: Annotated[
        str | None, typer.Option(help="Only this field: backstory, day, wants, brand:0 and so on; default is all.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives other words.")] = 1,
    json_: Json = False,
) -> None:
    """Tell a person anew: other words, the same facts. The old words stay in the store."""
    from boses_engine.output.quality import changed_texts
    from boses_engine.settings import Settings

    with serving(Settings.from_env()) as server:
        if server is not None:
            before = server.store.persona(persona)
            told = server.rewrite(before.id, field=field, seed=seed)
        else:
            with open_engine() as engine:
                before = engine.store.persona(persona)
                told = engine.rewrite(before.id, field=field, seed=seed)
    if json_:
        emit(told.model_dump_json())
        return
    changed = changed_texts(before, told)
    for key, (old, new) in changed.items():
        emit(f"{key}\n  was: {old}\n  is:  {new}")
    say(f"{told.name} ({told.id}): {len(changed)} texts have other words.")


@personas_app.command("passport")
def personas_passport(persona: PersonaKey, json_: Json = False) -> None:
    """Say how a person was made: engine, plan, questions, model, snapshot, evidence, checks."""
    from boses_engine.output.passport import passport_text
    from boses_engine.settings import Settings

    with serving(Settings.from_env()) as server:
        if server is not None:
            told = server.passport(server.store.persona(persona).id)
        else:
            with open_engine() as engine:
                told = engine.passport(persona)
    emit(told.model_dump_json() if json_ else passport_text(told))


@personas_app.command("replay")
def personas_replay(
    persona: PersonaKey,
    model: Model = None,
    deterministic: Annotated[
        bool, typer.Option("--deterministic", help="One answer at a time where answers side by side differ.")
    ] = False,
    json_: Json = False,
) -> None:
    """Make a person again and say whether the record is the same, byte for byte; exit status 1 where it is not."""
    from boses_engine.engine import Engine
    from boses_engine.output.passport import replay_text
    from boses_engine.settings import Settings

    settings = Settings.from_env()
    with serving(settings) as server:
        if server is not None:
            refuse_there({"--model": model is not None, "--deterministic": deterministic})
            found = server.replay(server.store.persona(persona).id)
        else:
            settings = replace(settings, deterministic=deterministic or settings.deterministic)
            with Engine(settings, model=model) as engine:
                found = engine.replay(persona)
    emit(found.model_dump_json() if json_ else replay_text(found))
    if not found.agrees:
        raise typer.Exit(1)


@personas_app.command("export")
def personas_export(
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="jsonl, csv, parquet, flat, brands, xlsx, sav, edsl, tinytroupe, huggingface, nemotron or prompt.",
        ),
    ] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A file, or the folder of tinytroupe and huggingface; default is stdout."),
    ] = None,
    group: OnlyGroup = None,
) -> None:
    """Write people for pandas, R, SPSS, Excel, EDSL and others, with a codebook beside."""
    from boses_engine.exports.export import export, form_of

    if output is None and form_of(format_).is_binary and sys.stdout.isatty():
        raise InputError(f"{format_} is binary: name a file with -o, or send stdout to one.")
    with open_store() as store:
        people = _each(store, group)
        target = output or sys.stdout.buffer
        n = export(people, target, format_, portrait_of=store.portrait_png, beside=output is not None)
    say(f"exported {n} people{f' to {output}' if output else ''}.")


@personas_app.command("import")
def personas_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .jsonl, .csv or .parquet file of people.", show_default=False)
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE.yaml", help="What a table from elsewhere calls our columns and their values."),
    ] = None,
    json_: Json = False,
) -> None:
    """Take people from elsewhere into the library: our own exports, or a table with a mapping."""
    from boses_engine.exports.incoming import read_mapping, read_people
    from boses_engine.settings import Settings

    found = read_mapping(mapping) if mapping else None
    if not file.is_file():
        raise NotFoundError(f"there is no file {file}: name one that `personas export` wrote, or a table.")
    with serving(Settings.from_env()) as server:
        if server is not None:
            merged = server.import_people(file, mapping)
        else:
            with open_engine() as engine:
                merged = engine.store.import_people(read_people(file, found), engine.settings.project)
    if json_:
        emit_json({"added": merged.added, "doubles": merged.doubles, "refused": list(merged.refused)})
    for reason in merged.refused:
        say(f"not taken in: {reason}")
    say(f"took in {merged.added} people as imported; {merged.doubles} were here already.")


@personas_app.command("diversity")
def personas_diversity(
    file: Annotated[
        Path | None, typer.Argument(metavar="personas.jsonl", help="A file of people; default is the store.")
    ] = None,
    group: OnlyGroup = None,
    json_: Json = False,
) -> None:
    """Measure how different people's texts are, beside the bare facts they were told from."""
    from boses_engine.output.quality import diversity_table, read_personas
    from boses_engine.pipeline.diversity import diversity_report

    if file is not None and group is not None:
        raise InputError("--group chooses people of the store: give it or a file, not both.")
    if file is not None:
        found = diversity_report(read_personas(file))
    else:
        with open_store() as store:
            found = diversity_report(_each(store, group))
    if json_:
        emit_json({"personas": found.people, **found.model_dump()})
        return
    emit(f"{found.people} people")
    print_table(diversity_table(found))


def _each(store: "Store", group: str | None) -> "Iterator[Persona]":
    """The people of the store or of a group, read a page at a time."""
    at = 0
    while page := store.people_page(group, at, _PAGE):
        yield from page
        at += len(page)


def _group_json(row: "GroupRow") -> dict[str, object]:
    status = {"generation_status": row.generation_status, "personas_stored": row.stored}
    return {"id": row.id, "project": row.project, **row.group.model_dump(), **status}


def _print_people(people: "list[Persona]") -> None:
    print_rows(
        ("id", "name", "age", "gender", "city", "occupation", "income"),
        ((p.id, p.name, str(p.age), p.gender, p.location.city, p.occupation, p.income.level) for p in people),
    )
