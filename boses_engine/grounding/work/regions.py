"""Which titles and workplaces a part of a country has: no durian in the cold north, no tuna boat without a coast.

A title is at home in all of a country unless `regions` of titles.csv names divisions of it. A division may carry a
weight ("Thai Nguyen:10"): how often the title comes there for once that another does; the country's own code does for
all of it ("VN:4", and "LK:0" for never), "high" where incomes are high, and "any" for everywhere. What industries a
place has moves the weight further. Who farms grows what is grown there: crops.csv has the weights of farmers by
division, or for all of a country, and how much rarer than elsewhere the others are ("*"); crops_towns.csv how often a
crop is grown about a town for once that it is in its division, and how often there are fishers or miners.
workplace_words.csv has what a kind of workplace is called in a country: a state school in England, where a public one
is private. said.csv has other names of titles and workplaces: those are what a person's record says once all is drawn,
and no other table sees them. titles_by_sex.csv has last words of titles for a woman and a man; `says` is "both" where
each is wrong for the other sex, and "hers" where his is said of women too.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from statistics import fmean

from boses_engine.domain.persona import PART_TIME, Gender
from boses_engine.grounding.places.countries import country, region_figures, table
from boses_engine.grounding.work.campuses import campuses
from boses_engine.grounding.work.employers import usual_shares
from boses_engine.grounding.work.industries import industry_times, is_of_an_industry, state_service
from boses_engine.grounding.work.tables import Row

_GROWS = ("611", "612", "613", "6221")  # ISCO-08 codes of those who farm, without fishers and loggers


def title_weight(row: Row, code: str, region: str | None, town: str | None = None) -> float:
    """How often the title comes in a place for once that a usual title does; 0 where it is no work of it."""
    by_town = row.job.status == "retired" or row.job.isco08.startswith(_GROWS) or row.job.title in _differing(code)
    if not by_town and not _of_industries(workplaces_of(row, code, region), row.job.isco08):  # most are of none
        return weight_in_division(row, code, region)
    return _weight_in_town(row, code, region, town)


@lru_cache(maxsize=1 << 14)
def _weight_in_town(row: Row, code: str, region: str | None, town: str | None) -> float:
    industry = _industry_times(row, code, region, town)
    if row.job.status == "retired":
        industry *= _former_work(row.job.title, code, region, town)
    about = _crops_about(code).get(town or "", {}).get(row.job.title, 1.0)
    if not row.job.isco08.startswith(_GROWS):
        return industry * about * weight_in_division(row, code, region)
    crops = _crops_of(code, region)
    if (known := crops.get(row.job.title)) is not None:
        return industry * about * known
    return industry * about * weight_in_division(row, code, region) * crops.get("*", 1.0)


def _industry_times(row: Row, code: str, region: str | None, town: str | None) -> float:
    """How often the workplaces of a job are found in a place, each for as many of the job as usually work there."""
    places = workplaces_of(row, code, region)
    if not places:
        return 1.0
    times = [industry_times(each, code, region, town, row.job.isco08) for each in places]
    shares = usual_shares(code, row.job.isco08, places, region, row.job.known_as)
    return fmean(times, shares if any(shares) else None)


@lru_cache(maxsize=1 << 13)
def taught_there(row: Row, code: str, region: str | None, town: str) -> float:
    """How many of those who study something go to a kind of school that a town or a city near has, 0..1."""
    schools = workplaces_of(row, code, region)
    shares = usual_shares(code, row.job.isco08, schools, region, row.job.known_as)
    here = [bool(campuses(row.job.title, (school,), code, region, town)) for school in schools]
    return fmean(here, shares) if any(shares) else 1.0


def _former_work(title: str, code: str, region: str | None, town: str | None) -> float:
    """How often a former work comes in a place: in a town of government the state's service more and small trades less
    often."""
    times, kind = state_service(code, region, town), _kinds_of_former_work().get(title)
    return {"state service": times, "small trade": 1 / times}.get(kind or "", 1.0)


@cache
def _kinds_of_former_work() -> dict[str, str]:
    return {title: row["kind"] for row in table("work/former_work.csv") for title in row["titles"].split("|")}


@lru_cache(maxsize=1 << 13)
def weight_in_division(row: Row, code: str, region: str | None) -> float:
    """How often the title comes in a division by its own row, whatever stands in the town."""
    if not row.regions:
        return 1.0
    for where in (region or "", code, country(code).income_group, "any"):
        if (known := row.regions.get(where)) is not None:
            return known
    here = _divisions(code)
    return 0.0 if region in here and here & set(row.regions) else 1.0


@cache
def _crops_of(code: str, region: str | None) -> dict[str, float]:
    """By title how often farmers of a division have it, and "*" how often the others come over what is usual."""
    for place in filter(None, (region, "*")):
        for row in table("work/crops.csv"):
            if code in row["code"].split("|") and place in (row["places"] or "*").split("|"):
                pairs = (each.rpartition(":") for each in row["titles"].split("|"))
                return {title: float(times) for title, _, times in pairs}
    return {}


@cache
def _crops_about(code: str) -> dict[str, dict[str, float]]:
    """By town and title how often farmers about the town have it for once that those of its division do."""
    found: dict[str, dict[str, float]] = {}
    for row in table("work/crops_towns.csv"):
        if row["code"] == code:
            pairs = (each.rpartition(":") for each in row["titles"].split("|"))
            times = {title: float(often) for title, _, often in pairs}
            for town in row["places"].split("|"):
                found.setdefault(town, {}).update(times)
    return found


@cache
def _differing(code: str) -> frozenset[str]:
    """The titles that are more common about some towns of a country than about others of the same division."""
    return frozenset(title for titles in _crops_about(code).values() for title in titles)


@lru_cache(maxsize=1 << 13)
def _of_industries(workplaces: tuple[str, ...], isco08: str) -> bool:
    """Whether how often one of the workplaces of a job is found differs between places."""
    return any(is_of_an_industry(each, isco08) for each in workplaces)


def rows_of_place(rows: Sequence[Row], code: str, region: str | None, town: str | None) -> list[Row]:
    """The rows whose titles the place has, or all where it has none of them."""
    return [row for row in rows if title_weight(row, code, region, town) > 0] or list(rows)


def workplaces_of(row: Row, code: str, region: str | None) -> tuple[str, ...]:
    """Where the job is done: the division's own kinds of workplace, where it has such, else those of the country."""
    return _workplaces(row, code, region if region in row.places or region in _workplace_words() else None)


@lru_cache(maxsize=1 << 13)
def _workplaces(row: Row, code: str, region: str | None) -> tuple[str, ...]:
    own = tuple(text for where, text in row.workplaces if where == region)
    found = own or tuple(text for where, text in row.workplaces if where in ("any", code))
    words, there = _workplace_words().get(code, {}), _workplace_words().get(region or "", {})
    said = (words.get(text, text) for text in found)
    return tuple(dict.fromkeys(there.get(text, text) for text in said))


@cache
def _workplace_words() -> dict[str, dict[str, str]]:
    """What kinds of workplace are called in a country or a division that has words of its own."""
    found: dict[str, dict[str, str]] = {}
    for row in table("work/workplace_words.csv"):
        found.setdefault(row["code"], {})[row["workplace"]] = row["said"]
    return found


def workplace_in(text: str, code: str) -> str:
    """What a kind of workplace is called in a country."""
    return _workplace_words().get(code, {}).get(text, text)


def said(text: str, code: str, gender: Gender | None = None) -> str:
    """What a title or a kind of workplace is called in the English of a country, a title of a woman or a man where its
    last word is said of the other sex alone: a "saleslady" is no man, a "waiter" no woman, while both may be hosts."""
    bare = text.removeprefix(f"{PART_TIME} ")
    named = text.removesuffix(bare) + _said(code).get(bare, bare)
    return _of_the_other_sex(gender).sub(lambda word: _by_sex(gender)[word[0]], named) if gender else named


@cache
def _by_sex(gender: Gender) -> dict[str, str]:
    """By words of titles that are said of the other sex alone those that are said of this one, or of both."""
    other = "male" if gender == "Female" else "female"
    rows = reversed(table("work/titles_by_sex.csv"))  # of several for one the first
    return {row[other]: row[gender.lower()] for row in rows if gender == "Male" or row["says"] == "both"}


@cache
def _of_the_other_sex(gender: Gender) -> re.Pattern[str]:
    """The last word of a title, or of one of two, that is said of the other sex alone."""
    words = sorted(map(re.escape, _by_sex(gender)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?=$| \(| and )")


@cache
def _said(code: str) -> dict[str, str]:
    return {row["words"]: row["said"] for row in table("work/said.csv") if row["code"] == code}


@cache
def _divisions(code: str) -> frozenset[str]:
    return frozenset(region_figures(code))
