"""What a piece of prose must pass before it counts: each check gives a problem in words, or None.

A text is held against its own notes: all of them told, nothing else told. What goes against the record is looked for by
word as well: a small model's slips are mostly a wrong pronoun, a relative too many, a figure from nowhere.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from boses_engine.domain.persona import Slot
from boses_engine.grounding.places.resolve import all_city_names
from boses_engine.language.port import FinishReason
from boses_engine.pipeline.citations import off_topic
from boses_engine.pipeline.fidelity import changed_word, strays
from boses_engine.pipeline.fields import Field, split_sentences
from boses_engine.pipeline.likeness import plain, words
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.stems import stem
from boses_engine.pipeline.vocabulary import OTHER_SEX, PLAIN, RELATIONS, Kind, small_names, wrong_words
from boses_engine.pipeline.wording import introduction, pronouns

TOLD_LEAST, NOTE_LEAST = 0.93, 0.9  # share of the content words of all notes, and of each, that a text must have
CIRCLE_LEAST = 4  # words that stand in a text twice
_TWICE = re.compile(r"(?<![\w'’-])([\w'’-]+)\s+\1(?![\w'’-])")
_TOWARDS = "in|of|at|with|for|to|from|by|on|a|an|the|about|into"
_SPEAKING = frozenset(
    "i i'm i've i'd i'll my me mine myself we our us ours ourselves you your yours yourself you're you'll".split()
)
_REFERRING = frozenset("these those such ones".split())  # what stands for something that was named before
_KIN = frozenset(word for words in RELATIONS.values() for word in words) | {"parents", "grandparents"}
_BROKEN_OFF = re.compile(
    r"\b(?:so|and|but|because|since) (?:he|she|it|they) (?:is|was|does|did|has|had|can|will)[.!?]"
    r"|\bthat how (?:much|many)\b|(?:^|[.!?] )To [A-Z][\w'’]* (?:is|was)\b|\b[Aa]s an? only\b"
    r"|\b(?:[Hh]is|[Hh]er|[Tt]heir) \w+ of (?:his|her|their) (?:oldest|eldest|older|younger)\b"
)
_OBJECT_ENDS = r"(?=\s*(?:[.,;!?]|$|(?:in|on|at|to|for|from|with|by|before|after|when|as|so|and|but|that|again)\b))"
_PLAIN_STEMS = frozenset(map(stem, PLAIN))
_ODD_SIGNS = re.compile(r"[^\w\s'’.,!?&+/()-]|_|\s,|--|'s's|[a-z]{2}'[a-z]{3,}")


Problem = tuple[str, str]  # the name of a check, and what it found in words
Check = Callable[[Field, str, Slot], str | None]


def judge(field: Field, text: str, finish_reason: FinishReason, slot: Slot, prior: PriorTexts) -> Problem | None:
    """The first check that fails, as its name and the problem in words; None when the text passes all."""
    return judge_alone(field, text, finish_reason, slot) or judge_beside(field, text, slot, prior)


def judge_alone(field: Field, text: str, finish_reason: FinishReason, slot: Slot) -> Problem | None:
    """What `judge` finds in the text itself, whatever else has been written."""
    if finish_reason == "length":
        return "whole", "the text was cut off by the length limit"
    return next(((name, said) for name, check in CHECKS.items() if (said := check(field, text, slot))), None)


def judge_beside(field: Field, text: str, slot: Slot, prior: PriorTexts) -> Problem | None:
    """What `judge` finds in a text, whole by itself, beside the prose that stands."""
    same = prior.like(plain(text, slot.name))
    return ("repeated", f"is nearly the same as: {same.strip()!r}") if same else None


def told_share(text: str, note: str) -> float:
    """The share, 0..1, of a note's content words that a text has; 1 for a note without any."""
    asked, said = _content(note), _stems(text)
    return len([stem for stem in asked if stem in said]) / len(asked) if asked else 1.0


def invented_words(text: str, known: str) -> list[str]:
    """The content words of a text that what is known has not."""
    there = _stems(known)
    return [word for word in words(text) if not _is_plain(word) and stem(word) not in there]


def _content(text: str) -> list[str]:
    return list(dict.fromkeys(stem(word) for word in words(text) if not _is_plain(word)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, words(text)))


def _is_plain(word: str) -> bool:
    return stem(word) in _PLAIN_STEMS


def _whole(field: Field, text: str, slot: Slot) -> str | None:
    return None if text[-1:] in (".", "!", "?") else "the text does not end with a stop"


def _garbled(field: Field, text: str, slot: Slot) -> str | None:
    if _ODD_SIGNS.search(_without(text, field.proper)):
        return f"odd signs in {text!r}"
    if _TWICE.search(text.lower()) and not _TWICE.search(field.as_noted.lower()):
        return f"a word stands twice in {text!r}"
    if _BROKEN_OFF.search(text) and not _BROKEN_OFF.search(field.as_noted):
        return f"breaks off: {text!r}"
    said = words(text)
    runs = list(_runs(said, CIRCLE_LEAST))
    twice = [run for run in runs if runs.count(run) > 1]
    if twice and not any(plain(field.as_noted).count(run) > 1 for run in twice):
        return f"goes round in circles: {twice[0].strip()!r}"
    return None


def _told(field: Field, text: str, slot: Slot) -> str | None:
    said = f"{text} {slot.called}"  # whose name may be a pronoun
    missed = [note for note in field.notes if told_share(said, note) < NOTE_LEAST]
    if missed:
        return f"does not tell {missed[0]!r}"
    return f"leaves out much of {field.as_noted!r}" if told_share(said, field.as_noted) < TOLD_LEAST else None


def _doer(field: Field, text: str, slot: Slot) -> str | None:
    """What a thing or somebody else did is not the person's: a sentence that begins with them tells one that does, and
    their name stands where a note has it."""
    before = set(_before_the_name(field.as_noted, slot))
    if odd := [word for word in _before_the_name(text, slot) if word not in before]:
        return f"names the person after {odd[0]!r}"
    they, them, named = pronouns(slot)["they"], pronouns(slot)["them"], plain(slot.called)
    if any(words(said)[:1] == [they] and named in plain(said) for said in split_sentences(text)):
        return "names the person in a sentence that begins with the pronoun"
    person = {they, *words(slot.called)}
    told = [[words(said) for said in split_sentences(each)] for each in (field.as_noted, text)]
    if told[0][0][0] in person and told[1] and not person & set(told[1][0]):
        return f"names somebody else: {told[1][0][0]!r}"  # "Dutch runs a grocery store" of Đức
    on_another = re.compile(rf"\b{they} [\w'’-]+ {them}\b{_OBJECT_ENDS}", re.IGNORECASE)
    if (deed := on_another.search(text)) and not on_another.search(field.as_noted):
        return f"makes the person the one who did it to them: {deed[0]!r}"  # of the staff who "reached her in time"
    if len(told[0]) != len(told[1]):
        return None
    for noted, said in zip(*told, strict=True):
        if said[:1] == [they] and noted[:1] != [they] and said[1:3] == noted[:2]:
            return f"puts the person before {' '.join(said[1:3])!r}"  # "He just before an expensive month"
        if said[:1] and said[0] in person and not person & set(noted):
            return f"makes the person the one who {' '.join(said[1:5])!r}"
    return None


def _relative(field: Field, text: str, slot: Slot) -> str | None:
    """What begins a note with a relative is told of that relative: "Nhi's mother paid" is not "Nhi paid"."""
    for noted in split_sentences(field.as_noted):
        if kin := {word.removesuffix("'s") for word in words(noted)[:3]} & _KIN:
            there = _stems(noted)
            said = max(split_sentences(text), key=lambda each: len(there & _stems(each)))
            if not kin & {word.removesuffix("'s") for word in words(said)}:
                return f"does not tell {noted!r} of {', '.join(sorted(kin))}"
    return None


def _referring(field: Field, text: str, slot: Slot) -> str | None:
    """A half that was put first may not point at what only comes after it: "The app settles such things, so she …"."""
    for said in split_sentences(text):
        first, comma, _ = said.partition(",")
        if comma and (pointing := set(words(first)) & _REFERRING):
            there = _stems(said)
            noted = max(
                split_sentences(field.as_noted), key=lambda each: len(there & _stems(each)) / len(words(each)) ** 0.5
            )
            moved = pointing - set(words(noted.partition(",")[0]))
            if moved & set(words(noted)):
                return f"{min(moved)!r} stands before what it means in {said!r}"
    return None


def _before_the_name(text: str, slot: Slot) -> list[str]:
    """The small words before each naming of the person that make them a place, a thing or a receiver."""
    return re.findall(rf"\b({_TOWARDS}) {re.escape(slot.called)}\b", text)


def _invented(field: Field, text: str, slot: Slot) -> str | None:
    found = invented_words(text, f"{field.as_noted} {slot.called} {slot.name}")
    if found:
        return f"tells of {', '.join(found)!r}, which no note does"
    return None


def _contradiction(kind: Kind) -> Check:
    """The check for words that contradict the facts of a kind."""

    def check(field: Field, text: str, slot: Slot) -> str | None:
        wrong = wrong_words(slot, kind)
        # A word of the field's own notes contradicts nothing, "aunt" as little as "aunt's".
        held = frozenset(each for word in words(field.as_noted) for each in (word, word.removesuffix("'s")))
        for word in words(text):
            bare = word.removesuffix("'s")
            parts = set(bare.split("-")) if kind == "figures" else {bare}  # "thirty-eight"
            if (bare in wrong or parts <= wrong) and bare not in held:
                return f"{bare!r} contradicts the facts ({kind})"
        return None

    return check


def _gender(field: Field, text: str, slot: Slot) -> str | None:
    said = plain(text)
    likened = re.search(
        rf" (?:as|like|being) (?:a|an|the|any|every) (?:[\w-]+ ){{0,2}}({OTHER_SEX[slot.gender]}) ", said
    )
    if likened and f" {likened.group(1)} " not in plain(field.as_noted):
        return f"{likened.group(1)!r} contradicts the facts (gender)"
    return _contradiction("gender")(field, text, slot)


def _figures(field: Field, text: str, slot: Slot) -> str | None:
    told = set(re.findall(r"\d+", field.as_noted))
    if set(re.findall(r"\d+", text)) - told:
        return "a number that the notes do not hold"
    return _contradiction("figures")(field, text, slot)


@cache
def _cities(country_code: str) -> Mapping[str, list[str]]:
    """The cities of a country, of more than four letters and as `plain` writes them, by their first word."""
    found = defaultdict(list)
    for city in sorted({plain(name) for name in all_city_names(country_code)}):
        if len(city) > 6:
            found[city.split()[0]].append(city)
    return found


def _names(field: Field, text: str, slot: Slot) -> str | None:
    held, said = plain(f"{field.as_noted} {introduction(slot)}"), plain(text)
    cities = _cities(slot.location.country_code)
    for word in said.split():
        for city in cities.get(word, ()):
            if city in said and city not in held:
                return f"the place {city.strip()!r} is not the person's"
    for word in said.split():
        for bare in (word, word.removesuffix("'s")):  # "mcdonald's", "maria's"
            known = f" {bare} " in held or f" {bare}'s " in held
            if bare in small_names(slot.location.country_code) and not known:
                return f"the name {bare!r} is in none of the notes"
    return None


def _speaker(field: Field, text: str, slot: Slot) -> str | None:
    held = frozenset(words(field.as_noted))
    speaking = [word for word in words(text) if word in _SPEAKING and word not in held]
    return f"{speaking[0]!r} in a text about the person" if speaking else None


def _brand(field: Field, text: str, slot: Slot) -> str | None:
    if field.key.brand_at is None:
        return None
    brand = slot.brands[field.key.brand_at].brand
    return None if plain(brand).strip() in plain(text) else f"{brand} is not named"


def _negated(field: Field, text: str, slot: Slot) -> str | None:
    """A "not" more or less turns a note round."""
    noted, said = (sum(_is_no(word) for word in words(each)) for each in (field.as_noted, text))
    return None if noted == said else f"says no {said} times where the notes do {noted} times"


def _strays(field: Field, text: str, slot: Slot) -> str | None:
    return strays(field.as_noted, text)


def _changed(field: Field, text: str, slot: Slot) -> str | None:
    return changed_word(field.as_noted, text, pronouns(slot)["they"], slot.called)


def _is_no(word: str) -> bool:
    return word in ("not", "no", "never", "nobody", "nothing", "nor", "none", "without", "cannot") or word.endswith(
        "n't"
    )


def _runs(said: list[str], length: int) -> Iterable[str]:
    return (f" {' '.join(said[i : i + length])} " for i in range(len(said) - length + 1))


def _without(text: str, proper: Iterable[str]) -> str:
    for name in proper:  # names such as "7-Eleven" hold signs and figures that are no slips
        text = text if name.isalpha() else text.replace(name, "it")
    return text


def _cited(field: Field, text: str, slot: Slot) -> str | None:
    return off_topic(field.key, text, slot)


CHECKS: dict[str, Check] = {
    "whole": _whole,
    "garbled": _garbled,
    "brand": _brand,
    "doer": _doer,
    "negated": _negated,
    "gender": _gender,
    "household": _contradiction("household"),
    "work": _contradiction("work"),
    "figures": _figures,
    "events": _contradiction("events"),
    "names": _names,
    "speaker": _speaker,
    "invented": _invented,
    "told": _told,
    "relative": _relative,
    "referring": _referring,
    "strays": _strays,
    "changed": _changed,
    "cited": _cited,
}
