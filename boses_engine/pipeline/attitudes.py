"""Temperament and attitudes of a group: a scrambled Sobol draw made into traits, attitudes and a decision style.

Traits are T-scores. Each attitude is distributed as a weighted sum of traits and of a part of its own, so that
attitudes are correlated with traits and, through them, with each other; the loadings are assumed, with the signs that
consumer research reports (open people seek novelty, conscientious ones watch prices, agreeable ones trust). Who a
person is moves the mean of each score by the rows of attitudes.csv, which name a source or say "assumed".
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import (
    ATTITUDE_SD,
    ATTITUDES,
    STYLES,
    TRAIT_SD,
    TRAITS,
    DecisionStyle,
    Gender,
    PriceLevel,
    Psychographics,
    Slot,
    WorkStatus,
)
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, level_of
from boses_engine.grounding.places.countries import table

# attitude → loading on each trait, in OCEAN order
_LOADINGS: dict[str, tuple[float, float, float, float, float]] = {
    "price_consciousness": (-0.15, 0.30, -0.10, 0.0, 0.15),
    "brand_trust": (-0.05, 0.15, 0.10, 0.40, -0.15),
    "novelty_seeking": (0.50, -0.15, 0.30, 0.0, -0.10),
    "ad_scepticism": (0.15, 0.20, -0.10, -0.35, 0.15),
    "social_reliance": (-0.10, -0.10, 0.25, 0.30, 0.25),
}
# style → weight of each attitude (order of _LOADINGS, in standard units) and of conscientiousness, neuroticism
_STYLE_WEIGHTS: dict[DecisionStyle, tuple[float, float, float, float, float, float, float]] = {
    "perfectionist": (0.0, 0.0, 0.0, 0.3, -0.3, 0.9, 0.0),
    "brand conscious": (-0.6, 0.7, 0.0, -0.4, 0.2, 0.0, 0.0),
    "novelty and fashion conscious": (-0.4, 0.0, 1.0, -0.2, 0.2, -0.1, 0.0),
    "recreational": (-0.3, 0.1, 0.4, -0.3, 0.4, -0.2, -0.2),
    "price and value conscious": (1.1, -0.2, -0.2, 0.2, 0.0, 0.2, 0.0),
    "impulsive": (-0.4, 0.0, 0.3, -0.3, 0.1, -0.9, 0.2),
    "confused by overchoice": (0.1, -0.1, -0.3, 0.0, 0.5, -0.1, 0.8),
    "habitual and brand loyal": (0.0, 0.7, -0.7, -0.1, -0.1, 0.1, 0.0),
}
# style → what it cannot go with: (place of the score as above, least, most) in standard units; assumed
_STYLE_BOUNDS: dict[DecisionStyle, tuple[tuple[int, float, float], ...]] = {
    "perfectionist": ((5, -0.5, math.inf),),
    "brand conscious": ((0, -math.inf, 0.44), (1, -0.5, math.inf)),
    "novelty and fashion conscious": ((2, -0.3, math.inf),),
    "recreational": ((0, -math.inf, 0.8),),
    "price and value conscious": ((0, -0.44, math.inf),),  # not who has a low price level
    "impulsive": ((0, -math.inf, 0.44), (5, -math.inf, 0.5)),
    "confused by overchoice": (),
    "habitual and brand loyal": ((1, -0.5, math.inf), (2, -math.inf, 0.5)),
}
AXES = ("age", "income", *TRAITS, *ATTITUDES, "style")
_AGES = (16, 80)  # years between which scores move with age
_INCOME_SIGN: dict[IncomeLevel, int] = {"Low": -1, "Middle": 0, "High": 1}
_WEIGHTS = np.array([_STYLE_WEIGHTS[style] for style in STYLES])
_TRAIT = slice(AXES.index(TRAITS[0]), AXES.index(TRAITS[-1]) + 1)
_ATTITUDE = slice(AXES.index(ATTITUDES[0]), AXES.index(ATTITUDES[-1]) + 1)
# The first coordinates of a Sobol sequence are its evenest ones together: the attitudes have them.
_ORDER = (*ATTITUDES, "age", "income", "style", *TRAITS)


def draw_axes(n: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Uniforms of shape (n, len(AXES)), each column with exactly one value in each of n equal strata.

    Trait and attitude columns are quantiles among people alike; they are jointly Gaussian with the
    correlations of the loadings. A scrambled Sobol sequence gives the joint spread: attitudes are drawn first and the
    traits given them, which is the same distribution as attitudes given traits, but leaves the space in which people
    of a group are told apart as even as the sequence itself. The ranks of its points, with a jitter inside each
    stratum, make the single axes even for every n, where Sobol points are balanced for powers of two only.
    """
    from scipy.special import ndtri  # a sixth of a second that a refused group does not need
    from scipy.stats import qmc  # here: a third of a second that a refused group does not need

    points = qmc.Sobol(len(AXES), scramble=True, seed=rng).random_base2(max(1, math.ceil(math.log2(n))))[:n]
    even = dict(zip(_ORDER, _stratified(points, rng).T, strict=True))
    own = ndtri(np.column_stack([even[name] for name in ATTITUDES]))
    rest = ndtri(np.column_stack([even[name] for name in TRAITS]))
    mixing, given, left = _conditionals()
    attitudes = own @ mixing.T
    traits = attitudes @ given.T + rest @ left.T
    axes = np.column_stack([even[name] for name in AXES])
    axes[:, _ATTITUDE] = _stratified(attitudes, rng)
    axes[:, _TRAIT] = _stratified(traits, rng)
    return axes


@dataclass(frozen=True)
class About:
    """What of a person moves their scores."""

    country_code: str
    income_level: IncomeLevel
    age: int
    gender: Gender
    education: str
    work_status: WorkStatus

    def of(self, on: str) -> float:
        """The amount, about 0 for a middling person, that a row of attitudes.csv is multiplied with."""
        match on:
            case "age":  # decades from 40, which is about the mean of adults
                return (min(max(self.age, _AGES[0]), _AGES[1]) - 40) / 10
            case "female":
                return 0.5 if self.gender == "Female" else -0.5
            case "income":
                return _INCOME_SIGN[self.income_level]
            case "schooling":  # levels above upper secondary school
                return level_of(self.education) - EDUCATION_LEVELS.index("upper secondary school")
        return float(on in (self.work_status, self.country_code))


def about(slot: Slot) -> About:
    """What of a planned person moves their scores."""
    where, work = slot.location.country_code, slot.work.status
    return About(where, slot.income.level, slot.age, slot.gender, slot.education, work)


def psychographics(row: npt.NDArray[np.float64], person: About) -> Psychographics:
    """One row of `draw_axes` as traits, attitudes and a decision style."""
    from scipy.special import ndtri

    z, moved = ndtri(row), _shifts(person)
    traits, attitudes = z[_TRAIT] + moved[: len(TRAITS)], z[_ATTITUDE] + moved[len(TRAITS) :]
    # Python's `round` goes to the even number as `np.rint` does.
    values: dict[str, Any] = {}
    for name, score in zip(TRAITS, (50 + TRAIT_SD * traits).tolist(), strict=True):
        values[name] = round(min(max(score, 20), 80))
    for name, score in zip(ATTITUDES, (50 + ATTITUDE_SD * attitudes).tolist(), strict=True):
        values[name] = round(min(max(score, 0), 100))
    return Psychographics(decision_style=_style(attitudes, traits, float(row[-1])), **values)


def score_mean(name: str, person: About) -> float:
    """The mean of a trait or attitude, on its own scale, among people like that."""
    spread = TRAIT_SD if name in TRAITS else ATTITUDE_SD
    return float(50 + spread * _shifts(person)[(*TRAITS, *ATTITUDES).index(name)])


def score_sources(name: str) -> str:
    """What the mean of a score rests on: the sources of its rows, "assumed" for the others."""
    found = [row["source"] for row in table("people/attitudes.csv") if row["score"] == name]
    return "; ".join(dict.fromkeys([*(each for each in found if each != "assumed"), "the rest assumed"]))


@lru_cache(maxsize=65536)
def _shifts(person: About) -> npt.NDArray[np.float64]:
    """Standard deviations by which the traits and then the attitudes of such people lie from the middle."""
    shifts = [0.0] * (len(TRAITS) + len(ATTITUDES))
    for at, on, shift in _rows():
        shifts[at] += shift * person.of(on)
    moved = np.array(shifts)
    moved.flags.writeable = False
    return moved


@cache
def _rows() -> tuple[tuple[int, str, float], ...]:
    """(place among traits and attitudes, what it depends on, shift) of each row of attitudes.csv."""
    names = (*TRAITS, *ATTITUDES)
    return tuple((names.index(row["score"]), row["on"], float(row["shift"])) for row in table("people/attitudes.csv"))


def price_level(person: Psychographics) -> PriceLevel:
    """How strongly prices move the person: thirds of the price consciousness scale's usual range."""
    return "low" if person.price_consciousness < 42 else "medium" if person.price_consciousness <= 58 else "high"


def _stratified(values: npt.NDArray[np.float64], rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Each column's ranks as uniforms, one in each stratum; the edges, where quantiles are infinite, are left free."""
    ranks = values.argsort(axis=0).argsort(axis=0)
    return (ranks + rng.uniform(0.02, 0.98, size=ranks.shape)) / len(values)


@cache
def _conditionals() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What makes standard normals into attitudes, what attitudes say of traits, and what they leave open, each 5 × 5.

    With loadings L the attitudes have the covariance R = L L' + D, D making unit variances; the traits given
    attitudes a are normal with mean L' R^-1 a and covariance I - L' R^-1 L. The open part is a Cholesky factor.
    """
    loadings = np.array([_LOADINGS[name] for name in ATTITUDES])
    covariance = loadings @ loadings.T
    np.fill_diagonal(covariance, 1.0)
    given = np.linalg.solve(covariance, loadings).T
    left = np.eye(len(TRAITS)) - given @ loadings
    return np.linalg.cholesky(covariance), given, np.linalg.cholesky(left)


def _style(attitudes: npt.NDArray[np.float64], traits: npt.NDArray[np.float64], u: float) -> DecisionStyle:
    conscientiousness, neuroticism = traits[1], traits[4]
    scores = [*attitudes.tolist(), float(conscientiousness), float(neuroticism)]
    weights = np.exp(_WEIGHTS @ np.array(scores)).tolist()
    fitting = (
        (style, weight)
        for style, weight in zip(STYLES, weights, strict=True)
        if all(least <= scores[score] <= most for score, least, most in _STYLE_BOUNDS[style])
    )
    return Weighted.of(fitting).at(u)
