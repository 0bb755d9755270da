"""The questions put to the model: each field of the prose, the facts it carries and the form it must have.

How much is fixed beforehand is the `Guidance` of the model's entry in the manifest. "full", for small models: the
sentences that carry facts are fixed and the model writes the gaps. "light": the facts are given as notes and the
model writes the whole.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from boses_engine.domain.persona import Slot
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Request
from boses_engine.pipeline import frames
from boses_engine.pipeline.likeness import words
from boses_engine.pipeline.vocabulary import DAYS, PADDING, PAST, wrong_words
from boses_engine.pipeline.wording import fill, household, possessive, pronouns, work
from boses_engine.randomness import derive_seed

Guidance = Literal["full", "light"]
OPEN = "~"  # where the model writes
GROUP_TEXT = (
    "You write short portraits of ordinary consumers. Plain, concrete English; small everyday things one can see; "
    "short clauses; no praise, no advice."
)
# Small Latin letters only, those of Vietnamese too: a range up to "ỹ" would take in capitals, Cyrillic and Thai.
_SMALL = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_WORD = rf"[{_SMALL}]+(?:['\-][{_SMALL}]+)*"
_CAPITAL = "[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ]"
_LONG = 4  # letters
_GAP_LEAST, _SENTENCE_LEAST = 3, 6  # words


@dataclass(frozen=True)
class Field:
    """One piece of prose: what is asked, the frame with the facts in it, and what may be redrawn."""

    key: str  # "wants", "brand:0"
    task: str
    frame: str  # facts filled in, `OPEN` where the model goes on
    facts: tuple[str, ...]  # the same facts as notes
    facts_key: str  # the small fact to draw anew when the field keeps failing
    avoid: tuple[str, ...]
    proper: tuple[str, ...]  # capitalised words the model may use

    def gaps(self, text: str, guidance: Guidance) -> list[str] | None:
        """The pieces of `text` that the model wrote; None when the frame is not kept."""
        if guidance == "light":
            if not re.fullmatch(r"[^\n]+[.!?]", text):
                return None
            for name in self.proper:  # names such as "7-Eleven" hold signs and figures that are no slips
                text = text if name.isalpha() else text.replace(name, "it")
            return [text]
        match = re.fullmatch("(.+)".join(map(re.escape, self.frame.split(OPEN))), text)
        return [gap.strip() for gap in match.groups()] if match else None

    def without_its_own_words(self) -> "Field":
        """The same question, in whose gaps the longer words of its frame may not come again: some small models
        answer certain phrases with nothing but the phrase."""
        own = {word for word in words(self.frame) if len(word) >= _LONG and word.capitalize() not in self.proper}
        return replace(self, avoid=(*self.avoid, *sorted(own - set(self.avoid))))


def identity_fields(slot: Slot, turn: int) -> list[Field]:
    """Stage one's questions, in order. `turn` moves on to other frames: each attempt has its own."""
    life, n = slot.life, slot.called
    home = household(slot)
    make = _maker(slot, turn)
    living = frames.LIFE_WITH_OTHERS if home else frames.LIFE_ALONE
    return [
        make("life_situation", f"{n}'s days and home", living, "weekday", weekday=life.weekday, home=home),
        make("wants", f"what {n} wants this year", frames.WANTS, "wish", wish=life.wish),
        make("fears", f"what {n} worries about", frames.FEARS, "worry", worry=life.worry),
        make("decides", f"how {n} decides what to buy", frames.DECIDES, "decision_habit", habit=life.decision_habit),
        make("values", f"what matters to {n}", frames.VALUES, "value", value=life.value),
        make("spending", f"{n}'s way with money", frames.SPENDING, "money_habit", habit=life.money_habit),
    ]


def profile_fields(slot: Slot, turn: int) -> list[Field]:
    """Stage two's questions, in order."""
    life, n = slot.life, slot.called
    make = _maker(slot, turn)
    morning, midday, evening = life.phone_moments
    past = {"grew_up": life.grew_up, "turning_point": life.turning_point}
    return [
        make("backstory", f"how {n} came to today's life", frames.BACKSTORY, "turning_point", **past, work=work(slot)),
        *(
            make(
                f"brand:{i}",
                f"{brand.brand} ({brand.category}) and why {n} {frames.STANDS[brand.attitude]}",
                frames.brand_story(brand.attitude),
                f"brand:{i}",
                brand=brand.brand,
                incident=brand.incident,
            )
            for i, brand in enumerate(slot.brands)
        ),
        make(
            "day",
            f"{n}'s day with the phone",
            frames.DAY,
            "phone_moments",
            morning=morning,
            midday=midday,
            evening=evening,
        ),
        *(
            make(f"signal:{i}", f"how {n} deals with prices", frames.SIGNALS, f"price_signals:{i}", habit=habit)
            for i, habit in enumerate(life.price_signals)
        ),
        make(
            "quote",
            f"what {n} says to a friend about shopping, in the first person",
            frames.QUOTES,
            "opinion",
            opinion=life.opinion,
            interjection=f"{life.interjection} " if life.interjection else "",
        ),
    ]


def request(field: Field, slot: Slot, person: Sequence[str], seed: int, guidance: Guidance) -> Request:
    """The field as a constrained request; `person` is what the person's questions share, in pieces."""
    if guidance == "light":
        sentences = max(1, field.frame.count(". ") + 1)
        ask = f"\nNotes: {'; '.join(field.facts)}.\nWrite {sentences} short sentences about {field.task}."
        word = "(?:" + "|".join([f"{_CAPITAL}?{_WORD}", *map(_escape, field.proper)]) + ")"
        sentence = f"{_CAPITAL}{_WORD}(?:,? {word}){{{_SENTENCE_LEAST},}}[.!]"
        pattern = sentence + f"( {sentence})?" * (sentences - 1)
    else:
        ask = f"\nWrite about {field.task}."
        pattern = gap_pattern(field.proper).join(map(_escape, field.frame.split(OPEN)))
    room = 40 + 32 * field.frame.count(OPEN) + len(field.frame) // 3  # tokens: the gaps, and the frame itself
    return Request(
        key=f"{slot.index}/{field.key}",
        path=(GROUP_TEXT, *person),
        ask=ask,
        constraint=Pattern(pattern),
        seed=seed,
        max_tokens=room,
        avoid=field.avoid,
        priority=slot.index,  # people are finished in their order, as far as there is room
    )


def gap_pattern(proper: Sequence[str]) -> str:
    """What the model may write in a gap: lower-case words and the proper ones, single blanks, commas between."""
    word = "(?:" + "|".join([_WORD, *map(_escape, proper)]) + ")"
    return f"{word}(?:,? {word}){{{_GAP_LEAST - 1},}}"


def _maker(slot: Slot, turn: int) -> Callable[..., Field]:
    common = {"name": slot.called, "names": possessive(slot.called), **pronouns(slot)}
    wrong = tuple(word for words in wrong_words(slot).values() for word in words)

    def make(key: str, task: str, choices: Sequence[str], facts_key: str, **facts: str) -> Field:
        kind, _, number = key.partition(":")
        # Neighbours in a group, and a person's own brands and signals, get different frames.
        at = derive_seed("frame", kind) + slot.index + turn + int(number or 0)
        # A title as asked may hold any sign, the open mark too.
        filled = {name: fill(text, slot).replace(OPEN, "-") for name, text in facts.items()}
        frame = choices[at % len(choices)].format(**common, **filled)
        tense = () if kind in ("backstory", "brand") else PAST
        first_person = ("I", "I'm", "I've", "I'd", "I'll") if kind == "quote" else ()
        return Field(
            key,
            task,
            frame[0].upper() + frame[1:],
            tuple(f"{name.replace('_', ' ')}: {text}" for name, text in filled.items()),
            facts_key,
            (*wrong, *PADDING, *tense),
            (slot.called, *DAYS, *first_person, *((filled["brand"],) if kind == "brand" else ())),
        )

    return make


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in r".^$*+?()[]{}|\&~#-" else c for c in text)
