"""Ages by rule: figures, decades and their parts, generations, and stages of life, in four languages.

"Early 30s" is 28 to 35: the words are generous at the outer end. A generation's ages follow from its birth years
(Pew Research Center, "Defining generations", 2019) and today's year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from boses_engine.briefs.lists import rows
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import found_in, index_of, phrases_of
from boses_engine.domain.group import AGE_LEAST, AGE_MOST

Strength = Literal["said", "generation", "hard", "stage", "soft", "weak"]
ADULT = 18
OPEN_MOST = 64  # where only the least age is said, up to 50
OLD_MOST = 80  # above that
_LATER_GENERATIONS = {"z": (1997, 2012), "alpha": (2013, 2024), "y": (1981, 1996), "x": (1965, 1980)}
_NAMED_GENERATIONS = {
    "millennial": (1981, 1996), "milenial": (1981, 1996), "milenials": (1981, 1996), "zoomer": (1997, 2012),
    "boomer": (1946, 1964), "zillennial": (1993, 1998), "xennial": (1977, 1983), "genzi": (1997, 2012),
    "genz": (1997, 2012), "silent generation": (1928, 1945),
}  # fmt: skip

_TEEN_MOST, _PARENTS_OF_TEENS = "19", (38, 54)
_PARENT_OF = re.compile(
    r"\b(?:parents?|moms?|mums?|mothers?|dads?|fathers?|families|couples?|nanay|ina|tatay|ama|magulang|ibu|ayah|bapak|"
    r"orang tua|mẹ|bố|phụ huynh)\b.*\b(?:of|with|have|has|raising|may|punya|memiliki|dengan|có)\s+(?:\w+\s+){0,2}$"
)


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


def generations(text: str, year: int) -> Iterator[Ages]:
    """Generations by name, and birth decades as Vietnamese names them ("9x")."""
    named = "|".join(sorted(_NAMED_GENERATIONS, key=len, reverse=True))
    pattern = (
        rf"\b(?:gen(?:eration|erasyong?|erasi)?|thế\s+hệ)\s*-?\s*(?P<letter>z|y|x|alpha)(?:er|ers|s|'s|’s)?\b"
        rf"|\b(?P<named>{named})s?\b|\b(?:thế\s+hệ\s+)?(?P<decade>[6-9])x\b|\b(?:thế\s+hệ\s+|gen\s+)(?P<new>2k|"
        rf"2000)\b"
    )
    for m in re.finditer(pattern, text, re.IGNORECASE):
        if m["letter"]:
            first, last = _LATER_GENERATIONS[m["letter"].lower()]
        elif m["named"]:
            first, last = _NAMED_GENERATIONS[m["named"].lower()]
        elif m["decade"]:
            first, last = 1900 + 10 * int(m["decade"]), 1909 + 10 * int(m["decade"])
        else:
            first, last = 2000, 2009
        least, most = year - last, year - first
        half = re.search(r"\b(older|elder|elderly|younger|young)\s+$", text[: m.start()])
        middle = (least + most) // 2
        floor, ceiling = least - 2, most + 2
        if half:
            least, most = (middle, most) if half[1].startswith("eld") or half[1] == "older" else (least, middle)
        yield Ages(max(least, min(ADULT, most)), most, m.start(), m.end(), "generation", floor, ceiling)


@cache
def _stage_index() -> dict[str, dict[str, tuple[object, ...]]]:
    index: dict[str, list[object]] = {}
    for number, row in enumerate(rows("stages")):
        index.setdefault(row["language"], []).extend(phrases_of(row["phrases"], str(number), row["language"]))
    return {language: index_of(phrases) for language, phrases in index.items()}  # type: ignore[arg-type,misc]


def stages(brief: Brief) -> list[Ages]:
    """The stages of life that a brief names."""
    found = []
    for language in sorted(brief.languages):
        for each in found_in(brief.tokens, _stage_index().get(language, {})):  # type: ignore[arg-type]
            row = rows("stages")[int(each.value)]
            strength: Strength = row["strength"]  # type: ignore[assignment]
            if row["most"] == _TEEN_MOST and _PARENT_OF.search(brief.low[: each.start]):
                found.append(Ages(*_PARENTS_OF_TEENS, each.start, each.end, "stage", 30, 65))
                continue
            found.append(
                Ages(
                    int(row["least"]),
                    int(row["most"]),
                    each.start,
                    each.end,
                    strength,
                    int(row["floor"]),
                    int(row["ceiling"]),
                )  # fmt: skip
            )
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
    assert least is not None
    assert most is not None
    return max(least, AGE_LEAST), min(most, AGE_MOST)
