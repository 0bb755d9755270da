"""A short name for the segment of a brief."""

from boses_engine.briefs.work import ANY
from boses_engine.grounding.work.tables import tables, words_of

LONGEST = 60  # characters
_SHORT_PLACES = {"Ho Chi Minh City": "HCMC", "New York City": "NYC"}
_GENERATIONS = ((1997, 2012, "Gen Z"), (1981, 1996, "Millennial"), (1965, 1980, "Gen X"), (1946, 1964, "Boomer"))


def segment_name(
    *, location: str, occupation: str, gender: str, ages: tuple[int, int], generation: bool, year: int
) -> str:
    """ "HCMC Finance or Marketing Professionals, Women 28-35": place, who they are, gender, ages."""
    place = location.split(",")[0]
    place = _SHORT_PLACES.get(place, place)
    people = "" if occupation == ANY else _plural(occupation)
    who = {"Female": "Women", "Male": "Men", "All": ""}[gender]
    when = next(
        (name for first, last, name in _GENERATIONS if generation and abs(year - first - ages[1]) <= 1),
        f"{ages[0]}-{ages[1]}" if ages[0] < ages[1] else str(ages[0]),
    )
    if not people:
        text = f"{place} {when if generation else ''} {who or 'People'}{'' if generation else f' {when}'}"
    else:
        text = f"{place} {people}, {f'{who} ' if who else ''}{when}"
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{place} {who or 'People'} {when}"


def _plural(occupation: str) -> str:
    words = [
        word if word in ("or", "and", "of", "ng", "in") else word[:1].upper() + word[1:] for word in occupation.split()
    ]
    text = " ".join(words)
    if words_of(occupation)[-1:] not in tables().english or text.endswith(("s", "man", "wife", "y", "ed", "h")):
        return text
    return f"{text}s"
