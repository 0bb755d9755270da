"""Where there are schools: the table names towns that are known, and students go to what their town has."""

import re
from collections import Counter

import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.places.countries import country, country_codes, region_figures, table
from boses_engine.grounding.places.gazetteer import own_towns
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.work.campuses import campuses, course_years
from boses_engine.grounding.work.regions import taught_there
from boses_engine.grounding.work.tables import tables
from boses_engine.grounding.work.tuition import pays
from boses_engine.output.plan_targets import targets
from boses_engine.pipeline.plan import make_plan


def students(location: str, count: int = 60) -> list[tuple[str, str]]:
    """Titles and schools of students of a town."""
    group = Group(
        name="students",
        age_min=18,
        age_max=23,
        gender="All",
        location=location,
        income_level="Middle",
        occupation="university student",
        persona_count=count,
    )
    return [(slot.work.title, slot.work.workplace) for slot in make_plan(group, 3).slots]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("location", "never"),
    [
        ("Kupang, Indonesia", "Islamic|institute of technology"),
        ("Balikpapan, Indonesia", "state university|Islamic"),
        ("Baguio, Philippines", "maritime|city college|agricultur"),
        ("Makati, Philippines", "a state university|agricultur"),
        ("Soc Trang, Vietnam", "university"),
        ("Da Nang, Vietnam", "national university|agricultural|nursing (college|academy)"),
        ("Nairobi, Kenya", "state university|nursing academy"),
        ("Ibadan, Nigeria", "state university|nursing academy"),
        ("Manchester, United Kingdom", "state university|private (university|medical)|college"),
    ],
)
def test_students_go_to_what_their_town_has(location: str, never: str) -> None:
    """Catches a state Islamic university in Kupang, a maritime academy in the hills, and a British state university."""
    found = students(location)
    assert not [each for each in found if re.search(never, " ".join(each))]
    assert len({school for _, school in found}) >= 2
    assert len({re.sub(r"^\S+-\S+ ", "", title) for title, _ in found}) >= 2


@pytest.mark.slow
def test_no_field_is_that_of_a_quarter_of_the_students() -> None:
    """Catches medicine for everybody whose rank in schooling is that of a degree."""
    fields = Counter(title.rpartition("-year ")[2] for title, _ in students("Pune, India", 80))
    assert fields.most_common(1)[0][1] <= 8


def test_who_is_asked_for_by_name_has_a_school_all_the_same() -> None:
    """Catches a medical student without a school where the town has none of medicine."""
    assert (
        campuses("medical student", ("a state university", "a private medical school"), "VN", "Ca Mau", "Ca Mau") == ()
    )
    group = Group(
        name="medicine",
        age_min=19,
        age_max=24,
        gender="All",
        location="Ca Mau, Vietnam",
        income_level="High",
        occupation="medical student",
        persona_count=4,
    )
    for slot in make_plan(group, 1).slots:
        assert slot.work.title.endswith("medical student")
        assert slot.work.workplace


def test_courses_are_those_of_the_town() -> None:
    """Catches a mechanical engineer or a master of fine arts taught at the foot of the Central Highlands."""
    group = Group(
        name="students",
        age_min=18,
        age_max=26,
        gender="All",
        location="Buon Ma Thuot, Vietnam",
        income_level="Middle",
        occupation="University student",
        persona_count=60,
    )
    taught = " ".join(slot.work.title for slot in make_plan(group, 1).slots)
    assert not re.search(r"(mechanical|electrical|industrial) engineering|fine arts|graphic|dormitory", taught)
    assert "accountancy" in taught


def test_a_course_has_no_year_after_its_last() -> None:
    """Catches the fourth year of a college course of three, sociology at a private university, and a course unnamed."""
    for title, school in (each for place in ("Can Tho, Vietnam", "Malang, Indonesia") for each in students(place, 40)):
        if "fourth-year" in title:
            # Indonesia's colleges of a trade (sekolah tinggi, UU 12/2012 article 59) teach up to a first degree.
            short = "(?<!nursing )(?<!teachers' )(?<!tourism )(?<!health )college|academy|polytechnic|culinary school"
            assert not re.search(short, school), (title, school)
        assert "polytechnic student" not in title
    assert course_years("a medical college", "VN") == 3 < course_years("a state university", "VN")
    schools = ("a state university", "a private university")
    assert campuses("sociology student", schools, "VN", "Can Tho", "Can Tho") == ("a state university",)
    nurses = ("nursing student", ("a state university", "a nursing college"), "VN")
    assert campuses(*nurses, "Binh Dinh", "Quy Nhon") == ("a medical college",)


def test_a_town_of_the_same_name_elsewhere_is_another_town() -> None:
    asked = ("accountancy student", ("a Catholic university",), "PH")
    assert campuses(*asked, "Bicol Region", "Naga") == ("a Catholic university",)
    assert campuses(*asked, "Zamboanga Peninsula", "Naga") == ("a Catholic college",)


def test_people_of_a_suburb_go_to_the_schools_of_the_city() -> None:
    """Catches a suburb of Saigon all of whose students learn to teach, as its own town has no university."""
    schools = ("a state university", "a national university")
    assert campuses("economics student", schools, "VN", "Long An", "Can Giuoc") == schools
    assert "a national university" not in campuses("economics student", schools, "VN", "Ca Mau", "Ca Mau")


def test_the_table_is_sound() -> None:
    """Catches a town that the gazetteer does not know, a school or course of no title, and a row without a source."""
    rows = [row for each in tables().rows.values() for row in each if row.job.status == "studying"]
    titles = {row.job.title for row in rows}
    titles |= {f"master's student in {title.removesuffix(' student')}" for title in titles}
    titles |= {f"part-time {title}" for title in titles}
    schools = {school for row in rows for _, school in row.workplaces}
    for row in table("work/campuses.csv"):
        markets = row["markets"].split("|")
        assert set(markets) <= set(country_codes()), row
        assert any(row["course"] in title for title in titles), row
        assert any(row["school"] in school for school in schools), row
        assert row["course"] or row["school"], row
        assert re.match(r"an? [^aeiou]|an [aeiou]|a u|$", row["instead"]), row
        assert row["source"]
        assert row["year"].isdigit()
        towns = {name for name in row["towns"].removeprefix("not:").split("|") if name}
        if towns:
            (code,) = markets
            known = {town.place.city for town in own_towns(code)}
            known |= {f"{town.place.city}, {town.place.region}" for town in own_towns(code)}
            known |= set() if known else {resolve(f"{name}, {country(code).name}").places[0].city for name in towns}
            assert towns <= known | {f"all of {name}" for name in region_figures(code)}, (row, towns - known)


def test_the_table_of_years_is_sound() -> None:
    """Catches a school of no title and a row without a source."""
    schools = {school for rows in tables().rows.values() for row in rows for _, school in row.workplaces}
    schools |= {row["said"] for row in table("work/workplace_words.csv")}
    for row in table("work/course_years.csv"):
        assert set(row["markets"].split("|")) <= set(country_codes()), row
        assert any(row["school"] in school for school in schools), row
        assert 1 < int(row["years"]) < 5, row
        assert row["source"], row
        assert row["year"].isdigit(), row


@pytest.mark.slow
def test_targets_of_students_are_those_of_where_they_come_from() -> None:
    """Catches a report that compares the students of Yogyakarta with the people who are born there."""
    group = Group(
        name="students",
        age_min=18,
        age_max=23,
        gender="All",
        location="Yogyakarta, Indonesia",
        income_level="Middle",
        occupation="university student",
        persona_count=600,
    )
    plan = make_plan(group, 5)
    for target in (each for each in targets(plan) if each.title in ("Mother tongue", "Faith")):
        assert sum(target.shares.values()) == pytest.approx(1, abs=0.01)
        assert "come from" in target.note
        planned = {name: sum(target.labels(slot)[0] == name for slot in plan.slots) / 600 for name in target.shares}
        assert sum(abs(planned[name] - share) for name, share in target.shares.items()) / 2 < 0.09, target.title


def test_the_poor_of_japan_study_at_private_universities_too() -> None:
    """Catches a country where three in four are at private universities and the poor all at national ones."""
    assert pays("Low", "law student", "a private university", "JP")
    assert not pays("Low", "law student", "a private university", "PH")
    assert not pays("Middle", "medical student", "a private university", "JP")


def test_a_small_town_of_java_has_no_state_university() -> None:
    """Catches students of Ponorogo at state universities, and of machines at its small private ones."""
    schools = ("a state university", "a private university", "an open university")
    here = ("ID", "East Java", "Ponorogo")
    assert campuses("law student", schools, *here) == ("a private university", "an open university")
    assert campuses("electrical engineering student", schools[:2], *here) == ()
    assert pays("Low", "law student", "a private university", "ID")
    assert not pays("Low", "nursing student", "a private university", "ID")


@pytest.mark.parametrize(("course", "has", "has_not"), [("mathematics student", "Bandung", "Tuban")])
def test_students_of_a_course_live_where_it_is_taught(course: str, has: str, has_not: str) -> None:
    """Catches a course that is the open university's alone, for people of towns without a campus have no other."""
    row = next(row for row in tables().all_rows if row.job.title == course)
    assert taught_there(row, "ID", "West Java", has) > 0.8
    assert taught_there(row, "ID", "East Java", has_not) < 0.4
