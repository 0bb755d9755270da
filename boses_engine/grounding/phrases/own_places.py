"""Where those work who have no employer, and those who work from home, by kind of work where no title says it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.phrases.places_named import at_such
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import Words
from boses_engine.grounding.work.tables import Row, Wish, rows_of_market, rows_under, tables

_DESK = "a home desk"
_OF_FIRMS = frozenset(("care", "improvement", "furnishing", "renovation", "for"))  # "a home care agency"


def own_place(rows: Iterable[Row]) -> str:
    """Where most of those are who do such work on their own account, "several private houses" of masons; "" where
    nothing is known of it."""
    return _most_usual("own", rows)


def from_home(wish: Wish, code: str) -> Wish | None:
    """The wish of those who do this from home: at the home places of its titles, at desks at home, at home workshops;
    without the titles that nobody does there, and None if these are the most."""
    kind = tables().categories.get(wish.category)
    if not wish.rows and (not kind or wish.title or kind.members or kind.job.status != "working"):
        return None
    rows = wish.rows or tuple(rows_of_market(rows_under(wish.category), code, asked=False))
    if not rows or any(row.job.status != "working" for row in rows):
        return None
    if wish.match == "as asked" or len(rows) == 1:
        there = at_such(rows, _is_home)
        place = None if there else _most_usual("home", rows)
        there = there or (tuple(map(_not_in_streets, rows)) if place else ())
        return replace(wish, rows=there, workplace=place) if there else None
    at_home = tuple(there for row in rows for there in _at_home(row))
    if 2 * len(at_home) < len(rows):  # teachers, of whom some give lessons at home
        return None
    at_desks = tuple(row for row in at_home if row.workplaces == (("any", _DESK),))
    at_home = at_desks if 2 * len(at_desks) >= len(at_home) else at_home  # of private employees none takes a lathe home
    named = {text for row in at_home for _, text in row.workplaces}
    return replace(wish, rows=at_home, workplace=named.pop() if len(named) == 1 else None)


def _at_home(row: Row) -> tuple[Row, ...]:
    """The row at its places at home, or else where such work is done there; none for what nobody does at home."""
    place = _most_usual("home", (row,))
    if place == _DESK:
        return (replace(row, workplaces=(("any", _DESK),)),)
    there = at_such((row,), _is_home)
    return there or ((replace(_not_in_streets(row), workplaces=(("any", place),)),) if place else ())


def _not_in_streets(row: Row) -> Row:
    """The row of who does at home what others do in streets: a "street food vendor" is a home food vendor there."""
    name = row.job.title
    if not name.startswith("street "):
        return row
    return replace(row, job=replace(row.job, title=f"home {name.removeprefix('street ')}", like=row.job.like or name))


def _is_home(place: Words) -> bool:
    """Whether a workplace is the home of who works there: "a home kitchen", no care home and no home care agency."""
    return (place[1:2] == ("home",) and _OF_FIRMS.isdisjoint(place)) or place[-2:] == ("at", "home")


def _most_usual(where: str, rows: Iterable[Row]) -> str:
    """The place of most rows, by the longest beginning of their ISCO-08 codes."""
    found = Counter(_place(where, row.job.isco08) for row in rows)
    return found.most_common(1)[0][0] if found else ""


@lru_cache(maxsize=8192)  # texts are what users write
def _place(where: str, isco08: str) -> str:
    known = {line["isco08"]: line[where] for line in table("phrases/own_places.csv")}
    return next((known[each] for each in groups_of(isco08) if each in known), "")
