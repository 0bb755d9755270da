"""What people live on without work, and what they do since they left it: no work, no pension, remittances, retired and
at work again, a wife who keeps house."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.kin import sex_of_spouses
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_anybody,
    is_known,
    is_of_unread,
    note_of_unread,
    standing_before,
    with_unread,
    without_link,
    without_words,
)
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.terms import ends_of_names, keeps_house
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, Family, are_all_at_work, means_the_same, status_of
from boses_engine.grounding.work.pay import PENSION_FROM
from boses_engine.grounding.work.tables import FACTORY, JOBLESS, Wish, rows_of_market, rows_under, tables

# "Families who live on remittances from the United States", "hogares que reciben remesas", "lola na umaasa sa padala".
_ON_REMITTANCES = re.compile(
    r"[\s,(]+(?:(?:who|that|are)\s+)*(?:(?:liv(?:es?|ing)|receiv(?:es?|ing)|depend(?:s|ing|ent)?|rel(?:y|ies|ying)|surviv(?:es?|ing)"
    r"|supported)\s+(?:mainly\s+|mostly\s+)?(?:(?:on|by)\s+)?|(?:on|by|with)\s+)(?:money\s+)?remittances?(?:\s+(?:sent\s+)?from\s+[^,()]+)?\)?\s*$"
    r"|\s+na\s+(?:umaasa|nabubuhay)\s+(?:lang\s+)?sa\s+(?:padala|remittance)\b.*$"
    r"|\s+(?:que\s+)?(?:viv\w+|depend\w+|recib\w+|receb\w+)\s+(?:d[eao]s?\s+)?(?:las\s+)?(?:remesas?|remessas?)(?:\s+de(?:sde)?\s+[^,()]+)?\s*$"
    r"|\s+(?:qui\s+)?(?:viv(?:ent|ant)|dépend(?:ent|ant)|reçoivent|recevant)\s+(?:des?\s+)?(?:transferts|fonds\s+envoyés)[^,()]*$",
    re.IGNORECASE,
)
_HOME_OF_MIGRANTS = re.compile(  # "gia đình có người đi lao động Hàn Quốc"
    r"\s*(?:các\s+)?(?:gia\s+đình|hộ(?:\s+gia\s+đình)?|nhà)\s+có\s+(?:người(?:\s+\w+)?|con(?:\s+(?:trai|gái|em|cái))?|chồng|vợ|anh|chị|em|bố|mẹ)\s+"
    r"(?:đang\s+)?(?:đi\s+|làm\s+(?:việc\s+)?(?:tại\s+)?|lao\s+động\s+(?:tại\s+)?|ở\s+)+"
    r"(?:xuất\s+khẩu|xklđ|lao\s+động|nước\s+ngoài|hàn|nhật|đài|mỹ|úc|đức|anh|malaysia)\b.*",
    re.IGNORECASE,
)
_PARENTS_OF = re.compile(
    r"\s*(?:(?:elderly|old|aging|ageing|senior)\s+)?(?:(mothers?|nanay)|(fathers?|tatay)|parents?|magulang)\s+(?:of|ng(?:\s+mga)?)\s+(?:an?\s+)?"
    r"(?:OFWs?|(?:overseas|migrant)(?:\s+Filipino)?\s+workers?|migrants)\s*",
    re.IGNORECASE,
)
_PARENT_AWAY = "homemaker with a son or daughter abroad"  # a title
_RETIRED = "retired"  # a kind of work
_HOUSEWIFE, _AT_HOME = ("housewife",), "keeping house"
# "Bộ đội về hưu làm bảo vệ", "retired teacher running a small shop": what they do since.
_SINCE = re.compile(
    r"\s*(?:\w[^,()]*?\s(?:về\s+hưu|nghỉ\s+hưu|hưu\s+trí)|(?:retired|pensiunan)\s+\w[^,()]*?)\s+"
    r"(?:(?:đi|nhưng|vẫn|còn|now|who|and|yang|sekarang)\s+)*"
    r"(làm|chạy|bán|mở|lái|dạy|works?\s+as|working\s+as|run(?:s|ning)|kerja\s+jadi|bekerja\s+sebagai|jadi)\s+(?:an?\s+)?([^,()]+?)\s*",
    re.IGNORECASE,
)
_RETIRED_FROM, _ELDEST = 50, 100  # years of who has retired and works
_AS = ("làm", "jadi")  # alone before what somebody is
# "Emeryt dorabiający jako ochroniarz", "aposentado que faz bico de segurança": who has retired and the work since.
_SINCE_THERE = re.compile(
    r"\s*(\w[^,()]*?)[\s,]+(?:(?:que|che|qui|som|który|która|którzy|який|яка|который|которая|που|die|der)\s+)?"
    r"(?:(?:dorabia|pracuj)\w+\s+jako|(?:fazem|faz)\s+bicos?\s+(?:de|como)"
    r"|(?:trabaja[nr]?|trabalha[m]?|trabajando|trabalhando)\s+(?:como|de)"
    r"|(?:lavora(?:no)?|travaille(?:nt)?)\s+(?:come|comme)|jobb(?:ar|er)\s+som|(?:arbeite[nt]|dazuverdienen)\s+als|přivydělává\s+si\s+jako"
    r"|lucrează\s+ca|δουλεύει\s+ως)\s+(\w[^,()]*?)\s*",
    re.IGNORECASE,
)
_WIFE_AT_HOME = re.compile(
    r"\s*(?:vợ(?:\s+của)?|istri|wives|wife(?:\s+of)?)\s+\w[^,()]*?[\s,]+"
    r"(?:ở\s+nhà\s+(?:làm\s+)?nội\s+trợ|làm\s+nội\s+trợ|nội\s+trợ|ở\s+nhà(?:\s+nuôi\s+con|\s+chăm\s+con)?|ibu\s+rumah\s+tangga|who\s+(?:stays?\s+at\s+home|keeps?\s+house))\s*",
    re.IGNORECASE,
)
# "GSIS pensioner na dating teacher": what they were.
_WAS = re.compile(
    r"\s*(\w[^,()]*?)[\s,]+(?:na\s+dati(?:ng)?|who\s+(?:used\s+to\s+be|was|were)(?:\s+an?)?)\s+(\w[^,()]*?)\s*",
    re.IGNORECASE,
)
_HAVE_RETIRED = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:who\s+(?:have\s+|are\s+)?(?:recently\s+|just\s+)?retired(?:\s+early)?|na\s+(?:nag-?retiro|retirado)(?:\s+na)?)\s*",
    re.IGNORECASE,
)
# Ends behind which stands whom work is for: "social workers for the", "job counselor for people".
_FOR_SOME = re.compile(r"(?<=\w)\s+(?:for|with|to|of|helping|cho|với)(?:\s+the)?(?:\s+(\w[\w ]*))?\s*$", re.IGNORECASE)
_PEOPLE_THERE = re.compile(r"(?<=\w)\s+(?:những\s+)?(?:người(?:\s+lao\s+động)?|thanh\s+niên)\s*$", re.IGNORECASE)
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
_AND_NOW = re.compile(r"(?:[\s,]+(?:and|now|currently|who|is|are|y|e|et|dan|sekarang))+\s*$", re.IGNORECASE)
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
_HUNTING = re.compile(r"\s*(?:job[- ](?:hunting|seeking)|out[- ]of[- ]work)\s+(?=\w)", re.IGNORECASE)
_JUST_OUT = re.compile(  # "jobseekers just out of secondary school"
    r"^\s*(?:job[- ]?seekers?|unemployed(?:\s+(?:youths?|(?:young\s+)?people))?|people\s+looking\s+for\s+\w+)\s+"
    r"(?:who\s+(?:are|have)\s+)?(?:just|fresh(?:ly)?|newly|recently|straight)\s+"
    r"(?:out\s+of|from|left|finished|graduated\s+from)\s+(\w[\w\s-]*?)\s*$",
    re.IGNORECASE,
)
_JOBLESS = re.compile(r"\s*(?:unemployed|jobless)\s+(?=\w)", re.IGNORECASE)


def in_a_home_of_migrants(text: str, code: str, read: Read) -> Asked | None:
    """ "Gia đình có người đi lao động Hàn Quốc": who keeps house on what is sent, and not who has gone."""
    return read("remittance recipients") if _HOME_OF_MIGRANTS.fullmatch(text) else None


def on_remittances(text: str, code: str, read: Read) -> Asked | None:
    """ "Families who live on remittances": who keeps house on what is sent, no people of any work; "senior citizens
    living on remittances" are who they are beside it; "parents of OFWs": whose children send it."""
    if parents := _PARENTS_OF.fullmatch(text):
        return replace(read(_PARENT_AWAY), family=Family("Female" if parents[1] else "Male" if parents[2] else None))
    sent = _ON_REMITTANCES.search(text)
    plain = text[: sent.start()] if sent else without_words(text, "on remittances")
    if plain == text or not words_of(plain) or is_one_name(text):
        return None
    people = read(plain)
    if all(map(is_anybody, people.wishes)):
        return replace(read("remittance recipients"), family=people.family)
    return replace(people, on_remittances=True)


def of_former_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Insurance agent, former bank teller" is an insurance agent, "former teller, now a baker" a baker; other work
    that they had is told as unread."""
    if now := _of_who_turned(text, read):
        return now
    if (too := _IS_RETIRED_TOO.fullmatch(text)) and _are_retired(read(too[2])):
        now = read(too[1])
        if not are_all_at_work(now) or all(map(is_anybody, now.wishes)):
            return None
        return replace(now, ages=(_RETIRED_FROM, _ELDEST), notes=(*now.notes, note_of_unread(too[2].strip())))
    told = _FORMERLY.search(text) or _WAS_THERE.search(text)
    now = read(text[: told.start()]) if told and words_of(text[: told.start()]) else None
    if not told or not now or all(map(is_anybody, now.wishes)) or _are_retired(now):
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


def out_of_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Thanh niên thất nghiệp đang tìm việc", "lao động bị mất việc": people without work, told by what they left."""
    if is_one_name(text):
        return None
    if hunting := _HUNTING.match(text):
        return read(f"unemployed {text[hunting.end() :]}")
    if out := _JUST_OUT.match(text):
        return read(_leavers_of(out[1]))
    told = _JOBLESS.match(text)
    if told and (once := _without_all(text, "out of work")) != text:  # "unemployed graduates looking for a job"
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
    plain = without_link(text[before.end() :]) if before and linked else _without_all(text, "out of work")
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


def _without_all(text: str, role: str) -> str:
    """The text without all words of a role behind others."""
    plain = without_words(text, role)
    return text if plain == text else _without_all(_AND_NOW.sub("", plain), role)


def without_pension(text: str, code: str, read: Read) -> Asked | None:
    """ "Elderly women, no pension": the retired from work that earns none, and who keeps house."""
    plain = _without_all(text, "no pension")
    if plain in ("", text) or not words_of(plain) or named_mix(words_of(text)):
        return None
    people = read(plain)
    kinds = {status_of(wish) for wish in people.wishes}
    if not all(is_anybody(wish) for wish in people.wishes) and kinds != {"retired"} and not are_anybody(plain):
        return None
    of_some = tuple(row for wish in people.wishes for row in wish.rows)
    rows = of_some or tuple(rows_of_market(rows_under(_RETIRED), code, asked=False))
    left = tuple(row for row in rows if row.job.pay_ratio < PENSION_FROM)
    if not left:
        return people
    home = read_exact(_HOUSEWIFE) if kinds != {"retired"} else None
    wishes = (Wish(rows=left, match="title"), *([home] if home else ()))
    return replace(people, wishes=wishes)


def who_retired_from(text: str, code: str, read: Read) -> Asked | None:
    """ "GSIS pensioner na dating teacher": the retired of what they were."""
    ended, was = _HAVE_RETIRED.fullmatch(text), _WAS.fullmatch(text)
    if not ended and (not was or not _are_retired(read(was[1]))):
        return None
    work = ended[1] if ended else was[2] if was else ""  # "teachers who retired early"
    asked = read(f"retired {work}")
    return asked if _are_retired(asked) else None


def _are_retired(people: Asked) -> bool:
    """Whether all who are meant have retired."""
    return all(status_of(wish) == "retired" for wish in people.wishes)


def since_retiring(text: str, code: str, read: Read) -> Asked | None:
    """ "Bộ đội về hưu làm bảo vệ": who works since is at that work."""
    if (there := _SINCE_THERE.fullmatch(text)) and _are_retired(read(there[1])):
        work = read(there[2])
        return work if are_all_at_work(work) else None
    told = _SINCE.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    verb, what = told[1].casefold(), told[2]
    if verb.startswith("run"):
        named = [f"{what} owner"]
    elif verb == "mở":
        named = [f"chủ {what}", f"mở {what}", what.removeprefix("lớp ")]
    else:
        named = [what, f"{verb} {what}"] if verb in _AS else [f"{verb} {what}", what]
    found = (read(name) for name in named)
    return next((asked for asked in found if are_all_at_work(asked)), None)


def wife_at_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Vợ của ngư dân ở nhà nội trợ": who keeps house and has a husband, whatever he does."""
    told = _WIFE_AT_HOME.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    return replace(read("housewife"), family=Family("Female", "spouse"))
