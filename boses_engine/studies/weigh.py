"""What in a person's record bears on a question, and which way it pushes.

A ground pushes by so many standard deviations of the answers that people give: above 0 towards the upper points of a
scale, towards "yes", towards the option. The weights are our own estimates; what matters more is that every one of them
names a fact of the record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from boses_engine.domain.persona import INVENTED, Attitude, BrandRelationship, DecisionStyle
from boses_engine.domain.study import Per
from boses_engine.grounding.income.classes import format_money
from boses_engine.grounding.market import buyers
from boses_engine.studies.money import is_tight, most_paid, purse_of, strain
from boses_engine.studies.practices import practised
from boses_engine.studies.respondent import OF_BRAND, Respondent
from boses_engine.studies.statements import stated
from boses_engine.studies.subject import Subject, Topic, kinds_of, negated, read_subject, topics

About = Literal["buy", "agree", "like", "matter"]  # an offer, a statement, a thing one has, what counts in a choice

_ATTITUDES: dict[Attitude, float] = {
    "loyal": 1.7,
    "favourable": 0.75,
    "indifferent": 0.0,
    "sceptical": -0.75,
    "avoids": -2.0,
}
_OTHERS: dict[Attitude, float] = {  # how a brand that one has pushes towards another of its kind
    "loyal": -0.7,
    "favourable": -0.25,
    "indifferent": 0.1,
    "sceptical": 0.25,
    "avoids": 0.35,
}
_STANDING: dict[Attitude, tuple[str, ...]] = {
    "loyal": (
        "I am loyal to {brand}.",
        "{brand} is the one that I stay with.",
        "I do not want to change from {brand}.",
    ),
    "favourable": ("I think well of {brand}.", "I like {brand}.", "I have had good days with {brand}."),
    "indifferent": ("I do not care much about {brand} either way.", "{brand} is one of many for me."),
    "sceptical": ("I have my doubts about {brand}.", "I am careful with {brand}."),
    "avoids": ("I stay away from {brand}.", "I want nothing more to do with {brand}."),
}
_TRAIT_SD, _LOW, _HIGH = 18.0, 42, 58
# Topic → how its trait pushes towards an offer that speaks of it.
_OFFERED = {"price": 0.35, "adverts": -0.35, "newness": 0.4, "brands": 0.35, "others": 0.3}
_AGREEING, _MATTERING = 0.9, 0.9
# Sentences of the record that tell what the person does; others have an option's words by chance.
_TOLD_OF_DOING = ("moment:", "price:", "life:money_habit", "life:decision_habit")
_SPEAKS = 0.6  # a sentence of the record about the same
_TIGHT, _OF_LOYAL = 0.6, 0.4  # how much a low price counts with little money, and a name for each that one stays with
_PRACTISED = 1.6  # a sentence that shows the person do what a statement is of
_FREE_BELOW = 46  # price consciousness under which something is paid without a thought
NEVER = -3.0
_MONEY_SLOPE, _MONEY_BONUS = 0.9, 0.25
_EASY = ("I can pay {price} without much thought.", "{price} is nothing that I have to think about.")
_KEPT = ("I can pay {price}, and I would look whether I use it.", "{price} is all right for me.")
_WATCHED = ("I can pay {price} now and then.", "{price} is all right if it is not every day.")
# How a way of deciding bends an offer, and how the person puts that.
_STYLES: dict[DecisionStyle, tuple[float, str]] = {
    "impulsive": (0.3, "When I like a thing, I take it."),
    "novelty and fashion conscious": (0.35, "I want to have what is new."),
    "habitual and brand loyal": (-0.35, "I do not like to change what I use."),
    "perfectionist": (-0.15, "I would have to look at it closely first."),
    "confused by overchoice": (-0.2, "There are too many of these for me to choose from."),
}
_SPARED = ("I am glad when there are no adverts in it.", "To be spared the adverts is worth something to me.")
_NOT_DISTURBED = ("Adverts do not disturb me.", "I can live with the adverts in the usual one.")
_LEFT_OUT = re.compile(r"\b(?:without|no|free of|zero) (?:\w+ )?$")
# What makes friends and family those whose word counts.
SAYING = re.compile(
    r"\b(?:says?|said|reviews?|recommend\w*|opinions?|advice|ratings?|tells?|told|hear|believ\w*|trust\w*|decid\w*"
    r"|choos\w*|choice|buy\w*|matters?|important|look|order)\b"
)
_FIGURE = "figure:"  # how grounds begin that a table of shares is
_SHORT = 2  # letters
# What a way of deciding says of a topic where the score stands in the middle (estimates).
_STYLE_OF: dict[str, DecisionStyle] = {
    "price": "price and value conscious",
    "brands": "brand conscious",
    "newness": "novelty and fashion conscious",
}
_STYLE_PUSH = 0.5
# What a way of deciding says where a statement is of it, and where it is of another: everybody has a little of all
# (estimates).
_OWN_STYLE, _OTHER_STYLE = 1.2, 0.5
_NO_CHILD = "I have no child that small at home."
_NEEDS = {
    "child under 4": _NO_CHILD,
    "car": "I have no car.",
    "home internet": "I have no internet line at home.",
    "smartphone": "My phone cannot do that.",
}


@dataclass(frozen=True)
class Ground:
    """A fact that bears on a question: its name for the record, how it pushes, and how the person puts it.

    A `weak` one bends an answer but is no basis for one by itself.
    """

    name: str
    push: float
    notes: tuple[str, ...] = ()
    weak: bool = False
    variants: bool = False  # whether the notes are ways to say one thing, of which one is told
    neutral: bool = False  # whether the notes fit every answer: they say that it is neither here nor there
    leaning: tuple[str, str] = ("", "")  # of a neutral one: what fits an answer below the middle, and one above it

    @property
    def is_of_brand(self) -> bool:
        """Whether it is what the person has to do with a brand."""
        return self.name.startswith(OF_BRAND)


def weigh(who: Respondent, text: str, about: About) -> list[Ground]:
    """The grounds that a text has in a record, strongest first."""
    if about == "agree" and (found := stated(who, text)):
        name, push, note = found
        return strongest([Ground(f"{_FIGURE}{name} [estimate]", push, (note,)), *_practices(who, text, about)])
    subject = read_subject(text, who.country_code)
    grounds = [*_brands(who, subject, about)]
    of_topics = [ground for topic in subject.topics if (ground := _topic(who, topic, text, about)) is not None]
    grounds += of_topics
    if of_topics and about in ("agree", "matter"):  # the score says how they stand, what they buy says nothing on it
        does = _practices(who, text, about)
        own = [ground for ground in grounds if not any(ground.push * each.push < 0 for each in does)]
        return strongest([*own, *does])
    grounds += _categories(who, subject, about)
    grounds += _platforms(who, text, about)
    grounds += _styles(who, subject, text) if about == "agree" else []
    if about in ("agree", "matter"):
        kept = _TOLD_OF_DOING if about == "matter" else ""
        near = [said for said in who.near(text) if not said.id.startswith(OF_BRAND) and said.id.startswith(kept)]
        grounds += [Ground(said.name, _speaking(text, said.text, about), (said.text,)) for said in near[:2]]
    return strongest(grounds)


def _speaking(text: str, said: str, about: About) -> float:
    """How a sentence of the record pushes that has the words of a text: against it where only one of them says no."""
    return -_SPEAKS if about == "agree" and negated(text) != negated(said) else _SPEAKS


def weigh_choosing(who: Respondent) -> list[Ground]:
    """What the person goes by when they choose: the attitude that is furthest above the usual, if one is."""
    scores = who.persona.psychographics
    held = {topic: getattr(scores, topic.trait) for topic in topics() if topic.name != "adverts"}
    topic = max(held, key=lambda each: held[each])
    if held[topic] < _HIGH:
        return []
    return [Ground(f"{topic.trait}:{held[topic]}", _z(held[topic]), topic.said["high"], variants=True)]


def weigh_price(who: Respondent, price: int, currency: str, per: Per, category: str | None) -> Ground | None:
    """How a price stands to the person's money; None where it is in another currency."""
    purse = purse_of(who.persona, category)
    if currency != purse.currency:
        return None
    told = format_money(price, currency, who.country_code)
    whose = "the household has" if purse.of_household else "I have"
    if price > most_paid(purse, per):
        note = f"I cannot pay {told}, because {whose} {purse.text} a month."
        return Ground(purse.ground, NEVER, (note,))
    over = strain(price, purse, per)
    scores = who.persona.psychographics
    careful = (scores.price_consciousness - 50) / 50
    dearer, cheaper = -_MONEY_SLOPE * over * (1 + 0.5 * careful), min(_MONEY_BONUS, -0.2 * over) * (1 - careful)
    push = dearer if over > 0 else cheaper
    share = round(100 * price / purse.monthly)
    often = {"once": "", "week": " a week", "month": " a month"}[per]
    if over > 0.25 and share >= 2:
        note = f"{told} is about {share} % of what {whose} in a month."
    elif over > 0.25:
        note = f"{told}{often} is a lot for me when {whose} {purse.text} a month."
    elif over < -0.25:
        free = scores.price_consciousness < _FREE_BELOW and not is_tight(who.persona)
        ways = _EASY if free else _WATCHED if per == "once" else _KEPT
        note = ways[sum(map(ord, who.persona.id)) % len(ways)].format(price=f"{told}{often}")
    else:
        note = f"I could pay {told}{often}, but I would feel it."
    return Ground(purse.ground, push, (note,))


def weigh_offer(who: Respondent, new: bool) -> list[Ground]:
    """What of a temper bends every offer: a liking for the new, and the way of deciding."""
    scores = who.persona.psychographics
    push, note = _STYLES.get(scores.decision_style, (0.0, ""))
    grounds = [Ground(f"decision_style:{scores.decision_style}", push, (note,) if note else (), weak=True)]
    if new:
        z = _z(scores.novelty_seeking)
        grounds.append(Ground(f"novelty_seeking:{scores.novelty_seeking}", 0.35 * z, weak=True))
    return grounds


def strongest(grounds: Sequence[Ground]) -> list[Ground]:
    """Each ground once, those that push most first."""
    once = {ground.name: ground for ground in reversed(grounds)}
    return sorted(once.values(), key=lambda ground: (ground.weak, -abs(ground.push), ground.name))


def of_relation(who: Respondent, relation: BrandRelationship, push: float, story: bool = True) -> Ground:
    """What somebody has to do with a brand as a ground, with what happened where it is a `story`."""
    told = who.brand_story(relation) if story else ()
    stand = _STANDING[relation.attitude]  # which of the ways to put it is the person's own
    first = stand[sum(map(ord, who.persona.id + relation.brand)) % len(stand)].format(brand=relation.brand)
    name = _named(f"{OF_BRAND}{relation.brand}, {relation.attitude}", relation.evidence)
    return Ground(name, push, (first, *told), neutral=relation.attitude == "indifferent")


def _brands(who: Respondent, subject: Subject, about: About) -> list[Ground]:
    found = []
    for brand in subject.brands:
        relation = who.relation(brand.name)
        if relation is not None:
            found.append(of_relation(who, relation, _ATTITUDES[relation.attitude]))
            continue
        if brand.inside and (house := who.relation(brand.inside)) is not None:
            found.append(of_relation(who, house, 0.7 * _ATTITUDES[house.attitude], story=False))
            continue
        if about == "like":
            continue
        for other in who.relations(brand.category):
            found.append(of_relation(who, other, _OTHERS[other.attitude], story=False))
    return found


def _categories(who: Respondent, subject: Subject, about: About) -> list[Ground]:
    found = []
    for name in kinds_of(subject):
        if about != "agree" and (nothing := _nothing_to_do_with(who, name)):
            found.append(Ground(f"category:{name}", NEVER, (nothing,)))
    for name in subject.categories:
        for relation in who.relations(name):
            own = about != "buy"
            push = _ATTITUDES[relation.attitude] if own else _OTHERS[relation.attitude]
            found.append(of_relation(who, relation, push, story=own))
    return found


def _nothing_to_do_with(who: Respondent, category: str) -> str:
    """Why a kind of goods is nothing for the person; empty where it may be something."""
    known = buyers.categories().get(category)
    if known is None:
        return ""
    person, buyer = who.persona, who.buyer
    if person.religion in known.faiths_not:
        return "That does not go with my faith."
    missing = (known.needs or known.needs_device) - buyer.has
    if not known.concerns(person.religion, buyer.has):
        return next((_NEEDS[each] for each in sorted(missing) if each in _NEEDS), "That is nothing for me.")
    if not known.age_min <= person.age <= known.age_max:
        return "I am too young for that." if person.age < known.age_min else "That is something for younger people."
    if known.relevance(person.gender, person.age, person.income.level) <= 0:
        return "That is nothing for me."
    return ""


def _topic(who: Respondent, topic: Topic, text: str, about: About) -> Ground | None:
    score = getattr(who.persona.psychographics, topic.trait)
    is_style = who.persona.psychographics.decision_style == _STYLE_OF.get(topic.name) and score > _LOW
    z = _z(score) + (_STYLE_PUSH if is_style else 0.0)
    if about == "agree":
        side = topic.side(text)
        if side == 0:
            return None
        push = _AGREEING * z * side
    elif about == "buy":
        if _is_left_out(topic, text):
            if topic.name != "adverts":
                return None
            return Ground(f"{topic.trait}:{score}", 0.35 * z, _SPARED if z > 0 else _NOT_DISTURBED, variants=True)
        push = _OFFERED[topic.name] * z
        if topic.name == "brands":
            push *= _is_of_a_known_name(text)
            if push == 0:
                return None
    elif about == "matter":
        z = max(z, _TIGHT) if topic.name == "price" and is_tight(who.persona) else z
        push = _MATTERING * z * (-1 if topic.name == "adverts" else 1)
        if topic.name == "brands":
            push += _OF_LOYAL * sum(each.attitude == "loyal" for each in who.persona.brand_relationships)
    else:
        return None
    level = "high" if score >= _HIGH or is_style else "low" if score <= _LOW else "mid"
    if topic.name == "price" and level == "low" and is_tight(who.persona) and about != "agree":
        level = "mid"  # who has little cannot but look at prices
    mildly = topic.mildly[::-1] if about == "agree" and topic.side(text) < 0 else topic.mildly
    neutral = level == "mid"
    return Ground(f"{topic.trait}:{score}", push, topic.said[level], variants=True, neutral=neutral, leaning=mildly)


def _practices(who: Respondent, text: str, about: About) -> list[Ground]:
    """What the person is told to do of what a statement is of: it stands against a score."""
    if about != "agree":
        return []
    push = -_PRACTISED if negated(text) else _PRACTISED
    return [Ground(said.name, push, (said.text,)) for said in practised(who, text)[:1]]


def _styles(who: Respondent, subject: Subject, text: str) -> list[Ground]:
    """Ways of deciding that a statement speaks of: the person's own, or another than theirs."""
    own = who.persona.psychographics.decision_style
    found = []
    for style in subject.styles:
        push, level = (_OWN_STYLE, "high") if style.name == own else (-_OTHER_STYLE, "low")
        found.append(Ground(f"{style.trait}:{own}", push * style.side(text), style.said[level], variants=True))
    return [ground for ground in found if ground.push]


def _is_of_a_known_name(text: str) -> int:
    """1 where an offer is said to be of a known name, -1 of an unknown one, 0 where it says neither."""
    bare = text.casefold()
    if re.search(r"\b(?:unknown|unfamiliar|no-name|unbranded|never heard|(?:do not|don't) know)\b", bare):
        return -1
    return int(bool(re.search(r"\b(?:known|famous|trusted|original|genuine|official|favourite)\b", bare)))


def _is_left_out(topic: Topic, text: str) -> bool:
    """Whether an offer says that there is none of it: "without adverts", "ad-free"."""
    bare = text.casefold()
    return any(_LEFT_OUT.search(bare[: found.start()]) for found in topic.pattern.finditer(bare))


def _platforms(who: Respondent, text: str, about: About) -> list[Ground]:
    """Apps that the person is on, as far as the text names them."""
    held = who.persona.digital_habits.platforms
    named = [name for name in held if re.search(rf"(?<![\w'’-]){re.escape(name)}(?![\w-])", text, _written(name))]
    found = []
    for name in named[:2]:
        push = 0.8 - 0.15 * held.index(name)
        notes = () if about == "matter" else (f"I use {name}.",)  # an option that is taken says so already
        found.append(Ground(f"platform:{name}", push if about in ("like", "matter") else 0.1, notes))
    return found


def _written(name: str) -> re.RegexFlag:
    """How a name is looked for: one of a letter or two only as it is written, since "x" is anything."""
    return re.IGNORECASE if len(name) > _SHORT else re.NOFLAG


def _named(name: str, evidence: str) -> str:
    return name if evidence == INVENTED else f"{name} [{evidence}]"


def _z(score: int) -> float:
    return max(-2.0, min(2.0, (score - 50) / _TRAIT_SD))
