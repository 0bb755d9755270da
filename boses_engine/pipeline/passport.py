"""A person's passport, from what is kept of their making; and what a run keeps of it."""

import contextlib
import hashlib
from collections.abc import Callable

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.passport import (
    IMPORTED,
    SYNTHETIC,
    Checks,
    Cited,
    Decoding,
    Making,
    ModelFile,
    Order,
    PaintedWith,
    Passport,
    PassportField,
    Taken,
    Written,
)
from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.portrait import Painted
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import NotFoundError
from boses_engine.language.port import LanguageModel, Sampling
from boses_engine.pipeline.checks import CHECKS
from boses_engine.pipeline.evidence import behind, claims
from boses_engine.pipeline.fields import TEMPERATURES
from boses_engine.pipeline.record import field_texts
from boses_engine.pipeline.writer import Prose


def written(prose: Prose, standing: int, model: LanguageModel) -> Written:
    """What is kept of a person's writing; `standing` is how many people's texts stood before."""
    drawn = Sampling()
    decoding = Decoding(
        temperatures=TEMPERATURES,
        top_k=drawn.top_k,
        min_p=drawn.min_p,
        parallel=model.parallel,
        replayable=model.replayable,
        model=model.decoding,
    )
    return Written(slot_sha256=slot_sha256(prose.slot), standing=standing, taken=prose.taken, decoding=decoding)


def slot_sha256(slot: Slot) -> str:
    """The hash of a person as planned."""
    return hashlib.sha256(slot.model_dump_json().encode()).hexdigest()


def passport_of(
    making: Making,
    *,
    find_snapshot: Callable[[str], Snapshot],
    merged_from: tuple[ModelFile, ...] = (),
    portrait: Painted | None = None,
) -> Passport:
    """The passport of the person with that making; `find_snapshot` raises NotFoundError where a version is not here."""
    record = making.records[-1]
    person, origin = Persona.model_validate_json(record), making.origin
    made, kept = person.provenance, origin.written if origin else None
    imported = person.source == "imported"
    order = checks = None
    if origin is not None:
        standing = kept.standing if kept else None
        order = Order(slot=origin.slot, of=origin.group.persona_count, standing=standing)
        checks = Checks(passed=(*CHECKS, "repeated"), fired=origin.checks, retries=origin.retries)
    return Passport(
        synthetic=None if imported else True,
        id=person.id,
        name=person.name,
        statement=IMPORTED if imported else SYNTHETIC,
        imported=imported,
        schema_version=person.schema_version,
        engine_version=made.engine_version,
        record_sha256=hashlib.sha256(record.encode()).hexdigest(),
        run_id=origin.id if origin else None,
        group=origin.group if origin else None,
        seed=made.seed,
        order=order,
        plan_sha256=kept.slot_sha256 if kept else None,
        model=ModelFile(name=made.model, sha256=made.model_sha256),
        merged_from=merged_from,
        decoding=kept.decoding if kept else None,
        snapshot=made.snapshot,
        fields=_fields(person, kept),
        checks=checks,
        evidence=_evidence(person, find_snapshot),
        reused_by=making.reused_by,
        rewritten=made.rewritten,
        portrait=PaintedWith(**vars(portrait)) if portrait else None,
    )


def _fields(person: Persona, kept: Written | None) -> tuple[PassportField, ...]:
    made = person.provenance
    taken = {each.field: each for each in kept.taken} if kept else {}
    reworded = {each.field for each in made.rewritten}

    def told(key: FieldKey) -> PassportField:
        if person.source == "imported" and key not in reworded:
            return PassportField(field=key, worded_by="file", attempt=None, question_sha256=None)
        if key in made.worded_by_code:
            return PassportField(field=key, worded_by="notes", attempt=None, question_sha256=None)
        answer: Taken | None = None if key in reworded else taken.get(key)
        return PassportField(
            field=key,
            worded_by="rewording" if key in reworded else "model",
            attempt=answer and answer.attempt,
            question_sha256=answer and answer.question_sha256,
        )

    return tuple(map(told, field_texts(person)))


def _evidence(person: Persona, find_snapshot: Callable[[str], Snapshot]) -> tuple[Cited, ...]:
    """What each claim rests on, in the order of the claims."""
    snapshot: Snapshot | None = None
    if person.provenance.snapshot is not None:
        with contextlib.suppress(NotFoundError):  # they came from another machine
            snapshot = find_snapshot(person.provenance.snapshot)
    return tuple(
        Cited(about=claim.about, id=claim.evidence, behind=behind(claim.evidence, snapshot)) for claim in claims(person)
    )
