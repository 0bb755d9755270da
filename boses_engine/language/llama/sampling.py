"""Drawing a token from logits under a mask.

NumPy beside llama.cpp's own sampler chain: the chain wants an array of 152,000 structs filled from Python or a
callback for the mask; here only the few tokens near the best one are ever sorted.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from boses_engine.errors import ModelError
from boses_engine.language.port import Sampling

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Draw:
    """A token, and the share of the model's own probability that the mask left."""

    token: int
    allowed: float


def draw(
    logits: Logits,
    allowed: npt.NDArray[np.bool_] | None,
    avoid: npt.NDArray[np.intp],
    rng: np.random.Generator,
    sampling: Sampling,
) -> Draw:
    """Draws from `logits` (n_vocab,) what `allowed` (n_vocab,) permits; None permits all.

    Tokens in `avoid` come only where nothing else is permitted.

    :raises ModelError: the logits are no numbers.
    """
    top = logits.max()
    if not np.isfinite(top):
        raise ModelError("the model gives no numbers; its file is damaged, or its cache type too coarse for it.")
    weight = np.exp(logits - top)
    total = float(weight.sum())
    if allowed is not None:
        weight *= allowed
    weight[avoid] = 0.0
    best = float(weight.max())
    if best == 0.0:  # only avoided tokens are left, or ones so unlikely that their weight is no number any more
        ids = np.arange(len(logits)) if allowed is None else np.flatnonzero(allowed)
        others = ids[~np.isin(ids, avoid)]
        ids = others if len(others) else ids
        share = float(np.exp(logits[ids] - top).sum()) / total
        return Draw(_choose(ids, np.exp(logits[ids] - logits[ids].max()), rng, sampling), min(1.0, share))
    share = float(weight.sum()) / total
    ids = np.flatnonzero(weight >= best * _floor(sampling))
    return Draw(_choose(ids, weight[ids], rng, sampling), min(1.0, share))


def _floor(sampling: Sampling) -> float:
    """The least weight, beside the best token's, that min-p leaves at this temperature."""
    return float(sampling.min_p**sampling.temperature) if sampling.temperature > 0 else 1.0


def _choose(ids: npt.NDArray[np.intp], weight: Logits, rng: np.random.Generator, sampling: Sampling) -> int:
    order = np.lexsort((ids, -weight))[: sampling.top_k]  # ties by id, so that the order is one
    ids, weight = ids[order], weight[order]
    if sampling.temperature <= 0:
        return int(ids[0])
    p = (weight / weight[0]).astype(np.float64) ** (1 / sampling.temperature)
    p[p < sampling.min_p] = 0.0
    edges = np.cumsum(p)
    return int(ids[np.searchsorted(edges, rng.random() * edges[-1], side="right")])
