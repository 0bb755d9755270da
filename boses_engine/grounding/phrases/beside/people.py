"""People of any kind by what they do: "janda yang jualan", "mujeres emprendedoras", "tatay na drayber"."""

import re
from dataclasses import replace
from functools import cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.nations import either
from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.consumption import are_consumers
from boses_engine.grounding.phrases.beside.origin import with_tongue
from boses_engine.grounding.phrases.beside.shape import Read, are_anybody, is_a_name, is_anybody, is_known
from boses_engine.grounding.phrases.doers import split_doer
from boses_engine.grounding.phrases.family import read_family
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.own_words import with_doer
from boses_engine.grounding.phrases.people_abroad import kind_in_english
from boses_engine.grounding.phrases.sexes import is_last
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Asked, Family
from boses_engine.grounding.work.tables import JOBLESS, Wish, tables

_NOT_OF_WORK = (
    r"(?!(?:que|qui|solo|solter\w+|solteir\w+|de|des|da|do|du|en|em|con|com|au|yang|di|rumah|hamil|muda|pkk|arisan"
    r"|kar[ie]+r|tuna|mit|met|z|med|ile)\b)"
)
# "Nam công nhân", "công nhân xây dựng nam": with capitals it is a place, with other marks a mushroom or a year.
_MEN_THERE = re.compile(
    r"^\s*[Nn]am(?:\s+giới)?\s+(?!(?:định|bộ|nữ|sinh(?!\s+viên))\b)(?=[^\W\dA-ZĐ])"
    r"|(?<=\w)(?<!miền)(?<!phía)(?<!phương)(?<!hướng)(?<!châu)(?<!quảng)(?<!việt)(?<!hà)(?<!đông)(?<!tây)(?<!shop)(?<!khoa)(?<!trường)(?<!đội)(?<!xá)(?<!lót)(?<!giày)(?<!đồ)\s+nam(?:\s+giới)?"
    r"(?=\s*(?:$|[,(]|(?:ở|tại|trong|trẻ|làm|đang|có|quê)\s))"
)
_PARENT_WHO = {  # "tatay na drayber": a father who drives
    "PH": re.compile(r"\s*(\w+)\s+na\s+(?=\w)", re.IGNORECASE),
    "VN": re.compile(r"\s*((?:mẹ|bố|ba|cha)\s+đơn\s+thân)\s*,?\s+(?:làm\s+(?:nghề\s+)?)?(?=\w)", re.IGNORECASE),
}


def who_do_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Janda yang jualan", "mães solo que vendem online": people of any kind by what they do."""
    told = None if are_consumers(text) else split_doer(text, code)  # "người nuôi chó mèo" are no farmers
    people = read(told[0]) if told and words_of(told[0]) else None
    if not told or not people or set(words_of(told[0])) & (tables().words["wife"] | tables().words["wife first"]):
        return None  # "istri pegawai swasta" tells what the husband does
    if not (are_anybody(told[0]) or all(is_anybody(wish) or wish.kind == JOBLESS for wish in people.wishes)):
        return None
    work = read(told[1])
    if work.notes or not all(wish.match != "as asked" or wish.rows for wish in work.wishes):
        return None
    sex = people.family if people.family != NO_FAMILY else work.family
    if sex == NO_FAMILY and (told_by := _sex_of(told[0])):  # "mga lola na may tindahan"
        sex = Family(told_by)
    of_whom = people.people or next((wish.people for wish in people.wishes if wish.people), "")
    if of_whom:  # "người dân tộc Dao trồng chè", "thanh niên Khmer đi làm công nhân"
        work = replace(work, wishes=tuple(with_tongue(wish, of_whom, code) for wish in work.wishes))
    return replace(
        work,
        family=sex,
        says_women=people.says_women,
        says_men=people.says_men,
        people=of_whom or work.people,
        ages=people.ages or work.ages,
        home=people.home or work.home,
        both_earn=people.both_earn or work.both_earn,
        schooled=people.schooled or work.schooled,
        faiths=people.faiths or work.faiths,
    )


def who_do_it_themselves(text: str, code: str, read: Read) -> Asked | None:
    """ "Nanghuhuli ng alimango", "taga-gawa ng gate": who is told by a verb alone."""
    doer = with_doer(text, code)
    asked = read(doer) if doer else None
    return asked if asked and all(map(is_known, asked.wishes)) else None


def of_a_kind_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Madres jóvenes", "berufstätige Frauen", "vijana wasio na kazi"."""
    kind = kind_in_english(text)
    if not kind or kind == text or is_a_name(text):
        return None
    asked = read(kind)
    return asked if all(map(is_known, asked.wishes)) else None


def _sex_of(people: str) -> Gender | None:
    """The sex that words for people say: "lola", "dalaga"."""
    lists, words = tables().words, set(words_of(people))
    women, men = words & (lists["woman"] | lists["women abroad"]), words & (lists["man"] | lists["men abroad"])
    return "Female" if women and not men else "Male" if men and not women else None


def of_a_sex_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Mujeres emprendedoras", "ibu-ibu pedagang pasar": what known work words for women or men stand before."""
    told = _sex_abroad().match(text)
    if told and told.end() == len(text) and not read_exact(words_of(text)):  # "wanita"
        return replace(read("adults"), family=_as_said(told))
    if not told or read_exact(words_of(text)) or words_of(text) in tables().local:
        return None
    asked = read(text[told.end() :])
    if asked.notes or not all(map(is_known, asked.wishes)) or not asked.wishes[0].kind:
        return None
    if asked.family != NO_FAMILY:
        return asked
    return replace(asked, family=_as_said(told))


@cache
def _sex_abroad() -> re.Pattern[str]:
    """A word for women, or in the second group for men, with the word behind it if there is one."""
    lists = tables().words
    women, men = (either(lists[f"{sex} first"] - lists["sex in English"]) for sex in ("Female", "Male"))
    before = r"(?:(?:para|kaum)\s+)?"
    return re.compile(rf"\s*{before}(?:({women})|({men}))(?:\s+(?=\w)|\s*$){_NOT_OF_WORK}", re.IGNORECASE)


def of_men_there(text: str, code: str, read: Read) -> Asked | None:
    """ "Nam công nhân", "công nhân xây dựng nam", "nam giới văn phòng"; of no sex is "bán quần áo nam"."""
    told = _MEN_THERE.search(text) if code == "VN" else None
    if not told or is_a_name(text):
        return None
    before, behind = text[: told.start()], text[told.end() :]
    for rest in (f"{before}{behind}", *((f"nhân viên {behind}",) if "giới" in told[0] else ())):
        asked = read(rest)
        if all(map(is_known, asked.wishes)):
            is_work = read_exact(words_of(before))  # "y tá", of men; no "nhân viên đồ lót"
            is_meant = not words_of(before) or (is_work and is_last((*words_of(before), "nam"), asked.wishes))
            return replace(asked, family=replace(asked.family, gender="Male")) if is_meant else None
    return None


def _as_said(told: re.Match[str]) -> Family:
    """The sex that words say, and that mothers have children."""
    parents: Need | None = None if tables().words["mother"].isdisjoint(words_of(told[0])) else "children"
    return Family("Male" if told[2] else "Female", parents)


def of_a_parent(text: str, code: str, read: Read) -> Asked | None:
    """ "Tatay na drayber", "mẹ đơn thân làm công nhân": parents by the work that they do."""
    parent = _PARENT_WHO[code].match(text) if code in _PARENT_WHO else None
    if not parent or named_mix(words_of(text)):
        return None
    family = read_family(f"working {parent[1]}", [Wish("any worker")])
    if family == NO_FAMILY and (sex := _sex_of(parent[1])):  # "biyuda na magsasaka"
        family = Family(sex, "widowed" if set(words_of(parent[1])) & tables().words["widowed"] else None)
    return replace(read(text[parent.end() :]), family=family) if family != NO_FAMILY else None


def of_nobody_else(text: str, code: str, read: Read) -> Asked | None:
    """ "Mujeres", "mga kababaihan": people of whom words of other languages tell at most the sex."""
    sex, said = _sex_of(text), set(words_of(text))
    if (
        not (sex or said & tables().words["anybody abroad"])
        or not are_anybody(text)
        or words_of(text) in tables().local
        or read_exact(words_of(text))
    ):
        return None
    family = read_family(text, [Wish("any")])
    return Asked((Wish("any"),), family=family if family != NO_FAMILY else Family(sex))
