"""Work that somebody at work has beside it: "teacher who sells online on the side", "petani nyambi ojek", "giáo viên
kiêm bán bảo hiểm", "nurse with a small bakery"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from boses_engine.grounding.phrases.beside.shape import (
    Read,
    are_anybody,
    is_a_name,
    is_anybody,
    is_known,
    left_out,
    with_unread,
    without_words,
)
from boses_engine.grounding.phrases.counted_children import is_number
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import NO_FAMILY, Asked, are_all_at_work, status_of
from boses_engine.grounding.work.tables import Job, rows_under, tables

_JOB = r"(?:side|second|extra|part[- ]time|weekend)[- ](?:jobs?|gigs?|business(?:es)?|hustles?|work)|sidelines?|rakets?"
_BESIDE = (
    r"on\s+the\s+side|as\s+an?\s+(?:(?:side|second|extra)\s+(?:job|hustle|business|income)|sideline)|after\s+(?:work|hours|office)"
    r"|at\s+night|in\s+the\s+evenings?|evenings?|(?:on|at)\s+(?:the\s+)?weekends?|in\s+(?:her|his|their)\s+(?:spare|free)\s+time"
    r"|di\s+(?:akhir\s+pekan|sela-sela\s+kerja)|(?:tiap|setiap)\s+malam|malam\s+hari|sepulang\s+kerja|buổi\s+tối|ban\s+đêm"
    r"|cuối\s+tuần|ngoài\s+giờ(?:\s+(?:làm|hành\s+chính))?|kapag\s+(?:gabi|weekend)|pagkatapos\s+ng\s+trabaho"
)
_ENDS = r"(?P<side>\w[^,()]*?)\)?\s*$"
# What is told as work beside, whatever its name: it is told as unread where it is no work that is known.
_SURELY = re.compile(
    r"(?:\s+(?:(?:yang\s+|yg\s+)?(?:sambil|sembari|nyambi|merangkap)(?!\s+(?:\w+\s+)?(?:kuliah|sekolah|kerja|bekerja|part))"
    r"|(?:yang\s+|yg\s+)?juga(?:\s+(?:(?:be)?kerja\s+)?(?:jadi|sebagai))?(?=\s+\w)"
    r"|kiêm(?:\s+thêm)?(?!\s+sinh)|kết\s+hợp(?:\s+với)?|làm\s+thêm(?:\s+nghề)?(?=\s+(?!buổi|ngoài|ở|tại))|(?:có\s+)?nghề\s+tay\s+trái(?:\s+là)?"
    r"|who\s+also\s+(?=(?!study)\w+\s+\w)|(?:,\s*)?moonlight(?:s|ing)\s+as(?:\s+an?)?|who\s+moonlights?\s+as(?:\s+an?)?"
    r"|(?:and|&)\s+(?:an?\s+)?part[- ]time(?=\s+\w)|doubl(?:es|ing)\s+as(?:\s+an?)?"
    r"|(?:who\s+)?works?\s+part[- ]time\s+as(?:\s+an?)?"
    rf"|(?:,\s*)?(?:with|may|na\s+may|who\s+has|and\s+has)\s+(?:an?\s+)?(?:{_JOB})\s+(?:(?:as|in|of|na|ng|,)\s+)?(?:an?\s+)?)"
    rf"(?:\s*(?:jadi|sebagai|làm)(?=\s))?)\s*{_ENDS}",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    rf"\s+(?:with|who\s+has|and|na\s+may|may)\s+(?:an?\s+)?(?P<side>\w[^,()]*?)\s+(?:{_JOB})\s*$", re.IGNORECASE
)
_SELLS = re.compile(
    r"\s+(?P<side>(?:jualan|jual|berjualan|dagang|bán|chạy|dạy)\s+(?!(?:hàng|bộ)\s*$)\w[^,()]*)$", re.IGNORECASE
)
# What staff of any kind may do beside their work, and is not what they are there for.
_FOR_ANYBODY = re.compile(
    r"\b(?:online|grab|ojol|shopee|tiktok|facebook|zalo|mạng|xe\s+ôm|ship|buổi|thêm)\b", re.IGNORECASE
)
# What may be told of another time or place: only where work is named.
_PERHAPS = (
    re.compile(
        r"(?:\s*,\s*|\s+(?:who|and|na|yang|that)\s+|\s+(?=(?:selling|driving|doing|running|teaching|tutoring|baking|raising|trading"
        rf"|riding|delivering|jualan|jual|dagang|bán|chạy|dạy|nagtitinda|nagbebenta)\s))(?:also\s+|juga\s+)?(?P<side>\w[^,()]*?)\s+(?:{_BESIDE})\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s+(?:(?:who|that)\s+(?:also\s+)?(?:owns?|has|have|runs?)|with|yang\s+(?:juga\s+)?(?:punya|memiliki|buka)(?:\s+usaha)?"
        r"|na\s+may(?:roong)?|(?:có|mở)\s+thêm)\s+(?!(?:\w+\s+)?own\b|sariling\b)(?:an?\s+)?(?P<small>(?:small|little|tiny|maliit\s+na)\s+)?"
        r"(?P<owned>\w[^,()]*?)(?:\s+(?:business|kecil|nhỏ))?\s*$",
        re.IGNORECASE,
    ),
    _SELLS,
)
_SELLERS = "52"  # ISCO-08
_SPOUSES = frozenset(words_of("vợ chồng suami istri"))

_WHEN = (
    r"(?:(?:at|by)\s+night|in\s+the\s+evenings?|(?:on|at)\s+(?:the\s+)?weekends?|by\s+day|during\s+the\s+day|on\s+weekdays"
    r"|sa\s+(?:umaga|gabi|araw)|(?:di\s+)?(?:siang|malam)(?:\s+hari)?|ban\s+(?:ngày|đêm))"
)
# "Barbecue vendor at night and laundry worker by day".
_DAY_AND_NIGHT = re.compile(
    rf"\s*(\w[^,()]*?)\s+{_WHEN}\s*(?:,\s*|\s(?:and|dan|at|và)\s+)(?:an?\s+)?(\w[^,()]*?)\s+{_WHEN}\s*", re.IGNORECASE
)


def by_day_and_night(text: str, code: str, read: Read) -> Asked | None:
    """ "Barbecue vendor at night and laundry worker by day": one who does both."""
    both = _DAY_AND_NIGHT.fullmatch(text)
    return with_second_work(f"{both[1]} who moonlights as {both[2]}", code, read) if both else None


def with_second_work(text: str, code: str, read: Read) -> Asked | None:
    """Who has an employer or a trade, with the work beside it; what is no work that is known is told as unread."""
    if named_mix(words_of(text)) or is_a_name(text):
        return None
    for told, surely in _told(text):
        people = _at_work(text[: told.start()], read)
        if not people or _tells_of_another(text[: told.start()], told, people):
            continue
        if owned := _of_the_trade(told, people):
            return _owners(owned, people, read) if told["small"] else None
        if work := next(_readings(told, people, read), None):
            return replace(people, beside=work.wishes)
        if surely:
            return with_unread(people, text[told.start() :].strip(" ,("))
    plain = without_words(text, "sideline")
    people = _at_work(plain, read) if plain not in ("", text) else None
    if not people or any(row.job.employment == "own" for wish in people.wishes for row in wish.rows):
        return None
    return with_unread(people, left_out(text, plain))


def _told(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The words of a text that may tell of work beside other work, and whether they tell of nothing else."""
    for pattern in (_SURELY, _NAMED_FIRST, *_PERHAPS):
        if told := pattern.search(text):
            yield told, pattern in (_SURELY, _NAMED_FIRST)


def _tells_of_another(before: str, told: re.Match[str], people: Asked) -> bool:
    """Whether the words tell of a child, of so many hands, of a home, of an employer ("cook, with a restaurant"), of
    what a husband or wife does, or of how sellers sell and what staff do ("nhân viên bán bảo hiểm")."""
    lists, owned = tables().words, told.groupdict().get("owned")
    of_others = lists["child"] | lists["child of an age"] | lists["spouse"] | lists["woman"] | lists["man"] | _SPOUSES
    had = words_of(owned or "")
    if not of_others.isdisjoint((*had, *words_of(before)[-1:])):
        return True
    if owned:
        brings_nothing = had[-1] in lists["brings no pay"]
        return brings_nothing or is_number(had[0]) or owned.isupper() or before.rstrip().endswith(",")
    jobs = [row.job for wish in people.wishes for row in wish.rows]
    sellers = sum(job.isco08.startswith(_SELLERS) for job in jobs)
    sell = any(job.employment == "own" for job in jobs) or 2 * sellers > len(jobs)
    of_any = any(wish.category for wish in people.wishes) and not _FOR_ANYBODY.search(told["side"])
    return told.re is _SELLS and (sell or of_any)


def _at_work(text: str, read: Read) -> Asked | None:
    """Those whom a text names, where all of them are at some work that is known."""
    if not words_of(text) or are_anybody(text):
        return None
    people = read(text)
    known = all(is_known(wish) or (wish.rows and not people.notes) for wish in people.wishes)  # "freelance tailor"
    at_work = are_all_at_work(people) and known and not people.beside
    return people if at_work and not any(map(is_anybody, people.wishes)) else None


def _of_the_trade(told: re.Match[str], people: Asked) -> str:
    """What somebody is said to own, where others of the trade work at such a place: "baker with a small bakery"."""
    owned = told.groupdict().get("owned") or ""
    return owned if words_of(owned)[-1:] and words_of(owned)[-1] in words_of(" ".join(_workplaces(people))) else ""


def _owners(owned: str, people: Asked, read: Read) -> Asked | None:
    """Those who own the place where people of a trade work."""
    owners = read(f"{owned} owner")
    return owners if all(wish.rows for wish in owners.wishes) and _workplaces(owners) & _workplaces(people) else None


def _workplaces(people: Asked) -> frozenset[str]:
    return frozenset(at for wish in people.wishes for row in wish.rows for _, at in row.workplaces)


def _readings(told: re.Match[str], people: Asked, read: Read) -> Iterator[Asked]:
    """The known work that is told, other than that of the people themselves."""
    parts = told.groupdict()
    owned, side = parts.get("owned"), parts.get("side")
    texts = (f"{owned} owner",) if owned else (side or "", f"people {side}", f"people who {side}")
    return (each for each in map(read, texts) if _is_other_work(each, people, bool(owned)))


def _is_other_work(asked: Asked, people: Asked, owned: bool) -> bool:
    """Whether nothing but work is meant, on their own account where it is owned, that the people do not do anyway."""
    jobs, theirs = _jobs(asked), _jobs(people)
    if asked.notes or asked.family != NO_FAMILY or (owned and any(not wish.rows for wish in asked.wishes)):
        return False
    is_work = all(status_of(wish) == "working" and is_known(wish) and not is_anybody(wish) for wish in asked.wishes)
    own = not owned or all(job.employment == "own" for job in jobs)
    done = {job.title for job in jobs} & {job.title for job in theirs}
    kinds, known = ({(job.isco08, job.employment) for job in each} for each in (jobs, theirs))
    of_a_kind = all(wish.rows for wish in people.wishes) and kinds <= known
    return bool(is_work and jobs and own and not done and not of_a_kind)


def _jobs(asked: Asked) -> list[Job]:
    """The jobs of those who are asked for, or of all who do such work."""
    kinds = (wish.rows or (rows_under(wish.category) if wish.category else ()) for wish in asked.wishes)
    return [row.job for rows in kinds for row in rows]
