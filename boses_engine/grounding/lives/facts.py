"""What of a person decides the life that they are told of, and the words in which the tables of lives ask for it."""

from collections import defaultdict
from functools import cache
from typing import TypedDict

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Basics, DecisionStyle, Gender, Household, PriceLevel, Psychographics, WorkStatus
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, LEFT_EARLY, as_counted
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.places.gazetteer import coast_towns, great_cities
from boses_engine.grounding.places.mergers import region_of_tables
from boses_engine.grounding.text import unmarked

SMALL_PURSE = 0.6  # household income a head over the country's mean, below which money is tight (estimate)
_AT_HOME_ONLINE_TO, _ANYBODY_ONLINE_TO = 50, 70  # years
_LITTLE_SCHOOLING = frozenset(LEFT_EARLY)
_STUDIED = frozenset(EDUCATION_LEVELS[EDUCATION_LEVELS.index("bachelor's degree") :])
_FARMS = ("6", "92")  # ISCO-08


class LifeFacts(TypedDict):
    """The facts that decide which storyline and which notes fit a person."""

    country_code: str  # ISO 3166-1 alpha-2
    region: str | None
    city: str
    occupation: str
    gender: Gender
    age: int
    work_status: WorkStatus
    lives_in: bool  # whether they live where they work
    income_level: IncomeLevel
    household: Household
    decision_style: DecisionStyle
    price_level: PriceLevel
    religion: str
    mother_tongue: str
    urban: bool
    great_city: bool
    coast: bool  # whether the sea is near their town
    earns: bool  # whether they have money of their own
    purse: float  # household income a head over the country's mean
    grew_up_in: str  # the code of another country, where those of their tongue and age grew up, or ""
    platforms: tuple[str, ...]
    education: str  # as tables count it
    isco08: str  # of the work, empty for who does not work
    workplace: str
    mind: Psychographics


def life_facts(person: Basics, platforms: tuple[str, ...]) -> LifeFacts:
    """The facts of a planned person who uses these platforms."""
    place = person.location
    return LifeFacts(
        country_code=place.country_code,
        region=region_of_tables(place.country_code, place.city, place.region),
        city=place.city,
        occupation=person.occupation,
        gender=person.gender,
        age=person.age,
        work_status=person.work.status,
        lives_in=person.work.lives_in,
        income_level=person.income.level,
        household=person.household,
        decision_style=person.psychographics.decision_style,
        price_level=person.price_level,
        religion=person.religion,
        mother_tongue=person.mother_tongue,
        urban=person.urban,
        great_city=place.city in great_cities(place.country_code),
        coast=at_the_coast(place.country_code, place.city),
        earns=person.income.personal_monthly > 0,
        purse=country(place.country_code).purse(person.income.household_monthly, person.household.size),
        grew_up_in=grew_up_in(place.country_code, person.mother_tongue, person.age),
        platforms=platforms,
        education=as_counted(person.education),
        isco08=person.work.isco08,
        workplace=person.work.workplace,
        mind=person.psychographics,
    )


def is_far_from_apps(age: int, isco08: str, education: str) -> bool:
    """Whether somebody does little in apps: the very old, and who left school early and is past fifty, on a farm or at
    sea; estimates."""
    if education in _LITTLE_SCHOOLING:
        return age > _AT_HOME_ONLINE_TO or isco08.startswith(_FARMS)
    return age > _ANYBODY_ONLINE_TO and education not in _STUDIED


def at_the_coast(code: str, city: str) -> bool:
    """Whether the sea is a walk or a short ride away from a town."""
    return city in coast_towns(code)


def grew_up_in(code: str, tongue: str, age: int) -> str:
    """The country of the tongue, for those who came as grown people: from some age on, nearly all; "" for others."""
    return next((origin for origin, least in _origins().get((tongue, code), ()) if age >= least), "")


@cache
def _origins() -> dict[tuple[str, str], list[tuple[str, int]]]:
    """(country of the tongue, age in years from which) by tongue and country of residence, of lives_origins.csv."""
    found = defaultdict[tuple[str, str], list[tuple[str, int]]](list)
    for row in table("lives/origins.csv"):
        for code in row["countries"].split("|"):
            found[row["tongue"], code].append((row["from"], int(row["age_min"])))
    return dict(found)


@cache
def _places() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """(word, country codes, names of regions or none) of lives_places.csv."""
    return tuple(
        (row["word"], frozenset(row["countries"].split("|")), tuple(filter(None, row["regions"].split("|"))))
        for row in table("lives/places.csv")
    )


@cache
def climate_words(code: str) -> frozenset[str]:
    """The climate that most people of a country live in."""
    return frozenset(word for word, codes, names in _places() if code in codes and not names)


@cache
def region_words(code: str, region: str) -> frozenset[str]:
    """The region, and the parts of the country in which it lies, in lower case; it is known by any part of its name."""
    plain = f" {unmarked(region).lower().replace('-', ' ')} "
    words = (word for word, codes, names in _places() if code in codes and any(f" {name} " in plain for name in names))
    return frozenset((*words, plain.strip()))


@cache
def country_parts(code: str) -> frozenset[str]:
    """The words of the parts of a country."""
    return frozenset(word for word, codes, names in _places() if code in codes and names)
