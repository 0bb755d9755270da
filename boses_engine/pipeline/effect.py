"""What another snapshot changes in what people claim: two plans of the same people side by side, no word written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from boses_engine.domain.persona import Slot
from boses_engine.pipeline.evidence import cites_snapshot
from boses_engine.pipeline.fields import brand_notes
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.wording import sentences

_PARTS = ("morning", "midday", "evening")


@dataclass(frozen=True)
class Note:
    """What a planned person tells in one place, and what it rests on; both "" where there is nothing."""

    text: str
    evidence: str


@dataclass(frozen=True)
class Change:
    """A place of a person's life that tells another thing under the other snapshot."""

    person: str  # the name
    place: str  # "Shopee", "morning", "price 1"
    before: Note
    after: Note


@dataclass(frozen=True)
class Effect:
    """From one snapshot to another for one group: what changed, and which signals gained or lost people by it."""

    people: int
    claims: int  # under the later snapshot
    changes: tuple[Change, ...]
    signals: dict[str, int]  # evidence id → people more (or fewer, below 0) who cite it


def compare_plans(before: Plan, after: Plan) -> Effect:
    """What differs between two plans of the same group and seed."""
    changes, claims = [], 0
    cited: Counter[str] = Counter()
    for old, new in zip(before.slots, after.slots, strict=True):
        olds, news = dict(_notes(old)), dict(_notes(new))
        claims += len(news)
        cited.update(note.evidence for note in news.values() if cites_snapshot(note.evidence))
        cited.subtract(note.evidence for note in olds.values() if cites_snapshot(note.evidence))
        nothing = Note("", "")
        changes += [
            Change(new.name, place, olds.get(place, nothing), news.get(place, nothing))
            for place in dict.fromkeys((*olds, *news))
            if olds.get(place) != news.get(place)
        ]
    moved = sorted((id_ for id_, people in cited.items() if people), key=lambda id_: (-abs(cited[id_]), id_))
    return Effect(len(after.slots), claims, tuple(changes), {id_: cited[id_] for id_ in moved})


def _notes(slot: Slot) -> Iterator[tuple[str, Note]]:
    """Each claim of a planned person by its place, as it would be told."""
    for brand in slot.brands:
        yield brand.brand, Note(" ".join(brand_notes(brand, slot)), brand.evidence)
    for part, moment, evidence in zip(_PARTS, slot.life.phone_moments, slot.moment_evidence, strict=True):
        yield part, Note(sentences(moment, slot), evidence)
    for number, (price, evidence) in enumerate(zip(slot.life.price_signals, slot.price_evidence, strict=True), 1):
        yield f"price {number}", Note(sentences(price, slot), evidence)
