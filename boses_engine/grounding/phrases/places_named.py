"""Where names of jobs say that the work is done: a "school nurse" at a school, a cutlery factory of its owner."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, lru_cache

from boses_engine.grounding.phrases.mixes import is_workplace
from boses_engine.grounding.text import lowered, with_article
from boses_engine.grounding.words import Words, is_plural, word_of, words_of
from boses_engine.grounding.work.asked_titles import own_names
from boses_engine.grounding.work.tables import FARMERS, STALLS, Row, tables

_ABROAD = re.compile(r" in [A-Z]|abroad")


@lru_cache(maxsize=8192)  # texts are what users write
def place_named(words: Words) -> str:
    """The workplace that words before a title name, or none: a "school nurse" is in no hospital, a home tutor in no
    care home; of several the shortest, rather one of the state than one of a faith."""
    if set(words) <= tables().words["no place"] | tables().words["clause end"]:
        return ""
    named = [
        (len(said), text.startswith("a private"), not text.islower(), not text.startswith("a public"), text)
        for text in _workplaces()
        if set(words) <= set(said := words_of(text)) and _noun_of(said) in words
    ]
    return min(named)[-1] if named else _workplaces_of_some().get(words, "")


def _noun_of(place: Words) -> str:
    """What a place is: "house" of "a house under construction"."""
    joins = tables().words["link"] | {"under", "near", "with", "by"}
    return place[next((at for at, word in enumerate(place) if word in joins), len(place)) - 1]


def place_before(left: Words, known: Words) -> str:
    """The workplace that words before a known name tell, with the words that it begins with where they alone tell none:
    an electric cooperative of its lineman, a state university of its instructor."""
    parts = (left + known[:size] for size in range(len(known)))
    return next((place for part in parts if (place := place_named(part))), "")


def place_in(text: str) -> str:
    """The workplace that a name of a job says itself though no table has it, "" if it says none: a cutlery factory of
    its owner."""
    told = lowered(text).split()[:-1]
    while told and word_of(told[0]) in _of_the_person():
        told = told[1:]
    places = tables().words["any place"] | tables().words["place of makers"]
    last = next((at for at in range(len(told), 1, -1) if word_of(told[at - 1]) in places), 0)
    names = own_names()
    return with_article(" ".join(names.get(word, word) for word in told[:last])) if last else ""


@cache
def _of_the_person() -> frozenset[str]:
    """Words that tell of who works and not of where: young, female, senior, widowed."""
    words = tables().words
    return words["filler"] | words["rank"] | words["woman"] | words["man"] | words["widowed"] | words["lone"]


@cache
def goods_at_stalls() -> frozenset[str]:
    """What titles of market traders sell and of farmers grow: fish and mangoes, no insurance."""
    named = (words for words, wish in tables().english.items() if wish.rows and wish.kind in (STALLS, FARMERS))
    return frozenset(words[-2] for words in named if len(words) > 1)


@cache
def _workplaces() -> frozenset[str]:
    """All kinds of workplace that are anywhere, but for those abroad: "an electronics factory in Taiwan"."""
    rows = tables().all_rows
    texts = {text for row in rows for market, text in row.workplaces if market == "any"}
    return frozenset(text for text in texts if not _ABROAD.search(text))


@cache
def words_of_workplaces() -> frozenset[str]:
    """All words in kinds of workplace, of any country."""
    rows = tables().all_rows
    return frozenset(word for row in rows for _, text in row.workplaces for word in words_of(text))


@cache
def _workplaces_of_some() -> dict[Words, str]:
    """By all their words but the article the kinds of workplace that only some countries or divisions have: who names
    one in full means it, and its last word alone is no such place."""
    rows = tables().all_rows
    texts = {text for row in rows for _, text in row.workplaces} - _workplaces()
    return {words_of(text)[1:]: text for text in sorted(texts) if len(words_of(text)) > 2}


@cache
def places_whole() -> frozenset[Words]:
    """All kinds of workplace that are anywhere, by all their words but the article."""
    return frozenset(words_of(text)[1:] for text in _workplaces())


def where_ending(rows: Iterable[Row], said: Words) -> tuple[Row, ...]:
    """The rows that have workplaces anywhere that end as some words do and have all of them, at these: "a private
    school" may be a private high school."""
    return at_such(rows, lambda place: place[-1:] == said[-1:] and set(said) <= set(place))


def at_such(rows: Iterable[Row], fits: Callable[[Words], bool]) -> tuple[Row, ...]:
    """The rows at those of their workplaces whose words fit, without the rows that have no such anywhere."""
    kept = ((row, tuple(each for each in row.workplaces if fits(words_of(each[1])))) for row in rows)
    there = (row if places == row.workplaces else replace(row, workplaces=places) for row, places in kept)
    return tuple(row for row in there if "any" in dict(row.workplaces))


def one_of_many(said: str) -> str:
    """One of the workplaces that words name in the plural: "a seafood export company" of "seafood export companies";
    "" where they name no kind of place, or one."""
    last, known = (said.split() or [""])[-1], tables().words
    one = word_of(last)
    links = known["link"] | known["clause"]
    is_kind = one in kinds_of_place() or is_workplace(words_of(said))
    if not is_plural(last) or not is_kind or not links.isdisjoint(words_of(said)):
        return ""
    how_many = known["how many"] | known["article"]
    telling = [word for word in lowered(said).split()[:-1] if word_of(word) not in how_many]
    return with_article(" ".join((*telling, last[:-1] if last[:-1].isupper() else one)))


@cache
def kinds_of_place() -> frozenset[str]:
    """The words that kinds of workplace end with."""
    lists = tables().words
    return (lists["any place"] | lists["place of makers"] | lists["kind of place"]) - {"house", "building"}
