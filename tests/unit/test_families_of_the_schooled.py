"""Families of people with a degree: small where families are small, large where they are large."""

import numpy as np

from boses_engine.grounding.people.households import draw_household


def _children(code: str) -> float:
    rng, found = np.random.default_rng(3), []
    for _ in range(250):
        home = draw_household(rng, code, "Male", 42, "working", "High", education="bachelor's degree", urban=True)
        if home.marital_status == "married":
            found.append(len(home.children))
    return sum(found) / len(found)


def test_the_schooled_have_large_families_where_families_are_large() -> None:
    """Catches graduates of Uganda and Nigeria with two children as those of Indonesia."""
    assert _children("UG") > _children("ID") + 0.5
    assert 2.1 < _children("NG") < 4
