"""Brands that the record does not name: which of them a person knows, drawn once from how common each is.

The brand tables say how many people of a country, an age and an income have to do with a brand. The most common one of
a kind is taken to be known to nearly all, others by how they stand to it. A brand that is known is one that may be
chosen; nothing is known of what the person thinks of it.
"""

from functools import cache

from boses_engine.grounding.drawing import pick
from boses_engine.grounding.market.brands import Brand, market_brands, prevalence
from boses_engine.randomness import generator
from boses_engine.studies.habits import decide_habit
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.money import is_tight
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import Ground

PREVALENCE = "prevalence:"  # how grounds begin that are such a draw
_PUSH = 0.3  # standard deviations; a known brand is a little nearer than an unknown one (estimate)
_KNOWN_MOST = 0.97  # of those whom a kind of goods is for, who know its most common brand (estimate)
_COMMON = 0.5  # share of people from which a brand is everybody's
# What using a brand of a kind presupposes.
_NEEDED = {"e-wallet": "wallet", "bank": "account", "online shop": "bought_online"}
_HIGH = 56  # price consciousness from which prices are looked at
_DEAR = 0.1  # how often they go to a dear shop, beside how common it is (estimate)


def knows(who: Respondent, brand: Brand) -> bool:
    """Whether a person knows a brand, the same whenever they are asked."""
    beside = [each for each in market_brands(who.country_code) if each.category == brand.category]
    most = max((prevalence(each, who.buyer) for each in beside), default=0.0)
    return most > 0 and (_mark(who, brand) < _KNOWN_MOST * prevalence(brand, who.buyer) / most or uses(who, brand))


def uses(who: Respondent, brand: Brand) -> bool:
    """Whether a person uses a brand, which is then one that they know: what it presupposes is there, too, and the shop
    that they mostly go to is one."""
    if _left_out(brand.category) and any(
        each.attitude == "loyal" and each.brand != brand.name for each in who.relations(brand.category)
    ):
        return False  # who stays with one shop of a kind goes to no other
    return _is_marked(who, brand) or any(
        usual_shop(who, brand.category, out) == brand for out in _left_out(brand.category)
    )


def usual_shop(who: Respondent, kind: str, left_out: frozenset[str] = frozenset()) -> Brand | None:
    """The shop of a kind that a person mostly goes to, drawn once: of those that they use, else of all that there are;
    None where they have to do with no such shop.

    Shops that the record has them doubt or avoid are not gone to, nor those `left_out`; of dear ones those who look at
    prices seldom choose one.
    """
    if kind in _NEEDED and (needed := decide_habit(who, _NEEDED[kind])) is not None and not needed.there:
        return None
    against = {each.brand for each in who.relations(kind) if each.attitude in ("sceptical", "avoids")}
    there = [
        each
        for each in market_brands(who.country_code)
        if each.category == kind and each.name not in left_out | against
    ]
    used = [each for each in there if _is_marked(who, each)]
    shops = used or there
    dear = [_DEAR if each.tier == "premium" and looks_at_prices(who) else 1.0 for each in shops]
    shares = [prevalence(brand, who.buyer) * factor for brand, factor in zip(shops, dear, strict=True)]
    return pick(manner(who, kind, "usual"), shops, shares) if any(shares) else None


def goes_to_kind(who: Respondent, kind: str) -> bool | None:
    """Whether a person goes to some shop of a kind; None for what is no kind of shop, or has none in the country."""
    shops = [each for each in market_brands(who.country_code) if each.category == kind]
    if not shops or not _left_out(kind):
        return None
    return any(each.attitude != "avoids" for each in who.relations(kind)) or any(uses(who, each) for each in shops)


def looks_at_prices(who: Respondent) -> bool:
    """Whether somebody goes where it costs less."""
    return who.persona.psychographics.price_consciousness >= _HIGH or is_tight(who.persona)


def _is_marked(who: Respondent, brand: Brand) -> bool:
    """Whether a person is among the users of a brand as the draw has it: of those who have what it presupposes, as many
    more as the others are none."""
    needed = decide_habit(who, _NEEDED[brand.category]) if brand.category in _NEEDED else None
    among = needed.chance if needed is not None and needed.chance else 1.0
    share = min(_KNOWN_MOST, prevalence(brand, who.buyer) / among)
    return (needed is None or needed.there) and _mark(who, brand) < share


@cache
def _left_out(kind: str) -> tuple[frozenset[str], ...]:
    """The shops that are left out for each of the goods that one goes to a kind of shop for; none for what is no
    shop."""
    return tuple({frozenset(row["not"].split("|")) for row in rows("places.csv") if kind in row["shops"].split("|")})


def known_ground(who: Respondent, brand: Brand) -> Ground:
    """The ground that a known brand is."""
    common = prevalence(brand, who.buyer) >= _COMMON
    # Short, so that they are told as they stand: a model made "I use it" of longer ones.
    note = f"Most around me use {brand.name}." if common else f"I know {brand.name}."
    return Ground(_name(brand), _PUSH, (note,))


def used_ground(brand: Brand, there: bool) -> Ground:
    """The ground that using a brand, or not, is."""
    return Ground(_name(brand), 1.0 if there else -1.0, (f"I {'' if there else 'do not '}use {brand.name}.",))


def user_shares(scale: str) -> tuple[float, ...] | None:
    """How likely users of a brand give each point of a scale, 0..1; None where the table has no such scale."""
    found = (row["shares"].split("|") for row in rows("users.csv") if row["scale"] == scale)
    return next((tuple(float(share) / 100 for share in shares) for shares in found), None)


def using_ground(who: Respondent, brand: Brand, side: float) -> Ground:
    """The ground that using a brand is for who likes it so far: `side` is below 0, 0 or above."""
    row = next(
        row for row in rows("using.csv") if brand.category in row["categories"].split("|") or not row["categories"]
    )
    level = "low" if side < 0 else "high" if side > 0 else "mid"
    ways = (row["used"].split("|"), row[level].split("|"))
    notes = tuple(say(who, some, brand.id, *some).format(brand=brand.name) for some in ways)
    return Ground(_name(brand), side or 0.3, notes, neutral=not side)


def _mark(who: Respondent, brand: Brand) -> float:
    """Where a person stands, 0..1, among those who have to do with a brand and those who do not."""
    return float(generator(who.persona.id, brand.id, "known").random())


def _name(brand: Brand) -> str:
    return f"{PREVALENCE}{brand.name} [{brand.id}]"
