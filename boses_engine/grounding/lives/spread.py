"""How the entries of lives are spread over a group: used evenly, and no two people with more than a few in common.

Sets of entries and sets of people are the bits of integers, so that a person is compared with a whole group, and a
table of notes with all that is used, in a few operations.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from operator import or_
from typing import Self, TypeVar

import numpy as np

from boses_engine.grounding.lives.notes import all_notes
from boses_engine.grounding.lives.stances import against, shown_by

MOST_SHARED = 2  # entries that any two people of a group may have in common
_Item = TypeVar("_Item")


class Entries(Counter[str]):
    """How often each entry is used in a group, and by whom, and what the newest person is told of.

    `begin` opens each person and `take` gives them an entry; without `begin` all is one person's, who shares nothing
    with anybody. The bound holds as long as the tables have room, which a thousand people leave them; after that the
    entry comes that fewest people would share as one too many. Sets of entries are integers in which bit i stands
    for entry i; the notes of lives.csv come first, as in `lives_notes.all_notes`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._bit = dict(_note_bits())
        self._names = list(self._bit)  # in the order of their bits
        self._used_more = list[int]()  # at [k], the entries used more than k times
        self._holders = dict[str, int]()  # entry → the people who have it, without the newest
        self._held = list[int]()  # the entries of each person before the newest
        self._own = list[str]()  # the newest person's entries
        self._sharing = [0] * MOST_SHARED  # at [k], the people who share more than k entries with the newest
        self._full = 0  # the entries that somebody would share with the newest as one too many
        self._shows = dict(_shown_in_notes())  # stance → the entries that show it
        self._stances = frozenset[str]()  # of the newest person
        self._contrary = frozenset[str]()  # what does not go with them

    @classmethod
    def of(cls, people: Iterable[Iterable[str]]) -> Self:
        """The entries of people who have theirs; the last of them is open."""
        used = cls()
        for held in people:
            used.begin()
            for entry in held:
                used.take(entry)
        return used

    def begin(self) -> None:
        """Opens the next person."""
        person = 1 << len(self._held)
        for entry in self._own:
            self._holders[entry] = self._holders.get(entry, 0) | person
        self._held.append(self.pool(self._own))
        self._own = []
        self._sharing = [0] * MOST_SHARED
        self._full = 0
        self._stances = self._contrary = frozenset()

    def hold(self, stances: Iterable[str]) -> None:
        """Says what stances the newest person has: what speaks against them is told of others."""
        held = self._stances.union(stances)
        if held != self._stances:
            self._stances, self._contrary = held, against(held)

    def speaks_against(self, text: str) -> bool:
        """Whether a text shows what does not go with the newest person."""
        return not shown_by(text).isdisjoint(self.contrary())

    def contrary(self) -> frozenset[str]:
        """The stances that do not go with the newest person."""
        return self._contrary

    def take(self, entry: str) -> None:
        """Gives the newest person an entry."""
        self._own.append(entry)
        self.hold(shown_by(entry))
        holders, before = self._holders.get(entry, 0), self._sharing[-1]
        for k in range(MOST_SHARED - 1, 0, -1):
            self._sharing[k] |= self._sharing[k - 1] & holders
        self._sharing[0] |= holders
        for person in ones(self._sharing[-1] ^ before):
            self._full |= self._held[person]
        times = self.get(entry, 0)
        if times == len(self._used_more):
            self._used_more.append(0)
        self._used_more[times] |= self._one(entry)
        self[entry] = times + 1

    def pool(self, entries: Iterable[str]) -> int:
        """The entries as a set."""
        return reduce(or_, self.bits(entries), 0)

    def bits(self, entries: Iterable[str]) -> list[int]:
        """Each of the entries as a set of its own."""
        bit = self._bit
        return [bit.get(entry) or self._one(entry) for entry in entries]

    def _one(self, entry: str) -> int:
        """The entry as a set; a new one takes the next bit."""
        if entry not in self._bit:
            self._bit[entry] = 1 << len(self._bit)
            self._names.append(entry)
            for stance in shown_by(entry):
                self._shows[stance] = self._shows.get(stance, 0) | self._bit[entry]
        return self._bit[entry]

    def is_full(self, pool: int) -> bool:
        """Whether each entry of the pool is one that somebody would share with the newest person as one too many."""
        return not pool & ~self._full

    def open(self, pool: int) -> int:
        """Those of the pool to choose from: the least used that nobody would share as one too many.

        What speaks against the newest person comes where there is nothing else.
        """
        contrary = reduce(or_, (self._shows.get(stance, 0) for stance in self.contrary()), 0)
        pool = pool & ~contrary or pool
        free = pool & ~self._full or self._least_shared(pool)
        level = bisect_left(self._used_more, True, key=lambda used_more: bool(free & ~used_more))
        return free & ~self._used_more[level] if level < len(self._used_more) else free

    def _least_shared(self, pool: int) -> int:
        """Those of a full pool that the fewest people would share as one too many."""
        too_many = self._sharing[-1]
        over = {at: (self._holders.get(self._names[at], 0) & too_many).bit_count() for at in ones(pool)}
        fewest = min(over.values())
        return sum(1 << at for at, count in over.items() if count == fewest)


def ones(bits: int) -> Iterator[int]:
    """The positions of the ones, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def some(rng: np.random.Generator, bits: int, most: int) -> list[int]:
    """Positions of up to `most` ones, each as likely; lowest first where all are taken."""
    positions = list(ones(bits))
    if len(positions) <= most:
        return positions
    return [positions[at] for at in rng.permutation(len(positions))[:most].tolist()]


def least_used(rng: np.random.Generator, entries: Sequence[str], used: Entries) -> str:
    """One of the entries that `used` leaves open, each as likely; the newest person takes it."""
    sets = used.bits(entries)
    best = used.open(reduce(or_, sets))
    candidates = [entry for entry, alone in zip(entries, sets, strict=True) if alone & best]
    chosen = candidates[int(rng.random() * len(candidates))]
    used.take(chosen)
    return chosen


@cache
def _shown_in_notes() -> dict[str, int]:
    """The notes that show each stance."""
    found: dict[str, int] = {}
    for note, bit in _note_bits().items():
        for stance in shown_by(note):
            found[stance] = found.get(stance, 0) | bit
    return found


@cache
def _note_bits() -> dict[str, int]:
    return {note.text: 1 << number for number, note in enumerate(all_notes())}
