"""Sums of money in a text, as people of a market write them: "50rb", "₱1,299", "199k"."""

import re

from boses_engine.domain.snapshot import Market

_NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?)"
_THOUSANDS = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_SUMS: dict[Market, tuple[re.Pattern[str], ...]] = {
    "PH": (
        re.compile(rf"(?:₱|\bphp|\bp)\s?{_NUMBER}\s?(k)?\b", re.I),
        re.compile(rf"\b{_NUMBER}\s?(k)?\s?(?:pesos?|php)\b", re.I),
    ),
    "ID": (
        re.compile(rf"\brp\.?\s?{_NUMBER}\s?(k|rb|ribu|jt|juta)?\b", re.I),
        re.compile(rf"\b{_NUMBER}\s?(k|rb|ribu|jt|juta)\b", re.I),
    ),
    "VN": (
        re.compile(rf"\b{_NUMBER}\s?(k|nghìn|ngàn|ng|tr|triệu|củ)\b", re.I),
        re.compile(rf"\b{_NUMBER}\s?()(?:đ|vnđ|vnd|đồng)\b", re.I),
    ),
}
_TIMES = {"k": 1e3, "rb": 1e3, "ribu": 1e3, "nghìn": 1e3, "ngàn": 1e3, "ng": 1e3, "jt": 1e6, "juta": 1e6}
_TIMES |= {"tr": 1e6, "triệu": 1e6, "củ": 1e6}
_SENSIBLE: dict[Market, tuple[int, int]] = {"PH": (5, 200_000), "ID": (500, 100_000_000), "VN": (1_000, 100_000_000)}


def sums_in(text: str, market: Market) -> list[int]:
    """The sums that a text names, in the market's money; what is no sensible price is left out."""
    least, most = _SENSIBLE[market]
    found = dict.fromkeys(
        round(_number(match[1]) * _TIMES.get((match[2] or "").lower(), 1.0))
        for pattern in _SUMS[market]
        for match in pattern.finditer(text)
    )
    return [value for value in found if least <= value <= most]


def _number(text: str) -> float:
    return float(re.sub(r"[.,]", "", text) if _THOUSANDS.match(text) else text.replace(",", "."))
