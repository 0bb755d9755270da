"""Where somebody buys: the shops that the record names, else those that people like them mostly go to."""

import re
from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.persona import BrandRelationship
from boses_engine.grounding.market.brands import Brand
from boses_engine.studies.familiar import PREVALENCE, looks_at_prices, usual_shop
from boses_engine.studies.habits import FIGURE
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.respondent import Respondent, Said
from boses_engine.studies.subject import any_of, named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import Ground, of_relation

_ASKED = re.compile(
    r"\bwhere\b.*\b(?:buy|bought|buying|shop|shopping|get|order|purchase)\b|\b(?:buy|shop|order)\b.*\bwhere\s*\?"
    r"|\b(?:which|what) (?:kinds? of )?"
    r"(?:shops?|stores?|supermarkets?|markets?|pharmacy|pharmacies|caf[eé]s?|minimarkets?)\b"
    r"(?!.*\b(?:trust|recommend)\b)"
)
_SHOWN = re.compile(
    r"\bI (?:buy|get|go|pay|shop)\b.*\b(?:markets?|supermarkets?|minimarkets?|grocery|closing time|smallest)\b"
)
_FIELDS = ("money_habit", "decision_habit", "price_signals", "phone_moments")
_LOW = 44  # price consciousness


@dataclass(frozen=True)
class Place:
    """What is bought, in which kinds of shops, the usual one first, and whether at a market too."""

    pattern: re.Pattern[str]
    shops: tuple[str, ...]
    market: bool
    left_out: frozenset[str]  # shops of the kind where one does not go for it
    elsewhere: str  # how somebody says it who goes to no shop of these kinds, several ways; empty where all do


def asked_place(text: str) -> Place | None:
    """What of goods a question asks the place for, None where it asks for no place."""
    bare = text.casefold()
    if not _ASKED.search(bare):
        return None
    return next((place for place in _places() if place.pattern.search(bare)), None)


def shopping(who: Respondent, place: Place) -> list[Ground]:
    """What is told of where one buys, in the order in which it is."""
    held = [relation for shop in place.shops for relation in who.relations(shop)]
    liked = [each for each in held if each.attitude in ("loyal", "favourable")]
    told = [_own_shop(who, relation, place) for relation in liked[:1]]
    told += [Ground(said.name, 0.8, (said.text,)) for said in _shown(who) if place.market][:1]
    if not who.figures or who.bare:
        return told
    fresh = _market(who) if place.market and "supermarket" in place.shops else []
    usual = [] if liked else _usual(who, place)
    return [*told, *usual, *fresh]


def _own_shop(who: Respondent, relation: BrandRelationship, place: Place) -> Ground:
    """A shop that the record has them like; what happened there is told where it is the kind of shop that is meant."""
    ground = of_relation(who, relation, 1.0, story=relation.category == place.shops[0])
    said = _one(who, _reasons()[relation.category]["said"]).format(brand=relation.brand)
    return replace(ground, notes=(said, *ground.notes[1:]))


def _usual(who: Respondent, place: Place) -> list[Ground]:
    """The shop that the person mostly goes to for it, and why they go there."""
    shops = ((shop, usual_shop(who, shop, place.left_out)) for shop in place.shops)
    found = next(((shop, brand) for shop, brand in shops if brand), None)
    if found is None:
        name = f"{FIGURE}shopping elsewhere [estimate]"
        return [Ground(name, 0.5, (_one(who, place.elsewhere),))] if place.elsewhere else []
    return [Ground(f"{PREVALENCE}{found[1].name} [{found[1].id}]", 0.6, _told(who, *found))]


def _told(who: Respondent, shop: str, brand: Brand) -> tuple[str, ...]:
    row = _reasons()[shop]
    score = who.persona.psychographics.price_consciousness
    level = "high" if looks_at_prices(who) else "low" if score <= _LOW else "mid"
    why = row["reason_value" if level == "high" and brand.tier == "value" else f"reason_{level}"]
    return (_one(who, row["said"]).format(brand=brand.name), _one(who, why))


def goes_to_market(who: Respondent) -> bool:
    """Whether the person buys fresh things at a market, the same whenever it is asked."""
    row = _markets().get((who.country_code, who.persona.income.level))
    return row is not None and bool(manner(who, "market").random() < float(row["share"]) / 100)


def _market(who: Respondent) -> list[Ground]:
    """The market, for what is fresh: drawn from the share of people of the country and class."""
    if not goes_to_market(who):
        return []
    row = _markets()[who.country_code, who.persona.income.level]
    return [Ground(f"{FIGURE}market [{row['source'].partition(':')[0]}]", 0.5, (_one(who, row["said"]),))]


def _shown(who: Respondent) -> list[Said]:
    found = [each for each in who.of_fields(_FIELDS) if _SHOWN.search(each.text)]
    return [each for each in found if not named_brands(each.text, who.country_code)]


def _one(who: Respondent, said: str) -> str:
    return say(who, said.split("|"), said)


def _reasons() -> dict[str, dict[str, str]]:
    return {row["shops"]: row for row in rows("place_reasons.csv")}


@cache
def _markets() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["market"], row["level"]): row for row in rows("markets.csv")}


@cache
def _places() -> tuple[Place, ...]:
    return tuple(
        Place(
            any_of(row["words"].split("|")),
            tuple(row["shops"].split("|")),
            row["market"] == "yes",
            frozenset(row["not"].split("|")),
            row["else"],
        )
        for row in rows("places.csv")
    )
