"""What people usually spend on everyday things in a month, by country and class."""

import re
from dataclasses import dataclass
from functools import cache

from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import any_of
from boses_engine.studies.tables import rows


@dataclass(frozen=True)
class Spending:
    """What a payer spends in a month, the share of people (0..1) who pay at all, and where the figure is from."""

    kind: str
    pattern: re.Pattern[str]
    monthly: int
    payers: float
    source: str


def usual_spending(who: Respondent, text: str) -> Spending | None:
    """The figure for what a question is of and people like the person; None where the table has none."""
    known = _table().get((who.country_code, who.persona.income.level), ())
    bare = text.casefold()
    return next((each for each in known if each.pattern.search(bare)), None)


@cache
def _table() -> dict[tuple[str, str], tuple[Spending, ...]]:
    found: dict[tuple[str, str], tuple[Spending, ...]] = {}
    for row in rows("spending.csv"):
        key = row["market"], row["level"]
        source = (
            "estimate" if row["source"].startswith("estimate") else f"{row['source'].partition(',')[0]} {row['year']}"
        )
        pattern = any_of(row["words"].split("|"))
        one = Spending(row["kind"], pattern, int(row["monthly"]), float(row["payers"]) / 100, source)
        found[key] = (*found.get(key, ()), one)
    return found
