"""How old those are who do a kind of work, by the rows of a table."""

from collections import Counter

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.demographics import age_weights
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.ages import ages_at_work, over_ages
from boses_engine.grounding.work.occupations import usual_from
from boses_engine.grounding.work.tables import Job, rows_by_title
from boses_engine.pipeline.plan import make_plan


def _job(title: str) -> Job:
    return rows_by_title()[title][0].job


def test_no_work_has_two_rows_of_ages_in_a_market() -> None:
    rows = Counter(
        (title, market, row["isco08"])
        for row in table("work/ages.csv")
        for title in row["title"].split("|")
        for market in row["incomes"].split("|")
    )
    assert [key for key, times in rows.items() if times > 1] == []


def test_rows_of_rich_countries_come_before_those_of_any() -> None:
    """Catches firefighters of the United States as young as where brigades pension early."""
    us, ph = (over_ages(code, _job("firefighter")) for code in ("US", "PH"))
    assert us[44] == 1.0 > ph[44]


def test_a_title_comes_before_its_code_and_a_country_before_all() -> None:
    """Catches rows that are found by the longest code alone."""
    guide, soldier = _job("rafting guide"), _job("soldier")
    assert over_ages("US", guide)[30] == 1.0 > over_ages("US", guide)[33]
    assert over_ages("PH", soldier)[28] == 1.0 > over_ages("VN", soldier)[28]


@pytest.mark.parametrize(
    ("phrase", "code", "before", "at_most"),
    [
        ("ABM strand student", "PH", 20, 0.1),  # the last year of a school
        ("students", "ID", 26, 0.1),
        ("continuing-education students", "VN", 36, 0.2),
        ("school leavers seeking work", "VN", 25, 0.1),
        ("conscript soldiers", "VN", 27, 0.05),
        ("e-commerce managers", "PH", 48, 0.12),
        ("finance managers", "VN", 55, 0.12),
        ("lurah", "ID", 59, 0.05),
        ("school principals", "PH", 62, 0.06),
        ("junior engineers", "US", 34, 0.12),
        ("army private", "VN", 25, 0.1),
        ("data analysts", "VN", 45, 0.1),
        ("resident doctor", "GB", 40, 0.2),
    ],
)
def test_few_are_past_the_usual_ages(phrase: str, code: str, before: int, at_most: float) -> None:
    """Catches learners, conscripts and staff with pensions as old as all people."""
    people = age_weights(code, None)[18:76] * np.array(ages_at_work(read_occupation(phrase, code), code))[18:76]
    assert people[before - 18 :].sum() / people.sum() < at_most


@pytest.mark.parametrize(("code", "least", "most"), [("PL", 48, 54), ("BG", 46, 52), ("GB", 40, 45)])
def test_nurses_are_as_old_as_when_schools_were_full(code: str, least: int, most: int) -> None:
    """Catches nurses of Poland ten years younger than their register has them."""
    people = age_weights(code, "Female")[22:68] * np.array(over_ages(code, _job("registered nurse")))[22:68]
    assert least < (people @ np.arange(22, 68)) / people.sum() < most


def test_women_are_pensioned_before_men_where_the_law_has_it() -> None:
    women, men = (over_ages("VN", _job("school principal"), gender) for gender in ("Female", "Male"))
    assert women[60] < 0.5 * men[60]
    assert over_ages("VN", _job("restaurant owner"), "Female")[60] > women[60]


def test_students_are_of_any_age_where_only_the_old_are_asked_for() -> None:
    """Catches a group that cannot be planned, or whose people do something else."""
    group = Group(
        name="evening classes",
        age_min=60,
        age_max=70,
        gender="All",
        location="Cebu City, Philippines",
        income_level="Middle",
        occupation="students",
        persona_count=6,
    )
    assert {(slot.work.status, 60 <= slot.age <= 70) for slot in make_plan(group, 1).slots} == {("studying", True)}


def test_fathers_are_older_than_mothers_as_they_married_later() -> None:
    """Catches fathers as young as mothers where the words name neither."""
    parents = read_occupation("parents of teenagers", "ID")
    mothers, fathers = (ages_at_work(parents, "ID", gender) for gender in ("Female", "Male"))
    assert mothers[34] > 1.5 * fathers[34]
    assert fathers[58] > 1.5 * mothers[58]
    assert ages_at_work(read_occupation("mothers of teenagers", "ID"), "ID", "Male") == mothers


def test_men_among_parents_are_drawn_older_than_women() -> None:
    group = Group(
        name="parents",
        persona_count=40,
        age_min=20,
        age_max=70,
        gender="All",
        location="Indonesia",
        income_level="Middle",
        occupation="parents of teenagers",
    )
    slots = make_plan(group, 5).slots
    men, women = ([slot.age for slot in slots if slot.gender == gender] for gender in ("Male", "Female"))
    assert np.mean(men) > np.mean(women) + 2


@pytest.mark.parametrize(("code", "gender", "age"), [("KZ", "Male", 63), ("EG", "Female", 60), ("AR", "Male", 65)])
def test_pensioners_have_reached_the_age_of_pensions(code: str, gender: Gender, age: int) -> None:
    """Catches pensioners of Kazakhstan at fifty."""
    assert usual_from(read_occupation("pensioner", code), code, gender) == age


def test_few_are_employed_past_the_age_of_pensions_where_incomes_are_high() -> None:
    """Catches classrooms of Leeds and Verona in which every tenth teacher is past 65."""
    for code, most in (("GB", 0.04), ("IT", 0.03)):
        people = age_weights(code, None)[22:76] * np.array(over_ages(code, _job("primary school teacher")))[22:76]
        assert people[65 - 22 :].sum() / people.sum() < most


def test_the_widowed_are_old_and_the_newly_wed_young() -> None:
    """Catches widows of every age alike."""
    for text, least, most in (("widows", 58, 75), ("divorced women", 38, 60), ("newlyweds", 24, 30)):
        people = age_weights("ID", "Female") * np.array(ages_at_work(read_occupation(text, "ID"), "ID", "Female"))
        shares = np.cumsum(people[18:81]) / people[18:81].sum()
        assert least < 18 + int(np.searchsorted(shares, 0.5)) < most
