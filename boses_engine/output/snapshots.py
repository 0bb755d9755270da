"""Cultural snapshots printed for a terminal, within 80 columns, or as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from boses_engine.domain.snapshot import Mention, Ratio, Share, Signal, Snapshot
from boses_engine.pipeline.effect import Effect, Note
from boses_engine.snapshots.catalogue import Listed
from boses_engine.snapshots.diff import Difference, Moved
from boses_engine.snapshots.freshness import described

_TERMS_SHOWN = 8


def listing_table(listed: Sequence[Listed], today: date) -> RenderableType:
    """One line a snapshot file; the one in use of each market is marked."""
    table = _table("market", "version", "in use", "days old>")
    for entry in listed:
        table.add_row(entry.market, entry.version, "yes" if entry.in_use else "", str((today - entry.day).days))
    return table


def listing_record(entry: Listed, today: date) -> dict[str, Any]:
    """The same for programs."""
    age = (today - entry.day).days
    return {"market": entry.market, "version": entry.version, "in_use": entry.in_use, "age_days": age}


def snapshot_page(snapshot: Snapshot, today: date) -> RenderableType:
    """What a snapshot was built from, and its signals, the most frequent of each kind of source first."""
    sources = snapshot.built_from.sources
    read, kept = (sum(getattr(source, field) for source in sources) for field in ("rows_read", "rows_kept"))
    head = Text(f"{described(snapshot, today)}  ", style="bold").append(snapshot.version, style="cyan")
    made = f"{kept:,} of {read:,} rows of {len(sources)} files; {len(snapshot.signals)} signals"
    parts: list[RenderableType] = [head, Text(made)]
    for kind in dict.fromkeys(signal.source_kind for signal in snapshot.signals):
        signals = sorted(
            (signal for signal in snapshot.signals if signal.source_kind == kind), key=lambda s: (-s.rows, s.id)
        )
        table = _table("theme", "part of life", "rows>", "share (95 %)>", "stars>")
        for signal in signals:
            stars = f"{signal.rating.mean:.1f}" if signal.rating else ""
            table.add_row(signal.theme, signal.part_of_life, f"{signal.rows:,}", _share(signal.share), stars)
        parts += [Text(f"\n{kind}", style="bold"), table]
    return Group(*parts)


def signals_page(signals: Sequence[Signal]) -> RenderableType:
    """Everything about some signals, a block each."""
    return Group(*(part for signal in signals for part in _signal(signal)))


def difference_page(found: Difference) -> RenderableType:
    """What came, went and moved, or one line where nothing did."""
    parts: list[RenderableType] = [Text(f"{found.market}  {found.before} → {found.after}", style="bold")]
    for title, moves in (("rose", found.rose), ("fell", found.fell)):
        if moves:
            table = _table("signal", "before>", "after>", "points>", "times (95 %)>")
            for move in moves:
                before, after = f"{move.before.share:.1%}", f"{move.after.share:.1%}"
                table.add_row(move.signal.id, before, after, f"{move.points:+.1f}", _times(move.ratio))
            parts += [Text(f"\n{title}, beyond chance", style="bold"), table]
    for title, signals in (("came", found.came), ("went", found.went)):
        if signals:
            table = _table("signal", "rows>", "share (95 %)>")
            for signal in signals:
                table.add_row(signal.id, f"{signal.rows:,}", _share(signal.share))
            parts += [Text(f"\n{title}", style="bold"), table]
    parts.append(Text(f"{found.stayed} signals are in both and did not move beyond chance."))
    return Group(*parts)


def difference_record(found: Difference) -> dict[str, Any]:
    """The same for programs."""
    return {
        "market": found.market,
        "before": found.before,
        "after": found.after,
        "came": [signal.id for signal in found.came],
        "went": [signal.id for signal in found.went],
        "rose": [_move_record(move) for move in found.rose],
        "fell": [_move_record(move) for move in found.fell],
        "stayed": found.stayed,
    }


def effect_page(found: Effect) -> RenderableType:
    """Which claims differ, person by person, and which signals gained or lost people by it."""
    changed = f"{len(found.changes)} of {found.claims} claims of {found.people} people differ"
    parts: list[RenderableType] = [Text(changed, style="bold")]
    table = _table("person", "of", "before", "after")
    for change in found.changes:
        table.add_row(change.person, change.place, _claim(change.before), _claim(change.after))
    if found.changes:
        parts.append(table)
    signals = _table("signal", "people>")
    for signal, people in found.signals.items():
        signals.add_row(signal.partition(":")[2], f"{people:+d}")
    if found.signals:
        parts += [Text("\npeople more or fewer who cite a signal", style="bold"), signals]
    return Group(*parts)


def _claim(note: Note) -> str:
    return f"{note.text} ({note.evidence.rpartition('/')[2]})" if note.text else "–"


def _move_record(move: Moved) -> dict[str, Any]:
    shares = {"before": move.before.model_dump(), "after": move.after.model_dump()}
    return {"id": move.signal.id, **shares, "times": move.ratio.model_dump()}


def _signal(signal: Signal) -> tuple[RenderableType, ...]:
    """All about a signal."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("rows", f"{signal.rows:,}")
    if signal.share:
        grid.add_row("share", f"{_share(signal.share)}: {signal.share.rows:,} of {signal.share.of:,} rows that weigh")
    if signal.rating:
        rating = signal.rating
        grid.add_row("stars", f"{rating.mean:.2f} ± {rating.sd:.2f} in {rating.rows:,} rows")
    if signal.period:
        grid.add_row("dates", f"{signal.period.first} to {signal.period.last}")
    grid.add_row("part of life", ", ".join((signal.part_of_life, *signal.categories)))
    if signal.trend:
        trend = signal.trend
        grid.add_row("trend", f"{_times(trend)} times as common in the later half of {trend.rows:,} dated rows")
    if sums := signal.amounts:
        grid.add_row("sums named", f"{sums.low:,} to {sums.high:,}, mostly about {sums.middle:,} ({sums.rows:,} rows)")
    terms = [f"{term.term} ({term.gloss}) {term.rows:,}" for term in signal.terms[:_TERMS_SHOWN]]
    if terms:
        grid.add_row("local words", ", ".join(terms))
    mentions = [_mention(mention) for mention in signal.mentions[:_TERMS_SHOWN]]
    if mentions:
        grid.add_row("named", ", ".join(mentions))
    for use, texts in signal.wordings.by_use().items():
        for place, text in enumerate(texts):
            grid.add_row("" if place else use, text)
    return (Text(f"\n{signal.id}", style="bold"), Padding(Text(signal.statement), (0, 2)), Padding(grid, (0, 2)))


def _mention(mention: Mention) -> str:
    said = f"{mention.name} +{mention.positive:,} ={mention.neutral:,} -{mention.negative:,}"
    return f"{said}, {_times(mention.lift)} times" if mention.lift and mention.lift.significant else said


def _times(ratio: Ratio) -> str:
    return f"{ratio.ratio:.2f} ({ratio.low:.2f}–{ratio.high:.2f})"


def _table(*columns: str) -> Table:
    """A table without lines; columns that end in ">" are aligned to the right, texts are folded, never cut."""
    table = Table(box=box.SIMPLE)
    for column in columns:
        right = column.endswith(">")
        table.add_column(column.removesuffix(">"), justify="right" if right else "left", overflow="fold")
    return table


def _share(share: Share | None) -> str:
    return "" if share is None else f"{share.share:.1%} ({share.low:.1%}–{share.high:.1%})"
