"""How many people a brief asks for."""

import re
from dataclasses import dataclass

from boses_engine.briefs.forms import is_somebody
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find
from boses_engine.domain.group import COUNT_MOST

_SAID = re.compile(
    r"\b(?:n|count|persona_count|sample(?:\s+size)?|quota|bilang|jumlah|số\s+lượng|cỡ\s+mẫu|total)\s*(?:[:=]|of|"
    r"is|ay|là)\s*(?P<a>\d[\d,.]*)\b"
    r"|\b(?P<b>\d[\d,.]*)\s+(?:of\s+(?:them|these|those)|in\s+(?:all|total)|total|each|is\s+(?:fine|enough|ok|"
    r"plenty)|will\s+do|only|please|"
    r"lang|saja|cukup|là\s+đủ|thôi)\b"
    r"|\bmga\s+(?P<c>\d+)(?=\s*(?:[.,;]|$))"
    r"|\b(?:panel|group|sample|set|batch|team|grupo|kelompok|nhóm)\s+(?:of|ng|na\s+may|berisi|gồm|"
    r"có)\s+(?P<d>\d[\d,.]*)\b"
    r"|\b(?P<e>\d+)\s*(?:pax|heads?)\b|[|;]\s*(?P<g>\d{1,4})\s*$"
    r"|\b(?:give\s+me|need|want|generate|create|make|bigyan\s+mo\s+ako\s+ng|kailangan\s+ko\s+ng|gumawa\s+ng|"
    r"butuh|buatkan|buat|cari|cần|tạo|cho\s+tôi|tìm)\s+"
    r"(?:about\s+|around\s+|some\s+|sekitar\s+|khoảng\s+|mga\s+|ng\s+)?(?P<f>\d[\d,.]*)(?=\s+[^\W\d])",
    re.IGNORECASE,
)
_DOZENS = re.compile(r"\b(?P<many>\d+)\s+12\b")
_NUMBER = re.compile(r"(?<![\d.,$₱€£-])\b(?P<n>\d{1,3}(?:[.,]\d{3})*|\d{1,6})\b(?![\d%])(?!\s*[-–—]\s*\d)")
_UNITS = re.compile(
    r"\s*(?:years?|yrs?|y\.?o\b|taon|tahun|thn|tuổi|anyos|s\b|'s|an\b|plus\b|\+|pataas|ke\s*atas|and\s|or\s|to\s|"
    r"up\b|hanggang|sampai|"
    r"hingga|đến|trở|kids?|child|anak|con\b|bab|times|kali|beses|lần|hours?|days?|months?|buwan|bulan|tháng|"
    r"segments?|groups?|"
    r"grupo|kelompok|segmen|nhóm|million|k\b|juta|ribu|triệu|pesos?|jobs?|cars?|%|th\b|st\b|nd\b|rd\b|x\b|year|"
    r"minutes?|jam\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:under|over|below|above|aged?|ages|age\s+of|than|least|between|from|to|and|-|–|usia|umur|edad|tuổi|trên|"
    r"dưới|từ|đến|atas|"
    r"bawah|grade|class|with|have|raising|may|punya|có|of|every|per|since|in|top|gen|district|quận|ngoài)\s*$",
    re.IGNORECASE,
)
_REACH = 4  # words between a number and the people it counts


@dataclass(frozen=True)
class Count:
    """How many people, None where nothing is said; and where that stands."""

    n: int | None
    spans: tuple[tuple[int, int], ...] = ()


def read_count(brief: Brief) -> Count:
    """The number of people asked for; a number that is an age, a price or a time is none."""
    low = brief.low
    if m := _DOZENS.search(low):
        return Count(int(m["many"]) * 12, (m.span(),))
    if m := _SAID.search(low):
        group = next(name for name in "abcdefg" if m[name])
        if not _UNITS.match(low, m.end(group)) or group in "abceg":
            return Count(_whole(m[group]), (m.span(group),))
    for m in _NUMBER.finditer(low):
        if _UNITS.match(low, m.end()) or _BEFORE.search(low[: m.start()]):
            continue
        if _counts_people(brief, m.end()):
            return Count(_whole(m["n"]), (m.span(),))
    return Count(None)


def _whole(text: str) -> int:
    return int(re.sub(r"[.,]", "", text) or 0)


def _counts_people(brief: Brief, at: int) -> bool:
    """Whether a word for people follows within a few words of the clause."""
    places = {each.first: each for field in ("crowd", "people", "gender") for each in find(brief, field)}
    following = [i for i, token in enumerate(brief.tokens) if token.start >= at][:_REACH]
    for number, i in enumerate(following):
        if number and brief.tokens[i].opens:
            return False
        if brief.tokens[i].word.isdigit() or brief.tokens[i].word in (
            "who",
            "in",
            "sa",
            "di",
            "ở",
            "tại",
            "yang",
            "na",
        ):
            return False
        if i in places or is_somebody(brief.tokens[i].word):
            return True
    return False


def count_problem(n: int) -> str | None:
    """Why a group cannot have so many people, or None."""
    return None if 1 <= n <= COUNT_MOST else f"it asks for {n:,} people, and a group has 1 to {COUNT_MOST:,}"
