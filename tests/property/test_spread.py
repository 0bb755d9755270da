"""Small groups cover the space of attitudes: the plan's draw against independent draws and the Sobol ideal."""

from collections.abc import Callable
from dataclasses import astuple
from functools import cache

import numpy as np
import pytest
from support.spread import Points, Spread, ideal, points, radius, spread

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Psychographics
from boses_engine.pipeline.attitudes import AXES, About, about, draw_axes, psychographics
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator

pytestmark = pytest.mark.slow
SEEDS = 40
SIZES = (5, 25)
SOMEBODY = About("PH", "Middle", 35, "Female", "upper secondary school", "working")  # the spread is of people alike


def planned(n: int, seed: int) -> list[Psychographics]:
    return [psychographics(row, SOMEBODY) for row in draw_axes(n, generator(seed, "definition", "plan"))]


@cache
def crowd() -> Points:
    return draw_axes(8192, generator("crowd"))


def independent(n: int, seed: int) -> list[Psychographics]:
    """The same distribution, every person drawn without regard to the others."""
    return [psychographics(crowd()[index], SOMEBODY) for index in generator(seed, "independent").integers(8192, size=n)]


def mean(n: int, place: Callable[[int], Points]) -> Spread:
    return Spread(*np.mean([astuple(spread(place(seed))) for seed in range(SEEDS)], axis=0).tolist())


@cache
def measured(n: int) -> dict[str, Spread]:
    """The means over the seeds, by kind of draw and place in the cube."""
    return {
        "plan, scores": mean(n, lambda seed: points(planned(n, seed))),
        "independent, scores": mean(n, lambda seed: points(independent(n, seed))),
        "plan, quantiles": mean(n, lambda seed: points(planned(n, seed), quantiles=True)),
        "independent, quantiles": mean(n, lambda seed: points(independent(n, seed), quantiles=True)),
        "Sobol ideal": mean(n, lambda seed: ideal(n, 5, seed)),
    }


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("place", ["scores", "quantiles"])
def test_a_plan_spreads_better_than_chance(n: int, place: str) -> None:
    """Catches a draw that is even axis by axis and left to chance in the space of attitudes, as sums of even axes are.

    The margins are half or less of what is found over a hundred seeds.
    """
    plan, chance = measured(n)[f"plan, {place}"], measured(n)[f"independent, {place}"]
    assert plan.coverage > chance.coverage + 0.002
    assert plan.mean_distance > chance.mean_distance + 0.004
    assert plan.least_distance > chance.least_distance + 0.015
    assert plan.empty_ball < chance.empty_ball - 0.01


@pytest.mark.parametrize("n", SIZES)
def test_a_plan_comes_near_the_ideal(n: int) -> None:
    """In quantiles, where the ideal is what an even draw looks like; correlations and whole scores cost little."""
    plan, best = measured(n)["plan, quantiles"], measured(n)["Sobol ideal"]
    assert plan.coverage > best.coverage - 0.005
    assert plan.mean_distance > 0.98 * best.mean_distance
    assert plan.least_distance > 0.93 * best.least_distance
    assert plan.empty_ball < 1.02 * best.empty_ball


@pytest.mark.parametrize("n", SIZES)
def test_plans_have_the_draw_that_was_measured(n: int) -> None:
    """Catches a plan that draws attitudes in another way than the figures above are about."""
    group = Group(
        name="spread",
        age_min=20,
        age_max=50,
        gender="All",
        location="Manila, Philippines",
        income_level="Middle",
        occupation="office worker",
        persona_count=n,
    )
    drawn = draw_axes(n, generator(3, group.model_dump_json(), "plan"))
    slots = make_plan(group, 3).slots
    assert [slot.psychographics for slot in slots] == [
        psychographics(row, about(slot)) for row, slot in zip(drawn, slots, strict=True)
    ]
    assert drawn.shape == (n, len(AXES))


# The measures themselves, on points whose figures can be worked out by hand


def test_the_measures_of_a_square() -> None:
    """The corners of the unit square: four sides of 1 and two diagonals; the centre is farthest from all."""
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
    found = spread(corners)
    assert found.mean_distance == pytest.approx((4 * 1 + 2 * 2**0.5) / 6)
    assert found.least_distance == 1.0
    assert found.empty_ball == pytest.approx(0.5**0.5, abs=0.01)  # a probe need not lie on the very centre


def test_coverage_is_an_area() -> None:
    """All in one corner, a quarter disc of the radius is covered, and a twin adds nothing."""
    corner = np.array([[0.0, 0.0], [0.0, 0.0]])
    found = spread(corner)
    assert found.coverage == pytest.approx(np.pi * min(radius(2, 2), 1.0) ** 2 / 4, abs=0.05)
    assert found.least_distance == 0.0
    assert found.empty_ball == pytest.approx(2**0.5, abs=0.02)


def test_the_ideal_covers_what_it_is_calibrated_to() -> None:
    """Catches a radius of another size or another number of axes."""
    for n, axes in ((5, 5), (25, 5), (25, 2)):
        covered = [spread(ideal(n, axes, seed)).coverage for seed in range(40)]
        assert np.mean(covered) == pytest.approx(0.99, abs=0.006)
    assert radius(25, 5) < radius(5, 5)


@pytest.mark.parametrize("wrong", [[[0.5, 0.5]], [[0.1, 0.1], [0.2, 1.3]], [[-0.1, 0.1], [0.2, 0.3]]])
def test_what_cannot_be_measured_is_refused(wrong: list[list[float]]) -> None:
    """Scores that were not brought into the cube would give a coverage of nothing, silently."""
    with pytest.raises(ValueError, match="unit cube"):
        spread(np.array(wrong))
