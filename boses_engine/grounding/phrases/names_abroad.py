"""Names of jobs in other languages with where that is done."""

from collections.abc import Callable
from dataclasses import replace

from boses_engine.grounding.phrases.mixes import staff_of, untied
from boses_engine.grounding.phrases.own_words import english_place, joined, place_written, words_of_places
from boses_engine.grounding.phrases.places_named import where_ending
from boses_engine.grounding.words import Words
from boses_engine.grounding.work.tables import Wish, rows_under, tables


def read_abroad(words: Words, read: Callable[[str], Wish | None], *, there: bool = False) -> Wish | None:
    """ "Electricista industrial", "cocinero de hotel": a name of another language, and maybe where that is done, by the
    names that `read` knows; with `there` only where that is said in another language too ("Köchin in einer Kita": that
    "in" is no English)."""
    known = tables()
    beginnings = [words[:end] for end in range(len(words), 0, -1)]
    names = [each for each in beginnings if each in known.abroad and each not in known.english]
    name = next(iter(names), None)
    if name and name != words and not english_place(words[len(name) :]):  # "operaria de fábrica de zapatos"
        name = next((each for each in names[1:] if _is_done_at(english_place(words[len(each) :]), each, read)), name)
    place_first = name and known.abroad[name][-1] in words_of_places() and words[len(name) :] in known.abroad
    if not name or place_first or known.abroad[name] == words:  # "kebab" is a kebab shop
        return _with_place_first(words, read)
    title = next((each for each in beginnings if each in known.local and known.local[each].rows), ())
    if len(title) > len(name):  # "ingeniero de minas en Cerro Verde" is more than an engineer
        return _at(english_place(words[len(title) :]), read(" ".join(title)))
    rest = words[len(name) :]
    place = english_place(rest)
    if there and not place:
        return None
    where = " ".join(place) if len(place) > 1 or not known.words["any place"].issuperset(place) else ""
    place = place or tuple(word for word in rest if word not in known.words["link abroad"])
    said = " ".join(joined(place, known.abroad[name]))
    wish = read(said) if place else None
    if place and not wish and place[-1] in words_of_places():
        wish = staff_of(said, surely=False)
    if wish or not (wish := read(" ".join(name))):
        return wish
    return _at(tuple(where.split()), wish)


def _is_done_at(place: Words, name: Words, read: Callable[[str], Wish | None]) -> bool:
    """Whether titles are known for a name at a place."""
    wish = read(" ".join(joined(place, tables().abroad[name]))) if place else None
    return bool(wish and wish.rows)


def _at(place: Words, wish: Wish | None) -> Wish | None:
    """The wish at a place, if it is work and none was said: "auxiliar de enfermería en clínica"."""
    if not place or not wish or wish.workplace is not None:
        return wish
    if not wish.rows:  # "Ingenieur bei Siemens"
        kind = tables().categories.get(wish.category)
        there = where_ending(rows_under(wish.category), place) if kind else ()
        if there or not kind or kind.members or kind.job.status != "working":
            return replace(wish, rows=there) if there else wish
        return replace(wish, workplace=place_written(place))  # "gerente de una empresa exportadora"
    is_work = all(row.job.status == "working" for row in wish.rows)
    return replace(wish, rows=untied(wish.rows), workplace=place_written(place)) if is_work else wish


def _with_place_first(words: Words, read: Callable[[str], Wish | None]) -> Wish | None:
    """ "Halı fabrikasında işçi", "ruhagyári varrónő": a place of work before a name, as some languages say it."""
    known = tables().abroad
    for start in range(1, len(words)):
        if words[start:] in known and (place := english_place(words[:start])):
            said = " ".join(joined(place, known[words[start:]]))
            return read(said) or staff_of(said, surely=False)
    return None
