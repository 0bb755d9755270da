"""A person as one who is asked: the record's sentences in the first person, and which of them a question touches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import ATTITUDES, INVENTED, TRAITS, BrandRelationship, Persona, Psychographics, Slot
from boses_engine.grounding.market.buyers import Buyer
from boses_engine.pipeline.likeness import words
from boses_engine.pipeline.record import slot_of
from boses_engine.pipeline.stems import stem
from boses_engine.pipeline.vocabulary import PLAIN
from boses_engine.pipeline.wording import sentences
from boses_engine.studies.first_person import first_person
from boses_engine.studies.subject import same_brand

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
# Cosine from which a sentence of the record is taken to speak of a question; the second where words are the same.
NEAR, _NEAR_WITH_WORDS = 0.55, 0.42
COMMON_LEAST = 2  # telling words that both have
# Words that questions have whatever they are about.
_ASKING = frozenset(
    "buy bought buying use used using product products service think thinks question best most people person "
    "usually often choose like want likely agree recommend would consider important importance matter matters "
    "feel describe tell kind thing app month week year today next please following statement rather much many "
    "good bad better make makes get take first shop shops online pay paid price when where".split()
)

OF_BRAND = "brand:"  # how ids begin of what somebody has to do with a brand


@dataclass(frozen=True)
class Said:
    """A sentence or two of the record in the first person, and where they stand there."""

    id: str  # "life:wish", "brand:GoPay", "price:0"
    text: str
    evidence: str = INVENTED

    @property
    def name(self) -> str:
        """Its name among the grounds of an answer."""
        return self.id if self.evidence == INVENTED else f"{self.id} [{self.evidence}]"


class Respondent:
    """One person.

    With `bare` what the record holds beside facts is hidden: attitudes, brands and texts. Without `figures` nothing is
    drawn from published shares for what the record does not say.
    """

    def __init__(self, persona: Persona, encode: Encode | None = None, *, bare: bool = False, figures: bool = True):
        self.persona = facts_alone(persona) if bare else persona
        self.slot: Slot = slot_of(persona)
        self.buyer = Buyer.of(self.slot, self.slot.digital, self.slot.life)
        self.encode = encode
        self.bare, self.figures = bare, figures

    @property
    def country_code(self) -> str:
        """Where the person lives."""
        return self.persona.location.country_code

    def relation(self, brand: str) -> BrandRelationship | None:
        """What the person has to do with a brand, if anything."""
        return next((each for each in self.persona.brand_relationships if same_brand(each.brand, brand)), None)

    def relations(self, category: str) -> list[BrandRelationship]:
        """Those of a kind of goods."""
        return [each for each in self.persona.brand_relationships if each.category == category]

    def brand_story(self, relation: BrandRelationship) -> tuple[str, ...]:
        """What happened with a brand and what is since, as the person tells it."""
        told = [self._mine(note) for note in relation.notes]
        return tuple(filter(None, told))

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The sentences of the record that can be told."""
        if self.bare:
            return ()
        life, digital, price = self.slot.life, self.persona.digital_habits, self.persona.price_sensitivity
        found = [(f"life:{name}", getattr(life, name), INVENTED) for name in _TOLD if getattr(life, name)]
        found += [
            (f"price:{at}", note, price.evidence[at] if at < len(price.evidence) else INVENTED)
            for at, note in enumerate(life.price_signals)
        ]
        found += [
            (f"moment:{at}", note, digital.evidence[at] if at < len(digital.evidence) else INVENTED)
            for at, note in enumerate(life.phone_moments)
        ]
        told = [Said(key, mine, evidence) for key, note, evidence in found if (mine := self._mine(note))]
        for relation in self.persona.brand_relationships:
            if story := self.brand_story(relation):
                told.append(Said(f"{OF_BRAND}{relation.brand}", " ".join(story), relation.evidence))
        return (*told, Said("life:opinion", self.persona.quote))

    def of_fields(self, fields: Sequence[str]) -> list[Said]:
        """The sentences of fields of the life, in the fields' order."""
        beginnings = {"price_signals": "price:", "phone_moments": "moment:"}
        return [
            each for field in fields for each in self.said if each.id.startswith(beginnings.get(field, f"life:{field}"))
        ]

    def near(self, text: str) -> list[Said]:
        """The sentences that speak of what a text asks, the nearest first."""
        told = [each for each in self.said if each.id != "life:opinion"]
        asked = telling_words(text)
        cosines = self._cosines(text, told)
        scored = [
            (cosine + 0.1 * common, each)
            for each, cosine in zip(told, cosines, strict=True)
            for common in [_common(asked, each.text)]
            if cosine >= NEAR or (common >= COMMON_LEAST and (self.encode is None or cosine >= _NEAR_WITH_WORDS))
        ]
        return [each for _, each in sorted(scored, key=lambda pair: (-pair[0], pair[1].id))]

    def nearest(self, text: str, some: Sequence[Said]) -> list[Said]:
        """Some sentences in the order of how near they are to a text; without an embedding model as they are."""
        cosines = self._cosines(text, some)
        return [each for _, each in sorted(zip(cosines, some, strict=True), key=lambda pair: -pair[0])]

    def _cosines(self, text: str, some: Sequence[Said]) -> list[float]:
        if self.encode is None or not some:
            return [0.0] * len(some)
        vectors = self.encode([text, *(each.text for each in some)])
        return [round(float(cosine), 4) for cosine in vectors[1:] @ vectors[0]]

    def _mine(self, note: str) -> str | None:
        told = sentences(note, self.slot)
        return first_person(told, self.persona.gender, self.persona.called, self.persona.name)


def facts_alone(persona: Persona) -> Persona:
    """The person with attitudes in the middle, a way of deciding that bends nothing, and no brands."""
    scores = dict.fromkeys((*TRAITS, *ATTITUDES), 50)
    temper = Psychographics(**scores, decision_style="recreational")
    return persona.model_copy(update={"psychographics": temper, "brand_relationships": ()})


_TOLD = ("wish", "worry", "value", "decision_habit", "decides", "money_habit", "weekday")


@cache
def telling_words(text: str) -> tuple[str, ...]:
    """The words of a question that say what it is about."""
    return tuple(
        dict.fromkeys(word for word in words(text) if word not in PLAIN and word not in _ASKING and len(word) > 2)
    )


def _common(asked: Sequence[str], text: str) -> int:
    """How many of the telling words a sentence has, by their stems."""
    there = set(map(stem, words(text)))
    return sum(stem(word) in there for word in asked)
