"""People as agent specifications of Microsoft's TinyTroupe, a file each.

`TinyPerson.load_specification(path)` reads one, `TinyPerson.load_specifications_from_folder(folder)` all of them. Its
rules: the type and the persona at the top, the name in the persona and no two alike, no "type" in anything below, and
age, occupation, nationality and residence for its short biography.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from boses_engine.domain.persona import TRAITS, Persona
from boses_engine.exports.names import under_own_names
from boses_engine.exports.prompt import leaning

ENDING = ".agent.json"
_FOR, _AGAINST = ("loyal", "favourable"), ("sceptical", "avoids")


def tinytroupe_files(people: Iterable[Persona]) -> Iterator[tuple[str, bytes]]:
    """A file's name and content for each person."""
    for name, person in under_own_names(people):
        told = json.dumps({"type": "TinyPerson", "persona": _persona(name, person)}, ensure_ascii=False, indent=1)
        yield f"{person.id}{ENDING}", told.encode()


def _persona(name: str, person: Persona) -> dict[str, Any]:
    identity, place, work, money = person.identity, person.location, person.work, person.income
    scores = person.psychographics
    levels = dict(leaning(person))
    return _filled(
        {
            "name": name,
            "age": person.age,
            "gender": person.gender,
            "nationality": place.country,
            "residence": f"{place.city}, {place.country}",
            "education": person.education,
            "religion": person.religion,
            "mother_tongue": person.mother_tongue,
            "long_term_goals": [identity.wants],
            "occupation": _filled(
                {"title": work.title, "organization": work.workplace, "description": identity.life_situation}
            ),
            "style": person.quote and f'Talks like this: "{person.quote}"',
            "personality": {
                "traits": [f"As a buyer: {scores.decision_style}.", identity.values],
                "big_five": {
                    trait: f"{levels[trait].capitalize()}. T-score {getattr(scores, trait)} (mean 50, sd 10)."
                    for trait in TRAITS
                },
            },
            "preferences": _filled({"likes": _brands(person, _FOR), "dislikes": _brands(person, _AGAINST)}),
            "beliefs": [identity.values],
            "behaviors": _filled(
                {
                    "general": [identity.decides, identity.spending, *person.price_sensitivity.signals],
                    "routines": _filled({"with_the_phone": [person.digital_habits.day]}),
                }
            ),
            "household": f"{person.household.size} at home; {person.household.marital_status}",
            "relationships": [
                {"name": member, "description": f"Lives with {person.called or name}."}
                for member in person.household.members
            ],
            "income": f"{money.personal_text} of their own, {money.household_text} in {money.of_home}",
            "other_facts": [person.backstory, identity.fears, *_brands(person, ("indifferent",))],
        }
    )


def _brands(person: Persona, attitudes: tuple[str, ...]) -> list[str]:
    own = (each for each in person.brand_relationships if each.attitude in attitudes)
    return [f"{each.brand} ({each.category}), {each.attitude}: {each.story}" for each in own]


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; empty texts leave their lists too."""
    kept = {key: [one for one in value if one] if isinstance(value, list) else value for key, value in told.items()}
    return {key: value for key, value in kept.items() if value not in ("", None, [], {})}
