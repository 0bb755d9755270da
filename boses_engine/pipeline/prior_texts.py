"""The prose that stands already, searched for near-duplicates in a time that hardly grows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from boses_engine.pipeline.likeness import NEAR_DUPLICATE, jaccard, shingles, telling


class PriorTexts:
    """Texts as `likeness.plain` gives them, on top of those `below`, which may still grow.

    Trigrams are kept as hashes, each with the texts that hold it.
    """

    def __init__(self, texts: Iterable[str] = (), below: "PriorTexts | None" = None):
        self._below = below
        self._texts: list[str] = []
        self._holders: defaultdict[int, list[int]] = defaultdict(list)
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Adds a text."""
        for gram in shingles(text.split()):
            self._holders[hash(gram)].append(len(self._texts))
        self._texts.append(text)

    def like(self, text: str) -> str | None:
        """A text that the given one, as `likeness.plain` gives it, nearly repeats."""
        said = text.split()
        grams = shingles(said)
        for layer in self._layers():
            rare = telling(grams, layer._count)
            for index in sorted({index for gram in rare for index in layer._holders.get(hash(gram), ())}):
                if jaccard(said, layer._texts[index].split()) >= NEAR_DUPLICATE:
                    return layer._texts[index]
        return None

    def _count(self, gram: tuple[str, ...]) -> int:
        return len(self._holders.get(hash(gram), ()))

    def _layers(self) -> Iterator["PriorTexts"]:
        layer: PriorTexts | None = self
        while layer is not None:
            yield layer
            layer = layer._below

