"""What somebody does by their own record, where a statement is of it: it says more than a score."""

import re
from functools import cache

from boses_engine.studies.respondent import Respondent, Said
from boses_engine.studies.tables import rows

_DENIED = re.compile(
    r"\b(?:never|not by advice|without (?:asking|reading)|(?:do not|don't|does not) (?:read|ask|compare))\b"
)
_CLEAR = 12  # points of a score from the middle, against which a sentence about prices does not stand


def practised(who: Respondent, text: str) -> list[Said]:
    """The sentences of the record that show somebody do what a statement is of."""
    bare, found = text.casefold(), []
    for asked, told, trait in _practices():
        score = getattr(who.persona.psychographics, trait)
        if not asked.search(bare) or (trait != "social_reliance" and score <= 50 - _CLEAR):
            continue
        found += [said for said in who.said if told.search(said.text) and not _DENIED.search(said.text)]
        break  # of reviews, not of friends, where both are named
    return list(dict.fromkeys(found))


@cache
def _practices() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple((re.compile(row["asked"]), re.compile(row["told"]), row["trait"]) for row in rows("practices.csv"))
