"""Brands a person has to do with: which, with what attitude, and the one thing that happened."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import BRAND_ROWS, INVENTED, Attitude, BrandFact, Gender
from boses_engine.errors import NotFoundError
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.lives.spread import Entries, least_used
from boses_engine.grounding.market import stories
from boses_engine.grounding.market.attitudes import BrandTalk, attitude_shares
from boses_engine.grounding.market.buyers import Buyer, Category, bent, by_income, categories, is_bent
from boses_engine.grounding.market.talk_fit import suited
from boses_engine.grounding.market.users import User
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.text import slug

POSITIVE: tuple[Attitude, ...] = ("loyal", "favourable")
ANY_MARKET = "any"
_VEHICLES = frozenset(("motorbike", "car", "electric two-wheeler"))
_WALLETS = "e-wallet"
_ACCOUNTS = frozenset(("online shop", _WALLETS))
_BY_PHONE = ("phone", _WALLETS)  # categories whose brands go by the phone that somebody has
# What phones of one make alone have, or hardly any others.
_PHONES_OF = {"Apple Pay": "Apple", "Apple Music": "Apple", "Samsung Wallet": "Samsung"}
_EVERYBODY_PAYS_WITH = 85  # weight of a wallet from which nobody does without it (estimate)
CHOICE_LEAST = 2  # brands of a category that must be known in a country for the category to be spoken of
CATEGORIES_LEAST = 10  # below that a country is taken to have worldwide brands too, brought in privately
_COUNTS = Weighted.of(
    ((3, 0.35), (4, 0.35), (5, 0.2), (6, 0.1))
)  # brands a person; each costs a story of the language model
_OF_A_HOUSE_MOST = 2  # brands a person
_USUALLY_NEAR = 5.0  # relevance of a category from which it spreads over a group as all do
_HARDLY = 0.35  # over others, how much those have to do with a brand of whom nobody is loyal to it (estimate)
# How a phone's class fits a make's tier: nobody is loyal to what the phone in their hand is not (estimate).
_PHONES = {
    "feature phone": {"least": 1.0, "value": 0.0, "mid": 0.0, "premium": 0.0},
    "entry-level smartphone": {"least": 1.0, "value": 1.0, "mid": 0.5, "premium": 0.0},
    "mid-range smartphone": {"least": 0.03, "value": 0.5, "mid": 1.0, "premium": 0.2},
    "recent flagship smartphone": {"least": 0.0, "value": 0.0, "mid": 0.6, "premium": 1.0},
}
# Household income per head, over the country's mean, below which dear makes fade out, and how fast (estimates).
_PREMIUM_FROM, _PREMIUM_FADES = 0.8, 2.0
_PREMIUM_CARS_FROM = 3.0  # the same of cars (estimate)


@dataclass(frozen=True)
class Brand:
    """One row of brands.csv: how often people of each income level in the market have to do with the brand.

    A row of the market "any" is sold where `only_in` says (everywhere if it is empty) and `not_in` does not forbid;
    both hold ISO codes and world regions, and a code in `only_in` outweighs its region in `not_in`.
    """

    id: str  # "grounding:brands/PH/gcash"
    market: str  # ISO 3166-1 alpha-2, or "any"
    category: str
    name: str
    weights: dict[IncomeLevel, float]  # comparable within a market and category only
    age_min: int
    age_max: int
    gender: str  # "" for both
    only_in: frozenset[str]
    not_in: frozenset[str]
    tier: str  # "value", "mid" or "premium", within its category, and of phones "least": makes with none but cheap ones
    regions: frozenset[str]  # of its country, where it is a regional brand
    needs_device: str  # what nobody has to do with it without, a platform too, or ""
    inside: str  # the brand of the same house that people see it by, such as the app that it is in, or ""
    towns: frozenset[str]  # where its shops are, towns and whole regions; empty for all of `regions`
    source: str
    year: int

    def sold_in(self, country_code: str) -> bool:
        """Whether people of the country can have to do with the brand."""
        if self.market != ANY_MARKET:
            return self.market == country_code
        region = country(country_code).group
        named = country_code in self.only_in
        if self.only_in and not named and region not in self.only_in:
            return False
        return country_code not in self.not_in and (named or region not in self.not_in)


def draw_brands(
    rng: np.random.Generator, buyer: Buyer, used: Entries, user: User | None = None
) -> tuple[BrandFact, ...]:
    """Three to six brands of different categories, at least one liked and one not; `used` is updated.

    Within a category brands come by their weight in the market; categories and incidents spread over the group. Of a
    `user` nothing is told that does not fit them.
    """
    held = choose_brands(rng, buyer, used)
    user = user and with_brands(user, held)
    topics = set[str]()
    return tuple(brand_fact(rng, brand, attitude, used, buyer.country_code, user, topics) for brand, attitude in held)


def with_brands(user: User, held: Iterable[tuple[Brand, Attitude]]) -> User:
    """The user, as one who drives or has an account where one of the brands that they do not keep from tells it."""
    used = {brand.category for brand, attitude in held if attitude != "avoids"}
    return replace(user, drives=not used.isdisjoint(_VEHICLES), signed_up=not used.isdisjoint(_ACCOUNTS))


def choose_brands(
    rng: np.random.Generator, buyer: Buyer, used: Entries, talk: BrandTalk | None = None
) -> list[tuple[Brand, Attitude]]:
    """The brands of `draw_brands` with their attitudes, no incidents yet; `talk` bends weights and attitudes."""
    gender, age, level = buyer.gender, buyer.age, buyer.income_level
    region = _with_own_brands(buyer.country_code, buyer.region)
    shelves = _shelves(buyer.country_code, region, gender, age, level, buyer.at_home)
    # How near each category comes to the person, less near where the group has it, and the sooner the farther it is:
    # what hardly concerns anybody is not brought up for a change.
    left: dict[str, float] = {}
    weighed: dict[str, dict[str, float]] = {}  # by category, the brands where not all are for anybody
    for name, shelf in shelves.items():
        if shelf.category.concerns(buyer.religion, buyer.has):
            near = shelf.relevance * shelf.category.reach(buyer) * (bent(buyer, name) if shelf.is_bent else 1.0)
            if not shelf.for_anybody:
                weighed[name] = {each: _weight(brand, buyer) for each, brand in shelf.brands.items()}
                near *= _offered(shelf.brands, weighed[name], level)
            if near > 0:
                left[name] = near / (1 + used.get(f"category:{name}", 0) * max(_USUALLY_NEAR / near, 1.0))

    count = _COUNTS.draw(rng)
    chosen: list[Brand] = []
    while left and len(chosen) < count:
        category = pick(rng, list(left), left.values())
        del left[category]
        had = {brand.name for brand in chosen}  # a company may sell telephones and home internet under one name
        houses = Counter(_house(brand) for brand in chosen)  # two brands of one are enough: all are seen alike
        offered = {
            name: brand
            for name, brand in shelves[category].brands.items()
            if name not in had and houses[_house(brand)] < _OF_A_HOUSE_MOST and _on_one_phone(brand, chosen)
        }
        of_all = weighed.get(category) or {name: _weight(brand, buyer) for name, brand in offered.items()}
        weights = {name: weight for name in offered if (weight := of_all[name])}
        if not weights:
            continue
        used[f"category:{category}"] += 1
        weights = talk.weights(weights) if talk else weights
        chosen.append(offered[pick(rng, list(weights), weights.values())])

    plain = attitude_shares(buyer.psychographics)
    shares = [talk.attitudes(brand.name, plain) if talk else plain for brand in chosen]
    shares = [_kept_to(brand, buyer, own) for brand, own in zip(chosen, shares, strict=True)]
    return _attitudes(rng, chosen, shares)


def _kept_to(brand: Brand, buyer: Buyer, shares: dict[Attitude, float]) -> dict[Attitude, float]:
    """The shares of attitudes without keeping from what everybody pays with, as no shop in Nairobi is without M-Pesa,
    and without loyalty to what people like the buyer hardly have to do with."""
    never = set[Attitude]()
    if brand.category == _WALLETS and brand.weights[buyer.income_level] >= _EVERYBODY_PAYS_WITH:
        never.add("avoids")
    near = categories()[brand.category].reach(buyer) * bent(buyer, brand.category)
    if near * bent(buyer, brand.category, brand.name) < _HARDLY:
        never.add("loyal")
    return {attitude: share for attitude, share in shares.items() if attitude not in never}


def _on_one_phone(brand: Brand, chosen: Iterable[Brand]) -> bool:
    """Whether a wallet of one make's phones, or a phone, goes with the phone or the wallet that somebody has."""
    makes = {_PHONES_OF.get(each.name, each.name) for each in (brand, *chosen) if _is_of_a_phone(each)}
    return len(makes) < 2 or not _is_of_a_phone(brand)


def _is_of_a_phone(brand: Brand) -> bool:
    """Whether a brand is a make of phones or what they alone have."""
    return brand.category == "phone" or brand.name in _PHONES_OF


def _house(brand: Brand) -> str:
    """The brand that all of the same house are seen by."""
    return brand.inside or brand.name


def _of_one_house(held: list[tuple[Brand, Attitude]]) -> list[tuple[Brand, Attitude]]:
    """What is of another brand's house, such as its app, is seen as that brand is, where somebody has both."""
    seen = {brand.name: attitude for brand, attitude in held}
    return [(brand, seen.get(brand.inside, attitude)) for brand, attitude in held]


def _weight(brand: Brand, buyer: Buyer) -> float:
    """How often such a person has to do with a brand of a category; nobody is tied to a phone that is not theirs."""
    if (brand.needs_device and brand.needs_device not in buyer.has) or not buyer.is_in(_towns_of(brand, buyer)):
        return 0.0
    if brand.name not in buyer.own_trades.get(brand.category, {brand.name}):
        return 0.0
    if brand.category == _WALLETS and "smartphone" not in buyer.has and brand.name not in _by_code():
        return 0.0
    if _PHONES_OF.get(brand.name) and "entry-level smartphone" in buyer.devices:
        return 0.0
    fits = _PHONES.get(buyer.devices[0] if buyer.devices else "", {}) if brand.category == "phone" else {}
    dear_from = _PREMIUM_CARS_FROM if brand.category == "car" else _PREMIUM_FROM
    tier = min(buyer.means / dear_from, 1.0) ** _PREMIUM_FADES if brand.tier == "premium" else 1.0
    usual = brand.weights[buyer.income_level] * bent(buyer, brand.category, brand.name)
    return usual * tier * fits.get(brand.tier, 1.0)


def _offered(brands: Mapping[str, Brand], weights: Mapping[str, float], level: IncomeLevel) -> float:
    """How far, 0..1, one of the brands at least is for a buyer with these weights, over others of the income level."""
    usual = {name: brand.weights[level] for name, brand in brands.items() if brand.weights[level]}
    return min(max((weights[name] / usual[name] for name in usual), default=0), 1)


def _towns_of(brand: Brand, buyer: Buyer) -> frozenset[str]:
    """The towns where a brand's shops are; one of many countries may have a row of this country."""
    return _towns().get((buyer.country_code, brand.name, brand.category), brand.towns)


@cache
def _by_code() -> frozenset[str]:
    """Mobile money that works by short codes, on any phone."""
    return frozenset(row["brand"] for row in table("market/mobile_money.csv"))


def prevalence(brand: Brand, buyer: Buyer) -> float:
    """About how many, 0..1, of people like a buyer have to do with a brand; 0 where it is not for them."""
    here = not brand.regions or buyer.region in brand.regions
    fits = brand.age_min <= buyer.age <= brand.age_max and brand.gender in ("", buyer.gender)
    known = categories()[brand.category]
    concerned = known.concerns(buyer.religion, buyer.has) and known.relevance(
        buyer.gender, buyer.age, buyer.income_level, buyer.at_home
    )
    return min(_weight(brand, buyer) / 100, 1.0) if here and fits and concerned else 0.0


def brand_fact(
    rng: np.random.Generator,
    brand: Brand,
    attitude: Attitude,
    used: Entries,
    country_code: str,
    user: User | None = None,
    topics: set[str] | None = None,
) -> BrandFact:
    """The brand with an incident of the tables, which is invented and fits the user; `used` is updated.

    So are the `topics` of what the person is told of.
    """
    told = stories.incidents(country_code)[brand.category, attitude]
    cheap = brand.tier in ("value", "least")
    told = stories.without_cheaper(told) if cheap else stories.without_cheapest(told)
    topics = set() if topics is None else topics
    told = stories.without_counter(told) if brand.needs_device else told
    fitting = _fitting(brand, attitude, told, user) or told
    fitting = tuple(each for each in fitting if _fitting(brand, attitude, stories.since(each), user)) or fitting
    fitting = tuple(each for each in fitting if not all(map(used.speaks_against, stories.since(each)))) or fitting
    incident = least_used(rng, stories.of_others(fitting, frozenset(topics)), used)
    topics.add(stories.topic(incident))
    return BrandFact(
        brand=brand.name,
        category=brand.category,
        attitude=attitude,
        incident=incident,
        since=draw_since(rng, brand, attitude, stories.since(incident), used, user),
        prevalence=brand.id,
        evidence=INVENTED,
    )


@cache
def relevance(category: str, gender: Gender, age: int, income_level: IncomeLevel) -> float:
    """How much people of this kind have to do with a category of brands, about 0 to 15; 0 also for an unknown one."""
    known = categories().get(category)
    return known.relevance(gender, age, income_level) if known else 0.0


def brand_evidence(evidence_id: str) -> Brand:
    """The row that an evidence id such as "grounding:brands/PH/gcash" names; NotFoundError where none has it."""
    brand = _by_id().get(evidence_id)
    if brand is not None:
        return brand
    raise NotFoundError(
        f"no brand with evidence id {evidence_id!r} in the grounding tables; "
        f"ids read {BRAND_ROWS}<market>/<brand>, such as {_brands()[0].id}"
    )


@cache
def market_brands(country_code: str) -> tuple[Brand, ...]:
    """The brands of a country: its own, and the global and regional ones sold there in categories without any."""
    own = [brand for brand in _brands() if brand.market == country_code]
    covered = {brand.category for brand in own}
    others = [brand for brand in _brands() if brand.market == ANY_MARKET and brand.category not in covered]
    sold = own + _with_choice([brand for brand in others if brand.sold_in(country_code)])
    known = {brand.category for brand in sold}
    if len(known) < CATEGORIES_LEAST:
        world = [brand for brand in others if brand.category not in known]
        sold += _with_choice([brand for brand in world if not brand.only_in or brand.sold_in(country_code)])
    return tuple(sold)


@cache
def brand_names() -> frozenset[str]:
    """The names of all brands anywhere, in small letters."""
    return frozenset(brand.name.casefold() for brand in _brands())


def _with_choice(brands: list[Brand]) -> list[Brand]:
    """The brands of those categories that have enough of them."""
    count = Counter(brand.category for brand in brands)
    return [brand for brand in brands if count[brand.category] >= CHOICE_LEAST]


@dataclass(frozen=True)
class _Shelf:
    """The brands of a category that people alike have to do with, by name."""

    category: Category
    relevance: float  # to them
    brands: dict[str, Brand]
    is_bent: bool  # whether they may have more or less to do with it than others
    for_anybody: bool  # whether one of them is certainly for each of these people


@lru_cache(maxsize=1024)
def _shelves(
    country_code: str, region: str | None, gender: Gender, age: int, level: IncomeLevel, at_home: bool
) -> dict[str, _Shelf]:
    """What there is in a region for people of a gender, an age and an income level, by category."""
    found: dict[str, dict[str, Brand]] = {}
    for brand in _in_region(country_code, region):
        if brand.age_min <= age <= brand.age_max and brand.gender in ("", gender):
            found.setdefault(brand.category, {})[brand.name] = brand
    shelves = {}
    for name, brands in found.items():
        category = categories()[name]
        relevance = category.relevance(gender, age, level, at_home)
        if relevance > 0:
            everywhere = (b for b in brands.values() if not b.towns and (country_code, b.name, name) not in _towns())
            plain = (b for b in everywhere if not b.needs_device and b.category not in _BY_PHONE)
            anybody = any(brand.weights[level] > 0 and not is_bent(country_code, name, brand.name) for brand in plain)
            shelves[name] = _Shelf(category, relevance, brands, is_bent(country_code, name), anybody)
    return shelves


@cache
def _towns() -> dict[tuple[str, str, str], frozenset[str]]:
    """The towns and regions where the shops of a brand are, by market, brand and category."""
    rows = table("market/brands_towns.csv")
    return {(row["market"], row["brand"], row["category"]): frozenset(row["places"].split("|")) for row in rows}


def _towns_of_all(brand: str, category: str, market: str) -> frozenset[str]:
    """Where the shops of a brand are in its market, or in any if nothing is said of that."""
    listed = (_towns().get((each, brand, category)) for each in (market, ANY_MARKET))
    return next(filter(None, listed), frozenset())


@cache
def _with_own_brands(country_code: str, region: str | None) -> str | None:
    """The region where some brand is only in regions such as it; None for the others, which have the same brands."""
    return region if any(region in brand.regions for brand in market_brands(country_code)) else None


@cache
def _in_region(country_code: str, region: str | None) -> list[Brand]:
    return [brand for brand in market_brands(country_code) if not brand.regions or region in brand.regions]


@cache
def _brands() -> tuple[Brand, ...]:
    """The rows of brands.csv."""
    return tuple(
        Brand(
            id=f"{BRAND_ROWS}{row['market']}/{slug(row['brand'])}",
            market=row["market"],
            category=row["category"],
            name=row["brand"],
            weights=by_income(row),
            age_min=int(row["age_min"]),
            age_max=int(row["age_max"]),
            gender=row["gender"],
            only_in=_listed(row["only_in"]),
            not_in=_listed(row["not_in"]),
            tier=row["tier"],
            regions=_listed(row["regions"]),
            needs_device=row["needs_device"],
            inside=row["inside"],
            towns=_towns_of_all(row["brand"], row["category"], row["market"]),
            source=row["source"],
            year=int(row["year"]),
        )
        for row in table("market/brands.csv")
    )


@cache  # thousands of brands share a few lists, most of them the empty one
def _listed(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split("|")))


@cache
def _by_id() -> dict[str, Brand]:
    return {brand.id: brand for brand in reversed(_brands())}  # of two rows of a brand the first


def _attitudes(
    rng: np.random.Generator, chosen: list[Brand], shares: list[dict[Attitude, float]]
) -> list[tuple[Brand, Attitude]]:
    """An attitude to each brand, at least one good and one not."""
    held = _of_one_house(
        [(brand, pick(rng, list(own), own.values())) for brand, own in zip(chosen, shares, strict=True)]
    )
    liked = [attitude in POSITIVE for _, attitude in held]
    if all(liked) or not any(liked):  # nobody likes or mistrusts everything: turn one of them over
        names = {brand.name for brand in chosen}
        free = [at for at, brand in enumerate(chosen) if brand.inside not in names]
        mark, at = rng.random(), free[int(rng.integers(len(free)))]
        other = {attitude: share for attitude, share in shares[at].items() if (attitude in POSITIVE) != liked[0]}
        held[at] = chosen[at], Weighted.of(other.items()).at(mark)
        held = _of_one_house(held)
    return held


def draw_since(
    rng: np.random.Generator,
    brand: Brand,
    attitude: Attitude,
    told: tuple[str, ...],
    used: Entries,
    user: User | None = None,
) -> str:
    """Which of the sentences somebody does since something happened with a brand; `used` is updated."""
    return least_used(rng, _fitting(brand, attitude, told, user) or told, used)


def _fitting(brand: Brand, attitude: Attitude, told: tuple[str, ...], user: User | None) -> tuple[str, ...]:
    """Without what is not of the brand's goods, without a dear brand that costs least, and without what does not fit
    the user; prices make only loyal who minds none."""
    told = stories.true_of(told, brand.category, brand.name)
    told = stories.without_cheapest(told) if brand.tier == "premium" else told
    if user is None:
        return told
    told = suited(told, user, habits=False)
    return told if user.minds_prices or attitude == "loyal" else stories.without_prices(told)
