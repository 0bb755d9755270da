"""Stages of life and schooling that people are asked for by: "newlyweds", "empty nesters", "retired couples",
"dual-income families", "college graduates", "diploma holders", "high school dropouts".

A line of life_stages.csv has the words, who those are without them ("pensioners"; nothing for words that stand beside
who is meant) and who where no more is said, whom they live with and whether both earn, between which ages they mostly
are, and which schooling they have. What else a text tells of them is read with the others in place of the words.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import cast

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.norms import A_MINOR, Need
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    is_a_name,
    is_anybody,
    is_work,
    note_of_unread,
    tells_of_those_before,
    without_link,
)
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import plain_letters
from boses_engine.grounding.words import BETWEEN, Words, listed, runs_of, words_of
from boses_engine.grounding.work.asked import Asked, HomeSaid
from boses_engine.grounding.work.tables import rows_of_market, tables

_ELDEST, _GROWN_UP = 100, 18  # years
_WITH_KIDS = re.compile(
    r"\b(?:with|have|having|may|punya|dengan|có|con|com|avec)\s+(?:\w+\s+)?(?:kids|children|anak|con|hijos|filhos|enfants)\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s+(?:na|yang|who\s+(?:is|are))\s*$", re.IGNORECASE)  # before what people are beside the work
_COUNTS = frozenset(("with", "of", "for", "route", "no", "number", "plus"))  # before figures that are no ages
_WHOSE = frozenset(("of", "with", "dengan", "dari", "de", "con", "com", "avec", "mit", "von", "di", "d"))
_MOTHERS_THERE = frozenset(("madri", "mamma", "mamme"))  # besides those of the tables
_PARENTS_THERE = frozenset(("padre", "pai", "pais", "parent", "eltern", "genitori"))
_WITH = frozenset(("voi", "cung", "bersama", "sama", "with", "their", "her", "his", "our"))
_AND = frozenset(("and", "dan", "va", "at", "y", "e", "et", "und"))
_SEXES: dict[str, Gender] = {"women": "Female", "men": "Male"}
_OF_AN_AGE = re.compile(
    r"(?<![\s,(])[\s,(]+(?:(?:who\s+are|aged?|ages|na\s+(?:edad(?:\s+na)?\s+)?)\s*)?(?:(?:(?P<over>over|above|older\s+than|lampas|mahigit)"
    r"|(?P<under>under|below|younger\s+than))\s+(?:the\s+age\s+of\s+)?(?P<years>[2-9]\d)(?:\s+years?\s+old)?"
    r"|(?P<least>[2-9]\d)(?:\s*\+|\s+(?:and|or)\s+(?:over|above|older|up))"
    r"|in\s+their\s+(?:(?:early|mid|late)[- ]?)?(?P<tens>[2-9])0s)\)?\s*$",
    re.IGNORECASE,
)
# In plain letters: "perawat usia 30-an", "y tá trên 50 tuổi", "women aged 25 to 35", "ibu usia 25-35 tahun".
_OF_AN_AGE_THERE = re.compile(
    r"(?<![\s,(])[\s,(]+(?:(?:yang\s+|who\s+are\s+)?(?:berusia|usia|berumur|umur|tuoi|do\s+tuoi|tu|aged?|ages|between|na\s+edad(?:\s+na)?)\s+)*"
    r"(?:(?P<least>[1-9]\d)\s*(?:-|–|to|and|sampai|hingga|sd|den|toi)\s*(?P<most>[2-9]\d)(?:\s*(?:tahun|tuoi|years?\s+old|y/?o))?"
    r"|(?P<tens>[2-9])0\s*-?\s*an(?:\s+tahun)?|(?<=tuoi\s)(?P<about>[2-9])0"
    r"|(?:di\s+)?(?P<over>atas|tren|ngoai|hon|lebih\s+dari)\s+(?P<years>[2-9]\d)(?:\s+(?:tahun|tuoi))?"
    r"|(?:di\s+)?(?:bawah|duoi|kurang\s+dari)\s+(?P<under>[2-9]\d)(?:\s+(?:tahun|tuoi))?)\)?\s*$",
    re.IGNORECASE,
)
# "Rentner ab 65", "mères de 30 à 40 ans", "mujeres mayores de 60 años", without marks.
_OF_AN_AGE_IN_EUROPE = re.compile(
    r"(?<![\s,(])[\s,(]+(?:(?:im\s+alter|agee?s?|de\s+edad|con\s+edades|com\s+idade)\s+)?"
    r"(?:(?P<between>zwischen|entre|tra)\s+|(?:von|de|da|dai)\s+)?(?:los\s+)?"
    r"(?:(?P<least>[1-9]\d)\s*(?:-|–|bis|und|and|a|et|y|e)\s*(?:los\s+)?(?P<most>[2-9]\d)"
    r"(?(between)(?:\s*(?:jahren?|ans|anos|anni))?|\s*(?:jahren?|ans|anos|anni))"
    r"|(?P<over>ab|uber|plus\s+de|a\s+partir\s+de|mas\s+de|mayores\s+de|mais\s+de|acima\s+de|oltre)"
    r"\s+(?P<years>[2-9]\d)(?:\s*(?:jahren?|ans|anos|anni))?"
    r"|(?:unter|moins\s+de|menos\s+de|menores\s+de|abaixo\s+de)\s+(?P<under>[2-9]\d)(?:\s*(?:jahren?|ans|anos|anni))?"
    r"|(?P<more>[2-9]\d)\s+(?:ans\s+et\s+plus|anos\s+(?:y|o|e|ou)\s+mas|anos\s+ou\s+mais|jahre\s+und\s+alter)"
    r"|in\s+den\s+(?P<tens>[2-9])0ern)\)?\s*$",
    re.IGNORECASE,
)
_BY_AGE = re.compile(
    r"\s*(?:(?P<least>[1-9]\d)\s*(?:-|–|to)\s*(?P<most>[2-9]\d)[- ]years?[- ]olds?"
    r"|(?P<some>[2-9])0[- ]somethings?|over[- ](?P<years>[2-9]\d)s|under[- ](?P<below>[2-9]\d)s)\b",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"\bd['’]", re.IGNORECASE)  # "mères d'enfants"
_PAPAS = re.compile(r"^\s*pap[áa]s\b", re.IGNORECASE)  # both of them
_A_CHILD = re.compile(r"\b(de|von|di)\s+(?:un[ae]?|uma?|einem|einer)\s+", re.IGNORECASE)  # "madre de un bebé"
_COUPLES = re.compile(r"\s*(\w[^(),]*?\w)s?\s+couples?\b((?:\s.*)?)$", re.IGNORECASE)


def in_a_stage_of_life(text: str, code: str, read: Read) -> Asked | None:
    """ "Newlyweds", "empty nesters working in banks", "college grads in retail": who they are, their home, their ages
    and their schooling."""
    runs = runs_of(text, max(map(len, _stages())))
    left, words, right = next((each for each in runs if each[1] in _stages()), ("", (), ""))
    known = read_exact(words_of(text))
    if not words or (
        known and not is_anybody(known) and (not known.rows or rows_of_market(known.rows, code, asked=True))
    ):
        return None
    line, beside = _stages()[words], f"{left.strip(BETWEEN)} {right.strip(BETWEEN)}".strip()
    behind = _WITH | (_AND if line["instead"] in _SEXES else frozenset())  # "farm worker and grandmother"
    if words_of(left)[-1:] and words_of(left)[-1] in behind:  # "nhân viên văn phòng ở với bố mẹ"
        return None
    if line["school_from"] and line["instead"] and len(words) == 1 and not _stands_apart(right):
        return None  # "graduate trainee at a bank"
    whole = line["alone"] or line["instead"]
    if not beside and not whole:
        return None
    is_quality = bool(line["needs"] or line["school_from"]) and not _stands_apart(right)  # "newlywed OFWs"
    of_whom, linked = _LINK.sub("", left), without_link(right)
    if (
        is_link := linked != right and not of_whom.strip() and not tells_of_those_before(linked)
    ):  # "bagong kasal na BPO workers"
        right = linked
    is_named = line["instead"] == "people" and _is_named(left.strip(BETWEEN), code)  # "perawat lulusan D3"
    instead = "" if is_quality or is_link or of_whom != left or is_named else line["instead"]
    asked = read(f"{of_whom} {instead} {right}".strip() if beside else whole)
    if beside and whole and all(wish.match == "as asked" and (is_quality or not wish.rows) for wish in asked.wishes):
        has_children = said_of_children(beside) != A_MINOR or _WITH_KIDS.search(text)  # told by the family below
        asked = replace(read(whole), notes=() if has_children else (note_of_unread(beside),))
    if (sex := _SEXES.get(line["instead"])) and not asked.family.gender:  # "lola na may tindahan"
        asked = replace(asked, family=replace(asked.family, gender=sex))
    needs = asked.family.needs or (cast(Need, line["needs"]) if line["needs"] else None)
    home = cast(HomeSaid, line["home"]) or asked.home
    said = said_of_children(text)
    if (
        line["needs"] == "spouse"
        and not line["home"]
        and needs == "spouse"
        and (said != A_MINOR or _WITH_KIDS.search(text))
    ):
        asked = replace(asked, family=replace(asked.family, said=said))  # "dual-income families with teenagers"
        needs = "children"
    if line["needs"] == "spouse" and needs == "nobody":  # "elderly couples living alone"
        needs, home = "spouse", "a couple"
    ages = (int(line["age_from"]), int(line["age_to"] or _ELDEST)) if line["age_from"] else asked.ages
    return replace(
        asked,
        family=replace(asked.family, needs=needs),
        ages=ages,
        home=home,
        both_earn=bool(line["earn"]) or asked.both_earn,
        schooled=(line["school_from"], line["school_to"]) if line["school_from"] else asked.schooled,
    )


def _is_named(text: str, code: str) -> bool:
    """Whether words are a name of some work: "perawat", "engenheira agrônoma"."""
    return bool(words_of(text)) and (is_a_name(text) or is_work(text, code))


def of_an_age(text: str, code: str, read: Read) -> Asked | None:
    """ "Hawkers over 60", "women in their 30s"; children of an age are told elsewhere."""
    if by := _BY_AGE.match(text):  # "16-24 year olds not in work", "over-50s"
        if by["some"]:  # "40-something office ladies"
            tens = int(by["some"]) * 10
            return replace(read(text[by.end() :].strip() or "people"), ages=(tens, tens + 9))
        least = int(by["least"] or by["years"] or _GROWN_UP)
        most = int(by["most"] or by["below"] or _ELDEST)
        return replace(read(f"people{text[by.end() :]}"), ages=(least, most))
    plain = plain_letters(text)
    there = _OF_AN_AGE_THERE.search(plain) or _OF_AN_AGE_IN_EUROPE.search(plain)
    before = words_of(text[: there.start()]) if there else ()
    if there and before and before[-1] not in _COUNTS | tables().words["child abroad"]:
        least, most = _years_there(there)
        if least < _GROWN_UP and _has_children(before):
            return None
        said = said_of_children(text) == A_MINOR
        return replace(read(text[: there.start()]), ages=(least, most)) if said and least < most else None
    told = _OF_AN_AGE.search(text)
    people = text[: told.start()] if told else ""
    if not told or not words_of(people) or said_of_children(text) != A_MINOR:
        return None
    if told["tens"]:
        ages = (int(told["tens"]) * 10, int(told["tens"]) * 10 + 9)
    elif told["under"]:
        ages = (_GROWN_UP, int(told["years"]) - 1)
    else:
        ages = (int(told["years"] or told["least"]), _ELDEST)
    return replace(read(people), ages=ages)


def of_parents_there(text: str, code: str, read: Read) -> Asked | None:
    """ "Madres de niñas de 12 a 20 años", "pais de filhas": parents, of whose children the years may be told."""
    words = words_of(_A_CHILD.sub(r"\1 ", _ELIDED.sub("de ", _PAPAS.sub("padres", text))))
    if not _has_children(words[:2]) or not words[2:] or words[2] not in tables().words["child abroad"]:
        return None
    years = [word for word in words[3:] if word.isdecimal()]
    if not years and (said := said_of_children(text)) != A_MINOR:  # "madres de niños pequeños"
        return replace(people := read(_called(words)), family=replace(people.family, needs="children", said=said))
    if not tables().words["years abroad"].issuperset(set(words[3:]) - set(years)) or len(years) not in (0, 2):
        return None
    return read(f"{_called(words)} of children{' aged {} to {}'.format(*years) if years else ''}")


def _called(words: Words) -> str:
    """The English of the first word, for parents."""
    is_his = words[0] in tables().words["father"]
    return "parents" if words[0] in _PARENTS_THERE else "fathers" if is_his else "mothers"


def _has_children(words: Words) -> bool:
    """Whether words tell of a parent with somebody: "madres de", no "madres"."""
    parents = tables().words["mother"] | tables().words["father"] | tables().words["parent"]
    parents |= _MOTHERS_THERE | _PARENTS_THERE
    return any(one in parents and link in _WHOSE for one, link in pairwise(words))


def _years_there(told: re.Match[str]) -> tuple[int, int]:
    """The least and the most years that such words tell."""
    said = told.groupdict()
    if tens := said["tens"] or said.get("about"):
        return int(tens) * 10, int(tens) * 10 + 9
    if least := said["years"] or said.get("more"):
        return int(least), _ELDEST
    return (_GROWN_UP, int(said["under"]) - 1) if said["under"] else (int(said["least"]), int(said["most"]))


def of_a_couple(text: str, code: str, read: Read) -> Asked | None:
    """ "Retired teacher couples", "farmer couples": people of that kind with a husband or wife."""
    told = _COUPLES.match(text)
    if not told or read_exact(words_of(text)):
        return None
    if words_of(told[1])[-1] in tables().words["link"]:  # "wedding planner for couples"
        return None
    asked = read(f"{told[1]}s{told[2]}")
    if all(wish.match == "as asked" for wish in asked.wishes):  # "IT couples"
        asked = read(f"{told[1]} workers{told[2]}")
    if asked.family.needs or (asked.notes and any(wish.match == "as asked" for wish in asked.wishes)):  # a likeness
        return None
    return replace(asked, family=replace(asked.family, needs="spouse"))


def _stands_apart(right: str) -> bool:
    """Whether what comes after words for people tells of these, and names nobody itself: "graduates in retail", no
    "graduate school teacher"."""
    return not words_of(right) or right.lstrip()[:1] in tuple(",()") or tells_of_those_before(right)


@cache
def _stages() -> dict[Words, dict[str, str]]:
    """The lines by their words."""
    return {words_of(words): row for row in table("phrases/life_stages.csv") for words in listed(row["words"])}
