"""How many children words for a parent say: "mother of three", "ibu dua anak", "nurse with two or three kids"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.people.norms import A_MINOR
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import plain_letters
from boses_engine.grounding.words import listed
from boses_engine.grounding.work.tables import tables

# What does not stand between a number and a child: "2-year-old child", "two jobs and a child".
_APART = (
    r"years?|yrs?|months?|weeks?|days?|hours?|times?|jobs?|shifts?|shops?|stores?|old|tahun|bulan|hari|tuoi|thang|taon|buwan"
    r"|anos?|anni|jahre?|ans|mes(?:es)?|and|with|of|in|at|for|who|whose|from|under|aged?|per|class"
)
_OR = r"\s*(?:[-–]|(?:or|to|atau|hingga|sampai|hoac|den|o|ou|oder|bis)\b)\s*"
_OR_MORE = r"\s*\+|\s+(?:or\s+more|atau\s+lebih|o\s+mas|ou\s+(?:mais|plus)|tro\s+len)\b"
_MORE_THAN = r"more\s+than|over|lebih\s+dari|hon|mahigit|mas\s+de|mais\s+de|plus\s+de|mehr\s+als"
_AT_LEAST = r"at\s+least|minimal|it\s+nhat|al\s+menos|pelo\s+menos|au\s+moins|mindestens"
_OF = r"(?:of|to|ng|de|von|di|d')\s*\b"
_ENDS = r"(?=\s*(?:$|[,()]|(?:who|in|at|from|and|with|working|na|yang|di|o|tai|que|qui)\b))"

_CHILD_FIRST = ("anak", "beranak")  # the number stands behind


@dataclass(frozen=True)
class Counted:
    """The fewest and the most children that a text says, and the text without their number."""

    fewest: int
    at_most: int
    rest: str


def count_children(text: str) -> Counted | None:
    """How many children a text says; None where it says no number."""
    text = unicodedata.normalize("NFC", text)
    found = (told for pattern in _patterns() for told in pattern.finditer(plain_letters(text)))
    told = next((told for told in found if _number(text, told, "few")), None)
    if not told:
        return None
    parts = told.groupdict()
    fewest = _number(text, told, "few")
    at_most = max(_number(text, told, "many"), fewest)
    if parts.get("least") or parts.get("than") or parts.get("more"):
        fewest, at_most = fewest + bool(parts.get("than")), A_MINOR.at_most
    before, kept = text[: told.start()], text[slice(*told.span("kept"))]
    is_child = told.start("few") < told.start("kept") or kept.casefold() in _CHILD_FIRST
    if before.rstrip().endswith(",") and is_child:  # "teacher, two kids", "guru, anak dua"
        before = f"{before.rstrip(' ,')} with "
    rest = text[told.end() :]
    while more := _others().match(plain_letters(rest)):  # "two boys and a girl"
        number = _number(rest, more, "few") or 1
        fewest, at_most, rest = fewest + number, min(at_most + number, A_MINOR.at_most), rest[more.end() :]
    return Counted(fewest, at_most, f"{before}{kept}{rest}")


def _number(text: str, told: re.Match[str], group: str) -> int:
    """The number that a group says, with its marks: "năm" is five and "nam" a man; 0 for none."""
    word = text[slice(*told.span(group))].casefold() if told.groupdict().get(group) else ""
    return int(word) if word.isdecimal() else _numbers().get(word, 0)


def is_number(word: str) -> bool:
    """Whether a word of a text is a number, in figures or in one of the languages."""
    return word.isdecimal() or word in _plain_numbers()


@cache
def _plain_numbers() -> dict[str, str]:
    """The words for numbers, in the order of the table, by what they are without their marks."""
    return {plain_letters(word): word for word in _numbers()}


@cache
def _numbers() -> dict[str, int]:
    return {word: int(row["number"]) for row in table("phrases/numbers.csv") for word in listed(row["words"])}


@cache
def _others() -> re.Pattern[str]:
    """More children behind some: "and a girl", "và một con gái"."""
    number, child = "|".join(_plain_numbers()), "|".join(sorted(tables().words["child"]))
    return re.compile(
        rf"\s*(?:,\s*|\b(?:and|at|dan|va)\s+)(?:(?P<few>[1-9]|{number})|an?)\s+(?:\w+\s+)?(?:{child})(?:e?s|ren)?\b",
        re.IGNORECASE,
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The ways in which a number is said: parents of so many, so many children, and the number behind the child,
    "janda anak dua"; `kept` is what is left of it without the number."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _ways())


def _ways() -> Iterator[str]:
    lists = tables().words
    plainly, other = lists["child"] | lists["child abroad"], lists["child of an age"]
    child, any_child = (rf"(?:{'|'.join(sorted(each))})(?:e?s|ren)?\b(?!['’]s)" for each in (plainly, plainly | other))
    parent = rf"(?:{'|'.join(sorted(lists['mother'] | lists['father'] | lists['parent']))})s?"
    number = rf"(?:1[0-2]|[1-9]|{'|'.join(_plain_numbers())})\b"
    so_many = (
        rf"(?:(?:only|just|cuma|hanya|chi)\s+)?(?:(?:(?P<least>{_AT_LEAST})|(?P<than>{_MORE_THAN}))\s+)?(?P<few>{number})"
        rf"(?:{_OR}(?P<many>{number}))?(?P<more>{_OR_MORE})?(?:\s+(?:na|ka)\b)?"
    )
    lone = "|".join(sorted(lists["lone"]))
    of = rf"(?:{_OF}|(?:co|na\s+may|may)\s+)?(?:an\s+)?"
    yield rf"\b(?P<kept>{parent}(?:\s+(?:{lone}))?)\s+{of}{so_many}\s+{child}{_ENDS}"
    yield rf"\b(?P<kept>{parent})\s+{_OF}{so_many}{_ENDS}"
    yield rf"(?:\ban\s+)?\b{so_many}[\s-]+(?P<kept>(?:(?!(?:{_APART})\b)[^\W\d]+[\s-]+){{0,2}}?{any_child})"
    yield rf"\b(?P<kept>(?:ber)?anak)\s+(?P<few>{number})(?!\s*[-–]?\s*(?:\d|tahun|th|bulan|bln|kali|kelas))"
