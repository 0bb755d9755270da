"""What is known of the markets from elsewhere, beside what the counts say: a test of the whole build on real rows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from boses_engine.domain.snapshot import Market, Share
from boses_engine.snapshots.counts import Counts
from boses_engine.snapshots.signals import share_of
from boses_engine.snapshots.themes.known import KnownTheme

_ONE_STAR = 1


@dataclass(frozen=True)
class Leads:
    """Each group is among the first `among` complaints of a platform's one-star rows."""

    known: str
    platform: str
    groups: tuple[str, ...]
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


# What a fact calls by one name and the codebook tells apart; a row that holds any of the themes counts once.
GROUPS: dict[str, tuple[str, ...]] = {
    "broken or wrong items": ("wrong-item", "broken-on-arrival", "damaged-on-the-way", "does-not-work"),
    "support": ("complaint-ignored", "support-is-a-bot"),
    "lost money": ("lost-money",),
    "drivers": ("driver-cancels", "driver-not-found", "driver-asks-extra"),
    "cancelled orders": ("order-cancelled", "driver-cancels"),
    "packaging": ("careless-packing", "careful-packing"),
}
FACTS: dict[Market, tuple[Leads | MoreThan, ...]] = {
    "PH": (
        Leads(
            "broken or wrong items lead Shopee's one-star reviews",
            "Shopee",
            ("broken or wrong items",),
            1,
        ),
        Leads("support and lost money are among the first of GCash's", "GCash", ("support", "lost money"), 5),
    ),
    "ID": (
        MoreThan(
            "shipping cost is far more frequent in Lazada's one-star reviews than in Shopee's",
            "shipping-cost",
            "Lazada",
            "Shopee",
        ),
        Leads(
            "drivers and cancelled orders are among the first of Gojek's", "Gojek", ("drivers", "cancelled orders"), 5
        ),
    ),
    "VN": (Leads("packaging is among the first of Tiki's", "Tiki", ("packaging",), 5),),
}


def known_facts(counts: Counts, themes: Iterable[KnownTheme]) -> list[Finding]:
    """The market's known facts, each beside its counts; `themes` are those that were counted.

    Ranked are the themes that say what went wrong: neither those that only say how somebody feels ("a let-down") nor
    those that only say what a row is about ("topping up") are complaints.
    """
    complaints = {theme.theme for theme in themes if theme.polarity == "bad" and not theme.general}
    return [
        _leads(counts, fact, complaints) if isinstance(fact, Leads) else _more_than(counts, fact)
        for fact in FACTS[counts.market]
    ]


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


def _leads(counts: Counts, fact: Leads, complaints: set[str]) -> Finding:
    rows, themes = leading(counts, fact.platform)
    if not rows:
        return Finding(fact.known, f"no one-star row of {fact.platform}", None)
    ranked = [(theme, share) for theme, share in themes if theme in complaints]
    told, holds = [], True
    for group in fact.groups:
        share = share_of(_group_rows(counts, fact.platform, group), rows)
        rank = 1 + sum(other.rows > share.rows for theme, other in ranked if theme not in GROUPS[group])
        told.append(f"{group} {share.share:.1%}, rank {rank}")
        holds &= share.rows > 0 and rank <= fact.among
    first = ", ".join(f"{theme} {share.share:.1%}" for theme, share in ranked[: max(fact.among, 3)])
    return Finding(fact.known, f"{'; '.join(told)}; single themes: {first} of {rows:,}", holds)


def _group_rows(counts: Counts, platform: str, group: str) -> int:
    return sum(counts.source_groups[source, _ONE_STAR, group] for source in _sources(counts, platform))


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
