"""Slots beyond a thousand lie in a file: what is read back is what was drawn."""

import pytest
from support.slots import SLOT

from boses_engine.pipeline.fields import count_fields, identity_fields, profile_fields
from boses_engine.pipeline.planned_slots import IN_MEMORY, SlotFile, keep_slots

SLOTS = tuple(SLOT.model_copy(update={"index": index, "age": 20 + index}) for index in range(12))


def test_slots_of_a_file_are_those_of_a_tuple() -> None:
    kept = SlotFile(iter(SLOTS))
    assert len(kept) == len(SLOTS)
    assert tuple(kept) == tuple(kept) == SLOTS  # more than once
    assert (kept[3], kept[-1], kept[2:5], kept[::-4]) == (SLOTS[3], SLOTS[-1], SLOTS[2:5], SLOTS[::-4])
    with pytest.raises(IndexError):
        kept[len(SLOTS)]


def test_few_slots_stay_a_tuple_and_many_do_not() -> None:
    assert keep_slots(iter(SLOTS), len(SLOTS)) == SLOTS
    assert isinstance(keep_slots(iter(SLOTS), IN_MEMORY + 1), SlotFile)


def test_fields_are_counted_as_they_are_made() -> None:
    assert count_fields(SLOT) == {"identity": len(identity_fields(SLOT)), "profile": len(profile_fields(SLOT))}
