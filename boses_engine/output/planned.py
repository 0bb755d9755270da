"""A planned person under the record's keys, without the prose that only a model can write."""

from typing import Any

from boses_engine.domain.persona import Slot
from boses_engine.pipeline.wording import told_life


def as_record(slot: Slot) -> dict[str, Any]:
    """The slot's facts as the record names them; what the model would write is null."""
    facts = slot.model_dump(mode="json", exclude={"index", "called", "urban", "digital", "brands", "price_level"})
    brands = [
        {"brand": b.brand, "category": b.category, "attitude": b.attitude, "story": None, "evidence": b.evidence}
        for b in slot.brands
    ]
    return {
        **facts,
        "identity": None,
        "backstory": None,
        "brand_relationships": brands,
        "digital_habits": slot.digital.model_dump(mode="json") | {"day": None},
        "price_sensitivity": {"level": slot.price_level, "signals": None},
        "quote": None,
        "life": told_life(slot).model_dump(mode="json"),
    }
