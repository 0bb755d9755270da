"""Whether a person fits the group: the rules a user relies on, checked apart from the code that drew them."""

from boses_engine.domain.library import Facts
from boses_engine.domain.persona import Persona, Slot
from boses_engine.grounding.income.cash_aid import CASH_AID
from boses_engine.grounding.income.classes import band_of, count_who_bring
from boses_engine.grounding.people.demographics import DEGREES
from boses_engine.grounding.places.mergers import division_of
from boses_engine.pipeline.citations import miscited
from boses_engine.pipeline.evidence import absent, all_evidence, prevalences
from boses_engine.pipeline.plan import Plan


def violations(person: Persona | Slot, plan: Plan) -> list[str]:
    """Each broken rule in words; empty when the person fits the group and is consistent."""
    home = person.household
    couple = {"husband", "wife"} & set(home.members)
    unmarried = "partner" in home.members
    own = sum(relation in ("son", "daughter") for relation in home.members)
    rules = {
        "the household's income is not the sum of what its people have": not person.income.others
        or person.income.household_monthly
        == person.income.personal_monthly + sum(each.monthly for each in person.income.others),
        "the personal income is above the household's": person.income.personal_monthly
        <= person.income.household_monthly,
        "household size and members differ": home.size == 1 + len(home.members),
        "children and their relations differ": own == len(home.children),
        f"a child of {home.children} with a parent of {person.age}": all(
            person.age - child >= 17 for child in home.children
        ),
        "a couple that is not married": not couple or home.marital_status == "married",
        "a partner of who does not live with one": unmarried == (home.marital_status == "living with a partner"),
        "two husbands or wives": len(couple) + unmarried <= 1,
        "three to six brands, each once": 3 <= len(_brands(person)) <= 6
        and len(set(_brands(person))) == len(_brands(person)),
        f"a degree at {person.age}": person.age >= 20 or person.education not in DEGREES,
    }
    broken = outside(person, plan) + [rule for rule, kept in rules.items() if not kept]
    ids = all_evidence(person)
    broken += [
        f"evidence {id_!r} names nothing there is" for id_ in (*ids, *prevalences(person)) if absent(id_, plan.snapshot)
    ]
    if len(ids) != len(_brands(person)) + len(person.life.phone_moments) + len(person.life.price_signals):
        broken.append("a brand, habit or price without evidence")
    return broken + (miscited(person, plan.snapshot) if isinstance(person, Persona) else [])


def outside(person: Persona | Slot, plan: Plan) -> list[str]:
    """Each hard fact of the group that the person does not satisfy, in words."""
    group, code = plan.group, plan.place.country_code
    others = [each.who for each in person.income.others]
    aid = sum(each.monthly for each in person.income.others if each.who == CASH_AID)
    income = person.income.household_monthly
    lives = person.household, person.work.status
    # Divisions that were joined may have two towns of a name.
    home = (person.location.city, person.location.region)
    homes = [place for place in plan.place.places if (place.city, division_of(place)) == home]
    later = count_who_bring(others, code, group.income_level) if person.work.status == "working" else 0
    bands = [band_of(*lives, place, group.income_level, later, person.work.isco08) for place in homes]
    bands = [(least, most + aid) for least, most in bands]
    low, high = next((band for band in bands if band[0] <= income <= band[1]), bands[0] if bands else (0, 0))
    rules = {
        f"age {person.age} is outside {group.age_min}-{group.age_max}": group.age_min <= person.age <= group.age_max,
        f"gender {person.gender} is not {group.gender}": group.gender in ("All", person.gender),
        f"{person.location.city} is not in {group.location}": bool(homes),
        f"country {person.location.country_code} is not {code}": person.location.country_code == code,
        f"income level {person.income.level} is not {group.income_level}": person.income.level == group.income_level,
        f"household income {income} is outside the class {low}-{high}": low <= income <= high,
        f"category {person.work.category!r} is not the group's": person.work.category == group.occupation,
    }
    return [rule for rule, kept in rules.items() if not kept]


def hard_facts(plan: Plan) -> Facts:
    """What everybody whom the group reuses must satisfy."""
    group = plan.group
    return Facts(
        country_code=plan.place.country_code,
        genders=("Female", "Male") if group.gender == "All" else (group.gender,),
        age_min=group.age_min,
        age_max=group.age_max,
        income_level=group.income_level,
        category=group.occupation,
        places=frozenset((division_of(place), place.city) for place in plan.place.places),
    )


def _brands(person: Persona | Slot) -> list[str]:
    held = person.brand_relationships if isinstance(person, Persona) else person.brands
    return [brand.brand for brand in held]
