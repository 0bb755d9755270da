"""The FAISS index: exact inner products over the members that SQL has selected, kept in one file beside the store.

The store is the truth and the file only saves time: whoever finds it missing, cut off, changed, of another encoder or
of other people builds it again. Which index, was measured (docs/library.md): a flat one asked about the candidates
alone is exact and quick, since a group's hard facts leave few of a million.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from boses_engine.files import open_file, replacing
from boses_engine.library.encoder import Vectors

MAGIC = b"boses library 1\n"
_HEADER = 1024  # bytes, the magic and the padding among them
_PIECE = 1 << 20
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Header:
    """What a file holds: vectors by which encoder, of which people (`last`, `content`: see `store.library.content`)."""

    encoder: str
    schema: int  # of the personas
    dimension: int
    count: int
    last: int  # the highest number
    content: str
    sha256: str = ""  # of all that follows


class Index:
    """Vectors of shape (count, dimension) under ascending numbers, those of the members in the store."""

    def __init__(self, dimension: int):
        import faiss

        self.numbers: Numbers = np.empty(0, dtype=np.int64)
        self._faiss: Any = faiss
        self._flat: Any = faiss.IndexFlatIP(dimension)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def dimension(self) -> int:
        """The vectors' length."""
        return int(self._flat.d)

    def add(self, numbers: Sequence[int] | Numbers, vectors: Vectors) -> None:
        """Adds unit vectors under numbers above all that are there."""
        self._flat.add(vectors)
        self.numbers = np.concatenate([self.numbers, np.asarray(numbers, dtype=np.int64)])

    def similarities(self, query: Vectors, numbers: Numbers) -> npt.NDArray[np.float32]:
        """The cosine of a unit vector of shape (dimension,) and each member among `numbers`; NaN for one not here."""
        at = np.searchsorted(self.numbers, numbers)
        here = at < len(self)
        here[here] = self.numbers[at[here]] == numbers[here]
        found = np.full(len(numbers), np.nan, dtype=np.float32)
        if here.any():
            wanted = np.ascontiguousarray(at[here], dtype=np.int64)
            selector = self._faiss.IDSelectorArray(len(wanted), self._faiss.swig_ptr(wanted))
            parameters = self._faiss.SearchParameters(sel=selector)
            cosines, places = self._flat.search(query[np.newaxis], len(wanted), params=parameters)
            ranks = np.argsort(np.argsort(wanted))  # FAISS gives the best first; wanted is the order asked in
            found[here] = cosines[0][np.argsort(places[0])][ranks]
        return found

    def nearest(self, query: Vectors, count: int) -> list[tuple[int, float]]:
        """The members nearest to a unit vector, each with its cosine, best first."""
        if not len(self):
            return []
        cosines, places = self._flat.search(query[np.newaxis], min(count, len(self)))
        return [(int(self.numbers[at]), float(cosine)) for cosine, at in zip(cosines[0], places[0], strict=True)]

    def save(self, path: Path, header: Header) -> None:
        """Writes the file in one step: a process killed here leaves the old file, or none."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as fresh, fresh.open("wb") as file:
            file.seek(_HEADER)
            writer = _Hashed(file)
            writer.write(self.numbers.tobytes())
            self._faiss.write_index(self._flat, self._faiss.PyCallbackIOWriter(writer.write, _PIECE))
            text = json.dumps(asdict(header) | {"sha256": writer.hash.hexdigest()}).encode()
            file.seek(0)
            file.write((MAGIC + text).ljust(_HEADER))


def read_header(path: Path) -> Header | None:
    """What a file says that it holds; None where there is no such file, or it says nothing sensible."""
    try:
        with open_file(path) as file:
            head = file.read(_HEADER)
        return Header(**json.loads(head.removeprefix(MAGIC))) if head.startswith(MAGIC) else None
    except (OSError, ValueError, TypeError):
        return None


def load(path: Path) -> Index | None:
    """The index in a file; None unless its content is what was written."""
    import faiss

    header = read_header(path)
    if header is None:
        return None
    try:
        with open_file(path) as file:
            file.seek(_HEADER)
            if hashlib.file_digest(file, "sha256").hexdigest() != header.sha256:  # before FAISS reads a byte of it
                return None
            file.seek(_HEADER)
            numbers = np.frombuffer(file.read(8 * header.count), dtype=np.int64)
            flat = faiss.read_index(faiss.PyCallbackIOReader(file.read, _PIECE))
    except (OSError, ValueError, RuntimeError):
        return None
    if not len(numbers) == flat.ntotal == header.count or flat.d != header.dimension:
        return None
    index = Index(header.dimension)
    index.numbers, index._flat = numbers, flat
    return index


class _Hashed:
    def __init__(self, file: BinaryIO):
        self._file, self.hash = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        return self._file.write(data)
