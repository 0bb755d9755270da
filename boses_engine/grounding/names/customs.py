"""How people are named where: which custom holds for whom, its name tables, and its name orders.

A *custom* is a naming tradition ("ph", "id-bali", "ng-yoruba"). These tables stand beside this
module:

- rules.csv: country, region ("@" before a town of its own), mother tongue and faith to customs with weights; the first
  row that fits holds.
- ph.csv, id.csv, vn.csv, west.csv, east.csv: name lists by custom, part ("given",
  "family", ...), gender and years of birth. In a list `A|B|C` the names stand in falling frequency and the nth has the
  weight 10 / (n + 9); `A=38.4|B=11` gives the weights outright, in whatever unit `source` says.
- patterns.csv: the order of the parts. `'bin'` is a literal; `x/part` takes the part from custom x; `*` marks
  the part a person is called by, `^` its last word; `father` is a man's given name of a generation earlier.
- public_figures.csv: people whose names must not come out.
- crafts.csv: for how much a custom, or each of several, counts among those who do the work of an ISCO-08 code, or of a
  title, which goes before codes.
"""

import functools
import unicodedata
from bisect import bisect
from dataclasses import dataclass

from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.names.parts import Part, Pattern
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import unmarked

NAME_FILES = tuple(f"names/{where}.csv" for where in (*map(str.lower, MARKETS), "west", "east"))
REFERENCE_YEAR = 2026  # birth year = REFERENCE_YEAR - age
GENERATION_YEARS = 28
_OWN_PARTS = ("given", "second", "third", "mono")
_FAMILY_PARTS = ("family", "marga", "clan", "suku")
_EARLIEST, _LATEST = 0, 9999

# Words that betray a faith in whatever way a census or a group file writes it; the first that fits holds.
_FAITH_WORDS = {
    "jewish": ("jew", "juda"),
    "muslim": ("muslim", "islam", "moslem", "sunni", "shia", "shiite", "ahmadi"),
    "christian": (
        *("christian", "catholic", "protestant", "orthodox", "evangelical", "iglesia", "aglipayan", "pentecostal"),
        *("baptist", "adventist", "anglican", "methodist", "lutheran", "presbyterian", "mormon", "latter-day"),
        *("jehovah", "kimbanguist", "coptic"),
    ),
    "hindu": ("hindu",),
    "sikh": ("sikh",),
    "buddhist": ("buddh", "confuc", "tao", "dao"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """The customs of the people whom a row of the rules table fits."""

    country: str
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    faiths: tuple[str, ...]
    customs: Weighted[str]


def plain(text: str) -> str:
    """Case and diacritics taken away, for comparing."""
    return unmarked(text).casefold()


@functools.cache
def faith_of(religion: str) -> str:
    """The faith that naming depends on, "other" where it depends on none."""
    text = religion.casefold()
    return next((faith for faith, words in _FAITH_WORDS.items() if any(word in text for word in words)), "other")


@functools.lru_cache(maxsize=65_536)
def rule_for(country_code: str, region: str | None, language: str, religion: str) -> Rule:
    """The first rule that fits; the rules of "ZZ" fit whoever is left, so there always is one. Behind a division may
    stand a town of it, "Karnataka@Mysuru", of which rules with "@mysuru" are."""
    place, _, town = plain(region or "").partition("@")
    faith = faith_of(religion)
    words = _labels(plain(language))
    for code in (country_code.upper(), "ZZ"):
        for rule in _rules().get(code, ()):
            if (
                (not rule.regions or any(r[1:] == town if r[0] == "@" else r in place for r in rule.regions))
                and (not rule.languages or any(one in words for one in rule.languages))
                and (not rule.faiths or faith in rule.faiths or religion.casefold() in rule.faiths)
            ):
                return rule
    raise LookupError("rules.csv has no rule for ZZ")  # a damaged installation, not a user's mistake


def custom_of(person: Slot | Persona) -> str:
    """The custom that a name comes from: of those of its rule the one in whose lists most of its words stand, and of
    those that hold as many the commonest."""
    place, words = person.location, set(plain(person.name).split())
    of = f"{place.region}@{place.city}" if place.region else place.city
    customs = rule_for(place.country_code, of, person.mother_tongue, person.religion).customs
    weighted = zip(customs.options, customs.weights, strict=True)
    return max(weighted, key=lambda each: (len(words & _words_of(each[0])), each[1]))[0]


@functools.cache
def _words_of(custom: str) -> frozenset[str]:
    """Every word of a custom's names, plain; of one that takes all of them from others, of the lists that it takes."""
    own = {key for key in _name_rows() if key[0] == custom}
    parts = (part.lstrip("*^").partition("/") for *_, pattern in _pattern_rows().get(custom, ()) for part in pattern)
    taken = own or {(of_custom, part) for of_custom, _, part in parts if part}
    rows = (row for key in taken for row in _name_rows().get(key, ()))
    return frozenset(word for *_, names in rows for name, _ in names for word in plain(name).split())


@functools.lru_cache(maxsize=4096)
def customs_at_work(rule: Rule, isco08: str, title: str = "") -> Weighted[str]:
    """The customs of a rule among those who do the work of an ISCO-08 code or a title; all of them where both are
    empty."""
    rows, times = table("names/crafts.csv"), dict[str, float]()
    for row in rows:
        if isco08 and row["work"].isdigit() and isco08.startswith(row["work"]):
            times |= dict.fromkeys(row["custom"].split("|"), float(row["times"]))
    for row in rows:
        if title and title in row["work"].split("|"):
            times |= dict.fromkeys(row["custom"].split("|"), float(row["times"]))
    if not times.keys() & set(rule.customs.options):
        return rule.customs
    pairs = zip(rule.customs.options, rule.customs.weights, strict=True)
    return Weighted.of((custom, weight * times.get(custom, 1.0)) for custom, weight in pairs)


@functools.cache
def named_as(people: str, language: str, country_code: str) -> str:
    """What tells a person's names of the people and the mother tongue: both, where the rules of the country know the
    people by both ("white english"), else the tongue."""
    both = plain(f"{people} {language}")
    return both if any(both in rule.languages for rule in _rules().get(country_code.upper(), ())) else language


def _labels(text: str) -> set[str]:
    """The whole label and its words: "batak toba" is also "batak" and "toba"."""
    return {text, *text.replace("(", " ").replace(")", " ").replace("/", " ").replace("-", " ").split()}


def rules_of(country_code: str) -> tuple[Rule, ...]:
    """Every rule of a country, in order; those of "ZZ" where it has none."""
    return _rules().get(country_code.upper()) or _rules()["ZZ"]


def patterns_for(custom: str, gender: str, born: int) -> Weighted[Pattern]:
    """The name orders of a custom for a gender and a year of birth, ready to draw from."""
    return _patterns(custom, gender, cohort_of(custom, born))


def call_shares(custom: str, gender: str, born: int) -> dict[str, float]:
    """How often each calling name comes among the people of a custom, a gender and a year of birth (sum 1)."""
    return _call_shares(custom, gender, cohort_of(custom, born))


def cohort_of(custom: str, born: int) -> int:
    """The first year of birth from which a custom's names are the same as in the year given."""
    years = _turning_years(custom)
    return years[bisect(years, born) - 1]


@functools.cache
def _patterns(custom: str, gender: str, born: int) -> Weighted[Pattern]:
    return Weighted.of(
        (tuple(_part(custom, tokens, at, gender, born) for at in range(len(tokens))), weight)
        for genders, first, last, weight, tokens in _pattern_rows().get(custom, ())
        if gender[0] in genders and first <= born <= last
    )


@functools.cache
def _call_shares(custom: str, gender: str, born: int) -> dict[str, float]:
    patterns = _patterns(custom, gender, born)
    shares: dict[str, float] = {}
    for pattern, weight in zip(patterns.options, patterns.weights, strict=True):
        part = next(each for each in pattern if each.called)
        unit = weight / patterns.cumulative[-1] / part.names.cumulative[-1]
        for call, name_weight in zip(part.calls, part.names.weights, strict=True):
            shares[call] = shares.get(call, 0.0) + unit * name_weight
    return shares


@functools.cache
def _turning_years(custom: str) -> tuple[int, ...]:
    """Years of birth, ascending from the earliest, in which any list or order of a custom begins or has ended."""
    years = {_EARLIEST}
    for _, first, last, _, tokens in _pattern_rows().get(custom, ()):
        years |= {first, last + 1}
        for token in tokens:
            of_custom, part, shift = _source(custom, token)
            for _, begin, end, _ in _name_rows().get((of_custom, part), ()):
                years |= {begin + shift, end + 1 + shift}
    return tuple(sorted(years))


@functools.cache
def public_figures() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Words of each public figure's name, plain, under the first of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table("names/public_figures.csv"):
        words = tuple(plain(row["name"]).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(figures) for first, figures in found.items()}


def _part(custom: str, tokens: tuple[str, ...], at: int, gender: str, born: int) -> Part:
    token = tokens[at]
    mark = token[0] if token[0] in "*^" else ""
    text = token.removeprefix(mark)
    if text.startswith("'"):
        return Part.of(Weighted.of([(text.strip("'"), 1.0)]), called=False, last_word=False)
    of_custom, part, shift = _source(custom, token)
    names = _names(of_custom, part, "Male" if shift else gender, born - shift)
    stays = f"{of_custom}/{part} {tokens[:at].count(token)}" if part in _FAMILY_PARTS and not mark else ""
    own = part in _OWN_PARTS and not stays and not shift
    return Part.of(names, called=bool(mark), last_word=mark == "^", stays=stays, own=own)


def _source(custom: str, token: str) -> tuple[str, str, int]:
    """The custom and the part whose lists a token of a name order draws from, and how many years earlier."""
    of_custom, _, part = token.lstrip("*^").rpartition("/")
    return (of_custom or custom, "given", GENERATION_YEARS) if part == "father" else (of_custom or custom, part, 0)


@functools.cache
def _names(custom: str, part: str, gender: str, born: int) -> Weighted[str]:
    weights: dict[str, float] = {}  # in order of first mention; a name in two lists adds up
    for genders, first, last, listed in _name_rows().get((custom, part), ()):
        if gender[0] in genders and first <= born <= last:
            for name, weight in listed:
                weights[name] = weights.get(name, 0.0) + weight
    return Weighted.of(weights.items())


def is_of_the_other(custom: str, gender: str, full: str) -> bool:
    """Whether the last two words are a name that a custom's lists of whole names have for the other sex alone: each of
    "Khánh" and "Linh" may be a man's, both together are a woman's."""
    last, (own, other) = " ".join(full.split()[-2:]), _whole_names(custom, gender)
    return last in other and last not in own


@functools.cache
def _whole_names(custom: str, gender: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names of two words that people of a sex, and of the other, have; none where a custom has no list of them."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for of_custom in (custom, custom.partition("-")[0]):
        for genders, _, _, listed in _name_rows().get((of_custom, "given2"), ()):
            found[gender[0] in genders] |= {name for name, _ in listed}
    return frozenset(found[True]), frozenset(found[False])


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


PatternRow = tuple[str, int, int, float, tuple[str, ...]]


@functools.cache
def _pattern_rows() -> dict[str, list[PatternRow]]:
    found: dict[str, list[PatternRow]] = {}
    for row in table("names/patterns.csv"):
        found.setdefault(row["custom"], []).append((*_who(row), float(row["weight"]), tuple(row["pattern"].split())))
    return found


@functools.cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """Which customs names follow, by country."""
    found: dict[str, list[Rule]] = {}
    for row in table("names/rules.csv"):
        customs = ((custom, float(weight)) for custom, _, weight in (c.partition("=") for c in _list(row["customs"])))
        weighted = Weighted.of(customs)
        for code in _list(row["countries"]):
            rule = Rule(
                country=code,
                regions=tuple(plain(r) for r in _list(row["regions"])),
                languages=tuple(plain(one) for one in _list(row["languages"])),
                faiths=_list(row["faiths"]),
                customs=weighted,
            )
            found.setdefault(code, []).append(rule)
    return {code: tuple(rules) for code, rules in found.items()}


def _who(row: dict[str, str]) -> tuple[str, int, int]:
    genders = {"M": "M", "F": "F", "any": "MF"}[row["gender"]]
    return genders, int(row["born_from"] or _EARLIEST), int(row["born_to"] or _LATEST)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
