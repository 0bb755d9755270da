"""A planned person under the record's keys; what only a run with a model can know is null."""

from typing import Any

from boses_engine import __version__
from boses_engine.domain.persona import SCHEMA_VERSION, BrandRelationship, Persona, Provenance, Slot
from boses_engine.pipeline.fields import brand_notes
from boses_engine.pipeline.plan import cultural_context
from boses_engine.pipeline.wording import told_life


def as_record(slot: Slot, seed: int, snapshot: str | None = None) -> dict[str, Any]:
    """The slot's facts under the keys of `Persona`, in its order; `snapshot` is the version that is woven in."""
    brands = [
        {key: getattr(brand, key, None) for key in BrandRelationship.model_fields}
        | {"notes": list(brand_notes(brand, slot))}
        for brand in slot.brands
    ]
    known = slot.model_dump(mode="json") | {
        "schema_version": SCHEMA_VERSION,
        "brand_relationships": brands,
        "digital_habits": slot.digital.model_dump(mode="json") | {"day": None, "evidence": list(slot.moment_evidence)},
        "price_sensitivity": {
            "level": slot.price_level,
            "signals": None,
            "evidence": list(slot.price_evidence),
        },
        "life": told_life(slot).model_dump(mode="json"),
        "cultural_context": cultural_context(slot.location.country_code, snapshot),
        "source": "generated",
        "provenance": dict.fromkeys(Provenance.model_fields)
        | {"seed": seed, "snapshot": snapshot, "engine_version": __version__},
    }
    return {key: known.get(key) for key in Persona.model_fields}
