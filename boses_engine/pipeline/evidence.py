"""What a person's claims rest on: talk (a signal of the snapshot), a published figure, or nothing: they are invented.

How common a brand is stands apart as its prevalence: it shows nothing of what happened with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from boses_engine.domain.persona import BRAND_ROWS, INVENTED, Persona, Slot
from boses_engine.domain.report import Behind
from boses_engine.domain.snapshot import Signal, Snapshot, SourceKind
from boses_engine.errors import NotFoundError
from boses_engine.grounding.market.brands import brand_evidence
from boses_engine.grounding.market.digital import PLATFORM_EVIDENCE, platform_evidence

SNAPSHOT_EVIDENCE = "snapshot:"
About = Literal["brands", "habits", "prices"]
Kind = Literal["talk", "figure", "invented"]
_NEARLY_ALL = 0.8  # of a signal's rows
_ROWS: dict[SourceKind, str] = {
    "marketplace": "marketplace reviews",
    "app store": "app-store reviews",
    "reddit": "Reddit posts",
    "service": "reviews of services",
    "mixed": "reviews and posts",
}


@dataclass(frozen=True)
class Claim:
    """What a finished person says of a brand, a habit or a price, and the id it rests on."""

    about: About
    text: str
    evidence: str


def signal_evidence(signal: Signal) -> str:
    """The evidence id of a signal: "snapshot:ID/app store/shipping-cost"."""
    return SNAPSHOT_EVIDENCE + signal.id


def cites_snapshot(evidence: str) -> bool:
    """Whether the id is one of a snapshot's signals, there or not."""
    return evidence.startswith(SNAPSHOT_EVIDENCE)


def cited_signal(evidence: str, snapshot: Snapshot | None) -> Signal | None:
    """The signal of an evidence id, None where the snapshot has none of it or the id is another kind's."""
    signals = snapshot.signals if snapshot is not None and cites_snapshot(evidence) else ()
    return next((signal for signal in signals if signal_evidence(signal) == evidence), None)


def kind(evidence: str) -> Kind:
    """What kind of thing an id names."""
    if evidence == INVENTED:
        return "invented"
    return "talk" if cites_snapshot(evidence) else "figure"


def claims(person: Persona) -> Iterator[Claim]:
    """Every claim about a brand, a habit or a price; a moment's text is its sentence of the day."""
    for story in person.brand_relationships:
        yield Claim("brands", story.story, story.evidence)
    habits = person.digital_habits
    for text, evidence in zip(moments_of(habits.day, len(habits.evidence)), habits.evidence, strict=True):
        yield Claim("habits", text, evidence)
    # Records of schema 1 have prices without evidence.
    for text, evidence in zip(person.price_sensitivity.signals, person.price_sensitivity.evidence, strict=False):
        yield Claim("prices", text, evidence)


def moments_of(day: str, moments: int) -> list[str]:
    """The text of each moment: a sentence each where there are as many, else the whole day."""
    sentences = re.split(r"(?<=[.!?])\s+", day)
    return sentences if len(sentences) == moments else [day] * moments


def all_evidence(person: Persona | Slot) -> tuple[str, ...]:
    """The ids of all claims, of a finished or a planned person."""
    if isinstance(person, Persona):
        return tuple(claim.evidence for claim in claims(person))
    return (*(brand.evidence for brand in person.brands), *person.moment_evidence, *person.price_evidence)


def prevalences(person: Persona | Slot) -> tuple[str, ...]:
    """The ids of the rows that say how common a person's brands are; none in records before schema 7 with talk."""
    brands = person.brand_relationships if isinstance(person, Persona) else person.brands
    return tuple(brand.prevalence for brand in brands if brand.prevalence)


def signals_of(person: Persona | Slot) -> tuple[str, ...]:
    """The ids of the signals that a person was given, each once, in the order of their claims."""
    return tuple(dict.fromkeys(evidence for evidence in all_evidence(person) if cites_snapshot(evidence)))


def absent(evidence: str, snapshot: Snapshot | None) -> bool:
    """Whether an id names nothing that there is."""
    return evidence != INVENTED and behind(evidence, snapshot) is None


def behind(evidence: str, snapshot: Snapshot | None) -> Behind | None:
    """What an id stands for; None for what is invented or names nothing that there is."""
    signal = cited_signal(evidence, snapshot)
    if signal is not None:
        return Behind(statement=signal.statement, figure=counted(signal))
    if evidence.startswith(PLATFORM_EVIDENCE) and (row := platform_evidence(evidence)):
        users = f"{100 * row.share:.3g} % of internet users from 16 up"
        figure = f"{users}; {row.source}, {row.year}"
        return Behind(statement=f"{row.name} is in use in this market.", figure=figure)
    if evidence.startswith(BRAND_ROWS):
        try:
            brand = brand_evidence(evidence)
        except NotFoundError:
            return None
        weights = ", ".join(f"{level.lower()} {weight:g}" for level, weight in brand.weights.items())
        figure = f"weight by income: {weights}; {brand.source}, {brand.year}"
        return Behind(statement=f"{brand.name} is a known {brand.category} brand.", figure=figure)
    return None


def counted(signal: Signal) -> str:
    """The rows behind a signal, of where, when and whom: "1,204 of 9,310 app-store reviews, ID 2025 to 2026".

    Without the whole where it means nothing; with the brand that nearly all of the rows are about, if there is one.
    """
    said = f"{_ROWS[signal.source_kind]}, {signal.market}"
    if signal.period is not None:
        first, last = signal.period.first.year, signal.period.last.year
        said += f" {first}" if first == last else f" {first} to {last}"
    for mention in signal.mentions:
        rows = mention.positive + mention.neutral + mention.negative
        if rows >= _NEARLY_ALL * signal.rows and mention.name not in said:  # Reddit posts are not about Reddit
            said += f", nearly all about {mention.name}"
    if signal.share is None:
        return f"{signal.rows:,} {said}; gathered so that they tell no share"
    return f"{signal.share.rows:,} of {signal.share.of:,} {said}"


def cited_ids(person: Persona) -> frozenset[str]:
    """The ids that a person cites or is tied to."""
    return frozenset((*all_evidence(person), *prevalences(person)))


def all_behind(ids: Iterable[str], snapshot: Snapshot | None) -> dict[str, Behind]:
    """What stands behind each of the ids, by id."""
    return {evidence: known for evidence in sorted(ids) if (known := behind(evidence, snapshot)) is not None}


def evidence_counts(people: Iterable[Persona]) -> dict[str, dict[str, int]]:
    """How many claims rest on what: by what they are about, and over all of them ("all")."""
    counts = {about: Counter[str](dict.fromkeys(get_args(Kind), 0)) for about in ("all", *get_args(About))}
    for person in people:
        for claim in claims(person):
            counts["all"][kind(claim.evidence)] += 1
            counts[claim.about][kind(claim.evidence)] += 1
    return {about: dict(count) for about, count in counts.items()}
