"""Traits and attitudes: even axes for every group size, and the correlations that the loadings promise."""

from collections import Counter
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import ndtr
from support.slots import SLOT, a_slot

from boses_engine.domain.persona import ATTITUDE_SD, ATTITUDES, TRAITS, DecisionStyle, Psychographics
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import table
from boses_engine.pipeline.attitudes import (
    AXES,
    About,
    about,
    draw_axes,
    price_level,
    psychographics,
    score_mean,
    score_sources,
)
from boses_engine.randomness import generator

MANY = 4_000
# A man of 40 with the schooling that most have, in a country without rows of its own.
MAN = About("DE", "Middle", 40, "Male", "upper secondary school", "working")
WOMAN = replace(MAN, gender="Female")


@pytest.fixture(scope="module")
def crowd() -> list[Psychographics]:
    """People alike, so that what moves means leaves no trace in spreads and correlations."""
    return [psychographics(row, MAN) for row in draw_axes(MANY, generator("crowd"))]


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
    own = [AXES.index(name) for name in AXES if name not in ATTITUDES]
    correlation = np.asarray(np.corrcoef(axes[:, own].T))
    off = correlation[~np.eye(len(own), dtype=np.bool_)]
    assert np.abs(off).max() < 0.12
    for name in ("age", "income", "style"):  # attitudes go with traits and each other only
        among = [np.corrcoef(axes[:, AXES.index(name)], axes[:, AXES.index(other)])[0, 1] for other in ATTITUDES]
        assert np.abs(among).max() < 0.12


@pytest.mark.parametrize("n", [5, 25])
def test_attitudes_of_a_small_group_are_even_themselves(n: int) -> None:
    """Catches even traits and residuals with attitudes left to the chance of their sum: two loyal, no doubters."""
    people = [psychographics(row, MAN) for row in draw_axes(n, generator("even", n))]
    for name in ATTITUDES:
        shares = ndtr((column(people, name) - score_mean(name, MAN)) / ATTITUDE_SD)
        # A score is a whole number: half a point is up to 0.012 of the quantile, which may tip it over an edge.
        assert np.abs(np.sort(shares) - (np.arange(n) + 0.5) / n).max() < 0.5 / n + 0.013, name


def test_same_generator_same_axes() -> None:
    assert np.array_equal(draw_axes(25, generator(1)), draw_axes(25, generator(1)))
    assert not np.array_equal(draw_axes(25, generator(1)), draw_axes(25, generator(2)))


@pytest.mark.parametrize("trait", TRAITS)
def test_traits_are_t_scores(crowd: list[Psychographics], trait: str) -> None:
    values = column(crowd, trait)
    assert abs(values.mean() - score_mean(trait, MAN)) < 0.3
    assert abs(values.std() - 10) < 0.4
    assert values.min() >= 20
    assert values.max() <= 80


def test_traits_are_uncorrelated(crowd: list[Psychographics]) -> None:
    matrix = np.corrcoef([column(crowd, trait) for trait in TRAITS])
    assert np.abs(matrix[~np.eye(len(TRAITS), dtype=bool)]).max() < 0.08


@pytest.mark.parametrize("attitude", ATTITUDES)
def test_attitudes_are_spread_over_their_scale(crowd: list[Psychographics], attitude: str) -> None:
    values = column(crowd, attitude)
    assert abs(values.mean() - score_mean(attitude, MAN)) < 1.0
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


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({"income_level": "Low"}, {"price_consciousness": 1, "brand_trust": -1, "novelty_seeking": -1, "openness": 0}),
        ({"income_level": "High"}, {"price_consciousness": -1, "brand_trust": 1, "conscientiousness": 0}),
        (
            {"age": 70},
            {"conscientiousness": 1, "agreeableness": 1, "neuroticism": -1, "novelty_seeking": -1, "brand_trust": 1},
        ),
        ({"age": 18}, {"conscientiousness": -1, "neuroticism": 1, "novelty_seeking": 1, "social_reliance": 1}),
        ({"gender": "Female"}, {"neuroticism": 1, "agreeableness": 1, "price_consciousness": 1, "openness": 0}),
        ({"education": "master's degree"}, {"openness": 1, "ad_scepticism": 1, "price_consciousness": -1}),
        ({"education": "primary school"}, {"openness": -1, "ad_scepticism": -1, "extraversion": 0}),
        ({"work_status": "studying"}, {"price_consciousness": 1, "neuroticism": 0}),
        ({"country_code": "ID"}, {"social_reliance": 1, "openness": 0, "brand_trust": 0}),
    ],
)
def test_who_a_person_is_moves_their_scores(changes: dict[str, Any], moved: dict[str, int]) -> None:
    """Catches a sign turned round, and a score moved by what research does not tie it to."""
    there = replace(MAN, **changes)
    for name, side in moved.items():
        assert np.sign(score_mean(name, there) - score_mean(name, MAN)) == side, name


def test_scores_move_by_the_rows_of_the_table() -> None:
    """Catches a shift in points where standard deviations were meant, and a step that is no decade or class."""
    shift = {(row["score"], row["on"]): float(row["shift"]) for row in table("people/attitudes.csv")}
    for (name, on), size in shift.items():
        spread = 10 if name in TRAITS else ATTITUDE_SD
        two = {
            "age": (MAN, replace(MAN, age=50)),
            "female": (MAN, WOMAN),
            "income": (MAN, replace(MAN, income_level="High")),
            "schooling": (MAN, replace(MAN, education=EDUCATION_LEVELS[3])),
            "studying": (MAN, replace(MAN, work_status="studying")),
            "keeping house": (MAN, replace(MAN, work_status="keeping house")),
        }.get(on, (MAN, replace(MAN, country_code=on)))
        assert score_mean(name, two[1]) - score_mean(name, two[0]) == pytest.approx(size * spread), (name, on)
    assert score_mean("neuroticism", replace(MAN, age=95)) == score_mean("neuroticism", replace(MAN, age=80))


def test_people_are_drawn_about_their_mean() -> None:
    """Catches a mean that is told in the report and not drawn from."""
    rows = draw_axes(400, generator("classes"))
    for person in (MAN, replace(WOMAN, income_level="Low", age=19), replace(MAN, income_level="High", age=60)):
        people = [psychographics(row, person) for row in rows]
        for name in (*TRAITS, *ATTITUDES):
            assert column(people, name).mean() == pytest.approx(score_mean(name, person), abs=0.8), name


def test_a_planned_person_is_read_whole() -> None:
    """Catches facts of a slot in each other's place: the report would compare with somebody else."""
    slot = a_slot(work={"status": "studying"}, age=21, education="upper secondary school")
    person = about(slot)
    assert person == About("PH", SLOT.income.level, 21, slot.gender, "upper secondary school", "studying")


def test_every_score_says_what_it_rests_on() -> None:
    """Catches an assumption passed off as published, and a misspelt score or condition of the table."""
    known = {"age", "female", "income", "schooling", "studying", "keeping house", "PH", "ID", "VN"}
    for row in table("people/attitudes.csv"):
        assert row["score"] in (*TRAITS, *ATTITUDES), row
        assert row["on"] in known, row
        assert abs(float(row["shift"])) <= 0.5, row
    assert "Schmitt" in score_sources("neuroticism")
    for name in (*TRAITS, *ATTITUDES):
        assert score_sources(name).endswith("the rest assumed")
        assert not score_sources(name).startswith("assumed")


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
    assert side * (column(holders, attitude).mean() - column(crowd, attitude).mean()) > 3


def test_nobody_decides_against_their_purse(crowd: list[Psychographics]) -> None:
    """Catches a bargain hunter whom prices do not move, and an impulsive one who turns each coin over."""
    for person in crowd:
        if person.decision_style == "price and value conscious":
            assert price_level(person) != "low"
        if person.decision_style in ("impulsive", "brand conscious"):
            assert price_level(person) != "high"


@pytest.mark.parametrize(("score", "level"), [(0, "low"), (41, "low"), (42, "medium"), (58, "medium"), (59, "high")])
def test_price_level_has_its_borders(crowd: list[Psychographics], score: int, level: str) -> None:
    assert price_level(crowd[0].model_copy(update={"price_consciousness": score})) == level


def test_price_levels_are_thirds(crowd: list[Psychographics]) -> None:
    counts = Counter(price_level(person) for person in crowd)
    assert all(0.25 * MANY < counts[level] < 0.42 * MANY for level in ("low", "medium", "high"))


def test_extreme_draws_stay_on_the_scales() -> None:
    """Catches a score outside the record's bounds, which would break a run in its middle."""
    poor = About("ID", "Low", 16, "Female", "primary school", "studying")
    rich = About("PH", "High", 100, "Male", "master's degree", "keeping house")
    for edge in (1e-9, 1 - 1e-9):
        for person in (poor, rich):
            psychographics(np.full(len(AXES), edge), person)  # the record checks its own bounds
    worst = np.full(len(AXES), 1e-9)
    assert psychographics(worst, poor).openness == 20
