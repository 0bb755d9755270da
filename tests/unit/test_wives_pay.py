"""A class is not reached by sending wives out to work where few of them have pay."""

from boses_engine.domain.group import Group
from boses_engine.pipeline.plan import make_plan


def test_few_wives_bring_a_class_about_where_few_have_pay() -> None:
    """Catches workers of Middle in Pune of whom most have a wife at work, where one wife in three is."""
    group = Group(
        name="x", persona_count=200, age_min=28, age_max=50, gender="Male", location="Pune, India",
        income_level="Middle", occupation="factory worker",
    )  # fmt: skip
    couples = [slot for slot in make_plan(group, 3).slots if "wife" in slot.household.members]
    paid = [any(each.who == "wife" and each.monthly > 0 for each in slot.income.others) for slot in couples]
    assert len(couples) > 100
    assert sum(paid) < 0.65 * len(paid)
