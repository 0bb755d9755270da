"""One export, read: its rows with text, rating, day and product, and what was passed over."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.reading.columns import Layout, survey
from boses_engine.snapshots.reading.dates import day_of
from boses_engine.snapshots.reading.delimited import delimited_table
from boses_engine.snapshots.reading.folder import Found
from boses_engine.snapshots.reading.names import is_known
from boses_engine.snapshots.reading.objects import json_table, jsonl_table
from boses_engine.snapshots.reading.opening import source_error
from boses_engine.snapshots.reading.parquet import parquet_table
from boses_engine.snapshots.reading.ratings import stars
from boses_engine.snapshots.reading.sheet import sheet_table
from boses_engine.snapshots.reading.tables import COLUMNS_MOST, FLAWS, LIST_MARK, ROWS_MOST, Table
from boses_engine.snapshots.rows import Row

TEXT_MOST = 20_000  # characters; longer ones are articles, books or broken quoting


@dataclass
class Export:
    """An export whose layout is known; its rows are read when they are asked for."""

    found: Found
    table: Table
    layout: Layout
    read: int = 0  # texts and records met so far
    set_aside: Counter[str] = field(default_factory=Counter)

    def rows(self, source: int) -> Iterator[Row]:
        """The rows of the file, uncleaned; counts into `read` and `set_aside`. For going through once."""
        layout = self.layout
        for record in self.table.records(self.set_aside):
            texts = [_joined(record, layout.text)] if layout.text else []
            texts += [text for place in layout.others for text in record[place].split(LIST_MARK) if text.strip()]
            rated = record[layout.rating] if layout.rating is not None else ""
            rating = stars(rated, layout.scale) if rated and layout.scale else None
            day = self._day(record)
            product = " ".join(record[layout.product].split()) if layout.product is not None else ""
            for place, text in enumerate(texts):
                self.read += 1
                if reason := _unreadable(text):
                    self.set_aside[reason] += 1
                else:  # the rating is the first speaker's
                    yield Row(source, text, rating if place == 0 else None, day, product)
        self.read += sum(self.set_aside[reason] for reason in FLAWS)

    def _day(self, record: Sequence[str]) -> date | None:
        layout = self.layout
        if layout.day is None or not record[layout.day]:
            return None
        anchor = layout.anchor
        if isinstance(anchor, int):
            anchor = day_of(record[anchor], layout.order, None)
        return day_of(record[layout.day], layout.order, anchor)


def open_export(found: Found, market: Market) -> Export:
    """The export with its layout, after one pass over the file. Raises SourceError for one that cannot be used."""
    if found.size == 0:
        raise source_error(found.path, "is empty; put an export with rows in its place, or remove it")
    table = _bounded(found.path, _table(found))
    layout = survey(found.path, table, found.hints, market, reddit=found.kind == "reddit")
    return Export(found, table, layout)


def _bounded(path: Path, table: Table) -> Table:
    """The table; raises SourceError where it is wider or, once it is gone through, longer than any export."""
    if len(table.columns) > COLUMNS_MOST:
        raise source_error(path, f"has over {COLUMNS_MOST:,} columns; save those with talk as CSV")

    def records(flaws: Counter[str]) -> Iterator[Sequence[str]]:
        for number, record in enumerate(table.records(flaws)):
            if number == ROWS_MOST:
                raise source_error(path, f"has over {ROWS_MOST:,} rows; put a part of them into the folder")
            yield record

    return Table(table.columns, records)


def _table(found: Found) -> Table:
    if found.format == "json":
        return json_table(found.path)
    if found.format in ("jsonl", "ndjson"):
        return jsonl_table(found.path)
    if found.format == "parquet":
        return parquet_table(found.path)
    if found.format == "xlsx":
        return sheet_table(found.path, is_known)
    return delimited_table(found.path, is_known)


def _joined(record: Sequence[str], places: Sequence[int]) -> str:
    """Title and body as one text; a title that the body begins with is said once."""
    parts: list[str] = []
    for place in places:
        part = record[place].replace(LIST_MARK, " ").strip()
        if parts and part.startswith(parts[-1]):
            parts.pop()
        if part:
            parts.append(part)
    return " ".join(part if part[-1] in ".!?…" or part is parts[-1] else f"{part}." for part in parts)


def _unreadable(text: str) -> str | None:
    if not text.strip():
        return "no text"
    if len(text) > TEXT_MOST:
        return "text too long"
    if "\0" in text or text.count("\ufffd") * 50 > len(text):
        return "damaged text"
    return None
