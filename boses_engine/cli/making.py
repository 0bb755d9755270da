"""From a group file to people: `init`, `plan`, `generate`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from boses_engine.cli.snapshots import describe_snapshot, find_snapshot
from boses_engine.cli.terminal import (
    AvatarModel,
    BackendName,
    Json,
    Model,
    emit,
    emit_json,
    interruptible,
    print_rows,
    refuse_there,
    say,
    serving,
    settings_with,
    write_new,
)
from boses_engine.cli.workers import Ranges, Ray, Workers, check_workers, find_executor, tell_laid_out
from boses_engine.errors import InputError

if TYPE_CHECKING:
    from boses_engine.domain.group import Group
    from boses_engine.domain.library import Rules, Scope
    from boses_engine.domain.snapshot import Snapshot
    from boses_engine.engine import Engine
    from boses_engine.pipeline.estimate import Estimate
    from boses_engine.pipeline.events import Event, RunFinished
    from boses_engine.pipeline.plan import Plan
    from boses_engine.store import Store
    from boses_engine.workers.executor import Executor

MAX_REUSE = 0.4
READ_TITLES, TITLES_SAID = 1000, 5  # people whose titles are looked at, and the commonest titles that are named
ESTIMATED_FROM, ESTIMATED_S = 50, 20.0  # people above whose number it is measured first what they will take
GroupFile = Annotated[Path, typer.Argument(metavar="GROUP.yaml", help="The group file.", show_default=False)]
Count = Annotated[int | None, typer.Option(help="How many people, instead of the file's persona_count.")]
SnapshotKey = Annotated[
    str | None,
    typer.Option("--snapshot", metavar="VERSION", help="Another snapshot than the one in use: a version or a file."),
]
Seed = Annotated[int, typer.Option(help="Another seed gives other people; the same seed the same ones.")]


def init(
    market: Annotated[str, typer.Option(help="PH, ID or VN: whose sample to write.")] = "ID",
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write it; - for stdout.")] = Path(
        "group.yaml"
    ),
) -> None:
    """Write a commented group file to start from."""
    from boses_engine.groups.template import template

    text = template(market.strip().upper())
    if output == Path("-"):
        emit(text.rstrip("\n"))
        return
    write_new(output, text)
    say(f"wrote {output}; next: python -m boses_engine generate {output}")


def plan(
    group: GroupFile,
    count: Count = None,
    seed: Seed = 1,
    snapshot: SnapshotKey = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write a page of plots of the people against their sources."),
    ] = None,
    json_: Json = False,
) -> None:
    """Show the people that would be generated, without loading a model."""
    from boses_engine.engine import Engine
    from boses_engine.groups.file import load_group
    from boses_engine.output.planned import as_record
    from boses_engine.settings import Settings

    definition = load_group(group, count=count)
    planned = Engine().plan(definition, seed=seed, snapshot=find_snapshot(snapshot) if snapshot else None)
    _say_notes(planned)
    for line in describe_snapshot(planned, Settings.from_env()):
        say(line)
    if report is not None:
        from boses_engine.output.plan_report import write_plan_report

        write_plan_report(planned, report)
        say(f"the plan against its sources is in {report}")
    if json_:
        version = planned.snapshot.version if planned.snapshot else None
        for slot in planned.slots:
            emit_json(as_record(slot, seed, version))
        return
    rows = []
    for slot in planned.slots:
        home = ", ".join(slot.household.members) or "alone"
        row = (slot.index + 1, slot.name, slot.age, slot.gender[0], slot.location.city, slot.occupation, home)
        rows.append((*map(str, row), slot.income.household_text, slot.psychographics.decision_style))
    print_rows(("", "name", "age", "", "city", "occupation", "household", "income", "decision style"), rows)


def generate(
    group: GroupFile,
    out: Annotated[Path | None, typer.Option(help="Results folder; default results/<group name>-<seed>.")] = None,
    seed: Seed = 1,
    model: Model = None,
    backend: BackendName = None,
    count: Count = None,
    snapshot: SnapshotKey = None,
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
    avatars: Annotated[bool, typer.Option("--avatars/--no-avatars", help="Paint a portrait of each person.")] = True,
    avatar_model: AvatarModel = None,
    max_reuse: Annotated[
        float, typer.Option(min=0, max=1, help="The share of the group that may come from the library.")
    ] = MAX_REUSE,
    no_reuse: Annotated[bool, typer.Option("--no-reuse", help="Write everybody anew.")] = False,
    library_scope: Annotated[
        str, typer.Option(help="Whose people may be reused: those of the store, or of the project.")
    ] = "store",
    workers: Workers = None,
    ray: Ray = None,
    ranges: Ranges = None,
    estimate: Annotated[
        bool,
        typer.Option(
            "--estimate",
            help="Measure for a minute, say what it will take, and make nobody; above 50 people it is said anyway.",
        ),
    ] = False,
    json_: Json = False,
) -> None:
    """Generate the group's people; run again after an interruption, it goes on where it was."""
    from boses_engine.engine import Engine
    from boses_engine.groups.file import load_group
    from boses_engine.output.files import results_folder
    from boses_engine.output.progress import show

    definition = load_group(group, count=count)
    check_workers(workers, ray, ranges)
    if avatar_model is not None and not avatars:
        raise InputError("--avatar-model chooses who paints, --no-avatars that nobody does: give one of them.")
    reuse = None if no_reuse else _rules(max_reuse, library_scope)
    folder = out or results_folder(definition.name, seed)
    _check_folder(folder)
    settings = settings_with(backend)
    settings = replace(
        settings, parallel=parallel or settings.parallel, deterministic=deterministic or settings.deterministic
    )
    if estimate or (workers == 0 and ranges is not None):
        with Engine(settings, model=model, avatars=avatars) as engine, interruptible():
            engine.check_model(writes=True)
            planned = engine.plan(definition, seed=seed, snapshot=find_snapshot(snapshot) if snapshot else None)
            if estimate or ranges is None:
                _tell_estimate(engine.estimate(planned), workers, json_)
                return
            laid = engine.lay_out(planned, ranges)
        tell_laid_out(len(laid), ranges)
        return
    with serving(settings) as server:
        if server is None:
            with Engine(settings, model=model, avatar_model=avatar_model, avatars=avatars) as engine, interruptible():
                executor = find_executor(workers, ray, model, settings, writes=True)
                version = find_snapshot(snapshot) if snapshot else None
                finished = make_group(engine, definition, seed, reuse, version, executor, ranges)
                _write(finished, definition, folder, engine.store, json_)
        else:
            refuse_there(
                {
                    "--model": model is not None,
                    "--backend": backend is not None,
                    "--snapshot": snapshot is not None,
                    "--parallel": parallel is not None,
                    "--deterministic": deterministic,
                    "--avatar-model": avatar_model is not None,
                    "--no-avatars": not avatars,
                    "--max-reuse": max_reuse != MAX_REUSE,
                    "--no-reuse": no_reuse,
                    "--library-scope": library_scope != "store",
                    "--workers": workers is not None,
                    "--ranges": ranges is not None,
                    "--ray": ray is not None,
                }
            )
            say("a server holds the store: the group joins its queue.")
            with interruptible():
                finished = _last(show(server.generate(definition, seed=seed), definition.persona_count))
                _write(finished, definition, folder, server.store, json_)
    if (portraits := finished.report.portraits) and portraits.failed:
        who = ", ".join(str(int(slot) + 1) for slot in portraits.failed)
        say(f"warning: without a portrait: person {who} ({next(iter(portraits.failed.values()))})")
    say(f"{len(finished.personas)} people are in {folder}: open {folder / 'gallery.html'}")


def make_group(
    engine: "Engine",
    group: "Group",
    seed: int,
    reuse: "Rules | None",
    snapshot: "Snapshot | None",
    executor: "Executor | None" = None,
    ranges: Path | None = None,
) -> "RunFinished":
    """Freshens the snapshot unless one is given, plans and makes the people, and says what the user should know."""
    from boses_engine.output.progress import building, show
    from boses_engine.pipeline.events import RunStarted

    engine.check_model(writes=True)
    unpainted = engine.check_avatar_model()
    missing = engine.check_embedding() if reuse else None
    if snapshot is None:
        with building() as progress:
            for message in engine.freshen(group, progress=progress):
                say(f"note: {message}")
    plan = engine.plan(group, seed=seed, snapshot=snapshot)

    def told(events: "Iterator[Event]") -> "Iterator[Event]":
        for event in events:
            if isinstance(event, RunStarted):  # not before: a run that is refused is told in one line
                _say_notes(plan)
                if missing:
                    say(f"note: nobody of the library is reused: {missing}")
                for line in describe_snapshot(plan, engine.settings):
                    say(line)
                if unpainted:
                    say(f"note: {unpainted}")
                if (left := event.people - event.done) > ESTIMATED_FROM and executor is None:
                    _say_what_it_takes(engine.estimate(plan, seconds=ESTIMATED_S), left)
            yield event

    return _last(
        told(show(engine.make_people(plan, reuse=reuse, executor=executor, ranges=ranges), group.persona_count))
    )


def _say_notes(plan: "Plan") -> None:
    """What a user should know of a plan: how its occupation was understood where that goes by other names, and which
    sums its income class stands for."""
    titles = Counter(slot.occupation for slot in plan.slots[:READ_TITLES])
    if set(titles) != {plan.group.occupation.lower()}:
        named = ", ".join(title for title, _ in titles.most_common(TITLES_SAID))
        more = f" and {len(titles) - TITLES_SAID} more" if len(titles) > TITLES_SAID else ""
        say(f"{plan.group.occupation!r} is understood as: {named}{more}")
    say(plan.segment.income_class)
    for note in plan.notes:
        say(f"note: {note}")


def _last(events: "Iterator[Event]") -> "RunFinished":
    """The event that a run ends with, once all before it have gone by."""
    from boses_engine.pipeline.events import RunFinished

    (finished,) = (event for event in events if isinstance(event, RunFinished))
    return finished


def _write(finished: "RunFinished", group: "Group", folder: Path, store: "Store", to_stdout: bool) -> None:
    """Writes the results while the store is open, which many people are read from."""
    from boses_engine.output import write_outputs  # DuckDB: not before a refusal

    write_outputs(folder, group, finished.personas, finished.report, store.portrait_png)
    if to_stdout:
        for persona in finished.personas:
            emit(persona.model_dump_json())


def _tell_estimate(estimate: "Estimate", workers: int | None, json_: bool) -> None:
    if json_:
        emit_json(asdict(estimate))
        return
    say(f"{estimate.people} people: {estimate.fields:,} fields, about {estimate.tokens:,} tokens to write")
    say(f"here: about {_told(estimate.seconds)} (measured for {estimate.measured_s:.0f} s; portraits not counted)")
    for count in (workers,) if workers else (2, 4, 16):
        say(f"{count} workers as fast as this one: about {_told(estimate.seconds_with(count))}")
    say(f"disk: about {estimate.megabytes:,.0f} MB")


def _say_what_it_takes(estimate: "Estimate", left: int) -> None:
    seconds, size = (figure * left / estimate.people for figure in (estimate.seconds, estimate.megabytes))
    say(
        f"{left} people to write: about {_told(seconds)} here and {size:,.0f} MB (measured for {ESTIMATED_S:.0f} s, "
        "without the portraits' time); Ctrl-C stops, and the same command goes on"
    )


def _told(seconds: float) -> str:
    if seconds < 5400:
        return f"{max(1, round(seconds / 60))} minutes"
    return f"{seconds / 3600:.1f} hours"


def _rules(max_reuse: float, scope: str) -> "Rules":
    from boses_engine.domain.library import Rules, Scope

    if scope not in get_args(Scope):
        raise InputError(f"--library-scope {scope!r} is unknown: give store or project.")
    return Rules(max_reuse, cast("Scope", scope))


def _check_folder(folder: Path) -> None:
    """Refuses a results folder that cannot be made, before minutes are spent on people."""
    place = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not place.is_dir():
        raise InputError(f"{place} is a file: name another results folder with --out.")
