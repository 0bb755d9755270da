"""Readers of what an occupation tells beside the work: their shape, and what stands behind other words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from boses_engine.grounding.people.nations import either
from boses_engine.grounding.phrases import own_words
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.text import plain_letters
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.tables import Wish, tables

Read = Callable[[str], Asked]
_ANYBODY = ("any", "any worker")  # kinds of people of whom no work is told
_FROM_OR_NEAR = frozenset(("from", "dari", "tu", "near", "dekat", "gan"))
_AND_NOW = re.compile(r"(?:[\s,]+(?:and|now|currently|who|is|are|y|e|et|dan|sekarang))+\s*$", re.IGNORECASE)
_LINK_FIRST = re.compile(r"^\s*(?:na|nga|yang|que)\s+(?=\w)", re.IGNORECASE)
_UNREAD = "Nothing was made of"


def is_known(wish: Wish) -> bool:
    """Whether a wish means more than the words that were asked for."""
    return wish.match != "as asked"


def is_work(text: str, country_code: str) -> bool:
    """Whether a text is a name of some work, of the country or in English."""
    return bool(read_exact(words_of(own_words.put_in_english(text, country_code))))


def is_a_name(text: str) -> bool:
    """Whether a table has a text word by word, and does not only know it without its adjectives."""
    words, known = words_of(text), tables()
    return words in known.english or words in known.local or words in known.abroad or named_mix(words) is not None


def named_by(asked: Asked, text: str) -> str:
    """The text where it is the name of the one title that was asked for; "" where its words are no English title."""
    return text if len(asked.wishes) == 1 and words_of(text) in tables().english else ""


def is_anybody(wish: Wish) -> bool:
    """Whether a wish is for people of whom no work is told."""
    return wish.kind in _ANYBODY and not wish.title


def are_anybody(text: str) -> bool:
    """Whether words name people, parents or a sex and tell of no work: "mães solo", "thanh niên", "workers"."""
    roles = ("people abroad", "mother", "father", "parent", "lone", "woman", "man", "filler", "generic head")
    return set(words_of(text)) <= set().union(*(tables().words[role] for role in roles))


def without_words(text: str, role: str) -> str:
    """The text without words of a role that end it, with their marks or without, or, where no English text has them,
    stand inside it."""
    words = words_of(text)
    if words in tables().english or words in tables().local:
        return text
    for found in _said_after(role).finditer(plain_letters(text)):
        inside = text[found.end() :].strip()
        if words_of(text[: found.end()]) in tables().local:
            continue  # "anak kost di Jogja"
        if (*words_of(found[1])[-1:], *words_of(inside)[:1]) in tables().person_first["where"]:
            continue  # "phiên dịch tại nhà máy"
        is_marked = not text[found.start(1) : found.end(1)].isascii()
        # "BPO night shift workers", no "OFW wife, full-time mom" nor "wife (full-time mom)"
        of_them = are_anybody(inside) and {",", "("}.isdisjoint(found[0])
        if not inside or is_marked or of_them or _tells_where(inside) or tells_of_those_before(inside):
            return f"{text[: found.start()]} {inside}".strip()
    return text


def without_all_words(text: str, role: str) -> str:
    """The text without all words of a role behind others."""
    plain = without_words(text, role)
    return text if plain == text else without_all_words(_AND_NOW.sub("", plain), role)


def tells_of_those_before(text: str) -> bool:
    """Whether words tell of people who stand before them, and name nobody themselves: "living alone", "on 4Ps"."""
    first, lists = words_of(text)[:1], tables().words
    links = lists["link"] | lists["clause"] | lists["at work"] | lists["doing"] | lists["after people"]
    return bool(first) and (first[0] in links or first[0].endswith("ing"))


def without_link(text: str) -> str:
    """The text without a word that only links it to what stands before: "na OFW", of "hiwalay sa asawa na OFW"."""
    return _LINK_FIRST.sub("", text)


@cache
def standing_before(*roles: str, of_many: bool = False) -> re.Pattern[str]:
    """What stands before other words, of any of the roles, as its first group; `of_many` with an s too."""
    said = either(frozenset[str]().union(*(tables().words[role] for role in roles)))
    return re.compile(rf"\s*({said}){'s?' if of_many else ''}(?:\s*,\s*|\s+)(?=\w)", re.IGNORECASE)


def left_out(text: str, rest: str) -> str:
    """What a text has more than the rest of it, which has lost a piece of it."""
    said, kept = text.split(), rest.split()
    same = next(
        (at for at, pair in enumerate(zip(said, kept, strict=False)) if pair[0].rstrip(",") != pair[1].rstrip(",")),
        len(kept),
    )
    return " ".join(said[same : len(said) - (len(kept) - same)]).strip(" ,()")


def _tells_where(text: str) -> bool:
    """Whether words tell where or from where: "karyawan shift malam di pabrik", "mahasiswa perantauan dari Papua"."""
    links = tables().words["link"] - {"of"} | {word for link in tables().person_first["link"] for word in link}
    return not (links | _FROM_OR_NEAR).isdisjoint(words_of(text)[:1])


@cache
def _said_after(role: str) -> re.Pattern[str]:
    """What stands after other words, the longest first, in brackets or behind a comma too."""
    said = "|".join(map(re.escape, sorted(map(plain_letters, tables().words[role]), key=len, reverse=True)))
    return re.compile(
        rf"[\s,(]+(?:(?:na|who\s+(?:is|are))\s+)?(?:(?:still|currently)\s+)?(?:on\s+)?(?:the\s+)?({said})\)?(?![\w-])",
        re.IGNORECASE,
    )


def note_of_unread(*words: str) -> str:
    """What a user should know of words that nothing could be made of."""
    said = " and ".join(map(repr, words))
    return f"{_UNREAD} {said}: people are drawn as if it were not said."


def note_of_no_work(text: str) -> str:
    """What a user should know of words for people that name no work and tell nothing else."""
    return f"{text!r} is no work: people of all kinds are drawn, and nothing makes this true of them."


def with_unread(asked: Asked, *words: str) -> Asked:
    """Those who are asked for, with a note of words of which nothing was made."""
    return replace(asked, notes=(*asked.notes, note_of_unread(*words)))


def is_of_unread(note: str) -> bool:
    """Whether a note says that nothing could be made of some words."""
    return note.startswith(_UNREAD)


def titles_of(wishes: Sequence[Wish]) -> set[str]:
    """The titles of wishes, and their kinds of work where they have none."""
    return {name for wish in wishes for name in ({row.job.title for row in wish.rows} or {wish.category})}
