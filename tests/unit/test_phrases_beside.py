"""What texts tell beside the work: with whom people live, in what firms and on whose premises they work."""

from contextlib import suppress

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.errors import GroupError
from boses_engine.grounding.phrases.beside.shape import is_of_unread
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, status_of
from boses_engine.grounding.work.schooling import schooling
from boses_engine.grounding.work.tables import tables
from boses_engine.pipeline.plan import make_plan


def _titles(asked: Asked) -> set[str]:
    return {row.job.title for wish in asked.wishes for row in wish.rows}


def _places(asked: Asked) -> set[str]:
    return {
        wish.workplace or text
        for wish in asked.wishes
        for row in wish.rows
        for market, text in row.workplaces or (("any", ""),)
        if market == "any"
    }


def test_a_job_in_brackets_is_no_workplace() -> None:
    """Catches operators "at a machine operator", for there are bus operators too."""
    asked = read_occupation("Electronics factory operator (operator pengeluaran)", "MY")
    assert "electronics assembler" in _titles(asked)
    assert "a machine operator" not in _places(asked)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("software engineers working remotely for US companies", "IN"),
        ("programadores que trabajan para el exterior", "AR"),
    ],
)
def test_software_for_firms_abroad_is_paid_by_these(text: str, code: str) -> None:
    """Catches developers of foreign firms on the pay of those at home, and a title with the whole phrase."""
    assert _titles(read_occupation(text, code)) == {"remote software developer for a foreign company"}


def test_families_on_remittances_keep_house_on_what_is_sent() -> None:
    """Catches taxi drivers and cooks among those whom money from abroad keeps."""
    for text in ("families who live on remittances from the United States", "familias que viven de remesas"):
        rows = [row for wish in read_occupation(text, "SV").wishes for row in wish.rows]
        assert {row.job.status for row in rows} == {"keeping house"}


@pytest.mark.parametrize(
    ("text", "code", "beside"),
    [("POS agent who is also a final year student", "NG", "POS agent"), ("barista studying law", "GB", "barista")],
)
def test_who_also_studies_is_a_student_with_work(text: str, code: str, beside: str) -> None:
    asked = read_occupation(text, code)
    assert {status_of(wish) for wish in asked.wishes} == {"studying"}
    assert {row.job.title for wish in asked.beside for row in wish.rows} == {beside}


def test_who_also_keeps_house_is_one_person() -> None:
    asked = read_occupation("part-time yoga teacher and full-time housewife", "IN")
    assert (_titles(asked), asked.part_time, asked.family.needs) == ({"yoga instructor"}, True, "spouse")


def test_students_of_an_open_university_need_no_room_there() -> None:
    """Catches half of them in boarding houses near a university that teaches from afar."""
    assert read_occupation("mahasiswa UT", "ID").lodging is False
    assert read_occupation("mahasiswa UT anak kos", "ID").lodging is True


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("senior citizens living on remittances", "VN"),
        ("người cao tuổi sống bằng tiền con gửi về", "VN"),
        ("lansia dengan kiriman anak", "ID"),
        ("farmers receiving remittances", "PH"),
    ],
)
def test_who_lives_on_what_is_sent_is_who_they_are(text: str, code: str) -> None:
    """Catches the old whom nobody sends anything."""
    asked = read_occupation(text, code)
    assert asked.on_remittances
    assert not asked.notes


def test_entrepreneurs_who_sell_on_a_platform_sell_online() -> None:
    """Catches owners of salons and cafes among "entrepreneurs who sell sarees on Facebook"."""
    asked = read_occupation("female entrepreneurs who sell sarees on Facebook", "BD")
    assert {wish.kind for wish in asked.wishes} == {"online seller"}
    assert asked.family.gender == "Female"


def test_where_people_came_from_may_stand_before_whom_they_serve() -> None:
    nation = read_occupation("hotel workers from Bangladesh who serve pilgrims", "SA").nation
    assert nation is not None
    assert nation.code == "BD"


def test_guards_of_two_kinds_of_place_are_guards() -> None:
    """Catches somebody who is a "private house at night"."""
    asked = read_occupation("guards of shops and private houses at night", "MZ")
    assert not any(wish.title for wish in asked.wishes)
    assert "security guard" in _titles(asked)


def test_work_at_desks_that_is_done_remotely_is_at_home() -> None:
    assert _places(read_occupation("accountants working remotely", "IN")) == {"a home desk"}
    assert "a home desk" in _places(read_occupation("programador remoto", "MX"))


def test_two_large_sites_with_their_articles_are_both_where_the_work_is() -> None:
    """Catches technicians at "the port and smelter" read as smelters and as menders of cars and phones."""
    asked = read_occupation("technicians at the port and smelter", "OM")
    assert "smelter" not in _titles(asked)
    assert {wish.workplace for wish in asked.wishes} >= {"a port"}


@pytest.mark.parametrize(
    ("text", "lodging"),
    [
        ("university students living in hostels", True),
        ("hostel students", True),
        ("college students staying in PG accommodation", True),
        ("university students living with their parents", False),
        ("university students", None),
        ("graduate students living with roommates", True),
        ("unmarried working women in PG", True),
        ("construction workers in dormitories", True),
        ("mason working in Nairobi, family at home", True),
        ("cooks in dormitories", None),
        ("factory workers in hostels", True),
        ("factory workers living in rented rooms", True),
        ("factory workers renting rooms near industrial zones", True),
        ("college students in dorms in Nairobi", True),
        ("công nhân xa quê", True),
        ("anak kos", True),
        ("mahasiswa kos jualan online", True),
        ("sinh viên tỉnh lẻ", True),
    ],
)
def test_people_told_by_where_they_live(text: str, lodging: bool | None) -> None:
    assert read_occupation(text, "KE").lodging is lodging


@pytest.mark.parametrize(
    ("text", "home"),
    [("housewives in joint families", "joint"), ("joint family housewives", "joint"), ("housewives", "")],
)
def test_families_told_by_their_kind(text: str, home: str) -> None:
    asked = read_occupation(text, "BD")
    assert asked.home == home
    assert _titles(asked) in (set(), {"housewife"})


def test_who_is_asked_for_in_joint_families_lives_with_kin() -> None:
    group = Group(
        name="joint",
        persona_count=12,
        age_min=28,
        age_max=45,
        gender="Female",
        location="Sylhet, Sylhet, Bangladesh",
        income_level="Middle",
        occupation="Housewives in joint families",
    )
    couple = {"husband", "co-wife", "son", "daughter"}
    alone = [slot for slot in make_plan(group, 3).slots if set(slot.household.members) <= couple]
    assert len(alone) <= 2


def test_small_firms_are_no_banks() -> None:
    places = _places(read_occupation("accountants in small firms", "IN"))
    assert "an accounting office" in places
    assert not {word for place in places for word in words_of(place)} & {"bank", "government", "state", "group"}
    assert read_occupation("owners of small businesses", "IN").wishes[0].category == "small business owner"


def test_own_premises_are_no_private_houses() -> None:
    assert _places(read_occupation("carpenters with own workshop", "KE")) == {"a carpentry workshop"}
    assert all("salon" in place for place in _places(read_occupation("hairdressers with own salon", "CI")))


def test_two_trades_on_their_own_account_stay_two() -> None:
    asked = read_occupation("self-employed electricians and plumbers", "CL")
    assert _titles(asked) == {"self-employed electrician", "self-employed plumber"}


def test_who_sells_from_home_is_not_in_the_street() -> None:
    titles = _titles(read_occupation("women who sell food from home", "PE"))
    assert not any(title.startswith("street") for title in titles)


def test_staff_of_two_kinds_of_place_are_each_at_one() -> None:
    assert not any(" and " in place for place in _places(read_occupation("hotel and restaurant workers", "KE")))


def test_an_oil_and_gas_company_is_one_place() -> None:
    places = _places(read_occupation("oil company employees", "IQ"))
    assert not any(word in place for place in places for word in ("construction", "trading", "factory"))


def test_who_works_in_two_kinds_of_place_is_of_each() -> None:
    asked = read_occupation("waiters in bars and restaurants", "ES")
    assert _titles(asked) == {"restaurant server"}
    assert len(asked.wishes) == 2


def test_who_sells_food_in_markets_sells_no_clothes() -> None:
    for text in ("market traders selling food", "market women selling foodstuffs"):
        assert not any("cloth" in title or "cosmetic" in title for title in _titles(read_occupation(text, "GH")))


def test_what_is_known_of_a_division_is_not_moved_by_it_again() -> None:
    row = next(iter(read_occupation("keke rider", "NG").wishes[0].rows))
    shares = schooling(row.job, "NG", "Male", 30, True, "Kano", "Kano")
    assert shares is not None
    assert shares[0] < 0.5


def test_who_sells_by_the_roadside_is_in_no_market_hall() -> None:
    asked = read_occupation("women selling fruit at the roadside", "GH")
    assert _titles(asked) == {"fruit vendor"}
    assert not any("market" in place for place in _places(asked))


def test_part_of_a_town_says_nothing_of_work() -> None:
    asked = read_occupation("high school learners in township schools", "ZA")
    assert {wish.kind for wish in asked.wishes} == {"high school student"}
    assert not any("private" in place for place in _places(asked))


def test_farmers_have_land_of_their_own() -> None:
    for text in ("farmers with own tractor", "sugarcane farmers with own tractor"):
        assert not any(wish.title.startswith("self-employed") for wish in read_occupation(text, "IN").wishes)


@pytest.mark.parametrize("text", ["farm owners", "farmers who own land"])
def test_owners_of_farms_are_no_tenants(text: str) -> None:
    titles = _titles(read_occupation(text, "PH"))
    assert "rice farmer" in titles
    assert titles.isdisjoint({"sharecropper", "farm overseer"})


def test_letters_of_a_name_are_no_two_jobs() -> None:
    """Catches couriers of J&T Express who are something called "T express"."""
    asked = read_occupation("kurir J&T Express", "ID")
    assert "parcel courier" in _titles(asked)
    assert all(wish.rows and not wish.title for wish in asked.wishes)
    assert _places(asked) == {"a courier company"}


def test_a_named_university_is_the_states_or_private() -> None:
    for text, place in (("mahasiswa Universitas Andalas", "state"), ("mahasiswa Universitas Islam Riau", "private")):
        asked = read_occupation(text, "ID")
        assert len(_titles(asked)) > 9
        assert _places(asked) == {f"a {place} university"}, text


def test_work_of_a_people_with_what_they_sell() -> None:
    (wish,) = read_occupation("pedagang Tionghoa toko kelontong", "ID").wishes
    assert wish.title == "ethnic Chinese grocery store owner"


def test_women_in_rented_rooms_are_single_or_have_their_husbands_there() -> None:
    """Catches rooms in which most of the young women are married and their husbands elsewhere."""
    group = Group(
        name="x",
        age_min=19,
        age_max=32,
        gender="Female",
        location="Batam, Riau Islands, Indonesia",
        income_level="Low",
        occupation="operator produksi pabrik elektronik yang tinggal di kos",
        persona_count=60,
    )
    homes = [slot.household for slot in make_plan(group, 5).slots]
    left = [home for home in homes if home.marital_status == "married" and "husband" not in home.members]
    assert sum(home.marital_status == "single" for home in homes) > 36
    assert len(left) < 10


def test_what_pupils_hope_for_and_what_wives_buy_is_no_work() -> None:
    tracks = _titles(read_occupation("siswa SMA kelas 12 yang mau kuliah", "ID"))
    assert tracks == _titles(read_occupation("siswa SMA kelas 12", "ID"))
    assert _titles(read_occupation("ibu rumah tangga yang suka belanja online", "ID")) == {"housewife"}


def test_freelance_in_brackets_behind_a_place() -> None:
    assert _titles(read_occupation("tour guide Raja Ampat (freelance)", "ID")) == {"freelance tour guide"}


def test_private_employees_at_home_are_at_desks() -> None:
    """Catches assemblers and inspectors of factories at a home workshop."""
    (wish,) = read_occupation("karyawan swasta WFH", "ID").wishes
    assert wish.workplace == "a home desk"
    assert "electronics assembler" not in {row.job.title for row in wish.rows}


def test_who_keeps_house_with_a_business_has_no_employer() -> None:
    asked = read_occupation("wives of OFWs with small businesses", "PH")

    assert all(row.job.status == "keeping house" for wish in asked.wishes for row in wish.rows)
    assert not asked.part_time


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [
        ("garment factory worker with small children", "VN", (0, 6)),
        ("công nhân may có con nhỏ", "VN", (0, 6)),
        ("bố mẹ có con học cấp 1", "VN", (6, 10)),
        ("nurse with two kids", "PH", (0, 17)),
        ("comptable dans une PME, mère de deux enfants", "CI", (0, 17)),
        ("karyawan pabrik yang punya anak balita", "ID", (0, 4)),
        ("homemakers with kids", "US", (0, 17)),
        ("unemployed people with young children", "GB", (0, 6)),
        ("social worker working with children", "VN", None),
    ],
)
def test_children_told_behind_the_work_are_at_home(text: str, code: str, ages: tuple[int, int] | None) -> None:
    """Catches the garment worker of 50 without a child, asked for with small children."""
    family = read_occupation(text, code).family
    assert ((family.said.least, family.said.most) if family.needs == "children" else None) == ages


@pytest.mark.parametrize(
    ("text", "code", "faiths"),
    [
        ("Catholic housewife", "VN", {"Roman Catholic"}),
        ("nông dân theo đạo Tin lành", "VN", {"Protestant"}),
        ("vendor (Muslim)", "PH", {"Muslim"}),
        ("người Công giáo", "VN", {"Roman Catholic"}),
        ("Công giáo, nông dân", "VN", {"Roman Catholic"}),
        ("mahasiswi berjilbab", "ID", {"Muslim"}),
        ("mahasiswa Muslim", "ID", {"Muslim"}),
        ("pedagang pasar Muslim", "ID", {"Muslim"}),
        ("guru agama Islam", "ID", set()),
        ("Catholic school teacher", "PH", set()),
        ("costureiras evangélicas", "BR", {"Evangelical Christian"}),
        ("maestros de escuela católica", "MX", set()),
        ("Buddhist nun", "VN", set()),
        ("Muslim fashion seller", "ID", set()),
    ],
)
def test_a_faith_that_is_told_is_that_of_all(text: str, code: str, faiths: set[str]) -> None:
    """Catches a Catholic housewife of no religion."""
    assert set(read_occupation(text, code).faiths) == faiths


def test_people_asked_for_by_a_faith_have_it() -> None:
    group = Group(
        name="faith",
        persona_count=6,
        age_min=25,
        age_max=50,
        gender="Female",
        location="Nam Dinh, Nam Dinh, Vietnam",
        income_level="Middle",
        occupation="Catholic housewife",
    )
    assert {slot.religion for slot in make_plan(group, 3).slots} == {"Roman Catholic"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("pharmacist with own drugstore", "pharmacy owner"),
        ("baker with her own bakery", "bakery owner"),
        ("tiểu thương bán quần áo chợ Vinh", "clothes vendor"),
        ("women who sell fish at the market", "fish vendor"),
        ("bán thổ cẩm cho khách du lịch", "souvenir seller"),
        ("elderly farmer without pension", "retired rice farmer"),
        ("chủ đại lý vật liệu xây dựng", "building materials dealer"),
    ],
)
def test_what_is_told_behind_a_trade_names_it(text: str, title: str) -> None:
    """Catches a village midwife for a dealer of building materials, a hospital's pharmacist for one with a shop."""
    assert _titles(read_occupation(text, "VN")) == {title}


def test_a_named_market_is_the_one_place_and_a_firms_bank_is_said_once() -> None:
    assert _places(read_occupation("tiểu thương chợ Đông Kinh", "VN")) == {"a public market"}
    assert _places(read_occupation("giao dịch viên ngân hàng Agribank", "VN")) <= {"a commercial bank", "a bank"}
    assert _places(read_occupation("accountant at a small company", "VN")) <= {
        "a small company",
        "an accounting office",
    }


@pytest.mark.parametrize(
    ("text", "code", "people"),
    [
        ("Hmong women", "VN", "Hmong"),
        ("người Mường", "VN", "Muong"),
        ("ethnic minority farmer", "VN", "minority"),
        ("Hausa traders", "NG", "Hausa"),
        ("Luo farmers", "KE", "Luo"),
        ("Gujarati traders", "IN", "Gujarati"),
        ("Gujarati teacher", "IN", ""),
        ("Maasai beads maker", "KE", ""),
        ("Afrikaans-speaking stay-at-home mums", "ZA", "Afrikaans"),
        ("Pashtun truck drivers", "PK", "Pashtun"),
        ("Hispanic mothers", "US", "Hispanic"),
        ("Oromo farmers", "ET", "Oromo"),
        ("Kurdish construction workers", "TR", "Kurdish"),
        ("francophone teachers", "CA", "French-speaking"),
        ("English-speaking tour guides", "TH", ""),
    ],
)
def test_people_of_any_work_keep_their_people(text: str, code: str, people: str) -> None:
    """Catches Kinh women where Hmong women were asked for."""
    assert {wish.people for wish in read_occupation(text, code).wishes} == {people}


@pytest.mark.parametrize(("work", "least", "most"), [("notaris", 0.6, 1.0), ("petani padi", 0.0, 0.4)])
def test_offices_stand_in_towns(work: str, least: float, most: float) -> None:
    """Catches notaries of a regency of whom most live in its villages."""
    group = Group(
        name="x",
        age_min=25,
        age_max=55,
        gender="All",
        location="Merauke, South Papua, Indonesia",
        income_level="Middle",
        occupation=work,
        persona_count=40,
    )
    slots = make_plan(group, 5).slots
    assert least <= sum(slot.urban for slot in slots) / len(slots) <= most


def test_words_in_any_order_are_read() -> None:
    """Catches a reader that fails on a phrase that nobody would write: each is read, or refused with a message."""
    rng, known = np.random.default_rng(15), tables()
    said = [" ".join(name) for name in (*known.english, *known.local)]
    said += [words for role in known.words.values() for words in sorted(role)]
    said += [" ".join(name) for kind in known.person_first.values() for name in kind]
    for code in ("PH", "ID", "VN", "BR"):
        for _ in range(60):
            phrase = " ".join(said[at] for at in rng.integers(len(said), size=rng.integers(1, 6)))
            with suppress(GroupError):
                assert read_occupation(phrase, code).wishes


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("HRD pabrik elektronik", "ID"),  # a title whose English names no place
        ("lam nghe cho coal mine chi with newly licensed - huong dan vien tham hiem", "PH"),  # read round in a circle
    ],
)
def test_phrases_that_once_failed_are_read(phrase: str, code: str) -> None:
    assert read_occupation(phrase, code).wishes


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        *(("công nhân nam", "Male"), ("nam công nhân", "Male"), ("nam giới văn phòng", "Male")),
        *(("công nhân xây dựng nam", "Male"), ("kỹ sư nam tại Đà Nẵng", "Male"), ("nữ sinh cấp 3", "Female")),
        *(("người trồng nấm", None), ("bán quần áo nam", None), ("nông dân miền Nam", None)),
        *(("công nhân Nam Định", None), ("sinh viên năm nhất", None), ("ngư dân gần bờ", None)),
        *(("nam sinh viên", "Male"), ("y tá nam", "Male"), ("bảo vệ ký túc xá nam", None), ("bác sĩ khoa nam", None)),
        *(("nhân viên đồ lót nam", None), ("công nhân phương nam", None), ("nhân viên shop nam", None)),
    ],
)
def test_men_of_vietnam_are_told_with_the_marks(text: str, gender: str | None) -> None:
    asked = read_occupation(text, "VN")
    assert (asked.family.gender, asked.family.needs, asked.nation, asked.notes) == (gender, None, None, ())


@pytest.mark.parametrize(
    ("text", "code", "title", "unread"),
    [
        ("bank teller, mê chạy bộ", "VN", "bank teller", "mê chạy bộ"),
        ("bank teller, áp lực doanh số", "VN", "bank teller", "áp lực doanh số"),
        ("giảng viên đại học, mở quán ngoài giờ", "VN", "university lecturer", "mở quán ngoài giờ"),
        ("coffee farmer, vay ngân hàng", "VN", "coffee farmer", "vay ngân hàng"),
        ("penjual seblak, dulu buruh pabrik", "ID", "seblak seller", "dulu buruh pabrik"),
        ("former garment worker, now tailor", "VN", "tailor", "former garment worker"),
        ("cựu giáo viên, nay bán bảo hiểm", "VN", "insurance agent", "cựu giáo viên"),
        ("hotel receptionist, studying Korean", "PH", "hotel receptionist", "studying Korean"),
        ("bank teller, mother of three, active in church", "PH", "bank teller", "active in church"),
        ("cashier bank, anak dua, aktif di gereja", "ID", "cashier", "aktif di gereja"),
    ],
)
def test_what_is_told_apart_is_of_the_same_person(text: str, code: str, title: str, unread: str) -> None:
    asked = read_occupation(text, code)
    assert _titles(asked) == {title}
    assert [unread in note for note in asked.notes] == [True]


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("mason at tile setter", "PH", {"mason", "tile setter"}),
        ("manglalaba at manlilinis ng bahay na may anak", "PH", {"home laundry helper", "day housecleaner"}),
        ("waiter at hotel", "PH", {"banquet server", "hotel restaurant waiter"}),
    ],
)
def test_at_is_and_between_two_names_of_work_in_filipino(text: str, code: str, titles: set[str]) -> None:
    assert _titles(read_occupation(text, code)) == titles


@pytest.mark.parametrize(
    ("text", "code", "of_seller"),
    [
        ("penjual madu asli Sumbawa", "ID", False),
        ("penjual batik asli Jawa", "ID", False),
        ("người bán nước mắm gốc Phan Thiết", "VN", False),
        ("penjual bakso, asli Malang", "ID", True),
        ("penjual bakso orang asli Malang", "ID", True),
        ("chủ quán gốc Huế", "VN", True),
    ],
)
def test_goods_and_no_sellers_are_genuine(text: str, code: str, of_seller: bool) -> None:
    asked = read_occupation(text, code)
    assert bool(asked.nation or asked.people) is of_seller
    assert any(map(is_of_unread, asked.notes)) is not of_seller


@pytest.mark.parametrize(
    ("text", "code", "student", "work"),
    [
        ("part-time barista studying nursing", "PH", "nursing student", "barista"),
        ("night shift 7-Eleven cashier studying criminology", "PH", "criminology student", "convenience store clerk"),
        ("fast food crew working student in 3rd year education", "PH", "teacher education student", "fast-food crew"),
        ("part-time barista studying architecture and living in a kost", "ID", "architecture student", "barista"),
        ("barista studying nursing in Manila", "PH", "nursing student", "barista"),
        ("kasir yang kuliah hukum di Bandung", "ID", "law student", "cashier"),
    ],
)
def test_who_serves_and_studies_is_a_student(text: str, code: str, student: str, work: str) -> None:
    asked = read_occupation(text, code)
    assert _titles(asked) == {student}
    assert any(row.job.title.startswith(work) for wish in asked.beside for row in wish.rows)


@pytest.mark.parametrize("text", ["nurse studying law", "guru PAUD yang kuliah hukum"])
def test_who_has_a_profession_and_studies_has_it(text: str) -> None:
    assert not read_occupation(text, "ID").beside


@pytest.mark.parametrize(
    ("text", "code", "title", "unread"),
    [
        ("caregiver in Israel supporting siblings in college", "PH", "overseas caregiver", True),
        ("factory worker in Taiwan on a second contract", "PH", "Taiwan-based factory worker", True),
        ("household service worker in Singapore", "PH", "Singapore domestic helper", False),
        ("balikbayan nurse from London building a house", "PH", "overseas nurse", True),
        ("perawat di Jerman", "ID", "overseas nurse", False),
        ("welder in Canada", "PH", "welder", True),
        ("Grab driver who used to work in Saudi Arabia", "PH", "ride-hailing car driver", True),
        ("caregiver supporting siblings in college", "PH", "elderly care worker", True),
        ("private school teacher waiting for a DepEd item", "PH", "teacher", True),
        ("applicant for work abroad staying with relatives", "PH", "overseas job applicant", True),
        ("nurse reviewing for NCLEX", "PH", "hospital nurse", True),
        ("massage therapist na bulag", "PH", "massage therapist", True),
        ("MLM dealer who is a retired teacher", "PH", "direct seller", True),
        ("rice farmer with a carabao and half a hectare", "PH", "rice farmer", True),
    ],
)
def test_what_is_told_of_somebody_leaves_the_work(text: str, code: str, title: str, unread: bool) -> None:
    asked = read_occupation(text, code)
    assert title in _titles(asked) | {wish.kind for wish in asked.wishes}
    assert any(map(is_of_unread, asked.notes)) is unread


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("heavy smokers of menthol cigarettes", "any"),
        ("drinkers of instant coffee", "any"),
        ("condo owners", "any"),
        ("Shopee budol moms", "any"),
        ("cyclists commuting to work", "any worker"),
        ("breastfeeding mothers back at work", "any worker"),
        ("crypto traders with a full-time job", "any worker"),
    ],
)
def test_who_uses_or_owns_things_has_any_work(text: str, kind: str) -> None:
    assert {wish.kind for wish in read_occupation(text, "PH").wishes} == {kind}


@pytest.mark.parametrize(
    ("text", "title", "unread"),
    [
        ("nuôi dưỡng cha mẹ già và làm giao dịch viên ngân hàng", "bank teller", "nuôi dưỡng cha mẹ già"),
        ("widowed rice farmer, children working in Saigon", "rice farmer", "children working in Saigon"),
        ("bank teller, quê miền Trung", "bank teller", "quê miền Trung"),
        ("interior designer taking side projects", "interior designer", "taking side projects"),
    ],
)
def test_a_home_a_care_and_side_projects_stand_beside_the_work(text: str, title: str, unread: str) -> None:
    asked = read_occupation(text, "VN")
    assert _titles(asked) == {title}
    assert [unread in note for note in asked.notes] == [True]


def test_a_student_of_an_international_university_has_work_beside() -> None:
    asked = read_occupation("part-time cashier at Circle K, international university student", "VN")
    assert [wish.category for wish in asked.wishes] == ["university student"]
    assert asked.beside


@pytest.mark.parametrize(
    ("code", "text", "people", "work"),
    [
        ("CA", "immigrant nurses", "immigrant", "nurse"),
        ("CA", "newcomers", "immigrant", ""),
        ("DE", "Lehrer mit Migrationshintergrund", "immigrant", "teacher"),
        ("FR", "ouvriers immigrés", "immigrant", ""),
        ("ES", "mujeres inmigrantes", "immigrant", ""),
        ("KR", "foreign workers", "immigrant", ""),
        ("AE", "migrant workers", "immigrant", ""),
        ("DE", "Geflüchtete", "refugee", ""),
        ("DE", "Ausländer", "immigrant", ""),
        ("FR", "infirmières étrangères", "immigrant", "nurse"),
        ("KR", "외국인 노동자", "immigrant", ""),
        ("US", "nurses who are immigrants", "immigrant", "nurse"),
        ("US", "immigrants working as taxi drivers", "immigrant", "driver"),
    ],
)
def test_who_came_from_abroad_is_drawn_as_such(code: str, text: str, people: str, work: str) -> None:
    asked = read_occupation(text, code)

    assert asked.people == people
    assert all(work in row.job.title for wish in asked.wishes for row in wish.rows)
    assert any("came from elsewhere" in note for note in asked.notes)


@pytest.mark.parametrize(
    ("code", "text"), [("GB", "immigration officer"), ("GB", "refugee caseworker"), ("GB", "foreign correspondent")]
)
def test_who_works_for_those_who_came_is_none_of_them(code: str, text: str) -> None:
    assert not read_occupation(text, code).people


@pytest.mark.parametrize(
    ("code", "text", "origin"),
    [
        ("CL", "immigrant waiters", "VE"),
        ("TR", "mülteci tekstil işçisi", "SY"),
        ("ZA", "foreign national spaza shop owner", "ZW"),
        ("CR", "immigrant domestic worker", "NI"),
        ("KE", "refugees", "SO"),
        ("AR", "inmigrante boliviano verdulero", "BO"),
        ("CO", "inmigrantes venezolanos", "VE"),
    ],
)
def test_immigrants_are_from_where_most_came(code: str, text: str, origin: str) -> None:
    """Catches immigrants of Chile who are all Chileans, or Bolivians of Argentina from Paraguay."""
    asked = read_occupation(text, code)

    assert asked.nation
    assert asked.nation.code == origin


@pytest.mark.parametrize(("code", "text"), [("UY", "refugees"), ("NG", "migrants")])
def test_where_nothing_is_known_of_newcomers_a_note_says_so(code: str, text: str) -> None:
    assert any("is no work" in note for note in read_occupation(text, code).notes)


@pytest.mark.parametrize(
    ("code", "text", "gender"),
    [
        ("NL", "vrouwen", "Female"),
        ("IT", "uomini", "Male"),
        ("PL", "kobiety", "Female"),
        ("RU", "женщины", "Female"),
        ("JP", "女性", "Female"),
        ("KE", "wanawake", "Female"),
        ("DE", "Jugendliche", None),
        ("CN", "年轻人", None),
        ("DE", "weibliche Lehrer", "Female"),
        ("NL", "mannelijke verpleegkundigen", "Male"),
        ("RU", "женщины водители", "Female"),
    ],
)
def test_words_for_a_sex_are_read_in_their_language(code: str, text: str, gender: str | None) -> None:
    asked = read_occupation(text, code)

    assert asked.family.gender == gender
    assert not asked.notes
    assert all(wish.rows or wish.category for wish in asked.wishes)
