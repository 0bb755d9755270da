"""The opening of a snapshot's page: what a market researcher asks first, with plots. Made from snapshots alone.

The page itself (`<version>.md` beside the snapshot) goes on with the report on how the snapshot came about.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boses_engine.domain.snapshot import Lift, Mention, Ratio, Share, Signal, Snapshot
from boses_engine.output.files import write_text
from boses_engine.output.pages import page_template
from boses_engine.snapshots.compare import find_ratio
from boses_engine.snapshots.statements import COUNTRIES

_SHOWN, _NAMED, _TERMS = 12, 4, 4
_WIDTH, _LABEL, _ROW = 760, 300, 22  # of a plot, its labels and its rows, in pixels


@dataclass(frozen=True)
class Bar:
    """A line of a plot: a value with its interval, in one unit."""

    label: str
    value: float
    low: float
    high: float
    text: str


def write_card(snapshot: Snapshot, others: Sequence[Snapshot], page: Path) -> list[Path]:
    """Writes the opening of `page` and its plots beside it; what the page says after "## Rows" stays. Gives the files.

    `others` are the snapshots in use of other markets.
    """
    plots = _plots(snapshot, others)
    images = {name: page.with_name(f"{page.stem}-{name}.svg") for name in plots}
    for name, image in images.items():
        write_text(image, plots[name])
    report = page.read_text(encoding="utf-8") if page.is_file() else ""
    rest = report[report.index("## Rows") :] if "## Rows" in report else ""
    opening = card(snapshot, others, {name: image.name for name, image in images.items()})
    write_text(page, f"{opening}\n\n{rest}" if rest else f"{opening}\n")
    return [page, *images.values()]


def card(snapshot: Snapshot, others: Sequence[Snapshot], images: dict[str, str]) -> str:
    """The opening in Markdown; equal snapshots give equal text. `images`: the file of each plot that there is."""
    country = COUNTRIES[snapshot.market]
    parts = [
        f"# What consumers of {country} talk about: snapshot {snapshot.market} {snapshot.version}",
        _basis(snapshot),
    ]
    for title, name, lines in (
        ("What people complain about", "complaints", _told(_of(snapshot, "bad"))),
        ("What people praise", "praise", _told(_of(snapshot, "good"))),
        ("How it differs between brands", "brands", _between_brands(snapshot)),
        ("What rises and what falls", "trends", _moving(snapshot)),
        ("How it differs from the other two markets", "markets", _between_markets(snapshot, others)),
        ("How far it can be trusted", "", _trust(snapshot)),
    ):
        parts.append(f"## {title}")
        if name in images:
            parts.append(f"![{title}]({images[name]})")
        parts.append("\n".join(lines) or "Too few rows tell.")
    return "\n\n".join(parts)


def _basis(snapshot: Snapshot) -> str:
    sources = snapshot.built_from.sources
    rows = sum(source.rows_kept for source in sources)
    days = [day for signal in snapshot.signals if signal.period for day in (signal.period.first, signal.period.last)]
    dated = f", dated {min(days):%B %Y} to {max(days):%B %Y}" if days else ", undated"
    return (
        f"{len(snapshot.signals)} signals from {rows:,} texts of {len(sources)} sources{dated}. Shares are of the "
        "texts of one kind of source that nobody picked; they say what is talked about, not how often it happens."
    )


def _of(snapshot: Snapshot, direction: str) -> list[Signal]:
    """Signals of a direction: those with a share first, the most common of all kinds first."""
    found = [signal for signal in snapshot.signals if signal.direction == direction]
    return sorted(found, key=lambda s: (-(s.share.share if s.share else 0.0), -s.rows, s.id))


def _told(signals: Sequence[Signal]) -> Iterator[str]:
    """A line for each of the most common signals: what, how often, of what, when, in which words."""
    for signal in signals[:_SHOWN]:
        parts = [f"**{signal.theme}** ({signal.source_kind}): {signal.statement}"]
        parts.append(f"{_share(signal.share)}." if signal.share else f"{signal.rows:,} texts.")
        if signal.categories:
            parts.append(f"About {', '.join(signal.categories[:_NAMED])}.")
        if signal.period:
            parts.append(f"{signal.period.first:%b %Y} to {signal.period.last:%b %Y}.")
        if signal.trend and _is_apart(signal.trend):
            parts.append(f"{'Rising' if signal.trend.ratio > 1 else 'Falling'}: {_times(signal.trend)}.")
        if sums := signal.amounts:
            parts.append(f"Sums named: {sums.low:,} to {sums.high:,}, mostly about {sums.middle:,}.")
        if words := [f"“{term.term}” ({term.gloss})" for term in signal.terms[:_TERMS]]:
            parts.append(f"In their words: {', '.join(words)}.")
        yield f"- {' '.join(parts)}"


def _apart(snapshot: Snapshot) -> list[tuple[Signal, Mention, Lift]]:
    """Signals that are more common of a brand than of its rivals for certain, the strongest first."""
    found = [
        (signal, mention, mention.lift)
        for signal in snapshot.signals
        for mention in signal.mentions
        if mention.lift is not None and mention.lift.significant and mention.lift.ratio > 1
    ]
    return sorted(found, key=lambda each: (-_bound(each[2]), each[0].id, each[1].name))


def _between_brands(snapshot: Snapshot) -> Iterator[str]:
    apart = _apart(snapshot)[:_SHOWN]
    if apart:
        yield (
            "Against brands of the same category in the same kind of source, complaints with complaints, praise with "
            "praise. What the files are about has its part in it: books here, phones there."
        )
        yield ""
    for signal, mention, lift in apart:
        said = "praise" if signal.direction == "good" else "complaints"
        yield f"- **{mention.name}**: {signal.theme} ({signal.source_kind}), {_times(lift)} as common in its {said}."


def _moves(snapshot: Snapshot) -> list[tuple[Signal, Ratio]]:
    found = [(signal, signal.trend) for signal in snapshot.signals if signal.trend and _is_apart(signal.trend)]
    return sorted(found, key=lambda each: (-_bound(each[1]), each[0].id))


def _moving(snapshot: Snapshot) -> Iterator[str]:
    moves = _moves(snapshot)[:_SHOWN]
    if moves:
        yield "In the later half of each source's dated texts against the earlier half; all of it for certain at 95 %."
        yield ""
    for signal, trend in moves:
        yield f"- {signal.theme} ({signal.source_kind}): {_times(trend)}."


def _against(snapshot: Snapshot, others: Sequence[Snapshot]) -> list[tuple[Signal, str, Ratio]]:
    """Signals whose share differs for certain from that of another market, the strongest first."""
    found = []
    for other in others:
        theirs = {(s.source_kind, s.theme): s.share for s in other.signals}
        for signal in snapshot.signals:
            share = theirs.get((signal.source_kind, signal.theme))
            if share and signal.share and share.rows:
                ratio = find_ratio(signal.share.rows, signal.share.of, share.rows, share.of)
                if _is_apart(ratio):
                    found.append((signal, other.market, ratio))
    return sorted(found, key=lambda each: (-_bound(each[2]), each[0].id, each[1]))


def _between_markets(snapshot: Snapshot, others: Sequence[Snapshot]) -> Iterator[str]:
    found = _against(snapshot, others)[:_SHOWN]
    if found:
        yield "Sources differ between markets (other apps, other years): a difference may be theirs."
        yield ""
    for signal, market, ratio in found:
        yield f"- {signal.theme} ({signal.source_kind}): {_times(ratio)} as common as in {market}."


def _trust(snapshot: Snapshot) -> Iterator[str]:
    sources = snapshot.built_from.sources
    kept = sum(source.rows_kept for source in sources)
    largest = max(sources, key=lambda source: source.rows_kept)
    picked = sum(source.rows_kept for source in sources if not source.weighs)
    alone = sum(len(signal.origins) == 1 for signal in snapshot.signals)
    undated = sum(signal.period is None for signal in snapshot.signals)
    yield f"- {largest.rows_kept / kept:.0%} of the texts are of one file, {largest.path}."
    yield f"- {picked / kept:.0%} are of files that somebody picked, balanced or that are old; they give no shares."
    yield f"- {alone} of {len(snapshot.signals)} signals rest on one file alone, {undated} have no dates."
    yield "- Reviews are written by people with a phone and a reason to write: complaints are over-represented."
    for licence in sorted({source.licence for source in sources}):
        yield f"- Licence “{licence}”: {sum(source.licence == licence for source in sources)} files."


def _plots(snapshot: Snapshot, others: Sequence[Snapshot]) -> dict[str, str]:
    """The plots of the card as SVG: complaints, praise, what stands apart by brand, and trends and markets."""
    shares = {
        name: [
            Bar(
                f"{signal.theme} ({signal.source_kind})",
                100 * share.share,
                100 * share.low,
                100 * share.high,
                f"{share.share:.1%}",
            )
            for signal in _of(snapshot, direction)[:_SHOWN]
            if (share := signal.share) is not None
        ]
        for name, direction in (("complaints", "bad"), ("praise", "good"))
    }
    ratios = {
        "brands": [_dot(f"{m.name}: {s.theme}", lift) for s, m, lift in _apart(snapshot)[:_SHOWN]],
        "trends": [_dot(f"{s.theme} ({s.source_kind})", trend) for s, trend in _moves(snapshot)[:_SHOWN]],
        "markets": [_dot(f"{s.theme}, against {m}", r) for s, m, r in _against(snapshot, others)[:_SHOWN]],
    }
    drawn = {
        name: _draw(bars, "per cent of the texts, with 95 % intervals", log=False) for name, bars in shares.items()
    }
    drawn |= {name: _draw(bars, "times as common, with 95 % intervals", log=True) for name, bars in ratios.items()}
    return {name: svg for name, svg in drawn.items() if svg}


def _dot(label: str, ratio: Ratio) -> Bar:
    return Bar(label, ratio.ratio, ratio.low, ratio.high, _rounded(ratio.ratio))


def _draw(bars: Sequence[Bar], unit: str, *, log: bool) -> str:
    """The plot as SVG text, "" without bars; on a logarithmic axis around 1, or from 0."""
    if not bars:
        return ""
    width = _WIDTH - _LABEL - 60
    if log:
        far = max(max(abs(math.log(max(end, 0.01))) for end in (bar.low, bar.high)) for bar in bars)

        def at(value: float) -> float:
            return _LABEL + width * (0.5 + 0.5 * math.log(max(value, 0.01)) / far)
    else:
        most = max(bar.high for bar in bars)

        def at(value: float) -> float:
            return _LABEL + width * value / most

    return page_template("card_plot.svg.j2").render(
        width=_WIDTH,
        height=_ROW * (len(bars) + 2),
        row=_ROW,
        label=_LABEL - 10,
        zero=round(at(1.0 if log else 0.0), 1),
        unit=unit,
        log=log,
        bars=[(bar, round(at(bar.value), 1), round(at(bar.low), 1), round(at(bar.high), 1)) for bar in bars],
    )


def _share(share: Share) -> str:
    return f"{share.share:.1%} of {share.of:,} texts ({share.low:.1%} to {share.high:.1%})"


def _times(ratio: Ratio) -> str:
    return f"{_rounded(ratio.ratio)} times ({_rounded(ratio.low)} to {_rounded(ratio.high)})"


def _rounded(value: float) -> str:
    return f"{value:.2g}" if value < 100 else f"{value:,.0f}"


def _is_apart(ratio: Ratio) -> bool:
    return ratio.low > 1 or ratio.high < 1


def _bound(ratio: Ratio) -> float:
    """How far from 1 the nearer end of the interval is, on the logarithmic scale."""
    return math.log(ratio.low) if ratio.ratio > 1 else -math.log(max(ratio.high, 1e-4))
