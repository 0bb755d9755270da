"""How many people of an age go to school or college, by country or else by the level of its incomes. Source:
at_school.csv."""

from functools import cache
from itertools import pairwise

from boses_engine.domain.persona import Gender
from boses_engine.grounding.places.countries import country, table

FROM = (13, 16, 18, 23)  # years, of the columns
LEAVES_SCHOOL_AT = 18  # the last year of a school
OFF_SCHOOL_FROM = 30  # years from which the tables of work alone say who studies
# Of each year of age in a band, over its mean: fewer study with every year (estimate after the same surveys).
BY_YEAR = {18: (1.35, 1.2, 1.05, 0.85, 0.55), 23: (1.9, 1.6, 1.2, 0.9, 0.6, 0.5, 0.3)}


@cache
def at_school(code: str, gender: Gender, age: int) -> float:
    """The share, 0..1, of people of that gender and age, in years, who go to school or college; 0 past the table."""
    if age >= OFF_SCHOOL_FROM:
        return 0.0
    row = _row(code)
    band = _band(age)
    both = float(row[f"from_{band}"]) / 100
    if band in BY_YEAR:
        both = min(both * BY_YEAR[band][age - band], float(row["from_16"]) / 100)
    women = float(row["women"])  # to one man who studies
    share = both * 2 * (women if gender == "Female" else 1.0) / (1 + women)
    return min(share, (1 + both) / 2)


def _band(age: int) -> int:
    return next((first for first, after in pairwise(FROM) if age < after), FROM[-1])


@cache
def _row(code: str) -> dict[str, str]:
    rows = {row["key"]: row for row in table("people/at_school.csv")}
    where = country(code)
    return rows.get(where.code) or rows[where.income_group]
