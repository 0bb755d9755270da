"""Which sums are of an income class in a place, told so that whoever reads a plan can hold its people against them."""

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Household, WorkStatus
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.places.resolve import Place, Resolved
from boses_engine.grounding.work.money import band_of, format_money, round_money
from boses_engine.grounding.work.tables import Wish, tables

_HOMES = {1: "one person alone", 2: "two", 4: "four", 6: "six"}
_DIGITS = 2  # of the sums: the curve that they stand on is no surer
_TOLD = 1.02  # how much later a class ends for two that it is worth saying
_SHARES: dict[IncomeLevel, str] = {
    "Low": "the lower two in five households",
    "Middle": "the middle two in five households",
    "High": "the upper fifth of households",
}
_PEOPLE_OF = ("mother", "father", "younger sister", "younger brother", "grandmother")  # of a student, nearest first


def tell_class(level: IncomeLevel, where: Resolved, wishes: tuple[Wish, ...]) -> str:
    """What a class means in a place, in a sentence: the monthly household income, before tax, that it begins and ends
    at. Of several places, in the largest."""
    place = max(where.places, key=lambda each: each.population)
    currency = country(place.country_code).currency
    told = []
    for size, ends in class_ends(level, place, wishes).items():
        low, high = (format_money(round_money(end, _DIGITS), currency, place.country_code) for end in ends)
        between = {"Low": f"up to {high}", "Middle": f"{low} to {high}", "High": f"{low} or more"}[level]
        told.append(f"{between} for {_HOMES[size]}")
    two = class_ends(level, place, wishes, two_bring=True)
    later = max(two[size][1] / most for size, (_, most) in class_ends(level, place, wishes).items())
    more = f", and up to {later - 1:.0%} more where two of them earn" if later >= _TOLD and level != "High" else ""
    return (
        f"In {place.city}, {level.lower()} income means that a household has {', '.join(told)} a month before tax"
        f"{more.replace('%', ' %')}: {_SHARES[level]} there, by the nation's incomes on the level of the place."
    )


def class_ends(
    level: IncomeLevel, place: Place, wishes: tuple[Wish, ...], two_bring: bool = False
) -> dict[int, tuple[int, int]]:
    """The least and the most monthly household income of a class, in local money, by how many live together, in homes
    of who has the first of the jobs wished for, or where `two_bring` of who is not the only one with money there; of
    students, in the parents'."""
    rows, kind = [row for wish in wishes for row in wish.rows], tables().categories.get(wishes[0].category)
    status, isco08 = (rows[0].job.status, rows[0].job.isco08) if rows else (kind.job.status if kind else "working", "")
    return {
        size: band_of(_home(size, status), status, place, level, two_bring and size > 1, isco08)
        for size in _HOMES
        if size > 1 or status != "studying"
    }


def _home(size: int, status: WorkStatus) -> Household:
    """A usual home of so many people."""
    if status == "studying":
        return Household(size=size, marital_status="single", children=(), members=_PEOPLE_OF[: size - 1])
    if size == 1:
        return Household(size=1, marital_status="single", children=(), members=())
    children = tuple(range(8 + size, 10, -1))
    return Household(size=size, marital_status="married", children=children, members=("wife", *("son",) * (size - 2)))
