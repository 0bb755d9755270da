"""Text as it is compared: names written with and without their marks are the same name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

ABBREVIATION_MOST = 4  # letters
_REMEMBERED = 1 << 16  # texts: names, titles and brands come again for each person of a plan

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans("đĐðÐłŁøØı", "dDdDlLoOi")
_APOSTROPHES_AND_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe"} | dict.fromkeys("'’‘ʻʼ`´", ""))
_NEITHER = re.compile("[^a-z0-9]+")  # letters nor figures of ASCII
_PLURALS = (
    *(("shaman", "shamans"), ("man", "men"), ("child", "children"), ("wife", "wives")),
    *(("ch", "ches"), ("sh", "shes"), ("ss", "sses"), ("box", "boxes"), ("bus", "buses")),
    *(("thief", "thieves"), ("hero", "heroes"), ("ato", "atoes")),
)
_SINGULARS = {
    **{"people": "person", "children": "child", "grandchildren": "grandchild", "schoolchildren": "schoolchild"},
    **{f"{word}s": word for word in ("tradie", "newbie", "rookie", "foodie", "techie", "movie", "cookie")},
    **{f"{word}s": word for word in ("taxi", "minitaxi", "matatu", "bajaji")},
    **{word: word for word in ("news", "series", "species", "clothes", "overseas", "puskesmas", "petugas")},
}
# By sound, not by letter: "a university", "an hour", "an 11th-grade student".
_AS_Y_OR_W = ("uni", "use", "usa", "usu", "uro", "ukr", "ukul", "ut", "ufo", "eu", "ewe", "one", "once")
_AS_VOWEL = ("hour", "honest", "honor", "heir", "x-ray", "8", "11", "18")
_SAID_AS_WORDS = frozenset({"STEM", "HUMSS", "SENA"})  # abbreviations that are not spelt out
_LETTERS_AS_VOWEL = "AEFHILMNORSX"  # how the first letter of "HR", "SEO" or "NGO" is called
_SHORT = {"st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo", "mt": "mount", "ft": "fort"}


@lru_cache(_REMEMBERED)
def unmarked(text: str) -> str:
    """The text without diacritics, its case kept: "Đồng Nai" becomes "Dong Nai"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(_REMEMBERED)  # several readers ask for the same text
def plain_letters(text: str) -> str:
    """The text without diacritics, letter for letter: what is found in it stands at the same place in the text."""
    return "".join((unmarked(letter) or letter)[0] for letter in text)


def plain_names(names: Iterable[str | None]) -> set[str]:
    """The names without diacritics and in small letters, those that are not empty."""
    return {unmarked(name).lower() for name in names if name}


def fold(text: str) -> str:
    """The text as places are compared: no case, diacritics, apostrophes or punctuation, single blanks, "st" spelt out.

    Marks are dropped in every script, so both sides of a comparison must be folded.
    """
    plain = text.translate(_APOSTROPHES_AND_LIGATURES)
    if plain.isascii():  # most of 40,000 names, for a refusal that is told at once
        letters = _NEITHER.sub(" ", plain.lower().replace("&", " and "))
    else:
        plain = unmarked(plain).casefold().replace("&", " and ")
        letters = "".join(char if unicodedata.category(char)[0] in "LN" else " " for char in plain)
    return " ".join(_SHORT.get(word, word) for word in letters.split())


@lru_cache(_REMEMBERED)
def slug(name: str) -> str:
    """The name as ids hold it: small Latin letters and figures, hyphens between: "Hảo Hảo" becomes "hao-hao"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(char for char in plain if not unicodedata.combining(char))).strip("-")


def by_code(figures: Mapping[str, T], code: str, usual: T) -> T:
    """What stands under the longest beginning of a code, such as one of ISCO-08, or the usual."""
    return next((figures[code[:n]] for n in range(len(code), 0, -1) if code[:n] in figures), usual)


def plural(noun: str) -> str:
    """An English noun for several: "students", "housewives", "grandchildren", "sisters-in-law"."""
    head, law, rest = noun.partition("-in-law")
    for one, many in _PLURALS:
        if head.endswith(one):
            return f"{head.removesuffix(one)}{many}{law}{rest}"
    return f"{head}s{law}{rest}"


def singular(word: str) -> str:
    """An English noun in lower case without its plural: "student", "housewife"."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if len(word) > 3 and word.endswith("men"):
        return f"{word[:-3]}man"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word
    for one, many in (*_PLURALS, ("y", "ies")):
        if word.endswith(many):
            return word.removesuffix(many) + one
    return word[:-1]


def lowered(text: str) -> str:
    """The text in lower case but for abbreviations: "an MNC"."""
    kept = frozenset(abbreviations(text).values())
    return " ".join(word if word in kept else word.lower() for word in text.split())


def abbreviations(text: str) -> dict[str, str]:
    """The abbreviations of a text, by what they are in lower case; none where all of it is in capitals."""
    words = [] if text.isupper() else text.split()
    return {word.lower(): word for word in words if word.isupper() and 1 < len(word) <= ABBREVIATION_MOST}


def with_article(noun: str) -> str:
    """The noun with "a" or "an", by its first sound as far as spelling tells it; with its own article if it has one."""
    lower = unmarked(noun.lower())
    if lower.startswith(("a ", "an ", "the ")):
        return noun
    first = noun.split()[0]
    if len(first) > 1 and first.isalpha() and first.isupper() and first not in _SAID_AS_WORDS:  # spelt out
        vowel = first[0] in _LETTERS_AS_VOWEL
    else:
        vowel = lower.startswith(_AS_VOWEL) or (lower[0] in "aeiou" and not lower.startswith(_AS_Y_OR_W))
    return f"{'an' if vowel else 'a'} {noun}"


def listed(cell: str) -> list[str]:
    """What a cell of a table lists, divided by "|"."""
    return cell.split("|") if cell else []
