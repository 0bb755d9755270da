"""The income level that a brief names, in words or as an amount of money."""

from collections.abc import Iterator
from dataclasses import dataclass

from boses_engine.briefs.data import pattern, values
from boses_engine.briefs.figures import Figure, figures
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import Found, find
from boses_engine.domain.group import CLASS_QUANTILES, IncomeLevel
from boses_engine.errors import LocationError
from boses_engine.grounding.income.classes import income_quantile
from boses_engine.grounding.places.countries import country

_LEVELS: dict[str, IncomeLevel] = {"Low": "Low", "Middle": "Middle", "High": "High"}  # what lies between is Middle
_REACH = 2  # words between "low" and "pay"
_DOLLARS = frozenset("AUD CAD SGD NZD HKD TWD BND USD".split())


@dataclass(frozen=True)
class Income:
    """The level, None where nothing is said; `note` where the words lie between two levels or name an amount."""

    level: IncomeLevel | None
    note: str = ""
    clash: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def read_income(brief: Brief, code: str | None, money: tuple[int, int] = (0, 0)) -> Income:
    """The income level; an amount is compared with the household incomes of the country `code`.

    `money` is where the model reads words for it: there "low" and the like need no word for pay beside them.
    """
    found = [(each.start, each.end, each.value) for each in find(brief, "income") if not _is_none(brief, each)]
    found += [(*m.span(), _class_level(m["letters"])) for m in pattern("social class").finditer(brief.low)]
    found = [each for each in found if not any(_inside(each, other) for other in found)]
    found = found or list(_of_pay(brief, money))
    spans = tuple((start, end) for start, end, _ in found)
    words = {value for _, _, value in found}
    if not words:
        return _amount(brief, code)
    levels = {_LEVELS.get(value, "Middle") for value in words}
    if levels == {"Low", "High"}:
        return Income(None, clash="it asks for low and for high incomes", spans=spans)
    between = words - set(_LEVELS)
    note = f"{between.pop().lower()} income: a group has Low, Middle or High" if between else ""
    return Income("Middle" if len(levels) > 1 else levels.pop(), note, spans=spans)


def _inside(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]


def _is_none(brief: Brief, found: Found) -> bool:
    """Whether what is rich or poor here is not the people: "rich coffee"; "kaya" is "so" in Filipino."""
    if brief.low[found.start : found.end] == "kaya":
        return "id" not in brief.languages
    return bool(pattern("no income").match(brief.low, found.start))


def _of_pay(brief: Brief, money: tuple[int, int]) -> Iterator[tuple[int, int, str]]:
    """Words of size beside one for pay: "lowest wages", "minimum lang ang sahod", "don't earn much"."""
    pay = find(brief, "pay")
    for each in find(brief, "size"):
        if pattern("no income").match(brief.low, each.start):
            continue
        inside = money[0] <= each.start and each.end <= money[1]
        if inside or any(_beside(brief, each, other) for other in pay):
            yield each.start, each.end, each.value


def _beside(brief: Brief, one: Found, other: Found) -> bool:
    first, last = sorted((one, other), key=lambda each: each.first)
    gap = brief.low[first.end : last.start]
    return last.first - first.last <= _REACH and not pattern("a clause ends").search(gap)


def _class_level(letters: str) -> str:
    found = [c for c in letters.lower() if c in "abcde"]
    if set(found) <= {"d", "e"}:
        return "Low"
    return "High" if found[0] == "a" and set(found) <= {"a", "b"} else "Middle"


def _amount(brief: Brief, code: str | None) -> Income:
    """The level of an amount that is earned, by the household incomes of the country."""
    for each in figures(brief) if code else ():
        m, low = each.match, brief.low
        before = f"{low[: m.start('a')]} "
        earned = pattern("earned").search(before) or pattern("a period").match(low, m.end())
        if not each.money or not earned or pattern("spending").search(before):
            continue
        try:
            where = country(code or "")
        except LocationError:
            continue
        if _currency(each, where.currency) != where.currency:
            continue
        monthly = sum(each.amounts) / len(each.amounts) / (12 if pattern("a year").match(low, m.end()) else 1)
        low_most, high_least = (income_quantile(where.code, share) for share in CLASS_QUANTILES["Middle"])
        level: IncomeLevel = "Low" if monthly < low_most else "Middle" if monthly < high_least else "High"
        said = low[m.start("sign") if m["sign"] else m.start("a") : m.end()].strip()
        return Income(level, f"{said} beside the household incomes of {where.name}", spans=(m.span(),))
    return Income(None)


def _currency(figure: Figure, own: str) -> str:
    """The currency of a figure; a dollar is the country's own where it has one."""
    said = values("currency").get(figure.money, own)
    return own if said == "USD" and own in _DOLLARS and "$" in figure.money else said
