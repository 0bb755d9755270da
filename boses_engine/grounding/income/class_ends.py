"""Which sums are of an income class in a place, told so that whoever reads a plan can hold its people against them."""

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Household, WorkStatus
from boses_engine.grounding.income.classes import BRING_MOST, band_of, format_money, round_money
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.places.resolve import Place, Resolved
from boses_engine.grounding.work.tables import Wish, tables

_HOMES = {1: "one person alone", 2: "two", 4: "four", 6: "six"}
_DIGITS = 2  # of the sums: the curve that they stand on is no surer
_TOLD = 1.02  # how much later a class ends for two that it is worth saying
_SHARES: dict[IncomeLevel, str] = {
    "Low": "the lower two in five households",
    "Middle": "the middle two in five households",
    "High": "the upper fifth of households",
}
_FLAT = Household(size=2, marital_status="single", children=(), members=("roommate",))
_PEOPLE_OF = ("mother", "father", "younger sister", "younger brother", "grandmother")  # of a student, nearest first


def tell_class(level: IncomeLevel, where: Resolved, wishes: tuple[Wish, ...]) -> str:
    """What a class means in a place, in a sentence: the monthly household income, before tax, that it begins and ends
    at. Of several places, in the largest."""
    place = max(where.places, key=lambda each: each.population)
    bring, who = (BRING_MOST, "others there have money too") if level == "Low" else (1, "two of them earn")
    ends, last = class_ends(level, place, wishes), class_ends(level, place, wishes, bring)
    told = [f"{_between(level, place, *ends[size])} for {_HOMES[size]}" for size in ends]
    later = max(last[size][1] / most for size, (_, most) in ends.items())
    status, isco08 = _work_of(wishes)
    more = sharing = ""
    if status == "working":
        if later >= _TOLD and level != "High":
            more = f", and up to {later - 1:.0%} more where {who}".replace("%", " %")
        alone = _between(level, place, *band_of(_FLAT, status, place, level, isco08=isco08))
        sharing = f" Who shares a flat counts by their own money alone: {alone}."
    largest = ", the largest town of those asked for," if len(where.places) > 1 else ","
    return (
        f"In {place.city}{largest} {level.lower()} income means that a household has {', '.join(told)} a month before "
        f"tax{more}: {_SHARES[level]} there, by the nation's incomes on the level of the place."
        f"{sharing}"
    )


def _between(level: IncomeLevel, place: Place, low: int, high: int) -> str:
    """The ends of a class in words, rounded."""
    currency = country(place.country_code).currency
    least, most = (format_money(round_money(end, _DIGITS), currency, place.country_code) for end in (low, high))
    return {"Low": f"up to {most}", "Middle": f"{least} to {most}", "High": f"{least} or more"}[level]


def class_ends(
    level: IncomeLevel, place: Place, wishes: tuple[Wish, ...], bring: int = 0
) -> dict[int, tuple[int, int]]:
    """The least and the most monthly household income of a class, in local money, by how many live together, in homes
    of who has the first of the jobs wished for, or where so many others `bring` money of who is not the only one; of
    students, in the parents'."""
    status, isco08 = _work_of(wishes)
    return {
        size: band_of(_home(size, status), status, place, level, min(bring, size - 1), isco08)
        for size in _HOMES
        if size > 1 or status != "studying"
    }


def _work_of(wishes: tuple[Wish, ...]) -> tuple[WorkStatus, str]:
    """Whether who has the first of the jobs wished for works, and the ISCO-08 code of that work."""
    rows, kind = [row for wish in wishes for row in wish.rows], tables().categories.get(wishes[0].category)
    return (rows[0].job.status, rows[0].job.isco08) if rows else (kind.job.status if kind else "working", "")


def _home(size: int, status: WorkStatus) -> Household:
    """A usual home of so many people."""
    if status == "studying":
        return Household(size=size, marital_status="single", children=(), members=_PEOPLE_OF[: size - 1])
    if size == 1:
        return Household(size=1, marital_status="single", children=(), members=())
    children = tuple(range(8 + size, 10, -1))
    return Household(size=size, marital_status="married", children=children, members=("wife", *("son",) * (size - 2)))
