"""People told of by what they do: "women who own a clothing shop", "men working as drivers", "moms who are nurses".

Beside them what a reading is: work, a home to keep, studies, or a guess.
"""

import re

from boses_engine.grounding.phrases.alternative import first_clause, read_alternative, read_exact
from boses_engine.grounding.phrases.mixes import is_workplace
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import JOBLESS, ONLINE_SELLER, OWNER, Wish, tables

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
ANYBODY = (Wish("any"), Wish("any worker"))
_INDUSTRY = re.compile(r"\s+(?:industry|sector)\b.*", re.IGNORECASE)
_WHO = {  # others are its owners
    **{"drive": ("driver", "owner"), "sell": ("seller", "sales agent", "agent", "owner")},
    **{"teach": ("teacher", "owner"), "operate": ("operator", "owner")},
}
_SELLING = ("52", "95")  # ISCO-08 codes of sellers
_SOMEBODY = frozenset(
    (
        *("staff", "personnel", "crew", "someone", "somebody", "those", "anyone", "anybody"),
        *("guys", "folks", "ladies", "girls", "boys"),
    )
)
PLACED = frozenset(("in", "at"))


def who_are(text: str) -> Wish | None:
    """What "moms who are nurses" do, unless it is beside studies or, as selling, beside a home."""
    told = _WHO_ARE.fullmatch(text)
    if not told:
        return None
    people, named = read_alternative(told[1]), read_exact(words_of(told[2]))
    if not named or named in ANYBODY or keeps_house(named):
        return None
    sells = bool(named.rows) and all(row.job.isco08.startswith(_SELLING) for row in named.rows)
    if people and (people.kind == "student" or _studies(people) or (sells and keeps_house(people))):
        return None
    return named


def who_does(text: str) -> Wish | None:
    """What "women who own a clothing shop", "people who work in banks", "women in retail" and "men working as drivers"
    do."""
    text = _DOING.sub(lambda found: _DOES[found[0].casefold()], text)
    text = _MAKING.sub(lambda found: f"who {_GERUNDS[found[1].casefold()]}", text)
    text = _WHO_DO_ING.sub(lambda found: f"who {_GERUNDS[found[1].casefold()]}", text)
    text = _RUNNING.sub(lambda found: f"{_DOES[found[1].casefold()]} ", text)
    away = _AWAY.search(text)
    if away and read_alternative(text[: away.start()]) in ANYBODY:
        return read_exact(("overseas", "worker"))  # "single mothers working abroad"
    told = _WHO_DO.search(text) or _WHO_WORK.search(text) or _WORKING_IN.search(text) or _PEOPLE_IN.search(text)
    told = _DRIVING_FOR.search(text) or told or _WHO_MAKE.search(text) or _WITH_OWN.search(text) or _WHO_IS.search(text)
    if not told:
        return None
    who = text[: told.start()]
    is_anybody = who.strip().casefold() in _SOMEBODY or words_of(who)[-1:] in (("wife",), ("wives",))
    people = ANYBODY[0] if is_anybody else read_alternative(who)
    if told.re is _WHO_WORK and told[1].casefold() == "as":  # "graduate working as a tutor"; a student is one still
        does = people if _studies(people) else read_alternative(told[2])
        if does and _studies(does):
            return does
        if does and does.rows and does.match != "as asked":
            return does
    sectors = tables().words["public"] | tables().words["private"]
    in_place = told.re is _WHO_WORK and told[1].casefold() in PLACED | {"for"} and not set(words_of(told[2])) <= sectors
    if in_place and people and _are_at_work(people):
        there = read_alternative(f"{who.strip()} {text[told.start(1) :]}")  # "nurses working in private clinics"
        return there if there and there.rows and there.match != "as asked" else None
    if people and people.rows and told.re is _WHO_DO and (owner := _own_where_they_work(people, told)):
        return owner
    if people and people.kind == JOBLESS and told.re in (_WHO_WORK, _WHO_DO):
        people = ANYBODY[0]  # "college grads working in retail"
    if not people or not (people in ANYBODY or (keeps_house(people) and told.re is not _WITH_OWN)):
        return None
    if told.re is _DRIVING_FOR:
        return read_alternative(f"{told[1]} driver")
    if told.re is _WHO_IS:
        named = (read_exact((f"{words_of(told[1])[0]}{end}",)) for end in ("", "er", "r"))
        return next((wish for wish in named if wish and is_work(wish) and wish not in ANYBODY), None)
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
    known = (wish for wish in wishes if wish and not is_a_guess(wish) and wish.category != "any worker")
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
    what = "" if _SOLD_AT.match(rest) else before_place(first_clause(rest))
    where = rest.removeprefix(what).strip()
    named = [f"{as_title(what)} {who}" for who in _BY_DOING[verb]] if what else []
    return [*(f"{name} {where}" for name in (*named, *_BY_DOING[verb]) if where), *named, *_BY_DOING[verb]]


def _sold_at(rest: str) -> list[str]:
    """What those may be called who sell at a place: vendors of a market or street, staff of a shop, sellers online;
    what is known of how they sell ("in bulk"), and nothing of other places."""
    at, lists = _SOLD_AT.match(rest), tables().words
    place = before_place(first_clause(at[1])) if at else ""
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


def is_a_guess(wish: Wish) -> bool:
    """Whether a reading only keeps the words, and not because the work has ended."""
    return wish.match == "as asked" and wish.category not in NO_LONGER.values()


def before_place(text: str) -> str:
    """The words before where something is."""
    return re.split(r"\s(?:in|at)\s", text, maxsplit=1)[0]


def is_work(wish: Wish) -> bool:
    """Whether a reading means titles or a kind of work, and no words alone."""
    return bool(wish.rows or wish.category)


def _studies(wish: Wish | None) -> bool:
    """Whether people study."""
    kind = tables().categories.get(wish.kind) if wish else None
    return kind is not None and kind.job.status == "studying"


def keeps_house(wish: Wish) -> bool:
    """Whether a reading means people who keep house alone."""
    return bool(wish.rows) and all(row.job.status == "keeping house" for row in wish.rows)
