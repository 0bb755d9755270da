"""Occupations that say who before of what or where, as Indonesian, Vietnamese and Filipino do, read by their English.

"Penjaga toko baju" and "nhân viên siêu thị" are turned round: a "clothing shop assistant", "supermarket staff". The
words and what they may mean are in person_first.csv: `who`; `of what`, with which they are a title that is known, or
`where`, which says no less of who has no title of that place, and so does the name of an `employer`; a `link` between
the two ("tại", "ng"), which names that have a place behind them may hold too ("tindera ng gulay sa palengke"); and what
tells no more than the trade after it and may be `left` ("công nhân"). Words for one and the same who are `same`
("bakul" and "penjual").
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, reduce
from itertools import islice, product

from boses_engine.grounding.phrases.mixes import named_mix, staff_of, untied
from boses_engine.grounding.phrases.own_words import joined, words_of_places
from boses_engine.grounding.phrases.places_named import where_ending
from boses_engine.grounding.text import with_article
from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.tables import OWNER, Row, Wish, rows_under, tables
from boses_engine.grounding.work.trades import MADE_AT

_READINGS_MOST = 16  # of what words after the head may mean together, as many are tried
_OFFICE_STAFF = "office worker"
# Of a word for who does rough work, those of farms and the word for a works.
_LABOURERS = {"buruh": ("buruh tani", "pabrik")}
# How who does a kind of work is called at a place of which no title is told: "quản lý công ty xuất khẩu thủy sản".
_SAID = {"manager": "manager", "engineer": "engineer", "driver": "driver", "sales worker": "sales staff"}
_TRADE_LEAST = 2  # words of a trade after a word for any who work


def read_person_first(words: Words, read: Callable[[str], Wish | None], *, loosely: bool = False) -> Wish | None:
    """ "Penjaga toko baju", "tindera ng isda", "welder galangan kapal di Gresik": who, and after that of what or where,
    by the English that `read` knows, without last words that are not known where those say nothing together;
    `loosely` by the first known words alone, and as any who are told of there: "kế toán công ty phần mềm"."""
    known = tables()
    plain = tuple(word for word in words if word not in known.words["public"] | known.words["private"])
    if told_apart := known.local.get(plain):  # who employs is told apart
        return None if words[: len(plain)] == plain else told_apart  # "guro sa pampublikong high school"
    if (
        words[:1]
        and words[0] in _LABOURERS
        and words not in known.local
        and (made := _labourer_of(words[0], words[1:], read))
    ):
        return made
    who, links = known.person_first["who"], known.person_first["link"]
    cuts = [(words[:end], words[end + ((words[end],) in links) :]) for end in range(len(words) - 1, 0, -1)]
    unlinked = (head + rest for head, rest in cuts if len(head + rest) < len(words))
    if named := next(filter(None, map(_named_of_many, unlinked)), None):  # "buruh di pabrik kecil"
        return named
    for head, rest in cuts:
        if head in known.local and rest in known.person_first["where"] and any((word,) in links for word in head[1:]):
            return _at_place(known.local[head], _after_who()[rest][0])
    for head, rest in cuts:
        if head in who and (wish := _at_said_place(who[head], rest, read)):
            return wish
        for told in _beginnings(head, rest) if head in who else ():
            wish = _of_what(who[head], told, read)
            if wish and wish.category in _SAID and not wish.rows and wish.workplace is None and _is_a_place(told):
                return replace(wish, workplace=with_article(_english_of(told)))
            if wish and (not loosely or _is_likely(wish, told)):
                left = "" if _names_place(told[0]) else _place_left(rest[sum(map(len, told)) :])
                return _all_there(wish, left) if left else wish
    for head, rest in cuts:
        title = None if head in who or _ends_inside_place(head, rest) else _title_of(head)
        for told in _beginnings(head, rest) if title and title.rows else ():
            if title and all(part in _after_who() for part in told):
                return _there_surely(title, told)
        kind = title.category if title and not title.rows else ""
        for told in _beginnings(head, rest) if kind == _OFFICE_STAFF else ():
            if all(part in _after_who() for part in told) and _names_place(told[0]):
                return _at_their_office(told, read)
        for told in _beginnings(head, rest) if kind in _SAID else ():
            if _is_a_place(told):
                return read(f"{_SAID[kind]} at {with_article(_english_of(told))}")
    return _in_english(cuts, read) or _without_head(words) or _in_other_words(words)


def _named_of_many(words: Words) -> Wish | None:
    """The mix or the kind of work that words are the name of."""
    kind = tables().local.get(words)
    return named_mix(words) or (kind if kind and not kind.rows else None)


def _labourer_of(head: str, what: Words, read: Callable[[str], Wish | None]) -> Wish | None:
    """ "Buruh kayu", "buruh jagung": the labourers of what is made at works, there, and those of what is grown."""
    known = tables()
    of_what = _after_who().get(what, ())
    if not of_what or _names_place(what):
        return None
    grown = any(words_of(f"{each} {who}") in known.english for each in of_what for who in ("grower", "farmer"))
    return read(_LABOURERS[head][0] if grown else f"{head} {_LABOURERS[head][1]} {' '.join(what)}")


def _at_their_office(told: list[Words], read: Callable[[str], Wish | None]) -> Wish | None:
    """ "Nhân viên văn phòng ngân hàng": the clerks of a kind of place; of factories, those of their makers."""
    place = words_of(_english_of(told))
    if not set(place) <= tables().words["any place"]:
        return _of_what((_OFFICE_STAFF,), told, read)
    if place[-1] not in MADE_AT:
        return None
    return at_makers(Wish(rows=tuple(rows_under(_OFFICE_STAFF)), match="category"))


def at_makers(wish: Wish) -> Wish:
    """The wish of those of its titles that are done where things are made, there."""
    return replace(wish, rows=tuple(row for row in map(_at_makers, wish.rows) if row.workplaces))


def _at_makers(row: Row) -> Row:
    """The row at those of its workplaces that make things."""
    makes = MADE_AT | {"manufacturing", "manufacturer"}
    return replace(row, workplaces=tuple(each for each in row.workplaces if makes & set(words_of(each[1]))))


def _in_english(cuts: list[tuple[Words, Words]], read: Callable[[str], Wish | None]) -> Wish | None:
    """ "May-ari ng milk tea shop", "estudyante ng nursing": the title whose English says, in the words that come after
    who somebody is, of what."""
    who = tables().person_first["who"]
    for head, rest in cuts:
        english = who.get(head, ()) if rest and not _is_said_in_english(head, who) else ()
        # "Guro ng math sa high school" is a math teacher.
        what = rest[: rest.index("sa")] if "sa" in rest[1:] else rest
        # "Kỹ sư trồng lúa" grows no rice.
        said = [each for each in dict.fromkeys((rest, what)) if each not in tables().local]
        wishes = (read(" ".join((*each, one))) for each in said for one in english)
        if wish := next((wish for wish in wishes if wish and wish.rows and wish.match != "as asked"), None):
            return wish
    return None


def _is_said_in_english(head: Words, who: dict[Words, tuple[str, ...]]) -> bool:
    """Whether English has the same word for who somebody is: "crew", "staff"."""
    return " ".join(head) in who[head] if head in who else False


def _title_of(head: Words) -> Wish | None:
    return tables().english.get(head) or tables().local.get(head)


def _ends_inside_place(head: Words, rest: Words) -> bool:
    """Whether a place that is told begins inside the head, after a shorter one: "kế toán | công ty | xây dựng"."""
    where = tables().person_first["where"]
    return any(
        head[end:] + rest[:more] in where
        for end in range(1, len(head))
        if _title_of(head[:end])
        for more in range(1, len(rest) + 1)
    )


def _at_said_place(heads: tuple[str, ...], rest: Words, read: Callable[[str], Wish | None]) -> Wish | None:
    """Who is of one trade at a place that follows it, where no name has both: "supervisor produksi pabrik
    elektronik"."""
    parts = _in_parts(rest, _after_who())
    at = next((at for at, part in enumerate(parts) if at and _names_place(part)), None)
    if at is None or _names_place(parts[0]) or not all(part in _after_who() for part in parts):
        return None
    wish = None if _of_what(heads, parts, read) else _of_what(heads, parts[:at], read)
    return _all_there(wish, _english_of(parts[at:])) if wish and wish.rows and wish.match == "title" else None


def _place_left(left: Words) -> str:
    """The place, in English, that what is known of who somebody is leaves over: "staf akuntansi di pabrik sepatu",
    "supervisor produksi pabrik elektronik"; empty where that is none."""
    linked = left[:1] in tables().person_first["link"]
    there = left[linked:] if linked or (left and names_places(left)) else ()
    parts = _in_parts(there, _after_who())
    return _english_of(parts) if _is_a_place(parts) else ""


def _is_a_place(parts: list[Words]) -> bool:
    """Whether all that is said after who somebody is is known, and names a place."""
    return bool(parts) and all(part in _after_who() for part in parts) and _names_place(parts[0])


def _english_of(parts: list[Words]) -> str:
    """A place in the order of English words: "electronics factory"."""
    return " ".join(_after_who()[part][0] for part in reversed(parts))


def _names_place(part: Words) -> bool:
    """Whether what is said after who somebody is names a kind of workplace, alone or by its last word in English."""
    told = _after_who().get(part)
    return told is not None and (part in tables().person_first["where"] or told[0].split()[-1] in words_of_places())


def _all_there(wish: Wish, place: str) -> Wish:
    """The wish at its places of that kind, where all its titles have such, else at that kind of place itself."""
    name = words_of(place)
    if not wish.rows or wish.workplace is not None or set(name) <= tables().words["any place"]:
        return wish
    if len(where_ending(wish.rows, name)) == len(wish.rows):
        return _at_place(wish, place)
    return replace(wish, rows=untied(wish.rows), workplace=with_article(place))


def read_local_place(words: Words, read: Callable[[str], Wish | None]) -> Wish | None:
    """ "Toko kelontong owner", "mechanic at a bengkel motor": who in English, and where or of what in another
    language."""
    lists, local = tables().words, tables().local
    if words[-1:] == ("owner",):  # "khách sạn mini owner", as "chủ khách sạn mini"
        named = (local.get((first, *words[:-1])) for first in sorted(lists["owner first"]))
        if owner := next(filter(None, named), None):
            return owner
    link = next((at for at, word in enumerate(words) if at and word in lists["link"]), None)
    head, rest = (words[-1:], words[:-1]) if link is None else (words[:link], words[link + 1 :])
    parts = _in_parts(tuple(word for word in rest if word not in lists["article"]), _after_who())
    if not all(part in _after_who() for part in parts) or all(map(_is_english, parts)):
        return None
    return _of_what((" ".join(head),), parts, read)


def _is_same(title: Wish, rest: Words) -> bool:
    """Whether what is said after a title is its local name: "accountant (kế toán)", and no place."""
    other = tables().local.get(rest) or Wish()
    return bool({row.job.title for row in title.rows} & {row.job.title for row in other.rows})


def _is_likely(wish: Wish, told: list[Words]) -> bool:
    """Whether what was read loosely tells more than who: titles of that kind, or anybody of known work at a place: a
    bank has a nurse, but "fruit cleaner" says nothing."""
    is_title = wish.match != "as asked"
    if len(told) > 1:
        return False
    return is_title or bool(wish.rows) if told[0] in tables().person_first["where"] else is_title and bool(wish.rows)


@cache
def _after_who() -> dict[Words, tuple[str, ...]]:
    """What may be said after who somebody is, and its English."""
    where = tables().person_first["where"]
    of_sectors = {
        (said, *name): tuple(f"{sector} {each}" for each in english)
        for said, sector in (("pampublikong", "public"), ("pribadong", "private"))
        for name, english in where.items()
    }
    return of_sectors | tables().person_first["of what"] | where


def _beginnings(head: Words, rest: Words) -> Iterator[list[Words]]:
    """The parts of what is said after the head if any is known: all, then the known ones that they begin with, as long
    as no local name says as much and they are no English words before who somebody is ("maid agency owner")."""
    known = tables()
    parts = _in_parts(rest, _after_who())
    first = next((at for at, part in enumerate(parts) if part not in _after_who()), len(parts))
    if any(part in _after_who() for part in parts):
        yield parts
    for size in range(min(first, len(parts) - 1), 0, -1):
        told, left = parts[:size], [word for part in parts[size:] for word in part]
        words, reach = head + rest, len(head) + len(rest) - len(left)
        if any(words[:end] in known.local for end in range(reach, len(words))):
            return
        if head not in known.local and all(map(_is_english, told)) and any(map(_names_somebody, left)):
            return
        yield told


def _is_english(part: Words) -> bool:
    """Whether English has the same words: "agency" may be an advertising agency in Vietnam, and is one anywhere."""
    return any(set(part) <= set(words_of(each)) for each in _after_who()[part])


def _names_somebody(word: str) -> bool:
    """Whether an English word ends names of jobs: "owner"."""
    known = tables()
    return (word,) in known.english or word in known.words["generic head"] | known.words["specific head"]


def _in_parts(words: Words, known: Collection[Words]) -> list[Words]:
    """The words in the longest known phrases, and single words between them."""
    parts: list[Words] = []
    while words:
        end = next((end for end in range(len(words), 1, -1) if words[:end] in known), 1)
        parts.append(words[:end])
        words = words[end:]
    return parts


def _of_what(heads: tuple[str, ...], parts: list[Words], read: Callable[[str], Wish | None]) -> Wish | None:
    """What somebody is whose English is one of the heads, of these parts: titles rather than a whole kind of work."""
    translated = all(part in _after_who() for part in parts)
    meant = product(*(_after_who().get(part, (" ".join(part),)) for part in reversed(parts)))
    found: list[Wish] = []
    for place, head in product(map(_join, islice(meant, _READINGS_MOST)), heads):
        text = _join((place, head))
        wish = read(text) or (staff_of(text, surely=False) if translated else None)
        if wish and wish.rows:
            there = _at_place(wish, place)
            is_place = len(parts) == 1 and parts[0] in tables().person_first["where"] and there == wish
            of_kind = is_place and _is_kind_of(wish, words_of(place))
            return replace(wish, workplace=with_article(place)) if of_kind else there
        found += [wish] if wish else []
    return found[0] if found else None


def _is_kind_of(wish: Wish, place: Words) -> bool:
    """Whether all work at places of the last word of a place with more words: at hotels, not at a five-star hotel."""
    ends = {words_of(text)[-1] for row in wish.rows for market, text in row.workplaces if market == "any"}
    return len(place) > 1 and ends == {place[-1]} and wish.workplace is None


def _join(parts: Iterable[str]) -> str:
    """The parts, each without the words that end the one before: "phone factory" and "factory" are one place."""
    whole: Words = reduce(joined, (tuple(part.split()) for part in parts))
    return " ".join(whole)


def names_places(words: Words) -> bool:
    """Whether words are known of after who somebody is, a kind of workplace at their beginning: "công ty may"."""
    parts = _in_parts(words, _after_who())
    where = tables().person_first["where"]
    return bool(parts) and all(part in _after_who() for part in parts) and (words in where or parts[0] in where)


def at_employer(wish: Wish | None, name: Words) -> Wish | None:
    """The titles of a wish at the kind of place that a name means, "BDO" a bank, if both are known."""
    place = tables().person_first["where"].get(name)
    if not place or not wish or not wish.rows or _is_same(wish, name):
        return None
    if rows := where_ending(wish.rows, words_of(place[0])):
        return replace(wish, rows=rows)
    there = _at_place(wish, place[0])
    return there if there != wish else replace(wish, workplace=with_article(place[0]))


def _there_surely(wish: Wish, told: list[Words]) -> Wish:
    """The wish at its places of the kind that is told after it, or at that kind itself, if it has no such place:
    "pedagang sembako di pasar", "operator boiler pabrik kelapa sawit"."""
    place = _join(_after_who()[part][0] for part in reversed(told))
    name, there = words_of(place), _at_place(wish, place)
    if wish.kind == OWNER or any(row.job.status != "working" for row in wish.rows):
        return there  # "pemilik warung kelontong" sells groceries, and who was laid off is at no mill
    is_said = name[-1] in words_of_places() or told[0] in tables().person_first["employer"]
    is_told = is_said and there == wish and not set(name) <= tables().words["any place"]
    return replace(wish, rows=untied(wish.rows), workplace=with_article(place)) if is_told else there


def _at_place(wish: Wish, place: str) -> Wish:
    """The rows, each at those of its workplaces that have the name of a kind of place, if one of these is anywhere; all
    at the one that only a country has, if no other is told."""
    name = words_of(place)
    if not name:  # "HRD" names the work whole
        return wish
    if set(name) <= tables().words["any place"]:
        made = tuple(map(_at_makers, wish.rows)) if name[-1] in MADE_AT else ()
        known = [row if {"any", "VN", "ID", "PH"} & set(dict(row.workplaces)) else None for row in made]
        return replace(wish, rows=tuple(map(_either, known, wish.rows))) if any(known) else wish

    def there(row: Row) -> Row:
        found = tuple(each for each in row.workplaces if words_of(each[1])[-len(name) :] == name)
        return replace(row, workplaces=found) if "any" in dict(found) else row

    rows = tuple(map(there, wish.rows))
    own = {text for row in wish.rows for _, text in row.workplaces if words_of(text)[1:] == name}
    if rows == wish.rows and len(own) == 1 and wish.workplace is None:
        return replace(wish, workplace=own.pop())  # "tổ trưởng sản xuất công ty gỗ"
    return replace(wish, rows=rows)


def _either(first: Row | None, second: Row) -> Row:
    return first or second


def _without_head(words: Words) -> Wish | None:
    """ "Nhân viên bảo vệ", "chủ vườn điều" (who grows cashew): the trade that stands after a word for any who work."""
    local, left = tables().local, tables().person_first["left"]
    size = next((size for size in (3, 2, 1) if words[:size] in left and words[size:]), 0)
    trade = words_of(left[words[:size]][0]) + words[size:] if size else ()
    told = any(words[:end] in local for end in range(size + 1, len(words)))
    if len(trade) < _TRADE_LEAST or told:
        return None
    wish = named_mix(trade) or local.get(trade)
    return wish if wish and wish.category != "any" else None


def _in_other_words(words: Words) -> Wish | None:
    """ "Bakul pecel", "mang siomay": what a name means that has another word for the same who, "penjual pecel", if not
    with all that comes after it, then with what it begins with."""
    local, same = tables().local, tables().person_first["same"]
    for size in (5, 4, 3, 2, 1):
        heads, rest = tuple(map(words_of, same.get(words[:size], ()))), words[size:]
        for told, head in product((rest[:end] for end in range(len(rest), 0, -1)), heads):
            kind = local.get(words[:size], Wish()).category
            wish = local.get(head + told)
            if wish and wish.rows and (not kind or any(row.job.category == kind for row in wish.rows)):
                return wish
    return None
