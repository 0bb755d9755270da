"""What speaks for and against something that is shown: what it promises, and how such people lean to that."""

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.study import Question
from boses_engine.studies.habits import FIGURE
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import any_of
from boses_engine.studies.tables import rows
from boses_engine.studies.tilts import has, tilt
from boses_engine.studies.weigh import Ground

_OWN, _NOT_FOR_ME = 0.4, -1.0  # standard deviations between people of one kind, and of who it is not for (estimates)
_BENEFITS_MOST = 3


@dataclass(frozen=True)
class Benefit:
    """Something that an offer promises: its words, how far people lean to it, and how they put either side."""

    name: str
    pattern: re.Pattern[str]
    needs: str
    mean: float
    by: str
    said: tuple[tuple[str, ...], tuple[str, ...]]  # against it, for it


def promised(who: Respondent, question: Question) -> list[Ground]:
    """What the person makes of each thing that is promised where something is shown; the same whenever asked."""
    if question.stimulus is None or who.bare or not who.figures:
        return []
    bare = question.stimulus.text.casefold()
    found = [each for each in _benefits() if each.pattern.search(bare)][:_BENEFITS_MOST]
    grounds = [_leaning(who, each) for each in found]
    return [replace(ground, push=ground.push / math.sqrt(len(found))) for ground in grounds]


def _leaning(who: Respondent, benefit: Benefit) -> Ground:
    own = _OWN * float(manner(who, "benefit", benefit.name).standard_normal())
    push = benefit.mean + tilt(who, benefit.by) + own if has(who, benefit.needs) else _NOT_FOR_ME
    note = say(who, benefit.said[push > 0], "benefit", benefit.name)
    return Ground(f"{FIGURE}benefit {benefit.name} [estimate]", push, (note,))


@cache
def _benefits() -> tuple[Benefit, ...]:
    return tuple(
        Benefit(
            row["benefit"],
            any_of(row["words"].split("|")),
            row["needs"],
            float(row["mean"]),
            row["by"],
            (tuple(row["against"].split("|")), tuple(row["for"].split("|"))),
        )
        for row in rows("benefits.csv")
    )
