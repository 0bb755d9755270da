"""What the steps of a build hand on: rows of consumer talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from boses_engine.domain.snapshot import SourceFile

Month = tuple[int, int]  # year and month


@dataclass(frozen=True, slots=True)
class Row:
    """One text of one consumer: NFC, one line, free of personal data once it is clean."""

    source: int  # index into `Cleaned.sources`
    text: str
    rating: float | None = None  # 1..5
    day: date | None = None
    product: str = ""  # the app, shop or product that the file names for it


class Cleaned(Protocol):
    """The rows of a market that are worth counting; can be gone through several times, never all in memory."""

    sources: tuple[SourceFile, ...]
    steps: dict[str, int]  # rows after each step, in order

    def rows(self) -> Iterator[Row]:
        """All kept rows, in the order of their sources and of the files."""
        ...
