"""Faiths of towns of which only the tongues are known, and pairs of both that hardly exist."""

import numpy as np
import pytest

from boses_engine.grounding.people import tongues
from boses_engine.grounding.places.town_shares import religions


def test_towns_of_which_only_tongues_are_known_have_the_faiths_of_these() -> None:
    """Catches a town of Kinh with as many Protestants as its division of Gia Rai and Ba Na."""
    division = dict(religions("VN", "Gia Lai"))
    town = dict(tongues.faiths_at("VN", "Gia Lai", "An Khe"))
    assert town["Protestant"] < division["Protestant"] / 3
    assert sum(town.values()) == pytest.approx(1.0, abs=0.02)
    assert tongues.faiths_at("VN", "Gia Lai", "Pleiku") == religions("VN", "Gia Lai", "Pleiku")


def test_hardly_anybody_has_a_tongue_that_never_goes_with_the_faith() -> None:
    """Catches Muslims who speak Chinese where there are more Chinese than people who are no Muslims."""
    rng = np.random.default_rng(3)
    place = "ID", "Bangka Belitung Islands", "Pangkalpinang"
    drawn = [tongues.draw_language(rng, *place, religion="Muslim", age=64) for _ in range(400)]
    assert drawn.count("Chinese") < 2
