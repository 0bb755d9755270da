"""Counting: which rows hold which theme, by kind of source, by source and by stars."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from boses_engine.domain.snapshot import Market, SourceFile, SourceKind
from boses_engine.snapshots.about import categories_by_name, source_categories
from boses_engine.snapshots.rows import Cleaned, Row
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

    def add(
        self, row: Row, weighs: bool, terms: Iterable[str], names: Iterable[str], categories: Iterable[str]
    ) -> None:
        """Counts a row that holds the theme."""
        self.about.update(categories)
        self.rows += 1
        self.weighing += weighs
        self.terms.update(terms)
        self.mentions.update((name, polarity(row.rating)) for name in names)
        if row.rating is not None:
            self.ratings[row.rating] += 1
        if row.day is not None:
            self.first = min(self.first or row.day, row.day)
            self.last = max(self.last or row.day, row.day)


@dataclass
class Counts:
    """All counts of a market; every one can be looked up by searching the rows for the theme's terms."""

    market: Market
    sources: tuple[SourceFile, ...]
    tallies: dict[tuple[SourceKind, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    kind_rows: Counter[SourceKind] = field(default_factory=Counter)
    kind_weighing: Counter[SourceKind] = field(default_factory=Counter)
    source_rows: Counter[tuple[int, int]] = field(default_factory=Counter)  # (source, stars) → rows
    source_themes: Counter[tuple[int, int, str]] = field(default_factory=Counter)  # (source, stars, theme) → rows
    source_groups: Counter[tuple[int, int, str]] = field(default_factory=Counter)  # (source, stars, group) → rows
    unexplained: int = 0  # rows that hold no theme
    newest: date | None = None


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
    """Goes through the rows once. A row holds every theme of which a term stands in it as whole words,
    if its kind of source is one of the theme's.

    `groups` are themes that are counted together besides, by the name of the group.

    A brand counts as named where its category is one of the theme's, since many brands are called by ordinary words;
    the platform of a source counts as named by each of its rows: that is what the review is about.
    """
    counts = Counts(market, cleaned.sources)
    finder = _Finder(themes, market, groups or {})
    about = [source_categories(source, market) for source in cleaned.sources]
    total = sum(source.rows_kept for source in cleaned.sources)
    for number, row in enumerate(cleaned.rows()):
        if progress and number % _TELL_EVERY == 0:
            progress("counting", number / max(total, 1))
        _count_row(counts, finder, row, about[row.source])
    return counts


def _count_row(counts: Counts, finder: "_Finder", row: Row, about: frozenset[str]) -> None:
    source = counts.sources[row.source]
    counts.kind_rows[source.kind] += 1
    counts.kind_weighing[source.kind] += source.weighs
    counts.source_rows[row.source, stars(row.rating)] += 1
    if row.day is not None:
        counts.newest = max(counts.newest or row.day, row.day)
    text = words(row.text)
    held = finder.themes(text, source.kind)
    counts.unexplained += not held
    for theme, terms in held.items():
        names = finder.names(text, theme)
        categories = finder.categories(theme, names, about)
        platform = {source.platform} if source.platform else set[str]()
        counts.tallies[source.kind, theme].add(row, source.weighs, terms, names | platform, categories)
        counts.source_themes[row.source, stars(row.rating), theme] += 1
    for group in finder.groups(held):
        counts.source_groups[row.source, stars(row.rating), group] += 1


class _Finder:
    """The themes of a text, and the names in it."""

    def __init__(self, themes: Sequence[KnownTheme], market: Market, groups: Mapping[str, Sequence[str]]) -> None:
        self._groups: dict[str, list[str]] = defaultdict(list)
        for group, members in groups.items():
            for member in members:
                self._groups[member].append(group)
        self._themes: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)  # words → (theme, term)
        for theme in themes:
            for term, _ in theme.terms.get(market, ()):
                self._themes[tuple(words(term))].append((theme.theme, term))
        self._terms = Matcher(" ".join(parts) for parts in self._themes)
        self._categories = categories_by_name(market)
        self._names = Matcher(self._categories)
        self._of_theme = {theme.theme: set(theme.categories) for theme in themes}
        self._kinds = {theme.theme: frozenset(theme.sources) for theme in themes}

    def themes(self, text: list[str], kind: SourceKind) -> dict[str, list[str]]:
        """Theme → its terms in a text of such a source."""
        held: dict[str, list[str]] = {}
        for phrase in self._terms.found(text):
            for theme, term in self._themes[tuple(phrase.split())]:
                if kind in self._kinds[theme]:
                    held.setdefault(theme, []).append(term)
        return held

    def groups(self, themes: Iterable[str]) -> set[str]:
        """The groups that any of the themes belongs to."""
        return {group for theme in themes for group in self._groups.get(theme, ())}

    def names(self, text: list[str], theme: str) -> set[str]:
        """The brands that a row about the theme names."""
        return {name for name in self._names.found(text) if self._categories[name] & self._of_theme[theme]}

    def categories(self, theme: str, names: Iterable[str], about: frozenset[str]) -> set[str]:
        """The theme's categories that a row is about: of those that its source may be about, what it names."""
        named = {category for name in names for category in self._categories[name]}
        return self._of_theme[theme] & ((named & about) or about or named)
