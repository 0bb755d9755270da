"""How many people of an age go to school or college, by country or else by the level of its incomes. Source:
at_school.csv."""

from functools import cache
from itertools import pairwise

from boses_engine.domain.persona import Gender
from boses_engine.grounding.places.countries import country, table

FROM = (13, 16, 18, 23)  # years, of the columns
LEAVES_SCHOOL_AT = 18  # the last year of a school
OFF_SCHOOL_FROM = 30  # years from which the tables of work alone say who studies


@cache
def at_school(code: str, gender: Gender, age: int) -> float:
    """The share, 0..1, of people of that gender and age, in years, who go to school or college; 0 past the table."""
    if age >= OFF_SCHOOL_FROM:
        return 0.0
    row = _row(code)
    both = float(row[f"from_{_band(age)}"]) / 100
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
