"""How people of a country differ in everyday things: by age, sex, class and scores, and by what they have at home.

Tables name both in a few words: `by` as "age:-0.3|openness:0.2", `needs` as "partner" or "children".
"""

import re
from functools import lru_cache

from boses_engine.domain.persona import ATTITUDES, PARTNERS, TRAIT_SD, TRAITS
from boses_engine.grounding.market.brands import market_brands
from boses_engine.studies.familiar import uses
from boses_engine.studies.habits import decide_habit, habits
from boses_engine.studies.respondent import Respondent

_AGE, _YEARS = 35, 15  # the middle of people who are asked, and the years that count as one step
_CLASSES = {"Low": -1.0, "Middle": 0.0, "High": 1.0}
_ATTITUDE_SD, _MOST = 18.0, 2.0
_PARENTS = frozenset(("mother", "father"))
_OWN_BUSINESS = re.compile(
    r"\b(?:owner|seller|vendor|trader|dealer|shopkeeper|farmer|baker|tailor|reseller|freelance\w*)\b"
)
_CHRISTIAN = ("catholic", "christ", "protestant", "evangelical")


def tilt(who: Respondent, by: str) -> float:
    """How far a person is moved from the usual by what a table names, in its own unit."""
    return sum(slope * _step(who, name) for name, slope in _slopes(by))


def has(who: Respondent, need: str) -> bool:
    """Whether the person has what a way needs: as the record says it, else what a table has shares of."""
    person = who.persona
    home, faith = person.household, person.religion.casefold()
    match need:
        case "":
            return True
        case "partner":
            return not PARTNERS.isdisjoint(home.members)
        case "parents":
            return not _PARENTS.isdisjoint(home.members)
        case "children":
            return bool(home.children)
        case "others":
            return home.size > 1
        case "alone":
            return home.size == 1
        case "kept":  # by others at home, who see to things
            return home.size > 1 and (person.work.status != "working" or home.marital_status == "single")
        case "working" | "studying" | "retired":
            return person.work.status == need
        case "commutes":
            return person.work.status in ("working", "studying")
        case "business":
            return bool(_OWN_BUSINESS.search(person.work.title.casefold()))
        case "car":
            return person.income.level == "High" or (person.work.status == "working" and bool(home.children))
        case "shops online":
            return _shops_online(who)
        case "Muslim":
            return "muslim" in faith or "islam" in faith
        case "not Muslim":
            return "muslim" not in faith and "islam" not in faith
        case "Christian":
            return any(word in faith for word in _CHRISTIAN)
        case _ if need.startswith("no "):
            return not has(who, need.removeprefix("no "))
        case _:
            return need not in habits() or (habit := decide_habit(who, need)) is None or habit.there


def _step(who: Respondent, name: str) -> float:
    person = who.persona
    match name:
        case "age":
            return max(-_MOST, min(_MOST, (person.age - _AGE) / _YEARS))
        case "women":
            return 0.5 if person.gender == "Female" else -0.5
        case "class":
            return _CLASSES[person.income.level]
        case _:
            spread = TRAIT_SD if name in TRAITS else _ATTITUDE_SD
            score: int = getattr(person.psychographics, name)
            return max(-_MOST, min(_MOST, (score - 50) / spread))


def _shops_online(who: Respondent) -> bool:
    shops = [brand for brand in market_brands(who.country_code) if brand.category == "online shop"]
    held = who.relations("online shop")
    return any(each.attitude != "avoids" for each in held) or any(uses(who, shop) for shop in shops)


@lru_cache
def _slopes(by: str) -> tuple[tuple[str, float], ...]:
    found = tuple((name, float(slope)) for name, _, slope in (part.partition(":") for part in by.split("|") if part))
    assert all(name in ("age", "women", "class", *TRAITS, *ATTITUDES) for name, _ in found), by
    return found
