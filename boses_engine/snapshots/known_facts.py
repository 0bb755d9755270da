"""What is known of the markets from elsewhere, beside what the counts say: a test of the whole build on real rows.

A fact is written down before it is looked up in the counts, and stays where it does not come out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from boses_engine.domain.snapshot import Market, Share, SourceKind
from boses_engine.snapshots.counts import UNRATED, Counts
from boses_engine.snapshots.signals import share_of
from boses_engine.snapshots.themes.known import KnownTheme

_ONE_STAR = 1


@dataclass(frozen=True)
class Leads:
    """Each group is among the first `among` complaints of a platform's rows with so many stars."""

    known: str
    source: str  # who, year
    platform: str
    groups: tuple[str, ...]
    among: int
    stars: int = _ONE_STAR


@dataclass(frozen=True)
class MoreThan:
    """A theme is more frequent in one platform's one-star rows than in another's, intervals apart."""

    known: str
    source: str
    theme: str
    more: str
    less: str


@dataclass(frozen=True)
class Outweighs:
    """A theme is more frequent than another in all weighing rows of a kind of source, intervals apart."""

    known: str
    source: str
    kind: SourceKind
    more: str
    less: str


@dataclass(frozen=True)
class Finding:
    """A known fact beside the counts; `holds` is None where no row can tell."""

    known: str
    source: str
    counted: str
    holds: bool | None


Fact = Leads | MoreThan | Outweighs

LOAN_APPS = "pay later"  # several lenders, which the export does not name
_ESTIMATE = "estimate: set when the build was written, 2026"

# What a fact calls by one name and the codebook tells apart; a row that holds any of the themes counts once.
GROUPS: dict[str, tuple[str, ...]] = {
    "broken or wrong items": ("wrong-item", "broken-on-arrival", "damaged-on-the-way", "does-not-work"),
    "support": ("complaint-ignored", "support-is-a-bot"),
    "lost money": ("lost-money",),
    "drivers": ("driver-cancels", "driver-not-found", "driver-asks-extra"),
    "cancelled orders": ("order-cancelled", "driver-cancels"),
    "packaging": ("careless-packing", "careful-packing"),
    "no way into the account": ("login-loops", "account-locked", "code-does-not-come"),
    "new versions": ("update-made-worse",),
    "deceit": ("not-as-pictured", "wrong-item", "fake-goods", "scam-shops", "used-sold-as-new"),
    "interest and collection": ("interest-and-late-fees",),
    "late parcels": ("late-parcel", "parcel-stuck"),
    "refunds": ("slow-refund", "return-refused"),
    "fares and fees": ("too-dear", "service-fee"),
    "swindles and break-ins": ("scam-shops", "leaked-data"),
    "blocked accounts": ("account-locked",),
    "app errors": ("app-crashes", "slow-app"),
    "paid features": ("pay-for-every-feature",),
    "codes": ("code-does-not-come",),
    "not as described": ("not-as-pictured", "wrong-item"),
}
FACTS: dict[Market, tuple[Fact, ...]] = {
    "PH": (
        Leads(
            "broken or wrong items lead Shopee's one-star reviews", _ESTIMATE, "Shopee", ("broken or wrong items",), 1
        ),
        Leads(
            "support and lost money are among the first of GCash's", _ESTIMATE, "GCash", ("support", "lost money"), 5
        ),
        Leads(  # most complaints about e-money: customers who cannot get into their accounts
            "having no way into the account is among the first of GCash's",
            "Bangko Sentral ng Pilipinas in The Philippine Star, 2024",
            "GCash",
            ("no way into the account",),
            3,
        ),
        MoreThan(  # lent to 5.4 million in the app, by its own score
            "loans and limits are more frequent with GCash than with BDO",
            "GCash in Philippine Daily Inquirer, 2024",
            "loan-refused",
            "GCash",
            "BDO",
        ),
        Leads(  # a new app from March, whose updates switched off the key for payments
            "a worse new version is among the first of BPI's", "Interaksyon, 2023", "BPI", ("new versions",), 5
        ),
        Leads(  # of 5,701 online complaints 2,082 of deceptive sales, 458 of false adverts, 394 of swindles
            "deceit is among the first of Shopee's", "trade department DTI, 2023", "Shopee", ("deceit",), 3
        ),
        Outweighs(  # what makes people buy online: free delivery 65.7 %, coupons and discounts third
            "shoppers talk more of free shipping than of vouchers",
            "DataReportal with GWI, 2022",
            "marketplace",
            "free-shipping",
            "vouchers",
        ),
    ),
    "ID": (
        MoreThan(
            "shipping cost is far more frequent in Lazada's one-star reviews than in Shopee's",
            _ESTIMATE,
            "shipping-cost",
            "Lazada",
            "Shopee",
        ),
        Leads(
            "drivers and cancelled orders are among the first of Gojek's",
            _ESTIMATE,
            "Gojek",
            ("drivers", "cancelled orders"),
            5,
        ),
        Leads(  # 63 % of the complaints about online loans are of the way debts are collected
            "interest and collection are among the first of the loan apps'",
            "consumer foundation YLKI, 2022",
            LOAN_APPS,
            ("interest and collection",),
            3,
            UNRATED,
        ),
        Leads(  # goods that have not come 36 %, refunds not given 17 %; Lazada named most often
            "late parcels and refunds are among the first of Lazada's",
            "consumer foundation YLKI, 2018",
            "Lazada",
            ("late parcels", "refunds"),
            5,
        ),
        Leads(  # parcels that stay for days in the depots of its own courier
            "late parcels are among the first of Shopee's", "Media90, 2025", "Shopee", ("late parcels",), 3
        ),
        Leads(  # 73.8 % of riders want the new fares reviewed, as too dear
            "fares and fees are among the first of Gojek's", "institute RISED, 2022", "Gojek", ("fares and fees",), 5
        ),
        Leads(  # what 108 complaints about marketplaces are of
            "break-ins, blocked accounts, support and app errors are among the first of Tokopedia's",
            "consumer foundation YLKI, 2026",
            "Tokopedia",
            ("swindles and break-ins", "blocked accounts", "support", "app errors"),
            8,
        ),
    ),
    "VN": (
        Leads("packaging is among the first of Tiki's", _ESTIMATE, "Tiki", ("packaging",), 5),
        Leads(  # a new account needs a code by a text message of 5,000 dong
            "paid features and codes are among the first of Zalo's",
            "Thanh Niên, 2025",
            "Zalo",
            ("paid features", "codes"),
            5,
        ),
        MoreThan(  # a storm of one-star reviews against the terms on personal data of December
            "personal data is more frequent with Zalo than with Zalopay",
            "Thanh Niên, 2025",
            "leaked-data",
            "Zalo",
            "Zalopay",
        ),
        MoreThan(  # wallets stop for whoever has not had face and identity card checked
            "identity checks are more frequent with Zalopay than with Zalo",
            "State Bank of Vietnam, circular 40, 2024",
            "verification-fails",
            "Zalopay",
            "Zalo",
        ),
        Leads(  # a fifth of all complaints are of online shops: first of all goods not as described
            "goods not as described are among the first of Shopee's",
            "Vietnam Competition Commission in VnEconomy, 2025",
            "Shopee",
            ("not as described",),
            3,
        ),
        MoreThan(  # a publisher's 128 orders: most pirated books came from Shopee, Lazada and Sendo
            "fakes are more frequent with Shopee than with Tiki", "First News, 2019", "fake-goods", "Shopee", "Tiki"
        ),
    ),
}


def known_facts(counts: Counts, themes: Iterable[KnownTheme]) -> list[Finding]:
    """The market's known facts, each beside its counts; `themes` are those that were counted.

    Ranked are the themes that say what went wrong: neither those that only say how somebody feels ("a let-down") nor
    those that only say what a row is about ("topping up") are complaints.
    """
    complaints = {theme.theme for theme in themes if theme.polarity == "bad" and not theme.general}
    return [Finding(fact.known, fact.source, *_compare(counts, fact, complaints)) for fact in FACTS[counts.market]]


def leading(counts: Counts, platform: str, stars: int = _ONE_STAR) -> tuple[int, list[tuple[str, Share]]]:
    """A platform's rows with so many stars, and their themes with their share of them, most frequent first.

    Rows of balanced sources count too: a balance between the stars leaves the rows of one star as they were.
    """
    sources = set(_sources(counts, platform))
    rows = sum(n for (source, given), n in counts.source_rows.items() if source in sources and given == stars)
    held: Counter[str] = Counter()
    for (source, given, theme), n in counts.source_themes.items():
        if source in sources and given == stars:
            held[theme] += n
    ranked = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    return rows, [(theme, share_of(n, rows)) for theme, n in ranked]


def _sources(counts: Counts, platform: str) -> Iterator[int]:
    """Platforms may be written with their country, "Shopee ID"; a source without one is called by what it is about."""
    wanted = platform.casefold().split()
    for number, source in enumerate(counts.sources):
        called = source.platform.casefold().split()
        if called[: len(wanted)] == wanted or (not called and platform in source.about):
            yield number


def _compare(counts: Counts, fact: Fact, complaints: set[str]) -> tuple[str, bool | None]:
    """What the counts say of a fact, and whether it holds."""
    match fact:
        case Leads():
            return _leads(counts, fact, complaints)
        case MoreThan():
            return _more_than(counts, fact)
        case Outweighs():
            return _outweighs(counts, fact)


def _leads(counts: Counts, fact: Leads, complaints: set[str]) -> tuple[str, bool | None]:
    rows, themes = leading(counts, fact.platform, fact.stars)
    if not rows:
        return f"no such row of {fact.platform}", None
    ranked = [(theme, share) for theme, share in themes if theme in complaints]
    told, holds = [], True
    for group in fact.groups:
        held = sum(counts.source_groups[source, fact.stars, group] for source in _sources(counts, fact.platform))
        share = share_of(held, rows)
        rank = 1 + sum(other.rows > share.rows for theme, other in ranked if theme not in GROUPS[group])
        told.append(f"{group} {share.share:.1%}, rank {rank}")
        holds &= share.rows > 0 and rank <= fact.among
    first = ", ".join(f"{theme} {share.share:.1%}" for theme, share in ranked[: max(fact.among, 3)])
    return f"{'; '.join(told)}; single themes: {first} of {rows:,}", holds


def _more_than(counts: Counts, fact: MoreThan) -> tuple[str, bool | None]:
    shares = {}
    for platform in (fact.more, fact.less):
        rows, themes = leading(counts, platform)
        if not rows:
            return f"no one-star row of {platform}", None
        shares[platform] = dict(themes).get(fact.theme, share_of(0, rows))
    return _told(shares), shares[fact.more].low > shares[fact.less].high


def _outweighs(counts: Counts, fact: Outweighs) -> tuple[str, bool | None]:
    rows = counts.kind_weighing[fact.kind]
    if not rows:
        return f"no weighing {fact.kind} row", None
    held = {theme: tally.weighing for (kind, theme), tally in counts.tallies.items() if kind == fact.kind}
    shares = {theme: share_of(held.get(theme, 0), rows) for theme in (fact.more, fact.less)}
    return _told(shares), shares[fact.more].low > shares[fact.less].high


def _told(shares: Mapping[str, Share]) -> str:
    return "; ".join(
        f"{name} {share.share:.1%} ({share.low:.1%} to {share.high:.1%}) of {share.of:,}"
        for name, share in shares.items()
    )
