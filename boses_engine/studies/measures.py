"""How often and how much, where the record does not say it: drawn once for each person about what is usual.

One draw answers however it is asked for: as a number, as one of "Every day" to "Never", or in words.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import NormalDist

from boses_engine.studies.habits import FIGURE
from boses_engine.studies.leaning import manner
from boses_engine.studies.position import Position
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import kinds_of, read_subject
from boses_engine.studies.tables import rows
from boses_engine.studies.tilts import has, tilt
from boses_engine.studies.weigh import Ground

_NORMAL = NormalDist()
_OFTEN_SPENT = 0.7  # of the difference in times, in logs, that there is in money (estimate)
_FAR = 1.8  # how far from the usual somebody is at most, in spreads
HOW_OFTEN = re.compile(
    r"\bhow (?:often|frequently|regularly|many times)\b|\btimes (?:a|per|in a) (?:day|week|month|year)\b"
)
_MONTHS: dict[str, float] = {"day": 30.0, "week": 30 / 7, "month": 1.0, "year": 1 / 12}
_COUNTS = {"once": 1.0, "twice": 2.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
_COUNTS |= {"few": 3.0, "several": 4.0, "couple": 2.0, "many": 6.0}
_SINGLE = re.compile(r"\b(?:every|each|once (?:a|per|every)|daily|weekly|monthly|yearly)\b")
# Times a month of words that name no number.
_LOOSE = (
    (r"\bnever\b|\bnot at all\b|\bi (?:do not|don't)\b", 0.0),
    (r"\bonce or twice\b|\bonce\b", 1.5),
    (r"\b(?:a few|few) times\b", 3.0),
    (r"\b(?:many|several) times\b", 9.0),
    (r"\b(?:hardly ever|rarely|seldom)\b", 1.0),
    (r"\b(?:sometimes|now and then|occasionally)\b", 4.0),
    (r"\b(?:very often|all the time|always)\b", 30.0),
    (r"\b(?:often|regularly|frequently)\b", 13.0),
)
_SAID = (
    (45.0, "Several times a day."),
    (22.0, "Every day, or nearly."),
    (9.0, "A few times a week."),
    (3.2, "About once a week."),
    (1.6, "A few times a month."),
    (0.7, "About once a month."),
    (0.25, "Every few months."),
    (0.06, "Once or twice a year."),
    (0.0, "Less than once a year."),
)


@dataclass(frozen=True)
class Measured:
    """What is usual for a person, how far others like them are from it in logs, what they say, and its ground."""

    usual: float
    spread: float
    own: float  # 0 for who does not do it at all
    share: float  # of people who do it, 0..1
    ground: Ground

    def below(self, amount: float) -> float:
        """The share of people like the person who say less than an amount."""
        if amount <= 0:
            return 0.0
        return 1 - self.share + self.share * _NORMAL.cdf(math.log(amount / self.usual) / self.spread)


def measured(who: Respondent, text: str, unit: str) -> Measured | None:
    """What a person says of the thing that a text asks for in a unit: "times" (a month), "hours", "money" (per cent
    of a month's own)."""
    bare = text.casefold()
    for row in rows("measures.csv"):
        asked, of = _patterns(row["words"], row["unit"])
        if of.fullmatch(unit) and asked.search(bare) and row["market"] in ("", who.country_code):
            break
    else:
        return None
    mark, far = _drawn(who, row["thing"] or bare, row["unit"])
    share = float(row["share"]) / 100 if has(who, row["needs"]) else 0.0
    usual, spread = float(row["usual"]) * math.exp(tilt(who, row["by"])), float(row["spread"])
    there = mark < share or _has_of_kind(who, text)
    own = usual * math.exp(spread * far)
    if row["unit"] == "money" and (often := _times_over_usual(who, row["thing"])):
        own *= often
    name = f"{FIGURE}{row['thing'] or unit} [estimate]"
    return Measured(usual, spread, own if there else 0.0, share, Ground(name, 0.3))


def _has_of_kind(who: Respondent, text: str) -> bool:
    """Whether the record has a brand of what a text is about that the person does not keep from."""
    kinds = kinds_of(read_subject(text, who.country_code))
    return any(each.attitude != "avoids" for kind in kinds for each in who.relations(kind))


def _times_over_usual(who: Respondent, thing: str) -> float:
    """How much more somebody spends on a thing who does it oftener than usual; 0 where the table has no times of it."""
    row = next(
        (row for row in rows("measures.csv") if thing and row["thing"] == thing and row["unit"] == "times"), None
    )
    if row is None:
        return 0.0
    _, far = _drawn(who, thing, "times")
    return math.exp(_OFTEN_SPENT * float(row["spread"]) * far)


def _drawn(who: Respondent, thing: str, unit: str) -> tuple[float, float]:
    """Where a person stands, 0..1, among those who do a thing and those who do not, and how many spreads from the usual
    they are if they do."""
    rng = manner(who, "measure", thing, unit)
    return float(rng.random()), max(-_FAR, min(_FAR, float(rng.standard_normal())))


def times_of(option: str) -> float | None:
    """How many times a month an option of a question of how often says; None where it says nothing of it."""
    bare = option.casefold()
    if found := re.search(r"\b(?:less|more)\b", bare):
        rest = times_of(bare[found.end() :])
        return rest and rest * (0.4 if found[0] == "less" else 2.0)
    period = re.search(r"\b(day|dai|week|month|year)", bare)
    if period:
        months = _MONTHS["day" if period[1] == "dai" else period[1]]
        before = bare[: period.start()]
        counts = [_COUNTS.get(word) or float(word) for word in re.findall(r"\d+|\w+", before) if _is_count(word)]
        if re.search(r"\bevery (?:few|two|three|couple)\b", bare):
            return months / (counts[0] if counts else 2.0)
        if counts:
            return months * sum(counts) / len(counts)
        return months if _SINGLE.search(bare) or "daily" in bare else None
    return next((times for pattern, times in _LOOSE if re.search(pattern, bare)), None)


def ladder_of(options: Sequence[str]) -> list[float] | None:
    """The times a month of options that say how often; None where they are about something else."""
    found = [times_of(option) for option in options]
    known = [each for each in found if each is not None]
    if len(known) < max(2, len(options) - 1):
        return None
    least = min((each for each in known if each > 0), default=1.0)
    return [each if each is not None else least * 0.4 if _is_less(option) else max(known) * 2.0
            for each, option in zip(found, options, strict=True)]  # fmt: skip


def shares_of(held: Measured, times: Sequence[float]) -> list[float]:
    """How many of people like the person give each of some amounts: the one that is nearest in logs."""
    order = sorted(range(len(times)), key=lambda at: times[at])
    shares, below = [0.0] * len(times), 0.0
    for place, at in enumerate(order):
        last = place == len(order) - 1
        above = 1.0 if last else held.below(_between(times[at], times[order[place + 1]]))
        shares[at], below = above - below, above
    return shares


def nearest(held: Measured, times: Sequence[float]) -> int:
    """Which of some amounts is the person's own."""
    order = sorted(range(len(times)), key=lambda at: times[at])
    return next((at for at, after in pairwise(order) if held.own < _between(times[at], times[after])), order[-1])


def by_times(
    who: Respondent, text: str, values: Sequence[int] | Sequence[str], times: Sequence[float]
) -> Position | None:
    """That of some points or options which says how often the person does what a text asks for."""
    held = measured(who, text, "times")
    if held is None:
        return None
    shares = dict(zip(map(str, values), shares_of(held, times), strict=True))
    return Position(values[nearest(held, times)], shares, (held.ground,))


def said_of(times: float) -> str:
    """How often something is, in words."""
    return "Never." if times <= 0 else next(said for least, said in _SAID if times >= least)


def per_month(text: str) -> float:
    """How many months the time is that a number of times is asked over."""
    found = re.search(
        r"\b(?:a|per|each|every|in a|past|last) (day|week|month|year)\b|\b(daily|weekly|monthly)\b", text.casefold()
    )
    name = (found[1] or {"daily": "day", "weekly": "week", "monthly": "month"}[found[2]]) if found else "week"
    return 1 / _MONTHS[name]


def _between(one: float, other: float) -> float:
    return math.sqrt(one * other) if one > 0 else other / 2.5


def _is_count(word: str) -> bool:
    return word.isdigit() or word in _COUNTS


def _is_less(option: str) -> bool:
    return bool(re.search(r"\bless\b|\brare", option.casefold()))


@cache
def _patterns(words: str, unit: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"(?<![\w-])(?:{words})" if words else ""), re.compile(unit or r".*")
