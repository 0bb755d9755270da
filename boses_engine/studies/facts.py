"""Questions about what the record holds: age, household, work, money, devices. They are answered as it says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from boses_engine.domain.persona import Persona

_RANGE = re.compile(r"(\d[\d.,]*)\s*(?:-|–|to|and)\s*(\d[\d.,]*)")
_FROM = re.compile(
    r"(?:over|above|more than|at least|from)\s*\D{0,4}(\d[\d.,]*)|(\d[\d.,]*)\s*(?:\+|or (?:more|older|over|above))"
)
_UNDER = re.compile(r"(?:under|below|less than|up to)\s*\D{0,4}(\d[\d.,]*)")
_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Fact:
    """What the record says: a number or words, the field it stands in, and how the person puts it."""

    field: str
    value: float | str | tuple[str, ...] | bool
    told: str


def asked_fact(text: str, person: Persona) -> Fact | None:
    """The fact that a question asks for, None where it asks for none."""
    bare = text.casefold()
    for pattern, read in _FACTS:
        if found := re.search(pattern, bare):
            return read(person, found)
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


def _age(person: Persona, found: re.Match[str]) -> Fact:
    return Fact("age", person.age, f"I am {person.age} years old.")


def _size(person: Persona, found: re.Match[str]) -> Fact:
    size = person.household.size
    told = "I live alone." if size == 1 else f"We are {size} at home."
    return Fact("household.size", size, told)


def _children_number(person: Persona, found: re.Match[str]) -> Fact:
    count = len(person.household.children)
    told = "I have no children at home." if not count else f"I have {count} at home."
    return Fact("household.children", count, told)


def _has_children(person: Persona, found: re.Match[str]) -> Fact:
    there = bool(person.household.children)
    return Fact("household.children", there, "I have children at home." if there else "I have no children at home.")


def _marital(person: Persona, found: re.Match[str]) -> Fact:
    status = person.household.marital_status
    return Fact("household.marital_status", status, f"I am {status}.")


def _is_married(person: Persona, found: re.Match[str]) -> Fact:
    status = person.household.marital_status
    return Fact("household.marital_status", status == "married", f"I am {status}.")


def _status(person: Persona, found: re.Match[str]) -> Fact:
    status = person.work.status
    words = {"working": ("working", "employed", "work"), "studying": ("studying", "student")}.get(status, (status,))
    return Fact("work.status", (*words, person.work.title), f"I am {_status_words(person)}.")


def _is_status(person: Persona, found: re.Match[str]) -> Fact:
    asked = {"student": "studying", "retired": "retired"}.get(found["status"], "working")
    return Fact("work.status", person.work.status == asked, f"I am {_status_words(person)}.")


def _status_words(person: Persona) -> str:
    return {"studying": "a student", "working": "working", "looking for work": "looking for work"}.get(
        person.work.status, person.work.status
    )


def _gender(person: Persona, found: re.Match[str]) -> Fact:
    words = {"Female": ("female", "woman"), "Male": ("male", "man")}[person.gender]
    return Fact("gender", words[0], f"I am a {words[1]}.")


def _household_income(person: Persona, found: re.Match[str]) -> Fact:
    income = person.income
    return Fact(
        "income.household_monthly", income.household_monthly, f"We have {_amount(income.household_text)} a month."
    )


def _own_income(person: Persona, found: re.Match[str]) -> Fact:
    income = person.income
    return Fact("income.personal_monthly", income.personal_monthly, f"I have {_amount(income.personal_text)} a month.")


def _amount(text: str) -> str:
    return text.removesuffix(" a month")


def _hours(person: Persona, found: re.Match[str]) -> Fact:
    hours = person.digital_habits.hours_online
    return Fact("digital_habits.hours_online", hours, f"I am online for about {hours:g} hours a day.")


def _platforms(person: Persona, found: re.Match[str]) -> Fact:
    held = person.digital_habits.platforms
    return Fact("digital_habits.platforms", held, f"I use {_listed(held)}.")


def _devices(person: Persona, found: re.Match[str]) -> Fact:
    held = person.digital_habits.devices
    return Fact("digital_habits.devices", held, f"I have {_listed([_with_article(each) for each in held])}.")


def _city(person: Persona, found: re.Match[str]) -> Fact:
    return Fact("location.city", person.location.city, f"I live in {person.location.city}.")


def _education(person: Persona, found: re.Match[str]) -> Fact:
    return Fact("education", person.education, f"My schooling is {person.education}.")


def _religion(person: Persona, found: re.Match[str]) -> Fact:
    return Fact("religion", person.religion, f"My religion is {person.religion}.")


def _tongue(person: Persona, found: re.Match[str]) -> Fact:
    return Fact("mother_tongue", person.mother_tongue, f"My mother tongue is {person.mother_tongue}.")


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "none of them"


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


_Read = Callable[[Persona, re.Match[str]], Fact]
_FACTS: tuple[tuple[str, _Read], ...] = (
    (r"\bhow old are you\b|\byour age\b|\bwhich age group\b|\bage group (?:are|do) you\b", _age),
    (r"\bhow many (?:people|persons)\b.*\b(?:household|home|live with)\b|\bsize of your household\b", _size),
    (r"\bhow many children\b", _children_number),
    (r"\b(?:do|have) you (?:have )?(?:any )?(?:children|kids)\b", _has_children),
    (r"\bmarital status\b", _marital),
    (r"\bare you married\b", _is_married),
    (r"\b(?:employment|work|working|occupational) status\b|\bwhat is your occupation\b", _status),
    (r"\bare you (?:currently )?(?:an? )?(?P<status>student|retired|employed|working)\b", _is_status),
    (r"\byour (?:sex|gender)\b", _gender),
    (r"\bhousehold(?:'s)? (?:monthly )?income\b|\bincome of your household\b", _household_income),
    (
        r"\byour (?:own |personal )?(?:monthly )?income\b|\bhow much do you earn\b|\byour (?:salary|allowance)\b",
        _own_income,
    ),
    (r"\bhow many hours\b.*\b(?:online|internet|phone)\b", _hours),
    (r"\bwhich\b.*\b(?:social media|social networks?|platforms)\b.*\buse\b", _platforms),
    (r"\bwhich\b.*\bdevices?\b.*\b(?:use|own|have)\b", _devices),
    (r"\bwhich (?:city|town)\b|\bwhere do you live\b", _city),
    (r"\b(?:highest|level of) (?:education|schooling)\b|\byour education\b", _education),
    (r"\byour (?:religion|faith)\b", _religion),
    (r"\bmother tongue\b|\bfirst language\b", _tongue),
)
