"""Studies, and work beside them: "nursing student, 3rd year", "college student working part-time at a cafe"."""

import re
from dataclasses import replace

from boses_engine.domain.persona import Gender
from boses_engine.grounding.phrases.alternative import read_alternative, read_exact
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_a_name,
    left_out,
    note_of_unread,
    with_unread,
    without_words,
)
from boses_engine.grounding.phrases.side_work import USUAL, split_side_work
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Asked, Family, are_all_at_work, status_of
from boses_engine.grounding.work.study_years import without_year
from boses_engine.grounding.work.tables import ONLINE_SELLER, OWNER, UNDERGRADUATE, Wish, rows_by_title, tables

# "Crypto traders with a full-time job", "streamer with a day job in a bank": what they do for a living is the other.
_DAY_JOB = re.compile(
    r"(?<=\w)\s+(?:with|who\s+(?:also\s+)?(?:have|has|keeps?|works?)|holding|na\s+may|yang\s+punya|có)\s+(?:an?\s+)?"
    r"(?:(?:full[- ]time|day|regular|office|corporate)\s+jobs?|pekerjaan\s+tetap|regular\s+na\s+trabaho)"
    r"(?:\s+(?P<as>as|in|at|sa|sebagai|di)\s+(?P<work>\w[^,()]*?))?\s*$",
    re.IGNORECASE,
)
# "Barista studying nursing", "kasir yang kuliah hukum di Bandung", "crew, working student in 3rd year education".
_AND_STUDIES = re.compile(
    r"\s*(?P<work>\w[^,()]*?)(?:\s*,)?\s+(?:(?:and|na|who|is|are|also|yang|yg|sambil|sembari|đang|mà)\s+)*"
    r"(?:studying|(?<=who\s)study|(?<=who\s)studies|(?<=and\s)studies|taking\s+up|majoring\s+in"
    r"|(?:an?\s+)?working\s+students?(?:\s+(?:in|of|taking(?:\s+up)?|studying))?"
    r"|nag-?aaral\s+ng|kumukuha\s+ng"
    r"|(?:(?<=yang\s)|(?<=yg\s)|(?<=sambil\s))kuliah(?:\s+(?:di\s+)?jurusan)?|(?<=đang\s)học(?:\s+ngành)?)\s+"
    r"(?:(?P<year>\w+)[- ]year\s+)?(?!(?:for|at|abroad|to|and|or|in|part|full|online|a|an|the|di|ở|tại|sa)\b)"
    r"(?P<field>\w[^,()]*?)(?:\s+(?:in|at|sa|di|ở|tại)\s+\w[^,()]*?)?"
    r"(?:\s+and\s+(?P<tail>(?:living|staying|renting|supporting|raising)\s[^,()]+))?\s*",
    re.IGNORECASE,
)
_JUNIOR, _LAST_OF_JUNIOR = "junior high learner", 10  # a title, and the grade before there are strands
_TO_STUDY = re.compile(  # "students about to study in Australia", "học sinh sắp đi du học Úc"
    r"[\s,(]+(?:who\s+are\s+)?(?:about|going|planning|preparing|hoping|waiting)\s+to\s+study\s+"
    r"(?:abroad|overseas|in\s+\w[\w ]*)\)?\s*$"
    r"|[\s,(]+(?:sắp|chuẩn\s+bị|muốn|chờ)\s+(?:đi\s+)?du\s+học(?:\s+\w+){0,2}\)?\s*$",
    re.IGNORECASE,
)
_ANY_STUDENT, _HOUSEWIFE = "student", "housewife"
_STUDENT_AT_WORK = re.compile(
    r"\s*(?:students?|mahasisw[ai]|sinh\s+viên)(?:\s+|\s*\()(?!(?:bus|van|transport|canteen|cafeteria|dorm\w*|hostel|hous\w+|service|affair)s?\b)(?P<work>\w[^()]*?)\)?"
    r"|\s*(?P<done>\w.*?)(?<!kos)(?<!kost)(?<!asrama)(?<!kantin)(?<!bus)"
    r"(?:\s+(?:mahasisw[ai]|pelajar|sinh\s+viên|(?P<home>ibu\s+rumah\s+tangga|IRT|(?:bà\s+)?nội\s+trợ))"
    r"|\s*[,(]\s*(?:(?:international\s+)?(?:university|college)\s+)?(?:students?|mahasisw[ai]|sinh\s+viên)\)?)\s*",
    re.IGNORECASE,
)
# "Children of teachers"; "anak petani" and "con nông dân" in their countries.
_CHILDREN_OF = re.compile(
    r"\s*(?:(?:children|kids|sons|daughters)\s+of\s+(?:an?\s+)?|(?P<anak>anak(?:-anak)?)\s+(?!buah|magang|kos)"
    r"|(?P<con>con(?:\s+(?:em|cái))?)\s+(?!buôn))(?P<work>\w[^(),]*?)(?:\s+people)?\s*",
    re.IGNORECASE,
)
_ALSO_STUDY = re.compile(
    r"\s*(?:part[- ]time\s+)?(?P<work>\w[^,()]*?)\s+(?:who\s+(?:is|are)\s+)?(?:also|and\s+also)\s+(?:an?\s+)?"
    r"(?P<student>\w[^,()]*?\bstudents?)\s*",
    re.IGNORECASE,
)
_ALSO_AT_HOME = re.compile(
    r"\s*(?:part[- ]time\s+)?(\w[^,()]*?)\s+and\s+(?:full[- ]time\s+(?:housewife|(homemaker)|stay-at-home\s+m[ou]m)s?"
    r"|(?:an?\s+)?housewife)\s*",
    re.IGNORECASE,
)
_LEARNT = ("5120", "5141", "5142", "8322", "833")  # ISCO-08
_SERVE = ("5", "8", "9", "235", "2656")  # ISCO-08: who serves, sells, drives or carries, tutors or makes videos
_PREPARING = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:preparing|studying|reviewing|prepping)\s+for\s+(?:the\s+)?([^,()]+?)(?:\s+exams?)?\s*$",
    re.IGNORECASE,
)


def in_a_year(text: str, code: str, read: Read) -> Asked | None:
    """ "Nursing student, 3rd year", "siswa kelas 11"; a year behind any other work is no year of study."""
    told = without_year(text, code)
    wish = read_alternative(told[0]) if told and words_of(told[0]) else None
    if not told or not wish or status_of(wish) not in (None, "studying"):
        return None
    rest, year = told
    students = read(rest)
    if year.number <= _LAST_OF_JUNIOR and any(code in row.markets for row in rows_by_title()[_JUNIOR]):
        junior = Wish(rows=rows_by_title()[_JUNIOR], match="title")
        if year.category == junior.rows[0].job.category and not any(wish.rows for wish in students.wishes):
            return replace(students, wishes=(junior,), year=year)
    if {wish.kind for wish in students.wishes} == {year.category}:
        return replace(students, year=year)
    rows = tuple(row for wish in students.wishes for row in wish.rows if row.job.category == year.category)
    whole = {wish.category for wish in students.wishes} == {_ANY_STUDENT}
    wish = Wish(rows=rows, match="title") if rows else Wish(year.category)
    return replace(students, wishes=(wish,), year=year) if rows or whole else None


def of_who_hopes(text: str, code: str, read: Read) -> Asked | None:
    """ "Siswa SMA kelas 12 yang mau kuliah": what pupils mean to do next."""
    if (told := _TO_STUDY.search(text)) and words_of(text[: told.start()]):
        people = read(text[: told.start()])
        return with_unread(people, told[0].strip(" ,()"))
    plain = without_words(text, "hopes")
    return read(plain) if plain not in ("", text) else None


def preparing(text: str, code: str, read: Read) -> Asked | None:
    """ "Graduates preparing for UPSC" are who such candidates are; "nurses reviewing for NCLEX" are nurses."""
    told = _PREPARING.match(text)
    if not told:
        return None
    named = (f"{told[2]} {who}" for who in ("aspirant", "exam candidate", "candidate", "exam reviewee", "reviewee"))
    if known := next((name for name in named if read_exact(words_of(name))), ""):
        return read(known)
    asked = read(told[1])
    return with_unread(asked, left_out(text, told[1]))


def who_studies_too(text: str, code: str, read: Read) -> Asked | None:
    """ "Cashier studying criminology", "part-time barista studying nursing": who serves, sells or works for few hours
    is a student of it with that work beside; others have their work."""
    told = _AND_STUDIES.fullmatch(text)
    if not told or is_a_name(text) or are_anybody(told["work"]):
        return None
    work = read(told["work"])
    year = f"{told['year']} year " if told["year"] else ""
    students = read(f"{year}{told['field']} student {told['tail'] or ''}".strip())
    if students.notes and code == "ID" and not year:
        students = read(f"mahasiswa {told['field']}")
    named = all(wish.rows or wish.kind == UNDERGRADUATE for wish in students.wishes)
    if not are_all_at_work(work) or students.notes or not named or not _are_studying(students):
        return None
    rows = [row for wish in work.wishes for row in wish.rows]
    serve = bool(rows) and all(row.job.isco08.startswith(_SERVE) for row in rows)
    if work.part_time or serve:
        return replace(students, beside=work.wishes) if all(map(_is_work_beside, work.wishes)) else None
    return with_unread(work, left_out(text, told["work"]))


def _are_studying(people: Asked) -> bool:
    """Whether all who are meant study."""
    return {status_of(wish) for wish in people.wishes} == {"studying"}


def by_the_day_job(text: str, code: str, read: Read) -> Asked | None:
    """ "Video game streamer with a day job in a bank" works in a bank, and "crypto traders with a full-time job" at
    anything, with the other beside it."""
    told = _DAY_JOB.search(text)
    beside = text[: told.start()] if told else ""
    if not told or not words_of(beside) or is_a_name(text) or are_anybody(beside):
        return None
    at = told["work"] and told["as"].lower() not in ("as", "sebagai")
    asked, other = read(f"{'worker at ' if at else ''}{told['work']}" if told["work"] else "people"), read(beside)
    if not told["work"]:
        asked = replace(asked, wishes=(Wish("any worker"),))
    elif not are_all_at_work(asked):
        return None
    if are_all_at_work(other) and all(wish.rows for wish in other.wishes) and not other.notes:
        return replace(asked, beside=other.wishes)
    return with_unread(asked, beside.strip())


def with_work_beside(text: str, code: str, read: Read) -> Asked | None:
    """Students with the work that they do beside, and wives who keep house as those who do theirs for few hours."""
    told = split_side_work(text) or _by_their_work(text, read)
    if told and (split_side_work(told[1]) or are_anybody(told[0])):
        return None  # nobody has work beside work beside; "ibu-ibu yang bekerja di pabrik" are no housewives
    if told and told[1] and read(told[1]).family != NO_FAMILY:
        return None  # "moms who are students"
    people = read(told[0]) if told and words_of(told[0]) else None
    statuses = {status_of(wish) for wish in people.wishes} if people else set()
    home = next(iter(statuses), None)
    if told and told[1] and people and home == "looking for work" and len(statuses) == 1:
        done = read(told[1])  # "bar exam reviewee working part-time as a paralegal"
        notes = (*done.notes, note_of_unread(told[0].strip()))
        return replace(done, part_time=True, notes=notes) if are_all_at_work(done) else None
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


def _by_their_work(text: str, read: Read) -> tuple[str, str] | None:
    """ "Student ojol drivers", "barista mahasiswa", "dropshipper ibu rumah tangga": who studies or keeps house, and
    what they sell or serve beside it."""
    told = _STUDENT_AT_WORK.fullmatch(text)
    if not told or is_a_name(text):
        return None
    if not (tables().words["clause"] | tables().words["link"]).isdisjoint(words_of(told["work"] or "")[:1]):
        return None  # "students who are baristas"
    work = read(told["work"] or told["done"])
    rows = [row for wish in work.wishes for row in wish.rows]
    serve = all(wish.rows or wish.kind == ONLINE_SELLER for wish in work.wishes) and not work.notes
    serve = serve and all(row.job.isco08.startswith(_SERVE) for row in rows)
    if told["work"] and rows and all(row.job.isco08.startswith(_LEARNT) for row in rows):
        return None  # "student hairdresser", "student driver": who learns a trade
    return (_HOUSEWIFE if told["home"] else _ANY_STUDENT, told["work"] or told["done"]) if serve else None


_CHILDREN_WHO = re.compile(
    r"\s*(?:anak(?:-anak)?|con(?:\s+(?:em|cái))?|children|sons|daughters|kids)\s+(?:of\s+)?(\w[^(),]*?)\s+(?:(?:yang|who|đang|sedang|masih)\s+)*"
    r"(?:kuliah|study|studying|(?:are\s+)?(?:at|in)\s+(?:university|college)|học\s+đại\s+học|học\s+cao\s+đẳng)(?:\s+(?:di|in|at|ở|tại)\s+(?:the\s+)?"
    r"(kota(?:\s+besar)?|city|cities|thành\s+phố|university|college|\w+))?\s*",
    re.IGNORECASE,
)


def children_who_study(text: str, code: str, read: Read) -> Asked | None:
    """ "Anak petani yang kuliah di kota": a student, whoever the parents are."""
    told = _CHILDREN_WHO.fullmatch(text)
    if not told and (theirs := _CHILDREN_OF.fullmatch(text)) and not is_a_name(text):
        there = ("ID", "MY") if theirs["anak"] else ("VN",) if theirs["con"] else (code,)
        if code not in there or ((theirs["anak"] or theirs["con"]) and words_of(theirs["work"]) not in tables().local):
            return None  # "anak marketing", "Con Dao fishermen"
        parents = read(theirs["work"])  # "anak petani"
        at_work = are_all_at_work(parents) and not parents.schooled  # "anak nelayan putus sekolah" has left school
        return replace(read("people"), notes=(note_of_unread(theirs["work"]),)) if at_work else None
    if not told or read_exact(words_of(text)):
        return None
    away = True if told[2] and told[2].lower() not in ("university", "college") else None
    return Asked((Wish(UNDERGRADUATE),), notes=(note_of_unread(told[1]),), lodging=away)


def who_also_study(text: str, code: str, read: Read) -> Asked | None:
    """ "POS agent who is also a final year student": who studies, and their work."""
    told = _ALSO_STUDY.fullmatch(text)
    if not told or is_a_name(text):
        return None
    work = read(told["work"])
    students = read(told["student"])
    if work.notes or not all(map(_is_work_beside, work.wishes)) or not _are_studying(students):
        return None
    if {wish.kind for wish in students.wishes} == {_ANY_STUDENT}:
        students = replace(students, wishes=(Wish(UNDERGRADUATE),))
    return replace(students, beside=work.wishes)


def who_also_keep_house(text: str, code: str, read: Read) -> Asked | None:
    """ "Part-time yoga teacher and full-time homemaker": one person who does both."""
    told = _ALSO_AT_HOME.fullmatch(text)
    work = read(told[1]) if told and not is_a_name(text) else None
    if not told or not work or work.notes or not all(map(_is_work_beside, work.wishes)):
        return None
    gender: Gender | None = None if told[2] else "Female"
    return replace(work, part_time=True, family=Family(gender, work.family.needs or "spouse"))


def _is_work_beside(wish: Wish) -> bool:
    """Whether somebody may do what a wish means for few hours: no shop is kept like that."""
    named = wish.rows or wish.category not in ("", "any worker")
    return status_of(wish) == "working" and wish.kind != OWNER and bool(named)
