"""What people have and do that their record may not say: drawn once for each person from published shares.

The share for somebody is that of their country, moved in log-odds by what it is for their sex, age and income. Those
whose record shows it count towards it, so that it is rarer among the others. Who has no account has nothing that needs
one.
"""

import re
from dataclasses import dataclass
from functools import cache
from math import exp, log

from boses_engine.grounding.text import with_article
from boses_engine.randomness import generator
from boses_engine.studies.published import shipped
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import any_of, named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import NEVER, Ground, of_relation

FIGURE = "figure:"  # how grounds begin that are a draw from a published share
_TABLE, _AGE_LEAST = "findex_2025", 15  # years; nobody younger was asked
_ASKING = re.compile(r"\b(?:do|have|did) you\b")
_DENIED = re.compile(r"\b(?:not|never|no|nothing|cannot|without|don't)\b")
_LEAST = 1e-3  # share
_ORDERING = re.compile(r"\bonline\b|\bdeliver(?:y|ies|ed)\b")


@dataclass(frozen=True)
class Habit:
    """Something that a table has shares of: how it is asked for, what of a record shows it, and how it is said.

    It is found only with who has what it is `within`, and with everybody who has what it `holds`.
    """

    name: str
    pattern: re.Pattern[str]
    categories: frozenset[str]  # of brands; who has to do with one of these does it
    told: re.Pattern[str] | None  # in what these fields of the life tell
    told_in: tuple[str, ...]
    work: re.Pattern[str] | None  # in the name of a job that shows it
    shown: float  # the share of people whose record shows it, 0..1
    within: str
    holds: str
    said: tuple[str, str]  # of who does not, of who does


@dataclass(frozen=True)
class Held:
    """Whether somebody does it, how likely that was (0..1), and the ground of it."""

    there: bool
    chance: float
    ground: Ground


def asked_habit(who: Respondent, text: str) -> Held | None:
    """What a question about oneself asks for, None where it asks for nothing of the table or nothing is known."""
    bare = text.casefold()
    if not _ASKING.search(bare) or named_brands(text, who.country_code):
        return None
    name = next((habit.name for habit in habits().values() if habit.pattern.search(bare)), None)
    return decide_habit(who, name) if name else None


def decide_habit(who: Respondent, name: str) -> Held | None:
    """Whether a person does something of the table: as the record shows it, else drawn from the published share."""
    habit = habits()[name]
    if ground := _shown(who, habit):
        return Held(True, 1.0, ground)
    chance = chance_of(who, name) if who.figures else None
    if chance is None:
        return None
    shown = 0.0 if who.bare else habit.shown
    if habit.within and (outer := decide_habit(who, habit.within)) is not None:
        chance = _left(chance, shown, of=chance_of(who, habit.within) or 1.0) if outer.there else 0.0
    elif habit.holds and (inner := decide_habit(who, habit.holds)) is not None:
        share = chance_of(who, habit.holds) or 0.0
        chance = 1.0 if inner.there else _left(_left(chance, share), shown)
    else:
        chance = _left(chance, shown)
    there = bool(generator(who.persona.id, name, _TABLE).random() < chance)
    estimated = _online(who, name) is not None
    rests_on = f"{FIGURE}{name} [{'estimate' if estimated else f'published:{_TABLE}/{who.country_code}'}]"
    return Held(there, chance, Ground(rests_on, 1.0 if there else -1.0, (habit.said[there],)))


def no_orders(who: Respondent, text: str) -> list[Ground]:
    """What is sure against an offer of something about ordering or delivery, for who buys nothing online."""
    if not _ORDERING.search(text.casefold()) or (held := decide_habit(who, "bought_online")) is None or held.there:
        return []
    return [Ground(held.ground.name, NEVER, ("I buy nothing online.",))]


def chance_of(who: Respondent, name: str) -> float | None:
    """The share, 0..1, for somebody of the person's country, sex, age and income; None without one.

    It is the published one, but for what people online do far more often than all adults, whom Findex asks: there it
    is an estimate by income, moved by sex and age as the published shares are.
    """
    online = _online(who, name)
    if who.persona.age < _AGE_LEAST:
        return online
    groups = [group for group in shipped(_TABLE) if group.question == name and group.holds(who.persona)]
    usual = next((_odds(group.shares["Yes"]) for group in groups if group.is_of_all), None)
    if usual is None:
        return online
    moved = [group for group in groups if not group.is_of_all and not (online and group.incomes)]
    odds = (_odds(online) if online else usual) + sum(_odds(group.shares["Yes"]) - usual for group in moved)
    return 1 / (1 + exp(-odds))


@cache
def habits() -> dict[str, Habit]:
    """All by name, those that are asked for by the narrowest words first."""
    return {
        row["habit"]: Habit(
            row["habit"],
            any_of(row["words"].split("|")),
            frozenset(filter(None, row["categories"].split("|"))),
            re.compile(row["told"]) if row["told"] else None,
            tuple(filter(None, row["told_in"].split("|"))),
            re.compile(row["work"]) if row["work"] else None,
            float(row["shown"]) / 100,
            row["within"],
            row["holds"],
            (row["no"], row["yes"]),
        )
        for row in rows("habits.csv")
    }


def _online(who: Respondent, name: str) -> float | None:
    """The share that people online have it; None where the published one is that of who is known by facts alone."""
    if who.bare and any(group.question == name for group in shipped(_TABLE)):
        return None
    return _shares_online().get((name, who.country_code, who.persona.income.level))


@cache
def _shares_online() -> dict[tuple[str, str, str], float]:
    return {(row["habit"], row["market"], row["level"]): float(row["share"]) / 100 for row in rows("online.csv")}


def _shown(who: Respondent, habit: Habit) -> Ground | None:
    """What of the record shows that a person does it."""
    for relation in who.persona.brand_relationships:
        if relation.category in habit.categories and relation.attitude != "avoids":
            name = of_relation(who, relation, 1.0, story=False).name
            return Ground(name, 1.0, (f"{relation.brand} is one that I have to do with.",))
    if habit.work and habit.work.search(who.persona.occupation.casefold()):
        return Ground("occupation", 1.0, (f"I work as {with_article(who.persona.occupation)}.",))
    for said in who.of_fields(habit.told_in) if habit.told else ():
        if habit.told and habit.told.search(said.text) and not _DENIED.search(said.text.casefold()):
            return Ground(said.name, 1.0, (said.text,))
    return None


def _left(share: float, gone: float, of: float = 1.0) -> float:
    """A share among those who are left of some people when the part of it that is known has gone."""
    return min(1.0, max(0.0, (share - gone) / (of - gone))) if of > gone else 0.0


def _odds(share: float) -> float:
    share = min(1 - _LEAST, max(_LEAST, share))
    return log(share / (1 - share))
