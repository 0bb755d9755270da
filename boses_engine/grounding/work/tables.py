"""The tables of occupations, read once: titles, kinds of work, who does them and the names that they are asked by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Literal, cast

from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.people.norms import AWAY, Need
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.words import Words, listed, spelling, words_of
from boses_engine.grounding.work.languages import names_of_languages

Match = Literal["category", "title", "as asked"]
Employment = Literal["wage", "own", "casual", ""]
OWNER, CRAFTS, STALLS, FARMERS = "small business owner", "tradesperson", "market trader", "farmer"  # kinds of work
ONLINE_SELLER, FACTORY, JOBLESS = "online seller", "factory worker", "looking for work"
UNDERGRADUATE, SCHOOL = "university student", "high school student"

_USUAL = 0.1  # weight of a title where its country has none, from which on it is what its name means there
_EVERYWHERE = frozenset(("any", "asked"))  # markets of titles that no country lacks

# Titles that say who else is at home: "suburban housewife" and "stay-at-home mother of twins" too.
_IMPLIED: dict[str, Need] = {
    "army housewife": "spouse",
    "police officer's housewife": "spouse",
    "seafarer's housewife": "spouse",
    "housewife with a husband abroad": "spouse",
    "househusband with a wife abroad": "spouse",
    "housewife": "a home to keep",
    "stay-at-home mother": "children",
    "stay-at-home father": "children",
    "stay-at-home parent": "children",
    "school volunteer": "children",
    "looking after grandchildren": "grandchildren",
}


@dataclass(frozen=True)
class Job:
    """What a person does all week.

    `title` reads well after "a" or "an". `isco08` is a two- to four-digit code, empty when not working. `pay_ratio`
    is the own income over the national mean of earnings. Ages in years, ends included. `employment` says who pays:
    an employer, customers, or whoever has work that day. `like` is the title of the tables that one of no table, or
    with a word of rank or a year of study, is taken like; of others it is empty.
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
    like: str = ""
    by_citizens: bool = False  # whether only those who are citizens of a country of migrants were asked for
    on_remittances: bool = False  # whether those were asked for whom relatives elsewhere send money
    on_cash_aid: bool = False  # whether those were asked for whose homes the state's cash for the poor reaches
    beside: "Job | None" = None  # of a student, work for few hours

    @property
    def known_as(self) -> str:
        """The title under which tables have it."""
        return self.like or self.title

    @property
    def implies(self) -> Need | None:
        """Whom the title says to be at home."""
        return next((need for words, need in _IMPLIED.items() if words in self.title), None)

    @property
    def is_kept_from_away(self) -> bool:
        """Whether the title says that somebody abroad or in a city sends what the home lives on."""
        return self.status == "keeping house" and self.title.endswith(AWAY)

    @property
    def is_kept_by_spouse_away(self) -> bool:
        """Whether the title says that a husband or wife whose work is elsewhere sends it."""
        return self.status == "keeping house" and self.implies == "spouse"

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
    """A line of categories.csv; an umbrella has `members` ("*": all, a status: all of it), no rows."""

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
    left: tuple[Row, ...] = ()  # the titles of work that somebody has left, where no row is of who has left it
    people: str = ""  # the tongue of those of the country who were asked for, which each title of the rows is told by
    said: str = field(default="", compare=False)  # the words of one of several alternatives, with what they share

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

    @property
    def all_rows(self) -> Iterator[Row]:
        """The titles of all kinds of work."""
        return (row for rows in self.rows.values() for row in rows)


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
        categories[name] = Category(job, tuple(listed(line["members"])))
        for index, column in ((english, "synonyms"), (fields, "fields"), (local, "local_names")):
            for phrase in listed(line[column]):
                index.setdefault(words_of(phrase), Wish(name))
        english.setdefault(words_of(name), Wish(name))
    for line in table("work/segments.csv"):
        for phrase in listed(line["phrases"]):
            for index in (english, local):
                if known := index.get(words_of(phrase)):
                    index[words_of(phrase)] = replace(known, only=line["segment"])
    for line in table("work/titles.csv"):
        row = _row(line, categories[line["category"]].job.status)
        rows[row.job.category] = (*rows.get(row.job.category, ()), row)
        names = [(english, phrase) for phrase in (row.job.title, *listed(line["aliases"]))]
        for index, phrase in names + [(local, phrase) for phrase in listed(line["local_names"])]:
            known = index.get(words_of(phrase), Wish(match="title"))
            if known.match == "title" and known.rows[-1:] != (row,):  # a category of the same name offers more
                index[words_of(phrase)] = replace(known, rows=(*known.rows, row))
        for phrase in listed(line["local_names"]):
            alike = spelt.setdefault(words_of(phrase), {})
            alike[spelling(phrase)] = (*alike.get(spelling(phrase), ()), row)
    english.update({name: _of_that_name(name, wish) for name, wish in english.items() if len(wish.rows) > 1})
    shares: dict[str, dict[str, dict[int, float]]] = {"Male": {}, "Female": {}}
    times: dict[str, dict[str, float]] = {}
    for line in table("work/shares.csv"):
        for key in line:
            if key.startswith("times_"):
                times.setdefault(key.removeprefix("times_"), {})[line["category"]] = float(line[key])
        bands = {int(key.removeprefix("from_")): float(line[key]) for key in line if key.startswith("from_")}
        shares[line["gender"]][line["category"]] = bands
    words: dict[str, frozenset[str]] = {}
    for line in table("work/words.csv"):
        words[line["role"]] = words.get(line["role"], frozenset()) | frozenset(listed(line["words"]))
    marked = {
        name: Wish(rows=named, match="title")
        for alike in spelt.values()
        if len(set(alike.values())) > 1
        for name, named in alike.items()
    }
    kept = {word for phrase in english for word in phrase} | words["english word"]
    abroad, abroad_in, women_abroad = names_of_languages(english, local, kept)
    person_first: dict[str, dict[Words, tuple[str, ...]]] = {}
    for line in table("work/person_first.csv"):
        meant = tuple("" if each == "-" else each for each in listed(line["english"]))
        person_first.setdefault(line["kind"], {}).update({words_of(name): meant for name in listed(line["names"])})
    person_first["where"] = person_first["employer"] | person_first["where"]
    return Tables(
        categories,
        rows,
        english,
        local,
        marked,
        abroad,
        abroad_in,
        women_abroad,
        person_first,
        fields,
        words,
        shares,
        times,
    )


def _of_that_name(name: Words, wish: Wish) -> Wish:
    """The wish whose name is a title's own, unless its weights keep that for a few countries: where a country has the
    title it is meant, and others that are also called so only where they come often, or the title never does."""
    own = tuple(row for row in wish.rows if words_of(row.job.title) == name and not _is_of_few(row))
    at_home = {market for row in own for market in row.markets}
    lacking = {where for row in own for where, weight in row.regions.items() if len(where) == 2 and not weight}
    rows = list(own)
    for row in wish.rows if own else ():
        of_some = set(row.markets) - _EVERYWHERE
        open_to = of_some if row.regions.get("any", 1.0) > 1 else (of_some or lacking) & lacking
        often = open_to | {where for where, weight in row.regions.items() if len(where) == 2 and weight >= 1}
        if row in own or (not often and at_home & _EVERYWHERE):
            continue
        nowhere = dict.fromkeys(at_home - often - _EVERYWHERE, 0.0)
        there = tuple(sorted(often)) if at_home & _EVERYWHERE else row.markets
        rows.append(replace(row, markets=there, regions=row.regions | nowhere))
    return replace(wish, rows=tuple(rows)) if own else wish


def _is_of_few(row: Row) -> bool:
    """Whether weights keep a title for a few countries, or for rich ones."""
    wide = (weight for where, weight in row.regions.items() if len(where) == 2 or where == "high")
    return row.regions.get("any", 1.0) < _USUAL and any(weight >= 1 for weight in wide)


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
        faiths=tuple(listed(line["faiths"])),
        marital=cast(MaritalStatus, line["marital"]) if line["marital"] else None,
    )
    women = (each.rpartition(":") for each in listed(line["women"]))
    places = [place.rpartition(":") for place in listed(line["workplaces"])]
    phrases = tuple(frozenset(words_of(phrase)) for phrase in (job.title, *listed(line["aliases"])))
    regions = (each.partition(":") for each in listed(line["regions"]))
    return Row(
        job,
        tuple((market or "any", text) for market, _, text in places),
        tuple(listed(line["markets"])),
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

    For who is not working "status:retired" and the like, those of a category of their own before it.
    """
    if job.status != "working":
        return [f"status:{job.category}", f"status:{job.status}"]
    codes = groups_of(job.isco08) or ["5"]
    own = [f"{job.employment}:{isco}" for isco in codes if job.employment in ("own", "casual")]
    return own + codes


def title_keys(job: Job) -> list[str]:
    """The keys under which they may hold its very title, else the one that it is taken like: "title:barista"."""
    return [f"title:{title}" for title in (job.title, job.like) if title]


@cache
def rows_by_title() -> dict[str, tuple[Row, ...]]:
    """The rows of each title, in the order of the tables."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in tables().all_rows:
        found[row.job.title] = (*found.get(row.job.title, ()), row)
    return found


def rows_under(name: str) -> list[Row]:
    """The rows of a category, for an umbrella those of its members."""
    members = tables().categories[name].members or (name,)
    return [row for member in members for row in tables().rows.get(member, ())]


def rows_of_market(rows: Sequence[Row], country_code: str, asked: bool) -> list[Row]:
    """The rows whose titles the country has; with those that are only given to who asks by name, or without."""
    open_to = {"any", country_code, "asked"} if asked else {"any", country_code}
    return [row for row in rows if not open_to.isdisjoint(row.markets)]
