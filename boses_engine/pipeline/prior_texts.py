"""The prose that stands already, searched for near-duplicates in a time and a memory that hardly grow."""

import os
import tempfile
import weakref
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from boses_engine.pipeline.likeness import NEAR_DUPLICATE, alike, shingles, telling_of

_COMMON = NEAR_DUPLICATE / (1 + NEAR_DUPLICATE)  # of the grams of two near-duplicates together, those in both, at least
_LATEST = 2000  # texts that wait to be filed: those of some 200 people
_HASH_BITS = np.uint64(32)
_PLACE = np.uint64((1 << 32) - 1)

Hashes = npt.NDArray[np.uint64]  # of 32 bits
Places = npt.NDArray[np.intp]  # of texts


class PriorTexts:
    """Texts as `likeness.plain` gives them, in the order in which they came.

    Trigrams are kept as hashes, each with the places of the texts that hold it: the latest in a dictionary, all before
    in a `_Filed`. A text that is there already is not kept again: of ten thousand people many have the same note.
    """

    def __init__(self, texts: Iterable[str] = ()):
        self._filed = _Filed()
        self._latest: list[str] = []
        self._holders: dict[int, list[int]] = {}  # of the latest
        self._grams = array("H")  # how many each text has
        self.add_all(texts)

    def __len__(self) -> int:
        return len(self._grams)

    def add_all(self, texts: Iterable[str]) -> None:
        """Adds texts in their order."""
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Adds a text."""
        if self._has(text, 0):
            return
        hashes = _hashes(text)
        at = len(self._grams)
        self._grams.append(len(hashes) - 1)
        self._latest.append(text)
        for hashed in set(hashes.tolist()):
            self._holders.setdefault(hashed, []).append(at)
        if len(self._latest) == _LATEST:
            self._filed.file(self._latest, self._holders)
            self._latest, self._holders = [], {}

    def like(self, text: str, since: int = 0) -> str | None:
        """A text that the given one, as `likeness.plain` gives it, nearly repeats; of those from place `since` on."""
        if self._has(text, since):
            return text
        hashes = _hashes(text)[1:]
        first, last = self._filed.spans(hashes, since)
        latest = [self._held_lately(hashed, since) for hashed in hashes.tolist()]
        holders = last - first + np.fromiter(map(len, latest), np.intp, len(latest))
        if not holders.any():
            return None
        rare = np.argsort(holders, kind="stable")[: telling_of(len(hashes))]
        held = [self._filed.places(first[one], last[one]) for one in rare]
        held += [np.array(latest[one], np.intp) for one in rare]
        places, shared = np.unique(np.concatenate(held), return_counts=True)
        others = len(hashes) - len(rare)  # which a text may hold besides
        near = places[shared + others >= _COMMON * (len(hashes) + np.frombuffer(self._grams, np.uint16)[places])]
        return next((other for at in near.tolist() if alike(text, other := self._text(at))), None)

    def _has(self, text: str, since: int) -> bool:
        """Whether the very text is there, from place `since` on."""
        whole = _hashes(text)[:1]
        if any(self._text(at) == text for at in self._held_lately(int(whole[0]), since)):
            return True
        ((first,), (last,)) = self._filed.spans(whole, since)
        return any(self._text(at) == text for at in self._filed.places(first, last).tolist())

    def _held_lately(self, hashed: int, since: int) -> Sequence[int]:
        held = self._holders.get(hashed, ())
        return held[bisect_left(held, since) :] if since else held

    def _text(self, at: int) -> str:
        filed = len(self._grams) - len(self._latest)
        return self._latest[at - filed] if at >= filed else self._filed.text(at)


class _Filed:
    """Texts in a temporary file, since they are read only where one looks like another, and the grams of all of them in
    one sorted array: 8 bytes for each gram of each text, its hash and after that the text's place."""

    def __init__(self) -> None:
        self._sorted = np.empty(0, np.uint64)
        self._ends = array("q", [0])  # where in the file each text begins
        self._file = -1

    def file(self, texts: Sequence[str], holders: dict[int, list[int]]) -> None:
        """Takes the next texts, and the places of those that hold each of their hashes."""
        if self._file < 0:
            opened = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as the texts
            self._file = opened.fileno()
            weakref.finalize(self, opened.close)
        told = [text.encode() for text in texts]
        os.pwrite(self._file, b"".join(told), self._ends[-1])
        for each in told:
            self._ends.append(self._ends[-1] + len(each))
        keys = [hashed << 32 | at for hashed, held in holders.items() for at in held]
        new = np.sort(np.array(keys, np.uint64))
        self._sorted = np.insert(self._sorted, np.searchsorted(self._sorted, new), new)

    def spans(self, hashes: Hashes, since: int) -> tuple[Places, Places]:
        """Where the places of each hash begin and end, of those from `since` on."""
        keys = hashes << _HASH_BITS
        return (
            np.searchsorted(self._sorted, keys | np.uint64(since)),
            np.searchsorted(self._sorted, keys | _PLACE, side="right"),
        )

    def places(self, first: int, last: int) -> Places:
        """The places of a span."""
        return (self._sorted[first:last] & _PLACE).astype(np.intp)

    def text(self, at: int) -> str:
        """The text of a place."""
        start, end = self._ends[at], self._ends[at + 1]
        return os.pread(self._file, end - start, start).decode()


@lru_cache(maxsize=4096)  # a text is looked for again whenever another answer has come
def _hashes(text: str) -> Hashes:
    """The hash of a text, then those of its trigrams."""
    grams = (" ".join(gram) for gram in shingles(text.split()))
    return np.array([crc32(each.encode()) for each in (text, *grams)], np.uint64)
