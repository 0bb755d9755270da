"""The persona library: `library …`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import Json, emit, emit_json, open_engine, open_store, print_rows, say, serving

if TYPE_CHECKING:
    from boses_engine.domain.library import Study, Track
    from boses_engine.domain.persona import Persona
    from boses_engine.store import Store

library_app = typer.Typer(help="The persona library: people to reuse, and their track record.", no_args_is_help=True)

Key = Annotated[str, typer.Argument(metavar="PERSONA", help="Id, start of an id, or name.", show_default=False)]
Keys = Annotated[
    list[str], typer.Argument(metavar="PERSONA...", help="Ids, starts of ids, or names.", show_default=False)
]


@library_app.command("list")
def library_list(json_: Json = False) -> None:
    """List everyone in the library, the best-tested first."""
    with open_store() as store:
        store.join_complete()
        people = store.members()
    _show([_brief(person, track, retired) for person, track, retired in people], json_)


@library_app.command("show")
def library_show(persona: Key, json_: Json = False) -> None:
    """Show a person's track record; with --json the whole record too."""
    with open_store() as store:
        store.join_complete()
        person = store.persona(persona)
        track, retired = store.track(person.id)
        studies = store.studies(person.id)
    brief = _brief(person, track, retired)
    if json_:
        told = {"record": [_study_json(study) for study in studies], "persona": person.model_dump(mode="json")}
        emit_json(brief | told)
        return
    for key, value in brief.items():
        emit(f"{key + ':':16}{_cell(value)}")
    rows = []
    for number, study in enumerate(studies, start=1):
        outcomes = ", ".join(f"{m.name} {m.value:g} of {m.low:g}..{m.high:g}" for m in study.outcomes)
        rows.append((str(number), study.name, f"{study.at:%Y-%m-%d} ({study.kind})", outcomes))
    print_rows(("", "study", "held", "outcomes"), rows)


@library_app.command("search")
def library_search(
    text: Annotated[str, typer.Argument(help="What they are like, in words.")],
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 10,
    json_: Json = False,
) -> None:
    """Find the people whose identity is most like a text."""
    from boses_engine.settings import Settings

    with serving(Settings.from_env()) as server:
        if server is not None:
            found = _members(server.store, server.search_library(text, count))
        else:
            with open_engine() as engine:
                found = _members(engine.store, engine.library().search(text, count))
    _show([{"similarity": s} | _brief(person, track, retired) for person, track, retired, s in found], json_)


@library_app.command("stats")
def library_stats(json_: Json = False) -> None:
    """Count people, studies and outcomes."""
    from boses_engine.output.library import library_stats as count

    with open_store() as store:
        store.join_complete()
        stats = count(store.members())
    if json_:
        emit_json(stats)
        return
    for key, value in stats.items():
        said = ", ".join(f"{part} {n}" for part, n in value.items()) if isinstance(value, dict) else _cell(value)
        emit(f"{key.replace('_', ' ') + ':':20}{said}")


@library_app.command("record")
def library_record(
    personas: Keys,
    study: Annotated[str, typer.Option(metavar="NAME", help="The study's name.", show_default=False)],
    outcome: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="YAML, JSON or CSV: each measure's name, value, low, high, better (higher or lower)."
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Record a study held outside, with the people who took part in it and how it came out."""
    from boses_engine.library.outcomes import read_outcomes

    measures = read_outcomes(outcome) if outcome else ()
    with open_store() as store:
        people = _named(store, personas)
        held = store.record_study(study, [person.id for person in people], measures)
        rows = [{"study": held.id} | _brief(person, *store.track(person.id)) for person in people]
    if json_:
        emit_json(*rows)
    say(f"recorded {study!r} for {len(people)} people, with {len(measures)} measures.")


@library_app.command("retire")
def library_retire(personas: Keys, json_: Json = False) -> None:
    """Take people out of reuse for good; their records stay."""
    with open_store() as store:
        people = _named(store, personas)
        store.retire([person.id for person in people])
        rows = [_brief(person, *store.track(person.id)) for person in people]
    if json_:
        emit_json(*rows)
    say(f"retired {len(people)} people.")


@library_app.command("export")
def library_export(
    file: Annotated[Path, typer.Argument(metavar="FILE.parquet", help="Where to write it.", show_default=False)],
    json_: Json = False,
) -> None:
    """Write everyone with their track record and vectors to a Parquet file."""
    with open_engine() as engine:
        engine.store.join_complete()
        if engine.check_embedding() is None:
            engine.library().index()  # so that nobody lacks a vector there
        count = engine.store.export_library(file)
    if json_:
        emit_json({"file": str(file), "people": count})
    say(f"exported {count} people to {file}.")


@library_app.command("import")
def library_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.parquet", help="What `export` wrote.", show_default=False)],
    json_: Json = False,
) -> None:
    """Take in the people of a file; who is here already only gets the studies that are not known."""
    with open_engine() as engine:
        merged = engine.store.import_library(file)
    if json_:
        emit_json(vars(merged) | {"refused": list(merged.refused)})
    for reason in merged.refused:
        say(f"not taken in: {reason}")
    say(f"took in {merged.added} people and {merged.studies} parts in studies; {merged.doubles} were here already.")


def _named(store: "Store", keys: list[str]) -> "list[Persona]":
    """The people that the keys mean, once everyone of a complete group has joined."""
    store.join_complete()
    return [store.persona(key) for key in keys]


def _members(store: "Store", found: "list[tuple[str, float]]") -> "list[tuple[Persona, Track, bool, float]]":
    """The people of a search, with their track record, whether they are retired, and their similarity."""
    return [(store.persona(key), *store.track(key), similarity) for key, similarity in found]


def _brief(person: "Persona", track: "Track", retired: bool) -> dict[str, object]:
    """A member in a row."""
    return {
        "id": person.id,
        "name": person.name,
        "age": person.age,
        "gender": person.gender,
        "city": person.location.city,
        "occupation": person.occupation,
        "decision_style": person.psychographics.decision_style,
        "studies": track.studies,
        "outcome": None if track.outcome is None else round(track.outcome, 3),
        "retired": retired,
    }


def _study_json(study: "Study") -> dict[str, object]:
    outcomes = [measure.model_dump() for measure in study.outcomes]
    return {"id": study.id, "kind": study.kind, "name": study.name, "at": study.at.isoformat(), "outcomes": outcomes}


def _show(rows: list[dict[str, object]], json_: bool) -> None:
    if json_:
        emit_json(*rows)
    elif rows:
        print_rows((key.replace("_", " ") for key in rows[0]), (map(_cell, row.values()) for row in rows))
    else:
        say("the library is empty: people join it when their group is complete.")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
