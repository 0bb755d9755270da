"""Groups with talk woven in: shares, themes, evidence, and what must not move."""

import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from support.sample_snapshots import sample_snapshot

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.domain.snapshot import Market
from boses_engine.errors import InputError
from boses_engine.grounding.lives.notes import of_table, platforms_of, shops
from boses_engine.grounding.lives.storylines import storylines
from boses_engine.pipeline.constraints import violations
from boses_engine.pipeline.evidence import all_evidence, kind, signals_of
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.talk import SIGNALS_ENOUGH

pytestmark = pytest.mark.slow
PLACES: dict[Market, str] = {"PH": "Manila, Philippines", "ID": "Jakarta, Indonesia", "VN": "Ho Chi Minh City, Vietnam"}
SIZES = (1, 2, 5, 20, 120)
MOVED = {"brands", "digital", "life", "moment_evidence", "price_evidence"}


def a_group(market: Market, count: int, **changes: object) -> Group:
    fields: dict[str, object] = {
        "name": "Talk",
        "age_min": 18,
        "age_max": 65,
        "gender": "All",
        "location": PLACES[market],
        "income_level": "Middle",
        "occupation": "any",
        "persona_count": count,
    }
    return Group.model_validate(fields | changes)


@cache
def planned(market: Market, count: int) -> Plan:
    return make_plan(a_group(market, count), 9, sample_snapshot(market))


def themes(slot: Slot) -> list[str]:
    return [evidence.rpartition("/")[2] for evidence in signals_of(slot)]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("market", list(PLACES))
def test_shares_themes_and_evidence(market: Market, count: int) -> None:
    """A signal with more than a quarter of a group, a person with a theme twice, a claim on nothing that there is."""
    plan = planned(market, count)
    uses = Counter(evidence for slot in plan.slots for evidence in signals_of(slot))
    assert max(uses.values()) <= max(1, count // 4)
    for slot, plain in zip(plan.slots, make_plan(a_group(market, count), 9).slots, strict=True):
        assert 2 <= len(signals_of(slot)) <= 6  # of the few that this small snapshot has for somebody
        assert len(set(themes(slot))) == len(themes(slot))
        assert violations(slot, plan) == []
        cited = [evidence for evidence in all_evidence(slot) if kind(evidence) == "talk"]
        assert len(cited) == len(set(cited))
        moments = [evidence for evidence in slot.moment_evidence if kind(evidence) == "talk"]
        assert len(moments) < 3 or len(cited) <= SIGNALS_ENOUGH  # else a moment of the person's own life stays
        day = list(zip(slot.life.phone_moments, map(kind, slot.moment_evidence), strict=True))
        assert sum(shops(note) for note, rests_on in day if rests_on == "talk") <= 1
        of_story = [rests_on for note, rests_on in day if note not in of_table("phone_moments")]
        own = set(plain.life.phone_moments) - of_table("phone_moments")
        assert len(moments) == 3 or not own or set(of_story) - {"talk"}  # the storyline's own is the last to give way
        for note in slot.life.phone_moments:  # no moment on a platform that talk has made somebody leave
            assert not platforms_of(note) or platforms_of(note) & set(slot.digital.platforms)
        assert not {"talk"} & {kind(b.evidence) for b in slot.brands if b.attitude == "indifferent"}
    kinds = Counter(kind(evidence) for slot in plan.slots for evidence in all_evidence(slot))
    assert count < 5 or kinds["talk"] / kinds.total() >= 0.5


@pytest.mark.parametrize("market", list(PLACES))
def test_all_that_talk_has_no_say_in_stays(market: Market) -> None:
    """Catches a draw that takes from the generator of the others: the same people, in another year's talk."""
    with_talk, without = planned(market, 20), make_plan(a_group(market, 20), 9)
    for one, other in zip(with_talk.slots, without.slots, strict=True):
        assert one.model_dump(exclude=MOVED) == other.model_dump(exclude=MOVED)
        kept = {"phone_moments", "price_signals"}
        assert one.life.model_dump(exclude=kept) == other.life.model_dump(exclude=kept)
        assert one.digital.model_dump(exclude={"platforms"}) == other.digital.model_dump(exclude={"platforms"})
    assert with_talk.notes == without.notes
    assert without.snapshot is None


def test_the_same_talk_in_a_fresh_process() -> None:
    """Catches a choice that hangs on the order of a set or on Python's own hash."""
    code = (
        "import sys; from boses_engine.pipeline.plan import make_plan; from boses_engine.domain.group import Group; "
        "from boses_engine.domain.snapshot import Snapshot; "
        "group, snapshot = Group.model_validate_json(sys.argv[1]), Snapshot.model_validate_json(sys.argv[2]); "
        "print(ascii([slot.model_dump_json() for slot in make_plan(group, 9, snapshot).slots]))"
    )
    group, snapshot = a_group("VN", 20), sample_snapshot("VN")
    ran = subprocess.run(
        [sys.executable, "-c", code, group.model_dump_json(), snapshot.model_dump_json()],
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == ascii([slot.model_dump_json() for slot in planned("VN", 20).slots])


def test_another_version_with_the_same_signals_gives_the_same_facts() -> None:
    """A refreshed snapshot that says the same must not shuffle everybody."""
    newer = sample_snapshot("ID").model_copy(update={"version": "2027-01-01-0123456789ab"})
    assert make_plan(a_group("ID", 20), 9, newer).slots == planned("ID", 20).slots


def test_no_two_people_share_more_than_two_habits_and_incidents() -> None:
    """The bound of plans without talk, kept where wordings are few. Catches a draw that forgets what stands."""
    for market in PLACES:
        held = [_habits(slot) for slot in planned(market, 20).slots]
        shared = [len(one & other) for at, one in enumerate(held) for other in held[:at]]
        assert max(shared) <= 2, market


def _habits(slot: Slot) -> set[str]:
    """What is of the tables and of talk; the storyline's own moment its people have in common."""
    life = slot.life
    told = {text for story in storylines(slot.location.country_code) for text in story.phone.values()}
    own = tuple(re.escape(text).replace(r"\{", "{").replace(r"\}", "}") for text in told)
    of_story = re.compile("|".join(re.sub(r"\{(?!they|them|their|They|Their)[^{}]*\}", ".+", text) for text in own))
    notes = (life.decision_habit, *life.price_signals, *life.phone_moments)
    return {note for note in notes if not of_story.fullmatch(note)} | {brand.incident for brand in slot.brands}


def test_outside_the_three_markets_no_snapshot_is_used_and_inside_only_the_own() -> None:
    group = a_group("PH", 6, location="Berlin, Germany")
    plan = make_plan(group, 9, sample_snapshot("PH"))
    assert plan == make_plan(group, 9)
    assert plan.snapshot is None
    with pytest.raises(InputError, match="is of VN, the group 'Talk' is in PH: give one of PH, or none"):
        make_plan(a_group("PH", 6), 9, sample_snapshot("VN"))


def test_an_empty_snapshot_changes_little_and_breaks_nothing() -> None:
    """Catches a division by the rows of no signals."""
    empty = sample_snapshot("PH").model_copy(update={"signals": ()})
    plan = make_plan(a_group("PH", 6), 9, empty)
    assert not any(signals_of(slot) for slot in plan.slots)
    assert all(violations(slot, plan) == [] for slot in plan.slots)
