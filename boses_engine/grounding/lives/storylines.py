"""Storylines: lives with a thread, each a small chain of causes from the parents' work to today's worry.

A storyline says whom it fits and has open places. What is told of it are whole sentences that name their subject, so
that they read as they stand; `{name}`, `{they}` and what else is known of the person stays open for who tells it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any

import yaml

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import PARTNERS, Household
from boses_engine.domain.snapshot import as_market
from boses_engine.grounding.lives.facts import SMALL_PURSE, LifeFacts, climate_words, region_words
from boses_engine.grounding.people.demographics import SCHOOLING
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.text import by_code

_ELSEWHERE = "world"
_PLACE = re.compile(r"\{([a-z_]\w*)(?:\.(\d))?\}")
_LEVELS = {
    **{"none": 0, "primary": 1, "lower secondary": 2, "upper secondary": 3, "diploma": 4},
    **{"bachelor": SCHOOLING.index("bachelor's degree"), "master": len(SCHOOLING) - 1},
    "degree": len(SCHOOLING) - 1,
}
_DEGREE = SCHOOLING.index("bachelor's degree")
_SMALL, _AT_SCHOOL = 5, 17  # years; the oldest small child, and the oldest at school
_RICH_WEST = {"north america": {"US", "CA"}, "oceania": {"AU", "NZ"}}
_WORLD = {  # a region of the world in the storylines' words, by the groups of countries
    "west asia and north africa": "middle east and north africa",
    "pacific": "oceania",
}
# How a household lives in the eyes of the world, by the income group of its country and its own class.
_WEALTH: Mapping[str, Mapping[IncomeLevel, Set[str]]] = {
    "low": {"Low": {"poor"}, "Middle": {"poor", "getting by"}, "High": {"comfortable"}},
    "lower middle": {"Low": {"poor"}, "Middle": {"getting by"}, "High": {"comfortable"}},
    "upper middle": {
        "Low": {"poor", "getting by"},
        "Middle": {"getting by", "comfortable"},
        "High": {"comfortable", "rich"},
    },
    "high": {"Low": {"getting by"}, "Middle": {"comfortable"}, "High": {"comfortable", "rich"}},
}
# Household income a head over the country's mean, from which nobody is poor and some own a firm (estimate).
_OWN_MEANS = 1.0
# How much nearer to a person each condition brings a storyline that fits.
_NEARER = {"work": 3.0, "regions": 1.5, "countries": 1.0, "home": 0.7, "sex": 0.5, "faith": 0.5, "schooling": 0.3}
_FEW_KINDS = 3  # of work, up to which a storyline is of that work; of many kinds it is less so (estimate)
_OF_OTHERS = re.compile(r"\b(chain|hotel|group|firm|company|complex|condominium|tower|appliance store)\b")
_FAR_AWAY = (" abroad", " in Japan", " in Korea", " in Taiwan")  # how workplaces in another country end
NOTES = ("home", "turn", "road", "now", "worry", "value")  # told of everybody
VARIANTS = {"wish": ("bold", "quiet"), "money": ("minds", "easy"), "decides": ("asks", "alone")}
HOMETOWN = "hometown"  # the open place of who grew up elsewhere
HOMELAND = "homeland"  # and of who grew up in another country
# Words of who went to school: in what is told of how they grew up, and of anybody whom they know from there.
TELLS_OF_SCHOOL = re.compile(r"\b(?:school|classmates?|class|college|university|exams?|homework)\b", re.IGNORECASE)
FROM_SCHOOL = re.compile(r"\bclassmates?\b|\bschool (?:friends?|days|certificates?)\b", re.IGNORECASE)
_GREW_UP = ("home", "turn", "road")  # of `NOTES`
ANY_ROAD = "any"  # how they came to the work is told by `roads.csv`


@dataclass(frozen=True, eq=False)
class Storyline:
    """One row of the storylines, as it is written."""

    id: str
    fits: Mapping[str, Any]
    origin: str  # "here", "elsewhere" or "either": where they grew up
    open: Mapping[str, Sequence[str]]  # open places, by name, with their options, parts apart by " / "
    bound: Mapping[str, str]  # the options that are of a childhood at the coast or in a village alone, and which
    notes: Mapping[str, str]  # by name of `NOTES`
    variants: Mapping[str, Mapping[str, str]]  # by name of `VARIANTS`, then by who it suits
    says: tuple[str, ...]
    phone: Mapping[str, str]  # by part of the day

    @cached_property
    def names_workplace(self) -> bool:
        """Whether a note says where the person works."""
        return "{workplace}" in "".join(self.notes.values())

    @cached_property
    def tells_of_school(self) -> bool:
        """Whether it is told of somebody who went to school."""
        grew_up = (text for name in _GREW_UP for text in (self.notes[name], *self._opened_in(self.notes[name])))
        others = (
            *self.notes.values(),
            *(text for each in self.variants.values() for text in each.values()),
            *self.says,
        )
        told = (text for each in others for text in (each, *self._opened_in(each)))
        return any(map(TELLS_OF_SCHOOL.search, grew_up)) or any(map(FROM_SCHOOL.search, told))

    def _opened_in(self, text: str) -> Iterator[str]:
        """The options for the open places of a text."""
        return (option for _, name, _ in _pieces(text, self.places) if name for option in self.open.get(name, ()))

    @cached_property
    def of_migrants(self) -> bool:
        """Whether it is told of those alone who came from another country, and of them only where it fits in all."""
        return "migrant" in self.fits

    @cached_property
    def ages(self) -> tuple[int, int]:
        """The least and the greatest age that it is for, in years."""
        least, _, most = str(self.fits.get("ages", "0-120")).partition("-")
        return int(least), int(most)

    @cached_property
    def of_one_person(self) -> tuple[tuple[str, Any], ...]:
        """The conditions that are of one person alone."""
        return tuple((name, wanted) for name, wanted in self.fits.items() if name in _OF_ONE_PERSON)

    @cached_property
    def nearness(self) -> float:
        """How closely it is cut to those whom it fits, 1 and more."""
        least, most = self.ages
        narrow = min(20 / max(most - least, 5), 1.0)
        near = sum(_NEARER.get(name, 0.0) for name in self.fits if name != "work")
        if kinds := len(self.fits.get("work", ())):
            near += _NEARER["work"] * min(_FEW_KINDS / kinds, 1.0)
        return 1.0 + narrow + near

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of its open places."""
        return frozenset((*self.open, HOMETOWN, HOMELAND) if self.origin == "elsewhere" else self.open)

    def options(self, name: str, at: Set[str]) -> list[str]:
        """The options for an open place of who grew up at the coast or in a village, at both or at neither."""
        return [option for option in self.open[name] if option not in self.bound or self.bound[option] in at]

    def fill(self, text: str, chosen: Mapping[str, Sequence[str]]) -> str:
        """A text with its open places filled by the parts of what was chosen for each; what is known of the person
        stays open."""
        return "".join([chosen[name][part] if name else piece for piece, name, part in _pieces(text, self.places)])


@cache
def parts_of(option: str) -> tuple[str, ...]:
    """The parts of an option for an open place."""
    return tuple(option.split(" / "))


@cache
def _pieces(text: str, places: frozenset[str]) -> tuple[tuple[str, str, int], ...]:
    """A text cut at its open places: what stands as it is, or of a place its name and which part of an option."""
    pieces, end = [], 0
    for found in _PLACE.finditer(text):
        if found[1] in places:
            pieces += [(text[end : found.start()], "", 0), ("", found[1], int(found[2] or 1) - 1)]
            end = found.end()
    return (*pieces, (text[end:], "", 0))


def storylines(country_code: str) -> tuple[Storyline, ...]:
    """The storylines of a country: its market's own, else those of the world."""
    return _storylines((as_market(country_code) or _ELSEWHERE).lower())


@cache
def _storylines(name: str) -> tuple[Storyline, ...]:
    """The storylines of a file, read once for all the countries that have it."""
    text = resources.files(__package__).joinpath(f"storylines/{name}.yaml").read_text(encoding="utf-8")
    return tuple(_storyline(row) for row in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _storyline(row: Mapping[str, Any]) -> Storyline:
    bound = [option for options in row["open"].values() for option in options if isinstance(option, dict)]
    return Storyline(
        id=row["id"],
        fits=row.get("fits") or {},
        origin=row["origin"],
        open={name: tuple(map(_as_told, options)) for name, options in row["open"].items()},
        bound={option: where for each in bound for where, option in each.items()},
        notes={name: row[name] for name in NOTES},
        variants={name: row[name] for name in VARIANTS},
        says=tuple(row["says"]),
        phone=row["phone"],
    )


def _as_told(option: Any) -> str:
    """An option without its condition; `{coast: mended nets}` has one."""
    return str(next(iter(option.values())) if isinstance(option, dict) else option)


def fitting(facts: LifeFacts) -> list[Storyline]:
    """The storylines that fit a person; where there is none, those that fit but for the place, the work, the age.

    Of those that fit but for the age they are the ones nearest to it: people study late, and look for work late.
    """
    words = _Person.of(facts)
    for heeded in (_CONDITIONS, _IN_THE_COUNTRY, _WITHOUT_PLACE, _AS_NATIVES, _WITHOUT_PLACE_AND_WORK):
        if found := [story for story in _likely(*words.kind, heeded) if words.suits(story, heeded)]:
            return found
    ageless = [story for story in _likely(*words.kind, _WITHOUT_AGE) if words.suits(story, _WITHOUT_AGE)]
    if not ageless:
        raise LookupError(f"no storyline fits {facts!r}")
    nearest = min(_years_off(story, facts["age"]) for story in ageless)
    return [story for story in ageless if _years_off(story, facts["age"]) == nearest]


@lru_cache(maxsize=4096)
def _likely(
    code: str,
    region: str,
    gender: str,
    status: str,
    level: IncomeLevel,
    work: frozenset[str],
    heeded: frozenset[str],
) -> tuple[Storyline, ...]:
    """The storylines of a country whose conditions on place, sex, class and work hold, as far as they are heeded."""
    heeds_work = "work" in heeded
    return tuple(
        story
        for story in _of_place(code, region, gender, level, heeded)
        if status in story.fits.get("status", (status,))
        and not (heeds_work and "work" in story.fits and work.isdisjoint(story.fits["work"]))
    )


@lru_cache(maxsize=4096)
def _of_place(code: str, region: str, gender: str, level: IncomeLevel, heeded: frozenset[str]) -> tuple[Storyline, ...]:
    """The storylines whose conditions on place, sex and class hold, as far as they are heeded."""
    regions, world = region_words(code, region), world_words(code)
    wealth, climate = _WEALTH[country(code).income_group][level], climate_words(code)

    def holds(name: str, wanted: Any) -> bool:
        match name:
            case "sex":
                return bool(wanted == gender)
            case "classes":
                return level in wanted
            case "regions":
                return any(each.casefold() in regions for each in wanted)
            case "world":
                return not world.isdisjoint(wanted)
            case "wealth":
                return not wealth.isdisjoint(wanted)
            case "countries":
                return code in wanted
            case "climate":
                return not climate.isdisjoint(wanted)
        return True  # of work, see `_likely`, or of one person, see `_Person`

    return tuple(
        story
        for story in storylines(code)
        if all(holds(name, wanted) for name, wanted in story.fits.items() if name in heeded or story.of_migrants)
    )


_CONDITIONS = frozenset(
    (
        *("ages", "sex", "classes", "status", "work", "workplace", "not_workplace", "not_title"),
        *("home", "not_home", "schooling", "faith", "tongue"),
        *("regions", "town", "world", "wealth", "purse", "earns", "countries", "climate", "migrant", "native", "coast"),
    )
)
_OF_ONE_PERSON = (
    *("ages", "workplace", "not_workplace", "not_title", "home", "not_home", "schooling", "faith", "tongue"),
    *("town", "purse", "earns", "migrant", "coast"),
)
_IN_THE_COUNTRY = _CONDITIONS - {"regions", "town", "tongue", "coast"}
_WITHOUT_PLACE = _IN_THE_COUNTRY - {"countries", "world", "climate"}
_AS_NATIVES = _CONDITIONS - {"native"}  # that who came from another country is told of that
_WITHOUT_PLACE_AND_WORK = _WITHOUT_PLACE - {
    *("work", "workplace", "not_workplace", "not_title", "wealth", "purse", "schooling", "native")
}
_WITHOUT_AGE = _WITHOUT_PLACE_AND_WORK - {"ages"}


@dataclass(frozen=True)
class _Person:
    """A person in the words of the conditions that are of one person alone."""

    facts: LifeFacts
    home: frozenset[str]
    level: int  # by its place among `SCHOOLING`

    @classmethod
    def of(cls, facts: LifeFacts) -> "_Person":
        return cls(facts, home_words(facts["household"], facts["lives_in"]), SCHOOLING.index(facts["education"]))

    @property
    def _came(self) -> bool:
        """Whether they grew up in another country."""
        return bool(self.facts["grew_up_in"])

    @property
    def _work(self) -> frozenset[str]:
        """The kinds of work that storylines may tell of; none of who works abroad, for theirs are told at home."""
        place = self.facts["workplace"]
        return frozenset() if place.endswith(_FAR_AWAY) else kinds_of_work(self.facts["isco08"], place)

    @property
    def kind(self) -> tuple[str, str, str, str, IncomeLevel, frozenset[str]]:
        """What `_likely` asks for."""
        facts = self.facts
        return (
            *(facts["country_code"], facts["region"] or "", facts["gender"], facts["work_status"]),
            *(facts["income_level"], self._work),
        )

    def suits(self, story: Storyline, heeded: frozenset[str]) -> bool:
        """Whether the conditions that are heeded hold; who has no workplace has no storyline that names it, and who
        has no schooling none that tells of school."""
        if story.names_workplace and not self.facts["workplace"]:
            return False
        if self.level == 0 and story.tells_of_school:
            return False
        if "native" in heeded and self._came and not story.of_migrants:
            return False
        if "wealth" in heeded and story.fits.get("wealth") == ["poor"] and self.facts["purse"] >= _OWN_MEANS:
            return False
        for name, wanted in story.of_one_person:
            if (name in heeded or story.of_migrants) and not self._holds(story, name, wanted):
                return False
        return True

    def _holds(self, story: Storyline, name: str, wanted: Any) -> bool:
        """Whether a condition of a storyline holds for the person."""
        facts = self.facts
        match name:
            case "ages":
                return _years_off(story, facts["age"]) == 0
            case "workplace":
                return any(word in facts["workplace"] for word in wanted)
            case "not_workplace":
                return not any(word in facts["workplace"] for word in wanted)
            case "not_title":
                return not any(word in facts["occupation"] for word in wanted)
            case "home":
                return self.home.issuperset(wanted)
            case "not_home":
                # Whose husband or wife is away is not without one.
                return self.home.isdisjoint(wanted) and not ("married" in self.home and "spouse" in wanted)
            case "schooling":
                least, _, most = wanted.partition("-")
                return (_DEGREE if least == "degree" else _LEVELS[least]) <= self.level <= _LEVELS[most]
            case "faith":
                return any(each.casefold() in facts["religion"].casefold() for each in wanted)
            case "tongue":
                return facts["mother_tongue"] in wanted
            case "town":
                return not facts["great_city"] if wanted == "small" else facts["urban"] == (wanted is True)
            case "purse":
                return facts["purse"] >= _OWN_MEANS if wanted == "ample" else facts["purse"] < SMALL_PURSE
            case "earns":
                return facts["earns"]
            case "migrant":
                return self._came
            case "coast":
                return facts["coast"]
        raise ValueError(f"no condition of one person: {name}")


def _years_off(story: Storyline, age: int) -> int:
    """How many years an age is outside of those that a storyline is for."""
    least, most = story.ages
    return max(least - age, age - most, 0)


@cache
def kinds_of_work(isco08: str, workplace: str) -> frozenset[str]:
    """The kinds of work that an ISCO-08 code stands for; none for who does not work.

    Codes of managers are those of owners too: at other people's workplaces they manage, elsewhere the shop is theirs.
    """
    rows = {row["isco08"]: row["kind"] for row in table("lives/kinds.csv")}
    kinds = frozenset(filter(None, by_code(rows, isco08, "").split("|")))
    if kinds >= {"own_shop", "manager"}:
        return kinds - ({"own_shop"} if _OF_OTHERS.search(workplace) else {"manager"})
    return kinds


@cache
def world_words(country_code: str) -> frozenset[str]:
    """The part of the world that a country lies in."""
    group = country(country_code).group
    if group == "western":
        group = next((name for name, codes in _RICH_WEST.items() if country_code in codes), "western europe")
    return frozenset((_WORLD.get(group, group),))


def home_words(household: Household, lives_in: bool) -> frozenset[str]:
    """Who lives with the person, in the words of the conditions."""
    members, ages = household.members, household.children
    known = {
        "spouse": not PARTNERS.isdisjoint(members),
        "married": household.marital_status == "married",
        "widowed": household.marital_status == "widowed",
        "children": bool(ages),
        "small child": any(age <= _SMALL for age in ages),
        "school child": any(_SMALL < age <= _AT_SCHOOL for age in ages),
        "grown child": any(age > _AT_SCHOOL for age in ages),
        "mother": "mother" in members,
        "father": "father" in members,
        "sibling": any(each.endswith((" brother", " sister")) for each in members),
        "grandchild": any(each.startswith("grand") and each[5:] in ("son", "daughter") for each in members),
        "parents-in-law": bool({"mother-in-law", "father-in-law"} & set(members)),
        "mother-in-law": "mother-in-law" in members,
        "roommate": "roommate" in members,
        "alone": not members and not lives_in,
        "lives in": lives_in,
    }
    return frozenset(name for name, there in known.items() if there)
