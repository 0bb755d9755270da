"""Ages that figures tell: spans, open ends, decades and their parts, years of birth."""

import re
from collections.abc import Callable
from functools import cache

from boses_engine.briefs import age_words as say
from boses_engine.briefs.ages import Ages, generations
from boses_engine.briefs.text import Brief
from boses_engine.domain.group import AGE_MOST

# Parts of a decade: where they stand with nothing beside them, and as an end of a longer span.
_PARTS = {"early": (-2, 5), "mid": (3, 7), "late": (6, 9)}
_ENDS = {"early": (0, 4), "mid": (4, 6), "late": (7, 9)}
_NOT_AGE = re.compile(
    r"\s*(?:%|percent|persen|porsyento|phần trăm|k\b|m\b|mil\b|million|thousand|juta|jt\b|ribu|rb\b|tr\b|triệu|trieu|"
    r"nghìn|ngàn|libo|milyon|pesos?|piso|php|usd|dollars?|euros?|eur\b|idr|vnd|đồng|dong\b|rupiah|baht|ringgit|yen|"
    r"hours?|hrs?\b|minutes?|mins?\b|days?|weeks?|months?|buwan|bulan|jam\b|tháng|giờ|ngày|araw|oras|km|kilomet|kg|"
    r"kilos?\b|employees|staff|branches|stores|units?|items|times|x\b|kali\b|beses|lần|personas?|people|respondents?|"
    r"participants?|orang|responden|katao|đáp viên|years?\s+(?:of\s+)?(?:experience|in\b|on\b|ago|into)|"
    r"yrs?\s+(?:of\s+)?exp|taon(?:g)?\s+(?:na\s+)?(?:karanasan|nang)|tahun\s+(?:pengalaman|bekerja|lalu)|"
    r"năm\s+(?:kinh nghiệm|làm)|[/:]\d|th\b|rd\b|nd\b|st\b|ăm\b)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥₱₫฿₹]|\b(?:rp\.?|php|usd|vnd|idr|inr|sgd|aud|eur|gbp|p)|\b(?:earn\w*|income\s+(?:of|is)|"
    r"salary\s+of|sahod\s+na|"
    r"gaji|lương|kita\s+na)\s*[:=]?)\s*$",
    re.IGNORECASE,
)
# Other people's ages: children's above all.
_OTHERS = re.compile(
    rf"\b(?:with|of|have|has|having|raising|whose|and|their|to|may|na\s+may|punya|memiliki|mempunyai|dengan|có|"
    rf"nuôi)\s+"
    r"(?:\w+\s+){0,3}?(?:kids?|children|child|sons?|daughters?|bab(?:y|ies)|toddlers?|grandchildren|grandkids|"
    r"anak|mga\s+anak|"
    r"con(?:\s+nhỏ)?|cháu|apo|balita|bayi)\s*\(?\s*(?:who\s+are\s+|is\s+|are\s+)?(?:na\s+)?(?:aged?|ages|under|"
    r"below|over|"
    rf"between|nasa|edad|wala\s+pang|usia|berusia|umur|di\s*bawah|dưới|từ|tuổi|of)*\s*{say.N}(?:{say.TO}{say.N})?{say.UNIT}?\)?",
    re.IGNORECASE,
)
_CHILD_YEARS = re.compile(
    rf"\b(?:parents?|moms?|mothers?|mums?|dads?|fathers?)\s+(?:of|with)\s+(?:an?\s+)?{say.N}(?:{say.TO}{say.N})?\s*-?\s*"
    r"(?:years?|yrs?|month)s?\s*-?\s*olds?",
    re.IGNORECASE,
)
_PARENTS = re.compile(
    r"\b(?:parents?|moms?|mums?|mothers?|mommies|dads?|fathers?|families|couples?|housewives|guardians|nanay|"
    r"ina|tatay|magulang|"
    r"ibu|ayah|bapak|orang tua|mama|bunda|mẹ|bố|phụ huynh|cha|gia đình)\b"
)
_CHILDREN = re.compile(
    rf"\b(?:kids?|children|child|sons?|daughters?|toddlers?|bab(?:y|ies)|anak(?:nya)?|mga\s+anak|"
    rf"con)\s*[\(,]?\s*(?:who\s+are\s+|is\s+|are\s+|na\s+)?"
    rf"(?:aged?|ages|under|below|over|between|nasa|edad|wala\s+pang|usia|berusia|umur|di\s*bawah|dưới|từ|tuổi|"
    rf"of)+\s*{say.N}(?:{say.TO}{say.N})?{say.UNIT}?"
)
Reader = Callable[[re.Match[str]], tuple[int | None, int | None] | None]


def _span(m: re.Match[str]) -> tuple[int, int] | None:
    low, high = int(m["a"]), int(m["b"])
    if low > high and high < 10:  # "25-9" is no span of ages
        return None
    return (low, high) if low <= high else (high, low)


def _decade(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _part(words: str | None) -> str | None:
    said = re.sub(r"[\s-]+", " ", (words or "").strip().lower())
    return next((part for part, forms in say.PART_WORDS.items() if re.fullmatch(forms, said)), None)


def _decades(m: re.Match[str]) -> tuple[int, int]:
    """ "early 30s", "late 20s to early 30s", "mid to late 40s", "20s and 30s", "in their 30s"."""
    groups = m.groupdict()
    second = groups.get("d2")
    part1, part2 = _part(groups.get("p1")), _part(groups.get("p2"))
    tens = _decade(m["d1"] or second or "")
    if second is None and not part2:
        low, high = _PARTS.get(part1 or "", (0, 9))
        low = max(low, 0) if tens == 20 and part1 == "early" else low
        return tens + low, tens + high
    last = _decade(second) if second else tens
    low = _ENDS[part1][0] if part1 else 0
    high = _ENDS[part2][1] if part2 else 9
    return tens + low, last + high


def _around(m: re.Match[str]) -> tuple[int, int]:
    return int(m["a"]) - 3, int(m["a"]) + 3


def _least(m: re.Match[str]) -> tuple[int, None]:
    return int(m["a"]), None


def _above(m: re.Match[str]) -> tuple[int, None]:
    return int(m["a"]) + 1, None


def _most(m: re.Match[str]) -> tuple[None, int]:
    return None, int(m["a"])


def _below(m: re.Match[str]) -> tuple[None, int]:
    return None, int(m["a"]) - 1


def _exact(m: re.Match[str]) -> tuple[int, int]:
    return int(m["a"]), int(m["a"])


def _born(m: re.Match[str]) -> tuple[int, int]:
    return int(m["a"]), int(m["b"] or m["a"])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    """Pattern, how its figures are read, and whether the words alone make it an age."""
    tail = rf"(?:\s+(?:na\s+)?)?{say.UNIT}?"
    listed: list[tuple[str, Reader, bool]] = [
        (rf"\b(?P<p1>{say.PART})[\s-]+(?P<d1>{say.DEC_LOOSE})?{say.TO}"
         rf"(?P<p2>{say.PART})[\s-]+(?:usia\s+)?(?P<d2>{say.DEC_LOOSE})", _decades, True),
        (rf"\b(?P<p1>{say.PART})[\s-]+(?:usia\s+|tuổi\s+|"
         rf"edad\s+)?(?P<d1>{say.DEC_LOOSE}){say.TO}(?P<d2>{say.DEC})", _decades, True),
        (rf"(?P<d1>{say.DEC}){say.TO}(?P<p2>{say.PART})[\s-]+(?P<d2>{say.DEC_LOOSE})", _decades, True),
        (rf"(?:\b(?P<p1>{say.PART})[\s-]+)(?:(?:their|the|her|his)\s+|usia\s+|tuổi\s+|"
         rf"edad\s+)?(?P<d1>{say.DEC_LOOSE}){say.UNIT}?", _decades, True),
        (rf"(?P<d1>{say.DEC_LOOSE}){say.TO}(?P<d2>{say.DEC})", _decades, True),
        (rf"(?P<d1>{say.DEC})", _decades, True),
        (rf"\b(?:tuổi|lứa\s+tuổi|hàng)\s+(?P<d1>{say.TENS})\b(?!\s*(?:-|–|đến|tới|trở))", _decades, True),
        (r"\b(?P<a>\d\d)\s*-?\s*ish\b", _around, True),
        (r"\b(?:usia\s+)?belasan(?:\s+tahun)?\b", lambda m: (13, 19), True),
        (r"\btuổi\s+đôi\s+mươi\b", lambda m: (20, 29), True),
        (rf"(?:born|ipinanganak|lahir|kelahiran|sinh)\s+(?:in|between|from|noong|tahun|năm|từ|"
         rf"antara)*\s*(?P<a>(?:19|20)\d\d)(?:{say.TO}(?P<b>(?:19|20)\d\d))?", _born, True),
        (rf"{say.AGED}?(?:between\s+|antara\s+|from\s+|dari\s+|từ\s+|mula\s+|"
         rf"nasa\s+)?{say.A}{say.UNIT}?{say.TO}{say.B}{tail}", _span, False),
        (rf"{say.AGED}?{say.AT_LEAST}\s+(?:{say.AGED})?{say.A}{tail}\s*{say.UP}?", _least, False),
        (rf"{say.AGED}?{say.A}\s*{say.UNIT}?\s*(?:tahun\s+|old\s+|na\s+)?{say.UP}{say.UNIT}?", _least, True),
        (rf"{say.AGED}?{say.A}{say.UNIT}?\s*(?:old\s+)?{say.DOWN}", _most, True),
        (rf"{say.AGED}?{say.OVER}\s+(?:the\s+age\s+of\s+|edad\s+|usia\s+)?{say.A}{tail}", _above, False),
        (rf"{say.AGED}?{say.UNDER}\s+(?:the\s+age\s+of\s+|edad\s+|usia\s+|đến\s+)?{say.A}{tail}", _below, False),
        (rf"(?:<)\s*{say.A}", _below, False),
        (rf"(?:>)\s*{say.A}", _above, False),
        (rf"{say.AGED}?{say.AT_MOST}\s+(?:the\s+age\s+of\s+)?{say.A}{tail}", _most, False),
        (rf"{say.AGED}?{say.ABOUT}\s*(?:the\s+age\s+of\s+|usia\s+|edad\s+|tuổi\s+)?{say.A}{say.UNIT}", _around, True),
        (rf"{say.AGED}{say.ABOUT}\s*{say.A}{say.UNIT}?", _around, True),
        (
            rf"\b(?:around|about|circa|roughly|approximately|sekitar|kira-kira|khoảng|mga\s+nasa)\s+{say.A}"
            r"(?=\s*(?:$|[,.;|)]|(?:in|from|who|living|with|sa|na|di|yang|ở|tại)\b(?!\s+(?:total|all)\b)))",
            _around,
            False,
        ),
        (rf"{say.AGED}?\b{say.A}{say.UNIT}", _exact, True),
        (rf"{say.AGED}{say.A}\b", _exact, True),
    ]  # fmt: skip
    return tuple((re.compile(pattern, re.IGNORECASE), reader, sure) for pattern, reader, sure in listed)


def others_ages(brief: Brief) -> list[tuple[int, int]]:
    """Where the ages of children and the like stand."""
    found = [m.span() for pattern in (_OTHERS, _CHILD_YEARS) for m in pattern.finditer(brief.low)]
    if parent := _PARENTS.search(brief.low):
        found += [m.span() for m in _CHILDREN.finditer(brief.low, parent.end())]
    return found


def said_ages(brief: Brief, year: int) -> list[Ages]:
    """The ages that figures tell, in the order of the brief."""
    text = brief.blanked(others_ages(brief)).low
    found: list[Ages] = []
    for pattern, read, sure in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found) or not match.group().strip():
                continue
            ages = read(match)
            if ages and read is _born:
                ages = (year - (ages[1] or 0), year - (ages[0] or 0))
            if ages and _plausible(text, match, ages, sure):
                found.append(Ages(*ages, start, end, "said"))
    return sorted([*found, *generations(text, year)], key=lambda each: each.start)


def _plausible(text: str, match: re.Match[str], ages: tuple[int | None, int | None], sure: bool) -> bool:
    """Whether the figures are ages, and not money, shares, hours, years or people."""
    start, end = match.span()
    if start and text[start - 1] in "0123456789.,:#'’" and text[start : start + 1].isdigit():
        return False
    if start > 1 and text[start - 1] == "/" and text[start - 2].isdigit():
        return False
    if start and text[start - 1].isalpha() and text[start : start + 1].isdigit():  # "M35+" is, "B2" is not
        word = re.search(r"[^\W\d_]+$", text[:start])
        if word and word.group() not in ("m", "f", "w", "p", "age", "nam", "nu"):
            return False
    if re.match(r"[.,:]?\d", text[end:]) or _MONEY_BEFORE.search(text[:start]):
        return False
    if _NOT_AGE.match(text, end) and not re.search(say.UNIT + r"\s*$", match.group(), re.IGNORECASE):
        return False
    if re.match(
        r"\s*(?:years?|yrs?)?\s*(?:of\s+)?(?:experience|in\s+business|in\s+the\s+job|married|"
        r"ago)",
        text[end:],
    ):
        return False
    if any(age is not None and age > 120 for age in ages):
        return False
    bare = not sure and not re.search(say.UNIT + "|" + say.AGED, match.group(), re.IGNORECASE)
    return not bare or all(age is None or 5 <= age <= AGE_MOST + 9 for age in ages)
