"""Adults of a whole country or region as the engine draws them, drawn once for all the tests that count in them."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache

import pytest

from boses_engine.domain.group import Group, IncomeLevel
from boses_engine.domain.persona import Slot
from boses_engine.grounding.market import brands
from boses_engine.pipeline import plan
from boses_engine.pipeline.plan import make_plan
from support.slots import SLOT

# These classes are the bottom 40 %, the middle 40 % and the top 20 % of a nation's households.
CLASS_SHARES: dict[IncomeLevel, float] = {"Low": 0.4, "Middle": 0.4, "High": 0.2}
MARKETS = {"PH": "Philippines", "ID": "Indonesia", "VN": "Vietnam"}


def market(code: str) -> tuple[Slot, ...]:
    """5,000 people of 15 to 100 years of a market, with brands."""
    return population(MARKETS[code], 5_000, with_brands=True)


@cache
def population(
    location: str, number: int, ages: tuple[int, int] = (15, 100), with_brands: bool = False
) -> tuple[Slot, ...]:
    """People in the shares of the income classes, whatever they do; lives and brands, which follow all other facts,
    are drawn only where brands are asked for."""
    found: list[Slot] = []
    with nullcontext() if with_brands else _facts_only():
        for level, share in CLASS_SHARES.items():
            group = Group(
                name="population",
                age_min=ages[0],
                age_max=ages[1],
                gender="All",
                location=location,
                income_level=level,
                occupation="any",
                persona_count=round(number * share),
            )
            found += make_plan(group, seed=404).slots
    return tuple(found)


@contextmanager
def _facts_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "draw_life", lambda *_, **__: SLOT.life)
        patch.setattr(brands, "draw_brands", lambda *_, **__: SLOT.brands)
        yield
