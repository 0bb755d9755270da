"""What the engine knows about a place, printed for a terminal or as JSON."""

from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from boses_engine.output.facts import Block, PlaceFacts, Source

_BAR = 24  # columns that a share of 100 % fills
_SOURCES_SHOWN = 3


def as_text(facts: PlaceFacts) -> RenderableType:
    """A page of blocks for rich, wrapped to whatever width it is printed in."""
    town = facts.places[0].city if len(facts.places) == 1 else ""
    where = ", ".join(dict.fromkeys(filter(None, (town, facts.region, facts.country))))
    head = Text.assemble((where, "bold"), f"  {facts.country_code}")
    notes = [Text(note, style="italic") for note in facts.notes]
    return Group(head, *notes, *(part for block in facts.blocks for part in _block(block)))


def as_record(facts: PlaceFacts) -> dict[str, Any]:
    """The same for programs: places without their inhabitants' names, blocks by key."""
    return {
        "asked": facts.asked,
        "country": facts.country,
        "country_code": facts.country_code,
        "region": facts.region,
        "notes": list(facts.notes),
        "places": [asdict(place) for place in facts.places],
        "blocks": {block.key: asdict(block) | {"estimate": block.estimate} for block in facts.blocks},
    }


def _block(block: Block) -> tuple[RenderableType, ...]:
    """A block's lines, with bars where all of it are shares."""
    title = Text.assemble("\n", (block.title, "bold"), ("  ", ""), (block.scope, "cyan"))
    if block.estimate:
        title.append("  estimate", style="yellow")
    drawn = all(fact.share is not None for fact in block.facts)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(justify="right" if drawn else "left", overflow="fold")
    if drawn:
        grid.add_column(no_wrap=True, overflow="crop")
    for fact in block.facts:
        bar = [Text(_bar(fact.share), style="blue")] if drawn and fact.share is not None else []
        grid.add_row(Text(fact.label), Text(fact.text), *bar)
    below = [Text(block.note, style="italic")] if block.note else []
    below.append(Text(f"from {_said(block.sources)}", style="dim"))
    parts: list[RenderableType] = [grid, *below]
    return (title, *(Padding(part, (0, 0, 0, 2)) for part in parts))


def _bar(share: float) -> str:
    whole, eighths = divmod(round(8 * _BAR * share), 8)
    return "█" * whole + " ▏▎▍▌▋▊▉"[eighths].strip()


def _said(sources: tuple[Source, ...]) -> str:
    shown = "; ".join(
        f"{source.text}{f', {source.year}' if source.year else ''}" for source in sources[:_SOURCES_SHOWN]
    )
    more = len(sources) - _SOURCES_SHOWN
    return f"{shown}; and {more} more (--json has them)" if more > 0 else shown
