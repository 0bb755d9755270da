"""What a piece of prose must pass before it counts: each check gives a problem in words, or None.

Only the model's own words (the gaps) are judged, but for wholeness: what code put in is right by construction.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from boses_engine.domain.persona import Slot
from boses_engine.grounding.places.resolve import all_city_names
from boses_engine.language.port import FinishReason
from boses_engine.pipeline.citations import off_topic
from boses_engine.pipeline.endings import breaks_off
from boses_engine.pipeline.fields import Field, Guidance
from boses_engine.pipeline.likeness import plain, words
from boses_engine.pipeline.standing import Standing
from boses_engine.pipeline.vocabulary import (
    DAYS,
    GOOD,
    INSTEAD,
    ITSELF,
    NEGATIONS,
    OTHER_PEOPLE,
    OTHER_SEX,
    OTHER_THINGS,
    USING,
    WRONG_SIDE,
    small_names,
    wrong_words,
)

COPY_MOST, REPEAT_LEAST = 8, 5  # words: the longest allowed run from the prompt; the shortest gap called a repetition
CIRCLE_LEAST = 4  # words of a gap that stand in its text twice
CORNERED = 0.02  # share of the model's probability; texts that read well have 0.1 and more
_SPEAKING = frozenset(
    "i i'm i've i'd i'll my me mine myself we our us ours ourselves you your yours yourself you're you'll".split()
)
_ODD_SIGNS = re.compile(
    r"[^\w\s'’.,!?-]|_|^[,.-]|[,-]\s*[,-]|\s,|--|[^\x00-\u024f\u1e00-\u1eff\u2019]|'s's|[a-z]{2}'[a-z]{3,}"
)
_ABOUT_THE_TASK = re.compile(
    r"\b(as an ai|language model|i'm sorry|i cannot|here is|here's a|sentence|paragraph|portrait)\b"
)


Problem = tuple[str, str]  # the name of a check, and what it found in words


@dataclass
class Context:
    """What a text is compared with: its prompt, and all prose that stands already, of this person and of others."""

    prompt: str
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True)
class Answer:
    """A text to be judged: the field it answers, and the pieces of it that the model wrote."""

    field: Field
    text: str
    gaps: list[str]


def judge(
    field: Field,
    text: str,
    finish_reason: FinishReason,
    slot: Slot,
    context: Context,
    guidance: Guidance,
    least_allowed: float = 1.0,
) -> Problem | None:
    """The first check that fails, as its name and the problem in words; None when the text passes all.

    `least_allowed` is the completion's: where hardly anything that the model meant to say was permitted ("by", and
    then no number), what it said instead makes no sense.
    """
    problem = judge_alone(field, text, finish_reason, slot, context.prompt, guidance, least_allowed)
    return problem or judge_beside(field, text, slot, context.standing, guidance)


def judge_alone(
    field: Field,
    text: str,
    finish_reason: FinishReason,
    slot: Slot,
    prompt: str,
    guidance: Guidance,
    least_allowed: float = 1.0,
) -> Problem | None:
    """What `judge` finds in the text itself, whatever else has been written."""
    gaps = field.gaps(text, guidance)
    if finish_reason == "length":
        return "whole", "the text was cut off by the length limit"
    if gaps is None:
        return "whole", "the text does not keep its form"
    if least_allowed < CORNERED:
        return "cornered", "the model was left no sensible word"
    answer, context = Answer(field, text, gaps), Context(prompt)
    return next(((name, said) for name, check in CHECKS.items() if (said := check(answer, slot, context))), None)


def judge_beside(field: Field, text: str, slot: Slot, standing: Standing, guidance: Guidance) -> Problem | None:
    """What `judge` finds in a text, whole by itself, beside the prose that stands."""
    said = _repeated(Answer(field, text, field.gaps(text, guidance) or []), slot, Context("", standing))
    return ("repeated", said) if said else None


def _whole(answer: Answer, slot: Slot, context: Context) -> str | None:
    if answer.text[-1:] not in ".!?":
        return "the text does not end with a stop"
    for gap in answer.gaps:
        said = words(gap)
        if len(said) < 3:
            return f"too short: {gap!r}"
        if breaks_off(said):
            return f"breaks off after {said[-1]!r}"
    return None


def _garbled(answer: Answer, slot: Slot, context: Context) -> str | None:
    whole = plain(answer.text)
    for gap in answer.gaps:
        if _ODD_SIGNS.search(gap):
            return f"odd signs in {gap!r}"
        said = words(gap)
        if re.search(r"(?<![\w'’-])([\w'’-]+)\s+\1(?![\w'’-])", gap.lower()):
            return f"a word stands twice in {gap!r}"
        unsayable = re.search(r"\b[bcdfghjklmnpqrstvwxz]{4,}\b", " ".join(said))
        if unsayable:
            return f"{unsayable.group()!r} is no word"
        runs = [tuple(said[i : i + 3]) for i in range(len(said) - 2)]
        if len(set(runs)) < len(runs) or any(whole.count(run) > 1 for run in _runs(said, CIRCLE_LEAST)):
            return f"goes round in circles: {gap!r}"
        if max(map(len, said), default=0) > 22:
            return f"an endless word in {gap!r}"
    if _ABOUT_THE_TASK.search(plain(" ".join(answer.gaps))):
        return "speaks about the task"
    return None


def _contradiction(kind: str) -> Callable[[Answer, Slot, Context], str | None]:
    def check(answer: Answer, slot: Slot, context: Context) -> str | None:
        wrong = frozenset(wrong_words(slot)[kind])
        held = frozenset(words(" ".join(answer.field.facts)))  # a word of the field's own facts contradicts nothing
        for word in words(" ".join(answer.gaps)):
            bare = word.removesuffix("'s")
            parts = set(bare.split("-")) if kind == "figures" else {bare}  # "thirty-eight"
            if (bare in wrong or parts <= wrong) and bare not in held:
                return f"{bare!r} contradicts the facts ({kind})"
        return None

    return check


def _gender(answer: Answer, slot: Slot, context: Context) -> str | None:
    likened = re.search(
        rf" (?:as|like|being) (?:a|an|the|any|every) (?:[\w-]+ ){{0,2}}({OTHER_SEX[slot.gender]}) ",
        plain(" ".join(answer.gaps)),
    )
    if likened:
        return f"{likened.group(1)!r} contradicts the facts (gender)"
    return _contradiction("gender")(answer, slot, context)


def _figures(answer: Answer, slot: Slot, context: Context) -> str | None:
    text = " ".join(answer.gaps)
    if re.search(r"\d", text):
        return "a number that the facts do not hold"
    return _contradiction("figures")(answer, slot, context)


@cache
def _cities(country_code: str) -> frozenset[str]:
    return frozenset(plain(name) for name in all_city_names(country_code))


def _names(answer: Answer, slot: Slot, context: Context) -> str | None:
    held = plain(
        f"{slot.name} {slot.location.city} {slot.location.region or ''} {' '.join(answer.field.facts)} "
        f"{' '.join(slot.digital.platforms)} {slot.work.workplace} {slot.mother_tongue} {slot.religion}"
    )
    for gap in answer.gaps:
        free = gap == answer.text  # a text without a frame has sentence beginnings of its own
        for match in re.finditer(r"[^\W\d_][\w'’-]*", gap):
            found = match.group().removesuffix("'s")
            begins = free and (match.start() == 0 or gap[match.start() - 2] in ".!?")
            known = begins or found.split("'")[0] in ("I", *DAYS) or plain(found) in held
            if found[0].isupper() and not known:
                return f"the name {found!r} is in none of the facts"
        spoken = plain(gap)
        for city in _cities(slot.location.country_code):
            if len(city) > 6 and city in spoken and city not in held:
                return f"the place {city.strip()!r} is not the person's"
        for word in spoken.split():
            for bare in (word, word.removesuffix("'s")):  # "mcdonald's", "maria's"
                if bare in small_names(slot.location.country_code) and f" {bare} " not in held:
                    return f"the name {bare!r} is in none of the facts"
    return None


def _speaker(answer: Answer, slot: Slot, context: Context) -> str | None:
    said = words(" ".join(answer.gaps))
    if answer.field.key == "quote":
        own = plain(slot.called) in plain(" ".join(answer.gaps))
        return "speaks of the person from outside" if own else None
    speaking = [word for word in said if word in _SPEAKING]
    return f"{speaking[0]!r} in a text about the person" if speaking else None


def _attitude(answer: Answer, slot: Slot, context: Context) -> str | None:
    if not answer.field.key.startswith("brand:"):
        return None
    brand = slot.brands[int(answer.field.key.removeprefix("brand:"))]
    if plain(brand.brand).strip() not in plain(answer.text):
        return f"{brand.brand} is not named"
    liked = brand.attitude in ("loyal", "favourable")
    for clause in re.split(r"[,.;!?]", " . ".join(answer.gaps)):  # a negation reaches no further than its clause
        said = words(clause)
        for i, word in enumerate(said):
            negated = any(before in NEGATIONS for before in said[max(0, i - 3) : i])
            after = said[i + 1] if i + 1 < len(said) else ""
            elsewhere = after in OTHER_THINGS or (i > 0 and said[i - 1] in OTHER_PEOPLE)
            if word in WRONG_SIDE[brand.attitude] and not negated and not elsewhere:
                return f"{word!r} does not go with the attitude {brand.attitude!r}"
            if negated and liked and word in GOOD:
                return f"'not … {word}' does not go with the attitude {brand.attitude!r}"
            if word not in USING or elsewhere or INSTEAD & set(said):
                continue
            if brand.attitude == "avoids" and not negated and ITSELF & set(said[i + 1 : i + 3]):
                return f"{word!r} does not go with the attitude 'avoids'"
            if liked and "never" in said[max(0, i - 3) : i]:
                return f"'never … {word}' does not go with the attitude {brand.attitude!r}"
    return None


def _copied(answer: Answer, slot: Slot, context: Context) -> str | None:
    source = plain(context.prompt)
    for gap in answer.gaps:
        for run in _runs(words(gap), COPY_MOST + 1):
            if run in source:
                return f"copies the prompt: {run.strip()!r}"
    return None


def _repeated(answer: Answer, slot: Slot, context: Context) -> str | None:
    title = plain(slot.work.title)
    if len(title.split()) > 1 and any(title in plain(gap) for gap in answer.gaps):
        return f"says the job again: {title.strip()!r}"
    if same := context.standing.like(plain(answer.text, slot.name)):
        return f"is nearly the same as: {same.strip()!r}"
    for gap in answer.gaps:
        said = plain(gap, slot.name).split()
        if len(said) >= REPEAT_LEAST:
            for run in _runs(said, min(len(said), COPY_MOST)):
                if context.standing.says(run):
                    return f"says again: {run.strip()!r}"
    return None


def _runs(said: list[str], length: int) -> Iterable[str]:
    return (f" {' '.join(said[i : i + length])} " for i in range(len(said) - length + 1))


def _cited(answer: Answer, slot: Slot, context: Context) -> str | None:
    return off_topic(answer.field.key, answer.text, slot)


CHECKS: dict[str, Callable[[Answer, Slot, Context], str | None]] = {
    "whole": _whole,
    "garbled": _garbled,
    "gender": _gender,
    "household": _contradiction("household"),
    "work": _contradiction("work"),
    "figures": _figures,
    "events": _contradiction("events"),
    "names": _names,
    "speaker": _speaker,
    "attitude": _attitude,
    "copied": _copied,
    "repeated": _repeated,
    "cited": _cited,
}
