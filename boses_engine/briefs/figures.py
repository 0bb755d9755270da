"""Figures with their units: one reader for ages, for how many people, and for amounts of money."""

import re
from dataclasses import dataclass
from functools import cache

from boses_engine.briefs.data import pattern, rows
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find, is_somebody
from boses_engine.domain.group import AGE_MOST

Ends = tuple[int | None, int | None]
# Years of a decade that its parts are: alone, and as an end of a longer span.
_ALONE = {"early": (-2, 5), "mid": (3, 7), "late": (6, 9)}
_ENDS = {"early": (0, 4), "mid": (4, 6), "late": (7, 9)}
_REACH = 4  # words between a number and the people it counts
_TIMES = {"k": 1e3, "m": 1e6, "juta": 1e6, "jt": 1e6, "ribu": 1e3, "rb": 1e3, "triệu": 1e6, "tr": 1e6, "nghìn": 1e3,
          "thousand": 1e3, "million": 1e6, "libo": 1e3, "milyon": 1e6}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A number or a span of two in a brief, with the words that belong to it."""

    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, with its words."""
        return self.match.span()

    @property
    def amounts(self) -> list[float]:
        """The numbers, with thousands and millions."""
        times = [(self.match[f"times_{end}"] or "").strip().lower() for end in "ab"]
        return [
            number(self.match[end]) * _TIMES.get(here or other, 1)
            for end, here, other in (("a", times[0], times[1]), ("b", times[1], times[0]))
            if self.match[end]
        ]

    @property
    def money(self) -> str:
        """The sign or the word for money beside it, if any."""
        said = pattern("money").search(self.match["after"])
        last = said.group() if said else self.match["times_b"] or self.match["times_a"] or ""
        return (self.match["sign"] or last).strip()

    def ages(self, year: int) -> Ends | None:
        """The ages that it tells; None where it is an amount, a share, a time, or may as well count something."""
        m, text = self.match, self.match.string
        if self.money or pattern("money before").search(text[: m.start("a")]):
            return None
        if pattern("not a unit").match(text, m.end("a") if m["unit"] or not m["b"] else m.end("b")):
            return None
        if pattern("born").search(text[: m.start("a")]):
            first, last = int(m["a"]), int(m["b"] or m["a"])
            return (year - last - (9 if m["decade_a"] and not m["b"] else 0), year - first) if first > 1900 else None
        ends, sure = self._ends()
        least, most = (0, 120) if sure else (5, AGE_MOST + 9)
        return ends if ends and all(age is None or least <= age <= most for age in ends) else None

    def _ends(self) -> tuple[Ends | None, bool]:
        """The ages, if any, and whether the words alone make them ages."""
        m = self.match
        a, b = (int(m[end]) if m[end] and m[end].isdigit() else None for end in "ab")
        if a is None or (m["b"] and b is None):
            return None, False
        before, after = m["before"], (m["unit"] or "") + m["after"]
        said = {name for name in ("aged", "over", "under", "at least", "at most", "about") if _holds(name, before)}
        first, second = parts_of(before), parts_of(m["between"] or "")
        tens = a % 10 == 0 and (b is None or b % 10 == 0)
        if m["decade_a"] and "ish" in m["decade_a"]:
            return (a - 3, a + 3), True
        if (m["decade_a"] or m["decade_b"] or (first and tens) or second) and (tens or second):
            return _decades(a, b, first, second, bool(m["decade_b"])), True
        sure = bool("aged" in said or _holds("years", after))
        if b is not None:
            return ((min(a, b), max(a, b)) if a <= b or b > 9 else None), sure
        ends: Ends | None = None
        if _holds("up", after):
            ends, sure = (a, None), True
        elif _holds("down", after):
            ends, sure = (None, a), True
        elif "at most" in said:
            ends = (None, a)
        elif "under" in said:
            ends = (None, a - 1)
        elif "over" in said:
            ends = (a + 1, None)
        elif "about" in said:
            ends = (a - 3, a + 3) if sure or pattern("an end").match(m.string, m.end("a")) else None
        elif "at least" in said:
            ends = (a, None)
        elif sure:
            ends = (a, a)
        return ends, sure


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){pattern(name).pattern}(?![^\W\d_])", re.IGNORECASE)


def _holds(name: str, text: str) -> bool:
    return bool(_whole(name).search(text))


def parts_of(text: str) -> list[str]:
    """The parts of a decade that words name, in their order: "mid to late"."""
    found = [(m.start(), part) for part in _ALONE for m in _whole(part).finditer(text)]
    return [part for _, part in sorted(found)]


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
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))


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


def named_ages(brief: Brief) -> list[tuple[str, int, int, int, int]]:
    """Ages and birth years that words name: kind, least, most, where they begin and end."""
    return sorted(
        (
            (row["kind"], int(row["least"]), int(row["most"]), *m.span())
            for row in rows("named_ages")
            for m in re.finditer(rf"\b(?:{row['pattern']})\b", brief.low)
        ),
        key=lambda each: each[3],
    )


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
            ranked.append((rank, *m.span("a"), int(number(m["a"]))))
    if not ranked:
        return Count(None)
    _, start, end, n = min(ranked)
    return Count(n, ((start, end),))


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
