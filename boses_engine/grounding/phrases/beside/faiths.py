"""A faith before the work or behind it: "Catholic housewife", "vendor (Muslim)", "nông dân theo đạo Tin lành".

All who were asked for have that faith, where the country has people of it. Source: phrases/faiths.csv, with the
words of a faith, where they say so, and the faiths of the tables that they mean. What is of a faith itself, as a
school, a priest or a dress, says nothing of who is meant.
"""

import re
from dataclasses import replace
from functools import cache

from boses_engine.grounding.phrases.alternative import read_exact, without_adjectives
from boses_engine.grounding.phrases.beside.shape import Read
from boses_engine.grounding.places.countries import country, religions, table
from boses_engine.grounding.text import listed
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked

# What is of a faith, before which its name tells of no people.
_OF_A_FAITH = (
    r"(?:\w+\s+)?(?:schools?|college|university|seminar\w+|church\w*|mosques?|temples?|pagodas?|shrines?|convents?|parish"
    r"|priests?|nuns?|monks?|bishops?|pastors?|preachers?|clerics?|scholars?|ministers?|missionar\w+|missions?|lay"
    r"|charit\w+|hospitals?|hospices?|books?\w*|fashion|wear|clothing|clothes?|dress\w*|garments?|veils?|art|religio\w+|studies"
    r"|education|theolog\w+|weddings?|cemeter\w+|ministry|music|media|radio|banks?|banking|goods|items?)\b"
)
# Countries that say a faith behind whom they tell of, "petani Kristen di Toraja", and what is of one itself there.
_FAITH_BEHIND = ("ID", "MY", "VN", "es", "pt")  # and languages
_THINGS = (
    r"(?:agama|buku|sekolah|universitas|bank|busana|baju|fashion|musik|pondok|sakit|yayasan|lembaga|organisasi|keuangan|ekonomi"
    r"|escuela|colegio|iglesia|universidad|escola|igreja|universidade|faculdade|pastor\w*|padre|monja|freira|música|cantor\w*|cantante|banda"
    r"|guru|dosen|ustadz|tokoh|pendeta|dai|thờ|đạo|sách|nhạc|tu|đồ|lễ|chùa|áo|tượng)\b"
)
_ADULTS = "adults"  # people of any kind
_MARK = (
    r"(?:who\s+(?:is|are)\s+(?:an?\s+)?|theo\s+(?:đạo\s+)?|tín\s+đồ\s+(?:đạo\s+)?|giáo\s+dân\s+|người\s+|đạo\s+|gốc\s+|beragama\s+|na\s+"
    r"|(?:yang\s+)?ber(?=jilbab|hijab|kerudung|cadar)|(?:yang\s+)?(?:pakai|memakai|mengenakan)\s+|wearing\s+(?:an?\s+|the\s+)?)"
)


def of_a_faith(text: str, code: str, read: Read) -> Asked | None:
    """ "Catholic housewife" where there are Catholics."""
    words = _words(code)
    patterns = _patterns(code)
    if not patterns or read_exact(words_of(text)):
        return None
    all_told = (pattern.fullmatch(text.strip()) for pattern in patterns)
    found = next((told for told in all_told if told and not without_adjectives(words_of(_part(told, "before")))), None)
    if not found:
        return None
    rest = f"{_part(found, 'before')}{_part(found, 'rest') or _ADULTS}{_part(found, 'tail')}"  # "young Muslim women"
    rest = rest.strip(" ,()")
    if not words_of(rest):
        return None
    asked, word = read(rest), " ".join(found["faith"].casefold().split())
    theirs = _words(asked.nation.code).get(word) if asked.nation else None  # "Catholic nurses from India"
    return replace(asked, faiths=theirs or words[word])


def _part(found: re.Match[str], name: str) -> str:
    """A part of what was found; "" where the form has none."""
    return found.groupdict().get(name) or ""


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """How a text names people of a faith: alone, before the work, and behind it with a mark of that."""
    words = "|".join(map(re.escape, sorted(_words(code), key=len, reverse=True)))
    if not words:
        return ()
    forms: tuple[str, ...] = (
        rf"{_MARK}{{0,2}}(?P<faith>{words})(?:\s+(?:people|persons?|adults?|believers?|members?|followers?|faithful))?",
        rf"(?P<before>(?:[\w-]+\s+){{0,2}}?)(?P<faith>{words})\s*(?:,\s*|\s)(?!{_OF_A_FAITH})(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)(?:\s+{_MARK}{{1,2}}|\s*[,(]\s*{_MARK}?)(?P<faith>{words})\s*\)?",
    )
    if not {code, country(code).locale.partition("_")[0]}.isdisjoint(_FAITH_BEHIND):
        forms += (
            rf"(?P<rest>(?:\w.*?\s)?(?!{_THINGS})\w+)\s+(?P<faith>{words})(?P<tail>\s+(?:di|in|ở|tại|en|em|de|do|da)\s+.+)?",
        )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@cache
def _words(code: str) -> dict[str, tuple[str, ...]]:
    """By the words of a country for a faith those of its faiths that they mean."""
    here = {faith for faith, share in religions(code, None) if share}
    spoken = {code, country(code).locale.partition("_")[0]}
    rows = [row for row in table("phrases/faiths.csv") if not row["where"] or spoken & set(listed(row["where"]))]
    meant: dict[str, tuple[str, ...]] = {}
    for row in rows:  # a later row holds where the faiths of those before it are not told apart
        faiths = tuple(faith for faith in listed(row["faiths"]) if faith in here)
        for words in listed(row["words"]) if faiths else ():
            meant.setdefault(words, faiths)
    return meant
