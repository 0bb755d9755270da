"""Names of jobs that share words with a text which is none of them, in whatever language.

A word tells the more, the fewer names have it; two names are alike by the words that they share.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import listed, words_of
from boses_engine.grounding.work.tables import Row, rows_by_title, rows_of_market, tables

_MOST = 24  # names compared with a text
_KIND = 2  # digits of ISCO-08 that tell kinds of work apart
# Names that begin or end with a word before it tells of a kind of work, and the share of them of a group that does not
# belong to it (estimates).
_TELLING, _STRANGE = 20, 0.02


@dataclass(frozen=True)
class Name:
    """A name, and the title of the tables that it means; none where it means a kind of work or a mix of titles."""

    text: str
    title: str


@dataclass(frozen=True)
class _Index:
    """All names, by word those with it and how much it tells, and by first and last word of what kinds of work they
    are."""

    names: tuple[Name, ...]
    having: dict[str, tuple[int, ...]]
    tells: dict[str, float]  # squared inverse frequency
    lengths: tuple[float, ...]  # of each name, as a vector of its words
    first: dict[str, Counter[str]]
    last: dict[str, Counter[str]]


@lru_cache(maxsize=64)
def names_alike(text: str) -> tuple[tuple[Name, float], ...]:
    """The names with the most telling words in common with a text and how alike they are, 0..1, the most alike first;
    a word that no name has tells the most, one that joins others nothing."""
    index, words = _index(), _telling(text)
    common: dict[int, float] = defaultdict(float)
    for word in sorted(words & index.having.keys()):  # so that sums are the same in every process
        for at in index.having[word]:
            common[at] += index.tells[word]
    unknown = math.log(len(index.names)) ** 2
    length = math.sqrt(math.fsum(index.tells.get(word, unknown) for word in words))
    ranked = sorted((-shared / index.lengths[at] / length, at) for at, shared in common.items())
    return tuple((index.names[at], -alike) for alike, at in ranked[:_MOST])


def rows_alike(text: str, country_code: str, fits: Callable[[Row], bool]) -> list[tuple[Row, Name, float]]:
    """The titles of the country that fit, each with its name that is like a text and how alike they are, 0..1, the most
    alike first; none where a kind of work or a mix of titles is more like it."""
    found = []
    for name, alike in names_alike(text):
        if not name.title:
            break
        rows = rows_of_market(rows_by_title()[name.title], country_code, asked=True)
        if may_be(text, name.title) and (row := next(filter(fits, rows), None)):
            found.append((row, name, alike))
    return found


def may_be(text: str, title: str) -> bool:
    """Whether a title is of a group of work (a digit of ISCO-08) that other names beginning or ending as a text does
    are of: no engineer of fish ponds is a hand there, and no soap maker plays in a soap opera."""
    index, words, group = _index(), words_of(text), _kind(title)[:1]
    ends = ((index.first, words[:1]), (index.last, words[-1:]))
    told = [kinds for of_word, end in ends if end and (kinds := of_word.get(end[0], Counter())).total() >= _TELLING]
    return all(sum(n for kind, n in kinds.items() if kind[:1] == group) > _STRANGE * kinds.total() for kinds in told)


def share_of_kind(text: str, title: str) -> float:
    """The share, 0..1, of the names that end with the last word of a text that are of the kind of work of a title; 0
    where hardly any ends so."""
    kinds = _index().last.get(words_of(text)[-1], Counter()) if words_of(text) else Counter()
    return kinds[_kind(title)] / kinds.total() if kinds.total() >= _TELLING else 0.0


def _kind(title: str) -> str:
    return rows_by_title()[title][0].job.isco08[:_KIND]


def _telling(text: str) -> frozenset[str]:
    """The words of a text but those that join others, and of more than two those that say a sex: "bán đồ nữ" is like no
    "nữ tu"."""
    lists = tables().words
    words = frozenset(words_of(text)) - lists["link"] - lists["link abroad"] - lists["article"]
    others = words - _of_a_sex()
    return others if len(others) > 1 else words


@cache
def _of_a_sex() -> frozenset[str]:
    """The words that say a sex, in any language."""
    names = (name for role, names in tables().words.items() if role.startswith(("Female ", "Male ")) for name in names)
    return frozenset(words[0] for name in names if len(words := words_of(name)) == 1)


@cache
def _index() -> _Index:
    telling = {name: told for name in _all_names() if (told := _telling(name.text))}
    having: dict[str, list[int]] = defaultdict(list)
    first: dict[str, Counter[str]] = defaultdict(Counter)
    last: dict[str, Counter[str]] = defaultdict(Counter)
    for at, (name, told) in enumerate(telling.items()):
        for word in told:
            having[word].append(at)
        if name.title:
            words, kind = words_of(name.text), _kind(name.title)
            first[words[0]][kind] += 1
            last[words[-1]][kind] += 1
    tells = {word: math.log(len(telling) / len(names)) ** 2 for word, names in having.items()}
    lengths = tuple(math.sqrt(math.fsum(tells[word] for word in told)) for told in telling.values())
    return _Index(tuple(telling), {word: tuple(names) for word, names in having.items()}, tells, lengths, first, last)


def _all_names() -> dict[Name, None]:
    """The names of titles in all languages, and those of kinds of work and of mixes."""
    found: dict[Name, None] = {}
    for row in table("work/titles.csv"):
        for text in (row["title"], *listed(row["aliases"]), *listed(row["local_names"])):
            found[Name(text, row["title"])] = None
    for words, english in tables().abroad.items():
        wish = tables().english.get(english)
        found[Name(" ".join(words), wish.rows[0].job.title if wish and wish.rows else "")] = None
    for row in table("work/categories.csv"):
        for column in ("synonyms", "fields", "local_names"):
            found.update((Name(text, ""), None) for text in (row["category"], *listed(row[column])))
    for row in table("phrases/mixes.csv"):
        found.update((Name(text, ""), None) for text in listed(row["named"]))
    return found
