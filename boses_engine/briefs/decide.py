"""From a brief to a group: the rules find, the model reads, code decides.

A field that the text does not say is assumed and listed. A model's reading counts where the rules find nothing, or
where it makes more of the same words, and only if it stands in the text.
"""

from dataclasses import dataclass, replace
from functools import reduce

from boses_engine.briefs.ask import Reading
from boses_engine.briefs.data import refusal, rows
from boses_engine.briefs.figures import Ages, Count, closed, read_count, said_ages, stages
from boses_engine.briefs.genders import Gender, read_gender
from boses_engine.briefs.incomes import Income, read_income
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.briefs.places import Where, place_of, read_place
from boses_engine.briefs.segments import contradiction, is_somebody_last, names_people, two_segments
from boses_engine.briefs.text import Brief, read_text
from boses_engine.briefs.work import ANY, Work, chosen, is_pastime, read_work, title_of, title_read
from boses_engine.domain.group import AGE_LEAST, COUNT_MOST, Group
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.text import plural
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.tables import tables

COUNT = 5
WORKING, ADULTS = (20, 59), (18, 64)  # ages assumed of people at work, and of others
_NAME_MOST = 60  # characters
_ORDER = {"said": 0, "generation": 1, "hard": 2, "stage": 3, "soft": 4, "weak": 5}


@dataclass(frozen=True)
class Findings:
    """What the rules find in a brief; `rest` is its text without the places, ages, count and income found."""

    brief: Brief
    rest: Brief
    said: list[Ages]
    stages: list[Ages]
    where: Where
    gender: Gender
    income: Income
    count: Count
    work: tuple[Work, ...]

    @property
    def asks_place(self) -> bool:
        """Whether the rules find no place, or no more of it than the country."""
        resolved = self.where.resolved
        return not self.where.clash and (resolved is None or self.where.location == resolved.country)


def find_all(text: str, year: int) -> Findings:
    """What the rules find.

    :raises BriefError: the text cannot be read.
    """
    brief = read_text(text)
    where = read_place(brief)
    without_place = brief.blanked(where.spans)
    said = said_ages(without_place, year)
    without_ages = without_place.blanked([(each.start, each.end) for each in said])
    count = read_count(without_ages)
    income = read_income(without_ages, where.resolved.country_code if where.resolved else None)
    lives = without_ages.blanked(count.spans)
    rest = lives.blanked(income.spans)
    return Findings(
        brief, rest, said, stages(lives), where, read_gender(without_place), income, count, read_work(rest)
    )  # fmt: skip


def decide(found: Findings, reading: Reading, year: int) -> ParsedBrief:
    """The group of a brief, from what the rules find and the model reads.

    :raises BriefError: there is none.
    """
    assumed: dict[str, str] = {}
    notes: list[str] = []
    where = _place(found, reading, assumed, notes)
    _refuse(found, reading, where)
    ages, occupation = _ages(found, assumed), _occupation(found, reading, assumed)
    if found.gender.note:
        notes.append(f"gender: {found.gender.note}")
    if found.gender.value is None:
        assumed["gender"] = "the brief does not say"
    income = found.income
    if income.level is None:
        code = where.resolved.country_code if where.resolved else None
        income = read_income(found.rest, code, _span(found.rest, reading.money))
    if income.note:
        notes.append(f"income_level: {income.note}")
    if income.level is None:
        assumed["income_level"] = "the brief does not say"
    if found.count.n is None:
        assumed["persona_count"] = f"the brief names no number; {COUNT} is a good start"
    if where.location is None:
        raise refusal("no location")
    gender = found.gender.value or "All"
    born = any(each.strength == "generation" for each in found.said)
    fields = {
        "name": _name(where.location.split(",")[0], occupation, gender, ages, year if born else None),
        **{"age_min": ages[0], "age_max": ages[1], "gender": gender, "location": where.location},
        "income_level": income.level or "Middle",
        **{"occupation": occupation, "persona_count": found.count.n or COUNT},
    }
    return ParsedBrief(Group.model_validate(fields), assumed, tuple(notes))


def _refuse(found: Findings, reading: Reading, where: Where) -> None:
    """Raises what keeps the brief from being one group."""
    if not _is_of_people(found, reading):
        raise refusal("no people")
    two = reading.kind == "two groups"
    if why := two_segments(found.brief, found.said, found.stages, where, found.work, read_two=two):
        raise refusal("two segments", why=why)
    of_ages = contradiction(found.brief, found.said, found.stages)
    if why := found.gender.clash or of_ages or where.clash or found.income.clash:
        raise refusal("contradiction", why=why)
    if found.count.n is not None and not 1 <= found.count.n <= COUNT_MOST:
        raise refusal("count", n=found.count.n, most=COUNT_MOST)


def _is_of_people(found: Findings, reading: Reading) -> bool:
    """Whether the brief is about people.

    Where the rules find nobody, the model's word for them counts if the brief says something that only people have;
    where the model sees things, a question ("what do nurses eat?") and words that name nobody are not of people.
    """
    gendered = found.gender.value is not None or bool(found.gender.note)
    described = gendered or bool(found.said) or found.income.level is not None or found.count.n is not None
    if not (gendered or found.work or names_people(found.brief, [*found.stages, *found.said])):
        return described and reading.people is not None and reading.kind not in (None, "things", "two groups")
    if reading.kind != "things":
        return True
    return "?" not in found.brief.text and (described or is_somebody_last(reading.people or ""))


def _place(found: Findings, reading: Reading, assumed: dict[str, str], notes: list[str]) -> Where:
    """The place that is meant: of several of one name the model's choice, its reading where rules found none."""
    where = found.where
    if where.choices:
        picked = reading.place if reading.place in where.choices else where.choices[0]
        others = [each for each in where.choices if each != picked]
        assumed["location"] = f"the brief does not name the country; there is also {' and '.join(others)}"
        if picked and picked != where.location:
            where = replace(where, location=picked, resolved=resolve(picked), note="")
    elif found.asks_place and reading.place:
        read = place_of(reading.place, found.brief)
        country = where.resolved.country if where.resolved and not where.assumed else None
        if read.resolved and country in (None, read.resolved.country):
            where = replace(read, others=where.others, spans=where.spans)
    if where.assumed and where.location:
        assumed["location"] = where.note
    elif where.note:
        notes.append(f"location: {where.note}")
    if where.others:
        notes.append(f"location: a group has one; {' and '.join(where.others)} would be a group of its own")
    return where


def _ages(found: Findings, assumed: dict[str, str]) -> tuple[int, int]:
    """The ages that the brief means: what is said outright before what stages of life and work imply."""
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
            raise refusal("too young", least=AGE_LEAST)
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
    low, high = sorted((one, other), key=lambda each: each.least or 0)
    if low.most is not None and high.most is not None and high.least == low.most + 1:
        return replace(low, most=high.most)
    return one


def _span(brief: Brief, words: str | None) -> tuple[int, int]:
    """Where words of the text stand in `plain`, whose number words are digits; nowhere if a part of them is blanked."""
    start = brief.plain.find(words) if words else -1
    return (start, start + len(words)) if words and start >= 0 else (0, 0)


def _occupation(found: Findings, reading: Reading, assumed: dict[str, str]) -> str:
    best, (start, end) = chosen(found.work), _span(found.rest, reading.work)
    read = title_read(reading.work, likely=end > 0 and reading.kind == "work") if reading.work else ""
    if best and reading.kind and not (reading.work and reading.kind == "work") and is_pastime(best.title):
        best = None  # the model reads no work: "first-time home buyers"
    if best and end and not best.phrased:  # the words of both, where they stand side by side
        first, last = sorted(((start, end), (best.start, best.end)))
        if not found.rest.plain[first[1] : last[0]].strip():
            return title_of(found.rest.plain[first[0] : max(first[1], last[1])])
    if read and (best is None or best.weak):
        return read
    if best is None:
        assumed["occupation"] = "the brief names no work"
    return best.title if best else ANY


def _name(place: str, occupation: str, gender: str, ages: tuple[int, int], year: int | None) -> str:
    """ "HCMC Finance or Marketing Professionals, Women 28-35": place, who they are, gender, ages or generation."""
    short = {row["name"]: row["text"] for row in rows("short_names")}
    place, who = short.get(place, place), {"Female": "Women", "Male": "Men", "All": ""}[gender]
    years = f"{ages[0]}-{ages[1]}" if ages[0] < ages[1] else str(ages[0])
    born = [short.get(str(year - ages[1] + slip)) for slip in (0, -1, 1)] if year else []
    when = next(filter(None, born), years)
    people = "" if occupation == ANY else _people_of(occupation)
    text = f"{place} {people}, {who} {when}" if people else f"{place} {who or 'People'} {when}"
    if not people and year:
        text = f"{place} {when} {who or 'People'}"
    text = " ".join(text.split())
    return text if len(text) <= _NAME_MOST else f"{place} {who or 'People'} {when}"


def _people_of(occupation: str) -> str:
    small = ("or", "and", "of", "ng", "in")
    text = " ".join(word if word in small else word[:1].upper() + word[1:] for word in occupation.split())
    english = words_of(occupation)[-1:] in tables().english
    return plural(text) if english and not text.endswith(("s", "y", "ed", "h")) else text
