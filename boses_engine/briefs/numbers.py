"""Number words of the four languages as digits, so that the rules meet figures only."""

import re
from collections.abc import Collection, Sequence

_EN_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_EN_ONES += " seventeen eighteen nineteen"
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ID_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
_FIL_ONES = "wala isa dalawa tatlo apat lima anim pito walo siyam".split()
_FIL_LINKED = "isang dalawang tatlong apat limang anim pitong walong siyam".split()
_FIL_TENS = {
    20: "dalawampu bente beinte veinte", 30: "tatlumpu trenta treinta", 40: "apatnapu kwarenta kuwarenta cuarenta",
    50: "limampu singkwenta cincuenta singkuwenta", 60: "animnapu sisenta sesenta", 70: "pitumpu sitenta setenta",
    80: "walumpu otsenta ochenta", 90: "siyamnapu nobenta noventa",
}  # fmt: skip
_FIL_SPANISH = dict(zip("uno dos tres kwatro singko sais siyete otso nuwebe".split(), range(1, 10), strict=True)) | {
    "diyes": 10,
    "onse": 11,
    "dose": 12,
    "trese": 13,
    "katorse": 14,
    "kinse": 15,
    "disisais": 16,
    "disiotso": 18,
}
_VI_ONES = "không một hai ba bốn năm sáu bảy tám chín".split()
_VI_LAST = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}


def _english() -> tuple[re.Pattern[str], dict[str, int]]:
    ones = {word: value for value, word in enumerate(_EN_ONES.split())}
    tens = {word: 10 * (place + 2) for place, word in enumerate(_EN_TENS)}
    unit = "|".join(list(ones)[1:10])
    teens = "|".join(sorted([*list(ones)[2:], "zero"], key=len, reverse=True))
    pattern = (
        rf"\b(?:(?P<ten>{'|'.join(tens)})(?:[\s-]+(?P<one>{unit}))?|(?P<teen>{teens})|(?P<dozen>(?:a |one )?dozen))\b"
    )
    return re.compile(pattern, re.IGNORECASE), ones | tens


_EN_PATTERN, _EN_VALUES = _english()
_EN_DECADES = {f"{word[:-1]}ies": 10 * (place + 2) for place, word in enumerate(_EN_TENS)}
_DECADE = re.compile(rf"\b({'|'.join(_EN_DECADES)})\b", re.IGNORECASE)


def with_digits(text: str, languages: Collection[str]) -> str:
    """The text with its number words as digits: "early thirties" → "early 30s", "tiga puluhan" → "30an"."""
    text = _DECADE.sub(lambda m: f"{_EN_DECADES[m[1].lower()]}s", text)
    text = re.sub(
        rf"\b({'|'.join(_EN_TENS)})(?=[\s-]*something)", lambda m: f"{_EN_VALUES[m[1].lower()]}", text, flags=re.I
    )
    text = _EN_PATTERN.sub(_english_value, text)
    if "id" in languages:
        text = _indonesian(text)
    if "fil" in languages:
        text = _filipino(text)
    if "vi" in languages:
        text = _vietnamese(text)
    return text


def _english_value(match: re.Match[str]) -> str:
    if match["dozen"]:
        return "12"
    if match["teen"]:
        return str(_EN_VALUES[match["teen"].lower()])
    return str(_EN_VALUES[match["ten"].lower()] + (_EN_VALUES[match["one"].lower()] if match["one"] else 0))


def _index(word: str, ones: Sequence[str]) -> int:
    return ones.index(word.lower())


def _indonesian(text: str) -> str:
    one = "|".join(_ID_ONES[1:])

    def tens(m: re.Match[str]) -> str:
        return str(10 * _index(m[1], _ID_ONES) + (_index(m[2], _ID_ONES) if m[2] else 0)) + ("-an" if m[3] else "")

    text = re.sub(rf"\b({one})\s*puluh(?:\s+({one}))?(-?an)?\b", tens, text, flags=re.I)
    text = re.sub(rf"\b({one})\s+belas\b", lambda m: str(10 + _index(m[1], _ID_ONES)), text, flags=re.I)
    text = re.sub(r"\bsepuluh\b", "10", text, flags=re.I)
    text = re.sub(r"\bsebelas\b", "11", text, flags=re.I)
    text = re.sub(r"\bselusin\b", "12", text, flags=re.I)
    few = "|".join(_ID_ONES[2:])
    return re.sub(rf"(?<!kaki )\b({few})\b(?=\s+\w)", lambda m: str(_index(m[1], _ID_ONES)), text, flags=re.I)


def _filipino(text: str) -> str:
    for value, words in _FIL_TENS.items():
        choice = "|".join(words.split())
        joined = (
            rf"\b(?:{choice})(?:ng|'t|t)?(?:\s+(?:y|at)\s+|'t\s*|\s+)({'|'.join((*_FIL_SPANISH, *_FIL_ONES[1:]))})\b"
        )
        text = re.sub(
            joined,
            lambda m, v=value: str(v + (_FIL_SPANISH.get(m[1].lower()) or _index(m[1], _FIL_ONES))),  # type: ignore[misc]
            text,
            flags=re.I,
        )
        text = re.sub(rf"\b(?:{choice})s?(?:ng)?\b", str(value), text, flags=re.I)
    text = re.sub(r"\blabi(?:ng|n|m)\s*-?\s*(\w+?)(?:ng)?\b", _fil_teen, text, flags=re.I)
    text = re.sub(r"\b(?:isang\s+)?dosena(?:ng)?\b", "12", text, flags=re.I)
    text = re.sub(r"\bsampu(?:ng)?\b", "10", text, flags=re.I)
    small = {word: value for value, word in enumerate(_FIL_LINKED, 1) if value > 1}
    small |= {word: value for value, word in enumerate(_FIL_ONES) if value > 1}
    return re.sub(
        rf"\b({'|'.join(sorted(small, key=len, reverse=True))})\b(?:\s+na\b)?",
        lambda m: str(small[m[1].lower()]),
        text,
        flags=re.I,
    )


def _fil_teen(match: re.Match[str]) -> str:
    word = match[1].lower()
    return str(10 + _FIL_ONES.index(word)) if word in _FIL_ONES[1:] else match[0]


def _vietnamese(text: str) -> str:
    one = "|".join(_VI_ONES[1:])

    def tens(m: re.Match[str]) -> str:
        last = m[2].lower() if m[2] else ""
        return str(10 * _index(m[1], _VI_ONES) + (_VI_LAST.get(last) or (_index(last, _VI_ONES) if last else 0)))

    text = re.sub(rf"\b({one})\s+mươi(?:\s+({one}|{'|'.join(_VI_LAST)}))?\b", tens, text, flags=re.I)
    text = re.sub(
        rf"\bmười\s+({one}|lăm)\b",
        lambda m: str(10 + (_VI_LAST.get(m[1].lower()) or _index(m[1], _VI_ONES))),
        text,
        flags=re.I,
    )
    text = re.sub(r"\bmột\s+tá\b", "12", text, flags=re.I)
    text = re.sub(r"\bmười\b|\b(?:một\s+)?chục\b", "10", text, flags=re.I)
    people = "người|phụ nữ|nam|nữ|bà|chị|cô|sinh|nhân|khách|mẹ|nông|giáo|công|tài|chân dung|bạn"
    single = "|".join((*_VI_ONES[2:],))
    return re.sub(rf"\b({single})\b(?=\s+(?:{people})\b)", lambda m: str(_index(m[1], _VI_ONES)), text, flags=re.I)
