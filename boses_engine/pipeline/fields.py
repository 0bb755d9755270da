"""The questions put to the model: each field of the prose, the notes that it tells, and the form it must have.

Notes are whole sentences that say all there is to say. The model puts them into words; where it fails, they are told as
they stand.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.persona import BrandFact, Identity, Slot
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Request, Sampling
from boses_engine.pipeline.events import Stage
from boses_engine.pipeline.wording import happened, pronouns, sentences, situation, with_brand

SYSTEM = """You put notes about a person into plain, natural English. Tell every note, in its order. Add nothing, \
leave nothing out, contradict nothing. Short clear sentences.

(she):
- She cleans rooms in a small hotel. She lives with her husband and two sons.
- The hotel has cut the afternoon shift, so she is home by two.
Text: She cleans rooms in a small hotel and lives with her husband and two sons. The hotel cut the afternoon shift, \
and so she is home by two.

(he):
- Until he went to school, he slept in the back of his uncle's bakery. His mother rolled the dough at night.
- When the oven broke, the family moved to the city.
Text: Until he went to school, he slept in the back of his uncle's bakery, and his mother rolled the dough at night. \
When the oven broke, the family moved to the city."""
TEMPERATURES = (0.2, 0.5, 0.8)  # of each attempt
# Small Latin letters only, those of Vietnamese too: a range up to "ỹ" would take in capitals, Cyrillic and Thai.
_SMALL = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_WORD = rf"[{_SMALL}]+(?:['’\-][{_SMALL}]+)*"
_CAPITAL = "[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ]"
_WORDS_LEAST, _WORDS_MOST = 3, 34  # of a sentence
_JOINED = 0.6  # of the notes' sentences, at least, that a text may have
_DAY = ("In the morning ", "At midday ", "In the evening ")


@dataclass(frozen=True)
class Field:
    """One piece of prose: its notes in the order of the telling, and the words with capitals that may stand in it."""

    key: FieldKey
    notes: tuple[str, ...]
    proper: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether the model can put it into words: it has no colon, and a name, "Lucky Me!", would end its sentence."""
        return not re.search(rf":|[.!?] [{_SMALL}]", self.as_noted)

    @property
    def as_noted(self) -> str:
        """The notes one after another: a plain text of the field."""
        return " ".join(self.notes)


def identity_fields(slot: Slot) -> list[Field]:
    """Stage one's questions, in order."""
    life = slot.life
    return [
        _field(slot, "life_situation", situation(slot), life.weekday),
        _field(slot, "wants", life.wish),
        _field(slot, "fears", life.worry),
        _field(slot, "decides", life.decision_habit, life.decides),
        _field(slot, "values", life.value),
        _field(slot, "spending", life.money_habit),
    ]


def profile_fields(slot: Slot) -> list[Field]:
    """Stage two's questions, in order."""
    life = slot.life
    moments = (sentences(moment, slot, opening) for moment, opening in zip(life.phone_moments, _DAY, strict=True))
    return [
        _field(slot, "backstory", life.grew_up, life.turning_point, life.road),
        *(_field(slot, FieldKey.brand(i), *brand_notes(brand, slot)) for i, brand in enumerate(slot.brands)),
        _field(slot, "day", *moments),
        *(_field(slot, FieldKey.signal(i), habit) for i, habit in enumerate(life.price_signals)),
    ]


def count_fields(slot: Slot) -> dict[Stage, int]:
    """How many questions each stage has, without making them."""
    return {"identity": len(Identity.model_fields), "profile": 2 + len(slot.brands) + len(slot.life.price_signals)}


def brand_notes(brand: BrandFact, slot: Slot) -> tuple[str, ...]:
    """What happened with a brand and what is since, as sentences."""
    notes = (happened(brand, slot), with_brand(brand.since, brand.brand))
    return tuple(sentences(note, slot) for note in notes if note)


def saying(slot: Slot) -> str:
    """What the person says, word for word as it was drawn."""
    life = slot.life
    said = f"{life.interjection} {_running(life.opinion)}" if life.interjection else life.opinion
    return sentences(said, slot)


def request(field: Field, slot: Slot, seed: int, attempt: int) -> Request:
    """The field as a constrained request; `attempt` is counted from 0."""
    notes = "\n".join(f"- {note}" for note in field.notes)
    told = sum(len(split_sentences(note)) for note in field.notes)
    room = sum(len(note) for note in field.notes)
    return Request(
        key=f"{slot.index}/{field.key}",
        path=(SYSTEM, f"({pronouns(slot)['they']}):\n"),
        ask=notes,
        constraint=Pattern(sentence_pattern(field.proper, told)),
        seed=seed,
        max_tokens=48 + room // 2,
        sampling=Sampling(temperature=TEMPERATURES[attempt % len(TEMPERATURES)]),
        priority=slot.index,  # people are finished in their order, as far as there is room
    )


def _field(slot: Slot, key: str, *notes: str) -> Field:
    told = tuple(sentences(note, slot) for note in notes if note)
    proper = dict.fromkeys((slot.called, *proper_words(told)))
    return Field(FieldKey(key), told, tuple(proper))


def proper_words(notes: Iterable[str]) -> list[str]:
    """The words of notes that the plain ones of a text do not take in: names, figures, words with marks."""
    plain = re.compile(f"{_CAPITAL}?{_WORD}")
    found = []
    for note in notes:
        for text in split_sentences(note):
            for at, word in enumerate(text.split()):
                bare = word.lstrip("\"'“‘").rstrip('.,!?"“”:;')  # "neighbours'" and "(Saale)" keep their signs
                begins = at == 0 and plain.fullmatch(bare)
                if bare and not begins and not re.fullmatch(_WORD, bare):
                    found.append(bare)
    return found


def _running(saying: str) -> str:
    """A saying as it goes on after a first word."""
    return saying if re.match(r"I\b|\{", saying) else saying[:1].lower() + saying[1:]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, each with its stop."""
    return re.split(r"(?<=[.!?])\s+", text)


def sentence_pattern(proper: Iterable[str], told: int) -> str:
    """Sentences: of small words and those with capitals that may stand, single blanks, commas between."""
    word = "(?:" + "|".join([_WORD, *map(_escape, proper)]) + ")"
    first = "(?:" + "|".join([f"{_CAPITAL}(?:{_WORD})?", *map(_escape, proper)]) + ")"
    sentence = f"{first}(?:,? {word}){{{_WORDS_LEAST - 1},{_WORDS_MOST}}}[.!?]"
    least = max(1, math.ceil(_JOINED * told))
    return f"{sentence}(?: {sentence}){{{least - 1},{told}}}"


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in r".^$*+?()[]{}|\&~#-" else c for c in text)
