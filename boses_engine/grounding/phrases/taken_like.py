"""Titles that a country does not have, and those that no table knows: of which they take pay, schooling and place."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from boses_engine.errors import GroupError
from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.own_words import words_of_places
from boses_engine.grounding.text import unmarked, with_article
from boses_engine.grounding.words import word_of, words_of
from boses_engine.grounding.work.asked_titles import rank_shift
from boses_engine.grounding.work.names_alike import rows_alike
from boses_engine.grounding.work.tables import OWNER, Row, Wish, rows_by_title, rows_of_market, rows_under, tables

# The titles near in meaning to a text, and how near, the nearest first; none where none is near.
Nearest = Callable[[str], Sequence[tuple[str, float]]]
_ABBREVIATION_MOST = 5  # letters
_LEADS = 0.9  # standard deviations of pay by which words of rank make somebody a manager
_ALL = ("*",)  # the members of the kind that is people of all kinds
_LEADERS = "1"  # ISCO-08
_ALIKE = 0.75  # likeness of names from which one is meant by the other whatever else is known (estimate)
_LIKELY = 0.65  # the same where nothing else is known (estimate)
_OTHERS = 4  # titles named beside the one that is taken
_THE_SAME = 0.9  # cosine from which a title is the same in other words, and is done at the same places


def kin(row: Row, country_code: str) -> list[Row]:
    """The rows of the country that are nearest to one it does not have, by names in common and ISCO-08 code; those
    that are meant only by their name where half of the title is in it. Never empty."""
    here = [each for rows in tables().rows.values() for each in rows_of_market(rows, country_code, asked=True)]
    same = [each for each in here if each.job.status == row.job.status]
    title = set(words_of(row.job.title))
    same = [each for each in same if "asked" not in each.markets or _has_half(set(words_of(each.job.title)), title)]
    for group in groups_of(row.job.isco08):
        alike = [each for each in same if each.job.isco08.startswith(group)]
        if alike:
            near = [each for each in alike if each.job.category == row.job.category] or alike
            ranked = sorted(near, key=lambda each: (-_in_common(each, row), each.job.employment != row.job.employment))
            return ranked[:2]
    alike = [each for each in same if each.job.category == row.job.category] or same
    return sorted(alike, key=lambda each: -_in_common(each, row))[:2]


def _has_half(one: set[str], other: set[str]) -> bool:
    """Whether half of the words of two titles are in both."""
    return 2 * len(one & other) >= len(one | other)


def _in_common(one: Row, other: Row) -> float:
    """How much of a name two rows share, 0..1: the words of the nearest pair of their names."""
    return max(len(a & b) / len(a | b) for a in one.phrases for b in other.phrases)


def _is_word(text: str) -> bool:
    """Whether letters could be a word or an abbreviation: of the Latin ones a vowel is among them, and not all are the
    same."""
    if text.isupper() and 2 <= len(text) <= _ABBREVIATION_MOST:
        return True
    letters = [letter for letter in unmarked(text).lower() if letter.isalpha()]
    if not all(letter.isascii() for letter in letters):
        return True
    return len(set(letters)) > 1 and not set(letters).isdisjoint("aeiouy")


def _taken_of(wish: Wish) -> str:
    """What is taken of a near title for one that is in no table."""
    return "pay, schooling and workplace" if wish.workplace is None else "pay and schooling"


def _is_of(title: str, category: str) -> bool:
    """Whether a title is of a kind of work: a seller of what no table has is a seller first."""
    return any(row.job.category == category for row in rows_by_title().get(title, ()))


def take_alike(wish: Wish, said: Sequence[str], country_code: str) -> tuple[Wish, str]:
    """The wish for a kind of work, or for the title of which a name is most like one of the ways to say it where no
    table knows all their words, and a note that says so: "teknisi tambak"."""
    kind = tables().categories.get(wish.category)
    if not kind or kind.members == _ALL or wish.workplace is not None:
        return wish, ""
    if any(read_exact(words_of(text)) or tables().fields.get(words_of(text)) for text in said):
        return wish, ""
    told = ((rows_alike(text, country_code, lambda row: _may_be_meant(row, wish)), text) for text in said)
    found = [(like, text) for like, text in told if like and like[0][2] >= _ALIKE]
    if not found:
        return wish, ""
    like, text = max(found, key=lambda each: each[0][0][2])
    (row, name, _), *others = like
    return Wish(rows=(row,), match="title"), (
        f"{text!r} is taken as {row.job.title!r}, after {name.text!r}."
        f"{_say_others(row, [each for each, _, _ in others])}"
    )


def _may_be_meant(row: Row, wish: Wish) -> bool:
    """Whether a title may be what somebody means of whom the kind of work is known, or nothing: who is asked for as
    working has not retired, who leads or owns is no hand, and whoever makes the same for a wage is no owner."""
    if not wish.category:
        return row.job.status != "retired" or "retired" in words_of(wish.title)  # a shipyard worker is still at work
    kind = tables().categories[wish.category].job
    if row.job.status != kind.status or (wish.category == OWNER and row.job.employment != "own"):
        return False
    leads = row.job.isco08.startswith(_LEADERS) and (wish.category == OWNER or row.job.employment != "own")
    return leads or not kind.isco08.startswith(_LEADERS)


def take_like(wish: Wish, occupation: str, country_code: str, nearest: Nearest | None) -> tuple[Wish, str]:
    """The wish with the rows that a title of no table is taken like, and a note that says so and which titles are as
    near: one of them may be what was meant."""
    near = sorted(nearest(wish.title), key=lambda each: not _is_of(each[0], wish.category)) if nearest else ()
    in_meaning = [(row, each) for title, each in near if (row := _first_meant(title, wish, country_code))]
    in_name = rows_alike(wish.title, country_code, lambda row: _may_be_meant(row, wish))
    meant, named = [row for row, _ in in_meaning], [row for row, _, _ in in_name]
    if in_name and in_name[0][2] >= (_ALIKE if near else _LIKELY):
        row, name, _ = in_name[0]
        choices = named + meant
        if set(words_of(name.text)) <= set(words_of(wish.title)):  # "IT support technician": IT support
            wish = replace(wish, workplace=None)
        return replace(wish, rows=(row,)), (
            f"{wish.title!r} is no title of the tables: {_taken_of(wish)} are those of {row.job.title!r}, whose name "
            f"{name.text!r} is most like it.{_say_others(row, choices)}"
        )
    choices = meant + named
    if in_meaning:
        row, similarity = in_meaning[0]
        wish = replace(wish, workplace=None) if similarity >= _THE_SAME else wish
        return replace(wish, rows=(row,)), (
            f"{wish.title!r} is no title of the tables: {_taken_of(wish)} are those of {row.job.title!r}, the nearest "
            f"in meaning ({similarity:.2f}).{_say_others(row, choices)}"
        )
    if not wish.category and rank_shift(wish.title) >= _LEADS:
        return take_like(replace(wish, category="manager"), occupation, country_code, None)
    if not wish.category:
        if not any(map(_is_word, occupation.split())):
            raise GroupError(
                f'occupation: {occupation!r} has no word for a job: give one such as "nurse" or "rice farmer", a kind '
                'of people such as "student" or "housewife", or "any".'
            )
        return replace(wish, rows=()), (
            f"{wish.title!r} is no title of the tables and nothing near it is known: its pay and schooling are those "
            f"of people at work in general.{_say_others(None, choices)}"
        )
    rows = rows_under(wish.category)
    middle = tables().categories[wish.category].job.pay_ratio
    said = set(words_of(wish.title))
    ranked = sorted(
        rows_of_market(rows, country_code, asked=False),
        key=lambda row: (-max(len(said & phrase) for phrase in row.phrases), abs(row.job.pay_ratio - middle)),
    )
    if tables().categories[wish.category].job.status != "working" or not ranked:
        return replace(wish, rows=()), ""
    place = wish.title.split()[:-1]
    if place and not wish.workplace and word_of(place[-1]) in words_of_places():  # "laundry manager"
        wish = replace(wish, workplace=with_article(" ".join(place)))
    return replace(wish, rows=(ranked[0],)), (
        f"{wish.title!r} is no title of the tables: {_taken_of(wish)} are those of "
        f"{ranked[0].job.title!r}, a usual {wish.category}.{_say_others(ranked[0], choices or ranked)}"
    )


def _first_meant(title: str, wish: Wish, country_code: str) -> Row | None:
    """The row of a title that may be meant in a country; None where none is there."""
    rows = [row for row in rows_by_title().get(title, ()) if _may_be_meant(row, wish)]
    return next(iter(rows_of_market(rows, country_code, asked=True)), None)


def _say_others(taken: Row | None, rows: Sequence[Row]) -> str:
    """Which other titles a user may ask for instead of the one that is taken, as a sentence; empty without any."""
    titles = list(dict.fromkeys(row.job.title for row in rows if taken is None or row.job.title != taken.job.title))
    named = ", ".join(map(repr, titles[:_OTHERS]))
    return f" If another is meant, give it as the occupation, such as {named}." if named else ""
