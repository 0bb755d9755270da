"""What people like, use or own is no work: it is left out of what is read, and told."""

import pytest

from boses_engine.grounding.phrases.beside.consumption import are_consumers, without_consumption
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.work.asked import Asked


def _read(text: str) -> Asked:
    return read_occupation(text, "PH")


@pytest.mark.parametrize(
    ("code", "text", "rest"),
    [
        ("PH", "health-conscious nurses", "nurses"),
        ("PH", "tech-savvy and health-conscious farmers", "farmers"),
        ("US", "budget conscious teachers", "teachers"),
        ("PH", "students into K-pop", "students"),
        ("PH", "drivers who smoke", "drivers"),
        ("GB", "teachers interested in sustainability", "teachers"),
        ("GB", "C2DE cleaners", "cleaners"),
        ("PH", "housewives (class D)", "housewives"),
        ("ID", "ibu-ibu SES B", "ibu-ibu"),
        ("ID", "mahasiswa yang suka nonton drakor", "mahasiswa"),
        ("VN", "nhân viên văn phòng thích du lịch", "nhân viên văn phòng"),
        ("BR", "donas de casa que gostam de novela", "donas de casa"),
        ("CA", "retired couples who golf and travel in winter", "retired couples"),
        ("NG", "mothers who buy noodles for school children", "mothers"),
        ("PE", "padres primerizos que compran pañales al por mayor", "padres primerizos"),
        ("US", "accountant and dog owner", "accountant"),
        ("PH", "nurse and active in church", "nurse"),
        ("ID", "guru dan aktif di gereja", "guru"),
        ("VN", "giáo viên và thích đọc sách", "giáo viên"),
    ],
)
def test_what_they_like_is_left_out_and_told(code: str, text: str, rest: str) -> None:
    asked, plain = read_occupation(text, code), read_occupation(rest, code)

    assert asked.wishes == plain.wishes
    assert asked.notes[-1].startswith("Nothing was made of ")


@pytest.mark.parametrize(
    "text",
    [
        "traditional healers",
        "women who sell fish",
        "fish smoker",
        "self-employed welders",
        "BA students",
        "class A drivers",
        "bank tellers serving customers",
        "physical therapist for smokers",
        "nurses who are dog owners",
        "sari-sari store owners with regular customers",
        "pembeli barang bekas",
        "pemelihara sapi",
        "petugas pelanggan PLN",
        "người sử dụng lao động",
        "runners at warehouse",
        "pembeli produk pertanian",
        "pemain mobile legends profesional",
        "fish smoking women",
        "bird watching guide",
        "job-hunting graduates",
    ],
)
def test_work_is_not(text: str) -> None:
    assert without_consumption(text, _read) == (text, "")
    assert not are_consumers(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("PH", "mall goers"),
        ("PH", "frequent flyers"),
        ("PH", "TikTok users"),
        ("PH", "mobile legends players"),
        ("PH", "diabetic patients"),
        ("PH", "sabong bettors"),
        ("VN", "heavy instant noodle eaters"),
        ("VN", "electric motorbike owners"),
        ("PH", "mahilig mag-online shopping"),
        ("ID", "penderita hipertensi"),
        ("ID", "pemilik kucing dan anjing"),
        ("VN", "bệnh nhân tiểu đường"),
        ("DE", "Kund*innen von Aldi"),
        ("FR", "clients de Carrefour"),
        ("IT", "clienti di Esselunga"),
        ("PH", "car owners"),
        ("ID", "pengguna ShopeePay"),
        ("US", "smokers"),
        ("NL", "hondenbezitters"),
        ("DE", "Camper"),
        ("MX", "gamers que juegan en el celular"),
        ("VN", "badminton players"),
        ("VN", "Buddhist vegetarians"),
        ("VN", "stock market retail investors (F0)"),
        ("ID", "kolektor action figure"),
        ("ID", "pemelihara ikan hias"),
        ("PH", "runners training for a marathon"),
        ("PH", "joggers at the park"),
        ("VN", "người có ô tô"),
        ("PH", "3-in-1 coffee drinkers, two sachets a day"),
        ("PH", "pet owner may alagang shih tzu"),
        ("PH", "prepaid data users na naglalaro ng ML"),
        ("PH", "online shoppers na bumibili tuwing sale"),
        ("ID", "pembeli online di TikTok Shop"),
        ("MX", "consumidores de refresco, 2 litros al día"),
        ("TH", "คนดื่มกาแฟ"),
        ("DE", "Hobbygärtner"),
        ("ES", "fotógrafo aficionado"),
        ("VN", "người mê làm đẹp"),
    ],
)
def test_consumers_are_anybody(code: str, text: str) -> None:
    asked = read_occupation(text, code)

    assert [wish.category for wish in asked.wishes] == ["any"]
    assert any("is no work" in note for note in asked.notes)


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        ("US", "bank tellers serving customers", "bank teller"),
        ("US", "app developer for iPhone users", "mobile app developer"),
        ("US", "firefighters who are heavy smokers", "firefighter"),
        ("US", "physical therapist for smokers", "physical therapist"),
        ("PH", "sari-sari store owners with regular customers", "sari-sari store owner"),
        ("IN", "job-hunting graduates", "degree holder seeking work"),
        ("ID", "kolektor koperasi", "collections officer"),
        ("ID", "karyawan leasing, kolektor lapangan", "collections officer"),
        ("PH", "runner at a restaurant", "restaurant server"),
    ],
)
def test_whom_work_is_for_does_not_make_it_none(code: str, text: str, title: str) -> None:
    """Catches people of all kinds for bank tellers who serve customers."""
    assert {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows} == {title}


@pytest.mark.parametrize("text", ["TV-watching women", "bargain-hunting mothers", "beer-drinking men"])
def test_pastimes_are_left_out(text: str) -> None:
    assert without_consumption(text, _read)[0] == text.split()[-1]


@pytest.mark.parametrize(
    "text",
    [
        "người chơi Liên Quân",
        "người nuôi chó mèo ở chung cư",
        "dân phượt",
        "hội những người mê trà sữa",
        "nguoi chay bo",
    ],
)
def test_what_people_of_vietnam_like_is_no_work(text: str) -> None:
    assert [wish.category for wish in read_occupation(text, "VN").wishes] == ["any"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("người mua ve chai", "itinerant scrap buyer"),
        ("người nuôi bò", "cattle farmer"),
        ("người xem bói", "astrologer"),
        ("dân ăn chay bán rau", "vegetable vendor"),
        ("người thường đi biển", "coastal fisher"),
        ("người có xe ba gác", "ba gác driver"),
    ],
)
def test_what_people_of_vietnam_do_is_work(text: str, title: str) -> None:
    assert read_occupation(text, "VN").wishes[0].rows[0].job.title == title


@pytest.mark.parametrize(
    ("code", "text", "plain"),
    [
        ("GB", "smokers aged 30+ who switched to vape", "people aged 30+"),
        ("PH", "female smokers, two packs a day", "women"),
        ("PH", "Netflix subscribers with teenage kids", "people with teenage kids"),
        ("PH", "TikTok users na nagtitinda ng ukay-ukay", "people na nagtitinda ng ukay-ukay"),
        ("IN", "kirana shoppers, homemakers", "homemakers"),
        ("PH", "instant coffee drinkers na construction worker", "construction worker"),
        ("PH", "skincare buyers on Shopee, call center agents", "call center agents"),
        ("ID", "pengguna paylater yang kerja di pabrik", "orang yang kerja di pabrik"),
        ("VN", "sinh viên uống trà sữa mỗi ngày", "sinh viên"),
        ("VN", "nhân viên văn phòng uống cà phê sáng", "nhân viên văn phòng"),
    ],
)
def test_what_more_is_told_of_consumers_is_read(code: str, text: str, plain: str) -> None:
    """Catches ages, children and work that stand behind a word for consumers left unread, or what they use unsaid."""
    asked, told = read_occupation(text, code), read_occupation(plain, code)

    assert (asked.wishes, asked.family, asked.ages) == (told.wishes, told.family, told.ages)
    assert asked.notes


@pytest.mark.parametrize(("code", "text"), [("ID", "ibu-ibu pembeli susu formula"), ("PH", "moms who buy diapers")])
def test_what_is_bought_for_babies_tells_of_them(code: str, text: str) -> None:
    said = read_occupation(text, code).family.said
    assert (said.least, said.most) == (0, 2)


def test_runners_at_work_have_that_work() -> None:
    asked = read_occupation("runners who work in banks", "PH")
    assert asked.wishes[0].rows[0].job.title == "bank teller"
    assert "'runners'" in asked.notes[-1]


def test_a_generation_beside_what_they_drink_is_drawn() -> None:
    asked = read_occupation("penikmat kopi susu, Gen Z, kerja di startup", "ID")
    assert asked.born == (1997, 2012)
    assert not any("Gen Z" in note for note in asked.notes)


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        ("VN", "chuyên viên mua hàng", "procurement specialist"),
        ("VN", "chuyên viên mua hàng ngành may", "procurement specialist"),
        ("VN", "quản lý mua hàng", "procurement manager"),
        ("VN", "nhân viên mua hàng siêu thị", "procurement specialist"),
        ("VN", "nhân viên mua hàng hộ", "procurement specialist"),
        ("VN", "nhân viên thu mua hàng nông sản", "procurement specialist"),
        ("VN", "công nhân sử dụng máy may", "machine operator"),
        ("VN", "giáo viên thể dục tập thể", "physical education teacher"),
        ("VN", "nhân viên vệ sinh khu tập thể", "office cleaner"),
        ("VN", "huấn luyện viên tập gym", "sports coach"),
        ("VN", "huấn luyện viên chạy bộ", "sports coach"),
        ("ES", "comprador de autos usados", "purchasing officer"),
        ("MX", "comprador de autos", "purchasing officer"),
        ("AR", "comprador de carros chocolate", "purchasing officer"),
        ("BR", "comprador de imóveis", "purchasing officer"),
        ("ID", "pembaca berita TV", "news anchor"),
        ("PH", "mag-aalaga", "nanny"),
        ("PH", "mag-aalaga ng baboy", "pig farmer"),
    ],
)
def test_who_buys_teaches_or_reads_for_a_living_has_that_work(code: str, text: str, title: str) -> None:
    asked = read_occupation(text, code)

    assert title in {row.job.title for wish in asked.wishes for row in wish.rows}
    assert not any("mua" in note or "tập" in note or "chạy bộ" in note for note in asked.notes)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("VN", "nhân viên hướng dẫn sử dụng phần mềm"),
        ("VN", "nhân viên công ty mua hàng"),
        ("VN", "thợ mua vàng"),
        ("VN", "cộng tác viên mua hàng hộ"),
        ("TH", "ผู้ใช้แรงงาน"),
        ("TH", "คนรักษาความปลอดภัย"),
        ("TH", "คนรักษาความสะอาด"),
        ("TH", "ลูกค้าสัมพันธ์"),
        ("TH", "นักวิ่งส่งเอกสาร"),
        ("ID", "pembeli hp bekas"),
        ("ID", "pembeli sepatu bekas"),
        ("ID", "pembeli minyak goreng bekas"),
        ("PH", "may alagang 20 baboy"),
        ("PH", "may alagang mga baboy"),
        ("PH", "may alagang hayop"),
        ("PH", "namimili sa Divisoria at nagtitinda"),
        ("US", "hobby farmers"),
        ("NL", "hobbyboer"),
        ("DE", "Hobbybauer"),
    ],
)
def test_work_that_begins_like_a_pastime_is_not_left_out(code: str, text: str) -> None:
    assert without_consumption(text, lambda rest: read_occupation(rest, code)) == (text, "")
    assert not any("is no work:" in note for note in read_occupation(text, code).notes)


@pytest.mark.parametrize(
    ("code", "text"),
    [("PH", "may alagang 2 aso"), ("TH", "คนรักแมว"), ("VN", "người mua nhà"), ("MX", "compradores de casa")],
)
def test_who_keeps_pets_or_buys_for_themselves_is_anybody(code: str, text: str) -> None:
    assert [wish.category for wish in read_occupation(text, code).wishes] == ["any"]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("nurses into young adult", "'into young adult'"),
        ("people who watches TV", "'who watches TV'"),
        ("nurses, young adult", ""),
        ("nurses, Gen Z", ""),
    ],
)
def test_only_what_is_drawn_is_not_told_as_unread(text: str, unread: str) -> None:
    notes = read_occupation(text, "US").notes
    assert any(f"Nothing was made of {unread}" in note for note in notes) == bool(unread)


@pytest.mark.parametrize(
    ("code", "text", "plain"),
    [
        ("PH", "Chinese-Filipino shoppers with kids", "Chinese-Filipino people with kids"),
        ("US", "pregnant shoppers aged 20-30", "pregnant people aged 20-30"),
        ("US", "pregnant shoppers with kids", "pregnant people with kids"),
        ("US", "unemployed gamers with kids", "unemployed people with kids"),
        ("US", "college-educated smokers with kids", "college-educated people with kids"),
        ("US", "Indian shoppers with kids", "Indian people with kids"),
        ("US", "widowed coffee drinkers with kids", "widowed people with kids"),
        ("PH", "senior citizen coffee drinkers with diabetes", "senior citizens"),
        ("US", "retired smokers aged 60+", "retired people aged 60+"),
        ("US", "homemaker shoppers with kids", "homemakers with kids"),
        ("US", "nurse smokers with kids", "nurses with kids"),
        ("US", "student gamers, single", "students, single"),
        ("PH", "mall goers with kids", "people with kids"),
    ],
)
def test_who_stands_before_a_word_for_consumers_is_read(code: str, text: str, plain: str) -> None:
    """Catches work, sex, people and nation left out with the word for consumers once more is told behind it."""
    asked, told = read_occupation(text, code), read_occupation(plain, code)

    assert {wish.category for wish in asked.wishes} == {wish.category for wish in told.wishes}
    assert [(wish.rows, wish.people) for wish in asked.wishes] == [(wish.rows, wish.people) for wish in told.wishes]
    assert (asked.nation, asked.ages, asked.family) == (told.nation, told.ages, told.family)
    assert "is no work:" not in " ".join(asked.notes)


def test_many_spaces_are_one() -> None:
    assert read_occupation(f"smokers{' ' * 190}x", "US") == read_occupation("smokers x", "US")


@pytest.mark.parametrize(
    ("code", "text", "whole"),
    [
        ("US", "rancher and hay farmer", "rancher and hay farmer"),
        ("PH", "waiter at Active Gym", "waiter at Active Gym"),
        ("ID", "ibu rumah tangga dan aktif jualan online", "ibu rumah tangga dan aktif jualan online"),
        ("PH", "teacher and driver and car owner", "teacher and driver"),
        ("PH", "teacher and sings at weddings", "teacher"),
    ],
)
def test_work_beside_is_kept_and_a_pastime_is_not(code: str, text: str, whole: str) -> None:
    assert without_consumption(text, lambda rest: read_occupation(rest, code))[0] == whole
