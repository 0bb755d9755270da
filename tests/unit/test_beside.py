"""Work of few hours beside studies or the household, and the year of study, as texts name them."""

import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.grounding.work.reading import read_occupation
from boses_engine.pipeline.plan import make_plan


def _people(location: str, occupation: str, ages: tuple[int, int] = (18, 30)) -> tuple[Slot, ...]:
    group = Group(
        name="beside",
        age_min=ages[0],
        age_max=ages[1],
        gender="All",
        location=location,
        income_level="Low",
        occupation=occupation,
        persona_count=12,
    )
    return tuple(make_plan(group, seed=3).slots)


@pytest.mark.parametrize(
    ("location", "occupation", "work"),
    [
        ("Bandung, Indonesia", "mahasiswa sambil kerja jadi barista", "part-time barista and "),
        ("Quezon City, Philippines", "working student (fast food crew)", "part-time fast-food crew member and "),
        ("Hanoi, Vietnam", "sinh viên chạy Grab", "part-time ride-hailing motorbike driver and "),
        ("Barranquilla, Colombia", "university student, part-time call center agent", "part-time "),
        ("London, United Kingdom", "student with a part-time job in a bar", "part-time "),
    ],
)
def test_students_have_the_work_beside_that_was_asked_for(location: str, occupation: str, work: str) -> None:
    people = _people(location, occupation)
    plain = _people(location, "university student")
    assert all(slot.work.status == "studying" for slot in people)
    assert all(slot.occupation.startswith(work) for slot in people)
    assert all("student" in slot.occupation for slot in people)
    own, usual = (sorted(slot.income.personal_monthly for slot in group)[6] for group in (people, plain))
    assert own > usual


@pytest.mark.parametrize(
    ("location", "occupation"),
    [
        ("Nagoya, Japan", "housewife, part-time at a bakery"),
        ("Surabaya, Indonesia", "ibu rumah tangga part time kasir"),
    ],
)
def test_who_keeps_house_and_has_such_work_is_a_wife_who_does_it(location: str, occupation: str) -> None:
    for slot in _people(location, occupation, (25, 55)):
        assert slot.gender == "Female"
        assert slot.work.status == "working"
        assert slot.occupation.startswith("part-time ")
        assert slot.household.marital_status in ("married", "living with a partner")  # his work may be elsewhere


def test_other_work_named_twice_is_not_beside() -> None:
    assert not read_occupation("accountant working part-time as a tutor", "PH").beside
    assert not read_occupation("student nurse", "GB").beside
    assert not read_occupation("part-time student", "US").beside


@pytest.mark.parametrize(
    ("location", "occupation", "said", "ages"),
    [
        ("Legazpi, Philippines", "nursing student, 3rd year", "third-year nursing student", {20, 21}),
        ("Bandung, Indonesia", "siswa SMA kelas 11", "eleventh-grade ", {16, 17}),
        ("Hue, Vietnam", "sinh viên năm nhất", "first-year ", {18, 19}),
        ("Boise, United States", "college sophomore", "second-year ", {19, 20}),
    ],
)
def test_a_year_of_study_holds_for_all(location: str, occupation: str, said: str, ages: set[int]) -> None:
    people = _people(location, occupation, (15, 30))
    assert all(slot.occupation.startswith(said) for slot in people)
    assert {slot.age for slot in people} <= ages


@pytest.mark.parametrize("text", ["year 1 teacher", "grade 12 teacher", "first year associate lawyer"])
def test_a_year_of_no_student_is_left(text: str) -> None:
    assert read_occupation(text, "GB").year is None


@pytest.mark.parametrize("text", ["registered nurse, night shift", "security guard (graveyard shift)"])
def test_when_somebody_works_is_left_out(text: str) -> None:
    assert read_occupation(text, "PH") == read_occupation(text.partition(",")[0].partition("(")[0].strip(), "PH")


def test_part_time_work_of_ones_own_is_for_few_hours() -> None:
    few = _people("Hanoi, Vietnam", "ShopeeFood shipper, part-time", (20, 50))
    full = _people("Hanoi, Vietnam", "ShopeeFood shipper", (20, 50))
    assert all(slot.occupation.startswith("part-time ") for slot in few)
    own, usual = (sorted(slot.income.personal_monthly for slot in group)[6] for group in (few, full))
    assert own < 0.85 * usual
