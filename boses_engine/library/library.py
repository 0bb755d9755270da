"""The persona library: finds people for slots, and by a text; keeps vectors and index in step with the store."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from boses_engine.domain.library import Candidate, Facts, Near, Rules
from boses_engine.domain.persona import SCHEMA_VERSION, Slot
from boses_engine.library.encoder import Encoder, Vectors
from boses_engine.library.index import Header, Index, load, read_header
from boses_engine.library.match import FLOOR, TOLERANCE, People

_BATCH = 512  # texts encoded between two writes, so that a stop loses little


class LibraryStore(Protocol):
    """What the library needs of the store; see `boses_engine.store.Store`."""

    changes: int

    def join_complete(self) -> None: ...
    def reusable(self) -> dict[str, npt.NDArray[Any]]: ...
    def keys(self, facts: Facts, project: str) -> tuple[int, int, list[int]]: ...
    def without_vector(self, encoder: str) -> list[tuple[int, str]]: ...
    def save_vectors(self, encoder: str, numbers: Sequence[int], vectors: Vectors) -> None: ...
    def content(self, encoder: str, most: int | None = None) -> tuple[int, int, str]: ...
    def vectors(self, encoder: str, after: int = 0) -> Iterator[tuple[list[int], Vectors]]: ...
    def identified(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]: ...


class Library:
    """A store's people, seen through an encoder; `file` is where the index is kept.

    Nothing is encoded before somebody is near by the facts, so that a run without matches loads no model.
    """

    def __init__(
        self,
        store: LibraryStore,
        encoder: Encoder,
        file: Path,
        rules: Rules | None = None,
        project: str = "default",
        *,
        tolerance: float = TOLERANCE,
        floor: float = FLOOR,
        today: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.rules = rules or Rules()
        self.encoder = encoder.id
        self._store, self._encoder, self._file, self._project = store, encoder, file, project
        self._tolerance, self._floor, self._today = tolerance, floor, today
        self._people: tuple[int, People] | None = None  # the store's changes when they were read
        self._index: Index | None = None
        self._seen = 0  # the store's changes when the index was made
        store.join_complete()

    def near(self, facts: Facts, slots: Iterable[Slot]) -> Near:
        """Who fits the slots by hard facts, decision style, attitudes and personality."""
        project = self._project if self.rules.scope == "project" else None
        people = self.people()
        return people.near(people.fitting(facts, self._today().date(), project), slots, self._tolerance)

    def strong(self, candidates: Sequence[Candidate], texts: Mapping[int, str]) -> list[Candidate]:
        """Those of the candidates whose identity text is like their slot's (`texts`, by slot), the best first.

        :raises ModelError: the encoder does not load.
        """
        slots = sorted(texts)
        vectors = dict(zip(slots, self._encoder.encode([texts[slot] for slot in slots]), strict=True))
        index = self.index()
        found: list[Candidate] = []
        for slot in slots:
            asked = [candidate for candidate in candidates if candidate.slot == slot]
            numbers = np.array([candidate.member.number for candidate in asked], dtype=np.int64)
            cosines = index.similarities(vectors[slot], numbers)
            found += [
                replace(candidate, similarity=round(float(cosine), 4))
                for candidate, cosine in zip(asked, cosines, strict=True)
                if cosine >= self._floor
            ]
        known = self._store.identified(list({candidate.member.number for candidate in found}))
        for at, candidate in enumerate(found):
            key, name = known[candidate.member.number]
            found[at] = replace(candidate, member=replace(candidate.member, persona_id=key, name=name))
        return sorted(found, key=lambda candidate: candidate.rank)

    def search(self, text: str, count: int) -> list[tuple[str, float]]:
        """The ids of those whose identity is most like a text, each with the cosine, nearest first."""
        (query,) = self._encoder.encode([text])
        found = self.index().nearest(query, count)
        known = self._store.identified([number for number, _ in found])
        return [(known[number][0], round(cosine, 4)) for number, cosine in found]

    def people(self) -> People:
        """The columns of everyone who may be reused, read again where that has changed."""
        if self._people is None or self._people[0] != self._store.changes:
            self._people = self._store.changes, People(self._store.reusable(), self._store.keys)
        return self._people[1]

    def index(self) -> Index:
        """The index of everyone, read from its file where that is whole and up to date, else built and written."""
        if self._index is None or self._seen != self._store.changes:
            if missing := self._store.without_vector(self.encoder):
                for start in range(0, len(missing), _BATCH):
                    numbers, texts = zip(*missing[start : start + _BATCH], strict=True)
                    self._store.save_vectors(self.encoder, numbers, self._encoder.encode(texts))
            self._index, self._seen = self._read_or_build(), self._store.changes
        return self._index

    def _read_or_build(self) -> Index:
        """The index of the file, brought up to date with the store."""
        count, last, content = self._store.content(self.encoder)
        kept = read_header(self._file)
        index: Index | None = None
        if kept and (kept.encoder, kept.schema) == (self.encoder, SCHEMA_VERSION) and kept.count:
            if kept.content == content:
                index = load(self._file)
                if index is not None and len(index) == count:
                    return index
            elif self._store.content(self.encoder, kept.last)[2] == kept.content:  # others came since
                index = load(self._file)
        after = int(index.numbers[-1]) if index is not None else 0
        for numbers, vectors in self._store.vectors(self.encoder, after):
            if index is None:
                index = Index(vectors.shape[1])
            index.add(numbers, vectors)
        index = index or Index(self._encoder.encode([""]).shape[1])
        header = Header(self.encoder, SCHEMA_VERSION, index.dimension, count, last, content)
        with contextlib.suppress(OSError):  # it only saves time: the next one builds it again
            index.save(self._file, header)
        return index
