"""Which column holds what: by its name in four languages, by what stands in it, or by a hint."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.reading.dates import Order, decide_order, evidence, form_of
from boses_engine.snapshots.reading.hints import Hints
from boses_engine.snapshots.reading.names import Role, is_crawl_time, is_never_read, role_of
from boses_engine.snapshots.reading.opening import source_error
from boses_engine.snapshots.reading.ratings import Scale, decide
from boses_engine.snapshots.reading.tables import Table

DISTINCT_MOST = 64  # different cells that a column of ratings or labels can have
PRODUCTS_MOST = 20_000  # products whose ratings are compared

_CELL_MOST = 40  # characters of a cell that are compared
_LABEL_SHARE = 0.8  # of the cells that the first DISTINCT_MOST different ones cover in a column of labels
_DATES_TRIED = 200  # filled cells after which a column without dates is known to have none
_DATES_LEAST = 0.5  # share of the filled cells
_WORDS_LEAST = 2.0  # a cell, on average, in a column of texts without a name that tells
_AVERAGES_LEAST = 10  # rows beyond the first of their product before equal ratings prove an average
_NONE = -1  # where a hint says that the file has no such column
_STARS = {str(star) for star in range(1, 6)} | {f"{star}.0" for star in range(1, 6)}
_USUAL: dict[Market, Order] = {"PH": "mdy", "ID": "dmy", "VN": "dmy"}  # how the market writes a day


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a record; indices of columns, None where the file has no such thing."""

    text: tuple[int, ...]  # joined
    others: tuple[int, ...]
    rating: int | None
    scale: Scale | None
    day: int | None
    order: Order
    anchor: int | date | None  # what relative dates count back from: a column, or one day for all
    product: int | None
    records: int  # that the file holds


@dataclass(slots=True)
class _Facts:
    """What a pass over the file says of one column; bounded, however long the file."""

    filled: int = 0
    words: int = 0
    values: Counter[str] = field(default_factory=Counter)  # of the first DISTINCT_MOST different cells
    many: bool = False  # there are more, so it is no rating
    dates: int = 0
    tried: int = 0
    orders: Counter[Order] = field(default_factory=Counter)

    def add(self, cell: str) -> None:
        self.filled += 1
        self.words += cell.count(" ") + 1
        short = cell[:_CELL_MOST]
        if short in self.values or len(self.values) < DISTINCT_MOST:
            self.values[short] += 1
        else:
            self.many = True
        if self.tried < _DATES_TRIED or self.dates >= self.tried * _DATES_LEAST:
            self.tried += 1
            if (form := form_of(cell)) is not None:
                self.dates += 1
                if form == "slashed" and (order := evidence(cell)):
                    self.orders[order] += 1

    @property
    def is_date(self) -> bool:
        return self.tried > 0 and self.dates >= self.tried * _DATES_LEAST


def survey(path: Path, table: Table, hints: Hints, market: Market, *, reddit: bool) -> Layout:
    """The layout of a file after one pass over it. Raises SourceError where it has no column of texts.

    `reddit`: its score counts votes, so only a column that a hint names is taken for a rating.
    """
    roles = {place: role for place, name in enumerate(table.columns) if (role := role_of(name))}
    hinted = _Hinted(path, table.columns, hints)
    watched = [p for p, name in enumerate(table.columns) if not is_never_read(name) or p in hinted.all()]
    facts = {place: _Facts() for place in watched}
    product = hinted.product if hinted.product is not None else _named(roles, facts, "product")
    product = None if product == _NONE else product
    firsts: dict[tuple[int, str], str] = {}
    same: Counter[int] = Counter()
    differ: Counter[int] = Counter()
    rated = [place for place in watched if roles.get(place, ("",))[0] == "rating"]
    records = 0
    flaws: Counter[str] = Counter()
    for record in table.records(flaws):
        records += 1
        for place in watched:
            if cell := record[place].strip():
                facts[place].add(cell)
        if product is not None and (name := record[product]):
            for place in rated:
                if (place, name) in firsts:
                    (same if firsts[place, name] == record[place] else differ)[place] += 1
                elif len(firsts) < PRODUCTS_MOST:
                    firsts[place, name] = record[place]
    if records == 0:
        told = ", ".join(f"{reason}: {count:,}" for reason, count in flaws.items()) or "only the names of columns"
        raise source_error(path, f"holds no record that can be read ({told}); export it again, or remove it")
    averages = {p for p in rated if same[p] >= _AVERAGES_LEAST and not differ[p] and len(facts[p].values) > 1}
    text, others = _texts(path, table.columns, roles, facts, hinted)
    rating, scale = _rating(path, roles, facts, hints, hinted, averages, set(text + others), reddit)
    day = _date(roles, facts, hinted)
    crawl = [place for place in watched if is_crawl_time(table.columns[place]) and place != day]
    return Layout(
        text=text,
        others=others,
        rating=rating,
        scale=scale,
        day=day,
        order=decide_order(facts[day].orders if day is not None else {}, _USUAL[market]),
        anchor=hints.crawled or (crawl[0] if crawl else None),
        product=product,
        records=records,
    )


class _Hinted:
    """The columns that the hints name, as indices."""

    def __init__(self, path: Path, columns: Sequence[str], hints: Hints) -> None:
        def find(key: str, name: str | None) -> int | None:
            if name is None:
                return None
            if name in columns:
                return columns.index(name)
            if name == "none":
                return _NONE
            problem = (
                f"sources.yaml (line {hints.lines.get(key, 0)}) names the column {name!r} for {key}, which is not there"
            )
            raise source_error(path, f"{problem}; its columns: {', '.join(columns[:20])}")

        self.text = tuple(place for name in hints.text or () if (place := find("text", name)) is not None)
        self.others = tuple(p for name in hints.others or () if (p := find("others", name)) not in (None, _NONE))
        self.no_others = hints.others is not None
        self.rating, self.date = find("rating", hints.rating), find("date", hints.date)
        self.product = find("product", hints.product)

    def all(self) -> set[int]:
        found = {*self.text, *self.others, self.rating, self.date, self.product}
        return {place for place in found if place is not None and place >= 0}


def _named(roles: dict[int, tuple[Role, int]], facts: dict[int, _Facts], role: Role) -> int | None:
    """The column whose name says `role` most surely."""
    found = [(rank, place) for place, (named, rank) in roles.items() if named == role and place in facts]
    return min(found)[1] if found else None


def _texts(
    path: Path,
    columns: Sequence[str],
    roles: dict[int, tuple[Role, int]],
    facts: dict[int, _Facts],
    hinted: _Hinted,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns to join into a row's text, and those whose texts are rows of their own."""
    others = tuple(place for place, (role, _) in sorted(roles.items()) if role == "others" and place in facts)
    others = hinted.others if hinted.no_others else others
    if hinted.text:
        return hinted.text, others
    filled = {place for place, found in facts.items() if found.filled}
    named = [(rank, place) for place, (role, rank) in roles.items() if role == "text" and place in filled]
    named = [(rank, place) for rank, place in named if not _is_label(facts[place])]
    titles = [place for place, (role, _) in roles.items() if role == "title" and place in filled]
    titles = [place for place in titles if not _is_label(facts[place])]
    if named:
        return (*titles[:1], min(named)[1]), others
    free = [place for place in filled if place not in roles or place in titles]
    longest = max(free, key=lambda place: (facts[place].words / facts[place].filled, -place), default=None)
    if longest is not None and facts[longest].words >= _WORDS_LEAST * facts[longest].filled:
        return (longest,), others
    if len(columns) == 1 and longest is not None and facts[longest].many:
        return (longest,), others
    if others:
        return (), others
    problem = "has no column of texts that could be found by its name or by what stands in it"
    shown = ", ".join(columns[:20]) + (", …" if len(columns) > 20 else "")
    raise source_error(path, f"{problem}; name it with text: in sources.yaml. Its columns: {shown}")


def _is_label(found: _Facts) -> bool:
    """The same few cells in most records, as the ready-made titles that a shop puts over its stars."""
    return found.filled > 2 * DISTINCT_MOST and found.values.total() > _LABEL_SHARE * found.filled


def _rating(
    path: Path,
    roles: dict[int, tuple[Role, int]],
    facts: dict[int, _Facts],
    hints: Hints,
    hinted: _Hinted,
    averages: set[int],
    texts: set[int],
    reddit: bool,
) -> tuple[int | None, Scale | None]:
    """Stars by name, then stars by content, then labels by name, then the one column that holds labels."""
    if hinted.rating == _NONE or (reddit and hinted.rating is None):
        return None, None
    if hinted.rating is not None:
        found = hints.scale or decide(facts[hinted.rating].values.items(), label=False)
        if found is None:
            problem = "holds no rating of a known scale in the column that sources.yaml names; give its scale"
            raise source_error(path, problem)
        return hinted.rating, found  # type: ignore[return-value]  # hints.scale is one of SCALES
    free = [place for place in facts if place not in averages and place not in texts]

    def scale(place: int) -> Scale | None:
        label = place in roles and roles[place][0] == "label"
        return None if facts[place].many else decide(facts[place].values.items(), label=label)

    def ranked(role: Role) -> list[int]:
        return [p for _, p in sorted((roles[p][1], p) for p in free if roles.get(p, ("",))[0] == role)]

    unnamed = [place for place in free if place not in roles]
    starred = [p for p in unnamed if scale(p) == "1-5" and set(facts[p].values) <= _STARS and len(facts[p].values) > 3]
    labelled = [place for place in unnamed if scale(place) == "labels"]
    candidates = ranked("rating") + (starred if len(starred) == 1 else []) + ranked("label")
    candidates += labelled if len(labelled) == 1 else []
    for place in candidates:
        if (found := scale(place)) is not None:
            return place, hints.scale or found  # type: ignore[return-value]
    return None, None


def _date(roles: dict[int, tuple[Role, int]], facts: dict[int, _Facts], hinted: _Hinted) -> int | None:
    if hinted.date is not None:
        return None if hinted.date == _NONE else hinted.date
    named = [(rank, place) for place, (role, rank) in roles.items() if role == "date" and place in facts]
    for _, place in sorted(named):
        if facts[place].is_date:
            return place
    unnamed = [place for place, found in facts.items() if place not in roles and found.is_date]
    return unnamed[0] if len(unnamed) == 1 else None
