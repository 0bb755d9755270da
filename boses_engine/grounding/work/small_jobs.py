"""Small jobs as a country's law knows them, whose pay may not be over a sum: Germany's Minijob."""

from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.persona import PART_TIME
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.own_words import english_place, place_written
from boses_engine.grounding.work.phrases import BETWEEN, TOKEN, listed, word_of, words_of
from boses_engine.grounding.work.tables import Job, Wish, tables


@dataclass(frozen=True, slots=True)
class SmallJob:
    """What a small job is called before a title, whose work it is where none is named, and a month's pay, from and
    to."""

    said: str
    work: str
    least: float
    most: float


def without_small_job(text: str, code: str) -> str | None:
    """What is done in a small job that the text names before the work or after it: "Minijob cleaner", "cleaner
    (Minijob)"; None where it names no such job."""
    small = _small_jobs().get(code)
    tokens = list(TOKEN.finditer(text)) if small else []
    words = tuple(word_of(token.group()) for token in tokens)
    for size in range(min(3, len(words)), 0, -1):
        if words[:size] in _names(code):
            rest = text[tokens[size - 1].end() :].strip(BETWEEN)
        elif words[-size:] in _names(code):
            rest = text[: tokens[-size].start()].strip(BETWEEN)
        else:
            continue
        said = words_of(rest)
        place = english_place(said, tables().abroad_in.get(code)) if said and said[0] in _links() else ()
        return f"staff at {place_written(place)}" if place else rest or _small_jobs()[code].work
    return None


def as_small_job(wish: Wish, code: str, work: str) -> Wish:
    """What a wish means where the work is a small job for a wage; `work` names it, or nothing where the title of the
    table does."""
    title = wish.title or (as_title(work) if work else wish.rows[0].job.title)
    rows = tuple(replace(row, job=replace(row.job, employment="wage")) for row in wish.rows)
    return replace(wish, rows=rows, title=f"{PART_TIME} {_small_jobs()[code].said} {title}", match="as asked")


def small_job_of(job: Job, code: str) -> SmallJob | None:
    """The small job that a title names, if it does."""
    small = _small_jobs().get(code)
    return small if small and job.title.startswith(f"{PART_TIME} {small.said} ") else None


def _links() -> frozenset[str]:
    """What stands before a place alone: "Minijobberin im Supermarkt"."""
    return tables().words["link"] | tables().words["link abroad"]


@cache
def _names(code: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(name) for row in _rows() if row["code"] == code for name in listed(row["words"]))


@cache
def _small_jobs() -> dict[str, SmallJob]:
    return {r["code"]: SmallJob(r["said"], r["work"], float(r["least"]), float(r["most"])) for r in _rows()}


def _rows() -> tuple[dict[str, str], ...]:
    return tuple(table("work/small_jobs.csv"))
