"""Discovering the themes of a market's rows: several ways are tried, the best by coherence and diversity is taken."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boses_engine.snapshots.themes.coherence import TOP, diversity, npmi
from boses_engine.snapshots.themes.methods import METHODS, Labels
from boses_engine.snapshots.themes.sample import reservoir
from boses_engine.snapshots.themes.terms import TermTable

SAMPLE = 12_000  # rows that themes are discovered in, and as many again that they are judged on
SIZES = (20, 40, 60)  # numbers of themes that are tried
_Result = tuple["Tried", Labels, NDArray[np.float64], NDArray[np.float64], list[float]]
_SAME = 4  # of ten best words that two themes share when they are one
_PRECISE = 0.5  # a term is a theme's own where that part of its rows is the theme's


@dataclass(frozen=True)
class FoundTerm:
    """A word or two words that tell of a theme."""

    text: str
    idf: float
    own: bool  # at least half of its rows are the theme's


@dataclass(frozen=True)
class FoundTheme:
    """A theme as it was discovered."""

    terms: tuple[FoundTerm, ...]  # the most telling first
    rows: int  # of the sample
    npmi: float  # on the rows that it was not discovered in


@dataclass(frozen=True)
class Tried:
    """One way with one number of themes, and how good its themes are."""

    method: str
    themes: int
    npmi: float
    diversity: float
    quality: float  # the sum of coherence, each word counted for the most coherent theme that has it


@dataclass(frozen=True)
class Discovery:
    """What was tried, best first, and the themes of the best, largest first."""

    rows: int
    judged_on: int
    tried: tuple[Tried, ...]
    themes: tuple[FoundTheme, ...]


def discover(
    texts: Iterable[str],
    *seed: object,
    sizes: Sequence[int] = SIZES,
    sample: int = SAMPLE,
    told: Callable[[float], None] | None = None,
) -> Discovery:
    """Discovers themes in a sample of the texts and judges them on as many others.

    Memory is bounded by `sample`; the same texts and seed give the same themes, in one thread. Fewer than two rows
    a theme, or no term that counts, give no themes.
    """
    from threadpoolctl import threadpool_limits

    rows = reservoir(texts, 2 * sample, "themes", *seed)
    fitted, judged = rows[::2], rows[1::2]
    table = TermTable.of(fitted)
    sizes = [size for size in sizes if 2 * size < min(table.held.shape)]
    if not sizes:
        return Discovery(len(fitted), len(judged), (), ())
    elsewhere = table.elsewhere(judged)
    results: list[_Result] = []
    with threadpool_limits(limits=1):  # sums in another order would be other sums
        for name, method in METHODS.items():
            for size in sizes:
                labels = _by_terms(table, _joined(table, method(table, fitted, size, seed)))
                labels = _joined(table, labels)
                weights, own = table.by_theme(labels)
                columns = _best_words(table, weights)
                kept = [number for number, theme in enumerate(columns) if len(theme) > 1]
                coherence = npmi(elsewhere, [columns[number] for number in kept])
                tried = _tried(name, coherence, [columns[number] for number in kept])
                by_number = dict(zip(kept, coherence, strict=True))
                results.append((tried, labels, weights, own, [by_number.get(n, -1.0) for n in range(len(weights))]))
                if told:
                    told(len(results) / (len(METHODS) * len(sizes)))
    results.sort(key=lambda result: -result[0].quality)  # stable: of equals the first tried
    _, labels, weights, own, coherence = results[0]
    themes = [
        FoundTheme(_terms(table, weights[number], own[number]), int((labels == number).sum()), coherence[number])
        for number in range(len(weights))
    ]
    return Discovery(
        len(fitted),
        len(judged),
        tuple(result[0] for result in results),
        tuple(sorted((t for t in themes if t.terms), key=lambda theme: (-theme.rows, theme.terms[0].text))),
    )


def _joined(table: TermTable, labels: Labels) -> Labels:
    """The labels once themes that share many of their best words are one.

    Every way splits the most frequent themes when it is asked for more themes than there are.
    """
    while True:
        words = [set(columns) for columns in _best_words(table, table.by_theme(labels)[0])]
        shared = [
            (-common, one, other)
            for one in range(len(words))
            for other in range(one + 1, len(words))
            if (common := len(words[one] & words[other])) >= _SAME
        ]
        into: dict[int, int] = {}
        for _, one, other in sorted(shared):  # each is joined to one other a round, the closest first
            if not {one, other} & (into.keys() | into.values()):
                into[other] = one
        if not into:
            return labels
        moved = np.array([into.get(number, number) for number in range(len(words))])
        labels = np.where(labels >= 0, moved[labels], -1)


def _by_terms(table: TermTable, labels: Labels) -> Labels:
    """Each row's theme anew: the one whose best terms tell most of it, -1 where it holds none of any theme.

    What a theme is found by later is its terms, so the same should decide which rows are its own. BERTopic gives rows
    that it left over to themes in this way (Grootendorst 2022).
    """
    weights = table.by_theme(labels)[0]
    best = np.zeros_like(weights)
    for number, row in enumerate(weights):
        columns = _best(row)
        best[number, columns] = row[columns]
    told = np.round(table.held @ best.T, 9)
    return np.where(told.max(axis=1, initial=0.0) > 0, told.argmax(axis=1), -1)


def _tried(method: str, coherence: Sequence[float], words: Sequence[Sequence[int]]) -> Tried:
    mean = round(float(np.mean(coherence)), 4) if coherence else -1.0
    return Tried(method, len(coherence), mean, diversity(words), _quality(coherence, words))


def _quality(coherence: Sequence[float], words: Sequence[Sequence[int]]) -> float:
    """How much coherent talk the themes tell apart: coherence times the part of the words no better theme has, summed.

    The mean of coherence favours few and broad themes, since one that falls to pieces weighs as much as one that is
    good; here it adds nothing, nor does a theme that is there twice.
    """
    taken: set[int] = set()
    total = 0.0
    for value, columns in sorted(zip(coherence, words, strict=True), key=lambda item: -item[0]):
        if value <= 0:
            break
        total += value * len(set(columns) - taken) / len(columns)
        taken |= set(columns)
    return round(total, 4)


def _best_words(table: TermTable, weights: NDArray[np.float64]) -> list[list[int]]:
    """For each theme its best terms of one word."""
    return [_best(np.where(table.single, row, 0.0)) for row in weights]


def _best(weights: NDArray[np.float64]) -> list[int]:
    """The columns of the strongest terms; of equals the first in the alphabet."""
    order = np.argsort(-weights, kind="stable")[:TOP]
    return [int(column) for column in order if weights[column] > 0]


def _terms(table: TermTable, weights: NDArray[np.float64], own: NDArray[np.float64]) -> tuple[FoundTerm, ...]:
    return tuple(
        FoundTerm(table.terms[column], float(table.idf[column]), bool(own[column] >= _PRECISE))
        for column in _best(weights)
    )
