"""Whether a brief means women, men or both: nouns and pronouns of four languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from boses_engine.briefs.data import listed, pattern, single_words
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import Found, find

_OTHER = {"Female": "Male", "Male": "Female"}


@dataclass(frozen=True)
class Gender:
    """What a brief says of gender; `note` where it says more than a field holds; None for nothing said."""

    value: str | None
    clash: str = ""
    note: str = ""


class _Mention(NamedTuple):
    """A word for one gender or both: where it stands, whether it holds for most only, or for all and nobody else."""

    start: int
    value: str
    mostly: bool = False
    only: bool = False


def read_gender(brief: Brief) -> Gender:
    """The gender that the brief's nouns, pronouns and letters tell."""
    low = brief.low
    mentions: list[_Mention] = []
    for each in find(brief, "gender"):
        before = low[: each.start]
        possessed = low.startswith(("'s", "’s", "s'", "s’"), each.end)  # "women's shoes"
        if not each.value or possessed or _is_of_others(brief, each) or pattern("product for").search(before):
            continue
        value = _OTHER.get(each.value, each.value) if pattern("except").search(before) else each.value
        alone = pattern("only before").search(before) or pattern("only after").match(low, each.end)
        only = bool(alone and not pattern("not only").search(before))
        mentions.append(_Mention(each.start, value, bool(pattern("mostly").search(before)), only))
    taken = {each.start for each in mentions}
    endings = [(token.start, pattern("man ending").fullmatch(token.word)) for token in brief.tokens]
    mentions += [
        _Mention(at, "Female" if found["women"] else "Male") for at, found in endings if found and at not in taken
    ]
    letters = [(m.start(), next(filter(None, m.groups()))) for m in pattern("letter").finditer(low)]
    mentions += [_Mention(at, "Female" if letter == "f" else "Male") for at, letter in letters]
    return _decided(low, sorted(mentions))


def _decided(low: str, mentions: Sequence[_Mention]) -> Gender:
    """The one gender that all mentions come to, or why they cannot be of the same people."""
    for one, other in pairwise(mentions):
        adjective = pattern("both at once").fullmatch(low[one.start : other.start])
        if adjective and _OTHER.get(one.value) == other.value and not pattern("man ending").match(low, other.start):
            return Gender(None, clash=f'nobody is both "{adjective.group().strip()}" and what follows it')
    kinds = {each.value for each in mentions if not each.mostly}
    only = {each.value for each in mentions if each.only}
    mostly = [each.value for each in mentions if each.mostly]
    if "All" in kinds and not only:
        return Gender("All")
    kinds -= {"All"}
    if pattern("female only").search(low):
        if "Male" in only or (kinds == {"Male"} and not pattern("partners").search(low)):
            return Gender(None, clash="it asks for men who are pregnant or nursing")
        kinds = {"Female"}
    said = "women" if "Female" in (only or mostly[-1:]) else "men"
    if only and kinds - only:
        return Gender(None, clash=f"it asks for {said} only, and names people who are not")
    if kinds:
        return Gender("All" if len(kinds) == 2 else kinds.pop())
    return Gender("All", note=f"mostly {said}: a group is all of one or both") if mostly else Gender(None)


def _is_of_others(brief: Brief, found: Found) -> bool:
    """Whether the word names a relative of the people meant: "with husbands", "may asawa", "có chồng"."""
    relatives = {each.last: each for each in find(brief, "relative")}
    here, token = relatives.get(found.last), brief.tokens[found.first]
    if here is None or here.first != found.first or token.opens:
        return False
    before = ["", "", *(each.word for each in brief.tokens[max(found.first - 4, 0) : found.first])]
    if before[-1] in listed("links"):
        joined = relatives.get(found.first - 1)
        return joined is not None and _is_of_others(brief, joined)
    if before[-1] in single_words("owner"):  # "wives of …" is, "a panel of mothers" is not
        return before[-1] not in listed("of and for") or bool(listed("who have relatives") & set(before[:-1]))
    return before[-2] in listed("having a relative")
