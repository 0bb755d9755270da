"""Of whom the employer is: "PNS guru SD", "software engineers for US companies", "sewer at a Korean factory"."""

import re
from dataclasses import replace
from functools import cache
from statistics import fmean

from boses_engine.grounding.people.nations import either
from boses_engine.grounding.phrases import own_words
from boses_engine.grounding.phrases.alternative import APART, is_one_name, read_alternative, read_exact
from boses_engine.grounding.phrases.beside.own_account import by_its_titles
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    is_a_name,
    is_anybody,
    is_known,
    note_of_unread,
    with_unread,
)
from boses_engine.grounding.phrases.mixes import is_role, is_workplace, named_mix
from boses_engine.grounding.phrases.person_first import at_makers
from boses_engine.grounding.phrases.places_named import kinds_of_place, one_of_many
from boses_engine.grounding.text import plain_letters, with_article
from boses_engine.grounding.words import TOKEN, word_of, words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work
from boses_engine.grounding.work.regions import workplaces_of
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import FACTORY, OWNER, Wish, tables

# "Software engineers for US companies", "programadores para empresas del exterior".
_FOR_ABROAD = re.compile(
    r"(?<=\w)\s+(?:(?:who\s+)?work(?:ing)?\s+)?(?:for|with)\s+(?:an?\s+)?(?:foreign|overseas|international|western|US|USA|U\.S\.|UK|EU|"
    r"american|british|european|australian|canadian|german|silicon\s+valley|us-based|uk-based)\s+"
    r"(?:(?:tech|it|software|remote)\s+)?(?:compan(?:y|ies)|clients?|employers?|firms?|start-?ups?|agenc(?:y|ies))\s*$"
    r"|(?<=\w)\s+(?:que\s+trabaja[nm]?\s+)?(?:para|con|com)\s+(?:el\s+exterior|o\s+exterior|fora|(?:empresas?|clientes?|firmas?|startups?)\s+"
    r"(?:del\s+exterior|do\s+exterior|extranjer[ao]s?|estrangeir[ao]s?|gring[ao]s?|de\s+fuera|de\s+fora|de\s+(?:los\s+)?estados\s+unidos|"
    r"dos\s+estados\s+unidos|americanas?|europeas?|de\s+eeuu|de\s+ee\.\s?uu\.))\s*$"
    r"|(?<=\w)\s+(?:làm\s+(?:việc\s+)?|nhận\s+(?:việc|dự\s+án)\s+)?(?:cho|của|với|từ)\s+(?:các\s+)?(?:công\s+ty|khách(?:\s+hàng)?|đối\s+tác|doanh\s+nghiệp)\s+"
    r"(?:ở\s+)?(?:nước\s+ngoài|quốc\s+tế|Mỹ|Úc|Anh|châu\s+Âu|Singapore|Tây)\s*$"
    r"|(?<=\w)\s+(?:yang\s+)?(?:(?:be)?kerja\s+)?(?:untuk|buat|dengan)\s+(?:perusahaan|klien|startup|kantor)\s+(?:asing|luar(?:\s+negeri)?|Amerika|AS|Eropa|Australia|Singapura)\s*$",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"\s*((?:\w[^(),]*?\s)?(?:assistants?|secretar(?:y|ies)|aides?|nurses?|carers?|drivers?|chauffeurs?|advis[eo]rs?|cooks?|PA))\s+to\s+"
    r"(?:(?:an?|the|their|his|her|my|our)\s+\w[^(),]*|\w*(?:CEO|CFO|COO|president|director|mayor|governor|senator|minister|manager|executive)s?)\s*",
    re.IGNORECASE,
)
_OF_ANY_KIND = frozenset(
    (
        *("sector", "industry", "company", "firm", "corporation", "enterprise", "business", "centre", "station"),
        *("agency", "facility", "branch", "institution"),
    )
)
_SHORT_PLACE = 2  # words of a place that a title may begin with
_CARRIED = 0.6  # of the places of those read from which the place told is one of theirs (estimate)
_OF_SOFTWARE = ("251", "252")  # ISCO-08
_SOFTWARE_FOR_ABROAD = ("remote", "software", "developer", "for", "a", "foreign", "company")
_WORKS = "a foreign-owned factory"
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
_STAFF_FIRST = re.compile(r"^\s*(?:nhân\s+viên|chuyên\s+viên)\s+(?=[A-Za-z])", re.IGNORECASE)
_AT_THERE = re.compile(r"\s+(?:tại|ở|cho|của)\s+", re.IGNORECASE)
# Parks of the countries by what is done there, and the words behind which a park is only near.
_IN_PARKS = {"VN": "công nhân khu công nghiệp", "ID": "buruh kawasan industri"}
_ONLY_NEAR = frozenset(("gan", "canh", "quanh", "ngoai", "dekat", "sekitar", "near", "around", "outside"))
_IN_WORKS = ("7", "8", "93", "31", "43")  # ISCO-08
_AT_DESKS = ("4", "33", "24", "12")  # ISCO-08


_FOR_A_CLIENT = re.compile(r"\s+for\s+(?:an?\s+|the\s+)?[\w &'-]*?\baccounts?\s*$", re.IGNORECASE)


def for_a_client(text: str, code: str, read: Read) -> Asked | None:
    """ "Technical support representative for an Australian telco account": no workplace."""
    told = _FOR_A_CLIENT.search(text)
    people = read(text[: told.start()]) if told and words_of(text[: told.start()]) else None
    if not told or not people or not are_all_at_work(people) or all(map(is_anybody, people.wishes)):
        return None
    return with_unread(people, told[0].strip())


def of_a_servant(text: str, code: str, read: Read) -> Asked | None:
    """ "PNS guru SD": a civil servant by what they do, as "guru SD PNS"."""
    first, _, work = text.partition(" ")
    work, known = work.strip(" ()"), tables().words["state first"]
    if word_of(first) not in known or set(words_of(work)) & known or not read_alternative(work):
        return None
    asked = read(f"{work} {first}")
    return asked if are_all_at_work(asked) and all(map(is_known, asked.wishes)) else None


def who_serves_one(text: str, code: str, read: Read) -> Asked | None:
    """ "Executive assistant to a CEO" is an executive assistant, "secretary to the mayor" a secretary."""
    told = _SERVES.fullmatch(text)
    if not told or is_one_name(text):
        return None
    asked = read(told[1])
    return asked if are_all_at_work(asked) and all(map(is_known, asked.wishes)) else None


def for_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Software engineers working remotely for US companies" are paid by these; who does other work for customers
    abroad is who does it, in offices of the country or at a desk at home."""
    work = _FOR_ABROAD.sub("", text)
    if work == text or is_one_name(text):
        return None
    asked = read(work)
    rows = [row for wish in asked.wishes for row in wish.rows]
    abroad = tables().english.get(_SOFTWARE_FOR_ABROAD)
    if abroad and rows and all(row.job.isco08.startswith(_OF_SOFTWARE) for row in rows):
        ranks = [word for word in words_of(work) if word in ("senior", "junior", "lead", "principal")]
        return replace(asked, wishes=(abroad,), notes=(note_of_unread(*ranks),) if ranks else ())
    return None if any(map(is_anybody, asked.wishes)) else asked


def in_an_industrial_park(text: str, code: str, read: Read) -> Asked | None:
    """ "Office staff of a company in an industrial park", "kỹ sư trong KCN": of who may make things or do other work,
    those at works; who makes things, what the parks of the country make."""
    told = _in_a_park().search(plain_letters(text))
    if not told and (before := _of_a_park().match(text)) and not named_mix(words_of(text)):
        return read(f"{text[before.end() :]} in an industrial park")
    who = text[: told.start()] if told else ""
    if not told or not words_of(who) or read_exact(words_of(text)) or words_of(who)[-1] in _ONLY_NEAR:
        return None
    if named_mix(words_of(f"{who} {told['park']}")):
        return read(f"{who} {told['park']}")
    people = read(who)
    if all(is_anybody(wish) or wish.kind == FACTORY for wish in people.wishes):
        made = read(_IN_PARKS.get(code, "factory workers"))
        return replace(people, wishes=made.wishes) if all(map(_is_of_any_works, people.wishes)) else people
    wishes = tuple(at_makers(replace(by_its_titles(wish, code), title=wish.title)) for wish in people.wishes)
    return replace(people, wishes=wishes) if all(wish.rows for wish in wishes) else None


def _is_of_any_works(wish: Wish) -> bool:
    """Whether who makes things may make any: "workers", no "garment workers"."""
    return is_anybody(wish) or not wish.rows or wish.match == "category"


@cache
def _of_a_park() -> re.Pattern[str]:
    """ "Industrial park workers": a park before who works there."""
    parks = either(tables().words["industrial park"])
    return re.compile(rf"\s*(?:{parks})\s+(?=(?:workers?|staff|employees?)\s*$)", re.IGNORECASE)


@cache
def _in_a_park() -> re.Pattern[str]:
    """What says behind a job, without marks, that it is done in an industrial park, which may have a name."""
    parks = "|".join(
        map(re.escape, sorted(map(plain_letters, tables().words["industrial park"]), key=len, reverse=True))
    )
    links = (
        r"(?:(?:who\s+)?work(?:s|ing)?\s+)?"
        r"(?:of|in|at|for|inside|within|tai|o|cua|trong|thuoc|cho|di(?:\s+dalam)?|dalam|sa)\s+"
    )
    firm = (
        r"(?:an?\s+|the\s+)?"
        r"(?:compan(?:y|ies)|firms?|factor(?:y|ies)|cong\s+ty|doanh\s+nghiep|nha\s+may|perusahaan|pabrik)\s+"
    )
    return re.compile(
        rf"[\s,(]+(?:{links})?(?:{firm})?(?:{links})?(?:an?\s+|the\s+|cac\s+)?(?P<park>{parks})(?:\s+\w+){{0,3}}\)?\s*$",
        re.IGNORECASE,
    )


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
    plainly = all(wish.kind == FACTORY for wish in people.wishes) and not any(wish.workplace for wish in people.wishes)
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


def at_the_place_told(text: str, code: str, read: Read) -> Asked | None:
    """ "Seafood export company manager", "gas station accountant": who works at a place told before them that no name
    of the tables says, is there."""
    asked, text = text, own_words.put_in_english(text, code)
    tokens = list(TOKEN.finditer(text))
    if not _of_a_person().isdisjoint(words_of(text)[:1]):
        return None
    if is_a_name(text) or APART.search(text) or "(" in text or not tables().words["link"].isdisjoint(words_of(text)):
        return None
    alone = read_alternative(text)
    if alone is None and (one := one_of_many(text)):  # "dialysis centers"
        staff = read(f"staff at {one}")
        if any(wish.rows for wish in staff.wishes):
            return replace(staff, notes=(*staff.notes, f"{asked!r} are workplaces: who works there is drawn."))
    for at in range(len(tokens) - 1, 0, -1):
        place, who = text[: tokens[at - 1].end()].strip(), text[tokens[at].start() :]
        said = words_of(place)
        telling = frozenset(said) - _of_employers()
        kind_known = is_workplace(said)
        if telling.issuperset(said) and telling <= _of_no_kind():
            continue
        if not kind_known and said[-1] not in kinds_of_place():
            continue
        if kind_known and is_role(words_of(who)) and alone is not None and alone.rows and not alone.title:
            return None
        if not _is_somebody(who):
            continue
        is_short = len(said) <= _SHORT_PLACE  # "city hall janitor" is a title
        kept = alone is not None and (alone.match != "as asked" or (is_short and bool(alone.workplace)))
        if alone and kept and _is_there(alone, telling, code):
            return None
        there = read(f"{who} at {with_article(place)}")
        if said[-1] in _premises() and any(row.job.isco08[:1] == "1" for w in there.wishes for row in w.rows):
            return None  # "laundry manager"
        carried = all(_is_there(wish, telling, code) for wish in there.wishes)
        if carried and not there.notes and are_all_at_work(there) and all(w.kind != OWNER for w in there.wishes):
            return there
    return None


@cache
def _of_a_person() -> frozenset[str]:
    """Words before who works somewhere that tell of them, and not of where."""
    roles = ("rank of a person", "woman", "man", "widowed", "lone", "Female first", "Male first")
    return frozenset(NO_LONGER).union(*(tables().words[role] for role in roles))


@cache
def _of_employers() -> frozenset[str]:
    """Words before a place that tell who employs there, and not of what kind it is."""
    words = tables().words
    return words["public"] | words["private"] | own_words.employers() | words["employer like a word"]


@cache
def _of_no_kind() -> frozenset[str]:
    """Words of places that tell nothing of their kind."""
    return tables().words["any place"] | tables().words["filler"] | _OF_ANY_KIND


@cache
def _premises() -> frozenset[str]:
    """Last words of places of which each has one who runs it."""
    return tables().words["place of makers"] | tables().words["sold at shop"]


def _is_somebody(who: str) -> bool:
    """Whether words name who somebody is at work, and none of a place of its own."""
    words = words_of(who)
    wish = read_exact(words)
    return is_role(words) or (wish is not None and (bool(wish.rows) or wish.category in tables().categories))


def _is_there(wish: Wish, telling: frozenset[str], code: str) -> bool:
    """Whether most of those read are at a place that some words tell, by its last word or by all that say of what."""
    if wish.workplace is not None:
        return telling <= set(words_of(wish.workplace))
    of_rows = [workplaces_of(row, code, None) for row in wish.rows]
    shares = [sum(telling <= set(words_of(each)) for each in places) / len(places) for places in of_rows if places]
    return bool(shares) and fmean(shares) >= _CARRIED
