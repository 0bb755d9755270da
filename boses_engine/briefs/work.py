"""The occupation as the brief has it: what the tables of occupations know, what "working in …" and its like lead to."""

import re
from collections.abc import Iterator, Sequence

from boses_engine.briefs.cues import cued
from boses_engine.briefs.forms import is_somebody, may_be_work
from boses_engine.briefs.known import is_modifier, known
from boses_engine.briefs.text import Brief
from boses_engine.briefs.titles import NO_WORK, NOT_THEIRS, Work, people_words, title_of
from boses_engine.briefs.words import find
from boses_engine.grounding.work.terms import read_wishes

_JOINED_MOST = 8  # words of alternatives that are named together


def read_work(brief: Brief) -> tuple[Work, ...]:
    """The occupations that the brief names, in its order; alternatives that stand side by side are one."""
    found: list[Work] = []
    for source in (cued, _of_the_lists, _by_form):
        found += [work for work in source(brief) if not _over(work, found)]
    return tuple(_joined(brief, sorted(found, key=lambda work: work.start)))


def chosen(found: Sequence[Work]) -> Work | None:
    """The first of those that say most, None where there is none but by form."""
    sure = [work for work in found if not work.unsure]
    strong = [work for work in sure if not work.weak]
    return next(iter(strong or sure), None)


def _over(work: Work, others: Sequence[Work]) -> bool:
    """Whether a work stands over one of the others."""
    return any(work.start < other.end and other.start < work.end for other in others)


def _of_the_lists(brief: Brief) -> Iterator[Work]:
    """What the tables or the rules' own list know; of two over each other the longer, the tables' where both are."""
    kept: list[Work] = []
    both = [(work, rank) for rank, source in enumerate((known, _listed)) for work in source(brief)]
    for work, _ in sorted(both, key=lambda pair: (pair[0].start - pair[0].end, pair[1])):
        if not _over(work, kept):
            kept.append(work)
    return iter(kept)


def _listed(brief: Brief) -> Iterator[Work]:
    """Work that the tables of occupations do not know, from the list of the rules."""
    for each in find(brief, "work"):
        words = brief.plain[each.start : each.end]
        if not NOT_THEIRS.search(brief.low[: each.start]):
            first, start = each.first, each.start
            while first > 0 and brief.tokens[each.first].word.isascii() and each.first - first < 2:
                if not (words.isascii() and is_modifier(brief, first - 1, first)) or each.value:
                    break
                first -= 1
                start = brief.tokens[first].start
            yield Work(each.value or title_of(brief.plain[start : each.end]), start, each.end)


def _by_form(brief: Brief) -> Iterator[Work]:
    """English nouns that look like somebody's work: "tea pickers", "oil rig workers", "shop asistants"."""
    tokens = brief.tokens
    for at, token in enumerate(tokens):
        if (
            (is_somebody(token.word) and not may_be_work(token.word))
            or token.word in people_words()
            or NOT_THEIRS.search(brief.low[: token.start])
        ):
            continue
        start = at
        while start > 0 and at - start < 3 and is_modifier(brief, start - 1, start):
            start -= 1
        words = brief.plain[tokens[start].start : token.end]
        if not title_of(words):
            continue
        if start < at and token.word in ("workers", "worker", "employees", "staff", "crew"):
            yield Work(title_of(words), tokens[start].start, token.end)
        elif may_be_work(token.word):
            yield Work(title_of(words), tokens[start].start, token.end, unsure=True)
        elif len(token.word) > 6 and token.word.endswith("s"):  # with a slip of the keyboard
            wish = read_wishes(words)[0]
            if wish.match != "as asked" and wish.category not in NO_WORK:
                yield Work(title_of(words), tokens[start].start, token.end, unsure=True)


def _joined(brief: Brief, found: Sequence[Work]) -> Iterator[Work]:
    """Alternatives side by side as one: "nurses and midwives", "mahasiswa & fresh grads"."""
    held: Work | None = None
    for work in found:
        if held is not None:
            gap = brief.low[held.end : work.start]
            link = re.fullmatch(r"\s*(?:,\s*)?(?:/|&|or|and|o|at|atau|dan|hoặc|và|hay)\s*(?:mga\s+|các\s+)?", gap)
            if link and len(held.title.split()) + len(work.title.split()) <= _JOINED_MOST:
                second = work.title if work.title[:2].isupper() else work.title[:1].lower() + work.title[1:]
                held = Work(f"{held.title} or {second}", held.start, work.end, held.weak and work.weak)
                continue
            yield held
        held = work
    if held is not None:
        yield held
