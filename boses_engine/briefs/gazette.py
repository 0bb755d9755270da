"""All names of places the resolver knows, by their folded form: what a run of words in prose may mean."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.places import gazetteer
from boses_engine.grounding.places.countries import country_codes, table
from boses_engine.grounding.places.country_names import english_names
from boses_engine.grounding.text import fold

Kind = Literal["city", "region"]

_OTHER_NAMES_FROM = 200_000  # inhabitants of a city that is also known by its names in other languages
_SIZE_OF_REGION = 1_000_000


@dataclass(frozen=True)
class Meaning:
    """One place that a name may mean; `size` in inhabitants orders namesakes."""

    code: str
    kind: Kind
    size: int


@cache
def meanings() -> dict[str, tuple[Meaning, ...]]:
    """Folded name → the places it may mean, the largest first."""
    names: dict[str, list[Meaning]] = {}

    def add(name: str, code: str, kind: Kind, size: int) -> None:
        if len(name) > 1:
            names.setdefault(name, []).append(Meaning(code, kind, size))

    for place in gazetteer.world_cities(15_000):
        add(fold(place.city), place.country_code, "city", place.population)
    for row in table("places/world_names.csv"):
        for name in filter(None, row["names"].split(";")):
            size = max((m.size for m in names.get(fold(row["city"]), ()) if m.code == row["country_code"]), default=0)
            add(fold(name), row["country_code"], "city", size)
    for row in table("places/named_regions.csv"):
        for name in (row["region"], *filter(None, row["names"].split(";"))):
            add(fold(name), row["country_code"], "region", _SIZE_OF_REGION)
    for code in MARKETS:
        for town in gazetteer.own_towns(code):
            for name in town.names:
                add(name, code, "city", max(town.place.population, 100_000))
            for larger in filter(None, (town.place.region, town.place.province)):
                add(fold(larger), code, "region", _SIZE_OF_REGION // 2)
    for other in country_codes():
        if other not in MARKETS:
            for _, keys in gazetteer.admin1(other).values():
                for key in keys:
                    if len(key) > 3:
                        add(key, other, "region", _SIZE_OF_REGION // 2)
    return {name: tuple(_best(each)) for name, each in names.items()}


def _best(found: list[Meaning]) -> list[Meaning]:
    kept: dict[tuple[str, Kind], Meaning] = {}
    for meaning in sorted(found, key=lambda each: -each.size):
        kept.setdefault((meaning.code, meaning.kind), meaning)
    return list(kept.values())


@cache
def other_names() -> dict[str, Meaning]:
    """Folded names of the world's larger cities in other languages ("Đài Bắc") → the largest city so named."""
    names: dict[str, Meaning] = {}
    for code in country_codes():
        if code in MARKETS:
            continue
        for town in gazetteer.geonames_towns(code):
            if town.place.population < _OTHER_NAMES_FROM:
                break
            for name in town.other_names:
                key = fold(name)
                if len(key) > 3 and (key not in names or names[key].size < town.place.population):
                    names[key] = Meaning(code, "city", town.place.population)
    return names


@cache
def spellings(code: str | None) -> tuple[str, ...]:
    """Folded names of a country's cities of some size, or of the world's largest and the own countries', to forgive
    a slip of the keyboard by."""
    least = 50_000 if code else 400_000
    return tuple(
        name
        for name, found in meanings().items()
        if len(name) > 4
        and any((code is None or each.code == code) and (each.size >= least or each.kind == "region") for each in found)
    )


def country_name(code: str) -> str:
    """A country's English name."""
    return english_names()[code]
