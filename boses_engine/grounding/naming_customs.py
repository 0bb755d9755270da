"""How people are named where: which custom holds for whom, its name tables, and its name orders.

A *custom* is a naming tradition ("ph", "id-bali", "ng-yoruba"). Four kinds of table stand in `data/`:

- names_rules.csv: country, region, language and faith to customs with weights; the first row that fits holds.
- names_ph.csv, names_id.csv, names_vn.csv, names_west.csv, names_east.csv: name lists by custom, part ("given",
  "family", ...), gender and years of birth. In a list `A|B|C` the names stand in falling frequency and the nth has the
  weight 10 / (n + 9); `A=38.4|B=11` gives the weights outright.
- names_patterns.csv: the order of the parts. `'bin'` is a literal; `x/part` takes the part from custom x; `*` marks
  the part a person is called by, `^` its last word; `father` is a man's given name of a generation earlier.
- names_public_figures.csv: people whose names must not come out.
"""

import functools
import itertools
import unicodedata
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from boses_engine.grounding.countries import table
from boses_engine.grounding.text import unmarked

T = TypeVar("T")

NAME_FILES = ("names_ph.csv", "names_id.csv", "names_vn.csv", "names_west.csv", "names_east.csv")
GENERATION_YEARS = 28
_EARLIEST, _LATEST = 0, 9999

# Words that betray a faith in whatever way a census or a group file writes it; the first that fits holds.
_FAITH_WORDS = (
    ("jewish", ("jew", "juda")),
    ("muslim", ("muslim", "islam", "moslem", "sunni", "shia", "shiite", "ahmadi")),
    (
        "christian",
        (
            "christian",
            "catholic",
            "protestant",
            "orthodox",
            "evangelical",
            "iglesia",
            "aglipayan",
            "pentecostal",
            "baptist",
            "adventist",
            "anglican",
            "methodist",
            "lutheran",
            "presbyterian",
            "mormon",
            "latter-day",
            "jehovah",
            "kimbanguist",
            "coptic",
        ),
    ),
    ("hindu", ("hindu",)),
    ("sikh", ("sikh",)),
    ("buddhist", ("buddh", "confuc", "tao", "dao")),
)


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Options with their running sums of weights."""

    options: tuple[T, ...]
    weights: tuple[float, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, float]]) -> "Weighted[T]":
        """Options in the order given, each with its weight (> 0)."""
        kept = [(option, weight) for option, weight in pairs if weight > 0]
        weights = tuple(weight for _, weight in kept)
        return cls(tuple(option for option, _ in kept), weights, tuple(itertools.accumulate(weights)))

    def draw(self, rng: np.random.Generator) -> T:
        """One option, by weight."""
        return self.options[bisect(self.cumulative, rng.random() * self.cumulative[-1], hi=len(self.options) - 1)]

    def draw_evenly(self, rng: np.random.Generator) -> T:
        """One option, all with the same chance."""
        return self.options[int(rng.random() * len(self.options))]


@dataclass(frozen=True, slots=True)
class Part:
    """One place in a name order: a literal, or a list to draw from."""

    names: Weighted[str]
    called: bool
    last_word: bool  # called by the last word only: Vietnamese "Thu Hà" is "Hà"
    calls: tuple[str, ...]  # what each name makes its bearer called, in the order of the names

    @classmethod
    def of(cls, names: Weighted[str], called: bool, last_word: bool) -> "Part":
        """A part with its calling names worked out."""
        return cls(names, called, last_word, tuple(n.rsplit(" ", 1)[-1] if last_word else n for n in names.options))

    def call(self, name: str) -> str:
        """What a person with this name in this place is called."""
        return name.rsplit(" ", 1)[-1] if self.last_word else name

    def cut(self, counts: list[int], least: int) -> "Part":
        """The part with only the names whose count is `least`; `counts` goes in the order of the names."""
        kept = zip(self.names.options, self.names.weights, counts, strict=True)
        return Part.of(
            Weighted.of((name, weight) for name, weight, count in kept if count == least), self.called, self.last_word
        )


Pattern = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The customs of the people whom a row of the rules table fits."""

    country: str
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    faiths: tuple[str, ...]
    customs: Weighted[str]
    approximate: bool


def plain(text: str) -> str:
    """Case and diacritics taken away, for comparing."""
    return unmarked(text).casefold()


@functools.cache
def faith_of(religion: str) -> str:
    """The faith that naming depends on, "other" where it depends on none."""
    text = religion.casefold()
    return next((faith for faith, words in _FAITH_WORDS if any(word in text for word in words)), "other")


@functools.cache
def rule_for(country_code: str, region: str | None, language: str, religion: str) -> Rule:
    """The first rule that fits; the rules of "ZZ" fit whoever is left, so there always is one."""
    place, faith = plain(region or ""), faith_of(religion)
    tongue = plain(language)
    words = {tongue, *tongue.replace("(", " ").replace(")", " ").replace("/", " ").replace("-", " ").split()}
    for code in (country_code.upper(), "ZZ"):
        for rule in _rules().get(code, ()):
            if (
                (not rule.regions or any(r in place for r in rule.regions))
                and (not rule.languages or any(one in words for one in rule.languages))
                and (not rule.faiths or faith in rule.faiths)
            ):
                return rule
    raise LookupError("names_rules.csv has no rule for ZZ")  # a damaged installation, not a user's mistake


def rules_of(country_code: str) -> tuple[Rule, ...]:
    """Every rule of a country, in order; those of "ZZ" where it has none."""
    return _rules().get(country_code.upper()) or _rules()["ZZ"]


@functools.cache
def patterns_for(custom: str, gender: str, born: int) -> Weighted[Pattern]:
    """The name orders of a custom for a gender and a year of birth, ready to draw from."""
    return Weighted.of(
        (tuple(_part(custom, token, gender, born) for token in tokens), weight)
        for of_custom, genders, first, last, weight, tokens in _pattern_rows()
        if of_custom == custom and gender[0] in genders and first <= born <= last
    )


@functools.cache
def public_figures() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Words of each public figure's name, plain, under the first of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table("names_public_figures.csv"):
        words = tuple(plain(row["name"]).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(figures) for first, figures in found.items()}


def _part(custom: str, token: str, gender: str, born: int) -> Part:
    mark = token[0] if token[0] in "*^" else ""
    text = token.removeprefix(mark)
    if text.startswith("'"):
        return Part.of(Weighted.of([(text.strip("'"), 1.0)]), called=False, last_word=False)
    of_custom, _, part = text.rpartition("/")
    of_custom = of_custom or custom
    if part == "father":
        names = _names(of_custom, "given", "Male", born - GENERATION_YEARS)
    else:
        names = _names(of_custom, part, gender, born)
    return Part.of(names, called=bool(mark), last_word=mark == "^")


@functools.cache
def _names(custom: str, part: str, gender: str, born: int) -> Weighted[str]:
    weights: dict[str, float] = {}  # in order of first mention; a name in two lists adds up
    for genders, first, last, listed in _name_rows().get((custom, part), ()):
        if gender[0] in genders and first <= born <= last:
            for name, weight in listed:
                weights[name] = weights.get(name, 0.0) + weight
    return Weighted.of(weights.items())


NameRow = tuple[str, int, int, tuple[tuple[str, float], ...]]


@functools.cache
def _name_rows() -> dict[tuple[str, str], list[NameRow]]:
    found: dict[tuple[str, str], list[NameRow]] = {}
    for file in NAME_FILES:
        for row in table(file):
            listed = []
            for rank, entry in enumerate(row["names"].split("|"), start=1):
                name, _, share = entry.partition("=")
                listed.append((unicodedata.normalize("NFC", name), float(share) if share else 10 / (rank + 9)))
            found.setdefault((row["custom"], row["part"]), []).append((*_who(row), tuple(listed)))
    return found


@functools.cache
def _pattern_rows() -> tuple[tuple[str, str, int, int, float, tuple[str, ...]], ...]:
    return tuple(
        (row["custom"], *_who(row), float(row["weight"]), tuple(row["pattern"].split()))
        for row in table("names_patterns.csv")
    )


@functools.cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for row in table("names_rules.csv"):
        customs = ((custom, float(weight)) for custom, _, weight in (c.partition("=") for c in _list(row["customs"])))
        weighted = Weighted.of(customs)
        for code in _list(row["countries"]):
            rule = Rule(
                country=code,
                regions=tuple(plain(r) for r in _list(row["regions"])),
                languages=tuple(plain(one) for one in _list(row["languages"])),
                faiths=_list(row["faiths"]),
                customs=weighted,
                approximate=row["approximate"] == "yes",
            )
            found.setdefault(code, []).append(rule)
    return {code: tuple(rules) for code, rules in found.items()}


def _who(row: dict[str, str]) -> tuple[str, int, int]:
    genders = {"M": "M", "F": "F", "any": "MF"}[row["gender"]]
    return genders, int(row["born_from"] or _EARLIEST), int(row["born_to"] or _LATEST)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
