"""What a text tells beside the work: when and for how many hours it is done, in which year somebody studies, who is at
home, on whose account they work, of which people or country they are; how they live (`lives_said`) and in what kind of
place the work is done (`places_said`).

Each reader takes a text, the code of the country and whoever reads what is left, and gives what all of it means; None
where the text tells nothing of its kind.
"""

import re
from dataclasses import replace

from boses_engine.domain.persona import LIVES_IN
from boses_engine.grounding.people.nations import note_of, of_people_away, read_nation, read_origin
from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.people.peoples import has_peoples, of_people, read_people
from boses_engine.grounding.work import own_words
from boses_engine.grounding.work.alternative import is_one_name, read_alternative, read_exact
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.doers import split_doer
from boses_engine.grounding.work.faiths_said import of_a_faith
from boses_engine.grounding.work.family_said import NO_FAMILY, Family, read_family
from boses_engine.grounding.work.holdings_said import on_rent, with_land_of_a_size, without_land_or_boat
from boses_engine.grounding.work.kin_said import (
    who_bring_up_grandchildren,
    who_means_to_go,
    whom_cash_reaches,
    with_a_spouse_away,
    with_children,
)
from boses_engine.grounding.work.life_stages import in_a_stage_of_life, of_a_couple
from boses_engine.grounding.work.lives_said import (
    away_from_home,
    in_an_area,
    in_families,
    in_lodgings,
    living_somehow,
    on_a_pension,
    where_they_live,
    with_a_grown_child,
)
from boses_engine.grounding.work.mixes import named_mix
from boses_engine.grounding.work.own_places import from_home
from boses_engine.grounding.work.phrases import word_of, words_of
from boses_engine.grounding.work.places_said import (
    before_a_place,
    in_a_market,
    in_a_named_market,
    in_a_small_firm,
    in_small_premises,
    in_the_street,
    in_two_places,
    near_a_place,
    near_a_place_there,
    sold_in_a_market,
    sold_to_visitors,
)
from boses_engine.grounding.work.platforms_said import on_a_platform
from boses_engine.grounding.work.posted_abroad import posted_abroad
from boses_engine.grounding.work.said_after import Read, is_anybody, note_of_unread, without_words
from boses_engine.grounding.work.self_employed import (
    FREELANCE,
    at_own_premises,
    on_own_account,
    owner_of_own,
    without_own_account,
)
from boses_engine.grounding.work.side_work import USUAL, split_side_work
from boses_engine.grounding.work.small_jobs import as_small_job, without_small_job
from boses_engine.grounding.work.status_said import (
    at_a_place_of_their_own,
    at_sea,
    living_with_children,
    of_foreign_owners,
    office_staff_of,
    on_a_site,
    out_of_work,
    since_retiring,
    speaking,
    staff_called_in_english,
    who_sells_online,
    wife_at_home,
    without_pension,
)
from boses_engine.grounding.work.study_years import without_year
from boses_engine.grounding.work.tables import (
    FARMERS,
    ONLINE_SELLER,
    OWNER,
    UNDERGRADUATE,
    Wish,
    rows_of_market,
    rows_under,
    tables,
)
from boses_engine.grounding.work.terms import keeps_house
from boses_engine.grounding.work.town_words import begins_with_town

_ANY_STUDENT = "student"  # of a school or university
# Said of people in countries whose peoples no table has.
_MINORITY = re.compile(
    r"^\s*(?:(?:black,?\s+asian\s+and\s+)?(?:minority\s+ethnic|ethnic\s+minority)|BAME|BME|BIPOC|indigenous)\s+(?=\w)",
    re.IGNORECASE,
)
_PART_TIME = re.compile(r"\s*(?:part[- ]time|week[- ]?end)\s+(?=\w)(?!stud|market)", re.IGNORECASE)
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
_EXPATS = re.compile(r"\s*(\w.*\w)\s+(expats|expatriates)\s*$", re.IGNORECASE)
_REMOTE_IN = re.compile(r"\s*remote\s+(?:workers?|employees?|staff|professionals?)\s+in\s+(?=\w)", re.IGNORECASE)
_HOME_BASED = re.compile(r"^\s*home[- ]based\s+(?=\w)", re.IGNORECASE)
_AT_HOME_BEHIND = re.compile(
    r"(?<=\w)(?:\s+(?:from|at)\s+(?:their\s+(?:own\s+)?)?home|\s*[,(]\s*home[- ]based\s*\)?)\s*$", re.IGNORECASE
)
_SELF_EMPLOYED = "self-employed"
_SEX_ABROAD = re.compile(
    r"\s*(?:(mujeres|mulheres|femmes|señoras|ibu-ibu|emak-emak|kadın|mamás|mães|mamans)|(hombres|homens|hommes|bapak-bapak|erkek))\s+"
    r"(?!(?:que|qui|de|des|da|do|du|en|em|con|com|au|yang|di|rumah|hamil|muda|pkk|arisan)\b)(?=\w)",
    re.IGNORECASE,
)
_JOBLESS = "looking for work"  # whom who has left school is taken for, as long as no work is told
_FROM_HOME_BEHIND = re.compile(
    r"(?<=\w)\s*,?\s+(?:(?:who\s+)?work(?:s|ing)?[- ]"
    r"(?:(?:from|at)[- ]home|(?:fully\s+)?remote(?:ly)?(?:\s+for\s+[^,()]+)?)|wfh|remotely)\s*$",
    re.IGNORECASE,
)
# "Software engineers for US companies", "programadores para empresas del exterior".
_FOR_ABROAD = re.compile(
    r"(?<=\w)\s+(?:(?:who\s+)?work(?:ing)?\s+)?(?:for|with)\s+(?:an?\s+)?(?:foreign|overseas|international|western|US|USA|U\.S\.|UK|EU|"
    r"american|british|european|australian|canadian|german|silicon\s+valley|us-based|uk-based)\s+"
    r"(?:(?:tech|it|software|remote)\s+)?(?:compan(?:y|ies)|clients?|employers?|firms?|start-?ups?|agenc(?:y|ies))\s*$"
    r"|(?<=\w)\s+(?:que\s+trabaja[nm]?\s+)?(?:para|con|com)\s+(?:el\s+exterior|o\s+exterior|fora|(?:empresas?|clientes?|firmas?|startups?)\s+"
    r"(?:del\s+exterior|do\s+exterior|extranjer[ao]s?|estrangeir[ao]s?|gring[ao]s?|de\s+fuera|de\s+fora|de\s+(?:los\s+)?estados\s+unidos|"
    r"dos\s+estados\s+unidos|americanas?|europeas?|de\s+eeuu|de\s+ee\.\s?uu\.))\s*$",
    re.IGNORECASE,
)
# "Families who live on remittances from the United States", "hogares que reciben remesas".
_ON_REMITTANCES = re.compile(
    r"\s*(?:(?:poor|rural|low-income|urban)\s+)?(?:famil(?:y|ies)|households?|people)\s+(?:(?:who|that)\s+)?"
    r"(?:lives?|living|receiv(?:es?|ing)|depend(?:s|ing|ent)?|rel(?:y|ies|ying)|surviv(?:es?|ing))\s+(?:mainly\s+|mostly\s+)?(?:on\s+)?"
    r"(?:money\s+)?remittances?(?:\s+(?:sent\s+)?from\s+[^,()]+)?\s*$"
    r"|\s*(?:familias?|hogares|personas)\s+que\s+(?:viven?|dependen?|reciben?)\s+(?:de\s+)?(?:las\s+)?remesas(?:\s+de(?:sde)?\s+[^,()]+)?\s*$"
    r"|\s*familles?\s+(?:qui\s+)?(?:viv(?:ent|ant)|dépend(?:ent|ant)|reçoivent|recevant)\s+(?:des?\s+)?(?:transferts|fonds\s+envoyés)[^,()]*$",
    re.IGNORECASE,
)
# "Female entrepreneurs who sell sarees on Facebook", "business owners selling cakes online".
_SELLS_ONLINE = re.compile(
    r"\s*((?:(?:young|small|female|women|woman|male)\s+)*)(?:entrepreneurs?|business\s*(?:wo)?men|business\s+owners?|start-?up\s+owners?)\s+"
    r"(?:(?:who|that)\s+sells?|selling)\s+((?:[^,()]+\s)?(?:online|(?:on|via|through)\s+[^,()]+))\s*$",
    re.IGNORECASE,
)
_WHO_SERVE = re.compile(r"(?<=\w)\s+who\s+(?:serve|look\s+after|cater\s+to|help)\s+[^,()]+$", re.IGNORECASE)
_OF_SOFTWARE = ("251", "252")  # ISCO-08
_SOFTWARE_FOR_ABROAD = ("remote", "software", "developer", "for", "a", "foreign", "company")
# "Nurse (part-time)", "パート (supermarket cashier, part-time)".
_PART_TIME_AFTER = re.compile(r"\s*\(\s*part[- ]time\s*\)|(?:\s*,\s*|(?<=\w)\s+)part[- ]time\s*(?=\)|$)", re.IGNORECASE)
_FREELANCE_AFTER = re.compile(
    r"\s*\(\s*(?:freelancer?|lepas)\s*\)\s*$", re.IGNORECASE
)  # "tour guide Raja Ampat (freelance)"
_OWNER_AFTER = re.compile(r"\s*\(\s*owner\s*\)\s*$", re.IGNORECASE)  # "event planner (owner)"
_PARENT_WHO = {  # "tatay na drayber": a father who drives
    "PH": re.compile(r"\s*(\w+)\s+na\s+(?=\w)", re.IGNORECASE),
    "VN": re.compile(r"\s*((?:mẹ|bố|ba|cha)\s+đơn\s+thân)\s*,?\s+(?:làm\s+(?:nghề\s+)?)?(?=\w)", re.IGNORECASE),
}
_WITH_PART_TIME = re.compile(r"\s+with\s+(?:an?\s+)?part[- ]time\s+(?:jobs?|work)\s*$", re.IGNORECASE)
_WORKING_PART_TIME = re.compile(r"\s+(?:who\s+)?work(?:s|ing)?(?=\s+part[- ]time\s*$)", re.IGNORECASE)
_PART_TIMERS = re.compile(r"\bpart[- ]timers?\b", re.IGNORECASE)
_ADULTS = "adults"  # people of any kind
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
    plain = without_words(text, "shift")
    return read(plain) if plain != text else None


def _of_who_hopes(text: str, code: str, read: Read) -> Asked | None:
    """ "Siswa SMA kelas 12 yang mau kuliah": what pupils mean to do next."""
    plain = without_words(text, "hopes")
    return read(plain) if plain not in ("", text) else None


def _from_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Work from home bookkeeper", "bookkeeper working from home"; in other languages only work at desks."""
    home = _FROM_HOME.match(text)
    work = text[home.end() :] if home else _FROM_HOME_BEHIND.sub("", text)
    if work == text or named_mix(words_of(text)):
        return None
    there = _done_at_home(work, code, read)
    return there or _elsewhere(work, text, read) or read(_at_desks(work))


def _elsewhere(work: str, text: str, read: Read) -> Asked | None:
    """Known work of which nothing is done at home: teachers are no software developers for it."""
    asked = read(work)
    are_known = all(_is_known(wish) and not is_anybody(wish) and status_of(wish) == "working" for wish in asked.wishes)
    said = " ".join(word for word in text.split() if word not in work.split())
    return replace(asked, notes=(*asked.notes, note_of_unread(said))) if are_known else None


def _for_abroad(text: str, code: str, read: Read) -> Asked | None:
    """ "Software engineers working remotely for US companies" are paid by these; who does other work for customers
    abroad is who does it, in offices of the country or at a desk at home."""
    work = _FOR_ABROAD.sub("", text)
    if work == text or is_one_name(text):
        return None
    asked = read(work)
    rows = [row for wish in asked.wishes for row in wish.rows]
    abroad = tables().english.get(_SOFTWARE_FOR_ABROAD)
    if abroad and rows and all(row.job.isco08.startswith(_OF_SOFTWARE) for row in rows):
        return replace(asked, wishes=(abroad,), notes=())
    return None if any(map(is_anybody, asked.wishes)) else asked


def _on_remittances(text: str, code: str, read: Read) -> Asked | None:
    """ "Families who live on remittances": who keeps house on what is sent, no people of any work."""
    return read("remittance recipients") if _ON_REMITTANCES.match(text) else None


def _sells_online(text: str, code: str, read: Read) -> Asked | None:
    """ "Entrepreneurs who sell sarees on Facebook" sell online and own no salons or eateries."""
    told = _SELLS_ONLINE.match(text)
    if not told or read_exact(words_of(text)):
        return None
    sexes = {"female": "women", "women": "women", "woman": "women", "male": "men"}
    who = next((sexes[word] for word in told[1].lower().split() if word in sexes), "people")
    asked = read(f"{who} who sell {told[2]}")
    return asked if all(wish.kind == ONLINE_SELLER for wish in asked.wishes) else None


def _preparing(text: str, code: str, read: Read) -> Asked | None:
    """ "Graduates preparing for UPSC" are who such candidates are; "nurses reviewing for NCLEX" are nurses."""
    told = _PREPARING.match(text)
    if not told:
        return None
    named = (f"{told[2]} {who}" for who in ("aspirant", "exam candidate", "candidate"))
    known = next((name for name in named if read_exact(words_of(name))), told[1])
    return read(known)


def _of_expats(text: str, code: str, read: Read) -> Asked | None:
    """ "Oil and gas expats" are workers of that trade; of what country is not told."""
    told = _EXPATS.match(text)
    asked = read(f"{told[1]} workers") if told else None
    if not told or not asked or any(map(is_anybody, asked.wishes)) or not all(map(_is_known, asked.wishes)):
        return None
    return replace(asked, notes=(*asked.notes, note_of_unread(told[2])))


def _remote(text: str, code: str, read: Read) -> Asked | None:
    """ "Remote workers in tech"."""
    remote = _REMOTE_IN.match(text)
    return _all_from_home(read(f"workers in {text[remote.end() :]}"), code) if remote else None


def _from_home_abroad(text: str, code: str, read: Read) -> Asked | None:
    """The same behind the work, in the words of other languages, of work at desks alone."""
    plain = without_words(text, "at home abroad")
    return None if plain in ("", text) else _done_at_home(plain, code, read) or _elsewhere(plain, text, read)


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
    if not (_are_anybody(told[0]) or all(is_anybody(wish) or wish.kind == _JOBLESS for wish in people.wishes)):
        return None
    work = read(told[1])
    if work.notes or not all(wish.match != "as asked" or wish.rows for wish in work.wishes):
        return None
    sex = people.family if people.family != NO_FAMILY else work.family
    of_whom = people.people or next((wish.people for wish in people.wishes if wish.people), "")
    if of_whom:  # "người dân tộc Dao trồng chè", "thanh niên Khmer đi làm công nhân"
        work = replace(work, wishes=tuple(_with_tongue(wish, of_whom, code) for wish in work.wishes))
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


def _are_anybody(text: str) -> bool:
    """Whether words of other languages name people, parents or a sex, and no work: "mães solo"."""
    lists = tables().words
    roles = ("people abroad", "mother", "father", "parent", "lone", "woman", "man", "filler")
    return set(words_of(text)) <= set().union(*(lists[role] for role in roles))


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
    if not told[1] and "business" in words_of(text) and all(map(keeps_house, people.wishes)):
        return None  # "wives of OFWs with small businesses" have no employer
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
    plain = without_words(text, "part-time abroad")
    return replace(read(plain), part_time=True) if plain != text else None


def _for_few_hours(text: str, code: str, read: Read) -> Asked | None:
    """ "Part-time cashier", "cashier (part-time)", "shop part-timers": nobody lives in the house that they work in."""
    if (plain := _WITH_PART_TIME.sub("", text)) != text and all(map(is_anybody, (people := read(plain)).wishes)):
        return replace(people, wishes=(Wish("any worker"),), part_time=True)  # "mums with part-time jobs"
    told = _WORKING_PART_TIME.sub("", text)
    hours = _PART_TIME.match(told)
    plain = told[hours.end() :] if hours else _PART_TIMERS.sub("worker", _PART_TIME_AFTER.sub("", told))
    if plain in ("", told) or named_mix(words_of(told)):
        return None
    asked = read(plain)
    if told != text and all(map(is_anybody, asked.wishes)):  # "women working part-time"
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


def _as_a_freelance(text: str, code: str, read: Read) -> Asked | None:
    """ "Tour guide Raja Ampat (freelance)": the freelance title of it, else the title on the person's own account."""
    work = _FREELANCE_AFTER.sub("", text)
    if work in ("", text) or read_exact(words_of(text)):
        return None
    asked = read(work)
    titles = {row.job.title for wish in asked.wishes for row in wish.rows}
    if len(titles) != 1 or not are_all_at_work(asked):
        return None
    named = f"{FREELANCE} {titles.pop()}"
    return read(named if read_exact(words_of(named)) else f"{work} (self-employed)")


def _with_their_own(text: str, code: str, read: Read) -> Asked | None:
    """ "Pharmacist with own drugstore": the owner of one."""
    owner = owner_of_own(text, code)
    return read(owner) if owner else None


def _on_own_account(text: str, code: str, read: Read) -> Asked | None:
    """ "Albañil por cuenta propia", "zzp timmerman"."""
    work = without_own_account(text, code)
    if work in ("", text) or read_exact(words_of(text)):
        return None
    if words_of(text) in tables().abroad_in.get(code, {}):  # "funcionario de la comunidad autónoma"
        return None
    asked = read(work)
    if all(map(is_anybody, asked.wishes)):  # "self-employed women"
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
    if not people and (told := _MINORITY.match(text)) and not has_peoples(code):
        asked = read(text[told.end() :])
        return replace(asked, notes=(*asked.notes, note_of_unread(told[0].strip())))
    words, known = words_of(text), tables()
    if not people or begins_with_town(text, code) or words in known.local:
        return None
    if words in known.english:  # "lumad farmer" is a name of upland farmers
        titles = {row.job.title for row in known.english[words].rows}
        named = titles.pop() if len(titles) == 1 else ""
        if not named or words_of(named) == words:
            return None
        work = named
    asked = read(work)
    return replace(asked, wishes=tuple(_with_tongue(wish, people, code) for wish in asked.wishes), people=people)


def _of_a_nation(text: str, code: str, read: Read) -> Asked | None:
    """ "Filipino nurse" in Kuwait, "maid from Myanmar"; of none "dueño de bar colombiano"."""
    nation, work = read_nation(text, code, lambda work: bool(named_mix(words_of(work))))
    if work == text:
        nation, work = read_origin(text, code, lambda work: _is_work(work, code))
    if work == text and (plain := _WHO_SERVE.sub("", text)) != text:
        nation, work = read_origin(plain, code, lambda work: _is_work(work, code))
        work = text if work == plain else work
    if work == text or begins_with_town(text, code):
        return None
    asked = read(work)
    if not nation:
        return asked
    return replace(asked, nation=nation, notes=(*asked.notes, note_of(nation, text, code)))


def _with_tongue(wish: Wish, people: str, country_code: str) -> Wish:
    """The wish of those of a people of the country alone, told by its tongue; a broad group of work as it was."""
    name, kind = wish.title, tables().categories.get(wish.category)
    rows = wish.rows
    if not rows and kind and not name and kind.members:
        return replace(wish, people=people) if wish.category in ("any", "any worker", "not working") else wish
    if not rows and kind and not name:
        rows = tuple(rows_of_market(rows_under(wish.category), country_code, asked=False))
    studies = any(row.job.status == "studying" for row in rows)
    if (not rows and kind and not name) or (studies and not name):
        return replace(wish, people=people)  # people of all kinds, and those of a year of study
    if not rows or studies:
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
        _of_who_hopes,
        _in_a_year,
        whom_cash_reaches,
        who_bring_up_grandchildren,
        with_a_spouse_away,
        who_means_to_go,
        with_children,
        with_a_grown_child,
        out_of_work,
        without_pension,
        since_retiring,
        living_with_children,
        in_a_stage_of_life,
        of_a_couple,
        on_a_platform,
        posted_abroad,
        without_land_or_boat,
        with_land_of_a_size,
        on_rent,
        living_somehow,
        on_a_pension,
        where_they_live,
        in_a_market,
        in_a_named_market,
        sold_in_a_market,
        sold_to_visitors,
        before_a_place,
        near_a_place,
        near_a_place_there,
        speaking,
        of_foreign_owners,
        office_staff_of,
        staff_called_in_english,
        wife_at_home,
        on_a_site,
        who_sells_online,
        at_a_place_of_their_own,
        at_sea,
        _of_a_servant,
        _in_a_shift_behind,
        _on_remittances,
        _sells_online,
        _for_abroad,
        _from_home,
        _preparing,
        _remote,
        _of_expats,
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
    *(in_lodgings, in_families, in_a_small_firm, in_small_premises, in_the_street, in_an_area, in_two_places),
    *(_as_a_freelance, _with_their_own, _on_own_account, _of_who_is_away, _of_a_people, of_a_faith, _of_a_nation),
    away_from_home,
)
