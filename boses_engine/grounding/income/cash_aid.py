"""The state's cash for poor families with children: 4Ps in the Philippines, PKH in Indonesia, Bolsa Família in Brazil
and the like."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import PARTNERS, Household
from boses_engine.grounding.income.classes import class_band
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.pay import food_line, household_level, minimum_wage

CASH_AID = "cash aid"  # as records name it

# By what power of how well off a place is fewer of its poor are on the lists, which were made by the poverty of regions
# (estimate).
_POOR_REGIONS = 1.5


@dataclass(frozen=True)
class _Programme:
    """Monthly amounts in local money: for a household, and for a child from each age on, in years, until one."""

    household: float
    grants: tuple[tuple[int, float], ...]  # the oldest first
    until: int
    oldest_from: int  # years of the oldest such child: the lists are older than homes with babies alone
    children_most: int
    below: float  # income a head, over what a head's food costs, under which a household is poor
    wage: float  # over the legal minimum: the lists leave out homes where somebody has a wage like that
    one_most: float  # what one parent may have at most, and a couple, where the law asks for that; 0 where it does not
    two_most: float
    share: float  # of the poor with such children who receive it

    def amount(self, children: tuple[int, ...]) -> float:
        """What a household with children of these ages receives, 0 without any young enough, or with none old enough
        to have been listed."""
        if max(children, default=0) < self.oldest_from:
            return 0.0
        each = [next(sum_ for least, sum_ in self.grants if age >= least) for age in children if age <= self.until]
        paid = sorted(each, reverse=True)[: self.children_most]
        return self.household + sum(paid) if each else 0.0


def draw_cash_aid(
    rng: np.random.Generator,
    place: Place,
    home: Household,
    totals: npt.NDArray[np.float64],
    most: npt.NDArray[np.float64],
    couple: npt.NDArray[np.float64],
    *,
    surely: bool = False,
) -> npt.NDArray[np.float64]:
    """What households of the same people, who have these incomes without it, receive a month, shape as `totals`; `most`
    is what the best paid of each home has, `couple` what the person and husband or wife have; `surely` of those who are
    on the list."""
    amount = cash_aid(place.country_code, home.children)
    if not amount or surely:
        return np.full_like(totals, amount)
    programme = _programmes()[place.country_code]
    poor = totals / home.size < programme.below * food_line(place)
    reached = programme.share
    if programme.one_most:
        poor &= couple <= (programme.one_most if PARTNERS.isdisjoint(home.members) else programme.two_most)
    if programme.wage < 1:  # of the poorest, by a list
        reached = min(reached * household_level(place) ** -_POOR_REGIONS, 1.0)
        poor &= totals + amount <= class_band(place, "Low", home.size)[1]
    if legal := minimum_wage(place, ""):
        poor &= most < programme.wage * legal
    return np.where(poor & (rng.random(len(totals)) < reached), amount, 0.0)


@cache
def cash_aid(country_code: str, children: tuple[int, ...]) -> float:
    """What a poor household with children of these ages may receive a month in local money."""
    programme = _programmes().get(country_code)
    return programme.amount(children) if programme else 0.0


def is_beside_the_class(code: str) -> bool:
    """Whether the state's cash takes nobody out of a class: where a law gives it by what parents have, not where lists
    of the poorest do."""
    return code in _programmes() and _programmes()[code].one_most > 0


@cache
def _programmes() -> dict[str, _Programme]:
    found = {}
    for row in table("income/cash_aid.csv"):
        grants = sorted((int(key[5:]), float(sum_)) for key, sum_ in row.items() if key.startswith("from_"))
        household, below, wage, share = (float(row[name]) for name in ("household", "below", "wage", "share"))
        one, two = float(row["one_most"]), float(row["two_most"])
        most, oldest = int(row["children_most"]), tuple(reversed(grants))
        until, listed = int(row["until"]), int(row["oldest_from"])
        found[row["code"]] = _Programme(household, oldest, until, listed, most, below, wage, one, two, share)
    return found
