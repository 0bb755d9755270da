"""What an occupation in a group's words means in a country.

A text is read by the tables, and where they know nothing of it, by whoever tells which title is nearest. A title that
is in no table keeps its words and takes all else from the nearest one; one of another country gives way to its kin.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.persona import LIVES_IN, Gender, WorkStatus
from boses_engine.errors import GroupError
from boses_engine.grounding.people.nations import Nation, note_of, of_people_away, read_nation, read_origin
from boses_engine.grounding.people.norms import A_MINOR, Need, Said
from boses_engine.grounding.people.peoples import of_people, read_people
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import unmarked
from boses_engine.grounding.work import own_words
from boses_engine.grounding.work.alternative import read_alternative, read_exact
from boses_engine.grounding.work.asked_titles import rank_shift
from boses_engine.grounding.work.beside import USUAL, split_beside
from boses_engine.grounding.work.compounds import compounds_in_english
from boses_engine.grounding.work.goods import with_goods
from boses_engine.grounding.work.mixes import named_mix
from boses_engine.grounding.work.phrases import word_of, words_of
from boses_engine.grounding.work.sectors import SECTORS, at_employers, in_sector, sector_asked, sector_of
from boses_engine.grounding.work.segments import rows_of_segment
from boses_engine.grounding.work.self_employed import on_own_account, without_own_account
from boses_engine.grounding.work.small_jobs import as_small_job, without_small_job
from boses_engine.grounding.work.study_years import StudyYear, without_year
from boses_engine.grounding.work.tables import (
    OWNER,
    UNDERGRADUATE,
    Row,
    Wish,
    rows_by_title,
    rows_of_market,
    rows_under,
    tables,
)
from boses_engine.grounding.work.terms import WIVES, read_wishes
from boses_engine.grounding.work.town_words import begins_with_town, without_town
from boses_engine.grounding.work.unspaced import in_english

# The titles near in meaning to a text, and how near, the nearest first; none where none is near.
Nearest = Callable[[str], Sequence[tuple[str, float]]]
_ABBREVIATION_MOST = 5  # letters
_FIRST_JOBBER = ("first", "jobber")  # their name in mixes.csv
_FEW = 7  # titles that tell those of a mix from others who do the like
_LEADS = 0.9  # standard deviations of pay by which words of rank make somebody a manager


@dataclass(frozen=True)
class Family:
    """What words for a parent say beside the work: the sex, and who is at home."""

    gender: Gender | None = None
    needs: Need | None = None
    said: Said = A_MINOR  # how old a child is


_ANY_STUDENT = "student"  # of a school or university
NO_FAMILY = Family()
_THE_SAME = 0.9  # cosine from which a title is the same in other words, and is done at the same places
_PART_TIME = re.compile(r"\s*part[- ]time\s+(?=\w)(?!stud)", re.IGNORECASE)
# When somebody works, before a job: "night shift nurse" is a nurse.
_SHIFT = re.compile(
    r"\s*(?:(?:night|day|graveyard|evening|morning|rotating|swing|first|second|third)[- ]shift)\s+(?=\w)"
    r"(?!(?:and|or|at|in|for|crew|staff|teams?)\b|work|manager|supervisor|lead|boss)",
    re.IGNORECASE,
)
_SELLING = re.compile(r"\b(sellers?|vendors?|hawkers?)\s+selling\s+(?=\w)", re.IGNORECASE)  # "live seller selling soap"
_FROM_HOME = re.compile(r"\s*(?:work(?:ing)?[- ]from[- ]home|wfh)\s+(?=\w)", re.IGNORECASE)
# "Nurse (part-time)", "パート (supermarket cashier, part-time)".
_PART_TIME_AFTER = re.compile(r"\s*\(\s*part[- ]time\s*\)|\s*,\s*part[- ]time\s*(?=\)|$)", re.IGNORECASE)
_OWNER_AFTER = re.compile(r"\s*\(\s*owner\s*\)\s*$", re.IGNORECASE)  # "event planner (owner)"
_PARENT_WHO = {  # "tatay na drayber": a father who drives
    "PH": re.compile(r"\s*(\w+)\s+na\s+(?=\w)", re.IGNORECASE),
    "VN": re.compile(r"\s*((?:mẹ|bố|ba|cha)\s+đơn\s+thân)\s*,?\s+(?:làm\s+(?:nghề\s+)?)?(?=\w)", re.IGNORECASE),
}
_OF_STATE = re.compile(r"^\s*(?:public|government)\s+", re.IGNORECASE)
_PART_TIMERS = re.compile(r"\bpart[- ]timers?\b", re.IGNORECASE)
_OF_THE_STATE = ("01", "02", "03", "111", "2612", "335", "5412")  # ISCO-08: nobody owns what these do
_SEXES: dict[str, Gender] = {"mother": "Female", "father": "Male"}


@dataclass(frozen=True)
class Asked:
    """What an occupation in a group's words means in a country: at least one wish, and what a user should know."""

    wishes: tuple[Wish, ...]
    notes: tuple[str, ...] = ()
    says_women: bool = False  # whether the words themselves are a name for women who do the job
    family: Family = NO_FAMILY
    starts: bool = False  # whether this is their first work
    born: tuple[int, int] | None = None  # the first and last year of birth of a generation that is named
    part_time: bool = False  # whether few hours were asked for
    nation: Nation | None = None  # the country that people were asked for by
    year: StudyYear | None = None  # of study
    beside: tuple[Wish, ...] = ()  # the work of few hours that students have

    @property
    def is_named(self) -> bool:
        """Whether titles or one kind of work were asked for, not people of many kinds."""
        return all(wish.rows or wish.title or not tables().categories[wish.category].members for wish in self.wishes)

    def is_of_citizens(self, country_code: str) -> bool:
        """Whether people of a country of migrants were asked for by its own nationality."""
        return self.nation is not None and self.nation.code == country_code and not self.nation.region


def _at_few_hours(asked: Asked) -> Asked:
    """The wishes where few hours were asked for: nobody lives in the house that they work in."""
    rows = (tuple(row for row in wish.rows if not row.job.title.startswith(LIVES_IN)) for wish in asked.wishes)
    wishes = tuple(replace(wish, rows=left or wish.rows) for wish, left in zip(asked.wishes, rows, strict=True))
    return replace(asked, wishes=wishes, part_time=True)


def read_occupation(occupation: str, country_code: str, nearest: Nearest | None = None) -> Asked:
    """The wishes of a text, each with rows of the country or, for a title that no table knows, those of the nearest.

    A title that belongs to other countries gives way to the one nearest to it that this country has.
    """
    occupation = _SELLING.sub(r"\1 of ", in_english(occupation))
    if shift := _SHIFT.match(occupation):
        return read_occupation(occupation[shift.end() :], country_code, nearest)
    for text, year in without_year(occupation):
        students = read_occupation(text, country_code, nearest) if words_of(text) else None
        kinds = {wish.kind for wish in students.wishes} if students else set()
        if students and kinds == {_ANY_STUDENT}:
            return replace(students, wishes=(Wish(year.category),), year=year)
        if students and kinds == {year.category}:
            return replace(students, year=year)
    if (own := _servant_last(occupation)) != occupation and _are_all_at_work(read_occupation(own, country_code)):
        return read_occupation(own, country_code, nearest)
    if (plain := _without_shift(occupation)) != occupation:
        return read_occupation(plain, country_code, nearest)
    if (home := _FROM_HOME.match(occupation)) and not named_mix(words_of(occupation)):
        return read_occupation(f"{occupation[home.end() :]} (work from home)", country_code, nearest)
    if both := _with_work_beside(occupation, country_code, nearest):
        return both
    if (plain := _without(occupation, "part-time abroad")) != occupation:
        return replace(read_occupation(plain, country_code, nearest), part_time=True)
    if (plain := _without(occupation, "at home abroad")) != occupation:
        at_home = read_occupation(f"{plain} (work from home)", country_code, nearest)
        if all(wish.workplace for wish in at_home.wishes):  # of work at desks
            return at_home
    hours = _PART_TIME.match(occupation)
    if hours and not named_mix(words_of(occupation)):
        return _at_few_hours(read_occupation(occupation[hours.end() :], country_code, nearest))
    work = _PART_TIMERS.sub("worker", _PART_TIME_AFTER.sub("", occupation))
    if work not in ("", occupation) and not named_mix(words_of(occupation)):
        return _at_few_hours(read_occupation(work, country_code, nearest))
    if small := without_small_job(occupation, country_code):
        asked = read_occupation(small, country_code, nearest)
        if _are_all_at_work(asked):
            few = tuple(as_small_job(wish, country_code, _named_by(asked, small)) for wish in asked.wishes)
            return replace(asked, wishes=few, part_time=True)
    owned = _OWNER_AFTER.sub("", occupation)
    if owned not in ("", occupation) and _may_be_owned(read_exact(words_of(owned))):
        named = f"{owned} owner"
        said = named if read_exact(words_of(named)) else f"{owned} (self-employed)"
        return read_occupation(said, country_code, nearest)
    parent = _PARENT_WHO[country_code].match(occupation) if country_code in _PARENT_WHO else None
    if parent and not named_mix(words_of(occupation)):
        family = read_family(f"working {parent[1]}", [Wish("any worker")])
        if family != NO_FAMILY:
            return replace(read_occupation(occupation[parent.end() :], country_code, nearest), family=family)
    work = without_own_account(occupation, country_code)
    if work not in ("", occupation) and not read_exact(words_of(occupation)):
        asked = read_occupation(work, country_code, nearest)
        asked = replace(asked, wishes=tuple(_by_its_titles(wish, country_code) for wish in asked.wishes))
        if _are_all_at_work(asked):
            return replace(asked, wishes=tuple(on_own_account(wish, _named_by(asked, work)) for wish in asked.wishes))
    if away := of_people_away(occupation, country_code):
        return read_occupation(away, country_code, nearest)
    of_town = begins_with_town(occupation, country_code)  # "Thai Nguyen tea grower" is no Thai
    people, work = read_people(occupation, country_code)
    if people and not of_town and words_of(occupation) not in tables().local | tables().english:
        asked = read_occupation(work, country_code, nearest)
        return replace(asked, wishes=tuple(_of_people(wish, people, country_code) for wish in asked.wishes))
    nation, work = read_nation(occupation, country_code, lambda text: bool(named_mix(words_of(text))))
    if not nation:
        nation, work = read_origin(occupation, country_code, lambda work: _is_work(work, country_code))
    if nation and not of_town:
        asked = read_occupation(work, country_code, nearest)
        return replace(asked, nation=nation, notes=(*asked.notes, note_of(nation, occupation, country_code)))
    wishes: list[Wish] = []
    notes: list[str] = []
    text = own_words.put_in_english(occupation, country_code)
    text = without_town(compounds_in_english(text, country_code), country_code)
    alternatives = read_wishes(text)
    for wish in (with_goods(alternatives[0], occupation),) if len(alternatives) == 1 else alternatives:
        here = rows_of_market(wish.rows, country_code, asked=True)
        if wish.rows and not here and (known := _said_plainly(occupation, country_code, nearest)):
            wishes.extend(known)
        elif wish.rows and not here:
            rows = _kin(wish.rows[0], country_code)
            notes.append(
                f"{wish.rows[0].job.title!r} is no work of {country_code}: taken as "
                f"{' or '.join(dict.fromkeys(repr(row.job.title) for row in rows))}."
            )
            wishes.append(Wish(rows=tuple(rows), match="title"))
        elif wish.rows:
            wish, here = _of_either_sector(wish, here, country_code)
            if wish.workplace is None:
                where = wish.said or f"{occupation} {text}"  # "spawacz w stoczni" says it in English only
                here = [_where_said(row, where, country_code) for row in here]
            wishes.append(replace(wish, rows=tuple(here)))
        elif wish.title:
            like, how = _taken_like(wish, occupation, country_code, nearest)
            notes.append(how)
            wishes.append(like)
        else:
            part = (
                rows_of_market(rows_of_segment(wish.only, country_code), country_code, asked=False) if wish.only else ()
            )
            wishes.append(replace(wish, rows=tuple(part)))
    sector = sector_asked(occupation)
    found = [in_sector(wish, sector, country_code) for wish in wishes] if sector else wishes
    found = _kept_by_who_is_away(found, country_code) or found
    family = read_family(occupation, found)
    if family.needs:  # "single mom nurse" is a nurse
        found = [replace(wish, title="", match="title") if wish.rows and wish.title else wish for wish in found]
    if family.needs == "children alone" and all(_keeps_house(wish) for wish in found):
        found = [Wish("any worker")]  # who brings children up alone has to earn
    born = _born(occupation)
    if found == [Wish("any")] and not born and set(words_of(occupation)) & tables().words["habit"]:
        notes.append(f"{occupation!r} is no work: people of all kinds are drawn, and nothing makes this true of them.")
    told = tuple(dict.fromkeys(filter(None, notes)))
    women = _says_women(occupation, country_code)
    return Asked(tuple(found), told, women, family, _are_all_of(found, _FIRST_JOBBER), born)


def _with_work_beside(occupation: str, country_code: str, nearest: Nearest | None) -> Asked | None:
    """Students with the work that they do beside, and wives who keep house as those who do theirs for few hours."""
    told = split_beside(occupation)
    people = read_occupation(told[0], country_code, nearest) if told and words_of(told[0]) else None
    statuses = {_status(wish) for wish in people.wishes} if people else set()
    home = next(iter(statuses), None)
    if not told or not people or len(statuses) > 1 or home not in USUAL:
        return None
    texts = (told[1], told[1].partition(" at ")[2], f"worker at {told[1]}") if told[1] else (USUAL[home],)
    readings = (read_occupation(text, country_code, nearest) for text in texts if words_of(text))
    work = next((each for each in readings if all(map(_is_work_beside, each.wishes))), None)
    if work is None:
        return None
    if all(map(_keeps_house, people.wishes)):
        women = {row.job.gender for wish in people.wishes for row in wish.rows} == {"Female"}
        return replace(work, part_time=True, family=Family("Female" if women else None, "spouse"))
    if {wish.kind for wish in people.wishes} == {_ANY_STUDENT}:
        people = replace(people, wishes=(Wish(UNDERGRADUATE),))
    return replace(people, beside=work.wishes)


def _is_work_beside(wish: Wish) -> bool:
    """Whether somebody may do what a wish means for few hours: no shop is kept like that."""
    named = wish.rows or wish.category not in ("", "any worker")
    return _status(wish) == "working" and wish.kind != OWNER and bool(named)


def _status(wish: Wish) -> WorkStatus | None:
    """What all that a wish means do all week; None for a title that no table knows."""
    kind = tables().categories.get(wish.category)
    kinds = [each for name in kind.members if (each := tables().categories.get(name))] or [kind] if kind else []
    found = {row.job.status for row in wish.rows} or {each.job.status for each in kinds}
    return found.pop() if len(found) == 1 else None


def _without_shift(text: str) -> str:
    """The text without what says behind a job or inside it when it is done: "bảo vệ ca đêm siêu thị", "nurse, night
    shift"."""
    return _without(text, "shift")


def _without(text: str, role: str) -> str:
    """The text without words of a role that end it or, where no English text has them, stand inside it."""
    if words_of(text) in tables().english | tables().local:
        return text
    for found in _said_after(role).finditer(text):
        inside = text[found.end() :].strip()
        if not inside or not found[1].isascii():
            return f"{text[: found.start()]} {inside}".strip()
    return text


@cache
def _said_after(role: str) -> re.Pattern[str]:
    """What stands after other words, the longest first, in brackets or behind a comma too."""
    said = "|".join(map(re.escape, sorted(tables().words[role], key=len, reverse=True)))
    return re.compile(rf"[\s,(]+(?:on\s+)?(?:the\s+)?({said})\)?(?![\w-])", re.IGNORECASE)


def _of_people(wish: Wish, people: str, country_code: str) -> Wish:
    """The wish of those of a people of the country alone, told by its tongue; a broad group of work as it was."""
    name, kind = wish.title, tables().categories.get(wish.category)
    rows = wish.rows
    if not rows and kind and not name and not kind.members:
        rows = tuple(rows_of_market(rows_under(wish.category), country_code, asked=False))
    if not rows or any(row.job.status == "studying" for row in rows):
        return wish
    named = name or (rows[0].job.title if len(rows) == 1 else wish.category or rows[0].job.category)
    return replace(
        wish, rows=rows, title=of_people(named, people), match="as asked" if wish.match == "title" else wish.match
    )


def _is_work(text: str, country_code: str) -> bool:
    """Whether a text is a name of some work, of the country or in English."""
    return bool(read_exact(words_of(own_words.put_in_english(text, country_code))))


def _servant_last(text: str) -> str:
    """The text with the word for who serves the state behind what they do: "guru SD PNS" for "PNS guru SD"."""
    first, _, work = text.partition(" ")
    is_first = word_of(first) in tables().words["state first"] and read_alternative(work)
    return f"{work} {first}" if is_first else text


def _are_all_at_work(asked: Asked) -> bool:
    """Whether all that was asked for are titles of people at work."""
    return all(wish.rows and all(row.job.status == "working" for row in wish.rows) for wish in asked.wishes)


def _by_its_titles(wish: Wish, code: str) -> Wish:
    """One kind of work, asked for as such, by its titles: "zzp'er IT-consultant"; any other wish as it is."""
    known = tables().categories.get(wish.category)
    if wish.rows or wish.title or not known or known.members or known.job.status != "working":
        return wish
    rows = rows_of_market(rows_under(wish.category), code, asked=False)
    return replace(wish, rows=tuple(rows), title=wish.category)


def _named_by(asked: Asked, text: str) -> str:
    """The text where it is the name of the one title that was asked for; "" where its words are no English title."""
    return text if len(asked.wishes) == 1 and words_of(text) in tables().english else ""


def _may_be_owned(wish: Wish | None) -> bool:
    """Whether what a text says before "(owner)" may be somebody's own trade; what no table knows may be."""
    rows = wish.rows if wish else ()
    return all(row.job.status == "working" and not row.job.isco08.startswith(_OF_THE_STATE) for row in rows)


def _of_either_sector(wish: Wish, rows: list[Row], country_code: str) -> tuple[Wish, list[Row]]:
    """The wish and its rows; where the place may be the state's or private ("at a hospital"), the rows that have it as
    such, at these, which pay apart."""
    if wish.workplace is None or sector_of(wish.workplace) != "either":
        return wish, rows
    said = words_of(wish.workplace)[1:]
    kept = []
    for row in rows:
        of_both = ((sector, at_employers(row, sector, country_code)) for sector in SECTORS)
        named = tuple(
            each
            for sector, there in of_both
            if there
            for each in there.workplaces
            if words_of(each[1])[1:] == (sector, *said)
        )
        if {"any", country_code} & {where for where, _ in named}:  # not in a division alone
            kept.append(replace(row, workplaces=named))
    return (replace(wish, workplace=None), kept) if kept else (wish, rows)


def _where_said(row: Row, text: str, country_code: str) -> Row:
    """The row at those of its workplaces that the text names, if it names one: no rice mill worker at a corn mill."""
    said = f" {' '.join(words_of(text))} "
    named = tuple(each for each in row.workplaces if f" {' '.join(words_of(each[1])[1:])} " in said)
    return replace(row, workplaces=named) if {"any", country_code} & {where for where, _ in named} else row


def _said_plainly(occupation: str, country_code: str, nearest: Nearest | None) -> tuple[Wish, ...]:
    """The wishes of a text without who employs, which is told apart ("government nurse"), or without what brackets say
    again ("pemilik warung kopi (coffee stall owner)"); none where the country has no such work either."""
    said = (_OF_STATE.sub("government ", occupation), _OF_STATE.sub("", occupation), occupation.partition("(")[0])
    for rest in said:
        if rest not in ("", occupation) and not (found := read_occupation(rest, country_code, nearest)).notes:
            return found.wishes
    return ()


def read_family(occupation: str, wishes: Sequence[Wish]) -> Family:
    """What a text says of children at home: "working mother", "solo parent", "single mom nurse", "ibu bekerja"."""
    words, known, said = words_of(occupation), tables().words, said_of_children(occupation)
    if said != A_MINOR and (set(words) & known["home"] or all(map(_keeps_house, wishes))):
        return Family(None, "children", said)  # "families with toddlers", "housewife with young children"
    if list(wishes) == [Wish("any")] or _are_all_of(wishes, WIVES):
        told = {role: bool(set(words) & known[role]) for role in ("woman", "man", "spouse", "widowed")}
        if any(told.values()):
            sex: Gender | None = "Female" if told["woman"] else "Male" if told["man"] else None
            return Family(sex, "spouse" if told["spouse"] else "widowed" if told["widowed"] else None)
    names = {word: sex for sex in ("mother", "father", "parent") for word in known[sex]}
    at = next((at for at, word in enumerate(words) if word in names), None)
    if at is None or any(row.job.marital for wish in wishes for row in wish.rows):  # a Catholic father has a vow
        return NO_FAMILY
    before, after = words[:at], words[at + 1 : at + 2]
    lone = bool({*before, *after} & known["lone"])  # "solo mom", "ibu tunggal"
    is_said = not after or after[0] in known["link"] | known["clause"] | known["at work"] | {"with"}
    is_said = is_said or said != A_MINOR
    if not (is_said or lone or "working" in before) or not set(before) <= known["filler"] | known["lone"]:
        return NO_FAMILY
    return Family(_SEXES.get(names[words[at]]), "children alone" if lone else "children", said)


@cache
def said_of_children(text: str) -> Said:
    """How old a child is by the words for a parent: the row whose phrase in the text is the longest."""
    words = words_of(text)
    parts = {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    found = [(len(phrase), said) for phrase, said in _said().items() if phrase in parts]
    return max(found, key=lambda each: each[0])[1] if found else A_MINOR


@cache
def _said() -> dict[tuple[str, ...], Said]:
    return {
        words_of(phrase): Said(int(row["age_from"]), int(row["age_to"]), bool(row["only"]))
        for row in table("people/children_said.csv")
        for phrase in row["phrases"].split("|")
    }


def _are_all_of(wishes: Sequence[Wish], name: tuple[str, ...]) -> bool:
    """Whether all that was asked for is the mix of that name in mixes.csv, by whatever words: first jobbers, wives."""
    known = {row.job.title for row in (named_mix(name) or Wish()).rows}
    titles = [{row.job.title for row in wish.rows} for wish in wishes]
    return all(len(each) > _FEW and each <= known for each in titles)


def _kept_by_who_is_away(wishes: Sequence[Wish], country_code: str) -> list[Wish]:
    """Of people who keep house, told twice, the wishes that tell who is away: "OFW wife, full-time mom" is one; of both
    sexes, what who is at home is then: "housewife, OFW husband" is no man."""
    if len(wishes) < 2 or not all(map(_keeps_house, wishes)):
        return []
    away = [wish for wish in wishes if all(row.job.implies == "spouse" for row in wish.rows)]
    at_home = [wish.rows[0].job for wish in wishes if wish not in away]
    if not away or not at_home or len({row.job.gender for wish in wishes for row in wish.rows if row.job.gender}) < 2:
        return away
    where = words_of(away[0].rows[0].job.title)[-1]  # "abroad"
    known = rows_of_market(rows_under(at_home[0].category), country_code, asked=True)
    rows = [row for row in known if row.job.implies == "spouse" and row.job.gender == at_home[0].gender]
    rows = [row for row in rows if not row.job.pay_ratio]  # who sells beside it says so
    there = tuple(row for row in rows if words_of(row.job.title)[-1] == where)
    return [replace(away[0], rows=there)] if there else []


def _keeps_house(wish: Wish) -> bool:
    return bool(wish.rows) and all(row.job.status == "keeping house" for row in wish.rows)


def _born(occupation: str) -> tuple[int, int] | None:
    """The years of birth of the generation that a text names, "Gen Z Shopper"."""
    said = f" {' '.join(words_of(occupation))} "
    for role, names in tables().words.items():
        if role.startswith("born ") and any(f" {name} " in said for name in names):
            first, last = role.removeprefix("born ").split("-")
            return int(first), int(last)
    return None


def _says_women(occupation: str, country_code: str) -> bool:
    """Whether a job's name is one of women, as "hotel maid in Kuwait" and "couturière" are."""
    name = occupation.split("(")[0]  # "saleslady (department store)"
    words, known = words_of(name), tables().words
    if own_words.says_women(name, country_code):
        return True
    end = next((at for at, word in enumerate(words) if word in known["link"] | known["clause"]), len(words))
    last, first = words[end - 1 : end], words[:1]
    return bool(set(last) & known["of women"] or set(first) & known["of women abroad"])


def _kin(row: Row, country_code: str) -> list[Row]:
    """The rows of the country that are nearest to one it does not have, by names in common and ISCO-08 code; those
    that are meant only by their name where half of the title is in it. Never empty."""
    here = [each for rows in tables().rows.values() for each in rows_of_market(rows, country_code, asked=True)]
    same = [each for each in here if each.job.status == row.job.status]
    title = set(words_of(row.job.title))
    same = [each for each in same if "asked" not in each.markets or _has_half(set(words_of(each.job.title)), title)]
    for length in range(len(row.job.isco08), 0, -1):
        alike = [each for each in same if each.job.isco08[:length] == row.job.isco08[:length]]
        if alike:
            near = [each for each in alike if each.job.category == row.job.category] or alike
            ranked = sorted(near, key=lambda each: (-_in_common(each, row), each.job.employment != row.job.employment))
            return ranked[:2]
    alike = [each for each in same if each.job.category == row.job.category] or same
    return sorted(alike, key=lambda each: -_in_common(each, row))[:2]


def _has_half(one: set[str], other: set[str]) -> bool:
    """Whether half of the words of two titles are in both."""
    return 2 * len(one & other) >= len(one | other)


def _in_common(one: Row, other: Row) -> float:
    """How much of a name two rows share, 0..1: the words of the nearest pair of their names."""
    return max(len(a & b) / len(a | b) for a in one.phrases for b in other.phrases)


def _is_word(text: str) -> bool:
    """Whether letters could be a word or an abbreviation: of the Latin ones a vowel is among them, and not all are the
    same."""
    if text.isupper() and 2 <= len(text) <= _ABBREVIATION_MOST:
        return True
    letters = [letter for letter in unmarked(text).lower() if letter.isalpha()]
    if not all(letter.isascii() for letter in letters):
        return True
    return len(set(letters)) > 1 and not set(letters).isdisjoint("aeiouy")


def _taken_of(wish: Wish) -> str:
    """What is taken of a near title for one that is in no table."""
    return "pay, schooling and workplace" if wish.workplace is None else "pay and schooling"


def _is_of(title: str, category: str) -> bool:
    """Whether a title is of a kind of work: a seller of what no table has is a seller first."""
    return any(row.job.category == category for row in rows_by_title().get(title, ()))


def _taken_like(wish: Wish, occupation: str, country_code: str, nearest: Nearest | None) -> tuple[Wish, str]:
    """The wish with the rows that a title of no table is taken like, and a note that says so."""
    near = sorted(nearest(wish.title), key=lambda each: not _is_of(each[0], wish.category)) if nearest else ()
    for title, similarity in near:
        rows = list(rows_by_title().get(title, ()))
        if not wish.category and "retired" not in words_of(wish.title):  # a shipyard worker is still at work
            rows = [row for row in rows if row.job.status != "retired"]
        if wish.category:
            kind = tables().categories[wish.category].job
            rows = [row for row in rows if row.job.status == kind.status]
            if wish.category == OWNER:  # whoever makes the same for a wage is no owner
                rows = [row for row in rows if row.job.employment == "own"]
        if kept := rows_of_market(rows, country_code, asked=True):
            wish = replace(wish, workplace=None) if similarity >= _THE_SAME else wish
            return replace(wish, rows=(kept[0],)), (
                f"{wish.title!r} is no title of the tables: {_taken_of(wish)} are those of "
                f"{kept[0].job.title!r}, the nearest in meaning ({similarity:.2f})."
            )
    if not wish.category and rank_shift(wish.title) >= _LEADS:
        return _taken_like(replace(wish, category="manager"), occupation, country_code, None)
    if not wish.category:
        if not any(map(_is_word, occupation.split())):
            raise GroupError(
                f'occupation: {occupation!r} has no word for a job: give one such as "nurse" or "rice farmer", a kind '
                'of people such as "student" or "housewife", or "any".'
            )
        return replace(wish, rows=()), (
            f"{wish.title!r} is no title of the tables and nothing near it is known: its pay and schooling are those "
            "of people at work in general."
        )
    rows = rows_under(wish.category)
    middle = tables().categories[wish.category].job.pay_ratio
    said = set(words_of(wish.title))
    ranked = sorted(
        rows_of_market(rows, country_code, asked=False),
        key=lambda row: (-max(len(said & phrase) for phrase in row.phrases), abs(row.job.pay_ratio - middle)),
    )
    if tables().categories[wish.category].job.status != "working" or not ranked:
        return replace(wish, rows=()), ""
    return replace(wish, rows=(ranked[0],)), (
        f"{wish.title!r} is no title of the tables: {_taken_of(wish)} are those of "
        f"{ranked[0].job.title!r}, a usual {wish.category}."
    )
