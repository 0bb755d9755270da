"""Work for few hours that a text names beside studies or the household: "college student working part-time at a cafe",
"housewife, part-time at a bakery"."""

import re
from functools import cache

from boses_engine.domain.persona import WorkStatus
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import BETWEEN, Words, listed, runs_of, words_of

_BETWEEN = f"{BETWEEN};"
# What students and who keeps house do where it is not said (estimate).
USUAL: dict[WorkStatus | None, str] = {
    "studying": (
        "shop assistant, restaurant server, supermarket cashier, fast-food crew member, barista or private tutor"
    ),
    "keeping house": "shop assistant, office cleaner, restaurant server or supermarket cashier",
}

# What is left of the words between: "student living in a dormitory who works part-time".
_WHO_ALSO = re.compile(r"(?<=\w)\s+(?:who|that|while|and|also)(?:\s+(?:is|are|also))*$", re.IGNORECASE)


def split_side_work(text: str) -> tuple[str, str] | None:
    """Who a text is of and the work that they do beside, which may be empty; None where it tells of no such work. A
    place is told as where some worker is."""
    for left, words, right in runs_of(text, _longest()):
        link = _links().get(words)
        if not link or not (words_of(left) or link["home"]):
            continue
        before, after = _WHO_ALSO.sub("", left.strip(_BETWEEN)), right.strip(_BETWEEN)
        if not after and "," in before:  # "mahasiswa, driver ojol paruh waktu"
            before, _, after = before.partition(",")
        after = after or (before if link["home"] else "")  # "barista and part-time student"
        return link["home"] or before, f"{link['work']} {after}".strip()
    return None


@cache
def _links() -> dict[Words, dict[str, str]]:
    """By the words that stand between both, or for the first of them."""
    return {words_of(words): row for row in table("phrases/side_work.csv") for words in listed(row["words"])}


@cache
def _longest() -> int:
    return max(map(len, _links()))
