"""What a text tells beside the work: when and for how many hours it is done, in which year somebody studies, who is at
home, whether they lodge, in what kind of place they live, on whose account they work, of which people or country they
are.

Each reader takes a text, the code of the country and whoever reads what is left, and gives what all of it means; None
where the text tells nothing of its kind.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from boses_engine.domain.persona import LIVES_IN
from boses_engine.grounding.people.nations import note_of, of_people_away, read_nation, read_origin
from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.people.peoples import of_people, read_people
from boses_engine.grounding.work import own_words
from boses_engine.grounding.work.alternative import read_alternative, read_exact
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.doers import split_doer
from boses_engine.grounding.work.family_said import NO_FAMILY, Family, read_family
from boses_engine.grounding.work.mixes import is_workplace, named_mix
from boses_engine.grounding.work.own_places import from_home
from boses_engine.grounding.work.pay import SOCIAL_PENSIONER, social_pension
from boses_engine.grounding.work.phrases import word_of, words_of
from boses_engine.grounding.work.places_named import at_such
from boses_engine.grounding.work.regions import workplace_in
from boses_engine.grounding.work.self_employed import at_own_premises, on_own_account, without_own_account
from boses_engine.grounding.work.side_work import USUAL, split_side_work
from boses_engine.grounding.work.small_jobs import as_small_job, without_small_job
from boses_engine.grounding.work.study_years import without_year
from boses_engine.grounding.work.tables import (
    FARMERS,
    OWNER,
    STALLS,
    UNDERGRADUATE,
    Row,
    Wish,
    rows_of_market,
    rows_under,
    tables,
)
from boses_engine.grounding.work.terms import keeps_house
from boses_engine.grounding.work.town_words import begins_with_town

Read = Callable[[str], Asked]
_ANY_STUDENT = "student"  # of a school or university
_PART_TIME = re.compile(r"\s*part[- ]time\s+(?=\w)(?!stud)", re.IGNORECASE)
# When somebody works, before a job: "night shift nurse" is a nurse.
_SHIFT = re.compile(
    r"\s*(?:(?:night|day|graveyard|evening|morning|rotating|swing|first|second|third)[- ]shift)\s+(?=\w)"
    r"(?!(?:and|or|at|in|for|crew|staff|teams?)\b|work|manager|supervisor|lead|boss)",
    re.IGNORECASE,
)
_FROM_HOME = re.compile(
    r"\s*(?:work(?:ing)?[- ](?:from|at)[- ]home|wfh|evden\s+çalışan|uzaktan\s+çalışan)\s+(?=\w)", re.IGNORECASE
)
_PREPARING = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:preparing|studying|reviewing|prepping)\s+for\s+(?:the\s+)?([^,()]+?)(?:\s+exams?)?\s*$",
    re.IGNORECASE,
)
_REMOTE_IN = re.compile(r"\s*remote\s+(?:workers?|employees?|staff|professionals?)\s+in\s+(?=\w)", re.IGNORECASE)
_HOME_BASED = re.compile(r"^\s*home[- ]based\s+(?=\w)", re.IGNORECASE)
_AT_HOME_BEHIND = re.compile(r"(?<=\w)\s+(?:from|at)\s+(?:their\s+(?:own\s+)?)?home\s*$", re.IGNORECASE)
_SELF_EMPLOYED = "self-employed"
_THEIR = frozenset(("their", "his", "her", "own"))
_SEX_ABROAD = re.compile(
    r"\s*(?:(mujeres|mulheres|femmes|señoras|ibu-ibu|emak-emak|kadın|mamás|mães|mamans)|(hombres|homens|hommes|bapak-bapak|erkek))\s+"
    r"(?!(?:que|qui|de|des|da|do|du|en|em|con|com|au|yang|di|rumah|hamil|muda|pkk|arisan)\b)(?=\w)",
    re.IGNORECASE,
)
_JOBLESS = "looking for work"  # whom who has left school is taken for, as long as no work is told
_ANYBODY = ("any", "any worker")  # kinds of people of whom no work is told
_FROM_HOME_BEHIND = re.compile(r"(?<=\w)\s+(?:(?:who\s+)?work(?:ing)?[- ](?:from|at)[- ]home|wfh)\s*$", re.IGNORECASE)
# "Nurse (part-time)", "パート (supermarket cashier, part-time)".
_PART_TIME_AFTER = re.compile(r"\s*\(\s*part[- ]time\s*\)|(?:\s*,\s*|(?<=\w)\s+)part[- ]time\s*(?=\)|$)", re.IGNORECASE)
_LIVES = re.compile(
    r"\s+(?:who\s+(?:is\s+|are\s+)?)?(?:liv(?:e|es|ing)|stay(?:s|ing)?|lodg(?:e|es|ing)|board(?:s|ing)?|rooming"
    r"|rent(?:s|ing)?|tinggal|nakatira|sống)\s*$",
    re.IGNORECASE,
)
_LIVING_THERE = re.compile(r"\b(?:ở|thuê|sống|ngekost?|tinggal|nakatira|namumuhay)\b", re.IGNORECASE)
_MARKET = "a public market"
_IN_A_MARKET = re.compile(
    r"(?<=owner|eeper)\s+(?:in|at|inside)\s+(?:an?\s+|the\s+)?(?:public\s+|local\s+|traditional\s+|town\s+|city\s+|wet\s+)?"
    r"market(?:place)?\s*$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\s*(\w[^,()]*?\b(?:owner|keeper|vendor|seller|trader|hawker)s?)\s+"
    r"(?:near|beside|outside|next\s+to|close\s+to|in\s+front\s+of|across\s+from)\s+([^,()]+?)\s*",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\s+(?:(?:who\s+(?:is\s+|are\s+)?)?(?:liv(?:e|es|ing)\s+)?(?:on|with|off)|(?:who\s+)?(?:receiv|gett?|draw)(?:e|es|ing|s)?"
    r"|dependent\s+on)(?:\s+(?:an?|the|his|her|their))?\s*$",
    re.IGNORECASE,
)
_OWNER_AFTER = re.compile(r"\s*\(\s*owner\s*\)\s*$", re.IGNORECASE)  # "event planner (owner)"
_PARENT_WHO = {  # "tatay na drayber": a father who drives
    "PH": re.compile(r"\s*(\w+)\s+na\s+(?=\w)", re.IGNORECASE),
    "VN": re.compile(r"\s*((?:mẹ|bố|ba|cha)\s+đơn\s+thân)\s*,?\s+(?:làm\s+(?:nghề\s+)?)?(?=\w)", re.IGNORECASE),
}
_WITH_PART_TIME = re.compile(r"\s+with\s+(?:an?\s+)?part[- ]time\s+(?:jobs?|work)\s*$", re.IGNORECASE)
_WORKING_PART_TIME = re.compile(r"\s+(?:who\s+)?work(?:s|ing)?(?=\s+part[- ]time\s*$)", re.IGNORECASE)
# "Students living in hostels", "students who live with their parents", "college students away from home".
_LIVING = re.compile(
    r"[\s,(]+(?:(?:(?:who|that|are)\s+)*(?:liv|stay|rent|lodg|board)(?:e?s?|ing)\s+(?:(?:in|at|on|with)\s+)?|(?=away\s))"
    r"([^,()]+?)\)?\s*$",
    re.IGNORECASE,
)
_HOSTEL_STUDENTS = re.compile(
    r"\s*(?:hostel|dorm|dormitory|boarding[- ]house)\s+(?=(?:\w+\s+)?students?\s*$)", re.IGNORECASE
)
# "Housewives in joint families", "women living with their in-laws", "joint family housewives".
_IN_FAMILIES = re.compile(
    r"[\s,(]+(?:(?:who\s+)?liv(?:e|ing)\s+)?(?:in|with|from|of)\s+(?:an?\s+|their\s+|large\s+)*"
    r"(?:(joint|extended|multi-?generation(?:al)?|three-generation|nuclear)\s+(?:famil(?:y|ies)|households?|homes?)"
    r"|((?:parents-)?in-laws))\)?\s*$",
    re.IGNORECASE,
)
_FAMILY_BEFORE = re.compile(r"\s*(joint|extended|nuclear)[- ]family\s+(?=\w)", re.IGNORECASE)
_SMALL_FIRM = re.compile(
    r"(?<=\w)\s+(?:in|at|of|for|with)\s+(?:an?\s+)?(?:(?:small(?:er)?|micro|family[- ](?:owned|run))"
    r"(?:\s+(?:and|or|to)\s+medium(?:[- ]sized)?)?\s+"
    r"(?:compan(?:y|ies)|firms?|business(?:es)?|enterprises?|offices?)|SMEs?)\s*$",
    re.IGNORECASE,
)
# "High school learners in township schools", "teachers in slum areas": of what part of a town.
_IN_AN_AREA = re.compile(
    r"\s+(?:in|at|from|of)\s+(?:the\s+|an?\s+)?"
    r"(?:townships?|slums?|favelas?|informal settlements?|suburbs?|inner[- ]city|(?:low|middle)[- ]income|poor)"
    r"(?:\s+(areas?|neighbou?rhoods?|communit(?:y|ies)|estates?|schools?))?\s*$",
    re.IGNORECASE,
)
# "Waiters in bars and restaurants", "young professionals working in banks and telecom companies".
_TWO_PLACES = re.compile(
    r"\s*(.+?)\s+(?:(?:who\s+)?work(?:ing)?\s+)?(?:in|at)\s+([\w-]+(?:\s+[\w-]+)?)\s+and\s+([\w-]+(?:\s+[\w-]+)?)\s*$",
    re.IGNORECASE,
)
_SMALL_COMPANY = (("any", "a small company"),)
# "Women selling cooked food by the roadside", "men who sell fruit in the street".
_IN_THE_STREET = re.compile(
    r"\s+(?:by|at|on|in|along|beside)\s+(?:the\s+|a\s+|our\s+)?(?:road\s?sides?|streets?|pavements?|sides?\s+of\s+the\s+road)\s*$",
    re.IGNORECASE,
)
_SELL = re.compile(
    r"\b(?:sell(?:s|ing|ers?)?|vend(?:s|ing|ors?)?|hawk(?:s|ing|ers?)?|trad(?:es?|ing|ers?))\b", re.IGNORECASE
)
_STREET = frozenset(
    ("street", "roadside", "corner", "pavement", "sidewalk", "road", "gate", "junction", "cart", "stand", "stop")
)
_PART_TIMERS = re.compile(r"\bpart[- ]timers?\b", re.IGNORECASE)
_OF_THE_STATE = ("01", "02", "03", "111", "2612", "335", "5412")  # ISCO-08: nobody owns what these do


def read_beside(text: str, code: str, read: Read) -> Asked | None:
    """What a text means that tells something beside the work, by the first of the readers; None where none has it."""
    return next((asked for reader in _READERS if (asked := reader(text, code, read))), None)


def _in_a_shift(text: str, code: str, read: Read) -> Asked | None:
    """ "Night shift nurse": when somebody works says nothing of who it is."""
    shift = _SHIFT.match(text)
    return read(text[shift.end() :]) if shift else None


def _in_a_year(text: str, code: str, read: Read) -> Asked | None:
    """ "Nursing student, 3rd year", "siswa kelas 11"; a year behind any other work is no year of study."""
    told = without_year(text, code)
    wish = read_alternative(told[0]) if told and words_of(told[0]) else None
    if not told or not wish or status_of(wish) not in (None, "studying"):
        return None
    rest, year = told
    students = read(rest)
    if {wish.kind for wish in students.wishes} == {year.category}:
        return replace(students, year=year)
    rows = tuple(row for wish in students.wishes for row in wish.rows if row.job.category == year.category)
    whole = {wish.category for wish in students.wishes} == {_ANY_STUDENT}
    wish = Wish(rows=rows, match="title") if rows else Wish(year.category)
    return replace(students, wishes=(wish,), year=year) if rows or whole else None


def _where_they_live(text: str, code: str, read: Read) -> Asked | None:
    """ "Teacher in a rural village", "nurse in a small town": where people live is no workplace."""
    place = _in_such_a_place().search(text)
    plain = text[: place.start()] if place else _without(text, "in the country")
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


def _in_a_market(text: str, code: str, read: Read) -> Asked | None:
    """ "Clothing shop owner in the market": the shop is in none of the streets."""
    place = _IN_A_MARKET.search(text)
    owners = read(text[: place.start()]) if place and not read_exact(words_of(text)) else None
    if not owners or not all(wish.kind == OWNER and wish.rows and not wish.workplace for wish in owners.wishes):
        return None
    there = workplace_in(_MARKET, code)
    return replace(owners, wishes=tuple(replace(wish, workplace=there) for wish in owners.wishes))


def _near_a_place(text: str, code: str, read: Read) -> Asked | None:
    """ "Street food vendor near a school" is at its gate, if the trade has that; "carinderia owner near a school" is at
    none of the places that are named after others."""
    told = _NEAR.fullmatch(text)
    sellers = read(told[1]) if told and not read_exact(words_of(text)) else None
    if not told or not sellers or not are_all_at_work(sellers) or any(wish.workplace for wish in sellers.wishes):
        return None
    near = frozenset(words_of(told[2])) - tables().words["article"]
    wishes = (replace(w, rows=tuple(_row_near(row, near, code) for row in w.rows)) for w in sellers.wishes)
    return replace(sellers, wishes=tuple(wishes))


def _row_near(row: Row, near: frozenset[str], code: str) -> Row:
    """The row at those of its workplaces that are named after what is near, else at those named after nothing."""
    here = tuple(each for each in row.workplaces if each[0] in ("any", code))
    named = tuple(each for each in here if near & set(words_of(each[1])))
    plain = tuple(each for each in here if tables().words["beside"].isdisjoint(words_of(each[1])))
    return replace(row, workplaces=named or plain or row.workplaces)


def _living_somehow(text: str, code: str, read: Read) -> Asked | None:
    """ "Mahasiswa kos", "factory worker living in a rented room", "retired teacher living with family", "young
    professional living alone". Of who has work it counts only where it is said that they live there."""
    for role in ("alone", "lodges", "with family"):
        plain = _without(text, role)
        told = _LIVES.sub("", plain)
        if plain == text or not words_of(told):
            continue
        asked = read(told)
        study = all(status_of(wish) == "studying" for wish in asked.wishes)
        if not study and told == plain and not _LIVING_THERE.search(text[len(told) :]):
            return None
        if role == "lodges":
            return replace(asked, lodging=True)
        if role == "with family":
            return replace(asked, lodging=False) if study else replace(asked, home="family")
        needs: Need = "widowed, nobody" if asked.family.needs == "widowed" else "nobody"
        return replace(asked, family=replace(asked.family, needs=needs))
    return None


def _on_a_pension(text: str, code: str, read: Read) -> Asked | None:
    """ "Retired farmer on social pension", "retired teacher living on her pension"."""
    for role in ("social pension", "earned pension"):
        plain = _LIVES.sub("", _ON.sub("", _without(text, role)))
        if plain in ("", text) or not words_of(plain) or named_mix(words_of(text)):
            continue
        people = read(plain)
        if not all(_is_anybody(wish) or status_of(wish) == "retired" for wish in people.wishes):
            return None
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


def _of_a_servant(text: str, code: str, read: Read) -> Asked | None:
    """ "PNS guru SD": a civil servant by what they do, as "guru SD PNS"."""
    first, _, work = text.partition(" ")
    work, known = work.strip(" ()"), tables().words["state first"]
    if word_of(first) not in known or set(words_of(work)) & known or not read_alternative(work):
        return None
    asked = read(f"{work} {first}")
    return asked if are_all_at_work(asked) and all(map(_is_known, asked.wishes)) else None


def _in_a_shift_behind(text: str, code: str, read: Read) -> Asked | None:
    """ "Bảo vệ ca đêm siêu thị", "nurse, night shift"."""
    plain = _without(text, "shift")
    return read(plain) if plain != text else None


def _from_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Work from home bookkeeper", "bookkeeper working from home"; in other languages only work at desks."""
    home = _FROM_HOME.match(text)
    work = text[home.end() :] if home else _FROM_HOME_BEHIND.sub("", text)
    if work == text or named_mix(words_of(text)):
        return None
    asked, there = read(work), _done_at_home(work, code, read)
    are_known = all(_is_known(wish) and not _is_anybody(wish) and status_of(wish) == "working" for wish in asked.wishes)
    return there or (asked if are_known else read(_at_desks(work)))  # teachers are no software developers for it


def _preparing(text: str, code: str, read: Read) -> Asked | None:
    """ "Graduates preparing for UPSC" are who such candidates are; "nurses reviewing for NCLEX" are nurses."""
    told = _PREPARING.match(text)
    if not told:
        return None
    named = (f"{told[2]} {who}" for who in ("aspirant", "exam candidate", "candidate"))
    known = next((name for name in named if read_exact(words_of(name))), told[1])
    return read(known)


def _remote(text: str, code: str, read: Read) -> Asked | None:
    """ "Remote workers in tech"."""
    remote = _REMOTE_IN.match(text)
    return _all_from_home(read(f"workers in {text[remote.end() :]}"), code) if remote else None


def _from_home_abroad(text: str, code: str, read: Read) -> Asked | None:
    """The same behind the work, in the words of other languages, of work at desks alone."""
    plain = _without(text, "at home abroad")
    return None if plain in ("", text) else _done_at_home(plain, code, read)


def _done_at_home(work: str, code: str, read: Read) -> Asked | None:
    """All that some work means at home, or at desks there; None where some of it is not done there."""
    there = _all_from_home(read(work), code)
    at_desks = None if there else read(_at_desks(work))
    return at_desks if at_desks and all(wish.workplace for wish in at_desks.wishes) else there


def _at_desks(work: str) -> str:
    """The work as it is told of desks at home."""
    return f"{work} (work from home)"


def _at_their_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Women who sell food from home", "baker at home", of work that is done there, where no title says so."""
    work = _HOME_BASED.sub("", _AT_HOME_BEHIND.sub("", text))
    known = read_exact(words_of(text)) or named_mix(words_of(text))
    return None if work in ("", text) or known else _all_from_home(read(work), code)


def _all_from_home(asked: Asked, code: str) -> Asked | None:
    """All that was asked for from home; None where some of it is not done there."""
    there = tuple(filter(None, (from_home(wish, code) for wish in asked.wishes)))
    return replace(asked, wishes=there) if len(there) == len(asked.wishes) else None


def _who_do_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Janda yang jualan", "mães solo que vendem online": people of any kind by what they do."""
    told = split_doer(text, code)
    people = read(told[0]) if told and words_of(told[0]) else None
    if not told or not people or set(words_of(told[0])) & (tables().words["wife"] | tables().words["wife first"]):
        return None  # "istri pegawai swasta" tells what the husband does
    if not (_are_anybody(told[0]) or all(_is_anybody(wish) or wish.kind == _JOBLESS for wish in people.wishes)):
        return None
    work = read(told[1])
    if work.notes or not all(wish.match != "as asked" or wish.rows for wish in work.wishes):
        return None
    sex = people.family if people.family != NO_FAMILY else work.family
    return replace(work, family=sex, says_women=people.says_women, says_men=people.says_men)


def _are_anybody(text: str) -> bool:
    """Whether words of other languages name people, parents or a sex, and no work: "mães solo"."""
    lists = tables().words
    roles = ("people abroad", "mother", "father", "parent", "lone", "woman", "man", "filler")
    return set(words_of(text)) <= set().union(*(lists[role] for role in roles))


def _is_anybody(wish: Wish) -> bool:
    """Whether a wish is for people of whom no work is told."""
    return wish.kind in _ANYBODY and not wish.title


def _is_known(wish: Wish) -> bool:
    """Whether a wish means more than the words that were asked for."""
    return wish.match != "as asked"


def _of_a_sex_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Mujeres emprendedoras", "ibu-ibu pedagang pasar": what known work words for women or men stand before."""
    told = _SEX_ABROAD.match(text)
    if not told or read_exact(words_of(text)) or words_of(text) in tables().local:
        return None
    asked = read(text[told.end() :])
    if asked.notes or not all(map(_is_known, asked.wishes)) or not asked.wishes[0].kind:
        return None
    if asked.family != NO_FAMILY:
        return asked
    parents: Need | None = None if tables().words["mother"].isdisjoint(words_of(told[0])) else "children"
    return replace(asked, family=Family("Male" if told[2] else "Female", parents))


def _with_work_beside(text: str, code: str, read: Read) -> Asked | None:
    """Students with the work that they do beside, and wives who keep house as those who do theirs for few hours."""
    told = split_side_work(text)
    if told and (split_side_work(told[1]) or _are_anybody(told[0])):
        return None  # nobody has work beside work beside; "ibu-ibu yang bekerja di pabrik" are no housewives
    people = read(told[0]) if told and words_of(told[0]) else None
    statuses = {status_of(wish) for wish in people.wishes} if people else set()
    home = next(iter(statuses), None)
    if not told or not people or len(statuses) > 1 or home not in USUAL:
        return None
    texts = (told[1], told[1].partition(" at ")[2], f"worker at {told[1]}") if told[1] else (USUAL[home],)
    readings = (read(each) for each in texts if words_of(each))
    work = next((each for each in readings if all(map(_is_work_beside, each.wishes))), None)
    if work is None:
        return None
    if all(map(keeps_house, people.wishes)):
        women = {row.job.gender for wish in people.wishes for row in wish.rows} == {"Female"}
        family = people.family if people.family.needs else Family(needs="spouse")
        family = replace(family, gender="Female" if women else family.gender)
        return replace(work, part_time=True, family=family)
    if {wish.kind for wish in people.wishes} == {_ANY_STUDENT}:
        people = replace(people, wishes=(Wish(UNDERGRADUATE),))
    return replace(people, beside=work.wishes)


def _is_work_beside(wish: Wish) -> bool:
    """Whether somebody may do what a wish means for few hours: no shop is kept like that."""
    named = wish.rows or wish.category not in ("", "any worker")
    return status_of(wish) == "working" and wish.kind != OWNER and bool(named)


def _for_few_hours_abroad(text: str, code: str, read: Read) -> Asked | None:
    """Part-time work in words of other languages behind it: "kasir paruh waktu"."""
    plain = _without(text, "part-time abroad")
    return replace(read(plain), part_time=True) if plain != text else None


def _for_few_hours(text: str, code: str, read: Read) -> Asked | None:
    """ "Part-time cashier", "cashier (part-time)", "shop part-timers": nobody lives in the house that they work in."""
    if (plain := _WITH_PART_TIME.sub("", text)) != text and all(map(_is_anybody, (people := read(plain)).wishes)):
        return replace(people, wishes=(Wish("any worker"),), part_time=True)  # "mums with part-time jobs"
    told = _WORKING_PART_TIME.sub("", text)
    hours = _PART_TIME.match(told)
    plain = told[hours.end() :] if hours else _PART_TIMERS.sub("worker", _PART_TIME_AFTER.sub("", told))
    if plain in ("", told) or named_mix(words_of(told)):
        return None
    asked = read(plain)
    if told != text and all(map(_is_anybody, asked.wishes)):  # "women working part-time"
        asked = replace(asked, wishes=(Wish("any worker"),))
    rows = (tuple(row for row in wish.rows if not row.job.title.startswith(LIVES_IN)) for wish in asked.wishes)
    wishes = tuple(replace(wish, rows=left or wish.rows) for wish, left in zip(asked.wishes, rows, strict=True))
    return replace(asked, wishes=wishes, part_time=True)


def _in_a_small_job(text: str, code: str, read: Read) -> Asked | None:
    """ "Minijob cleaner"."""
    small = without_small_job(text, code)
    asked = read(small) if small else None
    if not small or not asked or not are_all_at_work(asked):
        return None
    few = tuple(as_small_job(wish, code, _named_by(asked, small)) for wish in asked.wishes)
    return replace(asked, wishes=few, part_time=True)


def _of_an_owner(text: str, code: str, read: Read) -> Asked | None:
    """ "Event planner (owner)"."""
    owned = _OWNER_AFTER.sub("", text)
    if owned in ("", text) or not _may_be_owned(read_exact(words_of(owned))):
        return None
    named = f"{owned} owner"
    return read(named if read_exact(words_of(named)) else f"{owned} (self-employed)")


def _of_a_parent(text: str, code: str, read: Read) -> Asked | None:
    """ "Tatay na drayber", "mẹ đơn thân làm công nhân": parents by the work that they do."""
    parent = _PARENT_WHO[code].match(text) if code in _PARENT_WHO else None
    if not parent or named_mix(words_of(text)):
        return None
    family = read_family(f"working {parent[1]}", [Wish("any worker")])
    return replace(read(text[parent.end() :]), family=family) if family != NO_FAMILY else None


def _in_lodgings(text: str, code: str, read: Read) -> Asked | None:
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


def _in_families(text: str, code: str, read: Read) -> Asked | None:
    """ "Housewives in joint families", "women living with in-laws": whether kin live with them."""
    before, behind = _FAMILY_BEFORE.match(text), _IN_FAMILIES.search(text)
    said = before or behind
    if not said or named_mix(words_of(text)):
        return None
    asked = read(text[before.end() :] if before else text[: said.start()])
    return replace(asked, home="nuclear" if (said[1] or "").lower() == "nuclear" else "joint")


def _in_a_small_firm(text: str, code: str, read: Read) -> Asked | None:
    """ "Accountants in small firms" are at no bank and no ministry; who owns small firms is no such person."""
    small = _SMALL_FIRM.search(text)
    asked = read(text[: small.start()]) if small and not read_exact(words_of(text)) else None
    if not asked or not are_all_at_work(asked) or any(wish.workplace or wish.kind == OWNER for wish in asked.wishes):
        return None
    return replace(asked, wishes=tuple(replace(w, rows=tuple(map(_at_no_large, w.rows))) for w in asked.wishes))


def _at_no_large(row: Row) -> Row:
    """The row at those of its workplaces that may be small firms, else at a small company."""
    large = tables().words["large employer"]
    there = tuple(each for each in row.workplaces if large.isdisjoint(words_of(each[1])))
    return replace(row, workplaces=there if "any" in dict(there) else _SMALL_COMPANY)


def _in_two_places(text: str, code: str, read: Read) -> Asked | None:
    """ "Waiters in bars and restaurants": who works in both kinds of place is of each of them."""
    told = _TWO_PLACES.match(text)
    if not told or named_mix(words_of(text)) or read_exact(words_of(text)):
        return None
    if not (is_workplace(words_of(told[2])) and is_workplace(words_of(told[3]))):
        return None
    each = [read(f"{told[1]} in {place}") for place in (told[2], told[3])]
    if not all(are_all_at_work(asked) and not asked.notes for asked in each):
        return None
    return replace(each[0], wishes=(*each[0].wishes, *each[1].wishes))


def _in_an_area(text: str, code: str, read: Read) -> Asked | None:
    """ "Learners in township schools", "mothers in slums": which part of a town people live in says nothing of work."""
    area = _IN_AN_AREA.search(text)
    if not area or read_exact(words_of(text)) or named_mix(words_of(text)):
        return None
    people = text[: area.start()]
    if not (area[1] or "").lower().startswith("school"):
        return read(people)
    asked = read(people)
    study = {status_of(wish) for wish in asked.wishes} == {"studying"}
    return read(f"{people} at a public school" if study else f"{people} in public schools")


def _in_the_street(text: str, code: str, read: Read) -> Asked | None:
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


def _on_own_account(text: str, code: str, read: Read) -> Asked | None:
    """ "Albañil por cuenta propia", "zzp timmerman"."""
    work = without_own_account(text, code)
    if work in ("", text) or read_exact(words_of(text)):
        return None
    if words_of(text) in tables().abroad_in.get(code, {}):  # "funcionario de la comunidad autónoma"
        return None
    asked = read(work)
    if all(map(_is_anybody, asked.wishes)):  # "self-employed women"
        return replace(asked, wishes=(Wish(_SELF_EMPLOYED),)) if asked.family != NO_FAMILY else None
    if all(wish.kind == FARMERS and not wish.title for wish in asked.wishes):
        return asked  # "farmers with own tractor" have land of their own
    asked = replace(asked, wishes=tuple(_by_its_titles(wish, code) for wish in asked.wishes))
    if not are_all_at_work(asked):
        return None
    own = (on_own_account(wish, _named_by(asked, work)) for wish in asked.wishes)
    return replace(asked, wishes=tuple(at_own_premises(wish, text) for wish in own))


def _of_who_is_away(text: str, code: str, read: Read) -> Asked | None:
    """ "Wife of a labour migrant in Russia"."""
    away = of_people_away(text, code, lambda work: _is_work(work, code))
    return read(away) if away else None


def _of_a_people(text: str, code: str, read: Read) -> Asked | None:
    """ "Khmer rice farmer" in Vietnam; "Thai Nguyen tea grower" is no Thai."""
    people, work = read_people(text, code)
    if (
        not people
        or begins_with_town(text, code)
        or words_of(text) in tables().local
        or words_of(text) in tables().english
    ):
        return None
    asked = read(work)
    return replace(asked, wishes=tuple(_with_tongue(wish, people, code) for wish in asked.wishes))


def _of_a_nation(text: str, code: str, read: Read) -> Asked | None:
    """ "Filipino nurse" in Kuwait, "maid from Myanmar"; of none "dueño de bar colombiano"."""
    nation, work = read_nation(text, code, lambda work: bool(named_mix(words_of(work))))
    if work == text:
        nation, work = read_origin(text, code, lambda work: _is_work(work, code))
    if work == text or begins_with_town(text, code):
        return None
    asked = read(work)
    if not nation:
        return asked
    return replace(asked, nation=nation, notes=(*asked.notes, note_of(nation, text, code)))


def _without(text: str, role: str) -> str:
    """The text without words of a role that end it or, where no English text has them, stand inside it."""
    words = words_of(text)
    if words in tables().english or words in tables().local:
        return text
    for found in _said_after(role).finditer(text):
        inside = text[found.end() :].strip()
        if not inside or not found[1].isascii() or _are_people(inside):
            return f"{text[: found.start()]} {inside}".strip()
    return text


def _are_people(text: str) -> bool:
    """Whether words say of nobody more than that they work: "BPO night shift workers"."""
    return set(words_of(text)) <= tables().words["generic head"]


@cache
def _said_after(role: str) -> re.Pattern[str]:
    """What stands after other words, the longest first, in brackets or behind a comma too."""
    said = "|".join(map(re.escape, sorted(tables().words[role], key=len, reverse=True)))
    return re.compile(rf"[\s,(]+(?:on\s+)?(?:the\s+)?({said})\)?(?![\w-])", re.IGNORECASE)


def _with_tongue(wish: Wish, people: str, country_code: str) -> Wish:
    """The wish of those of a people of the country alone, told by its tongue; a broad group of work as it was."""
    name, kind = wish.title, tables().categories.get(wish.category)
    rows = wish.rows
    if not rows and kind and not name and not kind.members:
        rows = tuple(rows_of_market(rows_under(wish.category), country_code, asked=False))
    if not rows or any(row.job.status == "studying" for row in rows):
        return wish
    wish = replace(wish, rows=rows, match="as asked" if wish.match == "title" else wish.match)
    named = name or (rows[0].job.title if len(rows) == 1 else "")
    return replace(wish, title=of_people(named, people)) if named else replace(wish, people=people)


def _is_work(text: str, country_code: str) -> bool:
    """Whether a text is a name of some work, of the country or in English."""
    return bool(read_exact(words_of(own_words.put_in_english(text, country_code))))


def _by_its_titles(wish: Wish, code: str) -> Wish:
    """One kind of work, asked for as such, by its titles: "zzp'er IT-consultant"; any other wish as it is."""
    known = tables().categories.get(wish.category)
    if wish.rows or wish.title or not known or known.members or known.job.status != "working":
        return wish
    rows = rows_of_market(rows_under(wish.category), code, asked=False)
    return replace(wish, rows=tuple(rows), title=wish.category)


def _named_by(asked: Asked, text: str) -> str:
    """The text where it is the name of the one title that was asked for; "" where its words are no English title."""
    return text if len(asked.wishes) == 1 and words_of(text) in tables().english else ""


def _may_be_owned(wish: Wish | None) -> bool:
    """Whether what a text says before "(owner)" may be somebody's own trade; what no table knows may be."""
    rows = wish.rows if wish else ()
    return all(row.job.status == "working" and not row.job.isco08.startswith(_OF_THE_STATE) for row in rows)


_READERS = (
    *(
        _in_a_shift,
        _in_a_year,
        _living_somehow,
        _on_a_pension,
        _where_they_live,
        _in_a_market,
        _near_a_place,
        _of_a_servant,
        _in_a_shift_behind,
        _from_home,
        _preparing,
        _remote,
        _of_a_sex_abroad,
        _with_work_beside,
    ),
    *(
        _who_do_abroad,
        _for_few_hours_abroad,
        _from_home_abroad,
        _at_their_home,
        _for_few_hours,
        _in_a_small_job,
        _of_an_owner,
        _of_a_parent,
    ),
    *(_in_lodgings, _in_families, _in_a_small_firm, _in_the_street, _in_an_area, _in_two_places),
    *(_on_own_account, _of_who_is_away, _of_a_people, _of_a_nation),
)
