"""What a piece of prose must pass before it counts: each check gives a problem in words, or None.

Only the model's own words (the gaps) are judged, but for wholeness: what code put in is right by construction.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from boses_engine.domain.persona import Attitude, Slot
from boses_engine.grounding.places import all_city_names
from boses_engine.language.port import FinishReason
from boses_engine.pipeline.fields import Field, Guidance
from boses_engine.pipeline.vocabulary import DAYS, wrong_words

COPY_MOST, REPEAT_LEAST = 8, 5  # words: the longest allowed run from the prompt; the shortest gap called a repetition
CORNERED = 0.02  # share of the model's probability; texts that read well have 0.1 and more
_DANGLING = frozenset(
    ("the a an and or of because his my their our than but if is are very so into from that which who to with").split()
)
_FIRST_PERSON = frozenset({"i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine", "myself", "we", "our", "us"})
_GOOD = frozenset(
    (
        "love loves loved enjoy enjoys enjoyed happy happily glad satisfied satisfying recommend recommends "
        "reliable trust trusts trusted favorite favourite best great excellent likes liked fond delighted perfect "
        "impressed grateful"
    ).split()
)
_BAD = frozenset(
    (
        "hate hates hated refuse refuses worse worst bad terrible awful disappointed disappointing unreliable "
        "annoying annoyed angry upset regret regrets complain complains distrust distrusts useless scam scammed "
        "cheated frustrated frustrating untrustworthy unhappy unsatisfied avoid avoids avoided dislike dislikes"
    ).split()
)
_ABOUT_THE_TASK = re.compile(
    r"\b(as an ai|language model|i'm sorry|i cannot|here is|here's a|sentence|paragraph|portrait)\b"
)
_NEGATIONS = frozenset(
    ("not never no without hardly neither nor nothing nobody don't doesn't didn't isn't can't won't").split()
)
_WRONG_SIDE: dict[Attitude, frozenset[str]] = {
    "loyal": _BAD,
    "favourable": _BAD,
    "indifferent": frozenset(
        ("love loves loved hate hates hated favorite favourite best worst delighted terrible").split()
    ),
    "sceptical": frozenset(("love loves loved favorite favourite best perfect delighted impressed").split()),
    "avoids": _GOOD,
}


@dataclass
class Context:
    """What a text is compared with: its prompt, and all prose that stands already, of this person and of others."""

    prompt: str
    standing: list[str] = field(default_factory=list)  # normalised with `plain`


@dataclass(frozen=True)
class Answer:
    """A text to be judged, with where it comes from."""

    field: Field
    text: str
    finish_reason: FinishReason
    gaps: list[str]


def words(text: str) -> list[str]:
    """Lower-case words without punctuation; apostrophes inside a word stay."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())


def plain(text: str) -> str:
    """Words with single blanks, with a blank at both ends, so that whole words can be searched for."""
    return f" {' '.join(words(text))} "


def judge(
    field: Field,
    text: str,
    finish_reason: FinishReason,
    slot: Slot,
    context: Context,
    guidance: Guidance,
    least_allowed: float = 1.0,
) -> tuple[str, str] | None:
    """The first check that fails, as its name and the problem in words; None when the text passes all.

    `least_allowed` is the completion's: where hardly anything that the model meant to say was permitted ("by", and
    then no number), what it said instead makes no sense.
    """
    gaps = field.gaps(text, guidance)
    if finish_reason == "length":
        return "whole", "the text was cut off by the length limit"
    if gaps is None:
        return "whole", "the text does not keep its form"
    if least_allowed < CORNERED:
        return "cornered", "the model was left no sensible word"
    answer = Answer(field, text, finish_reason, gaps)
    for name, check in CHECKS.items():
        problem = check(answer, slot, context)
        if problem:
            return name, problem
    return None


def _whole(answer: Answer, slot: Slot, context: Context) -> str | None:
    if answer.text[-1:] not in ".!?":
        return "the text does not end with a stop"
    for gap in answer.gaps:
        said = words(gap)
        if len(said) < 3:
            return f"too short: {gap!r}"
        if said[-1] in _DANGLING:
            return f"breaks off after {said[-1]!r}"
    return None


def _garbled(answer: Answer, slot: Slot, context: Context) -> str | None:
    for gap in answer.gaps:
        if re.search(r"[^\w\s'’.,!?-]|[,-]\s*[,-]|\s,|--|[^\x00-\u024f\u1e00-\u1eff\u2019]", gap):
            return f"odd signs in {gap!r}"
        said = words(gap)
        if any(a == b for a, b in zip(said, said[1:], strict=False)):
            return f"a word stands twice in {gap!r}"
        runs = [tuple(said[i : i + 3]) for i in range(len(said) - 2)]
        if len(set(runs)) < len(runs):
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
            if bare in wrong and bare not in held:
                return f"{bare!r} contradicts the facts ({kind})"
        return None

    return check


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
            if len(city) > 6 and city in spoken and city not in held and " " in city.strip():
                return f"the place {city.strip()!r} is not the person's"
    return None


def _speaker(answer: Answer, slot: Slot, context: Context) -> str | None:
    said = words(" ".join(answer.gaps))
    if answer.field.key == "quote":
        own = [w for w in said if w == slot.called.lower()]
        return "speaks of the person from outside" if own else None
    first = [word for word in said if word in _FIRST_PERSON]
    return f"{first[0]!r} in a text about the person" if first else None


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
            negated = any(before in _NEGATIONS for before in said[max(0, i - 3) : i])
            if word in _WRONG_SIDE[brand.attitude] and not negated:
                return f"{word!r} does not go with the attitude {brand.attitude!r}"
            if negated and liked and word in _GOOD:
                return f"'not … {word}' does not go with the attitude {brand.attitude!r}"
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
    earlier = list(context.standing)
    for gap in answer.gaps:
        said = words(gap)
        if len(said) >= REPEAT_LEAST:
            for run in _runs(said, min(len(said), COPY_MOST)):
                if any(run in text for text in earlier):
                    return f"says again: {run.strip()!r}"
        earlier.append(plain(gap))
    return None


def _runs(said: list[str], length: int) -> Iterable[str]:
    return (f" {' '.join(said[i : i + length])} " for i in range(len(said) - length + 1))


CHECKS: dict[str, Callable[[Answer, Slot, Context], str | None]] = {
    "whole": _whole,
    "garbled": _garbled,
    "gender": _contradiction("gender"),
    "household": _contradiction("household"),
    "work": _contradiction("work"),
    "figures": _figures,
    "events": _contradiction("events"),
    "names": _names,
    "speaker": _speaker,
    "attitude": _attitude,
    "copied": _copied,
    "repeated": _repeated,
}
