"""The slots of a plan: a tuple of few, a file of many, so that a plan of any size takes the same memory."""

import os
import pickle
import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from boses_engine.domain.persona import Slot

IN_MEMORY = 1000  # slots; each takes some 60 KB


def keep_slots(slots: Iterable[Slot], count: int) -> Sequence[Slot]:
    """All the slots, of which there are `count`."""
    return tuple(slots) if count <= IN_MEMORY else SlotFile(slots)


class SlotFile(Sequence[Slot]):
    """Slots in a temporary file, read again when they are asked for; the file goes with the object."""

    def __init__(self, slots: Iterable[Slot]):
        self._ends = array("q", [0])  # where in the file each begins
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the slots
        for slot in slots:
            self._file.write(zlib.compress(pickle.dumps(slot), 1))
            self._ends.append(self._file.tell())
        self._file.flush()
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> Slot: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Slot, ...]: ...
    def __getitem__(self, at: int | slice) -> Slot | tuple[Slot, ...]:
        numbers = range(len(self))[at]  # as a tuple's: from the end, and no further
        return self._read(numbers) if isinstance(numbers, int) else tuple(map(self._read, numbers))

    def __iter__(self) -> Iterator[Slot]:
        return map(self._read, range(len(self)))

    def _read(self, at: int) -> Slot:
        start, end = self._ends[at], self._ends[at + 1]
        packed = os.pread(self._file.fileno(), end - start, start)
        slot: Slot = pickle.loads(zlib.decompress(packed))  # written above to a file without a name: nobody else's
        return slot
