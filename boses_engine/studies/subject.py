"""What a text is about: the brands and kinds of goods it names, the topics it touches, and which way it leans."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from boses_engine.grounding.market.brands import Brand, market_brands
from boses_engine.grounding.text import unmarked
from boses_engine.studies.tables import rows

DECISION = "decision_style"  # the trait of topics that are ways of deciding
_STEM_LEAST = 3  # letters; shorter words are looked for as they are
# Brands whose name is a word of the language: they are meant only where they are written as names are.
_PLAIN_LEAST = 3  # letters of a name that is looked for in any case
_RATHER = re.compile(r"\brather\b(.+)\bthan\b(.+)")
_NO = re.compile(r"(?:\b(?:not|no|never|nobody|nothing|hardly|without|cannot)|n't)(?![\w-])")  # no "no-name"


@dataclass(frozen=True)
class Category:
    """A kind of goods: the words for it, and what of a month's money people spend on it (0..1)."""

    name: str
    pattern: re.Pattern[str]
    share: float
    of_household: bool


@dataclass(frozen=True, eq=False)
class Topic:
    """Something that an attitude score or the way of deciding speaks of, with how people of a high, middling and low
    score put it; of a way of deciding, those whose own it is and all others.

    `leaning` words make agreeing go with a high score, `opposed` ones with a low score.
    """

    name: str
    pattern: re.Pattern[str]
    trait: str
    leaning: re.Pattern[str]
    opposed: re.Pattern[str]
    said: Mapping[str, tuple[str, ...]]  # "high", "mid", "low"
    mildly: tuple[str, str] = ("", "")  # how people of a middling score put that they lean to the low, or the high side

    def side(self, text: str) -> int:
        """1 where agreeing with the text goes with a high score, -1 with a low one, 0 where it cannot be told."""
        bare = text.casefold()
        if found := _RATHER.search(bare):  # what comes after "than" is not what one stands for
            return self.side(found[1]) or -self.side(found[2])
        against = set(self.opposed.findall(bare))
        if any(_NO.search(found) for found in against):  # "do not compare": said as a whole, with its own "not"
            return -1
        side = len(set(self.leaning.findall(bare))) - sum(2 if " " in found else 1 for found in against)
        side = (side > 0) - (side < 0)
        return -side if _NO.search(self.leaning.sub(" ", bare)) else side  # "without planning" leans as it is


@dataclass(frozen=True)
class Subject:
    """What a text names."""

    brands: tuple[Brand, ...]
    categories: tuple[str, ...]  # without those of the brands
    topics: tuple[Topic, ...]
    styles: tuple[Topic, ...]  # ways of deciding
    fields: tuple[str, ...]  # of the record's life that it asks about


@cache
def read_subject(text: str, country_code: str) -> Subject:
    """What a text is about, for people of a country."""
    bare = f" {text.casefold()} "
    brands = named_brands(text, country_code)
    own = {brand.category for brand in brands}
    names = " ".join(brand.name.casefold() for brand in brands)
    rest = bare  # without the names of brands, whose words say nothing: "Bear Brand"
    for brand in brands:
        rest = rest.replace(brand.name.casefold(), " ")
    found = [each.name for each in categories().values() if each.pattern.search(bare)]
    found = [name for name in found if name not in own and not categories()[name].pattern.search(names)]
    fields = [field for pattern, some in _subjects() if pattern.search(bare) for field in some]
    return Subject(
        brands,
        tuple(_narrowest(found)),
        tuple(topic for topic in topics() if topic.pattern.search(rest)),
        tuple(style for style in _styles() if style.pattern.search(rest)),
        tuple(dict.fromkeys(fields)),
    )


def kinds_of(subject: Subject) -> tuple[str, ...]:
    """The kinds of goods that a text is about: those that it names, else those of its brands."""
    return subject.categories or tuple(dict.fromkeys(brand.category for brand in subject.brands))


def negated(text: str) -> bool:
    """Whether a statement says no."""
    return bool(_NO.search(text.casefold()))


@lru_cache(maxsize=4096)
def named_brands(text: str, country_code: str) -> tuple[Brand, ...]:
    """The brands of a country that a text names, each once, the longest names first."""
    left, found = f" {text} ", dict[str, Brand]()
    bare = left.casefold()
    for brand in _brands(country_code):
        if brand.name.casefold() not in bare:  # most are not, and a pattern for each of hundreds takes its time
            continue
        name = re.escape(brand.name)
        if brand.name[0].islower():  # "Foodpanda" stands at the head of an option
            name = f"(?:{name}|{re.escape(brand.name[0].upper() + brand.name[1:])})"
        pattern = rf"(?<![\w'’-]){name}(?![\w-])"
        if re.search(pattern, left) or (
            not re.fullmatch(r"[A-Z]?[a-z]+", brand.name)
            and len(brand.name) > _PLAIN_LEAST
            and re.search(pattern, left, re.IGNORECASE)
        ):
            found.setdefault(brand.name, brand)
            left = re.sub(pattern, " ", left, flags=re.IGNORECASE)
    return tuple(found.values())


def same_brand(one: str, other: str) -> bool:
    """Whether two names are one brand's, however they are written."""
    return _bare(one) == _bare(other)


@cache
def categories() -> Mapping[str, Category]:
    """All kinds of goods by name."""
    return {
        row["category"]: Category(
            row["category"], any_of(row["words"].split("|")), float(row["share"]) / 100, row["purse"] == "household"
        )
        for row in rows("categories.csv")
    }


@cache
def topics() -> tuple[Topic, ...]:
    """All topics of attitude scores."""
    return tuple(_topic(row) for row in rows("topics.csv") if row["trait"] != DECISION)


@cache
def _styles() -> tuple[Topic, ...]:
    return tuple(_topic(row) for row in rows("topics.csv") if row["trait"] == DECISION)


def _topic(row: Mapping[str, str]) -> Topic:
    return Topic(
        row["topic"],
        any_of(row["words"].split("|"), inflected=True),
        row["trait"],
        any_of(row["with"].split("|"), inflected=True),
        any_of(row["against"].split("|"), inflected=True),
        {level: tuple(row[level].split("|")) for level in ("high", "mid", "low")},
        (row["rather_low"], row["rather_high"]),
    )


def any_of(some: Iterable[str], inflected: bool = False) -> re.Pattern[str]:
    """A pattern of whole words and phrases, in small letters; `inflected` ones also with the endings of verbs and
    plurals."""
    found = (
        re.escape(each)
        if not inflected or len(each) <= _STEM_LEAST
        else f"{re.escape(each[:-1])}(?:es?|ed|ing)"
        if each.endswith("e")
        else f"{re.escape(each)}(?:e?s|e?d|ing)?"
        for each in sorted(some, key=len, reverse=True)
    )
    return re.compile(f"(?<![\\w-])(?:{'|'.join(found)})(?![\\w-])")


@cache
def _subjects() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((any_of(row["words"].split("|")), tuple(row["fields"].split("|"))) for row in rows("subjects.csv"))


@cache
def _brands(country_code: str) -> tuple[Brand, ...]:
    """Those with the longest names first."""
    return tuple(sorted(market_brands(country_code), key=lambda brand: -len(brand.name)))


def _narrowest(names: list[str]) -> list[str]:
    """Without kinds whose words stand inside another's: "coffee" in "coffee shop", "milk" in "milk tea"."""
    wider = {("coffee", "coffee shop"), ("milk", "milk tea shop"), ("milk", "baby formula"), ("games", "phone")}
    wider |= {("motorbike", "electric two-wheeler"), ("motorbike", "ride app"), ("bank", "e-wallet")}
    return [name for name in names if not any((name, other) in wider for other in names)]


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", unmarked(name.casefold()))
