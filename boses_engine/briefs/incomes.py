"""The income level that a brief names, in words or as an amount of money."""

import re
from dataclasses import dataclass

from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import Found, find
from boses_engine.domain.group import IncomeLevel
from boses_engine.errors import LocationError
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.work.money import CLASS_QUANTILES, income_quantile

_LEVELS: dict[str, IncomeLevel] = {
    "Low": "Low",
    "Lower middle": "Middle",
    "Middle": "Middle",
    "Upper middle": "Middle",
    "Middle high": "Middle",
    "High": "High",
}
_BETWEEN = frozenset(("Lower middle", "Upper middle", "Middle high"))
_CLASS = re.compile(
    r"\b(?:ses|sec|nse|class|socio-?economic\s+(?:class|status)|kelas|"
    r"antas)\s*[:=]?\s*(?P<c>[a-e](?:\s?[1-3])?(?:\s*(?:[,/&+-]|and|to|at|dan)?\s*[a-e](?:\s?[1-3])?)*)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?P<level>low|lower|mid|middle|med|medium|avg|average|high|higher|upper)[\s-]*(?:inc|earn(?:er|ing)?s?|"
    r"income)\b\.?"
    r"|\b(?:income|inc|salary|kita|penghasilan|pendapatan|thu\s+nhập|"
    r"mức\s+thu\s+nhập)(?:\s+level)?\s*[:=]\s*(?P<said>low|mid|middle|medium|average|high|mababa|katamtaman|"
    r"mataas|rendah|menengah|sedang|tinggi|thấp|trung\s+bình|cao)\b",
    re.IGNORECASE,
)
_SHORT_LEVELS: dict[str, IncomeLevel] = {
    **dict.fromkeys(("low", "lower", "mababa", "rendah", "thấp"), "Low"),
    **dict.fromkeys(("high", "higher", "upper", "mataas", "tinggi", "cao"), "High"),
}  # fmt: skip
_EARNING_MONEY = re.compile(
    r"\b(?:earn(?:ing|s)?|making|average|decent|modest)\s+(?P<how>average|decent|good|little|low|modest|"
    r"big)\s+(?:money|pay|incomes?|wages?)"
)
# What is rich or poor here is not the people: "rich coffee", "cao" of Cao Bằng, "poor service", "kaya" (Filipino: so).
_NOT_PEOPLE = {
    "rich": re.compile(r"rich(?:ly)?\s+(?:in|coffee|taste|flavou?r|history|culture|media)"),
    "poor": re.compile(r"poor\s+(?:service|quality|internet|signal|health|sleep|reviews?)"),
    "luxury": re.compile(r"luxury\s+(?:hotel|store|shop|retail|goods\s+(?:sales|seller))"),
    "elite": re.compile(r"elite\s+athletes?"),
    "loaded": re.compile(r"loaded\s+with"),
    "premium": re.compile(r"premium\s+\w+"),
    "cao cấp": re.compile(r"cao\s+cấp"),
    "broke": re.compile(r"broke\s+\w+"),
}
_SPENDING = re.compile(
    r"(?:spend(?:ing|s)?|buy(?:ing|s)?|costs?|price[ds]?|gumagastos|gastos|belanja|habis|harga|chi|tiêu|giá|mua|"
    r"worth|budget(?:\s+of)?|"
    r"rent|renta|sewa)\W+(?:\w+\W+){0,4}$"
)
_MONEY = re.compile(
    r"(?P<sign>rp\.?|rs\.?|rm|r\$|r(?=\d)|s\$|₹|฿|₦|₩|ksh|kes|aed|zar|inr|myr|thb|ngn|sgd|php|₱|₫|\$|usd|us\$|€|eur|£|gbp|vnd|idr|p(?=\d))?\s*(?P<a>\d+(?:[.,]\d+)*)\s*(?P<ka>k\b|"
    r"m\b|juta|jt|ribu|rb|triệu|tr\b|nghìn|thousand|million|libo|milyon)?"
    r"(?:\s*(?:-|–|—|to|hanggang|sampai|hingga|đến|s\.?d\.?)\s*(?:rp\.?|php|₱|₫|\$|€|"
    r"£)?\s*(?P<b>\d+(?:[.,]\d+)*)\s*(?P<kb>k\b|m\b|juta|jt|ribu|rb|triệu|tr\b|nghìn|thousand|million|libo|milyon)?)?"
    r"\s*(?P<unit>pesos?|piso|php|rupiah|idr|đồng|vnd|dollars?|usd|euros?|eur|pounds?|gbp)?"
)
_EARNED = re.compile(
    r"(?:earn(?:ing|s)?|income|salar(?:y|ies)|wages?|mak(?:e|ing)|paid|kita|kumikita|sahod|sumasahod|suweldo|"
    r"sweldo|penghasilan|berpenghasilan|"
    r"gaji|bergaji|pendapatan|berpendapatan|thu\s+nhập|lương)\W+(?:\w+\W+){0,4}$"
)
_TIMES = {"k": 1e3, "m": 1e6, "juta": 1e6, "jt": 1e6, "ribu": 1e3, "rb": 1e3, "triệu": 1e6, "tr": 1e6, "nghìn": 1e3,
          "thousand": 1e3, "million": 1e6, "libo": 1e3, "milyon": 1e6}  # fmt: skip
_YEAR = re.compile(
    r"\W*(?:\w+\W+)?(?:a|per|/|each|kada|bawat|sang|isang)?\s*(?:year|yr|annum|annually|taon|tahun|năm)\b"
)
_PERIOD = re.compile(
    r"\W*(?:\w+\W+)?(?:(?:a|per|/|each|kada|bawat|isang|một|mỗi|sebulan|se)\s*(?:month|mo\b|year|yr|annum|buwan|"
    r"taon|bulan|tahun|tháng|năm)|monthly|"
    r"yearly|annually|sebulan|per\s+bulan|annual\s+income|salary|income)\b"
)
_DOLLARS = frozenset("AUD CAD SGD NZD HKD TWD BND USD".split())
_CURRENCIES = {
    "rp": "IDR", "rp.": "IDR", "idr": "IDR", "rupiah": "IDR", "juta": "IDR", "jt": "IDR", "php": "PHP", "₱": "PHP",
    "p": "PHP", "peso": "PHP", "pesos": "PHP", "piso": "PHP", "₫": "VND", "vnd": "VND", "đồng": "VND", "triệu": "VND",
    "$": "USD", "usd": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "rs": "INR", "rs.": "INR", "₹": "INR", "inr": "INR", "rm": "MYR", "myr": "MYR", "r$": "BRL",
    "r": "ZAR", "zar": "ZAR", "s$": "SGD", "sgd": "SGD", "฿": "THB", "thb": "THB", "₦": "NGN", "ngn": "NGN",
    "₩": "KRW", "ksh": "KES", "kes": "KES", "aed": "AED", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
}  # fmt: skip


@dataclass(frozen=True)
class Income:
    """The level, None where nothing is said; `note` where the words lie between two levels or name an amount."""

    level: IncomeLevel | None
    note: str = ""
    clash: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def read_income(brief: Brief, code: str | None) -> Income:
    """The income level; an amount is compared with the household incomes of the country `code`."""
    found: list[tuple[int, int, str]] = []
    for each in find(brief, "income"):
        if not _is_no_income(brief, each):
            found.append((each.start, each.end, each.value))
    for m in _CLASS.finditer(brief.low):
        found.append((*m.span(), _class_level(m["c"])))
    for m in _SHORT.finditer(brief.low):
        word = (m["level"] or m["said"]).lower()
        found.append((*m.span(), _SHORT_LEVELS.get(word, "Middle")))
    for m in _EARNING_MONEY.finditer(brief.low):
        low = m["how"] in ("little", "low", "modest")
        found.append((*m.span(), "Low" if low else "High" if m["how"] in ("good", "big") else "Middle"))
    found = [each for each in found if not any(_inside(each, other) for other in found)]
    spans = tuple((start, end) for start, end, _ in found)
    words = {value for _, _, value in found}
    if words:
        levels = {_LEVELS[value] for value in words}
        if levels == {"Low", "High"}:
            return Income(None, clash="it asks for low and for high incomes", spans=spans)
        level: IncomeLevel = "Middle" if len(levels) > 1 and "Middle" in levels else levels.pop()
        between = words & _BETWEEN
        note = f"{between.pop().lower()} income: a group has Low, Middle or High" if between else ""
        return Income(level, note, spans=spans)
    return _amount(brief, code)


def _inside(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]


def _class_level(letters: str) -> str:
    found = [c for c in letters.lower() if c in "abcde"]
    if set(found) <= {"d", "e"}:
        return "Low"
    if found[0] == "a":
        return "High" if set(found) <= {"a", "b"} else "Middle"
    return "Middle"


def _is_no_income(brief: Brief, found: Found) -> bool:
    said = brief.low[found.start : found.end]
    if pattern := _NOT_PEOPLE.get(said):
        return bool(pattern.match(brief.low, found.start))
    if said in (
        "bawah",
        "rendah",
        "sederhana",
        "cukup",
        "lumayan",
        "masa",
        "tipid",
        "berada",
        "khó khăn",
        "trung bình",
        "premium",
    ):
        around = brief.low[max(found.start - 25, 0) : found.end + 25]
        return not re.search(
            r"penghasil|pendapat|gaji|ekonomi|kelas|kalangan|hidup|keluarga|thu nhập|lương|kinh tế|mức|masang|"
            r"orang|hoàn cảnh|gia đình",
            around,
        )
    if said == "kaya":  # Filipino: "so"; Indonesian: "rich", or in speech "like"
        return "id" not in brief.languages
    return False


def _amount(brief: Brief, code: str | None) -> Income:
    """The level of an amount that is earned, by the household incomes of the country."""
    if code is None:
        return Income(None)
    for m in _MONEY.finditer(brief.low):
        sign = m["sign"] or m["unit"] or m["kb"] or m["ka"]
        before = f"{brief.low[: m.start()]} "
        if not (sign and (_EARNED.search(before) or _PERIOD.match(brief.low, m.end()))) or _SPENDING.search(before):
            continue
        try:
            where = country(code)
        except LocationError:
            continue
        currency = _CURRENCIES.get((m["sign"] or m["unit"] or sign or "").strip(), where.currency)
        amounts = [_number(m["a"]) * _TIMES.get(m["ka"] or m["kb"] or "", 1)]
        if m["b"]:
            amounts.append(_number(m["b"]) * _TIMES.get(m["kb"] or m["ka"] or "", 1))
        if currency == "USD" and where.currency in _DOLLARS and "$" in (m["sign"] or ""):
            currency = where.currency
        if currency != where.currency:
            continue
        monthly = sum(amounts) / len(amounts) / (12 if _YEAR.match(brief.low, m.end()) else 1)
        level = _level_of(monthly, code)
        return Income(level, f"{m.group().strip()} beside the household incomes of {where.name}", spans=(m.span(),))
    return Income(None)


def _level_of(monthly: float, code: str) -> IncomeLevel:
    low, high = CLASS_QUANTILES["Middle"]
    if monthly < income_quantile(code, low):
        return "Low"
    return "Middle" if monthly < income_quantile(code, high) else "High"


def _number(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))
