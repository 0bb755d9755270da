"""Of which people or country those asked for are, and what they speak: "Khmer rice farmer", "maid from Myanmar",
"Russian-speaking sales manager"."""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.people.nations import (
    Nation,
    either,
    is_of_things,
    most_came_from,
    names_nation,
    note_of,
    of_people_away,
    one_of,
    read_country,
    read_nation,
    read_origin,
    said,
)
from boses_engine.grounding.people.peoples import (
    FROM_ABROAD,
    faiths_of_people,
    of_people,
    read_people,
    tongue_named,
    who_speak,
)
from boses_engine.grounding.people.tongues import tongues_at
from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_a_name,
    is_anybody,
    is_known,
    is_work,
    note_of_no_work,
    with_unread,
)
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.town_words import begins_with_town, division_of
from boses_engine.grounding.places.countries import OF_MIGRANTS, country
from boses_engine.grounding.places.gazetteer import admin1
from boses_engine.grounding.text import fold
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.tables import Wish, rows_of_market, rows_under, tables

_EXPATS = re.compile(r"\s*(\w.*\w)\s+(expats|expatriates)\s*$", re.IGNORECASE)
_WIFE, _WIFE_THERE = ("wife",), "expat wife"
_WHO_SERVE = re.compile(r"(?<=\w)\s+who\s+(?:serve|look\s+after|cater\s+to|help)\s+[^,()]+$", re.IGNORECASE)
_SPEAKING = re.compile(
    r"^\s*(?:(?!public|motivational|plain)(\w+)[- ]speaking|(franco|anglo|luso|hispano|allo)phone)\s+(?=\w)",
    re.IGNORECASE,
)
_PHONES = {"franco": "French", "anglo": "English", "luso": "Portuguese", "hispano": "Spanish", "allo": ""}
_OF_MANY = 0.05  # of a country, from which on who speaks a tongue is taken to have grown up with it
_SPEAKING_BEHIND = re.compile(
    r"\s+(?:(?:biết|nói|giỏi|dùng)\s+tiếng\s+\w+|who\s+speaks?\s+\w+|(?:yang\s+)?(?:bisa\s+bahasa|berbahasa|fasih\s+(?:ber)?bahasa)\s+\w+)\s*$",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(
    r"\s+(?:(?:yang\s+)?(?:ber)?asal(?:\s+dari)?|dari|quê(?:\s+(?:ở|gốc))?|gốc|đến\s+từ|na\s+(?:galing|mula|tubong)(?:\s+sa)?)\s+(?=[A-ZĐ])"
    r"|\s+(?:na\s+)?taga[- ](?=[A-Z])"
)
# "Tukang cilok, merantau dari Garut", "nhân viên quán ăn quê Nghệ An", "yaya na taga-Iloilo".
_FROM_A_PLACE = re.compile(
    r"[\s,(]+(?:(?:yang|who\s+(?:came|comes|come|is|are)|na)\s+)?(?:(?i:(?:merantau|pendatang|perantau(?:an)?|transmigran|migran|pindahan|rantauan)(?:\s+(?:asal|dari))?"
    r"|(?:ber)?asal(?:\s+dari)?|kelahiran|asli|dari|quê(?:\s+(?:ở|gốc|từ))?|gốc|người\s+gốc|đến\s+từ|(?:mula|galing|tubong|taga)(?:\s+sa|\s+ng)?|taga-"
    r"|(?:originally\s+|a\s+)?(?:migrants?\s+)?from|from))[\s-]*(?P<place>[A-ZĐ][\w' -]*?)\)?\s*$"
)

_AND = re.compile(r"\s+(?:and|&|und|y|e|et|en|och|og|dan|và|at)\s+", re.IGNORECASE)
_AT_WORK = re.compile(r"\s*(\w[^,()]*?)\s+(?:who\s+(?:are\s+)?)?(work(?:ing)?\s+(?:as|in|at|on)\s+\w.*)", re.IGNORECASE)
_GENUINE = re.compile(r"\s+(?:asli|gốc)\b", re.IGNORECASE)


def from_a_place_of_the_country(text: str, code: str, read: Read) -> Asked | None:
    """ "Kapster salon, merantau dari Jawa": by the people whose name the place has, else as from its division."""
    told = _FROM_A_PLACE.search(text)
    rest = text[: told.start()] if told else ""
    if not told or not words_of(rest) or is_one_name(text):
        return None
    divisions = {name for _, names in admin1(code).values() for name in names}
    named = (read_people(f"{who} {told['place']}", code)[0] for who in ("orang", "người"))
    people = "" if fold(told["place"]) in divisions else next(filter(None, named), "")
    division = "" if people else division_of(told["place"], code)
    if not people and not division:
        return None
    asked = read(rest)
    if _GENUINE.match(told[0]) and _names_goods_sold(rest):
        return with_unread(asked, told[0].strip())
    if not (are_all_at_work(asked) or status_of(asked.wishes[0]) == "studying") or asked.nation or asked.people:
        return None
    if people:
        return replace(asked, wishes=tuple(with_tongue(wish, people, code) for wish in asked.wishes), people=people)
    nation = Nation(code, division)
    return replace(asked, nation=nation, notes=(*asked.notes, note_of(nation, told[0].strip(" ,()"), code)))


def _names_goods_sold(text: str) -> bool:
    """Whether a seller is told by goods, which come from a place named behind: "penjual madu", no "penjual"."""
    words, sellers = words_of(text), tables().words["sells first"] - {"tukang"}  # who makes things or drives, too
    sells = next((at for at, word in enumerate(words[:2]) if word in sellers), len(words))
    return len(words) > sells + 1 and words[-1] != "orang"


def of_expats(text: str, code: str, read: Read) -> Asked | None:
    """ "Oil and gas expats" are workers of that trade; of what country is not told."""
    told = _EXPATS.match(text)
    asked = read(f"{told[1]} workers") if told else None
    if not told or not asked or any(map(is_anybody, asked.wishes)) or not all(map(is_known, asked.wishes)):
        return None
    return with_unread(asked, told[2])


def of_who_is_away(text: str, code: str, read: Read) -> Asked | None:
    """ "Wife of a labour migrant in Russia"."""
    away = of_people_away(text, code, lambda work: is_work(work, code))
    return read(away) if away else None


def of_a_people(text: str, code: str, read: Read) -> Asked | None:
    """ "Khmer rice farmer" in Vietnam; "Thai Nguyen tea grower" is no Thai."""
    people, work = read_people(text, code)
    words, known = words_of(text), tables()
    if not people or begins_with_town(text, code) or words in known.local:
        return None
    came = people in FROM_ABROAD
    if came and read_nation(text, code, _is_mix)[0]:  # "inmigrantes venezolanos"
        return None
    if words in known.english and not (came and are_anybody(work)):  # "lumad farmer" is a name of upland farmers
        titles = {row.job.title for row in known.english[words].rows}
        named = titles.pop() if len(titles) == 1 else ""
        if not named or words_of(named) == words:
            return None
        work = named
    asked = read(f"{work} people" if came and names_nation(words_of(work)) else work)  # "Polish immigrants"
    if came and not asked.nation and (nation := most_came_from(people, code)):
        most = (
            f"{text!r}: they are taken to be from {country(nation.code).name}, as most are; name a country for others."
        )
        return replace(asked, nation=nation, notes=(*asked.notes, most))
    if came and not asked.nation:
        theirs = "faith, mother tongue and name are those of people who came from elsewhere, or whose parents did."
        asked = replace(asked, notes=(*asked.notes, f"{text!r}: {theirs}"))
    wishes = tuple(with_tongue(wish, people, code) for wish in asked.wishes)
    return replace(asked, wishes=wishes, people=people, faiths=asked.faiths or faiths_of_people(people, code))


def of_a_people_and_others(text: str, code: str, read: Read) -> Asked | None:
    """ "Nurses and foreign carers", "Zulu and Xhosa teachers", "Polish and Romanian builders": people each of their own
    kind; of several countries none, which is told as unread."""
    last = next(reversed([*_AND.finditer(text)]), None)
    if not last or is_a_name(text):
        return None
    before, behind = text[: last.start()].strip(), text[last.end() :]
    (word, rest), (told, others) = _told_first(behind, code), _told_first(before, code)
    if not word or not words_of(rest):
        return None
    is_alone = _told_first(f"{before} {rest}", code)[0].casefold() == before.casefold()
    first, second = read(f"{before} {rest}" if is_alone else before), read(behind)
    if is_alone and not (first.people and second.people):
        return with_unread(second if second.people else read(rest), text[: last.end() + len(word)])
    if first.family.gender != second.family.gender:  # "Zulu women and Xhosa men"
        first = replace(first, family=replace(first.family, gender=None))
    if first.nation or second.nation:
        first, second = (read(others), with_unread(read(rest), *filter(None, (told, word))))
    if not all(wish.rows or wish.category for wish in (*first.wishes, *second.wishes)):
        return None
    return replace(
        first, wishes=(*first.wishes, *second.wishes), people="", faiths=(), notes=(*first.notes, *second.notes)
    )


def of_a_people_at_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Immigrants working as taxi drivers": a people told alone, by its work."""
    told = _AT_WORK.fullmatch(text)
    people, who = read_people(told[1], code) if told else ("", "")
    if not told or not people or not are_anybody(who):
        return None
    asked, alone = read(f"people {told[2]}"), read(told[1])
    wishes = tuple(with_tongue(wish, people, code) for wish in asked.wishes)
    return replace(asked, wishes=wishes, people=people, faiths=alone.faiths, notes=(*asked.notes, *alone.notes))


def _told_first(text: str, code: str) -> tuple[str, str]:
    """The people or nation, known or not, that a text begins with, and what it tells behind it; none and all of the
    text where it begins with none."""
    people, rest = read_people(text, code)
    if not people:
        rest = read_nation(text, code, is_a_name)[1]
    if rest == text and (told := _unknown_first().match(text)):
        rest = text[told.end() :]
    is_first = rest != text and text.endswith(rest)
    return (text[: len(text) - len(rest)].strip(), rest) if is_first else ("", text)


def of_a_people_unknown(text: str, code: str, read: Read) -> Asked | None:
    """ "Black nurses", "mulheres negras empreendedoras" where no table tells the people from others: told as unread."""
    first, behind = _unknown_first().match(text), _unknown_behind().search(text)
    told = (first or behind) if not is_a_name(text) else None
    if not told or (told is first and is_of_things((*words_of(text[told.end() :]),))):
        return None
    rest = f"{text[: told.start()]} {text[told.end() :]}".strip()
    asked = read(rest if told is behind else text[told.end() :])
    if told is behind and not all(map(is_known, asked.wishes)):
        return None
    return with_unread(asked, told[0].strip(" ()"))


@cache
def _unknown_first() -> re.Pattern[str]:
    """A word for a people before others, but of the colour of things."""
    return re.compile(
        rf"\s*{one_of(tables().words['people unknown'])}\s+(?!(?:{either(said('colours of'))})\b)(?=\w)", re.IGNORECASE
    )


@cache
def _unknown_behind() -> re.Pattern[str]:
    """A word for a people behind those who are of it, in languages where it stands there."""
    lists = tables().words
    in_brackets = rf"\s*\((?P<inside>{either(lists['people unknown'])})\)"
    return re.compile(
        rf"(?<=\w\w\w)(?:\s+{one_of(lists['people unknown behind'])}(?=\s|\s*[,(]|$)|{in_brackets})", re.IGNORECASE
    )


def _is_mix(text: str) -> bool:
    """Whether a text is the name of a mix of titles."""
    return bool(named_mix(words_of(text)))


def of_a_nation(text: str, code: str, read: Read) -> Asked | None:
    """ "Filipino nurse" in Kuwait, "maid from Myanmar"; of none "dueño de bar colombiano"."""
    nation, work = (None, text) if read_exact(words_of(text)) else read_country(text, code)
    if work == text and (there := _FROM_THERE.sub(" from ", text)) != text:  # "mahasiswa asal Papua"
        nation, work = read_origin(there, code, lambda work: is_work(work, code))
        work = text if work == there else work
    if work == text:
        nation, work = read_nation(text, code, _is_mix)
    if work == text:
        nation, work = read_origin(text, code, lambda work: is_work(work, code))
    if work == text and (plain := _WHO_SERVE.sub("", text)) != text:
        nation, work = read_origin(plain, code, lambda work: is_work(work, code))
        work = text if work == plain else work
    if work == text or begins_with_town(text, code):
        return None
    came, bare = read_people(work, code)
    work = bare if nation and came in FROM_ABROAD else work
    came_along = code in OF_MIGRANTS and words_of(work) == _WIFE
    asked = read(_WIFE_THERE if came_along else work)
    if not nation:
        return asked
    notes = (note for note in asked.notes if note != note_of_no_work(work))  # who is said to be from there is told
    return replace(asked, nation=nation, notes=(*notes, note_of(nation, text, code)))


def with_tongue(wish: Wish, people: str, country_code: str) -> Wish:
    """The wish of those of a people of the country alone, told by its tongue; a broad group of work as it was."""
    name, kind = wish.title, tables().categories.get(wish.category)
    rows = wish.rows
    if not rows and kind and not name and kind.members:
        return replace(wish, people=people) if wish.category in ("any", "any worker", "not working") else wish
    if not rows and kind and not name:
        rows = tuple(rows_of_market(rows_under(wish.category), country_code, asked=False))
    studies = any(row.job.status == "studying" for row in rows)
    if (not rows and kind and not name) or (studies and not name):
        return replace(wish, people=people)  # people of all kinds, and those of a year of study
    if not rows or studies:
        return wish
    wish = replace(wish, rows=rows, match="as asked" if wish.match == "title" else wish.match)
    named = name or (rows[0].job.title if len(rows) == 1 else "")
    return replace(wish, title=of_people(named, people)) if named else replace(wish, people=people)


def _tongue_said(told: re.Match[str], code: str) -> str:
    """The people of many in the country whose tongue is said to be spoken; "" where few grew up with it."""
    if told[1] and (tongue := tongue_named(told[1], code)):
        return tongue
    named = told[1] or _PHONES[told[2].casefold()]
    shares = {tongue.casefold(): (tongue, share) for tongue, share in tongues_at(code, None)}
    tongue, share = shares.get(named.casefold(), ("", 0.0))
    return who_speak(tongue) if share >= _OF_MANY and tongue != "English" else ""


def speaking(text: str, code: str, read: Read) -> Asked | None:
    """ "Russian-speaking hotel sales manager", "lễ tân nói tiếng Nga": what is spoken beside a job; a tongue of the
    country is the mother tongue."""
    told = _SPEAKING.match(text) or _SPEAKING_BEHIND.search(text)
    if not told or read_exact(words_of(text)):
        return None
    rest = f"{text[: told.start()]}{text[told.end() :]}" if told.re is _SPEAKING else text[: told.start()]
    whole = f"{told[1]} {rest}" if told.re is _SPEAKING and told[1] else ""
    if told.re is _SPEAKING and words_of(rest) and (tongue := _tongue_said(told, code)):  # "Afrikaans-speaking mothers"
        asked = read(rest)
        return replace(asked, wishes=tuple(replace(wish, people=tongue) for wish in asked.wishes), people=tongue)
    return read(whole if whole and read_exact(words_of(whole)) else rest) if words_of(rest) else None
