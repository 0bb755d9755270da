"""Unmarried people at work who came from elsewhere for it and live in rented rooms: how many, and with whom.

Around factories, and in the great cities of poorer countries, most of the young at work are from the villages: they
live alone, with others of their age or with a brother or a cousin, not with their parents. Sources: newcomers.csv.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from boses_engine.grounding.drawing import pick
from boses_engine.grounding.places.countries import OF_MIGRANTS, table
from boses_engine.grounding.text import plain_names

# Years until which as many came as the table says, from which the fewest of them are still in rooms, and how many over
# the table's share: many marry, go home or build (estimates).
_FULL_UNTIL, _LEAST_FROM, _LEAST = 30, 48, 0.3
# Years from which nobody there shares a room with others who are no kin (estimate).
_MATES_FADE, _MATES_UNTIL = 30, 40
# Years from which fewer of them live with a brother, sister or cousin, and how many over the younger (estimates).
_KIN_UNTIL, _KIN_LATER = 45, 0.4
# Years until which those who would live alone are mostly with kin, and how many (estimates).
_ALONE_FROM, _NOT_ALONE = 22, 0.6
_KIN = ("younger brother", "younger sister", "older brother", "older sister", "cousin", "cousin")
_MATES = (0.62, 0.27, 0.11)  # of who shares a room: with one, two or three others (estimate)
_BEDSPACES = (0.2, 0.35, 0.45)  # the same of the lodgings of a country of migrants (estimate)


@dataclass(frozen=True)
class Newcomers:
    """Shares 0..1: who came for the work, and how many of the unmarried among them live alone, and with kin; where they
    are `migrants` of another country, they share rooms at any age, for none of them has a home there."""

    came: float
    alone: float
    kin: float
    migrants: bool = False

    def at(self, age: int) -> float:
        """The share of people of an age, in years, who came."""
        if self.migrants:
            return self.came
        late = min(max((age - _FULL_UNTIL) / (_LEAST_FROM - _FULL_UNTIL), 0.0), 1.0)
        return self.came * (1 - (1 - _LEAST) * late)

    def draw_room(self, rng: np.random.Generator, age: int) -> list[str]:
        """Who lives with an unmarried one of them, as relation words; often nobody."""
        chance = rng.random()
        if chance < self.kin * (_KIN_LATER if age >= _KIN_UNTIL else 1.0):
            return [pick(rng, _KIN)]
        fades = (_MATES_UNTIL - age) / (_MATES_UNTIL - _MATES_FADE)
        still = 1.0 if self.migrants else min(max(fades, 0.0), 1.0)
        if chance < self.kin + self.alone or rng.random() >= still:
            return [pick(rng, _KIN)] if age < _ALONE_FROM and rng.random() < _NOT_ALONE else []
        mates = _BEDSPACES if self.migrants else _MATES
        return ["roommate"] * (1 + int(np.searchsorted(np.cumsum(mates), rng.random(), side="right")))


NOBODY_CAME = Newcomers(0.0, 1.0, 0.0)
FOREIGNERS = Newcomers(0.85, 0.35, 0.2)  # who came from another country (estimate: few parents came along)


@lru_cache(maxsize=1 << 14)
def newcomers(code: str, work: str, *places: str | None) -> Newcomers:
    """Those of a kind of work, by category, in the first row of their country that names it and one of the places."""
    here = plain_names(places)
    for row, named in _rows(code):
        if (not row["work"] or work in row["work"].split("|")) and (not row["places"] or named & here):
            came, alone, kin = (float(row[column]) / 100 for column in ("came", "alone", "kin"))
            return Newcomers(came, alone, kin, migrants=code in OF_MIGRANTS)
    return NOBODY_CAME


@cache
def _rows(code: str) -> list[tuple[dict[str, str], set[str]]]:
    """The rows of a country, each with the places that it names."""
    rows = (row for row in table("people/newcomers.csv") if code in row["code"].split("|"))
    return [(row, plain_names(row["places"].split("|"))) for row in rows]
