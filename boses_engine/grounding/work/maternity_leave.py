"""Who is a mother on leave from her work, and what of her pay she has."""

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender, Household
from boses_engine.grounding.work.household_terms import Terms

# Of her pay, what a mother of a child under one has where incomes are high, and rich countries where leave is short or
# unpaid (estimates after OECD Family Database PF2.1, 2024).
_LEAVE_PAYS, _LEAVE_APART = 0.38, 0.2
# The same where most of her pay is paid for a year.
_LEAVE_PAYS_WELL = 0.66
_PAID_WELL = frozenset(
    (
        *("PL", "CZ", "SK", "HU", "BG", "RO", "LT", "LV", "EE", "HR", "SI", "RS", "RU"),
        *("SE", "NO", "DK", "FI", "IS", "DE", "AT", "LU", "JP"),
        *("CL", "FR", "ES", "PT", "IT"),
    )
)
# Years of the youngest child until which leave lasts where it is longer than one (estimate after the same).
_LEAVE_UNTIL = {**dict.fromkeys(("HU", "BG", "RO", "LT", "LV", "EE", "RU"), 2), "CZ": 3, "SK": 3}
_SHORT_LEAVE = frozenset(
    (
        *("US", "SG", "HK", "MO", "TW", "IL", "SA", "AE", "QA", "KW", "OM", "BH", "BN", "PR", "PA", "BS"),
        *("MX", "CR", "UY", "TR", "KZ", "TT", "BB", "GY", "AG", "KN", "MV", "SC"),  # three to six months
    )
)


def on_leave(terms: Terms, home: Household, gender: Gender | None) -> bool:
    """Whether somebody in wage work is a mother on leave."""
    return terms.job.employment == "wage" and gender == "Female" and of_leave(terms, home)


def of_leave(terms: Terms, home: Household) -> bool:
    """Whether the youngest child at home is so young that its mother has leave that is paid."""
    code = terms.place.country_code
    paid = terms.income_group == "high" and code not in _SHORT_LEAVE
    return paid and bool(home.children) and min(home.children) < _LEAVE_UNTIL.get(code, 1)


def paid_on_leave(rng: np.random.Generator, n: int, code: str) -> npt.NDArray[np.float64]:
    """What of her pay a mother on leave has, shape (n,)."""
    pays = _LEAVE_PAYS_WELL if code in _PAID_WELL else _LEAVE_PAYS
    return pays + _LEAVE_APART * rng.random(n)
