"""What is done in the streets of a town: offices, clinics and shops of a trade stand there, schools and midwives are in
every village.

in_town.csv has, in per cent, how many of those who would live outside a town with villages live in it by their work
(`share`), and how many of all who do it live outside one at least (`outside`): farmers, and who bakes bricks; by
titles, a category of who does no work, the beginning of an ISCO-08 code or what they do instead of work, the more
particular first, and before them the row of the country, or of its group of incomes, before that of any. Nobody moves
for what no row has.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.work.regions import title_weight
from boses_engine.grounding.work.tables import (
    Job,
    Row,
    Wish,
    rows_of_market,
    rows_under,
    table_keys,
    tables,
    title_keys,
)

# Parts of the names of workplaces that no village has.
_OF_STREETS = (
    *("office gate", "office lane", "office district", "by offices", "office tower", "mall", "station exit", "campus"),
    *("near a university", "dormitories", "near the city hall", "tourist street", "night market", "town hotel"),
    *("main-street", "department store", "hospital gate", "near a hospital", "bus station", "shopping street"),
    *("city hotel", "bus terminal", "public park", "public plaza", "traffic junction", "cafe district"),
)


def moves_to_town(wishes: tuple[Wish, ...], code: str, region: str | None, town: str) -> float:
    """Of those who do what was asked for and would live outside a town, how many live in it, 0..1: of several titles
    as many as of these together, each as often as it comes there."""
    return _mean(wishes, code, region, town, "share")


def lives_outside(wishes: tuple[Wish, ...], code: str, region: str | None, town: str) -> float:
    """Of those who do what was asked for, how many live outside a town at least, where villages are, 0..1."""
    return _mean(wishes, code, region, town, "outside")


@lru_cache(maxsize=512)
def _mean(wishes: tuple[Wish, ...], code: str, region: str | None, town: str, figure: str) -> float:
    """A figure of in_town.csv over the titles that were asked for, each as often as it comes there."""
    known: list[tuple[float, float]] = []
    for wish in wishes:
        rows = wish.rows or _of_category(wish.category, code)
        weights = [title_weight(row, code, region, town) for row in rows]
        weights = weights if any(weights) else [1.0] * len(rows)
        total = sum(weights)
        known += [(weight / total, _figure(row.job, code, figure)) for row, weight in zip(rows, weights, strict=True)]
    return sum(part * each for part, each in known) / max(len(wishes), 1)


def outside_of_streets(workplaces: Sequence[str]) -> tuple[str, ...]:
    """The workplaces that villages have too, all where there are no such: no cart at an office gate."""
    kept = (each for each in workplaces if not any(f" {part} " in f" {each} " for part in _OF_STREETS))
    return tuple(kept) or tuple(workplaces)


def _of_category(name: str, code: str) -> Sequence[Row]:
    """The titles of a kind of work that a country has; none of an umbrella, which is of any work."""
    if not name or tables().categories[name].members:
        return ()
    return rows_of_market(rows_under(name), code, asked=False)


@lru_cache(maxsize=8192)  # titles are what users write
def _figure(job: Job, code: str, figure: str) -> float:
    keys, known = (*title_keys(job), *table_keys(job)), _figures()
    markets = (code, country(code).income_group, "any")
    found = (known[market, key] for key in keys for market in markets if (market, key) in known)
    return next(found, {}).get(figure, 0.0)


@cache
def _figures() -> dict[tuple[str, str], dict[str, float]]:
    """By market and key the figures of a row, 0..1."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in table("work/in_town.csv"):
        kind, colon, names = row["key"].rpartition(":")
        figures = {name: float(row[name] or 0) / 100 for name in ("share", "outside")}
        for market, name in product(row["market"].split("|"), names.split("|")):
            found[market, f"{kind}{colon}{name}"] = figures
    return found
