"""All names of places that are known, by their folded form: what a run of words in prose may mean."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.places.countries import country_codes, table
from boses_engine.grounding.places.gazetteer import admin1, geonames_towns, own_towns, usual_name, world_cities
from boses_engine.grounding.text import fold

_OTHER_NAMES_FROM = 200_000  # inhabitants of a city that is also known by its names in other languages
_SIZE_OF_REGION = 1_000_000


@dataclass(frozen=True)
class Meaning:
    """One place that a name may mean; `size` in inhabitants orders namesakes."""

    code: str
    kind: Literal["city", "region"]
    size: int


@cache
def meanings() -> dict[str, tuple[Meaning, ...]]:
    """Folded name → the places it may mean, the largest first."""
    found: dict[str, dict[tuple[str, str], Meaning]] = {}

    def add(name: str, code: str, kind: Literal["city", "region"], size: int) -> None:
        known = found.setdefault(fold(name), {})
        if len(name) > 1 and (old := known.get((code, kind), Meaning(code, kind, -1))).size < size:
            known[code, kind] = replace(old, size=size)

    for place in world_cities(15_000):
        add(place.city, place.country_code, "city", place.population)
    for row in (*table("places/usual_names.csv"), *table("places/world_names.csv")):
        usual = fold(usual_name(row["country_code"], row["city"]))
        known = found.get(usual, {}).get((row["country_code"], "city"))
        for name in filter(None, row.get("names", row["city"]).split(";")):
            add(name, row["country_code"], "city", known.size if known else 0)
    for row in table("places/named_regions.csv"):
        for name in filter(None, (row["region"], *row["names"].split(";"))):
            add(name, row["country_code"], "region", _SIZE_OF_REGION)
    for code in country_codes():
        for town in own_towns(code) if code in MARKETS else ():
            for name in town.names:
                add(name, code, "city", max(town.place.population, 100_000))
            for larger in filter(None, (town.place.region, town.place.province)):
                add(larger, code, "region", _SIZE_OF_REGION // 2)
        for _, keys in admin1(code).values() if code not in MARKETS else ():
            for key in keys:
                if len(key) > 3:
                    add(key, code, "region", _SIZE_OF_REGION // 2)
    return {name: tuple(sorted(each.values(), key=lambda m: -m.size)) for name, each in found.items() if each}


@cache
def other_names() -> dict[str, Meaning]:
    """Folded names of the world's larger cities in other languages ("Đài Bắc") → the largest city so named."""
    names: dict[str, Meaning] = {}
    for code in country_codes():
        towns = [town for town in geonames_towns(code) if town.place.population >= _OTHER_NAMES_FROM]
        for town, name in ((t, fold(n)) for t in towns if code not in MARKETS for n in t.other_names):
            if len(name) > 3 and (name not in names or names[name].size < town.place.population):
                names[name] = Meaning(code, "city", town.place.population)
    return names
