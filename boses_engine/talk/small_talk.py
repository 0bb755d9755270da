"""What people ask each other before anything else: who are you, what do you do. The record says it in plain words."""

import re
from collections.abc import Callable

from boses_engine.pipeline.wording import household, work
from boses_engine.studies.facts import living_alone
from boses_engine.studies.first_person import first_person
from boses_engine.studies.respondent import Respondent

_TOLD_MOST = 4  # sentences of a story
_MINE = {"works": "work", "is": "am", "runs": "run"}


def small_talk(who: Respondent, text: str) -> tuple[str, tuple[str, ...]] | None:
    """What is said to a message of this kind and the fields that it rests on; None for all others."""
    bare = " ".join(text.casefold().split())
    for pattern, say in _ASKED:
        if pattern.search(bare):
            return say(who)
    return None


def _hello(who: Respondent) -> tuple[str, tuple[str, ...]]:
    return f"Hello, I am {who.persona.called or who.persona.name}.", ("name",)


def _thanks(who: Respondent) -> tuple[str, tuple[str, ...]]:
    return "You are welcome.", ("name",)


def _goodbye(who: Respondent) -> tuple[str, tuple[str, ...]]:
    return "Goodbye.", ("name",)


def _real(who: Respondent) -> tuple[str, tuple[str, ...]]:
    return "I am a synthetic person: I do not exist, and all that I say comes from a record that was made up.", ("id",)


def _name(who: Respondent) -> tuple[str, tuple[str, ...]]:
    return f"My name is {who.persona.name}.", ("name",)


def _work(who: Respondent) -> tuple[str, tuple[str, ...]]:
    verb, _, rest = work(who.slot).partition(" ")
    return f"I {_MINE[verb]} {rest}.", ("occupation",)


def _home(who: Respondent) -> tuple[str, tuple[str, ...]]:
    others = re.sub(r"\b(?:her|his)\b", "my", household(who.slot))
    return f"I live with {others}." if others else living_alone(who.persona), ("household.members",)


def _about(who: Respondent) -> tuple[str, tuple[str, ...]]:
    person = who.persona
    told = f"I am {person.name}, {person.age}, from {person.location.city}. {_work(who)[0]} {_home(who)[0]}"
    return told, ("name", "age", "location.city", "occupation", "household.members")


def _story(who: Respondent) -> tuple[str, tuple[str, ...]] | None:
    person = who.persona
    sentences = re.split(r"(?<=[.!?])\s+", person.backstory)
    mine = [first_person(each, person.gender, person.called, person.name) for each in sentences]
    told = [each for each in mine if each][:_TOLD_MOST]
    return (" ".join(told), ("backstory",)) if told else None


_ABOUT_KIND = r"(?:real|human|ai\b|bot\b|robot|machine|language model|person\?|synthetic|chatbot)"
_ASKED: tuple[tuple[re.Pattern[str], Callable[[Respondent], tuple[str, tuple[str, ...]] | None]], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (rf"\bare you (?:really |actually )?(?:an? )?{_ABOUT_KIND}", _real),
        (r"\b(?:tell me (?:a bit |something |more )?about yourself|introduce yourself|who are you)\b", _about),
        (r"\bwhat(?: i|')s your (?:full )?name\b|\byour name\?|\bwhat are you called\b", _name),
        (r"\bwhat do you (?:do(?: for (?:a living|work))?\?|study\b)|\bwhat(?: i|')s your (?:job|profession)\b", _work),
        (r"\bwho (?:do you live with|lives with you|is at home)\b", _home),
        (r"\b(?:your (?:life )?story|your past|your background|how did you get (?:here|there|to this))\b", _story),
        (r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[^?]{0,25}$", _hello),
        (r"^(?:thanks|thank you|many thanks)\b[^?]{0,40}$", _thanks),
        (r"^(?:bye|goodbye|see you)\b[^?]{0,40}$", _goodbye),
    )
)  # fmt: skip
