"""Traits and attitudes: even axes for every group size, and the correlations that the loadings promise."""

from collections import Counter
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import ndtr

from boses_engine.domain.persona import DecisionStyle, Psychographics
from boses_engine.pipeline.attitudes import ATTITUDES, AXES, TRAITS, draw_axes, price_level, psychographics
from boses_engine.randomness import generator

MANY = 4_000


@pytest.fixture(scope="module")
def crowd() -> list[Psychographics]:
    return [psychographics(row, "Middle") for row in draw_axes(MANY, generator("crowd"))]


def column(people: list[Psychographics], name: str) -> npt.NDArray[np.float64]:
    return np.array([getattr(person, name) for person in people], dtype=float)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 25, 64, 100])
@pytest.mark.parametrize("seed", range(5))
def test_each_axis_has_one_value_in_each_stratum(n: int, seed: int) -> None:
    """Catches plain Sobol points, which are even for powers of two only, and uniforms at 0 or 1 (infinite z)."""
    axes = draw_axes(n, generator("axes", seed))
    assert axes.shape == (n, len(AXES))
    assert axes.min() > 0
    assert axes.max() < 1
    for axis in axes.T:
        assert sorted(np.floor(axis * n).astype(int).tolist()) == list(range(n))


def test_axes_are_independent_of_each_other() -> None:
    """Catches one permutation used for all axes: the old would be the rich."""
    axes = draw_axes(512, generator("independence"))
    correlation = np.corrcoef(axes[:, [AXES.index(name) for name in AXES if name not in ATTITUDES]].T)
    off = correlation[~np.eye(len(correlation), dtype=bool)]
    assert np.abs(off).max() < 0.12
    for name in ("age", "income", "style"):  # attitudes go with traits and each other only
        among = [np.corrcoef(axes[:, AXES.index(name)], axes[:, AXES.index(other)])[0, 1] for other in ATTITUDES]
        assert np.abs(among).max() < 0.12


@pytest.mark.parametrize("n", [5, 25])
def test_attitudes_of_a_small_group_are_even_themselves(n: int) -> None:
    """Catches even traits and residuals with attitudes left to the chance of their sum: two loyal, no doubters."""
    people = [psychographics(row, "Middle") for row in draw_axes(n, generator("even", n))]
    for name in ATTITUDES:
        shares = ndtr((column(people, name) - 50) / 18)
        # A score is a whole number: half a point is up to 0.012 of the quantile, which may tip it over an edge.
        assert np.abs(np.sort(shares) - (np.arange(n) + 0.5) / n).max() < 0.5 / n + 0.013, name


def test_same_generator_same_axes() -> None:
    assert np.array_equal(draw_axes(25, generator(1)), draw_axes(25, generator(1)))
    assert not np.array_equal(draw_axes(25, generator(1)), draw_axes(25, generator(2)))


@pytest.mark.parametrize("trait", TRAITS)
def test_traits_are_t_scores(crowd: list[Psychographics], trait: str) -> None:
    values = column(crowd, trait)
    assert abs(values.mean() - 50) < 0.3
    assert abs(values.std() - 10) < 0.4
    assert values.min() >= 20
    assert values.max() <= 80


def test_traits_are_uncorrelated(crowd: list[Psychographics]) -> None:
    matrix = np.corrcoef([column(crowd, trait) for trait in TRAITS])
    assert np.abs(matrix[~np.eye(len(TRAITS), dtype=bool)]).max() < 0.08


@pytest.mark.parametrize("attitude", ATTITUDES)
def test_attitudes_are_spread_over_their_scale(crowd: list[Psychographics], attitude: str) -> None:
    values = column(crowd, attitude)
    assert abs(values.mean() - 50) < 1.0
    assert abs(values.std() - 18) < 1.0
    assert 0 <= values.min() < 15
    assert 85 < values.max() <= 100


@pytest.mark.parametrize(
    ("attitude", "trait", "expected"),
    [
        ("novelty_seeking", "openness", 0.50),
        ("novelty_seeking", "extraversion", 0.30),
        ("novelty_seeking", "conscientiousness", -0.15),
        ("price_consciousness", "conscientiousness", 0.30),
        ("price_consciousness", "openness", -0.15),
        ("brand_trust", "agreeableness", 0.40),
        ("brand_trust", "neuroticism", -0.15),
        ("ad_scepticism", "agreeableness", -0.35),
        ("ad_scepticism", "conscientiousness", 0.20),
        ("social_reliance", "agreeableness", 0.30),
        ("social_reliance", "neuroticism", 0.25),
    ],
)
def test_attitudes_go_with_traits(crowd: list[Psychographics], attitude: str, trait: str, expected: float) -> None:
    """A loading is the correlation, as trait and attitude have unit variance; catches a swapped column or sign."""
    found = float(np.corrcoef(column(crowd, attitude), column(crowd, trait))[0, 1])
    assert abs(found - expected) < 0.06


def test_attitudes_go_with_each_other_through_traits(crowd: list[Psychographics]) -> None:
    """The agreeable trust brands and do not doubt advertising: the two are opposed without being tied directly."""
    found = float(np.corrcoef(column(crowd, "brand_trust"), column(crowd, "ad_scepticism"))[0, 1])
    assert -0.3 < found < -0.08


def test_income_class_moves_price_consciousness_and_no_trait() -> None:
    rows = draw_axes(400, generator("classes"))
    low, middle, high = ([psychographics(row, level) for row in rows] for level in ("Low", "Middle", "High"))
    means = [column(people, "price_consciousness").mean() for people in (low, middle, high)]
    assert means[0] - means[1] == pytest.approx(0.45 * 18, abs=0.6)
    assert means[1] - means[2] == pytest.approx(0.45 * 18, abs=0.6)
    assert all(a.openness == b.openness for a, b in zip(low, high, strict=True))


def test_every_decision_style_occurs(crowd: list[Psychographics]) -> None:
    """Catches a style that its weights shut out, and one that takes over."""
    counts = Counter(person.decision_style for person in crowd)
    assert set(counts) == set(get_args(DecisionStyle))
    assert min(counts.values()) > 0.04 * MANY
    assert max(counts.values()) < 0.30 * MANY


@pytest.mark.parametrize(
    ("style", "attitude", "side"),
    [
        ("price and value conscious", "price_consciousness", 1),
        ("brand conscious", "price_consciousness", -1),
        ("novelty and fashion conscious", "novelty_seeking", 1),
        ("habitual and brand loyal", "novelty_seeking", -1),
        ("habitual and brand loyal", "brand_trust", 1),
        ("impulsive", "conscientiousness", -1),
        ("perfectionist", "conscientiousness", 1),
        ("confused by overchoice", "neuroticism", 1),
    ],
)
def test_styles_go_with_what_they_are_named_for(
    crowd: list[Psychographics], style: str, attitude: str, side: int
) -> None:
    holders = [person for person in crowd if person.decision_style == style]
    assert side * (column(holders, attitude).mean() - 50) > 3


@pytest.mark.parametrize(("score", "level"), [(0, "low"), (41, "low"), (42, "medium"), (58, "medium"), (59, "high")])
def test_price_level_has_its_borders(crowd: list[Psychographics], score: int, level: str) -> None:
    assert price_level(crowd[0].model_copy(update={"price_consciousness": score})) == level


def test_price_levels_are_thirds(crowd: list[Psychographics]) -> None:
    counts = Counter(price_level(person) for person in crowd)
    assert all(0.25 * MANY < counts[level] < 0.42 * MANY for level in ("low", "medium", "high"))


def test_extreme_draws_stay_on_the_scales() -> None:
    """Catches a score outside the record's bounds, which would break a run in its middle."""
    for edge in (1e-9, 1 - 1e-9):
        for level in ("Low", "High"):
            psychographics(np.full(len(AXES), edge), level)  # the record checks its own bounds
    worst = np.full(len(AXES), 1e-9)
    assert psychographics(worst, "Low").openness == 20
