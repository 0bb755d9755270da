"""Whether a text is about the thing that it cites.

The measure is how much of the note comes back in the text: over the note's content words, the mean of how alike the
most similar word of the text is, as the Dice coefficient of their letter trigrams; words less alike than `WORD_LEAST`
count as none. So "cancelled" answers to "cancels", and neither word order nor what the text adds matters. The floor is
calibrated on texts of the default model and on hand-written ones, held against their own notes and those of other
signals; docs/evidence.md has figures.

Where a text is the note as it stands it comes back by construction; the check earns its keep where a model
writes the whole, and on records that were changed.
"""

import re
from functools import lru_cache

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.snapshot import Signal, Snapshot
from boses_engine.pipeline.evidence import About, cited_signal, cites_snapshot, claims, moments_of

FLOOR = 0.55  # similarity, 0..1
WORD_LEAST = 0.45  # Dice coefficient of two words' trigrams
_EMPTY = frozenset(
    (
        "they them their theirs themself he him his himself she her hers herself it its the and but for from with "
        "without into onto over under out off was were been being has have had did does not never nor any all each "
        "every some that this these those which who whom whose what when where while until before after then than "
        "there here because about again once only just very too also still even more most much many one own same "
        "other another such are you your our will would can could may might must"
    ).split()
)


def similarity(text: str, note: str) -> float:
    """How much of a note comes back in a text, 0..1; braces and pronouns of the note do not count."""
    asked, said = _content(re.sub(r"\{\w+\}", " ", note)), _content(text)
    if not asked or not said:
        return 0.0
    nearest = (max(_dice(word, other) for other in said) for word in asked)
    return sum(best for best in nearest if best >= WORD_LEAST) / len(asked)


def off_topic(key: FieldKey, text: str, slot: Slot) -> str | None:
    """What is wrong with a field's text where it tells a note of the snapshot and is not about it."""
    notes = _notes(key, slot)
    for told, (note, evidence) in zip(moments_of(text, len(notes)), notes, strict=True):
        if cites_snapshot(evidence) and similarity(told, note) < FLOOR:
            return f"is not about {note!r}, which it cites"
    return None


def miscited(person: Persona, snapshot: Snapshot | None) -> list[str]:
    """The claims of a finished person whose text is about nothing that their signal says; absent ones are no matter."""
    wrong = []
    for claim in claims(person):
        signal = cited_signal(claim.evidence, snapshot)
        if signal is not None and about(claim.text, signal, claim.about) < FLOOR:
            wrong.append(f"{claim.text!r} is not about {claim.evidence}")
    return wrong


def about(text: str, signal: Signal, claimed: About) -> float:
    """The similarity of a text to the nearest of the signal's wordings for such a claim; 0 where it has none."""
    return max((similarity(text, note) for note in wordings_for(signal, claimed)), default=0.0)


def wordings_for(signal: Signal, claimed: About) -> tuple[str, ...]:
    """The signal's wordings for a claim about brands, good and bad, about habits or about prices."""
    told = signal.wordings.by_use()
    return (*told["good"], *told["bad"]) if claimed == "brands" else told[claimed]


def _notes(key: FieldKey, slot: Slot) -> list[tuple[str, str]]:
    """The notes that a field tells, each with its evidence."""
    if (at := key.brand_at) is not None:
        return [(slot.brands[at].incident, slot.brands[at].evidence)]
    if (at := key.signal_at) is not None:
        return [(slot.life.price_signals[at], slot.price_evidence[at])]
    return list(zip(slot.life.phone_moments, slot.moment_evidence, strict=True)) if key == "day" else []


def _content(text: str) -> frozenset[str]:
    """The words that carry a meaning; all words where none does."""
    found = frozenset(re.findall(r"[^\W\d_]+", text.lower()))
    return frozenset(word for word in found if len(word) > 2 and word not in _EMPTY) or found


@lru_cache(maxsize=4096)
def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _dice(one: str, other: str) -> float:
    ours, theirs = _trigrams(one), _trigrams(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))
