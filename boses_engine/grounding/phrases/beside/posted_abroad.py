"""Work that is said to be done in other countries: "nurses deployed overseas", "seafarers deployed abroad", "perawat di
luar negeri"."""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.kin import GULF, is_abroad
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, left_out, note_of_unread, with_unread
from boses_engine.grounding.places.countries import OF_MIGRANTS, table
from boses_engine.grounding.text import plain_letters
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Asked, are_all_at_work, status_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.tables import Row, Wish, rows_by_title

_ABROAD = re.compile(
    r"[\s,(]+(?:(?:who\s+(?:are\s+|is\s+)?)?(?:deployed|posted|stationed|assigned|working|works?|employed|based|hired)\s+"
    r"(?:abroad|overseas|in\s+(?:other|foreign)\s+countries)"
    r"|on\s+(?:international|foreign|ocean-going|overseas)\s+(?:vessels?|ships?)"
    r"|(?:na\s+)?(?:nagtatrabaho\s+|nakadestino\s+)?(?:nasa|sa)\s+(?:abroad|ibang\s+bansa)"
    r"|(?:yang\s+)?(?:bekerja\s+|kerja\s+|ditempatkan\s+)?di\s+luar\s+negeri"
    r"|(?:đi\s+)?(?:làm\s+việc\s+|lao\s+động\s+|làm\s+)?ở\s+nước\s+ngoài"
    r"|(?:que\s+trabajan?\s+)?en\s+el\s+(?:extranjero|exterior)|(?:que\s+trabalham?\s+)?no\s+exterior)\)?\s*$",
    re.IGNORECASE,
)
_SPOUSES_OF = re.compile(  # "husbands of OFW nurses"
    r"\s*((?:husbands?|wi(?:fe|ves)|famil(?:y|ies)|children|parents)\s+of\s+(?:an?\s+)?)"
    r"(?:OFW|overseas(?:\s+Filipino)?|migrant)\s+(?!workers?\b)[\w-]+(?:\s+[\w-]+)?\s*",
    re.IGNORECASE,
)
# "Welders deployed in the Middle East", from other countries.
_IN_THE_GULF = re.compile(
    rf"\s+(?:(?:who\s+)?work(?:s|ing)?\s+(?:at|in)|at|(?P<plainly>in|sa|di))\s+(?:{GULF})\s*$",
    re.IGNORECASE,
)
# "Nurse in Germany", "domestic helper in Singapore", of those who go there for work.
_IN_A_COUNTRY = re.compile(
    r"\s+(?:(?:working|deployed|based|who\s+works?|na\s+nagtatrabaho|yang\s+(?:be)?kerja|làm\s+việc)\s+)?(?:in|sa|di|ở|tại|bên)\s+(?:the\s+)?"
    r"(?P<where>[^\W\d_][\w ]*?)\s*$",
    re.IGNORECASE,
)
# "Factory worker in Taiwan on a second contract", "caregiver in Israel supporting siblings".
_THERE_AND_MORE = re.compile(
    r"\s*(?P<where_all>\w[^,()]*?\s(?:in|sa|di|ở|tại)\s+(?:the\s+)?[^\W\d_]\w*(?:\s[A-Z]\w*)?)\s+"
    r"(?P<more>(?:on|who|whose|with|supporting|saving|sending|building|paying|looking|waiting|planning|for|na|yang)\s[^()]+)",
)
_ONCE_THERE = re.compile(
    r"\b(?:used\s+to|formerly|previously|once|former|ex|dati(?:ng)?|mantan|eks|cựu)\b", re.IGNORECASE
)
# "Balikbayan nurse from London": home on a visit.
_ON_A_VISIT = re.compile(
    r"\s*(?:mga\s+)?(?:balikbayan|vacationing|visiting)\s+(?:OFW\s+)?(?=\w)(?P<who>[^,()]*?)(?:\s+(?:from|galing)\s+(?:the\s+)?(?P<where>[^,()]+?))?"
    r"(?:\s+(?P<more>(?:building|visiting|buying|looking|staying|on|for|who|with)\s[^()]*))?\s*",
    re.IGNORECASE,
)
# "Ex-migrant workers", "mantan TKW Hong Kong".
_ONCE = re.compile(
    r"\s*(?:ex|eks|mantan|bekas|purna|former|formerly|dating|umuwing|bumalik\s+na|returned|returning|returnee|repatriated|cuu)[\s-]+(?=\w)",
    re.IGNORECASE,
)
# Without marks: "TKI yang baru pulang dari Malaysia", "người đi Nhật về", "OFWs who have come home".
_BACK = re.compile(
    r"[\s,(]+(?:(?:yang|yg|who|na|have|has|had|are|is|sudah|telah|baru(?:\s+saja)?|da|moi|vua|just|recently|now)\s+)*"
    r"(?:pulang|kembali|balik|purna|returned|returning|returnees?|back|home(?=\s+from\s)|(?:came|come|gone|went)\s+(?:home|back)|tro\s+ve|ve|umuwi|nakauwi"
    r"|nakabalik|bumalik)(?:\s+(?:home|back|for\s+good|nuoc|que|kampung|ke\s+\w+|na))*(?:\s+to\s+[^,()]+?)?"
    r"(?:\s+(?:from|dari|tu|galing(?:\s+sa)?)\s+(?:working\s+in\s+)?(?:the\s+)?(?P<where>[^,()]+))?\)?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+(?:from|dari|tu|galing(?:\s+sa)?)\s+(?:the\s+)?(?P<where>[^,()]+)$", re.IGNORECASE)
# "Người đi Nhật làm việc", "lao động đi xuất khẩu Đài Loan".
_GONE = re.compile(
    r"\s+(?:tung\s+)?di\s+(?:(?:lam(?:\s+viec)?|lao\s+dong|xuat\s+khau(?:\s+lao\s+dong)?|xkld)\s+)?(?:(?:o|tai|ben|sang)\s+)?"
    r"(?P<where>nhat|han|dai\s+loan|malaysia|singapore|trung\s+dong|chau\s+au|duc|uc)(?:\s+(?:ban|quoc))?(?:\s+(?:lam\s+viec|lao\s+dong))?\s*$",
    re.IGNORECASE,
)
_OVERSEAS, _RETURNED = "overseas worker", "returned overseas worker"
_IN_OTHERS_HOUSES = "domestic worker"  # a kind of work
_IN_HOUSES, _AT_SEA = ("9111", "53"), ("835", "315", "511")  # ISCO-08


def posted_abroad(text: str, code: str, read: Read) -> Asked | None:
    """People by work of theirs that is done in other countries."""
    if family := _SPOUSES_OF.fullmatch(text):
        return read(f"{family[1]}OFWs")
    if _ONCE_THERE.search(text):  # "driver who used to work in Saudi Arabia"
        return None
    if (visit := _ON_A_VISIT.fullmatch(text)) and code in _home_of_migrants() and is_abroad(visit["where"] or "", code):
        away = read(f"{visit['who']} in {visit['where']}")
        told = (note_of_unread(visit["more"].strip()),) if visit["more"] else ()
        return replace(away, notes=(*away.notes, *told)) if are_all_at_work(away) else None
    if (beside := _THERE_AND_MORE.fullmatch(text)) and _there_for_work(beside["where_all"], code):
        away = read(beside["where_all"])
        if are_all_at_work(away) and any(wish.kind == _OVERSEAS for wish in away.wishes):
            asked = read(f"{_IN_A_COUNTRY.sub('', beside['where_all'])} {beside['more']}")
            return (
                replace(asked, wishes=away.wishes, notes=(*away.notes, *asked.notes))
                if are_all_at_work(asked)
                else None
            )
    there = _ABROAD.search(text) or (None if code in OF_MIGRANTS else _IN_THE_GULF.search(text))
    there = there or _there_for_work(text, code)
    who = text[: there.start()] if there else ""
    if not there or not words_of(who) or read_exact(words_of(text)):
        return None
    asked = read(who)
    in_gulf = there.re is _IN_THE_GULF
    is_named = there.re is _IN_A_COUNTRY
    plainly = is_named or (in_gulf and there["plainly"])
    if plainly and "for" in words_of(who):  # "recruiter for workers in Dubai"
        return None
    if all(map(is_anybody, asked.wishes)):
        return None if plainly and asked.family != NO_FAMILY else replace(asked, wishes=(Wish(_OVERSEAS),))
    if any(status_of(wish) != "working" or wish.match == "as asked" for wish in asked.wishes):
        return None
    if in_gulf and (gulf := [_in_the_gulf(wish, code) for wish in asked.wishes]) and all(gulf):
        return replace(asked, wishes=tuple(filter(None, gulf)))
    if is_named and any(wish.kind == _OVERSEAS for wish in asked.wishes):  # a likeness knows where
        return None
    named = words_of(there["where"]) if is_named else ()
    known = (read_exact((*named, *words_of(who))) if named else None) or read_exact(("overseas", *words_of(who)))
    if known and known.rows:
        return replace(asked, wishes=(known,))
    wishes = tuple(_there(wish, who) for wish in asked.wishes)
    if is_named and any(wish.match == "as asked" for wish in wishes):  # "welder in Canada"
        return with_unread(asked, there[0].strip())
    if plainly and any(wish.match == "as asked" for wish in wishes):  # "doctor in Saudi Arabia"
        return None
    return replace(asked, wishes=wishes)


def _there_for_work(text: str, code: str) -> re.Match[str] | None:
    """What says of people from a country that many leave for work in which other one they have it."""
    if code not in _home_of_migrants() or not (there := _IN_A_COUNTRY.search(text)):
        return None
    return there if is_abroad(there["where"], code) else None


@cache
def _home_of_migrants() -> frozenset[str]:
    """The countries whose people have titles of their own for work abroad."""
    return frozenset(market for row in rows_by_title()["overseas nurse"] for market in row.markets)


def returned(text: str, code: str, read: Read) -> Asked | None:
    """ "TKI yang sudah pulang", "ex-migrant workers", "housemaids back from Kuwait": who worked abroad and is home."""
    plain = plain_letters(text)
    once = _ONCE.match(plain)
    back = _BACK.search(plain) or (_FROM.search(plain) if once else None)  # "returned workers from Japan"
    who = text[once.end() if once else 0 : back.start() if back else None]
    if not (once or back) or not words_of(who) or read_exact(words_of(text)):
        return None
    people = read(who)
    rows = tuple(row for wish in people.wishes for row in wish.rows)
    away = all(wish.kind == _OVERSEAS for wish in people.wishes) and not _are(rows, _AT_SEA)
    from_abroad = back and back["where"] and is_abroad(text[back.start("where") : back.end("where")], code)
    in_houses = _are(rows, _IN_HOUSES) or {wish.kind for wish in people.wishes} == {_IN_OTHERS_HOUSES}
    if (
        from_abroad
        and not away
        and not in_houses
        and are_all_at_work(people)
        and not all(map(is_anybody, people.wishes))
    ):
        return with_unread(people, left_out(text, who))
    if not away and not (from_abroad and (all(map(is_anybody, people.wishes)) or in_houses)):
        return None
    return replace(read("returned overseas domestic worker" if in_houses else _RETURNED), family=people.family)


def _are(rows: tuple[Row, ...], codes: tuple[str, ...]) -> bool:
    """Whether there are rows and all of them are of such codes of ISCO-08."""
    return bool(rows) and all(row.job.isco08.startswith(codes) for row in rows)


def gone_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Người đi Nhật": who works there, by the name of the country that says most."""
    told = _GONE.search(plain_letters(text)) if code == "VN" else None
    who = text[: told.start()] if told else ""
    if not told or not words_of(who) or read_exact(words_of(text)):
        return None
    people = read(who)
    if not all(is_anybody(wish) or not wish.rows for wish in people.wishes):
        return None
    known = read_exact(words_of(f"lao động {text[told.start('where') : told.end('where')]}")) or Wish(_OVERSEAS)
    return replace(people, wishes=(known,), notes=())


def _in_the_gulf(wish: Wish, code: str) -> Wish | None:
    """Who does such work in the Gulf states, of a country whose people do it there; None where that is not known."""
    name = _title_there(wish, "Gulf")
    rows = tuple(row for row in rows_by_title()[name] if code in row.markets) if name else ()
    return Wish(rows=rows, match="title") if rows else None


def _there(wish: Wish, who: str) -> Wish:
    """Who does such work abroad: of those who do it there anyway, or of their like."""
    away = tuple(row for row in wish.rows if row.job.category == _OVERSEAS)
    if away or wish.category == _OVERSEAS:
        return replace(wish, rows=away)
    if name := _title_there(wish, "abroad"):
        return Wish(rows=rows_by_title()[name], match="title")
    return Wish(_OVERSEAS, title=f"overseas {as_title(who)}", match="as asked")


def _title_there(wish: Wish, where: str) -> str:
    """What who does the like "abroad" or in the "Gulf" is called in the tables; "" where they have nobody."""
    known = _titles_there()
    keys = ((where, group) for group in groups_of(wish.rows[0].job.isco08 if wish.rows else ""))
    return next((known[key] for key in keys if key in known), "")


@cache
def _titles_there() -> dict[tuple[str, str], str]:
    """By where and the beginning of an ISCO-08 code."""
    rows = table("phrases/work_abroad.csv")
    return {(row["where"], group): row["title"] for row in rows for group in row["isco08"].split("|")}
