"""For how many hours and when work is done: "night shift nurse", "part-time cashier", "Minijob cleaner"."""

import re
from dataclasses import replace
from functools import cache

from boses_engine.domain.persona import PART_TIME, is_live_in
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, named_by, without_words
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.own_words import english_place, place_written
from boses_engine.grounding.words import BETWEEN, TOKEN, word_of, words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.small_jobs import small_jobs
from boses_engine.grounding.work.tables import Wish, tables

_PART_TIME = re.compile(r"\s*(?:part[- ]time|week[- ]?end)\s+(?=\w)(?!stud|market)", re.IGNORECASE)
# When somebody works, before a job: "night shift nurse" is a nurse.
_SHIFT = re.compile(
    r"\s*(?:(?:night|day|graveyard|evening|morning|rotating|swing|first|second|third)[- ]?shift)\s+(?=\w)"
    r"(?!(?:and|or|at|in|for|crew|staff|teams?)\b|work|manager|supervisor|lead|boss)",
    re.IGNORECASE,
)
# "Nurse (part-time)", "パート (supermarket cashier, part-time)".
_PART_TIME_AFTER = re.compile(r"\s*\(\s*part[- ]time\s*\)|(?:\s*,\s*|(?<=\w)\s+)part[- ]time\s*(?=\)|$)", re.IGNORECASE)
_WITH_PART_TIME = re.compile(r"\s+with\s+(?:an?\s+)?part[- ]time\s+(?:jobs?|work)\s*$", re.IGNORECASE)
_WORKING_PART_TIME = re.compile(r"\s+(?:who\s+)?work(?:s|ing)?(?=\s+part[- ]time\s*$)", re.IGNORECASE)
_RETIRED = re.compile(r"^\s*retired\s+", re.IGNORECASE)
_WORKS = re.compile(r"\b(?:works?|working|jobs?|trabalha\w*|trabaja\w*)\b", re.IGNORECASE)  # "moms who work nights"
_PART_TIMERS = re.compile(r"\bpart[- ]timers?\b", re.IGNORECASE)


def in_a_shift(text: str, code: str, read: Read) -> Asked | None:
    """ "Night shift nurse": when somebody works says nothing of who it is."""
    shift = _SHIFT.match(text)
    return read(text[shift.end() :]) if shift else None


def in_a_shift_behind(text: str, code: str, read: Read) -> Asked | None:
    """ "Bảo vệ ca đêm siêu thị", "nurse, night shift"."""
    plain = without_words(text, "shift")
    if plain == text:
        return None
    asked = read(plain)
    works = _WORKS.search(text) and all(is_anybody(wish) or status_of(wish) == "retired" for wish in asked.wishes)
    return replace(asked, wishes=(Wish("any worker"),)) if works else asked


def for_few_hours_abroad(text: str, code: str, read: Read) -> Asked | None:
    """Part-time work in words of other languages behind it: "kasir paruh waktu"."""
    plain = without_words(text, "part-time abroad")
    return replace(read(plain), part_time=True) if plain != text else None


def for_few_hours(text: str, code: str, read: Read) -> Asked | None:
    """ "Part-time cashier", "cashier (part-time)", "shop part-timers": nobody lives in the house that they work in."""
    if (plain := _WITH_PART_TIME.sub("", text)) != text and all(map(is_anybody, (people := read(plain)).wishes)):
        return replace(people, wishes=(Wish("any worker"),), part_time=True)  # "mums with part-time jobs"
    told = _WORKING_PART_TIME.sub("", text)
    hours = _PART_TIME.match(told)
    plain = told[hours.end() :] if hours else _PART_TIMERS.sub("worker", _PART_TIME_AFTER.sub("", told))
    if plain in ("", told) or named_mix(words_of(told)) or words_of(told) in tables().english:
        return None  # "part-time lecturer" has a row
    asked = read(plain)
    left_work = told != text and all(status_of(wish) == "retired" for wish in asked.wishes)
    since = read(_RETIRED.sub("", plain)) if left_work else asked  # "retired nurses working part-time"
    if left_work and are_all_at_work(since):
        asked = since
    elif left_work or all(map(is_anybody, asked.wishes)):  # "women working part-time", "part-time mums"
        asked = replace(asked, wishes=(Wish("any worker"),))
    rows = (tuple(row for row in wish.rows if not is_live_in(row.job.title)) for wish in asked.wishes)
    wishes = tuple(replace(wish, rows=left or wish.rows) for wish, left in zip(asked.wishes, rows, strict=True))
    return replace(asked, wishes=wishes, part_time=True)


def in_a_small_job(text: str, code: str, read: Read) -> Asked | None:
    """ "Minijob cleaner"."""
    small = without_small_job(text, code)
    asked = read(small) if small else None
    if not small or not asked or not are_all_at_work(asked):
        return None
    few = tuple(as_small_job(wish, code, named_by(asked, small)) for wish in asked.wishes)
    return replace(asked, wishes=few, part_time=True)


def without_small_job(text: str, code: str) -> str | None:
    """What is done in a small job that the text names before the work or after it: "Minijob cleaner", "cleaner
    (Minijob)"; None where it names no such job."""
    small = small_jobs().get(code)
    tokens = list(TOKEN.finditer(text)) if small else []
    words = tuple(word_of(token.group()) for token in tokens)
    for size in range(min(3, len(words)), 0, -1):
        if words[:size] in _names_of_small_jobs(code):
            rest = text[tokens[size - 1].end() :].strip(BETWEEN)
        elif words[-size:] in _names_of_small_jobs(code):
            rest = text[: tokens[-size].start()].strip(BETWEEN)
        else:
            continue
        said = words_of(rest)
        place = english_place(said, tables().abroad_in.get(code)) if said and said[0] in _before_a_place() else ()
        return f"staff at {place_written(place)}" if place else rest or small_jobs()[code].work
    return None


def as_small_job(wish: Wish, code: str, work: str) -> Wish:
    """What a wish means where the work is a small job for a wage; `work` names it, or nothing where the title of the
    table does."""
    title = wish.title or (as_title(work) if work else wish.rows[0].job.title)
    rows = tuple(replace(row, job=replace(row.job, employment="wage")) for row in wish.rows)
    return replace(wish, rows=rows, title=f"{PART_TIME} {small_jobs()[code].said} {title}", match="as asked")


def _before_a_place() -> frozenset[str]:
    """What stands before a place alone: "Minijobberin im Supermarkt"."""
    return tables().words["link"] | tables().words["link abroad"]


@cache
def _names_of_small_jobs(code: str) -> frozenset[tuple[str, ...]]:
    return frozenset(map(words_of, small_jobs()[code].words))
