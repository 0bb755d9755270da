"""What words for a parent, a wife or who keeps house say of who is at home, beside the work."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.norms import A_MINOR, Said
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.terms import WIVES
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import TOKEN, Words, word_of, words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Family, status_of
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import JOBLESS, Wish, rows_of_market, rows_under, tables

_FEW = 7  # titles that tell those of a mix from others who do the like
_AT_HOME_UNTIL = 25  # years of a child that is told by them, past which it mostly has a home of its own (estimate)
_GROWN = 40  # years of the oldest of who is asked for as a child
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_CHILD = (
    r"\b(?:bab(?:y|ies)|child(?:ren)?|kids?|sons?|daughters?"
    r"|con(?:\s+(?:nhỏ|cái|gái|trai))?|cháu|anak|anak-anak|mga\s+anak)"
)
_UNDER = re.compile(
    rf"{_CHILD}\s+(?:(?:aged?|ages|of|who\s+are|berusia|usia|berumur)\s+)?(?:under|below|younger\s+than|dưới|di\s+bawah)\s+"
    rf"(?:the\s+)?(?:age\s+(?:of\s+)?)?(\d{{1,2}}|{'|'.join(_NUMBERS)})\b",
    re.IGNORECASE,
)
_UNDERS = re.compile(r"\b(?:of|with)\s+under[- ](\d{1,2})s\b", re.IGNORECASE)  # "parents of under-5s"
_AGED = re.compile(
    rf"{_CHILD}\s+\(?(?:(?:aged?|ages|between|từ|usia|berusia|umur)\s+)+(\d{{1,2}})\s*(?:to|-|–|and|đến|tới|sampai|hingga)\s*"
    r"(\d{1,2})\b",
    re.IGNORECASE,
)
# "New moms of babies 0-12 months", "ibu bayi usia 6-12 bulan".
_IN_MONTHS = re.compile(
    r"\b(\d{1,2})\s*(?:to|-|–|and|đến|sampai|hingga)\s*(\d{1,2})[\s-]*(?:months?|mos?|bulan|tháng|buwan)\b",
    re.IGNORECASE,
)
# In the languages of Europe: "mit Kindern unter 10", "con hijos menores de 12 años", "z dziećmi do 6 lat".
_UNDER_THERE = re.compile(
    r"\b(?:kind(?:ern?|eren)|hij[oa]s|niñ[oa]s|filh[oa]s|crianças|enfants|figli[oa]?|bambini|barn|børn"
    r"|dzieci|dziećmi|dětmi|deťmi|copii|діт[иь]\w*|дет[иь]\w*|παιδιά)"
    r"\s+(?:(?:im\s+alter\s+)?(?:von\s+)?unter|jünger\s+als|menor[ei]s\s+(?:de|di)|de\s+menos\s+de|(?:de|âgés\s+de)\s+moins\s+de|con\s+meno\s+di"
    r"|sotto\s+i|onder\s+de|jonger\s+dan|under|poniżej|do|sub|до|молодше|младше|κάτω\s+των)\s+(\d{1,2})\b",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(
    r"(?:^\s*|\b(?:of|with)\s+)(?:an?\s+)?(\d{1,2})[- ](?:years?|yrs?)[- ]olds?\b"
    r"(?=\s*(?:$|[,()]|(?:child(?:ren)?|kids?|sons?|daughters?|twins?|and|in|at|who|working)\b))|\bcon\s+(?:nhỏ\s+)?(\d{1,2})\s+tuổi",
    re.IGNORECASE,
)
_MARKED = {"bo": "bố", "me": "mẹ"}  # Vietnamese words for kin that are others with other marks
_YEARS_WRITTEN = re.compile(rf"\b(?:{'|'.join(_NUMBERS[1:])})(?=[- ]years?[- ]old)", re.IGNORECASE)
_SEXES: dict[str, Gender] = {"mother": "Female", "father": "Male"}


def read_family(occupation: str, wishes: Sequence[Wish]) -> Family:
    """What a text says of children at home: "working mother", "solo parent", "single mom nurse", "ibu bekerja"."""
    words, known, said = words_of(occupation), tables().words, said_of_children(occupation)
    students = all(status_of(wish) == "studying" for wish in wishes)  # "university students from farming families"
    if said != A_MINOR and not students and (set(words) & known["home"] or all(map(keeps_house, wishes))):
        return Family(None, "children", said)  # "families with toddlers", "housewife with young children"
    left_work = len(wishes) == 1 and wishes[0] in (Wish("retired"), Wish(JOBLESS))  # "retired widows"
    if list(wishes) == [Wish("any")] or are_all_of(wishes, WIVES) or (left_work and set(words) & known["widowed"]):
        told = {role: bool(set(words) & known[role]) for role in ("woman", "man", "spouse", "widowed")}
        if any(told.values()):
            theirs: Gender | None = "Female" if told["woman"] else "Male" if told["man"] else None
            return Family(theirs, "spouse" if told["spouse"] else "widowed" if told["widowed"] else None)
    if are_all_of(wishes, WIVES):  # "vợ công nhân xây dựng"
        return Family("Female", "spouse")
    names = {word: sex for sex in ("mother", "father", "parent") for word in known[sex]}
    tokens = TOKEN.findall(unicodedata.normalize("NFC", occupation))
    at = next((at for at, word in enumerate(words) if word in names and is_kin(tokens[at])), None)
    if at is None or any(row.job.marital for wish in wishes for row in wish.rows):  # a Catholic father has a vow
        return NO_FAMILY
    before, after = words[:at], words[at + 1 : at + 2]
    lone = bool({*before, *after} & known["lone"])  # "solo mom", "ibu tunggal"
    is_said = not after or after[0] in known["link"] | known["clause"] | known["at work"] | {"with"}
    is_said = is_said or said != A_MINOR or after[0].endswith("ing")  # "moms baking cakes"
    told_of_them = known["filler"] | known["lone"] | NO_LONGER.keys()  # "unemployed fathers"
    of_any = list(wishes) in ([Wish("any")], [Wish("any worker")])  # "blue-collar dads" are read as dads
    if not (is_said or lone or set(before) & known["at work"]) or not (of_any or set(before) <= told_of_them):
        return NO_FAMILY
    sex = _SEXES.get(names[words[at]])
    if (years := _years_told(occupation)) is not None and years > _AT_HOME_UNTIL:
        return Family(sex)  # "mother of a 38-year-old"
    return Family(sex, "children alone" if lone else "children", said)


def is_kin(token: str) -> bool:
    """Whether a token has the marks of the word for kin that it is without them: "bờ" is a shore, and no "bố"."""
    said = token.casefold()
    return said.isascii() or _MARKED.get(word_of(token), said) == said


@lru_cache(maxsize=8192)  # texts are what users write
def said_of_children(text: str) -> Said:
    """How old a child is by the words for a parent: by years that the text names ("children under six"), else the row
    whose phrase in the text is the longest."""
    if years := _years_of(text):
        return years
    words = words_of(text)
    parts = {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    found = [(len(phrase), said) for phrase, said in _said().items() if phrase in parts]
    return max(found, key=lambda each: each[0])[1] if found else A_MINOR


def is_said_of_children(words: Words) -> bool:
    """Whether words tell how old a child is and nothing else: "siswa SMP", "grade 1 pupil"."""
    return words in _said()


def _years_of(text: str) -> Said | None:
    """How old a child is by the years that a text names: "kids aged 3 to 10", "con dưới 6 tuổi", "a 4-year-old"."""
    if (months := _IN_MONTHS.search(text)) and int(months[1]) < int(months[2]):
        least, most = int(months[1]) // 12, (int(months[2]) - 1) // 12
    elif told := _AGED.search(text):
        least, most = int(told[1]), int(told[2])
    elif told := _UNDERS.search(text) or _UNDER.search(text) or _UNDER_THERE.search(text):
        least, most = 0, _NUMBERS.index(told[1].lower()) - 1 if told[1].lower() in _NUMBERS else int(told[1]) - 1
    elif (years := _years_told(text)) is not None and years <= _AT_HOME_UNTIL:
        least = most = years
    else:
        return None
    return Said(least, most) if 0 <= least <= most < _GROWN else None


def _years_told(text: str) -> int | None:
    """The years of the one child that a text tells by them, "a 4-year-old"."""
    told = _OF_YEARS.search(_YEARS_WRITTEN.sub(lambda told: str(_NUMBERS.index(told[0].lower())), text))
    return int(told[1] or told[2]) if told else None


def without_child(wish: Wish) -> Wish:
    """A wish without the workplace that is a child: "mother of a toddler"."""
    child = f"of {wish.workplace or ''}"
    is_child = said_of_children(child) != A_MINOR or _years_told(child) is not None
    return replace(wish, workplace=None) if is_child else wish


@cache
def _said() -> dict[tuple[str, ...], Said]:
    return {
        words_of(phrase): Said(int(row["age_from"]), int(row["age_to"]), at_most=1 if row["only"] else A_MINOR.at_most)
        for row in table("phrases/children.csv")
        for phrase in row["phrases"].split("|")
    }


def are_all_of(wishes: Sequence[Wish], name: tuple[str, ...]) -> bool:
    """Whether all that was asked for is the mix of that name in mixes.csv, by whatever words: first jobbers, wives."""
    known = {row.job.title for row in (named_mix(name) or Wish()).rows}
    titles = [{row.job.title for row in wish.rows} for wish in wishes]
    return all(len(each) > _FEW and each <= known for each in titles)


def kept_by_who_is_away(wishes: Sequence[Wish], country_code: str) -> list[Wish]:
    """Of people who keep house, told twice, the wishes that tell who is away: "OFW wife, full-time mom" is one; of both
    sexes, what who is at home is then: "housewife, OFW husband" is no man."""
    if len(wishes) < 2 or not all(map(keeps_house, wishes)):
        return []
    away = [wish for wish in wishes if all(row.job.implies == "spouse" for row in wish.rows)]
    at_home = [wish.rows[0].job for wish in wishes if wish not in away]
    if not away or not at_home or len({row.job.gender for wish in wishes for row in wish.rows if row.job.gender}) < 2:
        return away
    where = words_of(away[0].rows[0].job.title)[-1]  # "abroad"
    known = rows_of_market(rows_under(at_home[0].category), country_code, asked=True)
    rows = [row for row in known if row.job.implies == "spouse" and row.job.gender == at_home[0].gender]
    rows = [row for row in rows if not row.job.pay_ratio]  # who sells beside it says so
    there = tuple(row for row in rows if words_of(row.job.title)[-1] == where)
    return [replace(away[0], rows=there)] if there else []
