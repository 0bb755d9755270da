"""Which few signals of a market's talk come to a person: something with a brand, a habit, or a way with prices.

Rules say which signals can come to somebody: the wordings that the place in a life needs, brands of their age, sex and
income, an attitude that goes with the good or the bad of it. Among those it is drawn by weight: how often people talk
of it, how near it is to this person's temper and days, how little the group has it already.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import exp, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Attitude, Daily, Gender
from boses_engine.domain.snapshot import OTHER_CATEGORIES, PartOfLife, Signal, Snapshot
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.lives.notes import shops
from boses_engine.grounding.market.attitudes import BrandTalk
from boses_engine.grounding.market.brands import POSITIVE, Brand, market_brands, relevance
from boses_engine.grounding.market.buyers import SERVICES
from boses_engine.grounding.market.stories import family_of_theme
from boses_engine.grounding.text import slug

MOST_OF_A_GROUP = 0.25  # of its people may have the same signal; one of them always may
SIGNALS_MOST, SIGNALS_ENOUGH = 6, 5  # a person; with fewer than enough a third moment is told of too
NAMED_LEAST = 5  # rows that name a shop, wallet or app, for the talk to be of it
_NEARNESS = 2.0  # a signal of similarity 1 is this much likelier again
# Log-weights of a part of life by the person's scores (50 apart: 1), decades above 35 and steps of income; estimates.
_LEANINGS: Mapping[PartOfLife, Mapping[str, float]] = {
    "delivery": {"neuroticism": 0.3},
    "payment": {"ad_scepticism": 0.3, "age": -0.1},
    "price": {"price_consciousness": 1.0, "income": -0.3},
    "quality": {"conscientiousness": 0.5, "brand_trust": -0.3},
    "trust": {"ad_scepticism": 0.8, "brand_trust": -0.6},
    "service": {"agreeableness": -0.4, "age": 0.1},
    "app": {"age": -0.2},
    "identity": {"social_reliance": 0.6},
    "food": {"social_reliance": 0.2},
    "beauty": {"novelty_seeking": 0.5},
    "phones": {"novelty_seeking": 0.6, "age": -0.1},
    "fashion": {"novelty_seeking": 0.4, "social_reliance": 0.4, "age": -0.1},
    "money": {"price_consciousness": 0.4, "income": -0.2},
}
_STEPS = {"Low": -1, "Middle": 0, "High": 1}
_AT_WORK: Mapping[tuple[PartOfLife, str], float] = {  # what people without wages or haste have less to do with
    ("money", "studying"): 0.6,
    ("money", "keeping house"): 0.8,
    ("app", "retired"): 0.6,
    ("fashion", "retired"): 0.6,
    ("delivery", "working"): 1.2,
}


_Splitter = Callable[[str], list[str]]  # of a text into the words that count
Place = FieldKey | Literal["price", "moment"]  # in a life: the story of a brand, a habit with prices, a moment


@dataclass(frozen=True)
class Told:
    """A signal as it comes to one person: its place in the life, and the wordings that fit there."""

    place: Place
    signal: Signal
    wordings: tuple[str, ...]

    @property
    def brand_at(self) -> int | None:
        """Which of the person's brands it is told of, if of one."""
        return _brand_at(self.place)


def _brand_at(place: Place) -> int | None:
    return place.brand_at if isinstance(place, FieldKey) else None


class MarketTalk:
    """The talk of one market, ready to be given to its people."""

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        self._named = {
            signal.id: {slug(named.name): named.positive + named.neutral + named.negative for named in signal.mentions}
            for signal in snapshot.signals
        }
        told = [(signal, signal.wordings.prices) for signal in snapshot.signals]
        self._prices = tuple(Told("price", signal, wordings) for signal, wordings in told if wordings)
        told = [(signal, signal.wordings.habits) for signal in snapshot.signals]
        self._habits = tuple(Told("moment", signal, wordings) for signal, wordings in told if wordings)
        self._of_category: dict[str, list[Signal]] = defaultdict(list)
        for signal in snapshot.signals:
            for category in set(signal.categories):
                self._of_category[category].append(signal)
        mean = sum(signal.rows for signal in snapshot.signals) / max(len(snapshot.signals), 1)
        self._frequency = {signal.id: sqrt(signal.rows / mean) for signal in snapshot.signals}
        self._in_category: dict[str, frozenset[str]] = {}
        for brand in market_brands(snapshot.market):
            others = self._in_category.get(brand.category, frozenset())
            self._in_category[brand.category] = others | {slug(brand.name)}

    @cached_property
    def names(self) -> BrandTalk:
        """What is said of brands and platforms over all signals."""
        counts: dict[str, tuple[int, int, int]] = {}
        for signal in self.snapshot.signals:
            for mention in signal.mentions:
                good, neither, bad = counts.get(slug(mention.name), (0, 0, 0))
                counts[slug(mention.name)] = (
                    good + mention.positive,
                    neither + mention.neutral,
                    bad + mention.negative,
                )
        return BrandTalk(counts)

    def choose(
        self,
        rng: np.random.Generator,
        person: Daily,
        brands: Sequence[tuple[Brand, Attitude]],
        given: Counter[str],
        narrow: Callable[[Told], tuple[str, ...]],
        people: int,
    ) -> tuple[Told, ...]:
        """Up to six signals of different families for the person, no two in one place but for prices and moments.

        `narrow` says which of a signal's wordings can be told of the person; one of which none can is not chosen.
        `given` counts the people of the group who have each signal, by its id, and is updated; of `people` no more
        than `MOST_OF_A_GROUP` get the same one.
        """
        most = max(1, int(MOST_OF_A_GROUP * people))
        leans = _leans(person)
        weight = {
            signal.id: self._frequency[signal.id] * _fit(signal, person, leans) * (1 + _NEARNESS * near)
            for signal, near in zip(self.snapshot.signals, self._nearness(person, brands), strict=True)
        }
        chosen: list[Told] = []
        families: set[str] = set()
        for place in _places(rng, brands):
            moments = sum(told.place == "moment" for told in chosen)
            if len(chosen) == SIGNALS_MOST or (place == "moment" and moments == 2 and len(chosen) >= SIGNALS_ENOUGH):
                break
            open_to = [
                told
                for told in self._told(place, brands)
                if family_of_theme(told.signal.theme) not in families and given[told.signal.id] < most
            ]
            weights = [weight[told.signal.id] / (1 + given[told.signal.id]) for told in open_to]
            told = _pick_tellable(rng, open_to, weights, _beside(chosen, place, narrow))
            if told is None:
                continue
            chosen.append(told)
            families.add(family_of_theme(told.signal.theme))
            given[told.signal.id] += 1
        return tuple(chosen)

    def _told(self, place: Place, brands: Sequence[tuple[Brand, Attitude]]) -> Sequence[Told]:
        """All signals that have something to tell at a place."""
        if (at := _brand_at(place)) is None:
            return self._habits if place == "moment" else self._prices
        happened = (
            (signal, self.happened(signal, *brands[at])) for signal in self._of_category.get(brands[at][0].category, ())
        )
        return [Told(place, signal, wordings) for signal, wordings in happened if wordings]

    def happened(self, signal: Signal, brand: Brand, attitude: Attitude) -> tuple[str, ...]:
        """The wordings that can have happened with the brand; none of a shop, wallet or app where talk is of others.

        Makes of a kind of goods share what is said of that kind.
        """
        if brand.category not in signal.categories:
            return ()
        named = self._named[signal.id]
        rivals = named.keys() & self._in_category.get(brand.category, frozenset())
        if brand.category in SERVICES and rivals and named.get(slug(brand.name), 0) < NAMED_LEAST:
            return ()
        return incident_wordings(signal, brand.category, attitude)

    def _nearness(self, person: Daily, brands: Sequence[tuple[Brand, Attitude]]) -> list[float]:
        """The TF-IDF cosine of the person's facts and each signal."""
        if not self.snapshot.signals:
            return []
        words, numbers, rarity, signals = self._space
        counts = Counter(numbers[word] for word in words(_facts(person, brands)) if word in numbers)
        known = list(counts)
        weights = (1 + np.log(list(counts.values()))) * rarity[known]
        cosines = signals[:, known] @ weights / (np.linalg.norm(weights) or 1.0)
        # Rounded: the last bits differ between machines, and a plan must not.
        return [round(cosine, 6) for cosine in cosines.tolist()]

    @cached_property
    def _space(self) -> tuple[_Splitter, dict[str, int], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """What splits a text into words, their numbers, their rarity (words,) and the signals (signals, words).

        One person is weighed by hand: the vectorizer takes a millisecond for each call, most of it to check its input.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # a second that plans without talk do not need

        vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
        signals = vectorizer.fit_transform([_said(signal) for signal in self.snapshot.signals]).toarray()
        return vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_, signals


def _beside(
    chosen: Sequence[Told], place: Place, narrow: Callable[[Told], tuple[str, ...]]
) -> Callable[[Told], tuple[str, ...]]:
    """`narrow` without moments of shopping, where the day has one of them."""
    told = (text for one in chosen if one.place == place == "moment" for text in one.wordings)
    if not any(map(shops, told)):
        return narrow
    return lambda told: tuple(text for text in narrow(told) if not shops(text))


def _pick_tellable(
    rng: np.random.Generator,
    open_to: Sequence[Told],
    weights: Sequence[float],
    narrow: Callable[[Told], tuple[str, ...]],
) -> Told | None:
    """One of the signals by weight, with its wordings that can be told; None where none has such a wording."""
    left = [(told, weight) for told, weight in zip(open_to, weights, strict=True) if weight]
    while left:
        told, _ = left.pop(pick(rng, range(len(left)), [weight for _, weight in left]))
        if wordings := narrow(told):
            return replace(told, wordings=wordings)
    return None


def incident_wordings(signal: Signal, category: str, attitude: Attitude) -> tuple[str, ...]:
    """What of a signal goes with an attitude to such a brand: good or bad wordings, none for who does not care.

    Praise is no evidence of what went wrong, nor a complaint of what went well.
    """
    liked = attitude in POSITIVE
    if attitude == "indifferent" or signal.direction == ("bad" if liked else "good"):
        return ()
    return signal.wordings.happened(liked, category)


def _places(rng: np.random.Generator, brands: Sequence[tuple[Brand, Attitude]]) -> Iterator[Place]:
    """Where signals are put, in order: a day keeps a moment of the person's own life where brands give enough."""
    first, *others = (FieldKey.brand(at) for at in rng.permutation(len(brands)))
    places: tuple[Place, ...] = ("price", "price", "moment", first, "moment", *others, "moment")
    yield from places


def _leans(person: Daily) -> dict[str, float]:
    """How the person leans to each part of life, over what is usual."""
    features = {"age": (person.age - 35) / 10, "income": _STEPS[person.income.level]}
    leans: dict[str, float] = {}
    for part, weights in _LEANINGS.items():
        lean = sum(
            weight * (features[name] if name in features else (getattr(person.psychographics, name) - 50) / 50)
            for name, weight in weights.items()
        )
        leans[part] = exp(lean)
    return leans


def _fit(signal: Signal, person: Daily, leans: Mapping[str, float]) -> float:
    """How well a signal goes with the person by rule; 0 for what they have nothing to do with."""
    usual = _usual(signal.categories, person.gender, person.age, person.income.level)
    return usual * leans[signal.part_of_life] * _AT_WORK.get((signal.part_of_life, person.work.status), 1.0)


@lru_cache(maxsize=4096)
def _usual(categories: tuple[str, ...], gender: Gender, age: int, level: IncomeLevel) -> float:
    """How usual it is for such people to have to do with the brands of these categories; 0 for not at all."""
    known = [relevance(category, gender, age, level) for category in categories if category not in OTHER_CATEGORIES]
    return sqrt(max(known)) if known else 2.0  # about that of a middling category


def _facts(person: Daily, brands: Sequence[tuple[Brand, Attitude]]) -> str:
    life = person.life
    held = " ".join(f"{brand.name} {brand.category}" for brand, _ in brands)
    own = f"{person.work.title} {person.work.workplace} {person.work.category} {' '.join(person.digital.platforms)}"
    return f"{own} {held} {life.decision_habit} {life.money_habit} {life.wish} {life.worry} {life.weekday}"


def _said(signal: Signal) -> str:
    told = (text for texts in signal.wordings.by_use().values() for text in texts)
    words = (*told, *(term.gloss for term in signal.terms))
    names = " ".join(mention.name for mention in signal.mentions)
    return f"{signal.statement} {signal.part_of_life} {' '.join(signal.categories)} {names} {' '.join(words)}"
