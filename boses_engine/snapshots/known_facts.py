"""What is known of the markets from elsewhere, beside what the counts say: a test of the whole build on real rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from boses_engine.domain.snapshot import Market, Share
from boses_engine.snapshots.counts import Counts
from boses_engine.snapshots.signals import share_of

_ONE_STAR = 1


@dataclass(frozen=True)
class Leads:
    """Each group of themes has one among the first `among` of a platform's one-star rows."""

    known: str
    platform: str
    groups: tuple[tuple[str, ...], ...]
    among: int


@dataclass(frozen=True)
class MoreThan:
    """A theme is more frequent in one platform's one-star rows than in another's, intervals apart."""

    known: str
    theme: str
    more: str
    less: str


@dataclass(frozen=True)
class Finding:
    """A known fact beside the counts; `holds` is None where no row can tell."""

    known: str
    counted: str
    holds: bool | None


FACTS: dict[Market, tuple[Leads | MoreThan, ...]] = {
    "PH": (
        Leads(
            "broken or wrong items lead Shopee's one-star reviews",
            "Shopee",
            (("wrong-item", "damaged-on-the-way", "broken-on-arrival", "does-not-work"),),
            1,
        ),
        Leads(
            "support and lost money are among the first of GCash's",
            "GCash",
            (("complaint-ignored", "support-is-a-bot"), ("lost-money",)),
            5,
        ),
    ),
    "ID": (
        MoreThan(
            "shipping cost is far more frequent in Lazada's one-star reviews than in Shopee's",
            "shipping-cost",
            "Lazada",
            "Shopee",
        ),
        Leads(
            "drivers and cancelled orders are among the first of Gojek's",
            "Gojek",
            (("driver-cancels", "order-cancelled"), ("driver-not-found", "driver-asks-extra", "driver-cancels")),
            5,
        ),
    ),
    "VN": (
        Leads(
            "packaging is among the first of Tiki's",
            "Tiki",
            (("careless-packing", "careful-packing"),),
            5,
        ),
    ),
}


def known_facts(counts: Counts) -> list[Finding]:
    """The market's known facts, each beside its counts."""
    return [_leads(counts, f) if isinstance(f, Leads) else _more_than(counts, f) for f in FACTS[counts.market]]


def leading(counts: Counts, platform: str) -> tuple[int, list[tuple[str, Share]]]:
    """A platform's one-star rows, and their themes with their share of them, most frequent first.

    Rows of balanced sources count too: a balance between the stars leaves the rows of one star as they were.
    """
    sources = set(_sources(counts, platform))
    rows = sum(n for (source, stars), n in counts.source_rows.items() if source in sources and stars == _ONE_STAR)
    held: Counter[str] = Counter()
    for (source, stars, theme), n in counts.source_themes.items():
        if source in sources and stars == _ONE_STAR:
            held[theme] += n
    ranked = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    return rows, [(theme, share_of(n, rows)) for theme, n in ranked]


def _sources(counts: Counts, platform: str) -> Iterator[int]:
    """Platforms may be written with their country, "Shopee ID"."""
    wanted = platform.casefold().split()
    for number, source in enumerate(counts.sources):
        if source.platform.casefold().split()[: len(wanted)] == wanted:
            yield number


def _leads(counts: Counts, fact: Leads) -> Finding:
    rows, themes = leading(counts, fact.platform)
    if not rows:
        return Finding(fact.known, f"no one-star row of {fact.platform}", None)
    first = themes[: fact.among]
    shown = ", ".join(f"{theme} {share.share:.1%}" for theme, share in themes[: max(fact.among, 3)])
    slugs = {theme for theme, _ in first}
    return Finding(fact.known, f"{shown} of {rows:,}", all(slugs & set(group) for group in fact.groups))


def _more_than(counts: Counts, fact: MoreThan) -> Finding:
    shares = {}
    for platform in (fact.more, fact.less):
        rows, themes = leading(counts, platform)
        if not rows:
            return Finding(fact.known, f"no one-star row of {platform}", None)
        shares[platform] = dict(themes).get(fact.theme, share_of(0, rows))
    counted = "; ".join(
        f"{platform} {share.share:.1%} ({share.low:.1%} to {share.high:.1%}) of {share.of:,}"
        for platform, share in shares.items()
    )
    return Finding(fact.known, counted, shares[fact.more].low > shares[fact.less].high)
