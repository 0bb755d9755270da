"""Students in lodgings: how many live there instead of with their family, with whom, and where they come from."""

from functools import cache

import numpy as np

from boses_engine.domain.persona import Household, WorkStatus
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.people.norms import norms
from boses_engine.grounding.places.countries import country, figure_of, table
from boses_engine.grounding.text import unmarked

LODGING_FROM, LODGING_UNTIL = 18, 27  # years, the second not counted
_WITH = ("alone", "one", "two", "three")  # with how many others; "more" are four to six
_MORE = 4, 7
_BOARDING = {"boarding", "pesantren"}  # in titles of pupils
# Of students who live with kin: with an aunt, a grandmother, a brother or sister, a cousin; how many aunts have a
# husband and a child at home; from what age on a student may have a younger brother or sister along, and how many have
# an older one (estimates).
_KIN, _UNCLE, _COUSIN, _LOOKS_AFTER, _OLDER = (0.42, 0.14, 0.32, 0.12), 0.7, 0.55, 20, 0.7
ANYWHERE = "*"  # in the place of a region: the whole country


def draw_lodging(rng: np.random.Generator, code: str, age: int, status: WorkStatus, town: str | None = None) -> bool:
    """Whether a person of that age, in years, is a student in a boarding house, a dormitory or a shared room."""
    if status != "studying" or not LODGING_FROM <= age < LODGING_UNTIL:
        return False
    return bool(rng.random() < lodging_share(code, town))


@cache
def lodging_share(code: str, town: str | None) -> float:
    """The share, 0..1, of a town's students in lodgings, by student_towns.csv; else that of the country."""
    row = _row(code, town) or _row(code, None)
    return float(row["lodging"]) / 100 if row else 1 - max(norms(code).parents_20s, 0.7)


@cache
def students_over_people(code: str, town: str | None) -> float:
    """How many study in a town over those of its own people who do: with the others who lodge there, less those who
    leave towns that are not known for their students."""
    leave = _row(code, None) is not None and _row(code, town) is None
    there = figure_of(code, "people", "study in other towns", 1.0) if leave else 1.0
    return there / (1 - lodging_share(code, town))


@cache
def lives_far_from_home(title: str) -> bool:
    """Whether the parents of students of a title live in another country."""
    return any(title.endswith(row["student"]) for row in table("people/students_away.csv"))


def draw_with_kin(rng: np.random.Generator, code: str) -> bool:
    """Whether a student who is not in lodgings lives with an aunt, a grandmother, a brother or a sister, not with
    parents."""
    return bool(rng.random() < float(_row_of_rooms(code)["kin"]) / 100)


def draw_kin(rng: np.random.Generator, age: int) -> list[str]:
    """Who these are, as relation words; brothers and sisters are older unless the student could look after them."""
    who = pick(rng, ("aunt", "grandmother", "sibling", "cousin"), _KIN)
    if who == "aunt":
        return ["aunt", *["uncle"][: int(rng.random() < _UNCLE)], *["cousin"][: int(rng.random() < _COUSIN)]]
    if who == "sibling":
        order = "older" if age < _LOOKS_AFTER or rng.random() < _OLDER else "younger"
        return [f"{order} {pick(rng, ('brother', 'sister'))}"]
    return [who, *["cousin"][: int(who == "grandmother" and rng.random() < _COUSIN)]]


def boards(title: str, age: int) -> bool:
    """Whether pupils of a title live at their school, and are of an age to be drawn without their families."""
    return age >= LODGING_FROM and not _BOARDING.isdisjoint(title.split())


def draw_lodgers(rng: np.random.Generator, code: str, *, boarding: bool = False) -> list[str]:
    """Who shares the rooms of a student in lodgings, as relation words: rooms for one in some countries, in others
    dormitories, as `boarding` schools have."""
    others = _MORE[0] if boarding else _rooms(code).draw(rng)
    return ["roommate"] * (others if others < _MORE[0] else int(rng.integers(*_MORE)))


@cache
def _rooms(code: str) -> Weighted[int]:
    row = _row_of_rooms(code)
    return Weighted.of((others, float(row[column])) for others, column in enumerate((*_WITH, "more")))


@cache
def _row_of_rooms(code: str) -> dict[str, str]:
    rows = {row["key"]: row for row in table("people/student_rooms.csv")}
    return rows.get(country(code).code) or rows[country(code).group]


def in_lodgings(home: Household, age: int, status: WorkStatus) -> bool:
    """Whether a person with such a household is a student in lodgings."""
    alone = home.marital_status == "single" and set(home.members) <= {"roommate"}
    return status == "studying" and LODGING_FROM <= age < LODGING_UNTIL and alone


def draw_origin(rng: np.random.Generator, code: str, town: str | None) -> str | None:
    """The region that a student in lodgings comes from; `ANYWHERE` for some part of the country, None for the town's
    own region."""
    shares = origin_shares(code, town)
    at = rng.random() if shares else 1.0
    for region, share in shares.items():
        if (at := at - share) < 0:
            return region
    return None


@cache
def origin_shares(code: str, town: str | None) -> dict[str, float]:
    """Where a town's students in lodgings come from, region by region, shares of 0..1; what is left are of the town's
    own region. Where only the country's share is known, that comes from `ANYWHERE`."""
    own, country_row = _row(code, town), _row(code, None)
    pairs = _pairs(own)
    if pairs:
        total = sum(pairs.values())
        return {region: weight / total for region, weight in pairs.items()}
    return {region: weight / 100 for region, weight in _pairs(country_row).items()}


def _pairs(row: dict[str, str] | None) -> dict[str, float]:
    found = (pair.rpartition(":") for pair in row["origins"].split("|")) if row and row["origins"] else ()
    return {region: float(weight) for region, _, weight in found}


def _row(code: str, town: str | None) -> dict[str, str] | None:
    wanted = unmarked(town or "").lower()
    rows = (row for row in table("people/student_towns.csv") if row["code"] == code.upper())
    return next((row for row in rows if unmarked(row["town"]).lower() == wanted), None)
