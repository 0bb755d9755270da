"""Occupations: a concrete job inside the occupation that a group asks for.

A text is read in words, never in letters. English puts the person last ("management student"), so the longest
known phrase that *ends* the text decides; Filipino, Indonesian and Vietnamese put it first ("sinh viên luật"), so
there the longest one that *begins* it does. Words left over narrow the choice, or stay as they were asked.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast

import numpy as np

from boses_engine.domain.persona import Gender, WorkStatus

Match = Literal["category", "title", "as asked"]
Words = tuple[str, ...]

DATA = Path(__file__).parent / "data"
TITLE_WORDS_MOST = 6
SENIOR_AGE_LEAST, JUNIOR_AGE_MOST = 27, 35  # years
SENIOR = frozenset("senior manager head director chief supervisor principal".split())
JUNIOR = frozenset("intern junior trainee".split())
LOCAL_WEIGHT = 2.0  # a job that only one market has is what people there name first
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINALS += ("eleventh", "twelfth")
UNDERGRADUATE, SCHOOL = "university student", "high school student"
PREFIX = re.compile(rf"^(?:(?:{'|'.join(ORDINALS[1:])}|final)-(?:year|grade)|part-time|evening|master's student in) ")
SPLIT = re.compile(r"[,/;|+]|\s(?:or|and|atau|dan|hoặc|hoac|và|va|o)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Job:
    """What a person does all week.

    `title` reads well after "a" or "an". `isco08` is a two- to four-digit code, empty when not working. `pay_ratio`
    is the own income over the national mean of earnings. Ages in years, ends included.
    """

    title: str
    workplace: str
    status: WorkStatus
    isco08: str
    pay_ratio: float
    age_min: int
    age_max: int
    education_min: str | None
    education_max: str | None
    gender: Gender | None
    category: str
    match: Match


@dataclass(frozen=True)
class _Row:
    """A line of occupations.csv; workplaces are (market or "any", noun phrase)."""

    job: Job
    workplaces: tuple[tuple[str, str], ...]
    markets: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class _Category:
    """A line of occupations_categories.csv; an umbrella has `members` and no jobs of its own, "*" means all."""

    name: str
    status: WorkStatus
    isco08: str
    pay_ratio: float
    age_min: int
    age_max: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class _Wish:
    """One reading of one alternative: jobs of a category, of some rows, or a text with the figures of either."""

    category: str = ""
    rows: tuple[_Row, ...] = ()
    title: str = ""
    workplace: str = ""
    match: Match = "category"


@dataclass(frozen=True)
class _Tables:
    categories: dict[str, _Category] = field(default_factory=dict)
    rows: dict[str, list[_Row]] = field(default_factory=dict)
    english: dict[Words, _Wish] = field(default_factory=dict)
    local: dict[Words, _Wish] = field(default_factory=dict)
    fields: dict[Words, _Wish] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    shares: dict[str, dict[str, tuple[float, ...]]] = field(default_factory=dict)
    bands: list[int] = field(default_factory=list)


def draw_job(
    rng: np.random.Generator, occupation: str, country_code: str, gender: str, age: int, used: Mapping[str, int]
) -> Job:
    """A job inside `occupation` that suits the person, of the titles least often in `used` (title → count).

    Never fails: outside the usual ages the nearest titles are taken, an unknown text becomes the title itself. A
    title that was asked for by name is given even where its rank is unusual at the age.
    """
    counts: dict[str, int] = {}
    for title, count in used.items():
        counts[_base(title)] = counts.get(_base(title), 0) + count
    wishes = _wishes(occupation)
    tallies = [sum(counts.get(title, 0) for title in _titles(wish)) for wish in wishes]
    wish = _pick(rng, [wish for wish, tally in zip(wishes, tallies, strict=True) if tally == min(tallies)])
    if wish.title and not wish.rows:
        return _as_asked(rng, wish, age)
    rows = [row for row in wish.rows if row.job.gender in (None, gender)]
    category = wish.category or (wish.rows[0].job.category if wish.rows else "")
    if not rows:
        category = _concrete(rng, category, gender, age)
        rows = [row for row in _tables().rows[category] if row.job.gender in (None, gender)]
        rows = [row for row in rows if "asked" not in row.markets]
    row = _draw_row(rng, _suitable(rows, country_code, age, by_rank=wish.match == "category"), counts)
    places = [text for market, text in row.workplaces if market in ("any", country_code)]
    job = replace(row.job, workplace=wish.workplace or (_pick(rng, places) if places else ""))
    if wish.title:
        ranked = set(_words(wish.title)) - row.words <= _tables().words["rank"]
        job = replace(job, title=wish.title, workplace=job.workplace if ranked else wish.workplace)
    return _at_age(rng, replace(job, match=wish.match), age)


def usual_ages(occupation: str) -> tuple[int, int]:
    """The least and greatest usual age, in years, over all that `occupation` may mean."""
    spans = []
    for wish in _wishes(occupation):
        if wish.rows:
            spans += [(row.job.age_min, row.job.age_max) for row in wish.rows]
        elif wish.category:
            category = _tables().categories[wish.category]
            spans.append((category.age_min, category.age_max))
        else:
            spans.append((16, 75))
    return min(least for least, _ in spans), max(most for _, most in spans)


# Drawing


def _pick[T](rng, options):  # type: ignore  # replaced below
    ...
