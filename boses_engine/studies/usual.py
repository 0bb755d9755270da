"""What a person says where nothing in the record bears on a question that anybody would just answer.

Scales follow leanings of people like them, how often and how much what is usual, choices how common each way is. All
of it is estimated, is drawn once for the person and is named so among the grounds. What nobody could know of
themselves (who leads a company, which river is longer) still has no basis.
"""

import math
import re
from dataclasses import replace
from functools import cache

import numpy as np

from boses_engine.domain.study import Question, Scale
from boses_engine.grounding.market.brands import brand_names
from boses_engine.studies.amounts import is_money, parts_of
from boses_engine.studies.concepts import promised
from boses_engine.studies.customs import custom_shares, custom_told
from boses_engine.studies.habits import FIGURE
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.measures import HOW_OFTEN, by_times, ladder_of, measured, per_month, said_of
from boses_engine.studies.money import round_price
from boses_engine.studies.options import is_yes_or_no, maxdiff_of, quality_of, ranked, several
from boses_engine.studies.position import Position, draw, normalised
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.scales import NONE, on_scale, point_shares, yes_and_no
from boses_engine.studies.subject import named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.tilts import has, tilt
from boses_engine.studies.weigh import Ground, strongest

_OWN = 0.7  # standard deviations between people of one kind (estimate)
_LOOSELY = 0.45  # how far the common ways are apart from the others: their weights are divided by it
_OFTEN = -0.2  # log-odds that one of several is named of which nothing is known
_SEVERAL, _MOST = (
    1.6,
    0.95,
)  # how much oftener a way is named among several than as the only one, and at most (estimates)
_ONESELF = re.compile(r"\b(?:i|me|my|mine|myself|we|our|us)\b")
_PUBLIC = re.compile(
    r"\bthere (?:should|ought|must|is|are)\b|\b(?:government|law|tax\w*|politic\w*|city|country|world|climate)\b"
)
_ASKED = re.compile(
    r"\b(?:you|your|yours|yourself|i|me|my|we|our|us)\b|^(?:rank|put|order)\b|\b(?:matters?|important)\b"
)
_OPINION = re.compile(r"\b(?:best|better|good|believable|true|attractive|useful|convenient|fits?)\b|\bor an?\b")
_UNKNOWABLE = re.compile(
    r"\b(?:board of|sits on|ceo|chairman|founder|founded|president|vote|party|election|share price|capital of|"
    r"longer|longest|tallest|invented|population|which (?:river|mountain|ocean|continent|planet))\b"
)
_OFFERED = ("purchase intent", "likelihood")
_LIKED = re.compile(r"\b(?:interest|appeal|lik|buy|relevan)\w*", re.IGNORECASE)
_FREQUENT = re.compile(r"\b(?:always|often|every)\b")  # the last point of a scale of how often
_OUT_OF = re.compile(r"\b(?:out of|of) (?:every|each)\D{0,6}(\d[\d.,]*)")
_FIRM = re.compile(r"\b(?:firm|company|maker|manufacturer) (?:called |named )?([A-Z][\w&]+)")
_PAST = re.compile(r"\b(?:did|taught|was|were|gave|got|ever)\b")
_WRITTEN = re.compile(r"(?<=[\w,] )[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*")  # names, but for one that comes first
_NAMES = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+\b")


def usual_position(who: Respondent, question: Question, rng: np.random.Generator, found: Position) -> Position | None:
    """What the person says to a question that was `found` without a basis; None where nobody could just answer it."""
    if who.bare or not who.figures or not _is_answerable(who, question):
        return None
    match question.kind:
        case "likert":
            return _likert(who, question, rng, found)
        case "number":
            return _number(who, question)
        case "open":
            return _open(who, question)
        case "choice" | "multiple" | "ranking" | "maxdiff":
            return _of_options(who, question, rng, found)
        case _:
            return None


def _is_answerable(who: Respondent, question: Question) -> bool:
    """Whether a question is of the person's own life or taste, and of nothing that has to be known."""
    bare = question.text.casefold()
    if _UNKNOWABLE.search(bare) or any(name not in brand_names() for name in _unknown_names(who, question.text)):
        return False
    if question.kind == "likert" and question.scale == "agreement":
        return bool(_ONESELF.search(bare) or not _PUBLIC.search(bare))
    return bool(question.stimulus or _ASKED.search(bare) or (question.kind != "number" and _OPINION.search(bare)))


def is_of_a_stranger(who: Respondent, text: str) -> bool:
    """Whether a text is about a firm of which nobody here has heard."""
    found = _FIRM.search(text)
    return found is not None and found[1].casefold() not in brand_names() and not named_brands(text, who.country_code)


def _is_of_a_brand_elsewhere(text: str) -> bool:
    return any(name.casefold() in brand_names() for name in _WRITTEN.findall(text))


def _unknown_names(who: Respondent, text: str) -> list[str]:
    place = f"{who.persona.location.city} {who.persona.location.country}"
    return [
        name.casefold()
        for name in _NAMES.findall(text)
        if name not in place and not named_brands(name, who.country_code)
    ]


def _open(who: Respondent, question: Question) -> Position | None:
    """How often, in words; of something that is shown, how the person leans to such things; else what such people
    usually say to a question of the form."""
    held = measured(who, question.text, "times") if HOW_OFTEN.search(question.text.casefold()) else None
    if held is not None:
        return Position(None, {}, (replace(held.ground, notes=(said_of(held.own),)),))
    if question.stimulus is None:
        told = custom_told(who, question.text, by_form=True)
        return Position(None, {}, (told,)) if told else None
    ground = _leaning(who, question.model_copy(update={"scale": "purchase intent"}))
    return Position(None, {}, (replace(ground, notes=(ground.leaning[ground.push > 0],)),))


def _likert(who: Respondent, question: Question, rng: np.random.Generator, found: Position) -> Position | None:
    if question.scale in ("nps", "satisfaction") and named_brands(question.whole_text, who.country_code):
        return None  # who has nothing to do with a brand has no opinion of it
    points = question.points
    if HOW_OFTEN.search(question.text.casefold()) and (times := ladder_of(question.anchors)):
        return by_times(who, question.text, points, times)
    shown = (
        [*promised(who, question), *found.grounds]
        if question.scale in _OFFERED or _LIKED.search(question.anchors[-1])
        else []
    )
    grounds = strongest([*shown, _leaning(who, question)])
    shares = point_shares(grounds, len(points), firm=question.scale == "agreement")
    at = draw(rng, shares)
    side = float(np.sign(at - (len(points) - 1) / 2))
    return Position(points[at], dict(zip(map(str, points), shares, strict=True)), tuple(grounds), side=side)


def _leaning(who: Respondent, question: Question) -> Ground:
    """How far people like the person lean to what a scale asks of, and the person among them."""
    scale: str = question.scale or "agreement"
    bare = question.whole_text.casefold()
    if question.kind == "likert" and scale == "own":
        bare = f"{bare} {question.anchors[-1].casefold()}"
        scale = "agreement" if _FREQUENT.search(question.anchors[-1].casefold()) else "own"
    elif scale == "agreement" and not _ONESELF.search(bare) and question.kind == "likert":
        scale = "view"  # of what is so, not of oneself
    row = next(row for pattern, row in _leanings() if row["scale"] == scale and pattern.search(bare))
    own = _OWN * float(manner(who, "leaning", question.text).standard_normal())
    low, mid, high = (say(who, row[side].split("|"), question.text) for side in ("low", "mid", "high"))
    push = float(row["mean"]) + tilt(who, row["by"]) + own
    return Ground(f"{FIGURE}{scale} [estimate]", push, (mid,), neutral=True, leaning=(low, high))


@cache
def _leanings() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["words"]), row) for row in rows("leanings.csv"))


def _number(who: Respondent, question: Question) -> Position | None:
    text, unit = question.text, (question.unit or "").casefold().strip(".")
    low, high = (question.least or 0.0), (question.most if question.most is not None else math.inf)
    if is_money(who, question):
        whole = _OUT_OF.search(text.casefold())
        held = measured(who, text, "share" if whole else "money")
        if held is None:
            return None
        of = float(re.sub(r"[.,]", "", whole[1])) if whole else _money_of(who) / parts_of(text)
        value: float = round_price(of * min(held.own, 60.0) / 100) if held.own else 0
    else:
        held = measured(who, text, "times" if unit in ("times", "time") else unit)
        if held is None:
            return None
        amount = held.own * (per_month(text) if unit in ("times", "time") else 1.0)
        value = round(amount * 2) / 2 if unit.startswith("hour") and amount < 10 else round(amount)
        value = value or (1 if held.own else 0)
    value = max(low, min(high, value))
    return Position(value, {f"{value:g}": 1.0}, (held.ground,))


def _money_of(who: Respondent) -> int:
    """A month's money for oneself: one's own, of who earns little a share of the household's."""
    income = who.persona.income
    return max(income.personal_monthly, income.household_monthly // who.persona.household.size)


def _of_options(who: Respondent, question: Question, rng: np.random.Generator, found: Position) -> Position | None:
    options = question.options
    if question.kind == "choice":
        if is_yes_or_no(question):
            return _yes_or_no(who, question, rng)
        if HOW_OFTEN.search(question.text.casefold()) and (times := ladder_of(options)):
            return by_times(who, question.text, options, times)
        if scale := on_scale([option for option in options if not NONE.match(option)]):
            return _on_scale(who, question, rng, found, *scale)
    brands = [bool(named_brands(each, who.country_code)) or each.casefold() in brand_names() for each in options]
    if 2 * sum(brands) >= len(options):
        return None  # of brands that they know none of, or stay with another, people take none
    ordered = question.kind in ("ranking", "maxdiff")
    past = bool(_PAST.search(question.text.casefold()))
    weights = [_common(who, option, quality_of(option) if ordered else 0.0, past) for option in options]
    if all(weight is None for weight in weights):
        return None
    grounds = (Ground(f"{FIGURE}ways [estimate]", 0.3), *found.grounds)
    if question.kind == "multiple":
        chances = [0.0 if weight is None else 1 / (1 + math.exp(-1.5 * weight - _OFTEN)) for weight in weights]
        if of_custom := custom_shares(who, question.whole_text, options):
            grounds, chances = (of_custom[0],), [min(_MOST, _SEVERAL * share) for share in normalised(of_custom[1])]
        return Position(several(options, chances, rng), dict(zip(options, chances, strict=True)), grounds, side=1.0)
    shares = normalised([0.0 if weight is None else math.exp(weight / _LOOSELY) for weight in weights])
    named = dict(zip(options, shares, strict=True))
    if question.kind == "choice":
        return Position(options[draw(rng, shares)], named, grounds, side=1.0)
    in_order = ranked if question.kind == "ranking" else maxdiff_of
    return Position(in_order(options, shares, rng), named, grounds, side=1.0)


def _yes_or_no(who: Respondent, question: Question, rng: np.random.Generator) -> Position | None:
    if named_brands(question.text, who.country_code) or _is_of_a_brand_elsewhere(question.text):
        return None
    yes, no = yes_and_no(question)
    ground = _leaning(who, question)
    chance = point_shares([ground], 2)[1]
    side = 1.0 if rng.random() < chance else -1.0
    shares = dict.fromkeys(question.options, 0.0) | {yes: chance, no: 1 - chance}
    return Position(yes if side > 0 else no, shares, (ground,), side=side)


def _on_scale(
    who: Respondent,
    question: Question,
    rng: np.random.Generator,
    found: Position,
    scale: Scale,
    anchors: tuple[str, ...],
) -> Position | None:
    """The option that is a person's point, where the options are a scale."""
    update = {"kind": "likert", "scale": scale, "anchors": anchors, "options": ()}
    asked = question.model_copy(update=update)
    stands = _likert(who, asked, rng, found)
    if stands is None:
        return None
    shares = dict(zip(anchors, stands.distribution.values(), strict=True))
    value = anchors[asked.points.index(stands.value)]
    return replace(stands, value=value, distribution={each: shares.get(each, 0.0) for each in question.options})


def _common(who: Respondent, option: str, weight: float, past: bool) -> float | None:
    """How common a way is for people like the person, in logs, beside its own weight; None where they lack what it
    needs. In the `past` everybody had parents."""
    bare = option.casefold()
    for pattern, row in _ways():
        if pattern.search(bare):
            if not (has(who, row["needs"]) or (past and row["needs"] == "parents")):
                return None
            weight += float(row["weight"]) + tilt(who, row["by"])
            break
    return weight


@cache
def _ways() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["words"]), row) for row in rows("ways.csv"))
