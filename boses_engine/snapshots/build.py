"""From a folder of exports to a snapshot: clean, discover, count, word, check."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from boses_engine import __version__
from boses_engine.domain.snapshot import BuiltFrom, Market, Signal, Snapshot
from boses_engine.errors import SnapshotError
from boses_engine.language.port import LanguageModel
from boses_engine.snapshots.checks import CopyCheck, check
from boses_engine.snapshots.counts import Progress, count
from boses_engine.snapshots.known_facts import GROUPS
from boses_engine.snapshots.new_themes import explain_themes, word_new_themes
from boses_engine.snapshots.report import Findings, report
from boses_engine.snapshots.rows import Cleaned
from boses_engine.snapshots.signals import LEAST_EVER, make_signals
from boses_engine.snapshots.themes.discover import discover
from boses_engine.snapshots.themes.known import KnownTheme
from boses_engine.snapshots.themes.naming import name_themes

UNVERSIONED = "unversioned"
_NAMED_IN_ERRORS = 3


@dataclass(frozen=True)
class Built:
    """A snapshot, and the report on how it came about (Markdown)."""

    snapshot: Snapshot
    report: str


def build_reported(
    market: Market,
    folder: Path,
    *,
    hints: Path | None = None,
    model: AbstractContextManager[LanguageModel],
    progress: Progress | None = None,
) -> Built:
    """The snapshot of a market from a folder of exports, with its report.

    The same files, builder and model file give the same bytes. Rows are never all in memory, and `model` is entered
    once the rows are clean and left before they are counted.

    :raises SourceError: a file or the folder cannot be read.
    :raises SnapshotError: nothing was talked about often enough, or a check found a consumer's words in the result.
    """
    from boses_engine.snapshots.cleaning import clean_folder
    from boses_engine.snapshots.codebook import load_codebook
    from boses_engine.snapshots.file import newest_export, versioned

    with clean_folder(market, folder, hints=hints, progress=progress) as cleaned:
        built = build_from(
            cleaned, load_codebook(), market, model, progress, lambda: _as_exported(market, folder, hints)
        )
    snapshot = versioned(built.snapshot, undated=newest_export(folder))
    return Built(snapshot, built.report.replace(UNVERSIONED, snapshot.version, 1))


def build_from(
    cleaned: Cleaned,
    known: Sequence[KnownTheme],
    market: Market,
    model: AbstractContextManager[LanguageModel],
    progress: Progress | None = None,
    every_text: Callable[[], Iterator[str]] | None = None,
) -> Built:
    """The snapshot of rows that are clean already; its version is `UNVERSIONED`.

    The snapshot's texts are compared with `every_text`, that is also with rows that the cleaning set aside, where
    that is given, else with the clean rows.
    """
    originals = every_text or (lambda: (row.text for row in cleaned.rows()))
    tell = progress or (lambda _step, _part: None)
    here = [theme for theme in known if theme.terms.get(market)]
    discovery = discover(
        (row.text for row in cleaned.rows()), market, told=lambda part: tell("discovering themes", part)
    )
    named = name_themes(discovery.themes, here, market)
    with model as explainer:
        explained = explain_themes([theme.found for theme in named if theme.new], market, explainer)
        model_name, model_sha256 = explainer.name, explainer.sha256
    new = word_new_themes(explained, here, cleaned, market)
    themes: list[KnownTheme] = [*here, *(found.worded for found in new if found.worded)]
    counts = count(cleaned, themes, market, progress, GROUPS)
    signals = make_signals(counts, themes)
    if not signals:
        raise SnapshotError(
            f"no signal for {market}: of {counts.kind_rows.total()} rows kept, no theme is in {LEAST_EVER} or more of "
            "one kind of source. Add more exports, or look at the reasons for which rows were set aside."
        )
    checked = _checked(signals, originals, tell)
    snapshot = Snapshot(
        market=market,
        version=UNVERSIONED,
        built_from=BuiltFrom(
            sources=cleaned.sources,
            steps={**cleaned.steps, "about a theme": counts.kind_rows.total() - counts.unexplained},
            builder_version=__version__,
            model=model_name,
            model_sha256=model_sha256,
        ),
        signals=signals,
    )
    return Built(snapshot, report(snapshot, Findings(discovery, named, tuple(new), tuple(themes), counts, checked)))


def _as_exported(market: Market, folder: Path, hints: Path | None) -> Iterator[str]:
    """Every text of the exports as it stands in them."""
    from boses_engine.snapshots.reading.file import open_export
    from boses_engine.snapshots.reading.folder import find_exports

    for number, found in enumerate(find_exports(folder, hints)):
        for row in open_export(found, market).rows(number):
            yield row.text


def _checked(signals: tuple[Signal, ...], originals: Callable[[], Iterator[str]], tell: Progress) -> CopyCheck:
    """How the signals' texts compare with the rows: nothing of a row may be in them.

    :raises SnapshotError: with the texts and what to change.
    """
    tell("comparing with the rows", 0.0)
    checked = check(signals, originals())
    tell("comparing with the rows", 1.0)
    if checked.copied:
        raise SnapshotError(
            f"a run of words of a consumer would be in the snapshot: {_some(checked.copied)}. "
            "Word these themes otherwise in the codebook and build again."
        )
    if checked.personal:
        raise SnapshotError(
            f"what looks like personal data would be in the snapshot: {_some(checked.personal)}. "
            "Take it out of the codebook and build again."
        )
    return checked


def _some(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - _NAMED_IN_ERRORS} more" if len(texts) > _NAMED_IN_ERRORS else ""
    return "; ".join(texts[:_NAMED_IN_ERRORS]) + more
