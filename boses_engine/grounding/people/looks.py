"""How a person looks: skin, hair, glasses, dress and expression, drawn from tables of shares.

No table goes by country where it would say what a people looks like: skin and hair are spread over a world region,
with every tone in every region. What is worn comes from the work, or is what people wear at home. Religious dress is
drawn only for those whose religion it is, at the share of its row. Most shares are estimates, as their rows say. What
somebody's life or a brand's story tells of the looks holds: who wears glasses there wears them in the portrait.
"""

from functools import cache
from math import exp
from typing import Any, get_args

import numpy as np

from boses_engine.domain.appearance import Beard, ClothingColour, Expression, Looks, Setting, SkinTone
from boses_engine.domain.persona import Gender, Persona, Psychographics, Slot, Work
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.text import unmarked

AT_WORK = 0.6  # of those who work or study, shown there; the others are shown at home
SCHOOL_UNTIL, BEARD_FROM = 17, 18  # years
ELSEWHERE: tuple[tuple[Setting, float], ...] = (("home", 0.6), ("plain", 0.2), ("garden", 0.1), ("street", 0.1))
# Weight of each expression, and what temper does to it: log odds a standard deviation of extraversion, agreeableness,
# neuroticism, openness and conscientiousness; estimates in the directions of the Five-Factor literature.
TEMPER: dict[Expression, tuple[float, tuple[float, float, float, float, float]]] = {
    "calm": (2.5, (-0.2, 0.2, -0.4, 0.0, 0.1)),
    "smiling": (3.0, (0.4, 0.4, -0.2, 0.0, 0.0)),
    "laughing": (0.7, (0.8, 0.1, -0.2, 0.1, -0.2)),
    "serious": (1.2, (-0.3, -0.4, 0.0, -0.1, 0.4)),
    "thoughtful": (1.2, (-0.3, 0.0, 0.1, 0.5, 0.0)),
    "worried": (0.5, (-0.1, 0.0, 0.9, 0.0, 0.0)),
}

_NATURAL = ("black", "dark brown", "brown", "blonde", "red")
_Row = dict[str, str]


def draw_looks(rng: np.random.Generator, person: Slot | Persona) -> Looks:
    """All that a portrait of this person shows; for a record of an older schema it is drawn from its facts."""
    where, gender, age = country(person.location.country_code), person.gender, person.age
    skin = _skin(where.group).draw(rng)  # first, so that it depends on nothing else
    by_age = _by_age(gender, age)
    colour = _natural_colours(where.group).draw(rng)
    fate = 100 * rng.random()
    if fate < (white := float(by_age["white"])):
        colour = "white"
    elif fate < white + float(by_age["grey"]):
        colour = "grey"
    told = _told(person)
    bald = _happens(rng, by_age["bald"]) and "hair" not in told
    style = "bald" if bald else _styles(gender, where.group).draw(rng)
    dressed, setting = _dress(rng, where.code, gender, age, person.work)
    covering = _religious(rng, person, where.group) or _worn_at_work(rng, dressed)
    glasses = GLASSES.draw(rng) if _happens(rng, by_age["glasses"]) or "glasses" in told else "none"
    beard = _beards(person.religion, where.group, age).draw(rng) if gender == "Male" and age >= BEARD_FROM else "none"
    values: dict[str, Any] = {
        "skin": skin,
        "hair_style": style,
        "hair_colour": colour,
        "beard": beard,
        "head_covering": covering,
        "glasses": glasses,
        "expression": _expression(rng, person.psychographics),
        "clothing": dressed["garment"],
        "clothing_colour": _colours(dressed["colours"]).draw(rng),
        "setting": setting,
    }
    return Looks(**values)


GLASSES = Weighted.of((("round", 1.0), ("rectangular", 1.0)))
PLACES = Weighted.of(ELSEWHERE)


@cache
def _rows(name: str) -> tuple[_Row, ...]:
    return tuple(table(name))


def _told(person: Slot | Persona) -> set[str]:
    """What the person is told to have, "glasses" or "hair"; the texts as they are drawn, their pronouns open."""
    texts = person.model_dump_json(include={"life", "brands"}).lower()
    return {row["has"] for row in _rows("people/looks_told.csv") if row["words"] in texts}


def _group(name: str, group: str) -> _Row:
    return next(row for row in _rows(name) if row["group"] == group)


def _happens(rng: np.random.Generator, percent: str) -> bool:
    return bool(100 * rng.random() < float(percent))


@cache
def _skin(group: str) -> Weighted[str]:
    row, tones = _group("people/looks_skin.csv", group), get_args(SkinTone)
    return Weighted.of((tone, float(row[tone])) for tone in tones)


@cache
def _natural_colours(group: str) -> Weighted[str]:
    row = _group("people/looks_hair.csv", group)
    return Weighted.of((colour, float(row[colour])) for colour in _NATURAL)


@cache
def _styles(gender: Gender, group: str) -> Weighted[str]:
    """Styles of hair; how often curls are worn as such goes by the world region."""
    hair = _group("people/looks_hair.csv", group)
    rows = [row for row in _rows("people/looks_styles.csv") if row["gender"] == gender]
    return Weighted.of((row["style"], float(row["weight"]) * float(hair.get(row["style"], 1))) for row in rows)


@cache
def _by_age(gender: Gender, age: int) -> _Row:
    return [row for row in _rows("people/looks_age.csv") if row["gender"] == gender and int(row["age_from"]) <= age][-1]


@cache
def _beards(religion: str, group: str, age: int) -> Weighted[str]:
    """Beards by faith, else by world region, each with the age from which they hold."""
    rows = [row for row in _rows("people/looks_beards.csv") if int(row["age_from"]) <= age]
    found = ([row for row in rows if (row["religion"], row["where"]) == key] for key in _keys(religion, group))
    row, kinds = next(each for each in found if each)[-1], get_args(Beard)
    return Weighted.of((kind, float(row[kind])) for kind in kinds)


@cache
def _colours(named: str) -> Weighted[str]:
    """The colours that a garment comes in, all of them where its row names none; each as likely."""
    colours = named.split("|") if named else get_args(ClothingColour)
    return Weighted.of((colour, 1.0) for colour in colours)


def _keys(religion: str, group: str) -> tuple[tuple[str, str], ...]:
    """(religion, where) of the rows of beards, the nearest first."""
    return (religion, "any"), ("any", group), ("any", "any")


def _religious(rng: np.random.Generator, person: Slot | Persona, group: str) -> str | None:
    """What is worn on the head for one's religion."""
    place = person.location
    region = unmarked(place.region or "").casefold()
    tongue = unmarked(person.mother_tongue).casefold()
    asked = (person.religion, place.country_code, region, tongue, group, person.gender, person.work.isco08, person.age)
    row = _covering(*asked)
    return row["covering"] if row and _happens(rng, row["share"]) else None


@cache
def _covering(
    religion: str, code: str, region: str, tongue: str, group: str, gender: Gender, isco08: str, age: int
) -> _Row | None:
    """The row of the country, else of its world region, else of everywhere: of those of the region, mother tongue and
    work the one with the largest share, else the one of the age."""
    found = [
        row
        for row in _rows("people/looks_coverings.csv")
        if (row["religion"], row["gender"]) == (religion, gender)
        and row["region"] in region
        and (not row["tongue"] or tongue in row["tongue"].casefold().split("|"))
        and isco08.startswith(row["work"])
        and age >= int(row["age_from"] or 0)
    ]
    found.sort(
        key=lambda row: (
            bool(row["region"] or row["tongue"] or row["work"]) and float(row["share"]),
            int(row["age_from"] or 0),
        ),
        reverse=True,
    )
    return next((row for where in (code, group, "any") for row in found if row["where"] == where), None)


def _worn_at_work(rng: np.random.Generator, dressed: _Row) -> str:
    return dressed["covering"] if dressed["covering"] and _happens(rng, dressed["covering_share"]) else "none"


def _dress(rng: np.random.Generator, code: str, gender: Gender, age: int, work: Work) -> tuple[_Row, str]:
    """The row of what is worn, and where the person is shown."""
    if work.status not in ("working", "studying") or rng.random() >= AT_WORK:
        return _worn("home", code, gender).draw(rng), PLACES.draw(rng)
    school = "studying, under 18" if age <= SCHOOL_UNTIL else "studying"
    row = _worn(school if work.status == "studying" else _nearest(work.isco08), code, gender).draw(rng)
    return row, row["setting"]


@cache
def _worn(key: str, code: str, gender: Gender) -> Weighted[_Row]:
    rows = [
        row
        for row in _rows("people/looks_dress.csv")
        if row["key"] == key and row["markets"] in ("any", code) and row["gender"] in ("", gender)
    ]
    return Weighted.of((row, float(row["weight"])) for row in rows)


@cache
def _nearest(isco08: str) -> str:
    """The longest beginning of an ISCO-08 code that the table of dress has, "any" where it has none."""
    keys = {row["key"] for row in _rows("people/looks_dress.csv")}
    return next((isco08[:n] for n in range(len(isco08), 0, -1) if isco08[:n] in keys), "any")


def _expression(rng: np.random.Generator, person: Psychographics) -> str:
    scores = (person.extraversion, person.agreeableness, person.neuroticism, person.openness, person.conscientiousness)
    temper = [(score - 50) / 10 for score in scores]
    weights = (
        base * exp(sum(tilt * score for tilt, score in zip(tilts, temper, strict=True)))
        for base, tilts in TEMPER.values()
    )
    return pick(rng, tuple(TEMPER), weights)
