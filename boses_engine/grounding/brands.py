"""Brands a person has to do with: which, with what attitude, and the one thing that happened."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TypeVar

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Attitude, BrandFact, Gender, Psychographics
from boses_engine.errors import NotFoundError
from boses_engine.grounding.brand_attitudes import BrandTalk, attitude_shares
from boses_engine.grounding.countries import country, table
from boses_engine.grounding.lives_spread import Entries, least_used
from boses_engine.grounding.text import slug

POSITIVE: tuple[Attitude, ...] = ("loyal", "favourable")
ANY_MARKET = "any"
CHOICE_LEAST = 2  # brands of a category that must be known in a country for the category to be spoken of
CATEGORIES_LEAST = 10  # below that a country is taken to have worldwide brands too, brought in privately
_COUNTS = ((3, 0.35), (4, 0.35), (5, 0.2), (6, 0.1))  # brands a person; each costs a story of the language model
BRAND_EVIDENCE = "grounding:brands/"
_Item = TypeVar("_Item")


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


@dataclass(frozen=True)
class _Category:
    name: str
    incomes: dict[IncomeLevel, float]
    genders: dict[Gender, float]
    age_min: int
    age_max: int
    age_tilt: float  # log-odds per ten years above 35

    def relevance(self, gender: Gender, age: int, income: IncomeLevel) -> float:
        if not self.age_min <= age <= self.age_max:
            return 0.0
        return self.incomes[income] * self.genders[gender] * exp(self.age_tilt * (age - 35) / 10)


def draw_brands(
    rng: np.random.Generator,
    *,
    country_code: str,
    gender: Gender,
    age: int,
    income_level: IncomeLevel,
    psychographics: Psychographics,
    used: Entries,
) -> tuple[BrandFact, ...]:
    """Three to six brands of different categories, at least one liked and one not; `used` is updated.

    Within a category brands come by their weight in the market; categories and incidents spread over the group.
    """
    chosen = choose_brands(
        rng,
        country_code=country_code,
        gender=gender,
        age=age,
        income_level=income_level,
        psychographics=psychographics,
        used=used,
    )
    return tuple(brand_fact(rng, brand, attitude, used) for brand, attitude in chosen)


def choose_brands(
    rng: np.random.Generator,
    *,
    country_code: str,
    gender: Gender,
    age: int,
    income_level: IncomeLevel,
    psychographics: Psychographics,
    used: Entries,
    talk: BrandTalk | None = None,
) -> list[tuple[Brand, Attitude]]:
    """The brands of `draw_brands` with their attitudes, no incidents yet; `talk` bends weights and attitudes."""
    open_to = _offered(country_code, gender, age)
    relevance = {name: _categories()[name].relevance(gender, age, income_level) for name in open_to}
    relevance = {name: weight for name, weight in relevance.items() if weight > 0}

    count = _by_weight(rng, dict(_COUNTS))
    chosen: list[Brand] = []
    for _ in range(min(count, len(relevance))):
        left = {name: weight / (1 + used[f"category:{name}"]) for name, weight in relevance.items()}
        category = _by_weight(rng, left)
        used[f"category:{category}"] += 1
        del relevance[category]
        offered = {brand.name: brand for brand in open_to[category]}
        weights = {name: brand.weights[income_level] for name, brand in offered.items()}
        chosen.append(offered[_by_weight(rng, talk.weights(weights) if talk else weights)])

    plain = attitude_shares(psychographics)
    shares = [talk.attitudes(brand.name, plain) if talk else plain for brand in chosen]
    return list(zip(chosen, _attitudes(rng, shares), strict=True))


def brand_fact(rng: np.random.Generator, brand: Brand, attitude: Attitude, used: Entries) -> BrandFact:
    """The brand with an incident of the tables, resting on its row; `used` is updated."""
    return BrandFact(
        brand=brand.name,
        category=brand.category,
        attitude=attitude,
        incident=_incident(rng, brand.category, attitude, used),
        evidence=brand.id,
    )


def relevance(category: str, gender: Gender, age: int, income_level: IncomeLevel) -> float:
    """How much people of this kind have to do with a category of brands, about 0 to 15; 0 also for an unknown one."""
    known = _categories().get(category)
    return known.relevance(gender, age, income_level) if known else 0.0


def redraw_incident(rng: np.random.Generator, brand: BrandFact, used: Entries) -> BrandFact:
    """The same brand and attitude with another incident; `used` is updated."""
    return brand.model_copy(
        update={"incident": _incident(rng, brand.category, brand.attitude, used, without=brand.incident)}
    )


def brand_id(country_code: str, name: str, category: str) -> str:
    """The evidence id of a brand that a country's people have to do with.

    :raises LookupError: they have to do with none of that name and category.
    """
    found = (brand.id for brand in market_brands(country_code) if (brand.name, brand.category) == (name, category))
    try:
        return next(found)
    except StopIteration:
        raise LookupError(f"no {category} brand {name!r} in {country_code}") from None


def brand_evidence(evidence_id: str) -> Brand:
    """The row that an evidence id such as "grounding:brands/PH/gcash" names; NotFoundError where none has it."""
    brand = _by_id().get(evidence_id)
    if brand is not None:
        return brand
    raise NotFoundError(
        f"no brand with evidence id {evidence_id!r} in the grounding tables; "
        f"ids read {BRAND_EVIDENCE}<market>/<brand>, such as {_brands()[0].id}"
    )


@cache
def market_brands(country_code: str) -> tuple[Brand, ...]:
    """The brands of a country, the global and regional ones sold there where it has no list of its own."""
    own = tuple(brand for brand in _brands() if brand.market == country_code)
    if own:
        return own
    others = [brand for brand in _brands() if brand.market == ANY_MARKET]
    sold = _with_choice([brand for brand in others if brand.sold_in(country_code)])
    known = {brand.category for brand in sold}
    if len(known) < CATEGORIES_LEAST:
        world = [brand for brand in others if brand.category not in known]
        sold += _with_choice([brand for brand in world if not brand.only_in or brand.sold_in(country_code)])
    return tuple(sold)


def _with_choice(brands: list[Brand]) -> list[Brand]:
    """The brands of those categories that have enough of them."""
    count = Counter(brand.category for brand in brands)
    return [brand for brand in brands if count[brand.category] >= CHOICE_LEAST]


@cache
def _offered(country_code: str, gender: Gender, age: int) -> dict[str, tuple[Brand, ...]]:
    """The brands of a country that people of a gender and an age have to do with, by category."""
    found: dict[str, tuple[Brand, ...]] = {}
    for brand in market_brands(country_code):
        if brand.age_min <= age <= brand.age_max and brand.gender in ("", gender):
            found[brand.category] = (*found.get(brand.category, ()), brand)
    return found


@cache
def incidents() -> dict[tuple[str, str], tuple[str, ...]]:
    """The notes of what can happen with a brand, by (category, attitude)."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in table("incidents.csv"):
        key = (row["category"], row["attitude"])
        found[key] = (*found.get(key, ()), row["note"])
    return found


@cache
def _brands() -> tuple[Brand, ...]:
    return tuple(
        Brand(
            id=f"{BRAND_EVIDENCE}{row['market']}/{slug(row['brand'])}",
            market=row["market"],
            category=row["category"],
            name=row["brand"],
            weights=_incomes(row),
            age_min=int(row["age_min"]),
            age_max=int(row["age_max"]),
            gender=row["gender"],
            only_in=frozenset(filter(None, row["only_in"].split("|"))),
            not_in=frozenset(filter(None, row["not_in"].split("|"))),
            source=row["source"],
            year=int(row["year"]),
        )
        for row in table("brands.csv")
    )


@cache
def _by_id() -> dict[str, Brand]:
    return {brand.id: brand for brand in reversed(_brands())}  # of two rows of a brand the first


@cache
def _categories() -> dict[str, _Category]:
    return {
        row["category"]: _Category(
            name=row["category"],
            incomes=_incomes(row),
            genders={"Female": float(row["female"]), "Male": float(row["male"])},
            age_min=int(row["age_min"]),
            age_max=int(row["age_max"]),
            age_tilt=float(row["age_tilt"]),
        )
        for row in table("brands_categories.csv")
    }


def _incomes(row: dict[str, str]) -> dict[IncomeLevel, float]:
    return {"Low": float(row["low"]), "Middle": float(row["middle"]), "High": float(row["high"])}


def _attitudes(rng: np.random.Generator, shares: list[dict[Attitude, float]]) -> list[Attitude]:
    attitudes = [_by_weight(rng, own) for own in shares]
    liked = [attitude in POSITIVE for attitude in attitudes]
    if all(liked) or not any(liked):  # nobody likes or mistrusts everything: turn one of them over
        mark, at = rng.random(), int(rng.integers(len(shares)))
        other = {attitude: share for attitude, share in shares[at].items() if (attitude in POSITIVE) != liked[0]}
        attitudes[at] = _at_mark(mark, other)
    return attitudes


def _incident(rng: np.random.Generator, category: str, attitude: Attitude, used: Entries, without: str = "") -> str:
    texts = [note for note in incidents()[category, attitude] if note != without]
    return least_used(rng, texts, used)


def _by_weight(rng: np.random.Generator, weights: dict[_Item, float]) -> _Item:
    return _at_mark(rng.random(), weights)


def _at_mark(share: float, weights: dict[_Item, float]) -> _Item:
    """The item at which the weights reach a share, 0..1, of their sum."""
    mark = share * sum(weights.values())
    for item, weight in weights.items():
        mark -= weight
        if mark < 0:
            return item
    return item  # rounding left the mark above the last sum
