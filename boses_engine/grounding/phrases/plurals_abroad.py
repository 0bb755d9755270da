"""Names of jobs in the plural of other languages, in the singular as tables have them: "Studenten", "lekarze", "врачи".

English, Spanish and French plurals in "s" are read with the singular everywhere (`phrases.word_of`); here are those of
languages that have other endings, which are tried one by one: only what is a known name then is taken for its plural.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import unmarked
from boses_engine.grounding.words import TOKEN, Words, words_of
from boses_engine.grounding.work.tables import tables

_LONGEST = 3  # words of a name of which each may be in the plural
_TRIED_MOST = 60
_LEAST = 3  # letters of a singular
_OF_BRACKETS = re.compile(r"[^()]+")


def in_singular(text: str, country_code: str) -> str:
    """The text with names of jobs in a country's own plural in the singular; the same where it has none of them."""
    if "(" in text:  # what brackets say again may be English
        return _OF_BRACKETS.sub(lambda part: in_singular(part[0], country_code), text)
    tokens = list(TOKEN.finditer(text))
    if not _endings(country_code) or _is_name(words_of(text), country_code):
        return text
    if 1 < len(tokens) <= _LONGEST:
        each = ([token[0], *_singulars(token[0], country_code)] for token in tokens)
        for words in islice(product(*each), 1, _TRIED_MOST):
            if _is_name(words_of(" ".join(words)), country_code):
                return " ".join(words)
    for token in reversed(tokens):
        if one := _singular(token[0], country_code):
            text = text[: token.start()] + one + text[token.end() :]
    return text


@lru_cache(maxsize=2048)  # words of any text
def _singular(token: str, country_code: str) -> str:
    """The known name that a word is the plural of, or none; a word that is known itself is none's."""
    words = words_of(token)
    if _is_name(words, country_code) or not _english_words().isdisjoint(words):  # "primary" is no Polish plural
        return ""
    found = (one for one in _singulars(token, country_code) if _is_name(words_of(one), country_code))
    return next(found, "")


def _singulars(token: str, country_code: str) -> Iterator[str]:
    word = token.lower()
    plain = unmarked(word)
    for plural, singulars in _endings(country_code):
        stem = (word if word.endswith(plural) else plain).removesuffix(plural)
        if plain.endswith(unmarked(plural)) and len(stem) >= _LEAST:
            yield from (stem + singular for singular in singulars)


def _is_name(words: Words, country_code: str) -> bool:
    known = tables()
    return any(words in names for names in (known.abroad_in.get(country_code, {}), known.abroad, known.english))


@cache
def _english_words() -> frozenset[str]:
    """The words of all English names of jobs."""
    return frozenset(word for name in tables().english for word in name)


@cache
def _endings(country_code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The endings of plurals in a country, the longest first, and what the singular may end with instead."""
    rows = (row for row in table("phrases/plurals_abroad.csv") if country_code in row["countries"].split("|"))
    found = ((row["plural"], tuple(row["singular"].split("|"))) for row in rows)
    return tuple(sorted(found, key=lambda each: -len(each[0])))
