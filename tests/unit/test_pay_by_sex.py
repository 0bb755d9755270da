"""What women and men earn beside each other where incomes are high."""

from statistics import median

import numpy as np
import pytest
from support.work import job, place

from boses_engine.domain.persona import Gender, Household
from boses_engine.grounding.income.draw import draw_income
from boses_engine.grounding.work.pay_by_sex import pay_by_sex

COUPLE = Household(size=2, marital_status="married", children=(), members=("husband",))
ALONE = Household(size=1, marital_status="single", children=(), members=())


def own(location: str, age: int, gender: Gender) -> float:
    here, work = place(location), job("records clerk")
    return median(
        draw_income(np.random.default_rng(seed), 0.5, "Middle", here, work, ALONE, age, 0.0, gender).own
        for seed in range(40)
    )


def test_seniority_is_paid_to_men_in_japan() -> None:
    """Catches men of fifty with a beginner's pay, and women's pay over men's."""
    assert own("Tokyo, Japan", 52, "Male") > 1.2 * own("Tokyo, Japan", 26, "Male")
    assert own("Tokyo, Japan", 52, "Male") > 1.2 * own("Tokyo, Japan", 52, "Female")


@pytest.mark.parametrize(("location", "most"), [("Tokyo, Japan", 0.25), ("Chicago, United States", 0.5)])
def test_wives_earn_more_as_often_as_is_usual_in_the_country(location: str, most: float) -> None:
    """Catches couples of Tokyo of whom six in ten have the wife in front."""
    here, work, over, both = place(location), job("records clerk"), 0, 0
    for seed in range(80):
        found = draw_income(np.random.default_rng(seed), seed / 80, "Middle", here, work, COUPLE, 38, 0.0, "Female")
        over, both = over + (found.own > found.others[0][1] > 0), both + (found.others[0][1] > 0)
    assert over / both <= most


def test_elsewhere_nothing_is_said() -> None:
    """Catches a gap of rich countries where the tables of pay have their own."""
    assert pay_by_sex("PH") is None
