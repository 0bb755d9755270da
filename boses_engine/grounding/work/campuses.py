"""Which kinds of school a town has: no national university outside Hanoi and Saigon, no academy at sea in the hills.

A row of campuses.csv names the towns of a country where a kind of institution is ("Cebu City", "Naga, Bicol Region",
"all of Calabarzon"), or with "not:" before them those where it is not; for one course, where it names one. The people
of a town that a row leaves out go to the city near that has it, else to what is named `instead`, or to none such. What
no row speaks of is everywhere. How many years a course lasts at a kind of school is in course_years.csv, where it is
fewer than at a university; how old students are in each year, in study_ages.csv.
"""

from collections.abc import Iterable, Set
from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.near import cities_near
from boses_engine.grounding.text import unmarked

_NOT, _AT_A_UNIVERSITY = "not:", 6


@cache
def campuses(course: str, schools: tuple[str, ...], code: str, region: str | None, town: str) -> tuple[str, ...]:
    """Those of the kinds of school for a course, as titles have it, that the people of a town go to; may be none."""
    here = _plain((town, f"{town}, {region}", f"all of {region}"))
    about = here | _plain(cities_near(code, region, town))
    found = []
    for school in schools:
        rows = (row for row in _rows(code) if row["school"] in school and row["course"] in course)
        lacking = next((row for row in rows if _lacks(row["towns"], here, about)), None)
        found.append(lacking["instead"] if lacking else school)
    return tuple(dict.fromkeys(filter(None, found)))


def _lacks(towns: str, here: Set[str], about: Set[str]) -> bool:
    """Whether a school is not in the towns that a row names, here or about; or not here, where the row says so."""
    return not here.isdisjoint(_named(towns)) if towns.startswith(_NOT) else about.isdisjoint(_named(towns))


@cache
def course_years(school: str, code: str) -> int:
    """How many years a course has at most at a kind of school."""
    rows = (row for row in table("work/course_years.csv") if code in row["markets"].split("|"))
    return next((int(row["years"]) for row in rows if row["school"] in school), _AT_A_UNIVERSITY)


@cache
def years_behind(code: str) -> tuple[int, int]:
    """By how many years students of a country are older than 18 in their first year: the least and the most."""
    rows = {row["code"]: row for row in table("work/study_ages.csv")}
    row = rows.get(code, rows["any"])
    return int(row["least"]), int(row["most"])


@cache
def _named(towns: str) -> frozenset[str]:
    return _plain(towns.removeprefix(_NOT).split("|"))


def _plain(names: Iterable[str]) -> frozenset[str]:
    """Names without marks and capitals, as they are compared."""
    return frozenset(unmarked(name).lower() for name in names)


@cache
def _rows(code: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in table("work/campuses.csv") if code in row["markets"].split("|"))
