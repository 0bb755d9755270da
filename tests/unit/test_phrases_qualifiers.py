"""Qualifiers of an occupation: stages of life, schooling, land and boats, and that of which nothing is made."""

from typing import Literal

import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.work.asked import Asked, means_the_same
from boses_engine.pipeline.plan import make_plan


def _titles(asked: Asked) -> set[str]:
    return {row.job.title for wish in asked.wishes for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code", "needs", "home", "both", "ages"),
    [
        ("newlyweds working in BPO", "PH", "spouse", "newly wed", False, (18, 36)),
        ("pasangan muda", "ID", "spouse", "", False, (18, 34)),
        ("empty nesters", "US", "spouse", "a couple", False, (45, 79)),
        ("dual-income families", "PH", "spouse", "", True, None),
        ("gia đình hai thu nhập", "VN", "spouse", "", True, None),
        ("retired couples", "PH", "spouse", "", False, None),
        ("nurses with toddlers", "PH", "children", "", False, None),
        ("pasangan muda baru menikah", "ID", "spouse", "newly wed", False, (18, 36)),
        ("orang tua tunggal kerja di pabrik", "ID", "children alone", "", False, None),
        ("BUMN employee about to retire", "ID", None, "", False, (52, 66)),
        ("công chức sắp nghỉ hưu", "VN", None, "", False, (52, 66)),
        ("vợ chồng già sống một mình", "VN", "spouse", "a couple", False, None),
        ("perawat usia 30-an", "ID", None, "", False, (30, 39)),
        ("perawat di atas 50 tahun", "ID", None, "", False, (50, 100)),
        ("công nhân dưới 25 tuổi", "VN", None, "", False, (18, 24)),
        ("phụ nữ 25-35 tuổi", "VN", None, "", False, (25, 35)),
        ("nurses aged 25 to 35", "US", None, "", False, (25, 35)),
        ("wanita paruh baya", "ID", None, "", False, (40, 59)),
        ("retraité vivant seul", "FR", "nobody", "", False, None),
        ("alleinerziehende Mutter", "DE", "children alone", "", False, None),
        ("verwitwete Rentnerin", "DE", "widowed", "", False, None),
        ("cadres célibataires", "FR", "unmarried", "", False, None),
        ("brides preparing their gehaz", "EG", "unmarried", "", False, (18, 34)),
        ("expectant mothers", "TZ", "spouse", "", False, (18, 42)),
        ("Beamte kurz vor der Pension", "DE", None, "", False, (52, 66)),
        ("Paare ohne Kinder", "DE", "spouse", "a couple", False, (20, 54)),
        ("y tá mới ra trường", "VN", None, "", False, (20, 27)),
        ("ibu rumah tangga tinggal dengan mertua", "ID", None, "joint", False, None),
        ("nội trợ sống với mẹ chồng", "VN", None, "joint", False, None),
        ("hưu trí góa vợ", "VN", "widowed", "", False, None),
        ("nội trợ chồng đi làm xa", "VN", "spouse", "", False, None),
        ("y tá mẹ đơn thân", "VN", "children alone", "", False, None),
        ("ông bố bỉm sữa làm IT", "VN", "children", "", False, None),
        ("middle-aged market vendors", "PH", None, "", False, (40, 59)),
        ("40-something office ladies", "PH", None, "", False, (40, 49)),
        ("young professionals living with parents", "PH", None, "parents", False, (18, 34)),
        ("obreros casados con hijos", "MX", "children", "", False, None),
        ("padres solteros", "MX", "children alone", "", False, None),
        ("nurses", "PH", None, "", False, None),
    ],
)
def test_stages_of_life(
    text: str, code: str, needs: str | None, home: str, both: bool, ages: tuple[int, int] | None
) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.home, asked.both_earn, asked.ages) == (needs, home, both, ages)


@pytest.mark.parametrize(
    ("text", "code", "schooled"),
    [
        ("college grads working in retail", "PH", ("bachelor's degree", "master's degree")),
        ("high school dropouts working in fast food", "US", ("primary school", "lower secondary school")),
        ("diploma holders", "KE", ("vocational diploma", "vocational diploma")),
        ("S1 graduates working in startups", "ID", ("bachelor's degree", "master's degree")),
        ("thạc sĩ thất nghiệp", "VN", ("master's degree", "master's degree")),
        ("anak nelayan putus sekolah", "ID", ("primary school", "lower secondary school")),
        ("lulusan SMA bekerja di pabrik", "ID", ("upper secondary school", "upper secondary school")),
        ("graduate students", "PH", None),
        ("graduate trainee at a bank", "IN", None),
    ],
)
def test_schooling_told_beside_the_work(text: str, code: str, schooled: tuple[str, str] | None) -> None:
    """Catches "graduate" in the name of a course or a post."""
    assert read_occupation(text, code).schooled == schooled


@pytest.mark.parametrize(
    ("text", "plainly", "code"),
    [
        ("4Ps housewives", "housewives on 4Ps", "PH"),
        ("housewife (4Ps)", "housewife on 4Ps", "PH"),
        ("housewife - 4Ps", "housewife on 4Ps", "PH"),
        ("nurse (living alone)", "nurse living alone", "PH"),
        ("teachers, widowed", "widowed teachers", "PH"),
        ("nurses (newly hired)", "newly hired nurses", "PH"),
        ("bookkeeper (working from home)", "bookkeeper working from home", "PH"),
        ("remote bookkeeper", "bookkeeper working remotely", "PH"),
        ("offshore welders", "welders offshore", "PH"),
        ("rice farmer, without land", "rice farmer without land", "PH"),
        ("landless rice farmers", "rice farmers without land", "PH"),
        ("rural farmers", "farmers in rural areas", "PH"),
        ("software engineers - for US companies", "software engineers for US companies", "PH"),
        ("managers, in retail", "managers in retail", "PH"),
        ("OFWs' children", "children of OFWs", "PH"),
        ("nurse moms", "nurses who are moms", "PH"),
        ("single mom nurses", "nurses who are single moms", "PH"),
        ("nurse, mother of two", "nurses who are mothers of two", "PH"),
        ("cashiers (students)", "students working as cashiers", "PH"),
        ("entregadores de iFood, estudantes", "students working as entregadores de iFood", "BR"),
        ("coconut farmers, seniors", "coconut farmers over 60", "PH"),
        ("newly licensed nurses", "newly hired nurses", "PH"),
        ("teachers returning from maternity leave", "teachers on maternity leave", "GB"),
        ("nurse moms in private hospitals", "nurses in private hospitals, moms", "PH"),
        ("solo-parent cashiers", "cashiers who are solo parents", "PH"),
        ("nightshift nurses", "night shift nurses", "PH"),
        ("home-based moms", "work-from-home moms", "PH"),
        ("nurses (25-35)", "nurses aged 25 to 35", "PH"),
        ("teachers married to OFWs", "teachers whose husbands are OFWs", "PH"),
        ("caregivers bound for Japan", "caregivers about to leave for Japan", "PH"),
        ("degree-holding tricycle drivers", "tricycle drivers with a college degree", "PH"),
        ("BPO agents still living with parents", "BPO agents living with parents", "PH"),
        ("vendors (senior citizens)", "vendors over 60", "PH"),
        ("hiwalay sa asawa na OFW", "OFW, separated", "PH"),
        ("bagong kasal na BPO workers", "newlywed BPO workers", "PH"),
        ("taxistas venezolanos", "taxista venezolano", "CO"),
        ("mototaxistas, padres de familia", "mototaxistas con hijos", "PE"),
    ],
)
def test_what_is_told_beside_stands_anywhere(text: str, plainly: str, code: str) -> None:
    assert means_the_same(read_occupation(text, code), read_occupation(plainly, code))


@pytest.mark.parametrize(
    ("text", "gender", "earns", "code"),
    [
        ("tricycle driver, wife sells in the market", "Male", True, "PH"),
        ("housekeeping hotel, menikah, suami nelayan", "Female", True, "ID"),
        ("polisi lalu lintas, istri bidan", "Male", True, "ID"),
        ("sopir truk, istri ibu rumah tangga", "Male", False, "ID"),
        ("giáo viên, vợ bán hàng online", "Male", True, "VN"),
    ],
)
def test_what_husband_or_wife_do_says_the_sex_and_who_has_pay(text: str, gender: str, earns: bool, code: str) -> None:
    """Catches room attendants who are men, "suami nelayan", and police whose wife, a midwife, has no pay."""
    asked = read_occupation(text, code)
    assert (asked.family.gender, asked.family.needs, asked.both_earn) == (gender, "spouse", earns)


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("rural bank teller", "PH", "rural bank teller"),
        ("scaffolder in Saudi Arabia", "PH", "Gulf tradesman"),
        ("pedagang baju di Tanah Abang", "ID", "clothes vendor"),
        ("sopir di Arab Saudi", "ID", "Gulf driver"),
        ("doctor in Saudi Arabia", "PH", "general practitioner"),
        ("jobseekers just out of secondary school", "VN", "secondary school leaver seeking work"),
        ("online seller of hijabs on Shopee and TikTok Shop", "ID", "online clothing seller"),
        ("mason in Dubai", "AE", "mason"),
        ("executive assistant to a CEO", "PH", "executive assistant"),
        ("private nurse to an elderly patient", "PH", "private duty nurse"),
        ("marine engineer, second engineer rank", "PH", "ship second engineer"),
        ("supervisor gudang e-commerce", "ID", "warehouse supervisor"),
        ("parent company accountant", "PH", "company accountant"),
        ("warehouse workers (Amazon)", "US", "warehouse picker"),
        ("college students (nursing)", "PH", "nursing student"),
        ("carers looking after parents", "GB", "care home caregiver"),
    ],
)
def test_what_names_the_work_is_not_told_beside(text: str, code: str, title: str) -> None:
    asked = read_occupation(text, code)
    assert title in _titles(asked)
    assert all(wish.rows for wish in asked.wishes)
    assert (asked.family.needs, asked.in_villages) == (None, False)


def _plan(
    occupation: str,
    location: str,
    age_min: int,
    age_max: int,
    *,
    seed: int = 5,
    count: int = 12,
    gender: Literal["All", "Female"] = "All",
) -> list[Slot]:
    group = Group(
        name="stage",
        persona_count=count,
        age_min=age_min,
        age_max=age_max,
        gender=gender,
        location=location,
        income_level="Middle",
        occupation=occupation,
    )
    return list(make_plan(group, seed=seed).slots)


def test_the_homes_and_the_schooling_that_were_said_are_drawn() -> None:
    for slot in _plan("empty nesters", "Cebu City", 18, 75):
        assert slot.age >= 45
        assert len(slot.household.members) == 1
    for slot in _plan("newlyweds", "Cebu City", 18, 60):
        assert slot.age <= 36
        assert all(child <= 1 for child in slot.household.children)
        assert slot.household.marital_status == "married"
    for slot in _plan("dual-income families", "Cebu City", 25, 50):
        assert any(each.who in ("husband", "wife", "partner") for each in slot.income.others)
    for slot in _plan("college graduates", "Cebu City", 25, 50):
        assert slot.education in ("bachelor's degree", "master's degree")


@pytest.mark.parametrize("location", ["Cebu City", "Kochi, Kerala, India", "Berlin"])
@pytest.mark.parametrize(("text", "child"), [("newlyweds", 1), ("empty nesters", None)])
def test_a_couple_is_two_whoever_is_drawn(text: str, child: int | None, location: str) -> None:
    """Catches homes whose first member is a child, as husbands of many are away there."""
    spouses = {"husband", "wife", "partner"}
    for seed in range(20):
        for slot in _plan(text, location, 20, 75, seed=seed, count=4, gender="Female"):
            home = slot.household
            own = [member for member in home.members if member in ("son", "daughter")]
            assert home.marital_status in ("married", "living with a partner")
            assert home.size == len(home.members) + 1
            assert len(own) == len(home.children)
            assert all(child is not None and years <= child for years in home.children)
            if not slot.occupation.endswith("abroad"):
                assert len(spouses & set(home.members)) == 1
            if child is None:
                assert len(home.members) <= 1


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("fishermen without their own boat", "PH", "offshore fishing crew member"),
        ("landless labourers", "KE", "farm labourer"),
        ("rice farmers with 2 hectares", "PH", "rice farmer"),
        ("nurses deployed overseas", "PH", "overseas nurse"),
        ("penjual Shopee", "ID", "online marketplace seller"),
        ("carpenters employed by contractors", "PH", "carpenter"),
        ("welders in small workshops", "PH", "welder"),
        ("Grab riders na college graduate", "PH", "food delivery rider"),
        ("hourly workers at Walmart", "US", "supermarket shelf stocker"),
        ("shift workers in warehouses", "GB", "warehouse picker"),
        ("hawker stall owners over 60", "SG", "hawker stall owner"),
        ("piggery owners affected by ASF", "PH", "piggery owner"),
        ("donas de casa que fazem bolos", "BR", "housewife"),
        ("private renters working in hospitality", "GB", "restaurant server"),
        ("buruh kayu", "ID", "sawmill worker"),
        ("buruh cengkeh", "ID", "farm labourer"),
        ("buruh tani perempuan di desa", "ID", "farm labourer"),
        ("karyawan di pabrik kecil", "ID", "tofu workshop worker"),
        ("karyawan shift malam di pabrik", "ID", "food processing worker"),
        ("karyawan yg bekerja di bank", "ID", "bank teller"),
        ("teff farmer, sells at Saturday market", "ET", "teff farmer"),
        ("newly posted teacher", "GH", "primary school teacher"),
        ("newly appointed school principal", "IN", "school principal"),
        ("British expat wives", "AE", "housewife"),
        ("loan officer on a motorcycle", "BD", "loan officer"),
        ("SACCO members who grow robusta coffee", "UG", "coffee farmer"),
        ("konfeksiyon atölyesinde makineci", "TR", "sewing workshop operator"),
        ("plot owners with rental bedsitters", "KE", "landlord"),
        ("unemployed graduates looking for a job", "KE", "degree holder seeking work"),
    ],
)
def test_what_stands_beside_leaves_the_work(text: str, code: str, title: str) -> None:
    assert title in _titles(read_occupation(text, code))


@pytest.mark.parametrize(
    ("text", "code", "unread"),
    [
        ("rice farmers with 2 hectares", "PH", "with 2 hectares"),
        ("guru kerja dari rumah", "ID", "kerja dari rumah"),
        ("teachers paying a housing loan", "PH", "paying a housing loan"),
        ("night shift nurses", "PH", "night shift"),
        ("teachers with small businesses", "PH", "with small businesses"),
        ("private school teachers w/ LET", "PH", "with LET"),
        ("francophone teachers", "MA", "francophone"),
        ("African American house cleaners", "US", "African American"),
        ("nhân viên văn phòng có nghề tay trái", "VN", "có nghề tay trái"),
        ("petani dengan usaha sampingan", "ID", "dengan usaha sampingan"),
        ("lansia penerima BLT", "ID", "BLT"),
        ("công nhân làm thêm buổi tối", "VN", "làm thêm buổi tối"),
        ("hộ kinh doanh không đăng ký", "VN", "không đăng ký"),
        ("migrant factory workers", "ID", "migrant"),
        ("difabel penjahit", "ID", "difabel"),
        ("anak petani", "ID", "petani"),
        ("chủ shop quần áo online có nhân viên", "VN", "có nhân viên"),
        ("Javanese transmigrant farmers", "ID", "transmigrant"),
        ("pemilik toko dengan 3 karyawan", "ID", "dengan 3 karyawan"),
        ("anak petani yang kuliah di kota", "ID", "petani"),
        ("software engineer with a newborn and a mortgage", "US", "a mortgage"),
        ("CNG driver sending money to his village", "BD", "sending money to his village"),
        ("young couples buying their first car", "IN", "buying their first car"),
        ("recién casados que rentan departamento", "MX", "que rentan departamento"),
        ("returned migrants looking for work", "ID", ""),
        ("mantan TKI yang menganggur", "ID", ""),
        ("PWD vendors", "PH", "PWD"),
        ("women who work in banks", "PH", ""),
        ("nurses with kids", "PH", ""),
        ("nurses", "PH", ""),
    ],
)
def test_a_plan_says_of_what_nothing_was_made(text: str, code: str, unread: str) -> None:
    notes = read_occupation(text, code).notes
    assert (f"Nothing was made of {unread!r}: people are drawn as if it were not said." in notes) is bool(unread)
    assert bool(notes) is bool(unread)


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("OFW returnees running a carinderia", "PH", "carinderia owner"),
        ("retired teacher couples", "PH", "retired teacher"),
        ("project-based construction workers", "PH", "construction worker"),
        ("husbands of OFW nurses", "PH", "househusband with a wife abroad"),
        ("công nhân mới vào làm", "VN", "furniture factory worker"),
    ],
)
def test_words_of_status_leave_the_work(text: str, code: str, title: str) -> None:
    assert title in _titles(read_occupation(text, code))


def test_ages_are_told_behind_the_work() -> None:
    assert read_occupation("hawkers over 60", "SG").ages == (60, 100)
    assert read_occupation("women in their 30s", "PH").ages == (30, 39)
    assert read_occupation("mothers with a child under 20", "PH").ages is None


def test_couples_who_live_alone_are_two() -> None:
    asked = read_occupation("elderly couples living alone", "PH")
    assert (asked.family.needs, asked.home) == ("spouse", "a couple")


def test_engineers_abroad_are_no_engineers_at_home() -> None:
    (wish,) = read_occupation("engineers working abroad", "PH").wishes
    assert [row.job.title for row in wish.rows] == ["overseas engineer"]


def test_of_peoples_that_no_table_has_nothing_is_made() -> None:
    asked = read_occupation("ethnic minority nurses", "GB")
    assert "Nothing was made of 'ethnic minority': people are drawn as if it were not said." in asked.notes
    assert all(wish.rows for wish in asked.wishes)


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [
        ("bố mẹ có con học cấp 3", "VN", (15, 17)),
        ("mẹ có con tuổi teen", "VN", (13, 17)),
        ("gia đình trẻ có con nhỏ", "VN", (0, 6)),
        ("dual-income parents of preschoolers", "PH", (3, 5)),
    ],
)
def test_parents_by_the_age_of_a_child(text: str, code: str, ages: tuple[int, int]) -> None:
    family = read_occupation(text, code).family
    assert family.needs == "children"
    assert (family.said.least, family.said.most) == ages


def test_a_stage_of_life_before_a_job_leaves_the_job() -> None:
    assert {wish.category for wish in read_occupation("newlywed OFWs", "PH").wishes} == {"overseas worker"}
    assert "car mechanic" in _titles(read_occupation("lulusan SMK jadi mekanik", "ID"))


@pytest.mark.parametrize(
    ("text", "code", "least"),
    [
        ("dual-income families with teenagers", "US", 13),
        ("cặp vợ chồng trẻ có con nhỏ", "VN", 0),
        ("families with children", "IN", 0),
        ("young couples with kids", "PH", 0),
        ("keluarga dengan anak", "ID", 0),
        ("Familien mit Kindern", "DE", 0),
        ("couples with teenagers", "GB", 13),
    ],
)
def test_couples_with_children_are_parents(text: str, code: str, least: int) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.family.said.least, asked.notes) == ("children", least, ())


def test_couples_by_their_work_in_other_languages() -> None:
    asked = read_occupation("mag-asawang magsasaka", "PH")
    assert asked.family.needs == "spouse"
    assert {wish.category or wish.kind for wish in asked.wishes} == {"farmer"}


@pytest.mark.parametrize("text", ["wedding planner for couples", "photographers for couples", "gay couples"])
def test_who_serves_couples_is_none(text: str) -> None:
    asked = read_occupation(text, "US")
    assert asked.family.needs is None
    assert not _titles(asked) & {"anaesthesiologist"}
    assert all(not wish.title.endswith("for") for wish in asked.wishes)


@pytest.mark.parametrize(
    ("text", "code", "faiths", "nation"),
    [
        ("Catholic nurses from India", "GB", ("Christian",), "IN"),
        ("Catholic nurses from the Philippines", "GB", ("Roman Catholic",), "PH"),
        ("Catholic teachers", "GB", ("Christian",), None),
        ("Catholic nurses", "US", ("Roman Catholic",), None),
        ("British Muslim taxi drivers", "GB", ("Muslim",), None),
        ("British Pakistani taxi drivers", "GB", (), "PK"),
        ("Malaysian factory workers", "SG", (), "MY"),
        ("INC members", "PH", ("Iglesia ni Cristo",), None),
        ("young Muslim women", "AE", ("Muslim",), None),
        ("Jewish business owners", "US", ("Jewish",), None),
        ("Mexican-American farmworkers", "US", (), "MX"),
        ("Muslim women traders", "NG", ("Muslim",), None),
    ],
)
def test_a_faith_is_that_of_the_tables(text: str, code: str, faiths: tuple[str, ...], nation: str | None) -> None:
    """Catches "catholic nurse" as a title where the tables tell no churches apart."""
    asked = read_occupation(text, code)
    assert asked.faiths == faiths
    assert (asked.nation.code if asked.nation else None) == nation
    assert not any(wish.title for wish in asked.wishes)


@pytest.mark.parametrize(("text", "states"), [("single teachers", {"single"}), ("separated nurses", {"separated"})])
def test_a_marital_state_that_is_said_is_drawn(text: str, states: set[str]) -> None:
    assert {slot.household.marital_status for slot in _plan(text, "Cebu City", 24, 58)} == states


def test_who_is_said_to_live_with_parents_does() -> None:
    for slot in _plan("young professionals living with parents", "Cebu City", 22, 32):
        assert {"mother", "father"} & set(slot.household.members)


@pytest.mark.parametrize(
    ("text", "code", "plain"),
    [
        ("perawat lulusan D3", "ID", "perawat"),
        ("y tá tốt nghiệp cao đẳng", "VN", "y tá"),
        ("perawat asal Papua", "ID", "perawat"),
        ("wanita pedagang pasar", "ID", "pedagang pasar"),
    ],
)
def test_what_stands_beside_a_name_leaves_all_its_titles(text: str, code: str, plain: str) -> None:
    """Catches two titles of sixteen where words for people are put behind a name of work."""
    assert _titles(read_occupation(text, code)) == _titles(read_occupation(plain, code))


@pytest.mark.parametrize(("text", "code"), [("mahasiswa asal Papua", "ID"), ("y tá quê Nghệ An", "VN")])
def test_from_where_people_came_is_told_in_their_language(text: str, code: str) -> None:
    nation = read_occupation(text, code).nation
    assert nation
    assert nation.code == code


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [
        ("nurses aged 25 - 35", "PH", (25, 35)),
        ("nurses (25 – 35)", "PH", (25, 35)),
        ("perawat usia 25 - 35 tahun", "ID", (25, 35)),
        ("fishermen on social pension", "PH", (60, 100)),
        ("drivers renting", "PH", None),
        ("nurses with 10 to 20 years", "PH", None),
        ("bus drivers route 12-24", "PH", None),
    ],
)
def test_only_what_tells_an_age_is_one(text: str, code: str, ages: tuple[int, int] | None) -> None:
    """Catches a dash between years that parts two occupations, and people of 60 who only rent a room."""
    assert read_occupation(text, code).ages == ages


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "widowed _",
        "nurse, a, b, c, d, e, f, g, h, i, j, k, l",
        "nguoi ban hang sctv gatekeeper at a level crossing (nagatinda, sari sari owner",
    ],
)
def test_odd_texts_are_read_to_an_end(text: str) -> None:
    assert read_occupation(text, "PH").wishes


@pytest.mark.parametrize(
    ("text", "code"), [("anak marketing", "ID"), ("anak IT", "ID"), ("Con Dao fishermen", "VN"), ("con artist", "US")]
)
def test_who_is_called_a_child_has_work(text: str, code: str) -> None:
    """Catches the young of an office who become anybody's children."""
    assert all(wish.kind != "any" for wish in read_occupation(text, code).wishes)


def test_who_pays_out_remittances_is_sent_none() -> None:
    assert not read_occupation("cashiers at pawnshop and remittance", "PH").on_remittances
    assert not read_occupation("tellers in money remittance", "PH").on_remittances
    assert read_occupation("senior citizens living on remittances", "PH").on_remittances
