"""Who is a mother on leave from her work, and what of her pay she has."""

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender, Household
from boses_engine.grounding.income.terms import Terms
from boses_engine.grounding.places.countries import figure_of

# Of her pay, what a mother of a child under one has where incomes are high, and rich countries where leave is short or
# unpaid (estimates after OECD Family Database PF2.1, 2024).
_LEAVE_PAYS, _LEAVE_APART = 0.38, 0.2
# The same where most of her pay is paid for a year.
_LEAVE_PAYS_WELL = 0.66


def on_leave(terms: Terms, home: Household, gender: Gender | None) -> bool:
    """Whether somebody in wage work is a mother on leave."""
    return terms.job.employment == "wage" and gender == "Female" and of_leave(terms, home)


def of_leave(terms: Terms, home: Household) -> bool:
    """Whether the youngest child at home is so young that its mother has leave that is paid."""
    code = terms.place.country_code
    paid = terms.income_group == "high" and not figure_of(code, "work", "leave short")
    return paid and bool(home.children) and min(home.children) < figure_of(code, "work", "leave until")


def paid_on_leave(rng: np.random.Generator, n: int, code: str) -> npt.NDArray[np.float64]:
    """What of her pay a mother on leave has, shape (n,)."""
    pays = _LEAVE_PAYS_WELL if figure_of(code, "work", "leave well paid") else _LEAVE_PAYS
    return pays + _LEAVE_APART * rng.random(n)
