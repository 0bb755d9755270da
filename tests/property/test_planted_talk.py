"""Fresh talk with planted truths: counts come out exactly, lifts and trends within their intervals."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from support.talk import NOTES, Talk, source

from boses_engine.domain.snapshot import Ratio
from boses_engine.snapshots.counts import count
from boses_engine.snapshots.rows import Row
from boses_engine.snapshots.signals import make_signals
from boses_engine.snapshots.themes.known import WordedTheme

pytestmark = pytest.mark.slow
PLATFORMS = ("Shopee", "Tokopedia", "Lazada")
ROWS = 3_000  # a platform
MONTHS = 12
FILLER = "barang rumah kemarin sudah saya lihat lagi dengan adik di pasar".split()


@dataclass(frozen=True)
class Corpus:
    """Talk, and what was planted in it."""

    talk: Talk
    themes: tuple[WordedTheme, ...]
    rows: Counter[tuple[str, str]]  # (theme, platform) → rows
    rates: dict[tuple[str, str, bool], float]  # (theme, platform, in the later half) → probability


def plant(seed: int) -> Corpus:
    rng = np.random.default_rng(seed)
    themes = tuple(
        WordedTheme(f"theme-{n}", "price", "Something.", {"ID": NOTES}, {"ID": ((f"kata{n}x", "word"),)}, "bad")
        for n in range(4)
    )
    rates = {}
    for theme in themes:
        usual, rise = rng.uniform(0.03, 0.08), rng.uniform(0.6, 1.8)
        for platform in PLATFORMS:
            of_platform = usual * rng.choice([1.0, 1.0, 2.0, 0.5])
            rates[theme.theme, platform, False] = of_platform
            rates[theme.theme, platform, True] = of_platform * rise
    rows, held = [], Counter[tuple[str, str]]()
    for number, platform in enumerate(PLATFORMS):
        for at in range(ROWS):
            month = at * MONTHS // ROWS
            said = [t for t in themes if rng.random() < rates[t.theme, platform, month >= MONTHS // 2]]
            held.update((theme.theme, platform) for theme in said)
            words = [*rng.choice(FILLER, 5), *(theme.terms["ID"][0][0] for theme in said)]
            rows.append(Row(number, " ".join(rng.permutation(words)), 1.0, date(2025, 1 + month, 10)))
    sources = tuple(source(ROWS, platform=platform) for platform in PLATFORMS)
    return Corpus(Talk(sources, rows), themes, held, rates)


CORPORA = [plant(seed) for seed in range(8)]


@pytest.mark.parametrize("corpus", CORPORA, ids=range(8))
def test_counts_are_exact(corpus: Corpus) -> None:
    """Catches a clause lost on the way, a brand counted for another's rows."""
    signals = make_signals(count(corpus.talk, corpus.themes, "ID"), corpus.themes)
    assert [signal.theme for signal in signals] == [theme.theme for theme in corpus.themes]
    for signal in signals:
        by_platform = {p: corpus.rows[signal.theme, p] for p in PLATFORMS}
        assert signal.rows == sum(by_platform.values())
        assert {m.name: m.negative for m in signal.mentions} == by_platform
        assert {origin.rows for origin in signal.origins} == set(by_platform.values())


def test_true_lifts_and_trends_lie_in_their_intervals() -> None:
    """95 % of 96 lifts and of 32 trends do in the mean; fewer than 85 would be a chance of 1 in 1,000, or 26 of 32."""
    lifts, trends = [], []
    for corpus in CORPORA:
        for signal in make_signals(count(corpus.talk, corpus.themes, "ID"), corpus.themes):
            mean = {
                p: (corpus.rates[signal.theme, p, False] + corpus.rates[signal.theme, p, True]) / 2 for p in PLATFORMS
            }
            for mention in signal.mentions:
                others = [rate for p, rate in mean.items() if p != mention.name]
                assert mention.lift is not None
                lifts.append(holds(mention.lift, mean[mention.name] / (sum(others) / len(others))))
            rise = corpus.rates[signal.theme, PLATFORMS[0], True] / corpus.rates[signal.theme, PLATFORMS[0], False]
            assert signal.trend is not None
            trends.append(holds(signal.trend, rise))
    assert (len(lifts), len(trends)) == (96, 32)
    assert sum(lifts) >= 85
    assert sum(trends) >= 26


def test_a_lift_is_significant_where_it_was_planted() -> None:
    """Catches an error rate that lets everything through, or nothing."""
    false, missed, planted = 0, 0, 0
    for corpus in CORPORA:
        for signal in make_signals(count(corpus.talk, corpus.themes, "ID"), corpus.themes):
            rates = {corpus.rates[signal.theme, p, False] for p in PLATFORMS}
            significant = any(mention.lift and mention.lift.significant for mention in signal.mentions)
            planted += len(rates) > 1
            missed += len(rates) > 1 and not significant
            false += len(rates) == 1 and significant
    assert planted >= 10
    assert missed <= planted // 10
    assert false <= 2


def holds(ratio: Ratio, truth: float) -> bool:
    return ratio.low <= truth <= ratio.high
