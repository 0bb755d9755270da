"""What is told behind a comma of people whose work is told before it, and is no other people: work of theirs beside it
("accountant, weekend online seller"), what they owe, like or mean to do ("rice farmer, vay ngân hàng")."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    is_a_name,
    is_anybody,
    is_known,
    is_of_unread,
    note_of_unread,
    titles_of,
    with_unread,
)
from boses_engine.grounding.phrases.own_words import put_in_english
from boses_engine.grounding.phrases.terms import read_wishes
from boses_engine.grounding.phrases.town_words import without_town
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.tables import Wish

_PARTS_MOST = 3
_AT_REST = ("retired", "keeping house")
# Work beside the work, whoever would do it alone.
_SIDELINE = re.compile(
    r"\s*(?:(?:also|sometimes)\s.+|(?:week-?ends?|evenings?|nights?|spare[- ]time|side)\s+(?!shift)\w.+"
    r"|.+\s(?:on\s+the\s+side|(?:at|on)\s+weekends|after\s+hours|in\s+the\s+evenings?|at\s+night|(?:once|twice)\s+a\s+\w+)"
    r"|(?:bán|chạy|dạy|làm|mở|nhận|nuôi|trồng|buôn|kinh\s+doanh|đi)\s(?:.*\s)?(?:thêm|ngoài\s+giờ|cuối\s+tuần|(?:buổi|ban)\s+\w+|lúc\s+rảnh)(?:\s.*)?"
    r"|(?:tối|đêm|sáng|chiều|cuối\s+tuần|rảnh)\s+(?:thì\s+)?(?:chạy|bán|làm|đi|dạy|học|nhận)\s.+)\s*",
    re.IGNORECASE,
)
_CARES_AND_WORKS = re.compile(
    r"\s*((?:nuôi(?:\s+dưỡng)?|chăm(?:\s+sóc)?|phụng\s+dưỡng)\s+(?:(?:cha|bố|ba|mẹ|má|parents)\s*)+(?:già|yếu|bệnh|\s)*)\s*(?:,|và|vừa)\s+(?:đi\s+)?làm\s+(\w.*)",
    re.IGNORECASE,
)
_WHEN = re.compile(  # what is no name of the work beside
    r"^\s*(?:also|sometimes|week-?ends?|evenings?|nights?|spare[- ]time|side|tối|đêm|sáng|chiều|cuối\s+tuần"
    r"|rảnh(?:\s+thì)?)\s+"
    r"|\s(?:thêm|ngoài\s+giờ|cuối\s+tuần|(?:buổi|ban)\s+\w+|lúc\s+rảnh|on\s+the\s+side|(?:at|on)\s+weekends|after\s+hours"
    r"|in\s+the\s+evenings?|at\s+night|(?:once|twice)\s+a\s+\w+)(?=\s|$)",
    re.IGNORECASE,
)
# What else tells of who stands before the comma, whatever it would mean alone.
_OF_THEIRS = re.compile(
    r"\s*(?:(?:(?:his|her|their|các)\s+)?(?:children|sons?|daughters?|con(?:\s+cái)?|anak)\s+(?:(?:are|is)\s+)?(?:grown|working|studying|abroad|đi|du\s+học|làm|kuliah|kerja|merantau)\b.*"
    r"|from\s+(?:an?\s+)?\w+\s+famil(?:y|ies)|(?:sav|send|pay|learn|study|dream|hop|plann|rent|support|help|try|struggl|collect|remitt)(?:s|es|ies|ing|e)\s.+"
    r"|(?:vay|nợ|trả\s+góp|thuê|gửi|lên|về|ra|vào|bỏ|đi\s+học|học|hay|thường|thích|mê|lương|thu\s+nhập|hoa\s+hồng|áp\s+lực"
    r"|muốn|mong|định|tiết\s+kiệm|chăm|phụ|nuôi\s+(?:con|cháu|bố|cha|mẹ|em))\s.+)\s*",
    re.IGNORECASE,
)


def who_works_and_cares(text: str, code: str, read: Read) -> Asked | None:
    """ "Nuôi dưỡng cha mẹ già và làm nhân viên ngân hàng": by the work of who has old parents at home."""
    told = _CARES_AND_WORKS.fullmatch(text)
    work = read(told[2]) if told else None
    if not told or not work or not are_all_at_work(work):
        return None
    return replace(work, home="parents", notes=(*work.notes, note_of_unread(told[1].strip())))


def with_a_sideline_apart(text: str, code: str, read: Read) -> Asked | None:
    """ "Doctor, mở phòng khám ngoài giờ", "accountant, weekend online seller": one person with two works is who the
    first says."""
    head, _, said = text.rpartition(",")
    if not words_of(head) or not _SIDELINE.fullmatch(said) or is_a_name(text):
        return None
    people = read(head)
    if all(map(is_anybody, people.wishes)) or {status_of(wish) for wish in people.wishes} != {"working"}:
        return None
    side = _WHEN.sub("", said).strip()
    both = read(f"{head} moonlighting as {side}") if words_of(side) else people
    return both if both.beside else with_unread(people, said.strip())


def told_behind(text: str, code: str, read: Read) -> Asked | None:
    """ "Rice farmer, vay ngân hàng": who stands before the comma, with a note of the rest, where that names nobody or
    tells of the same people."""
    head, _, said = text.rpartition(",")
    if "(" in text or not words_of(head) or not words_of(said) or is_a_name(text) or text.count(",") > _PARTS_MOST:
        return None
    people = read(head)
    if all(map(is_anybody, people.wishes)) or not all(map(_is_told, people.wishes)):
        return None
    if not all(map(is_of_unread, people.notes)):  # a likeness
        return None
    statuses = {status_of(wish) for wish in people.wishes}
    told_so = statuses & {"working", "retired"} or said.strip().startswith("from ")
    theirs = told_so and _OF_THEIRS.fullmatch(said)
    if not theirs and _names_others(text, people, said, code, read):
        return None
    return with_unread(people, said.strip())


def _is_told(wish: Wish) -> bool:
    """Whether a wish means titles or a kind of work."""
    return bool(wish.rows or wish.category)


def _names_others(text: str, people: Asked, said: str, code: str, read: Read) -> bool:
    """Whether words behind a comma name a town, people or work of their own, alone or with the word that begins what
    stands before it, "petani pala, cengkeh", or which of the people are meant: "driver, taxi"; who has retired may do
    at home what would keep others there."""
    if read_exact(words_of(said)) or without_town(said, code).strip() != said.strip():
        return True
    alone = read(said.strip())
    if all(map(_is_told, alone.wishes)) and all(map(is_of_unread, alone.notes)):
        both = {status_of(wish) for wish in (*people.wishes, *alone.wishes)}
        return not (both <= set(_AT_REST) and "retired" in both)
    whole = read_wishes(put_in_english(text, code))
    if len(whole) == 1:
        others = titles_of(whole) != titles_of(people.wishes)
        elsewhere = _places(whole[0]) != {at for wish in people.wishes for at in _places(wish)}  # "line lead, Samsung"
        return _is_told(whole[0]) and (others or elsewhere)
    return is_known(whole[-1]) and bool(whole[-1].rows)


def _places(wish: Wish) -> set[str]:
    """The workplaces of a wish."""
    return {wish.workplace} if wish.workplace else {at for row in wish.rows for _, at in row.workplaces}
