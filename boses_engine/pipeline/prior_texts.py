"""The prose that stands already, searched for near-duplicates in a time that hardly grows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from zlib import crc32

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
        for hashed in _hashes(text).values():
            self._holders[hashed].append(len(self._texts))
        self._texts.append(text)

    def like(self, text: str) -> str | None:
        """A text that the given one, as `likeness.plain` gives it, nearly repeats."""
        hashes = _hashes(text)
        for layer in self._layers():
            holders = {gram: layer._holders.get(hashed, ()) for gram, hashed in hashes.items()}
            if not any(holders.values()):
                continue
            rare = telling(frozenset(hashes), {gram: len(held) for gram, held in holders.items()}.__getitem__)
            for index in sorted({index for gram in rare for index in holders[gram]}):
                if jaccard(text.split(), layer._texts[index].split()) >= NEAR_DUPLICATE:
                    return layer._texts[index]
        return None

    def _layers(self) -> Iterator["PriorTexts"]:
        layer: PriorTexts | None = self
        while layer is not None:
            yield layer
            layer = layer._below


@lru_cache(maxsize=4096)  # a text is looked for again whenever another answer has come
def _hashes(text: str) -> Mapping[tuple[str, ...], int]:
    """The hash of each trigram of a text."""
    return {gram: crc32(" ".join(gram).encode()) for gram in shingles(text.split())}
