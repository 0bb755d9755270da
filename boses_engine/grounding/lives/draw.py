"""The small concrete notes a life is told from, spread over the people of a group."""

from dataclasses import dataclass
from typing import Unpack

import numpy as np

from boses_engine.domain.persona import Life
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.lives.notes import (
    LifeFacts,
    Note,
    alike,
    all_notes,
    fits,
    fitting,
    notes,
    of_kind,
    of_markets,
)
from boses_engine.grounding.lives.spread import Entries, some

__all__ = ["Entries", "LifeFacts", "Note", "draw_life", "fits", "notes", "redraw"]

_DAY = ("morning", "midday", "evening")
_SINGLE = (
    "grew_up",
    "turning_point",
    "weekday",
    "wish",
    "worry",
    "value",
    "decision_habit",
    "money_habit",
    "opinion",
)
# Shares of people whose spoken sentence opens with a word of their market, or with an English one; own estimates.
LOCAL_INTERJECTIONS, ENGLISH_INTERJECTIONS = 1 / 3, 1 / 6
_WEIGHED = 6  # notes compared for the last choice: enough to choose well, few enough to be quick


def draw_life(rng: np.random.Generator, *, used: Entries, **facts: Unpack[LifeFacts]) -> Life:
    """A life of notes that fit the facts, for the newest person of `used`, which is updated.

    Notes come that are least used in the group and that leave any two people little in common.
    """
    draw = _Draw(rng, used, fitting(facts))
    single = {kind: draw.note(kind) for kind in _SINGLE}
    signals = draw.note("price_signals"), draw.note("price_signals")
    morning, midday, evening = (draw.note("phone_moments", part) for part in _DAY)
    return Life(
        **single, price_signals=signals, phone_moments=(morning, midday, evening), interjection=draw.interjection()
    )


def redraw(rng: np.random.Generator, life: Life, field: str, *, used: Entries, **facts: Unpack[LifeFacts]) -> Life:
    """The same life with another entry in one field, for `price_signals` and `phone_moments` wholly other ones.

    An interjection may be left out instead.

    Raises ValueError where `Life` has no such field.
    """
    if field not in Life.model_fields:
        raise ValueError(f"Life has no field {field!r}; it has {', '.join(Life.model_fields)}")
    draw = _Draw(rng, used, fitting(facts))
    present = {text for name in Life.model_fields for text in _texts(getattr(life, name))}
    for at, note in enumerate(all_notes()):
        if note.text in present:
            draw.keep(at)
    value: str | tuple[str, ...]
    if field == "price_signals":
        value = tuple(draw.note(field) for _ in life.price_signals)
    elif field == "phone_moments":
        value = tuple(draw.note(field, part) for part in _DAY)
    elif field == "interjection":
        value = draw.interjection()
    else:
        value = draw.note(field)
    return life.model_copy(update={field: value})


@dataclass
class _Draw:
    """One person's draws; sets of notes are bits, as in `lives_notes`."""

    rng: np.random.Generator
    used: Entries
    found: int  # the notes that fit the person
    taken: int = 0
    alike: int = 0  # notes with a word that the life has already: two of its sentences would sound alike

    def note(self, kind: str, part_of_day: str = "") -> str:
        """A fitting note that is not taken yet."""
        best = self.used.open(self.found & of_kind(kind, part_of_day) & ~self.taken)
        # Words that do not come back are a preference among equally used notes, so that a group stays balanced.
        return self._one_of(best & ~self.alike or best)

    def interjection(self) -> str:
        """A word of the market, an English one, or most often none.

        A market without words of its own has English ones; a word that would be one thing too many to have in
        common with somebody is left out.
        """
        mark = self.rng.random()
        if mark >= LOCAL_INTERJECTIONS + ENGLISH_INTERJECTIONS:
            return ""
        pool = self.found & of_kind("interjection") & ~self.taken
        wanted = pool & of_markets() if mark < LOCAL_INTERJECTIONS else pool & ~of_markets()
        pool = wanted or pool
        return "" if self.used.is_full(pool) else self._one_of(self.used.open(pool))

    def keep(self, at: int) -> None:
        """Marks a note as one that the life has."""
        self.taken |= 1 << at
        self.alike |= alike(all_notes()[at])

    def _one_of(self, best: int) -> str:
        table = all_notes()
        candidates = some(self.rng, best, _WEIGHED)
        # A second variant of a pattern comes late: in a small group the two would be recognised.
        weights = [table[at].weight / (1 + 4 * self.used.get(table[at].pattern, 0)) for at in candidates]
        at = pick(self.rng, candidates, weights)
        note = table[at]
        self.keep(at)
        self.used.take(note.text)
        if note.pattern:
            self.used[note.pattern] += 1
        return note.text


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
