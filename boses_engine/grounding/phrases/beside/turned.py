"""What is told beside the work wherever it stands, brought to where a reader has it: "4Ps housewife" is read as
"housewife on 4Ps", "nurse (living alone)" as "nurse living alone", "teachers, widowed" as "widowed teachers",
"seafarers' wives" as "wives of seafarers".

What stands before people and is read behind them is in before.csv.
"""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.people.nations import either
from boses_engine.grounding.phrases.alternative import read_exact, without_adjectives
from boses_engine.grounding.phrases.beside.children import parents_in_english
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    is_a_name,
    is_anybody,
    is_known,
    tells_of_those_before,
    titles_of,
)
from boses_engine.grounding.phrases.mixes import is_workplace
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import listed, words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work, means_the_same, status_of
from boses_engine.grounding.work.tables import Wish, tables

_APART = re.compile(r"\s*(\w[^()]*?)\s*(?:\(([^()]+)\)|,\s*([^,()]+))\s*", re.IGNORECASE)
_PARTS_MOST = 3
# "Hairdresser, mum of a toddler".
_PARENT_OF = re.compile(
    r"(?:single\s+|solo\s+)?(?:m[ou]m|mother|dad|father|parent)\s+(?:of|to|with)\s|(?:mère|maman|madre|mamá|mãe|padre|père|papà|mamma|ibu|orang\s+tua|wali\s+murid|phụ\s+huynh|bố|mẹ)(?:\s+\w|\s*$)",
    re.IGNORECASE,
)
_PERSON_FIRST = ("ID", "MY", "VN")  # whose languages tell of people behind them
_WHOSE = re.compile(
    r"\s*(\w[^,()]*?)(?:'s|’s|s'|s’)\s+(wives|wife|husbands?|spouses?|children|sons|daughters|kids|widows?|parents|famil(?:y|ies))\b",
    re.IGNORECASE,
)


def stands_apart(text: str, code: str, read: Read) -> Asked | None:
    """ "Nurse (living alone)", "teachers, widowed", "farmer (4Ps)": read behind the people or before them, where that
    tells more of them than that they are these."""
    apart = _APART.fullmatch(text)
    said = (apart[2] or apart[3]) if apart else ""
    if not apart or not words_of(said) or is_a_name(text) or text.count(",") > _PARTS_MOST:  # each is read twice
        return None
    behind = said if len(words_of(said)) > 1 and tells_of_those_before(said) else _behind(said)
    if _sell(apart[1]) and set(words_of(said)) <= tables().words["sold on platform"]:
        behind = f"on {said}"
    plain = read(apart[1])
    if not behind and (parents := _as_parents(plain, said, read)):
        return parents
    if not behind and without_adjectives(words_of(said)) and (known := read_exact(words_of(said))):
        behind = _who_are(known, said)
        if not behind:
            return None
    if behind:
        told = read(f"{apart[1]} {behind}")
        return told if _tells_more(told, plain) else None
    beside = (f"{said} {apart[1]}", *((f"{apart[1]} {said}",) if code in _PERSON_FIRST else ()))
    named = (told for told in map(read, beside) if _tells_more(told, plain))
    return next((told for told in named if _are_the_same_people(told, plain) or _is_narrower(told, plain, code)), None)


def _as_parents(people: Asked, said: str, read: Read) -> Asked | None:
    """People at work who are parents by what is said behind them, "mum of a toddler"; None where that is none."""
    if not _PARENT_OF.match(said) or not are_all_at_work(people) or all(map(is_anybody, people.wishes)):
        return None
    parents = read(parents_in_english(said) or said)
    are_parents = parents.family.is_of_parents and all(
        is_anybody(w) or w.category == "any worker" for w in parents.wishes
    )
    return replace(people, family=parents.family) if are_parents else None


def _who_are(people: Wish, said: str) -> str:
    """What says behind others that they are people of whom no work is told: "cashiers (students)", "nurses (moms)"."""
    if is_anybody(people):
        return f"who are {said}"
    return f"who are {people.kind}s" if not people.rows and status_of(people) == "studying" else ""


def _sell(text: str) -> bool:
    """Whether words name who sells: "seller"."""
    return not tables().words["sells on platform"].isdisjoint(words_of(text))


def _tells_more(told: Asked, plain: Asked) -> bool:
    """Whether something was made of what one text says more than another."""
    known = all(map(is_known, told.wishes))
    if plain.family.needs and not told.family.needs:  # "lawyer, single, friend of cats"
        return False
    return known and (told.notes == plain.notes or not means_the_same(told, plain))


def _are_the_same_people(told: Asked, plain: Asked) -> bool:
    """Whether one text has no other work than another, and more that stands beside it."""
    beside = replace(told, wishes=plain.wishes)
    return titles_of(told.wishes) <= titles_of(plain.wishes) and not means_the_same(beside, plain)


def _is_narrower(told: Asked, plain: Asked, code: str) -> bool:
    """Whether one text has some titles of another, where words behind people say which of them: "guru, honorer"."""
    return code in _PERSON_FIRST and titles_of(told.wishes) < titles_of(plain.wishes)


def stands_before(text: str, code: str, read: Read) -> Asked | None:
    """ "4Ps housewife", "offshore welder", "remote bookkeeper": read as it is behind the people."""
    if is_a_name(text):
        return None
    for said, behind in _before():
        if not (found := said.match(text)) or not re.match(r"\s+(?=\w)", text[found.end() :]):
            continue
        people = text[found.end() :]
        plain, told = read(people), read(f"{people} {behind}")
        if behind in _of_no_work() and are_all_at_work(plain):  # "dormitory manager", "senior citizens nurse"
            continue
        known = all(map(is_known, plain.wishes)) and not tells_of_those_before(people)
        if known and not _begins_with_place(text) and _tells_more(told, plain):
            return told
    return None


def _begins_with_place(text: str) -> bool:
    """Whether the first words are a kind of workplace: "rural bank teller"."""
    words = words_of(text)
    return any(is_workplace(words[:size]) for size in range(2, len(words)))


def by_whom_they_have(text: str, code: str, read: Read) -> Asked | None:
    """ "Seafarers' wives", "OFW's children" are the wives of seafarers and the children of OFWs."""
    told, lists = _WHOSE.match(text), tables().words
    if not told or is_a_name(text) or set(words_of(told[1])) & (lists["clause"] | lists["link"]):
        return None
    return read(f"{told[2]} of {told[1]}s{text[told.end() :]}")


def _behind(said: str) -> str:
    """What says behind people the same as words that stand before them; "" for other words."""
    return next((behind for pattern, behind in _before() if pattern.fullmatch(said.rstrip())), "")


@cache
def _before() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands before people, as a pattern, with what says the same behind them."""
    forms = ((rf"\s*(?:{either(listed(row['before']))})s?", row["behind"]) for row in table("phrases/before.csv"))
    return tuple((re.compile(form, re.IGNORECASE), behind) for form, behind in forms)


@cache
def _of_no_work() -> frozenset[str]:
    """What is told so of people without work alone: before work it says where or for whom that is done."""
    return frozenset(row["behind"] for row in table("phrases/before.csv") if row["of"] == "no work")
