"""What keeps a brief from being one group: nobody in it, two audiences at once, or words that exclude each other."""

import re
from collections.abc import Sequence
from functools import cache

from boses_engine.briefs.ages import Ages
from boses_engine.briefs.forms import is_somebody
from boses_engine.briefs.lists import rows
from boses_engine.briefs.places import Where
from boses_engine.briefs.text import Brief
from boses_engine.briefs.titles import Work
from boses_engine.briefs.words import find

_YOUNG, _OLD = 50, 60  # years: who is called young is under the one, and nobody so called is over the other
_MANY_GROUPS = re.compile(
    r"\b(?:[2-9]|both|several|multiple|separate|distinct)\s+(?:\w+\s+)?(?:na\s+)?(?:magkaibang\s+|"
    r"iba't\s+ibang\s+)?(?:groups?|segments?|audiences?|cohorts?|clusters?|target\s+markets?|"
    r"grupo|pangkat|segment|kelompok|segmen|target\s+audiens|nhóm|phân\s+khúc|đối\s+tượng)\b"
    r"|\b(?:one|first|group\s+(?:one|a|1))\s+(?:group|segment|audience)\b.*\b(?:another|second|other)\b"
    r"|\bgroup\s+(?:1|a)\b.*\bgroup\s+(?:2|b)\b|\b(?:another|second|separate)\s+(?:group|segment|audience|set|"
    r"batch)\b"
    r"|\bseparately\b|\bas\s+well\s+as\s+(?:a|another)\s+(?:group|segment)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_MANY = re.compile(
    r"\b(?:age|income|ethnic|religious|blood|friend|interest|discussion|focus|study|support|facebook|viber|zalo|"
    r"whatsapp|chat)\s+(?:groups?|segments?)",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:compar(?:e|ing|ison)|versus|vs\.?|against|contrast(?:ing)?|bandingkan|membandingkan|perbandingan|"
    r"ihambing|ikumpara|paghambingin|"
    r"pagkukumpara|so\s+sánh|đối\s+chiếu|lawan|kontra)\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\b(?:and|plus|then|also|versus|vs|at|saka|dan|serta|lalu|và|cùng|với|còn)\b|&|;|\+|\bas well as\b|"
    r"\balong with\b",
    re.IGNORECASE,
)


def names_people(
    brief: Brief, stages: Sequence[Ages], said: Sequence[Ages], work: Sequence[Work], gendered: bool
) -> bool:
    """Whether anybody stands in the brief: a noun for people, a stage of life, work, a gender, a generation."""
    if gendered or any(not each.unsure for each in work) or any(each.strength == "generation" for each in said):
        return True
    if any(each.strength != "soft" for each in stages):
        return True
    nouns = [each for field in ("people", "crowd") for each in find(brief, field)]
    if any(brief.low[each.end : each.end + 1] not in ("'", "’") for each in nouns):
        return True
    return any(is_somebody(token.word) for token in brief.tokens)


def is_somebody_last(words: str) -> bool:
    """Whether the last of some words names people: "skincare shoppers", but not "birthday cakes"."""
    last = words.lower().split()[-1:] or [""]
    return is_somebody(last[0]) or any(last[0] in (each, f"{each}s") for each in _person_words())


@cache
def _person_words() -> frozenset[str]:
    lists = [row["phrases"].split("|") for row in rows("words") if row["field"] in ("people", "crowd", "gender")]
    return frozenset(word for phrases in lists for word in phrases)


def two_segments(
    brief: Brief,
    said: Sequence[Ages],
    stages: Sequence[Ages],
    where: Where,
    work: Sequence[Work],
    *,
    read_two: bool = False,
) -> str | None:
    """Why the brief asks for two audiences at once, or None; `read_two` is that the model reads two groups."""
    if (m := _MANY_GROUPS.search(brief.low)) and not _NOT_MANY.search(m.group()):
        return f'it speaks of more than one group ("{brief.plain[m.start() : m.end()][:40].strip()}")'
    ages = _apart([each for each in said if each.strength == "said"])
    jobs = [each for each in work if not each.unsure]
    places = bool(where.others)
    lives = _apart([each for each in stages if each.strength in ("hard", "stage")])
    several = [bool(ages), places, len(jobs) > 1, bool(lives), _two_genders(brief)]
    if _COMPARED.search(brief.low) and sum(several) >= 1:
        return "it compares two audiences"
    if ages and (places or len(jobs) > 1 or lives or _two_genders(brief)):
        return f"it gives two age ranges ({_shown(ages[0])} and {_shown(ages[1])}) to different people"
    if ages and all(each.least is not None and each.most is not None for each in ages):
        return f"it gives two age ranges ({_shown(ages[0])} and {_shown(ages[1])})"
    if places and _split_by_place(brief, [*jobs, *stages], where):
        return f"it speaks of different people in {where.location} and in {where.others[0]}"
    if lives and not ages and _AND.search(brief.low[lives[0].end : lives[1].start]) and _whole(brief, lives):
        return "it speaks of people in two different stages of life"
    if read_two and sum(several) > 1 and _AND.search(brief.low):
        return "it speaks of two kinds of people"
    return None


def contradiction(brief: Brief, said: Sequence[Ages], stages: Sequence[Ages]) -> str | None:
    """Why the ages that a brief names exclude each other, or None."""
    figures = [each for each in said if each.strength == "said"]
    least = [each for each in figures if each.most is None]
    most = [each for each in figures if each.least is None]
    for low in least:
        for high in most:
            if (low.least or 0) > (high.most or 0):
                return f"it asks for people over {low.least} and under {high.most}"
    for one in figures:
        for other in [*stages, *(each for each in said if each.strength == "generation")]:
            if other.strength in ("hard", "stage", "generation") and not _meet(one, other.floor, other.ceiling):
                words = brief.plain[other.start : other.end].strip()
                return f'"{words}" cannot be aged {_shown(one)}'
    for one in figures:
        for other in stages:
            if other.strength == "soft" and other.ceiling < _YOUNG and (one.least or 0) >= _OLD:
                return f'"{brief.plain[other.start : other.end].strip()}" cannot be aged {_shown(one)}'
    hard = [each for each in [*stages, *said] if each.strength in ("hard", "generation")]
    for at, one in enumerate(hard):
        for other in hard[at + 1 :]:
            if one.ceiling < other.floor or other.ceiling < one.floor:
                first, second = (brief.plain[each.start : each.end].strip() for each in (one, other))
                if first.lower() != second.lower():
                    return f'nobody is both "{first}" and "{second}"'
    return None


def _meet(ages: Ages, floor: int, ceiling: int) -> bool:
    return (ages.least if ages.least is not None else 0) <= ceiling and (
        ages.most if ages.most is not None else 120
    ) >= floor


def _apart(ages: Sequence[Ages]) -> tuple[Ages, Ages] | None:
    """Two age ranges with years between them."""
    for at, one in enumerate(ages):
        for other in ages[at + 1 :]:
            low, high = sorted((one, other), key=lambda each: each.least or 0)
            if high.least is None or low.most is None:
                continue
            if high.least > low.most + 1:
                return (one, other)
    return None


def _shown(ages: Ages) -> str:
    if ages.most is None:
        return f"{ages.least}+"
    return f"up to {ages.most}" if ages.least is None else f"{ages.least}-{ages.most}"


def _two_genders(brief: Brief) -> bool:
    kinds = {each.value for each in find(brief, "gender")}
    return {"Female", "Male"} <= kinds


def _split_by_place(brief: Brief, people: Sequence[Work | Ages], where: Where) -> bool:
    """Whether each of two places has people of its own: "students in Bandung and retirees in Jakarta"."""
    first, last = where.spans[0], where.spans[-1]
    starts = sorted({each.start for each in people} | {each.start for each in find(brief, "gender")})
    between = [at for at in starts if first[1] <= at < last[0]]
    before = starts and starts[0] < first[0]
    return bool(before and between and _AND.search(brief.low[first[1] : between[0]] + " "))


def _whole(brief: Brief, lives: Sequence[Ages]) -> bool:
    """Whether both words stand for the people themselves, not for relatives ("mothers and their teens")."""
    between = brief.low[lives[0].end : lives[1].start]
    return not re.search(r"\b(?:their|his|her|of|with|kanilang|nila|anak|con|của|mereka)\b", between)
