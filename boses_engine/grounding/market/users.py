"""Who is online: what of a person decides which platforms and devices they have."""

from dataclasses import dataclass

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender, Slot
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import country

# A flagship phone costs about so many months of mean earnings, by income group (estimate: 800 to 1,000 US dollars), and
# nobody pays more for one than a month and a half of what the household has.
_FLAGSHIP = {"low": 8.0, "lower middle": 3.0, "upper middle": 1.5, "high": 0.3}
_FLAGSHIP_MOST = 1.5
_OWN_DESKS = ("a home desk", "a home office", "a co-working", "a coworking")


@dataclass(frozen=True)
class User:
    """One who is online; `isco08` is the code of their work, empty for who does not work."""

    country_code: str
    gender: Gender
    age: int
    income_level: IncomeLevel
    urban: bool
    extraversion: int  # T-score
    openness: int  # T-score
    education: str = EDUCATION_LEVELS[-1]
    isco08: str = ""
    studying: bool = False
    household_monthly: int | None = None  # local money; None where it is not known
    pupils: bool = False  # whether somebody at home is at school, or could be
    workplace: str = ""

    @classmethod
    def of(cls, slot: Slot) -> "User":
        """A planned person as a user."""
        minds = slot.psychographics
        return cls(
            slot.location.country_code,
            slot.gender,
            slot.age,
            slot.income.level,
            slot.urban,
            minds.extraversion,
            minds.openness,
            slot.education,
            slot.work.isco08,
            slot.work.status == "studying",
            slot.income.household_monthly,
            any(12 <= child <= 25 for child in slot.household.children),
            slot.work.workplace,
        )

    @property
    def works_online(self) -> bool:
        """Whether nobody does the work without a computer of their own."""
        return self.workplace.startswith(_OWN_DESKS)

    @property
    def affords_a_flagship(self) -> bool:
        """Whether a flagship phone is within reach of the household."""
        if self.household_monthly is None:
            return True
        where = country(self.country_code)
        return _FLAGSHIP_MOST * self.household_monthly >= _FLAGSHIP[where.income_group] * where.mean_earnings_monthly
