"""Where those came from who run or cook at a place that is called by another country's food, in a rich country:
"Chinese restaurant owner", "curry house chef", "kebab shop owner". Sources: cuisines.csv."""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.people.nations import Nation
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.words import listed
from boses_engine.grounding.work.asked import Asked, are_all_at_work

_RICH = "high"
_EAST_ASIA = ("JP", "KR", "TW", "HK", "SG", "MO")  # where such food is cooked by people of the country as often
_RUN_OR_COOK = re.compile(
    r"\b(?:owners?|chefs?|cooks?|proprietors?|keepers?|managers?|due[ñn][oa]s?|don[oa]s?|patron(?:ne)?s?|gérants?|besitzer(?:in)?|"
    r"inhaber(?:in)?|cocineros?|cozinheiros?)\b",
    re.IGNORECASE,
)


def from_their_country(asked: Asked, text: str, code: str) -> Asked:
    """Owners and cooks of such places, by the country that most of them came from; all else as it was."""
    nation = next((nation for pattern, nation in _places(code) if pattern.search(text)), "")
    if not nation or asked.nation or not _RUN_OR_COOK.search(text) or not are_all_at_work(asked):
        return asked
    where = country(nation).name
    note = f"{text!r}: they are taken to have come from {where}, as most of them did; say so if others are meant."
    return replace(asked, nation=Nation(nation), notes=(*asked.notes, note))


@cache
def _places(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How places are called, the longest first, and the country of those who run them."""
    rich = country(code).income_group == _RICH and code not in _EAST_ASIA
    rows = [row for row in table("phrases/cuisines.csv") if code in listed(row["countries"])]
    rows += [
        row for row in table("phrases/cuisines.csv") if rich and row["countries"] == "rich" and row["nation"] != code
    ]
    words = {word: row["nation"] for row in reversed(rows) for word in listed(row["words"])}
    ordered = sorted(words, key=len, reverse=True)
    return tuple((re.compile(rf"\b{re.escape(word)}s?\b", re.IGNORECASE), words[word]) for word in ordered)
