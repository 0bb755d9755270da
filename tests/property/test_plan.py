"""Planned people of many groups: every one fits its group, by the engine's rules and by rules written here."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import get_args

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import MaritalStatus, Persona, Slot
from boses_engine.grounding.income.classes import band_of, class_band, count_who_bring
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, level_of
from boses_engine.grounding.people.norms import LAST_BIRTH_AGE
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.mergers import division_of
from boses_engine.grounding.places.resolve import Place, in_the_country, resolve
from boses_engine.output.planned import as_record
from boses_engine.pipeline.constraints import violations
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.segment import drawn_sexes
from boses_engine.pipeline.wording import fill
from boses_engine.randomness import generator

CORNERS = 5_000  # people whose groups hold all there is
MOST_WORDS = 50  # of a note: a storyline's are two or three sentences
COUNTRIES = (
    *("Philippines", "Indonesia", "Vietnam", "Thailand", "Malaysia", "Singapore", "Cambodia", "Myanmar", "China"),
    *("Japan", "South Korea", "India", "Pakistan", "Bangladesh", "Sri Lanka", "Nepal", "Australia", "New Zealand"),
    *("United States", "Canada", "Mexico", "Brazil", "Argentina", "Nigeria", "Kenya", "Egypt", "South Africa"),
    *("Turkey", "Germany", "France", "United Kingdom", "Spain", "Poland", "Russia", "United Arab Emirates"),
)
OWN_PLACES = (
    *("Metro Manila, Philippines", "Cebu City, Philippines", "Mindanao, Philippines", "Bicol, Philippines"),
    *("Davao City, Philippines", "Iloilo City, Philippines", "Jakarta, Indonesia", "Bali, Indonesia"),
    *("East Java, Indonesia", "Jabodetabek, Indonesia", "Medan, Indonesia", "Papua, Indonesia"),
    *("Ho Chi Minh City, Vietnam", "Hanoi, Vietnam", "Mekong Delta, Vietnam", "Da Nang, Vietnam", "Huế, Vietnam"),
)
OCCUPATIONS = (
    *("office worker", "university student", "Retired", "housewife", "unemployed", "any", "farmer", "nurse"),
    *("sari-sari store owner", "OFW", "karyawan swasta", "sinh viên", "teacher or nurse", "Young professionals"),
    *("software engineer", "jeepney driver", "high school student", "freelancer", "manager", "factory worker"),
    *("Astronaut", "x~y {they}", "Chef {head}", "owner of a cafe", "UX designer", "e-sports player", "retired teacher"),
)


def groups() -> Iterator[Group]:
    """Random groups without end, the same each time."""
    rng = generator(20, "random groups")
    places = [*COUNTRIES, *OWN_PLACES]
    for number in itertools.count():
        low, high = sorted(int(age) for age in rng.integers(13, 101, size=2))
        # Both narrow and wide ranges, and each place at least once before chance decides.
        high = low if rng.random() < 0.1 else high
        if OCCUPATIONS[number % len(OCCUPATIONS)] == "Retired" and number < len(OCCUPATIONS):
            low = high = 100  # few of the very old are drawn where others may be
        location = places[number] if number < len(places) else str(rng.choice(places))
        yield Group(
            name=f"group {number}",
            age_min=low,
            age_max=high,
            gender=("Male", "Female", "All")[int(rng.integers(3))],
            location=location,
            income_level=("Low", "Middle", "High")[int(rng.integers(3))],
            occupation=OCCUPATIONS[number % len(OCCUPATIONS)],
            persona_count=int(rng.integers(1, 41)),
        )


planned = cache(make_plan)


@cache
def plans(number: int) -> tuple[Plan, ...]:
    """The first of the random groups that together hold so many people."""
    made: list[Plan] = []
    for seed, group in enumerate(groups()):
        made.append(planned(group, seed))
        if sum(len(plan.slots) for plan in made) >= number:
            break
    return tuple(made)


def people(number: int) -> Iterator[tuple[Plan, Slot]]:
    return ((plan, slot) for plan in plans(number) for slot in plan.slots)


@cache
def homes(location: str) -> dict[tuple[str, str | None, str], list[Place]]:
    """Divisions that were joined may have two towns of a name; who farms may live about a smaller town."""
    found: dict[tuple[str, str | None, str], list[Place]] = {}
    where = resolve(location)
    for place in dict.fromkeys((*where.places, *in_the_country(where).places)):
        found.setdefault((place.city, division_of(place), place.country_code), []).append(place)
    return found


def is_apart(slot: Slot) -> bool:
    """Whether the husband or wife is elsewhere: of migrants in rooms, and of wives."""
    lodges = slot.work.status == "working" and set(slot.household.members) <= {"roommate"}
    waits = slot.work.status in ("keeping house", "working") and slot.gender == "Female"
    return {"husband", "wife"}.isdisjoint(slot.household.members) and (lodges or waits)


def broken(plan: Plan, slot: Slot) -> list[str]:
    """The rules a reader of the group file would expect, written without the engine's own checks."""
    group, home, income = plan.group, slot.household, slot.income
    members, age, traits = list(home.members), slot.age, slot.psychographics
    where = (slot.location.city, slot.location.region, slot.location.country_code)
    places = homes(group.location).get(where, [])
    notes = [fill(text, slot) for text in notes_of(slot)]
    young = [member for member in members if member in ("son", "daughter")]
    work = slot.work
    bring = count_who_bring([each.who for each in income.others], where[2], group.income_level)
    later = bring if work.status == "working" else 0
    grants = sum(each.monthly for each in income.others if each.who == "cash aid")  # which take nobody out of a class
    bands = [band_of(home, work.status, place, group.income_level, later, work.isco08) for place in places]
    parents = [member for member in members if member in ("mother", "father")]
    rules = {
        "age": group.age_min <= age <= group.age_max,
        "gender": group.gender == "All" or slot.gender == group.gender,
        "city": bool(places),
        "income class": income.level == group.income_level
        and any(low <= income.household_monthly <= high + grants for low, high in bands),
        "own income": 0 <= income.personal_monthly <= income.household_monthly,
        "the household has what its people have": income.household_monthly
        == income.personal_monthly + sum(each.monthly for each in income.others),
        "others who pay are at home or elsewhere": {each.who for each in income.others}
        <= {*members, "relatives elsewhere", "family", "pension", "cash aid"}
        | ({"parents' home"} if slot.work.status == "studying" else set()),
        "money is written": bool(re.search(r"\d", income.household_text)) and "\xa0" not in income.household_text,
        "currency": bool(re.fullmatch("[A-Z]{3}", income.currency)),
        "size": home.size == len(members) + 1,
        "children are members": len(young) == len(home.children),
        "children oldest first": list(home.children) == sorted(home.children, reverse=True),
        "a parent is grown up at birth": all(age - child >= 18 for child in home.children),
        "a birth in time": all(age - child <= LAST_BIRTH_AGE[slot.gender] for child in home.children),
        "no teenagers at 19": age > 19 or not home.children,
        "one spouse of the other gender": members.count("husband") + members.count("wife")
        == (home.marital_status == "married" and not is_apart(slot)),
        "one partner of who lives with one": members.count("partner")
        == (home.marital_status == "living with a partner"),
        "no spouse of the own gender": ("wife" if slot.gender == "Female" else "husband") not in members,
        "minors are single": age >= 18 or home.marital_status == "single",
        "each parent once": len(parents) == len(set(parents)),
        "nobody of 75 lives with parents": age < 75 or not parents,
        "no retirement before 40": slot.work.status != "retired" or age >= 40 or "retired" in group.occupation.lower(),
        "no degree of a child": age >= 21 or level_of(slot.education) < EDUCATION_LEVELS.index("bachelor's degree"),
        "a name": bool(slot.name.strip()) and bool(slot.called.strip()) and slot.name.isprintable(),
        "called is of the name": all(part in slot.name for part in slot.called.split()),
        "brands": 3 <= len(slot.brands) <= 6 and len({b.brand for b in slot.brands}) == len(slot.brands),
        "brand categories": len({b.category for b in slot.brands}) == len(slot.brands),
        "brands are both liked and not": len({b.attitude in ("loyal", "favourable") for b in slot.brands}) == 2,
        "T-scores": all(
            20 <= getattr(traits, t) <= 80
            for t in ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
        ),
        "attitudes": all(
            0 <= getattr(traits, a) <= 100
            for a in ("price_consciousness", "brand_trust", "novelty_seeking", "ad_scepticism", "social_reliance")
        ),
        "price level": (traits.price_consciousness < 42, traits.price_consciousness > 58)
        == (slot.price_level == "low", slot.price_level == "high"),
        "hours": (0.5 if slot.digital.platforms else 0) <= slot.digital.hours_online <= 14,
        "only who has no smartphone is not online": bool(slot.digital.platforms and slot.digital.hours_online)
        == (slot.digital.devices != ("feature phone",)),
        "no braces in notes": not any(set("{}") & set(note.replace(slot.work.title, "")) for note in notes),
        "notes have words": all(2 <= len(note.split()) <= MOST_WORDS for note in notes),
        "no note twice": len(set(notes)) == len(notes),
        "a title": bool(slot.work.title) and slot.occupation == slot.work.title,
        "category": slot.work.category == group.occupation,
    }
    return [rule for rule, kept in rules.items() if not kept]


def notes_of(slot: Slot) -> list[str]:
    """All that is told of the life and the brands; a road is only told of who works, a word only where there is one."""
    life = slot.life.model_dump(exclude={"storyline", "interjection"})
    lives = [text for value in life.values() for text in ([value] if isinstance(value, str) else value) if text]
    happened = (text for brand in slot.brands for text in (brand.incident, f"{brand.brand}: {brand.since}"))
    return [*lives, *(text.replace("{brand}", "it") for text in happened)]


def test_people_break_no_rule(number: int) -> None:
    """Catches any draw that lets a person out of the group, or makes the facts contradict each other."""
    by_engine, by_hand, count = [], [], 0
    for plan, slot in people(number):
        count += 1
        where = (plan.group.location, plan.group.occupation, slot.index, slot.age)
        by_engine += [(*where, rule) for rule in violations(slot, plan)]
        by_hand += [(*where, rule) for rule in broken(plan, slot)]
    assert count >= number
    assert not by_engine, by_engine[:5]
    assert not by_hand, by_hand[:5]


@pytest.mark.slow
def test_groups_follow_the_work_are_unique_and_in_order(number: int) -> None:
    """Catches a gender drawn person by person, a share of women that is not the work's, a name given twice."""
    for plan in plans(min(number, 2_000)):  # what is known of a segment takes as long as fifty people
        group, slots = plan.group, plan.slots
        women = sum(slot.gender == "Female" for slot in slots)
        assert len(slots) == group.persona_count
        share = float(group.gender == "Female") if group.gender != "All" else women_among(group)
        assert plan.segment.women.women == pytest.approx(share)
        assert abs(women - share * len(slots)) < 1, group
        assert len({slot.name for slot in slots}) == len(slots), group
        assert [slot.index for slot in slots] == list(range(len(slots)))


def women_among(group: Group) -> float:
    """The share of women among those who do the work, of the group's ages in its country or division."""
    where = resolve(group.location)
    asked = read_occupation(group.occupation, where.country_code)
    return drawn_sexes(group.model_copy(update={"gender": "All"}), asked, where).women


@pytest.mark.parametrize(
    ("occupation", "mostly"),
    [("nurse", "Female"), ("housewife", "Female"), ("jeepney driver", "Male"), ("welder", "Male")],
)
def test_the_sexes_follow_the_work(occupation: str, mostly: str) -> None:
    """Catches a group of half men and half women whatever its people do."""
    slots = planned(_group(occupation=occupation, persona_count=40), 2).slots
    assert np.mean([slot.gender == mostly for slot in slots]) >= 0.65
    whole = planned(_group(persona_count=40), 2)
    assert whole.segment.women.basis == "population"
    assert 0.45 <= np.mean([slot.gender == "Female" for slot in whole.slots]) <= 0.55


@pytest.mark.slow
def test_the_random_groups_reach_every_corner() -> None:
    """Catches rules that say little because the groups never hold the people they are about."""
    slots = [slot for _, slot in people(CORNERS)]
    assert {slot.work.status for slot in slots} == {
        *("working", "studying", "retired", "keeping house", "looking for work")
    }
    assert {slot.household.marital_status for slot in slots} == set(get_args(MaritalStatus))
    assert len({slot.location.country_code for slot in slots}) >= 30
    assert {plan.group.income_level for plan in plans(CORNERS)} == {"Low", "Middle", "High"}
    assert min(slot.age for slot in slots) == 13
    assert max(slot.age for slot in slots) == 100
    assert any("{" in note for slot in slots for note in notes_of(slot))  # else "no braces" proves nothing


@pytest.mark.parametrize("country", COUNTRIES)
def test_classes_of_income_lie_in_order(country: str) -> None:
    """Catches bands that overlap: a Low household richer than a Middle one where both live."""
    for place in resolve(country).places:
        low, middle, high = (class_band(place, level) for level in ("Low", "Middle", "High"))
        assert 0 < low[0] < low[1] < middle[0] < middle[1] < high[0] < high[1], place


def test_income_follows_the_class_for_the_same_people() -> None:
    """Catches a class that reaches the band but not the draw."""
    means = []
    for level in ("Low", "Middle", "High"):
        group = _group(income_level=level, persona_count=40)
        means.append(np.mean([slot.income.household_monthly for slot in make_plan(group, 1).slots]))
    assert means[0] < means[1] < means[2]


def test_plan_json_has_the_keys_of_the_record(number: int) -> None:
    """`plan --json` and personas.jsonl are read by the same code; what only a run can know is null."""
    plain = (slot for plan, slot in people(number) if "{" not in plan.group.occupation)
    for slot in itertools.islice(plain, 0, None, 35):
        record = as_record(slot, 5)
        assert list(record) == list(Persona.model_fields)
        assert record["id"] is record["provenance"]["model"] is None
        assert record["provenance"]["seed"] == 5
        for key in ("location", "income", "work", "household", "psychographics", "life"):
            assert set(record[key]) == set(getattr(slot, key).model_dump()), key
        assert {tuple(brand) for brand in record["brand_relationships"]} == {
            ("brand", "category", "attitude", "story", "notes", "prevalence", "evidence")
        }
        assert set(record["digital_habits"]) == {"devices", "hours_online", "platforms", "day", "evidence"}
        assert record["price_sensitivity"] == {
            "level": slot.price_level,
            "signals": None,
            "evidence": list(slot.price_evidence),
        }
        assert [record[key] for key in ("identity", "backstory", "quote")] == [None, None, None]
        assert "{" not in repr(record["life"].values()), "a placeholder reaches the reader"


# Seeds


def _group(**changes: object) -> Group:
    fields: dict[str, object] = {
        "name": "seeds",
        "age_min": 18,
        "age_max": 60,
        "gender": "All",
        "location": "Philippines",
        "income_level": "Middle",
        "occupation": "any",
        "persona_count": 12,
    }
    return Group.model_validate(fields | changes)


def test_same_seed_same_plan_other_seed_other_people() -> None:
    group = _group()
    first, again, other = make_plan(group, 5), make_plan(group, 5), make_plan(group, 6)
    assert first == again
    assert not {slot.name for slot in first.slots} & {slot.name for slot in other.slots}


@pytest.mark.slow
def test_same_plan_in_a_fresh_process() -> None:
    """Catches a draw that depends on the order of a set or on Python's own hash."""
    code = (
        "from boses_engine.pipeline.plan import make_plan; from boses_engine.domain.group import Group; import sys\n"
        "for text in sys.argv[1:]:\n"
        "    print(ascii([s.model_dump_json() for s in make_plan(Group.model_validate_json(text), 5).slots]))"
    )
    places = ("Philippines", "Indonesia", "Mekong Delta, Vietnam", "Nigeria")
    groups = [_group(location=location) for location in places]
    ran = subprocess.run(
        [sys.executable, "-c", code, *(group.model_dump_json() for group in groups)],
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [ascii([slot.model_dump_json() for slot in planned(group, 5).slots]) for group in groups]
    assert ran.stdout.splitlines() == here


def test_another_count_means_other_people() -> None:
    """Documents behaviour: strata and the balance of a group depend on its size, so `--count` is another group."""
    small, large = make_plan(_group(persona_count=5), 5), make_plan(_group(persona_count=6), 5)
    assert not {slot.name for slot in small.slots} & {slot.name for slot in large.slots}
