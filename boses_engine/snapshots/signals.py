"""From counts to signals: one for each kind of source and theme with rows enough."""

import math
from collections import Counter
from collections.abc import Sequence

from boses_engine.domain.snapshot import LocalTerm, Mention, Period, Rating, Share, Signal, SourceKind, Wordings
from boses_engine.snapshots.counts import NEGATIVE, NEUTRAL, POSITIVE, Counts, Tally
from boses_engine.snapshots.themes.known import Glossed, KnownTheme

LEAST_ROWS, LEAST_SHARE = 20, 0.003
SMALL_SHARE, LEAST_EVER = 0.01, 5  # small kinds of source: one row in a hundred is enough, if it is five
_TERMS, _MENTIONS = 12, 12  # the most frequent are kept
_CONFIDENCE = 0.95


def least_rows(kind_rows: int) -> int:
    """The rows a theme needs among so many of a kind of source to be a signal."""
    small = min(LEAST_ROWS, max(LEAST_EVER, math.ceil(SMALL_SHARE * kind_rows)))
    return max(small, math.ceil(LEAST_SHARE * kind_rows))


def make_signals(counts: Counts, themes: Sequence[KnownTheme]) -> tuple[Signal, ...]:
    """The market's signals by id, with the statements that the themes bring."""
    known = {theme.theme: theme for theme in themes}
    signals = [
        _signal(counts, kind, known[slug], tally)
        for (kind, slug), tally in counts.tallies.items()
        if tally.rows >= least_rows(counts.kind_rows[kind])
    ]
    return tuple(sorted(signals, key=lambda signal: signal.id))


def share_of(rows: int, of: int) -> Share:
    """`rows` of `of` with the Wilson score interval at 95 %, to six places (Wilson 1927).

    :raises ValueError: `of` is none, or less than `rows`.
    """
    from scipy.stats import binomtest

    interval = binomtest(rows, of).proportion_ci(_CONFIDENCE, method="wilson")
    low, high = round(float(interval.low), 6), round(float(interval.high), 6)
    return Share(rows=rows, of=of, share=round(rows / of, 6), low=low, high=high)


def rating_of(ratings: Counter[float]) -> Rating | None:
    """Mean and standard deviation of the rows (not of a population behind them); None where none has stars."""
    rows = ratings.total()
    if not rows:
        return None
    mean = math.fsum(rating * n for rating, n in ratings.items()) / rows
    variance = math.fsum((rating - mean) ** 2 * n for rating, n in ratings.items()) / rows
    return Rating(rows=rows, mean=round(mean, 3), sd=round(math.sqrt(variance), 3))


def _signal(counts: Counts, kind: SourceKind, theme: KnownTheme, tally: Tally) -> Signal:
    period = None
    if tally.first is not None and tally.last is not None:
        period = Period(first=tally.first, last=tally.last)
    return Signal(
        id=f"{counts.market}/{kind}/{theme.theme}",
        market=counts.market,
        source_kind=kind,
        theme=theme.theme,
        part_of_life=theme.part_of_life,
        categories=tuple(name for name in theme.categories if tally.about[name] >= LEAST_EVER),
        statement=theme.statement,
        wordings=theme.wordings.get(counts.market, Wordings()),
        rows=tally.rows,
        share=share_of(tally.weighing, counts.kind_weighing[kind]) if tally.weighing else None,
        rating=rating_of(tally.ratings),
        period=period,
        terms=_terms(tally, theme.terms.get(counts.market, ())),
        mentions=_mentions(tally),
    )


def _terms(tally: Tally, glossed: Glossed) -> tuple[LocalTerm, ...]:
    found = [LocalTerm(term=term, gloss=gloss, rows=tally.terms[term]) for term, gloss in glossed if tally.terms[term]]
    return tuple(sorted(found, key=lambda term: (-term.rows, term.term))[:_TERMS])


def _mentions(tally: Tally) -> tuple[Mention, ...]:
    totals: Counter[str] = Counter()
    for (name, _), rows in tally.mentions.items():
        totals[name] += rows
    ranked = sorted(totals, key=lambda name: (-totals[name], name))[:_MENTIONS]
    return tuple(
        Mention(
            name=name,
            positive=tally.mentions[name, POSITIVE],
            neutral=tally.mentions[name, NEUTRAL],
            negative=tally.mentions[name, NEGATIVE],
        )
        for name in ranked
    )
