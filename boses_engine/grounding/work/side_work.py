"""Work for few hours that a text names beside studies or the household: "college student working part-time at a cafe",
"housewife, part-time at a bakery"."""

from functools import cache

from boses_engine.domain.persona import WorkStatus
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.phrases import TOKEN, Words, listed, word_of, words_of

_BETWEEN = " \t,()-–:;"
# What students and who keeps house do where it is not said (estimate).
USUAL: dict[WorkStatus | None, str] = {
    "studying": "fast-food crew member, barista, shop assistant, restaurant server or private tutor",
    "keeping house": "shop assistant, office cleaner, restaurant server or supermarket cashier",
}


def split_side_work(text: str) -> tuple[str, str] | None:
    """Who a text is of and the work that they do beside, which may be empty; None where it tells of no such work. A
    place is told as where some worker is."""
    tokens = list(TOKEN.finditer(text))
    words = tuple(word_of(token.group()) for token in tokens)
    for size in range(min(_longest(), len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            link = _links().get(words[at : at + size])
            if not link or not (at or link["home"]):
                continue
            before = text[: tokens[at].start()].strip(_BETWEEN)
            after = text[tokens[at + size - 1].end() :].strip(_BETWEEN)
            if not after and "," in before:  # "mahasiswa, driver ojol paruh waktu"
                before, _, after = before.partition(",")
            after = after or (before if link["home"] else "")  # "barista and part-time student"
            return link["home"] or before, f"{link['work']} {after}".strip()
    return None


@cache
def _links() -> dict[Words, dict[str, str]]:
    """By the words that stand between both, or for the first of them."""
    return {words_of(words): row for row in table("work/side_work.csv") for words in listed(row["words"])}


@cache
def _longest() -> int:
    return max(map(len, _links()))
