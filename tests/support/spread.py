"""How well a group of people covers the space of attitudes: four of the measures of persona generators.

After the paper on Concordia's persona generators, arXiv 2602.03545, as it is cited: the paper itself was not at hand,
so the wording below is what this module computes. A group is n points z_i in the unit cube of d axes, Q a set of
points drawn uniformly in it:

- coverage: the share of Q that lies within a radius r of some z_i. r is not free: it is the radius at which a Sobol
  population of the same size covers 99 % of Q, averaged over many scrambled populations, so that coverage reads as
  "how nearly as full as points that were placed for it";
- mean pairwise distance: 2 / (n (n - 1)) * sum over i < j of |z_i - z_j|;
- least pairwise distance: min over i < j of |z_i - z_j|;
- largest empty ball (there called dispersion): max over q in Q of min over i of |q - z_i|, the radius of the largest
  ball round a point of the cube that holds nobody.

All distances are Euclidean. Two choices are ours: Q is one fixed Sobol net instead of a fresh random sample, which
makes the figures a function of the points alone and estimates the volumes better; and a group may be placed in the
cube by its scores over 100 or by its quantiles in the population (`points`), where the paper has answers on a scale.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree
from scipy.spatial.distance import pdist
from scipy.special import ndtr
from scipy.stats import qmc

from boses_engine.domain.persona import ATTITUDE_SD, ATTITUDES, Psychographics
from boses_engine.randomness import derive_seed

Points = npt.NDArray[np.float64]

CALIBRATED_TO = 0.99  # the coverage of an ideal population
_PROBES = 13  # 2^13 points of Q, as many as the paper's 10,000 to a power of two
_POPULATIONS = 200  # that the radius is averaged over; its standard error is then below 0.2 %


@dataclass(frozen=True)
class Spread:
    """The four measures of one group, distances in units of the cube's edge."""

    coverage: float  # 0..1, more is better
    mean_distance: float  # more is better
    least_distance: float  # more is better
    empty_ball: float  # radius, less is better


def spread(points: Points) -> Spread:
    """The measures of points of shape (n, axes) in the unit cube, n at least 2.

    :raises ValueError: fewer than two points, or points outside the cube.
    """
    n, axes = points.shape
    if n < 2 or points.min() < 0 or points.max() > 1:
        raise ValueError(f"spread needs two or more points of the unit cube, not {n} between {points.min()} and more")
    between = pdist(points)
    reach = _to_nearest(points)
    return Spread(
        coverage=float((reach <= radius(n, axes)).mean()),
        mean_distance=float(between.mean()),
        least_distance=float(between.min()),
        empty_ball=float(reach.max()),
    )


def points(people: Sequence[Psychographics], *, quantiles: bool = False) -> Points:
    """The people's attitudes as points of shape (n, 5) in the unit cube: scores over 100, or quantiles.

    Quantiles are those of the scores' normal distribution with mean 50 in the Middle class. In them the population
    fills the cube evenly, so that a group can be measured against the Sobol ideal; by scores, nobody lies in a corner.
    """
    scores = np.array([[getattr(person, name) for name in ATTITUDES] for person in people], dtype=np.float64)
    return np.asarray(ndtr((scores - 50) / ATTITUDE_SD)) if quantiles else scores / 100


def ideal(n: int, axes: int, seed: int) -> Points:
    """The first n points of a scrambled Sobol sequence, shape (n, axes)."""
    return np.asarray(qmc.Sobol(axes, scramble=True, seed=seed).random_base2(max(1, math.ceil(math.log2(n))))[:n])


@cache
def radius(n: int, axes: int) -> float:
    """The radius of coverage for groups of n, in units of the cube's edge."""
    seeds = (derive_seed("spread", n, axes, trial) for trial in range(_POPULATIONS))
    return float(np.mean([np.quantile(_to_nearest(ideal(n, axes, seed)), CALIBRATED_TO) for seed in seeds]))


@cache
def _probes(axes: int) -> Points:
    return np.asarray(qmc.Sobol(axes, scramble=True, seed=derive_seed("spread", axes)).random_base2(_PROBES))


def _to_nearest(points: Points) -> Points:
    """Of each probe of the cube, the distance to the nearest of the points."""
    distances, _ = cKDTree(points).query(_probes(points.shape[1]))
    return np.asarray(distances)
