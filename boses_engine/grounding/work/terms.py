"""Occupations read from free text: what a group's words may mean, as wishes into the tables.

A text is read in words, never in letters. English puts the person last ("management student"), so the longest known
phrase that ends the text decides; Filipino, Indonesian and Vietnamese put it first ("sinh viên luật"), so there the
longest one that begins it does. Words left over narrow the choice, or stay as they were asked. One slip of the
keyboard in a long word is forgiven where the words are then known through and through.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product

from boses_engine.domain.persona import LIVES_IN
from boses_engine.grounding.text import ABBREVIATION_MOST, lowered, singular
from boses_engine.grounding.work.mixes import named_mix, staff_of, untied
from boses_engine.grounding.work.own_words import english_place, joined, words_of_places
from boses_engine.grounding.work.tables import (
    TOKEN,
    Row,
    Wish,
    Words,
    rows_under,
    spelling,
    tables,
    word_of,
    words_of,
)
from boses_engine.grounding.work.unspaced import in_english

TITLE_WORDS_MOST = 6
_TITLES_LEAST = 3  # titles of a kind of work at a workplace before it is taken for a workplace
SHOUTED_MOST = 3  # letters of an abbreviation where all the text is in capitals
FORGIVEN_LEAST = 7  # letters of a word that may be misspelt: "potter" is no slip for "porter"
_HEAD_LEAST = 6  # letters of a name that may end a compound of another language
NO_LONGER = {"retired": "retired", "unemployed": "looking for work", "jobless": "looking for work"}
OWNER = "small business owner"
_OWN = "freelance"  # before a title: at no employer's
# Of work that no row is retired from: what a pension is of the pay ratio of a wage, within what limits, and of an
# owner's; what it is over mean earnings for who worked for customers; the age from which people have left it
# (estimates).
PENSION_OF_PAY, PENSIONS_WITHIN, OWNERS_PENSION, PENSION_OF_OWN_ACCOUNT = 0.45, (0.32, 0.9), 0.3, 0.12
PENSION_FROM_AGE = 58
WIVES = ("wife", "of", "somebody")  # what they do, by its name in mixes.csv

# Standard deviations of log pay by which a word of rank moves within its band (estimate).
_RANK_SHIFTS = {
    **dict.fromkeys(("intern", "trainee", "apprentice"), -1.6),
    **dict.fromkeys(("junior", "entry", "graduate"), -0.9),
    **dict.fromkeys(("senior", "lead", "principal"), 0.9),
    **dict.fromkeys(("head", "chief", "director", "executive"), 1.3),
}

# An "o" between two names is an or, but "ở chợ" without its marks is "at the market".
_OR = r"or|atau|hoặc|hoac|o(?!\s(?:cho|nha|quan|truong|khu|cong|benh|sieu|cua|que|via|vung|xa|huyen|lang|thanh)\b)"
_APART = re.compile(rf"[,/;|+]|\s(?:{_OR}|and|dan|và|va|ug|kag)\s", re.IGNORECASE)
_LISTED = re.compile(rf"[,/;|+]|\s(?:{_OR})\s", re.IGNORECASE)
_ONE = r"(?:(?:a|an|the|their|own|his|her)\s+)*"
_WHO_DO = re.compile(rf"\bwho\s+(own|run|operate|drive|sell|teach)s?\s+{_ONE}(.+)", re.IGNORECASE)
_WHO_WORK = re.compile(rf"(?:\bwho\s+(?:work|are\s+employed)|\bworking)\s+(as|in|at|for)\s+{_ONE}(.+)", re.IGNORECASE)
_WORKING_IN = re.compile(rf"(?<=^working )(?:\w+)\s+(in|at)\s+{_ONE}(.+)", re.IGNORECASE)  # "working mother in a bank"
_ANYBODY = (Wish("any"), Wish("any worker"))
_INDUSTRY = re.compile(r"\s+(?:industry|sector)\b.*", re.IGNORECASE)
_WHO = {"drive": "driver", "sell": "seller", "teach": "teacher"}  # who runs something is its owner
_TRADE_LEAST = 2  # words of a trade after a word for any who work
_PLACED = frozenset(("in", "at"))
_TWICE = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_INSIDE = re.compile(r"(?<=\S)\s*\([^()]*\)(?=\s+\w)")  # brackets with more words after them
_A_TITLE = 4  # rows up to which words name one title, and what brackets list says it again
_PERSON = re.compile(r"(?:er|or|ist|ian|ant|ent|ee|man|woman|person)s?$")


@lru_cache(maxsize=256)
def read_wishes(occupation: str) -> tuple[Wish, ...]:
    """The alternatives that the text names, at least one."""
    occupation = _INSIDE.sub("", in_english(occupation))
    if translated := _translated(occupation):
        return (translated,)
    if told := _who_does(occupation):
        return (told,)
    text = _without_examples(occupation).replace("&", " and ").replace("(", " in ").replace(")", " ")
    words = words_of(text)
    whole = _exact(words) or tables().fields.get(words)
    parts = [part.strip() for part in _APART.split(text) if words_of(part)]
    if whole is None and (wives := _wives_of(text, first=len(parts) > 1)):
        return (wives,)
    parts = [part for part in parts if _bare(words_of(part))] or parts  # "public school teacher, Saudi"
    if len(parts) < 2:
        read, told = _read(text), _in_brackets(occupation)
        if told and told.match != "as asked" and (read is None or _is_a_guess(read)):
            read = told
        return (read or _unknown(_TWICE.sub(r"\1", occupation)),)
    if whole:
        return (whole,)
    head = _as_title(parts[-1]).split()[-1]  # "finance or marketing professional": both are professionals
    place = _where(parts[-1])
    readings = [_wives_of(part) or _in_place(part, place) or _part(part, head) for part in parts[:-1]]
    readings.append(_wives_of(parts[-1]) or _read(parts[-1]))
    readings = [wish or _after_first(parts[0], part) for wish, part in zip(readings, parts, strict=True)]
    if not any(readings) and not _LISTED.search(text):
        return (_unknown(text),)  # "arts and crafts": one thing
    wishes = [wish or _unknown(part) for wish, part in zip(readings, parts, strict=True)]
    everybody = [wish for wish in wishes if wish == Wish("any")]
    if set(_APART.findall(text)) == {","}:
        wishes = _narrowest(wishes)
    return tuple(everybody[:1] or dict.fromkeys(wishes))


def _who_does(text: str) -> Wish | None:
    """What "women who own a clothing shop", "people who work in banks" and "men working as drivers" do."""
    told = _WHO_DO.search(text) or _WHO_WORK.search(text) or _WORKING_IN.search(text)
    people = _read(text[: told.start()]) if told else None
    if not told or not people or not (people in _ANYBODY or _keep_house(people)):
        return None
    verb, rest = told[1].casefold(), _INDUSTRY.sub("", told[2])
    if told.re is _WHO_DO:
        readings = [f"{_as_title(rest)} {_WHO.get(verb, 'owner')}"]
    else:
        readings = [rest] if verb == "as" else [f"worker {verb} {rest}", f"{_as_title(rest)} worker"]
    wishes = (_read(reading) for reading in readings)
    return next((wish for wish in wishes if wish and not _is_a_guess(wish) and wish.category != "any worker"), None)


def _is_a_guess(wish: Wish) -> bool:
    """Whether a reading only keeps the words, and not because the work has ended."""
    return wish.match == "as asked" and wish.category not in NO_LONGER.values()


def _wives_of(text: str, *, first: bool = False) -> Wish | None:
    """Who is told by what the husband does: "wives of factory workers", "istri nelayan" and, where it need not come
    `first`, "fisherman's wife"."""
    words, known = words_of(text), tables().words
    if len(words) < 2 or _exact(words):
        return None
    of_somebody = words[0] in known["wife"] and words[1] in known["link"]
    told = of_somebody or words[0] in known["wife first"] or (not first and words[-1] in known["wife"])
    if not told:
        return None
    return _exact(words_of(_before_place(text))) or named_mix(WIVES)  # "wife of a migrant worker in Qatar"


def _before_place(text: str) -> str:
    """The words before where something is."""
    return re.split(r"\s(?:in|at)\s", text, maxsplit=1)[0]


def _in_brackets(text: str) -> Wish | None:
    """ "Ouvrière de conserverie (fish canning worker)": what the brackets say again, where nothing before is known."""
    twice = _TWICE.fullmatch(text)
    return _read(twice[2]) if twice else None


def _narrowest(wishes: list[Wish]) -> list[Wish]:
    """Without the kinds of work of which another wish names titles: "OFW, domestic worker in Hong Kong" is one."""
    named = {row.job.category for wish in wishes for row in wish.rows}
    return [wish for wish in wishes if wish.rows or wish.category not in named]


def _translated(text: str) -> Wish | None:
    """ "Garment worker (công nhân may)", "Mangingisda (fisherman)": one thing said twice; the narrower counts."""
    twice = _TWICE.fullmatch(text)
    if not twice:
        return None
    outer, inner = (
        tables().marked.get(spelling(part)) or _exact(words_of(part)) or _title_at(part) or staff_of(part, surely=False)
        for part in twice.groups()
    )
    if inner is None and outer and not outer.rows and (told := _linked(twice[2])) and _kind(told) == outer.category:
        return told  # "öğretmen (teachers at public high schools)"
    if inner is None or inner.category in NO_LONGER.values():
        return outer if inner and outer and outer.category == inner.category else None
    readings = [wish for wish in (outer, inner) if wish]
    narrow = [wish for wish in readings if wish.rows]
    if inner.rows and set(words_of(twice[1])) < set(words_of(twice[2])):
        return inner  # "seaman (able seaman)"
    if placed := next((wish for wish in narrow if wish.workplace), None):
        return placed  # "kahera (cashier at a hardware store)"
    if outer and outer.rows and inner.rows and words_of(twice[1]) in tables().abroad and _tells_which(inner, outer):
        return inner  # "guardia de seguridad (bank security guard)"
    lives_in = (wish for wish in narrow if all(row.job.title.startswith(LIVES_IN) for row in wish.rows))
    is_local = inner == tables().local.get(words_of(twice[2])) and [len(wish.rows) for wish in readings] == [1, 1]
    if is_local and outer and outer.rows[0].job.isco08 == inner.rows[0].job.isco08:
        return inner  # "secondary school teacher (giáo viên THCS)": the local name tells which of their kind
    return next(lives_in, (narrow or readings)[0])


def _tells_which(inner: Wish, outer: Wish) -> bool:
    """Whether one reading names fewer titles than another, or one for one, some of the same kinds of work."""
    kinds = {row.job.isco08[:2] for row in outer.rows}
    return len(inner.rows) <= len(outer.rows) and any(row.job.isco08[:2] in kinds for row in inner.rows)


def _without_examples(text: str) -> str:
    """ "Delivery partner (Swiggy, Zomato)": what stands in brackets and no table knows are examples, or the same."""
    twice = _TWICE.fullmatch(text)
    if not twice or ("," not in twice[2] and twice[2].isascii()):  # "nurse (ICU)" is narrower
        return text
    whole = _read(twice[1])
    if "," in twice[2] and whole and 0 < len(whole.rows) <= _A_TITLE:
        return twice[1]  # "government clerk (kerani, pembantu tadbir)"
    outer = {_kind(wish) for part in _APART.split(twice[1]) if (wish := _read(part))}
    if not outer:
        return text if twice[2].isascii() or _read(twice[2]) else twice[1]  # the same in another script
    said = outer & set(NO_LONGER.values())  # "retired miner (thợ mỏ nghỉ hưu)": the brackets tell no more
    known = [part for part in _APART.split(twice[2]) if (wish := _read(part)) and _kind(wish) not in said]
    return f"{twice[1]}({', '.join(known)})" if known else twice[1]


def _kind(wish: Wish) -> str:
    """The kind of work that a reading is of."""
    return wish.rows[0].job.category if wish.rows else wish.category


def _keep_house(wish: Wish) -> bool:
    return bool(wish.rows) and all(row.job.status == "keeping house" for row in wish.rows)


def _where(part: str) -> str:
    """ "in private hospitals", of "doctors and nurses in private hospitals": where all are who are told of before."""
    linked = next((token for token in TOKEN.finditer(part) if word_of(token.group()) in _PLACED), None)
    return part[linked.start() :] if linked and linked.start() else ""


def _in_place(part: str, place: str) -> Wish | None:
    """An alternative before the last at the place that is told with the last, if it is one that such people have."""
    if not place or not (alone := _exact(words_of(part))) or _where(part):
        return None
    there = _read(f"{part} {place}")
    is_such = there and not _is_a_guess(there) and (there.rows or there.workplace)
    return there if is_such and {_kind(there)} == {_kind(alone)} else None


def _part(part: str, head: str) -> Wish | None:
    """An alternative before the last, which may lack the head that the last one has."""
    if alone := _exact(words_of(part)):
        return alone
    linked = tables().words["link"] & set(words_of(part))
    headed = None if linked else _read(f"{part} {head}")
    if headed and (headed.match != "as asked" or words_of(part) in tables().fields or not _PERSON.search(part)):
        return headed
    return _read(part)


def _after_first(first: str, part: str) -> Wish | None:
    """What another alternative means that lacks the word with which the first begins: "petani pala dan cengkeh"."""
    wish = _read(f"{first.split()[0]} {part}") if words_of(first) else None
    return wish if wish and wish.rows and wish.match == "title" else None


def _exact(words: Words) -> Wish | None:
    """What a text means whose every word is known or an adjective."""
    known, bare = tables(), _bare(words)
    for phrase in (words, *_without_first(words), bare):  # "public high school teacher": "high" is no adjective there
        if wish := named_mix(phrase) or known.english.get(phrase):
            return wish
        if english := known.abroad.get(phrase):
            return _read(" ".join(english))
        if wish := known.local.get(phrase):
            return wish
        if phrase and phrase[-1] in known.words["generic head"] and phrase[:-1] in known.fields:
            return _there(known.fields[phrase[:-1]], phrase[:-1])
    return Wish("any") if words and not bare else None


def _read(text: str) -> Wish | None:
    """What one alternative means, None if nothing of it is known."""
    if told := tables().marked.get(spelling(text)):
        return told
    known, text = tables(), text if _exact(words_of(text)) else _first_clause(text)  # "work from home employee"
    words = words_of(text)
    exact = _exact(words)
    if exact and exact.only:  # a part of a kind of work, by name: bank employees
        return exact
    if wish := named_mix(words) or staff_of(text, surely=True) or exact or _staff_unless_retired(text, words):
        return wish
    if wish := _exact(tuple(map(_respelt, words))) or _no_longer(text):
        return wish
    of_state = len(words) > 1 and words[0] in known.words["public"] and words[1] not in known.words["no sector"]
    if of_state and (wish := _exact(words[1:])):  # "government nurse": who employs is told apart
        return wish
    if wish := _begins_abroad(words, there=True) or _person_first(words) or _linked(text) or _of_field(words):
        return wish
    if (found := _ending(words)) and (wish := _narrowed(text, *found)):
        return wish
    if wish := _head_first(words) or _begins_abroad(words):
        return wish
    for start in range(len(words)):
        if wish := known.fields.get(words[start:]):
            return wish
    while words and words[0] in known.words["filler"]:
        words = words[1:]
    if compound := next((known.abroad[end] for end in _ends_of_one(words) if end in known.abroad), None):
        return _read(" ".join(compound))
    return next((wish for end in range(len(words), 0, -1) if (wish := known.local.get(words[:end]))), None)


def _staff_unless_retired(text: str, words: Words) -> Wish | None:
    """Who works at a kind of workplace that more words tell of, which is no "retired railway"."""
    return None if words[:1] == ("retired",) else staff_of(text, surely=False)


def _begins_abroad(words: Words, *, there: bool = False) -> Wish | None:
    """ "Electricista industrial", "cocinero de hotel": a name of another language, and maybe where that is done; with
    `there` only where that is said in another language too ("Köchin in einer Kita": that "in" is no English)."""
    known = tables()
    beginnings = (words[:end] for end in range(len(words), 0, -1))
    name = next((each for each in beginnings if each in known.abroad and each not in known.english), None)
    if not name:
        return None
    english, rest = known.abroad[name], words[len(name) :]
    place = english_place(rest)
    if there and not place:
        return None
    place = place or tuple(word for word in rest if word not in known.words["link abroad"])
    said = " ".join(joined(place, english))
    wish = _exact(words_of(said)) if place else None
    if place and not wish and place[-1] in words_of_places():
        wish = staff_of(said, surely=False)
    return wish or _read(" ".join(english))


def _head_first(words: Words) -> Wish | None:
    """ "Nhân viên siêu thị", "trưởng phòng kinh doanh": who, then where or of what, as far as that is known; None where
    a local name says as much."""
    heads, places = _pairs("head first"), _pairs("place after")
    for end in range(len(words) - 1, 0, -1):
        rest = words[end + (words[end] in tables().words["link after"]) :]
        reach = next((size for size in range(len(rest), 0, -1) if rest[:size] in places), 0)
        if words[:end] not in heads or not reach:
            continue
        if any(words[:size] in tables().local for size in range(len(words) - len(rest) + reach, len(words))):
            return None
        there = f"{places[rest[:reach]]} {heads[words[:end]]}"
        wish = _read(there)
        if wish and (wish.match != "as asked" or wish.rows):
            return wish
    return _without_head(words)


def _without_head(words: Words) -> Wish | None:
    """ "Nhân viên bảo vệ", "chủ vườn điều" (who grows cashew): the trade that stands after a word for any who work."""
    pairs = (each.partition(">") for each in tables().words["head left"])
    heads = {words_of(head): words_of(said) for head, _, said in pairs}
    size = next((size for size in (3, 2, 1) if words[:size] in heads and words[size:]), 0)
    trade = heads[words[:size]] + words[size:] if size else ()
    told = any(words[:end] in tables().local for end in range(size + 1, len(words)))
    if len(trade) < _TRADE_LEAST or told:
        return None
    wish = named_mix(trade) or tables().local.get(trade)
    return wish if wish and wish.category != "any" else None


@cache
def _pairs(role: str) -> dict[Words, str]:
    """Words of another language in words.csv, and their English."""
    pairs = (each.split(">") for each in tables().words[role])
    return {words_of(words): english for words, english in pairs}


def _person_first(words: Words) -> Wish | None:
    """ "Penjaga toko baju", "teknisi pabrik di Gresik", "welder galangan kapal": who, and after that of what or where,
    read by their English, without last words that are not known where those say nothing together."""
    known = tables()
    who, of_what = known.person_first["who"], known.person_first["of what"]
    if known.local.get(tuple(word for word in words if word not in known.words["public"] | known.words["private"])):
        return None  # who employs is told apart
    for end in range(len(words) - 1, 0, -1):
        rest = words[end + 1 :] if words[end] in known.words["at"] else words[end:]
        parts = _in_parts(rest, of_what)
        first = next((at for at, part in enumerate(parts) if part not in of_what), len(parts))
        title = known.english.get(words[:end]) or known.local.get(words[:end])
        reach = len(words) - sum(map(len, parts[first:]))
        by_name = any(words[:size] in known.local for size in range(reach, len(words)))  # a local name says as much
        for told in (parts, parts[:first]) if 0 < first < len(parts) and not by_name else (parts,):
            if words[:end] in who and any(part in of_what for part in told):
                if wish := _of_what(who[words[:end]], told):
                    return wish
            elif title and title.rows and told and first >= len(told):
                return _at_place(title, " ".join(of_what[part][0] for part in reversed(told)))
    return None


def _of_what(heads: tuple[str, ...], parts: list[Words]) -> Wish | None:
    """What somebody is whose English is one of the heads, of these parts: titles rather than a whole kind of work."""
    of_what = tables().person_first["of what"]
    meant = product(*(of_what.get(part, (" ".join(part),)) for part in reversed(parts)))
    found: list[Wish] = []
    for place, head in product((" ".join(filter(None, each)) for each in meant), heads):
        text = f"{place} {head}"
        wish = _exact(words_of(text))
        if not wish and all(part in of_what for part in parts):
            wish = staff_of(text, surely=False)
        if wish and wish.rows:
            return _at_place(wish, place)
        found += [wish] if wish else []
    return found[0] if found else None


def _at_place(wish: Wish, place: str) -> Wish:
    """The rows, each at those of its workplaces that have the name of a kind of place, if one of these is anywhere."""
    name = words_of(place)
    if set(name) <= tables().words["any place"]:
        return wish

    def there(row: Row) -> Row:
        found = tuple(each for each in row.workplaces if words_of(each[1])[-len(name) :] == name)
        return replace(row, workplaces=found) if "any" in dict(found) else row

    return replace(wish, rows=tuple(map(there, wish.rows)))


def _in_parts(words: Words, known: Collection[Words]) -> list[Words]:
    """The words in the longest known phrases, and single words between them."""
    parts: list[Words] = []
    while words:
        end = next((end for end in range(len(words), 1, -1) if words[:end] in known), 1)
        parts.append(words[:end])
        words = words[end:]
    return parts


def _ends_of_one(words: Words) -> list[Words]:
    """What may be the head of a compound, the longest first: "Schulbusfahrer" is a Busfahrer, "fabriksarbetare" an
    arbetare."""
    if len(words) != 1:
        return []
    return [(words[0][start:],) for start in range(3, len(words[0]) - _HEAD_LEAST + 1)]


@cache
def _spellings() -> tuple[frozenset[str], tuple[str, ...], dict[str, str]]:
    """All known words, those that may be misspelt, and the common misspellings of shorter ones."""
    known = tables()
    indexes = (known.english, known.local, known.fields)
    words = {word for index in indexes for phrase in index for word in phrase}
    words |= {word for listed in known.words.values() for word in listed}
    broad = {
        word
        for index in (known.english, known.fields)
        for phrase, wish in index.items()
        if wish.category
        for word in phrase
    }
    slips = dict(pair.split(">") for pair in sorted(known.words["misspelt"]))
    return frozenset(words), tuple(sorted(word for word in broad if len(word) >= FORGIVEN_LEAST)), slips


def _respelt(word: str) -> str:
    """The word as it was meant: a known word, or one that is a single slip away from just one known word."""
    known, forgiven, slips = _spellings()
    if word in known:
        return word
    meant = [right for right in forgiven if right[0] == word[0] and _one_slip(word, right)]
    return slips.get(word, meant[0] if len(meant) == 1 else word)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, added, changed, or swapped with the next."""
    if len(typed) == len(meant):
        wrong = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        swapped = len(wrong) == 2 and typed[wrong[0] : wrong[1] + 1] == meant[wrong[0] : wrong[1] + 1][::-1]
        return len(wrong) == 1 or swapped
    short, long = sorted((typed, meant), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _first_clause(text: str) -> str:
    """The text up to "who …", "aged …", "on a contract" and the like; after an article or a link it is a noun: "a home
    for the aged", "a nurse in aged care"."""
    tokens = list(TOKEN.finditer(text))
    for before, token in zip(tokens, tokens[1:], strict=False):
        lists, word = tables().words, word_of(token.group())
        if text[token.start() - 1] == "-":
            continue  # "home-based business owner"
        if word in lists["clause"] and word_of(before.group()) not in lists["article"] | lists["link"]:
            return text[: token.start()]
        if word in lists["link"] and word_of(tokens[-1].group()) in lists["no place"]:  # "on a zero-hours contract"
            return text[: token.start()]
        if word in lists["doing"] and _exact(words_of(text[: token.start()])):  # "vendor selling fruit"
            of_goods = f"{text[token.end() :]} {before.group()}"
            return of_goods if _exact(words_of(of_goods)) else text[: token.start()]
    return text


def _no_longer(text: str) -> Wish | None:
    """ "retired teacher", "teacher (unemployed)", "giáo viên về hưu"."""
    words = words_of(text)
    for start in range(1, len(words)):
        wish = tables().local.get(words[start:])
        if wish and wish.category in NO_LONGER.values():
            return wish
    tokens = [token.group() for token in TOKEN.finditer(text)]
    for word, category in NO_LONGER.items():
        if word in words:
            rest = [token for token in tokens if word_of(token) not in (word, "in", "semi")]
            if (twice := _exact(words_of(" ".join(rest)))) and twice.category == category:  # "Jubilado (retired)"
                return twice
            title = f"{word} {_as_title(' '.join(rest))}"
            said, public = words_of(title), tables().words["public"]
            if known := tables().english.get(said) or tables().english.get(tuple(w for w in said if w not in public)):
                return known
            work = twice or _read(" ".join(rest)) if rest and category == "retired" else None
            left = work.rows if work and all(row.job.status == "working" for row in work.rows) else ()
            return _retired_from(title, left) if left else Wish(category, title=title, match="as asked")
    return None


def _retired_from(title: str, left: tuple[Row, ...]) -> Wish:
    """Who has retired from work that no row is retired from: with the schooling and the pension of that work."""
    job = left[0].job
    ratio, (least, most) = job.pay_ratio, PENSIONS_WITHIN
    if job.employment == "wage":
        pension = min(max(PENSION_OF_PAY * ratio, least), most)
    else:  # owners of firms have put more by than who worked for customers alone
        pension = min(OWNERS_PENSION * ratio, most) if ratio > 1 else PENSION_OF_OWN_ACCOUNT
    pensioner = replace(
        tables().categories["retired"].job,
        title=title,
        match="title",
        pay_ratio=pension,
        age_min=PENSION_FROM_AGE,
        age_max=100,
        education_min=job.education_min,
        education_max=job.education_max,
        category="retired",
    )
    row = Row(pensioner, workplaces=(), markets=("any",), women={}, phrases=(frozenset(words_of(title)),))
    return Wish(rows=(row,), match="title", left=left)


def _linked(text: str) -> Wish | None:
    """ "nurse in a private hospital", "owner of a cafe", "student at a university"."""
    lists = tables().words
    tokens = list(TOKEN.finditer(text))
    for number, token in enumerate(tokens[1:-1], 1):
        if word_of(token.group()) in lists["link"]:
            head, tail = words_of(text[: token.start()]), words_of(text[token.end() :])
            place = lowered(text[token.end() :].strip(" .")) if tail[0] in ("a", "an") else None
            turned = tuple(word for word in tail if word not in lists["article"]) + head
            if found := _ending(turned):
                wish, size, left = found
                if (
                    size <= number and left and not (wish.only and set(left) & set(head))
                ):  # "bank clerk in a state bank"
                    wish = replace(wish, rows=_narrow(wish, left))
                if head[-1:] == ("owner",) and left and len(wish.rows) > 1:  # "gadget store owner": one of a kind
                    title = _as_title(f"{text[token.end() :]} {text[: token.start()]}")
                    return replace(wish, title=title, workplace="", match="as asked")
                if size > number or not left or wish.rows:
                    if wish.rows or not (place and (plain := _at_work(text[: token.start()]))):
                        return replace(wish, workplace=place if wish.rows else None)
                    if plain == Wish(OWNER):  # of something that no title has: "trucking business owner"
                        title = _as_title(f"{text[token.end() :]} {text[: token.start()]}")
                        return Wish(OWNER, title=title, workplace="", match="as asked")
                    return replace(plain, workplace=place)  # a clerk in a government office is a clerk there
            if known := _of_field(turned) or _read(text[: token.start()]):
                return replace(known, rows=untied(known.rows) if place else known.rows, workplace=place)
            return None
    return None


def _title_at(text: str) -> Wish | None:
    """ "Fish vendor at the public market": a title and where it is done."""
    words = words_of(text)
    title = next((words[:at] for at, word in enumerate(words) if word in tables().words["link"]), ())
    named, wish = _exact(title), _linked(text)
    return wish if named and named.rows and wish and wish.rows else None


def _at_work(text: str) -> Wish | None:
    """The one kind of work that a text means by itself."""
    wish = _read(text)
    known = tables().categories.get(wish.category) if wish else None
    return wish if known and known.job.status == "working" and not known.members else None


def _of_field(words: Words) -> Wish | None:
    """ "corporate banking professional", and as asked "bank officer"."""
    lists = tables().words
    if not words or words[-1] not in lists["generic head"] | lists["specific head"] or words in tables().english:
        return None
    for start in range(len(words) - 1):
        if words[start:] in tables().english:
            return None  # "primary school teaching assistant" is a teaching assistant, no assistant in teaching
        if wish := tables().fields.get(words[start:-1]):
            if words[-1] in lists["generic head"]:
                return _there(wish, words[start:-1])
            return replace(wish, title=_as_title(" ".join(words)), match="as asked")
    return None


def _ending(words: Words) -> tuple[Wish, int, Words] | None:
    """The longest known phrase at the end, its length in words, and what is left but adjectives."""
    for start in range(len(words)):
        if wish := tables().english.get(words[start:]):
            return wish, len(words) - start, _bare(words[:start])
    return None


def _there(wish: Wish, field: Words) -> Wish:
    """Who works in a field that is a kind of workplace works there: supermarket workers at supermarkets."""
    if tables().categories[wish.category].job.status != "working" or wish.only:
        return wish
    there = [
        replace(row, workplaces=named)
        for row in rows_under(wish.category)
        if (named := tuple(each for each in row.workplaces if words_of(each[1])[-len(field) :] == field))
    ]
    return replace(wish, rows=tuple(there)) if len(there) >= _TITLES_LEAST else wish


@cache
def _place_named(words: Words) -> str:
    """The workplace that words before a title name, or none: a "school nurse" is in no hospital, a home tutor in no
    care home."""
    if set(words) <= tables().words["no place"]:
        return ""
    named = [
        (len(said), text.startswith("a private"), text)
        for text in _workplaces()
        if set(words) <= set(said := words_of(text)) and said[-1] in words
    ]
    return min(named)[-1] if named else ""


@cache
def _workplaces() -> frozenset[str]:
    """All kinds of workplace that are anywhere."""
    rows = (row for rows in tables().rows.values() for row in rows)
    return frozenset(text for row in rows for market, text in row.workplaces if market == "any")


def _narrowed(text: str, wish: Wish, size: int, left: Words) -> Wish | None:
    """The reading of a known ending with words left before it."""
    if not left:
        return wish
    if rows := _narrow(wish, left):
        return replace(wish, rows=rows)
    if size == 1 and words_of(text)[-1] in tables().words["loose head"]:
        return None  # "pier helper" is no helper in a household
    if wish.rows:
        plain = None if set(left) <= tables().words["rank"] else _place_named(left)
        place = "" if _OWN in left else plain
        return replace(wish, title=_as_title(text), workplace=place, match="as asked")
    members = tables().categories[wish.category].members
    if size == 1 and words_of(text)[-1] in tables().words["generic head"]:
        return None  # "abaca worker" says no more than "abaca"
    if wish.category == OWNER:  # of something that no title has: "pastry business owner"
        return Wish(OWNER, title=_as_title(text), workplace="", match="as asked")
    if size > 1 or (members and members[0] not in tables().categories):
        return wish
    return Wish(members[-1] if members else wish.category, title=_as_title(text), workplace="", match="as asked")


def _narrow(wish: Wish, left: Words) -> tuple[Row, ...]:
    """The rows in the wish's category with a name that holds all the words left (and the title asked for)."""
    needed = set(left)
    if wish.rows:
        needed |= wish.rows[0].phrases[0]
    rows = rows_under(wish.category or wish.rows[0].job.category)
    return tuple(row for row in rows if any(needed <= phrase for phrase in row.phrases))


def _unknown(text: str) -> Wish:
    return Wish(title=_as_title(_first_clause(text)), match="as asked")


def _as_title(text: str) -> str:
    """The text as a title: lower-case but for abbreviations, singular, of at most six words."""
    lists = tables().words
    words = [word.strip(".,;:!?\"'“”‘’()[]") for word in text.split()]
    words = [word for word in words if word] or [text.strip()]
    while len(words) > 1 and words[0].lower() in lists["article"]:
        words = words[1:]
    link = next((place for place, word in enumerate(words) if place and word.lower() in lists["link"]), len(words))
    words = words[: link if len(words) > TITLE_WORDS_MOST else None][:TITLE_WORDS_MOST]
    longest = SHOUTED_MOST if text.isupper() else ABBREVIATION_MOST
    words = [word if word.isupper() and len(word) <= longest else word.lower() for word in words]
    head = min(link, len(words)) - 1
    if words[head].islower():
        words[head] = singular(words[head])
    return " ".join(words)


def _without_first(words: Words) -> list[Words]:
    """The words without one adjective that they begin with, without two, and so on."""
    filler = tables().words["filler"]
    first = next((at for at, word in enumerate(words) if word not in filler), len(words))
    return [words[start:] for start in range(1, first + 1) if words[start:]]


def _bare(words: Words) -> Words:
    return tuple(word for word in words if word not in tables().words["filler"])


def rank_shift(title: str) -> float:
    """By how many standard deviations of log pay the words of rank in a title that is not in the tables move it."""
    return max((_RANK_SHIFTS[word] for word in words_of(title) if word in _RANK_SHIFTS), key=abs, default=0.0)


def plain_title(title: str) -> str:
    """A title without its words of rank, where others are left; else nothing: no "high school teacher" in the junior
    one."""
    kept = [word for word in title.split() if word_of(word) not in _RANK_SHIFTS]
    return " ".join(kept) if 0 < len(kept) < len(title.split()) and kept[0] != "high" else ""
