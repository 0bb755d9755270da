"""What the consumers of a market talk about: `snapshots …`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import Json, emit, emit_json, interruptible, open_engine, print_table, say
from boses_engine.errors import InputError, NotFoundError, SnapshotError

if TYPE_CHECKING:
    from boses_engine.domain.snapshot import Snapshot
    from boses_engine.pipeline.plan import Plan
    from boses_engine.settings import Settings

snapshots_app = typer.Typer(help="The cultural snapshots: what consumers talk about.", no_args_is_help=True)

Key = Annotated[
    str,
    typer.Argument(metavar="MARKET|VERSION", help="PH, ID or VN; a version or its start; a file.", show_default=False),
]


@snapshots_app.command("build")
def snapshots_build(
    market: Annotated[str, typer.Option(help="PH, ID or VN.", show_default=False)],
    input_: Annotated[Path, typer.Option("--input", help="The folder of exports.", show_default=False)],
    hints: Annotated[
        Path | None, typer.Option(help="A YAML file about the exports; default: sources.yaml among them.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to, instead of the one of all snapshots and the store.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Write what was found and how it was chosen.")
    ] = None,
) -> None:
    """Build the snapshot of a market from a folder of exports."""
    from datetime import date

    from boses_engine.output.progress import building
    from boses_engine.snapshots.file import path_of
    from boses_engine.snapshots.freshness import described

    code = market.strip().upper()
    with open_engine() as engine, interruptible(), building() as progress:
        built = engine.build_snapshot(
            code,  # type: ignore[arg-type]
            input_,
            hints=hints,
            out=out,
            report=report,
            progress=progress,
        )
        path = path_of(built, out or engine.settings.snapshots)
    emit(str(path))
    say(f"{described(built, date.today())}: {len(built.signals)} signals.")


@snapshots_app.command("list")
def snapshots_list(json_: Json = False) -> None:
    """List the snapshots of all markets, the one in use first."""
    from datetime import date

    from boses_engine.output.snapshots import listing_record, listing_table
    from boses_engine.settings import Settings
    from boses_engine.snapshots.catalogue import listing

    found, today = listing(Settings.from_env().snapshots), date.today()
    if json_:
        emit_json(*(listing_record(entry, today) for entry in found))
        return
    print_table(listing_table(found, today))


@snapshots_app.command("show")
def snapshots_show(
    snapshot: Key,
    theme: Annotated[str | None, typer.Option(help="Everything about the signals of one theme.")] = None,
    json_: Json = False,
) -> None:
    """Show a snapshot's signals, or all about those of one theme."""
    from datetime import date

    from boses_engine.output.snapshots import signals_page, snapshot_page

    found = find_snapshot(snapshot)
    if theme is not None:
        signals = [signal for signal in found.signals if signal.theme == theme]
        if not signals:
            known = ", ".join(sorted({signal.theme for signal in found.signals}))
            raise NotFoundError(f"no theme {theme!r} in {found.version}; it has: {known}.")
        if json_:
            for signal in signals:
                emit(signal.model_dump_json())
            return
        print_table(signals_page(signals))
        return
    if json_:
        emit(found.model_dump_json())
        return
    print_table(snapshot_page(found, date.today()))


@snapshots_app.command("verify")
def snapshots_verify(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="A file or a folder of snapshots; default: all."),
    ] = None,
) -> None:
    """Check form, name, hash and rules of every snapshot, and its signature where BOSES_SIGNED_BY names a key."""
    from boses_engine.settings import Settings
    from boses_engine.snapshots.catalogue import verify
    from boses_engine.snapshots.file import read_snapshot

    settings = Settings.from_env()
    place = path or settings.snapshots
    if not place.is_dir():
        read_snapshot(place, settings.signed_by)
        emit(f"{place}: ok")
        return
    found = verify(place, settings.signed_by)
    for file, problem in found:
        emit(f"{file.relative_to(place)}: {problem or 'ok'}")
    if not found:
        raise SnapshotError(f"there are no snapshots in {place}; name a folder that has some, or a file.")
    if wrong := [str(file.relative_to(place)) for file, problem in found if problem]:
        raise SnapshotError(f"{len(wrong)} of {len(found)} files in {place} are not good: {', '.join(wrong)}.")


@snapshots_app.command("diff")
def snapshots_diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A market, a version or a file.", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="B", help="The later one.", show_default=False)],
    json_: Json = False,
) -> None:
    """Show which signals rose or fell beyond chance, came, or went, the largest first."""
    from boses_engine.output.snapshots import difference_page, difference_record
    from boses_engine.snapshots.diff import difference

    found = difference(find_snapshot(before), find_snapshot(after))
    if json_:
        emit_json(difference_record(found))
        return
    print_table(difference_page(found))


@snapshots_app.command("effect")
def snapshots_effect(
    group: Annotated[Path, typer.Argument(metavar="GROUP.yaml", help="The group file.", show_default=False)],
    before: Annotated[str, typer.Argument(metavar="A", help="A version or a file.", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="B", help="Another of the same market.", show_default=False)],
    seed: Annotated[int, typer.Option(help="As for generate.")] = 1,
    json_: Json = False,
) -> None:
    """Show what the same people claim under one snapshot and under another; no model is loaded."""
    from boses_engine.engine import Engine
    from boses_engine.groups.file import load_group
    from boses_engine.output.snapshots import effect_page

    found = Engine().compare_snapshots(load_group(group), find_snapshot(before), find_snapshot(after), seed=seed)
    if json_:
        emit_json(asdict(found))
        return
    print_table(effect_page(found))


@snapshots_app.command("card")
def snapshots_card(
    snapshot: Key,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Where to write it; default: beside the snapshot.")
    ] = None,
) -> None:
    """Write what a snapshot says, for readers, with plots; beside the snapshot it opens the page of the build."""
    from boses_engine.domain.snapshot import MARKETS
    from boses_engine.output.card import write_card
    from boses_engine.settings import Settings
    from boses_engine.snapshots.catalogue import newest
    from boses_engine.snapshots.file import path_of

    root, found = Settings.from_env().snapshots, find_snapshot(snapshot)
    others = [other for market in MARKETS if market != found.market and (other := newest(root, market))]
    for file in write_card(found, others, out or path_of(found, root).with_suffix(".md")):
        emit(str(file))


@snapshots_app.command("watch")
def snapshots_watch(
    once: Annotated[bool, typer.Option("--once", help="Look once, and end.")] = False,
) -> None:
    """Make snapshots of the exports that are dropped into the inbox, until Ctrl-C."""
    from boses_engine.output.progress import building

    broken = []
    with open_engine() as engine, interruptible(), building() as progress:
        if not once:
            say(f"watching {engine.settings.snapshots / 'inbox'}; Ctrl-C ends it.")
        for outcome in engine.watch_inboxes(once=once, progress=progress):
            if isinstance(outcome, str):
                say(outcome)
            elif outcome.kind == "taken":
                emit(outcome.message)
            else:
                say(outcome.message)
                broken += [outcome.market] if outcome.kind == "broken" else []
    if broken:
        raise SnapshotError(f"exports that could not be used: {', '.join(broken)}; see above.")


def describe_snapshot(plan: "Plan", settings: "Settings") -> list[str]:
    """What a run says about the snapshot it uses: which, how old, a warning; nothing outside PH, ID and VN."""
    from datetime import date

    from boses_engine.domain.snapshot import as_market
    from boses_engine.snapshots.freshness import age_warning, described

    market = as_market(plan.place.country_code)
    if market is None:
        return []
    if plan.snapshot is None:
        return [f"note: there is no snapshot of {market} in {settings.snapshots}; people are drawn without one."]
    warning = age_warning(plan.snapshot, date.today(), settings.snapshot_max_age_days)
    return [described(plan.snapshot, date.today()), *([f"warning: {warning}"] if warning else [])]


def find_snapshot(key: str) -> "Snapshot":
    """The snapshot that a market, a version or a file names; SnapshotError or InputError where none is meant."""
    from boses_engine.settings import Settings
    from boses_engine.snapshots.catalogue import find

    if not key.strip():
        raise InputError("name a market, a version or a file: snapshots list shows what there is.")
    return find(Settings.from_env().snapshots, key)
