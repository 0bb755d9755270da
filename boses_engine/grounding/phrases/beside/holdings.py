"""What people have of land, boats, vehicles and stalls, told beside the work: "rice farmers with two hectares",
"fishermen without their own boat", "jeepney drivers on boundary", "vendors renting a stall in the market"; and of
apprentices and other staff.

Sizes say nothing that anything depends on. Who farms or fishes without land or a boat is hired by others who have it.
"""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name
from boses_engine.grounding.phrases.beside.shape import Read, with_unread
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work
from boses_engine.grounding.work.tables import FARMERS, ONLINE_SELLER, OWNER, Wish

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?|an?|one|two|three|four|five|six|ten|half|dua|tiga|satu)"
)
_MOST = (
    r"(?:(?:less|fewer|more|smaller|larger)\s+than|under|below|over|about|around|up\s+to|at\s+least|kurang\s+dari|"
    r"lebih\s+dari|dưới|trên|khoảng)"
)
_UNIT = (
    r"(?:ha|hectares?|hektar|hektare|ektarya|acres?|rai|dunams?|feddans?|bigha|sào|mẫu|công\s+đất|hectáreas?|hectares)"
)
_SIZE = re.compile(
    r"\s+(?:(?:with|and|on|of|owning|tilling|farming|cultivating|who\s+(?:own|till|farm)|na\s+may|may|dengan(?:\s+lahan)?|có"
    r"|con|com|de)\s+)"
    rf"(?:{_MOST}\s+)?(?:{_NUMBER}\s+(?:an?\s+)?)?(?:half\s+an?\s+)?{_UNIT}"
    r"(?:\s+(?:of\s+)?(?:land|lahan|lupa|đất|ruộng|tierra|terra))?"
    r"(?:\s+(?:lúa|rice|padi|sawah))?\s*$",
    re.IGNORECASE,
)
_OF_RICE = re.compile(rf"có\s+{_NUMBER}\s*{_UNIT}\s+(\w+)$", re.IGNORECASE)  # "nông dân có 2 ha lúa"
_WITHOUT = re.compile(
    r"\s+(?:without|with\s+no|who\s+(?:do\s+not|don't)\s+(?:own|have)|walang|na\s+walang|tanpa|yang\s+tidak\s+punya"
    r"|tidak\s+punya|không\s+có|sin|sem|sans)\s+(?:(?:their|any|own|sariling|sendiri|một|a|motorized|motorised|motor)\s+)*"
    r"(land|lands|farm|farms|boats?|vessels?|lupa|lupain|bangka|lahan|sawah|tanah|kapal|perahu|đất|ruộng|ghe|tàu|thuyền|tierras?|"
    r"barcos?|lanchas?|terra|terras|terre)(?:\s+(?:of\s+their\s+own|sendiri|riêng|propia|propio|própria|próprio))?\s*$",
    re.IGNORECASE,
)
_LANDLESS = re.compile(r"^\s*landless\s+(?:rural\s+|poor\s+)*(?=\w)", re.IGNORECASE)
_WORKS_LAND = re.compile(
    r"(?:farm\s+|agricultural\s+|rural\s+)?(?:work|labou?r)ers?|peasants?|poor|households?|famil(?:y|ies)"
)
_BOUNDARY = re.compile(
    r"\s+(?:na\s+naka-?|na\s+|naka-?|(?:on|under|with|paying|via)\s+)?(?:a\s+|the\s+)?boundary(?:[- ]system)?\s*$",
    re.IGNORECASE,
)
_RENTING = re.compile(
    r"\s+(?:(?:who\s+|yang\s+|na\s+)?"
    r"(?:rent(?:s|ing)?|lease[sd]?|leasing|sewa|menyewa|nangungupahan\s+ng|umuupa\s+ng|thuê)\s+)"
    r"(?:an?\s+|the\s+|their\s+)?(?:stalls?|spaces?|kios|lapak|pwesto|sạp|kiot|land|lands|farm|unit|tricycle|jeep(?:ney)?|taxi|motor|vehicle"
    r"|lahan|sawah|tanah|lupa|đất|ruộng|xe)(?=\s*$|\s+(?:in|at|di|sa|ở|chợ|trồng|nuôi|for)\b)",
    re.IGNORECASE,
)
_AT_DESKS, _TRADES, _SALONS = ("1", "2", "3", "4"), ("514", "7"), "514"  # ISCO-08
_ON_WHEELS = re.compile(
    r"(?<=\w)\s+(?:on|by|with)\s+(?:(?:an?|his|her|their|own)\s+)*(?:motor(?:cycles?|bikes?)|bicycles?|scooters?)\s*$",
    re.IGNORECASE,
)
_APPRENTICES = re.compile(
    r"(?<=\w)\s+(?:(?:who\s+)?(?:with|has|have|trains?|training)|avec)\s+(?:\w+\s+)?(?:apprentices?|apprentie?s?)\s*$",
    re.IGNORECASE,
)
# "Shop owners with three employees", "chủ xưởng có 10 thợ", "warung owners without employees".
_STAFF = re.compile(
    r"[\s,(]+(?:with(?:out)?|who\s+(?:have|has|employs?)|employing|dengan|tanpa|yang\s+(?:punya|memiliki|tidak\s+punya)|punya|memiliki|"
    r"có(?:\s+thuê)?|không\s+(?:có|thuê)|thuê|na\s+may|na\s+walang|walang|may)\s+"
    rf"(?:{_MOST}\s+)?(?:(?:any|no|hired|paid|few|several|some|beberapa|banyak|vài|nhiều|orang|người|mga|{_NUMBER})\s+)*"
    r"(?:employees?|staff|workers?|helpers?|assistants?|karyawan|pegawai|pekerja|anak\s+buah|nhân\s+viên|nhân\s+công|thợ|người\s+làm|lao\s+động|"
    r"tauhan|empleyado|trabahador)\)?\s*$",
    re.IGNORECASE,
)
_OWN_FARM = re.compile(
    r"\s*(?:(?:small|large)\s+)?farm\s+owners?\s*|\s*owners?\s+of\s+(?:an?\s+)?farms?\s*|\s*land-?\s?owning\s+farmers?\s*"
    r"|\s*farmers?\s+(?:who\s+own|with|owning)\s+(?:(?:their|own|his|her)\s+)*land\s*",
    re.IGNORECASE,
)
_TENANT = "sharecropper"  # a title
_FARM_HANDS, _BOAT_HANDS = "farm labourers", "offshore fishing crew members"


def without_land_or_boat(text: str, code: str, read: Read) -> Asked | None:
    """ "Fishermen without their own boat", "landless farm workers": who is hired by those who have one."""
    landless, lacks = _LANDLESS.match(text), _WITHOUT.search(text)
    if landless and _WORKS_LAND.fullmatch(text[landless.end() :].strip().casefold()):
        return read(_FARM_HANDS)
    plain = text[landless.end() :] if landless else text[: lacks.start()] if lacks else ""
    if not words_of(plain):
        return None
    asked = read(plain)
    if all(wish.kind == FARMERS for wish in asked.wishes):
        fish = all(row.job.isco08.startswith("622") for wish in asked.wishes for row in wish.rows)
        named = any(wish.rows for wish in asked.wishes)
        return read(_BOAT_HANDS if fish and named else _FARM_HANDS)
    return asked


def on_land_of_their_own(text: str, code: str, read: Read) -> Asked | None:
    """ "Farm owners", "farmers who own land" are no tenants, and nobody's hands."""
    if not _OWN_FARM.fullmatch(text):
        return None
    farmers = read("farmers")
    return replace(farmers, wishes=tuple(map(_of_owners, farmers.wishes)))


def _of_owners(wish: Wish) -> Wish:
    """The wish of those who farm on their own account and are no tenants."""
    own = tuple(row for row in wish.rows if row.job.employment == "own" and row.job.title != _TENANT)
    return replace(wish, rows=own or wish.rows)


def on_wheels(text: str, code: str, read: Read) -> Asked | None:
    """ "Microcredit officer on a motorcycle" works at no motorcycle; who sells or drives may."""
    wheels = _ON_WHEELS.search(text)
    people = read(text[: wheels.start()]) if wheels and not is_one_name(text) else None
    if not wheels or not people or not are_all_at_work(people):
        return None
    jobs = [row.job for wish in people.wishes for row in wish.rows]
    told = bool(jobs) and all(job.isco08.startswith(_AT_DESKS) for job in jobs)
    return with_unread(people, wheels[0].strip()) if told else None


def with_apprentices(text: str, code: str, read: Read) -> Asked | None:
    """ "Hairdresser with two apprentices" has a place of her own."""
    told = _APPRENTICES.search(text)
    people = read(text[: told.start()]) if told and not is_one_name(text) else None
    if not told or not people or not are_all_at_work(people):
        return None
    jobs = [row.job.isco08 for wish in people.wishes for row in wish.rows]
    trade = bool(jobs) and all(job.startswith(_TRADES) for job in jobs)
    own = "salon" if all(job.startswith(_SALONS) for job in jobs) else "shop"
    return read(f"{text[: told.start()]} with own {own}") if trade else None


def with_staff(text: str, code: str, read: Read) -> Asked | None:
    """ "Pemilik toko dengan 3 karyawan": how many work for an owner tells no more of the owner."""
    staff = _STAFF.search(text)
    owners = read(text[: staff.start()]) if staff and words_of(text[: staff.start()]) else None
    if not staff or not owners or not all(wish.kind in (OWNER, FARMERS, ONLINE_SELLER) for wish in owners.wishes):
        return None
    return with_unread(owners, staff[0].strip(" ,()"))


def with_land_of_a_size(text: str, code: str, read: Read) -> Asked | None:
    """ "Rice farmers with two hectares"."""
    plain = _SIZE.sub("", _OF_RICE.sub(r"trồng \1", text))
    asked = read(plain) if plain not in ("", text) else None
    return asked if asked and are_all_at_work(asked) else None


def on_rent(text: str, code: str, read: Read) -> Asked | None:
    """ "Jeepney drivers on boundary", "vendors renting a stall in the public market"."""
    plain = _RENTING.sub("", _BOUNDARY.sub("", text))
    return read(plain) if plain not in ("", text) and words_of(plain) else None
