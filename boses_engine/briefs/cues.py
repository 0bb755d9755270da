"""Occupations that "working as", "who sell", "bekerja di bidang" and the like lead to."""

import re
from collections.abc import Iterator

from boses_engine.briefs.lists import listed, rows
from boses_engine.briefs.text import Brief
from boses_engine.briefs.titles import NO_WORK, NOT_THEIRS, WORDS_MOST, Work, is_weak, single, title_of
from boses_engine.grounding.work.tables import tables, words_of
from boses_engine.grounding.work.terms import read_wishes

_FIELD_TAIL = re.compile(
    r"\s+(?:industr(?:y|ies)|sectors?|fields?|business(?:es)?|companies|company|firms?|jobs?|roles?|positions?|"
    r"department)\s*$",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[,.;:|()\n!?]|\s[-–—]\s|\b(?:who|which|that|with|and\s+(?:live|earn|have|are|who|like|love)|aged?|ages|"
    r"living|based|earning|between|while|from|near|in\s+(?=[A-Z|])|na\s+(?:may|nasa|taga)|"
    r"yang|dengan|tinggal|berusia|usia|dan\s+tinggal|có|sống|tuổi|ở|tại|từ|sa\s+(?=[A-Z|])|di\s+(?=[A-Z|])|"
    r"for\s+a\s+living|every|during|looking|after|because|to\s+(?:support|make|pay))\b"
)


def cued(brief: Brief) -> Iterator[Work]:
    """What "working as", "bekerja sebagai" and the like lead to."""
    for row in rows("cues"):
        pattern, form = row["pattern"], row["becomes"]
        for m in re.finditer(pattern, brief.low):
            end = _CLAUSE_END.search(brief.plain, m.end())
            words = brief.plain[m.end() : end.start() if end else len(brief.plain)].strip(" |")
            while (last := words.rpartition(" ")[2]) and last.lower() in listed("stop"):
                words = words[: -len(last)].rstrip(" |")
            if (
                NOT_THEIRS.search(brief.low[: m.start()])
                or not words
                or words.startswith("|")
                or len(words.split()) > WORDS_MOST + 2
            ):
                continue
            title = _from_cue(words, form)
            if title:
                yield Work(title, m.start(), m.end() + len(words), weak=is_weak(title))


def _from_cue(words: str, form: str) -> str:
    bare = _FIELD_TAIL.sub("", words)
    if form == "{}":
        wish = read_wishes(words)[0]
        if wish.category in NO_WORK:
            return ""
        if (
            wish.match == "as asked"
            and not wish.category
            and not wish.rows
            and re.search(
                r"\b(?:hard|abroad|overtime|nights?|shifts?|remotely|from home|"
                r"long hours)\b",
                words.lower(),
            )
        ):
            return ""
        return title_of(words)
    if "owner" in form and not re.search(
        r"shop|store|business|baker(?:y|ies)|cafe|café|stall|restaurant|company|farm|salon|eatery|kiosk|bakery|"
        r"market|firm|studio|gym|agency|hotel|startup|start-up|boutique|bar|food|cart|spa|truck|garage|inn|"
        r"guesthouse|clinic|workshop|b&b|hostel|homestay|franchise|pharmacy|carinderia|laundry|enterprise",
        words.lower(),
    ):
        return ""
    if "owner" in form:
        bare = " or ".join(single(part) for part in re.split(r"\s+(?:or|and)\s+", bare))
    if form == "in {}":
        known = tables().fields
        return _worker(bare) if all(words_of(part) in known for part in re.split(r"\s+(?:or|and|&)\s+", bare)) else ""
    return title_of(form.replace("{}", bare)) if form != "{} worker" else _worker(bare)


def _worker(field: str) -> str:
    """ "finance or marketing" → "Finance or marketing professional"; "a factory" → "Factory worker"."""
    low = field.lower()
    if (
        re.search(r"\b(?:home|shifts?|nights?|abroad|overseas|town|the city|office hours|long hours|weekends)\b", low)
        or not low
    ):
        return ""
    field = single(field)
    parts = re.split(r"\s*(?:,|/|&|\bor\b|\band\b)\s*", low)
    wishes = [tables().fields.get(tuple(w for w in words_of(part))) for part in parts]
    categories = {wish.category for wish in wishes if wish}
    professional = any("professional" in each for each in categories) or low in ("it", "tech", "law", "media")
    head = "professional" if professional else "worker"
    whole = read_wishes(field)[0]
    if whole.rows or (whole.category and whole.match != "as asked" and not any(wishes)):
        return title_of(field) if _is_person(field) else title_of(f"{field} {head}")
    return title_of(f"{field} {head}")


def _is_person(words: str) -> bool:
    return bool(re.search(r"(?:er|or|ist|ian|ant|ent|man|woman|person)s?$", words.lower()))
