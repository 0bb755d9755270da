"""On whose account work is done: "zzp timmerman", "event planner (owner)", "shop owner selling on TikTok Shop"."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read, is_a_name, is_anybody, named_by
from boses_engine.grounding.phrases.self_employed import (
    FREELANCE,
    at_own_premises,
    on_own_account,
    own_things,
    owner_of_own,
    without_own_account,
)
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Asked, are_all_at_work
from boses_engine.grounding.work.tables import (
    FARMERS,
    ONLINE_SELLER,
    OWNER,
    Row,
    Wish,
    rows_of_market,
    rows_under,
    tables,
)

_SELF_EMPLOYED = "self-employed"
# "Female entrepreneurs who sell sarees on Facebook", "business owners selling cakes online".
_WHO_SELL_ONLINE = re.compile(
    r"\s*((?:(?:young|small|female|women|woman|male)\s+)*)(?:entrepreneurs?|business\s*(?:wo)?men|business\s+owners?|start-?up\s+owners?)\s+"
    r"(?:(?:who|that)\s+sells?|selling)\s+((?:[^,()]+\s)?(?:online|(?:on|via|through)\s+[^,()]+))\s*$",
    re.IGNORECASE,
)
_FREELANCE_AFTER = re.compile(
    r"\s*\(\s*(?:freelancer?|lepas)\s*\)\s*$", re.IGNORECASE
)  # "tour guide Raja Ampat (freelance)"
_FREELANCE_FIRST = re.compile(r"^\s*(?:pekerja\s+lepas|tenaga\s+lepas|lao\s+động\s+tự\s+do)\s+(?=\w)", re.IGNORECASE)
_OWNER_AFTER = re.compile(r"\s*\(\s*owner\s*\)\s*$", re.IGNORECASE)  # "event planner (owner)"
_OF_THE_STATE = ("01", "02", "03", "111", "2612", "335", "5412")  # ISCO-08: nobody owns what these do
_OF_SHOPS = "522"  # ISCO-08
# "Pharmacist in own drugstore", "dentist running her own clinic"; what has them in brackets is read elsewhere.
_AT_OWN = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:(?:who\s+)?(?:(?:now|currently)\s+)?(?:(?:has|have|having|in|at)\s+(?:(?:an?|his|her|their)\s+)*own|"
    r"(?:runs?|running|owns?|owning|operates?|operating)\s+(?:an?|his|her|their|own)(?:\s+own)?))\s+"
    r"(?:small\s+|little\s+)?([^,()]+?)\s*",
    re.IGNORECASE,
)
# "Chủ shop quần áo bán online trên TikTok Shop", "shop owner selling on Shopee", "pemilik toko yang jualan online".
_SELLS_ONLINE = re.compile(
    r"\s+(?:(?:who\s+)?sell(?:s|ing)?|(?:chuyên\s+)?(?:bán(?:\s+hàng)?|kinh\s+doanh)|(?:yang\s+)?(?:ber)?jual(?:an)?)\s+"
    r"(?:mainly\s+|only\s+|mostly\s+)?(?:(?:online|trực\s+tuyến|qua\s+mạng)\b[^()]*|(?:on|via|through|trên|qua|di|lewat)\s+([^()]+))$"
    r"|(?<=owner)\s+on\s+(\w+)$",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"\s+(?:online|trực\s+tuyến|qua\s+mạng)\s*$", re.IGNORECASE)


def sells_online(text: str, code: str, read: Read) -> Asked | None:
    """ "Entrepreneurs who sell sarees on Facebook" sell online and own no salons or eateries."""
    told = _WHO_SELL_ONLINE.match(text)
    if not told or read_exact(words_of(text)):
        return None
    sexes = {"female": "women", "women": "women", "woman": "women", "male": "men"}
    who = next((sexes[word] for word in told[1].lower().split() if word in sexes), "people")
    asked = read(f"{who} who sell {told[2]}")
    return asked if all(wish.kind == ONLINE_SELLER for wish in asked.wishes) else None


def of_an_owner(text: str, code: str, read: Read) -> Asked | None:
    """ "Event planner (owner)"."""
    owned = _OWNER_AFTER.sub("", text)
    if owned in ("", text) or not _may_be_owned(read_exact(words_of(owned))):
        return None
    named = f"{owned} owner"
    return read(named if read_exact(words_of(named)) else f"{owned} (self-employed)")


def as_a_freelance(text: str, code: str, read: Read) -> Asked | None:
    """ "Tour guide Raja Ampat (freelance)": the freelance title of it, else the title on the person's own account."""
    if first := _FREELANCE_FIRST.match(text):  # "pekerja lepas desainer"
        return None if is_a_name(text) else read(f"{FREELANCE} {text[first.end() :]}")
    work = _FREELANCE_AFTER.sub("", text)
    if work in ("", text) or read_exact(words_of(text)):
        return None
    asked = read(work)
    titles = {row.job.title for wish in asked.wishes for row in wish.rows}
    if len(titles) != 1 or not are_all_at_work(asked):
        return None
    named = f"{FREELANCE} {titles.pop()}"
    return read(named if read_exact(words_of(named)) else f"{work} (self-employed)")


def with_their_own(text: str, code: str, read: Read) -> Asked | None:
    """ "Pharmacist with own drugstore": the owner of one."""
    owner = owner_of_own(text, code)
    return read(owner) if owner else None


def who_have_no_employer(text: str, code: str, read: Read) -> Asked | None:
    """ "Albañil por cuenta propia", "zzp timmerman"."""
    work = without_own_account(text, code)
    if work in ("", text) or read_exact(words_of(text)):
        return None
    if words_of(text) in tables().abroad_in.get(code, {}):  # "funcionario de la comunidad autónoma"
        return None
    asked = read(work)
    if all(map(is_anybody, asked.wishes)):  # "self-employed women"
        return replace(asked, wishes=(Wish(_SELF_EMPLOYED),)) if asked.family != NO_FAMILY else None
    if all(wish.kind == FARMERS and not wish.title for wish in asked.wishes):
        return asked  # "farmers with own tractor" have land of their own
    asked = replace(asked, wishes=tuple(by_its_titles(wish, code) for wish in asked.wishes))
    if not are_all_at_work(asked):
        return None
    own = (on_own_account(wish, named_by(asked, work)) for wish in asked.wishes)
    return replace(asked, wishes=tuple(at_own_premises(wish, text) for wish in own))


def by_its_titles(wish: Wish, code: str) -> Wish:
    """One kind of work, asked for as such, by its titles: "zzp'er IT-consultant"; any other wish as it is."""
    known = tables().categories.get(wish.category)
    if wish.rows or wish.title or not known or known.members or known.job.status != "working":
        return wish
    rows = rows_of_market(rows_under(wish.category), code, asked=False)
    return replace(wish, rows=tuple(rows), title=wish.category)


def _may_be_owned(wish: Wish | None) -> bool:
    """Whether what a text says before "(owner)" may be somebody's own trade; what no table knows may be."""
    rows = wish.rows if wish else ()
    return all(row.job.status == "working" and not row.job.isco08.startswith(_OF_THE_STATE) for row in rows)


def at_a_place_of_their_own(text: str, code: str, read: Read) -> Asked | None:
    """ "Pharmacist in own drugstore": who owns such a place where such people work, else who works on own account."""
    told = _AT_OWN.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    people = read(told[1])
    if not are_all_at_work(people) or not all(wish.rows for wish in people.wishes):
        return None
    owner = read_exact((*words_of(told[2]), "owner"))
    shared = _places(owner.rows) & {place for wish in people.wishes for place in _places(wish.rows)} if owner else None
    if owner and shared and owner.kind == OWNER and len({row.job.title for row in owner.rows}) == 1:
        return replace(people, wishes=(owner,))
    plainly = f"{told[1]} with own {told[2]}"
    is_own = not own_things().isdisjoint(words_of(told[2])[-1:])
    return read(plainly) if is_own and words_of(plainly) != words_of(text) else None


def _places(rows: tuple[Row, ...]) -> set[str]:
    return {place for row in rows for _, place in row.workplaces}


def who_sells_online(text: str, code: str, read: Read) -> Asked | None:
    """ "Clothing shop owner selling on TikTok Shop": an owner of a shop whose customers come online."""
    told = _SELLS_ONLINE.search(text) or _ONLINE.search(text)
    if not told or read_exact(words_of(text)) or words_of(text) in tables().local:
        return None
    platforms = tables().words["sold on platform"]
    place = words_of(told[1] or told[2] or "") if told.re is _SELLS_ONLINE else ()
    if place and not {" ".join(place[at : at + size]) for at in range(len(place)) for size in (1, 2)} & platforms:
        return None
    owners = read(text[: told.start()])
    rows = tuple(row for wish in owners.wishes for row in wish.rows)
    if not all(wish.kind == OWNER for wish in owners.wishes) or not all(
        r.job.isco08.startswith(_OF_SHOPS) for r in rows
    ):
        return None
    titles = {row.job.title for row in rows}
    goods = titles.pop().removesuffix(" owner").removesuffix(" shop") if len(titles) == 1 else ""
    named = (f"{text[: told.start()]} online", f"online {goods} seller", f"online {goods} shop owner")
    wishes = (read_exact(words_of(name)) for name in named)
    seller = next((wish for wish in wishes if wish and wish.kind == ONLINE_SELLER), Wish(ONLINE_SELLER))
    return replace(owners, wishes=(seller,))
