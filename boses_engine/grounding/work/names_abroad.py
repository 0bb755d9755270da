"""Names of jobs in other languages with where that is done."""

from collections.abc import Callable

from boses_engine.grounding.work.mixes import staff_of
from boses_engine.grounding.work.own_words import english_place, joined, words_of_places
from boses_engine.grounding.work.phrases import Words
from boses_engine.grounding.work.tables import Wish, tables


def read_abroad(words: Words, read: Callable[[str], Wish | None], *, there: bool = False) -> Wish | None:
    """ "Electricista industrial", "cocinero de hotel": a name of another language, and maybe where that is done, by the
    names that `read` knows; with `there` only where that is said in another language too ("Köchin in einer Kita": that
    "in" is no English)."""
    known = tables()
    beginnings = (words[:end] for end in range(len(words), 0, -1))
    name = next((each for each in beginnings if each in known.abroad and each not in known.english), None)
    if not name:
        return None
    rest = words[len(name) :]
    place = english_place(rest)
    if there and not place:
        return None
    place = place or tuple(word for word in rest if word not in known.words["link abroad"])
    said = " ".join(joined(place, known.abroad[name]))
    wish = read(said) if place else None
    if place and not wish and place[-1] in words_of_places():
        wish = staff_of(said, surely=False)
    return wish or read(" ".join(name))
