"""The prose that stands already, searched for runs of words in a time that does not grow with it."""

from collections.abc import Iterable
from zlib import crc32

RUN = 5  # words: shorter runs are never asked for


class Standing:
    """Texts as `checks.plain` gives them, on top of those `below`, which may still grow.

    The words' runs of five are kept as hashes; only where all of a longer run's are known are texts read.
    """

    def __init__(self, texts: Iterable[str] = (), below: "Standing | None" = None):
        self._below = below
        self._texts: list[str] = []
        self._runs: set[int] = set()
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Adds a text."""
        self._texts.append(text)
        self._runs.update(_runs(text))

    def says(self, run: str) -> bool:
        """Whether a run of at least five words, as `checks.plain` gives it, stands in one of the texts."""
        wanted = _runs(run)
        layer: Standing | None = self
        while layer is not None:
            if layer._runs.issuperset(wanted) and any(run in text for text in layer._texts):
                return True
            layer = layer._below
        return False

    def __len__(self) -> int:
        return len(self._texts) + (len(self._below) if self._below else 0)


def _runs(text: str) -> list[int]:
    said = text.split()
    return [crc32(" ".join(said[i : i + RUN]).encode()) for i in range(len(said) - RUN + 1)]
