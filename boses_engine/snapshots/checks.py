"""Nothing of a consumer may be in a snapshot: no run of words of any row, no personal data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from boses_engine.domain.snapshot import Signal
from boses_engine.snapshots.personal_data import personal_kinds
from boses_engine.snapshots.rules import signal_texts
from boses_engine.snapshots.themes.words import words

RUN = 6  # words in a row that make a copy
RUNS = tuple(range(3, RUN + 1))  # lengths that are counted; only the longest fails the build


@dataclass(frozen=True)
class CopyCheck:
    """What the comparison of a snapshot's texts with the rows came to."""

    texts: int
    rows: int
    compared: dict[int, int]  # run length → different runs in the texts
    shared: dict[int, tuple[str, ...]]  # run length → those that stand in a row too
    personal: tuple[str, ...]  # "handle in the terms of ID/reddit/x"

    @property
    def copied(self) -> tuple[str, ...]:
        """The runs that fail the build."""
        return self.shared[RUN]


def check(signals: Sequence[Signal], rows: Iterable[str]) -> CopyCheck:
    """Compares the signals' texts with the rows', both as `words`; memory grows with the signals only."""
    all_texts = {text for signal in signals for _, text in signal_texts(signal)}
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
    """What in the signals' texts looks like personal data: its kind and place, never the text itself."""
    for signal in signals:
        for field, text in signal_texts(signal):
            yield from (f"{kind} in the {field} of {signal.id}" for kind in personal_kinds(text))


def _runs(text: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(text[start:] for start in range(size)), strict=False)
