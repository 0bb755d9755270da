"""Occupations read from free text: what a group's words may mean, as wishes into the tables.

A text is read in words, never in letters, and in the alternatives that it lists: "nurses and midwives", "driver, guard
or porter", "women who own a shop". Each is read on its own (`alternative`), with what it shares with the others.
"""

import re
from dataclasses import replace
from functools import cache, lru_cache

from boses_engine.grounding.phrases.alternative import (
    APART,
    OR,
    first_clause,
    is_desk,
    read_alternative,
    read_exact,
    without_adjectives,
)
from boses_engine.grounding.phrases.brackets import (
    TWICE,
    read_gloss,
    read_in_brackets,
    read_translated,
    without_examples,
)
from boses_engine.grounding.phrases.mixes import is_workplace, named_mix
from boses_engine.grounding.phrases.own_words import words_of_places
from boses_engine.grounding.phrases.person_first import at_employer, names_places
from boses_engine.grounding.phrases.places_named import goods_at_stalls, places_whole, where_ending
from boses_engine.grounding.phrases.self_employed import FREELANCE, SELF_EMPLOYED
from boses_engine.grounding.phrases.unspaced import in_english
from boses_engine.grounding.phrases.who_does import (
    ANYBODY,
    PLACED,
    before_place,
    is_a_guess,
    is_work,
    keeps_house,
    who_are,
    who_does,
)
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.country_names import country_named
from boses_engine.grounding.text import lowered, with_article
from boses_engine.grounding.words import TOKEN, Words, word_of, words_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import Wish, rows_under, tables

WIVES = ("wife", "of", "somebody")  # what they do, by its name in mixes.csv

_LISTED = re.compile(rf"[,/;|+]|\s(?:{OR})\s", re.IGNORECASE)
_OTHER = re.compile(r"^\s*(?:all\s+)?other\s+(?=\w)", re.IGNORECASE)  # before the last of several: no word of the work
_WITH = re.compile(r"(?<=\w)\s+with\s+.*", re.IGNORECASE)  # "villa and homestay owners with staff"
_RETIRED = re.compile(r"retired\s+(?=\w)", re.IGNORECASE)
_FOR_WHOM = {"with", "for", "of"}
_OWNER_OF_LAND = re.compile(  # "owner of a large coffee and pepper farm"
    r"^\s*owners?\s+of\s+(?:(?:an?|the|several|some|many|two|three)\s+)?"
    r"(\w[\w\s]*?\s(?:farm|orchard|plantation|field|vineyard|pond|ranch))s?\s*$",
    re.IGNORECASE,
)
_R_AND_D = re.compile(r"\bR\s?&\s?D\b", re.IGNORECASE)  # no two things: "R&D engineer"
_LETTERS_AND = re.compile(r"\b(\w)&(\w)\b")  # "J&T"
_HOW_AFTER = re.compile(r"([^,()]+?)\s*(?:,\s*|\(\s*)([^,()]+)\)?\s*")
_FORMERLY = re.compile(r"([^,()]+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*")
_ONE_NO_LONGER = frozenset((word,) for word in NO_LONGER)
_INSIDE = re.compile(r"(?<=\S)\s*\([^()]*\)(?=\s+\w)")  # brackets with more words after them
_AFTER_WORK = re.compile(r"\s+(?:in|from|with)\b", re.IGNORECASE)  # of who no longer works: no workplace
_NOTHING_INSIDE = re.compile(r"\(\s*\)|\(\s*$|^\s*\((?=[^()]*\)\s*$)|(?<!\S)\)\s*$")
_WORKS_IN = re.compile(
    r"(?:\b(?:works?|working|employed)\s+(?:(abroad|overseas)|in\s+(?:the\s+)?([^,()]+?))"
    r"|^\s*(?:wi(?:fe|ves)|husbands?)\s+of\s.*(abroad|overseas))\s*\)?$",
    re.IGNORECASE,
)
_WIFE_OF = ("vợ của ", "vợ ")
_WIFE_ABROAD = words_of("wife of a man working abroad")
_HUSBAND_ABROAD = words_of("househusband with a wife abroad")
_SPOUSES = frozenset(("husband", "spouse"))
_COUNTRY_CODE = 2  # letters
_HOME = "a home desk"
_FEW_THERE = 5  # of how many titles one has a place that is one of its kind alone
# Titles of who keeps house and sells beside it.
_SELLS, _COOKS = "homemaker with a sideline online shop", "housewife selling home-cooked food"
_AT_HOME = "homemaker with a small home business"
_BESIDE = re.compile(
    r"([^,()]+?)(?:\s*,\s*|\s+(?:with|and|who|yang|yg|dengan|na|que|qui|con|com|avec|mit)\s+|\s+(?=(?:selling|bán|jualan|nagtitinda)\s))([^()]+)",
    re.IGNORECASE,
)
_THEIR_OWN = re.compile(
    r"[^,()]+,\s*(?:now\s+)?(?:(?:owner of|runs?|running|owns?|operates)\s+(?:(?:an?|his|her|their|own)\s+)+"
    r"|with\s+(?:(?:an?|his|her|their)\s+)*own\s+)([^,()]+)",
    re.IGNORECASE,
)
_NOW = re.compile(r"[^,()]+?(?:[,(]\s*|\s)now\s+(?:working\s+as\s+)?(?:an?\s+)?([^,()]+?)\s*\)?", re.IGNORECASE)
_PERSON = re.compile(r"(?:er|or|ist|ian|ant|ent|ee|man|woman|person)s?$")


@lru_cache(maxsize=256)
def read_wishes(occupation: str) -> tuple[Wish, ...]:
    """The alternatives that the text names, at least one."""
    occupation = _as_one_trade(_R_AND_D.sub("research", in_english(occupation)))
    occupation = _OWNER_OF_LAND.sub(r"\1 owner", occupation)
    occupation = _without_inner_brackets(_NOTHING_INSIDE.sub(" ", occupation).strip())
    if "(" in occupation and (whole := named_mix(words_of(occupation))):  # brackets that belong to a name
        return (whole,)
    if told := _was_before(occupation) or _told_how(occupation):
        return (told,)
    if translated := read_translated(occupation) or read_gloss(occupation):
        return (translated,)
    if told := who_are(occupation) or _with_a_sideline(occupation) or _owner_of_theirs(occupation):
        return (told,)
    twice = TWICE.fullmatch(occupation)
    if twice and APART.search(twice[2].strip()) and not read_alternative(twice[1]):
        inner = read_wishes(twice[2])  # "aboki (suya and kilishi seller)"
        if any(wish.rows for wish in inner):
            return inner
    if told := who_does(occupation):
        return (told,)
    text = (
        _LETTERS_AND.sub(r"\1 \2", without_examples(occupation))
        .replace("&", " and ")
        .replace("(", " in ")
        .replace(")", " ")
    )
    words = words_of(text)
    whole = read_exact(words) or tables().fields.get(words)
    whole = whole or (read_exact(words_of(occupation)) if _LETTERS_AND.search(occupation) else None)
    parts = [part.strip() for part in APART.split(text) if words_of(part)]
    if whole is None and (wives := _wives_of(text, first=len(parts) > 1)):
        return (wives,)
    parts = [part for part in parts if without_adjectives(words_of(part))] or parts  # "public school teacher, Saudi"
    of_work = [part for part in parts if len(words_of(part)) > 1 or not _is_a_parent(part)]
    if len(of_work) == 1 < len(parts) and whole is None:  # "tobacco farm worker and grandmother"
        return read_wishes(of_work[0])
    parts = [*parts[:1], *(_OTHER.sub("", part) for part in parts[1:])]  # "BIR and other government office staff"
    if len(parts) < 2:
        read, told = read_alternative(text), read_in_brackets(occupation)
        known = told and (told.match != "as asked" or (told.rows and not read_alternative(occupation.split("(")[0])))
        if known and (read is None or is_a_guess(read)):
            read = told
        elif told and read and not read.rows and told.kind == read.kind and read.workplace is None:
            read = replace(read, workplace=told.workplace)  # "chủ cơ sở chế biến điều (cashew workshop owner)"
        return (_by_its_english(read or _unknown(TWICE.sub(_gloss, occupation)), occupation),)
    if whole:
        return (whole,)
    head = _head_of(parts[-1])  # "finance or marketing professional": both are professionals
    place = _where(parts[-1])
    readings = [_wives_of(part) or _in_place(part, place) or _part(part, head) for part in parts[:-1]]
    readings.append(_wives_of(parts[-1]) or _of_same_work(parts, readings) or read_alternative(parts[-1]))
    readings = [wish or _after_first(parts[0], part) for wish, part in zip(readings, parts, strict=True)]
    if _RETIRED.match(parts[0]):
        readings = [
            readings[0],
            *(_retired_too(part) or wish for part, wish in zip(parts[1:], readings[1:], strict=True)),
        ]
    if not any(readings) and not _LISTED.search(text):
        return (_unknown(text),)  # "arts and crafts": one thing
    said = [*(part if _where(part) else f"{part} {place}" for part in parts[:-1]), parts[-1]]
    wishes = [replace(wish or _unknown(part), said=own) for wish, part, own in zip(readings, parts, said, strict=True)]
    if set(words_of(parts[0])) & _FOR_WHOM and any(wish.rows for wish in readings if wish):
        # "social worker with couples and families": whom the work is for
        wishes = [own for own, wish in zip(wishes, readings, strict=True) if wish != Wish("any")]
    if any(wish != Wish("any") for wish in wishes):  # "teaching assistant and mum of two"
        wishes = [wish for wish in wishes if wish != Wish("any") or not _tells_of_others(wish.said)]
        paid = [wish for wish in wishes if words_of(wish.said)[-1:][0] not in tables().words["beside work"]]
        wishes = paid or wishes  # "taxi driver and mosque volunteer"
    everybody = [wish for wish in wishes if wish == Wish("any")]
    if set(APART.findall(text)) == {","}:
        wishes = _narrowest(_without_terms(wishes))
    return tuple(everybody[:1] or dict.fromkeys(wishes))


def _as_one_trade(text: str) -> str:
    """A text with one word for a trade that has two: an "oil and gas technician" works with oil, and is no two people.
    What is known by both words keeps them."""
    found = next(((at, instead) for pair, instead in _pairs() if (at := pair.search(text))), None)
    if not found or read_exact(words_of(text.replace("&", " and "))):
        return text
    at, instead = found
    return f"{text[: at.start()]}{instead}{text[at.end() :]}"


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The pairs of pairs.csv that a word comes after, or that end a text behind "in", with what stands for both."""
    found = []
    for row in table("phrases/pairs.csv"):
        names = "|".join(re.escape(words).replace(r"\ and\ ", r"\s*(?:and|&)\s*") for words in row["words"].split("|"))
        found.append(
            (re.compile(rf"\b(?:{names})\b(?=\s+\w)|(?<=\bin )(?:{names})\s*$", re.IGNORECASE), row["instead"])
        )
    return tuple(found)


def _with_a_sideline(text: str) -> Wish | None:
    """ "Housewife with online selling business", "housewife, jualan kue": who keeps house and sells beside it."""
    told, lists = _BESIDE.fullmatch(text), tables().words
    if not told or read_exact(words_of(text)):
        return None
    home = read_exact(words_of(told[1])) or _wives_of(told[1]) or read_alternative(told[1])
    if not home or not home.rows or any(row.job.status != "keeping house" for row in home.rows):
        return None
    beside = set(words_of(told[2]))
    if not beside & lists["sells beside"] or beside & lists["buys"]:
        return None  # "yang suka belanja online" buys
    own = read_exact(words_of(f"online-selling {home.rows[0].job.title}"))  # whose husband is away
    called = _COOKS if beside & lists["food sold"] else _SELLS if beside & lists["sold online"] else _AT_HOME
    return own or read_exact(words_of(called))


def _owner_of_theirs(text: str) -> Wish | None:
    """ "Pharmacist, owner of a small pharmacy", "Gulf returnee, runs a bakery": the owner; "returned worker, now shop
    owner": what they do now."""
    if told := _THEIR_OWN.fullmatch(text):
        wish = read_alternative(f"owner of a {told[1]}")
        return wish if wish and wish.rows else None
    now = _NOW.fullmatch(text)
    wish = read_alternative(now[1]) if now else None
    return wish if wish and wish.match != "as asked" and wish not in ANYBODY else None


def _was_before(text: str) -> Wish | None:
    """ "Rentner, früher Schlosser", "pensioner (former miner)": the retired by what they were."""
    told = _FORMERLY.fullmatch(text)
    words = words_of(told[2]) if told else ()
    size = next((size for size in (3, 2, 1) if words[:size] in _formerly() and len(words) > size), 0)
    left = read_alternative(told[1]) if told and size else None
    if not told or not left or {left.category, *(row.job.status for row in left.rows)} - {""} != {"retired"}:
        return None
    work = words[size:]
    return read_alternative(f"retired {' '.join(tables().abroad.get(work, ())) or ' '.join(told[2].split()[size:])}")


@cache
def _formerly() -> frozenset[Words]:
    return frozenset(map(words_of, tables().words["formerly"]))


def _told_how(text: str) -> Wish | None:
    """ "Software engineer, remote for a US company", "teacher (contractual)", "fotografer freelance": one job, and
    after it how the work is done, or where ("teller supervisor, BDO"); "teacher, retired"."""
    lists, words = tables().words, words_of(text)
    after = _HOW_AFTER.fullmatch(text)
    if after and not _says_how(words_of(after[2])):
        there = at_employer(read_alternative(after[1]), words_of(after[2])) or _at_its_place(after[1], after[2])
        if there:
            return there
    if after and (_says_how(words_of(after[2])) or (words_of(after[2])[:2] in _ONE_NO_LONGER and "," in text)):
        title, said = after[1], words_of(after[2])
    elif len(words) > 1 and not read_exact(words) and words[-1] in lists["freelance"]:
        title, said = " ".join(text.split()[:-1]), words[-1:]
    else:
        return None
    if said[0] in NO_LONGER:
        return read_alternative(f"{said[0]} {title}")
    own = FREELANCE if said[0] in lists["freelance"] else "self-employed" if said[:2] == SELF_EMPLOYED else ""
    how = own or said[0]
    if known := read_exact(words_of(f"{how} {title}")):
        return known
    wish = read_alternative(title)
    if wish and not own and not lists["at home"].isdisjoint(said):
        return replace(wish, workplace=_HOME) if is_desk(wish) else None  # "bookkeeper (work from home)"
    if not wish or not wish.rows or not own:
        return wish
    name = title if words_of(title) in tables().english else wish.rows[0].job.title
    return read_alternative(f"{own} {name}")


def _at_its_place(title: str, place: str) -> Wish | None:
    """ "Nurse, private hospital", "banana plantation worker (packing house)": who works where the words after it say,
    if these are a kind of workplace; "cook (domestic)", "driver, taxi": who is known with these words before it."""
    said, lists = words_of(place), tables().words
    before = not read_exact(said) and not set(said) & (lists["public"] | lists["private"])
    both = (read_exact(said + words_of(title)) if before else None) or read_exact(words_of(title) + said)
    if both and both.rows:
        return both
    wish = read_alternative(title)
    if not wish or wish.match == "as asked" or words_of(title)[-1:] == ("owner",):
        return None
    everywhere = rows_under(wish.category) if wish.category in tables().categories else ()
    of_kind = tuple(row for row in everywhere if "asked" not in row.markets)
    rows = where_ending(wish.rows or of_kind, _place_abroad(said) or said)
    if rows and len(rows) * _FEW_THERE >= len(wish.rows):  # "provincial government employee (capitol)" is any of many
        return replace(wish, rows=rows)
    named = place.strip() if place.isupper() else lowered(place.strip())
    if not is_workplace(said) and said not in places_whole():
        named = " ".join(_place_abroad(said))
    behind = not named and names_places(said)  # "staf admin, perusahaan logistik"
    if not named and not behind:
        return None
    there = read_alternative(f"{title} {place}" if behind else f"{title} at {with_article(named)}")
    return there if there and there.rows and there.match != "as asked" else None


def _place_abroad(words: Words) -> Words:
    """The English of a place of work that words of another language begin with."""
    abroad = tables().abroad
    places = (abroad[words[:end]] for end in range(len(words), 0, -1) if words[:end] in abroad)
    there = (place for place in places if place[-1] in words_of_places())
    return next((place for place in there if is_workplace(place) or not read_exact(place)), ())  # no "machine operator"


def _says_how(words: Words) -> bool:
    """Whether words tell only how work is done, with or without for whom: "remote for a US company"."""
    lists = tables().words
    if any(" ".join(words[:size]) in lists["how"] for size in (2, 3)):
        return True  # "work from home"
    end = next((at for at, word in enumerate(words) if word in lists["link"] | lists["clause"]), len(words))
    return end > 0 and set(words[:end]) <= lists["how"]


def _without_inner_brackets(text: str) -> str:
    """The text without brackets that more words come after ("Homestay (minsu) owner"); what they say comes before the
    name where both are one: "teacher (retired) from Leeds"."""
    inside = _INSIDE.search(text)
    if not inside:
        return text
    said, name = inside.group().strip()[1:-1], text[: inside.start()]
    both = f"{said} {name}"
    if word_of(said) in NO_LONGER:
        return both if _AFTER_WORK.match(text, inside.end()) else both + text[inside.end() :]
    return _without_inner_brackets((both if read_exact(words_of(both)) else name) + text[inside.end() :])


def _by_its_english(wish: Wish, text: str) -> Wish:
    """A reading that only keeps words, by what the brackets say again in English: "thợ làm nến (candle maker)"."""
    twice = TWICE.fullmatch(text)
    if not twice or not is_a_guess(wish) or wish.title.isascii() or not twice[2].isascii() or twice[2].isupper():
        return wish
    return replace(wish, title=as_title(twice[2]))


def _wives_of(text: str, *, first: bool = False) -> Wish | None:
    """Who is told by what the husband does: "wives of factory workers", "istri nelayan" and, where it need not come
    `first`, "fisherman's wife"; of "husbands of nurses" no work is told."""
    abroad = _works_abroad(text)
    if abroad and not _SPOUSES.isdisjoint(words_of(text)) and keeps_house(read_exact(words_of(text)[:1]) or Wish()):
        return read_exact(_WIFE_ABROAD)  # "housewife with husband working in Japan"
    text = first_clause(text)  # "miner's wife with a tailoring business"
    if text.casefold().startswith(_WIFE_OF) and not read_exact(words_of(text)):
        return named_mix(WIVES)  # other words of Vietnamese differ from it by their marks alone
    words, known = words_of(text), tables().words
    if len(words) < 2 or read_exact(words):
        return None
    if words[0] in known["husband"] and words[1] in known["link"] | {"ng"}:
        whose = words_of(before_place(text))[2:]
        return read_exact(_HUSBAND_ABROAD if abroad else (*whose, "husband")) or Wish("any")
    of_somebody = words[0] in known["wife"] and words[1] in known["link"]
    told = of_somebody or words[0] in known["wife first"] or (not first and words[-1] in known["wife"])
    if not told:
        return None
    if abroad:
        return read_exact(_WIFE_ABROAD)
    if of_somebody and (known_so := read_exact((*words_of(before_place(text))[2:], "wife"))):
        return known_so  # "wives of OFWs" as "OFW wives"
    return read_exact(words_of(before_place(text))) or named_mix(WIVES)  # "wife of a migrant worker in Qatar"


def _names_country(text: str) -> bool:
    """Whether a text is the name of a country, not its code: somebody in "IT" is in no Italy."""
    return len(text) > _COUNTRY_CODE and country_named(text) is not None


def _works_abroad(text: str) -> bool:
    """Whether somebody is said to work in another country, which is named as such ("a labourer working in Taiwan")."""
    found = _WORKS_IN.search(text)
    return found is not None and (bool(found[1] or found[3]) or _names_country(found[2] or ""))


def _tells_of_others(part: str) -> bool:
    """Whether a part tells of the people that another names: that they are parents, or "active in church"."""
    return _is_a_parent(part) or not tables().words["tells of people"].isdisjoint(words_of(part)[:1])


def _is_a_parent(text: str) -> bool:
    lists = tables().words
    kin = lists["mother"] | lists["father"] | lists["parent"] | lists["woman"] | lists["man"]
    return not kin.isdisjoint(words_of(text))


def _without_terms(wishes: list[Wish]) -> list[Wish]:
    """Without what after a comma names nobody and tells on what terms a known job is done: "carer, zero hours"."""
    first, *others = wishes
    if not (first.rows or first.category):
        return wishes
    return [first, *(each for each in others if is_work(each) or _names_a_person(each.title))]


def _names_a_person(title: str) -> bool:
    """Whether words end as names of persons do, and some name of a job ends with that word: no "own apartment"."""
    return bool(_PERSON.search(title)) and words_of(title)[-1] in ends_of_names()


@cache
def ends_of_names() -> frozenset[str]:
    """The words that say who in the English names of jobs: their last ones, or those before "of"."""
    return frozenset((words[: words.index("of")] if "of" in words[1:] else words)[-1] for words in tables().english)


def _gloss(twice: re.Match[str]) -> str:
    """Of two names of which no table knows either, the English one, if it names a person: "iznajmljivač apartmana
    (apartment renter)"; else the first."""
    outer, inner = twice[1].strip(), twice[2].strip()
    return inner if not outer.isascii() and inner.isascii() and _PERSON.search(inner) else outer


def _narrowest(wishes: list[Wish]) -> list[Wish]:
    """Without the kinds of work of which another wish names titles, and without a mix that has all titles of another:
    "OFW, domestic worker in Hong Kong" is one, and so is "esnaf, bakkal sahibi"."""
    named = {row.job.category for wish in wishes for row in wish.rows}
    wishes = [wish for wish in wishes if wish.rows or wish.category not in named]
    titles = [{row.job.title for row in wish.rows} for wish in wishes]
    return [wish for wish, own in zip(wishes, titles, strict=True) if not any(each and each < own for each in titles)]


def _where(part: str) -> str:
    """ "in private hospitals", of "doctors and nurses in private hospitals": where all are who are told of before."""
    linked = next((token for token in TOKEN.finditer(part) if word_of(token.group()) in PLACED), None)
    return part[linked.start() :] if linked and linked.start() else ""


def _in_place(part: str, place: str) -> Wish | None:
    """An alternative before the last at the place that is told with the last, if it is one that such people have."""
    if not place or not (alone := read_exact(words_of(part))) or _where(part):
        return None
    there = read_alternative(f"{part} {place}")
    if not there or is_a_guess(there) or not (there.rows or there.workplace):
        return None
    return there if there.kind == alone.kind else None


def _head_of(part: str) -> str:
    """What may be left out before the last alternative: its last word, or those that are a name of a job themselves:
    "durian and banana plantation owner"."""
    said = as_title(_WITH.sub("", part)).split()
    heads = (" ".join(said[start:]) for start in range(1, len(said) - 1))
    return next((head for head in heads if words_of(head) in tables().english), said[-1])


def _part(part: str, head: str) -> Wish | None:
    """An alternative before the last, which may lack the head that the last one has."""
    if alone := read_exact(words_of(part)):
        return alone
    whole = None if part.isascii() else read_alternative(part)
    if whole and whole.match == "title" and len({row.job.title for row in whole.rows}) == 1:
        return whole  # "chủ vườn điều"
    linked = tables().words["link"] & set(words_of(part))
    headed = None if linked else read_alternative(f"{part} {head}")
    is_thing = words_of(part) in tables().fields or part.casefold() in goods_at_stalls() or not _PERSON.search(part)
    if headed and headed.match == "as asked":
        short = read_alternative(f"{part} {head.split()[-1]}")
        if short and short.rows and short.match == "title":  # "DENR and other national agency employees"
            return short
    if headed and (headed.match != "as asked" or is_thing):  # "durian" is none of who end so
        return headed
    return read_alternative(part)


def _retired_too(part: str) -> Wish | None:
    """The retired of a second work: "retired military and police"."""
    known = None if _RETIRED.match(part) else read_alternative(part)
    if known is None or any(row.job.status != "working" for row in known.rows):
        return None
    wish = read_alternative(f"retired {part}")
    return wish if wish and wish.rows and all(row.job.status == "retired" for row in wish.rows) else None


def _of_same_work(parts: list[str], readings: list[Wish | None]) -> Wish | None:
    """The second of two names, of one word, with words that the first begins with, if both are one kind of work then:
    "car body repairer and painter" paints cars, "palay buyer and trader" trades palay."""
    first, last = words_of(parts[0]), words_of(parts[-1])
    if len(parts) > 2 or len(last) > 1 or not readings[0]:
        return None
    kinds = {readings[0].category} | {row.job.category for row in readings[0].rows}
    for end in range(len(first) - 1, 0, -1):
        wish = read_exact(first[:end] + last)
        rows = tuple(row for row in wish.rows if row.job.category in kinds) if wish else ()
        if wish and rows:
            return replace(wish, rows=rows)
    return None


def _after_first(first: str, part: str) -> Wish | None:
    """What another alternative means that lacks the word with which the first begins, "petani pala dan cengkeh", or the
    one before its "of": "vendor of fishball and kwek-kwek"."""
    who, of, _ = first.partition(" of ")
    if of and (wish := read_exact(words_of(f"{re.split(r' (?:in|at) ', part)[0]} {who.split()[-1]}"))):
        return wish if wish.rows else None
    sizes = (1,) if first.isascii() else (1, 2)  # "chủ vườn điều và cao su"
    said = (read_alternative(f"{' '.join(first.split()[:size])} {part}") for size in sizes if words_of(first))
    return next((wish for wish in said if wish and wish.rows and wish.match == "title"), None)


def _unknown(text: str) -> Wish:
    return Wish(title=as_title(first_clause(text)), match="as asked")
