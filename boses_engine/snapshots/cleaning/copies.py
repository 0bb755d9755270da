"""Copies within a market, found with bounded memory: what has been seen lies in a database on disk.

Exact copies are told by a digest of the letters, near ones by MinHash: 32 minima over runs of five characters, looked
up in 8 bands of 4 (a pair that shares 80 % of its runs is met with 98 %, one that shares 50 % with 40 %, and 4 equal
minima are not yet a copy), then compared in full. datasketch makes the minima; its own index of bands holds all of
them in memory, so here they are kept in the database.
"""

import hashlib
import sqlite3
from pathlib import Path
from typing import Literal, NamedTuple
from zlib import crc32

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

NEAR = 0.85  # share of equal minima from which two texts are copies of each other
NEAR_WORDS_LEAST = 8  # shorter texts are near each other because people say the same thing, and that is what counts
PASTED_WORDS_LEAST = 12  # of a text that nobody writes twice about different products
PASTED_PRODUCTS = 3  # the products under which one text must stand to be pasted
PASTED_COPIES = 5  # the rows that must hold it where no product is named

_RUN = 5  # characters
_BANDS, _ROWS = 8, 4
_LETTERS_MOST = 2_000  # of a text that are looked at
_SEED = 1

_Minima = NDArray[np.uint64]


class Copy(NamedTuple):
    """What a text is a copy of."""

    how: Literal["duplicate", "near duplicate"]
    of: int  # the number of the row


class Seen:
    """The texts of a market so far. Use as a context; `path` must not exist."""

    def __init__(self, path: Path, cache_kib: int = 65_536) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        for line in (
            "PRAGMA journal_mode=OFF",
            "PRAGMA synchronous=OFF",
            f"PRAGMA cache_size=-{cache_kib}",
            "CREATE TABLE exact (digest INTEGER PRIMARY KEY, row INTEGER)",
            "CREATE TABLE band (key INTEGER PRIMARY KEY, row INTEGER)",
            "CREATE TABLE minima (row INTEGER PRIMARY KEY, rating REAL, minima BLOB)",
            "CREATE TABLE pasted (row INTEGER, named INTEGER, product INTEGER, PRIMARY KEY (row, named, product))",
            "BEGIN",
        ):
            self._database.execute(line)
        self._blank = MinHash(_BANDS * _ROWS, seed=_SEED, hashfunc=crc32)

    def __enter__(self) -> "Seen":
        return self

    def __exit__(self, *exc: object) -> None:
        self._database.close()

    def copy_of(self, row: int, said: list[str], product: str, rating: float | None = None) -> Copy | None:
        """The copy that the row with these words is, if it is one; otherwise it is remembered under its number.

        Near copies have equal stars: "very fast" and "very slow" differ little in letters.
        """
        letters = " ".join(said)
        digest = _whole(letters)
        found = self._database.execute("SELECT row FROM exact WHERE digest = ?", (digest,)).fetchone()
        if found:
            self._note(found[0], row, said, product)
            return Copy("duplicate", found[0])
        if len(said) >= NEAR_WORDS_LEAST:
            minima = self._minima(letters)
            keys = [int(key) for key in _keys(minima)]
            near = self._near(minima, keys, rating)
            if near is not None:
                self._note(near, row, said, product)
                return Copy("near duplicate", near)
            self._database.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, row) for key in keys])
            self._database.execute("INSERT INTO minima VALUES (?, ?, ?)", (row, rating, minima.tobytes()))
        self._database.execute("INSERT INTO exact VALUES (?, ?)", (digest, row))
        self._note(row, row, said, product)
        return None

    def pasted(self) -> frozenset[int]:
        """The rows whose text stands under several products or again and again: nobody's own experience."""
        query = "SELECT row FROM pasted GROUP BY row HAVING SUM(named) >= ? OR SUM(1 - named) >= ?"
        return frozenset(row for (row,) in self._database.execute(query, (PASTED_PRODUCTS, PASTED_COPIES)))

    def _note(self, first: int, row: int, said: list[str], product: str) -> None:
        """Note that the text of the row `first` also stands in `row`, under `product`."""
        if len(said) >= PASTED_WORDS_LEAST:
            place = (1, _whole(product)) if product else (0, row)
            self._database.execute("INSERT OR IGNORE INTO pasted VALUES (?, ?, ?)", (first, *place))

    def _near(self, minima: _Minima, keys: list[int], rating: float | None) -> int | None:
        marks = ",".join("?" * len(keys))
        query = f"""SELECT DISTINCT minima.row, minima FROM band JOIN minima USING (row)
            WHERE key IN ({marks}) AND rating IS ? ORDER BY 1"""
        for row, stored in self._database.execute(query, (*keys, rating)):
            if float(np.mean(np.frombuffer(stored, dtype=np.uint64) == minima)) >= NEAR:
                return int(row)
        return None

    def _minima(self, letters: str) -> _Minima:
        """The least of each of 32 hashes over the runs of characters; (32,)."""
        letters = letters[:_LETTERS_MOST]
        runs = {letters[at : at + _RUN].encode() for at in range(len(letters) - _RUN + 1)}
        blank = self._blank  # permutations are costly to make, and the same for all texts
        made = MinHash(_BANDS * _ROWS, hashfunc=crc32, permutations=blank.permutations, scheme=blank.scheme)
        made.update_batch(runs)
        minima: _Minima = made.hashvalues.astype(np.uint64)
        return minima


def _whole(text: str) -> int:
    """A text as a signed 64-bit number."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


def _keys(minima: _Minima) -> NDArray[np.int64]:
    """One number for each band of the minima, different from band to band."""
    bands = minima.reshape(_BANDS, _ROWS)
    keys = np.arange(1, _BANDS + 1, dtype=np.uint64)
    for place in range(_ROWS):
        keys = (keys ^ bands[:, place]) * np.uint64(0x100000001B3)
        keys ^= keys >> np.uint64(29)
    return keys.view(np.int64)
