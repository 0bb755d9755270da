"""The persona library: its people as they are matched, their track record, and what a run decided to reuse."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import ATTITUDES, TRAITS, Persona, Psychographics
from boses_engine.domain.value import Value

Scope = Literal["store", "project"]
NEUTRAL = 0.5  # the outcome of whoever has none


class Measure(Value):
    """One outcome of a study: where on the measure's own range it came out, and which end is good."""

    name: str = Field(min_length=1, max_length=200)
    value: float = Field(allow_inf_nan=False)
    low: float = Field(allow_inf_nan=False)
    high: float = Field(allow_inf_nan=False)
    better: Literal["higher", "lower"]

    @model_validator(mode="after")
    def _in_range(self) -> "Measure":
        if not self.low < self.high:
            raise ValueError(f"low {self.low:g} is not below high {self.high:g}")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value:g} is outside {self.low:g} to {self.high:g}")
        return self

    @property
    def good(self) -> float:
        """0 at the worse end of the range, 1 at the better."""
        share = (self.value - self.low) / (self.high - self.low)
        return share if self.better == "higher" else 1 - share


@dataclass(frozen=True)
class Track:
    """A person's record so far: the number of studies, and the mean of `Measure.good` over all outcomes, 0..1."""

    studies: int = 0
    outcome: float | None = None


@dataclass(frozen=True)
class Study:
    """A study that people took part in: a run, one that was asked here, or one held outside and recorded."""

    id: str
    kind: Literal["run", "asked", "outside"]
    name: str
    at: datetime  # UTC, aware
    outcomes: tuple[Measure, ...] = ()  # those of the person that it is told of
    country_code: str | None = None  # of a run


@dataclass(frozen=True)
class Facts:
    """The hard facts of a group: every person it reuses satisfies all of them. `places` are (region, city) pairs."""

    country_code: str
    genders: tuple[str, ...]
    age_min: int
    age_max: int
    income_level: IncomeLevel
    category: str
    places: frozenset[tuple[str | None, str]]


@dataclass(frozen=True)
class Member:
    """A person of the library as a candidate for a slot; `number` is theirs in the store and the index.

    Id and name are looked up for strong matches only.
    """

    number: int
    track: Track
    persona_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class Candidate:
    """A member who fits a slot so far: `distance` in standard deviations, `similarity` the cosine of the texts."""

    slot: int
    member: Member
    distance: float
    similarity: float = 0.0

    @property
    def rank(self) -> tuple[float, float, float, str, int]:
        """Sorts the best first: more studies, better outcomes, nearer, then the id."""
        track = self.member.track
        outcome = NEUTRAL if track.outcome is None else track.outcome
        return (-track.studies, -outcome, -self.similarity, self.member.persona_id, self.slot)


@dataclass(frozen=True)
class Near:
    """The members that fit slots by their facts, and the state of the library that they are of."""

    state: str
    eligible: int
    candidates: tuple[Candidate, ...] = ()

    @property
    def slots(self) -> frozenset[int]:
        """The slots that somebody may fill."""
        return frozenset(candidate.slot for candidate in self.candidates)


@dataclass(frozen=True)
class Reuse:
    """A slot that a person of the library fills; `study` is which one of theirs this is, 2 for the second."""

    slot: int
    persona_id: str
    study: int
    similarity: float
    distance: float


@dataclass(frozen=True)
class Matches:
    """What a run decided, once: whom it reuses, and the state of the library that it was decided from."""

    state: str  # hash of those who satisfied the hard facts, with their track records
    eligible: int  # how many those were
    encoder: str
    reuses: tuple[Reuse, ...] = ()


@dataclass(frozen=True)
class Rules:
    """How much of a group may be reused, and from where."""

    max_reuse: float = 0.4  # share of the group, rounded down to whole people
    scope: Scope = "store"

    def most(self, people: int) -> int:
        """How many of a group of so many people may be reused."""
        return int(self.max_reuse * people + 1e-9)


@dataclass(frozen=True)
class Merged:
    """What an import did; `refused` tells of each person why they were not taken."""

    added: int
    doubles: int
    studies: int  # participations that were not known here
    refused: tuple[str, ...] = field(default=())


def identity_text(identity: Mapping[str, str], name: str) -> str:
    """The text of stage one as it is compared: all fields, with the person's name taken out of them."""
    text = " ".join(identity.values())
    own = "|".join(re.escape(word) for word in name.split())
    return re.sub(rf"\b(?:{own})(?: (?:{own}))*\b", "Someone", text) if own else text


def text_of(persona: Persona) -> str:
    """`identity_text` of a finished person."""
    return identity_text(persona.identity.model_dump(), persona.name)


def scores(person: Psychographics) -> tuple[int, ...]:
    """The traits, then the attitudes."""
    return tuple(getattr(person, name) for name in (*TRAITS, *ATTITUDES))


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
