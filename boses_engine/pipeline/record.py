"""A run's name and the record of a person: facts, prose and where both came from."""

import hashlib
import json
from dataclasses import asdict, dataclass

from boses_engine import __version__
from boses_engine.domain.group import Group
from boses_engine.domain.library import Rules
from boses_engine.domain.persona import (
    SCHEMA_VERSION,
    BrandRelationship,
    DigitalHabits,
    Identity,
    Persona,
    PriceSensitivity,
    Provenance,
)
from boses_engine.pipeline.fields import saying
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
        return _id("r", self.settings() | self._beyond_default() | {"group": self.group.model_dump()})

    def persona_id(self, slot: int) -> str:
        """ "p-" and 12 hex digits; another library whose people are reused makes others of those who are written."""
        known = self._made_by() | {"group": self.group.model_dump(), "slot": slot}
        return _id("p", known if self.library is None else known | {"library": self.library})

    def settings(self) -> dict[str, object]:
        """What the store keeps with the run."""
        return self._made_by() | ({} if self.reuse is None else {"reuse": asdict(self.reuse)})

    def _beyond_default(self) -> dict[str, object]:
        return {} if self.project == "default" else {"project": self.project}

    def _made_by(self) -> dict[str, object]:
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
            story=profile[f"brand:{i}"],
            evidence=brand.evidence,
        )
        for i, brand in enumerate(slot.brands)
    )
    signals = tuple(profile[f"signal:{i}"] for i in range(len(slot.life.price_signals)))
    drawn = {"index", "called", "urban", "digital", "brands", "price_level", "life"}
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


def texts(persona: Persona) -> list[str]:
    """All prose of a person, normalised for comparison with that of others."""
    identity = persona.identity.model_dump().values()
    stories = (brand.story for brand in persona.brand_relationships)
    rest = (persona.backstory, persona.digital_habits.day, *persona.price_sensitivity.signals, persona.quote)
    return [plain(text, persona.name) for text in (*identity, *stories, *rest)]


def _id(prefix: str, content: dict[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
