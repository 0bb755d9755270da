"""What somebody pays with: as the record shows it, else drawn once from the share of people who pay so."""

import re
from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.study import Question
from boses_engine.grounding.market.brands import prevalence
from boses_engine.studies.familiar import used_ground, uses
from boses_engine.studies.habits import FIGURE, decide_habit
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import any_of, named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import Ground, of_relation

_ASKED = re.compile(r"\b(?:pay|pays|paid|paying|payment|payments)\b")
_OF_OTHERS = re.compile(r"\b(?:would you|how much|trust|safest|prefer to be paid)\b")
_KINDS = {"e-wallet": "wallet", "bank": "card", "pay later": "pay later"}
_DENIED = re.compile(r"\b(?:not|never|no longer|without|fear|afraid|draws? no)\b")
_FIELDS = ("money_habit", "decision_habit", "decides", "price_signals", "phone_moments", "wish", "value")
_SHOWN_TIMES = 2.0  # how much more often somebody mostly pays as their record shows them pay (estimate)


@dataclass(frozen=True)
class Means:
    """A way to pay: how many, 0..1, paid so in a month and mostly pay so, of those who have what it needs."""

    name: str
    pattern: re.Pattern[str]
    ever: float
    usual: float
    needs: str
    said: tuple[str, ...]
    told: re.Pattern[str] | None


@dataclass(frozen=True)
class Paying:
    """Whether a person pays so, how much of what they pay (0..1 and not to one), and the ground of it."""

    means: str
    there: bool
    usual: float
    ground: Ground

    @property
    def of_debt(self) -> bool:
        """Whether it is paid later."""
        return self.means == "pay later"


def asked_payment(question: Question, country_code: str) -> bool:
    """Whether a question asks which way one pays."""
    bare = question.text.casefold()
    if not _ASKED.search(bare) or _OF_OTHERS.search(bare):
        return False
    return sum(_means(option, country_code) is not None for option in question.options) > 1


def paying(who: Respondent, option: str) -> Paying | None:
    """How a person stands to the way to pay that an option names; None where it names none."""
    means = _means(option, who.country_code)
    if means is None:
        return None
    habit = decide_habit(who, means.needs) if means.needs else None
    name = f"{FIGURE}paying by {means.name} [estimate]"
    if brands := named_brands(option, who.country_code):
        if (relation := who.relation(brands[0].name)) is not None:
            there = relation.attitude != "avoids"
            times = {"loyal": 3.0, "favourable": 2.0}.get(relation.attitude, 1.0)
            return Paying(
                means.name, there, means.usual * times * there, of_relation(who, relation, 1.0 if there else -2.0)
            )
        there = uses(who, brands[0])
        return Paying(
            means.name, there, means.usual * prevalence(brands[0], who.buyer) * there, used_ground(brands[0], there)
        )
    for relation in who.persona.brand_relationships:
        if _KINDS.get(relation.category) == means.name != "card" and relation.attitude != "avoids":
            ground = replace(of_relation(who, relation, 1.0, story=False), notes=(f"I use {relation.brand}.",))
            return Paying(means.name, True, means.usual * _SHOWN_TIMES, ground)
    for said in who.of_fields(_FIELDS) if means.told else ():
        if means.told and means.told.search(said.text) and not _DENIED.search(said.text):
            return Paying(means.name, True, means.usual * _SHOWN_TIMES, Ground(said.name, 1.0, (said.text,)))
    there = (habit is None or habit.there) and bool(manner(who, "paying", means.name).random() < means.ever)
    return Paying(
        means.name,
        there,
        means.usual * there,
        Ground(name, 0.6 if there else -0.6, (say(who, means.said, means.name),) if there else ()),
    )


def _means(option: str, country_code: str) -> Means | None:
    """The way to pay that an option names, a brand as one of its kind."""
    known = _table(country_code)
    for brand in named_brands(option, country_code)[:1]:
        return known.get(_KINDS.get(brand.category, ""))
    bare = f" {option.casefold()} "
    found = [each for each in known.values() if each.pattern.search(bare)]
    return max(found, key=lambda each: len((each.pattern.search(bare) or [""])[0]), default=None)


@cache
def _table(country_code: str) -> dict[str, Means]:
    return {
        row["means"]: Means(
            row["means"],
            any_of(row["words"].split("|")),
            float(row["ever"]) / 100,
            float(row["usual"]) / 100,
            row["needs"],
            tuple(row["said"].split("|")),
            re.compile(row["told"]) if row["told"] else None,
        )
        for row in rows("payments.csv")
        if row["market"] == country_code
    }
