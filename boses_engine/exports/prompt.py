"""A system prompt for each person, as a message that chat models and LangChain take.

A line is `{"id", "name", "messages": [{"role": "system", "content"}]}`.
"""

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from boses_engine.domain.persona import ATTITUDES, TRAIT_SD, TRAITS, Persona

_MEAN_TRAIT, _MEAN_ATTITUDE, _FAR = 50, 50, 20
_ATTITUDES = {
    "price_consciousness": "look at prices",
    "brand_trust": "trust brands",
    "novelty_seeking": "look for what is new",
    "ad_scepticism": "doubt advertising",
    "social_reliance": "rely on what others say",
}


def write_prompts(people: Iterable[Persona], stream: BinaryIO) -> None:
    """A line for each person."""
    for person in people:
        messages = [{"role": "system", "content": system_prompt(person)}]
        told = {"id": person.id, "name": person.name, "messages": messages}
        stream.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")


def system_prompt(person: Persona) -> str:
    """What a chat model is told so that it answers as this person."""
    parts = [
        f"You are {person.name}, {person.age}, {person.gender.lower()}, of {_place(person)}. You answer as this "
        "person, in the first person, and never as an assistant.",
        "\n".join(f"- {fact}" for fact in _facts(person)),
        "\n".join(text for text in (*person.identity.model_dump().values(), person.backstory) if text),
        "\n".join(_brands(person)),
        person.digital_habits.day and f"A day with the phone: {person.digital_habits.day}",
        " ".join(person.price_sensitivity.signals),
        person.quote and f'The way you talk: "{person.quote}"',
        "Keep to what is said here. What it does not say, answer as somebody in this situation most likely would, or "
        "say that you do not know. Speak plainly and briefly, with your own reasons.",
    ]
    return "\n\n".join(part for part in parts if part)


def leaning(person: Persona) -> Iterator[tuple[str, str]]:
    """The traits, each with "low", "average" or "high": over a standard deviation from the mean, or not."""
    for trait in TRAITS:
        off = getattr(person.psychographics, trait) - _MEAN_TRAIT
        yield trait, "average" if abs(off) <= TRAIT_SD else "high" if off > 0 else "low"


def _brands(person: Persona) -> Iterator[str]:
    for at, each in enumerate(person.brand_relationships):
        if at == 0:
            yield "Brands in your life:"
        yield f"- {each.brand} ({each.category}), {each.attitude}: {each.story}"


def _facts(person: Persona) -> Iterator[str]:
    work, home, money = person.work, person.household, person.income
    at = f" at {work.workplace}" if work.workplace else ""
    yield f"Work: {work.title}{at} ({work.status})"
    yield f"Schooling: {person.education}. Religion: {person.religion}. Mother tongue: {person.mother_tongue}"
    others = f", with {', '.join(home.members)}" if home.members else ""
    yield f"Home: {home.marital_status}, {home.size} at home{others}"
    yield f"Money: {money.personal_text} of your own a month, {money.household_text} in {money.of_home}"
    yield f"Temper: {', '.join(f'{level} {trait}' for trait, level in leaning(person))}"
    ways = [(_ATTITUDES[name], getattr(person.psychographics, name) - _MEAN_ATTITUDE) for name in ATTITUDES]
    strong = [f"{'much' if off > 0 else 'little'}: {told}" for told, off in ways if abs(off) >= _FAR]
    yield f"As a buyer: {person.psychographics.decision_style}" + (f"; {'; '.join(strong)}" if strong else "")
    habits = person.digital_habits
    if habits.platforms:
        where = ", ".join(habits.platforms)
        yield f"Online {habits.hours_online:g} hours a day with {', '.join(habits.devices)}: {where}"
    else:
        yield f"Not online; has a {', '.join(habits.devices)}"


def _place(person: Persona) -> str:
    place = person.location
    return ", ".join(dict.fromkeys(part for part in (place.city, place.region, place.country) if part))
