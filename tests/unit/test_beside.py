"""Work of few hours beside studies or the household, and the year of study, as texts name them."""

from time import perf_counter

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
        ("Barranquilla, Colombia", "university student, part-time barista", "part-time barista and "),
        ("London, United Kingdom", "student with a part-time job as a barista", "part-time barista and "),
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


@pytest.mark.parametrize(
    ("code", "text"),
    [
        *(("GB", text) for text in ("year 1 teacher", "grade 12 teacher", "first year associate lawyer")),
        *(("GB", text) for text in ("plumber first year", "junior doctor year 2", "apprentice plumber year 2")),
        *(("ID", "perawat tahun 1"), ("US", "kindergarten teacher year 1"), ("DE", "Azubi 2. Jahr")),
        *(("IN", "BSc final year"), ("IN", "PhD first year")),
    ],
)
def test_a_year_of_no_student_is_left(code: str, text: str) -> None:
    asked = read_occupation(text, code)
    assert asked.year is None
    assert not any("student" in row.job.title for wish in asked.wishes for row in wish.rows)


@pytest.mark.parametrize(("code", "ages"), [("KE", {17, 18}), ("GH", {15, 16}), ("MY", {15, 16})])
def test_a_form_is_of_the_ages_of_the_country(code: str, ages: set[int]) -> None:
    form = 4 if code in ("KE", "MY") else 1
    year = read_occupation(f"form {form} student", code).year
    assert year is not None
    assert set(year.ages((0, 1))) == ages


def test_many_years_are_read_at_once() -> None:
    text = "student " + " ".join(f"year {year} grade {year} semester {year}" for year in range(1, 9))
    start = perf_counter()
    read_occupation(text, "US")
    assert perf_counter() - start < 1


@pytest.mark.parametrize("text", ["registered nurse, night shift", "security guard (graveyard shift)"])
def test_when_somebody_works_is_left_out(text: str) -> None:
    assert read_occupation(text, "PH") == read_occupation(text.partition(",")[0].partition("(")[0].strip(), "PH")


def test_part_time_work_of_ones_own_is_for_few_hours() -> None:
    few = _people("Hanoi, Vietnam", "ShopeeFood shipper, part-time", (20, 50))
    full = _people("Hanoi, Vietnam", "ShopeeFood shipper", (20, 50))
    assert all(slot.occupation.startswith("part-time ") for slot in few)
    own, usual = (sorted(slot.income.personal_monthly for slot in group)[6] for group in (few, full))
    assert own < 0.85 * usual


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ID", "PNS PNS guru PNS"),
        ("US", "student working part time as a " * 11 + "barista"),
        ("PH", "part-time " * 30 + "cashier"),
    ],
)
def test_what_is_said_again_and_again_ends(code: str, text: str) -> None:
    start = perf_counter()
    assert read_occupation(text, code).wishes
    assert perf_counter() - start < 2


@pytest.mark.parametrize(
    ("location", "occupation"),
    [("Trabzon, Turkey", "housewives in villages"), ("Wigan, United Kingdom", "pensioners living in small villages")],
)
def test_who_is_asked_for_in_villages_lives_there(location: str, occupation: str) -> None:
    """Catches village women in the streets of a city, and pensioners of villages who are all midwives."""
    people = _people(location, occupation, (40, 80))
    assert not any(slot.urban for slot in people)
    assert not any("midwife" in slot.work.title for slot in people)
    code = people[0].location.country_code
    assert not read_occupation("teachers in village schools", code).in_villages
