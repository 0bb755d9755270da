"""Nothing of a consumer may be in a snapshot: no run of words of any row, no personal data."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from boses_engine.domain.snapshot import Signal
from boses_engine.snapshots.themes.words import words

RUN = 6  # words in a row that make a copy
RUNS = tuple(range(3, RUN + 1))  # lengths that are counted; only the longest fails the build
PERSONAL = {
    "e-mail address": re.compile(r"\S@\S+\.\w"),
    "link": re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|id|ph|vn|me|ly)\b", re.IGNORECASE),
    "handle": re.compile(r"(?<!\w)@\w|(?<!\w)u/\w|\buser-[0-9a-f]{4}", re.IGNORECASE),
    "phone, order or account number": re.compile(r"\d(?:[ .()+-]?\d){5,}"),
}


@dataclass(frozen=True)
class CopyCheck:
    """What the comparison of a snapshot's texts with the rows came to."""

    texts: int
    rows: int
    compared: dict[int, int]  # run length → different runs in the texts
    shared: dict[int, tuple[str, ...]]  # run length → those that stand in a row too
    personal: tuple[str, ...]  # "handle in ID/reddit/x: …"

    @property
    def copied(self) -> tuple[str, ...]:
        """The runs that fail the build."""
        return self.shared[RUN]


def texts(signal: Signal) -> Iterator[str]:
    """Every text of a signal that is read by somebody: not the names of its fields' fixed values."""
    yield signal.theme
    yield signal.statement
    for name in type(signal.wordings).model_fields:
        yield from getattr(signal.wordings, name)
    for term in signal.terms:
        yield term.term
        yield term.gloss
    for mention in signal.mentions:
        yield mention.name


def check(signals: Sequence[Signal], rows: Iterable[str]) -> CopyCheck:
    """Compares the signals' texts with the rows', both as `words`; memory grows with the signals only."""
    all_texts = {text for signal in signals for text in texts(signal)}
    runs = {size: {run for text in all_texts for run in _runs(words(text), size)} for size in RUNS}
    shared: dict[int, set[tuple[str, ...]]] = {size: set() for size in RUNS}
    seen = 0
    for row in rows:
        seen += 1
        row_words = words(row)
        for size in RUNS:
            found = runs[size].intersection(_runs(row_words, size))
            if not found:  # a longer run holds the shorter ones
                break
            shared[size] |= found
    return CopyCheck(
        texts=len(all_texts),
        rows=seen,
        compared={size: len(runs[size]) for size in RUNS},
        shared={size: tuple(sorted(" ".join(run) for run in shared[size])) for size in RUNS},
        personal=tuple(personal_data(signals)),
    )


def personal_data(signals: Sequence[Signal]) -> Iterator[str]:
    """What in the signals' texts looks like personal data, each with its place."""
    for signal in signals:
        for text in texts(signal):
            for name, pattern in PERSONAL.items():
                if pattern.search(text):
                    yield f"{name} in {signal.id}: {text!r}"


def holds_run(text: str, runs: Iterable[str]) -> bool:
    """Whether one of the runs, as `check` gives them, stands in the text."""
    padded = f" {' '.join(words(text))} "
    return any(f" {run} " in padded for run in runs)


def _runs(text: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(text[start:] for start in range(size)), strict=False)
