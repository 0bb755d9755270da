"""Published shares of internet users, bent as log-odds by age, income and place: the mathematics of `digital`."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.grounding.people.demographics import age_weights
from boses_engine.grounding.places.countries import country, table

USER_AGE_LEAST = 16  # years; whom the published shares are of
REFERENCE_AGE = 35  # years
LEVELS: dict[IncomeLevel, tuple[float, float]] = {"Low": (-1.0, 0.4), "Middle": (0.0, 0.4), "High": (1.0, 0.2)}
URBAN_SHARE = 0.6  # of internet users, estimate
ANY_MARKET, RICH_MARKET = "any", "high"  # the latter: countries of high income after the World Bank

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bend:
    """Log-odds of having or using one thing: `base` for a person of 35, middle income and middling temper."""

    name: str
    base: float
    age_tilt: float  # a decade above 35
    income_tilt: float  # a step between income levels
    urban_tilt: float  # of town over country, centred on internet users
    schooling: str = ""  # the least of those who use it
    women_tilt: float = 0.0  # of women over the mean of both sexes, and of men under it

    def odds(self, age: int, income_level: IncomeLevel, urban: bool) -> float:
        """Log-odds for a person, temper apart."""
        step = LEVELS[income_level][0]
        return self.base + self.age_tilt * decades(age) + self.income_tilt * step + self.urban_tilt * in_town(urban)


@cache
def rows_for(name: str, country_code: str, **of: str) -> list[dict[str, str]]:
    """The rows of a market: the country's own, those of rich countries, of its part of the world, or of any; all, or
    those `of` which columns have such words."""
    return next(own for own in _nearest_first(name, country_code, of) if own)


def each_row_for(name: str, column: str, country_code: str, **of: str) -> list[dict[str, str]]:
    """As `rows_for`, but for every value of a column by itself: a country may have a row of its own for one thing and
    all else like others."""
    of_each: dict[str, dict[str, str]] = {}
    for rows in _nearest_first(name, country_code, of):
        taken = frozenset(of_each)
        of_each.update((row[column], row) for row in rows if row[column] not in taken)
    return list(of_each.values())


def _nearest_first(name: str, country_code: str, of: dict[str, str]) -> list[list[dict[str, str]]]:
    """The rows `of` which columns have such words: of the country, of such countries, of any."""
    rows = [row for row in table(name) if of.items() <= row.items()]
    where = country(country_code)
    wanted = (country_code, RICH_MARKET if where.income_group == "high" else where.group, ANY_MARKET)
    return [[row for row in rows if row["market"] == market] for market in wanted]


def decades(age: int) -> float:
    """Decades above the age at which a bend is 0."""
    return (age - REFERENCE_AGE) / 10


def in_town(urban: bool) -> float:
    """Of town over country, centred on internet users."""
    return 1 - URBAN_SHARE if urban else -URBAN_SHARE


@cache
def users(country_code: str) -> tuple[Array, Array]:
    """Ages in years and their shares among the country's people from 16 up, each of shape (85,)."""
    weights = age_weights(country_code, None)[USER_AGE_LEAST:]
    return np.arange(USER_AGE_LEAST, USER_AGE_LEAST + len(weights), dtype=np.float64), weights / weights.sum()


def solve_base(share: float, offsets: Array, weights: Array) -> float:
    """The base log-odds at which people of these offsets and weights have the share in the mean, by bisection."""
    low, high = -12.0, 12.0
    for _ in range(40):
        middle = (low + high) / 2
        mean = float(weights @ (1 / (1 + np.exp(-(middle + offsets)))))
        low, high = (middle, high) if mean < share else (low, middle)
    return (low + high) / 2


def crossed(*factors: tuple[Array, Array]) -> tuple[Array, Array]:
    """The sums of offsets and the products of weights of all combinations of the factors, flattened."""
    offsets, weights = np.zeros(1), np.ones(1)
    for offset, weight in factors:
        offsets = np.add.outer(offsets, offset).ravel()
        weights = np.multiply.outer(weights, weight).ravel()
    return offsets, weights


def users_by_place(country_code: str, age_tilt: float, urban_tilt: float) -> list[tuple[Array, Array]]:
    """Offsets by age and by town, each with its weights among a country's internet users."""
    ages, shares = users(country_code)
    towns = np.array([in_town(True), in_town(False)])
    return [
        (age_tilt * (ages - REFERENCE_AGE) / 10, shares),
        (urban_tilt * towns, np.array([URBAN_SHARE, 1 - URBAN_SHARE])),
    ]
