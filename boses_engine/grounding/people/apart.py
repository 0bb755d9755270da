"""Couples whom work keeps apart: migrants who live in lodgings while their families stay elsewhere, and the wives who
stayed. Sources: apart.csv, and where the migrants come from: migrants.csv."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Household
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import plain_names

# In place of ISCO-08 codes, before a colon and the title: of who keeps house, and whose husband is away.
AT_HOME = "home"
_SINGLE_UNTIL = 40  # years from which the unmarried who live alone are mostly of the place (estimate)
_MATES = (0.2, 0.35, 0.45)  # of who is in lodgings: with one, two or three others in the room (estimate)


@dataclass(frozen=True)
class Apart:
    """How many of the married of a kind live without husband or wife, 0..1, and whether it is they who went away and
    lodge where their work is."""

    share: float = 0.0
    lodges: bool = False
    alone: float = 0.0  # of those who lodge, who have a room to themselves


TOGETHER = Apart()


@lru_cache(maxsize=1 << 14)
def apart(code: str, gender: Gender, work: str, level: IncomeLevel, *places: str | None) -> Apart:
    """Those of a sex, kind of work (an ISCO-08 code, or `AT_HOME` and a title) and class, by the first row that names
    them and one of the places."""
    here = plain_names(places)
    for row, named, works in _rows(code, gender):
        if work and work.startswith(works) and (not named or named & here):
            return Apart(float(row[level.lower()]), row["person"] == "lodges", float(row["alone"]))
    return TOGETHER


@cache
def _rows(code: str, gender: Gender) -> list[tuple[dict[str, str], set[str], tuple[str, ...]]]:
    """The rows of a country and a sex, each with the places and the kinds of work that it names."""
    found = []
    for row in table("people/apart.csv"):
        if code in row["code"].split("|") and row["gender"] == gender:
            named = plain_names(place for column in ("places", "regions") for place in row[column].split("|"))
            found.append((row, named, tuple(row["work"].split("|"))))
    return found


def is_in_quarters(away: Apart, home: Household, age: int) -> bool:
    """Whether somebody at work of such an age, in years, and of whose like the married lodge where their work is, does
    so: with roommates or nobody, unmarried or without the spouse."""
    alone = set(home.members) <= {"roommate"}
    return away.lodges and alone and (home.marital_status == "married" or age < _SINGLE_UNTIL)


def draw_migrants_region(rng: np.random.Generator, code: str, *places: str | None) -> str | None:
    """The region that one of those in a place comes from; None where that is not known."""
    here = plain_names(places)
    for row in table("people/migrants.csv"):
        if row["code"] == code and here & plain_names(row["places"].split("|")):
            pairs = [pair.rpartition(":") for pair in row["origins"].split("|")]
            return pick(rng, [region for region, _, _ in pairs], [float(weight) for _, _, weight in pairs])
    return None


def draw_quarters(rng: np.random.Generator, away: Apart) -> list[str]:
    """With whom a migrant shares a room, as relation words."""
    if rng.random() < away.alone:
        return []
    return ["roommate"] * (1 + int(np.searchsorted(np.cumsum(_MATES), rng.random(), side="right")))
