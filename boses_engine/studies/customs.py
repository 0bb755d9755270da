"""What people of a country do day by day, where the record need not say it: drawn once from how common each way is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.drawing import pick
from boses_engine.grounding.market.brands import market_brands
from boses_engine.studies.familiar import uses
from boses_engine.studies.habits import FIGURE, decide_habit
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import any_of, named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import Ground

_OPTIONS_LEAST = 2  # that a custom knows, for it to be what a choice is about
_NOT_WITHOUT = 0.005  # of its share that a way has which needs what the person does not have
_ONE_S_OWN = ("e-wallet", "bank")  # kinds of which nobody uses a brand that they have nothing to do with
_VEHICLE = 15.0  # how much oftener somebody goes by what the record has them own (estimate)


@dataclass(frozen=True)
class Way:
    """One way of a custom: the words that name it, its share of people, what it needs and how it is told."""

    custom: str
    pattern: re.Pattern[str]
    share: float
    needs: str
    said: tuple[str, ...]


def custom_told(who: Respondent, text: str) -> Ground | None:
    """What an open question about a custom is answered with; None where it asks for none that can be told."""
    ways = [way for way in _asked(text, who.country_code) if way.said]
    if not ways or who.bare or not who.figures:
        return None
    way = pick(manner(who, "custom", ways[0].custom), ways, [_share(who, way) for way in ways])
    return Ground(_name(way), 1.0, (say(who, way.said, *way.said),))


def custom_shares(who: Respondent, text: str, options: Sequence[str]) -> tuple[Ground, list[float]] | None:
    """How common each option of a question about a custom is for the person; None where it is about none."""
    ways = _asked(text, who.country_code)
    if not ways or who.bare or not who.figures:
        return None
    named = [_named(option, ways) for option in options]
    if sum(way is not None for way in named) < _OPTIONS_LEAST:
        return None
    shares = [
        _share(who, way) * _is_had(who, option) if way else 0.0 for option, way in zip(options, named, strict=True)
    ]
    return (Ground(_name(ways[0]), 1.0), shares) if any(shares) else None


def _named(option: str, ways: Sequence[Way]) -> Way | None:
    """The way that an option names, by the longest of its words."""
    bare = option.casefold()
    found = [(len(match[0]), -at, way) for at, way in enumerate(ways) if (match := way.pattern.search(bare))]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _share(who: Respondent, way: Way) -> float:
    share = way.share
    if way.needs and not _has(who, way.needs):
        share *= _NOT_WITHOUT
    if way.custom == "commute" and any(
        way.pattern.search(each.category) for each in who.persona.brand_relationships if each.attitude != "avoids"
    ):
        share *= _VEHICLE
    return share


def _has(who: Respondent, need: str) -> bool:
    """Whether the person has what a way needs: what a table has shares of, or others at home who see to it."""
    home = who.persona.household
    if need == "car":
        return who.persona.income.level == "High" or (who.persona.work.status == "working" and bool(home.children))
    if need == "shops online":
        return _shops_online(who)
    if need != "kept":
        return (habit := decide_habit(who, need)) is None or habit.there
    alone = home.size == 1
    return not alone and (who.persona.work.status != "working" or home.marital_status == "single")


def _shops_online(who: Respondent) -> bool:
    shops = [brand for brand in market_brands(who.country_code) if brand.category == "online shop"]
    held = who.relations("online shop")
    return any(each.attitude != "avoids" for each in held) or any(uses(who, shop) for shop in shops)


def _is_had(who: Respondent, option: str) -> bool:
    """Whether the person has to do with the brands that an option names, where it names any."""
    brands = named_brands(option, who.country_code)
    if not brands or brands[0].category not in _ONE_S_OWN:
        return True
    held = [(brand, who.relation(brand.name)) for brand in brands]
    return any(own.attitude != "avoids" if own else uses(who, brand) for brand, own in held)


def _name(way: Way) -> str:
    return f"{FIGURE}{way.custom} [estimate]"


def _asked(text: str, country_code: str) -> tuple[Way, ...]:
    bare = text.casefold()
    return next((ways for asked, ways in _customs(country_code) if asked.search(bare)), ())


@cache
def _customs(country_code: str) -> tuple[tuple[re.Pattern[str], tuple[Way, ...]], ...]:
    """How each custom is asked for, and its ways in the country; customs without any are left out."""
    found: dict[str, list[Way]] = {row["custom"]: [] for row in rows("customs_asked.csv")}
    for row in rows("customs.csv"):
        if row["market"] == country_code:
            said = tuple(filter(None, row["said"].split("|")))
            way = Way(row["custom"], any_of(row["answer"].split("|")), float(row["share"]), row["needs"], said)
            found[row["custom"]].append(way)
    asked = {row["custom"]: re.compile(row["asked"]) for row in rows("customs_asked.csv")}
    return tuple((asked[custom], tuple(ways)) for custom, ways in found.items() if ways)
