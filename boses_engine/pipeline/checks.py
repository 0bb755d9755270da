"""What a piece of prose must pass before it counts: each check gives a problem in words, or None.

A text is held against its own notes: it has their words and no others, so that nothing is lost, added or given to
somebody else. What is left to look for is what moving these words about can spoil.
"""

import re
from collections.abc import Callable, Iterable

from boses_engine.domain.persona import Slot
from boses_engine.language.port import FinishReason
from boses_engine.pipeline.citations import off_topic
from boses_engine.pipeline.fidelity import changed_word, strays, stutters
from boses_engine.pipeline.fields import Field, split_sentences
from boses_engine.pipeline.likeness import plain, words
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.wording import pronouns

_REFERRING = frozenset("these those such ones".split())  # what stands for something that was named before
_NO_ENGLISH = re.compile(r"\bsince of (?:a|an|the|his|her|their|its)\b")  # of "because of"
_BROKEN_OFF = re.compile(r"\b(?:so|and|but|because|since) (?:he|she|it|they) (?:is|was|does|did|has|had|can|will)[.!?]")
_ODD_SIGNS = re.compile(r"[^\w\s'’.,!?&+/()-]|_|\s,|--|'s's|[a-z]{2}'[a-z]{3,}")


Problem = tuple[str, str]  # the name of a check, and what it found in words
Check = Callable[[Field, str, Slot], str | None]


def judge(field: Field, text: str, finish_reason: FinishReason, slot: Slot, prior: PriorTexts) -> Problem | None:
    """The first check that fails, as its name and the problem in words; None when the text passes all."""
    return judge_alone(field, text, finish_reason, slot) or repeated(prior.like(plain(text, slot.name)))


def judge_alone(field: Field, text: str, finish_reason: FinishReason, slot: Slot) -> Problem | None:
    """What `judge` finds in the text itself, whatever else has been written."""
    if finish_reason == "length":
        return "whole", "the text was cut off by the length limit"
    return next(((name, said) for name, check in CHECKS.items() if (said := check(field, text, slot))), None)


def repeated(same: str | None) -> Problem | None:
    """What `judge` finds in a text, whole by itself, that nearly repeats another one."""
    return ("repeated", f"is nearly the same as: {same.strip()!r}") if same else None


def _whole(field: Field, text: str, slot: Slot) -> str | None:
    return None if text[-1:] in (".", "!", "?") else "the text does not end with a stop"


def _garbled(field: Field, text: str, slot: Slot) -> str | None:
    if _ODD_SIGNS.search(_without(text, field.proper)):
        return f"odd signs in {text!r}"
    if stutters(field.as_noted, text):
        return f"a word stands twice in {text!r}"
    if _BROKEN_OFF.search(text) and not _BROKEN_OFF.search(field.as_noted):
        return f"breaks off: {text!r}"
    if found := _NO_ENGLISH.search(text):
        return f"{found[0]!r} is no English"
    return None


def _doer(field: Field, text: str, slot: Slot) -> str | None:
    """Their name stands in no sentence that begins with their pronoun: it would be somebody else."""
    they, named = pronouns(slot)["they"], re.compile(rf"\b{re.escape(slot.called)}\b")  # An helps "an aunt"
    if any(words(said)[:1] == [they] and named.search(said) for said in split_sentences(text)):
        return "names the person in a sentence that begins with the pronoun"
    return None


def _referring(field: Field, text: str, slot: Slot) -> str | None:
    """A half that was put first may not point at what only comes after it: "The app settles such things, so she …"."""
    for said in split_sentences(text):
        first, comma, _ = said.partition(",")
        if comma and (pointing := set(words(first)) & _REFERRING):
            there = set(words(said))
            noted = max(
                split_sentences(field.as_noted),
                key=lambda each: len(there & set(words(each))) / len(words(each)) ** 0.5,
            )
            moved = pointing - set(words(noted.partition(",")[0]))
            if moved & set(words(noted)):
                return f"{min(moved)!r} stands before what it means in {said!r}"
    return None


def _strays(field: Field, text: str, slot: Slot) -> str | None:
    return strays(field.as_noted, text)


def _changed(field: Field, text: str, slot: Slot) -> str | None:
    return changed_word(field.as_noted, text, pronouns(slot)["they"], slot.called)


def _without(text: str, proper: Iterable[str]) -> str:
    for name in proper:  # names such as "7-Eleven" hold signs and figures that are no slips
        text = text if name.isalpha() else text.replace(name, "it")
    return text


def _cited(field: Field, text: str, slot: Slot) -> str | None:
    return off_topic(field.key, text, slot)


CHECKS: dict[str, Check] = {
    "whole": _whole,
    "garbled": _garbled,
    "changed": _changed,
    "doer": _doer,
    "referring": _referring,
    "strays": _strays,
    "cited": _cited,
}
