"""Prices held against a person's own money. All shares and slopes here are our own estimates."""

import math
import re
from dataclasses import dataclass

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import Per, Question
from boses_engine.grounding.income.classes import format_money
from boses_engine.studies.subject import categories

# What of a month's money a single price may be and still be paid without a thought, and what it can be at most.
COMFORTABLE: dict[Per, float] = {"once": 0.10, "week": 0.02, "month": 0.05}
MOST: dict[Per, float] = {"once": 2.0, "week": 0.06, "month": 0.25}
MOST_OF_HOUSEHOLD_ONCE = 6.0  # months of the household's money, for what is saved or borrowed for
_AMOUNT = r"(\d{1,3}(?:[.,]\d{3})+|\d+)"
_SIGNS = {"Rp": "IDR", "₱": "PHP", "Php": "PHP", "PHP": "PHP", "IDR": "IDR", "VND": "VND", "₫": "VND", "đ": "VND"}
_BEFORE = re.compile(rf"(Rp|₱|Php|PHP|IDR|VND|₫)\.? ?{_AMOUNT}")
_AFTER = re.compile(rf"{_AMOUNT} ?(₫|đ|VND|IDR|PHP|pesos|rupiah|dong)(?!\w)")
_PER: tuple[tuple[str, Per], ...] = (
    (r"(?:a|per|each|every) ?month|monthly|/ ?month", "month"),
    (r"(?:a|per|each|every) ?week|weekly", "week"),
)


@dataclass(frozen=True)
class Purse:
    """The month's money that a price is held against."""

    monthly: int
    of_household: bool
    currency: str
    country_code: str

    @property
    def text(self) -> str:
        """As people of the country write it."""
        return format_money(self.monthly, self.currency, self.country_code)

    @property
    def said(self) -> str:
        """How a person of it says so."""
        return f"{'We have' if self.of_household else 'I have'} {self.text} a month."

    @property
    def ground(self) -> str:
        """Its name among the grounds."""
        return f"money:{'household' if self.of_household else 'personal'}_monthly"


def purse_of(persona: Persona, category: str | None) -> Purse:
    """Whose money buys a kind of goods: the person's own, of what is for all the household's.

    Who has no money of their own is taken to have their share of the household's.
    """
    income = persona.income
    for_all = category is not None and categories()[category].of_household
    if for_all:
        monthly = income.household_monthly
    else:
        monthly = income.personal_monthly or max(1, income.household_monthly // persona.household.size)
    return Purse(monthly, for_all or not income.personal_monthly, income.currency, persona.location.country_code)


# A month's own money under which nobody pays without a thought (estimates).
_SMALL = {"PHP": 12_000, "IDR": 3_000_000, "VND": 6_000_000}


def is_tight(persona: Persona) -> bool:
    """Whether there is little money, whatever the person makes of prices."""
    income = persona.income
    return income.level == "Low" or income.personal_monthly < _SMALL.get(income.currency, 0)


def asked_price(question: Question) -> tuple[int, str, Per] | None:
    """The one price that a question shows: amount, currency and how often; None where it shows none or several."""
    shown = question.stimulus
    if shown is not None and shown.price is not None and shown.currency is not None:
        return shown.price, shown.currency, shown.per
    text = question.whole_text
    found = [(amount, _SIGNS[sign]) for sign, amount in _BEFORE.findall(text)]
    words = {"pesos": "PHP", "rupiah": "IDR", "dong": "VND"}
    found += [(amount, words.get(sign) or _SIGNS[sign]) for amount, sign in _AFTER.findall(_BEFORE.sub(" ", text))]
    if len(found) != 1:
        return None
    amount, currency = found[0]
    per: Per = next((name for pattern, name in _PER if re.search(pattern, text)), "once")
    return int(re.sub(r"[.,]", "", amount)), currency, per


def most_paid(purse: Purse, per: Per) -> float:
    """The highest price that the money allows at all."""
    return purse.monthly * (MOST_OF_HOUSEHOLD_ONCE if purse.of_household and per == "once" else MOST[per])


def strain(price: float, purse: Purse, per: Per) -> float:
    """How far a price is over what is paid without a thought, in natural logs; below 0 it is under."""
    comfortable = purse.monthly * COMFORTABLE[per] * (4 if purse.of_household and per == "once" else 1)
    return math.log(price / comfortable)


def round_price(amount: float) -> int:
    """An amount as people name prices: two figures, the second 0 or 5 where it is large."""
    if amount < 10:
        return max(1, round(amount))
    step = step_of(amount)
    return int(max(1, round(amount / step) * step))


def step_of(amount: float) -> int:
    """How far apart the prices are that people name about an amount."""
    if amount < 10:
        return 1
    step = 10 ** (len(str(int(amount))) - 2)
    return int(step * 5 if amount / step >= 20 else step)
