"""The prose that stands already, searched for near-duplicates in a time that hardly grows."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from zlib import crc32

from boses_engine.pipeline.likeness import NEAR_DUPLICATE, alike, shingles, telling

_COMMON = NEAR_DUPLICATE / (1 + NEAR_DUPLICATE)  # of the grams of two near-duplicates together, those in both, at least


class PriorTexts:
    """Texts as `likeness.plain` gives them, in the order in which they came.

    Trigrams are kept as hashes, each with the texts that hold it. A text that is there already is not kept again: of
    ten thousand people many have the same note.
    """

    def __init__(self, texts: Iterable[str] = ()):
        self._at: dict[str, int] = {}  # the place of each text
        self._texts: list[str] = []
        self._grams = array("H")  # how many each has
        self._holders: dict[int, int | list[int]] = {}  # most grams are of one text: a number takes less than a list
        self.add_all(texts)

    def __len__(self) -> int:
        return len(self._texts)

    def add_all(self, texts: Iterable[str]) -> None:
        """Adds texts in their order."""
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Adds a text."""
        at = len(self._texts)
        if self._at.setdefault(text, at) != at:
            return
        hashes = _hashes(text)
        self._texts.append(text)
        self._grams.append(len(hashes))
        for hashed in hashes.values():
            held = self._holders.setdefault(hashed, at)
            if isinstance(held, list):
                held.append(at)
            elif held != at:
                self._holders[hashed] = [held, at]

    def like(self, text: str, since: int = 0) -> str | None:
        """A text that the given one, as `likeness.plain` gives it, nearly repeats; of those from place `since` on."""
        if self._at.get(text, -1) >= since:
            return text
        hashes = _hashes(text)
        holders = {gram: self._held_by(hashed, since) for gram, hashed in hashes.items()}
        if not any(holders.values()):
            return None
        rare = telling(frozenset(hashes), {gram: len(held) for gram, held in holders.items()}.__getitem__)
        shared = Counter(chain.from_iterable(holders[gram] for gram in rare))
        others = len(hashes) - len(rare)  # which a text may hold besides
        near = (at for at, held in shared.items() if held + others >= _COMMON * (len(hashes) + self._grams[at]))
        return next((self._texts[at] for at in sorted(near) if alike(text, self._texts[at])), None)

    def _held_by(self, hashed: int, since: int) -> Sequence[int]:
        held = self._holders.get(hashed, -1)
        if isinstance(held, int):
            return (held,) if held >= since else ()
        return held[bisect_left(held, since) :] if since else held


@lru_cache(maxsize=4096)  # a text is looked for again whenever another answer has come
def _hashes(text: str) -> Mapping[tuple[str, ...], int]:
    """The hash of each trigram of a text."""
    return {gram: crc32(" ".join(gram).encode()) for gram in shingles(text.split())}
