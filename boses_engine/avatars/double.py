"""A painter that needs no weights: a disc and shoulders in colours of the seed, for tests and for trying the rest."""

import hashlib
from collections.abc import Callable

import numpy as np

from boses_engine.avatars.port import Pixels, Prompt, Style

SIZE = 32  # pixels a side


class DoublePainter:
    """Paints at once; `spoil` is called before each picture and may raise."""

    name = "double"
    sha256 = "0" * 64
    style: Style = "illustration"

    def __init__(self, *, spoil: Callable[[Prompt, int], None] | None = None):
        self.painted: list[tuple[Prompt, int]] = []
        self._spoil = spoil

    def paint(self, prompt: Prompt, seed: int) -> Pixels:
        """The picture; other words give another background, another seed another face."""
        self.painted.append((prompt, seed))
        if self._spoil is not None:
            self._spoil(prompt, seed)
        words = hashlib.blake2b(prompt.text.encode(), digest_size=3).digest()
        face, shirt = np.random.default_rng(seed).integers(0, 256, size=(2, 3), dtype=np.uint8)
        picture = np.empty((SIZE, SIZE, 3), dtype=np.uint8)
        picture[:] = np.frombuffer(words, dtype=np.uint8)
        rows, columns = np.mgrid[:SIZE, :SIZE]
        picture[(rows > 0.7 * SIZE) & (abs(columns - SIZE / 2) < 0.4 * SIZE)] = shirt
        picture[(rows - 0.45 * SIZE) ** 2 + (columns - SIZE / 2) ** 2 < (0.25 * SIZE) ** 2] = face
        return picture

    def close(self) -> None:
        """Nothing to free."""
