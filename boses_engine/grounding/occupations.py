"""Occupations: a concrete job inside the occupation that a group asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from boses_engine.grounding.drawing import pick
from boses_engine.grounding.occupation_tables import Job, Match, Row, Wish, rows_under, tables, words_of
from boses_engine.grounding.occupation_terms import read_wishes

__all__ = ["Job", "Match", "draw_job", "usual_ages"]

ASKED_AGES = (16, 75)  # years, where nothing is known of the occupation
SENIOR_AGE_LEAST, JUNIOR_AGE_MOST = 27, 35  # years
SENIOR = frozenset(("senior", "manager", "head", "director", "chief", "supervisor", "principal"))
JUNIOR = frozenset(("intern", "junior", "trainee"))
LOCAL_WEIGHT = 2.0  # estimate: a job that only some markets have is what people there name first
UNDERGRADUATE, SCHOOL = "university student", "high school student"
# The year or grade of study; the first stands at 1.
ORDINALS = (
    *("", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)

_STUDY = re.compile(rf"^(?:(?:{'|'.join(ORDINALS[1:])}|final)-(?:year|grade)|(?:part-time|evening)(?=.* student$)) ")
_MASTER = re.compile(r"^master's student in (.+)$")


def draw_job(
    rng: np.random.Generator, occupation: str, country_code: str, gender: str, age: int, used: Mapping[str, int]
) -> Job:
    """A job inside `occupation` that suits the person, of the titles least often in `used` (title → count).

    Never fails: outside the usual ages the nearest titles are taken, and an unknown text becomes the title itself. A
    title that was asked for by name is given even where its rank is unusual at the age.
    """
    counts: dict[str, int] = {}
    for title, count in used.items():
        counts[_base(title)] = counts.get(_base(title), 0) + count
    wishes = read_wishes(occupation)
    tallies = [sum(counts.get(title, 0) for title in _titles(wish)) for wish in wishes]
    wish = pick(rng, [wish for wish, tally in zip(wishes, tallies, strict=True) if tally == min(tallies)])
    rows = [row for row in wish.rows if row.job.gender in (None, gender)]
    if wish.title and not wish.rows:
        return _at_age(rng, _as_asked(wish), country_code, age)
    if not rows:
        match: Match = "category"
        name = _concrete(rng, wish.category or wish.rows[0].job.category, gender, age)
        rows = [row for row in tables().rows[name] if row.job.gender in (None, gender)]
    else:
        match = wish.match
    row = _draw_row(rng, _suitable(rows, country_code, age, heed_rank=match == "category"), counts)
    places = [text for market, text in row.workplaces if market in ("any", country_code)]
    workplace = wish.workplace if wish.workplace is not None else pick(rng, places) if places else ""
    title = wish.title or row.job.title
    return _at_age(rng, replace(row.job, title=title, workplace=workplace, match=match), country_code, age)


def usual_ages(occupation: str) -> tuple[int, int]:
    """The least and the greatest usual age, in years, over all that `occupation` may mean."""
    jobs = [job for wish in read_wishes(occupation) for job in ([row.job for row in wish.rows] or [_as_asked(wish)])]
    return min(job.age_min for job in jobs), max(job.age_max for job in jobs)


def _concrete(rng: np.random.Generator, name: str, gender: str, age: int) -> str:
    """A category that has rows: `name`, or for an umbrella one of its members that suits the age."""
    categories, members = tables().categories, tables().categories[name].members
    if not members:
        return name
    if members[0] in categories:
        nearest = min(_distance(categories[member].job, age) for member in members)
        return pick(rng, [member for member in members if _distance(categories[member].job, age) == nearest])
    weights = {
        member: shares[max(least for least in shares if least <= max(age, min(shares)))]
        for member, shares in tables().shares[gender].items()
        if members[0] in ("*", categories[member].job.status)
    }
    return pick(rng, list(weights), list(weights.values()))


def _suitable(rows: Sequence[Row], country_code: str, age: int, heed_rank: bool) -> list[Row]:
    """The rows of the market whose rank and then whose ages fit best; never empty."""
    kept = [row for row in rows if {"any", country_code} & set(row.markets)] or list(rows)
    if heed_rank:
        kept = [row for row in kept if _rank_fits(row.job.title, age)] or kept
    nearest = min(_distance(row.job, age) for row in kept)
    return [row for row in kept if _distance(row.job, age) == nearest]


def _draw_row(rng: np.random.Generator, rows: Sequence[Row], counts: Mapping[str, int]) -> Row:
    least = min(counts.get(row.job.title, 0) for row in rows)
    rows = [row for row in rows if counts.get(row.job.title, 0) == least]
    return pick(rng, rows, [1.0 if "any" in row.markets else LOCAL_WEIGHT for row in rows])


def _rank_fits(title: str, age: int) -> bool:
    words = set(words_of(title))
    return not (age < SENIOR_AGE_LEAST and words & SENIOR) and not (age > JUNIOR_AGE_MOST and words & JUNIOR)


def _distance(job: Job, age: int) -> int:
    return max(job.age_min - age, age - job.age_max, 0)


def _as_asked(wish: Wish) -> Job:
    """The title of the wish with the figures of its category, or with none."""
    if not wish.category:
        return Job(wish.title, "", "working", "", 1.0, *ASKED_AGES, None, None, None, "", "as asked")
    job = tables().categories[wish.category].job
    return replace(job, title=wish.title, workplace=wish.workplace or "", match="as asked")


def _at_age(rng: np.random.Generator, job: Job, country_code: str, age: int) -> Job:
    """The job with the year of study, and the schooling already completed, that a student of this age has."""
    behind = int(rng.integers(2))  # birthdays fall within the school year
    if job.category == SCHOOL and job.age_max < 20 and age < 20:
        grade = min(max(age - 5 - behind, 7), 12)
        # Lower secondary ends with grade 9, in the Philippines with grade 10.
        done = "lower secondary school" if grade > (10 if country_code == "PH" else 9) else "primary school"
        return replace(job, title=f"{ORDINALS[grade]}-grade {job.title}", education_min=done, education_max=done)
    if job.category != UNDERGRADUATE:
        return job
    years = age - (17 if job.age_min < 20 else job.age_min - 1)
    if years < 5:
        return replace(job, title=f"{ORDINALS[min(max(years - behind, 1), 4)]}-year {job.title}")
    full_time = job.age_max < 30  # nobody takes medicine or architecture in the evening
    forms = ["final-year"] if years < 8 or full_time else []
    forms += ["part-time", "master's"] if years > 5 and not full_time else []
    forms += ["evening"] if years > 13 and not full_time else []
    form = pick(rng, forms)
    if form != "master's":
        return replace(job, title=f"{form} {job.title}")
    title = f"master's student in {job.title.removesuffix(' student')}"
    return replace(job, title=title, education_min="bachelor's degree", education_max="bachelor's degree")


def _base(title: str) -> str:
    """The title without the year or form of study that `_at_age` put before it."""
    return _STUDY.sub("", _MASTER.sub(r"\1 student", title))


def _titles(wish: Wish) -> list[str]:
    if wish.title:
        return [wish.title]
    return [row.job.title for row in wish.rows or rows_under(wish.category)]
