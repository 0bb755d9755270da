"""Names that fit a person's country, region, language, faith, gender and year of birth."""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from boses_engine.errors import GroupError
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.names.customs import (
    REFERENCE_YEAR,
    call_shares,
    customs_at_work,
    is_of_the_other,
    patterns_for,
    plain,
    public_figures,
    rule_for,
)
from boses_engine.grounding.names.parts import Part, Pattern

_FREE_TRIES = 16  # draws by weight alone, before names in use are set aside
# Letters at either end that two names of one person do not share, those of a word that is no name ("Ni", "I"), and
# draws of another name.
_ECHO, _PARTICLE, _OTHER_TRIES = 5, 2, 8
_ENDING = 4  # letters of a name that is not drawn after one that ends in it
# Words before a name that are never somebody's only one.
_NEVER_ALONE = frozenset(
    "abd abdul ahmad akhmad andi gusti halimatus ibnu khairun mohamad mohammad muhamad muhammad noor nor nur nurul "
    "siti sri".split()
)
# A family name, or a second given one, is drawn again, so many times, where a group has it this often over its share
# and, of a common family name, one more: chance alone gives six of twenty one name that is a twenty-fifth of the
# people's, and two of them a rare one.
_FAMILY_TRIES, _FAMILY_OVER, _FAMILY_COMMON = 4, 1.3, 0.03
# From what share on a family name is the country's first, how much over it such a name comes, and by how many people it
# may stay behind: half of a group that is called Nguyễn, of whom there are 38 in 100, stands out, and three of twenty.
_FAMILY_FIRST, _FIRST_OVER, _FIRST_BEHIND = 0.25, 1.1, 1.2
_VOWELS = frozenset("aeiouy")
_SPARING_TRIES = 32  # draws among the least used calling names, before all names are gone through in order


@dataclass(frozen=True, slots=True)
class Name:
    """A full name in the country's order, the part that running text uses, and the family names and further given names
    in it."""

    full: str
    called: str
    families: tuple[str, ...] = ()


def draw_name(
    rng: np.random.Generator,
    country_code: str,
    gender: Literal["Male", "Female"],
    age: int,
    religion: str,
    mother_tongue: str,
    region: str | None,
    taken: set[str],
    taken_called: Mapping[str, int] | None = None,
    taken_families: Mapping[str, int] | None = None,
    isco08: str = "",
    title: str = "",
) -> Name:
    """A name whose full form is not in `taken`; adding it there is the caller's part.

    `age` is in years. `taken_called` counts the calling names in use: a fresh one is preferred, and one in use is
    given again only as its frequency among the people of this custom, gender and age allows for a group as large as
    `taken`. So a small group has nobody called alike, and a large one as many Marias as there are. `taken_families`
    counts family names and second given names, which come hardly more often than their share; `isco08` is the code of
    the work, `title` what it is called.

    :raises GroupError: every name for these facts is taken.
    """
    rule = rule_for(country_code, region, mother_tongue, religion)
    used = taken_called if taken_called is not None else {}
    born = REFERENCE_YEAR - age
    custom = customs_at_work(rule, isco08, title).draw(rng)
    patterns = patterns_for(custom, gender, born)
    shares = call_shares(custom, gender, born)
    family = _Families(taken_families or {}, len(taken))

    def tried() -> Iterator[tuple[str, str]]:
        for _ in range(_FREE_TRIES):
            full, called = _drawn(rng, patterns, family)
            in_use = used.get(called, 0)
            if not in_use or in_use <= shares[called] * len(taken) - 2:
                yield full, called
        sparing, least = _least_used(patterns, used)
        for attempt in range(_SPARING_TRIES):
            # By weight the frequent names are soon used up; every second draw gives all names the same chance.
            yield _drawn(rng, sparing, family, evenly=attempt % 2 == 1)
        if least > 0:  # nobody's calling name is fresh any more, so the choice need not stay among the least used
            for _ in range(_SPARING_TRIES):
                yield _drawn(rng, patterns, family, evenly=True)
        yield from _every(sparing)
        for each in (custom, *rule.customs.options):
            yield from _every(patterns_for(each, gender, born))

    for full, called in tried():
        if full not in taken and _acceptable(full) and not is_of_the_other(custom, gender, full):
            others = dict.fromkeys((*family.kept.values(), *family.own))
            return Name(full, called, tuple(name for name in others if name in full and name != called))
    raise GroupError(
        f"names run out: all names of {country_code} for gender {gender}, age {age}, religion {religion!r} and "
        f"mother tongue {mother_tongue!r} are in use ({len(taken)} taken); lower persona_count or widen the group"
    )


class _Families:
    """The family names of one person, each drawn once: to try another with every given name would thin out the frequent
    ones in a large group; and the given names beside the one they are called by, by how many have them."""

    def __init__(self, in_use: Mapping[str, int], people: int) -> None:
        self.kept: dict[str, str] = {}
        self.own: list[str] = []  # the given names drawn last
        self._in_use, self._all = in_use, people

    def of(self, rng: np.random.Generator, part: Part) -> str:
        """The family name for a place in a name order."""
        if part.stays not in self.kept:
            self.kept[part.stays] = self._drawn(rng, part.names)
        return self.kept[part.stays]

    def second(self, rng: np.random.Generator, names: Weighted[str]) -> str:
        """A given name that nobody is called by."""
        return self._sparing(rng, names, 0)

    def _drawn(self, rng: np.random.Generator, names: Weighted[str]) -> str:
        name = self._sparing(rng, names, 1)
        first = names.commonest
        if (share := _share(names, first)) >= _FAMILY_FIRST:
            known = sum(self._in_use.get(each, 0) for each in names.options)
            if self._in_use.get(first, 0) < share * known - _FIRST_BEHIND:
                return first
        return name

    def _sparing(self, rng: np.random.Generator, names: Weighted[str], more: int) -> str:
        name = names.draw(rng)
        for _ in range(_FAMILY_TRIES):
            count = self._in_use.get(name, 0)
            share = _share(names, name) if count else 1.0
            over = _FIRST_OVER if share >= _FAMILY_FIRST else _FAMILY_OVER
            if not count or count <= more * (share >= _FAMILY_COMMON) + over * self._all * share:
                break
            name = names.draw(rng)
        return name


def _share(names: Weighted[str], name: str) -> float:
    return names.weights[names.options.index(name)] / names.cumulative[-1]


def _drawn(
    rng: np.random.Generator, patterns: Weighted[Pattern], family: _Families, evenly: bool = False
) -> tuple[str, str]:
    """A full and a calling name; family names stay those of `family`."""
    pattern = patterns.draw(rng)
    names: list[str] = []
    own: list[str] = []
    for part in pattern:
        if part.stays:
            names.append(family.of(rng, part))
            continue
        if evenly:
            name = part.names.draw_evenly(rng)
        elif part.own and not part.called and len(part.names.options) > 1:
            name = family.second(rng, part.names)
        else:
            name = part.names.draw(rng)
        if part.own:
            for _ in range(_OTHER_TRIES * bool(own)):
                if not _echoes(name, own):
                    break
                name = part.names.draw(rng)
        if part.own or len(part.names.options) == 1:  # a name that stands in the order itself: "Nur", "Siti"
            own.append(name)
        names.append(name)
    family.own = own
    return _joined(pattern, names)


def _echoes(name: str, others: Sequence[str]) -> bool:
    """Whether a name says again what another of the same person says: "Lailatul Laila", "Novitasari Sari"."""
    word = plain(name)
    for other in map(plain, others):
        short, long = sorted((word, other), key=len)
        if (
            (long.startswith(short) and len(short) > _PARTICLE)
            or (long.endswith(short) and len(short) >= _ENDING)
            or word[-_ECHO:] == other[-_ECHO:]
            or word[:_ECHO] == other[:_ECHO]
        ):
            return True
    return False


def _joined(pattern: Pattern, names: list[str]) -> tuple[str, str]:
    called = next(part.call(name) for part, name in zip(pattern, names, strict=True) if part.called)
    return " ".join(names), called


@functools.lru_cache(maxsize=65_536)
def _acceptable(full: str) -> bool:
    words = plain(full).split()
    if len(set(full.casefold().split())) < len(words):
        return False  # "Putri Putri", "Hà Thị Hà"
    if len(words) > 1 and full.isascii() and _are_alike(words[0], words[-1]):
        return False  # "Neil Neal"
    if not {first + second for first, second in itertools.pairwise(words)}.isdisjoint(words):
        return False  # "Abdelrahman Abdel Rahman"
    figures = public_figures()
    if len(words) == 1:
        return words[0] not in _NEVER_ALONE and (words[0],) not in figures.get(words[0], ())
    return not any(_in_order(figure, words) for word in words for figure in figures.get(word, ()))


def _are_alike(first: str, last: str) -> bool:
    """Whether two words have one vowel apart, or the same: no "Hassan Hussein", which is a usual name."""
    if not len(first) == len(last) >= _ENDING:
        return False
    apart = [at for at, letter in enumerate(first) if letter != last[at]]
    return len(apart) < 2 and all(at and {first[at], last[at]} <= _VOWELS for at in apart)


def _in_order(wanted: tuple[str, ...], words: list[str]) -> bool:
    """Whether all words of a figure's name stand in this order, with or without others between them.

    A figure known by one word ("Sukarno") counts only as a whole name, or "De Jesus" could never be one.
    """
    if len(wanted) == 1:
        return False
    rest = iter(words)
    return all(word in rest for word in wanted)


def _least_used(patterns: Weighted[Pattern], used: Mapping[str, int]) -> tuple[Weighted[Pattern], int]:
    """The same name orders, their calling part cut down to the names in least use, and how often those are used."""
    counts = [
        [used.get(call, 0) for call in part.calls] for pattern in patterns.options for part in pattern if part.called
    ]
    least = min(min(of_names) for of_names in counts)
    kept = [
        (tuple(part.cut(of_names, least) if part.called else part for part in pattern), weight)
        for pattern, of_names, weight in zip(patterns.options, counts, patterns.weights, strict=True)
        if least in of_names
    ]
    return Weighted.of(kept), least


def _every(patterns: Weighted[Pattern]) -> Iterator[tuple[str, str]]:
    for pattern in patterns.options:
        for names in itertools.product(*(part.names.options for part in pattern)):
            yield _joined(pattern, list(names))
