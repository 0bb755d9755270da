"""A person told anew: other words for the same notes."""

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.persona import Persona, Rewording
from boses_engine.errors import InputError
from boses_engine.language.port import LanguageModel, answers
from boses_engine.pipeline.checks import judge
from boses_engine.pipeline.fields import identity_fields, profile_fields, request
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.record import field_texts, slot_of, with_texts
from boses_engine.randomness import derive_seed

ATTEMPTS = 6  # each at all open fields together


def rewrite(persona: Persona, model: LanguageModel, seed: int, field: str | None = None) -> Persona:
    """The person with other words for all fields, or for one; the same arguments give the same words.

    A text counts as it does in a run: all notes told and nothing else. Where no other words pass, the notes stand as
    they are. `provenance.rewritten` has the seed of each field whose text is another now.

    :raises InputError: no such field, or the record is from before notes were kept.
    """
    slot = slot_of(persona)
    fields = {each.key: each for each in (*identity_fields(slot), *profile_fields(slot))}
    if field not in (None, *fields):
        raise InputError(f"{field!r} is no field of {persona.name}: give one of {', '.join(fields)}.")
    before = field_texts(persona)
    waiting = fields if field is None else {FieldKey(field): fields[FieldKey(field)]}
    prior = PriorTexts(plain(text, persona.name) for key, text in before.items() if key not in waiting)
    told: dict[FieldKey, str] = {}
    for attempt in range(ATTEMPTS):
        asked = {
            request(each, slot, derive_seed(persona.id, "rewrite", seed, key, attempt), attempt): each
            for key, each in waiting.items()
            if key not in told and each.is_asked
        }
        done = {completion.request: completion for completion in answers(model, asked)}
        for each, answer in ((each, done[put]) for put, each in asked.items()):  # in the order of asking
            if answer.text != before[each.key] and judge(each, answer.text, answer.finish_reason, slot, prior) is None:
                told[each.key] = answer.text
                prior.add(plain(answer.text, persona.name))
    noted = {key: each.as_noted for key, each in waiting.items() if key not in told}
    changed = [key for key, text in (told | noted).items() if text != before[key]]
    by_code = {*persona.provenance.worded_by_code, *noted} - set(told)
    seeds = {each.field: each.seed for each in persona.provenance.rewritten} | dict.fromkeys(changed, seed)
    provenance = persona.provenance.model_copy(
        update={
            "worded_by_code": tuple(key for key in fields if key in by_code),
            "rewritten": tuple(Rewording(field=key, seed=seeds[key]) for key in fields if key in seeds),
        }
    )
    return with_texts(persona, told | noted).model_copy(update={"provenance": provenance})
