"""Choosing, ranking and maxdiff: each option's grounds make how likely it is taken."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from boses_engine.domain.persona import ATTITUDES
from boses_engine.domain.study import Question
from boses_engine.grounding.market.brands import brand_names, prevalence
from boses_engine.grounding.market.digital import platform_shares
from boses_engine.studies.customs import custom_shares
from boses_engine.studies.facts import asked_fact, fitting_option, fitting_options
from boses_engine.studies.familiar import PREVALENCE, goes_to_kind, known_ground, knows, used_ground, uses
from boses_engine.studies.habits import FIGURE, asked_habit
from boses_engine.studies.measures import HOW_OFTEN, by_times, ladder_of
from boses_engine.studies.payments import asked_payment, paying
from boses_engine.studies.places import goes_to_market
from boses_engine.studies.position import Position, draw, normalised
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.scales import NONE, habit_position, scale_choice_position, yes_or_no_position
from boses_engine.studies.subject import named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import SAYING, Ground, strongest, weigh

_SURE_FROM = 1.5  # a push from which an option is always named, or never
_AGAINST = 2.0  # how much more it counts against an option than for it
_CHOOSING = 0.33  # how loosely the best option is taken: utilities are divided by it
_HELD = 1.5  # how much likelier what a person has to do with is named among others
_NAMED_OFTEN = 0.12  # chance that something is named of several without a ground
_FOREIGN = -3.0  # utility of a brand that is not to be had where the person lives (estimate)
_BRANDS_LEAST = 2  # options that name a brand, for a question about brands
_DOING = re.compile(
    r"\bdid you (?:\w+ )?(?:go|shop|buy|use|order|pay)\b"
    r"|\b(?:use|used|using|have|bought|buy|own|paid|pay|ordered|shopped|went)\b(?! (?:heard|seen))"
)
_REFUSED = re.compile(r"i (?:do not|don.t|never)\b", re.IGNORECASE)
_REFUSING = 0.1  # share of people who have to do with none of a kind, where that is an option (estimate)
USUALLY = re.compile(r"\b(?:usually|mostly|mainly|most often|normally)\b|(?<!how )\boften\b")
_MARKET = re.compile(r"(?:(?:wet|traditional|public|local) )?market|palengke|pasar|chợ", re.IGNORECASE)
_SHOPPING = Ground(f"{FIGURE}where one shops [estimate]", 0.3)
_QUALITIES = Ground(f"{FIGURE}qualities [estimate]", 0.3)
# What asks whom one is with, when or how often: friends among its options are no word that counts.
_WITH = re.compile(
    r"^\W*(?:who|when|how (?:often|long))\b|\bwho (?:do|did) you\b|\bwith whom\b|\bwhat did you do\b"
    r"|\bspend\w* (?:a |your )?(?:free|time)"
)
_UNKNOWN = 0.3  # standard deviations; what speaks for none of the options where none is known (estimate)


def choice_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """One option: the fact, yes or no, or a draw by how much speaks for each."""
    fact = asked_fact(question.text, who.persona)
    if fact and (option := fitting_option(fact, question.options)):
        return Position(option, {each: float(each == option) for each in question.options}, fact=fact)
    if is_yes_or_no(question):
        if found := asked_habit(who, question.text):
            return habit_position(question, found)
        return yes_or_no_position(who, question, rng)
    often = (
        ladder_of(question.options)
        if who.figures and not who.bare and HOW_OFTEN.search(question.text.casefold())
        else None
    )
    if often and (stands := by_times(who, question.text, question.options, often)):
        return stands
    if stands := scale_choice_position(who, question, rng):
        return stands
    if held := custom_shares(who, question.whole_text, question.options):
        shares = normalised(held[1])
        of_all = dict(zip(question.options, shares, strict=True))
        return Position(question.options[draw(rng, shares)], of_all, (held[0],), side=1.0)
    if asked_payment(question, who.country_code) and who.figures:
        return _usual_payment(who, question, rng)
    grounds, shares, unsettled = _weighed(who, question)
    if unsettled.no_basis or _has_another(who, question):
        return replace(unsettled, grounds=())
    at = draw(rng, shares)
    known = _known(who, question.options[at]) if _is_unnamed_brand(who, question.options[at]) else []
    taken = tuple(grounds[at] or known) or _others(grounds) or unsettled.grounds
    if USUALLY.search(question.text.casefold()):  # that it is known is no reason for what is bought anyway
        taken = tuple(replace(each, notes=()) if each.name.startswith(PREVALENCE) else each for each in taken)
    return Position(question.options[at], unsettled.distribution, taken, side=1.0)


def multiple_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """Each option by itself: named or not."""
    fact = asked_fact(question.text, who.persona)
    if fact and (named := fitting_options(fact, question.options)) is not None:
        return Position(named, {each: float(each in named) for each in question.options}, fact=fact)
    if asked_payment(question, who.country_code) and who.figures:
        return _payments(who, question)
    grounds, _ = _option_shares(who, question)
    had = bool(_DOING.search(question.text.casefold()))
    unnamed = {option: _known(who, option, had) for option in question.options if _is_unnamed_brand(who, option)}
    grounds = [unnamed.get(option, some) for option, some in zip(question.options, grounds, strict=True)]
    chances, known_places = {}, False
    for option, some in zip(question.options, grounds, strict=True):
        if (held := _is_held(who, option)) is not None:
            chances[option] = float(held)
            continue
        if had and who.figures and (goes := _goes_to(who, option)) is not None:
            chances[option] = float(goes)
            known_places = True
            continue
        if option in unnamed:
            chances[option] = float(bool(some))
            continue
        pushes = [ground.push for ground in some if not ground.weak]
        chances[option] = 1 / (1 + math.exp(-2 * sum(pushes))) if pushes else _NAMED_OFTEN
        if any(push <= -_SURE_FROM for push in pushes) or NONE.match(option):
            chances[option] = 0.0
        elif any(push >= _SURE_FROM for push in pushes):
            chances[option] = 1.0
    of_apps = any(_is_held(who, option) is not None for option in question.options)
    if not of_apps and not unnamed and not known_places and _is_without_basis(grounds):
        return Position(None, chances)
    drawn = several(list(chances), list(chances.values()), rng, least=not _is_list(question))
    chosen = [
        ground for option, some in zip(question.options, grounds, strict=True) if option in drawn for ground in some
    ]
    if had:  # that they are used, the answer says
        chosen = [replace(each, notes=()) if each.name.startswith(PREVALENCE) else each for each in chosen]
    every = (
        tuple(strongest(chosen))
        or _others(grounds)
        or ((replace(_none_known(), notes=()) if had else _none_known(),) if unnamed else ())
    )
    if of_apps:
        every = (*every, Ground("digital_habits.platforms", 0.0))
    if known_places and not every:
        every = (_SHOPPING,)
    return Position(drawn, chances, every, side=1.0)


def _goes_to(who: Respondent, option: str) -> bool | None:
    """Whether the person goes to the market or the kind of shop that an option names, or to a shop that is not for such
    people; None where it names neither, or a brand that may be theirs."""
    if _MARKET.fullmatch(option):
        return goes_to_market(who)
    if brands := named_brands(option, who.country_code):
        if relation := who.relation(brands[0].name):
            return True if relation.attitude in ("loyal", "favourable") else None
        return None if prevalence(brands[0], who.buyer) > 0 else False
    return goes_to_kind(who, option.casefold().rstrip("s"))


def several(
    options: Sequence[str], chances: Sequence[float], rng: np.random.Generator, least: bool = True
) -> list[str]:
    """Those of some options that are drawn, each by its chance; where none is, the one that says so, else the
    likeliest, if one at `least` is to be named."""
    none = [option for option in options if says_none(option)][:1]
    drawn = [at for at, below in enumerate(rng.random(len(options))) if below < chances[at]]
    named = [options[at] for at in drawn if not says_none(options[at])]
    best = max(range(len(options)), key=lambda at: chances[at])
    return named or none or ([options[best]] if least and chances[best] > 0 else [])


def says_none(option: str) -> bool:
    """Whether an option of several says that it is none of them: "I never return things"."""
    return bool(NONE.match(option) or _REFUSED.match(option))


def _is_list(question: Question) -> bool:
    """Whether several are asked for of which somebody may well have none: what they use, know or had."""
    return bool(re.search(r"\b(?:do|did|have) you\b", question.text.casefold()))


def _payments(who: Respondent, question: Question) -> Position:
    """What the person pays with of several; cash, where it is among them, for who has nothing else."""
    ways = {option: way for option in question.options if (way := paying(who, option))}
    drawn = [option for option, way in ways.items() if way.there]
    if all(ways[option].of_debt for option in drawn):  # nobody lives on pay later alone
        cash = [option for option, way in ways.items() if way.means == "cash"]
        drawn = [*cash, *drawn] or [option for option in question.options if NONE.match(option)][:1]
    shares = {option: float(option in drawn) for option in question.options}
    named = [ways[option].ground for option in drawn if option in ways]
    # Of a wallet that is used the answer says enough: how it is common is no reason.
    told = [replace(each, notes=()) if each.name.startswith(PREVALENCE) else each for each in named]
    return Position(drawn, shares, tuple(told) or tuple(way.ground for way in ways.values()), side=1.0)


def _usual_payment(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """What the person mostly pays with."""
    ways = [paying(who, option) for option in question.options]
    weights = [way.usual if way else 0.0 for way in ways]
    shares = normalised(weights)
    at = draw(rng, shares)
    way = ways[at]
    grounds = (way.ground,) if way else tuple(each.ground for each in ways if each)
    return Position(question.options[at], dict(zip(question.options, shares, strict=True)), grounds, side=1.0)


def ranking_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """All options in order, drawn one after another by how much speaks for each."""
    grounds, shares, unsettled = _weighed(who, question)
    if unsettled.no_basis:
        return unsettled
    order = ranked(question.options, shares, rng)
    first = grounds[question.options.index(order[0])]
    return Position(order, unsettled.distribution, tuple(first) or _others(grounds) or unsettled.grounds, side=1.0)


def ranked(options: Sequence[str], shares: Sequence[float], rng: np.random.Generator) -> list[str]:
    """Options in order, drawn one after another by their shares."""
    keys = np.log(np.maximum(shares, 1e-9)) + rng.gumbel(size=len(shares))
    return [options[int(at)] for at in np.argsort(-keys, kind="stable")]


def maxdiff_sets(options: Sequence[str], rng: np.random.Generator) -> list[list[str]]:
    """The sets that are shown: four items each (all of five or fewer less one), every item about three times."""
    size = 4 if len(options) > 5 else min(4, len(options) - 1)
    count = math.ceil(3 * len(options) / size)
    shown = dict.fromkeys(options, 0)
    sets = []
    for _ in range(count):
        order = rng.permutation(len(options))
        ranked = sorted((int(at) for at in order), key=lambda at: shown[options[at]])
        chosen = [options[at] for at in ranked[:size]]
        for each in chosen:
            shown[each] += 1
        sets.append(chosen)
    return sets


def maxdiff_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """Best and worst of each set."""
    grounds, shares, unsettled = _weighed(who, question)
    if unsettled.no_basis:
        return unsettled
    value = maxdiff_of(question.options, shares, rng)
    best_at = question.options.index(best_and_worst(value)[0])
    return Position(
        value, unsettled.distribution, tuple(grounds[best_at]) or _others(grounds) or unsettled.grounds, side=1.0
    )


def maxdiff_of(options: Sequence[str], shares: Sequence[float], rng: np.random.Generator) -> list[dict[str, Any]]:
    """Best and worst of each set, by one order of all options, so that no set speaks against another."""
    order = ranked(options, shares, rng)
    sets = [(shown, sorted(shown, key=order.index)) for shown in maxdiff_sets(options, rng)]
    return [{"items": shown, "best": by_rank[0], "worst": by_rank[-1]} for shown, by_rank in sets]


def _weighed(who: Respondent, question: Question) -> tuple[list[list[Ground]], list[float], Position]:
    """The grounds and shares of options, of brands that the record does not name by which of them are known, and the
    position before anything is drawn."""
    grounds, shares = _option_shares(who, question)
    if who.figures and _is_without_basis(grounds):
        grounds, shares = _known_shares(who, question) or (grounds, shares)
    bears = tuple(ground for some in grounds for ground in some)
    if who.figures and not who.bare and sum(bool(quality_of(option)) for option in question.options) > 1:
        bears = (*bears, _QUALITIES)
    return grounds, shares, Position(None, dict(zip(question.options, shares, strict=True)), bears)


def _option_shares(who: Respondent, question: Question) -> tuple[list[list[Ground]], list[float]]:
    """The grounds of each option, and how likely each is taken."""
    grounds, utilities = [], []
    weights = _market_weights(who, question.options)
    for option in question.options:
        some = _grounds(who, question, option)
        utility = _FOREIGN if weights and _is_foreign(who, option) else weights.get(option, 0.0)
        utility += quality_of(option)
        pushes = sum(ground.push for ground in some)
        utility += pushes if pushes >= 0 else _AGAINST * pushes
        for ground in some:
            if ground.is_of_brand and ground.push > -0.5 and named_brands(option, who.country_code):
                utility += _HELD if who.relation(named_brands(option, who.country_code)[0].name) else 0.0
        grounds.append(some)
        utilities.append(utility)
    highest = max(utilities)
    return grounds, normalised([math.exp((utility - highest) / _CHOOSING) for utility in utilities])


def _grounds(who: Respondent, question: Question, option: str) -> list[Ground]:
    """What speaks for an option, or against it."""
    if _REFUSED.match(option):
        return []
    if NONE.match(option):
        return _left_out(who, question.options)
    found = weigh(who, option, "matter")
    if not named_brands(option, who.country_code):  # what a brand of the kind did says nothing on what is offered
        found = [
            each if each.push <= -_SURE_FROM else replace(each, weak=True, notes=()) if each.is_of_brand else each
            for each in found
        ]
    bare = question.text.casefold()
    if _WITH.search(bare) and not SAYING.search(bare):  # of what is done, not of what counts
        return [each for each in found if each.name.partition(":")[0] not in ATTITUDES]
    if _WITH.search(bare) or not SAYING.search(f"{bare} {option}".casefold()):
        found = [each for each in found if not each.name.startswith("social_reliance:")]
    return found


def _is_without_basis(grounds: Sequence[Sequence[Ground]]) -> bool:
    return all(ground.weak for some in grounds for ground in some)


def _known_shares(who: Respondent, question: Question) -> tuple[list[list[Ground]], list[float]] | None:
    """The grounds and shares of options by which brands the person knows; None where they are not of brands.

    Who knows none of them takes none, where that is an option; brands of other countries are not known.
    """
    named = [named_brands(option, who.country_code)[:1] for option in question.options]
    if sum(map(len, named)) < _BRANDS_LEAST or not all(
        brands or NONE.match(option) or _is_foreign(who, option)
        for brands, option in zip(named, question.options, strict=True)
    ):
        return None
    grounds = [_known(who, option) for option in question.options]
    shares = [
        prevalence(brands[0], who.buyer) if brands and some else _REFUSING * bool(_REFUSED.match(option))
        for brands, some, option in zip(named, grounds, question.options, strict=True)
    ]
    if not any(shares):
        refused = [bool(NONE.match(option)) for option in question.options]
        if not any(refused) or not all(prevalence(brand, who.buyer) for brands in named for brand in brands):
            return None
        grounds = [[_none_known()] if none else [] for none in refused]
        shares = [float(none) for none in refused]
    return grounds, normalised(shares)


def _is_foreign(who: Respondent, option: str) -> bool:
    """Whether an option is a brand of other countries alone."""
    return option.casefold() in brand_names() and not named_brands(option, who.country_code)


def _is_unnamed_brand(who: Respondent, option: str) -> bool:
    """Whether an option names a brand that is for such people and that the record says nothing of."""
    brands = named_brands(option, who.country_code) if who.figures else ()
    return bool(brands) and who.relation(brands[0].name) is None and prevalence(brands[0], who.buyer) > 0


@cache
def _qualities() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(row["words"]), float(row["weight"])) for row in rows("qualities.csv"))


def quality_of(option: str) -> float:
    """What counts for nearly everybody in a choice, of an option that names it."""
    bare = option.casefold()
    return next((weight for pattern, weight in _qualities() if pattern.search(bare)), 0.0)


def _none_known() -> Ground:
    return Ground(f"{PREVALENCE}none", _UNKNOWN, ("I do not really know any of these.",))


def _known(who: Respondent, option: str, had: bool = False) -> list[Ground]:
    """The ground that an option's brand is where the person knows it, or uses it where that is asked for; none for
    other options."""
    brands = named_brands(option, who.country_code)
    if had:
        return [used_ground(brands[0], there=True)] if brands and uses(who, brands[0]) else []
    return [known_ground(who, brands[0])] if brands and knows(who, brands[0]) else []


def _has_another(who: Respondent, question: Question) -> bool:
    """Whether the person stays with a brand that is not among the options, and none of these says so."""
    if not any(_REFUSED.match(option) for option in question.options):
        return False
    named = [brand for option in question.options for brand in named_brands(option, who.country_code)]
    held = [each for kind in {brand.category for brand in named} for each in who.relations(kind)]
    names = [brand.name for brand in named]
    return any(each.attitude in ("loyal", "favourable") and each.brand not in names for each in held)


def _left_out(who: Respondent, options: Sequence[str]) -> list[Ground]:
    """What speaks for none of the options: what the person likes of the same kind and is not offered."""
    named = [brand for option in options for brand in named_brands(option, who.country_code)]
    kinds = {brand.category for brand in named}
    return [
        ground
        for relation in who.persona.brand_relationships
        if relation.category in kinds and all(who.relation(brand.name) != relation for brand in named)
        for ground in weigh(who, relation.brand, "like")
        if ground.push > 0
    ]


def _is_held(who: Respondent, option: str) -> bool | None:
    """Whether the person uses the app that an option names; None where it names none of the country's."""
    named = [name for name, _ in platform_shares(who.country_code) if name.casefold() == option.casefold()]
    return named[0] in who.persona.digital_habits.platforms if named else None


def _market_weights(who: Respondent, options: Sequence[str]) -> dict[str, float]:
    """How much more often than the others people of the country and income have to do with the brands, in logs."""
    level = who.persona.income.level
    named = {option: brands[0] for option in options if (brands := named_brands(option, who.country_code))}
    usual = {option: max(brand.weights[level], 0.1) for option, brand in named.items()}
    if len({brand.category for brand in named.values()}) != 1:
        return {}
    mean = sum(usual.values()) / len(usual)
    return {option: 0.7 * math.log(weight / mean) for option, weight in usual.items()}


def is_yes_or_no(question: Question) -> bool:
    """Whether the options are yes, no and at most one other."""
    said = [option.casefold().split()[0].strip(",.") for option in question.options]
    return "yes" in said and "no" in said and len(said) <= 3


def best_and_worst(value: Sequence[Mapping[str, object]]) -> tuple[str, str]:
    """The items that were best and worst most often, less the other way round, over the sets of a maxdiff."""
    score: dict[str, int] = {}
    for shown in value:
        score[str(shown["best"])] = score.get(str(shown["best"]), 0) + 1
        score[str(shown["worst"])] = score.get(str(shown["worst"]), 0) - 1
    ranked = sorted(score, key=lambda each: (-score[each], each))
    return ranked[0], ranked[-1]


def _others(grounds: Sequence[Sequence[Ground]]) -> tuple[Ground, ...]:
    """What bears on the options that were not taken: it speaks by what it is not."""
    return tuple(Ground(ground.name, ground.push) for some in grounds for ground in some)
