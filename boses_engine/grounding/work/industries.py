"""Which workplaces a place has: chip plants in Penang and no cement, looms in Surat, no harbour in the hills.

plants.csv tells by the words of a workplace of which industry it is, how often one is found where nothing more is
known, in rich countries and elsewhere, for once that a usual place of work is, and in a city of how many thousands of
people at least, where incomes are high ("people_rich") fewer than elsewhere. A row of industries.csv knows it for towns
or divisions of a country, or for all of the country ("*": what the row does not name). Each industry is looked up by
itself: of the town before the division before the country. What needs the sea ("needs" in plants.csv) is only near
towns at the coast, what needs the shore only in these and beside them, what needs trains in divisions with a railway.
A row with `work` holds for these ISCO-08 codes alone: insurers sell everywhere, and weigh risks at their seats.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.places.near import SHORE_KM, is_near_the_sea, people_near
from boses_engine.grounding.places.railways import trains_run


@dataclass(frozen=True)
class _Industry:
    name: str
    usual: float
    rich: float
    people: int  # of the city near, at least
    people_rich: int  # where incomes are high
    needs: str  # of the place: "sea", "shore", "trains" or nothing


def industry_times(workplace: str, code: str, region: str | None, town: str | None, isco08: str = "") -> float:
    """How often a workplace of a job is found in a place for once that a usual one is: 1 where it is of no industry."""
    industry = _industry_of(workplace, isco08)
    return 1.0 if industry is None else _times(industry, code, region, town)


@lru_cache(maxsize=1 << 14)
def _times(industry: _Industry, code: str, region: str | None, town: str | None) -> float:
    """The same of an industry."""
    for place in filter(None, (town, region)):
        if (times := _known(code, place, industry.name)) is not None:
            return times
    if industry.needs == "trains" and not trains_run(code, region):
        return 0.0
    if region and industry.needs == "sea" and not is_near_the_sea(code, region, town):
        return 0.0
    if region and industry.needs == "shore" and not is_near_the_sea(code, region, town, SHORE_KM):
        return 0.0
    rich = country(code).income_group == "high"
    least = industry.people_rich if rich else industry.people
    if town and least and people_near(code, region, town) < least:
        return 0.0
    times = _known(code, "", industry.name)
    return (industry.rich if rich else industry.usual) if times is None else times


def state_service(code: str, region: str | None, town: str | None) -> float:
    """How often the retired of a place were in the state's service for once that those of other places were."""
    known = (_known(code, place, "state service") for place in filter(None, (town, region)))
    return next((times for times in known if times is not None), 1.0)


def is_of_an_industry(workplace: str, isco08: str = "") -> bool:
    """Whether how often a workplace of a job is found differs between places."""
    return _industry_of(workplace, isco08) is not None


def _known(code: str, place: str, industry: str) -> float | None:
    known = _industries().get((code, place), {})
    return known.get(industry, known.get("*"))


def _industry_of(workplace: str, isco08: str) -> _Industry | None:
    """The industry of a job with the longest words in a workplace."""
    found = _industries_named(workplace)
    return next((each for codes, each in found if isco08.startswith(codes)), None)


@cache
def _industries_named(workplace: str) -> tuple[tuple[tuple[str, ...], _Industry], ...]:
    """Of each industry that a workplace may be of, what codes of work it is of, the longest words in it first."""
    found = [(len(words), at) for at, (words, _, _) in enumerate(_plants()) if words in workplace]
    return tuple(_plants()[at][1:] for _, at in sorted(found, reverse=True))


@cache
def _plants() -> tuple[tuple[str, tuple[str, ...], _Industry], ...]:
    """Words of workplaces, what ISCO-08 codes of work begin with there, and the industry."""
    found = []
    for row in table("work/plants.csv"):
        people = 1000 * int(row["people"] or 0)
        people_rich = 1000 * int(row["people_rich"]) if row["people_rich"] else people
        usual, rich = float(row["usual"]), float(row["rich"])
        industry = _Industry(row["industry"], usual, rich, people, people_rich, row["needs"])
        codes = tuple(row["work"].split("|"))
        found += [(words, codes, industry) for words in row["workplaces"].split("|")]
    return tuple(found)


@cache
def _industries() -> dict[tuple[str, str], dict[str, float]]:
    """By country and town or division, or the empty name for all of it: how often each industry is there."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in table("work/industries.csv"):
        pairs = (each.rpartition(":") for each in row["industries"].split("|"))
        times = {name: float(often) for name, _, often in pairs}
        for code in row["code"].split("|"):
            for place in row["places"].split("|"):
                found.setdefault((code, place), {}).update(times)
    return found
