"""How many children a couple has in all, by country: most have two where families are small. Sources:
family_sizes.csv."""

from functools import cache

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.places.countries import country, table

_COLUMNS = ("one", "two", "three", "four", "five", "six")
_SEVEN = 0.5  # of those in the last column (estimate)
_ROOMY = 1.5  # how far families are larger, as an exponent a child, where homes are
# Mean of children a mother from which those of town have fewer than the others, in divisions with a row of their own
# at any mean, and over the nation how common each more is there (estimates after DHS: two children fewer in African
# cities than in villages; census of Vietnam 2019: a fifth fewer in towns of the hills).
_LARGE, _IN_TOWN = 2.6, 0.88

# Years of the mothers of whom the shares are, on the young side; how much rarer each child more is with every year that
# somebody is younger, over so many years at most: families get smaller (estimate after the fall of total fertility
# rates, UN World Population Prospects 2024).
_OF_WOMEN, _FEWER_A_YEAR, _YOUNGER_MOST = 42, 0.975, 15


# How common each child more is by class, and where the mother keeps house, over others, outside rich countries
# (estimates after DHS: women of the poorest fifth have one to two children more than those of the richest).
_BY_CLASS: dict[IncomeLevel, float] = {"Low": 1.25, "Middle": 1.0, "High": 0.86}
_AT_HOME = 1.08
_BENT_TO = 2  # children past the first to which that bends: hardly anybody has six for it


def draw_wanted(
    rng: np.random.Generator,
    code: str,
    roomy: float,
    urban: bool | None,
    age: int = 45,
    level: IncomeLevel = "Middle",
    at_home: bool = False,
    region: str | None = None,
    more: float = 1.0,
) -> int:
    """The children of a mother in all, one at least; `roomy` is the usual size of homes like theirs over the nation's,
    `urban` whether they live in town, None where that is not known, `age` that of a parent, in years, `level` the
    home's class, `at_home` whether a woman keeps house there; in some divisions families are larger, and `more` is how
    many times as common each child more is among a people."""
    rich = country(code).income_group == "high"
    younger = 0 if rich else min(max(_OF_WOMEN - age, 0), _YOUNGER_MOST)
    times = 1.0 if rich else _BY_CLASS[level] * (_AT_HOME if at_home else 1.0)
    wanted = _sizes(code, region, round(roomy, 2), urban, younger, times, more).draw(rng)
    return wanted + int(wanted == len(_COLUMNS) and rng.random() < _SEVEN)


@cache
def _sizes(
    code: str, region: str | None, roomy: float, urban: bool | None, younger: int, times: float, more: float
) -> Weighted[int]:
    rows = {row["key"]: row for row in table("people/family_sizes.csv")}
    own = rows.get(region or "")
    row = own or rows.get(country(code).code) or rows[country(code).group]
    shares = [float(row[column]) for column in _COLUMNS]
    mean = sum((at + 1) * share for at, share in enumerate(shares)) / sum(shares)
    # A division's own row has its large homes in it.
    each = (
        (1.0 if own else roomy**_ROOMY)
        * (_IN_TOWN if urban and (own or mean >= _LARGE) else 1.0)
        * _FEWER_A_YEAR**younger
        * more
    )
    return Weighted.of((at + 1, share * each**at * times ** min(at, _BENT_TO)) for at, share in enumerate(shares))
