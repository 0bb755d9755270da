"""Texts as they are compared, and when two are nearly the same: by the share of word trigrams they have in common.

Sets with a Jaccard index of t share one of any (1 - t) of the grams of either, so that of many texts only those have to
be compared that hold one of a text's rarest grams (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006).
"""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

NEAR_DUPLICATE = 0.5  # Jaccard index of word trigrams
OWN_NAME = "~"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Lower-case words without punctuation; apostrophes inside a word stay."""
    return _WORD.findall(text.lower())


def plain(text: str, name: str = "") -> str:
    """Words with single blanks, with a blank at both ends, so that whole words can be searched for.

    The words of the person's own name are one mark: "Dinda wants a fan" and "Siti wants a fan" are the same text.
    """
    said = words(text)
    if own := set(words(name)):
        said = [OWN_NAME if word in own or word[:-2] in own and word[-2:] in ("'s", "’s") else word for word in said]
    return f" {' '.join(said)} "


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The word trigrams of a text; one of fewer than three words is one gram."""
    if len(words) < 3:
        return frozenset([tuple(words)] if words else [])
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    """Trigrams in both of two texts, given as their words, over trigrams in either; 0 where one has no words."""
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


@lru_cache(maxsize=1 << 14)  # a person's own texts are compared whenever another answer has come
def alike(one: str, other: str) -> bool:
    """Whether two texts, as `plain` gives them, are nearly the same."""
    return jaccard(one.split(), other.split()) >= NEAR_DUPLICATE


def telling(grams: frozenset[tuple[str, ...]], holders: Callable[[tuple[str, ...]], int]) -> list[tuple[str, ...]]:
    """The rarest grams of a text, of which every near-duplicate of it holds at least one."""
    return sorted(grams, key=lambda gram: (holders(gram), gram))[: telling_of(len(grams))]


def telling_of(grams: int) -> int:
    """How many of so many grams of a text are enough for every near-duplicate of it to hold one of them."""
    return grams - math.ceil(NEAR_DUPLICATE * grams) + 1 if grams else 0
