"""Open questions, scales, and yes or no: the pushes of all grounds together say where a person stands."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from boses_engine.domain.study import Question, Scale
from boses_engine.grounding.market.brands import prevalence
from boses_engine.grounding.market.digital import platform_shares
from boses_engine.studies.amounts import readiness
from boses_engine.studies.concepts import promised
from boses_engine.studies.customs import custom_told
from boses_engine.studies.facts import asked_fact
from boses_engine.studies.familiar import used_ground, user_shares, uses, using_ground
from boses_engine.studies.habits import Held, no_orders
from boses_engine.studies.leaning import say
from boses_engine.studies.money import asked_price
from boses_engine.studies.moves import asked_move, leaves, moving
from boses_engine.studies.places import asked_place, shopping
from boses_engine.studies.position import Position, draw, normalised
from boses_engine.studies.respondent import OF_BRAND, Respondent
from boses_engine.studies.subject import kinds_of, named_brands, read_subject
from boses_engine.studies.weigh import SAYING, About, Ground, strongest, weigh, weigh_choosing, weigh_offer, weigh_price

_NORMAL = NormalDist()
_PUSH_MOST, _SURE_FROM = 2.5, 1.5  # standard deviations; from the second on nobody answers against it
_SPREAD, _SPREAD_LEAST, _SURER = 0.6, 0.4, 0.1
_POINTS_LEAST = 3
NONE = re.compile(
    r"(?:none|no one|neither|i (?:do not|don.t|never) (?:buy|use|drink|eat|have|own)|"
    r"nothing|other|others|something else|don.t know|not sure|cannot say)\b",
    re.IGNORECASE,
)
# What the lowest and the highest point of a scale say.
_POLES: tuple[tuple[Scale, str, str], ...] = (
    ("agreement", r"\bdisagree", r"(?<!dis)\bagree"),
    ("satisfaction", r"dissatisfied|unsatisfied|unhappy", r"\b(?:satisfied|happy)"),
    ("likelihood", r"unlikely|not (?:at all )?likely", r"(?<!not )\blikely"),
    ("purchase intent", r"\bnot buy|wouldn.t buy", r"(?<!not )\bbuy"),
    ("own", r"not (?:at all )?important|unimportant", r"(?<!not )\bimportant"),
    ("own", r"\b(?:never|not at all|poor|rarely)\b", r"\b(?:always|fully|very|great|a lot|every|often)\b"),
)
_UNDECIDED = 0.25  # the spread of who does not care either way
_FIRM_FROM = 0.38
_UNLIKELY = 0.25  # how much rarer an end of a scale, or its middle, is where little speaks for it
_EXTREME_FROM, _ONE_SIDED_FROM = 0.9, 0.7  # standard deviations that the end of a scale, and its other half, need
_BUYING = re.compile(
    r"^(?:would|will|could) you\b"
    r"|\b(?:buy|buying|purchase|try|order|pay for|subscribe|sign up|switch|interested|install|download)\b"
)
# Points that judge what is shown, and say nothing of how one likes it.
_JUDGED = re.compile(r"\b(?:different|unique|new|believ|credib|clear|easy|understand)\w*", re.IGNORECASE)
# What is asked of is not what one does but what one would do.
_OFFERING = re.compile(r"\b(?:would|will|could|might) you\b|\blikely\b|\b(?:plan|going|intend|interested) (?:to|in)\b")
_LIKING = re.compile(r"\b(?:satisf|recommend|rate|like|love|feel about|think of|keep using|happy with|trust)")
_WRONG = re.compile(
    r"\b(?:late|let you down|bad|worst|problem|problems|complain|annoy\w*|disappoint\w*|went wrong|dislike)\b"
)
_RIGHT = re.compile(r"\b(?:best|favourite|favorite|good experience|pleased|like most|proud)\b")
_FREE_TIME = re.compile(
    r"\bwhat do you\b.*\b(?:phone|online|internet)\b.*\b(?:evening|night|free time|morning|bed|day)\b"
    r"|\bwhat do you\b.*\b(?:evening|night|free time)\b.*\b(?:phone|online|internet)\b"
)
_ON_PHONE = ("Mostly I am on {first}, then on {second}.", "I open {first} first and then {second}.", "I am on {first}.")
_USING = re.compile(r"\b(?:do|have|are|did) you (?:\w+ )?(?:use|using|own|have|used|on)\b")
_CHOOSING = re.compile(r"\blook (?:for|at)\b|\bchoos\w+|\bmatters?\b")
_MEANS = ("online shop",)  # kinds that say where, not what
_DEVICES = ("smartphone", "laptop", "desktop computer", "tablet", "games console", "smart TV", "computer")
_TRUSTING = 2.0  # how much more who trusts brands gives the upper points (estimate)
_RECOMMENDED = {"loyal": (8, 10), "favourable": (7, 10), "indifferent": (4, 8), "sceptical": (1, 6), "avoids": (0, 3)}
_USED = {"loyal": 0.98, "favourable": 0.95, "indifferent": 0.8, "sceptical": 0.6, "avoids": 0.02}


def open_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """What of a person's life and brands speaks of an open question; nothing is drawn."""
    text = question.whole_text
    if fact := asked_fact(question.text, who.persona):
        return Position(None, {}, fact=fact)
    if shown := promised(who, question):
        return Position(None, {}, tuple(strongest(shown)))
    if (place := asked_place(question.text)) and (grounds := shopping(who, place)):
        return Position(None, {}, tuple(grounds))
    if (move := asked_move(question.text)) and (grounds := moving(who, text, move)):
        return Position(None, {}, tuple(grounds))
    subject = read_subject(text, who.country_code)
    kinds = kinds_of(subject)
    own = [each for kind in kinds if kind not in _MEANS for each in who.relations(kind)]
    if not own and (ground := custom_told(who, text) or _on_the_phone(who, text)):
        return Position(None, {}, (ground, *(weigh_choosing(who) if _CHOOSING.search(text.casefold()) else ())))
    grounds = weigh(who, text, "like")
    told = who.of_fields(subject.fields)
    if "decision_habit" in subject.fields and not grounds:
        grounds = weigh_choosing(who)
    elif not grounds or subject.topics:
        grounds = strongest([*grounds, *weigh(who, text, "matter")])
    others = {f"{OF_BRAND}{each.brand}" for each in who.persona.brand_relationships if each.category not in kinds}
    near = [said for said in who.near(text) if not any(said.id in ground.name for ground in grounds)]
    near = [said for said in near if not (kinds and said.id in others)]
    grounds = [ground for ground in grounds if _is_asked_for(ground, text)]
    if not SAYING.search(text.casefold()):
        grounds = [ground for ground in grounds if not ground.name.startswith("social_reliance:")]
    near, told = near[:2], [] if len(near) > 1 else who.nearest(text, told)[:1]
    if subject.brands or any(ground.is_of_brand for ground in grounds):
        told = []  # what they have to do with it says more than how they live
    return Position(None, {}, tuple(grounds), told=tuple(dict.fromkeys((*near, *told))))


def _on_the_phone(who: Respondent, text: str) -> Ground | None:
    """What somebody does on the phone when they have time: the apps that they are most on."""
    held = who.persona.digital_habits.platforms
    if not held or not _FREE_TIME.search(text.casefold()):
        return None
    first, *rest = held
    ways = _ON_PHONE[:2] if rest else _ON_PHONE[2:]
    note = say(who, ways, "phone").format(first=first, second=rest[0] if rest else "")
    return Ground(f"platform:{first}", 0.8, (note,))


def _is_asked_for(ground: Ground, text: str) -> bool:
    """Whether a ground is of the kind that is asked for: nothing good where somebody asks what went wrong."""
    bare = text.casefold()
    if not ground.is_of_brand:
        return True
    return not (_WRONG.search(bare) and ground.push > 0) and not (_RIGHT.search(bare) and ground.push < 0)


def likert_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """A point of a scale, from all that pushes."""
    if question.scale == "own" and question.stimulus and _JUDGED.search(question.anchors[-1]):
        return Position(None, dict.fromkeys(map(str, question.points), 1 / len(question.points)))
    about = _about(who, question)
    grounds = strongest(_weigh_with_offer(who, question, about))
    points = question.points
    shares = point_shares(grounds, len(points), firm=about in ("agree", "matter"))
    if question.scale == "nps":
        shares = _recommending(who, question, shares)
    position = Position(None, dict(zip(map(str, points), shares, strict=True)), tuple(grounds))
    if position.no_basis and (of_user := _as_user(who, question, rng)):
        return of_user
    if position.no_basis:
        flat = dict.fromkeys(map(str, points), 1 / len(points))
        return Position(None, flat, tuple(grounds))
    at = draw(rng, shares)
    middle = (len(points) - 1) / 2
    return Position(points[at], position.distribution, tuple(grounds), side=float(np.sign(at - middle)))


def _as_user(who: Respondent, question: Question, rng: np.random.Generator) -> Position | None:
    """What somebody gives a brand that they use and that the record says nothing of; None where there is none."""
    brands = read_subject(question.whole_text, who.country_code).brands
    points = question.points
    usual = user_shares("nps" if question.scale == "nps" else f"{question.scale} {len(points)}")
    if len(brands) != 1 or usual is None or not who.figures or who.bare or not uses(who, brands[0]):
        return None
    trust = (who.persona.psychographics.brand_trust - 50) / 50
    shares = normalised([share * math.exp(_TRUSTING * trust * at / len(points)) for at, share in enumerate(usual)])
    at = draw(rng, shares)
    low, high = (6, 9) if question.scale == "nps" else (len(points) // 2, len(points) // 2 + 1)
    side = -1.0 if at < low else 1.0 if at >= high else 0.0
    named = dict(zip(map(str, points), shares, strict=True))
    return Position(points[at], named, (using_ground(who, brands[0], side),), side=side)


def _recommending(who: Respondent, question: Question, shares: Sequence[float]) -> list[float]:
    """The shares of 0 to 10 for a brand of the record: who thinks well of it is no detractor, who doubts it no
    promoter."""
    brands = read_subject(question.whole_text, who.country_code).brands
    relation = who.relation(brands[0].name) if len(brands) == 1 else None
    if relation is None:
        return list(shares)
    least, most = _RECOMMENDED[relation.attitude]
    kept = [share if least <= at <= most else 0.0 for at, share in enumerate(shares)]
    return normalised(kept if any(kept) else [float(least <= at <= most) for at in range(len(shares))])


def _weigh_with_offer(who: Respondent, question: Question, about: About) -> list[Ground]:
    """The grounds of a question; of an offer also what a temper makes of offers, and how its price stands to money."""
    text = question.whole_text
    if about != "agree" and leaves(question.text):  # who likes a thing is not likely to leave it
        return [replace(ground, push=-ground.push) for ground in weigh(who, text, "like")]
    if about == "agree" and question.stimulus:  # what one says of oneself and the thing shown, not of its kind
        return [*weigh(who, question.text, about), *promised(who, question)]
    grounds = weigh(who, text, about)
    if about == "buy":
        grounds += [*weigh_offer(who, new=bool(question.stimulus)), *promised(who, question), *no_orders(who, text)]
        if price := asked_price(question):
            kind = next(iter(kinds_of(read_subject(text, who.country_code))), None)
            held = weigh_price(who, *price, kind)
            grounds += [held, readiness(who, price[0], price[2], kind)] if held else []
    return grounds


def point_shares(grounds: Sequence[Ground], points: int, firm: bool = False) -> list[float]:
    """How likely each point is: a normal about the sum of the pushes, cut where flat answers would be even.

    The more speaks, the narrower it is; nobody answers against a ground that is sure. With `firm`, for what is said of
    oneself, whoever leans one way does not stay in the middle.
    """
    total = max(-_PUSH_MOST, min(_PUSH_MOST, sum(ground.push for ground in grounds)))
    weight = sum(abs(ground.push) for ground in grounds if not ground.weak)
    strong = [ground for ground in grounds if not ground.weak]
    undecided = bool(strong) and all(ground.neutral for ground in strong)
    about = NormalDist(total, _UNDECIDED if undecided else max(_SPREAD_LEAST, _SPREAD - _SURER * weight))
    cuts = [_NORMAL.inv_cdf(at / points) for at in range(1, points)]
    below = [0.0, *(about.cdf(cut) for cut in cuts), 1.0]
    shares = [high - low for low, high in pairwise(below)]
    middle = (points - 1) / 2
    pushes = [ground.push for ground in grounds if not ground.weak]
    lowest, highest = min(pushes, default=0.0), max(pushes, default=0.0)
    low = lowest <= -_SURE_FROM or total <= -_ONE_SIDED_FROM
    high = (highest >= _SURE_FROM and lowest > -_SURE_FROM) or total >= _ONE_SIDED_FROM
    if firm and abs(total) >= _FIRM_FROM:
        low, high = total < 0, total > 0
    for at in range(points):
        between = firm and abs(total) >= _FIRM_FROM and at == middle
        ends = points > _POINTS_LEAST and (
            (at == 0 and total > -_EXTREME_FROM) or (at == points - 1 and total < _EXTREME_FROM)
        )
        against = (at > middle and low) or (at < middle and high and not low)
        if against or (lowest <= -2 * _SURE_FROM and at > points // 4):
            shares[at] = 0.0
        elif ends:
            shares[at] *= _UNLIKELY if abs(total) >= _FIRM_FROM else 0.0
        elif between:
            shares[at] *= _UNLIKELY
    return normalised(shares)


def _about(who: Respondent, question: Question) -> About:
    """What a scale is asked of."""
    text = question.text.casefold()
    if question.scale == "purchase intent":
        return "buy"
    if question.scale in ("satisfaction", "nps"):
        return "like"
    if question.scale == "agreement":
        return "agree"
    if any("important" in anchor.casefold() for anchor in question.anchors):
        return "matter"
    if _is_of_oneself(who, question):
        return "agree"
    if _BUYING.search(text):
        return "buy"
    return "like" if _LIKING.search(text) else "buy" if question.scale == "likelihood" else "agree"


def on_scale(options: Sequence[str]) -> tuple[Scale, tuple[str, ...]] | None:
    """The scale that options are the points of, by their words, with these from the lowest up; None without one."""
    if len(options) < _POINTS_LEAST:
        return None
    for scale, low, high in _POLES:
        for first, last in ((options[0], options[-1]), (options[-1], options[0])):
            rises = re.search(low, first, re.IGNORECASE) and re.search(high, last, re.IGNORECASE)
            if rises and not re.search(low, last, re.IGNORECASE):
                return scale, tuple(options if first == options[0] else options[::-1])
    return None


def scale_choice_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position | None:
    """The option that is a person's point, where the options are a scale; None where they are none, and without a
    basis."""
    found = on_scale([option for option in question.options if not NONE.match(option)])
    if found is None:
        return None
    scale, anchors = found
    update = {"kind": "likert", "options": (), "scale": scale, "anchors": anchors}
    asked = question.model_copy(update=update)
    stands = likert_position(who, asked, rng)
    if stands.no_basis:
        return None
    shares = dict(zip(anchors, stands.distribution.values(), strict=True))
    return replace(
        stands,
        value=anchors[asked.points.index(stands.value)],
        distribution={option: shares.get(option, 0.0) for option in question.options},
    )


def _is_of_oneself(who: Respondent, question: Question) -> bool:
    """Whether a question is how one stands to a topic, which is no offer: a statement of oneself in other words."""
    subject = read_subject(text := question.text, who.country_code)
    offered = question.stimulus is not None or _OFFERING.search(text.casefold())
    stands = any(topic.side(text) for topic in (*subject.topics, *subject.styles))
    return stands and not subject.brands and not offered


def yes_or_no_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """Yes or no: as the record says it, else from all that pushes."""
    text = question.whole_text
    yes, no = yes_and_no(question)
    chance, grounds = _chance_of_yes(who, question, text)
    distribution = dict.fromkeys(question.options, 0.0) | {yes: chance, no: 1 - chance}
    between = [option for option in question.options if option not in (yes, no) and not NONE.match(option)]
    if between and 0 < chance < 1 and not all(ground.weak for ground in grounds):
        shares = dict(zip((no, between[0], yes), point_shares(grounds, 3), strict=True))
        at = draw(rng, list(shares.values()))
        distribution = {option: shares.get(option, 0.0) for option in question.options}
        return Position((no, between[0], yes)[at], distribution, tuple(grounds), side=float(at - 1))
    if all(ground.weak for ground in grounds):
        return Position(None, dict.fromkeys(question.options, 1 / len(question.options)), tuple(grounds))
    said = yes if rng.random() < chance else no
    return Position(said, distribution, tuple(grounds), side=1.0 if said == yes else -1.0)


def habit_position(question: Question, found: Held) -> Position:
    """Yes or no to what the person does, as it was found."""
    yes, no = yes_and_no(question)
    shares = {yes: found.chance, no: 1 - found.chance}
    distribution = dict.fromkeys(question.options, 0.0) | shares
    return Position(yes if found.there else no, distribution, (found.ground,), side=1.0 if found.there else -1.0)


def yes_and_no(question: Question) -> tuple[str, str]:
    """The options that say yes and no."""
    yes = next(option for option in question.options if option.casefold().startswith("yes"))
    no = next(option for option in question.options if option.casefold().startswith("no") and option != yes)
    return yes, no


def _chance_of_yes(who: Respondent, question: Question, text: str) -> tuple[float, list[Ground]]:
    bare, of_oneself = question.text.casefold(), _is_of_oneself(who, question)
    if _USING.search(bare):
        digital = who.persona.digital_habits
        known = [*(name for name, _ in platform_shares(who.country_code)), *_DEVICES]
        asked = [name for name in known if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", bare)]
        if asked:
            name = max(asked, key=len)
            there = any(name.casefold() in held.casefold() for held in (*digital.platforms, *digital.devices))
            note = f"I use {name}." if there else f"I do not use {name}."
            field_name = "platforms" if name in known[: len(known) - len(_DEVICES)] else "devices"
            return float(there), [Ground(f"digital_habits.{field_name}", 1.0 if there else -1.0, (note,))]
        grounds = weigh(who, text, "like")
        for brand in named_brands(text, who.country_code):
            if relation := who.relation(brand.name):
                return _USED[relation.attitude], grounds
            if who.figures and prevalence(brand, who.buyer):
                there = uses(who, brand)
                return float(there), [used_ground(brand, there)]
        if not of_oneself:
            return 0.5, []
    about: About = (
        "agree" if of_oneself else "buy" if _BUYING.search(bare) else "like" if _LIKING.search(bare) else "agree"
    )
    grounds = _weigh_with_offer(who, question, about)
    shares = point_shares(grounds, 2)
    return shares[1], strongest(grounds)
