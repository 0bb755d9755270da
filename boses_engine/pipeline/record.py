"""A run's name and the record of a person: facts, prose and where both came from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from boses_engine import __version__
from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.group import Group
from boses_engine.domain.library import Rules
from boses_engine.domain.persona import (
    SCHEMA_VERSION,
    BrandFact,
    BrandRelationship,
    Digital,
    DigitalHabits,
    Identity,
    Persona,
    PriceSensitivity,
    Provenance,
    Slot,
)
from boses_engine.errors import InputError
from boses_engine.pipeline.fields import brand_notes, saying
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.plan import cultural_context
from boses_engine.pipeline.wording import told_life
from boses_engine.pipeline.writer import Prose


@dataclass(frozen=True)
class RunKey:
    """What decides the bytes of a run's people; equal keys are the same run."""

    group: Group
    seed: int
    model: str
    model_sha256: str
    snapshot: str | None = None  # its version
    reuse: Rules | None = None  # None: nobody is reused
    project: str = "default"
    library: str | None = None  # the library's state, once somebody of it is reused

    @property
    def run_id(self) -> str:
        """ "r-" and 12 hex digits."""
        project = {} if self.project == "default" else {"project": self.project}
        return _id("r", self.settings() | project | {"group": self.group.model_dump()})

    def persona_id(self, slot: int) -> str:
        """ "p-" and 12 hex digits; another library whose people are reused makes others of those who are written."""
        known = self.made_by() | {"group": self.group.model_dump(), "slot": slot}
        return _id("p", known if self.library is None else known | {"library": self.library})

    def settings(self) -> dict[str, object]:
        """What the store keeps with the run."""
        return self.made_by() | ({} if self.reuse is None else {"reuse": asdict(self.reuse)})

    def made_by(self) -> dict[str, Any]:
        """What the provenance of a person says of the run."""
        return {
            "seed": self.seed,
            "model": self.model,
            "model_sha256": self.model_sha256,
            "snapshot": self.snapshot,
            "engine_version": __version__,
            "schema_version": SCHEMA_VERSION,
        }


def compose(prose: Prose, key: RunKey) -> Persona:
    """The record: the slot's facts, the prose of both stages and where it all came from."""
    slot, profile = prose.slot, prose.profile
    stories = tuple(
        BrandRelationship(
            brand=brand.brand,
            category=brand.category,
            attitude=brand.attitude,
            story=profile[FieldKey.brand(i)],
            notes=brand_notes(brand, slot),
            prevalence=brand.prevalence,
            evidence=brand.evidence,
        )
        for i, brand in enumerate(slot.brands)
    )
    signals = tuple(profile[FieldKey.signal(i)] for i in range(len(slot.life.price_signals)))
    drawn = {"index", "urban", "digital", "brands", "price_level", "life"}
    facts = slot.model_dump(exclude=drawn | {"moment_evidence", "price_evidence"})
    return Persona(
        schema_version=SCHEMA_VERSION,
        id=key.persona_id(slot.index),
        **facts,
        identity=Identity(**prose.identity),
        backstory=profile["backstory"],
        brand_relationships=stories,
        digital_habits=DigitalHabits(**slot.digital.model_dump(), day=profile["day"], evidence=slot.moment_evidence),
        price_sensitivity=PriceSensitivity(level=slot.price_level, signals=signals, evidence=slot.price_evidence),
        quote=saying(prose.slot),
        life=told_life(slot),
        cultural_context=cultural_context(slot.location.country_code, key.snapshot),
        avatar=None,
        source="generated",
        provenance=Provenance(
            seed=key.seed,
            model=key.model,
            model_sha256=key.model_sha256,
            snapshot=key.snapshot,
            engine_version=__version__,
            worded_by_code=prose.as_noted,
        ),
    )


def slot_of(persona: Persona) -> Slot:
    """The slot that a person's texts can be told from again: the notes with their places filled.

    Where they live is taken for a town, their place in a group for the first: neither comes up in a text that is told
    anew but as the order of "lives" and "works". Raises InputError for a record without its notes.
    """
    if not persona.called or not all(brand.notes for brand in persona.brand_relationships):
        raise InputError(
            f"{persona.name} ({persona.id}) was made before the notes of the texts were kept (schema "
            f"{persona.schema_version}): generate the group again to have people who can be told anew."
        )
    held = persona.model_dump(include=set(Slot.model_fields))
    brands = [
        BrandFact(
            **brand.model_dump(include={"brand", "category", "attitude", "prevalence", "evidence"}),
            incident=brand.notes[0],
            since=" ".join(brand.notes[1:]),
        )
        for brand in persona.brand_relationships
    ]
    digital = persona.digital_habits
    return Slot(
        **held,
        index=0,
        urban=True,
        digital=Digital(devices=digital.devices, hours_online=digital.hours_online, platforms=digital.platforms),
        brands=tuple(brands),
        price_level=persona.price_sensitivity.level,
        moment_evidence=digital.evidence,
        price_evidence=persona.price_sensitivity.evidence,
    )


def with_texts(persona: Persona, texts: Mapping[FieldKey, str]) -> Persona:
    """The record with other texts."""
    told = {**field_texts(persona), **texts}
    stories = tuple(
        brand.model_copy(update={"story": told[FieldKey.brand(i)]})
        for i, brand in enumerate(persona.brand_relationships)
    )
    price = persona.price_sensitivity
    signals = tuple(told[FieldKey.signal(i)] for i in range(len(price.signals)))
    identity = {str(key): text for key, text in told.items() if key in Identity.model_fields}
    return persona.model_copy(
        update={
            "identity": persona.identity.model_copy(update=identity),
            "backstory": told[FieldKey("backstory")],
            "brand_relationships": stories,
            "digital_habits": persona.digital_habits.model_copy(update={"day": told[FieldKey("day")]}),
            "price_sensitivity": price.model_copy(update={"signals": signals}),
        }
    )


def field_texts(persona: Persona) -> dict[FieldKey, str]:
    """A person's texts that a model words, by field key."""
    stories = {FieldKey.brand(i): brand.story for i, brand in enumerate(persona.brand_relationships)}
    signals = {FieldKey.signal(i): text for i, text in enumerate(persona.price_sensitivity.signals)}
    identity = {FieldKey(name): text for name, text in persona.identity.model_dump().items()}
    backstory, day = {FieldKey("backstory"): persona.backstory}, {FieldKey("day"): persona.digital_habits.day}
    return identity | backstory | stories | day | signals


def texts(persona: Persona) -> list[str]:
    """All prose of a person, normalised for comparison with that of others."""
    return [plain(text, persona.name) for text in (*field_texts(persona).values(), persona.quote)]


def _id(prefix: str, content: dict[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
