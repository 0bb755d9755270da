"""What an occupation in a group's words means in a country.

A text is read by the tables, and where they know nothing of it, by whoever tells which title is nearest. A title that
is in no table keeps its words and takes all else from the nearest one; one of another country gives way to its kin.
"""

import re
from dataclasses import replace
from typing import Literal

from boses_engine.grounding.phrases import own_words
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.consumption import are_consumers, as_people, without_consumption
from boses_engine.grounding.phrases.beside.cuisines import from_their_country
from boses_engine.grounding.phrases.beside.kin import NAMES_CASH_AID, on_cash_aid
from boses_engine.grounding.phrases.beside.readers import read_beside
from boses_engine.grounding.phrases.beside.shape import Read, is_known, is_of_unread, note_of_no_work, with_unread
from boses_engine.grounding.phrases.clauses_unread import (
    clause_unread,
    parts_unread,
    without_clause,
    without_idle_parts,
    without_parts,
    without_terms,
)
from boses_engine.grounding.phrases.compounds import compounds_in_english
from boses_engine.grounding.phrases.counted_children import count_children
from boses_engine.grounding.phrases.family import (
    are_all_of,
    kept_by_who_is_away,
    read_family,
    without_child,
)
from boses_engine.grounding.phrases.goods import with_goods
from boses_engine.grounding.phrases.inclusive_forms import in_one_form, without_form
from boses_engine.grounding.phrases.misspelt import written_out
from boses_engine.grounding.phrases.mixes import may_be_there, of_any_employer
from boses_engine.grounding.phrases.own_words import place_written
from boses_engine.grounding.phrases.people_abroad import kind_in_english
from boses_engine.grounding.phrases.places_named import places_whole
from boses_engine.grounding.phrases.plurals_abroad import in_singular
from boses_engine.grounding.phrases.segments import rows_of_segment
from boses_engine.grounding.phrases.sexes import sex_said
from boses_engine.grounding.phrases.taken_like import Nearest, kin, take_alike, take_like
from boses_engine.grounding.phrases.terms import WIVES, read_wishes
from boses_engine.grounding.phrases.town_words import begins_with_town, without_town
from boses_engine.grounding.phrases.unknown_words import nothing_made_of
from boses_engine.grounding.phrases.unspaced import in_english, left_in
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Asked, are_all_at_work
from boses_engine.grounding.work.sectors import SECTORS, at_employers, in_sector, sector_asked, sector_of
from boses_engine.grounding.work.tables import JOBLESS, Row, Wish, rows_of_market, rows_under, tables

_FIRST_JOBBER = ("first", "jobber")  # their name in mixes.csv
_SELLING = re.compile(r"\b(sellers?|vendors?|hawkers?)\s+selling\s+(?=\w)", re.IGNORECASE)  # "live seller selling soap"
_SECTOR_WORDS = {"public": ("public", "state"), "private": ("private",)}  # by which workplaces say whose they are
_SHORT = (
    (re.compile(r"(?<=,)\s*(?:menikah|berkeluarga)(?=\s*(?:,|$))", re.IGNORECASE), " sudah menikah"),
    (re.compile(r"\bw/o\s+(?=\w)", re.IGNORECASE), "without "),
    (re.compile(r"\bw/\s*(?=\w)", re.IGNORECASE), "with "),
    (re.compile(r"\bone\s+or\s+two\b", re.IGNORECASE), "two"),  # "landlords with one or two flats"
)
_STUDYING = re.compile(
    r"\b(?:(?:college|university|uni)\s+)?students\s+"
    r"(?:(?:who\s+(?:are\s+)?)?(?:study(?:ing)?|major(?:ing)?\s+in|tak(?:e|ing)(?:\s+up|(?=\s+(?:BS|AB|BA)\s))|pursuing|enrolled\s+in))\s+(?:(?:BS|AB|BA)\s+)?"
    r"(?!(?:in|at|for|abroad|and|to|on|with|part|full)\b)([a-z]+(?:\s+(?:science|engineering|administration|studies))?)"
    r"(?=\s*(?:$|[,(]|(?:at|in|with|who)\b))",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?<=\w)\s+(?:(?:assigned|deployed|stationed|posted|serving)\s+(?:in|at|to|by)|(?:employed|hired)\s+(?:in|at|by))\s+(?=\w)",
    re.IGNORECASE,
)
_BUSINESS_OF = re.compile(  # the legal form of a trade: "hộ kinh doanh cá thể bán đồ ăn"
    r"^\s*hộ\s+kinh\s+doanh(?:\s+cá\s+thể)?\s+(?=(?:bán|may|sửa|nấu|làm)\s)", re.IGNORECASE
)
_IN_A_ZONE = re.compile(
    r"\b(an?\s+)?(?:PEZA|ecozone|EPZ|EPZA|export[- ](?:processing[- ])?zone)[- ](?=(?:factor|plant|compan|firm)\w+)",
    re.IGNORECASE,
)
_DASH = re.compile(r"(?<=[^\W\d]|\))\s+[-–—]\s+(?=[^\W\d])")  # "nurse - night shift", as "nurse, night shift"
_CURRY = re.compile(r"\b(?:curry|balti)\s+houses?\b", re.IGNORECASE)
_TAKEAWAY = re.compile(r"(?<=\w\s)(?:take-?aways?|take-?outs?)\s+(?=owner|chef|cook)", re.IGNORECASE)
_DAILY = re.compile(r"^\s*daily[- ](?:wage|paid)\s+(?=\w)", re.IGNORECASE)
_LAID_OFF = re.compile(
    r"^\s*(?:recently\s+|newly\s+)?(?:laid[- ]off|retrenched|furloughed|redundant)\s+(?=\w)", re.IGNORECASE
)
_NEWLY = re.compile(
    r"\b(?:newly|recently|just|freshly)[ -]+(?:(?:hired|appointed|elected)\s+(?=\w)|(?=retired|unemployed|jobless))",
    re.IGNORECASE,
)
_HIRED = re.compile(
    r"^\s*(?:newly|recently|just|freshly|bagong)[ -]+"
    r"(?:hired|licensed|registered|qualified|regularized|employed|trained|posted|recruited)\s+(?=\w)",
    re.IGNORECASE,
)
_HIRED_BEHIND = re.compile(
    r"(?<=\w)\s+(?:mới\s+vào\s+(?:làm|nghề)|mới\s+nhận\s+việc|baru\s+(?:masuk|diterima)\s+kerja|na\s+bagong\s+(?:hire|pasok))\s*$",
    re.IGNORECASE,
)
# "Marine engineer, second engineer rank".
_RANKED = re.compile(r"(,\s*\w[^,()]*?)\s+(?:rank|position)\s*$", re.IGNORECASE)
_ABROAD_IN = re.compile(r"\b(?:abroad|overseas)\s+in\s+(?=[A-Z])")  # "wives of men working abroad in Korea"
_AT_MINES = re.compile(r"\bin\s+(coal|gold|nickel|copper|tin|bauxite)\s+mining\s*$", re.IGNORECASE)
_WITH_STAFF = re.compile(
    r",\s+(?=(?:\d+|two|three|four|five|six|several|a\s+few)\s+(?:employees|workers|staff|helpers|assistants)\s*$)",
    re.IGNORECASE,
)
_WIVES_AT_HOME = re.compile(  # "wives of seafarers managing the household"
    r"^(\s*wi(?:fe|ves)\s+of\s.+?)\s+(?:who\s+)?(?:manag(?:e|es|ing)|run(?:s|ning)?|keep(?:s|ing)?)\s+"
    r"(?:the|their|her)\s+(?:households?|homes?|house)\s*$",
    re.IGNORECASE,
)
_ON_TWO = re.compile(  # "on Shopee and TikTok Shop"
    r"(\s(?:on|via|di|trên|sa)\s+(\w+)(?:\s+(?:shop|live|marketplace))?)\s*(?:[,&/]|\b(?:and|dan|và|at)\b)\s*"
    r"(\w+)(?:\s+(?:shop|live|marketplace))?\s*$",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"(?:\s*,){2,}\s*")  # between commas
_OF_PREMISES = "14"  # ISCO-08: who runs a shop, a restaurant, a hotel
_OPEN = "an open university"
_FEW_WORDS = 3  # between what joins and the name of people: "for a young family"
_RISEN = frozenset(("senior", "head", "chief", "lead", "leader", "principal", "master", "supervisor", "manager"))
_AT_SCHOOLS = re.compile(r"\b(in|at)\s+(?:public|government|state)\s+(?=schools?$)", re.IGNORECASE)
_IN_VILLAGES = re.compile(
    r"(?:\s*,)?(?:\s+(?:living|who\s+live|residing|based))?\s+(?:in|from)\s+"
    r"(?:(?:(?:a|the|small|remote|mountain|hill|rural|farming)\s+)*(?:villages?|countryside)|(?:the\s+)?rural\s+areas?)\s*$"
    r"|\s+(?:en\s+(?:zone\s+rurale|milieu\s+rural|zonas?\s+rural(?:es)?)|em\s+zona\s+rural|na\s+zona\s+rural|dans\s+un\s+village|au\s+village)\s*$",
    re.IGNORECASE,
)
_GENERATION = re.compile(r"^\s*(?:gen|thế\s+hệ|generasi|generation)\s+[xyz]\s+(?:làm\s+)?(?=\w)", re.IGNORECASE)
_TECH = re.compile(r"([^\W\d_]+)[ ]+(techs?)(?=\s*$|\s*[,(]|\s+(?:at|in|with|who|for|from)\s)", re.IGNORECASE)
_ON_CONTRACT = re.compile(r"^\s*contract(?:ual)?\s+(?=\w)", re.IGNORECASE)
_OF_STATE = re.compile(r"^\s*(?:public|government)\s+", re.IGNORECASE)


def read_occupation(occupation: str, country_code: str, nearest: Nearest | None = None) -> Asked:
    """The wishes of a text, each with rows of the country or, for a title that no table knows, those of the nearest.

    A title that belongs to other countries gives way to the one nearest to it that this country has.
    """

    readings: dict[str, Asked] = {}

    def read(rest: str) -> Asked:  # what several readers ask for is read once
        if rest not in readings:
            readings[rest] = _read(rest, country_code, nearest, read)
        return readings[rest]

    occupation = _EMPTY.sub(", ", " ".join(occupation.split()))
    for short, word in _SHORT:  # "nurses w/o work", "teachers w/ LET"
        occupation = short.sub(word, occupation)
    occupation = written_out(_DASH.sub(", ", occupation), country_code)
    if (of_both := in_one_form(occupation, country_code)) != occupation:  # "Lehrer*innen" are of both sexes
        asked = read_occupation(of_both, country_code, nearest)
        told = read_occupation(without_form(occupation, country_code), country_code, nearest)  # "female Lehrer*innen"
        family = replace(asked.family, gender=told.family.gender)
        return replace(asked, says_women=told.says_women, says_men=told.says_men, family=family)
    text, consumers, of_none = as_people(_without_villages(occupation), read)
    text, consumption = without_consumption(text, read)
    text, idle = without_idle_parts(text, read)
    counted = count_children(text)
    if counted and (plainly := read(counted.rest)).family.is_of_parents and all(map(is_of_unread, plainly.notes)):
        text = counted.rest if all(map(is_known, plainly.wishes)) else text
    asked = read(text)
    asked = without_terms(text, asked, read) or without_parts(text, asked, read) or asked
    known = [_is_known(wish) for wish in asked.wishes]
    is_like = not asked.nation and not asked.people and not all(map(is_of_unread, asked.notes))
    is_likeness = is_like and all(wish.match == "as asked" for wish in asked.wishes)
    keeps_all = all(
        wish.match == "as asked" and wish.category not in ("", JOBLESS) and not wish.rows for wish in asked.wishes
    )
    if is_likeness or keeps_all or not all(known):  # "retired teacher traveling with friends"
        asked = without_clause(text, read, of_who=any(known) and not is_likeness) or asked
    plain = asked = from_their_country(asked, text, country_code)
    if _IN_VILLAGES.search(occupation):
        asked = replace(asked, in_villages=True)
    if NAMES_CASH_AID.search(occupation):
        asked = on_cash_aid(asked, occupation, country_code)
    if not asked.born:  # whoever they are: "Gen Z karyawan startup"
        asked = replace(asked, born=_years(occupation, "born"))
    if not asked.ages:
        english = kind_in_english(occupation) or in_english(occupation)
        asked = replace(asked, ages=_years(occupation, "aged") or _years(english, "aged"))
    nothing = [*consumers, *filter(None, (consumption,)), *idle]
    asked = replace(asked, notes=(*asked.notes, *of_none))
    are_told = are_consumers(text) or note_of_no_work(text) in asked.notes
    if not any(map(is_of_unread, asked.notes)) and not are_told:
        nothing += _nothing_made_of(text, country_code, plain, read)
    nothing += [
        part for part in parts_unread(text, plain, read) if not any(part in each or each in part for each in nothing)
    ]
    nothing = [part for part in nothing if not _names_years(part)]
    if counted and asked.family.is_of_parents:
        said = replace(asked.family.said, fewest=counted.fewest, at_most=counted.at_most)
        asked = replace(asked, family=replace(asked.family, said=said))
    return with_unread(asked, *nothing) if nothing else asked


def _nothing_made_of(text: str, country_code: str, asked: Asked, read: Read) -> list[str]:
    """The words and the clause of a text of which nothing was made."""
    text = own_words.with_doer(text, country_code) or text
    left = left_in(text)
    said = compounds_in_english(_POSTED.sub(" at ", in_english(text)), country_code)
    words, clause = nothing_made_of(said, country_code, asked, read), clause_unread(text, asked, read)
    return [*left, *(word for word in words if word not in clause), *filter(None, (clause,))]


def _is_known(wish: Wish) -> bool:
    """Whether a wish means more than the words that were asked for."""
    return bool(wish.rows or wish.category) or wish.match != "as asked"


def _without_villages(text: str) -> str:
    """ "Pensioners in villages" are pensioners; a title of villages, such as a village midwife, is kept."""
    found = _IN_VILLAGES.search(text)
    rest = text[: found.start()] if found else ""
    return rest if rest and not read_exact(words_of(f"village {rest}")) else text


def _read(text: str, country_code: str, nearest: Nearest | None, read: Read) -> Asked:
    """The same without what is told of the text as a whole; what is left of it is read by `read`."""
    if not begins_with_town(text, country_code):  # Los Mochis
        text = own_words.without_article(text, country_code)
    text = own_words.with_and(own_words.without_ligature(text, country_code), country_code)
    text = _BUSINESS_OF.sub("", text)
    text = _POSTED.sub(" at ", text)  # "security guards assigned in banks"
    text = _IN_A_ZONE.sub(lambda told: f"{'an ' if told[1] else ''}export zone ", text)
    text = _TAKEAWAY.sub("restaurant ", _CURRY.sub("Indian restaurant", text))
    text = _STUDYING.sub(r"\1 students", text)  # "college students studying nursing"
    text = _WIVES_AT_HOME.sub(r"\1", _WITH_STAFF.sub(" with ", _AT_MINES.sub(r"at a \1 mine", text)))
    if (both := _ON_TWO.search(text)) and {both[2].lower(), both[3].lower()} <= tables().words["sold on platform"]:
        text = text[: both.end(1)]
    text = _SELLING.sub(r"\1 of ", in_english(in_singular(_without_tech(text), country_code)))
    hired, behind = _HIRED.match(text), _HIRED_BEHIND.search(text)
    if hired or behind:  # "newly hired nurses"
        rest = text[hired.end() :] if hired else _HIRED_BEHIND.sub("", text)
        return _as_new(read(rest))
    text = _ABROAD_IN.sub("in ", text)
    text = _RANKED.sub(r"\1", _NEWLY.sub("", text))
    for terms, instead in ((_DAILY, ""), (_LAID_OFF, "unemployed ")):  # "daily wage construction workers"
        if terms.match(text) and not read_exact(words_of(text)):
            text = terms.sub(instead, text)
    if (born := _GENERATION.match(text)) and not text[born.end() :].isascii():  # "Gen Z nhân viên văn phòng"
        return replace(read(text[born.end() :]), born=_years(text, "born"))
    if beside := read_beside(text, country_code, read):
        return beside
    return _read_work(text, country_code, nearest, read)


def _without_tech(text: str) -> str:
    """ "HVAC tech" and "auto techs at a garage" as technicians; a "hi-tech" and who works "in tech" as they stand."""
    found = _TECH.search(text)
    if not found or read_exact(words_of(text)) or set(words_of(found[1])) & tables().words["before the trade tech"]:
        return text
    return f"{text[: found.start(2)]}technician{text[found.end(2) :]}"


def _as_new(asked: Asked) -> Asked:
    """Those who have just been hired: paid as the new are, without the titles that people rise to where there are
    others."""
    if not are_all_at_work(asked):
        return asked

    def new(wish: Wish) -> Wish:
        rows = tuple(row for row in wish.rows if _RISEN.isdisjoint(words_of(row.job.title)))
        return replace(wish, rows=rows or wish.rows)

    return replace(asked, wishes=tuple(map(new, asked.wishes)), starts=True)


def _read_work(occupation: str, country_code: str, nearest: Nearest | None, read: Read) -> Asked:
    """What a text means that tells of work alone."""
    wishes: list[Wish] = []
    notes: list[str] = []
    text = own_words.put_in_english(occupation, country_code)
    text = without_town(compounds_in_english(text, country_code), country_code)
    consumers = are_consumers(occupation)
    alternatives = (Wish("any"),) if consumers else read_wishes(text)
    for wish in (with_goods(alternatives[0], occupation),) if len(alternatives) == 1 else alternatives:
        here = rows_of_market(wish.rows, country_code, asked=True)
        if wish.rows and not here and (known := _said_plainly(occupation, read)):
            wishes.extend(known)
        elif wish.rows and not here:
            rows = kin(wish.rows[0], country_code)
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
            like, how = take_like(wish, occupation, country_code, nearest)
            notes.append(how)
            wishes.append(like)
        elif there := _of_any_employer(wish, country_code):
            wishes.append(replace(wish, rows=there, match="title"))
        else:
            wish, how = take_alike(wish, (wish.said,) if wish.said else (occupation, text), country_code)
            part = (
                rows_of_market(rows_of_segment(wish.only, country_code), country_code, asked=False) if wish.only else ()
            )
            notes.append(how)
            wishes.append(replace(wish, rows=wish.rows or tuple(part)))
    # "Wives of civil servants" tells of the husbands.
    sector = None if are_all_of(wishes, WIVES) else sector_asked(occupation)
    found = [in_sector(wish, sector, country_code) for wish in wishes] if sector else wishes
    found = kept_by_who_is_away(found, country_code) or found
    family = read_family(occupation, found)
    if family != NO_FAMILY:
        found = [without_child(wish) for wish in found]
    if are_all_of(found, WIVES) and country(country_code).income_group == "high":
        found = [Wish("any")]  # who is married to a nurse there works like anybody
    if family.needs:  # "single mom nurse" is a nurse
        found = [replace(wish, title="", match="title") if wish.rows and wish.title else wish for wish in found]
    if family.needs == "children alone" and all(keeps_house(wish) for wish in found):
        found = [Wish("any worker")]  # who brings children up alone has to earn
    if not family.gender and (sex := sex_said(occupation, country_code, found)):
        family = replace(family, gender=sex)
    born = _years(occupation, "born")
    of_no_work = consumers or set(words_of(occupation)) & tables().words["habit"]
    if found == [Wish("any")] and not born and of_no_work:
        notes.append(note_of_no_work(occupation))
    told = tuple(dict.fromkeys(filter(None, notes)))
    one = len(found) == 1  # a name of one of several says nothing of the others
    women, men = one and _says_women(occupation, country_code), one and _says_men(occupation)
    starts = are_all_of(found, _FIRST_JOBBER)
    lodging = False if all(map(_is_at_an_open_university, found)) else None
    return Asked(tuple(found), told, women, men, family, starts, born, lodging=lodging)


def _is_at_an_open_university(wish: Wish) -> bool:
    """Whether who is meant studies where nobody has to live near: at home or beside work."""
    places = {text for row in wish.rows for _, text in row.workplaces}
    return bool(wish.rows) and (places == {_OPEN} or wish.workplace == _OPEN)


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
            if words_of(each[1])[1:] in {(word, *said) for word in _SECTOR_WORDS[sector]}
        )
        if {"any", country_code} & {where for where, _ in named}:  # not in a division alone
            kept.append(replace(row, workplaces=named))
    return (replace(wish, workplace=None), kept) if kept else (wish, rows)


def _where_said(row: Row, text: str, country_code: str) -> Row:
    """The row at those of its workplaces that the text names, if it names one: no rice mill worker at a corn mill; at
    the one that it begins with where none is of that kind: "rice mill manager"."""
    words = words_of(text)
    said = f" {' '.join(words)} "
    named = tuple(each for each in row.workplaces if f" {' '.join(words_of(each[1])[1:])} " in said)
    if {"any", country_code} & {where for where, _ in named}:
        return replace(row, workplaces=named)
    if frozenset(words) not in row.phrases:
        return row
    first = next((words[:end] for end in range(len(words) - 1, 1, -1) if words[:end] in places_whole()), ())
    here = (each for where, each in row.workplaces if where in ("any", country_code))
    if not first or any(first[-1] in words_of(each) for each in here):
        return row
    return replace(row, workplaces=(("any", place_written(first)),))


def _of_any_employer(wish: Wish, country_code: str) -> tuple[Row, ...]:
    """Those of a kind of work, at a place of no title, whom any employer may have: of managers of a seafood company
    those of operations and finance, and none of a shop or a building site."""
    kind = tables().categories.get(wish.category)
    if wish.workplace is None or not kind or kind.job.status != "working":
        return ()
    if wish.only:
        rows = rows_of_market(rows_of_segment(wish.only, country_code), country_code, asked=False)
        free = tuple(row for row in rows if may_be_there(row, wish.workplace))
        return tuple(row for row in free if not row.job.isco08.startswith(_OF_PREMISES)) or free or tuple(rows)
    titles = {row.job.title for row in rows_under(wish.category)}
    is_any_work = not titles and wish.category == "any worker"
    of_kind = [row for row in of_any_employer() if is_any_work or row.job.title in titles]
    return tuple(rows_of_market(of_kind, country_code, asked=True))


def _said_plainly(occupation: str, read: Read) -> tuple[Wish, ...]:
    """The wishes of a text without who employs, which is told apart ("government nurse"), or without what brackets say
    again ("pemilik warung kopi (coffee stall owner)"); none where the country has no such work either."""
    said = (
        *(_OF_STATE.sub("government ", occupation), _OF_STATE.sub("", occupation)),
        *(_AT_SCHOOLS.sub(r"\1 ", occupation), _ON_CONTRACT.sub("", occupation), occupation.partition("(")[0]),
    )
    for rest in said:
        if rest not in ("", occupation) and not (found := read(rest)).notes:
            return found.wishes
    return ()


def _years(occupation: str, of: Literal["born", "aged"]) -> tuple[int, int] | None:
    """The years of birth of the generation that a text names, "Gen Z Shopper", or the ages, "young professionals"; not
    of those for whom somebody works or who are children: "tutor of young adults", "parents of Gen Z"."""
    words = words_of(occupation)
    for role, names in tables().words.items():
        if not role.startswith(f"{of} "):
            continue
        for name in map(words_of, names):
            starts = (at for at in range(len(words)) if words[at : at + len(name)] == name)
            if any(_are_meant(words[:at]) for at in starts):
                first, last = role.removeprefix(f"{of} ").split("-")
                return int(first), int(last)
    return None


def _names_years(part: str) -> bool:
    """Whether words name a generation or the young and nothing else, which is drawn: "Gen Z"."""
    lists = tables().words
    named = (name for role in lists if role.startswith(("born ", "aged ")) for name in lists[role])
    return words_of(part) in map(words_of, named)


def _are_meant(before: Words) -> bool:
    """Whether those who are named behind words are meant themselves: "workers of", no "tutors of", "a nanny for a"."""
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at] in ("of", "for", "to")), None)
    if at is None or len(before) - at > _FEW_WORDS:
        return True
    return before[at] == "of" and bool(at) and before[at - 1] in tables().words["generic head"]


def _says_women(occupation: str, country_code: str) -> bool:
    """Whether a job's name is one of women, as "hotel maid in Kuwait", "couturière" and "Primarlehrerin" are; not where
    it has both ("Bürokauffrau/-mann") or its English in brackets is of anybody ("cajera (cashier)")."""
    name, *gloss = occupation.rstrip(") ").split("(")  # "saleslady (department store)"
    known, english = tables().words, tables().english
    said_again = gloss and words_of(gloss[0]) in english and words_of(name) not in english
    if own_words.names_both_sexes(name, country_code) or (said_again and not set(_head(gloss[0])) & known["of women"]):
        return False
    if own_words.says_women(name, country_code):
        return True
    first = words_of(name)[:1]
    if set(_head(name)) & known["of women"] or set(first) & known["of women abroad"]:
        return True
    return any(word.endswith(tuple(known["ends of women abroad"])) for word in first)


def _says_men(occupation: str) -> bool:
    """Whether a job's English name is one of men, as "salaryman" and "delivery boy in Surat" are."""
    return bool(set(_head(occupation.split("(")[0])) & tables().words["of men"])


def _head(name: str) -> Words:
    """The last word of a job's name, before what tells where it is done or who does it."""
    words, known = words_of(name), tables().words
    end = next((at for at, word in enumerate(words) if word in known["link"] | known["clause"]), len(words))
    return words[end - 1 : end]
