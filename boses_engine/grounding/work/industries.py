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


@lru_cache(maxsize=1 << 14)
def industry_times(workplace: str, code: str, region: str | None, town: str | None, isco08: str = "") -> float:
    """How often a workplace of a job is found in a place for once that a usual one is: 1 where it is of no industry."""
    industry = _industry_of(workplace, isco08)
    if industry is None:
        return 1.0
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


@cache
def _industry_of(workplace: str, isco08: str) -> _Industry | None:
    """The industry of a job with the longest words in a workplace."""
    rows = [(words, row) for row in table("work/plants.csv") for words in row["workplaces"].split("|")]
    of_job = [isco08.startswith(tuple(row["work"].split("|"))) for _, row in rows]
    found = [(len(words), at) for at, (words, _) in enumerate(rows) if of_job[at] and words in workplace]
    if not found:
        return None
    _, row = rows[max(found)[1]]
    people = 1000 * int(row["people"] or 0)
    people_rich = 1000 * int(row["people_rich"]) if row["people_rich"] else people
    return _Industry(row["industry"], float(row["usual"]), float(row["rich"]), people, people_rich, row["needs"])


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
