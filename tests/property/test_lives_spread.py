"""A thousand people of one group: no two share more than two of the small things their lives are told from."""

from collections import Counter
from functools import cache, partial

import numpy as np
import pytest
from support.steps import steps

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Life, Slot
from boses_engine.grounding.lives.draw import Entries, draw_life, fits, notes
from boses_engine.grounding.market.brands import draw_brands
from boses_engine.grounding.market.buyers import Buyer
from boses_engine.pipeline.plan import make_plan, redraw
from boses_engine.pipeline.small_things import life_facts
from boses_engine.randomness import generator

MOST_SHARED = 2  # of some twenty entries a person; written here again, apart from the engine's own
PEOPLE = 1_000
GROUPS = {
    "students in Manila": ("Manila, Philippines", "students", "All", "Low", 18, 22),
    "retired women in Hanoi": ("Hanoi, Vietnam", "retired", "Female", "Middle", 58, 85),
    "everybody in Oslo": ("Oslo, Norway", "any", "All", "Middle", 18, 80),
    "housewives in the Mekong Delta": ("Mekong Delta, Vietnam", "housewife", "Female", "Low", 25, 45),
    "schoolgirls in Germany": ("Germany", "high school student", "Female", "High", 13, 15),
}


def group(name: str, count: int) -> Group:
    location, occupation, gender, income, low, high = GROUPS[name]
    return Group.model_validate(
        {
            "name": name,
            "location": location,
            "occupation": occupation,
            "gender": gender,
            "income_level": income,
            "age_min": low,
            "age_max": high,
            "persona_count": count,
        }
    )


def entries(slot: Slot) -> list[str]:
    """What a life is told from, written out here; brands themselves do not count, a spoken word does."""
    life = slot.life
    return [
        *(life.grew_up, life.turning_point, life.weekday, life.wish, life.worry, life.value),
        *(life.decision_habit, life.money_habit, *life.price_signals, *life.phone_moments, life.opinion),
        *(brand.incident for brand in slot.brands),
        *filter(None, [life.interjection]),
    ]


def shared(slots: tuple[Slot, ...]) -> np.ndarray:
    """How many entries each two people have in common, of shape (pairs,)."""
    columns: dict[str, int] = {}
    rows = [[columns.setdefault(entry, len(columns)) for entry in entries(slot)] for slot in slots]
    held = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for row, its in zip(held, rows, strict=True):
        row[its] = 1
    return (held @ held.T)[np.triu_indices(len(rows), 1)]


@pytest.mark.parametrize(
    "name", [name if name == "students in Manila" else pytest.param(name, marks=pytest.mark.slow) for name in GROUPS]
)
def test_no_two_of_a_thousand_share_more_than_two_entries(name: str) -> None:
    """Catches a draw that looks at single entries only: by chance alone some hundred pairs share three."""
    slots = make_plan(group(name, PEOPLE), 11).slots
    pairs = shared(slots)
    assert len(pairs) == PEOPLE * (PEOPLE - 1) // 2
    assert pairs.max() <= MOST_SHARED
    assert pairs.mean() < 0.3  # what tables a fifth as large would give
    uses = Counter(slot.life.grew_up for slot in slots)
    assert max(uses.values()) - min(uses.values()) <= 3
    assert (
        max(Counter(entry for slot in slots for entry in entries(slot) if entry != slot.life.interjection).values())
        < 40
    )


def test_the_bound_does_not_bend_the_conditions() -> None:
    """Catches an entry taken against the person's facts because every fitting one would be a third in common."""
    by_text = {note.text: note for kind in Life.model_fields for note in notes(kind)}
    for slot in make_plan(group("everybody in Oslo", 300), 4).slots:
        for text in entries(slot)[:14]:
            assert fits(by_text[text], life_facts(slot)), (text, slot)


@cache
def retired() -> Slot:
    return make_plan(group("retired women in Hanoi", 1), 1).slots[0]


def alike(count: int, seed: int, used: Entries) -> list[list[str]]:
    """The entries of so many people who are all the same but for chance, next to those of `used`."""
    slot, rng, people = retired(), generator("alike", seed), []
    for _ in range(count):
        used.begin()
        life = draw_life(rng, used=used, **life_facts(slot))
        held = draw_brands(rng, Buyer.of(slot), used)
        people.append(entries(slot.model_copy(update={"life": life, "brands": held})))
    return people


def test_the_bound_softens_where_the_tables_have_no_more_room() -> None:
    """Catches an endless loop, an error and a collapse of the spread past the point where the bound can hold."""
    people = [set(held) for held in alike(2_000, 1, Entries())]
    rng = generator("pairs")
    some = rng.integers(len(people), size=(20_000, 2))
    common = [len(people[a] & people[b]) for a, b in some.tolist() if a != b]
    assert max(common) <= 4
    assert np.mean([number > MOST_SHARED for number in common]) < 0.001


def test_entries_hold_the_bound_by_hand() -> None:
    """Catches a count of pairs that forgets who holds what, and one that counts a person as their own neighbour."""
    used = Entries.of([["a", "b", "c"], ["a", "b"]])
    pool = used.pool(["c", "d"])
    assert used.open(pool) == used.pool(["d"])  # c would be the third with the first person
    assert not used.is_full(pool)
    assert used.is_full(used.pool(["c"]))
    assert used.open(used.pool(["c"])) == used.pool(["c"])  # nothing else is left
    used.begin()
    assert used.open(used.pool(["a", "c"])) == used.pool(["c"])  # used once and not twice
    used.take("c")
    used.take("a")
    assert used.open(used.pool(["b", "x"])) == used.pool(["x"])
    assert (used["a"], used["b"], used["c"]) == (3, 2, 2)


def test_a_redraw_keeps_the_bound() -> None:
    """Catches a redraw that looks at how often an entry is used and not at who has it."""
    plan = make_plan(group("students in Manila", 300), 5)
    for slot in plan.slots[::60]:
        for key in ("wish", "weekday", "price_signals:1", "brand:0"):
            new = redraw(plan, slot, key, 2)
            mine = set(entries(new))
            others = (other for other in plan.slots if other.index != slot.index)
            assert max(len(mine & set(entries(other))) for other in others) <= MOST_SHARED, key


def test_a_life_costs_little_more_in_a_large_group() -> None:
    """Catches a comparison of each person with each other one by one: a life would cost ten times as many steps."""
    cost = []
    for before in (100, 1_000):
        used = Entries()
        alike(before, 2, used)
        cost.append(steps(partial(alike, 20, 3, used)))
    assert cost[1] < 2 * cost[0]
