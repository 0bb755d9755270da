"""People of many segments against what is said of them: the developed half and the segments of tests/data/plausible."""

import pytest
from support.populations import population

from benchmarks.plausibility import FIELDS, expectations, groups, measure, outcomes
from boses_engine.domain.group import Group
from boses_engine.pipeline.plan import Plan, make_plan

# A group: a share is off by at most 0.09 and 0.13 nineteen times in twenty.
PEOPLE = {"developed": 120, "segments": 60}
_HALVES = ("developed", "segments", "aside", "kept", "unseen")
# The share of people of 15 and over who finished any higher schooling, BPS Susenas 2023.
HIGHER = {"Indonesia": 0.1015, "Jakarta": 0.1802, "Special Region of Yogyakarta": 0.1561, "Southeast Sulawesi": 0.1511}
HOLD_LEAST = 0.9  # of all rows; benchmarks.plausibility tries 400 people a group


@pytest.mark.slow
@pytest.mark.parametrize("half", PEOPLE)
def test_what_sources_say_of_a_segment_holds(half: str) -> None:
    """Catches people whom a local reader would strike out: women on tricycles, bank managers without a degree, pay
    under the legal minimum, tongues of another region."""

    def plan(group: Group, seed: int) -> Plan:
        return make_plan(group.model_copy(update={"persona_count": PEOPLE[half]}), seed)

    tried = list(outcomes(half, plan))
    failed = [
        f"{each.expectation.group}: {each.expectation.what} is {each.found:.3g}" for each in tried if not each.holds
    ]
    assert len(failed) <= (1 - HOLD_LEAST) * len(tried), "\n".join(failed)


@pytest.mark.slow
@pytest.mark.parametrize("place", HIGHER)
def test_whole_places_are_schooled_as_their_surveys_say(place: str) -> None:
    """Catches towns whose incomes and schools both make graduates of their people: a third of Jakarta had a degree."""
    share = measure("share education>=vocational diploma", population(place, 1_000, (18, 75)))
    assert 0.7 * HIGHER[place] <= share <= 1.4 * HIGHER[place]


def test_the_expectations_are_sound() -> None:
    """Catches a row of an unknown group or field, bounds in the wrong order, and too few groups to mean anything."""
    known = groups()
    rows = [row for half in _HALVES for row in expectations(half)]
    people = make_plan(known["ph-manila-call-centre"].model_copy(update={"persona_count": 3}), 1).slots
    for row in rows:
        assert row.group in known
        assert row.low <= row.high
        assert row.source
        assert any(field in row.what for field in FIELDS)
        measure(row.what, people)
    assert len(rows) >= 250
    assert len({row.group for row in rows}) >= 80
    halves = [{row.group for row in expectations(half)} for half in _HALVES if half != "segments"]  # a guard, no score
    assert sum(map(len, halves)) == len(set().union(*halves))


def test_an_expectation_is_measured() -> None:
    """Catches a measure that passes whatever the people are."""
    people = make_plan(groups()["ph-manila-call-centre"].model_copy(update={"persona_count": 30}), 1).slots
    women = sum(slot.gender == "Female" for slot in people) / 30
    assert measure("share gender=Female", people) == women
    assert measure("share gender!=Female", people) == 1 - women
    assert measure("share education>=primary school", people) == 1
    assert measure("share mother_tongue~nothing|no tongue", people) == 0
    pay = sorted(slot.income.personal_monthly for slot in people)
    assert pay[0] <= measure("p10 personal_monthly", people) <= measure("median personal_monthly", people) <= pay[-1]
    with pytest.raises(ValueError, match="not an expectation"):
        measure("mostly women", people)
