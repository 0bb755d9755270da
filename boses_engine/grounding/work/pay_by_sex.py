"""What women and men have beside each other where incomes are high: pay, its growth with the years, and couples."""

from dataclasses import dataclass
from functools import cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.places.countries import country, table


@dataclass(frozen=True, slots=True)
class PayBySex:
    """`gap` is how far women's pay at full time is under men's, `left_in_one_job` the part of it between people of one
    job (an estimate; less where agreements pay all alike), `she_earns_more` the share of the couples who both earn in
    which her pay is the higher, `seniority` what a working life adds to log pay of men and of women, over what is
    usual where incomes are high."""

    gap: float
    left_in_one_job: float
    she_earns_more: float
    seniority: dict[str, float]

    def over_all(self, gender: Gender | None, part: float = 1.0) -> float:
        """Pay of the sex over that of all, by so much of the gap; 1 where the sex is not known."""
        half = self.gap * part / 2
        return {"Female": 1 - half, "Male": 1 + half}.get(gender or "", 1.0)

    def in_one_job(self, gender: Gender | None) -> float:
        """The same between people of one job."""
        return self.over_all(gender, self.left_in_one_job)


@cache
def pay_by_sex(code: str) -> PayBySex | None:
    """What is known of a country of high income, else the usual of these; None elsewhere."""
    if country(code).income_group != "high":
        return None
    rows = {row["code"]: row for row in table("work/pay_by_sex.csv")}
    row = rows.get(code.upper(), rows[""])
    seniority = {"Male": float(row["seniority_men"]), "Female": float(row["seniority_women"])}
    return PayBySex(float(row["gap"]), float(row["in_one_job"]), float(row["she_earns_more"]), seniority)
