"""How nearly a text keeps to the notes that it tells: their sentences, what ties them, the order within each.

A small writer that turns a sentence round loses what belongs to what ("He has Sunhouse switched on first in the shop"),
and one that ties two things anew makes a cause of what is none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from boses_engine.pipeline.fields import split_sentences
from boses_engine.pipeline.likeness import words
from boses_engine.pipeline.stems import stem
from boses_engine.pipeline.vocabulary import PLAIN

ORDER_LEAST = 0.6  # of the pairs of words of the notes, and of each of their sentences, so many must keep their order
_WORDS_LEAST = 4  # fewer words of a sentence tell nothing of its order
# What ties two things, by what it says of them; whatever ties by the same is the writer's choice.
_TIES = {
    **dict.fromkeys(("because", "since"), "a cause"),
    **dict.fromkeys(("when", "whenever", "if"), "a case"),
    **dict.fromkeys(("although", "though", "but"), "a contrast"),
    **{word: f"{word!r}" for word in ("unless", "until", "before", "after", "without", "so", "even")},
}


def strays(noted: str, told: str, order_least: float = ORDER_LEAST) -> str | None:
    """How a text departs from its notes, in words; None where it does not."""
    more = len(split_sentences(told)) - len(split_sentences(noted))
    if more > 0:
        return f"tells {more} sentences more than the notes"
    there, said = _ties(noted), _ties(told)
    if odd := [*(said - there), *(there - said)]:
        return f"{odd[0]} is tied otherwise than in the notes"
    places = {each: at for at, each in enumerate(_once(told))}
    if _kept_order(noted, places) < ORDER_LEAST:
        return "tells things in another order than the notes"
    turned = (each for each in split_sentences(noted) if _kept_order(each, places) < order_least)
    return next((f"turns round {each!r}" for each in turned), None)


def _kept_order(sentence: str, places: Mapping[str, int]) -> float:
    """The share, 0..1, of the pairs of words of a sentence, or of several, that stand in its order, by their places in
    what was told."""
    found = [places[each] for each in _once(sentence) if each in places]
    pairs = [first < second for first, second in combinations(found, 2)]
    return sum(pairs) / len(pairs) if len(found) >= _WORDS_LEAST else 1.0


def _ties(text: str) -> Counter[str]:
    """What ties the things of a text. "As" also likens, so it counts only where it begins half a sentence."""
    as_cause = text.count(", as ") + sum(each.startswith("As ") for each in split_sentences(text))
    return Counter(_TIES[word] for word in words(text) if word in _TIES) + Counter({"a cause": as_cause})


def _once(text: str) -> Sequence[str]:
    """The stems of the words with a content that come once, in their order."""
    stems = [stem(word) for word in words(text) if word not in PLAIN]
    counts = Counter(stems)
    return [each for each in stems if counts[each] == 1]
