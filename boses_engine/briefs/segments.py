"""What keeps a brief from being one group: nobody in it, two audiences at once, or words that exclude each other."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from boses_engine.briefs.data import pattern, single_words
from boses_engine.briefs.figures import Ages
from boses_engine.briefs.places import Where
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find, is_somebody
from boses_engine.briefs.work import Work

_YOUNG, _OLD = 50, 60  # years: who is called young is under the one, and nobody so called is over the other


def names_people(brief: Brief, ages: Sequence[Ages]) -> bool:
    """Whether anybody stands in the brief: a noun for people, a stage of life, a generation."""
    if any(each.strength not in ("soft", "said") for each in ages):
        return True
    nouns = [each for field in ("people", "crowd") for each in find(brief, field)]
    named = any(not brief.low.startswith(("'", "’"), each.end) for each in nouns)
    return named or any(is_somebody(token.word) for token in brief.tokens)


def is_somebody_last(words: str) -> bool:
    """Whether the last of some words names people: "skincare shoppers", but not "birthday cakes"."""
    last = (words.lower().split() or [""])[-1]
    return is_somebody(last) or bool({last, last.removesuffix("s")} & single_words("people", "crowd", "gender"))


def two_segments(
    brief: Brief, said: Sequence[Ages], stages: Sequence[Ages], where: Where, work: Sequence[Work], *, read_two: bool
) -> str | None:
    """Why the brief asks for two audiences at once, or None; `read_two` is that the model reads two groups."""
    if (m := pattern("many groups").search(brief.low)) and not pattern("one group").search(m.group()):
        return f'it speaks of more than one group ("{brief.plain[m.start() : m.end()][:40].strip()}")'
    ages = _apart(each for each in said if each.strength == "said")
    lives = _apart(each for each in stages if each.strength in ("hard", "stage"))
    genders = {"Female", "Male"} <= {each.value for each in find(brief, "gender")}
    others = (bool(where.others), len(work) > 1, bool(lives), genders)
    if pattern("compared").search(brief.low) and (ages or any(others)):
        return "it compares two audiences"
    if ages and any(others):
        return f"it gives two age ranges ({_shown(ages[0])} and {_shown(ages[1])}) to different people"
    if ages and all(each.least is not None and each.most is not None for each in ages):
        return f"it gives two age ranges ({_shown(ages[0])} and {_shown(ages[1])})"
    if where.others and _split_by_place(brief, [*work, *stages], where):
        return f"it speaks of different people in {where.location} and in {where.others[0]}"
    if lives and not ages:
        between = brief.low[lives[0].end : lives[1].start]
        if pattern("and").search(between) and not pattern("of others").search(between):
            return "it speaks of people in two different stages of life"
    if read_two and sum((bool(ages), *others)) > 1 and pattern("and").search(brief.low):
        return "it speaks of two kinds of people"
    return None


def contradiction(brief: Brief, said: Sequence[Ages], stages: Sequence[Ages]) -> str | None:
    """Why the ages that a brief names exclude each other, or None."""
    figures = [each for each in said if each.strength == "said"]
    named = [*stages, *(each for each in said if each.strength == "generation")]
    for low in figures:
        for high in figures:
            if low.most is None and high.least is None and (low.least or 0) > (high.most or 0):
                return f"it asks for people over {low.least} and under {high.most}"
    for one in figures:
        for other in named:
            if other.strength == "soft":
                meet = other.ceiling >= _YOUNG or (one.least or 0) < _OLD
            else:
                meet = other.strength == "weak" or _meet(one, other)
            if not meet:
                return f'"{_words(brief, other)}" cannot be aged {_shown(one)}'
    for one, other in combinations([each for each in named if each.strength in ("hard", "generation")], 2):
        apart = one.ceiling < other.floor or other.ceiling < one.floor
        if apart and _words(brief, one).lower() != _words(brief, other).lower():
            return f'nobody is both "{_words(brief, one)}" and "{_words(brief, other)}"'
    return None


def _words(brief: Brief, ages: Ages) -> str:
    return brief.plain[ages.start : ages.end].strip()


def _meet(ages: Ages, other: Ages) -> bool:
    return (ages.least or 0) <= other.ceiling and (120 if ages.most is None else ages.most) >= other.floor


def _apart(every: Iterable[Ages]) -> tuple[Ages, Ages] | None:
    """Two age ranges with years between them."""
    for one, other in combinations(every, 2):
        low, high = sorted((one, other), key=lambda each: each.least or 0)
        if high.least is not None and low.most is not None and high.least > low.most + 1:
            return one, other
    return None


def _shown(ages: Ages) -> str:
    if ages.most is None:
        return f"{ages.least}+"
    return f"up to {ages.most}" if ages.least is None else f"{ages.least}-{ages.most}"


def _split_by_place(brief: Brief, people: Sequence[Work | Ages], where: Where) -> bool:
    """Whether each of two places has people of its own: "students in Bandung and retirees in Jakarta"."""
    first, last = where.spans[0], where.spans[-1]
    starts = sorted({each.start for each in people} | {each.start for each in find(brief, "gender")})
    between = [at for at in starts if first[1] <= at < last[0]]
    before = starts and starts[0] < first[0]
    return bool(before and between and pattern("and").search(brief.low[first[1] : between[0]] + " "))
