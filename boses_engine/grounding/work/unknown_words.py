"""Words of an occupation of which nothing is known: the name of a firm, a word of a language that no table has."""

from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.phrases import TOKEN, word_of, words_of
from boses_engine.grounding.work.tables import Wish, tables
from boses_engine.grounding.work.town_words import town_names

# The tables whose words may be read in an occupation.
_TABLES = (
    *("titles", "categories", "mixes", "roles", "segments", "segment_mixes", "names_abroad", "names_east_asia"),
    *("names_south_asia", "heads_abroad", "person_first", "own_account", "side_work", "study_years", "words"),
    *("small_jobs", "said", "workplace_words", "sectors", "plants", "employers", "crops", "ages"),
)
_ABOUT = ("people/nations", "people/peoples", "people/children_said")
_LEAST = 3  # letters: shorter ones are abbreviations and what joins words


def note_of_unknown(text: str, country_code: str, wishes: tuple[Wish, ...]) -> str:
    """What a user should know of the names in a text of which no table has a word and no title keeps any: that nothing
    was made of them; empty where there are none."""
    said = " and ".join(repr(name) for name in _unknown_names(text, country_code, wishes))
    return f"Nothing was made of {said}: people are drawn as if it were not said." if said else ""


def _unknown_names(text: str, country_code: str, wishes: tuple[Wish, ...]) -> list[str]:
    """The names as written: runs of words with a capital, but for the first word of the text."""
    kept = {word for wish in wishes for word in words_of(f"{wish.title} {wish.workplace or ''}")}
    runs: list[list[str]] = []
    last = 0
    for at, token in enumerate(TOKEN.findall(text)):
        is_name = at and token[:1].isupper() and not token.isupper() and len(token) >= _LEAST
        if not is_name or word_of(token) in kept or _is_known(token, country_code):
            continue
        if runs and last == at - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
        last = at
    return [" ".join(run) for run in runs]


def _is_known(token: str, country_code: str) -> bool:
    word = word_of(token)
    return word in _words_of_jobs() or word in _words_of_towns(country_code) or word in _all_words()


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
    rows = (row for name in (*(f"work/{each}" for each in _TABLES), *_ABOUT) for row in table(f"{name}.csv"))
    tokens = {token for row in rows for name, cell in row.items() if name != "source" for token in TOKEN.findall(cell)}
    countries = {token for row in table("places/country_names.csv") for token in TOKEN.findall(row["name"])}
    return frozenset(map(word_of, tokens | countries))
