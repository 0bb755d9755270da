"""From counts to signals: one for each kind of source and theme with rows enough."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from boses_engine.domain.snapshot import (
    ANY_CATEGORY,
    Amounts,
    Direction,
    Lift,
    LocalTerm,
    Market,
    Mention,
    Origin,
    Period,
    Rating,
    Share,
    Signal,
    SourceKind,
    Wordings,
)
from boses_engine.snapshots.about import categories_by_name
from boses_engine.snapshots.compare import find_lift, find_trend, mark_significant
from boses_engine.snapshots.counts import NEGATIVE, NEUTRAL, POSITIVE, Counts, Tally
from boses_engine.snapshots.statements import state
from boses_engine.snapshots.themes.known import Basis, Glossed, KnownTheme

LEAST_ROWS, LEAST_SHARE = 30, 0.003
LEAST_EVER = 5  # rows of a category, and of a signal that sets one brand apart from the others
_TERMS, _TERM_WORDS, _TERM_ROWS = 8, 4, 3  # the most frequent are kept, of so many words at most and rows at least
_MENTIONS = 12
_SUMS_LEAST = 20  # rows
_ABOUT_SHARE = 0.2  # of a signal's rows that are about a category, for the signal to be about it; or `LEAST_ROWS`
BAD_BELOW, GOOD_ABOVE = 2.75, 3.75  # mean stars
_SIDES: dict[Direction, str] = {"bad": NEGATIVE, "good": POSITIVE}
_CONFIDENCE = 0.95


Lifts = Mapping[tuple[SourceKind, str], Mapping[str, Lift]]  # by kind of source and theme: brand → lift


def least_rows(kind_rows: int) -> int:
    """The rows a theme needs among so many of a kind of source to be a signal, unless it sets a brand apart."""
    return max(LEAST_ROWS, math.ceil(LEAST_SHARE * kind_rows))


def make_signals(counts: Counts, themes: Sequence[KnownTheme]) -> tuple[Signal, ...]:
    """The market's signals by id; none of a theme that is only a feeling."""
    known = {theme.theme: theme for theme in themes if not theme.general}
    lifts = find_lifts(counts, known)
    signals = [
        _signal(counts, kind, known[slug], tally, lifts.get((kind, slug), {}))
        for (kind, slug), tally in counts.tallies.items()
        if slug in known and _is_enough(tally, counts.kind_rows[kind], lifts.get((kind, slug), {}).values())
    ]
    return tuple(sorted(signals, key=lambda signal: signal.id))


def find_lifts(counts: Counts, themes: Mapping[str, KnownTheme]) -> Lifts:
    """How each brand stands out among those that sell the same, per kind of source and theme, at one error rate.

    Complaints are compared with complaints and praise with praise, by the stars of the rows: so that neither an app
    that is rated lower nor a file that somebody balanced between the stars stands out by that alone.
    """
    categories = defaultdict(frozenset[str], categories_by_name(counts.market))
    named_in: dict[SourceKind, list[str]] = defaultdict(list)
    for kind, name in dict.fromkeys((kind, name) for kind, name, _ in counts.named):
        named_in[kind].append(name)
    found: dict[tuple[SourceKind, str, str], tuple[Lift, float]] = {}
    for (kind, slug), tally in counts.tallies.items():
        side = _SIDES.get(direction_of(themes[slug].polarity, rating_of(tally.ratings))) if slug in themes else None
        if side is None:
            continue
        for name in {name for name, _ in tally.mentions}:
            peers = [peer for peer in named_in[kind] if peer != name and categories[peer] & categories[name]]
            held, named = tally.mentions[name, side], counts.named[kind, name, side]
            held_by_all = held + sum(tally.mentions[peer, side] for peer in peers)
            lift = find_lift(held, named, held_by_all, named + sum(counts.named[kind, peer, side] for peer in peers))
            if lift is not None:
                found[kind, slug, name] = lift
    lifts: dict[tuple[SourceKind, str], dict[str, Lift]] = {}
    for (kind, slug, name), lift_of_name in mark_significant(found).items():
        lifts.setdefault((kind, slug), {})[name] = lift_of_name
    return lifts


def direction_of(polarity: Direction, rating: Rating | None) -> Direction:
    """Whether the rows complain or praise: as the theme does, and where it may do either by their mean stars."""
    if polarity != "both" or rating is None:
        return polarity
    return "bad" if rating.mean < BAD_BELOW else "good" if rating.mean > GOOD_ABOVE else "both"


def _is_enough(tally: Tally, kind_rows: int, lifts: Iterable[Lift]) -> bool:
    if tally.rows >= least_rows(kind_rows):
        return True
    return tally.rows >= LEAST_EVER and any(lift.significant and lift.ratio > 1 for lift in lifts)


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


def _signal(counts: Counts, kind: SourceKind, theme: KnownTheme, tally: Tally, lifts: Mapping[str, Lift]) -> Signal:
    """The signal of a theme in one kind of source, from what was counted."""
    period, rating = None, rating_of(tally.ratings)
    about_least = min(LEAST_ROWS, max(LEAST_EVER, math.ceil(_ABOUT_SHARE * tally.rows)))
    direction = direction_of(theme.polarity, rating)
    categories = tuple(name for name in theme.categories if tally.about[name] >= about_least)
    share = share_of(tally.weighing, counts.kind_weighing[kind]) if tally.weighing else None
    if tally.first is not None and tally.last is not None:
        period = Period(first=tally.first, last=tally.last)
    return Signal(
        id=f"{counts.market}/{kind}/{theme.theme}",
        market=counts.market,
        source_kind=kind,
        theme=theme.theme,
        part_of_life=theme.part_of_life,
        categories=categories,
        statement=state(kind, share, direction, theme.about),
        wordings=_resting_on(theme, counts.market, categories, direction, tally.rows),
        rows=tally.rows,
        share=share,
        rating=rating,
        period=period,
        terms=_terms(tally, theme.terms.get(counts.market, ())),
        mentions=_mentions(tally, lifts),
        direction=direction,
        trend=find_trend(tally.months, counts.months),
        amounts=_amounts(tally.sums),
        origins=tuple(
            Origin(path=counts.sources[source].path, rows=rows)
            for source, rows in sorted(tally.sources.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )


def _resting_on(
    theme: KnownTheme, market: Market, categories: Collection[str], direction: Direction, rows: int
) -> Wordings:
    """The theme's wordings that such a signal is evidence of: about the same things, and pointing the same way.

    A few rows can set a brand apart, but they are no evidence of anybody's habits.
    """
    told = theme.wordings.get(market, Wordings())
    sides = {
        side: {category: notes for category, notes in by_category.items() if category in (*categories, ANY_CATEGORY)}
        for side, by_category in (("good", told.good), ("bad", told.bad))
        if direction in (side, "both")
    }
    listed = {
        use: tuple(note for note in notes if theme.bases.get(note, Basis()).bears(categories, direction))
        for use, notes in (("habits", told.habits), ("prices", told.prices))
        if rows >= LEAST_ROWS
    }
    return Wordings.model_validate({**sides, **listed})


def _amounts(sums: Counter[int]) -> Amounts | None:
    ranked = sorted(sums.elements())
    if len(ranked) < _SUMS_LEAST:
        return None
    low, middle, high = (ranked[round(part * (len(ranked) - 1))] for part in (0.1, 0.5, 0.9))
    return Amounts(rows=len(ranked), low=low, middle=middle, high=high)


def _terms(tally: Tally, glossed: Glossed) -> tuple[LocalTerm, ...]:
    found = [
        LocalTerm(term=term, gloss=gloss, rows=tally.terms[term])
        for term, gloss in glossed
        if tally.terms[term] >= _TERM_ROWS and len(term.split()) <= _TERM_WORDS
    ]
    return tuple(sorted(found, key=lambda term: (-term.rows, term.term))[:_TERMS])


def _mentions(tally: Tally, lifts: Mapping[str, Lift]) -> tuple[Mention, ...]:
    """The names that stand most often beside the theme, with the side that their rows take."""
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
            lift=lifts.get(name),
        )
        for name in ranked
    )
