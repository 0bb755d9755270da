"""Questions about what the record holds: age, household, work, money, devices. They are answered as it says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from boses_engine.domain.persona import Persona
from boses_engine.grounding.people.demographics import NO_SCHOOLING
from boses_engine.grounding.text import with_article

_RANGE = re.compile(r"(\d[\d.,]*)\s*(?:-|–|to|and)\s*(\d[\d.,]*)")
_FROM = re.compile(
    r"(?:over|above|more than|at least|from)\s*\D{0,4}(\d[\d.,]*)|(\d[\d.,]*)\s*(?:\+|or (?:more|older|over|above))"
)
_UNDER = re.compile(r"(?:under|below|less than|up to)\s*\D{0,4}(\d[\d.,]*)")
_YOUNG = re.compile(
    r"\bhow many (?:children|kids)\b.*\b(?:(?:under|below|younger than) (\d+)|(\d+) (?:years old )?or younger)"
)
_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


Held = float | str | tuple[str, ...] | bool


@dataclass(frozen=True)
class Fact:
    """What the record says: a number or words, the field it stands in, and how the person puts it."""

    field: str
    value: Held
    told: str


def asked_fact(text: str, person: Persona) -> Fact | None:
    """The fact that a question asks for, None where it asks for none."""
    bare = text.casefold()
    if found := _YOUNG.search(bare):  # "children under 12", of whom the record knows the ages
        count = sum(age < int(found[1] or found[2]) + (not found[1]) for age in person.household.children)
        return Fact("household.children", count, f"{_children(count)} that young at home.")
    for pattern, field, value, told in _FACTS:
        if re.search(pattern, bare):
            return Fact(field, value(person), told(person))
    return None


def fitting_option(fact: Fact, options: Sequence[str]) -> str | None:
    """The option that the fact is; None where none or several are."""
    if isinstance(fact.value, bool):
        want = ("yes", "no")[not fact.value]
        fits = [option for option in options if re.match(rf"{want}\b", option.casefold())]
        return fits[0] if len(fits) == 1 else None
    if isinstance(fact.value, int | float):
        fits = [option for option in options if _holds(option, float(fact.value))]
        return fits[0] if len(fits) == 1 else None
    held = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    fits = [option for option in options if any(_same(option, each) for each in held)]
    return fits[0] if fits else None


def fitting_options(fact: Fact, options: Sequence[str]) -> list[str] | None:
    """Those of the options that a list of things is; None where the fact is no list."""
    if not isinstance(fact.value, tuple):
        return None
    return [option for option in options if any(_same(option, each) for each in fact.value)]


def _holds(option: str, number: float) -> bool:
    """Whether an option such as "3 or more", "18-24" or "none" takes in a number."""
    bare = option.casefold()
    if found := _RANGE.search(bare):
        return _value(found[1]) <= number <= _value(found[2])
    if found := _FROM.search(bare):
        bound = _value(found[1] or found[2])
        return number > bound if re.match(r"over|above|more", bare) else number >= bound
    if found := _UNDER.search(bare):
        bound = _value(found[1])
        return number <= bound if "up to" in bare else number < bound
    if found := re.search(r"\d[\d.,]*", bare):
        return _value(found[0]) == number
    return any(re.match(rf"{word}\b", bare) and at == number for at, word in enumerate(_WORDS)) or (
        number == 0 and bool(re.match(r"no\b|none", bare))
    )


def _value(text: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text)
    return float(re.sub(r"[.,]", "", text)) if grouped else float(text.replace(",", ".").rstrip("."))


def _same(option: str, held: str) -> bool:
    one, other = (re.sub(r"[^\w ]", " ", each.casefold()).split() for each in (option, held))
    return bool(one) and (one == other or " ".join(one) in " ".join(other) or " ".join(other) in " ".join(one))


def _working(person: Persona) -> str:
    return f"I am {'a student' if person.work.status == 'studying' else person.work.status}."


def _works_as(person: Persona) -> tuple[str, ...]:
    """The words for what somebody does, and the title."""
    status = person.work.status
    words = {"working": ("working", "employed", "work"), "studying": ("studying", "student")}.get(status, (status,))
    return (*words, person.work.title)


def _at_home(count: int | str) -> str:
    return f"{_children(count) if isinstance(count, int) else f'I have {count}'} at home."


def _schooled(education: str) -> str:
    if education == NO_SCHOOLING:
        return "I never went to school."
    return f"I finished {education}." if education.endswith("school") else f"I have {with_article(education)}."


def _children(count: int) -> str:
    return f"I have {('no children', 'one child')[count] if count < 2 else f'{count} children'}"


def _a_month(whose: str, text: str) -> str:
    return f"{whose} have {text.removesuffix(' a month')} a month."


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "none of them"


_ARE_YOU = r"\bare you (?:currently )?(?:an? )?"


def living_alone(person: Persona) -> str:
    """How somebody says it who has nobody of their own at home."""
    return "I live with the family I work for." if person.work.lives_in else "I live alone."


# What asks for a fact, its field, and what the record says: the value, and how the person puts it.
_FACTS: tuple[tuple[str, str, Callable[[Persona], Held], Callable[[Persona], str]], ...] = (
    (r"\bhow old are you\b|\byour age\b|\bwhich age group\b|\bage group (?:are|do) you\b",
     "age", lambda p: p.age, lambda p: f"I am {p.age} years old."),
    (r"\bhow many (?:people|persons)\b.*\b(?:household|home|live with)\b|\bsize of your household\b",
     "household.size", lambda p: p.household.size,
     lambda p: living_alone(p) if p.household.size == 1 else f"We are {p.household.size} at home."),
    (r"\bhow many children\b",
     "household.children", lambda p: len(p.household.children), lambda p: _at_home(len(p.household.children))),
    (r"\b(?:do|have) you (?:have )?(?:any )?(?:children|kids)\b",
     "household.children", lambda p: bool(p.household.children),
     lambda p: _at_home("children" if p.household.children else 0)),
    (r"\bmarital status\b",
     "household.marital_status", lambda p: p.household.marital_status, lambda p: f"I am {p.household.marital_status}."),
    (r"\bare you married\b",
     "household.marital_status", lambda p: p.household.marital_status == "married",
     lambda p: f"I am {p.household.marital_status}."),
    (r"\b(?:employment|work|working|occupational) status\b|\bwhat is your occupation\b",
     "work.status", _works_as, _working),
    (_ARE_YOU + r"student\b", "work.status", lambda p: p.work.status == "studying", _working),
    (_ARE_YOU + r"retired\b", "work.status", lambda p: p.work.status == "retired", _working),
    (_ARE_YOU + r"(?:employed|working)\b", "work.status", lambda p: p.work.status == "working", _working),
    (r"\byour (?:sex|gender)\b",
     "gender", lambda p: p.gender.lower(), lambda p: f"I am a {'woman' if p.gender == 'Female' else 'man'}."),
    (r"\bhousehold(?:'s)? (?:monthly )?income\b|\bincome of your household\b",
     "income.household_monthly", lambda p: p.income.household_monthly,
     lambda p: _a_month("My parents and I" if p.income.is_of_parents else "We", p.income.household_text)),
    (r"\byour (?:own |personal )?(?:monthly )?income\b|\bhow much do you earn\b|\byour (?:salary|allowance)\b",
     "income.personal_monthly", lambda p: p.income.personal_monthly,
     lambda p: _a_month("I", p.income.personal_text)),
    (r"\bhow many hours\b.*\b(?:online|internet|phone)\b",
     "digital_habits.hours_online", lambda p: p.digital_habits.hours_online,
     lambda p: f"I am online for about {p.digital_habits.hours_online:g} hours a day."
     if p.digital_habits.platforms else "I am not online."),
    (r"\bwhich\b.*\b(?:social media|social networks?|platforms)\b.*\buse\b",
     "digital_habits.platforms", lambda p: p.digital_habits.platforms,
     lambda p: f"I use {_listed(p.digital_habits.platforms)}."),
    (r"\bwhich\b.*\bdevices?\b.*\b(?:use|own|have)\b",
     "digital_habits.devices", lambda p: p.digital_habits.devices,
     lambda p: f"I have {_listed([*map(with_article, p.digital_habits.devices)])}."),
    (r"\bwhich (?:city|town)\b|\bwhere do you live\b",
     "location.city", lambda p: p.location.city, lambda p: f"I live in {p.location.city}."),
    (r"\b(?:highest|level of) (?:education|schooling)\b|\byour education\b",
     "education", lambda p: p.education, lambda p: _schooled(p.education)),
    (r"\byour (?:religion|faith)\b", "religion", lambda p: p.religion, lambda p: f"My religion is {p.religion}."),
    (r"\bmother tongue\b|\bfirst language\b",
     "mother_tongue", lambda p: p.mother_tongue, lambda p: f"My mother tongue is {p.mother_tongue}."),
)  # fmt: skip
