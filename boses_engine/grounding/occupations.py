"""Occupations: a concrete job inside the occupation that a group asks for.

A text is read in words, never in letters. English puts the person last ("management student"), so the longest known
phrase that ends the text decides; Filipino, Indonesian and Vietnamese put it first ("sinh viên luật"), so there the
longest one that begins it does. Words left over narrow the choice, or stay as they were asked.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeVar, cast

import numpy as np

from boses_engine.domain.persona import Gender, WorkStatus

Match = Literal["category", "title", "as asked"]
Words = tuple[str, ...]
T = TypeVar("T")

DATA = Path(__file__).parent / "data"
TITLE_WORDS_MOST = 6
ASKED_AGES = (16, 75)  # years, where nothing is known of the occupation
SENIOR_AGE_LEAST, JUNIOR_AGE_MOST = 27, 35  # years
SENIOR = frozenset(("senior", "manager", "head", "director", "chief", "supervisor", "principal"))
JUNIOR = frozenset(("intern", "junior", "trainee"))
LOCAL_WEIGHT = 2.0  # estimate: a job that only some markets have is what people there name first
UNDERGRADUATE, SCHOOL = "university student", "high school student"
NO_LONGER = {"retired": "retired", "unemployed": "looking for work", "jobless": "looking for work"}
ORDINALS: tuple[str, ...] = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
ORDINALS += ("eleventh", "twelfth")

_STUDY = re.compile(rf"^(?:(?:{'|'.join(ORDINALS[1:])}|final)-(?:year|grade)|(?:part-time|evening)(?=.* student$)) ")
_MASTER = re.compile(r"^master's student in (.+)$")
_APART = re.compile(r"[,/;|+]|\s(?:or|and|atau|dan|hoặc|hoac|và|va|o)\s", re.IGNORECASE)
_LISTED = re.compile(r"[,/;|+]|\s(?:or|atau|hoặc|hoac|o)\s", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PERSON = re.compile(r"(?:er|or|ist|ian|ant|ent|ee|man|woman|person)s?$")


@dataclass(frozen=True)
class Job:
    """What a person does all week.

    `title` reads well after "a" or "an". `isco08` is a two- to four-digit code, empty when not working. `pay_ratio`
    is the own income over the national mean of earnings. Ages in years, ends included.
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


@dataclass(frozen=True)
class Row:
    """A line of occupations.csv; `workplaces` are pairs of market ("any" or a code) and noun phrase."""

    job: Job
    workplaces: tuple[tuple[str, str], ...]
    markets: tuple[str, ...]  # "any", codes, or "asked": only given to who asks for it
    phrases: tuple[frozenset[str], ...]  # words of the title and of each English alias


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


@dataclass(frozen=True)
class Tables:
    """The four tables, and the phrases that lead to a category or a title."""

    categories: dict[str, Category]
    rows: dict[str, tuple[Row, ...]]
    english: dict[Words, Wish]
    local: dict[Words, Wish]
    fields: dict[Words, Wish]
    words: dict[str, frozenset[str]]
    shares: dict[str, dict[str, dict[int, float]]]  # gender → category → least age of the band → per cent


def draw_job(
    rng: np.random.Generator, occupation: str, country_code: str, gender: str, age: int, used: Mapping[str, int]
) -> Job:
    """A job inside `occupation` that suits the person, of the titles least often in `used` (title → count).

    Never fails: outside the usual ages the nearest titles are taken, and an unknown text becomes the title itself. A
    title that was asked for by name is given even where its rank is unusual at the age.
    """
    counts: dict[str, int] = {}
    for title, count in used.items():
        counts[_base(title)] = counts.get(_base(title), 0) + count
    wishes = _wishes(occupation)
    tallies = [sum(counts.get(title, 0) for title in _titles(wish)) for wish in wishes]
    wish = _pick(rng, [wish for wish, tally in zip(wishes, tallies, strict=True) if tally == min(tallies)])
    rows = [row for row in wish.rows if row.job.gender in (None, gender)]
    if wish.title and not wish.rows:
        return _at_age(rng, _as_asked(wish), country_code, age)
    if not rows:
        match: Match = "category"
        name = _concrete(rng, wish.category or wish.rows[0].job.category, gender, age)
        rows = [row for row in _tables().rows[name] if row.job.gender in (None, gender)]
    else:
        match = wish.match
    row = _draw_row(rng, _suitable(rows, country_code, age, heed_rank=match == "category"), counts)
    places = [text for market, text in row.workplaces if market in ("any", country_code)]
    workplace = wish.workplace if wish.workplace is not None else _pick(rng, places) if places else ""
    title = wish.title or row.job.title
    return _at_age(rng, replace(row.job, title=title, workplace=workplace, match=match), country_code, age)


def usual_ages(occupation: str) -> tuple[int, int]:
    """The least and the greatest usual age, in years, over all that `occupation` may mean."""
    jobs = [job for wish in _wishes(occupation) for job in ([row.job for row in wish.rows] or [_as_asked(wish)])]
    return min(job.age_min for job in jobs), max(job.age_max for job in jobs)


# Drawing


def _pick(rng: np.random.Generator, options: Sequence[T], weights: Sequence[float] | None = None) -> T:
    shares = None if weights is None else np.asarray(weights) / np.sum(weights)
    return options[int(rng.choice(len(options), p=shares))]


def _concrete(rng: np.random.Generator, name: str, gender: str, age: int) -> str:
    """A category that has rows: `name`, or for an umbrella one of its members that suits the age."""
    categories, members = _tables().categories, _tables().categories[name].members
    if not members:
        return name
    if members[0] in categories:
        nearest = min(_distance(categories[member].job, age) for member in members)
        return _pick(rng, [member for member in members if _distance(categories[member].job, age) == nearest])
    weights = {
        member: shares[max(least for least in shares if least <= max(age, min(shares)))]
        for member, shares in _tables().shares[gender].items()
        if members[0] in ("*", categories[member].job.status)
    }
    return _pick(rng, list(weights), list(weights.values()))


def _suitable(rows: Sequence[Row], country_code: str, age: int, heed_rank: bool) -> list[Row]:
    """The rows of the market whose rank and then whose ages fit best; never empty."""
    kept = [row for row in rows if {"any", country_code} & set(row.markets)] or list(rows)
    if heed_rank:
        kept = [row for row in kept if _rank_fits(row.job.title, age)] or kept
    nearest = min(_distance(row.job, age) for row in kept)
    return [row for row in kept if _distance(row.job, age) == nearest]


def _draw_row(rng: np.random.Generator, rows: Sequence[Row], counts: Mapping[str, int]) -> Row:
    least = min(counts.get(row.job.title, 0) for row in rows)
    rows = [row for row in rows if counts.get(row.job.title, 0) == least]
    return _pick(rng, rows, [1.0 if "any" in row.markets else LOCAL_WEIGHT for row in rows])


def _rank_fits(title: str, age: int) -> bool:
    words = set(_words(title))
    return not (age < SENIOR_AGE_LEAST and words & SENIOR) and not (age > JUNIOR_AGE_MOST and words & JUNIOR)


def _distance(job: Job, age: int) -> int:
    return max(job.age_min - age, age - job.age_max, 0)


def _as_asked(wish: Wish) -> Job:
    """The title of the wish with the figures of its category, or with none."""
    if not wish.category:
        return Job(wish.title, "", "working", "", 1.0, *ASKED_AGES, None, None, None, "", "as asked")
    job = _tables().categories[wish.category].job
    return replace(job, title=wish.title, workplace=wish.workplace or "", match="as asked")


def _at_age(rng: np.random.Generator, job: Job, country_code: str, age: int) -> Job:
    """The job with the year of study, and the schooling already completed, that a student of this age has."""
    behind = int(rng.integers(2))  # birthdays fall within the school year
    if job.category == SCHOOL and job.age_max < 20 and age < 20:
        grade = min(max(age - 5 - behind, 7), 12)
        # Lower secondary ends with grade 9, in the Philippines with grade 10.
        done = "lower secondary school" if grade > (10 if country_code == "PH" else 9) else "primary school"
        return replace(job, title=f"{ORDINALS[grade]}-grade {job.title}", education_min=done, education_max=done)
    if job.category != UNDERGRADUATE:
        return job
    years = age - (17 if job.age_min < 20 else job.age_min - 1)
    if years < 5:
        return replace(job, title=f"{ORDINALS[min(max(years - behind, 1), 4)]}-year {job.title}")
    full_time = job.age_max < 30  # nobody takes medicine or architecture in the evening
    forms = ["final-year"] if years < 8 or full_time else []
    forms += ["part-time", "master's"] if years > 5 and not full_time else []
    forms += ["evening"] if years > 13 and not full_time else []
    form = _pick(rng, forms)
    if form != "master's":
        return replace(job, title=f"{form} {job.title}")
    title = f"master's student in {job.title.removesuffix(' student')}"
    return replace(job, title=title, education_min="bachelor's degree", education_max="bachelor's degree")


def _base(title: str) -> str:
    """The title without the year or form of study that `_at_age` put before it."""
    return _STUDY.sub("", _MASTER.sub(r"\1 student", title))


def _titles(wish: Wish) -> list[str]:
    if wish.title:
        return [wish.title]
    return [row.job.title for row in wish.rows or _rows_under(wish.category)]


def _rows_under(name: str) -> list[Row]:
    members = _tables().categories[name].members or (name,)
    return [row for member in members for row in _tables().rows.get(member, ())]


# Reading


@lru_cache(maxsize=256)
def _wishes(occupation: str) -> tuple[Wish, ...]:
    """The alternatives that the text names, at least one."""
    text = occupation.replace("&", " and ").replace("(", " in ").replace(")", " ")
    words = _words(text)
    whole = _exact(words) or _tables().fields.get(words)
    parts = [part.strip() for part in _APART.split(text) if _words(part)]
    if whole or len(parts) < 2:
        return (whole or _read(text) or _unknown(text),)
    head = _plain(parts[-1]).split()[-1]  # "finance or marketing professional": both are professionals
    readings = [_part(part, head) for part in parts[:-1]] + [_read(parts[-1])]
    if not any(readings) and not _LISTED.search(text):
        return (_unknown(text),)  # "arts and crafts": one thing
    wishes = [wish or _unknown(part) for wish, part in zip(readings, parts, strict=True)]
    everybody = [wish for wish in wishes if wish == Wish("any")]
    return tuple(everybody[:1] or dict.fromkeys(wishes))


def _part(part: str, head: str) -> Wish | None:
    """An alternative before the last, which may lack the head that the last one has."""
    if alone := _exact(_words(part)):
        return alone
    linked = _tables().words["link"] & set(_words(part))
    headed = None if linked else _read(f"{part} {head}")
    if headed and (headed.match != "as asked" or _words(part) in _tables().fields or not _PERSON.search(part)):
        return headed
    return _read(part)


def _exact(words: Words) -> Wish | None:
    """What a text means whose every word is known or an adjective."""
    tables, bare = _tables(), _bare(words)
    for phrase in (words, bare):
        if wish := tables.english.get(phrase) or tables.local.get(phrase):
            return wish
        if phrase and phrase[-1] in tables.words["generic head"] and phrase[:-1] in tables.fields:
            return tables.fields[phrase[:-1]]
    return Wish("any") if words and not bare else None


def _read(text: str) -> Wish | None:
    """What one alternative means, None if nothing of it is known."""
    tables, text = _tables(), _first_clause(text)
    words = _words(text)
    if wish := _exact(words) or _no_longer(text):
        return wish
    if wish := _linked(text) or _of_field(words):
        return wish
    if (found := _ending(words)) and (wish := _narrowed(text, *found)):
        return wish
    for start in range(len(words)):
        if wish := tables.fields.get(words[start:]):
            return wish
    while words and words[0] in tables.words["filler"]:
        words = words[1:]
    beginnings = (tables.local.get(words[:end]) for end in range(len(words), 0, -1))
    return next((wish for wish in beginnings if wish), None)


def _first_clause(text: str) -> str:
    """The text up to "who …", "aged …" and the like."""
    for token in list(_TOKEN.finditer(text))[1:]:
        if _word(token.group()) in _tables().words["clause"]:
            return text[: token.start()]
    return text


def _no_longer(text: str) -> Wish | None:
    """ "retired teacher", "teacher (unemployed)", "giáo viên về hưu"."""
    words = _words(text)
    for start in range(1, len(words)):
        wish = _tables().local.get(words[start:])
        if wish and wish.category in NO_LONGER.values():
            return wish
    tokens = [token.group() for token in _TOKEN.finditer(text)]
    for word, category in NO_LONGER.items():
        if word in words:
            rest = [token for token in tokens if _word(token) not in (word, "in", "semi")]
            title = f"{word} {_plain(' '.join(rest))}"
            return _tables().english.get(_words(title)) or Wish(category, title=title, match="as asked")
    return None


def _linked(text: str) -> Wish | None:
    """ "nurse in a private hospital", "owner of a cafe", "student at a university"."""
    lists = _tables().words
    tokens = list(_TOKEN.finditer(text))
    for number, token in enumerate(tokens[1:-1], 1):
        if _word(token.group()) in lists["link"]:
            head, tail = _words(text[: token.start()]), _words(text[token.end() :])
            place = text[token.end() :].strip(" .").lower() if tail[0] in ("a", "an") else None
            turned = tuple(word for word in tail if word not in lists["article"]) + head
            if found := _ending(turned):
                wish, size, left = found
                if size <= number and left:
                    wish = replace(wish, rows=_narrow(wish, left))
                if size > number or not left or wish.rows:
                    return replace(wish, workplace=place if wish.rows else None)
            if known := _of_field(turned) or _read(text[: token.start()]):
                return replace(known, workplace=place)
            return None
    return None


def _of_field(words: Words) -> Wish | None:
    """ "corporate banking professional", and as asked "bank officer"."""
    lists = _tables().words
    if not words or words[-1] not in lists["generic head"] | lists["specific head"] or words in _tables().english:
        return None
    for start in range(len(words) - 1):
        if wish := _tables().fields.get(words[start:-1]):
            if words[-1] in lists["generic head"]:
                return wish
            return replace(wish, title=_plain(" ".join(words)), match="as asked")
    return None


def _ending(words: Words) -> tuple[Wish, int, Words] | None:
    """The longest known phrase at the end, its length in words, and what is left but adjectives."""
    for start in range(len(words)):
        if wish := _tables().english.get(words[start:]):
            return wish, len(words) - start, _bare(words[:start])
    return None


def _narrowed(text: str, wish: Wish, size: int, left: Words) -> Wish | None:
    """The reading of a known ending with words left before it."""
    if not left:
        return wish
    if rows := _narrow(wish, left):
        return replace(wish, rows=rows)
    if wish.rows:
        place = None if set(left) <= _tables().words["rank"] else ""  # a "school nurse" is in no hospital
        return replace(wish, title=_plain(text), workplace=place, match="as asked")
    members = _tables().categories[wish.category].members
    if size == 1 and _words(text)[-1] in _tables().words["generic head"]:
        return None  # "abaca worker" says no more than "abaca"
    if size > 1 or (members and members[0] not in _tables().categories):
        return wish
    return Wish(members[-1] if members else wish.category, title=_plain(text), workplace="", match="as asked")


def _narrow(wish: Wish, left: Words) -> tuple[Row, ...]:
    """The rows in the wish's category with a name that holds all the words left (and the title asked for)."""
    needed = set(left)
    if wish.rows:
        needed |= wish.rows[0].phrases[0]
    rows = _rows_under(wish.category or wish.rows[0].job.category)
    return tuple(row for row in rows if any(needed <= phrase for phrase in row.phrases))


def _unknown(text: str) -> Wish:
    return Wish(title=_plain(_first_clause(text)), match="as asked")


def _plain(text: str) -> str:
    """The text as a title: lower-case but for abbreviations, singular, of at most six words."""
    lists = _tables().words
    words = [word.strip(".,;:!?\"'“”‘’()[]") for word in text.split()]
    words = [word for word in words if word] or [text.strip()]
    while len(words) > 1 and words[0].lower() in lists["article"]:
        words = words[1:]
    link = next((place for place, word in enumerate(words) if place and word.lower() in lists["link"]), len(words))
    words = words[: link if len(words) > TITLE_WORDS_MOST else None][:TITLE_WORDS_MOST]
    words = [word if word.isupper() and len(word) < 5 and not text.isupper() else word.lower() for word in words]
    head = min(link, len(words)) - 1
    if words[head].islower():
        words[head] = _singular(words[head])
    return " ".join(words)


def _words(text: str) -> Words:
    return tuple(_word(token) for token in _TOKEN.findall(unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=8192)
def _word(token: str) -> str:
    """The token without case, marks and plural."""
    marked = unicodedata.normalize("NFKD", token.casefold().replace("đ", "d").replace("’", "'"))
    return _singular("".join(char for char in marked if not unicodedata.combining(char)))


def _singular(word: str) -> str:
    if word == "people":
        return "person"
    if len(word) > 3 and word.endswith("men"):
        return f"{word[:-3]}man"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word
    for ending, single in (("wives", "wife"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss")):
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word[:-1]


def _bare(words: Words) -> Words:
    return tuple(word for word in words if word not in _tables().words["filler"])


# Tables


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


@cache
def _tables() -> Tables:
    categories: dict[str, Category] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    english: dict[Words, Wish] = {}
    local: dict[Words, Wish] = {}
    fields: dict[Words, Wish] = {}
    for line in _lines("occupations_categories.csv"):
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
                index.setdefault(_words(phrase), Wish(name))
        english.setdefault(_words(name), Wish(name))
    for line in _lines("occupations.csv"):
        row = _row(line, categories[line["category"]].job.status)
        rows[row.job.category] = (*rows.get(row.job.category, ()), row)
        names = [(english, phrase) for phrase in (row.job.title, *_list(line["aliases"]))]
        for index, phrase in names + [(local, phrase) for phrase in _list(line["local_names"])]:
            known = index.get(_words(phrase), Wish(match="title"))
            if known.match == "title":  # a category of the same name offers more
                index[_words(phrase)] = replace(known, rows=(*known.rows, row))
    shares: dict[str, dict[str, dict[int, float]]] = {"Male": {}, "Female": {}}
    for line in _lines("occupations_shares.csv"):
        bands = {int(key.removeprefix("from_")): float(line[key]) for key in line if key.startswith("from_")}
        shares[line["gender"]][line["category"]] = bands
    words = {line["role"]: frozenset(_list(line["words"])) for line in _lines("occupations_words.csv")}
    return Tables(categories, rows, english, local, fields, words, shares)


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
    )
    places = [place.rpartition(":") for place in _list(line["workplaces"])]
    phrases = tuple(frozenset(_words(phrase)) for phrase in (job.title, *_list(line["aliases"])))
    return Row(
        job, tuple((market or "any", text) for market, _, text in places), tuple(_list(line["markets"])), phrases
    )
