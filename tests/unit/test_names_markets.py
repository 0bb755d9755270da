"""Names of the Philippines, Indonesia and Viet Nam in depth, against figures transcribed from their sources."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from support.steps import steps

from boses_engine.domain.persona import Gender
from boses_engine.grounding.names.customs import patterns_for, plain, rules_of
from boses_engine.grounding.names.draw import Name, draw_name

GENDERS: tuple[Gender, ...] = ("Female", "Male")
MAIN = {"PH": ("ph",), "ID": ("id-muslim", "id-javanese"), "VN": ("vn-south",)}  # the customs of most people
CHI2_9 = 33.7  # chi-square of nine degrees of freedom that one sample in 10,000 exceeds

# People who must not come out, written down without looking at the table.
FAMOUS = """
Ferdinand Marcos|Imelda Marcos|Rodrigo Duterte|Sara Duterte|Corazon Aquino|Benigno Aquino|Fidel Ramos
Joseph Estrada|Gloria Macapagal|Manny Pacquiao|Jose Rizal|Andres Bonifacio|Sarah Geronimo|Vilma Santos
Leila De Lima|Francis Pangilinan|Lydia De Vega|Raffy Tulfo|Joko Widodo|Prabowo Subianto|Bambang Yudhoyono
Megawati Sukarnoputri|Abdurrahman Wahid|Susi Susanti|Taufik Hidayat|Ridwan Kamil|Anies Baswedan|Agus Salim
Puan Maharani|Dewi Lestari|Candra Wijaya|Hendra Setiawan|Sri Mulyani|Ahmad Dhani|Suharto|Sukarno|Hồ Chí Minh
Võ Nguyên Giáp|Nguyễn Phú Trọng|Phạm Minh Chính|Tô Lâm|Nguyễn Xuân Phúc|Nguyễn Tấn Dũng|Võ Thị Sáu|Lê Duẩn
Lê Lợi|Nguyễn Thị Bình|Nguyễn Du|Trần Hưng Đạo|Phan Văn Khải|Trương Mỹ Lan|Phạm Nhật Vượng|H'Hen Niê
Lương Cường|Trịnh Công Sơn|Huỳnh Như
""".replace("\n", "|")


def people(
    country: str, gender: Gender, age: int, religion: str, tongue: str, region: str | None = None, count: int = 400
) -> list[Name]:
    rng = np.random.default_rng(1)
    return [draw_name(rng, country, gender, age, religion, tongue, region, set()) for _ in range(count)]


def last(names: Iterable[Name]) -> Counter[str]:
    return Counter(name.full.rsplit(" ", 1)[-1] for name in names)


def words(names: Iterable[Name]) -> Counter[str]:
    return Counter(word for name in names for word in name.full.split())


def lists(customs: Iterable[str], gender: str) -> tuple[set[str], set[str]]:
    """Given and family names in the tables of some customs, whatever the year of birth."""
    given, family = set[str](), set[str]()
    for custom in customs:
        for born in range(1935, 2013):
            for part in itertools.chain.from_iterable(patterns_for(custom, gender, born).options):
                if part.called:
                    given |= set(part.names.options)
                elif part.stays:
                    family |= set(part.names.options)
    return given, family


def chi_square(counts: Counter[str], expected: Mapping[str, float]) -> float:
    """Of the counts of the names in `expected` against its weights."""
    seen, weights = sum(counts[name] for name in expected), sum(expected.values())
    assert seen > 400
    return sum(
        (counts[name] - seen * weight / weights) ** 2 / (seen * weight / weights) for name, weight in expected.items()
    )


@pytest.mark.parametrize("gender", ["Male", "Female"])
@pytest.mark.parametrize("country", MAIN)
def test_a_market_has_three_hundred_given_and_a_hundred_and_fifty_family_names(country: str, gender: str) -> None:
    """Catches a table cut short, in the market and in the customs of most of its people."""
    customs = {custom for rule in rules_of(country) for custom in rule.customs.options}
    given, family = lists(sorted(customs), gender)
    assert len(given) >= 600
    assert len(family) >= 250
    given, family = lists(MAIN[country], gender)
    assert len(given) >= 300
    assert len(family) >= (0 if country == "ID" else 150)  # most Indonesians have no family name


def test_filipino_family_names_have_their_published_shares() -> None:
    """Catches weights lost on the way. Bearers in thousands: sigpwned popular-names, Philippines."""
    expected = {"Garcia": 441, "Reyes": 413, "Ramos": 376, "Mendoza": 372, "Flores": 312, "Gonzales": 294}
    expected |= {"Bautista": 288, "Villanueva": 278, "Fernandez": 270, "Soriano": 140}
    names = people("PH", "Female", 30, "Roman Catholic", "Tagalog", "Metro Manila", 8000)
    assert chi_square(last(names), expected) < CHI2_9
    assert 0.02 < sum(name.full.endswith(" Dela Cruz") for name in names) / 8000 < 0.06


def test_vietnamese_names_have_the_shares_of_their_samples() -> None:
    """Catches weights lost on the way. Percent: hoten.org, Đắk Lắk (born 1991 to 2002) and Ho Chi Minh City."""
    expected = {"Trang": 4.193, "Thảo": 3.518, "Linh": 3.023, "Anh": 2.462, "Phương": 2.197, "Hằng": 2.139}
    expected |= {"Huyền": 2.106, "Hiền": 2.03, "Hương": 1.719, "Dung": 1.697}
    listed = patterns_for("vn-highland", "Female", 1991).options[0][-1].names
    weight = dict(zip(listed.options, listed.weights, strict=True))
    assert all(weight[name] == pytest.approx(share, abs=0.3) for name, share in expected.items())
    names = people("VN", "Female", 28, "none", "Vietnamese", "Ho Chi Minh City", 4000)
    family = Counter(name.full.split()[0] for name in names)
    assert 0.28 < family["Nguyễn"] / 4000 < 0.35  # 31 percent
    assert 0.012 < family["Đặng"] / 4000 < 0.027  # 1.93 percent
    north = Counter(n.full.split()[0] for n in people("VN", "Female", 28, "none", "Vietnamese", "Ha Noi", 2000))
    assert north["Vũ"] > 4 * north["Võ"]
    assert family["Võ"] > 2 * family["Vũ"]
    assert north["Hoàng"] > 5 * north["Huỳnh"]
    assert family["Huỳnh"] > 2 * family["Hoàng"]


def test_girls_of_saigon_have_four_words() -> None:
    """Catches one name order for both halves of the country: 65 percent of girls, 26 of boys in the sample SG01."""
    girls = people("VN", "Female", 18, "none", "Vietnamese", "Ho Chi Minh City", 2000)
    boys = people("VN", "Male", 18, "none", "Vietnamese", "Ho Chi Minh City", 2000)
    assert 0.55 < sum(len(name.full.split()) == 4 for name in girls) / 2000 < 0.72
    assert 0.2 < sum(len(name.full.split()) == 4 for name in boys) / 2000 < 0.33
    assert 0.13 < sum(name.full.split()[1] == "Thị" for name in girls) / 2000 < 0.23  # 17.6 percent
    assert sum(name.full.split()[1] == "Văn" for name in boys) / 2000 < 0.04  # under 3 percent


def test_indonesian_mononyms_have_the_ratios_of_the_identity_cards() -> None:
    """Catches weights lost on the way. Bearers in thousands, Ditjen Dukcapil 2024."""
    expected = {"Sutrisno": 144.5, "Slamet": 115.4, "Mulyadi": 111.7, "Supardi": 93.2, "Supriyanto": 87.9}
    expected |= {"Suparman": 84.7}
    names = people("ID", "Male", 70, "Islam", "Javanese", "Central Java", 12_000)
    assert chi_square(Counter(name.full for name in names), expected) < 25.7  # five degrees of freedom, 1 in 10,000
    women = Counter(name.full for name in people("ID", "Female", 66, "Islam", "Indonesian", None, 4000))
    assert women["Nurhayati"] == max(women.values())


def test_a_large_group_keeps_the_frequencies() -> None:
    """Catches frequent names thinned out because they are soon in use: 6,000 of one group, all full names different."""
    rng, taken, called, family = np.random.default_rng(4), set[str](), Counter[str](), Counter[str]()
    for index in range(6000):
        gender = GENDERS[index % 2]
        name = draw_name(
            rng,
            "VN",
            gender,
            18 + index % 40,
            "none",
            "Vietnamese",
            "Ha Noi",
            taken,
            called,
        )
        assert name.full not in taken
        taken.add(name.full)
        called[name.called] += 1
        family[name.full.split()[0]] += 1
    assert 0.35 < family["Nguyễn"] / 6000 < 0.43  # 39 percent
    assert 0.08 < family["Trần"] / 6000 < 0.12
    assert called["Anh"] > 80
    assert called["Trang"] > 5 * called["Nhàn"]


def test_cohorts_shift_in_every_market() -> None:
    """Catches a list that ignores the year of birth."""
    old = words(people("PH", "Male", 72, "Roman Catholic", "Tagalog"))
    young = words(people("PH", "Male", 15, "Roman Catholic", "Tagalog"))
    assert young["Nathaniel"] + young["Jacob"] + young["Ezekiel"] > 15
    assert not old["Nathaniel"] + old["Ezekiel"]
    assert old["Rogelio"] + old["Ernesto"] > 5
    assert not young["Rogelio"] + young["Ernesto"]
    old = words(people("ID", "Female", 68, "Islam", "Javanese"))
    young = words(people("ID", "Female", 19, "Islam", "Javanese"))
    assert not old["Salsabila"] + old["Nabila"] + old["Kayla"]
    assert young["Salsabila"] + young["Nabila"] + young["Putri"] > 10
    assert not young["Painem"] + young["Tukinem"] + young["Wagiyem"]
    old, young = (words(people("VN", "Female", age, "none", "Vietnamese")) for age in (72, 16))
    assert not old["Vy"] + old["Nhi"] + old["Ngân"]
    assert young["Vy"] + young["Nhi"] + young["Ngân"] > 20
    assert old["Gái"] + old["Bé"] + old["Út"] + old["Sáu"] + old["Tý"] > 3
    assert not young["Gái"] + young["Bé"] + young["Út"] + young["Sáu"]


def test_peoples_of_mindanao() -> None:
    """Catches one list for all Muslims: clan names differ by people; a region stands in for a tongue."""
    maranao = last(people("PH", "Male", 30, "Muslim", "Maranao"))
    maguindanao = last(people("PH", "Male", 30, "Muslim", "Maguindanaon"))
    tausug = last(people("PH", "Male", 30, "Muslim", "Tausug"))
    assert maranao["Macarambon"] * maranao["Dimaporo"]
    assert not maguindanao["Macarambon"] + tausug["Macarambon"]
    assert maguindanao["Mangelen"] + maguindanao["Guiamalon"]
    assert not maranao["Mangelen"] + tausug["Mangelen"]
    assert tausug["Jikiri"] + tausug["Amilhussin"]
    assert not maranao["Jikiri"] + maguindanao["Jikiri"]
    by_region = last(people("PH", "Male", 30, "Muslim", "Cebuano", "Zamboanga Peninsula"))
    assert sum(by_region[name] for name in ("Jikiri", "Amilhussin", "Sahidulla", "Jamiri", "Undug")) > 0
    assert "Sittie" in words(people("PH", "Female", 30, "Muslim", "Maranao"))
    assert "Datu" in words(people("PH", "Male", 50, "Muslim", "Maguindanaon"))


def test_regions_of_the_philippines() -> None:
    """Catches Manila's family names everywhere: each tongue has its own beside the common ones."""
    for tongue, own in (
        ("Cebuano", {"Cabahug", "Bacalso", "Abellana", "Tabada", "Maglasang"}),
        ("Hiligaynon", {"Palmares", "Jalandoni", "Magbanua", "Javellana", "Treñas"}),
        ("Ilocano", {"Agbayani", "Ancheta", "Cabanilla", "Ragasa", "Agcaoili"}),
        ("Bicolano", {"Olaguer", "Nasol", "Sumayao", "Brondial", "Vibar"}),
        ("Kapampangan", {"Mallari", "Canlas", "Pangilinan", "Galang", "Cunanan"}),
        ("Kankanaey", {"Dulnuan", "Killip", "Cosalan", "Tauli", "Bugtong"}),
    ):
        names = last(people("PH", "Female", 35, "Roman Catholic", tongue, None, 600))
        manila = last(people("PH", "Female", 35, "Roman Catholic", "Tagalog", "Metro Manila", 600))
        assert sum(names[n] for n in own) > 8 + 3 * sum(manila[n] for n in own), tongue
    chinese = last(people("PH", "Male", 40, "Roman Catholic", "Hokkien"))
    assert chinese.most_common(1)[0][0] == "Tan"
    assert chinese["Tan"] + chinese["Lim"] + chinese["Chua"] + chinese["Uy"] > 130
    assert not chinese["Cruz"] + chinese["Reyes"]
    assert "Cecilia" in {name.called for name in people("PH", "Female", 45, "Roman Catholic", "Tagalog", None, 3000)}


@pytest.mark.parametrize(
    ("tongue", "religion", "region", "own"),
    [
        ("Karo", "Protestant", "North Sumatra", "Ginting|Sembiring|Tarigan"),
        ("Nias", "Protestant", "North Sumatra", "Zebua|Telaumbanua|Harefa"),
        ("Batak Mandailing", "Islam", "North Sumatra", "Harahap|Nasution|Lubis|Siregar"),
        ("Manado Malay", "Protestant", "North Sulawesi", "Wowor|Rumengan|Karundeng"),
        ("Ambonese Malay", "Protestant", "Maluku", "Pattiasina|Sahetapy|Latuheru"),
        ("Ambonese Malay", "Islam", "Maluku", "Tuasikal|Marasabessy|Ohorella"),
        ("Dawan", "Roman Catholic", "East Nusa Tenggara", "Neno|Taek|Benu|Fernandez"),
        ("Tetum", "Roman Catholic", "East Nusa Tenggara", "Seran|Nahak|Bria"),
        ("Dani", "Protestant", "Papua", "Wenda|Kogoya|Tabuni"),
        ("Toraja", "Protestant", "South Sulawesi", "Allo|Sarungallo|Palimbong"),
        ("Gorontalo", "Islam", "Gorontalo", "Katili|Monoarfa|Gobel"),
    ],
)
def test_clan_names_of_the_outer_islands(tongue: str, religion: str, region: str, own: str) -> None:
    """Catches Javanese names all over the archipelago: at least these clans of a people must come."""
    counts = last(people("ID", "Female", 32, religion, tongue, region, 600))
    assert all(counts[clan] for clan in own.split("|"))


def test_marks_of_peoples_in_indonesia() -> None:
    """Catches a mark of one people on another: Andi of Bugis, La Ode of Buton, Lalu of Sasak, Teuku of Aceh."""
    bugis = people("ID", "Male", 40, "Islam", "Bugis")
    assert any(name.full.startswith("Andi ") and name.called != "Andi" for name in bugis)
    for tongue, mark in (("Buton", "La Ode "), ("Sasak", "Lalu "), ("Acehnese", "Teuku ")):
        assert any(name.full.startswith(mark) for name in people("ID", "Male", 40, "Islam", tongue)), tongue
        assert not any(name.full.startswith(mark) for name in bugis), mark
    chinese = people("ID", "Female", 70, "Buddhist", "Hokkien")
    assert any(name.full.startswith(("Tan ", "Lim ", "Liem ", "Oei ", "Tjia ", "Lie ")) for name in chinese)
    assert not any("Siti" in name.full for name in chinese)
    sundanese = words(people("ID", "Male", 45, "Islam", "Sundanese"))
    assert sundanese["Asep"] + sundanese["Ujang"] + sundanese["Dadang"] > 8
    minang = people("ID", "Male", 45, "Islam", "Minangkabau")
    assert 8 < sum(n.full.endswith(("Chaniago", "Koto", "Piliang", "Tanjung", "Sikumbang")) for n in minang) < 80


def test_peoples_of_viet_nam() -> None:
    """Catches Kinh names on everybody: Khmer, Hoa, Tày, Thái, Mường, Mông, Dao, Chăm, Ê Đê and K'Ho have their own."""
    for tongue, region, own, share in (
        ("Khmer", "Soc Trang", {"Thạch", "Sơn", "Kim", "Danh", "Kiên", "Châu"}, 0.6),
        ("Tay", "Cao Bang", {"Nông", "Hoàng", "Ma", "Bế", "Lý", "Đàm"}, 0.4),
        ("Thai", "Son La", {"Lò", "Quàng", "Lường", "Cà", "Tòng", "Vì", "Cầm"}, 0.4),
        ("Muong", "Hoa Binh", {"Bùi", "Quách", "Đinh"}, 0.65),
        ("Hmong", "Ha Giang", {"Giàng", "Vàng", "Sùng", "Thào", "Vừ"}, 0.4),
        ("Dao", "Lao Cai", {"Triệu", "Bàn", "Lý", "Đặng", "Phàn", "Tẩn", "Chảo"}, 0.55),
        ("Chinese", "Ho Chi Minh City", {"Trần", "Lâm", "Lý", "Huỳnh", "Lương"}, 0.3),
        ("Gia Rai", "Gia Lai", {"Rơ", "Ksor", "Siu", "Nay", "Kpă", "Rah"}, 0.5),
    ):
        first = Counter(name.full.split()[0] for name in people("VN", "Female", 30, "none", tongue, region))
        assert sum(first[name] for name in own) / 400 > share, tongue
    assert all(name.full.startswith("H'") for name in people("VN", "Female", 30, "Protestant", "Ede", "Dak Lak"))
    assert all(name.full.startswith("Y ") for name in people("VN", "Male", 30, "Protestant", "Ede", "Dak Lak"))
    muslims = words(people("VN", "Male", 30, "Muslim", "Cham", "An Giang"))
    assert muslims["Mohamad"] + muslims["Ibrahim"] + muslims["Ismael"] > 5
    assert not words(people("VN", "Male", 30, "Hindu", "Cham", "Ninh Thuan"))["Mohamad"]


@pytest.mark.slow
def test_no_public_figure_in_twenty_thousand() -> None:
    """Catches a president among the personas, also with a middle name between; many of these the lists can form."""
    figures = {tuple(plain(name).split()) for name in FAMOUS.split("|") if name}
    assert len(figures) > 55
    formed = 0
    for country, religion, tongue, region in (
        ("PH", "Roman Catholic", "Tagalog", "Metro Manila"),
        ("ID", "Islam", "Javanese", "Central Java"),
        ("ID", "Islam", "Indonesian", "Jakarta"),
        ("VN", "none", "Vietnamese", "Ha Noi"),
        ("VN", "none", "Vietnamese", "Ho Chi Minh City"),
    ):
        for gender, age in itertools.product(GENDERS, (24, 64)):
            parts = {w for p in lists_at(country, gender, age) for w in p.split()}
            formed += sum(all(word in parts for word in figure) for figure in figures)
            for name in people(country, gender, age, religion, tongue, region, 2000):
                split = plain(name.full).split()
                runs = {r for size in range(1, len(split) + 1) for r in itertools.combinations(split, size)}
                assert not {r for r in runs & figures if len(r) > 1 or len(split) == 1}, name.full
    assert formed > 40


def lists_at(country: str, gender: str, age: int) -> set[str]:
    custom = {"PH": "ph", "ID": "id-javanese", "VN": "vn-north"}[country]
    options = patterns_for(custom, gender, 2026 - age).options
    return {plain(name) for pattern in options for part in pattern for name in part.names.options}


def test_ten_thousand_of_a_group_have_names_that_cost_no_more_at_the_end() -> None:
    """Catches draws that slow down as names are used up, and a name given twice."""
    rng, taken, called = np.random.default_rng(8), set[str](), Counter[str]()

    def draw(numbers: range) -> None:
        for index in numbers:
            gender = GENDERS[index % 2]
            name = draw_name(
                rng,
                "VN",
                gender,
                18 + index % 40,
                "none",
                "Vietnamese",
                "Ho Chi Minh City",
                taken,
                called,
            )
            taken.add(name.full)
            called[name.called] += 1

    draw(range(400))
    early = steps(lambda: draw(range(400, 600)))
    draw(range(600, 9_800))
    late = steps(lambda: draw(range(9_800, 10_000)))
    assert late < 2 * early
    assert len(taken) == 10_000
