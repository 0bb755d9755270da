"""The report on a build, in Markdown: what was read, tried, found and checked. Figures and own words only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boses_engine.domain.snapshot import Snapshot
from boses_engine.snapshots.checks import RUN, CopyCheck
from boses_engine.snapshots.counts import Counts
from boses_engine.snapshots.known_facts import known_facts, leading
from boses_engine.snapshots.new_themes import NewTheme
from boses_engine.snapshots.themes.discover import Discovery
from boses_engine.snapshots.themes.known import KnownTheme
from boses_engine.snapshots.themes.naming import NamedTheme

_LEADING = 8  # themes of a platform's one-star rows
_TERMS_SHOWN = 5


@dataclass(frozen=True)
class Findings:
    """What a build found out besides the snapshot."""

    discovery: Discovery
    named: tuple[NamedTheme, ...]
    new: tuple[NewTheme, ...]
    themes: tuple[KnownTheme, ...]  # that were counted
    counts: Counts
    checked: CopyCheck


def report(snapshot: Snapshot, findings: Findings) -> str:
    """The whole report; equal inputs give equal bytes, so it holds no times."""
    parts = [
        f"# Snapshot {snapshot.market} {snapshot.version}",
        f"{len(snapshot.signals)} signals, builder {snapshot.built_from.builder_version}, words of new themes "
        f"explained by {snapshot.built_from.model} (SHA-256 {snapshot.built_from.model_sha256[:12]}…).",
        *_rows(snapshot),
        *_signals(snapshot),
        *_themes(findings),
        *_facts(findings),
        *_one_star(findings),
        *_checks(findings.checked),
    ]
    return "\n\n".join(parts) + "\n"


def _rows(snapshot: Snapshot) -> Iterable[str]:
    yield "## Rows"
    yield _table(("step", "rows"), [(step, f"{rows:,}") for step, rows in snapshot.built_from.steps.items()])
    yield _table(
        ("source", "kind", "weighs", "read", "kept", "set aside"),
        [
            (
                source.path,
                source.kind,
                "yes" if source.weighs else "no",
                f"{source.rows_read:,}",
                f"{source.rows_kept:,}",
                ", ".join(f"{reason} {rows:,}" for reason, rows in sorted(source.set_aside.items())),
            )
            for source in snapshot.built_from.sources
        ],
    )


def _signals(snapshot: Snapshot) -> Iterable[str]:
    yield "## Signals"
    yield _table(
        ("signal", "rows", "share of the weighing rows, 95 % interval", "mean stars"),
        [
            (
                signal.id,
                f"{signal.rows:,}",
                f"{signal.share.share:.2%} ({signal.share.low:.2%} to {signal.share.high:.2%})" if signal.share else "",
                f"{signal.rating.mean:.2f} ± {signal.rating.sd:.2f}" if signal.rating else "",
            )
            for signal in snapshot.signals
        ],
    )


def _themes(findings: Findings) -> Iterable[str]:
    discovery = findings.discovery
    yield "## Themes"
    if not discovery.tried:
        yield "There were too few rows to discover themes in; those of the codebook were counted."
        return
    yield (
        f"Discovered in a sample of {discovery.rows:,} rows, coherence (NPMI) measured on {discovery.judged_on:,} "
        "others. Quality is the sum of the themes' coherence, each word counted once; the first was taken."
    )
    yield _table(
        ("way", "themes", "NPMI", "diversity", "quality"),
        [(t.method, t.themes, f"{t.npmi:.4f}", f"{t.diversity:.4f}", f"{t.quality:.4f}") for t in discovery.tried],
    )
    yield _table(
        ("discovered, own terms first", "rows of the sample", "NPMI", "in the codebook"),
        [
            (
                ", ".join(_terms(theme)),
                theme.found.rows,
                f"{theme.found.npmi:.3f}",
                ", ".join(f"{slug} {close:.2f}" for slug, close in theme.names) or ("new" if theme.new else "in part"),
            )
            for theme in findings.named
        ],
    )
    if findings.new:
        yield "Discovered themes that the codebook does not tell of:"
        yield _table(
            ("terms", "what became of it"),
            [
                (
                    ", ".join(term.text for term in new.found.terms[:_TERMS_SHOWN]),
                    f"signals of {new.worded.theme}" if new.worded else f"left out: {new.reason}",
                )
                for new in findings.new
            ],
        )
    rows = findings.counts.kind_rows.total()
    yield f"{rows - findings.counts.unexplained:,} of {rows:,} rows hold a theme."


def _facts(findings: Findings) -> Iterable[str]:
    found = known_facts(findings.counts, findings.themes)
    if found:
        yield "## What is known from elsewhere"
        comes_out = {True: "yes", False: "no", None: "no rows"}
        rows = [(each.known, each.counted, comes_out[each.holds], each.source) for each in found]
        yield _table(("known", "counted here", "comes out", "source"), rows)


def _one_star(findings: Findings) -> Iterable[str]:
    counts = findings.counts
    general = {theme.theme for theme in findings.themes if theme.general}
    platforms = sorted({source.platform for source in counts.sources if source.platform})
    tables = [(platform, leading(counts, platform)) for platform in platforms]
    if any(rows for _, (rows, _) in tables):
        yield "## What one-star rows are about"
        yield "Themes that only say how the buyer feels are marked and listed last."
    for platform, (rows, themes) in tables:
        if rows:
            concrete = [found for found in themes if found[0] not in general][:_LEADING]
            feelings = [(f"{slug} (a feeling)", s) for slug, s in themes if slug in general]
            yield f"{platform}, {rows:,} rows:"
            yield _table(
                ("theme", "rows", "share, 95 % interval"),
                [(slug, s.rows, f"{s.share:.1%} ({s.low:.1%} to {s.high:.1%})") for slug, s in (*concrete, *feelings)],
            )


def _checks(checked: CopyCheck) -> Iterable[str]:
    yield "## Nothing of a consumer"
    yield (
        f"{checked.texts:,} texts of the snapshot were compared with {checked.rows:,} rows. A shared run of {RUN} "
        f"words or anything that looks like personal data fails the build; found: {len(checked.copied)} and "
        f"{len(checked.personal)}."
    )
    yield _table(
        ("words in a row", "different runs in the snapshot", "of them in a row too"),
        [(size, f"{runs:,}", f"{len(checked.shared[size]):,}") for size, runs in checked.compared.items()],
    )


def _terms(theme: NamedTheme) -> list[str]:
    own = [term.text for term in theme.found.terms if term.own]
    return (own + [term.text for term in theme.found.terms if not term.own])[:_TERMS_SHOWN]


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
