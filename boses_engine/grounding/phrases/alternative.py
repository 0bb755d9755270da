"""One alternative of a typed occupation, read: a known name, a name and where that is done, a field, or a known ending.

English puts the person last ("management student"), so the longest known phrase that ends the text decides; other
languages put it first ("sinh viên luật"), so there the longest one that begins it does. Words left over narrow the
choice, or stay as they were asked.
"""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.phrases.learners import as_learner
from boses_engine.grounding.phrases.misspelt import respelt
from boses_engine.grounding.phrases.mixes import may_be_there, named_mix, staff_of, untied
from boses_engine.grounding.phrases.names_abroad import read_abroad
from boses_engine.grounding.phrases.own_words import employers, english_place, place_written
from boses_engine.grounding.phrases.person_first import read_local_place, read_person_first
from boses_engine.grounding.phrases.places_named import (
    at_such,
    goods_at_stalls,
    kinds_of_place,
    one_of_many,
    place_before,
    place_in,
    place_named,
    where_ending,
    words_of_workplaces,
)
from boses_engine.grounding.phrases.self_employed import FREELANCE, SELF_EMPLOYED, without_employer
from boses_engine.grounding.text import lowered, singular, with_article
from boses_engine.grounding.words import TOKEN, Words, spelling, word_of, words_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.retired import NO_LONGER, retire_from
from boses_engine.grounding.work.sectors import is_body_of_state
from boses_engine.grounding.work.tables import (
    CRAFTS,
    FARMERS,
    ONLINE_SELLER,
    OWNER,
    STALLS,
    Row,
    Wish,
    rows_under,
    tables,
)
from boses_engine.grounding.work.trades import MADE_AT, says_where, without_article

# An "o" between two names is an or, but "ở chợ" without its marks is "at the market".
OR = r"or|atau|hoặc|hoac|o(?!\s(?:cho|nha|quan|truong|khu|cong|benh|sieu|cua|que|via|vung|xa|huyen|lang|thanh|to)\b)"
APART = re.compile(rf"[,/;|+]|\s(?:{OR}|and|dan|và|va|ug|kag)\s", re.IGNORECASE)
_AT_HOME = re.compile(r"(.+?)\s+(?:at|from)\s+home|home[- ]based\s+(.+)", re.IGNORECASE)
_TITLES_LEAST = 3  # titles of a kind of work at a workplace before it is taken for a workplace
_LANDS = ("farm", "field", "orchard")
_SELLER = "seller"  # what somebody is who does so with goods
_FEW_PLACES = 3  # kinds of workplace of a title that is done at few (estimate)
_NAME_MOST = 4  # words below which "the" and what follows may be a kind of workplace
_OF_DESKS = ("4", "24", "25", "26", "33", "35")  # ISCO-08
_IN_OFFICE = re.compile(
    r"(office\s+(?:workers?|staff|clerks?|employees?))\s+(?:at|in|of|for)\s+(an?\s.+)", re.IGNORECASE
)
_FRONT_DESK = ("4221", "4224", "4226")  # ISCO-08: who receives people


def read_alternative(text: str) -> Wish | None:
    """What one alternative means, None if nothing of it is known."""
    return _read_alternative(text, frozenset())


def _read_alternative(text: str, within: frozenset[str]) -> Wish | None:
    """The same within the readings of other texts, none of which is read again."""
    if told := tables().marked.get(spelling(text)):
        return told
    known, text = tables(), text if read_exact(words_of(text)) else first_clause(text)  # "work from home employee"
    words = words_of(text)
    if wish := read_by_name(text) or _staff_unless_retired(text, words):
        return _behind_the_desk(wish, text)
    if wish := read_exact(tuple(map(respelt, words))) or _no_longer(text):
        return wish
    of_state = len(words) > 1 and words[0] in known.words["public"] and words[1] not in known.words["no sector"]
    if of_state and (wish := read_exact(words[1:])):  # "government nurse": who employs is told apart
        return wish
    if wish := _farm_owner(words) or _owner_of(text) or _learner_of(text) or _made_at_home(text):
        return wish
    if wish := read_abroad(words, read_by_name, there=True) or read_person_first(words, read_by_name):
        return wish
    if wish := read_local_place(words, read_by_name):
        return wish
    if wish := read_linked(text) or _of_field(words):
        return wish
    if (found := _ending(words)) and (wish := _narrowed(text, *found)):
        return wish
    outer = within | {text}

    def read(told: str) -> Wish | None:
        return None if told in outer else _read_alternative(told, outer)

    if wish := read_person_first(words, read, loosely=True) or read_abroad(words, read_by_name):
        return wish
    for start in range(len(words)):
        if wish := known.fields.get(words[start:]):
            return wish
    while words and words[0] in known.words["filler"]:
        words = words[1:]
    for end in range(len(words), 0, -1):
        if wish := known.local.get(words[:end]):
            return _of_what(wish, text, words[:end], words[end:])
    return None


def _of_what(wish: Wish, text: str, head: Words, left: Words) -> Wish:
    """The reading of a known beginning: who makes or sells what no table has is no craftsman or shopkeeper of any kind:
    "thợ làm nến"."""
    known = tables()
    link = known.person_first["link"].get(left[:1])
    placed = left and (link == ("at",) or left[0] in known.words["link"] | known.words["clause"])
    if (wish.rows and link != ("of",)) or not left or placed or head not in _tells_of_what():
        return wish
    return Wish(wish.category or STALLS, title=as_title(text), match="as asked")  # "tindera ng abaniko": at no shop


@cache
def _tells_of_what() -> frozenset[Words]:
    """Beginnings that say nothing of the work without what comes after them."""
    return frozenset(map(words_of, tables().words["of what"]))


def read_by_name(text: str) -> Wish | None:
    """What a text means that is known as it stands: a usual name of a job, staff of a known place, a title."""
    words = words_of(text)
    exact = read_exact(words)
    if exact and exact.only:  # a part of a kind of work, by name: bank employees
        return exact
    return named_mix(words) or staff_of(text, surely=True) or exact


def _owner_of(text: str) -> Wish | None:
    """ "Dueña de salón de belleza", "dono de padaria": who owns what a name of another language says."""
    tokens, lists = list(TOKEN.finditer(text)), tables().words
    if not tokens or word_of(tokens[0].group()) not in lists["owner abroad"]:
        return None
    owned = next((token for token in tokens[1:] if word_of(token.group()) not in lists["link abroad"]), None)
    if not owned:
        return None
    what = text[owned.start() :]
    if "que" in words_of(what):  # "donas de casa que fazem bolos"
        return None
    itself = read_by_name(what)
    if itself and itself.rows and itself.kind == OWNER:
        return itself
    place = english_place(words_of(what)) if words_of(what) in tables().abroad else ()
    return read_alternative(f"{' '.join(place) or what} owner")


def _farm_owner(words: Words) -> Wish | None:
    """ "Sugarcane farm owner": who farms the crop on land of their own, and none of the farm's hands."""
    if len(words) < 3 or words[-1] != "owner" or words[-2] not in _LANDS or words in tables().english:
        return None
    crop = without_adjectives(words[:-2])
    wishes = (read_exact((*crop, who)) for who in ("farmer", "grower", "raiser")) if crop else ()
    return next((wish for wish in wishes if wish and wish.rows and wish.kind == FARMERS), None)


def _learner_of(text: str) -> Wish | None:
    """ "Shoemaker apprentice", "mechanic trainee": who learns the work of one title."""
    words = words_of(text)
    work = read_exact(words[:-1]) if words and words[-1] in tables().words["learner"] else None
    return as_learner(work, text, words[-1:]) if work and work.match == "title" else None


def _staff_unless_retired(text: str, words: Words) -> Wish | None:
    """Who works at a kind of workplace that more words tell of, which is no "retired railway"."""
    return None if words[:1] and words[0] in NO_LONGER else staff_of(text, surely=False)


def is_one_name(text: str) -> bool:
    """Whether a table knows all of a text by name."""
    return bool(read_exact(words_of(text)) or named_mix(words_of(text)))


def read_exact(words: Words) -> Wish | None:
    """What a text means whose every word is known or an adjective."""
    known, bare = tables(), without_adjectives(words)
    for phrase in (words, *_without_first(words), bare):  # "public high school teacher": "high" is no adjective there
        if wish := named_mix(phrase) or known.english.get(phrase):
            return wish
        if english := known.abroad.get(phrase):
            return read_alternative(" ".join(english))
        if wish := known.local.get(phrase):
            return wish
        if phrase and phrase[-1] in known.words["generic head"] and phrase[:-1] in known.fields:
            return _there(known.fields[phrase[:-1]], phrase[:-1])
    return Wish("any") if words and not bare else None


def _without_first(words: Words) -> list[Words]:
    """The words without one adjective that they begin with, without two, and so on."""
    filler = tables().words["filler"]
    first = next((at for at, word in enumerate(words) if word not in filler), len(words))
    return [words[start:] for start in range(1, first + 1) if words[start:]]


def without_adjectives(words: Words) -> Words:
    """The words that tell anything of the work: "young urban nurse" is a nurse."""
    return tuple(word for word in words if word not in tables().words["filler"])


def first_clause(text: str) -> str:
    """The text up to "who …", "aged …", "on a contract" and the like; after an article or a link it is a noun: "a home
    for the aged", "a nurse in aged care"."""
    tokens = list(TOKEN.finditer(text))
    ends = [token.start() for token in tokens[1:] if word_of(token.group()) in tables().words["clause"]]
    for end in reversed(ends[1:]):  # "grandmother looking after grandchildren while the parents are away"
        if (known := read_exact(words_of(text[:end]))) and known.rows:
            return text[:end]
    for before, token in zip(tokens, tokens[1:], strict=False):
        lists, word = tables().words, word_of(token.group())
        if text[token.start() - 1] == "-":
            continue  # "home-based business owner"
        if word in lists["clause"] and word_of(before.group()) not in lists["article"] | lists["link"]:
            return text[: token.start()]
        if word in lists["link"] and word_of(tokens[-1].group()) in lists["clause end"]:  # "on a zero-hours contract"
            return text[: token.start()]
        if word in lists["doing"] and read_exact(words_of(text[: token.start()])):  # "vendor selling fruit"
            sellers = (before.group(), _SELLER)  # "widow selling charcoal", "stall owner at a mall selling phones"
            sold = (f"{text[token.end() :]} {who}" for who in sellers)
            return next((each for each in sold if read_exact(words_of(each))), text[: token.start()])
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
            if (twice := read_exact(words_of(" ".join(rest)))) and twice.category == category:  # "Jubilado (retired)"
                return twice
            title = f"{word} {as_title(' '.join(rest))}"
            said, public = words_of(title), tables().words["public"]
            if known := tables().english.get(said) or tables().english.get(tuple(w for w in said if w not in public)):
                return known
            work = twice or read_alternative(" ".join(rest)) if rest else None
            if work and work.category in ("any", "any worker") and not work.rows:  # "retired widows"
                return Wish(category)
            left = work.rows if work and all(row.job.status == "working" for row in work.rows) else ()
            if left and category == "retired":
                return retire_from(title, left)
            return Wish(category, title=title, match="as asked", left=left)
    return None


def read_linked(text: str) -> Wish | None:
    """ "nurse in a private hospital", "owner of a cafe", "student at a university"."""
    lists = tables().words
    tokens = list(TOKEN.finditer(text))
    sexes = lists["Female first"] | lists["Male first"]
    if len(tokens) > 1 and tokens[0].group().casefold() in sexes and word_of(tokens[1].group()) not in lists["link"]:
        return read_linked(text[tokens[1].start() :])  # "female teachers in government schools"
    ranks = _rank_of(text, tokens)
    for number, token in enumerate(tokens[1:-1], 1):
        if word_of(token.group()) in lists["link"] and number > ranks:
            head, tail = words_of(text[: token.start()]), words_of(text[token.end() :])
            said = text[token.end() :].strip(" .")
            many = one_of_many(said)
            place = many or (lowered(said) if tail[0] in ("a", "an") else _the_one(tail, said))
            if (state := _of_state(said)) and (desk := _at_a_desk(read_alternative(text[: token.start()]))):
                return replace(desk, rows=untied(desk.rows), workplace=state)
            if head == ("owner",) and (owner := _owner_of_one(said)):
                return owner
            turned = tuple(word for word in tail if word not in lists["article"]) + head
            if (exact := read_exact(turned)) and exact.only:
                return exact  # "teacher in a senior high school"
            if mix := named_mix(turned):
                return mix  # "staff in LGU offices"
            if (
                set(tail) <= lists["sold on platform"]
                and (sellers := read_exact(head))
                and sellers.kind == ONLINE_SELLER
            ):
                return sellers  # "online sellers on Shopee"
            schools = lists["any place"] | lists["public"] | lists["private"] | lists["article"]
            if set(tail) <= schools and (students := read_alternative(text[: token.start()])) and _study(students):
                return students  # "STEM senior high students in private schools": who employs is told apart
            if found := _ending(turned):
                wish, size, left = found
                left = tuple(word for word in left if word not in head)  # "shipyard welder at a shipyard"
                if (
                    size <= number and left and not (wish.only and set(left) & set(head))
                ):  # "bank clerk in a state bank"
                    rows = _narrow(wish, left)
                    if set(left) <= lists["no place"] & lists["employing firm"]:  # a company of any kind
                        rows = tuple(row for row in rows if any(each <= {*left, *head} for each in row.phrases))
                    wish = replace(wish, rows=rows)
                if head[-1:] == ("owner",) and left and len(wish.rows) > 1:  # "gadget store owner": one of a kind
                    title = as_title(f"{text[token.end() :]} {text[: token.start()]}")
                    return replace(wish, title=title, workplace="", match="as asked")
                if size > number or not left or wish.rows:
                    if wish.rows or not (place and (plain := _at_work(text[: token.start()]))):
                        if many and wish.rows:
                            return at_one_of_many(wish, many)
                        return replace(wish, workplace=place if wish.rows else None)
                    if plain == Wish(OWNER):  # of something that no title has: "trucking business owner"
                        title = as_title(f"{text[token.end() :]} {text[: token.start()]}")
                        return Wish(OWNER, title=title, workplace="", match="as asked")
                    return replace(plain, workplace=place)  # a clerk in a government office is a clerk there
            if head == ("owner",) and not set(tail) & lists["link"]:  # "owner of a saree showroom"
                how_many = lists["article"] | lists["how many"]  # "owner of two matatus"
                owned = " ".join(word for word in said.split() if word_of(word) not in how_many)
                owned = owned if set(words_of(said)).isdisjoint(lists["how many"]) else _one(owned)
                return read_alternative(f"{owned} owner")
            if known := _of_field(turned) or read_alternative(text[: token.start()]):
                if many:
                    return at_one_of_many(known, many)
                return _at_another(known, as_title(text[: token.start()]), place) if place else known
            return None
    return None


def _study(wish: Wish) -> bool:
    """Whether all whom a wish means study."""
    kind = tables().categories.get(wish.category)
    return all(row.job.status == "studying" for row in wish.rows) and (
        bool(wish.rows) or (kind is not None and kind.job.status == "studying")
    )


def _the_one(words: Words, said: str) -> str | None:
    """ "The port", "the oil refinery": a large site of which a town has one, or "law firm", where the article was left
    out; None for any other words."""
    if len(words) > 1 and words[-1] in kinds_of_place() and said.islower() and not _tied(words):
        return with_article(said)  # "accountant at law firm"
    is_one = words[0] == "the" and 1 < len(words) < _NAME_MOST and words[-1] in tables().words["one site"]
    return place_written(words[1:]) if is_one else None


def _tied(words: Words) -> bool:
    """Whether words have a link or an article among them."""
    lists = tables().words
    return not (lists["link"] | lists["clause"] | lists["article"]).isdisjoint(words)


def _behind_the_desk(wish: Wish, text: str) -> Wish:
    """The wish, but for office workers of a place of which only those are known who receive people there: "office
    worker at a car dealership"."""
    said = _IN_OFFICE.fullmatch(text.strip())
    if not said or not wish.rows or not all(row.job.isco08.startswith(_FRONT_DESK) for row in wish.rows):
        return wish
    plain = _at_work(said[1])
    return replace(plain, workplace=lowered(said[2])) if plain else wish


def _owner_of_one(said: str) -> Wish | None:
    """ "A guest house at the seaside": who owns what is known by its name, wherever it stands."""
    tokens = list(TOKEN.finditer(said))
    lists = tables().words
    ends = lists["link"] | {"near"}
    end = next((at for at, token in enumerate(tokens) if at and word_of(token.group()) in ends), None)
    owned = [token.group() for token in tokens[:end] if word_of(token.group()) not in lists["article"]]
    return read_exact(words_of(f"{' '.join(owned)} owner")) if end and owned else None


def at_one_of_many(wish: Wish, many: str) -> Wish:
    """The wish of people at work at a place that is one of many such: each title at those of its places that are, else
    there; without titles of other places where some are of none: no store managers "in seafood export companies"."""
    kind = tables().categories.get(wish.category)
    if any(row.job.status != "working" for row in wish.rows) or (kind and kind.job.status != "working"):
        return wish
    if not wish.rows or wish.workplace is not None or wish.category == "any":
        return wish if wish.category == "any" else replace(wish, workplace=many)
    said = set(without_article(words_of(many))) - tables().words["public"] - tables().words["private"]
    wish = _named_after(wish, many)
    of_what = said - MADE_AT

    def is_such(place: Words) -> bool:  # an electronics plant is an electronics factory
        return said <= set(place) or bool(of_what <= set(place) and said & MADE_AT and MADE_AT & set(place))

    there = (at_such((row,), is_such) or (replace(row, workplaces=(("any", many),)),) for row in wish.rows)
    at_it = [row for (row,) in there]
    free = tuple(row for row, asked in zip(at_it, wish.rows, strict=True) if may_be_there(asked, many))
    return replace(wish, rows=free or tuple(at_it))


def _named_after(wish: Wish, place: str) -> Wish:
    """The wish of those of its titles that are called by what a place does, if there are some: a dialysis nurse."""
    lists = tables().words
    telling = frozenset(without_article(words_of(place))) - kinds_of_place() - lists["filler"]
    telling -= lists["public"] | lists["private"]
    named = tuple(row for row in wish.rows if not telling.isdisjoint(words_of(row.job.title)))
    return replace(wish, rows=named) if named and named[0].job.isco08.startswith(("2", "3")) else wish


def _at_another(wish: Wish, name: str, place: str) -> Wish:
    """The wish at a place that none of its titles may have: who is named by several, of which the first says where it
    is done, is called as was asked: no office cleaner of a hawker centre."""
    rows = untied(_named_after(wish, place).rows)
    said = without_article(words_of(place))
    tied = len(wish.rows) > 1 and says_where(rows[0]) and not where_ending(wish.rows, said)
    if not tied or wish.title:
        return replace(wish, rows=rows, workplace=place)
    return replace(wish, rows=rows[:1], title=name, workplace=place, match="as asked")


def _made_at_home(text: str) -> Wish | None:
    """ "Football stitcher at home", "home-based embroiderer": who makes things at home, for customers or by the
    piece."""
    said = _AT_HOME.fullmatch(text)
    wish = read_exact(words_of(said[1] or said[2])) if said else None
    if not wish or not wish.rows or not all(row.job.isco08.startswith(("7", "8")) for row in wish.rows):
        return None
    there = where_ending(wish.rows, ("home", "workshop"))
    return replace(wish, rows=there) if there else replace(wish, workplace="a home workshop")


def _one(many: str) -> str:
    """One of what a text names many of: "minibus taxis"."""
    *first, last = many.split()
    return " ".join((*first, singular(last.lower())))


def _rank_of(text: str, tokens: list[re.Match[str]]) -> int:
    """The number of the last word of a title that a text begins with and that has a link itself, where another link
    follows: "head of HR in a bank"; 0 for none."""
    links = [at for at, token in enumerate(tokens) if at and word_of(token.group()) in tables().words["link"]]
    for at in reversed(links[1:]):
        if (title := read_exact(words_of(text[: tokens[at].start()]))) and title.rows:
            return at - 1
    return 0


def _of_state(place: str) -> str | None:
    """A ministry or department of the state by its name, "the Department of Home Affairs"; None for any other place."""
    name = re.sub(r"^the\s+", "", place, flags=re.IGNORECASE)
    return f"the {name}" if is_body_of_state(words_of(name)) else None


def _at_a_desk(wish: Wish | None) -> Wish | None:
    """Who a wish means, if they work at desks; of a kind of work those who do: a clerk."""
    if not wish or wish.rows or wish.category not in tables().categories:
        return wish if wish and is_desk(wish) else None
    rows = tuple(row for row in rows_under(wish.category) if row.job.isco08.startswith(_OF_DESKS))
    return replace(wish, rows=rows) if rows else None


def is_desk(wish: Wish) -> bool:
    """Whether all titles are of those who work at desks, and so may in any office."""
    return bool(wish.rows) and all(row.job.isco08.startswith(_OF_DESKS) for row in wish.rows)


def _at_work(text: str) -> Wish | None:
    """The one kind of work that a text means by itself."""
    wish = read_alternative(text)
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
            return replace(wish, title=as_title(" ".join(words)), match="as asked")
    return None


def _ending(words: Words) -> tuple[Wish, int, Words] | None:
    """The longest known phrase at the end, its length in words, and what is left but adjectives."""
    for start in range(len(words)):
        if wish := tables().english.get(words[start:]):
            return wish, len(words) - start, without_adjectives(words[:start])
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


def _narrowed(text: str, wish: Wish, size: int, left: Words) -> Wish | None:
    """The reading of a known ending with words left before it."""
    if not left:
        return wish
    if rows := _narrow(wish, left):
        return replace(wish, rows=rows)
    if size == 1 and words_of(text)[-1] in tables().words["loose head"]:
        return None  # "pier helper" is no helper in a household
    if wish.rows:
        if FREELANCE in left or set(SELF_EMPLOYED) <= set(left):
            return without_employer(replace(wish, title=as_title(text), match="as asked"))
        if learner := as_learner(wish, text, left):
            return learner
        if set(left) <= employers() | tables().words["rank"]:  # "Amazon warehouse picker"
            return replace(wish, title=as_title(text), match="as asked")
        whose = (*left[:-1], left[-1].removesuffix("'s"))  # "the bank's security guard"
        if whose != left and (employer := place_named(whose)):
            return replace(wish, workplace=employer)
        whole = (
            place_named(words_of(text)[:-size]) if len(words_of(text)) > len(left) + size else ""
        )  # "city hall janitor"
        plain = None if set(left) <= tables().words["rank"] else whole or place_before(left, words_of(text)[-size:])
        if plain == "" and all(_is_where_such_are(row) for row in wish.rows):
            plain = None  # "hablon weaver", "sardine fisherman"
        if plain == "" and not place_in(text) and _is_done_at_few(wish) and words_of_workplaces().isdisjoint(left):
            plain = None  # "Samsung chip engineer": a word that no kind of workplace has tells of none
        own = place_in(text) if words_of(text)[-1] == "owner" else ""  # a pump unit is no petrol pump
        place = own or (place_in(text) if plain == "" else plain)
        return replace(wish, title=as_title(text), workplace=place, match="as asked")
    members = tables().categories[wish.category].members
    if size == 1 and words_of(text)[-1] in tables().words["generic head"]:
        return None  # "abaca worker" says no more than "abaca"
    is_owned = words_of(text)[-1] == "owner" and not members and place_in(text)
    if (
        wish.category == OWNER or is_owned
    ):  # of something that no title has: "pastry business owner", "tofu stall owner"
        return Wish(wish.category, title=as_title(text), workplace=place_in(text), match="as asked")
    if size > 1 or (members and members[0] not in tables().categories):
        return wish
    kind = members[-1] if members else wish.category
    place = None if kind == STALLS and left[-1] in goods_at_stalls() else place_in(text)
    return Wish(kind, title=as_title(text), workplace=place, match="as asked")


def _is_where_such_are(row: Row) -> bool:
    """Whether work is done where its kind is, whatever is made, grown, caught or sold: a craft of one's own, farms,
    the sea, stalls."""
    own_craft = row.job.category == CRAFTS and row.job.employment == "own"
    return own_craft or row.job.category in (FARMERS, STALLS)


def _is_done_at_few(wish: Wish) -> bool:
    """Whether work is done at few kinds of workplace everywhere, so that who does it for a firm is there too."""
    return len({text for row in wish.rows for where, text in row.workplaces if where == "any"}) <= _FEW_PLACES


def _narrow(wish: Wish, left: Words) -> tuple[Row, ...]:
    """The rows in the wish's category with a name that holds all the words left (and the title asked for)."""
    needed = set(left)
    if wish.rows:
        needed |= wish.rows[0].phrases[0]
    rows = rows_under(wish.category or wish.rows[0].job.category)
    return tuple(row for row in rows if any(needed <= phrase for phrase in row.phrases))
