"""The tables of occupations, and the words by which a text finds its way into them."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Literal, cast

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.text import singular, unmarked

Match = Literal["category", "title", "as asked"]
Employment = Literal["wage", "own", "casual", ""]
Words = tuple[str, ...]

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# By language, how names of one person end, and as what `words_of` reads them of several; no shorter words than this
# change. "ru" are all that write Cyrillic letters.
_SHORT = 3
_Ends = tuple[tuple[str, str], ...]
_SEVERAL: dict[str, _Ends] = {
    "es": (("r", "re"), ("l", "le"), ("n", "ne"), ("z", "ce")),
    "pt": (("r", "re"), ("ao", "oe"), ("l", "i")),
    "de": (("in", "innen"), ("e", "en")),
    "nl": (("e", "en"),),
    "sv": (("ska", "skor"),),
    "fr": (("al", "aux"),),
    "it": (("io", "i"), ("o", "i"), ("a", "e"), ("e", "i")),
    "pl": (("ka", "ki"), ("ca", "cy"), ("rz", "rze"), ("ik", "icy"), ("el", "ele")),
    "cs": (("ka", "ky"), ("ice", "ice"), ("el", "ele"), ("ik", "ici")),
    "ru": (("ь", "и"), ("а", "ы"), ("к", "ки"), ("р", "ры")),
}
# By language, how names of a man end, and as what of a woman: "Busfahrerin", "soldadora", "fryzjerka".
_OF_A_WOMAN: dict[str, _Ends] = {
    "de": (("er", "erin"), ("or", "orin"), ("eur", "eurin"), ("ist", "istin")),
    "fr": (("ier", "iere"), ("eur", "euse"), ("ien", "ienne"), ("ant", "ante"), ("e", "ee"), ("teur", "trice")),
    "it": (("tore", "trice"), ("o", "a"), ("iere", "iera")),
    "es": (("or", "ora"), ("o", "a"), ("iente", "ienta")),
    "pt": (("or", "ora"), ("o", "a"), ("ao", "a")),
    "ro": (("tor", "toare"), ("ar", "areasa")),
    "pl": (("rz", "rka"), ("el", "elka"), ("ca", "czyni"), ("ant", "antka"), ("k", "czka")),
    "cs": (("c", "ckyne"), ("er", "erka"), ("ar", "arka"), ("nik", "nice"), ("el", "elka")),
}
# Titles that say who else is at home: "suburban housewife" and "stay-at-home mother of twins" too.
_IMPLIED: dict[str, Need] = {
    "army housewife": "spouse",
    "seafarer's housewife": "spouse",
    "housewife with a husband abroad": "spouse",
    "househusband with a wife abroad": "spouse",
    "housewife": "a home to keep",
    "stay-at-home mother": "children",
    "stay-at-home father": "children",
    "stay-at-home parent": "children",
    "school volunteer": "children",
}


@dataclass(frozen=True)
class Job:
    """What a person does all week.

    `title` reads well after "a" or "an". `isco08` is a two- to four-digit code, empty when not working. `pay_ratio`
    is the own income over the national mean of earnings. Ages in years, ends included. `employment` says who pays:
    an employer, customers, or whoever has work that day.
    """

    title: str
    workplace: str
    status: WorkStatus
    isco08: str
    pay_ratio: float
    age_min: int
    age_max: int
    education_min: str | None
    education_max: str | None
    gender: Gender | None
    category: str
    match: Match
    employment: Employment = ""
    faiths: tuple[str, ...] = ()  # the only ones that the job is open to
    marital: MaritalStatus | None = None  # the only state that the job is open to
    workplaces: tuple[str, ...] = ()  # where else it may be done, in this country
    by_citizens: bool = False  # whether only those who are citizens of a country of migrants were asked for

    @property
    def implies(self) -> Need | None:
        """Whom the title says to be at home."""
        return next((need for words, need in _IMPLIED.items() if words in self.title), None)

    @property
    def is_kept_from_abroad(self) -> bool:
        """Whether the title says that somebody abroad sends what the home lives on."""
        return self.status == "keeping house" and self.title.endswith(" abroad")

    @property
    def levels(self) -> tuple[int, int]:
        """The lowest and the highest level of schooling that it usually takes, by place among `EDUCATION_LEVELS`."""
        lowest = EDUCATION_LEVELS.index(self.education_min) if self.education_min else 0
        return lowest, EDUCATION_LEVELS.index(self.education_max) if self.education_max else len(EDUCATION_LEVELS) - 1


@dataclass(frozen=True, eq=False)  # each line is read once, so a row is equal only to itself: quick to look up by
class Row:
    """A line of titles.csv; `workplaces` are pairs of where ("any", a code or a division) and noun phrase."""

    job: Job
    workplaces: tuple[tuple[str, str], ...]
    markets: tuple[str, ...]  # "any", codes, or "asked": only given to who asks for it
    women: dict[str, float]  # share of women, 0..1, by market or "any"
    phrases: tuple[frozenset[str], ...]  # words of the title and of each English alias
    regions: dict[str, float] = field(default_factory=dict)  # weight by division, or code of all of it

    @cached_property
    def places(self) -> frozenset[str]:
        """Where workplaces of its own are: "any", codes and divisions."""
        return frozenset(where for where, _ in self.workplaces)


@dataclass(frozen=True)
class Category:
    """A line of occupations_categories.csv; an umbrella has `members` ("*": all, a status: all of it), no rows."""

    job: Job  # what a title as asked inside the category gets
    members: tuple[str, ...]


@dataclass(frozen=True)
class Wish:
    """One reading of one alternative: the rows or the category to draw from, or a title with the figures of either."""

    category: str = ""
    rows: tuple[Row, ...] = ()
    title: str = ""
    workplace: str | None = None  # None: one that fits
    match: Match = "category"
    only: str = ""  # the part of the category that the words name, in segments.csv
    left: tuple[Row, ...] = ()  # of who has retired from work that no row is retired from: the titles of that work

    @property
    def kind(self) -> str:
        """The kind of work that it is of."""
        return self.rows[0].job.category if self.rows else self.category


@dataclass(frozen=True)
class Tables:
    """The tables, and the phrases that lead to a category or a title."""

    categories: dict[str, Category]
    rows: dict[str, tuple[Row, ...]]
    english: dict[Words, Wish]
    local: dict[Words, Wish]
    marked: dict[str, Wish]  # by spelling: local names of different work that only marks tell apart
    abroad: dict[Words, Words]  # names of other languages, and the English ones that mean the same
    abroad_in: dict[str, dict[Words, Words]]  # by country: those that mean this in some countries
    women_abroad: frozenset[Words]  # names of other languages that are of a woman
    # By kind the words of languages that put the person first, and the English ones that may be meant.
    person_first: dict[str, dict[Words, tuple[str, ...]]]
    fields: dict[Words, Wish]
    words: dict[str, frozenset[str]]
    shares: dict[str, dict[str, dict[int, float]]]  # gender → category → least age of the band → per cent
    # Market or income group → category → factor on the share, fitted to employment by ISCO group.
    times: dict[str, dict[str, float]]


def _of_several(phrase: Words, language: str) -> Iterator[Words]:
    """A name of one person in another language as it is said of several, its first word alone and all that agree:
    "auxiliares de enfermería", "impiegati comunali", "Verkäuferinnen"."""
    ends = _SEVERAL.get(language, ())
    ended = tuple(_of_many(each, ends) for each in phrase)
    if ended[0] != phrase[0]:
        yield ended[0], *phrase[1:]
        yield ended


def _of_a_woman(phrase: Words, language: str) -> Iterator[Words]:
    """A name of a man in another language as it may be said of a woman, its first word alone and all that agree."""
    for end in _OF_A_WOMAN.get(language, ()):
        ended = tuple(_of_many(each, (end,)) for each in phrase)
        if ended[0] != phrase[0]:
            yield ended[0], *phrase[1:]
            yield ended


def _of_many(word: str, ends: _Ends) -> str:
    """A word with the first of these endings that fits turned into that of several."""
    fitting = ((one, many) for one, many in ends if word.endswith(one) and len(word) > _SHORT)
    return next((word.removesuffix(one) + many for one, many in fitting), word)


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


@cache
def tables() -> Tables:
    """All tables, read once."""
    categories: dict[str, Category] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    english: dict[Words, Wish] = {}
    local: dict[Words, Wish] = {}
    fields: dict[Words, Wish] = {}
    spelt: dict[Words, dict[str, tuple[Row, ...]]] = {}
    for line in table("work/categories.csv"):
        name = line["category"]
        job = Job(
            title=name,
            workplace="",
            status=cast(WorkStatus, line["status"] or "working"),
            isco08=line["isco08"],
            pay_ratio=float(line["pay_ratio"]),
            age_min=int(line["usual_age_min"]),
            age_max=int(line["usual_age_max"]),
            education_min=None,
            education_max=None,
            gender=None,
            category=name,
            match="category",
        )
        categories[name] = Category(job, tuple(_list(line["members"])))
        for index, column in ((english, "synonyms"), (fields, "fields"), (local, "local_names")):
            for phrase in _list(line[column]):
                index.setdefault(words_of(phrase), Wish(name))
        english.setdefault(words_of(name), Wish(name))
    for line in table("work/segments.csv"):
        for phrase in _list(line["phrases"]):
            for index in (english, local):
                if known := index.get(words_of(phrase)):
                    index[words_of(phrase)] = replace(known, only=line["segment"])
    for line in table("work/titles.csv"):
        row = _row(line, categories[line["category"]].job.status)
        rows[row.job.category] = (*rows.get(row.job.category, ()), row)
        names = [(english, phrase) for phrase in (row.job.title, *_list(line["aliases"]))]
        for index, phrase in names + [(local, phrase) for phrase in _list(line["local_names"])]:
            known = index.get(words_of(phrase), Wish(match="title"))
            if known.match == "title":  # a category of the same name offers more
                index[words_of(phrase)] = replace(known, rows=(*known.rows, row))
        for phrase in _list(line["local_names"]):
            alike = spelt.setdefault(words_of(phrase), {})
            alike[spelling(phrase)] = (*alike.get(spelling(phrase), ()), row)
    shares: dict[str, dict[str, dict[int, float]]] = {"Male": {}, "Female": {}}
    times: dict[str, dict[str, float]] = {}
    for line in table("work/shares.csv"):
        for key in line:
            if key.startswith("times_"):
                times.setdefault(key.removeprefix("times_"), {})[line["category"]] = float(line[key])
        bands = {int(key.removeprefix("from_")): float(line[key]) for key in line if key.startswith("from_")}
        shares[line["gender"]][line["category"]] = bands
    words = {line["role"]: frozenset(_list(line["words"])) for line in table("work/words.csv")}
    marked = {
        name: Wish(rows=named, match="title")
        for alike in spelt.values()
        if len(set(alike.values())) > 1
        for name, named in alike.items()
    }
    abroad, abroad_in = _names_abroad()
    women_abroad: set[Words] = set()
    kept = {word for phrase in english for word in phrase} | words["english word"]
    for of_country in (abroad, *abroad_in.values()):
        written = _of_languages(of_country)
        women = _forms(written, _of_a_woman, english, kept)
        several = _forms(written | women, _of_several, english, kept)
        told = set(of_country.values())  # names that mean themselves would never come to an end
        for form, (base, _) in (women | several).items():
            meant = of_country.get(base) or of_country.get(women[base][0] if base in women else base)
            if meant and form not in local and form not in told:
                of_country.setdefault(form, meant)
        women_abroad |= set(women)
    person_first: dict[str, dict[Words, tuple[str, ...]]] = {}
    for line in table("work/person_first.csv"):
        meant = tuple("" if each == "-" else each for each in _list(line["english"]))
        person_first.setdefault(line["kind"], {}).update({words_of(name): meant for name in _list(line["names"])})
    return Tables(
        categories,
        rows,
        english,
        local,
        marked,
        abroad,
        abroad_in,
        frozenset(women_abroad),
        person_first,
        fields,
        words,
        shares,
        times,
    )


def _of_languages(names: Iterable[Words]) -> dict[Words, tuple[Words, frozenset[str]]]:
    """Each name, itself and the languages that its first word is of, as far as they are known."""
    return {name: (name, heads_abroad().get(name[0], frozenset())) for name in names}


@cache
def heads_abroad() -> dict[str, frozenset[str]]:
    """The first words of names of jobs in other languages, and their languages."""
    found: dict[str, frozenset[str]] = {}
    for line in table("work/heads_abroad.csv"):
        for word in map(word_of, _list(line["words"])):
            found[word] = found.get(word, frozenset()) | {line["language"]}
    return found


def _forms(
    names: Mapping[Words, tuple[Words, frozenset[str]]],
    forms: Callable[[Words, str], Iterator[Words]],
    english: Collection[Words],
    kept: Collection[str],
) -> dict[Words, tuple[Words, frozenset[str]]]:
    """Forms that names have in their languages, with the name of each, without those that are English too."""
    found: dict[Words, tuple[Words, frozenset[str]]] = {}
    for name, (_, languages) in names.items():
        for language in sorted(languages):
            for form in forms(name, language):
                if form not in english and not (len(form) == 1 and form[0] in kept):
                    found.setdefault(form, (name, languages))
    return found


def _names_abroad() -> tuple[dict[Words, Words], dict[str, dict[Words, Words]]]:
    """Names of other languages and the English ones that mean the same: those of all countries, and by country those
    that mean this there: of a row with countries, or of a title that the country has for its own."""
    everywhere: dict[Words, Words] = {}
    there: dict[str, dict[Words, Words]] = {}
    for line in table("work/names_abroad.csv"):
        for index in [there.setdefault(code, {}) for code in _list(line["countries"])] or [everywhere]:
            index.update({words_of(name): words_of(line["english"]) for name in _list(line["names"])})
    for line in table("work/names_east_asia.csv"):
        listed = [name for language in ("japanese", "korean", "chinese", "malay") for name in _list(line[language])]
        everywhere.update((words_of(name), words_of(line["english"])) for name in listed if name.isascii())
    for index in (everywhere, *there.values()):
        for same in [name for name, english in index.items() if name == english]:  # "hôtel"
            del index[same]
    for line in table("work/titles.csv"):
        names = map(words_of, _list(line["local_names"]))
        own = {name: words_of(line["title"]) for name in names if name in everywhere}
        for code in _list(line["markets"]) if own else ():
            if code not in ("any", "asked"):
                there[code] = own | there.get(code, {})
    return everywhere, there


def _row(line: dict[str, str], status: WorkStatus) -> Row:
    job = Job(
        title=line["title"],
        workplace="",
        status=status,
        isco08=line["isco08"],
        pay_ratio=float(line["pay_ratio"]),
        age_min=int(line["age_min"]),
        age_max=int(line["age_max"]),
        education_min=line["education_min"] or None,
        education_max=line["education_max"] or None,
        gender=cast(Gender, line["gender"]) if line["gender"] else None,
        category=line["category"],
        match="title",
        employment=cast(Employment, line["employment"]),
        faiths=tuple(_list(line["faiths"])),
        marital=cast(MaritalStatus, line["marital"]) if line["marital"] else None,
    )
    women = (each.rpartition(":") for each in _list(line["women"]))
    places = [place.rpartition(":") for place in _list(line["workplaces"])]
    phrases = tuple(frozenset(words_of(phrase)) for phrase in (job.title, *_list(line["aliases"])))
    regions = (each.partition(":") for each in _list(line["regions"]))
    return Row(
        job,
        tuple((market or "any", text) for market, _, text in places),
        tuple(_list(line["markets"])),
        {market or "any": float(share) / 100 for market, _, share in women},
        phrases,
        {name: float(weight or 1) for name, _, weight in regions},
    )


@cache
def share_times(code: str) -> dict[str, float]:
    """By category, for how many people of a country it stands for once that the shares say; empty where not known."""
    times = tables().times
    return times.get(code) or times.get(country(code).income_group, {})


def table_keys(job: Job) -> list[str]:
    """The keys under which tables of work may hold a job, the nearest first: "own:5221", "own:522", … "5221", "522", …

    For who is not working "status:retired" and the like.
    """
    if job.status != "working":
        return [f"status:{job.status}"]
    codes = [job.isco08[:length] for length in range(len(job.isco08), 0, -1)] or ["5"]
    own = [f"{job.employment}:{isco}" for isco in codes if job.employment in ("own", "casual")]
    return own + codes


def rows_under(name: str) -> list[Row]:
    """The rows of a category, for an umbrella those of its members."""
    members = tables().categories[name].members or (name,)
    return [row for member in members for row in tables().rows.get(member, ())]


def rows_of_market(rows: Sequence[Row], country_code: str, asked: bool) -> list[Row]:
    """The rows whose titles the country has; with those that are only given to who asks by name, or without."""
    open_to = {"any", country_code, "asked"} if asked else {"any", country_code}
    return [row for row in rows if not open_to.isdisjoint(row.markets)]


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a text as phrases are compared."""
    return tuple(word_of(token) for token in TOKEN.findall(unicodedata.normalize("NFC", text)))


def spelling(text: str) -> str:
    """The words of a text with their marks: "thợ máy" is a mechanic, "thợ may" a tailor."""
    return " ".join(TOKEN.findall(unicodedata.normalize("NFC", text).casefold()))


@lru_cache(maxsize=8192)
def word_of(token: str) -> str:
    """The token without case, marks and plural."""
    return singular(unmarked(token.replace("’", "'")).casefold())
