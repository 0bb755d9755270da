"""A market's talk woven into planned people: brands, and platforms and small facts anew where talk has a say.

All else stays as it was drawn, and each person's draws have a generator of their own, so that a group with a snapshot
is the same people as without, in another year's talk. The snapshot's version is no part of the seed: a snapshot that
says nearly the same gives nearly the same facts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

import numpy as np

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.group import Group
from boses_engine.domain.persona import INVENTED, Attitude, BrandFact, Daily, Slot
from boses_engine.domain.snapshot import Snapshot
from boses_engine.grounding.lives.draw import draw_moments, stances_of
from boses_engine.grounding.lives.facts import life_facts
from boses_engine.grounding.lives.notes import of_table, platforms_of
from boses_engine.grounding.lives.spread import Entries, least_used
from boses_engine.grounding.lives.stances import of_hours, shown_by
from boses_engine.grounding.market import brands, stories
from boses_engine.grounding.market.buyers import Buyer
from boses_engine.grounding.market.digital_talk import bend_platforms
from boses_engine.grounding.market.talk_fit import apart, at_hour, suited
from boses_engine.grounding.market.users import User
from boses_engine.pipeline.evidence import signal_evidence
from boses_engine.pipeline.small_things import moment_evidence, notes_of
from boses_engine.pipeline.talk import MarketTalk, Told
from boses_engine.randomness import generator


def weave(group: Group, seed: int, people: Iterable[Daily], snapshot: Snapshot) -> Iterator[Slot]:
    """The people of a group, in their order, with the snapshot's talk; the same arguments give the same people."""
    talk = MarketTalk(snapshot)
    definition = group.model_dump_json()
    used, given = Entries(), Counter[str]()
    for each in people:
        _begin(used, each)
        yield _weave(each, generator(seed, definition, each.index, "talk"), talk, used, given, group.persona_count)


def with_brands(group: Group, seed: int, people: Iterable[Daily]) -> Iterator[Slot]:
    """The people of a group, in their order, with brands of the tables alone."""
    definition, used = group.model_dump_json(), Entries()
    for each in people:
        _begin(used, each)
        for note in notes_of(each.life):  # so that what happened with brands keeps apart from it
            used.take(note)
        rng = generator(seed, definition, each.index, "brands")
        held = brands.draw_brands(rng, Buyer.of(each, each.digital, each.life), used, User.of(each))
        yield Slot(**dict(each), brands=held)


def _begin(used: Entries, person: Daily) -> None:
    """Opens a person who buys as their life tells."""
    used.begin()
    used.hold(of_hours(person.digital.hours_online) | stances_of(life_facts(person, person.digital.platforms)))
    for note in (person.life.decision_habit, person.life.decides, person.life.money_habit):
        used.hold(shown_by(note))


def _weave(
    person: Daily, rng: np.random.Generator, talk: MarketTalk, used: Entries, given: Counter[str], people: int
) -> Slot:
    """One person with the talk; `used` and `given` are updated."""
    code = person.location.country_code
    user = User.of(person)
    platforms = bend_platforms(rng, person.digital.platforms, talk.names, user)
    held = brands.choose_brands(rng, Buyer.of(person, person.digital, person.life), used, talk.names)
    person = person.model_copy(update={"digital": person.digital.model_copy(update={"platforms": platforms})})
    user = brands.with_brands(user, held)
    told = talk.choose(rng, person, held, given, lambda each: _tellable(each, user, held, used), people)
    by_place = {kind: [one for one in told if one.place == kind] for kind in ("price", "moment")}
    prices = _put(rng, 2, by_place["price"])
    person = _with_fitting_moments(person, rng, used)
    life = person.life
    own = [at for at, note in enumerate(life.phone_moments) if note not in of_table("phone_moments")]
    moments = _at_their_hours(_put(rng, 3, by_place["moment"], last=own))

    going = {life.price_signals[at] for at in prices} | {life.phone_moments[at] for at in moments}
    for note in notes_of(life):  # what stays comes first, so that what is drawn keeps apart from it
        if note not in going:
            used.take(note)
    drawn_prices, drawn_moments = dict[int, str](), dict[int, str]()
    said = list[str]()
    for signals, drawn in ((prices, drawn_prices), (moments, drawn_moments)):
        for at, one in signals.items():
            wordings = (at_hour(one.wordings, at) if signals is moments else ()) or one.wordings
            drawn[at] = least_used(rng, apart(wordings, said), used)
            said.append(drawn[at])
    happened = {one.place: one for one in told}
    topics = {stories.topic_of_theme(one.signal.theme) for one in told if one.brand_at is not None}
    return Slot(
        **dict(person)
        | {
            "brands": tuple(
                _brand(rng, brand, attitude, happened.get(FieldKey.brand(at)), used, user, topics)
                for at, (brand, attitude) in enumerate(held)
            ),
            "life": life.model_copy(
                update={
                    "price_signals": tuple(drawn_prices.get(at, note) for at, note in enumerate(life.price_signals)),
                    "phone_moments": tuple(drawn_moments.get(at, note) for at, note in enumerate(life.phone_moments)),
                }
            ),
            "price_evidence": tuple(signal_evidence(prices[at].signal) if at in prices else INVENTED for at in (0, 1)),
            "moment_evidence": tuple(
                signal_evidence(moments[at].signal) if at in moments else moment_evidence(code, platforms, note)
                for at, note in enumerate(life.phone_moments)
            ),
        }
    )


def _tellable(told: Told, user: User, held: Sequence[tuple[brands.Brand, Attitude]], used: Entries) -> tuple[str, ...]:
    """The wordings without what the household has no money for, what such people hardly do, what speaks against how
    the person buys and what a brand's goods are not."""
    wordings = tuple(each for each in told.wordings if not used.speaks_against(each))
    if told.brand_at is not None:
        brand, _ = held[told.brand_at]
        wordings = stories.true_of(wordings, brand.category, brand.name)
    wordings = stories.within_purse(wordings, user.affords_cooling)
    return suited(wordings, user, habits=told.brand_at is None)


def _brand(
    rng: np.random.Generator,
    brand: brands.Brand,
    attitude: Attitude,
    told: Told | None,
    used: Entries,
    user: User,
    topics: set[str],
) -> BrandFact:
    if told is None:
        return brands.brand_fact(rng, brand, attitude, used, user.country_code, user, topics)
    incident = least_used(rng, told.wordings, used)
    since = stories.since_talk(told.signal.theme, brand.category, attitude)
    return BrandFact(
        brand=brand.name,
        category=brand.category,
        attitude=attitude,
        incident=incident,
        since=brands.draw_since(rng, brand, attitude, since, used, user),
        prevalence=brand.id,
        evidence=signal_evidence(told.signal),
    )


def _with_fitting_moments(person: Daily, rng: np.random.Generator, used: Entries) -> Daily:
    """The person with other moments for those on platforms that the person no longer uses."""
    moments, own = person.life.phone_moments, set(person.digital.platforms)
    lost = [at for at, note in enumerate(moments) if platforms_of(note) and not platforms_of(note) & own]
    if not lost:
        return person
    others = draw_moments(rng, used=used, **life_facts(person, person.digital.platforms))
    kept = tuple(others[at] if at in lost else note for at, note in enumerate(moments))
    return person.model_copy(update={"life": person.life.model_copy(update={"phone_moments": kept})})


def _put(rng: np.random.Generator, places: int, told: Sequence[Told], last: Sequence[int] = ()) -> dict[int, Told]:
    """The signals at places of their own, drawn without replacement; those that come last stay as long as can be."""
    drawn = sorted(rng.permutation(places).tolist(), key=lambda at: at in last)
    return dict(zip(drawn, told, strict=False))


def _at_their_hours(moments: dict[int, Told]) -> dict[int, Told]:
    """The moments at the same places, put so that as many as can be are of that hour."""
    orders = (dict(zip(moments, order, strict=True)) for order in permutations(moments.values()))
    return max(orders, key=lambda put: sum(bool(at_hour(one.wordings, at)) for at, one in put.items()))
