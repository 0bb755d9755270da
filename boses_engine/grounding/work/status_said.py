"""What texts say, behind who somebody is, of having no work or no pension, of a place of one's own, of selling online
and of work at sea."""

import re
from dataclasses import replace

from boses_engine.grounding.people.norms import Said
from boses_engine.grounding.text import with_article
from boses_engine.grounding.work.alternative import is_one_name, read_exact
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.family_said import Family
from boses_engine.grounding.work.mixes import named_mix
from boses_engine.grounding.work.pay import PENSION_FROM
from boses_engine.grounding.work.phrases import words_of
from boses_engine.grounding.work.places_named import at_such
from boses_engine.grounding.work.said_after import Read, is_anybody, note_of_unread, without_words
from boses_engine.grounding.work.self_employed import own_things
from boses_engine.grounding.work.tables import ONLINE_SELLER, OWNER, Row, Wish, rows_of_market, rows_under, tables

_JOBLESS, _RETIRED, _FACTORY = "looking for work", "retired", "factory worker"
_HOUSEWIFE = ("housewife",)
_GROWN = Said(18, 60)  # years of a child of the old
_OF_SHOPS, _FISHERS = "522", "622"  # ISCO-08
_RIG, _WORKS = "an offshore oil rig", "a foreign-owned factory"
# "Pharmacist in own drugstore", "dentist running her own clinic"; what has them in brackets is read elsewhere.
_AT_OWN = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:(?:who\s+)?(?:(?:has|have|having|in|at)\s+(?:(?:an?|his|her|their)\s+)*own|"
    r"(?:runs?|running|owns?|owning|operates?|operating)\s+(?:an?|his|her|their|own)(?:\s+own)?))\s+"
    r"(?:small\s+|little\s+)?([^,()]+?)\s*",
    re.IGNORECASE,
)
# "Chủ shop quần áo bán online trên TikTok Shop", "shop owner selling on Shopee", "pemilik toko yang jualan online".
_SELLS_ONLINE = re.compile(
    r"\s+(?:(?:who\s+)?sell(?:s|ing)?|(?:chuyên\s+)?(?:bán(?:\s+hàng)?|kinh\s+doanh)|(?:yang\s+)?(?:ber)?jual(?:an)?)\s+"
    r"(?:mainly\s+|only\s+|mostly\s+)?(?:(?:online|trực\s+tuyến|qua\s+mạng)\b[^()]*|(?:on|via|through|trên|qua|di|lewat)\s+([^()]+))$",
    re.IGNORECASE,
)
# "Bộ đội về hưu làm bảo vệ", "retired teacher running a small shop": what they do since.
_SINCE = re.compile(
    r"\s*(?:\w[^,()]*?\s(?:về\s+hưu|nghỉ\s+hưu|hưu\s+trí)|(?:retired|pensiunan)\s+\w[^,()]*?)\s+"
    r"(?:(?:đi|nhưng|vẫn|còn|now|who|and|yang|sekarang)\s+)*"
    r"(làm|chạy|bán|mở|lái|dạy|works?\s+as|working\s+as|run(?:s|ning)|kerja\s+jadi|bekerja\s+sebagai|jadi)\s+(?:an?\s+)?([^,()]+?)\s*",
    re.IGNORECASE,
)
_AS = ("làm", "jadi")  # alone before what somebody is
_SPEAKING = re.compile(r"^\s*(?!public|motivational|plain)(\w+)[- ]speaking\s+(?=\w)", re.IGNORECASE)
_SPEAKING_BEHIND = re.compile(
    r"\s+(?:(?:biết|nói|giỏi|dùng)\s+tiếng\s+\w+|who\s+speaks?\s+\w+|(?:yang\s+)?bisa\s+bahasa\s+\w+)\s*$",
    re.IGNORECASE,
)
_THEIRS = r"(?P<whose>Korean|Japanese|Taiwanese|Chinese|Singaporean|American|European|German|foreign|FDI)"
_FOREIGN = re.compile(
    r"\s+(?:(?:tại|ở|cho|trong|làm\s+cho)\s+)?(?:công\s+ty|doanh\s+nghiệp|nhà\s+máy|xưởng)\s+(?:của\s+)?"
    r"(?:Nhật(?:\s+Bản)?|Hàn(?:\s+Quốc)?|Đài\s+Loan|Trung\s+Quốc|nước\s+ngoài|vốn\s+nước\s+ngoài|FDI|Mỹ|Đức)\s*$"
    rf"|\s+(?:at|in|of|for)\s+(?:an?\s+)?{_THEIRS}(?:[- ](?:owned|invested))?\s+"
    r"(?P<works>compan(?:y|ies)|factor(?:y|ies)|firms?|plants?)\s*$",
    re.IGNORECASE,
)
_HOME = {  # of whom firms are no foreign ones
    **{"KR": "korean", "JP": "japanese", "TW": "taiwanese", "CN": "chinese", "SG": "singaporean", "US": "american"},
    "DE": "german",
}
_OFFICE_OF = re.compile(
    r"\s*nhân\s+viên\s+văn\s+phòng\s+(?:(?:tại|ở|cho|của)\s+)?((?:công\s+ty|nhà\s+máy|xưởng|doanh\s+nghiệp)\s+\w[^,()]*)",
    re.IGNORECASE,
)
_WIFE_AT_HOME = re.compile(
    r"\s*(?:vợ(?:\s+của)?|istri|wives|wife(?:\s+of)?)\s+\w[^,()]*?[\s,]+"
    r"(?:ở\s+nhà\s+(?:làm\s+)?nội\s+trợ|làm\s+nội\s+trợ|nội\s+trợ|ở\s+nhà(?:\s+nuôi\s+con|\s+chăm\s+con)?|ibu\s+rumah\s+tangga|who\s+(?:stays?\s+at\s+home|keeps?\s+house))\s*",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\s*((?:công\s+nhân|kỹ\s+sư)\s+xây\s+dựng|thợ\s+hồ|phụ\s+hồ|thợ\s+sắt)\s+(?:(?:ở|tại|cho)\s+)?(?:công\s+trình\s+|dự\s+án\s+)?"
    r"(sân\s+bay|cao\s+tốc|cầu\s+đường|metro|chung\s+cư|nhà\s+máy|thủy\s+điện|điện\s+gió)\b",
    re.IGNORECASE,
)
_SITES = {  # of what is built, without marks
    **{"san bay": "an airport construction site", "cao toc": "a road project", "cau duong": "a road project"},
    **{"metro": "a metro construction site", "chung cu": "an apartment building site"},
    **{"nha may": "a factory construction site", "thuy dien": "a hydropower construction site"},
    "dien gio": "a wind farm construction site",
}
_STAFF_FIRST = re.compile(r"^\s*(?:nhân\s+viên|chuyên\s+viên)\s+(?=[A-Za-z])", re.IGNORECASE)
_AT_THERE = re.compile(r"\s+(?:tại|ở|cho|của)\s+", re.IGNORECASE)
_IN_WORKS, _AT_DESKS = ("7", "8", "93", "31", "43"), ("4", "33", "24", "12")  # ISCO-08
# ISCO-08 of what is done on rigs, where some cook, clean and nurse too.
_AT_SEA = (
    *("2114", "2142", "2144", "2145", "2146", "2151", "3111", "3112", "3113", "3115", "3117", "312", "313", "315"),
    *("221", "2221", "322", "3257", "3434", "512", "7", "8", "93", "911", "912", "94"),
)
# Ends behind which stands whom work is for: "social workers for the", "job counselor for people".
_FOR_SOME = re.compile(r"(?<=\w)\s+(?:for|with|to|of|helping|cho|với)(?:\s+the)?(?:\s+(\w[\w ]*))?\s*$", re.IGNORECASE)
_PEOPLE_THERE = re.compile(r"(?<=\w)\s+(?:những\s+)?(?:người(?:\s+lao\s+động)?|thanh\s+niên)\s*$", re.IGNORECASE)
_HUNTING = re.compile(r"\s*job[- ](?:hunting|seeking)\s+(?=\w)", re.IGNORECASE)
_ONLINE = re.compile(r"\s+(?:online|trực\s+tuyến|qua\s+mạng)\s*$", re.IGNORECASE)


def out_of_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Thanh niên thất nghiệp đang tìm việc", "lao động bị mất việc": people without work, told by what they left."""
    if is_one_name(text):
        return None
    if hunting := _HUNTING.match(text):
        return read(f"unemployed {text[hunting.end() :]}")
    plain = _without_all(text, "out of work")
    if words_of(text) in {words_of(each) for each in tables().words["out of work"]}:
        return Asked((Wish(_JOBLESS),))
    if plain == text:
        return None
    if serving := _who_serves_some(plain, read):
        return serving
    people = read(plain)
    unknown = all(wish.match == "as asked" and not wish.kind for wish in people.wishes)
    if unknown or all(is_anybody(wish) or wish.kind == _JOBLESS for wish in people.wishes) or _are_people(plain):
        known = tuple(wish for wish in people.wishes if wish.kind == _JOBLESS)
        return replace(people, wishes=known or (Wish(_JOBLESS),))
    if not are_all_at_work(people) and not all(status_of(wish) == "working" for wish in people.wishes):
        return None
    kinds = {wish.kind for wish in people.wishes}
    return replace(read(f"unemployed {_called(people.wishes[0])}"), family=people.family) if len(kinds) == 1 else None


def _who_serves_some(text: str, read: Read) -> Asked | None:
    """Who a text without "out of work" names before whom they serve: "social workers for the"; None for others."""
    if for_some := _FOR_SOME.search(text):
        of_people = not for_some[1] or all(map(is_anybody, read(for_some[1]).wishes))
        return read(text[: for_some.start()]) if of_people else None
    there = _PEOPLE_THERE.search(text)
    who = read(text[: there.start()]) if there and not _are_people(text[: there.start()]) else None
    return who if who and are_all_at_work(who) else None


def _called(wish: Wish) -> str:
    """The name of the work of a wish, of many titles that of their kind."""
    titles = {row.job.title for row in wish.rows}
    if len(titles) == 1:
        return titles.pop()
    return _FACTORY if wish.kind == _FACTORY else wish.kind or wish.rows[0].job.title


def _without_all(text: str, role: str) -> str:
    """The text without all words of a role behind others."""
    plain = without_words(text, role)
    return text if plain == text else _without_all(plain, role)


def _are_people(text: str) -> bool:
    """Whether words name people of whom no work is told: "thanh niên"."""
    return set(words_of(text)) <= tables().words["people abroad"] | tables().words["filler"]


def without_pension(text: str, code: str, read: Read) -> Asked | None:
    """ "Elderly women, no pension": the retired from work that earns none, and who keeps house."""
    plain = _without_all(text, "no pension")
    if plain in ("", text) or not words_of(plain) or named_mix(words_of(text)):
        return None
    people = read(plain)
    kinds = {status_of(wish) for wish in people.wishes}
    if not all(is_anybody(wish) for wish in people.wishes) and kinds != {"retired"} and not _are_people(plain):
        return None
    of_some = tuple(row for wish in people.wishes for row in wish.rows)
    rows = of_some or tuple(rows_of_market(rows_under(_RETIRED), code, asked=False))
    left = tuple(row for row in rows if row.job.pay_ratio < PENSION_FROM)
    if not left:
        return people
    home = read_exact(_HOUSEWIFE) if kinds != {"retired"} else None
    wishes = (Wish(rows=left, match="title"), *([home] if home else ()))
    return replace(people, wishes=wishes)


def since_retiring(text: str, code: str, read: Read) -> Asked | None:
    """ "Bộ đội về hưu làm bảo vệ": who works since is at that work."""
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


def living_with_children(text: str, code: str, read: Read) -> Asked | None:
    """ "Elderly woman living with children", "người già ở với con": one of theirs is at home, however old."""
    plain = without_words(text, "with children")
    if plain in ("", text) or not words_of(plain) or named_mix(words_of(text)):
        return None
    people = read(plain)
    old = bool(set(words_of(plain)) & tables().words["old"]) or {status_of(wish) for wish in people.wishes} == {
        "retired"
    }
    said = _GROWN if old else people.family.said
    return replace(people, family=replace(people.family, needs=people.family.needs or "children", said=said))


def at_a_place_of_their_own(text: str, code: str, read: Read) -> Asked | None:
    """ "Pharmacist in own drugstore": who owns such a place where such people work, else who works on own account."""
    told = _AT_OWN.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    people = read(told[1])
    if not are_all_at_work(people):
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
    place = words_of(told[1] or "") if told.re is _SELLS_ONLINE else ()
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


def at_sea(text: str, code: str, read: Read) -> Asked | None:
    """ "Kỹ sư dầu khí ngoài khơi", "welder offshore": on a rig, and who fishes on a boat that goes far out."""
    plain = without_words(text, "offshore")
    if plain in ("", text) or not words_of(plain) or read_exact(words_of(text)):
        return None
    people = read(plain)
    if not are_all_at_work(people) or any(wish.workplace for wish in people.wishes):
        return None
    if all(row.job.isco08.startswith(_FISHERS) for wish in people.wishes for row in wish.rows):
        crew = read_exact(("offshore", "fishing", "crew", "member"))
        return replace(people, wishes=(crew,)) if crew else None
    wishes = tuple(map(_done_at_sea, people.wishes))
    if not all(wish.rows for wish in wishes):  # who writes software does so in another country
        return replace(people, notes=(*people.notes, note_of_unread(text.removeprefix(plain).strip(" ,()"))))
    return replace(people, wishes=tuple(map(_on_a_rig, wishes)))


def _done_at_sea(wish: Wish) -> Wish:
    """The wish without the work that is done on no rig."""
    there = at_such(wish.rows, lambda place: "offshore" in place)
    return wish if there else replace(wish, rows=tuple(r for r in wish.rows if r.job.isco08.startswith(_AT_SEA)))


def _on_a_rig(wish: Wish) -> Wish:
    """The wish at those of its workplaces that are at sea, else on a rig."""
    there = at_such(wish.rows, lambda place: "offshore" in place)
    return replace(wish, rows=there) if there else replace(wish, workplace=_RIG)


def speaking(text: str, code: str, read: Read) -> Asked | None:
    """ "Russian-speaking hotel sales manager", "lễ tân nói tiếng Nga": what is spoken beside a job."""
    told = _SPEAKING.match(text) or _SPEAKING_BEHIND.search(text)
    if not told or read_exact(words_of(text)):
        return None
    rest = f"{text[: told.start()]}{text[told.end() :]}" if told.re is _SPEAKING else text[: told.start()]
    whole = f"{told[1]} {rest}" if told.re is _SPEAKING else ""
    return read(whole if whole and read_exact(words_of(whole)) else rest) if words_of(rest) else None


def of_foreign_owners(text: str, code: str, read: Read) -> Asked | None:
    """ "Công nhân may công ty Hàn Quốc", "sewer at a Korean factory": who makes things is at such a works of theirs."""
    told = _FOREIGN.search(text)
    if not told or not words_of(text[: told.start()]) or named_mix(words_of(text)):
        return None
    who = text[: told.start()]
    if told["whose"] and told["whose"].lower() == _HOME.get(code):
        return read(f"{who} at a factory" if told["works"].lower().startswith(("factor", "plant")) else who)
    people = read(who)
    if "nhà máy" in told[0].lower() or re.search(r"factor|plant", told[0], re.IGNORECASE):
        at_desks = (row.job.isco08[:1] in "1234" for wish in people.wishes for row in wish.rows)
        if len(people.wishes) == 1 and len({row.job.title for row in people.wishes[0].rows}) > 1:
            there = read(
                f"{who} at a factory" if told["whose"] else f"{who} nhà máy"
            )  # "managers at a Korean factory" are no store managers
            people = there if all(wish.rows for wish in there.wishes) else people
            people = replace(people, wishes=tuple(replace(wish, workplace=None) for wish in people.wishes))
        if people.wishes[0].rows and all(at_desks) and not any(wish.workplace for wish in people.wishes):
            return replace(people, wishes=tuple(replace(wish, workplace=_WORKS) for wish in people.wishes))
    made = (row.job.isco08.startswith(_IN_WORKS) for wish in people.wishes for row in wish.rows)
    plainly = all(wish.kind == _FACTORY for wish in people.wishes) and not any(wish.workplace for wish in people.wishes)
    return people if plainly and all(made) else None


def office_staff_of(text: str, code: str, read: Read) -> Asked | None:
    """ "Nhân viên văn phòng công ty thủy sản": those at desks of whom such a firm has."""
    told = _OFFICE_OF.fullmatch(text) if code == "VN" else None
    if not told or read_exact(words_of(text)):
        return None
    people = read(f"nhân viên {told[1]}")
    at_desks = (tuple(row for row in wish.rows if row.job.isco08.startswith(_AT_DESKS)) for wish in people.wishes)
    wishes = tuple(replace(wish, rows=rows) for wish, rows in zip(people.wishes, at_desks, strict=True) if rows)
    if wishes:
        return replace(people, wishes=wishes)
    place = tables().person_first["where"].get(words_of(told[1]))
    return read(f"office staff at {with_article(place[0])}") if place else None


def staff_called_in_english(text: str, code: str, read: Read) -> Asked | None:
    """ "Nhân viên content creator tại agency": a title in English behind the word for an employee."""
    told = _STAFF_FIRST.match(text) if code == "VN" else None
    if not told or read_exact(words_of(text)) or words_of(text) in tables().local:
        return None
    rest = text[told.end() :]
    title = _AT_THERE.split(rest, maxsplit=1)[0]
    known = read_exact(words_of(title)) if title.isascii() else None
    return read(rest) if known and known.rows else None


def wife_at_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Vợ của ngư dân ở nhà nội trợ": who keeps house and has a husband, whatever he does."""
    told = _WIFE_AT_HOME.fullmatch(text)
    home = read_exact(_HOUSEWIFE) if told and not read_exact(words_of(text)) else None
    return replace(read("housewife"), family=Family("Female", "spouse")) if home else None


def on_a_site(text: str, code: str, read: Read) -> Asked | None:
    """ "Công nhân xây dựng sân bay Long Thành": who builds is at the site of what is built."""
    told = _SITE.match(text) if code == "VN" else None
    builders = read(told[1]) if told and not read_exact(words_of(text)) else None
    if not told or not builders or not all(wish.rows for wish in builders.wishes):
        return None
    site = _SITES[" ".join(words_of(told[2]))]
    return replace(builders, wishes=tuple(replace(wish, workplace=site) for wish in builders.wishes))
