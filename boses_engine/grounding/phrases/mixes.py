"""Words that several titles share, in the parts in which they come: a usual name of a job, or a role at a workplace.

A line of mixes.csv has names ("software engineer": some write back ends, some lead) and kinds of workplace ("appliance
store"), and the titles that are meant by the names or are found at the workplaces, each with how often it comes for
once that another does, and after a stroke how often where incomes are high ("6/0.8"). A line of roles.csv has words for
who works at a place and the ISCO-08 codes that may be meant: all for "staff", those who sell for "sales staff". So
"sales staff in an appliance store" are its titles that sell.
"""

from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.persona import PART_TIME
from boses_engine.grounding.places.countries import region_figures, table
from boses_engine.grounding.text import abbreviations, lowered, with_article
from boses_engine.grounding.words import TOKEN, Words, word_of, words_of
from boses_engine.grounding.work.asked_titles import after_ranks
from boses_engine.grounding.work.tables import Row, Wish, rows_by_title, tables
from boses_engine.grounding.work.trades import is_of_another_trade, says_where, without_article

_WORKS = (("factory",), ("plant",), ("mill",), ("farm",))  # last words of what makes the words before
_OF_SHOPS = (("shop",), ("store",))
_OF_FIRMS = (("company",), ("firm",), ("enterprise",), ("business",))
_OF_GOODS = (*_WORKS, *_OF_SHOPS, *_OF_FIRMS)  # last words of what makes, sells or does the words before
_NEVER_ONE = frozenset(
    ("goods", "parts", "sports", "clothes", "sweets", "electronics", "cosmetics", "customs")
)  # "a sports shop"
_OF_FOOD = "8160"  # ISCO-08
_OF_A_PLACE = ("1", "4", "5", "9")  # ISCO-08: managers, clerks, who serves and hands, named after where they work
_TRADES = frozenset(("industry", "sector"))  # last words of what is no workplace
_ANY = ("employer",)  # the place of mixes.csv that lists whom any employer may have: a driver of a hotel
_OF_ANY_TRADE = ("employer", "of", "any", "trade")
_ROUND = 3.0  # rounds of titles are so long that what is rare in a mix is not in each small group


@dataclass(frozen=True)
class _Place:
    """Kinds of workplace with the same people, and their titles."""

    names: tuple[Words, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Role:
    """The beginnings of the ISCO-08 codes that may be meant, and whether that is anybody at the place."""

    isco08: tuple[str, ...]
    broad: bool


def named_mix(words: Words) -> Wish | None:
    """The titles that a usual name of a job stands for."""
    rows = _mixes()[0].get(_plain_name(words))
    return Wish(rows=rows, match="title") if rows else None


def _plain_name(words: Words) -> Words:
    """The words without the articles inside: "factory worker in an export processing zone"."""
    article = tables().words["article"]
    return words[:1] + tuple(word for word in words[1:] if word not in article)


def staff_of(text: str, *, surely: bool) -> Wish | None:
    """Who a text means that names a role and a kind of workplace: "crew at a pizza chain", "gas station employee".

    Sure are those of broad roles at places known in full: "pharmacy staff", but no "pharmacy assistant", which is a
    title, nor "shoe factory worker", which names more than a factory.
    """
    readings = _linked(text) or _at_the_end(text)
    for head, place, said in readings:
        role = _roles().get(_bare(head))
        start = next((at for at in range(len(place)) if place[at:] in _mixes()[1]), None)
        if start and place[start:] in _OF_SHOPS and place[:start] in _firms():
            place, start = place[:start], 0  # "Walmart store employee"
        if role and role.broad and start is None and not surely and len(place) > 1:
            of_place = tables().english.get((*place, "worker"))
            if of_place and of_place.rows:
                return of_place  # "rice mill staff"
        if role is None or start is None or (surely and not (role.broad and _is_plain(place[:start]))):
            continue
        if set(place[:start]) & tables().words["link"]:
            continue  # "of fish at the market" is no kind of market
        found = _mixes()[1][place[start:]]
        rows = tuple(row for row in found.rows if row.job.isco08.startswith(role.isco08))
        if rows := rows or tuple(row for row in _mixes()[1][_ANY].rows if row.job.isco08 == role.isco08[0]):
            kept = rows if said else tuple(_there(row, found, place, text) for row in rows)
            if place[:start] and not _is_plain(place[:start]) and place[start:] in _WORKS:
                kept = tuple(row for row in kept if row.job.isco08 != _OF_FOOD) or kept
            return Wish(rows=kept, workplace=said or None, match="title")
    return None


def of_any_employer() -> tuple[Row, ...]:
    """Those whom any employer may have, whatever its trade."""
    return _mixes()[1][_OF_ANY_TRADE].rows


def untied(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The first of several titles, and those that name no workplace of theirs: no school janitor in an office."""
    return rows[:1] + tuple(row for row in rows[1:] if not says_where(row))


def may_be_there(row: Row, place: str) -> bool:
    """Whether who has a title may be at a place: who has such a place among theirs, is named after no other kind, or is
    no hand, clerk or manager of one: an accountant, a trader."""
    if not row.job.isco08.startswith(_OF_A_PLACE) or row.job.employment != "wage":
        return True
    said = set(without_article(words_of(place))) - tables().words["public"] - tables().words["private"]
    if not said or any(said <= set(words_of(text)) for _, text in row.workplaces):
        return True
    return "branch" not in words_of(row.job.title) and not is_of_another_trade(row, place)


def _linked(text: str) -> list[tuple[Words, Words, str]]:
    """The role, the place up to the end and up to each link after the first, the longest first, and, where it is one of
    many such, the place as it was written."""
    lists = tables().words
    tokens = list(TOKEN.finditer(text))
    links = [at for at, token in enumerate(tokens) if at and word_of(token.group()) in lists["link"]]
    readings = []
    for end in (len(tokens), *reversed(links[1:])) if links else ():
        inside = tokens[links[0] + 1 : end]
        if inside:
            said = lowered(text[inside[0].start() : inside[-1].end()])
            place = words_of(said)
            readings.append(
                (words_of(text[: tokens[links[0]].start()]), place, said if place[0] in ("a", "an") else "")
            )
    return readings


def _at_the_end(text: str) -> list[tuple[Words, Words, str]]:
    """Each role that ends the text, the longest first, and the place before it: who is a senior technician of a factory
    is at no senior factory."""
    words = words_of(text)
    return [
        (words[at:], after_ranks(words[:at], "rank of a person"), "")
        for at in range(1, len(words))
        if words[at:] in _roles()
    ]


def _is_plain(words: Words) -> bool:
    """Whether words before a place tell nothing of its kind."""
    return set(words) <= tables().words["filler"] | tables().words["article"]


def _are_goods(words: Words) -> bool:
    """Whether words before a factory or shop may tell what it makes or sells, not where it is ("village"), nor be left
    of a name ("H&M")."""
    where = tables().words["filler"] | tables().words["article"] | tables().words["no place"]
    return not set(words) <= where and len(words[-1]) > 1


def _bare(head: Words) -> Words:
    """The role without adjectives: "young sales staff"."""
    while head not in _roles() and head and head[0] in tables().words["filler"]:
        head = head[1:]
    return head


def _there(row: Row, place: _Place, asked: Words, text: str) -> Row:
    """The row at those of its workplaces that have the name asked for ("resort": a resort hotel) or else another of the
    kind, else at one of that name."""
    name = tuple(word for word in asked if word not in tables().words["article"])
    called = (name, name[-1:]) if name in place.names and name[-1:] in place.names else (name,)
    by_name = next(filter(None, (_called(row, each) for each in called)), ())
    if "any" not in dict(by_name):  # known in some countries alone: everywhere the same
        by_name = tuple(("any", text) for _, text in by_name)
    # A factory or shop of other goods than any known one is none of those that are.
    of_others = name[-1:] in _OF_GOODS and name not in place.names and _are_goods(name[:-1])
    if name in place.names and name in _firms():
        name = place.names[0]  # "Walmart employee": at a supermarket
    plural = {word_of(token): token for token in lowered(text).split() if token in _NEVER_ONE}
    said = " ".join(abbreviations(text).get(word, plural.get(word, word)) for word in name)
    workplaces = by_name or (() if of_others else _named(row, place.names)) or _plainly(said)
    if not workplaces and _is_no_place(name):
        workplaces = row.workplaces  # "staff in hotels and restaurants": each title at its own
    return replace(row, workplaces=workplaces)


def _is_no_place(name: Words) -> bool:
    """Whether a name is one of two kinds of workplace, "hotels and restaurants", or of a trade; an oil and gas company
    is one."""
    return name[-1] in _TRADES or ("and" in name and name[-1] == "restaurant")


def is_workplace(words: Words) -> bool:
    """Whether the words are a name of a kind of workplace."""
    return words in _mixes()[1]


def is_role(words: Words) -> bool:
    """Whether words are a name for who works at any place of some kind."""
    return words in _roles()


@cache
def _firms() -> frozenset[Words]:
    """Names of firms, which are no kinds of workplace."""
    return frozenset(map(words_of, tables().words["firm"]))


def _plainly(name: str) -> tuple[tuple[str, str], ...]:
    """A place by its name; nothing for none, for a country that somebody works in, for two kinds and for a trade."""
    if not name or words_of(name)[0] in tables().words["link"] or _is_no_place(words_of(name)):
        return ()
    return (("any", with_article(name)),)


def _called(row: Row, name: Words) -> tuple[tuple[str, str], ...]:
    """The workplaces of a row that have a name."""
    return tuple(each for each in row.workplaces if _is_called(words_of(each[1]), name))


def _is_called(workplace: Words, name: Words) -> bool:
    return workplace[-len(name) :] == name or workplace[1 : len(name) + 1] == name


def _named(row: Row, names: tuple[Words, ...]) -> tuple[tuple[str, str], ...]:
    """The workplaces of a row that end in one of the names; none if none of these is anywhere."""
    found = tuple(each for each in row.workplaces if any(words_of(each[1])[-len(name) :] == name for name in names))
    return found if any(market == "any" for market, _ in found) else ()


@cache
def _roles() -> dict[Words, _Role]:
    """By the words of a role what may be meant."""
    return {
        words_of(words): _Role(tuple(line["isco08"].split("|")), line["broad"] == "yes")
        for line in table("phrases/roles.csv")
        for words in line["words"].split("|")
    }


@cache
def _mixes() -> tuple[dict[Words, tuple[Row, ...]], dict[Words, _Place]]:
    """The titles by name of a job, and the kinds of workplace by each of their names."""
    named: dict[Words, tuple[Row, ...]] = {}
    places: dict[Words, _Place] = {}
    for line in table("phrases/mixes.csv"):
        rows = tuple(row for each in line["titles"].split("|") for row in _weighted(*each.partition(":")[::2]))
        names = tuple(words_of(name) for name in line["places"].split("|") if name)
        # Who is named with the places works there: the cashiers of fast food crew in no family restaurant.
        plain = _plainly(line["places"].partition("|")[0])
        there = tuple(replace(row, workplaces=_named(row, names) or plain or row.workplaces) for row in rows)
        named.update({_plain_name(words_of(name)): there for name in line["named"].split("|") if name})
        if all(row.job.status != "working" for row in rows):  # the students of a university are no staff of it
            continue
        for name in names:  # of those who are named by a place the most are all who work there
            if name not in places or len(rows) >= len(places[name].rows):
                places[name] = _Place(names, rows)
    return named, places


@cache
def _weighted(title: str, times: str) -> tuple[Row, ...]:
    """The rows of a title, each as often as it comes in a mix: the parts say more than where the title is common."""
    usual, _, rich = times.partition("/")
    often = _ROUND * float(usual or 1)
    where_rich = {"high": _ROUND * float(rich)} if rich else {}
    plain = title.removeprefix(f"{PART_TIME} ")
    return tuple(
        replace(
            row,
            job=replace(row.job, title=title),
            regions={"any": often}
            | {where: min(weight, 1.0) * often for where, weight in _wide(row).items()}
            | where_rich,
        )
        for row in rows_by_title().get(plain, ())
    )


def _wide(row: Row) -> dict[str, float]:
    """How often a title comes in countries and where incomes are high. A country that has it in some divisions alone
    has it in these, and at any factory that was asked for."""
    wide = {where: weight for where, weight in row.regions.items() if len(where) == 2 or where in ("any", "high")}
    for code in [where for where, weight in wide.items() if weight == 0 and len(where) == 2]:
        here = {name: row.regions[name] for name in region_figures(code) if row.regions.get(name)}
        if here and row.job.category == "factory worker":
            del wide[code]
        else:
            wide |= here
    return wide
