"""Who no longer works: the words for it, who has retired from work that no row is retired from, and the pensions of
the state by schooling."""

from dataclasses import replace
from functools import cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, level_of
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.pay import Band
from boses_engine.grounding.work.tables import Row, Wish, tables

NO_LONGER = {"retired": "retired", "unemployed": "looking for work", "jobless": "looking for work"}
# Of work that no row is retired from: what a pension is of the pay ratio of a wage, within what limits, and of an
# owner's; what it is over mean earnings for who worked for customers; the age from which people have left it
# (estimates).
_PENSION_OF_PAY, _PENSIONS_WITHIN, _OWNERS_PENSION, _PENSION_OF_OWN_ACCOUNT = 0.45, (0.32, 0.9), 0.3, 0.12
_PENSION_FROM_AGE = 58
_BY_HAND = ("51", "52", "6", "7", "8", "9")  # ISCO-08: work that people of their age did with whatever school they had


def retire_from(title: str, left: tuple[Row, ...]) -> Wish:
    """Who has retired from work that no row is retired from: with the schooling and the pension of that work; from work
    by hand and in service with what people of the age have, of those who left school sooner too."""
    job = left[0].job
    ratio, (least, most) = job.pay_ratio, _PENSIONS_WITHIN
    if job.employment == "wage":
        pension = min(max(_PENSION_OF_PAY * ratio, least), most)
    else:  # owners of firms have put more by than who worked for customers alone
        pension = min(_OWNERS_PENSION * ratio, most) if ratio > 1 else _PENSION_OF_OWN_ACCOUNT
    pensioner = replace(
        tables().categories["retired"].job,
        title=title,
        match="title",
        pay_ratio=pension,
        age_min=_PENSION_FROM_AGE,
        age_max=100,
        education_min=EDUCATION_LEVELS[0] if job.isco08.startswith(_BY_HAND) else job.education_min,
        education_max=job.education_max,
        category="retired",
    )
    row = Row(pensioner, workplaces=(), markets=("any",), women={}, phrases=(frozenset(words_of(title)),))
    return Wish(rows=(row,), match="title", left=left)


@cache
def pensioned_from(code: str, gender: Gender) -> int:
    """The age in years from which wage work of a country is pensioned, 0 where it is not known."""
    rows = (row for row in table("work/retirement.csv") if (row["country"], row["gender"]) == (code, gender))
    return next((int(row["age"]) for row in rows), 0)


def pension_by_schooling(code: str, title: str, education: str | None) -> Band | None:
    """The band of the pension of who has retired from a post whose grade goes by schooling, a month in local money; of
    the highest schooling that the person has among those known, else of the lowest."""
    known = _by_schooling().get((code, title))
    if not known or not education:
        return None
    level = level_of(education)
    return known[max((each for each in known if each <= level), default=min(known))]


@cache
def _by_schooling() -> dict[tuple[str, str], dict[int, Band]]:
    """By country and title, and by level of schooling from which on."""
    found: dict[tuple[str, str], dict[int, Band]] = {}
    for row in table("work/pensions.csv"):
        low, middle, high = (float(row[name]) for name in ("p10", "p50", "p90"))
        band = Band(low, middle, high, row["source"], row["year"])
        for title in row["titles"].split("|"):
            found.setdefault((row["code"], title), {})[EDUCATION_LEVELS.index(row["schooling"])] = band
    return found
