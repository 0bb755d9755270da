"""Words of an occupation of which nothing is known: the name of a firm, what people like, a word of a language that no
table has."""

from collections.abc import Callable
from functools import cache

from boses_engine.errors import GroupError
from boses_engine.grounding.phrases.plurals_abroad import in_singular
from boses_engine.grounding.phrases.town_words import town_names
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import TOKEN, word_of, words_of
from boses_engine.grounding.work.asked import Asked, means_the_same
from boses_engine.grounding.work.tables import Wish, tables

# The tables whose words may be read in an occupation.
_OF_WORK = (
    *("titles", "categories", "segments", "names_abroad", "names_east_asia", "names_south_asia", "heads_abroad"),
    *("person_first", "study_years", "words", "small_jobs", "said", "workplace_words", "sectors", "plants"),
    *("employers", "crops", "ages"),
)
_OF_PHRASES = (
    "mixes",
    "roles",
    "segment_mixes",
    "own_account",
    "side_work",
    "children",
    "life_stages",
    "before",
    "people_abroad",
)
_OF_PEOPLE = ("nations", "peoples")
_LEAST = 3  # letters: shorter ones are abbreviations and what joins words


def nothing_made_of(text: str, country_code: str, asked: Asked, read: Callable[[str], Asked]) -> list[str]:
    """The words in a text of which no table has one, no title keeps any, and without which it reads the same."""
    return [
        text[start:end]
        for start, end in _unknown_runs(text, country_code, asked.wishes)
        if _reads_as(asked, f"{text[:start]} {text[end:]}", read)
    ]


def _reads_as(asked: Asked, rest: str, read: Callable[[str], Asked]) -> bool:
    """Whether what is left of a text means the same people."""
    if not words_of(rest):
        return True
    try:
        return means_the_same(asked, read(rest))
    except GroupError:  # what is left names no work: the word tells some
        return False


def _unknown_runs(text: str, country_code: str, wishes: tuple[Wish, ...]) -> list[tuple[int, int]]:
    """Where runs of unknown words begin and end."""
    kept = {word for wish in wishes for word in words_of(f"{wish.title} {wish.workplace or ''}")}
    runs: list[tuple[int, int]] = []
    last = -1
    for at, token in enumerate(TOKEN.finditer(text)):
        if len(token[0]) < _LEAST or word_of(token[0]) in kept or _is_known(token[0], country_code):
            continue
        runs.append((runs.pop()[0] if runs and last == at - 1 else token.start(), token.end()))
        last = at
    return runs


def _is_known(token: str, country_code: str) -> bool:
    word = word_of(token.replace("’", "'").removesuffix("'s"))  # "a kirana store owner's wife"
    known = word in _words_of_jobs() or word in _words_of_towns(country_code) or word in _all_words()
    return known or in_singular(token, country_code) != token


@cache
def _words_of_jobs() -> frozenset[str]:
    """The words of the names of jobs."""
    names = (*tables().english, *tables().local, *tables().abroad)
    return frozenset(word for name in names for word in name)


@cache
def _words_of_towns(country_code: str) -> frozenset[str]:
    return frozenset(word for name in town_names(country_code) for word in name)


@cache
def _all_words() -> frozenset[str]:
    """All words of the tables that are read for occupations, and of the names of countries."""
    names = (("work", _OF_WORK), ("phrases", _OF_PHRASES), ("people", _OF_PEOPLE))
    rows = (row for room, own in names for name in own for row in table(f"{room}/{name}.csv"))
    tokens = {token for row in rows for name, cell in row.items() if name != "source" for token in TOKEN.findall(cell)}
    countries = {token for row in table("places/country_names.csv") for token in TOKEN.findall(row["name"])}
    return frozenset(map(word_of, tokens | countries))
