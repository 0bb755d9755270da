"""The sex that words beside a job's name say: "young female factory workers", "phụ hồ nữ", "nurse (male)".

Such words may tell instead what is sold or made, or whom the work is about: "women footwear seller", "women rights
lawyer", "huấn luyện viên bóng đá nữ" are no women for all that is said. Words in words.csv: `Female first`, `worn`,
`about one sex`, `run for one sex`, `many people`, `whoever`.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.phrases.alternative import read_exact, without_adjectives
from boses_engine.grounding.phrases.own_words import words_of_places
from boses_engine.grounding.text import unmarked
from boses_engine.grounding.words import TOKEN, Words, word_of, words_of
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import Row, Wish, rows_under, tables

_SEXES: tuple[Gender, ...] = ("Female", "Male")
_MANY = frozenset(("women", "men"))
_NEXT = re.compile(r"[,/;|+&()]|\s(?:and|or)\s", re.IGNORECASE)  # between the jobs that a text lists
_PERSON = re.compile(r"(?:er|or|ist|ian|ant|ent|man|staff)$")
_OTHERS = re.compile(r"\s*(?:[/;|+&]|\b(?:and|or)\b)", re.IGNORECASE)
_SELL = ("521", "5221", "524")  # ISCO-08: who has goods of their own, no clerks and cashiers
_MANY_GOODS = 6  # titles, from which on sellers have goods of any kind
_SALES, _PLAY = "52", ("3421",)
_FOR_ONE_SEX = ("3422", "3423", "2163", "514", "753")  # coaches, designers, hairdressers, tailors


def sex_said(occupation: str, country_code: str, wishes: Sequence[Wish]) -> Gender | None:
    """The sex that is said of all who were asked for; none that no title is open to ("female imam")."""
    sex = _said(occupation, country_code, wishes)
    is_open = any(not wish.rows or any(row.job.gender in (None, sex) for row in wish.rows) for wish in wishes)
    return sex if is_open else None


def _said(occupation: str, country_code: str, wishes: Sequence[Wish]) -> Gender | None:
    """The same, whether or not the titles are open to it."""
    name, _, inside = occupation.partition("(")
    words = words_of(name)
    firsts = {sex: _words_for(f"{sex} first", country_code) for sex in _SEXES}
    if all({(word,) for word in words} & first for first in firsts.values()):
        return None  # "women and men farmers"
    for sex, first in firsts.items():
        if _is_first(name, first, wishes):
            return sex
        if len(wishes) == 1 and words_of(inside) in first:
            return sex
        if len(wishes) == 1 and words[-1:] in _words_for(f"{sex} last", country_code) and is_last(words, wishes):
            return sex
    return None


def _is_first(name: str, first: frozenset[Words], wishes: Sequence[Wish]) -> bool:
    """Whether a name begins with words of a sex, as far as words of age and status let it, that tell who does it."""
    tokens, words, known = TOKEN.findall(name), words_of(name), tables().words
    before = known["filler"] | known["clause"] | known["whoever"] | NO_LONGER.keys()
    start = next((at for at, word in enumerate(words) if (word,) in first or word not in before), 0)
    size = next((size for size in (3, 2, 1) if words[start : start + size] in first), 0)
    if not size:
        return False
    said, after = tokens[start].casefold(), words[start + size :]
    if _begins(after, known["about one sex"]):
        return False
    rest = name.partition(tokens[start])[2]
    if others := _OTHERS.match(rest):  # "women or youth farmers", but "women and girls"
        return words_of(rest[others.end() :])[:1] in {
            (each,) for each in known["of women"] | known["mother"] | known["of men"]
        }
    if said not in _MANY:
        return not (_sell(wishes) and _begins(after, known["worn"]))  # "male ward nurse", "nữ công nhân"
    return _tells_who(rest, wishes)


def _tells_who(rest: str, wishes: Sequence[Wish]) -> bool:
    """Whether "women" before other words are those who do the work, which is told of many then: "women farmers", and
    not "women football coach" or "women bag sellers"."""
    known = tables().words
    tokens, linked = TOKEN.findall(_NEXT.split(rest)[0]), known["link"] | known["clause"]
    named = tokens[: next((at for at, token in enumerate(tokens) if word_of(token) in linked), len(tokens))]
    words = words_of(" ".join(named))
    if not words or _does(words):
        return True
    if _sell(wishes) and not known["worn"].isdisjoint(words):
        return False
    is_many = words[-1] != unmarked(named[-1]).casefold() or words[-1] in known["many people"]
    if is_many or _are(wishes, _FOR_ONE_SEX):
        return is_many
    if set(without_adjectives(words)[:-1]) <= known["filler"]:
        return True
    return read_exact(words) is not None and known["run for one sex"].isdisjoint(words)  # "women police officer"


def _does(words: Words) -> bool:
    """Whether words tell what people do, and name nobody: "selling fish", but no "cooking teacher"."""
    return words[0].endswith("ing") and words[0] not in tables().words["worn"] and not _PERSON.search(words[-1])


def is_last(words: Words, wishes: Sequence[Wish]) -> bool:
    """Whether a word of a sex at the end is of who does it, not of what they sell, make or coach: "buruh pabrik
    wanita", but "penjual tas wanita"."""
    known, named = tables().words, words[:-1]
    parts = [named[at:] for at in range(len(named))]
    if any(_begins(part, known["about one sex"]) for part in parts) and not _are(wishes, _PLAY):
        return False
    has_goods = any(
        row.job.employment == "own" or row.job.isco08.startswith((_SALES, *_FOR_ONE_SEX))
        for wish in wishes
        for row in _rows(wish)
    )
    if has_goods and any(_begins(part, known["worn"]) for part in parts):
        return False
    if len(named) < 2 or _is_place(named[-1]) or named[-1] in known["any goods"]:
        return True
    return not (_sell(wishes) and all(0 < len(wish.rows) < _MANY_GOODS for wish in wishes))


@lru_cache(maxsize=8192)  # texts are what users write
def _is_place(word: str) -> bool:
    """Whether a word of another language is one of a place of work: "pabrik"."""
    return bool(words_of_places().intersection(tables().abroad.get((word,), ())))


def _sell(wishes: Sequence[Wish]) -> bool:
    """Whether all that was asked for have goods to sell."""
    return _are(wishes, _SELL)


def _are(wishes: Sequence[Wish], codes: tuple[str, ...]) -> bool:
    """Whether all that was asked for are of these groups of ISCO-08."""
    rows = [row for wish in wishes for row in _rows(wish)]
    return bool(rows) and all(row.job.isco08.startswith(codes) for row in rows)


def _rows(wish: Wish) -> Sequence[Row]:
    if wish.rows or wish.category not in tables().categories:
        return wish.rows
    return rows_under(wish.category)


def _begins(words: Words, phrases: frozenset[str]) -> bool:
    """Whether words begin with one of the phrases."""
    return any(" ".join(words[:size]) in phrases for size in (1, 2))


@cache
def _words_for(role: str, country_code: str) -> frozenset[Words]:
    """The words of a role, with those that only a country has."""
    lists = tables().words
    return frozenset(
        words_of(said) for name in (role, f"{role} {country_code}") for said in lists.get(name, frozenset())
    )
