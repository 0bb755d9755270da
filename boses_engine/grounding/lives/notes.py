"""The notes of lives.csv and the people they fit: each condition is the set of notes that accept it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import PARTNERS, Household
from boses_engine.grounding.lives.facts import SMALL_PURSE, LifeFacts, climate_words, region_words
from boses_engine.grounding.places.countries import country, table

_CONDITIONS = (
    *("market", "region", "climate", "wealth", "gender", "status", "income", "purse", "household"),
    *("decision_style", "price_level", "religion", "urban", "platform", "tongues"),
)
# What every note of these kinds is conditioned on anyway, or what keeps a note from where it would be odd:
# no sign that the note fits this person closely.
_STRUCTURAL = frozenset({"decision_style", "price_level", "climate", "wealth", "purse"})
SMALL_CHILD_LEAST, SMALL_CHILD_MOST, SCHOOL_CHILD_MOST = 2, 5, 17  # years; babies press no keys
_OLDEST = 120
SHOPS = re.compile(  # words of somebody who buys, or waits for what was bought
    r"\b(shop\w*|stores?|stalls?|(super)?markets?|sellers?|vendors?|orders?|order(ed|ing)|parcels?|packages?|packs?"
    r"|deliver\w*|couriers?|buy\w*|bought|purchas\w*|carts?|checkout|vouchers?|coupons?|coins|sales?|promos?|discounts?"
    r"|prices?|cheap\w*|refund\w*|return\w*|warrant\w+|receipts?|unbox\w*|unpack\w*|box(es)?|reviews?|labels?|tags?"
    r"|stock|clerks?|staff|exchange|service centre|gadgets?|measurements|clothes|cloth|fabric|shirts?|lip|lipsticks?"
    r"|make-up|creams?|sunscreen|items?|products?|goods|brands?|original|fakes?|durable|overpay|bookstore)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, eq=False)  # each row is read once, so a note is equal only to itself: much faster to compare
class Note:
    """One entry of lives.csv; a condition that is absent holds for everybody."""

    kind: str
    text: str
    pattern: str  # the row's text where it stands for several entries ("by the [pier|mill]"), else ""
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


@cache
def _glosses() -> dict[str, str]:
    return {row["word"]: row["gloss"] for row in table("lives/glosses.csv")}


def gloss(interjection: str) -> str:
    """What a local interjection such as "Basta," means in English; empty for an English one."""
    return _glosses().get(interjection.rstrip(","), "")


@cache
def all_notes() -> tuple[Note, ...]:
    """Every note, in the order of lives.csv."""
    return tuple(note for row in table("lives/notes.csv") for note in _notes(row))


@cache
def notes(kind: str) -> tuple[Note, ...]:
    """All notes of one kind, in the order of lives.csv."""
    return tuple(note for note in all_notes() if note.kind == kind)


def variants(pattern: str) -> Iterator[str]:
    """The texts a row stands for: "by the [pier|mill]" is "by the pier" and "by the mill"."""
    pieces = _CHOICE.split(pattern)  # fixed text and choices in turn
    options = [piece.split("|") if at % 2 else [piece] for at, piece in enumerate(pieces)]
    return ("".join(parts) for parts in itertools.product(*options))


def fitting(facts: LifeFacts) -> int:
    """The notes that fit a person: bit i stands for note i of `all_notes`."""
    found = _of_age(facts["age"])
    anybody, accepting = _unconditional(), _accepting()
    for column, words in _known(facts).items():
        accepted = anybody[column]
        for word in words:
            accepted |= accepting.get((column, word), 0)
        found &= accepted
    return found


def fits(note: Note, facts: LifeFacts) -> bool:
    """Whether all conditions of the note hold for the person."""
    return bool(fitting(facts) >> all_notes().index(note) & 1)


def of_kind(kind: str, part_of_day: str = "") -> int:
    """The notes of one kind, and of phone moments of one part of the day, as bits like those of `fitting`."""
    return _pools()[kind, part_of_day]


@cache
def alike(note: Note) -> int:
    """The notes, as bits, that have a long word of this one."""
    found = 0
    for word in note.long_words:
        found |= _with_word()[word]
    return found


def _notes(row: dict[str, str]) -> Iterator[Note]:
    """The notes of a row, one a variant."""
    conditions = tuple((name, frozenset(row[name].split("|"))) for name in _CONDITIONS if row[name])
    aged = bool(row["age_min"] or row["age_max"])
    for text in variants(row["note"]):
        yield Note(
            kind=row["kind"],
            text=text,
            pattern="" if text == row["note"] else row["note"],
            part_of_day=row["part_of_day"],
            age_min=int(row["age_min"] or 0),
            age_max=int(row["age_max"] or _OLDEST),
            conditions=conditions,
            weight=1 + aged + sum(name not in _STRUCTURAL for name, _ in conditions),
            long_words=frozenset(word for word in text.replace(",", "").split() if len(word) > 4 and word[0] != "{"),
        )


@cache
def shops(text: str) -> bool:
    """Whether a moment is one of shopping, of which a day tells once."""
    return bool(SHOPS.search(text))


def platforms_of(text: str) -> frozenset[str]:
    """The platforms that a note is about, any of which its people use; none where it is about no platform."""
    return _platforms().get(text, frozenset())


@cache
def _platforms() -> dict[str, frozenset[str]]:
    return {note.text: words for note in all_notes() for column, words in note.conditions if column == "platform"}


@cache
def of_table(kind: str) -> frozenset[str]:
    """The texts of all notes of one kind; what else is told of the kind is of the storyline."""
    return frozenset(note.text for note in notes(kind))


@cache
def _pools() -> dict[tuple[str, str], int]:
    pools: dict[tuple[str, str], int] = {}
    for at, note in enumerate(all_notes()):
        key = (note.kind, note.part_of_day)
        pools[key] = pools.get(key, 0) | 1 << at
    return pools


@cache
def _with_word() -> dict[str, int]:
    """The notes that have a long word, by word."""
    found: dict[str, int] = {}
    for at, note in enumerate(all_notes()):
        for word in note.long_words:
            found[word] = found.get(word, 0) | 1 << at
    return found


@cache
def of_markets() -> int:
    """The notes that are bound to some markets, as bits like those of `fitting`."""
    return sum(1 << at for at, note in enumerate(all_notes()) if note.of_market)


@cache
def _unconditional() -> dict[str, int]:
    """The notes that say nothing about a column, by column."""
    found = dict.fromkeys(_CONDITIONS, 0)
    for at, note in enumerate(all_notes()):
        for column in found.keys() - {column for column, _ in note.conditions}:
            found[column] |= 1 << at
    return found


@cache
def _accepting() -> dict[tuple[str, str], int]:
    """The notes that accept a word in a column, by (column, word)."""
    found: dict[tuple[str, str], int] = {}
    for at, note in enumerate(all_notes()):
        for column, accepted in note.conditions:
            for word in accepted:
                found[column, word] = found.get((column, word), 0) | 1 << at
    return found


@cache
def _of_age(age: int) -> int:
    return sum(1 << at for at, note in enumerate(all_notes()) if note.age_min <= age <= note.age_max)


def _known(facts: LifeFacts) -> dict[str, frozenset[str]]:
    """The facts in the words of the columns of lives.csv."""
    code = facts["country_code"]
    return {
        "market": frozenset({code}),
        "region": region_words(code, facts["region"] or ""),
        "climate": climate_words(code),
        "wealth": _wealth(code, facts["income_level"]),
        "gender": frozenset({facts["gender"]}),
        "status": frozenset({facts["work_status"]}),
        "income": frozenset({facts["income_level"]}),
        "purse": frozenset({"small" if facts["purse"] < SMALL_PURSE else "ample"}),
        "household": _household_words(facts["household"], facts["lives_in"]),
        "decision_style": frozenset({facts["decision_style"]}),
        "price_level": frozenset({facts["price_level"]}),
        "religion": _religion_words(facts["religion"]),
        "urban": frozenset({"yes" if facts["urban"] else "no"}),
        "platform": frozenset(facts["platforms"]),
        "tongues": frozenset({facts["mother_tongue"]}),
    }


def _wealth(code: str, income_level: IncomeLevel) -> frozenset[str]:
    """How people live there: the rich of a modest country have neither its hardships nor a rich country's ways.

    Prepaid power that runs out and a phone shared by a street are for the poor: the lower class, and in countries of
    low income the middle one too.
    """
    group = country(code).income_group
    if group == "high":
        return frozenset({"rich"})
    if income_level == "High":
        return frozenset({"well off"})
    return frozenset({"modest", "poor"} if group == "low" or income_level == "Low" else {"modest"})


@cache
def _religion_words(religion: str) -> frozenset[str]:
    """ "christian" takes in "Evangelical Christian", "buddh" every Buddhist school."""
    words = (word for column, word in _accepting() if column == "religion")
    return frozenset(word for word in words if word in religion.casefold())


def _household_words(household: Household, lives_in: bool) -> frozenset[str]:
    """The relatives at home by the last word of their relation ("younger brother" is a brother), and kinds of home."""
    words = {member.split()[-1] for member in household.members if member.strip()}
    ages = household.children
    homes = {
        "alone": household.size == 1 and not lives_in,
        "spouse": not words.isdisjoint(PARTNERS),
        "children": bool(ages),
        "small children": any(SMALL_CHILD_LEAST <= age <= SMALL_CHILD_MOST for age in ages),
        "school children": any(SMALL_CHILD_MOST < age <= SCHOOL_CHILD_MOST for age in ages),
    }
    return frozenset(words | {word for word, true in homes.items() if true})
