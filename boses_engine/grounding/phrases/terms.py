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
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.country_names import country_named
from boses_engine.grounding.text import lowered, with_article
from boses_engine.grounding.words import TOKEN, Words, word_of, words_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import JOBLESS, ONLINE_SELLER, OWNER, Wish, rows_under, tables

WIVES = ("wife", "of", "somebody")  # what they do, by its name in mixes.csv

_LISTED = re.compile(rf"[,/;|+]|\s(?:{OR})\s", re.IGNORECASE)
_OTHER = re.compile(r"^\s*(?:all\s+)?other\s+(?=\w)", re.IGNORECASE)  # before the last of several: no word of the work
_WITH = re.compile(r"(?<=\w)\s+with\s+.*", re.IGNORECASE)  # "villa and homestay owners with staff"
_RETIRED = re.compile(r"retired\s+(?=\w)", re.IGNORECASE)
_ONE = r"(?:(?:a|an|the|their|own|his|her|\d|two|three|several|many)\s+)*"
_WHO_DO = re.compile(rf"\bwho\s+(own|run|operate|drive|sell|teach)(?:e?s)?\s+{_ONE}(.+)", re.IGNORECASE)
# "Women selling at a market" sell there, whatever it is; "people running a shop" own it.
_PARENTS = ("moms", "mums", "mothers", "dads", "fathers", "parents")
_MANY = (
    "men",
    "women",
    "people",
    "adults",
    "expats",
    "guys",
    "those",
    "folks",
    "ladies",
    "girls",
    "boys",
    "youth",
    "youths",
)
_PEOPLE = "|".join(rf"(?<=\b{who} )" for who in (*_MANY, *_PARENTS))
_DOING = re.compile(rf"(?:{_PEOPLE})(selling|running|owning|driving)\b", re.IGNORECASE)
_RUNNING = re.compile(
    r"(?<=s )(running|owning)\s+(?=(?:an?|the|their|own)\s|clinic|pharmac|salon|shop|school)", re.IGNORECASE
)
_DOES = {"selling": "who sell", "running": "who run", "owning": "who own", "driving": "who drive"}
_MENDS = ("repairer", "technician", "mechanic")
# What who does something is called, before which comes with what: "houses" of who clean, "cakes" of who bake.
_BY_DOING = {
    **{"clean": ("cleaner",), "cook": ("cook",), "bake": ("baker",), "trade": ("trader",), "farm": ("farmer",)},
    **{
        "grow": ("grower", "farmer"),
        "raise": ("raiser", "farmer"),
        "rear": ("raiser", "farmer"),
        "fish": ("fisher",),
        "weave": ("weaver",),
    },
    **{"sew": ("stitcher", "seamstress"), "stitch": ("stitcher", "seamstress"), "tutor": ("tutor",)},
    **{"deliver": ("delivery rider",), "ride": ("rider",), "make": ("maker",), "hawk": ("hawker",)},
    **{"repair": _MENDS, "fix": _MENDS, "collect": ("collector",), "pick": ("picker",)},
    **{"write": ("writer",), "translate": ("translator",), "sell": ("seller", "vendor")},
    **{"build": ("construction worker", "builder"), "tailor": ("tailor",), "weld": ("welder",), "braid": ("braider",)},
    **{"fry": ("fryer", "vendor"), "roll": ("roller",), "smoke": ("smoker", "vendor"), "paint": ("painter",)},
    **{"carve": ("carver",), "embroider": ("embroiderer",), "crochet": ("crocheter",), "pack": ("packer",)},
    **{
        "sort": ("sorter",),
        "dry": ("dryer", "processor"),
        "harvest": ("harvester", "picker"),
        "plant": ("planter", "farmer"),
        "drive": ("driver",),
    },
    **{
        "mine": ("miner",),
        "process": ("processor",),
        "peel": ("peeler",),
        "iron": ("ironer",),
        "roast": ("roaster", "vendor"),
    },
}
# "Moms with a home-based baking business", who own that.
_WITH_OWN = re.compile(
    r"\bwith\s+(?:(?:an?|their|own|small|little|home[- ]based)\s+)*"
    r"(?!business)((?:[^,()]+\s)?(?:business(?:es)?|shops?|stores?|stalls?|salons?|restaurants?|cafes?|farms?|bakery|eatery|lets?|homestays?|kiosks?))$",
    re.IGNORECASE,
)
# "Women doing stitching work", "moms baking cakes".
_GERUNDS = {f"{verb.removesuffix('e')}ing": verb for verb in _BY_DOING if verb not in ("sell", "drive")}
_MAKING = re.compile(rf"(?:{_PEOPLE})(?:doing\s+)?({'|'.join(_GERUNDS)})\b(?:\s+(?:work|jobs?)\b)?", re.IGNORECASE)
_WHO_DO_ING = re.compile(rf"\bwho\s+do(?:es)?\s+({'|'.join(_GERUNDS)})\b(?:\s+(?:work|jobs?)\b)?", re.IGNORECASE)
_WHO_MAKE = re.compile(rf"\bwho\s+({'|'.join(_BY_DOING)})(?:e?s)?(?:\s+{_ONE}(.+))?$", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*|\s+(?:and|or)\s+", re.IGNORECASE)
_AWAY = re.compile(
    r"\s+(?:who\s+(?:are\s+)?)?(?:work(?:s|ing)?|deployed|posted|stationed)\s+(?:abroad|overseas)\s*$", re.IGNORECASE
)
_WHO_IS = re.compile(r"\bwho\s+(\w+)$", re.IGNORECASE)  # "moms who waitress", "mums who childmind"
_DRIVING_FOR = re.compile(r"\b(?:who\s+drives?|driving)\s+for\s+([^,()]+)$", re.IGNORECASE)
_WHO_WORK = re.compile(
    rf"(?:\bwho\s+(?:works?|(?:are|is)\s+employed)|\bworking)\s+(as|in|at|for)\s+{_ONE}(.+)", re.IGNORECASE
)
_WHO_ARE = re.compile(r"([^,()]+?)\s+who\s+(?:are|is)\s+([^,()]+)", re.IGNORECASE)  # "moms who are nurses"
_PEOPLE_IN = re.compile(rf"(?:{_PEOPLE})(in)\s+{_ONE}(.+)", re.IGNORECASE)  # "women in retail"
_WORKING_IN = re.compile(
    rf"(?<=^working )(?:\w+)(?:\s+of\s+\w+)?\s+(in|at)\s+{_ONE}(.+)", re.IGNORECASE
)  # "working mother in a bank"
_SOLD_AT = re.compile(rf"(?:at|in|on)\s+{_ONE}(.+)", re.IGNORECASE)  # where, and not what
_SOLD_HOW = {"bulk": "wholesaler", "commission": "sales agent"}
_ANYBODY = (Wish("any"), Wish("any worker"))
_FOR_WHOM = {"with", "for", "of"}
_OWNER_OF_LAND = re.compile(  # "owner of a large coffee and pepper farm"
    r"^\s*owners?\s+of\s+(?:(?:an?|the|several|some|many|two|three)\s+)?"
    r"(\w[\w\s]*?\s(?:farm|orchard|plantation|field|vineyard|pond|ranch))s?\s*$",
    re.IGNORECASE,
)
_R_AND_D = re.compile(r"\bR\s?&\s?D\b", re.IGNORECASE)  # no two things: "R&D engineer"
_LETTERS_AND = re.compile(r"\b(\w)&(\w)\b")  # "J&T"
_INDUSTRY = re.compile(r"\s+(?:industry|sector)\b.*", re.IGNORECASE)
_WHO = {  # others are its owners
    **{"drive": ("driver", "owner"), "sell": ("seller", "sales agent", "agent", "owner")},
    **{"teach": ("teacher", "owner"), "operate": ("operator", "owner")},
}
_HOW_AFTER = re.compile(r"([^,()]+?)\s*(?:,\s*|\(\s*)([^,()]+)\)?\s*")
_FORMERLY = re.compile(r"([^,()]+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*")
_ONE_NO_LONGER = frozenset((word,) for word in NO_LONGER)
_SELLING = ("52", "95")  # ISCO-08 codes of sellers
_SOMEBODY = frozenset(
    (
        *("staff", "personnel", "crew", "someone", "somebody", "those", "anyone", "anybody"),
        *("guys", "folks", "ladies", "girls", "boys"),
    )
)
_PLACED = frozenset(("in", "at"))
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
    if told := _who_are(occupation) or _with_a_sideline(occupation) or _owner_of_theirs(occupation):
        return (told,)
    twice = TWICE.fullmatch(occupation)
    if twice and APART.search(twice[2].strip()) and not read_alternative(twice[1]):
        inner = read_wishes(twice[2])  # "aboki (suya and kilishi seller)"
        if any(wish.rows for wish in inner):
            return inner
    if told := _who_does(occupation):
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
        if known and (read is None or _is_a_guess(read)):
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
    return wish if wish and wish.match != "as asked" and wish not in _ANYBODY else None


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


def _who_are(text: str) -> Wish | None:
    """What "moms who are nurses" do, unless it is beside studies or, as selling, beside a home."""
    told = _WHO_ARE.fullmatch(text)
    if not told:
        return None
    people, named = read_alternative(told[1]), read_exact(words_of(told[2]))
    if not named or named in _ANYBODY or keeps_house(named):
        return None
    sells = bool(named.rows) and all(row.job.isco08.startswith(_SELLING) for row in named.rows)
    if people and (people.kind == "student" or _studies(people) or (sells and keeps_house(people))):
        return None
    return named


def _who_does(text: str) -> Wish | None:
    """What "women who own a clothing shop", "people who work in banks", "women in retail" and "men working as drivers"
    do."""
    text = _DOING.sub(lambda found: _DOES[found[0].casefold()], text)
    text = _MAKING.sub(lambda found: f"who {_GERUNDS[found[1].casefold()]}", text)
    text = _WHO_DO_ING.sub(lambda found: f"who {_GERUNDS[found[1].casefold()]}", text)
    text = _RUNNING.sub(lambda found: f"{_DOES[found[1].casefold()]} ", text)
    away = _AWAY.search(text)
    if away and read_alternative(text[: away.start()]) in _ANYBODY:
        return read_exact(("overseas", "worker"))  # "single mothers working abroad"
    told = _WHO_DO.search(text) or _WHO_WORK.search(text) or _WORKING_IN.search(text) or _PEOPLE_IN.search(text)
    told = _DRIVING_FOR.search(text) or told or _WHO_MAKE.search(text) or _WITH_OWN.search(text) or _WHO_IS.search(text)
    if not told:
        return None
    who = text[: told.start()]
    is_anybody = who.strip().casefold() in _SOMEBODY or words_of(who)[-1:] in (("wife",), ("wives",))
    people = _ANYBODY[0] if is_anybody else read_alternative(who)
    if told.re is _WHO_WORK and told[1].casefold() == "as":  # "graduate working as a tutor"; a student is one still
        does = people if _studies(people) else read_alternative(told[2])
        if does and _studies(does):
            return does
        if does and does.rows and does.match != "as asked":
            return does
    sectors = tables().words["public"] | tables().words["private"]
    in_place = (
        told.re is _WHO_WORK and told[1].casefold() in _PLACED | {"for"} and not set(words_of(told[2])) <= sectors
    )
    if in_place and people and _are_at_work(people):
        there = read_alternative(f"{who.strip()} {text[told.start(1) :]}")  # "nurses working in private clinics"
        return there if there and there.rows and there.match != "as asked" else None
    if people and people.rows and told.re is _WHO_DO and (owner := _own_where_they_work(people, told)):
        return owner
    if people and people.kind == JOBLESS and told.re in (_WHO_WORK, _WHO_DO):
        people = _ANYBODY[0]  # "college grads working in retail"
    if not people or not (people in _ANYBODY or (keeps_house(people) and told.re is not _WITH_OWN)):
        return None
    if told.re is _DRIVING_FOR:
        return read_alternative(f"{told[1]} driver")
    if told.re is _WHO_IS:
        named = (read_exact((f"{words_of(told[1])[0]}{end}",)) for end in ("", "er", "r"))
        return next((wish for wish in named if wish and _is_work(wish) and wish not in _ANYBODY), None)
    if told.re is _WITH_OWN:
        owner = read_alternative(f"{as_title(told[1])} owner")
        return owner if owner and owner.category != "any worker" else None
    verb, rest = told[1].casefold(), _INDUSTRY.sub("", told[2] or "")
    if told.re is _PEOPLE_IN and (words_of(rest) not in tables().fields or is_workplace(words_of(rest))):
        return None  # whoever is in a nursing home or a university need not be of its staff
    if told.re is _WHO_DO and verb == "sell" and (what := _sold_online(rest)):
        return _online_seller(what)
    if told.re is _WHO_DO and verb == "sell" and (sold := _sold_at(rest)):
        readings = sold
    elif told.re is _WHO_MAKE:
        readings = _makers(verb, rest)
    elif told.re is _WHO_DO:
        rest = _AND.split(rest)[0] if verb == "sell" else rest  # "Avon and Natasha"
        readings = [f"{as_title(rest)} {who}" for who in dict.fromkeys(_WHO.get(verb, ("owner",)))]
    else:
        place = _INDUSTRY.sub("", text[told.start(1) :])  # with its article: "in a mall"
        readings = [rest] if verb == "as" else [f"worker {place}", f"worker {verb} {rest}", f"{as_title(rest)} worker"]
    if verb == "sell":
        readings.append("vendor")  # of goods that no table has
    wishes = (read_alternative(reading) for reading in readings)
    known = (wish for wish in wishes if wish and not _is_a_guess(wish) and wish.category != "any worker")
    return next((wish for wish in known if told.re is not _WHO_MAKE or wish.kind != OWNER), None)  # no firm builds


def _are_at_work(wish: Wish) -> bool:
    """Whether all titles that a reading means are of people at work."""
    return bool(wish.rows) and all(row.job.status == "working" for row in wish.rows)


def _own_where_they_work(people: Wish, told: re.Match[str]) -> Wish | None:
    """The owner of what people own who work at such a place: "pharmacists who own a pharmacy"."""
    last = words_of(told[2])[-1:]
    places = {words_of(text)[-1:] for row in people.rows for _, text in row.workplaces}
    owner = (
        read_exact((*words_of(told[2]), "owner")) if told[1].casefold() in ("own", "run") and last in places else None
    )
    return owner if owner and owner.rows else None


def _makers(verb: str, rest: str) -> list[str]:
    """What those may be called who do something, with what and where, then without the one and the other: "house
    cleaner", "trader in the market"."""
    what = "" if _SOLD_AT.match(rest) else _before_place(first_clause(rest))
    where = rest.removeprefix(what).strip()
    named = [f"{as_title(what)} {who}" for who in _BY_DOING[verb]] if what else []
    return [*(f"{name} {where}" for name in (*named, *_BY_DOING[verb]) if where), *named, *_BY_DOING[verb]]


def _sold_at(rest: str) -> list[str]:
    """What those may be called who sell at a place: vendors of a market or street, staff of a shop, sellers online;
    what is known of how they sell ("in bulk"), and nothing of other places."""
    at, lists = _SOLD_AT.match(rest), tables().words
    place = _before_place(first_clause(at[1])) if at else ""
    if not at or not (words := words_of(place)):
        return []
    ends = {" ".join(words[-size:]) for size in (1, 2)}
    if ends & lists["sold at stall"]:
        return [f"vendor {rest}"]
    if ends & lists["sold on platform"] or words[0] in lists["sold on platform"]:
        return [f"{as_title(at[1])} seller", "online seller"]
    if words[-1] in lists["sold anywhere"]:
        return ["vendor"]
    if ends & lists["sold at shop"]:
        own = "own" in words_of(at[0][: at.start(1)])
        return [f"{as_title(place)} owner"] if own else [f"sales assistant {rest}", "sales clerk"]
    return [_SOLD_HOW[words[0]]] if words[0] in _SOLD_HOW else []


def _sold_online(rest: str) -> str:
    """What is sold, where that is done on a platform: "ukay-ukay on Facebook Live"; "" where it is not."""
    what, _, place = first_clause(rest).rpartition(" on ")
    words, platforms = words_of(place), tables().words["sold on platform"]
    known = {" ".join(words[:size]) for size in (1, 2)} | {words[-1]} if words else set()
    return as_title(what) if what and known & platforms else ""


def _online_seller(what: str) -> Wish | None:
    """Who sells some goods online, or anything where no table has these."""
    named = (read_alternative(name) for name in (f"online {what} seller", f"{what} online seller", "online seller"))
    return next((wish for wish in named if wish and wish.kind == ONLINE_SELLER), None)


def _by_its_english(wish: Wish, text: str) -> Wish:
    """A reading that only keeps words, by what the brackets say again in English: "thợ làm nến (candle maker)"."""
    twice = TWICE.fullmatch(text)
    if not twice or not _is_a_guess(wish) or wish.title.isascii() or not twice[2].isascii() or twice[2].isupper():
        return wish
    return replace(wish, title=as_title(twice[2]))


def _is_a_guess(wish: Wish) -> bool:
    """Whether a reading only keeps the words, and not because the work has ended."""
    return wish.match == "as asked" and wish.category not in NO_LONGER.values()


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
        whose = words_of(_before_place(text))[2:]
        return read_exact(_HUSBAND_ABROAD if abroad else (*whose, "husband")) or Wish("any")
    of_somebody = words[0] in known["wife"] and words[1] in known["link"]
    told = of_somebody or words[0] in known["wife first"] or (not first and words[-1] in known["wife"])
    if not told:
        return None
    if abroad:
        return read_exact(_WIFE_ABROAD)
    if of_somebody and (known_so := read_exact((*words_of(_before_place(text))[2:], "wife"))):
        return known_so  # "wives of OFWs" as "OFW wives"
    return read_exact(words_of(_before_place(text))) or named_mix(WIVES)  # "wife of a migrant worker in Qatar"


def _names_country(text: str) -> bool:
    """Whether a text is the name of a country, not its code: somebody in "IT" is in no Italy."""
    return len(text) > _COUNTRY_CODE and country_named(text) is not None


def _works_abroad(text: str) -> bool:
    """Whether somebody is said to work in another country, which is named as such ("a labourer working in Taiwan")."""
    found = _WORKS_IN.search(text)
    return found is not None and (bool(found[1] or found[3]) or _names_country(found[2] or ""))


def _before_place(text: str) -> str:
    """The words before where something is."""
    return re.split(r"\s(?:in|at)\s", text, maxsplit=1)[0]


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
    return [first, *(each for each in others if _is_work(each) or _names_a_person(each.title))]


def _names_a_person(title: str) -> bool:
    """Whether words end as names of persons do, and some name of a job ends with that word: no "own apartment"."""
    return bool(_PERSON.search(title)) and words_of(title)[-1] in ends_of_names()


@cache
def ends_of_names() -> frozenset[str]:
    """The words that say who in the English names of jobs: their last ones, or those before "of"."""
    return frozenset((words[: words.index("of")] if "of" in words[1:] else words)[-1] for words in tables().english)


def _is_work(wish: Wish) -> bool:
    """Whether a reading means titles or a kind of work, and no words alone."""
    return bool(wish.rows or wish.category)


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


def _studies(wish: Wish | None) -> bool:
    """Whether people study."""
    kind = tables().categories.get(wish.kind) if wish else None
    return kind is not None and kind.job.status == "studying"


def keeps_house(wish: Wish) -> bool:
    """Whether a reading means people who keep house alone."""
    return bool(wish.rows) and all(row.job.status == "keeping house" for row in wish.rows)


def _where(part: str) -> str:
    """ "in private hospitals", of "doctors and nurses in private hospitals": where all are who are told of before."""
    linked = next((token for token in TOKEN.finditer(part) if word_of(token.group()) in _PLACED), None)
    return part[linked.start() :] if linked and linked.start() else ""


def _in_place(part: str, place: str) -> Wish | None:
    """An alternative before the last at the place that is told with the last, if it is one that such people have."""
    if not place or not (alone := read_exact(words_of(part))) or _where(part):
        return None
    there = read_alternative(f"{part} {place}")
    if not there or _is_a_guess(there) or not (there.rows or there.workplace):
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
