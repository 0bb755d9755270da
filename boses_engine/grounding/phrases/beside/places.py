"""Where work is done, told beside it: in a market, near a school, in small firms, on a rig, on a site that is built."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.shape import Read, with_unread, without_words
from boses_engine.grounding.phrases.mixes import is_workplace, named_mix
from boses_engine.grounding.phrases.own_words import words_of_places
from boses_engine.grounding.phrases.places_named import at_such, where_ending
from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work
from boses_engine.grounding.work.regions import workplace_in
from boses_engine.grounding.work.tables import FARMERS, OWNER, STALLS, Row, Wish, tables

_FISHERS = "622"  # ISCO-08
_RIG = "an offshore oil rig"
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
# ISCO-08 of what is done on rigs, where some cook, clean and nurse too.
_AT_SEA = (
    *("2114", "2142", "2144", "2145", "2146", "2151", "3111", "3112", "3113", "3115", "3117", "312", "313", "315"),
    *("221", "2221", "322", "3257", "3434", "512", "7", "8", "93", "911", "912", "94"),
)
_MARKET, _VIETNAM, _SELL_THERE = "a public market", "VN", (OWNER, STALLS)
_IN_A_MARKET = re.compile(
    r"(?<=owner|eeper)\s+(?:in|at|inside)\s+(?:an?\s+|the\s+)?(?:public\s+|local\s+|traditional\s+|town\s+|city\s+|wet\s+)?"
    r"market(?:place)?\s*$",
    re.IGNORECASE,
)
# "Pemilik toko batik di Pasar Klewer", "bán trái cây ở chợ đầu mối Thủ Đức": the market's name says no more.
_IN_A_NAMED_MARKET = re.compile(
    r"\s+(?:di(?:\s+dalam)?|sa|ở|tại|trong|ngoài)\s+(?:các\s+)?(?:pasar|palengke|chợ)(?!\s+(?:modal|online|tenaga))\b[^,()]*$",
    re.IGNORECASE,
)
# "Tiểu thương bán mắm": who trades in markets by the name alone.
_TRADER = re.compile(r"^\s*(?:(?:nữ|các|chị\s+em)\s+)?tiểu\s+thương\s+(?=bán|buôn)", re.IGNORECASE)
# "Tiểu thương chợ Đông Kinh", "pedagang Pasar Klewer": who sells there.
_OF_A_NAMED_MARKET = re.compile(
    r"\s+(?:(?:ở|tại|trong|ngoài|di)\s+)?(?:[Cc]hợ|[Pp]asar)\s+(?=[A-ZÀ-ỸĐ])"
    r"(?!Induk|Malam|Minggu|Muslim|Kristen|Katolik)[\w' -]+$"
)
_NEAR = re.compile(
    r"\s*(\w[^,()]*?\b(?:owner|keeper|vendor|seller|trader|hawker)s?)\s+"
    r"(?:near|beside|outside|next\s+to|close\s+to|in\s+front\s+of|across\s+from)\s+([^,()]+?)\s*",
    re.IGNORECASE,
)
# "Women who sell fish at the market": what they sell there is told too.
_SOLD_IN_A_MARKET = re.compile(
    r"(?<=\w)\s+(?:at|in)\s+(?:an?\s+|the\s+|their\s+)?(?:(?:public|local|traditional|town|city|village|wet|open|morning)\s+)*"
    r"markets?(?:place)?\s*$",
    re.IGNORECASE,
)
_GROWN_FOR_A_MARKET = re.compile(
    r"(?:\s*,|\s+(?:who|and))?\s+sell(?:s|ing)?\s+(?:\w+\s+){0,3}?(?:at|in|on)\s+(?:(?:an?|the|their|local|\w+day)\s+)*markets?\s*$",
    re.IGNORECASE,
)
_SELLING_WHAT = re.compile(r"\bsell(?:s|ing)?\s+(?!(?:at|in|on|from|things|goods|products|items)\b)\w", re.IGNORECASE)
# "Woman selling brocade to tourists", "bán thổ cẩm cho khách du lịch": who buys.
_TO_VISITORS = re.compile(
    r"(?<=\w)\s+(?:(?:to|for)\s+(?:the\s+)?(?:(?:foreign|western|chinese|korean|visiting)\s+)*(?:tourists?|visitors?|travell?ers?"
    r"|foreigners|backpackers)|cho\s+(?:khách\s+)?(?:du\s+khách|khách|du\s+lịch|tây|nước\s+ngoài)(?:\s+(?:du\s+lịch|tây|nước\s+ngoài))?"
    r"|(?:ke|untuk|kepada)\s+(?:turis|wisatawan|bule)(?:\s+asing)?|sa\s+(?:mga\s+)?turista)\s*$",
    re.IGNORECASE,
)
_NEAR_THERE = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:gần|cạnh|kế\s+bên|đối\s+diện|trước\s+cổng|trước|ở(?=\s+(?:bến\s+xe|ga|nhà\s+ga|cổng))|tại(?=\s+(?:bến\s+xe|ga|nhà\s+ga))|cho(?=\s+(?:sinh\s+viên|công\s+nhân)))\s+([^,()]+?)\s*",
    re.IGNORECASE,
)
_NEAR_WHAT = {  # Vietnamese without marks, as it begins
    **{"bien": "beach", "bai bien": "beach", "truong dai hoc": "university", "dai hoc": "university"},
    **{"sinh vien": "university student", "cong nhan": "industrial factory", "khu cong nghiep": "industrial factory"},
    **{
        "kcn": "industrial factory",
        "truong": "school",
        "benh vien": "hospital",
        "cho": "market",
        "ben xe": "bus station",
    },
    **{"nha ga": "station", "ga": "station", "cong ty": "office", "van phong": "office", "cong vien": "park"},
}
_BEFORE_HOUSE, _SELLERS = "a stall before the house", ("52", "95", "14")
_BEFORE = re.compile(
    r"\s+(?:(?:in\s+front\s+of|outside)\s+(?:(?:her|his|their|our|the|own)\s+)*(?:house|home)s?"
    r"|sa\s+(?:harap|harapan|tapat|labas|tabi)\s+ng\s+(?:(?:kanyang|kanilang|sariling)\s+)?(?:bahay|(?!bahay)(\w+))"
    r"|(?:afuera|fuera|en\s+frente|enfrente|frente)\s+(?:de|a)\s+su\s+casa|(?:na\s+frente|em\s+frente)\s+(?:de|da|à)\s+(?:sua\s+)?casa"
    r"|di\s+depan\s+rumah(?:nya)?|trước\s+nhà)\s*$",
    re.IGNORECASE,
)
_SMALL_FIRM = re.compile(
    r"(?<=\w)\s+(?:in|at|of|for|with(?!.*\bbusiness))\s+(?:an?\s+)?(?:(?:small(?:er)?|micro|family[- ](?:owned|run))"
    r"(?:\s+(?:and|or|to)\s+medium(?:[- ]sized)?)?\s+"
    r"(?:compan(?:y|ies)|firms?|business(?:es)?|enterprises?|offices?)|SMEs?)\s*$",
    re.IGNORECASE,
)
# "Waiters in bars and restaurants", "young professionals working in banks and telecom companies".
_TWO_PLACES = re.compile(
    r"\s*(.+?)\s+(?:(?:who\s+)?work(?:ing)?\s+)?(?:in|at)\s+((?:the\s+|an?\s+)?)([\w-]+(?:\s+[\w-]+)?)\s+and\s+"
    r"(?:the\s+|an?\s+)?([\w-]+(?:\s+[\w-]+)?)\s*$",
    re.IGNORECASE,
)
# "Guards of shops and private houses at night".
_OF_TWO_PLACES = re.compile(
    r"\s*((?:[^,()]*\s)?(?:guards?|watchm[ae]n|cleaners?|caretakers?|staff|employees?|cooks?|waiters?))\s+of\s+"
    r"(?=[^,()]+\s+and\s+)([^,()]+?)(?:\s+(?:at|by)\s+night)?\s*$",
    re.IGNORECASE,
)
_SMALL_PREMISES = re.compile(
    r"(?<=\w)\s+(?:in|at|of|for|with)\s+(?:an?\s+)?"
    r"(?:small(?:er)?|small[- ]scale|tiny|backyard|neighbou?rhood|village|local)\s+"
    r"((?:[\w-]+\s+)?[a-z]+)\s*$",
    re.IGNORECASE,
)
_A_SMALL_COMPANY, _SMALL = "a small company", {"small", "office", "practice"}
_SMALL_COMPANY = (("any", _A_SMALL_COMPANY),)
# "Women selling cooked food by the roadside", "men who sell fruit in the street".
_IN_THE_STREET = re.compile(
    r"\s+(?:by|at|on|in|along|beside)\s+(?:the\s+|a\s+|our\s+)?(?:road\s?sides?|streets?|pavements?|sides?\s+of\s+the\s+road)\s*$",
    re.IGNORECASE,
)
_SELL = re.compile(
    r"\b(?:sell(?:s|ing|ers?)?|vend(?:s|ing|ors?)?|hawk(?:s|ing|ers?)?|trad(?:es?|ing|ers?))\b", re.IGNORECASE
)
_SELL_ABROAD = re.compile(r"\b(?:bán|jual\w*|penjual|pedagang|nagtitinda|tindera)\b", re.IGNORECASE)
_STREET = frozenset(
    ("street", "roadside", "corner", "pavement", "sidewalk", "road", "gate", "junction", "cart", "stand", "stop")
)


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
        return with_unread(people, text.removeprefix(plain).strip(" ,()"))
    return replace(people, wishes=tuple(map(_on_a_rig, wishes)))


def _done_at_sea(wish: Wish) -> Wish:
    """The wish without the work that is done on no rig."""
    there = at_such(wish.rows, lambda place: "offshore" in place)
    return wish if there else replace(wish, rows=tuple(r for r in wish.rows if r.job.isco08.startswith(_AT_SEA)))


def _on_a_rig(wish: Wish) -> Wish:
    """The wish at those of its workplaces that are at sea, else on a rig."""
    there = at_such(wish.rows, lambda place: "offshore" in place)
    return replace(wish, rows=there) if there else replace(wish, workplace=_RIG)


def on_a_site(text: str, code: str, read: Read) -> Asked | None:
    """ "Công nhân xây dựng sân bay Long Thành": who builds is at the site of what is built."""
    told = _SITE.match(text) if code == "VN" else None
    builders = read(told[1]) if told and not read_exact(words_of(text)) else None
    if not told or not builders or not all(wish.rows for wish in builders.wishes):
        return None
    site = _SITES[" ".join(words_of(told[2]))]
    return replace(builders, wishes=tuple(replace(wish, workplace=site) for wish in builders.wishes))


def in_a_market(text: str, code: str, read: Read) -> Asked | None:
    """ "Clothing shop owner in the market", "pemilik toko batik di Pasar Klewer": the shop stands in no street."""
    place = _IN_A_MARKET.search(text) or _IN_A_NAMED_MARKET.search(text)
    trader = _TRADER.match(text) if code == _VIETNAM else None
    plain = text[trader.end() if trader else 0 : place.start() if place else None]
    owners = read(plain) if (place or trader) and not read_exact(words_of(text)) else None
    sell = _SELL_THERE if code == _VIETNAM else _SELL_THERE[:1]
    if not owners or not all(wish.kind in sell and wish.rows and not wish.workplace for wish in owners.wishes):
        return None
    wishes = (_in_its_market(wish, workplace_in(_MARKET, code)) for wish in owners.wishes)
    return replace(owners, wishes=tuple(wishes))


def _in_its_market(wish: Wish, market: str) -> Wish:
    """The wish of who sells at those of its workplaces that are in a market, of an owner in `market`."""
    there = at_such(wish.rows, lambda place: "market" in place) if wish.kind == STALLS else ()
    return replace(wish, rows=there) if len(there) == len(wish.rows) else replace(wish, workplace=market)


def in_a_named_market(text: str, code: str, read: Read) -> Asked | None:
    """ "Tiểu thương chợ Đông Kinh": all sell in that one market, none at a night market or a stall in the street."""
    place = _OF_A_NAMED_MARKET.search(text)
    who = text[: place.start()] if place else ""
    if not place or not words_of(who) or read_exact(words_of(text)):
        return None
    sellers = read(who)
    kinds = {wish.kind for wish in sellers.wishes}
    if not kinds <= {STALLS, "online seller"} or any(wish.workplace for wish in sellers.wishes):
        return None
    if any(not wish.rows for wish in sellers.wishes):
        sellers = replace(read("market vendors"), family=sellers.family)
    there = workplace_in(_MARKET, code)
    return replace(sellers, wishes=tuple(replace(wish, workplace=there) for wish in sellers.wishes))


def sold_in_a_market(text: str, code: str, read: Read) -> Asked | None:
    """ "Women who sell fish at the market" sell fish; "teff farmer who sells at the market" works in the fields."""
    if (sells := _GROWN_FOR_A_MARKET.search(text)) and words_of(text[: sells.start()]):
        growers = read(text[: sells.start()])
        if are_all_at_work(growers) and {wish.kind for wish in growers.wishes} == {FARMERS}:
            return growers
    place = _SOLD_IN_A_MARKET.search(text)
    if not place or not _SELLING_WHAT.search(text[: place.start()]) or read_exact(words_of(text)):
        return None
    asked = read(text[: place.start()])
    if not are_all_at_work(asked) or {wish.kind for wish in asked.wishes} != {STALLS}:
        return None
    there = (at_such(wish.rows, lambda place: "market" in place) for wish in asked.wishes)
    pairs = zip(asked.wishes, there, strict=True)
    return replace(asked, wishes=tuple(replace(wish, rows=rows or wish.rows) for wish, rows in pairs))


def sold_to_visitors(text: str, code: str, read: Read) -> Asked | None:
    """ "Woman selling brocade to tourists": who buys tells nothing of the work that the goods do not."""
    buyers = _TO_VISITORS.search(text)
    rest = text[: buyers.start()] if buyers else ""
    sells = _SELL.search(rest) or _SELL_ABROAD.search(rest)
    return read(rest) if sells and not read_exact(words_of(text)) else None


def near_a_place(text: str, code: str, read: Read) -> Asked | None:
    """ "Street food vendor near a school" is at its gate, if the trade has that; "carinderia owner near a school" is at
    none of the places that are named after others."""
    told = _NEAR.fullmatch(text)
    sellers = read(told[1]) if told and not read_exact(words_of(text)) else None
    if not told or not sellers or not are_all_at_work(sellers) or any(wish.workplace for wish in sellers.wishes):
        return None
    near = frozenset(words_of(told[2])) - tables().words["article"]
    wishes = (replace(w, rows=tuple(_row_near(row, near, code) for row in w.rows)) for w in sellers.wishes)
    return replace(sellers, wishes=tuple(wishes))


def near_a_place_there(text: str, code: str, read: Read) -> Asked | None:
    """ "Chủ homestay gần biển", "chủ phòng trọ cho sinh viên thuê": the same as Vietnamese says it."""
    told = _NEAR_THERE.fullmatch(text) if code == _VIETNAM else None
    near = _near_what(told[2]) if told else frozenset[str]()
    sellers = read(told[1]) if told and near and not read_exact(words_of(text)) else None
    if not sellers or not are_all_at_work(sellers) or any(wish.workplace for wish in sellers.wishes):
        return None
    rows = (tuple(_row_near(row, near, code) for row in wish.rows) for wish in sellers.wishes)
    return replace(sellers, wishes=tuple(replace(w, rows=r) for w, r in zip(sellers.wishes, rows, strict=True)))


def _near_what(words: str) -> frozenset[str]:
    """The English of what is near, by the words that it is named by first."""
    said = " ".join(words_of(words))
    return next(
        (frozenset(english.split()) for name, english in _NEAR_WHAT.items() if said.startswith(name)), frozenset()
    )


def before_a_place(text: str, code: str, read: Read) -> Asked | None:
    """ "Snack vendor in front of her house", "nagtitinda ng meryenda sa harap ng bahay": who sells there has a stall of
    their own; "sa tapat ng paaralan" is near a school."""
    told = _BEFORE.search(text)
    sellers = read(text[: told.start()]) if told and not read_exact(words_of(text)) else None
    if not told or not sellers or not are_all_at_work(sellers) or any(wish.workplace for wish in sellers.wishes):
        return None
    sold = (tuple(row for row in wish.rows if row.job.isco08.startswith(_SELLERS)) for wish in sellers.wishes)
    sellers = replace(
        sellers, wishes=tuple(replace(w, rows=rows) for w, rows in zip(sellers.wishes, sold, strict=True))
    )
    if not all(wish.rows for wish in sellers.wishes):
        return None
    if not told[1]:
        return replace(sellers, wishes=tuple(replace(wish, workplace=_BEFORE_HOUSE) for wish in sellers.wishes))
    named = tables().person_first["where"].get(words_of(told[1]), (told[1],))
    near = frozenset(words_of(named[0])) - tables().words["article"]
    wishes = (replace(w, rows=tuple(_row_near(row, near, code) for row in w.rows)) for w in sellers.wishes)
    return replace(sellers, wishes=tuple(wishes))


def _row_near(row: Row, near: frozenset[str], code: str) -> Row:
    """The row at those of its workplaces that are named after what is near, else at those named after nothing."""
    here = tuple(each for each in row.workplaces if each[0] in ("any", code))
    named = tuple(each for each in here if near & set(words_of(each[1])))
    plain = tuple(each for each in here if tables().words["beside"].isdisjoint(words_of(each[1])))
    return replace(row, workplaces=named or plain or row.workplaces)


def in_a_small_firm(text: str, code: str, read: Read) -> Asked | None:
    """ "Accountants in small firms" are at no bank and no ministry; who owns small firms is no such person."""
    small = _SMALL_FIRM.search(text)
    asked = read(text[: small.start()]) if small and not read_exact(words_of(text)) else None
    if not asked or not are_all_at_work(asked) or any(wish.workplace or wish.kind == OWNER for wish in asked.wishes):
        return None
    return replace(asked, wishes=tuple(replace(w, rows=_at_small(w.rows)) for w in asked.wishes))


def _at_small(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows at what is small by its name, and at that company those with no such place; each where it may be a small
    firm, if none of them may be at such a company."""
    if not any(text == _A_SMALL_COMPANY for row in rows for market, text in row.workplaces if market == "any"):
        return tuple(map(_at_no_large, rows))
    kept = (_at_no_large(row) for row in rows)
    there = (tuple(each for each in row.workplaces if _SMALL & set(words_of(each[1]))) for row in kept)
    pairs = zip(rows, there, strict=True)
    return tuple(replace(row, workplaces=each if "any" in dict(each) else _SMALL_COMPANY) for row, each in pairs)


def in_small_premises(text: str, code: str, read: Read) -> Asked | None:
    """ "Carpenters in small workshops" are at those of their workplaces that are workshops, else at a small one."""
    small = _SMALL_PREMISES.search(text)
    asked = read(text[: small.start()]) if small and not read_exact(words_of(text)) else None
    if not small or not asked or not are_all_at_work(asked):
        return None
    if any(wish.workplace or wish.kind == OWNER for wish in asked.wishes):
        return None
    said = words_of(small[1])
    kinds = tables().words["own premises"] | tables().words["place of makers"]
    if said[-1] not in kinds:
        return None
    there = [where_ending(wish.rows, said) for wish in asked.wishes]
    pairs = zip(asked.wishes, there, strict=True)
    wishes = (replace(w, rows=rows) if rows else replace(w, workplace=f"a small {' '.join(said)}") for w, rows in pairs)
    return replace(asked, wishes=tuple(wishes))


def _at_no_large(row: Row) -> Row:
    """The row at those of its workplaces that may be small firms, else at a small company."""
    large = tables().words["large employer"]
    there = tuple(each for each in row.workplaces if large.isdisjoint(words_of(each[1])))
    return replace(row, workplaces=there if "any" in dict(there) else _SMALL_COMPANY)


def in_two_places(text: str, code: str, read: Read) -> Asked | None:
    """ "Waiters in bars and restaurants": who works in both kinds of place is of each of them."""
    told = _TWO_PLACES.match(_OF_TWO_PLACES.sub(r"\1 at \2", text))
    if not told or is_one_name(text):
        return None
    if not all(_is_a_place(words_of(told[which])) for which in (3, 4)):
        return None
    each = [read(f"{told[1]} in {told[2]}{place}") for place in (told[3], told[4])]
    if not all(are_all_at_work(asked) and not asked.notes for asked in each):
        return None
    return replace(each[0], wishes=(*each[0].wishes, *each[1].wishes))


def _is_a_place(words: Words) -> bool:
    """Whether words name a kind of workplace, or end as the name of one does: "port", "oil refinery"."""
    return is_workplace(words) or words[-1] in words_of_places()


def in_the_street(text: str, code: str, read: Read) -> Asked | None:
    """ "Women selling cooked food by the roadside" are at the places in streets that such sellers have."""
    where = _IN_THE_STREET.search(text)
    if not where or not _SELL.search(text[: where.start()]) or named_mix(words_of(text)):
        return None
    asked = read(text[: where.start()])
    if all(wish.kind == STALLS and not wish.rows for wish in asked.wishes):
        return replace(read("street vendors"), family=asked.family)
    if not are_all_at_work(asked) or any(wish.workplace for wish in asked.wishes):
        return None
    there = (at_such(wish.rows, lambda place: not _STREET.isdisjoint(place)) for wish in asked.wishes)
    pairs = zip(asked.wishes, there, strict=True)
    return replace(asked, wishes=tuple(replace(wish, rows=rows or wish.rows) for wish, rows in pairs))
