"""A folder of exports as the rows of a market that are worth counting, on disk."""

import contextlib
import json
import sqlite3
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from boses_engine.domain.snapshot import Market, SourceFile
from boses_engine.snapshots.cleaning.copies import Seen
from boses_engine.snapshots.cleaning.filler import is_stretched, says_nothing, words
from boses_engine.snapshots.cleaning.languages import is_foreign
from boses_engine.snapshots.cleaning.text import calm, mend
from boses_engine.snapshots.personal_data import scrub
from boses_engine.snapshots.reading.file import Export, open_export
from boses_engine.snapshots.reading.folder import Found, find_exports
from boses_engine.snapshots.reading.opening import sha256, source_error
from boses_engine.snapshots.reading.tables import FLAWS
from boses_engine.snapshots.rows import Cleaned, Row

NO_LICENCE = "none stated"

# Step → the reasons for which it sets rows aside, in the order of the steps.
STEPS = {
    "readable": (*FLAWS, "no text", "text too long", "damaged text"),
    "own words": ("crawler artefact", "no words", "filler", "bare praise"),
    "once": ("duplicate", "near duplicate", "pasted text"),
    "own language": ("other language",),
}

_TOLD_EVERY = 500  # rows
_FOREIGN = 0.9  # share of the judged rows in other languages from which a whole file is another market's
_JUDGED_LEAST = 20  # rows whose language must be judged before a file counts as another market's


@dataclass(slots=True)
class SpooledRows:
    """The clean rows of a market in a file of JSON lines; lives as long as the context of `clean_folder`."""

    sources: tuple[SourceFile, ...]
    steps: dict[str, int]
    path: Path
    pasted: frozenset[int]  # numbers of spooled rows that turned out to be pasted texts

    def rows(self) -> Iterator[Row]:
        """All kept rows, in the order of their sources and of the files."""
        with open(self.path, encoding="utf-8") as file:
            for line in file:
                number, source, text, rating, day, product = json.loads(line)
                if number not in self.pasted:
                    yield Row(source, text, rating, date.fromisoformat(day) if day else None, product)


@contextlib.contextmanager
def clean_folder(
    market: Market,
    folder: Path,
    *,
    hints: Path | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Iterator[Cleaned]:
    """Read and clean all exports under `folder`; the rows lie in a temporary folder until the context ends.

    `hints` replaces the folder's own sources.yaml. `progress` is told the file at hand and the share done, 0..1.
    Memory grows by eight bytes a kept row.

    Raises SourceError for a folder or file that cannot be read or holds nothing of the market.
    """
    exports = find_exports(folder, hints)
    with tempfile.TemporaryDirectory(prefix="boses-") as temporary:
        try:
            cleaned = _clean_files(exports, market, Path(temporary), progress)
        except (OSError, sqlite3.Error) as exc:  # reading tells its own errors, so these are of what is written here
            problem = (
                f"the cleaned rows cannot be written there ({exc}); free some space, or set TMPDIR to another disk"
            )
            raise source_error(temporary, problem) from exc
        _refuse_nothing(market, folder, cleaned.sources)
        yield cleaned


def _clean_files(
    exports: list[Found], market: Market, temporary: Path, progress: Callable[[str, float], None] | None
) -> SpooledRows:
    """The rows of all exports that may be counted, one file after another, in a file under `temporary`."""
    total = sum(found.size for found in exports) or 1
    spool = temporary / "rows.jsonl"
    done = 0
    cleaned: list[_Source] = []
    numbers = iter(range(1 << 62))
    with Seen(temporary / "seen.sqlite") as seen, open(spool, "w", encoding="utf-8") as target:
        for place, found in enumerate(exports):

            def tell(share: float, name: str = found.name, before: int = done, size: int = found.size) -> None:
                if progress:
                    progress(name, (before + share * size) / total)

            tell(0.0)
            cleaned.append(_clean_file(place, found, market, seen, target, numbers, tell))
            done += found.size
        pasted = seen.pasted()
    for source in cleaned:
        source.without(pasted)
    if progress:
        progress("", 1.0)
    sources = tuple(source.file() for source in cleaned)
    return SpooledRows(sources, _steps(sources), spool, pasted)


@dataclass(slots=True)
class _Source:
    """What has come of one export."""

    export: Export
    sha256: str
    kept: "array[int]"  # the numbers of its spooled rows
    set_aside: Counter[str]

    def without(self, pasted: frozenset[int]) -> None:
        kept = array("q", (number for number in self.kept if number not in pasted))
        self.set_aside["pasted text"] += len(self.kept) - len(kept)
        self.kept = kept

    def file(self) -> SourceFile:
        """What the snapshot says of the export."""
        found = self.export.found
        reasons = [reason for step in STEPS.values() for reason in step]
        return SourceFile(
            path=found.name,
            sha256=self.sha256,
            kind=found.kind,
            platform=found.platform,
            licence=found.hints.licence or NO_LICENCE,
            weighs=found.hints.weighs is not False,
            about=found.hints.about,
            rows_read=self.export.read,
            rows_kept=len(self.kept),
            set_aside={reason: self.set_aside[reason] for reason in reasons if self.set_aside[reason]},
        )


def _clean_file(
    place: int,
    found: Found,
    market: Market,
    seen: Seen,
    target: TextIO,
    numbers: Iterator[int],
    tell: Callable[[float], None],
) -> _Source:
    """Writes the rows that pass all steps to `target`, and counts why the others were set aside."""
    digest = sha256(found.path)
    export = open_export(found, market)
    kept = array("q")
    judged = 0
    aside: Counter[str] = Counter()
    for count, row in enumerate(export.rows(place)):
        number = next(numbers)
        if count % _TOLD_EVERY == 0:
            tell(count / max(export.layout.records, count))
        text, reason = _own_words(row)
        if reason is None:
            said = words(text)
            copy = seen.copy_of(number, said, row.product, row.rating)
            reason = copy.how if copy else None
        if reason is None:
            judged += 1
            reason = "other language" if is_foreign(text, market, found.kind) else None
        if reason is not None:
            aside[reason] += 1
            continue
        day = row.day.isoformat() if row.day else None
        product = scrub(mend(row.product))
        json.dump((number, place, text, row.rating, day, product), target, ensure_ascii=False)
        target.write("\n")
        kept.append(number)
    if export.read == export.set_aside.total():
        raise source_error(found.path, f"holds no text that can be read ({_told(export.set_aside)}); export it again")
    if judged >= _JUDGED_LEAST and aside["other language"] >= _FOREIGN * judged:
        own = judged - aside["other language"]
        problem = f"only {own:,} of its {judged:,} texts may be in a language of {market}; build it for its own market"
        raise source_error(found.path, f"{problem}, save it as UTF-8 if letters look wrong, or skip it in sources.yaml")
    if sha256(found.path) != digest:
        raise source_error(found.path, "changed while it was read; build again once it is whole")
    return _Source(export, digest, kept, aside + export.set_aside)


def _own_words(row: Row) -> tuple[str, str | None]:
    """The row's text without personal data, and why it is set aside, if it is."""
    mended = mend(row.text)
    if not mended:
        return "", "crawler artefact"
    if is_stretched(mended):
        return "", "filler"
    text = scrub(calm(mended))  # last, since calming can bring the parts of a link together
    return text, says_nothing(text, row.rating)


def _steps(sources: tuple[SourceFile, ...]) -> dict[str, int]:
    left = sum(source.rows_read for source in sources)
    steps = {"read": left}
    for step, reasons in STEPS.items():
        left -= sum(source.set_aside.get(reason, 0) for source in sources for reason in reasons)
        steps[step] = left
    return steps


def _refuse_nothing(market: Market, folder: Path, sources: tuple[SourceFile, ...]) -> None:
    if any(source.rows_kept for source in sources):
        return
    aside: Counter[str] = Counter()
    for source in sources:
        aside.update(source.set_aside)
    problem = f"no row of its {len(sources):,} files is left for {market} ({_told(aside)})"
    raise source_error(folder, f"{problem}; put exports with people's own words into it")


def _told(aside: Counter[str]) -> str:
    return ", ".join(f"{reason}: {count:,}" for reason, count in aside.most_common() if count)
