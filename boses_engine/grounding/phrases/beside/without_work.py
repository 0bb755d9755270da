"""Who has no work: who looks for it, with what they left, and wives who keep house."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.kin import sex_of_spouses
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_anybody,
    is_of_unread,
    standing_before,
    without_all_words,
    without_link,
    without_words,
)
from boses_engine.grounding.phrases.terms import ends_of_names
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, Family, are_all_at_work, status_of
from boses_engine.grounding.work.tables import FACTORY, JOBLESS, Wish, tables

_AT_HOME = "keeping house"  # a status
_WIFE_AT_HOME = re.compile(
    r"\s*(?:vợ(?:\s+của)?|istri|wives|wife(?:\s+of)?)\s+\w[^,()]*?[\s,]+"
    r"(?:ở\s+nhà\s+(?:làm\s+)?nội\s+trợ|làm\s+nội\s+trợ|nội\s+trợ|ở\s+nhà(?:\s+nuôi\s+con|\s+chăm\s+con)?|ibu\s+rumah\s+tangga|who\s+(?:stays?\s+at\s+home|keeps?\s+house))\s*",
    re.IGNORECASE,
)
# Ends behind which stands whom work is for: "social workers for the", "job counselor for people".
_FOR_SOME = re.compile(r"(?<=\w)\s+(?:for|with|to|of|helping|cho|với)(?:\s+the)?(?:\s+(\w[\w ]*))?\s*$", re.IGNORECASE)
_PEOPLE_THERE = re.compile(r"(?<=\w)\s+(?:những\s+)?(?:người(?:\s+lao\s+động)?|thanh\s+niên)\s*$", re.IGNORECASE)
_HUNTING = re.compile(r"\s*(?:job[- ](?:hunting|seeking)|out[- ]of[- ]work)\s+(?=\w)", re.IGNORECASE)
_JUST_OUT = re.compile(  # "jobseekers just out of secondary school"
    r"^\s*(?:job[- ]?seekers?|unemployed(?:\s+(?:youths?|(?:young\s+)?people))?|people\s+looking\s+for\s+\w+)\s+"
    r"(?:who\s+(?:are|have)\s+)?(?:just|fresh(?:ly)?|newly|recently|straight)\s+"
    r"(?:out\s+of|from|left|finished|graduated\s+from)\s+(\w[\w\s-]*?)\s*$",
    re.IGNORECASE,
)
_JOBLESS = re.compile(r"\s*(?:unemployed|jobless)\s+(?=\w)", re.IGNORECASE)


def out_of_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Thanh niên thất nghiệp đang tìm việc", "lao động bị mất việc": people without work, told by what they left."""
    if is_one_name(text):
        return None
    if hunting := _HUNTING.match(text):
        return read(f"unemployed {text[hunting.end() :]}")
    if out := _JUST_OUT.match(text):
        return read(_leavers_of(out[1]))
    told = _JOBLESS.match(text)
    if told and (once := without_all_words(text, "out of work")) != text:  # "unemployed graduates looking for a job"
        return read(once)
    those = read(text[told.end() :]) if told else None
    if those and (sex := sex_of_spouses(those)):  # "jobless husbands of OFWs", "jobless widow"
        return replace(those, wishes=(Wish(JOBLESS),), family=Family(sex, those.family.needs or "spouse"))
    if those and _have_no_work(those):
        return those
    if those and those.schooled and not any(wish.rows for wish in those.wishes):  # "jobless nursing graduates"
        return replace(those, wishes=(Wish(JOBLESS),))
    before = standing_before("out of work").match(text)
    linked = before and without_link(text[before.end() :]) != text[before.end() :]  # "walang trabaho na nanay"
    plain = without_link(text[before.end() :]) if before and linked else without_all_words(text, "out of work")
    if plain == text and (aided := without_words(text, "on state aid")) != text:
        people = read(aided)
        return replace(people, wishes=(Wish(JOBLESS),)) if all(map(is_anybody, people.wishes)) else None
    if words_of(text) in {words_of(each) for each in tables().words["out of work"]}:
        return Asked((Wish(JOBLESS),))
    if plain == text:
        return None
    if serving := _who_serves_some(plain, read):
        return serving
    people = read(plain)
    if _have_no_work(people):
        return people
    married = sex_of_spouses(people) and people.family.needs != "widowed"
    if married or all(map(keeps_house, people.wishes)):  # "wives of farmers without work"
        home = tuple(
            replace(wish, rows=tuple(r for r in wish.rows if r.job.status == _AT_HOME)) for wish in people.wishes
        )
        return replace(people, wishes=home)
    unknown = all(wish.match == "as asked" and not wish.kind for wish in people.wishes)
    if unknown or all(is_anybody(wish) or wish.kind == JOBLESS for wish in people.wishes) or are_anybody(plain):
        known = tuple(wish for wish in people.wishes if wish.kind == JOBLESS)
        notes = people.notes if known else tuple(filter(is_of_unread, people.notes))
        return replace(people, wishes=known or (Wish(JOBLESS),), notes=notes)
    if not all(status_of(wish) == "working" for wish in people.wishes):
        return None
    kinds = {wish.kind for wish in people.wishes}
    named = plain if words_of(plain)[-1] in ends_of_names() and is_one_name(plain) else _called(people.wishes[0])
    return replace(read(f"unemployed {named}"), family=people.family) if len(kinds) == 1 else None


def _leavers_of(school: str) -> str:
    """What tables call who has just left a kind of school and looks for work."""
    named = (f"unemployed {school} graduate", f"unemployed {school} leaver")
    other = "recent graduate" if "university" in words_of(school) else "school leaver"
    return next((name for name in named if read_exact(words_of(name))), other)


def _have_no_work(people: Asked) -> bool:
    """Whether titles of people without work are meant: "jobless returned migrants" are as those who returned."""
    return all(wish.rows and status_of(wish) == "looking for work" for wish in people.wishes)


def _who_serves_some(text: str, read: Read) -> Asked | None:
    """Who a text without "out of work" names before whom they serve: "social workers for the"; None for others."""
    if for_some := _FOR_SOME.search(text):
        of_people = not for_some[1] or all(map(is_anybody, read(for_some[1]).wishes))
        return read(text[: for_some.start()]) if of_people else None
    there = _PEOPLE_THERE.search(text)
    who = read(text[: there.start()]) if there and not are_anybody(text[: there.start()]) else None
    return who if who and are_all_at_work(who) else None


def _called(wish: Wish) -> str:
    """The name of the work of a wish, of many titles that of their kind."""
    titles = {row.job.title for row in wish.rows}
    if len(titles) == 1:
        return titles.pop()
    return FACTORY if wish.kind == FACTORY else wish.kind or wish.rows[0].job.title


def wife_at_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Vợ của ngư dân ở nhà nội trợ": who keeps house and has a husband, whatever he does."""
    told = _WIFE_AT_HOME.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    return replace(read("housewife"), family=Family("Female", "spouse"))
