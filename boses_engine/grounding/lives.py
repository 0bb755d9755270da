"""The small concrete notes a life is told from, spread so that a group uses all of them about equally often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, Unpack

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import DecisionStyle, Gender, Household, Life, PriceLevel, WorkStatus
from boses_engine.grounding.countries import table

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
_CONDITIONS = (
    "market",
    "status",
    "income",
    "household",
    "decision_style",
    "price_level",
    "religion",
    "urban",
    "platform",
)
# What every note of these kinds is conditioned on anyway: no sign that the note fits this person closely.
_STRUCTURAL = frozenset({"decision_style", "price_level"})
SMALL_CHILD_MOST, SCHOOL_CHILD_MOST = 5, 17  # years
# Shares of people whose spoken sentence opens with a word of their market, or with an English one; own estimates.
LOCAL_INTERJECTIONS, ENGLISH_INTERJECTIONS = 1 / 3, 1 / 6


class LifeFacts(TypedDict):
    """The facts that decide which notes fit a person."""

    country_code: str  # ISO 3166-1 alpha-2
    gender: Gender
    age: int
    work_status: WorkStatus
    income_level: IncomeLevel
    household: Household
    decision_style: DecisionStyle
    price_level: PriceLevel
    religion: str
    urban: bool
    platforms: tuple[str, ...]


@dataclass(frozen=True, eq=False)  # each row is read once, so a note is equal only to itself: much faster to compare
class Note:
    """One row of lives.csv; a condition that is absent holds for everybody."""

    kind: str
    text: str
    part_of_day: str  # of phone moments, else ""
    age_min: int
    age_max: int
    conditions: tuple[tuple[str, frozenset[str]], ...]  # (column, accepted), only the columns that are set
    weight: int  # 1 plus the number of conditions that tie the note to the person
    long_words: frozenset[str]

    @property
    def of_market(self) -> bool:
        """Whether the note is bound to some markets."""
        return any(column == "market" for column, _ in self.conditions)


@dataclass(frozen=True)
class _Person:
    """The facts in the terms of the columns of lives.csv."""

    age: int
    known: dict[str, frozenset[str]]


def draw_life(rng: np.random.Generator, *, used: Counter[str], **facts: Unpack[LifeFacts]) -> Life:
    """A life of notes that fit the facts, those least used in the group first; `used` is updated."""
    person, taken = _person(facts), list[Note]()
    single = {kind: _draw(rng, kind, person, used, taken) for kind in _SINGLE}
    first = _draw(rng, "price_signals", person, used, taken)
    second = _draw(rng, "price_signals", person, used, taken)
    morning, midday, evening = (_draw(rng, "phone_moments", person, used, taken, part) for part in _DAY)
    spoken = _interjection(rng, person, used, taken)
    return Life(**single, price_signals=(first, second), phone_moments=(morning, midday, evening), interjection=spoken)


def redraw(rng: np.random.Generator, life: Life, field: str, *, used: Counter[str], **facts: Unpack[LifeFacts]) -> Life:
    """The same life with another entry in one field, for `price_signals` and `phone_moments` wholly other ones.

    An interjection may be left out instead.

    Raises ValueError where `Life` has no such field.
    """
    if field not in Life.model_fields:
        raise ValueError(f"Life has no field {field!r}; it has {', '.join(Life.model_fields)}")
    person = _person(facts)
    present = {text for name in Life.model_fields for text in _texts(getattr(life, name))}
    taken = [note for kind in Life.model_fields for note in notes(kind) if note.text in present]
    value: str | tuple[str, ...]
    if field == "price_signals":
        value = tuple(_draw(rng, field, person, used, taken) for _ in life.price_signals)
    elif field == "phone_moments":
        value = tuple(_draw(rng, field, person, used, taken, part) for part in _DAY)
    elif field == "interjection":
        value = _interjection(rng, person, used, taken)
    else:
        value = _draw(rng, field, person, used, taken)
    return life.model_copy(update={field: value})


def least_used(rng: np.random.Generator, texts: Sequence[str], weights: Sequence[float], used: Counter[str]) -> str:
    """One of the texts that `used` counts least, drawn by weight; counts it."""
    least = min(used[text] for text in texts)
    candidates = [(text, weight) for text, weight in zip(texts, weights, strict=True) if used[text] == least]
    mark = rng.random() * sum(weight for _, weight in candidates)
    chosen = candidates[-1][0]  # where rounding leaves the mark above the last sum
    for text, weight in candidates:
        mark -= weight
        if mark < 0:
            chosen = text
            break
    used[chosen] += 1
    return chosen


@cache
def notes(kind: str) -> tuple[Note, ...]:
    """All notes of one kind, in the order of lives.csv."""
    return tuple(_note(row) for row in table("lives.csv") if row["kind"] == kind)


def fits(note: Note, facts: LifeFacts) -> bool:
    """Whether all conditions of the note hold for the person."""
    return _fits(note, _person(facts))


def _draw(
    rng: np.random.Generator,
    kind: str,
    person: _Person,
    used: Counter[str],
    taken: list[Note],
    part: str = "",
) -> str:
    """A fitting note that is not taken yet; adds it to `taken` and `used`."""
    spoken = frozenset[str]().union(*(note.long_words for note in taken))
    fitting = [note for note in notes(kind) if note.part_of_day == part and note not in taken and _fits(note, person)]
    # A word that the life has already makes two of its sentences sound alike: a soft preference only,
    # so that it decides between equally used notes and never unbalances the group.
    weights = [note.weight / (1 + 4 * len(spoken & note.long_words)) for note in fitting]
    text = least_used(rng, [note.text for note in fitting], weights, used)
    taken.append(next(note for note in fitting if note.text == text))
    return text


def _interjection(rng: np.random.Generator, person: _Person, used: Counter[str], taken: list[Note]) -> str:
    """A word of the market, an English one, or most often none; a market without words of its own has English ones."""
    mark = rng.random()
    local = mark < LOCAL_INTERJECTIONS
    if mark >= LOCAL_INTERJECTIONS + ENGLISH_INTERJECTIONS:
        return ""
    fitting = [note for note in notes("interjection") if note not in taken and _fits(note, person)]
    wanted = [note for note in fitting if note.of_market == local] or fitting
    text = least_used(rng, [note.text for note in wanted], [note.weight for note in wanted], used)
    taken.append(next(note for note in wanted if note.text == text))
    return text


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _note(row: dict[str, str]) -> Note:
    conditions = tuple((name, frozenset(row[name].split("|"))) for name in _CONDITIONS if row[name])
    aged = bool(row["age_min"] or row["age_max"])
    return Note(
        kind=row["kind"],
        text=row["note"],
        part_of_day=row["part_of_day"],
        age_min=int(row["age_min"] or 0),
        age_max=int(row["age_max"] or 200),
        conditions=conditions,
        weight=1 + aged + sum(name not in _STRUCTURAL for name, _ in conditions),
        long_words=frozenset(word for word in row["note"].replace(",", "").split() if len(word) > 4 and word[0] != "{"),
    )


def _person(facts: LifeFacts) -> _Person:
    known = {
        "market": frozenset({facts["country_code"]}),
        "status": frozenset({facts["work_status"]}),
        "income": frozenset({facts["income_level"]}),
        "household": _household_words(facts["household"]),
        "decision_style": frozenset({facts["decision_style"]}),
        "price_level": frozenset({facts["price_level"]}),
        "religion": frozenset({facts["religion"].casefold()}),
        "urban": frozenset({"yes" if facts["urban"] else "no"}),
        "platform": frozenset(facts["platforms"]),
    }
    return _Person(facts["age"], known)


def _household_words(household: Household) -> frozenset[str]:
    """The relatives at home by the last word of their relation ("younger brother" is a brother), and kinds of home."""
    words = {member.split()[-1] for member in household.members if member.strip()}
    ages = household.children
    homes = {
        "alone": household.size == 1,
        "spouse": household.marital_status == "married" and not words.isdisjoint({"husband", "wife"}),
        "children": bool(ages),
        "small children": any(age <= SMALL_CHILD_MOST for age in ages),
        "school children": any(SMALL_CHILD_MOST < age <= SCHOOL_CHILD_MOST for age in ages),
    }
    return frozenset(words | {word for word, true in homes.items() if true})


def _fits(note: Note, person: _Person) -> bool:
    if not note.age_min <= person.age <= note.age_max:
        return False
    for column, accepted in note.conditions:
        have = person.known[column]
        if column == "religion":  # "christian" takes in "Evangelical Christian", "buddh" every Buddhist school
            if not any(part in name for part in accepted for name in have):
                return False
        elif have.isdisjoint(accepted):
            return False
    return True
