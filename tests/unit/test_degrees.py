"""Degrees beyond the master's: who has them, and what counts them with a master's degree."""

from collections import Counter
from dataclasses import replace

import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.people.demographics import BEYOND_MASTERS, EDUCATION_LEVELS, RECORDED, as_counted, level_of
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.degrees import draw_degree
from boses_engine.grounding.work.tables import Job, rows_by_title
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator

BACHELOR, MASTER = EDUCATION_LEVELS[-2:]


def job(title: str) -> Job:
    return rows_by_title()[title][0].job


def drawn(title: str, code: str, education: str = MASTER, age: int = 45) -> Counter[str]:
    rng = generator(1, title, code)
    return Counter(draw_degree(rng, education, job(title), code, age) for _ in range(1000))


@pytest.mark.parametrize(
    ("title", "code", "education", "degree", "share"),
    [
        ("general practitioner", "PH", BACHELOR, "professional degree", 1.0),
        ("general practitioner", "ID", BACHELOR, "bachelor's degree", 1.0),
        ("lawyer", "US", MASTER, "professional degree", 1.0),
        ("lawyer", "VN", MASTER, "master's degree", 1.0),
        ("university lecturer", "ID", MASTER, "doctorate", 0.22),
        ("university lecturer", "VN", MASTER, "doctorate", 0.33),
        ("full professor", "ID", MASTER, "doctorate", 1.0),
        ("full professor", "IN", MASTER, "doctorate", 0.94),
        ("assistant professor", "DE", MASTER, "doctorate", 0.9),
        ("doctoral researcher", "DE", MASTER, "doctorate", 0.0),
        ("retired doctor", "PH", BACHELOR, "professional degree", 1.0),
        ("registered nurse", "PH", MASTER, "doctorate", 0.0),
    ],
)
def test_who_has_more_than_a_masters_degree(title: str, code: str, education: str, degree: str, share: float) -> None:
    """Catches a physician of Manila with a bachelor's degree, and a full professor without a doctorate."""
    assert drawn(title, code, education)[degree] / 1000 == pytest.approx(share, abs=0.04)


def test_nobody_has_it_before_its_years_or_below_its_level() -> None:
    assert drawn("full professor", "ID", MASTER, age=25) == {MASTER: 1000}
    assert drawn("full professor", "ID", BACHELOR) == {BACHELOR: 1000}
    assert drawn("optometrist", "PH", BACHELOR, age=65) == {BACHELOR: 1000}  # of before the law
    assert drawn("optometrist", "PH", BACHELOR, age=30) == {"professional degree": 1000}


def test_what_is_asked_for_is_kept() -> None:
    rng = generator(1, "asked")
    nurse, professor = job("registered nurse"), job("full professor")
    assert draw_degree(rng, MASTER, nurse, "PH", 40, ("doctorate", "doctorate")) == "doctorate"
    assert {draw_degree(rng, MASTER, professor, "ID", 40, (MASTER, MASTER)) for _ in range(50)} == {MASTER}
    assert draw_degree(rng, MASTER, job("lawyer"), "US", 40, (BACHELOR, MASTER)) == "professional degree"
    student = replace(nurse, status="studying")
    assert draw_degree(rng, MASTER, student, "PH", 40, ("doctorate", "doctorate")) == MASTER
    assert draw_degree(rng, BACHELOR, nurse, "PH", 40, ("doctorate", "doctorate")) == BACHELOR


def test_titles_of_own_words_are_taken_like_known_ones() -> None:
    own = replace(job("full professor"), title="professor of physics", like="full professor")
    rng = generator(1, "own")
    assert [draw_degree(rng, MASTER, own, "PH", 50) for _ in range(200)].count("doctorate") > 140


def test_tables_count_them_with_the_masters_degree() -> None:
    assert [as_counted(each) for each in BEYOND_MASTERS] == [MASTER, MASTER]
    assert sorted(map(level_of, RECORDED)) == [*map(level_of, RECORDED)]
    assert level_of("doctorate") == level_of(MASTER)


def test_every_row_names_a_degree_a_level_and_a_title_that_exist() -> None:
    for row in table("work/degrees.csv"):
        assert row["degree"] in BEYOND_MASTERS, row
        assert row["of"] in EDUCATION_LEVELS, row
        assert 0 <= float(row["share"]) <= 1, row
        titles = {key.removeprefix("title:") for key in row["keys"].split("|") if key.startswith("title:")}
        assert titles <= set(rows_by_title()), titles - set(rows_by_title())


@pytest.mark.parametrize(
    ("occupation", "location", "degree"),
    [
        ("Doctor in private practice", "Bayugan, Agusan del Sur, Philippines", "professional degree"),
        ("PhD holders", "Hanoi, Vietnam", "doctorate"),
        ("professors with a PhD", "Manila, Philippines", "doctorate"),
    ],
)
def test_a_plan_records_them(occupation: str, location: str, degree: str) -> None:
    group = Group(
        name="Degrees",
        age_min=35,
        age_max=60,
        gender="All",
        location=location,
        income_level="High",
        occupation=occupation,
        persona_count=12,
    )
    assert {slot.education for slot in make_plan(group, 3).slots} == {degree}
