"""Who buys: what of a person decides which brands they have to do with, and how much a category concerns them."""

from dataclasses import dataclass
from functools import cache, cached_property
from math import exp

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Household, Psychographics, Slot
from boses_engine.grounding.places.countries import table


@dataclass(frozen=True)
class Category:
    """How much people have to do with a kind of brands, by income, sex, age and what they have."""

    name: str
    incomes: dict[IncomeLevel, float]
    genders: dict[Gender, float]
    age_min: int
    age_max: int
    age_tilt: float  # log-odds per ten years above 35
    homemakers: float  # over others, how much who keeps house has to do with it
    faiths_not: frozenset[str]  # whose people have nothing to do with it
    needs: frozenset[str]  # what a household must have one of
    needs_device: frozenset[str]  # what the person must have one of

    def relevance(self, gender: Gender, age: int, income: IncomeLevel, at_home: bool = False) -> float:
        if not self.age_min <= age <= self.age_max:
            return 0.0
        usual = self.incomes[income] * self.genders[gender] * exp(self.age_tilt * (age - 35) / 10)
        return usual * (self.homemakers if at_home else 1.0)

    def concerns(self, religion: str, has: frozenset[str]) -> bool:
        """Whether somebody of a faith, with what the household has, has to do with it at all."""
        return (
            religion not in self.faiths_not
            and (not self.needs or not self.needs.isdisjoint(has))
            and (not self.needs_device or not self.needs_device.isdisjoint(has))
        )


@dataclass(frozen=True)
class Buyer:
    """What of a person decides which brands they have to do with."""

    country_code: str
    region: str | None
    gender: Gender
    age: int
    income_level: IncomeLevel
    religion: str
    household: Household
    devices: tuple[str, ...]
    psychographics: Psychographics
    at_home: bool  # keeps house

    @classmethod
    def of(cls, slot: Slot) -> "Buyer":
        """A planned person as a buyer."""
        where = slot.location
        facts = (slot.gender, slot.age, slot.income.level, slot.religion, slot.household, slot.digital.devices)
        return cls(where.country_code, where.region, *facts, slot.psychographics, slot.work.status == "keeping house")

    @cached_property
    def has(self) -> frozenset[str]:
        """What the household has of what categories need."""
        children = self.household.children
        known = {
            "child under 4": any(age < 4 for age in children),
            "child": any(age < 18 for age in children),
            "menstruating woman": self.gender == "Female" and 13 <= self.age <= 50,
            "home internet": self.income_level != "Low",
            "car": self.income_level == "High",
            "smartphone": any("smartphone" in device for device in self.devices),
            "games console": "games console" in self.devices,
            "computer": bool({"laptop", "desktop computer"} & set(self.devices)),
        }
        return frozenset(name for name, there in known.items() if there)


@cache
def categories() -> dict[str, Category]:
    """The categories of brands by name."""
    return {
        row["category"]: Category(
            name=row["category"],
            incomes=by_income(row),
            genders={"Female": float(row["female"]), "Male": float(row["male"])},
            age_min=int(row["age_min"]),
            age_max=int(row["age_max"]),
            age_tilt=float(row["age_tilt"]),
            homemakers=float(row["homemakers"]),
            faiths_not=frozenset(filter(None, row["faiths_not"].split("|"))),
            needs=frozenset(filter(None, row["needs"].split("|"))),
            needs_device=frozenset(filter(None, row["needs_device"].split("|"))),
        )
        for row in table("market/brands_categories.csv")
    }


def by_income(row: dict[str, str]) -> dict[IncomeLevel, float]:
    """The weights of a row by income level."""
    return {"Low": float(row["low"]), "Middle": float(row["middle"]), "High": float(row["high"])}
