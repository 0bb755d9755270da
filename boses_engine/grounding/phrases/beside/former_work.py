"""What people were before: other work than today's, work learnt or done abroad, work they have retired from."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.kin import sex_of_spouses
from boses_engine.grounding.phrases.beside.retired import are_retired
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_anybody,
    is_known,
    is_of_unread,
    note_of_unread,
    with_unread,
)
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work, means_the_same, status_of

_RETIRED_FROM, _ELDEST = 50, 100  # years of who has retired and works
_ONCE = (  # before what somebody was
    r"(?:former(?:ly)?|ex|previously|once|used\s+to\s+be|(?:who\s+)?(?:was|were)\s+(?:once|formerly|previously)"
    r"|mantan|eks|bekas|(?:yang\s+)?(?:dulu(?:nya)?|dahulu(?:nya)?|tadinya|sebelumnya|pernah)(?:\s+(?:jadi|menjadi|sebagai|(?:be)?kerja"
    r"(?:\s+sebagai)?))?|cựu|nguyên(?:\s+là)?|(?:trước(?:\s+(?:đây|kia))?|từng)(?:\s+(?:là|làm))?|(?:na\s+)?dati(?:ng)?)"
)
_FORMERLY = re.compile(
    rf"(?:\s*,\s*|\s*\(\s*)((?:an?\s+)?{_ONCE}(?:\s+an?)?[\s-]+\w[^,()]*"
    r"|(?:(?:ngày|hồi|đã|lúc)\s+)?(?:trước|từng)(?:\s+(?:đây|kia|đó))?\s+(?:từng\s+)?(?:là|làm|đi|bán|chạy|dạy|học|ở)\s[^,()]*"
    r"|(?:used\s+to|once\s+was)\s[^,()]*)\)?\s*$"
    r"|\s+((?:who\s+(?:used\s+to\s+be|was\s+(?:once|formerly|previously))|yang\s+(?:dulunya|dahulunya|tadinya)"
    r"|yang\s+(?:dulu|pernah)\s+(?:jadi|menjadi|(?:be)?kerja\s+(?:sebagai|jadi))|(?:trước\s+(?:đây|kia)|từng)\s+(?:là|làm)|na\s+dating)\s+\w[^,()]*)$",
    re.IGNORECASE,
)
_NOW = (
    r"(?:now|currently|sekarang|kini|saat\s+ini|ngayon(?:\s+ay)?"
    r"|(?:hiện(?:\s+(?:nay|tại|giờ))?|giờ|bây\s+giờ|nay|về\s+nước)(?:\s+(?:đang|thì))*)"
)
_AS_NOW = (
    r"(?:(?:(?:working|works?|employed)\s+as|(?P<runs>runs?|running|owns?)|is|are|(?:be)?kerja(?:\s+(?:sebagai|jadi))?|menjadi|jadi|là|làm|ay|isa\s+nang|isang)\s+)?"
    r"(?:an?\s+)?"
)
# "Mantan TKW, sekarang petani jeruk", "former teller who is now a baker", "kế toán nghỉ việc, giờ bán hàng online".
_TURNED = re.compile(
    rf"\s*(?P<was>\w[^()]*?)(?:\s*,\s*(?:(?:but|pero|tapi|nhưng)\s+)?|\s+(?:(?:who|yang|na|nhưng|but)\s+(?:(?:is|are)\s+)?)?){_NOW}\s+{_AS_NOW}"
    r"(?P<work>\w[^()]*?)\s*"
    r"|\s*(?P<left>\w[^,()]*?)[\s,]+(?:(?:who|yang|na)\s+)?(?:(?:quit|resigned|left)\s+to\s+(?:become|be|work\s+as)|became|turned"
    r"|(?:(?:resign|berhenti|keluar|pindah|banting\s+s[ei]tir|alih\s+profesi|beralih)\s+)+(?:kerja\s+)?(?:jadi|menjadi|ke|dan\s+jadi)|naging"
    r"|(?:bỏ|nghỉ)\s+(?:việc|nghề)\s+(?:(?:về|để|sang|đi)\s+)*(?:làm|thành))\s+(?:an?\s+)?(?P<turned>\w[^()]*?)\s*",
    re.IGNORECASE,
)
# "Taxista que fue despedido de la mina", "motorista que já foi metalúrgico", "hydraulik, który wrócił z Anglii".
_WAS_THERE = re.compile(
    r"[\s,]+((?:que|qui|który|która|che|der|die)\s+(?:(?:já|antes|prima|wcześniej|früher)\s+)?"
    r"(?:fue|fueron|foi|foram|eran?|trabajó|trabajaba|trabalhou|était|a\s+été|travaillait|był[ao]?|wrócił[ao]?|war|faceva)\s[^,()]*)$",
    re.IGNORECASE,
)
_WHO_NOW = re.compile(r"\bwho\s+now\b", re.IGNORECASE)
_FORMER = re.compile(rf"\s*{_ONCE}[\s-]+(?:an?\s+)?", re.IGNORECASE)
# "Now works from home", "sekarang di Jepang", "hiện nghỉ thai sản": where the same work is done now, or that it rests.
_AS_BEFORE = re.compile(
    r"(?:(?:(?:be)?kerja|làm\s+việc|đang|nag(?:ta)?tatrabaho|based|posted|assigned)\s+)*"
    r"(?:(?:work(?:s|ing)?|employed)\s+(?:in|at|on|for|from|with|remotely|abroad|overseas|near)|in|at|on|from|with|abroad|overseas"
    r"|remote(?:ly)?|wfh|di|ke|dari|cuti|ở|tại|trong|nghỉ|sa|nasa)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(r"^works?\b", re.IGNORECASE)
_IN_ONE = re.compile(r"^(?:(?:works?|working|employed)\s+)?(?:in|at)\s+(?=an?\s)", re.IGNORECASE)
_IN_A_FIELD = re.compile(r"in\s+(?!(?:an?|the|his|her|their)\s)[a-z]")  # "teacher now in sales"
_GONE_ABROAD = "overseas worker"  # a kind of work
# "Zimbabwean teacher working as a waiter", "engineer turned farmer", "engineer driving a truck".
_NOW_AT = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:(?:who\s+)?(?:now\s+)?works?\s+(as)\s+an?|(?:now\s+)?working\s+(as)(?:\s+an?)?|(?:who\s+)?turned(?:\s+an?)?"
    r"|(driving)(?=\s+an?\s+(?:truck|taxi|bus|lorry|tricycle|cab)\s*$))\s+(\w[^,()]*?)\s*",
    re.IGNORECASE,
)
# "Indian-trained engineer", "Gulf-returned electrician", "foreign-educated nurse".
_TRAINED_ABROAD = re.compile(
    r"\s*([A-Z][\w]+|foreign|overseas|internationally)[- ](?:trained|educated|returned|returnee)\s+(?=\w)"
)
_IS_RETIRED_TOO = re.compile(  # "MLM dealer who is a retired teacher"
    r"\s*(\w[^,()]*?)\s+(?:who\s+(?:is|are)|na)\s+((?:an?\s+)?(?:mga\s+)?(?:retired|retirado(?:ng)?|retiradong)\s+\w[^,()]*?)\s*",
    re.IGNORECASE,
)


def of_former_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Insurance agent, former bank teller" is an insurance agent, "former teller, now a baker" a baker; other work
    that they had is told as unread."""
    if now := _of_who_turned(text, read):
        return now
    if (too := _IS_RETIRED_TOO.fullmatch(text)) and are_retired(read(too[2])):
        now = read(too[1])
        if not are_all_at_work(now) or all(map(is_anybody, now.wishes)):
            return None
        return replace(now, ages=(_RETIRED_FROM, _ELDEST), notes=(*now.notes, note_of_unread(too[2].strip())))
    told = _FORMERLY.search(text) or _WAS_THERE.search(text)
    now = read(text[: told.start()]) if told and words_of(text[: told.start()]) else None
    if not told or not now or all(map(is_anybody, now.wishes)) or are_retired(now):
        return None
    return with_unread(now, (told[1] or told[2]).strip())


def _of_who_turned(text: str, read: Read) -> Asked | None:
    """Who has other work now than before, by the work of today; "nurse now working at a clinic" is a nurse there."""
    told = _TURNED.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    was, work = told["was"] or told["left"], told["work"] or told["turned"]
    if told["runs"] and _WHO_NOW.search(text) and not _FORMER.match(text):
        return None  # "electrician who now runs a repair shop" is one still
    if told["was"] and _AS_BEFORE.match(work) and not _FORMER.match(was):
        return _where_they_are_now(was, work, text[told.end("was") :], read)
    found = (read(name) for name in ((f"{work} owner",) if told["runs"] else (work, f"people {work}")))
    now = next((each for each in found if _do_that(each) and not each.notes), None)
    if not now or are_anybody(was) or sex_of_spouses(read(was)):
        return None
    same = _is_same_work(read(_FORMER.sub("", was, count=1)), now)
    return now if same else with_unread(now, was.strip(" ,"))


def _where_they_are_now(was: str, where: str, told: str, read: Read) -> Asked | None:
    """Who does the same work as before, where they do it now, if a reading of both knows that; else where is told as
    unread. "Teacher now in sales" has other work."""
    were, there = read(was), read(f"people {where}")
    here = read(f"{was.strip(' ,')} {_WORKS.sub('working', _IN_ONE.sub('at ', where))}")
    of_others = any(is_anybody(wish) or wish.kind == _GONE_ABROAD for wish in there.wishes)
    if _IN_A_FIELD.match(where) and means_the_same(here, were) and _do_that(there) and not of_others:
        same = _is_same_work(were, there)
        return there if same else with_unread(there, was.strip(" ,"))
    if not all(map(is_known, here.wishes)) or any(map(is_anybody, here.wishes)):
        return None
    if not all(map(is_of_unread, here.notes)):  # it is only taken as something like it
        here = were
    return replace(here, notes=(note_of_unread(told.strip(" ,")),)) if here is were or here.notes else here


def _is_same_work(were: Asked, now: Asked) -> bool:
    """Whether people are asked for by titles, or kinds of work, that they had before too."""
    before, today = ({row.job.title for wish in each.wishes for row in wish.rows} for each in (were, now))
    return means_the_same(were, now) or not before.isdisjoint(today)


def _do_that(people: Asked) -> bool:
    """Whether people are told by their work, or by the home that they keep."""
    return all(map(is_known, people.wishes)) and (are_all_at_work(people) or all(map(keeps_house, people.wishes)))


def at_other_work_now(text: str, code: str, read: Read) -> Asked | None:
    """ "Teacher working as a waiter", "engineer turned farmer": what they do now; what else they were is unread."""
    told = _NOW_AT.fullmatch(text)
    if not told or is_one_name(text):
        return None
    were = read(told[1])
    if were.schooled or were.notes or not all(wish.rows for wish in were.wishes):
        return None
    if not all(status_of(wish) in ("working", "retired") for wish in were.wishes):
        return None
    now = read(f"people driving {told[5]}" if told[4] else told[5])
    if not are_all_at_work(now) or all(map(is_anybody, now.wishes)) or now.notes:
        return None
    notes = () if _is_same_work(were, now) else (note_of_unread(told[1].strip()),)
    return replace(now, family=were.family, notes=notes)


def trained_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Indian-trained engineer" is an engineer; where the trade was learnt or done before is told as unread."""
    told = _TRAINED_ABROAD.match(text)
    people = read(text[told.end() :]) if told and not is_one_name(text) else None
    if not told or not people or not are_all_at_work(people):
        return None
    return with_unread(people, told[0].strip())
