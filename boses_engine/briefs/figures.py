"""Figures with their units, one reader for ages, how many people, and amounts of money; generations and stages of life.

"Early 30s" is 28 to 35: the words are generous at the outer end. A generation's ages follow from its birth years
(Pew Research Center, "Defining generations", 2019) and today's year.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from boses_engine.briefs.data import pattern, rows, values
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find, is_somebody
from boses_engine.domain.group import AGE_LEAST, AGE_MOST

Strength = Literal["said", "generation", "hard", "stage", "soft", "weak"]
Ends = tuple[int | None, int | None]
ADULT, OPEN_MOST, OLD_MOST = 18, 64, 80  # the ends of an age of which one is open; the last where it begins at 50
# Years of a decade that its parts are: alone, and as an end of a longer span.
_ALONE = {"early": (-2, 5), "mid": (3, 7), "late": (6, 9)}
_ENDS = {"early": (0, 4), "mid": (4, 6), "late": (7, 9)}
_SURE, _LIKELY = (0, 120), (5, 109)  # years that may be ages, where words say so and where they do not
_REACH = 4  # words between a number and the people it counts


@dataclass(frozen=True)
class Figure:
    """A number or a span of two in a brief, with the words that belong to it."""

    match: re.Match[str]

    @property
    def amounts(self) -> list[float]:
        """The numbers, with thousands and millions."""
        m = self.match
        times = [(m[f"times_{end}"] or "").strip().lower() for end in "ab"]
        said = [(m["a"], times[0] or times[1]), (m["b"], times[1] or times[0])]
        return [number(text) * float(values("times").get(word, 1)) for text, word in said if text]

    @property
    def money(self) -> str:
        """The sign or the word for money beside it, if any."""
        m, said = self.match, pattern("money").search(self.match["after"])
        return (m["sign"] or (said.group() if said else m["times_b"] or m["times_a"] or "")).strip()

    def ages(self, year: int) -> Ends | None:
        """The ages that it tells; None where it is an amount, a share, a time, or may as well count something."""
        m, text = self.match, self.match.string
        before, after = text[: m.start("a")], m.end("a") if m["unit"] or not m["b"] else m.end("b")
        if self.money or pattern("money before").search(before) or pattern("not a unit").match(text, after):
            return None
        if pattern("born").search(before):
            first, last = int(m["a"]), int(m["b"] or m["a"]) + (9 if m["decade_a"] and not m["b"] else 0)
            return (year - last, year - first) if first > 1900 else None
        ends, sure = self._ends()
        least, most = _SURE if sure else _LIKELY
        return ends if ends and all(age is None or least <= age <= most for age in ends) else None

    def _ends(self) -> tuple[Ends | None, bool]:
        """The ages, if any, and whether the words alone make them ages."""
        m = self.match
        a, b = (int(m[end]) if m[end] and m[end].isdigit() else None for end in "ab")
        if a is None or (m["b"] and b is None):
            return None, False
        before, after = m["before"], (m["unit"] or "") + m["after"]
        first, second = parts_of(before), parts_of(m["between"] or "")
        ish = "ish" in (m["decade_a"] or "")
        if ish and b is None:
            return (a - 3, a + 3), True
        if second or (((m["decade_a"] and not ish) or m["decade_b"] or first) and a % 10 == 0 and (b or 0) % 10 == 0):
            return _decades(a, b, first, second, bool(m["decade_b"])), True
        sure = _holds("aged", before) or _holds("years", after)
        if b is not None:
            return ((min(a, b), max(a, b)) if a <= b or b > 9 else None), sure
        about = (a - 3, a + 3) if sure or pattern("an end").match(m.string, m.end("a")) else None
        open_ends: dict[str, Ends | None] = {"up": (a, None), "down": (None, a)}
        cues: dict[str, Ends | None] = {"at most": (None, a), "under": (None, a - 1), "over": (a + 1, None)}
        cues |= {"about": about, "at least": (a, None)}
        for name, ends in open_ends.items():
            if _holds(name, after):
                return ends, True
        return next((ends for name, ends in cues.items() if _holds(name, before)), (a, a) if sure else None), sure


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){pattern(name).pattern}(?![^\W\d_])", re.IGNORECASE)


def _holds(name: str, text: str) -> bool:
    return bool(_whole(name).search(text))


def parts_of(text: str) -> list[str]:
    """The parts of a decade that words name, in their order: "mid to late"."""
    return [part for _, part in sorted((m.start(), part) for part in _ALONE for m in _whole(part).finditer(text))]


def _decades(a: int, b: int | None, first: list[str], second: list[str], b_is_decade: bool) -> Ends:
    """ "early 30s", "late 20s to early 30s", "mid to late 40s", "20s and 30s"."""
    if b is None and len(first) < 2:
        low, high = _ALONE[first[0]] if first else (0, 9)
        return a + (0 if a == 20 and first == ["early"] else low), a + high
    last = second or first[1:]
    end = (_ENDS[last[0]][1] if last else 9) if b is None or b_is_decade or last else 0
    return a + (_ENDS[first[0]][0] if first else 0), (a if b is None else b) + end


def figures(brief: Brief) -> list[Figure]:
    """The figures of a brief, in order."""
    return [Figure(m) for m in pattern("figure").finditer(brief.low)]


def number(text: str) -> float:
    """ "12,000", "12.000" → 12000; "2.5", "2,5" → 2.5."""
    return float(re.sub(r"[.,](?=\d{3})", "", text).replace(",", "."))


def others_ages(brief: Brief) -> list[tuple[int, int]]:
    """Where the ages of children and the like stand."""
    low, found = brief.low, []
    for m in pattern("figure").finditer(low):
        aged = m["before"].strip() or m["unit"]
        old = m["unit"] and re.search(r"old|month", low[m.start("unit") : m.end() + 6])
        children = aged and pattern("of children").search(low[: m.start()])
        if children or (old and pattern("parents of").search(low[: m.start("a")])):
            found.append(m.span())
    return found


@dataclass(frozen=True)
class Ages:
    """An age that a brief names: `least` or `most` is None where that end is open; `floor` and `ceiling` are where
    other words may not go without contradicting it."""

    least: int | None
    most: int | None
    start: int
    end: int
    strength: Strength
    floor: int = 0
    ceiling: int = 120


def said_ages(brief: Brief, year: int) -> list[Ages]:
    """The ages that figures and generations tell, in the order of the brief."""
    own = brief.blanked(others_ages(brief))
    found = [Ages(*ends, *each.match.span(), "said") for each in figures(own) if (ends := each.ages(year))]
    for row in rows("named_ages"):
        for m in re.finditer(rf"\b(?:{row['pattern']})\b(?!['’]s \w+s\b)", own.low):
            least, most = int(row["least"]), int(row["most"])
            named = Ages(least, most, *m.span(), "said")
            found.append(named if row["kind"] == "aged" else _generation(own, named, year - most, year - least))
    return sorted(found, key=lambda each: each.start)


def _generation(brief: Brief, named: Ages, least: int, most: int) -> Ages:
    """The ages of a generation, of "older millennials" the older half; minors only where they are said."""
    half = re.search(r"\b(older|elder|elderly|younger|young)\s+$", brief.low[: named.start])
    middle, floor, ceiling = (least + most) // 2, least - 2, most + 2
    if half:
        least, most = (middle, most) if half[1][0] in "oe" else (least, middle)
    return Ages(max(least, min(ADULT, most)), most, named.start, named.end, "generation", floor, ceiling)


def stages(brief: Brief) -> list[Ages]:
    """The stages of life that a brief names."""
    found = []
    for each in find(brief, "stages"):
        least, most, floor, ceiling = (int(each.row[end]) for end in ("least", "most", "floor", "ceiling"))
        strength: Strength = each.row["strength"]  # type: ignore[assignment]
        found.append(Ages(least, most, each.start, each.end, strength, floor, ceiling))
    return found


def closed(ages: Ages, stage: Ages | None = None) -> tuple[int, int]:
    """Both ends of an age: an open end becomes what is usual, within a stage of life where one is named."""
    least, most = ages.least, ages.most
    if least is None and most is not None:
        least = stage.least if stage and stage.least and stage.least <= most else min(ADULT, most)
        least = AGE_LEAST if most <= ADULT else least
    if most is None and least is not None:
        usual = OPEN_MOST if least < 50 else OLD_MOST
        most = stage.most if stage and stage.most and stage.most >= least else max(usual, min(least + 15, AGE_MOST))
    return max(least or 0, AGE_LEAST), min(most or 0, AGE_MOST)


@dataclass(frozen=True)
class Count:
    """How many people, None where nothing is said; and where that stands."""

    n: int | None
    spans: tuple[tuple[int, int], ...] = ()


def read_count(brief: Brief) -> Count:
    """The number of people asked for; a number that is an age, a price or a time is none."""
    ranked = []
    for each in figures(brief):
        m = each.match
        of_ages = m["b"] or m["decade_a"] or m["unit"] or _holds("up", m["after"]) or _holds("down", m["after"])
        rank = None if each.money or of_ages else _rank(brief, *m.span("a"))
        if rank is not None:
            ranked.append((rank, m.span("a"), int(number(m["a"]))))
    return Count(min(ranked)[2], (min(ranked)[1],)) if ranked else Count(None)


def _rank(brief: Brief, start: int, end: int) -> int | None:
    """How surely a number counts the people asked for, the least the surest; None where it counts something else."""
    before, low = brief.low[:start], brief.low
    if pattern("count before").search(before) or pattern("count after").match(low, end):
        return 0
    if pattern("not a unit").match(low, end):
        return None
    asked = pattern("count asked").search(before) and pattern("a word follows").match(low, end)
    last = pattern("own field").search(before) and pattern("last of all").match(low, end)
    if asked or last or (pattern("mga").search(before) and pattern("last field").match(low, end)):
        return 1
    return 2 if _counts_people(brief, end) and not pattern("no count before").search(before) else None


def _counts_people(brief: Brief, at: int) -> bool:
    """Whether a word for people follows within a few words of the clause."""
    places = {each.first for field in ("crowd", "people", "gender") for each in find(brief, field)}
    following = [i for i, token in enumerate(brief.tokens) if token.start >= at][:_REACH]
    for nth, i in enumerate(following):
        token = brief.tokens[i]
        if (nth and token.opens) or pattern("no more counted").fullmatch(token.word):
            return False
        if i in places or is_somebody(token.word):
            return True
    return False
