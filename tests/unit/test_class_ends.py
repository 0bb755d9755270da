"""What an income class is told to be is what its people are drawn in."""

import pytest

from boses_engine.domain.group import Group, IncomeLevel
from boses_engine.domain.persona import Household
from boses_engine.grounding.income.class_ends import class_ends, tell_class
from boses_engine.grounding.income.classes import band_of
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.segment import describe_segment


def _group(location: str, level: IncomeLevel, occupation: str, people: int = 40) -> Group:
    return Group(
        name="told",
        age_min=20,
        age_max=60,
        gender="All",
        location=location,
        income_level=level,
        occupation=occupation,
        persona_count=people,
    )


def _ends(plan: Plan, bring: int = 0) -> dict[int, tuple[int, int]]:
    return class_ends(plan.group.income_level, plan.place.places[0], plan.asked.wishes, bring)


@pytest.mark.parametrize(
    ("location", "level", "occupation"),
    [
        ("Timaru, New Zealand", "Middle", "Electrician"),
        ("Cebu City, Philippines", "Low", "Tricycle driver"),
        ("Surabaya, Indonesia", "Middle", "Teacher"),
        ("Hanoi, Vietnam", "High", "Accountant"),
    ],
)
def test_people_stand_in_the_class_as_it_is_told(location: str, level: IncomeLevel, occupation: str) -> None:
    plan = make_plan(_group(location, level, occupation), seed=4)
    assert tell_class(level, plan.place, plan.asked.wishes).startswith(
        f"In {location.partition(',')[0]}, {level.lower()} income means "
    )
    ends, most = _ends(plan), _ends(plan, bring=3)
    assert set(ends) == {1, 2, 4, 6}
    compared = 0
    for slot in plan.slots:
        home = slot.household
        if home.size in ends and "roommate" not in home.members:
            low, high = ends[home.size][0], most[home.size][1]
            compared += 1
            grants = sum(each.monthly for each in slot.income.others if each.who == "cash aid")  # take nobody out of it
            assert low <= slot.income.household_monthly <= high + grants, slot.name
    assert compared >= 15


def test_classes_follow_each_other() -> None:
    of = {
        level: _ends(make_plan(_group("Lima, Peru", level, "Cook", 1), seed=1)) for level in ("Low", "Middle", "High")
    }
    for size in (1, 2, 4, 6):
        assert of["Low"][size][1] <= of["Middle"][size][1]
        assert of["Middle"][size][0] < of["High"][size][0]


def test_a_segment_tells_its_class() -> None:
    segment = describe_segment(_group("Timaru, New Zealand", "Middle", "Electrician"))
    assert segment.income_class.startswith("In Timaru, middle income means that a household has $")
    assert segment.report.income_class == segment.income_class
    assert "shares a flat" in segment.income_class


def test_of_many_towns_the_largest_is_told_and_who_has_no_work_earns_nothing() -> None:
    told = describe_segment(_group("Peru", "Low", "Retired")).income_class
    assert told.startswith("In Lima, the largest town of those asked for, low income means")
    assert "earn" not in told
    assert "flat" not in told


def test_who_shares_a_flat_is_in_the_class_by_their_own_money() -> None:
    plan = make_plan(_group("Tokyo, Japan", "Middle", "Nurse", 120), seed=2)
    flat = Household(size=2, marital_status="single", children=(), members=("roommate",))
    low, high = band_of(flat, "working", plan.place.places[0], "Middle", isco08="2221")
    sharing = [slot for slot in plan.slots if set(slot.household.members) == {"roommate"}]
    assert sharing
    assert all(low <= slot.income.household_monthly <= high for slot in sharing)
