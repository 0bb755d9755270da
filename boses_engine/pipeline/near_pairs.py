"""How many pairs of many texts are near-duplicates, see `likeness`: exactly, though only few pairs are compared.

The same texts are one text that counts as often as it is there. Of the others only those are compared that share one of
their rarest trigrams (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006), so many at a time.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from boses_engine.pipeline.likeness import NEAR_DUPLICATE, telling_of

_BLOCK = 256  # texts held against all after them at a time
_PAIRS = 1 << 17  # compared at a time

Words = npt.NDArray[np.uint64]  # the numbers of a text's words, below 2^21


def count_near_pairs(texts: Iterable[Words]) -> int:
    """Pairs of texts that are near-duplicates; a text without words is like no other."""
    often = Counter(text.tobytes() for text in texts if len(text))
    times = np.array(list(often.values()), np.int64)
    pairs = int((times * (times - 1) // 2).sum())
    if len(often) < 2:
        return pairs
    grams, sizes = _grams_of([np.frombuffer(text, np.uint64) for text in often])
    rarest = _rarest(grams, sizes)
    for first in range(0, len(times), _BLOCK):
        shared = (rarest[first : first + _BLOCK] @ rarest[first:].T).tocoo()
        later = shared.col > shared.row
        one, other = shared.row[later] + first, shared.col[later] + first
        for begin in range(0, len(one), _PAIRS):
            left, right = one[begin : begin + _PAIRS], other[begin : begin + _PAIRS]
            both = grams[left].multiply(grams[right]).sum(axis=1)
            near = both / (sizes[left] + sizes[right] - both) >= NEAR_DUPLICATE
            pairs += int((times[left] * times[right])[near].sum())
    return pairs


def _grams_of(texts: list[Words]) -> tuple[Any, npt.NDArray[np.int64]]:
    """Which trigrams each text has, as a matrix of ones, and how many."""
    from scipy.sparse import csr_array

    base = np.uint64(1 << 21)
    own = []
    for words in texts:
        three = words if len(words) > 2 else np.concatenate([np.zeros(3 - len(words), np.uint64), words])
        own.append(np.unique((three[:-2] * base + three[1:-1]) * base + three[2:]))
    sizes = np.array(list(map(len, own)), np.int64)
    names, numbers = np.unique(np.concatenate(own), return_inverse=True)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return csr_array((np.ones(len(numbers), np.int32), numbers, ends), shape=(len(texts), len(names))), sizes


def _rarest(grams: Any, sizes: npt.NDArray[np.int64]) -> Any:
    """The rarest trigrams of each text, of which every near-duplicate has one among its own rarest."""
    from scipy.sparse import csr_array

    texts = np.repeat(np.arange(len(sizes)), sizes)
    holders = np.bincount(grams.indices)
    order = np.lexsort((grams.indices, holders[grams.indices], texts))
    rank = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    kept = order[rank < np.array([telling_of(size) for size in sizes.tolist()])[texts]]
    return csr_array((np.ones(len(kept), np.int32), (texts[kept], grams.indices[kept])), shape=grams.shape)
