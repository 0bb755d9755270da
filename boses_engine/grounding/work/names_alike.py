"""Names of jobs that share words with a text which is none of them, in whatever language.

A word tells the more, the fewer names have it; two names are alike by the words that they share.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.phrases import listed, words_of
from boses_engine.grounding.work.tables import Row, rows_by_title, rows_of_market, tables

_MOST = 32  # names compared with a text
_KIND = 2  # digits of ISCO-08 that tell kinds of work apart
_LEAST_NAMES = 3  # names with the same last word before it tells of a kind of work


@dataclass(frozen=True)
class Name:
    """A name, and the title of the tables that it means; none where it means a kind of work or a mix of titles."""

    text: str
    title: str


@dataclass(frozen=True)
class _Index:
    """All names, by word those with it and how much it tells, and by last word how many are of each kind of work."""

    names: tuple[Name, ...]
    having: dict[str, tuple[int, ...]]
    tells: dict[str, float]  # squared inverse frequency
    lengths: tuple[float, ...]  # of each name, as a vector of its words
    kinds: dict[str, Counter[str]]


@lru_cache(maxsize=64)
def names_alike(text: str) -> list[tuple[Name, float]]:
    """The names with the most telling words in common with a text and how alike they are, 0..1, the most alike first;
    a word that no name has tells the most."""
    index, words = _index(), frozenset(words_of(text))
    common: dict[int, float] = defaultdict(float)
    for word in words & index.having.keys():
        for at in index.having[word]:
            common[at] += index.tells[word]
    unknown = math.log(len(index.names)) ** 2
    length = math.sqrt(sum(index.tells.get(word, unknown) for word in words))
    ranked = sorted((-shared / index.lengths[at] / length, at) for at, shared in common.items())
    return [(index.names[at], -alike) for alike, at in ranked[:_MOST]]


def row_alike(text: str, country_code: str) -> tuple[Row, Name, float] | None:
    """The title of the country whose name is most like a text, that name, and how alike they are, 0..1; None where a
    kind of work or a mix of titles is more like it."""
    for name, alike in names_alike(text):
        if not name.title:
            return None
        if rows := rows_of_market(rows_by_title()[name.title], country_code, asked=True):
            return rows[0], name, alike
    return None


def share_of_kind(text: str, title: str) -> float:
    """The share, 0..1, of the names that end with the last word of a text that are of the kind of work of a title; 0
    where hardly any ends so."""
    kinds = _index().kinds.get(words_of(text)[-1], Counter()) if words_of(text) else Counter()
    count = sum(kinds.values())
    return kinds[_kind(title)] / count if count >= _LEAST_NAMES else 0.0


def _kind(title: str) -> str:
    return rows_by_title()[title][0].job.isco08[:_KIND]


@cache
def _index() -> _Index:
    names = [name for name in _all_names() if words_of(name.text)]
    having: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for at, name in enumerate(names):
        words = words_of(name.text)
        for word in set(words):
            having[word].append(at)
        if name.title:
            kinds[words[-1]][_kind(name.title)] += 1
    tells = {word: math.log(len(names) / len(those)) ** 2 for word, those in having.items()}
    lengths = (math.sqrt(sum(tells[word] for word in set(words_of(name.text)))) for name in names)
    return _Index(tuple(names), {word: tuple(those) for word, those in having.items()}, tells, tuple(lengths), kinds)


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
    for row in table("work/mixes.csv"):
        found.update((Name(text, ""), None) for text in listed(row["named"]))
    return found
