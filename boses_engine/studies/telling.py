"""A position in plain sentences: what is said by code, and the reasons that a model may put into other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from boses_engine.domain.study import WESTENDORP, Question, Scale
from boses_engine.grounding.income.classes import format_money
from boses_engine.grounding.market.digital import platform_shares
from boses_engine.pipeline.wording import join
from boses_engine.studies.amounts import is_money
from boses_engine.studies.leaning import say
from boses_engine.studies.options import USUALLY, best_and_worst
from boses_engine.studies.position import Position
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.scales import NONE
from boses_engine.studies.subject import read_subject
from boses_engine.studies.tables import rows
from boses_engine.studies.tongues import in_english, moved
from boses_engine.studies.weigh import NEVER, Ground

REASONS_MOST = 3  # sentences
_FAINT = 0.1  # a push below that is no reason
_CANNOT_SAY = ("I cannot say anything on that.", "I have no opinion on that.", "On that I have nothing to say.")
_NOT_KNOWN = ("I cannot say anything on that.", "On that I have nothing to say.", "Nothing comes to mind on that.")
_OF_FACTS = re.compile(r"^\s*(?:where|when|which|how (?:much|many|often)|did you|have you|what (?:did|was))\b")
SCALES: dict[Scale, tuple[str, ...]] = {
    "purchase intent": ("I {anchor} it.",),
    "agreement": ("I {anchor} with that.",),
    "likelihood": ("That is {anchor} for me.", "For me that is {anchor}."),
    "satisfaction": ("I am {anchor} with it.",),
    "nps": ("I would give it {anchor} out of 10.", "From 0 to 10 I would say {anchor}."),
    "own": ('My answer is "{anchor}".',),
}
_WHY = re.compile(r"\bwhy\b")  # what asks for the reason, told before or not
_WORDS_MOST = 5  # of an option that stands inside a sentence without quotation marks
_PLAIN = ("yes", "no", "sometimes", "a little", "maybe", "often", "always", "never", "rarely", "not really")
_ASKED_OF = {
    "paid": re.compile(r"\b(?:pay|paid) with\b"),
    "did": re.compile(
        r"\bdo you (?:\w+ )?(?:have|own|put|take|travel|watch|notice|eat|drink|do|get|keep)\b|\b[Ff]or which of\b"
        r"|\bhave you\b|\bdid you\b|\bpast (?:week|month|year)\b|\blast (?:week|month)\b"
    ),
    "use": re.compile(r"\bdo you (?:\w+ )?use\b"),
    "know": re.compile(r"\bdo you (?:\w+ )?know\b"),
}
_MOVED = re.compile(r"^(definitely|very probably|probably) would (not )?buy$")


@dataclass(frozen=True)
class Told:
    """An answer in sentences: the position, which stands as it is, and the reasons."""

    opening: str
    reasons: tuple[str, ...]
    grounds: tuple[str, ...]  # the names of what the answer rests on

    @property
    def as_noted(self) -> str:
        """All of it as it stands."""
        return " ".join((self.opening, *self.reasons)).strip()


def tell(who: Respondent, question: Question, position: Position, rng: np.random.Generator, used: set[str]) -> Told:
    """The position as sentences. What the person has said before, `used`, is told again only where nothing else is
    there; what is told is added."""
    if position.no_basis:
        return Told(_nothing_to_say(who, question, rng), (), ())
    if position.fact is not None:
        return Told(position.fact.told, (), (position.fact.field,))
    reasons = _reasons(position, rng, used, question)
    used.update(reasons)
    opening = "" if question.kind == "open" else _OPENINGS[question.kind](who, question, position)
    return Told(opening, tuple(reasons), _names(question, position, reasons))


def _names(question: Question, position: Position, reasons: Sequence[str]) -> tuple[str, ...]:
    """What the answer rests on; of an open one, what it tells."""
    grounds = [ground for ground in position.grounds if question.kind != "open" or set(ground.notes) & set(reasons)]
    told = [said.name for said in position.told if said.text in reasons]
    return tuple(dict.fromkeys((*(ground.name for ground in grounds), *told)))


def _reasons(position: Position, rng: np.random.Generator, used: set[str], question: Question) -> list[str]:
    """The sentences that speak for where the person stands, the strongest first."""
    fitting = [ground for ground in position.grounds if ground.notes and _fits(ground, position, question)]
    fitting = [_leaning(ground, position, question) for ground in fitting]
    if any(not ground.neutral for ground in fitting) and question.kind != "open":
        fitting = [ground for ground in fitting if not ground.neutral or ground.is_of_brand]
    if position.side < 0 and (out_of_question := [ground for ground in fitting if ground.push <= NEVER]):
        fitting = out_of_question[:1]
    told: list[str] = []
    for ground in fitting:
        notes = _variant(ground, rng, used) if ground.variants else ground.notes
        again = question.kind == "open" and (ground.is_of_brand or bool(_WHY.search(question.text.casefold())))
        fresh = [note for note in notes if note not in told and (again or note not in used)]
        for note in fresh:
            if len(_split([*told, note])) <= REASONS_MOST:
                told.append(note)
    for said in position.told:
        fits = len(_split([*told, said.text])) <= REASONS_MOST + (not told)
        if fits and said.text not in told and (said.text not in used or not told):
            told.append(said.text)
    if not told and fitting:
        told = list(fitting[0].notes[:1])
    return told


def _leaning(ground: Ground, position: Position, question: Question) -> Ground:
    """A ground that is neither here nor there as it fits an answer to one side."""
    if not ground.neutral or not any(ground.leaning) or question.kind == "open" or position.side == 0:
        return ground
    return replace(ground, notes=(ground.leaning[position.side > 0],))


def _variant(ground: Ground, rng: np.random.Generator, used: set[str]) -> tuple[str, ...]:
    fresh = [note for note in ground.notes if note not in used] or list(ground.notes)
    return (fresh[int(rng.integers(len(fresh)))],)


def _fits(ground: Ground, position: Position, question: Question) -> bool:
    if question.kind in ("open", "number", "price") or ground.neutral:
        return True
    if position.side == 0:  # in the middle: what speaks for and against, where nothing is sure
        return abs(ground.push) >= _FAINT and not ground.weak and _is_torn(position)
    return ground.push * position.side >= _FAINT


def _is_torn(position: Position) -> bool:
    pushes = [ground.push for ground in position.grounds if ground.notes and not ground.weak and not ground.neutral]
    return min(pushes, default=0.0) <= -_FAINT and max(pushes, default=0.0) >= _FAINT


def _split(notes: Sequence[str]) -> list[str]:
    return [sentence for note in notes for sentence in re.split(r"(?<=[.!?])\s+", note)]


def _nothing_to_say(who: Respondent, question: Question, rng: np.random.Generator) -> str:
    subject = read_subject(" ".join((question.whole_text, *question.options)), who.country_code)
    if question.kind != "open" and len(question.options) == 0 and subject.brands:
        brand = subject.brands[0].name
        options = (f"About {brand} I have nothing to say.", f"I cannot say anything about {brand}.")
        return options[int(rng.integers(len(options)))]
    asked = in_english(question, who.country_code).text
    said = _NOT_KNOWN if _OF_FACTS.search(asked.casefold()) else _CANNOT_SAY
    return said[int(rng.integers(len(said)))]


def _likert(who: Respondent, question: Question, position: Position) -> str:
    anchor = question.anchors[question.points.index(position.value)]
    if question.scale == "own":
        return f'My answer is "{anchor}".'
    assert question.scale is not None
    if (question.scale, anchor) in _ways() or (question.scale, "*") in _ways():
        return _way(who, question, question.scale, anchor).format(anchor=anchor)
    if moved := _MOVED.match(anchor):
        return f"I would {moved[1]} {moved[2] or ''}buy it."
    return SCALES[question.scale][0].format(anchor=anchor)


def _choice(who: Respondent, question: Question, position: Position) -> str:
    option = str(position.value)
    said = str(moved(option, question.options, in_english(question, who.country_code).options))
    if said.casefold() in _PLAIN:
        return f"{said.capitalize()}."
    if said != option or len(option.split()) > 2 or re.match(r"(?:I|we|my|yes|no)\b", option, re.IGNORECASE):
        return f"{option.rstrip('.')}."
    if USUALLY.search(in_english(question, who.country_code).text.casefold()):
        return _way(who, question, "choice", "usual").format(option=option)
    return _sentence(_way(who, question, "choice", "*").format(option=_named(who, option)))


def _multiple(who: Respondent, question: Question, position: Position) -> str:
    chosen = _all_named(who, question, position.value)
    if not chosen:
        return _way(who, question, "multiple", "none")
    if len(chosen) == 1 and NONE.match(chosen[0]):
        return f"{chosen[0][:1].upper()}{chosen[0][1:]}."
    text = in_english(question, who.country_code).text
    asked = next((name for name, pattern in _ASKED_OF.items() if pattern.search(text)), "*")
    return _sentence(_way(who, question, "multiple", asked).format(options=join(chosen)))


def _ranking(who: Respondent, question: Question, position: Position) -> str:
    first, *rest = _all_named(who, question, position.value)
    way = _way(who, question, "ranking", "two" if len(rest) == 1 else "more")
    told = way.format(first=first, rest=join(rest[:-1]), last=rest[-1])
    return " ".join(map(_sentence, _split([told])))


def _all_named(who: Respondent, question: Question, options: Sequence[str]) -> list[str]:
    """The options inside a sentence: where one of the question's is long, or no English, all are quoted."""
    foreign = in_english(question, who.country_code).options != question.options
    if foreign or any(_is_long(option) for option in question.options if not NONE.match(option)):
        return [f'"{option}"' for option in options]
    return [_named(who, option) for option in options]


def _is_long(option: str) -> bool:
    return len(option.split()) > _WORDS_MOST or bool(re.search(r"[,;:.!?](?!\w)|^(?:I|We|My|Yes|No)\b", option))


def _maxdiff(who: Respondent, question: Question, position: Position) -> str:
    best, worst = _all_named(who, question, best_and_worst(position.value))
    return _sentence(_way(who, question, "best", "worst").format(best=best, worst=worst))


def _number(who: Respondent, question: Question, position: Position) -> str:
    amount, unit = position.value, question.unit or ""
    currency = who.persona.income.currency
    money = is_money(who, question)
    if amount == 0:
        return _way(who, question, "amount" if money else "number", "none")
    if money:
        told = format_money(round(amount), currency, who.country_code)
        return _way(who, question, "amount", "month").format(amount=told)
    unit = _singular(unit) if amount == 1 else unit
    return _way(who, question, "number", "*").format(amount=f"{amount:g} {unit}".strip())


def _singular(unit: str) -> str:
    known = {"people": "person", "children": "child", "glasses": "glass"}
    return known.get(unit, unit.removesuffix("s"))


def _price(who: Respondent, question: Question, position: Position) -> str:
    def money(amount: int) -> str:
        return format_money(amount, question.currency or "", who.country_code)

    if question.method == "gabor granger":
        where = "ladder" if position.value else "none"
        return _way(who, question, "prices", where).format(high=money(position.value))
    low, cheap, dear, high = (money(position.value[name]) for name in WESTENDORP)
    return _way(who, question, "prices", "westendorp").format(low=low, cheap=cheap, dear=dear, high=high)


def _way(who: Respondent, question: Question, of: str, where: str) -> str:
    """Which of the ways to say an answer is the person's for a question."""
    ways = _ways().get((of, where)) or _ways()[of, "*"]
    return say(who, ways, question.text, of)


@cache
def _ways() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["of"], row["where"]): tuple(row["said"].split("|")) for row in rows("openings.csv")}


def _sentence(text: str) -> str:
    """With a capital, where what stands first has none of its own."""
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+(?![\w-])", text) else text


def _named(who: Respondent, option: str) -> str:
    """An option inside a sentence: a plain word loses its capital, a name keeps it."""
    plain = re.match(r"[A-HJ-Z][a-z]*(?:-[a-z]+)*(?![\w-])|I[a-z]+(?![\w-])", option)
    if (
        not plain
        or re.search(r"\s(?!I\b)[A-Z]", option)
        or read_subject(option, who.country_code).brands
        or _is_name(who, option)
    ):
        return option
    return option[:1].lower() + option[1:]


def _is_name(who: Respondent, option: str) -> bool:
    return any(name.casefold() in option.casefold() for name, _ in platform_shares(who.country_code))


_OPENINGS = {
    "choice": _choice,
    "multiple": _multiple,
    "ranking": _ranking,
    "likert": _likert,
    "number": _number,
    "price": _price,
    "maxdiff": _maxdiff,
}
