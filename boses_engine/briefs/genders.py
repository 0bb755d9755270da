"""Whether a brief means women, men or both: nouns and pronouns of four languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from boses_engine.briefs.data import pattern, single_words
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import Found, find

_HAVING = frozenset("their her his with whose have has có may punya memiliki".split())
_LINKS = frozenset("and or at o dan atau và hoặc".split())
_LEADING = frozenset("ng sa ang para for of from untuk dari dan cho".split())
_FAMILY = frozenset(
    "mom moms mother mothers father fathers dad dads parents wife wives women men nanay ina ibu istri".split()
)
_SOUTH = frozenset("việt viet miền mien quảng hà phía đông tây bắc".split())  # before "nam", which is also "male"


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
        before, value = low[: each.start], each.value
        possessed = low.startswith(("'s", "’s", "s'", "s’"), each.end)
        if possessed or _is_of_others(brief, each) or pattern("product for").search(before) or _is_south(brief, each):
            continue
        if pattern("except").search(before):
            value = {"Female": "Male", "Male": "Female"}.get(value, value)
        only = bool(pattern("only before").search(before) or pattern("only after").match(low, each.end))
        only = only and not pattern("not only").search(before)
        mentions.append(_Mention(each.start, value, bool(pattern("mostly").search(before)), only))
    taken = {each.start for each in mentions}
    for token in brief.tokens:
        if (ending := pattern("man ending").fullmatch(token.word)) and token.start not in taken:
            mentions.append(_Mention(token.start, "Female" if ending["women"] else "Male"))
    for m in pattern("letter").finditer(low):
        mentions.append(_Mention(m.start(), "Female" if next(filter(None, m.groups())) == "f" else "Male"))
    return _decided(low, sorted(mentions))


def _decided(low: str, mentions: Sequence[_Mention]) -> Gender:
    for one, other in pairwise(mentions):
        adjective = pattern("both at once").fullmatch(low[one.start : other.start])
        named = pattern("man ending").match(low, other.start)
        if adjective and {one.value, other.value} == {"Female", "Male"} and not named:
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
    if only and kinds - only:
        said = "women" if "Female" in only else "men"
        return Gender(None, clash=f"it asks for {said} only, and names people who are not")
    if kinds:
        return Gender("All" if len(kinds) == 2 else kinds.pop())
    if mostly:
        said = "women" if mostly[-1] == "Female" else "men"
        return Gender("All", note=f"mostly {said}: a group is all of one or both")
    return Gender(None)


def _is_south(brief: Brief, found: Found) -> bool:
    """Vietnamese "nam" is male and south: "miền Nam", "Việt Nam", "Nam Định", "Hà Nam"."""
    token = brief.tokens[found.first]
    if token.word != "nam" or found.value != "Male":
        return False
    after = brief.tokens[found.first + 1 : found.first + 2]
    capitals = [brief.plain[each.start].isupper() for each in (token, *after) if each is token or not each.opens]
    return (bool(found.first) and not token.opens and brief.tokens[found.first - 1].word in _SOUTH) or (
        len(capitals) == 2 and all(capitals)
    )


def _is_of_others(brief: Brief, found: Found) -> bool:
    """Whether the word names a relative of the people meant: "with husbands", "may asawa", "có chồng"."""
    relatives = {each.last: each for each in find(brief, "relative")}
    here, token = relatives.get(found.last), brief.tokens[found.first]
    if here is None or here.first != found.first or token.opens:
        return False
    before = [each.word for each in brief.tokens[max(found.first - 4, 0) : found.first]]
    if before and before[-1] in _LINKS:
        joined = relatives.get(found.first - 1)
        return joined is not None and _is_of_others(brief, joined)
    if before and before[-1] in single_words("owner"):  # "wives of …" is, "a panel of mothers" is not
        return before[-1] not in _LEADING or bool(_FAMILY & set(before[:-1]))
    return len(before) > 1 and before[-2] in _HAVING
