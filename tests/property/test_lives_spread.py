"""How lives are spread over a group.

Of habits, incidents and the words they open with no two of a thousand people share more than two. Storylines are fewer
than people, and most hold four to seven notes without an open place, so that people of one storyline do share notes:
asserted is how many people come to have one, that people of different storylines share next to nothing, and that no
two are told the same life.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from itertools import combinations

import numpy as np
import pytest
from support.steps import steps

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.grounding.lives.draw import draw_life
from boses_engine.grounding.lives.facts import life_facts
from boses_engine.grounding.lives.notes import fits, notes
from boses_engine.grounding.lives.spread import Entries
from boses_engine.grounding.market.brands import draw_brands
from boses_engine.grounding.market.buyers import Buyer
from boses_engine.pipeline.fields import identity_fields, profile_fields
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator

pytestmark = pytest.mark.slow
MOST_SHARED = 2  # of some ten entries a person; written here again, apart from the engine's own
ODD_PAIRS = 12  # of half a million, one in 40,000, that may share one more where few habits fit: 4 to 11 by seed
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
    """Habits, incidents and the spoken word, written out here; brands themselves do not count."""
    life = slot.life
    habits = (life.decision_habit, *life.price_signals, *life.phone_moments)
    return [
        *(habit for habit in habits if habit in of_the_table()),  # one moment is the storyline's
        *(brand.incident for brand in slot.brands),
        *filter(None, [life.interjection]),
    ]


@cache
def of_the_table() -> frozenset[str]:
    """Habits and words of notes.csv."""
    kinds = ("decision_habit", "price_signals", "phone_moments", "interjection")
    return frozenset(note.text for kind in kinds for note in notes(kind))


def told(slot: Slot) -> set[str]:
    """The notes of the storyline that a person is told of."""
    life = slot.life
    notes = (life.grew_up, life.turning_point, life.road, life.weekday, life.wish, life.worry, life.value)
    return {*notes, life.decides, life.money_habit, life.opinion} - {""}


def shared(slots: Sequence[Slot]) -> np.ndarray:
    """How many entries each two people have in common, of shape (pairs,)."""
    columns: dict[str, int] = {}
    rows = [[columns.setdefault(entry, len(columns)) for entry in entries(slot)] for slot in slots]
    held = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for row, its in zip(held, rows, strict=True):
        row[its] = 1
    return (held @ held.T)[np.triu_indices(len(rows), 1)]


@pytest.mark.parametrize("name", GROUPS)
def test_no_two_of_a_thousand_share_more_than_two_entries(name: str) -> None:
    """Catches a draw that looks at single entries only: by chance alone some hundred pairs share three."""
    slots = make_plan(group(name, PEOPLE), 11).slots
    pairs = shared(slots)
    assert len(pairs) == PEOPLE * (PEOPLE - 1) // 2
    assert pairs.max() <= MOST_SHARED + 1
    assert (pairs > MOST_SHARED).sum() <= ODD_PAIRS
    assert pairs.mean() < 0.15
    uses = Counter(entry for slot in slots for entry in entries(slot) if entry != slot.life.interjection)
    assert max(uses.values()) < 40


@pytest.mark.parametrize(("place", "most"), [("Philippines", 5), ("Indonesia", 8), ("Vietnam", 5), ("Nigeria", 10)])
def test_a_hundred_people_have_many_storylines(place: str, most: int) -> None:
    """Catches a draw without regard to who has a storyline already, and two people told the same life."""
    slots = hundred(place)
    assert max(Counter(slot.life.storyline for slot in slots).values()) <= most
    pairs = [(a.life.storyline == b.life.storyline, len(told(a) & told(b))) for a, b in combinations(slots, 2)]
    assert max(common for same, common in pairs if not same) <= 1  # a road of the table, at most
    assert max(common for same, common in pairs) <= 8  # of ten
    assert np.mean([common > MOST_SHARED for _, common in pairs]) < 0.025


@pytest.mark.parametrize("place", ["Germany", "Brazil", "Norway"])
def test_where_storylines_are_few_nobody_has_the_same_life(place: str) -> None:
    """Catches fillings drawn by chance alone, with which two of the people of one storyline would be twins."""
    slots = hundred(place)
    assert len({slot.life.storyline for slot in slots}) >= 8
    lives = [told(slot) for slot in slots]
    assert all(len(one | other) > len(one) for one, other in combinations(lives, 2))


@cache
def hundred(place: str) -> Sequence[Slot]:
    """A hundred people of a country."""
    group = Group(
        name=place,
        location=place,
        occupation="any",
        gender="All",
        income_level="Middle",
        age_min=18,
        age_max=80,
        persona_count=100,
    )
    return make_plan(group, 11).slots


@pytest.mark.parametrize("place", ["Philippines", "Vietnam", "Norway"])
def test_no_brace_is_left_in_what_is_told(place: str) -> None:
    """Catches `{name.2}`, `{hometown}` of somebody who never moved, and `{brand}`: they would reach the reader."""
    for slot in hundred(place):
        for field in (*identity_fields(slot), *profile_fields(slot)):
            for note in field.notes:
                assert not set("{}") & set(note), (field.key, note)
                assert note[0].isupper() or note[0].isdigit(), (field.key, note)
                assert note.endswith((".", "!", "?")), (field.key, note)


def test_the_bound_does_not_bend_the_conditions() -> None:
    """Catches an entry taken against the person's facts because every fitting one would be a third in common."""
    kinds = ("decision_habit", "price_signals", "phone_moments", "interjection")
    by_text = {note.text: note for kind in kinds for note in notes(kind)}
    for slot in make_plan(group("everybody in Oslo", 300), 4).slots:
        happened = {brand.incident for brand in slot.brands}
        for text in set(entries(slot)) - happened:
            assert fits(by_text[text], life_facts(slot, slot.digital.platforms)), (text, slot)


@cache
def retired() -> Slot:
    """The first who is on platforms: who has none has fewer entries to share."""
    slots = make_plan(group("retired women in Hanoi", 20), 1).slots
    return next(slot for slot in slots if slot.digital.platforms)


def alike(count: int, seed: int, used: Entries) -> list[list[str]]:
    """The entries of so many people who are all the same but for chance, next to those of `used`."""
    slot, rng, people = retired(), generator("alike", seed), []
    for _ in range(count):
        used.begin()
        life = draw_life(rng, used=used, **life_facts(slot, slot.digital.platforms))
        held = draw_brands(rng, Buyer.of(slot, slot.digital, slot.life), used)
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


def test_a_life_costs_little_more_in_a_large_group() -> None:
    """Catches a comparison of each person with each other one by one: a life would cost ten times as many steps."""
    cost = []
    for before in (100, 1_000):
        used = Entries()
        alike(before, 2, used)
        cost.append(steps(partial(alike, 20, 3, used)))
    assert cost[1] < 2 * cost[0]
