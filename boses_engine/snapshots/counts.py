"""Counting: which rows hold which theme, of which brand, by kind of source, by source, by stars and by month."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from boses_engine.domain.snapshot import Market, SourceFile, SourceKind
from boses_engine.snapshots.about import ORDINARY_NAMES, about_of, categories_by_name, goods_by_word, source_categories
from boses_engine.snapshots.amounts import sums_in
from boses_engine.snapshots.clauses import clauses, is_denied
from boses_engine.snapshots.rows import Cleaned, Month, Row
from boses_engine.snapshots.themes.known import KnownTheme
from boses_engine.snapshots.themes.matcher import Matcher
from boses_engine.snapshots.themes.words import words

Progress = Callable[[str, float], None]  # what is being done, and how much of it is done, 0..1
POSITIVE, NEUTRAL, NEGATIVE = "positive", "neutral", "negative"
UNRATED = 0  # in place of stars
_TELL_EVERY = 2_000  # rows


@dataclass
class Tally:
    """What the rows of one kind of source say about one theme."""

    rows: int = 0
    weighing: int = 0  # rows of sources that weigh for shares
    ratings: Counter[float] = field(default_factory=Counter)
    first: date | None = None
    last: date | None = None
    terms: Counter[str] = field(default_factory=Counter)  # rows that hold each term
    mentions: Counter[tuple[str, str]] = field(default_factory=Counter)  # (name, polarity) → rows
    about: Counter[str] = field(default_factory=Counter)  # brand category → rows about it
    sources: Counter[int] = field(default_factory=Counter)  # source → rows
    months: Counter[tuple[int, Month]] = field(default_factory=Counter)  # (source, month) → rows
    sums: Counter[int] = field(default_factory=Counter)  # sum of money → rows that name it

    def add(self, row: Row, weighs: bool, said: "Said", platform: str) -> None:
        """Counts a row that holds the theme."""
        names = said.names | ({platform} if platform else set())
        self.rows += 1
        self.weighing += weighs
        self.sources[row.source] += 1
        self.about.update(said.categories)
        self.terms.update(said.terms)
        self.mentions.update((name, polarity(row.rating)) for name in names)
        if row.rating is not None:
            self.ratings[row.rating] += 1
        if row.day is not None:
            self.first = min(self.first or row.day, row.day)
            self.last = max(self.last or row.day, row.day)
            self.months[row.source, (row.day.year, row.day.month)] += 1


@dataclass
class Said:
    """How a row tells of one theme: by which terms, of which brands, of which categories of brands."""

    terms: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)


@dataclass
class Counts:
    """All counts of a market; every one can be looked up by searching the rows for the theme's terms."""

    market: Market
    sources: tuple[SourceFile, ...]
    tallies: dict[tuple[SourceKind, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    kind_rows: Counter[SourceKind] = field(default_factory=Counter)
    kind_weighing: Counter[SourceKind] = field(default_factory=Counter)
    named: Counter[tuple[SourceKind, str, str]] = field(default_factory=Counter)  # (kind, name, polarity) → rows
    months: Counter[tuple[int, Month]] = field(default_factory=Counter)  # (source, month) → rows
    source_rows: Counter[tuple[int, int]] = field(default_factory=Counter)  # (source, stars) → rows
    source_themes: Counter[tuple[int, int, str]] = field(default_factory=Counter)  # (source, stars, theme) → rows
    source_groups: Counter[tuple[int, int, str]] = field(default_factory=Counter)  # (source, stars, group) → rows
    unexplained: int = 0  # rows that hold no theme


def polarity(rating: float | None) -> str:
    """How a row with these stars stands to what it names: one or two negative, four or five positive."""
    if rating is None:
        return NEUTRAL
    return NEGATIVE if rating < 2.5 else POSITIVE if rating > 3.5 else NEUTRAL


def stars(rating: float | None) -> int:
    """1..5, half stars rounded up, or `UNRATED`."""
    return UNRATED if rating is None else int(rating + 0.5)


def count(
    cleaned: Cleaned,
    themes: Sequence[KnownTheme],
    market: Market,
    progress: Progress | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> Counts:
    """Goes through the rows once. A row holds every theme that one of its clauses tells of; see `Finder`.

    `groups` are themes that are counted together besides, by the name of the group. The platform of a source counts as
    named by each of its rows: that is what the review is about.
    """
    counts = Counts(market, cleaned.sources)
    finder = Finder(themes, market, groups or {})
    about = [source_categories(source, market) for source in cleaned.sources]
    total = sum(source.rows_kept for source in cleaned.sources)
    for number, row in enumerate(cleaned.rows()):
        if progress and number % _TELL_EVERY == 0:
            progress("counting", number / max(total, 1))
        _count_row(counts, finder, row, about[row.source])
    return counts


def _count_row(counts: Counts, finder: "Finder", row: Row, about: frozenset[str]) -> None:
    """Adds a row to all counts: of its source, its month, whom it names and what it speaks of."""
    source = counts.sources[row.source]
    counts.kind_rows[source.kind] += 1
    counts.kind_weighing[source.kind] += source.weighs
    counts.source_rows[row.source, stars(row.rating)] += 1
    if row.day is not None:
        counts.months[row.source, (row.day.year, row.day.month)] += 1
    told = finder.read(row, source.kind, about)
    side = polarity(row.rating)
    counts.named.update((source.kind, name, side) for name in told.names | {source.platform} if name)
    counts.unexplained += not told.themes
    for theme, said in told.themes.items():
        tally = counts.tallies[source.kind, theme]
        tally.add(row, source.weighs, said, source.platform)
        tally.sums.update(told.sums)
        counts.source_themes[row.source, stars(row.rating), theme] += 1
    for group in finder.groups(told.themes):
        counts.source_groups[row.source, stars(row.rating), group] += 1


@dataclass(frozen=True)
class Told:
    """What a row tells of: themes, the brands it names, the sums of money in it."""

    themes: dict[str, Said]
    names: set[str]
    sums: list[int]


class Finder:
    """Finds what a row tells of, clause by clause.

    A clause holds a theme where one of the theme's terms stands in it as whole words and the kind of source is one of
    the theme's. In a source that is about other things, it must name a brand of the theme's categories: the smell of a
    cream is no smell of shoes. What is denied ("hindi mabagal") is not held: praise never, a complaint not where the
    stars are no complaint. It is about the brands that the clause names, else about those of the row, among those of
    the theme's categories, since many brands are called by ordinary words, and about the goods that the row or its
    product's name names; see `about_of`.
    """

    def __init__(self, themes: Iterable[KnownTheme], market: Market, groups: Mapping[str, Sequence[str]]) -> None:
        self._market: Market = market
        self._groups: dict[str, list[str]] = defaultdict(list)
        for group, members in groups.items():
            for member in members:
                self._groups[member].append(group)
        self._themes: dict[tuple[str, ...], list[tuple[KnownTheme, str]]] = defaultdict(list)  # words → (theme, term)
        self._own: dict[str, frozenset[str]] = {}  # theme → its categories
        for theme in themes:
            self._own[theme.theme] = frozenset(theme.categories)
            for term, _ in theme.terms.get(market, ()):
                self._themes[tuple(words(term))].append((theme, term))
        self._terms = Matcher(" ".join(parts) for parts in self._themes)
        self._categories = categories_by_name(market)
        self._names = Matcher(self._categories)
        self._goods = goods_by_word(market)
        self._goods_words = Matcher(self._goods)
        self._ordinary = {name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in ORDINARY_NAMES[market]}

    def read(self, row: Row, kind: SourceKind, about: frozenset[str]) -> Told:
        """What a row of such a source tells of; `about` are the categories that the source's rows may be about."""
        parted = list(clauses(row.text, self._market))
        named = [[name for name in self._names.found(clause) if self._is_meant(name, row.text)] for clause in parted]
        everywhere = {name for names in named for name in names}
        goods = {self._goods[word] for word in self._goods_words.found(words(f"{row.text} {row.product}"))}
        held: dict[str, Said] = {}
        for clause, names in zip(parted, named, strict=True):
            for phrase, at in self._terms.places(clause):
                denied = is_denied(clause, at, self._market)
                for theme, term in self._themes[tuple(phrase.split())]:
                    if kind not in theme.sources or (denied and _is_undone(theme, row)):
                        continue
                    own = self._own[theme.theme]
                    of_theme = {name for name in names or everywhere if self._categories[name] & own}
                    if about and own and not about & own and not of_theme:
                        continue
                    said = held.setdefault(theme.theme, Said())
                    said.terms.add(term)
                    said.names |= of_theme
                    named_here = {category for name in of_theme for category in self._categories[name]}
                    said.categories |= about_of(own, about, frozenset(named_here | goods))
        return Told(held, everywhere, sums_in(row.text, self._market) if held else [])

    def _is_meant(self, name: str, text: str) -> bool:
        ordinary = self._ordinary.get(name)
        return ordinary is None or ordinary.search(text) is not None

    def groups(self, themes: Iterable[str]) -> set[str]:
        """The groups that any of the themes belongs to."""
        return {group for theme in themes for group in self._groups.get(theme, ())}


def _is_undone(theme: KnownTheme, row: Row) -> bool:
    """Whether a denial makes a row say nothing of a theme: terms of complaints are often half a denial themselves."""
    return theme.polarity == "good" or (theme.polarity == "bad" and polarity(row.rating) != NEGATIVE)
