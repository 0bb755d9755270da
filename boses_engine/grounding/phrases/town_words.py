"""Occupations with the name of a town or division of the country before them or behind: "Subic shipyard welder"."""

from functools import cache

from boses_engine.grounding.phrases.alternative import read_alternative, read_by_name
from boses_engine.grounding.phrases.mixes import is_workplace
from boses_engine.grounding.phrases.person_first import read_person_first
from boses_engine.grounding.places.gazetteer import more_towns, own_towns, region_names
from boses_engine.grounding.text import fold
from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.tables import Row, Wish, tables

_LONGEST = 3  # words of a name


def without_town(text: str, country_code: str) -> str:
    """The text without the name of a town that it begins or ends with, where only what is left is known in every word;
    "soto Lamongan seller" and "real estate agent" are no town's."""
    tokens = text.split()
    names = town_names(country_code)
    ends = [
        (said, rest)
        for size in range(min(_LONGEST, len(tokens) - 1), 0, -1)
        for said, rest in ((tokens[-size:], tokens[:-size]), (tokens[:size], tokens[size:]))
    ]
    found = next(((words_of(" ".join(said)), _before(rest)) for said, rest in ends if _is_town(said, names)), None)
    if not found or _is_of_a_place(words_of(text), found[0]):
        return text
    read = _read if _read(found[1]) else _read_loosely
    whole = read(text)
    is_known = read(found[1]) and (not whole or all(_only_place_has(row, set(found[0])) for row in whole.rows))
    return found[1] if is_known else text


def _is_of_a_place(words: Words, town: Words) -> bool:
    """Whether words begin with a kind of workplace of which a town's name is a part: real estate, where Real is one."""
    is_first = words[: len(town)] == town
    return is_first and any(is_workplace(words[:end]) for end in range(len(town) + 1, len(words)))


def _before(rest: list[str]) -> str:
    """The words beside a town's name, without the one that ties them to it: "analysts in BGC", "guru di Bandung"."""
    tied = len(rest) > 1 and (words_of(rest[-1]) or ("",))[0] in _ties()
    return " ".join(rest[:-1] if tied else rest)


@cache
def _ties() -> frozenset[str]:
    """Words that tie somebody to a town, in English and other languages."""
    known = tables()
    return (
        known.words["link"]
        | known.words["link abroad"]
        | {word for link in known.person_first["link"] for word in link}
    )


def begins_with_town(text: str, country_code: str) -> bool:
    """Whether a text begins with the name of a town or division in several words: "Thai Nguyen tea grower"."""
    tokens, names = text.split(), town_names(country_code)
    return any(_is_town(tokens[:size], names) for size in range(2, _LONGEST + 1))


def _is_town(tokens: list[str], names: frozenset[Words]) -> bool:
    return words_of(" ".join(tokens)) in names


def _only_place_has(row: Row, said: set[str]) -> bool:
    """Whether the places of a row have the name, and its title does not: "a Calamba electronics factory"."""
    places = any(said <= set(words_of(text)) for _, text in row.workplaces)
    return places and not said & set(words_of(row.job.title))


def _read(text: str) -> Wish | None:
    wish = read_by_name(text) or read_person_first(words_of(text), read_by_name)
    return wish if wish and (wish.rows or (wish.category and wish != Wish("any"))) else None


def _read_loosely(text: str) -> Wish | None:
    wish = read_alternative(text)
    return wish if wish and wish.rows and wish.match != "as asked" else None


@cache
def town_names(country_code: str) -> frozenset[Words]:
    """The names of the towns of the own tables, of the divisions, and of well-known quarters of offices and shops."""
    towns = (name for town in (*own_towns(country_code), *more_towns(country_code)) for name in town.names)
    return frozenset(words_of(name) for name in (*towns, *region_names(country_code), *tables().words["district"]))


def division_of(name: str, country_code: str) -> str:
    """The division of a country of a name, or the one where its largest town of that name lies; "" for other names."""
    if own := region_names(country_code).get(fold(name)):
        return own
    towns = (*own_towns(country_code), *more_towns(country_code))
    return next((town.place.region or "" for town in towns if fold(name) in town.names), "")
