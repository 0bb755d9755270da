"""Numbers and prices: what the record says, else what the person's money makes of a usual amount."""

import math
import re
from dataclasses import replace
from itertools import count
from statistics import NormalDist

import numpy as np

from boses_engine.domain.study import WESTENDORP, Per, Question
from boses_engine.studies.facts import asked_fact
from boses_engine.studies.habits import FIGURE, no_orders
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.money import is_tight, most_paid, purse_of, round_price, step_of, strain
from boses_engine.studies.position import Position
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.spending import Spending, usual_spending
from boses_engine.studies.subject import categories, kinds_of, read_subject
from boses_engine.studies.weigh import NEVER, Ground, weigh

_NORMAL = NormalDist()
_SPENDING = re.compile(r"\b(?:spend|spent|spending|budget|pay|cost|costs)\b")
_APART, _FAR = 0.35, 1.8  # how far people of a kind are apart in what they spend, in logs (estimates)
_TIGHT = 0.1  # how careful with prices who has little is at least, -1..1
_PAID_OVER = 1.2  # how far over a fair price one goes
_READY, _READY_MOST = 2.0, 1.0  # standard deviations for each log of the price, and at most (estimates)
_RICHER = 0.06  # how much more is fair for each time the purse is larger, in logs (estimate)
_SHORT_OF = (
    "I have to get through the month with what is left.",
    "There are other things to pay first.",
    "I would miss the money elsewhere.",
)
_SPOKEN_OF = 0.5  # how far a price must be under what is paid without a thought not to be held against the purse
_MOST_OF_LITTLE = 0.5  # of a purse that is small beside the household's (estimate)
_MOST_OF_PURSE = 0.15  # of a month's own money that an everyday thing takes
_SPENT_OVER = ((r"(?:a|per|each|every) ?week|weekly", 30 / 7), (r"(?:a|per|each|every) ?day|daily", 30.0))
_UNITS = {
    "rp": "IDR",
    "rupiah": "IDR",
    "₱": "PHP",
    "peso": "PHP",
    "pesos": "PHP",
    "đ": "VND",
    "₫": "VND",
    "dong": "VND",
}


def number_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """A number: the fact, or money spent on a kind of goods as a share of the purse."""
    person = who.persona
    fact = asked_fact(question.text, person)
    if fact and isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
        return Position(fact.value, {f"{fact.value:g}": 1.0}, fact=fact)
    subject = read_subject(question.whole_text, who.country_code)
    names = kinds_of(subject)
    if not is_money(who, question) or not _SPENDING.search(question.text.casefold()):
        return Position(None, {})
    if (usual := usual_spending(who, question.text)) is not None and who.figures:
        return _everyday(who, question, usual, rng)
    if not names:
        return Position(None, {})
    category = categories()[names[0]]
    purse = purse_of(person, category.name)
    grounds = [ground for ground in weigh(who, question.text, "like") if ground.push != 0 or ground.notes]
    if any(ground.push <= NEVER for ground in grounds):
        return Position(0, {"0": 1.0}, tuple(grounds), side=-1.0)
    liking = max(-0.6, min(0.6, 0.3 * sum(ground.push for ground in grounds)))
    careful = 0.4 * (person.psychographics.price_consciousness - 50) / 50
    held = Ground(purse.ground, 0.0)
    share = Ground(f"category:{category.name}", 0.0, weak=True)
    drawn, distribution = _drawn(purse.monthly * category.share * math.exp(liking - careful), question, rng)
    return Position(drawn, distribution, (held, *grounds, share))


def is_money(who: Respondent, question: Question) -> bool:
    """Whether a number is an amount in the person's currency."""
    unit = (question.unit or "").casefold().strip(".")
    return _UNITS.get(unit, unit.upper()) == who.persona.income.currency


def parts_of(text: str) -> float:
    """How many times the time that a text asks an amount of is in a month."""
    return next((parts for pattern, parts in _SPENT_OVER if re.search(pattern, text.casefold())), 1.0)


def _everyday(who: Respondent, question: Question, usual: Spending, rng: np.random.Generator) -> Position:
    """What the person spends on an everyday thing: near what people of their country and class do.

    How they like a make says nothing on it; who looks at prices spends less. Who is told to use such a thing pays.
    """
    held = [each for each in who.relations(usual.kind) if each.attitude != "avoids"]
    ground = Ground(f"{FIGURE}spending on {usual.kind} [{usual.source}]", 0.0)
    if not held and manner(who, "spending", usual.kind).random() >= usual.payers:
        return Position(0, {"0": 1.0}, (ground,), side=-1.0)
    scores = who.persona.psychographics
    careful = (scores.price_consciousness - 50) / 50
    income = who.persona.income
    shared = _MOST_OF_PURSE * income.household_monthly // who.persona.household.size
    own = income.personal_monthly  # who earns little is fed at home, and has the rest for such things
    most = max(_MOST_OF_PURSE * own, min(_MOST_OF_LITTLE * own, shared)) if own else shared
    amount = min(usual.monthly * math.exp(-0.35 * careful), most)
    drawn, distribution = _drawn(amount, question, rng)
    careful_ground = Ground(f"price_consciousness:{scores.price_consciousness}", -careful, weak=True)
    return Position(drawn, distribution, (ground, careful_ground))


def _drawn(usual: float, question: Question, rng: np.random.Generator) -> tuple[float, dict[str, float]]:
    """An amount about a usual one of a month, over the time that is asked for, and the amounts that it may be."""
    usual /= parts_of(question.text)
    distribution: dict[str, float] = {}
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        key = str(round_price(max(usual * math.exp(_APART * _NORMAL.inv_cdf(share)), 1.0)))
        distribution[key] = distribution.get(key, 0.0) + 0.2
    amount = usual * math.exp(_APART * float(np.clip(rng.standard_normal(), -_FAR, _FAR)))
    return _within(round_price(max(amount, 1.0)), question), distribution


def fairness(who: Respondent, room: float, liking: float) -> float:
    """How a price that a person finds fair stands to a usual one, by how careful they are with prices, the `room` that
    it leaves in their purse (see `money.strain`) and how they like the thing."""
    pushed = 0.1 * max(-2, min(2, liking)) - 0.5 * _carefulness(who) + 0.22 * max(-2.5, min(1.0, room))
    return math.exp(pushed + _RICHER * max(0.0, min(4.0, room - 1.0)))


def readiness(who: Respondent, price: int, per: Per, kind: str | None) -> Ground:
    """How far a price is under the most that the person would pay, as a ground of whether they buy: who says in a
    ladder that they would pay more does not refuse it."""
    room = -strain(price, purse_of(who.persona, kind), per)
    push = _READY * math.log(_PAID_OVER * fairness(who, room, 0.0))
    score = who.persona.psychographics.price_consciousness
    return Ground(f"price_consciousness:{score}", max(-_READY_MOST, min(_READY_MOST, push)), weak=True)


def _carefulness(who: Respondent) -> float:
    """How careful somebody is with prices, -1..1."""
    careful = (who.persona.psychographics.price_consciousness - 50) / 50
    return max(careful, _TIGHT) if is_tight(who.persona) else careful


def _within(amount: float, question: Question) -> float:
    low = question.least if question.least is not None else -math.inf
    high = question.most if question.most is not None else math.inf
    return max(low, min(high, amount))


def price_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """The four prices of Van Westendorp, which rise, or the highest of a ladder that is paid."""
    person = who.persona
    subject = read_subject(question.whole_text, who.country_code)
    names = kinds_of(subject)
    purse = purse_of(person, names[0] if names else None)
    if question.currency != purse.currency:
        return Position(None, {})
    grounds = [*no_orders(who, question.whole_text), *weigh(who, question.whole_text, "buy")]
    never = next((ground for ground in grounds if ground.push <= NEVER), None)
    text = question.whole_text
    usual = float(question.reference or np.median(question.ladder))
    liking = sum(ground.push for ground in grounds if not ground.weak)
    careful = _carefulness(who)
    room = -strain(usual, purse, question.per)
    fair = usual * fairness(who, room, liking) * math.exp(0.1 * rng.standard_normal())
    most = most_paid(purse, question.per)
    # Nobody speaks of a month's money where a price is small beside it.
    held = Ground(purse.ground, room, (say(who, _SHORT_OF, text),) if room < _SPOKEN_OF else ())
    score = f"price_consciousness:{person.psychographics.price_consciousness}"
    if not subject.brands:  # what they have of other brands says nothing on what one may cost
        grounds = [replace(each, notes=()) if each.is_of_brand else each for each in grounds]
    every = (held, Ground(score, -careful), *grounds)
    if question.method == "gabor granger":
        limit = min(fair * _PAID_OVER, most) if never is None else 0.0
        chances = {
            str(price): 0.0 if price > most or never else 1 / (1 + math.exp(6 * math.log(price / max(limit, 1e-9))))
            for price in question.ladder
        }
        paid = max((price for price in question.ladder if price <= limit), default=0)
        return Position(paid, chances, (never, held) if never else every, side=0.0)
    fair = min(fair, most / 1.6)
    steps = np.cumprod([0.45, 1.6, 1.55, 1.35]) * np.exp(0.04 * rng.standard_normal(4))
    prices = [round_price(fair * step) for step in np.sort(steps)]
    for at in range(1, 4):
        if prices[at] <= prices[at - 1]:
            least = prices[at - 1]
            prices[at] = next(price for price in map(round_price, count(least + 1, step_of(least))) if price > least)
    value = dict(zip(WESTENDORP, prices, strict=True))
    span = [round_price(usual * factor) for factor in (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)]
    accepted = {str(price): _accepted(price, fair, most) for price in dict.fromkeys(span)}
    return Position(value, accepted, every, side=0.0)


def _accepted(price: float, fair: float, most: float) -> float:
    """How likely a price is neither too cheap nor too dear for the person."""
    if price > most:
        return 0.0
    over = (math.log(price / fair) - math.log(1.5)) / 0.15
    under = (math.log(0.45) - math.log(price / fair)) / 0.15
    return 1 - _NORMAL.cdf(over) if over > under else 1 - _NORMAL.cdf(under)
