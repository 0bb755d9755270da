"""A person made again: drawn anew, asked the questions whose answers were taken, and compared byte for byte.

Which answer a field took depends on the texts of the people before; what an answer is depends on its question alone.
So nobody else has to be written again.
"""

import json
from collections.abc import Iterator

from boses_engine import __version__
from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.passport import Making, Origin, Replay, Reworded
from boses_engine.domain.persona import Identity, Persona
from boses_engine.language.port import LanguageModel, Request, answers
from boses_engine.pipeline.fields import Field, identity_fields, profile_fields
from boses_engine.pipeline.passport import slot_sha256
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.record import RunKey, compose, field_texts, with_texts
from boses_engine.pipeline.rewriting import rewrite
from boses_engine.pipeline.writer import ATTEMPTS, Prose, put


def replay(making: Making, origin: Origin, plan: Plan, model: LanguageModel) -> Replay:
    """Makes a person again from the plan of their group with the model that wrote them.

    Where it was not kept which attempts were taken, each is asked in turn until one gives the text. Where a person was
    told anew since, that is made again too, by the same model; else the words are taken over.
    """
    again = _Again(making, origin, plan, model)
    again.of_the_run()
    for at, how in enumerate(making.rewordings):
        again.reworded(at, how)
    return again.found()


class _Again:
    """What has been made again so far."""

    def __init__(self, making: Making, origin: Origin, plan: Plan, model: LanguageModel):
        self.making, self.origin, self.plan, self.model = making, origin, plan, model
        self.people = tuple(map(Persona.model_validate_json, making.records))
        self.asked = 0
        self.differs: dict[str, None] = {}
        self.unasked: dict[str, None] = {}
        self.notes: list[str] = []

    def of_the_run(self) -> None:
        """The record that the run stored; what was told anew elsewhere, where that one is not here, is taken over."""
        first, slot = self.people[0], self.plan.slots[self.origin.slot]
        made, kept = first.provenance, self.origin.written
        fields = {each.key: each for each in (*identity_fields(slot), *profile_fields(slot))}
        told, elsewhere = field_texts(first), {each.field for each in made.rewritten}
        if kept is not None and kept.slot_sha256 != slot_sha256(slot):
            self.differs["plan"] = None
        taken = {each.field: each for each in kept.taken} if kept else {}
        by_model: dict[FieldKey, tuple[int, ...]] = {}  # the attempts that may have given a field's text
        for key, field in fields.items():
            if key in elsewhere:
                self.unasked[key] = None
            elif key in taken:
                by_model[key] = (taken[key].attempt - 1,)
                if self._put(field, taken[key].attempt - 1).sha256 != taken[key].question_sha256:
                    self.differs[f"question of {key}"] = None
            elif kept is None and key not in made.worded_by_code and field.is_asked:
                by_model[key] = tuple(range(ATTEMPTS))
        texts = {key: field.as_noted for key, field in fields.items()}
        texts |= {key: told[key] for key in fields if key in elsewhere and key in told}
        texts |= self._ask(fields, by_model, told)
        noted = tuple(key for key in fields if key not in taken) if kept else made.worded_by_code
        identity = {str(key): text for key, text in texts.items() if key in Identity.model_fields}
        profile = {str(key): text for key, text in texts.items() if key not in Identity.model_fields}
        record = compose(Prose(slot, identity, profile, noted), self._key(first))
        if elsewhere:
            now = {"worded_by_code": made.worded_by_code, "rewritten": made.rewritten}
            record = record.model_copy(update={"provenance": record.provenance.model_copy(update=now)})
            self.notes.append("the record from before the rewording is not here, so its words were taken over")
        self._compare(record, self.making.records[0])
        if made.engine_version != __version__:
            self.notes.append(f"made by engine {made.engine_version}, this is {__version__}")
        if kept is None:
            self.notes.append("which attempts were taken was not kept, so each was asked in turn")
        if not self.model.replayable:
            self.notes.append("the model's answers depend here on what is asked beside them: try --deterministic")

    def reworded(self, at: int, how: Reworded | None) -> None:
        """The record after a rewording, from the one before it."""
        before, after = self.people[at : at + 2]
        if how is not None and how.model_sha256 == self.model.sha256:
            self._compare(rewrite(before, self.model, how.seed, how.field), self.making.records[at + 1])
            return
        made, were = after.provenance, {each.field: each for each in before.provenance.rewritten}
        changed = [FieldKey(each.field) for each in made.rewritten if were.get(each.field) != each]
        now = {"worded_by_code": made.worded_by_code, "rewritten": made.rewritten}
        told = field_texts(after)
        same = with_texts(before, {key: told[key] for key in changed if key in told})
        provenance = before.provenance.model_copy(update=now)
        self._compare(same.model_copy(update={"provenance": provenance}), self.making.records[at + 1])
        self.unasked |= dict.fromkeys(changed)
        by = f"{how.model} with the SHA-256 {how.model_sha256}" if how else "a model that was not kept"
        self.notes.append(f"told anew by {by}, so those words were taken over")

    def found(self) -> Replay:
        """What came of it."""
        person = self.people[-1]
        notes = tuple(dict.fromkeys(self.notes))
        return Replay(
            id=person.id,
            name=person.name,
            asked=self.asked,
            differs=tuple(self.differs),
            unasked=tuple(self.unasked),
            notes=notes,
        )

    def _ask(
        self,
        fields: dict[FieldKey, Field],
        by_model: dict[FieldKey, tuple[int, ...]],
        told: dict[FieldKey, str],
    ) -> dict[FieldKey, str]:
        """The model's texts; of several attempts the first that gives what is told, else the last."""
        texts: dict[FieldKey, str] = {}
        for at in range(ATTEMPTS):
            waiting = {key: attempts[at] for key, attempts in by_model.items() if at < len(attempts)}
            asked = {
                self._put(fields[key], attempt): key
                for key, attempt in waiting.items()
                if key not in texts or texts[key] != told.get(key)
            }
            for done in answers(self.model, asked):
                texts[asked[done.request]] = done.text
            self.asked += len(asked)
        return texts

    def _put(self, field: Field, attempt: int) -> Request:
        plan = self.plan
        return put(field, plan.slots[self.origin.slot], plan.group, plan.seed, attempt)

    def _key(self, person: Persona) -> RunKey:
        plan, origin = self.plan, self.origin
        version = plan.snapshot.version if plan.snapshot else None
        model = person.provenance.model, self.model.sha256  # whatever the file with that content is called here
        return RunKey(plan.group, plan.seed, *model, version, project=origin.project, library=origin.library)

    def _compare(self, again: Persona, record: str) -> None:
        text = again.model_dump_json()
        if text != record:
            different = dict.fromkeys(_differences(json.loads(text), json.loads(record)))
            self.differs |= different or {"the record's bytes": None}


def _differences(one: object, other: object, path: str = "") -> Iterator[str]:
    """Where two JSON values are not the same, as dotted paths."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            if name in one and name in other:
                yield from _differences(one[name], other[name], f"{path}.{name}" if path else name)
            else:
                yield f"{path}.{name}" if path else name
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from _differences(*pair, f"{path}.{at}")
    elif one != other:
        yield path
