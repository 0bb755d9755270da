"""How nearly a text keeps to the notes that it tells: sentences, ties, order and words.

A small writer that turns a sentence round loses what belongs to what ("He has Sunhouse switched on first in the shop"),
one that ties two things anew makes a cause of what is none, and one that puts in a small word of its own breaks the
sentence ("She knows to the day that to the day").
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise

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
_ALIKE = {word: tie for word, tie in _TIES.items() if tie[0] == "a"} | {"as": "a cause"}
_FREE = frozenset({"and", "then", "too", "also"})  # come and go with how sentences are joined
_LEADS = _FREE | {"or", "but", "never", "a contrast"}  # before what the person does, where "she" is not said again
_TWICE = re.compile(r"(?<![\w'’-])([\w'’-]+)\s+\1(?![\w'’-])")


def stutters(noted: str, told: str) -> bool:
    """Whether a word stands twice on end in a text and none does in its notes."""
    return bool(_TWICE.search(told.lower()) and not _TWICE.search(noted.lower()))


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


def changed_word(noted: str, told: str, they: str, called: str) -> str | None:
    """What a text puts in, leaves out or gives to the person of the words of its notes, small ones too; else None.

    Free are the person's name and pronoun, what joins sentences, ties of one kind, and "before paying" for "before she
    pays". So a text may join sentences and move their parts, and cannot break one.
    """
    there, said = ([list(_as_told(one, they, called)) for one in split_sentences(each)] for each in (noted, told))
    had, has = (Counter(chain.from_iterable(each)) for each in (there, said))
    for more, does in ((has - had, "puts in"), (had - has, "leaves out")):
        if odd := [word for word in more if word not in _FREE and word != they]:
            return f"{does} {odd[0]!r}"
    theirs = _FREE | {word for each in there for word in _done(each, they)}
    taken = [word for each in said for lead, word in pairwise(each) if lead == they and word not in theirs]
    return f"makes the person the one who {taken[0]!r}" if taken else None


def _done(said: Sequence[str], they: str) -> Iterator[str]:
    """The words of a sentence that may say what the person does: those after their pronoun, said or meant."""
    for at, (lead, word) in enumerate(pairwise(said)):
        if lead == they or (lead in _LEADS and they in said[:at]):
            yield word


def _as_told(text: str, they: str, called: str) -> Iterator[str]:
    """The words of a text, one for all that mean the same: the person's name is their pronoun."""
    own, before = words(called), ""
    for word in words(text.replace("would like to have ", "would like ")):
        if word in own:
            if before == they:
                continue
            word = they
        elif word.removesuffix("'s") in own:
            word = "her" if they == "she" else "his"
        elif before in ("before", "after") and word != they:
            word = stem(word)
        word = _ALIKE.get(word, word)
        yield word
        before = before if before in ("before", "after") and word == they else word


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
