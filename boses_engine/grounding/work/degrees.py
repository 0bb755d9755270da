"""Degrees beyond the master's: of physicians, dentists and lawyers where their course follows a first degree, and of
who teaches at universities or does research. Tables of schooling count them with the master's degree."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from boses_engine.grounding.people.demographics import (
    BEYOND_MASTERS,
    DOCTORATE,
    EDUCATION_LEVELS,
    PROFESSIONAL,
    level_of,
)
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.work.schooling import NOW
from boses_engine.grounding.work.tables import Job, rows_by_title, title_keys

_EARLIEST = {PROFESSIONAL: 23, DOCTORATE: 27}  # years at which each can first be completed
_RETIRED = "retired "


@dataclass(frozen=True)
class _Degree:
    """How many of a job have a degree, 0..1, of those at a level of schooling or above, born in a year or later."""

    name: str
    level: int
    share: float
    born_from: int


def draw_degree(
    rng: np.random.Generator, education: str, job: Job, code: str, age: int, asked: tuple[str, str] | None = None
) -> str:
    """The highest degree of somebody who has one of `EDUCATION_LEVELS`: that, or one beyond the master's, as often as
    those of the job have it in the country. `asked` are the least and the highest schooling that a group asks for: a
    degree beyond the master's is had by all who may have one, a single level by nobody beyond it."""
    if asked and asked[0] in BEYOND_MASTERS:
        may = education == EDUCATION_LEVELS[-1] and age >= _EARLIEST[asked[0]] and job.status != "studying"
        return asked[0] if may else education
    if asked and asked[0] == asked[1]:
        return education
    known = _degree_of(job, code)
    if known is None or level_of(education) < known.level:
        return education
    if age < _EARLIEST[known.name] or NOW - age < known.born_from or rng.random() >= known.share:
        return education
    return known.name


@lru_cache(maxsize=4096)
def _degree_of(job: Job, code: str) -> _Degree | None:
    """The degree of the nearest key of a job, in its own country before its income group and any."""
    for key in _keys(job):
        for market in (code.upper(), country(code).income_group, "any"):
            if known := _degrees().get((market, key)):
                return known
    return None


def _keys(job: Job) -> Iterator[str]:
    """Its title and the one it is taken like, then its ISCO-08 code; of who has retired that of the former work."""
    yield from title_keys(job)
    left = rows_by_title().get(job.title.removeprefix(_RETIRED), ()) if job.status == "retired" else ()
    code = left[0].job.isco08 if left else job.isco08
    yield from (code[:length] for length in range(len(code), 0, -1))


@cache
def _degrees() -> dict[tuple[str, str], _Degree]:
    return {
        (market, key): _Degree(
            row["degree"], EDUCATION_LEVELS.index(row["of"]), float(row["share"]), int(row["born_from"] or 0)
        )
        for row in table("work/degrees.csv")
        for market in row["markets"].split("|")
        for key in row["keys"].split("|")
    }
