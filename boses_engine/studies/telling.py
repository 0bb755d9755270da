"""A position in plain sentences: what is said by code, and the reasons that a model may put into other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boses_engine.domain.study import WESTENDORP, Question, Scale
from boses_engine.grounding.market.digital import platform_shares
from boses_engine.grounding.work.money import format_money
from boses_engine.pipeline.wording import join
from boses_engine.studies.options import best_and_worst
from boses_engine.studies.position import Position
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.scales import NONE
from boses_engine.studies.subject import read_subject
from boses_engine.studies.tongues import in_english, moved
from boses_engine.studies.weigh import NEVER, Ground

REASONS_MOST = 3  # sentences
_FAINT = 0.1  # a push below that is no reason
_CANNOT_SAY = ("I cannot say anything on that.", "I have no opinion on that.", "On that I have nothing to say.")
SCALES: dict[Scale, tuple[str, ...]] = {
    "purchase intent": ("I {anchor} it.",),
    "agreement": ("I {anchor} with that.",),
    "likelihood": ("That is {anchor} for me.", "For me that is {anchor}."),
    "satisfaction": ("I am {anchor} with it.",),
    "nps": ("I would give it {anchor} out of 10.", "From 0 to 10 I would say {anchor}."),
    "own": ('My answer is "{anchor}".',),
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
    opening = "" if question.kind == "open" else _OPENINGS[question.kind](who, question, position, rng)
    return Told(opening, tuple(reasons), _names(question, position, reasons))


def _names(question: Question, position: Position, reasons: Sequence[str]) -> tuple[str, ...]:
    """What the answer rests on; of an open one, what it tells."""
    grounds = [ground for ground in position.grounds if question.kind != "open" or set(ground.notes) & set(reasons)]
    told = [said.name for said in position.told if said.text in reasons]
    return tuple(dict.fromkeys((*(ground.name for ground in grounds), *told)))


def _reasons(position: Position, rng: np.random.Generator, used: set[str], question: Question) -> list[str]:
    """The sentences that speak for where the person stands, the strongest first."""
    fitting = [ground for ground in position.grounds if ground.notes and _fits(ground, position, question)]
    if any(not ground.neutral for ground in fitting) and question.kind != "open":
        fitting = [ground for ground in fitting if not ground.neutral or ground.is_of_brand]
    if position.side < 0 and (out_of_question := [ground for ground in fitting if ground.push <= NEVER]):
        fitting = out_of_question[:1]
    told: list[str] = []
    for ground in fitting:
        notes = _variant(ground, rng, used) if ground.variants else ground.notes
        again = question.kind == "open" and ground.is_of_brand
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
    return _CANNOT_SAY[int(rng.integers(len(_CANNOT_SAY)))]


def _likert(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    anchor = question.anchors[question.points.index(position.value)]
    if question.scale == "own":
        return f'My answer is "{anchor}".'
    assert question.scale is not None
    if (moved := _MOVED.match(anchor)) and rng.random() < 0.5:
        return f"I would {moved[2] or ''}{moved[1]} buy it." if not moved[2] else f"I would {moved[1]} not buy it."
    forms = SCALES[question.scale]
    return forms[int(rng.integers(len(forms)))].format(anchor=anchor)


def _choice(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    option = str(position.value)
    said = str(moved(option, question.options, in_english(question, who.country_code).options))
    if said.casefold() in ("yes", "no"):
        return f"{said.capitalize()}."
    if said != option or len(option.split()) > 4 or re.match(r"(?:I|we|my|yes|no)\b", option, re.IGNORECASE):
        return f'My answer is "{option}".'
    named = _named(who, option)
    forms = (f"My choice is {named}.", f"I would say {named}.", f"For me it is {named}.")
    return forms[int(rng.integers(len(forms)))]


def _multiple(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    chosen = _all_named(who, question, position.value)
    if chosen and re.search(r"\bdo you (?:\w+ )?use\b", in_english(question, who.country_code).text):
        return f"I use {join(chosen)}."
    return f"I would name {join(chosen)}." if chosen else "None of these."


def _ranking(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    first, *rest = _all_named(who, question, position.value)
    if len(rest) == 1:
        return f"First comes {first}, then {rest[0]}."
    return f"First comes {first}, then {join(rest[:-1])}, and last {rest[-1]}."


def _all_named(who: Respondent, question: Question, options: Sequence[str]) -> list[str]:
    """The options inside a sentence: where one of the question's is a phrase, or no English, all are quoted."""
    foreign = in_english(question, who.country_code).options != question.options
    if foreign or any(len(option.split()) > 2 for option in question.options if not NONE.match(option)):
        return [f'"{option}"' for option in options]
    return [_named(who, option) for option in options]


def _maxdiff(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    best, worst = best_and_worst(position.value)
    return f'"{best}" counts most for me, and "{worst}" least.'


def _number(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    amount, unit = position.value, question.unit or ""
    currency = who.persona.income.currency
    if amount == 0:
        return "Nothing."
    if any(ground.name.startswith("money:") for ground in position.grounds):
        return f"About {format_money(round(amount), currency, who.country_code)}."
    return f"About {amount:g} {unit}."


def _price(who: Respondent, question: Question, position: Position, rng: np.random.Generator) -> str:
    def money(amount: int) -> str:
        return format_money(amount, question.currency or "", who.country_code)

    if question.method == "gabor granger":
        return f"I would pay up to {money(position.value)}." if position.value else "I would pay none of these prices."
    low, cheap, dear, high = (money(position.value[name]) for name in WESTENDORP)
    return (
        f"At {low} I would doubt that it is any good, and {cheap} is cheap. "
        f"At {dear} it becomes dear, and {high} is too much for me."
    )


def _named(who: Respondent, option: str) -> str:
    """An option inside a sentence: a plain word loses its capital, a name keeps it."""
    plain = re.match(r"[A-HJ-Z][a-z]*(?![\w-])|I[a-z]+(?![\w-])", option)
    if not plain or read_subject(option, who.country_code).brands or _is_name(who, option):
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
