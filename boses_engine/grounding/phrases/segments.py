"""What a broad word means that names a part of a category: clerks are office workers, but no customs brokers.

A line of segments.csv has the phrases of a category that mean a part of it, which ISCO-08 groups (all, where none
stand) and which titles beside them belong to that part, which titles of the groups do not (with codes before it: not
in those countries), a word that all workplaces have: whoever works at a wealth management firm is no bank employee, and
how often titles come there for once that another does ("bank teller:6"), beside what the place makes of it.

A line of segment_mixes.csv has in which parts titles of any category come in it in some countries, those of government
workers all at employers of the state: the government employees of Colombia are teachers and nurses, those of Ghana
clerks of ministries.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from boses_engine.grounding.places.countries import country, region_figures, table
from boses_engine.grounding.work.sectors import at_employers
from boses_engine.grounding.work.tables import Row, rows_under, tables

_INCOME_GROUPS = ("high", "upper middle", "lower middle", "low")
_ROUND = 10.0  # rounds of titles are so long that what is rare in a mix is not in each small group


@cache
def rows_of_segment(segment: str, code: str = "") -> tuple[Row, ...]:
    """The rows of a part of a category, less those that are no part of it in a country."""
    (line,) = (each for each in table("work/segments.csv") if each["segment"] == segment)
    if parts_there := _mix_of(segment, code):
        there = tuple(_at_some(line["workplaces"], row) for row in _in_parts(parts_there, code))
        return _of_state(there, code) if line["category"] == "government worker" else there
    groups, more = (tuple(line[name].split("|")) for name in ("isco08", "titles"))
    less = _left_out(line["without"], code)
    part = [row for row in rows_under(line["category"]) if row.job.isco08.startswith(groups)]
    beside = [row for row in tables().all_rows if row.job.title in more and row not in part]
    pairs = (each.rpartition(":") for each in line["parts"].split("|") if each)
    parts = {title: float(times) for title, _, times in pairs}
    kept = (
        _often(_at(line["workplaces"], row), parts.get(row.job.title, 1.0))
        for row in (*part, *beside)
        if row.job.title not in less
    )
    return tuple(row for row in kept if row.workplaces or not line["workplaces"])


def _left_out(without: str, code: str) -> set[str]:
    """The titles that are no part of it in a country, of "title" and "CO PE:title"."""
    pairs = (each.rpartition(":") for each in without.split("|"))
    return {title for codes, _, title in pairs if not codes or code in codes.split()}


@cache
def _mix_of(segment: str, code: str) -> dict[str, float]:
    """By title how often it comes in a part of a category in a country; empty where only the category is known."""
    lines = [each for each in table("phrases/segment_mixes.csv") if segment in each["segment"].split("|")]
    for where in (code, "any"):
        for line in lines:
            if where in line["codes"].split("|"):
                pairs = (each.rpartition(":") for each in line["titles"].split("|"))
                return {title: _ROUND * float(times) for title, _, times in pairs}
    return {}


def _in_parts(parts: dict[str, float], code: str) -> tuple[Row, ...]:
    """The rows of the titles, each as often as the mix has it where the country has it. One that is else only given to
    who asks for it by name is one of the mix, which does."""
    rows = [row for row in tables().all_rows if row.job.title in parts]
    return tuple(
        replace(
            row,
            regions=_spread(row.regions, parts[row.job.title], code),
            markets=("any",) if "asked" in row.markets else row.markets,
        )
        for row in rows
    )


def _spread(regions: Mapping[str, float], part: float, code: str) -> dict[str, float]:
    """How often a title comes in places that comes in so much of a country: in the divisions that its row names as they
    stand to each other, in the others as in the country, or anywhere, where the row says so, else never."""
    never = {where: weight for where, weight in regions.items() if not weight}
    people = {name: each.population for name, each in region_figures(code).items()}
    if not any(weight and name in people for name, weight in regions.items()):
        return {"any": part} | never
    wider = (code, country(code).income_group, "any")
    elsewhere = next((regions[where] for where in wider if where in regions), 0.0)
    there = {name: weight for name in people if (weight := regions.get(name, elsewhere))}
    times = part * sum(people.values()) / sum(weight * people[name] for name, weight in there.items())
    return {"any": part} | dict.fromkeys(people, 0.0) | {name: weight * times for name, weight in there.items()} | never


def _of_state(rows: tuple[Row, ...], code: str) -> tuple[Row, ...]:
    """The rows at employers of the state."""
    return tuple(kept for row in rows if (kept := at_employers(row, "public", code)))


def _at(word: str, row: Row) -> Row:
    """The row with those of its workplaces that have one of the words in them, "street|roadside"."""
    if not word:
        return row
    words = word.split("|")
    return replace(row, workplaces=tuple(each for each in row.workplaces if any(word in each[1] for word in words)))


def _at_some(word: str, row: Row) -> Row:
    """As `_at`, the whole row where it is at no such workplace."""
    kept = _at(word, row)
    return kept if kept.workplaces else row


def _often(row: Row, times: float) -> Row:
    """The row, so many times as common as it is: where only countries are named, in the others too."""
    of_divisions = any(len(where) > 2 and where not in (*_INCOME_GROUPS, "any") for where in row.regions)
    regions = row.regions if of_divisions else {"any": 1.0} | row.regions
    return replace(row, regions={where: weight * times for where, weight in regions.items()}) if times != 1 else row
