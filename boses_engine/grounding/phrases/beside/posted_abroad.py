"""Work that is said to be done in other countries: "nurses deployed overseas", "seafarers deployed abroad", "perawat di
luar negeri"."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, note_of_unread
from boses_engine.grounding.places.countries import OF_MIGRANTS
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, status_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.tables import Wish, rows_by_title

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
_CHILDREN_OF = re.compile(
    r"\s*(?:children|kids|sons|daughters)\s+(of\s+(?:an?\s+)?(?:OFWs?|(?:overseas|migrant)(?:\s+\w+)?\s+workers?|migrants?))\s*",
    re.IGNORECASE,
)
# "Welders deployed in the Middle East", from other countries.
_IN_THE_GULF = re.compile(
    r"\s+(?:(?:who\s+)?work(?:s|ing)?\s+(?:at|in)|at)\s+(?:the\s+)?"
    r"(?:Middle\s+East|Gulf(?:\s+countries)?|Saudi(?:\s+Arabia)?|Dubai|Qatar|Kuwait)\s*$",
    re.IGNORECASE,
)
_OVERSEAS = "overseas worker"
# By the beginning of ISCO-08 codes, what who does the like abroad is called in the tables.
_THERE = {
    **{"2221": "overseas nurse", "322": "overseas nurse", "53": "overseas caregiver"},
    **{"911": "overseas domestic helper", "512": "overseas restaurant worker", "513": "overseas restaurant worker"},
    **{"71": "overseas construction worker", "931": "overseas construction worker", "6": "overseas farm worker"},
    **{"92": "overseas farm worker", "75": "overseas factory worker", "81": "overseas factory worker"},
    **{"82": "overseas factory worker", "932": "overseas factory worker"},
}


def posted_abroad(text: str, code: str, read: Read) -> Asked | None:
    """People by work of theirs that is done in other countries."""
    if family := _SPOUSES_OF.fullmatch(text):
        return read(f"{family[1]}OFWs")
    if told := _CHILDREN_OF.fullmatch(text):
        return replace(read("people"), notes=(note_of_unread(told[1]),))
    there = _ABROAD.search(text) or (None if code in OF_MIGRANTS else _IN_THE_GULF.search(text))
    who = text[: there.start()] if there else ""
    if not words_of(who) or read_exact(words_of(text)):
        return None
    asked = read(who)
    if all(map(is_anybody, asked.wishes)):
        return replace(asked, wishes=(Wish(_OVERSEAS),))
    if any(status_of(wish) != "working" or wish.match == "as asked" for wish in asked.wishes):
        return None
    known = read_exact(("overseas", *words_of(who)))
    if known and known.rows:
        return replace(asked, wishes=(known,))
    return replace(asked, wishes=tuple(_there(wish, who) for wish in asked.wishes))


def _there(wish: Wish, who: str) -> Wish:
    """Who does such work abroad: of those who do it there anyway, or of their like."""
    away = tuple(row for row in wish.rows if row.job.category == _OVERSEAS)
    if away or wish.category == _OVERSEAS:
        return replace(wish, rows=away)
    code = wish.rows[0].job.isco08 if wish.rows else ""
    name = next((_THERE[code[:size]] for size in (4, 3, 2, 1) if code[:size] in _THERE), "")
    if name:
        return Wish(rows=rows_by_title()[name], match="title")
    return Wish(_OVERSEAS, title=f"overseas {as_title(who)}", match="as asked")
