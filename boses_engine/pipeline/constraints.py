"""Whether a person fits the group: the rules a user relies on, checked apart from the code that drew them."""

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona, Slot
from boses_engine.grounding.money import income_band
from boses_engine.pipeline.citations import miscited
from boses_engine.pipeline.evidence import absent, all_evidence
from boses_engine.pipeline.plan import Plan


def violations(person: Persona | Slot, plan: Plan) -> list[str]:
    """Each broken rule in words; empty when the person fits the group and is consistent."""
    group, home, code = plan.group, person.household, plan.place.country_code
    low, high = income_band(code, group.income_level)
    cities = {place.city for place in plan.place.places}
    couple = {"husband", "wife"} & set(home.members)
    own = sum(relation in ("son", "daughter") for relation in home.members)
    rules = {
        f"age {person.age} is outside {group.age_min}-{group.age_max}": _aged(person.age, group),
        f"gender {person.gender} is not {group.gender}": group.gender in ("All", person.gender),
        f"{person.location.city} is not in {group.location}": person.location.city in cities,
        f"country {person.location.country_code} is not {code}": person.location.country_code == code,
        f"income level {person.income.level} is not {group.income_level}": person.income.level == group.income_level,
        f"household income {person.income.household_monthly} is outside the class {low}-{high}": low
        <= person.income.household_monthly
        <= high,
        "the personal income is above the household's": person.income.personal_monthly
        <= person.income.household_monthly,
        f"category {person.work.category!r} is not the group's": person.work.category == group.occupation,
        "household size and members differ": home.size == 1 + len(home.members),
        "children and their relations differ": own == len(home.children),
        f"a child of {home.children} with a parent of {person.age}": all(
            person.age - child >= 17 for child in home.children
        ),
        "a couple that is not married": not couple or home.marital_status == "married",
        "two husbands or wives": len(couple) <= 1,
        "three to six brands, each once": 3 <= len(_brands(person)) <= 6
        and len(set(_brands(person))) == len(_brands(person)),
        f"a degree at {person.age}": not (person.education == "bachelor's degree" and person.age < 20),
    }
    broken = [rule for rule, kept in rules.items() if not kept]
    ids = all_evidence(person)
    broken += [f"evidence {id_!r} names nothing there is" for id_ in ids if absent(id_, plan.snapshot)]
    if len(ids) != len(_brands(person)) + len(person.life.phone_moments) + len(person.life.price_signals):
        broken.append("a brand, habit or price without evidence")
    return broken + (miscited(person, plan.snapshot) if isinstance(person, Persona) else [])


def _aged(age: int, group: Group) -> bool:
    return group.age_min <= age <= group.age_max


def _brands(person: Persona | Slot) -> list[str]:
    held = person.brand_relationships if isinstance(person, Persona) else person.brands
    return [brand.brand for brand in held]
