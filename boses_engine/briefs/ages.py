"""Ages of a brief: figures, decades and their parts, generations, and stages of life, in four languages.

"Early 30s" is 28 to 35: the words are generous at the outer end. A generation's ages follow from its birth years
(Pew Research Center, "Defining generations", 2019) and today's year.
"""

import re
from dataclasses import dataclass
from typing import Literal

from boses_engine.briefs.data import rows
from boses_engine.briefs.figures import figures, others_ages
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find
from boses_engine.domain.group import AGE_LEAST, AGE_MOST

Strength = Literal["said", "generation", "hard", "stage", "soft", "weak"]
ADULT = 18
OPEN_MOST = 64  # where only the least age is said, up to 50
OLD_MOST = 80  # above that


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
        for m in re.finditer(rf"\b(?:{row['pattern']})\b", own.low):
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
