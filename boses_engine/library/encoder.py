"""What the library needs of a text encoder, and a double that needs no weights."""

import hashlib
import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
_DIMENSION = 64


class Encoder(Protocol):
    """Texts to vectors; the inner product of two is their cosine."""

    id: str  # the same for the same weights, wherever they lie

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, dimension), each row of unit length.

        :raises ModelError: the model cannot be loaded.
        """
        ...


class DoubleEncoder:
    """Counts words, each in a direction of its own: texts with the same words are alike. For tests."""

    def __init__(self, id: str = "double@1"):
        self.id = id

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, 64); an empty text has the vector of the word ""."""
        sums = np.stack([sum(map(_direction, _words(text))) for text in texts]) if texts else np.empty((0, _DIMENSION))
        return unit(sums)


def unit(vectors: npt.ArrayLike) -> Vectors:
    """Rows at unit length, float32; a row of zeros is left as it is."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.ascontiguousarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower()) or [""]


def _direction(word: str) -> npt.NDArray[np.float64]:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
    return np.random.default_rng(seed).standard_normal(_DIMENSION)
