"""Statements of everyday life that no score stands for: how far people of a country lean to each, and how they put it.

The rest of the leaning is the person's own and drawn once, so that whoever is asked again stands where they stood.
"""

import re
from functools import cache

from boses_engine.studies.leaning import manner, say
from boses_engine.studies.money import is_tight
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.tables import rows

_OWN = 0.8  # standard deviations between people of one kind (estimate)
_TRAIT_SD = 18.0


def stated(who: Respondent, text: str) -> tuple[str, float, str] | None:
    """The name of the statement that a text makes, how far the person leans to it, and how they put it."""
    if who.bare or not who.figures:
        return None
    bare = text.casefold()
    for asked, row in _statements():
        if row["market"] in ("", who.country_code) and _is_of(who, row["of"]) and asked.search(bare):
            score = getattr(who.persona.psychographics, row["trait"]) if row["trait"] else 50
            own = _OWN * float(manner(who, row["statement"]).standard_normal())
            push = float(row["mean"]) + float(row["slope"]) * (score - 50) / _TRAIT_SD + own
            ways = row["high" if push > 0 else "low"].split("|")
            return row["statement"], push, say(who, ways, *ways)
    return None


def _is_of(who: Respondent, of: str) -> bool:
    """Whether a row is of such a person."""
    faithful = "muslim" in who.persona.religion.casefold() or "islam" in who.persona.religion.casefold()
    return {"": True, "Muslim": faithful, "other": not faithful, "tight": is_tight(who.persona)}[of]


@cache
def _statements() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["asked"]), row) for row in rows("statements.csv"))
