"""Titles as they were asked for: how they are written, and what their words of rank say of the pay."""

from functools import cache

from boses_engine.grounding.text import ABBREVIATION_MOST, singular
from boses_engine.grounding.words import Words, word_of, words_of
from boses_engine.grounding.work.tables import tables

TITLE_WORDS_MOST = 6
_SHOUTED_MOST = 3  # letters of an abbreviation where all the text is in capitals
# Standard deviations of log pay by which a word of rank moves within its band (estimate).
_RANK_SHIFTS = {
    **dict.fromkeys(("intern", "trainee", "apprentice"), -1.6),
    **dict.fromkeys(("junior", "entry", "graduate"), -0.9),
    **dict.fromkeys(("senior", "lead", "principal"), 0.9),
    **dict.fromkeys(("head", "chief", "director", "executive"), 1.3),
}


@cache
def own_names() -> dict[str, str]:
    """Names of firms that stand with capitals in titles, by what they are in small letters."""
    return {name.lower(): name for name in tables().words["own name"]}


def as_title(text: str) -> str:
    """The text as a title: lower-case but for abbreviations and names of firms, singular, of at most six words."""
    lists = tables().words
    names = own_names()
    words = [word.strip(".,;:!?\"'“”‘’()[]") for word in text.split()]
    words = [word for word in words if word] or [text.strip()]
    while len(words) > 1 and words[0].lower() in lists["article"]:
        words = words[1:]
    link = next((place for place, word in enumerate(words) if place and word.lower() in lists["link"]), len(words))
    words = words[: link if len(words) > TITLE_WORDS_MOST else None][:TITLE_WORDS_MOST]
    longest = _SHOUTED_MOST if text.isupper() else ABBREVIATION_MOST
    words = [
        word if word.isupper() and len(word) <= longest else names.get(word.lower(), word.lower()) for word in words
    ]
    head = min(link, len(words)) - 1
    if words[head].islower() and text.isascii() and words[head] not in lists["no plural"]:  # "sołtys": not English
        words[head] = singular(words[head])
    return " ".join(words)


def after_ranks(words: Words, role: str) -> Words:
    """The words from the first on that is no word of rank, by a role of words.csv; all where none is left."""
    ranks = tables().words[role]
    return words[next((at for at, word in enumerate(words) if word not in ranks), 0) :]


def rank_shift(title: str) -> float:
    """By how many standard deviations of log pay the words of rank in a title that is not in the tables move it."""
    return max((_RANK_SHIFTS[word] for word in words_of(title) if word in _RANK_SHIFTS), key=abs, default=0.0)


def plain_title(title: str) -> str:
    """A title without its words of rank, where others are left; else nothing: no "high school teacher" in the junior
    one."""
    kept = [word for word in title.split() if word_of(word) not in _RANK_SHIFTS]
    return " ".join(kept) if 0 < len(kept) < len(title.split()) and kept[0] != "high" else ""
