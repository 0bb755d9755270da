"""Whether a brief means women, men or both: nouns and pronouns of four languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from boses_engine.briefs.lists import rows
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import Found, find

_LETTER = re.compile(
    r"(?:\b(?:sex|gender|kasarian|jenis\s+kelamin|gender\s+is|giới\s+tính)\s*[:=]?\s*(?P<said>[mf])\b)"
    r"|(?:(?:^|[(,;|./]\s*)(?P<alone>[mf])(?=\s*(?:[),;|./]|$)))"
    r"|(?:\b(?P<joined>[mf])(?=\s?\d{2}\s*(?:\+|[-–—]\s*\d)))|(?:\d{2}\s?(?P<after>[mf])\b)",
    re.IGNORECASE,
)
_MAN_ENDING = re.compile(
    r"(?:fisher|sales|salary|business|trades|crafts|police|fire|service|repair|delivery|milk|camera|handy|states|chair|"
    r"congress|clergy|horse|boat|"
    r"herds|hunts|mail|post|door|bar|sea|noble|sports|country|frontier|lines|fore|crafts|gentle|watch|middle|"
    r"ranks|working|ferry|dairy)"
    r"(?P<women>wo)?m[ae]n"
)
_ONLY_BEFORE = re.compile(
    r"\b(?:all|only|just|exclusively|strictly|khusus|hanya|puro|pawang|toàn|chỉ)[\s-]+(?:mga\s+|có\s+)?$"
)
_ONLY_AFTER = re.compile(r"[\s-]+(?:only|lang|lamang|saja|thôi)\b")
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just)\s+$")
_MOSTLY = re.compile(
    r"(?:mostly|mainly|predominantly|primarily|largely|more|karamihan(?:\s+ay)?|mayoritas|kebanyakan|"
    r"sebagian\s+besar|"
    r"chủ\s+yếu(?:\s+là)?|đa\s+số(?:\s+là)?|phần\s+lớn(?:\s+là)?)\s+$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"(?:\bno|\bnot|\bexcluding|\bexcept|\bwithout|non|hindi|bukan|không\s+phải|trừ)[\s-]+$", re.IGNORECASE
)
_FEMALE_ONLY = re.compile(
    r"\b(?:pregnant|expectant|expecting\s+(?:moms?|mothers?)|breastfeeding|buntis|nagpapasuso|hamil|menyusui|"
    r"bumil|busui)\b|mang\s+thai|mẹ\s+bầu|cho\s+con\s+bú"
)
_PARTNERS = re.compile(r"\b(?:wi(?:fe|ves)|partners?|asawa|istri)\b|\bvợ\b")
_TKW = re.compile(r"\btkw\b")
_OBJECT = re.compile(r"^(?:['’]s|s['’])")
_FOR = re.compile(
    r"\b(?:products?|clothes|clothing|fashion|shoes|bags?|skincare|make-?up|gifts?|wear|magazines?|items?|"
    r"brands?|produk|baju|"
    r"pakaian|sản\s+phẩm|produkto|damit)\s+(?:made\s+)?(?:for|para\s+sa|untuk|cho|dành\s+cho)\s+(?:\w+\s+)?$"
)


_HAVING = frozenset("their her his with whose have has có may punya memiliki".split())
_LINKS = ("and", "or", "at", "o", "dan", "atau", "và", "hoặc")


@dataclass(frozen=True)
class Gender:
    """What a brief says of gender; `note` where it says more than a field holds; None for nothing said."""

    value: str | None
    clash: str = ""
    note: str = ""


@cache
def _owner_words() -> frozenset[str]:
    return frozenset(w for r in rows("words") if r["field"] == "owner" for w in r["phrases"].split("|"))


def read_gender(brief: Brief) -> Gender:
    """The gender that the brief's nouns, pronouns and letters tell."""
    low = brief.low
    mentions: list[_Mention] = []
    for each in find(brief, "gender"):
        if _is_of_others(brief, each) or _OBJECT.match(low[each.end :]) or _FOR.search(low[: each.start]):
            continue
        value = each.value
        if _EXCEPT.search(low[: each.start]):
            value = {"Female": "Male", "Male": "Female"}.get(value, value)
        if each.value == "Male" and _is_other_nam(brief, each):
            continue
        before = low[: each.start]
        only = bool(_ONLY_BEFORE.search(before) or _ONLY_AFTER.match(low, each.end)) and not _NOT_ONLY.search(before)
        mentions.append(_Mention(each.start, value, bool(_MOSTLY.search(before)), only))
    taken = {each.start for each in mentions}
    for token in brief.tokens:
        if (ending := _MAN_ENDING.fullmatch(token.word)) and token.start not in taken:
            mentions.append(_Mention(token.start, "Female" if ending["women"] else "Male"))
    for m in _LETTER.finditer(low):
        letter = next(filter(None, m.groups()))
        mentions.append(_Mention(m.start(), "Female" if letter == "f" else "Male"))
    if abroad := _TKW.search(low):
        mentions.append(_Mention(abroad.start(), "Female"))
    return _decided(low, sorted(mentions))


class _Mention(NamedTuple):
    """A word for one gender or both: where it stands, whether it holds for most only, or for all and nobody else."""

    start: int
    value: str
    mostly: bool = False
    only: bool = False


def _decided(low: str, mentions: Sequence[_Mention]) -> Gender:
    for one, other in pairwise(mentions):
        adjective = re.fullmatch(r"(?:fe)?male\s+|(?:lalaki|babae)ng\s+", low[one.start : other.start])
        if adjective and {one.value, other.value} == {"Female", "Male"} and not _MAN_ENDING.match(low, other.start):
            return Gender(None, clash=f'nobody is both "{adjective.group().strip()}" and what follows it')
    kinds = {each.value for each in mentions if not each.mostly}
    only = {each.value for each in mentions if each.only}
    mostly = [each.value for each in mentions if each.mostly]
    if "All" in kinds and not only:
        return Gender("All")
    kinds -= {"All"}
    if _FEMALE_ONLY.search(low):
        if "Male" in only or (kinds == {"Male"} and not _PARTNERS.search(low)):
            return Gender(None, clash="it asks for men who are pregnant or nursing")
        kinds = {"Female"}
    if only and kinds - only:
        said = "women" if "Female" in only else "men"
        return Gender(None, clash=f"it asks for {said} only, and names people who are not")
    if len(kinds) == 2:
        return Gender("All")
    if kinds:
        return Gender(kinds.pop())
    if mostly:
        said = "women" if mostly[-1] == "Female" else "men"
        return Gender("All", note=f"mostly {said}: a group is all of one or both")
    return Gender(None)


def _is_other_nam(brief: Brief, found: Found) -> bool:
    """Vietnamese "nam" is male and south: "miền Nam", "Việt Nam", "Nam Định", "Hà Nam"."""
    token = brief.tokens[found.first]
    if token.word != "nam":
        return False
    before = brief.tokens[found.first - 1].word if found.first and not token.opens else ""
    after = brief.tokens[found.first + 1] if found.first + 1 < len(brief.tokens) else None
    if before in ("việt", "viet", "miền", "mien", "quảng", "hà", "phía", "đông", "tây", "bắc"):
        return True
    named = brief.plain[found.start].isupper() and after is not None and not after.opens
    return named and brief.plain[after.start].isupper() if after else False


def _is_of_others(brief: Brief, found: Found) -> bool:
    """Whether the word names a relative of the people meant: "with husbands", "may asawa", "có chồng"."""
    if found.last - found.first > 2:
        return False
    words = [token.word for token in brief.tokens]
    relatives = {(each.first, each.last) for each in find(brief, "relative")}
    if (found.first, found.last) not in relatives:
        return False
    owners = _owner_words()
    token = brief.tokens[found.first]
    if token.opens:
        return False
    if found.first and words[found.first - 1] in _LINKS:
        joined = [each for each in find(brief, "relative") if each.last == found.first - 1]
        return any(_is_of_others(brief, each) for each in joined)
    before = words[max(found.first - 3, 0) : found.first]
    if before and before[-1] in owners:
        return not (
            before[-1] in ("ng", "sa", "ang", "para", "for", "of", "from", "untuk", "dari", "dan", "cho")
            and not _possessed(words, found.first)
        )
    return len(before) > 1 and before[-2] in _HAVING


def _possessed(words: list[str], at: int) -> bool:
    """Whether somebody stands before "of" and the like: "wives of …" is, "a panel of mothers" is not."""
    people = set(
        "mom moms mother mothers father fathers dad dads parents wife wives women men nanay ina ibu istri".split()
    )
    return any(word in people for word in words[max(at - 3, 0) : at - 1])
