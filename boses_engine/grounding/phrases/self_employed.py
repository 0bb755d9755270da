"""Work on one's own account, as texts say it: "electrician (self-employed)", "albañil por cuenta propia".

Customers pay such people, at no employer's.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from boses_engine.grounding.phrases.own_places import own_place
from boses_engine.grounding.phrases.places_named import at_such
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.words import TOKEN, Words, listed, word_of, words_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.tables import OWNER, Row, Wish, tables

FREELANCE, SELF_EMPLOYED = "freelance", ("self", "employed")  # before a title
_INSIDE = re.compile(r"\(([^()]*)\)")
_OWN_PLACE = re.compile(r"\s*[,(]\s*(?:(?:with|has|in|an?|his|her|their)\s+)*own\s+[^,()]+\)?\s*$", re.IGNORECASE)
_ONE_JOB = 3  # titles up to which words name one kind of job
_THEIR = frozenset(("their", "his", "her"))  # "who sell in their own shop" have it said what they sell at
_WHO = frozenset(("who", "that"))  # "women who own salons" are owners
_OWN_BEHIND = re.compile(r"\s+(?:with\s+)?(?:their\s+)?own\s+(\w+(?:\s+\w+)?)\s*$", re.IGNORECASE)
_PREMISES = re.compile(r"\bown\s+(?:small\s+|little\s+)?(\w+)", re.IGNORECASE)
_WITH_THEIR_OWN = re.compile(
    r"\s*(?P<who>\w[^,()]*?)[\s,(]+(?:with|who\s+(?:has|have|owns?|runs?|opened)|running|owning|having)\s+"
    r"(?:(?:an?|his|her|their)\s+)?own\s+(?:(?:small|little)\s+)?(?P<place>\w[^,()]*?)\)?\s*",
    re.IGNORECASE,
)
_FARMERS = "6"  # ISCO-08
_BETWEEN = " \t,()-–"  # what stands between a job and the words of one's own account


def without_own_account(text: str, country_code: str) -> str:
    """The text without the words, of English or of the country, that say before a job or after it that it is done on
    one's own account; the same text if it has none, and for "an accountant for the self-employed"."""
    said, known = _said(country_code), tables().words
    own = _OWN_PLACE.search(text)
    if own and not own_things().isdisjoint(words_of(own.group())):
        return text[: own.start()]
    bare = _OWN_BEHIND.search(text)  # "auto drivers own auto"
    if bare and not own_things().isdisjoint(words_of(bare[1])) and words_of(text[: bare.start()]) in tables().english:
        return text[: bare.start()]
    for inside in _INSIDE.finditer(text):
        if words_of(inside[1]) in said:
            return (text[: inside.start()].rstrip() + " " + text[inside.end() :].lstrip()).strip()
    tokens = list(TOKEN.finditer(text))
    words = tuple(word_of(token.group()) for token in tokens)
    for size in range(min(max(map(len, said)), len(words) - 1), 0, -1):
        before = next((word for word in reversed(words[:-size]) if word not in _THEIR), "")
        if words[-size:] in said and before not in known["link"] | known["article"] | _WHO:
            return text[: tokens[-size].start()].rstrip(_BETWEEN)
        if words[:size] in said and not text[tokens[size - 1].end() : tokens[size].start()].strip(" (),:-–"):
            rest = text[tokens[size].start() :]
            return rest if "(" in rest else rest.rstrip(_BETWEEN)  # "živnostník (murár)"
    return text


def owner_of_own(text: str, country_code: str) -> str:
    """The owners by name whom a text tells of as workers with a place of their own, "pharmacist with own drugstore";
    nothing where the place is one that people of a trade keep for it, as a salon or a practice."""
    told = _WITH_THEIR_OWN.fullmatch(text)
    if not told or words_of(told["place"])[-1:] == ():
        return ""
    place, said = words_of(told["place"]), _said(country_code)
    if place[-1] in tables().words["own premises"] or {("own", *place), ("with", "own", *place)} & said:
        return ""
    ends = ("owner",) if place[-1] in tables().words["own tool"] else ("owner", "shop owner")  # "with own motorcycle"
    return next((name for end in ends if _is_owner(name := f"{told['place']} {end}")), "")


def _is_owner(name: str) -> bool:
    """Whether a name is a title of owners."""
    wish = tables().english.get(words_of(name))
    return bool(wish and wish.rows and all(row.job.category == OWNER for row in wish.rows))


def on_own_account(wish: Wish, work: str) -> Wish:
    """What a wish means where its titles are done on one's own account: at the practices and workshops that may be
    one's own, else at none. `work` names the job, or nothing where the title of the table does."""
    if all(row.job.category == OWNER for row in wish.rows):
        return wish
    if not (wish.title or work or wish.category) and len({row.job.title for row in wish.rows}) > _ONE_JOB:
        return replace(wish, rows=tuple(map(_at_its_own, _on_own(wish.rows))))  # "self-employed tradies"
    kept = tuple(row for row in wish.rows if row.job.employment == "own")
    if all(row.job.isco08.startswith(_FARMERS) for row in wish.rows):
        return replace(wish, rows=kept or wish.rows)  # "farmers with own tractor" have land of their own
    kept = kept if 2 * len(kept) >= len(wish.rows) else ()
    if not (work or wish.title or wish.category) and len({row.job.title for row in wish.rows}) > 1:
        # "electricians and plumbers"
        each = (on_own_account(replace(wish, rows=(row,)), "") for row in kept or wish.rows)
        return replace(wish, rows=tuple(map(_called, each)), match="as asked")
    kind = wish.category if len(wish.rows) > 1 else ""  # "freiberuflicher Ingenieur" is of any kind of engineer
    title = wish.title or as_title(work or kind or (kept or wish.rows)[0].job.title)
    title = title if words_of(title)[:2] == SELF_EMPLOYED else f"self-employed {title}"  # said twice
    if not kept or not all(map(_at_no_firm, kept)):
        kept = at_places(_on_own(wish.rows), tables().words["own place"] | tables().words["own practice"])
        kept = kept if 2 * len(kept) >= len(wish.rows) else ()
    where = wish.workplace if kept else own_place(wish.rows)
    return replace(wish, rows=kept or _on_own(wish.rows), title=title, workplace=where, match="as asked")


def at_own_premises(wish: Wish, text: str) -> Wish:
    """The wish at those of its workplaces that are what a text says to be one's own, else at a small one of that name:
    "hairdressers with own salon" go to no private houses, "carpenters with own workshop" have one."""
    own = next((word for each in _PREMISES.findall(text) for word in words_of(each)), "")
    if own not in tables().words["own premises"] or not wish.rows:
        return wish
    there = () if wish.workplace else at_such(wish.rows, lambda place: own in place)
    return replace(wish, rows=there) if there else replace(wish, workplace=f"a small {own}")


def _called(wish: Wish) -> Row:
    """The one row of a wish with the title and the workplace of the wish."""
    (row,) = wish.rows
    title = wish.title or row.job.title
    where = (("any", wish.workplace),) if wish.workplace else row.workplaces
    return replace(row, job=replace(row.job, title=title, like=row.job.known_as), workplaces=where)


def without_employer(wish: Wish) -> Wish:
    """The wish at those of the workplaces where the self-employed work, a home desk and the like, else where such work
    is done, if that is known."""
    at_home = at_places(_on_own(wish.rows), tables().words["own place"])
    return replace(wish, rows=at_home or _on_own(wish.rows), workplace=None if at_home else own_place(wish.rows))


def at_places(rows: Iterable[Row], said: frozenset[str]) -> tuple[Row, ...]:
    """The rows at those of their workplaces that have one of the words, without the rows that have no such anywhere."""
    return at_such(rows, lambda place: not said.isdisjoint(place))


def _at_its_own(row: Row) -> Row:
    """A row on its own account where such work is done, if that is known."""
    place = own_place((row,))
    return replace(row, workplaces=(("any", place),)) if place else row


def _on_own(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, job=replace(row.job, employment="own")) for row in rows)


def _at_no_firm(row: Row) -> bool:
    """Whether none of the row's workplaces is somebody else's firm: "a plumbing contractor"."""
    last = {word for _, text in row.workplaces for word in words_of(text)[-1:]}
    return not last & tables().words["employing firm"]


@cache
def own_things() -> frozenset[str]:
    """What people have whose work is their own: a shop, a boat, a practice; no house and no car."""
    said = (words_of(words) for row in table("phrases/own_account.csv") for words in listed(row["words"]))
    known = tables().words["own practice"] | tables().words["own tool"]
    return known.union(words[-1] for words in said if "own" in words)


@cache
def _said(country_code: str) -> frozenset[Words]:
    """What says in a country that work is on one's own account."""
    spoken = {country_code, country(country_code).locale.partition("_")[0]}
    rows = (row for row in table("phrases/own_account.csv") if not row["where"] or spoken & set(listed(row["where"])))
    return frozenset(words_of(words) for row in rows for words in listed(row["words"]))
