"""Clauses of an occupation of which nothing is made, as all is read without them as with them: "rice farmers with two
hectares", "nurses who own a car", "night shift nurses"; and what "teachers paying a housing loan" are without it.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations

from boses_engine.grounding.people.norms import A_MINOR
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, is_known, with_unread
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, means_the_same, status_of
from boses_engine.grounding.work.tables import Wish, tables

# What may begin a clause that tells more of people, and what such a clause may say again in other words.
_WHO_WORDS = (
    r"(?:who|that|whose|yang|que|qui|che|som|które|którzy|która|który|které|kteří|která|který|які|який|яка|которые|который"
    r"|которая|που|akik|aki|jotka|joka|koji|koja)"
)
# "With a newborn and a mortgage", "y manda dinero a casa".
_AND_MORE = (
    r"and\s+(?:an?|his|her|their|has|have|lives?|owns?|sends?|wants?|\w{3,}ing)|y\s+(?:manda|tiene|vive|cuida|quiere)"
    r"|e\s+(?:manda|tem|mora|cuida|quer)"
)
_CLAUSE = re.compile(
    rf"(?<=\w)\s+(?=(?:{_WHO_WORDS}|with|without|on|under|for|from|since|having|using|saving|planning|looking|paying|renting"
    r"|earning|struggling|trying|interested|sending|supporting|caring|helping|doing|buying|selling|living|staying|posted|sharing"
    r"|owning|driving|riding|na\s+(?:may|walang|gustong)|dengan|tanpa|untuk|sambil|sembari|habang|có|không|muốn|đang|con|sin|com|sem|avec|sans"
    rf"|{_AND_MORE})\s)",
    re.IGNORECASE,
)
_CLAUSE_OF_NA = re.compile(r"(?<=\w)\s+(?=na\s)", re.IGNORECASE)  # "guard sa bangko na 12 hours ang duty"
_DOING = (  # of who is named before, where two words follow: no "teacher waiting room"
    r"(?:travel+ing|waiting|staying|paying|supporting|building|expecting|buying|raising|living|trying|joining|attending|moving"
    r"|sending|reviewing|teaching|graduated)"
)
_OF_WHO = re.compile(rf"(?:{_WHO_WORDS}|{_DOING})\b", re.IGNORECASE)
_ANY_CLAUSE = re.compile(
    rf"{_CLAUSE.pattern}|(?<=s)\s+(?=\w{{3,}}ing\s)"
    rf"|(?<=\w)\s+(?={_DOING}\s+[\w-]+\s+\w)"
    r"|(?<=\w)\s+(?=\w{3,}ing\s+(?:an?|the|his|her|their|own|money|private|to|for)\s)",
    re.IGNORECASE,
)
_WHO = re.compile(rf"{_WHO_WORDS}\b", re.IGNORECASE)
_AND = re.compile(r"^(?:and|y|e)\s+", re.IGNORECASE)
_LEAST_OF_CLAUSE, _CLAUSES_MOST = 2, 5  # words; clauses of which any two are left out in turn
_SEVERAL, _PARTS_MOST = 3, 6  # parts between commas


def clause_unread(text: str, asked: Asked, read: Read) -> str:
    """The clause at the end of a text, or the word for when and on what terms work is done, without which all is read
    as with it; "" where there is none."""
    if read_exact(words_of(text)) or "(" in text:
        return ""
    begins = sorted({found.start() for clause in (_CLAUSE, _CLAUSE_OF_NA) for found in clause.finditer(text)})
    for at in begins:
        if asked.family.needs and said_of_children(text[at:]) != A_MINOR:
            continue  # the age of a child, told twice
        if asked.family.is_of_parents and set(words_of(text[at:])[1:]) & tables().words["child"]:
            continue  # "mother with children"
        if _all_look_for_work(asked) and " ".join(words_of(text[at:])) in _no_work():
            return ""  # "returned migrants looking for work" have none
        if len(words_of(text[at:])) >= _LEAST_OF_CLAUSE and means_the_same(asked, read(text[:at])):
            return _AND.sub("", text[at:].strip(), count=1)
    for at, end in combinations(begins[:_CLAUSES_MOST], 2):  # "with three children" behind "selling on the side"
        said = _AND.sub("", text[at:end].strip(), count=1)
        if len(words_of(said)) >= _LEAST_OF_CLAUSE and means_the_same(asked, read(f"{text[:at]}{text[end:]}")):
            return said
    if (terms := _terms().search(text)) and (rest := _without(terms, text)):
        return terms[0].strip(" ,") if means_the_same(asked, read(rest)) else ""
    return ""


def parts_unread(text: str, asked: Asked, read: Read) -> list[str]:
    """What stands behind commas without which all is read as with it: "shrimp farmer, owns four ponds, married"."""
    parts = _parts(text)
    told = parts[1:] if len(parts) <= _PARTS_MOST else []
    unread = [part for part in told if not _is_told_otherwise(part, asked, read)]
    return [part for part in unread if means_the_same(asked, read(_without_part(parts, part)))]


def without_idle_parts(text: str, read: Read) -> tuple[str, list[str]]:
    """A text of several commas without what stands behind one and tells nothing of whoever stands first, and that: it
    would stand between what tells something and them."""
    parts = _parts(text)
    if not 1 < len(parts) <= _PARTS_MOST:
        return text, []
    parts[0], cut = _without_idle_clause(parts[0], read)
    plain = read(parts[0])
    told = parts[1:] if cut or len(parts) >= _SEVERAL else [part for part in parts[1:] if _is_of_free_time(part)]
    if not told or not _are_known(plain):
        return text, []
    same = (part for part in told if _adds_nothing(part, plain, read(f"{parts[0]}, {part}")))
    idle = [part for part in same if not _is_told_otherwise(part, plain, read)]
    return ", ".join(part for part in parts if part not in idle), [*cut, *idle]


def _adds_nothing(part: str, plain: Asked, told: Asked) -> bool:
    """Whether people are the same with a part behind a comma, or but for the place where they spend free time."""
    if _is_of_free_time(part):  # "guru SD, aktif di gereja"
        told = replace(told, wishes=plain.wishes, notes=plain.notes)
    return means_the_same(plain, told)


def _is_of_free_time(part: str) -> bool:
    return not tables().words["free time"].isdisjoint(words_of(part)[:1])


def _without_idle_clause(text: str, read: Read) -> tuple[str, list[str]]:
    """A text without a clause that says who, and tells nothing of them or hides who they are; and that clause."""
    whole = read(text)
    for found in _CLAUSE.finditer(text):
        rest = text[: found.start()]
        if _WHO.match(text, found.end()) and _are_known(read(rest)):
            idle = not _are_known(whole) or means_the_same(whole, read(rest))
            return (rest, [text[found.end() :].strip()]) if idle else (text, [])
    return text, []


def _are_known(asked: Asked) -> bool:
    return all(map(is_known, asked.wishes))


def without_parts(text: str, asked: Asked, read: Read) -> Asked | None:
    """What a text means without what stands behind commas, tells of people and is taken for work that no table has:
    "brand manager, active in church"."""
    parts, titles = _parts(text), {words_of(wish.title) for wish in asked.wishes if wish.match == "as asked"}
    begin = tables().words["tells of people"]
    left = [part for part in parts[1:] if begin.intersection(words_of(part)[:1]) and words_of(part) in titles]
    if not left:
        return None
    plain = read(", ".join(part for part in parts if part not in left))
    return with_unread(plain, *left)


def _parts(text: str) -> list[str]:
    """What stands between the commas of a text; the text where it has brackets or is a name."""
    whole = read_exact(words_of(text)) or "(" in text
    return [text] if whole else [part.strip() for part in re.split(r",(?!\d)", text) if words_of(part)]


def _without_part(parts: list[str], part: str) -> str:
    return ", ".join(each for each in parts if each != part)


def _is_told_otherwise(part: str, asked: Asked, read: Read) -> bool:
    """Whether what stands behind a comma says again what is told beside it, by a name of the work or as parents are
    married."""
    lists = tables().words
    if asked.family.needs and (said_of_children(part) != A_MINOR or " ".join(words_of(part)) in lists["married"]):
        return True
    if any(part in note for note in asked.notes):
        return True
    meant = [row.job.title for wish in read(part).wishes for row in wish.rows]
    titles = {row.job.title for wish in asked.wishes for row in wish.rows}
    return bool(meant) and not titles.isdisjoint(meant)


def _all_look_for_work(asked: Asked) -> bool:
    """Whether all who are meant look for work."""
    return all(status_of(wish) == "looking for work" for wish in asked.wishes)


@cache
def _no_work() -> frozenset[str]:
    """What says of people that they have no work, with a word for "who" before it or not."""
    said = (" ".join(words_of(each)) for each in tables().words["out of work"])
    return frozenset(f"{who}{each}" for each in said for who in ("", "who are ", "who is ", "yang ", "dang ", "na "))


def without_clause(text: str, read: Read, *, of_who: bool = False) -> Asked | None:
    """What a text of which nothing is known means without a clause at its end: "teachers paying a housing loan"; with
    `of_who` only one that says who: "freelancers who earn in dollars"."""
    for found in _ANY_CLAUSE.finditer(text):
        if of_who and not _OF_WHO.match(text, found.end()):
            continue
        asked = read(text[: found.start()])
        are_known = all(wish.rows or wish.match != "as asked" for wish in asked.wishes)
        if are_known and (not asked.notes or all(map(is_anybody, asked.wishes))):
            return with_unread(asked, _AND.sub("", text[found.start() :].strip(), count=1))
    return None


def without_terms(text: str, asked: Asked, read: Read) -> Asked | None:
    """What a title that only keeps words for the terms of work means without them: "project-based construction worker",
    "marginal farmers"."""
    terms = _terms().search(text)
    kept = all(map(_keeps_terms, asked.wishes))  # "a migrant factory" too
    named = words_of(text) in tables().english  # "blind masseur"
    if not terms or named or not kept or not words_of(rest := _without(terms, text)):
        return None
    plain = read(rest)
    if not all(wish.match != "as asked" or (wish.rows and not plain.notes) for wish in plain.wishes):
        return None
    return with_unread(plain, terms[0].strip(" ,"))


def _keeps_terms(wish: Wish) -> bool:
    """Whether what a wish means keeps such words in its title or as a kind of workplace."""
    places = (wish.workplace,) if wish.workplace else {place for row in wish.rows for _, place in row.workplaces}
    of_places = bool(places) and all(_terms().search(place) for place in places)
    return of_places or (wish.match == "as asked" and bool(_terms().search(wish.title)))


def _without(found: re.Match[str], text: str) -> str:
    """The text without what was found in it."""
    return f"{text[: found.start()].rstrip(' ,')} {text[found.end() :].lstrip(' ,')}".strip()


@cache
def _terms() -> re.Pattern[str]:
    """Words for when work is done and on what terms, by which nothing of people differs."""
    said = sorted(tables().words["terms of work"] | tables().words["shift"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)", re.IGNORECASE)
