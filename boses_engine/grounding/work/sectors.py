"""Who employs: "private" and "public" before a job keep the workplaces of that sector.

A line of sectors.csv has words of workplaces and whose these are: the state's, of either (a school, a hospital), or
private in spite of a word that sounds of the state. All that it does not name, and is no office of the state, is
private: a bank's head office, a factory, a household. Where a job has workplaces that say the sector ("a private
school"), those of either are left out.
"""

from dataclasses import replace
from functools import cache
from typing import Literal, cast

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.employers import is_of_state
from boses_engine.grounding.work.tables import Row, Wish, rows_of_market, rows_under, tables

Sector = Literal["public", "private", "either"]
SECTORS: tuple[Sector, ...] = ("public", "private")  # that words ask for


def sector_asked(occupation: str) -> Sector | None:
    """Whether the words ask for public or for private employers, beside what they name: no "public relations"."""
    words, known = words_of(occupation), tables().words
    for at, (word, after) in enumerate(zip(words, (*words[1:], ""), strict=False)):  # a text may have no word
        if is_body_of_state(words[at:]):
            return "public"
        if after not in known["no sector"]:
            both = f"{word} {after}"  # "tư thục"
            is_hospital = after == "hospital" or words[at + 1 : at + 3] == ("general", "hospital")
            hospital_of_state = is_hospital and word in known["public hospital"]
            if hospital_of_state or not known["public"].isdisjoint((word, both)):
                return "public"
            if not known["private"].isdisjoint((word, both)):
                return "private"
    return None


def is_body_of_state(words: Words) -> bool:
    """Whether words begin with a ministry, or a department that a state has, "public works department": no "Department
    of Surgery" and no finance department, which firms have."""
    if words[:2] == ("ministry", "of"):
        return len(words) > 2
    known, named = tables().words, (words[2:3], words[2:4])
    if words[:2] == ("department", "of"):
        return any(" ".join(each) in known["department"] for each in named)
    alone = known["department of states alone"]
    return any(words[n : n + 1] == ("department",) and " ".join(words[:n]) in alone for n in (1, 2))


@cache
def in_sector(wish: Wish, sector: Sector, country_code: str) -> Wish:
    """The wish, of its titles only those that have employers of the sector, at these, where there are such."""
    article, _, place = (wish.workplace or "").partition(" ")
    if article in ("a", "an") and sector_of(place) == "either":
        return replace(wish, workplace=f"a {sector} {place}")
    if wish.workplace is not None or (wish.category and tables().categories[wish.category].members):
        return wish
    if not wish.rows and not wish.category:  # nothing near it is known
        return wish
    rows = wish.rows or tuple(rows_of_market(rows_under(wish.category), country_code, asked=False))
    there = tuple(kept for row in rows if (kept := at_employers(row, sector, country_code)))
    return replace(wish, rows=there) if there else wish


def at_employers(row: Row, sector: Sector, country_code: str) -> Row | None:
    """The row at its employers of a sector in a country, or None where it has no such."""
    codes = {where for where, _ in row.workplaces if len(where) == len(country_code)} - {country_code}
    here = tuple(each for each in row.workplaces if each[0] not in codes)  # of anywhere, the country and its divisions
    kept = _of_sector(here, sector)
    return replace(row, workplaces=kept) if kept else None


def _of_sector(workplaces: tuple[tuple[str, str], ...], sector: Sector) -> tuple[tuple[str, str], ...]:
    """Those of the sector, without those of either where some say it."""
    said = tuple(each for each in workplaces if sector in words_of(each[1]))
    surely = tuple(each for each in workplaces if sector_of(each[1]) == sector)
    return surely if said else tuple(each for each in workplaces if sector_of(each[1]) in (sector, "either"))


@cache
def sector_of(workplace: str) -> Sector:
    """Whose a kind of workplace is: by the longest words that are known of it."""
    words = words_of(workplace)
    if "private" in words:
        return "private"
    named = [(len(phrase), whose) for phrase, whose in _known() if _holds(words, phrase)]
    if named:
        return max(named)[1]
    return "public" if is_of_state(workplace) else "private"


def _holds(words: Words, phrase: Words) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


@cache
def _known() -> tuple[tuple[Words, Sector], ...]:
    """Words of workplaces and whose these are."""
    return tuple(
        (words_of(phrase), cast("Sector", line["sector"]))
        for line in table("work/sectors.csv")
        for phrase in line["words"].split("|")
    )
