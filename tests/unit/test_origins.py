"""The people of a country, or the country, that people are asked for by."""

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.names.customs import named_as, rule_for
from boses_engine.grounding.people.peoples import children_of_people, people_of, read_people, tongues_of
from boses_engine.grounding.people.sizes import draw_wanted
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.work.occupations import draw_job
from boses_engine.grounding.work.schooling import schooling
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator


@pytest.mark.parametrize(
    "text",
    [
        "Hokkien noodle seller",
        "bán bana",
        "dao seller",
        "Mông Cổ cook",
        "Cham Islands fisherman",
        "nuôi mèo",
        "người chăm bò",
    ],
)
def test_names_that_mean_other_things_are_of_no_people(text: str) -> None:
    """Catches noodles, knives, islands, Mongolia and the care of cows read as peoples."""
    for wish in read_occupation(text, "VN").wishes:
        assert "ethnic" not in wish.title
        assert not wish.people


def test_people_told_before_a_name_of_other_things_too_are_read() -> None:
    for text in ("ethnic Dao seller", "người Dao bán vải"):
        assert read_people(text, "VN")[0] == "Dao"
    assert read_people("Hokkien shop owner", "VN")[0] == "Chinese"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Maranao trader", "Maranao"),
        ("Mangyan farmer", "Mangyan"),
        ("Badjao fisher", "Sama"),
        ("Tausug vendor", "Tausug"),
    ],
)
def test_no_title_stands_before_the_people_that_it_names(text: str, people: str) -> None:
    """Catches a title "Maranao trader" drawn all over the country, of whose people hardly anybody is a Maranao."""
    asked = read_occupation(text, "PH")
    assert {wish.people or people_of(wish.title, "PH") for wish in asked.wishes} == {people} == {asked.people}


@pytest.mark.parametrize(
    ("text", "people", "title"),
    [
        ("Khmer teacher at a primary school", "Khmer", "primary school teacher"),
        ("Hmong cook in a restaurant", "Hmong", "restaurant cook"),
        ("Khmer worker at a garment company", "Khmer", "garment line sewer"),
        ("Tày tea grower", "Tay", "tea grower"),
        ("Khmer nurse", "Khmer", "hospital nurse"),
    ],
)
def test_a_people_has_the_titles_of_the_work(text: str, people: str, title: str) -> None:
    """Catches nurses of a people who are all called health workers, and a people lost to the place of the work."""
    asked = read_occupation(text, "VN")
    jobs = [draw_job(generator(text, n), asked, "VN", "Female", 34, used={}) for n in range(6)]
    assert {wish.people or people_of(wish.title, "VN") for wish in asked.wishes} == {people}
    assert title in {row.job.title for wish in asked.wishes for row in wish.rows}
    assert "school principal" not in {row.job.title for wish in asked.wishes for row in wish.rows}
    assert all(job.title == f"ethnic {people} {job.like}" for job in jobs)


@pytest.mark.parametrize(
    ("code", "text", "people"),
    [
        ("ZA", "white farmers", "White"),
        ("ZA", "Indian shop owners", "South African Indian"),
        ("NZ", "Māori teachers", "Māori"),
        ("MX", "indígenas mayas", "Maya"),
        ("ID", "Chinese shop owners", "Chinese"),
        ("FJ", "Indian shop owners", "Indo-Fijian"),
        ("GB", "Asian taxi drivers", "South Asian"),
    ],
)
def test_a_people_is_that_of_the_country_where_its_tables_hold_it(code: str, text: str, people: str) -> None:
    """Catches a people that is put into a title, or taken for people who came from abroad."""
    asked = read_occupation(text, code)
    assert asked.people == people
    assert asked.nation is None
    assert not asked.notes


@pytest.mark.parametrize(
    ("code", "text", "unread", "title"),
    [
        ("US", "White truck drivers", "White", "truck driver"),
        ("US", "nurses (Black)", "Black", "hospital nurse"),
        ("BR", "mulheres negras empreendedoras", "negras", "small business owner"),
        ("CO", "pescadores afro", "afro", "coastal fisher"),
        ("DE", "schwarze Lehrer", "schwarze", "secondary school teacher"),
    ],
)
def test_a_people_that_no_table_holds_is_told_as_unread(code: str, text: str, unread: str, title: str) -> None:
    asked = read_occupation(text, code)
    assert title in {row.job.title for wish in asked.wishes for row in wish.rows} | {asked.wishes[0].category}
    assert [unread in note for note in asked.notes] == [True]


@pytest.mark.parametrize(
    ("code", "text"), [("US", "white collar workers"), ("MX", "vendedores de línea blanca"), ("US", "black cab driver")]
)
def test_colours_of_things_are_of_no_people(code: str, text: str) -> None:
    assert not any("Nothing was made of" in note for note in read_occupation(text, code).notes)


@pytest.mark.parametrize(
    ("code", "text", "settled"),
    [
        ("KE", "Asian shop owners", True),
        ("UG", "Indian traders", True),
        ("GH", "Lebanese traders", True),
        ("KE", "Indian expats", False),
        ("AE", "Indian traders", False),
    ],
)
def test_old_families_of_a_country_did_not_come_from_abroad(code: str, text: str, settled: bool) -> None:
    asked = read_occupation(text, code)
    assert asked.nation is not None
    assert asked.nation.settled is settled
    assert asked.is_of_foreigners(code) is not settled


@pytest.mark.parametrize(
    ("code", "text", "people"),
    [
        ("GB", "nurses and foreign carers", ["", "immigrant"]),
        ("DE", "Pflegekräfte und ausländische Bauarbeiter", ["", "immigrant"]),
        ("US", "cooks, drivers and Hispanic nurses", ["", "", "Hispanic"]),
    ],
)
def test_a_people_behind_and_is_of_those_behind_it(code: str, text: str, people: list[str]) -> None:
    """Catches "foreign carers" as a title."""
    asked = read_occupation(text, code)
    assert [wish.people for wish in asked.wishes] == people
    assert not asked.people


@pytest.mark.parametrize(
    "text", ["Polish and Romanian builders", "nurses and Polish builders", "nurses and Black carers"]
)
def test_several_of_whom_one_nation_alone_could_be_drawn_are_told_as_unread(text: str) -> None:
    asked = read_occupation(text, "GB")
    assert all(wish.rows for wish in asked.wishes)
    assert asked.nation is None
    assert any("Nothing was made of" in note for note in asked.notes)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("lao động nhập cư", "factory worker"),
        ("công nhân di cư", "factory worker"),
        ("migrant workers", "factory worker"),
        ("migrant garment workers", "garment line sewer"),
    ],
)
def test_migrant_workers_of_vietnam_came_from_its_other_provinces(text: str, title: str) -> None:
    asked = read_occupation(text, "VN")
    assert title in {row.job.title for wish in asked.wishes for row in wish.rows} | {asked.wishes[0].category}
    assert asked.lodging
    assert not asked.people
    assert not asked.notes


@pytest.mark.parametrize(
    ("code", "text", "gender"),
    [
        ("PH", "titas of Manila", "Female"),
        ("PH", "lolas with grandkids", "Female"),
        ("PH", "lola na may tindahan", "Female"),
        ("US", "grandfathers who drive taxis", "Male"),
        ("ID", "nenek-nenek", "Female"),
        ("KR", "할머니", "Female"),
        ("PH", "lolos and lolas", None),
    ],
)
def test_aunts_and_grandparents_are_of_their_years_and_sex(code: str, text: str, gender: str | None) -> None:
    asked = read_occupation(text, code)
    assert asked.ages is not None
    assert asked.ages[0] >= 35
    assert asked.family.gender == gender


def test_who_works_for_a_people_is_none_of_them() -> None:
    assert people_of("immigrant nurse", "US") == "immigrant" == people_of("part-time immigrant nurse", "US")
    assert not people_of("teacher of immigrant children", "US")


@pytest.mark.parametrize(
    ("text", "nation"), [("immigrant Polish nurses", "PL"), ("refugee Syrian cooks", "SY"), ("Polish immigrants", "PL")]
)
def test_immigrants_of_a_nation_are_of_it(text: str, nation: str) -> None:
    asked = read_occupation(text, "GB")
    assert asked.nation is not None
    assert asked.nation.code == nation
    assert len(asked.notes) == 1


def test_who_is_told_by_a_people_is_named_as_it_is() -> None:
    """Catches white farmers of South Africa with names of Coloured families, and Māori with those of Hindus."""
    customs = rule_for("ZA", "Gauteng", named_as("White", "Afrikaans", "ZA"), "Christian").customs.options
    assert set(customs) == {"za-afrikaans"}
    assert set(rule_for("NZ", "Otago", named_as("Māori", "English", "NZ"), "no religion").customs.options) == {
        "nz-maori"
    }
    assert named_as("Hispanic", "Spanish", "US") == "Spanish"


def test_words_for_a_people_many_times_are_read_at_once() -> None:
    """Catches a pattern that takes twice as long for each word more."""
    began = perf_counter()
    for text in ("người dân tộc " * 40, "ethnic minority " * 40 + "x"):
        read_people(text, "VN")
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wife of an engineer from India", "US"),
        ("wife of a builder from Poland", "GB"),
        ("wife of a man from Germany", "TH"),
        ("wife of a man from Morocco", "ES"),
        ("husband of a woman from Mexico", "US"),
        ("parents with a daughter from Spain", "GB"),
        ("family with a cat in France", "US"),
    ],
)
def test_who_came_from_abroad_is_not_away(text: str, code: str) -> None:
    """Catches a spouse at home who was born abroad as one who works there, and a cat that sends money."""
    titles = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert not any(title.endswith(" abroad") for title in titles)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("parents of a nurse in Canada", "PH"),
        ("family with two sons in Qatar", "NP"),
        ("husband of a domestic helper in Hong Kong", "PH"),
        ("wife of a worker in a factory in Malaysia", "NP"),
    ],
)
def test_who_is_in_another_country_is_away(text: str, code: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert wish.rows
    assert all(row.job.title.endswith(" abroad") for row in wish.rows)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("professeur de chinois", "FR"),
        ("professeur de portugais", "FR"),
        ("prof de polonais", "FR"),
        ("profesor de rumano", "ES"),
        ("traductor de polaco", "ES"),
        ("insegnante di cinese", "IT"),
        ("traduttrice di rumeno", "IT"),
        ("cameriera in ristorante cinese", "IT"),
        ("proprietario ristorante cinese", "IT"),
        ("dueño de bar colombiano", "ES"),
        ("chef from Lebanon, Ohio", "US"),
        ("nurse from Georgia, USA", "AE"),
    ],
)
def test_a_tongue_a_place_or_a_town_is_no_nation_of_people(text: str, code: str) -> None:
    """Catches teachers who are of the nation whose tongue they teach, and waiters of that whose food they serve."""
    asked = read_occupation(text, code)
    assert asked.nation is None
    assert all(wish.rows for wish in asked.wishes)


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("dueño de bar colombiano", "ES", "bar owner"),
        ("proprietario ristorante cinese", "IT", "restaurant owner"),
        ("traductor de polaco", "ES", "freelance translator"),
    ],
)
def test_what_is_left_of_a_tongue_or_place_is_the_work(text: str, code: str, title: str) -> None:
    titles = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert title in titles


@pytest.mark.parametrize(
    ("text", "code", "nation"),
    [
        ("camarera de hotel rumana", "ES", "RO"),
        ("camarera en bar rumana", "ES", "RO"),
        ("cuoco cinese in ristorante", "IT", "CN"),
        ("chef from Lebanon", "US", "LB"),
        ("nurse from Georgia", "GB", "GE"),
    ],
)
def test_people_of_a_nation_beside_a_place_are_read(text: str, code: str, nation: str) -> None:
    asked = read_occupation(text, code)
    assert asked.nation
    assert asked.nation.code == nation


@pytest.mark.parametrize("text", ["teacher from Georgia", "nurse from Georgia"])
def test_ones_own_division_goes_before_a_country_of_its_name(text: str) -> None:
    asked = read_occupation(text, "US")
    assert asked.nation
    assert (asked.nation.code, asked.nation.region) == ("US", "Georgia")


@pytest.mark.parametrize(
    ("text", "code", "people", "tongues"),
    [
        ("ethnic minority women farmers", "VN", "minority", {"Hmong", "Tay", "Ede"}),
        ("đồng bào dân tộc thiểu số", "VN", "minority", {"Dao", "Thai"}),
        ("người dân tộc Dao trồng chè", "VN", "Dao", {"Dao"}),
        ("Lumad households", "PH", "Lumad", {"Manobo", "Blaan"}),
        ("indigenous peoples", "PH", "indigenous", {"Ifugao", "Manobo"}),
        ("petani masyarakat adat", "ID", "indigenous", {"Dayak", "Toraja"}),
        ("mujeres indígenas", "MX", "indigenous", {"Nahuatl", "Maya"}),
        ("ethnic minority affairs officer", "VN", "", set()),
        ("IP lawyer", "PH", "", set()),
    ],
)
def test_several_peoples_by_one_word(text: str, code: str, people: str, tongues: set[str]) -> None:
    """Catches "ethnic minority" read as a title, and a word of several that hides the people named behind it."""
    asked = read_occupation(text, code)
    assert asked.people == people
    assert tongues <= (tongues_of(people, code) if people else set())


def test_minorities_of_a_place_speak_its_tongues_and_live_where_they_are_many() -> None:
    group = Group(
        name="minority",
        persona_count=12,
        age_min=20,
        age_max=55,
        gender="All",
        location="Vietnam",
        income_level="Low",
        occupation="ethnic minority households",
    )
    slots = make_plan(group, seed=3).slots
    assert "Vietnamese" not in {slot.mother_tongue for slot in slots}
    assert not {"Ho Chi Minh City", "Hanoi"} & {slot.location.city for slot in slots}


@pytest.mark.parametrize(
    ("text", "code", "nation"),
    [
        ("Chinese restaurant owner", "GB", "CN"),
        ("curry house chef", "GB", "BD"),
        ("kebab shop owner", "DE", "TR"),
        ("Chinese restaurant owner", "CN", None),
        ("Chinese restaurant waiter", "GB", None),
        ("restaurant owner", "GB", None),
    ],
)
def test_who_runs_a_place_of_another_cuisine_came_from_there(text: str, code: str, nation: str | None) -> None:
    asked = read_occupation(text, code)
    assert (asked.nation.code if asked.nation else None) == nation


def test_a_people_that_left_school_early_did_so_at_any_work() -> None:
    """Catches Hmong farmers of the mountains who stayed at school as long as the farmers of the delta."""
    (row,) = read_occupation("corn farmer", "VN").wishes[0].rows
    hmong = replace(row.job, title="ethnic Hmong corn farmer", like="corn farmer")
    of_all, of_hmong = (schooling(job, "VN", "Female", 40, region="Ha Giang") for job in (row.job, hmong))
    assert of_all is not None
    assert of_hmong is not None
    assert of_hmong[:2].sum() > of_all[:2].sum() + 0.1
    assert of_hmong[0] > 0.4


def test_a_people_with_large_families_has_more_children() -> None:
    rng = np.random.default_rng(3)
    some = [draw_wanted(rng, "VN", 1.0, False, 40, "Low") for _ in range(400)]
    hmong = [
        draw_wanted(rng, "VN", 1.0, False, 40, "Low", more=children_of_people("ethnic Hmong farmer", "VN"))
        for _ in range(400)
    ]
    assert np.mean(hmong) > np.mean(some) + 0.6


def test_a_teacher_of_a_people_teaches_at_any_school() -> None:
    """Catches a "Tày primary school", and a Kinh teacher at it."""
    (wish,) = read_occupation("Tày primary school teacher", "VN").wishes
    assert people_of(wish.title, "VN") == "Tay"
    assert {row.job.title for row in wish.rows} == {"primary school teacher"}


def test_a_people_lives_in_its_districts() -> None:
    """Catches Bru at the coast of Quang Tri, where they live in the hills."""
    group = Group(
        name="bru",
        persona_count=12,
        age_min=25,
        age_max=50,
        gender="All",
        location="Quang Tri, Vietnam",
        income_level="Low",
        occupation="nông dân người Vân Kiều",
    )
    places = [slot.location.city for slot in make_plan(group, 3).slots]
    assert sum(place in ("Huong Hoa", "Da Krong", "Vinh Linh", "Gio Linh") for place in places) > 9


@pytest.mark.parametrize(
    "text",
    [
        "university student living in a dormitory who works part-time",
        "shipper giao đồ ăn là sinh viên",
        "sinh viên đi gia sư",
    ],
)
def test_students_with_work_beside_are_students(text: str) -> None:
    asked = read_occupation(text, "VN")
    assert asked.beside
    assert {wish.category for wish in asked.wishes} == {"university student"}
    assert asked.lodging is (True if "dormitory" in text else None)


@pytest.mark.parametrize(
    ("text", "code", "nation"),
    [
        ("quản lý người Hàn Quốc", "VN", "KR"),
        ("nhan vien nguoi Nhat", "VN", "JP"),
        ("người Mỹ", "VN", "US"),
        ("ekspatriat Jepang", "ID", "JP"),
        ("Korean housewives", "VN", "KR"),
        ("pekerja Bangladesh", "MY", "BD"),
        ("pekerja Hong Kong", "ID", None),
        ("người Việt", "VN", None),
        ("Korean restaurant staff", "ID", None),
        ("German teacher", "US", None),
    ],
)
def test_people_are_asked_for_by_the_name_of_a_country(text: str, code: str, nation: str | None) -> None:
    """Catches Korean managers who are all Vietnamese, and a Malaysia that "người Mỹ" never meant."""
    asked = read_occupation(text, code)
    assert (asked.nation.code if asked.nation else None) == nation


@pytest.mark.parametrize(
    ("text", "region", "people", "code"),
    [
        ("tukang cilok keliling, merantau dari Garut, bujangan", "West Java", "", "ID"),
        ("penjual bakso asal Wonogiri", "Central Java", "", "ID"),
        ("kapster salon, pendatang dari Jawa", "", "Javanese", "ID"),
        ("yaya na taga-Iloilo", "Western Visayas", "", "PH"),
        ("stay-in construction worker from Samar", "Samar", "", "PH"),
        ("phụ hồ quê Nghệ An", "Nghe An", "", "VN"),
    ],
)
def test_people_come_from_a_town_or_division_of_the_country(text: str, region: str, people: str, code: str) -> None:
    """Catches Bugis hairdressers for "merantau dari Jawa"."""
    asked = read_occupation(text, code)
    assert (asked.nation and asked.nation.region or "", asked.people) == (region, people)
