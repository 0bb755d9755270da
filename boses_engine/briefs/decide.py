"""From a brief to a group: the rules read, the model is asked for what they cannot see, code decides.

A field that the text does not say is assumed and listed. A model's reading counts only where the rules find nothing,
or more than one thing, and only if it stands in the text.
"""

from dataclasses import replace
from functools import reduce

from boses_engine.briefs.ages import Ages, closed
from boses_engine.briefs.ask import Reading
from boses_engine.briefs.findings import Findings
from boses_engine.briefs.incomes import read_income
from boses_engine.briefs.naming import segment_name
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.briefs.places import Where, place_of
from boses_engine.briefs.segments import contradiction, is_somebody_last, names_people, two_segments
from boses_engine.briefs.text import Brief
from boses_engine.briefs.work import ANY, chosen, title_of, title_read
from boses_engine.domain.group import AGE_LEAST, COUNT_MOST, Group
from boses_engine.errors import BriefError
from boses_engine.grounding.places.resolve import resolve

COUNT = 5
WORKING = (20, 59)  # ages assumed of people at work
ADULTS = (18, 64)
_ORDER = {"said": 0, "generation": 1, "hard": 2, "stage": 3, "soft": 4, "weak": 5}


def decide(found: Findings, reading: Reading, year: int) -> ParsedBrief:
    """The group of a brief, from what the rules find and the model reads.

    :raises BriefError: there is none.
    """
    assumed: dict[str, str] = {}
    notes: list[str] = []
    where = _place(found, reading, assumed, notes)
    _refuse(found, reading, where)
    ages = _ages(found, assumed)
    occupation = _occupation(found, reading, assumed)
    if found.gender.note:
        notes.append(f"gender: {found.gender.note}")
    if found.gender.value is None:
        assumed["gender"] = "the brief does not say"
    gender = found.gender.value or "All"
    income = _income(found, reading, where, assumed, notes)
    if found.count.n is None:
        assumed["persona_count"] = f"the brief names no number; {COUNT} is a good start"
    if where.location is None:
        raise BriefError(
            "no location", 'the brief names no place that is known: add one, for example "in Cebu City, Philippines".'
        )
    generation = any(each.strength == "generation" for each in found.said)
    name = segment_name(
        location=where.location, occupation=occupation, gender=gender, ages=ages, generation=generation, year=year
    )
    group = Group(
        name=name,
        age_min=ages[0],
        age_max=ages[1],
        gender=gender,
        location=where.location,
        income_level=income,
        occupation=occupation,
        persona_count=found.count.n or COUNT,
    )
    return ParsedBrief(group, assumed, tuple(notes))


def _refuse(found: Findings, reading: Reading, where: Where) -> None:
    """Raises what keeps the brief from being one group."""
    if not _is_of_people(found, reading):
        raise BriefError(
            "no people", "the brief names no people: say who they are, for example: nurses in Cebu City, 25-40."
        )
    read_two = reading.kind == "two groups"
    if segments := two_segments(found.brief, found.said, found.stages, where, found.work, read_two=read_two):
        raise BriefError(
            "two segments", f"the brief asks for more than one group: {segments}. Give each a brief of its own."
        )
    for clash in (
        found.gender.clash,
        contradiction(found.brief, found.said, found.stages),
        where.clash,
        found.income.clash,
    ):
        if clash:
            raise BriefError("contradiction", f"the brief contradicts itself: {clash}.")
    n = found.count.n
    if n is not None and not 1 <= n <= COUNT_MOST:
        problem = f"it asks for {n:,} people, and a group has 1 to {COUNT_MOST:,}"
        raise BriefError("count", f"the brief cannot be a group: {problem}.")


def _is_of_people(found: Findings, reading: Reading) -> bool:
    """Whether the brief is about people.

    Where the rules find nobody, the model's word for them counts if the brief says something that only people have;
    where the model sees things, a question ("what do nurses eat?") and words that name nobody are not of people.
    """
    gendered = found.gender.value is not None or bool(found.gender.note)
    described = gendered or bool(found.said) or found.income.level is not None or found.count.n is not None
    if not names_people(found.brief, found.stages, found.said, bool(found.work), gendered):
        return described and reading.people is not None and reading.kind not in (None, "things", "two groups")
    if reading.kind != "things":
        return True
    return "?" not in found.brief.text and (described or is_somebody_last(reading.people or ""))


def _place(found: Findings, reading: Reading, assumed: dict[str, str], notes: list[str]) -> Where:
    where = found.where
    if where.choices:
        picked = reading.place if reading.place in where.choices else where.choices[0]
        others = [each for each in where.choices if each != picked]
        assumed["location"] = f"the brief does not name the country; there is also {' and '.join(others)}"
        if picked != where.location and picked is not None:
            where = replace(where, location=picked, resolved=resolve(picked), note="")
    elif found.asks_place and reading.place:
        read = place_of(reading.place, found.brief)
        if read.location:
            where = read
    if where.assumed and where.location:
        assumed["location"] = where.note
    elif where.note:
        notes.append(f"location: {where.note}")
    if where.others:
        notes.append(f"location: a group has one; {' and '.join(where.others)} would be a group of its own")
    return where


def _ages(found: Findings, assumed: dict[str, str]) -> tuple[int, int]:
    every = sorted([*found.said, *found.stages], key=lambda each: (_ORDER[each.strength], each.start))
    if not every:
        assumed["age_min"] = assumed["age_max"] = "the brief names no ages"
        return WORKING if found.work else ADULTS
    best, words = every[0], found.brief.plain[every[0].start : every[0].end].strip()
    if best.strength == "said":
        ages = reduce(_together, (each for each in every if each.strength == "said"))
        both = closed(ages, next((each for each in every if each.strength in ("hard", "stage", "soft")), None))
        for end, value in (("age_min", ages.least), ("age_max", ages.most)):
            if value is None:
                assumed[end] = "the brief leaves that end open"
        if both[1] < AGE_LEAST:
            raise BriefError("too young", f"the brief asks for people under {AGE_LEAST}: a group's ages begin there.")
        return min(both), max(both)
    for other in every[1:] if best.strength != "weak" else ():
        low, high = max(best.least or 0, other.least or 0), min(best.most or 120, other.most or 120)
        if other.strength not in ("weak", best.strength) and high > low:
            best = replace(best, least=low, most=high)
    if best.strength != "generation":
        weak = f'the brief names no ages: usual for "{words}"'
        why = weak if best.strength == "weak" else f'no ages in figures: what "{words}" usually means'
        assumed["age_min"] = assumed["age_max"] = why
    return closed(best)


def _together(one: Ages, other: Ages) -> Ages:
    """Two ranges as one: both open ends as one span, neighbours joined, otherwise the first."""
    if one.most is None and other.least is None:
        return replace(one, most=other.most)
    if one.least is None and other.most is None:
        return replace(other, most=one.most)
    if None not in (one.least, one.most, other.least, other.most):
        low, high = sorted((one, other), key=lambda each: each.least or 0)
        if (high.least or 0) == (low.most or 0) + 1:
            return replace(low, most=high.most)
    return one


def _income(found: Findings, reading: Reading, where: Where, assumed: dict[str, str], notes: list[str]) -> str:
    """The level that the rules find, else that of the words that the model reads for money."""
    income, code = found.income, where.resolved.country_code if where.resolved else None
    if income.level is None:
        income = read_income(found.rest, code, _span(found.rest, reading.money))
    if income.note:
        notes.append(f"income_level: {income.note}")
    if income.level is None:
        assumed["income_level"] = "the brief does not say"
    return income.level or "Middle"


def _span(brief: Brief, words: str | None) -> tuple[int, int]:
    """Where words of the text stand in `plain`, whose number words are digits; nowhere if a part of them is blanked."""
    start = brief.plain.find(words) if words else -1
    return (start, start + len(words)) if words and start >= 0 else (0, 0)


def _occupation(found: Findings, reading: Reading, assumed: dict[str, str]) -> str:
    best, read = chosen(found.work), title_read(reading.work, reading.kind) if reading.work else ""
    start, end = _span(found.rest, reading.work)
    if best and end and not best.phrased:  # the words of both, where they stand side by side
        first, last = sorted(((start, end), (best.start, best.end)))
        if not found.rest.plain[first[1] : last[0]].strip():
            return title_of(found.rest.plain[first[0] : max(first[1], last[1])])
    if read and (best is None or best.weak):
        return read
    if best is not None:
        return best.title
    assumed["occupation"] = "the brief names no work"
    return ANY
