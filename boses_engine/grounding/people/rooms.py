"""How many of those who live without family share rooms, by what a home of one's own costs there against pay."""

from functools import cache

from boses_engine.domain.group import IncomeLevel
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.text import unmarked

# Of usual pay by class, over the mean; what rent over pay hardly anybody minds and at which most share; at most
# (estimates after Eurostat 2023: housing cost overburden of tenants at market price).
_RENT_FELT: dict[IncomeLevel, float] = {"Low": 1.3, "Middle": 1.0, "High": 0.6}
_NOBODY_AT, _MOST_AT, _MOST = 0.28, 0.9, 0.9


@cache
def homes_shared(code: str, city: str | None, level: IncomeLevel) -> float:
    """The share, 0..1, of people of about 30 without family at home who share rooms rather than live alone."""
    felt = _over_pay(code.upper(), unmarked(city or "").lower()) * _RENT_FELT[level]
    return min(max((felt - _NOBODY_AT) / (_MOST_AT - _NOBODY_AT), 0.0), 1.0) * _MOST


@cache
def _over_pay(code: str, city: str) -> float:
    """The rent of a small home over mean net pay: of the city, the country or its group of incomes."""
    rows = _rents()
    return next(rows[key] for key in ((code, city), (code, ""), (country(code).income_group, "")) if key in rows)


@cache
def _rents() -> dict[tuple[str, str], float]:
    """The same by country or group of incomes, and city or none."""
    return {(row["code"], unmarked(row["city"]).lower()): float(row["over_pay"]) for row in table("people/rents.csv")}
