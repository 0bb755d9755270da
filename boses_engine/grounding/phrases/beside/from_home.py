"""Work that is done from home: "bookkeeper working from home", "remote workers in tech", "baker at home"."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, is_known, with_unread, without_words
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.own_places import from_home
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, status_of

_FROM_HOME = re.compile(
    r"\s*(?:work(?:ing)?[- ](?:from|at)[- ]home|wfh|evden\s+çalışan|uzaktan\s+çalışan"
    r"|home[- ]based(?=\s+(?:moms?|mums?|mothers?|dads?|parents?|workers?|employees?)\b))\s+(?=\w)",
    re.IGNORECASE,
)
_REMOTE_IN = re.compile(r"\s*remote\s+(?:workers?|employees?|staff|professionals?)\s+in\s+(?=\w)", re.IGNORECASE)
_HOME_BASED = re.compile(r"^\s*home[- ]based\s+(?=\w)", re.IGNORECASE)
_AT_HOME_BEHIND = re.compile(
    r"(?<=\w)(?:\s+(?:from|at)\s+(?:their\s+(?:own\s+)?)?home|\s*[,(]\s*home[- ]based\s*\)?)\s*$", re.IGNORECASE
)
_FROM_HOME_BEHIND = re.compile(
    r"(?<=\w)\s*,?\s+(?:(?:who\s+)?work(?:s|ing)?[- ]"
    r"(?:(?:from|at)[- ]home|(?:fully\s+)?remote(?:ly)?(?:\s+for\s+[^,()]+)?)|wfh|remotely)\s*$",
    re.IGNORECASE,
)


def at_home(text: str, code: str, read: Read) -> Asked | None:
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
    are_known = all(is_known(wish) and not is_anybody(wish) and status_of(wish) == "working" for wish in asked.wishes)
    said = " ".join(word for word in text.split() if word not in work.split())
    return with_unread(asked, said) if are_known else None


def remote(text: str, code: str, read: Read) -> Asked | None:
    """ "Remote workers in tech"."""
    remote = _REMOTE_IN.match(text)
    return _all_from_home(read(f"workers in {text[remote.end() :]}"), code) if remote else None


def from_home_abroad(text: str, code: str, read: Read) -> Asked | None:
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


def at_their_home(text: str, code: str, read: Read) -> Asked | None:
    """ "Women who sell food from home", "baker at home", of work that is done there, where no title says so."""
    work = _HOME_BASED.sub("", _AT_HOME_BEHIND.sub("", text))
    known = read_exact(words_of(text)) or named_mix(words_of(text))
    return None if work in ("", text) or known else _all_from_home(read(work), code)


def _all_from_home(asked: Asked, code: str) -> Asked | None:
    """All that was asked for from home; None where some of it is not done there."""
    there = tuple(filter(None, (from_home(wish, code) for wish in asked.wishes)))
    return replace(asked, wishes=there) if len(there) == len(asked.wishes) else None
