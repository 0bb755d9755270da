"""Whom people have, told beside what they do: a husband or wife, away or not, grandchildren, kin whom they support; and
that they mean to go abroad themselves."""

import re
from dataclasses import replace

from boses_engine.domain.persona import Gender
from boses_engine.grounding.income.cash_aid import cash_aid
from boses_engine.grounding.people.norms import A_MINOR, Need, Said
from boses_engine.grounding.phrases.alternative import is_one_name
from boses_engine.grounding.phrases.beside.children import CHILDREN_THERE, parents_in_english
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_anybody,
    is_known,
    left_out,
    note_of_unread,
    standing_before,
    tells_of_those_before,
    with_unread,
    without_link,
    without_words,
)
from boses_engine.grounding.phrases.family import are_all_of, said_of_children
from boses_engine.grounding.phrases.terms import WIVES
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.places.country_names import country_named
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, Family, are_all_at_work, status_of
from boses_engine.grounding.work.tables import ONLINE_SELLER, tables

# "Caregiver supporting siblings in college", "guro na nagpapaaral ng kapatid".
_SUPPORTS = re.compile(
    r"[\s,(]+(?:(?:who\s+(?:is|are)|who|and|yang|yg|na|đang)\s+)?"
    r"(?:support(?:s|ing)?|send(?:s|ing)|put(?:s|ting)|helping|paying|nag-?papaaral|sumusuporta|tumutulong|membiayai|menyekolahkan|nuôi)\s+"
    r"(?:[\w'-]+\s+){0,3}?(?:siblings?|brothers?|sisters?|parents|famil(?:y|ies)|relatives|nieces?|nephews?|kapatid|magulang|pamilya|adik(?:nya)?"
    r"|orang\s+tua(?:nya)?|em(?:\s+(?:trai|gái))?)\b[^()]*\)?\s*$",
    re.IGNORECASE,
)
_SPOUSE = r"(?:husbands?|wi(?:fe|ves)|spouses?|partners?|asawang?)"
_OFW = r"(?:an?\s+)?(?:OFWs?|overseas\s+workers?|migrant\s+workers?)"
GULF = (  # its states and their large cities
    r"(?:the\s+)?(?:Middle\s+East|Gulf(?:\s+countries)?)|Saudi(?:\s+Arabia)?|Arab\s+Saudi|Riyadh|Jeddah|Dubai|Abu\s+Dhabi|UAE"
    r"|Qatar|Doha|Kuwait|Bahrain|Manama|Oman|Muscat"
)
_ABROAD = (
    rf"(?:{GULF}|Japan|Taiwan|Korea|Hong\s+Kong|Singapore|Malaysia|Beirut|London|Rome|Milan|Toronto|Vancouver|Sydney|Melbourne"
    r"|Tokyo|Osaka|Seoul|Taipei|New\s+York|California|Texas|Hawaii|Guam)"
)
_SEA = r"(?:an?\s+)?(?:seam[ae]n|seafarers?|sailors?|marino)"
# "Housewife whose husband works abroad", "mother of toddlers, husband is an OFW", "maybahay na may asawang OFW".
_SPOUSE_AWAY = re.compile(
    rf"[\s,(]+(?:and\s+)?(?:(?:whose|with|her|his|the|na\s+may)\s+)?(?:an?\s+)?"
    rf"(?:(?:OFW|overseas)\s+{_SPOUSE}|({_SEA})\s+{_SPOUSE}|{_SPOUSE}\s+(?:(?:who\s+)?(?:is|are)\s+)?"
    rf"(?:(?:who\s+)?(?:work(?:s|ing)?|based|deployed)?\s*(?:as\s+)?(?:abroad|overseas|{_OFW}|in\s+{_ABROAD})"
    rf"|(?:(?:work(?:s|ing)?\s+)?(?:as\s+)?({_SEA}))|at\s+(sea)))"
    rf"\)?\s*$",
    re.IGNORECASE,
)
_SPOUSE_AWAY_PH = re.compile(
    rf"(?:\s+na|\s*,)\s+(?:(?:nasa\s+)?(?:abroad|ibang\s+bansa)|{_OFW}|({_SEA}))\s+ang\s+(?:asawa|mister|misis)\s*$",
    re.IGNORECASE,
)
# "Wives of OFWs running sari-sari stores", "misis ng drayber na nagtitinda ng ulam": what they do themselves.
_DOES = re.compile(
    r"\s*,?\s+(?=(?:who|with|running|owning|selling|doing|making|working|driving|having|trading|farming|sewing|cleaning|cooking|baking|teaching|vending|hawking|weaving|fishing|yang|beternak|budidaya|buka|jualan|jual|dagang|usaha|nyambi|sambil|bán|mở|chạy|làm|na\s+(?:nag|may))\w*\s)",
    re.IGNORECASE,
)
# "Ibu rumah tangga yang suaminya jadi TKI", "phụ nữ có chồng đi xuất khẩu lao động", "chồng đi Nhật, vợ ở nhà".
_GONE = (
    r"(?:(?:(?:jadi|menjadi|sebagai|kerja|bekerja|merantau)\s+)?(?:(?:di|ke)\s+(?:luar\s+negeri|(?P<there>\w+(?:\s\w+)?))|TK[IW]|PMI"
    r"|pekerja\s+migran)|(?:đang\s+)?(?:đi\s+|làm\s+(?:việc\s+)?(?:ở\s+)?)(?:xuất\s+khẩu(?:\s+lao\s+động)?|XKLĐ|nước\s+ngoài"
    r"|(?:làm\s+(?:việc\s+)?(?:ở\s+)?)?(?P<there_too>\w+(?:\s\w+)?)))"
)
_SPOUSE_AWAY_THERE = re.compile(
    rf"[\s,(]+(?:(?:yang|dengan|ditinggal|có|mà)\s+)*(?:suami(?:nya)?|istri(?:nya)?|chồng|vợ)\s+(?:yang\s+)?{_GONE}\)?\s*$",
    re.IGNORECASE,
)
_SPOUSE_DOES = re.compile(
    rf"(?:\s*[,(]\s*|\s+(?:whose|with|and)\s+)(?!partners?\)?\s*$)(?:(?:her|his|their|an?)\s+)?(?:(?:working|employed)\s+)?{_SPOUSE}\b"
    r"(?:\s+(?:who\s+)?(?:is|are|works?|drives?|sells?|farms?|fish(?:es)?|teach(?:es)?|runs?|earns?|stays?|helps?)\b[^,()]*)?\)?\s*$"
    r"|[\s,(]+(?:(?:yang\s+|dengan\s+)?(?:suami|istri)(?:nya)?|whose\s+(?:husband|wife)|(?:(?:có|mà)\s+|(?<!\bvợ\s)(?<!\bhai\s)(?<!\bgóa\s)(?<!\bgoá\s)(?<!\bmất\s))(?:chồng|vợ))\s+"
    r"(?:is\s+an?\s+|works?\s+as\s+an?\s+|(?:be)?kerja\s+|jadi\s+|là\s+|làm\s+)?(?!(?:đã\s+)?mất\b|qua\s+đời\b|chết\b|di\b|ke\b|con\b|yang\b|chồng\b|istri\b)\w[^,()]*$",
    re.IGNORECASE,
)
_SPOUSE_SAID = re.compile(
    r"\b(?:(?P<his>husbands?|suami(?:nya)?|chồng)|wi(?:fe|ves)|istri(?:nya)?|vợ)\b", re.IGNORECASE
)
_DOES_AS = re.compile(
    r"^\s*(?:(?:who|yang|is|are|an?|works?(?:ing)?(?:\s+as)?|(?:be)?kerja(?:\s+(?:sebagai|jadi))?|jadi|juga|là|làm|cũng|đi\s+làm)\s+|(?:works?|(?:be)?kerja|earns?)\s*$)*",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"(?<=\w)s(?=\s)", re.IGNORECASE)
_MARRIED_TO = re.compile(r"(?:\s*,\s*|\s+)(?:who\s+(?:is|are)\s+)?married\s+to\s+(\w[^,()]*)$", re.IGNORECASE)
_LEFT_AT_HOME = re.compile(
    rf"\s*(?P<who>chồng|vợ)\s+{_GONE}(?:\s+\w+(?:\s\w+)?)?\s*,?\s+(?:vợ|chồng)\s+ở\s+nhà\b.*", re.IGNORECASE
)
# "Nurse waiting to work abroad", "caregiving student who plans to work in Japan".
_MEANS_TO_GO = re.compile(
    r"[\s,(]+(?:(?:who\s+(?:is|are)\s+)?(?:waiting|hoping|planning|wanting|wishing|aspiring|preparing|training|about|going|set|due)"
    r"|who\s+(?:wants?|plans?|hopes?)|about|going)\s+(?:to\s+(?:work|go|leave)\s+(?:abroad|overseas"
    r"|(?:in|to|for)\s+(?P<where>\w[\w ]*?))"
    r"|to\s+be\s+deployed|for\s+(?:overseas\s+|foreign\s+)?(?:deployment|work\s+abroad|a\s+job\s+abroad))"
    r"(?:\s+(?:abroad|overseas))?\)?\s*$"
    r"|[\s,(]+(?:who\s+(?:is|are)\s+)?applying\s+(?:(?:to|for)\s+(?:work|jobs|a\s+job)\s+)?(?:abroad|overseas)\)?\s*$"
    r"|\s+(?:(?:yang\s+)?(?:akan|mau|ingin|hendak|siap)\s+(?:berangkat\s+|pergi\s+)?(?:bekerja|kerja|ke)"
    r"|(?:đang\s+)?(?:chuẩn\s+bị|sắp|muốn|chờ)\s+đi(?:\s+(?:làm(?:\s+việc)?|lao\s+động))?)(?:\s+(?:di|ke|ở|tại|sang))?\s+"
    r"(?:luar\s+negeri|nước\s+ngoài|(?:xuất\s+khẩu(?:\s+lao\s+động)?|xklđ)(?:\s+\w+){0,2}|(?P<there>\w[\w ]*?))\s*$",
    re.IGNORECASE,
)
# "Calon pekerja migran ke Taiwan", "aspiring OFWs": who has not left yet.
_WOULD_GO = re.compile(
    r"\s*(?:(?:calon|para\s+calon)\s+(?:(?:pekerja|buruh|tenaga\s+kerja)\s+migran|TK[IW]|PMI)"
    r"|(?:aspiring|prospective|would-be|future|nagbabalak\s+na|magiging)\s+(?:OFWs?|(?:migrant|overseas)(?:\s+Filipino)?\s+workers?))\b",
    re.IGNORECASE,
)
_WIDOWED_PLAINLY = frozenset(("widow", "widowed", "widower"))
_BOUND = re.compile(r"\s+bound\s+for\s+(?=\w)", re.IGNORECASE)  # "caregivers bound for Japan"
_BRINGS_UP = re.compile(
    r"\b(?:rais(?:es?|ing)|car(?:es?|ing)\s+for|look(?:s|ing)?\s+after|tak(?:es?|ing)\s+care\s+of|mind(?:s|ing)?"
    r"|babysit(?:s|ting)?"
    r"|bring(?:s|ing)?\s+up|cuid\w+|cri(?:an|am|a)|nag-?aalaga|nag-?papalaki|mengasuh|momong|merawat|ngemong|trông|chăm|nuôi)\b.*?\b"
    r"(?:grand\s?(?:children|child|kids?|sons?|daughters?)|apo|cucu(?:nya)?|cháu|niet[oa]s?|net[oa]s?)\b",
    re.IGNORECASE,
)
_GRANDPARENT = re.compile(
    r"\s*(?:(?:mga|retired|elderly|young|old)\s+)?"
    r"(?:(grandm(?:other|a)s?|lolas?|nenek|bà|abuelas?|avós?|jubiladas?|aposentadas?)|(grandfathers?|lolos?|kakek|ông)|grandparents?|abuelos?|avôs?|jubilados?|aposentados?|pensioners?|seniors?)\b",
    re.IGNORECASE,
)
_GRANDMOTHER_TOO = re.compile(r"\b(?:lola|grandm(?:other|a)s?|nenek|bà)\b", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(?:abroad|overseas|OFWs?|migrant|TK[IW]|PMI|luar negeri|nước ngoài|xuất khẩu lao động)\b", re.IGNORECASE
)
# "While the parents work in Saigon", "habang nasa Maynila ang anak", "khi bố mẹ đi làm xa".
_IN_A_CITY = re.compile(
    r"\b(?:while|whose|as)\s+(?:the\s+|their\s+)?(?:parents?|children|sons?|daughters?)\s+(?:are\s+|is\s+)?"
    r"(?:work\w*|live|away|in)\b"
    r"|\b(?:habang\s+(?:nasa|nagtatrabaho)|(?:yang\s+)?orang\s?tua(?:nya)?\s+(?:merantau|(?:be)?kerja)|bố\s+mẹ\s+(?:đi\s+)?làm)\b",
    re.IGNORECASE,
)
_PROGRAMME = (
    r"(?:4\s?Ps|pantawid(?:\s+pamilya)?(?:\s+pilipino)?|(?:program\s+)?PKH|program\s+keluarga\s+harapan|BPNT|bansos|bantuan\s+sosial"
    r"|BLT(?:\s+dana\s+desa)?|kartu\s+sembako|bolsa\s+fam[ií]lia)"
)
NAMES_CASH_AID = re.compile(rf"\b{_PROGRAMME}(?!\w)", re.IGNORECASE)
_CASH_ALONE = re.compile(rf"[\s,(]+{_PROGRAMME}\)?\s*$", re.IGNORECASE)
_CASH = re.compile(
    r"[\s,(]+(?:(?:who\s+(?:is|are)\s+)?(?:on|under|receiving|getting|(?:an?\s+)?(?:members?|beneficiar(?:y|ies)|recipients?)\s+of|d[oae]l?)"
    r"|na\s+(?:miyembro|benepisyaryo|benepisaryo|kasapi|nasa)(?:\s+(?:ng|sa))?|(?:yang\s+)?(?:penerima|menerima|dapat|mendapat|peserta))\s+(?:the\s+|bantuan\s+|programa\s+)?"
    rf"{_PROGRAMME}"
    r"(?:\s+(?:program(?:me)?|beneficiar(?:y|ies)|members?|cash\s+(?:aid|grants?)|grants?|aid))?\)?\s*$",
    re.IGNORECASE,
)
# "Penerima PKH", "4Ps families", "ibu PKH".
_REACHED = re.compile(
    r"\s*(?:students?\s+)?(?:(?:4\s?Ps|pantawid|PKH)\s+)?(?:benefici\w+|grantees?|recipients?|members?|famil\w+|households?|mothers?"
    r"|penerima|peserta|KPM|keluarga|ibu(?:-ibu)?|benepis\w+|miyembro|pamilya|nanay|mães|mulheres)\b",
    re.IGNORECASE,
)
_LISTED = Said(6, 16)  # years of a child that such cash is paid for
_AT_DESKS = ("1", "2", "3", "4")  # ISCO-08
_ADULTS: dict[Gender, str] = {"Female": "women", "Male": "men"}
_AT_SEA, _RETURNED = "seafarer's", "returned overseas"  # titles, as they begin
_SENT_OUT = "overseas worker"  # a kind of work
_APPLICANT, _PEOPLE = "overseas job applicant", "people"
_LEFT_EARLY = frozenset(("retired soldier", "war veteran"))  # titles of the retired who may be young
_AND = frozenset(("and", "at", "dan", "va"))
_HAS = re.compile(r"\s*with\s+(?:an?|their|his|her|own)\s+(?!.*pension)(\w[^(),]*?)\s*", re.IGNORECASE)
_HAS_LAND = re.compile(
    r"\s*(?:with|who\s+(?:has|owns)|na\s+may)\s+(?:an?\s+|own\s+|small\s+)*(?:farm|bukid|sakahan)\s*", re.IGNORECASE
)
_NOW_AT_END = re.compile(r"(?:\s+(?:now|currently|kini|sekarang|ngayon|yang|who|na))+\s*$", re.IGNORECASE)
_FORMER = re.compile(r"\s*(?:mantan|eks|ex|bekas|former|cựu|dating)[\s-]+(?=\w)", re.IGNORECASE)
# "Recién casados", "mariée sans enfants": a stage of life.
_OTHERWISE_MARRIED = re.compile(
    r"\b(?:reci[eé]n|rec[eé]m)\b|\b(?:sans\s+enfants?|sin\s+hijos|sem\s+filhos|senza\s+figli|ohne\s+kinder)\b",
    re.IGNORECASE,
)
_OF_NO_SEX = frozenset(("widowed", "mbah", "cu", "gia"))  # words of the widowed and the old
_OLD, _ELDEST = 58, 100  # years of the old and of who has retired from work of their own
_SO_MANY = re.compile(rf"(?:{CHILDREN_THERE}|(?:with|of)\s+(?:one|two|three|four|\d))\s+(?=\w)", re.IGNORECASE)
_STATES: dict[str, Need] = {  # by their roles in words.csv
    "brings up alone": "children alone",
    "married with children": "children",
    "pregnant again": "children",
    "pregnant": "spouse",
    "married": "spouse",
    "not married": "unmarried",
    "parted": "parted",
}
_WITH_CHILDREN_TOO: dict[Need, Need] = {"spouse": "children", "parted": "children alone"}


def who_supports_kin(text: str, code: str, read: Read) -> Asked | None:
    """ "Nurse supporting siblings in college" is no student: whom somebody's pay is for is told as unread."""
    told = _SUPPORTS.search(text)
    if not told or not words_of(text[: told.start()]) or is_one_name(text):
        return None
    people = read(text[: told.start()])
    if not are_all_at_work(people):
        return None
    return with_unread(people, told[0].strip(" ,()"))


def of_a_marital_state(text: str, code: str, read: Read) -> Asked | None:
    """ "Married nurses", "sopir yang sudah menikah", "drivers with wife and kids": whom they have at home; "single
    teachers", "divorced nurses": that they have not married or have parted."""
    if words_of(text) in tables().english or words_of(text) in tables().local:
        return None
    for role, needs in _STATES.items():
        before = standing_before(role).match(text)
        rest = without_link(text[before.end() :]) if before else without_words(text, role)
        if text.strip().casefold() in tables().words[role]:  # "divorciadas"
            rest = "people"
        if _OTHERWISE_MARRIED.search(text):
            continue
        if rest == text or not words_of(rest) or (before and words_of(rest)[0] in tables().words["of a couple"]):
            continue
        if before and tells_of_those_before(rest):  # "divorciadas con hijos"
            rest = f"people {rest}"
        asked = read(rest)
        sex = _sex_of(text if rest == "people" else left_out(text, rest)) or asked.family.gender
        if needs in ("unmarried", "parted") and _is_a_parent(rest) or (needs == "unmarried" and asked.family.needs):
            return None
        if asked.family.is_of_parents and needs in _WITH_CHILDREN_TOO:  # "divorced nurses with kids"
            needs = _WITH_CHILDREN_TOO[needs]
        return replace(asked, family=replace(asked.family, gender=sex, needs=needs))
    return None


def _sex_of(words: str) -> Gender | None:
    """The sex that words for a marital state say: "dalaga", "casadas"."""
    said, lists = set(words_of(words)), tables().words
    return "Female" if said & lists["state of women"] else "Male" if said & lists["state of men"] else None


def old_or_widowed_by_their_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Janda pedagang pasar", "widowed market vendor", "teacher na biyuda", "nenek penjual sayur": what the widowed or
    the old do, or have retired from; no "janda PNS", whose husband did."""
    lists = tables().words
    if (plain := without_words(text, "widowed behind")) != text and words_of(plain) and not is_one_name(text):
        people = read(plain)
        at_rest = all(status_of(wish) in ("retired", "keeping house") for wish in people.wishes)
        left = are_all_at_work(people) or at_rest
        return replace(people, family=replace(people.family, needs="widowed")) if left else None
    told = standing_before("widow first", "old first", of_many=True).match(text)
    name = set(words_of(told[1])) if told else set[str]()
    of_husbands = name != {"widowed"} and not name & lists["man"]  # "janda pensiunan TNI", but "duda pensiunan TNI"
    first = set(words_of(text[told.end() :])[:1]) if told else set[str]()
    if not told or not first or first & _AND:  # "lolo at lola"
        return None
    of_others = lists["widow of"] - ({"pension", "pensioner"} if name <= _WIDOWED_PLAINLY else set())
    if of_husbands and first & of_others:  # "widow pensioners" have pensions
        return None
    has_some = _SO_MANY.match(text[told.end() :])  # "janda anak dua penjual nasi uduk"
    work = read(text[told.end() + (has_some.end() if has_some else 0) :])
    retired = all(status_of(wish) == "retired" for wish in work.wishes)
    anybody = name == {"widowed"} and all(map(is_anybody, work.wishes)) and not work.family.needs  # "widowed women"
    if work.notes or not (retired or anybody or are_all_at_work(work)):
        return None
    if name <= _OF_NO_SEX:
        sex: Gender | None = None
    else:
        sex = "Male" if name & (lists["man"] | {"ong"}) else "Female"
    if told[1].casefold() in lists["old first"]:
        return replace(work, family=replace(work.family, gender=sex or work.family.gender), ages=(_OLD, _ELDEST))
    needs: Need = "children alone" if has_some else "widowed"
    return replace(work, family=replace(work.family, gender=sex or work.family.gender, needs=needs))


def _is_a_parent(text: str) -> bool:
    """Whether words begin with parents, of whom "single" says that they bring children up alone."""
    lists = tables().words
    return bool(set(words_of(text)[:2]) & (lists["mother"] | lists["father"] | lists["parent"]))


def left_at_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Chồng đi Nhật, vợ ở nhà": who stays there."""
    told = _LEFT_AT_HOME.fullmatch(text)
    if not told:
        return None
    men = told["who"].casefold() == "vợ"
    return read("househusband with a wife abroad" if men else "housewife with a husband abroad")


def with_a_spouse_away(text: str, code: str, read: Read) -> Asked | None:
    """ "Housewife with toddlers whose husband works abroad", "nanay na OFW ang asawa": the wife of a man who is away;
    who has work of their own keeps it, and the other is not at home."""
    text = _MARRIED_TO.sub(r" whose spouse is \1", text)
    there = _SPOUSE_AWAY_THERE.search(text)
    where = there and (there["there"] or there["there_too"])
    there = None if where and not is_abroad(where, code) else there
    told = _SPOUSE_AWAY.search(text) or _SPOUSE_AWAY_PH.search(text) or there
    if not told and (does := _SPOUSE_DOES.search(text)) and words_of(text[: does.start()]) and not is_one_name(text):
        people = read(text[: does.start()])  # "ibu rumah tangga suami ojol"
        spouse = _SPOUSE_SAID.search(does[0])
        own: Gender | None = None if not spouse else "Female" if spouse["his"] else "Male"
        own = own if are_all_at_work(people) else None
        earns = spouse is not None and are_all_at_work(people) and _has_pay(does[0][spouse.end() :], read)
        family = replace(people.family, gender=people.family.gender or own, needs=people.family.needs or "spouse")
        return replace(people, family=family, both_earn=people.both_earn or earns)
    if not told or not words_of(text[: told.start()]) or is_one_name(text):
        return None
    people = read(text[: told.start()])
    if are_all_at_work(people) and not all(map(is_anybody, people.wishes)):
        return replace(people, spouse_away=True)
    if not all(is_anybody(wish) or keeps_house(wish) for wish in people.wishes):
        return None
    words = frozenset(words_of(text[: told.start()]))
    men = bool(words & (tables().words["father"] | tables().words["man"])) or "househusband" in words
    called = "seafarer's housewife" if any(told.groups()) and not there else "housewife with a husband abroad"
    said = said_of_children(text)
    parents: Need | None = "children" if said != A_MINOR or people.family.needs == "children" else None
    return replace(read("househusband with a wife abroad" if men else called), family=Family(None, parents, said))


def _has_pay(does: str, read: Read) -> bool:
    """Whether what is told of a husband or wife is work: "bidan", "jualan ikan asin", "sells in the market"."""
    plain = _DOES_AS.sub("", does).strip(" ,()")
    if not words_of(plain):
        return bool(words_of(does))
    called = (plain, f"people {plain}", f"people who {_THIRD_PERSON.sub('', plain)}")
    return any(are_all_at_work(each) and all(map(is_known, each.wishes)) for each in map(read, called))


def at_work_of_their_own(text: str, code: str, read: Read) -> Asked | None:
    """ "Wives of OFWs running sari-sari stores", "biyuda na may karinderya", "former OFWs with sari-sari stores": by
    the work of their own who is told by husband or wife, dead or alive, or as returned from abroad or retired; who is
    married to somebody abroad or at sea has them away."""
    if is_one_name(text):
        return None
    for does in _DOES.finditer(text):
        who = text[: does.start()]
        people = read(who)
        kept = [row.job for wish in people.wishes for row in wish.rows]
        retired = all(status_of(wish) == "retired" for wish in people.wishes) and not are_anybody(who)
        returned = retired or (bool(kept) and all(job.title.startswith(_RETURNED) for job in kept))
        returned = returned or bool(_FORMER.match(who))  # "mantan karyawan bank buka usaha"
        sex = sex_of_spouses(people)
        if not (sex or returned):
            continue
        called = _ADULTS[sex] if sex else "people"
        work = read(f"{called} {text[does.end() :]}")
        if returned and (has := _HAS.fullmatch(text[does.end() :])) and not are_all_at_work(work):
            work = read(f"{has[1]} owner")  # "retired seaman with a rice mill"
        if not are_all_at_work(work) or work.notes:
            continue
        if retired and _HAS_LAND.fullmatch(text[does.end() :]):  # "retired police colonel with a farm"
            return with_unread(people, text[does.end() :].strip())
        if sex and all(map(keeps_house, people.wishes)) and any(wish.kind == ONLINE_SELLER for wish in work.wishes):
            continue  # a title of who keeps house has those who sell online beside it
        away = any(job.is_kept_from_away or job.title.startswith(_AT_SEA) for job in kept)
        needs = None if away or returned else people.family.needs or "spouse"
        early = bool(kept) and {job.title for job in kept} <= _LEFT_EARLY
        ages = (_OLD, _ELDEST) if retired and not early else work.ages
        former = (note_of_unread(_NOW_AT_END.sub("", who).strip(" ,")),) if returned and not retired else ()
        return replace(work, family=Family(sex, needs), spouse_away=away, ages=ages, notes=former)
    return None


def sex_of_spouses(spouses: Asked) -> Gender | None:
    """The sex of those of whom a text tells by husband or wife, dead or alive; None where it tells of others, and of
    plain housewives."""
    of_any = are_all_of(spouses.wishes, WIVES) or all(map(is_anybody, spouses.wishes))
    if spouses.family.needs in ("spouse", "widowed") and of_any:
        return spouses.family.gender
    jobs = [row.job for wish in spouses.wishes for row in wish.rows]
    sexes = {job.gender for job in jobs}
    told = all(map(keeps_house, spouses.wishes)) and all(job.implies == "spouse" for job in jobs)
    return sexes.pop() if len(sexes) == 1 and told else None


def whom_cash_reaches(text: str, code: str, read: Read) -> Asked | None:
    """ "Mother on 4Ps", "nanay na miyembro ng 4Ps": who they are beside the cash, which all of the text tells."""
    told = _CASH.search(text)
    alone = None if told else _CASH_ALONE.search(text)  # "ibu PKH"
    at = told or alone
    rest = text[: at.start()] if at else ""
    if not words_of(rest) or is_one_name(text):
        return None
    people = read(parents_in_english(rest) or rest)
    return people if told or not _are_at_desks(people) else None


def on_cash_aid(asked: Asked, text: str, code: str) -> Asked:
    """Who was asked for as those whom the state's cash for poor families reaches, with a child that it is paid for; no
    "pendamping PKH" and no "4Ps municipal link", who work for it."""
    if not cash_aid(code, (_LISTED.least,)):
        return asked
    if not (_CASH.search(text) or _REACHED.match(text)) and _are_at_desks(asked):
        return asked
    if all(status_of(wish) == "retired" for wish in asked.wishes):  # what it pays to the old is no part of it here
        told = NAMES_CASH_AID.search(text)
        return with_unread(asked, told[0]) if told else asked
    family = asked.family if asked.family.needs else replace(asked.family, needs="children", said=_LISTED)
    return replace(asked, family=family, on_cash_aid=True)


def _are_at_desks(people: Asked) -> bool:
    """Whether some who are meant work at desks, or nothing is known of their work."""
    unknown = any(wish.match == "as asked" and not wish.category for wish in people.wishes)
    jobs = (row.job for wish in people.wishes for row in wish.rows)
    return unknown or any(job.status == "working" and job.isco08[:1] in _AT_DESKS for job in jobs)


def who_bring_up_grandchildren(text: str, code: str, read: Read) -> Asked | None:
    """ "Lola na nag-aalaga ng mga apo habang OFW ang anak", "grandparents raising grandchildren"."""
    who = _GRANDPARENT.match(text)
    if not who or not _BRINGS_UP.search(text) or is_one_name(text):
        return None
    called = "grandmother" if who[1] else "grandparent"
    away = " with parents abroad" if _AWAY.search(text) else " with parents away" if _IN_A_CITY.search(text) else ""
    asked = read(f"{called} looking after grandchildren{away}")
    alone = who[2] and not _GRANDMOTHER_TOO.search(text)
    return replace(asked, family=replace(asked.family, gender="Male")) if alone else asked


def who_means_to_go(text: str, code: str, read: Read) -> Asked | None:
    """ "Nurse waiting to work abroad" is a nurse yet, and who has no work told an applicant for it."""
    if (would := _WOULD_GO.match(text)) and not are_all_at_work(read(text[would.end() :] or _PEOPLE)):
        return read(_APPLICANT)
    text = f" {_BOUND.sub(' about to leave for ', text)}"
    told = _MEANS_TO_GO.search(text)
    if not told or is_one_name(text):
        return None
    where = told["where"] or told["there"]
    if where and not is_abroad(where, code):  # "hoping to work in banks"
        return None
    people = read(text[: told.start()].strip() or _PEOPLE)
    if "deploy" in told[0].lower() and all(wish.kind == _SENT_OUT for wish in people.wishes):
        return None  # a seafarer between two contracts
    jobless = all(is_anybody(wish) or status_of(wish) == "looking for work" for wish in people.wishes)
    named = all(wish.rows for wish in people.wishes)
    return replace(read(_APPLICANT), family=people.family) if jobless and not named else people


def is_abroad(where: str, code: str) -> bool:
    """Whether words name another country, or a part of the world that people go to for work."""
    named = re.split(r"\s+(?:as|or|and)\s+", where)[0].strip()
    there = country_named(named) if len(named) > 2 or named in ("US", "UK") else None  # no "IT"
    return there != code if there else bool(re.fullmatch(rf"{_ABROAD}|Europe|another\s+country", named, re.IGNORECASE))
