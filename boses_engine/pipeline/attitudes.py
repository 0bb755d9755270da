"""Temperament and attitudes of a group: a scrambled Sobol draw made into traits, attitudes and a decision style.

Traits are independent T-scores. Each attitude is a weighted sum of traits, of the income class and of an axis of
its own, so that attitudes are correlated with traits and, through them, with each other. The loadings are estimates
with the signs that consumer research reports (open people seek novelty, conscientious ones watch prices, agreeable
ones trust); they are set here in one table and meant to be replaced by measured ones.
"""

import math
from collections.abc import Mapping
from typing import Any, cast, get_args

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri
from scipy.stats import qmc

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import DecisionStyle, PriceLevel, Psychographics

TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
# attitude → loading on each trait (OCEAN order) and on the income class (-1 low, 0 middle, 1 high)
_LOADINGS: dict[str, tuple[tuple[float, float, float, float, float], float]] = {
    "price_consciousness": ((-0.15, 0.30, -0.10, 0.0, 0.15), -0.45),
    "brand_trust": ((-0.05, 0.15, 0.10, 0.40, -0.15), 0.15),
    "novelty_seeking": ((0.50, -0.15, 0.30, 0.0, -0.10), 0.10),
    "ad_scepticism": ((0.15, 0.20, -0.10, -0.35, 0.15), 0.05),
    "social_reliance": ((-0.10, -0.10, 0.25, 0.30, 0.25), -0.05),
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
AXES = ("age", "income", *TRAITS, *_LOADINGS, "style")
_INCOME_SIGN: dict[IncomeLevel, int] = {"Low": -1, "Middle": 0, "High": 1}


def draw_axes(n: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Uniforms of shape (n, len(AXES)), each column with exactly one value in each of n equal strata.

    A scrambled Sobol sequence gives the joint spread; its ranks, with a jitter inside each stratum, make the
    single axes even for every n, where Sobol points are balanced for powers of two only.
    """
    points = qmc.Sobol(len(AXES), scramble=True, seed=rng).random_base2(max(1, math.ceil(math.log2(n))))[:n]
    ranks = points.argsort(axis=0).argsort(axis=0)
    return cast(npt.NDArray[np.float64], (ranks + rng.uniform(0.02, 0.98, size=ranks.shape)) / n)


def psychographics(row: npt.NDArray[np.float64], level: IncomeLevel) -> Psychographics:
    """One row of `draw_axes` as traits, attitudes and a decision style."""
    axis = dict(zip(AXES, row.tolist(), strict=True))
    traits = np.array([float(ndtri(axis[trait])) for trait in TRAITS])
    attitudes = {
        name: _attitude(traits, loadings, income * _INCOME_SIGN[level], float(ndtri(axis[name])))
        for name, (loadings, income) in _LOADINGS.items()
    }
    values: dict[str, Any] = {t: int(np.clip(round(50 + 10 * z), 20, 80)) for t, z in zip(TRAITS, traits, strict=True)}
    values |= {name: int(np.clip(round(50 + 18 * z), 0, 100)) for name, z in attitudes.items()}
    return Psychographics(decision_style=_style(attitudes, traits, axis["style"]), **values)


def price_level(person: Psychographics) -> PriceLevel:
    """How strongly prices move the person: thirds of the price consciousness scale's usual range."""
    return "low" if person.price_consciousness < 42 else "medium" if person.price_consciousness <= 58 else "high"


def _attitude(traits: npt.NDArray[np.float64], loadings: tuple[float, ...], income: float, own: float) -> float:
    weights = np.array(loadings)
    rest = math.sqrt(max(0.0, 1 - float(weights @ weights)))  # unit variance within an income class
    return float(weights @ traits) + income + rest * own


def _style(attitudes: Mapping[str, float], traits: npt.NDArray[np.float64], u: float) -> DecisionStyle:
    conscientiousness, neuroticism = traits[1], traits[4]
    features = np.array([*(attitudes[name] for name in _LOADINGS), conscientiousness, neuroticism])
    styles = get_args(DecisionStyle)
    weights = np.exp([float(np.array(_STYLE_WEIGHTS[style]) @ features) for style in styles])
    index = int(np.searchsorted(np.cumsum(weights) / weights.sum(), u, side="right"))
    return cast(DecisionStyle, styles[min(index, len(styles) - 1)])
