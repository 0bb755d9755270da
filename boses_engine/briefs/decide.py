"""From a brief to a group: the rules read, the model is asked for what they cannot see, code decides.

A field that the text does not say is assumed and listed. A model's reading counts only where the rules find nothing,
or more than one thing, and only if it stands in the text.
"""

from dataclasses import replace

from boses_engine.briefs.ages import Ages, closed
from boses_engine.briefs.ask import Reading
from boses_engine.briefs.counts import count_problem
from boses_engine.briefs.findings import Findings
from boses_engine.briefs.incomes import read_income
from boses_engine.briefs.naming import segment_name
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.briefs.places import Where, place_of
from boses_engine.briefs.segments import contradiction, is_somebody_last, names_people, two_segments
from boses_engine.briefs.titles import ANY, Work, title_of
from boses_engine.briefs.work import chosen
from boses_engine.domain.group import AGE_LEAST, Group
from boses_engine.errors import BriefError
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.work.terms import read_wishes

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
    ages = _ages(found, year, assumed)
    occupation = _occupation(found, reading, assumed, notes)
    gender = _gender(found, assumed, notes)
    income = _income(found, where, assumed, notes)
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
    if found.count.n is not None and (problem := count_problem(found.count.n)):
        raise BriefError("count", f"the brief cannot be a group: {problem}.")


def _is_of_people(found: Findings, reading: Reading) -> bool:
    """Whether the brief is about people.

    Where the rules find nobody, the model's word for them counts if the brief says something that only people have;
    where the model sees things, a question ("what do nurses eat?") and words that name nobody are not of people.
    """
    gendered = found.gender.value is not None or bool(found.gender.note)
    described = gendered or bool(found.said) or found.income.level is not None or found.count.n is not None
    if not names_people(found.brief, found.stages, found.said, found.work, gendered):
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
            where = replace(place_of_choice(picked), others=where.others, spans=where.spans)
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


def place_of_choice(location: str) -> Where:
    """The place of a location as the resolver writes it."""
    return Where(location, resolve(location))


def _ages(found: Findings, year: int, assumed: dict[str, str]) -> tuple[int, int]:
    every = sorted([*found.said, *found.stages], key=lambda each: (_ORDER[each.strength], each.start))
    stage = next((each for each in every if each.strength in ("hard", "stage", "soft")), None)
    said = [each for each in found.said if each.strength == "said"]
    if said:
        first = said[0]
        for other in said[1:]:
            first = _together(first, other)
        ages = closed(first, stage)
        for end, value in (("age_min", first.least), ("age_max", first.most)):
            if value is None:
                assumed[end] = "the brief leaves that end open"
        if ages[1] < AGE_LEAST:
            raise BriefError("too young", f"the brief asks for people under {AGE_LEAST}: a group's ages begin there.")
        return (min(ages), max(ages))
    if every and every[0].strength != "weak":
        best = every[0]
        words = found.brief.plain[best.start : best.end].strip()
        for other in every[1:]:
            low, high = max(best.least or 0, other.least or 0), min(best.most or 120, other.most or 120)
            if other.strength != "weak" and high - low >= 1 and other.strength != best.strength:
                best = replace(best, least=low, most=high)
        ages = closed(best)
        if best.strength != "generation":
            why = f'no ages in figures: what "{words}" usually means'
            assumed["age_min"] = assumed["age_max"] = why
        return ages
    if every:
        words = found.brief.plain[every[0].start : every[0].end].strip()
        assumed["age_min"] = assumed["age_max"] = f'the brief names no ages: usual for "{words}"'
        return closed(every[0])
    assumed["age_min"] = assumed["age_max"] = "the brief names no ages"
    return WORKING if chosen(found.work) else ADULTS


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


def _gender(found: Findings, assumed: dict[str, str], notes: list[str]) -> str:
    if found.gender.note:
        notes.append(f"gender: {found.gender.note}")
    if found.gender.value is None:
        assumed["gender"] = "the brief does not say"
        return "All"
    return found.gender.value


def _income(found: Findings, where: Where, assumed: dict[str, str], notes: list[str]) -> str:
    income = found.income
    if income.level is None and where.resolved is not None and found.where.resolved is None:
        income = read_income(found.brief, where.resolved.country_code)
    if income.note:
        notes.append(f"income_level: {income.note}")
    if income.level is None:
        assumed["income_level"] = "the brief does not say"
        return "Middle"
    return income.level


def _occupation(found: Findings, reading: Reading, assumed: dict[str, str], notes: list[str]) -> str:
    best = chosen(found.work)
    read = title_of(reading.work) if reading.work else ""
    if best is not None and (best.weak or found.asks_job) and read:
        picked = [each for each in found.work if not each.unsure and _shares(each.title, read)]
        return (picked or [best])[0].title
    if best is not None:
        return best.title
    unsure = [each for each in found.work if each.unsure]
    if read and _is_work(read, unsure):
        by_form = [each for each in unsure if _shares(each.title, read)]
        return by_form[0].title if by_form else read
    assumed["occupation"] = "the brief names no work"
    return ANY


def _shares(one: str, other: str) -> bool:
    return bool({word.lower() for word in one.split()} & {word.lower() for word in other.split()})


def _is_work(read: str, unsure: list[Work]) -> bool:
    """Whether a reading of the model may be work: it looks so by its form, or the tables of occupations know it."""
    if any(_shares(each.title, read) for each in unsure):
        return True
    wish = read_wishes(read)[0]
    return wish.match != "as asked" and wish.category not in (
        "any",
        "any worker",
        "not working",
        "retired",
        "homemaker",
    )
