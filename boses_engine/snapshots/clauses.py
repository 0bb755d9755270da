"""Texts as clauses: what is said after "but" is said apart, and what is denied is not said."""

import re
import unicodedata
from collections.abc import Iterator

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.themes.words import words

_STOPS = re.compile(r"[.!?;:,\n…()\"]+|\s[-–—]\s")
_CONTRASTS: dict[Market, frozenset[str]] = {
    "PH": frozenset("but pero kaso kasu however although though except ngunit subalit kahit".split()),
    "ID": frozenset("but tapi tetapi namun tp tpi cuma cuman sayangnya walaupun meskipun padahal sedangkan".split()),
    "VN": frozenset("nhưng nhg nhưg tuy song".split()),
}
_CONTRAST_PHRASES: dict[Market, re.Pattern[str]] = {"VN": re.compile(r"\bmỗi tội\b", re.IGNORECASE)}  # "only that"
_DENIALS: dict[Market, frozenset[str]] = {
    "PH": frozenset("not no never without hindi di wala walang hndi dont doesnt isnt wasnt didnt t".split()),
    "ID": frozenset(
        "tidak tdk tak gak ga gk nggak ngga enggak engga ngg bukan belum blm tanpa jangan jgn kurang not no".split()
    ),
    "VN": frozenset("không ko k hông hok khong chẳng chưa đừng khỏi kô hong not no".split()),
}
_REACH = 2  # words before a phrase in which a denial is of it


def clauses(text: str, market: Market) -> Iterator[list[str]]:
    """The words of each clause of a text; parted by stops and by words such as "but", which belong to none."""
    contrasts = _CONTRASTS[market]
    text = unicodedata.normalize("NFC", text)
    if phrase := _CONTRAST_PHRASES.get(market):
        text = phrase.sub(";", text)
    for part in _STOPS.split(text):
        clause: list[str] = []
        for word in words(part):
            if word in contrasts:
                if clause:
                    yield clause
                clause = []
            else:
                clause.append(word)
        if clause:
            yield clause


def is_denied(clause: list[str], at: int, market: Market) -> bool:
    """Whether a denial stands just before the place of a clause ("hindi mabagal")."""
    return not _DENIALS[market].isdisjoint(clause[max(0, at - _REACH) : at])
