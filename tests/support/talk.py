"""Made-up consumer talk: a small codebook, rows about it, and rows with planted themes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from boses_engine.domain.snapshot import ANY_CATEGORY, Market, SourceFile, SourceKind, Wordings
from boses_engine.snapshots.rows import Row
from boses_engine.snapshots.themes.known import WordedTheme

NOTES = Wordings(bad={ANY_CATEGORY: ("nobody answered", "it came too late", "the box was open")})
SHIPPING = WordedTheme(
    "shipping-cost",
    "delivery",
    "high shipping costs",
    {"ID": NOTES, "PH": NOTES},
    {"ID": (("ongkir", "shipping cost"), ("ongkos kirim", "shipping cost in full")), "PH": (("sf", "shipping fee"),)},
    "bad",
    ("online shop",),
)
DRIVER = WordedTheme(
    "driver-cancels",
    "service",
    "drivers who cancel",
    {"ID": NOTES, "PH": NOTES},
    {"ID": (("driver", "driver"), ("dicancel", "cancelled"))},
    "both",
    ("ride app",),
)
CODEBOOK = (SHIPPING, DRIVER)


@dataclass
class Talk:
    """Rows in memory that stand in for the cleaned ones of a folder."""

    sources: tuple[SourceFile, ...]
    given: Sequence[Row]
    steps: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """All of them."""
        return iter(self.given)


def source(rows: int, kind: SourceKind = "app store", platform: str = "", weighs: bool = True) -> SourceFile:
    """A source that was read without a loss."""
    return SourceFile(
        path=f"{kind}/{platform or 'file'}-{rows}-{weighs}.csv",
        sha256="0" * 64,
        kind=kind,
        platform=platform,
        licence="MIT",
        weighs=weighs,
        rows_read=rows,
        rows_kept=rows,
        set_aside={},
    )


def talk(*texts: str, rating: float | None = None, times: int = 1, **told: object) -> Talk:
    """The texts, each so many times, from one source of Indonesian app reviews."""
    rows = [Row(0, text, rating, date(2026, 1, 1)) for text in texts for _ in range(times)]
    return Talk((source(len(rows), **told),), rows, {"read": len(rows)})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Planted:
    """Rows with themes that are known, and how many of the rows tell of each."""

    talk: Talk
    themes: tuple[WordedTheme, ...]
    rows: dict[str, int]


THEMES, TERMS, ROWS = 12, 8, 6_000
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu wa ye zi".split()


def planted(market: Market = "ID", seed: int = 5) -> Planted:
    """Twelve themes of eight made-up words each in 6,000 rows, from 3 % to 14 % of them, some rows with two.

    The other words of a row come from a Zipf-distributed vocabulary that all rows share; a fifth of the rows tells of
    no theme. Words that hold a theme's word inside them are among the shared ones, and a third of the rows shouts.
    """
    rng = np.random.default_rng(seed)
    made = _made_words(rng, THEMES * TERMS + 400)
    pools = [made[number * TERMS : (number + 1) * TERMS] for number in range(THEMES)]
    shared = [*made[THEMES * TERMS :], *(f"{pool[0]}nya" for pool in pools)]
    frequency = 1 / np.arange(1, len(shared) + 1)
    weights = np.linspace(3.0, 14.0, THEMES)
    slugs = [f"planted-{number}" for number in range(THEMES)]
    rows, told = [], dict.fromkeys(slugs, 0)
    for _ in range(ROWS):
        kinds = int(rng.choice(3, p=(0.2, 0.7, 0.1)))
        words = list(rng.choice(shared, size=int(rng.integers(4, 12)), p=frequency / frequency.sum()))
        for number in rng.choice(THEMES, size=kinds, replace=False, p=weights / weights.sum()):
            told[slugs[number]] += 1
            words += list(rng.choice(pools[number], size=int(rng.integers(2, 5)), replace=False))
        text = " ".join(str(word) for word in rng.permutation(words))
        rows.append(Row(0, text.upper() if rng.random() < 1 / 3 else text, float(rng.integers(1, 6))))
    themes = tuple(
        WordedTheme(
            slug, "quality", "People talk.", {market: NOTES}, {market: tuple((w, "made up") for w in pool)}, "both"
        )
        for slug, pool in zip(slugs, pools, strict=True)
    )
    return Planted(Talk((source(ROWS),), rows, {"read": ROWS}), themes, told)


def _made_words(rng: np.random.Generator, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(str(part) for part in rng.choice(_SYLLABLES, size=3))] = None
    return list(found)
