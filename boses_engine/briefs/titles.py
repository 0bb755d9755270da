"""An occupation as a short title, and what tells work from other words for people."""

import re
from dataclasses import dataclass
from functools import cache

from boses_engine.briefs.lists import listed, rows
from boses_engine.grounding.work.tables import singular, tables
from boses_engine.grounding.work.terms import read_wishes

ANY = "Any occupation"
WORDS_MOST = 6
# What says little of work: taken where nothing else is said, or not at all.
NO_WORK = frozenset(("any", "any worker", "not working"))
LITTLE = frozenset(("overseas worker", "professional", "blue collar", "self-employed", "student", "looking for work"))
# After these words a job is not the people's own: "who buy from street vendors".
NOT_THEIRS = re.compile(
    r"\b(?:buy|buys|buying|bought|use|uses|using|users?\s+of|love|loves|like|likes|visit|visits|prefer|prefers|"
    r"trust|follow|follows|watch|watches|"
    r"shop|shops|shopping|hire|hires|hiring|married\s+to|wives?\s+of|mothers?\s+of|parents?\s+of|fans?\s+of|"
    r"interested\s+in|suka|beli|membeli|menonton|"
    r"pakai|memakai|mahilig|bumibili|gumagamit|thích|mua|hay\s+mua|dùng|sử\s+dụng|aspiring\s+to\s+be|"
    r"instead\s+of|rather\s+than|not|excluding|except|"
    r"bukan|hindi|không\s+phải|ayaw|pitch|app\s+for|aims?\s+at|selling\s+to|sell\s+to)\b(?:\s+\w+){0,4}\s*$"
)

_KEPT = re.compile(r"[A-Z]{2,4}|[A-Z][a-z]*[A-Z]+[a-z]*")  # abbreviations, "PhD"


@dataclass(frozen=True)
class Work:
    """An occupation that the brief names: a short title in the brief's own words.

    `weak` where it says little of what people do ("professionals", "migrant workers"), `unsure` where only its form
    speaks for it ("tea pickers", but also "mall goers"); spans are of `Brief.plain`.
    """

    title: str
    start: int
    end: int
    weak: bool = False
    unsure: bool = False


def title_of(words: str, *, core: bool = False) -> str:
    """Words of a brief as an occupation: short, singular, capital first; abbreviations keep their capitals.

    `core` keeps adjectives at the beginning, which belong to a known title ("high school student").
    """
    tokens = [word.strip(".,;:!?\"'“”‘’()[]|") for word in words.replace("&", " and ").split()]
    tokens = [word for word in tokens if word]
    while (
        tokens
        and tokens[0].lower() in leading()
        and not (core and len(tokens) > 1 and tokens[0].lower() not in ("mga", "young"))
    ):
        tokens = tokens[1:]
    if len(tokens) > 2 and " ".join(tokens[:2]).lower() in ("phụ nữ", "chị em", "đàn ông", "nam giới", "nữ giới"):
        tokens = tokens[2:]
    tokens = tokens[: WORDS_MOST + 2]
    while tokens and tokens[-1].lower() in listed("stop") and tokens[-1].lower() != "may":
        tokens = tokens[:-1]
    if not tokens:
        return ""
    kept = [word if _KEPT.fullmatch(word) else word.lower() for word in tokens]
    parts = re.split(r"(\s(?:or|and)\s)", " ".join(kept))
    parts = [part if i % 2 else single(part) for i, part in enumerate(parts)]
    text = "".join(parts)
    return text[:1].upper() + text[1:]


def single(part: str) -> str:
    """The words with the last of them, in English, without its plural."""
    head, _, last = part.rpartition(" ")
    plain = singular(last) if last.isascii() and last.islower() else last
    if (plain,) in tables().local and (plain,) not in tables().english:
        plain = last
    if last.lower() == "tradies":
        plain = "tradie"
    return f"{head} {plain}".strip()


@cache
def leading() -> frozenset[str]:
    """What may stand before an occupation and is none of it."""
    filler = set(tables().words["filler"]) - {
        "public",
        "private",
        "freelance",
        "city",
        "government",
        "small",
        "micro",
        "part",
        "fulltime",
        "parttime",
        "full",
        "time",
        "registered",
        "licensed",
    }
    people = {w for row in rows("words") if row["field"] in ("demonym",) for w in row["phrases"].split("|")}
    income = {w for row in rows("words") if row["field"] == "income" for w in row["phrases"].split("|") if " " not in w}
    return frozenset(
        filler
        | people
        | income
        | {
            "mga",
            "ang",
            "para",
            "seorang",
            "các",
            "những",
            "some",
            "few",
            "online-savvy",
            "millennial",
            "millennials",
            "gen",
            "z",
            "x",
            "wealthy",
            "poor",
            "all",
            "male",
            "female",
            "busy",
            "young",
            "single",
            "ladies",
            "new",
            "recent",
        }
    )


def is_weak(title: str) -> bool:
    """Whether a title says little of what people do."""
    return all(wish.category in LITTLE | NO_WORK for wish in read_wishes(title))


@cache
def people_words() -> frozenset[str]:
    """Single words for people by gender and stage of life."""
    named = [row for row in rows("words") if row["field"] in ("gender", "demonym", "crowd")]
    words = {w for row in named for w in row["phrases"].split("|") if " " not in w}
    words |= {w for row in rows("stages") for w in row["phrases"].split("|") if " " not in w}
    return frozenset(
        words
        - {
            "retired",
            "retiree",
            "student",
            "senior",
            "pensiunan",
            "homemaker",
            "housewife",
            "worker",
            "employee",
            "professional",
            "family",
        }
    )


def unlinked(word: str) -> str:
    """A Filipino word without its linker: "retiradong" → "retirado"."""
    return word.removesuffix("ng") if word.endswith(("ang", "ing", "ong", "ung", "eng")) and len(word) > 5 else word
