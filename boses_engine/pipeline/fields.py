"""The questions put to the model: each field of the prose, the facts it carries and the form it must have."""

from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.domain.persona import Slot
from boses_engine.language.port import Request
from boses_engine.pipeline import frames
from boses_engine.pipeline.vocabulary import PADDING, PAST, wrong_words
from boses_engine.pipeline.wording import fill, household, pronouns, work
from boses_engine.randomness import derive_seed

OPEN = "~"  # where the model writes
GROUP_TEXT = (
    "You write short portraits of ordinary consumers. Plain, concrete English; small everyday things one can see; "
    "short clauses; no praise, no advice."
)


@dataclass(frozen=True)
class Field:
    """One piece of prose: what is asked, the sentence frame with the facts in it, and what may be redrawn."""

    key: str  # "wants", "brand:0"
    task: str
    frame: str  # facts filled in, `OPEN` where the model goes on
    facts_key: str  # which small fact of the slot is drawn anew when the field keeps failing
    avoid: tuple[str, ...]
    proper: tuple[str, ...]  # capitalised words the model may use


def identity_fields(slot: Slot, turn: int) -> list[Field]:
    """Stage one's questions, in order. `turn` moves to other frames: each attempt gets its own."""
    life, n = slot.life, slot.called
    home = household(slot.household, slot)
    make = _maker(slot, turn)
    return [
        make("life_situation", f"{n}'s days and home", frames.LIFE_WITH_OTHERS if home else frames.LIFE_ALONE, "weekday",
             weekday=life.weekday, home=home),
        make("wants", f"what {n} wants this year", frames.WANTS, "wish", wish=life.wish),
        make("fears", f"what {n} worries about", frames.FEARS, "worry", worry=life.worry),
        make("decides", f"how {n} decides what to buy", frames.DECIDES, "decision_habit",
             decision_habit=life.decision_habit),
        make("values", f"what matters to {n}", frames.VALUES, "value", value=life.value),
        make("spending", f"{n}'s way with money", frames.SPENDING, "money_habit", money_habit=life.money_habit),
    ]


def profile_fields(slot: Slot, turn: int) -> list[Field]:
    """Stage two's questions, in order."""
    life, n = slot.life, slot.called
    make = _maker(slot, turn)
    brands = [
        make(f"brand:{i}", f"{n} and {b.brand} ({b.category}), to which {n} is {b.attitude}",
             [f"{happened} {since}" for happened, since in zip(
                 frames.BRAND_HAPPENED, frames.BRAND_SINCE[b.attitude], strict=True)],
             f"brand:{i}", brand=b.brand, incident=b.incident)
        for i, b in enumerate(slot.brands)
    ]
    morning, midday, evening = life.phone_moments
    signals = [
        make(f"signal:{i}", f"how {n} deals with prices", frames.SIGNALS, "price_signals", signal=signal)
        for i, signal in enumerate(life.price_signals)
    ]
    return [
        make("backstory", f"how {n} came to today's life", frames.BACKSTORY, "turning_point",
             grew_up=life.grew_up, turning_point=life.turning_point, work=work(slot)),
        *brands,
        make("day", f"{n}'s day with the phone", frames.DAY, "phone_moments",
             morning=morning, midday=midday, evening=evening),
        *signals,
        make("quote", f"what {n} says to a friend about shopping", frames.QUOTES, "opinion", opinion=life.opinion, word=""),
    ]


def request(field: Field, slot: Slot, person: str, seed: int) -> Request:
    """The field as a constrained request: the frame's words are fixed, the gaps are the model's."""
    ask = f"\nWrite about {field.task}."
    gap = r"(?:[a-zà-ỹ' ,\-]" + "".join(f"|{_escape(word)}" for word in field.proper) + "){12,}"
    pattern = gap.join(_escape(piece) for piece in field.frame.split(OPEN))
    return Request(f"{slot.index}/{field.key}", GROUP_TEXT, person, ask, pattern, seed,
                   max_tokens=40 + 30 * field.frame.count(OPEN) + len(field.frame) // 3, avoid=field.avoid)


def _maker(slot: Slot, turn: int):
    common = {"name": slot.called, **pronouns(slot)}
    wrong = wrong_words(slot)

    def make(key: str, task: str, choices: Sequence[str], facts_key: str, **facts: str) -> Field:
        at = derive_seed("frame", key.split(":")[0]) + slot.index + turn + (int(key[-1]) if key[-1].isdigit() else 0)
        filled = {name: fill(text, slot) for name, text in facts.items()}
        frame = choices[at % len(choices)].format(**common, **filled)
        tense = () if key in ("backstory",) or key.startswith("brand") else PAST
        first_person = ("I", "I'm", "I've", "I'd") if key == "quote" else ()
        return Field(key, task, frame[0].upper() + frame[1:], facts_key, (*wrong, *PADDING, *tense),
                     (slot.called, *first_person))

    return make


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in r".^$*+?()[]{}|\&~#-" else c for c in text)
