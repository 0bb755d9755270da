"""The persona group: the definition of a segment."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from boses_engine.domain.value import Value

IncomeLevel = Literal["Low", "Middle", "High"]
# Between which parts of the households of a place an income class lies; the ends are cut, where a lognormal curve of
# incomes says little about real households.
CLASS_QUANTILES: dict[IncomeLevel, tuple[float, float]] = {
    "Low": (0.04, 0.40),
    "Middle": (0.40, 0.80),
    "High": (0.80, 0.995),
}
AGE_LEAST, AGE_MOST = 13, 100  # years
COUNT_MOST = 10_000


class Group(Value):
    """A segment of a market: who is to be generated."""

    name: str = Field(min_length=1, max_length=200)
    age_min: int = Field(ge=AGE_LEAST, le=AGE_MOST)
    age_max: int = Field(ge=AGE_LEAST, le=AGE_MOST)
    gender: Literal["Male", "Female", "All"]
    location: str = Field(min_length=1, max_length=200)
    income_level: IncomeLevel
    occupation: str = Field(min_length=1, max_length=200)
    persona_count: int = Field(default=5, ge=1, le=COUNT_MOST)

    @field_validator("gender", "income_level", mode="before")
    @classmethod
    def _in_any_case(cls, told: object) -> object:
        return told.strip().capitalize() if isinstance(told, str) else told

    @model_validator(mode="after")
    def _ages_in_order(self) -> "Group":
        if self.age_min > self.age_max:
            raise ValueError(f"age_min {self.age_min} is above age_max {self.age_max}")
        return self
