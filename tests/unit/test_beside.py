"""Work of few hours beside studies or the household, and the year of study, as texts name them."""

from dataclasses import replace
from statistics import median
from time import perf_counter

import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.pipeline.plan import make_plan


def _people(location: str, occupation: str, ages: tuple[int, int] = (18, 30), count: int = 12) -> tuple[Slot, ...]:
    group = Group(
        name="beside",
        age_min=ages[0],
        age_max=ages[1],
        gender="All",
        location=location,
        income_level="Low",
        occupation=occupation,
        persona_count=count,
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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("student ojol drivers", "ID"),
        ("barista mahasiswa", "ID"),
        ("mahasiswa (ojol)", "ID"),
        ("mahasiswa jualan online", "ID"),
        ("shipper sinh viên", "VN"),
        ("private tutors (university students)", "VN"),
    ],
)
def test_students_who_serve_or_carry_are_students(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert asked.beside
    assert {wish.category for wish in asked.wishes} == {"university student"}


@pytest.mark.parametrize("text", ["dropshipper ibu rumah tangga", "content creator ibu rumah tangga"])
def test_who_keeps_house_and_sells_does_it_for_few_hours(text: str) -> None:
    asked = read_occupation(text, "ID")
    assert asked.part_time
    assert (asked.family.gender, asked.family.needs) == ("Female", "spouse")


def test_other_work_named_twice_is_not_beside() -> None:
    assert not read_occupation("accountant working part-time as a tutor", "PH").beside
    assert not read_occupation("student nurse", "GB").beside
    assert not read_occupation("student bus driver", "US").beside
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
    asked, plain = (read_occupation(each, "PH") for each in (text, text.partition(",")[0].partition("(")[0].strip()))
    assert replace(asked, notes=()) == plain


def test_part_time_work_of_ones_own_is_for_few_hours() -> None:
    few = _people("Hanoi, Vietnam", "ShopeeFood shipper, part-time", (20, 50), 60)
    full = _people("Hanoi, Vietnam", "ShopeeFood shipper", (20, 50), 60)
    assert all(slot.occupation.startswith("part-time ") for slot in few)
    own, usual = (median(slot.income.personal_monthly for slot in group) for group in (few, full))
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
    [
        ("Mamuju, West Sulawesi, Indonesia", "perangkat desa"),
        ("Guihulngan, Negros Oriental, Philippines", "charcoal maker"),
    ],
)
def test_work_of_villages_is_done_by_people_of_them(location: str, occupation: str) -> None:
    assert not any(slot.urban for slot in _people(location, occupation, (25, 50)))


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


@pytest.mark.parametrize(
    ("location", "occupation", "lodges"),
    [
        ("Yogyakarta, Indonesia", "university student living in a boarding house", True),
        ("Yogyakarta, Indonesia", "mahasiswa kos", True),
        ("Baguio, Philippines", "college student staying in a dormitory", True),
        ("Hanoi, Vietnam", "sinh viên ở trọ", True),
        ("Baguio, Philippines", "college student living with parents", False),
    ],
)
def test_students_live_where_they_were_said_to_live(location: str, occupation: str, lodges: bool) -> None:
    """Catches students of a dormitory who live with their parents."""
    for slot in _people(location, occupation, (18, 22)):
        assert slot.work.status == "studying"
        assert (set(slot.household.members) <= {"roommate"}) == lodges


@pytest.mark.parametrize(
    ("location", "occupation", "title"),
    [
        ("Hanoi, Vietnam", "office worker living alone", None),
        ("Semarang, Indonesia", "retired teacher living alone", "retired teacher"),
        ("Manila, Philippines", "widow living alone", None),
    ],
)
def test_who_lives_alone_has_nobody_at_home(location: str, occupation: str, title: str | None) -> None:
    """Catches people said to live alone who have a family at home."""
    for slot in _people(location, occupation, (45, 70)):
        assert slot.household.size == 1
        assert slot.household.marital_status not in ("married", "living with a partner")
        assert title in (None, slot.work.title)
        assert "widow" not in occupation or slot.household.marital_status == "widowed"


@pytest.mark.parametrize(
    ("occupation", "rural"),
    [("teacher in a rural village", True), ("nurse in a small town", False), ("carpenter in a rural area", True)],
)
def test_the_kind_of_place_where_people_live_is_no_workplace(occupation: str, rural: bool) -> None:
    """Catches teachers who work at a rural village, and villagers in the streets of a city."""
    people = _people("Cebu, Philippines", occupation)
    assert not any("village" in slot.work.workplace or "area" in slot.work.workplace for slot in people)
    assert not rural or not any(slot.urban for slot in people)


def test_the_kind_of_place_where_work_is_done_stays_a_workplace() -> None:
    """Catches cleaners of a dormitory and baristas of a campus who are taken to live there."""
    for text in ("cleaner in a dormitory", "barista on campus", "pemilik kos", "security guard in a gated community"):
        asked = read_occupation(text, "ID")
        assert asked.lodging is None, text
        assert not asked.in_villages, text


def test_who_was_said_to_be_on_a_social_pension_has_it_and_no_other() -> None:
    """Catches old farmers on a social pension of a thousand pesos who have none, or an earned one of fourteen."""
    assert read_occupation("senior citizen receiving social pension", "PH").wishes[0].rows[0].job.status == "retired"
    wish = read_occupation("retired farmer on social pension", "PH").wishes[0]
    assert {row.job.like for row in wish.rows} == {"social pensioner"}
    asked = read_occupation("retired teacher living on her pension", "PH")
    assert {row.job.title for row in asked.wishes[0].rows} == {"retired teacher"}


def test_the_shop_of_an_owner_in_the_market_is_there() -> None:
    """Catches owners of a shop in the market whose shop is in front of their house."""
    for text in ("clothing shop owner in the market", "grocery store owner at the public market"):
        wishes = read_occupation(text, "ID").wishes
        assert {wish.workplace for wish in wishes} == {"a traditional market"}, text
    assert read_occupation("analyst in the market", "ID").wishes[0].workplace != "a traditional market"


def test_the_retired_who_live_with_family_are_not_alone() -> None:
    """Catches pensioners said to live with family who have nobody at home."""
    people = _people("Tagum, Philippines", "retired teacher living with family", (60, 75))
    assert all(slot.household.size > 1 for slot in people)


def test_who_sells_near_a_place_is_at_no_other() -> None:
    """Catches an eatery near a school that is a stall near a terminal."""
    for text, wrong in (
        ("carinderia owner near a school", "terminal"),
        ("street food vendor near a school", "station"),
    ):
        rows = [row for wish in read_occupation(text, "PH").wishes for row in wish.rows]
        places = [place for row in rows for _, place in row.workplaces]
        assert places, text
        assert not any(wrong in place for place in places), text
