"""Nobody outside the hard facts, over random pairs of groups: the one whose people are there, and the one that asks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from support.samples import sample_persona, sample_run

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.report import Effort
from boses_engine.grounding.places.mergers import division_of
from boses_engine.library.match import People
from boses_engine.pipeline.constraints import hard_facts
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.store import Store

pytestmark = pytest.mark.slow
MADE, ASKING, EACH = 34, 34, 3  # groups, groups, people of a group that are in the library: 1,156 pairs
PLACES = ["Philippines", "Manila, Philippines", "Metro Manila, Philippines", "Cebu City, Philippines", "Indonesia"]
PLACES += ["Jakarta, Indonesia", "Bali, Indonesia", "Hanoi, Vietnam", "Vietnam", "Osaka, Japan"]


def groups(count: int, seed: int) -> list[Plan]:
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        youngest = int(rng.integers(18, 40))
        group = Group(
            name=f"Group {number}",
            age_min=youngest,
            age_max=youngest + int(rng.integers(3, 30)),
            gender=str(rng.choice(["Male", "Female", "All"])),
            location=str(rng.choice(PLACES)),
            income_level=str(rng.choice(["Low", "Middle"])),
            occupation=str(rng.choice(["office worker", "teacher"])),
            persona_count=EACH,
        )
        made.append(make_plan(group, number))
    return made


def as_persona(slot: Slot, group: int) -> Persona:
    """A record with the slot's facts; its prose is nobody's."""
    base = sample_persona(0)
    facts = {name: getattr(slot, name) for name in Slot.model_fields if name in Persona.model_fields}
    return base.model_copy(update=facts | {"id": f"p-{group}-{slot.index}", "life": base.life})


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[int, tuple[int, Persona]]]]:
    """A store with the people of all groups, and by number which group each is of."""
    path: Path = tmp_path_factory.mktemp("facts") / "boses.duckdb"
    with Store(path) as store:
        for number, plan in enumerate(groups(MADE, 1)):
            run_id = f"r-{number}"
            store.start_run(run_id, store.add_group(plan.group), {})
            for slot in plan.slots:
                store.save_persona(run_id, slot.index, as_persona(slot, number), Effort())
            store.finish_run(sample_run(run_id=run_id))
        names = store.identified(range(1, MADE * EACH + 1))
        people = {person.id: person for person in store.personas()}
        yield store, {number: (int(key.split("-")[1]), people[key]) for number, (key, _) in names.items()}


def test_nobody_outside_the_hard_facts(known: tuple[Store, dict[int, tuple[int, Persona]]]) -> None:
    """Catches a fact missing from the filter, or one that is stricter than the group says."""
    store, members = known
    people = People(store.reusable(), store.keys)
    today = datetime.now(UTC).date()
    asking = groups(ASKING, 2)
    reused = pairs = 0
    for plan, made in product(asking, range(MADE)):
        found = set(people.columns["number"][people.fitting(hard_facts(plan), today)].tolist())
        own = {number for number, (group, _) in members.items() if group == made}
        fitting = {number for number in own if fits(members[number][1], plan)}
        assert found & own == fitting
        reused += len(fitting)
        pairs += 1
    assert pairs >= 1000
    assert reused > 20  # not an empty filter


def fits(person: Persona, plan: Plan) -> bool:
    """The group's definition, read apart from the code under test."""
    group, home = plan.group, person.location
    return (
        group.age_min <= person.age <= group.age_max
        and group.gender in ("All", person.gender)
        and home.country_code == plan.place.country_code
        and any((place.city, division_of(place)) == (home.city, home.region) for place in plan.place.places)
        and person.income.level == group.income_level
        and person.work.category == group.occupation
    )
