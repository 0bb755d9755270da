"""How and where people live, told beside their work: alone, in lodgings, with in-laws, in villages, on a pension."""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, left_out, with_unread, without_words
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.places.country_names import country_named
from boses_engine.grounding.text import plain_letters
from boses_engine.grounding.words import TOKEN, words_of
from boses_engine.grounding.work.asked import Asked, HomeSaid, are_all_at_work, status_of
from boses_engine.grounding.work.pay import SOCIAL_PENSIONER, social_pension
from boses_engine.grounding.work.tables import Row, Wish, rows_under, tables

_IN_WORKS = ("31", "7", "8", "93")  # ISCO-08: who works in no house where others lodge
_OF_PENSION, _ELDEST = 60, 100  # years of who has a social pension (law of the Philippines; 60 to 80 elsewhere)
_THEIR = frozenset(("their", "his", "her", "own"))
_LIVES = re.compile(
    r"\s+(?:who\s+(?:is\s+|are\s+)?)?(?:still\s+)?(?:liv(?:e|es|ing)|stay(?:s|ing)?|lodg(?:e|es|ing)|board(?:s|ing)?|rooming"
    r"|rent(?:s|ing)?|tinggal|nakatira|sống)\s*$",
    re.IGNORECASE,
)
_SOLO = re.compile(r"^\s*(?:solo[- ]living|solo[- ]dwelling|alone[- ]living|living[- ]alone)\s+(?=\w)", re.IGNORECASE)
_LIVING_THERE = re.compile(
    r"\b(?:ở|o(?=\s+(?:tro|ghep|phong))|thuê|thue|sống|song|ngekost?|kost?|tinggal|hidup|xa(?=\s+(?:quê|nhà))|merantau|nakatira|namumuhay"
    r"|rent\w*|viv\w+|mor(?:a|am|ando)|wohn\w+|vi[tv]\w*|neo đơn|neo don|cô đơn)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\s+(?:(?:who\s+(?:is\s+|are\s+)?)?(?:liv(?:e|es|ing)\s+)?(?:on|with|off)|(?:who\s+)?(?:receiv|gett?|draw)(?:e|es|ing|s)?"
    r"|dependent\s+on)(?:\s+(?:an?|the|his|her|their))?\s*$",
    re.IGNORECASE,
)
# "Students living in hostels", "students who live with their parents", "college students away from home".
_LIVING = re.compile(
    r"[\s,(]+(?:(?:(?:who|that|are)\s+)*(?:liv|stay|rent|lodg|board)(?:e?s?|ing)\s+(?:(?:in|at|on|with)\s+)?|(?=away\s))"
    r"([^,()]+?)(?:\s+(?:near|beside|outside|around|close\s+to|next\s+to|across\s+from)\s+[^,()]+)?\)?\s*$",
    re.IGNORECASE,
)
_HOSTEL_STUDENTS = re.compile(
    r"\s*(?:hostel|dorm|dormitory|boarding[- ]house)\s+(?=(?:\w+\s+)?students?\s*$)", re.IGNORECASE
)
# "Housewives in joint families", "women living with their in-laws", "joint family housewives".
_IN_FAMILIES = re.compile(
    r"[\s,(]+(?:(?:who\s+)?liv(?:e|ing)\s+)?(?:in|with|from|of)\s+(?:an?\s+|their\s+|large\s+)*"
    r"(?:(joint|extended|multi-?generation(?:al)?|three-generation|nuclear)\s+(?:famil(?:y|ies)|households?|homes?)"
    r"|((?:parents-)?in-laws))\)?\s*$"
    r"|[\s,(]+(?:(?:yang\s+)?(?:tinggal|serumah|hidup)\s+(?:dengan|bersama|sama)\s+(?:ibu\s+|orang\s+tua\s+)?mertua"
    r"|(?:đang\s+)?(?:sống|ở)\s+(?:chung\s+)?(?:với|cùng)?\s*(?:bố\s+mẹ|ba\s+mẹ|mẹ|gia\s+đình|nhà)\s+(?:chồng|vợ))\)?\s*$",
    re.IGNORECASE,
)
_FAMILY_BEFORE = re.compile(r"\s*(joint|extended|nuclear)[- ]family\s+(?=\w)", re.IGNORECASE)
# In plain letters: "pensioner living with her daughter's family", "lola na nakatira sa anak", "bà già ở với con gái".
_WITH_CHILD = re.compile(
    r"[\s,(]+(?:(?:who\s+)?(?:liv(?:e|es|ing)|stay(?:s|ing)?)\s+with|na\s+nakatira\s+(?:sa|kasama(?:\s+ang)?)(?:\s+(?:mga|kanyang))*"
    r"|kasama\s+ang(?:\s+mga)?|(?:yang\s+)?(?:tinggal\s+(?:dengan|bersama|sama|di\s+rumah)|ikut)|(?:dang\s+)?(?:song|o)\s+(?:voi|cung))\s+"
    r"(?:(?:his|her|their|an?|the|married|grown|adult|eldest|oldest|youngest|only|(?P<their>keluarga|gia\s+dinh))\s+)*"
    r"(?:(?P<daughter>daughters?|con\s+gai|anak\s+perempuan(?:nya)?)|(?P<son>sons?|con\s+trai|anak\s+laki-laki(?:nya)?)"
    r"|child(?:ren)?|anak(?:nya)?|con(?:\s+(?:chau|cai))?)(?:\s+(?:dan|and|va|at)\s+(?:cucu(?:nya)?|grand\w+|chau|mga\s+apo))?"
    r"(?:(?:'s|s'|\s+and\s+(?:his|her|their))?\s+(?P<family>family|families|household))?\)?\s*$",
    re.IGNORECASE,
)
# "High school learners in township schools", "teachers in slum areas": of what part of a town.
_IN_AN_AREA = re.compile(
    r"\s+(?:in|at|from|of)\s+(?:the\s+|an?\s+)?"
    r"(?:townships?|slums?|favelas?|informal settlements?|suburbs?|inner[- ]city|(?:low|middle)[- ]income|poor)"
    r"(?:\s+(areas?|neighbou?rhoods?|communit(?:y|ies)|estates?|schools?))?\s*$",
    re.IGNORECASE,
)
# "Office staff who commute to Jakarta by train": where the work is, no kind of work.
_COMMUTES = re.compile(
    r"[\s,(]+(?:(?:who|that|yang)\s+)?(?:daily\s+)?(?:commut(?:e|es|ing)|nglaju|pulang[- ]pergi"
    r"|(?:bik|cycl|walk)(?:e|es|ing|s)(?=\s+to\s+work))\b"
    r"(?P<work>\s+to\s+work\b)?[^()]*\)?\s*$",
    re.IGNORECASE,
)
# Students who are said to live away from home: "from the islands", "in boarding houses", "mahasiswa rantau".
_FAR = r"(?:(?:the|a|an|other|another|nearby|neighbou?ring|outer|outlying|far|far-off|small|remote|rural)\s+)*"
_HOME_AREA = r"(?:islands?|provinces?|towns?|cities|city|regions?|villages?|countryside|rural areas?)"
_ROOMS = r"(?:boarding[- ]?houses?|lodgings?|(?:rented|rental|bed ?space) rooms?|bed ?spaces?|kos-?an|kost?|trọ)"
_LIVE_SO = r"(?:who\s+)?(?:(?:are\s+)?(?:living|staying|lodging|boarding)|lives?|stays?|lodges?|boards?)"
_AWAY = re.compile(
    rf"\s+(?:(?:who\s+)?(?:come\s+|coming\s+|are\s+)?from\s+{_FAR}{_HOME_AREA}"
    rf"|(?:{_LIVE_SO}\s+)?(?:in|at)\s+(?:a\s+|an\s+|the\s+)?{_ROOMS}"
    rf"|(?:who\s+)?(?:rent|renting)\s+(?:a\s+)?(?:rooms?|bed ?spaces?)|(?:{_LIVE_SO}\s+)?away\s+from\s+(?:home|family)"
    r"|(?:anak\s+)?(?:kost?|kosan|rantau|perantau|perantauan|(?:yang\s+)?nge-?kost?)"
    r"|(?:ở|thuê)\s+(?:nhà\s+)?trọ|xa\s+nhà|xa\s+quê)\s*$",
    re.IGNORECASE,
)

_CAME_FOR_WORK = re.compile(
    r"\s*(?:(?:internal|rural|domestic|interprovincial)\s+)?migrants?(?:\s+(?P<work>(?!(?:in|from|to|at)\b)\w[^,()]*?))?"
    r"(?P<place>\s+(?:in|at)\s+\w[^,()]*)?\s*",
    re.IGNORECASE,
)
_ANY_WORK = frozenset(("worker", "workers", "labourer", "labourers", "laborer", "laborers"))
_FAMILY_LEFT = re.compile(
    r"(?:\s*[,(]\s*|\s+(?:and|with|whose|leaving|who\s+left)\s+)(?:(?:their|his|her|the|with)\s+)*"
    r"(?:famil(?:y|ies)|wife\s+and\s+(?:kids|children))\s+"
    r"(?:(?:is|are|stays?|lives?|staying|living|left)\s+)*(?:(?:back\s+)?(?:at\s+)?home|behind|in\s+the\s+(?:village|province)|back\s+in\s+[^,()]+"
    r"|(?-i:in\s+[A-Z]\w+(?:\s[A-Z]\w+)*))\)?\s*$"
    r"|[\s,(]+(?:(?:yang|dengan|merantau|meninggalkan)\s+)*(?:keluarga(?:nya)?|anak(?:\s+(?:dan\s+)?(?:istri|suami))?|(?:anak\s+)?(?:istri|suami)(?:\s+dan\s+anak)?)\s+"
    r"(?:(?:tinggal|ditinggal|masih)\s+)*(?:di\s+(?:kampung(?:\s+halaman)?|desa|Jawa|[A-Z]\w+)|ditinggal)\)?\s*$"
    r"|[\s,(]+(?:(?:yang\s+)?merantau\s+)?(?:tanpa|jauh\s+dari|terpisah\s+dari)\s+(?:keluarga|anak\s+istri)\s*$"
    r"|[\s,(]+(?:gia\s+đình|vợ(?:\s+(?:và\s+)?con)?|chồng(?:\s+(?:và\s+)?con)?|con(?:\s+cái)?)\s+(?:(?:vẫn|còn|để|sống)\s+)*(?:ở|dưới|tại)\s+(?:quê|nhà)(?:\s+\w+)?\)?\s*$"
    r"|[\s,(]+(?:na\s+)?(?:(?:nasa|iniwan\s+sa)\s+(?:probinsya|province)\s+ang\s+(?:pamilya|asawa|mga\s+anak)|(?:na\s+)?may\s+(?:mga\s+)?(?:anak|pamilya)\s+sa\s+probinsya"
    r"|(?:(?:ang\s+)?(?:pamilya|asawa|mga\s+anak)\s+(?:ay\s+)?nasa\s+(?:probinsya|province)))\)?\s*$"
    r"|[\s,(]+(?:sống\s+|ở\s+)?xa\s+(?:(?:chồng|vợ|con|gia\s+đình)\s*)+\)?\s*$",
    re.IGNORECASE,
)


def living_with_children(text: str, code: str, read: Read) -> Asked | None:
    """ "SSS pensioner living with her daughter's family", "người già ở với con": the old, and who has left work or
    keeps house, live with a grown child or the family of one; of others one of theirs is at home."""
    told = _WITH_CHILD.search(plain_letters(text))
    if not told or not words_of(text[: told.start()]) or named_mix(words_of(text)):
        return None
    people = read(text[: told.start()])
    old = bool(set(words_of(text[: told.start()])) & tables().words["old"])
    if not old and not all(status_of(wish) in ("retired", "keeping house") for wish in people.wishes):
        return replace(people, family=replace(people.family, needs=people.family.needs or "children"))
    homes: dict[tuple[str | None, bool], HomeSaid] = {
        ("daughter", False): "daughter",
        ("son", False): "son",
        ("daughter", True): "daughter's family",
        ("son", True): "son's family",
    }
    child = "daughter" if told["daughter"] else "son" if told["son"] else None
    return replace(people, home=homes.get((child, bool(told["family"] or told["their"])), "child"))


def living_somehow(text: str, code: str, read: Read) -> Asked | None:
    """ "Mahasiswa kos", "factory worker living in a rented room", "retired teacher living with family", "young
    professional living alone". Of who has work it counts only where it is said that they live there."""
    for role in ("alone", "lodges", "with family"):
        plain = without_words(text, role)
        if role == "alone" and (before := _SOLO.match(text)):
            plain, text = text[before.end() :], f"{text[before.end() :]} sống"
        told = _LIVES.sub("", plain)
        if plain == text or not words_of(told):
            continue
        asked = read(told)
        study = all(status_of(wish) == "studying" for wish in asked.wishes)
        anybody = all(map(is_anybody, asked.wishes))
        in_works = role == "lodges" and all(map(_is_in_works, asked.wishes))
        there = _LIVING_THERE.search(left_out(text, told))
        if not study and not anybody and not in_works and told == plain and not there:
            return None
        if role == "lodges":
            return replace(asked, lodging=True)
        words, lists = set(words_of(left_out(text, told))), tables().words
        if role == "with family":
            return (
                replace(asked, lodging=False)
                if study
                else replace(asked, home="parents" if words & lists["their parents"] else "family")
            )
        needs: Need = "widowed, nobody" if asked.family.needs == "widowed" else "nobody"
        return replace(asked, family=replace(asked.family, needs=needs))
    return None


def from_another_province(text: str, code: str, read: Read) -> Asked | None:
    """ "Migrant workers" of Vietnam, who came from its other provinces, not from abroad."""
    told = _CAME_FOR_WORK.fullmatch(text) if code == "VN" else None
    named = TOKEN.findall(text)[-3:]
    if not told or any(country_named(" ".join(named[at:])) for at in range(len(named))):  # "migrant workers in Japan"
        return None
    who, place = told["work"] or "công nhân", told["place"] or ""
    return replace(read(f"{'công nhân' if who.casefold() in _ANY_WORK else who}{place}"), lodging=True)


def _is_in_works(wish: Wish) -> bool:
    """Whether people make or build things, in no house where others lodge."""
    kind = tables().categories.get(wish.category)
    rows = wish.rows or (rows_under(wish.category) if kind and not kind.members else ())
    return bool(rows) and all(row.job.status == "working" and row.job.isco08.startswith(_IN_WORKS) for row in rows)


def on_a_pension(text: str, code: str, read: Read) -> Asked | None:
    """ "Retired farmer on social pension", "retired teacher living on her pension"."""
    for role in ("social pension", "earned pension"):
        left = without_words(text, role)
        plain = _LIVES.sub("", _ON.sub("", left))
        if left == text or not words_of(plain) or named_mix(words_of(text)):
            continue
        people = read(plain)
        if role == "social pension" and are_all_at_work(people):  # "fishermen on social pension"
            return replace(people, ages=(_OF_PENSION, _ELDEST))
        if not all(is_anybody(wish) or status_of(wish) == "retired" for wish in people.wishes):
            return None
        if all(map(is_anybody, people.wishes)) and people.family.needs is None:  # "grandmothers on old age grant"
            people = replace(people, wishes=(Wish("retired"),))
        if role == "earned pension" or not social_pension(code):
            return people
        rows = tuple(row for wish in people.wishes for row in wish.rows)
        if not rows:
            return replace(read(SOCIAL_PENSIONER), family=people.family)
        return replace(people, wishes=(Wish(rows=tuple(map(_with_social_pension, rows)), match="title"),))
    return None


def _with_social_pension(row: Row) -> Row:
    """The row of retired people who have no other pension."""
    return replace(row, job=replace(row.job, title=f"{row.job.title} on a social pension", like=SOCIAL_PENSIONER))


def where_they_live(text: str, code: str, read: Read) -> Asked | None:
    """ "Teacher in a rural village", "nurse in a small town": where people live is no workplace."""
    place = _in_such_a_place().search(text)
    plain = text[: place.start()] if place else without_words(text, "in the country")
    if plain in ("", text) or not words_of(plain) or read_exact(words_of(text)):
        return None
    lists = tables().words
    rural = (
        not place or place[2].lower() in lists["rural place"] or bool(set(place[1].lower().split()) & lists["rural"])
    )
    return replace(read(plain), in_villages=rural)


@cache
def _in_such_a_place() -> re.Pattern[str]:
    """What says behind a job in what kind of town or village: qualities of the place, then its kind."""
    lists = tables().words
    kinds, qualities = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (
            lists["rural place"] | lists["no workplace"],
            lists["rural"] | lists["quality of a town"],
        )
    )
    return re.compile(
        r"[\s,(]+(?:(?:who\s+)?(?:liv(?:e|es|ing)|work(?:s|ing)?|based|resid(?:es|ing))\s+)?in\s+(?:an?\s+|the\s+|their\s+)?"
        rf"((?:(?:{qualities})\s+)*)({kinds})\)?\s*$",
        re.IGNORECASE,
    )


def in_lodgings(text: str, code: str, read: Read) -> Asked | None:
    """ "University students living in hostels", "students who live with their parents": with whom students live."""
    lists = tables().words
    hostel, living = _HOSTEL_STUDENTS.match(text), _LIVING.search(text)
    where = set(words_of(living[1])) - lists["article"] - _THEIR if living else set()
    if not hostel and not (where and where <= lists["lodging"] | lists["parents' home"]):
        return None
    asked = read(text[hostel.end() :] if hostel else text[: living.start()] if living else text)
    if {status_of(wish) for wish in asked.wishes} != {"studying"}:
        return None
    return replace(asked, lodging=bool(hostel) or not where <= lists["parents' home"])


def in_families(text: str, code: str, read: Read) -> Asked | None:
    """ "Housewives in joint families", "women living with in-laws": whether kin live with them."""
    before, behind = _FAMILY_BEFORE.match(text), _IN_FAMILIES.search(text)
    said = before or behind
    if not said or named_mix(words_of(text)):
        return None
    asked = read(text[before.end() :] if before else text[: said.start()])
    return replace(asked, home="nuclear" if (said[1] or "").lower() == "nuclear" else "joint")


def in_an_area(text: str, code: str, read: Read) -> Asked | None:
    """ "Learners in township schools", "mothers in slums": which part of a town people live in says nothing of work."""
    area = _IN_AN_AREA.search(text)
    if not area or is_one_name(text):
        return None
    people = text[: area.start()]
    if not (area[1] or "").lower().startswith("school"):
        return read(people)
    asked = read(people)
    study = {status_of(wish) for wish in asked.wishes} == {"studying"}
    return read(f"{people} at a public school" if study else f"{people} in public schools")


def who_commute(text: str, code: str, read: Read) -> Asked | None:
    """ "Office staff who commute to Jakarta by train": they are drawn at work where they live, which is told."""
    told = _COMMUTES.search(text)
    if not told or not words_of(text[: told.start()]) or is_one_name(text):
        return None
    asked = read(text[: told.start()])
    if told["work"] and all(map(is_anybody, asked.wishes)):  # "cyclists commuting to work"
        asked = replace(asked, wishes=(Wish("any worker"),))
    return with_unread(asked, told[0].strip(" ,()"))


def with_family_left_at_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Engineer working in Kuwait, family at home" works there, and nobody of theirs is with them."""
    told = _FAMILY_LEFT.search(text)
    if not told or not words_of(text[: told.start()]):
        return None
    people = read(text[: told.start()])
    return replace(people, lodging=True) if are_all_at_work(people) else None


def away_from_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Students from the islands" lodge where they study."""
    rest, said = _AWAY.subn("", text)
    asked = read(rest.strip()) if said and rest.strip() else None
    studies = asked and all(status_of(wish) == "studying" for wish in asked.wishes)
    return replace(asked, lodging=True) if asked and studies else None
