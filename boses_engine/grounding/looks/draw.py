"""How a person looks: skin, hair, glasses, dress and expression, drawn from tables of shares.

A people, which the name's custom tells, else mother tongue, faith and country, has a wide spread of skin and hair; a
country of many peoples has a row for each. What is worn comes from the work and the climate, or is what people wear at
home. Religious dress is drawn only for those whose religion it is, at the share of its row. Most shares are estimates,
as their rows say. What somebody's life or a brand's story tells of the looks holds: who wears glasses there wears them
in the portrait.
"""

from functools import cache
from math import exp, prod
from typing import Any, get_args

import numpy as np

from boses_engine.domain.appearance import Beard, ClothingColour, Expression, Looks, Setting, SkinTone
from boses_engine.domain.persona import Gender, Location, Persona, Psychographics, Slot
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, NO_SCHOOLING, as_counted
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.text import unmarked

AT_WORK = 0.6  # of those who work or study, shown there; the others are shown at home
SCHOOL_UNTIL, BEARD_FROM = 17, 18  # years
GLASSES_ALIKE_FROM = 62  # years: sight for reading goes with age (estimate)
ELSEWHERE: tuple[tuple[Setting, float], ...] = (("home", 0.6), ("plain", 0.2), ("garden", 0.1), ("street", 0.1))
# Weight of each expression, and what temper does to it: log odds a standard deviation of extraversion, agreeableness,
# neuroticism, openness and conscientiousness; estimates in the directions of the Five-Factor literature. "serious" is
# not drawn: the built-in model paints it as an angry frown.
TEMPER: dict[Expression, tuple[float, tuple[float, float, float, float, float]]] = {
    "calm": (3.7, (-0.25, 0.1, -0.3, 0.0, 0.2)),
    "smiling": (3.0, (0.4, 0.4, -0.2, 0.0, 0.0)),
    "laughing": (0.7, (0.8, 0.1, -0.2, 0.1, -0.2)),
    "thoughtful": (0.8, (-0.3, 0.0, 0.1, 0.5, 0.0)),
    "worried": (0.5, (-0.1, 0.0, 0.9, 0.0, 0.0)),
}

_NATURAL = ("black", "dark brown", "brown", "blonde", "red")
_Row = dict[str, str]


def draw_looks(rng: np.random.Generator, person: Slot | Persona, custom: str = "") -> Looks:
    """All that a portrait of this person shows; for a record of an older schema it is drawn from its facts.

    `custom` is the naming custom that the name comes from, where it is known.
    """
    where, gender, age = country(person.location.country_code), person.gender, person.age
    people = (_peoples_of(custom) or _peoples(*_origin(person))).draw(
        rng
    )  # first, so that skin and hair depend on nothing worn
    skin = _tanned(rng, _skin(people).draw(rng), person.work.isco08, _climate(person.location) == "hot")
    colour = _hair_colour(rng, people, skin, gender, age)
    told = _told(person)
    bald = _happens(rng, _share_bald(people, gender, age)) and "hair" not in told
    style = "bald" if bald else _styles(gender, people, age, skin).draw(rng)
    dressed, setting, at = _dress(rng, person)
    covering = _religious(rng, person, where.group, at) or _worn_at_work(rng, dressed)
    frames = FRAMES_YOUNG if age < FRAMES_YOUNG_UNTIL else FRAMES
    glasses = frames.draw(rng) if _happens(rng, _share_with_glasses(person, people)) or "glasses" in told else "none"
    like = _row("looks/hair.csv", people)["beards"]
    beard = _beards(person.religion, like, age).draw(rng) if gender == "Male" and age >= BEARD_FROM else "none"
    values: dict[str, Any] = {
        "skin": skin,
        "hair_style": style,
        "hair_colour": colour,
        "beard": beard,
        "head_covering": covering,
        "glasses": glasses,
        "expression": _expression(rng, person.psychographics),
        "clothing": dressed["garment"],
        "clothing_colour": _colours(dressed["garment"], gender, dressed["colours"]).draw(rng),
        "setting": setting,
    }
    return Looks(**values)


# Round frames are a fashion of the young (estimate).
FRAMES_YOUNG_UNTIL = 36  # years
FRAMES_YOUNG = Weighted.of((("round", 1.0), ("rectangular", 1.0)))
FRAMES = Weighted.of((("round", 0.4), ("rectangular", 1.0)))
PLACES = Weighted.of(ELSEWHERE)


@cache
def _rows(name: str) -> tuple[_Row, ...]:
    return tuple(table(name))


def _told(person: Slot | Persona) -> set[str]:
    """What the person is told to have, "glasses" or "hair"; the texts as they are drawn, their pronouns open."""
    texts = person.model_dump_json(include={"life", "brands"}).lower()
    return {row["has"] for row in _rows("looks/told.csv") if row["words"] in texts}


def _row(name: str, people: str) -> _Row:
    return next(row for row in _rows(name) if row["people"] == people)


def _happens(rng: np.random.Generator, percent: str | float) -> bool:
    return bool(100 * rng.random() < float(percent))


def _plain(text: str) -> str:
    return unmarked(text).casefold()


def _is_among(words: str, options: str) -> bool:
    """Whether a word, as it is compared, is one of those of a cell, which an empty cell leaves open."""
    return not options or words in _plain(options).split("|")


@cache
def _peoples_of(custom: str) -> Weighted[str] | None:
    """The peoples that a naming custom tells; none where it tells none."""
    rows = [row for row in _rows("looks/names.csv") if custom in row["customs"].split("|")]
    return Weighted.of((row["people"], float(row["share"])) for row in rows) if rows else None


def _origin(person: Slot | Persona) -> tuple[str, str, str, str, str]:
    """Country, region, city, mother tongue and faith, as tables of peoples are asked."""
    place = person.location
    return place.country_code, _plain(place.region or ""), _plain(place.city), person.mother_tongue, person.religion


@cache
def _peoples(code: str, region: str, city: str, tongue: str, religion: str) -> Weighted[str]:
    """The peoples that somebody may be of, with their shares: what a tongue of one people tells goes first, then a
    faith, then a tongue of many peoples in that country, then the country."""
    places = (code, country(code).group, "any")
    found: dict[tuple[object, ...], list[_Row]] = {}
    for row in _rows("looks/peoples.csv"):
        if (
            row["where"] in places
            and (_is_among(region, row["region"]) or _is_among(city, row["region"]))
            and _is_among(_plain(tongue), row["tongue"])
            and row["religion"] in ("", religion)
        ):
            anywhere = row["where"] == "any" and bool(row["tongue"])
            near = -places.index(row["where"])
            key = (anywhere, row["religion"], bool(row["tongue"]), near, bool(row["region"]))
            found.setdefault(key, []).append(row)
    return Weighted.of((row["people"], float(row["share"])) for row in found[max(found)])


@cache
def _skin(people: str) -> Weighted[str]:
    row, tones = _row("looks/skin.csv", people), get_args(SkinTone)
    return Weighted.of((tone, float(row[tone])) for tone in tones)


def _tanned(rng: np.random.Generator, skin: str, isco08: str, hot: bool) -> str:
    """The skin after years in the sun, for those who work outdoors; what is brown stays as it is."""
    chance, tones = rng.random(), get_args(SkinTone)
    darker = int(_tones_darker(isco08, hot) + chance)
    at = tones.index(skin)
    return str(tones[max(at, min(at + darker, tones.index("brown")))])


@cache
def _tones_darker(isco08: str, hot: bool) -> float:
    return float(_longest("looks/sun.csv", "work", isco08, "in_the_hot" if hot else "tones") or 0)


def _longest(name: str, key: str, isco08: str, column: str) -> str | None:
    """A cell of the row with the longest beginning of an ISCO-08 code; none where no row has one."""
    found = [row for row in _rows(name) if isco08.startswith(row[key])]
    return max(found, key=lambda row: len(row[key]))[column] if isco08 and found else None


@cache
def _natural_colours(people: str, skin: str) -> Weighted[str]:
    row = _row("looks/hair.csv", people)
    bent = next(row for row in _rows("looks/hair_skin.csv") if row["skin"] == skin)
    return Weighted.of((colour, float(row[colour]) * float(bent[colour])) for colour in _NATURAL)


def _hair_colour(rng: np.random.Generator, people: str, skin: str, gender: Gender, age: int) -> str:
    colour, fate = _natural_colours(people, skin).draw(rng), 100 * rng.random()
    by_age = _by_age(gender, max(age - int(_row("looks/hair.csv", people)["grey_later"]), 0))
    white = float(by_age["white"])
    if fate < white:
        return "white"
    return "grey" if fate < white + float(by_age["grey"]) else colour


def _share_bald(people: str, gender: Gender, age: int) -> float:
    return float(_by_age(gender, age)["bald"]) * float(_row("looks/hair.csv", people)["bald"])


@cache
def _styles(gender: Gender, people: str, age: int, skin: str) -> Weighted[str]:
    """Styles of hair by age, each as much commoner or rarer as it is among a people and beside a skin."""
    hair = _row("looks/hair.csv", people)
    by_skin = next(row for row in _rows("looks/hair_skin.csv") if row["skin"] == skin)
    rows = [row for row in _rows("looks/styles.csv") if row["gender"] == gender and int(row["age_from"]) <= age]
    of_age = [row for row in rows if row["age_from"] == rows[-1]["age_from"]]
    return Weighted.of(
        (row["style"], float(row["weight"]) * float(hair.get(row["style"], 1)) * float(by_skin.get(row["style"], 1)))
        for row in of_age
    )


@cache
def _by_age(gender: Gender, age: int) -> _Row:
    return [row for row in _rows("looks/age.csv") if row["gender"] == gender and int(row["age_from"]) <= age][-1]


def _share_with_glasses(person: Slot | Persona, people: str) -> float:
    """Percent: by age, and more or less often by schooling, what a country can afford, people and work."""
    usual = float(_by_age(person.gender, person.age)["glasses"]) / 100
    means = country(person.location.country_code).income_group
    odds = usual / (1 - usual) * _odds_of_glasses(_schooling_seen(person), means, people, person.work.isco08)
    return 100 * odds / (1 + odds)


def _schooling_seen(person: Slot | Persona) -> str:
    """The schooling that tells who needs glasses; the old need them whatever they left."""
    if person.age >= GLASSES_ALIKE_FROM:
        return ""
    return EDUCATION_LEVELS[0] if person.education == NO_SCHOOLING else as_counted(person.education)


@cache
def _odds_of_glasses(schooling: str, means: str, people: str, isco08: str) -> float:
    rows, odds = _rows("looks/glasses.csv"), "odds_high" if means == "high" else "odds"
    asked = (("schooling", schooling), ("income group", means), ("people", people))
    known = (float(row[odds]) for row in rows if (row["of"], row["key"]) in asked)
    at_work = [row for row in rows if row["of"] == "work" and isco08.startswith(row["key"])]
    work = float(max(at_work, key=lambda row: len(row["key"]))[odds]) if at_work and isco08 else 1.0
    return prod(known) * work


@cache
def _beards(religion: str, like: str, age: int) -> Weighted[str]:
    """Beards by faith, else as in a part of the world, each with the age from which they hold."""
    rows = [row for row in _rows("looks/beards.csv") if int(row["age_from"]) <= age]
    found = ([row for row in rows if (row["religion"], row["where"]) == key] for key in _keys(religion, like))
    row, kinds = next(each for each in found if each)[-1], get_args(Beard)
    return Weighted.of((kind, float(row[kind])) for kind in kinds)


@cache
def _colours(garment: str, gender: Gender, named: str) -> Weighted[str]:
    """The colours that a garment comes in: those that its row names, each as likely, else by the table."""
    if named:
        return Weighted.of((colour, 1.0) for colour in named.split("|"))
    rows = [row for row in _rows("looks/colours.csv") if row["gender"] in ("", gender)]
    row = next((row for row in rows if row["garment"] == garment), None) or rows[0]
    return Weighted.of((colour, float(row[colour])) for colour in get_args(ClothingColour))


def _keys(religion: str, like: str) -> tuple[tuple[str, str], ...]:
    """(religion, where) of the rows of beards, the nearest first."""
    return (religion, like), (religion, "any"), ("any", like), ("any", "any")


def _religious(rng: np.random.Generator, person: Slot | Persona, group: str, at: str) -> str | None:
    """What is worn on the head for one's religion."""
    place = person.location
    region, tongue = _plain(place.region or ""), _plain(person.mother_tongue)
    who = (person.gender, person.work.isco08, person.age)
    what = f"{person.work.title} {person.work.workplace}".casefold()
    asked = (person.religion, place.country_code, region, tongue, group, *who, what, at)
    row = _covering(*asked)
    return row["covering"] if row and _happens(rng, row["share"]) else None


@cache
def _covering(
    religion: str,
    code: str,
    region: str,
    tongue: str,
    group: str,
    gender: Gender,
    isco08: str,
    age: int,
    what: str,
    at: str,
) -> _Row | None:
    """The row of the country, else of its world region, else of everywhere: what words of the work tell goes first,
    then what holds at work or at school, by the nearest work; of those of the region, mother tongue and work the one
    with the largest share; then the age."""
    found = [
        row
        for row in _coverings(religion, gender)
        if row["region"] in region
        and row["at"] in ("", at)
        and any(word in what for word in row["words"].split("|"))
        and (not row["tongue"] or tongue in row["tongue"].casefold().split("|"))
        and isco08.startswith(row["work"])
        and age >= int(row["age_from"] or 0)
    ]
    found.sort(
        key=lambda row: (
            bool(row["words"]),
            bool(row["at"]),
            bool(row["at"]) and len(row["work"]),
            bool(row["region"] or row["tongue"] or row["work"]) and float(row["share"]),
            int(row["age_from"] or 0),
        ),
        reverse=True,
    )
    return next((row for where in (code, group, "any") for row in found if row["where"] == where), None)


@cache
def _coverings(religion: str, gender: Gender) -> tuple[_Row, ...]:
    """The rows of what a faith's women or men wear on the head: none for most faiths."""
    rows = _rows("looks/coverings.csv")
    return tuple(row for row in rows if (row["religion"], row["gender"]) == (religion, gender))


def _worn_at_work(rng: np.random.Generator, dressed: _Row) -> str:
    return dressed["covering"] if dressed["covering"] and _happens(rng, dressed["covering_share"]) else "none"


def _dress(rng: np.random.Generator, person: Slot | Persona) -> tuple[_Row, str, str]:
    """The row of what is worn, where the person is shown, and whether that is at "work", at "school" or elsewhere."""
    work, shown = person.work, rng.random() < AT_WORK
    at = {"working": "work", "studying": "school"}.get(work.status, "") if shown else ""
    school = "studying, under 18" if person.age <= SCHOOL_UNTIL else "studying"
    key = {"work": _nearest(work.isco08), "school": school}.get(at, "home")
    who = (person.gender, person.religion, person.age)
    sold = _goods(work.title) if at == "work" else ""
    row = _worn(key, person.location.country_code, _climate(person.location), *who, sold).draw(rng)
    return row, row["setting"] if at else PLACES.draw(rng), at


@cache
def _goods(title: str) -> str:
    """The words of the table of bends one of which a title of work has, "" where it has none of any."""
    cells = {row["words"] for row in _rows("looks/bends.csv")} - {""}
    return next((cell for cell in sorted(cells) if any(word in title for word in cell.split("|"))), "")


@cache
def _worn(key: str, code: str, climate: str, gender: Gender, religion: str, age: int, words: str) -> Weighted[_Row]:
    """The rows of dress that hold for somebody, each as much commoner or rarer as it is in the climate, at the age and
    for what words of the work tell."""
    places = {"any", code, country(code).group}
    rows = [
        row
        for row in _rows("looks/dress.csv")
        if row["key"] == key
        and not places.isdisjoint(row["markets"].split("|"))
        and row["gender"] in ("", gender)
        and row["faith"] in ("", religion)
    ]
    return Weighted.of((row, float(row["weight"]) * _bend(row["garment"], climate, gender, age, words)) for row in rows)


def _bend(garment: str, climate: str, gender: Gender, age: int, words: str) -> float:
    return prod(
        float(row["factor"])
        for row in _rows("looks/bends.csv")
        if row["garment"] == garment
        and row["climate"] in ("", climate)
        and row["gender"] in ("", gender)
        and int(row["age_from"]) <= age <= int(row["age_to"])
        and row["words"] in ("", words)
    )


def _climate(place: Location) -> str:
    return _climate_of(place.country_code, _plain(place.region or ""), _plain(place.city))


@cache
def _climate_of(code: str, region: str, city: str) -> str:
    """ "hot", "warm" or "cool": of the town, else of the division, the country, the part of the world."""
    rows, cool = _rows("looks/climates.csv"), _rows("places/cool_towns.csv")
    if any(row["country_code"] == code and city in _plain(row["cities"]).split(";") for row in cool):
        return "cool"
    of_country = [row for row in rows if row["where"] == code]
    named = {place: row["climate"] for row in of_country for place in _plain(row["places"]).split("|")}
    whole = next(row["climate"] for row in rows if row["where"] == country(code).group)
    return named.get(city) or named.get(region) or named.get("") or whole


@cache
def _nearest(isco08: str) -> str:
    """The longest beginning of an ISCO-08 code that the table of dress has, "any" where it has none."""
    keys = {row["key"] for row in _rows("looks/dress.csv")}
    return next((each for each in groups_of(isco08) if each in keys), "any")


def _expression(rng: np.random.Generator, person: Psychographics) -> str:
    scores = (person.extraversion, person.agreeableness, person.neuroticism, person.openness, person.conscientiousness)
    temper = [(score - 50) / 10 for score in scores]
    weights = (
        base * exp(sum(tilt * score for tilt, score in zip(tilts, temper, strict=True)))
        for base, tilts in TEMPER.values()
    )
    return pick(rng, tuple(TEMPER), weights)
